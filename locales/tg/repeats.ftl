# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

repeat-beyond = аз шумора зиёд: нигоҳ дошта шуд, ҳисоб намешавад
instances-title = Чанд бор пурсидашаванда
instances-new = + боз як: { $name }
instances-nothing-inside = Дар ин ҷо чизе барои пурсидан нест.
instances-by-hand = N якеро илова мекунад. Del якеро мегирад; он чи гуфта шуд, дар таърих мемонад, U бармегардонад.
instances-counted = Шумораро як савол мегӯяд; барои зиёд ё кам кардан ҳамон ҷавобро тағйир диҳед.
instances-carrying = ↑ ва ↓ мебаранд, Space мегузорад, Esc дар ҷояш мемонад.
instances-remove-no = монад
instances-remove-yes = гирифтан
instances-removed = Гирифта шуд. U бо ҳама чизаш бармегардонад.
fill-no-repeat = Дар ин қисм чизе чанд бор пурсида намешавад.
key-instances = чандтогӣ
key-new-instance = боз як
key-carry = бардоштан
key-put-down = гузоштан
key-remove-instance = гирифтан
fill-instance = { $name } { $number } аз { $count }   R: ҳама, боз як
fill-range = Адад аз { $start } то { $end }, бо қадами { $step }: нависед, ё Space барои оянда.
fill-rank = Бо навбат: рақами интихоб онро баъдӣ мегузорад; бори дигар мегирад.
pick-choice = Интихоб:
finish-required = ҳатмӣ
