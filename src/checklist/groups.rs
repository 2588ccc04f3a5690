//! Groups and repeats of a checklist: which there are, and what stands in which.
//!
//! Its invariant: a group comes after the one it stands in, so that no group stands in itself.

use std::collections::BTreeMap;

use super::compiled::{DefaultValue, Kind};
use super::defect::{Defect, DefectCode};
use super::logic::Place;
use super::{ChoiceSource, GroupSource, QuestionName, QuestionSource, SectionSource};
use crate::value::Value;

/// One group with what is needed to judge its expressions.
pub(super) struct GroupPlace<'s> {
    pub(super) group: &'s GroupSource,
    pub(super) section: usize,
    pub(super) within: Option<usize>,
    pub(super) path: String,
}

/// Returns all groups in their order.
pub(super) fn places<'s>(
    sections: &'s [SectionSource],
    defects: &mut Vec<Defect>,
) -> Vec<GroupPlace<'s>> {
    let mut found: Vec<GroupPlace<'s>> = Vec::new();
    for (section, source) in sections.iter().enumerate() {
        for (index, group) in source.groups.iter().enumerate() {
            let path = format!("section[{section}].group[{index}]");
            let within = group.within.as_ref().and_then(|name| {
                let known = find(&found, name);
                if known.is_none() {
                    defects.push(unknown(&found, format!("{path}.within"), "within", name));
                }
                known
            });
            found.push(GroupPlace {
                group,
                section,
                within,
                path,
            });
        }
    }
    found
}

/// Returns the group of each question.
pub(super) fn of_questions(
    questions: &[Place<'_>],
    groups: &[GroupPlace<'_>],
    defects: &mut Vec<Defect>,
) -> Vec<Option<usize>> {
    questions
        .iter()
        .map(|place| {
            let name = place.question.group.as_ref()?;
            let known = find(groups, name);
            if known.is_none() {
                let path = format!("{}.group", place.origin.path);
                defects.push(unknown(groups, path, "group", name));
            }
            known
        })
        .collect()
}

fn find(groups: &[GroupPlace<'_>], name: &str) -> Option<usize> {
    groups.iter().position(|known| known.group.name == name)
}

fn unknown(groups: &[GroupPlace<'_>], path: String, key: &'static str, name: &str) -> Defect {
    let known = groups.iter().map(|known| known.group.name.as_str());
    Defect::new(DefectCode::UnknownWord, path)
        .with("word", name)
        .with("key", key)
        .meant(name, known)
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

/// Returns the questions after whose answers the calculation is made.
pub(super) fn triggers(
    place: &Place<'_>,
    by_name: &BTreeMap<QuestionName, usize>,
    defects: &mut Vec<Defect>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for name in &place.question.trigger {
        let name = name
            .trim()
            .strip_prefix("${")
            .and_then(|name| name.strip_suffix('}'))
            .unwrap_or(name)
            .trim();
        match by_name.get(name) {
            Some(index) => found.push(*index),
            None => defects.push(
                Defect::new(
                    DefectCode::UnknownWord,
                    format!("{}.trigger", place.origin.path),
                )
                .with("word", name)
                .with("key", "trigger")
                .meant(name, by_name.keys().map(QuestionName::as_str)),
            ),
        }
    }
    found
}

/// Whether a default is an expression, by the rule of the reference converter: a call, a reference, or
/// an arithmetic operator.
pub(super) fn is_computed(text: &str, kind: &Kind) -> bool {
    let text = text.trim();
    if text.contains("${") {
        return true;
    }
    let letters: Vec<char> = text.chars().collect();
    let is_name = |letter: &char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    let calls = letters
        .windows(2)
        .any(|pair| matches!(pair, [before, '('] if is_name(before)));
    let words = text.split_whitespace();
    let operators = words
        .clone()
        .any(|word| matches!(word, "div" | "mod" | "+" | "*" | "|"))
        || text.contains(['+', '*', '|']);
    let is_moment = matches!(kind, Kind::Moment | Kind::Date);
    let minus = !is_moment && text.contains(" -");
    calls || (operators && !is_moment) || minus
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_computed_where_the_reference_converter_says_so() {
        for text in [
            "1 + 1",
            "5 - 3",
            "a -b",
            "5 mod 3",
            "a * b",
            "a div b",
            "a | b",
            "100% + tax",
            "concat('a','b')",
            "now()",
            "${site}",
        ] {
            assert!(is_computed(text, &Kind::Text), "{text}");
        }
        for text in [
            "a-b",
            "2020-01-02",
            "yes and no",
            "a or b",
            "-5",
            "http://x.org/y",
            "../x",
            "(none)",
            "what? (maybe)",
            "f (x)",
            "A/B",
            "a = b",
            "1 < 2",
            "'x'",
        ] {
            assert!(!is_computed(text, &Kind::Text), "{text}");
        }
        assert!(!is_computed("2020-01-02 - 1", &Kind::Date));
    }
}
