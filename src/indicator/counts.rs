//! Counts, and the rates that keep their denominators.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::{NotKnown, Outcome};

/// How many units had which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The numerator.
    pub met: u64,
    /// The rest of the denominator.
    pub not_met: u64,
    /// Not known for whatever reason, in no denominator.
    pub not_known: u64,
    /// Does not apply, in no denominator.
    pub not_applicable: u64,
    /// How many of `not_known` have which reason, in the order of [`NotKnown::ALL`].
    pub because: [u64; 7],
}

impl Counts {
    /// Counts one more outcome.
    pub fn add(&mut self, outcome: Outcome) {
        self.add_many(outcome, 1);
    }

    /// Counts so many more of an outcome.
    pub fn add_many(&mut self, outcome: Outcome, count: u64) {
        match outcome {
            Outcome::Met => self.met += count,
            Outcome::NotMet => self.not_met += count,
            Outcome::NotKnown(why) => {
                self.not_known += count;
                if let Some(slot) = self.because.get_mut(why as usize) {
                    *slot += count;
                }
            }
            Outcome::NotApplicable => self.not_applicable += count,
        }
    }

    /// Returns the counts without the reasons, if some reason is that of few: why they do not know, or
    /// that they refused, would be told of each of them.
    #[must_use]
    pub(super) fn with_reasons_of_many(self, threshold: u64) -> Self {
        let is_small = |count: &u64| (1..threshold).contains(count);
        if self.because.iter().any(is_small) {
            return Self {
                because: [0; 7],
                ..self
            };
        }
        self
    }

    /// Returns whether it may be told why how many are not known.
    pub fn tells_reasons(self) -> bool {
        self.because.iter().sum::<u64>() == self.not_known
    }

    /// Returns how many are not known for this reason.
    pub fn not_known_because(&self, why: NotKnown) -> u64 {
        self.because.get(why as usize).copied().unwrap_or(0)
    }

    /// Returns the denominator.
    pub const fn denominator(self) -> u64 {
        self.met + self.not_met
    }

    /// Returns how many units were looked at.
    pub const fn units(self) -> u64 {
        self.denominator() + self.not_known + self.not_applicable
    }

    /// Returns the rate; there is none without a denominator.
    pub const fn rate(self) -> Option<Rate> {
        Rate::new(self.met, self.denominator())
    }

    /// Returns the share of those to whom it applies of whom it is not known.
    pub const fn not_known_rate(self) -> Option<Rate> {
        Rate::new(self.not_known, self.denominator() + self.not_known)
    }

    /// Returns whether more than a fifth of those to whom it applies are not known (domain sheet 5.4, 4).
    pub const fn is_thin(self) -> bool {
        self.not_known * 5 > self.denominator() + self.not_known
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.met += other.met;
        self.not_met += other.not_met;
        self.not_known += other.not_known;
        self.not_applicable += other.not_applicable;
        for (own, more) in self.because.iter_mut().zip(other.because) {
            *own += more;
        }
    }
}

/// A share that knows what it is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    met: u64,
    of: u64,
}

/// A share as it may be shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Percent {
    /// Rounded to a whole per cent, half up.
    Whole(u64),
    /// Of fewer than five: no percentage is shown.
    TooFew,
}

/// A share as it may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Rounded to a whole per cent; never 0 or 100, which would tell of everybody.
    Whole(u64),
    /// Somewhere between two whole per cents.
    Band(u64, u64),
    /// Of fewer than ten: none.
    TooFew,
}

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

impl Rate {
    /// Makes a rate; `None` if there is no denominator.
    pub const fn new(met: u64, of: u64) -> Option<Self> {
        if of == 0 || met > of {
            None
        } else {
            Some(Self { met, of })
        }
    }

    /// Returns the numerator.
    pub const fn met(self) -> u64 {
        self.met
    }

    /// Returns the denominator.
    pub const fn of(self) -> u64 {
        self.of
    }

    /// Returns the share, 0 to 1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of visits and persons are far below 2^52"
    )]
    pub fn share(self) -> f64 {
        self.met as f64 / self.of as f64
    }

    /// Returns the percentage for people: whole per cent, and none of fewer than five (domain
    /// sheet 5.4, 5). Tenths would promise more than interviews can give, whatever their number.
    pub const fn percent(self) -> Percent {
        if self.of < 5 {
            Percent::TooFew
        } else {
            Percent::Whole((self.met * 200 + self.of) / (2 * self.of))
        }
    }

    /// Returns the share as it may be published: of thirty and more as whole per cents, of ten and
    /// more as a fifth of the scale, of everybody or nobody as a band.
    pub const fn published(self) -> Share {
        let percent = (self.met * 200 + self.of) / (2 * self.of);
        if self.of < 10 {
            Share::TooFew
        } else if self.of < 30 {
            let fifth = if percent >= 100 { 4 } else { percent / 20 };
            Share::Band(fifth * 20, fifth * 20 + 20)
        } else if percent < 5 {
            Share::Band(0, 5)
        } else if percent > 95 {
            Share::Band(95, 100)
        } else {
            Share::Whole(percent)
        }
    }

    /// Returns the 95 % Wilson score interval, without continuity correction.
    ///
    /// E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    /// Journal of the American Statistical Association 22 (1927) 209-212; recommended for small
    /// numbers by R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872 (method 3).
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of visits and persons are far below 2^52"
    )]
    pub fn wilson(self) -> (f64, f64) {
        let n = self.of as f64;
        let p = self.share();
        let z2 = Z * Z;
        let middle = p + z2 / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        (
            ((middle - reach) / scale).max(0.0),
            ((middle + reach) / scale).min(1.0),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_intervals_agree_with_the_published_ones() {
        // Newcombe 1998, table I, method 3.
        for (met, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (found_low, found_high) = Rate::new(met, of).unwrap().wilson();
            assert!((found_low - low).abs() < 5e-5, "{met}/{of}: {found_low}");
            assert!((found_high - high).abs() < 5e-5, "{met}/{of}: {found_high}");
        }
    }

    #[test]
    fn there_is_no_rate_without_a_denominator_and_no_percentage_of_fewer_than_five() {
        assert_eq!(Rate::new(0, 0), None);
        assert_eq!(Rate::new(2, 4).unwrap().percent(), Percent::TooFew);
        assert_eq!(Rate::new(2, 5).unwrap().percent(), Percent::Whole(40));
        assert_eq!(Rate::new(407, 831).unwrap().percent(), Percent::Whole(49));
        assert_eq!(Rate::new(1, 200).unwrap().percent(), Percent::Whole(1));
        assert_eq!(Rate::new(12, 38).unwrap().percent(), Percent::Whole(32));
    }

    #[test]
    fn shares_of_few_are_published_as_bands_and_of_everybody_never_as_such() {
        let published = |met, of| Rate::new(met, of).unwrap().published();
        assert_eq!(published(4, 9), Share::TooFew);
        assert_eq!(published(4, 10), Share::Band(40, 60));
        assert_eq!(published(12, 12), Share::Band(80, 100));
        assert_eq!(published(12, 30), Share::Whole(40));
        assert_eq!(published(0, 80), Share::Band(0, 5));
        assert_eq!(published(80, 80), Share::Band(95, 100));
    }

    #[test]
    fn more_than_a_fifth_not_known_is_thin_and_exactly_a_fifth_is_not() {
        let counts = |met, not_known| Counts {
            met,
            not_known,
            ..Counts::default()
        };
        assert!(!counts(8, 2).is_thin());
        assert!(counts(8, 3).is_thin());
        assert!(!counts(0, 0).is_thin());
        assert!(counts(0, 1).is_thin());
    }
}
