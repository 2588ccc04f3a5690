//! What a session takes, refuses, recalculates and keeps.

use std::sync::Arc;

use firsthours::checklist::{Library, SubjectKind};
use firsthours::message::Explain as _;
use firsthours::value::{Missing, NotCheckedReason, Precision, Source, Value};
use firsthours::visit::{Answer, Refusal, ReplayFault, Session, Subject, ToDoKind, VisitSummary};

use crate::scenario::{FIRST, SECOND, Scenario, header, nobodys_digest, saying};

const WRITTEN: &str = r#"
format = 1
id = "test/first-hours"
version = "1"
subject = "person"
default_source = "detained_person"
title = { en = "Test" }

[[section]]
name = "talk"
title = { en = "Talk" }

[[section.question]]
number = "T1"
name = "interview"
kind = "choice"
choices = "yes_no"
label = { en = "May we talk?" }
required = true

[[section.question]]
number = "T2"
name = "injuries"
kind = "choice"
choices = "yes_no"
label = { en = "Injuries?" }
relevant = "${interview} != 'no'"

[[section.question]]
number = "T3"
name = "cause"
kind = "text"
label = { en = "Cause?" }
relevant = "${injuries} = 'yes'"

[[section.question]]
number = "T4"
name = "hours"
kind = "integer"
label = { en = "Hours?" }
constraint = ". <= 24"

[[section.question]]
number = "T5"
name = "minutes"
kind = "calculate"
label = { en = "Minutes" }
calculation = "${hours} * 60"

[[section.question]]
number = "T6"
name = "stopped_at"
kind = "moment"
label = { en = "When?" }

[[section.question]]
number = "T7"
name = "where"
kind = "choices"
choices = "places"
label = { en = "Where?" }

[[section]]
name = "place"
title = { en = "Place" }
subject = "premises"
source = "observation"

[[section.question]]
number = "T8"
name = "poster"
kind = "choice"
choices = "yes_no"
label = { en = "Poster?" }

[choices]
places = [{ name = "cell", label = { en = "Cell" } }, { name = "office", label = { en = "Office" } }]
"#;

fn written() -> Scenario {
    Scenario::written(WRITTEN)
}

#[test]
fn a_refused_interview_hides_the_injuries_and_keeps_their_answers() {
    written()
        .answer("interview", "yes")
        .answer("injuries", "yes")
        .answer("cause", "falls")
        .answer("interview", "no")
        .assert_no_longer_apply(2)
        .assert_not_relevant("injuries")
        .assert_not_relevant("cause")
        .assert_replays()
        .answer("interview", "yes")
        .assert_relevant("cause")
        .assert_value("cause", "falls")
        .assert_replays();
}

#[test]
fn an_answer_that_no_longer_applies_is_blank_to_others_and_counts_nowhere() {
    let scenario = written()
        .answer("injuries", "yes")
        .answer("cause", "falls")
        .answer("interview", "no");
    let sheet = scenario
        .session
        .sheet(scenario.subject, scenario.checklist.digest)
        .unwrap();
    let total = sheet.total();
    // interview, hours, stopped_at, where
    assert_eq!((total.total, total.done, total.set_aside), (4, 1, 2));
    assert_eq!(total.left(), 3);
}

#[test]
fn a_missing_reason_is_an_answer_without_a_value() {
    let scenario = written()
        .mark("injuries", Missing::Refused)
        .assert_not_relevant("cause")
        .assert_blank("injuries");
    let sheet = scenario
        .session
        .sheet(scenario.subject, scenario.checklist.digest)
        .unwrap();
    assert!(sheet.is_answered(1));
    assert_eq!(sheet.total().done, 1);
}

#[test]
fn a_broken_constraint_blocks_nothing_and_is_listed() {
    let scenario = written()
        .answer("hours", "30")
        .assert_value("minutes", "1800");
    let to_do = scenario.session.to_do();
    assert!(to_do.iter().any(|to_do| to_do.kind == ToDoKind::ToCheck));
    assert!(
        to_do
            .iter()
            .any(|to_do| to_do.kind == ToDoKind::RequiredEmpty)
    );
    let scenario = scenario.answer("hours", "3").assert_value("minutes", "180");
    let to_do = scenario.session.to_do();
    assert!(!to_do.iter().any(|to_do| to_do.kind == ToDoKind::ToCheck));
    scenario
        .clear("hours")
        .assert_blank("minutes")
        .assert_replays();
}

