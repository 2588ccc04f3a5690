//! Countries whose law the program carries.

use serde::{Deserialize, Serialize};

/// A country whose law the program carries (ISO 3166-1 alpha-2, lower case).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Country {
    /// Kazakhstan.
    Kz,
    /// Kyrgyzstan.
    Kg,
    /// Tajikistan.
    Tj,
}

impl Country {
    /// Every country.
    pub const ALL: [Self; 3] = [Self::Kz, Self::Kg, Self::Tj];

    /// Returns the code, as in `--country kz`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kz => "kz",
            Self::Kg => "kg",
            Self::Tj => "tj",
        }
    }

    /// Returns the country with this code, whatever its case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|country| country.code().eq_ignore_ascii_case(code))
    }
}
