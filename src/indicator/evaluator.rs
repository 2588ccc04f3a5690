//! From what was said in a visit to the outcomes of its units.
//!
//! Every count goes through here, whether its outcomes are kept in columns or not.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use chrono::Datelike as _;

use super::dataset::{DatasetColumn, DatasetRow, cells};
use super::definition::{Definitions, Measure, Unit};
use super::memo::Memo;
use super::reading::{Constants, Measured, Reading, Stated, VisitValues};
use super::segment::{Block, Growing, SegmentVisit, place_of};
use super::slot_set::SlotSet;
use super::{
    Accounts, AssessedSafeguard, CountedVisit, Dimension, Distribution, Indicator, Limits,
    NOT_KNOWN, NotKnown, Outcome,
};
use crate::checklist::{Digest, FactName};
use crate::value::{Missing, Precision, Source};
use crate::visit::{FactStatement, Stands, Subject, VisitHeader};

/// What stands in a column of minutes or numbers where there is none.
pub(super) const NO_NUMBER: i32 = i32::MIN;

/// How a row of choices says what is not a choice: the reason in bits 28 to 30, the source in 24 to 27.
pub(super) mod spread_row {
    use super::{NotKnown, Source};
    use crate::indicator::definition::index_of;

    /// The bits of the choices.
    pub(in crate::indicator) const CHOICES: u32 = 0x00ff_ffff;
    const NOT_APPLICABLE: u32 = 7;

    /// Writes a row: the choices, or why there are none.
    pub(in crate::indicator) fn packed(
        choices: u32,
        missing: Option<NotKnown>,
        source: Option<Source>,
    ) -> u32 {
        let why = match missing {
            _ if choices != 0 => 0,
            None => NOT_APPLICABLE,
            Some(why) => why as u32,
        };
        let source = source.map_or(0, |source| index_of(source) + 1);
        choices & CHOICES | why << 28 | u32::try_from(source).unwrap_or(0) << 24
    }

    /// Returns why there are no choices; `None` if it does not apply.
    pub(in crate::indicator) fn missing(row: u32) -> Option<NotKnown> {
        let why = row >> 28 & 7;
        NotKnown::ALL.into_iter().find(|known| *known as u32 == why)
    }

    /// Returns the source.
    pub(in crate::indicator) fn source(row: u32) -> Option<Source> {
        let place = usize::try_from(row >> 24 & 15).ok()?.checked_sub(1)?;
        Source::ALL.get(place).copied()
    }
}

/// Works out outcomes, visit by visit.
pub struct Evaluator {
    definitions: Arc<Definitions>,
    constants: Constants,
    memo: Memo,
    /// For the checklists of a visit, which indicators and distributions rest on something they ask.
    asked: HashMap<Vec<Digest>, Arc<AskedParts>>,
}

#[derive(Debug)]
struct AskedParts {
    indicators: Vec<bool>,
    distributions: Vec<bool>,
}

/// What is the same for every unit of a visit.
struct Around<'a> {
    limits: &'a [Vec<Option<i64>>; 2],
    asked: &'a AskedParts,
    which: &'a [Accounts],
}

/// One unit: what was said of it.
struct Told<'a> {
    statements: Vec<&'a FactStatement>,
    assessments: &'a [AssessedSafeguard],
    views: &'a [(FactName, Stands)],
}

/// What a reading of a unit comes to.
struct Results {
    /// One for each indicator of the unit.
    outcomes: Vec<u8>,
    /// One for each column of numbers.
    numbers: Vec<[u8; 4]>,
    /// One for each distribution.
    choices: Vec<[u8; 4]>,
}

/// What another reading came to, and in which slots it differs: what rests on none of them is the same.
struct Known<'k> {
    differs: SlotSet,
    results: &'k Results,
}

