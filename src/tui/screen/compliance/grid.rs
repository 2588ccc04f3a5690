//! A report as a grid: indicators down, groups across, and how each cell reads.

use std::collections::BTreeMap;

use crate::checklist::Text;
use crate::export::hours;
use crate::i18n::Catalogue;
use crate::indicator::{Figures, NOT_KNOWN, Percent, Reads, Report, RowKind, Unit};
use crate::message::Message;

/// A report as a grid. The first column is the total.
#[derive(Debug)]
pub(super) struct Grid {
    /// The groups; the total is `None`.
    pub columns: Vec<Option<String>>,
    pub lines: Vec<Line>,
}

/// An indicator, or a choice of a distribution.
#[derive(Debug)]
pub(super) struct Line {
    pub indicator: String,
    pub label: Text,
    pub answer: Option<Text>,
    pub reads: Reads,
    pub unit: Unit,
    /// Whether its figures are shares of one whole.
    is_share: bool,
    cells: BTreeMap<Option<String>, Figures>,
}

/// How loudly a cell asks to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Seventy per cent and more were kept.
    Quiet,
    /// From fifty per cent on.
    Low,
    /// Under half.
    VeryLow,
}

impl Mark {
    /// Returns the sign, three columns wide.
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Quiet => "   ",
            Self::Low => "!  ",
            Self::VeryLow => "!! ",
        }
    }

    /// Judges a percentage by how a high share reads.
    const fn of(percent: u64, reads: Reads) -> Self {
        let kept = match reads {
            Reads::Kept => percent,
            Reads::Broken => 100_u64.saturating_sub(percent),
        };
        match kept {
            ..50 => Self::VeryLow,
            50..70 => Self::Low,
            70.. => Self::Quiet,
        }
    }
}

impl Grid {
    /// Arranges a report that has one breakdown.
    pub(super) fn of(report: &Report) -> Self {
        let mut groups: Vec<String> = report
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Group)
            .filter_map(|row| row.group.first().cloned())
            .collect();
        groups.sort_by_key(|group| (group == NOT_KNOWN, group.clone()));
        groups.dedup();
        let mut lines: Vec<Line> = Vec::new();
        for row in &report.rows {
            let answer = row.answer.as_ref().map(|(_, label)| label.clone());
            let group = match row.kind {
                RowKind::Total => None,
                RowKind::Group => row.group.first().cloned(),
            };
            let known = lines
                .iter_mut()
                .find(|line| line.indicator == row.indicator && line.answer == answer);
            match known {
                Some(line) => {
                    line.cells.insert(group, row.figures);
                }
                None => lines.push(Line {
                    indicator: row.indicator.clone(),
                    label: row.label.clone(),
                    answer,
                    reads: row.reads,
                    unit: row.unit,
                    is_share: row.is_share,
                    cells: BTreeMap::from([(group, row.figures)]),
                }),
            }
        }
        Self {
            columns: std::iter::once(None)
                .chain(groups.into_iter().map(Some))
                .collect(),
            lines,
        }
    }

    /// Returns whether nothing at all was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.lines
            .iter()
            .flat_map(|line| line.cells.values())
            .all(|figures| figures.counts().is_some_and(|it| it.units() == 0))
    }

    /// Returns the figures of a cell.
    pub(super) fn cell(&self, line: usize, column: usize) -> Option<(&Line, Figures)> {
        let line = self.lines.get(line)?;
        let figures = line.cells.get(self.columns.get(column)?)?;
        Some((line, *figures))
    }
}

impl Line {
    /// Returns whether its figures are shares of one whole.
    pub(super) const fn is_share(&self) -> bool {
        self.is_share
    }

    /// Returns its name in a language: a choice stands under its distribution's number.
    pub(super) fn name(&self, language: &str) -> String {
        let label = self.label.in_language(language).0;
        match &self.answer {
            Some(answer) => format!("{} · {}", self.indicator, answer.in_language(language).0),
            None => format!("{} {label}", self.indicator),
        }
    }

    /// Returns its name at full length.
    pub(super) fn full_name(&self, language: &str) -> String {
        let label = self.label.in_language(language).0;
        match &self.answer {
            Some(answer) => format!(
                "{} {label}: {}",
                self.indicator,
                answer.in_language(language).0
            ),
            None => format!("{} {label}", self.indicator),
        }
    }
}

