//! What a section can be about.

use serde::{Deserialize, Serialize};

/// The kinds of subject. Counts never mix them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// The place itself.
    Premises,
    /// A person, known by a pseudonym.
    Person,
    /// A custody record, register line or detention file.
    CustodyRecord,
}

impl SubjectKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Premises, Self::Person, Self::CustodyRecord];

    /// Returns the exchange name, as in `subject = "custody_record"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Premises => "premises",
            Self::Person => "person",
            Self::CustodyRecord => "custody_record",
        }
    }

    /// Returns the kind with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
