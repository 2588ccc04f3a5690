//! Which instance of the repeats around a question: by identities, because positions change.
//!
//! Two monitors may add an instance to the same repeat at the same time: each of them is one of its
//! own. Its invariant: an identity is never used again for another thing.

use serde::{Deserialize, Serialize};

use crate::message::Message;
use crate::visit::EntryId;

/// One instance of a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum InstanceId {
    /// One that is there without anybody adding it, by its number from 1: the first one, and those
    /// that a count asks for.
    #[serde(rename = "n")]
    Counted(u32),
    /// One that was added, by the entry that added it.
    #[serde(rename = "a")]
    Added(EntryId),
}

/// The instances around a question, one for each repeat, from the outermost inwards; outside repeats
/// there are none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instance(pub Vec<InstanceId>);

impl Instance {
    /// Returns whether it is outside all repeats.
    pub fn is_outside(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the instance inside this one.
    #[must_use]
    pub fn with(&self, id: InstanceId) -> Self {
        let mut inside = self.0.clone();
        inside.push(id);
        Self(inside)
    }

    /// Returns the instance as far as it has this many repeats around.
    #[must_use]
    pub fn outer(&self, depth: usize) -> Self {
        Self(self.0.get(..depth).unwrap_or(&self.0).to_vec())
    }
}

/// A question of a sheet in one instance of the repeats around it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Which question, as an index into the checklist.
    pub question: usize,
    /// In which instance.
    pub instance: Instance,
}

impl Spot {
    /// Returns the question in the first instances of the repeats around it, wherever they are.
    pub fn first(question: usize) -> Self {
        Self {
            question,
            instance: Instance::default(),
        }
    }
}

/// What happened to an instance of a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InstanceChange {
    /// It was added.
    Added,
    /// It was taken away, with everything inside; nothing of it counts, and nothing is lost.
    Removed,
    /// It was put before another one, or at the end.
    Moved {
        /// Before which.
        #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
        before: Option<InstanceId>,
    },
}

impl InstanceChange {
    /// Says it in words, of a `group` on the sheet of a `subject`.
    pub const fn message(self) -> Message {
        Message::new(match self {
            Self::Added => "repeat-step-added",
            Self::Removed => "repeat-step-removed",
            Self::Moved { .. } => "repeat-step-moved",
        })
    }
}
