//! What only shows when the whole form is put together: labels, tables beside it, equal names.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{Body, Element, Form, List};
use super::names::{lone_reference, references};
use super::report::{Report, at};
use super::types::{Container, Control, Sort};
use crate::checklist::defect::{Defect, DefectCode};

/// Judges a form whose rows were read.
pub(super) fn check(form: &Form<'_>, report: &mut Report) {
    added_names(form, report);
    for element in &form.elements {
        labels(element, report);
        media(element, report);
    }
    hidden_triggers(form, report);
    several_of_one_name(form, report);
    searches(form, report);
    instances(form, report);
    loops(form, report);
}

/// Judges names that the form adds beside those of its author.
fn added_names(form: &Form<'_>, report: &mut Report) {
    let mut seen: BTreeMap<(usize, &str), &Element<'_>> = BTreeMap::new();
    let beside = form.elements.iter().skip(1);
    for element in beside.filter(|element| !element.is_audit()) {
        // Equal names of rows were reported at the row.
        if let Some(other) = seen.insert((element.parent, &element.name), element)
            && (other.record.is_none() || element.record.is_none())
        {
            let record = element.record.or(other.record);
            let defect = match record {
                Some(record) => at(DefectCode::FormDuplicateName, record),
                None => Defect::new(DefectCode::FormDuplicateName, "survey"),
            };
            report.add(defect.with("name", element.name.as_str()));
        }
    }
}

/// Returns whether somebody sees the question.
pub(super) fn is_shown(element: &Element<'_>) -> bool {
    let Some(known) = element.question().and_then(|asked| asked.known) else {
        return false;
    };
    let is_asked = !matches!(known.control, Control::None | Control::Action);
    let is_computed = element.get(&["bind", "calculate"]).is_some() || !element.triggers.is_empty();
    is_asked && (!is_computed || has_text(element, known.has_hint))
}

fn has_text(element: &Element<'_>, type_has_hint: bool) -> bool {
    element.has("label") || element.has("hint") || type_has_hint
}

fn labels(element: &Element<'_>, report: &mut Report) {
    let (Some(record), Some(asked)) = (element.record, element.question()) else {
        return;
    };
    if !is_shown(element) {
        return;
    }
    let has_hint = asked.known.is_some_and(|known| known.has_hint);
    let only_labels = element.get(&["control", "appearance"]) == Some("label");
    if !has_text(element, has_hint) && !element.has("media") && !only_labels {
        report.add(at(DefectCode::FormNoLabel, record).with("name", element.name.as_str()));
    }
    let has = |kind: &str| {
        record.cells().any(|(_, column, _)| {
            column
                .path
                .starts_with(&["media".to_owned(), kind.to_owned()])
        })
    };
    if has("big-image") && !has("image") {
        report.add(at(DefectCode::FormBigImage, record).with("name", element.name.as_str()));
    }
}

fn media(element: &Element<'_>, report: &mut Report) {
    let Some(record) = element.record else { return };
    for (_, column, _) in record.cells() {
        if let [first, kind, ..] = column.path.as_slice()
            && first == "media"
            && !matches!(kind.as_str(), "image" | "big-image" | "audio" | "video")
        {
            let known = ["image", "big-image", "audio", "video"];
            let mut defect = at(DefectCode::FormMedia, record)
                .with("name", kind.as_str())
                .meant(kind, known);
            defect.header = Some(column.header.clone());
            report.add(defect);
        }
    }
}

/// Judges calculations that wait for the answer to a question that nobody sees.
fn hidden_triggers(form: &Form<'_>, report: &mut Report) {
    for element in &form.elements {
        let is_place = element
            .question()
            .is_some_and(|asked| asked.word == "background-geopoint");
        let Some(record) = element.record else {
            continue;
        };
        for trigger in &element.triggers {
            if is_place {
                continue;
            }
            let is_hidden = form.named(trigger).any(|asked| {
                let Some(question) = asked.question() else {
                    return false;
                };
                let computes = question
                    .known
                    .is_some_and(|known| known.sort == Sort::Calculate)
                    || asked.get(&["bind", "calculate"]).is_some()
                    || !asked.triggers.is_empty();
                let type_has_hint = question.known.is_some_and(|known| known.has_hint);
                computes && (question.word == "calculate" || !has_text(asked, type_has_hint))
            });
            if is_hidden {
                report.add(
                    at(DefectCode::FormHiddenTrigger, record)
                        .under(record, &["trigger"])
                        .with("name", trigger.as_str()),
                );
            }
        }
    }
}

