//! Writing anew: what is kept, what is gone for good, and what an interruption leaves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::sample::{change, content, copy_folder, copy_of_sample, files_of, open, phrase};
use crate::vault::frame::HEAD;
use crate::vault::journal::{piece_path, scan};
use crate::vault::{
    BackupError, KdfCost, OpenError, Passphrase, Passphrases, RewriteError, Rewriting, Slot,
    StreamId, Vault,
};

const SAME: Rewriting<'_> = Rewriting {
    passphrases: Passphrases::Same,
    leave_damaged: false,
};

/// Every sealed frame of the journal, and every value of sled that can be told apart.
fn sealed_frames(dir: &Path) -> Vec<Vec<u8>> {
    let scan = scan(dir).unwrap();
    scan.places
        .iter()
        .map(|place| {
            let bytes = fs::read(piece_path(dir, place.piece)).unwrap();
            let start = usize::try_from(place.offset).unwrap() + HEAD;
            // The beginning is enough, and is never the same twice.
            bytes[start..start + 40].to_vec()
        })
        .collect()
}

/// Counts in how many files below a folder one of these stands.
fn found_in(folder: &Path, needles: &[Vec<u8>]) -> usize {
    let wanted: BTreeSet<&[u8]> = needles.iter().map(Vec::as_slice).collect();
    files_of(folder)
        .iter()
        .filter(|file| {
            let bytes = fs::read(folder.join(file)).unwrap();
            bytes.windows(40).any(|window| wanted.contains(window))
        })
        .count()
}

fn only_the_vault(home: &Path) -> bool {
    let mut names = fs::read_dir(home).unwrap();
    names.all(|name| name.unwrap().file_name() == "vault")
}

#[test]
fn a_vault_written_anew_says_the_same_under_another_key_and_grows_on() {
    let (home, dir, said) = copy_of_sample();
    let (vault, _) = open(&dir).unwrap();
    let words = Passphrase::of("six words");
    vault.add_passphrase(&words, Slot::Recovery).unwrap();
    let id = vault.id();
    let old = sealed_frames(&dir);
    assert!(
        found_in(home.path(), &old) > 0,
        "the search sees what is there"
    );
    let (vault, done) = vault.rewrite(&SAME, &mut |_, payloads| payloads).unwrap();
    assert_eq!((done.dropped, done.old_left), (0, None));
    assert_eq!(vault.id(), id);
    assert_eq!(content(&vault), *said);
    assert_eq!(vault.passphrases().0[..2], [Slot::Chosen, Slot::Recovery]);
    vault
        .append(&[(StreamId([1; 16]), b"goes on".to_vec())])
        .unwrap();
    assert!(vault.doctor().unwrap().is_sound());
    drop(vault);
    assert_eq!(found_in(home.path(), &old), 0);
    assert!(only_the_vault(home.path()));
    for passphrase in [&phrase(), &words] {
        let (vault, report) = Vault::open(&dir, passphrase).unwrap();
        assert!(report.is_quiet(), "{report:?}");
        assert_eq!(
            vault.read(StreamId([1; 16])).unwrap().len(),
            said[&StreamId([1; 16])].len() + 1
        );
    }
}

#[test]
fn a_purged_visit_is_in_no_file_of_the_folder_and_no_key_left_opens_its_frames() {
    let (home, dir, said) = copy_of_sample();
    // Also what sled had set aside, and a working copy of an older day.
    fs::create_dir(dir.join("aside")).unwrap();
    fs::copy(piece_path(&dir, 1), dir.join("aside/torn-0001-1")).unwrap();
    let (vault, _) = open(&dir).unwrap();
    let old = sealed_frames(&dir);
    let gone = StreamId([2; 16]);
    let (vault, done) = vault
        .rewrite(&SAME, &mut |stream, payloads| {
            if stream == gone { Vec::new() } else { payloads }
        })
        .unwrap();
    assert_eq!(done.dropped, said[&gone].len() as u64);
    let mut expected = said.clone();
    expected.remove(&gone);
    assert_eq!(content(&vault), expected);
    drop(vault);
    assert_eq!(found_in(home.path(), &old), 0);
    let (vault, report) = open(&dir).unwrap();
    assert!(report.is_quiet(), "{report:?}");
    assert_eq!(content(&vault), expected);
}

