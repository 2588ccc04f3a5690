//! Markdown tables: `| survey |`, then rows with an empty first cell.

use super::super::workbook::{Budget, Row, Sheet, Workbook, WorkbookFault};

pub(super) fn read(text: &str) -> Result<Workbook, WorkbookFault> {
    // With fewer it cannot hold a sheet and a column.
    if text
        .chars()
        .take(5000)
        .filter(|letter| *letter == '|')
        .count()
        < 5
    {
        return Err(WorkbookFault::Unreadable);
    }
    let mut tables: Vec<(String, Vec<Vec<Option<String>>>)> = Vec::new();
    for line in text.lines() {
        let Some(cells) = cells_of(line) else {
            continue;
        };
        let mut cells = cells.into_iter();
        if let Some(name) = cells.next().flatten() {
            tables.retain(|(known, _)| *known != name);
            tables.push((name, Vec::new()));
        }
        let row: Vec<Option<String>> = cells.collect();
        if let Some((_, rows)) = tables.last_mut()
            && row.iter().any(Option::is_some)
        {
            rows.push(row);
        }
    }
    let mut workbook = Workbook::default();
    let mut budget = Budget::default();
    let is_alone = tables.len() == 1;
    for (name, rows) in tables {
        workbook.note(&name)?;
        if Workbook::is_known(&name) {
            workbook.add(&name, sheet_of(&name, rows, &mut budget)?);
        } else if is_alone {
            workbook.add("survey", sheet_of(&name, rows, &mut budget)?);
        }
    }
    Ok(workbook)
}

fn sheet_of(
    name: &str,
    rows: Vec<Vec<Option<String>>>,
    budget: &mut Budget,
) -> Result<Sheet, WorkbookFault> {
    let mut rows = rows.into_iter().enumerate();
    let Some((_, headers)) = rows.next() else {
        return Err(WorkbookFault::EmptySheet {
            sheet: name.to_owned(),
        });
    };
    let mut found = Vec::new();
    for (index, row) in rows {
        let number = index + 1;
        let mut cells = Vec::new();
        for (column, cell) in row.into_iter().enumerate() {
            let Some(text) = cell else { continue };
            budget.take(index, column, &text)?;
            if !matches!(headers.get(column), Some(Some(_))) {
                return Err(WorkbookFault::CellWithoutHeader {
                    sheet: name.to_owned(),
                    row: number,
                });
            }
            cells.push((column, text));
        }
        found.push(Row { number, cells });
    }
    Ok(Sheet {
        headers,
        rows: found,
    })
}

/// Returns the cells of a line of a table; nothing for other lines and for lines of dashes.
fn cells_of(line: &str) -> Option<Vec<Option<String>>> {
    if line.trim_start().starts_with('#') {
        return None;
    }
    let line = without_comment(line);
    let start = line.find('|').filter(|at| {
        line.get(..*at)
            .is_some_and(|before| before.trim().is_empty())
    })?;
    let end = line.rfind('|').filter(|end| *end > start)?;
    let inside = line.get(start + 1..end)?;
    if !inside.is_empty() && inside.chars().all(|letter| letter == '|' || letter == '-') {
        return None;
    }
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for letter in inside.chars() {
        if letter == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(letter);
        }
        escaped = letter == '\\';
    }
    let cell = |cell: String| {
        let text = cell.trim().replace("\\|", "|");
        (!text.is_empty()).then_some(text)
    };
    Some(cells.into_iter().map(cell).collect())
}

/// Returns the line without a remark that begins with `#` after its last cell.
fn without_comment(line: &str) -> &str {
    let after_cells = line.rfind('|').map_or(0, |at| at + 1);
    line.get(after_cells..)
        .and_then(|rest| rest.rfind('#').filter(|at| *at + 1 < rest.len()))
        .and_then(|at| line.get(..after_cells + at))
        .unwrap_or(line)
}
