//! What is still to be looked at before a visit is finished. It never blocks.

use crate::checklist::Digest;
use crate::visit::{Instance, Session, Subject};

/// Why something is on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ToDoKind {
    /// A required question that counts here is empty.
    RequiredEmpty,
    /// The monitor wanted to come back to it.
    Flagged,
    /// The value breaks the question's constraint.
    ToCheck,
    /// One source has two accounts, by devices that did not know of each other's.
    TwoAccounts,
    /// Two devices gave this code: two human beings until somebody says that they are one.
    TakenUpTwice,
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// Why.
    pub kind: ToDoKind,
    /// About whom or what.
    pub subject: Subject,
    /// Which question, as checklist and index; none if it is about the subject as a whole.
    pub question: Option<(Digest, usize)>,
    /// In which instance of the repeats around it.
    pub instance: Instance,
}

impl Session {
    /// Returns what is still to be looked at, in the order of subjects and questions.
    pub fn to_do(&self) -> Vec<ToDo> {
        let mut found = Vec::new();
        for shared in self
            .shared_codes()
            .into_iter()
            .filter(|shared| shared.is_open)
        {
            found.push(ToDo {
                kind: ToDoKind::TakenUpTwice,
                subject: shared.carried_by.first().copied().unwrap_or(shared.code),
                question: None,
                instance: Instance::default(),
            });
        }
        for two in self.two_accounts() {
            found.push(ToDo {
                kind: ToDoKind::TwoAccounts,
                subject: two.subject,
                question: Some((two.checklist, two.question)),
                instance: two.instance,
            });
        }
        for sheet in self.sheets() {
            for spot in sheet.places() {
                let index = spot.question;
                let sheet = sheet.seen_from(spot.instance);
                let mut add = |kind| {
                    found.push(ToDo {
                        kind,
                        subject: sheet.subject(),
                        question: Some((sheet.checklist().digest, index)),
                        instance: sheet.instance().clone(),
                    });
                };
                if sheet.is_empty_and_counts(index) && sheet.is_required(index) {
                    add(ToDoKind::RequiredEmpty);
                }
                if sheet.is_flagged(index) {
                    add(ToDoKind::Flagged);
                }
                if sheet.applies(index) && sheet.is_to_check(index) {
                    add(ToDoKind::ToCheck);
                }
            }
        }
        found
    }
}
