# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

reasons-which-title = Тандоо
reasons-why-title = Себеби
drafts-here = Сиз ушуну жазып жаткансыз. Бул азырынча айтылган жок.
screen-nothing-to-undo-here = Бул жерде кайтара турган эчтеке жок.
