//! Counts as CSV, as JSON Lines, and as one JSON document that carries its notes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::table::rounded;
use super::{ByteOrderMark, Cell, CountsFormat, CsvTable};
use crate::i18n::Catalogue;
use crate::indicator::{
    Accounts, Dimension, Figures, NotKnown, Note, Quantiles, Rate, Report, Row, RowKind, Share,
};

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
    /// None where it may not be told.
    because: Option<[u64; 7]>,
    rate: Option<Rate>,
    units: Option<u64>,
    quantiles: Option<Quantiles>,
    is_answer: bool,
}

impl Published {
    /// Returns the figures, without a share where it may be published as a band only.
    fn in_report(report: &Report, row: &Row) -> Self {
        let all = Self::of(row);
        if !report.is_for_publication {
            return all;
        }
        let is_whole = |rate: &Rate| matches!(rate.published(), Share::Whole(_));
        Self {
            rate: all.rate.filter(is_whole),
            ..all
        }
    }

    fn of(row: &Row) -> Self {
        let Some(counts) = row.figures.counts() else {
            return Self {
                is_answer: row.answer.is_some(),
                ..Self::default()
            };
        };
        let common = Self {
            numerator: Some(counts.met),
            denominator: Some(counts.denominator()),
            not_known: Some(counts.not_known),
            not_applicable: Some(counts.not_applicable),
            because: counts.tells_reasons().then_some(counts.because),
            rate: row.figures.rate(),
            units: Some(counts.units()),
            quantiles: None,
            is_answer: false,
        };
        match row.figures {
            Figures::Counted(_) | Figures::Suppressed => common,
            Figures::Answer(figures) => Self {
                numerator: Some(figures.count),
                is_answer: true,
                ..common
            },
            Figures::Minutes(_, quantiles) => Self {
                quantiles,
                rate: common.rate.filter(|_| row.is_share),
                ..common
            },
            Figures::Sum(sum) => Self {
                numerator: Some(sum.counted),
                // Without a whole, the number of units in which it was counted.
                denominator: Some(sum.of.unwrap_or(counts.met)),
                ..common
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

    /// Returns the reasons that were given for what is not known, with how often.
    fn reasons(&self) -> BTreeMap<&'static str, u64> {
        NotKnown::ALL
            .into_iter()
            .zip(self.because.unwrap_or_default())
            .filter(|(why, count)| *why != NotKnown::Silent && *count > 0)
            .map(|(why, count)| (why.name(), count))
            .collect()
    }
}

/// How long something took, in minutes.
#[derive(Serialize)]
struct MinutesLine {
    known: u64,
    lower_quartile: i64,
    median: i64,
    upper_quartile: i64,
    ninth_decile: i64,
    longest: Option<i64>,
}

impl From<Quantiles> for MinutesLine {
    fn from(found: Quantiles) -> Self {
        Self {
            known: found.known,
            lower_quartile: found.lower,
            median: found.median,
            upper_quartile: found.upper,
            ninth_decile: found.ninth,
            longest: found.most,
        }
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
    /// Why it is not known, where a reason was given; the rest is silence.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    not_known_because: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<MinutesLine>,
    /// Whose word counted, where it is not the usual order.
    #[serde(skip_serializing_if = "Option::is_none")]
    accounts: Option<&'static str>,
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
    let published = Published::in_report(report, row);
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
        not_known_because: published.reasons(),
        minutes: published.quantiles.map(MinutesLine::from),
        accounts: (report.accounts != Accounts::Usual).then_some(report.accounts.name()),
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
const COLUMNS_AFTER: [&str; 20] = [
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
    "refused",
    "does_not_know",
    "not_checked",
    "not_asked",
    "minutes_lower_quartile",
    "minutes_median",
    "minutes_upper_quartile",
    "accounts",
    "denominator_holds",
    "notes",
];

const REASONS: [NotKnown; 4] = [
    NotKnown::Refused,
    NotKnown::DoesNotKnow,
    NotKnown::NotChecked,
    NotKnown::NotAsked,
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
            let published = Published::in_report(report, row);
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
            ]);
            cells.extend(
                REASONS
                    .map(|why| {
                        let count = published.because.as_ref()?.get(why as usize)?;
                        Some(Cell::from(*count))
                    })
                    .map(|cell| cell.unwrap_or(Cell::Blank)),
            );
            let minutes = |pick: fn(Quantiles) -> i64| {
                published
                    .quantiles
                    .map_or(Cell::Blank, |it| Cell::Number(pick(it)))
            };
            cells.extend([
                minutes(|it| it.lower),
                minutes(|it| it.median),
                minutes(|it| it.upper),
                Cell::Text(report.accounts.name()),
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
