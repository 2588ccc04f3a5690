//! What was handed out before: whoever has two releases can subtract one from the other.
//!
//! A release is kept with all its counts, the hidden ones too; it never leaves the vault. A later one
//! is compared with each earlier one whose visits hold all of its visits or all of whose visits it
//! holds: then the difference of two figures is itself a count of somebody. Three things follow
//! (design S24):
//!
//! 1. A count that was shown and now differs by fewer than the threshold is hidden, with a complement.
//! 2. A cell that was hidden and has hardly changed stays hidden: shown now, it would tell what the
//!    earlier release hid beside it.
//! 3. A cell that was shown and has hardly changed is no complement: everybody knows it already.
//!
//! An earlier release by more breakdowns also told every sum of its cells, so those are compared too.
//! What releases over other visits tell together with these, as two halves of a year tell the year, is
//! in [`together`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::suppress::Quantities;
use super::tally::{Practice, Selection};
use super::{Accounts, Dimension};
use crate::safeguard::Country;
use together::{Covered, Filled, Line, Visits};
pub(super) use together::{Cut, Judged};

mod together;

/// What was counted and what of it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    by: Vec<Dimension>,
    accounts: Accounts,
    practice: Practice,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    countries: Vec<Country>,
    facilities: Vec<String>,
    checklists: Vec<String>,
    cells: Vec<ReleasedCell>,
    /// Which visits were counted; releases of earlier programs do not say.
    #[serde(default)]
    covered: Covered,
}

/// One row of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReleasedCell {
    pub(super) indicator: String,
    /// The choice, of a distribution.
    pub(super) answer: Option<String>,
    /// A name for each breakdown; none in the total of all groups.
    pub(super) group: Vec<String>,
    pub(super) counts: Quantities,
    pub(super) hidden: bool,
}

impl Release {
    pub(super) fn new(selection: &Selection, cells: Vec<ReleasedCell>, covered: Covered) -> Self {
        Self {
            by: selection.by.clone(),
            accounts: selection.accounts,
            practice: selection.practice,
            from: selection.from,
            to: selection.to,
            countries: selection.countries.clone(),
            facilities: selection.facilities.clone(),
            checklists: selection.checklists.clone(),
            cells,
            covered,
        }
    }

    /// Returns its rows.
    #[cfg(test)]
    pub(super) fn cells(&self) -> &[ReleasedCell] {
        &self.cells
    }

    /// Returns the breakdowns.
    pub fn by(&self) -> &[Dimension] {
        &self.by
    }

    /// Returns how many rows it has, and how many of them were hidden.
    pub fn rows(&self) -> (usize, usize) {
        let hidden = self.cells.iter().filter(|cell| cell.hidden).count();
        (self.cells.len(), hidden)
    }

    /// Returns the period it was asked for.
    pub const fn period(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.from, self.to)
    }

    /// Returns whether the same accounts count in both, of the same kind of visits.
    fn is_of_same_kind(&self, selection: &Selection) -> bool {
        self.accounts == selection.accounts && self.practice == selection.practice
    }

    /// Returns whether the visits of one are all among those of the other.
    pub fn is_nested_with(&self, selection: &Selection) -> bool {
        let theirs = Bounds {
            from: self.from,
            to: self.to,
            lists: [
                self.countries
                    .iter()
                    .map(|it| it.code().to_owned())
                    .collect(),
                lower(&self.facilities),
                lower(&self.checklists),
            ],
        };
        let ours = Bounds {
            from: selection.from,
            to: selection.to,
            lists: [
                (selection.countries.iter())
                    .map(|it| it.code().to_owned())
                    .collect(),
                lower(&selection.facilities),
                lower(&selection.checklists),
            ],
        };
        self.is_of_same_kind(selection) && (theirs.is_within(&ours) || ours.is_within(&theirs))
    }
}