impl<'a> Told<'a> {
    /// Returns the statements that are read and counted, each with the slots of its fact.
    fn stated(&self, definitions: &'a Definitions) -> Vec<Stated<'a>> {
        let read = self.statements.iter().filter(|said| said.is_read);
        read.filter_map(|said| Some((*said, definitions.facts.get(said.fact.as_str())?)))
            .collect()
    }

    /// Returns who says anything.
    fn speaking(&self) -> Vec<Source> {
        let speaks = |source: &Source| self.statements.iter().any(|said| said.source == *source);
        Source::ALL.into_iter().filter(speaks).collect()
    }

    /// Returns whether the team thinks anything of its own.
    fn has_views(&self) -> bool {
        !self.views.is_empty() || self.assessments.iter().any(|it| it.decided.is_some())
    }
}

impl Evaluator {
    /// Begins.
    pub fn new(definitions: Arc<Definitions>) -> Self {
        Self {
            memo: Memo::new(definitions.slots.len(), definitions.indicators.len()),
            definitions,
            constants: Constants::new(),
            asked: HashMap::new(),
        }
    }

    /// Begins a segment for visits that are worked out by these accounts.
    pub fn growing(&self, which: &[Accounts]) -> Growing {
        let blocks = which.iter().flat_map(|accounts| {
            [
                Block::Outcomes(*accounts),
                Block::measures(*accounts),
                Block::spreads(*accounts),
            ]
        });
        let blocks = std::iter::once(Block::Groups).chain(blocks);
        Growing::new(Arc::clone(&self.definitions), blocks)
    }

    /// Works out a visit by these accounts, into a segment that was begun for them.
    pub fn visit(
        &mut self,
        visit: &CountedVisit<'_>,
        law: &dyn Limits,
        revision: u64,
        which: &[Accounts],
        growing: &mut Growing,
    ) {
        let definitions = Arc::clone(&self.definitions);
        let (interviews, private) = interviews_of(visit);
        let values = VisitValues::of(visit.header, interviews, private);
        let asked = self.asked_of(visit);
        let mut used = Vec::new();
        let limits = find_limits(&definitions, visit.header, law, &mut used);
        let kept = SegmentVisit {
            visit: visit.header.id,
            revision,
            practice: visit.header.practice,
            day: day_of(visit.header),
            groups: Dimension::OF_VISITS
                .iter()
                .filter_map(|dimension| dimension.of_visit(visit.header))
                .map(|name| growing.name(&name))
                .collect(),
            limits: used
                .into_iter()
                .map(|(interval, id, confirmed)| (interval, growing.name(&id), confirmed))
                .collect(),
            declined: declined(visit),
            rows: [0; Unit::ALL.len()],
        };
        growing.visit(kept);
        let around = Around {
            limits: &limits,
            asked: &asked,
            which,
        };
        let units = self.told(visit);
        let mut blank = Reading::new(&definitions, &self.constants);
        blank.begin(&values);
        let mut working = Working {
            definitions: &definitions,
            memo: &mut self.memo,
            around,
            blank,
            of_nothing: Default::default(),
            growing,
        };
        for (unit, told) in &units {
            working.unit(*unit, told);
        }
    }

    /// Returns every unit of a visit with what was said of it.
    fn told<'a>(&self, visit: &CountedVisit<'a>) -> Vec<(Unit, Told<'a>)> {
        let premises = Told {
            statements: visit.premises.iter().collect(),
            assessments: &[],
            views: &[],
        };
        let mut units = vec![(Unit::Visit, premises)];
        let mut records: Vec<Subject> = Vec::new();
        for counted in visit.episodes {
            let episode = &counted.episode;
            let said = |wanted: &dyn Fn(&FactStatement) -> bool| Told {
                statements: (episode.statements.iter())
                    .filter(|stated| wanted(stated))
                    .collect(),
                assessments: &counted.assessments,
                views: &counted.views,
            };
            if episode.is_person() && episode.may_be_counted() {
                let told = said(&|_| true);
                if self.is_complaint(&told) {
                    units.push((Unit::Complaint, said(&|_| true)));
                }
                units.push((Unit::Person, told));
            }
            if episode.is_copied_record() {
                units.push((Unit::CustodyRecord, said(&|_| true)));
            }
            for record in &episode.records {
                // A record is one, whatever number of custodies the person tells of; unless a repeat
                // in it goes through several itself.
                let custody = episode.custody.as_ref();
                let is_its_own = custody.is_some_and(|custody| custody.subject == *record);
                if records.contains(record) && !is_its_own {
                    continue;
                }
                records.push(*record);
                let told = said(&|stated| stated.subject == *record);
                units.push((Unit::CustodyRecord, told));
            }
        }
        units
    }

