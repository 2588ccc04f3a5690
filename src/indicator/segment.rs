//! Outcomes of many visits in columns: what is counted, so that no visit is read twice.
//!
//! A segment holds for each unit of each visit a cell per indicator (the outcome and the source on
//! which it rests), the minutes and numbers that are measured, the choices that are spread, and the
//! groups it falls into; [`coded`](super::coded) says how cells are written. It is derived from visits and from nothing else, and can be thrown away.
//! Its invariant: the rows of a visit stand together, in the order of its units, in every column.
//!
//! Columns are grouped into blocks that can be read one by one: a count by type of facility needs the
//! outcomes of each person, and not a byte of the rest.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::coded::{self, Coded};
use super::definition::{Counting, Definitions, Unit};
use super::{Accounts, Dimension};
use crate::visit::VisitId;

/// How many units there are.
const UNITS: usize = Unit::ALL.len();

/// Columns that are read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Block {
    /// By what human beings are told apart: cells of two bytes, a name's place.
    Groups,
    /// The outcomes by these accounts: cells of one byte.
    Outcomes(Accounts),
    /// Minutes and numbers by these accounts: cells of four bytes.
    Measures(Accounts),
    /// Choices by these accounts: cells of four bytes.
    Spreads(Accounts),
}

impl Block {
    /// Returns every block of a segment that is complete.
    pub fn all() -> impl Iterator<Item = Self> {
        let outcomes = Accounts::ALL.into_iter().map(Self::Outcomes);
        let sides = [
            Accounts::Usual,
            Accounts::Person,
            Accounts::Register,
            Accounts::Team,
        ];
        let rest = sides
            .into_iter()
            .flat_map(|side| [Self::Measures(side), Self::Spreads(side)]);
        std::iter::once(Self::Groups).chain(outcomes).chain(rest)
    }

    /// Returns the number by which files know it.
    pub fn number(self) -> u8 {
        let place = |accounts: Accounts| u8::try_from(accounts.place()).unwrap_or(0);
        match self {
            Self::Groups => 0,
            Self::Outcomes(accounts) => 16 + place(accounts),
            Self::Measures(accounts) => 32 + place(accounts),
            Self::Spreads(accounts) => 48 + place(accounts),
        }
    }

    /// Returns the block of the numbers: what several accounts give together has no numbers of its own.
    pub(super) const fn measures(accounts: Accounts) -> Self {
        Self::Measures(side(accounts))
    }

    /// Returns the block of the choices, likewise.
    pub(super) const fn spreads(accounts: Accounts) -> Self {
        Self::Spreads(side(accounts))
    }

    /// Returns the bytes of a cell.
    const fn width(self) -> usize {
        match self {
            Self::Groups => 2,
            Self::Outcomes(_) => 1,
            Self::Measures(_) | Self::Spreads(_) => 4,
        }
    }
}

const fn side(accounts: Accounts) -> Accounts {
    match accounts {
        Accounts::Person | Accounts::Register | Accounts::Team => accounts,
        Accounts::Usual | Accounts::Any | Accounts::Agree => Accounts::Usual,
    }
}

/// Which columns there are, for each unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    /// The indicators of the unit, by their places.
    pub(super) outcomes: [Vec<usize>; UNITS],
    /// The indicators that measure, by their places; a sum twice.
    pub(super) measures: [Vec<usize>; UNITS],
    /// The distributions, by their places.
    pub(super) spreads: [Vec<usize>; UNITS],
}

impl Layout {
    pub(super) fn of(definitions: &Definitions) -> Self {
        let mut layout = Self::default();
        for (at, indicator) in definitions.indicators.iter().enumerate() {
            let unit = place_of(indicator.unit);
            let twice = match indicator.counting {
                Counting::Share { .. } => 0,
                Counting::Minutes { .. } => 1,
                Counting::Sum { .. } => 2,
            };
            if let Some(columns) = layout.outcomes.get_mut(unit) {
                columns.push(at);
            }
            if let Some(columns) = layout.measures.get_mut(unit) {
                columns.extend(std::iter::repeat_n(at, twice));
            }
        }
        for (at, distribution) in definitions.distributions.iter().enumerate() {
            if let Some(columns) = layout.spreads.get_mut(place_of(distribution.unit)) {
                columns.push(at);
            }
        }
        layout
    }

