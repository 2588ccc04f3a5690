//! Fills sheets as a monitor would: question after question, only what applies.

use chrono::{DateTime, Duration, FixedOffset, NaiveDateTime, TimeZone};

use super::{Dice, Life};
use crate::app::{Desk, DeskError};
use crate::checklist::{Checklist, ChecklistId, Digest, FactName, Kind, Question};
use crate::value::{Missing, NotCheckedReason, Source, Value};
use crate::visit::{Answer, Change, DeviceId, Place, Saying, Session, Stamp, Subject, VisitHeader};

/// Seconds that a practice monitor takes for an answer.
const PACE: i64 = 7;

/// Writes one practice visit.
pub(super) struct Scribe {
    session: Session,
    device: DeviceId,
    number: u64,
    monitor: String,
    now: NaiveDateTime,
    offset: FixedOffset,
}

impl Scribe {
    /// Begins the visit on the device of its head of visit.
    pub(super) fn begin(
        desk: &Desk,
        mut header: VisitHeader,
        ids: &[ChecklistId],
        start: NaiveDateTime,
        dice: &mut Dice,
    ) -> Result<Self, DeskError> {
        let (pins, checklists) = desk.pin(ids)?;
        header.checklists = pins;
        let monitor = header.team.first().cloned().unwrap_or_default();
        let seconds = i32::from(header.clock.offset_minutes) * 60;
        let offset = FixedOffset::east_opt(seconds)
            .unwrap_or(FixedOffset::east_opt(0).ok_or(DeskError::NoRandom)?);
        let device = DeviceId(dice.id());
        let saying = Saying {
            stamp: stamp(&monitor, start, offset),
            device,
            number: 1,
        };
        let (session, change) = Session::open(header, checklists, &saying)?;
        let number = 1 + change.entries.len() as u64;
        Ok(Self {
            session,
            device,
            number,
            monitor,
            now: start,
            offset,
        })
    }

    pub(super) fn into_session(self) -> Session {
        self.session
    }

    fn saying(&mut self) -> Saying {
        self.now += Duration::seconds(PACE);
        Saying {
            stamp: stamp(&self.monitor, self.now, self.offset),
            device: self.device,
            number: self.number,
        }
    }

    fn said(&mut self, change: &Change) {
        self.number += change.entries.len() as u64;
    }

    fn digest(&self, id: &str) -> Option<Digest> {
        self.session
            .checklist_named(id)
            .map(|checklist| checklist.digest)
    }

    fn take_up(&mut self, subject: Subject) -> Result<(), DeskError> {
        if subject != Subject::Premises && !self.session.has_subject(subject) {
            let saying = self.saying();
            let change = self.session.take_up_as(subject, None, &saying)?;
            self.said(&change);
        }
        Ok(())
    }

    /// Fills a sheet with what `tell` says to each question that applies.
    fn fill(
        &mut self,
        subject: Subject,
        id: &str,
        tell: &mut dyn FnMut(&Question, Source) -> Option<Answer>,
    ) -> Result<(), DeskError> {
        self.take_up(subject)?;
        let Some(digest) = self.digest(id) else {
            return Ok(());
        };
        let Some(checklist) = self.session.checklist(digest).cloned() else {
            return Ok(());
        };
        for (index, question) in checklist.questions.iter().enumerate() {
            let applies = self
                .session
                .sheet(subject, digest)
                .is_some_and(|sheet| sheet.applies(index));
            if !applies || !question.takes_answers() {
                continue;
            }
            let Some(answer) = tell(question, question.source) else {
                continue;
            };
            let place = Place {
                subject,
                checklist: digest,
                question: question.name.clone(),
            };
            let saying = self.saying();
            let change = self
                .session
                .answer(&place, question.source, answer, &saying)?;
            self.said(&change);
        }
        Ok(())
    }

    pub(super) fn premises(&mut self, dice: &mut Dice) -> Result<(), DeskError> {
        for id in [
            "police-custody/premises",
            "police-custody/staff",
            "police-custody/medical",
            "follow-up/place",
        ] {
            let Some(checklist) = self.session.checklist_named(id).cloned() else {
                continue;
            };
            let mut seen = |question: &Question, _| {
                seen_at_the_place(question, &offered(&checklist, question), dice)
            };
            self.fill(Subject::Premises, id, &mut seen)?;
        }
        Ok(())
    }

    pub(super) fn interview(
        &mut self,
        person: Subject,
        life: &mut Life,
        dice: &mut Dice,
    ) -> Result<(), DeskError> {
        self.told(person, "police-custody/interview", life, dice)
    }

    pub(super) fn custody_record(
        &mut self,
        record: Subject,
        life: &mut Life,
        dice: &mut Dice,
    ) -> Result<(), DeskError> {
        self.told(record, "police-custody/custody-record", life, dice)
    }

    pub(super) fn lawyer(
        &mut self,
        person: Subject,
        life: &mut Life,
        dice: &mut Dice,
    ) -> Result<(), DeskError> {
        self.told(person, "police-custody/lawyer", life, dice)
    }

    pub(super) fn medical(
        &mut self,
        person: Subject,
        life: &mut Life,
        dice: &mut Dice,
    ) -> Result<(), DeskError> {
        self.told(person, "police-custody/medical", life, dice)
    }

