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
