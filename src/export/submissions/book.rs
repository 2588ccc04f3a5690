//! The tables of a form as a workbook, a sheet for each, with numbers as numbers.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Datum;
use super::layout::FormLayout;

/// The most letters that a cell holds.
const MOST_LETTERS: usize = 32_767;

/// The most letters of a name of a sheet.
const MOST_NAME: usize = 31;

/// Writes the tables of a form.
pub(super) fn write(layout: &FormLayout, rows: &[Vec<Vec<Datum>>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same sheets give the same bytes.
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let mut names: Vec<String> = Vec::new();
    for (table, rows) in layout.tables.iter().zip(rows) {
        let name = sheet_name(&table.name, &names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        sheet.set_freeze_panes(1, 0)?;
        for (column, header) in (0_u16..).zip(table.headers()) {
            sheet.write_string(0, column, whole(header))?;
        }
        for (number, row) in (1_u32..).zip(rows) {
            for (column, datum) in (0_u16..).zip(row) {
                match datum {
                    // Written as text, so that no spreadsheet takes it for a formula.
                    Datum::Text(text) => sheet.write_string(number, column, whole(text))?,
                    #[expect(
                        clippy::cast_precision_loss,
                        reason = "a spreadsheet has no other numbers"
                    )]
                    Datum::Number(count) => sheet.write_number(number, column, *count as f64)?,
                    Datum::Decimal(decimal) if decimal.is_finite() => {
                        sheet.write_number(number, column, *decimal)?
                    }
                    Datum::Decimal(_) | Datum::Blank => continue,
                };
            }
        }
    }
    book.save_to_buffer()
}

/// Returns as much of the text as a cell holds.
fn whole(text: &str) -> &str {
    let end = text.char_indices().nth(MOST_LETTERS);
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Returns a name that a sheet can have and no other has.
fn sheet_name(name: &str, taken: &[String]) -> String {
    let cut = |most: usize| -> String { name.chars().take(most).collect() };
    let mut made = cut(MOST_NAME);
    let mut number = 0_usize;
    let is_taken = |made: &str| {
        let made = made.to_lowercase();
        taken.iter().any(|known| known.to_lowercase() == made)
    };
    while is_taken(&made) {
        number += 1;
        let behind = format!("~{number}");
        made = format!("{}{behind}", cut(MOST_NAME - behind.len()));
    }
    made
}
