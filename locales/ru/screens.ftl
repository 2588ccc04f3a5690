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
time-between = между { $first } и { $last }
time-about-within = { $when }, около, ± { $minutes } мин
time-not-before = { $when }, не раньше
time-not-after = { $when }, не позже
time-unknown = неизвестно
time-unclear = Пока не дата и не время. Осталось как набрано.
time-no-such-day = { $month }: дней в месяце { $days }. Пока не дата.
time-which-midnight = Какая полночь?  1 { $first }  2 { $second }
help-title = Помощь
menu-title = Меню
menu-nothing = Такой команды здесь нет. Esc — назад.
menu-help = Наберите несколько букв нужного, в любой раскладке; стрелки и Enter выполнят.
home-title = Начало
home-help = Отсюда начинают и сюда возвращаются: открытые посещения и всё остальное.
home-help-digits = Цифры всегда одни и те же: 1, 2, 3 — последние открытые посещения, дальше — места программы. Стрелки и Enter делают то же.
home-help-saved = «Сохранено ли?» Да, каждый ответ сразу; смотрите справа вверху. Выйти: Esc.
home-empty = Открытых посещений нет.
home-persons = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
}
unlock-leave = Закрыть?
unlock-close = Закрыть программу
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
create-keys = Enter: создать      F4: показать      Esc: закрыть
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
fill-unclear = Пока не целый ответ: остаётся в поле и не записан.
fill-unclear-noted = «{ $typed }» – здесь не ответ; сохранено в заметке.
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
fill-not-asked = После данных ответов не применяется.
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
pick-nothing = Вопроса с таким номером или такими словами нет.
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

## Overview
overview-title = Посещение
overview-subject-title = Лицо или карточка задержанного
overview-help = Enter открывает выбранную строку; N/Т ведёт к следующему пустому вопросу после вашего последнего ответа. Порядок любой.
overview-help-finish = Чтобы завершить, откройте последнюю строку: там список того, что осталось. Завершённое посещение можно открыть снова.
overview-help-reopen = Завершённое посещение не принимает ответов. Меню, «Открыть снова»: укажите причину, она записывается вместе с посещением.
overview-part = раздел
overview-done = готово
overview-flags = флаги
overview-to-check = проверить
overview-persons = Лица: { $count }
overview-records = Карточки задержанных: { $count }
overview-finish = Завершить посещение …
overview-what-was-left = Что осталось незаполненным …
overview-is-finished = Посещение завершено. Чтобы что-то добавить: меню, «Открыть снова».
overview-nothing-left = Ничего не осталось: посещение можно завершить.
overview-left = До завершения: { $empty ->
    [0] пустых нет
    [one] { $empty } пустой
   *[other] { $empty } пустых
  }{ $flags ->
    [0] {""}
    [one] , { $flags } флаг
    [few] , { $flags } флага
   *[other] , { $flags } флагов
  }{ $check ->
    [0] {""}
   *[other] , проверить { $check }
  }. Завершить можно и так.
