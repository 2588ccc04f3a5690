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

/// Beyond so many minutes values are sorted, not counted into places: three weeks.
const PLACES: usize = 1 << 15;
/// From so many values on it pays to count them into places.
const MANY: usize = 4096;

impl Minutes {
    /// Counts values.
    pub fn of(mut values: Vec<i32>) -> Self {
        let fits = |value: &i32| usize::try_from(*value).is_ok_and(|value| value < PLACES);
        if values.len() >= MANY && values.iter().all(fits) {
            let mut places = vec![0_u64; PLACES];
            for value in values {
                if let Some(place) = usize::try_from(value)
                    .ok()
                    .and_then(|it| places.get_mut(it))
                {
                    *place += 1;
                }
            }
            let counted = (0_i32..).zip(places).filter(|(_, count)| *count > 0);
            return Self(counted.collect());
        }
        values.sort_unstable();
        let mut counted: Vec<(i32, u64)> = Vec::new();
        for value in values {
            match counted.last_mut() {
                Some((last, count)) if *last == value => *count += 1,
                _ => counted.push((value, 1)),
            }
        }
        Self(counted)
    }

    /// Adds those of another count.
    pub fn add(&mut self, other: &Self) {
        if self.0.is_empty() {
            self.0.clone_from(&other.0);
            return;
        }
        let mut merged = Vec::with_capacity(self.0.len().max(other.0.len()));
        let (mut own, mut more) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            match (own.peek(), more.peek()) {
                (Some((one, count)), Some((two, others))) if one == two => {
                    merged.push((*one, count + others));
                    own.next();
                    more.next();
                }
                (Some(first), Some(second)) if first.0 < second.0 => {
                    merged.push(**first);
                    own.next();
                }
                (_, Some(second)) => {
                    merged.push(**second);
                    more.next();
                }
                (Some(first), None) => {
                    merged.push(**first);
                    own.next();
                }
                (None, None) => break,
            }
        }
        self.0 = merged;
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

    #[test]
    fn quantiles_are_values_that_somebody_has() {
        let quantiles = Minutes::of(vec![30, 10, 20, 40]).quantiles().unwrap();
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
            let mut merged = Minutes::of(one.clone());
            merged.add(&Minutes::of(two.clone()));
            let mut all: Vec<i32> = one.into_iter().chain(two).collect();
            prop_assert_eq!(&merged, &Minutes::of(all.clone()));
            all.sort_unstable();
            if let Some(found) = merged.quantiles() {
                let median = all[all.len().div_ceil(2) - 1];
                prop_assert_eq!(found.median, i64::from(median));
            }
        }

        #[test]
        fn many_values_are_counted_like_few(
            values in prop::collection::vec(0..700_i32, MANY..MANY + 50),
        ) {
            let mut one_by_one = Minutes::default();
            for value in &values {
                one_by_one.add(&Minutes::of(vec![*value]));
            }
            prop_assert_eq!(Minutes::of(values), one_by_one);
        }
    }
}
