//! Safeguards whose rules are data: from what was recorded to the result and the counts.

use std::fs;

use serde_json::{Value as Json, json};

use super::bench::{Bench, link, person, register, run_in, with};

fn on(checklist: &str, subject: &str, question: &str, value: impl Into<Json>) -> Json {
    json!({
        "subject": subject, "checklist": checklist,
        "question": question, "value": value.into(),
    })
}

fn premises(question: &str, value: impl Into<Json>) -> Json {
    on("police-custody/premises", "premises", question, value)
}

/// A visit on which this was recorded; its id.
fn recorded(bench: &Bench, lines: &[Json]) -> String {
    bench.facility("F-1", "IVS", "kg");
    let mut arguments = vec![
        "visit",
        "new",
        "--facility",
        "F-1",
        "--start",
        "2026-03-05T10:00",
    ];
    for list in CHECKLISTS {
        arguments.extend(["--checklist", list]);
    }
    let made = bench.json(&arguments, "");
    let visit = made[0]["visit"].as_str().unwrap().to_owned();
    bench.record(&visit, lines);
    visit
}

const CHECKLISTS: [&str; 7] = [
    "police-custody/premises",
    "police-custody/custody-record",
    "police-custody/interview",
    "police-custody/lawyer",
    "police-custody/medical",
    "follow-up/complaint",
    "follow-up/place",
];

/// The assessment of a safeguard for the only human being of a visit.
fn assessed(lines: &[Json], safeguard: &str) -> Json {
    let bench = Bench::new();
    let visit = recorded(&bench, lines);
    let shown = bench.show(&visit);
    let assessments = shown["episodes"][0]["assessments"].as_array().unwrap();
    let found = assessments.iter().find(|one| one["safeguard"] == safeguard);
    found.unwrap().clone()
}

fn result(lines: &[Json], safeguard: &str) -> (String, String) {
    let one = assessed(lines, safeguard);
    let text = |key: &str| one[key].as_str().unwrap().to_owned();
    (text("compliance"), text("rule"))
}

fn is(found: (String, String), result: &str, rule: &str) {
    assert_eq!((found.0.as_str(), found.1.as_str()), (result, rule));
}

#[test]
fn a_challenge_that_no_court_decided_and_one_that_was_decided() {
    let challenged = |decided: &str| {
        [
            on(
                "police-custody/lawyer",
                "P-01",
                "detention_challenged",
                "yes",
            ),
            on(
                "police-custody/lawyer",
                "P-01",
                "challenge_decided",
                decided,
            ),
        ]
    };
    is(
        result(&challenged("no"), "SG12"),
        "N",
        "sg12.challenge_not_decided",
    );
    is(
        result(&challenged("yes"), "SG12"),
        "C",
        "sg12.challenge_decided",
    );
    let seen = [person("judge_seen", "yes")];
    is(result(&seen, "SG12"), "NK", "sg12.not_challenged");
}

#[test]
fn what_the_place_offers_to_women_is_read_for_each_of_them_and_named_as_what_was_used() {
    let woman = |officer: &str, searches: &str| {
        [
            person("sex", "woman"),
            person("pregnant_or_with_child", "no"),
            premises("female_officer", officer),
            premises("searches_by_women", searches),
        ]
    };
    is(result(&woman("yes", "yes"), "SG15"), "C", "sg15.kept");
    is(
        result(&woman("no", "yes"), "SG15"),
        "P",
        "sg15.no_female_officer",
    );
    is(
        result(&woman("yes", "no"), "SG15"),
        "N",
        "sg15.searched_by_men",
    );
    let one = assessed(&woman("no", "yes"), "SG15");
    let used = one["used"].as_array().unwrap();
    let of_the_place = used.iter().find(|it| it["subject"] == "premises").unwrap();
    assert_eq!(of_the_place["fact"], "female_officer");
    let man = [person("sex", "man"), premises("female_officer", "no")];
    is(result(&man, "SG15"), "NA", "sg15.no_woman");
}

