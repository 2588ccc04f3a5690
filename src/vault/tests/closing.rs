//! What was known at the last closing: quick when it is true, never believed when it is not.

use std::fs;
use std::path::{Path, PathBuf};

use super::sample::{
    Dice, Said, change, content, copy_folder, copy_of_sample, make, open, open_lightly,
};
use crate::vault::journal::{piece_path, scan};
use crate::vault::known::{Known, Looked};
use crate::vault::working::Working;
use crate::vault::{StreamId, Vault, hold};

const OPEN_VISIT: StreamId = StreamId([1; 16]);

fn kept(dir: &Path) -> PathBuf {
    dir.join("cache/ffffffff")
}

fn is_light(vault: &Vault) -> bool {
    matches!(*hold(&vault.working), Working::Known(_))
}

/// A copy of the sample that was opened and closed where it stands.
fn closed() -> (tempfile::TempDir, PathBuf, &'static Said) {
    let (home, dir, said) = copy_of_sample();
    drop(open(&dir).unwrap());
    assert!(kept(&dir).is_file());
    (home, dir, said)
}

fn say(vault: &Vault, what: &[u8]) {
    vault.append(&[(OPEN_VISIT, what.to_vec())]).unwrap();
}

fn with(said: &Said, more: &[&[u8]]) -> Said {
    let mut said = said.clone();
    let visit = said.entry(OPEN_VISIT).or_default();
    visit.extend(more.iter().map(|payload| payload.to_vec()));
    said
}

#[test]
fn a_vault_that_was_closed_well_opens_without_its_working_copy_and_says_the_same() {
    let (_home, dir, said) = closed();
    let (vault, _) = open(&dir).unwrap();
    let revision = vault.revision(OPEN_VISIT);
    vault
        .set_summary(OPEN_VISIT, revision, b"in short")
        .unwrap();
    let head = vault.head();
    drop(vault);
    // sled is not even looked at: without it nothing is missing.
    fs::rename(dir.join("sled"), dir.join("away")).unwrap();
    let (vault, report) = open_lightly(&dir).unwrap();
    assert!(report.is_quiet() && is_light(&vault));
    assert_eq!(vault.head(), head);
    assert_eq!(vault.summary(OPEN_VISIT).unwrap().as_slice(), b"in short");
    let mut visits = said.keys().filter(|stream| **stream != StreamId::REGISTER);
    assert!(
        vault
            .streams()
            .iter()
            .all(|stream| visits.next() == Some(stream))
    );
    let register = vault.read(StreamId::REGISTER).unwrap();
    assert!(
        register
            .iter()
            .map(|it| it.as_slice())
            .eq(said[&StreamId::REGISTER].iter())
    );
    assert!(is_light(&vault), "so far nothing wanted more");
    drop(vault);
    fs::rename(dir.join("away"), dir.join("sled")).unwrap();
    let (vault, _) = open_lightly(&dir).unwrap();
    assert_eq!(content(&vault), *said);
    assert!(!is_light(&vault));
    say(&vault, b"and more");
    assert_eq!(content(&vault), with(said, &[b"and more"]));
    assert!(vault.doctor().unwrap().is_sound());
}

#[test]
fn without_its_working_copy_a_vault_that_was_opened_lightly_builds_it_again() {
    let (_home, dir, said) = closed();
    let (vault, _) = open(&dir).unwrap();
    let revision = vault.revision(OPEN_VISIT);
    vault
        .set_summary(OPEN_VISIT, revision, b"in short")
        .unwrap();
    drop(vault);
    fs::remove_dir_all(dir.join("sled")).unwrap();
    let (vault, _) = open_lightly(&dir).unwrap();
    assert_eq!(content(&vault), *said);
    assert_eq!(vault.summary(OPEN_VISIT).unwrap().as_slice(), b"in short");
    say(&vault, b"goes on");
    drop(vault);
    let (vault, report) = open(&dir).unwrap();
    assert!(report.is_quiet(), "{report:?}");
    assert_eq!(content(&vault), with(said, &[b"goes on"]));
}

