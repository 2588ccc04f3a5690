//! What is known about one unit, slot by slot, while its indicators are counted.

use std::cell::Cell;

use super::definition::{Counting, Definitions, FactSlots, Interval, Measure, index_of};
use super::interval::{Said, judge, minutes_between};
use super::names::{CODES, Slot, VisitWord};
use super::slot_set::SlotSet;
use super::{AssessedSafeguard, Elapsing, Indicator, NotKnown, Outcome};
use crate::expr::{Expression, Outcome as Evaluated, Values};
use crate::value::{Missing, Precision, Source, Value};
use crate::visit::{Announced, Content, Elapsed, FactStatement, VisitHeader};

/// Values that are no statements, made once for a whole tally.
pub(super) struct Constants {
    codes: [Value; 5],
    elapsing: [Value; 3],
}

impl Constants {
    pub(super) fn new() -> Self {
        let choice = |name: &str| Value::Choice(name.to_owned());
        Self {
            codes: CODES.map(choice),
            elapsing: [Elapsing::Within, Elapsing::Over, Elapsing::Depends]
                .map(|elapsing| choice(elapsing.name())),
        }
    }

    fn code(&self, code: &str) -> Option<&Value> {
        self.codes
            .iter()
            .find(|value| value.as_choice() == Some(code))
    }

    const fn elapsing(&self, elapsing: Elapsing) -> Option<&Value> {
        let [within, over, depends] = &self.elapsing;
        match elapsing {
            Elapsing::Within => Some(within),
            Elapsing::Over => Some(over),
            Elapsing::Depends => Some(depends),
            Elapsing::Contradiction => None,
        }
    }
}

/// What expressions can ask about the visit.
pub(super) struct VisitValues {
    facility_type: Value,
    country: Value,
    kind: Value,
    announced: Value,
    waited: Option<Value>,
    interviews: Value,
    private: Value,
}

impl VisitValues {
    pub(super) fn of(header: &VisitHeader, interviews: i64, private: i64) -> Self {
        let choice = |name: &str| Value::Choice(name.to_owned());
        let exact = |moment| (moment, Precision::Exact);
        let waited = header.let_in.and_then(|let_in| {
            Elapsed::between(exact(header.start), exact(let_in)).exact_minutes()
        });
        Self {
            facility_type: choice(header.facility.kind.code()),
            country: choice(header.facility.country.code()),
            kind: choice(header.kind.name()),
            announced: choice(match header.announced {
                Announced::Yes => "yes",
                Announced::No => "no",
                Announced::NotStated => "not_stated",
            }),
            waited: waited.map(Value::Integer),
            interviews: Value::Integer(interviews),
            private: Value::Integer(private),
        }
    }

    const fn value(&self, word: VisitWord) -> Option<&Value> {
        match word {
            VisitWord::FacilityType => Some(&self.facility_type),
            VisitWord::Country => Some(&self.country),
            VisitWord::VisitKind => Some(&self.kind),
            VisitWord::Announced => Some(&self.announced),
            VisitWord::WaitedMinutes => self.waited.as_ref(),
            VisitWord::Interviews => Some(&self.interviews),
            VisitWord::PrivateInterviews => Some(&self.private),
        }
    }
}

/// The number that an indicator of minutes or of a sum found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measured {
    Minutes(i64),
    Sum { counted: i64, of: i64 },
}

/// What stands in a slot.
#[derive(Clone, Copy, Default)]
struct Filled<'a> {
    value: Option<&'a Value>,
    missing: Option<Missing>,
    precision: Precision,
    source: Option<Source>,
    rank: u8,
}

impl Filled<'_> {
    /// Returns whether the same stands in it, taken from the same place.
    fn is_same(&self, other: &Filled<'_>) -> bool {
        let is_same_value = match (self.value, other.value) {
            (Some(own), Some(other)) => std::ptr::eq(own, other),
            (None, None) => true,
            _ => false,
        };
        is_same_value
            && self.missing == other.missing
            && self.precision == other.precision
            && self.source == other.source
    }
}

/// A statement with the slots of its fact.
pub(super) type Stated<'a> = (&'a FactStatement, &'a FactSlots);

/// Into which slots of a fact a statement goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slots {
    All,
    OfThisSource,
}

/// Which value among those met before stands in a slot.
#[derive(Clone, Copy)]
enum Place {
    NotAsked,
    /// None if it is one of too many.
    Found(Option<u8>),
}

