//! Who may open the vault: up to four passphrases, each holding the master key (FORMAT 2).
//!
//! Owns the slots and the ring of the header. Its invariant: from outside, a slot in use and an
//! empty one look the same, so nobody can read from a seized header how many passphrases there are.
//!
//! The ring (2026-11) keeps the key of each slot sealed under the master key, so that a vault that is
//! written anew keeps all its passphrases though only one of them was typed. Rejected: leaving the
//! others out (the six words on paper would open nothing after the first purge), and public keys in
//! the slots (whoever can break them in twenty years opens a copy made today).

use zeroize::Zeroizing;

use crate::vault::header::{Derive, Header};
use crate::vault::keys::{KdfCost, Key, Passphrase, derive};
use crate::vault::seal::{CannotSeal, raw_open, raw_seal};

const SLOTS_AT: usize = 60;
const SLOT: usize = 72;
const RING_AT: usize = 348;
const RING: usize = 172;
const LINK: usize = 33;

/// How many passphrases a vault can have.
pub(super) const SLOTS: u8 = 4;

/// What a slot holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Slot {
    /// Nothing.
    #[default]
    Empty,
    /// A passphrase that somebody chose.
    Chosen,
    /// Six words that the program made, for the day the passphrase is forgotten.
    Recovery,
}

impl Slot {
    const fn code(self) -> u8 {
        match self {
            Self::Empty => 0,
            Self::Chosen => 1,
            Self::Recovery => 2,
        }
    }

    const fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Empty,
            2 => Self::Recovery,
            _ => Self::Chosen,
        }
    }
}

/// Why the passphrases of a vault were not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlotFault {
    /// All four are in use.
    Full,
    /// This passphrase opens it already.
    Known,
    /// It is the only one.
    Last,
    /// There is none with this number.
    None,
    /// This is no recipient of age.
    NoRecipient,
    /// No random bytes, or no memory for the derivation.
    CannotSeal,
}

impl From<CannotSeal> for SlotFault {
    fn from(_fault: CannotSeal) -> Self {
        Self::CannotSeal
    }
}

/// The keys of the slots, as the ring keeps them.
struct Ring([Option<(Slot, Key)>; SLOTS as usize]);

