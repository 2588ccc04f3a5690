//! The visit under a newer version of its checklist, as a monitor sees it: what would change, moving it,
//! and what a finished visit needs first.

use std::sync::Arc;

use crossterm::event::KeyCode;
use firsthours::checklist::{Checklist, QuestionName};
use firsthours::i18n::Language;
use firsthours::value::{Source, Value};
use firsthours::visit::{Answer, DeviceId, Place, Session, Subject};

use super::monitor::{Monitor, Store, settings};
use crate::scenario::{compiled, saying};

const FIRST: &str = r#"
format = 1
id = "test/cells"
version = "1"
subject = "premises"
default_source = "observation"
title = { en = "Cells", ru = "Камеры" }

[choices]
yes_no = [
  { name = "yes", label = { en = "Yes", ru = "Да" } },
  { name = "no", label = { en = "No", ru = "Нет" } },
]

[[section]]
name = "all"
title = { en = "All", ru = "Всё" }

[[section.question]]
name = "lit"
number = "C01"
kind = "choice"
choices = "yes_no"
label = { en = "Is it lit?", ru = "Есть ли свет?" }

[[section.question]]
name = "beds"
number = "C02"
kind = "integer"
label = { en = "Beds", ru = "Спальных мест" }

[[section.question]]
name = "smell"
number = "C03"
kind = "text"
label = { en = "Smell", ru = "Запах" }
"#;

/// The next version: `lit` is called `light`, `smell` is gone, and something is new.
fn second() -> Arc<Checklist> {
    let text = FIRST
        .replace("version = \"1\"", "version = \"2\"")
        .replace("name = \"lit\"", "name = \"light\"\nwas = \"lit\"");
    let (kept, _) = text
        .split_once("\n[[section.question]]\nname = \"smell\"")
        .unwrap();
    compiled(&format!(
        "{kept}\n[[section.question]]\nname = \"window\"\nnumber = \"C04\"\nkind = \"choice\"\n\
         choices = \"yes_no\"\nlabel = {{ en = \"Is there a window?\", ru = \"Есть ли окно?\" }}\n"
    ))
}

/// A visit with three answers under the first version, while the second is there.
fn filled() -> Store {
    let first = compiled(FIRST);
    let mut store = Store::of(vec![Arc::clone(&first)]);
    let mut session = store.session();
    let mut number = 3;
    for (question, value) in [
        ("lit", Value::Choice("yes".to_owned())),
        ("beds", Value::Integer(4)),
        ("smell", Value::Text("damp".to_owned())),
    ] {
        let place = Place {
            subject: Subject::Premises,
            checklist: first.digest,
            question: QuestionName::new(question),
        };
        let saying = saying(DeviceId([7; 16]), number);
        let answer = Answer::given(value);
        let said = session.answer(&place, Source::Observation, answer, &saying);
        number += said.unwrap().entries.len() as u64;
    }
    store.entries = session.entries().to_vec();
    store.newer = Some(second());
    store
}

fn finished() -> Store {
    let mut store = filled();
    let mut session = store.session();
    let number = session
        .entries()
        .iter()
        .map(|entry| entry.id.number)
        .max()
        .unwrap()
        + 1;
    session.close(&saying(DeviceId([7; 16]), number)).unwrap();
    store.entries = session.entries().to_vec();
    store
}

/// From the overview of the visit to the report, by the menu.
fn at_the_report(store: Store, language: Language, size: (u16, u16)) -> Monitor {
    let mut monitor = Monitor::in_visit(store, size, settings(language));
    monitor.key(KeyCode::F(2));
    monitor.types(if language == Language::En {
        "another v"
    } else {
        "другая в"
    });
    monitor.key(KeyCode::Enter);
    monitor
}

fn version(session: &Session) -> String {
    session.checklists()[0].version.clone()
}

#[test]
fn the_report_tells_what_would_change_and_moving_is_asked_for() {
    for (language, size, name) in [
        (Language::En, (80, 24), "en"),
        (Language::Ru, (80, 24), "ru"),
        (Language::Ru, (120, 40), "wide_ru"),
    ] {
        let mut monitor = at_the_report(filled(), language, size);
        insta::assert_snapshot!(format!("report_{name}"), monitor.screen());
        monitor.key(KeyCode::Enter);
        // The first answer changes nothing.
        monitor.key(KeyCode::Enter);
        assert_eq!(version(&monitor.store.session()), "1");
        monitor.key(KeyCode::Enter);
        monitor.types("2");
        let session = monitor.store.session();
        assert_eq!(version(&session), "2");
        assert_eq!(session.left_behind().len(), 1);
    }
}

#[test]
fn a_finished_visit_is_compared_and_moved_only_after_it_was_opened_again() {
    for (language, name) in [(Language::En, "en"), (Language::Ru, "ru")] {
        let mut monitor = at_the_report(finished(), language, (80, 24));
        insta::assert_snapshot!(format!("report_of_a_finished_{name}"), monitor.screen());
        monitor.key(KeyCode::Enter);
        monitor.types("corrected");
        monitor.key(KeyCode::Enter);
        let session = monitor.store.session();
        assert!(!session.is_closed());
        assert_eq!(version(&session), "1", "opening again moves nothing");
    }
}
