//! The accumulator: visits go in, in any order, one at a time or in columns; counts come out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::definition::{Counting, Definitions, Unit};
use super::evaluator::{Evaluator, NO_NUMBER, spread_row};
use super::segment::{Block, Segment, SegmentVisit, place_of};
use super::{
    Accounts, Asked, CountedEpisode, CountedVisit, Counts, Dimension, Limits, Minutes, NOT_KNOWN,
    Outcome, Suppression,
};
use crate::message::{Explain, Message};
use crate::safeguard::{Country, Law};
use crate::value::Source;
use crate::visit::{Session, Subject};

mod publishing;
mod result;
mod saved;

pub use publishing::NotPublishable;
pub use saved::{SavedFault, SavedTally};

/// Whether practice visits are counted. They are never mixed with real ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Practice {
    /// Real visits only.
    #[default]
    LeftOut,
    /// Practice visits only.
    Only,
}

/// What is to be counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids of indicators or distributions; with `safeguards` empty too, every indicator.
    pub indicators: Vec<String>,
    /// Safeguards whose indicators are counted.
    pub safeguards: Vec<String>,
    /// Breakdowns, at most [`Selection::MOST_BREAKDOWNS`].
    pub by: Vec<Dimension>,
    /// Visits that began on this day or later.
    pub from: Option<NaiveDate>,
    /// Visits that began on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Visits in these countries; in all if empty.
    pub countries: Vec<Country>,
    /// Visits to these places, by their codes; to all if empty.
    pub facilities: Vec<String>,
    /// Visits that used one of these checklists, each an id or an id with a version
    /// (`police-custody/interview 1.0`); all if empty.
    pub checklists: Vec<String>,
    /// Whose word counts.
    pub accounts: Accounts,
    /// Whether practice visits are counted.
    pub practice: Practice,
}

impl Selection {
    /// More would leave nothing but cells under five.
    pub const MOST_BREAKDOWNS: usize = 4;
}

/// Why a selection cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionFault {
    /// There is no indicator of this id.
    #[error("no indicator {0}")]
    NoIndicator(String),
    /// No indicator is about this safeguard.
    #[error("no indicator is about {0}")]
    NoSafeguard(String),
    /// More breakdowns than [`Selection::MOST_BREAKDOWNS`], or one of them twice.
    #[error("too many breakdowns")]
    Breakdowns,
}

