//! The clock, as each source starts it.

use chrono::NaiveDate;

use super::Compliance;
use crate::message::Message;
use crate::safeguard::{Jurisdiction, Law, Limit};
use crate::value::{Moment, Precision, Source};
use crate::visit::{Elapsed, Within};

/// What one source's start of the clock gives.
#[derive(Debug, Clone, PartialEq)]
pub struct StartResult {
    /// Whose start.
    pub source: Source,
    /// The statement of the start, as an index into the episode's statements.
    pub start: usize,
    /// The statement of the end, if there is one.
    pub end: Option<usize>,
    /// The time between.
    pub elapsed: Elapsed,
    /// The limit that it is compared with, by name; none if the rule's own hours were used.
    pub limit: Option<String>,
    /// How it is cited.
    pub citation: Option<String>,
    /// The minutes of that limit.
    pub limit_minutes: Option<i64>,
    /// Whether it was kept.
    pub within: Within,
    /// The warning that belongs to the limit. Never shown without it.
    pub warning: Option<Message>,
    /// The result if the times are read in the best way.
    pub best: Compliance,
    /// The result if they are read in the worst way.
    pub worst: Compliance,
}

/// A statement of a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct When {
    pub source: Source,
    pub statement: usize,
    pub moment: Moment,
    pub precision: Precision,
}

impl When {
    pub(super) fn elapsed_to(self, end: Self) -> Elapsed {
        Elapsed::between((self.moment, self.precision), (end.moment, end.precision))
    }

    pub(super) fn elapsed_to_moment(self, end: Moment) -> Elapsed {
        Elapsed::between((self.moment, self.precision), (end, Precision::Exact))
    }

    /// Returns the day whose law applies.
    pub(super) fn day(self) -> Option<NaiveDate> {
        let span = self.moment.span(self.precision);
        span.earliest.or(span.latest).map(|when| when.date())
    }
}

/// Hours to compare with: a limit of the law, or the rule's own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure<'a> {
    pub limit: Option<&'a Limit>,
    pub minutes: i64,
}

impl Measure<'_> {
    pub(super) fn warning(&self) -> Option<Message> {
        match self.limit {
            Some(limit) => limit.warning(),
            None => Some(Message::new("visit-limit-of-the-rule")),
        }
    }
}

/// Returns the strictest limit in hours among those given: of two equal ones the national.
pub(super) fn strictest<'a>(limits: &[&'a Limit]) -> Option<&'a Limit> {
    limits
        .iter()
        .copied()
        .filter(|limit| limit.hours.is_some())
        .min_by_key(|limit| {
            let international = limit.jurisdiction == Jurisdiction::International;
            (limit.hours, international)
        })
}

/// Returns the limits from the apprehension to `to` that held on the day of this start.
pub(super) fn limits_on<'a>(
    law: &'a Law,
    country: crate::safeguard::Country,
    child: bool,
    start: When,
    to: &str,
) -> Vec<&'a Limit> {
    start.day().map_or_else(Vec::new, |day| {
        law.limits("apprehended_at", to, country, day, child)
    })
}

impl StartResult {
    /// Makes a result of a start, an end and the measure between them; best and worst are set by
    /// the rule.
    pub(super) fn new(
        start: When,
        end: Option<usize>,
        elapsed: Elapsed,
        measure: Measure<'_>,
    ) -> Self {
        Self {
            source: start.source,
            start: start.statement,
            end,
            elapsed,
            limit: measure.limit.map(|limit| limit.id.clone()),
            citation: measure.limit.map(Limit::citation),
            limit_minutes: Some(measure.minutes),
            within: elapsed.within(measure.minutes),
            warning: measure.warning(),
            best: Compliance::NotKnown,
            worst: Compliance::NotKnown,
        }
    }

    /// Judges the shortest and the longest time that the statements allow.
    pub(super) fn judged(mut self, judge: impl Fn(i64) -> Compliance) -> Self {
        self.best = judge(self.elapsed.least_minutes.unwrap_or(0).max(0));
        self.worst = judge(self.elapsed.most_minutes.unwrap_or(i64::MAX));
        self
    }

    pub(super) fn with(mut self, result: Compliance) -> Self {
        self.best = result;
        self.worst = result;
        self
    }
}
