//! The `parameters` column: `key=value` pairs divided by blanks, commas or semicolons.

use std::collections::BTreeMap;

/// Parameters by key.
pub(super) type Parameters = BTreeMap<String, String>;

/// Parameters that are no pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoPairs;

/// Parses the column. Keys and values are in small letters, but `label` and `value` name columns of
/// somebody's file and keep theirs.
pub(super) fn parse(text: &str) -> Result<Parameters, NoPairs> {
    let mut words = Vec::new();
    for chunk in text.split(|letter: char| letter.is_whitespace() || letter == ',' || letter == ';')
    {
        let mut rest = chunk;
        while let Some(at) = rest.find('=') {
            let (word, after) = rest.split_at(at);
            if !word.is_empty() {
                words.push(word);
            }
            words.push("=");
            rest = after.get(1..).unwrap_or_default();
        }
        if !rest.is_empty() {
            words.push(rest);
        }
    }
    let mut found = Parameters::new();
    let mut words = words.into_iter();
    while let Some(key) = words.next() {
        let (Some("="), Some(value)) = (words.next(), words.next()) else {
            return Err(NoPairs);
        };
        if key == "=" || value == "=" {
            return Err(NoPairs);
        }
        let key = key.to_lowercase();
        let value = match key.as_str() {
            "label" | "value" => value.to_owned(),
            _ => value.to_lowercase(),
        };
        found.insert(key, value);
    }
    Ok(found)
}

/// A decimal number that is exact, in units of 10⁻¹².
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exact(i128);

impl Exact {
    pub(super) const ZERO: Self = Self(0);
    const SCALE: u32 = 12;

    /// Parses a number as `-1.5` or `2e3`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all: String = whole.chars().chain(fraction.chars()).collect();
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let units: i128 = all.parse().ok()?;
        let shift =
            i32::try_from(Self::SCALE).ok()? + exponent - i32::try_from(fraction.len()).ok()?;
        let factor = 10_i128.checked_pow(shift.unsigned_abs())?;
        let units = if shift >= 0 {
            units.checked_mul(factor)?
        } else {
            units / factor
        };
        Some(Self(if negative { -units } else { units }))
    }

    pub(super) const fn distance(self, other: Self) -> Self {
        Self((self.0 - other.0).abs())
    }

    /// Returns whether the way from `start` to here is a whole number of steps.
    pub(super) const fn is_step_from(self, start: Self, step: Self) -> bool {
        step.0 != 0 && (self.0 - start.0) % step.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_however_they_are_divided() {
        for text in [
            "start=1 end=5",
            "start = 1, end = 5",
            "start=1;end=5",
            "START=1  end=5",
        ] {
            let found = parse(text).unwrap();
            assert_eq!(found["start"], "1", "{text}");
            assert_eq!(found["end"], "5", "{text}");
        }
        for text in ["start", "start=", "=1", "a=1=2", "a=b c"] {
            assert_eq!(parse(text), Err(NoPairs), "{text}");
        }
        assert_eq!(parse("value=Name seed=A").unwrap()["value"], "Name");
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn decimals_are_exact() {
        let number = |text: &str| Exact::parse(text).unwrap();
        assert!(number("0.3").is_step_from(number("0"), number("0.1")));
        assert_eq!(number("1e2"), number("100"));
        assert_eq!(Exact::parse("a"), None);
        assert_eq!(Exact::parse("-"), None);
    }
}
