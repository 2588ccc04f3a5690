//! A workbook as its author filled it: sheets of text cells, bounded before anything is judged.
//!
//! All file formats are read into this. Its invariant: nothing in it is larger than [`Limits`]
//! allow, whatever the file claimed about itself.

use std::collections::BTreeMap;

use crate::message::Message;

/// The sheets that an XLSForm can have; others belong to the author alone.
pub(super) const SHEETS: &[&str] = &[
    "survey",
    "choices",
    "settings",
    "external_choices",
    "entities",
    "osm",
];

/// Most rows of a sheet that are used.
pub(super) const MOST_ROWS: usize = 10_000;
/// Most columns of a sheet that are used.
pub(super) const MOST_COLUMNS: usize = 100;
/// Most bytes of text in all cells together: one shared text may stand in a million cells.
pub(super) const MOST_TEXT: usize = 64 << 20;
/// Most sheets that are looked at.
pub(super) const MOST_SHEETS: usize = 256;

/// Why a file is no workbook that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WorkbookFault {
    /// It is not what its name says, or it is damaged.
    Unreadable,
    /// It is locked with a password.
    Protected,
    /// It is larger than what is read.
    TooLarge(TooLarge),
    /// It has an archive inside.
    Nested,
    /// A sheet has a cell beyond the last header.
    CellWithoutHeader { sheet: String, row: usize },
    /// A sheet is there and has no row at all.
    EmptySheet { sheet: String },
    /// Two columns have the same header.
    DuplicateHeader { sheet: String, header: String },
}

/// What is too large about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooLarge {
    Unpacked,
    Ratio,
    Entries,
    Rows,
    Columns,
    Text,
    Sheets,
}

impl TooLarge {
    pub(super) fn message(self) -> Message {
        match self {
            Self::Unpacked => Message::new("form-limit-unpacked"),
            Self::Ratio => Message::new("form-limit-ratio"),
            Self::Entries => Message::new("form-limit-entries"),
            Self::Rows => Message::new("form-limit-rows").number("most", MOST_ROWS),
            Self::Columns => Message::new("form-limit-columns").number("most", MOST_COLUMNS),
            Self::Text => Message::new("form-limit-text"),
            Self::Sheets => Message::new("form-limit-sheets").number("most", MOST_SHEETS),
        }
    }
}

/// A workbook.
#[derive(Debug, Clone, Default)]
pub(super) struct Workbook {
    /// The names of all sheets as they are written.
    pub(super) names: Vec<String>,
    sheets: BTreeMap<String, Sheet>,
}

/// A sheet: its headers and the rows under them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The headers by column; a column without one is not read.
    pub(super) headers: Vec<Option<String>>,
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number as the author sees it; the headers are row 1.
    pub(super) number: usize,
    /// Column and text of every cell that is not empty, in order.
    pub(super) cells: Vec<(usize, String)>,
}

impl Workbook {
    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.get(name)
    }

    /// Returns whether a sheet of this name means something to XLSForm.
    pub(super) fn is_known(name: &str) -> bool {
        SHEETS.contains(&name.to_lowercase().as_str())
    }

    /// Returns what a sheet of a file is read as: itself, or the survey if it is the only one; `None` if
    /// it belongs to the author alone.
    pub(super) fn meant_by(name: &str, sheets: usize) -> Option<&str> {
        match (Self::is_known(name), sheets) {
            (true, _) => Some(name),
            (false, 1) => Some("survey"),
            (false, _) => None,
        }
    }

    pub(super) fn add(&mut self, name: &str, sheet: Sheet) {
        self.sheets.insert(name.to_lowercase(), sheet);
    }

    /// Notes the name of a sheet, read or not.
    pub(super) fn note(&mut self, name: &str) -> Result<(), WorkbookFault> {
        if self.names.len() >= MOST_SHEETS {
            return Err(WorkbookFault::TooLarge(TooLarge::Sheets));
        }
        self.names.push(name.to_owned());
        Ok(())
    }
}

