# Counts: whose word counts, measures, named tables.

count-unit-complaint = complaint cases
count-note-unit-complaint = Complaint cases: persons whose complaint of ill-treatment reached an authority, one case per person and detention. A case is not an allegation and not a person detained.

count-accounts-usual = Which accounts count: for each fact the source that is believed first (usually the person; for records the register).
count-accounts-person = Which accounts count: what the detained person says, and nothing else.
count-accounts-register = Which accounts count: papers only (registers, medical records, court files). They may say what they should, not what was.
count-accounts-any = Which accounts count: a case is in the numerator if any account says so.
count-accounts-agree = Which accounts count: only where all accounts that say anything agree; where they differ it is not known.

count-by-body = responsible body
count-by-announced = announced
count-by-announced-yes = announced
count-by-announced-no = unannounced
count-by-checklist = checklists
count-by-age-band = age band
count-by-foreign-national = citizenship
count-by-foreign-national-yes = of another country or none
count-by-foreign-national-no = of this country
count-by-ethnicity = ethnicity
count-by-disability = disability or health need
count-by-disability-yes = with
count-by-disability-no = without
count-by-language = language
count-by-legal-status = questioned as
count-by-privacy = privacy of the interview
count-by-privacy-yes = private
count-by-privacy-no = not private
count-group-under-14 = under 14
count-group-14-17 = 14 to 17
count-group-18-29 = 18 to 29
count-group-30-59 = 30 to 59
count-group-60-plus = 60 or older
count-legal-status-witness = a witness
count-legal-status-talk = in a "talk"
count-legal-status-explanation = for an explanation
count-legal-status-suspect = a suspect

count-column-median = median
count-column-middle-half = middle half
count-column-counted = in all
count-median = { $median } of { $of }
count-middle-half = { $lower }–{ $upper }
count-hours = { $hours }:{ $minutes } h
count-not-known-why = Not known: { $not_known } of { $of } to whom it applies ({ $percent } %). Refused { $refused }, does not know { $does_not_know }, not checked { $not_checked }, not on the visit's checklists { $not_asked }, time not exact enough { $depends }, accounts differ { $differ }, nothing entered { $silent }.

count-note-quantiles = Medians and quartiles: the smallest value that at least that share does not exceed (type 1 of Hyndman and Fan, percentile_disc of SQL). Only times of day that were said exactly or as "about" are measured, a time said as "about" by the time that was named.
count-note-several = Several answers could be given at once: the shares sum above 100 %.
count-note-no-ranking = No ranking: with fewer than 10 persons a facility's place among others is chance, and persons interviewed are no random sample.
count-note-not-asked = Not on the checklists of some visits, and counted as not known there: { $indicators }.

err-indicator-key-missing = This key is needed for what the indicator measures.
err-indicator-key-without-use = This key has no use for what the indicator measures.
err-indicator-unknown-interval = There is no interval "{ $name }".

compliance-of-complaints = { $of ->
    [one] { $met } of { $of } complaint case = { $percent } %, likely { $low }–{ $high } %
   *[other] { $met } of { $of } complaint cases = { $percent } %, likely { $low }–{ $high } %
}
count-note-unreadable = { $visits ->
    [one] { $visits } visit cannot be read and is NOT counted. Run doctor.
   *[other] { $visits } visits cannot be read and are NOT counted. Run doctor.
}

doctor-columns = Columns for counting: { $visits } visits kept, { $stale } to be worked out at the next count, { $compared } compared with their visits.
doctor-columns-wrong = Columns say something else than the visits they were made of: { $wrong } of those compared. Figures counted lately may be wrong. Nothing that was said is lost: delete the folder "cache" in the vault, and the next count makes it anew.
err-accounts = There is no such choice of accounts: “{ $name }”. usual, person, register, any, agree, team.

export-dataset-title = Dataset: units as flat rows, for an office with an engine of its own
export-dataset-contains = A folder: one CSV for each unit, set of checklists and quarter, the tables for four engines, and every indicator as SQL.
export-dataset-leaves-out = Left out: names, free text, notes, monitors, days and times (quarters and minutes stand for them). It is still about single persons: keep it encrypted, never publish it. Visits and units have numbers that are new with every dataset.
export-sql-title = Indicators as SQL over a dataset
export-sql-contains = One statement for each indicator and distribution, from the same definitions as the program's own counts. No data.
export-sql-leaves-out = It hides nothing: small counts must be hidden before anything is published.
cli-dataset-written = Dataset written to { $folder }: { $rows } rows.
cli-sql-written = Written: { $file }
err-dialect = There is no dialect “{ $name }”: duckdb, postgres, spark, sqlite.
err-sql-by-source = A dataset has one row for each unit and no months: it cannot be broken down by source or by month.
sql-head = Indicators of firsthours over the tables of a dataset, for { $dialect }.
    numerator and denominator are counts; not known and not applicable stand beside them.
    Nothing is hidden: counts under 10, and what gives them away, must not be published.

err-saved-format = This is no file of saved counts, or one of another version of the program.
err-saved-definitions = These counts were made by other definitions of indicators: they mean something else and cannot be added.
err-saved-selection = These counts are of something else: other indicators, breakdowns, accounts, or practice data.
err-saved-twice = The same counts are there twice; each may be added only once.
err-saved-file = { $file }:
rec-saved = Nothing was added. Count again on each machine with the same version and the same tally options, and --save.
err-no-report = There is no table “{ $name }”: T1 to T11.
cli-tally-saved = Saved: { $file }. It is sealed and signed; NOTHING IS HIDDEN in it, so never publish it.
count-note-publication = For publication: counts under 10 are hidden, and no hidden one can be told to less than 5; shares of 10 to 29 are bands.

key-accounts = whose word
key-accounts-doc = Which accounts count: the usual order of sources, the person, papers, any, or only where all agree.
compliance-accounts-usual = usual order
compliance-accounts-person = the person
compliance-accounts-register = papers
compliance-accounts-any = any account
compliance-accounts-agree = where all agree
compliance-trend-overlap = The lines overlap: no safe conclusion about a change.
compliance-trend-apart = First and last differ by more than chance alone would explain, had persons been chosen at random. They were not: look for other reasons too.
compliance-head-whose = Columns: { $by }   { $period }   Whose word: { $accounts }
compliance-median = Median { $median } of { $of }; the middle half took { $lower } to { $upper }.
compliance-sum = { $counted } in all, counted in { $of } visits.
