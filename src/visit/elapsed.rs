//! How much time lies between two statements, no more exact than they are.
//!
//! Times are local wall-clock times. Where both statements carry their UTC offset, the difference
//! of the offsets is taken out; where only one does, nothing is assumed about the other.

use chrono::Duration;

use crate::value::{Moment, Precision, Span};

/// The least and most minutes between two statements; `None` is unbounded.
///
/// Negative minutes mean that the second may lie, or lies, before the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Elapsed {
    /// No less than this.
    pub least_minutes: Option<i64>,
    /// No more than this.
    pub most_minutes: Option<i64>,
}

impl Elapsed {
    /// Returns the time between two moments, each with how sure its speaker was.
    pub fn between(from: (Moment, Precision), to: (Moment, Precision)) -> Self {
        // Most times of day are said exactly.
        if let (Some(from), Some(to)) = (from.0.minute_in_utc(from.1), to.0.minute_in_utc(to.1)) {
            let minutes = Some(Duration::num_minutes(&(to - from)));
            return Self {
                least_minutes: minutes,
                most_minutes: minutes,
            };
        }
        match (from.0.span_in_utc(from.1), to.0.span_in_utc(to.1)) {
            (Some(from), Some(to)) => Self::between_spans(from, to),
            _ => Self::between_spans(from.0.span(from.1), to.0.span(to.1)),
        }
    }

    /// Returns the time between two spans.
    pub fn between_spans(from: Span, to: Span) -> Self {
        let minutes = |later: Option<chrono::NaiveDateTime>, earlier| {
            Some(Duration::num_minutes(&(later? - earlier?)))
        };
        Self {
            least_minutes: minutes(to.earliest, from.latest),
            most_minutes: minutes(to.latest, from.earliest),
        }
    }

    /// Returns the minutes, if they are known exactly.
    pub fn exact_minutes(self) -> Option<i64> {
        self.least_minutes
            .filter(|_| self.least_minutes == self.most_minutes)
    }

    /// Says whether no more than this many minutes passed.
    pub fn within(self, minutes: i64) -> Within {
        if self.most_minutes.is_some_and(|most| most <= minutes) {
            Within::Yes
        } else if self.least_minutes.is_some_and(|least| least > minutes) {
            Within::No
        } else {
            Within::Depends
        }
    }

    /// Returns how far the two are apart, whichever came first.
    #[must_use]
    pub fn either_way(self) -> Self {
        let nearest = match (self.least_minutes, self.most_minutes) {
            (Some(least), _) if least > 0 => least,
            (_, Some(most)) if most < 0 => -most,
            _ => 0,
        };
        let furthest = match (self.least_minutes, self.most_minutes) {
            (Some(least), Some(most)) => Some(least.abs().max(most.abs())),
            _ => None,
        };
        Self {
            least_minutes: Some(nearest),
            most_minutes: furthest,
        }
    }

    /// Returns whether the second certainly lies before the first.
    pub fn is_backwards(self) -> bool {
        self.most_minutes.is_some_and(|most| most < 0)
    }
}

/// Whether a limit was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// However the times are read.
    Yes,
    /// However the times are read, it was not.
    No,
    /// It depends on how the times are read.
    Depends,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn minutes(from: &str, to: &str) -> (Option<i64>, Option<i64>) {
        let exact = Precision::Exact;
        let elapsed = Elapsed::between((moment(from), exact), (moment(to), exact));
        (elapsed.least_minutes, elapsed.most_minutes)
    }

    #[test]
    fn midnight_is_crossed_and_offsets_count_only_where_both_are_known() {
        assert_eq!(
            minutes("2012-06-04T16:00", "2012-06-05T05:35"),
            (Some(815), Some(815))
        );
        assert_eq!(
            minutes("2024-02-29T23:00+06:00", "2024-03-01T01:00+05:00"),
            (Some(180), Some(180))
        );
        assert_eq!(
            minutes("2024-02-29T23:00", "2024-03-01T01:00+05:00"),
            (Some(120), Some(120))
        );
    }

    #[test]
    fn a_date_without_a_time_leaves_a_day_of_doubt() {
        assert_eq!(
            minutes("2013-03-01T09:30", "2013-03-04"),
            (Some(3 * 1440 - 570), Some(4 * 1440 - 571))
        );
        assert_eq!(
            minutes("2013-03-01", "2013-03-01"),
            (Some(-1439), Some(1439))
        );
    }

    #[test]
    fn a_limit_is_kept_broken_or_it_depends() {
        let between = |least, most| Elapsed {
            least_minutes: least,
            most_minutes: most,
        };
        assert_eq!(between(Some(100), Some(180)).within(180), Within::Yes);
        assert_eq!(between(Some(181), None).within(180), Within::No);
        assert_eq!(between(Some(170), Some(190)).within(180), Within::Depends);
        assert_eq!(between(None, Some(10)).within(180), Within::Yes);
        assert_eq!(between(None, None).within(180), Within::Depends);
    }
}
