//! The log of the filling, as ODK Central exports it: which answer was given when, and what stood there
//! before.

use super::layout::{FormLayout, path};
use super::{Datum, Flavour, Headers, Passing, TableStyle};
use crate::checklist::Question;
use crate::visit::{Answer, Content, Instance, Sheet};

/// The columns of the log.
pub(super) const HEADERS: [&str; 12] = [
    "instance ID",
    "event",
    "node",
    "start",
    "end",
    "latitude",
    "longitude",
    "accuracy",
    "old-value",
    "new-value",
    "user",
    "change-reason",
];

/// Returns what was said on a sheet, in the order of time. Values that are held back are blank.
pub(super) fn events(
    passing: &Passing<'_>,
    layout: &FormLayout,
    hides: impl Fn(&Question) -> bool,
) -> Vec<Vec<Datum>> {
    let mut events: Vec<(i64, Vec<Datum>)> = Vec::new();
    for (index, question) in passing.checklist.questions.iter().enumerate() {
        if !question.takes_answers() {
            continue;
        }
        for instance in passing.sheet.instances_of(index) {
            let node = node(passing, layout, index, question, &instance);
            let sheet = passing.sheet.clone().in_instance(instance);
            let mut history = sheet.history(index);
            history.reverse();
            for (at, (said, was_taken_back)) in history.iter().enumerate() {
                let mut earlier = history.get(..at).unwrap_or_default().iter().rev();
                let text = |answer: &Answer| {
                    let value = answer.value().filter(|_| !hides(question));
                    value.map_or_else(
                        || word(answer).unwrap_or_default().to_owned(),
                        ToString::to_string,
                    )
                };
                let old = earlier
                    .find(|(earlier, _)| earlier.source == said.source)
                    .map_or_else(String::new, |(earlier, _)| text(earlier.answer));
                let time = said.stamp.machine.timestamp_millis();
                let reason = if *was_taken_back { "taken back" } else { "" };
                events.push((
                    time,
                    vec![
                        Datum::from(passing.key.as_str()),
                        Datum::from("question"),
                        Datum::from(node.as_str()),
                        Datum::Number(time),
                        Datum::Number(time),
                        Datum::Blank,
                        Datum::Blank,
                        Datum::Blank,
                        Datum::from(old.as_str()),
                        Datum::from(text(said.answer).as_str()),
                        Datum::from(said.stamp.by.as_str()),
                        Datum::from(reason),
                    ],
                ));
            }
        }
    }
    events.sort_by_key(|(time, _)| *time);
    events.into_iter().map(|(_, event)| event).collect()
}

/// Returns the word for an answer without a value.
fn word(answer: &Answer) -> Option<&'static str> {
    match &answer.content {
        Some(Content::Missing(missing)) => Some(missing.name()),
        Some(Content::Given(_)) | None => None,
    }
}

/// Returns the path of a question with the positions of the instances around it.
fn node(
    passing: &Passing<'_>,
    layout: &FormLayout,
    index: usize,
    question: &Question,
    instance: &Instance,
) -> String {
    let checklist = passing.checklist;
    let style = TableStyle {
        flavour: Flavour::Central,
        headers: Headers::Names,
        language: String::new(),
    };
    let repeats = checklist.repeats_around(index);
    let mut node = format!("/{}", layout.root);
    let mut table = None;
    for (depth, (repeat, id)) in repeats.iter().zip(&instance.0).enumerate() {
        for name in path(
            checklist,
            question.section,
            Some(*repeat),
            table,
            &style,
            Headers::Names,
        ) {
            node.push('/');
            node.push_str(&name);
        }
        let position = position(passing.sheet, *repeat, &instance.outer(depth), id);
        node.push('[');
        node.push_str(&position.to_string());
        node.push(']');
        table = Some(*repeat);
    }
    for name in path(
        checklist,
        question.section,
        question.group,
        table,
        &style,
        Headers::Names,
    ) {
        node.push('/');
        node.push_str(&name);
    }
    node.push('/');
    node.push_str(&question.path_name);
    node
}

fn position(
    sheet: &Sheet<'_>,
    repeat: usize,
    around: &Instance,
    id: &crate::visit::InstanceId,
) -> usize {
    let instances = sheet.instances(repeat, around).iter();
    instances
        .enumerate()
        .find(|(_, known)| *known == id)
        .map_or(1, |(at, _)| at + 1)
}
