//! Collects what is found in a form, and says where.

use super::headers::Record;
use crate::checklist::defect::{Defect, DefectCode};
use crate::message::Message;

/// Everything that is to be said about one form.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) defects: Vec<Defect>,
    /// What is kept and cannot be asked.
    pub(super) unsupported: Vec<String>,
}

impl Report {
    pub(super) fn add(&mut self, defect: Defect) {
        self.defects.push(defect);
    }
}

/// Makes a defect of a row.
pub(super) fn at(code: DefectCode, record: Record<'_>) -> Defect {
    Defect::new(code, record.sheet()).on_row(record.number())
}

impl Defect {
    /// Returns the defect with the row of its sheet; the headers are row 1.
    #[must_use]
    pub(super) fn on_row(mut self, row: usize) -> Self {
        self.line = Some(row);
        self
    }

    /// Returns the defect with the header of the column, as the author wrote it.
    #[must_use]
    pub(super) fn under(mut self, record: Record<'_>, path: &[&str]) -> Self {
        self.header = record.header(path).map(str::to_owned);
        self
    }

    /// Returns the defect with how names are to be written.
    #[must_use]
    pub(super) fn suggest_name(self) -> Self {
        self.suggest(Message::new("rec-form-name"))
    }
}
