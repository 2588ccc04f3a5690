//! The timeline of a person and the accounts that differ, as a monitor sees and corrects them.

use crossterm::event::KeyCode;
use firsthours::i18n::Language;
use firsthours::value::{Precision, Source, Value};
use firsthours::visit::{Answer, DeviceId, Place, Saying, Session, Stamp, Stands, Subject};

use super::monitor::{Monitor, PASSPHRASE, Store, settings};

const LISTS: [&str; 2] = ["police-custody/interview", "police-custody/custody-record"];
const PERSON: Subject = Subject::Person(1);
const RECORD: Subject = Subject::CustodyRecord(1);

/// Says something earlier in the visit.
struct Earlier {
    session: Session,
    number: u64,
}

impl Earlier {
    fn saying(&self) -> Saying {
        Saying {
            stamp: Stamp {
                by: "M-1".to_owned(),
                local: "2026-03-05T14:00:00".parse().unwrap(),
                machine: "2026-03-05T14:00:00+05:00".parse().unwrap(),
            },
            device: DeviceId([7; 16]),
            number: self.number,
        }
    }

    fn at(
        &mut self,
        subject: Subject,
        fact: &str,
        source: Source,
        when: &str,
        precision: Precision,
    ) {
        let (digest, name) = self
            .session
            .checklists()
            .iter()
            .find_map(|list| {
                let question = list.questions.iter().find(|question| {
                    question.subject == subject.kind()
                        && question.calculation.is_none()
                        && question
                            .fact
                            .as_ref()
                            .is_some_and(|known| known.as_str() == fact)
                })?;
                Some((list.digest, question.name.clone()))
            })
            .unwrap_or_else(|| panic!("{fact}"));
        let place = Place {
            subject,
            checklist: digest,
            question: name,
        };
        let answer = Answer {
            precision,
            ..Answer::given(Value::Moment(when.parse().unwrap()))
        };
        let saying = self.saying();
        let change = self
            .session
            .answer(&place, source, answer, &saying)
            .unwrap();
        self.number += change.entries.len() as u64;
    }
}

/// A person seized at 09:10; written down at 12:40; the record drawn up at 13:05.
fn store() -> Store {
    let mut store = Store::with(&LISTS);
    let mut earlier = Earlier {
        session: store.session(),
        number: 3,
    };
    let saying = earlier.saying();
    let taken = earlier.session.take_up_as(RECORD, None, &saying).unwrap();
    earlier.number += taken.entries.len() as u64;
    let saying = earlier.saying();
    let linked = earlier.session.link(PERSON, RECORD, &saying).unwrap();
    earlier.number += linked.entries.len() as u64;
    for (subject, fact, source, when, precision) in [
        (
            PERSON,
            "apprehended_at",
            Source::DetainedPerson,
            "2026-03-02T09:10",
            Precision::Exact,
        ),
        (
            PERSON,
            "arrived_at",
            Source::DetainedPerson,
            "2026-03-02T10:10",
            Precision::About,
        ),
        (
            RECORD,
            "apprehended_at",
            Source::Register,
            "2026-03-02T12:40",
            Precision::Exact,
        ),
        (
            RECORD,
            "recorded_at",
            Source::Register,
            "2026-03-02T13:05",
            Precision::Exact,
        ),
        (
            PERSON,
            "lawyer_met_at",
            Source::DetainedPerson,
            "2026-03-02T19:30",
            Precision::Exact,
        ),
        (
            PERSON,
            "judge_at",
            Source::DetainedPerson,
            "2026-03-04T13:00",
            Precision::Exact,
        ),
    ] {
        earlier.at(subject, fact, source, when, precision);
    }
    store.entries = earlier.session.entries().to_vec();
    store
}

