//! What is drawn: random numbers, identifiers, orders.
//!
//! Owns no chance: everything is computed from a seed, so that a visit that is read again draws the
//! same. Its invariant: the same seed and place give the same draw on every machine.

use super::scalar::Scalar;

/// Mixes a seed and a place into one well-spread number (`SplitMix64`).
const fn mixed(seed: u64, place: u64) -> u64 {
    let mut z = seed.wrapping_add(place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn place(column: usize) -> u64 {
    u64::try_from(column).unwrap_or(u64::MAX)
}

/// Returns a number from 0 up to before 1.
pub(super) fn random(seed: u64, column: usize) -> f64 {
    const STEPS: f64 = 4_294_967_296.0;
    let high = u32::try_from(mixed(seed, place(column)) >> 32).unwrap_or(0);
    f64::from(high) / STEPS
}

/// Returns an identifier: a UUID of version 4, or so many letters and digits.
pub(super) fn uuid(seed: u64, column: usize, letters: Option<f64>) -> String {
    const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    /// A longer one identifies nothing better.
    const LONGEST: f64 = 256.0;
    let start = mixed(seed, place(column));
    if let Some(letters) = letters {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded on the left"
        )]
        let count = letters.clamp(0.0, LONGEST) as u64;
        return (0..count)
            .filter_map(|at| {
                let letter = usize::try_from(mixed(start, at) % 36).ok()?;
                LETTERS.get(letter).copied().map(char::from)
            })
            .collect();
    }
    let bits = (u128::from(mixed(start, 0)) << 64) | u128::from(mixed(start, 1));
    let marked = (bits & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let digits = format!("{marked:032x}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().to_owned();
    [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ]
    .join("-")
}

/// Returns an order of so many things, drawn from the seed as `randomize()` of `XForms` draws it:
/// Fisher and Yates from the inside out, with Park and Miller's numbers.
pub fn shuffled(count: usize, seed: f64) -> Vec<usize> {
    const MODULUS: i64 = 2_147_483_647;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates and turns NaN into 0, as in Java"
    )]
    let mut state = (seed as i64) % MODULUS;
    if state <= 0 {
        state += MODULUS - 1;
    }
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for next in 0..count {
        state = state * 16_807 % MODULUS;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both are far below 2^53, and the product is not negative"
        )]
        let at = ((state - 1) as f64 / (MODULUS - 1) as f64 * (next + 1) as f64) as usize;
        order.push(next);
        order.swap(at.min(next), next);
    }
    order
}

/// Returns the values in an order that is drawn.
pub(super) fn reordered<'a>(values: &[Scalar<'a>], seed: f64) -> Vec<Scalar<'a>> {
    shuffled(values.len(), seed)
        .into_iter()
        .filter_map(|at| values.get(at).cloned())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_same_place_draws_the_same_and_another_place_another() {
        assert_eq!(uuid(7, 1, None), uuid(7, 1, None));
        assert_ne!(uuid(7, 1, None), uuid(7, 2, None));
        assert_ne!(uuid(7, 1, None), uuid(8, 1, None));
        let drawn: Vec<f64> = (0..1000).map(|column| random(3, column)).collect();
        assert!(drawn.iter().all(|number| (0.0..1.0).contains(number)));
        let mean = drawn.iter().sum::<f64>() / 1000.0;
        assert!((mean - 0.5).abs() < 0.05, "{mean}");
    }

    #[test]
    fn an_identifier_has_the_form_of_a_uuid_or_the_length_asked_for() {
        let id = uuid(1, 1, None);
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        assert!(id.split('-').nth(2).unwrap().starts_with('4'), "{id}");
        assert_eq!(uuid(1, 1, Some(12.0)).len(), 12);
        assert_eq!(uuid(1, 1, Some(-1.0)), "");
        assert_eq!(uuid(1, 1, Some(f64::NAN)).len(), 0);
        assert_eq!(uuid(1, 1, Some(1e30)).len(), 256);
    }

    #[test]
    fn an_order_holds_everything_once_and_depends_on_the_seed_alone() {
        for seed in [0.0, 1.0, 42.0, -5.0, 1e18, f64::NAN] {
            let order = shuffled(40, seed);
            assert_eq!(order, shuffled(40, seed));
            let distinct: BTreeSet<usize> = order.into_iter().collect();
            assert_eq!(distinct.len(), 40, "{seed}");
        }
        assert_ne!(shuffled(40, 1.0), shuffled(40, 2.0));
        assert_eq!(shuffled(0, 1.0), Vec::<usize>::new());
    }
}
