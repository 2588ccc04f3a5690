## What waits for a disk that refuses, and what can be done about it.
unsaved-title = Not saved
unsaved-help = The disk refuses. What you enter is kept in memory and can be read below, the newest first. Try again after you made room; or go on in a folder on another disk or stick, where everything is written that was saved before, and what waits.
unsaved-help-folder = Name a folder that is not there yet, on another disk or stick. The whole vault is written there, sealed as before, opened with the same passphrases. The old folder stays as it is; do not write to it any more.
unsaved-help-lose = Only if there is no other place. What waits is gone then.
unsaved-key-doc = Does what is marked.
unsaved-explained = { $count ->
    [0] Everything is saved.
    [one] { $count } entry waits in memory. It is nowhere else.
   *[other] { $count } entries wait in memory. They are nowhere else.
}
unsaved-again = try again
unsaved-elsewhere = go on in another folder: another disk, a stick
unsaved-lose = { $count ->
    [one] leave and lose { $count } entry
   *[other] leave and lose { $count } entries
}
unsaved-folder = The folder (a new one, on another disk):
unsaved-type-count = To leave and lose them type their number, { $count }:
unsaved-not-confirmed = Another number: nothing was given up.
unsaved-moving = Writing everything there…
unsaved-moved = The vault goes on in { $folder }. What waited is being saved there.

    From now on start the program with:
    firsthours --vault { $folder }

    The old folder stays as it was. Do not write to it any more: two vaults of one device cannot be joined.
screen-not-written = { $count ->
    [one] { $count } entry waits in memory and is tried again.
   *[other] { $count } entries wait in memory and are tried again.
} Ctrl+S or F2: another place.
vault-went-on = The vault went on in { $folder } when its disk refused. This is the newest state.
vault-is-away = The newest state of the vault is in { $folder }, and that is not there now. Connect it and begin again. An older state opens with --vault and its folder: what is entered there stays apart.
vault-is-older = This vault went on in { $folder } when its disk refused: that state is newer. What is entered here stays apart from it.
unsaved-not-noted = This could not be noted for the next start. Begin it with: firsthours --vault { $folder }
