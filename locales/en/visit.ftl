# A visit being filled: what it refuses, and what an action did.

err-visit-closed = This visit is closed. It takes no more answers; nothing was changed.
rec-visit-closed = Open it again with a reason if something has to be added.
err-visit-open = This visit is open already.
err-visit-unknown-checklist = This visit does not use that checklist.
rec-visit-unknown-checklist = Choose one of the checklists that were pinned when the visit began.
err-visit-unknown-question = The checklist has no question “{ $question }”. The answer was not taken.
rec-visit-unknown-question = Check the number or the name of the question.
err-visit-unknown-section = The checklist has no such section.
err-visit-unknown-subject = { $subject } was not taken up in this visit. The answer was not taken.
rec-visit-unknown-subject = Take up the person or the custody record first.
err-visit-other-kind-of-subject = Question “{ $question }” is not asked about { $subject }.
err-visit-takes-no-answer = “{ $question }” is text to read or is calculated; it takes no answer.
err-visit-wrong-kind =
    { $expected ->
        [integer] Question “{ $question }” asks for a whole number.
        [decimal] Question “{ $question }” asks for a number.
        [choice] Question “{ $question }” asks for one choice of its list.
        [choices] Question “{ $question }” asks for choices of its list.
        [moment] Question “{ $question }” asks for a date and time.
        [date] Question “{ $question }” asks for a date without a time.
       *[other] Question “{ $question }” asks for text.
    }
err-visit-unknown-choice = Question “{ $question }” offers no such choice. The answer was not taken.
rec-visit-unknown-choice = It offers: { $offered }
err-visit-no-link = A link joins a person (P-…) and a custody record (K-…).
err-visit-linked-already = These two are linked already.
err-visit-linked-elsewhere = This custody record is already linked with { $person }.
rec-visit-linked-elsewhere = Take that link away first if it is wrong.
err-visit-not-linked = These two are not linked.
err-visit-nothing-to-undo = There is nothing to take back.
err-visit-nothing-to-redo = There is nothing to bring again.
err-visit-too-many-subjects = This visit has no number left for another person or custody record.
err-visit-premises-are-there = The premises are part of every visit already.

err-visit-no-opening = These entries do not say that a visit began.
rec-visit-no-opening = The entries are kept as they are. Ask the colleague who sent them for the whole visit.
err-visit-checklist-missing = The visit was filled with checklist { $checklist }, version { $version }, and that text is not here.
rec-visit-checklist-missing = The answers are kept. Import the checklist or the bundle that carries it.
err-visit-too-many-entries = The visit has more entries than the program can read at once.

visit-no-longer-apply =
    { $count ->
        [one] { $count } answer no longer applies. It is kept.
       *[other] { $count } answers no longer apply. They are kept.
    }
visit-apply-again =
    { $count ->
        [one] { $count } answer applies again.
       *[other] { $count } answers apply again.
    }
visit-marked-not-checked =
    { $count ->
        [0] No empty question was left here.
        [one] { $count } question marked as not checked.
       *[other] { $count } questions marked as not checked.
    }
visit-undone = Taken back: { $what }
visit-redone = Brought again: { $what }
visit-step-answer = answer to { $question }, { $subject }
visit-step-answers =
    { $count ->
        [one] { $count } answer, { $subject }
       *[other] { $count } answers, { $subject }
    }
visit-step-subject = { $subject } taken up
visit-step-link = link of { $person } with { $record }
visit-step-unlink = link of { $person } with { $record } removed
visit-step-nothing = nothing

visit-law-needs-review = needs legal review: not checked by a lawyer of the country, not to be quoted as law
visit-law-historical = no longer in force; kept for what happened then

err-law-unreadable = { $file } cannot be read: { $detail }
err-law-twice = { $file } defines “{ $id }” a second time. The first one is used.
err-law-ends-before-it-begins = { $file }: the limit “{ $id }” ends before it begins. It is not used.
err-law-unknown-fact = { $file }: the limit “{ $id }” names the fact “{ $fact }”, which facts.toml does not have.
rec-law-defect = Correct the file and start again. Until then the program works without it.
