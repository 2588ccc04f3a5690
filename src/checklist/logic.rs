//! Expressions of a checklist: compiled, and ordered so that each comes after what it reads.

use std::collections::BTreeMap;

use super::compiled::Kind;
use super::defect::{Defect, DefectCode};
use super::resolve::{Origin, both};
use super::{ChoiceSource, QuestionName, QuestionSource, SectionSource, SubjectKind};
use crate::expr::{Circle, Expression, NameKind, Names, dependency_order};
use crate::message::Message;

/// The questions as names of expressions; a slot is a question's index.
#[derive(Clone, Copy)]
pub(super) struct QuestionNames<'c> {
    pub(super) by_name: &'c BTreeMap<QuestionName, usize>,
    pub(super) kinds: &'c [Kind],
    pub(super) lists: &'c BTreeMap<String, Vec<ChoiceSource>>,
    /// The question that `.` stands for.
    pub(super) this: Option<usize>,
}

impl QuestionNames<'_> {
    fn kind_of(&self, slot: usize) -> Option<NameKind> {
        Some(match self.kinds.get(slot)? {
            Kind::Text | Kind::Note => NameKind::Text,
            Kind::Integer | Kind::Decimal => NameKind::Number,
            Kind::Moment | Kind::Date => NameKind::Moment,
            Kind::Choice(_) => NameKind::Choice,
            Kind::Choices(_) => NameKind::Choices,
            Kind::Calculate => NameKind::Any,
        })
    }
}

impl Names for QuestionNames<'_> {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        let slot = *self.by_name.get(name)?;
        Some((slot, self.kind_of(slot)?))
    }

    fn all(&self) -> Vec<String> {
        self.by_name.keys().map(ToString::to_string).collect()
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        let (Kind::Choice(list) | Kind::Choices(list)) = self.kinds.get(slot)? else {
            return None;
        };
        let list = self.lists.get(list)?;
        Some(list.iter().map(|choice| choice.name.clone()).collect())
    }

    fn this_kind(&self) -> NameKind {
        let kind = self.this.and_then(|slot| self.kind_of(slot));
        kind.unwrap_or(NameKind::Any)
    }

    fn this_choices(&self) -> Option<Vec<String>> {
        self.choices(self.this?)
    }
}

/// The expressions of one question.
#[derive(Debug, Default)]
pub(super) struct Logic {
    pub(super) relevant: Option<Expression>,
    pub(super) constraint: Option<Expression>,
    pub(super) calculation: Option<Expression>,
}

/// One question with what is needed to judge its expressions.
pub(super) struct Place<'c> {
    pub(super) question: &'c QuestionSource,
    pub(super) section: usize,
    pub(super) subject: SubjectKind,
    pub(super) origin: &'c Origin,
}

/// Compiles the expressions of all questions; sections' conditions are folded into their questions'.
pub(super) fn compile(
    sections: &[SectionSource],
    places: &[Place<'_>],
    names: &QuestionNames<'_>,
    defects: &mut Vec<Defect>,
) -> Vec<Logic> {
    let mut conditions = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let path = format!("section[{index}].relevant");
        let compiled = section
            .relevant
            .as_ref()
            .and_then(|text| one(text, &path, names, defects));
        conditions.push(compiled);
    }
    let mut told = Vec::new();
    let mut all = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let question = place.question;
        let at = |key: &str| format!("{}.{key}", place.origin.path);
        let mut read = |key: &str, text: &Option<String>| {
            let text = text.as_ref()?;
            let names = QuestionNames {
                this: Some(index),
                ..*names
            };
            one(text, &at(key), &names, defects)
        };
        let own = read("relevant", &question.relevant);
        let constraint = read("constraint", &question.constraint);
        let calculation = read("calculation", &question.calculation);
        let of_section = conditions.get(place.section).and_then(Option::as_ref);
        let judge = Judge {
            places,
            names,
            reader: place.subject,
        };
        for (key, expression) in [
            ("relevant", &own),
            ("constraint", &constraint),
            ("calculation", &calculation),
        ] {
            if let Some(expression) = expression {
                if key != "constraint" && expression.reads_self() {
                    let name = question.name.as_str();
                    defects.push(
                        Defect::new(DefectCode::Circle, at(key))
                            .with("circle", format!("{name} → {name}"))
                            .suggest(Message::new("rec-chk-circle")),
                    );
                }
                let asked_at = (key == "relevant").then_some(index);
                judge.references(expression, &at(key), asked_at, defects);
            }
        }
        if let Some(expression) = of_section
            && !told.contains(&place.section)
        {
            told.push(place.section);
            let path = format!("section[{}].relevant", place.section);
            judge.references(expression, &path, Some(index), defects);
        }
        let texts = (
            sections
                .get(place.section)
                .and_then(|section| section.relevant.as_deref())
                .filter(|_| of_section.is_some()),
            question.relevant.as_deref(),
        );
        let relevant = match (texts, own) {
            // Both parts compiled on their own, so the whole does.
            ((Some(section), Some(text)), Some(_)) => {
                Expression::compile(&both(section, text), names).ok()
            }
            ((Some(_), None), _) => of_section.cloned(),
            (_, own) => own,
        };
        all.push(Logic {
            relevant,
            constraint,
            calculation,
        });
    }
    all
}

