//! How a cell came about over time: one row a period, with its interval, and one careful sentence.
//!
//! No line is drawn from period to period: rows survive 80 columns, screen readers and paper.

use unicode_width::UnicodeWidthStr;

use crate::i18n::Catalogue;
use crate::indicator::{Figures, Percent, Rate, Report, RowKind, Share};
use crate::message::Message;

/// The shares of an indicator in one group, period by period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trend {
    rows: Vec<(String, Shown)>,
    whole: Option<Shown>,
    is_for_publication: bool,
}

/// What may be shown of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// A share.
    Share(Rate),
    /// There is no answer.
    Nothing,
    /// Too few, or it would give others away.
    Hidden,
}

/// Columns of the longest bar.
const LONGEST: usize = 50;
/// Columns of a period's name.
const PERIOD: usize = 9;

impl Shown {
    fn of(figures: Figures, is_for_publication: bool) -> Self {
        let is_few = |rate: Rate| {
            if is_for_publication {
                rate.published() == Share::TooFew
            } else {
                rate.percent() == Percent::TooFew
            }
        };
        match (figures, figures.rate()) {
            (Figures::Suppressed, _) => Self::Hidden,
            (_, Some(rate)) if is_few(rate) => Self::Hidden,
            (_, Some(rate)) => Self::Share(rate),
            (_, None) => Self::Nothing,
        }
    }
}

impl Trend {
    /// Takes the periods of one group out of a report whose last breakdown is the period; `whole` is
    /// the figure of all of them, if there is one.
    pub fn of(report: &Report, group: &[String], whole: Option<Figures>) -> Self {
        let is_for_publication = report.is_for_publication;
        let rows = report
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Group && row.answer.is_none())
            .filter_map(|row| {
                let (period, own) = row.group.split_last()?;
                let shown = Shown::of(row.figures, is_for_publication);
                (own == group).then(|| (period.clone(), shown))
            });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|one, other| one.0.cmp(&other.0));
        Self {
            whole: whole
                .filter(|_| !rows.is_empty())
                .map(|whole| Shown::of(whole, is_for_publication)),
            rows,
            is_for_publication,
        }
    }

    /// Returns the rows with their names, the whole last.
    pub(super) fn rows(&self, words: &Catalogue) -> Vec<(String, Shown)> {
        let whole = self.whole.map(|shown| (words.id("dashboard-all"), shown));
        self.rows.iter().cloned().chain(whole).collect()
    }

    /// Returns a share in words.
    pub(super) fn words_of(&self, shown: Shown, words: &Catalogue) -> String {
        let rate = match shown {
            Shown::Share(rate) => rate,
            Shown::Nothing => return words.id("count-share-none"),
            Shown::Hidden => return words.id("count-suppressed"),
        };
        let message = Message::new("count-share").number("of", rate.of());
        let (percent, band) = (rate.percent(), rate.published());
        words.text(&match (self.is_for_publication, percent, band) {
            (true, _, Share::Band(low, high)) => message.text("percent", format!("{low}–{high}")),
            (_, Percent::Whole(percent), _) => message.number("percent", percent),
            (_, Percent::TooFew, _) => message.text("percent", "–"),
        })
    }

    /// Returns where the line of a share begins and ends: its interval, or its band.
    pub(super) fn span(&self, rate: Rate) -> (f64, f64) {
        let part = |percent: u64| f64::from(u32::try_from(percent).unwrap_or(100)) / 100.0;
        match rate.published() {
            Share::Band(low, high) if self.is_for_publication => (part(low), part(high)),
            Share::Band(..) | Share::Whole(_) | Share::TooFew => rate.wilson(),
        }
    }

    /// Returns where the share itself is drawn: nowhere in a band, which is all that may be told.
    pub(super) fn point(&self, rate: Rate) -> Option<f64> {
        let is_band = matches!(rate.published(), Share::Band(..));
        (!(self.is_for_publication && is_band)).then(|| rate.share())
    }

    /// Returns the chart: an axis, then a row for each period.
    pub fn lines(&self, words: &Catalogue, width: usize) -> Vec<String> {
        let rows = self.rows(words);
        let said: Vec<String> = rows
            .iter()
            .map(|(_, shown)| self.words_of(*shown, words))
            .collect();
        let beside = said.iter().map(|text| text.width()).max().unwrap_or(0);
        if rows.is_empty() {
            return Vec::new();
        }
        let long = width.saturating_sub(PERIOD + beside + 2).clamp(12, LONGEST);
        let mut lines = vec![format!("{:PERIOD$}{}", "", axis(long))];
        for ((period, shown), text) in rows.iter().zip(said) {
            let bar = match shown {
                Shown::Share(rate) => bar(self.point(*rate), self.span(*rate), long),
                Shown::Nothing | Shown::Hidden => String::new(),
            };
            lines.push(format!("{period:PERIOD$}{bar:<long$}  {text:>beside$}"));
        }
        lines
    }

    /// Returns what can be said about a change, and no more; nothing of fewer than two periods.
    pub fn sentence(&self) -> Option<Message> {
        let mut shares = self.rows.iter().filter_map(|(_, shown)| match shown {
            Shown::Share(rate) => Some(*rate),
            Shown::Nothing | Shown::Hidden => None,
        });
        let (first, last) = (shares.next()?, shares.next_back()?);
        if self.is_for_publication {
            return Some(Message::new("dashboard-trend-published"));
        }
        let ((low, high), (other_low, other_high)) = (first.wilson(), last.wilson());
        Some(Message::new(if low <= other_high && other_low <= high {
            "compliance-trend-overlap"
        } else {
            "compliance-trend-apart"
        }))
    }
}

fn axis(long: usize) -> String {
    let mut axis: Vec<char> = vec![' '; long + 4];
    let marks: &[(usize, &str)] = if long < 24 {
        &[(0, "0"), (2, "50"), (4, "100")]
    } else {
        &[(0, "0"), (1, "25"), (2, "50"), (3, "75"), (4, "100 %")]
    };
    for (part, text) in marks {
        let start = (part * long / 4).saturating_sub(text.len() / 2);
        for (place, letter) in axis.iter_mut().skip(start).zip(text.chars()) {
            *place = letter;
        }
    }
    axis.into_iter().collect::<String>().trim_end().to_owned()
}

/// Draws the interval, and in it the share.
fn bar(point: Option<f64>, (low, high): (f64, f64), long: usize) -> String {
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
    let (low, middle, high) = (at(low), point.map(at), at(high));
    (0..=high)
        .map(|column| match column {
            _ if Some(column) == middle => '■',
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
            ..Trend::default()
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
