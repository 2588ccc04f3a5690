//! Definitions that can be counted: every name a slot, every expression compiled.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::memo::Asked;
use super::names::{Slot, SlotNames};
use super::segment::Layout;
use super::slot_set::SlotSet;
use super::source::{DistributionSource, IndicatorSource, IntervalSource, ReportSource};
use super::{Dimension, IndicatorDefect, Jurisdiction, Vocabulary};
use crate::checklist::Text;
use crate::expr::{Expression, Names};
use crate::message::Message;
use crate::value::Source;

mod compiling;

use compiling::{
    compile_distribution, compile_indicator, compile_interval, defect, read_files, unknown,
};

/// What is counted. Units are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A person interviewed, with the custody records linked to that person.
    Person,
    /// A custody record.
    CustodyRecord,
    /// A visit.
    Visit,
    /// A complaint case: a person whose complaint of ill-treatment was made to an authority.
    Complaint,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 4] = [
        Self::Person,
        Self::CustodyRecord,
        Self::Visit,
        Self::Complaint,
    ];

    /// Returns the exchange name, as in `"unit":"person"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::CustodyRecord => "custody_record",
            Self::Visit => "visit",
            Self::Complaint => "complaint",
        }
    }

    /// Returns the id of the message that names it for people.
    pub const fn label_id(self) -> &'static str {
        match self {
            Self::Person => "count-unit-person",
            Self::CustodyRecord => "count-unit-custody-record",
            Self::Visit => "count-unit-visit",
            Self::Complaint => "count-unit-complaint",
        }
    }
}

/// Whether an indicator measures what is done or what is written. Only practice protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// What is done.
    Practice,
    /// What the law says.
    Law,
}

impl Gap {
    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Law => "law",
        }
    }
}

/// How a high share reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reads {
    /// The safeguard was kept.
    #[default]
    Kept,
    /// It was broken.
    Broken,
}

/// One indicator.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// As `I05`.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// What is counted.
    pub unit: Unit,
    /// The safeguard it is about.
    pub safeguard: Option<String>,
    /// The norms behind it.
    pub norms: Vec<String>,
    /// Practice or law.
    pub gap: Gap,
    /// How a high share reads.
    pub reads: Reads,
    /// What is in the denominator and what is left out, conventions included.
    pub denominator: Text,
    pub(super) applies: Option<Expression>,
    pub(super) counting: Counting,
    /// The slots whose source tells which source an outcome rests on; the first with a value.
    pub(super) lead: Vec<usize>,
    /// The intervals that it reads.
    pub(super) intervals: Vec<usize>,
    /// Every slot that its expressions read.
    pub(super) asked: Vec<Asked>,
    /// Every slot of a fact that it rests on, those behind its intervals included; what it is met
    /// by first.
    pub(super) reads_facts: Vec<usize>,
    /// Every slot on which its outcome, its source, its reasons and its number rest.
    pub(super) rests_on: SlotSet,
}

/// How the outcome of one unit comes about.
#[derive(Debug, Clone)]
pub(super) enum Counting {
    /// In the denominator if known, in the numerator if met.
    Share { known: Expression, met: Expression },
    /// The minutes of an interval; within its limit counts as met, if it has a limit.
    Minutes { interval: usize, limited: bool },
    /// A number that is added up, and what it is a share of.
    Sum {
        known: Option<Expression>,
        counted: Expression,
        of: Option<Expression>,
    },
}

impl Counting {
    fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let all = match self {
            Self::Share { known, met } => [Some(met), Some(known), None],
            Self::Minutes { .. } => [None, None, None],
            Self::Sum { known, counted, of } => [Some(counted), of.as_ref(), known.as_ref()],
        };
        all.into_iter().flatten()
    }
}

impl Indicator {
    /// Returns whether it gives minutes, whose median is asked for.
    pub const fn is_minutes(&self) -> bool {
        matches!(self.counting, Counting::Minutes { .. })
    }

    /// Returns whether it adds up numbers.
    pub const fn is_sum(&self) -> bool {
        matches!(self.counting, Counting::Sum { .. })
    }

    /// Returns whether its numerator over its denominator is a share of one whole.
    pub const fn is_share(&self) -> bool {
        match &self.counting {
            Counting::Share { .. } => true,
            Counting::Minutes { limited, .. } => *limited,
            Counting::Sum { of, .. } => of.is_some(),
        }
    }
}

/// The most choices of a fact whose answers are spread: one bit each in a row of a column.
const MOST_CHOICES: usize = 24;

