//! What is held back, and how much it was.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::checklist::SubjectKind;
use crate::message::Message;
use crate::visit::{Session, Subject};

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

/// Whether the codes of persons and custody records go in: `P-01` stands in notes and on paper too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Codes {
    /// Numbers stand for them, new and in another order in every file.
    #[default]
    Withheld,
    /// They go in.
    Included,
}

/// What stands for the persons and custody records of a visit in one file.
#[derive(Debug)]
pub struct Naming {
    names: BTreeMap<Subject, String>,
}

impl Naming {
    /// Names everybody of a visit; `salt` puts the numbers in an order that nobody can work out.
    pub fn of(session: &Session, codes: Codes, salt: [u8; 16]) -> Self {
        let mut names = BTreeMap::new();
        if codes == Codes::Included {
            return Self { names };
        }
        let mut subjects: Vec<Subject> = session.subjects().map(|taken| taken.subject).collect();
        subjects.extend(session.sheets().map(|sheet| sheet.subject()));
        subjects.sort_by_cached_key(|subject| {
            let mut hasher = Sha256::new();
            hasher.update(salt);
            hasher.update(subject.to_string());
            <[u8; 32]>::from(hasher.finalize())
        });
        let (mut persons, mut records) = (0, 0);
        for subject in subjects {
            let (kind, number) = match subject.kind() {
                SubjectKind::Premises => continue,
                SubjectKind::Person => ("person", &mut persons),
                SubjectKind::CustodyRecord => ("record", &mut records),
            };
            names.entry(subject).or_insert_with(|| {
                *number += 1;
                format!("{kind}-{number}")
            });
        }
        Self { names }
    }

    /// Returns what stands for somebody.
    pub fn name(&self, subject: Subject) -> String {
        let known = self.names.get(&subject).cloned();
        known.unwrap_or_else(|| subject.to_string())
    }
}

/// What an export holds back. By default it is the most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Redaction {
    /// What may identify somebody.
    pub identities: Identities,
    /// The monitors' notes.
    pub notes: Notes,
    /// The codes of persons and custody records, in the export of a visit.
    pub codes: Codes,
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
