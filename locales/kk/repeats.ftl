# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

repeat-beyond = саннан артық: сақталған, есептелмейді
instances-title = Бірнеше рет сұралатыны
instances-new = + тағы біреу: { $name }
instances-nothing-inside = Мұнда сұрайтын ештеңе жоқ.
instances-by-hand = N біреуін қосады. Del біреуін алып тастайды; онда айтылғаны тарихта қалады, U қайтарады.
instances-counted = Қанша екеніне сұрақ жауап береді; көбірек не азырақ керек болса, сол жауапты өзгертіңіз.
instances-carrying = ↑ және ↓ жылжытады, Space қояды, Esc орнында қалдырады.
instances-remove-no = қалдыру
instances-remove-yes = алып тастау
instances-removed = Алып тасталды. U бәрімен бірге қайтарады.
fill-no-repeat = Бұл бөлімде ештеңе бірнеше рет сұралмайды.
key-instances = бірнешеу
key-new-instance = тағы біреу
key-carry = көтеру
key-put-down = қою
key-remove-instance = алып тастау
fill-instance = { $name } { $number } / { $count }   R: бәрі, тағы біреу
fill-range = { $start } мен { $end } арасындағы сан, қадам { $step }: теріңіз немесе келесісі үшін Space.
fill-rank = Ретімен: таңдаудың цифры оны келесі етіп қояды; тағы бір рет басу алып тастайды.
pick-choice = Таңдау:
finish-required = міндетті
