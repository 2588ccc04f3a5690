//! Repeats through the command line: taken by `record`, shown, exported and counted in every instance.

use std::fs;

use serde_json::{Value as Json, json};

use super::bench::{Bench, run_in};

/// Custody records of a station, gone through one after the other on one sheet.
const REGISTER: &str = r#"
format = 1
id = "test/register"
version = "1"
subject = "custody_record"
default_source = "register"
title = { en = "Register" }

[choices]
yes_no = [{ name = "yes", label = { en = "Yes" } }, { name = "no", label = { en = "No" } }]

[[section]]
name = "all"
title = { en = "All" }

[[section.group]]
name = "entry"
label = { en = "An entry of the register" }
repeat = true

[[section.group]]
name = "call"
within = "entry"
repeat = true

[[section.question]]
name = "calls"
kind = "integer"
label = { en = "How many lines?" }

[[section.group]]
name = "line"
repeat = true
repeat_count = "${calls}"

[[section.question]]
name = "taken"
kind = "moment"
group = "entry"
fact = "apprehended_at"
label = { en = "Taken" }

[[section.question]]
name = "recorded"
kind = "moment"
group = "entry"
fact = "recorded_at"
label = { en = "Recorded" }

[[section.question]]
name = "to"
kind = "text"
group = "call"
label = { en = "Call to" }

[[section.question]]
name = "words"
kind = "text"
group = "line"
label = { en = "What the line says" }
"#;

/// Returns a bench with the checklist in the user's folder, and a visit that uses it.
fn bench() -> (Bench, String) {
    let bench = Bench::new();
    let folder = bench.folder().join(".local/share/firsthours/checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("register.toml"), REGISTER).unwrap();
    bench.facility("F-1", "IVS", "kz");
    let made = bench.json(
        &[
            "visit",
            "new",
            "--facility",
            "F-1",
            "--start",
            "2026-03-05T10:00",
            "--checklist",
            "test/register",
        ],
        "",
    );
    let visit = made[0]["visit"].as_str().unwrap().to_owned();
    (bench, visit)
}

fn line(question: &str, instance: Json, value: &str) -> String {
    let said = json!({
        "subject": "K-01", "question": question, "instance": instance, "value": value,
    });
    format!("{said}\n")
}

/// Two entries of the register, with two calls in the second.
fn two_entries() -> String {
    [
        line("taken", json!([1]), "2026-03-01T10:00"),
        line("recorded", json!(1), "2026-03-01T11:00"),
        line("taken", json!([2]), "2026-03-02T10:00"),
        line("recorded", json!("entry[2]"), "2026-03-02T15:00"),
        line("to", json!([2, 1]), "mother"),
        line("to", json!("entry[2]/call[2]"), "lawyer"),
    ]
    .concat()
}

#[test]
fn record_takes_answers_into_instances_and_adds_those_that_are_not_there_yet() {
    let (bench, visit) = bench();
    let acknowledged = bench.json(&["record", &visit], &two_entries());
    assert!(
        acknowledged.iter().all(|line| line["ok"] == json!(true)),
        "{acknowledged:?}"
    );
    let shown = bench.json(&["visit", "show", &visit], "");
    let answers = shown[0]["answers"].as_array().unwrap();
    let told: Vec<(String, Json, String)> = answers
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            (text("question"), one["instance"].clone(), text("value"))
        })
        .collect();
    let one = |question: &str, instance: Json, value: &str| {
        (question.to_owned(), instance, value.to_owned())
    };
    assert_eq!(
        told,
        [
            one("taken", json!([1]), "2026-03-01T10:00"),
            one("recorded", json!([1]), "2026-03-01T11:00"),
            one("taken", json!([2]), "2026-03-02T10:00"),
            one("recorded", json!([2]), "2026-03-02T15:00"),
            one("to", json!([2, 1]), "mother"),
            one("to", json!([2, 2]), "lawyer"),
        ]
    );
}

#[test]
fn record_refuses_an_instance_that_cannot_be() {
    let (bench, visit) = bench();
    for instance in [json!([0]), json!([1, 1]), json!("entry"), json!([2000])] {
        let mut all = vec!["--json", "record"];
        all.push(&visit);
        let ran = bench.run(&all, line("taken", instance.clone(), "2026-03-01T10:00"));
        assert_eq!(ran.code, 1, "{instance}");
        assert_eq!(
            ran.lines()[0]["code"],
            json!("unknown_instance"),
            "{instance}"
        );
    }
    let shown = bench.json(&["visit", "show", &visit], "");
    assert_eq!(shown[0]["answers"], json!([]));
}

