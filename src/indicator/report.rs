//! What a tally found, ready for any renderer: rows that keep their denominators, and what must be
//! said with them.

use super::{Accounts, Counts, Dimension, Gap, Quantiles, Rate, Reads, Unit};
use crate::checklist::Text;
use crate::message::Message;

/// A whole report.
#[derive(Debug, Clone)]
pub struct Report {
    /// The breakdowns, in the order in which they were asked for.
    pub by: Vec<Dimension>,
    /// Whose word counted.
    pub accounts: Accounts,
    /// Whether it is for publication: shares of few leave as bands.
    pub is_for_publication: bool,
    /// Rows by indicator, then by group; where there are groups, a total closes each indicator.
    pub rows: Vec<Row>,
    /// What must be said with the figures.
    pub notes: Vec<Note>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub label: Text,
    /// The safeguard it is about.
    pub safeguard: Option<String>,
    /// What is counted.
    pub unit: Unit,
    /// How a high share reads.
    pub reads: Reads,
    /// Practice or law.
    pub gap: Gap,
    /// The group, one name for each of the report's breakdowns; empty in a total.
    pub group: Vec<String>,
    /// What kind of row.
    pub kind: RowKind,
    /// The choice, in a row of a distribution.
    pub answer: Option<(String, Text)>,
    /// Whether numerator over denominator is a share of one whole.
    pub is_share: bool,
    /// The figures.
    pub figures: Figures,
}

/// What kind of row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One group, or everything where there are no breakdowns.
    Group,
    /// All groups together.
    Total,
}

/// The figures of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// Of an indicator.
    Counted(Counts),
    /// Of one choice of a distribution.
    Answer(AnswerFigures),
    /// Of an interval: its counts, and how long it took; nobody if no time is known.
    Minutes(Counts, Option<Quantiles>),
    /// Of a sum.
    Sum(SumFigures),
    /// Hidden, because they are small or would give small ones away.
    Suppressed,
}

/// How many took one choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerFigures {
    /// How many took it.
    pub count: u64,
    /// Of how many who took any choice.
    pub answered: u64,
    /// Of how many units looked at, those without a choice included.
    pub units: u64,
    /// How many do not know, refused, or were not asked.
    pub not_known: u64,
    /// To how many it does not apply.
    pub not_applicable: u64,
    /// How many of those not known have which reason, in the order of `NotKnown::ALL`.
    pub because: [u64; 7],
    /// Whether several choices can be taken at once.
    pub several: bool,
}

/// Numbers that were added up over units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SumFigures {
    /// The units: met are those whose numbers are known.
    pub units: Counts,
    /// What was added up.
    pub counted: u64,
    /// What it is a share of, if it is one.
    pub of: Option<u64>,
}

impl Figures {
    /// Returns the share that the figures are, if they are one.
    pub const fn rate(self) -> Option<Rate> {
        match self {
            Self::Counted(counts) | Self::Minutes(counts, _) => counts.rate(),
            Self::Answer(figures) => Rate::new(figures.count, figures.answered),
            Self::Sum(SumFigures {
                counted,
                of: Some(of),
                ..
            }) => Rate::new(counted, of),
            Self::Sum(_) | Self::Suppressed => None,
        }
    }

    /// Returns the counts of units behind the figures; `None` where they are hidden.
    pub fn counts(self) -> Option<Counts> {
        match self {
            Self::Counted(counts) | Self::Minutes(counts, _) => Some(counts),
            Self::Sum(figures) => Some(figures.units),
            Self::Answer(figures) => Some(Counts {
                met: figures.answered,
                not_known: figures.not_known,
                not_applicable: figures.not_applicable,
                because: figures.because,
                ..Counts::default()
            }),
            Self::Suppressed => None,
        }
    }
}

/// Something that must be said with the figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// About the whole report.
    Says(Message),
    /// What an indicator's denominator holds, in the words of its definition.
    Denominator {
        /// The indicator's id.
        indicator: String,
        /// The words.
        text: Text,
    },
}

impl Report {
    /// Returns how many rows are hidden.
    pub fn suppressed_rows(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.figures == Figures::Suppressed)
            .count()
    }
}