/// How a choice fact is spread over its choices.
#[derive(Debug, Clone)]
pub struct Distribution {
    /// As `T2`.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// What is counted.
    pub unit: Unit,
    /// The safeguard it is about.
    pub safeguard: Option<String>,
    /// The norms behind it.
    pub norms: Vec<String>,
    /// What is in the denominators.
    pub denominator: Text,
    /// Its choices with their labels, in order.
    pub choices: Vec<(String, Text)>,
    /// Whether several can be taken at once: then shares sum above 100 %.
    pub several: bool,
    pub(super) slot: usize,
}

/// A table that is asked for by its name, as T3.
#[derive(Debug, Clone)]
pub struct NamedReport {
    /// As `T3`.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// Ids of what it counts.
    pub counts: Vec<String>,
    /// Its breakdowns, unless others are asked for.
    pub by: Vec<Dimension>,
}

/// What an interval is measured with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Minutes(i64),
    Law(Jurisdiction),
    /// No limit: only the minutes are wanted.
    Open,
}

/// An interval between two facts.
#[derive(Debug, Clone)]
pub(super) struct Interval {
    pub(super) from: Vec<usize>,
    pub(super) to: Vec<usize>,
    pub(super) from_fact: String,
    pub(super) to_fact: String,
    pub(super) name: String,
    pub(super) measure: Measure,
    pub(super) either_way: bool,
    pub(super) earliest: bool,
}

/// Where the statements about a fact go.
#[derive(Debug, Clone, Default)]
pub(super) struct FactSlots {
    /// The slots it fills, with the one source that may, or none for the slot that goes by rank.
    pub(super) slots: Vec<(usize, Option<Source>)>,
    /// The rank of every source, in the order of [`Source::ALL`].
    pub(super) ranks: [u8; 9],
}

/// Every definition, ready to count. The default has none.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    pub(super) indicators: Vec<Indicator>,
    pub(super) distributions: Vec<Distribution>,
    pub(super) reports: Vec<NamedReport>,
    pub(super) intervals: Vec<Interval>,
    pub(super) slots: Vec<Slot>,
    /// For each slot whether it holds a number.
    pub(super) slot_numbers: Vec<bool>,
    /// For each fact that is read, where it goes.
    pub(super) facts: HashMap<String, FactSlots>,
    /// The slots of intervals, each with which.
    pub(super) interval_slots: Vec<(usize, usize)>,
    /// The slots of safeguards, each with which.
    pub(super) safeguard_slots: Vec<(usize, String)>,
    /// The slots of facts by which human beings are told apart, in the order of [`Dimension::OF_UNITS`].
    pub(super) dimensions: Vec<Option<usize>>,
    pub(super) age: Option<usize>,
    pub(super) age_band: Option<usize>,
    /// Whether somebody's complaint reached an authority: it makes a complaint case.
    pub(super) complaint: Option<usize>,
    /// What tells these definitions from others.
    pub(super) digest: [u8; 32],
    /// The columns that their outcomes take.
    pub(super) layout: Layout,
}

/// The parts of all files, where a later file's part replaces an earlier one's of the same name.
#[derive(Default)]
struct Parts {
    sources: BTreeMap<String, Vec<Source>>,
    intervals: Vec<IntervalSource>,
    indicators: Vec<IndicatorSource>,
    distributions: Vec<DistributionSource>,
    reports: Vec<ReportSource>,
}

