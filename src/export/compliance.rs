//! Counts as CSV, as JSON Lines, and as one JSON document that carries its notes.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::table::rounded;
use super::{ByteOrderMark, Cell, CountsFormat, CsvTable};
use crate::i18n::Catalogue;
use crate::indicator::{Dimension, Figures, Note, Rate, Report, Row, RowKind};

/// One JSON object a line, as `tally --json` prints them. A total over groups is not printed:
/// it would be counted twice by whoever adds the lines up.
#[derive(Debug, Clone, Copy, Default)]
pub struct CountsLines;

/// One JSON document: the rows, the notes, and what each denominator holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct CountsDocument;

/// A table with one row per indicator and group.
#[derive(Debug, Clone, Copy, Default)]
pub struct CountsCsv {
    /// Whether the file begins with a byte order mark.
    pub mark: ByteOrderMark,
}

/// The figures of a row as they leave: all there, or none.
#[derive(Debug, Clone, Copy, Default)]
struct Published {
    numerator: Option<u64>,
    denominator: Option<u64>,
    not_known: Option<u64>,
    not_applicable: Option<u64>,
    rate: Option<Rate>,
    units: Option<u64>,
    is_answer: bool,
}

impl Published {
    fn of(row: &Row) -> Self {
        match row.figures {
            Figures::Suppressed => Self {
                is_answer: row.answer.is_some(),
                ..Self::default()
            },
            Figures::Counted(counts) => Self {
                numerator: Some(counts.met),
                denominator: Some(counts.denominator()),
                not_known: Some(counts.not_known),
                not_applicable: Some(counts.not_applicable),
                rate: counts.rate(),
                units: Some(counts.units()),
                is_answer: false,
            },
            Figures::Answer(figures) => Self {
                numerator: Some(figures.count),
                denominator: Some(figures.answered),
                not_known: Some(figures.not_known),
                not_applicable: Some(figures.not_applicable),
                rate: Rate::new(figures.count, figures.answered),
                units: Some(figures.units),
                is_answer: true,
            },
        }
    }

    fn share(&self) -> Option<f64> {
        self.rate.map(|rate| rounded(rate.share(), 4))
    }

    fn interval(&self) -> Option<[f64; 2]> {
        let (low, high) = self.rate?.wilson();
        Some([rounded(low, 3), rounded(high, 3)])
    }
}

/// A row as JSON; the order of its keys is the contract's.
#[derive(Serialize)]
struct Line<'a> {
    indicator: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    safeguard: Option<&'a str>,
    unit: &'static str,
    by: Groups<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'a str>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    not_known: Option<u64>,
    not_applicable: Option<u64>,
    rate: Option<f64>,
    interval: Option<[f64; 2]>,
    suppressed: bool,
    /// Of a distribution: all units looked at, those without an answer included.
    #[serde(skip_serializing_if = "Option::is_none")]
    of_all: Option<OfAll>,
}

/// A number that is `null` where it is hidden.
#[derive(Serialize)]
#[serde(transparent)]
struct OfAll(Option<u64>);

struct Groups<'a> {
    by: &'a [Dimension],
    names: &'a [String],
}

impl Serialize for Groups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.names.len()))?;
        for (dimension, name) in self.by.iter().zip(self.names) {
            map.serialize_entry(dimension.name(), name)?;
        }
        map.end()
    }
}

fn line<'a>(report: &'a Report, row: &'a Row) -> Line<'a> {
    let published = Published::of(row);
    Line {
        indicator: &row.indicator,
        safeguard: row.safeguard.as_deref(),
        unit: row.unit.name(),
        by: Groups {
            by: &report.by,
            names: &row.group,
        },
        answer: row.answer.as_ref().map(|(name, _)| name.as_str()),
        numerator: published.numerator,
        denominator: published.denominator,
        not_known: published.not_known,
        not_applicable: published.not_applicable,
        rate: published.share(),
        interval: published.interval(),
        suppressed: row.figures == Figures::Suppressed,
        of_all: published.is_answer.then_some(OfAll(published.units)),
    }
}