#[test]
fn a_complaint_route_that_passes_through_the_duty_officer_is_partly_kept() {
    let complaint = |key: &str, due: i64, answered: i64| {
        [
            person("complaint_known", "yes"),
            person("complaint_dared", "yes"),
            premises("complaint_means", json!(["box", "paper"])),
            premises("complaint_box_key", key),
            on("follow-up/place", "premises", "complaints_due", due),
            on(
                "follow-up/place",
                "premises",
                "complaints_answered_in_time",
                answered,
            ),
        ]
    };
    is(
        result(&complaint("duty_officer", 4, 4), "SG13"),
        "P",
        "sg13.through_staff",
    );
    is(
        result(&complaint("outside_body", 4, 3), "SG13"),
        "P",
        "sg13.answered_late",
    );
    is(
        result(&complaint("outside_body", 4, 4), "SG13"),
        "C",
        "sg13.kept",
    );
}

fn complaint(question: &str, value: &str) -> Json {
    on("follow-up/complaint", "P-01", question, value)
}

#[test]
fn what_became_of_a_complaint_is_judged_and_counted_in_the_funnel() {
    let registered = complaint("complaint_registered", "yes");
    let investigated = [
        complaint("complaint_made", "yes"),
        registered.clone(),
        complaint("complaint_examined", "yes"),
        complaint("criminal_case_opened", "yes"),
        complaint("compensation_awarded", "yes"),
        complaint("compensation_paid", "no"),
    ];
    is(result(&investigated, "SG20"), "C", "sg20.investigated");
    is(result(&investigated, "SG21"), "P", "sg21.not_paid");
    let lost = [
        complaint("complaint_made", "yes"),
        complaint("complaint_registered", "no"),
    ];
    is(result(&lost, "SG20"), "N", "sg20.not_registered");
    let refused = [
        complaint("complaint_made", "yes"),
        registered,
        complaint("complaint_examined", "yes"),
        complaint("criminal_case_opened", "no"),
    ];
    is(result(&refused, "SG20"), "P", "sg20.partly_looked_into");

    let bench = Bench::new();
    recorded(&bench, &investigated);
    let counted = |id: &str| {
        let line = bench
            .json(&["tally", "--suppress", "0", "--indicator", id], "")
            .remove(0);
        (line["numerator"].as_u64(), line["denominator"].as_u64())
    };
    assert_eq!(counted("I47"), (Some(1), Some(1)));
    assert_eq!(counted("I49"), (Some(0), Some(1)));
}

#[test]
fn answers_reprisals_recommendations_and_the_plan_are_counted_from_the_follow_up() {
    let follow_up = |question: &str, value: i64| on("follow-up/place", "premises", question, value);
    let bench = Bench::new();
    recorded(
        &bench,
        &[
            follow_up("complaints_due", 8),
            follow_up("complaints_answered_in_time", 5),
            follow_up("reprisals_reported", 2),
            follow_up("recommendations_answer_due", 6),
            follow_up("recommendations_answered_in_time", 4),
            follow_up("recommendations_due", 5),
            follow_up("recommendations_implemented", 1),
            follow_up("plan_visits", 4),
            follow_up("plan_visits_done", 3),
        ],
    );
    let counted = |id: &str| {
        let line = bench
            .json(&["tally", "--suppress", "0", "--indicator", id], "")
            .remove(0);
        (
            line["numerator"].as_u64().unwrap(),
            line["denominator"].as_u64().unwrap(),
        )
    };
    assert_eq!(counted("I37"), (5, 8));
    assert_eq!(counted("I53"), (3, 4));
    assert_eq!(counted("I57").0, 2);
    assert_eq!(counted("I58"), (4, 6));
    assert_eq!(counted("I59"), (1, 5));
}

