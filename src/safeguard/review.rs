//! How sure the program is of a norm. Nothing unverified is ever shown as law.

use serde::{Deserialize, Serialize};

use crate::message::Message;

/// How far the text of a norm or limit was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStatus {
    /// The primary text was read.
    Confirmed,
    /// A national lawyer has to check it before it may be shown as law.
    NeedsLegalReview,
    /// It no longer holds; it is kept for what happened then.
    Historical,
}

impl ReviewStatus {
    /// Returns what stands for a law file of the user: nobody of the program's makers checked it.
    #[must_use]
    pub const fn of_a_users_file(self) -> Self {
        match self {
            Self::Confirmed => Self::NeedsLegalReview,
            Self::NeedsLegalReview | Self::Historical => self,
        }
    }

    /// Returns the warning that has to stand beside it wherever it is shown, if it needs one.
    pub const fn warning(self) -> Option<Message> {
        match self {
            Self::Confirmed => None,
            Self::NeedsLegalReview => Some(Message::new("visit-law-needs-review")),
            Self::Historical => Some(Message::new("visit-law-historical")),
        }
    }

    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::NeedsLegalReview => "needs_legal_review",
            Self::Historical => "historical",
        }
    }
}
