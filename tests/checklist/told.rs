//! Defects as a person reads them.

use std::fmt::Write as _;

use firsthours::checklist::Defect;
use firsthours::i18n::Catalogue;

/// Writes defects as a person would read them.
pub(super) fn told(defects: &[Defect], catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for defect in defects {
        let line = defect.line.unwrap_or_default();
        let column = defect.column.unwrap_or_default();
        let header = defect.header.as_ref();
        let header = header.map_or_else(String::new, |header| format!(".{header}"));
        write!(
            text,
            "{line}:{column} {} {} [{}{}] {}",
            defect.severity.name(),
            defect.code,
            defect.place,
            header,
            catalogue.text(&defect.message)
        )
        .unwrap();
        if let Some(suggestion) = &defect.suggestion {
            text += " ";
            text += &catalogue.text(suggestion);
        }
        text += "\n";
    }
    text
}
