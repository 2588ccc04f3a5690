//! `.xlsx` and `.xlsm`, cell by cell.

use std::cell::Cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader as _, Xlsx};

use super::super::workbook::{Budget, Grid, Workbook, WorkbookFault};
use super::archive;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, WorkbookFault> {
    archive::look_through(bytes)?;
    contained(|| unpack(bytes))
}

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether a panic on this thread is that of a library over a damaged workbook, which is
/// caught, so that a panic hook need say nothing.
pub fn is_panic_contained() -> bool {
    CONTAINED.with(Cell::get)
}

/// Runs a reader of somebody else's format; a panic in it is a damaged file.
pub(super) fn contained<T>(
    read: impl FnOnce() -> Result<T, WorkbookFault>,
) -> Result<T, WorkbookFault> {
    let was = CONTAINED.with(|contained| contained.replace(true));
    let found = catch_unwind(AssertUnwindSafe(read));
    CONTAINED.with(|contained| contained.set(was));
    found.unwrap_or(Err(WorkbookFault::Unreadable))
}

fn unpack(bytes: &[u8]) -> Result<Workbook, WorkbookFault> {
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|_fault| WorkbookFault::Unreadable)?;
    let mut workbook = Workbook::default();
    let mut budget = Budget::default();
    let names = book.sheet_names();
    for name in &names {
        workbook.note(name)?;
        let Some(target) = Workbook::meant_by(name, names.len()) else {
            continue;
        };
        let mut cells = book
            .worksheet_cells_reader(name)
            .map_err(|_fault| WorkbookFault::Unreadable)?;
        let mut grid = Grid::default();
        while let Some(cell) = cells
            .next_cell()
            .map_err(|_fault| WorkbookFault::Unreadable)?
        {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            grid.put(&mut budget, (row, column), &text_of(cell.get_value()))?;
        }
        workbook.add(target, grid.into_sheet(name)?);
    }
    Ok(workbook)
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth_text(*truth),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(error) => error_text(error),
        DataRef::Empty => String::new(),
    }
}

pub(super) fn truth_text(truth: bool) -> String {
    if truth { "TRUE" } else { "FALSE" }.to_owned()
}

pub(super) fn error_text(error: &CellErrorType) -> String {
    error.to_string()
}

/// Returns date and time of a date cell, or the time alone where there is no day.
pub(super) fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.as_f64() < 1.0 {
        format!("{hour:02}:{minute:02}:{second:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_over_a_damaged_workbook_is_caught_and_known_as_such_where_it_happens() {
        let mut was_contained = false;
        let found: Result<(), _> = contained(|| {
            was_contained = is_panic_contained();
            panic!("as a library panics");
        });
        assert_eq!(found, Err(WorkbookFault::Unreadable));
        assert!(was_contained && !is_panic_contained());
    }
}