    /// Returns the units of a visit as flat rows, by these accounts (one side, or the usual order).
    pub fn rows(
        &self,
        visit: &CountedVisit<'_>,
        law: &dyn Limits,
        accounts: Accounts,
    ) -> Vec<DatasetRow> {
        let definitions = &self.definitions;
        let columns = Unit::ALL.map(|unit| (unit, definitions.dataset_columns(unit)));
        let (interviews, private) = interviews_of(visit);
        let values = VisitValues::of(visit.header, interviews, private);
        let limits = find_limits(definitions, visit.header, law, &mut Vec::new());
        let mut rows = Vec::new();
        for (unit, told) in self.told(visit) {
            let stated = told.stated(definitions);
            let mut blank = Reading::new(definitions, &self.constants);
            blank.begin(&values);
            blank.assess(told.assessments, false);
            let mut usual = blank.clone();
            for said in &stated {
                usual.state(*said);
            }
            let child = is_child(definitions, &usual);
            let [adults, children] = &limits;
            let limits = if child == Some(true) {
                children
            } else {
                adults
            };
            let mut reading = blank;
            if accounts == Accounts::Team {
                put_in_with_the_team(&mut reading, &told, &stated);
            } else {
                let heard = stated
                    .iter()
                    .filter(|(said, _)| accounts.hears(said.source));
                heard.for_each(|said| reading.state(*said));
            }
            reading.measure(limits, None);
            let group = |dimension: Dimension| {
                let of_visit = dimension.of_visit(visit.header);
                of_visit
                    .unwrap_or_else(|| group_of(definitions, dimension, &usual, child).to_owned())
            };
            let own = columns.iter().find(|(of, _)| *of == unit);
            let own = own.map_or(&[] as &[DatasetColumn], |(_, columns)| columns.as_slice());
            rows.push(DatasetRow {
                unit,
                cells: cells(own, definitions, &reading, limits, &group),
            });
        }
        rows
    }

    fn is_complaint(&self, told: &Told<'_>) -> bool {
        let Some(fact) = self
            .definitions
            .complaint
            .and_then(|slot| self.definitions.fact_of(slot))
        else {
            return false;
        };
        told.statements
            .iter()
            .any(|stated| stated.fact.as_str() == fact && stated.choice() == Some("yes"))
    }

    fn asked_of(&mut self, visit: &CountedVisit<'_>) -> Arc<AskedParts> {
        let key = visit.asked.digests();
        if let Some(known) = self.asked.get(&key) {
            return Arc::clone(known);
        }
        let definitions = &self.definitions;
        let is_asked = |slot: &usize| {
            let fact = definitions.fact_of(*slot);
            fact.is_none_or(|fact| visit.asked.is_asked(fact))
        };
        let indicators = definitions.indicators.iter().map(|indicator| {
            indicator.reads_facts.is_empty() || indicator.reads_facts.iter().any(is_asked)
        });
        let distributions = definitions.distributions.iter();
        let found = Arc::new(AskedParts {
            indicators: indicators.collect(),
            distributions: distributions.map(|it| is_asked(&it.slot)).collect(),
        });
        self.asked.insert(key, Arc::clone(&found));
        found
    }
}

