//! Columns beside the store: a figure never depends on whether they were kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use firsthours::app::{
    Desk, KdfCost, PRACTICE_PASSPHRASE, Passphrase, Plan, StandingClock, Surroundings, VaultKind,
    fill_practice, fill_practice_with_everything,
};
use firsthours::checklist::Library;
use firsthours::indicator::{
    Accounts, Counts, Dimension, Practice, Report, RowKind, Selection, Suppression, Tally,
};
use firsthours::value::{Source, Value};
use firsthours::visit::{Answer, Place, Subject, VisitId};

fn surroundings() -> Surroundings {
    Surroundings {
        library: Library::embedded(),
        clock: Arc::new(StandingClock("2026-11-25T12:00:00+06:00".parse().unwrap())),
        monitor: "M-1".to_owned(),
    }
}

pub(super) fn practice(folder: &Path, seed: u64, visits: u32, persons: u16) -> Desk {
    let phrase = Passphrase::of(PRACTICE_PASSPHRASE);
    let cost = KdfCost::practice();
    let desk = Desk::create(folder, &phrase, cost, VaultKind::Practice, surroundings()).unwrap();
    fill_practice(&desk, plan(seed, visits, persons), &mut |_, _| ()).unwrap();
    desk
}

/// A practice vault in which no indicator is nought everywhere.
pub(super) fn practice_of_everything(folder: &Path, seed: u64, visits: u32, persons: u16) -> Desk {
    let phrase = Passphrase::of(PRACTICE_PASSPHRASE);
    let cost = KdfCost::practice();
    let desk = Desk::create(folder, &phrase, cost, VaultKind::Practice, surroundings()).unwrap();
    fill_practice_with_everything(&desk, plan(seed, visits, persons)).unwrap();
    desk
}

const fn plan(seed: u64, visits: u32, persons: u16) -> Plan {
    Plan {
        seed,
        visits,
        persons,
        survey: false,
    }
}

pub(super) fn again(folder: &Path) -> Desk {
    let phrase = Passphrase::of(PRACTICE_PASSPHRASE);
    Desk::open(folder, &phrase, surroundings()).unwrap().0
}

fn selections() -> Vec<Selection> {
    let by = |dimensions: &[Dimension]| Selection {
        by: dimensions.to_vec(),
        ..Selection::default()
    };
    let mut all = vec![
        by(&[]),
        by(&[Dimension::FacilityType, Dimension::Quarter]),
        by(&[Dimension::Sex, Dimension::AgeBand, Dimension::Source]),
        Selection {
            indicators: vec!["T2".to_owned(), "I05".to_owned()],
            ..by(&[Dimension::Region])
        },
    ];
    for accounts in Accounts::ALL {
        all.push(Selection {
            accounts,
            ..by(&[Dimension::Country])
        });
    }
    all
}

/// Counts without any columns: every visit is read.
fn read_anew(desk: &Desk, selection: Selection) -> Report {
    let definitions = Arc::clone(&desk.measures().definitions);
    let selection = Selection {
        practice: Practice::Only,
        ..selection
    };
    let mut tally = Tally::new(definitions, selection).unwrap();
    desk.each_visit(&mut |session| {
        tally.add_session(session, &desk.measures().law);
        Ok(())
    })
    .unwrap();
    tally.report(Suppression::OFF)
}

fn assert_all_agree(desk: &Desk) {
    for selection in selections() {
        let by_columns = desk.tally(selection.clone(), Suppression::OFF).unwrap();
        let anew = read_anew(desk, selection);
        assert!(!anew.rows.is_empty());
        assert_eq!(format!("{:?}", by_columns.rows), format!("{:?}", anew.rows));
        assert_eq!(by_columns.notes, anew.notes);
    }
    assert_visits_behind_add_up(desk);
}

/// The visits behind each figure are those that it counts, as they are now.
fn assert_visits_behind_add_up(desk: &Desk) {
    let selection = Selection {
        indicators: vec!["I12".to_owned()],
        by: vec![Dimension::Sex],
        ..Selection::default()
    };
    let report = desk.tally(selection.clone(), Suppression::OFF).unwrap();
    let rows = report.rows.iter().filter(|row| row.kind == RowKind::Group);
    for row in rows {
        let behind = desk.visits_behind(selection.clone(), &row.group).unwrap();
        let mut all = Counts::default();
        for visit in behind {
            all += visit.counts;
        }
        assert_eq!(Some(all), row.figures.counts());
    }
}

fn cache_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(inside) = fs::read_dir(folder.join("cache")) else {
        return BTreeMap::new();
    };
    inside
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().to_str().unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn counts_by_columns_are_those_of_the_visits_fresh_kept_damaged_and_deleted() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    let desk = practice(&folder, 3, 6, 5);
    assert_all_agree(&desk);
    assert!(!cache_of(&folder).is_empty());
    drop(desk);

    let desk = again(&folder);
    assert_all_agree(&desk);
    let report = desk.examine_columns();
    assert_eq!((report.visits, report.stale), (6, 0));
    assert!(report.compared > 0 && report.wrong == 0 && report.unusable == 0);
    drop(desk);

    for (name, bytes) in cache_of(&folder) {
        let mut damaged = bytes;
        let middle = damaged.len() / 2;
        damaged[middle] ^= 1;
        fs::write(folder.join("cache").join(name), &damaged).unwrap();
    }
    let desk = again(&folder);
    assert_all_agree(&desk);
    drop(desk);

    fs::remove_dir_all(folder.join("cache")).unwrap();
    let desk = again(&folder);
    assert_eq!(desk.examine_columns().stale, 6);
    assert_all_agree(&desk);
}

#[test]
fn a_changed_visit_is_worked_out_alone_and_every_count_has_it_at_once() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("vault");
    let desk = practice(&folder, 5, 6, 4);
    assert_all_agree(&desk);
    let open = desk.visits().unwrap().into_iter().find(|it| !it.closed);
    answer(&desk, open.unwrap().id, "never");
    assert_all_agree(&desk);
    let report = desk.examine_columns();
    assert_eq!((report.stale, report.wrong), (0, 0));
    drop(desk);

    // Grown by another process: the file knows how long the visit was when it was read.
    let desk = again(&folder);
    let open = desk.visits().unwrap().into_iter().find(|it| !it.closed);
    answer(&desk, open.unwrap().id, "remand_hearing");
    drop(desk);
    let desk = again(&folder);
    assert_eq!(desk.examine_columns().stale, 1);
    assert_all_agree(&desk);
}

fn answer(desk: &Desk, visit: VisitId, met: &str) {
    let mut session = desk.visit(visit).unwrap();
    let checklist = session.checklist_named("police-custody/interview").unwrap();
    let question = checklist
        .questions
        .iter()
        .find(|it| {
            it.fact
                .as_ref()
                .is_some_and(|it| it.as_str() == "lawyer_met_place")
        })
        .unwrap();
    let place = Place {
        subject: Subject::Person(1),
        checklist: checklist.digest,
        question: question.name.clone(),
    };
    let saying = desk.saying(session.header().clock);
    let answer = Answer::given(Value::Choice(met.to_owned()));
    let change = session
        .answer(&place, Source::DetainedPerson, answer, &saying)
        .unwrap();
    desk.take_numbers(&change.entries);
    desk.keep(&session, &change).unwrap();
}