/// Returns the rows that are groups; totals are left to those who print for people.
fn groups(report: &Report) -> impl Iterator<Item = &Row> {
    report.rows.iter().filter(|row| row.kind == RowKind::Group)
}

impl CountsFormat for CountsLines {
    fn write(&self, report: &Report, _words: &Catalogue, sink: &mut dyn Write) -> io::Result<()> {
        for row in groups(report) {
            serde_json::to_writer(&mut *sink, &line(report, row))?;
            sink.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// The whole document.
#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    by: Vec<&'static str>,
    notes: Vec<String>,
    denominators: Vec<DenominatorLine<'a>>,
    rows: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct DenominatorLine<'a> {
    indicator: &'a str,
    holds: &'a str,
}

impl CountsFormat for CountsDocument {
    fn write(&self, report: &Report, words: &Catalogue, sink: &mut dyn Write) -> io::Result<()> {
        let language = words.language().code();
        let mut document = Document {
            format: "firsthours/compliance/1",
            by: report.by.iter().map(|dimension| dimension.name()).collect(),
            notes: Vec::new(),
            denominators: Vec::new(),
            rows: groups(report).map(|row| line(report, row)).collect(),
        };
        for note in &report.notes {
            match note {
                Note::Says(message) => document.notes.push(words.text(message)),
                Note::Denominator { indicator, text } => {
                    document.denominators.push(DenominatorLine {
                        indicator,
                        holds: text.in_language(language).0,
                    });
                }
            }
        }
        serde_json::to_writer_pretty(&mut *sink, &document)?;
        sink.write_all(b"\n")
    }
}

const COLUMNS_BEFORE: [&str; 4] = ["indicator", "label", "safeguard", "unit"];
const COLUMNS_AFTER: [&str; 12] = [
    "answer",
    "numerator",
    "denominator",
    "not_known",
    "not_applicable",
    "of_all",
    "rate",
    "interval_low",
    "interval_high",
    "suppressed",
    "denominator_holds",
    "notes",
];

impl CountsFormat for CountsCsv {
    fn write(&self, report: &Report, words: &Catalogue, sink: &mut dyn Write) -> io::Result<()> {
        let language = words.language().code();
        let by = report.by.iter().map(|dimension| dimension.name());
        let columns = COLUMNS_BEFORE.into_iter().chain(by).chain(COLUMNS_AFTER);
        let mut table = CsvTable::new(sink, self.mark, columns)?;
        // A file without its notes gets quoted without them: the first row carries them all.
        let mut notes = notes(report, words).join("\n");
        for row in groups(report) {
            let published = Published::of(row);
            let holds = report.notes.iter().find_map(|note| match note {
                Note::Denominator { indicator, text } if *indicator == row.indicator => {
                    Some(text.in_language(language).0)
                }
                Note::Denominator { .. } | Note::Says(_) => None,
            });
            let mut cells = vec![
                Cell::Text(&row.indicator),
                Cell::Text(row.label.in_language(language).0),
                Cell::from(row.safeguard.as_deref()),
                Cell::Text(row.unit.name()),
            ];
            cells.extend(row.group.iter().map(|name| Cell::Text(name)));
            let count = |count: Option<u64>| count.map_or(Cell::Blank, Cell::from);
            let share = |share: Option<f64>| share.map_or(Cell::Blank, Cell::Decimal);
            let interval = published.interval();
            cells.extend([
                Cell::from(row.answer.as_ref().map(|(name, _)| name.as_str())),
                count(published.numerator),
                count(published.denominator),
                count(published.not_known),
                count(published.not_applicable),
                count(published.units),
                share(published.share()),
                share(interval.map(|[low, _]| low)),
                share(interval.map(|[_, high]| high)),
                Cell::Truth(row.figures == Figures::Suppressed),
                Cell::from(holds),
                Cell::Text(&notes),
            ]);
            table.row(&cells)?;
            notes.clear();
        }
        table.finish()
    }
}

/// Returns what must be said with the figures, in words.
pub(super) fn notes(report: &Report, words: &Catalogue) -> Vec<String> {
    report
        .notes
        .iter()
        .filter_map(|note| match note {
            Note::Says(message) => Some(words.text(message)),
            Note::Denominator { .. } => None,
        })
        .collect()
}
