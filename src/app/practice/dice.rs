//! Numbers that look random and are the same for the same seed on every machine.

/// splitmix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Starts from a seed and what it is for, so that one part's draws do not move another's.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        let mut dice = Self(seed ^ purpose.wrapping_mul(0xd6e8_feb8_6659_fd93));
        dice.roll();
        dice
    }

    /// Returns the next number.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 up to, not including, `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.roll() % end.max(1)
    }

    /// Returns a number between both, ends included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = most.saturating_sub(least).unsigned_abs().saturating_add(1);
        least.saturating_add_unsigned(self.below(width))
    }

    /// Returns true in `percent` of 100 draws.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Returns one of these.
    pub(crate) fn one_of<'list, T>(&mut self, list: &'list [T]) -> Option<&'list T> {
        let index = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        list.get(index)
    }

    /// Returns one of these by weight.
    pub(crate) fn weighted<T: Copy>(&mut self, list: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(list.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in list {
            if left < *weight {
                return Some(*value);
            }
            left -= weight;
        }
        None
    }

    /// Returns 16 bytes, for ids of practice data.
    pub(crate) fn id(&mut self) -> [u8; 16] {
        let (high, low) = (u128::from(self.roll()), u128::from(self.roll()));
        ((high << 64) | low).to_be_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_purpose_others() {
        let draw = |seed, purpose| {
            let mut dice = Dice::new(seed, purpose);
            (0..5).map(|_| dice.between(-3, 60)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7, 1), draw(7, 1));
        assert_ne!(draw(7, 1), draw(7, 2));
        assert!(
            draw(9, 9)
                .into_iter()
                .all(|number| (-3..=60).contains(&number))
        );
    }
}