    fn columns(&self, block: Block, unit: usize) -> usize {
        let count = |columns: &[Vec<usize>; UNITS]| columns.get(unit).map_or(0, Vec::len);
        match block {
            Block::Groups => Dimension::OF_UNITS.len(),
            Block::Outcomes(_) => count(&self.outcomes),
            Block::Measures(_) => count(&self.measures),
            Block::Spreads(_) => count(&self.spreads),
        }
    }
}

pub(super) const fn place_of(unit: Unit) -> usize {
    match unit {
        Unit::Person => 0,
        Unit::CustodyRecord => 1,
        Unit::Visit => 2,
        Unit::Complaint => 3,
    }
}

/// A visit of a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentVisit {
    /// Which.
    pub visit: VisitId,
    /// How far it had grown when it was read.
    pub revision: u64,
    /// Whether it is practice.
    pub practice: bool,
    /// The day on which it began, in days since year 1; `None` if only a part of the date is known.
    pub(super) day: Option<i32>,
    /// Its groups, in the order of [`Dimension::OF_VISITS`], by the places of their names.
    pub(super) groups: Vec<u32>,
    /// The limits of the law that apply: of which interval, the name's place, whether confirmed.
    pub(super) limits: Vec<(u16, u32, bool)>,
    /// Persons who did not agree to be counted.
    pub(super) declined: u32,
    /// How many rows of each unit it has.
    pub(super) rows: [u32; UNITS],
}

/// What a segment holds besides its columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// Names of groups and limits.
    pub(super) names: Vec<String>,
    /// The visits, in the order of their rows.
    pub visits: Vec<SegmentVisit>,
}

/// A block whose columns are not those that the directory of its segment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a segment of another shape")]
pub struct OtherShape;

/// The columns of a block, one after the other: unit by unit, in the order of the layout.
#[derive(Debug, Clone)]
struct Columns {
    bytes: Vec<u8>,
    /// Where each begins.
    starts: Vec<usize>,
}

/// Outcomes of many visits in columns.
#[derive(Debug, Clone)]
pub struct Segment {
    pub(super) definitions: Arc<Definitions>,
    directory: Directory,
    rows: [usize; UNITS],
    blocks: BTreeMap<Block, Columns>,
    /// Visits that another segment knows better.
    left_out: BTreeSet<usize>,
}

impl Segment {
    /// Makes a segment of a directory, without any column.
    pub fn new(definitions: Arc<Definitions>, directory: Directory) -> Self {
        let mut rows = [0; UNITS];
        for visit in &directory.visits {
            for (all, own) in rows.iter_mut().zip(visit.rows) {
                *all += count(own);
            }
        }
        Self {
            definitions,
            directory,
            rows,
            blocks: BTreeMap::new(),
            left_out: BTreeSet::new(),
        }
    }

    /// Leaves a visit out of every count: it has changed, and another segment has it as it is now.
    pub fn leave_out(&mut self, at: usize) {
        self.left_out.insert(at);
    }

    /// Returns whether a visit is left out.
    pub fn is_left_out(&self, at: usize) -> bool {
        self.left_out.contains(&at)
    }

    /// Takes up a block, if its columns are those that the directory says.
    pub fn load(&mut self, block: Block, bytes: Vec<u8>) -> Result<(), OtherShape> {
        let layout = &self.definitions.layout;
        let mut starts = Vec::new();
        let mut end = 0;
        for (unit, rows) in self.rows.iter().enumerate() {
            for _ in 0..layout.columns(block, unit) {
                let rest = bytes.get(end..).ok_or(OtherShape)?;
                let (_, length) = Coded::parse(rest, block.width(), *rows).ok_or(OtherShape)?;
                starts.push(end);
                end += length;
            }
        }
        if end != bytes.len() {
            return Err(OtherShape);
        }
        self.blocks.insert(block, Columns { bytes, starts });
        Ok(())
    }

