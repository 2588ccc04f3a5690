//! What is known about one unit, slot by slot, while its indicators are counted.

use super::definition::{Definitions, Measure, index_of};
use super::interval::{Said, judge};
use super::names::{CODES, Slot, VisitWord};
use super::{AssessedSafeguard, Elapsing, Indicator, Outcome};
use crate::expr::Values;
use crate::value::{Missing, Precision, Source, Value};
use crate::visit::{Content, FactStatement, VisitHeader};

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
}

impl VisitValues {
    pub(super) fn of(header: &VisitHeader) -> Self {
        let choice = |name: &str| Value::Choice(name.to_owned());
        Self {
            facility_type: choice(header.facility.kind.code()),
            country: choice(header.facility.country.code()),
            kind: choice(header.kind.name()),
        }
    }
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

/// The slots of one unit.
pub(super) struct Reading<'a> {
    definitions: &'a Definitions,
    constants: &'a Constants,
    filled: Vec<Filled<'a>>,
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
        }
    }

    /// Empties every slot and puts the visit's own values in.
    pub(super) fn begin(&mut self, visit: &'a VisitValues) {
        self.filled.fill(Filled::default());
        for (slot, filled) in self.definitions.slots.iter().zip(&mut self.filled) {
            if let Slot::Visit(word) = slot {
                filled.value = Some(match word {
                    VisitWord::FacilityType => &visit.facility_type,
                    VisitWord::Country => &visit.country,
                    VisitWord::VisitKind => &visit.kind,
                });
            }
        }
    }

    /// Puts a statement into every slot that it belongs to and that holds nothing better.
    pub(super) fn state(&mut self, stated: &'a FactStatement) {
        let Some(found) = self.definitions.facts.get(stated.fact.as_str()) else {
            return;
        };
        let rank = found.ranks.get(index_of(stated.source)).copied();
        let rank = rank.unwrap_or(u8::MAX);
        let (value, missing) = match &stated.content {
            Content::Given(value) => (Some(value).filter(|value| !value.is_blank()), None),
            Content::Missing(missing) => (None, Some(*missing)),
        };
        for (slot, only) in &found.slots {
            if only.is_some_and(|source| source != stated.source) {
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

    /// Puts the assessments in.
    pub(super) fn assess(&mut self, assessments: &[AssessedSafeguard]) {
        for (slot, filled) in self.definitions.slots.iter().zip(&mut self.filled) {
            let Slot::Safeguard(id) = slot else { continue };
            if let Some(found) = assessments.iter().find(|it| it.safeguard == *id) {
                filled.value = self.constants.code(found.code);
                filled.source = found.source;
            }
        }
    }

    /// Puts the intervals in; `limits` gives the minutes of each interval whose limit is the law's.
    pub(super) fn measure(&mut self, limits: &[Option<i64>]) {
        for (at, slot) in self.definitions.slots.iter().enumerate() {
            let Slot::Interval(interval) = slot else {
                continue;
            };
            let value = self
                .judged(*interval, limits)
                .and_then(|elapsing| self.constants.elapsing(elapsing));
            if let Some(filled) = self.filled.get_mut(at) {
                filled.value = value;
            }
        }
    }

    fn judged(&self, interval: usize, limits: &[Option<i64>]) -> Option<Elapsing> {
        let declared = self.definitions.intervals.get(interval)?;
        let limit = match declared.measure {
            Measure::Minutes(minutes) => minutes,
            Measure::Law(_) => limits.get(interval).copied().flatten()?,
        };
        let from = self.said(&declared.from)?;
        let to = self.said(&declared.to)?;
        Some(judge(from, to, limit, declared.either_way))
    }

    fn said(&self, slots: &[usize]) -> Option<Said> {
        slots.iter().find_map(|slot| {
            let filled = self.filled.get(*slot)?;
            Some((filled.value?.as_moment()?, filled.precision))
        })
    }

    /// Returns the outcome of an indicator.
    pub(super) fn outcome(&self, indicator: &Indicator) -> Outcome {
        let applies = indicator.applies.as_ref();
        if applies.is_some_and(|applies| !applies.is_true(self)) {
            return Outcome::NotApplicable;
        }
        if !indicator.known.is_true(self) {
            let depends = indicator.known.references().iter().any(|slot| {
                self.value(*slot).and_then(Value::as_choice) == Some(Elapsing::Depends.name())
            });
            return Outcome::NotKnown { depends };
        }
        if indicator.met.is_true(self) {
            Outcome::Met
        } else {
            Outcome::NotMet
        }
    }

    /// Returns the source on which the indicator's outcome rests.
    pub(super) fn source(&self, indicator: &Indicator) -> Option<Source> {
        indicator.lead.iter().find_map(|slot| {
            let filled = self.filled.get(*slot)?;
            filled.value.and(filled.source)
        })
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
