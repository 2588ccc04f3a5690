//! Indicators: definitions as data, counts over visits, rates, breakdowns, suppression.
//!
//! Owns how something is counted, and nothing of how it is written down: no vault, no formatting.
//! Its invariants: a rate always keeps its denominator; units are never mixed; what is not known
//! and what does not apply enter no denominator and are always counted beside it; a suppressed
//! figure can be computed back from nothing that the same report shows.

mod counts;
mod defect;
mod definition;
mod dimension;
mod episode;
mod interval;
mod limits;
mod memo;
mod names;
mod reading;
mod report;
mod source;
mod suppress;
mod tally;
mod vocabulary;

pub use counts::{Counts, Outcome, Percent, Rate};
pub use defect::IndicatorDefect;
pub use definition::{Definitions, Distribution, Gap, Indicator, Reads, Unit};
pub use dimension::{Dimension, NOT_KNOWN};
pub use episode::{AssessedSafeguard, CountedEpisode, CountedVisit};
pub use interval::Elapsing;
pub use limits::{FoundLimit, Jurisdiction, Limits, NoLimits};
pub use report::{AnswerFigures, Figures, Note, Report, Row, RowKind};
pub use suppress::Suppression;
pub use tally::{Practice, Selection, SelectionFault, Tally};
pub use vocabulary::Vocabulary;

/// The definitions that come with the program.
pub const EMBEDDED: &str = include_str!("../checklists/indicators.toml");
