//! Filling a sheet at the keyboard: speed, corrections, notes, the wrong place.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use firsthours::checklist::Library;
use firsthours::i18n::Language;
use firsthours::tui::Event;
use firsthours::value::{Missing, NotCheckedReason, Value};
use firsthours::visit::{Answer, Content, Statement, Subject};

use super::monitor::{Monitor, Store, settings};

const PREMISES: &str = "police-custody/premises";
const INTERVIEW: &str = "police-custody/interview";

/// A monitor before the first question about the premises.
fn at_premises(size: (u16, u16), language: Language) -> Monitor {
    let mut monitor = Monitor::in_visit(Store::with(&[PREMISES]), size, settings(language));
    monitor.types("1");
    monitor
}

/// A monitor before the first question to P-01.
fn at_interview(size: (u16, u16), language: Language) -> Monitor {
    let mut monitor = Monitor::in_visit(Store::with(&[INTERVIEW]), size, settings(language));
    monitor.types("n");
    // The introduction is read out first.
    monitor.key(KeyCode::Enter);
    monitor
}

/// What was answered, in order, as question names with contents.
fn answers(monitor: &Monitor) -> Vec<(String, Option<Content>)> {
    let entries = monitor.store.entries.iter();
    entries
        .filter_map(|entry| match &entry.statement {
            Statement::Answered {
                question, answer, ..
            } => Some((question.to_string(), answer.content.clone())),
            _ => None,
        })
        .collect()
}

fn choice(name: &str) -> Content {
    Content::Given(Value::Choice(name.to_owned()))
}

#[test]
fn one_digit_answers_and_the_next_empty_question_follows() {
    for keys in ["11", "1ә"] {
        let mut monitor = at_interview((80, 24), Language::Ru);
        monitor.presses = 0;
        monitor.types(keys);
        assert_eq!(monitor.presses, 2);
        let said = answers(&monitor);
        assert_eq!(said[0].1, Some(choice("yes")));
        assert_eq!(
            said[1].1,
            Some(choice(if keys == "11" { "yes" } else { "no" }))
        );
        assert_ne!(said[0].0, said[1].0);
    }
}

#[test]
fn the_four_missing_reasons_stay_four_different_things() {
    let mut monitor = at_interview((80, 24), Language::En);
    monitor.types("1");
    monitor.types("7890");
    let said: Vec<_> = answers(&monitor)
        .into_iter()
        .skip(1)
        .map(|(_, content)| content)
        .collect();
    let missing = [
        Missing::Refused,
        Missing::NotApplicable,
        Missing::DoesNotKnow,
        Missing::NotChecked(NotCheckedReason::NotStated),
    ];
    assert_eq!(said, missing.map(|reason| Some(Content::Missing(reason))));
}

#[test]
fn a_correction_takes_two_keys_and_returns_by_itself() {
    let mut monitor = at_interview((80, 24), Language::Ru);
    monitor.types("111");
    let before = monitor.screen();
    let question = |screen: &str| screen.lines().nth(4).unwrap().to_owned();
    monitor.presses = 0;
    monitor.key(KeyCode::Backspace);
    assert_ne!(question(&before), question(&monitor.screen()));
    monitor.types("2");
    assert_eq!(monitor.presses, 2);
    assert_eq!(question(&before), question(&monitor.screen()));
    let said = answers(&monitor);
    assert_eq!(said[2].0, said[3].0);
    assert_eq!(said[3].1, Some(choice("no")));
}

#[test]
fn arrows_and_enter_answer_too_and_enter_alone_never_answers() {
    let mut monitor = at_interview((80, 24), Language::En);
    monitor.key(KeyCode::Enter);
    assert_eq!(answers(&monitor), []);
    monitor.key(KeyCode::Left);
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    assert_eq!(answers(&monitor)[0].1, Some(choice("yes")));
}

/// Sixty questions with yes and no about the premises, in six parts.
fn sixty() -> Store {
    let mut text = "format = 1\nid = \"test/sixty\"\nversion = \"1\"\nsubject = \"premises\"\n\
        default_source = \"observation\"\n[title]\nen = \"Sixty\"\nru = \"Sixty\"\n"
        .to_owned();
    for question in 0..60 {
        if question % 10 == 0 {
            text += &format!(
                "[[section]]\nname = \"part_{question}\"\ntitle = {{ en = \"Part\", ru = \"Part\" }}\n"
            );
        }
        text += &format!(
            "[[section.question]]\nnumber = \"Q{question}\"\nname = \"q_{question}\"\nkind = \"choice\"\n\
             choices = \"yes_no\"\nlabel = {{ en = \"Is it so?\", ru = \"Is it so?\" }}\n"
        );
    }
    let outcome = Library::embedded().check(&text);
    let checklist = outcome
        .checklist
        .unwrap_or_else(|| panic!("{:?}", outcome.defects));
    Store::of(vec![checklist])
}

