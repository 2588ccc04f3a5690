//! What an author of law files has to look at: limits that overlap, days without a limit, and what
//! no lawyer has checked.
//!
//! An overlap is a fault: on such a day nobody can say which of the two limits is the law of the
//! country. A gap may be true (no article was found for those years) and is told. International
//! standards stand side by side on purpose and are compared with nothing.

use chrono::{Days, NaiveDate};

use super::{Body, Country, Jurisdiction, Law, Limit, ReviewStatus, Rule, Who};
use crate::message::Message;

/// Whether something must be corrected or only be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It must be corrected: results would be arbitrary.
    Error,
    /// It must be known.
    Warning,
}

impl Weight {
    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something to look at in the law files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Two limits of one country hold for the same persons on the same days.
    Overlap {
        /// The one that began earlier.
        first: String,
        /// The other one.
        second: String,
        /// The first day on which both hold.
        from: NaiveDate,
        /// The last such day, if there is one.
        to: Option<NaiveDate>,
    },
    /// Between two limits there are days without any.
    Gap {
        /// The limit that ends.
        after: String,
        /// The limit that begins later.
        before: String,
        /// The first day without a limit.
        from: NaiveDate,
        /// The last day without a limit.
        to: NaiveDate,
        /// Whether it concerns children.
        child: bool,
    },
    /// No lawyer has confirmed it.
    Unreviewed {
        /// The limit, rule or body.
        id: String,
        /// Where it is known from.
        source: String,
    },
}

impl Remark {
    /// Returns whether it must be corrected.
    pub const fn weight(&self) -> Weight {
        match self {
            Self::Overlap { .. } => Weight::Error,
            Self::Gap { .. } | Self::Unreviewed { .. } => Weight::Warning,
        }
    }

    /// Returns the exchange name of what it is.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Overlap { .. } => "overlap",
            Self::Gap { .. } => "gap",
            Self::Unreviewed { .. } => "unreviewed",
        }
    }

    /// Returns the names of the limits, rules or bodies it is about.
    pub fn ids(&self) -> Vec<&str> {
        match self {
            Self::Overlap { first, second, .. } => vec![first, second],
            Self::Gap { after, before, .. } => vec![after, before],
            Self::Unreviewed { id, .. } => vec![id],
        }
    }

    /// Returns the days it is about, the last one open where it has no end.
    pub const fn days(&self) -> Option<(NaiveDate, Option<NaiveDate>)> {
        match self {
            Self::Overlap { from, to, .. } => Some((*from, *to)),
            Self::Gap { from, to, .. } => Some((*from, Some(*to))),
            Self::Unreviewed { .. } => None,
        }
    }

    /// Says it in words.
    pub fn message(&self) -> Message {
        match self {
            Self::Overlap {
                first,
                second,
                from,
                to,
            } => {
                let message = Message::new(if to.is_some() {
                    "law-overlap"
                } else {
                    "law-overlap-open"
                });
                message
                    .text("first", first)
                    .text("second", second)
                    .text("from", from.to_string())
                    .text("to", to.map(|day| day.to_string()).unwrap_or_default())
            }
            Self::Gap {
                after,
                before,
                from,
                to,
                child,
            } => Message::new(if *child {
                "law-gap-children"
            } else {
                "law-gap"
            })
            .text("after", after)
            .text("before", before)
            .text("from", from.to_string())
            .text("to", to.to_string()),
            Self::Unreviewed { id, source } => Message::new("law-unreviewed")
                .text("id", id)
                .text("source", source),
        }
    }
}

impl Law {
    /// Returns what has to be looked at, the errors first.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = overlaps(self.all());
        for country in Country::ALL {
            for child in [false, true] {
                gaps(self.all(), country, child, &mut remarks);
            }
        }
        remarks.extend(unreviewed(self));
        remarks.sort_by_key(Remark::weight);
        remarks
    }
}

fn overlaps(limits: &[Limit]) -> Vec<Remark> {
    let mut found = Vec::new();
    for (at, one) in limits.iter().enumerate() {
        for other in limits.iter().skip(at + 1) {
            let same_clock = one.jurisdiction == other.jurisdiction
                && one.jurisdiction != Jurisdiction::International
                && one.to == other.to
                && one.from == other.from
                && one.before == other.before
                && one.who == other.who;
            if !same_clock {
                continue;
            }
            let from = one.valid_from.max(other.valid_from);
            let to = match (one.valid_to, other.valid_to) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
            if to.is_some_and(|to| to < from) {
                continue;
            }
            let (first, second) = if other.valid_from < one.valid_from {
                (other, one)
            } else {
                (one, other)
            };
            found.push(Remark::Overlap {
                first: first.id.clone(),
                second: second.id.clone(),
                from,
                to,
            });
        }
    }
    found
}

