//! What is held back, and how much it was.

use crate::message::Message;

/// Whether what may identify somebody goes in: personal answers and labels of persons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Identities {
    /// It stays here.
    #[default]
    Withheld,
    /// It goes in.
    Included,
}

/// Whether the monitors' notes go in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Notes {
    /// They stay here.
    #[default]
    Withheld,
    /// They go in.
    Included,
}

/// What an export holds back. By default it is the most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Redaction {
    /// What may identify somebody.
    pub identities: Identities,
    /// The monitors' notes.
    pub notes: Notes,
}

/// How much was held back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Answers to personal questions.
    pub personal: u64,
    /// Notes.
    pub notes: u64,
    /// Labels of persons and custody records.
    pub labels: u64,
    /// Answers of persons who did not agree to be counted together with others.
    pub declined: u64,
    /// Answers that no longer apply; they are in no export but the visit's own.
    pub set_aside: u64,
}

impl Withheld {
    /// Returns what to say about it.
    pub fn messages(self) -> Vec<Message> {
        [
            ("export-withheld-personal", self.personal),
            ("export-withheld-declined", self.declined),
            ("export-withheld-notes", self.notes),
            ("export-withheld-labels", self.labels),
            ("export-set-aside", self.set_aside),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| {
            Message::new(id).number("count", i64::try_from(count).unwrap_or(i64::MAX))
        })
        .collect()
    }
}