overview-last = Последний ответ: { $subject }{ $question }, { $time }. N/Т: продолжить.
overview-last-of-all = Последний ответ: { $subject }{ $question }, { $time }.
overview-never-answered = Ответов не было.
overview-no-answers = Ответов пока нет. N/Т: к первому вопросу.
overview-nothing-empty = Пустых вопросов здесь не осталось.
overview-choose-section = Сначала выберите раздел: 0 отметит его пустые вопросы как «не проверено».
overview-section-full = В этом разделе пустых вопросов нет.
overview-reason = { $section }: отметить { $count ->
    [one] { $count } пустой вопрос
    [few] { $count } пустых вопроса
   *[other] { $count } пустых вопросов
} как «не проверено»? Почему:
overview-reopen-question = Почему завершённое посещение открывают снова? Причина записывается вместе с посещением.
overview-reopen-why = Напишите причину в нескольких словах, затем Enter. Esc: посещение останется завершённым.
overview-reopened = Посещение снова открыто.
finish-title = Перед завершением
finish-left-title = незаполненное
finish-was-left = Что осталось незаполненным, когда посещение завершили:
finish-help = Enter ведёт к выбранной строке, Esc оттуда вернёт сюда. 1 завершает и так: пустое останется видно как пустое.
finish-empty = { $count ->
    [one] { $count } пустой
   *[other] { $count } пустых
}
finish-flag = флаг
finish-check = проверить
finish-twice = взято на двух устройствах: один человек или двое?
finish-now = 1  Завершить посещение сейчас
finish-blocks-nothing = ! обязательный вопрос. 1 завершает в любом случае, пустое останется видно как пустое.
finish-choose-section = 0 действует на раздел о помещениях. О человеке откройте лист: там 0 отвечает на один вопрос.
finish-done = Завершено. Контрольная строка: { $digest }
flags-title = Флаги
flags-help = К чему вы хотели вернуться. Enter ведёт туда; F/А там снимает флаг.
flags-head = К чему вы хотели вернуться:
flags-none = Флагов нет. Поставить: F/А на вопросе.
jump-title = К вопросу
jump-help = Наберите номер или несколько букв вопроса, в любой раскладке; Enter ведёт туда.
jump-nothing = Ничего не найдено. Backspace: меньше букв.
introduction-title = Перед беседой
introduction-help = Скажите это своими словами до первого вопроса. Показывается, пока нет первого ответа.
introduction-of = { $subject }  перед беседой
introduction-head = Сказать до первого вопроса:
introduction-enter = Enter: сказано, начать.   Esc: не сейчас.

## Persons
persons-title = Лица и карточки
persons-help = Коды даёт программа, из имён они не берутся. Достаточно нескольких слов, по которым никого не узнать: «мужчина, камера 3».
persons-help-same = Меню, «То же лицо»: лицо и карточка задержанного — один человек, и их часы можно сравнить. U/Г отменяет.
persons-same-title = То же лицо
persons-code = код
persons-label = о ком
persons-link = то же лицо
persons-consent = согласие
persons-new-person = новое лицо
persons-new-record = новая карточка задержанного
persons-no-names = Без имён: с этого компьютера уходит только код. Лицо и его карточка: меню, «То же лицо».
persons-name-it = { $subject }. Несколько слов, по которым никого не узнать, например «мужчина, камера 3»; можно оставить пустым.
persons-looks-like-a-name = «{ $name }» похоже на имя. Измените; или ещё раз Enter, если это не имя.
persons-added = { $subject } в списке. Enter: начать.
persons-choose-one = Сначала выберите лицо или карточку задержанного.
persons-nobody-to-link = Связать пока не с кем: нет свободной карточки или лица.
persons-same-as = Кто тот же человек, что { $subject }?
persons-remove-link = уже связано; Enter уберёт связь
persons-linked = { $person } и { $record } теперь один человек. U/Г: отмена
persons-unlinked = { $person } и { $record } больше не связаны. U/Г: отмена

