//! From counts to a report: groups in order, small figures hidden, what must be said beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Numbers, Practice, Spread, Tally};
use crate::indicator::Dimension;
use crate::indicator::release::{Before, Cut, Judged, ReleasedCell};
use crate::indicator::suppress::{HiddenBy, Quantities, TOTAL, Table};
use crate::indicator::{
    AnswerFigures, Distribution, Figures, Former, Gap, Indicator, NotKnown, Note, Reads, Release,
    Report, Row, RowKind, SumFigures, Suppression, Unit,
};
use crate::message::Message;

/// Counts by group, the groups in the order of their names.
struct Sorted {
    names: Vec<String>,
    cells: BTreeMap<Vec<u32>, usize>,
}

/// The rows of a report, and what is kept of them.
#[derive(Default)]
struct Rows {
    shown: Vec<Row>,
    released: Vec<ReleasedCell>,
}

/// By what figures are hidden: the rule, and what was handed out before.
struct Hiding<'a> {
    suppression: Suppression,
    former: &'a Former,
    /// How the visits of earlier releases and those of the table cut each other; nothing where nothing
    /// has to be compared.
    cut: Option<Cut>,
}

/// What notes are made of.
#[derive(Default)]
struct Seen {
    units: BTreeSet<Unit>,
    thin: BTreeSet<String>,
    not_asked: BTreeSet<String>,
    depends: u64,
    hidden: BTreeMap<HiddenBy, u64>,
    quantiles: bool,
    shares: bool,
    several: bool,
}

impl Spread {
    fn figures(
        &self,
        count: u64,
        distribution: &Distribution,
        suppression: Suppression,
    ) -> AnswerFigures {
        let mut reasons = Counts {
            because: self.because,
            ..Counts::default()
        };
        if suppression.is_for_publication() {
            reasons = reasons.with_reasons_of_many(suppression.threshold());
        }
        AnswerFigures {
            count,
            answered: self.answered,
            units: self.units(),
            not_known: self.not_known(),
            not_applicable: self.not_applicable,
            because: reasons.because,
            several: distribution.several,
        }
    }
}

impl Tally {
    /// Returns the counts so far, with small figures hidden by the rule.
    pub fn report(&self, suppression: Suppression) -> Report {
        self.report_after(suppression, &Former::default())
    }

    /// Returns the counts so far, where what differs from a former release by a small number is
    /// hidden too: else two releases, each harmless, would tell it together.
    pub fn report_after(&self, suppression: Suppression, former: &Former) -> Report {
        self.release(suppression, former).0
    }

    /// Returns the counts so far, and what must be kept of them to compare later releases with.
    pub fn release(&self, suppression: Suppression, former: &Former) -> (Report, Release) {
        let sorted = self.sorted();
        let covered = self.covered();
        let is_compared = suppression.is_on() && !former.is_empty();
        let hiding = Hiding {
            suppression,
            former,
            cut: is_compared.then(|| former.cut(&self.selection.by, &covered)),
        };
        let mut rows = Rows::default();
        let mut notes = Vec::new();
        let mut seen = Seen::default();
        for (at, definition) in self.indicators.iter().enumerate() {
            if let Some(indicator) = self.definitions.indicators.get(*definition) {
                self.indicator_rows(at, indicator, &sorted, &hiding, &mut rows, &mut seen);
                notes.push(Note::Denominator {
                    indicator: indicator.id.clone(),
                    text: indicator.denominator.clone(),
                });
            }
        }
        for (at, definition) in self.distributions.iter().enumerate() {
            if let Some(distribution) = self.definitions.distributions.get(*definition) {
                self.spread_rows(at, distribution, &sorted, &hiding, &mut rows, &mut seen);
                notes.push(Note::Denominator {
                    indicator: distribution.id.clone(),
                    text: distribution.denominator.clone(),
                });
            }
        }
        let mut says = self.says(suppression, &seen);
        says.append(&mut notes);
        let report = Report {
            by: self.selection.by.clone(),
            accounts: self.selection.accounts,
            is_for_publication: suppression.is_for_publication(),
            rows: rows.shown,
            notes: says,
        };
        (
            report,
            Release::new(&self.selection, rows.released, covered),
        )
    }

