//! Values of answers, and the reasons why one is missing.
//!
//! Owns the words that every layer shares: [`Value`], [`Missing`], [`Moment`], [`Precision`] and
//! [`Source`]. It uses nothing else of the program. Its invariant: silence is never a value; a
//! question without an answer has no [`Value`] at all.

mod missing;
mod moment;
mod source;

pub use missing::{Missing, NotCheckedReason};
pub use moment::{Moment, MomentFault, PartialDate, Precision, Span};
pub use source::Source;

use std::fmt;

use serde::{Deserialize, Serialize};

/// What was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Free text.
    #[serde(rename = "t")]
    Text(String),
    /// A whole number.
    #[serde(rename = "i")]
    Integer(i64),
    /// A number with decimals.
    #[serde(rename = "d")]
    Decimal(f64),
    /// The name of one choice.
    #[serde(rename = "c")]
    Choice(String),
    /// The names of several choices, in the order in which they were taken.
    #[serde(rename = "m")]
    Choices(Vec<String>),
    /// A date, with or without a time of day, possibly partial.
    #[serde(rename = "w")]
    Moment(Moment),
}

impl Value {
    /// Returns the name of the chosen choice, if this is a single choice.
    pub fn as_choice(&self) -> Option<&str> {
        match self {
            Self::Choice(name) => Some(name),
            Self::Text(_)
            | Self::Integer(_)
            | Self::Decimal(_)
            | Self::Choices(_)
            | Self::Moment(_) => None,
        }
    }

    /// Returns the moment, if this is one.
    pub fn as_moment(&self) -> Option<Moment> {
        match self {
            Self::Moment(moment) => Some(*moment),
            Self::Text(_)
            | Self::Integer(_)
            | Self::Decimal(_)
            | Self::Choices(_)
            | Self::Choice(_) => None,
        }
    }

    /// Returns whether the value holds nothing a person would call an answer: empty text, no choice taken.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Choice(name) => name.is_empty(),
            Self::Choices(names) => names.is_empty(),
            Self::Integer(_) | Self::Decimal(_) | Self::Moment(_) => false,
        }
    }
}

/// Writes the value in its exchange notation: choice names, plain numbers, ISO 8601 moments;
/// several choices separated by one blank, as XLSForm stores them.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Choice(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Decimal(number) => write!(f, "{number}"),
            Self::Choices(names) => f.write_str(&names.join(" ")),
            Self::Moment(moment) => write!(f, "{moment}"),
        }
    }
}
