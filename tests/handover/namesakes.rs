//! Two monitors who wrote P-01 for two people: counted as two until somebody says that they are one.

use std::path::PathBuf;

use firsthours::app::Purge;
use firsthours::visit::{Refusal, Session, Subject, ToDoKind, VisitId};

use super::people::{Person, no, yes};

/// Three monitors who fill one visit at the same time, and the office. Each of the first two takes up
/// a P-01 without knowing of the other's; the third takes up nobody.
struct Gate {
    office: Person,
    monitors: [Person; 3],
    visit: VisitId,
}

const P1: Subject = Subject::Person(1);

fn gate() -> Gate {
    let office = Person::new("office", "20:00");
    let monitors = [("M-1", "09:10"), ("M-2", "09:20"), ("M-3", "09:05")]
        .map(|(name, clock)| Person::new(name, clock));
    for monitor in &monitors {
        office.knows(monitor);
        monitor.knows(&office);
        for other in &monitors {
            if other.name != monitor.name {
                monitor.knows(other);
            }
        }
    }
    let [first, second, third] = &monitors;
    let visit = first.visits("IVS-07");
    let begun = first.hands(&[visit], second);
    second.takes(&begun).unwrap();
    third.takes(&first.hands(&[visit], third)).unwrap();
    assert_eq!(first.takes_up(visit), P1);
    assert_eq!(second.takes_up(visit), P1, "nobody knows of the other's");
    first.answers(visit, P1, "lawyer_asked", yes());
    second.answers(visit, P1, "lawyer_asked", no());
    second.answers(visit, P1, "consent_talk", yes());
    Gate {
        office,
        monitors,
        visit,
    }
}

impl Gate {
    fn bundles(&self) -> Vec<PathBuf> {
        let to_office = |monitor: &Person| monitor.hands(&[self.visit], &self.office);
        self.monitors.iter().map(to_office).collect()
    }
}

fn persons(session: &Session) -> Vec<Subject> {
    session.subjects().map(|taken| taken.subject).collect()
}

fn is_open(session: &Session) -> bool {
    session
        .to_do()
        .iter()
        .any(|to_do| to_do.kind == ToDoKind::TakenUpTwice)
}

#[test]
fn two_people_with_one_code_are_two_and_nobody_s_answers_are_joined() {
    let gate = gate();
    let mut seen = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 1]] {
        let office = Person::new("office", "20:00");
        for monitor in &gate.monitors {
            office.knows(monitor);
        }
        let mut incoming = None;
        for at in order {
            let bundle = gate.monitors[at].hands(&[gate.visit], &office);
            incoming = Some(office.takes(&bundle).unwrap());
        }
        let plan = incoming.unwrap();
        assert_eq!(plan.visits[0].shared_codes.len(), 1);
        let session = office.desk.visit(gate.visit).unwrap();
        let shared = session.shared_codes();
        assert_eq!(shared.len(), 1);
        assert_eq!((shared[0].code, shared[0].is_open), (P1, true));
        assert_eq!(persons(&session), shared[0].carried_by);
        assert_eq!(session.episodes().len(), 2, "two human beings are counted");
        assert!(is_open(&session));
        assert!(session.two_accounts().is_empty(), "and nothing differs");
        assert!(!session.has_subject(P1));
        let by: Vec<_> = session.subjects().map(|taken| taken.by.unwrap()).collect();
        let mut said = Vec::new();
        for (subject, by) in persons(&session).into_iter().zip(by) {
            let checklist = session.checklists()[0].digest;
            let sheet = session.sheet(subject, checklist).unwrap();
            said.push((by.to_owned(), subject.to_string(), sheet.total().done));
        }
        said.sort();
        assert_eq!((said[0].0.as_str(), said[0].2), ("M-1", 1));
        assert_eq!((said[1].0.as_str(), said[1].2), ("M-2", 2));
        let summary = &office.desk.visits().unwrap()[0];
        assert_eq!(summary.persons, 2);
        seen.push((session.digest(), said));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "whatever the order");
}

