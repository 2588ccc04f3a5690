# Подсчёты: показатели, разбивки, примечания.

count-unit-person = опрошенные
count-unit-custody-record = документы задержания
count-unit-visit = посещения

count-by-facility-type = вид учреждения
count-by-region = регион
count-by-country = страна
count-by-quarter = квартал
count-by-month = месяц
count-by-year = год
count-by-facility = учреждение
count-by-source = по чьим данным
count-by-visit-kind = вид посещения
count-by-sex = пол
count-by-age = возраст

count-group-not-known = не установлено
count-group-child = до 18 лет
count-group-adult = 18 лет и старше
count-group-total = всего

count-group-woman = женщины
count-group-man = мужчины
count-group-other = другое или не хочет указывать
count-source-detained-person = сам человек
count-source-staff = сотрудники
count-source-register = документы
count-source-observation = наблюдение группы
count-source-medical-record = медицинские документы
count-source-video = видео
count-source-lawyer = адвокат
count-source-family = близкие
count-source-court-file = судебное дело
count-visit-kind-full = полный
count-visit-kind-periodic = плановый
count-visit-kind-interim = промежуточный
count-visit-kind-special = специальный
count-visit-kind-thematic = тематический
count-visit-kind-follow-up = повторный
count-visit-kind-joint = совместный

count-column-share = доля
count-column-interval = вероятно
count-column-not-known = не уст.
count-column-not-applicable = не прим.

count-share = { $percent } % из { $of }
count-share-none = –
count-share-too-few = { $met } из { $of }
count-interval = { $low }–{ $high } %
count-suppressed = скрыто
count-title = { $indicator }  { $label }
count-title-unit = считаются: { $unit }
count-answers-both = ответили { $answered } из { $units }; не знают, отказались или не спрошены: { $not_known }; не применимо: { $not_applicable }
count-answers-hidden = число ответивших скрыто
count-nothing = Считать нечего: в выбранных посещениях нет ответов для этого показателя.
count-notes = Примечания

count-note-practice = УЧЕБНЫЕ ДАННЫЕ: здесь нет ничего о настоящих людях и местах.
count-note-visits = { $visits ->
    [one] Подсчёт по { $visits } посещению.
    [few] Подсчёт по { $visits } посещениям.
   *[other] Подсчёт по { $visits } посещениям.
}
count-note-unit-person = Опрошенные: каждый человек считается один раз вместе со связанными с ним документами. Это не случайная выборка: говорите «из опрошенных», а не «из задержанных».
count-note-unit-custody-record = Документы задержания: те, которые просмотрела группа. Это не случайная выборка.
count-note-unit-visit = Посещения: каждое считается один раз.
count-note-interval = Интервал 95 % (Вильсона) показывает, насколько могла повлиять одна случайность. Он верен только для случайного отбора людей: иначе настоящая доля может лежать и вне его.
count-note-suppressed = Числа меньше { $threshold } скрыты вместе с теми, по которым их можно вычислить: { $hidden ->
    [0] ни одна строка не скрыта
    [one] скрыта { $hidden } строка
    [few] скрыты { $hidden } строки
   *[other] скрыто { $hidden } строк
}.
count-note-one-breakdown = Публикуйте только одну разбивку одних и тех же чисел: две разные вместе могут выдать то, что скрывает каждая.
count-note-suppression-off = НИЧЕГО НЕ СКРЫТО: малые числа показаны. Только для Ваших глаз; не публикуйте и не пересылайте.
count-note-thin = Более 20 % не установлено в показателях: { $indicators }. Такая доля мало говорит об остальных.
count-note-depends = { $count ->
    [one] { $count } ответ отнесён к неустановленным: время известно недостаточно точно для срока.
    [few] { $count } ответа отнесены к неустановленным: время известно недостаточно точно для срока.
   *[other] { $count } ответов отнесены к неустановленным: время известно недостаточно точно для срока.
}
count-note-unconfirmed = Сроки, текст которых не подтверждён; попросите юриста своей страны проверить: { $limits }
count-note-declined = { $persons ->
    [one] { $persons } человек не согласился, чтобы его учитывали, и не учтён.
    [few] { $persons } человека не согласились, чтобы их учитывали, и не учтены.
   *[other] { $persons } человек не согласились, чтобы их учитывали, и не учтены.
}
count-note-declined-few = Те, кто не согласился, чтобы их учитывали, не учтены: таких меньше { $threshold }.
count-note-left-out-practice = { $visits ->
    [one] Не учтено { $visits } учебное посещение.
    [few] Не учтены { $visits } учебных посещения.
   *[other] Не учтено { $visits } учебных посещений.
}
count-note-left-out-real = { $visits ->
    [one] Не учтено { $visits } настоящее посещение: считаются только учебные.
    [few] Не учтены { $visits } настоящих посещения: считаются только учебные.
   *[other] Не учтено { $visits } настоящих посещений: считаются только учебные.
}

err-count-no-indicator = Показателя { $id } нет.
err-count-no-safeguard = О гарантии { $id } нет ни одного показателя.
err-count-breakdowns = Одновременно можно выбрать не больше { $most } разных разбивок.
rec-count-list = Оставьте выбор пустым, чтобы посчитать все показатели и увидеть их названия.
rec-count-breakdowns = Уберите одну из разбивок или назовите каждую только один раз.

err-indicator-defect = { $part } { $key }: { $what }
rec-indicator-defect = Исправьте файл и попробуйте снова. С ним ничего не посчитано.
err-indicator-toml = Файл показателей не читается как TOML: { $what }
err-indicator-format = У файла формат { $format }; программа читает формат 1.
err-indicator-twice = «{ $name }» встречается дважды.
err-indicator-unknown-fact = Факта «{ $name }» нет. Список фактов — в facts.toml; источник пишется после @, например family_told@register.
err-indicator-interval-is-fact = Интервал не может называться так же, как факт.
err-indicator-interval-limit = Укажите либо hours или minutes больше 0, либо limit = "national" или "international".
err-indicator-not-a-time = «{ $name }» — не время, а интервал измеряется между двумя моментами.
err-indicator-not-a-choice = «{ $name }» — не факт с выбором одного варианта из списка.
err-indicator-no-text = Не хватает текста для людей.