#[test]
fn sources_stand_side_by_side_and_the_usual_one_is_read() {
    let scenario = written()
        .answer_by(Source::Register, "hours", "2")
        .assert_value("minutes", "120")
        .answer_by(Source::Staff, "hours", "4")
        .assert_value("minutes", "240")
        .answer("hours", "9")
        .assert_value("minutes", "540")
        .answer_by(Source::Register, "hours", "3")
        .assert_value("minutes", "540")
        .assert_replays();
    let sheet = scenario
        .session
        .sheet(scenario.subject, scenario.checklist.digest)
        .unwrap();
    let said: Vec<(Source, &Value)> = sheet
        .said(3)
        .iter()
        .map(|said| (said.source, said.answer.value().unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            (Source::Register, &Value::Integer(3)),
            (Source::DetainedPerson, &Value::Integer(9)),
            (Source::Staff, &Value::Integer(4)),
        ]
    );
    assert_eq!(sheet.history(3).len(), 4, "nothing that was said is lost");
    // Emptying the person's own answer lets the latest of the others be read.
    scenario
        .clear("hours")
        .assert_value("minutes", "180")
        .assert_replays();
}

#[test]
fn what_cannot_be_taken_is_refused_and_changes_nothing() {
    let mut scenario = written();
    let mut refused = |question: &str, value| {
        scenario
            .give(Source::DetainedPerson, question, Answer::given(value))
            .unwrap_err()
    };
    let text = || Value::Text("three".to_owned());
    assert!(matches!(
        refused("nothing", text()),
        Refusal::UnknownQuestion { .. }
    ));
    assert!(matches!(
        refused("hours", text()),
        Refusal::WrongKind {
            expected: "integer",
            ..
        }
    ));
    assert!(matches!(
        refused("minutes", Value::Integer(1)),
        Refusal::TakesNoAnswer { .. }
    ));
    assert!(matches!(
        refused("poster", Value::Choice("yes".to_owned())),
        Refusal::OtherKindOfSubject { .. }
    ));
    let Refusal::UnknownChoice { offered, .. } = refused("where", Value::Choices(vec!["x".into()]))
    else {
        panic!("the choice is not offered");
    };
    assert_eq!(offered, ["cell", "office"]);
    let before = scenario.session.entries().len();
    let mut scenario = scenario.about(Subject::Person(9));
    let refusal = scenario
        .give(Source::Staff, "hours", Answer::given(Value::Integer(1)))
        .unwrap_err();
    assert_eq!(
        refusal,
        Refusal::UnknownSubject {
            subject: Subject::Person(9)
        }
    );
    assert_eq!(refusal.what_happened().id(), "err-visit-unknown-subject");
    let mut place = scenario.place("hours");
    place.checklist = nobodys_digest();
    let saying = scenario.next();
    let refusal = scenario
        .session
        .answer(&place, Source::Staff, Answer::default(), &saying);
    assert_eq!(refusal.unwrap_err(), Refusal::UnknownChecklist);
    assert_eq!(scenario.session.entries().len(), before);
}

#[test]
fn a_closed_visit_takes_no_answer_until_it_is_opened_again() {
    let mut scenario = written().answer("hours", "3");
    let change = scenario.session.close(&scenario.next()).unwrap();
    scenario.done(change);
    let value = Answer::given(Value::Integer(4));
    let refusal = scenario.give(Source::Register, "hours", value.clone());
    assert_eq!(refusal, Err(Refusal::VisitClosed));
    assert_eq!(
        scenario.session.undo(&scenario.next()),
        Err(Refusal::VisitClosed)
    );
    assert!(!scenario.session.can_undo(FIRST));
    let mut scenario = scenario.assert_replays();
    let change = scenario
        .session
        .reopen("forgot the register", &scenario.next())
        .unwrap();
    scenario.done(change);
    scenario.give(Source::Register, "hours", value).unwrap();
    assert_eq!(
        scenario.session.reopen("", &scenario.next()),
        Err(Refusal::VisitOpen)
    );
    scenario.assert_replays();
}

