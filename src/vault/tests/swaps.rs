//! Sealed values put where they do not belong (S6): nothing is accepted at another's place.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::sample::{Dice, change, content, copy_folder, copy_of_sample, make, open};
use crate::vault::StreamId;
use crate::vault::frame::{HEAD, open_frame};
use crate::vault::journal::{Place, piece_path, scan};
use crate::vault::keys::Keys;
use crate::vault::seal;
use crate::vault::sled_guard::{Batch, SledFiles};

/// A vault's sealed things: frames with their heads, and sled's values by key.
struct Sealed {
    keys: Arc<Keys>,
    frames: Vec<(Place, Vec<u8>)>,
    values: Vec<([u8; 16], Vec<u8>)>,
}

fn sealed(dir: &Path) -> Sealed {
    let keys = Arc::clone(&open(dir).unwrap().0.keys);
    let bytes = fs::read(piece_path(dir, 1)).unwrap();
    let frames = scan(dir)
        .unwrap()
        .places
        .into_iter()
        .map(|place| {
            let start = usize::try_from(place.offset).unwrap() + HEAD;
            let end = usize::try_from(place.end()).unwrap();
            (place, bytes[start..end].to_vec())
        })
        .collect();
    let values = SledFiles::open(dir, &dir.join("sled"))
        .unwrap()
        .everything();
    Sealed {
        keys,
        frames,
        values,
    }
}

/// Two vaults of the same passphrase, and the first one at an earlier time.
fn three() -> (tempfile::TempDir, [PathBuf; 3]) {
    let home = tempfile::tempdir().unwrap();
    let [now, before, other] = ["now", "before", "other"].map(|name| home.path().join(name));
    let (_copy, dir, _) = copy_of_sample();
    copy_folder(&dir, &before);
    copy_folder(&dir, &now);
    let (vault, _) = open(&now).unwrap();
    for stream in [1, 2, 3] {
        vault
            .append(&[(StreamId([stream; 16]), b"one more".to_vec())])
            .unwrap();
    }
    drop(vault);
    make(&other, 7);
    (home, [now, before, other])
}

#[test]
fn no_sealed_value_opens_at_the_place_of_another() {
    let (_home, dirs) = three();
    let vaults = dirs.each_ref().map(|dir| sealed(dir));
    let blobs: Vec<&[u8]> = vaults
        .iter()
        .flat_map(|vault| {
            let frames = vault.frames.iter().map(|(_, sealed)| sealed.as_slice());
            frames.chain(vault.values.iter().map(|(_, value)| value.as_slice()))
        })
        .collect();
    let mut dice = Dice(3);
    let mut tried = 0;
    while tried < 1_000 {
        let vault = &vaults[dice.below(2) * 2];
        let (place, own) = &vault.frames[dice.below(vault.frames.len())];
        let foreign = blobs[dice.below(blobs.len())];
        assert!(open_frame(&vault.keys, &place.head, own).is_ok());
        if foreign == own.as_slice() {
            continue;
        }
        assert!(open_frame(&vault.keys, &place.head, foreign).is_err());
        // And as a value of sled, at the place of the root, of a bucket, and of chunks.
        for (kind, owner) in [(1, [0; 16]), (2, [0; 16]), (3, [2; 16]), (4, [1; 16])] {
            let site = seal::Site {
                store: 2,
                vault: &vault.keys.vault,
                owner,
                revision: place.head.sequence,
                kind,
                part: 0,
                link: None,
            };
            assert!(seal::open(&vault.keys.store, &site, own).is_err());
        }
        tried += 1;
    }
}

