guard-ask = A name? 1 make it { $code }  2 official  3 place  4 no name: “{ $found }”
guard-somebody = [name]
guard-code = “{ $found }” is now { $code }. Ctrl+Z takes it back.
guard-kept = “{ $found }” stays. In this visit it is not asked about again.
guard-no-name = “{ $found }” is no name. It is never asked about again.
guard-left = looks like a name
guard-code-only = “{ $name }” looks like a name or a number of somebody. A code belongs here, as { $example }. Change it; or Enter again, if it names nobody.
guard-code-there = “{ $name }” looks like a name or a number of somebody. A code, as { $example }, tells less.
