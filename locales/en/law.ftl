## Law files
law-overlap = { $first } and { $second } hold for the same persons from { $from } to { $to }. Nobody can say which one applies.
law-overlap-open = { $first } and { $second } hold for the same persons from { $from } on. Nobody can say which one applies.
law-gap = Between { $after } and { $before } there is no limit from { $from } to { $to }. In these days the hours of the safeguard’s own rule are used.
law-gap-children = Children: between { $after } and { $before } there is no limit of their own from { $from } to { $to }.
law-unreviewed = { $id } was not checked by a lawyer of the country ({ $source }). It is shown with a warning.
law-error = ERROR
law-warning = note
law-id = name
law-hours = hours
law-clock = from … to
law-who = who
law-valid = in force
law-status = status
law-citation = article
law-at-once = at once
law-before = before { $fact }
law-hours-number = { $hours } h
law-quoted = quoted, never computed
law-body-of-visits = who visits
law-body-npm = NPM
law-body-no-npm = no NPM
law-who-all = everybody
law-who-children = under 18
law-who-adults = adults
law-who-listed-crimes = listed crimes
law-who-foreigners = foreigners
law-who-bodies = bodies of the State
law-status-confirmed = confirmed
law-status-needs-legal-review = ! needs legal review
law-status-historical = no longer in force
law-checked = { $limits } limits, { $rules } quoted rules, { $bodies } bodies: { $errors ->
    [0] no errors
    [one] { $errors } error
   *[other] { $errors } errors
}, { $gaps ->
    [0] no gap
    [one] { $gaps } gap
   *[other] { $gaps } gaps
}, { $unreviewed } not checked by a lawyer.
err-law-file = { $file } cannot be read: { $detail }
