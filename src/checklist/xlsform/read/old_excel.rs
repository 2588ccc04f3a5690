//! `.xls`: a file system in a file, with one stream of records for the whole workbook.
//!
//! The library lays each sheet out as a full rectangle, also those that belong to the author alone, and
//! believes what a sheet claims about its size. So the stream is walked first as the library will walk
//! it; what would be too large is refused, and the claims are taken out (S18 of the threat list).

use std::io::Cursor;

use calamine::{Data, Reader as _, Xls};

use super::super::workbook::{
    Budget, Grid, MOST_ROWS, MOST_SHEETS, MOST_TEXT, TooLarge, Workbook, WorkbookFault,
};
use super::compound::{self, long, word};
use super::excel::{contained, error_text, moment_text, truth_text};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, WorkbookFault> {
    let mut stream = compound::stream(bytes)?;
    look_through(&mut stream)?;
    let file = compound::file_of(&stream).ok_or(WorkbookFault::Unreadable)?;
    drop(stream);
    contained(|| unpack(&file))
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
            grid.put(&mut budget, (row, column), &text_of(value))?;
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

/// Records that begin a sheet, a chart in it, or the whole.
const BEGIN: u16 = 0x0809;
/// The record that ends what was begun.
const END: u16 = 0x000a;
/// The record that says that there is a password.
const PASSWORD: u16 = 0x002f;
/// The record that says where a sheet begins.
const SHEET: u16 = 0x0085;
/// The record that claims how large a sheet is.
const SIZE: u16 = 0x0200;
/// The records of the texts that cells share, and of what did not fit into one record.
const TEXTS: u16 = 0x00fc;
const MORE: u16 = 0x003c;
/// The record of a cell with a shared text.
const SHARED: u16 = 0x00fd;
/// The record that holds several cells of a row and ends with the last column.
const MANY: u16 = 0x00bd;
/// Records that hold cells and begin with row and column.
const CELLS: [u16; 9] = [
    0x0006, 0x00d6, SHARED, 0x0203, 0x0204, 0x0205, 0x027e, MANY, 0x0003,
];

/// Most cells of all sheets together once they are laid out, whether anything stands in them or not.
const MOST_LAID_OUT: usize = 1_500_000;
/// Most letters of shared texts, counted for each cell that shows one.
const MOST_SHARED_LETTERS: usize = MOST_TEXT / 4;
/// Most records that are walked over: several sheets may claim to begin at one place.
const MOST_STEPS: usize = 20_000_000;

/// A record: its kind, where it begins, and where its content lies.
#[derive(Debug, Clone, Copy)]
struct Record<'s> {
    kind: u16,
    start: usize,
    body: &'s [u8],
}

/// Returns the records from a place on.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let start = at;
        let (kind, length) = (word(stream, start)?, word(stream, start + 2)?);
        let body = start + 4;
        at = body + usize::from(length);
        Some(Record {
            kind,
            start,
            body: stream.get(body..at)?,
        })
    })
}

/// The rectangle that a sheet takes when it is laid out: first and last row and column.
#[derive(Debug, Clone, Copy)]
struct Extent {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Extent {
    fn area(self) -> usize {
        (self.rows.1 - self.rows.0 + 1) * (self.columns.1.saturating_sub(self.columns.0) + 1)
    }

    /// Returns the rectangle with a cell more.
    fn around(known: Option<Self>, row: usize, first: usize, last: usize) -> Self {
        let known = known.unwrap_or(Self {
            rows: (row, row),
            columns: (first, last),
        });
        Self {
            rows: (known.rows.0.min(row), known.rows.1.max(row)),
            columns: (known.columns.0.min(first), known.columns.1.max(last)),
        }
    }
}

/// Refuses sheets that are too large when they are laid out, and files with a password; takes out what
/// sheets claim about their size.
fn look_through(stream: &mut [u8]) -> Result<(), WorkbookFault> {
    let mut starts = Vec::new();
    let mut texts = Vec::new();
    for record in records(stream, 0) {
        match record.kind {
            PASSWORD => return Err(WorkbookFault::Protected),
            SHEET => starts.push(long(record.body, 0).ok_or(WorkbookFault::Unreadable)? as usize),
            TEXTS => texts = shared_lengths(stream, record),
            END => break,
            _ => {}
        }
    }
    if starts.len() > MOST_SHEETS {
        return Err(WorkbookFault::TooLarge(TooLarge::Sheets));
    }
    let mut walk = Walk {
        texts,
        ..Walk::default()
    };
    for start in starts {
        walk.sheet(stream, start)?;
    }
    for start in walk.claims {
        // A blank cell, which the library leaves alone.
        if let Some(low) = stream.get_mut(start) {
            *low = 1;
        }
    }
    Ok(())
}

/// What the sheets take together.
#[derive(Debug, Default)]
struct Walk {
    /// How long each shared text is.
    texts: Vec<usize>,
    laid_out: usize,
    text: usize,
    steps: usize,
    /// Where records begin that claim a size.
    claims: Vec<usize>,
}

impl Walk {
    /// Walks over a sheet as the library does: charts inside it are left out.
    fn sheet(&mut self, stream: &[u8], start: usize) -> Result<(), WorkbookFault> {
        let mut extent: Option<Extent> = None;
        let mut has_begun = false;
        let mut inside = 0_usize;
        for record in records(stream, start) {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err(WorkbookFault::TooLarge(TooLarge::Rows));
            }
            match record.kind {
                BEGIN if has_begun => inside += 1,
                BEGIN => has_begun = true,
                END if inside == 0 => break,
                END => inside -= 1,
                _ if inside > 0 => {}
                SIZE => self.claims.push(record.start),
                kind if CELLS.contains(&kind) => extent = Some(self.cell(extent, record)?),
                _ => {}
            }
        }
        self.laid_out += extent.map_or(0, Extent::area);
        Ok(())
    }