#[test]
fn each_monitor_goes_on_with_the_own_code_and_the_other_s_is_told_apart() {
    let gate = gate();
    let [first, second, _] = &gate.monitors;
    first.takes(&second.hands(&[gate.visit], first)).unwrap();
    let session = first.desk.visit(gate.visit).unwrap();
    let [one, other] = persons(&session)[..] else {
        panic!("two");
    };
    assert_eq!((one.code(), other.code()), (P1, P1));
    // Who is meant must be said from here on, and the code is not given a third time.
    let mut session = first.desk.visit(gate.visit).unwrap();
    let saying = first.desk.saying(session.header().clock);
    let refused = session.take_up_as(P1, None, &saying).unwrap_err();
    assert!(matches!(refused, Refusal::CodeIsShared { .. }), "{refused}");
    assert_eq!(first.takes_up(gate.visit), Subject::Person(2));
    let own = session
        .subjects()
        .find(|taken| taken.by == Some("M-1"))
        .unwrap()
        .subject;
    first.answers(gate.visit, own, "lawyer_asked", no());
    // What was written about the marked code is about the same person at the office.
    for bundle in gate.bundles() {
        gate.office.takes(&bundle).unwrap();
    }
    let at_office = gate.office.desk.visit(gate.visit).unwrap();
    let sheet = at_office
        .sheet(own, at_office.checklists()[0].digest)
        .unwrap();
    assert_eq!(sheet.total().done, 1, "the answer was changed, not doubled");
    assert_eq!(at_office.shared_codes().len(), 1);
}

#[test]
fn it_can_be_said_that_they_are_one_with_a_reason_and_taken_back() {
    let gate = gate();
    for bundle in gate.bundles() {
        gate.office.takes(&bundle).unwrap();
    }
    let office = &gate.office;
    let visit = gate.visit;
    let session = office.desk.visit(visit).unwrap();
    let [one, other] = persons(&session)[..] else {
        panic!("two");
    };
    let say = |same, why: &str| {
        let mut session = office.desk.visit(visit).unwrap();
        let saying = office.desk.saying(session.header().clock);
        let said = session.settle_code(one, other, same, why, &saying);
        if let Ok(change) = &said {
            office.desk.take_numbers(&change.entries);
            office.desk.keep(&session, change).unwrap();
            // What is read again from the disk is what was in hand.
            let again = office.desk.visit(visit).unwrap();
            assert_eq!(persons(&again), persons(&session));
            assert_eq!(again.digest(), session.digest());
        }
        said.map(|_| ())
    };
    assert_eq!(say(true, "  "), Err(Refusal::WhyIsMissing));
    say(true, "same scar, same cell, M-1 and M-2 spoke").unwrap();
    let session = office.desk.visit(visit).unwrap();
    assert_eq!(persons(&session), [P1]);
    assert_eq!(session.episodes().len(), 1);
    assert!(!is_open(&session));
    assert_eq!(
        session.two_accounts().len(),
        1,
        "yes and no stand side by side"
    );
    assert_eq!(office.desk.visits().unwrap()[0].persons, 1);
    // The monitors hear of it with the next bundle.
    let [first, ..] = &gate.monitors;
    first.takes(&office.hands(&[visit], first)).unwrap();
    assert_eq!(persons(&first.desk.visit(visit).unwrap()), [P1]);
    first.answers(visit, P1, "lawyer_asked", yes());
    office.takes(&first.hands(&[visit], office)).unwrap();
    let session = office.desk.visit(visit).unwrap();
    assert!(session.two_accounts().is_empty(), "the monitor settled it");
    // One undo, and they are two again.
    office.does(visit, Session::undo);
    let session = office.desk.visit(visit).unwrap();
    assert_eq!(persons(&session), [one, other]);
    office.does(visit, Session::redo);
    assert_eq!(persons(&office.desk.visit(visit).unwrap()), [P1]);
    // And it can be said that they are two: then nothing is left to settle.
    say(false, "M-2 remembers another man").unwrap();
    let session = office.desk.visit(visit).unwrap();
    assert_eq!(persons(&session), [one, other]);
    assert!(!is_open(&session));
}

#[test]
fn whoever_is_purged_takes_nobody_of_the_same_code_along() {
    let gate = gate();
    // The first monitor purges the own P-01 before anybody knows of the other's.
    let mut monitors = gate.monitors.into_iter();
    let first = monitors.next().unwrap();
    let first = first.purges(Purge::Subject(gate.visit, P1));
    let second = monitors.next().unwrap();
    let office = gate.office;
    office.takes(&first.hands(&[gate.visit], &office)).unwrap();
    office.takes(&second.hands(&[gate.visit], &office)).unwrap();
    let session = office.desk.visit(gate.visit).unwrap();
    assert_eq!(persons(&session), [P1], "the other's P-01 is there");
    assert_eq!(session.subjects().next().unwrap().by, Some("M-2"));
    assert_eq!(session.episodes().len(), 1);
}
