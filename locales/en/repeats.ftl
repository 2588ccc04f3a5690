# What stands in repeats: several cells, several interviews, several custodies of one person.

repeat-step-added = one more of { $group }, { $subject }
repeat-step-removed = one of { $group } removed, { $subject }
repeat-step-moved = one of { $group } moved, { $subject }

# An instance that is more than the count asks for.
repeat-beyond = beyond the count: kept, not counted

err-timeline-which = { $count } custodies are told of; say which one goes into the file with --custody NUMBER.

instances-title = Several of the same
instances-help = Each line is one of several things that the same questions are asked about: cells, interviews, custodies. Enter opens one, N adds one. Space takes one up, the arrows carry it, Space puts it down.
instances-help-count = Where a question says how many there are, they follow that number. What is more than it says is kept, marked, and not counted.
instances-new = + one more: { $name }
instances-nothing-inside = There is nothing to ask here.
instances-by-hand = N adds one. Del removes one; what was said in it stays in the history, and U brings it back.
instances-counted = How many there are is answered by a question; to have more or fewer, change that answer.
instances-carrying = ↑ and ↓ carry it, Space puts it down, Esc leaves it where it was.
instances-remove = Remove { $name } { $number }? { $answers ->
    [0] Nothing was answered in it.
    [one] It has { $answers } answer; it stays in the history, and U brings it back.
   *[other] It has { $answers } answers; they stay in the history, and U brings them back.
  }
instances-remove-no = keep it
instances-remove-yes = remove it
instances-removed = Removed. U brings it back with everything in it.
fill-no-repeat = Nothing is asked several times in this part.

key-instances = several
key-instances-doc = Shows the cells, interviews or whatever these questions are asked about several times; add, remove, reorder there.
key-new-instance = one more
key-new-instance-doc = Adds one more and begins to ask about it.
key-carry = take up
key-carry-doc = Takes the line up, to carry it to another place with the arrows.
key-put-down = put down
key-put-down-doc = Puts it down here.
key-put-back-doc = Leaves it where it was.
key-remove-instance = remove
key-remove-instance-doc = Removes the line with everything in it, after asking. Undo brings it back.

fill-instance = { $name } { $number } of { $count }   R: all of them, one more

fill-range = A number from { $start } to { $end }, by { $step }: type it, or Space for the next one.
fill-rank = In order: the digit of each choice puts it next; again takes it out.
fill-unsupported = A terminal cannot ask this ({ $kind }). What another program kept here stays.
fill-no-choices = This question has no choices to find.
pick-choice = Choice:
finish-required = needed
key-find-choice-doc = Finds a choice of this question by typing.
