screen-more = { $count } more
screen-locks-in = locks in { $minutes } min
screen-practice = PRACTICE
screen-find = find:
screen-no-visit = No visit is open.
screen-read-only = This visit is only to be read. Open it again first: menu, Open again.
screen-no-action = No action for "{ $key }" here. ? help
screen-all-saved = Everything is saved, { $time }.
screen-how-to-leave = To leave: Home, Esc. Nothing is lost.
screen-hides-soon = The screen hides itself in 15 seconds. Any key: go on.
screen-looked-like-text = That looked like text, so nothing of it was kept. To write: note.
screen-pasted = { $count ->
    [one] Pasted { $count } character. Enter: put it in a note. Any other key: drop.
   *[other] Pasted { $count } characters. Enter: put them in a note. Any other key: drop.
}
screen-paste-dropped = The pasted text was dropped. Nothing changed.
screen-no-note-here = There is no note here. The pasted text was dropped.
screen-too-small = Window { $columns }x{ $rows } is too small, needs 64x20. Your work is saved.
screen-leaving = { $count ->
    [one] { $count } entry is not on the disk yet. Waiting for it.
   *[other] { $count } entries are not on the disk yet. Waiting for them.
}
saved-at = saved { $time }
saved-saving = saving…
saved-not = ! NOT SAVED: { $why }
saved-read-only = READ ONLY
cover-text = Working notes. Confidential.
time-hint = 1305   3h = 3 hours ago   N now   050326 1305   PgDn: about, unknown
time-hint-date = 5   0503   050326   03.2026   2d = 2 days ago   PgDn: about, unknown
time-exact = { $when }, exact
time-about = { $when }, about
time-between = between { $first } and { $last }
time-about-within = { $when }, about, { $minutes } min either way
time-not-before = { $when }, not before
time-not-after = { $when }, not after
time-unknown = unknown
time-unclear = Not a date or time yet. Kept as typed.
time-no-such-day = { $month } has { $days } days. Not a date yet.
time-which-midnight = Which midnight?  1 { $first }  2 { $second }
help-title = Help
menu-title = Menu
menu-nothing = Nothing here is called that. Esc: back.
menu-help = Type a few letters of what you want, in any layout; arrows and Enter run it.
home-title = Home
home-help = One begins here and comes back here: open visits and everything else.
home-help-digits = Digits are the same every day: 1, 2, 3 are the latest open visits, the others are places of the program. Arrows and Enter do the same.
home-help-saved = "Is it saved?" Yes, each answer at once; see the top right. To leave: Esc.
home-empty = No visit is open.
home-persons = { $count ->
    [one] { $count } person
   *[other] { $count } persons
}
unlock-leave = Close?
unlock-close = Close the program
home-leave = Leave?
home-stay = Stay
home-lock = Lock
home-close = Lock and close the program
unlock-title = Passphrase
unlock-help = Type the passphrase and press Enter. Nothing is deleted by trying.
unlock-passphrase = Passphrase
unlock-opening = Opening…
unlock-typed = letters: { $script }, { $case }, { $count }
unlock-cyrillic = CYRILLIC
unlock-latin = LATIN
unlock-digits = DIGITS
unlock-small = small
unlock-capitals = WITH CAPITALS
unlock-keys = Enter: open      F4: show      Esc: close
create-keys = Enter: make it      F4: show      Esc: close
unlock-wait = { $seconds ->
    [one] Wait { $seconds } second, then Enter.
   *[other] Wait { $seconds } seconds, then Enter.
}
create-title = New vault
create-help = The passphrase encrypts everything. If you forget it, nobody can open the data.
create-explained = Choose a passphrase: several words, easy for you and for nobody else. If you forget it, nobody can open the data, we neither.
create-again = Once more
create-too-short = At least { $least } signs, please. What you typed stays.
create-differ = The two differ from sign { $place }. Both stay as they are; F4 shows them.
screen-two = { $first } { $second }
fill-title = Questions
fill-help = A digit answers and the next empty question follows: 1 to 6 choose, 7 refused, 8 not applicable, 9 does not know, 0 not checked. Arrows and Enter do the same.
fill-help-fix = To fix: Backspace goes back to the last answer; press the right digit. U takes back any change.
fill-help-later = Each answer is on the disk at once; the top right says so. Nothing has to be answered to go on.
fill-help-typing = While you type, letters are text: commands are on the F keys and in the menu. Esc ends the typing and keeps the text.
fill-nothing-empty = Nothing is empty on this sheet. Esc: overview.
fill-nothing-before = No answer before this one.
fill-typing = Type the answer. Enter: take it. Esc: letters are commands again.
fill-no-such-choice = No choice { $digit } here.
fill-unclear = Not a whole answer yet; it stays in the field and is not recorded.
fill-unclear-noted = “{ $typed }” is no answer here; it is kept in the note.
fill-flagged = Flag set. It stands in the to-do list until you remove it.
fill-unflagged = Flag removed.
fill-no-ditto = There is nothing to take over here.
fill-source-is = Source: { $source }. It stays until you change it.
fill-recorded = Recorded: { $number } = { $answer }. Backspace: back, fix it
fill-emptied = { $number } is empty again. U: undo
fill-to-check = { $expected } Kept, "to check".
fill-to-check-plain = This does not fit another answer. Kept, marked "to check". Enter: go on
fill-resumed = You were here at { $time }. Everything is there.
fill-was = last
fill-other-language = (not translated yet)
fill-does-not-apply = Does not apply after the answers given. Kept, counted nowhere.
fill-not-asked = Does not apply after the answers given.
fill-yes = yes
fill-no = no
fill-source-stays = , stays
fill-source-own = {""}
fill-marks = Source: { $source }{ $kept }    Note: { $note }    Flag: { $flag }
fill-ditto = D: as { $whose }: { $answer }
fill-how = HOW
fill-law = NORM
fill-left = left { $left }, flags { $flags }
fill-legend = 1-6 choose  7 refused  8 not applicable  9 does not know  0 not checked
note-title = Note
note-help = Write freely; Enter is a new line, Esc or F4 ends it. It is kept as you write. No names, please: write P-01.
note-of = { $number }  Note   { $count ->
    [one] { $count } sign
   *[other] { $count } signs
}
note-no-more-undo = Nothing more to take back in this text.
pick-title = List
pick-nothing = No question has this number or these words.
pick-source = Who says so?
pick-question = Go to question:
pick-reason = Why were the empty questions of this part not checked?
source-detained-person = detained person
source-staff = staff
source-register = register or document
source-observation = seen by the team
source-medical-record = medical record
source-video = video
source-lawyer = lawyer
source-family = family or witness
source-court-file = court file
missing-refused = Refused
missing-not-applicable = Not applicable
missing-does-not-know = Does not know
missing-not-checked = Not checked
reason-not-stated = no reason given
reason-no-access = no access
reason-no-time = no time
reason-not-in-mandate = outside the mandate of this visit
reason-safety = asking would have put somebody at risk
subject-premises = Premises