## Таблица соблюдения гарантий
compliance-title = Соблюдение гарантий
compliance-about-title = О числе в таблице
compliance-help = Строки — показатели, столбцы — группы. В клетке процент и из скольких он посчитан: 42/38 значит 42 % из 38; где измеряют часы, 4:45/38 — медиана 4 ч 45 мин из 38. Стрелки ведут по клеткам; < и > значат, что групп больше, чем видно. Числа меньше 5 скрыты, вместе с теми, по которым их можно вычислить.
compliance-help-marks = !! — гарантия соблюдена меньше чем в половине случаев, ! — меньше чем в 70 %. Отказы, «не знает», «не проверено» и «не применимо» в процент не входят и показаны рядом. Это опрошенные, а не все задержанные.
compliance-period-all = всё время
compliance-period-year = последние 12 месяцев
compliance-period-quarter = последние 3 месяца
compliance-counting = Считаю…
compliance-place = { $line }/{ $lines } · { $column }/{ $columns }
compliance-total = Всего, по всем группам
compliance-legend = 88/25: процент/из скольких  Соблюдено: !! <50 %, ! 50–69 %  – нет ответов
compliance-reads-broken = Этот показатель — о нарушении: чем выше процент, тем хуже.
compliance-hidden = Скрыто: меньше 5, или по этому числу можно было бы вычислить такое число.
compliance-no-denominator = Нет ни одного ответа, по которому это можно посчитать.
compliance-of-persons = { $of ->
    [one] Из { $of } опрошенного
   *[other] Из { $of } опрошенных
}: { $met } = { $percent } %, вероятно { $low }–{ $high } % (интервал Вильсона, 95 %).
compliance-of-records = { $of ->
    [one] Из { $of } документа задержания
   *[other] Из { $of } документов задержания
}: { $met } = { $percent } %, вероятно { $low }–{ $high } % (интервал Вильсона, 95 %).
compliance-of-visits = { $of ->
    [one] Из { $of } посещения
   *[other] Из { $of } посещений
}: { $met } = { $percent } %, вероятно { $low }–{ $high } % (интервал Вильсона, 95 %).
compliance-outside = Вне этого счёта: не установлено { $not_known }, не применимо { $not_applicable }.
compliance-thin = ! Не установлено больше чем у пятой части: об остальных доля говорит мало.
compliance-empty = Посещений ещё нет, считать нечего. Esc — назад; начните посещение или получите данные коллег.
compliance-empty-year = За последние 12 месяцев посещений нет. Мешает только период: нажмите 1, пока не будет «всё время».
compliance-empty-quarter = За последние 3 месяца посещений нет. Мешает только период: нажмите 1, и снова будет «всё время».

## Главный экран
home-continue = Продолжить
home-start = Начать
home-look = Посмотреть
home-give = Данные и настройки
home-counts = Соблюдение гарантий
home-flags = { $count ->
    [one] { $count } флаг
    [few] { $count } флага
   *[other] { $count } флагов
}
home-practice-mark = учебное
home-practice = УЧЕБНОЕ ХРАНИЛИЩЕ. Все люди, места и ответы здесь выдуманы; ничего отсюда не попадает в настоящие подсчёты.
home-nothing-open = Открытых посещений нет: продолжать нечего.

## Короткие названия групп в таблице
compliance-group-pol = полиция
compliance-group-kpz = КПЗ
compliance-group-ivs = ИВС
compliance-group-sizo = СИЗО
compliance-group-ik = колония
compliance-group-adm = спец{"\u00AD"}приёмник
compliance-group-juv = подростки
compliance-group-mil = гаупт{"\u00AD"}вахта
compliance-group-psy = психи{"\u00AD"}атрия
compliance-group-soc = дом-интернат
compliance-group-chi = детский дом
compliance-group-cns = СИЗО КНБ
compliance-group-fin = фин. полиция
compliance-group-mig = мигранты
compliance-group-court = суд, конвой
compliance-group-hosp = больница
compliance-group-oth = другое
compliance-group-kz = Казах{"\u00AD"}стан
compliance-group-kg = Кыргыз{"\u00AD"}стан
compliance-group-tj = Таджи{"\u00AD"}кистан
fill-earlier = РАНЬШЕ
err-screen-bug = Не получилось: ошибка в самой программе (E-102). Всё, что справа вверху названо сохранённым, на диске.
screen-last-words = Программе пришлось остановиться (E-101). Всё, что она назвала сохранённым, на диске.

