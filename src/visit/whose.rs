//! Whose custody is meant: a human being's, and of several one of them.
//!
//! What the team thinks is about one custody. Entries name it by the repeat and the instance, as they
//! name answers, so that it stays the same one when instances move and versions change.

use serde::{Deserialize, Serialize};

use crate::checklist::{Digest, QuestionName};
use crate::visit::{InstanceId, Subject};

/// One custody of several, as entries name it: an instance of the repeat that asks about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyPlace {
    /// On whose sheet the repeat stands.
    #[serde(rename = "s")]
    pub subject: Subject,
    /// In which checklist, by the digest of its text.
    #[serde(rename = "c")]
    pub checklist: Digest,
    /// Which repeat.
    #[serde(rename = "g")]
    pub group: QuestionName,
    /// Which instance of it.
    #[serde(rename = "r")]
    pub instance: InstanceId,
}

/// A human being, and which custody of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// The person or custody record.
    pub subject: Subject,
    /// The custody; without it, of several the first is shown, and nothing is said of any.
    pub custody: Option<CustodyPlace>,
}

impl From<Subject> for Whose {
    fn from(subject: Subject) -> Self {
        Self {
            subject,
            custody: None,
        }
    }
}

impl From<&Self> for Whose {
    fn from(whose: &Self) -> Self {
        whose.clone()
    }
}
