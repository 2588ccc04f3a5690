//! Damage to the files of a closed vault: healed, or named, never shown as an answer.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::sample::{Dice, change, content, copy_folder, copy_of_sample, open, phrase, sample};
use crate::vault::frame::HEAD;
use crate::vault::healing::Hopeless;
use crate::vault::journal::{Journal, PIECE_HEAD, Reader, piece_path, scan};
use crate::vault::keys::Keys;
use crate::vault::sled_guard::{Batch, SledFiles};
use crate::vault::store::name;
use crate::vault::{Notice, OpenError, StreamId, Vault};

/// What happens to a file at one place.
#[derive(Clone, Copy)]
enum Harm {
    /// One bit is another.
    Flip,
    /// Everything from there on is gone.
    Cut,
}

/// The places at which a file is harmed: a share of 300 by dice, as many as one asks for, or with
/// `FIRSTHOURS_FLIPS=all` every byte.
fn places(size: usize, share: usize) -> Vec<usize> {
    let asked = std::env::var("FIRSTHOURS_FLIPS").unwrap_or_default();
    if asked == "all" {
        return (0..size).collect();
    }
    let mut dice = Dice(11);
    let trials = asked.parse().unwrap_or(300 / share);
    (0..trials).map(|_| dice.below(size)).collect()
}

/// Harms a file at seeded places and looks at the vault after each.
fn harm(harm: Harm, file: &str, share: usize, must_be_seen: bool) {
    let path = sample().0.path().join("vault").join(file);
    let size = usize::try_from(fs::metadata(path).unwrap().len()).unwrap();
    let places = places(size, share);
    for place in &places {
        let (_home, dir, said) = copy_of_sample();
        change(&dir.join(file), |bytes| match harm {
            Harm::Flip => bytes[*place] ^= 1 << (place % 8),
            Harm::Cut => bytes.truncate(*place),
        });
        let (vault, report) =
            open(&dir).unwrap_or_else(|fault| panic!("{file} at {place}: {fault}"));
        assert_eq!(content(&vault), *said, "{file} at {place}: {report:?}");
        if must_be_seen && report.is_quiet() {
            assert!(
                !vault.doctor().unwrap().is_sound(),
                "{file} at {place} went unseen"
            );
            vault.repair().unwrap();
            assert_eq!(content(&vault), *said, "{file} at {place}");
        }
        assert!(
            vault
                .append(&[(StreamId([1; 16]), b"goes on".to_vec())])
                .is_ok()
        );
    }
    let what = match harm {
        Harm::Flip => "flipped",
        Harm::Cut => "cut",
    };
    println!(
        "R7: {file} {what} at {} of {size} bytes: 0 lost, 0 wrong, 0 unopenable",
        places.len()
    );
}

#[test]
fn flips_in_the_header_are_healed_and_told() {
    harm(Harm::Flip, "header", 25, true);
    harm(Harm::Flip, "header.bak", 25, true);
}

#[test]
fn flips_in_the_journal_are_healed_or_told() {
    harm(Harm::Flip, "journal-0001", 8, true);
}

#[test]
fn flips_in_sled_are_healed() {
    harm(Harm::Flip, "sled/db", 10, false);
    harm(Harm::Flip, "sled/conf", 20, false);
}

#[test]
fn cuts_of_header_and_journal_are_healed_and_told() {
    harm(Harm::Cut, "header", 50, true);
    harm(Harm::Cut, "header.bak", 50, true);
    harm(Harm::Cut, "journal-0001", 20, true);
}

#[test]
fn cuts_of_sled_are_healed() {
    harm(Harm::Cut, "sled/db", 20, false);
    harm(Harm::Cut, "sled/conf", 50, false);
}

fn keys(vault: &Vault) -> Arc<Keys> {
    Arc::clone(&vault.keys)
}