/// Check 17 of the interaction design: a form of 60 items costs 75 keys, with arrows alone 125.
#[test]
fn sixty_questions_are_answered_within_the_budget_of_keys() {
    let mut trained = Monitor::in_visit(sixty(), (80, 24), settings(Language::Ru));
    trained.types("n");
    trained.presses = 0;
    for question in 0..60 {
        if question % 10 == 0 {
            // Six times somebody else says so: staff, then the register, and so on.
            trained.types("ы");
            trained.types(if question % 20 == 0 { "2" } else { "3" });
        }
        trained.types("1");
    }
    trained.key(KeyCode::Enter);
    assert_eq!(answers(&trained).len(), 60, "{}", trained.screen());
    assert!(trained.presses <= 75, "{}", trained.presses);

    let mut novice = Monitor::in_visit(sixty(), (80, 24), settings(Language::Ru));
    novice.types("n");
    novice.presses = 0;
    for _ in 0..60 {
        novice.key(KeyCode::Down);
        novice.key(KeyCode::Enter);
    }
    let said = answers(&novice);
    assert_eq!(said.len(), 60);
    assert!(said.iter().all(|(_, said)| *said == Some(choice("yes"))));
    assert!(novice.presses <= 125, "{}", novice.presses);
}

#[test]
fn a_held_digit_answers_one_question() {
    let mut monitor = at_interview((80, 24), Language::En);
    for _ in 0..20 {
        monitor.ms += 33;
        let key = KeyEvent::new(KeyCode::Char('1'), KeyModifiers::NONE);
        monitor.event(Event::Key(key));
    }
    assert_eq!(answers(&monitor).len(), 1);
}

#[test]
fn a_wrong_key_says_so_and_changes_nothing() {
    let mut monitor = at_interview((80, 24), Language::Ru);
    let before = monitor.store.entries.len();
    monitor.types("ц");
    assert!(
        monitor.screen().contains("Для «ц» здесь действия нет"),
        "{}",
        monitor.screen()
    );
    assert_eq!(monitor.store.entries.len(), before);
}

#[test]
fn text_typed_in_the_wrong_place_leaves_no_trace() {
    let mut monitor = at_interview((80, 24), Language::Ru);
    monitor.types("1");
    let standing = |monitor: &Monitor| {
        let session = monitor.store.session();
        let sheet = session
            .sheets()
            .find(|s| s.subject() == Subject::Person(1))
            .unwrap();
        (sheet.total().done, sheet.total().flags)
    };
    let before = standing(&monitor);
    for letter in "фвыцкен".chars() {
        monitor.ms += 60;
        monitor.event(Event::Key(KeyEvent::new(
            KeyCode::Char(letter),
            KeyModifiers::NONE,
        )));
    }
    assert_eq!(standing(&monitor), before);
}

#[test]
fn a_pasted_page_changes_no_answer_and_goes_into_a_note_when_asked() {
    let mut monitor = at_interview((80, 24), Language::Ru);
    let page = "1\n2\n1\n".repeat(300);
    monitor.event(Event::Paste(page.clone()));
    assert_eq!(answers(&monitor), []);
    monitor.types("1");
    assert_eq!(answers(&monitor), [], "any other key drops it");
    monitor.event(Event::Paste("протокол\u{7} без времени".to_owned()));
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Esc);
    let session = monitor.store.session();
    let sheet = session
        .sheets()
        .find(|s| s.subject() == Subject::Person(1))
        .unwrap();
    assert!(!sheet.is_answered(0));
    let note = sheet.said(0)[0].answer.note.clone();
    assert_eq!(note.as_deref(), Some("протокол без времени"));
}