#[test]
fn the_same_answer_twice_is_said_once_and_empty_text_is_no_answer() {
    let scenario = written().answer("hours", "3");
    let before = scenario.session.entries().len();
    let mut scenario = scenario.answer("hours", "3");
    assert_eq!(scenario.session.entries().len(), before);
    assert!(scenario.last.entries.is_empty());
    let blank = Answer {
        note: Some("later".to_owned()),
        flag: true,
        precision: Precision::About,
        ..Answer::given(Value::Text("  ".to_owned()))
    };
    scenario
        .give(Source::DetainedPerson, "cause", blank)
        .unwrap();
    let sheet = scenario
        .session
        .sheet(scenario.subject, scenario.checklist.digest)
        .unwrap();
    let answer = sheet.answer_of(2, Source::DetainedPerson).unwrap();
    assert_eq!(answer.content, None);
    assert_eq!(answer.precision, Precision::Exact);
    assert!(answer.flag && !sheet.is_answered(2));
    assert_eq!(sheet.total().flags, 1);
}

#[test]
fn marking_the_rest_is_one_step_and_keeps_notes() {
    let mut scenario = written().answer("hours", "3");
    let note = Answer {
        note: Some("ask again".to_owned()),
        ..Answer::default()
    };
    scenario
        .give(Source::DetainedPerson, "where", note)
        .unwrap();
    let scenario = scenario.mark_rest("talk", NotCheckedReason::NoTime);
    // interview, injuries, stopped_at, where
    assert_eq!(scenario.last.entries.len(), 4);
    let sheet = scenario
        .session
        .sheet(scenario.subject, scenario.checklist.digest)
        .unwrap();
    let answer = sheet.answer_of(6, Source::DetainedPerson).unwrap();
    let reason = Missing::NotChecked(NotCheckedReason::NoTime);
    assert_eq!(answer.missing_reason(), Some(reason));
    assert_eq!(answer.note.as_deref(), Some("ask again"));
    assert_eq!(sheet.next_empty(None), None);
    let scenario = scenario.assert_replays().undo();
    assert_eq!(scenario.last.turns.len(), 4);
    assert!(scenario.last.turns.iter().all(|turn| turn.old.is_some()));
    scenario.assert_value("hours", "3").assert_replays();
}

#[test]
fn the_next_empty_question_goes_round_once() {
    let scenario = written().answer("interview", "yes").answer("where", "cell");
    let sheet = scenario
        .session
        .sheet(scenario.subject, scenario.checklist.digest)
        .unwrap();
    let spot = |question| Some(firsthours::visit::Spot::first(question));
    assert_eq!(sheet.next_empty(None), spot(1));
    assert_eq!(
        sheet.next_empty(spot(1).as_ref()),
        spot(3),
        "the cause does not apply yet"
    );
    assert_eq!(sheet.next_empty(spot(5).as_ref()), spot(1));
}

#[test]
fn undo_says_what_it_took_back_and_redo_brings_it_again() {
    let scenario = written().answer("hours", "3").answer("hours", "5").undo();
    let turn = scenario.last.turns[0].clone();
    assert_eq!(turn.place.question.as_str(), "hours");
    assert_eq!(turn.old.unwrap().value(), Some(&Value::Integer(5)));
    assert_eq!(turn.new.unwrap().value(), Some(&Value::Integer(3)));
    assert_eq!(scenario.last.message.as_ref().unwrap().id(), "visit-undone");
    scenario
        .assert_value("minutes", "180")
        .redo()
        .assert_value("minutes", "300")
        .undo()
        .undo()
        .assert_blank("minutes")
        .redo()
        .redo()
        .assert_value("minutes", "300")
        .assert_replays();
}

