//! The guard of names: what it asks, when, and what becomes of the answer.

use crossterm::event::KeyCode;
use firsthours::i18n::Language;

use super::monitor::{Monitor, Store, settings};

const INTERVIEW: &str = "police-custody/interview";

fn at_note(size: (u16, u16)) -> Monitor {
    let mut monitor = Monitor::in_visit(Store::with(&[INTERVIEW]), size, settings(Language::Ru));
    monitor.types("n");
    monitor.key(KeyCode::Enter);
    monitor.types("с");
    monitor
}

/// The note of the first question about P-01.
fn note(monitor: &Monitor) -> String {
    let session = monitor.store.session();
    let notes: Vec<String> = session
        .sheets()
        .flat_map(|sheet| sheet.said(0))
        .filter_map(|said| said.answer.note.clone())
        .collect();
    notes.join("; ")
}

const ASKED: &str = "Имя? 1 заменить на P-01";

#[test]
fn a_name_in_a_note_is_pointed_out_on_a_pause_and_kept_all_the_same() {
    for size in [(80, 24), (120, 40)] {
        let mut monitor = at_note(size);
        monitor.types("Дежурный Сергазы Ахметов");
        assert!(
            !monitor.screen().contains("Имя?"),
            "not while a word is typed"
        );
        monitor.waits(1_200);
        let screen = monitor.screen();
        assert!(screen.contains(ASKED), "{screen}");
        assert!(screen.contains("4 не имя: «Сергазы"), "{screen}");
        let buffer = monitor.buffer();
        let underlined: String = buffer
            .content
            .iter()
            .filter(|cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(underlined, "Сергазы Ахметов");
        monitor.key(KeyCode::Esc);
        assert_eq!(note(&monitor), "Дежурный Сергазы Ахметов");
    }
}

#[test]
fn one_puts_the_code_of_the_person_there_and_undo_brings_the_name_back() {
    let mut monitor = at_note((80, 24));
    monitor.types("Сказал, что Нурлан Ахметов бил, и Нурлан Ахметов ушёл");
    monitor.waits(1_200);
    monitor.types("1");
    assert_eq!(note(&monitor), "Сказал, что P-01 бил, и P-01 ушёл");
    monitor.control('z');
    monitor.waits(1_200);
    assert!(
        note(&monitor).contains("Нурлан Ахметов"),
        "{}",
        note(&monitor)
    );
}

#[test]
fn what_an_official_or_a_place_is_called_is_asked_about_once_in_a_visit() {
    for digit in ["2", "3", "4"] {
        let mut monitor = at_note((80, 24));
        monitor.types("Приказал Ахметов");
        monitor.waits(1_200);
        monitor.types(digit);
        assert_eq!(note(&monitor), "Приказал Ахметов", "nothing changes");
        monitor.types(" и ахметов, и снова Ахметов");
        monitor.waits(1_200);
        assert!(!monitor.screen().contains("Имя?"));
        assert_eq!(monitor.store.allowed.len(), 1, "kept, as a hash");
        // Another name is asked about.
        monitor.types(", и Жумабаев");
        monitor.waits(1_200);
        assert!(monitor.screen().contains("«Жумабаев»"));
    }
}

#[test]
fn digits_that_belong_to_the_text_are_never_swallowed() {
    let mut monitor = at_note((80, 24));
    monitor.types("Приказал Ахметов");
    monitor.waits(1_200);
    // Any other key ignores the question, and what follows is text.
    monitor.types(" 12 человек");
    monitor.waits(1_200);
    assert_eq!(note(&monitor), "Приказал Ахметов 12 человек");
    assert!(!monitor.screen().contains("Имя?"), "ignored once is enough");
    // When the typing ends it is asked again; a digit that comes at once is the question's own.
    monitor.key(KeyCode::Esc);
    assert!(monitor.screen().contains("Имя?"));
    monitor.types("2");
    let session = monitor.store.session();
    let answered = session
        .sheets()
        .flat_map(|sheet| sheet.said(0))
        .any(|said| said.answer.value().is_some());
    assert!(answered, "500 ms after Esc, 2 is the answer no");
}

#[test]
fn what_is_left_is_on_the_list_before_finishing() {
    let mut monitor = at_note((80, 24));
    monitor.types("Приказал Ахметов");
    monitor.key(KeyCode::Esc);
    monitor.key(KeyCode::Esc);
    monitor.key(KeyCode::F(2));
    let menu = monitor.screen();
    monitor.types("Завершить");
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::End);
    let screen = monitor.screen();
    assert!(screen.contains("похоже на имя"), "{menu}\n{screen}");
    assert!(screen.contains("Ахметов"), "{screen}");
}