/// Judges references to names that only became ambiguous through what the form adds, and references
/// in the type of a select, which no other check reads.
fn several_of_one_name(form: &Form<'_>, report: &mut Report) {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let in_paths = |element: &&Element<'_>| !matches!(element.body, Body::External(_));
    for (index, element) in form.elements.iter().enumerate() {
        if !in_paths(&element) {
            continue;
        }
        let (rows, all) = counts.entry(element.name.as_str()).or_default();
        *rows += usize::from(element.record.is_some());
        *all += times(form, index);
    }
    for element in &form.elements {
        let is_shared = counts
            .get(element.name.as_str())
            .is_some_and(|(_, all)| *all > 1);
        if let Some(record) = element.record
            && !element.triggers.is_empty()
            && is_shared
        {
            report.add(
                at(DefectCode::FormSameReference, record)
                    .under(record, &["name"])
                    .with("name", element.name.as_str()),
            );
        }
    }
    let beside: BTreeSet<&str> = form
        .elements
        .iter()
        .filter(|element| matches!(element.body, Body::External(_)))
        .map(|element| element.name.as_str())
        .collect();
    let mut told = BTreeSet::new();
    for element in &form.elements {
        let Some(record) = element.record else {
            continue;
        };
        let from_repeat = element
            .question()
            .and_then(|asked| asked.select)
            .filter(super::types::Select::is_from_repeat);
        if let Some(select) = from_repeat {
            for reference in references(select.list).unwrap_or_default() {
                let code = match counts.get(reference.name.as_str()) {
                    None => DefectCode::FormUnknownReference,
                    Some((_, 1)) => continue,
                    Some(_) => DefectCode::FormSameReference,
                };
                let defect = at(code, record)
                    .under(record, &["type"])
                    .with("name", reference.name.as_str());
                report.add(if code == DefectCode::FormUnknownReference {
                    defect.meant(&reference.name, counts.keys().copied())
                } else {
                    defect
                });
            }
        }
        for (_, column, text) in record.cells() {
            let Ok(found) = references(text) else {
                continue;
            };
            for reference in found {
                let is_new = counts
                    .get(reference.name.as_str())
                    .is_some_and(|(rows, all)| *rows == 1 && *all > 1);
                let is_judged = !matches!(
                    column.path.first().map(String::as_str),
                    Some("type" | "name" | "trigger")
                );
                // A table beside the form has no answer to refer to.
                let is_beside = beside.contains(reference.name.as_str())
                    && !counts.contains_key(reference.name.as_str());
                let is_table = matches!(element.body, Body::External(_));
                if (is_new || is_beside && !is_table)
                    && is_judged
                    && told.insert((record.number(), reference.name.clone()))
                {
                    let code = if is_new {
                        DefectCode::FormSameReference
                    } else {
                        DefectCode::FormUnknownReference
                    };
                    let mut defect = at(code, record).with("name", reference.name.as_str());
                    defect.header = Some(column.header.clone());
                    report.add(defect);
                }
            }
        }
    }
}

/// Returns how often an element stands in the form: once, and inside a loop once for each choice.
fn times(form: &Form<'_>, index: usize) -> usize {
    let around = form.ancestors(index);
    around
        .filter_map(|above| loop_list(form, form.elements.get(above)?))
        .map(|list| list.choices.len().max(1))
        .product()
}

/// Returns the list over which a loop goes.
fn loop_list<'f, 't>(form: &'f Form<'t>, element: &Element<'t>) -> Option<&'f List<'t>> {
    if !matches!(element.body, Body::Container(Container::Loop)) {
        return None;
    }
    let (_, name) = super::types::begins(element.get(&["type"])?)?;
    form.lists.get(name?)
}

/// Judges loops: each choice becomes a group, so its name has to be one, and what may stand only once
/// in a form stands in none of more than one choice.
fn loops(form: &Form<'_>, report: &mut Report) {
    for (index, element) in form.elements.iter().enumerate() {
        let count = element.get(&["control", "jr:count"]);
        let counts = count.is_some_and(|count| lone_reference(count).is_none());
        let code = match element.body {
            Body::Container(Container::Repeat) => DefectCode::FormRepeatName,
            // What it counts is a name that stands there several times.
            Body::Container(_) if counts => DefectCode::FormSameReference,
            Body::External(_) => DefectCode::FormInstanceClash,
            Body::Root | Body::Container(_) | Body::Question(_) | Body::Audit | Body::Added => {
                continue;
            }
        };
        if let Some(record) = element.record
            && times(form, index) > 1
        {
            report.add(
                at(code, record)
                    .under(record, &["name"])
                    .with("name", element.name.as_str()),
            );
        }
    }
    for element in &form.elements {
        let Some(list) = loop_list(form, element) else {
            continue;
        };
        for choice in &list.choices {
            if let Some(name) = choice.get(&["name"])
                && !super::names::is_name(name)
            {
                report.add(
                    at(DefectCode::FormBadName, *choice)
                        .under(*choice, &["name"])
                        .with("name", name),
                );
            }
        }
    }
}

