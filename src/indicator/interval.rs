//! How long something took, as far as the statements allow to say, against a limit.

use crate::value::{Moment, Precision};
use crate::visit::{Elapsed, Within};

/// How an interval stands to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elapsing {
    /// Even the longest reading is within the limit.
    Within,
    /// Even the shortest reading is over it.
    Over,
    /// It depends on how exact the times are.
    Depends,
    /// The end comes before the beginning, whatever the reading: one of them is wrong.
    Contradiction,
}

impl Elapsing {
    /// Returns the choice name by which expressions know it; a contradiction tells nothing.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Over => "over",
            Self::Depends => "depends",
            Self::Contradiction => "",
        }
    }
}

/// A moment and how exactly it was said.
pub(super) type Said = (Moment, Precision);

/// Judges the time from one statement to the other.
pub(super) fn judge(from: Said, to: Said, limit: i64, either_way: bool) -> Elapsing {
    let elapsed = elapsed(from, to, either_way);
    if elapsed.is_backwards() {
        return Elapsing::Contradiction;
    }
    match elapsed.within(limit) {
        Within::Yes => Elapsing::Within,
        Within::No => Elapsing::Over,
        Within::Depends => Elapsing::Depends,
    }
}

/// Returns the least and most minutes from one statement to the other, or apart.
pub(super) fn elapsed(from: Said, to: Said, either_way: bool) -> Elapsed {
    let elapsed = Elapsed::between(from, to);
    if either_way {
        distance(elapsed)
    } else {
        elapsed
    }
}

/// Returns the minutes from one statement to the other, where both are times of day that were said
/// exactly or as "about": then the time that was named counts. No minutes where the end lies before
/// the beginning, unless only the distance is wanted.
pub(super) fn minutes_between(from: Said, to: Said, either_way: bool) -> Option<i64> {
    let named = |(moment, precision): Said| {
        let known = matches!(precision, Precision::Exact | Precision::About);
        let has_time = moment.span(Precision::Exact);
        (known && has_time.earliest == has_time.latest).then_some((moment, Precision::Exact))
    };
    let minutes = Elapsed::between(named(from)?, named(to)?).exact_minutes()?;
    if either_way {
        return Some(minutes.abs());
    }
    (minutes >= 0).then_some(minutes)
}

/// Turns least and most minutes forward into least and most minutes apart.
fn distance(forward: Elapsed) -> Elapsed {
    let (least, most) = (forward.least_minutes, forward.most_minutes);
    let nearest = match (least, most) {
        (Some(least), _) if least > 0 => least,
        (_, Some(most)) if most < 0 => -most,
        _ => 0,
    };
    let farthest = match (least, most) {
        (Some(least), Some(most)) => Some(least.abs().max(most.abs())),
        _ => None,
    };
    Elapsed {
        least_minutes: Some(nearest),
        most_minutes: farthest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, precision: Precision) -> Said {
        (text.parse().unwrap(), precision)
    }

    fn judged(from: &str, to: &str, hours: i64) -> Elapsing {
        judge(
            said(from, Precision::Exact),
            said(to, Precision::Exact),
            hours * 60,
            false,
        )
    }

    #[test]
    fn the_times_of_the_published_cases_give_their_published_results() {
        assert_eq!(
            judged("2012-06-04T16:00", "2012-06-05T05:35", 3),
            Elapsing::Over
        );
        assert_eq!(
            judged("2011-07-05T21:00", "2011-07-08T16:00", 48),
            Elapsing::Over
        );
        // KG 2231/2012: only the day of the apprehension is known, and yet it is over.
        assert_eq!(judged("2010-06-15", "2010-06-16T09:00", 3), Elapsing::Over);
        assert_eq!(
            judged("2010-06-15", "2010-06-17T18:30", 48),
            Elapsing::Depends
        );
    }

    #[test]
    fn exactly_the_limit_is_within_and_a_minute_more_is_over() {
        assert_eq!(
            judged("2014-01-01T10:00", "2014-01-01T13:00", 3),
            Elapsing::Within
        );
        assert_eq!(
            judged("2014-01-01T10:00", "2014-01-01T13:01", 3),
            Elapsing::Over
        );
        assert_eq!(
            judged("2014-01-01T10:00", "2014-01-01T09:59", 3),
            Elapsing::Contradiction
        );
    }

    #[test]
    fn an_end_that_is_known_only_from_one_side_decides_where_it_can() {
        let start = said("2014-01-01T10:00", Precision::Exact);
        let judged = |end| judge(start, end, 180, false);
        assert_eq!(
            judged(said("2014-01-01T12:00", Precision::Before)),
            Elapsing::Within
        );
        assert_eq!(
            judged(said("2014-01-01T14:00", Precision::Before)),
            Elapsing::Depends
        );
        assert_eq!(
            judged(said("2014-01-01T14:00", Precision::After)),
            Elapsing::Over
        );
        assert_eq!(
            judged(said("2014-01-01T13:10", Precision::About)),
            Elapsing::Depends
        );
    }

    #[test]
    fn a_gap_counts_the_same_in_both_directions() {
        let gap = |from, to| {
            judge(
                said(from, Precision::Exact),
                said(to, Precision::Exact),
                60,
                true,
            )
        };
        // KZ 2403/2014: 1 h 45 min between the person and the record.
        assert_eq!(gap("2010-04-12T18:55", "2010-04-12T20:40"), Elapsing::Over);
        assert_eq!(gap("2010-04-12T20:40", "2010-04-12T18:55"), Elapsing::Over);
        assert_eq!(
            gap("2010-04-12T20:40", "2010-04-12T20:00"),
            Elapsing::Within
        );
        assert_eq!(gap("2010-04-12", "2010-04-12T20:00"), Elapsing::Depends);
    }
}
