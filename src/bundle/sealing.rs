//! A parcel as a file: packed, signed, padded, sealed; and back, with every bound checked.

use std::io::{Read, Write as _};

use serde::{Deserialize as _, Serialize as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::keys::is_signed;
use super::{BundleFault, DeviceKeys, Parcel, Recipient};

/// The most bytes that a bundle's file may have.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// The most bytes that a parcel may have before it is packed: what the vault can take at once.
pub const LARGEST_PARCEL: u64 = 48 * 1024 * 1024;
const MAGIC: &[u8; 8] = b"FHBUNDL1";
const DOMAIN: &[u8] = b"firsthours/v1/bundle";
/// Magic, signing key, signature, length.
const HEAD: usize = 8 + 32 + 64 + 8;
const SMALLEST: usize = 4096;

/// A parcel whose seal and signature were found good.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What it holds.
    pub parcel: Parcel,
    /// The key that signed it.
    pub signer: [u8; 32],
    /// The digest of what was signed: the same bundle again has the same.
    pub digest: [u8; 32],
}

fn signed(signer: &[u8; 32], packed: &[u8]) -> Vec<u8> {
    [DOMAIN, signer, packed].concat()
}

/// Returns the length to which so many bytes are padded: at most an eighth more.
fn padded(length: usize) -> usize {
    let length = length.max(SMALLEST);
    let step = (length.next_power_of_two() / 16).max(1);
    length.div_ceil(step) * step
}

/// Packs, signs and seals a parcel.
pub fn seal(
    parcel: &Parcel,
    keys: &DeviceKeys,
    recipients: &[Recipient],
) -> Result<Vec<u8>, BundleFault> {
    let mut plain = Zeroizing::new(Vec::new());
    let written = parcel.serialize(&mut rmp_serde::Serializer::new(&mut *plain).with_struct_map());
    if written.is_err() || plain.len() as u64 > LARGEST_PARCEL {
        return Err(BundleFault::TooLarge);
    }
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    let packed = deflate
        .write_all(&plain)
        .and_then(|()| deflate.finish())
        .map(Zeroizing::new)
        .map_err(|_refused| BundleFault::TooLarge)?;
    let signer = keys.public().signer();
    let mut inside = Zeroizing::new(Vec::with_capacity(padded(HEAD + packed.len())));
    inside.extend_from_slice(MAGIC);
    inside.extend_from_slice(&signer);
    inside.extend_from_slice(&keys.sign(&signed(&signer, &packed)));
    inside.extend_from_slice(&(packed.len() as u64).to_le_bytes());
    inside.extend_from_slice(&packed);
    let whole = padded(inside.len());
    inside.resize(whole, 0);
    encrypt(&inside, recipients)
}

fn encrypt(inside: &[u8], recipients: &[Recipient]) -> Result<Vec<u8>, BundleFault> {
    let keys = recipients
        .iter()
        .map(Recipient::key)
        .collect::<Option<Vec<_>>>()
        .ok_or(BundleFault::NoKey)?;
    let named = keys.iter().map(|key| key as &dyn age::Recipient);
    let encryptor =
        age::Encryptor::with_recipients(named).map_err(|_none| BundleFault::NoRecipient)?;
    let mut sealed = Vec::with_capacity(inside.len() + 4096);
    let mut writer = encryptor
        .wrap_output(&mut sealed)
        .map_err(|_refused| BundleFault::TooLarge)?;
    let written = writer.write_all(inside).and_then(|()| writer.finish());
    written.map_err(|_refused| BundleFault::TooLarge)?;
    Ok(sealed)
}

