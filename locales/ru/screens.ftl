screen-more = ещё { $count }
screen-locks-in = блокировка через { $minutes } мин
screen-practice = УЧЕБНОЕ
screen-find = найти:
screen-no-visit = Посещение не открыто.
screen-read-only = Это посещение открыто только для чтения. Сначала откройте его снова: меню, «Открыть снова».
screen-no-action = Для «{ $key }» здесь действия нет. ? помощь
screen-all-saved = Всё записано, { $time }.
screen-how-to-leave = Выйти: начало, Esc. Ничего не пропадёт.
screen-hides-soon = Через 15 секунд экран спрячется. Любая клавиша: продолжить.
screen-looked-like-text = Похоже на обычный текст, поэтому ничего не изменено. Чтобы писать: заметка.
screen-pasted = { $count ->
    [one] Вставлен { $count } знак. Enter: в заметку. Другая клавиша: не вставлять.
    [few] Вставлено { $count } знака. Enter: в заметку. Другая клавиша: не вставлять.
   *[other] Вставлено { $count } знаков. Enter: в заметку. Другая клавиша: не вставлять.
}
screen-paste-dropped = Текст не вставлен. Ничего не изменилось.
screen-no-note-here = Заметки здесь нет. Текст не вставлен.
screen-too-small = Окно { $columns }x{ $rows } слишком мало, нужно 64x20. Ваша работа записана.
screen-not-written = Не записано: { $why } { $count ->
    [one] { $count } запись ждёт в памяти, программа пробует снова сама.
    [few] { $count } записи ждут в памяти, программа пробует снова сама.
   *[other] { $count } записей ждут в памяти, программа пробует снова сама.
}
screen-leaving = { $count ->
    [one] { $count } запись ещё не на диске. Ждём.
    [few] { $count } записи ещё не на диске. Ждём.
   *[other] { $count } записей ещё не на диске. Ждём.
}
saved-at = Сохранено { $time }
saved-saving = сохраняем…
saved-not = ! НЕ СОХРАНЕНО: { $why }
saved-read-only = ТОЛЬКО ЧТЕНИЕ
cover-text = Рабочие записи. Конфиденциально.
time-hint = 1305   3ч = 3 часа назад   Т сейчас   050326 1305   PgDn: около, неизвестно
time-hint-date = 5   0503   050326   03.2026   2д = 2 дня назад   PgDn: около, неизвестно
time-exact = { $when }, точно
time-about = { $when }, около
time-not-before = { $when }, не раньше
time-not-after = { $when }, не позже
time-unknown = неизвестно
time-unclear = Пока не дата и не время. Осталось как набрано.
time-no-such-day = { $month }: дней в месяце { $days }. Пока не дата.
time-which-midnight = Какая полночь?  1 { $first }  2 { $second }
help-title = Помощь
menu-title = Меню
menu-help = Наберите несколько букв нужного, в любой раскладке; стрелки и Enter выполнят.
home-title = Начало
home-help = Посещения в этом хранилище, новые сверху.
home-empty = Посещений пока нет.
home-persons = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
}
home-leave = Выйти?
home-stay = Остаться
home-lock = Заблокировать
home-close = Заблокировать и закрыть программу
unlock-title = Парольная фраза
unlock-help = Наберите парольную фразу и нажмите Enter. Пробы ничего не удаляют.
unlock-passphrase = Парольная фраза
unlock-opening = Открываем…
unlock-typed = буквы: { $script }, { $case }, { $count }
unlock-cyrillic = КИРИЛЛИЦА
unlock-latin = ЛАТИНИЦА
unlock-digits = ЦИФРЫ
unlock-small = строчные
unlock-capitals = ЕСТЬ ПРОПИСНЫЕ
unlock-keys = Enter: открыть      F4: показать      Esc: закрыть
unlock-wait = { $seconds ->
    [one] Подождите { $seconds } секунду, затем Enter.
    [few] Подождите { $seconds } секунды, затем Enter.
   *[other] Подождите { $seconds } секунд, затем Enter.
}
create-title = Новое хранилище
create-help = Парольная фраза шифрует всё. Если её забыть, данные не откроет никто.
create-explained = Придумайте парольную фразу: несколько слов, простых для вас и ни для кого больше. Если её забыть, данные не откроет никто, мы тоже.
create-again = Ещё раз
create-too-short = Нужно не меньше { $least } знаков. Набранное осталось.
create-differ = Фразы различаются с { $place }-го знака. Обе остались; F4 покажет их.
screen-two = { $first } { $second }
fill-title = Вопросы
fill-help = Цифра отвечает, и сразу идёт следующий пустой вопрос: 1–6 выбор, 7 отказ, 8 не применимо, 9 не знает, 0 не проверяли. Стрелки и Enter делают то же.
fill-help-fix = Исправить: Backspace вернёт к последнему ответу, нажмите верную цифру. U/Г отменит любое изменение.
fill-help-later = Каждый ответ сразу на диске; об этом написано справа вверху. Чтобы идти дальше, отвечать не обязательно.
fill-help-typing = Пока вы печатаете, буквы остаются текстом: команды на клавишах F и в меню. Esc заканчивает ввод, текст остаётся.
fill-nothing-empty = Пустых вопросов на этом листе нет. Esc: обзор.
fill-nothing-before = До этого ответов нет.
fill-typing = Наберите ответ. Enter: принять. Esc: буквы снова команды.
fill-no-such-choice = Варианта { $digit } здесь нет.
fill-unclear = Пока не целый ответ: остаётся в поле и не записан. Enter: печатать дальше.
fill-flagged = Флаг поставлен. Он стоит в списке дел, пока вы его не снимете.
fill-unflagged = Флаг снят.
fill-no-ditto = Здесь нечего перенять.
fill-source-is = Источник: { $source }. Остаётся, пока не смените.
fill-recorded = Записано: { $number } = { $answer }. Backspace: назад, исправить
fill-emptied = { $number } снова пуст. U/Г: отмена
fill-to-check = { $expected } Сохранено, «проверить».
fill-to-check-plain = Не сходится с другим ответом. Сохранено с пометкой «проверить». Enter: дальше
fill-resumed = Вы были здесь в { $time }. Всё на месте.
fill-was = было
fill-other-language = (перевода пока нет)
fill-does-not-apply = После данных ответов не применяется. Сохранено, нигде не считается.
fill-yes = есть
fill-no = нет
fill-source-stays = {" "}(держится до смены)
fill-source-own = {""}
fill-marks = Источник: { $source }{ $kept }    Заметка: { $note }    Флаг: { $flag }
fill-ditto = D/В: как у { $whose }: { $answer }
fill-how = КАК
fill-law = НОРМА
fill-left = осталось { $left }, с флагом { $flags }
fill-legend = 1–6 выбор  7 отказ  8 не применимо  9 не знает  0 не проверяли
note-title = Заметка
note-help = Пишите свободно; Enter начинает новую строку, Esc или F4 заканчивает. Всё сохраняется по ходу. Имён не нужно: пишите P-01.
note-of = { $number }  Заметка   { $count ->
    [one] { $count } знак
    [few] { $count } знака
   *[other] { $count } знаков
}
note-no-more-undo = В этом тексте отменять больше нечего.
pick-title = Список
pick-source = Кто это говорит?
pick-question = К вопросу:
pick-reason = Почему пустые вопросы этой части не проверяли?
source-detained-person = задержанный
source-staff = сотрудники
source-register = журнал, протокол
source-observation = видели сами
source-medical-record = медицинский документ
source-video = видео
source-lawyer = адвокат
source-family = родные, свидетели
source-court-file = судебное дело
missing-refused = Отказ отвечать
missing-not-applicable = Не применимо
missing-does-not-know = Не знает
missing-not-checked = Не проверяли
reason-not-stated = без причины
reason-no-access = не пустили, не показали
reason-no-time = не хватило времени
reason-not-in-mandate = вне задач этого посещения
reason-safety = вопрос подверг бы кого-то опасности
subject-premises = Учреждение
overview-title = Посещение
overview-help = Части посещения. Enter или цифра открывает часть; 0 помечает её пустые вопросы непроверенными; F/А показывает, что осталось сделать.
overview-head = часть
overview-numbers = готово     осталось флаги
overview-to-do = Осталось сделать
overview-nothing-to-do = Дел не осталось.
overview-empty = В этом посещении нет перечня вопросов о самом учреждении.
overview-nothing-empty = Пустых вопросов здесь нет.
overview-taken-up-twice = Этот код заняли два устройства. За ним могут стоять два человека.
overview-rest = { $count ->
    [one] Пометить { $count } пустой вопрос этой части непроверенным? Почему?
    [few] Пометить { $count } пустых вопроса этой части непроверенными? Почему?
   *[other] Пометить { $count } пустых вопросов этой части непроверенными? Почему?
}
overview-rest-no = Нет, оставить пустыми
overview-finish = Закончить посещение? Пусто: { $left }, с флагом: { $flags }, проверить: { $check }. О пропусках будет сказано в каждом подсчёте.
overview-finish-no = Нет
overview-finish-yes = Закончить
overview-reopen = Открыть посещение снова? Это будет записано.
overview-reopen-yes = Открыть снова
overview-reopened = открыто снова с экрана
overview-done = Готово.
overview-sums = людей { $persons }    записей { $records }    пусто { $left }    с флагом { $flags }    проверить { $check }
to-do-empty = пусто
to-do-flagged = флаг
to-do-check = проверить
to-do-twice = код занят дважды
