//! What checklists may point to: the facts and safeguards that exist.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::ChoiceSource;
use super::defect::{Defect, DefectCode};
use super::places::Places;
use crate::message::Message;

/// A fact, as far as checklists must know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFact {
    /// `moment`, `choice`, `choices`, `integer` or `text`.
    pub kind: String,
    /// The choice list of its answers, if it has one.
    pub choices: Option<String>,
}

/// The names of facts and safeguards that checklists may use.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    facts: BTreeMap<String, KnownFact>,
    /// The safeguards, each with whether a norm is named for it.
    safeguards: BTreeMap<String, bool>,
    lists: BTreeMap<String, BTreeSet<String>>,
    is_open: bool,
}

/// Why a vocabulary file could not be read.
#[derive(Debug, thiserror::Error)]
#[error("the vocabulary of facts or safeguards cannot be read")]
pub struct VocabularyFault(#[source] toml::de::Error);

impl VocabularyFault {
    /// Returns the fault as a defect of its file.
    pub(super) fn defect(&self, text: &str) -> Defect {
        let mut defect = Defect::new(DefectCode::NotToml, "")
            .with("detail", self.0.message())
            .suggest(Message::new("rec-chk-not-toml"));
        if let Some(span) = self.0.span() {
            let (line, column) = Places::of(text).line_and_column(span.start);
            defect.line = Some(line);
            defect.column = Some(column);
        }
        defect
    }
}

// Only what a checklist can be compared with; `safeguard` reads the rest of these files.
#[derive(Deserialize)]
struct FactFile {
    #[serde(default)]
    fact: Vec<FactLine>,
}

#[derive(Deserialize)]
struct FactLine {
    name: String,
    kind: String,
    choices: Option<String>,
}

#[derive(Deserialize)]
struct SafeguardFile {
    #[serde(default)]
    safeguard: Vec<SafeguardLine>,
}

#[derive(Deserialize)]
struct SafeguardLine {
    id: toml::Spanned<String>,
    #[serde(default)]
    norm: Vec<toml::Value>,
}

impl Vocabulary {
    /// Makes a vocabulary that accepts every name: a pinned checklist is opened again although the
    /// facts and safeguards of the program have changed since.
    pub fn open() -> Self {
        Self {
            is_open: true,
            ..Self::default()
        }
    }

    /// Makes an empty vocabulary to which [`Vocabulary::add_facts`] and the like add.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the facts of a `facts.toml`; a fact of the same name is replaced.
    pub fn add_facts(&mut self, text: &str) -> Result<(), VocabularyFault> {
        let file: FactFile = toml::from_str(text).map_err(VocabularyFault)?;
        self.facts.extend(file.fact.into_iter().map(|line| {
            let fact = KnownFact {
                kind: line.kind,
                choices: line.choices,
            };
            (line.name, fact)
        }));
        Ok(())
    }

    /// Adds the safeguards of a `safeguards.toml`.
    pub fn add_safeguards(&mut self, text: &str) -> Result<(), VocabularyFault> {
        let file: SafeguardFile = toml::from_str(text).map_err(VocabularyFault)?;
        self.safeguards
            .extend(file.safeguard.into_iter().map(|line| {
                let has_norm = !line.norm.is_empty();
                (line.id.into_inner(), has_norm)
            }));
        Ok(())
    }

    /// Judges the text of a `safeguards.toml`.
    pub(super) fn check_safeguards(text: &str) -> Vec<Defect> {
        let file: SafeguardFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(fault) => return vec![VocabularyFault(fault).defect(text)],
        };
        let places = Places::of(text);
        let bare = file.safeguard.iter().filter(|line| line.norm.is_empty());
        bare.map(|line| {
            let id = line.id.get_ref().as_str();
            let mut defect = Defect::new(DefectCode::NoNorm, format!("safeguard.{id}"))
                .with("safeguard", id)
                .suggest(Message::new("rec-chk-no-norm"));
            let (row, column) = places.line_and_column(line.id.span().start);
            defect.line = Some(row);
            defect.column = Some(column);
            defect
        })
        .collect()
    }

    /// Adds the shared choice lists, so that a question's choices can be compared with its fact's.
    pub fn add_lists(&mut self, lists: &BTreeMap<String, Vec<ChoiceSource>>) {
        self.lists.extend(lists.iter().map(|(name, list)| {
            let names = list.iter().map(|choice| choice.name.clone()).collect();
            (name.clone(), names)
        }));
    }

    /// Returns the choice names of the shared list with this name.
    pub fn list(&self, name: &str) -> Option<&BTreeSet<String>> {
        self.lists.get(name)
    }

    /// Returns whether every name is accepted.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Returns the fact of this name.
    pub fn fact(&self, name: &str) -> Option<&KnownFact> {
        self.facts.get(name)
    }

    /// Returns the names of all facts.
    pub fn fact_names(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().map(String::as_str)
    }

    /// Returns the ids of all safeguards.
    pub fn safeguard_ids(&self) -> impl Iterator<Item = &str> {
        self.safeguards.keys().map(String::as_str)
    }

    /// Returns whether there is a safeguard with this id.
    pub fn has_safeguard(&self, id: &str) -> bool {
        self.is_open || self.safeguards.contains_key(id)
    }

    /// Returns whether a norm is named for the safeguard, or nobody knows the safeguard.
    pub fn has_norm(&self, id: &str) -> bool {
        self.is_open || self.safeguards.get(id).is_none_or(|has_norm| *has_norm)
    }
}
