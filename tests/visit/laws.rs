//! Laws of a session, over random actions on the program's own interview and custody record.

use std::sync::{Arc, LazyLock};

use firsthours::checklist::{Checklist, Kind, Library, SubjectKind};
use firsthours::value::{Missing, NotCheckedReason, Source, Value};
use firsthours::visit::{Answer, Change, DeviceId, Place, Session, Subject};
use proptest::prelude::*;

use crate::scenario::{FIRST, SECOND, header, picture, saying};

static CHECKLISTS: LazyLock<Vec<Arc<Checklist>>> = LazyLock::new(|| {
    let library = Library::embedded();
    ["police-custody/interview", "police-custody/custody-record"]
        .iter()
        .map(|id| library.get(id).unwrap())
        .collect()
});

/// What a monitor may do next; numbers choose among what there is.
#[derive(Debug, Clone)]
enum Deed {
    Add(bool),
    Answer {
        subject: usize,
        question: usize,
        content: u16,
        source: usize,
        flag: bool,
    },
    MarkRest {
        subject: usize,
        section: usize,
    },
    Link(usize, usize),
    Unlink,
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        1 => any::<bool>().prop_map(Deed::Add),
        12 => (0..4_usize, 0..400_usize, any::<u16>(), 0..9_usize, prop::bool::weighted(0.1)).prop_map(
            |(subject, question, content, source, flag)| Deed::Answer {
                subject, question, content, source, flag
            }
        ),
        1 => (0..4_usize, 0..20_usize).prop_map(|(subject, section)| Deed::MarkRest { subject, section }),
        1 => (0..4_usize, 0..4_usize).prop_map(|(one, other)| Deed::Link(one, other)),
        1 => Just(Deed::Unlink),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ]
}

struct Run {
    session: Session,
    numbers: [u64; 2],
}

impl Run {
    fn begin() -> Self {
        let checklists = CHECKLISTS.clone();
        let opened = Session::open(header(&checklists), checklists, &saying(FIRST, 1));
        Self {
            session: opened.unwrap().0,
            numbers: [2, 1],
        }
    }

    /// Does what can be done; what is refused must leave no trace.
    fn act(&mut self, device: DeviceId, deed: &Deed) -> Option<Change> {
        let number = &mut self.numbers[usize::from(device == SECOND)];
        let saying = saying(device, *number);
        let before = self.session.entries().len();
        let subjects: Vec<Subject> = self.session.subjects().map(|taken| taken.subject).collect();
        let pick = |index: usize| subjects.get(index % subjects.len().max(1)).copied();
        let session = &mut self.session;
        let change = match deed {
            Deed::Add(person) => {
                let kind = if *person {
                    SubjectKind::Person
                } else {
                    SubjectKind::CustodyRecord
                };
                session
                    .add_subject(kind, None, &saying)
                    .map(|(_, change)| change)
                    .ok()
            }
            Deed::Answer {
                subject,
                question,
                content,
                source,
                flag,
            } => pick(*subject).and_then(|subject| {
                let list = usize::from(subject.kind() == SubjectKind::CustodyRecord);
                let checklist = &CHECKLISTS[list];
                let question = &checklist.questions[question % checklist.questions.len()];
                let place = Place {
                    subject,
                    checklist: checklist.digest,
                    question: question.name.clone(),
                };
                let answer = Answer {
                    flag: *flag,
                    ..answer(checklist, &question.kind, *content)
                };
                // Mostly the usual source, as in life.
                let source = if *source < 6 {
                    question.source
                } else {
                    Source::ALL[*source]
                };
                session.answer(&place, source, answer, &saying).ok()
            }),
            Deed::MarkRest { subject, section } => pick(*subject).and_then(|subject| {
                let list = usize::from(subject.kind() == SubjectKind::CustodyRecord);
                let checklist = &CHECKLISTS[list];
                let section = section % checklist.sections.len();
                let reason = NotCheckedReason::NoTime;
                session
                    .mark_rest_not_checked(subject, checklist.digest, section, reason, &saying)
                    .ok()
            }),
            Deed::Link(one, other) => pick(*one)
                .zip(pick(*other))
                .and_then(|(one, other)| session.link(one, other, &saying).ok()),
            Deed::Unlink => {
                let pair = session.links().first().copied();
                pair.and_then(|(person, record)| session.unlink(person, record, &saying).ok())
            }
            Deed::Undo => session.undo(&saying).ok(),
            Deed::Redo => session.redo(&saying).ok(),
        };
        let count = change.as_ref().map_or(0, |change| change.entries.len());
        assert_eq!(session.entries().len(), before + count);
        *number += u64::try_from(count).unwrap();
        change
    }