## Overview
overview-title = Visit
overview-subject-title = Person or custody record
overview-help = Enter opens the line in hand; N goes to the next empty question, after your last answer. Any order will do.
overview-help-finish = To finish, open the last line: it lists what is left. A finished visit can be opened again.
overview-help-reopen = A finished visit takes no answers. Menu, Open again: give the reason, it is written down with the visit.
overview-part = part
overview-done = done
overview-flags = flags
overview-to-check = to check
overview-persons = Persons: { $count }
overview-records = Custody records: { $count }
overview-finish = Finish the visit …
overview-what-was-left = What was left open …
overview-is-finished = This visit is finished. Menu, Open again: to add something.
overview-nothing-left = Nothing is left: the visit can be finished.
overview-left = Before finishing: { $empty ->
    [0] nothing empty
   *[other] { $empty } empty
  }{ $flags ->
    [0] {""}
    [one] , { $flags } flag
   *[other] , { $flags } flags
  }{ $check ->
    [0] {""}
   *[other] , { $check } to check
  }. Nothing of it blocks.
overview-last = Last answer: { $subject }{ $question }, { $time }. N: go on from there.
overview-last-of-all = Last answer: { $subject }{ $question }, { $time }.
overview-never-answered = Nothing was answered.
overview-no-answers = No answers yet. N: to the first question.
overview-nothing-empty = No empty questions are left here.
overview-choose-section = Choose a section first: 0 marks its empty questions as not checked.
overview-section-full = Nothing is empty in this section.
overview-reason = { $section }: mark { $count ->
    [one] { $count } empty question
   *[other] { $count } empty questions
} as not checked? Why:
overview-reopen-question = Why is this finished visit opened again? The reason is written down with the visit.
overview-reopen-why = Write the reason in a few words, then Enter. Esc leaves the visit finished.
overview-reopened = The visit is open again.
finish-title = Before finishing
finish-left-title = left open
finish-was-left = What was open when the visit was finished:
finish-help = Enter goes to the line in hand; Esc there comes back here. 1 finishes anyway: what is empty stays visible as empty.
finish-empty = { $count } empty
finish-flag = flag
finish-check = to check
finish-twice = taken up on two devices: one human being or two?
finish-now = 1  Finish the visit now
finish-blocks-nothing = ! is required. Nothing here blocks: 1 finishes, and what is empty stays visible as empty.
finish-choose-section = 0 works on a section of the premises. For a person open the sheet: there 0 answers one question.
finish-done = Finished. Digest, for paper: { $digest }
flags-title = Flags
flags-help = What you wanted to come back to. Enter goes there; F there takes the flag away.
flags-head = What you wanted to come back to:
flags-none = No flags. F on a question sets one.
jump-title = To a question
jump-help = Type a number or a few letters of the question, in any layout; Enter goes there.
jump-nothing = Nothing found. Backspace: fewer letters.
introduction-title = Before the interview
introduction-help = Say this, in your own words, before the first question. It is shown until the first answer is given.
introduction-of = { $subject }  before the interview
introduction-head = To say before the first question:
introduction-enter = Enter: said, begin.   Esc: not now.