/// Returns the mark and text of a cell: per cent and denominator.
pub(super) fn cell_text(line: &Line, figures: Figures, words: &Catalogue) -> (Mark, String) {
    if figures == Figures::Suppressed {
        return (Mark::Quiet, words.id("count-suppressed"));
    }
    if !line.is_share {
        return (Mark::Quiet, measured(figures));
    }
    let Some(rate) = figures.rate() else {
        return (Mark::Quiet, "–".to_owned());
    };
    let Percent::Whole(percent) = rate.percent() else {
        return (Mark::Quiet, words.id("count-suppressed"));
    };
    let mark = if line.answer.is_some() {
        Mark::Quiet
    } else {
        Mark::of(percent, line.reads)
    };
    (mark, format!("{percent}/{}", rate.of()))
}

/// Returns what is measured where it is no share: the median in hours, or what was added up.
fn measured(figures: Figures) -> String {
    match figures {
        Figures::Minutes(_, Some(found)) => {
            let (hours, minutes) = (found.median / 60, found.median % 60);
            format!("{hours}:{minutes:02}/{}", found.known)
        }
        Figures::Sum(sum) if sum.units.met > 0 => sum.counted.to_string(),
        Figures::Minutes(_, None)
        | Figures::Sum(_)
        | Figures::Counted(_)
        | Figures::Answer(_)
        | Figures::Suppressed => "–".to_owned(),
    }
}

/// Returns what a cell says in a sentence, and what stands outside its denominator.
pub(super) fn sentences(line: &Line, figures: Figures) -> Vec<Message> {
    if figures == Figures::Suppressed {
        return vec![Message::new("compliance-hidden")];
    }
    let mut said = Vec::new();
    match figures.rate().filter(|_| line.is_share) {
        None if figures.counts().is_some_and(|it| it.met > 0) => {}
        None => said.push(Message::new("compliance-no-denominator")),
        Some(rate) => match rate.percent() {
            Percent::TooFew => said.push(Message::new("compliance-hidden")),
            Percent::Whole(percent) => {
                let (low, high) = rate.wilson();
                let whole = |share: f64| format!("{:.0}", share * 100.0);
                let id = match line.unit {
                    Unit::Person => "compliance-of-persons",
                    Unit::CustodyRecord => "compliance-of-records",
                    Unit::Visit => "compliance-of-visits",
                    Unit::Complaint => "compliance-of-complaints",
                };
                said.push(
                    Message::new(id)
                        .number("met", rate.met())
                        .number("of", rate.of())
                        .number("percent", percent)
                        .text("low", whole(low))
                        .text("high", whole(high)),
                );
            }
        },
    }
    match figures {
        Figures::Minutes(_, Some(found)) => said.push(
            Message::new("compliance-median")
                .message("median", hours(found.median))
                .message("lower", hours(found.lower))
                .message("upper", hours(found.upper))
                .number("of", found.known),
        ),
        Figures::Sum(sum) if !line.is_share && sum.units.met > 0 => said.push(
            Message::new("compliance-sum")
                .number("counted", sum.counted)
                .number("of", sum.units.met),
        ),
        Figures::Minutes(_, None)
        | Figures::Sum(_)
        | Figures::Counted(_)
        | Figures::Answer(_)
        | Figures::Suppressed => {}
    }
    let counts = figures.counts().unwrap_or_default();
    let (not_known, not_applicable) = (counts.not_known, counts.not_applicable);
    let thin = counts.is_thin();
    said.push(
        Message::new("compliance-outside")
            .number("not_known", not_known)
            .number("not_applicable", not_applicable),
    );
    if line.reads == Reads::Broken && line.answer.is_none() {
        said.push(Message::new("compliance-reads-broken"));
    }
    if thin {
        said.push(Message::new("compliance-thin"));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_about_what_was_kept_whichever_way_the_share_reads() {
        for (percent, reads, mark) in [
            (49, Reads::Kept, Mark::VeryLow),
            (50, Reads::Kept, Mark::Low),
            (69, Reads::Kept, Mark::Low),
            (70, Reads::Kept, Mark::Quiet),
            (49, Reads::Broken, Mark::Low),
            (51, Reads::Broken, Mark::VeryLow),
            (30, Reads::Broken, Mark::Quiet),
        ] {
            assert_eq!(Mark::of(percent, reads), mark, "{percent} {reads:?}");
        }
    }
}
