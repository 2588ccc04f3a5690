# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

reasons-which-title = Интихоб
reasons-why-title = Сабаб
drafts-here = Шумо ҳаминро менавиштед. Он ҳанӯз гуфта нашудааст.
screen-nothing-to-undo-here = Дар ин ҷо чизе барои бозгардондан нест.
