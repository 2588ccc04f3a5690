# The chain of entries
doctor-chain-gap = Visit { $visit }: entries of device { $device } are missing between number { $after } and number { $before }.
doctor-chain-rewritten = Visit { $visit }: what device { $device } had said before number { $number } was changed afterwards.
doctor-chain-twice = Visit { $visit }: device { $device } gave number { $number } twice.
visit-digest = Digest of this visit: { $digest }
    Write it on paper. While it stays the same, nothing here was changed.

# Bundles: why one was refused
err-bundle-unreadable = The file cannot be read, or it is no file.
rec-bundle-unreadable = Look whether the path is right and the disk is still there.
err-bundle-too-large = The bundle is too large.
rec-bundle-too-large = Hand over fewer visits at once: several smaller bundles hold the same.
err-bundle-damaged = This is no bundle, or it was cut off or changed on the way. Nothing was taken from it; nothing here changed.
rec-bundle-damaged = Ask the sender to make it again and to copy it again.
err-bundle-not-for-us = The bundle is sealed to others. It cannot be opened here.
rec-bundle-not-for-us = Give the sender this device's key (bundle key), and ask for the bundle again.
err-bundle-passed-on = The sender made this bundle for somebody else; somebody passed it on to this device. Nothing was taken from it.
rec-bundle-passed-on = Ask the sender for a bundle of your own.
err-bundle-not-signed = The signature does not fit: the bundle is not from whom it says. Nothing was taken from it.
err-bundle-newer = The bundle was made by a newer program.
rec-bundle-newer = Bring the program here up to date, then take the bundle in.
err-bundle-unknown-sender = The bundle is not signed by a contact whose key is good. Nothing was taken from it.
rec-bundle-unknown-sender = Compare the words of the key with the sender by telephone, and enter the contact; or take it in all the same with --accept-unknown.
err-bundle-practice = Practice data and real data do not mix. Nothing was taken in.
rec-bundle-practice = Take practice bundles into a practice vault.
err-bundle-checklist = A checklist of the bundle is missing, or is not what it says to be. Nothing was taken in.
err-bundle-gap = The bundle continues something that is not here: entries before it are missing. Nothing was taken in.
rec-bundle-gap = Take in the earlier bundle first, or ask the sender for the whole visit.
err-bundle-rewritten = What the bundle says contradicts what the same device said before: its past was changed, or its vault was put back to an earlier state. Nothing was taken in; what is here stays.
rec-bundle-rewritten = Ask the sender whether a backup was restored, and keep both: the bundle and this vault.
err-bundle-in-our-name = The bundle says things in the name of this very device that this vault never said. Nothing was taken in.
rec-bundle-in-our-name = If this vault was restored from a backup, restore the latest one. Otherwise do not trust the sender.
err-bundle-no-visit = What the bundle says does not make a visit. Nothing was taken in.
err-bundle-no-recipient = There is nobody to seal the bundle to.
rec-bundle-no-recipient = Name a contact, or a key as "bundle key" prints it.
err-bundle-no-such-recipient = "{ $text }" is neither a contact nor a key.
err-bundle-key-not-good = The key of { $name } was revoked or is past its day. Nothing is sealed to it.
rec-bundle-key-not-good = Ask for the new key and enter it.
err-no-contact = There is no contact "{ $name }".
err-contact-there = This contact or key is entered already, as { $name }.
err-contact-no-name = A contact needs a short name of letters and digits: a code, as M-4.
err-contact-no-key = This is not a key, or a letter of it is wrong.
rec-contact-no-key = Copy the whole line that "bundle key" prints on the colleague's device.
err-nothing-imported = There is no import to take back.
err-import-worked-on = Something was said here since in a visit that the import brought. It is not taken back.
rec-import-worked-on = What is wrong in it can be corrected answer by answer.

