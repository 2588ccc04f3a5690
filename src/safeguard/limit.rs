//! A legal time limit, and what holds but is no clock.

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Country, ReviewStatus};
use crate::message::{Message, Text};

/// Whose law a limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Jurisdiction {
    /// International standards.
    International,
    /// The law of one country.
    National(Country),
}

/// To whom a limit applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Everybody.
    All,
    /// Persons under 18.
    Children,
    /// Persons of 18 and more.
    Adults,
    /// Persons suspected of crimes that the law lists.
    ListedCrimes,
    /// Foreign nationals.
    Foreigners,
    /// Bodies of the State.
    Bodies,
}

/// A clock between two facts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Its name, as `kz_record_3`.
    pub id: String,
    /// Whose law it is.
    #[serde(rename = "country")]
    pub jurisdiction: Jurisdiction,
    /// The code or treaty.
    pub code: String,
    /// The article or paragraph.
    pub article: String,
    /// The fact that starts the clock.
    pub from: String,
    /// The fact that stops it.
    pub to: String,
    /// How many hours may pass; "at once" if there is neither this nor [`Limit::before`].
    #[serde(default)]
    pub hours: Option<u32>,
    /// The fact that must not come first.
    #[serde(default)]
    pub before: Option<String>,
    /// To whom it applies.
    pub who: Who,
    /// The first day on which it held.
    pub valid_from: NaiveDate,
    /// The last day on which it held, if it no longer does.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where this is known from.
    pub source: String,
    /// How far it was checked.
    pub review_status: ReviewStatus,
    /// What it says.
    #[serde(default)]
    pub text: Text,
}

/// What holds but is no clock between two facts: quoted, never computed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, as `int_q_break_2`.
    pub id: String,
    /// Whose law it is.
    #[serde(rename = "country")]
    pub jurisdiction: Jurisdiction,
    /// The code or treaty.
    pub code: String,
    /// The article or paragraph.
    pub article: String,
    /// To whom it applies.
    pub who: Who,
    /// The first day on which it held.
    pub valid_from: NaiveDate,
    /// The last day on which it held, if it no longer does.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where this is known from.
    pub source: String,
    /// How far it was checked.
    pub review_status: ReviewStatus,
    /// What it says.
    #[serde(default)]
    pub text: Text,
}

impl Limit {
    /// Returns whether it held on this day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Returns the minutes that may pass, if it gives a number.
    pub fn minutes(&self) -> Option<i64> {
        self.hours.map(|hours| i64::from(hours) * 60)
    }

    /// Returns the warning that has to stand beside it wherever it is shown.
    pub const fn warning(&self) -> Option<Message> {
        self.review_status.warning()
    }

    /// Returns how it is cited, as `CPC 2014, art. 131(2)`.
    pub fn citation(&self) -> String {
        format!("{}, {}", self.code, self.article)
    }
}

impl<'de> Deserialize<'de> for Jurisdiction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        if code == "int" {
            return Ok(Self::International);
        }
        Country::from_code(&code)
            .map(Self::National)
            .ok_or_else(|| D::Error::custom(format!("unknown country `{code}`")))
    }
}
