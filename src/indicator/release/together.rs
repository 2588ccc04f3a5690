//! What releases over different visits tell together.
//!
//! A release about one half of a year and one about the other tell the whole year; the year and one
//! half tell the other. In general: all sets of visits that were counted, of whole releases and of
//! their groups by place and time, cut the visits into parts; a figure that was shown is the sum of
//! its parts, an equation. Whoever has all releases knows every sum that these equations give, and no
//! other. So before a figure is shown, it is tried whether with it they would give a figure that was
//! hidden, or one of few.
//!
//! Solved modulo a prime far above every count: what can be computed at all can be computed so.

use std::collections::{BTreeMap, BTreeSet};

use super::{Before, Former, Group, Measure, Told};
use crate::indicator::suppress::{Quantities, TOTAL};
use crate::indicator::{Dimension, Suppression};

/// 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

fn times(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

const fn less(one: u64, other: u64) -> u64 {
    (one + PRIME - other) % PRIME
}

fn inverse(number: u64) -> u64 {
    let (mut found, mut power, mut rest) = (1, number, PRIME - 2);
    while rest > 0 {
        if rest & 1 == 1 {
            found = times(found, power);
        }
        power = times(power, power);
        rest >>= 1;
    }
    found
}

/// A sum of parts, and what it is.
#[derive(Debug, Clone)]
struct Sum {
    parts: Vec<u64>,
    counts: Quantities,
}

impl Sum {
    fn first(&self) -> Option<usize> {
        self.parts.iter().position(|part| *part != 0)
    }

    /// Takes away so many times another.
    fn subtract(&mut self, other: &Self, factor: u64) {
        let pairs = self.parts.iter_mut().zip(&other.parts);
        for (own, more) in pairs.chain(self.counts.iter_mut().zip(&other.counts)) {
            if *more != 0 {
                *own = less(*own, times(*more, factor));
            }
        }
    }

    fn scale(&mut self, factor: u64) {
        for own in self.parts.iter_mut().chain(&mut self.counts) {
            *own = times(*own, factor);
        }
    }

    /// Nobody in these parts.
    const fn nobody(parts: Vec<u64>) -> Self {
        let counts = [0; 4];
        Self { parts, counts }
    }

    /// Returns whether this is a set of parts that holds few, or one with its sign turned.
    fn is_few(&self, rule: Suppression) -> bool {
        let is_few = |sum: &Self| {
            let is_set = sum.parts.iter().all(|part| *part < 2);
            is_set && sum.counts.iter().all(|count| *count < MOST) && rule.is_small_in(sum.counts)
        };
        let mut turned = self.clone();
        turned.scale(PRIME - 1);
        self.first().is_some() && (is_few(self) || is_few(&turned))
    }
}

/// More than any count; what is larger is less than nothing.
const MOST: u64 = 1 << 48;

/// Everything that sums which were shown tell: solved as far as they can be.
#[derive(Debug, Clone, Default)]
struct Equations {
    /// Each begins with a 1 where all others have a 0.
    solved: Vec<(usize, Sum)>,
}

impl Equations {
    /// Returns what is left of a sum when all that is told is taken away: nothing, if it is told.
    fn rest(&self, mut sum: Sum) -> Sum {
        for (first, row) in &self.solved {
            let factor = sum.parts.get(*first).copied().unwrap_or(0);
            if factor != 0 {
                sum.subtract(row, factor);
            }
        }
        sum
    }

    fn tell(&self, sum: &Sum) -> bool {
        self.rest(sum.clone()).first().is_none()
    }

    fn add(&mut self, sum: Sum) {
        let mut rest = self.rest(sum);
        let Some(first) = rest.first() else { return };
        rest.scale(inverse(rest.parts.get(first).copied().unwrap_or(1)));
        for (_, row) in &mut self.solved {
            let factor = row.parts.get(first).copied().unwrap_or(0);
            if factor != 0 {
                row.subtract(&rest, factor);
            }
        }
        self.solved.push((first, rest));
    }

    /// Returns the sums that would be told too with this rest of another.
    fn with(&self, rest: &Sum) -> Vec<Sum> {
        let mut found = vec![rest.clone()];
        for (_, row) in &self.solved {
            for factor in [1, PRIME - 1] {
                let mut sum = rest.clone();
                sum.subtract(row, factor);
                found.push(sum);
            }
        }
        found
    }
}

/// A figure that an earlier release showed or hid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The set of visits that it is about, by its place in [`Former::sets`].
    pub(super) set: usize,
    pub(super) counts: Quantities,
    pub(super) hidden: bool,
    /// The group, if the figure of that group is compared with it directly.
    pub(super) compared: Option<Group>,
}

