//! Groups and repeats of a checklist: which there are, and what stands in which.
//!
//! Its invariant: a group comes after the one it stands in, so that no group stands in itself.

use std::collections::BTreeMap;

use super::compiled::{DefaultValue, Kind};
use super::logic::Place;
use super::source::path_name;
use super::{ChoiceSource, GroupSource, QuestionSource, SectionSource};
use crate::value::Value;

/// One group with what is needed to judge its expressions.
pub(super) struct GroupPlace<'s> {
    pub(super) group: &'s GroupSource,
    pub(super) section: usize,
    pub(super) within: Option<usize>,
    pub(super) path: String,
}

/// Returns all groups in their order. A name that is not there was reported by the checks.
pub(super) fn places(sections: &[SectionSource]) -> Vec<GroupPlace<'_>> {
    let mut found: Vec<GroupPlace<'_>> = Vec::new();
    for (section, source) in sections.iter().enumerate() {
        for (index, group) in source.groups.iter().enumerate() {
            let within = group.within.as_deref();
            found.push(GroupPlace {
                group,
                section,
                within: within.and_then(|name| find(&found, section, name)),
                path: format!("section[{section}].group[{index}]"),
            });
        }
    }
    found
}

/// Returns the group of each question.
pub(super) fn of_questions(
    questions: &[Place<'_>],
    groups: &[GroupPlace<'_>],
) -> Vec<Option<usize>> {
    questions
        .iter()
        .map(|place| find(groups, place.section, place.question.group.as_deref()?))
        .collect()
}

fn find(groups: &[GroupPlace<'_>], section: usize, name: &str) -> Option<usize> {
    groups
        .iter()
        .position(|known| known.section == section && known.group.name == name)
}

impl<'s> GroupPlace<'s> {
    /// Returns what paths call it.
    pub(super) fn path_name(&self) -> &'s str {
        path_name(&self.group.xlsform, &self.group.name)
    }
}

/// Returns the group right around a slot.
pub(super) fn around(
    slot: usize,
    groups: &[GroupPlace<'_>],
    question_groups: &[Option<usize>],
) -> Option<usize> {
    match question_groups.get(slot) {
        Some(group) => *group,
        None => groups.get(slot.checked_sub(question_groups.len())?)?.within,
    }
}

/// Returns the repeats around a slot from the outermost inwards, itself included.
pub(super) fn repeats_around(
    slot: usize,
    groups: &[GroupPlace<'_>],
    question_groups: &[Option<usize>],
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = match slot.checked_sub(question_groups.len()) {
        Some(group) => Some(group),
        None => around(slot, groups, question_groups),
    };
    while let Some(group) = at.and_then(|at| groups.get(at)) {
        if group.group.repeat {
            found.extend(at);
        }
        at = group.within;
    }
    found.reverse();
    found
}

/// Returns the fixed default of a question; `None` if the question cannot have this value.
pub(super) fn fixed(
    question: &QuestionSource,
    kind: &Kind,
    lists: &BTreeMap<String, Vec<ChoiceSource>>,
    text: &str,
) -> Option<DefaultValue> {
    let text = text.trim();
    let offers = |name: &str| {
        let list = question.choices.as_ref().and_then(|list| lists.get(list));
        list.is_some_and(|list| list.iter().any(|choice| choice.name == name))
    };
    let value = match kind {
        Kind::Text | Kind::Calculate => Value::Text(text.to_owned()),
        Kind::Integer => Value::Integer(text.parse().ok()?),
        Kind::Decimal => Value::Decimal(text.parse().ok()?),
        Kind::Choice(_) => offers(text).then(|| Value::Choice(text.to_owned()))?,
        Kind::Choices(_) => {
            let names: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            names
                .iter()
                .all(|name| offers(name))
                .then_some(Value::Choices(names))?
        }
        Kind::Moment | Kind::Date => Value::Moment(text.parse().ok()?),
        Kind::Note => return None,
    };
    Some(DefaultValue::Fixed(value))
}
