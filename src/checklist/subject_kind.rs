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
