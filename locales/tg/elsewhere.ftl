# DRAFT: not reviewed by a native speaker. A text that is missing here is shown in Russian.

unsaved-title = Сабт нашуд
unsaved-again = аз нав кӯшиш кардан
unsaved-elsewhere = дар папкаи дигар идома додан: диски дигар, флешка
unsaved-folder = Папка (нав, дар диски дигар):
unsaved-moving = Ҳама чиз ба он ҷо навишта мешавад…
unsaved-not-confirmed = Адади дигар: чизе партофта нашуд.
