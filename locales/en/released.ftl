# What was handed out for publication, and what the table on the screen is compared with.
released-title = Handed out before
released-help = The vault remembers everything that was exported for everybody. A table for everybody hides what together with an earlier one would tell a small count; none can be left out of the comparison.
released-help-again = Enter: the same table once more, from the data of today, compared with all earlier ones.
released-looking = Reading …
released-none = Nothing was exported for publication yet. The first will stand here: in the table, 2 shows it for publication, 3 writes it to a file.
released-when = handed out
released-period = of the period
released-by = by
released-beside = with this table
released-compared = compared
released-apart = has nothing in common
released-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}, { $hidden } hidden. By: { $by }. Enter: the same table once more.
key-released = handed out before
key-released-doc = What was handed out for everybody, and which of it this table is compared with.
key-release-again = the same table again
key-release-again-doc = The same table from the data of today, compared with everything that was handed out.
compliance-empty-period = No visits in this period. Only the period empties the table: press 1, and it is “all time”.