    /// Returns the directory.
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Returns the bytes of a block, if it is there.
    pub fn block(&self, block: Block) -> Option<&[u8]> {
        self.blocks
            .get(&block)
            .map(|columns| columns.bytes.as_slice())
    }

    /// Returns whether a block is there.
    pub fn has(&self, block: Block) -> bool {
        self.blocks.contains_key(&block)
    }

    /// Returns how many rows it has, of all units.
    pub fn row_count(&self) -> usize {
        self.rows.iter().sum()
    }

    /// Forgets a block.
    pub fn forget(&mut self, block: Block) {
        self.blocks.remove(&block);
    }

    /// Forgets blocks until no more than so many bytes are left, those in `last` last.
    pub fn forget_beyond(&mut self, most: usize, last: &[Block]) {
        let mut order: Vec<Block> = self.blocks.keys().copied().collect();
        order.sort_by_key(|block| last.contains(block));
        for block in order {
            let left = self.blocks.values().map(|columns| columns.bytes.len());
            if left.sum::<usize>() <= most {
                break;
            }
            self.blocks.remove(&block);
        }
    }

    /// Returns a column of a block, if it is there.
    pub(super) fn column(&self, block: Block, unit: Unit, at: usize) -> Option<Coded<'_>> {
        let layout = &self.definitions.layout;
        let unit = place_of(unit);
        let before: usize = (0..unit).map(|unit| layout.columns(block, unit)).sum();
        let rows = self.rows.get(unit).copied()?;
        let columns = self.blocks.get(&block)?;
        let bytes = columns.bytes.get(*columns.starts.get(before + at)?..)?;
        Coded::parse(bytes, block.width(), rows).map(|(column, _)| column)
    }

    /// Returns whether both hold the same about a visit of each, in every block that both have.
    pub fn says_the_same(&self, at: usize, other: &Self, at_other: usize) -> bool {
        let (one, two) = (self.alone(at), other.alone(at_other));
        let stripped = |segment: &Self| {
            let mut visits = segment.directory.visits.clone();
            for visit in &mut visits {
                visit.revision = 0;
            }
            (segment.directory.names.clone(), visits)
        };
        let mut blocks = Block::all().filter(|block| one.has(*block) && two.has(*block));
        stripped(&one) == stripped(&two) && blocks.all(|block| one.block(block) == two.block(block))
    }

    /// Returns a visit alone, with the blocks that are there.
    #[must_use]
    pub fn alone(&self, at: usize) -> Self {
        let mut growing = Growing::new(Arc::clone(&self.definitions), self.blocks.keys().copied());
        growing.take(self, [at]);
        growing.finish()
    }

    /// Returns for each visit the row of each unit at which it starts.
    pub(super) fn starts(&self) -> Vec<[usize; UNITS]> {
        let mut next = [0; UNITS];
        let visits = self.directory.visits.iter();
        visits
            .map(|visit| {
                let start = next;
                for (next, own) in next.iter_mut().zip(visit.rows) {
                    *next += count(own);
                }
                start
            })
            .collect()
    }
}

/// A segment while it grows: every column on its own, its cells as they are.
pub struct Growing {
    definitions: Arc<Definitions>,
    directory: Directory,
    numbers: HashMap<String, u32>,
    columns: BTreeMap<Block, [Vec<Vec<u8>>; UNITS]>,
}

impl Growing {
    /// Begins a segment of these blocks.
    pub fn new(definitions: Arc<Definitions>, blocks: impl IntoIterator<Item = Block>) -> Self {
        let layout = &definitions.layout;
        let columns = blocks.into_iter().map(|block| {
            let mut unit = 0..UNITS;
            let columns = std::array::from_fn(|_| {
                let count = unit.next().map_or(0, |unit| layout.columns(block, unit));
                vec![Vec::new(); count]
            });
            (block, columns)
        });
        Self {
            columns: columns.collect(),
            definitions,
            directory: Directory::default(),
            numbers: HashMap::new(),
        }
    }

    /// Returns how many visits it has.
    pub fn visit_count(&self) -> usize {
        self.directory.visits.len()
    }

