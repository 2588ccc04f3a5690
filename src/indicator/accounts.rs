//! Which accounts count: whose word an outcome rests on.
//!
//! Sources disagree. A count that does not say whose word it follows can be made to say anything, so
//! the choice is part of every selection and is printed with every result.

use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::value::Source;

/// Which accounts count.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Accounts {
    /// For each fact the source that is believed first, as `[sources]` of the definitions says.
    #[default]
    Usual,
    /// What the detained person says, and nothing else.
    Person,
    /// What papers say: registers, medical records, court files.
    Register,
    /// In the numerator if any account puts it there.
    Any,
    /// Only where all accounts that decide it agree; where they differ it is not known.
    Agree,
    /// What the team took to be so, where it wrote down its view of a fact or its own assessment of a
    /// safeguard; for the rest the usual order.
    Team,
}

impl Accounts {
    /// Every choice, in the order in which screens offer them.
    pub const ALL: [Self; 6] = [
        Self::Usual,
        Self::Person,
        Self::Register,
        Self::Any,
        Self::Agree,
        Self::Team,
    ];

    /// Returns the exchange name, as in `--accounts person`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Person => "person",
            Self::Register => "register",
            Self::Any => "any",
            Self::Agree => "agree",
            Self::Team => "team",
        }
    }

    /// Returns the choice with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Returns the next choice, after the last the first.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Usual => Self::Person,
            Self::Person => Self::Register,
            Self::Register => Self::Any,
            Self::Any => Self::Agree,
            Self::Agree => Self::Team,
            Self::Team => Self::Usual,
        }
    }

    /// Returns the sentence that is printed with the result.
    pub const fn says(self) -> Message {
        Message::new(match self {
            Self::Usual => "count-accounts-usual",
            Self::Person => "count-accounts-person",
            Self::Register => "count-accounts-register",
            Self::Any => "count-accounts-any",
            Self::Agree => "count-accounts-agree",
            Self::Team => "count-accounts-team",
        })
    }

    /// Returns whether a statement of this source is heard, where one side alone is.
    pub(super) const fn hears(self, source: Source) -> bool {
        match self {
            Self::Person => matches!(source, Source::DetainedPerson),
            Self::Register => matches!(
                source,
                Source::Register | Source::MedicalRecord | Source::CourtFile
            ),
            Self::Usual | Self::Any | Self::Agree | Self::Team => true,
        }
    }

    /// Returns the place in [`Self::ALL`].
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}
