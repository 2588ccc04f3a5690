//! R12 and R14: clocks that jump, and undo over many openings of the vault.

use std::sync::Arc;

use firsthours::app::{Desk, Passphrase, StandingClock, Surroundings};
use firsthours::checklist::Library;
use firsthours::value::{Source, Value};
use firsthours::visit::{Answer, Place, Session, Subject};

use super::Bench;

const PERSON: Subject = Subject::Person(1);

fn open_at(bench: &Bench, time: &str) -> Desk {
    let surroundings = Surroundings {
        library: Library::embedded(),
        clock: Arc::new(StandingClock(time.parse().unwrap())),
        monitor: "M-1".to_owned(),
    };
    let opened = Desk::open(&bench.vault(), &Passphrase::of("practice"), surroundings);
    opened.unwrap().0
}

fn session_of(desk: &Desk, bench: &Bench) -> Session {
    desk.visit(desk.find_visit(&bench.visit).unwrap()).unwrap()
}

fn place(session: &Session) -> Place {
    let checklist = session.checklist_named("police-custody/interview").unwrap();
    let index = checklist.index_of("wishes").unwrap();
    Place {
        subject: PERSON,
        checklist: checklist.digest,
        question: checklist.questions[index].name.clone(),
    }
}

fn wishes(session: &Session) -> Option<String> {
    let place = place(session);
    let checklist = session.checklist(place.checklist).unwrap();
    let index = checklist.index_of("wishes").unwrap();
    let sheet = session.sheet(PERSON, place.checklist)?;
    match sheet.reading(index)?.answer.value()? {
        Value::Text(text) => Some(text.clone()),
        other => panic!("{other:?}"),
    }
}

fn say(desk: &Desk, session: &mut Session, text: &str) {
    let answer = Answer::given(Value::Text(text.to_owned()));
    let saying = desk.saying(session.header().clock);
    if !session.has_subject(PERSON) {
        let taken = session.take_up_as(PERSON, None, &saying).unwrap();
        desk.take_numbers(&taken.entries);
        desk.keep(session, &taken).unwrap();
    }
    let saying = desk.saying(session.header().clock);
    let place = place(session);
    let change = session
        .answer(&place, Source::DetainedPerson, answer, &saying)
        .unwrap();
    desk.take_numbers(&change.entries);
    desk.keep(session, &change).unwrap();
}

#[test]
fn undo_goes_back_over_sessions() {
    let bench = Bench::new();
    for opening in 0..5 {
        let desk = open_at(&bench, "2026-03-05T14:00:00+05:00");
        let mut session = session_of(&desk, &bench);
        for version in opening * 5..opening * 5 + 5 {
            say(&desk, &mut session, &format!("version {version}"));
        }
    }
    for round in 0..4 {
        let desk = open_at(&bench, "2026-03-05T15:00:00+05:00");
        let mut session = session_of(&desk, &bench);
        for step in 0..5 {
            let saying = desk.saying(session.header().clock);
            let change = session.undo(&saying).unwrap();
            desk.take_numbers(&change.entries);
            desk.keep(&session, &change).unwrap();
            let expected = 23 - (round * 5 + step);
            assert_eq!(wishes(&session), Some(format!("version {expected}")));
        }
    }
    let desk = open_at(&bench, "2026-03-05T16:00:00+05:00");
    assert_eq!(
        wishes(&session_of(&desk, &bench)).as_deref(),
        Some("version 4")
    );
    println!("R14: 20 versions taken back over 4 openings");
}

#[test]
fn a_clock_that_jumps_changes_no_order_and_loses_nothing() {
    let bench = Bench::new();
    // Forward and back ten years, other time zones, a change of summer time, and the epoch.
    let times = [
        "2026-03-05T14:00:00+05:00",
        "2016-03-05T14:00:00+05:00",
        "2036-03-05T14:00:00+05:00",
        "2026-03-05T14:00:00-11:00",
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
        "1970-01-01T00:00:00+00:00",
        "2026-03-05T13:00:00+05:00",
    ];
    for (number, time) in times.iter().enumerate() {
        let desk = open_at(&bench, time);
        let mut session = session_of(&desk, &bench);
        say(&desk, &mut session, &format!("said {number}"));
    }
    let desk = open_at(&bench, times[0]);
    let session = session_of(&desk, &bench);
    assert_eq!(
        wishes(&session).as_deref(),
        Some("said 7"),
        "the last said, not the latest clock"
    );
    let said: Vec<String> = session
        .entries()
        .iter()
        .map(|entry| format!("{:?}", entry.statement))
        .filter(|text| text.contains("said "))
        .collect();
    assert_eq!(said.len(), times.len());
    for (number, text) in said.iter().enumerate() {
        assert!(text.contains(&format!("said {number}")), "{text}");
    }
    assert!(desk.doctor().unwrap().is_sound());
    assert_eq!(desk.chains().unwrap().breaks, []);
    assert_eq!(
        desk.clock_is_behind().map(|when| when.to_rfc3339()),
        Some("2036-03-05T14:00:00+05:00".to_owned())
    );
}
