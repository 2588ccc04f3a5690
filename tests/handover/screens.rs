//! Hand-over at the keyboard, with real vaults behind the screens.

use crossterm::event::KeyCode;
use firsthours::export::atomic_file::Existing;
use firsthours::i18n::Language;
use firsthours::visit::Subject;

use super::people::{Person, no, yes};
use crate::tui::office::Office;

/// Types a path over whatever stands in the field.
fn types_path(office: &mut Office, path: &str) {
    for _ in 0..200 {
        office.key(KeyCode::Backspace);
    }
    office.types(path);
}

/// Has the office write its key, and returns it.
fn key_of(office: &mut Office, folder: &std::path::Path) -> String {
    office.types("9");
    assert!(
        office.screen().contains("words of your key"),
        "{}",
        office.screen()
    );
    office.types("3");
    types_path(office, folder.to_str().unwrap());
    office.key(KeyCode::Enter);
    assert!(office.screen().contains("Written"), "{}", office.screen());
    office.key(KeyCode::Enter);
    let written = std::fs::read_to_string(folder.join("key-M-1.txt")).unwrap();
    written.lines().next().unwrap().to_owned()
}

fn reads(office: &mut Office, bundle: &std::path::Path) {
    office.types("1");
    types_path(office, bundle.to_str().unwrap());
    office.key(KeyCode::Enter);
}

#[test]
fn a_stranger_s_bundle_is_shown_asked_about_taken_in_and_taken_back_with_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::with(0, (80, 24), Language::En);
    let key = key_of(&mut office, folder.path());
    let monitor = Person::new("M-4", "09:00");
    let visit = monitor.visits("IVS-07");
    monitor.takes_up(visit);
    let made = monitor
        .desk
        .make_bundle(&[visit], &[key], folder.path(), Existing::Kept)
        .unwrap();

    reads(&mut office, &made.path);
    let shown = office.screen();
    assert!(
        shown.contains("From nobody known") && shown.contains("IVS-07"),
        "{shown}"
    );
    office.key(KeyCode::Enter);
    assert!(
        office.screen().contains("not a known colleague"),
        "{}",
        office.screen()
    );
    // Enter is the safe answer.
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    office.types("2");
    assert!(office.screen().contains("Taken in:"), "{}", office.screen());
    office.types("u");
    assert!(
        office.screen().contains("Taken back"),
        "{}",
        office.screen()
    );
}

#[test]
fn two_accounts_are_listed_side_by_side_and_a_digit_says_which_stands() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::with(0, (80, 24), Language::En);
    let key = key_of(&mut office, folder.path());
    let (first, second) = (Person::new("M-1", "09:00"), Person::new("M-2", "09:30"));
    second.knows(&first);
    let visit = first.visits("IVS-07");
    let person = first.takes_up(visit);
    second.takes(&first.hands(&[visit], &second)).unwrap();
    first.answers(visit, Subject::Person(1), "lawyer_asked", yes());
    second.answers(visit, person, "lawyer_asked", no());
    for monitor in [&first, &second] {
        // The office enters both as colleagues: code, Enter, key, Enter.
        office.types("2");
        office.types(monitor.name);
        office.key(KeyCode::Enter);
        office.paste(&monitor.desk.public_key().unwrap().to_string());
        office.key(KeyCode::Enter);
        let words = monitor.desk.public_key().unwrap().fingerprint().to_string();
        assert!(office.screen().contains(&words), "{}", office.screen());
        let made = monitor
            .desk
            .make_bundle(
                &[visit],
                std::slice::from_ref(&key),
                folder.path(),
                Existing::Kept,
            )
            .unwrap();
        reads(&mut office, &made.path);
        assert!(
            office.screen().contains(monitor.name),
            "{}",
            office.screen()
        );
        if monitor.name == "M-2" {
            let shown = office.screen();
            assert!(
                shown.contains("1 differ") && shown.contains("P-01 D12"),
                "{shown}"
            );
            insta::assert_snapshot!("merge_en", shown);
            office.types("2");
        }
        office.key(KeyCode::Enter);
        assert!(office.screen().contains("Taken in:"), "{}", office.screen());
        assert!(!office.screen().contains("differ"), "{}", office.screen());
        office.key(KeyCode::Enter);
    }
    // Home again: the visit is there, and its history names both and the office that settled it.
    office.key(KeyCode::Esc);
    office.waits(3_000);
    office.types("1");
    office.key(KeyCode::F(2));
    office.types("history");
    office.key(KeyCode::Enter);
    let history = office.screen();
    for by in ["M-1", "M-2"] {
        assert!(history.contains(by), "{history}");
    }
    assert!(history.contains("Who said what"), "{history}");
}
