//! A visit from its place to its end: register, new visit, overview, persons, finishing.

use crossterm::event::KeyCode;
use firsthours::i18n::Language;
use firsthours::message::Message;
use firsthours::tui::Event;
use firsthours::tui::world::World;
use firsthours::value::{Missing, NotCheckedReason};
use firsthours::visit::{Session, Statement, Subject};

use super::monitor::{Monitor, Store, settings};
use super::office::Office;

const ALL: [&str; 6] = [
    "police-custody/premises",
    "police-custody/staff",
    "police-custody/interview",
    "police-custody/custody-record",
    "police-custody/lawyer",
    "police-custody/medical",
];

const SIZES: [(Language, (u16, u16), &str); 3] = [
    (Language::En, (80, 24), "en"),
    (Language::Ru, (80, 24), "ru"),
    (Language::Ru, (120, 40), "wide_ru"),
];

fn visit_in_hand(world: &World) -> &Session {
    &world.visit.as_ref().unwrap().session
}

fn in_visit(language: Language, size: (u16, u16)) -> Monitor {
    Monitor::in_visit(Store::with(&ALL), size, settings(language))
}

#[test]
fn the_overview_shows_every_part_and_how_far_it_is() {
    for (language, size, name) in SIZES {
        let mut monitor = in_visit(language, size);
        insta::assert_snapshot!(format!("overview_{name}"), monitor.screen());
        monitor.key(KeyCode::Down);
        monitor.key(KeyCode::Down);
        monitor.key(KeyCode::Down);
        monitor.types("0");
        insta::assert_snapshot!(format!("overview_reason_{name}"), monitor.screen());
    }
}

#[test]
fn the_rest_of_a_section_is_marked_with_its_reason_and_taken_back_in_one_step() {
    let mut monitor = in_visit(Language::Ru, (80, 24));
    for _ in 0..3 {
        monitor.key(KeyCode::Down);
    }
    monitor.types("02");
    let session = monitor.store.session();
    let sheet = session
        .sheet(Subject::Premises, session.checklists()[0].digest)
        .unwrap();
    let first = sheet.completeness(0);
    assert_eq!((first.done, first.left()), (first.total, 0));
    for index in sheet.checklist().sections[0].questions.clone() {
        let answer = sheet.reading(index).unwrap().answer;
        assert_eq!(
            answer.missing_reason(),
            Some(Missing::NotChecked(NotCheckedReason::NoTime))
        );
    }
    monitor.types("u");
    let session = monitor.store.session();
    let sheet = session
        .sheet(Subject::Premises, session.checklists()[0].digest)
        .unwrap();
    assert_eq!(sheet.completeness(0).done, 0);
}

#[test]
fn escape_marks_nothing() {
    let mut monitor = in_visit(Language::Ru, (80, 24));
    for _ in 0..3 {
        monitor.key(KeyCode::Down);
    }
    let before = monitor.store.entries.len();
    monitor.types("0");
    monitor.key(KeyCode::Esc);
    assert_eq!(monitor.store.entries.len(), before);
    assert!(monitor.screen().contains("раздел"), "{}", monitor.screen());
}

#[test]
fn finishing_lists_what_is_left_and_blocks_nothing() {
    for (language, size, name) in SIZES {
        let mut monitor = in_visit(language, size);
        monitor.key(KeyCode::End);
        monitor.key(KeyCode::Enter);
        insta::assert_snapshot!(format!("finish_{name}"), monitor.screen());
        monitor.types("1");
        assert!(monitor.store.session().is_closed());
        // The digest depends on every word of the checklists.
        let digest = monitor.store.session().digest().groups();
        let shown =
            |screen: String| screen.replace(&digest, "0000 1111 2222 3333 4444 5555 6666 7777");
        insta::assert_snapshot!(format!("finished_{name}"), shown(monitor.screen()));
        monitor.key(KeyCode::Enter);
        insta::assert_snapshot!(format!("left_open_{name}"), shown(monitor.screen()));
    }
}

