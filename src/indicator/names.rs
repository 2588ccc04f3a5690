//! The names that expressions of indicators may use, each turned once into a slot.
//!
//! Inside `${…}` stands a fact (`lawyer_met_place`), a fact of one source
//! (`family_told@register`), the code of an assessed safeguard (`SG05`), an interval
//! (`record_in_time`), or `facility_type`, `country`, `visit_kind`, `visit_announced`,
//! `waited_minutes`, `interviews`, `private_interviews` of the visit.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Vocabulary;
use crate::expr::{NameKind, Names};
use crate::value::Source;
use crate::visit::{FacilityType, VisitKind};

/// What a slot holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// What the most believed source said about a fact.
    Fact(String),
    /// What one source said about a fact.
    FactOf(String, Source),
    /// The code of a safeguard's assessment.
    Safeguard(String),
    /// How an interval stands to its limit.
    Interval(usize),
    /// Something about the visit.
    Visit(VisitWord),
}

/// What expressions can ask about the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VisitWord {
    FacilityType,
    Country,
    VisitKind,
    /// Whether the place knew: yes, no, `not_stated`.
    Announced,
    /// Minutes from the gate until the team was let in; blank if it was not or nobody wrote it down.
    WaitedMinutes,
    /// How many persons said whether the talk was private.
    Interviews,
    /// How many said that it was.
    PrivateInterviews,
}

const VISIT_WORDS: [(&str, VisitWord); 7] = [
    ("facility_type", VisitWord::FacilityType),
    ("country", VisitWord::Country),
    ("visit_kind", VisitWord::VisitKind),
    ("visit_announced", VisitWord::Announced),
    ("waited_minutes", VisitWord::WaitedMinutes),
    ("interviews", VisitWord::Interviews),
    ("private_interviews", VisitWord::PrivateInterviews),
];

/// The codes of an assessment.
pub(super) const CODES: [&str; 5] = ["C", "P", "N", "NA", "NK"];

/// Resolves names, and remembers every slot that was asked for.
pub(super) struct SlotNames<'a> {
    vocabulary: &'a Vocabulary,
    intervals: BTreeMap<&'a str, usize>,
    slots: RefCell<Vec<Slot>>,
}

impl<'a> SlotNames<'a> {
    pub(super) const fn new(
        vocabulary: &'a Vocabulary,
        intervals: BTreeMap<&'a str, usize>,
    ) -> Self {
        Self {
            vocabulary,
            intervals,
            slots: RefCell::new(Vec::new()),
        }
    }

    /// Returns the slot of this kind, making it if it is new.
    pub(super) fn slot(&self, wanted: &Slot) -> usize {
        let mut slots = self.slots.borrow_mut();
        if let Some(found) = slots.iter().position(|slot| slot == wanted) {
            return found;
        }
        slots.push(wanted.clone());
        slots.len() - 1
    }

    /// Reads `fact` or `fact@source`.
    pub(super) fn fact_slot(&self, name: &str) -> Option<(Slot, NameKind)> {
        let (fact, source) = match split_source(name) {
            Some((fact, source)) => (fact, Some(Source::from_name(source)?)),
            None => (name, None),
        };
        let kind = self.vocabulary.fact(fact)?.kind;
        let slot = source.map_or_else(
            || Slot::Fact(fact.to_owned()),
            |source| Slot::FactOf(fact.to_owned(), source),
        );
        Some((slot, kind))
    }

    /// Returns how authors write the slot of a fact.
    pub(super) fn spelling(&self, slot: usize) -> Option<String> {
        match self.slots.borrow().get(slot)? {
            Slot::Fact(fact) => Some(fact.clone()),
            Slot::FactOf(fact, source) => Some(format!("{fact}@{}", source.name())),
            Slot::Safeguard(_) | Slot::Interval(_) | Slot::Visit(_) => None,
        }
    }

