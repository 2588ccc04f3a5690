//! Offices that can open the vault when nobody knows a passphrase any more (FORMAT 2).
//!
//! Owns the office slots of the header: the master key as an age file for an office's recipient. Its
//! invariant: a header says that there is an office, never which one; only who opened the vault sees that.

use std::str::FromStr as _;

use age::x25519::{Identity, Recipient};
use zeroize::Zeroizing;

use crate::vault::header::Header;
use crate::vault::keys::Key;
use crate::vault::seal::{CannotSeal, raw_open, raw_seal};
use crate::vault::slots::{SLOTS, SlotFault};

const SLOTS_AT: usize = 1024;
const SLOT: usize = 512;
const NAMES_AT: usize = 2048;
const NAME: usize = 64;
const NAMES: usize = OFFICES * NAME + 40;
const PURPOSE: &[u8] = b"firsthours/v1/office";

/// How many offices a vault can be opened by.
const OFFICES: usize = 2;

impl Header {
    /// Returns the recipients of the offices, by slot.
    pub(super) fn offices(&self, master: &Key) -> Vec<Option<String>> {
        let sealed: [u8; NAMES] = self.get(NAMES_AT);
        let key = self.names_key(master);
        let Ok(plain) = raw_open(&key, &self.slot_data(SLOTS + 1), &sealed) else {
            return vec![None; OFFICES];
        };
        let names = plain.chunks_exact(NAME).map(|name| {
            let text = std::str::from_utf8(name).ok()?.trim_end_matches('\0');
            (!text.is_empty()).then(|| text.to_owned())
        });
        names.collect()
    }

    /// Lets an office open the vault; returns the number of its slot.
    pub(super) fn add_office(&mut self, master: &Key, recipient: &str) -> Result<u8, SlotFault> {
        Recipient::from_str(recipient).map_err(|_unknown| SlotFault::NoRecipient)?;
        let mut offices = self.offices(master);
        if offices.iter().flatten().any(|known| known == recipient) {
            return Err(SlotFault::Known);
        }
        let free = offices
            .iter()
            .position(Option::is_none)
            .ok_or(SlotFault::Full)?;
        if let Some(place) = offices.get_mut(free) {
            *place = Some(recipient.to_owned());
        }
        self.write_offices(master, &offices)?;
        u8::try_from(free).map_err(|_wide| SlotFault::Full)
    }

    /// Lets an office not open the vault any more.
    pub(super) fn remove_office(&mut self, master: &Key, slot: u8) -> Result<(), SlotFault> {
        let mut offices = self.offices(master);
        let place = offices.get_mut(usize::from(slot)).ok_or(SlotFault::None)?;
        place.take().ok_or(SlotFault::None)?;
        Ok(self.write_offices(master, &offices)?)
    }

    /// Takes over the offices of another header, for another master key.
    pub(super) fn carry_offices(
        &mut self,
        master: &Key,
        before: &Self,
        before_master: &Key,
    ) -> Result<(), CannotSeal> {
        let offices = before.offices(before_master);
        if offices.iter().any(Option::is_some) {
            self.write_offices(master, &offices)?;
        }
        Ok(())
    }

    /// Opens the header with an office's identity.
    pub(super) fn master_for_office(&self, identity: &str) -> Option<Key> {
        let line = identity
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with("AGE-SECRET-KEY-"))?;
        let identity = Identity::from_str(line).ok()?;
        (0..OFFICES).find_map(|slot| {
            let bytes: [u8; SLOT] = self.get(SLOTS_AT + SLOT * slot);
            let (length, rest) = bytes.split_first_chunk::<2>()?;
            let sealed = rest.get(..usize::from(u16::from_le_bytes(*length)))?;
            let plain = Zeroizing::new(age::decrypt(&identity, sealed).ok()?);
            let rest = plain.strip_prefix(PURPOSE)?.strip_prefix(&self.vault())?;
            Key::from_slice(rest).filter(|master| self.is_of(master))
        })
    }

    fn names_key(&self, master: &Key) -> Key {
        master.derive(&self.vault(), &[b"firsthours/v1/", b"offices"])
    }

    fn write_offices(
        &mut self,
        master: &Key,
        offices: &[Option<String>],
    ) -> Result<(), CannotSeal> {
        let mut names = vec![0; OFFICES * NAME];
        for (slot, (office, name)) in offices.iter().zip(names.chunks_exact_mut(NAME)).enumerate() {
            let mut bytes = [0; SLOT];
            if let Some(recipient) = office {
                let sealed = self.for_office(master, recipient)?;
                let length = u16::try_from(sealed.len()).map_err(|_long| CannotSeal)?;
                let (head, rest) = bytes.split_first_chunk_mut::<2>().ok_or(CannotSeal)?;
                *head = length.to_le_bytes();
                rest.get_mut(..sealed.len())
                    .ok_or(CannotSeal)?
                    .copy_from_slice(&sealed);
                name.get_mut(..recipient.len())
                    .ok_or(CannotSeal)?
                    .copy_from_slice(recipient.as_bytes());
            }
            self.put(SLOTS_AT + SLOT * slot, &bytes);
        }
        let sealed = raw_seal(&self.names_key(master), &self.slot_data(SLOTS + 1), &names)?;
        self.put(NAMES_AT, &sealed);
        self.close(master);
        Ok(())
    }

    fn for_office(&self, master: &Key, recipient: &str) -> Result<Vec<u8>, CannotSeal> {
        let recipient = Recipient::from_str(recipient).map_err(|_unknown| CannotSeal)?;
        let mut plain = Zeroizing::new(Vec::with_capacity(PURPOSE.len() + 48));
        plain.extend_from_slice(PURPOSE);
        plain.extend_from_slice(&self.vault());
        plain.extend_from_slice(master.bytes());
        age::encrypt(&recipient, &plain).map_err(|_refused| CannotSeal)
    }
}
