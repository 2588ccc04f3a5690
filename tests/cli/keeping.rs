//! Passphrases, backups, purge and writing anew, as a script uses them.

use std::fs;

use serde_json::json;

use super::bench::{Bench, INTERVIEW, link, person, register, run_in, with};

fn open_with(bench: &Bench, passphrase: &str) -> i32 {
    let open = [
        "--vault",
        "vault",
        "--passphrase-file",
        "-",
        "visit",
        "list",
    ];
    run_in(bench.folder(), &open, format!("{passphrase}\n")).code
}

#[test]
fn the_passphrase_is_changed_and_others_are_added_listed_and_removed() {
    let bench = Bench::new();
    let change = ["passphrase", "--new-passphrase-file", "-"];
    assert_eq!(bench.json(&change, "new\n"), [json!({ "changed": true })]);
    assert_eq!(
        (open_with(&bench, "practice"), open_with(&bench, "new")),
        (12, 0)
    );
    let with_new = |more: &[&str], input: &str| {
        let open = ["--vault", "vault", "--json", "--passphrase-file", "-"];
        run_in(
            bench.folder(),
            &[&open[..], more].concat(),
            format!("new\n{input}"),
        )
    };
    let added = with_new(
        &["passphrase", "add", "--new-passphrase-file", "-"],
        "colleague\n",
    );
    assert_eq!((added.code, added.lines()), (0, vec![json!({ "slot": 2 })]));
    let words = with_new(&["passphrase", "add", "--recovery"], "");
    let words = words.lines()[0]["words"].as_str().unwrap().to_owned();
    assert_eq!(words.split(' ').count(), 6);
    assert_eq!(
        with_new(&["passphrase", "list"], "").lines(),
        [
            json!({ "slot": 1, "kind": "chosen", "this": true }),
            json!({ "slot": 2, "kind": "chosen", "this": false }),
            json!({ "slot": 3, "kind": "recovery", "this": false }),
        ]
    );
    assert_eq!(
        (open_with(&bench, &words), open_with(&bench, "colleague")),
        (0, 0)
    );
    assert_eq!(with_new(&["passphrase", "remove", "2"], "").code, 0);
    assert_eq!(with_new(&["passphrase", "remove", "2"], "").code, 1);
    assert_eq!(with_new(&["passphrase", "remove", "0"], "").code, 1);
    assert_eq!(open_with(&bench, "colleague"), 12);
    // Written anew, the words on paper still open it; with a new key, nothing else does.
    assert_eq!(with_new(&["rewrite"], "").code, 0);
    assert_eq!(
        (open_with(&bench, &words), open_with(&bench, "new")),
        (0, 0)
    );
    let renewed = with_new(
        &["rewrite", "--new-key", "--new-passphrase-file", "-"],
        "only\n",
    );
    assert_eq!(renewed.code, 0, "{}", renewed.err);
    let codes = [&words, "new", "only"].map(|phrase| open_with(&bench, phrase));
    assert_eq!(codes, [12, 12, 0]);
}

#[test]
fn a_backup_is_written_read_back_and_restored_elsewhere() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    bench.record(&visit, &[person("wishes", "said before the backup")]);
    let shown = bench.show(&visit);
    let made = bench.json(&["backup", "stick"], "");
    assert_eq!(made[0]["damaged"], 0);
    let later = with(person("wishes", "said later"), "subject", "P-02");
    bench.record(&visit, &[later]);
    let restore = [
        "--vault",
        "again",
        "--json",
        "--passphrase-file",
        "-",
        "restore",
        "stick",
    ];
    let restored = run_in(bench.folder(), &restore, "practice\n");
    assert_eq!(restored.code, 0, "{}", restored.err);
    assert_eq!(restored.lines()[0]["visits"], 1);
    let show = [
        "--vault",
        "again",
        "--json",
        "--passphrase-file",
        "-",
        "visit",
        "show",
        &visit,
    ];
    let again = run_in(bench.folder(), &show, "practice\n")
        .lines()
        .remove(0);
    assert_eq!(again["subjects"], shown["subjects"]);
    let moved = bench.json(&["rewrite", "--to", "elsewhere"], "");
    assert!(moved[0]["entries"].as_u64().unwrap() > 3);
    let there = [
        "--vault",
        "elsewhere",
        "--json",
        "--passphrase-file",
        "-",
        "visit",
        "show",
        &visit,
    ];
    let there = run_in(bench.folder(), &there, "practice\n")
        .lines()
        .remove(0);
    assert_eq!(there["subjects"], bench.show(&visit)["subjects"]);
    // Once more at the same place: refused. With a wrong passphrase: told, and nothing is made.
    assert_eq!(run_in(bench.folder(), &restore, "practice\n").code, 1);
    let elsewhere = [
        "--vault",
        "third",
        "--passphrase-file",
        "-",
        "restore",
        "stick",
    ];
    assert_eq!(run_in(bench.folder(), &elsewhere, "wrong\n").code, 12);
    assert!(!bench.folder().join("third").exists());
    // A letter is no backup, and is not written over.
    fs::write(bench.folder().join("letter"), "dear").unwrap();
    assert_eq!(bench.run(&["backup", "letter"], "").code, 1);
    assert_eq!(fs::read(bench.folder().join("letter")).unwrap(), b"dear");
    let letter = [
        "--vault",
        "third",
        "--passphrase-file",
        "-",
        "restore",
        "letter",
    ];
    assert_eq!(run_in(bench.folder(), &letter, "practice\n").code, 1);
}

