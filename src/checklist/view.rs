//! A checklist as JSON: what `checklist show --json` prints and other programs read.

use serde::Serialize;

use super::{Checklist, Choice, Kind, Question, QuestionSource, SubjectKind, Text};
use crate::value::Source;

/// A whole checklist.
#[derive(Debug, Clone, Serialize)]
pub struct ChecklistView {
    /// The identity over all versions.
    pub id: String,
    /// The version of the content.
    pub version: String,
    /// The digest that visits pin, in hexadecimal digits.
    pub digest: String,
    /// What it is called.
    pub title: Text,
    /// What it is for.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub description: Text,
    /// Shown before a sheet about a person is filled.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub introduction: Text,
    /// Every language in which something is written.
    pub languages: Vec<String>,
    /// Those of them whose texts no native speaker has reviewed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<String>,
    /// The sections in order.
    pub sections: Vec<SectionView>,
}

/// A section.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Unique in the checklist.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// What it is about.
    pub subject: SubjectKind,
    /// Where it counts; everywhere if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// The questions in order.
    pub questions: Vec<QuestionView>,
}

/// A question.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// The item number.
    pub number: String,
    /// The name.
    pub name: String,
    /// The kind, as authors write it.
    pub kind: &'static str,
    /// The question itself.
    pub label: Text,
    /// A short line under it.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub hint: Text,
    /// How to ask, and what to compare with.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub guidance: Text,
    /// The choices it offers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceView>,
    /// The safeguard that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safeguard: Option<String>,
    /// The norms behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<String>,
    /// The fact that the answer states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Who usually says so.
    pub source: Source,
    /// Where it counts, without the section's condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// What an answer should satisfy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What to say where it does not.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub constraint_message: Text,
    /// How it is computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calculation: Option<String>,
    /// Whether a missing answer is listed before finishing.
    pub required: bool,
    /// Whether the answer may identify somebody.
    pub personal: bool,
}

/// A choice.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// What is stored.
    pub name: String,
    /// What is shown.
    pub label: Text,
}

impl ChecklistView {
    /// Makes the view of a checklist.
    pub fn of(checklist: &Checklist) -> Self {
        let source = checklist.source().ok();
        let written = |index: usize| {
            let source = source.as_ref()?;
            source
                .sections
                .iter()
                .flat_map(|section| &section.questions)
                .nth(index)
        };
        let sections = checklist.sections.iter().enumerate();
        Self {
            id: checklist.id.to_string(),
            version: checklist.version.clone(),
            digest: checklist.digest.to_string(),
            title: checklist.title.clone(),
            description: checklist.description.clone(),
            introduction: checklist.introduction.clone(),
            languages: checklist
                .languages()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            drafts: checklist.drafts.clone(),
            sections: sections
                .map(|(index, section)| SectionView {
                    name: section.name.clone(),
                    title: section.title.clone(),
                    subject: section.subject,
                    relevant: source
                        .as_ref()
                        .and_then(|source| source.sections.get(index))
                        .and_then(|section| section.relevant.clone()),
                    questions: section
                        .questions
                        .clone()
                        .filter_map(|index| {
                            let question = checklist.questions.get(index)?;
                            Some(QuestionView::of(checklist, question, written(index)))
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

impl QuestionView {
    fn of(checklist: &Checklist, question: &Question, written: Option<&QuestionSource>) -> Self {
        let choices = checklist.choices_of(question).iter();
        Self {
            number: question.number.clone(),
            name: question.name.to_string(),
            kind: question.kind.name(),
            label: question.label.clone(),
            hint: question.hint.clone(),
            guidance: question.guidance.clone(),
            choices: choices.map(ChoiceView::of).collect(),
            safeguard: question.safeguard.clone(),
            norms: question.norms.clone(),
            fact: question.fact.as_ref().map(ToString::to_string),
            source: question.source,
            relevant: written.and_then(|written| written.relevant.clone()),
            constraint: written.and_then(|written| written.constraint.clone()),
            constraint_message: question.constraint_message.clone(),
            calculation: written.and_then(|written| written.calculation.clone()),
            required: question.required,
            personal: question.personal,
        }
    }
}

impl ChoiceView {
    fn of(choice: &Choice) -> Self {
        Self {
            name: choice.name.clone(),
            label: choice.label.clone(),
        }
    }
}

impl Kind {
    /// Returns the kind as authors write it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Moment => "moment",
            Self::Date => "date",
            Self::Note => "note",
            Self::Calculate => "calculate",
        }
    }
}
