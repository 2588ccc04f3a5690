//! What is half typed when the vault is locked: it is there again, and it was no answer meanwhile.

use crossterm::event::KeyCode;
use firsthours::app::PRACTICE_PASSPHRASE;
use firsthours::i18n::Language;
use firsthours::visit::{Statement, Subject};

use super::monitor::{Monitor, PASSPHRASE, Store, settings};
use super::office::Office;

const INTERVIEW: &str = "police-custody/interview";

/// A monitor at an item of the interview.
fn at_item(number: &str) -> Monitor {
    let mut monitor =
        Monitor::in_visit(Store::with(&[INTERVIEW]), (80, 24), settings(Language::Ru));
    monitor.types("n");
    monitor.key(KeyCode::Enter);
    monitor.types("1j");
    monitor.types(number);
    monitor.key(KeyCode::Enter);
    monitor
}

fn answered(monitor: &Monitor) -> usize {
    let said = monitor.store.entries.iter();
    said.filter(|entry| matches!(entry.statement, Statement::Answered { .. }))
        .count()
}

#[test]
fn a_number_or_a_time_on_its_way_is_no_answer_when_the_vault_is_locked() {
    // 1 on the way to 17, and 130 on the way to 1305, read as an age and as half past one.
    for (item, begun, rest, whole) in [
        ("J01", "1", "7", "17"),
        ("D01", "130", "5", "2026-03-05T13:05"),
    ] {
        let mut monitor = at_item(item);
        let before = answered(&monitor);
        monitor.types(begun);
        monitor.control('l');
        assert!(!monitor.store.open);
        assert_eq!(answered(&monitor), before, "{item}: nothing was said");
        assert!(monitor.store.draft.is_some());
        monitor.types(PASSPHRASE);
        monitor.key(KeyCode::Enter);
        let screen = monitor.screen();
        assert!(screen.contains(begun), "{screen}");
        monitor.types(rest);
        monitor.key(KeyCode::Enter);
        let session = monitor.store.session();
        let mut sheets = session.sheets();
        let sheet = sheets.find(|s| s.subject() == Subject::Person(1)).unwrap();
        let value = sheet.value(sheet.checklist().item(item)[0]);
        assert_eq!(value.map(ToString::to_string).as_deref(), Some(whole));
        assert_eq!(monitor.store.draft, None, "what was said is no draft");
    }
}

fn locks_and_comes_back(office: &mut Office) {
    office.control('l');
    office.types(PRACTICE_PASSPHRASE);
    office.key(KeyCode::Enter);
}

#[test]
fn a_visit_that_was_about_to_begin_is_there_again_after_the_lock() {
    let mut office = Office::with(1, (80, 24), Language::Ru);
    office.types("4");
    office.types("kz-ivs-02");
    office.key(KeyCode::Enter);
    office.types("2");
    for _ in 0..5 {
        office.key(KeyCode::Down);
    }
    office.types("1305");
    office.key(KeyCode::Down);
    office.types("134");
    let before = office.screen();
    locks_and_comes_back(&mut office);
    let rows = |screen: &str| {
        screen
            .lines()
            .skip(1)
            .take(18)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&office.screen()), rows(&before));
    office.types("0");
    office.key(KeyCode::Enter);
    let header = office.model.world.visit.as_ref().unwrap().session.header();
    assert_eq!(header.facility.code, "KZ-IVS-02");
    assert_eq!(header.start.to_string(), "2026-03-05T13:05+05:00");
    assert_eq!(header.let_in.unwrap().to_string(), "2026-03-05T13:40+05:00");
}

#[test]
fn a_place_and_a_colleague_that_were_being_entered_are_there_again_after_the_lock() {
    let mut office = Office::with(0, (80, 24), Language::En);
    office.types("5");
    office.key(KeyCode::F(7));
    office.types("KZ-POL-19");
    for _ in 0..4 {
        office.key(KeyCode::Down);
    }
    office.types("Police stat");
    locks_and_comes_back(&mut office);
    let screen = office.screen();
    assert!(
        screen.contains("KZ-POL-19") && screen.contains("Police stat"),
        "{screen}"
    );
    office.types("ion");
    office.key(KeyCode::Enter);
    let screen = office.screen();
    assert!(screen.contains("Police station"), "{screen}");
    // Once it is entered, nothing comes back.
    locks_and_comes_back(&mut office);
    assert!(!office.screen().contains("Police station"));
}
