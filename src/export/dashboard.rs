//! The dashboard as words, signs and a picture: what a screen shows of counts, for a file.
//!
//! Owns how counts are laid out as a table of indicators and groups, and how a share came about over
//! time. The screen draws the same grid, so that a file shows neither more nor less than was seen.
//! Its invariants: every share stands beside its denominator; what a report hides is drawn nowhere; and
//! signs say what colours say.

mod grid;
mod svg;
mod text;
mod trend;

pub use grid::{Grid, Group, Line, Mark};
pub use svg::write_svg;
pub use text::write_text;
pub use trend::Trend;

use crate::i18n::{Calendar, Catalogue};
use crate::indicator::{Accounts, Dimension, Note, Selection};
use crate::message::Message;

/// Counts as they are seen.
#[derive(Clone, Copy)]
pub struct Dashboard<'a> {
    /// The table.
    pub grid: &'a Grid,
    /// What must be said with the figures.
    pub notes: &'a [Note],
    /// How one cell came about over time, with what the cell is called.
    pub trend: Option<(&'a str, &'a Trend)>,
    /// What was counted: by what, since when, whose word.
    pub counted: &'a str,
    /// The words.
    pub words: &'a Catalogue,
}

impl Dashboard<'_> {
    /// Returns the notes as sentences; what a denominator holds begins with the indicator's number.
    fn notes_in_words(&self) -> Vec<String> {
        let language = self.words.language().code();
        let say = |note: &Note| match note {
            Note::Says(message) => self.words.text(message),
            Note::Denominator { indicator, text } => {
                format!("{indicator}: {}", text.in_language(language).0)
            }
        };
        self.notes.iter().map(say).collect()
    }

    /// Returns the title.
    fn title(&self) -> String {
        self.words.id(if self.grid.is_for_publication {
            "dashboard-title-published"
        } else {
            "dashboard-title-own"
        })
    }
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCell {
    /// The indicator's id.
    pub indicator: String,
    /// Its group; none is the total.
    pub group: Option<Group>,
}

/// The breakdowns that are a time.
const TIMES: [Dimension; 3] = [Dimension::Month, Dimension::Quarter, Dimension::Year];

/// Returns what is to be counted to see an indicator in a group over time, and the group without its
/// time: by quarters, unless the table is by months or years.
pub fn over_time(
    selection: &Selection,
    indicator: &str,
    group: Option<&[String]>,
) -> (Selection, Group) {
    let is_time = |by: &Dimension| TIMES.contains(by);
    let step = selection.by.iter().copied().find(is_time);
    let parts = selection.by.iter().copied().zip(group.unwrap_or_default());
    let (mut by, rest): (Vec<Dimension>, Group) = parts
        .filter(|(by, _)| !is_time(by))
        .map(|(by, name)| (by, name.clone()))
        .unzip();
    by.push(step.unwrap_or(Dimension::Quarter));
    let counted = Selection {
        indicators: vec![indicator.to_owned()],
        safeguards: Vec::new(),
        by,
        ..selection.clone()
    };
    (counted, rest)
}

/// Returns whether a figure of the group is that of all its periods.
pub fn is_whole(selection: &Selection, group: Option<&[String]>) -> bool {
    group.is_none() || !selection.by.iter().any(|by| TIMES.contains(by))
}

/// Says what is counted: by what, since when, whose word.
pub fn counted_in_words(selection: &Selection, words: &Catalogue) -> String {
    let by: Vec<String> = selection
        .by
        .iter()
        .map(|by| words.id(by.label_id()))
        .collect();
    let by = if by.is_empty() {
        words.id("dashboard-no-columns")
    } else {
        by.join(", ")
    };
    let calendar = Calendar(words.language());
    let period = match selection.from {
        Some(from) => words.text(&Message::new("dashboard-since").text("day", calendar.date(from))),
        None => words.id("compliance-period-all"),
    };
    let accounts = words.id(accounts_label(selection.accounts));
    words.text(
        &Message::new("compliance-head-whose")
            .text("by", by)
            .text("period", period)
            .text("accounts", accounts),
    )
}

/// Returns the short name of which accounts count.
const fn accounts_label(accounts: Accounts) -> &'static str {
    match accounts {
        Accounts::Usual => "compliance-accounts-usual",
        Accounts::Person => "compliance-accounts-person",
        Accounts::Register => "compliance-accounts-register",
        Accounts::Any => "compliance-accounts-any",
        Accounts::Agree => "compliance-accounts-agree",
        Accounts::Team => "compliance-accounts-team",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_keeps_the_group_and_puts_its_own_time_in_the_place_of_the_tables() {
        let selection = Selection {
            by: vec![Dimension::FacilityType, Dimension::Year],
            ..Selection::default()
        };
        let group = ["IVS".to_owned(), "2025".to_owned()];
        let (counted, rest) = over_time(&selection, "I05", Some(&group));
        assert_eq!(counted.by, [Dimension::FacilityType, Dimension::Year]);
        assert_eq!(rest, ["IVS"]);
        assert!(!is_whole(&selection, Some(&group)));
        let (counted, rest) = over_time(&selection, "I05", None);
        assert_eq!(counted.by, [Dimension::Year]);
        assert!(rest.is_empty() && is_whole(&selection, None));
        let (counted, _) = over_time(&Selection::default(), "I05", None);
        assert_eq!(counted.by, [Dimension::Quarter]);
    }
}