fn at_persons(language: Language, size: (u16, u16)) -> Monitor {
    let mut monitor = Monitor::in_visit(store(), size, settings(language));
    // From the overview of the visit to the list of persons.
    monitor.key(KeyCode::Home);
    monitor.key(KeyCode::Enter);
    let screen = monitor.screen();
    assert!(
        screen.lines().any(|line| line.starts_with("> P-01")),
        "{screen}"
    );
    monitor
}

#[test]
fn the_timeline_is_to_scale_and_its_zero_can_be_the_records() {
    for (language, size, name) in [
        (Language::En, (80, 24), "en"),
        (Language::Ru, (80, 24), "ru"),
        (Language::Ru, (120, 40), "wide_ru"),
        (Language::En, (200, 50), "widest_en"),
    ] {
        let mut monitor = at_persons(language, size);
        monitor.types("l");
        for _ in 0..3 {
            monitor.key(KeyCode::Down);
        }
        let screen = monitor.screen();
        let row = |head: &str| {
            let row = screen.lines().find(|line| line.starts_with(head));
            row.unwrap_or_else(|| panic!("{name} {head}: {screen}"))
                .chars()
                .skip(7)
                .collect::<String>()
        };
        // Three hours after the zero stands the limit of the record; wide screens have half hours.
        let law = if language == Language::En {
            "law"
        } else {
            "закон"
        };
        let hour = if size.0 >= 160 { 2 } else { 1 };
        assert_eq!(row(law).find('R'), Some(3 * hour), "{screen}");
        assert!(screen.contains("(?)"), "{screen}");
        if name == "en" {
            let screen = monitor.screen();
            assert!(screen.contains("! over 0:55 *"), "{screen}");
            monitor.types("z");
            let screen = monitor.screen();
            assert!(screen.contains("inside 2:35 *"), "{screen}");
        }
    }
}

#[test]
fn a_time_corrected_on_the_timeline_is_the_same_answer_as_on_the_sheet() {
    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("l");
    monitor.key(KeyCode::Enter);
    for _ in 0..20 {
        monitor.key(KeyCode::Backspace);
    }
    monitor.types("02.03.2026 0830");
    monitor.key(KeyCode::Enter);
    let session = monitor.store.session();
    let facts = session.facts_about(PERSON);
    let start = facts
        .iter()
        .find(|said| said.fact.as_str() == "apprehended_at")
        .unwrap();
    assert_eq!(
        start.moment().unwrap().0.to_string(),
        "2026-03-02T08:30+05:00"
    );
    monitor.types("u");
    let session = monitor.store.session();
    assert!(session.facts_about(PERSON).iter().any(|said| {
        said.moment()
            .is_some_and(|(moment, _)| moment.to_string().starts_with("2026-03-02T09:10"))
    }));
}

#[test]
fn the_teams_view_is_given_with_its_reason_and_can_be_taken_back() {
    for (language, size, name) in [
        (Language::En, (80, 24), "en"),
        (Language::Ru, (80, 24), "ru"),
        (Language::Ru, (120, 40), "wide_ru"),
    ] {
        let mut monitor = at_persons(language, size);
        monitor.types("v");
        insta::assert_snapshot!(format!("differences_{name}"), monitor.screen());
        monitor.key(KeyCode::Enter);
        monitor.types("1");
        monitor.key(KeyCode::Enter);
        let episode = |monitor: &Monitor| monitor.store.session().episode_of(PERSON).unwrap();
        let stands = |monitor: &Monitor| {
            let session = monitor.store.session();
            session
                .view_of(&episode(monitor), "apprehended_at")
                .map(|view| (view.stands, view.why.to_owned()))
        };
        // Without a reason it is no view.
        assert_eq!(stands(&monitor), None);
        monitor.types("seen");
        monitor.key(KeyCode::Enter);
        assert_eq!(
            stands(&monitor),
            Some((Stands::Source(Source::DetainedPerson), "seen".to_owned()))
        );
        monitor.types("u");
        assert_eq!(stands(&monitor), None);
    }
}

