//! Tables as CSV: typed cells, guarded text, a byte order mark where Excel needs it.

use std::io::{self, Write};

use super::guarded;

/// Whether the file begins with a UTF-8 byte order mark; without one Excel reads Cyrillic wrongly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ByteOrderMark {
    /// It does.
    #[default]
    Written,
    /// It does not.
    LeftOut,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// Text, made harmless.
    Text(&'a str),
    /// A whole number.
    Number(i64),
    /// A number with at most four decimals.
    Decimal(f64),
    /// `true` or `false`.
    Truth(bool),
}

impl From<u64> for Cell<'_> {
    fn from(count: u64) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<Option<&'a str>> for Cell<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, Self::Text)
    }
}

/// Writes rows one at a time; keeps none.
pub struct CsvTable<W: Write> {
    rows: csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    /// Begins a table with these columns.
    pub fn new<'a>(
        mut sink: W,
        mark: ByteOrderMark,
        columns: impl IntoIterator<Item = &'a str>,
    ) -> io::Result<Self> {
        if mark == ByteOrderMark::Written {
            sink.write_all("\u{feff}".as_bytes())?;
        }
        let mut rows = csv::Writer::from_writer(sink);
        for column in columns {
            rows.write_field(guarded(column).as_bytes())
                .map_err(io::Error::from)?;
        }
        rows.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        Ok(Self { rows })
    }

    /// Writes one row.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Blank => self.rows.write_field(""),
                Cell::Text(text) => self.rows.write_field(guarded(text).as_bytes()),
                Cell::Number(number) => self.rows.write_field(number.to_string()),
                Cell::Decimal(number) => self.rows.write_field(rounded(*number, 4).to_string()),
                Cell::Truth(truth) => self.rows.write_field(truth.to_string()),
            }
            .map_err(io::Error::from)?;
        }
        self.rows
            .write_record(None::<&[u8]>)
            .map_err(io::Error::from)
    }

    /// Ends the table.
    pub fn finish(mut self) -> io::Result<()> {
        self.rows.flush()
    }
}

/// Rounds to so many decimals.
pub(super) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (number * scale).round() / scale
}
