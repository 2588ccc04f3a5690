//! The header and its second copy: who may open the vault (FORMAT 2).
//!
//! Owns reading, healing and writing both copies. Parameters that a reader must refuse are refused
//! before anything is derived from them.

use std::path::Path;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::vault::VaultKind;
use crate::vault::files;
use crate::vault::keys::{KdfCost, Key, Keys, Passphrase};
use crate::vault::seal::CannotSeal;

/// The bytes of a header.
pub(super) const SIZE: usize = 4096;
/// The two copies, in the order in which they are read.
pub(super) const COPIES: [&str; 2] = ["header", "header.bak"];

const MAGIC: &[u8; 8] = b"FHVAULT1";
const FORMAT: u16 = 1;
const CHECK_AT: usize = 4032;
const DIGEST_AT: usize = 4064;

/// One copy of the header, not yet trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    bytes: Vec<u8>,
}

/// What is wrong with a copy of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeaderFault {
    /// It is not there or cannot be read.
    Missing,
    /// It is no header of this program, or damaged.
    Damaged,
    /// It was written by a newer program.
    Newer,
    /// Its parameters would make guessing cheap, or opening impossible.
    Refused,
}

/// What came of a passphrase.
#[derive(Debug)]
pub(super) enum Unlock {
    /// It opened a slot of this copy.
    Open(Box<Unlocked>),
    /// It opened none, of no copy.
    Wrong,
    /// There was no copy to try.
    Fault(HeaderFault),
}

/// An unlocked header.
#[derive(Debug)]
pub(super) struct Unlocked {
    /// The header that was opened.
    pub(super) header: Header,
    /// The sub-keys.
    pub(super) keys: Keys,
    /// Copies that are not the same as this one.
    pub(super) bad_copies: Vec<&'static str>,
    /// The master key, for new slots.
    pub(super) master: Key,
    /// The slot that the passphrase opened.
    pub(super) slot: u8,
}

/// Derives a key from a passphrase; tests count and shorten it.
pub(super) type Derive<'a> = &'a mut dyn FnMut(&Passphrase, &[u8; 16], KdfCost) -> Option<Key>;

impl Header {
    /// Makes a new header with one slot, and its sub-keys.
    pub(super) fn create(
        passphrase: &Passphrase,
        cost: KdfCost,
        kind: VaultKind,
    ) -> Result<(Self, Keys, Key), CannotSeal> {
        let mut vault = [0; 16];
        getrandom::fill(&mut vault).map_err(|_none| CannotSeal)?;
        let master = Key::random().ok_or(CannotSeal)?;
        let mut header = Self::blank(vault, kind);
        header.begin_ring(&master, passphrase, cost)?;
        let keys = Keys::new(vault, &master);
        Ok((header, keys, master))
    }

    /// Makes a header that nothing opens yet.
    pub(super) fn blank(vault: [u8; 16], kind: VaultKind) -> Self {
        let mut header = Self {
            bytes: vec![0; SIZE],
        };
        header.put(0, MAGIC);
        header.put(8, &FORMAT.to_le_bytes());
        header.put(10, &[kind.code()]);
        header.put(16, &vault);
        header
    }

    /// Counts the revision on and binds everything to the master key.
    pub(super) fn close(&mut self, master: &Key) {
        let revision = self.revision().saturating_add(1);
        self.put(12, &revision.to_le_bytes());
        let check = self.check(master);
        self.put(CHECK_AT, &check);
        let digest = self.digest();
        self.put(DIGEST_AT, &digest);
    }

    fn check(&self, master: &Key) -> [u8; 32] {
        master
            .derive(&self.vault(), &[b"firsthours/v1/", b"header"])
            .hmac(&[self.bytes.get(..CHECK_AT).unwrap_or_default()])
    }

    /// Returns whether the whole header is what somebody with this master key wrote.
    pub(super) fn is_of(&self, master: &Key) -> bool {
        self.check(master).ct_eq(&self.get::<32>(CHECK_AT)).into()
    }

    /// Reads one copy and refuses what must be refused before deriving.
    pub(super) fn read(path: &Path) -> Result<Self, HeaderFault> {
        let bytes = files::read_at_most(path, SIZE + 1).map_err(|_missing| HeaderFault::Missing)?;
        Self::parse(bytes)
    }

    /// Reads the header with which a backup begins.
    pub(super) fn read_first(path: &Path) -> Option<Self> {
        Self::parse(files::read_at_most(path, SIZE).ok()?).ok()
    }