/// What works out the units of one visit.
struct Working<'a, 'w> {
    definitions: &'a Definitions,
    memo: &'w mut Memo,
    around: Around<'a>,
    /// What is known before anybody says anything.
    blank: Reading<'a>,
    /// For each unit what that comes to, once somebody asked.
    of_nothing: [Option<Rc<Results>>; Unit::ALL.len()],
    growing: &'w mut Growing,
}

impl<'a> Working<'a, '_> {
    fn unit(&mut self, unit: Unit, told: &Told<'a>) {
        let definitions = self.definitions;
        self.growing.row(unit);
        let stated = told.stated(definitions);
        let mut silent = self.blank.clone();
        silent.assess(told.assessments, false);
        let mut reading = silent.clone();
        for said in &stated {
            reading.state(*said);
        }
        let child = is_child(definitions, &reading);
        let limits = self.limits_of(child);
        reading.measure(limits, None);
        put_groups(definitions, unit, &reading, child, self.growing);
        let nothing = self.of_nothing(unit);
        let known = Known {
            differs: reading.differences(&self.blank),
            results: &nothing,
        };
        let usual = self.results(unit, &reading, &[known]);
        let speaking = told.speaking();
        let is_together = |it: &Accounts| matches!(it, Accounts::Any | Accounts::Agree);
        // By the sources that are heard; by none of them as the team took it to be.
        let hear = |working: &mut Self, heard: Option<&dyn Fn(Source) -> bool>| {
            let mut other = silent.clone();
            match heard {
                Some(heard) => {
                    let heard = stated.iter().filter(|(said, _)| heard(said.source));
                    heard.for_each(|said| other.state(*said));
                }
                None => put_in_with_the_team(&mut other, told, &stated),
            }
            other.measure(limits, Some(&reading));
            let known = [
                Known {
                    differs: other.differences(&working.blank),
                    results: &nothing,
                },
                Known {
                    differs: other.differences(&reading),
                    results: &usual,
                },
            ];
            working.results(unit, &other, &known)
        };
        // Where one source alone speaks, what it says is the usual reading.
        let which = self.around.which;
        let alone: Vec<(Source, Results)> = if speaking.len() > 1 && which.iter().any(is_together) {
            let each = speaking.iter();
            each.map(|source| (*source, hear(self, Some(&|other| other == *source))))
                .collect()
        } else {
            Vec::new()
        };
        for accounts in which {
            match accounts {
                Accounts::Person | Accounts::Register => {
                    let mut own = speaking.iter().filter(|source| accounts.hears(**source));
                    let (first, second) = (own.next(), own.next());
                    let hears_all = speaking.iter().all(|source| accounts.hears(*source));
                    let one = alone
                        .iter()
                        .find(|(source, _)| second.is_none() && first == Some(source));
                    match one {
                        _ if hears_all && first.is_some() => self.put(unit, *accounts, &usual),
                        Some((_, heard)) => self.put(unit, *accounts, heard),
                        None => {
                            let heard = hear(self, Some(&|source| accounts.hears(source)));
                            self.put(unit, *accounts, &heard);
                        }
                    }
                }
                Accounts::Team if told.has_views() => {
                    let heard = hear(self, None);
                    self.put(unit, *accounts, &heard);
                }
                Accounts::Usual | Accounts::Team => self.put(unit, *accounts, &usual),
                Accounts::Any | Accounts::Agree => {
                    let together = together(*accounts, &usual.outcomes, &alone);
                    // Their numbers are those of the usual order, which may stand there already.
                    self.put_outcomes(unit, *accounts, &together);
                    if !which.contains(&Accounts::Usual) {
                        self.put_numbers(unit, *accounts, &usual);
                    }
                }
            }
        }
    }

    /// Returns the law's limits for a child or for an adult.
    fn limits_of(&self, child: Option<bool>) -> &'a [Option<i64>] {
        let [adults, children] = self.around.limits;
        if child == Some(true) {
            children
        } else {
            adults
        }
    }

    /// Returns what a unit comes to of which nothing is said.
    fn of_nothing(&mut self, unit: Unit) -> Rc<Results> {
        let known = self.of_nothing.get(place_of(unit)).cloned().flatten();
        known.unwrap_or_else(|| {
            let blank = self.blank.clone();
            let found = Rc::new(self.results(unit, &blank, &[]));
            if let Some(place) = self.of_nothing.get_mut(place_of(unit)) {
                *place = Some(Rc::clone(&found));
            }
            found
        })
    }

    /// Returns what a reading comes to, given what others did.
    fn results(&mut self, unit: Unit, reading: &Reading<'_>, known: &[Known<'_>]) -> Results {
        let definitions = self.definitions;
        let layout = &definitions.layout;
        let asked = self.around.asked;
        let unit = place_of(unit);
        let same = |rests_on: &SlotSet| known.iter().find(|it| !rests_on.meets(&it.differs));
        let columns = |columns: &'a [Vec<usize>; Unit::ALL.len()]| {
            columns.get(unit).into_iter().flatten().enumerate()
        };
        let indicators = |columns_of: &'a [Vec<usize>; Unit::ALL.len()]| {
            columns(columns_of)
                .filter_map(|(column, at)| Some((column, *at, definitions.indicators.get(*at)?)))
        };
        let outcomes = indicators(&layout.outcomes).map(|(column, at, indicator)| {
            let known = same(&indicator.rests_on);
            let known = known.and_then(|known| known.results.outcomes.get(column).copied());
            let mut found = || outcome(self.memo, at, indicator, reading, asked);
            // Tests work all of it out, and hold that it is the same.
            debug_assert!(
                known.is_none_or(|known| known == found()),
                "{}",
                indicator.id
            );
            known.unwrap_or_else(found)
        });
        let outcomes = outcomes.collect();
        let mut before = None;
        let numbers = indicators(&layout.measures).map(|(column, at, indicator)| {
            let is_second = before.replace(at) == Some(at);
            let known = same(&indicator.rests_on);
            let known = known.and_then(|known| known.results.numbers.get(column).copied());
            let found = || number(indicator, is_second, reading);
            debug_assert!(
                known.is_none_or(|known| known == found()),
                "{}",
                indicator.id
            );
            known.unwrap_or_else(found)
        });
        let numbers = numbers.collect();
        let choices = columns(&layout.spreads).filter_map(|(column, at)| {
            let distribution = definitions.distributions.get(*at)?;
            let is_same = |it: &&Known<'_>| !it.differs.contains(distribution.slot);
            let known = known.iter().find(is_same);
            let known = known.and_then(|known| known.results.choices.get(column).copied());
            let is_asked = asked.distributions.get(*at).copied().unwrap_or(true);
            Some(known.unwrap_or_else(|| choices(distribution, is_asked, reading)))
        });
        Results {
            outcomes,
            numbers,
            choices: choices.collect(),
        }
    }

    fn put(&mut self, unit: Unit, accounts: Accounts, results: &Results) {
        self.put_outcomes(unit, accounts, &results.outcomes);
        self.put_numbers(unit, accounts, results);
    }

    fn put_outcomes(&mut self, unit: Unit, accounts: Accounts, outcomes: &[u8]) {
        let bytes = outcomes.iter().map(std::slice::from_ref);
        self.growing.put_row(Block::Outcomes(accounts), unit, bytes);
    }

    fn put_numbers(&mut self, unit: Unit, accounts: Accounts, results: &Results) {
        let (numbers, choices) = (&results.numbers, &results.choices);
        self.growing
            .put_row(Block::measures(accounts), unit, numbers);
        self.growing
            .put_row(Block::spreads(accounts), unit, choices);
    }
}