#[test]
fn before_the_first_change_it_is_taken_away_and_a_killed_program_leaves_none() {
    let (_home, dir, said) = closed();
    let (vault, _) = open_lightly(&dir).unwrap();
    assert!(kept(&dir).is_file());
    say(&vault, b"said, and not closed");
    assert!(!kept(&dir).exists());
    let killed = dir.with_file_name("killed");
    copy_folder(&dir, &killed);
    drop(vault);
    assert!(kept(&dir).is_file());
    let (vault, _) = open_lightly(&killed).unwrap();
    assert!(!is_light(&vault));
    assert_eq!(content(&vault), with(said, &[b"said, and not closed"]));
    drop(vault);
    // What is half typed stands beside the register alone: it is as true as an entry.
    let (vault, _) = open_lightly(&killed).unwrap();
    let revision = vault.revision(StreamId::REGISTER);
    vault
        .set_summary(StreamId::REGISTER, revision, b"half")
        .unwrap();
    assert!(!kept(&killed).exists());
}

#[test]
fn an_older_one_hides_nothing_that_was_said_since() {
    let (_home, dir, said) = closed();
    let older = fs::read(kept(&dir)).unwrap();
    let (vault, _) = open(&dir).unwrap();
    say(&vault, b"later");
    drop(vault);
    change(&kept(&dir), |bytes| bytes.clone_from(&older));
    let (vault, report) = open_lightly(&dir).unwrap();
    assert!(!is_light(&vault) && report.is_quiet(), "{report:?}");
    assert_eq!(content(&vault), with(said, &[b"later"]));
}

#[test]
fn a_later_one_accepts_no_journal_that_was_put_back() {
    let (_home, dir, said) = closed();
    let piece = piece_path(&dir, 1);
    let before = fs::read(&piece).unwrap();
    let (vault, _) = open(&dir).unwrap();
    say(&vault, b"only in sled now");
    drop(vault);
    change(&piece, |bytes| bytes.clone_from(&before));
    let (vault, report) = open_lightly(&dir).unwrap();
    assert!(!is_light(&vault));
    assert_eq!((report.healed_frames, report.lost_frames), (1, 0));
    assert_eq!(content(&vault), with(said, &[b"only in sled now"]));
    drop(vault);
    // And with sled put back as well it is another vault in an earlier state, as a whole.
    fs::remove_dir_all(dir.join("sled")).unwrap();
    change(&piece, |bytes| bytes.clone_from(&before));
    let (vault, _) = open_lightly(&dir).unwrap();
    assert!(!is_light(&vault));
    assert_eq!(content(&vault), *said);
}

#[test]
fn a_journal_of_the_same_length_with_another_end_is_seen() {
    let (_home, dir, _) = closed();
    let last = *scan(&dir).unwrap().places.last().unwrap();
    let at = usize::try_from(last.end()).unwrap() - 1;
    let piece = piece_path(&dir, 1);
    let known = fs::read(kept(&dir)).unwrap();
    let about = fs::metadata(&piece).unwrap();
    // Rot below the file system: the bytes are others, the times are as they were.
    change(&piece, |bytes| bytes[at] ^= 1);
    let file = fs::File::options().append(true).open(&piece).unwrap();
    file.set_modified(about.modified().unwrap()).unwrap();
    change(&kept(&dir), |bytes| bytes.clone_from(&known));
    let (vault, report) = open_lightly(&dir).unwrap();
    assert!(!is_light(&vault) && !report.is_quiet(), "{report:?}");
}

