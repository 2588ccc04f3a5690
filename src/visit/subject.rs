//! What a sheet is about: the premises, a person, or a custody record. Never a name.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::entry::{ALPHABET, DeviceId};
use crate::checklist::SubjectKind;

/// A subject of one visit, written `premises`, `P-01` or `K-01`; `P-01.4xk2m9` where two devices gave
/// the code P-01 without knowing of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The place itself.
    Premises,
    /// The person with this number in this visit.
    Person(u16),
    /// The custody record with this number in this visit.
    CustodyRecord(u16),
    /// The person whom this device gave the number, beside whom another device gave it too.
    PersonOf(u16, Mark),
    /// The custody record that this device gave the number, beside which another one gave it too.
    CustodyRecordOf(u16, Mark),
}

/// What tells the devices of a visit apart in codes: the first six letters of a device's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark(u32);

impl Mark {
    /// Returns the mark of a device.
    pub fn of(device: DeviceId) -> Self {
        let [first, second, third, fourth, ..] = device.0;
        Self(u32::from_be_bytes([first, second, third, fourth]) >> 4)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..6).rev() {
            let digit = (self.0 >> (place * 5)) & 31;
            let letter = usize::try_from(digit).ok().and_then(|at| ALPHABET.get(at));
            write!(f, "{}", letter.copied().map_or('?', char::from))?;
        }
        Ok(())
    }
}

impl FromStr for Mark {
    type Err = NoSubject;

    fn from_str(text: &str) -> Result<Self, NoSubject> {
        if text.len() != 6 {
            return Err(NoSubject);
        }
        let mut number = 0_u32;
        for letter in text.bytes() {
            let letter = letter.to_ascii_lowercase();
            let digit = ALPHABET.iter().position(|known| *known == letter);
            let digit = digit.and_then(|digit| u32::try_from(digit).ok());
            number = (number << 5) | digit.ok_or(NoSubject)?;
        }
        if number >> 28 == 0 {
            Ok(Self(number))
        } else {
            Err(NoSubject)
        }
    }
}

impl Ord for Subject {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |subject: &Self| (subject.kind(), subject.number(), subject.mark());
        place(self).cmp(&place(other))
    }
}

impl PartialOrd for Subject {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
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
            Self::Person(_) | Self::PersonOf(..) => SubjectKind::Person,
            Self::CustodyRecord(_) | Self::CustodyRecordOf(..) => SubjectKind::CustodyRecord,
        }
    }

    /// Returns its number; 0 is the premises.
    pub const fn number(self) -> u16 {
        match self {
            Self::Premises => 0,
            Self::Person(number)
            | Self::CustodyRecord(number)
            | Self::PersonOf(number, _)
            | Self::CustodyRecordOf(number, _) => number,
        }
    }

    /// Returns the code as it stands on paper, without the device that gave it.
    #[must_use]
    pub const fn code(self) -> Self {
        match self {
            Self::PersonOf(number, _) => Self::Person(number),
            Self::CustodyRecordOf(number, _) => Self::CustodyRecord(number),
            plain => plain,
        }
    }

    /// Returns which device gave the code, where two did.
    pub const fn mark(self) -> Option<Mark> {
        match self {
            Self::PersonOf(_, mark) | Self::CustodyRecordOf(_, mark) => Some(mark),
            Self::Premises | Self::Person(_) | Self::CustodyRecord(_) => None,
        }
    }

    /// Returns the one whom this device gave the code.
    #[must_use]
    pub const fn given_by(self, mark: Mark) -> Self {
        match self {
            Self::Premises => self,
            Self::Person(number) | Self::PersonOf(number, _) => Self::PersonOf(number, mark),
            Self::CustodyRecord(number) | Self::CustodyRecordOf(number, _) => {
                Self::CustodyRecordOf(number, mark)
            }
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Premises => f.pad("premises"),
            Self::Person(number) => f.pad(&format!("P-{number:02}")),
            Self::CustodyRecord(number) => f.pad(&format!("K-{number:02}")),
            Self::PersonOf(_, mark) | Self::CustodyRecordOf(_, mark) => {
                f.pad(&format!("{}.{mark}", self.code()))
            }
        }
    }
}

impl FromStr for Subject {
    type Err = NoSubject;

    fn from_str(text: &str) -> Result<Self, NoSubject> {
        if text == "premises" {
            return Ok(Self::Premises);
        }
        if let Some((code, mark)) = text.split_once('.') {
            let code = code.parse::<Self>()?;
            return match code {
                Self::Person(_) | Self::CustodyRecord(_) => Ok(code.given_by(mark.parse()?)),
                _ => Err(NoSubject),
            };
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
            Subject::Person(1).given_by(Mark::of(DeviceId([0xf7; 16]))),
            Subject::CustodyRecord(2).given_by(Mark::of(DeviceId([0; 16]))),
        ] {
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        for text in [
            "",
            "P-",
            "P-00",
            "p-01",
            "K--1",
            "X-01",
            "P-70000",
            "Premises",
            "P-01.",
            "P-01.4xk2m",
            "premises.4xk2m9",
            "P-01.4xk2m9.4xk2m9",
            "P-01.zzzzzz",
        ] {
            assert_eq!(text.parse::<Subject>(), Err(NoSubject), "{text}");
        }
    }
}
