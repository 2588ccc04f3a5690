//! Every `${name}` of every sheet names exactly one question.

use std::collections::BTreeMap;

use super::form::Tables;
use super::headers::{Record, Table};
use super::names::references;
use super::report::{Report, at};
use crate::checklist::defect::DefectCode;
use crate::message::Message;

/// How often each name stands in the survey sheet.
pub(super) type Counts = BTreeMap<String, usize>;

/// Columns of choices in which references are put in; files beside them stand under `media`.
const SHOWN: [&str; 5] = ["label", "image", "big-image", "audio", "video"];

/// Judges the references of the sheets that may have them.
pub(super) fn check(tables: &Tables, counts: &Counts, report: &mut Report) {
    if let Some(settings) = &tables.settings {
        table(settings, counts, report, |_| true);
    }
    if let Some(entities) = &tables.entities {
        table(entities, counts, report, |column| {
            !["dataset", "repeat"]
                .iter()
                .any(|name| entities.is_column(column, name))
        });
    }
    let survey = &tables.survey;
    table(survey, counts, report, |column| {
        !["type", "name", "trigger"]
            .iter()
            .any(|name| survey.is_column(column, name))
    });
    if let Some(choices) = &tables.choices {
        let is_shown = |column: usize| SHOWN.iter().any(|name| choices.is_column(column, name));
        let none_is = !(0..choices.columns.len()).any(is_shown);
        table(choices, counts, report, |column| {
            none_is || is_shown(column)
        });
        files_of_choices(choices, counts, report);
    }
}

/// Judges names of files beside choices: what is no reference there is a name like any other.
fn files_of_choices(choices: &Table, counts: &Counts, report: &mut Report) {
    for record in choices.records() {
        for (_, column, text) in record.cells() {
            let is_file = column.path.first().is_some_and(|first| first == "media");
            if is_file && references(text).is_ok() {
                cell(record, &column.header, text, counts, report);
            }
        }
    }
}

fn table(table: &Table, counts: &Counts, report: &mut Report, is_judged: impl Fn(usize) -> bool) {
    for record in table.records() {
        for (index, column, text) in record.cells() {
            if text.contains("${") && is_judged(index) {
                cell(record, &column.header, text, counts, report);
            }
        }
    }
}

fn cell(record: Record<'_>, header: &str, text: &str, counts: &Counts, report: &mut Report) {
    let mut add = |code, name: &str| {
        let mut defect = at(code, record);
        defect.header = Some(header.to_owned());
        defect = match code {
            DefectCode::FormReference => defect.suggest(Message::new("rec-form-reference")),
            DefectCode::FormUnknownReference => defect
                .with("name", name)
                .meant(name, counts.keys().map(String::as_str)),
            _ => defect.with("name", name),
        };
        report.add(defect);
    };
    let Ok(found) = references(text) else {
        add(DefectCode::FormReference, "");
        return;
    };
    let mut told: Vec<&str> = Vec::new();
    for reference in &found {
        let name = reference.name.as_str();
        if told.contains(&name) {
            continue;
        }
        match counts.get(name) {
            None => add(DefectCode::FormUnknownReference, name),
            Some(1) => continue,
            Some(_) => add(DefectCode::FormSameReference, name),
        }
        told.push(name);
    }
}