#[test]
fn a_damaged_or_foreign_one_counts_as_none() {
    let (_home, dir, said) = closed();
    let other = tempfile::tempdir().unwrap();
    let foreign = other.path().join("vault");
    make(&foreign, 8);
    let whole = fs::read(kept(&dir)).unwrap();
    let mut dice = Dice(4);
    let mut harmed: Vec<Vec<u8>> = vec![fs::read(kept(&foreign)).unwrap(), Vec::new()];
    for _ in 0..40 {
        let at = dice.below(whole.len());
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        harmed.extend([flipped, whole[..at].to_vec()]);
    }
    for bytes in harmed {
        change(&kept(&dir), |file| file.clone_from(&bytes));
        let (vault, report) = open_lightly(&dir).unwrap();
        assert!(report.is_quiet(), "{report:?}");
        assert!(!is_light(&vault));
        assert_eq!(content(&vault), *said);
        drop(vault);
    }
    assert!(is_light(&open_lightly(&dir).unwrap().0));
}

#[test]
fn once_a_day_and_after_many_closings_everything_is_looked_at() {
    let (_home, dir, said) = closed();
    let day = 24 * 60 * 60;
    for (ago, closings, is_believed) in [
        (0, 0, true),
        (day - 60, 31, true),
        (day, 0, false),
        (-60, 0, false),
        (0, 32, false),
    ] {
        let (vault, _) = open_lightly(&dir).unwrap();
        let now = vault.lock.taken_at().unwrap();
        let mut known = Known::read(&vault.drawer, &dir, &vault.keys, now).unwrap();
        known.looked = Looked {
            at: now - ago,
            closings,
        };
        known.keep(&vault.drawer, &dir).unwrap();
        drop(vault);
        let (vault, _) = open_lightly(&dir).unwrap();
        assert_eq!(is_light(&vault), is_believed, "{ago} {closings}");
        assert_eq!(content(&vault), *said);
    }
    // Often, and always with a change.
    for step in 0..40_u8 {
        say(&open(&dir).unwrap().0, &[step]);
    }
    let (vault, _) = open(&dir).unwrap();
    assert!(hold(&vault.closing).looked.closings < 32);
}

#[test]
fn damage_that_is_seen_while_reading_makes_the_next_opening_look_at_everything() {
    let (_home, dir, said) = closed();
    let visit = StreamId([3; 16]);
    super::damage::take_out_of_sled(&dir, visit);
    let (vault, _) = open_lightly(&dir).unwrap();
    assert_eq!(content(&vault), *said);
    drop(vault);
    assert!(!kept(&dir).exists());
    let (vault, report) = open_lightly(&dir).unwrap();
    assert!(!is_light(&vault) && report.is_quiet(), "{report:?}");
    assert_eq!(content(&vault), *said);
}

#[test]
fn what_is_lost_is_told_by_each_opening() {
    let (_home, dir, _) = closed();
    let lost = StreamId([3; 16]);
    super::damage::damage_in_both(&dir, lost);
    open(&dir).unwrap().0.repair().unwrap();
    for _ in 0..3 {
        let (_, report) = open_lightly(&dir).unwrap();
        assert_eq!((report.lost_frames, report.lacking), (1, vec![(lost, 50)]));
    }
}

#[test]
fn a_closed_visit_keeps_its_summary_and_one_that_grew_has_none() {
    let (_home, dir, _) = closed();
    let (vault, _) = open(&dir).unwrap();
    let before = vault.revision(OPEN_VISIT);
    vault.set_summary(OPEN_VISIT, before, b"short").unwrap();
    vault.seal_stream(OPEN_VISIT).unwrap();
    assert_eq!(vault.summary(OPEN_VISIT).unwrap().as_slice(), b"short");
    say(&vault, b"more");
    assert!(vault.summary(OPEN_VISIT).is_none());
    // Derived before it grew, and brought too late.
    vault.set_summary(OPEN_VISIT, before, b"short").unwrap();
    assert!(vault.summary(OPEN_VISIT).is_none());
    drop(vault);
    let (vault, _) = open_lightly(&dir).unwrap();
    assert!(vault.summary(OPEN_VISIT).is_none());
}
