//! What was half typed when the screen was hidden, locked or closed.
//!
//! A draft is nothing that was said: no entry, no part of a visit, never counted and never handed
//! over. It lies sealed in the vault as long as somebody is writing it, and there is one at most.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::coding;
use super::{Desk, DeskError};
use crate::checklist::{ChecklistId, FactName, SubjectKind};
use crate::safeguard::Country;
use crate::value::{Precision, Source};
use crate::vault::StreamId;
use crate::visit::{
    Announced, Compliance, CustodyPlace, Facility, FacilityType, Instance, Place, Stands, Subject,
    VisitId, VisitKind,
};

/// Half-typed text, and what it was going to be.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// In which visit; in none if it is a form that stands outside of visits.
    pub visit: Option<VisitId>,
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
    /// A number, a date or a time that is typed into an answer. It may read as one on its way: 130
    /// is no answer of somebody who is typing 1305.
    Field {
        /// Which question it answers.
        place: Place,
        /// In which instance of the repeats around it.
        instance: Instance,
        /// According to whom.
        source: Source,
        /// How exact a time is; `None` is "unknown".
        precision: Option<Precision>,
    },
    /// A place that is being entered in the register.
    Facility(FacilityForm),
    /// A visit that is about to begin.
    Visit(Box<VisitForm>),
    /// A colleague who is being entered; the text is the code.
    Contact {
        /// The key, or its file.
        key: String,
    },
}

/// The lines of a place that is being entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacilityForm {
    /// The line in hand.
    pub at: usize,
    /// What kind of place.
    pub kind: FacilityType,
    /// In which country.
    pub country: Country,
    /// What stands in the lines for text, from the top.
    pub lines: Vec<String>,
}

/// The lines of a visit that is about to begin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitForm {
    /// Where.
    pub facility: Facility,
    /// The line in hand.
    pub at: usize,
    /// Whose time is right, by its place among the choices.
    pub clock: usize,
    /// Whether a person has chosen it.
    pub confirmed: bool,
    /// Which set of checklists, by its place among the choices.
    pub set: usize,
    /// The checklists of an own set.
    pub own: Vec<ChecklistId>,
    /// What kind of visit.
    pub kind: VisitKind,
    /// Whether the place knew.
    pub announced: Announced,
    /// The codes of the team.
    pub team: String,
    /// What the watch showed, when the team stood at the gate, when it was let in; each with how exact.
    pub times: [(String, Option<Precision>); 3],
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
