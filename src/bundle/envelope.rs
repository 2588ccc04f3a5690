//! What bundles and counts have in common: packed bytes, signed, padded, and sealed with age.

use std::io::{Read as _, Write as _};

use age::secrecy::SecretString;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::keys::is_signed;
use super::{BundleFault, DeviceKeys, Recipient};

/// The most bytes that a sealed file may have.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// The most bytes that may be packed into one: what the vault can take at once.
pub const LARGEST_PARCEL: u64 = 48 * 1024 * 1024;
/// Magic, signing key, signature, length.
pub(super) const HEAD: usize = 8 + 32 + 64 + 8;
pub(super) const SMALLEST: usize = 4096;

/// What kind of thing is sealed. Its last letter is the version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub(super) magic: &'static [u8; 8],
    pub(super) domain: &'static [u8],
}

/// To whom something is sealed.
#[derive(Clone, Copy)]
pub(super) enum To<'a> {
    Recipients(&'a [Recipient]),
    Passphrase(&'a str),
}

/// What opens it.
#[derive(Clone, Copy)]
pub(super) enum With<'a> {
    Keys(&'a DeviceKeys),
    Passphrase(&'a str),
}

/// What was inside.
pub(super) struct Unsealed {
    pub(super) plain: Zeroizing<Vec<u8>>,
    pub(super) signer: [u8; 32],
    /// The digest of what was signed.
    pub(super) digest: [u8; 32],
}

impl Kind {
    pub(super) fn signed(self, signer: &[u8; 32], packed: &[u8]) -> Vec<u8> {
        [self.domain, signer, packed].concat()
    }

    /// Packs, signs, pads and seals.
    pub(super) fn seal(
        self,
        plain: &[u8],
        keys: &DeviceKeys,
        to: To<'_>,
    ) -> Result<Vec<u8>, BundleFault> {
        if plain.len() as u64 > LARGEST_PARCEL {
            return Err(BundleFault::TooLarge);
        }
        let mut deflate =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        let packed = deflate
            .write_all(plain)
            .and_then(|()| deflate.finish())
            .map(Zeroizing::new)
            .map_err(|_refused| BundleFault::TooLarge)?;
        let signer = keys.public().signer();
        let mut inside = Zeroizing::new(Vec::with_capacity(padded(HEAD + packed.len())));
        inside.extend_from_slice(self.magic);
        inside.extend_from_slice(&signer);
        inside.extend_from_slice(&keys.sign(&self.signed(&signer, &packed)));
        inside.extend_from_slice(&(packed.len() as u64).to_le_bytes());
        inside.extend_from_slice(&packed);
        let whole = padded(inside.len());
        inside.resize(whole, 0);
        encrypt(&inside, to)
    }

    /// Opens: its seal, its signature, its form. Who signed it is for the caller to judge.
    pub(super) fn open(self, sealed: &[u8], with: With<'_>) -> Result<Unsealed, BundleFault> {
        if sealed.len() as u64 > LARGEST_FILE {
            return Err(BundleFault::TooLarge);
        }
        let inside = decrypt(sealed, with)?;
        let (magic, rest) = cut::<8>(&inside)?;
        if magic != *self.magic {
            let is_same_kind = magic.iter().zip(self.magic).take(7).all(|(a, b)| a == b);
            return Err(if is_same_kind {
                BundleFault::Newer
            } else {
                BundleFault::Damaged
            });
        }
        let (signer, rest) = cut::<32>(rest)?;
        let (signature, rest) = cut::<64>(rest)?;
        let (length, rest) = cut::<8>(rest)?;
        let length = usize::try_from(u64::from_le_bytes(length))
            .map_err(|_too_long| BundleFault::Damaged)?;
        let (packed, zeros) = rest.split_at_checked(length).ok_or(BundleFault::Damaged)?;
        if inside.len() != padded(HEAD + length) || zeros.iter().any(|byte| *byte != 0) {
            return Err(BundleFault::Damaged);
        }
        if !is_signed(&signer, &self.signed(&signer, packed), &signature) {
            return Err(BundleFault::NotSigned);
        }
        let mut plain = Zeroizing::new(Vec::new());
        flate2::read::DeflateDecoder::new(packed)
            .take(LARGEST_PARCEL + 1)
            .read_to_end(&mut plain)
            .map_err(|_damaged| BundleFault::Damaged)?;
        if plain.len() as u64 > LARGEST_PARCEL {
            return Err(BundleFault::TooLarge);
        }
        Ok(Unsealed {
            plain,
            signer,
            digest: Sha256::digest(packed).into(),
        })
    }
}

/// Returns the length to which so many bytes are padded: at most an eighth more.
pub(super) fn padded(length: usize) -> usize {
    let length = length.max(SMALLEST);
    let step = (length.next_power_of_two() / 16).max(1);
    length.div_ceil(step) * step
}

pub(super) fn encrypt(inside: &[u8], to: To<'_>) -> Result<Vec<u8>, BundleFault> {
    let encryptor = match to {
        To::Passphrase(passphrase) => {
            age::Encryptor::with_user_passphrase(SecretString::from(passphrase.to_owned()))
        }
        To::Recipients(recipients) => {
            let keys = recipients
                .iter()
                .map(Recipient::key)
                .collect::<Option<Vec<_>>>()
                .ok_or(BundleFault::NoKey)?;
            let named = keys.iter().map(|key| key as &dyn age::Recipient);
            age::Encryptor::with_recipients(named).map_err(|_none| BundleFault::NoRecipient)?
        }
    };
    let mut sealed = Vec::with_capacity(inside.len() + 4096);
    let mut writer = encryptor
        .wrap_output(&mut sealed)
        .map_err(|_refused| BundleFault::TooLarge)?;
    let written = writer.write_all(inside).and_then(|()| writer.finish());
    written.map_err(|_refused| BundleFault::TooLarge)?;
    Ok(sealed)
}

fn decryptor(sealed: &[u8]) -> Result<age::Decryptor<&[u8]>, BundleFault> {
    age::Decryptor::new(sealed).map_err(|fault| match fault {
        age::DecryptError::UnknownFormat => BundleFault::Newer,
        _ => BundleFault::Damaged,
    })
}

/// Returns whether a file is sealed with a passphrase.
pub(super) fn is_by_passphrase(sealed: &[u8]) -> Result<bool, BundleFault> {
    Ok(decryptor(sealed)?.is_scrypt())
}

pub(super) fn decrypt(sealed: &[u8], with: With<'_>) -> Result<Zeroizing<Vec<u8>>, BundleFault> {
    let passphrase;
    let identity = match with {
        With::Keys(keys) => keys.identity() as &dyn age::Identity,
        With::Passphrase(text) => {
            passphrase = age::scrypt::Identity::new(SecretString::from(text.to_owned()));
            &passphrase
        }
    };
    let reader = decryptor(sealed)?
        .decrypt(std::iter::once(identity))
        .map_err(|fault| match fault {
            age::DecryptError::NoMatchingKeys | age::DecryptError::DecryptionFailed => {
                BundleFault::NotForUs
            }
            _ => BundleFault::Damaged,
        })?;
    let mut inside = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader
        .take(LARGEST_FILE)
        .read_to_end(&mut inside)
        .map_err(|_cut_or_changed| BundleFault::Damaged)?;
    Ok(inside)
}

fn cut<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), BundleFault> {
    let (first, rest) = bytes.split_first_chunk::<N>().ok_or(BundleFault::Damaged)?;
    Ok((*first, rest))
}
