//! Why there is no value. Silence is not "no": each reason stays what it is in store, count and export.

use serde::{Deserialize, Serialize};

/// The reason why a question that was looked at has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Missing {
    /// The person declined to answer.
    #[serde(rename = "refused")]
    Refused,
    /// The person was asked and does not know.
    #[serde(rename = "does_not_know")]
    DoesNotKnow,
    /// The question does not apply to this subject.
    #[serde(rename = "not_applicable")]
    NotApplicable,
    /// Nobody looked or asked, and why.
    #[serde(rename = "not_checked")]
    NotChecked(NotCheckedReason),
}

impl Missing {
    /// Every reason in the order of the digits that give it on the screen (7, 8, 9, 0).
    pub const ALL: [Self; 4] = [
        Self::Refused,
        Self::NotApplicable,
        Self::DoesNotKnow,
        Self::NotChecked(NotCheckedReason::NotStated),
    ];

    /// Returns the exchange name, as in `"missing":"refused"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::DoesNotKnow => "does_not_know",
            Self::NotApplicable => "not_applicable",
            Self::NotChecked(_) => "not_checked",
        }
    }

    /// Returns the reason with this exchange name; `not_checked` comes back without its own reason.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|missing| missing.name() == name)
    }
}

/// Why a question was not checked.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum NotCheckedReason {
    /// No reason was given.
    #[default]
    NotStated,
    /// The team was not let in, or was not shown it.
    NoAccess,
    /// There was no time.
    NoTime,
    /// It is outside the mandate of this visit.
    NotInMandate,
    /// Asking would have put somebody at risk.
    Safety,
}

impl NotCheckedReason {
    /// Every reason in the order in which screens offer them.
    pub const ALL: [Self; 5] = [
        Self::NoAccess,
        Self::NoTime,
        Self::NotInMandate,
        Self::Safety,
        Self::NotStated,
    ];

    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotStated => "not_stated",
            Self::NoAccess => "no_access",
            Self::NoTime => "no_time",
            Self::NotInMandate => "not_in_mandate",
            Self::Safety => "safety",
        }
    }

    /// Returns the reason with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}
