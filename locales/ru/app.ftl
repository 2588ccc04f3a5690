app-visits = { $count } { $count ->
    [one] посещение
    [few] посещения
   *[many] посещений
}
app-both = { $first }. { $second }

## What can go wrong at the desk
err-settings-not-written = Не удалось записать настройки. Они действуют до выхода из программы.
err-newer-program = Это записано более новой версией программы.
rec-newer-program = Ничего не изменено. Откройте в новой версии.
err-entry-unreadable = Одна запись открывается, но прочесть её нельзя.
err-visit-contradicts = Записи этого посещения противоречат друг другу.
rec-run-doctor = Ничего не изменено. Выполните «firsthours doctor» и сохраните копию папки хранилища.
err-no-random = Система не дала случайных чисел, поэтому сейчас ничего нельзя зашифровать.
err-no-facility = В реестре нет места с кодом «{ $code }».
rec-no-facility = Список: «firsthours facility list»; добавить: «firsthours facility add».
err-facility-known = «{ $code }» уже есть в реестре.
err-no-checklist = Нет опросного листа «{ $id }».
rec-no-checklist = Список: «firsthours checklist list».
err-pin-missing = Опросного листа «{ $id }», по которому заполнено это посещение, нет в хранилище.
err-no-visit = Ни один номер посещения не начинается с «{ $visit }».
rec-no-visit = Список: «firsthours visit list».
err-several-visits = С «{ $visit }» начинаются номера нескольких посещений.
rec-several-visits = Укажите больше знаков номера.

## Lines of “record”
err-line-json = Эта строка – не объект JSON по договору (знак { $column }).
err-line-too-long = Строка длиннее { $kib } КиБ. Из неё ничего не принято.
err-line-not-utf8 = Строка не в кодировке UTF-8. Из неё ничего не принято: передайте файл в UTF-8.
err-line-control = В тексте есть управляющий символ, с клавиатуры такой не набрать. Из строки ничего не принято.
err-line-source = Нет источника «{ $text }».
err-line-precision = Нет точности «{ $text }»: exact, about, before, after, unknown.
err-line-within = «within_minutes» относится к «about», а не к «{ $text }».
err-line-which-day = «{ $text }» — время без даты. Укажите и дату; если неизвестно, какой из двух дней, укажите оба через «/».
err-line-which-of-two-days = Это время без даты может означать { $first } или { $second }. Укажите нужное; если этого никто не знает, напишите { $open }.
err-line-checklist = В этом посещении нет опросного листа «{ $text }».
err-line-question = Для этого лица или предмета нет вопроса «{ $text }».
err-line-subject = «{ $text }» не подходит: нужно premises, P- с номером или K- с номером.
err-line-missing = Нет причины пропуска «{ $text }».
err-line-both = В строке – или значение, или причина пропуска, но не оба.
err-line-no-value = В строке нет ни значения, ни причины пропуска.
err-line-time = «{ $text }» – не дата и не время; пример: 2011-07-05T21:00.
err-line-with-advice = { $what } { $advice }
err-one-visit = Это выгрузка одного посещения.
rec-one-visit = Укажите его: --visit.

## After opening
open-read-only = Хранилище открыто только для чтения: в его папку или на диск нельзя писать.
open-torn-end = Конец журнала был оборван ({ $bytes } байт). Он скопирован в сторону; подтверждённого в нём не было.
open-store-rebuilt = Рабочая копия была повреждена или отсутствовала и построена заново из журнала. Ничего не потеряно.
open-store-left = Рабочая копия недоступна: всё читается из журнала и пишется в него.
open-header-healed = Одна копия заголовка хранилища была повреждена и записана заново по другой.
open-healed = Восстановлено из второй копии повреждённых мест: { $count }. Ничего не потеряно.
open-lost-frames = Повреждённых мест журнала, которые нельзя прочесть: { $count }. Выполните «firsthours doctor» и сохраните копию папки хранилища.
open-lacking = Записей, которых нет ни в одной копии: { $count } (посещений: { $visits }). Всё остальное на месте. Сохраните копию папки хранилища.

## What the doctor finds
doctor-damaged-frames = Повреждённых или недостающих кадров журнала: { $count }
doctor-lost-frames = Кадров, целость которых нельзя показать: { $count }
doctor-odd-frames = Кадров не на своём месте: { $count }
doctor-odd-pieces = Частей журнала без верного начала: { $count }
doctor-damaged-streams = Посещений, которые рабочая копия дать не может: { $count }
doctor-unjournaled-streams = Посещений, которые целиком есть только в рабочей копии: { $count }
doctor-lacking = Записей, которых нет ни в одной копии: { $count }
doctor-damaged-headers = Повреждённых копий заголовка: { $count }
err-vault-locked = Хранилище закрыто.
err-line-instance = «{ $text }» не указывает на повтор. Напишите [2] или, внутри двух повторяемых групп, [2, 1].
