//! One answer of one source to one question.

use serde::{Deserialize, Serialize};

use crate::value::{Missing, Precision, Value};

/// What stands in the answer's place: a value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A value was given.
    #[serde(rename = "v")]
    Given(Value),
    /// Somebody looked, and there is no value, for this reason.
    #[serde(rename = "m")]
    Missing(Missing),
}

/// Everything one source said to one question, with the monitor's marks on it.
///
/// An answer without content is an empty question that carries a note or a flag, or one that was
/// emptied again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The value or the missing reason; `None` is empty.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Content>,
    /// How exact a moment is; `Exact` for everything else.
    #[serde(rename = "p", default, skip_serializing_if = "is_exact")]
    pub precision: Precision,
    /// The monitor's note.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the monitor wants to come back to it.
    #[serde(rename = "f", default, skip_serializing_if = "is_false")]
    pub flag: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_exact(precision: &Precision) -> bool {
    *precision == Precision::Exact
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Answer {
    /// Makes an answer that holds a value.
    pub fn given(value: Value) -> Self {
        Self {
            content: Some(Content::Given(value)),
            ..Self::default()
        }
    }

    /// Makes an answer that holds the reason why there is no value.
    pub fn missing(reason: Missing) -> Self {
        Self {
            content: Some(Content::Missing(reason)),
            ..Self::default()
        }
    }

    /// Returns the value, if one was given.
    pub const fn value(&self) -> Option<&Value> {
        match &self.content {
            Some(Content::Given(value)) => Some(value),
            Some(Content::Missing(_)) | None => None,
        }
    }

    /// Returns the missing reason, if that is what stands here.
    pub const fn missing_reason(&self) -> Option<Missing> {
        match &self.content {
            Some(Content::Missing(reason)) => Some(*reason),
            Some(Content::Given(_)) | None => None,
        }
    }

    /// Returns whether the question counts as answered: it has a value or a missing reason.
    pub const fn is_answered(&self) -> bool {
        self.content.is_some()
    }
}