## Выгрузка
home-export = Выгрузка: таблицы, ответы, одно посещение
export-screen-title = Выгрузка
export-step-order = Выгрузка, шаг 1 из 2: что и куда
export-step-preview = Выгрузка, шаг 2 из 2: так будет в файле
export-preview-title = Первые строки файла
export-written-title = Записано
export-screen-help = Стрелки вверх и вниз выбирают строку, влево и вправо меняют её; цифры выбирают вид выгрузки. Enter показывает первые строки файла: до этого ничего не записывается.
export-screen-help-least = По умолчанию в файл попадает самое меньшее. Заметки и личное остаются здесь, пока Вы сами не скажете иначе.
export-preview-help = Так начинается файл. Enter записывает его; Esc возвращает, и ничего не записано.
export-row-kind = Что
export-row-format = Вид файла
export-row-breakdown = По группам
export-row-visit = Посещение
export-row-notes = Заметки
export-row-personal = Личное
export-row-file = Файл
export-no-breakdown = без групп, только всего
export-no-visits = посещений нет
export-no-visit = Посещений нет: выгружать нечего.
export-stays = остаётся здесь
export-goes = ВХОДИТ В ФАЙЛ
export-goes-in = Входит
export-left-out = Не входит
export-careful = Осторожно
export-warn-personal = Входят ответы на личные вопросы и пометки о людях: по ним можно узнать человека.
export-warn-notes = Входят заметки: в них могли попасть имена и то, что Вам доверили.
export-warn-open = Файл не зашифрован: его прочтёт каждый, кому попадёт этот диск.
export-to = Куда: { $path }
export-writing = Записываю…
export-nothing = В файле не будет ни одной строки.
export-written = Записано, { $size } КБ: { $path }
export-exists = Файл с таким именем уже есть.
export-exists-keep = Оставить его; дать другое имя
export-exists-replace = Заменить его новым
export-other-name = Прежний файл остался как был. Измените имя в строке «Файл».
screen-fault-and-remedy = { $what } { $todo }
## Facilities
facilities-title = Учреждения
facilities-for-visit = Новое посещение: какое учреждение?
home-new-visit = Новое посещение
home-facilities = Учреждения
facilities-help = Наберите несколько букв кода, вида, региона или названия, в любой раскладке. Enter открывает учреждение, Tab добавляет новое.
facilities-code = код
facilities-type = вид
facilities-region = регион
facilities-visits = посещений
facilities-last = последнее
facilities-never = не было
facilities-new = новое учреждение
facilities-new-explained = Enter: внести новое учреждение в реестр. Реестр остаётся в этом хранилище; само по себе учреждение нигде не считается посещённым.
facilities-none-found = Такого учреждения нет. Backspace: меньше букв. Enter: внести новое в реестр.
facilities-capacity = мест { $count }
facility-title = Учреждение
facility-help = Посещения этого учреждения, новые сверху. N/Т начинает новое.
facility-new-visit = новое посещение
facility-no-visits = Посещений здесь пока не было.
facility-visit-finished = завершено
facility-visit-open = не завершено
new-facility-title = Новое учреждение
new-facility-help = Нужен только код, остальное может быть пустым. Вверх и вниз: другие строки. Enter: внести в реестр.
new-facility-code = код
new-facility-type = вид
new-facility-country = страна
new-facility-region = регион
new-facility-name = название
new-facility-body = чьё
new-facility-capacity = мест
new-facility-code-hint = Короткий код, который стоит вместо названия на всех экранах, например IVS-07.
new-facility-type-hint = ← → выбор; или наберите первые буквы: «ивс», «полиц».
new-facility-country-hint = ← → или цифра. От страны зависят официальное время и то, какой закон показан.
new-facility-region-hint = Регион словами вашего реестра; по нему считаются показатели.
new-facility-name-hint = Официальное название, если нужно. Экраны показывают код.
new-facility-body-hint = Орган, которому подчиняется учреждение.
new-facility-capacity-hint = Сколько мест по документам. Может остаться пустым.
new-facility-needs-code = Нужен короткий код, например IVS-07. Остальное может быть пустым.
new-facility-capacity-number = Число мест — целое число, или пусто.
new-facility-code-taken = Код { $code } занят: { $place }. Ничего не внесено; другой код или Esc.
new-facility-same = Похоже на учреждение, которое уже в реестре:
  { $place }
