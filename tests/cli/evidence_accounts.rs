//! `timeline` and `differences`: every account with its provenance, every limit from every start, and
//! the team's view beside them.

use serde_json::{Value as Json, json};

use super::bench::{Bench, link, person, register, with};

/// KZ 2403/2014 with a record: by the record 50 minutes, by the person 2 h 35 min.
fn gap_case() -> (Bench, String) {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kz");
    let visit = bench.visit("F-1", "2010-05-01T10:00");
    bench.record(
        &visit,
        &[
            person("D01", "2010-04-12T18:55"),
            register("R01", "2010-04-12T20:40"),
            register("R03", "2010-04-12T21:30"),
            person("D29", "2010-04-15T10:00"),
            link(),
        ],
    );
    (bench, visit)
}

fn of<'a>(events: &'a [Json], event: &str, source: &str) -> &'a Json {
    events
        .iter()
        .find(|one| one["event"] == event && one["source"] == source)
        .unwrap_or_else(|| panic!("{event} {source}: {events:?}"))
}

#[test]
fn the_timeline_measures_each_limit_from_each_start_and_says_whose() {
    let (bench, visit) = gap_case();
    let events = bench.json(&["timeline", &visit, "P-01"], "");
    let record = of(&events, "recorded_at", "register");
    assert_eq!(record["value"], "2010-04-12T21:30+06:00");
    assert_eq!(
        (&record["subject"], &record["number"]),
        (&json!("K-01"), &json!("R03"))
    );
    let results = record["results"].as_array().unwrap();
    let told: Vec<(&str, i64, &str)> = results
        .iter()
        .map(|one| {
            (
                one["start_source"].as_str().unwrap(),
                one["elapsed"]["least_minutes"].as_i64().unwrap(),
                one["within"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("detained_person", 155, "yes"), ("register", 50, "yes")]
    );
    for one in results {
        assert_eq!(
            (&one["limit"], &one["limit_minutes"]),
            (&json!("kz_record_3_old"), &json!(180))
        );
        assert!(
            one["warning"].is_string() && one["citation"].is_string(),
            "{one}"
        );
    }
    // 63 h 05 min: inside the 72 h of that year, which no lawyer has confirmed.
    let judge = of(&events, "judge_at", "detained_person");
    let of_person = &judge["results"][0];
    assert_eq!(
        (&of_person["limit"], &of_person["within"]),
        (&json!("kz_judge_72_old"), &json!("yes"))
    );
    assert_eq!(of_person["over_most_minutes"], -535);
    // From a custody record the same human being is found.
    assert_eq!(bench.json(&["timeline", &visit, "K-01"], ""), events);
}

#[test]
fn the_timeline_is_written_to_scale_as_text_and_as_a_picture() {
    let (bench, visit) = gap_case();
    let printed = bench.run(&["timeline", &visit, "P-01"], "").out;
    let row = |head: &str| {
        let row = printed.lines().find(|line| line.starts_with(head));
        row.unwrap_or_else(|| panic!("{head}: {printed}"))[7..].to_owned()
    };
    // One column is an hour: the limit R stands at 3, the person's a at 0, the record's at 1 and 2.
    assert_eq!(row("law").find('R'), Some(3));
    assert!(row("person").starts_with('a'), "{printed}");
    assert!(row("papers").starts_with(".ab"), "{printed}");
    // By the register's start the record was drawn up in the first hour.
    let from_register = bench
        .run(&["timeline", &visit, "P-01", "--zero", "register"], "")
        .out;
    let regist = from_register
        .lines()
        .find(|line| line.starts_with("papers"))
        .unwrap();
    assert!(regist[7..].starts_with('+'), "{from_register}");
    assert!(printed.contains("needs legal review"), "{printed}");
    for (file, beginning) in [("t.txt", "PRACTICE"), ("t.svg", "<svg")] {
        let ran = bench.run(&["timeline", &visit, "P-01", "--to", file], "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = std::fs::read_to_string(bench.folder().join(file)).unwrap();
        assert!(
            text.starts_with(beginning) && text.contains("R 3 h (?)"),
            "{text}"
        );
        // A file that is there is not written over unasked.
        assert_eq!(
            bench
                .run(&["timeline", &visit, "P-01", "--to", file], "")
                .code,
            1
        );
    }
    assert_eq!(
        bench
            .run(&["timeline", &visit, "P-01", "--to", "t.pdf"], "")
            .code,
        2
    );
    assert_eq!(bench.run(&["timeline", &visit, "premises"], "").code, 1);
    assert_eq!(bench.run(&["timeline", &visit, "P-09"], "").code, 1);
}

#[test]
fn an_event_without_a_known_time_is_listed_and_measured_by_nothing() {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", "kg");
    let visit = bench.visit("F-1", "2015-03-05T10:00");
    bench.record(
        &visit,
        &[
            person("D01", "2015-03-01T10:00"),
            json!({ "subject": "P-01", "question": "judge_at", "missing": "does_not_know" }),
        ],
    );
    let events = bench.json(&["timeline", &visit, "P-01"], "");
    let judge = of(&events, "judge_at", "detained_person");
    assert_eq!(
        (&judge["value"], &judge["missing"]),
        (&Json::Null, &json!("does_not_know"))
    );
    assert_eq!(judge["results"], json!([]));
}

#[test]
fn differences_tell_the_gap_and_keep_every_account() {
    let (bench, visit) = gap_case();
    bench.record(
        &visit,
        &[
            person("judge_lawyer_present", "no"),
            with(person("judge_lawyer_present", "yes"), "source", "lawyer"),
            person("reasons_told", "yes"),
        ],
    );
    let found = bench.json(&["differences", &visit], "");
    let fact = |name: &str| found.iter().find(|one| one["fact"] == name).unwrap();
    let start = fact("apprehended_at");
    assert_eq!(
        (&start["status"], &start["gap"]["least_minutes"]),
        (&json!("differ"), &json!(105))
    );
    assert_eq!(
        (&start["gap"]["hours"], &start["tolerance_minutes"]),
        (&json!(1.75), &json!(15))
    );
    let accounts = start["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!(
        (&accounts[0]["source"], &accounts[0]["value"]),
        (&json!("detained_person"), &json!("2010-04-12T18:55+06:00"))
    );
    assert_eq!(fact("judge_lawyer_present")["status"], "differ");
    assert_eq!(fact("reasons_told")["status"], "one_source");
    assert!(start["view"].is_null());
}

#[test]
fn the_teams_view_stands_beside_the_accounts_and_changes_none() {
    let (bench, visit) = gap_case();
    let before = bench.show(&visit)["episodes"].clone();
    let view = |stands: &str, why: &str| json!({ "view": "apprehended_at", "subject": "P-01", "stands": stands, "why": why });
    bench.record(
        &visit,
        &[view("detained_person", "two cellmates say the same")],
    );
    let start = |bench: &Bench| {
        let found = bench.json(&["differences", &visit, "K-01"], "");
        found
            .into_iter()
            .find(|one| one["fact"] == "apprehended_at")
            .unwrap()
    };
    let told = start(&bench);
    assert_eq!(told["view"]["stands"], "detained_person");
    assert_eq!(told["view"]["why"], "two cellmates say the same");
    assert!(told["view"]["at"].is_string() && told["view"]["by"].is_string());
    assert_eq!(told["status"], "differ");
    assert_eq!(bench.show(&visit)["episodes"], before);
    let refused = |line: Json| {
        let ran = bench.run(&["--json", "record", &visit], format!("{line}\n"));
        ran.lines()[0]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(refused(view("register", " ")), "why_missing");
    assert_eq!(refused(view("family", "they said so")), "no_account");
    assert_eq!(refused(view("nobody", "x")), "unknown_source");
    // A later view takes the place of the earlier one; without a view nothing stands there.
    bench.record(&visit, &[view("not_settled", "no other witness")]);
    assert_eq!(start(&bench)["view"]["stands"], "not_settled");
    bench.record(&visit, &[view("withdrawn", "")]);
    assert!(start(&bench)["view"].is_null());
}

#[test]
fn the_teams_own_result_stands_beside_the_computed_one() {
    let (bench, visit) = gap_case();
    let decide = |result: &str, why: &str| json!({ "assess": "SG11", "subject": "P-01", "result": result, "why": why });
    let judge = |bench: &Bench| {
        let shown = bench.show(&visit);
        let all = shown["episodes"][0]["assessments"]
            .as_array()
            .unwrap()
            .clone();
        all.into_iter()
            .find(|one| one["safeguard"] == "SG11")
            .unwrap()
    };
    let computed = judge(&bench)["compliance"].clone();
    bench.record(
        &visit,
        &[decide(
            "N",
            "the judge sat in another town and never saw him",
        )],
    );
    let told = judge(&bench);
    assert_eq!(told["compliance"], computed);
    assert_eq!(told["decided"]["result"], "N");
    assert!(told["used"].as_array().unwrap().len() > 1, "{told}");
    bench.record(&visit, &[decide("withdrawn", "")]);
    assert!(judge(&bench)["decided"].is_null());
    for (line, code) in [
        (decide("X", "x"), "unknown_result"),
        (decide("N", ""), "why_missing"),
        (
            json!({ "assess": "SG99", "subject": "P-01", "result": "N", "why": "x" }),
            "unknown_safeguard",
        ),
    ] {
        let ran = bench.run(&["--json", "record", &visit], format!("{line}\n"));
        assert_eq!(ran.lines()[0]["code"], code);
    }
}
