//! Times as they were said: about, left open between two, without a day, across a change of the
//! official time, and never registered. What they allow is a range, and a limit is kept, broken, or
//! it depends.

use serde_json::{Value as Json, json};

use super::bench::{Bench, link, person, register, with};

fn shown(country: &str, region: &str, lines: &[Json]) -> Json {
    let bench = Bench::new();
    let added = bench.json(
        &[
            "facility",
            "add",
            "--code",
            "F-1",
            "--type",
            "IVS",
            "--country",
            country,
            "--region",
            region,
        ],
        "",
    );
    assert!(!added.is_empty());
    let visit = bench.visit("F-1", "2024-04-01T10:00");
    bench.record(&visit, lines);
    bench.show(&visit)
}

fn sg(shown: &Json, safeguard: &str) -> Json {
    let all = shown["episodes"][0]["assessments"].as_array().unwrap();
    all.iter()
        .find(|one| one["safeguard"] == safeguard)
        .unwrap()
        .clone()
}

/// The least and most minutes to the record, and how they stand to the limit, for each start.
fn to_record(shown: &Json) -> Vec<(Json, Json, Json)> {
    let starts = sg(shown, "SG03");
    let starts = starts["starts"].as_array().unwrap();
    starts
        .iter()
        .map(|start| {
            let elapsed = &start["elapsed"];
            (
                elapsed["least_minutes"].clone(),
                elapsed["most_minutes"].clone(),
                start["within"].clone(),
            )
        })
        .collect()
}

#[test]
fn one_witness_with_two_times_leaves_it_open_between_them() {
    // KZ 2645/2015: 16:00 in one paragraph, 16:50 in another; 8D.3: no result changes.
    let found = shown(
        "kz",
        "Almaty",
        &[
            person("D01", "2012-06-04T16:00/16:50"),
            register("R03", "2012-06-05T05:35"),
            link(),
        ],
    );
    assert_eq!(to_record(&found), [(json!(765), json!(815), json!("no"))]);
    assert_eq!(sg(&found, "SG03")["compliance"], "N");
}

#[test]
fn an_open_time_around_a_limit_depends_and_both_cases_are_told() {
    let found = shown(
        "kz",
        "Almaty",
        &[
            person("D01", "2020-06-04T09:30/2020-06-04T10:30"),
            register("R03", "2020-06-04T13:00"),
            link(),
        ],
    );
    assert_eq!(
        to_record(&found),
        [(json!(150), json!(210), json!("depends"))]
    );
    let assessment = sg(&found, "SG03");
    assert_eq!(assessment["compliance"], "NK");
    let start = &assessment["starts"][0];
    assert_eq!(
        (&start["best"], &start["worst"]),
        (&json!("C"), &json!("P"))
    );
}

#[test]
fn about_reaches_as_far_as_the_speaker_said() {
    let about = with(
        with(person("D01", "2020-06-04T09:00"), "precision", "about"),
        "within_minutes",
        120,
    );
    let found = shown(
        "kg",
        "Osh",
        &[about, register("R03", "2020-06-04T13:00"), link()],
    );
    assert_eq!(
        to_record(&found),
        [(json!(120), json!(360), json!("depends"))]
    );
    let answer = &found["answers"][0];
    assert_eq!(
        (&answer["precision"], &answer["within_minutes"]),
        (&json!("about"), &json!(120))
    );
}

#[test]
fn a_month_or_a_year_gives_a_range_and_never_a_day() {
    let found = shown(
        "kg",
        "Osh",
        &[
            person("D01", "2014-03"),
            register("R03", "2014-04-02T09:00"),
            link(),
        ],
    );
    assert_eq!(
        to_record(&found),
        [(json!(33 * 60 + 1), json!(32 * 1440 + 540), json!("no"))]
    );
}

#[test]
fn a_night_time_without_its_day_is_asked_for_and_can_be_left_open() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2010-11-30T10:00");
    bench.record(&visit, &[person("D01", "2010-10-30T13:00")]);
    let refused = bench.run(
        &["--json", "record", &visit],
        format!("{}\n", person("D35", "T02:30")),
    );
    let answer = &refused.lines()[0];
    assert_eq!(
        (&answer["ok"], &answer["code"]),
        (&json!(false), &json!("which_day"))
    );
    let message = answer["message"].as_str().unwrap();
    assert!(
        message.contains("2010-10-31T02:30/2010-11-01T02:30"),
        "{message}"
    );
    bench.record(
        &visit,
        &[person("D35", "2010-10-31T02:30/2010-11-01T02:30")],
    );
    let judge = sg(&bench.show(&visit), "SG11");
    let elapsed = &judge["starts"][0]["elapsed"];
    assert_eq!(
        (&elapsed["least_minutes"], &elapsed["most_minutes"]),
        (&json!(810), &json!(2250))
    );
    // Released before 48 hours either way.
    assert_eq!(judge["compliance"], "NA");
}

#[test]
fn the_hour_that_kazakhstan_put_back_is_no_hour_of_waiting_less() {
    let lines = [
        person("D01", "2024-02-29T22:30"),
        register("R03", "2024-03-01T01:00"),
        link(),
    ];
    // 2 h 30 min on the clock, 3 h 30 min in the cell; in the west the clock did not change.
    let east = shown("kz", "Almaty", &lines);
    assert_eq!(to_record(&east), [(json!(210), json!(210), json!("no"))]);
    let west = shown("kz", "Aktobe", &lines);
    assert_eq!(to_record(&west), [(json!(150), json!(150), json!("yes"))]);
    // What was said stays as it was said.
    assert_eq!(east["answers"][0]["value"], "2024-02-29T22:30");
}

#[test]
fn an_unknown_time_and_an_end_that_was_never_registered_are_no_numbers() {
    let unknown = json!({ "subject": "P-01", "question": "D06", "precision": "unknown" });
    let found = shown("kg", "Osh", &[person("D01", "2020-06-04T09:00"), unknown]);
    assert_eq!(found["answers"][1]["missing"], "does_not_know");
    assert_eq!(sg(&found, "SG03")["compliance"], "NK");
    let never = shown(
        "kg",
        "Osh",
        &[
            person("D01", "2020-06-04T09:00"),
            person("released_without_record", "yes"),
        ],
    );
    assert_eq!(sg(&never, "SG03")["compliance"], "N");
}
