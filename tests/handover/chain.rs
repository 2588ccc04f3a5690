//! The chain of entries: what a vault, a finished visit and a colleague can prove with it.

use std::sync::Arc;

use firsthours::app::{
    Desk, KdfCost, NewVisit, Passphrase, StandingClock, Surroundings, VaultKind, chain_findings,
    clock_check_of,
};
use firsthours::checklist::{ChecklistId, Library, SubjectKind};
use firsthours::safeguard::Country;
use firsthours::value::Missing;
use firsthours::visit::{
    Announced, Break, Facility, FacilityType, Session, Statement, VisitKind, VisitSummary, follow,
};
use proptest::prelude::*;

use crate::scenario::{FIRST, SECOND, Scenario, saying};

fn practice(folder: &std::path::Path) -> Desk {
    let surroundings = Surroundings {
        library: Library::embedded(),
        clock: Arc::new(StandingClock("2026-03-05T14:32:00+05:00".parse().unwrap())),
        monitor: "M-1".to_owned(),
    };
    let kind = VaultKind::Practice;
    let passphrase = Passphrase::of("practice");
    Desk::create(folder, &passphrase, KdfCost::practice(), kind, surroundings).unwrap()
}

fn visit(desk: &Desk) -> Session {
    desk.add_facility(Facility {
        code: "F-1".to_owned(),
        kind: FacilityType::Ivs,
        country: Country::Kz,
        region: "North".to_owned(),
        body: None,
        names: std::collections::BTreeMap::new(),
        capacity: None,
    })
    .unwrap();
    let start = "2026-03-05T13:00".parse().unwrap();
    desk.open_visit(NewVisit {
        facility: "F-1".to_owned(),
        kind: VisitKind::Periodic,
        announced: Announced::No,
        start,
        let_in: None,
        clock: clock_check_of(Country::Kz, "", start, desk.now()),
        team: Vec::new(),
        checklists: vec![ChecklistId::new("police-custody/interview")],
    })
    .unwrap()
}

fn add_person(desk: &Desk, session: &mut Session) {
    let saying = desk.saying(session.header().clock);
    let (_, change) = session
        .add_subject(SubjectKind::Person, None, &saying)
        .unwrap();
    desk.take_numbers(&change.entries);
    desk.keep(session, &change).unwrap();
}

#[test]
fn every_entry_of_a_vault_is_linked_and_a_changed_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let desk = practice(&folder.path().join("vault"));
    let mut session = visit(&desk);
    for _ in 0..3 {
        add_person(&desk, &mut session);
    }
    assert!(
        session
            .entries()
            .iter()
            .all(|entry| entry.previous.is_some())
    );
    let id = session.header().id;
    desk.close_visit(id).unwrap();
    let sound = desk.chains().unwrap();
    // The visit and the register.
    assert_eq!((sound.followed, sound.breaks.len()), (2, 0));

    // Somebody with the passphrase writes an entry that pretends to follow another past.
    desk.reopen_visit(id, "to see").unwrap();
    let entries = desk.visit(id).unwrap().entries().to_vec();
    let mut forged = entries.last().unwrap().clone();
    forged.id.number += 1;
    forged.previous = entries[1].previous;
    let summary = VisitSummary::of(&desk.visit(id).unwrap());
    desk.append(id, &[forged], Some(&summary)).unwrap();
    let found = desk.chains().unwrap();
    assert!(matches!(found.breaks[..], [(visit, Break::Rewritten { .. })] if visit == id));
    assert_eq!(chain_findings(&found)[0].id(), "doctor-chain-rewritten");
}

#[test]
fn the_digest_of_a_finished_visit_changes_with_any_answer() {
    let scenario = Scenario::of("police-custody/interview");
    let before = scenario.session.digest();
    let again = Session::replay(
        scenario.session.checklists().to_vec(),
        scenario.session.entries().iter().rev().cloned(),
    );
    assert_eq!(again.unwrap().digest(), before);
    let scenario = scenario.mark("lawyer_asked", Missing::Refused);
    assert_ne!(scenario.session.digest(), before);
}

#[test]
fn what_another_device_said_is_told_once_when_it_was_read() {
    let mut scenario = Scenario::of("police-custody/interview");
    let entries = scenario.session.entries().len();
    let read = scenario.session.entries().last().unwrap().id;
    for number in 1..=2 {
        scenario
            .session
            .add_subject(SubjectKind::Person, None, &saying(SECOND, number))
            .unwrap();
    }
    let own = &scenario.session.entries()[entries..];
    assert_eq!(own[0].seen, [read]);
    assert_eq!(own[1].seen, []);
    assert_eq!(own[1].previous.map(|link| link.number), Some(1));
    assert_eq!(read.device, FIRST);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_taken_out_of_or_changed_in_a_chain_is_told(
        device in prop::collection::vec(any::<bool>(), 4..20),
        at in any::<prop::sample::Index>(),
        change in any::<bool>(),
    ) {
        let mut scenario = Scenario::of("police-custody/interview");
        let mut numbers = [100, 100];
        for second in &device {
            let number = &mut numbers[usize::from(*second)];
            *number += 1;
            let device = if *second { SECOND } else { FIRST };
            scenario
                .session
                .add_subject(SubjectKind::Person, None, &saying(device, *number))
                .unwrap();
        }
        let visit = scenario.session.header().id;
        let mut entries = scenario.session.entries().to_vec();
        prop_assert_eq!(follow(visit, &entries).1, []);
        let at = at.index(entries.len());
        let device = entries[at].id.device;
        let is_last = entries[at + 1..].iter().all(|entry| entry.id.device != device);
        if change {
            entries[at].statement = Statement::Reopened { why: "changed".to_owned() };
        } else {
            entries.remove(at);
        }
        // The end of a chain is held by the digest and by those who have read it.
        prop_assert_eq!(follow(visit, &entries).1.is_empty(), is_last);
    }
}

#[test]
fn what_was_answered_is_part_of_what_is_linked() {
    let marked = |reason| {
        let scenario = Scenario::of("police-custody/interview").mark("lawyer_asked", reason);
        scenario.session.digest()
    };
    assert_eq!(marked(Missing::Refused), marked(Missing::Refused));
    assert_ne!(marked(Missing::Refused), marked(Missing::DoesNotKnow));
}