    pub(super) fn parse(bytes: Vec<u8>) -> Result<Self, HeaderFault> {
        if bytes.len() != SIZE || !bytes.starts_with(MAGIC) {
            return Err(HeaderFault::Damaged);
        }
        let header = Self { bytes };
        if header.digest() != header.get::<32>(DIGEST_AT) {
            return Err(HeaderFault::Damaged);
        }
        match u16::from_le_bytes(header.get(8)) {
            FORMAT => {}
            0 => return Err(HeaderFault::Damaged),
            _newer => return Err(HeaderFault::Newer),
        }
        if VaultKind::from_code(header.get::<1>(10)[0]).is_none() {
            return Err(HeaderFault::Damaged);
        }
        if !header.cost().is_acceptable() {
            return Err(HeaderFault::Refused);
        }
        Ok(header)
    }

    /// Returns the bytes to write.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the vault's id.
    pub(super) fn vault(&self) -> [u8; 16] {
        self.get(16)
    }

    /// Returns whether the vault is real or for practice.
    pub(super) fn kind(&self) -> VaultKind {
        VaultKind::from_code(self.get::<1>(10)[0]).unwrap_or(VaultKind::Real)
    }

    /// Returns the cost of a guess.
    pub(super) fn cost(&self) -> KdfCost {
        KdfCost {
            memory_kib: u32::from_le_bytes(self.get(32)),
            passes: u32::from_le_bytes(self.get(36)),
            lanes: u32::from_le_bytes(self.get(40)),
        }
    }

    fn revision(&self) -> u32 {
        u32::from_le_bytes(self.get(12))
    }

    /// Returns the salt of the derivation.
    pub(super) fn salt(&self) -> [u8; 16] {
        self.get(44)
    }

    /// Sets what a guess costs, and its salt.
    pub(super) fn set_cost(&mut self, cost: KdfCost, salt: &[u8; 16]) {
        self.put(32, &cost.memory_kib.to_le_bytes());
        self.put(36, &cost.passes.to_le_bytes());
        self.put(40, &cost.lanes.to_le_bytes());
        self.put(44, salt);
    }

    fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.bytes.get(..DIGEST_AT).unwrap_or_default()).into()
    }

    pub(super) fn get<const N: usize>(&self, at: usize) -> [u8; N] {
        self.bytes
            .get(at..)
            .and_then(|rest| rest.first_chunk())
            .copied()
            .unwrap_or([0; N])
    }

    pub(super) fn put(&mut self, at: usize, bytes: &[u8]) {
        if let Some(room) = self.bytes.get_mut(at..at.saturating_add(bytes.len())) {
            room.copy_from_slice(bytes);
        }
    }
}

/// Opens the header of the vault in `dir`; `journal_of` is the vault that the journal says it
/// belongs to.
pub(super) fn unlock(
    dir: &Path,
    passphrase: &Passphrase,
    journal_of: Option<[u8; 16]>,
    derive: Derive<'_>,
) -> Unlock {
    unlock_with(dir, journal_of, &mut |header| {
        header.master(passphrase, derive)
    })
}

/// The same with whatever opens a header: the slot that was opened, and the master key.
pub(super) fn unlock_with(
    dir: &Path,
    journal_of: Option<[u8; 16]>,
    open: &mut dyn FnMut(&Header) -> Option<(u8, Key)>,
) -> Unlock {
    let copies = COPIES.map(|name| (name, Header::read(&dir.join(name))));
    let mut good: Vec<&Header> = copies
        .iter()
        .filter_map(|(_, copy)| copy.as_ref().ok())
        .collect();
    good.sort_by_key(|copy| {
        (
            journal_of != Some(copy.vault()),
            std::cmp::Reverse(copy.revision()),
        )
    });
    good.dedup();
    if good.is_empty() {
        return Unlock::Fault(worst(
            copies.iter().filter_map(|(_, copy)| copy.as_ref().err()),
        ));
    }
    for header in good {
        // A header of another vault would open with the same passphrase and show an empty vault.
        if journal_of.is_some_and(|vault| vault != header.vault()) {
            continue;
        }
        let Some((slot, master)) = open(header) else {
            continue;
        };
        let bad_copies = copies
            .iter()
            .filter(|(_, copy)| copy.as_ref() != Ok(header))
            .map(|(name, _)| *name)
            .collect();
        return Unlock::Open(Box::new(Unlocked {
            header: header.clone(),
            keys: Keys::new(header.vault(), &master),
            bad_copies,
            master,
            slot,
        }));
    }
    let foreign = copies
        .iter()
        .filter_map(|(_, copy)| copy.as_ref().ok())
        .all(|copy| journal_of.is_some_and(|vault| vault != copy.vault()));
    if foreign {
        return Unlock::Fault(HeaderFault::Damaged);
    }
    Unlock::Wrong
}

/// Returns the fault that says most.
fn worst<'a>(faults: impl Iterator<Item = &'a HeaderFault>) -> HeaderFault {
    let rank = |fault: &HeaderFault| match fault {
        HeaderFault::Missing => 0,
        HeaderFault::Damaged => 1,
        HeaderFault::Newer => 2,
        HeaderFault::Refused => 3,
    };
    faults
        .copied()
        .max_by_key(rank)
        .unwrap_or(HeaderFault::Missing)
}
