//! The text that a visit pins, and the checklist that opens from it again.
//!
//! The canonical text is the resolved source as JSON without blanks, keys in the order of
//! `source.rs`, languages and lists by name. Its SHA-256 is the checklist's digest. It holds
//! everything that the sheet needs, so it opens although lists, facts and safeguards have changed.

use sha2::{Digest as _, Sha256};

use super::compile::compile;
use super::defect::Defect;
use super::{Checklist, ChecklistSource, Digest, Vocabulary};
use crate::message::{Explain, Message};

/// Why a pinned text opens no checklist.
#[derive(Debug, thiserror::Error)]
pub enum PinnedFault {
    /// It is not the JSON of a checklist.
    #[error("the pinned text is not the JSON of a checklist")]
    Shape(#[source] serde_json::Error),
    /// It has another digest than the visit wrote down.
    #[error("the pinned text has another digest than the visit wrote down")]
    OtherDigest,
    /// This version of the program finds errors in it.
    #[error("{} defects in the pinned text", .0.len())]
    Defects(Vec<Defect>),
}

impl Explain for PinnedFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::Shape(_) => Message::new("err-pinned-shape"),
            Self::OtherDigest => Message::new("err-pinned-other-digest"),
            Self::Defects(defects) => {
                Message::new("err-pinned-defects").number("count", defects.len())
            }
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(match self {
            Self::Shape(_) | Self::OtherDigest => Message::new("rec-pinned-damaged"),
            Self::Defects(_) => Message::new("rec-pinned-defects"),
        })
    }
}

/// Returns the canonical text of a resolved source.
pub(super) fn canonical_text(source: &ChecklistSource) -> String {
    // A source holds only texts, numbers and maps with text keys: serde_json cannot refuse it.
    serde_json::to_string(source).unwrap_or_default()
}

/// Returns the digest of a canonical text.
pub(super) fn digest_of(text: &str) -> Digest {
    Digest(Sha256::digest(text.as_bytes()).into())
}

impl Checklist {
    /// Opens a pinned text again. The digest is that of the text as it was pinned.
    pub fn from_pinned(text: &str) -> Result<Self, PinnedFault> {
        let source: ChecklistSource = serde_json::from_str(text).map_err(PinnedFault::Shape)?;
        let mut checklist = compile(&source, &Vocabulary::open()).map_err(PinnedFault::Defects)?;
        // Not of the text written anew: a later program may write its keys in another order.
        checklist.digest = digest_of(text);
        checklist.pinned_text = text.into();
        Ok(checklist)
    }

    /// Opens a pinned text that must have this digest.
    pub fn from_pinned_with_digest(text: &str, digest: Digest) -> Result<Self, PinnedFault> {
        if digest_of(text) != digest {
            return Err(PinnedFault::OtherDigest);
        }
        Self::from_pinned(text)
    }

    /// Returns the text to pin: canonical JSON from which [`Checklist::from_pinned`] opens the same
    /// checklist again.
    pub fn pinned_text(&self) -> &str {
        &self.pinned_text
    }

    /// Returns the resolved source, with every expression as text.
    pub fn source(&self) -> Result<ChecklistSource, PinnedFault> {
        serde_json::from_str(&self.pinned_text).map_err(PinnedFault::Shape)
    }
}
