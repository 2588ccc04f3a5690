//! The bin: out of every list and count, and back with everything that was said. And counts that follow
//! whatever else is taken back.

use firsthours::app::{DeskError, Purge};
use firsthours::indicator::{Selection, Suppression};
use firsthours::visit::{Refusal, Subject};

use super::people::{Person, no, yes};

fn counts(person: &Person) -> String {
    let report = person.desk.tally(Selection::default(), Suppression::OFF);
    format!("{:?}", report.unwrap().rows)
}

#[test]
fn whoever_is_in_the_bin_is_in_no_list_and_no_count_and_comes_back_with_everything() {
    let monitor = Person::new("M-1", "10:00");
    let visit = monitor.visits("IVS-07");
    let (first, second) = (monitor.takes_up(visit), monitor.takes_up(visit));
    monitor.answers(visit, first, "lawyer_asked", yes());
    monitor.answers(visit, second, "lawyer_asked", no());
    let (both, seen) = (counts(&monitor), monitor.sees(visit));
    monitor.does(visit, |session, saying| session.put_in_bin(second, saying));
    let session = monitor.desk.visit(visit).unwrap();
    let listed: Vec<Subject> = session.subjects().map(|taken| taken.subject).collect();
    assert_eq!(listed, [first]);
    assert_eq!(session.in_bin()[0].0, second);
    assert_eq!(monitor.desk.visits().unwrap()[0].persons, 1);
    assert_ne!(counts(&monitor), both);
    // The code is not given again while its owner may come back.
    assert_eq!(monitor.takes_up(visit), Subject::Person(3));
    monitor.does(visit, |session, saying| session.undo(saying));
    let mut session = monitor.desk.visit(visit).unwrap();
    let saying = monitor.desk.saying(session.header().clock);
    let refused = session.take_up_as(second, None, &saying);
    assert_eq!(refused.err(), Some(Refusal::InBin { subject: second }));
    monitor.does(visit, |session, saying| session.bring_back(second, saying));
    assert_eq!((counts(&monitor), monitor.sees(visit)), (both, seen));
    // And undo takes the way back as it does everything.
    monitor.does(visit, |session, saying| session.undo(saying));
    assert!(monitor.desk.visit(visit).unwrap().is_in_bin(second));
}

#[test]
fn a_visit_in_the_bin_is_nowhere_until_it_is_brought_back_or_taken_out_for_good() {
    let monitor = Person::new("M-1", "10:00");
    let (stays, goes) = (monitor.visits("IVS-07"), monitor.visits("POL-02"));
    for visit in [stays, goes] {
        let person = monitor.takes_up(visit);
        monitor.answers(visit, person, "lawyer_asked", yes());
    }
    let before = counts(&monitor);
    monitor.desk.put_in_bin(goes, false).unwrap();
    assert_eq!(monitor.desk.visits().unwrap().len(), 1);
    assert!(matches!(
        monitor.desk.find_visit(&goes.to_string()),
        Err(DeskError::NoVisit { .. })
    ));
    assert_ne!(counts(&monitor), before);
    assert_eq!(monitor.desk.overdue_in_bin(), 0);
    // It stays there when the vault is opened again, and comes back whole.
    let monitor = monitor.at("11:00");
    assert_eq!(monitor.desk.bin().unwrap()[0].facility, "POL-02");
    monitor.desk.put_in_bin(goes, true).unwrap();
    assert_eq!(counts(&monitor), before);
    assert_eq!(monitor.desk.bin().unwrap(), []);
    monitor.desk.put_in_bin(goes, false).unwrap();
    let purged = monitor.desk.purge(Purge::Visit(goes), false);
    let (desk, _) = purged.map_err(|refused| refused.fault).unwrap();
    assert_eq!(desk.bin().unwrap(), []);
    assert_eq!(desk.visits().unwrap().len(), 1);
    assert!(desk.put_in_bin(goes, true).is_err(), "what is gone is gone");
}

#[test]
fn what_a_colleague_said_without_knowing_is_never_in_the_bin() {
    let (first, second) = (Person::new("M-1", "10:00"), Person::new("M-2", "10:05"));
    first.knows(&second);
    second.knows(&first);
    let visit = first.visits("IVS-07");
    let person = first.takes_up(visit);
    first.answers(visit, person, "lawyer_asked", yes());
    second.takes(&first.hands(&[visit], &second)).unwrap();
    first.does(visit, |session, saying| session.put_in_bin(person, saying));
    second.answers(visit, person, "lawyer_asked", no());
    first.takes(&second.hands(&[visit], &first)).unwrap();
    assert!(!first.desk.visit(visit).unwrap().is_in_bin(person));
    assert!(first.sees(visit)["P-01 lawyer_asked"][0].starts_with("M-2"));
    // Now it is known, and may go.
    first.does(visit, |session, saying| session.put_in_bin(person, saying));
    assert!(first.desk.visit(visit).unwrap().is_in_bin(person));
    // A visit in the bin comes back with what a colleague adds to it.
    second.answers(visit, person, "lawyer_private", no());
    first.desk.put_in_bin(visit, false).unwrap();
    first.takes(&second.hands(&[visit], &first)).unwrap();
    assert_eq!(first.desk.visits().unwrap().len(), 1);
}

#[test]
fn counts_follow_when_an_import_is_taken_back() {
    let (monitor, office) = (Person::new("M-1", "10:00"), Person::new("office", "20:00"));
    monitor.knows(&office);
    office.knows(&monitor);
    let visit = monitor.visits("IVS-07");
    let person = monitor.takes_up(visit);
    monitor.answers(visit, person, "lawyer_asked", yes());
    let nothing = counts(&office);
    office.takes(&monitor.hands(&[visit], &office)).unwrap();
    let once = counts(&office);
    assert_ne!(once, nothing);
    monitor.takes_up(visit);
    office.takes(&monitor.hands(&[visit], &office)).unwrap();
    assert_ne!(counts(&office), once);
    office.desk.take_back_import().unwrap();
    assert_eq!(counts(&office), once, "the second person is taken back");
    office.desk.take_back_import().unwrap();
    assert_eq!(counts(&office), nothing, "the whole visit is taken back");
}
