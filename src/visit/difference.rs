//! The same fact, according to several sources: where they agree, where they differ and by how much.
//!
//! Never averages, never hides a source. What the team thinks of a difference is a view: a separate,
//! dated statement with its reason, which changes no account and no computed result.

use super::assessment::rank;
use crate::checklist::FactName;
use crate::safeguard::{Catalogue, FactKind};
use crate::value::{Missing, Moment, Precision, Value};
use crate::visit::{Elapsed, Episode, FactStatement};

/// Two moments of a fact without a tolerance of its own differ if they are further apart than this.
const TOLERANCE_MINUTES: i64 = 15;

/// How the sources of a fact stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Agreement {
    /// Two sources at least say different things.
    Differ,
    /// A source that was asked does not know, refused, or nobody looked.
    SourceMissing,
    /// Only one source says anything.
    OneSource,
    /// Two sources at least say the same.
    Agree,
}

impl Agreement {
    /// Every way, those to look at first.
    pub const ALL: [Self; 4] = [
        Self::Differ,
        Self::SourceMissing,
        Self::OneSource,
        Self::Agree,
    ];

    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Differ => "differ",
            Self::SourceMissing => "source_missing",
            Self::OneSource => "one_source",
            Self::Agree => "agree",
        }
    }

    /// Returns the sign that stands before the fact.
    pub const fn sign(self) -> char {
        match self {
            Self::Differ => '!',
            Self::SourceMissing => '?',
            Self::OneSource => '.',
            Self::Agree => '=',
        }
    }
}

/// A fact with every account of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Which fact.
    pub fact: FactName,
    /// What a statement about it is.
    pub kind: FactKind,
    /// The accounts, as indexes into [`Episode::statements`], the most believed first.
    pub accounts: Vec<usize>,
    /// How they stand to each other.
    pub agreement: Agreement,
    /// How far the two moments that lie furthest apart are from each other.
    pub gap: Option<Elapsed>,
    /// Moments that differ by no more are no difference.
    pub tolerance_minutes: Option<i64>,
}

/// Returns every fact that somebody was asked about, those on which sources differ first.
pub fn differences(episode: &Episode, facts: &Catalogue) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for fact in facts.facts() {
        let mut accounts: Vec<(usize, &FactStatement)> = episode.about(&fact.name).collect();
        accounts.sort_by_key(|(_, said)| rank(said.source));
        if accounts.is_empty() {
            continue;
        }
        let tolerance = (fact.kind == FactKind::Moment)
            .then(|| fact.tolerance_minutes.map_or(TOLERANCE_MINUTES, i64::from));
        // What one source says of several instances of a repeat is no difference.
        let compared: Vec<(usize, &FactStatement)> = accounts
            .iter()
            .filter(|(_, said)| said.is_read)
            .copied()
            .collect();
        let gap = furthest(&compared);
        found.push(Difference {
            fact: FactName::new(&fact.name),
            kind: fact.kind,
            agreement: agreement(&compared, gap, tolerance),
            accounts: accounts.into_iter().map(|(place, _)| place).collect(),
            gap,
            tolerance_minutes: tolerance,
        });
    }
    found.sort_by_key(|difference| difference.agreement);
    found
}

fn agreement(
    accounts: &[(usize, &FactStatement)],
    gap: Option<Elapsed>,
    tolerance: Option<i64>,
) -> Agreement {
    let values: Vec<&Value> = accounts
        .iter()
        .filter_map(|(_, said)| said.value())
        .collect();
    // What does not apply to this human being is no missing account of it.
    let asked_in_vain = accounts.iter().any(|(_, said)| {
        said.missing()
            .is_some_and(|missing| missing != Missing::NotApplicable)
    });
    let differ = match (gap, tolerance) {
        (Some(gap), Some(tolerance)) => gap.least_minutes.is_some_and(|least| least > tolerance),
        _ => values
            .iter()
            .zip(values.iter().skip(1))
            .any(|(one, other)| !says_the_same(one, other)),
    };
    if differ {
        Agreement::Differ
    } else if asked_in_vain {
        Agreement::SourceMissing
    } else if values.len() > 1 {
        Agreement::Agree
    } else {
        Agreement::OneSource
    }
}

fn says_the_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        // In which order choices were taken says nothing.
        (Value::Choices(one), Value::Choices(other)) => {
            one.len() == other.len() && one.iter().all(|name| other.contains(name))
        }
        (Value::Text(one), Value::Text(other)) => one.trim() == other.trim(),
        _ => one == other,
    }
}