#[test]
fn a_note_is_kept_while_it_is_written() {
    let mut monitor = at_interview((80, 24), Language::Ru);
    monitor.types("с");
    monitor.types("й");
    monitor.waits(1_100);
    let notes = |monitor: &Monitor| {
        let session = monitor.store.session();
        let sheet = session
            .sheets()
            .find(|s| s.subject() == Subject::Person(1))
            .unwrap();
        sheet
            .said(0)
            .first()
            .and_then(|said| said.answer.note.clone())
    };
    assert_eq!(notes(&monitor).as_deref(), Some("й"), "after a pause");
    monitor.types("без переводчика, без адв");
    let kept = notes(&monitor).unwrap();
    assert!(kept.chars().count() >= 20, "after twenty letters: {kept}");
    monitor.types("оката");
    monitor.event(Event::Terminate);
    assert!(
        notes(&monitor).unwrap().ends_with("адвоката"),
        "when the system ends the program"
    );
    assert!(monitor.ended);
}

#[test]
fn a_time_is_typed_with_four_keys_of_a_row_without_digits() {
    let mut monitor = at_interview((80, 24), Language::Ru);
    monitor.types("1");
    // D01 asks when the person was apprehended; the keys are 0 9 1 5.
    monitor.types("jD01");
    monitor.key(KeyCode::Enter);
    monitor.types("құ15");
    monitor.key(KeyCode::Enter);
    let moment = |monitor: &Monitor| {
        let session = monitor.store.session();
        let sheet = session
            .sheets()
            .find(|s| s.subject() == Subject::Person(1))
            .unwrap();
        let index = sheet.checklist().item("D01")[0];
        sheet.value(index).map(ToString::to_string)
    };
    assert_eq!(moment(&monitor).as_deref(), Some("2026-03-05T09:15"));
}

/// What stands at an item's first question on the sheet of P-01.
fn standing(monitor: &Monitor, number: &str) -> Option<String> {
    let session = monitor.store.session();
    let mut sheets = session.sheets();
    let sheet = sheets.find(|s| s.subject() == Subject::Person(1)).unwrap();
    let index = sheet.checklist().item(number)[0];
    sheet.value(index).map(ToString::to_string)
}

/// A monitor at an item of the interview.
fn at_item(number: &str) -> Monitor {
    let mut monitor = at_interview((80, 24), Language::Ru);
    monitor.types("1j");
    monitor.types(number);
    monitor.key(KeyCode::Enter);
    monitor
}

#[test]
fn a_time_that_is_typed_again_is_a_new_time_and_its_zero_is_no_answer() {
    let mut monitor = at_item("D01");
    monitor.types("0915");
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Backspace);
    monitor.types("0930");
    monitor.key(KeyCode::Enter);
    assert_eq!(
        standing(&monitor, "D01").as_deref(),
        Some("2026-03-05T09:30")
    );
    let not_checked = |content: &Option<Content>| matches!(content, Some(Content::Missing(_)));
    assert!(
        !answers(&monitor)
            .iter()
            .any(|(_, content)| not_checked(content))
    );
    // After Esc digits are the reasons again, as the screen says.
    monitor.key(KeyCode::Backspace);
    monitor.key(KeyCode::Esc);
    monitor.types("jD01");
    monitor.key(KeyCode::Enter);
    assert!(
        !monitor.screen().contains("0 Не проверяли"),
        "{}",
        monitor.screen()
    );
}

#[test]
fn two_equal_digits_of_a_time_are_typed_as_fast_as_fingers_can() {
    let mut monitor = at_item("D01");
    for digit in "2200".chars() {
        monitor.ms += 20;
        let key = KeyEvent::new(KeyCode::Char(digit), KeyModifiers::NONE);
        monitor.event(Event::Key(key));
    }
    monitor.key(KeyCode::Enter);
    assert_eq!(
        standing(&monitor, "D01").as_deref(),
        Some("2026-03-04T22:00")
    );
}

#[test]
fn a_number_out_of_range_is_put_right_sign_by_sign_or_typed_anew() {
    let mut monitor = at_item("J01");
    monitor.types("341");
    monitor.key(KeyCode::Enter);
    assert_eq!(standing(&monitor, "J01").as_deref(), Some("341"));
    monitor.key(KeyCode::Backspace);
    monitor.key(KeyCode::Enter);
    assert_eq!(standing(&monitor, "J01").as_deref(), Some("34"));
    monitor.types("jJ01");
    monitor.key(KeyCode::Enter);
    monitor.types("43");
    monitor.key(KeyCode::Enter);
    assert_eq!(standing(&monitor, "J01").as_deref(), Some("43"));
}

