//! What moving a visit to another version of a checklist would do, before it is done.

use std::sync::Arc;

use crate::checklist::{Checklist, Comparison, Digest, Fate};
use crate::message::Message;
use crate::visit::{Entry, Pin, Session, Spot, Statement, Subject, check_value};

/// What moving to another version would do to the answers of one checklist.
#[derive(Debug, Clone)]
pub struct Migration {
    /// The version under which the visit is read now.
    pub from: Arc<Checklist>,
    /// The other one.
    pub to: Arc<Checklist>,
    /// What becomes of each question, in the order of the version of now.
    pub questions: Vec<MigratedQuestion>,
    /// The questions that only the other version has, as indexes into it.
    pub added: Vec<usize>,
}

/// What becomes of a question and of what was said to it.
#[derive(Debug, Clone)]
pub struct MigratedQuestion {
    /// Which, as an index into the version of now.
    pub question: usize,
    /// What becomes of it.
    pub fate: Fate,
    /// How many answers are read under the other version.
    pub carried: usize,
    /// The answers that stay under the version of now.
    pub left: Vec<(Subject, Spot)>,
}

impl Migration {
    /// Returns how many answers are read under the other version.
    pub fn carried(&self) -> usize {
        self.questions.iter().map(|question| question.carried).sum()
    }

    /// Returns how many answers stay under the version of now.
    pub fn left(&self) -> usize {
        self.questions
            .iter()
            .map(|question| question.left.len())
            .sum()
    }

    /// Returns the questions about which there is something to say: all but those that stay as they
    /// are.
    pub fn notable(&self) -> impl Iterator<Item = &MigratedQuestion> {
        self.questions.iter().filter(|question| {
            let is_same =
                matches!(&question.fate, Fate::Kept { changes, .. } if changes.is_empty());
            !is_same || !question.left.is_empty()
        })
    }
}

impl MigratedQuestion {
    /// Says what becomes of the question and its answers; `to` is the other version.
    pub fn message(&self, to: &Checklist) -> Message {
        let mut parts: Vec<Message> = match &self.fate {
            Fate::Kept { to: at, changes } => {
                let name = to
                    .questions
                    .get(*at)
                    .map(|question| question.name.to_string());
                let changes = changes.iter();
                changes
                    .map(|change| change.message(name.as_deref().unwrap_or_default()))
                    .collect()
            }
            Fate::OtherMeaning { why, .. } => why.iter().map(|why| why.message()).collect(),
            Fate::Gone => vec![Message::new("migrate-gone")],
        };
        if !self.left.is_empty() {
            parts.push(Message::new("migrate-stays").number("count", self.left.len()));
        }
        let both = |first: Message, second: Message| {
            Message::new("migrate-and")
                .message("first", first)
                .message("second", second)
        };
        parts
            .into_iter()
            .reduce(both)
            .unwrap_or_else(|| Message::new("migrate-same"))
    }
}

impl Session {
    /// Works out what moving a checklist to another version would do; nothing is changed.
    ///
    /// There is none if the visit does not use the checklist, or the other is of something else.
    pub fn migration(&self, from: Digest, to: &Arc<Checklist>) -> Option<Migration> {
        let own = self.checklists().iter().find(|it| it.digest == from)?;
        if own.id != to.id {
            return None;
        }
        let comparison = Comparison::between(own, to);
        let mut questions: Vec<MigratedQuestion> = comparison
            .fates()
            .map(|(question, fate)| MigratedQuestion {
                question,
                fate: fate.clone(),
                carried: 0,
                left: Vec::new(),
            })
            .collect();
        let sheets = self
            .sheets()
            .filter(|sheet| sheet.checklist().digest == from);
        for sheet in sheets {
            for spot in sheet.places() {
                let Some(found) = questions.get_mut(spot.question) else {
                    continue;
                };
                let target = comparison
                    .carried(spot.question)
                    .and_then(|index| to.questions.get(index));
                for said in sheet.seen_from(spot.instance.clone()).said(spot.question) {
                    let fits = target.is_some_and(|target| {
                        let value = said.answer.value();
                        value.is_none_or(|value| check_value(to, target, value).is_ok())
                    });
                    if fits {
                        found.carried += 1;
                    } else {
                        found.left.push((sheet.subject(), spot.clone()));
                    }
                }
            }
        }
        Some(Migration {
            from: Arc::clone(own),
            to: Arc::clone(to),
            questions,
            added: comparison.added().to_vec(),
        })
    }
}

/// Returns every checklist in every version that entries of a visit refer to.
pub fn pins_of(entries: &[Entry]) -> Vec<Pin> {
    let mut found: Vec<Pin> = Vec::new();
    for entry in entries {
        let pins = match &entry.statement {
            Statement::VisitOpened(header) => header.checklists.as_slice(),
            Statement::Migrated { to, .. } => std::slice::from_ref(to),
            _ => &[],
        };
        for pin in pins {
            if !found.iter().any(|known| known.digest == pin.digest) {
                found.push(pin.clone());
            }
        }
    }
    found
}