/// Returns how far the two accounts that lie furthest apart are from each other.
fn furthest(accounts: &[(usize, &FactStatement)]) -> Option<Elapsed> {
    let moments: Vec<(Moment, Precision)> = accounts
        .iter()
        .filter_map(|(_, said)| said.moment())
        .collect();
    let mut gap: Option<Elapsed> = None;
    for (at, one) in moments.iter().enumerate() {
        for other in moments.iter().skip(at + 1) {
            let apart = Elapsed::between(*one, *other).either_way();
            if gap.is_none_or(|gap| apart.least_minutes > gap.least_minutes) {
                gap = Some(apart);
            }
        }
    }
    gap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::Digest;
    use crate::value::Source;
    use crate::visit::{Content, Instance, Subject};

    use Source::{DetainedPerson, Lawyer, Register, Staff};

    fn said(source: Source, fact: &str, value: Value) -> FactStatement {
        FactStatement {
            fact: FactName::new(fact),
            subject: Subject::Person(1),
            source,
            content: Content::Given(value),
            precision: Precision::Exact,
            checklist: Digest([0; 32]),
            question: 0,
            repeat: None,
            instance: Instance::default(),
            is_read: true,
        }
    }

    fn at(source: Source, fact: &str, moment: &str) -> FactStatement {
        said(source, fact, Value::Moment(moment.parse().unwrap()))
    }

    fn choice(source: Source, fact: &str, name: &str) -> FactStatement {
        said(source, fact, Value::Choice(name.to_owned()))
    }

    fn of(statements: Vec<FactStatement>) -> Vec<Difference> {
        let (facts, _) = Catalogue::embedded();
        let episode = Episode {
            premises: std::sync::Arc::default(),
            person: Some(Subject::Person(1)),
            records: Vec::new(),
            custody: None,
            statements,
        };
        differences(&episode, &facts)
    }

    #[test]
    fn the_gap_between_register_and_person_is_told_in_minutes() {
        let found = of(vec![
            at(Register, "apprehended_at", "2010-04-12T20:40"),
            at(DetainedPerson, "apprehended_at", "2010-04-12T18:55"),
        ]);
        assert_eq!(found[0].agreement, Agreement::Differ);
        assert_eq!(found[0].gap.unwrap().exact_minutes(), Some(105));
        // The person's account stands first, whoever was written down first.
        assert_eq!(found[0].accounts, [1, 0]);
    }

    #[test]
    fn moments_within_the_tolerance_of_their_fact_agree() {
        let two = |minute| {
            of(vec![
                at(
                    Register,
                    "apprehended_at",
                    &format!("2010-04-12T19:{minute}"),
                ),
                at(DetainedPerson, "apprehended_at", "2010-04-12T18:55"),
            ])
        };
        assert_eq!(two("10")[0].agreement, Agreement::Agree);
        assert_eq!(two("11")[0].agreement, Agreement::Differ);
    }

    #[test]
    fn an_imprecise_time_differs_only_if_no_reading_of_it_agrees() {
        let mut about = at(DetainedPerson, "arrived_at", "2026-03-05T10:10");
        about.precision = Precision::AboutWithin(60);
        let found = of(vec![
            about.clone(),
            at(Staff, "arrived_at", "2026-03-05T11:10"),
        ]);
        assert_eq!(found[0].agreement, Agreement::Agree);
        let found = of(vec![about, at(Register, "arrived_at", "2026-03-05T12:40")]);
        assert_eq!(found[0].agreement, Agreement::Differ);
        assert_eq!(found[0].gap.unwrap().least_minutes, Some(90));
        assert_eq!(found[0].gap.unwrap().most_minutes, Some(210));
    }

    #[test]
    fn the_two_that_lie_furthest_apart_decide_and_nothing_is_averaged() {
        let found = of(vec![
            at(DetainedPerson, "lawyer_met_at", "2026-03-05T19:30"),
            at(Lawyer, "lawyer_met_at", "2026-03-05T19:40"),
            at(Register, "lawyer_met_at", "2026-03-05T12:00"),
        ]);
        assert_eq!(found[0].gap.unwrap().exact_minutes(), Some(460));
        assert_eq!(found[0].accounts.len(), 3);
    }

    #[test]
    fn one_source_a_missing_source_and_agreement_are_three_things() {
        let mut missing = choice(Register, "phone_call_allowed", "");
        missing.content = Content::Missing(Missing::DoesNotKnow);
        let found = of(vec![
            choice(DetainedPerson, "reasons_told", "yes"),
            choice(DetainedPerson, "phone_call_allowed", "no"),
            missing,
            choice(DetainedPerson, "judge_seen", "yes"),
            choice(Register, "judge_seen", "yes"),
        ]);
        let told: Vec<(&str, Agreement)> = found
            .iter()
            .map(|difference| (difference.fact.as_str(), difference.agreement))
            .collect();
        assert_eq!(
            told,
            [
                ("phone_call_allowed", Agreement::SourceMissing),
                ("reasons_told", Agreement::OneSource),
                ("judge_seen", Agreement::Agree),
            ]
        );
    }
}
