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
    /// What the languages are called in XLSForms, where it is not what we would call them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, String>,
    /// Settings of the XLSForm that it came from, kept for the way back. Its being there says that the
    /// checklist was an XLSForm: names are judged by XLSForm's rules, an expression that cannot be
    /// carried out is left out and told, and sections are no groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xlsform: Option<Columns>,
}

/// Columns of an XLSForm that mean nothing here, by header, kept for the way back.
pub type Columns = BTreeMap<String, String>;

/// Returns what paths call a question or group of this name: its own name there, if several share it.
pub(super) fn path_name<'n>(columns: &'n Columns, name: &'n str) -> &'n str {
    columns.get("name").map_or(name, String::as_str)
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
    /// The groups and repeats to which its questions belong, each after the one it stands in.
    #[serde(default, rename = "group", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupSource>,
    /// The questions in order.
    #[serde(default, rename = "question")]
    pub questions: Vec<QuestionSource>,
}

/// A group of questions, or a repeat: a group that occurs once for each of several things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSource {
    /// `[a-z][a-z0-9_]*`, unique among groups and questions.
    pub name: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// The group that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// An expression; the group counts only where it is true. Of a repeat, judged for each instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// Whether it is a repeat.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeat: bool,
    /// An expression for how many instances there are at least; without it they are added by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_count: Option<String>,
    /// The name that it had in an earlier version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Other columns of the XLSForm.
    #[serde(default, skip_serializing_if = "Columns::is_empty")]
    pub xlsform: Columns,
}

/// Where an answer is missed before finishing. It never blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Required {
    /// Nowhere.
    #[default]
    Never,
    /// Everywhere, or nowhere.
    Flag(bool),
    /// Where this expression is true.
    Where(String),
}

impl Required {
    /// Returns whether nobody misses the answer.
    pub const fn is_never(&self) -> bool {
        matches!(self, Self::Never | Self::Flag(false))
    }

    /// Returns whether the answer is missed everywhere.
    pub const fn is_always(&self) -> bool {
        matches!(self, Self::Flag(true))
    }
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
    /// `text`, `integer`, `decimal`, `choice`, `choices`, `moment`, `date`, `note`, `calculate`, or one of
    /// XLSForm's: `time`, `range`, `rank`, `acknowledge`, `hidden`, `metadata`, `unsupported`.
    pub kind: String,
    /// The question itself; what is only computed may have none.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
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
    /// The group or repeat to which it belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// An expression over the columns of a choice; only choices for which it is true are offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice_filter: Option<String>,
    /// What stands there until something is said: a value, or an expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// An expression; where it is true, the question takes no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only: Option<String>,
    /// The questions after whose answers the calculation is made, and only then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trigger: Vec<String>,
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
    #[serde(default, skip_serializing_if = "Required::is_never")]
    pub required: Required,
    /// What to say where a required answer is missing.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub required_message: Text,
    /// Whether the answer may identify somebody: left out of exports unless asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// The name that it had in an earlier version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// How it is shown, in XLSForm's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appearance: Option<String>,
    /// Pairs `key=value`, as `start=1 end=5` of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<String>,
    /// Other columns of the XLSForm.
    #[serde(default, skip_serializing_if = "Columns::is_empty")]
    pub xlsform: Columns,
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceSource {
    /// What is stored.
    pub name: String,
    /// What is shown.
    pub label: Text,
    /// What else is known of it, for choice filters and lookups.
    #[serde(default, skip_serializing_if = "Columns::is_empty")]
    pub columns: Columns,
}
