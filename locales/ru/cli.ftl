## The command line
cli-passphrase = Парольная фраза:{" "}
cli-passphrase-again = Та же фраза ещё раз:{" "}
cli-vault-made = Хранилище создано в { $folder }.
cli-passphrase-is-the-only-way = Открыть его можно только парольной фразой. Если её забыть, открыть не сможет никто, и мы тоже.
cli-facility-added = { $code } внесено в реестр.
cli-code = код
cli-type = тип
cli-country = страна
cli-region = регион
cli-name = название
cli-visit = посещение
cli-facility = учреждение
cli-start = начало
cli-answered = отвечено
cli-persons = лиц
cli-state = состояние
cli-mark = {""}
cli-open = открыто
cli-closed = закрыто
cli-practice = УЧЕБНОЕ
cli-checklist = опросный лист
cli-version = версия
cli-questions = вопросов
cli-title = название
cli-visit-closed = Посещение завершено. { $left ->
    [0] Проверять больше нечего.
    [one] Осталось просмотреть { $left } место.
    [few] Осталось просмотреть { $left } места.
   *[many] Осталось просмотреть { $left } мест.
}
cli-visit-reopened = Посещение снова открыто.
cli-set-aside = не относится, не считается
cli-hours = { $hours } ч { $minutes } мин
cli-demo-progress = Готово посещений: { $done } из { $of }.
cli-demo-made = Учебное хранилище создано в { $folder }: посещений { $visits }, вымышленных лиц { $persons }. Ничего настоящего в нём нет.
cli-demo-passphrase = Парольная фраза: practice
cli-doctor-read = Прочитано и проверено: записей { $entries }, кадров { $frames }, потоков { $streams }, журнал { $kib } КиБ.
cli-doctor-sound = Всё в порядке.
cli-doctor-unsound = Не всё в порядке. Ничего не изменено. Сохраните копию папки хранилища; при открытии восстанавливается всё, что есть во второй копии.
cli-exported = Записано: { $file } (байт: { $bytes }).
cli-export-open = Файл не зашифрован: его прочтёт любой, у кого он есть.
cli-check-accepted = { $file }: можно использовать. { $count ->
    [0] Замечаний нет.
   *[other] Замечаний: { $count }
}
cli-check-refused = { $file }: использовать нельзя. Ошибок и замечаний: { $count }
err-no-vault-there = В { $folder } нет хранилища.
rec-no-vault-there = Создайте его командой «firsthours init» или укажите папку: --vault.
err-vault-there = В { $folder } уже что-то есть. Ничего не изменено.
rec-vault-there = Укажите другую папку.
err-passphrase-unreadable = Не удалось прочесть парольную фразу.
err-passphrase-no-terminal = Нет терминала, чтобы спросить парольную фразу.
rec-passphrase-no-terminal = Укажите файл: --passphrase-file; «-» читает первую строку стандартного ввода.
err-passphrase-empty = Парольная фраза пуста.
err-passphrase-too-long = Парольная фраза слишком длинная.
err-passphrases-differ = Фразы не совпадают. Ничего не создано.
err-stream = Не удалось прочесть ввод или записать вывод.
err-facility-type = Нет типа учреждения «{ $type }»: POL KPZ IVS SIZO IK ADM JUV MIL PSY SOC CHI CNS FIN MIG COURT HOSP OTH.
err-facility-code = Код пуст или содержит пробелы.
err-country = Нет страны «{ $country }»: kz, kg, tj.
err-visit-day = В «{ $text }» нет дня: посещение начинается в определённый день, например 2026-03-05 или 2026-03-05T13:05.
err-visit-offset = «{ $text }» – не официальное время этого места: в тот день там UTC{ $official }. Укажите местное время без смещения или с этим.
err-visit-kind = Нет вида посещения «{ $kind }»: periodic, special, follow_up, full, interim, thematic, joint.
err-day = «{ $text }» – не день; пример: 2026-03-05.
err-reopen-why = Укажите, почему посещение открывается снова.
err-dimension = Разбить по «{ $name }» нельзя; можно: facility_type, region, country, quarter, month, year, facility, body, source, visit_kind, announced, checklist, sex, age, age_band, foreign_national, ethnicity, disability, language, legal_status, privacy.
err-export-kind = Нет выгрузки «{ $kind }». Список: «firsthours export --list».
err-export-to = Укажите файл: --to.
err-export-format = У этой выгрузки нет формата «{ $format }».
err-file-unreadable = Не удалось прочесть { $file }.
err-file-too-large = { $file } больше любого опросного листа (10 МиБ).
err-checklist-folder = Папку Ваших опросных листов прочесть не удалось. Используются листы программы.
err-checklist-broken = В Вашем опросном листе { $file } есть ошибки, он не используется. Подробно: «firsthours checklist check».

## Filling line by line
err-fill-no-sheet = Ни один опросный лист этого посещения не относится к этому лицу или предмету.
fill-keys = Ответ – номером. 7 отказ  8 не применимо  9 не знает  0 не проверено (-7 -8 -9 -0, где ответ – число)  с заметка  ы источник  а пометка  я назад  т следующий пустой  о к номеру  г отмена  ? помощь  й конец. Где отвечают словами, перед буквой с продолжением ставьте «-»: -с заметка
fill-place = { $section }, вопрос { $question } из { $of }.
fill-missing = 7 отказ   8 не применимо   9 не знает   0 не проверено
fill-missing-dash = -7 отказ   -8 не применимо   -9 не знает   -0 не проверено
fill-stands = Записано: { $answer }
fill-saved = Сохранено { $time }.
fill-done = Пустых вопросов на этом листе не осталось. Всё сохранено.

## Words of values
word-missing-refused = отказ
word-missing-does_not_know = не знает
word-missing-not_applicable = не применимо
word-missing-not_checked = не проверено
word-precision-exact = точно
word-precision-about = около
word-precision-before = до
word-precision-after = после
word-source-detained_person = задержанный
word-source-staff = сотрудники
word-source-register = журнал, протокол
word-source-observation = видела группа
word-source-medical_record = медицинская запись
word-source-video = видео
word-source-lawyer = адвокат
word-source-family = близкие
word-source-court_file = материалы суда
word-compliance-C = соблюдено
word-compliance-P = частично
word-compliance-N = не соблюдено
word-compliance-NA = не применимо
word-compliance-NK = не установлено
