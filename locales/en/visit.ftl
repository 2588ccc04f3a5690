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

# Assessments: time, source, limit, result, reason.

visit-duration = { $hours } h { $minutes } min
visit-duration-hours = { $hours } h
visit-duration-minutes = { $minutes } min
visit-elapsed-between = between { $least } and { $most }
visit-elapsed-at-least = at least { $least }
visit-elapsed-at-most = at most { $most }
visit-elapsed-unknown = an unknown time
visit-limit-of-the-rule = no limit of that day is in the law files; the hours of the safeguard’s own rule are used

visit-according-detained-person = according to the detained person
visit-according-staff = according to staff
visit-according-register = according to the register
visit-according-observation = as the team saw itself
visit-according-medical-record = according to the medical record
visit-according-video = according to the video
visit-according-lawyer = according to the lawyer
visit-according-family = according to the family
visit-according-court-file = according to the court file

visit-result-compliant = compliant
visit-result-partly = partly
visit-result-not-compliant = not compliant
visit-result-not-applicable = not applicable
visit-result-not-known = not known

visit-reason-differs = { $reason } Sources differ: { $according } it is { $elapsed }, which gives “{ $result }”.
visit-nothing-said = Nobody has said anything about it yet.
visit-no-apprehension = Nobody has said when the person was apprehended, so the time cannot be counted.

visit-sg03-complete = Record drawn up { $elapsed } after the apprehension ({ $according }), { $filled } of { $fields } fields filled; limit { $limit }.
visit-sg03-incomplete = Record drawn up { $elapsed } after the apprehension ({ $according }), in time, but only { $filled } of { $fields } fields are filled.
visit-sg03-fields-not-known = Record drawn up { $elapsed } after the apprehension ({ $according }), in time. How many of its fields are filled was not checked.
visit-sg03-late = Record drawn up { $elapsed } after the apprehension ({ $according }); limit { $limit }.
visit-sg03-imprecise = Record drawn up { $elapsed } after the apprehension ({ $according }); limit { $limit }. The times are not exact enough for a result.
visit-sg03-backwards = The record would have been drawn up before the apprehension ({ $according }). Check the dates.
visit-sg03-disputed = Record drawn up { $elapsed } after the apprehension ({ $according }), but { $recorded } by the time that the record gives for itself. The register alone does not settle it.
visit-sg03-no-record = No detention record was drawn up ({ $according }).
visit-sg03-released-without-record = Released without any detention record ({ $according }).
visit-sg03-no-record-time = It is not known when the detention record was drawn up.

visit-sg04-in-time = The family was told { $elapsed } after the apprehension ({ $told }); limit { $limit }.
visit-sg04-late = The family was told { $elapsed } after the apprehension ({ $told }); limit { $limit }.
visit-sg04-by-others = The family learned it { $elapsed } after the apprehension ({ $told }), but neither from staff nor by the person’s own call.
visit-sg04-place-not-told = The family was told { $elapsed } after the apprehension ({ $told }), but not where the person was held.
visit-sg04-who-not-known = The family learned it { $elapsed } after the apprehension ({ $told }); who told them is not known.
visit-sg04-imprecise = The family was told { $elapsed } after the apprehension ({ $told }); limit { $limit }. The times are not exact enough for a result.
visit-sg04-backwards = The family would have been told before the apprehension ({ $told }). Check the dates.
visit-sg04-time-not-known = The family was told ({ $according }); when is not known.
visit-sg04-not-told = The family was not told ({ $according }).
visit-sg04-only-call-denied = The person was not allowed to call ({ $according }); whether staff told the family is not known.
visit-sg04-not-recorded = No notification of the family is written down. Whether the family was told is not known.
visit-sg04-conflict = The family was not told { $denied }, but was { $according }. The register or staff alone do not settle it; ask the family or the lawyer.
visit-sg04-waived = The person asked that nobody be told ({ $according }).

visit-sg05-kept = Met the lawyer in private and before the first questioning ({ $according }).
visit-sg05-register-only = Met the lawyer in private and before the first questioning, but only { $according }. Somebody who was there has to confirm it.
visit-sg05-after-questioning = Met a lawyer only after the first questioning had begun ({ $according }).
visit-sg05-not-private = Met a lawyer, but could not talk in private ({ $according }).
visit-sg05-not-of-choice = Asked for a lawyer and got one chosen by the investigator or from the duty list ({ $according }).
visit-sg05-late = Met a lawyer { $elapsed } after the apprehension ({ $according }); limit { $limit }.
visit-sg05-imprecise = Met a lawyer { $elapsed } after the apprehension ({ $according }); limit { $limit }. The times are not exact enough for a result.
visit-sg05-order-not-known = Met a lawyer ({ $according }); whether before the first questioning is not known.
visit-sg05-privacy-not-known = Met a lawyer before the first questioning ({ $according }); whether in private is not known.
visit-sg05-first-at-hearing = Saw a lawyer for the first time at the court hearing or later ({ $according }).
visit-sg05-never = Has not seen a lawyer ({ $according }).
visit-sg05-conflict = Has not seen a lawyer { $denied }, but has { $according }.
visit-sg05-waived-with-lawyer = Waived a lawyer in a lawyer’s presence ({ $according }): a lawyer was offered.
visit-sg05-waived-without-lawyer = Waived a lawyer, but not in a lawyer’s presence ({ $according }).
visit-sg05-waiver-not-known = Waived a lawyer ({ $according }); in whose presence is not known.

