# Checklists: defects that `checklist check` lists, faults of typed values, pinned checklists.

# --- sorts of value
chk-sort-text = a text in quotes: "…"
chk-sort-number = a whole number without quotes
chk-sort-flag = true or false, without quotes
chk-sort-texts = a list of texts: ["…", "…"]
chk-sort-languages = a text for each language: {"{"} en = "…", ru = "…" {"}"}
chk-sort-table = a table: [choices] with one list a line
chk-sort-tables = tables that begin with two brackets, as [[section]]

# --- writing
err-chk-not-utf8 = The file is not UTF-8 text. Save it again with the encoding UTF-8.
err-chk-not-toml = The line cannot be read (TOML: { $detail }).
rec-chk-not-toml = Look for a quote, bracket or equals sign that is missing or too many, here or on the line above.
err-chk-unknown-key = There is no key “{ $key }” here.
err-chk-missing-key = The key “{ $key }” is missing.
err-chk-wrong-type = The value of “{ $key }” is of the wrong sort.
rec-chk-wrong-type = Write { $wanted }.
err-chk-unknown-word = “{ $word }” cannot stand in “{ $key }”.
err-chk-wrong-format = This program reads format 1, not { $format }.
rec-chk-wrong-format = Write format = 1.
err-chk-bad-id = “{ $name }” is no id of a checklist.
rec-chk-bad-id = Write a folder and a name in small Latin letters, digits and hyphens, as my-office/night-visit.
err-chk-bad-name = “{ $name }” is no name.
rec-chk-bad-name = Use small Latin letters, digits and “_”, beginning with a letter (a choice may begin with a digit).
err-chk-empty-text = The text of “{ $key }” is empty.
rec-chk-did-you-mean = Did you mean “{ $meant }”?
rec-chk-one-of = Possible: { $known }.

# --- structure
err-chk-no-questions = The checklist has no question.
err-chk-empty-section = The section “{ $name }” has no question.
err-chk-duplicate-section = There is another section with the name “{ $name }” above.
err-chk-duplicate-question = There is another question with the name “{ $name }” above. A name belongs to one question of a checklist.
err-chk-duplicate-list = There is another choice list with the name “{ $name }” above.
err-chk-duplicate-choice = There is another choice with the name “{ $name }” in this list.
err-chk-empty-list = The choice list “{ $name }” has no choice.

# --- questions
err-chk-unknown-kind = There is no kind “{ $name }”.
err-chk-choices-needed = The question “{ $name }” offers choices and names no list.
rec-chk-choices-needed = Add choices = "…" with a list of choices.toml or of your own [choices].
err-chk-calculation-needed = The question “{ $name }” is computed, and nothing says how.
rec-chk-calculation-needed = Add calculation = "…", or another kind.
err-chk-key-not-for-kind = A question of kind “{ $kind }” cannot have “{ $key }”.
rec-chk-key-not-for-kind = Take “{ $key }” out, or change the kind.
err-chk-unknown-list = There is no choice list “{ $name }”.
err-chk-unused-list = No question uses the choice list “{ $name }”.
err-chk-unknown-fact = There is no fact “{ $name }” in facts.toml.
err-chk-fact-kind = The fact “{ $name }” is of kind “{ $wanted }”, the question of kind “{ $kind }”. Its answers could not be counted.
err-chk-fact-choices = The fact “{ $name }” does not know these choices, so they will not be counted: { $choices }.
rec-chk-fact-choices = Use the list “{ $list }”, or leave “fact” out.
err-chk-unknown-safeguard = There is no safeguard “{ $name }” in safeguards.toml.
err-chk-no-constraint-message = The question “{ $name }” has a constraint and no constraint_message: nobody would be told what to check.
err-chk-message-without-constraint = This message is never shown: the question has no constraint.

# --- taking over
err-chk-unknown-checklist = There is no checklist “{ $name }”.
err-chk-unknown-number = The checklist “{ $name }” has no item “{ $number }”.
err-chk-from-without-take = Nothing is taken over: “from” stands without “take”.
err-chk-take-without-from = Nobody knows where to take this from: “take” stands without “from”.
err-chk-from-circle = These checklists take from each other in a circle: { $circle }.
err-chk-list-clash = The question “{ $question }” that is taken over brings its choice list “{ $name }”, and that name stands for other choices here.
rec-chk-list-clash = Give your own list another name than “{ $name }”.

# --- conditions and calculations
err-chk-circle = These questions depend on each other in a circle, so none can be decided: { $circle }.
rec-chk-circle = Take one of the conditions out.
err-chk-other-subject = The question “{ $name }” is about another subject ({ $subject }) and is never answered on a sheet about this one ({ $here }).
err-chk-reads-note = “{ $name }” is a note: it never has an answer.
err-chk-reads-later = The condition reads the question “{ $name }”, which is asked later.
rec-chk-reads-later = Move “{ $name }” before this question.

# --- languages
err-chk-missing-translation = The text in the language “{ $language }” is missing. It will be shown in another language, with a mark.
err-chk-missing-language = The checklist has no text in the language “{ $language }”.

# --- typed values
err-value-empty = There is nothing in it.
rec-value-empty = To say why there is no answer, give a reason: refused, does not know, not applicable, not checked.
err-value-takes-none = This is a text to read or a computed value: it takes no answer.
err-value-one-wanted = This question takes one value, not several.
rec-value-one-wanted = Choose the one that fits best, and write the rest in a note.
err-value-not-integer = This is no whole number.
rec-value-not-integer = Write digits only, as 12.
err-value-not-decimal = This is no number.
rec-value-not-decimal = Write digits, as 12 or 3.5.
err-value-not-moment = This is no date or date with a time.
err-value-no-such-day = There is no such day.
err-value-no-such-time = There is no such time of day.
err-value-ends-before-it-begins = The second time comes before the first.
rec-value-not-moment = Write it as 2026-07-05T21:00 or 5.7.2026 21:00; a date alone, a month (2026-07) or a year will do.
err-value-not-date = This question takes a date without a time of day.
err-value-unknown-choice = This is none of the choices.
err-address-no-question = There is no question with this name or number.
err-address-fits-none = No question of this item takes this value ({ $parts }).
rec-address-fits-none = Name the question instead of the number.

# --- pinned checklists
err-pinned-shape = The checklist that this visit keeps cannot be read.
err-pinned-other-digest = The checklist that this visit keeps is not the one that it was filled with.
rec-pinned-damaged = The answers are kept. Check the vault, and restore a backup if it is damaged.
err-pinned-defects = This version of the program finds { $count ->
    [one] one defect
   *[other] { $count } defects
} in the checklist that this visit keeps.
rec-pinned-defects = The answers are kept. Open the visit with the version of the program with which it was filled.
