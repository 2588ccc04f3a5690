//! An attacker against hidden counts, for tests: every table that agrees with what is shown, counted out.

/// What is known of counts that are not.
#[derive(Clone)]
pub(super) struct Attacker {
    /// Sums of some of them.
    pub(super) sums: Vec<(Vec<usize>, u64)>,
    /// What they really are: where to look first for another table, never a reason to stop.
    pub(super) truth: Vec<u64>,
}

/// A small generator, so that the tables are the same on every run.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// More than any count of the tables: the attacker knows even that.
const FAR: u64 = 64;

impl Attacker {
    /// Returns how wide the interval for the sum of these counts is, up to `enough`.
    pub(super) fn width(&self, parts: &[usize], own: u64, enough: u64) -> u64 {
        let mut bounds = vec![(0, FAR); self.truth.len()];
        self.narrow(&mut bounds);
        let mut attack = self.clone();
        attack.sums.push((parts.to_vec(), own));
        let mut can_be = |count: u64| {
            attack.sums.last_mut().unwrap().1 = count;
            attack.is_possible(bounds.clone())
        };
        let mut low = own;
        while own - low < enough && low > 0 && can_be(low - 1) {
            low -= 1;
        }
        let mut high = own;
        while high - low < enough && can_be(high + 1) {
            high += 1;
        }
        high - low
    }

    /// Narrows bounds until nothing changes; false if no table is left.
    fn narrow(&self, bounds: &mut [(u64, u64)]) -> bool {
        loop {
            let mut changed = false;
            for (parts, sum) in &self.sums {
                let least: u64 = parts.iter().map(|at| bounds[*at].0).sum();
                let most: u64 = parts.iter().map(|at| bounds[*at].1).sum();
                if least > *sum || most < *sum {
                    return false;
                }
                for at in parts {
                    let (low, high) = bounds[*at];
                    let new_high = high.min(sum - (least - low));
                    let new_low = low.max(sum.saturating_sub(most - high));
                    if (new_low, new_high) != (low, high) {
                        bounds[*at] = (new_low, new_high);
                        changed = true;
                    }
                }
            }
            if !changed {
                return true;
            }
        }
    }

    /// Whether some table keeps every shown sum within these bounds: every way is tried.
    fn is_possible(&self, mut bounds: Vec<(u64, u64)>) -> bool {
        if !self.narrow(&mut bounds) {
            return false;
        }
        let open = (0..bounds.len())
            .filter(|at| bounds[*at].0 < bounds[*at].1)
            .min_by_key(|at| bounds[*at].1 - bounds[*at].0);
        let Some(open) = open else { return true };
        let mut counts: Vec<u64> = (bounds[open].0..=bounds[open].1).collect();
        counts.sort_by_key(|count| count.abs_diff(self.truth[open]));
        counts.into_iter().any(|count| {
            let mut tried = bounds.clone();
            tried[open] = (count, count);
            self.is_possible(tried)
        })
    }
}
