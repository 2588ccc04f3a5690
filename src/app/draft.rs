//! What was half typed when the screen was hidden, locked or closed.
//!
//! A draft is nothing that was said: no entry, no part of a visit, never counted and never handed
//! over. It lies sealed in the vault as long as somebody is writing it, and there is one at most.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::coding;
use super::{Desk, DeskError};
use crate::checklist::{FactName, SubjectKind};
use crate::value::{Precision, Source};
use crate::vault::StreamId;
use crate::visit::{Compliance, CustodyPlace, Instance, Place, Stands, Subject, VisitId};

/// Half-typed text, and what it was going to be.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// In which visit.
    pub visit: VisitId,
    /// What it was going to be.
    pub of: DraftOf,
    /// What is typed so far.
    pub text: String,
}

/// What half-typed text was going to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum DraftOf {
    /// Why an account stands.
    View {
        /// About whom.
        subject: Subject,
        /// Which custody of several.
        #[serde(default)]
        custody: Option<CustodyPlace>,
        /// Which fact.
        fact: FactName,
        /// Which account.
        stands: Stands,
    },
    /// Why a safeguard has the team's own result.
    Decision {
        /// About whom.
        subject: Subject,
        /// Which custody of several.
        #[serde(default)]
        custody: Option<CustodyPlace>,
        /// Which safeguard, as `SG05`.
        safeguard: String,
        /// Which result.
        result: Compliance,
    },
    /// A time that is entered or corrected on a timeline.
    Time {
        /// Whose timeline.
        subject: Subject,
        /// Which custody of several.
        #[serde(default)]
        custody: Option<CustodyPlace>,
        /// Which question it answers.
        place: Place,
        /// In which instance of the repeats around it.
        #[serde(default)]
        instance: Instance,
        /// According to whom.
        source: Source,
        /// How exact it is; `None` is "unknown".
        precision: Option<Precision>,
    },
    /// The words by which somebody is told apart.
    Label(SubjectKind),
    /// Why a finished visit is opened again.
    Reopening,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draft(<redacted>)")
    }
}

impl Desk {
    /// Keeps what is half typed in the place of what was; nothing takes it away.
    ///
    /// It stands beside the register and not in it, so that a text nobody finished can be gone again.
    pub fn keep_draft(&self, draft: Option<&Draft>) -> Result<(), DeskError> {
        let bytes = draft.map(coding::encode).transpose()?.unwrap_or_default();
        let register = StreamId::REGISTER;
        let revision = self.vault().revision(register);
        Ok(self.vault().set_summary(register, revision, &bytes)?)
    }

    /// Returns what was half typed when the vault was closed.
    pub fn draft(&self) -> Option<Draft> {
        let bytes = self.vault().summary(StreamId::REGISTER)?;
        coding::decode(&bytes).ok()
    }
}