fn lower(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

/// Which visits a selection lets in.
struct Bounds {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    /// Countries, places, checklists; an empty list lets everything in.
    lists: [BTreeSet<String>; 3],
}

impl Bounds {
    fn is_within(&self, other: &Self) -> bool {
        let mut lists = self.lists.iter().zip(&other.lists);
        let starts = other
            .from
            .is_none_or(|from| self.from.is_some_and(|own| own >= from));
        let ends = other
            .to
            .is_none_or(|to| self.to.is_some_and(|own| own <= to));
        starts
            && ends
            && lists
                .all(|(own, other)| other.is_empty() || (!own.is_empty() && own.is_subset(other)))
    }
}

/// What is said of one group: by which breakdowns, of which name.
type Group = BTreeMap<Dimension, String>;

/// What an earlier release said of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) counts: Quantities,
    pub(super) hidden: bool,
}

/// What all earlier releases told that can be compared with a selection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Former {
    /// What the figure of the same group is compared with.
    told: BTreeMap<Measure, BTreeMap<Group, Vec<Told>>>,
    /// Figures of groups of persons and records, each over some set of visits.
    lines: BTreeMap<Measure, BTreeMap<Group, Vec<Line>>>,
    /// These sets.
    sets: Vec<Visits>,
    /// What each release has figures of; where it has none, there is nobody.
    filled: Vec<Filled>,
}

/// An indicator, or a distribution with one of its choices.
type Measure = (String, Option<String>);

/// What a release says of a group, by which measure; nothing where a part of it was hidden.
type Saying<'a> = ((&'a str, Option<&'a str>), Group, Option<Told>);

impl Former {
    /// Takes up an earlier release, if its figures and those of the selection tell something together.
    pub fn take(&mut self, release: &Release, selection: &Selection) {
        if !release.is_of_same_kind(selection) {
            return;
        }
        let is_nested = release.is_nested_with(selection);
        let sets: BTreeMap<Group, usize> = together::sets(&release.by, &release.covered)
            .into_iter()
            .map(|(group, visits)| (group, self.set(visits)))
            .collect();
        let mut filled = Filled::new(&release.by, sets.values().copied().collect());
        for ((indicator, answer), group, told) in release.all_told() {
            let measure = (indicator.to_owned(), answer.map(str::to_owned));
            let (of_visits, of_units) = together::split(&group);
            if let Some(set) = sets.get(&of_visits) {
                filled.add(&measure, of_units.clone(), *set);
                let lines = self.lines.entry(measure).or_default();
                if let Some(told) = told {
                    let line = Line::of(*set, told, is_nested.then(|| group.clone()));
                    let lines = lines.entry(of_units).or_default();
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                }
            }
            if let (Some(told), true) = (told, is_nested) {
                self.note(indicator, answer, group, told);
            }
        }
        self.filled.push(filled);
    }

    /// Returns the place of a set of visits.
    fn set(&mut self, visits: Visits) -> usize {
        let known = self.sets.iter().position(|known| *known == visits);
        known.unwrap_or_else(|| {
            self.sets.push(visits);
            self.sets.len() - 1
        })
    }

    /// Cuts the visits of a table and of all earlier releases into parts.
    pub(super) fn cut(&self, by: &[Dimension], covered: &[(Vec<String>, Visits)]) -> Cut {
        Cut::of(&self.sets, &together::sets(by, covered))
    }

    /// Notes what was shown of a group elsewhere.
    pub fn note_shown(
        &mut self,
        indicator: &str,
        answer: Option<&str>,
        group: BTreeMap<Dimension, String>,
        counts: [u64; 4],
    ) {
        let hidden = false;
        self.note(indicator, answer, group, Told { counts, hidden });
    }

    fn note(&mut self, indicator: &str, answer: Option<&str>, group: Group, told: Told) {
        let key = (indicator.to_owned(), answer.map(str::to_owned));
        let known = self.told.entry(key).or_default().entry(group).or_default();
        if !known.contains(&told) {
            known.push(told);
        }
    }

    /// Returns what was told of a group.
    pub(super) fn of(&self, indicator: &str, answer: Option<&str>, group: &Group) -> &[Told] {
        if self.told.is_empty() {
            return &[];
        }
        let key = (indicator.to_owned(), answer.map(str::to_owned));
        let groups = self.told.get(&key);
        groups
            .and_then(|groups| groups.get(group))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns whether nothing was told before.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }
}