#[test]
fn a_digit_too_many_is_taken_back_before_the_number_is_an_answer() {
    let mut monitor = at_item("J01");
    monitor.types("54");
    monitor.key(KeyCode::Backspace);
    monitor.key(KeyCode::Backspace);
    monitor.types("45");
    monitor.key(KeyCode::Enter);
    assert_eq!(standing(&monitor, "J01").as_deref(), Some("45"));
    assert_eq!(answers(&monitor).len(), 2);
}

#[test]
fn what_is_no_date_yet_is_kept_in_the_note_when_the_question_is_left() {
    let mut monitor = at_item("D01");
    monitor.types("31.02.2026");
    monitor.key(KeyCode::Enter);
    assert_eq!(standing(&monitor, "D01"), None);
    monitor.key(KeyCode::F(7));
    assert!(
        monitor.screen().contains("31.02.2026"),
        "{}",
        monitor.screen()
    );
    let session = monitor.store.session();
    let kept = session
        .entries()
        .iter()
        .filter_map(|entry| match &entry.statement {
            Statement::Answered { answer, .. } => answer.note.clone(),
            _ => None,
        });
    assert_eq!(kept.collect::<Vec<_>>(), ["31.02.2026"]);
}

#[test]
fn every_reason_is_reached_with_arrows_at_a_time_too() {
    let mut monitor = at_item("D01");
    monitor.key(KeyCode::Esc);
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    let said = answers(&monitor);
    assert_eq!(said[1].1, Some(Content::Missing(Missing::Refused)));
}

#[test]
fn from_a_persons_overview_one_jumps_to_the_persons_questions() {
    let mut monitor = Monitor::in_visit(
        Store::with(&[INTERVIEW, "police-custody/lawyer"]),
        (80, 24),
        settings(Language::Ru),
    );
    // With two sheets there is an overview: persons, P-01, J; the keys of "D13" with a Russian layout on.
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Enter);
    monitor.types("оВ13");
    monitor.key(KeyCode::Enter);
    // The introduction is read out first.
    monitor.key(KeyCode::Enter);
    assert!(monitor.screen().contains(" D13  "), "{}", monitor.screen());
}

#[test]
fn flags_sources_and_ditto_take_the_keys_that_are_promised() {
    let mut monitor = at_interview((80, 24), Language::En);
    monitor.types("1");
    monitor.presses = 0;
    monitor.types("f");
    assert_eq!(monitor.presses, 1);
    monitor.types("s2");
    monitor.types("1");
    let sources: Vec<_> = monitor
        .store
        .entries
        .iter()
        .filter_map(|entry| match &entry.statement {
            Statement::Answered { source, answer, .. } if answer.is_answered() => {
                Some(source.name())
            }
            _ => None,
        })
        .collect();
    assert_eq!(sources, ["detained_person", "staff"]);
}

#[test]
fn every_change_is_taken_back_by_one_key() {
    let mut monitor = at_interview((80, 24), Language::En);
    let before = monitor
        .store
        .session()
        .sheets()
        .next()
        .map(|sheet| sheet.total());
    monitor.types("17f2");
    for _ in 0..4 {
        monitor.types("u");
    }
    let after = monitor
        .store
        .session()
        .sheets()
        .next()
        .map(|sheet| sheet.total());
    assert_eq!(before, after);
    assert!(monitor.screen().contains("0/"), "{}", monitor.screen());
}

#[test]
fn saved_is_never_shown_before_the_disk_said_so() {
    let mut monitor = at_interview((80, 24), Language::En);
    monitor.types("1");
    assert!(monitor.screen().contains("saved 14:32"));
    monitor.store.full = true;
    monitor.types("11");
    let screen = monitor.screen();
    assert!(
        screen.contains("NOT SAVED") && !screen.contains("■ saved"),
        "{screen}"
    );
    assert_eq!(answers(&monitor).len(), 1);
    monitor.store.full = false;
    monitor.waits(6_000);
    assert!(
        monitor.screen().contains("saved 14:32"),
        "{}",
        monitor.screen()
    );
    assert_eq!(answers(&monitor).len(), 3);
}