#[test]
fn a_gap_is_one_key_away_and_escape_comes_back_to_the_list() {
    let mut monitor = in_visit(Language::En, (80, 24));
    monitor.key(KeyCode::End);
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    assert!(monitor.screen().contains("V04"), "{}", monitor.screen());
    monitor.waits(3_000);
    monitor.key(KeyCode::Esc);
    let here = monitor.screen();
    assert!(here.contains("Before finishing"), "{here}");
}

#[test]
fn a_finished_visit_opens_again_only_with_a_reason_which_is_kept() {
    let mut monitor = in_visit(Language::En, (80, 24));
    monitor.key(KeyCode::End);
    monitor.key(KeyCode::Enter);
    monitor.types("1");
    monitor.key(KeyCode::F(2));
    monitor.types("open again");
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Enter);
    assert!(monitor.store.session().is_closed(), "no reason was given");
    monitor.types("a page was found");
    monitor.key(KeyCode::Enter);
    assert!(!monitor.store.session().is_closed());
    let last = &monitor.store.entries.last().unwrap().statement;
    assert!(
        matches!(last, Statement::Reopened { why } if why == "a page was found"),
        "{last:?}"
    );
}

#[test]
fn arrows_and_enter_alone_take_up_a_person_and_begin_the_interview_with_its_introduction() {
    let mut monitor = in_visit(Language::Ru, (80, 24));
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    insta::assert_snapshot!("persons_new_ru", monitor.screen());
    monitor.types("женщина, камера 2");
    monitor.key(KeyCode::Enter);
    insta::assert_snapshot!("persons_ru", monitor.screen());
    let session = monitor.store.session();
    let labels: Vec<_> = session
        .subjects()
        .map(|taken| taken.label.map(str::to_owned))
        .collect();
    assert_eq!(
        labels,
        [
            Some("man, cell 3".to_owned()),
            Some("женщина, камера 2".to_owned())
        ]
    );
    monitor.key(KeyCode::Enter);
    insta::assert_snapshot!("subject_ru", monitor.screen());
    monitor.key(KeyCode::Enter);
    insta::assert_snapshot!("introduction_ru", monitor.screen());
    monitor.key(KeyCode::Enter);
    monitor.types("1");
    monitor.waits(3_000);
    monitor.key(KeyCode::Esc);
    monitor.key(KeyCode::Enter);
    // After the first answer the introduction is not in the way any more.
    assert!(
        !monitor.screen().contains("Сказать до первого вопроса"),
        "{}",
        monitor.screen()
    );
}

#[test]
fn words_that_look_like_a_name_are_pointed_out_before_they_are_kept() {
    let mut monitor = in_visit(Language::Ru, (80, 24));
    let before = monitor.store.entries.len();
    monitor.key(KeyCode::Enter);
    monitor.types("n");
    monitor.types("Асанов Болот");
    monitor.key(KeyCode::Enter);
    assert_eq!(monitor.store.entries.len(), before);
    assert!(
        monitor.screen().contains("похоже на имя"),
        "{}",
        monitor.screen()
    );
    monitor.key(KeyCode::Enter);
    assert_eq!(monitor.store.entries.len(), before + 1);
}

#[test]
fn a_person_and_a_custody_record_become_one_human_being_and_two_again() {
    let mut monitor = in_visit(Language::En, (80, 24));
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::End);
    monitor.key(KeyCode::Enter);
    monitor.types("line 112");
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Home);
    monitor.key(KeyCode::F(2));
    monitor.types("same person");
    monitor.key(KeyCode::Enter);
    insta::assert_snapshot!("persons_same_en", monitor.screen());
    monitor.key(KeyCode::Enter);
    let both = (Subject::Person(1), Subject::CustodyRecord(1));
    assert_eq!(monitor.store.session().links(), [both]);
    insta::assert_snapshot!("persons_linked_en", monitor.screen());
    monitor.types("u");
    assert_eq!(monitor.store.session().links(), []);
}

#[test]
fn a_question_is_found_by_its_words_in_whatever_layout_is_on() {
    let mut monitor = in_visit(Language::Ru, (80, 24));
    monitor.types("j");
    // "лимит" typed with a Latin layout on.
    monitor.types("kbvbn");
    monitor.key(KeyCode::Enter);
    assert!(monitor.screen().contains("V04"), "{}", monitor.screen());
}

