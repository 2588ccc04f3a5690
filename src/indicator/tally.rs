//! The accumulator: visits go in one at a time, in any order; counts come out.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::definition::{Definitions, Measure, Unit};
use super::memo::Memo;
use super::reading::{Constants, Reading, VisitValues};
use super::{CountedEpisode, CountedVisit, Counts, Dimension, Limits, NOT_KNOWN};
use crate::message::{Explain, Message};
use crate::safeguard::Law;
use crate::value::{Missing, Precision};
use crate::visit::{Session, Subject, VisitHeader};

mod result;

/// Whether practice visits are counted. They are never mixed with real ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Practice {
    /// Real visits only.
    #[default]
    LeftOut,
    /// Practice visits only.
    Only,
}

/// What is to be counted.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Ids of indicators or distributions; with `safeguards` empty too, every indicator.
    pub indicators: Vec<String>,
    /// Safeguards whose indicators are counted.
    pub safeguards: Vec<String>,
    /// Breakdowns, at most [`Selection::MOST_BREAKDOWNS`].
    pub by: Vec<Dimension>,
    /// Visits that began on this day or later.
    pub from: Option<NaiveDate>,
    /// Visits that began on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Whether practice visits are counted.
    pub practice: Practice,
}

impl Selection {
    /// More would leave nothing but cells under five.
    pub const MOST_BREAKDOWNS: usize = 4;
}

/// Why a selection cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionFault {
    /// There is no indicator of this id.
    #[error("no indicator {0}")]
    NoIndicator(String),
    /// No indicator is about this safeguard.
    #[error("no indicator is about {0}")]
    NoSafeguard(String),
    /// More breakdowns than [`Selection::MOST_BREAKDOWNS`], or one of them twice.
    #[error("too many breakdowns")]
    Breakdowns,
}

impl Explain for SelectionFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::NoIndicator(id) => Message::new("err-count-no-indicator").text("id", id.clone()),
            Self::NoSafeguard(id) => Message::new("err-count-no-safeguard").text("id", id.clone()),
            Self::Breakdowns => Message::new("err-count-breakdowns").number(
                "most",
                i64::try_from(Selection::MOST_BREAKDOWNS).unwrap_or(0),
            ),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new(match self {
            Self::NoIndicator(_) | Self::NoSafeguard(_) => "rec-count-list",
            Self::Breakdowns => "rec-count-breakdowns",
        }))
    }
}

/// The counts of one group.
#[derive(Debug, Clone)]
struct Cell {
    /// For each selected indicator.
    counts: Vec<Counts>,
    /// For each selected distribution.
    spreads: Vec<Spread>,
}

/// How often each choice was taken.
#[derive(Debug, Clone, Default)]
struct Spread {
    choices: Vec<u64>,
    not_known: u64,
    not_applicable: u64,
}

/// Names of groups as numbers.
#[derive(Debug, Clone, Default)]
struct GroupNames {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl GroupNames {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX - 1);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn name(&self, number: u32) -> &str {
        usize::try_from(number)
            .ok()
            .and_then(|at| self.names.get(at))
            .map_or(NOT_KNOWN, String::as_str)
    }
}

/// Counts that grow with every visit.
pub struct Tally {
    definitions: Arc<Definitions>,
    constants: Arc<Constants>,
    memo: Memo,
    selection: Selection,
    indicators: Vec<usize>,
    distributions: Vec<usize>,
    groups: GroupNames,
    index: HashMap<Vec<u32>, usize>,
    cells: Vec<(Vec<u32>, Cell)>,
    /// Limits of the law that were used, and whether each is confirmed.
    limits: BTreeMap<String, bool>,
    visits: u64,
    left_out_practice: u64,
    left_out_real: u64,
    /// Persons who did not agree to be counted.
    declined: u64,
}

