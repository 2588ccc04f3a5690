app-visits = { $count } { $count ->
    [one] visit
   *[other] visits
}
app-both = { $first }. { $second }

## What can go wrong at the desk
err-settings-not-written = The settings could not be written. They hold until the program ends.
err-newer-program = This was written by a newer version of the program.
rec-newer-program = Nothing was changed. Open it with the newer version.
err-entry-unreadable = One entry opens, but cannot be understood.
err-visit-contradicts = The entries of this visit contradict each other.
rec-run-doctor = Nothing was changed. Run “firsthours doctor” and keep a copy of the vault's folder.
err-no-random = The operating system gave no random numbers, so nothing can be encrypted now.
err-no-facility = There is no place with the code “{ $code }” in the register.
rec-no-facility = See “firsthours facility list”, or enter it with “firsthours facility add”.
err-facility-known = “{ $code }” is in the register already.
err-no-checklist = There is no checklist “{ $id }”.
rec-no-checklist = See “firsthours checklist list”.
err-pin-missing = The checklist “{ $id }” with which this visit was filled is not in the vault.
err-no-visit = No visit's id begins with “{ $visit }”.
rec-no-visit = See “firsthours visit list”.
err-several-visits = Several visits' ids begin with “{ $visit }”.
rec-several-visits = Give more letters of the id.

## Lines of “record”
err-line-json = This line is not a JSON object of the contract (column { $column }).
err-line-too-long = The line is longer than { $kib } KiB. Nothing of it was taken.
err-line-not-utf8 = The line is not written in UTF-8. Nothing of it was taken: send the file in UTF-8.
err-line-control = A text has a control character in it, which no keyboard types. Nothing of the line was taken.
err-line-source = There is no source “{ $text }”.
err-line-precision = There is no precision “{ $text }”: exact, about, before, after, unknown.
err-line-within = “within_minutes” belongs to “about”, not to “{ $text }”.
err-line-which-day = “{ $text }” is a time without its day. Write the day too; if it is not known which of two, write both with “/” between them.
err-line-which-of-two-days = That time without its day can be { $first } or { $second }. Write the one that is meant; if nobody knows, write { $open }.
err-line-checklist = This visit does not use the checklist “{ $text }”.
err-line-question = There is no question “{ $text }” for this subject.
err-line-subject = “{ $text }” is no subject: premises, P- with a number, or K- with a number.
err-line-missing = There is no missing reason “{ $text }”.
err-line-both = A line has a value or a missing reason, not both.
err-line-no-value = The line has neither a value nor a missing reason.
err-line-time = “{ $text }” is no date or time, as 2011-07-05T21:00.
err-line-with-advice = { $what } { $advice }
err-one-visit = This export is of one visit.
rec-one-visit = Name it with --visit.

## After opening
open-read-only = The vault is open for reading only: its folder or disk cannot be written.
open-torn-end = The journal had a torn end ({ $bytes } bytes). It was copied aside; nothing acknowledged was in it.
open-store-rebuilt = The working copy was damaged or missing and was built again from the journal. Nothing is lost.
open-store-left = The working copy cannot be used now. Everything is read from and written to the journal.
open-header-healed = One copy of the vault's header was damaged and was written again from the other.
open-healed = { $count } damaged { $count ->
    [one] place was
   *[other] places were
} restored from the second copy. Nothing is lost.
open-lost-frames = { $count } damaged { $count ->
    [one] place
   *[other] places
} in the journal could not be read. Run “firsthours doctor” and keep a copy of the vault's folder.
open-lacking = { $count } { $count ->
    [one] entry
   *[other] entries
} of { $visits } visits cannot be read in either copy. Everything else is there. Keep a copy of the vault's folder.

## What the doctor finds
doctor-damaged-frames = Damaged or missing frames in the journal: { $count }
doctor-lost-frames = Frames whose content cannot be shown to be whole: { $count }
doctor-odd-frames = Frames that do not belong where they stand: { $count }
doctor-odd-pieces = Journal pieces without a right beginning: { $count }
doctor-damaged-streams = Visits that the working copy cannot give: { $count }
doctor-unjournaled-streams = Visits that only the working copy can give in full: { $count }
doctor-lacking = Entries that neither copy can give: { $count }
doctor-damaged-headers = Damaged copies of the header: { $count }
err-vault-locked = The vault is locked.
err-line-instance = “{ $text }” names no instance. Write [2], or [2, 1] inside two repeats.