    /// What became of the person's complaint, where the visit follows it up.
    pub(super) fn complaint(
        &mut self,
        person: Subject,
        life: &mut Life,
        dice: &mut Dice,
    ) -> Result<(), DeskError> {
        self.told(person, "follow-up/complaint", life, dice)
    }

    fn told(
        &mut self,
        subject: Subject,
        id: &str,
        life: &mut Life,
        dice: &mut Dice,
    ) -> Result<(), DeskError> {
        let Some(checklist) = self.session.checklist_named(id).cloned() else {
            return Ok(());
        };
        let mut tell = |question: &Question, source| match &question.fact {
            Some(fact) if !is_one_of(INCIDENTAL, fact.as_str()) => {
                let asked = (&question.kind, &*offered(&checklist, question));
                life.answers(source, fact.as_str(), asked, dice)
                    .filter(|answer| fits(question, answer))
            }
            Some(_) | None => incidental(question, dice),
        };
        self.fill(subject, id, &mut tell)
    }

    pub(super) fn link(&mut self, person: Subject, record: Subject) -> Result<(), DeskError> {
        let saying = self.saying();
        let change = self.session.link(person, record, &saying)?;
        self.said(&change);
        Ok(())
    }

    pub(super) fn close(&mut self) -> Result<(), DeskError> {
        let saying = self.saying();
        let change = self.session.close(&saying)?;
        self.said(&change);
        Ok(())
    }
}

fn stamp(monitor: &str, local: NaiveDateTime, offset: FixedOffset) -> Stamp {
    let machine: DateTime<FixedOffset> = offset
        .from_local_datetime(&local)
        .single()
        .unwrap_or_else(|| offset.from_utc_datetime(&local));
    Stamp {
        by: monitor.to_owned(),
        local,
        machine,
    }
}

/// Whether the question can take what the life says (a fact may be asked for in another shape).
fn fits(question: &Question, answer: &Answer) -> bool {
    match (&question.kind, answer.value()) {
        (_, None) => true,
        (Kind::Moment | Kind::Date, Some(value)) => matches!(value, Value::Moment(_)),
        (Kind::Choice(_), Some(value)) => matches!(value, Value::Choice(_)),
        (Kind::Choices(_), Some(value)) => matches!(value, Value::Choices(_)),
        (Kind::Integer, Some(value)) => matches!(value, Value::Integer(_)),
        (Kind::Decimal | Kind::Text | Kind::Note | Kind::Calculate, Some(_)) => false,
    }
}

/// Facts that belong to no practice life: whatever comes is said.
const INCIDENTAL: &[&str] = &["taken_out", "exam_on_return"];

fn is_one_of(facts: &[&str], fact: &str) -> bool {
    facts.contains(&fact)
}

/// Returns the names of the choices of a question.
fn offered(checklist: &Checklist, question: &Question) -> Vec<String> {
    let choices = checklist.choices_of(question).iter();
    choices.map(|choice| choice.name.clone()).collect()
}

/// An answer to a question about nothing that is counted.
fn incidental(question: &Question, dice: &mut Dice) -> Option<Answer> {
    match &question.kind {
        Kind::Choice(list) if list == "yes_no" && dice.chance(80) => {
            let name = if dice.chance(55) { "yes" } else { "no" };
            Some(Answer::given(Value::Choice(name.to_owned())))
        }
        Kind::Text if dice.chance(4) => Some(Answer::given(Value::Text(
            "Practice text: nobody said this.".to_owned(),
        ))),
        _ if dice.chance(3) => Some(Answer::missing(Missing::NotChecked(
            NotCheckedReason::NoTime,
        ))),
        _ => None,
    }
}

fn seen_at_the_place(question: &Question, offered: &[String], dice: &mut Dice) -> Option<Answer> {
    if dice.chance(5) {
        return Some(Answer::missing(Missing::NotChecked(
            NotCheckedReason::NoAccess,
        )));
    }
    match &question.kind {
        Kind::Integer => {
            let fact = question.fact.as_ref().map(FactName::as_str);
            let number = match fact {
                Some("persons_unregistered" | "reprisals_reported") => {
                    dice.weighted(&[(0, 90), (1, 7), (2, 3)]).unwrap_or(0)
                }
                // No more can be done than was due.
                Some(
                    "complaints_due"
                    | "recommendations_answer_due"
                    | "recommendations_due"
                    | "plan_visits",
                ) => dice.between(20, 40),
                Some(
                    "complaints_answered_in_time"
                    | "recommendations_answered_in_time"
                    | "recommendations_implemented"
                    | "plan_visits_done",
                ) => dice.between(0, 20),
                _ => dice.between(0, 40),
            };
            Some(Answer::given(Value::Integer(number)))
        }
        Kind::Choice(_) => dice
            .one_of(offered)
            .map(|name| Answer::given(Value::Choice(name.clone()))),
        Kind::Choices(_) => dice
            .one_of(offered)
            .map(|name| Answer::given(Value::Choices(vec![name.clone()]))),
        Kind::Decimal => {
            let tenths = i32::try_from(dice.between(20, 90)).unwrap_or(40);
            Some(Answer::given(Value::Decimal(f64::from(tenths) / 10.0)))
        }
        Kind::Text | Kind::Moment | Kind::Date | Kind::Note | Kind::Calculate => None,
    }
}
