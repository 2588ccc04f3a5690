# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

unsaved-title = Сақталмады
unsaved-again = қайта көру
unsaved-elsewhere = басқа қалтада жалғастыру: басқа диск, флешка
unsaved-folder = Қалта (жаңа, басқа дискіде):
unsaved-moving = Бәрі сонда жазылуда…
unsaved-not-confirmed = Басқа сан: ештеңе тасталған жоқ.