impl Definitions {
    /// Compiles files of indicators, later ones overriding earlier ones, or lists every defect.
    pub fn compile(files: &[&str], words: &Vocabulary) -> Result<Self, Vec<IndicatorDefect>> {
        let mut defects = Vec::new();
        let parts = read_files(files, &mut defects);
        let intervals: BTreeMap<&str, usize> = parts
            .intervals
            .iter()
            .enumerate()
            .map(|(at, interval)| (interval.name.as_str(), at))
            .collect();
        let names = SlotNames::new(words, intervals);
        for fact in parts.sources.keys() {
            if fact != "default" && words.fact(fact).is_none() {
                defects.push(defect(fact, "sources", unknown(fact)));
            }
        }
        let compiled_intervals: Vec<Option<Interval>> = parts
            .intervals
            .iter()
            .map(|source| compile_interval(source, &names, words, &mut defects))
            .collect();
        let indicators: Vec<Option<Indicator>> = parts
            .indicators
            .iter()
            .map(|source| compile_indicator(source, &names, &compiled_intervals, &mut defects))
            .collect();
        let distributions: Vec<Option<Distribution>> = parts
            .distributions
            .iter()
            .map(|source| compile_distribution(source, &names, words, &mut defects))
            .collect();
        let own = |fact: &str| names.resolve(fact).map(|(slot, _)| slot);
        let (age, age_band) = (own("age"), own("age_band"));
        let dimensions = Dimension::OF_UNITS
            .iter()
            .map(|dimension| dimension.fact().and_then(own))
            .collect();
        let complaint = own("complaint_made");
        if !defects.is_empty() {
            return Err(defects);
        }
        let mut found = Self {
            indicators: indicators.into_iter().flatten().collect(),
            distributions: distributions.into_iter().flatten().collect(),
            reports: Vec::new(),
            intervals: compiled_intervals.into_iter().flatten().collect(),
            slot_numbers: names.numbers(),
            slots: names.into_slots(),
            facts: HashMap::new(),
            interval_slots: Vec::new(),
            safeguard_slots: Vec::new(),
            dimensions,
            age,
            age_band,
            complaint,
            digest: digest_of(files, words),
            layout: Layout::default(),
        };
        found.layout = Layout::of(&found);
        found.reports = found.named_reports(&parts.reports)?;
        found.index_slots(&parts.sources);
        found.find_leads();
        found.find_what_they_rest_on();
        Ok(found)
    }

    /// Returns the facts on which an indicator rests, those behind its intervals included.
    pub fn facts_of(&self, indicator: &Indicator) -> BTreeSet<&str> {
        let slots = indicator.reads_facts.iter();
        slots
            .filter_map(|slot| match self.slots.get(*slot)? {
                Slot::Fact(fact) | Slot::FactOf(fact, _) => Some(fact.as_str()),
                Slot::Safeguard(_) | Slot::Interval(_) | Slot::Visit(_) => None,
            })
            .collect()
    }

    /// Returns every indicator in the order of the files.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// Returns every distribution in the order of the files.
    pub fn distributions(&self) -> &[Distribution] {
        &self.distributions
    }

