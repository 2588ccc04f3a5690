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

# Оценки: время, источник, срок, результат, основание.

visit-duration = { $hours } ч { $minutes } мин
visit-duration-hours = { $hours } ч
visit-duration-minutes = { $minutes } мин
visit-elapsed-between = { $least } – { $most }
visit-elapsed-at-least = { $least } или больше
visit-elapsed-at-most = { $most } или меньше
visit-elapsed-unknown = неизвестное время
visit-limit-of-the-rule = срока на тот день в файлах закона нет; взяты часы из правила самой гарантии

visit-according-detained-person = по словам задержанного
visit-according-staff = по словам сотрудников
visit-according-register = по журналу
visit-according-observation = по наблюдению группы
visit-according-medical-record = по медицинским документам
visit-according-video = по видеозаписи
visit-according-lawyer = по словам адвоката
visit-according-family = по словам близких
visit-according-court-file = по судебным материалам

visit-result-compliant = соблюдено
visit-result-partly = частично
visit-result-not-compliant = не соблюдено
visit-result-not-applicable = не применимо
visit-result-not-known = не установлено

visit-reason-differs = { $reason } Источники расходятся: { $according } — { $elapsed }, это даёт «{ $result }».
visit-nothing-said = Об этом пока никто ничего не сообщил.
visit-no-apprehension = Время фактического задержания не названо, поэтому срок посчитать нельзя.

visit-sg03-complete = Протокол составлен через { $elapsed } после задержания ({ $according }), заполнено граф: { $filled } из { $fields }; срок { $limit }.
visit-sg03-incomplete = Протокол составлен через { $elapsed } после задержания ({ $according }), в срок, но заполнено граф только { $filled } из { $fields }.
visit-sg03-fields-not-known = Протокол составлен через { $elapsed } после задержания ({ $according }), в срок. Сколько граф заполнено, не проверяли.
visit-sg03-late = Протокол составлен через { $elapsed } после задержания ({ $according }); срок { $limit }.
visit-sg03-imprecise = Время от задержания до протокола: { $elapsed } ({ $according }); срок { $limit }. Для вывода время названо недостаточно точно.
visit-sg03-backwards = Получается, что протокол составлен раньше задержания ({ $according }). Проверьте даты.
visit-sg03-disputed = Протокол составлен через { $elapsed } после задержания ({ $according }), а по времени в самом протоколе — через { $recorded }. Одного журнала для вывода недостаточно.
visit-sg03-no-record = Протокол задержания не составляли ({ $according }).
visit-sg03-released-without-record = Освободили, не составив протокола ({ $according }).
visit-sg03-no-record-time = Когда составлен протокол задержания, не установлено.

visit-sg04-in-time = Близкие уведомлены через { $elapsed } после задержания ({ $told }); срок { $limit }.
visit-sg04-late = Близкие уведомлены через { $elapsed } после задержания ({ $told }); срок { $limit }.
visit-sg04-by-others = Близкие узнали через { $elapsed } после задержания ({ $told }), но не от сотрудников и не из звонка самого задержанного.
visit-sg04-place-not-told = Близкие уведомлены через { $elapsed } после задержания ({ $told }), но место содержания им не назвали.
visit-sg04-who-not-known = Близкие узнали через { $elapsed } после задержания ({ $told }); от кого, не установлено.
visit-sg04-imprecise = Время от задержания до уведомления близких: { $elapsed } ({ $told }); срок { $limit }. Для вывода время названо недостаточно точно.
visit-sg04-backwards = Получается, что близких уведомили раньше задержания ({ $told }). Проверьте даты.
visit-sg04-time-not-known = Близкие уведомлены ({ $according }); когда, не установлено.
visit-sg04-not-told = Близких не уведомили ({ $according }).
visit-sg04-only-call-denied = Позвонить не дали ({ $according }); уведомили ли близких сотрудники, не установлено.
visit-sg04-not-recorded = Запись об уведомлении близких отсутствует. Уведомили ли их, не установлено.
visit-sg04-conflict = Близких не уведомили ({ $denied }), но уведомили ({ $according }). Одного журнала или слов сотрудников недостаточно; спросите близких или адвоката.
visit-sg04-waived = Задержанный просил никого не уведомлять ({ $according }).

visit-sg05-kept = Встретился с адвокатом наедине и до первого допроса ({ $according }).
visit-sg05-register-only = Встретился с адвокатом наедине и до первого допроса, но только { $according }. Это должен подтвердить тот, кто там был.
visit-sg05-after-questioning = Увидел адвоката только после начала первого допроса ({ $according }).
visit-sg05-not-private = Встретился с адвокатом, но поговорить наедине не смог ({ $according }).
visit-sg05-not-of-choice = Просил адвоката, но адвоката выбрал следователь или прислали дежурного ({ $according }).
visit-sg05-late = Встретился с адвокатом через { $elapsed } после задержания ({ $according }); срок { $limit }.
visit-sg05-imprecise = Время от задержания до встречи с адвокатом: { $elapsed } ({ $according }); срок { $limit }. Для вывода время названо недостаточно точно.
visit-sg05-order-not-known = Встретился с адвокатом ({ $according }); до первого допроса или после, не установлено.
visit-sg05-privacy-not-known = Встретился с адвокатом до первого допроса ({ $according }); наедине ли, не установлено.
visit-sg05-first-at-hearing = Впервые увидел адвоката на судебном заседании или позже ({ $according }).
visit-sg05-never = Адвоката ни разу не видел ({ $according }).
visit-sg05-conflict = Адвоката не видел ({ $denied }), но встреча была ({ $according }).
visit-sg05-waived-with-lawyer = Отказался от адвоката в присутствии адвоката ({ $according }): защиту предложили.
visit-sg05-waived-without-lawyer = Отказался от адвоката, но не в присутствии адвоката ({ $according }).
visit-sg05-waiver-not-known = Отказался от адвоката ({ $according }); в чьём присутствии, не установлено.

