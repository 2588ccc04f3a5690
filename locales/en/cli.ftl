## The command line
cli-passphrase = Passphrase:{" "}
cli-passphrase-again = The same passphrase again:{" "}
cli-vault-made = The vault was made in { $folder }.
cli-passphrase-is-the-only-way = Only the passphrase opens it. If it is forgotten, nobody can open it, we neither.
cli-facility-added = { $code } is in the register.
cli-code = code
cli-type = type
cli-country = country
cli-region = region
cli-name = name
cli-visit = visit
cli-facility = place
cli-start = start
cli-answered = answered
cli-persons = persons
cli-state = state
cli-mark = {""}
cli-open = open
cli-closed = closed
cli-practice = PRACTICE
cli-checklist = checklist
cli-version = version
cli-questions = questions
cli-title = title
cli-visit-closed = The visit is finished. { $left ->
    [0] Nothing is left to look at.
    [one] One thing is still to be looked at.
   *[other] { $left } things are still to be looked at.
}
cli-visit-reopened = The visit is open again.
cli-set-aside = does not apply, not counted
cli-hours = { $hours } h { $minutes } min
cli-demo-progress = { $done } of { $of } visits made.
cli-demo-made = A practice vault was made in { $folder }: { $visits } visits, { $persons } invented persons. Nothing in it is real.
cli-demo-passphrase = Its passphrase is “practice”.
cli-doctor-read = Read and checked: { $entries } entries in { $frames } frames, { $streams } streams, { $kib } KiB of journal.
cli-doctor-sound = Everything is sound.
cli-doctor-unsound = Not everything is sound. Nothing was changed. Keep a copy of the vault's folder; opening the vault repairs what the second copy can give.
cli-exported = Written: { $file } ({ $bytes } bytes).
cli-export-open = The file is not encrypted: whoever has it can read it.
cli-check-accepted = { $file }: can be used. { $count ->
    [0] No defects.
    [one] One warning:
   *[other] { $count } warnings:
}
cli-check-refused = { $file }: cannot be used. { $count ->
    [one] One defect:
   *[other] { $count } defects:
}
err-no-vault-there = There is no vault in { $folder }.
rec-no-vault-there = Make one with “firsthours init”, or name its folder with --vault.
err-vault-there = There is something in { $folder } already. Nothing was changed.
rec-vault-there = Name another folder.
err-passphrase-unreadable = The passphrase could not be read.
err-passphrase-no-terminal = There is no terminal to ask for the passphrase.
rec-passphrase-no-terminal = Name a file with --passphrase-file; “-” reads the first line of standard input.
err-passphrase-empty = The passphrase is empty.
err-passphrase-too-long = The passphrase is too long.
err-passphrases-differ = The two passphrases differ. Nothing was made.
err-stream = Standard input or output failed.
err-facility-type = There is no type of place “{ $type }”: POL KPZ IVS SIZO IK ADM JUV MIL PSY SOC CHI CNS FIN MIG COURT HOSP OTH.
err-facility-code = The code is empty or has blanks in it.
err-country = There is no country “{ $country }”: kz, kg, tj.
err-visit-day = “{ $text }” has no day: a visit begins on a day, as 2026-03-05 or 2026-03-05T13:05.
err-visit-offset = “{ $text }” is not the official time of this place, which is UTC{ $official } on that day. Give the local time, without an offset or with this one.
err-visit-kind = There is no kind of visit “{ $kind }”: periodic, special, follow_up, full, interim, thematic, joint.
err-day = “{ $text }” is no day, as 2026-03-05.
err-reopen-why = Say why the visit is opened again.
err-dimension = Nothing can be broken down by “{ $name }”: facility_type, region, country, quarter, month, year, facility, body, source, visit_kind, announced, checklist, sex, age, age_band, foreign_national, ethnicity, disability, language, legal_status, privacy.
err-export-kind = There is no export “{ $kind }”. See “firsthours export --list”.
err-export-to = Name the file with --to.
err-export-format = This export has no format “{ $format }”.
err-file-unreadable = { $file } cannot be read.
err-file-too-large = { $file } is larger than any checklist (10 MiB).
err-checklist-folder = The folder of your own checklists cannot be read. Those of the program are used.
err-checklist-broken = Your checklist { $file } has errors and is not used. See “firsthours checklist check”.

## Filling line by line
err-fill-no-sheet = No checklist of this visit asks about this subject.
fill-keys = Answer with the number. 7 refused  8 not applicable  9 does not know  0 not checked (-7 -8 -9 -0 where a number is the answer)  c note  s source  f flag  z back  n next empty  j number  u undo  ? help  q end. Where words are the answer, put - before a letter that has more after it: -c note
fill-place = { $section }, question { $question } of { $of }.
fill-missing = 7 refused   8 not applicable   9 does not know   0 not checked
fill-missing-dash = -7 refused   -8 not applicable   -9 does not know   -0 not checked
fill-stands = It stands: { $answer }
fill-saved = Saved { $time }.
fill-done = No empty question is left on this sheet. Everything is saved.

## Words of values
word-missing-refused = refused
word-missing-does_not_know = does not know
word-missing-not_applicable = not applicable
word-missing-not_checked = not checked
word-precision-exact = exact
word-precision-about = about
word-precision-before = before
word-precision-after = after
word-source-detained_person = detained person
word-source-staff = staff
word-source-register = register
word-source-observation = seen by the team
word-source-medical_record = medical record
word-source-video = video
word-source-lawyer = lawyer
word-source-family = family
word-source-court_file = court file
word-compliance-C = compliant
word-compliance-P = partly
word-compliance-N = not compliant
word-compliance-NA = not applicable
word-compliance-NK = not known
