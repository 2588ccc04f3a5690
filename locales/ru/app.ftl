app-visits = { $count } { $count ->
    [one] посещение
    [few] посещения
   *[many] посещений
}
app-both = { $first }. { $second }