/// Puts everything in as the team took it to be: of a fact on which it has a view only the account
/// that stands, and its own assessments.
fn put_in_with_the_team<'a>(reading: &mut Reading<'a>, told: &Told<'a>, stated: &[Stated<'a>]) {
    for said in stated {
        let view = told.views.iter().find(|(fact, _)| *fact == said.0.fact);
        match view.map(|(_, stands)| *stands) {
            None | Some(Stands::Withdrawn) => reading.state(*said),
            Some(Stands::Source(source)) if source == said.0.source => reading.state(*said),
            Some(Stands::Source(_) | Stands::NotSettled) => reading.state_as_one_account(*said),
        }
    }
    reading.assess(told.assessments, true);
}

/// Returns the outcome of an indicator, with its source in one byte.
fn outcome(
    memo: &mut Memo,
    at: usize,
    indicator: &Indicator,
    reading: &Reading<'_>,
    asked: &AskedParts,
) -> u8 {
    let mut outcome = memo.outcome(at, indicator, reading);
    if outcome == Outcome::NotKnown(NotKnown::Silent) {
        let is_asked = asked.indicators.get(at).copied().unwrap_or(true);
        outcome = if !is_asked {
            Outcome::NotKnown(NotKnown::NotAsked)
        } else if reading.is_said_not_to_apply(indicator) {
            Outcome::NotApplicable
        } else {
            Outcome::NotKnown(reading.why(indicator))
        };
    }
    outcome.packed(reading.source(indicator))
}

