//! A checklist as its author wrote it: TOML with XLSForm's logic keys (FORMAT.md).
//!
//! `toml` reads into these types strictly; `compile` turns them into a [`Checklist`](super::Checklist)
//! or lists every defect. A resolved source is self-contained: its choice lists are inline and what
//! it takes from other checklists is copied in. Its canonical JSON is what visits pin.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{SubjectKind, Text};
use crate::value::Source;

/// The whole file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistSource {
    /// The version of the format; 1.
    pub format: u32,
    /// `folder/name`, the identity over all versions.
    pub id: String,
    /// The version of the content, as `2026.1`.
    pub version: String,
    /// Languages whose texts no native speaker has reviewed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<String>,
    /// What the checklist is called.
    pub title: Text,
    /// What it is for and when to use it.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub description: Text,
    /// What its sections are about unless they say otherwise.
    pub subject: SubjectKind,
    /// Who usually says so.
    pub default_source: Source,
    /// Shown on the screen before a sheet about a person is filled.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub introduction: Text,
    /// The sections in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<SectionSource>,
    /// Choice lists of this checklist alone; others come from `choices.toml`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Vec<ChoiceSource>>,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionSource {
    /// `[a-z][a-z0-9_]*`, unique in the checklist.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// What it is about, if not what the checklist is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectKind>,
    /// Who usually says so, if not who usually does in the checklist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// An expression; the section counts only where it is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// Another checklist from which questions are taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The item numbers to take over from it, in order, each with all its questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub take: Vec<String>,
    /// The questions in order.
    #[serde(default, rename = "question")]
    pub questions: Vec<QuestionSource>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSource {
    /// The name that expressions, answers and exports use.
    pub name: String,
    /// The item number that paper and screen print, as `D01`; several questions may share one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `text`, `integer`, `decimal`, `choice`, `choices`, `moment`, `date`, `note` or `calculate`.
    pub kind: String,
    /// The question itself.
    pub label: Text,
    /// A short line under the question.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub hint: Text,
    /// How to ask, and what to compare with.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub guidance: Text,
    /// The safeguard that it is about, as `SG05`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safeguard: Option<String>,
    /// The norms behind it, as `A/71/298 para 69`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norm: Vec<String>,
    /// The fact of the shared vocabulary that the answer states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Who usually says so, if not who usually does in the section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The choice list, for `choice` and `choices`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<String>,
    /// An expression; the question counts only where it is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// An expression with `.` for the answer; where it is false the answer is kept and listed "to check".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What to say where the constraint is false.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub constraint_message: Text,
    /// An expression whose value is the answer (`calculate`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculation: Option<String>,
    /// Whether a missing answer is listed before finishing; it never blocks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Whether the answer may identify somebody: left out of exports unless asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceSource {
    /// What is stored.
    pub name: String,
    /// What is shown.
    pub label: Text,
}
