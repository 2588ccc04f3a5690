//! Sets of slots: whether two readings of a unit can differ in an indicator is told at once.

/// A set of slots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SlotSet(Vec<u64>);

/// Slots in one word.
const BITS: usize = 64;

impl SlotSet {
    pub(super) fn insert(&mut self, slot: usize) {
        let word = slot / BITS;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (slot % BITS);
        }
    }

    pub(super) fn contains(&self, slot: usize) -> bool {
        let bits = self.0.get(slot / BITS).copied().unwrap_or_default();
        bits >> (slot % BITS) & 1 == 1
    }

    /// Returns whether the sets have a slot in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let words = self.0.iter().zip(&other.0);
        words.into_iter().any(|(own, other)| own & other != 0)
    }
}

impl FromIterator<usize> for SlotSet {
    fn from_iter<T: IntoIterator<Item = usize>>(slots: T) -> Self {
        let mut set = Self::default();
        slots.into_iter().for_each(|slot| set.insert(slot));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::SlotSet;

    #[test]
    fn sets_meet_where_they_have_a_slot_in_common_however_long_they_are() {
        let set = |slots: &[usize]| slots.iter().copied().collect::<SlotSet>();
        assert!(set(&[3, 200]).meets(&set(&[200])));
        assert!(!set(&[3, 200]).meets(&set(&[4, 64, 199])));
        assert!(!set(&[]).meets(&set(&[0])));
        assert!(set(&[64]).contains(64) && !set(&[64]).contains(0) && !set(&[]).contains(70));
    }
}
