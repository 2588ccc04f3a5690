//! The dashboard as plain text: columns side by side as far as a page takes them, then the next ones.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{Dashboard, Mark};

/// Columns of a page.
const PAGE: usize = 110;
/// Columns of the names of indicators.
const NAMES: usize = 44;
/// Columns of a group.
const GROUP: usize = 13;

/// Writes the dashboard as plain text.
pub fn write_text(dashboard: &Dashboard<'_>, sink: &mut dyn Write) -> io::Result<()> {
    let Dashboard {
        grid, words, trend, ..
    } = *dashboard;
    writeln!(sink, "{}", dashboard.title())?;
    writeln!(sink, "{}", dashboard.counted)?;
    // The total stands at the left of every page.
    let groups: Vec<usize> = (1..grid.columns.len()).collect();
    let room = (PAGE - NAMES) / GROUP - 1;
    let mut pages: Vec<&[usize]> = groups.chunks(room).collect();
    if pages.is_empty() {
        pages.push(&[]);
    }
    for page in pages {
        let columns: Vec<usize> = std::iter::once(0).chain(page.iter().copied()).collect();
        writeln!(sink)?;
        write_page(dashboard, &columns, sink)?;
    }
    writeln!(sink)?;
    writeln!(sink, "{}", words.id("compliance-legend"))?;
    if grid.hides_all_groups() {
        writeln!(sink, "{}", words.id("dashboard-all-hidden"))?;
    }
    if let Some((name, trend)) = trend {
        writeln!(sink)?;
        writeln!(sink, "{name}")?;
        for line in trend.lines(words, PAGE) {
            writeln!(sink, "{}", line.trim_end())?;
        }
        if let Some(sentence) = trend.sentence() {
            write_wrapped(&words.text(&sentence), sink)?;
        }
    }
    writeln!(sink)?;
    for note in dashboard.notes_in_words() {
        write_wrapped(&note, sink)?;
    }
    Ok(())
}

fn write_page(
    dashboard: &Dashboard<'_>,
    columns: &[usize],
    sink: &mut dyn Write,
) -> io::Result<()> {
    let Dashboard { grid, words, .. } = *dashboard;
    let heads: Vec<Vec<String>> = columns
        .iter()
        .map(|column| grid.column_head(*column, words, GROUP - 4))
        .collect();
    let height = heads.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..height {
        let parts = heads.iter().map(|head| {
            let text = head.get(row).map_or("", String::as_str);
            padded(&format!("   {text}"), GROUP)
        });
        let line = format!("{}{}", " ".repeat(NAMES), parts.collect::<String>());
        writeln!(sink, "{}", line.trim_end())?;
    }
    for (index, line) in grid.lines.iter().enumerate() {
        let cells = columns.iter().map(|column| {
            let Some((line, figures)) = grid.cell(index, *column) else {
                return " ".repeat(GROUP);
            };
            let (mark, text) = grid.text(line, figures, words);
            padded(&format!("{}{text}", Mark::sign(mark)), GROUP)
        });
        let cells: String = cells.collect();
        let names = wrapped(&line.name(words.language().code()), NAMES - 2);
        for (row, name) in names.iter().enumerate() {
            let cells = if row == 0 { cells.as_str() } else { "" };
            let indent = if row == 0 { "" } else { "  " };
            let text = format!("{}{cells}", padded(&format!("{indent}{name}"), NAMES));
            writeln!(sink, "{}", text.trim_end())?;
        }
    }
    Ok(())
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Returns the text in lines of a width.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let lines = textwrap::wrap(text, width);
    lines.into_iter().map(Cow::into_owned).collect()
}

fn write_wrapped(text: &str, sink: &mut dyn Write) -> io::Result<()> {
    for line in wrapped(text, PAGE) {
        writeln!(sink, "{line}")?;
    }
    Ok(())
}
