//! The safeguards, and the vocabulary of facts that questions of any checklist point to.

use serde::{Deserialize, Serialize};

use super::{Defect, DefectKind, Law, ReviewStatus};
use crate::message::Text;

/// What ought to hold, with the norms behind it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Safeguard {
    /// Its number, as `SG05`.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The norms behind it, each with how far it was checked.
    #[serde(default, rename = "norm")]
    pub norms: Vec<Norm>,
    /// When it is kept, partly kept, not kept: the rule in words.
    #[serde(default)]
    pub rule: Text,
}

/// A norm behind a safeguard.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// How it is cited.
    pub text: String,
    /// How far it was checked.
    pub review_status: ReviewStatus,
}

/// A term of the shared vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its name, as `apprehended_at`.
    pub name: String,
    /// What a statement about it is.
    pub kind: FactKind,
    /// The choice list, for choices.
    #[serde(default)]
    pub choices: Option<String>,
    /// What it is called.
    pub label: Text,
    /// Two moments that differ by no more are no difference.
    #[serde(default)]
    pub tolerance_minutes: Option<u32>,
}

/// What a statement about a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A date, with or without a time of day.
    Moment,
    /// One choice.
    Choice,
    /// Several choices.
    Choices,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// Free text.
    Text,
}

/// Safeguards and facts.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    safeguards: Vec<Safeguard>,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    #[serde(default, rename = "safeguard")]
    safeguards: Vec<Safeguard>,
    #[serde(default, rename = "fact")]
    facts: Vec<Fact>,
}

impl Catalogue {
    /// Reads vocabulary files, given as name and text. A file that cannot be read is left out and
    /// listed.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Defect>) {
        let mut catalogue = Self::default();
        let mut defects = Vec::new();
        for (name, text) in files {
            let twice = |id: String| Defect {
                file: name.to_owned(),
                kind: DefectKind::Twice { id },
            };
            match toml::from_str::<VocabularyFile>(text) {
                Ok(file) => {
                    for safeguard in file.safeguards {
                        if catalogue.safeguard(&safeguard.id).is_some() {
                            defects.push(twice(safeguard.id));
                        } else {
                            catalogue.safeguards.push(safeguard);
                        }
                    }
                    for fact in file.facts {
                        if catalogue.fact(&fact.name).is_some() {
                            defects.push(twice(fact.name));
                        } else {
                            catalogue.facts.push(fact);
                        }
                    }
                }
                Err(fault) => defects.push(Defect::unreadable(name, &fault)),
            }
        }
        (catalogue, defects)
    }

    /// Returns the safeguards and facts that the program carries.
    pub fn embedded() -> (Self, Vec<Defect>) {
        Self::read(super::VOCABULARY_FILES.iter().copied())
    }

    /// Returns the limits that name a fact which the vocabulary does not have.
    pub fn check(&self, law: &Law) -> Vec<Defect> {
        law.all()
            .iter()
            .flat_map(|limit| {
                [Some(&limit.from), Some(&limit.to), limit.before.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(move |fact| (limit, fact))
            })
            .filter(|(_, fact)| self.fact(fact).is_none())
            .map(|(limit, fact)| Defect {
                file: "law".to_owned(),
                kind: DefectKind::UnknownFact {
                    id: limit.id.clone(),
                    fact: fact.clone(),
                },
            })
            .collect()
    }

    /// Returns the safeguard with this number.
    pub fn safeguard(&self, id: &str) -> Option<&Safeguard> {
        self.safeguards.iter().find(|safeguard| safeguard.id == id)
    }

    /// Returns every safeguard, in order.
    pub fn safeguards(&self) -> &[Safeguard] {
        &self.safeguards
    }

    /// Returns the fact with this name.
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// Returns every fact, in order.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_carried_files_have_no_defect_and_hold_all_24_safeguards() {
        let (catalogue, defects) = Catalogue::embedded();
        assert_eq!(defects, []);
        assert_eq!(catalogue.safeguards().len(), 24);
        let (law, defects) = Law::embedded();
        assert_eq!(defects, []);
        assert_eq!(catalogue.check(&law), []);
    }

    #[test]
    fn every_fact_that_assessments_read_is_in_the_vocabulary() {
        let (catalogue, _) = Catalogue::embedded();
        for name in [
            "apprehended_at",
            "recorded_at",
            "record_states_apprehended_at",
            "family_told_at",
            "lawyer_met_at",
            "first_questioned_at",
            "doctor_seen_at",
            "judge_at",
            "released_at",
        ] {
            assert_eq!(
                catalogue.fact(name).map(|fact| fact.kind),
                Some(FactKind::Moment),
                "{name}"
            );
        }
    }
}
