//! The sheets of a workbook: which are there, and which were probably meant.

use super::workbook::SHEETS;
use crate::checklist::nearest::distance;

/// Returns the sheets whose names are nearly this one; a leading `_` says that it is not meant.
pub(super) fn similar<'n>(names: &'n [String], wanted: &str) -> Vec<&'n str> {
    names
        .iter()
        .map(String::as_str)
        .filter(|name| {
            !SHEETS.contains(name)
                && !name.starts_with('_')
                && distance(&name.to_lowercase(), wanted) <= 2
        })
        .collect()
}
