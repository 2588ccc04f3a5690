//! Hiding, locking, and what may be seen without the passphrase.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use firsthours::i18n::Language;
use firsthours::tui::Event;
use firsthours::tui::world::Pin;

use super::monitor::{Monitor, PASSPHRASE, Store, settings};

const INTERVIEW: &str = "police-custody/interview";

fn at_interview() -> Monitor {
    let mut wanted = settings(Language::Ru);
    wanted.pin = Pin::new(&[1, 2, 3, 4]);
    let mut monitor = Monitor::in_visit(Store::with(&[INTERVIEW]), (80, 24), wanted);
    monitor.types("n");
    monitor.key(KeyCode::Enter);
    monitor
}

/// Words that would tell a guard what this is.
const TELLING: [&str; 9] = [
    "IVS",
    "P-01",
    "firsthours",
    "Согласи",
    "/83",
    "задерж",
    "посещ",
    "ИВС",
    "Сохран",
];

fn assert_tells_nothing(monitor: &Monitor) {
    let screen = monitor.screen();
    for word in TELLING {
        assert!(!screen.contains(word), "{word}:\n{screen}");
    }
}

#[test]
fn the_door_tells_nothing() {
    let monitor = Monitor::at_the_door(Store::with(&[INTERVIEW]), (80, 24), settings(Language::Ru));
    assert_tells_nothing(&monitor);
}

#[test]
fn one_key_hides_and_the_pin_brings_back_the_same_place() {
    for hide in [KeyCode::Char('q'), KeyCode::Char('й'), KeyCode::F(9)] {
        let mut monitor = at_interview();
        monitor.types("1");
        let before = monitor.screen();
        monitor.key(hide);
        assert_tells_nothing(&monitor);
        // The PIN is typed by position: on the Kazakh row these keys are letters.
        monitor.types("1әің");
        assert_eq!(monitor.screen().lines().nth(4), before.lines().nth(4));
    }
}

#[test]
fn a_burst_of_escape_hides_from_everywhere_and_steps_back_nowhere() {
    for opened in ["", "c", "j", "l", "?"] {
        let mut monitor = at_interview();
        monitor.types("1");
        let question = monitor.screen().lines().nth(4).map(str::to_owned);
        monitor.types(opened);
        monitor.ms += 3_000;
        for _ in 0..3 {
            monitor.ms += 100;
            monitor.event(Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)));
        }
        assert_tells_nothing(&monitor);
        monitor.types("1234");
        if opened != "?" {
            assert_eq!(
                monitor.screen().lines().nth(4).map(str::to_owned),
                question,
                "{opened}"
            );
        }
    }
}

#[test]
fn three_wrong_pins_lock_and_the_keys_are_gone() {
    let mut monitor = at_interview();
    monitor.types("q");
    monitor.types("0000");
    monitor.types("0000");
    assert!(monitor.store.open);
    monitor.types("0000");
    assert!(!monitor.store.open);
    assert_tells_nothing(&monitor);
    assert!(monitor.model.world.visit.is_none());
}

#[test]
fn the_screen_hides_after_two_minutes_and_locks_after_five() {
    let mut monitor = at_interview();
    monitor.waits(119_000);
    assert!(monitor.screen().contains("P-01"));
    monitor.waits(2_000);
    assert_tells_nothing(&monitor);
    assert!(monitor.store.open);
    monitor.waits(180_000);
    assert!(!monitor.store.open);
    assert_tells_nothing(&monitor);
}

#[test]
fn after_the_lock_one_is_where_one_was() {
    let mut monitor = at_interview();
    monitor.types("11");
    let question = monitor.screen().lines().nth(4).map(str::to_owned);
    monitor.control('l');
    assert!(!monitor.store.open);
    monitor.types(PASSPHRASE);
    monitor.key(KeyCode::Enter);
    assert_eq!(monitor.screen().lines().nth(4).map(str::to_owned), question);
}

#[test]
fn a_machine_that_slept_is_locked() {
    let mut monitor = at_interview();
    let now = firsthours::tui::Now {
        ms: monitor.ms + 100,
        machine: monitor.model.world.now.machine + chrono::Duration::hours(1),
    };
    monitor.model.update(Event::Tick, now);
    assert_tells_nothing(&monitor);
}

#[test]
fn nothing_ends_the_program_by_accident() {
    let mut monitor = at_interview();
    for letter in ['c', 'z', '\\', 'd', 'x'] {
        monitor.control(letter);
    }
    for _ in 0..6 {
        monitor.ms += 2_000;
        monitor.key(KeyCode::Esc);
    }
    assert!(!monitor.ended);
    // Nor at the door, where a lock while one was busy may have put one.
    monitor.waits(6 * 60_000);
    for _ in 0..6 {
        monitor.ms += 2_000;
        monitor.key(KeyCode::Esc);
    }
    assert!(!monitor.ended);
    monitor.key(KeyCode::Esc);
    monitor.key(KeyCode::Esc);
    assert_tells_nothing(&monitor);
    monitor.types("2");
    assert!(monitor.ended);
}

#[test]
fn a_window_too_small_says_so_and_still_hides() {
    let mut monitor = at_interview();
    monitor.types("1");
    let question = monitor.screen().lines().nth(4).map(str::to_owned);
    monitor.event(Event::Resize(58, 15));
    assert!(monitor.screen().contains("58x15"), "{}", monitor.screen());
    monitor.types("1");
    monitor.event(Event::Resize(80, 24));
    assert_eq!(monitor.screen().lines().nth(4).map(str::to_owned), question);
    monitor.event(Event::Resize(58, 15));
    monitor.key(KeyCode::F(9));
    assert_tells_nothing(&monitor);
}

#[test]
fn the_passphrase_opens_in_the_wrong_layout_too_and_a_wrong_one_is_not_lost() {
    let store = Store::with(&[INTERVIEW]);
    let mut monitor = Monitor::at_the_door(store, (80, 24), settings(Language::Ru));
    monitor.types("wrong one");
    monitor.key(KeyCode::Enter);
    assert!(!monitor.store.open);
    assert!(
        monitor.screen().contains("*********"),
        "what was typed stays"
    );
    for _ in 0..9 {
        monitor.key(KeyCode::Backspace);
    }
    // "eight signs" on a Russian layout.
    monitor.types("ушпре ышпты");
    monitor.key(KeyCode::Enter);
    assert!(monitor.store.open);
}
