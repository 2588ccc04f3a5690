//! Counts that travel without the visits behind them.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::app::{Desk, DeskError, Passphrase};
use crate::bundle::{self, BundleFault, CountsKey, CountsLock, Fingerprint, OpenedCounts, Sender};
use crate::export::atomic_file::{self, Existing};
use crate::indicator::{SavedTally, Tally};

/// To whom counts are handed.
#[derive(Clone, Copy)]
pub enum HandedTo<'a> {
    /// Colleagues: contacts by name, or keys.
    Colleagues(&'a [String]),
    /// Whoever has this passphrase.
    Passphrase(&'a Passphrase),
}

/// Counts that came from somebody.
pub struct HandedCounts {
    /// The counts.
    pub saved: SavedTally,
    /// The words of the key that signed them.
    pub words: Fingerprint,
    /// Who that is, where a vault was there to know it.
    pub sender: Option<Sender>,
}

impl Desk {
    /// Writes counts, signed and sealed. Nothing is hidden in them.
    pub fn hand_counts(
        &self,
        tally: &Tally,
        to: HandedTo<'_>,
        path: &Path,
        existing: Existing,
    ) -> Result<PathBuf, DeskError> {
        let plain = serde_json::to_vec(&tally.save()).map(Zeroizing::new);
        let plain = plain.map_err(|_unwritable| BundleFault::TooLarge)?;
        let keys = self.keys()?;
        let recipients;
        let lock = match to {
            HandedTo::Colleagues(named) => {
                recipients = self.recipients(named)?;
                CountsLock::Recipients(&recipients)
            }
            HandedTo::Passphrase(passphrase) => CountsLock::Passphrase(passphrase.as_str()),
        };
        let sealed = bundle::seal_counts(&plain, &keys, lock)?;
        atomic_file::write(path, existing, |sink| sink.write_all(&sealed))?;
        Ok(path.to_owned())
    }

    /// Opens counts that were sealed to this device.
    pub fn read_counts(&self, sealed: &[u8]) -> Result<HandedCounts, DeskError> {
        if self.register().secret().is_none() {
            return Err(BundleFault::NotForUs.into());
        }
        let keys = self.keys()?;
        let opened = bundle::open_counts(sealed, CountsKey::Device(&keys))?;
        let today = self.now().date_naive();
        let sender = Sender::of(opened.signer, &keys.public(), &self.contacts(), today);
        of(&opened, Some(sender))
    }
}

/// Opens counts that were sealed with a passphrase; no vault is needed for it.
pub fn read_counts_with(passphrase: &Passphrase, sealed: &[u8]) -> Result<HandedCounts, DeskError> {
    let key = CountsKey::Passphrase(passphrase.as_str());
    of(&bundle::open_counts(sealed, key)?, None)
}

/// Returns whether counts were sealed with a passphrase.
pub fn counts_need_passphrase(sealed: &[u8]) -> Result<bool, DeskError> {
    Ok(bundle::needs_passphrase(sealed)?)
}

fn of(opened: &OpenedCounts, sender: Option<Sender>) -> Result<HandedCounts, DeskError> {
    Ok(HandedCounts {
        saved: serde_json::from_slice(&opened.plain).map_err(|_other| BundleFault::Newer)?,
        words: Fingerprint::of(&opened.signer),
        sender,
    })
}