    /// Returns what a group is, by which breakdowns: a margin by fewer.
    fn group_of(&self, key: &[u32], sorted: &Sorted) -> BTreeMap<Dimension, String> {
        let by = self.selection.by.iter().copied();
        by.zip(key)
            .filter(|(_, place)| **place != TOTAL)
            .map(|(by, place)| (by, sorted.name(*place)))
            .collect()
    }

    /// Numbers the groups anew by their names, so that nothing depends on the order of visits.
    fn sorted(&self) -> Sorted {
        let mut order: Vec<usize> = (0..self.groups.names.len()).collect();
        order.sort_by_key(|at| self.groups.names.get(*at));
        let mut rank = vec![0_u32; order.len()];
        for (place, at) in (0_u32..).zip(&order) {
            if let Some(slot) = rank.get_mut(*at) {
                *slot = place;
            }
        }
        let rank_of = |number: &u32| {
            let at = usize::try_from(*number).ok();
            at.and_then(|at| rank.get(at)).copied().unwrap_or_default()
        };
        let cells = self.cells.iter().enumerate();
        Sorted {
            names: order
                .iter()
                .filter_map(|at| self.groups.names.get(*at).cloned())
                .collect(),
            cells: cells
                .map(|(at, (key, _))| (key.iter().map(rank_of).collect(), at))
                .collect(),
        }
    }

    fn counts(&self, cell: usize, indicator: usize) -> (Counts, Numbers) {
        let cell = self.cells.get(cell).map(|(_, cell)| cell);
        let counts = cell.and_then(|cell| cell.counts.get(indicator)).copied();
        let numbers = cell.and_then(|cell| cell.numbers.get(indicator)).cloned();
        (counts.unwrap_or_default(), numbers.unwrap_or_default())
    }

    fn indicator_rows(
        &self,
        at: usize,
        indicator: &Indicator,
        sorted: &Sorted,
        hiding: &Hiding<'_>,
        rows: &mut Rows,
        seen: &mut Seen,
    ) {
        let suppression = hiding.suppression;
        let mut total = (Counts::default(), Numbers::None);
        let mut groups: BTreeMap<Vec<u32>, (Counts, Numbers)> = BTreeMap::new();
        for (key, cell) in &sorted.cells {
            let (counts, numbers) = self.counts(*cell, at);
            if counts.units() > 0 {
                total.0 += counts;
                total.1.add(&numbers);
                groups.insert(key.clone(), (counts, numbers));
            }
        }
        let dimensions = self.selection.by.len();
        if dimensions == 0 {
            groups.entry(Vec::new()).or_default();
        }
        let quantities: BTreeMap<Vec<u32>, Quantities> = groups
            .iter()
            .map(|(key, (counts, numbers))| (key.clone(), quantities_of(*counts, numbers)))
            .collect();
        let mut table = Table::new(dimensions, &quantities);
        if !matches!(total.1, Numbers::Sum { .. }) {
            table = table.with_units_told();
        }
        let measure = (indicator.id.as_str(), None);
        let hidden = self.hidden_in(&table, measure, sorted, hiding);
        let grand = vec![TOTAL; dimensions];
        seen.units.insert(indicator.unit);
        let mut push = |key: &[u32], (counts, numbers): &(Counts, Numbers), kind| {
            let by_rule = hidden.get(key).copied();
            let figures = if let Some(rule) = by_rule {
                *seen.hidden.entry(rule).or_default() += 1;
                Figures::Suppressed
            } else {
                if counts.is_thin() {
                    seen.thin.insert(indicator.id.clone());
                }
                figures(indicator, *counts, numbers, suppression)
            };
            let group = match kind {
                RowKind::Group => sorted.group(key),
                RowKind::Total => Vec::new(),
            };
            rows.released.push(ReleasedCell {
                indicator: indicator.id.clone(),
                answer: None,
                group: group.clone(),
                counts: quantities_of(*counts, numbers),
                hidden: by_rule.is_some(),
            });
            rows.shown.push(Row {
                indicator: indicator.id.clone(),
                label: indicator.label.clone(),
                safeguard: indicator.safeguard.clone(),
                unit: indicator.unit,
                reads: indicator.reads,
                gap: indicator.gap,
                group,
                kind,
                answer: None,
                is_share: indicator.is_share(),
                figures,
            });
        };
        for (key, found) in &groups {
            push(key, found, RowKind::Group);
        }
        if dimensions > 0 {
            push(&grand, &total, RowKind::Total);
        }
        let depends = total.0.not_known_because(NotKnown::Depends);
        if !suppression.is_on() || depends >= suppression.threshold() {
            seen.depends += depends;
        }
        let not_asked = total.0.not_known_because(NotKnown::NotAsked);
        if not_asked > 0 && (!suppression.is_on() || not_asked >= suppression.threshold()) {
            seen.not_asked.insert(indicator.id.clone());
        }
        seen.quantiles |= indicator.is_minutes();
        seen.shares |= indicator.is_share();
    }

