//! The header: what a wrong passphrase costs, what is refused, what is healed.

use std::fs;

use super::sample::{change, copy_of_sample, phrase};
use crate::vault::header::{Header, HeaderFault, Unlock, unlock};
use crate::vault::keys::derive;
use crate::vault::{OpenError, Passphrase, Vault};

#[test]
fn a_wrong_passphrase_costs_one_derivation() {
    let (_home, dir, _) = copy_of_sample();
    let runs = |passphrase: &Passphrase| {
        let mut runs = 0;
        let result = unlock(&dir, passphrase, None, &mut |passphrase, salt, cost| {
            runs += 1;
            derive(passphrase, salt, cost)
        });
        (runs, matches!(result, Unlock::Wrong))
    };
    assert_eq!(runs(&Passphrase::of("guess")), (1, true));
    assert_eq!(runs(&phrase()), (1, false));
    change(&dir.join("header"), |bytes| bytes[100] ^= 1);
    assert_eq!(
        runs(&Passphrase::of("guess")),
        (1, true),
        "a damaged copy costs nothing"
    );
}

#[test]
fn copies_that_differ_are_both_tried() {
    let (_home, dir, _) = copy_of_sample();
    let old = fs::read(dir.join("header")).unwrap();
    let (vault, _) = Vault::open(&dir, &phrase()).unwrap();
    vault.change_passphrase(&Passphrase::of("new")).unwrap();
    drop(vault);
    // As if the power had been cut between the two copies.
    change(&dir.join("header"), |bytes| *bytes = old);
    let mut runs = 0;
    let result = unlock(&dir, &phrase(), None, &mut |passphrase, salt, cost| {
        runs += 1;
        derive(passphrase, salt, cost)
    });
    assert!(matches!(result, Unlock::Open(_)));
    assert_eq!(runs, 2);
    let (_, report) = Vault::open(&dir, &Passphrase::of("new")).unwrap();
    assert!(report.header_healed);
    assert_eq!(
        Vault::open(&dir, &phrase()).err(),
        Some(OpenError::WrongPassphrase)
    );
}

#[test]
fn every_changed_bit_of_a_header_is_healed_or_refused() {
    let (_home, dir, _) = copy_of_sample();
    let path = dir.join("header");
    let good = fs::read(&path).unwrap();
    for bit in 0..good.len() * 8 {
        let mut bytes = good.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(Header::parse(bytes), Err(HeaderFault::Damaged), "bit {bit}");
    }
}

/// Changes a header as somebody would who knows the format, but not the passphrase.
pub(super) fn forge(dir: &std::path::Path, change_it: impl Fn(&mut Vec<u8>)) {
    use sha2::{Digest as _, Sha256};
    for name in ["header", "header.bak"] {
        change(&dir.join(name), |bytes| {
            change_it(bytes);
            let digest = Sha256::digest(&bytes[..4064]);
            bytes[4064..].copy_from_slice(&digest);
        });
    }
}

#[test]
fn parameters_that_were_lowered_or_raised_are_refused_before_deriving() {
    for memory in [8_u32, 19 * 1024 - 1, 2 * 1024 * 1024 + 1, u32::MAX] {
        let (_home, dir, _) = copy_of_sample();
        forge(&dir, |bytes| {
            bytes[32..36].copy_from_slice(&memory.to_le_bytes());
        });
        let result = unlock(&dir, &phrase(), None, &mut |_, _, _| panic!("derived"));
        assert!(
            matches!(result, Unlock::Fault(HeaderFault::Refused)),
            "{memory}"
        );
    }
    let (_home, dir, _) = copy_of_sample();
    forge(&dir, |bytes| bytes[36..40].fill(0));
    assert_eq!(
        Vault::open(&dir, &phrase()).err(),
        Some(OpenError::HeaderRefused)
    );
}

#[test]
fn a_forged_header_opens_nothing() {
    // A bit of each field that is bound: kind, revision, vault, memory, salt, slot, reserved.
    for at in [10, 12, 16, 33, 44, 61, 100, 400] {
        let (_home, dir, _) = copy_of_sample();
        forge(&dir, |bytes| bytes[at] ^= if at == 10 { 3 } else { 1 });
        let opened = Vault::open(&dir, &phrase()).err();
        let expected = [
            Some(OpenError::WrongPassphrase),
            Some(OpenError::HeaderDamaged),
        ];
        assert!(expected.contains(&opened), "{at}: {opened:?}");
    }
}

#[test]
fn a_newer_format_is_left_alone() {
    let (_home, dir, _) = copy_of_sample();
    forge(&dir, |bytes| bytes[8] = 2);
    assert_eq!(Vault::open(&dir, &phrase()).err(), Some(OpenError::Newer));
}