new-facility-same-yes = это оно: открыть
new-facility-same-no = это другое: внести тоже
new-facility-added = { $code } внесено в реестр.

## New visit
new-visit-title = Новое посещение
new-visit-help = Вверх, вниз и Tab меняют строку, цифра или ← → выбирает. Enter начинает с любой строки; заполнять ничего не обязательно.
new-visit-help-clock = Один неверный час создаёт или прячет нарушение трёхчасового срока. Выбор хранится с посещением; часы компьютера остаются как есть.
new-visit-computer = Этот компьютер показывает: { $time }, { $offset }
new-visit-clock-agrees = Официальное время, { $country }: тоже { $offset }, { $time }. Сверьте с вашими часами.
new-visit-clock-differs = ! Официальное время, { $country }: { $offset }. Ваши часы должны показывать { $time }.
new-visit-clock = Верное время
new-visit-clock-computer = в компьютере
new-visit-clock-official = официальное, { $time }
new-visit-clock-watch = на моих часах
new-visit-watch = На моих часах
new-visit-checklists = Опросные листы
new-visit-full = полиция, милиция: все { $count }
new-visit-core = короткий, вопросов: { $count }
new-visit-own = выбрать
new-visit-kind = Вид посещения
visit-kind-full = полное
visit-kind-periodic = плановое
visit-kind-interim = промежуточное
visit-kind-special = специальное
visit-kind-thematic = тематическое
visit-kind-follow-up = повторное
visit-kind-joint = совместное
new-visit-announced = Учреждение
new-visit-announced-yes = знало
new-visit-announced-no = не знало
new-visit-announced-unknown = не отмечено
new-visit-team = Группа
new-visit-team-hint = только коды: M-1 D-2
new-visit-gate = У входа
new-visit-let-in = Впустили
new-visit-waited = ждали { $hours ->
    [0] { $minutes } мин
   *[other] { $hours } ч { $minutes } мин
} (посчитано)
new-visit-before-gate = ! раньше, чем «у входа»
new-visit-odd = «Впустили» ({ $in }) раньше, чем «у входа» ({ $gate }).
new-visit-odd-fix = исправить «впустили»
new-visit-odd-next-day = это было на следующий день: начать
new-visit-odd-keep = оставить как набрано: начать
new-visit-no-checklist = Не выбран ни один опросный лист. «Опросные листы»: 1 или 2, или пробел на строке.
new-visit-enter = Enter: начать, с любой строки. Пустое может остаться пустым.

## First run
first-run-title = Первый запуск
first-run-step = Первый запуск   шаг { $step } из 5
first-run-help = Пять коротких шагов: язык, знаки, клавиатура, страна, парольная фраза. Esc – на шаг назад. Всё можно изменить позже.
first-run-language = На каком языке?
first-run-signs = Все ли знаки этой строки читаются?
first-run-signs-right = все знаки верны
first-run-signs-boxes = вместо линий квадратики или странные знаки
first-run-signs-missing = некоторых букв нет
first-run-keys-head = Нажмите эти клавиши в той раскладке, в которой Вы обычно работаете.
first-run-key-1 = клавиша с цифрой 1
first-run-key-5 = клавиша с цифрой 5
first-run-key-j = клавиша с латинской J
first-run-key-again = смените раскладку, ещё раз J (Enter: одна)
first-run-kazakh = Это казахская раскладка. Цифры для ответов будут работать, хотя их в ней нет: нажимайте те же клавиши. Enter – дальше.
first-run-usual = Цифры и буквы команд будут работать в этой раскладке: нажимайте те же клавиши. Enter – дальше.
first-run-press = Нажмите клавиши, о которых спрашивает программа.
first-run-country = В какой стране Вы работаете?
key-first-run-doc = Берёт строку и переходит к следующему шагу.
key-first-run-back-doc = Возвращает на шаг; с первого шага закрывает программу.
create-weak = слабая: машина угадает за день
create-too-weak = Её слишком легко угадать. Возьмите пять-шесть слов, не связанных между собой.
create-fair = средняя: ещё одно-два слова сделают её надёжной
create-strong = надёжная
## Прошлые посещения
home-past = Прошлые посещения и поиск
past-title = Прошлые посещения
past-help = Все посещения, новые сверху. Начните печатать: ищется в ответах, заметках и названиях учреждений, по началу слов; фраза — в кавычках, номер вопроса — как D05.
past-help-read-only = Завершённое посещение открывается только для чтения; снова открыть его можно в меню. Незавершённое открывается, чтобы продолжить.
past-find-hint = слова из ответов и заметок, учреждение, номер вопроса
past-searching = Ищу…
past-more = есть и другие
past-closed = завершено
past-open = открыто
past-premises = помещ.
past-empty = Посещений ещё нет.
past-nothing = Ничего не найдено: «{ $typed }». Искали во всех ответах, заметках и названиях учреждений, по началу слов. Попробуйте меньше слов или только начало слова; Esc очищает.
past-about = Вид: { $type } · регион: { $region } · лиц: { $persons } · карточек задержанных: { $records } · флагов: { $flags }
past-hit-answer = { $subject }, вопрос { $number }, ответ: { $text }
past-hit-note = { $subject }, вопрос { $number }, заметка: { $text }

