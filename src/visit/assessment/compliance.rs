//! The five results of an assessment (domain sheet 2.0).

use serde::{Deserialize, Serialize};

/// Whether a safeguard was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Compliance {
    /// Done, in time, in a meaningful way.
    #[serde(rename = "C")]
    Compliant,
    /// Done late, incompletely, or only formally.
    #[serde(rename = "P")]
    Partly,
    /// Not done, or only after the harm.
    #[serde(rename = "N")]
    NotCompliant,
    /// There was nothing that called for it.
    #[serde(rename = "NA")]
    NotApplicable,
    /// Not asked, not answered, or an unresolved conflict.
    #[serde(rename = "NK")]
    NotKnown,
}

impl Compliance {
    /// Every result, in the order of tables.
    pub const ALL: [Self; 5] = [
        Self::Compliant,
        Self::Partly,
        Self::NotCompliant,
        Self::NotApplicable,
        Self::NotKnown,
    ];

    /// Returns the code: C, P, N, NA or NK.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Compliant => "C",
            Self::Partly => "P",
            Self::NotCompliant => "N",
            Self::NotApplicable => "NA",
            Self::NotKnown => "NK",
        }
    }

    /// Returns the result with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.code() == code)
    }
}
