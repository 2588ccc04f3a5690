//! Counts that travel without their visits, sealed as bundles are: to colleagues, or with a passphrase.
//!
//! Small figures are not hidden in them: whoever adds them up must have them whole.

use zeroize::Zeroizing;

use super::envelope::{self, Kind, To, With};
use super::{BundleFault, DeviceKeys, Recipient};

const COUNTS: Kind = Kind {
    magic: b"FHTALLY1",
    domain: b"firsthours/v1/tally",
};

/// What a file of counts is sealed to.
#[derive(Clone, Copy)]
pub enum CountsLock<'a> {
    /// Colleagues.
    Recipients(&'a [Recipient]),
    /// A passphrase that travels another way.
    Passphrase(&'a str),
}

/// What opens a file of counts.
#[derive(Clone, Copy)]
pub enum CountsKey<'a> {
    /// This device's keys.
    Device(&'a DeviceKeys),
    /// The passphrase.
    Passphrase(&'a str),
}

/// Counts whose seal and signature were found good.
pub struct OpenedCounts {
    /// The counts, as they were written.
    pub plain: Zeroizing<Vec<u8>>,
    /// The key that signed them.
    pub signer: [u8; 32],
}

/// Signs and seals counts.
pub fn seal_counts(
    plain: &[u8],
    keys: &DeviceKeys,
    lock: CountsLock<'_>,
) -> Result<Vec<u8>, BundleFault> {
    let to = match lock {
        CountsLock::Recipients(recipients) => To::Recipients(recipients),
        CountsLock::Passphrase(passphrase) => To::Passphrase(passphrase),
    };
    COUNTS.seal(plain, keys, to)
}

/// Opens sealed counts.
pub fn open_counts(sealed: &[u8], key: CountsKey<'_>) -> Result<OpenedCounts, BundleFault> {
    let with = match key {
        CountsKey::Device(keys) => With::Keys(keys),
        CountsKey::Passphrase(passphrase) => With::Passphrase(passphrase),
    };
    let unsealed = COUNTS.open(sealed, with)?;
    Ok(OpenedCounts {
        plain: unsealed.plain,
        signer: unsealed.signer,
    })
}

/// Returns whether a file is sealed with a passphrase, not to keys.
pub fn needs_passphrase(sealed: &[u8]) -> Result<bool, BundleFault> {
    envelope::is_by_passphrase(sealed)
}
