//! The law as data: what held on a day, with its warning; and a visit judged by the law of its day.

use serde_json::Value as Json;

use super::bench::{Bench, link, person, register, run_in};

fn law(arguments: &[&str]) -> (i32, Vec<Json>) {
    let home = tempfile::tempdir().unwrap();
    let mut all = vec!["--json", "law"];
    all.extend(arguments);
    let ran = run_in(home.path(), &all, "");
    (ran.code, ran.lines())
}

#[test]
fn the_law_of_a_day_can_be_listed_and_nothing_unconfirmed_comes_without_its_warning() {
    let (code, listed) = law(&["list", "--country", "kz", "--on", "2013-03-05"]);
    assert_eq!(code, 0);
    let ids: Vec<&str> = listed.iter().filter_map(|one| one["id"].as_str()).collect();
    assert!(
        ids.contains(&"kz_record_3_old") && ids.contains(&"kz_judge_72_old"),
        "{ids:?}"
    );
    assert!(
        !ids.contains(&"kz_judge_48") && !ids.contains(&"int_judge_48"),
        "{ids:?}"
    );
    assert!(!ids.iter().any(|id| id.starts_with("kg_")), "{ids:?}");
    for one in &listed {
        assert_eq!(
            one["review_status"] == "confirmed",
            one["warning"].is_null(),
            "{one}"
        );
    }
    let (_, all) = law(&["list"]);
    let body = all.iter().find(|one| one["id"] == "kg_ncpt").unwrap();
    assert_eq!(
        (&body["valid_to"], &body["is_npm"]),
        (&"2025-10-02".into(), &true.into())
    );
}

#[test]
fn law_check_tells_gaps_and_refuses_overlaps() {
    let (code, told) = law(&["check"]);
    assert_eq!(code, 0, "{told:?}");
    let gap = told
        .iter()
        .find(|one| one["code"] == "gap" && one["ids"][0] == "kg_record_3_old")
        .unwrap();
    assert_eq!(
        (&gap["from"], &gap["to"], &gap["severity"]),
        (
            &"2019-01-01".into(),
            &"2021-11-30".into(),
            &"warning".into()
        )
    );
    let home = tempfile::tempdir().unwrap();
    let limit = |id: &str, from: &str| {
        format!(
            "[[limit]]\nid = \"{id}\"\ncountry = \"tj\"\ncode = \"CPC\"\narticle = \"94\"\nfrom = \"apprehended_at\"\n\
             to = \"recorded_at\"\nhours = 3\nwho = \"all\"\nvalid_from = \"{from}\"\nsource = \"a lawyer\"\n\
             review_status = \"confirmed\"\n"
        )
    };
    std::fs::write(
        home.path().join("mine.toml"),
        limit("one", "2016-05-14") + &limit("two", "2020-01-01"),
    )
    .unwrap();
    let ran = run_in(home.path(), &["--json", "law", "check", "mine.toml"], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.lines()[0]["code"], "overlap");
    assert_eq!(
        run_in(home.path(), &["law", "check", "none.toml"], "").code,
        1
    );
}

#[test]
fn sixty_hours_to_the_judge_are_judged_by_the_law_of_that_year() {
    for (year, within, limit) in [
        ("2013", "yes", "kz_judge_72_old"),
        ("2019", "no", "kz_judge_48"),
    ] {
        let bench = Bench::new();
        bench.facility("F-1", "IVS", "kz");
        // Visited in 2024: the day of the apprehension decides, not that of the visit.
        let visit = bench.visit("F-1", "2024-05-01T10:00");
        bench.record(
            &visit,
            &[
                person("D01", format!("{year}-03-05T08:00")),
                register("R14", format!("{year}-03-07T20:00")),
                link(),
            ],
        );
        let shown = bench.show(&visit);
        let assessments = shown["episodes"][0]["assessments"].as_array().unwrap();
        let judge = assessments
            .iter()
            .find(|one| one["safeguard"] == "SG11")
            .unwrap();
        let start = &judge["starts"][0];
        assert_eq!(
            (&start["within"], &start["limit"]),
            (&within.into(), &limit.into())
        );
        assert!(start["warning"].is_string(), "{start}");
    }
}