## Настройки
home-settings = Настройки: язык, клавиатура, цвета
settings-title = Настройки
settings-help = Стрелки вверх и вниз выбирают строку, влево и вправо меняют её. Изменение действует и сохраняется сразу; отмена возвращает прежнее.
settings-help-readable = После смены цветов или знаков программа спрашивает, видно ли всё. Если за 10 секунд никто не ответит, вернётся прежнее.
settings-language = Язык программы
settings-questions = Язык вопросов
settings-questions-same = как у программы
settings-keyboards = Клавиатура
settings-layout-none = не указана
settings-layout-ru = русская
settings-layout-us = латинская
settings-layout-kz = казахская
settings-layout-kg = кыргызская
settings-layout-tj = таджикская
settings-colours = Цвета
settings-colour-auto = подобрать по терминалу
settings-colour-dark = светлое на тёмном
settings-colour-light = тёмное на светлом
settings-colour-contrast = высокий контраст
settings-colour-night = ночные, для тёмных помещений
settings-colour-16 = 16 цветов
settings-colour-none = без цветов
settings-signs = Знаки
settings-sign-full = все
settings-sign-console = консоль Linux
settings-sign-ascii = только простые (+ - |)
settings-hide = Прятать экран через
settings-lock = Блокировать через
settings-minutes = { $count } мин
settings-country = Страна новых мест
settings-monitor = Ваш код
settings-language-about = На этом языке меню, подсказки и помощь. Меняется сразу.
settings-questions-about = На этом языке показаны вопросы. Ответы от него не зависят.
settings-keyboards-about = На казахской клавиатуре цифровой ряд печатает буквы: если она указана, те же клавиши отвечают как цифры.
settings-colours-about = Цвет ничего не значит сам по себе: всё сказано ещё и словом или знаком.
settings-signs-about = Если вместо линий и знаков видны прямоугольники, выберите другие.
settings-hide-about = Столько минут без клавиши — и экран закрывается. От 1 до 5; «никогда» нет.
settings-lock-about = Столько минут без клавиши — и ключи забыты, снова нужна парольная фраза. От 2 до 15; «никогда» нет.
settings-country-about = С этой страны начинаются новые учреждения. Закон берётся из страны учреждения, не отсюда.
settings-monitor-about = Код стоит у каждой Вашей записи. Не имя, а код, например M-1. Прежние записи остаются с прежним кодом.
settings-readable = Всё видно? Enter — да. Если нет, через 10 секунд вернётся прежнее; Esc — сразу.
settings-undone = Возвращено прежнее.
settings-nothing-to-undo = Здесь ещё ничего не менялось.
settings-went-back = Вернулось прежнее.
settings-code-kept = Код сохранён.