## Persons
persons-title = Persons and custody records
persons-help = Codes are given by the program and come from no name. A few words that identify nobody are enough: "man, cell 3".
persons-help-same = Menu, Same person: says that a person and a custody record are one human being, so that their hours can be compared. U takes it back.
persons-same-title = The same person
persons-code = code
persons-label = what
persons-link = same person
persons-consent = agreed
persons-new-person = new person
persons-new-record = new custody record
persons-no-names = No names: the code is all that leaves this computer. The same person and a custody record: menu, "Same person".
persons-name-it = { $subject }. A few words that identify nobody, as "man, cell 3"; may stay empty.
persons-looks-like-a-name = “{ $name }” looks like a name. Change it; or Enter again, if it names nobody.
persons-added = { $subject } is in the list. Enter: begin.
persons-choose-one = Choose a person or a custody record first.
persons-nobody-to-link = There is no free custody record or person to link with yet.
persons-same-as = Who is the same human being as { $subject }?
persons-remove-link = already said; Enter takes it back
persons-linked = { $person } and { $record } are the same human being now. U: undo
persons-unlinked = { $person } and { $record } are no longer linked. U: undo

## Compliance table
compliance-title = Safeguards kept
compliance-about-title = About a figure
compliance-help = Lines are indicators, columns are groups. A cell is a percentage and of how many: 42/38 is 42 % of 38; where hours are measured, 4:45/38 is a median of 4 h 45 min of 38. Arrows go from cell to cell; < and > say that there are more groups. Counts under 5 are hidden, together with those they could be computed from.
compliance-help-marks = !! is a safeguard kept in less than half, ! in less than 70 %. Refused, does not know, not checked and not applicable are outside the percentage and stand beside it. These are persons interviewed, not all detainees.
compliance-period-all = all time
compliance-period-year = last 12 months
compliance-period-quarter = last 3 months
compliance-counting = Counting…
compliance-place = { $line }/{ $lines } · { $column }/{ $columns }
compliance-total = Total of all groups
compliance-legend = 88/25 = percent / of how many   Kept: !! under 50 %, ! 50–69 %   – no answers
compliance-reads-broken = This indicator is about a breach: the higher the percentage, the worse.
compliance-hidden = Hidden: fewer than 5, or such a number could be computed from it.
compliance-no-denominator = There is no answer from which this could be counted.
compliance-of-persons = { $of ->
    [one] Of { $of } person interviewed
   *[other] Of { $of } persons interviewed
}: { $met } = { $percent } %, likely { $low }–{ $high } % (95 % Wilson interval).
compliance-of-records = { $of ->
    [one] Of { $of } custody record
   *[other] Of { $of } custody records
}: { $met } = { $percent } %, likely { $low }–{ $high } % (95 % Wilson interval).
compliance-of-visits = { $of ->
    [one] Of { $of } visit
   *[other] Of { $of } visits
}: { $met } = { $percent } %, likely { $low }–{ $high } % (95 % Wilson interval).
compliance-outside = Outside this count: not known { $not_known }, not applicable { $not_applicable }.
compliance-thin = ! More than a fifth is not known: the share says little about the rest.
compliance-empty = There are no visits yet, so there is nothing to count. Esc: back; begin a visit or take in a colleague's.
compliance-empty-year = No visits in the last 12 months. Only the period empties the table: press 1 until it says "all time".
compliance-empty-quarter = No visits in the last 3 months. Only the period empties the table: press 1, and it is "all time" again.

