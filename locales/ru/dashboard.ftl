# Сводка: столбцы, динамика, что стоит за цифрой, публикация.

dashboard-all = всего
dashboard-title-own = Соблюдение гарантий: для своей работы. Числа меньше 5 скрыты
dashboard-title-published = Соблюдение гарантий: для публикации
dashboard-for-everybody = для публикации
dashboard-no-columns = без групп: только итоги
dashboard-since = с { $day }
dashboard-all-hidden = Скрыты все группы: в каждой слишком мало. G — другие столбцы или без них.
dashboard-band = Для публикации: от { $low } до { $high } % из { $of }. Интервалом, потому что наблюдений мало.
dashboard-hidden-published = Скрыто: меньше 10, или по этому числу можно было бы вычислить такое число.
dashboard-trend-published = Как для публикации: где наблюдений мало, вместо доли стоит интервал. Разница ещё не значит, что что-то изменилось.
dashboard-no-trend = Эта строка — не доля, динамики у неё нет. Enter — подробно.
dashboard-one-period = Один период — ещё не динамика.
dashboard-pane-keys = Enter — подробно. Ещё раз Enter — посещения, которые за этим стоят.
dashboard-columns-title = Столбцы
dashboard-which-columns = Что поставить в столбцы? Enter берёт выбранную строку, пробел отмечает несколько.
dashboard-most-columns = Не больше { $most } сразу: иначе останутся одни скрытые клетки.
dashboard-help-columns = Столбцы — одна разбивка или несколько сразу, в том порядке, в каком их отметили. Чем они мельче, тем больше клеток, где слишком мало наблюдений: они скрыты.
dashboard-help-release = 2 показывает таблицу так, как её можно публиковать: числа меньше 10 скрыты вместе с теми, которые их выдали бы, а доли от малого числа даны интервалом. 3 записывает увиденное в файл — текстом или картинкой.
dashboard-help-behind = За цифрой стоят посещения, за посещением — люди, за человеком — ответы. Esc ведёт обратно тем же путём. За скрытой цифрой ничего не показано: список выдал бы её.
dashboard-behind-hidden = Эта цифра скрыта, или её нет; список посещений её выдал бы. Сами посещения — в разделе «Прошлые посещения».
dashboard-behind-choice = Эта строка — один из вариантов ответа. За ней те же посещения, что и за строками выше.
dashboard-behind-published = Это таблица в том виде, в каком её можно публиковать. 2 — назад к рабочей, там Enter покажет, что стоит за цифрой.
key-behind = посещения за цифрой
key-behind-doc = Показать посещения, из которых сложилась цифра, а оттуда — людей и их ответы.
key-open-behind-doc = Открыть посещение: сначала кто стоит за цифрой, потом человек и его ответы.
key-release = для публикации
key-release-doc = Показать таблицу так, как её можно публиковать, и обратно.
key-to-file = в файл
key-to-file-doc = Записать увиденное в файл: текстом или картинкой. Сначала файл показывают.
key-one-more = отметить
key-one-more-doc = Отметить строку как один из столбцов или снять отметку.
key-take-columns-doc = Взять отмеченное как столбцы; если ничего не отмечено — выбранную строку.

behind-title = Что стоит за цифрой
behind-place = место
behind-day = дата
behind-yes = да
behind-no = нет
behind-not-known = неизвестно
behind-not-applicable = не применимо
behind-nobody = В этом посещении за цифрой никто не стоит.
behind-no-visits = За этой цифрой нет ни одного посещения.
behind-says-visits = { $count ->
    [one] { $count } посещение.
    [few] { $count } посещения.
   *[other] { $count } посещений.
} «Да» — то, что сказано в строке наверху. Enter — кто в этом посещении. Esc — назад к таблице.
behind-says-visit = { $count ->
    [one] { $count } посещение.
    [few] { $count } посещения.
   *[other] { $count } посещений.
} «Да» — то, что сказано в строке наверху. Enter — само посещение. Esc — назад к таблице.
behind-says-unit = «Да» — то, что сказано в строке наверху. Enter — как это оценено и с чьих слов; оттуда J — сам ответ с заметкой. Esc здесь — назад к посещениям.

export-dashboard-title = Сводка: текстом или картинкой
export-dashboard-contains = Таблица показателей и групп в том виде, в каком её видно, с динамикой выбранной клетки, составом знаменателей и примечаниями.
export-dashboard-leaves-out = Не входят: отдельные ответы, люди, посещения. Малые числа скрыты вместе с теми, которые их выдали бы.
export-row-for = Для кого
export-for-own = для своей работы: числа меньше 5 скрыты
export-for-everybody = для публикации: меньше 10 скрыто, малое интервалом
export-as-seen = как было на сводке

export-timeline-title = Ход событий одного человека
export-timeline-contains = Время событий одного человека или карточки по источникам, в масштабе, со сроками закона, статьями и тем, что выходит от каждого начала.
export-timeline-leaves-out = Не входят: другие ответы, заметки, другие люди. Время и код человека входят: вместе с другими сведениями по ним можно узнать, о ком речь.

# Ход событий.

timeline-head-detained-person = лицо
timeline-head-staff = сотр.
timeline-head-register = докум.
timeline-head-observation = группа
timeline-head-medical-record = медик
timeline-head-video = видео
timeline-head-lawyer = адвок.
timeline-head-family = семья
timeline-head-court-file = суд
timeline-head-event = событие
timeline-head-time = время
timeline-head-source = кто
timeline-head-limit = срок
timeline-head-result = итог
timeline-is-zero = 0 отсюда
timeline-hours-from-here = Часы считаются отсюда: это начало по источнику «{ $source }».
timeline-other-zero-here = Другое начало, по источнику «{ $source }». Z — считать часы от него.
timeline-all-limits = L — все сроки полностью
key-to-answer = к ответу
key-to-answer-doc = К вопросу, на который это ответили, с заметкой; там же вводят, что говорит другой источник. Esc — назад сюда.
safeguards-no-answer = Этот результат не опирается ни на один ответ: не спросили или ничего не сказали.
timeline-origin = (откуда известно: { $origin })
timeline-no-limits = Здесь не идёт ни один срок закона, или программа их не знает.
timeline-limits-title = Сроки
timeline-whose = Кто ещё говорит, когда это было?
timeline-which-night = { $time } — какой ночью?
timeline-night = { $night }
timeline-before-zero = { $when } — раньше начала: { $begun }.
timeline-before-fix = Исправить время, которое только что введено
timeline-before-keep = Всё верно: это было до начала
timeline-before-begun = Задержан раньше: оставить и исправить начало
key-other-account = другой источник
key-other-account-doc = Ввести, что об этом событии говорит другой источник.
key-limits = сроки
key-limits-doc = Показать каждый применённый срок: статью, откуда он известен и оговорку.
