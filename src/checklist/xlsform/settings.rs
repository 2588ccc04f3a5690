//! The settings sheet.

use super::form::Settings;
use super::headers::{Record, Table};
use super::names::is_name;
use super::report::{Report, at};
use crate::checklist::defect::{Defect, DefectCode};

/// Returns whether the cell says yes or no; nothing for other words.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()" => Some(false),
        _ => None,
    }
}

/// The name of the root where the author gave none.
const ROOT: &str = "data";

/// Reads the settings that other sheets depend on.
pub(super) fn read(table: Option<&Table>, report: &mut Report) -> Settings {
    let record = table.and_then(|table| table.records().next());
    let get = |name: &str| record.and_then(|record: Record<'_>| record.get(&[name]));
    let says = |name: &str| get(name).and_then(yes_or_no);
    if let (Some(name), Some(record)) = (get("name"), record)
        && !is_name(name)
    {
        report.add(
            at(DefectCode::FormRootName, record)
                .under(record, &["name"])
                .with("name", name)
                .suggest_name(),
        );
    }
    let settings = Settings {
        root: get("name").unwrap_or(ROOT).to_owned(),
        collapses_blanks: says("clean_text_values").unwrap_or(true),
        allows_duplicate_choices: says("allow_choice_duplicates").unwrap_or(false),
        omits_instance_id: says("omit_instanceID").unwrap_or(false),
    };
    if settings.omits_instance_id && get("public_key").is_some() {
        report.add(Defect::new(DefectCode::FormNoInstanceId, "settings"));
    }
    let has_both = table.is_some_and(|table| {
        let headers = || {
            table
                .columns
                .iter()
                .flatten()
                .map(|column| column.header.as_str())
        };
        headers().any(|header| header == "form_id") && headers().any(|header| header == "id_string")
    });
    if has_both {
        report.add(Defect::new(DefectCode::FormTwoIds, "settings").on_row(1));
    }
    settings
}