## Home
home-continue = Continue
home-start = Start
home-look = Look
home-give = Data and settings
home-counts = Safeguards kept
home-flags = { $count ->
    [one] { $count } flag
   *[other] { $count } flags
}
home-practice-mark = practice
home-practice = PRACTICE VAULT. All persons, places and answers here are invented; nothing of it gets into real counts.
home-nothing-open = No visit is open: there is nothing to go on with.

## Short names of groups in the table
compliance-group-pol = police
compliance-group-kpz = short-hold cell
compliance-group-ivs = IVS
compliance-group-sizo = SIZO
compliance-group-ik = prison
compliance-group-adm = admin. arrest
compliance-group-juv = juvenile
compliance-group-mil = military
compliance-group-psy = psych. hospital
compliance-group-soc = social home
compliance-group-chi = chil{"\u00AD"}dren's home
compliance-group-cns = security remand
compliance-group-fin = financial police
compliance-group-mig = migrants
compliance-group-court = court, escort
compliance-group-hosp = hospital
compliance-group-oth = other
compliance-group-kz = Kazakh{"\u00AD"}stan
compliance-group-kg = Kyrgyz{"\u00AD"}stan
compliance-group-tj = Tajiki{"\u00AD"}stan
fill-earlier = BEFORE
err-screen-bug = This could not be done: a fault of the program (E-102). What the top right calls saved is on the disk.
screen-last-words = The program had to stop (E-101). What it called saved is on the disk.

## Export
home-export = Export: tables, answers, one visit
export-screen-title = Export
export-step-order = Export, step 1 of 2: what and where
export-step-preview = Export, step 2 of 2: how the file will be
export-preview-title = First lines of the file
export-written-title = Written
export-screen-help = Up and down choose a line, left and right change it; digits choose the kind of export. Enter shows the first lines of the file: nothing is written before that.
export-screen-help-least = By default the least goes into the file. Notes and personal answers stay here until you say otherwise.
export-preview-help = This is how the file begins. Enter writes it; Esc goes back and nothing is written.
export-row-kind = What
export-row-format = File type
export-row-breakdown = By group
export-row-visit = Visit
export-row-notes = Notes
export-row-personal = Personal
export-row-file = File
export-no-breakdown = no groups, the total only
export-no-visits = there are no visits
export-no-visit = There are no visits: nothing to export.
export-stays = stays here
export-goes = GOES INTO THE FILE
export-goes-in = Goes in
export-left-out = Left out
export-careful = Careful
export-warn-personal = Answers to personal questions and labels of persons go in: somebody could be recognised by them.
export-warn-notes = Notes go in: names, and what was told in confidence, may stand in them.
export-warn-open = The file is not encrypted: whoever gets this disk can read it.
export-to = To: { $path }
export-writing = Writing…
export-nothing = The file will not have a single line.
export-written = Written, { $size } KB: { $path }
export-exists = A file of this name is there already.
export-exists-keep = Keep it; give another name
export-exists-replace = Replace it by the new one
export-other-name = The old file is as it was. Change the name in the line "File".
screen-fault-and-remedy = { $what } { $todo }
## Facilities
facilities-title = Places
facilities-for-visit = New visit: which place?
home-new-visit = New visit
home-facilities = Places
facilities-help = Type a few letters of the code, the type, the region or the name, in any layout. Enter opens the place; Tab enters a new one.
facilities-code = code
facilities-type = type
facilities-region = region
facilities-visits = visits
facilities-last = last visit
facilities-never = never
facilities-new = new place
facilities-new-explained = Enter: put a new place into the register. Places stay in this vault and are never counted as visited by themselves.
facilities-none-found = No such place. Backspace: fewer letters. Enter: put a new place into the register.
facilities-capacity = capacity { $count }
facility-title = Place
facility-help = The visits to this place, newest first. N begins a new one.
facility-new-visit = new visit here
facility-no-visits = No visits here yet.
facility-visit-finished = finished
facility-visit-open = open
new-facility-title = New place
new-facility-help = Only the code is needed; the rest can stay empty. Up and down: other lines. Enter: put it into the register.
new-facility-code = code
new-facility-type = type
new-facility-country = country
new-facility-region = region
new-facility-name = name
new-facility-body = responsible body
new-facility-capacity = capacity
new-facility-code-hint = A short code that stands for the place on every screen, as IVS-07.
new-facility-type-hint = ← → choose; or type the first letters, as "ivs" or "police".
new-facility-country-hint = ← → or the digit. The country decides the official time and which law is shown.
new-facility-region-hint = The region in the register's own words; counts by region use it.
new-facility-name-hint = The official name, if you wish. Screens show the code.
new-facility-body-hint = The body that is responsible for the place.
new-facility-capacity-hint = The official number of persons. May stay empty.
new-facility-needs-code = A place needs a short code, as IVS-07. The rest can stay empty.
new-facility-capacity-number = The capacity is a whole number of persons, or empty.
new-facility-code-taken = The code { $code } is taken: { $place }. Nothing was entered; another code, or Esc.
new-facility-same = This looks like a place that is in the register:
  { $place }
