//! The nine published cases (domain sheet 3.4) and the worked examples (8D), entered with `record`
//! by item numbers and by names, read back with `visit show --json` and `tally --json`.

use serde_json::{Value as Json, json};

use super::bench::{Bench, link, person, register, with};

const MET: [u64; 4] = [1, 1, 0, 0];
const NOT_MET: [u64; 4] = [0, 1, 0, 0];
const NOT_KNOWN: [u64; 4] = [0, 0, 1, 0];
const NOT_APPLICABLE: [u64; 4] = [0, 0, 0, 1];

/// One visit with one case in it.
struct Case {
    bench: Bench,
    shown: Json,
}

fn case(country: &str, day: &str, lines: &[Json]) -> Case {
    let bench = Bench::new();
    bench.facility("F-1", "IVS", country);
    let visit = bench.visit("F-1", &format!("{day}T10:00"));
    bench.record(&visit, lines);
    let shown = bench.show(&visit);
    let aside: Vec<&Json> = shown["answers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|answer| answer["applies"] != true)
        .collect();
    assert!(aside.is_empty(), "silently set aside: {aside:?}");
    Case { bench, shown }
}

impl Case {
    /// Asserts the hours between two facts, as these sources tell them.
    fn took(&self, from: (&str, &str), to: (&str, &str), least: f64, most: f64) -> &Self {
        let elapsed = &self.shown["episodes"][0]["elapsed"];
        let found = elapsed
            .as_array()
            .unwrap()
            .iter()
            .find(|one| {
                one["from"] == from.0
                    && one["from_source"] == from.1
                    && one["to"] == to.0
                    && one["to_source"] == to.1
            })
            .unwrap_or_else(|| panic!("{from:?} to {to:?}: {elapsed}"));
        let hours = |key: &str| found["elapsed"][key].as_f64().unwrap();
        assert!((hours("least_hours") - least).abs() < 0.02, "{found}");
        assert!((hours("most_hours") - most).abs() < 0.02, "{found}");
        self
    }

    fn gives(&self, safeguard: &str, compliance: &str) -> &Self {
        let one = self.assessment(safeguard);
        assert_eq!(one["compliance"], compliance, "{one}");
        self
    }

    fn assessment(&self, safeguard: &str) -> &Json {
        let all = self.shown["episodes"][0]["assessments"].as_array().unwrap();
        all.iter()
            .find(|one| one["safeguard"] == safeguard)
            .unwrap()
    }

    fn counts(&self, indicator: &str, wanted: [u64; 4]) -> &Self {
        assert_eq!(self.bench.counts(indicator), wanted, "{indicator}");
        self
    }
}

const PERSON: &str = "detained_person";
const SEIZED: (&str, &str) = ("apprehended_at", PERSON);
const RECORDED: (&str, &str) = ("recorded_at", "register");

#[test]
fn kz_2645_the_record_came_13_h_35_min_after_the_seizure() {
    case(
        "kz",
        "2012-07-01",
        &[
            person("D01", "2012-06-04T16:00"),
            register("R03", "2012-06-05T05:35"),
            link(),
        ],
    )
    .took(SEIZED, RECORDED, 13.583, 13.583)
    .gives("SG03", "N")
    .counts("I05", NOT_MET);
}

#[test]
fn kz_2645_two_starts_for_one_event_give_one_result() {
    // 8D.3: about 16:00, or 16:50.
    let found = case(
        "kz",
        "2012-07-01",
        &[
            with(person("D01", "2012-06-04T16:00"), "precision", "about"),
            with(person("D01", "2012-06-04T16:50"), "source", "lawyer"),
            register("R03", "2012-06-05T05:35"),
            link(),
        ],
    );
    found
        .took(("apprehended_at", "lawyer"), RECORDED, 12.75, 12.75)
        .gives("SG03", "N")
        .counts("I05", NOT_MET);
    assert_eq!(found.assessment("SG03")["sources_differ"], false);
}

#[test]
fn kz_2645_the_register_can_speak_on_the_persons_own_sheet() {
    case(
        "kz",
        "2012-07-01",
        &[
            person("apprehended_at", "2012-06-04T16:00"),
            with(person("D06", "2012-06-05T05:35"), "source", "register"),
        ],
    )
    .took(SEIZED, RECORDED, 13.583, 13.583)
    .gives("SG03", "N")
    .counts("I05", NOT_MET);
}

#[test]
fn kz_2403_the_record_starts_1_h_45_min_late_and_the_gap_is_counted() {
    for lines in [
        vec![
            person("D01", "2010-04-12T18:55"),
            register("R01", "2010-04-12T20:40"),
            link(),
        ],
        vec![
            person("D01", "2010-04-12T18:55"),
            with(person("D01", "2010-04-12T20:40"), "source", "register"),
        ],
        vec![
            person("apprehended_at", "2010-04-12T18:55"),
            person("record_states_apprehended_at", "2010-04-12T20:40"),
        ],
    ] {
        case("kz", "2010-05-01", &lines).counts("I07", MET);
    }
}

#[test]
fn both_clocks_are_in_time_and_the_gap_between_them_is_counted() {
    // 8D.2.
    let found = case(
        "kz",
        "2010-05-01",
        &[
            person("D01", "2010-04-12T18:55"),
            register("R01", "2010-04-12T20:40"),
            register("R03", "2010-04-12T21:30"),
            link(),
        ],
    );
    found
        .took(SEIZED, RECORDED, 2.583, 2.583)
        .took(("apprehended_at", "register"), RECORDED, 0.833, 0.833)
        .gives("SG03", "C")
        .counts("I05", MET)
        .counts("I05b", MET)
        .counts("I07", MET);
    for start in found.assessment("SG03")["starts"].as_array().unwrap() {
        assert_eq!(
            (&start["best"], &start["worst"]),
            (&json!("C"), &json!("C"))
        );
    }
}

#[test]
fn kz_3006_about_six_hours_are_over_the_limit_and_a_duty_lawyer_is_not_ones_own() {
    let about = |line| with(line, "precision", "about");
    let found = case(
        "kz",
        "2011-06-01",
        &[
            about(person("D01", "2011-05-09T12:00")),
            about(register("R03", "2011-05-09T18:00")),
            person("D14", "duty_list"),
            link(),
        ],
    );
    found
        .took(SEIZED, RECORDED, 5.0, 7.0)
        .counts("I05", NOT_MET)
        .counts("I15", NOT_MET);
    assert_eq!(found.assessment("SG03")["starts"][0]["within"], "no");
}

#[test]
fn kg_2231_a_day_without_an_hour_is_late_all_the_same() {
    let found = case(
        "kg",
        "2010-07-01",
        &[
            person("D01", "2010-06-15"),
            register("R03", "2010-06-16T09:00"),
            register("R14", "2010-06-17T18:30"),
            link(),
        ],
    );
    found
        .took(SEIZED, RECORDED, 9.0, 33.0)
        .gives("SG03", "N")
        .counts("I05", NOT_MET)
        .counts("I32", NOT_KNOWN);
}

#[test]
fn kg_2231_with_its_hour_is_24_h_to_the_record() {
    let start = with(person("D01", "2010-06-15T09:00"), "precision", "about");
    case(
        "kg",
        "2010-07-01",
        &[
            start,
            register("R03", "2010-06-16T09:00"),
            register("R14", "2010-06-17T18:30"),
            link(),
        ],
    )
    .took(SEIZED, RECORDED, 23.5, 24.5)
    .gives("SG03", "N")
    .counts("I05", NOT_MET)
    .counts("I32", NOT_MET);
}

#[test]
fn kg_2405_sixty_seven_hours_to_the_judge() {
    // 8D.1, by the person and by the register.
    let start = || person("D01", "2011-07-05T21:00");
    let by_person = vec![start(), person("D29", "2011-07-08T16:00")];
    let by_register = vec![start(), register("R14", "2011-07-08T16:00"), link()];
    for (source, lines) in [(PERSON, by_person), ("register", by_register)] {
        let found = case("kg", "2011-08-01", &lines);
        found
            .took(SEIZED, ("judge_at", source), 67.0, 67.0)
            .gives("SG11", "N")
            .counts("I32", NOT_MET);
        assert_eq!(found.assessment("SG11")["rule"], "sg11.over_limit");
        assert_eq!(found.assessment("SG11")["starts"][0]["limit_hours"], 48);
    }
}

#[test]
fn kg_2998_released_and_never_registered() {
    let start = || with(person("D01", "2010-10-30T13:00"), "precision", "about");
    let release = || person("D35", "2010-10-31T02:30");
    for lines in [
        vec![
            start(),
            release(),
            person("D06", "no"),
            person("D13", "never"),
        ],
        vec![
            start(),
            release(),
            person("released_without_record", "yes"),
            person("D13", "never"),
        ],
    ] {
        case("kg", "2010-11-30", &lines)
            .took(SEIZED, ("released_at", PERSON), 13.0, 14.0)
            .gives("SG03", "N")
            .gives("SG05", "N")
            .gives("SG11", "NA")
            .counts("I05", NOT_MET)
            .counts("I13", MET)
            .counts("I32", NOT_APPLICABLE);
    }
}

#[test]
fn kg_3261_about_three_days_to_the_judge() {
    case(
        "kg",
        "2013-04-01",
        &[
            with(person("D01", "2013-03-01T09:30"), "precision", "about"),
            person("D29", "2013-03-04"),
        ],
    )
    .took(SEIZED, ("judge_at", PERSON), 62.0, 86.983)
    .gives("SG11", "N")
    .counts("I32", NOT_MET);
}

#[test]
fn kg_3200_ninety_six_hours_to_the_judge() {
    case(
        "kg",
        "2015-04-01",
        &[
            person("D01", "2015-03-01T09:30"),
            person("D29", "2015-03-05T09:30"),
        ],
    )
    .took(SEIZED, ("judge_at", PERSON), 96.0, 96.0)
    .gives("SG11", "N")
    .counts("I32", NOT_MET)
    .counts("I33", NOT_MET);
}

#[test]
fn tj_2680_a_witness_for_35_hours() {
    case(
        "tj",
        "2013-06-01",
        &[
            person("D01", "2013-05-19T10:00"),
            person("D18", "witness"),
            person("D13", "never"),
            register("R03", "2013-05-20T21:00"),
            link(),
        ],
    )
    .took(SEIZED, RECORDED, 35.0, 35.0)
    .gives("SG03", "N")
    .gives("SG06", "N")
    .counts("I05", NOT_MET);
}

#[test]
fn released_after_an_hour_and_a_half_without_a_record() {
    // 8D.4.
    case(
        "kg",
        "2015-03-05",
        &[
            person("D01", "2015-03-01T10:00"),
            person("D06", "no"),
            person("D35", "2015-03-01T11:30"),
        ],
    )
    .took(SEIZED, ("released_at", PERSON), 1.5, 1.5)
    .gives("SG03", "N")
    .gives("SG11", "NA")
    .counts("I05", NOT_MET);
}

#[test]
fn the_register_alone_never_outweighs_the_person() {
    // 8D.6, with a custody record and on the person's own sheet, with "nobody" and with "no call".
    let start = || person("D01", "2015-03-01T10:00");
    let noted = || {
        vec![
            register("R08", "yes"),
            with(
                register("R08", "2015-03-01T19:10"),
                "note",
                "refused to sign",
            ),
            link(),
        ]
    };
    let mut with_nobody = vec![start(), person("D10", "no"), person("D11", "nobody")];
    with_nobody.extend(noted());
    let mut with_no_call = vec![start(), person("D10", "no")];
    with_no_call.extend(noted());
    let of_register = |value: &str| with(person("D11", value), "source", "register");
    let alone = vec![
        start(),
        person("D10", "no"),
        of_register("staff"),
        of_register("2015-03-01T19:10"),
    ];
    let alone_with_nobody = vec![
        start(),
        person("D11", "nobody"),
        of_register("staff"),
        of_register("2015-03-01T19:10"),
    ];
    for lines in [with_nobody, with_no_call, alone, alone_with_nobody] {
        case("kg", "2015-03-05", &lines)
            .gives("SG04", "NK")
            .counts("I10", NOT_KNOWN);
    }
}

#[test]
fn the_family_settles_it_and_the_persons_denial_sets_nothing_aside() {
    let of_family = |value: &str| with(person("D11", value), "source", "family");
    case(
        "kg",
        "2015-03-05",
        &[
            person("D01", "2015-03-01T10:00"),
            person("D11", "nobody"),
            of_family("staff"),
            of_family("2015-03-01T19:10"),
        ],
    )
    .took(SEIZED, ("family_told_at", "family"), 9.166, 9.166)
    .gives("SG04", "C")
    .counts("I10", MET);
}

#[test]
fn not_questioned_and_released_in_time_is_not_applicable() {
    // 8D.7.
    let start = || person("D01", "2020-03-01T10:00");
    let release = || person("D35", "2020-03-01T12:00");
    for lines in [
        vec![start(), release(), person("questioned", "no")],
        vec![
            start(),
            release(),
            person("D18", "no"),
            person("D13", "never"),
        ],
    ] {
        case("kz", "2020-03-05", &lines)
            .gives("SG06", "NA")
            .gives("SG11", "NA")
            .counts("I32", NOT_APPLICABLE);
    }
}

#[test]
fn four_of_a_kind_are_hidden_and_so_is_what_would_give_them_away() {
    // 8D.8.
    let bench = Bench::new();
    for (code, persons) in [("F-1", 4), ("F-2", 9)] {
        bench.facility(code, "IVS", "kg");
        let visit = bench.visit(code, "2015-03-05T10:00");
        let lines: Vec<Json> = (1..=persons)
            .map(|number| with(person("D13", "never"), "subject", format!("P-{number:02}")))
            .collect();
        bench.record(&visit, &lines);
    }
    let counted = bench.json(&["tally", "--indicator", "I13", "--by", "facility"], "");
    assert_eq!(counted.len(), 2);
    for row in counted {
        assert_eq!(row["suppressed"], true, "{row}");
        for key in [
            "numerator",
            "denominator",
            "not_known",
            "not_applicable",
            "rate",
            "interval",
        ] {
            assert!(row[key].is_null(), "{row}");
        }
    }
}