    fn cell(
        &mut self,
        extent: Option<Extent>,
        Record { kind, body, .. }: Record<'_>,
    ) -> Result<Extent, WorkbookFault> {
        let number = |at| word(body, at).map(usize::from);
        let (Some(row), Some(column)) = (number(0), number(2)) else {
            return Err(WorkbookFault::Unreadable);
        };
        let mut last = column;
        if kind == MANY {
            last = number(body.len().saturating_sub(2)).unwrap_or(column);
        } else if kind == SHARED {
            let text = long(body, 6).and_then(|at| self.texts.get(at as usize));
            self.text += text.copied().unwrap_or_default();
        }
        let extent = Extent::around(extent, row, column, last);
        let limit = if self.text > MOST_SHARED_LETTERS {
            TooLarge::Text
        } else if self.laid_out + extent.area() <= MOST_LAID_OUT {
            return Ok(extent);
        } else if row > MOST_ROWS {
            TooLarge::Rows
        } else {
            TooLarge::Columns
        };
        Err(WorkbookFault::TooLarge(limit))
    }
}

/// Returns how many letters each shared text has: every cell gets a copy of its own.
fn shared_lengths(stream: &[u8], first: Record<'_>) -> Vec<usize> {
    let mut parts = vec![first.body.get(8..).unwrap_or_default()];
    let rest = records(stream, first.start).skip(1);
    parts.extend(
        rest.take_while(|record| record.kind == MORE)
            .map(|record| record.body),
    );
    let mut texts = Letters { parts, part: 0 };
    std::iter::from_fn(|| texts.skip_text()).collect()
}

/// Goes over shared texts, which go on from record to record.
struct Letters<'s> {
    parts: Vec<&'s [u8]>,
    part: usize,
}

