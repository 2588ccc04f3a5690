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

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::suppress::Quantities;
use super::tally::{Practice, Selection};
use super::{Accounts, Dimension};
use crate::safeguard::Country;

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
    pub(super) fn new(selection: &Selection, cells: Vec<ReleasedCell>) -> Self {
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
        }
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

    /// Returns whether the visits of one are all among those of the other.
    pub fn is_nested_with(&self, selection: &Selection) -> bool {
        let is_same_kind =
            self.accounts == selection.accounts && self.practice == selection.practice;
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
        is_same_kind && (theirs.is_within(&ours) || ours.is_within(&theirs))
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
    told: BTreeMap<(String, Option<String>), BTreeMap<Group, Vec<Told>>>,
}

impl Former {
    /// Takes up an earlier release, if its figures and those of the selection tell something together.
    pub fn take(&mut self, release: &Release, selection: &Selection) {
        if !release.is_nested_with(selection) {
            return;
        }
        let mut sums: BTreeMap<(&str, Option<&str>, Group), Option<Quantities>> = BTreeMap::new();
        for cell in &release.cells {
            let answer = cell.answer.as_deref();
            let group: Group = release
                .by
                .iter()
                .copied()
                .zip(cell.group.iter().cloned())
                .collect();
            self.note(&cell.indicator, answer, group.clone(), cell.told());
            let is_total = cell.group.is_empty();
            // Every sum that leaves out some breakdowns but not all: that one stands in the release.
            for kept in 1..(1_usize << release.by.len()).saturating_sub(1) {
                if is_total {
                    break;
                }
                let part: Group = (0_usize..)
                    .zip(&group)
                    .filter(|(at, _)| kept >> at & 1 == 1)
                    .map(|(_, (by, name))| (*by, name.clone()))
                    .collect();
                let sum = sums
                    .entry((&cell.indicator, answer, part))
                    .or_insert(Some([0; 4]));
                *sum = sum.filter(|_| !cell.hidden).map(|mut sum| {
                    for (sum, more) in sum.iter_mut().zip(cell.counts) {
                        *sum += more;
                    }
                    sum
                });
            }
        }
        for ((indicator, answer, group), sum) in sums {
            if let Some(counts) = sum {
                let told = Told {
                    counts,
                    hidden: false,
                };
                self.note(indicator, answer, group, told);
            }
        }
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