visit-sg06-not-questioned = Was not questioned ({ $according }).
visit-sg06-whole = The lawyer was present for all of the first questioning ({ $according }).
visit-sg06-part = The lawyer came while the first questioning was going on ({ $according }).
visit-sg06-as-witness = Questioned without a lawyer, as a “witness” ({ $according }).
visit-sg06-as-talk = Questioned without a lawyer, in what was called a talk ({ $according }).
visit-sg06-as-explanation = Questioned without a lawyer, for what was called an explanation ({ $according }).
visit-sg06-without-lawyer = The first questioning was held without a lawyer ({ $according }).
visit-sg06-waived-with-lawyer = Waived a lawyer in a lawyer’s presence ({ $according }): offered, and not applicable for its use.
visit-sg06-waived-without-lawyer = Waived a lawyer for the questioning, but not in a lawyer’s presence ({ $according }).
visit-sg06-waiver-not-known = Waived a lawyer for the questioning ({ $according }); in whose presence is not known.
visit-sg06-presence-not-known = Was questioned; whether a lawyer was present is not known.
visit-sg06-later-not-known = No questions before the lawyer came; whether there was questioning at all, and with the lawyer, is not known.

visit-sg07-before-placement = Examined in private before placement, and it was recorded ({ $according }).
visit-sg07-in-time = Examined in private { $elapsed } after the apprehension ({ $according }), and it was recorded; limit { $limit }.
visit-sg07-late = Examined only { $elapsed } after the apprehension ({ $according }); limit { $limit }.
visit-sg07-imprecise = Examined { $elapsed } after the apprehension ({ $according }); limit { $limit }. The times are not exact enough for a result.
visit-sg07-time-not-known = Examined ({ $according }); when is not known.
visit-sg07-how-not-known = Examined ({ $according }); by whom, in whose presence or with what record is not known.
visit-sg07-police-present = Examined while police were present ({ $according }).
visit-sg07-feldsher = Examined by a police feldsher only ({ $according }).
visit-sg07-no-description = Examined, but no injuries were described ({ $according }).
visit-sg07-injuries-not-recorded = Marks of injuries can be seen and were not recorded ({ $according }).
visit-sg07-none = No doctor has examined the person ({ $according }).
visit-sg07-conflict = No doctor has examined the person { $denied }, but one has { $according }.

visit-sg11-in-time = Brought before a judge in person and with a lawyer { $elapsed } after the apprehension ({ $according }); limit { $limit }.
visit-sg11-late = Brought before a judge { $elapsed } after the apprehension ({ $according }); limit { $limit }.
visit-sg11-within-48 = Brought before a judge { $elapsed } after the apprehension ({ $according }): over the national limit of { $limit }, within the international one.
visit-sg11-from-record-only = Brought before a judge { $elapsed } after the apprehension ({ $according }); the limit of { $limit } is kept only when counted from the record.
visit-sg11-record-clock-only = The limit is kept when counted from the record. When the apprehension was is not known.
visit-sg11-remote = Heard by a judge { $elapsed } after the apprehension ({ $according }), but not in person.
visit-sg11-no-lawyer = Brought before a judge { $elapsed } after the apprehension ({ $according }), but without a lawyer.
visit-sg11-hearing-not-known = Brought before a judge { $elapsed } after the apprehension ({ $according }), in time; whether in person and with a lawyer is not known.
visit-sg11-imprecise = { $elapsed } after the apprehension ({ $according }); limit { $limit }. The times are not exact enough for a result.
visit-sg11-backwards = The hearing would have been before the apprehension ({ $according }). Check the dates.
visit-sg11-time-not-known = Brought before a judge; when is not known.
visit-sg11-conflict = Was not brought before a judge { $denied }, but was { $according }.
visit-sg11-on-paper = Was not brought before a judge ({ $denied }), and there is a court decision all the same ({ $according }): decided on paper.
visit-sg11-released = Released { $elapsed } after the apprehension ({ $according }), before the limit of { $limit }.
visit-sg11-released-late = Released { $elapsed } after the apprehension ({ $according }) without having seen a judge; limit { $limit }.
visit-sg11-released-without-record = Released without a record and without a hearing ({ $according }).
visit-sg11-still-waiting = In custody for { $elapsed } on the day of the visit ({ $according }) without having seen a judge; limit { $limit }.
visit-sg11-still-runs = In custody for { $elapsed } on the day of the visit ({ $according }); the limit of { $limit } has not run out.
visit-sg11-not-seen-yet = Has not seen a judge; how long the person has been held is not known.
err-visit-no-instance = There is no such instance of { $group }, or it has no instances.
err-visit-counted = How many there are of { $group } follows an answer. Change that answer.
visit-subject-premises = the premises
