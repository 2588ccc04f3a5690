//! What a million interviews cost: prints its figures, in release worth reading.

use std::sync::Arc;
use std::time::Instant;

use firsthours::checklist::{Checklist, Kind, Library, SubjectKind};
use firsthours::safeguard::{Country, Law};
use firsthours::value::Value;
use firsthours::visit::{Answer, Entry, Place, Session, assess};

use crate::scenario::{FIRST, header, saying};

const ANSWERS: usize = 60;

fn interview() -> Arc<Checklist> {
    Library::embedded().get("police-custody/interview").unwrap()
}

fn answers(checklist: &Checklist, subject: firsthours::visit::Subject) -> Vec<(Place, Answer)> {
    let value = |kind: &Kind| match kind {
        Kind::Text | Kind::Note | Kind::Calculate => Value::Text("a few words".to_owned()),
        Kind::Integer => Value::Integer(19),
        Kind::Decimal => Value::Decimal(2.5),
        Kind::Choice(list) => Value::Choice(checklist.choice_lists[list][0].name.clone()),
        Kind::Choices(list) => Value::Choices(vec![checklist.choice_lists[list][0].name.clone()]),
        Kind::Moment | Kind::Date => Value::Moment("2026-03-05T10:00".parse().unwrap()),
    };
    checklist
        .questions
        .iter()
        .filter(|question| question.takes_answers() && question.kind != Kind::Date)
        .take(ANSWERS)
        .map(|question| {
            let place = Place {
                subject,
                checklist: checklist.digest,
                question: question.name.clone(),
            };
            (place, Answer::given(value(&question.kind)))
        })
        .collect()
}

/// Fills one interview and returns its entries with the nanoseconds that answering took.
fn filled(checklist: &Arc<Checklist>) -> (Vec<Entry>, u128) {
    let checklists = vec![Arc::clone(checklist)];
    let (mut session, _) =
        Session::open(header(&checklists), checklists, &saying(FIRST, 1)).unwrap();
    let (subject, _) = session
        .add_subject(SubjectKind::Person, None, &saying(FIRST, 2))
        .unwrap();
    let answers = answers(checklist, subject);
    let mut next = saying(FIRST, 3);
    let begun = Instant::now();
    for (place, answer) in answers {
        let question = checklist.question(place.question.as_str()).unwrap();
        let change = session
            .answer(&place, question.source, answer, &next)
            .unwrap();
        next.number += u64::try_from(change.entries.len()).unwrap();
    }
    let nanoseconds = begun.elapsed().as_nanos();
    (session.entries().to_vec(), nanoseconds)
}

#[test]
fn an_answer_costs_microseconds_and_an_interview_can_be_counted_a_million_times() {
    let checklist = interview();
    let (law, _) = Law::embedded();
    let rounds: usize = if cfg!(debug_assertions) { 3 } else { 2000 };
    let (mut answering, mut replaying, mut judging) = (0, 0, 0);
    for _ in 0..rounds {
        let (entries, nanoseconds) = filled(&checklist);
        assert_eq!(entries.len(), ANSWERS + 2);
        answering += nanoseconds;
        let begun = Instant::now();
        let session = Session::replay(vec![Arc::clone(&checklist)], entries).unwrap();
        replaying += begun.elapsed().as_nanos();
        let begun = Instant::now();
        let episodes = session.episodes();
        let assessments = assess(&episodes[0], &law, Country::Kg);
        judging += begun.elapsed().as_nanos();
        assert_eq!(assessments.len(), 24);
    }
    let rounds = u128::try_from(rounds).unwrap();
    let answers = u128::try_from(ANSWERS).unwrap();
    let (answer, replay) = (answering / rounds / answers, replaying / rounds / answers);
    let judge = judging / rounds;
    println!("answer {answer} ns, replay {replay} ns per answer, facts and assessments {judge} ns");
}
