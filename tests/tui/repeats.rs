//! What is asked several times, at the keyboard: adding, removing, reordering, counting, ranking.

use crossterm::event::KeyCode;
use firsthours::checklist::QuestionName;
use firsthours::i18n::Language;
use firsthours::value::{Source, Value};
use firsthours::visit::{
    Answer, Change, Content, DeviceId, Instance, Place, RepeatPlace, Saying, Session, Statement,
    Subject,
};

use super::monitor::{Monitor, Store, settings};
use crate::scenario::{compiled, saying};

const CELLS: &str = r#"
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
regions = [
  { name = "chuy", label = { en = "Chuy", ru = "Чуй" }, columns = { country = "yes" } },
  { name = "osh", label = { en = "Osh", ru = "Ош" }, columns = { country = "yes" } },
  { name = "almaty", label = { en = "Almaty", ru = "Алматы" }, columns = { country = "no" } },
]

[[section]]
name = "all"
title = { en = "All", ru = "Всё" }

[[section.group]]
name = "cell"
label = { en = "Cell", ru = "Камера" }
repeat = true

[[section.question]]
name = "lit"
number = "C01"
kind = "choice"
choices = "yes_no"
group = "cell"
label = { en = "Is it lit?", ru = "Есть ли свет?" }

[[section.question]]
name = "beds"
number = "C02"
kind = "integer"
group = "cell"
label = { en = "Beds", ru = "Спальных мест" }

[[section.question]]
name = "country"
number = "C03"
kind = "choice"
choices = "yes_no"
label = { en = "Kyrgyzstan?", ru = "Кыргызстан?" }

[[section.question]]
name = "region"
number = "C04"
kind = "choice"
choices = "regions"
choice_filter = "country = ${country}"
label = { en = "Region", ru = "Область" }

[[section.question]]
name = "worst"
number = "C05"
kind = "rank"
choices = "regions"
label = { en = "Which is worst?", ru = "Где хуже всего?" }

[[section.question]]
name = "clean"
number = "C06"
kind = "range"
parameters = "start=1 end=5 step=1"
label = { en = "How clean?", ru = "Насколько чисто?" }
"#;

fn at_cells(size: (u16, u16), language: Language) -> Monitor {
    let store = Store::of(vec![compiled(CELLS)]);
    let mut monitor = Monitor::in_visit(store, size, settings(language));
    monitor.types("n");
    monitor
}

fn value(monitor: &Monitor, question: &str, position: usize) -> Option<Value> {
    let session = monitor.store.session();
    let digest = session.checklists()[0].digest;
    let sheet = session.sheet(Subject::Premises, digest).unwrap();
    let index = sheet.checklist().index_of(question).unwrap();
    let instance = sheet.instances_of(index).into_iter().nth(position - 1)?;
    sheet.in_instance(instance).value(index).cloned()
}

fn cells(monitor: &Monitor) -> usize {
    let session = monitor.store.session();
    let digest = session.checklists()[0].digest;
    let sheet = session.sheet(Subject::Premises, digest).unwrap();
    let index = sheet.checklist().index_of("lit").unwrap();
    sheet.instances_of(index).len()
}

#[test]
fn one_more_is_added_answered_and_stands_beside_the_first() {
    let mut monitor = at_cells((80, 24), Language::En);
    monitor.types("1");
    monitor.types("4");
    monitor.key(KeyCode::Enter);
    monitor.types("r");
    monitor.types("n");
    assert_eq!(cells(&monitor), 2);
    assert!(
        monitor.screen().contains("Cell 2 of 2"),
        "{}",
        monitor.screen()
    );
    monitor.types("2");
    monitor.types("6");
    monitor.key(KeyCode::Enter);
    assert_eq!(
        value(&monitor, "lit", 1),
        Some(Value::Choice("yes".to_owned()))
    );
    assert_eq!(
        value(&monitor, "lit", 2),
        Some(Value::Choice("no".to_owned()))
    );
    assert_eq!(value(&monitor, "beds", 2), Some(Value::Integer(6)));
}

#[test]
fn removing_asks_first_and_undo_brings_everything_back() {
    let mut monitor = at_cells((80, 24), Language::En);
    monitor.types("1");
    monitor.types("r");
    monitor.key(KeyCode::Delete);
    assert!(
        monitor.screen().contains("1 answer"),
        "{}",
        monitor.screen()
    );
    monitor.key(KeyCode::Enter);
    assert_eq!(cells(&monitor), 1);
    monitor.key(KeyCode::Delete);
    monitor.types("2");
    assert_eq!(cells(&monitor), 0);
    monitor.types("u");
    assert_eq!(cells(&monitor), 1);
    assert_eq!(
        value(&monitor, "lit", 1),
        Some(Value::Choice("yes".to_owned()))
    );
}