/// Locks, and opens the vault again.
fn locks_and_comes_back(monitor: &mut Monitor) {
    monitor.control('l');
    assert!(!monitor.store.open);
    let locked = monitor.screen();
    assert!(!locked.contains("gate"), "{locked}");
    monitor.types(PASSPHRASE);
    monitor.key(KeyCode::Enter);
}

#[test]
fn a_half_written_reason_is_there_again_after_the_lock_and_says_nothing_until_then() {
    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("v");
    monitor.key(KeyCode::Enter);
    monitor.types("1seen at the gate by");
    let entries = monitor.store.entries.len();
    locks_and_comes_back(&mut monitor);
    let screen = monitor.screen();
    assert!(screen.contains("seen at the gate by"), "{screen}");
    assert_eq!(monitor.store.entries.len(), entries, "a draft is no entry");
    monitor.types(" M-2");
    monitor.key(KeyCode::Enter);
    let session = monitor.store.session();
    let episode = session.episode_of(PERSON).unwrap();
    let view = session.view_of(&episode, "apprehended_at").unwrap();
    assert_eq!(view.stands, Stands::Source(Source::DetainedPerson));
    assert_eq!(view.why, "seen at the gate by M-2");
    assert_eq!(monitor.store.draft, None, "what was said is no draft");
}

#[test]
fn a_half_written_result_of_the_team_is_there_again_after_the_lock() {
    let mut monitor = at_persons(Language::Ru, (80, 24));
    monitor.key(KeyCode::F(2));
    monitor.types("гаранти");
    monitor.key(KeyCode::Enter);
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    monitor.types("2запись без часа, gate");
    locks_and_comes_back(&mut monitor);
    let screen = monitor.screen();
    assert!(screen.contains("запись без часа, gate"), "{screen}");
    // Two steps back drop it, and then nothing comes back.
    monitor.key(KeyCode::Esc);
    monitor.ms += 2_000;
    monitor.key(KeyCode::Esc);
    assert_eq!(monitor.store.draft, None);
}

#[test]
fn a_half_typed_time_a_label_and_a_reason_to_reopen_are_there_again_after_the_lock() {
    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("l");
    monitor.key(KeyCode::Enter);
    for _ in 0..20 {
        monitor.key(KeyCode::Backspace);
    }
    monitor.types("02.03.2026 08");
    monitor.key(KeyCode::PageDown);
    locks_and_comes_back(&mut monitor);
    monitor.types("30");
    monitor.key(KeyCode::Enter);
    let session = monitor.store.session();
    let facts = session.facts_about(PERSON);
    let said = facts.iter().find_map(|said| said.moment()).unwrap();
    assert_eq!(said.0.to_string(), "2026-03-02T08:30+05:00");
    assert_eq!(said.1, Precision::About);

    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("n");
    monitor.types("woman, cell 5, gate");
    locks_and_comes_back(&mut monitor);
    monitor.key(KeyCode::Enter);
    let session = monitor.store.session();
    let labels: Vec<_> = session.subjects().filter_map(|taken| taken.label).collect();
    assert!(labels.contains(&"woman, cell 5, gate"), "{labels:?}");
}

/// Corrects the time in hand: empties the field and types another one.
fn types_time(monitor: &mut Monitor, text: &str) {
    for _ in 0..20 {
        monitor.key(KeyCode::Backspace);
    }
    monitor.types(text);
    monitor.key(KeyCode::Enter);
}

#[test]
fn a_time_without_its_day_is_counted_from_the_beginning_and_at_night_one_is_asked_which() {
    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("l");
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    types_time(&mut monitor, "1010");
    let arrived = |monitor: &Monitor| {
        let session = monitor.store.session();
        let facts = session.facts_about(PERSON);
        let said = facts.iter().find(|said| said.fact.as_str() == "arrived_at");
        said.and_then(|said| said.moment())
            .map(|(moment, _)| moment.to_string())
    };
    // The visit is three days later; the day of the custody is meant.
    assert_eq!(arrived(&monitor).unwrap(), "2026-03-02T10:10+05:00");
    monitor.key(KeyCode::Enter);
    types_time(&mut monitor, "0230");
    let screen = monitor.screen();
    assert!(screen.contains("in which night?"), "{screen}");
    monitor.types("2");
    assert_eq!(arrived(&monitor).unwrap(), "2026-03-04T02:30+05:00");
}

