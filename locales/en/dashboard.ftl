# The dashboard: columns, trend, what stands behind a figure, publishing.

dashboard-all = all
dashboard-title-own = Safeguards kept: for who works here. Counts under 5 are hidden
dashboard-title-published = Safeguards kept: for publication
dashboard-for-everybody = for publication
dashboard-no-columns = none: totals alone
dashboard-since = since { $day }
dashboard-all-hidden = Every group is hidden: each holds too few. G: other columns, or none.
dashboard-band = For publication: { $low } to { $high } % of { $of }. A band, because there are few.
dashboard-hidden-published = Hidden: fewer than 10, or such a number could be computed from it.
dashboard-trend-published = As published: where few were counted, a band stands for the share. What differs is not yet a change.
dashboard-no-trend = This line is no share: it has no trend. Enter: in full.
dashboard-one-period = One period is not yet a trend.
dashboard-pane-keys = Enter: in full. Enter again: the visits behind it.
dashboard-columns-title = Columns
dashboard-which-columns = What shall the columns be? Enter takes the line in hand; Space marks several.
dashboard-most-columns = At most { $most } at once: more would leave nothing but hidden cells.
dashboard-help-columns = Columns can be one breakdown or several at once, in the order in which they are marked. The finer they are, the more cells hold too few and are hidden.
dashboard-help-release = 2 shows the table as it may be published: counts under 10 are hidden, with others that would give them away, and shares of few are bands. 3 writes what is seen to a file, as text or as a picture.
dashboard-help-behind = Behind a figure stand visits, behind a visit persons, behind a person the answers. Esc goes the same way back. Behind a hidden figure nothing is listed: the list would tell it.
dashboard-behind-hidden = This figure is hidden, or there is none; a list of its visits would tell it. The visits themselves are under “Past visits”.
dashboard-behind-choice = This line is one choice of several. The visits behind it are those of the lines above it.
dashboard-behind-published = This is the table as it may be published. 2: back to the own one, then Enter shows what stands behind.
key-behind = visits behind it
key-behind-doc = Lists the visits that this figure counts; from there persons and their answers.
key-open-behind-doc = Opens the visit in hand: first who stands behind the figure, then the person with the answers.
key-release = for publication
key-release-doc = Shows the table as it may be published, and back again.
key-to-file = to a file
key-to-file-doc = Writes what is seen to a file: text or a picture. First the file is shown.
key-one-more = mark
key-one-more-doc = Marks the line in hand as one of several columns, or takes the mark away.
key-take-columns-doc = Takes what is marked as columns; the line in hand, if nothing was marked.

behind-title = Behind the figure
behind-place = place
behind-day = day
behind-yes = yes
behind-no = no
behind-not-known = not known
behind-not-applicable = not applicable
behind-nobody = Nobody in this visit stands behind the figure.
behind-no-visits = No visit stands behind this figure.
behind-says-visits = { $count ->
    [one] One visit.
   *[other] { $count } visits.
} “Yes” is what the line above says. Enter: who in this visit. Esc: back to the table.
behind-says-visit = { $count ->
    [one] One visit.
   *[other] { $count } visits.
} “Yes” is what the line above says. Enter: the visit itself. Esc: back to the table.
behind-says-unit = “Yes” is what the line above says. Enter: how it was assessed and on whose word; from there J: the answer with its note. Esc here: back to the visits.

export-dashboard-title = The dashboard, as text or as a picture
export-dashboard-contains = The table of indicators and groups as it is seen, with the trend of the cell in hand, what each denominator holds, and the notes.
export-dashboard-leaves-out = Left out: every single answer, every subject, every visit. Small counts are hidden, with others that would give them away.
export-row-for = For whom
export-for-own = who works here: counts under 5 hidden
export-for-everybody = publication: under 10 hidden, few as bands
export-as-seen = as it was seen on the dashboard

export-timeline-title = The course of events of one person
export-timeline-contains = The times of one person or custody record by source, to scale, with the limits that held, their articles, and what each start gives.
export-timeline-leaves-out = Left out: other answers, notes, other persons. Times and the code of the person go in: together with other knowledge they can tell who it is.

# The timeline.

timeline-head-detained-person = person
timeline-head-staff = staff
timeline-head-register = papers
timeline-head-observation = seen
timeline-head-medical-record = doctor
timeline-head-video = video
timeline-head-lawyer = lawyer
timeline-head-family = family
timeline-head-court-file = court
timeline-head-event = event
timeline-head-time = time
timeline-head-source = who
timeline-head-limit = limit
timeline-head-result = result
timeline-is-zero = 0 is here
timeline-hours-from-here = The hours are counted from here: the start that the source “{ $source }” gives.
timeline-other-zero-here = Another start, by the source “{ $source }”. Z: count the hours from here.
timeline-all-limits = L: all limits, in full
key-to-answer = to the answer
key-to-answer-doc = To the question where this was answered, with its note; what another source says is entered there. Esc comes back here.
safeguards-no-answer = This result rests on no answer: nobody was asked, or nothing was said.
timeline-origin = (from: { $origin })
timeline-no-limits = No limit of the law runs here, or the program knows none.
timeline-limits-title = Limits
timeline-whose = Who else says when it was?
timeline-which-night = { $time } in which night?
timeline-night = { $night }
timeline-before-zero = { $when } is before the beginning: { $begun }.
timeline-before-fix = Correct the time that was just typed
timeline-before-keep = It is right: this was before the beginning
timeline-before-begun = The custody began earlier: keep it, and correct the beginning
key-other-account = other source
key-other-account-doc = Enters what another source says about the event in hand.
key-limits = limits
key-limits-doc = Shows every limit that was applied, with its article, where it is known from, and its warning.
