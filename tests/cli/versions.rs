//! `visit migrate`: a newer version of a checklist meets a visit that was begun under an older one.

use std::fs;

use serde_json::{Value as Json, json};

use super::bench::Bench;

fn checklist(version: &str, questions: &str) -> String {
    format!(
        "format = 1\nid = \"test/moving\"\nversion = \"{version}\"\nsubject = \"person\"\n\
         default_source = \"detained_person\"\ntitle = {{ en = \"Moving\" }}\n\
         [choices]\nyes_no = [{{ name = \"yes\", label = {{ en = \"Yes\" }} }},\n\
         {{ name = \"no\", label = {{ en = \"No\" }} }}]\n\
         [[section]]\nname = \"all\"\ntitle = {{ en = \"All\" }}\n{questions}"
    )
}

const TAKEN: &str = "[[section.question]]\nname = \"taken\"\nkind = \"moment\"\n\
                     fact = \"apprehended_at\"\nlabel = { en = \"Taken\" }\n";

fn first() -> String {
    checklist(
        "1",
        &format!(
            "{TAKEN}[[section.question]]\nname = \"told\"\nkind = \"choice\"\nchoices = \"yes_no\"\n\
             fact = \"reasons_told\"\nlabel = {{ en = \"Told why?\" }}\n\
             [[section.question]]\nname = \"years\"\nkind = \"integer\"\nfact = \"age\"\n\
             label = {{ en = \"Age\" }}\n"
        ),
    )
}

fn second() -> String {
    checklist(
        "2",
        &format!(
            "{TAKEN}[[section.question]]\nname = \"reasons\"\nwas = \"told\"\nkind = \"choice\"\n\
             choices = \"yes_no\"\nfact = \"reasons_told\"\nlabel = {{ en = \"Told why?\" }}\n"
        ),
    )
}

fn put(bench: &Bench, text: &str) {
    let folder = bench.folder().join(".local/share/firsthours/checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("moving.toml"), text).unwrap();
}

fn said(question: &str, value: Json) -> String {
    json!({"subject": "P-01", "question": question, "value": value}).to_string() + "\n"
}

/// A half-filled visit under version 1, with version 2 in the folder.
fn half_filled() -> (Bench, String) {
    let (bench, visit) = begun();
    put(&bench, &second());
    (bench, visit)
}

/// A half-filled visit under version 1.
fn begun() -> (Bench, String) {
    let bench = Bench::new();
    put(&bench, &first());
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
            "test/moving",
        ],
        "",
    );
    let visit = made[0]["visit"].as_str().unwrap().to_owned();
    let lines = said("taken", json!("2026-03-01T10:00"))
        + &said("told", json!("no"))
        + &said("years", json!(17));
    bench.json(&["record", &visit], &lines);
    (bench, visit)
}

/// Hands the visit to another monitor, who merges it.
fn hand_over(from: &Bench, to: &Bench, visit: &str, name: &str) {
    let key = to.json(&["bundle", "key"], "")[0]["key"].clone();
    let path = to.folder().join(name);
    let path = path.to_str().unwrap();
    let recipient = key.as_str().unwrap();
    let arguments = ["--visit", visit, "--to", path, "--recipient", recipient];
    from.json(&[&["bundle", "create"], &arguments[..]].concat(), "");
    to.json(&["bundle", "merge", path, "--accept-unknown"], "");
}

fn shown(bench: &Bench, visit: &str) -> Vec<(String, String, Json)> {
    let shown = bench.json(&["visit", "show", visit], "");
    let answers = shown[0]["answers"].as_array().unwrap();
    let one = |answer: &Json| {
        let text = |key: &str| answer[key].as_str().unwrap().to_owned();
        (
            text("question"),
            text("value"),
            answer["left_behind_in"].clone(),
        )
    };
    answers.iter().map(one).collect()
}

fn known(bench: &Bench) -> String {
    let counts = bench.json(&["tally", "--suppress", "0", "--format", "json"], "");
    let keys = ["indicator", "numerator", "denominator", "not_applicable"];
    let one = |count: &Json| keys.map(|key| count[key].to_string()).join(" ") + "\n";
    counts.iter().map(one).collect()
}

