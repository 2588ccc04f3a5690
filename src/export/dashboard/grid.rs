//! A report as a grid: indicators down, groups across, and how each cell reads.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::text::wrapped;
use crate::checklist::Text;
use crate::export::{group_name, hours};
use crate::i18n::Catalogue;
use crate::indicator::{
    Dimension, Figures, NOT_KNOWN, Percent, Reads, Report, RowKind, Share, Unit,
};
use crate::message::Message;

/// A group: a name for each of the report's breakdowns.
pub type Group = Vec<String>;

/// A report as a grid. The first column is the total.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The breakdowns.
    pub by: Vec<Dimension>,
    /// The groups; the total is `None`.
    pub columns: Vec<Option<Group>>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether it is for publication: shares of few are bands.
    pub is_for_publication: bool,
}

/// An indicator, or a choice of a distribution.
#[derive(Debug, Clone)]
pub struct Line {
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub label: Text,
    /// The safeguard it is about.
    pub safeguard: Option<String>,
    /// The choice, in a line of a distribution.
    pub answer: Option<Text>,
    /// How a high share reads.
    pub reads: Reads,
    /// What is counted.
    pub unit: Unit,
    /// Whether its figures are shares of one whole.
    is_share: bool,
    cells: BTreeMap<Option<Group>, Figures>,
}

/// How loudly a cell asks to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Seventy per cent and more were kept.
    Quiet,
    /// From fifty per cent on.
    Low,
    /// Under half.
    VeryLow,
}

impl Mark {
    /// Returns the sign, three columns wide.
    pub const fn sign(self) -> &'static str {
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
    /// Arranges a report.
    pub fn of(report: &Report) -> Self {
        let is_group = |kind: RowKind| kind == RowKind::Group && !report.by.is_empty();
        let mut groups: Vec<Group> = report
            .rows
            .iter()
            .filter(|row| is_group(row.kind))
            .map(|row| row.group.clone())
            .collect();
        // Whoever is not known comes last, in each breakdown.
        let order = |group: &Group| -> Vec<(bool, String)> {
            let parts = group.iter();
            parts.map(|it| (it == NOT_KNOWN, it.clone())).collect()
        };
        groups.sort_by_cached_key(order);
        groups.dedup();
        let mut lines: Vec<Line> = Vec::new();
        for row in &report.rows {
            let answer = row.answer.as_ref().map(|(_, label)| label.clone());
            let group = is_group(row.kind).then(|| row.group.clone());
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
                    safeguard: row.safeguard.clone(),
                    answer,
                    reads: row.reads,
                    unit: row.unit,
                    is_share: row.is_share,
                    cells: BTreeMap::from([(group, row.figures)]),
                }),
            }
        }
        Self {
            by: report.by.clone(),
            columns: std::iter::once(None)
                .chain(groups.into_iter().map(Some))
                .collect(),
            lines,
            is_for_publication: report.is_for_publication,
        }
    }

    /// Returns whether there are groups and not one figure of any is shown.
    pub fn hides_all_groups(&self) -> bool {
        let cells = self.lines.iter().flat_map(|line| line.cells.iter());
        let mut of_groups = cells.filter(|(group, _)| group.is_some()).peekable();
        of_groups.peek().is_some()
            && of_groups.all(|(_, figures)| {
                figures
                    .rate()
                    .is_none_or(|rate| rate.percent() == Percent::TooFew)
            })
    }

    /// Returns what a column is called.
    pub fn column_name(&self, column: usize, words: &Catalogue) -> String {
        let names = self.column_names(column, words).join(" · ");
        names.replace(SOFT_HYPHEN, "")
    }

    /// Returns the lines of a column's head, none wider than `width`: each of several breakdowns begins
    /// a line, and a long word is broken where its language breaks it.
    pub fn column_head(&self, column: usize, words: &Catalogue, width: usize) -> Vec<String> {
        let names = self.column_names(column, words);
        let lines = names.iter().flat_map(|name| in_lines(name, width));
        lines.collect()
    }

    fn column_names(&self, column: usize, words: &Catalogue) -> Vec<String> {
        match self.columns.get(column).and_then(Option::as_ref) {
            Some(group) => {
                let parts = self.by.iter().zip(group);
                parts
                    .map(|(by, name)| short_group_name(*by, name, words))
                    .collect()
            }
            None => vec![words.id("count-group-total")],
        }
    }

    /// Returns whether nothing at all was counted.
    pub fn is_empty(&self) -> bool {
        self.lines
            .iter()
            .flat_map(|line| line.cells.values())
            .all(|figures| figures.counts().is_some_and(|it| it.units() == 0))
    }

    /// Returns the figures of a cell.
    pub fn cell(&self, line: usize, column: usize) -> Option<(&Line, Figures)> {
        let line = self.lines.get(line)?;
        let figures = line.cells.get(self.columns.get(column)?)?;
        Some((line, *figures))
    }
}

impl Line {
    /// Returns whether its figures are shares of one whole.
    pub const fn is_share(&self) -> bool {
        self.is_share
    }