#[test]
fn every_length_of_a_torn_end_is_set_aside_and_the_rest_stays() {
    let (_home, dir, _) = copy_of_sample();
    let keys = keys(&open(&dir).unwrap().0);
    let path = piece_path(&dir, 1);
    let whole = fs::read(&path).unwrap();
    let before = scan(&dir).unwrap();
    let last = *before.places.last().unwrap();
    let start = usize::try_from(last.offset).unwrap();
    for cut in start..whole.len() {
        change(&path, |bytes| *bytes = whole[..cut].to_vec());
        let scan = scan(&dir).unwrap();
        let chain = scan.chain(&dir, &keys).unwrap();
        assert_eq!(chain.head.sequence, last.head.sequence - 1);
        assert_eq!(chain.holes, []);
        let torn = scan.torn.map_or(0, |torn| torn.length);
        assert_eq!(torn, (cut - start) as u64);
        let mut journal = Journal::open(&dir, Arc::clone(&keys), &scan, chain.head).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().len(), last.offset);
        if cut > start {
            let aside = dir.join(format!("aside/torn-0001-{start}-1"));
            assert_eq!(fs::read(&aside).unwrap(), whole[start..cut]);
            fs::remove_file(aside).unwrap();
        }
        let content = Reader::new(&dir, &keys).read(&scan.places[0]).unwrap();
        assert_eq!(
            journal.append(&content).unwrap().anchor().sequence,
            last.head.sequence
        );
    }
}

#[test]
fn a_torn_end_is_told_and_loses_nothing_that_was_acknowledged() {
    let home = tempfile::tempdir().unwrap();
    let (_copy, dir, said) = copy_of_sample();
    drop(open(&dir).unwrap());
    copy_folder(&dir, &home.path().join("before"));
    let (vault, _) = open(&dir).unwrap();
    vault
        .append(&[(StreamId([1; 16]), b"never acknowledged".to_vec())])
        .unwrap();
    drop(vault);
    let whole = fs::read(piece_path(&dir, 1)).unwrap();
    let start = fs::read(piece_path(&home.path().join("before"), 1))
        .unwrap()
        .len();
    for cut in [
        start + 1,
        start + HEAD - 1,
        start + HEAD + 1,
        whole.len() - 1,
    ] {
        // sled as it was before: the program was killed before it could be told.
        let torn = home.path().join(format!("torn-{cut}"));
        copy_folder(&home.path().join("before"), &torn);
        change(&piece_path(&torn, 1), |bytes| {
            *bytes = whole[..cut].to_vec();
        });
        let (vault, report) = open(&torn).unwrap();
        assert_eq!(report.torn_bytes, (cut - start) as u64);
        assert_eq!(content(&vault), *said);
    }
}

#[test]
fn what_was_acknowledged_survives_a_working_copy_that_was_not_synced() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("killed");
    let (_copy, living, said) = copy_of_sample();
    let (vault, _) = open(&living).unwrap();
    for n in 0..10_u8 {
        vault.append(&[(StreamId([9; 16]), vec![n; 10])]).unwrap();
    }
    // The folder as a kill leaves it: sled was told, but brought nothing to the disk.
    copy_folder(&living, &dir);
    drop(vault);
    let (vault, report) = open(&dir).unwrap();
    assert!(report.is_quiet(), "{report:?}");
    let mut expected = said.clone();
    expected.insert(StreamId([9; 16]), (0..10).map(|n| vec![n; 10]).collect());
    assert_eq!(content(&vault), expected);
}

#[test]
fn sled_deleted_is_built_again_from_the_journal() {
    let (_home, dir, said) = copy_of_sample();
    fs::remove_dir_all(dir.join("sled")).unwrap();
    let (vault, report) = open(&dir).unwrap();
    assert!(report.store_rebuilt);
    assert_eq!(content(&vault), *said);
    drop(vault);
    assert!(open(&dir).unwrap().1.is_quiet());
}

