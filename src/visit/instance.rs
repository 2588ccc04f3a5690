//! Which instance of the repeats around a question: by identities, because positions change.
//!
//! Two monitors may add an instance to the same repeat at the same time: each of them is one of its
//! own. Its invariant: an identity is never used again for another thing.

use serde::{Deserialize, Serialize};

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
