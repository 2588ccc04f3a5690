//! What an indicator found about one unit, and how that fits into one byte.

use crate::value::{Missing, Source};

use super::definition::index_of;

/// What an indicator found about one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It belongs to the numerator.
    Met,
    /// It belongs to the denominator only.
    NotMet,
    /// Nobody can say, and why.
    NotKnown(NotKnown),
    /// The indicator does not apply.
    NotApplicable,
}

/// Why nobody can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NotKnown {
    /// Nothing was entered.
    Silent,
    /// The times are known, but not exactly enough for the limit.
    Depends,
    /// The person declined to answer.
    Refused,
    /// The person was asked and does not know.
    DoesNotKnow,
    /// Nobody looked or asked.
    NotChecked,
    /// No checklist of the visit asks for it.
    NotAsked,
    /// Accounts differ, and only what they agree on was to count.
    Differ,
}

impl NotKnown {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Silent,
        Self::Depends,
        Self::Refused,
        Self::DoesNotKnow,
        Self::NotChecked,
        Self::NotAsked,
        Self::Differ,
    ];

    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Depends => "depends",
            Self::Refused => "refused",
            Self::DoesNotKnow => "does_not_know",
            Self::NotChecked => "not_checked",
            Self::NotAsked => "not_asked",
            Self::Differ => "differ",
        }
    }

    /// Returns the reason that stands behind a missing one; "not applicable" is silence here.
    pub(super) const fn of(missing: Missing) -> Self {
        match missing {
            Missing::Refused => Self::Refused,
            Missing::DoesNotKnow => Self::DoesNotKnow,
            Missing::NotChecked(_) => Self::NotChecked,
            Missing::NotApplicable => Self::Silent,
        }
    }
}

impl Outcome {
    /// Returns whether it is in the denominator.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Met | Self::NotMet)
    }

    const fn code(self) -> u8 {
        match self {
            Self::Met => 0,
            Self::NotMet => 1,
            Self::NotApplicable => 2,
            Self::NotKnown(why) => 3 + why as u8,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0 => Self::Met,
            1 => Self::NotMet,
            2 => Self::NotApplicable,
            other => {
                let place = usize::from(other.checked_sub(3)?);
                Self::NotKnown(*NotKnown::ALL.get(place)?)
            }
        })
    }

    /// Writes the outcome and the source on which it rests as one byte: outcome in the low half.
    pub(super) fn packed(self, source: Option<Source>) -> u8 {
        let source = source.map_or(0, |source| index_of(source) + 1);
        self.code() | u8::try_from(source).unwrap_or(0) << 4
    }

    /// Reads [`Self::packed`]; `None` if no outcome is written like this.
    pub(super) fn unpacked(byte: u8) -> Option<(Self, Option<Source>)> {
        let source = match usize::from(byte >> 4).checked_sub(1) {
            None => None,
            Some(place) => Some(*Source::ALL.get(place)?),
        };
        Some((Self::from_code(byte & 15)?, source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_of_every_source_comes_back_from_its_byte() {
        let decided = [Outcome::Met, Outcome::NotMet, Outcome::NotApplicable];
        let open = NotKnown::ALL.map(Outcome::NotKnown);
        for outcome in decided.into_iter().chain(open) {
            for source in std::iter::once(None).chain(Source::ALL.map(Some)) {
                let byte = outcome.packed(source);
                assert_eq!(Outcome::unpacked(byte), Some((outcome, source)));
            }
        }
        assert_eq!(Outcome::unpacked(15), None);
        assert_eq!(Outcome::unpacked(0xf0), None);
    }
}