impl Tally {
    /// Begins a tally.
    pub fn new(
        definitions: Arc<Definitions>,
        selection: Selection,
    ) -> Result<Self, SelectionFault> {
        let mut by = selection.by.clone();
        by.sort_unstable();
        by.dedup();
        if by.len() != selection.by.len() || by.len() > Selection::MOST_BREAKDOWNS {
            return Err(SelectionFault::Breakdowns);
        }
        let (indicators, distributions) = selected(&definitions, &selection)?;
        let memo = Memo::new(definitions.slots.len(), indicators.len());
        Ok(Self {
            definitions,
            memo,
            constants: Arc::new(Constants::new()),
            selection,
            indicators,
            distributions,
            groups: GroupNames::default(),
            index: HashMap::new(),
            cells: Vec::new(),
            limits: BTreeMap::new(),
            visits: 0,
            left_out_practice: 0,
            left_out_real: 0,
            declined: 0,
        })
    }

    /// Returns whether a visit is one to be counted, so that others need not be read.
    pub fn wants(&self, header: &VisitHeader) -> bool {
        let day = header.start.span(Precision::Exact).earliest;
        let day = day.map(|when| when.date());
        let after = |from: NaiveDate| day.is_some_and(|day| day >= from);
        let before = |to: NaiveDate| day.is_some_and(|day| day <= to);
        self.selection.from.is_none_or(after) && self.selection.to.is_none_or(before)
    }

    /// Counts one more visit.
    pub fn add(&mut self, visit: &CountedVisit<'_>, law: &dyn Limits) {
        if !self.wants(visit.header) {
            return;
        }
        match (self.selection.practice, visit.header.practice) {
            (Practice::LeftOut, true) => self.left_out_practice += 1,
            (Practice::Only, false) => self.left_out_real += 1,
            (Practice::LeftOut, false) | (Practice::Only, true) => {
                self.visits += 1;
                self.add_units(visit, law);
            }
        }
    }

    /// Counts one more visit as it stands.
    pub fn add_session(&mut self, session: &Session, law: &Law) {
        if !self.wants(session.header()) {
            return;
        }
        self.add(
            &CountedVisit {
                header: session.header(),
                premises: &session.facts_about(Subject::Premises),
                episodes: &CountedEpisode::all_of(session, law),
            },
            law,
        );
    }

    fn add_units(&mut self, visit: &CountedVisit<'_>, law: &dyn Limits) {
        let definitions = Arc::clone(&self.definitions);
        let constants = Arc::clone(&self.constants);
        let values = VisitValues::of(visit.header);
        let limits = self.find_limits(&definitions, visit.header, law);
        let group: Vec<Option<u32>> = self
            .selection
            .by
            .iter()
            .map(|dimension| dimension.of_visit(visit.header))
            .map(|name| name.map(|name| self.groups.number(&name)))
            .collect();
        let mut reading = Reading::new(&definitions, &constants);
        reading.begin(&values);
        visit
            .premises
            .iter()
            .for_each(|stated| reading.state(stated));
        self.count(Unit::Visit, &mut reading, &limits, &group);
        for counted in visit.episodes {
            let episode = &counted.episode;
            if episode.person.is_some() && !episode.may_be_counted() {
                self.declined += 1;
            } else if episode.person.is_some() {
                reading.begin(&values);
                for stated in &episode.statements {
                    reading.state(stated);
                }
                reading.assess(&counted.assessments);
                self.count(Unit::Person, &mut reading, &limits, &group);
            }
            for record in &episode.records {
                reading.begin(&values);
                let about = |subject: Subject| subject == *record;
                let statements = episode.statements.iter();
                for stated in statements.filter(|stated| about(stated.subject)) {
                    reading.state(stated);
                }
                reading.assess(&counted.assessments);
                self.count(Unit::CustodyRecord, &mut reading, &limits, &group);
            }
        }
    }

