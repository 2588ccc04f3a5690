//! The words that definitions may use: facts with their kinds, and the choices they can take.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::checklist::Text;
use crate::expr::NameKind;

/// Facts by name, with their kinds and choices.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    facts: BTreeMap<String, FactWord>,
}

/// What is known of one fact.
#[derive(Debug, Clone)]
pub(super) struct FactWord {
    pub(super) kind: NameKind,
    pub(super) choices: Vec<(String, Text)>,
}

#[derive(Deserialize)]
struct FactsFile {
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
struct ChoicesFile {
    #[serde(default)]
    list: Vec<ListLine>,
}

#[derive(Deserialize)]
struct ListLine {
    name: String,
    #[serde(default)]
    choice: Vec<ChoiceLine>,
}

#[derive(Deserialize)]
struct ChoiceLine {
    name: String,
    #[serde(default)]
    label: Text,
}

impl Vocabulary {
    /// Reads the texts of `facts.toml` and `choices.toml`; the checklist compiler judges the rest of them.
    pub fn read(facts: &str, choices: &str) -> Result<Self, toml::de::Error> {
        let facts: FactsFile = toml::from_str(facts)?;
        let choices: ChoicesFile = toml::from_str(choices)?;
        let lists: BTreeMap<String, Vec<(String, Text)>> = choices
            .list
            .into_iter()
            .map(|list| {
                let choices = list.choice.into_iter();
                (list.name, choices.map(|it| (it.name, it.label)).collect())
            })
            .collect();
        let word = |line: FactLine| {
            let kind = match line.kind.as_str() {
                "moment" | "date" => NameKind::Moment,
                "choice" => NameKind::Choice,
                "choices" => NameKind::Choices,
                "integer" | "decimal" => NameKind::Number,
                _ => NameKind::Text,
            };
            let choices = line.choices.as_ref().and_then(|list| lists.get(list));
            let choices = choices.cloned().unwrap_or_default();
            (line.name, FactWord { kind, choices })
        };
        Ok(Self {
            facts: facts.fact.into_iter().map(word).collect(),
        })
    }

    /// Returns what is known of the fact with this name.
    pub(super) fn fact(&self, name: &str) -> Option<&FactWord> {
        self.facts.get(name)
    }

    /// Returns every fact's name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().map(String::as_str)
    }
}
