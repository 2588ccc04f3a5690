//! XLSForm: the questionnaires that organisations already have, read and judged as they are.
//!
//! Owns the way from a workbook to a form and back. Accepts what the reference converter (pyxform
//! 4.5) accepts and refuses what it refuses, and finds more; where the two differ on purpose,
//! DIFFERENCES.md says why. Its invariants: no file makes it panic, hang or take more memory than
//! its limits allow; a question that a terminal cannot ask never makes it refuse a form.
#![doc = include_str!("xlsform/DIFFERENCES.md")]

mod choices;
mod entities;
mod form;
mod headers;
mod import;
mod languages;
mod names;
mod output;
mod parameters;
mod questions;
mod read;
mod references;
mod report;
mod running;
mod settings;
mod sheets;
mod survey;
mod types;
mod workbook;
mod write;

use super::defect::{Defect, DefectCode};
use super::{ChecklistSource, Vocabulary};
use form::{Lists, Tables};
use headers::{Headings, Table};
use read::Format;
use report::Report;
use workbook::{Workbook, WorkbookFault};

pub(super) use names::{is_dynamic, is_name};
pub(super) use write::write;

pub use read::is_panic_contained;

/// What came of a form that was read.
#[derive(Debug, Default)]
pub(super) struct ReadForm {
    /// The form as a checklist, as far as it could be understood; nothing if there is no form.
    pub(super) source: Option<ChecklistSource>,
    /// Everything that is wrong with it. An error says that other tools refuse it too.
    pub(super) defects: Vec<Defect>,
    /// What it asks for that this program keeps and cannot ask.
    pub(super) unsupported: Vec<String>,
}

/// Returns whether a file is a workbook, by the ending of its name or by its first bytes.
pub(super) fn is_workbook(name: &str, bytes: &[u8]) -> bool {
    Format::of(name, bytes).is_some()
}

/// Reads and judges a workbook.
pub(super) fn read(name: &str, bytes: &[u8], vocabulary: &Vocabulary) -> ReadForm {
    let mut report = Report::default();
    let mut source = None;
    match Format::of(name, bytes).map_or(Err(WorkbookFault::Unreadable), |format| {
        read::read(format, bytes)
    }) {
        Ok(workbook) => {
            let base = name.rsplit_once('.').map_or(name, |(base, _)| base);
            source = judge(&workbook, base, vocabulary, &mut report);
        }
        Err(fault) => report.add(of_fault(fault)),
    }
    let mut defects = report.defects;
    defects.sort_by_key(|defect| {
        let mut sheets = workbook::SHEETS.iter();
        let sheet = sheets.position(|sheet| *sheet == defect.place);
        (sheet, defect.line)
    });
    defects.dedup();
    ReadForm {
        source,
        defects,
        unsupported: report.unsupported,
    }
}

/// Returns what stands where each defect is: its cell, or its row where it has no column.
pub(super) fn shown_at(name: &str, bytes: &[u8], defects: &[Defect]) -> Vec<Option<String>> {
    let read = Format::of(name, bytes).and_then(|format| read::read(format, bytes).ok());
    let shown = |defect: &Defect| {
        let sheet = read.as_ref()?.sheet(&defect.place)?;
        let row = sheet
            .rows
            .iter()
            .find(|row| Some(row.number) == defect.line)?;
        let header = defect.header.as_deref();
        let column = sheet
            .headers
            .iter()
            .position(|known| header.is_some() && known.as_deref() == header);
        let cells = row.cells.iter();
        let texts: Vec<&str> = cells
            .filter(|(at, _)| column.is_none_or(|column| *at == column))
            .map(|(_, text)| text.as_str())
            .collect();
        (!texts.is_empty()).then(|| texts.join(" | "))
    };
    defects.iter().map(shown).collect()
}

