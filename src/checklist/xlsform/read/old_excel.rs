//! `.xls`: a file system in a file, with one stream of records for the whole workbook.
//!
//! The library lays each sheet out as a full rectangle, so the stream is walked first and a cell far
//! out is refused before anything is laid out (S18 of the threat list).

use std::io::Cursor;

use calamine::{Data, Reader as _, Xls};

use super::super::workbook::{
    Budget, Grid, MOST_COLUMNS, MOST_ROWS, TooLarge, Workbook, WorkbookFault, cell_text,
};
use super::excel::{contained, error_text, moment_text, truth_text};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, WorkbookFault> {
    look_through(bytes)?;
    contained(|| unpack(bytes))
}

fn unpack(bytes: &[u8]) -> Result<Workbook, WorkbookFault> {
    let mut book: Xls<_> =
        Xls::new(Cursor::new(bytes)).map_err(|_fault| WorkbookFault::Unreadable)?;
    let mut workbook = Workbook::default();
    let mut budget = Budget::default();
    let names = book.sheet_names();
    for name in &names {
        workbook.note(name)?;
        let Some(target) = Workbook::meant_by(name, names.len()) else {
            continue;
        };
        let range = book
            .worksheet_range(name)
            .map_err(|_fault| WorkbookFault::Unreadable)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut grid = Grid::default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row + first_row as usize, column + first_column as usize);
            let text = cell_text(&text_of(value));
            if !text.is_empty() {
                budget.take(row, column, &text)?;
                grid.put(row, column, text);
            }
        }
        workbook.add(target, grid.into_sheet(name)?);
    }
    Ok(workbook)
}

fn text_of(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(truth) => truth_text(*truth),
        Data::DateTime(moment) => moment_text(moment),
        Data::Error(error) => error_text(error),
        Data::Empty => String::new(),
    }
}

/// Sectors that mean "no further sector".
const LAST_SECTOR: u32 = 0xffff_fffa;
/// Records that hold cells and begin with row and column.
const CELLS: [u16; 9] = [
    0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e, 0x00bd, 0x0003,
];

/// Refuses a cell that is farther out than what is read, and files with a password.
fn look_through(bytes: &[u8]) -> Result<(), WorkbookFault> {
    let stream = Stream::of(bytes).ok_or(WorkbookFault::Unreadable)??;
    let mut records = stream.as_slice();
    while let [low, high, length_low, length_high, rest @ ..] = records {
        let kind = u16::from_le_bytes([*low, *high]);
        let length = usize::from(u16::from_le_bytes([*length_low, *length_high]));
        let body = rest.get(..length).unwrap_or(rest);
        if kind == 0x002f {
            return Err(WorkbookFault::Protected);
        }
        if CELLS.contains(&kind)
            && let [row_low, row_high, column_low, column_high, ..] = body
        {
            let row = usize::from(u16::from_le_bytes([*row_low, *row_high]));
            let mut column = usize::from(u16::from_le_bytes([*column_low, *column_high]));
            if kind == 0x00bd
                && let [.., last_low, last_high] = body
            {
                column = usize::from(u16::from_le_bytes([*last_low, *last_high]));
            }
            if row > MOST_ROWS {
                return Err(WorkbookFault::TooLarge(TooLarge::Rows));
            }
            if column >= MOST_COLUMNS {
                return Err(WorkbookFault::TooLarge(TooLarge::Columns));
            }
        }
        records = rest.get(length..).unwrap_or_default();
    }
    Ok(())
}

/// The stream of records out of the file system.
struct Stream;

impl Stream {
    /// Follows the chain of sectors of the stream `Workbook` or `Book`.
    fn of(bytes: &[u8]) -> Option<Result<Vec<u8>, WorkbookFault>> {
        let shift = u32::from(word(bytes, 30)?);
        if !(7..=16).contains(&shift) {
            return None;
        }
        let size = 1_usize << shift;
        let sector = |number: u32| {
            let start = (number as usize).checked_add(1)?.checked_mul(size)?;
            let end = start.checked_add(size)?.min(bytes.len());
            bytes.get(start..end).filter(|part| !part.is_empty())
        };
        // The table of sectors: its own sectors are named in the head, then in a chain.
        let mut named: Vec<u32> = (0..109).filter_map(|at| long(bytes, 76 + 4 * at)).collect();
        let mut next = long(bytes, 68)?;
        let most = bytes.len() / size + 2;
        for _ in 0..most {
            if next >= LAST_SECTOR {
                break;
            }
            let part = sector(next)?;
            let count = size / 4 - 1;
            named.extend((0..count).filter_map(|at| long(part, 4 * at)));
            next = long(part, 4 * count)?;
        }
        let mut table = Vec::new();
        for number in named.into_iter().filter(|number| *number < LAST_SECTOR) {
            let Some(part) = sector(number) else { continue };
            table.extend((0..part.len() / 4).filter_map(|at| long(part, 4 * at)));
            if table.len() > most + size {
                break;
            }
        }
        let follow = |start: u32, table: &[u32]| {
            let mut found = Vec::new();
            let mut next = start;
            for _ in 0..most {
                if next >= LAST_SECTOR {
                    break;
                }
                let Some(part) = sector(next) else { break };
                found.extend_from_slice(part);
                next = table.get(next as usize).copied().unwrap_or(u32::MAX);
            }
            found
        };
        let folder = follow(long(bytes, 48)?, &table);
        let mut root = None;
        let mut book = None;
        for entry in folder.chunks_exact(128) {
            let length = usize::from(word(entry, 64)?).saturating_sub(2).min(64);
            let letters: Vec<u16> = (0..length / 2)
                .filter_map(|at| word(entry, 2 * at))
                .collect();
            let place = (long(entry, 116)?, long(entry, 120)? as usize);
            match String::from_utf16_lossy(&letters).as_str() {
                "EncryptedPackage" => return Some(Err(WorkbookFault::Protected)),
                "Root Entry" => root = Some(place),
                "Workbook" | "Book" if book.is_none() => book = Some(place),
                _ => {}
            }
        }
        let (start, length) = book?;
        let least = long(bytes, 56)? as usize;
        if length >= least {
            let mut stream = follow(start, &table);
            stream.truncate(length);
            return Some(Ok(stream));
        }
        // A short stream lies in the small sectors of the root's stream.
        let small_table: Vec<u32> = {
            let bytes = follow(long(bytes, 60)?, &table);
            (0..bytes.len() / 4)
                .filter_map(|at| long(&bytes, 4 * at))
                .collect()
        };
        let small = follow(root?.0, &table);
        let mut stream = Vec::new();
        let mut next = start;
        for _ in 0..=least / 64 {
            if next >= LAST_SECTOR {
                break;
            }
            let at = (next as usize).checked_mul(64)?;
            stream.extend_from_slice(small.get(at..at.checked_add(64)?.min(small.len()))?);
            next = small_table.get(next as usize).copied()?;
        }
        stream.truncate(length);
        Some(Ok(stream))
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let part = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(part.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(part.try_into().ok()?))
}
