//! What the team can say about accounts and results: which account stands, and which result it gives
//! itself.

use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::value::Source;
use crate::visit::Compliance;

/// Which account of a fact stands, in the view of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stands {
    /// That of this source.
    #[serde(rename = "o")]
    Source(Source),
    /// It cannot be settled.
    #[serde(rename = "n")]
    NotSettled,
    /// The team has no view any more.
    #[serde(rename = "w")]
    Withdrawn,
}

impl Stands {
    /// Returns the view with this exchange name: a source, `not_settled` or `withdrawn`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "not_settled" => Some(Self::NotSettled),
            "withdrawn" => Some(Self::Withdrawn),
            source => Source::from_name(source).map(Self::Source),
        }
    }

    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source(source) => source.name(),
            Self::NotSettled => "not_settled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Says it in words.
    pub const fn message(self) -> Message {
        Message::new(match self {
            Self::Source(source) => match source {
                Source::DetainedPerson => "visit-stands-detained-person",
                Source::Staff => "visit-stands-staff",
                Source::Register => "visit-stands-register",
                Source::Observation => "visit-stands-observation",
                Source::MedicalRecord => "visit-stands-medical-record",
                Source::Video => "visit-stands-video",
                Source::Lawyer => "visit-stands-lawyer",
                Source::Family => "visit-stands-family",
                Source::CourtFile => "visit-stands-court-file",
            },
            Self::NotSettled => "visit-stands-not-settled",
            Self::Withdrawn => "visit-stands-withdrawn",
        })
    }
}

/// What the team decides about a safeguard, beside the computed result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// This result.
    #[serde(rename = "r")]
    Result(Compliance),
    /// None any more: the computed result stands alone.
    #[serde(rename = "w")]
    Withdrawn,
}
