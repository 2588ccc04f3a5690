//! Remembers outcomes, because people's answers repeat.
//!
//! An outcome is a function of what the indicator's slots hold. Choices and interval results take
//! few values, so the same combination comes back thousands of times in a large count. Where a slot
//! takes too many values (times, ages, text) its indicator is evaluated each time, unless the
//! expressions only ask whether the slot holds anything. Only a pace, never a result, may depend on
//! this module.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::definition::Counting;
use super::reading::Reading;
use super::{Indicator, Outcome};
use crate::expr::Values;
use crate::value::Value;

/// Bits that one slot takes in a key, and so the most values that are told apart.
const BITS: usize = 6;
const MOST_VALUES: usize = (1 << BITS) - 1;
/// The most slots of an indicator that is remembered.
const MOST_SLOTS: usize = 128 / BITS;
/// The most outcomes that are kept for one indicator.
const MOST_OUTCOMES: usize = 1 << 16;

/// A slot that an indicator reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) slot: usize,
    /// Whether the expressions only ask if it is empty.
    pub(super) only_presence: bool,
}

/// The outcomes seen so far.
#[derive(Default)]
pub(super) struct Memo {
    /// For each slot the values seen, each known by its place.
    values: Vec<Vec<Value>>,
    outcomes: Vec<HashMap<u128, Outcome, BuildHasherDefault<Mixed>>>,
}

/// Mixes a key of places: nobody chooses keys to collide, and there are hundreds for each human being.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(*byte));
        }
    }

    fn write_u128(&mut self, key: u128) {
        const ODD: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
        let mixed = (key ^ u128::from(self.0)).wrapping_mul(ODD).to_le_bytes();
        // The upper half depends on every bit of the key.
        self.0 = mixed
            .last_chunk()
            .map_or(0, |half| u64::from_le_bytes(*half));
    }
}

impl Memo {
    pub(super) fn new(slots: usize, indicators: usize) -> Self {
        Self {
            values: vec![Vec::new(); slots],
            outcomes: vec![HashMap::default(); indicators],
        }
    }

    /// Returns the outcome of the indicator at this place of the definitions.
    pub(super) fn outcome(
        &mut self,
        at: usize,
        indicator: &Indicator,
        reading: &Reading<'_>,
    ) -> Outcome {
        let is_share = matches!(indicator.counting, Counting::Share { .. });
        let Some(key) = is_share.then(|| self.key(indicator, reading)).flatten() else {
            return reading.outcome(indicator);
        };
        let Some(known) = self.outcomes.get_mut(at) else {
            return reading.outcome(indicator);
        };
        if let Some(outcome) = known.get(&key) {
            return *outcome;
        }
        let outcome = reading.outcome(indicator);
        if known.len() < MOST_OUTCOMES {
            known.insert(key, outcome);
        }
        outcome
    }

    /// Returns what the slots hold as one number; `None` if they take too many values.
    fn key(&mut self, indicator: &Indicator, reading: &Reading<'_>) -> Option<u128> {
        if indicator.asked.len() > MOST_SLOTS {
            return None;
        }
        let mut key = 0_u128;
        for asked in &indicator.asked {
            let place = match reading.value(asked.slot) {
                None => 0,
                Some(_) if asked.only_presence => 1,
                Some(value) => reading.place_in(asked.slot, || self.place(asked.slot, value))?,
            };
            key = (key << BITS) | u128::from(place);
        }
        Some(key)
    }

    /// Returns the place of a value among those seen in its slot, from 1.
    fn place(&mut self, slot: usize, value: &Value) -> Option<u8> {
        // No two people were apprehended at the same minute.
        if matches!(value, Value::Moment(_)) {
            return None;
        }
        let seen = self.values.get_mut(slot)?;
        let found = seen.iter().position(|known| known == value);
        if found.is_none() && seen.len() < MOST_VALUES {
            seen.push(value.clone());
            return u8::try_from(seen.len()).ok();
        }
        u8::try_from(found? + 1).ok()
    }
}

/// Returns whether every `${name}` of the text is compared with '' and nothing else.
pub(super) fn asks_only_presence(texts: &[&str], name: &str) -> bool {
    let reference = format!("${{{name}}}");
    texts.iter().all(|text| {
        let mut after = text.split(reference.as_str()).skip(1);
        after.all(|rest| {
            let rest = rest.trim_start();
            let rest = rest.strip_prefix('!').unwrap_or(rest);
            rest.strip_prefix('=')
                .is_some_and(|rest| rest.trim_start().starts_with("''"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::asks_only_presence;

    #[test]
    fn only_comparisons_with_nothing_ask_for_presence() {
        let only = |text| asks_only_presence(&[text], "a");
        assert!(only("${a} != '' and ${a}=''"));
        assert!(only("${b} > 3"));
        assert!(!only("${a} != '' and ${a} > 3"));
        assert!(!only("'' = ${a}"));
        assert!(!only("string-length(${a}) > 0"));
        assert!(!only("${a}"));
    }
}