    fn spread_rows(
        &self,
        at: usize,
        distribution: &Distribution,
        sorted: &Sorted,
        hiding: &Hiding<'_>,
        rows: &mut Rows,
        seen: &mut Seen,
    ) {
        let suppression = hiding.suppression;
        let empty = Spread {
            choices: vec![0; distribution.choices.len()],
            ..Spread::default()
        };
        let mut total = empty.clone();
        let mut groups: BTreeMap<Vec<u32>, Spread> = BTreeMap::new();
        for (key, cell) in &sorted.cells {
            let cell = self.cells.get(*cell).map(|(_, cell)| cell);
            let spread = cell.and_then(|cell| cell.spreads.get(at));
            if let Some(spread) = spread.filter(|spread| spread.units() > 0) {
                total.add(spread);
                groups.insert(key.clone(), spread.clone());
            }
        }
        if self.selection.by.is_empty() {
            groups.entry(Vec::new()).or_insert(empty);
        }
        seen.units.insert(distribution.unit);
        seen.shares = true;
        seen.several |= distribution.several;
        let hidden = if distribution.several {
            self.hidden_of_several(distribution, &groups, sorted, hiding)
        } else {
            self.hidden_of_one(distribution, &groups, sorted, hiding)
        };
        let grand =
            (!self.selection.by.is_empty()).then(|| (vec![TOTAL; self.selection.by.len()], total));
        let with_kind = groups
            .into_iter()
            .map(|(key, spread)| (key, spread, RowKind::Group))
            .chain(grand.map(|(key, spread)| (key, spread, RowKind::Total)));
        for (key, spread, kind) in with_kind {
            let few = suppression.is_on()
                && spread.units() > 0
                && spread.units() < suppression.threshold();
            let with_all = hidden.get(&spread_key(&key, TOTAL)).copied();
            let with_all = with_all.or(few.then_some(HiddenBy::Small));
            for ((choice, label), (place, count)) in distribution
                .choices
                .iter()
                .zip((0_u32..).zip(&spread.choices))
            {
                let by_rule = hidden.get(&spread_key(&key, place)).copied().or(with_all);
                let figures = if let Some(rule) = by_rule {
                    *seen.hidden.entry(rule).or_default() += 1;
                    Figures::Suppressed
                } else {
                    Figures::Answer(spread.figures(*count, distribution, suppression))
                };
                let group = match kind {
                    RowKind::Group => sorted.group(&key),
                    RowKind::Total => Vec::new(),
                };
                rows.released.push(ReleasedCell {
                    indicator: distribution.id.clone(),
                    answer: Some(choice.clone()),
                    group: group.clone(),
                    counts: spread_quantities(&spread, *count, distribution),
                    hidden: by_rule.is_some(),
                });
                rows.shown.push(Row {
                    indicator: distribution.id.clone(),
                    label: distribution.label.clone(),
                    safeguard: distribution.safeguard.clone(),
                    unit: distribution.unit,
                    reads: Reads::Kept,
                    gap: Gap::Practice,
                    group,
                    kind,
                    answer: Some((choice.clone(), label.clone())),
                    is_share: true,
                    figures,
                });
            }
        }
    }

