//! One column of a segment: each different cell once, and for each row which of them it has.
//!
//! Thousands of rows have few different cells, so that a row needs four bits for an outcome and two
//! bytes for minutes; and what is the same is counted together, so that a column of minutes comes out
//! of a count already in order. Its invariant: the cells that went in come out, row by row.
//!
//! Written as: how many different cells (u32, little-endian), these cells in order, then the place of
//! each row's cell among them in as many bits as that needs: 0 (all are the same), 4 (the first row in
//! the low half of a byte), 8, 16 or 32.

use std::ops::Range;

/// Bytes that say how many different cells there are.
const HEAD: usize = 4;

/// A column that is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coded<'a> {
    width: usize,
    different: usize,
    cells: &'a [u8],
    bits: Bits,
    places: &'a [u8],
}

/// How the places of the rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bits {
    None,
    Four,
    Eight,
    Sixteen,
    ThirtyTwo,
}

impl Bits {
    const fn of(different: usize) -> Self {
        match different {
            0..=1 => Self::None,
            2..=16 => Self::Four,
            17..=256 => Self::Eight,
            257..=65_536 => Self::Sixteen,
            _ => Self::ThirtyTwo,
        }
    }

    const fn length(self, rows: usize) -> usize {
        match self {
            Self::None => 0,
            Self::Four => rows.div_ceil(2),
            Self::Eight => rows,
            Self::Sixteen => 2 * rows,
            Self::ThirtyTwo => 4 * rows,
        }
    }
}

impl<'a> Coded<'a> {
    /// Reads a column of so many rows and so wide cells at the start of bytes; returns it and its
    /// length, `None` if it is not whole.
    pub(super) fn parse(bytes: &'a [u8], width: usize, rows: usize) -> Option<(Self, usize)> {
        let different = number(*bytes.first_chunk()?);
        // None has no rows, and rows have at least one.
        if (different == 0) != (rows == 0) || different > rows {
            return None;
        }
        let bits = Bits::of(different);
        let start = HEAD.checked_add(different.checked_mul(width)?)?;
        let end = start.checked_add(bits.length(rows))?;
        let column = Self {
            width,
            different,
            cells: bytes.get(HEAD..start)?,
            bits,
            places: bytes.get(start..end)?,
        };
        Some((column, end))
    }

    /// Returns how many different cells there are.
    pub(super) const fn different(&self) -> usize {
        self.different
    }

