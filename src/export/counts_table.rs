//! Counts as text for people: no wider than asked for (from 60 columns on), every share beside its
//! denominator.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::CountsFormat;
use super::compliance::notes;
use crate::i18n::Catalogue;
use crate::indicator::{
    AnswerFigures, Counts, Dimension, Figures, NotKnown, Note, Percent, Quantiles, Rate, Report,
    Row, RowKind, Share,
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
        let mut lines: Lines = vec![counted_head(first, words)];
        for row in rows {
            let mut line = vec![group_label(report, row, words)];
            line.extend(counted_cells(report, row, words));
            lines.push(line);
        }
        write_lines(&lines, width, sink)?;
        write_reasons(rows, words, width, sink)?;
    }
    writeln!(sink)
}

/// Writes why the whole is not known, where reasons were given; of groups the CSV tells it.
fn write_reasons(
    rows: &[Row],
    words: &Catalogue,
    width: usize,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let Some(counts) = rows.last().and_then(|row| row.figures.counts()) else {
        return Ok(());
    };
    if let Some(message) = why_not_known(counts) {
        write_wrapped(&words.text(&message), 2, width, sink)?;
    }
    Ok(())
}

/// Returns the sentence on what is not known and why; none if everything is known.
pub fn why_not_known(counts: Counts) -> Option<Message> {
    let rate = counts.not_known_rate().filter(|rate| rate.met() > 0)?;
    let mut message = Message::new(if counts.tells_reasons() {
        "count-not-known-why"
    } else {
        "count-not-known-why-hidden"
    })
    .number("not_known", rate.met())
    .number("of", rate.of());
    message = match rate.percent() {
        Percent::Whole(percent) => message.number("percent", percent),
        Percent::TooFew => message.text("percent", "–"),
    };
    for why in NotKnown::ALL.into_iter().filter(|_| counts.tells_reasons()) {
        message = message.number(why.name(), counts.not_known_because(why));
    }
    Some(message)
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
            Figures::Counted(_) | Figures::Minutes(..) | Figures::Sum(_) | Figures::Suppressed => {
                None
            }
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

fn counted_head(first: &Row, words: &Catalogue) -> Vec<String> {
    let mut head = vec![String::new()];
    let measured: &[&str] = match first.figures {
        Figures::Minutes(..) => &["count-column-median", "count-column-middle-half"],
        Figures::Sum(_) => &["count-column-counted"],
        Figures::Counted(_) | Figures::Answer(_) | Figures::Suppressed => &[],
    };
    let share: &[&str] = if first.is_share {
        &["count-column-share", "count-column-interval"]
    } else {
        &[]
    };
    let rest = ["count-column-not-known", "count-column-not-applicable"];
    for id in measured.iter().chain(share).chain(&rest) {
        head.push(words.id(id));
    }
    head
}

fn counted_cells(report: &Report, row: &Row, words: &Catalogue) -> Vec<String> {
    let Some(counts) = row.figures.counts() else {
        return vec![words.id("count-suppressed")];
    };
    let mut cells = match row.figures {
        Figures::Minutes(_, quantiles) => minutes_cells(quantiles, words),
        Figures::Sum(sum) => vec![sum.counted.to_string()],
        Figures::Counted(_) | Figures::Answer(_) | Figures::Suppressed => Vec::new(),
    };
    if row.is_share {
        let rate = row.figures.rate();
        if report.is_for_publication {
            cells.extend([published(rate, words), words.id("count-share-none")]);
        } else {
            cells.extend([share(rate, words), interval(rate, words)]);
        }
    }
    cells.extend([
        counts.not_known.to_string(),
        counts.not_applicable.to_string(),
    ]);
    cells
}

fn minutes_cells(quantiles: Option<Quantiles>, words: &Catalogue) -> Vec<String> {
    let Some(found) = quantiles else {
        return vec![words.id("count-share-none"), words.id("count-share-none")];
    };
    let of = i64::try_from(found.known).unwrap_or(i64::MAX);
    let median = Message::new("count-median")
        .message("median", hours(found.median))
        .number("of", of);
    let middle = Message::new("count-middle-half")
        .message("lower", hours(found.lower))
        .message("upper", hours(found.upper));
    vec![words.text(&median), words.text(&middle)]
}

/// Returns minutes in hours and minutes, for people.
pub fn hours(minutes: i64) -> Message {
    Message::new("count-hours")
        .number("hours", minutes / 60)
        .text("minutes", format!("{:02}", minutes % 60))
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
        Figures::Counted(_) | Figures::Minutes(..) | Figures::Sum(_) | Figures::Suppressed => {
            vec![words.id("count-suppressed")]
        }
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

/// Returns a share as it may be published.
fn published(rate: Option<Rate>, words: &Catalogue) -> String {
    let Some(rate) = rate else {
        return words.id("count-share-none");
    };
    let of = i64::try_from(rate.of()).unwrap_or(i64::MAX);
    let message = match rate.published() {
        Share::Whole(percent) => Message::new("count-share").number("percent", percent),
        Share::Band(low, high) => {
            Message::new("count-share").text("percent", format!("{low}–{high}"))
        }
        Share::TooFew => return words.id("count-suppressed"),
    };
    words.text(&message.number("of", of))
}

fn interval(rate: Option<Rate>, words: &Catalogue) -> String {
    let Some(rate) = rate.filter(|rate| rate.percent() != Percent::TooFew) else {
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
pub fn group_name(dimension: Dimension, name: &str, words: &Catalogue) -> String {
    let spelled = name.replace('_', "-");
    let id = match dimension {
        _ if name == crate::indicator::NOT_KNOWN => "count-group-not-known".to_owned(),
        Dimension::Source => format!("count-source-{spelled}"),
        Dimension::VisitKind => format!("count-visit-kind-{spelled}"),
        Dimension::Sex | Dimension::Age | Dimension::AgeBand => format!("count-group-{spelled}"),
        Dimension::Announced
        | Dimension::ForeignNational
        | Dimension::Disability
        | Dimension::Privacy => format!("{}-{spelled}", dimension.label_id()),
        Dimension::LegalStatus => format!("count-legal-status-{spelled}"),
        Dimension::FacilityType
        | Dimension::Region
        | Dimension::Country
        | Dimension::Quarter
        | Dimension::Month
        | Dimension::Year
        | Dimension::Body
        | Dimension::Checklist
        | Dimension::Ethnicity
        | Dimension::Language
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