    /// Returns the indicator with this id, whatever its case.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|indicator| indicator.id.eq_ignore_ascii_case(id))
    }

    /// Returns every named report.
    pub fn reports(&self) -> &[NamedReport] {
        &self.reports
    }

    fn named_reports(
        &self,
        sources: &[ReportSource],
    ) -> Result<Vec<NamedReport>, Vec<IndicatorDefect>> {
        let is_known = |id: &String| {
            self.indicators.iter().any(|it| it.id == *id)
                || self.distributions.iter().any(|it| it.id == *id)
        };
        let defects: Vec<IndicatorDefect> = sources
            .iter()
            .flat_map(|source| source.counts.iter().map(move |id| (source, id)))
            .filter(|(_, id)| !is_known(id))
            .map(|(source, id)| {
                let message = Message::new("err-count-no-indicator").text("id", id.clone());
                defect(&source.id, "counts", ("indicator_unknown", message))
            })
            .collect();
        if !defects.is_empty() {
            return Err(defects);
        }
        let named = sources.iter().map(|source| NamedReport {
            id: source.id.clone(),
            label: source.label.clone(),
            counts: source.counts.clone(),
            by: source.by.clone(),
        });
        Ok(named.collect())
    }

    /// Notes which slots hold what.
    fn index_slots(&mut self, orders: &BTreeMap<String, Vec<Source>>) {
        for (at, slot) in self.slots.iter().enumerate() {
            let (fact, source) = match slot {
                Slot::Fact(fact) => (fact, None),
                Slot::FactOf(fact, source) => (fact, Some(*source)),
                Slot::Safeguard(id) => {
                    self.safeguard_slots.push((at, id.clone()));
                    continue;
                }
                Slot::Interval(interval) => {
                    self.interval_slots.push((at, *interval));
                    continue;
                }
                Slot::Visit(_) => continue,
            };
            let found = self.facts.entry(fact.clone()).or_insert_with(|| {
                let order = orders.get(fact).or_else(|| orders.get("default"));
                FactSlots {
                    slots: Vec::new(),
                    ranks: ranks(order.map_or(&[], Vec::as_slice)),
                }
            });
            found.slots.push((at, source));
        }
    }

    /// Finds for each indicator the slots that tell its source: those of what it is met by first.
    fn find_leads(&mut self) {
        let (slots, intervals) = (&self.slots, &self.intervals);
        for indicator in &mut self.indicators {
            let applies = indicator.applies.iter().flat_map(Expression::references);
            let expressions = indicator.counting.expressions();
            let mut read: Vec<Slot> = expressions
                .flat_map(Expression::references)
                .filter_map(|slot| slots.get(*slot).cloned())
                .collect();
            let of_the_rest = read.len();
            read.extend(applies.filter_map(|slot| slots.get(*slot).cloned()));
            if let Counting::Minutes { interval, .. } = &indicator.counting {
                read.insert(0, Slot::Interval(*interval));
            }
            let leading = of_the_rest + usize::from(indicator.is_minutes());
            for (at, slot) in read.iter().enumerate() {
                match slot {
                    Slot::Interval(found) => {
                        indicator.intervals.push(*found);
                        if let Some(interval) = intervals.get(*found) {
                            if at < leading {
                                indicator.lead.extend(&interval.from);
                            }
                            indicator.reads_facts.extend(&interval.to);
                            indicator.reads_facts.extend(&interval.from);
                        }
                    }
                    Slot::Visit(_) => {}
                    Slot::Fact(_) | Slot::FactOf(..) | Slot::Safeguard(_) => {
                        let own = slots.iter().position(|known| known == slot);
                        if at < leading {
                            indicator.lead.extend(own);
                        }
                        if !matches!(slot, Slot::Safeguard(_)) {
                            indicator.reads_facts.extend(own);
                        }
                    }
                }
            }
            indicator.intervals.sort_unstable();
            indicator.intervals.dedup();
            let mut seen = BTreeSet::new();
            indicator.reads_facts.retain(|slot| seen.insert(*slot));
        }
    }

    /// Finds for each indicator every slot that takes part in what it comes to: where none of them holds
    /// anything else, it comes to the same.
    fn find_what_they_rest_on(&mut self) {
        let mut indicators = std::mem::take(&mut self.indicators);
        for indicator in &mut indicators {
            let asked = indicator.asked.iter().map(|asked| asked.slot);
            let facts = indicator.reads_facts.iter().chain(&indicator.lead).copied();
            let times = indicator.intervals.iter().flat_map(|interval| {
                let ends = self.intervals.get(*interval);
                let ends = ends.into_iter().flat_map(|it| it.from.iter().chain(&it.to));
                ends.copied().chain(self.slot_of_interval(*interval))
            });
            indicator.rests_on = asked.chain(facts).chain(times).collect();
        }
        self.indicators = indicators;
    }

    /// Returns the slot that holds how an interval stands to its limit.
    pub(super) fn slot_of_interval(&self, interval: usize) -> Option<usize> {
        let mut slots = self.interval_slots.iter();
        slots.find(|(_, of)| *of == interval).map(|(slot, _)| *slot)
    }

    /// Returns the indicators of a unit, by their places.
    pub(super) fn of_unit(&self, unit: Unit) -> impl Iterator<Item = (usize, &Indicator)> {
        let all = self.indicators.iter().enumerate();
        all.filter(move |(_, indicator)| indicator.unit == unit)
    }

    /// Returns the name of the fact in a slot.
    pub(super) fn fact_of(&self, slot: usize) -> Option<&str> {
        match self.slots.get(slot)? {
            Slot::Fact(fact) | Slot::FactOf(fact, _) => Some(fact),
            Slot::Safeguard(_) | Slot::Interval(_) | Slot::Visit(_) => None,
        }
    }

    /// Returns what tells these definitions from others.
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }
}

/// Returns a digest of everything that outcomes depend on, but the law and the program.
fn digest_of(files: &[&str], words: &Vocabulary) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update((file.len() as u64).to_le_bytes());
        hasher.update(file.as_bytes());
    }
    hasher.update(format!("{words:?}").as_bytes());
    hasher.finalize().into()
}

/// Gives each source its rank; sources that the order does not name come after those it does.
fn ranks(order: &[Source]) -> [u8; 9] {
    let mut ranks = [u8::MAX; 9];
    let named = order.iter();
    let rest = Source::ALL.iter().filter(|source| !order.contains(source));
    for (rank, source) in (0_u8..).zip(named.chain(rest)) {
        if let Some(place) = ranks.get_mut(index_of(*source)) {
            *place = rank.min(*place);
        }
    }
    ranks
}

/// Returns the place of the source in [`Source::ALL`].
pub(super) fn index_of(source: Source) -> usize {
    Source::ALL
        .iter()
        .position(|known| *known == source)
        .unwrap_or_default()
}
