//! What a vault notes for itself. It stands in the register and never leaves the vault.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::visit::{DeviceId, EntryId, VisitId};

/// What a vault notes for itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Local {
    /// The keys of this device were made.
    KeysMade(Secret),
    /// The digits that open the hidden screen were chosen; none if it is empty.
    PinSet(Secret),
    /// A colleague was entered, or changed.
    ContactSet(ContactCard),
    /// A colleague was taken out.
    ContactRemoved {
        /// What he or she was called.
        name: String,
    },
    /// A bundle was taken in.
    Imported(Imported),
    /// An import was taken back: the entries stay on the disk and count nowhere.
    TakenBack {
        /// The number of the entry that says that it was taken in.
        import: u64,
    },
    /// A colleague told how far he or she has visits.
    ReceiptRead(ReceiptRead),
    /// A whole visit was put in the bin of this vault, or brought back from there.
    VisitBinned {
        /// Which.
        visit: VisitId,
        /// Whether it came back.
        back: bool,
    },
    /// Counts were handed out: later ones are compared with them. Hidden ones are in it too.
    Released(Secret),
    /// What looks like a name may stand: somebody said that it is an official, a place or no name.
    NameAllowed {
        /// Its hash, of this vault alone.
        #[serde(with = "serde_bytes")]
        hash: [u8; 16],
    },
}

/// Bytes that are nobody's business.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(#[serde(with = "secret_bytes")] pub Zeroizing<Vec<u8>>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(<redacted>)")
    }
}

/// Secret bytes as bytes, not as a list of numbers.
mod secret_bytes {
    use serde::{Deserializer, Serializer};
    use zeroize::Zeroizing;

    pub(super) fn serialize<S: Serializer>(
        secret: &Zeroizing<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serde_bytes::serialize(secret.as_slice(), serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Zeroizing<Vec<u8>>, D::Error> {
        let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
        Ok(Zeroizing::new(bytes))
    }
}

/// A colleague as the register keeps him or her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    /// A code, not a name.
    pub name: String,
    /// The key, as it is written.
    pub key: String,
    /// The last day on which the key is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Whether it was revoked.
    #[serde(default)]
    pub revoked: bool,
}

/// A bundle that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The digest of the bundle.
    #[serde(with = "serde_bytes")]
    pub bundle: [u8; 32],
    /// The sender: the contact's name, or the words of the key.
    pub from: String,
    /// When the sender made it.
    pub made: DateTime<FixedOffset>,
    /// What it brought that was not here.
    pub brought: Vec<Brought>,
    /// The steps of this device that settled which accounts stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Settled>,
}

/// A step that settled which of two accounts stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// In which visit.
    pub visit: VisitId,
    /// The step's number.
    pub step: u64,
}

/// What an import brought of one visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The visit.
    pub visit: VisitId,
    /// Whether nothing of it was here before.
    pub whole: bool,
    /// For each device, the numbers of the first and the last entry.
    pub entries: Vec<Stretch>,
}

/// Entries of one device of one visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The device.
    pub device: DeviceId,
    /// The first number.
    pub first: u64,
    /// The last number.
    pub last: u64,
}

impl Stretch {
    /// Returns whether the entry lies in it.
    pub fn holds(&self, entry: EntryId) -> bool {
        self.device == entry.device && (self.first..=self.last).contains(&entry.number)
    }
}

/// What a colleague told to have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRead {
    /// The sender: the contact's name, or the words of the key.
    pub from: String,
    /// When it was made.
    pub made: DateTime<FixedOffset>,
    /// How far he or she has each visit: the last entry of each device.
    pub held: Vec<(VisitId, Vec<EntryId>)>,
}