impl Letters<'_> {
    /// Returns what is left of the record; nothing if there is no further one.
    fn left(&mut self) -> Option<&[u8]> {
        while self.parts.get(self.part)?.is_empty() {
            self.part += 1;
        }
        self.parts.get(self.part).copied()
    }

    fn take(&mut self, count: usize) -> Option<()> {
        let part = self.parts.get_mut(self.part)?;
        *part = part.get(count..)?;
        Some(())
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let here = self.left()?.len().min(count);
            self.take(here)?;
            count -= here;
        }
        Some(())
    }

    /// Returns the length of a text and goes behind it.
    fn skip_text(&mut self) -> Option<usize> {
        let head = self.left()?;
        let letters = usize::from(word(head, 0)?);
        let mut flags = *head.get(2)?;
        self.take(3)?;
        let (has_extra, has_runs) = (flags & 4 != 0, flags & 8 != 0);
        let mut behind = 0;
        if has_runs {
            behind += 4 * usize::from(word(self.left()?, 0)?);
            self.take(2)?;
        }
        if has_extra {
            behind += long(self.left()?, 0)? as usize;
            self.take(4)?;
        }
        let mut missing = letters;
        loop {
            let width = usize::from(flags & 1) + 1;
            let here = self.parts.get(self.part)?.len() / width;
            self.take(here.min(missing) * width)?;
            missing -= here.min(missing);
            if missing == 0 {
                break;
            }
            // The text goes on in the next record, which says anew how wide its letters are.
            self.part += 1;
            flags = *self.parts.get(self.part)?.first()?;
            self.take(1)?;
        }
        self.skip(behind)?;
        Some(letters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    }

    fn cell(row: u16, column: u16, text: &str) -> Vec<u8> {
        let length = u16::try_from(text.len()).unwrap();
        let head = [row, column, 0, length].map(u16::to_le_bytes).concat();
        record(0x0204, &[&head[..], &[0], text.as_bytes()].concat())
    }

    fn begin(kind: u16) -> Vec<u8> {
        let body = [0x0600, kind, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes);
        record(BEGIN, &body.concat())
    }

    /// Returns a file with these sheets; the texts that cells share come first.
    fn file(texts: &[u8], sheets: &[(&str, &[Vec<u8>])]) -> Vec<u8> {
        let head = |starts: &[usize]| {
            let mut head = [begin(5), texts.to_vec()].concat();
            for ((name, _), start) in sheets.iter().zip(starts) {
                let start = u32::try_from(*start).unwrap().to_le_bytes();
                let name = [&[u8::try_from(name.len()).unwrap(), 0], name.as_bytes()].concat();
                head.extend(record(SHEET, &[&start, &[0, 0][..], &name].concat()));
            }
            head.extend(record(END, &[]));
            head
        };
        let bodies: Vec<Vec<u8>> = sheets
            .iter()
            .map(|(_, records)| [begin(16), records.concat(), record(END, &[])].concat())
            .collect();
        let mut starts = vec![head(&vec![0; sheets.len()]).len()];
        for body in &bodies {
            starts.push(starts.last().unwrap() + body.len());
        }
        compound::file_of(&[head(&starts), bodies.concat()].concat()).unwrap()
    }

    fn survey() -> Vec<Vec<u8>> {
        [["type", "name", "label"], ["text", "a", "A"]]
            .iter()
            .zip(0_u16..)
            .flat_map(|(cells, row)| {
                let cells = cells.iter().zip(0_u16..);
                cells.map(move |(text, column)| cell(row, column, text))
            })
            .collect()
    }

    #[test]
    fn what_a_sheet_claims_about_its_size_is_not_believed() {
        let mut size = [0xff; 14];
        size[..4].fill(0);
        size[8..10].fill(0);
        let rows = [vec![record(SIZE, &size)], survey()].concat();
        let book = read(&file(&[], &[("survey", &rows)])).unwrap();
        assert_eq!(book.sheet("survey").unwrap().rows.len(), 1);
    }

    #[test]
    fn a_sheet_that_belongs_to_the_author_alone_may_be_long_and_two_cells_may_not_be_far_apart() {
        let long: Vec<Vec<u8>> = (0..20_000).map(|row| cell(row, 0, "x")).collect();
        let book = read(&file(&[], &[("survey", &survey()), ("data", &long)])).unwrap();
        assert!(book.sheet("survey").is_some());
        let wide = [cell(0, 0, "x"), cell(60_000, 200, "x")];
        for name in ["survey", "data"] {
            let found = read(&file(&[], &[("settings", &[]), (name, &wide)]));
            let limit = WorkbookFault::TooLarge(TooLarge::Rows);
            assert_eq!(found.unwrap_err(), limit, "{name}");
        }
    }

    #[test]
    fn the_sheets_of_a_file_are_counted_together() {
        let wide = [cell(0, 0, "x"), cell(9_000, 90, "x")];
        let sheets = [("one", wide.as_slice()), ("two", &wide)];
        let found = read(&file(&[], &sheets));
        assert_eq!(
            found.unwrap_err(),
            WorkbookFault::TooLarge(TooLarge::Columns)
        );
    }

    #[test]
    fn a_text_that_many_cells_share_counts_for_each_of_them() {
        let letters = [b'x'; 8_000];
        let head = [1_u32, 1].map(u32::to_le_bytes).concat();
        let length = 16_000_u16.to_le_bytes();
        let texts = [
            record(TEXTS, &[&head, &length[..], &[0], &letters].concat()),
            record(MORE, &[&[0], letters.as_slice()].concat()),
        ]
        .concat();
        let shared = |count: u16| -> Vec<Vec<u8>> {
            (0..count)
                .map(|row| {
                    let body = [row, 0, 0, 0, 0].map(u16::to_le_bytes);
                    record(SHARED, &body.concat())
                })
                .collect()
        };
        let few = read(&file(&texts, &[("survey", &shared(100))])).unwrap();
        assert_eq!(few.sheet("survey").unwrap().rows.len(), 99);
        let many = read(&file(&texts, &[("survey", &shared(5_000))]));
        assert_eq!(many.unwrap_err(), WorkbookFault::TooLarge(TooLarge::Text));
    }
}