    /// Returns what earlier releases demand of a table.
    fn before<'a>(
        &self,
        measure: (&str, Option<&str>),
        cells: impl Iterator<Item = (&'a Vec<u32>, &'a Quantities)> + Clone,
        sorted: &Sorted,
        hiding: &Hiding<'_>,
    ) -> Before {
        let Some(cut) = &hiding.cut else {
            return Before::default();
        };
        let (former, suppression) = (hiding.former, hiding.suppression);
        let told = cells.clone().map(|(key, own)| {
            let group = self.group_of(key, sorted);
            (key, own, former.of(measure.0, measure.1, &group))
        });
        let mut before = Before::of(told, suppression.threshold());
        let cells = cells.map(|(key, own)| (key, own, self.group_of(key, sorted)));
        former.solve(measure, cells, cut, suppression, &mut before);
        before
    }

    /// Hides all of a table that with earlier releases would still bound a hidden count too narrowly.
    fn withhold<'a>(
        &self,
        measure: (&str, Option<&str>),
        cells: impl Iterator<Item = (&'a Vec<u32>, &'a Quantities)> + Clone,
        sorted: &Sorted,
        hiding: &Hiding<'_>,
        hidden: &mut BTreeMap<Vec<u32>, HiddenBy>,
    ) {
        let Some(cut) = &hiding.cut else {
            return;
        };
        let by = &self.selection.by;
        // Sums over some breakdowns only stand in no report.
        let is_row = |key: &[u32]| {
            let own = key.get(..by.len()).unwrap_or(key);
            let totals = own.iter().filter(|place| **place == TOTAL).count();
            totals == 0 || totals == own.len()
        };
        let judged = cells.clone().filter(|(key, _)| is_row(key));
        let judged = judged.map(|(key, counts)| Judged {
            group: self.group_of(key, sorted),
            counts: *counts,
            is_hidden: hidden.contains_key(key),
        });
        let judged: Vec<Judged> = judged.collect();
        let (former, suppression) = (hiding.former, hiding.suppression);
        if former.bound_too_narrowly(measure, &judged, by, cut, suppression) {
            for (key, _) in cells {
                hidden.entry(key.clone()).or_insert(HiddenBy::Earlier);
            }
        }
    }

    /// Hides what must not be told of the table of one measure.
    fn hidden_in(
        &self,
        table: &Table,
        measure: (&str, Option<&str>),
        sorted: &Sorted,
        hiding: &Hiding<'_>,
    ) -> BTreeMap<Vec<u32>, HiddenBy> {
        let before = self.before(measure, table.cells(), sorted, hiding);
        let mut hidden = table.hidden_after(hiding.suppression, &before);
        self.withhold(measure, table.cells(), sorted, hiding, &mut hidden);
        hidden
    }

    /// Hides choices of which one only can be taken: they are one more dimension, whose total is how
    /// many answered.
    fn hidden_of_one(
        &self,
        distribution: &Distribution,
        groups: &BTreeMap<Vec<u32>, Spread>,
        sorted: &Sorted,
        hiding: &Hiding<'_>,
    ) -> BTreeMap<Vec<u32>, HiddenBy> {
        let table = spread_table(self.selection.by.len(), groups);
        let mut before = Before::default();
        for (place, (choice, _)) in (0_u32..).zip(&distribution.choices) {
            let cells = table.cells().filter(|(key, _)| key.last() == Some(&place));
            let measure = (distribution.id.as_str(), Some(choice.as_str()));
            before.add(self.before(measure, cells, sorted, hiding));
        }
        let mut hidden = table.hidden_after(hiding.suppression, &before);
        for (place, (choice, _)) in (0_u32..).zip(&distribution.choices) {
            let cells = table.cells().filter(|(key, _)| key.last() == Some(&place));
            let measure = (distribution.id.as_str(), Some(choice.as_str()));
            self.withhold(measure, cells, sorted, hiding, &mut hidden);
        }
        hidden
    }

    /// Hides choices of which several can be taken: each is a table of its own, of those who took it
    /// and those who answered and did not.
    fn hidden_of_several(
        &self,
        distribution: &Distribution,
        groups: &BTreeMap<Vec<u32>, Spread>,
        sorted: &Sorted,
        hiding: &Hiding<'_>,
    ) -> BTreeMap<Vec<u32>, HiddenBy> {
        let dimensions = self.selection.by.len();
        let mut hidden = BTreeMap::new();
        for ((place, at), (choice, _)) in (0_u32..).zip(0_usize..).zip(&distribution.choices) {
            let quantities = groups.iter().map(|(key, spread)| {
                let count = spread.choices.get(at).copied().unwrap_or_default();
                (key.clone(), spread_quantities(spread, count, distribution))
            });
            let table = Table::new(dimensions, &quantities.collect()).with_units_told();
            let measure = (distribution.id.as_str(), Some(choice.as_str()));
            let of_choice = self.hidden_in(&table, measure, sorted, hiding);
            hidden.extend(
                of_choice
                    .into_iter()
                    .map(|(key, rule)| (spread_key(&key, place), rule)),
            );
        }
        hidden
    }

    /// Returns which visits were counted, by their groups.
    fn covered(&self) -> Vec<(Vec<String>, Vec<u64>)> {
        let covered = self.covered.iter();
        covered
            .map(|(groups, visits)| (groups.clone(), visits.clone()))
            .collect()
    }

    fn says_what_is_hidden(&self, suppression: Suppression, seen: &Seen, says: &mut Vec<Message>) {
        if suppression.is_on() {
            let threshold = count(suppression.threshold());
            let by = |rule| count(seen.hidden.get(&rule).copied().unwrap_or_default());
            says.push(
                Message::new("count-note-suppressed")
                    .number("threshold", threshold)
                    .number("hidden", count(seen.hidden.values().sum())),
            );
            if !seen.hidden.is_empty() {
                says.push(
                    Message::new("count-note-hidden-by")
                        .number("threshold", threshold)
                        .number("small", by(HiddenBy::Small))
                        .number("earlier", by(HiddenBy::Earlier))
                        .number("complement", by(HiddenBy::Complement)),
                );
            }
            if suppression.is_for_publication() {
                says.push(Message::new("count-note-publication"));
            }
            if !self.selection.by.is_empty() {
                says.push(Message::new("count-note-one-breakdown"));
                says.push(Message::new("count-note-one-of-pair"));
            }
        } else {
            says.push(Message::new("count-note-suppression-off"));
        }
    }

    fn says(&self, suppression: Suppression, seen: &Seen) -> Vec<Note> {
        let mut says = Vec::new();
        if self.selection.practice == Practice::Only {
            says.push(Message::new("count-note-practice"));
        }
        says.push(Message::new("count-note-visits").number("visits", count(self.visits)));
        if self.is_asked_differently {
            says.push(Message::new("count-note-asked-differently"));
        }
        for unit in &seen.units {
            says.push(Message::new(match unit {
                Unit::Person => "count-note-unit-person",
                Unit::CustodyRecord => "count-note-unit-custody-record",
                Unit::Visit => "count-note-unit-visit",
                Unit::Complaint => "count-note-unit-complaint",
            }));
        }
        says.push(self.selection.accounts.says());
        if seen.shares {
            says.push(Message::new("count-note-interval"));
        }
        if seen.quantiles {
            says.push(Message::new("count-note-quantiles"));
            if suppression.is_for_publication() {
                says.push(Message::new("count-note-quantiles-rounded"));
            }
        }
        if seen.several {
            says.push(Message::new("count-note-several"));
        }
        let is_time =
            |by: &Dimension| matches!(by, Dimension::Month | Dimension::Quarter | Dimension::Year);
        if self.selection.by.iter().any(is_time) {
            says.push(Message::new("count-note-periods"));
        }
        if self.selection.by.contains(&Dimension::Facility) {
            says.push(Message::new("count-note-no-ranking"));
        }
        self.says_what_is_hidden(suppression, seen, &mut says);
        if !seen.thin.is_empty() {
            let ids: Vec<&str> = seen.thin.iter().map(String::as_str).collect();
            says.push(Message::new("count-note-thin").text("indicators", ids.join(", ")));
        }
        if !seen.not_asked.is_empty() {
            let ids: Vec<&str> = seen.not_asked.iter().map(String::as_str).collect();
            says.push(Message::new("count-note-not-asked").text("indicators", ids.join(", ")));
        }
        if seen.depends > 0 {
            says.push(Message::new("count-note-depends").number("count", count(seen.depends)));
        }
        let unconfirmed: Vec<&str> = self
            .limits
            .iter()
            .filter(|(_, confirmed)| !**confirmed)
            .map(|(id, _)| id.as_str())
            .collect();
        if !unconfirmed.is_empty() {
            let limits = unconfirmed.join(", ");
            says.push(Message::new("count-note-unconfirmed").text("limits", limits));
        }
        if self.declined > 0 {
            let few = suppression.is_on() && self.declined < suppression.threshold();
            says.push(if few {
                Message::new("count-note-declined-few")
                    .number("threshold", count(suppression.threshold()))
            } else {
                Message::new("count-note-declined").number("persons", count(self.declined))
            });
        }
        if self.unreadable > 0 {
            let visits = count(self.unreadable);
            says.push(Message::new("count-note-unreadable").number("visits", visits));
        }
        if self.left_out_practice > 0 {
            let visits = count(self.left_out_practice);
            says.push(Message::new("count-note-left-out-practice").number("visits", visits));
        }
        if self.left_out_real > 0 {
            let visits = count(self.left_out_real);
            says.push(Message::new("count-note-left-out-real").number("visits", visits));
        }
        says.into_iter().map(Note::Says).collect()
    }
}

