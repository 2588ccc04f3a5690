# Several custodies of one person, told in a repeat: each has its own timeline, differences and results.
key-other-custody = next custody
key-other-custody-doc = This person was in custody more than once: shows the next of these custodies. What is entered here is said of the custody in the title alone.
custody-in-hand = { $name } of { $count }
custody-in-hand-wide = { $name } (custody { $number } of { $count })
custody-help = The person was in custody more than once. Each custody has its own times, differences and results; Tab goes to the next one, and what the team thinks of one is not said of another.
err-visit-which-custody = This person was in custody { $count } times: say which one is meant, as “custody”: 1.
err-visit-no-custody = There is no custody with this number.
