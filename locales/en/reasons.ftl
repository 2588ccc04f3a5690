# Choosing with a reason, and what was half typed.

reasons-which-title = Choose
reasons-why-title = Say why
reasons-help = First which, then why. Without a reason it does not count. Esc goes back to the choice and keeps the words. What is half written is kept when the screen hides or locks, and stands there again afterwards.
key-take-reason-doc = Takes the choice with its reason.
drafts-here = This is what you were writing. It is not said yet.

screen-nothing-to-undo-here = Nothing here to take back. In a visit U takes back its last change.

create-mixed = The letters are of two scripts. Choose words of one: the keys are what counts, and no single layout types both.