impl Sorted {
    fn group(&self, key: &[u32]) -> Vec<String> {
        key.iter().map(|number| self.name(*number)).collect()
    }

    fn name(&self, number: u32) -> String {
        let at = usize::try_from(number).ok();
        at.and_then(|at| self.names.get(at))
            .cloned()
            .unwrap_or_default()
    }
}

impl Spread {
    fn not_known(&self) -> u64 {
        self.because.iter().sum()
    }

    pub(super) fn units(&self) -> u64 {
        self.answered + self.not_known() + self.not_applicable
    }
}

/// Returns the figures of one group of an indicator.
fn figures(
    indicator: &Indicator,
    counts: Counts,
    numbers: &Numbers,
    suppression: Suppression,
) -> Figures {
    let mut counts = counts;
    if suppression.is_for_publication() {
        counts = counts.with_reasons_of_many(suppression.threshold());
    }
    if indicator.is_minutes() {
        let quantiles = match numbers {
            Numbers::Minutes(minutes) => minutes.quantiles(),
            Numbers::None | Numbers::Sum { .. } => None,
        };
        // Of a few values each is nearly somebody's own, and the longest always is.
        let quantiles = quantiles
            .filter(|found| !suppression.is_on() || found.known >= suppression.threshold())
            .map(|found| crate::indicator::Quantiles {
                most: found.most.filter(|_| !suppression.is_on()),
                ..found
            })
            // A quantile is somebody's own time, and whoever keeps the register knows whose.
            .map(|found| {
                if suppression.is_for_publication() {
                    found.rounded()
                } else {
                    found
                }
            });
        return Figures::Minutes(counts, quantiles);
    }
    if indicator.is_sum() {
        let (counted, of) = match numbers {
            Numbers::Sum { counted, of } => (*counted, *of),
            Numbers::None | Numbers::Minutes(_) => (0, 0),
        };
        return Figures::Sum(SumFigures {
            units: counts,
            counted,
            of: indicator.is_share().then_some(of),
        });
    }
    Figures::Counted(counts)
}