new-facility-same-yes = it is the same place: open it
new-facility-same-no = it is another place: enter it too
new-facility-added = { $code } is in the register.

## New visit
new-visit-title = New visit
new-visit-help = Up, down and Tab change the line, a digit or ← → chooses. Enter starts from any line; nothing has to be filled.
new-visit-help-clock = One wrong hour fakes or hides a breach of a three-hour limit. The choice is kept with the visit; the computer's own clock stays as it is.
new-visit-computer = This computer shows: { $time }, { $offset }
new-visit-clock-agrees = The official time of { $country } is { $offset } too: { $time }. Compare with your watch.
new-visit-clock-differs = ! The official time of { $country } is { $offset }. Your watch should show { $time }.
new-visit-clock = Right time
new-visit-clock-computer = the computer
new-visit-clock-official = official, { $time }
new-visit-clock-watch = my watch
new-visit-watch = My watch shows
new-visit-checklists = Checklists
new-visit-full = police custody, all { $count }
new-visit-core = short core, { $count } questions
new-visit-own = choose
new-visit-kind = Kind
visit-kind-full = full
visit-kind-periodic = periodic
visit-kind-interim = interim
visit-kind-special = special
visit-kind-thematic = thematic
visit-kind-follow-up = follow-up
visit-kind-joint = joint
new-visit-announced = The place
new-visit-announced-yes = knew of it
new-visit-announced-no = did not know
new-visit-announced-unknown = not noted
new-visit-team = Team
new-visit-team-hint = codes only, as M-1 D-2
new-visit-gate = At the gate
new-visit-let-in = Let in
new-visit-waited = waited { $hours ->
    [0] { $minutes } min
   *[other] { $hours } h { $minutes } min
} (calculated)
new-visit-before-gate = ! earlier than at the gate
new-visit-odd = Let in ({ $in }) is before the gate ({ $gate }).
new-visit-odd-fix = change "let in"
new-visit-odd-next-day = it was the next day: start
new-visit-odd-keep = keep as typed: start
new-visit-no-checklist = No checklist is chosen. Choose one: Checklists, 1 or 2, or Space on a line.
new-visit-enter = Enter: start, from any line. What is empty can stay empty.

