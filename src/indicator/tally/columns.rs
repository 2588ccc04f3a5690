//! Counts the columns of segments: outcomes, numbers and choices, group by group.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::{GroupNames, Numbers, Practice, Tally};
use crate::indicator::definition::Counting;
use crate::indicator::evaluator::{NO_NUMBER, spread_row};
use crate::indicator::segment::{Block, Segment, place_of};
use crate::indicator::{Dimension, Indicator, Minutes, NOT_KNOWN, Outcome, Unit};
use crate::value::Source;

impl Tally {
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
                .is_some_and(Indicator::is_minutes);
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
