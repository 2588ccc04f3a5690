//! `demo`: the same seed gives the same answers, and there is some of everything.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::bench::{Bench, run_in};

fn practice(home: &Path, folder: &str, more: &[&str]) {
    let mut arguments = vec!["demo", "--dir", folder, "--no-ui"];
    arguments.extend(more);
    let made = run_in(home, &arguments, "");
    assert_eq!(made.code, 0, "{}", made.err);
}

fn answers(home: &Path, folder: &str) -> Vec<u8> {
    let file = format!("{folder}.csv");
    let written = run_in(
        home,
        &[
            "--vault",
            folder,
            "--passphrase-file",
            "-",
            "export",
            "answers",
            "--to",
            &file,
        ],
        "practice\n",
    );
    assert_eq!(written.code, 0, "{}", written.err);
    fs::read(home.join(file)).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_answers_byte_for_byte() {
    let home = tempfile::tempdir().unwrap();
    let of = |folder: &str, seed: &str| {
        practice(
            home.path(),
            folder,
            &["--seed", seed, "--visits", "6", "--persons", "2"],
        );
        answers(home.path(), folder)
    };
    let first = of("first", "11");
    assert!(first.len() > 1000);
    assert_eq!(first, of("again", "11"));
    assert_ne!(first, of("other", "12"));
}

#[test]
fn the_practice_vault_holds_some_of_everything() {
    let home = tempfile::tempdir().unwrap();
    practice(home.path(), "vault", &[]);
    let run = |arguments: &[&str]| {
        let mut all = vec!["--vault", "vault", "--passphrase-file", "-", "--json"];
        all.extend(arguments);
        let ran = run_in(home.path(), &all, "practice\n");
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    };
    let visits = run(&["visit", "list"]).lines();
    let seen = |key: &str| -> BTreeSet<String> {
        visits.iter().map(|visit| visit[key].to_string()).collect()
    };
    assert_eq!(seen("country").len(), 3);
    assert_eq!(seen("facility_type").len(), 17);
    assert_eq!(seen("closed").len(), 2);
    assert_eq!(seen("practice"), BTreeSet::from(["true".to_owned()]));
    let quarters: BTreeSet<String> = run(&[
        "tally",
        "--indicator",
        "I13",
        "--by",
        "quarter",
        "--suppress",
        "0",
    ])
    .lines()
    .iter()
    .map(|row| row["by"]["quarter"].to_string())
    .collect();
    assert!(quarters.len() >= 8, "{quarters:?}");
    let csv = String::from_utf8(answers(home.path(), "vault")).unwrap();
    for word in [
        "refused",
        "does_not_know",
        "not_applicable",
        "not_checked",
        "register",
        "staff",
        "lawyer",
        "family",
        "about",
    ] {
        assert!(csv.contains(&format!(",{word},")), "{word}");
    }
    // The survey of 831: almost half first met a lawyer at the remand hearing.
    let asked =
        "--vault vault --passphrase-file - tally --indicator T2 --from 2013-01-01 --to 2013-12-31";
    let asked: Vec<&str> = asked.split(' ').collect();
    let table = run_in(home.path(), &asked, "practice\n");
    assert!(table.out.contains("49 % of 831"), "{}", table.out);
}

#[test]
fn a_vault_that_is_there_is_not_written_into() {
    let bench = Bench::new();
    let again = run_in(bench.folder(), &["demo", "--dir", "vault", "--no-ui"], "");
    assert_eq!(again.code, 1);
}