## First run
first-run-title = First run
first-run-step = First run   step { $step } of 5
first-run-help = Five short steps: language, signs, keyboard, country, passphrase. Esc goes back a step. Everything can be changed later.
first-run-language = Which language?
first-run-signs = Can you read every sign of this line?
first-run-signs-right = all signs are right
first-run-signs-boxes = some lines are boxes or strange signs
first-run-signs-missing = some letters are missing
first-run-keys-head = Press these keys, in the layout that you normally have.
first-run-key-1 = the key with 1 on it
first-run-key-5 = the key with 5 on it
first-run-key-j = the key with J on it
first-run-key-again = the other layout: J again (Enter: only one)
first-run-kazakh = This is the Kazakh layout. Digits will work for answers although it has none: press the same keys. Enter goes on.
first-run-usual = Digits and letters of commands will work in this layout: press the same keys. Enter goes on.
first-run-press = Press the keys that are asked for.
first-run-country = In which country do you work?
key-first-run-doc = Takes the line and goes on to the next step.
key-first-run-back-doc = Goes back a step; from the first one, closes the program.
create-weak = weak: a machine guesses it in a day
create-too-weak = Too easy to guess. Take five or six words that do not belong together.
create-fair = fair: one or two words more make it strong
create-strong = strong
## Past visits
home-past = Past visits and search
past-title = Past visits
past-help = All visits, newest first. Begin to type: answers, notes and names of places are searched, by the beginnings of words; a phrase in quotation marks, a question's number as D05.
past-help-read-only = A finished visit opens only to be read; the menu opens it again. One that is not finished opens to go on with it.
past-find-hint = words of answers and notes, a place, a question's number
past-searching = Searching…
past-more = there are more
past-closed = finished
past-open = open
past-premises = premises
past-empty = There are no visits yet.
past-nothing = Nothing found: "{ $typed }". All answers, notes and names of places were searched, by the beginnings of words. Try fewer words or only the beginning of one; Esc clears.
past-about = Type: { $type } · region: { $region } · persons: { $persons } · custody records: { $records } · flags: { $flags }
past-hit-answer = { $subject }, question { $number }, answer: { $text }
past-hit-note = { $subject }, question { $number }, note: { $text }

## Settings
home-settings = Settings: language, keyboard, colours
settings-title = Settings
settings-help = Up and down choose a line, left and right change it. A change holds and is kept at once; undo brings back what was there.
settings-help-readable = After a change of colours or signs the program asks whether everything can be read. Without an answer within 10 seconds it goes back.
settings-language = Language of program
settings-questions = Language of questions
settings-questions-same = as the program
settings-keyboards = Keyboard
settings-layout-none = not said
settings-layout-ru = Russian
settings-layout-us = Latin
settings-layout-kz = Kazakh
settings-layout-kg = Kyrgyz
settings-layout-tj = Tajik
settings-colours = Colours
settings-colour-auto = suited to the terminal
settings-colour-dark = light on dark
settings-colour-light = dark on light
settings-colour-contrast = high contrast
settings-colour-night = night, for dark rooms
settings-colour-16 = 16 colours
settings-colour-none = no colours
settings-signs = Signs
settings-sign-full = all
settings-sign-console = Linux console
settings-sign-ascii = plain ones only (+ - |)
settings-hide = Hide the screen after
settings-lock = Lock after
settings-minutes = { $count } min
settings-country = Country of new places
settings-monitor = Your code
settings-language-about = Menus, hints and help are in this language. It changes at once.
settings-questions-about = Questions are shown in this language. Answers do not depend on it.
settings-keyboards-about = On a Kazakh keyboard the row of digits types letters: if it is named here, the same keys answer as digits.
settings-colours-about = Colour means nothing by itself: everything is also said by a word or a sign.
settings-signs-about = If there are boxes instead of lines and signs, choose others.
settings-hide-about = After so many minutes without a key the screen is covered. 1 to 5; there is no "never".
settings-lock-about = After so many minutes without a key the keys are forgotten and the passphrase is needed again. 2 to 15; there is no "never".
settings-country-about = New places begin with this country. Law comes from the country of the place, not from here.
settings-monitor-about = The code stands at each of your entries. A code, not a name, as M-1. Earlier entries keep the earlier code.
settings-readable = Can you read everything? Enter: yes. If not, it goes back in 10 seconds; Esc: at once.
settings-undone = What was there before is back.
settings-nothing-to-undo = Nothing was changed here yet.
settings-went-back = It went back to what was there before.
settings-code-kept = The code is kept.
