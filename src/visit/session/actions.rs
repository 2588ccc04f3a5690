//! What a monitor can do to a visit: answer, mark the rest, close, open again.

use super::recalculation::shared_repeats;
use super::{Recalculate, Session, chain};
use crate::checklist::{Checklist, Digest, Kind, Question};
use crate::message::Message;
use crate::value::{Missing, NotCheckedReason, Precision, Source, Value};
use crate::visit::{
    Answer, Change, Content, Entry, EntryId, Instance, Place, Refusal, Saying, Statement, Subject,
};

impl Session {
    pub(super) const fn refuse_if_closed(&self) -> Result<(), Refusal> {
        if self.closed {
            Err(Refusal::VisitClosed)
        } else {
            Ok(())
        }
    }

    pub(super) fn say(&mut self, saying: &Saying, statement: Statement) -> Change {
        let mut change = Change::default();
        self.say_more(saying, statement, &mut change);
        change
    }

    /// Says one more thing in the step that `change` has begun.
    pub(super) fn say_more(&mut self, saying: &Saying, statement: Statement, change: &mut Change) {
        let offset = u64::try_from(change.entries.len()).unwrap_or(u64::MAX);
        let entry = Entry {
            id: EntryId {
                device: saying.device,
                number: saying.number.saturating_add(offset),
            },
            step: saying.number,
            stamp: saying.stamp.clone(),
            previous: Some(self.link_for(saying.device)),
            seen: self.newly_seen_by(saying.device),
            statement,
        };
        // The session cannot number more than 4 thousand million entries; it takes no more then,
        // and hands out nothing to keep.
        if let Ok(flips) = self.take(entry.clone(), Recalculate::Now) {
            self.tell_before(&entry);
            change.entries.push(entry);
            change.no_longer_apply += flips.no_longer;
            change.apply_again += flips.again;
        }
    }

    /// Takes a source's answer to a question, inside repeats in their first instances. Nothing is kept
    /// if it says what stands already.
    pub fn answer(
        &mut self,
        place: &Place,
        source: Source,
        answer: Answer,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.answer_in(place, &Instance::default(), source, answer, saying)
    }

    /// Takes a source's answer to a question in an instance of the repeats around it; repeats that it
    /// does not name are meant in their first instance.
    pub fn answer_in(
        &mut self,
        place: &Place,
        instance: &Instance,
        source: Source,
        answer: Answer,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let list = self
            .checklist_index(place.checklist)
            .ok_or(Refusal::UnknownChecklist)?;
        let checklist = self.checklists.get(list).ok_or(Refusal::UnknownChecklist)?;
        let unknown = || Refusal::UnknownQuestion {
            question: place.question.to_string(),
        };
        let index = checklist
            .index_of(place.question.as_str())
            .ok_or_else(unknown)?;
        let question = checklist.questions.get(index).ok_or_else(unknown)?;
        check_answer(checklist, question, place.subject, &answer)?;
        if !self.has_subject(place.subject) {
            return Err(Refusal::UnknownSubject {
                subject: place.subject,
            });
        }
        let sheet = self
            .sheet(place.subject, place.checklist)
            .ok_or(Refusal::UnknownChecklist)?
            .in_instance(instance.clone());
        if sheet.is_read_only(index) {
            return Err(Refusal::TakesNoAnswer {
                question: place.question.to_string(),
            });
        }
        let instance = sheet.meant(index).ok_or_else(|| Refusal::NoInstance {
            group: place.question.to_string(),
        })?;
        let answer = tidy(answer);
        let latest = self
            .sheet_index
            .get(&(place.subject, list))
            .and_then(|sheet| self.sheets.get(*sheet)?.slot(checklist, index, &instance))
            .map_or(chain::NONE, |slot| slot.latest);
        let accounts = self.accounts_of(latest, source);
        let says_nothing_new = match accounts.as_slice() {
            [] => chain::says_nothing(&answer),
            [only] => only.answer == &answer,
            // Saying one of two accounts again settles which one stands.
            _ => false,
        };
        if says_nothing_new {
            return Ok(Change::default());
        }
        let statement = Statement::Answered {
            subject: place.subject,
            checklist: place.checklist,
            question: place.question.clone(),
            instance: instance.clone(),
            source,
            answer,
        };
        let mut change = self.say(saying, statement);
        self.trigger(place, index, &instance, saying, &mut change);
        change.message = words_of_flips(&change);
        Ok(change)
    }

    /// Makes the calculations that are made after an answer to this question, in the same step.
    fn trigger(
        &mut self,
        place: &Place,
        question: usize,
        instance: &Instance,
        saying: &Saying,
        change: &mut Change,
    ) {
        let Some(sheet) = self.sheet(place.subject, place.checklist) else {
            return;
        };
        let checklist = std::sync::Arc::clone(sheet.checklist());
        let mut made = Vec::new();
        for (index, triggered) in checklist.questions.iter().enumerate() {
            if !triggered.triggers.contains(&question) {
                continue;
            }
            let shared = shared_repeats(&checklist, question, index);
            for here in sheet.instances_of(index) {
                if here.outer(shared) != instance.outer(shared) {
                    continue;
                }
                let sheet = sheet.clone().in_instance(here.clone());
                let value = triggered.calculation.as_ref().and_then(|calculation| {
                    sheet.evaluate(index, |values| calculation.value(values))?
                });
                made.push((triggered.name.clone(), here, triggered.source, value));
            }
        }
        for (question, instance, source, value) in made {
            let statement = Statement::Answered {
                subject: place.subject,
                checklist: place.checklist,
                question,
                instance,
                source,
                answer: value.map_or_else(Answer::default, Answer::given),
            };
            self.say_more(saying, statement, change);
        }
    }

