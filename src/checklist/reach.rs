//! Questions that are never asked: conditions that no answers can meet.
//!
//! Only plain shapes are judged, so that what is said is true: comparisons with fixed values, joined by
//! `and` and `or`. Its invariant: a question that some answers lead to is never reported.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::Kind;
use super::defect::{Defect, DefectCode};
use super::groups::{self, GroupPlace};
use super::logic::Place;
use super::{QuestionName, SectionSource};
use crate::expr::{Comparison, Condition, Expression, NoNames, condition_of};
use crate::message::Message;

/// The most ways through `or` that are tried.
const MOST_WAYS: usize = 16;

/// The most conditions around a question that are looked at together, the innermost ones.
const MOST_AROUND: usize = 12;

/// What is known of the questions that conditions name.
pub(super) struct Reach<'c> {
    pub(super) sections: &'c [SectionSource],
    pub(super) places: &'c [Place<'c>],
    pub(super) groups: &'c [GroupPlace<'c>],
    pub(super) question_groups: &'c [Option<usize>],
    pub(super) by_name: &'c BTreeMap<QuestionName, usize>,
    pub(super) kinds: &'c [Kind],
}

/// A condition that an answer has to meet, as it stands in one of the texts.
type Leaf = Condition;

impl Reach<'_> {
    /// Reports every section, group and question that nothing leads to, the outermost only.
    pub(super) fn check(&self, defects: &mut Vec<Defect>) {
        let mut read: BTreeMap<&str, Read> = BTreeMap::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        let mut never: BTreeSet<&str> = BTreeSet::new();
        for (index, place) in self.places.iter().enumerate() {
            let parts = self.parts(index, place);
            for (text, _) in &parts {
                read.entry(text).or_insert_with(|| Read::of(text));
            }
            let conditions: Vec<&Read> = parts
                .iter()
                .filter_map(|(text, _)| read.get(text))
                .collect();
            let closed = (1..=conditions.len()).find(|count| {
                let outer = conditions.get(..*count).unwrap_or_default();
                self.is_impossible(outer, index, &never)
            });
            let Some((_, path)) = closed.and_then(|count| parts.get(count - 1)) else {
                continue;
            };
            never.insert(place.question.name.as_str());
            if told.insert(path.clone()) {
                defects.push(
                    Defect::new(DefectCode::Unreachable, path.clone())
                        .suggest(Message::new("rec-chk-unreachable")),
                );
            }
        }
    }

    /// Returns the conditions around a question from outside in, its own last, each with its place.
    fn parts(&self, index: usize, place: &Place<'_>) -> Vec<(&str, String)> {
        let mut inner = Vec::new();
        let mut at = self.question_groups.get(index).copied().flatten();
        while let Some(group) = at.and_then(|at| self.groups.get(at))
            && inner.len() < MOST_AROUND
        {
            if let Some(text) = &group.group.relevant {
                inner.push((text.as_str(), format!("{}.relevant", group.path)));
            }
            at = group.within;
        }
        let section = self.sections.get(place.section);
        if let Some(text) = section.and_then(|section| section.relevant.as_deref()) {
            inner.push((text, format!("section[{}].relevant", place.section)));
        }
        inner.reverse();
        if let Some(own) = self
            .places
            .get(index)
            .and_then(|place| place.question.relevant.as_deref())
        {
            inner.push((own, format!("{}.relevant", place.origin.path)));
        }
        inner
    }

    /// Returns whether no answers meet all of these.
    fn is_impossible(&self, conditions: &[&Read], index: usize, never: &BTreeSet<&str>) -> bool {
        if conditions.iter().any(|read| read.is_false) {
            return true;
        }
        let all = conditions.iter().filter_map(|read| read.condition.as_ref());
        ways_of_all(all).is_some_and(|ways| {
            ways.iter()
                .all(|way| self.contradicts_itself(way, index, never))
        })
    }

    fn contradicts_itself(&self, way: &[&Leaf], index: usize, never: &BTreeSet<&str>) -> bool {
        let known: Vec<&&Leaf> = way
            .iter()
            .filter(|leaf| name_of(leaf).is_some_and(|name| self.is_one_value(name, index)))
            .collect();
        known.iter().enumerate().any(|(at, leaf)| {
            needs_answer(leaf) && name_of(leaf).is_some_and(|name| never.contains(name))
                || known
                    .iter()
                    .skip(at + 1)
                    .any(|other| self.exclude_each_other(leaf, other))
        })
    }

    /// Returns whether a name means one value here, and not those of all instances of a repeat.
    fn is_one_value(&self, name: &str, index: usize) -> bool {
        let Some(&slot) = self.by_name.get(name) else {
            return false;
        };
        let repeats = |slot| groups::repeats_around(slot, self.groups, self.question_groups);
        let here = repeats(index);
        repeats(slot).iter().all(|repeat| here.contains(repeat))
    }

    fn exclude_each_other(&self, one: &Leaf, other: &Leaf) -> bool {
        if name_of(one) != name_of(other) {
            return false;
        }
        match (one, other) {
            (Condition::Answered { yes: first, .. }, Condition::Answered { yes: second, .. }) => {
                first != second
            }
            (Condition::Answered { yes: false, .. }, leaf)
            | (leaf, Condition::Answered { yes: false, .. }) => needs_answer(leaf),
            (
                Condition::Compared { name, how, value },
                Condition::Compared {
                    how: second,
                    value: against,
                    ..
                },
            ) => {
                let slot = self.by_name.get(name.as_str());
                let takes_one = slot
                    .and_then(|slot| self.kinds.get(*slot))
                    .is_some_and(|kind| matches!(kind, Kind::Choice(_)));
                excludes((*how, value), (*second, against), takes_one)
            }
            _ => false,
        }
    }
}

