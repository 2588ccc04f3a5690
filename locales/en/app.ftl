app-visits = { $count } { $count ->
    [one] visit
   *[other] visits
}
app-both = { $first }. { $second }
