# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

bin-title = Сабад
bin-empty = Сабад холӣ аст.
bin-put = { $what } дар сабад аст. Меню: «сабад» бармегардонад.
bin-back = { $what } баргардонда шуд.
bin-visit-back = Боздид баргардонда шуд.
key-to-bin = ба сабад
key-bin = сабад
key-bring-back = баргардондан
