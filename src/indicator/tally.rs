//! The accumulator: visits go in, in any order, one at a time or in columns; counts come out.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::definition::Definitions;
use super::evaluator::{Evaluator, spread_row};
use super::{
    Asked, CountedEpisode, CountedVisit, Counts, Limits, Minutes, NOT_KNOWN, Segment, Suppression,
};
use crate::safeguard::Law;
use crate::visit::{Session, Subject};

mod columns;
mod publishing;
mod result;
mod saved;
mod selection;

pub use publishing::NotPublishable;
pub use saved::{AskedFor, SavedFault, SavedTally};
use selection::selected;
pub use selection::{Practice, Selection, SelectionFault};

/// The counts of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Cell {
    /// For each selected indicator.
    counts: Vec<Counts>,
    /// For each selected indicator.
    numbers: Vec<Numbers>,
    /// For each selected distribution.
    spreads: Vec<Spread>,
}

/// What an indicator measures besides its outcomes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Numbers {
    /// Nothing.
    #[default]
    None,
    /// Minutes.
    Minutes(Minutes),
    /// Numbers that add up.
    Sum { counted: u64, of: u64 },
}

impl Numbers {
    fn add(&mut self, other: &Self) {
        match (self, other) {
            (_, Self::None) => {}
            (own @ Self::None, more) => own.clone_from(more),
            (Self::Minutes(own), Self::Minutes(more)) => own.add(more),
            (
                Self::Sum { counted, of },
                Self::Sum {
                    counted: more,
                    of: of_more,
                },
            ) => {
                *counted += more;
                *of += of_more;
            }
            (Self::Minutes(_) | Self::Sum { .. }, _) => {}
        }
    }
}

/// How often each choice was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Spread {
    choices: Vec<u64>,
    /// How many took any.
    answered: u64,
    not_applicable: u64,
    /// How many did not, for which reason.
    because: [u64; 7],
}

impl Spread {
    fn add(&mut self, other: &Self) {
        for (count, more) in self.choices.iter_mut().zip(&other.choices) {
            *count += more;
        }
        for (count, more) in self.because.iter_mut().zip(other.because) {
            *count += more;
        }
        self.answered += other.answered;
        self.not_applicable += other.not_applicable;
    }

    /// Adds a row that so many have.
    fn add_rows(&mut self, row: u32, many: u64) {
        let mut taken = row & spread_row::CHOICES;
        if taken == 0 {
            match spread_row::missing(row) {
                None => self.not_applicable += many,
                Some(why) => {
                    if let Some(count) = self.because.get_mut(why as usize) {
                        *count += many;
                    }
                }
            }
            return;
        }
        self.answered += many;
        while taken != 0 {
            let place = usize::try_from(taken.trailing_zeros()).unwrap_or(usize::MAX);
            if let Some(count) = self.choices.get_mut(place) {
                *count += many;
            }
            taken &= taken - 1;
        }
    }
}

/// Names of groups as numbers.
#[derive(Debug, Clone, Default)]
struct GroupNames {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl GroupNames {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX - 1);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn name(&self, number: u32) -> &str {
        usize::try_from(number)
            .ok()
            .and_then(|at| self.names.get(at))
            .map_or(NOT_KNOWN, String::as_str)
    }
}

/// Counts that grow with every visit.
pub struct Tally {
    definitions: Arc<Definitions>,
    evaluator: Evaluator,
    selection: Selection,
    indicators: Vec<usize>,
    distributions: Vec<usize>,
    groups: GroupNames,
    index: HashMap<Vec<u32>, usize>,
    cells: Vec<(Vec<u32>, Cell)>,
    /// Limits of the law that were used, and whether each is confirmed.
    limits: BTreeMap<String, bool>,
    visits: u64,
    left_out_practice: u64,
    left_out_real: u64,
    /// Visits that cannot be read.
    unreadable: u64,
    /// Persons who did not agree to be counted.
    declined: u64,
    /// Which visits are counted, by their groups.
    covered: BTreeMap<Vec<String>, Vec<u64>>,
    /// Whether counts were added up that were asked for by other periods or places.
    is_asked_differently: bool,
}

impl Tally {
    /// Begins a tally.
    pub fn new(
        definitions: Arc<Definitions>,
        selection: Selection,
    ) -> Result<Self, SelectionFault> {
        let mut by = selection.by.clone();
        by.sort_unstable();
        by.dedup();
        if by.len() != selection.by.len() || by.len() > Selection::MOST_BREAKDOWNS {
            return Err(SelectionFault::Breakdowns);
        }
        let (indicators, distributions) = selected(&definitions, &selection)?;
        Ok(Self {
            evaluator: Evaluator::new(Arc::clone(&definitions)),
            definitions,
            selection,
            indicators,
            distributions,
            groups: GroupNames::default(),
            index: HashMap::new(),
            cells: Vec::new(),
            limits: BTreeMap::new(),
            visits: 0,
            left_out_practice: 0,
            left_out_real: 0,
            unreadable: 0,
            declined: 0,
            covered: BTreeMap::new(),
            is_asked_differently: false,
        })
    }

