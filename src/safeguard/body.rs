//! Who visits on behalf of the State, and from when to when: a report of 2016 names the body of 2016.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Country, ReviewStatus};
use crate::message::{Message, Text};

/// The body that carries out preventive visits in a country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its name, as `kg_ncpt`.
    pub id: String,
    /// The country.
    pub country: Country,
    /// What it is called.
    pub name: Text,
    /// Whether it is a National Preventive Mechanism under OPCAT.
    pub is_npm: bool,
    /// The first day on which it held the mandate.
    pub valid_from: NaiveDate,
    /// The last day, if it no longer does.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where this is known from.
    pub source: String,
    /// How far it was checked.
    pub review_status: ReviewStatus,
    /// What has to be known about it.
    #[serde(default)]
    pub text: Text,
}

impl Body {
    /// Returns whether it held the mandate on this day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Returns the warning that has to stand beside it wherever it is shown.
    pub const fn warning(&self) -> Option<Message> {
        self.review_status.warning()
    }
}
