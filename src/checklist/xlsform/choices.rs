//! The choices sheet: lists of choices, by name.

use std::collections::BTreeSet;

use super::form::{List, Lists, Settings};
use super::headers::Table;
use super::report::{Report, at};
use crate::checklist::defect::{Defect, DefectCode};

/// Groups the rows by list; a row that belongs to no list is a remark.
pub(super) fn group(table: &Table) -> Lists<'_> {
    let mut lists = Lists::new();
    for record in table.records() {
        if let Some(list) = record.get(&["list name"]) {
            let list: &mut List<'_> = lists.entry(list.to_owned()).or_default();
            list.choices.push(record);
        }
    }
    lists
}

/// Judges the sheet.
pub(super) fn check(table: &Table, lists: &Lists<'_>, settings: &Settings, report: &mut Report) {
    if !table.has("name") && !table.rows.is_empty() {
        report.add(
            Defect::new(DefectCode::FormMissingHeader, table.sheet)
                .with("header", "name")
                .on_row(1),
        );
        return;
    }
    for column in table.columns.iter().flatten() {
        let name = column.path.first().map_or("", String::as_str);
        if name != "list name" && name.contains(' ') {
            report.add(
                Defect::new(DefectCode::FormHeaderBlanks, table.sheet)
                    .with("header", column.header.as_str())
                    .on_row(1),
            );
        }
    }
    for list in lists.values() {
        let mut seen = BTreeSet::new();
        for choice in &list.choices {
            let Some(name) = choice.get(&["name"]) else {
                report.add(at(DefectCode::FormChoiceName, *choice));
                continue;
            };
            if !choice.has("label") {
                report.add(at(DefectCode::FormChoiceLabel, *choice).with("name", name));
            }
            if !seen.insert(name) && !settings.allows_duplicate_choices {
                report.add(
                    at(DefectCode::FormDuplicateChoice, *choice)
                        .under(*choice, &["name"])
                        .with("name", name),
                );
            }
        }
    }
}
