# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

reasons-which-title = Таңдау
reasons-why-title = Себебі
drafts-here = Сіз осыны жазып жатқансыз. Бұл әлі айтылған жоқ.
screen-nothing-to-undo-here = Мұнда қайтаратын ештеңе жоқ.
