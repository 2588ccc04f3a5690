# Ошибки в выражениях опросных листов. Каждая говорит, что не так и как написать.

expr-kind-text = текст
expr-kind-number = число
expr-kind-boolean = «да или нет» (true() или false())
expr-kind-moment = дата или время
expr-kind-choice = один вариант ответа
expr-kind-choices = варианты ответа
expr-kind-choice-name = имя варианта в кавычках, например 'yes'
expr-kind-any = значение

err-expr-too-long = Выражение длиннее { $most } байт. Разделите его: вынесите части в вычисляемые вопросы (calculate).
err-expr-too-deep = В выражении больше { $most } уровней вложенности. Вынесите внутренние части в вычисляемые вопросы (calculate).
err-expr-too-many-parts = В выражении больше { $most } частей. Разделите его: вынесите части в вычисляемые вопросы (calculate).
err-expr-empty = Выражение пустое. Напишите условие или уберите это поле.
err-expr-wrong-operator = «{ $found }» здесь не оператор. Напишите { $write }.
err-expr-typographic-quote = «{ $found }» — типографская кавычка. Напишите { $write }: программе нужны прямые кавычки.
err-expr-open-text = Здесь текст начинается, но не заканчивается. Поставьте { $quote } после последней буквы.
err-expr-bad-reference = { $found } — не имя вопроса. Напишите его как ${"{"}имя{"}"}, с обеими скобками.
err-expr-unexpected-letter = «{ $found }» в выражении ничего не значит. Уберите этот знак или возьмите текст в кавычки.
err-expr-value-expected = Перед «{ $found }» не хватает значения. Напишите вопрос как ${"{"}имя{"}"}, число или текст в кавычках.
err-expr-value-expected-at-end = Выражение обрывается там, где должно стоять значение. Напишите вопрос как ${"{"}имя{"}"}, число или текст в кавычках.
err-expr-step-expected = После «/» не хватает имени. Чтобы разделить, напишите div.
err-expr-operator-expected = Перед «{ $found }» чего-то не хватает. Соедините значения знаком and, or, =, !=, < или другим, либо уберите лишнюю скобку.
err-expr-not-closed = Скобка { $open } не закрыта. Поставьте закрывающую там, где кончается её часть.
err-expr-unknown-name = Вопроса с именем { $name } нет. Возьмите имя из опросного листа.
err-expr-unknown-name-near = Вопроса с именем { $name } нет. Возможно, имелось в виду ${"{"}{ $near }{"}"}?
err-expr-unknown-function = Функции { $name }() нет. Возьмите функцию из списка.
err-expr-unknown-function-near = Функции { $name }() нет. Возможно, имелась в виду { $near }()?
err-expr-argument-count = { $least ->
    [0] В скобках { $name }() ничего не должно быть, а значений там: { $found }.
    [one] Функции { $name }() нужен { $least } аргумент, а получено: { $found }. Аргументы разделяются запятыми.
    [few] Функции { $name }() нужны { $least } аргумента, а получено: { $found }. Аргументы разделяются запятыми.
   *[other] Функции { $name }() нужно { $least } аргументов, а получено: { $found }. Аргументы разделяются запятыми.
}
err-expr-argument-count-between = Функции { $name }() нужно аргументов: от { $least } до { $most }, а получено: { $found }.
err-expr-argument-count-at-least = Функции { $name }() нужно аргументов не меньше: { $least }, а получено: { $found }; либо одному не хватает пары.
err-expr-argument-kind = Аргумент { $place } функции { $name }(): нужно — { $wanted }, а стоит — { $found }.
err-expr-no-such-choice = У { $name } нет варианта «{ $choice }». Есть варианты: { $choices }.
err-expr-no-such-choice-near = У { $name } нет варианта «{ $choice }». Возможно, имелся в виду '{ $near }'?
err-expr-impossible-comparison = { $name } ({ $left }) нельзя так сравнить: с другой стороны { $right }. { $hint }
rec-expr-lists-differ = У этих двух вопросов нет общих вариантов: сравнивайте вопросы с одним и тем же списком.
rec-expr-choice-is-no-number = Варианты этого вопроса — слова: сравнивайте знаком = или != либо проверьте выбор функцией selected().
rec-expr-compare-choice-with-name = Сравнивайте с именем варианта в кавычках, например 'yes'.
rec-expr-compare-number = Напишите число без кавычек.
rec-expr-compare-moment = Напишите date('2024-01-31') или date-time('2024-01-31T21:00'); чтобы узнать, что ответа нет, сравните с ''.
err-expr-bare-name = { $name } стоит без кавычек и скобок. Напишите '{ $name }', если это вариант ответа или текст.
err-expr-bare-name-known = { $name } — это вопрос. Напишите его как ${"{"}{ $name }{"}"}.
err-expr-bare-truth = { $name } пишется со скобками: { $write }.
err-expr-unsupported = Эта версия не понимает { $part }. Используйте вопросы в виде ${"{"}имя{"}"} и функции из списка.
err-expr-not-a-date = «{ $found }» — не полная дата. Напишите её как 2024-01-31 или 2024-01-31T21:00.
err-expr-bad-format = Кода { $found } в format-date() нет. Есть %Y %y %m %n %b %d %e %a %H %h %M %S %3, а знак процента пишется %%.
expr-kind-set = вопрос из повторяемой группы или строки списка
expr-kind-pattern = шаблон
err-expr-no-place = { $part } здесь никуда не ведёт. Напишите вопрос как ${"{"}имя{"}"}.
err-expr-not-there = { $name } не стоит в { $path }. Напишите ${"{"}{ $name }{"}"}, где бы он ни стоял.
err-expr-unknown-list = Списка ответов { $name } нет. Возьмите имя с листа choices.
err-expr-unknown-column = В списке нет столбца { $name }. Его столбцы: { $columns }.
err-expr-unknown-column-near = В списке нет столбца { $name }. Возможно, имелся в виду { $near }?
err-expr-bad-pattern = «{ $found }» нельзя использовать как шаблон. Закройте скобки и обойдитесь без проверок вперёд и назад и без ссылок на группы.
err-expr-repeated = Вопрос повторяется, и значений здесь { $count }. Укажите, какое нужно, через indexed-repeat() или возьмите все вместе через sum(), count(), min(), max() или join().
err-expr-position = position() считает только внутри [ ]. Номер повтора в повторяемой группе — position(..).
