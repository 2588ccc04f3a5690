//! What is wrong with a law or vocabulary file.

use crate::message::{Explain, Message};

/// Something wrong in one file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {kind:?}")]
pub struct Defect {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub kind: DefectKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefectKind {
    /// The file is no TOML, or not of this shape.
    Unreadable {
        /// What the reader of TOML says, with the line.
        detail: String,
    },
    /// Two things have the same name; the first one is used.
    Twice {
        /// The name.
        id: String,
    },
    /// The last day of validity comes before the first.
    EndsBeforeItBegins {
        /// The limit.
        id: String,
    },
    /// A limit names a fact that the vocabulary does not have.
    UnknownFact {
        /// The limit.
        id: String,
        /// The fact.
        fact: String,
    },
}

impl Defect {
    pub(super) fn unreadable(file: &str, fault: &toml::de::Error) -> Self {
        Self {
            file: file.to_owned(),
            kind: DefectKind::Unreadable {
                detail: fault.to_string(),
            },
        }
    }
}

impl Explain for Defect {
    fn what_happened(&self) -> Message {
        match &self.kind {
            DefectKind::Unreadable { detail } => Message::new("err-law-unreadable")
                .text("file", &self.file)
                .text("detail", detail),
            DefectKind::Twice { id } => Message::new("err-law-twice")
                .text("file", &self.file)
                .text("id", id),
            DefectKind::EndsBeforeItBegins { id } => Message::new("err-law-ends-before-it-begins")
                .text("file", &self.file)
                .text("id", id),
            DefectKind::UnknownFact { id, fact } => Message::new("err-law-unknown-fact")
                .text("file", &self.file)
                .text("id", id)
                .text("fact", fact),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new("rec-law-defect"))
    }
}