#[test]
fn values_exchanged_in_sled_are_never_answers() {
    let (_home, [now, before, other]) = three();
    let expected = content(&open(&now).unwrap().0);
    let pools = [&now, &before, &other].map(|dir| sealed(dir));
    let frames: Vec<Vec<u8>> = pools[0]
        .frames
        .iter()
        .map(|(_, bytes)| bytes.clone())
        .collect();
    let mut dice = Dice(5);
    for _ in 0..60 {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("vault");
        copy_folder(&now, &dir);
        let files = SledFiles::open(&dir, &dir.join("sled")).unwrap();
        let mut batch = Batch::default();
        let own = &pools[0].values;
        let target = own[dice.below(own.len())].0;
        match dice.below(4) {
            0 => {
                let (key, value) = &own[dice.below(own.len())];
                let old = own.iter().find(|(known, _)| *known == target).unwrap();
                batch.put(target, value);
                batch.put(*key, &old.1);
            }
            1 => {
                let older = &pools[1].values;
                let same = older.iter().find(|(key, _)| *key == target);
                batch.put(target, same.map_or(&older[0].1, |(_, value)| value));
            }
            2 => {
                let foreign = &pools[2].values;
                batch.put(target, &foreign[dice.below(foreign.len())].1);
            }
            _ => batch.put(target, &frames[dice.below(frames.len())]),
        }
        files.apply(batch).unwrap();
        drop(files);
        let (vault, report) = open(&dir).unwrap();
        assert_eq!(content(&vault), expected, "{report:?}");
    }
}

#[test]
fn frames_exchanged_in_the_journal_are_healed_or_told() {
    let (_home, [now, _, other]) = three();
    let expected = content(&open(&now).unwrap().0);
    let places = scan(&now).unwrap().places;
    let foreign = fs::read(piece_path(&other, 1)).unwrap();
    let mut dice = Dice(6);
    for round in 0..36 {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("vault");
        copy_folder(&now, &dir);
        let [a, b] = [0, 1].map(|_| places[dice.below(places.len())]);
        let range = |place: &Place| {
            usize::try_from(place.offset).unwrap()..usize::try_from(place.end()).unwrap()
        };
        change(&piece_path(&dir, 1), |bytes| {
            let (first, second) = (bytes[range(&a)].to_vec(), bytes[range(&b)].to_vec());
            match round % 3 {
                // Whole frames change places.
                0 if first.len() == second.len() => {
                    bytes[range(&a)].copy_from_slice(&second);
                    bytes[range(&b)].copy_from_slice(&first);
                }
                // A frame is overwritten with a copy of another: what it held is only in sled.
                1 if first.len() == second.len() => bytes[range(&a)].copy_from_slice(&second),
                // A stretch of another vault's journal is put in.
                _ => {
                    let from = range(&a);
                    let end = from.end.min(foreign.len());
                    let part = foreign.get(from.start..end).unwrap_or_default().to_vec();
                    bytes[from.start..from.start + part.len()].copy_from_slice(&part);
                }
            }
        });
        let (vault, report) = open(&dir).unwrap();
        assert_eq!(content(&vault), expected, "round {round}: {report:?}");
        vault.repair().unwrap();
        assert_eq!(content(&vault), expected, "round {round}");
    }
}

#[test]
fn files_of_another_vault_are_refused_or_healed() {
    let (_home, [now, before, other]) = three();
    let expected = content(&open(&now).unwrap().0);
    for (name, from) in [
        ("header", &other),
        ("header.bak", &other),
        ("journal-0001", &other),
        ("journal-0001", &before),
        ("sled", &other),
        ("sled", &before),
    ] {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("vault");
        copy_folder(&now, &dir);
        if name == "sled" {
            fs::remove_dir_all(dir.join(name)).unwrap();
            copy_folder(&from.join(name), &dir.join(name));
        } else {
            fs::copy(from.join(name), dir.join(name)).unwrap();
        }
        match open(&dir) {
            Ok((vault, report)) => {
                assert_eq!(content(&vault), expected, "{name} of {from:?}: {report:?}");
            }
            Err(fault) => assert_eq!(
                (name, from == &other, fault),
                ("journal-0001", true, crate::vault::OpenError::HeaderDamaged)
            ),
        }
    }
}