impl Line {
    pub(super) const fn of(set: usize, told: Told, compared: Option<Group>) -> Self {
        Self {
            set,
            counts: told.counts,
            hidden: told.hidden,
            compared,
        }
    }
}

/// Of which groups a release has figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filled {
    /// Its breakdowns of persons and records.
    by: BTreeSet<Dimension>,
    sets: Vec<usize>,
    groups: BTreeMap<Measure, BTreeSet<(Group, usize)>>,
}

impl Filled {
    pub(super) fn new(by: &[Dimension], sets: Vec<usize>) -> Self {
        Self {
            by: of_units(by).collect(),
            sets,
            groups: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, measure: &Measure, group: Group, set: usize) {
        let groups = self.groups.entry(measure.clone()).or_default();
        groups.insert((group, set));
    }

    /// Returns the sets of visits in which there is nobody of a group.
    fn empty(&self, measure: &Measure, group: &Group) -> impl Iterator<Item = usize> {
        let known = self.groups.get(measure);
        let known = known.filter(|_| group.keys().all(|by| self.by.contains(by)));
        let is_empty =
            |set: &usize| known.is_some_and(|known| !known.contains(&(group.clone(), *set)));
        let empty: Vec<usize> = self.sets.iter().copied().filter(is_empty).collect();
        empty.into_iter()
    }
}

/// Returns the breakdowns of persons and records.
fn of_units(by: &[Dimension]) -> impl Iterator<Item = Dimension> {
    let by = by.iter().copied();
    by.filter(|by| !Dimension::OF_VISITS.contains(by))
}

/// Visits, told apart by a part of their random ids.
pub(super) type Visits = Vec<u64>;

/// What visits were counted, by the groups of visits that a count is broken down by.
pub(super) type Covered = Vec<(Vec<String>, Visits)>;

/// Splits a group into what is said of its visits and what is said of persons and records.
pub(super) fn split(group: &Group) -> (Group, Group) {
    let is_of_visits = |by: &Dimension| Dimension::OF_VISITS.contains(by);
    let own = group.iter().map(|(by, name)| (*by, name.clone()));
    own.partition(|(by, _)| is_of_visits(by))
}

/// Returns the visits of every group of visits, margins included.
pub(super) fn sets(by: &[Dimension], covered: &[(Vec<String>, Visits)]) -> BTreeMap<Group, Visits> {
    let by: Vec<Dimension> = by
        .iter()
        .copied()
        .filter(|by| Dimension::OF_VISITS.contains(by))
        .collect();
    let mut sets: BTreeMap<Group, Visits> = BTreeMap::new();
    for (names, visits) in covered {
        for kept in 0..1_usize << by.len() {
            let group = (0_usize..)
                .zip(by.iter().zip(names))
                .filter(|(at, _)| kept >> at & 1 == 1)
                .map(|(_, (by, name))| (*by, name.clone()));
            sets.entry(group.collect()).or_default().extend(visits);
        }
    }
    for visits in sets.values_mut() {
        visits.sort_unstable();
        visits.dedup();
    }
    sets
}

/// All sets of visits, cut into parts.
pub(in crate::indicator) struct Cut {
    /// The parts of each set of earlier releases.
    former: Vec<Vec<u64>>,
    /// The parts of each group of visits of the table in hand.
    own: BTreeMap<Group, Vec<u64>>,
}

impl Cut {
    pub(super) fn of(former: &[Visits], own: &BTreeMap<Group, Visits>) -> Self {
        let mut within: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, visits) in former.iter().chain(own.values()).enumerate() {
            for visit in visits {
                within.entry(*visit).or_default().push(at);
            }
        }
        // Visits that are in the same sets are one part.
        let mut parts: BTreeMap<&[usize], usize> = BTreeMap::new();
        for sets in within.values() {
            let next = parts.len();
            parts.entry(sets).or_insert(next);
        }
        let mut rows = vec![vec![0; parts.len()]; former.len() + own.len()];
        for (sets, part) in &parts {
            for at in *sets {
                if let Some(slot) = rows.get_mut(*at).and_then(|row| row.get_mut(*part)) {
                    *slot = 1;
                }
            }
        }
        let of_table = rows.split_off(former.len());
        Self {
            former: rows,
            own: own.keys().cloned().zip(of_table).collect(),
        }
    }
}

