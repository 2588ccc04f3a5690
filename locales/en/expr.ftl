# Faults of expressions in checklists. Each says what is wrong and what to write instead.

expr-kind-text = a text
expr-kind-number = a number
expr-kind-boolean = true or false
expr-kind-moment = a date or time
expr-kind-choice = one choice
expr-kind-choices = choices
expr-kind-choice-name = the name of a choice in quotes, as 'yes'
expr-kind-any = a value

err-expr-too-long = The expression is longer than { $most } bytes. Split it: put parts of it into calculate questions.
err-expr-too-deep = The expression is nested deeper than { $most } levels. Put inner parts into calculate questions.
err-expr-too-many-parts = The expression has more than { $most } parts. Split it: put parts of it into calculate questions.
err-expr-empty = The expression is empty. Write a condition, or leave the column out.
err-expr-wrong-operator = “{ $found }” is not an operator here. Write { $write } instead.
err-expr-typographic-quote = “{ $found }” is a typographic quotation mark. Write { $write } instead: straight marks, as a program needs them.
err-expr-open-text = A text begins here and never ends. Put { $quote } after its last letter.
err-expr-bad-reference = { $found } is not the name of a question. Write it as ${"{"}name{"}"}, with both braces.
err-expr-unexpected-letter = “{ $found }” has no meaning in an expression. Remove it, or put the text in quotes.
err-expr-value-expected = A value is missing before “{ $found }”. Write a question as ${"{"}name{"}"}, a number, or a text in quotes.
err-expr-value-expected-at-end = The expression ends where a value should stand. Write a question as ${"{"}name{"}"}, a number, or a text in quotes.
err-expr-step-expected = A name is missing after “/”. To divide, write div.
err-expr-operator-expected = Something is missing before “{ $found }”. Join two values by and, or, =, !=, < or another operator, or remove a bracket that was never opened.
err-expr-not-closed = The bracket { $open } is never closed. Put the closing one where its part ends.
err-expr-unknown-name = There is no question named { $name }. Take the name from the checklist.
err-expr-unknown-name-near = There is no question named { $name }. Did you mean ${"{"}{ $near }{"}"}?
err-expr-unknown-function = There is no function { $name }(). Take one from the list of functions.
err-expr-unknown-function-near = There is no function { $name }(). Did you mean { $near }()?
err-expr-argument-count = { $least ->
    [0] { $name }() takes nothing between its brackets, but got { $found }.
    [one] { $name }() takes { $least } argument, but got { $found }. Put commas between arguments.
   *[other] { $name }() takes { $least } arguments, but got { $found }. Put commas between arguments.
}
err-expr-argument-count-between = { $name }() takes { $least } to { $most } arguments, but got { $found }.
err-expr-argument-count-at-least = { $name }() takes { $least } or more arguments, but got { $found }, or one of a pair is missing.
err-expr-argument-kind = Argument { $place } of { $name }() must be { $wanted }, but is { $found }.
err-expr-no-such-choice = { $name } has no choice “{ $choice }”. Its choices are: { $choices }.
err-expr-no-such-choice-near = { $name } has no choice “{ $choice }”. Did you mean '{ $near }'?
err-expr-impossible-comparison = { $name } ({ $left }) can never be compared so with { $right }. { $hint }
rec-expr-lists-differ = The two questions have no choice in common: compare questions with the same list.
rec-expr-choice-is-no-number = Its choices are words: compare by = or !=, or ask whether one was taken by selected().
rec-expr-compare-choice-with-name = Compare with the name of a choice in quotes, as 'yes'.
rec-expr-compare-number = Write the number without quotes.
rec-expr-compare-moment = Write date('2024-01-31') or date-time('2024-01-31T21:00'), or compare with '' for “not answered”.
err-expr-bare-name = { $name } stands without quotes or braces. Write '{ $name }' if it is a choice or text.
err-expr-bare-name-known = { $name } is a question. Write it as ${"{"}{ $name }{"}"}.
err-expr-bare-truth = { $name } is written with brackets: { $write }.
err-expr-unsupported = { $part } is not understood by this version. Use questions as ${"{"}name{"}"} and the functions of the list.
err-expr-not-a-date = “{ $found }” is not a full date. Write it as 2024-01-31 or 2024-01-31T21:00.
err-expr-bad-format = { $found } is not a code of format-date(). Use %Y %y %m %n %b %d %e %a %H %h %M %S %3, and %% for a percent sign.
expr-kind-set = a question of a repeat, or rows of a list
expr-kind-pattern = a pattern
err-expr-no-place = { $part } leads nowhere here. Write the question as ${"{"}name{"}"}.
err-expr-not-there = { $name } does not stand at { $path }. Write it as ${"{"}{ $name }{"}"}, wherever it stands.
err-expr-unknown-list = There is no choice list { $name }. Take the name from the sheet of choices.
err-expr-unknown-column = The list has no column { $name }. Its columns are: { $columns }.
err-expr-unknown-column-near = The list has no column { $name }. Did you mean { $near }?
err-expr-bad-pattern = “{ $found }” cannot be used as a pattern. Close its brackets, and write it without looking ahead or back and without references to groups.
err-expr-repeated = The question is repeated and has { $count } values here. Say which by indexed-repeat(), or take them together by sum(), count(), min(), max() or join().
err-expr-position = position() counts only inside [ ]. Write position(..) for the number of the instance in its repeat.