#[test]
fn a_person_who_takes_consent_back_is_gone_and_the_code_is_not_given_again() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let second = |line| with(line, "subject", "P-02");
    bench.record(
        &visit,
        &[
            person("wishes", "stays"),
            second(person("wishes", "goes")),
            second(person("apprehended_at", "2026-03-04T21:00")),
            register("R03", "2026-03-04T23:00"),
            link(),
            json!({ "link": ["P-02", "K-02"] }),
        ],
    );
    bench.json(&["visit", "close", &visit], "");
    let before = bench.json(&["doctor"], "")[0]["entries"].as_u64().unwrap();
    let purge = ["purge", "--visit", &visit, "--subject", "P-02"];
    let purged = bench.json(&purge, "");
    // Taken up, two answers, and the link.
    assert_eq!(purged[0]["purged"], 4);
    let doctor = bench.json(&["doctor"], "").remove(0);
    assert_eq!(doctor["sound"], true);
    assert_eq!(
        doctor["entries"],
        before - 4 + 1,
        "that it was purged is noted"
    );
    let shown = bench.show(&visit).to_string();
    assert!(
        shown.contains("stays") && !shown.contains("goes"),
        "{shown}"
    );
    assert!(!shown.contains("P-02"), "{shown}");
    assert_eq!(
        bench.run(&purge, "").code,
        1,
        "there is nobody to purge any more"
    );
    assert_eq!(
        bench
            .run(&["purge", "--visit", &visit, "--subject", "x"], "")
            .code,
        2
    );
    // The next person is somebody else, also on paper.
    bench.json(&["visit", "reopen", &visit, "--why", "one more person"], "");
    let next =
        json!({ "subject": "P-03", "checklist": INTERVIEW, "question": "wishes", "value": "next" });
    bench.record(&visit, &[next]);
    assert!(bench.show(&visit).to_string().contains("P-03"));
}

#[test]
fn a_purged_visit_is_gone_and_numbers_are_not_given_twice() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let stays = bench.visit("F-1", "2026-03-05T10:00");
    let goes = bench.visit("F-1", "2026-03-06T10:00");
    bench.record(&goes, &[person("wishes", "goes")]);
    let purged = bench.json(&["purge", "--visit", &goes], "");
    assert!(purged[0]["purged"].as_u64().unwrap() >= 2);
    let listed = bench.json(&["visit", "list"], "");
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["visit"], stays.as_str());
    assert_eq!(bench.run(&["visit", "show", &goes], "").code, 1);
    assert_eq!(bench.run(&["purge", "--visit", &goes], "").code, 1);
    bench.record(&stays, &[person("wishes", "said afterwards")]);
    assert_eq!(bench.json(&["doctor"], "")[0]["sound"], true);
}

#[test]
fn a_passphrase_of_two_scripts_is_refused_as_it_is_on_the_screen() {
    let bench = Bench::new();
    let mixed = "korabl уходит в море на рассвете\n";
    let make = ["--vault", "other", "--passphrase-file", "-", "init"];
    let made = run_in(bench.folder(), &make, mixed);
    assert_eq!(made.code, 1);
    assert!(made.err.contains("two scripts"), "{}", made.err);
    assert!(!bench.folder().join("other").exists(), "nothing is made");
    let change = ["passphrase", "--new-passphrase-file", "-"];
    assert_eq!(bench.run(&change, mixed).code, 1);
    assert_eq!(open_with(&bench, "practice"), 0, "the old one still opens");
}

#[test]
fn what_is_found_while_a_command_reads_is_told() {
    let bench = Bench::new();
    bench.facility("KZ-1", "IVS", "kz");
    let visit = bench.visit("KZ-1", "2026-03-05T10:00");
    bench.record(&visit, &[person("D01", "2026-03-05T09:00")]);
    let told = "was built again from the journal";
    assert!(!bench.run(&["visit", "list"], "").err.contains(told));
    fs::remove_dir_all(bench.folder().join("vault/sled")).unwrap();
    // What was known at closing is enough to list visits; counting them takes their answers.
    let listed = bench.run(&["visit", "list"], "");
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(!listed.err.contains(told), "{}", listed.err);
    let counted = bench.run(&["tally"], "");
    assert_eq!(counted.code, 0, "{}", counted.err);
    assert!(counted.err.contains(told), "{}", counted.err);
    assert!(!bench.run(&["tally"], "").err.contains(told));
}