/// A figure of the table in hand.
struct Own<'a> {
    key: &'a Vec<u32>,
    group: Group,
    sum: Sum,
}

impl Former {
    /// Finds the figures of a table that may not be shown, because with those of earlier releases they
    /// would tell what these hid, or what is few; and those that everybody can compute already.
    pub(in crate::indicator) fn solve<'a>(
        &self,
        (indicator, answer): (&str, Option<&str>),
        cells: impl Iterator<Item = (&'a Vec<u32>, &'a Quantities, Group)>,
        cut: &Cut,
        rule: Suppression,
        before: &mut Before,
    ) {
        let measure = (indicator.to_owned(), answer.map(str::to_owned));
        let Some(lines) = self.lines.get(&measure) else {
            return;
        };
        let mut groups: BTreeMap<Group, Vec<Own<'a>>> = BTreeMap::new();
        for (key, counts, group) in cells {
            let (of_visits, of_units) = split(&group);
            let Some(parts) = cut.own.get(&of_visits).cloned() else {
                continue;
            };
            let counts = *counts;
            let sum = Sum { parts, counts };
            let own = groups.entry(of_units).or_default();
            own.push(Own { key, group, sum });
        }
        for (of_units, mut own) in groups {
            let Some(lines) = lines.get(&of_units) else {
                continue;
            };
            // Totals first: where one of both must be hidden, it is the part.
            own.sort_by_key(|it| it.key.iter().filter(|place| **place != TOTAL).count());
            let empty = self.filled.iter();
            let empty = empty.flat_map(|filled| filled.empty(&measure, &of_units));
            let empty = empty.filter_map(|set| cut.former.get(set).cloned());
            let nobody = own_empty(&own, cut);
            let known = Known {
                lines,
                empty: empty.chain(nobody).map(Sum::nobody).collect(),
            };
            known.judge(&own, cut, rule, before);
        }
    }
}

/// A figure of the table in hand as it would be shown or hidden.
pub(in crate::indicator) struct Judged {
    pub(in crate::indicator) group: Group,
    pub(in crate::indicator) counts: Quantities,
    pub(in crate::indicator) is_hidden: bool,
}

