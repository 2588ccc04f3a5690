//! What is wrong with a file of indicators.

use crate::message::{Explain, Message};

/// One thing that is wrong with a file of indicators, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorDefect {
    /// The stable code, as `indicator_unknown_interval`.
    pub code: &'static str,
    /// The id or name of the part that has it; empty for the whole file.
    pub part: String,
    /// The key of that part; empty for the whole part.
    pub key: &'static str,
    /// The column of an expression, in letters from 1.
    pub column: Option<usize>,
    /// What is wrong and what to write instead.
    pub message: Message,
}

impl Explain for IndicatorDefect {
    fn what_happened(&self) -> Message {
        Message::new("err-indicator-defect")
            .text("part", self.part.clone())
            .text("key", self.key)
            .message("what", self.message.clone())
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new("rec-indicator-defect"))
    }
}
