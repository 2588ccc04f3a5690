## The bin: 30 days to think again.
bin-title = Bin
bin-help = Whoever is in the bin stands in no list and no count, and everything that was said is kept. Enter brings them back. After 30 days nothing goes by itself: take out for good what must go, by typing its code.
bin-empty = The bin is empty.
bin-explained = Enter brings back. Nothing here is counted or handed over. To take something out of the vault for good: F2.
bin-put = { $what } is in the bin. Menu: bin brings it back.
bin-back = { $what } is back.
bin-visit-back = The visit is back.
bin-not-confirmed = Another code: nothing was put in the bin.
bin-for-good = { $what } leaves the vault for good, with everything that was said. This cannot be taken back. Type { $what }:
bin-days-left = { $count ->
    [one] { $count } day left
   *[other] { $count } days left
}
bin-days-over = 30 days are over
bin-overdue = { $count ->
    [one] { $count } visit has been in the bin for more than 30 days. Menu: bin.
   *[other] { $count } visits have been in the bin for more than 30 days. Menu: bin.
}
to-bin-title = Into the bin
to-bin-subject = { $what } goes into the bin, with all answers: out of every list and count. It can be brought back. Type { $what }:
to-bin-visit = The whole visit at { $what } goes into the bin: out of every list and count. It can be brought back. Type { $what }:
key-to-bin = into the bin
key-to-bin-subject-doc = Puts the person or record in the bin: out of lists and counts, and kept for 30 days at least.
key-to-bin-visit-doc = Puts this visit in the bin: out of lists and counts, and kept for 30 days at least.
key-bin = bin
key-bin-doc = What was put in the bin, and the way back.
key-bring-back = bring back
key-bring-back-doc = Brings what is marked back from the bin.
visit-step-bin = { $subject } into the bin
visit-step-back = { $subject } back from the bin
err-visit-in-bin = { $subject } is in the bin.
rec-visit-in-bin = Bring it back from the bin first, or take another code.
bin-instance = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
bin-instance-stays = What was taken away from a list leaves the vault with its person or its visit, not alone.
