//! What one action did to a visit: the entries to keep, and what to tell the monitor.

use serde::{Deserialize, Serialize};

use crate::checklist::{Digest, QuestionName};
use crate::message::Message;
use crate::value::Source;
use crate::visit::{Answer, Entry, Stamp, Subject};

/// Where an answer stands: one question of one checklist about one subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// About whom or what.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: Digest,
    /// Which question.
    pub question: QuestionName,
}

/// Who speaks, when, and from which number on the entries are to be numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Who and when.
    pub stamp: Stamp,
    /// The device on which it is said.
    pub device: crate::visit::DeviceId,
    /// The number of the first entry; the caller counts on by [`Change::entries`].
    pub number: u64,
}

/// What one action did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// What has to be kept, in order. Empty if nothing changed.
    pub entries: Vec<Entry>,
    /// How many answers no longer apply: they are kept, and count nowhere.
    pub no_longer_apply: usize,
    /// How many answers that did not apply do so again.
    pub apply_again: usize,
    /// After undo and redo: which answers turned, and from what to what.
    pub turns: Vec<Turn>,
    /// What happened, in words, where the screen does not show it by itself.
    pub message: Option<Message>,
}

/// An answer that undo or redo changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Which question.
    pub place: Place,
    /// According to whom.
    pub source: Source,
    /// What stood there before.
    pub old: Option<Answer>,
    /// What stands there now.
    pub new: Option<Answer>,
}