/// The slots of one unit.
#[derive(Clone)]
pub(super) struct Reading<'a> {
    definitions: &'a Definitions,
    constants: &'a Constants,
    filled: Vec<Filled<'a>>,
    /// Where what stands in a slot has its place among the values met before, once that was asked for.
    places: Vec<Cell<Place>>,
}

impl Values for Reading<'_> {
    fn value(&self, slot: usize) -> Option<&Value> {
        self.filled.get(slot).and_then(|filled| filled.value)
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(definitions: &'a Definitions, constants: &'a Constants) -> Self {
        Self {
            definitions,
            constants,
            filled: vec![Filled::default(); definitions.slots.len()],
            places: vec![Cell::new(Place::NotAsked); definitions.slots.len()],
        }
    }

    /// Empties every slot and puts the visit's own values in.
    pub(super) fn begin(&mut self, visit: &'a VisitValues) {
        self.filled.fill(Filled::default());
        for (slot, filled) in self.definitions.slots.iter().zip(&mut self.filled) {
            if let Slot::Visit(word) = slot {
                filled.value = visit.value(*word);
            }
        }
    }

    /// Puts a statement into every slot that it belongs to and that holds nothing better.
    pub(super) fn state(&mut self, stated: Stated<'a>) {
        self.state_in(stated, Slots::All);
    }

    /// Likewise, but into the slots only that hear no other source: another account stands.
    pub(super) fn state_as_one_account(&mut self, stated: Stated<'a>) {
        self.state_in(stated, Slots::OfThisSource);
    }

    fn state_in(&mut self, (stated, found): Stated<'a>, which: Slots) {
        let rank = found.ranks.get(index_of(stated.source)).copied();
        let rank = rank.unwrap_or(u8::MAX);
        let (value, missing) = match &stated.content {
            Content::Given(value) => (Some(value).filter(|value| !value.is_blank()), None),
            Content::Missing(missing) => (None, Some(*missing)),
        };
        for (slot, only) in &found.slots {
            let is_open = match only {
                Some(source) => *source == stated.source,
                None => which == Slots::All,
            };
            if !is_open {
                continue;
            }
            let Some(filled) = self.filled.get_mut(*slot) else {
                continue;
            };
            // A value beats a missing reason, whoever gave it; then the more believed source does.
            let better = match (filled.value, value) {
                (None, Some(_)) => true,
                (Some(_), None) => false,
                _ => filled.source.is_none() || rank < filled.rank,
            };
            if better {
                *filled = Filled {
                    value,
                    missing,
                    precision: stated.precision,
                    source: Some(stated.source),
                    rank,
                };
            }
        }
    }

    /// Puts the assessments in, as they were computed or as the team decided.
    pub(super) fn assess(&mut self, assessments: &[AssessedSafeguard], by_team: bool) {
        for (slot, id) in &self.definitions.safeguard_slots {
            let found = assessments.iter().find(|it| it.safeguard == *id);
            if let (Some(found), Some(filled)) = (found, self.filled.get_mut(*slot)) {
                let decided = found.decided.filter(|_| by_team);
                filled.value = self.constants.code(decided.unwrap_or(found.code));
                filled.source = found.source;
            }
        }
    }

    /// Puts the intervals in; `limits` gives the minutes of each interval whose limit is the law's.
    ///
    /// What another reading of the same unit by the same limits made of the same times is not computed
    /// again.
    pub(super) fn measure(&mut self, limits: &[Option<i64>], other: Option<&Self>) {
        for (slot, interval) in &self.definitions.interval_slots {
            let known = other.filter(|other| self.has_same_times(other, *interval));
            let value = match known {
                Some(other) => other.filled.get(*slot).and_then(|filled| filled.value),
                None => self
                    .judged(*interval, limits)
                    .and_then(|elapsing| self.constants.elapsing(elapsing)),
            };
            if let Some(filled) = self.filled.get_mut(*slot) {
                filled.value = value;
            }
        }
    }

    fn has_same_times(&self, other: &Self, interval: usize) -> bool {
        let declared = self.definitions.intervals.get(interval);
        let mut ends = declared
            .into_iter()
            .flat_map(|declared| declared.from.iter().chain(&declared.to));
        ends.all(
            |slot| match (self.filled.get(*slot), other.filled.get(*slot)) {
                (Some(own), Some(other)) => own.is_same(other),
                _ => false,
            },
        )
    }

    /// Returns the slots in which this reading and another one do not hold the same.
    pub(super) fn differences(&self, other: &Reading<'_>) -> SlotSet {
        let pairs = self.filled.iter().zip(&other.filled).enumerate();
        pairs
            .filter(|(_, (own, other))| !own.is_same(other))
            .map(|(slot, _)| slot)
            .collect()
    }

    fn judged(&self, interval: usize, limits: &[Option<i64>]) -> Option<Elapsing> {
        let declared = self.definitions.intervals.get(interval)?;
        let limit = self.limit(interval, limits)?;
        let (from, to) = self.ends(declared)?;
        Some(judge(from, to, limit, declared.either_way))
    }

    /// Returns the minutes that an interval may take, if it has a limit here.
    pub(super) fn limit(&self, interval: usize, limits: &[Option<i64>]) -> Option<i64> {
        match self.definitions.intervals.get(interval)?.measure {
            Measure::Minutes(minutes) => Some(minutes),
            Measure::Law(_) => limits.get(interval).copied().flatten(),
            Measure::Open => None,
        }
    }

    /// Returns what was said about both ends of an interval.
    pub(super) fn ends(&self, declared: &Interval) -> Option<(Said, Said)> {
        Some((
            self.said(&declared.from, false)?,
            self.said(&declared.to, declared.earliest)?,
        ))
    }

    fn said(&self, slots: &[usize], earliest: bool) -> Option<Said> {
        let mut found = slots.iter().filter_map(|slot| {
            let filled = self.filled.get(*slot)?;
            Some((filled.value?.as_moment()?, filled.precision))
        });
        if earliest {
            return found.min_by_key(|(moment, precision)| moment.span(*precision).latest);
        }
        found.next()
    }

    /// Returns the outcome of an indicator, but for the reason of a silence: see [`Self::why`].
    pub(super) fn outcome(&self, indicator: &Indicator) -> Outcome {
        let applies = indicator.applies.as_ref();
        if applies.is_some_and(|applies| !applies.is_true(self)) {
            return Outcome::NotApplicable;
        }
        match &indicator.counting {
            Counting::Share { known, met } => self.share(known, met),
            Counting::Minutes { interval, limited } => self.timed(*interval, *limited),
            Counting::Sum { .. } => match self.measured(indicator) {
                Some(_) => Outcome::Met,
                None => Outcome::NotKnown(NotKnown::Silent),
            },
        }
    }

    fn share(&self, known: &Expression, met: &Expression) -> Outcome {
        if !known.is_true(self) {
            let depends = known.references().iter().any(|slot| {
                self.value(*slot).and_then(Value::as_choice) == Some(Elapsing::Depends.name())
            });
            return Outcome::NotKnown(if depends {
                NotKnown::Depends
            } else {
                NotKnown::Silent
            });
        }
        if met.is_true(self) {
            Outcome::Met
        } else {
            Outcome::NotMet
        }
    }

    fn timed(&self, interval: usize, limited: bool) -> Outcome {
        if !limited {
            let declared = self.definitions.intervals.get(interval);
            let minutes = declared.and_then(|declared| self.minutes(declared));
            return match minutes {
                Some(_) => Outcome::Met,
                None => Outcome::NotKnown(NotKnown::Silent),
            };
        }
        let slot = self.definitions.slot_of_interval(interval);
        match slot.and_then(|slot| self.choice(slot)) {
            Some("within") => Outcome::Met,
            Some("over") => Outcome::NotMet,
            Some("depends") => Outcome::NotKnown(NotKnown::Depends),
            _ => Outcome::NotKnown(NotKnown::Silent),
        }
    }

    /// Returns the minutes of an interval, where both ends are known to the half hour; never
    /// negative.
    fn minutes(&self, declared: &Interval) -> Option<i64> {
        let (from, to) = self.ends(declared)?;
        minutes_between(from, to, declared.either_way)
    }

    /// Returns the minutes of the interval at this place of the definitions.
    pub(super) fn minutes_of(&self, interval: usize) -> Option<i64> {
        let declared = self.definitions.intervals.get(interval)?;
        self.minutes(declared)
    }

    /// Returns the place that `find` gives for what stands in a slot, asking once: many indicators read
    /// the same slots. Not before everything is put in.
    pub(super) fn place_in(&self, slot: usize, find: impl FnOnce() -> Option<u8>) -> Option<u8> {
        let known = self.places.get(slot)?;
        if let Place::Found(place) = known.get() {
            return place;
        }
        let place = find();
        known.set(Place::Found(place));
        place
    }

    /// Returns what stands in a slot.
    pub(super) fn raw(&self, slot: usize) -> Option<&Value> {
        self.value(slot)
    }

    /// Returns the number of an indicator that is no mere share.
    pub(super) fn measured(&self, indicator: &Indicator) -> Option<Measured> {
        let number = |expression: &Expression| match expression.evaluate(self) {
            Ok(Evaluated::Number(number)) => whole(number),
            Ok(Evaluated::Text(text)) => text.parse().ok().and_then(whole),
            Ok(Evaluated::Boolean(_) | Evaluated::Date(_)) | Err(_) => None,
        };
        match &indicator.counting {
            Counting::Share { .. } => None,
            Counting::Minutes { interval, .. } => {
                let declared = self.definitions.intervals.get(*interval)?;
                self.minutes(declared).map(Measured::Minutes)
            }
            Counting::Sum { known, counted, of } => {
                if known.as_ref().is_some_and(|known| !known.is_true(self)) {
                    return None;
                }
                Some(Measured::Sum {
                    counted: number(counted)?,
                    of: match of {
                        Some(of) => number(of)?,
                        None => 0,
                    },
                })
            }
        }
    }

    /// Returns why an indicator is not known where no time is to blame: the first reason that
    /// somebody gave for a fact that it rests on.
    pub(super) fn why(&self, indicator: &Indicator) -> NotKnown {
        indicator
            .reads_facts
            .iter()
            .filter_map(|slot| self.filled.get(*slot))
            .filter(|filled| filled.value.is_none())
            .filter_map(|filled| filled.missing)
            .map(NotKnown::of)
            .find(|why| *why != NotKnown::Silent)
            .unwrap_or(NotKnown::Silent)
    }

    /// Returns whether somebody wrote down that what a silent indicator rests on does not apply here, and
    /// nobody gave another reason before: as in a table of the same answers, it is then not applicable.
    pub(super) fn is_said_not_to_apply(&self, indicator: &Indicator) -> bool {
        indicator
            .reads_facts
            .iter()
            .filter_map(|slot| self.filled.get(*slot))
            .filter(|filled| filled.value.is_none())
            .find_map(|filled| filled.missing)
            == Some(Missing::NotApplicable)
    }

    /// Returns the source on which the indicator's outcome rests.
    pub(super) fn source(&self, indicator: &Indicator) -> Option<Source> {
        indicator.lead.iter().find_map(|slot| {
            let filled = self.filled.get(*slot)?;
            filled.value.and(filled.source)
        })
    }

    /// Returns the places of the chosen choices among those of a distribution, one bit each.
    pub(super) fn chosen(&self, slot: usize, choices: &[(String, crate::checklist::Text)]) -> u32 {
        let place = |name: &str| choices.iter().position(|(known, _)| known == name);
        let bit = |at: usize| 1_u32.checked_shl(u32::try_from(at).unwrap_or(u32::MAX));
        let taken = match self.value(slot) {
            Some(Value::Choice(name)) => std::slice::from_ref(name),
            Some(Value::Choices(names)) => names.as_slice(),
            _ => &[],
        };
        let bits = taken.iter().filter_map(|name| place(name).and_then(bit));
        bits.fold(0, |all, bit| all | bit)
    }

    /// Returns the chosen choice of a slot.
    pub(super) fn choice(&self, slot: usize) -> Option<&str> {
        self.value(slot).and_then(Value::as_choice)
    }

    /// Returns the whole number of a slot.
    pub(super) fn number(&self, slot: usize) -> Option<i64> {
        match self.value(slot)? {
            Value::Integer(number) => Some(*number),
            Value::Text(_)
            | Value::Decimal(_)
            | Value::Choice(_)
            | Value::Choices(_)
            | Value::Moment(_) => None,
        }
    }

    /// Returns why the slot has no value, if somebody said why.
    pub(super) fn missing(&self, slot: usize) -> Option<Missing> {
        self.filled.get(slot).and_then(|filled| filled.missing)
    }

    /// Returns the source of what stands in a slot.
    pub(super) fn source_of(&self, slot: usize) -> Option<Source> {
        self.filled.get(slot).and_then(|filled| filled.source)
    }
}

/// The greatest number that is added up; what is typed above it is a slip.
const MOST: f64 = 1e9;

/// Returns the number rounded, if it is one that can be counted.
fn whole(number: f64) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked before"
    )]
    (number.is_finite() && (0.0..=MOST).contains(&number)).then(|| number.round() as i64)
}