impl Former {
    /// Returns whether, with what is to be shown of a table now, a small count that was hidden, now or
    /// before, lies between narrower bounds than the rule allows: no count is below nothing, and sums
    /// of groups that hold few leave little room. Then nothing of the table may be shown.
    pub(in crate::indicator) fn bound_too_narrowly(
        &self,
        (indicator, answer): (&str, Option<&str>),
        table: &[Judged],
        by: &[Dimension],
        cut: &Cut,
        rule: Suppression,
    ) -> bool {
        let measure = (indicator.to_owned(), answer.map(str::to_owned));
        let Some(lines) = self.lines.get(&measure) else {
            return false;
        };
        let by: BTreeSet<Dimension> = of_units(by).collect();
        let own = table.iter().map(|own| (split(&own.group), own));
        let own: Vec<((Group, Group), &Judged)> = own.collect();
        let is_whole = |group: &&Group| group.keys().eq(&by);
        let of_table = own.iter().map(|((_, of_units), _)| of_units);
        let groups: BTreeSet<&Group> = lines.keys().chain(of_table).filter(is_whole).collect();
        let parts = cut.own.values().chain(&cut.former).map(Vec::len).max();
        let parts = parts.unwrap_or(0);
        let counts_of = |of_units: &Group, set: &[u64]| -> Vec<usize> {
            let within = |group: &Group| {
                of_units
                    .iter()
                    .all(|(by, name)| group.get(by) == Some(name))
            };
            let groups = (0_usize..).zip(&groups).filter(|(_, group)| within(group));
            let of_group = |(at, _): (usize, &&Group)| {
                let set = (0_usize..).zip(set).filter(|(_, part)| **part == 1);
                set.map(move |(part, _)| at * parts + part)
                    .collect::<Vec<_>>()
            };
            groups.flat_map(of_group).collect()
        };
        let mut before = Bounds {
            each: vec![(0, MOST); groups.len() * parts],
            sums: Vec::new(),
        };
        let mut hidden: Vec<(Vec<usize>, Quantities)> = Vec::new();
        for (of_units, lines) in lines {
            if !of_units.keys().all(|it| by.contains(it)) {
                continue;
            }
            for line in lines {
                let Some(set) = cut.former.get(line.set) else {
                    continue;
                };
                let sum = (counts_of(of_units, set), line.counts);
                if line.hidden {
                    &mut hidden
                } else {
                    &mut before.sums
                }
                .push(sum);
            }
        }
        for group in &groups {
            for filled in &self.filled {
                let empty = filled.empty(&measure, group);
                let empty = empty.filter_map(|set| cut.former.get(set));
                let nobody = empty.map(|set| (counts_of(group, set), [0; 4]));
                before.sums.extend(nobody);
            }
        }
        let mut after = before.clone();
        for ((of_visits, of_units), own) in &own {
            let Some(set) = cut.own.get(of_visits) else {
                continue;
            };
            let sum = (counts_of(of_units, set), own.counts);
            if own.is_hidden {
                &mut hidden
            } else {
                &mut after.sums
            }
            .push(sum);
        }
        (0..2).any(|quantity| {
            before.narrow(quantity);
            after.narrow(quantity);
            hidden.iter().any(|(parts, counts)| {
                let is_small = rule.is_small(counts.get(quantity).copied().unwrap_or(0));
                let is_narrow = |bounds: &Bounds| {
                    let (least, most) = between(&bounds.each, parts);
                    most - least < rule.width()
                };
                is_small && is_narrow(&after) && !is_narrow(&before)
            })
        })
    }
}

/// Returns the sets of visits for which the table in hand has no figure of the group.
fn own_empty<'a>(own: &[Own<'_>], cut: &'a Cut) -> impl Iterator<Item = Vec<u64>> + use<'a> {
    let there: BTreeSet<Group> = own.iter().map(|own| split(&own.group).0).collect();
    let others = cut
        .own
        .iter()
        .filter(move |(group, _)| !there.contains(*group));
    others.map(|(_, parts)| parts.clone())
}

/// What is known of a group when a table is handed out.
struct Known<'a> {
    lines: &'a [Line],
    /// Sets of visits in which there is nobody of it.
    empty: Vec<Sum>,
}

