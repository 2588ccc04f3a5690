# Опросные листы: недочёты, которые показывает `checklist check`, ошибки ввода, закреплённые листы.

# --- виды значений
chk-sort-text = текст в кавычках: "…"
chk-sort-number = целое число без кавычек
chk-sort-flag = true или false, без кавычек
chk-sort-texts = список текстов: ["…", "…"]
chk-sort-languages = текст на каждом языке: {"{"} en = "…", ru = "…" {"}"}
chk-sort-table = таблицу: [choices], по одному списку на строку
chk-sort-tables = таблицы в двойных скобках, например [[section]]

# --- запись
err-chk-not-utf8 = Файл сохранён не в кодировке UTF-8. Сохраните его заново в UTF-8.
err-chk-not-toml = Строку не удалось прочитать (TOML: { $detail }).
rec-chk-not-toml = Проверьте, нет ли здесь или строкой выше лишней или пропущенной кавычки, скобки или знака равенства.
err-chk-unknown-key = Ключа «{ $key }» здесь нет.
err-chk-missing-key = Не хватает ключа «{ $key }».
err-chk-wrong-type = Значение «{ $key }» другого вида.
rec-chk-wrong-type = Напишите { $wanted }.
err-chk-unknown-word = «{ $word }» не может стоять в «{ $key }».
err-chk-wrong-format = Программа читает формат 1, а не { $format }.
rec-chk-wrong-format = Напишите format = 1.
err-chk-bad-id = «{ $name }» не годится как id опросного листа.
rec-chk-bad-id = Напишите папку и имя строчными латинскими буквами, цифрами и дефисами, например my-office/night-visit.
err-chk-bad-name = «{ $name }» не годится как имя.
rec-chk-bad-name = Используйте строчные латинские буквы, цифры и «_», первой – букву (вариант ответа может начинаться с цифры).
err-chk-empty-text = Текст «{ $key }» пуст.
rec-chk-did-you-mean = Возможно, имелось в виду «{ $meant }»?
rec-chk-one-of = Возможно: { $known }.

# --- строение
err-chk-no-questions = В опросном листе нет ни одного вопроса.
err-chk-empty-section = В разделе «{ $name }» нет вопросов.
err-chk-duplicate-section = Раздел с именем «{ $name }» уже есть выше.
err-chk-duplicate-question = Вопрос с именем «{ $name }» уже есть выше. Имя принадлежит одному вопросу листа.
err-chk-duplicate-list = Список вариантов с именем «{ $name }» уже есть выше.
err-chk-duplicate-choice = Вариант с именем «{ $name }» в этом списке уже есть.
err-chk-empty-list = В списке «{ $name }» нет вариантов.

# --- вопросы
err-chk-unknown-kind = Вида «{ $name }» нет.
err-chk-choices-needed = У вопроса «{ $name }» должны быть варианты, но список не назван.
rec-chk-choices-needed = Добавьте choices = "…": список из choices.toml или из своего [choices].
err-chk-calculation-needed = Значение «{ $name }» вычисляется, но не сказано как.
rec-chk-calculation-needed = Добавьте calculation = "…" или выберите другой вид.
err-chk-key-not-for-kind = У вопроса вида «{ $kind }» не может быть «{ $key }».
rec-chk-key-not-for-kind = Уберите «{ $key }» или измените вид.
err-chk-unknown-list = Списка вариантов «{ $name }» нет.
err-chk-unused-list = Список вариантов «{ $name }» ни в одном вопросе не используется.
err-chk-unknown-fact = В facts.toml нет факта «{ $name }».
err-chk-fact-kind = Факт «{ $name }» вида «{ $wanted }», а вопрос вида «{ $kind }». Ответы нельзя было бы посчитать.
err-chk-fact-choices = Факт «{ $name }» не знает этих вариантов, они не войдут в подсчёт: { $choices }.
rec-chk-fact-choices = Возьмите список «{ $list }» или не указывайте «fact».
err-chk-unknown-safeguard = В safeguards.toml нет гарантии «{ $name }».
err-chk-no-constraint-message = У вопроса «{ $name }» есть constraint, но нет constraint_message: никто не узнает, что проверить.
err-chk-message-without-constraint = Это сообщение никогда не появится: у вопроса нет constraint.

