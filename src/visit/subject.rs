//! What a sheet is about: the premises, a person, or a custody record. Never a name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::checklist::SubjectKind;

/// A subject of one visit, written `premises`, `P-01` or `K-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The place itself.
    Premises,
    /// The person with this number in this visit.
    Person(u16),
    /// The custody record with this number in this visit.
    CustodyRecord(u16),
}

/// A text that names no subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a subject is `premises`, `P-` with a number, or `K-` with a number")]
pub struct NoSubject;

impl Subject {
    /// Returns what kind of subject this is.
    pub const fn kind(self) -> SubjectKind {
        match self {
            Self::Premises => SubjectKind::Premises,
            Self::Person(_) => SubjectKind::Person,
            Self::CustodyRecord(_) => SubjectKind::CustodyRecord,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Premises => f.pad("premises"),
            Self::Person(number) => f.pad(&format!("P-{number:02}")),
            Self::CustodyRecord(number) => f.pad(&format!("K-{number:02}")),
        }
    }
}

impl FromStr for Subject {
    type Err = NoSubject;

    fn from_str(text: &str) -> Result<Self, NoSubject> {
        if text == "premises" {
            return Ok(Self::Premises);
        }
        let (kind, digits) = text.split_once('-').ok_or(NoSubject)?;
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoSubject);
        }
        let number = digits.parse::<u16>().map_err(|_overflow| NoSubject)?;
        match (kind, number) {
            (_, 0) => Err(NoSubject),
            ("P", number) => Ok(Self::Person(number)),
            ("K", number) => Ok(Self::CustodyRecord(number)),
            _ => Err(NoSubject),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_reads_back_as_itself_and_nothing_else_is_one() {
        for subject in [
            Subject::Premises,
            Subject::Person(1),
            Subject::CustodyRecord(112),
        ] {
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        for text in [
            "", "P-", "P-00", "p-01", "K--1", "X-01", "P-70000", "Premises",
        ] {
            assert_eq!(text.parse::<Subject>(), Err(NoSubject), "{text}");
        }
    }
}