/// Finds the days between two limits of a country for an adult or a child.
///
/// The start of the clock may change with the law (Tajikistan counted from the arrival until 2016),
/// so limits are held together by what they lead to.
fn gaps(limits: &[Limit], country: Country, child: bool, remarks: &mut Vec<Remark>) {
    let concerns = |limit: &&Limit| {
        limit.jurisdiction == Jurisdiction::National(country)
            && match limit.who {
                Who::All => true,
                Who::Children => child,
                Who::Adults => !child,
                Who::ListedCrimes | Who::Foreigners | Who::Bodies => false,
            }
    };
    let mut ours: Vec<&Limit> = limits.iter().filter(concerns).collect();
    ours.sort_by(|one, other| (&one.to, one.valid_from).cmp(&(&other.to, other.valid_from)));
    for of_one_fact in ours.chunk_by(|one, other| one.to == other.to) {
        let mut last: Option<&Limit> = None;
        for limit in of_one_fact {
            if let Some(ended) = last
                && let Some(end) = ended.valid_to
                && let Some(from) = end.checked_add_days(Days::new(1))
                && let Some(to) = limit.valid_from.checked_sub_days(Days::new(1))
                && from <= to
            {
                let gap = Remark::Gap {
                    after: ended.id.clone(),
                    before: limit.id.clone(),
                    from,
                    to,
                    child,
                };
                // What leaves adults without a limit leaves children without one as well.
                let known = remarks
                    .iter()
                    .any(|known| known.days() == gap.days() && known.ids() == gap.ids());
                if !known {
                    remarks.push(gap);
                }
            }
            let reaches_further = last.is_none_or(|ended| match (ended.valid_to, limit.valid_to) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(ended), Some(end)) => end > ended,
            });
            if reaches_further {
                last = Some(limit);
            }
        }
    }
}

fn unreviewed(law: &Law) -> impl Iterator<Item = Remark> + '_ {
    let limits = law.all().iter().map(
        |Limit {
             id,
             source,
             review_status,
             ..
         }| (id, source, *review_status),
    );
    let rules = law.rules().iter().map(
        |Rule {
             id,
             source,
             review_status,
             ..
         }| (id, source, *review_status),
    );
    let bodies = law.bodies().iter().map(
        |Body {
             id,
             source,
             review_status,
             ..
         }| (id, source, *review_status),
    );
    limits
        .chain(rules)
        .chain(bodies)
        .filter(|(.., status)| *status == ReviewStatus::NeedsLegalReview)
        .map(|(id, source, _)| Remark::Unreviewed {
            id: id.clone(),
            source: source.clone(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(id: &str, who: &str, from: &str, to: Option<&str>) -> String {
        let last = to.map_or_else(String::new, |to| format!("valid_to = \"{to}\"\n"));
        format!(
            "[[limit]]\nid = \"{id}\"\ncountry = \"kg\"\ncode = \"C\"\narticle = \"1\"\n\
             from = \"apprehended_at\"\nto = \"judge_at\"\nhours = 48\nwho = \"{who}\"\n\
             valid_from = \"{from}\"\n{last}source = \"s\"\nreview_status = \"confirmed\"\n"
        )
    }

    fn remarks(limits: &[String]) -> Vec<Remark> {
        let text = limits.concat();
        let (law, defects) = Law::read([("x.toml", text.as_str())]);
        assert_eq!(defects, []);
        law.remarks()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn two_limits_for_the_same_persons_on_the_same_days_are_an_error() {
        let found = remarks(&[
            limit("old", "all", "2010-01-01", Some("2021-12-31")),
            limit("new", "all", "2021-12-01", None),
        ]);
        assert_eq!(
            found,
            [Remark::Overlap {
                first: "old".to_owned(),
                second: "new".to_owned(),
                from: day("2021-12-01"),
                to: Some(day("2021-12-31")),
            }]
        );
        assert_eq!(found[0].weight(), Weight::Error);
    }

    #[test]
    fn a_stricter_limit_for_children_beside_one_for_all_is_no_overlap() {
        assert_eq!(
            remarks(&[
                limit("all", "all", "2021-12-01", None),
                limit("child", "children", "2021-12-01", None),
            ]),
            []
        );
    }

    #[test]
    fn days_without_a_limit_are_told_with_their_first_and_last_day() {
        let found = remarks(&[
            limit("old", "all", "1999-01-01", Some("2018-12-31")),
            limit("new", "adults", "2021-12-01", None),
            limit("child", "children", "2020-01-01", None),
        ]);
        let gap = |before: &str, to: &str, child| Remark::Gap {
            after: "old".to_owned(),
            before: before.to_owned(),
            from: day("2019-01-01"),
            to: day(to),
            child,
        };
        assert_eq!(
            found,
            [
                gap("new", "2021-11-30", false),
                gap("child", "2019-12-31", true)
            ]
        );
    }

    #[test]
    fn the_carried_law_has_no_overlap_and_tells_the_years_without_an_article() {
        let (law, _) = Law::embedded();
        let remarks = law.remarks();
        assert!(
            remarks
                .iter()
                .all(|remark| remark.weight() != Weight::Error),
            "{remarks:?}"
        );
        assert!(
            remarks.iter().any(|remark| remark.code() == "gap"
                && remark.ids() == ["kg_record_3_old", "kg_record_3"]),
            "{remarks:?}"
        );
        // Every national limit waits for a lawyer, and the list says so.
        let unreviewed = remarks
            .iter()
            .filter(|remark| remark.code() == "unreviewed")
            .count();
        assert!(unreviewed >= 15, "{unreviewed}");
    }
}