/// Takes cells one by one and refuses the one that is too many.
#[derive(Debug, Default)]
pub(super) struct Budget {
    text: usize,
}

impl Budget {
    /// Accounts for a cell at row and column (both from 0).
    pub(super) fn take(
        &mut self,
        row: usize,
        column: usize,
        text: &str,
    ) -> Result<(), WorkbookFault> {
        self.text = self.text.saturating_add(text.len());
        let limit = if row > MOST_ROWS {
            TooLarge::Rows
        } else if column >= MOST_COLUMNS {
            TooLarge::Columns
        } else if self.text > MOST_TEXT {
            TooLarge::Text
        } else {
            return Ok(());
        };
        Err(WorkbookFault::TooLarge(limit))
    }
}

/// Rows of cells before the headers were told from the rest.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Row>,
    /// The headers as they were written, blanks around them included.
    written: BTreeMap<usize, String>,
}

/// After so many empty columns the headers have ended.
const MOST_EMPTY_COLUMNS: usize = 20;
/// After so many empty rows the sheet has ended.
const MOST_EMPTY_ROWS: usize = 60;

impl Grid {
    /// Adds a cell at row and column (both from 0) of a sheet that is read in order.
    pub(super) fn put(
        &mut self,
        budget: &mut Budget,
        (row, column): (usize, usize),
        written: &str,
    ) -> Result<(), WorkbookFault> {
        let text = cell_text(written);
        if text.is_empty() {
            return Ok(());
        }
        budget.take(row, column, &text)?;
        if row == 0 {
            self.written.insert(column, written.to_owned());
        }
        let number = row + 1;
        match self.rows.last_mut() {
            Some(last) if last.number == number => last.cells.push((column, text)),
            _ => self.rows.push(Row {
                number,
                cells: vec![(column, text)],
            }),
        }
        Ok(())
    }

    /// Tells headers from rows as spreadsheets are read: headers stand in row 1, long empty
    /// stretches end the sheet, what has no header is left alone.
    pub(super) fn into_sheet(mut self, name: &str) -> Result<Sheet, WorkbookFault> {
        self.rows.sort_by_key(|row| row.number);
        let mut headers: Vec<Option<String>> = Vec::new();
        let mut rows = self.rows.into_iter().peekable();
        if let Some(first) = rows.next_if(|row| row.number == 1) {
            let mut cells = first.cells;
            cells.sort_by_key(|(column, _)| *column);
            for (column, text) in cells {
                if column.saturating_sub(headers.len()) > MOST_EMPTY_COLUMNS {
                    break;
                }
                let header = collapse_blanks(&text);
                // One that differs by blanks is read as the same column, written on.
                if headers.contains(&self.written.remove(&column)) {
                    return Err(WorkbookFault::DuplicateHeader {
                        sheet: name.to_owned(),
                        header,
                    });
                }
                headers.resize(column, None);
                headers.push(Some(header));
            }
        }
        let mut found: Vec<Row> = Vec::new();
        let mut last = 1;
        for mut row in rows {
            row.cells
                .retain(|(column, _)| matches!(headers.get(*column), Some(Some(_))));
            if row.cells.is_empty() {
                continue;
            }
            if row.number.saturating_sub(last) > MOST_EMPTY_ROWS + 1 {
                break;
            }
            last = row.number;
            row.cells.sort_by_key(|(column, _)| *column);
            found.push(row);
        }
        Ok(Sheet {
            headers,
            rows: found,
        })
    }
}

/// Returns the text with every run of blanks as one.
pub(super) fn collapse_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_blank = false;
    for letter in text.trim().chars() {
        if letter != ' ' {
            out.push(letter);
        } else if !after_blank {
            out.push(' ');
        }
        after_blank = letter == ' ';
    }
    out
}

/// Returns the text of a cell as it is judged: without blanks around it, hard blanks as blanks.
fn cell_text(text: &str) -> String {
    text.trim().replace('\u{a0}', " ")
}