#[test]
fn a_deleted_journal_is_written_again_from_sled() {
    let (_home, dir, said) = copy_of_sample();
    fs::remove_file(piece_path(&dir, 1)).unwrap();
    let (vault, report) = open(&dir).unwrap();
    assert!(
        report.healed_frames > 0 && report.lost_frames == 0,
        "{report:?}"
    );
    assert_eq!(content(&vault), *said);
    drop(vault);
    fs::remove_dir_all(dir.join("sled")).unwrap();
    let (vault, report) = open(&dir).unwrap();
    assert_eq!(content(&vault), *said, "{report:?}");
    assert!(vault.doctor().unwrap().is_sound());
}

#[test]
fn with_journal_and_sled_gone_nothing_is_opened_and_nothing_is_made() {
    let (_home, dir, _) = copy_of_sample();
    fs::remove_file(piece_path(&dir, 1)).unwrap();
    fs::remove_dir_all(dir.join("sled")).unwrap();
    assert_eq!(open(&dir).err(), Some(OpenError::NothingReadable));
    assert!(!piece_path(&dir, 1).exists());
}

#[test]
fn bad_and_unfinished_snapshots_of_sled_do_not_lock_it() {
    let (_home, dir, said) = copy_of_sample();
    for name in [
        "sled/snap.0000000000000A00",
        "sled/snap.0000000000000B00.generating",
    ] {
        fs::File::create(dir.join(name)).unwrap();
    }
    let (vault, _) = open(&dir).unwrap();
    assert_eq!(content(&vault), *said);
    assert!(!dir.join("sled/snap.0000000000000B00.generating").exists());
}

#[test]
fn an_older_sled_is_brought_up() {
    let (_home, dir, _) = copy_of_sample();
    let home = tempfile::tempdir().unwrap();
    copy_folder(&dir.join("sled"), &home.path().join("old"));
    let (vault, _) = open(&dir).unwrap();
    vault
        .append(&[(StreamId([1; 16]), b"newer".to_vec())])
        .unwrap();
    vault.seal_stream(StreamId([1; 16])).unwrap();
    let now = content(&vault);
    drop(vault);
    fs::remove_dir_all(dir.join("sled")).unwrap();
    copy_folder(&home.path().join("old"), &dir.join("sled"));
    let (vault, report) = open(&dir).unwrap();
    assert_eq!((report.replayed, content(&vault)), (2, now));
}

/// Takes every value of one stream's packed or open form out of sled.
pub(super) fn take_out_of_sled(dir: &Path, stream: StreamId) {
    let keys = keys(&open(dir).unwrap().0);
    let files = SledFiles::open(dir, &dir.join("sled")).unwrap();
    let mut batch = Batch::default();
    for kind in [3, 4] {
        batch.take(name(&keys, kind, &stream.0, 0));
    }
    files.apply(batch).unwrap();
    files.flush().unwrap();
}

/// Spoils the content of every journal frame that holds payloads of a stream.
fn spoil_in_journal(dir: &Path, stream: StreamId) -> usize {
    let keys = keys(&open(dir).unwrap().0);
    let scan = scan(dir).unwrap();
    let mut spoilt = 0;
    for place in &scan.places {
        let holds = Reader::new(dir, &keys)
            .read(place)
            .unwrap()
            .streams()
            .contains(&stream);
        if holds {
            let at = usize::try_from(place.offset).unwrap() + HEAD + 30;
            change(&piece_path(dir, 1), |bytes| bytes[at] ^= 1);
            spoilt += 1;
        }
    }
    spoilt
}

/// Damages a stream where it cannot be healed.
pub(super) fn damage_in_both(dir: &Path, stream: StreamId) {
    take_out_of_sled(dir, stream);
    assert_eq!(spoil_in_journal(dir, stream), 1);
}

#[test]
fn both_copies_damaged_in_different_visits_lose_nothing() {
    let (_home, dir, said) = copy_of_sample();
    take_out_of_sled(&dir, StreamId([3; 16]));
    assert!(spoil_in_journal(&dir, StreamId([2; 16])) > 1);
    let (vault, _) = open(&dir).unwrap();
    assert_eq!(content(&vault), *said);
    vault.repair().unwrap();
    assert_eq!(content(&vault), *said);
    let doctor = vault.doctor().unwrap();
    assert!(doctor.is_sound() && doctor.healed_frames > 0, "{doctor:?}");
    drop(vault);
    assert!(open(&dir).unwrap().1.is_quiet());
}

