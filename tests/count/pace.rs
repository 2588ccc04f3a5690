//! A million interviews must be countable in minutes.

use std::time::Instant;

use firsthours::indicator::{Asked, CountedVisit, Dimension, Selection, Suppression, Tally};
use firsthours::safeguard::{Country, Law};
use firsthours::value::Source::{DetainedPerson as D, Register as R};
use firsthours::visit::FacilityType;

use super::scenario::{definitions, person, visit};

/// Microseconds an episode may take, for all indicators. The target is 5 in a release build; an
/// unoptimised build on a busy machine gets the rest.
const BUDGET: u128 = if cfg!(debug_assertions) { 400 } else { 10 };

#[test]
fn all_indicators_of_an_episode_are_counted_within_the_budget() {
    let header = visit(Country::Kg, FacilityType::Ivs, "IVS-01", "2015-02-05");
    let mut told = person().aged(30).says("sex", D, "man");
    for (fact, choice) in [
        ("reasons_told", "yes"),
        ("record_drawn", "yes"),
        ("rights_explained", "yes"),
        ("rights_before_questioning", "yes"),
        ("family_told", "yes"),
        ("family_told_waived", "no"),
        ("questioned", "yes"),
        ("lawyer_met_place", "remand_hearing"),
        ("lawyer_chosen_by", "family"),
        ("lawyer_private", "yes"),
        ("doctor_seen", "yes"),
        ("doctor_private", "no"),
    ] {
        told = told.says(fact, D, choice);
    }
    told = told.takes("rights_told", &["lawyer", "silence", "call", "doctor"]);
    for (fact, when) in [
        ("apprehended_at", "2015-02-01T10:00"),
        ("reasons_told_at", "2015-02-01T10:10"),
        ("family_told_at", "2015-02-01T18:00"),
        ("lawyer_met_at", "2015-02-03T09:00"),
        ("doctor_seen_at", "2015-02-01T20:00"),
        ("judge_at", "2015-02-03T11:00"),
    ] {
        told = told.at(fact, D, when);
    }
    told = told
        .with_record()
        .at("apprehended_at", R, "2015-02-01T12:00")
        .at("recorded_at", R, "2015-02-01T14:00");
    // Facts that no indicator reads pass by, as most of an interview does.
    for fact in [
        "complaint_known",
        "fears_reprisal",
        "disability",
        "signed_without_lawyer",
    ] {
        told = told.says(fact, D, "no");
    }
    let episodes = vec![told.episode(); 500];
    let selection = Selection {
        by: vec![Dimension::FacilityType, Dimension::Quarter],
        ..Selection::default()
    };
    let (law, _) = Law::embedded();
    let mut tally = Tally::new(definitions(), selection).unwrap();
    let visit = CountedVisit {
        header: &header,
        premises: &[],
        episodes: &episodes,
        asked: Asked::Everything,
    };
    let began = Instant::now();
    for _ in 0..10 {
        tally.add(&visit, &law);
    }
    let each = began.elapsed().as_nanos() / 5_000;
    let persons = tally.report(Suppression::default());
    assert!(persons.rows.len() > 100, "{}", persons.rows.len());
    assert!(each < BUDGET * 1_000, "{each} ns an episode");
}