# --- заимствование
err-chk-unknown-checklist = Опросного листа «{ $name }» нет.
err-chk-unknown-number = В опросном листе «{ $name }» нет пункта «{ $number }».
err-chk-from-without-take = Ничего не заимствуется: есть «from», но нет «take».
err-chk-take-without-from = Неизвестно, откуда заимствовать: есть «take», но нет «from».
err-chk-from-circle = Опросные листы заимствуют друг у друга по кругу: { $circle }.
err-chk-list-clash = Вместе с вопросом «{ $question }» приходит его список вариантов «{ $name }», а здесь это имя означает другие варианты.
rec-chk-list-clash = Дайте своему списку другое имя вместо «{ $name }».

# --- условия и вычисления
err-chk-circle = Эти вопросы зависят друг от друга по кругу, и решить нельзя ни один: { $circle }.
rec-chk-circle = Уберите одно из условий.
err-chk-other-subject = Вопрос «{ $name }» относится к другому предмету ({ $subject }); на листе об этом ({ $here }) ответа на него не бывает.
err-chk-reads-note = «{ $name }» – пояснение, ответа у него не бывает.
err-chk-reads-later = Условие опирается на вопрос «{ $name }», который задают позже.
rec-chk-reads-later = Поставьте «{ $name }» перед этим вопросом.

# --- языки
err-chk-missing-translation = Нет текста на языке «{ $language }». Он будет показан на другом языке, с пометкой.
err-chk-missing-language = В опросном листе нет текстов на языке «{ $language }».

# --- введённые значения
err-value-empty = Ничего не введено.
rec-value-empty = Если ответа нет, укажите причину: отказ, не знает, не применимо, не проверено.
err-value-takes-none = Это текст для чтения или вычисляемое значение: ответ здесь не вводят.
err-value-one-wanted = На этот вопрос нужен один ответ, а не несколько.
rec-value-one-wanted = Выберите самый подходящий, остальное запишите в заметке.
err-value-not-integer = Это не целое число.
rec-value-not-integer = Введите только цифры, например 12.
err-value-not-decimal = Это не число.
rec-value-not-decimal = Введите цифры, например 12 или 3,5.
err-value-not-moment = Это не дата и не дата со временем.
err-value-no-such-day = Такого дня нет.
err-value-no-such-time = Такого времени нет.
err-value-ends-before-it-begins = Второе время раньше первого.
rec-value-not-moment = Введите, например, 5.7.2026 21:00 или 2026-07-05T21:00; можно только дату, месяц (2026-07) или год.
err-value-not-date = На этот вопрос нужна дата без времени.
err-value-unknown-choice = Такого варианта нет.
err-address-no-question = Вопроса с таким именем или номером нет.
err-address-fits-none = Ни один вопрос этого пункта не принимает такое значение ({ $parts }).
rec-address-fits-none = Назовите вопрос по имени, а не по номеру.

# --- закреплённые опросные листы
err-pinned-shape = Опросный лист, закреплённый за этим посещением, не удалось прочитать.
err-pinned-other-digest = Опросный лист, закреплённый за этим посещением, – не тот, по которому его заполняли.
rec-pinned-damaged = Ответы сохранены. Проверьте хранилище; если оно повреждено, восстановите его из резервной копии.
err-pinned-defects = Эта версия программы находит в закреплённом опросном листе { $count ->
    [one] { $count } недочёт
    [few] { $count } недочёта
   *[other] { $count } недочётов
}.
rec-pinned-defects = Ответы сохранены. Откройте посещение той версией программы, в которой его заполняли.