impl Release {
    /// Returns what it says of each group, sums of its cells included: nothing of a sum where something
    /// of it was hidden.
    fn all_told(&self) -> Vec<Saying<'_>> {
        let mut all = Vec::with_capacity(self.cells.len());
        let mut sums: BTreeMap<(&str, Option<&str>, Group), Option<Quantities>> = BTreeMap::new();
        for cell in &self.cells {
            let measure = (cell.indicator.as_str(), cell.answer.as_deref());
            let names = cell.group.iter().cloned();
            let group: Group = self.by.iter().copied().zip(names).collect();
            let is_total = cell.group.is_empty();
            // Every sum that leaves out some breakdowns but not all: that one stands in the release.
            for kept in 1..(1_usize << self.by.len()).saturating_sub(1) {
                if is_total {
                    break;
                }
                let part: Group = (0_usize..)
                    .zip(&group)
                    .filter(|(at, _)| kept >> at & 1 == 1)
                    .map(|(_, (by, name))| (*by, name.clone()))
                    .collect();
                let sum = sums.entry((measure.0, measure.1, part));
                let sum = sum.or_insert(Some([0; 4]));
                *sum = sum.filter(|_| !cell.hidden).map(|mut sum| {
                    for (sum, more) in sum.iter_mut().zip(cell.counts) {
                        *sum += more;
                    }
                    sum
                });
            }
            all.push((measure, group, Some(cell.told())));
        }
        all.extend(sums.into_iter().map(|((indicator, answer, group), sum)| {
            let hidden = false;
            let told = sum.map(|counts| Told { counts, hidden });
            ((indicator, answer), group, told)
        }));
        all
    }
}

impl ReleasedCell {
    const fn told(&self) -> Told {
        Told {
            counts: self.counts,
            hidden: self.hidden,
        }
    }
}

/// What earlier releases demand of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// Counts that must not be told, however large they are.
    pub(super) forced: BTreeSet<(Vec<u32>, usize)>,
    /// Cells that stay hidden.
    pub(super) kept: BTreeSet<Vec<u32>>,
    /// Cells that everybody knows: no complement.
    pub(super) known: BTreeSet<Vec<u32>>,
    /// Whether anything is not as it was told before.
    pub(super) is_changed: bool,
}

impl Before {
    /// Adds what is demanded of other cells of the same table.
    pub(super) fn add(&mut self, mut other: Self) {
        self.forced.append(&mut other.forced);
        self.kept.append(&mut other.kept);
        self.known.append(&mut other.known);
        self.is_changed |= other.is_changed;
    }

    fn holds(&self, key: &[u32]) -> bool {
        let is_forced = |at: usize| self.forced.contains(&(key.to_vec(), at));
        self.kept.contains(key) || (0..4).any(is_forced)
    }

    /// Says that a cell must not be told.
    fn hold(&mut self, key: &[u32], counts: Quantities) {
        self.kept.insert(key.to_vec());
        let told = (0..2).filter(|at| counts.get(*at).is_some_and(|count| *count > 0));
        self.forced.extend(told.map(|at| (key.to_vec(), at)));
    }

    /// Compares the cells of a table, margins included, with what was told of them.
    pub(super) fn of<'a>(
        cells: impl Iterator<Item = (&'a Vec<u32>, &'a Quantities, &'a [Told])>,
        threshold: u64,
    ) -> Self {
        let mut before = Self::default();
        let mut stayed: BTreeSet<(Vec<u32>, usize)> = BTreeSet::new();
        for (key, own, told) in cells {
            for told in told {
                let apart = |at: usize| match (own.get(at), told.counts.get(at)) {
                    (Some(own), Some(then)) => own.abs_diff(*then),
                    _ => 0,
                };
                let is_near = (0..own.len()).all(|at| apart(at) < threshold);
                before.is_changed |= own != &told.counts;
                if !told.hidden {
                    let little = (0..own.len()).filter(|at| (1..threshold).contains(&apart(*at)));
                    before.forced.extend(little.map(|at| (key.clone(), at)));
                    if is_near {
                        before.known.insert(key.clone());
                    }
                } else if is_near {
                    before.kept.insert(key.clone());
                    let told = (0..2).filter(|at| own.get(*at).is_some_and(|own| *own > 0));
                    stayed.extend(told.map(|at| (key.clone(), at)));
                }
            }
        }
        // The same figures again hide the same cells, whose complements are there already.
        if before.is_changed {
            before.forced.append(&mut stayed);
        }
        before
    }
}
