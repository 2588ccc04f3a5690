//! How a cell came about over time: one row a quarter, with its interval, and one careful sentence.
//!
//! No line is drawn from quarter to quarter: rows survive 80 columns, screen readers and paper.

use crate::i18n::Catalogue;
use crate::indicator::{Figures, Percent, Rate, Report, RowKind};
use crate::message::Message;

/// The shares of an indicator in one group, quarter by quarter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Trend {
    rows: Vec<(String, Shown)>,
}

/// What may be shown of a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Share(Rate),
    /// There is no answer.
    Nothing,
    /// Too few, or it would give others away.
    Hidden,
}

/// Columns of the longest bar.
const LONGEST: usize = 50;
/// Columns beside the bar: quarter and share.
const BESIDE: usize = 28;

impl Trend {
    /// Takes the quarters of one group out of a report by group and quarter; of all groups if the
    /// report is by quarter alone.
    pub(super) fn of(report: &Report, group: Option<&str>) -> Self {
        let rows = report
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Group)
            .filter(|row| group.is_none() || row.group.first().map(String::as_str) == group)
            .filter_map(|row| {
                let shown = match (row.figures, row.figures.rate()) {
                    (Figures::Suppressed, _) => Shown::Hidden,
                    (_, Some(rate)) if rate.percent() == Percent::TooFew => Shown::Hidden,
                    (_, Some(rate)) => Shown::Share(rate),
                    (_, None) => Shown::Nothing,
                };
                Some((row.group.last()?.clone(), shown))
            });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|one, other| one.0.cmp(&other.0));
        Self { rows }
    }

    /// Returns the chart: an axis, then a row for each quarter.
    pub(super) fn lines(&self, words: &Catalogue, width: usize) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let long = width.saturating_sub(BESIDE).clamp(20, LONGEST);
        let mut lines = vec![format!("{:10}{}", "", axis(long))];
        for (quarter, shown) in &self.rows {
            let (bar, text) = match shown {
                Shown::Share(rate) => (bar(*rate, long), share(*rate, words)),
                Shown::Nothing => (String::new(), words.id("count-share-none")),
                Shown::Hidden => (String::new(), words.id("count-suppressed")),
            };
            let bar = format!("{bar:<long$}");
            lines.push(format!("{quarter:10}{bar}  {text}"));
        }
        lines
    }

    /// Returns what can be said about a change, and no more; nothing of fewer than two quarters.
    pub(super) fn sentence(&self) -> Option<Message> {
        let mut shares = self.rows.iter().filter_map(|(_, shown)| match shown {
            Shown::Share(rate) => Some(*rate),
            Shown::Nothing | Shown::Hidden => None,
        });
        let (first, last) = (shares.next()?, shares.next_back()?);
        let ((low, high), (other_low, other_high)) = (first.wilson(), last.wilson());
        Some(Message::new(if low <= other_high && other_low <= high {
            "compliance-trend-overlap"
        } else {
            "compliance-trend-apart"
        }))
    }
}

fn share(rate: Rate, words: &Catalogue) -> String {
    let message = Message::new("count-share").number("of", rate.of());
    words.text(&match rate.percent() {
        Percent::Whole(percent) => message.number("percent", percent),
        Percent::TooFew => message.text("percent", "–"),
    })
}

fn axis(long: usize) -> String {
    let mut axis: Vec<char> = vec![' '; long + 4];
    for (part, text) in [(0, "0"), (1, "25"), (2, "50"), (3, "75"), (4, "100 %")] {
        let start = (part * long / 4).saturating_sub(text.len() / 2);
        for (place, letter) in axis.iter_mut().skip(start).zip(text.chars()) {
            *place = letter;
        }
    }
    axis.into_iter().collect::<String>().trim_end().to_owned()
}

/// Draws the interval, and in it the share.
fn bar(rate: Rate, long: usize) -> String {
    let (low, high) = rate.wilson();
    let at = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of at most fifty columns"
        )]
        let column = (share.clamp(0.0, 1.0) * long.saturating_sub(1) as f64).round() as usize;
        column
    };
    let (low, middle, high) = (at(low), at(rate.share()), at(high));
    (0..=high)
        .map(|column| match column {
            _ if column == middle => '■',
            _ if column == low => '├',
            _ if column == high => '┤',
            _ if column > low => '─',
            _ => ' ',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    fn trend(rates: &[(u64, u64)]) -> Trend {
        let rows = rates.iter().enumerate().map(|(at, (met, of))| {
            let rate = Rate::new(*met, *of).unwrap();
            (format!("2025-Q{}", at + 1), Shown::Share(rate))
        });
        Trend {
            rows: rows.collect(),
        }
    }

    #[test]
    fn intervals_that_overlap_give_no_conclusion_and_others_a_careful_one() {
        let said = |rates: &[(u64, u64)]| trend(rates).sentence().map(|it| it.id());
        assert_eq!(said(&[(2, 7), (5, 10)]), Some("compliance-trend-overlap"));
        assert_eq!(
            said(&[(10, 100), (80, 100)]),
            Some("compliance-trend-apart")
        );
        assert_eq!(said(&[(10, 100)]), None);
    }

    #[test]
    fn a_bar_holds_its_share_and_fits() {
        let lines = trend(&[(2, 7), (0, 20), (20, 20)]).lines(&Catalogue::new(Language::En), 80);
        assert_eq!(lines.len(), 4);
        for line in &lines[1..] {
            assert!(line.contains('■'), "{line}");
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
