# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

unsaved-title = Сакталган жок
unsaved-again = кайра аракет кылуу
unsaved-elsewhere = башка папкада улантуу: башка диск, флешка
unsaved-folder = Папка (жаңы, башка дискте):
unsaved-moving = Баары ошол жакка жазылууда…
unsaved-not-confirmed = Башка сан: эчтеке ташталган жок.
