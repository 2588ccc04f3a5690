//! Cache files: what is derived, sealed, and may vanish.

use super::sample::{change, copy_of_sample, files_of, open};
use crate::vault::{CachePart, Packing};

fn parts() -> [CachePart<'static>; 2] {
    [
        CachePart {
            kind: 1,
            packing: Packing::Plain,
            bytes: b"a CANARY in plain",
        },
        CachePart {
            kind: 2,
            packing: Packing::Deflated,
            bytes: b"a CANARY in a long row row row row row row row row",
        },
    ]
}

#[test]
fn what_is_kept_in_the_cache_comes_back_and_no_word_of_it_stands_in_the_file() {
    let (_home, dir, _) = copy_of_sample();
    let (vault, _) = open(&dir).unwrap();
    vault.keep_cache_file(7, &parts()).unwrap();
    assert_eq!(vault.cache_files(), [7]);
    let mut file = vault.cache_file(7).unwrap();
    for part in parts() {
        assert_eq!(file.part(part.kind).unwrap().as_slice(), part.bytes);
    }
    assert!(file.part(3).is_none());
    for path in files_of(&dir.join("cache")) {
        let bytes = std::fs::read(dir.join("cache").join(path)).unwrap();
        assert!(!bytes.windows(6).any(|six| six == b"CANARY"));
    }
}

#[test]
fn a_cache_file_under_another_number_of_another_vault_or_with_a_changed_byte_is_not_there() {
    let (_home, dir, _) = copy_of_sample();
    let (vault, _) = open(&dir).unwrap();
    vault.keep_cache_file(1, &parts()).unwrap();
    vault.keep_cache_file(2, &parts()).unwrap();
    let path = |number: u32| dir.join("cache").join(format!("{number:08x}"));
    std::fs::copy(path(1), path(3)).unwrap();
    assert!(vault.cache_file(3).unwrap().part(1).is_none());
    let length = std::fs::metadata(path(2)).unwrap().len();
    let whole = std::fs::read(path(2)).unwrap();
    for at in 0..usize::try_from(length).unwrap() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        change(&path(2), |file| file.clone_from(&bytes));
        let read = vault
            .cache_file(2)
            .map(|mut file| [file.part(1), file.part(2)]);
        let parts = parts();
        for (found, part) in read.into_iter().flatten().zip(&parts) {
            // A change of one part, or of what says where it is, does not touch the other.
            assert!(
                found.is_none_or(|found| found.as_slice() == part.bytes),
                "{at}"
            );
        }
        change(&path(2), |file| *file = whole[..at].to_vec());
        if let Some(mut cut) = vault.cache_file(2) {
            assert!(cut.part(2).is_none(), "{at}");
        }
    }
}