#[test]
fn after_a_change_of_key_the_old_passphrases_open_nothing() {
    let (_home, dir, said) = copy_of_sample();
    let (vault, _) = open(&dir).unwrap();
    let other = Passphrase::of("known to somebody");
    vault.add_passphrase(&other, Slot::Chosen).unwrap();
    let new = Passphrase::of("new");
    let how = Rewriting {
        passphrases: Passphrases::Only(&new, KdfCost::practice()),
        ..SAME
    };
    let (vault, _) = vault.rewrite(&how, &mut |_, payloads| payloads).unwrap();
    assert_eq!(content(&vault), *said);
    drop(vault);
    for old in [&phrase(), &other] {
        assert_eq!(
            Vault::open(&dir, old).err(),
            Some(OpenError::WrongPassphrase)
        );
    }
    assert_eq!(content(&Vault::open(&dir, &new).unwrap().0), *said);
}

#[test]
fn whatever_an_interruption_leaves_beside_it_one_whole_vault_opens() {
    let (home, dir, said) = copy_of_sample();
    let before = tempfile::tempdir().unwrap();
    copy_folder(&dir, &before.path().join("old"));
    let (vault, _) = open(&dir).unwrap();
    drop(vault.rewrite(&SAME, &mut |_, payloads| payloads).unwrap());
    copy_folder(&dir, &before.path().join("new"));
    fs::remove_dir_all(&dir).unwrap();
    // What stands under the three names, and under the vault's own.
    let states: [&[(&str, &str)]; 5] = [
        &[("old", "vault"), ("new", "vault.rewrite-tmp")],
        &[("old", "vault"), ("new", "vault.rewrite-new")],
        &[("old", "vault.rewrite-old"), ("new", "vault.rewrite-new")],
        &[("old", "vault.rewrite-old"), ("new", "vault")],
        &[("old", "vault"), ("new", "vault.restore-tmp")],
    ];
    for state in states {
        for (from, to) in state {
            copy_folder(&before.path().join(from), &home.path().join(to));
        }
        assert!(Vault::is_there(&dir));
        let (vault, report) = open(&dir).unwrap();
        assert!(report.is_quiet(), "{state:?}: {report:?}");
        assert_eq!(content(&vault), *said, "{state:?}");
        drop(vault);
        assert!(only_the_vault(home.path()), "{state:?}");
        fs::remove_dir_all(&dir).unwrap();
    }
}

#[test]
fn somebody_elses_folder_with_such_a_name_is_left_alone() {
    let (home, dir, _) = copy_of_sample();
    let other = home.path().join("vault.rewrite-old");
    super::sample::make(&other, 9);
    drop(open(&dir).unwrap());
    assert!(other.join("header").is_file());
}

#[test]
fn a_vault_that_is_damaged_in_both_copies_is_not_written_anew_unless_one_insists() {
    let (_home, dir, said) = copy_of_sample();
    let lost = StreamId([3; 16]);
    super::damage::damage_in_both(&dir, lost);
    let (vault, _) = open(&dir).unwrap();
    let refused = vault
        .rewrite(&SAME, &mut |_, payloads| payloads)
        .err()
        .unwrap();
    assert_eq!(refused.fault, RewriteError::Damaged);
    let how = Rewriting {
        leave_damaged: true,
        ..SAME
    };
    let vault = refused.vault.unwrap();
    let (vault, _) = vault.rewrite(&how, &mut |_, payloads| payloads).unwrap();
    let mut expected = said.clone();
    expected.remove(&lost);
    assert_eq!(content(&vault), expected);
    drop(vault);
    let (_, report) = open(&dir).unwrap();
    assert_eq!(
        report.lacking,
        [(lost, 50)],
        "each opening goes on telling it"
    );
}

