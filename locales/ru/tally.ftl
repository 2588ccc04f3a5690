# Подсчёты: чьи слова учитываются, величины, таблицы по названию.

count-unit-complaint = дела по жалобам
count-note-unit-complaint = Дела по жалобам: люди, чья жалоба на плохое обращение дошла до органа власти; одно дело на человека и задержание. Дело — это не утверждение и не задержанный.

count-accounts-usual = Чьи слова учитываются: по каждому факту — источника, которому верят прежде всего (обычно самого человека, о документах — документа).
count-accounts-person = Чьи слова учитываются: только самого задержанного.
count-accounts-register = Чьи слова учитываются: только документов (журналы, протоколы, медицинские документы, судебные дела). В них может быть то, что должно быть, а не то, что было.
count-accounts-any = Чьи слова учитываются: случай входит в числитель, если так говорит хотя бы один источник.
count-accounts-agree = Чьи слова учитываются: только там, где все источники согласны; где они расходятся, не установлено.

count-by-body = ведомство
count-by-announced = предупреждение о визите
count-by-announced-yes = с предупреждением
count-by-announced-no = без предупреждения
count-by-checklist = опросные листы
count-by-age-band = возрастная группа
count-by-foreign-national = гражданство
count-by-foreign-national-yes = иностранцы и лица без гражданства
count-by-foreign-national-no = граждане страны
count-by-ethnicity = этническая принадлежность
count-by-disability = инвалидность или особые потребности
count-by-disability-yes = есть
count-by-disability-no = нет
count-by-language = язык
count-by-legal-status = в каком качестве допрошен
count-by-privacy = беседа наедине
count-by-privacy-yes = наедине
count-by-privacy-no = не наедине
count-group-under-14 = до 14 лет
count-group-14-17 = 14–17 лет
count-group-18-29 = 18–29 лет
count-group-30-59 = 30–59 лет
count-group-60-plus = 60 лет и старше
count-legal-status-witness = свидетель
count-legal-status-talk = «беседа»
count-legal-status-explanation = объяснение
count-legal-status-suspect = подозреваемый

count-column-median = медиана
count-column-middle-half = средняя половина
count-column-counted = всего
count-median = { $median } из { $of }
count-middle-half = { $lower }–{ $upper }
count-hours = { $hours }:{ $minutes } ч
count-not-known-why = Не установлено: { $not_known } из { $of }, к кому относится ({ $percent } %). Отказ { $refused }, не знает { $does_not_know }, не проверено { $not_checked }, нет в опросных листах визита { $not_asked }, время недостаточно точно { $depends }, источники расходятся { $differ }, ничего не внесено { $silent }.

count-note-quantiles = Медианы и квартили: наименьшее значение, которого не превышает по меньшей мере такая доля (тип 1 по Хиндману и Фану, percentile_disc в SQL). Измеряется только время суток, названное точно или «около»; «около» — по названному времени.
count-note-several = Можно было дать несколько ответов: сумма долей больше 100 %.
count-note-no-ranking = Без рейтинга: если опрошено меньше 10 человек, место учреждения среди других случайно, а опрошенные — не случайная выборка.
count-note-not-asked = Нет в опросных листах части визитов, там считается «не установлено»: { $indicators }.

err-indicator-key-missing = Для того, что измеряет показатель, нужен этот ключ.
err-indicator-key-without-use = Для того, что измеряет показатель, этот ключ не нужен.
err-indicator-unknown-interval = Нет интервала «{ $name }».

compliance-of-complaints = { $of ->
    [one] { $met } из { $of } дела по жалобам = { $percent } %, вероятно { $low }–{ $high } %
   *[other] { $met } из { $of } дел по жалобам = { $percent } %, вероятно { $low }–{ $high } %
}
count-note-unreadable = { $visits ->
    [one] { $visits } визит не читается и НЕ учтён. Запустите doctor.
    [few] { $visits } визита не читаются и НЕ учтены. Запустите doctor.
   *[other] { $visits } визитов не читаются и НЕ учтены. Запустите doctor.
}

