//! A parcel as a file, and back, with every bound checked.

use serde::{Deserialize as _, Serialize as _};
use zeroize::Zeroizing;

use super::envelope::{Kind, To, With};
use super::{BundleFault, DeviceKeys, Parcel, Recipient};

const BUNDLE: Kind = Kind {
    magic: b"FHBUNDL1",
    domain: b"firsthours/v1/bundle",
};

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

/// Packs, signs and seals a parcel.
pub fn seal(
    parcel: &Parcel,
    keys: &DeviceKeys,
    recipients: &[Recipient],
) -> Result<Vec<u8>, BundleFault> {
    let mut plain = Zeroizing::new(Vec::new());
    let written = parcel.serialize(&mut rmp_serde::Serializer::new(&mut *plain).with_struct_map());
    written.map_err(|_too_much| BundleFault::TooLarge)?;
    BUNDLE.seal(&plain, keys, To::Recipients(recipients))
}

/// Opens a bundle: its seal, its signature, its form. Who signed it is for the caller to judge.
pub fn open(sealed: &[u8], keys: &DeviceKeys) -> Result<Opened, BundleFault> {
    let unsealed = BUNDLE.open(sealed, With::Keys(keys))?;
    let mut reader = rmp_serde::Deserializer::from_read_ref(unsealed.plain.as_slice());
    // Signed, sealed and still not understood: a newer program says more than we know.
    let parcel = Parcel::deserialize(&mut reader).map_err(|_unknown| BundleFault::Newer)?;
    let own = keys.public().recipient();
    if !parcel.to.iter().any(|to| to == own.as_str()) {
        return Err(BundleFault::PassedOn);
    }
    Ok(Opened {
        parcel,
        signer: unsealed.signer,
        digest: unsealed.digest,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::bundle::envelope::{LARGEST_PARCEL, SMALLEST, decrypt, encrypt, padded};
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
        let inside = decrypt(&sealed(&from, &[&first]), With::Keys(&first)).unwrap();
        let again = encrypt(&inside, To::Recipients(&[second.public().recipient()])).unwrap();
        assert_eq!(open(&again, &second), Err(BundleFault::PassedOn));
    }

    #[test]
    fn a_signature_of_somebody_else_or_hidden_bytes_are_refused() {
        let (from, to) = (keys(1), keys(2));
        let inside = decrypt(&sealed(&from, &[&to]), With::Keys(&to)).unwrap();
        let mut resigned = inside.clone();
        resigned[8..40].copy_from_slice(&keys(3).public().signer());
        let again = encrypt(&resigned, To::Recipients(&[to.public().recipient()])).unwrap();
        assert_eq!(open(&again, &to), Err(BundleFault::NotSigned));
        let mut hiding = inside.clone();
        *hiding.last_mut().unwrap() = 1;
        let again = encrypt(&hiding, To::Recipients(&[to.public().recipient()])).unwrap();
        assert_eq!(open(&again, &to), Err(BundleFault::Damaged));
        let mut newer = inside;
        newer[7] = b'2';
        let again = encrypt(&newer, To::Recipients(&[to.public().recipient()])).unwrap();
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
            &BUNDLE.magic[..],
            &signer,
            &from.sign(&BUNDLE.signed(&signer, &packed)),
            &(packed.len() as u64).to_le_bytes(),
            &packed,
        ]
        .concat();
        inside.resize(padded(inside.len()), 0);
        let bomb = encrypt(&inside, To::Recipients(&[to.public().recipient()])).unwrap();
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