impl Explain for SelectionFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::NoIndicator(id) => Message::new("err-count-no-indicator").text("id", id.clone()),
            Self::NoSafeguard(id) => Message::new("err-count-no-safeguard").text("id", id.clone()),
            Self::Breakdowns => Message::new("err-count-breakdowns").number(
                "most",
                i64::try_from(Selection::MOST_BREAKDOWNS).unwrap_or(0),
            ),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new(match self {
            Self::NoIndicator(_) | Self::NoSafeguard(_) => "rec-count-list",
            Self::Breakdowns => "rec-count-breakdowns",
        }))
    }
}

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

    fn add_row(&mut self, row: u32) {
        let mut taken = row & spread_row::CHOICES;
        if taken == 0 {
            match spread_row::missing(row) {
                None => self.not_applicable += 1,
                Some(why) => {
                    if let Some(count) = self.because.get_mut(why as usize) {
                        *count += 1;
                    }
                }
            }
            return;
        }
        self.answered += 1;
        while taken != 0 {
            let place = usize::try_from(taken.trailing_zeros()).unwrap_or(usize::MAX);
            if let Some(count) = self.choices.get_mut(place) {
                *count += 1;
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
        }
    }

    /// Counts one more visit.
    pub fn add(&mut self, visit: &CountedVisit<'_>, law: &dyn Limits) {
        let which = [self.selection.accounts];
        let segment = self.evaluator.visit(visit, law, 0, &which);
        self.take(&segment);
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

    /// Returns the blocks that [`Self::take`] reads.
    pub fn needs(&self) -> Vec<Block> {
        let accounts = self.selection.accounts;
        let mut needs = vec![Block::Outcomes(accounts)];
        let of_units = |dimension: &Dimension| Dimension::OF_UNITS.contains(dimension);
        if self.selection.by.iter().any(of_units) {
            needs.push(Block::Groups);
        }
        let mut chosen = self.indicators.iter();
        let measures = |at: &usize| {
            let indicator = self.definitions.indicators.get(*at);
            indicator.is_some_and(|it| !matches!(it.counting, Counting::Share { .. }))
        };
        if chosen.any(measures) {
            needs.push(Block::measures(accounts));
        }
        if !self.distributions.is_empty() {
            needs.push(Block::spreads(accounts));
        }
        needs
    }

    /// Counts the visits of a segment that are selected.
    pub fn take(&mut self, segment: &Segment) {
        let chosen = self.choose(segment);
        for unit in Unit::ALL {
            let is_here = |at: &usize| {
                let indicator = self.definitions.indicators.get(*at);
                indicator.is_some_and(|indicator| indicator.unit == unit)
            };
            let is_spread_here = |at: &usize| {
                let distribution = self.definitions.distributions.get(*at);
                distribution.is_some_and(|distribution| distribution.unit == unit)
            };
            if !self.indicators.iter().any(is_here)
                && !self.distributions.iter().any(is_spread_here)
            {
                continue;
            }
            let runs = self.runs(segment, unit, &chosen);
            self.count_outcomes(segment, unit, &runs);
            self.count_numbers(segment, unit, &runs);
            self.count_spreads(segment, unit, &runs);
        }
    }

    /// Returns the visits that are counted, each with its groups; what tells units apart is left open.
    fn choose(&mut self, segment: &Segment) -> Vec<(usize, Vec<u32>)> {
        let directory = segment.directory();
        let mut numbers: Vec<Option<u32>> = vec![None; directory.names.len()];
        let mut number = |groups: &mut GroupNames, place: u32| {
            let at = usize::try_from(place).unwrap_or(usize::MAX);
            match (numbers.get_mut(at), directory.names.get(at)) {
                (Some(known), Some(name)) => *known.get_or_insert_with(|| groups.number(name)),
                _ => groups.number(NOT_KNOWN),
            }
        };
        let used: HashSet<usize> = self
            .indicators
            .iter()
            .filter_map(|at| self.definitions.indicators.get(*at))
            .flat_map(|indicator| indicator.intervals.iter().copied())
            .collect();
        let mut seen = HashSet::new();
        let mut chosen = Vec::new();
        for (at, visit) in directory.visits.iter().enumerate() {
            if segment.is_left_out(at) || !self.selection.wants(segment, visit) {
                continue;
            }
            match (self.selection.practice, visit.practice) {
                (Practice::LeftOut, true) => self.left_out_practice += 1,
                (Practice::Only, false) => self.left_out_real += 1,
                (Practice::LeftOut, false) | (Practice::Only, true) => {
                    self.visits += 1;
                    self.declined += u64::from(visit.declined);
                    let key = self.selection.by.iter().map(|dimension| {
                        let places = Dimension::OF_VISITS.iter().zip(&visit.groups);
                        let mut found = places.filter(|(own, _)| *own == dimension);
                        found
                            .next()
                            .map_or(OPEN, |(_, place)| number(&mut self.groups, *place))
                    });
                    chosen.push((at, key.collect()));
                    for limit in &visit.limits {
                        let (interval, place, confirmed) = *limit;
                        if used.contains(&usize::from(interval)) && seen.insert(limit) {
                            let name = usize::try_from(place).ok();
                            let name = name.and_then(|at| directory.names.get(at));
                            self.limits
                                .entry(name.cloned().unwrap_or_default())
                                .or_insert(confirmed);
                        }
                    }
                }
            }
        }
        chosen
    }

    /// Returns the rows of a unit that are counted, in runs of the same group.
    fn runs(&mut self, segment: &Segment, unit: Unit, chosen: &[(usize, Vec<u32>)]) -> Runs {
        let starts = segment.starts();
        let visits = &segment.directory().visits;
        // Places in the key that tell units apart, with their columns.
        let apart: Vec<(usize, &[u8])> = self
            .selection
            .by
            .iter()
            .enumerate()
            .filter_map(|(place, dimension)| {
                let mut known = Dimension::OF_UNITS.iter();
                let at = known.position(|own| own == dimension)?;
                Some((place, segment.column(Block::Groups, unit, at)?))
            })
            .collect();
        let mut runs = Runs::default();
        let mut numbers: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut group_of = |keys: &mut Vec<Vec<u32>>, key: &[u32]| {
            if let Some(found) = numbers.get(key) {
                return *found;
            }
            keys.push(key.to_vec());
            numbers.insert(key.to_vec(), keys.len() - 1);
            keys.len() - 1
        };
        for (at, key) in chosen {
            let rows = visits
                .get(*at)
                .and_then(|visit| visit.rows.get(place_of(unit)));
            let rows = rows
                .and_then(|rows| usize::try_from(*rows).ok())
                .unwrap_or(0);
            let start = starts.get(*at).and_then(|start| start.get(place_of(unit)));
            let start = start.copied().unwrap_or(0);
            if rows == 0 {
                continue;
            }
            if apart.is_empty() {
                let group = group_of(&mut runs.keys, key);
                match runs.rows.last_mut() {
                    Some((last, same)) if *same == group && last.end == start => last.end += rows,
                    _ => runs.rows.push((start..start + rows, group)),
                }
                continue;
            }
            let mut key = key.clone();
            for row in start..start + rows {
                for (place, column) in &apart {
                    let bytes = column.get(2 * row..2 * row + 2).unwrap_or(&[]);
                    let local = bytes
                        .first_chunk()
                        .map_or(u16::MAX, |it| u16::from_le_bytes(*it));
                    let name = segment.directory().names.get(usize::from(local));
                    if let Some(slot) = key.get_mut(*place) {
                        *slot = self.groups.number(name.map_or(NOT_KNOWN, String::as_str));
                    }
                }
                let group = group_of(&mut runs.keys, &key);
                match runs.rows.last_mut() {
                    Some((last, same)) if *same == group && last.end == row => last.end += 1,
                    _ => runs.rows.push((row..row + 1, group)),
                }
            }
        }
        runs
    }

    fn count_outcomes(&mut self, segment: &Segment, unit: Unit, runs: &Runs) {
        let block = Block::Outcomes(self.selection.accounts);
        let definitions = Arc::clone(&self.definitions);
        let Some(columns) = definitions.layout.outcomes.get(place_of(unit)) else {
            return;
        };
        let mut seen: Vec<[u32; 256]> = vec![[0; 256]; runs.keys.len()];
        for (column, definition) in columns.iter().enumerate() {
            let Some(at) = self.indicators.iter().position(|it| it == definition) else {
                continue;
            };
            let bytes = segment.column(block, unit, column).unwrap_or(&[]);
            for (rows, group) in &runs.rows {
                let Some(seen) = seen.get_mut(*group) else {
                    continue;
                };
                count_bytes(bytes.get(rows.clone()).unwrap_or(&[]), seen);
            }
            for (seen, key) in seen.iter_mut().zip(&runs.keys) {
                for (byte, count) in (0_u8..=255).zip(seen.iter_mut()) {
                    if *count == 0 {
                        continue;
                    }
                    if let Some((outcome, source)) = Outcome::unpacked(byte) {
                        let cell = self.cell_of(key, source);
                        let counts = self.cells.get_mut(cell).map(|(_, it)| &mut it.counts);
                        if let Some(counts) = counts.and_then(|counts| counts.get_mut(at)) {
                            counts.add_many(outcome, u64::from(*count));
                        }
                    }
                    *count = 0;
                }
            }
        }
    }

    fn count_numbers(&mut self, segment: &Segment, unit: Unit, runs: &Runs) {
        let definitions = Arc::clone(&self.definitions);
        let Some(columns) = definitions.layout.measures.get(place_of(unit)) else {
            return;
        };
        let outcomes = definitions.layout.outcomes.get(place_of(unit));
        let accounts = self.selection.accounts;
        let block = Block::measures(accounts);
        let mut before = None;
        for (column, definition) in columns.iter().enumerate() {
            let second = before == Some(*definition);
            before = Some(*definition);
            let Some(at) = self.indicators.iter().position(|it| it == definition) else {
                continue;
            };
            let is_minutes = definitions
                .indicators
                .get(*definition)
                .is_some_and(super::Indicator::is_minutes);
            let numbers = segment.column(block, unit, column).unwrap_or(&[]);
            let place = outcomes.and_then(|all| all.iter().position(|it| it == definition));
            let bytes = place
                .and_then(|place| segment.column(Block::Outcomes(accounts), unit, place))
                .unwrap_or(&[]);
            let by_source = self.selection.by.contains(&Dimension::Source);
            let mut found: HashMap<(usize, u8), Vec<i32>> = HashMap::new();
            for (rows, group) in &runs.rows {
                for row in rows.clone() {
                    let number = numbers.get(4 * row..4 * row + 4);
                    let number = number.and_then(<[u8]>::first_chunk);
                    let number = number.map_or(NO_NUMBER, |it| i32::from_le_bytes(*it));
                    if number != NO_NUMBER {
                        let source = bytes.get(row).filter(|_| by_source);
                        let source = source.map_or(0, |byte| byte & 0xf0);
                        found.entry((*group, source)).or_default().push(number);
                    }
                }
            }
            let mut found: Vec<_> = found.into_iter().collect();
            found.sort_unstable_by_key(|(place, _)| *place);
            for ((group, source), values) in found {
                let Some(key) = runs.keys.get(group) else {
                    continue;
                };
                let source = Outcome::unpacked(source).and_then(|(_, source)| source);
                let more = if is_minutes {
                    Numbers::Minutes(Minutes::of(values))
                } else {
                    let sum = values
                        .into_iter()
                        .filter_map(|it| u64::try_from(it).ok())
                        .sum();
                    if second {
                        Numbers::Sum {
                            counted: 0,
                            of: sum,
                        }
                    } else {
                        Numbers::Sum {
                            counted: sum,
                            of: 0,
                        }
                    }
                };
                let cell = self.cell_of(key, source);
                let numbers = self.cells.get_mut(cell).map(|(_, cell)| &mut cell.numbers);
                if let Some(numbers) = numbers.and_then(|numbers| numbers.get_mut(at)) {
                    numbers.add(&more);
                }
            }
        }
    }

    fn count_spreads(&mut self, segment: &Segment, unit: Unit, runs: &Runs) {
        let definitions = Arc::clone(&self.definitions);
        let Some(columns) = definitions.layout.spreads.get(place_of(unit)) else {
            return;
        };
        let block = Block::spreads(self.selection.accounts);
        for (column, definition) in columns.iter().enumerate() {
            let Some(at) = self.distributions.iter().position(|it| it == definition) else {
                continue;
            };
            let all = segment.column(block, unit, column).unwrap_or(&[]);
            let by_source = self.selection.by.contains(&Dimension::Source);
            for (rows, group) in &runs.rows {
                let Some(key) = runs.keys.get(*group) else {
                    continue;
                };
                let mut cell = None;
                let bytes = all.get(4 * rows.start..4 * rows.end).unwrap_or(&[]);
                for row in bytes.chunks_exact(4) {
                    let row = row.first_chunk().map_or(0, |it| u32::from_le_bytes(*it));
                    let found = match cell {
                        Some(found) if !by_source => found,
                        _ => self.cell_of(key, spread_row::source(row)),
                    };
                    cell = Some(found);
                    let spreads = self.cells.get_mut(found).map(|(_, it)| &mut it.spreads);
                    if let Some(spread) = spreads.and_then(|spreads| spreads.get_mut(at)) {
                        spread.add_row(row);
                    }
                }
            }
        }
    }

    /// Returns the place of the cell of a group, where the source is one of its names if asked for.
    fn cell_of(&mut self, key: &[u32], source: Option<Source>) -> usize {
        let place = self
            .selection
            .by
            .iter()
            .position(|it| *it == Dimension::Source);
        let Some(place) = place else {
            return self.cell(key);
        };
        let mut key = key.to_vec();
        let number = self.groups.number(source.map_or(NOT_KNOWN, Source::name));
        if let Some(slot) = key.get_mut(place) {
            *slot = number;
        }
        self.cell(&key)
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

/// Counts how often each byte occurs.
///
/// Four counts side by side: the same outcome follows itself most of the time, and a count that is
/// written and read again at once makes the processor wait.
fn count_bytes(bytes: &[u8], seen: &mut [u32; 256]) {
    const LANES: usize = 4;
    let few = if bytes.len() < 1024 {
        bytes.len()
    } else {
        bytes.len() % LANES
    };
    let (few, many) = bytes.split_at_checked(few).unwrap_or((bytes, &[]));
    for byte in few {
        if let Some(count) = seen.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    if many.is_empty() {
        return;
    }
    let mut lanes = [[0_u32; 256]; LANES];
    for four in many.chunks_exact(LANES) {
        for (lane, byte) in lanes.iter_mut().zip(four) {
            if let Some(count) = lane.get_mut(usize::from(*byte)) {
                *count += 1;
            }
        }
    }
    for lane in &lanes {
        for (count, more) in seen.iter_mut().zip(lane) {
            *count += more;
        }
    }
}

/// A place in a key that is not known yet: what tells units apart, or the source.
const OPEN: u32 = u32::MAX;

/// The rows of a unit that are counted.
#[derive(Debug, Default)]
struct Runs {
    /// The groups.
    keys: Vec<Vec<u32>>,
    /// Rows of the same group, and which.
    rows: Vec<(Range<usize>, usize)>,
}

impl Selection {
    fn wants_days(&self, day: Option<i32>) -> bool {
        let after = |from: NaiveDate| day.is_some_and(|day| day >= from.num_days_from_ce());
        let before = |to: NaiveDate| day.is_some_and(|day| day <= to.num_days_from_ce());
        self.from.is_none_or(after) && self.to.is_none_or(before)
    }

    /// Returns whether some visit of a segment is one to be counted.
    pub fn wants_any(&self, segment: &Segment) -> bool {
        let mut visits = segment.directory().visits.iter();
        visits.any(|visit| self.wants(segment, visit))
    }

    /// Returns whether a visit of a segment is one to be counted.
    fn wants(&self, segment: &Segment, visit: &SegmentVisit) -> bool {
        let name = |wanted: Dimension| {
            let places = Dimension::OF_VISITS.iter().zip(&visit.groups);
            let mut found = places.filter(|(own, _)| **own == wanted);
            let place = found
                .next()
                .and_then(|(_, place)| usize::try_from(*place).ok());
            place
                .and_then(|at| segment.directory().names.get(at))
                .map_or(NOT_KNOWN, String::as_str)
        };
        let in_country = |country: &Country| name(Dimension::Country) == country.code();
        let used = |checklist: &String| {
            let mut pins = name(Dimension::Checklist).split(" + ");
            pins.any(|pin| pin == checklist || pin.split(' ').next() == Some(checklist))
        };
        let at = |code: &String| name(Dimension::Facility).eq_ignore_ascii_case(code);
        self.wants_days(visit.day)
            && (self.countries.is_empty() || self.countries.iter().any(in_country))
            && (self.facilities.is_empty() || self.facilities.iter().any(at))
            && (self.checklists.is_empty() || self.checklists.iter().any(used))
    }
}

/// Finds the definitions that a selection means.
fn selected(
    definitions: &Definitions,
    selection: &Selection,
) -> Result<(Vec<usize>, Vec<usize>), SelectionFault> {
    if selection.indicators.is_empty() && selection.safeguards.is_empty() {
        return Ok(((0..definitions.indicators.len()).collect(), Vec::new()));
    }
    let (mut indicators, mut distributions) = (Vec::new(), Vec::new());
    for id in &selection.indicators {
        let same = |other: &str| other.eq_ignore_ascii_case(id);
        let indicator = definitions.indicators.iter().position(|it| same(&it.id));
        let distribution = definitions.distributions.iter().position(|it| same(&it.id));
        if indicator.is_none() && distribution.is_none() {
            return Err(SelectionFault::NoIndicator(id.clone()));
        }
        indicators.extend(indicator);
        distributions.extend(distribution);
    }
    for id in &selection.safeguards {
        let about = |safeguard: &Option<String>| {
            safeguard
                .as_ref()
                .is_some_and(|safeguard| safeguard.eq_ignore_ascii_case(id))
        };
        let all = definitions.indicators.iter().enumerate();
        let found: Vec<usize> = all
            .filter(|(_, indicator)| about(&indicator.safeguard))
            .map(|(at, _)| at)
            .collect();
        if found.is_empty() {
            return Err(SelectionFault::NoSafeguard(id.clone()));
        }
        indicators.extend(found);
    }
    indicators.sort_unstable();
    indicators.dedup();
    distributions.sort_unstable();
    distributions.dedup();
    Ok((indicators, distributions))
}