    /// Returns how many rows it has, of all units.
    pub fn row_count(&self) -> usize {
        let visits = self.directory.visits.iter();
        visits.flat_map(|visit| visit.rows).map(count).sum()
    }

    /// Takes up visits of a segment that has the same blocks.
    pub fn take(&mut self, segment: &Segment, visits: impl IntoIterator<Item = usize>) {
        let starts = segment.starts();
        for at in visits {
            if let Some(start) = starts.get(at) {
                self.copy(segment, at, start);
            }
        }
    }

    /// Returns the place of a name, making it if it is new.
    pub(super) fn name(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.directory.names.len()).unwrap_or(u32::MAX);
        self.directory.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// Takes up a visit; its rows follow.
    pub(super) fn visit(&mut self, visit: SegmentVisit) {
        self.directory.visits.push(visit);
    }

    /// Counts one more row of the visit in hand.
    pub(super) fn row(&mut self, unit: Unit) {
        let visit = self.directory.visits.last_mut();
        if let Some(rows) = visit.and_then(|visit| visit.rows.get_mut(place_of(unit))) {
            *rows += 1;
        }
    }

    /// Appends the cells of one row, one to each column.
    pub(super) fn put_row(
        &mut self,
        block: Block,
        unit: Unit,
        cells: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) {
        let columns = self.columns.get_mut(&block);
        let columns = columns.and_then(|columns| columns.get_mut(place_of(unit)));
        for (column, cell) in columns.into_iter().flatten().zip(cells) {
            column.extend_from_slice(cell.as_ref());
        }
    }

    fn copy(&mut self, from: &Segment, at: usize, start: &[usize; UNITS]) {
        let Some(visit) = from.directory.visits.get(at) else {
            return;
        };
        // Only the names that this visit uses come along, each when it is first met.
        let mut places: Vec<Option<u32>> = vec![None; from.directory.names.len()];
        let mut rename = |growing: &mut Self, place: u32| {
            let at = usize::try_from(place).unwrap_or(usize::MAX);
            match (places.get_mut(at), from.directory.names.get(at)) {
                (Some(known), Some(name)) => *known.get_or_insert_with(|| growing.name(name)),
                _ => u32::MAX,
            }
        };
        let mut own = visit.clone();
        for place in &mut own.groups {
            *place = rename(self, *place);
        }
        for (_, place, _) in &mut own.limits {
            *place = rename(self, *place);
        }
        self.directory.visits.push(own);
        let mut all = std::mem::take(&mut self.columns);
        for (block, columns) in &mut all {
            for (unit, columns) in Unit::ALL.into_iter().zip(columns.iter_mut()) {
                let rows = visit.rows.get(place_of(unit)).copied().map_or(0, count);
                let first = start.get(place_of(unit)).copied().unwrap_or(0);
                for (at, column) in columns.iter_mut().enumerate() {
                    let Some(source) = from.column(*block, unit, at) else {
                        continue;
                    };
                    for row in first..first + rows {
                        let cell = source.cell(row);
                        if *block == Block::Groups {
                            let place = cell.first_chunk().copied().map_or(0, u16::from_le_bytes);
                            let place = u16::try_from(rename(self, u32::from(place)));
                            column.extend_from_slice(&place.unwrap_or(u16::MAX).to_le_bytes());
                        } else {
                            column.extend_from_slice(cell);
                        }
                    }
                }
            }
        }
        self.columns = all;
    }

    /// Closes the segment: columns one after the other.
    pub fn finish(self) -> Segment {
        let mut segment = Segment::new(self.definitions, self.directory);
        for (block, units) in self.columns {
            let mut columns = Columns {
                bytes: Vec::new(),
                starts: Vec::new(),
            };
            for column in units.iter().flatten() {
                columns.starts.push(columns.bytes.len());
                coded::write(column, block.width(), &mut columns.bytes);
            }
            segment.blocks.insert(block, columns);
        }
        segment
    }
}

/// Returns a number of rows as the size that it is.
pub(super) fn count(rows: u32) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}
