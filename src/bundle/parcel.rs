//! What a bundle holds.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::checklist::Digest;
use crate::visit::{DeviceId, Entry, EntryId, Facility, VisitId};

/// What a bundle holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// When it was made, by the sender's clock.
    pub made: DateTime<FixedOffset>,
    /// The sender's code, as `M-4`.
    pub by: String,
    /// The sender's device.
    pub device: DeviceId,
    /// The age keys it was sealed to.
    pub to: Vec<String>,
    /// Whether it is practice data.
    #[serde(default)]
    pub practice: bool,
    /// The places of its visits.
    #[serde(default)]
    pub facilities: Vec<Facility>,
    /// The checklists of its visits.
    #[serde(default)]
    pub checklists: Vec<PinnedText>,
    /// Its visits.
    #[serde(default)]
    pub visits: Vec<VisitParcel>,
    /// What the sender has of visits: a receipt.
    #[serde(default)]
    pub held: Vec<Held>,
}

/// A checklist with its whole text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedText {
    /// The digest of the text.
    pub digest: Digest,
    /// The text.
    pub source: String,
}

/// A visit with everything said in it that the sender has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitParcel {
    /// The visit.
    pub id: VisitId,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// How far the sender has a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The visit.
    pub visit: VisitId,
    /// The last entry of each device.
    pub last: Vec<EntryId>,
    /// The digest of the visit as the sender has it.
    #[serde(with = "serde_bytes")]
    pub digest: [u8; 32],
}
