//! Counts that travel without the visits they were made of.
//!
//! Counts and histograms of minutes add, so a country can hand in figures and no records, and medians
//! of all of them together stay exact. Nothing in it is hidden.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Cell, Practice, Selection, Tally};
use crate::indicator::{Accounts, Definitions, Dimension};
use crate::message::{Explain, Message};

const FORMAT: &str = "firsthours/tally/2";

/// A tally as a file holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedTally {
    format: String,
    /// What tells the definitions from others.
    definitions: [u8; 32],
    indicators: Vec<String>,
    distributions: Vec<String>,
    by: Vec<Dimension>,
    accounts: Accounts,
    practice: Practice,
    limits: BTreeMap<String, bool>,
    visits: u64,
    left_out_practice: u64,
    left_out_real: u64,
    unreadable: u64,
    declined: u64,
    asked: AskedFor,
    /// Each visit by a part of its random id: it says of nobody anything, and that no visit is there twice.
    covered: Vec<u64>,
    cells: Vec<SavedCell>,
}

/// Which visits were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedFor {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub to: Option<NaiveDate>,
    /// Only in these countries, to these places, by these checklists.
    pub only: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedCell {
    group: Vec<String>,
    cell: Cell,
}

/// Why saved counts cannot be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SavedFault {
    /// It is not a saved tally, or one of another format.
    #[error("not a saved tally of this format")]
    Format,
    /// It was counted by other definitions.
    #[error("counted by other definitions")]
    OtherDefinitions,
    /// It counts something else: other indicators, breakdowns, accounts, or practice.
    #[error("counts something else")]
    OtherSelection,
    /// The same file is there twice.
    #[error("the same counts twice")]
    Twice,
    /// Some visits are counted in two of the files.
    #[error("{0} visits counted twice")]
    Overlap(u64),
}

impl Explain for SavedFault {
    fn what_happened(&self) -> Message {
        Message::new(match self {
            Self::Overlap(visits) => {
                let message = Message::new("err-saved-overlap");
                return message.number("visits", i64::try_from(*visits).unwrap_or(i64::MAX));
            }
            Self::Format => "err-saved-format",
            Self::OtherDefinitions => "err-saved-definitions",
            Self::OtherSelection => "err-saved-selection",
            Self::Twice => "err-saved-twice",
        })
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new("rec-saved"))
    }
}

impl SavedTally {
    /// Returns how many visits were counted.
    pub const fn visits(&self) -> u64 {
        self.visits
    }

    /// Returns which visits were asked for.
    pub const fn asked(&self) -> &AskedFor {
        &self.asked
    }
}

impl Tally {
    /// Returns the counts so far, to travel without their visits.
    pub fn save(&self) -> SavedTally {
        let mut cells: Vec<SavedCell> = self
            .cells
            .iter()
            .map(|(key, cell)| SavedCell {
                group: key
                    .iter()
                    .map(|number| self.groups.name(*number).to_owned())
                    .collect(),
                cell: cell.clone(),
            })
            .collect();
        cells.sort_by(|one, other| one.group.cmp(&other.group));
        let mut covered: Vec<u64> = self.covered.values().flatten().copied().collect();
        covered.sort_unstable();
        covered.dedup();
        let selection = &self.selection;
        let countries = selection.countries.iter().map(|it| it.code().to_owned());
        let others = selection.facilities.iter().chain(&selection.checklists);
        SavedTally {
            format: FORMAT.to_owned(),
            definitions: *self.definitions.digest(),
            indicators: self.indicator_ids(),
            distributions: self.distribution_ids(),
            by: self.selection.by.clone(),
            accounts: self.selection.accounts,
            practice: self.selection.practice,
            limits: self.limits.clone(),
            visits: self.visits,
            left_out_practice: self.left_out_practice,
            left_out_real: self.left_out_real,
            unreadable: self.unreadable,
            declined: self.declined,
            asked: AskedFor {
                from: selection.from,
                to: selection.to,
                only: countries.chain(others.cloned()).collect(),
            },
            covered,
            cells,
        }
    }

    /// Adds saved counts up.
    pub fn of_saved(
        definitions: &Arc<Definitions>,
        saved: &[SavedTally],
    ) -> Result<Self, SavedFault> {
        let first = saved.first().ok_or(SavedFault::Format)?;
        let ids = first.indicators.iter().chain(&first.distributions);
        let selection = Selection {
            indicators: ids.cloned().collect(),
            by: first.by.clone(),
            accounts: first.accounts,
            practice: first.practice,
            ..Selection::default()
        };
        let mut tally = Self::new(Arc::clone(definitions), selection)
            .map_err(|_unknown| SavedFault::OtherDefinitions)?;
        for (at, one) in saved.iter().enumerate() {
            if one.format != FORMAT {
                return Err(SavedFault::Format);
            }
            if one.definitions != *definitions.digest() {
                return Err(SavedFault::OtherDefinitions);
            }
            if saved.iter().take(at).any(|before| before == one) {
                return Err(SavedFault::Twice);
            }
            tally.add_saved(one)?;
            tally.is_asked_differently |= one.asked != first.asked;
        }
        let mut seen = HashSet::new();
        let all = saved.iter().flat_map(|saved| &saved.covered);
        match all.filter(|visit| !seen.insert(**visit)).count() {
            0 => Ok(tally),
            twice => Err(SavedFault::Overlap(twice as u64)),
        }
    }

    fn add_saved(&mut self, saved: &SavedTally) -> Result<(), SavedFault> {
        let is_same = saved.indicators == self.indicator_ids()
            && saved.distributions == self.distribution_ids()
            && saved.by == self.selection.by
            && saved.accounts == self.selection.accounts
            && saved.practice == self.selection.practice;
        if !is_same {
            return Err(SavedFault::OtherSelection);
        }
        for saved in &saved.cells {
            let is_whole = saved.group.len() == self.selection.by.len()
                && saved.cell.counts.len() == self.indicators.len()
                && saved.cell.numbers.len() == self.indicators.len()
                && saved.cell.spreads.len() == self.distributions.len();
            if !is_whole {
                return Err(SavedFault::Format);
            }
            let key: Vec<u32> = (saved.group.iter())
                .map(|name| self.groups.number(name))
                .collect();
            self.add_cell(&key, &saved.cell);
        }
        for (id, confirmed) in &saved.limits {
            self.limits.insert(id.clone(), *confirmed);
        }
        self.visits += saved.visits;
        self.left_out_practice += saved.left_out_practice;
        self.left_out_real += saved.left_out_real;
        self.unreadable += saved.unreadable;
        self.declined += saved.declined;
        Ok(())
    }

    fn indicator_ids(&self) -> Vec<String> {
        let chosen = self.indicators.iter();
        chosen
            .filter_map(|at| self.definitions.indicators.get(*at))
            .map(|indicator| indicator.id.clone())
            .collect()
    }

    fn distribution_ids(&self) -> Vec<String> {
        let chosen = self.distributions.iter();
        chosen
            .filter_map(|at| self.definitions.distributions.get(*at))
            .map(|distribution| distribution.id.clone())
            .collect()
    }
}