#[test]
fn undo_works_on_after_the_program_was_started_again() {
    let mut scenario = written().answer("hours", "3").answer("hours", "5").undo();
    scenario.session = scenario.replayed();
    let scenario = scenario.redo().assert_value("hours", "5").undo().undo();
    let mut scenario = scenario.assert_blank("hours").answer("hours", "7");
    assert_eq!(
        scenario.session.redo(&scenario.next()),
        Err(Refusal::NothingToRedo),
        "something was said since"
    );
    scenario.session = scenario.replayed();
    assert!(!scenario.session.can_redo(FIRST));
}

#[test]
fn undo_of_a_relevance_brings_the_hidden_answers_back() {
    written()
        .answer("injuries", "yes")
        .answer("cause", "falls")
        .answer("interview", "no")
        .assert_not_relevant("cause")
        .undo()
        .assert_relevant("cause")
        .assert_replays();
}

#[test]
fn each_device_takes_back_its_own_steps_and_the_later_answer_stands() {
    let scenario = written()
        .answer("hours", "3")
        .on(SECOND)
        .answer("hours", "8")
        .assert_value("hours", "8")
        .on(FIRST)
        .undo()
        .assert_value("hours", "8")
        .on(SECOND)
        .undo()
        .assert_blank("hours")
        .on(FIRST)
        .redo()
        .assert_value("hours", "3")
        .assert_replays();
    assert!(scenario.session.can_redo(SECOND));
    let mut scenario = scenario.on(SECOND);
    let saying = scenario.next();
    let change = scenario
        .session
        .take_up_as(scenario.subject, None, &saying)
        .unwrap();
    assert!(change.entries.is_empty(), "it was taken up already");
}

#[test]
fn persons_and_records_are_numbered_linked_and_never_linked_twice() {
    let checklist = Library::embedded()
        .get("police-custody/custody-record")
        .unwrap();
    let mut scenario = Scenario::with(checklist, SubjectKind::CustodyRecord);
    assert_eq!(scenario.subject, Subject::CustodyRecord(1));
    let record = scenario.subject;
    let mut person = |label| {
        let saying = scenario.next();
        let added = scenario
            .session
            .add_subject(SubjectKind::Person, label, &saying);
        let (subject, change) = added.unwrap();
        scenario.done(change);
        subject
    };
    let first = person(Some("woman, cell 3"));
    let second = person(None);
    assert_eq!((first, second), (Subject::Person(1), Subject::Person(2)));
    let session = &mut scenario.session;
    let mut number = 10;
    let mut link = |person, record| {
        number += 1;
        session
            .link(person, record, &saying(FIRST, number))
            .map(|_| ())
    };
    assert_eq!(link(record, first), Err(Refusal::NoLink));
    assert_eq!(link(first, record), Ok(()));
    assert_eq!(link(first, record), Err(Refusal::LinkedAlready));
    assert_eq!(
        link(second, record),
        Err(Refusal::LinkedElsewhere { person: first })
    );
    let missing = Subject::CustodyRecord(5);
    assert_eq!(
        link(first, missing),
        Err(Refusal::UnknownSubject { subject: missing })
    );
    let episodes = scenario.session.episodes();
    assert_eq!(episodes.len(), 2);
    assert_eq!(
        (episodes[0].person, &episodes[0].records[..]),
        (Some(first), &[record][..])
    );
    scenario.session.undo(&saying(FIRST, 30)).unwrap();
    assert!(scenario.session.links().is_empty());
    let episodes = scenario.session.episodes();
    assert_eq!(
        episodes.len(),
        3,
        "a record linked with nobody is a human being of its own"
    );
    scenario.session.redo(&saying(FIRST, 31)).unwrap();
    scenario
        .session
        .unlink(first, record, &saying(FIRST, 32))
        .unwrap();
    assert!(scenario.session.links().is_empty());
    let label = scenario.session.subjects().next().unwrap().label;
    assert_eq!(label, Some("woman, cell 3"));
    scenario.assert_replays();
}

