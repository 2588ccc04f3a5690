//! Counts as text for people: no wider than asked for (from 60 columns on), every share beside its
//! denominator.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::CountsFormat;
use super::compliance::notes;
use crate::i18n::Catalogue;
use crate::indicator::{
    AnswerFigures, Counts, Dimension, Figures, Note, Percent, Rate, Report, Row, RowKind,
};
use crate::message::Message;

/// Text of a given width.
#[derive(Debug, Clone, Copy)]
pub struct CountsText {
    /// Columns of the terminal, or what a page takes.
    pub width: usize,
}

/// A table of an indicator, as text.
type Lines = Vec<Vec<String>>;

impl CountsFormat for CountsText {
    fn write(&self, report: &Report, words: &Catalogue, sink: &mut dyn Write) -> io::Result<()> {
        let width = self.width.max(40);
        let mut rows = report.rows.as_slice();
        while let Some(first) = rows.first() {
            let count = rows
                .iter()
                .take_while(|row| row.indicator == first.indicator)
                .count();
            let (own, rest) = rows.split_at_checked(count).unwrap_or((rows, &[]));
            write_indicator(report, first, own, words, width, sink)?;
            rows = rest;
        }
        if report.rows.is_empty() {
            write_wrapped(&words.id("count-nothing"), 0, width, sink)?;
        }
        writeln!(sink, "{}", words.id("count-notes"))?;
        for note in notes(report, words) {
            write_wrapped(&note, 2, width, sink)?;
        }
        Ok(())
    }
}

fn write_indicator(
    report: &Report,
    first: &Row,
    rows: &[Row],
    words: &Catalogue,
    width: usize,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let language = words.language().code();
    let title = Message::new("count-title")
        .text("indicator", first.indicator.clone())
        .text("label", first.label.in_language(language).0);
    write_wrapped(&words.text(&title), 0, width, sink)?;
    let unit =
        Message::new("count-title-unit").message("unit", Message::new(first.unit.label_id()));
    write_wrapped(&words.text(&unit), 2, width, sink)?;
    for note in &report.notes {
        if let Note::Denominator { indicator, text } = note
            && *indicator == first.indicator
        {
            write_wrapped(text.in_language(language).0, 2, width, sink)?;
        }
    }
    if first.answer.is_some() {
        write_answers(report, rows, words, width, sink)?;
    } else {
        let mut lines: Lines = vec![counted_head(words)];
        for row in rows {
            let mut line = vec![group_label(report, row, words)];
            line.extend(counted_cells(row, words));
            lines.push(line);
        }
        write_lines(&lines, width, sink)?;
    }
    writeln!(sink)
}

/// Writes the groups of a distribution, each as a table of its own with both its denominators.
fn write_answers(
    report: &Report,
    rows: &[Row],
    words: &Catalogue,
    width: usize,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let same = |one: &&Row, other: &Row| one.group == other.group && one.kind == other.kind;
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|row| same(&first, row)).count();
        let (own, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        if !report.by.is_empty() {
            write_wrapped(&group_label(report, first, words), 2, width, sink)?;
        }
        let lines: Lines = own
            .iter()
            .map(|row| {
                let language = words.language().code();
                let label = row
                    .answer
                    .as_ref()
                    .map(|(_, label)| label.in_language(language).0);
                let mut line = vec![label.unwrap_or_default().to_owned()];
                line.extend(answer_cells(row, words));
                line
            })
            .collect();
        write_lines(&lines, width, sink)?;
        let shown = own.iter().find_map(|row| match row.figures {
            Figures::Answer(figures) => Some(figures),
            Figures::Counted(_) | Figures::Suppressed => None,
        });
        let under = shown.map_or_else(|| Message::new("count-answers-hidden"), answers_under);
        write_wrapped(&words.text(&under), 2, width, sink)?;
        rest = after;
    }
    Ok(())
}

fn answers_under(figures: AnswerFigures) -> Message {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Message::new("count-answers-both")
        .number("answered", count(figures.answered))
        .number("units", count(figures.units))
        .number("not_known", count(figures.not_known))
        .number("not_applicable", count(figures.not_applicable))
}

fn counted_head(words: &Catalogue) -> Vec<String> {
    let mut head = vec![String::new()];
    for id in [
        "count-column-share",
        "count-column-interval",
        "count-column-not-known",
        "count-column-not-applicable",
    ] {
        head.push(words.id(id));
    }
    head
}

