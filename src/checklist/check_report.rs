//! What `checklist check` says about one file, in the shape that other programs rely on.

use serde::Serialize;

use super::CheckedFile;
use super::defect::Defect;
use crate::message::Message;

/// One file that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The file as it was named.
    pub file: String,
    /// Whether the checklist can be used.
    pub accepted: bool,
    /// Everything that is wrong, in the order of the file.
    pub defects: Vec<ReportedDefect>,
    /// What the file asks for and this program does not do (XLSForm files only).
    pub unsupported: Vec<String>,
    /// Languages whose texts no native speaker has reviewed, as an accepted file says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<String>,
}

/// One defect as it is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportedDefect {
    /// The stable code.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The place by names; the sheet in a workbook.
    pub sheet: String,
    /// The header of the column in a workbook, as its author wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The line or row, from 1.
    pub row: Option<usize>,
    /// The column in letters, from 1.
    pub column: Option<usize>,
    /// What is wrong and what to write instead.
    pub message: String,
}

impl CheckReport {
    /// Makes the report; `say` turns a message into text.
    pub fn new(file: &str, checked: &CheckedFile, say: impl Fn(&Message) -> String) -> Self {
        let defects = &checked.defects;
        Self {
            file: file.to_owned(),
            accepted: !defects.iter().any(Defect::is_error),
            defects: defects
                .iter()
                .map(|defect| ReportedDefect {
                    code: defect.code,
                    severity: defect.severity.name(),
                    sheet: defect.place.clone(),
                    header: defect.header.clone(),
                    row: defect.line,
                    column: defect.column,
                    message: match &defect.suggestion {
                        Some(suggestion) => {
                            format!("{} {}", say(&defect.message), say(suggestion))
                        }
                        None => say(&defect.message),
                    },
                })
                .collect(),
            unsupported: checked.unsupported.clone(),
            drafts: checked.drafts.clone(),
        }
    }
}