impl Header {
    /// Makes this the only passphrase, with a new salt.
    pub(super) fn begin_ring(
        &mut self,
        master: &Key,
        passphrase: &Passphrase,
        cost: KdfCost,
    ) -> Result<(), CannotSeal> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_none| CannotSeal)?;
        self.set_cost(cost, &salt);
        let root = derive(passphrase, &salt, cost).ok_or(CannotSeal)?;
        let key = self.key_of(&root, 0);
        let ring = Ring([Some((Slot::Chosen, key)), None, None, None]);
        self.write_ring(master, &ring)
    }

    /// Takes over all passphrases of another header, for another master key.
    pub(super) fn carry_ring(
        &mut self,
        master: &Key,
        before: &Self,
        before_master: &Key,
    ) -> Result<(), CannotSeal> {
        self.set_cost(before.cost(), &before.salt());
        self.write_ring(master, &before.read_ring(before_master).ok_or(CannotSeal)?)
    }

    /// Returns what each slot holds.
    pub(super) fn slots(&self, master: &Key) -> Vec<Slot> {
        let ring = self.read_ring(master);
        ring.map_or_else(Vec::new, |ring| {
            let kinds = ring.0.iter();
            kinds
                .map(|link| link.as_ref().map_or(Slot::Empty, |(kind, _)| *kind))
                .collect()
        })
    }

    /// Adds a passphrase in the first empty slot.
    pub(super) fn add_passphrase(
        &mut self,
        master: &Key,
        passphrase: &Passphrase,
        kind: Slot,
    ) -> Result<u8, SlotFault> {
        let mut ring = self.read_ring(master).ok_or(SlotFault::CannotSeal)?;
        let slot = ring.0.iter().position(Option::is_none);
        let slot = u8::try_from(slot.ok_or(SlotFault::Full)?).map_err(|_wide| SlotFault::Full)?;
        self.put_link(master, &mut ring, slot, passphrase, kind)?;
        Ok(slot)
    }

    /// Puts a new passphrase in the place of that of a slot.
    pub(super) fn change_passphrase(
        &mut self,
        master: &Key,
        slot: u8,
        passphrase: &Passphrase,
    ) -> Result<(), SlotFault> {
        let mut ring = self.read_ring(master).ok_or(SlotFault::CannotSeal)?;
        self.put_link(master, &mut ring, slot, passphrase, Slot::Chosen)
    }

    fn put_link(
        &mut self,
        master: &Key,
        ring: &mut Ring,
        slot: u8,
        passphrase: &Passphrase,
        kind: Slot,
    ) -> Result<(), SlotFault> {
        let root = derive(passphrase, &self.salt(), self.cost()).ok_or(SlotFault::CannotSeal)?;
        if self.opened_by(&root).is_some() {
            return Err(SlotFault::Known);
        }
        let key = self.key_of(&root, slot);
        let link = ring.0.get_mut(usize::from(slot)).ok_or(SlotFault::None)?;
        *link = Some((kind, key));
        Ok(self.write_ring(master, ring)?)
    }

    /// Takes a passphrase away; the last one stays.
    pub(super) fn remove_passphrase(&mut self, master: &Key, slot: u8) -> Result<(), SlotFault> {
        let mut ring = self.read_ring(master).ok_or(SlotFault::CannotSeal)?;
        let used = ring.0.iter().flatten().count();
        let link = ring.0.get_mut(usize::from(slot)).ok_or(SlotFault::None)?;
        if link.is_none() {
            return Err(SlotFault::None);
        }
        if used < 2 {
            return Err(SlotFault::Last);
        }
        *link = None;
        Ok(self.write_ring(master, &ring)?)
    }

    /// Opens a slot with this passphrase and checks the whole header with the key it holds.
    pub(super) fn master(&self, passphrase: &Passphrase, derive: Derive<'_>) -> Option<(u8, Key)> {
        self.opened_by(&derive(passphrase, &self.salt(), self.cost())?)
    }

    fn opened_by(&self, root: &Key) -> Option<(u8, Key)> {
        (0..SLOTS).find_map(|slot| {
            let sealed: [u8; SLOT] = self.get(slot_at(slot));
            let key = self.key_of(root, slot);
            let plain = raw_open(&key, &self.slot_data(slot), &sealed).ok()?;
            let master = Key::from_slice(&plain)?;
            self.is_of(&master).then_some((slot, master))
        })
    }

    fn key_of(&self, root: &Key, slot: u8) -> Key {
        root.derive(&self.salt(), &[b"firsthours/v1/slot", &[slot]])
    }

    pub(super) fn slot_data(&self, slot: u8) -> Vec<u8> {
        let mut data = self.get::<12>(0).to_vec();
        data.extend_from_slice(&self.get::<44>(16));
        data.push(slot);
        data
    }

    fn ring_key(&self, master: &Key) -> Key {
        master.derive(&self.vault(), &[b"firsthours/v1/", b"ring"])
    }

    fn read_ring(&self, master: &Key) -> Option<Ring> {
        let sealed: [u8; RING] = self.get(RING_AT);
        let plain = raw_open(&self.ring_key(master), &self.slot_data(SLOTS), &sealed).ok()?;
        let mut ring = Ring([const { None }; SLOTS as usize]);
        for (link, bytes) in ring.0.iter_mut().zip(plain.chunks_exact(LINK)) {
            let (kind, key) = bytes.split_first()?;
            let kind = Slot::from_code(*kind);
            if kind != Slot::Empty {
                *link = Some((kind, Key::from_slice(key)?));
            }
        }
        Some(ring)
    }

    /// Writes the slots and the ring, and closes the header.
    fn write_ring(&mut self, master: &Key, ring: &Ring) -> Result<(), CannotSeal> {
        let mut plain = Zeroizing::new(Vec::with_capacity(LINK * usize::from(SLOTS)));
        for (slot, link) in (0..SLOTS).zip(&ring.0) {
            let sealed = if let Some((kind, key)) = link {
                plain.push(kind.code());
                plain.extend_from_slice(key.bytes());
                raw_seal(key, &self.slot_data(slot), master.bytes())?
            } else {
                plain.extend_from_slice(&[0; LINK]);
                let mut noise = vec![0; SLOT];
                getrandom::fill(&mut noise).map_err(|_none| CannotSeal)?;
                noise
            };
            self.put(slot_at(slot), &sealed);
        }
        let sealed = raw_seal(&self.ring_key(master), &self.slot_data(SLOTS), &plain)?;
        self.put(RING_AT, &sealed);
        self.close(master);
        Ok(())
    }
}

fn slot_at(slot: u8) -> usize {
    SLOTS_AT + SLOT * usize::from(slot)
}