    /// Returns the different cells, in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a [u8]> {
        self.cells.chunks_exact(self.width)
    }

    /// Returns the place of a row's cell among the different ones.
    pub(super) fn place(&self, row: usize) -> usize {
        let byte = |at: usize| self.places.get(at).copied().map_or(0, usize::from);
        match self.bits {
            Bits::None => 0,
            Bits::Four => byte(row / 2) >> (4 * (row % 2)) & 15,
            Bits::Eight => byte(row),
            Bits::Sixteen => byte(2 * row) | byte(2 * row + 1) << 8,
            Bits::ThirtyTwo => {
                let four = self.places.get(4 * row..).and_then(<[u8]>::first_chunk);
                four.map_or(0, |four| number(*four))
            }
        }
    }

    /// Returns a row's cell.
    pub(super) fn cell(&self, row: usize) -> &'a [u8] {
        let start = self.place(row) * self.width;
        self.cells.get(start..start + self.width).unwrap_or(&[])
    }

    /// Counts how many of these rows have each of the different cells, into as many counts.
    pub(super) fn count(&self, rows: Range<usize>, counts: &mut [u32]) {
        match self.bits {
            Bits::None => {
                if let Some(count) = counts.first_mut() {
                    *count += u32::try_from(rows.len()).unwrap_or(u32::MAX);
                }
            }
            Bits::Four if rows.len() >= MANY => {
                let first = rows.start.next_multiple_of(2);
                let last = rows.end & !1;
                let mut seen = [0; 256];
                count_bytes(
                    self.places.get(first / 2..last / 2).unwrap_or(&[]),
                    &mut seen,
                );
                for (pair, seen) in seen.iter().enumerate() {
                    for place in [pair & 15, pair >> 4] {
                        if let Some(count) = counts.get_mut(place) {
                            *count += seen;
                        }
                    }
                }
                self.count_each(rows.start..first, counts);
                self.count_each(last..rows.end, counts);
            }
            Bits::Eight if rows.len() >= MANY => {
                let mut seen = [0; 256];
                count_bytes(self.places.get(rows).unwrap_or(&[]), &mut seen);
                for (count, seen) in counts.iter_mut().zip(seen) {
                    *count += seen;
                }
            }
            Bits::Four | Bits::Eight | Bits::Sixteen | Bits::ThirtyTwo => {
                self.count_each(rows, counts);
            }
        }
    }

    fn count_each(&self, rows: Range<usize>, counts: &mut [u32]) {
        self.each_place(rows, |place| {
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        });
    }

    /// Hands over the place of each of these rows, in order.
    pub(super) fn each_place(&self, rows: Range<usize>, mut take: impl FnMut(usize)) {
        let bytes = |width: usize| {
            let bytes = self.places.get(width * rows.start..width * rows.end);
            bytes.unwrap_or(&[])
        };
        match self.bits {
            Bits::None | Bits::Four => {
                for row in rows {
                    take(self.place(row));
                }
            }
            Bits::Eight => {
                for place in bytes(1) {
                    take(usize::from(*place));
                }
            }
            Bits::Sixteen => {
                for place in bytes(2).as_chunks::<2>().0 {
                    take(usize::from(u16::from_le_bytes(*place)));
                }
            }
            Bits::ThirtyTwo => {
                for place in bytes(4).as_chunks::<4>().0 {
                    take(number(*place));
                }
            }
        }
    }
}

/// From so many rows on it pays to count whole bytes first.
const MANY: usize = 1024;

