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
