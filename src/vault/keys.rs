//! Keys and passphrases.
//!
//! Owns every secret of the vault. A secret has a type of its own, is wiped when dropped, and has
//! no `Clone` and no telling `Debug`. The master key seals nothing: only its sub-keys do.

use std::fmt;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The longest passphrase, in bytes: the buffer never grows, so no copy is left behind.
pub const LONGEST_PASSPHRASE: usize = 1024;

/// A passphrase in a buffer of fixed size that is wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase {
    bytes: Box<[u8; LONGEST_PASSPHRASE]>,
    length: usize,
}

impl Passphrase {
    /// Makes an empty passphrase.
    pub fn new() -> Self {
        Self {
            bytes: Box::new([0; LONGEST_PASSPHRASE]),
            length: 0,
        }
    }

    /// Makes a passphrase of this text, cut at the longest that is kept.
    ///
    /// The caller wipes its own copy.
    pub fn of(text: &str) -> Self {
        let mut passphrase = Self::new();
        for letter in text.chars() {
            if !passphrase.push(letter) {
                break;
            }
        }
        passphrase
    }

    /// Appends a letter; returns whether there was room for it.
    pub fn push(&mut self, letter: char) -> bool {
        let mut buffer = [0; 4];
        let encoded = letter.encode_utf8(&mut buffer).as_bytes();
        let end = self.length.saturating_add(encoded.len());
        let Some(room) = self.bytes.get_mut(self.length..end) else {
            return false;
        };
        room.copy_from_slice(encoded);
        self.length = end;
        buffer.zeroize();
        true
    }

    /// Takes the last letter away; returns whether there was one.
    pub fn pop(&mut self) -> bool {
        let Some(last) = self.as_str().chars().next_back() else {
            return false;
        };
        let end = self.length;
        self.length = end.saturating_sub(last.len_utf8());
        if let Some(rest) = self.bytes.get_mut(self.length..end) {
            rest.zeroize();
        }
        true
    }

    /// Wipes all of it.
    pub fn clear(&mut self) {
        self.bytes.zeroize();
        self.length = 0;
    }

    /// Returns the number of letters.
    pub fn letters(&self) -> usize {
        self.as_str().chars().count()
    }

    /// Returns whether nothing was typed.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Returns the text, for the estimate of its strength.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Returns whether both are the same, in constant time for the same length.
    pub fn is_same(&self, other: &Self) -> bool {
        use subtle::ConstantTimeEq as _;
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl Default for Passphrase {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(<redacted>)")
    }
}

/// How much work one guess of the passphrase costs: the parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

const MIB: u32 = 1024;

impl KdfCost {
    /// Returns the cheapest that a reader accepts (OWASP's minimum), for practice vaults, whose
    /// passphrase is public, and for tests.
    pub const fn practice() -> Self {
        Self {
            memory_kib: 19 * MIB,
            passes: 2,
            lanes: 1,
        }
    }

    /// Returns the cheapest that a real vault is made with (RFC 9106, second choice, one lane).
    pub const fn floor() -> Self {
        Self {
            memory_kib: 64 * MIB,
            passes: 3,
            lanes: 1,
        }
    }

    /// Returns the dearest of 64, 128, 256 and 512 MiB with three passes that takes at most
    /// 1.5 s here and at most a quarter of the free memory.
    pub fn calibrated() -> Self {
        let free = free_memory_kib().unwrap_or(0);
        let probe = Passphrase::of("calibration");
        let mut best = Self::floor();
        let mut took = best.time(&probe);
        for mebibytes in [128, 256, 512] {
            let next = Self {
                memory_kib: mebibytes * MIB,
                ..best
            };
            // Twice the memory takes about twice the time: what cannot pass is not tried.
            let hopeless = took.is_none_or(|took| took * 2 > Duration::from_millis(1_600));
            if hopeless || u64::from(next.memory_kib) > free / 4 {
                break;
            }
            took = next.time(&probe);
            if took.is_none_or(|took| took > Duration::from_millis(1_500)) {
                break;
            }
            best = next;
        }
        best
    }

    /// Returns whether a reader accepts these parameters (FORMAT 2).
    pub const fn is_acceptable(self) -> bool {
        self.memory_kib >= 19 * MIB
            && self.memory_kib <= 2 * 1024 * MIB
            && self.passes >= 1
            && self.passes <= 64
            && self.lanes >= 1
            && self.lanes <= 16
    }