/// Returns what a row shows: of a sum what was added up and the rest of its whole.
fn quantities_of(counts: Counts, numbers: &Numbers) -> Quantities {
    let (met, not_met) = match numbers {
        Numbers::Sum { counted, of: 0 } => (*counted, counts.met),
        Numbers::Sum { counted, of } => (*counted, of.saturating_sub(*counted)),
        Numbers::None | Numbers::Minutes(_) => (counts.met, counts.not_met),
    };
    [met, not_met, counts.not_known, counts.not_applicable]
}

/// Returns what a row of a distribution shows: who took the choice, and, where several can be taken,
/// who answered and did not. Where one only can be, the others are those.
fn spread_quantities(spread: &Spread, count: u64, distribution: &Distribution) -> Quantities {
    if !distribution.several {
        return [count, 0, 0, 0];
    }
    let others = spread.answered.saturating_sub(count);
    [count, others, spread.not_known(), spread.not_applicable]
}

/// The choices as one more dimension, whose total is how many answered.
fn spread_table(dimensions: usize, groups: &BTreeMap<Vec<u32>, Spread>) -> Table {
    let mut cells = BTreeMap::new();
    for (key, spread) in groups {
        for (place, count) in (0_u32..).zip(&spread.choices) {
            cells.insert(spread_key(key, place), [*count, 0, 0, 0]);
        }
    }
    Table::new(dimensions + 1, &cells)
}

fn spread_key(key: &[u32], choice: u32) -> Vec<u32> {
    let mut longer = key.to_vec();
    longer.push(choice);
    longer
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