    /// Finds the law's limits for adults and for children, once a visit.
    fn find_limits(
        &mut self,
        definitions: &Definitions,
        header: &VisitHeader,
        law: &dyn Limits,
    ) -> [Vec<Option<i64>>; 2] {
        let day = header.start.span(Precision::Exact).earliest;
        let used: Vec<usize> = self
            .indicators
            .iter()
            .filter_map(|at| definitions.indicators.get(*at))
            .flat_map(|indicator| indicator.intervals.iter().copied())
            .collect();
        [false, true].map(|child| {
            let intervals = definitions.intervals.iter().enumerate();
            intervals
                .map(|(at, interval)| {
                    let Measure::Law(whose) = interval.measure else {
                        return None;
                    };
                    if !used.contains(&at) {
                        return None;
                    }
                    let (from, to) = (&interval.from_fact, &interval.to_fact);
                    let country = header.facility.country;
                    let found = law.limit(whose, country, from, to, day?.date(), child)?;
                    self.limits.entry(found.id).or_insert(found.confirmed);
                    Some(found.minutes)
                })
                .collect()
        })
    }

    fn count(
        &mut self,
        unit: Unit,
        reading: &mut Reading<'_>,
        limits: &[Vec<Option<i64>>; 2],
        group: &[Option<u32>],
    ) {
        let definitions = Arc::clone(&self.definitions);
        let child = is_child(&definitions, reading);
        let [adults, children] = limits;
        reading.measure(if child == Some(true) {
            children
        } else {
            adults
        });
        let mut key: Vec<u32> = Vec::with_capacity(group.len());
        let mut source_at = None;
        let by = self.selection.by.clone();
        for (at, (dimension, number)) in by.iter().zip(group).enumerate() {
            let name = match dimension {
                Dimension::Sex => definitions.sex.and_then(|slot| reading.choice(slot)),
                Dimension::Age => child.map(|child| if child { "child" } else { "adult" }),
                Dimension::Source => {
                    source_at = Some(at);
                    None
                }
                _ => None,
            };
            key.push(number.unwrap_or_else(|| self.groups.number(name.unwrap_or(NOT_KNOWN))));
        }
        let mut cell = None;
        for at in 0..self.indicators.len() {
            let Some(indicator) = self
                .indicators
                .get(at)
                .and_then(|at| definitions.indicators.get(*at))
                .filter(|indicator| indicator.unit == unit)
            else {
                continue;
            };
            let outcome = self.memo.outcome(at, indicator, reading);
            if let Some(place) = source_at {
                let source = reading.source(indicator).map_or(NOT_KNOWN, |it| it.name());
                self.set_place(&mut key, place, source);
                cell = None;
            }
            let found = *cell.get_or_insert_with(|| self.cell(&key));
            let counts = self.cells.get_mut(found).map(|(_, cell)| &mut cell.counts);
            if let Some(counts) = counts.and_then(|counts| counts.get_mut(at)) {
                counts.add(outcome);
            }
        }
        for at in 0..self.distributions.len() {
            self.spread(at, unit, reading, &mut key, source_at);
        }
    }

    fn spread(
        &mut self,
        at: usize,
        unit: Unit,
        reading: &Reading<'_>,
        key: &mut [u32],
        source_at: Option<usize>,
    ) {
        let definitions = Arc::clone(&self.definitions);
        let Some(distribution) = self
            .distributions
            .get(at)
            .and_then(|at| definitions.distributions.get(*at))
            .filter(|distribution| distribution.unit == unit)
        else {
            return;
        };
        let slot = distribution.slot;
        if let Some(place) = source_at {
            let source = reading.source_of(slot).map_or(NOT_KNOWN, |it| it.name());
            self.set_place(key, place, source);
        }
        let taken = reading.choice(slot).and_then(|taken| {
            let choices = &distribution.choices;
            choices.iter().position(|(name, _)| name == taken)
        });
        let found = self.cell(key);
        let spreads = self.cells.get_mut(found).map(|(_, cell)| &mut cell.spreads);
        let Some(spread) = spreads.and_then(|spreads| spreads.get_mut(at)) else {
            return;
        };
        match taken.and_then(|choice| spread.choices.get_mut(choice)) {
            Some(count) => *count += 1,
            None if reading.missing(slot) == Some(Missing::NotApplicable) => {
                spread.not_applicable += 1;
            }
            None => spread.not_known += 1,
        }
    }

    fn set_place(&mut self, key: &mut [u32], place: usize, name: &str) {
        let number = self.groups.number(name);
        if let Some(slot) = key.get_mut(place) {
            *slot = number;
        }
    }