#[test]
fn what_was_taken_away_lies_in_the_bin_and_comes_back_with_its_answers() {
    let mut monitor = at_cells((80, 24), Language::En);
    monitor.types("1");
    monitor.types("r");
    monitor.key(KeyCode::Delete);
    monitor.types("2");
    assert_eq!(cells(&monitor), 0);
    for _ in 0..2 {
        monitor.ms += 3_000;
        monitor.key(KeyCode::Esc);
    }
    monitor.key(KeyCode::F(2));
    monitor.types("bin");
    // The first that the menu finds puts things into it.
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    let screen = monitor.screen();
    assert!(screen.contains("1 answer"), "{screen}");
    assert!(screen.contains("30 days left"), "{screen}");
    monitor.key(KeyCode::Enter);
    assert_eq!(cells(&monitor), 1);
    assert_eq!(
        value(&monitor, "lit", 1),
        Some(Value::Choice("yes".to_owned()))
    );
    assert!(monitor.screen().contains("The bin is empty"));
}

#[test]
fn a_line_is_taken_up_carried_and_put_down() {
    let mut monitor = at_cells((80, 24), Language::En);
    monitor.types("1");
    monitor.types("r");
    monitor.types("n");
    monitor.types("2");
    monitor.types("r");
    monitor.key(KeyCode::Char(' '));
    monitor.key(KeyCode::Up);
    monitor.key(KeyCode::Char(' '));
    assert_eq!(
        value(&monitor, "lit", 1),
        Some(Value::Choice("no".to_owned()))
    );
    assert_eq!(
        value(&monitor, "lit", 2),
        Some(Value::Choice("yes".to_owned()))
    );
    // Put back where it was says nothing.
    let before = monitor.store.entries.len();
    monitor.key(KeyCode::Char(' '));
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Esc);
    assert_eq!(monitor.store.entries.len(), before);
}

#[test]
fn only_offered_choices_are_shown_and_found_by_typing() {
    let mut monitor = at_cells((80, 24), Language::En);
    monitor.types("11");
    monitor.key(KeyCode::Enter);
    monitor.types("1");
    let screen = monitor.screen();
    assert!(
        screen.contains("Chuy") && !screen.contains("Almaty"),
        "{screen}"
    );
    monitor.key(KeyCode::F(3));
    monitor.types("os");
    let screen = monitor.screen();
    assert!(
        screen.contains("Osh") && !screen.contains("Chuy"),
        "{screen}"
    );
    monitor.key(KeyCode::Enter);
    assert_eq!(
        value(&monitor, "region", 1),
        Some(Value::Choice("osh".to_owned()))
    );
}

#[test]
fn choices_are_ranked_by_their_digits_in_the_order_in_which_they_are_pressed() {
    let mut monitor = at_cells((80, 24), Language::En);
    monitor.types("11");
    monitor.key(KeyCode::Enter);
    monitor.types("11");
    monitor.types("3");
    monitor.types("1");
    assert!(
        monitor.screen().contains(" 1. 3  Almaty"),
        "{}",
        monitor.screen()
    );
    let order = ["almaty", "chuy"].map(str::to_owned).to_vec();
    assert_eq!(value(&monitor, "worst", 1), Some(Value::Choices(order)));
    monitor.types("3");
    let order = vec!["chuy".to_owned()];
    assert_eq!(value(&monitor, "worst", 1), Some(Value::Choices(order)));
}

#[test]
fn a_range_is_stepped_through_and_a_number_outside_of_it_is_to_be_checked() {
    let mut monitor = at_cells((80, 24), Language::En);
    monitor.types("11");
    monitor.key(KeyCode::Enter);
    monitor.types("11");
    monitor.key(KeyCode::F(7));
    assert!(
        monitor.screen().contains("from 1 to 5"),
        "{}",
        monitor.screen()
    );
    for _ in 0..2 {
        monitor.key(KeyCode::Char(' '));
    }
    monitor.key(KeyCode::Enter);
    assert_eq!(value(&monitor, "clean", 1), Some(Value::Integer(2)));
    let said = monitor.store.entries.last().unwrap();
    assert!(matches!(
        &said.statement,
        Statement::Answered { answer, .. }
            if answer.content == Some(Content::Given(Value::Integer(2)))
    ));
}

#[test]
fn the_list_of_cells_reads_well_in_both_languages_and_sizes() {
    for (language, size, name) in [
        (Language::En, (80, 24), "en"),
        (Language::Ru, (80, 24), "ru"),
        (Language::Ru, (120, 40), "wide_ru"),
    ] {
        let mut monitor = at_cells(size, language);
        monitor.types("1");
        monitor.types("4");
        monitor.key(KeyCode::Enter);
        monitor.types("r");
        monitor.types("n");
        insta::assert_snapshot!(format!("instance_{name}"), monitor.screen());
        monitor.types("r");
        insta::assert_snapshot!(format!("instances_{name}"), monitor.screen());
        monitor.key(KeyCode::Delete);
        insta::assert_snapshot!(format!("instances_removing_{name}"), monitor.screen());
    }
}