#[test]
fn a_visit_begins_with_the_clock_and_asks_no_time_twice() {
    for (language, size, name) in SIZES {
        let mut office = Office::with(1, size, language);
        office.types("4");
        office.types("kz-ivs-02");
        insta::assert_snapshot!(format!("place_for_visit_{name}"), office.screen());
        office.key(KeyCode::Enter);
        insta::assert_snapshot!(format!("new_visit_{name}"), office.screen());
        office.types("2");
        for _ in 0..5 {
            office.key(KeyCode::Down);
        }
        office.types("1305");
        office.key(KeyCode::Down);
        office.types("1340");
        insta::assert_snapshot!(format!("new_visit_times_{name}"), office.screen());
        office.key(KeyCode::Enter);
        let session = visit_in_hand(&office.model.world);
        let header = session.header();
        assert_eq!(header.facility.code, "KZ-IVS-02");
        assert_eq!(header.clock.offset_minutes, 300);
        assert!(header.clock.confirmed);
        assert_eq!(header.start.to_string(), "2026-03-05T13:05+05:00");
        let sheet = session
            .sheet(Subject::Premises, session.checklists()[0].digest)
            .unwrap();
        assert_eq!(sheet.completeness(0).done, 2, "{}", office.screen());
    }
}

#[test]
fn being_let_in_before_the_gate_is_asked_about_and_blocks_nothing() {
    let mut office = Office::with(1, (80, 24), Language::Ru);
    office.types("4");
    office.types("kz-ivs-02");
    office.key(KeyCode::Enter);
    for _ in 0..5 {
        office.key(KeyCode::Down);
    }
    office.types("1305");
    office.key(KeyCode::Down);
    office.types("1240");
    office.key(KeyCode::Enter);
    insta::assert_snapshot!("new_visit_odd_ru", office.screen());
    office.types("3");
    let header = visit_in_hand(&office.model.world).header();
    assert_eq!(header.let_in.unwrap().to_string(), "2026-03-05T12:40+05:00");
}

#[test]
fn a_visit_begins_with_nothing_filled() {
    let mut office = Office::with(1, (80, 24), Language::Ru);
    office.types("4");
    office.types("kz-ivs-02");
    office.key(KeyCode::Enter);
    office.key(KeyCode::Enter);
    let header = visit_in_hand(&office.model.world).header();
    assert_eq!(header.start.to_string(), "2026-03-05");
    assert!(!header.clock.confirmed);
    assert_eq!(header.checklists.len(), 6);
}

#[test]
fn a_place_that_looks_like_a_known_one_is_shown_before_it_is_entered() {
    let mut office = Office::with(1, (80, 24), Language::Ru);
    office.types("5");
    office.key(KeyCode::Tab);
    insta::assert_snapshot!("new_facility_ru", office.screen());
    office.types("kz-ivs-2");
    office.key(KeyCode::Enter);
    insta::assert_snapshot!("new_facility_same_ru", office.screen());
    office.types("1");
    assert!(office.screen().contains("KZ-IVS-02"), "{}", office.screen());
}

#[test]
fn a_new_place_needs_no_more_than_its_code() {
    let mut office = Office::with(1, (80, 24), Language::En);
    office.types("5");
    office.key(KeyCode::Tab);
    office.key(KeyCode::Enter);
    assert!(
        office.screen().contains("needs a short code"),
        "{}",
        office.screen()
    );
    office.types("TJ-SIZO-77");
    office.key(KeyCode::Enter);
    insta::assert_snapshot!("facility_en", office.screen());
}

#[test]
fn what_is_found_in_the_vault_while_reading_is_said_whole_at_the_bottom_of_any_screen() {
    let mut monitor = in_visit(Language::Ru, (80, 24));
    let healed = Message::new("open-healed").number("count", 2);
    let lacking = Message::new("open-lacking")
        .number("count", 50)
        .number("visits", 1);
    monitor.event(Event::Told(vec![healed, lacking]));
    let screen = monitor.screen();
    for words in [
        "нет ни в одной копии: 50 (посещений: 1)",
        "Сохраните копию папки",
    ] {
        assert!(screen.contains(words), "{screen}");
    }
}
