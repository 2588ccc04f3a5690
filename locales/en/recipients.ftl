# To whom an export may go, and what stands in it for the codes of persons.
export-may-go-to = May go to
export-answers-goes-to = Only an analyst of your own organisation, encrypted.
export-compliance-goes-to = For your own work: inside your organisation. For everybody: to anybody.
export-dashboard-goes-to = For your own work: inside your organisation. For everybody: to anybody.
export-timeline-goes-to = Whoever works on this person’s case and, if the person agrees, the person’s lawyer.
export-visit-goes-to = A colleague or your own office, encrypted. Never to the institution.
export-codebook-goes-to = Anybody: nothing in it is about anybody.
export-central-goes-to = Only your own office, encrypted: these are answers of single persons.
export-kobo-goes-to = Only your own office, encrypted: these are answers of single persons.
export-dataset-goes-to = Only your own office, which counts itself, encrypted. Never to be published.
export-sql-goes-to = Anybody: there is no data in it.
export-dataset-rows = Rows in the dataset: { $rows }.
export-row-codes = Person codes
export-row-dialect = Engine
export-codes-numbers = numbers instead of P-01, new in every file
export-looks-like-names = { $count ->
    [one] ! Looks like a name in { $count } answer: { $places }. Check it before you write.
   *[other] ! Looks like a name in { $count } answers: { $places }. Check them before you write.
}