/// Counts how often each byte occurs.
///
/// Four counts side by side: the same outcome follows itself most of the time, and a count that is
/// written and read again at once makes the processor wait.
fn count_bytes(bytes: &[u8], seen: &mut [u32; 256]) {
    let mut lanes = [[0_u32; 256]; 4];
    let (fours, rest) = bytes.as_chunks::<4>();
    for four in fours {
        for (lane, byte) in lanes.iter_mut().zip(four) {
            if let Some(count) = lane.get_mut(usize::from(*byte)) {
                *count += 1;
            }
        }
    }
    for byte in rest {
        if let Some(count) = seen.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    for lane in &lanes {
        for (count, more) in seen.iter_mut().zip(lane) {
            *count += more;
        }
    }
}

/// Writes cells of one width as a column.
pub(super) fn write(cells: &[u8], width: usize, to: &mut Vec<u8>) {
    match width {
        1 => write_numbers(cells.iter().map(|cell| i32::from(*cell)), 1, to),
        2 => {
            let (cells, _) = cells.as_chunks::<2>();
            let numbers = cells
                .iter()
                .map(|cell| i32::from(u16::from_le_bytes(*cell)));
            write_numbers(numbers, 2, to);
        }
        _ => {
            let (cells, _) = cells.as_chunks::<4>();
            write_numbers(cells.iter().map(|cell| i32::from_le_bytes(*cell)), 4, to);
        }
    }
}

/// Writes numbers, of which each is a cell of so many bytes.
fn write_numbers(numbers: impl Iterator<Item = i32> + Clone, width: usize, to: &mut Vec<u8>) {
    let different = different(numbers.clone());
    let count = u32::try_from(different.len()).unwrap_or(u32::MAX);
    to.extend_from_slice(&count.to_le_bytes());
    for number in &different {
        to.extend(number.to_le_bytes().iter().take(width));
    }
    let mut last = (0, different.first().copied());
    let mut place = |number: i32| {
        if last.1 != Some(number) {
            let place = different.binary_search(&number).unwrap_or(0);
            last = (place, Some(number));
        }
        u32::try_from(last.0).unwrap_or(u32::MAX).to_le_bytes()
    };
    match Bits::of(different.len()) {
        Bits::None => {}
        Bits::Four => {
            let mut numbers = numbers;
            while let Some(first) = numbers.next() {
                let [low, ..] = place(first);
                let [high, ..] = numbers.next().map_or([0; 4], &mut place);
                to.push(low | high << 4);
            }
        }
        bits => {
            let length = bits.length(1);
            for number in numbers {
                to.extend(place(number).iter().take(length));
            }
        }
    }
}

/// Returns the different ones of numbers, in order.
fn different(numbers: impl Iterator<Item = i32>) -> Vec<i32> {
    let mut found: Vec<i32> = Vec::new();
    for number in numbers {
        if found.last() != Some(&number) {
            found.push(number);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn number(bytes: [u8; 4]) -> usize {
    usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells_of(column: &Coded<'_>, rows: usize) -> Vec<u8> {
        (0..rows)
            .flat_map(|row| column.cell(row).to_vec())
            .collect()
    }

    fn rows_of_few_or_many() -> impl Strategy<Value = Vec<i32>> {
        let most = prop::sample::select(vec![1, 2, 16, 17, 256, 257, 100_000]);
        most.prop_flat_map(|most| {
            prop::collection::vec((0..most).prop_map(move |it| it - most / 3), 0..3_000)
        })
    }

    proptest! {
        #[test]
        fn cells_come_back_and_are_counted_in_every_part_of_a_column(
            numbers in rows_of_few_or_many(),
            cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let rows = numbers.len();
            let cells: Vec<u8> = numbers.iter().flat_map(|it| it.to_le_bytes()).collect();
            let mut bytes = Vec::new();
            write(&cells, 4, &mut bytes);
            bytes.push(7);
            let (column, length) = Coded::parse(&bytes, 4, rows).unwrap();
            prop_assert_eq!(length, bytes.len() - 1);
            prop_assert_eq!(cells_of(&column, rows), cells);
            let (one, two) = (cut.0.index(rows + 1), cut.1.index(rows + 1));
            let part = one.min(two)..one.max(two);
            let mut counts = vec![0; column.different()];
            column.count(part.clone(), &mut counts);
            for (cell, count) in column.cells().zip(counts) {
                let same = |number: &&i32| number.to_le_bytes() == cell;
                prop_assert_eq!(numbers[part.clone()].iter().filter(same).count(), count as usize);
            }
        }

        #[test]
        fn narrow_cells_come_back_too(cells in prop::collection::vec(any::<u8>(), 0..600)) {
            let cells = &cells[..cells.len() & !1];
            for width in [1, 2] {
                let mut bytes = Vec::new();
                write(cells, width, &mut bytes);
                let rows = cells.len() / width;
                let (column, _) = Coded::parse(&bytes, width, rows).unwrap();
                prop_assert_eq!(cells_of(&column, rows), cells);
            }
        }

        #[test]
        fn what_is_no_column_is_refused_and_does_no_harm(
            bytes in prop::collection::vec(any::<u8>(), 0..64),
            rows in 0_usize..40,
        ) {
            if let Some((column, length)) = Coded::parse(&bytes, 2, rows) {
                prop_assert!(length <= bytes.len());
                column.count(0..rows, &mut vec![0; column.different()]);
                cells_of(&column, rows);
            }
        }
    }

    #[test]
    fn many_rows_of_one_cell_take_no_room() {
        let mut bytes = Vec::new();
        write(&[9; 5_000], 1, &mut bytes);
        assert_eq!(bytes, [1, 0, 0, 0, 9]);
        let (column, _) = Coded::parse(&bytes, 1, 5_000).unwrap();
        let mut counts = [0];
        column.count(10..4_010, &mut counts);
        assert_eq!(counts, [4_000]);
    }
}