impl Known<'_> {
    fn judge(&self, own: &[Own<'_>], cut: &Cut, rule: Suppression, before: &mut Before) {
        let sum = |line: &Line| Sum {
            parts: cut.former.get(line.set).cloned().unwrap_or_default(),
            counts: line.counts,
        };
        let shown = self.lines.iter().filter(|line| !line.hidden);
        let shown: Vec<Sum> = shown.map(sum).collect();
        let mut told = Equations::default();
        // What the table itself gives away is not the matter of earlier releases.
        let mut alone = Equations::default();
        for nobody in &self.empty {
            told.add(nobody.clone());
            alone.add(nobody.clone());
        }
        for shown in &shown {
            told.add(shown.clone());
        }
        let hidden = self.lines.iter().filter(|line| line.hidden);
        let hidden: Vec<(&Line, Sum)> = hidden
            .map(|line| (line, told.rest(sum(line))))
            .filter(|(_, rest)| rest.first().is_some())
            .collect();
        for own in own {
            if before.holds(own.key) || rule.is_small_in(own.sum.counts) {
                continue;
            }
            let rest = told.rest(own.sum.clone());
            if rest.first().is_none() {
                before.known.insert(own.key.clone());
                alone.add(own.sum.clone());
                continue;
            }
            let mut alone_too = alone.clone();
            alone_too.add(own.sum.clone());
            let is_told = |(line, secret): &(&Line, Sum)| {
                // The same group of the same visits is compared with itself.
                let is_same = cut.former.get(line.set) == Some(&own.sum.parts);
                let is_compared = is_same && line.compared.as_ref() == Some(&own.group);
                !is_compared && is_multiple(&told.rest(secret.clone()), &rest)
            };
            let is_few = |sum: &Sum| sum.is_few(rule) && !alone_too.tell(sum);
            let mut apart = shown.iter().map(|shown| {
                let mut apart = own.sum.clone();
                apart.subtract(shown, 1);
                apart
            });
            let gives_away = hidden.iter().any(is_told)
                || told.with(&rest).iter().any(is_few)
                || apart.any(|sum| is_few(&sum));
            if gives_away {
                before.is_changed = true;
                before.hold(own.key, own.sum.counts);
            } else {
                told.add(own.sum.clone());
                alone = alone_too;
            }
        }
    }
}

/// Sums of counts that are told, over all groups and parts at once.
#[derive(Clone)]
struct Bounds {
    /// Least and most of each count.
    each: Vec<(u64, u64)>,
    sums: Vec<(Vec<usize>, Quantities)>,
}

/// How often bounds are narrowed by all sums at most.
const ROUNDS: usize = 64;

impl Bounds {
    /// Narrows the bounds of all counts, of which none is less than nothing, until nothing changes.
    fn narrow(&mut self, quantity: usize) {
        self.each.fill((0, MOST));
        for _ in 0..ROUNDS {
            let mut is_changed = false;
            for (parts, counts) in &self.sums {
                let sum = counts.get(quantity).copied().unwrap_or(0);
                let (mut least, mut most) = between(&self.each, parts);
                for at in parts {
                    let Some((low, high)) = self.each.get_mut(*at) else {
                        continue;
                    };
                    // What differs from what was told before has changed since.
                    let new_high = sum.saturating_sub(least - *low).min(*high).max(*low);
                    let new_low = sum.saturating_sub(most - *high).max(*low).min(new_high);
                    is_changed |= (new_low, new_high) != (*low, *high);
                    least += new_low - *low;
                    most -= *high - new_high;
                    (*low, *high) = (new_low, new_high);
                }
            }
            if !is_changed {
                break;
            }
        }
    }
}

/// Returns the least and the most that a sum can be.
fn between(each: &[(u64, u64)], parts: &[usize]) -> (u64, u64) {
    let bounds = parts.iter().filter_map(|at| each.get(*at));
    bounds.fold((0, 0), |(least, most), (low, high)| {
        (least + low, most + high)
    })
}

/// Returns whether one is a multiple of the other, and not nothing.
fn is_multiple(one: &Sum, other: &Sum) -> bool {
    let (Some(first), Some(same)) = (one.first(), other.first()) else {
        return false;
    };
    if first != same {
        return false;
    }
    let at = |sum: &Sum| sum.parts.get(first).copied().unwrap_or(0);
    let mut rest = one.clone();
    rest.subtract(other, times(at(one), inverse(at(other))));
    rest.first().is_none()
}