#[test]
fn both_copies_damaged_in_the_same_visit_name_it_and_show_the_others() {
    let (_home, dir, said) = copy_of_sample();
    let lost = StreamId([3; 16]);
    damage_in_both(&dir, lost);
    let (vault, _) = open(&dir).unwrap();
    let mut expected = said.clone();
    expected.insert(lost, Vec::new());
    assert_eq!(content(&vault), expected);
    assert_eq!(vault.notices().take(), [Notice::StreamLacks(lost, 50)]);
    assert_eq!(vault.doctor().unwrap().lacking, [(lost, 50)]);
    let report = vault.repair().unwrap();
    assert_eq!((report.lost_frames, report.lacking), (1, vec![(lost, 50)]));
    drop(vault);
    let (vault, report) = open(&dir).unwrap();
    assert_eq!(
        (report.lost_frames, report.lacking.as_slice()),
        (1, &[(lost, 50)][..])
    );
    assert_eq!(content(&vault), expected);
    assert!(!vault.doctor().unwrap().is_sound());
}

#[test]
fn damage_in_the_middle_is_skipped_to_the_next_whole_frame() {
    let (_home, dir, said) = copy_of_sample();
    let places = scan(&dir).unwrap().places;
    let start = usize::try_from(places[4].offset).unwrap();
    let end = usize::try_from(places[9].offset).unwrap();
    change(&piece_path(&dir, 1), |bytes| bytes[start..end].fill(0));
    let (vault, report) = open(&dir).unwrap();
    assert_eq!(
        (report.healed_frames, report.lost_frames, report.torn_bytes),
        (5, 0, 0)
    );
    assert_eq!(content(&vault), *said);
    drop(vault);
    let (vault, report) = open(&dir).unwrap();
    assert!(
        report.is_quiet(),
        "healed once, not at each opening: {report:?}"
    );
    assert_eq!(content(&vault), *said);
}

#[test]
fn a_header_of_another_vault_opens_nothing_and_changes_nothing() {
    let (_home, dir, said) = copy_of_sample();
    let other = tempfile::tempdir().unwrap();
    super::sample::make(&other.path().join("vault"), 8);
    for name in ["header", "header.bak"] {
        fs::copy(dir.join(name), dir.join(format!("{name}.own"))).unwrap();
        fs::copy(other.path().join("vault").join(name), dir.join(name)).unwrap();
    }
    let journal = fs::read(piece_path(&dir, 1)).unwrap();
    assert_eq!(open(&dir).err(), Some(OpenError::HeaderDamaged));
    assert_eq!(fs::read(piece_path(&dir, 1)).unwrap(), journal);
    fs::rename(dir.join("header.bak.own"), dir.join("header.bak")).unwrap();
    let (vault, report) = open(&dir).unwrap();
    assert!(report.header_healed);
    assert_eq!(content(&vault), *said);
}

#[test]
fn with_keys_that_open_nothing_the_journal_is_left_alone() {
    let (_home, dir, _) = copy_of_sample();
    fs::remove_dir_all(dir.join("sled")).unwrap();
    let master = crate::vault::keys::Key::random().unwrap();
    let keys = Arc::new(Keys::new([5; 16], &master));
    let before = fs::read(piece_path(&dir, 1)).unwrap();
    let scan = scan(&dir).unwrap();
    let mut report = crate::vault::OpenReport::default();
    let parts = crate::vault::healing::bring_together(&dir, &keys, &scan, true, &mut report);
    assert!(matches!(parts, Err(Hopeless::NothingReadable)));
    assert_eq!(fs::read(piece_path(&dir, 1)).unwrap(), before);
    assert!(before.len() as u64 > PIECE_HEAD && !phrase().is_empty());
}
