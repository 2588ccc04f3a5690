//! Reads the formats in which XLSForms are kept into a [`Workbook`].

mod archive;
mod comma;
mod compound;
mod excel;
mod markdown;
mod old_excel;

use super::workbook::{Workbook, WorkbookFault};

pub use excel::is_panic_contained;

/// A format of workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `.xlsx`, `.xlsm`
    Excel,
    /// `.xls`
    OldExcel,
    /// `.csv`: the first column holds the name of the sheet
    Comma,
    /// `.md`: tables, the first column likewise
    Markdown,
}

impl Format {
    /// Returns the format of a file by the ending of its name, else by its first bytes.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let ending = name
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_lowercase());
        let by_content = if bytes.starts_with(b"PK\x03\x04") {
            Some(Self::Excel)
        } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            Some(Self::OldExcel)
        } else {
            None
        };
        match ending.as_deref() {
            // Spreadsheets are renamed often enough that their first bytes know better.
            Some("xlsx" | "xlsm") => by_content.or(Some(Self::Excel)),
            Some("xls") => by_content.or(Some(Self::OldExcel)),
            Some("csv") => Some(Self::Comma),
            Some("md") => Some(Self::Markdown),
            Some("toml") => None,
            _ => by_content,
        }
    }
}

/// Reads the bytes of a file.
pub(super) fn read(format: Format, bytes: &[u8]) -> Result<Workbook, WorkbookFault> {
    match format {
        Format::Excel => excel::read(bytes),
        Format::OldExcel => old_excel::read(bytes),
        Format::Comma => comma::read(text_of(bytes)?),
        Format::Markdown => markdown::read(text_of(bytes)?),
    }
}

fn text_of(bytes: &[u8]) -> Result<&str, WorkbookFault> {
    let text = std::str::from_utf8(bytes).map_err(|_fault| WorkbookFault::Unreadable)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
