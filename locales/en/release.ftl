# Counts that are handed out: releases, what may not be published, counts that travel.

count-note-hidden-by = By rule: { $small } hold a count under { $threshold }; { $earlier } would tell one together with an earlier release; { $complement } would give away another.
count-note-earlier = { $releases ->
    [one] Compared with { $releases } earlier release, and kept for later ones.
   *[other] Compared with { $releases } earlier releases, and kept for later ones.
}
count-note-not-kept = The vault cannot be written: this release is NOT kept, and later ones will not be compared with it. Keep the file, and name it with --former next time.
err-publish-few-in-places = Not handed out: by place and time, with fewer than { $threshold } persons or records in { $places }. Whoever works there would know who was talked to.
rec-publish-few-in-places = Leave out the place or the time, take a longer period, or leave these places out (--facility with the others).
cli-released = { $when }  by { $by }  { $from } to { $to }: { $rows } rows, { $hidden } hidden
cli-counts-passphrase = Passphrase of the saved counts:{" "}
cli-counts-own = { $file }: counted on this device.
cli-counts-of = { $file }: counted by { $name } ({ $words }).
cli-counts-of-old = { $file }: counted by { $name }, whose key is NO LONGER GOOD ({ $words }). Ask before you use it.
cli-counts-unknown = { $file }: signed by a key that nobody here can tell ({ $words }). Compare the words with the sender.

count-accounts-team = Which accounts count: what the team took to be so, where it wrote down its view or its own assessment with the reason; for the rest the usual order.
compliance-accounts-team = the team's view
count-note-periods = Periods beside each other: a difference is no proof of a change. Other places, other persons, another checklist, method, law or visiting body may make it; the persons interviewed are no random sample in any period.
count-not-known-why-hidden = Not known: { $not_known } of { $of } to whom it applies ({ $percent } %). Why is not told: some reasons are those of few.
count-note-one-of-pair = Of indicators of which one says the other (its complement, or a part of it) publish one only: they are not compared with each other. How many persons a group has is taken to be known, and gives away no hidden figure.
dashboard-trend-left-out = The trend is left out: by place and time there are places of few. Of another cell, or without the place, it can be shown.
count-note-quantiles-rounded = Times are rounded to a quarter of an hour: the exact one would be that of one person.
err-saved-overlap = { $visits ->
    [one] { $visits } visit is counted in two of these files: its persons would be counted twice.
   *[other] { $visits } visits are counted in two of these files: their persons would be counted twice.
}
cli-counts-asked = { $visits ->
    [one] { $visits } visit; asked for: { $from } to { $to }, only { $only }
   *[other] { $visits } visits; asked for: { $from } to { $to }, only { $only }
}
count-note-asked-differently = Added up from counts that were asked for differently: not of the same period, places or checklists. No visit is in it twice.
count-note-not-handed-out = Not for publication: this was not compared with what was handed out before, and is not kept for later. For that: tally --publish.
