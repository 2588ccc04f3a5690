//! What the reference converter lets through and what would only show when the form is filled.
//!
//! All of it is a warning: the form is accepted wherever else it is, and whoever fills it here is told
//! what does not work.

use std::collections::BTreeSet;

use super::form::{Body, Form};
use super::import::Imported;
use super::report::{Report, at};
use super::types::{Container, Sort};
use crate::checklist::Vocabulary;
use crate::checklist::compile::judge_source;
use crate::checklist::defect::{DefectCode, Severity};

/// Defects of the checklist that its author can mend in the form.
const TOLD: [DefectCode; 7] = [
    DefectCode::Circle,
    DefectCode::UnknownFact,
    DefectCode::FactKind,
    DefectCode::FactChoices,
    DefectCode::UnknownSafeguard,
    DefectCode::NoNorm,
    DefectCode::Unreachable,
];

/// Compiles the form as a checklist and tells what of it would not run.
pub(super) fn check(imported: &Imported, vocabulary: &Vocabulary, report: &mut Report) {
    let (_, defects) = judge_source(&imported.source, vocabulary);
    for mut defect in defects {
        let is_expression = defect.code.starts_with("expr_");
        if !is_expression && !TOLD.iter().any(|code| code.code() == defect.code) {
            continue;
        }
        let (place, key) = defect
            .place
            .rsplit_once('.')
            .unwrap_or((defect.place.as_str(), ""));
        let Some(row) = imported.rows.get(place) else {
            continue;
        };
        if defect.code == "expr_unsupported" {
            report.unsupported.push(format!("{row}: {key}"));
            continue;
        }
        // A name that is not there was told with its row already.
        if defect.code == "expr_unknown_name" {
            continue;
        }
        let header = match key {
            "count" => "repeat_count",
            other => other,
        };
        defect.header = Some(header.to_owned());
        defect.line = Some(*row);
        defect.severity = Severity::Warning;
        "survey".clone_into(&mut defect.place);
        report.add(defect);
    }
}

/// Judges whether every list is used by some question, or named by some text.
pub(super) fn unused_lists(form: &Form<'_>, report: &mut Report) {
    let selects = form.elements.iter().filter_map(|element| {
        let select = element.question()?.select?;
        Some(select.list)
    });
    let used: BTreeSet<&str> = selects.collect();
    for (name, list) in &form.lists {
        let is_named = || {
            form.elements.iter().any(|element| {
                element.record.is_some_and(|record| {
                    record.cells().any(|(_, column, text)| {
                        let names_lists = matches!(
                            column.path.first().map(String::as_str),
                            Some("type" | "parameters")
                        );
                        (names_lists || text.contains("instance(")) && text.contains(name.as_str())
                    })
                })
            })
        };
        if !used.contains(name.as_str())
            && !is_named()
            && let Some(first) = list.choices.first()
        {
            report.add(at(DefectCode::FormUnusedList, *first).with("name", name.as_str()));
        }
    }
}

/// Returns what a terminal keeps and cannot ask, as `location (geopoint)`.
pub(super) fn unsupported(form: &Form<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for element in &form.elements {
        let word = match &element.body {
            Body::External(ending) => format!("{ending}-external"),
            Body::Audit => "audit".to_owned(),
            Body::Question(asked) => {
                let is_beyond = asked.known.is_some_and(|known| {
                    matches!(known.sort, Sort::Geo | Sort::Media | Sort::SelectExternal)
                });
                let from_beside = asked
                    .select
                    .is_some_and(|select| select.file().is_some() || select.is_from_repeat());
                let is_search = super::output::is_search(element);
                if !is_beyond && !from_beside && !is_search {
                    continue;
                }
                if is_search {
                    "search()".to_owned()
                } else {
                    asked.word.to_owned()
                }
            }
            Body::Container(Container::Loop) => "loop".to_owned(),
            Body::Root | Body::Container(_) | Body::Added => continue,
        };
        found.push(format!("{} ({word})", element.name));
    }
    found
}
