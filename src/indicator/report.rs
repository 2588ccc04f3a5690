//! What a tally found, ready for any renderer: rows that keep their denominators, and what must be
//! said with them.

use super::{Counts, Dimension, Reads, Unit};
use crate::checklist::Text;
use crate::message::Message;

/// A whole report.
#[derive(Debug, Clone)]
pub struct Report {
    /// The breakdowns, in the order in which they were asked for.
    pub by: Vec<Dimension>,
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
    /// The group, one name for each of the report's breakdowns; empty in a total.
    pub group: Vec<String>,
    /// What kind of row.
    pub kind: RowKind,
    /// The choice, in a row of a distribution.
    pub answer: Option<(String, Text)>,
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