#[test]
fn every_instance_is_shown_and_exported() {
    let (bench, visit) = bench();
    bench.json(&["record", &visit], &two_entries());
    let plain = bench.run(&["visit", "show", &visit], "");
    for text in [
        "entry[1]",
        "entry[2]",
        "entry[2]/call[1]",
        "entry[2]/call[2]",
        "mother",
        "lawyer",
    ] {
        assert!(plain.out.contains(text), "{text}: {}", plain.out);
    }
    bench.json(&["export", "answers", "--to", "answers.csv"], "");
    let table = fs::read_to_string(bench.folder().join("answers.csv")).unwrap();
    for text in [
        "entry[1]",
        "entry[2]",
        "entry[2]/call[1]",
        "entry[2]/call[2]",
    ] {
        assert!(table.contains(text), "{text}: {table}");
    }
    bench.json(
        &["export", "visit", "--visit", &visit, "--to", "visit.json"],
        "",
    );
    let document = fs::read_to_string(bench.folder().join("visit.json")).unwrap();
    let document: Json = serde_json::from_str(&document).unwrap();
    let answers = document["sheets"][0]["answers"].as_array().unwrap();
    let paths: Vec<&str> = answers
        .iter()
        .filter_map(|one| one["instance"].as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "entry[1]",
            "entry[1]",
            "entry[2]",
            "entry[2]",
            "entry[2]/call[1]",
            "entry[2]/call[2]"
        ]
    );
    assert_eq!(document["episodes"].as_array().unwrap().len(), 2);
}

#[test]
fn each_custody_of_a_repeat_has_a_timeline_of_its_own() {
    let (bench, visit) = bench();
    bench.json(&["record", &visit], &two_entries());
    let events = bench.json(&["timeline", &visit, "K-01"], "");
    let recorded: Vec<(u64, i64)> = events
        .iter()
        .filter(|event| event["event"] == json!("recorded_at"))
        .map(|event| {
            let since = &event["since"][0]["elapsed"]["least_minutes"];
            (event["custody"].as_u64().unwrap(), since.as_i64().unwrap())
        })
        .collect();
    assert_eq!(recorded, [(1, 60), (2, 300)]);
    let second = bench.json(&["timeline", &visit, "K-01", "--custody", "2"], "");
    assert!(second.iter().all(|event| event["custody"] == json!(2)));
    let ran = bench.run(&["timeline", &visit, "K-01", "--to", "t.svg"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn counts_take_every_custody_of_a_repeat() {
    let (bench, visit) = bench();
    let one = line("taken", json!([1]), "2026-03-01T10:00")
        + &line("recorded", json!([1]), "2026-03-01T11:00");
    bench.json(&["record", &visit], &one);
    let known = |bench: &Bench| -> u64 {
        let counts = bench.json(&["tally", "--suppress", "0", "--format", "json"], "");
        let records = counts
            .iter()
            .filter(|count| count["unit"] == json!("custody_record"));
        let of = records.map(|count| {
            ["denominator", "not_known", "not_applicable"]
                .iter()
                .filter_map(|key| count[key].as_u64())
                .sum::<u64>()
        });
        of.max().unwrap()
    };
    assert_eq!(known(&bench), 1);
    bench.json(&["record", &visit], &two_entries());
    assert_eq!(known(&bench), 2);
}

#[test]
fn what_is_beyond_a_count_is_shown_as_such_and_kept() {
    let (bench, visit) = bench();
    let said = json!({"subject": "K-01", "question": "calls", "value": 2}).to_string()
        + "\n"
        + &line("words", json!([1]), "first")
        + &line("words", json!([2]), "second")
        + &json!({"subject": "K-01", "question": "calls", "value": 1}).to_string();
    bench.json(&["record", &visit], &said);
    let plain = bench.run(&["visit", "show", &visit], "");
    assert!(
        plain.out.contains("line[2]  [beyond the count"),
        "{}",
        plain.out
    );
    let shown = bench.json(&["visit", "show", &visit], "");
    let answers = shown[0]["answers"].as_array().unwrap();
    let second = answers
        .iter()
        .find(|one| one["value"] == json!("second"))
        .unwrap();
    assert_eq!(second["beyond_count"], json!(true));
    assert_eq!(second["applies"], json!(false));
    let listed = run_in(bench.folder(), &["checklist", "show", "test/register"], "");
    assert_eq!(listed.code, 0);
}
