//! Sealing: XChaCha20-Poly1305 with everything that places a value bound into it (FORMAT 3).
//!
//! Knows no file. Its invariant: what was sealed for one place opens at no other.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::vault::keys::Key;

/// The bytes of a nonce.
pub(super) const NONCE: usize = 24;
/// The bytes of a tag.
pub(super) const TAG: usize = 16;

/// Where a sealed value stands; all of it is bound into the seal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'a> {
    /// 1 journal, 2 sled, 3 cache.
    pub(super) store: u8,
    /// The vault.
    pub(super) vault: &'a [u8; 16],
    /// The stream it belongs to, or zeros.
    pub(super) owner: [u8; 16],
    /// Which version of it.
    pub(super) revision: u64,
    /// What kind of content.
    pub(super) kind: u8,
    /// Which part of it.
    pub(super) part: u32,
    /// In the journal: its sequence and the tag of the frame before.
    pub(super) link: Option<(u64, [u8; TAG])>,
}

/// The version of the content's layout.
pub(super) const SCHEMA: u16 = 1;

impl Site<'_> {
    fn associated_data(&self) -> Vec<u8> {
        let mut data = Vec::with_capacity(96);
        data.extend_from_slice(b"firsthours/v1");
        data.push(self.store);
        data.extend_from_slice(self.vault);
        data.extend_from_slice(&self.owner);
        data.extend_from_slice(&self.revision.to_le_bytes());
        data.push(self.kind);
        data.extend_from_slice(&SCHEMA.to_le_bytes());
        data.extend_from_slice(&self.part.to_le_bytes());
        if let Some((sequence, before)) = self.link {
            data.extend_from_slice(&sequence.to_le_bytes());
            data.extend_from_slice(&before);
        }
        data
    }
}

/// A value that does not open: damaged, of another place, or of another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotGenuine;

/// The system gave no random bytes, or the content is longer than 4 GiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CannotSeal;

/// Returns the length that content of this length is padded to (FORMAT 3).
fn padded(length: usize) -> usize {
    if length <= 4096 {
        return length.max(1).next_multiple_of(256);
    }
    let step = length.next_power_of_two() / 16;
    length.next_multiple_of(step.max(256))
}

/// Seals `content` for `site`: nonce, ciphertext, tag.
pub(super) fn seal(key: &Key, site: &Site<'_>, content: &[u8]) -> Result<Vec<u8>, CannotSeal> {
    let length = u32::try_from(content.len()).map_err(|_long| CannotSeal)?;
    let total = padded(content.len().saturating_add(4));
    let mut plain = Zeroizing::new(Vec::with_capacity(total));
    plain.extend_from_slice(&length.to_le_bytes());
    plain.extend_from_slice(content);
    plain.resize(total, 0);
    raw_seal(key, &site.associated_data(), &plain)
}

/// Opens what was sealed for `site`.
pub(super) fn open(
    key: &Key,
    site: &Site<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, NotGenuine> {
    let mut plain = raw_open(key, &site.associated_data(), sealed)?;
    let head: [u8; 4] = plain.first_chunk().copied().ok_or(NotGenuine)?;
    let length = usize::try_from(u32::from_le_bytes(head)).map_err(|_wide| NotGenuine)?;
    let end = length.checked_add(4).ok_or(NotGenuine)?;
    if end > plain.len() {
        return Err(NotGenuine);
    }
    plain.copy_within(4..end, 0);
    plain.truncate(length);
    Ok(plain)
}

/// Seals without padding and with any associated data (the header's slots).
pub(super) fn raw_seal(key: &Key, data: &[u8], plain: &[u8]) -> Result<Vec<u8>, CannotSeal> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_none| CannotSeal)?;
    let body = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: data,
            },
        )
        .map_err(|_long| CannotSeal)?;
    let mut sealed = Vec::with_capacity(NONCE + body.len());
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

/// Opens what [`raw_seal`] made.
pub(super) fn raw_open(
    key: &Key,
    data: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, NotGenuine> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or(NotGenuine)?;
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: body,
                aad: data,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_false| NotGenuine)
}

/// Returns the tag of a sealed value.
pub(super) fn tag_of(sealed: &[u8]) -> [u8; TAG] {
    sealed.last_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site<'static> {
        Site {
            store: 1,
            vault: &[1; 16],
            owner: [2; 16],
            revision: 3,
            kind: 4,
            part: 5,
            link: Some((6, [7; 16])),
        }
    }

    #[test]
    fn what_is_sealed_opens_at_its_own_place_only() {
        let key = Key::from_slice(&[9; 32]).unwrap();
        let sealed = seal(&key, &site(), b"said").unwrap();
        assert_eq!(open(&key, &site(), &sealed).unwrap().as_slice(), b"said");
        let elsewhere = [
            Site { store: 2, ..site() },
            Site {
                vault: &[2; 16],
                ..site()
            },
            Site {
                owner: [3; 16],
                ..site()
            },
            Site {
                revision: 4,
                ..site()
            },
            Site { kind: 5, ..site() },
            Site { part: 6, ..site() },
            Site {
                link: Some((7, [7; 16])),
                ..site()
            },
            Site {
                link: Some((6, [8; 16])),
                ..site()
            },
            Site {
                link: None,
                ..site()
            },
        ];
        for other in elsewhere {
            assert_eq!(open(&key, &other, &sealed), Err(NotGenuine), "{other:?}");
        }
        let foreign = Key::from_slice(&[8; 32]).unwrap();
        assert_eq!(open(&foreign, &site(), &sealed), Err(NotGenuine));
    }

    #[test]
    fn lengths_are_blurred_and_waste_stays_small() {
        let key = Key::from_slice(&[9; 32]).unwrap();
        let length = |n: usize| seal(&key, &site(), &vec![1; n]).unwrap().len() - NONCE - TAG;
        assert_eq!(length(1), length(200));
        assert_eq!(length(4092), 4096);
        for n in [5_000, 70_000, 1_000_001] {
            assert!(
                length(n) >= n && length(n) <= n + n / 8 + 4,
                "{n}: {}",
                length(n)
            );
        }
    }
}
