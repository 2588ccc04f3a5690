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
screen-not-written = Not written: { $why } { $count ->
    [one] { $count } entry waits in memory and is tried again by itself.
   *[other] { $count } entries wait in memory and are tried again by themselves.
}
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
time-not-before = { $when }, not before
time-not-after = { $when }, not after
time-unknown = unknown
time-unclear = Not a date or time yet. Kept as typed.
time-no-such-day = { $month } has { $days } days. Not a date yet.
time-which-midnight = Which midnight?  1 { $first }  2 { $second }
help-title = Help
menu-title = Menu
menu-help = Type a few letters of what you want, in any layout; arrows and Enter run it.
home-title = Home
home-help = The visits of this vault, newest first.
home-empty = No visits yet.
home-persons = { $count ->
    [one] { $count } person
   *[other] { $count } persons
}
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
fill-unclear = Not a whole answer yet; it stays in the field and is not recorded. Enter: type on.
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
overview-title = Visit
overview-help = The parts of this visit. Enter or the digit opens one; 0 marks its empty questions as not checked; F shows what is to do.
overview-head = part
overview-numbers = done            left flags
overview-to-do = To do before finishing
overview-nothing-to-do = Nothing is left to do.
overview-empty = This visit has no checklist for the place itself.
overview-nothing-empty = Nothing is empty here.
overview-taken-up-twice = Two devices took up this code. It may stand for two human beings.
overview-rest = { $count ->
    [one] Mark the { $count } empty question of this part as not checked? Why?
   *[other] Mark the { $count } empty questions of this part as not checked? Why?
}
overview-rest-no = No, leave them empty
overview-finish = Finish this visit? Empty: { $left }, flags: { $flags }, to check: { $check }. What is missing is said in every count.
overview-finish-no = No
overview-finish-yes = Finish
overview-reopen = Open this visit again? It is written down that you did.
overview-reopen-yes = Open again
overview-reopened = opened again on the screen
overview-done = Done.
overview-sums = persons { $persons }    custody records { $records }    empty { $left }    flags { $flags }    to check { $check }
to-do-empty = empty
to-do-flagged = flag
to-do-check = to check
to-do-twice = code used twice
