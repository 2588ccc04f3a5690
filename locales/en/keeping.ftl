## Passphrases, backups, purge, writing anew.
err-passphrases-full = There are four passphrases already.
rec-passphrases-full = Remove one first.
err-passphrase-known = This passphrase opens the vault already. Nothing was changed.
rec-passphrase-known = Choose another one.
err-passphrase-last = It is the only passphrase: without it nobody could open the vault. Nothing was changed.
rec-passphrase-last = Add another one first.
err-passphrase-none = There is no passphrase with this number. Nothing was changed.
rec-passphrase-none = “passphrase list” shows the numbers.
err-passphrase-not-changed = The passphrases were not changed. { $why } The vault opens as before.
err-rewrite-damaged = Some of what is in the vault is damaged in both copies. Writing it anew would throw away the damaged bytes, of which somebody may still make more. Nothing was changed.
rec-rewrite-damaged = Copy the whole folder to another disk first. Then repeat it and leave the damaged part behind.
err-rewrite-not-the-same = What was written did not read back as what it was. It was thrown away, and the vault is as before.
err-rewrite-disk = The vault was not written anew. { $why } It is as before.
err-backup-exists = Something else stands at that place. Nothing was written.
rec-backup-exists = Name another file. Only an earlier backup of the same vault is replaced.
err-backup-none = This file is no backup, or its beginning is damaged. Nothing was restored.
rec-backup-none = Try an older backup. Keep this file all the same.
err-backup-not-the-same = The backup did not read back as it was written. It was thrown away; an earlier one is still there.
err-backup-disk = The disk refused. { $why } Everything that was there before is still there.

cli-new-passphrase = The new passphrase:{" "}
cli-passphrase-changed = The passphrase was changed. The old one opens this vault no more.
cli-passphrase-changed-copies = Backups and copies made before still open with the old passphrases. If somebody may know one, also run “rewrite --new-key”.
cli-passphrase-added = Passphrase { $slot } was added.
cli-passphrase-removed = Passphrase { $slot } was removed.
cli-passphrase-chosen = chosen
cli-passphrase-recovery = six recovery words
cli-passphrase-this = (opened with this one)
cli-recovery-words = These six words open the vault on the day the passphrase is forgotten:
cli-recovery-words-once = They are shown this once. Write them on paper and keep it away from the laptop: whoever has both can read everything.
cli-passphrase-weak = This passphrase can be guessed in a day. Six words by chance are better: “passphrase add --recovery” makes them.
cli-passphrase-fair = Somebody with many machines could guess this passphrase in weeks. Six words by chance are better: “passphrase add --recovery” makes them.
cli-backup-made = Backup written and read back: { $file } ({ $kib } KiB, { $frames ->
    [one] one saved step
   *[other] { $frames } saved steps
}). It opens with the same passphrases.
cli-backup-damaged = { $count ->
    [one] One saved step is damaged and is
   *[other] { $count } saved steps are damaged and are
} not in the backup. Keep a copy of the vault's whole folder too.
cli-restored = Restored in { $folder }: { $visits ->
    [one] one visit
   *[other] { $visits } visits
}.
cli-restored-device = The restored vault counts as a new device. What was entered after the backup is not in it: merge the bundles that were handed over since.
err-purge-subject = “{ $subject }” is no code of a person or custody record (P-01, K-01).
err-purge-not-confirmed = The code was not typed. Nothing was taken out.
cli-purge-confirm = This cannot be taken back. Type { $code } to take it out for good:
cli-purged = Taken out: { $count ->
    [one] one entry
   *[other] { $count } entries
}. No file of the vault's folder holds it any more.
cli-purged-copies = The flash memory of this computer, backups, copies and bundles that were handed over may still hold old copies. Only full-disk encryption or destroying the medium ends that.
cli-rewritten = The vault was written anew under a new key: { $entries ->
    [one] one entry
   *[other] { $entries } entries
}, each read back.
cli-rewritten-only = The new passphrase is the only one. Add other passphrases and recovery words again; the words on older papers open nothing any more.
cli-rewrite-old-left = The folder of the old vault could not be removed. Remove it by hand: { $folder }
open-clock-behind = The clock of this computer stands before { $when }, when something was saved last. One of both is wrong: check the clock before you enter times.

## On the screens.
err-vault-busy = Something else is being counted or written. Try again when it is done. Nothing was changed.
backup-title = Backup
backup-help = Writes everything into one sealed file and reads it back. Keep it away from this computer.
backup-explained = Everything in the vault, in one sealed file that opens with the same passphrases. Keep it away from this computer: on a stick, at the office. An earlier backup there is replaced only when the new one was written and read back.
backup-none = no backup yet
backup-age = { $days ->
    [0] last made today
    [one] last made { $days } day ago
   *[other] last made { $days } days ago
}
backup-file = The file:
backup-writing = Writing and reading back …
backup-made = Backup written and read back, { $kib } KiB.
backup-damaged = The backup is written, but { $count ->
    [one] one saved step is
   *[other] { $count } saved steps are
} damaged and not in it. Keep a copy of the vault's whole folder too.
home-backup = Backup
key-backup-from-home-doc = Writes everything into one sealed file.
key-backup-doc = Writes the backup and reads it back.
key-purge = take out for good …
key-purge-doc = Takes this person or custody record out of the vault for good, with everything said about them. It cannot be taken back.
persons-purge-title = Take out for good
persons-help-purge = Whoever takes their consent back, or whose words must not stay on this computer, is taken out with everything said about them. No file of the vault holds it afterwards; flash memory, backups and bundles that were handed over may.
persons-purge-it = Everything said about { $subject } leaves this vault for good. It cannot be taken back. Flash memory, backups and bundles that were handed over may still hold old copies. Type { $subject } to do it:
persons-purge-not-saved = Not everything is saved yet. Wait for “saved”, then try again.
persons-purged = Taken out for good. Backups and bundles may still hold it.
persons-consent-withdrawn = { $subject } did not agree, and answers stand there. If they must not stay: menu, “Take out for good”.
recovery-title = Six words on paper
recovery-help = The words open the vault on the day the passphrase is forgotten. They are shown once.
recovery-explained = If the passphrase is forgotten, nobody can open the vault. These six words open it too. Write them on paper now and keep the paper away from this computer: whoever has both can read everything. They are not shown again.
recovery-which = Word { $place } on your paper:
recovery-differs = That is not word { $place }. Compare your paper with the screen.
recovery-kept = The words open this vault. Keep the paper away from the computer.
recovery-later = Without the words nobody can help if the passphrase is forgotten.
key-next-step = next
key-later = without paper
key-recovery-doc = Goes on; one of the words is asked for.
key-recovery-later-doc = Goes on without having written the words down.

err-office-recipient = This is no recipient of age. Nothing was changed.
rec-office-recipient = A recipient begins with “age1”. Ask the office for it, and compare the six words by voice.
cli-office-added = The office can open this vault now. Read these words to it, and compare: { $words }
cli-office-removed = The office { $slot } opens this vault no more.
cli-office = office { $number }  { $words }
cli-continued = Written to { $folder }: { $entries ->
    [one] one entry
   *[other] { $entries } entries
}, each read back. Go on there, and enter nothing here any more: both count as the same device.
history-purged = { $subject } taken out for good