/// Judges several accounts of the same unit together.
fn together(accounts: Accounts, usual: &[u8], alone: &[(Source, Results)]) -> Vec<u8> {
    let all = usual.iter().enumerate();
    all.map(|(at, usual)| {
        let decided = || {
            alone
                .iter()
                .filter_map(|(_, heard)| heard.outcomes.get(at).copied())
                .chain(std::iter::once(*usual))
                .filter_map(Outcome::unpacked)
                .filter(|(outcome, _)| outcome.is_decided())
        };
        let is_out =
            |byte: u8| Outcome::unpacked(byte).is_some_and(|(it, _)| it == Outcome::NotApplicable);
        let met = decided().find(|(it, _)| *it == Outcome::Met);
        let not_met = decided().find(|(it, _)| *it == Outcome::NotMet);
        let found = match (accounts, met, not_met) {
            _ if is_out(*usual) => None,
            (Accounts::Agree, Some(_), Some(_)) => {
                Some((Outcome::NotKnown(NotKnown::Differ), None))
            }
            (_, Some(found), _) | (_, None, Some(found)) => Some(found),
            (_, None, None) => None,
        };
        found.map_or(*usual, |(outcome, source)| outcome.packed(source))
    })
    .collect()
}

/// Returns what stands in a column of numbers; a sum has two, of which the second is what it is a
/// share of.
fn number(indicator: &Indicator, is_second: bool, reading: &Reading<'_>) -> [u8; 4] {
    let number = |number: i64| i32::try_from(number).unwrap_or(i32::MAX).to_le_bytes();
    let applies = indicator.applies.as_ref();
    let applies = applies.is_none_or(|applies| applies.is_true(reading));
    let found = applies.then(|| reading.measured(indicator)).flatten();
    match found {
        None => NO_NUMBER.to_le_bytes(),
        Some(Measured::Minutes(minutes)) => number(minutes),
        Some(Measured::Sum { of, .. }) if is_second => number(of),
        Some(Measured::Sum { counted, .. }) => number(counted),
    }
}

/// Returns what stands in the column of a distribution.
fn choices(distribution: &Distribution, is_asked: bool, reading: &Reading<'_>) -> [u8; 4] {
    let choices = reading.chosen(distribution.slot, &distribution.choices);
    let missing = match reading.missing(distribution.slot) {
        _ if reading.choice(distribution.slot) == Some("NA") => None,
        Some(Missing::NotApplicable) => None,
        Some(missing) => Some(NotKnown::of(missing)),
        None if is_asked => Some(NotKnown::Silent),
        None => Some(NotKnown::NotAsked),
    };
    let source = reading.source_of(distribution.slot);
    spread_row::packed(choices, missing, source).to_le_bytes()
}