#[test]
fn being_taken_out_and_the_use_of_force_are_judged_with_what_came_after() {
    let moved = |examined: &str, told: &str| {
        [
            person("family_told_place", told),
            register("taken_out", "yes"),
            on("police-custody/medical", "P-01", "exam_on_return", examined),
            link(),
        ]
    };
    is(result(&moved("yes", "yes"), "SG22"), "C", "sg22.kept");
    is(result(&moved("no", "yes"), "SG22"), "P", "sg22.partly");
    is(
        result(&moved("no", "no"), "SG22"),
        "N",
        "sg22.neither_examined_nor_told",
    );
    let force = |used: &str, examined: &str| {
        [
            person("ill_treatment_alleged", "yes"),
            register("force_noted", used),
            register("force_reason", "yes"),
            register("force_examined", examined),
            link(),
        ]
    };
    is(
        result(&force("yes", "no"), "SG24"),
        "N",
        "sg24.not_examined",
    );
    // The register alone never makes it kept.
    is(
        result(&force("yes", "yes"), "SG24"),
        "NK",
        "sg24.register_only",
    );
    is(result(&force("no", "no"), "SG24"), "NK", "sg24.denied");
}

#[test]
fn a_typed_not_applicable_is_not_applicable_in_the_share_as_in_the_spread() {
    let bench = Bench::new();
    let mut line = person("lawyer_met_place", "");
    line.as_object_mut().unwrap().remove("value");
    recorded(&bench, &[with(line, "missing", "not_applicable")]);
    let counted = |id: &str| {
        let line = bench
            .json(&["tally", "--suppress", "0", "--indicator", id], "")
            .remove(0);
        (line["not_known"].as_u64(), line["not_applicable"].as_u64())
    };
    assert_eq!(counted("T2"), (Some(0), Some(1)));
    assert_eq!(counted("I13"), (Some(0), Some(1)));
}

#[test]
fn a_law_file_of_the_user_is_judged_by_and_always_shown_with_its_warning() {
    let bench = Bench::new();
    let folder = bench
        .folder()
        .join(".local/share/firsthours/checklists/law");
    fs::create_dir_all(&folder).unwrap();
    let limit = |hours: i64| {
        format!(
            "[[limit]]\nid = \"kg_judge_48\"\ncountry = \"kg\"\ncode = \"CPC 2021\"\narticle = \"98\"\n\
             from = \"apprehended_at\"\nto = \"judge_at\"\nhours = {hours}\nwho = \"all\"\n\
             valid_from = \"2021-12-01\"\nsource = \"our lawyer\"\nreview_status = \"confirmed\"\n"
        )
    };
    fs::write(folder.join("kg.toml"), limit(40)).unwrap();
    let listed = bench.json(&["law", "list", "--country", "kg"], "");
    let ours = listed.iter().find(|it| it["id"] == "kg_judge_48").unwrap();
    assert_eq!(ours["hours"], 40);
    assert_eq!(ours["review_status"], "needs_legal_review");
    assert!(ours["warning"].is_string());
    // 44 hours to the judge: within the carried limit of 48, over the user's of 40.
    recorded(
        &bench,
        &[
            person("D01", "2026-03-02T10:00"),
            person("judge_seen", "yes"),
            person("judge_at", "2026-03-04T06:00"),
        ],
    );
    let met = || {
        let line = bench
            .json(&["tally", "--suppress", "0", "--indicator", "I32"], "")
            .remove(0);
        line["numerator"].as_u64()
    };
    assert_eq!(met(), Some(0));
    fs::write(folder.join("kg.toml"), limit(50)).unwrap();
    assert_eq!(met(), Some(1), "another law makes the columns anew");
    let checked = run_in(bench.folder(), &["law", "check"], "");
    assert_eq!(checked.code, 0, "{}", checked.err);
    fs::write(folder.join("kg.toml"), "[[limit]]\nid = 3\n").unwrap();
    let broken = run_in(bench.folder(), &["law", "check"], "");
    assert_eq!(broken.code, 1);
    assert!(broken.err.contains("law/kg.toml"), "{}", broken.err);
    assert_eq!(
        met(),
        Some(1),
        "without the broken file the carried law holds"
    );
}
