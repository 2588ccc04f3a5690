# Faults of the vault: what happened, what is kept, what to do.
vault-disk-full = The disk is full.
vault-disk-denied = The folder or the medium may not be written to.
vault-disk-failed = The disk reported a fault.

err-vault-exists = There is something at that place already. Nothing was changed.
rec-vault-exists = Choose another folder, or open the vault that stands there.
err-vault-not-made = No vault was made. { $why }
err-vault-no-key = The computer gave too little memory or no random numbers, so no key could be made. Nothing was changed.
rec-vault-no-key = Close other programs and try again.

err-vault-none = There is no vault in this folder.
rec-vault-none = Check the folder, or make a vault with “init”.
err-vault-in-use = The vault is open in another program (process { $pid }). Nothing was changed.
err-vault-in-use-unknown = The vault is open in another program. Nothing was changed.
rec-vault-in-use = Close the other window first; then open the vault here.
err-vault-wrong-passphrase = This passphrase does not open the vault. Nothing was changed, and you may try as often as you need.
rec-vault-wrong-passphrase = Check the keyboard layout and Caps Lock, and type it again.
err-vault-header-damaged = Both copies of the vault's header are damaged or belong to another vault. What was recorded is still in the journal, but the key to it is in the header.
err-vault-header-refused = The header of this vault asks for a passphrase check that is far too weak or far too heavy. Somebody may have changed it. Nothing was opened.
err-vault-nothing-readable = Neither the journal nor the working copy of this vault can be read with its key. Nothing was changed.
rec-vault-from-backup = Do not delete anything. Copy the whole folder to another disk, then restore the last backup.
err-vault-newer = A newer version of this program wrote this vault. Nothing was changed.
rec-vault-newer = Open it with the newer version.
err-vault-not-opened = The vault was not opened. { $why }

err-vault-not-saved = Not saved. { $why } What is on the screen is still there; everything that was shown as saved is safe.
err-vault-read-only = The vault is open for reading only, so nothing can be recorded. Everything in it can be read and exported.
err-vault-too-large = This is more than can be recorded in one step. Nothing of it was recorded.
rec-vault-too-large = Import it in smaller parts.
err-vault-stream-unreadable = This visit could not be read in full, so it was left as it is.
err-vault-not-read = The vault could not be read. { $why } Nothing was changed.

rec-vault-disk-full = Free some space on this disk, then try again. Do not close the program before that.
rec-vault-disk-denied = Copy the vault's folder to a disk that may be written to, and open it there.
rec-vault-disk-failed = Copy the vault's folder to another disk as soon as you can, and go on there.
rec-vault-check = Run “doctor”: it says what is damaged and what can be restored.
