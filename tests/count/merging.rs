//! Counts that travel without their visits add up to the count of all visits, medians included.

use std::sync::Arc;

use firsthours::app::Desk;
use firsthours::indicator::{
    Dimension, Practice, SavedFault, SavedTally, Selection, Suppression, Tally,
};

use super::columns::practice;

fn empty(desk: &Desk) -> Tally {
    let reports = desk.measures().definitions.reports();
    let counts = reports.iter().flat_map(|report| report.counts.clone());
    let selection = Selection {
        indicators: counts.collect(),
        by: vec![Dimension::Country, Dimension::Sex],
        practice: Practice::Only,
        ..Selection::default()
    };
    Tally::new(Arc::clone(&desk.measures().definitions), selection).unwrap()
}

fn travelled(tally: &Tally) -> SavedTally {
    let file = serde_json::to_vec(&tally.save()).unwrap();
    serde_json::from_slice(&file).unwrap()
}

#[test]
fn however_visits_are_spread_over_machines_the_sum_of_their_counts_is_the_count_of_all() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 4, 9, 5);
    let law = &desk.measures().law;
    let mut sessions = Vec::new();
    desk.each_visit(&mut |session| {
        sessions.push(session.clone());
        Ok(())
    })
    .unwrap();
    let mut whole = empty(&desk);
    for session in &sessions {
        whole.add_session(session, law);
    }
    let expected = whole.report(Suppression::OFF);
    assert!(expected.rows.len() > 100);
    let mut dice = 5_u64;
    for machines in [1, 2, 3, 5, 9] {
        for _ in 0..8 {
            let mut tallies: Vec<Tally> = (0..machines).map(|_| empty(&desk)).collect();
            for session in &sessions {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = usize::try_from(dice >> 33).unwrap() % machines;
                tallies[at].add_session(session, law);
            }
            // Two machines without a visit hand in the same nothing.
            tallies.retain(|tally| tally.visits() > 0);
            if dice & 1 == 1 {
                tallies.reverse();
            }
            let saved: Vec<SavedTally> = tallies.iter().map(travelled).collect();
            let merged = Tally::of_saved(&desk.measures().definitions, &saved).unwrap();
            let found = merged.report(Suppression::OFF);
            assert_eq!(format!("{:?}", found.rows), format!("{:?}", expected.rows));
            assert_eq!(found.notes, expected.notes);
        }
    }
}

#[test]
fn the_same_counts_twice_and_counts_of_something_else_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 6, 2, 2);
    let definitions = &desk.measures().definitions;
    let mut tally = empty(&desk);
    desk.each_visit(&mut |session| {
        tally.add_session(session, &desk.measures().law);
        Ok(())
    })
    .unwrap();
    let refused = |saved: &[SavedTally]| Tally::of_saved(definitions, saved).err();
    let one = travelled(&tally);
    assert_eq!(
        refused(&[one.clone(), one.clone()]),
        Some(SavedFault::Twice)
    );
    let other = Tally::new(Arc::clone(definitions), Selection::default()).unwrap();
    let other = travelled(&other);
    assert_eq!(refused(&[one, other]), Some(SavedFault::OtherSelection));
    assert_eq!(refused(&[]), Some(SavedFault::Format));
}

#[test]
fn a_visit_that_is_in_two_files_is_not_counted_twice_and_other_periods_are_said() {
    let home = tempfile::tempdir().unwrap();
    let desk = practice(&home.path().join("vault"), 7, 4, 2);
    let definitions = &desk.measures().definitions;
    let counted = |from: Option<&str>, to: Option<&str>| {
        let selection = Selection {
            from: from.map(|day| day.parse().unwrap()),
            to: to.map(|day| day.parse().unwrap()),
            ..Selection::default()
        };
        travelled(&desk.counted(selection).unwrap())
    };
    let whole = counted(None, None);
    let (first, second) = (
        counted(None, Some("2025-09-30")),
        counted(Some("2025-10-01"), None),
    );
    assert_eq!(whole.visits(), 4);
    assert!(first.visits() > 0 && second.visits() > 0);
    let overlap = Tally::of_saved(definitions, &[whole.clone(), first.clone()]);
    assert_eq!(overlap.err(), Some(SavedFault::Overlap(first.visits())));
    let sum = Tally::of_saved(definitions, &[first, second]).unwrap();
    let alone = Tally::of_saved(definitions, &[whole]).unwrap();
    let (sum, alone) = (sum.report(Suppression::OFF), alone.report(Suppression::OFF));
    assert_eq!(format!("{:?}", sum.rows), format!("{:?}", alone.rows));
    let said = |report: &firsthours::indicator::Report| format!("{:?}", report.notes);
    assert!(said(&sum).contains("count-note-asked-differently"));
    assert!(!said(&alone).contains("count-note-asked-differently"));
}