const CUSTODIES: &str = r#"
format = 1
id = "test/custodies"
version = "1"
subject = "person"
default_source = "detained_person"
title = { en = "Custodies", ru = "Задержания" }

[[section]]
name = "all"
title = { en = "All", ru = "Всё" }

[[section.group]]
name = "custody"
label = { en = "Custody", ru = "Задержание" }
repeat = true

[[section.question]]
name = "taken"
kind = "moment"
group = "custody"
fact = "apprehended_at"
label = { en = "When were you taken?", ru = "Когда Вас задержали?" }

[[section.question]]
name = "met"
kind = "moment"
group = "custody"
fact = "lawyer_met_at"
label = { en = "When did the lawyer come?", ru = "Когда пришёл адвокат?" }
"#;

/// Somebody who was taken on 1 February and again on 1 March; the lawyer came after 2 h and after 1 h.
fn twice_in_custody() -> Store {
    let mut store = Store::of(vec![compiled(CUSTODIES)]);
    let mut session = store.session();
    let mut number = 3;
    let mut take = |session: &mut Session, act: &dyn Fn(&mut Session, &Saying) -> Change| {
        let change = act(session, &saying(DeviceId([7; 16]), number));
        number += change.entries.len() as u64;
    };
    let checklist = session.checklists()[0].digest;
    let subject = Subject::Person(1);
    let repeat = RepeatPlace {
        subject,
        checklist,
        group: QuestionName::new("custody"),
        around: Instance::default(),
    };
    take(&mut session, &|session, saying| {
        session.add_instance(&repeat, saying).unwrap().1
    });
    for (at, question, when) in [
        (1, "taken", "2026-02-01T10:00"),
        (1, "met", "2026-02-01T12:00"),
        (2, "taken", "2026-03-01T10:00"),
        (2, "met", "2026-03-01T11:00"),
    ] {
        let place = Place {
            subject,
            checklist,
            question: QuestionName::new(question),
        };
        let answer = Answer::given(Value::Moment(when.parse().unwrap()));
        take(&mut session, &|session, saying| {
            let instance = session.instance_at(&place, &[at]).unwrap().unwrap();
            let source = Source::DetainedPerson;
            session
                .answer_in(&place, &instance, source, answer.clone(), saying)
                .unwrap()
        });
    }
    store.entries = session.entries().to_vec();
    store
}

#[test]
fn each_custody_of_one_person_is_shown_corrected_and_judged_by_itself() {
    for (language, size, name) in [
        (Language::En, (80, 24), "en"),
        (Language::Ru, (80, 24), "ru"),
        (Language::Ru, (120, 40), "wide_ru"),
    ] {
        let mut monitor = Monitor::in_visit(twice_in_custody(), size, settings(language));
        monitor.key(KeyCode::Home);
        monitor.key(KeyCode::Enter);
        monitor.types("l");
        assert!(monitor.screen().contains("P-01/1"), "{}", monitor.screen());
        monitor.key(KeyCode::Tab);
        insta::assert_snapshot!(format!("timeline_of_a_custody_{name}"), monitor.screen());
        // The time that is corrected is that of the custody in the title.
        monitor.key(KeyCode::Enter);
        for _ in 0..20 {
            monitor.key(KeyCode::Backspace);
        }
        monitor.types("01.03.2026 0930");
        monitor.key(KeyCode::Enter);
        let taken: Vec<String> = (monitor.store.session().episodes().iter())
            .map(|episode| {
                episode
                    .about("apprehended_at")
                    .next()
                    .unwrap()
                    .1
                    .moment()
                    .unwrap()
            })
            .map(|(moment, _)| moment.to_string())
            .collect();
        assert_eq!(taken, ["2026-02-01T10:00+05:00", "2026-03-01T09:30+05:00"]);
        // So is the view, on the screen of differences of the same custody.
        monitor.types("v");
        monitor.key(KeyCode::Enter);
        monitor.types("1");
        monitor.types("seen");
        monitor.key(KeyCode::Enter);
        insta::assert_snapshot!(format!("view_of_a_custody_{name}"), monitor.screen());
        let session = monitor.store.session();
        let thought: Vec<bool> = (session.episodes().iter())
            .map(|episode| session.view_of(episode, "apprehended_at").is_some())
            .collect();
        assert_eq!(thought, [false, true]);
    }
}
