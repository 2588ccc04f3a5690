//! The dashboard as a picture: a heat map in which every colour repeats a sign, and the trend below it.

use std::io::{self, Write};

use super::text::wrapped;
use super::trend::Shown;
use super::{Dashboard, Grid, Mark, Trend};
use crate::export::markup::escaped;
use crate::export::svg::label;
use crate::i18n::Catalogue;
use crate::indicator::Figures;

const NAMES: i64 = 380;
const CELL: i64 = 96;
const ROW: i64 = 24;
const TOP: i64 = 118;
/// Letters that fit over a cell.
const CELL_LETTERS: usize = 13;
/// Letters of a line of text below the table, and of an indicator's name.
const TEXT_LETTERS: usize = 118;
const NAME_LETTERS: usize = 56;
/// Length of the scale of a trend.
const SCALE: i64 = 500;

/// Writes the dashboard as SVG.
pub fn write_svg(dashboard: &Dashboard<'_>, sink: &mut dyn Write) -> io::Result<()> {
    let Dashboard {
        grid, words, trend, ..
    } = *dashboard;
    let columns = i64::try_from(grid.columns.len()).unwrap_or(1);
    let lines = i64::try_from(grid.lines.len()).unwrap_or(0);
    let width = (NAMES + columns * CELL + 20).max(900);
    let below_table = TOP + lines * ROW + 12;
    let trend_rows = trend.map_or(0, |(_, trend)| trend.rows(words).len());
    let trend_height = if trend_rows == 0 {
        0
    } else {
        90 + ROW * i64::try_from(trend_rows).unwrap_or(0)
    };
    let mut told = vec![words.id("compliance-legend")];
    if grid.hides_all_groups() {
        told.push(words.id("dashboard-all-hidden"));
    }
    told.extend(dashboard.notes_in_words());
    let told: Vec<String> = told
        .iter()
        .flat_map(|text| wrapped(text, TEXT_LETTERS))
        .collect();
    let told_height = 18 * i64::try_from(told.len()).unwrap_or(0);
    let height = below_table + trend_height + told_height + 30;
    writeln!(
        sink,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">"#
    )?;
    let title = dashboard.title();
    writeln!(sink, "<title>{}</title>", escaped(&title))?;
    writeln!(
        sink,
        r##"<rect width="100%" height="100%" fill="#ffffff"/>"##
    )?;
    label(sink, 10, 24, &title, "bold")?;
    label(sink, 10, 44, dashboard.counted, "normal")?;
    heads(grid, words, sink)?;
    cells(grid, words, sink)?;
    if let Some((name, trend)) = trend.filter(|_| trend_rows > 0) {
        draw_trend(name, trend, words, below_table, sink)?;
    }
    for (at, line) in told.iter().enumerate() {
        let y = below_table + trend_height + 20 + 18 * i64::try_from(at).unwrap_or(0);
        label(sink, 10, y, line, "normal")?;
    }
    writeln!(sink, "</svg>")
}

fn heads(grid: &Grid, words: &Catalogue, sink: &mut dyn Write) -> io::Result<()> {
    for (at, column) in (0_i64..).zip(0..grid.columns.len()) {
        let name = wrapped(&grid.column_name(column, words), CELL_LETTERS);
        for (row, text) in (0_i64..).zip(name.iter().take(3)) {
            label(sink, NAMES + at * CELL + 6, 70 + row * 16, text, "bold")?;
        }
    }
    Ok(())
}

/// How a cell is filled: the sign in it says the same.
fn fill(mark: Mark, is_shown: bool) -> &'static str {
    match mark {
        _ if !is_shown => "#eeeeee",
        Mark::VeryLow => "#f2b66b",
        Mark::Low => "#fbe6c8",
        Mark::Quiet => "#d9ebf8",
    }
}

fn cells(grid: &Grid, words: &Catalogue, sink: &mut dyn Write) -> io::Result<()> {
    for (at, (index, line)) in (0_i64..).zip(grid.lines.iter().enumerate()) {
        let y = TOP + at * ROW;
        let name = line.name(words.language().code());
        let short = wrapped(&name, NAME_LETTERS);
        let text = match short.as_slice() {
            [only] => only.clone(),
            [first, ..] => format!("{first}…"),
            [] => String::new(),
        };
        writeln!(sink, "<g><title>{}</title>", escaped(&name))?;
        label(sink, 10, y + 16, &text, "normal")?;
        writeln!(sink, "</g>")?;
        for (place, column) in (0_i64..).zip(0..grid.columns.len()) {
            let Some((line, figures)) = grid.cell(index, column) else {
                continue;
            };
            let (mark, text) = grid.text(line, figures, words);
            let is_shown = figures != Figures::Suppressed && text.contains('/');
            let x = NAMES + place * CELL;
            writeln!(
                sink,
                r##"<rect x="{x}" y="{y}" width="{}" height="{}" fill="{}" stroke="#ffffff"/>"##,
                CELL - 2,
                ROW - 2,
                fill(mark, is_shown)
            )?;
            let text = format!("{} {text}", mark.sign().trim());
            label(sink, x + 6, y + 16, text.trim_start(), "normal")?;
        }
    }
    Ok(())
}

fn draw_trend(
    name: &str,
    trend: &Trend,
    words: &Catalogue,
    top: i64,
    sink: &mut dyn Write,
) -> io::Result<()> {
    const LEFT: i64 = 110;
    label(sink, 10, top + 22, name, "bold")?;
    let rows = trend.rows(words);
    let count = i64::try_from(rows.len()).unwrap_or(0);
    let bottom = top + 48 + count * ROW;
    for part in 0..=4 {
        let x = LEFT + part * SCALE / 4;
        writeln!(
            sink,
            r##"<line x1="{x}" y1="{}" x2="{x}" y2="{bottom}" stroke="#cccccc"/>"##,
            top + 46
        )?;
        let percent = part * 25;
        writeln!(
            sink,
            r#"<text x="{x}" y="{}" text-anchor="middle">{percent}</text>"#,
            top + 42
        )?;
    }
    for (at, (period, shown)) in (0_i64..).zip(rows) {
        let y = top + 60 + at * ROW;
        label(sink, 10, y + 4, &period, "normal")?;
        if let Shown::Share(rate) = shown {
            let (low, high) = trend.span(rate);
            let (low, high) = (LEFT + on_scale(low), LEFT + on_scale(high));
            writeln!(
                sink,
                r##"<path d="M{low} {}v8M{low} {y}H{high}M{high} {}v8" stroke="#333333" fill="none"/>"##,
                y - 4,
                y - 4
            )?;
            if let Some(share) = trend.point(rate) {
                let x = LEFT + on_scale(share);
                writeln!(
                    sink,
                    r##"<rect x="{}" y="{}" width="9" height="9" fill="#005a9c"/>"##,
                    x - 4,
                    y - 4
                )?;
            }
        }
        let text = trend.words_of(shown, words);
        label(sink, LEFT + SCALE + 20, y + 4, &text, "normal")?;
    }
    if let Some(sentence) = trend.sentence() {
        label(sink, 10, bottom + 22, &words.text(&sentence), "normal")?;
    }
    Ok(())
}

fn on_scale(share: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a place on a scale of 500"
    )]
    let place = (share.clamp(0.0, 1.0) * SCALE as f64).round() as i64;
    place
}