# Bundles: what commands say
bundle-own-key = Key of this device:
bundle-own-words = Its words, to be compared by telephone: { $words }
bundle-made = Written: { $file }, { $kib } KiB, { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }, { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    }. Only the recipients can open it.
bundle-receipt-made = Receipt written: { $file }, { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }.
bundle-from-known = From { $name } ({ $by }), made { $made }.
bundle-from-own = Made by this device, { $made }.
bundle-from-unknown = From nobody known ({ $by } it says), made { $made }. Words of the signing key: { $words }
bundle-from-expired = From { $name } ({ $by }), made { $made }; the key was good until { $until } only.
bundle-from-revoked = From { $name } ({ $by }), made { $made }; this key was REVOKED.
bundle-visit-line = { $visit }  { $facility }  { $same } same, { $new } new, { $differ } differ
bundle-visit-new = { $visit }  { $facility }  new: { $new ->
        [one] { $new } entry
       *[other] { $new } entries
    }
bundle-differs = { $subject }  { $question }  { $source }
bundle-account = { $by }, { $time }: { $answer }
bundle-clock = The sender's clock is ahead of this one by { $minutes } minutes or more.
bundle-nothing-new = Everything in it is here already. Nothing changed.
bundle-would = Nothing changed yet. To take it in: bundle merge.
bundle-merged = Taken in: { $new ->
        [one] { $new } new entry
       *[other] { $new } new entries
    } in { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }. To take it back: bundle undo.
bundle-to-settle = { $count ->
        [one] { $count } answer differs
       *[other] { $count } answers differ
    }: both accounts are kept. They stand in the list of what is left, until you say which one holds.
bundle-undone = The bundle from { $from } was taken back ({ $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }). It can be taken in again.
bundle-held-all = { $visit }  { $from } has everything, told { $made }
bundle-held-lacking = { $visit }  { $from } lacks { $lacking ->
        [one] { $lacking } entry
       *[other] { $lacking } entries
    }, told { $made }
bundle-held-not-here = { $visit }  { $from } has it; it is not here
bundle-held-nothing = No colleague has told yet what arrived.
contact-line = { $name }  { $words }  { $state }
contact-good = good
contact-good-until = good until { $until }
contact-expired = expired { $until }
contact-revoked = REVOKED
contact-none = No contacts yet.
contact-added = Entered: { $name }. Words of the key: { $words }. Compare them by telephone before you rely on it.
contact-removed = Taken out: { $name }.
contact-was-revoked = Revoked: { $name }. Bundles signed by this key are shown as such and refused.

# Screens of hand-over
home-hand-over = Hand over, take in
contacts-title = Hand over and take in
contacts-help = Enter hands visits over to the colleague in hand; 1 takes in what a colleague made; 2 enters a colleague.
contacts-help-words = The six words stand for a key. Read them to each other by telephone: if they are the same, the key is the right one.
contacts-own = The words of your key: { $words }
contacts-none = No colleagues yet. Write your key to a file (3), give it to them, and enter theirs (2).
contacts-entered = Entered: { $name }. Now compare the words of the key by telephone.
contacts-first = First enter a colleague.
contacts-held = Told { $made }: has { $whole ->
        [one] { $whole } visit
       *[other] { $whole } visits
    } whole, { $lacking ->
        [0] none in part.
        [one] lacks something of { $lacking } visit.
       *[other] lacks something of { $lacking } visits.
    }
