//! One thing that was said, appended and never changed.
//!
//! Everything else of a visit is computed from its entries. Field names are short on disk because
//! a visit holds thousands of entries; renaming one is a change of the vault's format.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::checklist::{ChecklistId, Digest, FactName, QuestionName};
use crate::safeguard::official_offset_minutes;
use crate::value::{Moment, Precision, Source, Value};
use crate::visit::{
    Answer, CustodyPlace, Decision, Facility, Instance, InstanceChange, Local, Previous, Stands,
    Subject,
};

/// The identity of a visit: 16 random bytes.
///
/// Written in lower-case Crockford base 32; commands accept any beginning that is unique.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VisitId(#[serde(with = "serde_bytes")] pub [u8; 16]);

/// The identity of a device: 16 random bytes, made with the vault.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeviceId(#[serde(with = "serde_bytes")] pub [u8; 16]);

/// The identity of an entry: the device that wrote it and that device's own running number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId {
    /// The device that wrote it.
    #[serde(rename = "d")]
    pub device: DeviceId,
    /// That device's running number, from 1.
    #[serde(rename = "n")]
    pub number: u64,
}

/// Who said it and when, by both clocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The monitor's code, as `M-1`. Never a name.
    #[serde(rename = "b")]
    pub by: String,
    /// The local time that the team goes by, after the clock check of the visit.
    #[serde(rename = "l")]
    pub local: NaiveDateTime,
    /// The machine's own clock with its own offset.
    #[serde(rename = "m")]
    pub machine: DateTime<FixedOffset>,
}

