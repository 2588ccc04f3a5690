# Exports: kinds, what they contain and leave out, writing files.

export-answers-title = Answers, one row each (CSV)
export-answers-contains = Every answer of every source: visit, facility, subject (P-01, K-01), checklist, question, safeguard, fact, value or why there is none, precision. Answers that no longer apply are marked.
export-answers-leaves-out = Left out unless asked for: answers to personal questions, notes. Always left out: labels of persons, who wrote it down. The times of single persons are in it: do not publish it.
export-compliance-title = Counts of safeguards (CSV, JSON)
export-compliance-contains = Indicators with numerator, denominator, not known, not applicable, share, 95 % interval, and what each denominator holds.
export-compliance-leaves-out = Left out: every single answer, every subject, notes. Small counts are hidden, with others that would give them away.
export-visit-title = One visit as a whole (JSON)
export-visit-contains = The visit with its sheets, every answer with source and day of writing, links, and how long things took by each source's clock.
export-visit-leaves-out = Left out unless asked for: answers to personal questions, notes, labels of persons, codes of persons (P-01) and of the team, the hour of the visit and of writing. It is no table for publishing: it holds single persons.
export-codebook-title = Codebook of the checklists (CSV)
export-codebook-contains = Every question: checklist, version, number, kind, labels, choices, safeguard, fact, norms, when it applies.
export-codebook-leaves-out = Left out: everything about visits; there is nothing about anybody in it.

export-withheld-personal = { $count ->
    [one] { $count } answer to a personal question is held back.
   *[other] { $count } answers to personal questions are held back.
}
export-withheld-declined = { $count ->
    [one] Left out: { $count } answer of persons who did not agree to be counted together with others.
   *[other] Left out: { $count } answers of persons who did not agree to be counted together with others.
}
export-withheld-notes = { $count ->
    [one] { $count } note is held back.
   *[other] { $count } notes are held back.
}
export-withheld-labels = { $count ->
    [one] { $count } label of a person or record is held back.
   *[other] { $count } labels of persons or records are held back.
}
export-set-aside = { $count ->
    [one] { $count } answer no longer applies: it is marked and counts nowhere.
   *[other] { $count } answers no longer apply: they are marked and count nowhere.
}

err-write-no-name = This path does not end in the name of a file.
err-write-no-folder = There is no such folder.
err-write-is-folder = A folder has this name.
err-write-not-regular = A link or a special file has this name; nothing is written through it.
err-write-exists = A file of this name is there already. It was left as it is.
err-write-disk-full = The disk is full. Nothing was written; what was there is as it was.
err-write-not-allowed = This folder may not be written to. Nothing was written.
err-write-failed = The file could not be written ({ $what }). Nothing half-written is left.
err-write-not-confirmed = The file is written, but the disk did not confirm that it will stay.
rec-write-other-name = Give another name for the file.
rec-write-other-folder = Choose another folder.
rec-write-exists = Give another name, or say that the old file may be replaced.
rec-write-disk-full = Make room or choose another disk, then write it again.
rec-write-again = Look at the disk and write it again.
