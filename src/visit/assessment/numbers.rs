//! The facts of the vocabulary, each with a number: a count looks up a hundred of them for each human
//! being.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::safeguard::Catalogue;

static NUMBERS: LazyLock<HashMap<String, usize, BuildHasherDefault<Fnv>>> = LazyLock::new(|| {
    let (catalogue, _) = Catalogue::embedded();
    let names = catalogue.facts().iter().map(|fact| fact.name.clone());
    names.zip(0..).collect()
});

/// Returns the number of a fact; `None` if the vocabulary does not have it, so that no rule reads it.
pub(super) fn number_of(fact: &str) -> Option<usize> {
    NUMBERS.get(fact).copied()
}

/// Returns how many facts there are.
pub(super) fn count() -> usize {
    NUMBERS.len()
}

/// FNV-1a: the table holds the names that the program carries, so that nobody can make them collide.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