    fn replayed(&self) -> Session {
        Session::replay(CHECKLISTS.clone(), self.session.entries().iter().cloned()).unwrap()
    }
}

fn answer(checklist: &Checklist, kind: &Kind, content: u16) -> Answer {
    let number = usize::from(content / 16);
    let choice = |list: &str| {
        let choices = &checklist.choice_lists[list];
        choices[number % choices.len()].name.clone()
    };
    match content % 16 {
        0 => return Answer::default(),
        1 => return Answer::missing(Missing::ALL[number % 4]),
        _ => {}
    }
    Answer::given(match kind {
        Kind::Text | Kind::Note | Kind::Calculate => Value::Text(format!("words {}", number % 3)),
        Kind::Integer => Value::Integer(i64::from(content % 90)),
        Kind::Decimal => Value::Decimal(f64::from(content % 50) / 2.0),
        Kind::Choice(list) => Value::Choice(choice(list)),
        Kind::Choices(list) => Value::Choices(vec![choice(list)]),
        Kind::Moment => Value::Moment(
            format!("2026-03-0{}T10:00", 1 + number % 9)
                .parse()
                .unwrap(),
        ),
        Kind::Date => Value::Moment(format!("2026-03-0{}", 1 + number % 9).parse().unwrap()),
    })
}

#[test]
fn a_code_that_one_device_gave_and_took_back_is_not_given_by_another() {
    for is_brought_back in [false, true] {
        let mut run = Run::begin();
        assert!(run.act(FIRST, &Deed::Add(false)).is_some());
        assert!(run.act(FIRST, &Deed::Undo).is_some());
        if is_brought_back {
            run.session = run.replayed();
        }
        assert!(run.act(SECOND, &Deed::Add(false)).is_some());
        let codes: Vec<_> = run.session.subjects().map(|taken| taken.subject).collect();
        assert_eq!(codes, [Subject::CustodyRecord(2)]);
        assert_eq!(picture(&run.replayed()), picture(&run.session));
        // The one that gave it may give it again.
        assert!(run.act(FIRST, &Deed::Redo).is_some());
        assert_eq!(picture(&run.replayed()), picture(&run.session));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn replaying_the_entries_gives_the_live_state_whoever_wrote_them(
        deeds in prop::collection::vec((any::<bool>(), deed()), 1..120)
    ) {
        let mut run = Run::begin();
        for (first, deed) in &deeds {
            run.act(if *first { FIRST } else { SECOND }, deed);
        }
        let replayed = run.replayed();
        prop_assert_eq!(picture(&replayed), picture(&run.session));
        for device in [FIRST, SECOND] {
            prop_assert_eq!(replayed.can_undo(device), run.session.can_undo(device));
            prop_assert_eq!(replayed.can_redo(device), run.session.can_redo(device));
        }
    }

    #[test]
    fn two_hundred_actions_all_taken_back_leave_the_beginning_and_come_again(
        deeds in prop::collection::vec(deed(), 200)
    ) {
        let mut run = Run::begin();
        let beginning = picture(&run.session);
        for deed in &deeds {
            run.act(FIRST, deed);
        }
        // What was taken back during the run may not come again after more was said; the rest must.
        let end = picture(&run.session);
        let mut steps = 0;
        while run.act(FIRST, &Deed::Undo).is_some() {
            steps += 1;
        }
        prop_assert_eq!(picture(&run.session), beginning.as_str());
        prop_assert_eq!(picture(&run.replayed()), beginning);
        for _ in 0..steps {
            prop_assert!(run.act(FIRST, &Deed::Redo).is_some());
        }
        prop_assert_eq!(picture(&run.session), end.as_str());
        prop_assert_eq!(picture(&run.replayed()), end);
    }
}
