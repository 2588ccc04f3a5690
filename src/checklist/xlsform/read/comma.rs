//! Comma-separated values: the first column holds the name of a sheet on a line of its own.

use super::super::workbook::{Budget, Row, Sheet, Workbook, WorkbookFault};

pub(super) fn read(text: &str) -> Result<Workbook, WorkbookFault> {
    // With fewer it cannot hold a sheet with a type and a name.
    if text
        .chars()
        .take(5000)
        .filter(|letter| *letter == ',')
        .count()
        < 4
    {
        return Err(WorkbookFault::Unreadable);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut workbook = Workbook::default();
    let mut budget = Budget::default();
    let mut open: Option<(String, Option<Sheet>)> = None;
    for record in reader.records() {
        let record = record.map_err(|_fault| WorkbookFault::Unreadable)?;
        let mut fields = record.iter().map(str::trim);
        let name = fields.next().unwrap_or_default();
        if !name.is_empty() {
            close(&mut workbook, open.take());
            workbook.note(name)?;
            open = Some((name.to_owned(), None));
        }
        let cells: Vec<(usize, String)> = fields
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column, text.to_owned()))
            .collect();
        let Some((_, sheet)) = &mut open else {
            continue;
        };
        if cells.is_empty() {
            continue;
        }
        let row = sheet.as_ref().map_or(0, |sheet| sheet.rows.len() + 1);
        for (column, text) in &cells {
            budget.take(row, *column, text)?;
        }
        match sheet {
            None => {
                let width = cells.last().map_or(0, |(column, _)| column + 1);
                let mut headers = vec![None; width];
                for (column, text) in cells {
                    if let Some(header) = headers.get_mut(column) {
                        *header = Some(text);
                    }
                }
                *sheet = Some(Sheet {
                    headers,
                    rows: Vec::new(),
                });
            }
            Some(sheet) => {
                let headers = &sheet.headers;
                let cells = cells
                    .into_iter()
                    .filter(|(column, _)| matches!(headers.get(*column), Some(Some(_))))
                    .collect();
                sheet.rows.push(Row {
                    number: row + 1,
                    cells,
                });
            }
        }
    }
    close(&mut workbook, open.take());
    Ok(workbook)
}

fn close(workbook: &mut Workbook, open: Option<(String, Option<Sheet>)>) {
    if let Some((name, Some(sheet))) = open {
        workbook.add(&name, sheet);
    }
}
