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
/// From line to line of a name: of a column, or of an indicator that needs several.
const NAME_LINE: i64 = 16;
/// From line to line of text.
const LINE: i64 = 18;
/// Letters that fit over a cell, however wide they are.
const CELL_LETTERS: usize = 10;
/// Letters of a line of text, and of an indicator's name, likewise.
const TEXT_LETTERS: usize = 104;
const NAME_LETTERS: usize = 46;
/// Length of the scale of a trend.
const SCALE: i64 = 500;

/// Writes the dashboard as SVG.
pub fn write_svg(dashboard: &Dashboard<'_>, sink: &mut dyn Write) -> io::Result<()> {
    let Dashboard {
        grid, words, trend, ..
    } = *dashboard;
    let columns = count(grid.columns.len());
    let width = (NAMES + columns * CELL + 20).max(900);
    let title = wrapped(&dashboard.title(), TEXT_LETTERS);
    let counted = wrapped(dashboard.counted, TEXT_LETTERS);
    let below_head = 28 + LINE * count(title.len() + counted.len());
    let heads = heads_of(grid, words);
    let highest = heads.iter().map(Vec::len).max().unwrap_or(0);
    let top = below_head + 12 + NAME_LINE * count(highest);
    let names = names_of(grid, words);
    let below_table = top + names.iter().map(|name| row_height(name)).sum::<i64>() + 12;
    let trend = trend.map(|(name, trend)| DrawnTrend::of(name, trend, words));
    let trend = trend.filter(|trend| !trend.rows.is_empty());
    let trend_height = trend.as_ref().map_or(0, DrawnTrend::height);
    let mut told = vec![words.id("compliance-legend")];
    if grid.hides_all_groups() {
        told.push(words.id("dashboard-all-hidden"));
    }
    told.extend(dashboard.notes_in_words());
    let told: Vec<String> = told
        .iter()
        .flat_map(|text| wrapped(text, TEXT_LETTERS))
        .collect();
    let height = below_table + trend_height + LINE * count(told.len()) + 30;
    writeln!(
        sink,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">"#
    )?;
    writeln!(sink, "<title>{}</title>", escaped(&dashboard.title()))?;
    writeln!(
        sink,
        r##"<rect width="100%" height="100%" fill="#ffffff"/>"##
    )?;
    text(sink, 24, &title, "bold")?;
    text(sink, 26 + LINE * count(title.len()), &counted, "normal")?;
    draw_heads(&heads, below_head, sink)?;
    cells(grid, (words, &names), top, sink)?;
    if let Some(trend) = trend {
        trend.draw(words, below_table, sink)?;
    }
    text(sink, below_table + trend_height + 20, &told, "normal")?;
    writeln!(sink, "</svg>")
}

fn count(things: usize) -> i64 {
    i64::try_from(things).unwrap_or(0)
}

/// Writes lines of text below each other.
fn text(sink: &mut dyn Write, top: i64, lines: &[String], weight: &str) -> io::Result<()> {
    for (at, line) in (0_i64..).zip(lines) {
        label(sink, 10, top + at * LINE, line, weight)?;
    }
    Ok(())
}

/// Returns the lines over each column.
fn heads_of(grid: &Grid, words: &Catalogue) -> Vec<Vec<String>> {
    let columns = 0..grid.columns.len();
    columns
        .map(|column| grid.column_head(column, words, CELL_LETTERS))
        .collect()
}

/// Returns the lines of each indicator's name: none is cut.
fn names_of(grid: &Grid, words: &Catalogue) -> Vec<Vec<String>> {
    let lines = grid.lines.iter();
    lines
        .map(|line| wrapped(&line.name(words.language().code()), NAME_LETTERS))
        .collect()
}

fn row_height(name: &[String]) -> i64 {
    ROW + NAME_LINE * (count(name.len()) - 1).max(0)
}

fn draw_heads(heads: &[Vec<String>], below_head: i64, sink: &mut dyn Write) -> io::Result<()> {
    for (at, head) in (0_i64..).zip(heads) {
        for (row, text) in (0_i64..).zip(head) {
            let (x, y) = (NAMES + at * CELL + 6, below_head + 14 + row * NAME_LINE);
            label(sink, x, y, text, "bold")?;
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

fn cells(
    grid: &Grid,
    (words, names): (&Catalogue, &[Vec<String>]),
    top: i64,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let mut y = top;
    for (index, name) in names.iter().enumerate() {
        for (row, text) in (0_i64..).zip(name) {
            label(sink, 10, y + 16 + row * NAME_LINE, text, "normal")?;
        }
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
                row_height(name) - 2,
                fill(mark, is_shown)
            )?;
            let text = format!("{} {text}", mark.sign().trim());
            label(sink, x + 6, y + 16, text.trim_start(), "normal")?;
        }
        y += row_height(name);
    }
    Ok(())
}

/// A trend with the lines of text around it.
struct DrawnTrend<'a> {
    trend: &'a Trend,
    name: Vec<String>,
    rows: Vec<(String, Shown)>,
    sentence: Vec<String>,
}

impl<'a> DrawnTrend<'a> {
    fn of(name: &str, trend: &'a Trend, words: &Catalogue) -> Self {
        let sentence = trend.sentence().map(|sentence| words.text(&sentence));
        Self {
            trend,
            name: wrapped(name, TEXT_LETTERS),
            rows: trend.rows(words),
            sentence: sentence.map_or_else(Vec::new, |text| wrapped(&text, TEXT_LETTERS)),
        }
    }

    fn height(&self) -> i64 {
        let lines = count(self.name.len() + self.sentence.len());
        54 + ROW * count(self.rows.len()) + LINE * lines
    }

    fn draw(&self, words: &Catalogue, top: i64, sink: &mut dyn Write) -> io::Result<()> {
        const LEFT: i64 = 110;
        text(sink, top + 22, &self.name, "bold")?;
        let top = top + LINE * count(self.name.len());
        let bottom = top + 30 + ROW * count(self.rows.len());
        for part in 0..=4 {
            let x = LEFT + part * SCALE / 4;
            writeln!(
                sink,
                r##"<line x1="{x}" y1="{}" x2="{x}" y2="{bottom}" stroke="#cccccc"/>"##,
                top + 28
            )?;
            let percent = part * 25;
            writeln!(
                sink,
                r#"<text x="{x}" y="{}" text-anchor="middle">{percent}</text>"#,
                top + 24
            )?;
        }
        for (at, (period, shown)) in (0_i64..).zip(&self.rows) {
            let y = top + 42 + at * ROW;
            label(sink, 10, y + 4, period, "normal")?;
            if let Shown::Share(rate) = shown {
                let (low, high) = self.trend.span(*rate);
                let (low, high) = (LEFT + on_scale(low), LEFT + on_scale(high));
                writeln!(
                    sink,
                    r##"<path d="M{low} {}v8M{low} {y}H{high}M{high} {}v8" stroke="#333333" fill="none"/>"##,
                    y - 4,
                    y - 4
                )?;
                if let Some(share) = self.trend.point(*rate) {
                    let x = LEFT + on_scale(share);
                    writeln!(
                        sink,
                        r##"<rect x="{}" y="{}" width="9" height="9" fill="#005a9c"/>"##,
                        x - 4,
                        y - 4
                    )?;
                }
            }
            let said = self.trend.words_of(*shown, words);
            label(sink, LEFT + SCALE + 20, y + 4, &said, "normal")?;
        }
        text(sink, bottom + 22, &self.sentence, "normal")
    }
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