/// One thing that was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity.
    #[serde(rename = "i")]
    pub id: EntryId,
    /// The number of the first entry of the step it belongs to: one undo takes a whole step back.
    #[serde(rename = "s")]
    pub step: u64,
    /// Who and when.
    #[serde(rename = "t")]
    pub stamp: Stamp,
    /// The hash of the device's previous entry in the visit, unless it can be computed again.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
    /// The last number of each other device that this one had read since its own previous entry.
    /// What was said without having read each other was said at the same time.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<EntryId>,
    /// What.
    #[serde(rename = "w")]
    pub statement: Statement,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Statement {
    /// A place was entered in, or changed in, the register.
    FacilityEntered(Facility),
    /// A checklist was pinned: its whole resolved text, so that it can always be opened again.
    ChecklistPinned {
        /// The digest of `source`.
        digest: Digest,
        /// The resolved checklist, as canonical JSON.
        source: String,
    },
    /// A visit began.
    VisitOpened(Box<VisitHeader>),
    /// A person or custody record was taken up.
    SubjectAdded {
        /// Which.
        #[serde(rename = "s")]
        subject: Subject,
        /// A few words that identify nobody ("woman, cell 3").
        #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
    },
    /// A person and a custody record are the same human being.
    Linked {
        /// The person.
        person: Subject,
        /// The custody record.
        record: Subject,
    },
    /// They are not, after all.
    Unlinked {
        /// The person.
        person: Subject,
        /// The custody record.
        record: Subject,
    },
    /// A person or custody record was put in the bin, or brought back from there.
    #[serde(rename = "B")]
    Binned {
        /// Whom.
        #[serde(rename = "s")]
        subject: Subject,
        /// Whether they came back.
        #[serde(rename = "b", default, skip_serializing_if = "is_false")]
        back: bool,
    },
    /// A source's answer to a question, as it now stands.
    #[serde(rename = "A")]
    Answered {
        /// About whom or what.
        #[serde(rename = "s")]
        subject: Subject,
        /// In which checklist, by the digest of its text.
        #[serde(rename = "c")]
        checklist: Digest,
        /// Which question.
        #[serde(rename = "q")]
        question: QuestionName,
        /// In which instance of the repeats around it.
        #[serde(rename = "r", default, skip_serializing_if = "Instance::is_outside")]
        instance: Instance,
        /// According to whom.
        #[serde(rename = "o")]
        source: Source,
        /// What.
        #[serde(rename = "a")]
        answer: Answer,
    },
    /// The team's view of a fact on which sources differ. It changes no account.
    #[serde(rename = "V")]
    ViewTaken {
        /// About whom.
        #[serde(rename = "s")]
        subject: Subject,
        /// About which custody of several; without it, what is said outside of all, or the first.
        #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
        custody: Option<Box<CustodyPlace>>,
        /// Which fact.
        #[serde(rename = "f")]
        fact: FactName,
        /// Which account stands.
        #[serde(rename = "v")]
        stands: Stands,
        /// Why.
        #[serde(rename = "y")]
        why: String,
    },
    /// The team's own assessment of a safeguard. It changes no computed result.
    #[serde(rename = "D")]
    SafeguardDecided {
        /// About whom.
        #[serde(rename = "s")]
        subject: Subject,
        /// About which custody of several; without it, the first.
        #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
        custody: Option<Box<CustodyPlace>>,
        /// Which safeguard, as `SG05`.
        #[serde(rename = "g")]
        safeguard: String,
        /// What it decides.
        #[serde(rename = "r")]
        decision: Decision,
        /// Why.
        #[serde(rename = "y")]
        why: String,
    },
    /// An instance of a repeat was added, taken away or moved.
    #[serde(rename = "R")]
    Repeated {
        /// About whom or what.
        #[serde(rename = "s")]
        subject: Subject,
        /// In which checklist, by the digest of its text.
        #[serde(rename = "c")]
        checklist: Digest,
        /// Which repeat.
        #[serde(rename = "g")]
        group: QuestionName,
        /// Around the repeat; of a removed or moved instance, itself included.
        #[serde(rename = "r", default, skip_serializing_if = "Instance::is_outside")]
        instance: Instance,
        /// What happened.
        #[serde(rename = "h")]
        change: InstanceChange,
        /// What the computed defaults in it gave when it was added: they are computed once.
        #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
        defaults: Option<Vec<(QuestionName, Value)>>,
    },
    /// A step of the same device was taken back; undoing this entry's own step brings it again.
    Undone {
        /// The device whose step it was.
        device: DeviceId,
        /// The number of the step.
        step: u64,
    },
    /// Two devices gave one code without knowing of each other: whether it is one human being or two.
    #[serde(rename = "C")]
    CodeSettled {
        /// The one, as one device took it up.
        #[serde(rename = "s")]
        one: Subject,
        /// The other.
        #[serde(rename = "o")]
        other: Subject,
        /// Whether they are the same human being.
        #[serde(rename = "e")]
        same: bool,
        /// Why.
        #[serde(rename = "y")]
        why: String,
    },
    /// The visit was finished.
    Closed,
    /// It was opened again, and why.
    Reopened {
        /// The reason.
        why: String,
    },
    /// The sheets of a checklist are read under another version of it. No answer is written again.
    Migrated {
        /// The version of before, by the digest of its text.
        #[serde(rename = "c")]
        from: Digest,
        /// The other one.
        #[serde(rename = "n")]
        to: Pin,
    },
    /// What the vault notes for itself: it stands in the register and is never handed over.
    Local(Box<Local>),
    /// Somebody, or a whole visit, is to leave the vault for good. The code is not given again.
    Purged {
        /// The visit.
        #[serde(rename = "v")]
        visit: VisitId,
        /// The person or custody record; the whole visit if there is none.
        #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
        subject: Option<Subject>,
    },
    /// A backup of the vault was written.
    BackedUp,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// What is fixed when a visit begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitHeader {
    /// The visit's identity.
    pub id: VisitId,
    /// The place as the register knew it on that day.
    pub facility: Facility,
    /// What kind of visit.
    pub kind: VisitKind,
    /// Whether the place knew.
    #[serde(default)]
    pub announced: Announced,
    /// When the team stood at the gate (local wall-clock time of the place).
    pub start: Moment,
    /// When it was let in, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub let_in: Option<Moment>,
    /// What the check of the clock found.
    pub clock: ClockCheck,
    /// Codes of the team, the head of visit first.
    pub team: Vec<String>,
    /// The checklists, pinned by the digest of their text.
    pub checklists: Vec<Pin>,
    /// Whether this is practice data, which is marked on every line and never counted as real.
    #[serde(default)]
    pub practice: bool,
}