/// Opens a bundle: its seal, its signature, its form. Who signed it is for the caller to judge.
pub fn open(sealed: &[u8], keys: &DeviceKeys) -> Result<Opened, BundleFault> {
    if sealed.len() as u64 > LARGEST_FILE {
        return Err(BundleFault::TooLarge);
    }
    let inside = decrypt(sealed, keys)?;
    let (magic, rest) = cut::<8>(&inside)?;
    if magic != *MAGIC {
        return Err(if magic.starts_with(b"FHBUNDL") {
            BundleFault::Newer
        } else {
            BundleFault::Damaged
        });
    }
    let (signer, rest) = cut::<32>(rest)?;
    let (signature, rest) = cut::<64>(rest)?;
    let (length, rest) = cut::<8>(rest)?;
    let length =
        usize::try_from(u64::from_le_bytes(length)).map_err(|_too_long| BundleFault::Damaged)?;
    let (packed, zeros) = rest.split_at_checked(length).ok_or(BundleFault::Damaged)?;
    if inside.len() != padded(HEAD + length) || zeros.iter().any(|byte| *byte != 0) {
        return Err(BundleFault::Damaged);
    }
    if !is_signed(&signer, &signed(&signer, packed), &signature) {
        return Err(BundleFault::NotSigned);
    }
    let parcel = unpack(packed)?;
    let own = keys.public().recipient();
    if !parcel.to.iter().any(|to| to == own.as_str()) {
        return Err(BundleFault::PassedOn);
    }
    Ok(Opened {
        parcel,
        signer,
        digest: Sha256::digest(packed).into(),
    })
}

fn decrypt(sealed: &[u8], keys: &DeviceKeys) -> Result<Zeroizing<Vec<u8>>, BundleFault> {
    let decryptor = age::Decryptor::new(sealed).map_err(|fault| match fault {
        age::DecryptError::UnknownFormat => BundleFault::Newer,
        _ => BundleFault::Damaged,
    })?;
    let identity = keys.identity() as &dyn age::Identity;
    let reader = decryptor
        .decrypt(std::iter::once(identity))
        .map_err(|fault| match fault {
            age::DecryptError::NoMatchingKeys => BundleFault::NotForUs,
            _ => BundleFault::Damaged,
        })?;
    let mut inside = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader
        .take(LARGEST_FILE)
        .read_to_end(&mut inside)
        .map_err(|_cut_or_changed| BundleFault::Damaged)?;
    Ok(inside)
}

fn unpack(packed: &[u8]) -> Result<Parcel, BundleFault> {
    let mut plain = Zeroizing::new(Vec::new());
    let mut reader = flate2::read::DeflateDecoder::new(packed).take(LARGEST_PARCEL + 1);
    reader
        .read_to_end(&mut plain)
        .map_err(|_damaged| BundleFault::Damaged)?;
    if plain.len() as u64 > LARGEST_PARCEL {
        return Err(BundleFault::TooLarge);
    }
    let mut reader = rmp_serde::Deserializer::from_read_ref(plain.as_slice());
    // Signed, sealed and still not understood: a newer program says more than we know.
    Parcel::deserialize(&mut reader).map_err(|_unknown| BundleFault::Newer)
}