fn one(
    text: &str,
    path: &str,
    names: &QuestionNames<'_>,
    defects: &mut Vec<Defect>,
) -> Option<Expression> {
    match Expression::compile(text, names) {
        Ok(expression) => Some(expression),
        Err(faults) => {
            let faults = faults.into_iter();
            defects.extend(faults.map(|fault| Defect::of_expression(fault, path)));
            None
        }
    }
}

/// Judges what an expression reads.
struct Judge<'c> {
    places: &'c [Place<'c>],
    names: &'c QuestionNames<'c>,
    reader: SubjectKind,
}

impl Judge<'_> {
    fn references(
        &self,
        expression: &Expression,
        path: &str,
        asked_at: Option<usize>,
        defects: &mut Vec<Defect>,
    ) {
        for &slot in expression.references() {
            let (Some(read), Some(kind)) = (self.places.get(slot), self.names.kinds.get(slot))
            else {
                continue;
            };
            let name = read.question.name.as_str();
            if read.subject != self.reader {
                defects.push(
                    Defect::new(DefectCode::OtherSubject, path)
                        .with("name", name)
                        .with("subject", read.subject.name())
                        .with("here", self.reader.name()),
                );
            } else if *kind == Kind::Note {
                defects.push(Defect::new(DefectCode::ReadsNote, path).with("name", name));
            } else if *kind != Kind::Calculate && asked_at.is_some_and(|index| slot > index) {
                defects.push(
                    Defect::new(DefectCode::ReadsLater, path)
                        .with("name", name)
                        .suggest(Message::new("rec-chk-reads-later").text("name", name)),
                );
            }
        }
    }
}

/// Returns the order in which each question comes after what its state depends on.
///
/// A question's state is its relevance and its value. A condition or calculation reads the state of
/// what it names, because what is not relevant reads as blank. A constraint changes no state.
/// Questions in a circle come back as the error.
pub(super) fn order(logic: &[Logic]) -> Result<Vec<usize>, Circle> {
    let reads: Vec<Vec<usize>> = logic.iter().map(state_reads).collect();
    dependency_order(&reads)
}

fn state_reads(logic: &Logic) -> Vec<usize> {
    let mut reads: Vec<usize> = [&logic.relevant, &logic.calculation]
        .into_iter()
        .flatten()
        .flat_map(|expression| expression.references().iter().copied())
        .collect();
    reads.sort_unstable();
    reads.dedup();
    reads
}

/// Returns, for each question, what to look at again after its answer changed, in order.
pub(super) fn dependents(logic: &[Logic], order: &[usize]) -> Vec<Vec<usize>> {
    let count = logic.len();
    let mut rank = vec![0; count];
    for (place, &index) in order.iter().enumerate() {
        if let Some(slot) = rank.get_mut(index) {
            *slot = place;
        }
    }
    let mut read_by = vec![Vec::new(); count];
    let mut checked_with = vec![Vec::new(); count];
    for (index, logic) in logic.iter().enumerate() {
        for read in state_reads(logic) {
            if let Some(readers) = read_by.get_mut(read) {
                readers.push(index);
            }
        }
        for &read in logic.constraint.iter().flat_map(Expression::references) {
            if let Some(readers) = checked_with.get_mut(read) {
                readers.push(index);
            }
        }
    }
    (0..count)
        .map(|start| {
            let mut reached = vec![false; count];
            let mut open = vec![start];
            let mut found = Vec::new();
            while let Some(index) = open.pop() {
                let state = read_by.get(index).into_iter().flatten();
                let constraint = checked_with.get(index).into_iter().flatten();
                for (&reader, changes_state) in state
                    .map(|reader| (reader, true))
                    .chain(constraint.map(|reader| (reader, false)))
                {
                    if changes_state {
                        let is_new = reached
                            .get_mut(reader)
                            .is_some_and(|reached| !std::mem::replace(reached, true));
                        if is_new {
                            open.push(reader);
                        }
                    }
                    found.push(reader);
                }
            }
            found.retain(|index| *index != start);
            found.sort_unstable_by_key(|index| rank.get(*index));
            found.dedup();
            found
        })
        .collect()
}