fn put_groups(
    definitions: &Definitions,
    unit: Unit,
    reading: &Reading<'_>,
    child: Option<bool>,
    growing: &mut Growing,
) {
    let places = Dimension::OF_UNITS.map(|dimension| {
        let name = group_of(definitions, dimension, reading, child);
        let place = u16::try_from(growing.name(name)).unwrap_or(u16::MAX);
        place.to_le_bytes()
    });
    growing.put_row(Block::Groups, unit, places);
}

/// Returns the group into which a unit falls by what tells human beings apart.
fn group_of<'a>(
    definitions: &Definitions,
    dimension: Dimension,
    reading: &'a Reading<'_>,
    child: Option<bool>,
) -> &'a str {
    let place = Dimension::OF_UNITS.iter().position(|it| *it == dimension);
    let slot = place.and_then(|at| definitions.dimensions.get(at).copied().flatten());
    let name = match dimension {
        Dimension::Age => child.map(|child| if child { "child" } else { "adult" }),
        _ => slot.and_then(|slot| reading.choice(slot)),
    };
    match (dimension, name) {
        (_, Some(name)) => name,
        (Dimension::AgeBand, None) => definitions
            .age
            .and_then(|slot| reading.number(slot))
            .map_or(NOT_KNOWN, band_of),
        (_, None) => NOT_KNOWN,
    }
}

const fn band_of(age: i64) -> &'static str {
    match age {
        ..14 => "under_14",
        14..18 => "14_17",
        18..30 => "18_29",
        30..60 => "30_59",
        60.. => "60_plus",
    }
}

/// Returns how many persons said whether the talk was private, and how many that it was.
fn interviews_of(visit: &CountedVisit<'_>) -> (i64, i64) {
    let (mut interviews, mut private) = (0, 0);
    let mut before: Option<Subject> = None;
    for counted in visit.episodes {
        // Whoever tells of several custodies is talked to once.
        let person = counted.episode.person;
        let is_again = person.is_some() && person == before;
        before = person;
        if is_again || !counted.episode.may_be_counted() {
            continue;
        }
        let said = counted.episode.statements.iter();
        let found = said
            .filter(|stated| stated.fact.as_str() == "privacy")
            .find_map(FactStatement::choice);
        interviews += i64::from(found.is_some());
        private += i64::from(found == Some("yes"));
    }
    (interviews, private)
}

/// Returns how many persons did not agree to be counted.
fn declined(visit: &CountedVisit<'_>) -> u32 {
    let persons = visit.episodes.iter().map(|counted| &counted.episode);
    let declined = persons.filter(|it| it.is_person() && !it.may_be_counted());
    u32::try_from(declined.count()).unwrap_or(u32::MAX)
}

/// Returns the day on which a visit began, in days since year 1.
fn day_of(header: &VisitHeader) -> Option<i32> {
    let day = header.start.span(Precision::Exact).earliest;
    day.map(|when| when.date().num_days_from_ce())
}

/// Finds the law's limits for adults and for children, and lists those that were found.
fn find_limits(
    definitions: &Definitions,
    header: &VisitHeader,
    law: &dyn Limits,
    used: &mut Vec<(u16, String, bool)>,
) -> [Vec<Option<i64>>; 2] {
    let day = header.start.span(Precision::Exact).earliest;
    [false, true].map(|child| {
        let intervals = definitions.intervals.iter().enumerate();
        intervals
            .map(|(at, interval)| {
                let Measure::Law(whose) = interval.measure else {
                    return None;
                };
                let (from, to) = (&interval.from_fact, &interval.to_fact);
                let country = header.facility.country;
                let found = law.limit(whose, country, from, to, day?.date(), child)?;
                used.push((u16::try_from(at).ok()?, found.id, found.confirmed));
                Some(found.minutes)
            })
            .collect()
    })
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