#[test]
fn the_same_code_from_two_devices_is_put_before_the_head_of_visit() {
    let first = written().answer("hours", "3");
    let mut entries = first.session.entries().to_vec();
    let mut other = entries[1].clone();
    other.id.device = SECOND;
    other.id.number = 1;
    other.step = 1;
    entries.push(other);
    let merged = Session::replay(first.session.checklists().to_vec(), entries).unwrap();
    assert_eq!(
        merged.subjects().count(),
        2,
        "two until somebody says that they are one"
    );
    assert!(merged.is_shared(merged.subjects().next().unwrap().subject));
    assert_eq!(merged.to_do()[0].kind, ToDoKind::TakenUpTwice);
}

#[test]
fn entries_that_make_no_visit_say_what_is_missing() {
    let scenario = written().answer("hours", "3");
    let entries = scenario.session.entries().to_vec();
    let fault = Session::replay(Vec::new(), entries.clone()).unwrap_err();
    assert!(matches!(&fault, ReplayFault::ChecklistMissing { id, .. } if id == "test/first-hours"));
    assert_eq!(
        fault.what_to_do().unwrap().id(),
        "rec-visit-checklist-missing"
    );
    let checklists = scenario.session.checklists().to_vec();
    let late = entries[1..].to_vec();
    assert_eq!(
        Session::replay(checklists.clone(), late).unwrap_err(),
        ReplayFault::NoOpening
    );
    // Merged bundles may bring the opening late; and what nobody knows is kept and counts nowhere.
    let mut mixed = entries.clone();
    mixed.rotate_left(1);
    if let firsthours::visit::Statement::Answered { question, .. } = &mut mixed[1].statement {
        *question = firsthours::checklist::QuestionName::new("unheard_of");
    }
    let session = Session::replay(checklists, mixed).unwrap();
    assert_eq!(session.strays().len(), 1);
    assert_eq!(session.entries().len(), entries.len());
    assert_eq!(session.header(), &header(session.checklists()));
}

#[test]
fn the_interview_of_the_program_feeds_facts_and_the_summary() {
    let scenario = Scenario::of("police-custody/interview")
        .answer("consent_talk", "yes")
        .answer("apprehended_at", "2026-03-05 01:30")
        .answer("record_drawn", "no")
        .answer("recorded_at", "2026-03-05 05:00")
        .assert_not_relevant("recorded_at")
        .answer("age", "17")
        .answer("family_told_by", "nobody")
        .assert_value("age_band", "14_17")
        .assert_value("family_told", "no")
        .assert_replays();
    let episodes = scenario.session.episodes();
    let facts: Vec<&str> = episodes[0]
        .statements
        .iter()
        .map(|statement| statement.fact.as_str())
        .collect();
    assert!(facts.contains(&"apprehended_at") && facts.contains(&"record_drawn"));
    assert!(
        !facts.contains(&"recorded_at"),
        "what does not apply states nothing"
    );
    let band = episodes[0].about("age_band").next().unwrap().1;
    assert_eq!(
        band.choice(),
        Some("14_17"),
        "a calculation states a choice"
    );
    let summary = VisitSummary::of(&scenario.session);
    assert_eq!(
        (summary.persons, summary.records, summary.practice),
        (1, 0, true)
    );
    assert_eq!(summary.checklists[0].done, 5);
    assert_eq!(summary.last_place.as_ref().unwrap().question, "D11");
    let bytes = rmp_serde::to_vec_named(&summary).unwrap();
    assert_eq!(
        rmp_serde::from_slice::<VisitSummary>(&bytes).unwrap(),
        summary
    );
}

#[test]
fn a_talk_that_the_person_refuses_sets_the_whole_interview_aside() {
    let scenario = Scenario::of("police-custody/interview")
        .answer("apprehended_at", "2026-03-05 01:30")
        .answer("consent_talk", "no")
        .assert_no_longer_apply(1)
        .assert_not_relevant("apprehended_at");
    let episodes = scenario.session.episodes();
    assert!(episodes[0].about("apprehended_at").next().is_none());
    assert!(
        episodes[0].about("consent_talk").next().is_some(),
        "the refusal is counted"
    );
    let _kept: Arc<_> = scenario.assert_replays().checklist;
}
