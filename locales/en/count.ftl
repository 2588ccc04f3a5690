# Counts: indicators, breakdowns, notes.

count-unit-person = persons interviewed
count-unit-custody-record = custody records
count-unit-visit = visits

count-by-facility-type = type of facility
count-by-region = region
count-by-country = country
count-by-quarter = quarter
count-by-month = month
count-by-year = year
count-by-facility = facility
count-by-source = according to
count-by-visit-kind = kind of visit
count-by-sex = sex
count-by-age = age

count-group-not-known = not known
count-group-child = under 18
count-group-adult = 18 or older
count-group-total = all

count-group-woman = women
count-group-man = men
count-group-other = other, or prefers not to say
count-source-detained-person = the person
count-source-staff = staff
count-source-register = the register
count-source-observation = own observation
count-source-medical-record = a medical record
count-source-video = video
count-source-lawyer = the lawyer
count-source-family = the family
count-source-court-file = a court file
count-visit-kind-full = full
count-visit-kind-periodic = periodic
count-visit-kind-interim = interim
count-visit-kind-special = special
count-visit-kind-thematic = thematic
count-visit-kind-follow-up = follow-up
count-visit-kind-joint = joint

count-column-share = share
count-column-interval = likely
count-column-not-known = not known
count-column-not-applicable = n/a

count-share = { $percent } % of { $of }
count-share-none = –
count-share-too-few = { $met } of { $of }
count-interval = { $low }–{ $high } %
count-suppressed = hidden
count-title = { $indicator }  { $label }
count-title-unit = counted: { $unit }
count-answers-both = { $answered } answered of { $units } in all; { $not_known } do not know, refused or were not asked; { $not_applicable } not applicable
count-answers-hidden = how many answered is hidden
count-nothing = Nothing to count: no visit of this selection has answers for it.
count-notes = Notes

count-note-practice = PRACTICE DATA: nothing here is about a real person or place.
count-note-visits = { $visits ->
    [one] Counted over { $visits } visit.
   *[other] Counted over { $visits } visits.
}
count-note-unit-person = Persons: those interviewed, each counted once per detention with the custody records linked to them. They are no random sample: say "of persons interviewed", not "of detainees".
count-note-unit-custody-record = Custody records: those that the team looked at. They are no random sample.
count-note-unit-visit = Visits: each counted once.
count-note-interval = The 95 % interval (Wilson) tells how far chance alone may reach. It holds for a random choice of persons only: with others the true share may lie outside.
count-note-suppressed = Counts under { $threshold } are hidden, with others from which they could be computed: { $hidden ->
    [0] no row is hidden
    [one] { $hidden } row is hidden
   *[other] { $hidden } rows are hidden
}.
count-note-one-breakdown = Publish one breakdown of the same counts only: two different ones together can give back what each hides.
count-note-suppression-off = NOTHING IS HIDDEN: small counts are shown. For your own eyes; do not publish or send it.
count-note-thin = More than 20 % are not known in: { $indicators }. Such a share says little about the rest.
count-note-depends = { $count ->
    [one] { $count } answer is counted as not known because its time is not exact enough for the limit.
   *[other] { $count } answers are counted as not known because their times are not exact enough for the limit.
}
count-note-unconfirmed = Limits whose text was not confirmed, have them checked by a national lawyer: { $limits }
count-note-declined = { $persons ->
    [one] { $persons } person did not agree to be counted, and is left out.
   *[other] { $persons } persons did not agree to be counted, and are left out.
}
count-note-declined-few = Persons who did not agree to be counted are left out: fewer than { $threshold }.
count-note-left-out-practice = { $visits ->
    [one] { $visits } practice visit is left out.
   *[other] { $visits } practice visits are left out.
}
count-note-left-out-real = { $visits ->
    [one] { $visits } real visit is left out: this is a count of practice visits.
   *[other] { $visits } real visits are left out: this is a count of practice visits.
}

err-count-no-indicator = There is no indicator { $id }.
err-count-no-safeguard = No indicator is about { $id }.
err-count-breakdowns = At most { $most } different breakdowns at once.
rec-count-list = Leave the choice empty to count every indicator and see their names.
rec-count-breakdowns = Leave one out, or name each only once.

err-indicator-defect = { $part } { $key }: { $what }
rec-indicator-defect = Correct the file and try again. Nothing was counted with it.
err-indicator-toml = The file is not valid TOML for indicators: { $what }
err-indicator-format = The file has format { $format }; this program reads format 1.
err-indicator-twice = "{ $name }" is there twice.
err-indicator-unknown-fact = There is no fact "{ $name }". Facts are listed in facts.toml; a source is written after @, as in family_told@register.
err-indicator-interval-is-fact = An interval may not have the name of a fact.
err-indicator-interval-limit = Give either hours or minutes above 0, or limit = "national" or "international".
err-indicator-not-a-time = "{ $name }" is no moment, and an interval runs between moments.
err-indicator-not-a-choice = "{ $name }" is no fact with one choice of a list.
err-indicator-no-text = A text for people is missing.
