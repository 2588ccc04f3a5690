//! Visits at a glance: overview, list before finishing, persons and custody records.

use crossterm::event::KeyCode;
use firsthours::i18n::Language;

use super::monitor::{Monitor, Store, settings};

const ALL: [&str; 6] = [
    "police-custody/premises",
    "police-custody/staff",
    "police-custody/interview",
    "police-custody/custody-record",
    "police-custody/lawyer",
    "police-custody/medical",
];

#[test]
fn dump() {
    for (language, size) in [
        (Language::En, (80, 24)),
        (Language::Ru, (80, 24)),
        (Language::Ru, (120, 40)),
    ] {
        let mut monitor = Monitor::in_visit(Store::with(&ALL), size, settings(language));
        let show = |m: &Monitor, what: &str| println!("=== {what}\n{}", m.screen());
        show(&monitor, "overview");
        monitor.key(KeyCode::Down);
        monitor.key(KeyCode::Down);
        monitor.key(KeyCode::Down);
        monitor.types("0");
        show(&monitor, "rest");
        monitor.types("2");
        show(&monitor, "marked");
        monitor.key(KeyCode::Enter);
        monitor.types("1");
        monitor.waits(3000);
        monitor.key(KeyCode::Esc);
        monitor.waits(3000);
        monitor.key(KeyCode::Esc);
        show(&monitor, "after one");
        monitor.key(KeyCode::End);
        monitor.key(KeyCode::Enter);
        show(&monitor, "finish");
        monitor.types("1");
        show(&monitor, "finished");
        monitor.key(KeyCode::F(2));
        show(&monitor, "menu");
        for _ in 0..4 {
            monitor.key(KeyCode::Down);
        }
        monitor.key(KeyCode::Enter);
        show(&monitor, "reopen");
        monitor.types("ab");
        monitor.key(KeyCode::Enter);
        show(&monitor, "reopened");
        monitor.key(KeyCode::Home);
        monitor.key(KeyCode::Enter);
        show(&monitor, "persons");
        monitor.types("n");
        show(&monitor, "new person");
        monitor.types("woman, cell 2");
        monitor.key(KeyCode::Enter);
        monitor.key(KeyCode::End);
        monitor.key(KeyCode::Enter);
        monitor.types("line 112");
        monitor.key(KeyCode::Enter);
        show(&monitor, "added");
        monitor.key(KeyCode::Home);
        monitor.key(KeyCode::F(2));
        show(&monitor, "menu2");
        for _ in 0..3 {
            monitor.key(KeyCode::Down);
        }
        monitor.key(KeyCode::Enter);
        show(&monitor, "link");
        monitor.key(KeyCode::Enter);
        show(&monitor, "linked");
        monitor.key(KeyCode::Enter);
        show(&monitor, "subject");
        monitor.key(KeyCode::Enter);
        show(&monitor, "intro");
        monitor.key(KeyCode::Enter);
        show(&monitor, "fill");
        for _ in 0..3 {
            monitor.waits(3000);
            monitor.key(KeyCode::Esc);
        }
        monitor.types("j");
        show(&monitor, "jump");
        monitor.types("каме");
        show(&monitor, "jump");
    }
}