visit-sg06-not-questioned = Не допрашивали ({ $according }).
visit-sg06-whole = Адвокат присутствовал на всём первом допросе ({ $according }).
visit-sg06-part = Адвокат пришёл уже во время первого допроса ({ $according }).
visit-sg06-as-witness = Допросили без адвоката в качестве «свидетеля» ({ $according }).
visit-sg06-as-talk = Допросили без адвоката под видом «беседы» ({ $according }).
visit-sg06-as-explanation = Допросили без адвоката под видом «объяснения» ({ $according }).
visit-sg06-without-lawyer = Первый допрос прошёл без адвоката ({ $according }).
visit-sg06-waived-with-lawyer = Отказался от адвоката в присутствии адвоката ({ $according }): защиту предложили, к её использованию оценка не применима.
visit-sg06-waived-without-lawyer = Отказался от адвоката на допросе, но не в присутствии адвоката ({ $according }).
visit-sg06-waiver-not-known = Отказался от адвоката на допросе ({ $according }); в чьём присутствии, не установлено.
visit-sg06-presence-not-known = Допрашивали; был ли адвокат, не установлено.
visit-sg06-later-not-known = До прихода адвоката вопросов не задавали; был ли допрос вообще и был ли на нём адвокат, не установлено.

visit-sg07-before-placement = Осмотрен наедине до водворения, с записью ({ $according }).
visit-sg07-in-time = Осмотрен наедине через { $elapsed } после задержания ({ $according }), с записью; срок { $limit }.
visit-sg07-late = Осмотрен только через { $elapsed } после задержания ({ $according }); срок { $limit }.
visit-sg07-imprecise = Время от задержания до осмотра: { $elapsed } ({ $according }); срок { $limit }. Для вывода время названо недостаточно точно.
visit-sg07-time-not-known = Осмотрен ({ $according }); когда, не установлено.
visit-sg07-how-not-known = Осмотрен ({ $according }); кем, в чьём присутствии или с какой записью, не установлено.
visit-sg07-police-present = Осмотрен в присутствии полиции (милиции) ({ $according }).
visit-sg07-feldsher = Осмотрен только фельдшером органа внутренних дел ({ $according }).
visit-sg07-no-description = Осмотрен, но повреждения не описаны ({ $according }).
visit-sg07-injuries-not-recorded = Следы повреждений видны, но не записаны ({ $according }).
visit-sg07-none = Врач не осматривал ({ $according }).
visit-sg07-conflict = Врач не осматривал ({ $denied }), но осмотр был ({ $according }).

visit-sg11-in-time = Доставлен к судье лично и с адвокатом через { $elapsed } после задержания ({ $according }); срок { $limit }.
visit-sg11-late = Доставлен к судье через { $elapsed } после задержания ({ $according }); срок { $limit }.
visit-sg11-within-48 = Доставлен к судье через { $elapsed } после задержания ({ $according }): национальный срок { $limit } превышен, международный — нет.
visit-sg11-from-record-only = Доставлен к судье через { $elapsed } после задержания ({ $according }); срок { $limit } соблюдён, только если считать от протокола.
visit-sg11-record-clock-only = Если считать от протокола, срок соблюдён. Время фактического задержания не установлено.
visit-sg11-remote = Судья рассмотрел дело через { $elapsed } после задержания ({ $according }), но без личного доставления.
visit-sg11-no-lawyer = Доставлен к судье через { $elapsed } после задержания ({ $according }), но без адвоката.
visit-sg11-hearing-not-known = Доставлен к судье через { $elapsed } после задержания ({ $according }), в срок; лично ли и с адвокатом ли, не установлено.
visit-sg11-imprecise = Прошло времени после задержания: { $elapsed } ({ $according }); срок { $limit }. Для вывода время названо недостаточно точно.
visit-sg11-backwards = Получается, что заседание было раньше задержания ({ $according }). Проверьте даты.
visit-sg11-time-not-known = Доставлен к судье; когда, не установлено.
visit-sg11-conflict = К судье не доставляли ({ $denied }), но доставляли ({ $according }).
visit-sg11-on-paper = К судье не доставляли ({ $denied }), а решение суда есть ({ $according }): решено без доставления.
visit-sg11-released = Освобождён через { $elapsed } после задержания ({ $according }), до истечения срока { $limit }.
visit-sg11-released-late = Освобождён через { $elapsed } после задержания ({ $according }), судью не видел; срок { $limit }.
visit-sg11-released-without-record = Освобождён без протокола и без заседания ({ $according }).
visit-sg11-still-waiting = На день посещения под стражей { $elapsed } ({ $according }), судью не видел; срок { $limit }.
visit-sg11-still-runs = На день посещения под стражей { $elapsed } ({ $according }); срок { $limit } не истёк.
visit-sg11-not-seen-yet = Судью не видел; сколько времени прошло, не установлено.
err-visit-no-instance = Такого повтора у { $group } нет, или вопрос не повторяется.
err-visit-counted = Число повторов { $group } задаёт ответ на другой вопрос. Измените тот ответ.
visit-subject-premises = учреждение
