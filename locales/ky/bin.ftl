# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

bin-title = Себет
bin-empty = Себет бош.
bin-put = { $what } себетте. Меню: «себет» кайтарат.
bin-back = { $what } кайтарылды.
bin-visit-back = Баруу кайтарылды.
key-to-bin = себетке
key-bin = себет
key-bring-back = кайтаруу
