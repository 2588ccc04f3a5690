//! A visit that several devices wrote to is counted as the one visit that it is.

use std::path::PathBuf;
use std::sync::Arc;

use firsthours::indicator::{
    Accounts, Dimension, Figures, Practice, Report, RowKind, Selection, Suppression, Tally,
};
use firsthours::value::Value;
use firsthours::visit::{Answer, Subject, VisitId};

use super::people::{Person, no, yes};

fn at(when: &str) -> Answer {
    Answer::given(Value::Moment(when.parse().unwrap()))
}

fn choice(name: &str) -> Answer {
    Answer::given(Value::Choice(name.to_owned()))
}

/// Everything that can be counted, by these accounts.
fn everything(desk: &firsthours::app::Desk, accounts: Accounts, by: &[Dimension]) -> Selection {
    let reports = desk.measures().definitions.reports();
    Selection {
        indicators: reports.iter().flat_map(|it| it.counts.clone()).collect(),
        by: by.to_vec(),
        accounts,
        practice: Practice::Only,
        ..Selection::default()
    }
}

/// Counts visits as they are when all their entries are read, without anything that is kept.
fn from_the_whole(person: &Person, selection: &Selection) -> Report {
    let measures = person.desk.measures();
    let definitions = Arc::clone(&measures.definitions);
    let mut tally = Tally::new(definitions, selection.clone()).unwrap();
    for visit in person.desk.visits().unwrap() {
        let session = person.desk.visit(visit.id).unwrap();
        tally.add_session(&session, &measures.law);
    }
    tally.report(Suppression::OFF)
}

/// Compares the figures with those of the whole visits; returns how many are not nought.
fn figures_are_those_of_the_whole(person: &Person) -> usize {
    let mut told = 0;
    for accounts in Accounts::ALL {
        for by in [
            &[][..],
            &[Dimension::Sex, Dimension::Privacy],
            &[Dimension::Source, Dimension::Quarter],
        ] {
            let selection = everything(&person.desk, accounts, by);
            let found = person.desk.tally(selection.clone(), Suppression::OFF);
            let (found, wanted) = (found.unwrap(), from_the_whole(person, &selection));
            assert_eq!(
                format!("{:#?}", found.rows),
                format!("{:#?}", wanted.rows),
                "{accounts:?} {by:?}"
            );
            assert_eq!(found.notes, wanted.notes);
            let counted = found.rows.iter().filter(|row| row.kind == RowKind::Group);
            told += counted
                .filter(|row| row.figures.rate().is_some_and(|rate| rate.of() > 0))
                .count();
        }
    }
    told
}

/// What three monitors write down about the same two persons, each on a device of his or her own.
fn filled_by_three(office: &Person) -> (VisitId, Vec<PathBuf>, [Person; 3]) {
    let [first, second, third] = [("M-1", "09:10"), ("M-2", "09:20"), ("M-3", "09:05")]
        .map(|(name, clock)| Person::new(name, clock));
    for monitor in [&first, &second, &third] {
        office.knows(monitor);
        monitor.knows(office);
    }
    second.knows(&first);
    third.knows(&first);
    let visit = first.visits("IVS-07");
    let one = first.takes_up(visit);
    let other = first.takes_up(visit);
    for person in [one, other] {
        first.answers(visit, person, "consent_aggregate", yes());
        first.answers(visit, person, "privacy", yes());
    }
    first.answers(visit, one, "apprehended_at", at("2026-03-03T16:00"));
    second.takes(&first.hands(&[visit], &second)).unwrap();
    third.takes(&first.hands(&[visit], &third)).unwrap();

    // Each knows a part of the same hours; about some of it they wrote down two things.
    first.answers(visit, one, "lawyer_met_place", choice("remand_hearing"));
    second.answers(visit, one, "record_drawn", yes());
    second.answers(visit, one, "recorded_at", at("2026-03-04T05:35"));
    second.answers(visit, one, "sex", choice("woman"));
    second.answers(visit, one, "family_told_by", choice("nobody"));
    third.answers(visit, one, "family_told_by", choice("staff"));
    third.answers(visit, one, "family_told_at", at("2026-03-03T18:00"));
    third.answers(visit, one, "lawyer_met_place", choice("never"));
    // The other does not want to be counted: one device only knows that.
    second.answers(visit, other, "apprehended_at", at("2026-03-04T10:00"));
    third.answers(visit, other, "consent_aggregate", no());
    let more = second.takes_up(visit);
    second.answers(visit, more, "consent_aggregate", yes());
    second.answers(visit, more, "sex", choice("man"));
    second.answers(
        visit,
        more,
        "lawyer_met_place",
        choice("before_questioning"),
    );

    let mut bundles: Vec<PathBuf> = [&second, &first, &third]
        .map(|monitor| monitor.hands(&[visit], office))
        .into();
    // After the first look of the office somebody corrects something.
    let first = first.at("12:00");
    first.answers(visit, one, "apprehended_at", at("2026-03-03T23:30"));
    bundles.push(first.hands(&[visit], office));
    (visit, bundles, [first, second, third])
}

#[test]
fn a_visit_that_several_devices_wrote_to_is_counted_as_one_whole_visit_after_every_bundle() {
    let office = Person::new("office", "20:00");
    let (visit, bundles, _monitors) = filled_by_three(&office);
    let mut told = Vec::new();
    for bundle in &bundles {
        office.takes(bundle).unwrap();
        told.push(figures_are_those_of_the_whole(&office));
    }
    assert!(told.iter().all(|told| *told > 10), "{told:?}");
    let session = office.desk.visit(visit).unwrap();
    assert!(session.has_subject(Subject::Person(1)));
    let counted = |office: &Person, indicator: &str| {
        let selection = Selection {
            indicators: vec![indicator.to_owned()],
            ..everything(&office.desk, Accounts::Usual, &[])
        };
        let report = office.desk.tally(selection, Suppression::OFF).unwrap();
        match report.rows[0].figures {
            Figures::Counted(counts) => [counts.met, counts.not_met, counts.not_known],
            ref other => panic!("{other:?}"),
        }
    };
    // 13 h 35 min by what the first wrote at first, 6 h 05 min as corrected: over three hours. The
    // person who does not want to be counted is not.
    assert_eq!(counted(&office, "I05"), [0, 1, 1]);
    // Opened again, and made anew without what was kept, it is the same.
    let office = office.at("21:00");
    assert_eq!(counted(&office, "I05"), [0, 1, 1]);
    figures_are_those_of_the_whole(&office);
    std::fs::remove_dir_all(office.vault().join("cache")).unwrap();
    let office = office.at("21:10");
    figures_are_those_of_the_whole(&office);
}

#[test]
fn the_order_in_which_bundles_come_changes_no_figure() {
    let template = Person::new("office", "20:00");
    let (_, bundles, _monitors) = filled_by_three(&template);
    let template = template.closed();
    let mut rows = Vec::new();
    for order in [[0, 1, 2, 3], [2, 1, 3, 0], [1, 3, 0, 2]] {
        let home = tempfile::tempdir().unwrap();
        super::people::copy(template.path(), home.path());
        let office = Person::opened("office", home, "20:00");
        for at in order {
            office.takes(&bundles[at]).unwrap();
            // Again changes nothing.
            office.takes(&bundles[at]).unwrap();
        }
        let selection = everything(&office.desk, Accounts::Agree, &[Dimension::Sex]);
        let report = office.desk.tally(selection, Suppression::OFF).unwrap();
        rows.push(format!("{:#?}", report.rows));
    }
    assert!(rows.iter().all(|it| *it == rows[0]));
}