    /// Returns an empty tally of the same selection.
    #[must_use]
    pub fn another(&self) -> Self {
        Self {
            definitions: Arc::clone(&self.definitions),
            evaluator: Evaluator::new(Arc::clone(&self.definitions)),
            selection: self.selection.clone(),
            indicators: self.indicators.clone(),
            distributions: self.distributions.clone(),
            groups: GroupNames::default(),
            index: HashMap::new(),
            cells: Vec::new(),
            limits: BTreeMap::new(),
            visits: 0,
            left_out_practice: 0,
            left_out_real: 0,
            unreadable: 0,
            declined: 0,
            covered: BTreeMap::new(),
            is_asked_differently: false,
        }
    }

    /// Counts one more visit.
    pub fn add(&mut self, visit: &CountedVisit<'_>, law: &dyn Limits) {
        let which = [self.selection.accounts];
        let mut growing = self.evaluator.growing(&which);
        self.evaluator.visit(visit, law, 0, &which, &mut growing);
        let segment = growing.finish();
        self.take(&segment);
        self.cover(&segment);
    }

    /// Notes which visits of a segment are counted: what is handed out is compared by them, and counts
    /// that travel tell whether they have a visit in common.
    pub fn cover(&mut self, segment: &Segment) {
        for (visit, groups) in self.selection.visits_of(segment) {
            self.covered.entry(groups).or_default().push(visit);
        }
    }

    /// Counts one more visit as it stands.
    pub fn add_session(&mut self, session: &Session, law: &Law) {
        self.add(
            &CountedVisit {
                header: session.header(),
                premises: &session.facts_about(Subject::Premises),
                episodes: &CountedEpisode::all_of(session, law),
                asked: Asked::By(session.checklists()),
            },
            law,
        );
    }

    /// Returns the place of the group's cell, making it if it is new.
    fn cell(&mut self, key: &[u32]) -> usize {
        if let Some(found) = self.index.get(key) {
            return *found;
        }
        let spreads = self
            .distributions
            .iter()
            .filter_map(|at| self.definitions.distributions.get(*at))
            .map(|distribution| Spread {
                choices: vec![0; distribution.choices.len()],
                ..Spread::default()
            });
        let cell = Cell {
            counts: vec![Counts::default(); self.indicators.len()],
            numbers: vec![Numbers::None; self.indicators.len()],
            spreads: spreads.collect(),
        };
        let at = self.cells.len();
        self.cells.push((key.to_vec(), cell));
        self.index.insert(key.to_vec(), at);
        at
    }

    /// Adds the counts of another tally of the same definitions and selection.
    pub fn merge(&mut self, other: &Self) {
        for (key, cell) in &other.cells {
            let key: Vec<u32> = key
                .iter()
                .map(|number| self.groups.number(other.groups.name(*number)))
                .collect();
            self.add_cell(&key, cell);
        }
        for (id, confirmed) in &other.limits {
            self.limits.insert(id.clone(), *confirmed);
        }
        self.visits += other.visits;
        self.left_out_practice += other.left_out_practice;
        self.left_out_real += other.left_out_real;
        self.unreadable += other.unreadable;
        self.declined += other.declined;
        self.is_asked_differently |= other.is_asked_differently;
        for (groups, visits) in &other.covered {
            let own = self.covered.entry(groups.clone()).or_default();
            own.extend(visits);
        }
    }

    fn add_cell(&mut self, key: &[u32], cell: &Cell) {
        let at = self.cell(key);
        let Some((_, own)) = self.cells.get_mut(at) else {
            return;
        };
        for (counts, more) in own.counts.iter_mut().zip(&cell.counts) {
            *counts += *more;
        }
        for (numbers, more) in own.numbers.iter_mut().zip(&cell.numbers) {
            numbers.add(more);
        }
        for (spread, more) in own.spreads.iter_mut().zip(&cell.spreads) {
            spread.add(more);
        }
    }

    /// Says that so many visits could not be read and are not counted.
    pub const fn leave_out_unreadable(&mut self, visits: u64) {
        self.unreadable += visits;
    }

    /// Returns how many visits were counted.
    pub const fn visits(&self) -> u64 {
        self.visits
    }

    /// Returns what was to be counted.
    pub const fn selection(&self) -> &Selection {
        &self.selection
    }
}

#[cfg(test)]
#[path = "tally/several_releases.rs"]
mod several_releases;