doctor-columns = Столбцы для подсчёта: визитов { $visits }, из них при следующем подсчёте обработать { $stale }, сверено с визитами { $compared }.
doctor-columns-wrong = Столбцы расходятся с визитами, по которым сделаны: { $wrong } из сверенных. Недавно посчитанные числа могут быть неверны. Ничего из сказанного не потеряно: удалите в хранилище папку «cache», следующий подсчёт создаст её заново.
err-accounts = Нет такого выбора источников: «{ $name }». usual, person, register, any, agree, team.

export-dataset-title = Набор данных: плоские строки для офиса со своей СУБД
export-dataset-contains = Папка: по одному CSV на единицу счёта, набор опросных листов и квартал, таблицы для четырёх СУБД и каждый показатель на SQL.
export-dataset-leaves-out = Нет: имён, свободного текста, заметок, мониторов, дней и времени (вместо них кварталы и минуты). Это всё равно данные об отдельных людях: храните зашифрованными, не публикуйте. Номера визитов и единиц в каждом наборе новые.
export-sql-title = Показатели на SQL для набора данных
export-sql-contains = По одному запросу на каждый показатель и распределение, из тех же определений, что и подсчёты программы. Данных нет.
export-sql-leaves-out = Ничего не скрывает: малые числа надо скрыть до публикации.
cli-dataset-written = Набор данных записан в { $folder }: строк { $rows }.
cli-sql-written = Записано: { $file }
err-dialect = Нет такого диалекта: «{ $name }». duckdb, postgres, spark, sqlite.
err-sql-by-source = В наборе данных одна строка на единицу и нет месяцев: по источникам и по месяцам его не разбить.
sql-head = Показатели firsthours по таблицам набора данных, для { $dialect }.
    numerator и denominator — числа; «не установлено» и «не применимо» стоят рядом.
    Ничего не скрыто: числа меньше 10 и то, что их выдаёт, публиковать нельзя.

err-saved-format = Это не файл сохранённых подсчётов или файл другой версии программы.
err-saved-definitions = Эти числа посчитаны по другим определениям показателей: они значат другое, складывать их нельзя.
err-saved-selection = Это числа о другом: другие показатели, разбивки, источники или учебные данные.
err-saved-twice = Одни и те же числа указаны дважды; каждые можно прибавить только раз.
err-saved-file = { $file }:
rec-saved = Ничего не сложено. Посчитайте на каждой машине той же версией, с теми же параметрами tally и --save.
err-no-report = Нет таблицы «{ $name }»: от T1 до T11.
cli-tally-saved = Сохранено: { $file }. Файл зашифрован и подписан, но в нём НИЧЕГО НЕ СКРЫТО: не публикуйте.
count-note-publication = Для публикации: числа меньше 10 скрыты, и ни одно скрытое нельзя установить точнее чем до 5; доли от 10 до 29 — интервалами.

key-accounts = чьи слова
key-accounts-doc = Чьи слова учитываются: обычный порядок источников, сам человек, документы, любой источник или только где все согласны.
compliance-accounts-usual = обычный порядок
compliance-accounts-person = сам человек
compliance-accounts-register = документы
compliance-accounts-any = любой источник
compliance-accounts-agree = где все согласны
compliance-trend-overlap = Отрезки пересекаются: надёжного вывода об изменении нет.
compliance-trend-apart = Начало и конец различаются сильнее, чем объяснил бы случай, будь люди выбраны случайно. Это не так: ищите и другие причины.
compliance-head-whose = Столбцы: { $by }   { $period }   Чьи слова: { $accounts }
compliance-median = Медиана { $median } из { $of }; у средней половины от { $lower } до { $upper }.
compliance-sum = Всего { $counted }, учтено посещений: { $of }.