/// A condition as it was read, once.
struct Read {
    /// Whether it is false whatever is answered.
    is_false: bool,
    /// What it asks of the answers, if that can be told.
    condition: Option<Condition>,
}

impl Read {
    fn of(text: &str) -> Self {
        Self {
            is_false: is_false(text),
            condition: condition_of(text).ok(),
        }
    }
}

/// Returns whether the text is false whatever is answered.
fn is_false(text: &str) -> bool {
    const CHANGES: [&str; 6] = ["now", "today", "random", "uuid", "once", "instance"];
    if text.contains("${") || text.contains('.') || CHANGES.iter().any(|word| text.contains(word)) {
        return false;
    }
    Expression::compile(text, &NoNames).is_ok_and(|expression| !expression.is_true(&NoNames))
}

fn name_of(leaf: &Leaf) -> Option<&str> {
    match leaf {
        Condition::Compared { name, .. } | Condition::Answered { name, .. } => Some(name),
        Condition::All(_) | Condition::Any(_) => None,
    }
}

/// Returns whether it can only be met by an answer.
fn needs_answer(leaf: &Leaf) -> bool {
    match leaf {
        Condition::Answered { yes, .. } => *yes,
        Condition::Compared { how, value, .. } => {
            !matches!(how, Comparison::IsNot | Comparison::NotMarked) && !value.is_empty()
        }
        Condition::All(_) | Condition::Any(_) => false,
    }
}

/// Returns every way to meet a condition, each as what has to hold together; nothing if there are too
/// many.
fn ways(condition: &Condition) -> Option<Vec<Vec<&Leaf>>> {
    match condition {
        Condition::All(parts) => ways_of_all(parts.iter()),
        Condition::Any(parts) => {
            let mut found = Vec::new();
            for part in parts {
                found.extend(ways(part)?);
            }
            (found.len() <= MOST_WAYS).then_some(found)
        }
        leaf @ (Condition::Compared { .. } | Condition::Answered { .. }) => Some(vec![vec![leaf]]),
    }
}

/// Returns every way to meet all of these together.
fn ways_of_all<'c>(parts: impl Iterator<Item = &'c Condition>) -> Option<Vec<Vec<&'c Leaf>>> {
    let mut found: Vec<Vec<&Leaf>> = vec![Vec::new()];
    for part in parts {
        let ways = ways(part)?;
        if found.len().saturating_mul(ways.len()) > MOST_WAYS {
            return None;
        }
        let longer = found.iter().flat_map(|before| {
            ways.iter()
                .map(move |way| before.iter().chain(way).copied().collect())
        });
        found = longer.collect();
    }
    Some(found)
}

/// Returns whether two comparisons of the same answer cannot both hold.
fn excludes(
    (one, value): (Comparison, &str),
    (other, against): (Comparison, &str),
    takes_one: bool,
) -> bool {
    use Comparison::{Is, IsNot, Marked, NotMarked};
    let is_same = match (value.parse::<f64>(), against.parse::<f64>()) {
        #[expect(clippy::float_cmp, reason = "the very same number is meant")]
        (Ok(one), Ok(other)) => one == other,
        _ => value == against,
    };
    match (one, other) {
        (Is, Is) => !is_same,
        (Is, IsNot) | (IsNot, Is) | (Marked, NotMarked) | (NotMarked, Marked) => is_same,
        (Marked | Is, Marked) | (Marked, Is) if takes_one => !is_same,
        (Is, NotMarked) | (NotMarked, Is) if takes_one => is_same,
        _ => match (room(one, value), room(other, against)) {
            (Some(one), Some(other)) => {
                let (low, high) = (one.0.max(other.0), one.1.min(other.1));
                let touches_open = |end: f64| {
                    [one, other].iter().any(|(low, high, closed)| {
                        !closed && (low.total_cmp(&end).is_eq() || high.total_cmp(&end).is_eq())
                    })
                };
                low > high || (low.total_cmp(&high).is_eq() && touches_open(low))
            }
            _ => false,
        },
    }
}

/// Returns the numbers between which an answer has to be, and whether these themselves will do.
fn room(how: Comparison, value: &str) -> Option<(f64, f64, bool)> {
    let number: f64 = value.parse().ok()?;
    let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
    Some(match how {
        Comparison::Is => (number, number, true),
        Comparison::Less => (low, number, false),
        Comparison::AtMost => (low, number, true),
        Comparison::More => (number, high, false),
        Comparison::AtLeast => (number, high, true),
        Comparison::IsNot | Comparison::Marked | Comparison::NotMarked => return None,
    })
}