/// Returns whether the choices are looked up in a file by the old `search()`.
pub(super) fn is_search(element: &Element<'_>) -> bool {
    let is_in_table = element.question().is_some_and(|asked| asked.is_in_table);
    !is_in_table
        && element
            .get(&["control", "appearance"])
            .and_then(|text| text.split_once("search("))
            .is_some_and(|(_, rest)| rest.contains(')'))
}

fn searches(form: &Form<'_>, report: &mut Report) {
    let selects = || {
        form.elements.iter().filter_map(|element| {
            let select = element.question()?.select?;
            (select.sort != Sort::SelectExternal).then_some((element, select))
        })
    };
    for (element, select) in selects() {
        let Some(record) = element.record else {
            continue;
        };
        if !is_search(element) {
            continue;
        }
        let is_listed = form.lists.contains_key(select.list);
        let other = selects().find(|(other, used)| used.list == select.list && !is_search(other));
        if !is_listed || select.file().is_some() || other.is_some() {
            let other = other.map_or("", |(other, _)| other.name.as_str());
            report.add(
                at(DefectCode::FormSearch, record)
                    .under(record, &["control", "appearance"])
                    .with("name", element.name.as_str())
                    .with("list", select.list)
                    .with("other", other),
            );
        }
    }
}

/// Columns in which `pulldata()` names a table beside the form.
const PULLING: [&[&str]; 7] = [
    &["bind", "calculate"],
    &["bind", "constraint"],
    &["bind", "readonly"],
    &["bind", "required"],
    &["bind", "relevant"],
    &["choice_filter"],
    &["default"],
];

/// Judges tables beside the form: one name, one table.
fn instances(form: &Form<'_>, report: &mut Report) {
    let mut seen: BTreeMap<String, (String, bool)> = BTreeMap::new();
    for element in &form.elements {
        let Some(record) = element.record else {
            continue;
        };
        let mut here: Vec<(String, String, bool)> = Vec::new();
        for path in PULLING {
            let is_question = element.question().is_some();
            if path.len() > 1 || is_question {
                let text = element.get(path).unwrap_or_default();
                here.extend(pulled(text).map(|name| {
                    let place = format!("file-csv/{name}.csv");
                    (name, place, false)
                }));
            }
        }
        let select = element.question().and_then(|asked| asked.select);
        if let Some(select) = select.filter(|select| select.sort != Sort::SelectExternal)
            && let Some((base, ending)) = select.file()
            && !is_search(element)
        {
            let scheme = if ending == ".csv" { "file-csv" } else { "file" };
            here.push((base.to_owned(), format!("{scheme}/{}", select.list), false));
        }
        if let Body::External(ending) = element.body {
            let scheme = if ending == "csv" { "file-csv" } else { "file" };
            let place = format!("{scheme}/{}.{ending}", element.name);
            here.push((element.name.clone(), place, true));
        }
        for (name, place, is_declared) in here {
            let clashes = seen.get(&name).is_some_and(|(known, was_declared)| {
                *known != place || (is_declared && *was_declared)
            });
            if clashes || form.lists.contains_key(&name) && !is_only_searched(form, &name) {
                report.add(at(DefectCode::FormInstanceClash, record).with("name", name.as_str()));
            }
            seen.entry(name).or_insert((place, is_declared));
        }
    }
}

fn is_only_searched(form: &Form<'_>, list: &str) -> bool {
    form.elements.iter().any(|element| {
        let select = element.question().and_then(|asked| asked.select);
        select.is_some_and(|select| select.list == list) && is_search(element)
    })
}

/// Returns the first argument of every `pulldata(`.
fn pulled(text: &str) -> impl Iterator<Item = String> {
    text.match_indices("pulldata").filter_map(|(at, word)| {
        let rest = text.get(at + word.len()..)?.trim_start();
        let (name, _) = rest.strip_prefix('(')?.split_once(',')?;
        Some(name.replace(['\'', '"'], "").trim().to_owned())
    })
}