fn of_fault(fault: WorkbookFault) -> Defect {
    let whole = |code| Defect::new(code, "");
    match fault {
        WorkbookFault::Unreadable => whole(DefectCode::FormUnreadable),
        WorkbookFault::Protected => whole(DefectCode::FormProtected),
        WorkbookFault::Nested => whole(DefectCode::FormNested),
        WorkbookFault::TooLarge(what) => whole(DefectCode::FormTooLarge).suggest(what.message()),
        WorkbookFault::CellWithoutHeader { sheet, row } => {
            Defect::new(DefectCode::FormNoHeader, sheet).on_row(row)
        }
        WorkbookFault::EmptySheet { sheet } => Defect::new(DefectCode::FormEmptySheet, sheet),
        WorkbookFault::DuplicateHeader { sheet, header } => {
            Defect::new(DefectCode::FormDuplicateHeader, sheet)
                .with("header", header)
                .on_row(1)
        }
    }
}

fn judge(
    workbook: &Workbook,
    base: &str,
    vocabulary: &Vocabulary,
    report: &mut Report,
) -> Option<ChecklistSource> {
    let Some(survey) = workbook.sheet("survey") else {
        let similar = sheets::similar(&workbook.names, "survey");
        let defect = Defect::new(DefectCode::FormNoSurvey, "");
        report.add(match similar.first() {
            Some(meant) => defect.suggest(
                crate::message::Message::new("rec-chk-did-you-mean").text("meant", *meant),
            ),
            None => defect,
        });
        return None;
    };
    for wanted in ["settings", "entities"] {
        if workbook.sheet(wanted).is_none() {
            for similar in sheets::similar(&workbook.names, wanted) {
                report.add(
                    Defect::new(DefectCode::FormSheetSlip, similar)
                        .with("name", similar)
                        .with("meant", wanted),
                );
            }
        }
    }
    let table = |name: &str, headings: Headings, collapses: bool, report: &mut Report| {
        workbook
            .sheet(name)
            .map(|sheet| Table::of(sheet, headings, collapses, report))
    };
    let settings_table = table("settings", headers::SETTINGS, false, report);
    let settings = settings::read(settings_table.as_ref(), report);
    let tables = Tables {
        survey: Table::of(survey, headers::SURVEY, settings.collapses_blanks, report),
        choices: table("choices", headers::CHOICES, false, report),
        external_choices: table("external_choices", headers::EXTERNAL_CHOICES, false, report),
        entities: table("entities", headers::ENTITIES, false, report),
        osm: table("osm", headers::OSM, false, report),
        settings: settings_table,
    };
    if !tables.survey.has("type") {
        let known = tables.survey.columns.iter().flatten();
        let known: Vec<&str> = known.map(|column| column.header.as_str()).collect();
        let defect = Defect::new(DefectCode::FormMissingHeader, "survey").with("header", "type");
        report.add(
            match super::nearest::nearest("type", known) {
                Some(written) => defect.suggest(
                    crate::message::Message::new("rec-form-header-instead")
                        .text("written", written),
                ),
                None => defect,
            }
            .on_row(1),
        );
        return None;
    }
    let lists: Lists<'_> = tables
        .choices
        .as_ref()
        .map(choices::group)
        .unwrap_or_default();
    if let Some(table) = &tables.choices {
        choices::check(table, &lists, &settings, report);
    }
    let mut walk = survey::Walk::new(&tables, &workbook.names, settings, lists, report);
    walk.rows();
    if walk.is_too_deep {
        return None;
    }
    let survey::Walk {
        form,
        counts,
        has_or_other,
        ..
    } = walk;
    references::check(&tables, &counts, report);
    output::check(&form, report);
    languages::check(&tables, has_or_other, report);
    if !form.elements.iter().any(output::is_shown) {
        report.add(Defect::new(DefectCode::FormNoQuestions, "survey"));
    }
    running::unused_lists(&form, report);
    report.unsupported = running::unsupported(&form);
    let imported = import::Import::new(&form, &tables).checklist(base);
    running::check(&imported, vocabulary, report);
    Some(imported.source)
}