impl VisitHeader {
    /// Returns the UTC offset of the place on a day, in minutes east: what the clock check of the visit
    /// found, and on days with another official time that one.
    pub fn offset_on(&self, day: NaiveDate) -> i16 {
        let Facility {
            country, region, ..
        } = &self.facility;
        let official = official_offset_minutes(*country, region, day);
        let began = self.start.span(Precision::Exact).earliest;
        let then = began.map(|when| official_offset_minutes(*country, region, when.date()));
        if then == Some(official) {
            self.clock.offset_minutes
        } else {
            official
        }
    }
}

/// A checklist as a visit uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// Which checklist.
    pub id: ChecklistId,
    /// Its version, for people.
    pub version: String,
    /// The digest of its text, for the program.
    pub digest: Digest,
}

/// Whether the place knew that the team would come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Announced {
    /// It knew.
    Yes,
    /// It did not.
    No,
    /// Nobody wrote it down.
    #[default]
    NotStated,
}

/// What kind of visit (domain sheet 1.3).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum VisitKind {
    /// The whole institution.
    Full,
    /// In the annual plan.
    #[default]
    Periodic,
    /// Between periodic visits.
    Interim,
    /// After a report of torture, death or riot.
    Special,
    /// One issue in many places.
    Thematic,
    /// Checks earlier recommendations.
    FollowUp,
    /// Together with another body.
    Joint,
}

impl VisitKind {
    /// Every kind, in the order in which screens offer them.
    pub const ALL: [Self; 7] = [
        Self::Periodic,
        Self::Special,
        Self::FollowUp,
        Self::Full,
        Self::Interim,
        Self::Thematic,
        Self::Joint,
    ];

    /// Returns the exchange name, as in `--kind follow_up`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Periodic => "periodic",
            Self::Interim => "interim",
            Self::Special => "special",
            Self::Thematic => "thematic",
            Self::FollowUp => "follow_up",
            Self::Joint => "joint",
        }
    }

    /// Returns the kind with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How the machine's clock relates to the time the team goes by.
///
/// One wrong hour fakes or hides a breach of a three-hour limit, so each visit asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockCheck {
    /// The UTC offset of the place on that day, in minutes east.
    pub offset_minutes: i16,
    /// Minutes to add to the machine's own local time to get the team's local time.
    pub shift_minutes: i32,
    /// Whether a person confirmed it (a script that opens a visit does not).
    pub confirmed: bool,
}

/// A text that is no visit id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a visit id has 26 letters and digits")]
pub struct NoVisitId;

/// Crockford's base 32: no letter that looks like a digit or another letter.
pub(super) const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl fmt::Display for VisitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = u128::from_be_bytes(self.0);
        let text: String = (0..26)
            .rev()
            .map(|place| {
                let digit = (number >> (place * 5)) & 31;
                usize::try_from(digit)
                    .ok()
                    .and_then(|digit| ALPHABET.get(digit))
                    .copied()
                    .map_or('?', char::from)
            })
            .collect();
        f.pad(&text)
    }
}

impl fmt::Debug for VisitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VisitId({self})")
    }
}

impl DeviceId {
    /// Returns the beginning of its identity, enough to tell the devices of a visit apart.
    pub fn short(self) -> String {
        VisitId(self.0).to_string().chars().take(8).collect()
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceId({})", VisitId(self.0))
    }
}

impl FromStr for VisitId {
    type Err = NoVisitId;

    fn from_str(text: &str) -> Result<Self, NoVisitId> {
        if text.len() != 26 {
            return Err(NoVisitId);
        }
        let mut number = 0_u128;
        for (place, letter) in text.bytes().enumerate() {
            let letter = letter.to_ascii_lowercase();
            let digit = ALPHABET
                .iter()
                .position(|known| *known == letter)
                .ok_or(NoVisitId)?;
            // 26 digits hold 130 bits: the first one has room for three only.
            if place == 0 && digit > 7 {
                return Err(NoVisitId);
            }
            number = (number << 5) | u128::try_from(digit).map_err(|_overflow| NoVisitId)?;
        }
        Ok(Self(number.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visit_ids_read_back_as_themselves() {
        for bytes in [[0; 16], [255; 16], [7; 16], *b"0123456789abcdef"] {
            let id = VisitId(bytes);
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(id.to_string().to_uppercase().parse(), Ok(id));
        }
        assert_eq!(
            "8zzzzzzzzzzzzzzzzzzzzzzzzz".parse::<VisitId>(),
            Err(NoVisitId)
        );
    }
}