#[test]
fn a_time_before_the_beginning_is_asked_about_and_nothing_is_changed_until_then() {
    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("l");
    monitor.key(KeyCode::Down);
    monitor.key(KeyCode::Enter);
    let entries = monitor.store.entries.len();
    types_time(&mut monitor, "02.03.2026 0800");
    let screen = monitor.screen();
    assert!(screen.contains("is before the beginning"), "{screen}");
    assert_eq!(monitor.store.entries.len(), entries);
    // The safe answer: back to the field.
    monitor.key(KeyCode::Enter);
    assert!(monitor.screen().contains("02.03.2026 0800"));
    monitor.key(KeyCode::Enter);
    // The custody began earlier: this stands, and the beginning is to be corrected.
    monitor.types("3");
    assert_eq!(monitor.store.entries.len(), entries + 1);
    types_time(&mut monitor, "02.03.2026 0750");
    let screen = monitor.screen();
    assert!(screen.contains("07:50"), "{screen}");
}

#[test]
fn another_source_is_entered_beside_the_one_that_is_there() {
    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("l");
    monitor.key(KeyCode::Down);
    monitor.types("s");
    monitor.types("1");
    monitor.types("1110");
    monitor.key(KeyCode::Enter);
    let session = monitor.store.session();
    let facts = session.facts_about(PERSON);
    let accounts: Vec<_> = facts
        .iter()
        .filter(|said| said.fact.as_str() == "arrived_at")
        .map(|said| (said.source, said.moment().unwrap().0.to_string()))
        .collect();
    assert_eq!(accounts.len(), 2, "{accounts:?}");
    assert!(accounts.contains(&(Source::Staff, "2026-03-02T11:10+05:00".to_owned())));
}

#[test]
fn every_limit_that_was_applied_is_shown_with_its_article_origin_and_warning() {
    let mut monitor = at_persons(Language::En, (120, 40));
    monitor.types("ll");
    let screen = monitor.screen();
    assert!(screen.contains("(from: "), "{screen}");
    assert!(
        screen.lines().any(|line| line.starts_with(" ! ")),
        "{screen}"
    );
    monitor.key(KeyCode::Esc);
    assert!(!monitor.screen().contains("(from: A/"));
}

#[test]
fn no_label_on_the_timeline_is_cut_and_the_event_in_hand_is_seen() {
    for language in [Language::En, Language::Ru] {
        for size in [(80, 24), (120, 40), (200, 50)] {
            let mut monitor = at_persons(language, size);
            monitor.types("l");
            for _ in 0..7 {
                let screen = monitor.screen();
                assert!(
                    screen.lines().any(|line| line.starts_with("> ")),
                    "{screen}"
                );
                let list = screen
                    .lines()
                    .filter(|line| line.chars().nth(3) == Some(' '));
                for line in list.filter(|line| line.starts_with("  ") || line.starts_with("> ")) {
                    assert!(!line.contains('…'), "{line} in\n{screen}");
                }
                monitor.key(KeyCode::Down);
            }
        }
    }
}

#[test]
fn what_is_half_written_is_kept_after_a_pause_without_any_lock() {
    let mut monitor = at_persons(Language::En, (80, 24));
    monitor.types("v");
    monitor.key(KeyCode::Enter);
    monitor.types("1seen");
    monitor.waits(1_500);
    let draft = monitor.store.draft.clone().unwrap();
    assert_eq!(draft.text, "seen");
    assert!(!format!("{draft:?}").contains("seen"));
}