    /// Returns for each slot whether it holds a number.
    pub(super) fn numbers(&self) -> Vec<bool> {
        let is_number = |slot: &Slot| match slot {
            Slot::Fact(fact) | Slot::FactOf(fact, _) => {
                let word = self.vocabulary.fact(fact);
                word.is_some_and(|word| word.kind == NameKind::Number)
            }
            Slot::Visit(word) => matches!(
                word,
                VisitWord::WaitedMinutes | VisitWord::Interviews | VisitWord::PrivateInterviews
            ),
            Slot::Safeguard(_) | Slot::Interval(_) => false,
        };
        self.slots.borrow().iter().map(is_number).collect()
    }

    pub(super) fn into_slots(self) -> Vec<Slot> {
        self.slots.into_inner()
    }

    fn read(&self, name: &str) -> Option<(Slot, NameKind)> {
        if let Some(interval) = self.intervals.get(name) {
            return Some((Slot::Interval(*interval), NameKind::Choice));
        }
        if let Some((_, word)) = VISIT_WORDS.iter().find(|(word, _)| *word == name) {
            let kind = match word {
                VisitWord::WaitedMinutes | VisitWord::Interviews | VisitWord::PrivateInterviews => {
                    NameKind::Number
                }
                VisitWord::FacilityType
                | VisitWord::Country
                | VisitWord::VisitKind
                | VisitWord::Announced => NameKind::Choice,
            };
            return Some((Slot::Visit(*word), kind));
        }
        if is_safeguard(name) {
            return Some((Slot::Safeguard(name.to_owned()), NameKind::Choice));
        }
        self.fact_slot(name)
    }
}

/// Splits `fact@source`; the compiler of expressions is handed `fact__source`, because names in
/// expressions are made of letters, digits and underscores.
fn split_source(name: &str) -> Option<(&str, &str)> {
    name.split_once('@').or_else(|| name.split_once("__"))
}

/// Returns the expression with every `fact@source` as `fact__source`.
pub(super) fn spelled_for_compiler(text: &str) -> String {
    let mut inside = false;
    let mut spelled = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            _ => {}
        }
        if inside && letter == '@' {
            spelled.push_str("__");
        } else {
            spelled.push(letter);
        }
    }
    spelled
}

/// Returns whether the name has the shape of a safeguard's id, as `SG05` or `SG03b`.
pub(super) fn is_safeguard(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("SG") else {
        return false;
    };
    let digits = rest.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl Names for SlotNames<'_> {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        let (slot, kind) = self.read(name)?;
        Some((self.slot(&slot), kind))
    }

    fn all(&self) -> Vec<String> {
        let words = VISIT_WORDS.iter().map(|(word, _)| *word);
        self.vocabulary
            .names()
            .chain(self.intervals.keys().copied())
            .chain(words)
            .map(str::to_owned)
            .collect()
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        let owned = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
        let slots = self.slots.borrow();
        match slots.get(slot)? {
            Slot::Fact(fact) | Slot::FactOf(fact, _) => {
                let choices = &self.vocabulary.fact(fact)?.choices;
                (!choices.is_empty())
                    .then(|| choices.iter().map(|(name, _)| name.clone()).collect())
            }
            Slot::Safeguard(_) => owned(&CODES),
            Slot::Interval(_) => owned(&["within", "over", "depends"]),
            Slot::Visit(VisitWord::FacilityType) => {
                owned(&FacilityType::ALL.map(FacilityType::code))
            }
            Slot::Visit(VisitWord::VisitKind) => owned(&VisitKind::ALL.map(VisitKind::name)),
            Slot::Visit(VisitWord::Country) => owned(&["kz", "kg", "tj"]),
            Slot::Visit(VisitWord::Announced) => owned(&["yes", "no", "not_stated"]),
            Slot::Visit(
                VisitWord::WaitedMinutes | VisitWord::Interviews | VisitWord::PrivateInterviews,
            ) => None,
        }
    }
}
