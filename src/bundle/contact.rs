//! Colleagues, and what is known of whoever signed a bundle.

use chrono::NaiveDate;

use super::{NoKey, PublicKey};
use crate::visit::ContactCard;

/// A colleague with his or her key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What the monitor calls him or her: a code, not a name.
    pub name: String,
    /// The key.
    pub key: PublicKey,
    /// The last day on which the key is good.
    pub until: Option<NaiveDate>,
    /// Whether it was revoked.
    pub revoked: bool,
}

impl Contact {
    /// Reads a contact as the register keeps it.
    pub fn of(card: &ContactCard) -> Result<Self, NoKey> {
        Ok(Self {
            name: card.name.clone(),
            key: card.key.parse()?,
            until: card.until,
            revoked: card.revoked,
        })
    }

    /// Returns the contact as the register keeps it.
    pub fn card(&self) -> ContactCard {
        ContactCard {
            name: self.name.clone(),
            key: self.key.to_string(),
            until: self.until,
            revoked: self.revoked,
        }
    }
}

/// Who signed a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender {
    /// This device itself.
    Own,
    /// A colleague whose key is good.
    Known(String),
    /// A colleague whose key was good until this day.
    Expired(String, NaiveDate),
    /// A colleague whose key was revoked.
    Revoked(String),
    /// Nobody known.
    Unknown,
}

impl Sender {
    /// Says who signed, by the contacts and the day.
    pub fn of(signer: [u8; 32], own: &PublicKey, contacts: &[Contact], today: NaiveDate) -> Self {
        if own.signer() == signer {
            return Self::Own;
        }
        let known = contacts.iter().find(|known| known.key.signer() == signer);
        match known {
            None => Self::Unknown,
            Some(known) if known.revoked => Self::Revoked(known.name.clone()),
            Some(known) => match known.until {
                Some(until) if until < today => Self::Expired(known.name.clone(), until),
                _ => Self::Known(known.name.clone()),
            },
        }
    }

    /// Returns whether the bundle is taken without asking.
    pub const fn is_trusted(&self) -> bool {
        matches!(self, Self::Own | Self::Known(_))
    }

    /// Returns the exchange name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Known(_) => "known",
            Self::Expired(..) => "expired",
            Self::Revoked(_) => "revoked",
            Self::Unknown => "unknown",
        }
    }

    /// Returns what the sender is called, if anything.
    pub fn contact(&self) -> Option<&str> {
        match self {
            Self::Known(name) | Self::Expired(name, _) | Self::Revoked(name) => Some(name),
            Self::Own | Self::Unknown => None,
        }
    }
}
