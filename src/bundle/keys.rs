//! The keys of a device: one that opens what is sealed to it, one that signs what it hands over.

use std::fmt;
use std::str::FromStr;

use age::secrecy::ExposeSecret as _;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::Fingerprint;

/// The secret keys of a device. They never leave the vault.
pub struct DeviceKeys {
    identity: age::x25519::Identity,
    signing: SigningKey,
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKeys(<redacted>)")
    }
}

impl DeviceKeys {
    /// Makes keys from 32 random bytes for signing; the other key takes its own from the system.
    pub fn make(random: &Zeroizing<[u8; 32]>) -> Self {
        Self {
            identity: age::x25519::Identity::generate(),
            signing: SigningKey::from_bytes(random),
        }
    }

    /// Returns the keys as bytes, to be sealed in the vault and nowhere else.
    pub fn to_secret(&self) -> Zeroizing<Vec<u8>> {
        let identity = self.identity.to_string();
        let mut secret = Zeroizing::new(Vec::with_capacity(128));
        secret.extend(self.signing.to_bytes());
        secret.extend(identity.expose_secret().bytes());
        secret
    }

    /// Returns the keys of bytes that [`Self::to_secret`] gave.
    pub fn from_secret(secret: &[u8]) -> Option<Self> {
        let (signing, identity) = secret.split_at_checked(32)?;
        let signing = Zeroizing::new(<[u8; 32]>::try_from(signing).ok()?);
        let identity = std::str::from_utf8(identity).ok()?;
        Some(Self {
            identity: identity.parse().ok()?,
            signing: SigningKey::from_bytes(&signing),
        })
    }

    /// Returns what colleagues need to know of the keys.
    pub fn public(&self) -> PublicKey {
        PublicKey {
            recipient: self.identity.to_public().to_string(),
            signer: self.signing.verifying_key().to_bytes(),
        }
    }

    pub(super) const fn identity(&self) -> &age::x25519::Identity {
        &self.identity
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

/// Returns whether this key signed this message.
pub(super) fn is_signed(signer: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(signer).is_ok_and(|key| {
        // Strict: a signature has one form, and a weak key signs nothing.
        key.verify_strict(message, &Signature::from_bytes(signature))
            .is_ok()
    })
}

/// What colleagues know of a device: whom to seal to, and who signs.
///
/// Written as `age1...` with the signing key behind a point, in Crockford's base 32 with a check.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey {
    recipient: String,
    signer: [u8; 32],
}

/// A text that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key, or a letter of it is wrong")]
pub struct NoKey;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl PublicKey {
    /// Returns the words that the key is recognised by.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut bytes = self.recipient.clone().into_bytes();
        bytes.extend(self.signer);
        Fingerprint::of(&bytes)
    }

    /// Returns the key that signs.
    pub const fn signer(&self) -> [u8; 32] {
        self.signer
    }

    /// Returns whom to seal to.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.recipient.clone())
    }

    fn check(&self) -> [u8; 3] {
        let digest = Sha256::new_with_prefix(self.recipient.as_bytes())
            .chain_update(self.signer)
            .finalize();
        let mut beginning = [0; 3];
        for (to, from) in beginning.iter_mut().zip(digest) {
            *to = from;
        }
        beginning
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 35 bytes are 56 letters without a bit left over.
        let bytes: Vec<u8> = self.signer.into_iter().chain(self.check()).collect();
        let letters: String = bytes
            .chunks(5)
            .flat_map(|five| {
                let bits = five
                    .iter()
                    .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
                (0..8).rev().map(move |place| {
                    let digit = usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0);
                    char::from(ALPHABET.get(digit).copied().unwrap_or(b'?'))
                })
            })
            .collect();
        write!(f, "{}.{letters}", self.recipient)
    }
}

impl FromStr for PublicKey {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let text = text.trim().to_ascii_lowercase();
        let (recipient, signer) = text.split_once('.').ok_or(NoKey)?;
        recipient.parse::<Recipient>()?;
        if signer.len() != 56 {
            return Err(NoKey);
        }
        let digits = signer
            .bytes()
            .map(|letter| ALPHABET.iter().position(|known| *known == letter))
            .collect::<Option<Vec<_>>>()
            .ok_or(NoKey)?;
        let bytes: Vec<u8> = digits
            .chunks(8)
            .flat_map(|eight| {
                let bits = eight
                    .iter()
                    .fold(0_u64, |bits, digit| (bits << 5) | *digit as u64);
                let [_, _, _, five @ ..] = bits.to_be_bytes();
                five
            })
            .collect();
        let (signer, check) = bytes.split_at_checked(32).ok_or(NoKey)?;
        let key = Self {
            recipient: recipient.to_owned(),
            signer: signer.try_into().map_err(|_length| NoKey)?,
        };
        if key.check() == *check {
            Ok(key)
        } else {
            Err(NoKey)
        }
    }
}

/// Somebody a bundle is sealed to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient(String);

impl Recipient {
    /// Returns the key as age writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn key(&self) -> Option<age::x25519::Recipient> {
        self.0.parse().ok()
    }
}

impl FromStr for Recipient {
    type Err = NoKey;

    /// Reads an age key, or the sealing half of a whole [`PublicKey`].
    fn from_str(text: &str) -> Result<Self, NoKey> {
        let text = text.trim();
        if text.contains('.') {
            return Ok(text.parse::<PublicKey>()?.recipient());
        }
        let lower = text.to_ascii_lowercase();
        lower
            .parse::<age::x25519::Recipient>()
            .map(|key| Self(key.to_string()))
            .map_err(|_fault| NoKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_from_what_the_vault_keeps_and_from_what_is_told() {
        let keys = DeviceKeys::make(&Zeroizing::new([7; 32]));
        let again = DeviceKeys::from_secret(&keys.to_secret()).unwrap();
        assert_eq!(again.public(), keys.public());
        let told = keys.public().to_string();
        assert_eq!(told.parse(), Ok(keys.public()));
        assert_eq!(
            format!(" {}\n", told.to_uppercase()).parse(),
            Ok(keys.public())
        );
        assert_eq!(told.parse::<Recipient>(), Ok(keys.public().recipient()));
        assert_eq!(format!("{keys:?}"), "DeviceKeys(<redacted>)");
    }

    #[test]
    fn a_key_with_one_wrong_letter_is_refused() {
        let told = DeviceKeys::make(&Zeroizing::new([7; 32]))
            .public()
            .to_string();
        for at in 0..told.len() {
            let mut letters: Vec<char> = told.chars().collect();
            letters[at] = if letters[at] == 'q' { 'p' } else { 'q' };
            let wrong: String = letters.into_iter().collect();
            assert_eq!(wrong.parse::<PublicKey>(), Err(NoKey), "at {at}");
        }
        assert_eq!("".parse::<PublicKey>(), Err(NoKey));
        assert_eq!("age1".parse::<Recipient>(), Err(NoKey));
    }
}
