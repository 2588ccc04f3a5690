//! How many units took how many minutes: quantiles without keeping who took them.

use serde::{Deserialize, Serialize};

/// How many took how many minutes. Two of them add up, so that medians of merged counts are exact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(Vec<(i32, u64)>);

/// What is told of a spread of minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantiles {
    /// How many are known.
    pub known: u64,
    /// The lower quartile.
    pub lower: i64,
    /// The median.
    pub median: i64,
    /// The upper quartile.
    pub upper: i64,
    /// Nine tenths took no longer.
    pub ninth: i64,
    /// The longest; it is one person's, and is told to the owner only.
    pub most: Option<i64>,
    /// The mean, rounded.
    pub mean: i64,
}

impl Quantiles {
    /// To how many minutes figures are rounded that are handed out.
    const ROUNDED_TO: i64 = 15;

    /// Returns them rounded to quarters of an hour, so that none is the time of one person.
    pub(super) fn rounded(self) -> Self {
        let round = |minutes: i64| {
            let half = Self::ROUNDED_TO / 2;
            (minutes + half).div_euclid(Self::ROUNDED_TO) * Self::ROUNDED_TO
        };
        Self {
            known: self.known,
            lower: round(self.lower),
            median: round(self.median),
            upper: round(self.upper),
            ninth: round(self.ninth),
            most: self.most.map(round),
            mean: round(self.mean),
        }
    }
}

impl Minutes {
    /// Takes up values with how many have each, in the order of the values.
    pub(super) fn counted(counted: Vec<(i32, u64)>) -> Self {
        debug_assert!(counted.is_sorted_by_key(|(value, _)| *value));
        Self(counted)
    }

    /// Adds those of another count.
    pub fn add(&mut self, other: &Self) {
        let (mut from, mut fresh) = (0, Vec::new());
        for (value, count) in &other.0 {
            let rest = self.0.get(from..).unwrap_or_default();
            from += rest.iter().take_while(|(own, _)| own < value).count();
            match self.0.get_mut(from) {
                Some((own, sum)) if own == value => *sum += count,
                _ => fresh.push((*value, *count)),
            }
        }
        if !fresh.is_empty() {
            // Two runs in order: to sort them is to merge them.
            self.0.append(&mut fresh);
            self.0.sort_by_key(|(value, _)| *value);
        }
    }

    /// Returns how many are known.
    pub fn known(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// Returns how many took more than `from` minutes and no more than `to`.
    pub fn between(&self, from: i64, to: i64) -> u64 {
        let inside = |value: i32| i64::from(value) > from && i64::from(value) <= to;
        let counted = self.0.iter().filter(|(value, _)| inside(*value));
        counted.map(|(_, count)| count).sum()
    }

    /// Returns what is told of them; `None` if there are none.
    pub fn quantiles(&self) -> Option<Quantiles> {
        let known = self.known();
        let (most, _) = self.0.last()?;
        let sum = |(value, count): &(i32, u64)| i64::from(*value) * as_signed(*count);
        Some(Quantiles {
            known,
            lower: self.quantile(known, 1, 4)?,
            median: self.quantile(known, 1, 2)?,
            upper: self.quantile(known, 3, 4)?,
            ninth: self.quantile(known, 9, 10)?,
            most: Some(i64::from(*most)),
            mean: self.0.iter().map(sum).sum::<i64>() / as_signed(known).max(1),
        })
    }

    /// Returns the least value that at least `part` of `parts` do not exceed.
    ///
    /// The inverse of the empirical distribution: type 1 of R. J. Hyndman and Y. Fan, "Sample
    /// quantiles in statistical packages", The American Statistician 50 (1996) 361-365, and
    /// `percentile_disc` of SQL. It is always a value that somebody has.
    fn quantile(&self, known: u64, part: u64, parts: u64) -> Option<i64> {
        let wanted = (known * part).div_ceil(parts).max(1);
        let mut passed = 0;
        for (value, count) in &self.0 {
            passed += count;
            if passed >= wanted {
                return Some(i64::from(*value));
            }
        }
        None
    }
}

fn as_signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(mut values: Vec<i32>) -> Minutes {
        values.sort_unstable();
        let mut all = Minutes::default();
        for value in values {
            all.add(&Minutes::counted(vec![(value, 1)]));
        }
        all
    }

    #[test]
    fn quantiles_are_values_that_somebody_has() {
        let quantiles = of(vec![30, 10, 20, 40]).quantiles().unwrap();
        assert_eq!((quantiles.lower, quantiles.median), (10, 20));
        assert_eq!((quantiles.upper, quantiles.ninth), (30, 40));
        assert_eq!((quantiles.most, quantiles.mean), (Some(40), 25));
        assert_eq!(Minutes::default().quantiles(), None);
    }

    proptest! {
        #[test]
        fn merged_counts_have_the_medians_of_all_values_together(
            one in prop::collection::vec(0..5_000_i32, 0..200),
            two in prop::collection::vec(0..90_000_i32, 0..200),
        ) {
            let mut merged = of(one.clone());
            merged.add(&of(two.clone()));
            let mut all: Vec<i32> = one.into_iter().chain(two).collect();
            prop_assert_eq!(&merged, &of(all.clone()));
            all.sort_unstable();
            if let Some(found) = merged.quantiles() {
                let median = all[all.len().div_ceil(2) - 1];
                prop_assert_eq!(found.median, i64::from(median));
            }
        }
    }
}
