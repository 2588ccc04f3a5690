//! Definitions that can be counted: every name a slot, every expression compiled.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::memo::{Asked, asks_only_presence};
use super::names::{Slot, SlotNames, is_safeguard, spelled_for_compiler};
use super::segment::Layout;
use super::source::{
    DistributionSource, Ends, IndicatorSource, IndicatorsSource, IntervalSource, MeasureSource,
    ReportSource,
};
use super::{Dimension, IndicatorDefect, Jurisdiction, Vocabulary};
use crate::checklist::Text;
use crate::expr::{Expression, NameKind, Names};
use crate::message::Message;
use crate::value::Source;

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
            dimensions,
            age,
            age_band,
            complaint,
            digest: digest_of(files, words),
            layout: Layout::default(),
        };
        found.layout = Layout::of(&found);
        found.reports = found.named_reports(&parts.reports)?;
        found.index_facts(&parts.sources);
        found.find_leads();
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

    fn index_facts(&mut self, orders: &BTreeMap<String, Vec<Source>>) {
        for (at, slot) in self.slots.iter().enumerate() {
            let (fact, source) = match slot {
                Slot::Fact(fact) => (fact, None),
                Slot::FactOf(fact, source) => (fact, Some(*source)),
                Slot::Safeguard(_) | Slot::Interval(_) | Slot::Visit(_) => continue,
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

fn read_files(files: &[&str], defects: &mut Vec<IndicatorDefect>) -> Parts {
    let mut parts = Parts::default();
    for file in files {
        let source: IndicatorsSource = match toml::from_str(file) {
            Ok(source) => source,
            Err(fault) => {
                let message = Message::new("err-indicator-toml").text("what", fault.to_string());
                defects.push(defect("", "", ("indicator_toml", message)));
                continue;
            }
        };
        if source.format != 1 {
            let message = Message::new("err-indicator-format").number("format", source.format);
            defects.push(defect("", "format", ("indicator_format", message)));
            continue;
        }
        parts.sources.extend(source.sources);
        list_twice(source.intervals.iter().map(|it| &it.name), defects);
        list_twice(
            source
                .indicators
                .iter()
                .map(|it| &it.id)
                .chain(source.distributions.iter().map(|it| &it.id)),
            defects,
        );
        for interval in source.intervals {
            put(&mut parts.intervals, interval, |it| it.name.clone());
        }
        for indicator in source.indicators {
            put(&mut parts.indicators, indicator, |it| it.id.clone());
        }
        for distribution in source.distributions {
            put(&mut parts.distributions, distribution, |it| it.id.clone());
        }
        for report in source.reports {
            put(&mut parts.reports, report, |it| it.id.clone());
        }
    }
    parts
}

/// Replaces the part of the same name, or adds it.
fn put<T>(parts: &mut Vec<T>, part: T, name: impl Fn(&T) -> String) {
    match parts.iter_mut().find(|known| name(known) == name(&part)) {
        Some(known) => *known = part,
        None => parts.push(part),
    }
}

fn list_twice<'a>(names: impl Iterator<Item = &'a String>, defects: &mut Vec<IndicatorDefect>) {
    let mut seen: Vec<&String> = Vec::new();
    for name in names {
        if seen.contains(&name) {
            let message = Message::new("err-indicator-twice").text("name", name.clone());
            defects.push(defect(name, "", ("indicator_twice", message)));
        }
        seen.push(name);
    }
}

fn defect(part: &str, key: &'static str, what: (&'static str, Message)) -> IndicatorDefect {
    IndicatorDefect {
        code: what.0,
        part: part.to_owned(),
        key,
        column: None,
        message: what.1,
    }
}

fn unknown(name: &str) -> (&'static str, Message) {
    (
        "indicator_unknown_fact",
        Message::new("err-indicator-unknown-fact").text("name", name),
    )
}

fn compile_interval(
    source: &IntervalSource,
    names: &SlotNames<'_>,
    words: &Vocabulary,
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Interval> {
    if words.fact(&source.name).is_some() {
        let message = Message::new("err-indicator-interval-is-fact");
        defects.push(defect(
            &source.name,
            "name",
            ("indicator_interval_is_fact", message),
        ));
    }
    let (from, from_fact) = compile_ends(&source.from, "from", &source.name, names, defects);
    let (to, to_fact) = compile_ends(&source.to, "to", &source.name, names, defects);
    let to_fact = source.limit_to.clone().unwrap_or(to_fact);
    if words.fact(&to_fact).is_none() {
        defects.push(defect(&source.name, "limit_to", unknown(&to_fact)));
    }
    let own = match (source.hours, source.minutes) {
        (None, None) => None,
        (hours, minutes) => Some(hours.unwrap_or(0) * 60 + minutes.unwrap_or(0)),
    };
    let measure = match (own, source.limit.as_deref()) {
        (Some(minutes), None) if minutes > 0 => Measure::Minutes(minutes),
        (None, Some("none")) => Measure::Open,
        (None, Some("national")) => Measure::Law(Jurisdiction::National),
        (None, Some("international")) => Measure::Law(Jurisdiction::International),
        _ => {
            let message = Message::new("err-indicator-interval-limit");
            defects.push(defect(
                &source.name,
                "limit",
                ("indicator_interval_limit", message),
            ));
            return None;
        }
    };
    Some(Interval {
        from,
        to,
        from_fact,
        to_fact,
        name: source.name.clone(),
        measure,
        either_way: source.either_way,
        earliest: source.earliest,
    })
}

fn compile_ends(
    ends: &Ends,
    key: &'static str,
    part: &str,
    names: &SlotNames<'_>,
    defects: &mut Vec<IndicatorDefect>,
) -> (Vec<usize>, String) {
    let mut slots = Vec::new();
    for name in ends.names() {
        match names.fact_slot(name) {
            Some((slot, NameKind::Moment)) => slots.push(names.slot(&slot)),
            Some(_) => {
                let message = Message::new("err-indicator-not-a-time").text("name", name.clone());
                defects.push(defect(part, key, ("indicator_not_a_time", message)));
            }
            None => defects.push(defect(part, key, unknown(name))),
        }
    }
    let first = ends.names().first();
    let fact = first.and_then(|name| name.split('@').next());
    (slots, fact.unwrap_or_default().to_owned())
}

fn check_texts(part: &str, texts: [(&'static str, &Text); 2], defects: &mut Vec<IndicatorDefect>) {
    for (key, text) in texts {
        if text.is_empty() {
            let message = Message::new("err-indicator-no-text");
            defects.push(defect(part, key, ("indicator_no_text", message)));
        }
    }
}

fn compile_expression(
    text: &str,
    key: &'static str,
    part: &str,
    names: &SlotNames<'_>,
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Expression> {
    match Expression::compile(&spelled_for_compiler(text), names) {
        Ok(expression) => Some(expression),
        Err(faults) => {
            defects.extend(faults.into_iter().map(|fault| {
                // `@` was handed over as two letters: give back the author's column.
                let before = text.chars().take(fault.column);
                let wider = before.filter(|letter| *letter == '@').count();
                IndicatorDefect {
                    code: fault.code,
                    part: part.to_owned(),
                    key,
                    column: Some(fault.column.saturating_sub(wider).max(1)),
                    message: fault.message,
                }
            }));
            None
        }
    }
}

fn compile_indicator(
    source: &IndicatorSource,
    names: &SlotNames<'_>,
    intervals: &[Option<Interval>],
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Indicator> {
    let texts = [
        ("label", &source.label),
        ("denominator", &source.denominator),
    ];
    check_texts(&source.id, texts, defects);
    let part = source.id.as_str();
    let applies = source
        .applies
        .as_ref()
        .map(|text| compile_expression(text, "applies", part, names, defects));
    let counting = compile_counting(source, names, intervals, defects);
    let (applies, counting) = (applies.map_or(Some(None), |it| it.map(Some))?, counting?);
    let asked = asked_slots(applies.as_ref(), &counting, source, names);
    Some(Indicator {
        id: source.id.clone(),
        label: source.label.clone(),
        unit: source.unit,
        safeguard: source.safeguard.clone(),
        norms: source.norm.clone(),
        gap: source.gap,
        reads: source.reads,
        denominator: source.denominator.clone(),
        applies,
        counting,
        lead: Vec::new(),
        intervals: Vec::new(),
        asked,
        reads_facts: Vec::new(),
    })
}

/// Compiles what the measure needs, and names the keys that it has no use for or that are missing.
fn compile_counting(
    source: &IndicatorSource,
    names: &SlotNames<'_>,
    intervals: &[Option<Interval>],
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Counting> {
    let part = source.id.as_str();
    let keys: [(&'static str, &Option<String>, [bool; 3]); 5] = [
        // Of a share, of minutes, of a sum.
        ("known", &source.known, [true, false, true]),
        ("met", &source.met, [true, false, false]),
        ("interval", &source.interval, [false, true, false]),
        ("counted", &source.counted, [false, false, true]),
        ("of", &source.of, [false, false, true]),
    ];
    for (key, text, [share, minutes, sum]) in keys {
        let has_use = match source.measure {
            MeasureSource::Share => share,
            MeasureSource::Minutes => minutes,
            MeasureSource::Sum => sum,
        };
        let optional = source.measure == MeasureSource::Sum && matches!(key, "known" | "of");
        if text.is_some() != has_use && !(has_use && optional) {
            let id = if has_use {
                "err-indicator-key-missing"
            } else {
                "err-indicator-key-without-use"
            };
            defects.push(defect(part, key, ("indicator_measure", Message::new(id))));
            return None;
        }
    }
    let mut compile = |text: &Option<String>, key: &'static str| {
        let text = text.as_ref()?;
        compile_expression(text, key, part, names, defects)
    };
    match source.measure {
        MeasureSource::Share => {
            let (known, met) = (compile(&source.known, "known"), compile(&source.met, "met"));
            Some(Counting::Share {
                known: known?,
                met: met?,
            })
        }
        MeasureSource::Sum => {
            let counted = compile(&source.counted, "counted");
            let known = compile(&source.known, "known");
            let of = compile(&source.of, "of");
            if known.is_some() != source.known.is_some() || of.is_some() != source.of.is_some() {
                return None;
            }
            Some(Counting::Sum {
                known,
                counted: counted?,
                of,
            })
        }
        MeasureSource::Minutes => {
            let wanted = source.interval.as_deref()?;
            let found = intervals
                .iter()
                .position(|it| it.as_ref().is_some_and(|it| it.name == wanted));
            // The interval is read by what it gives, although no expression names it.
            if let Some(at) = found {
                names.slot(&Slot::Interval(at));
            }
            let Some(interval) = found else {
                let message = Message::new("err-indicator-unknown-interval").text("name", wanted);
                defects.push(defect(
                    part,
                    "interval",
                    ("indicator_unknown_interval", message),
                ));
                return None;
            };
            let limited = intervals
                .get(interval)
                .and_then(Option::as_ref)
                .is_some_and(|it| it.measure != Measure::Open);
            Some(Counting::Minutes { interval, limited })
        }
    }
}

fn asked_slots(
    applies: Option<&Expression>,
    counting: &Counting,
    source: &IndicatorSource,
    names: &SlotNames<'_>,
) -> Vec<Asked> {
    let texts: Vec<&str> = [&source.applies, &source.known, &source.met]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    let mut slots: Vec<usize> = applies
        .into_iter()
        .chain(counting.expressions())
        .flat_map(|expression| expression.references().iter().copied())
        .collect();
    slots.sort_unstable();
    slots.dedup();
    let asked = |slot| Asked {
        slot,
        only_presence: names
            .spelling(slot)
            .is_some_and(|name| asks_only_presence(&texts, &name)),
    };
    slots.into_iter().map(asked).collect()
}

fn compile_distribution(
    source: &DistributionSource,
    names: &SlotNames<'_>,
    words: &Vocabulary,
    defects: &mut Vec<IndicatorDefect>,
) -> Option<Distribution> {
    let texts = [
        ("label", &source.label),
        ("denominator", &source.denominator),
    ];
    check_texts(&source.id, texts, defects);
    let found = match (&source.fact, &source.assessed) {
        (Some(fact), None) => words
            .fact(fact)
            .filter(|fact| {
                matches!(fact.kind, NameKind::Choice | NameKind::Choices)
                    && (1..=MOST_CHOICES).contains(&fact.choices.len())
            })
            .map(|word| {
                let several = word.kind == NameKind::Choices;
                (Slot::Fact(fact.clone()), word.choices.clone(), several)
            }),
        (None, Some(safeguard)) if is_safeguard(safeguard) => {
            Some((Slot::Safeguard(safeguard.clone()), codes(), false))
        }
        _ => None,
    };
    let Some((slot, choices, several)) = found else {
        let name = source.fact.as_ref().or(source.assessed.as_ref());
        let message = Message::new("err-indicator-not-a-choice")
            .text("name", name.cloned().unwrap_or_default());
        defects.push(defect(
            &source.id,
            "fact",
            ("indicator_not_a_choice", message),
        ));
        return None;
    };
    Some(Distribution {
        id: source.id.clone(),
        label: source.label.clone(),
        unit: source.unit,
        safeguard: source.safeguard.clone(),
        norms: source.norm.clone(),
        denominator: source.denominator.clone(),
        choices,
        several,
        slot: names.slot(&slot),
    })
}

/// The assessments that are in a denominator, for people.
fn codes() -> Vec<(String, Text)> {
    let text = |en: &str, ru: &str| {
        Text(
            [("en", en), ("ru", ru)]
                .map(|(code, text)| (code.to_owned(), text.to_owned()))
                .into(),
        )
    };
    [
        ("C", text("kept", "соблюдена")),
        ("P", text("partly kept", "частично")),
        ("N", text("not kept", "не соблюдена")),
    ]
    .map(|(code, label)| (code.to_owned(), label))
    .to_vec()
}