fn counted_cells(row: &Row, words: &Catalogue) -> Vec<String> {
    match row.figures {
        Figures::Counted(counts) => vec![
            share(counts.rate(), words),
            interval(counts, words),
            counts.not_known.to_string(),
            counts.not_applicable.to_string(),
        ],
        Figures::Answer(_) | Figures::Suppressed => vec![words.id("count-suppressed")],
    }
}

fn answer_cells(row: &Row, words: &Catalogue) -> Vec<String> {
    match row.figures {
        Figures::Answer(figures) => {
            let answered = share(Rate::new(figures.count, figures.answered), words);
            let mut cells = vec![figures.count.to_string(), answered];
            if figures.units > figures.answered {
                cells.push(share(Rate::new(figures.count, figures.units), words));
            }
            cells
        }
        Figures::Counted(_) | Figures::Suppressed => vec![words.id("count-suppressed")],
    }
}

/// Returns a share with its denominator; without a percentage where there are too few.
fn share(rate: Option<Rate>, words: &Catalogue) -> String {
    let Some(rate) = rate else {
        return words.id("count-share-none");
    };
    let of = i64::try_from(rate.of()).unwrap_or(i64::MAX);
    let message = match rate.percent() {
        Percent::Whole(percent) => Message::new("count-share").number("percent", percent),
        Percent::TooFew => Message::new("count-share-too-few").number("met", rate.met()),
    };
    words.text(&message.number("of", of))
}

fn interval(counts: Counts, words: &Catalogue) -> String {
    let Some(rate) = counts
        .rate()
        .filter(|rate| rate.percent() != Percent::TooFew)
    else {
        return words.id("count-share-none");
    };
    let (low, high) = rate.wilson();
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let message = Message::new("count-interval")
        .text("low", percent(low))
        .text("high", percent(high));
    words.text(&message)
}

fn group_label(report: &Report, row: &Row, words: &Catalogue) -> String {
    if row.kind == RowKind::Total || row.group.is_empty() {
        return words.id("count-group-total");
    }
    let groups = report.by.iter().zip(&row.group);
    let names: Vec<String> = groups
        .map(|(dimension, name)| group_name(*dimension, name, words))
        .collect();
    names.join(" · ")
}

/// Returns a group's name for people where the catalogue has one.
fn group_name(dimension: Dimension, name: &str, words: &Catalogue) -> String {
    let spelled = name.replace('_', "-");
    let id = match dimension {
        _ if name == crate::indicator::NOT_KNOWN => "count-group-not-known".to_owned(),
        Dimension::Source => format!("count-source-{spelled}"),
        Dimension::VisitKind => format!("count-visit-kind-{spelled}"),
        Dimension::Sex | Dimension::Age => format!("count-group-{spelled}"),
        Dimension::FacilityType
        | Dimension::Region
        | Dimension::Country
        | Dimension::Quarter
        | Dimension::Month
        | Dimension::Year
        | Dimension::Facility => return name.to_owned(),
    };
    words.find(&id).unwrap_or_else(|| name.to_owned())
}

fn write_wrapped(text: &str, indent: usize, width: usize, sink: &mut dyn Write) -> io::Result<()> {
    let before = " ".repeat(indent);
    for line in textwrap::wrap(text, width.saturating_sub(indent).max(20)) {
        writeln!(sink, "{before}{line}")?;
    }
    Ok(())
}

/// Writes a table; where it is wider than the page, the first column wraps.
fn write_lines(lines: &Lines, width: usize, sink: &mut dyn Write) -> io::Result<()> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; columns];
    for line in lines {
        // What stands alone beside its label ("hidden") may reach over the other columns.
        let alone = line.len() == 2 && columns > 2;
        for (at, (cell, wide)) in line.iter().zip(&mut widths).enumerate() {
            if at == 0 || !alone {
                *wide = (*wide).max(cell.width());
            }
        }
    }
    let figures: usize = widths.iter().skip(1).map(|wide| wide + 2).sum();
    let first = width.saturating_sub(figures + 2).max(12);
    let first = widths.first().map_or(first, |wide| first.min(*wide));
    for line in lines {
        let label = line.first().map_or("", String::as_str);
        let mut wrapped = textwrap::wrap(label, first.max(1)).into_iter();
        let mut text = format!("  {}", padded(&wrapped.next().unwrap_or_default(), first));
        for (cell, wide) in line.iter().zip(&widths).skip(1) {
            text.push_str("  ");
            text.push_str(&" ".repeat(wide.saturating_sub(cell.width())));
            text.push_str(cell);
        }
        writeln!(sink, "{}", text.trim_end())?;
        for more in wrapped {
            writeln!(sink, "    {more}")?;
        }
    }
    Ok(())
}

fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}