contacts-held-nothing = No receipt yet: what has arrived there is not known.
contacts-revoke = Is the key of { $name } no longer good? Bundles signed by it will be refused.
contacts-revoke-no = It is good, keep it
contacts-revoke-yes = Revoke the key
contacts-new-title = New colleague
contacts-new-help = A code, not a name. The key is one long line that begins with age1; a file that holds it will do.
contacts-new-which = A short code for the colleague, and the key: paste the line, or type the path of the file with the key.
contacts-new-name = Code
contacts-new-key = Key or file
give-title = Hand over
give-help = Space marks visits; without a mark the visit in hand goes. Tab goes to the folder. The file's name tells nothing.
give-visits = For { $name }: which visits?
give-receipt = For { $name }: a receipt, which tells what of the visits is here. No answer is in it.
give-key = Your key, for colleagues. Its words: { $words }
give-folder = Into the folder:
give-only-recipient = Only the recipient can open the file. On this disk it stands beside other files: its name and size tell nothing.
give-key-written = Written: { $file }. It holds no secret; let the colleague compare the words by telephone.
import-title = Take in
import-help = The path of the file that a colleague made. Nothing changes before you have seen what is in it.
import-which = The file of the colleague (a bundle or a receipt), or a questionnaire (.xlsx):
import-nothing-yet = It is read and checked first. Nothing changes until you say so.
import-stranger = The sender is not a known colleague with a good key. Take it in all the same?
import-stranger-no = No: compare the words by telephone first
import-stranger-yes = Yes, I know who made it
merge-title = Take in
merge-help = What is the same is not asked about; what only the colleague has is taken. Where the same source has two accounts, you say which stands.
merge-help-accounts = 1 what is here stands, 2 what came, 3 both (words in one answer, otherwise side by side), 0 later: both stay, and the visit says so until it is settled.
merge-counts = { $same } same, { $new } new, { $differ } differ
merge-visit-line = { $facility }: { $same } same, { $new } new, { $differ } differ
merge-visit-new = { $facility }: a visit that is not here yet, { $new ->
        [one] { $new } entry
       *[other] { $new } entries
    }
merge-held-all = The colleague has everything of a visit.
merge-held-lacking = The colleague lacks { $lacking ->
        [one] { $lacking } entry
       *[other] { $lacking } entries
    } of a visit.
merge-held-not-here = The colleague has a visit that is not here.
merge-question = question
merge-here = here
merge-file = file
merge-both = both
merge-later = later
merge-take = take
merge-choices = 1 here  2 file  3 both  0 later.  Enter: take in. Nothing changes until then; one U takes the whole import back.
merge-done = Taken in: { $new ->
        [one] { $new } entry
       *[other] { $new } entries
    } in { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }. U takes the whole import back.
merge-taken-back = Taken back. The file can be taken in again.
finish-two-accounts = two accounts
history-title = Who said what
history-help = From the first word to the last. What was taken back stays here, marked.
history-nothing = Nothing was said here yet.
history-taken-back = taken back
history-opened = The visit began.
history-undone = Took a step back, or brought it again.
history-closed = Finished the visit.
history-reopened = Opened it again: { $why }
history-emptied = (emptied)

key-hand-over-doc = Sealed files for colleagues and from them.
key-history = history
key-history-doc = Who said what and when, from the first word to the last.
key-give = hand over
key-give-doc = Write visits for the colleague in hand.
key-import = take in
key-import-doc = Take in a file that a colleague made.
key-new-contact = new colleague
key-new-contact-doc = Enter a colleague with his or her key.
key-write-key = my key
key-write-key-doc = Write this device's key to a file, for colleagues.
key-receipt = receipt
key-receipt-doc = Write for the colleague in hand what of the visits is here.
key-revoke = revoke
key-revoke-doc = The key of the colleague in hand is no longer good.
key-enter-contact = enter
key-enter-contact-doc = Enter the colleague; from the code it goes to the key.
key-write-bundle = write
key-write-bundle-doc = Write the file.
key-give-pane = visits, folder
key-give-pane-doc = From the visits to the folder and back.
key-read-bundle = read
key-read-bundle-doc = Read and check the file. Nothing changes yet.
key-take-in = take in
key-take-in-doc = Take in everything, with what you chose.
key-take-back = take back
key-take-back-doc = Take the whole import back.

settings-pin = PIN, hidden screen
settings-pin-about = 4 to 6 digits, then Enter. They open the hidden screen; after three wrong ones, and after a minute hidden, only the passphrase does. Without a PIN a key on the hidden screen locks. Del takes it away. It lies sealed in the vault.
settings-pin-set = set
settings-pin-none = none
settings-pin-kept = The PIN holds from now on.
settings-pin-gone = There is no PIN any more.
settings-pin-length = A PIN has 4 to 6 digits.
