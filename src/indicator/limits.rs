//! What counts need of the law: how long something may take there, on that day, for that person.

use chrono::NaiveDate;

use crate::safeguard::{self, Country, Law, ReviewStatus};

/// Whose limit is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Jurisdiction {
    /// The law of the visit's country.
    National,
    /// International standards.
    International,
}

/// A limit as the law's data has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLimit {
    /// Its id, as `kg_judge_48`.
    pub id: String,
    /// How long it allows.
    pub minutes: i64,
    /// Whether its text was read; a limit that was not is printed with its warning.
    pub confirmed: bool,
}

/// Whatever knows the limits.
pub trait Limits {
    /// Returns the shortest limit in force on that day, if there is one in hours.
    fn limit(
        &self,
        whose: Jurisdiction,
        country: Country,
        from: &str,
        to: &str,
        day: NaiveDate,
        child: bool,
    ) -> Option<FoundLimit>;
}

/// No law at all: indicators that need a limit are not known.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLimits;

impl Limits for NoLimits {
    fn limit(
        &self,
        _whose: Jurisdiction,
        _country: Country,
        _from: &str,
        _to: &str,
        _day: NaiveDate,
        _child: bool,
    ) -> Option<FoundLimit> {
        None
    }
}

impl Limits for Law {
    fn limit(
        &self,
        whose: Jurisdiction,
        country: Country,
        from: &str,
        to: &str,
        day: NaiveDate,
        child: bool,
    ) -> Option<FoundLimit> {
        let meant = match whose {
            Jurisdiction::National => safeguard::Jurisdiction::National(country),
            Jurisdiction::International => safeguard::Jurisdiction::International,
        };
        // The shortest first: a child's own limit comes before the one for all.
        self.limits(from, to, country, day, child)
            .into_iter()
            .filter(|limit| limit.jurisdiction == meant)
            .find_map(|limit| {
                Some(FoundLimit {
                    id: limit.id.clone(),
                    minutes: limit.minutes()?,
                    confirmed: limit.review_status == ReviewStatus::Confirmed,
                })
            })
    }
}