    fn time(self, probe: &Passphrase) -> Option<Duration> {
        let start = Instant::now();
        derive(probe, &[7; 16], self).map(|_key| start.elapsed())
    }
}

/// Returns the memory that is free for use, in KiB.
fn free_memory_kib() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find(|line| line.starts_with("MemAvailable:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// 32 secret bytes on a page of their own, which the system is asked not to write to swap.
pub(super) struct Key {
    /// None if the system refused: the key is used all the same. Before the page, so that it is
    /// dropped before the page is another's.
    _kept_from_swap: Option<region::LockGuard>,
    page: Box<Page>,
}

/// A whole page: locking holds for pages, and unlocking one must not unlock another key.
#[repr(C, align(4096))]
struct Page([u8; 32]);

impl Key {
    fn empty() -> Self {
        let page = Box::new(Page([0; 32]));
        let locked = region::lock(page.0.as_ptr(), size_of::<Page>()).ok();
        Self {
            page,
            _kept_from_swap: locked,
        }
    }

    /// Makes a key of random bytes.
    pub(super) fn random() -> Option<Self> {
        let mut key = Self::empty();
        getrandom::fill(&mut key.page.0).ok()?;
        Some(key)
    }

    /// Makes a key of these bytes, if they are 32.
    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::empty();
        if bytes.len() != key.page.0.len() {
            return None;
        }
        key.page.0.copy_from_slice(bytes);
        Some(key)
    }

    /// Makes a second one of it, on a page of its own.
    pub(super) fn again(&self) -> Self {
        let mut key = Self::empty();
        key.page.0 = self.page.0;
        key
    }

    /// Returns the bytes.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.page.0
    }

    /// Derives the sub-key of this name for this vault.
    pub(super) fn derive(&self, vault: &[u8; 16], info: &[&[u8]]) -> Self {
        let mut key = Self::empty();
        let hkdf = Hkdf::<Sha256>::new(Some(vault), self.bytes());
        // 32 bytes are one block: far below the only limit that makes `expand` fail.
        let full = hkdf.expand_multi_info(info, &mut key.page.0).is_ok();
        debug_assert!(full, "one block of HKDF is always there");
        key
    }

    /// Returns HMAC-SHA256 of these parts.
    pub(super) fn hmac(&self, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC takes a key of any length; `new` of 32 bytes cannot fail, `new_from_slice` says so.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.bytes()) else {
            return [0; 32];
        };
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.page.0.zeroize();
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(<redacted>)")
    }
}

/// Derives a key from a passphrase (Argon2id, version 0x13).
pub(super) fn derive(passphrase: &Passphrase, salt: &[u8; 16], cost: KdfCost) -> Option<Key> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).ok()?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut output = Zeroizing::new([0; 32]);
    argon
        .hash_password_into(passphrase.as_bytes(), salt, output.as_mut_slice())
        .ok()?;
    Key::from_slice(output.as_slice())
}

/// The sub-keys of an open vault.
#[derive(Debug)]
pub(super) struct Keys {
    /// The vault's id, bound into everything.
    pub(super) vault: [u8; 16],
    /// Seals journal frames.
    pub(super) journal: Key,
    /// Seals sled's values.
    pub(super) store: Key,
    /// Makes sled's keys.
    pub(super) id: Key,
}

impl Keys {
    /// Derives the sub-keys from the master key.
    pub(super) fn new(vault: [u8; 16], master: &Key) -> Self {
        let sub = |name: &[u8]| master.derive(&vault, &[b"firsthours/v1/", name]);
        Self {
            vault,
            journal: sub(b"journal"),
            store: sub(b"store"),
            id: sub(b"id"),
        }
    }

    /// Returns the tag that stands before the first frame.
    pub(super) fn genesis(&self) -> [u8; 16] {
        shorten(self.id.hmac(&[b"firsthours/v1/genesis"]))
    }

    /// Returns sled's key for a value.
    pub(super) fn name(&self, purpose: u8, stream: &[u8; 16], part: u32) -> [u8; 16] {
        shorten(self.id.hmac(&[&[purpose], stream, &part.to_le_bytes()]))
    }
}

/// Returns the first half of an HMAC.
fn shorten(whole: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    for (to, from) in half.iter_mut().zip(whole) {
        *to = from;
    }
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_grows_and_shrinks_by_letters_and_never_prints() {
        let mut passphrase = Passphrase::of("ёж");
        assert!(passphrase.push('🦔'));
        assert_eq!(passphrase.letters(), 3);
        assert!(passphrase.pop());
        assert!(passphrase.is_same(&Passphrase::of("ёж")));
        assert_eq!(format!("{passphrase:?}"), "Passphrase(<redacted>)");
        passphrase.clear();
        assert!(passphrase.is_empty() && !passphrase.pop());
    }

    #[test]
    fn a_passphrase_never_outgrows_its_buffer() {
        let passphrase = Passphrase::of(&"я".repeat(2_000));
        assert_eq!(passphrase.letters(), LONGEST_PASSPHRASE / 2);
    }

    #[test]
    fn sub_keys_differ_by_name_and_by_vault() {
        let master = Key::from_slice(&[3; 32]).unwrap();
        let (one, two) = (Keys::new([1; 16], &master), Keys::new([2; 16], &master));
        assert_ne!(one.journal.bytes(), one.store.bytes());
        assert_ne!(one.journal.bytes(), two.journal.bytes());
        assert_ne!(one.genesis(), two.genesis());
    }
}
