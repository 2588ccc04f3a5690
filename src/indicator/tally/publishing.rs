//! What may not be published whatever is hidden in it.

use std::collections::BTreeMap;

use super::{Suppression, Tally};
use crate::indicator::{Dimension, Unit};
use crate::message::{Explain, Message};

/// Why a table may not be handed out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPublishable {
    /// By place and time, with a place in which few were interviewed: whoever works there knows on
    /// which day the monitors came and to whom they talked (design S25).
    #[error("by place and time, with places of few interviews")]
    FewInPlaces {
        /// The codes of these places.
        places: Vec<String>,
        /// How many persons or custody records there must be.
        threshold: u64,
    },
}

impl Explain for NotPublishable {
    fn what_happened(&self) -> Message {
        let Self::FewInPlaces { places, threshold } = self;
        Message::new("err-publish-few-in-places")
            .text("places", places.join(", "))
            .number("threshold", i64::try_from(*threshold).unwrap_or(i64::MAX))
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new("rec-publish-few-in-places"))
    }
}

impl Tally {
    /// Returns whether the counts may be handed out with small ones hidden by this rule.
    pub fn may_be_published(&self, rule: Suppression) -> Result<(), NotPublishable> {
        let by = &self.selection.by;
        let is_time =
            |it: &Dimension| matches!(it, Dimension::Month | Dimension::Quarter | Dimension::Year);
        let place = by.iter().position(|it| *it == Dimension::Facility);
        let (Some(place), true) = (place, by.iter().any(is_time)) else {
            return Ok(());
        };
        // A person is a unit of every indicator about persons; the most that any counts is how many.
        let mut most: BTreeMap<&str, u64> = BTreeMap::new();
        for at in 0..self.indicators.len() + self.distributions.len() {
            let mut units: BTreeMap<&str, u64> = BTreeMap::new();
            for (key, cell) in &self.cells {
                let found = match at.checked_sub(self.indicators.len()) {
                    None => cell.counts.get(at).map(|counts| counts.units()),
                    Some(at) => cell.spreads.get(at).map(super::Spread::units),
                };
                let name = key.get(place).map(|number| self.groups.name(*number));
                if let (Some(name), Some(found)) = (name, found) {
                    *units.entry(name).or_default() += found;
                }
            }
            if self.unit_of(at).is_none_or(|unit| unit == Unit::Visit) {
                continue;
            }
            for (name, found) in units {
                let known = most.entry(name).or_default();
                *known = found.max(*known);
            }
        }
        let few = most.into_iter();
        let few = few.filter(|(_, units)| (1..rule.threshold()).contains(units));
        let mut places: Vec<String> = few.map(|(name, _)| name.to_owned()).collect();
        places.sort_unstable();
        if places.is_empty() || !rule.is_on() {
            return Ok(());
        }
        Err(NotPublishable::FewInPlaces {
            places,
            threshold: rule.threshold(),
        })
    }

    /// Returns what is counted by the indicator or, after those, the distribution at this place.
    fn unit_of(&self, at: usize) -> Option<Unit> {
        match at.checked_sub(self.indicators.len()) {
            None => {
                let definition = self.indicators.get(at)?;
                Some(self.definitions.indicators.get(*definition)?.unit)
            }
            Some(at) => {
                let definition = self.distributions.get(at)?;
                Some(self.definitions.distributions.get(*definition)?.unit)
            }
        }
    }
}