fn cut<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), BundleFault> {
    let (first, rest) = bytes.split_first_chunk::<N>().ok_or(BundleFault::Damaged)?;
    Ok((*first, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::DeviceId;

    fn keys(seed: u8) -> DeviceKeys {
        DeviceKeys::make(&Zeroizing::new([seed; 32]))
    }

    fn parcel(to: &[&DeviceKeys]) -> Parcel {
        Parcel {
            made: "2026-03-05T14:05:07+05:00".parse().unwrap(),
            by: "M-4".to_owned(),
            device: DeviceId([4; 16]),
            to: to
                .iter()
                .map(|keys| keys.public().recipient().as_str().to_owned())
                .collect(),
            practice: false,
            facilities: Vec::new(),
            checklists: Vec::new(),
            visits: Vec::new(),
            held: Vec::new(),
        }
    }

    fn sealed(from: &DeviceKeys, to: &[&DeviceKeys]) -> Vec<u8> {
        let recipients: Vec<_> = to.iter().map(|keys| keys.public().recipient()).collect();
        seal(&parcel(to), from, &recipients).unwrap()
    }

    #[test]
    fn each_recipient_opens_it_and_nobody_else() {
        let (from, one, two, other) = (keys(1), keys(2), keys(3), keys(4));
        let bundle = sealed(&from, &[&one, &two]);
        for reader in [&one, &two] {
            let opened = open(&bundle, reader).unwrap();
            assert_eq!(opened.parcel, parcel(&[&one, &two]));
            assert_eq!(opened.signer, from.public().signer());
        }
        assert_eq!(open(&bundle, &other), Err(BundleFault::NotForUs));
    }

    #[test]
    fn nothing_cut_or_changed_anywhere_is_opened() {
        let (from, to) = (keys(1), keys(2));
        let bundle = sealed(&from, &[&to]);
        for length in 0..bundle.len() {
            let cut = open(&bundle[..length], &to);
            assert!(cut.is_err(), "cut at {length}");
        }
        for at in 0..bundle.len() {
            let mut changed = bundle.clone();
            changed[at] ^= 1 << (at % 8);
            assert!(open(&changed, &to).is_err(), "changed at {at}");
        }
        let longer = [&bundle[..], &[0]].concat();
        assert!(open(&longer, &to).is_err());
    }

    #[test]
    fn a_bundle_sealed_again_for_somebody_else_is_seen_to_be() {
        let (from, first, second) = (keys(1), keys(2), keys(3));
        let inside = decrypt(&sealed(&from, &[&first]), &first).unwrap();
        let again = encrypt(&inside, &[second.public().recipient()]).unwrap();
        assert_eq!(open(&again, &second), Err(BundleFault::PassedOn));
    }

    #[test]
    fn a_signature_of_somebody_else_or_hidden_bytes_are_refused() {
        let (from, to) = (keys(1), keys(2));
        let inside = decrypt(&sealed(&from, &[&to]), &to).unwrap();
        let mut resigned = inside.clone();
        resigned[8..40].copy_from_slice(&keys(3).public().signer());
        let again = encrypt(&resigned, &[to.public().recipient()]).unwrap();
        assert_eq!(open(&again, &to), Err(BundleFault::NotSigned));
        let mut hiding = inside.clone();
        *hiding.last_mut().unwrap() = 1;
        let again = encrypt(&hiding, &[to.public().recipient()]).unwrap();
        assert_eq!(open(&again, &to), Err(BundleFault::Damaged));
        let mut newer = inside;
        newer[7] = b'2';
        let again = encrypt(&newer, &[to.public().recipient()]).unwrap();
        assert_eq!(open(&again, &to), Err(BundleFault::Newer));
    }

    #[test]
    fn a_small_file_that_unpacks_to_gigabytes_is_refused_early() {
        let (from, to) = (keys(1), keys(2));
        let mut deflate =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        let megabyte = vec![0; 1 << 20];
        for _ in 0..=LARGEST_PARCEL / (1 << 20) {
            deflate.write_all(&megabyte).unwrap();
        }
        let packed = deflate.finish().unwrap();
        let signer = from.public().signer();
        let mut inside = [
            &MAGIC[..],
            &signer,
            &from.sign(&signed(&signer, &packed)),
            &(packed.len() as u64).to_le_bytes(),
            &packed,
        ]
        .concat();
        inside.resize(padded(inside.len()), 0);
        let bomb = encrypt(&inside, &[to.public().recipient()]).unwrap();
        assert_eq!(open(&bomb, &to), Err(BundleFault::TooLarge));
    }

    #[test]
    fn the_size_tells_little() {
        assert_eq!(padded(1), SMALLEST);
        for length in [4097, 5000, 70_001, 1_000_000] {
            let whole = padded(length);
            assert!(
                whole >= length && whole <= length + length / 8 + 1,
                "{length} {whole}"
            );
        }
    }
}
