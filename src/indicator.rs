//! Indicators: definitions as data, counts over visits, rates, breakdowns, suppression.
//!
//! Owns how something is counted, and nothing of how it is written down: no vault, no formatting.
//! Its invariants: a rate always keeps its denominator; units are never mixed; what is not known
//! and what does not apply enter no denominator and are always counted beside it; a suppressed
//! figure can be computed back from nothing that the same report shows.

mod accounts;
#[cfg(test)]
mod attacker;
mod coded;
mod counts;
mod dataset;
mod defect;
mod definition;
mod dimension;
mod episode;
mod evaluator;
mod interval;
mod limits;
mod memo;
mod minutes;
mod names;
mod outcome;
mod reading;
mod release;
mod report;
mod segment;
mod slot_set;
mod source;
mod suppress;
mod tally;
mod vocabulary;

pub use accounts::Accounts;
pub use counts::{Counts, Percent, Rate, Share};
pub use dataset::{DatasetColumn, DatasetRow, SqlCounting, SqlIndicator};
pub use defect::IndicatorDefect;
pub use definition::{Definitions, Distribution, Gap, Indicator, NamedReport, Reads, Unit};
pub use dimension::{Dimension, NOT_KNOWN};
pub use episode::{Asked, AssessedSafeguard, CountedEpisode, CountedVisit};
pub use evaluator::Evaluator;
pub use interval::Elapsing;
pub use limits::{FoundLimit, Jurisdiction, Limits, NoLimits};
pub use minutes::{Minutes, Quantiles};
pub use outcome::{NotKnown, Outcome};
pub use release::{Former, Release};
pub use report::{AnswerFigures, Figures, Note, Report, Row, RowKind, SumFigures};
pub use segment::{Block, Directory, Growing, OtherShape, Segment, SegmentVisit};
pub use suppress::Suppression;
pub use tally::{
    AskedFor, NotPublishable, Practice, SavedFault, SavedTally, Selection, SelectionFault, Tally,
};
pub use vocabulary::Vocabulary;

/// The definitions that come with the program.
pub const EMBEDDED: &str = include_str!("../checklists/indicators.toml");