    /// Marks every empty question of a section that counts here as not checked, as one step.
    pub fn mark_rest_not_checked(
        &mut self,
        subject: Subject,
        checklist: Digest,
        section: usize,
        reason: NotCheckedReason,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        if !self.has_subject(subject) {
            return Err(Refusal::UnknownSubject { subject });
        }
        let sheet = self
            .sheet(subject, checklist)
            .ok_or(Refusal::UnknownChecklist)?;
        let questions = sheet
            .checklist()
            .sections
            .get(section)
            .ok_or(Refusal::UnknownSection)?
            .questions
            .clone();
        let empty: Vec<_> = questions
            .flat_map(|index| {
                let all = sheet.instances_of(index).into_iter();
                all.map(move |instance| (index, instance))
            })
            .filter_map(|(index, instance)| {
                let question = sheet.checklist().questions.get(index)?;
                let sheet = sheet.clone().in_instance(instance.clone());
                (sheet.is_empty_and_counts(index) && !sheet.is_read_only(index))
                    .then_some((index, instance, question, sheet))
            })
            .map(|(index, instance, question, sheet)| {
                // What was noted or flagged on the empty question stays with it.
                let kept = sheet.answer_of(index, question.source).cloned();
                let answer = Answer {
                    content: Some(Content::Missing(Missing::NotChecked(reason))),
                    ..kept.unwrap_or_default()
                };
                (question.name.clone(), instance, question.source, answer)
            })
            .collect();
        let mut change = Change::default();
        for (question, instance, source, answer) in empty {
            let statement = Statement::Answered {
                subject,
                checklist,
                question,
                instance,
                source,
                answer,
            };
            self.say_more(saying, statement, &mut change);
        }
        change.message = Some(Message::new("visit-marked-not-checked").number(
            "count",
            i64::try_from(change.entries.len()).unwrap_or(i64::MAX),
        ));
        Ok(change)
    }

    /// Finishes the visit. It takes no answers until it is opened again.
    pub fn close(&mut self, saying: &Saying) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        Ok(self.say(saying, Statement::Closed))
    }

    /// Opens a closed visit again.
    pub fn reopen(&mut self, why: &str, saying: &Saying) -> Result<Change, Refusal> {
        if !self.closed {
            return Err(Refusal::VisitOpen);
        }
        let why = why.trim().to_owned();
        Ok(self.say(saying, Statement::Reopened { why }))
    }
}

fn words_of_flips(change: &Change) -> Option<Message> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    if change.no_longer_apply > 0 {
        Some(Message::new("visit-no-longer-apply").number("count", count(change.no_longer_apply)))
    } else if change.apply_again > 0 {
        Some(Message::new("visit-apply-again").number("count", count(change.apply_again)))
    } else {
        None
    }
}

/// Empties what a person would not call an answer, and drops a precision that says nothing.
fn tidy(mut answer: Answer) -> Answer {
    if answer.value().is_some_and(Value::is_blank) {
        answer.content = None;
    }
    if answer.value().and_then(Value::as_moment).is_none() {
        answer.precision = Precision::Exact;
    }
    if answer
        .note
        .as_ref()
        .is_some_and(|note| note.trim().is_empty())
    {
        answer.note = None;
    }
    answer
}

fn check_answer(
    checklist: &Checklist,
    question: &Question,
    subject: Subject,
    answer: &Answer,
) -> Result<(), Refusal> {
    if question.subject != subject.kind() {
        return Err(Refusal::OtherKindOfSubject {
            question: question.name.to_string(),
            subject,
        });
    }
    if !question.takes_answers() {
        return Err(Refusal::TakesNoAnswer {
            question: question.name.to_string(),
        });
    }
    answer
        .value()
        .map_or(Ok(()), |value| check_value(checklist, question, value))
}

/// Says whether a question can take this value, and if not, why.
///
/// An answer that is addressed to an item number goes to the first question of the item that can.
pub fn check_value(
    checklist: &Checklist,
    question: &Question,
    value: &Value,
) -> Result<(), Refusal> {
    let wrong = |expected| {
        Err(Refusal::WrongKind {
            question: question.name.to_string(),
            expected,
        })
    };
    let offered = || checklist.choices_of(question);
    let known = |name: &str| offered().iter().any(|choice| choice.name == name);
    let unknown = || {
        Err(Refusal::UnknownChoice {
            question: question.name.to_string(),
            offered: offered().iter().map(|choice| choice.name.clone()).collect(),
        })
    };
    match (&question.kind, value) {
        (Kind::Text, Value::Text(_))
        | (Kind::Integer, Value::Integer(_))
        | (Kind::Decimal, Value::Decimal(_) | Value::Integer(_))
        | (Kind::Moment, Value::Moment(_)) => Ok(()),
        (Kind::Date, Value::Moment(moment)) if !moment.has_time() => Ok(()),
        // An empty choice takes an answer away.
        (Kind::Choice(_), Value::Choice(name)) if name.is_empty() || known(name) => Ok(()),
        (Kind::Choices(_), Value::Choices(names)) if names.iter().all(|name| known(name)) => Ok(()),
        (Kind::Choice(_), Value::Choice(_)) | (Kind::Choices(_), Value::Choices(_)) => unknown(),
        (Kind::Text, _) => wrong("text"),
        (Kind::Integer, _) => wrong("integer"),
        (Kind::Decimal, _) => wrong("decimal"),
        (Kind::Choice(_), _) => wrong("choice"),
        (Kind::Choices(_), _) => wrong("choices"),
        (Kind::Moment, _) => wrong("moment"),
        (Kind::Date, _) => wrong("date"),
        (Kind::Note | Kind::Calculate, _) => Err(Refusal::TakesNoAnswer {
            question: question.name.to_string(),
        }),
    }
}