#[test]
fn a_dry_run_tells_what_would_happen_and_changes_nothing() {
    let (bench, visit) = half_filled();
    let before = shown(&bench, &visit);
    let told = bench.json(&["visit", "migrate", &visit, "--dry-run"], "");
    assert_eq!(told[0]["from"], json!("1"));
    assert_eq!(told[0]["to"], json!("2"));
    assert_eq!(told[0]["dry_run"], json!(true));
    assert_eq!(told[0]["carried"], json!(2));
    assert_eq!(told[0]["left_behind"], json!(1));
    let fates: Vec<(&str, &str)> = told[0]["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["question"].as_str().unwrap(),
                one["fate"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        fates,
        [("taken", "kept"), ("told", "kept"), ("years", "gone")]
    );
    assert_eq!(told[0]["questions"][1]["to"], json!("reasons"));
    assert_eq!(shown(&bench, &visit), before);
    let plain = bench.run(&["visit", "migrate", &visit, "--dry-run"], "");
    assert!(plain.out.contains("is called reasons now"), "{}", plain.out);
    assert!(plain.out.contains("is not asked any more"), "{}", plain.out);
}

#[test]
fn a_half_filled_visit_moves_on_and_nothing_is_dropped() {
    let (bench, visit) = half_filled();
    let counted = known(&bench);
    bench.json(&["visit", "migrate", &visit], "");
    let own = |question: &str, value: &str| (question.to_owned(), value.to_owned(), Json::Null);
    assert_eq!(
        shown(&bench, &visit),
        [
            own("taken", "2026-03-01T10:00"),
            own("reasons", "no"),
            ("years".to_owned(), "17".to_owned(), json!("1")),
        ]
    );
    assert_eq!(known(&bench), counted);
    let plain = bench.run(&["visit", "show", &visit], "");
    assert!(plain.out.contains("kept under version 1"), "{}", plain.out);
    let again = bench.run(&["visit", "migrate", &visit], "");
    assert_eq!(again.code, 0);
    assert!(again.out.is_empty(), "{}", again.out);
    // It can be filled under the new version, and everything is found whole.
    let line = json!({"subject": "P-01", "question": "reasons", "value": "yes"}).to_string();
    bench.json(&["record", &visit], &line);
    assert_eq!(bench.run(&["doctor"], "").code, 0);
    bench.json(&["export", "answers", "--to", "answers.csv"], "");
    let table = fs::read_to_string(bench.folder().join("answers.csv")).unwrap();
    let years = table.lines().find(|line| line.contains("years")).unwrap();
    assert!(years.contains(",1,"), "{years}");
}

#[test]
fn a_visit_moves_back_to_a_version_that_is_named() {
    let (bench, visit) = half_filled();
    let before = shown(&bench, &visit);
    bench.json(&["visit", "migrate", &visit], "");
    bench.json(&["visit", "migrate", &visit, "--to", "1"], "");
    assert_eq!(shown(&bench, &visit), before);
    let unknown = bench.run(&["visit", "migrate", &visit, "--to", "9"], "");
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("Known: 1, 2"), "{}", unknown.err);
}

#[test]
fn a_closed_visit_stays_under_its_version_until_it_is_opened_again() {
    let (bench, visit) = half_filled();
    bench.json(&["visit", "close", &visit], "");
    let before = shown(&bench, &visit);
    let refused = bench.run(&["visit", "migrate", &visit], "");
    assert_eq!(refused.code, 1);
    // It says what the other version would do, that nothing was done, and the way there.
    for words in ["is called reasons now", "Nothing was changed"] {
        assert!(refused.out.contains(words), "{}", refused.out);
    }
    let way = format!("visit reopen {visit} --why");
    assert!(refused.err.contains(&way), "{}", refused.err);
    assert_eq!(shown(&bench, &visit), before);
    let told = bench.json(&["visit", "migrate", &visit, "--dry-run"], "");
    assert_eq!(told[0]["carried"], json!(2));
    bench.json(&["visit", "reopen", &visit, "--why", "a new version"], "");
    bench.json(&["visit", "migrate", &visit], "");
    assert!(
        shown(&bench, &visit)
            .iter()
            .any(|(question, ..)| question == "reasons")
    );
}

#[test]
fn visits_of_both_versions_are_counted_together() {
    let (bench, visit) = half_filled();
    let made = bench.json(
        &[
            "visit",
            "new",
            "--facility",
            "F-1",
            "--start",
            "2026-03-06T10:00",
            "--checklist",
            "test/moving",
        ],
        "",
    );
    let other = made[0]["visit"].as_str().unwrap().to_owned();
    let line = json!({"subject": "P-01", "question": "reasons", "value": "no"}).to_string();
    bench.json(&["record", &other], &line);
    let of_reasons = |bench: &Bench| -> Vec<(u64, u64)> {
        let counts = bench.json(&["tally", "--suppress", "0", "--format", "json"], "");
        let both = counts.iter().filter_map(|count| {
            Some((count["numerator"].as_u64()?, count["denominator"].as_u64()?))
        });
        both.collect()
    };
    let apart = of_reasons(&bench);
    assert!(apart.iter().any(|(_, known)| *known == 2), "{apart:?}");
    bench.json(&["visit", "migrate", &visit], "");
    assert_eq!(of_reasons(&bench), apart);
}

#[test]
fn what_two_monitors_said_moves_together_and_what_comes_later_under_the_old_version_is_kept() {
    let (one, visit) = begun();
    let other = Bench::of_another();
    hand_over(&one, &other, &visit, "to-the-other");
    other.json(&["record", &visit], &said("told", json!("yes")));
    other.json(&["record", &visit], &said("years", json!(16)));
    hand_over(&other, &one, &visit, "back");
    let counted = known(&one);
    put(&one, &second());
    let told = one.json(&["visit", "migrate", &visit, "--dry-run"], "");
    one.json(&["visit", "migrate", &visit], "");
    let merged = shown(&one, &visit);
    // The later word of the two stands; what has no place any more is read under the version that asked.
    let reasons = ("reasons".to_owned(), "yes".to_owned(), Json::Null);
    let years = ("years".to_owned(), "16".to_owned(), json!("1"));
    assert!(
        merged.contains(&reasons) && merged.contains(&years),
        "{merged:?}"
    );
    assert_eq!(told[0]["carried"], json!(2));
    assert_eq!(known(&one), counted);
    // The other one has the old version alone, and goes on under it.
    other.json(&["record", &visit], &said("told", json!("no")));
    hand_over(&other, &one, &visit, "later");
    assert_eq!(one.run(&["doctor"], "").code, 0);
    let after = shown(&one, &visit);
    assert!(
        after.iter().any(|(question, value, _)| {
            matches!(question.as_str(), "told" | "reasons") && value == "no"
        }),
        "{after:?}"
    );
    assert!(after.contains(&years), "{after:?}");
    // Nothing of it is lost on the way back to the other, who does not have the new version.
    hand_over(&one, &other, &visit, "at-last");
    assert_eq!(shown(&other, &visit), after);
    assert_eq!(other.run(&["doctor"], "").code, 0);
}