#[test]
fn a_backup_brings_everything_back_as_a_device_of_its_own() {
    let (home, dir, said) = copy_of_sample();
    let file = home.path().join("backup");
    let (vault, _) = open(&dir).unwrap();
    let words = Passphrase::of("six words");
    vault.add_passphrase(&words, Slot::Recovery).unwrap();
    let made = vault.back_up(&file).unwrap();
    assert_eq!((made.frames, made.damaged), (vault.head().sequence, 0));
    // Later backups replace earlier ones of the same vault, and nothing else.
    vault
        .append(&[(StreamId([1; 16]), b"later".to_vec())])
        .unwrap();
    assert_eq!(vault.back_up(&file).unwrap().frames, made.frames + 1);
    let letter = home.path().join("letter");
    fs::File::create(&letter).unwrap();
    assert_eq!(vault.back_up(&letter), Err(BackupError::Exists));
    let id = vault.id();
    drop(vault);
    let again = home.path().join("again");
    let (restored, _) = Vault::restore(&file, &again, &words).unwrap();
    let mut expected = said.clone();
    expected
        .get_mut(&StreamId([1; 16]))
        .unwrap()
        .push(b"later".to_vec());
    assert_eq!(content(&restored), expected);
    assert_ne!(restored.id(), id, "two devices, two identities");
    drop(restored);
    let (restored, report) = Vault::open(&again, &phrase()).unwrap();
    assert!(report.is_quiet());
    assert_eq!(content(&restored), expected);
    assert!(
        matches!(
            Vault::restore(&file, &again, &words),
            Err(BackupError::Rewrite(RewriteError::Exists))
        ),
        "nothing is restored over anything"
    );
    assert_eq!(
        Vault::restore(&file, &home.path().join("third"), &Passphrase::of("guess")).err(),
        Some(BackupError::Open(OpenError::WrongPassphrase))
    );
    let mut names: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|name| name.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["again", "backup", "letter", "vault"]);
}

#[test]
fn a_damaged_backup_gives_back_what_is_whole_and_says_what_is_not() {
    let (home, dir, said) = copy_of_sample();
    let file = home.path().join("backup");
    open(&dir).unwrap().0.back_up(&file).unwrap();
    let whole = fs::read(&file).unwrap();
    let again = home.path().join("again");
    change(&file, |bytes| bytes[9_000] ^= 1);
    let (restored, report) = Vault::restore(&file, &again, &phrase()).unwrap();
    assert!(report.lost_frames > 0, "{report:?}");
    for (stream, payloads) in content(&restored) {
        assert!(
            payloads
                .iter()
                .all(|payload| said[&stream].contains(payload))
        );
    }
    drop(restored);
    fs::remove_dir_all(&again).unwrap();
    for cut in [0, 100, 4_095] {
        change(&file, |bytes| *bytes = whole[..cut].to_vec());
        let refused = Vault::restore(&file, &again, &phrase()).err();
        assert_eq!(refused, Some(BackupError::NotABackup), "{cut}");
        assert!(!again.exists());
    }
}

#[test]
fn a_vault_goes_on_in_another_folder_with_what_could_not_be_saved() {
    let (home, dir, said) = copy_of_sample();
    let (vault, _) = open(&dir).unwrap();
    let elsewhere = home.path().join("stick");
    let pending = (StreamId([1; 16]), b"was on the screen only".to_vec());
    let (moved, _) = vault
        .continue_in(&elsewhere, std::slice::from_ref(&pending))
        .unwrap();
    let mut expected = said.clone();
    expected.get_mut(&pending.0).unwrap().push(pending.1);
    assert_eq!(content(&moved), expected);
    assert_eq!(moved.id(), vault.id(), "the same device goes on");
    assert_eq!(
        vault.continue_in(&elsewhere, &[]).err(),
        Some(RewriteError::Exists)
    );
}
