# Moving a visit to another version of a checklist.

migrate-nothing = Every checklist of this visit is at this version already.
migrate-would = { $carried ->
    [one] { $carried } answer would be read under the new version
   *[other] { $carried } answers would be read under the new version
  }; { $left ->
    [0] none would stay behind.
    [one] { $left } would stay, readable and counted, under the version that asked.
   *[other] { $left } would stay, readable and counted, under the version that asked.
  } Nothing was changed.
migrate-done = { $carried ->
    [one] { $carried } answer is read under the new version
   *[other] { $carried } answers are read under the new version
  }; { $left ->
    [0] none stays behind.
    [one] { $left } stays, readable and counted, under the version that asked.
   *[other] { $left } stay, readable and counted, under the version that asked.
  }
migrate-finished = This visit is finished: what was said in it stays under the version that asked. The comparison shows what the other version would do with it. To move it, open it again with a reason, as `visit reopen { $visit } --why "…"`, and then call `visit migrate { $visit }`.
migrate-new = is new
migrate-same = is the same
migrate-gone = is not asked any more
migrate-stays = { $count ->
    [one] { $count } answer stays under the version that asked
   *[other] { $count } answers stay under the version that asked
  }
migrate-and = { $first }; { $second }
migrate-renamed = is called { $name } now
migrate-moved = stands in another part
migrate-renumbered = has another number
migrate-reworded = has other words
migrate-fewer-choices = offers fewer choices
migrate-more-choices = offers more choices
migrate-other-fact = means something else: states another fact
migrate-other-kind = means something else: another kind of answer
migrate-other-subject = is about something else
migrate-other-repeat = is asked several times, or not any more

visit-step-migrated = moved to version { $version } of { $checklist }
migrate-left-behind = kept under version { $version }

err-no-version = No checklist of this visit has a version { $version } here. Known: { $known }.
rec-no-version = Put the checklist of that version into the folder of checklists, or name one of the known versions with --to.

versions-title = Another version of the checklists
versions-help = What another version of a checklist would change for this visit. Looking changes nothing. After moving, answers are read under the new version wherever they mean the same there; the others stay, readable and counted, under the version that asked.
versions-help-back = A finished visit stays under its version until it is opened again with a reason. `visit migrate --to` moves back.
versions-looking = Comparing …
versions-move = Read this visit under the new version? { $carried } of its answers are read there, { $left } stay under the version that asked. Nothing is dropped.
versions-move-no = not now
versions-move-yes = move
versions-moved = This visit is read under the new version now.
key-versions = another version of the checklists …
key-versions-doc = Shows what a newer version of its checklists would change for this visit, and moves it there.
key-move-version = move
key-move-version-doc = Asks whether to read the visit under the new version.
key-reopen-to-move-doc = Opens the finished visit again, with a reason; then it can be moved to the new version.
versions-finished = This visit is finished and stays under its version until it is opened again with a reason.