    /// Returns its name in a language: a choice stands under its distribution's number.
    pub fn name(&self, language: &str) -> String {
        let label = self.label.in_language(language).0;
        match &self.answer {
            Some(answer) => format!("{} · {}", self.indicator, answer.in_language(language).0),
            None => format!("{} {label}", self.indicator),
        }
    }

    /// Returns its name in few letters, for a table that has no room for more; whatever has no short
    /// name keeps its own.
    pub fn short_name(&self, words: &Catalogue) -> String {
        let short = words.find(&format!("indicator-short-{}", self.indicator));
        match (&self.answer, short) {
            (None, Some(short)) => format!("{} {short}", self.indicator),
            _ => self.name(words.language().code()),
        }
    }

    /// Returns its name at full length.
    pub fn full_name(&self, language: &str) -> String {
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

/// Where a word may be broken; shown only there, as a hyphen.
const SOFT_HYPHEN: char = '\u{ad}';

/// Breaks a name to lines at its blanks and, where a word is wider than a line, at its soft hyphens.
fn in_lines(name: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in name.split_whitespace() {
        let whole = word.replace(SOFT_HYPHEN, "");
        let gap = usize::from(!line.is_empty());
        if line.width() + gap + whole.width() <= width {
            line.extend(std::iter::repeat_n(' ', gap));
            line.push_str(&whole);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut parts = word.split(SOFT_HYPHEN).peekable();
        while let Some(part) = parts.next() {
            // A part that others follow needs room for its hyphen.
            let hyphen = usize::from(parts.peek().is_some());
            if !line.is_empty() && line.width() + part.width() + hyphen > width {
                line.push('-');
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(part);
        }
    }
    lines.push(line);
    let broken = lines.iter().flat_map(|line| wrapped(line, width));
    broken.collect()
}

/// Returns a group's name in few letters: types of places and countries have short names here.
fn short_group_name(by: Dimension, name: &str, words: &Catalogue) -> String {
    let known = match by {
        Dimension::FacilityType | Dimension::Country if name != NOT_KNOWN => {
            words.find(&format!("compliance-group-{}", name.to_lowercase()))
        }
        _ => None,
    };
    known.unwrap_or_else(|| group_name(by, name, words))
}

impl Grid {
    /// Returns the mark and text of a cell: per cent and denominator.
    pub fn text(&self, line: &Line, figures: Figures, words: &Catalogue) -> (Mark, String) {
        let hidden = || (Mark::Quiet, words.id("count-suppressed"));
        if figures == Figures::Suppressed {
            return hidden();
        }
        if !line.is_share {
            return (Mark::Quiet, measured(figures));
        }
        let Some(rate) = figures.rate() else {
            return (Mark::Quiet, "–".to_owned());
        };
        let (percent, shown) = match (self.is_for_publication, rate.percent(), rate.published()) {
            (true, _, Share::TooFew) | (false, Percent::TooFew, _) => return hidden(),
            (true, _, Share::Band(low, high)) => (low.midpoint(high), format!("{low}–{high}")),
            (true, _, Share::Whole(percent)) | (false, Percent::Whole(percent), _) => {
                (percent, percent.to_string())
            }
        };
        let mark = if line.answer.is_some() {
            Mark::Quiet
        } else {
            Mark::of(percent, line.reads)
        };
        (mark, format!("{shown}/{}", rate.of()))
    }

    /// Returns what a cell says in a sentence, and what stands outside its denominator.
    pub fn sentences(&self, line: &Line, figures: Figures) -> Vec<Message> {
        sentences(line, figures, self.is_for_publication)
    }
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

fn sentences(line: &Line, figures: Figures, is_for_publication: bool) -> Vec<Message> {
    let hidden = || {
        Message::new(if is_for_publication {
            "dashboard-hidden-published"
        } else {
            "compliance-hidden"
        })
    };
    if figures == Figures::Suppressed {
        return vec![hidden()];
    }
    let mut said = Vec::new();
    match figures.rate().filter(|_| line.is_share) {
        None if figures.counts().is_some_and(|it| it.met > 0) => {}
        None => said.push(Message::new("compliance-no-denominator")),
        Some(rate) => match (is_for_publication.then(|| rate.published()), rate.percent()) {
            (Some(Share::TooFew), _) | (None, Percent::TooFew) => {
                said.push(hidden());
            }
            (Some(Share::Band(low, high)), _) => said.push(
                Message::new("dashboard-band")
                    .number("low", low)
                    .number("high", high)
                    .number("of", rate.of()),
            ),
            (Some(Share::Whole(percent)), _) | (None, Percent::Whole(percent)) => {
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
    fn a_long_word_is_broken_at_its_soft_hyphens_only_where_it_has_to_be() {
        let name = "Таджи\u{ad}кистан и Кыргыз\u{ad}стан";
        assert_eq!(in_lines(name, 30), ["Таджикистан и Кыргызстан"]);
        assert_eq!(in_lines(name, 11), ["Таджикистан", "и", "Кыргызстан"]);
        assert_eq!(in_lines(name, 8), ["Таджи-", "кистан и", "Кыргыз-", "стан"]);
        assert_eq!(in_lines("children's home", 9), ["children'", "s", "home"]);
    }

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