    /// Returns the place of the group's cell, making it if it is new.
    fn cell(&mut self, key: &[u32]) -> usize {
        if let Some(found) = self.index.get(key) {
            return *found;
        }
        let spreads = self
            .distributions
            .iter()
            .filter_map(|at| self.definitions.distributions.get(*at))
            .map(|distribution| Spread {
                choices: vec![0; distribution.choices.len()],
                ..Spread::default()
            });
        let cell = Cell {
            counts: vec![Counts::default(); self.indicators.len()],
            spreads: spreads.collect(),
        };
        let at = self.cells.len();
        self.cells.push((key.to_vec(), cell));
        self.index.insert(key.to_vec(), at);
        at
    }

    /// Adds the counts of another tally of the same definitions and selection.
    pub fn merge(&mut self, other: &Self) {
        for (key, cell) in &other.cells {
            let key: Vec<u32> = key
                .iter()
                .map(|number| self.groups.number(other.groups.name(*number)))
                .collect();
            let at = self.cell(&key);
            let Some((_, own)) = self.cells.get_mut(at) else {
                continue;
            };
            for (counts, more) in own.counts.iter_mut().zip(&cell.counts) {
                *counts += *more;
            }
            for (spread, more) in own.spreads.iter_mut().zip(&cell.spreads) {
                for (count, more) in spread.choices.iter_mut().zip(&more.choices) {
                    *count += more;
                }
                spread.not_known += more.not_known;
                spread.not_applicable += more.not_applicable;
            }
        }
        for (id, confirmed) in &other.limits {
            self.limits.insert(id.clone(), *confirmed);
        }
        self.visits += other.visits;
        self.left_out_practice += other.left_out_practice;
        self.left_out_real += other.left_out_real;
        self.declined += other.declined;
    }

    /// Returns how many visits were counted.
    pub const fn visits(&self) -> u64 {
        self.visits
    }
}

/// Finds the definitions that a selection means.
fn selected(
    definitions: &Definitions,
    selection: &Selection,
) -> Result<(Vec<usize>, Vec<usize>), SelectionFault> {
    if selection.indicators.is_empty() && selection.safeguards.is_empty() {
        return Ok(((0..definitions.indicators.len()).collect(), Vec::new()));
    }
    let (mut indicators, mut distributions) = (Vec::new(), Vec::new());
    for id in &selection.indicators {
        let same = |other: &str| other.eq_ignore_ascii_case(id);
        let indicator = definitions.indicators.iter().position(|it| same(&it.id));
        let distribution = definitions.distributions.iter().position(|it| same(&it.id));
        if indicator.is_none() && distribution.is_none() {
            return Err(SelectionFault::NoIndicator(id.clone()));
        }
        indicators.extend(indicator);
        distributions.extend(distribution);
    }
    for id in &selection.safeguards {
        let about = |safeguard: &Option<String>| {
            safeguard
                .as_ref()
                .is_some_and(|safeguard| safeguard.eq_ignore_ascii_case(id))
        };
        let all = definitions.indicators.iter().enumerate();
        let found: Vec<usize> = all
            .filter(|(_, indicator)| about(&indicator.safeguard))
            .map(|(at, _)| at)
            .collect();
        if found.is_empty() {
            return Err(SelectionFault::NoSafeguard(id.clone()));
        }
        indicators.extend(found);
    }
    indicators.sort_unstable();
    indicators.dedup();
    distributions.sort_unstable();
    distributions.dedup();
    Ok((indicators, distributions))
}

/// Returns whether the person is under 18; `None` if nobody knows.
fn is_child(definitions: &Definitions, reading: &Reading<'_>) -> Option<bool> {
    let age = definitions.age.and_then(|slot| reading.number(slot));
    let band = definitions.age_band.and_then(|slot| reading.choice(slot));
    match (age, band) {
        (Some(age), _) => Some(age < 18),
        (None, Some(band)) => Some(matches!(band, "under_14" | "14_17")),
        (None, None) => None,
    }
}
