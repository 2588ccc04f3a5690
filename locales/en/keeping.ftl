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
