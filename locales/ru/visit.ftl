# Посещение: что программа не приняла и что сделано.

err-visit-closed = Это посещение завершено. Новые ответы не принимаются; ничего не изменено.
rec-visit-closed = Если нужно что-то добавить, откройте посещение снова и укажите причину.
err-visit-open = Это посещение и так открыто.
err-visit-unknown-checklist = В этом посещении такой опросный лист не используется.
rec-visit-unknown-checklist = Выберите один из опросных листов, закреплённых в начале посещения.
err-visit-unknown-question = В опросном листе нет вопроса «{ $question }». Ответ не принят.
rec-visit-unknown-question = Проверьте номер или имя вопроса.
err-visit-unknown-section = В опросном листе нет такого раздела.
err-visit-unknown-subject = { $subject } нет в этом посещении. Ответ не принят.
rec-visit-unknown-subject = Сначала добавьте лицо или карточку задержанного.
err-visit-other-kind-of-subject = Вопрос «{ $question }» не задаётся о { $subject }.
err-visit-takes-no-answer = «{ $question }» — текст для чтения или расчёт; ответ не требуется.
err-visit-wrong-kind =
    { $expected ->
        [integer] В вопросе «{ $question }» нужно целое число.
        [decimal] В вопросе «{ $question }» нужно число.
        [choice] В вопросе «{ $question }» нужно выбрать один вариант из списка.
        [choices] В вопросе «{ $question }» нужно выбрать варианты из списка.
        [moment] В вопросе «{ $question }» нужны дата и время.
        [date] В вопросе «{ $question }» нужна дата без времени.
       *[other] В вопросе «{ $question }» нужен текст.
    }
err-visit-unknown-choice = В вопросе «{ $question }» нет такого варианта. Ответ не принят.
rec-visit-unknown-choice = Возможные варианты: { $offered }
err-visit-no-link = Связать можно лицо (P-…) и карточку задержанного (K-…).
err-visit-linked-already = Они уже связаны.
err-visit-linked-elsewhere = Эта карточка задержанного уже связана с { $person }.
rec-visit-linked-elsewhere = Если та связь ошибочна, сначала уберите её.
err-visit-not-linked = Они не связаны.
err-visit-nothing-to-undo = Отменять нечего.
err-visit-nothing-to-redo = Возвращать нечего.
err-visit-too-many-subjects = В этом посещении больше нет свободных номеров для лиц или карточек.
err-visit-premises-are-there = Помещения и так входят в каждое посещение.

err-visit-no-opening = В этих записях нет начала посещения.
rec-visit-no-opening = Записи сохранены как есть. Попросите коллегу передать посещение целиком.
err-visit-checklist-missing = Посещение заполнено по опросному листу { $checklist }, версия { $version }; его текста здесь нет.
rec-visit-checklist-missing = Ответы сохранены. Загрузите опросный лист или пакет, в котором он есть.
err-visit-too-many-entries = В посещении больше записей, чем программа может прочитать за один раз.

visit-no-longer-apply =
    { $count ->
        [one] { $count } ответ больше не учитывается. Он сохранён.
        [few] { $count } ответа больше не учитываются. Они сохранены.
       *[other] { $count } ответов больше не учитываются. Они сохранены.
    }
visit-apply-again =
    { $count ->
        [one] { $count } ответ снова учитывается.
        [few] { $count } ответа снова учитываются.
       *[other] { $count } ответов снова учитываются.
    }
visit-marked-not-checked =
    { $count ->
        [0] Пустых вопросов здесь не осталось.
        [one] { $count } вопрос отмечен как «не проверено».
        [few] { $count } вопроса отмечены как «не проверено».
       *[other] { $count } вопросов отмечены как «не проверено».
    }
visit-undone = Отменено: { $what }
visit-redone = Возвращено: { $what }
visit-step-answer = ответ на { $question }, { $subject }
visit-step-answers =
    { $count ->
        [one] { $count } ответ, { $subject }
        [few] { $count } ответа, { $subject }
       *[other] { $count } ответов, { $subject }
    }
visit-step-subject = добавлено: { $subject }
visit-step-link = связь { $person } и { $record }
visit-step-unlink = снятие связи { $person } и { $record }
visit-step-nothing = ничего

visit-law-needs-review = нужна проверка юристом: национальным юристом не проверено, ссылаться как на закон нельзя
visit-law-historical = уже не действует; сохранено для событий того времени

err-law-unreadable = Файл { $file } не читается: { $detail }
err-law-twice = В { $file } «{ $id }» определено второй раз. Используется первое определение.
err-law-ends-before-it-begins = { $file }: срок «{ $id }» заканчивается раньше, чем начинается. Он не используется.
err-law-unknown-fact = { $file }: срок «{ $id }» ссылается на факт «{ $fact }», которого нет в facts.toml.
rec-law-defect = Исправьте файл и запустите программу снова. До этого программа работает без него.
