//! Counts by commands: handed in sealed, added up, handed out and remembered.

use std::fs;

use super::bench::{Bench, Ran, link, person, register, run_in};

fn counted(bench: &Bench, place: &str, interviews: usize, met: usize) {
    bench.facility(place, "IVS", "kg");
    let visit = bench.visit(place, "2026-03-05T10:00");
    let lines: Vec<serde_json::Value> = (1..=interviews)
        .map(|number| {
            let said = if number <= met { "yes" } else { "no" };
            let mut line = person("D12", said);
            line["subject"] = format!("P-{number:02}").into();
            line
        })
        .collect();
    bench.record(&visit, &lines);
}

#[test]
fn two_offices_hand_in_sealed_counts_and_the_sum_is_printed() {
    let (one, two, capital) = (Bench::new(), Bench::of_another(), Bench::of_another());
    counted(&one, "F-1", 7, 5);
    counted(&two, "F-2", 9, 6);
    let key = capital.json(&["bundle", "key"], "")[0]["key"].clone();
    let key = key.as_str().unwrap();
    let file = |name: &str| capital.folder().join(name).to_str().unwrap().to_owned();
    let (first, second) = (file("one.age"), file("two.age"));
    for (bench, path) in [(&one, &first), (&two, &second)] {
        let arguments = ["tally", "--save", path, "--recipient", key];
        assert_eq!(bench.run(&arguments, "").code, 0);
    }
    let merged = capital.json(&["tally", "merge", &first, &second, "--suppress", "0"], "");
    let own = |bench: &Bench| bench.json(&["tally", "--suppress", "0"], "");
    let (left, right) = (own(&one), own(&two));
    assert_eq!(merged.len(), left.len());
    let mut seen = 0;
    for (sum, (left, right)) in merged.iter().zip(left.iter().zip(&right)) {
        for figure in ["numerator", "denominator", "not_known", "not_applicable"] {
            let number = |line: &serde_json::Value| line[figure].as_u64().unwrap();
            assert_eq!(number(sum), number(left) + number(right), "{sum}");
            seen += number(sum);
        }
    }
    assert!(seen > 100);
    // The same file twice, a file of somebody else, and one that was changed.
    assert_eq!(capital.run(&["tally", "merge", &first, &first], "").code, 1);
    assert_eq!(one.run(&["tally", "merge", &first], "").code, 1);
    let mut changed = fs::read(&first).unwrap();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    fs::write(&second, changed).unwrap();
    assert_eq!(capital.run(&["tally", "merge", &second], "").code, 1);
}

#[test]
fn counts_sealed_with_a_passphrase_need_no_vault_to_be_added_up() {
    let one = Bench::new();
    counted(&one, "F-1", 6, 3);
    let path = |name: &str| one.folder().join(name).to_str().unwrap().to_owned();
    let (file, phrase) = (path("counts.age"), path("phrase"));
    fs::write(&phrase, "seven plain words that nobody would guess\n").unwrap();
    let save = [
        "tally",
        "--save",
        &file,
        "--counts-passphrase-file",
        &phrase,
    ];
    assert_eq!(one.run(&save, "").code, 0);
    let merge = ["tally", "merge", &file, "--counts-passphrase-file", &phrase];
    let elsewhere = tempfile::tempdir().unwrap();
    let merged = run_in(elsewhere.path(), &merge, "");
    assert_eq!(merged.code, 0, "{}", merged.err);
    fs::write(&phrase, "another\n").unwrap();
    assert_eq!(run_in(elsewhere.path(), &merge, "").code, 1);
}

#[test]
fn what_was_published_is_listed_and_tells_by_which_rule_how_many_rows_are_hidden() {
    let bench = Bench::new();
    counted(&bench, "F-1", 30, 12);
    let publish = ["--json", "tally", "--publish", "--by", "facility_type"];
    let first = bench.run(&publish, "");
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.err.contains("By rule"), "{}", first.err);
    let listed = bench.json(&["tally", "released"], "");
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["by"], serde_json::json!(["facility_type"]));
    counted(&bench, "F-2", 3, 1);
    let second = bench.run(&publish, "");
    assert!(second.err.contains("earlier release"), "{}", second.err);
    // Three persons more in every row: what was shown would tell them, so nothing of it is shown.
    let shown = |ran: &Ran| {
        let lines = ran.lines().into_iter();
        lines.filter(|line| line["suppressed"] == false).count()
    };
    assert!(shown(&first) > 5);
    let unchecked = bench.run(&["--json", "tally", "--by", "facility_type"], "");
    assert!(shown(&unchecked) > 5);
    assert_eq!(shown(&second), 0);
    let few = bench.run(&["tally", "--publish", "--by", "facility,month"], "");
    assert_eq!(few.code, 1);
    assert!(few.err.contains("F-2"), "{}", few.err);
}

#[test]
fn what_the_team_took_to_be_so_is_counted_where_that_is_chosen_and_exported_beside_the_computed() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let decided = |safeguard: &str| {
        serde_json::json!({
            "subject": "P-01", "assess": safeguard, "result": "C", "why": "all papers were seen",
        })
    };
    bench.record(
        &visit,
        &[
            person("D23", "no"),
            register("R11", "yes"),
            link(),
            serde_json::json!({
                "subject": "P-01", "view": "doctor_seen", "stands": "register",
                "why": "the slip of the ambulance was shown",
            }),
            decided("SG03"),
            decided("SG04"),
            decided("SG05"),
            decided("SG07"),
        ],
    );
    let counted = |accounts: &str, indicator: &str| {
        let by = [
            "tally",
            "--suppress",
            "0",
            "--indicator",
            indicator,
            "--accounts",
            accounts,
        ];
        let line = bench.json(&by, "").remove(0);
        (line["numerator"].as_u64(), line["denominator"].as_u64())
    };
    assert_eq!(counted("usual", "I23"), (Some(0), Some(1)));
    assert_eq!(counted("team", "I23"), (Some(1), Some(1)));
    assert_eq!(
        counted("usual", "I60").1,
        Some(0),
        "nothing was said of most"
    );
    assert_eq!(counted("team", "I60"), (Some(1), Some(1)));
    let printed = bench.run(&["tally", "--indicator", "I23", "--accounts", "team"], "");
    assert!(
        printed.out.contains("what the team took to be so"),
        "{}",
        printed.out
    );

    let file = bench.folder().join("visit.json");
    let file = file.to_str().unwrap();
    bench.json(
        &[
            "export",
            "visit",
            "--visit",
            &visit,
            "--to",
            file,
            "--with-notes",
        ],
        "",
    );
    let written: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let assessments = written["episodes"][0]["assessments"].as_array().unwrap();
    let first = assessments
        .iter()
        .find(|it| it["safeguard"] == "SG03")
        .unwrap();
    assert_eq!(first["result"], "NK");
    assert_eq!(first["decided"]["result"], "C");
    assert_eq!(first["decided"]["why"], "all papers were seen");
}
