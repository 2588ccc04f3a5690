//! Counts the columns of segments: outcomes, numbers and choices, group by group.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::{GroupNames, Numbers, Practice, Tally};
use crate::indicator::coded::Coded;
use crate::indicator::definition::{Counting, index_of};
use crate::indicator::evaluator::{NO_NUMBER, spread_row};
use crate::indicator::segment::{Block, Segment, count, place_of};
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
        self.take_some(segment, 0..segment.directory().visits.len());
    }

    /// Counts one visit of a segment, if it is selected.
    pub fn take_visit(&mut self, segment: &Segment, at: usize) {
        self.take_some(segment, at..at + 1);
    }

    fn take_some(&mut self, segment: &Segment, visits: Range<usize>) {
        let chosen = self.choose(segment, visits);
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
            let mut runs = self.runs(segment, unit, &chosen);
            self.count_outcomes(segment, unit, &mut runs);
            self.count_numbers(segment, unit, &mut runs);
            self.count_spreads(segment, unit, &mut runs);
        }
    }

    /// Returns the visits that are counted, each with its groups; what tells units apart is left open.
    fn choose(&mut self, segment: &Segment, visits: Range<usize>) -> Vec<(usize, Vec<u32>)> {
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
        for at in visits {
            let Some(visit) = directory.visits.get(at) else {
                break;
            };
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
        let by = self.selection.by.iter().enumerate();
        let apart: Vec<(usize, Coded<'_>)> = by
            .filter_map(|(place, dimension)| {
                let mut known = Dimension::OF_UNITS.iter();
                let at = known.position(|own| own == dimension)?;
                Some((place, segment.column(Block::Groups, unit, at)?))
            })
            .collect();
        let mut runs = Runs {
            rows: if apart.is_empty() {
                Rows::Runs(Vec::new())
            } else {
                Rows::Each(Vec::new())
            },
            landings: Landings::default(),
        };
        let mut groups: HashMap<Vec<u32>, usize> = HashMap::new();
        // In a visit, the places of a row's groups among the different ones are one number.
        let mut known: HashMap<usize, usize> = HashMap::new();
        let mut before: Option<&[u32]> = None;
        for (at, key) in chosen {
            let rows = visits.get(*at).and_then(|it| it.rows.get(place_of(unit)));
            let rows = rows.map_or(0, |rows| count(*rows));
            let start = starts.get(*at).and_then(|it| it.get(place_of(unit)));
            let start = start.copied().unwrap_or(0);
            if rows == 0 {
                continue;
            }
            if apart.is_empty() {
                let group = runs.group(&mut groups, key);
                runs.put(start..start + rows, group);
                continue;
            }
            if before != Some(key) {
                known.clear();
                before = Some(key);
            }
            for row in start..start + rows {
                let together = apart.iter().fold(0, |sum: usize, (_, column)| {
                    sum * column.different() + column.place(row)
                });
                let group = if let Some(group) = known.get(&together) {
                    *group
                } else {
                    let mut key = key.clone();
                    for (place, column) in &apart {
                        let local = column.cell(row).first_chunk().copied();
                        let local = local.map_or(u16::MAX, u16::from_le_bytes);
                        let name = segment.directory().names.get(usize::from(local));
                        if let Some(slot) = key.get_mut(*place) {
                            *slot = self.groups.number(name.map_or(NOT_KNOWN, String::as_str));
                        }
                    }
                    let group = runs.group(&mut groups, &key);
                    known.insert(together, group);
                    group
                };
                runs.put(row..row + 1, group);
            }
        }
        runs
    }

    fn count_outcomes(&mut self, segment: &Segment, unit: Unit, runs: &mut Runs) {
        let block = Block::Outcomes(self.selection.accounts);
        let definitions = Arc::clone(&self.definitions);
        let columns = definitions.layout.outcomes.get(place_of(unit));
        for (column, definition) in columns.into_iter().flatten().enumerate() {
            let Some(at) = self.indicators.iter().position(|it| it == definition) else {
                continue;
            };
            let Some(column) = segment.column(block, unit, column) else {
                continue;
            };
            let outcomes: Vec<_> = column
                .cells()
                .map(|cell| cell.first().copied().and_then(Outcome::unpacked))
                .collect();
            runs.count(&column, None, |runs, group, _, counts| {
                let counted = outcomes.iter().zip(counts).filter(|(_, count)| **count > 0);
                for (outcome, count) in counted {
                    if let Some((outcome, source)) = outcome {
                        let cell = self.landing(runs, group, *source);
                        let counts = self.cells.get_mut(cell).map(|(_, it)| &mut it.counts);
                        if let Some(counts) = counts.and_then(|counts| counts.get_mut(at)) {
                            counts.add_many(*outcome, u64::from(*count));
                        }
                    }
                }
            });
        }
    }

    fn count_numbers(&mut self, segment: &Segment, unit: Unit, runs: &mut Runs) {
        let definitions = Arc::clone(&self.definitions);
        let outcomes = definitions.layout.outcomes.get(place_of(unit));
        let accounts = self.selection.accounts;
        let by_source = self.selection.by.contains(&Dimension::Source);
        let mut before = None;
        let columns = definitions.layout.measures.get(place_of(unit));
        for (column, definition) in columns.into_iter().flatten().enumerate() {
            let second = before == Some(*definition);
            before = Some(*definition);
            let Some(at) = self.indicators.iter().position(|it| it == definition) else {
                continue;
            };
            let Some(column) = segment.column(Block::measures(accounts), unit, column) else {
                continue;
            };
            let definition_of = definitions.indicators.get(*definition);
            let is_minutes = definition_of.is_some_and(Indicator::is_minutes);
            // A number rests on the source on which its outcome rests.
            let place = outcomes.and_then(|all| all.iter().position(|it| it == definition));
            let sources = place
                .filter(|_| by_source)
                .and_then(|place| segment.column(Block::Outcomes(accounts), unit, place));
            let numbers: Vec<i32> = column
                .cells()
                .map(|cell| {
                    cell.first_chunk()
                        .copied()
                        .map_or(NO_NUMBER, i32::from_le_bytes)
                })
                .collect();
            runs.count(&column, sources.as_ref(), |runs, group, source, counts| {
                let counted = numbers.iter().zip(counts);
                let mut counted = counted
                    .filter(|(number, count)| **number != NO_NUMBER && **count > 0)
                    .map(|(number, count)| (*number, u64::from(*count)))
                    .peekable();
                if counted.peek().is_none() {
                    return;
                }
                let more = if is_minutes {
                    Numbers::Minutes(Minutes::counted(counted.collect()))
                } else {
                    let sum = counted
                        .filter_map(|(number, count)| Some(u64::try_from(number).ok()? * count))
                        .sum();
                    let (counted, of) = if second { (0, sum) } else { (sum, 0) };
                    Numbers::Sum { counted, of }
                };
                let cell = self.landing(runs, group, source);
                let numbers = self.cells.get_mut(cell).map(|(_, cell)| &mut cell.numbers);
                if let Some(numbers) = numbers.and_then(|numbers| numbers.get_mut(at)) {
                    numbers.add(&more);
                }
            });
        }
    }

    fn count_spreads(&mut self, segment: &Segment, unit: Unit, runs: &mut Runs) {
        let definitions = Arc::clone(&self.definitions);
        let block = Block::spreads(self.selection.accounts);
        let columns = definitions.layout.spreads.get(place_of(unit));
        for (column, definition) in columns.into_iter().flatten().enumerate() {
            let Some(at) = self.distributions.iter().position(|it| it == definition) else {
                continue;
            };
            let Some(column) = segment.column(block, unit, column) else {
                continue;
            };
            runs.count(&column, None, |runs, group, _, counts| {
                let counted = column.cells().zip(counts).filter(|(_, count)| **count > 0);
                for (row, count) in counted {
                    let row = row.first_chunk().copied().map_or(0, u32::from_le_bytes);
                    let cell = self.landing(runs, group, spread_row::source(row));
                    let spreads = self.cells.get_mut(cell).map(|(_, it)| &mut it.spreads);
                    if let Some(spread) = spreads.and_then(|spreads| spreads.get_mut(at)) {
                        spread.add_rows(row, u64::from(*count));
                    }
                }
            });
        }
    }

    /// Returns the place of the cell in which a group is counted, by this source if asked for.
    fn landing(&mut self, runs: &mut Landings, group: usize, source: Option<Source>) -> usize {
        let by_source = self.selection.by.contains(&Dimension::Source);
        let slot = source_slot(source.filter(|_| by_source));
        let known = runs.cells.get(group * SOURCES + slot).copied().flatten();
        known.unwrap_or_else(|| {
            let key = runs.keys.get(group).cloned().unwrap_or_default();
            let found = self.cell_of(&key, source);
            if let Some(known) = runs.cells.get_mut(group * SOURCES + slot) {
                *known = Some(found);
            }
            found
        })
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

/// A place in a key that is not known yet: what tells units apart, or the source.
const OPEN: u32 = u32::MAX;

/// The sources and none, as places.
const SOURCES: usize = Source::ALL.len() + 1;

fn source_slot(source: Option<Source>) -> usize {
    source.map_or(0, |source| index_of(source) + 1)
}

/// Counts that are held at once while a column is counted group by group.
const MOST_COUNTS: usize = 1 << 20;

/// The rows of a unit that are counted.
#[derive(Debug)]
struct Runs {
    rows: Rows,
    landings: Landings,
}

/// Rows and their groups.
#[derive(Debug)]
enum Rows {
    /// Whole visits: rows of the same group, and which.
    Runs(Vec<(Range<usize>, usize)>),
    /// For each row its group, if it is counted; none after the last that is.
    Each(Vec<Option<usize>>),
}

/// The groups of rows, and where they are counted.
#[derive(Debug, Default)]
struct Landings {
    /// The groups.
    keys: Vec<Vec<u32>>,
    /// For each group and source the place of its cell, once it is known.
    cells: Vec<Option<usize>>,
}

impl Runs {
    /// Returns the number of a group, making it if it is new.
    fn group(&mut self, known: &mut HashMap<Vec<u32>, usize>, key: &[u32]) -> usize {
        if let Some(group) = known.get(key) {
            return *group;
        }
        let group = self.landings.keys.len();
        self.landings.keys.push(key.to_vec());
        self.landings.cells.extend([None; SOURCES]);
        known.insert(key.to_vec(), group);
        group
    }

    /// Takes up rows of a group, behind those before.
    fn put(&mut self, rows: Range<usize>, group: usize) {
        match &mut self.rows {
            Rows::Runs(runs) => match runs.last_mut() {
                Some((last, same)) if *same == group && last.end == rows.start => {
                    last.end = rows.end;
                }
                _ => runs.push((rows, group)),
            },
            Rows::Each(groups) => {
                groups.resize(rows.start, None);
                groups.resize(rows.end, Some(group));
            }
        }
    }

    /// Counts a column in every group, by the sources of the outcomes in another one if given: hands
    /// over the group, the source, and how many rows have each of the column's different cells.
    fn count(
        &mut self,
        column: &Coded<'_>,
        outcomes: Option<&Coded<'_>>,
        mut take: impl FnMut(&mut Landings, usize, Option<Source>, &[u32]),
    ) {
        let sources: Vec<Option<Source>> = outcomes
            .into_iter()
            .flat_map(Coded::cells)
            .map(|cell| Outcome::unpacked(cell.first().copied()?)?.1)
            .collect();
        let each = if outcomes.is_some() { SOURCES } else { 1 };
        let different = column.different().max(1);
        let groups = self.landings.keys.len();
        // As many groups at once as there is room for; mostly all of them.
        let at_once = (MOST_COUNTS / (different * each)).max(1);
        let mut counts = Vec::new();
        for first in (0..groups).step_by(at_once) {
            let last = groups.min(first + at_once);
            counts.clear();
            counts.resize((last - first) * each * different, 0);
            let at = |group: usize, source: Option<Source>, place: usize| {
                let slot = if each == 1 { 0 } else { source_slot(source) };
                ((group - first) * each + slot) * different + place
            };
            let source_of = |row: usize| {
                let outcomes = outcomes?;
                sources.get(outcomes.place(row)).copied().flatten()
            };
            match &self.rows {
                Rows::Each(groups) => {
                    let mut row = 0..;
                    column.each_place(0..groups.len(), |place| {
                        let row = row.next().unwrap_or(usize::MAX);
                        let group = groups.get(row).copied().flatten();
                        if let Some(group) = group.filter(|it| (first..last).contains(it)) {
                            one_more(&mut counts, at(group, source_of(row), place));
                        }
                    });
                }
                Rows::Runs(runs) => {
                    let runs = runs
                        .iter()
                        .filter(|(_, group)| (first..last).contains(group));
                    for (rows, group) in runs {
                        if outcomes.is_some() {
                            for row in rows.clone() {
                                let place = column.place(row);
                                one_more(&mut counts, at(*group, source_of(row), place));
                            }
                            continue;
                        }
                        let start = at(*group, None, 0);
                        if let Some(own) = counts.get_mut(start..start + different) {
                            column.count(rows.clone(), own);
                        }
                    }
                }
            }
            for (slot, counts) in counts.chunks_exact(different).enumerate() {
                let source = (slot % each).checked_sub(1);
                let source = source.and_then(|at| Source::ALL.get(at)).copied();
                take(&mut self.landings, first + slot / each, source, counts);
            }
        }
    }
}

fn one_more(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}