#[test]
fn every_question_of_a_sheet_is_answered_with_one_digit_or_with_digits_and_enter() {
    let mut monitor = at_premises((80, 24), Language::Ru);
    let question = |monitor: &Monitor| monitor.screen().lines().nth(4).unwrap().to_owned();
    let left = |monitor: &Monitor| {
        monitor
            .store
            .session()
            .sheets()
            .map(|sheet| sheet.total().left())
            .sum::<usize>()
    };
    monitor.presses = 0;
    for _ in 0..200 {
        if left(&monitor) == 0 {
            break;
        }
        let before = question(&monitor);
        monitor.types("1");
        // A number, a time, a text, several choices: Enter ends them.
        if question(&monitor) == before {
            monitor.key(KeyCode::Enter);
        }
        // To check: kept, and left behind.
        if question(&monitor) == before {
            monitor.key(KeyCode::Enter);
        }
    }
    assert_eq!(left(&monitor), 0, "{}", monitor.screen());
    let session = monitor.store.session();
    let done: usize = session.sheets().map(|sheet| sheet.total().done).sum();
    assert!(
        monitor.presses <= 2 * done,
        "{} keys for {done} answers",
        monitor.presses
    );
}

#[test]
fn nothing_is_wider_than_the_window_and_help_menu_and_hide_are_always_there() {
    for language in [Language::En, Language::Ru] {
        for size in [(64, 20), (80, 24), (120, 40), (200, 60)] {
            let mut monitor = at_interview(size, language);
            for keys in [
                "", "1", "g", "g", "l", "\u{1b}", "c", "\u{1b}", "j", "\u{1b}", "s",
            ] {
                for letter in keys.chars() {
                    if letter == '\u{1b}' {
                        monitor.key(KeyCode::Esc);
                        monitor.ms += 2_000;
                    } else {
                        monitor.types(&letter.to_string());
                    }
                }
                let screen = monitor.screen();
                let bar: String = screen.lines().rev().take(2).collect();
                let words = match language {
                    Language::En => ["Help", "Menu", "Hide"],
                    _ => ["Помощь", "Меню", "Спрятать"],
                };
                for word in words {
                    assert!(bar.contains(word), "{size:?} {word}:\n{screen}");
                }
                assert!(!screen.contains('['.to_string().as_str()) || !screen.contains("[fill-"));
            }
        }
    }
}

#[test]
fn answers_keep_their_note_and_flag_when_they_change() {
    let mut monitor = at_interview((80, 24), Language::En);
    monitor.types("f");
    monitor.types("c");
    monitor.types("seen by two");
    monitor.key(KeyCode::Esc);
    monitor.types("1");
    let session = monitor.store.session();
    let sheet = session
        .sheets()
        .find(|s| s.subject() == Subject::Person(1))
        .unwrap();
    let expected = Answer {
        note: Some("seen by two".to_owned()),
        flag: true,
        ..Answer::given(Value::Choice("yes".to_owned()))
    };
    assert_eq!(sheet.said(0)[0].answer, &expected);
}

#[test]
fn every_question_can_be_read_whole_in_the_smallest_window() {
    let library = Library::embedded();
    let mut cut = Vec::new();
    for (id, size) in [
        (INTERVIEW, (80, 24)),
        (INTERVIEW, (64, 20)),
        (PREMISES, (64, 20)),
        ("police-custody/staff", (64, 20)),
    ] {
        let checklist = library.get(id).unwrap();
        let mut monitor = Monitor::in_visit(Store::with(&[id]), size, settings(Language::Ru));
        monitor.types("n");
        if id == INTERVIEW {
            monitor.key(KeyCode::Enter);
        }
        for _ in 0..150 {
            let screen = monitor.screen();
            let words: String = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            let number = screen
                .lines()
                .nth(4)
                .unwrap_or("")
                .trim()
                .split(' ')
                .next()
                .unwrap_or("")
                .to_owned();
            let shown = checklist.item(&number).iter().any(|index| {
                let label = checklist.questions[*index].label.in_language("ru").0;
                words.contains(&label.split_whitespace().collect::<Vec<_>>().join(" "))
            });
            if !shown
                || (!words.contains("Не проверяли") && number != "D37")
                || !words.contains("Флаг:")
            {
                cut.push(format!("{id} {size:?} {number}\n{screen}"));
            }
            monitor.types("1");
            if monitor.screen().lines().nth(4) == screen.lines().nth(4) {
                monitor.key(KeyCode::Enter);
            }
            if monitor.screen().lines().nth(4) == screen.lines().nth(4) {
                monitor.key(KeyCode::Right);
            }
        }
    }
    assert!(cut.is_empty(), "{} cut:\n{}", cut.len(), cut.join("\n"));
}
