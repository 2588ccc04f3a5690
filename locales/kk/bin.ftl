# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

bin-title = Себет
bin-empty = Себет бос.
bin-put = { $what } себетте. Мәзір: «себет» қайтарады.
bin-back = { $what } қайтарылды.
bin-visit-back = Бару қайтарылды.
key-to-bin = себетке
key-bin = себет
key-bring-back = қайтару
