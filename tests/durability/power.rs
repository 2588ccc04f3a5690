//! R3 and R4: power cuts at any moment, and that "saved" is only said after the disk has it.
//!
//! `FIRSTHOURS_STATES=5000 cargo test durability::power -- --nocapture` looks at more states of the disk.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::disk::{Change, Dice, Disk, Survival, read_notes};
use super::{Bench, acknowledgements, answer_line, asked, marks_in};

/// Disk states of the quick run.
const STATES: usize = 160;
/// Answers of each of the three sessions.
const ANSWERS: usize = 12;

/// Compiles the witness once, with the compiler that built the tests.
pub(crate) fn witness() -> &'static Path {
    static BUILT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("libwitness.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/witness.rs");
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let status = Command::new(compiler)
            .args([
                "--edition",
                "2024",
                "--crate-type",
                "cdylib",
                "-C",
                "opt-level=1",
                "-C",
                "panic=abort",
                "-o",
            ])
            .arg(&library)
            .arg(source)
            .status()
            .unwrap();
        assert!(status.success(), "the witness compiles");
        (folder, library)
    });
    library
}

fn watch(command: &mut Command, folder: &Path) {
    let folder = folder.canonicalize().unwrap();
    command
        .env("LD_PRELOAD", witness())
        .env("WITNESS_ROOT", folder.join("root"))
        .env("WITNESS_LOG", folder.join("notes"));
}

/// Three sessions of answers, a close between the second and third; returns the notes.
fn three_sessions(bench: &Bench, prepare: &dyn Fn(&mut Command, &Path)) -> Vec<Change> {
    for session in 0..3 {
        let (mut child, mut input) = bench.start_recording(prepare);
        for number in session * ANSWERS..(session + 1) * ANSWERS {
            input.write_all(answer_line(number).as_bytes()).unwrap();
        }
        drop(input);
        assert_eq!(acknowledgements(&mut child), ANSWERS);
        assert!(child.wait().unwrap().success());
        if session == 1 {
            bench.run(prepare, &["visit", "close", &bench.visit]);
            bench.run(prepare, &["visit", "reopen", &bench.visit, "--why", "test"]);
        }
    }
    read_notes(&bench.folder.path().join("notes"))
}

/// How many answers a line of output acknowledges.
fn acknowledged_by(change: &Change) -> usize {
    match change {
        Change::Said { text } => text
            .lines()
            .filter(|line| line.contains("\"ok\":true"))
            .count(),
        _ => 0,
    }
}

/// Checks that each acknowledgement stands after a sync of its own that covers the journal's writes.
fn every_acknowledgement_is_synced(notes: &[Change]) -> Result<usize, String> {
    // Syncs of the journal that carried something, and were not yet claimed by an acknowledgement.
    let (mut unsynced, mut syncs, mut checked) = (false, 0, 0);
    for change in notes {
        match change {
            Change::Write { path, .. } if path.contains("journal-") => unsynced = true,
            Change::Sync { path } if path.contains("journal-") => {
                syncs += usize::from(unsynced);
                unsynced = false;
            }
            said => {
                let yes = acknowledged_by(said);
                if yes == 0 {
                    continue;
                }
                if unsynced {
                    return Err(format!("acknowledgement {checked} stands before its sync"));
                }
                if syncs < yes {
                    return Err(format!("acknowledgement {checked} has no sync of its own"));
                }
                // A sync from before the sessions, or of a close, is nobody's credit later.
                syncs = 0;
                checked += yes;
            }
        }
    }
    Ok(checked)
}

#[test]
fn saved_is_said_only_after_a_real_sync_and_a_lying_disk_is_seen() {
    let honest = Bench::made_with(&watch);
    let notes = three_sessions(&honest, &watch);
    assert_eq!(every_acknowledgement_is_synced(&notes), Ok(3 * ANSWERS));
    // The same run with a disk whose sync does nothing: a check that stays silent proves nothing.
    let lie = |command: &mut Command, folder: &Path| {
        watch(command, folder);
        command.env("WITNESS_LIE", "1");
    };
    let lied = Bench::made_with(&lie);
    let notes = three_sessions(&lied, &lie);
    assert!(every_acknowledgement_is_synced(&notes).is_err());
    println!(
        "R4: {} acknowledgements, each after its own sync; a lying disk is seen",
        3 * ANSWERS
    );
}

/// What a power cut at one moment left.
enum Left {
    /// The vault was not there yet, and had not been announced.
    NotYet,
    /// It opened with every acknowledged answer.
    Whole,
}

/// Lays out the disk that a power cut after `cut` changes leaves, and opens the vault on it.
fn after_cut(
    notes: &[Change],
    cut: usize,
    survival: Survival,
    dice: &mut Dice,
) -> Result<Left, String> {
    let mut disk = Disk::default();
    notes[..cut].iter().for_each(|change| disk.take(change));
    let acknowledged: usize = notes[..cut].iter().map(acknowledged_by).sum();
    let folder = tempfile::tempdir().unwrap();
    disk.lay_out(folder.path(), survival, dice);
    let vault = folder.path().join("vault");
    let what = || format!("cut at {cut} of {}, {survival:?}", notes.len());
    if !vault.exists() {
        return if notes[..cut]
            .iter()
            .any(|change| matches!(change, Change::Said { .. }))
        {
            Err(format!("{}: a vault that was announced is gone", what()))
        } else {
            Ok(Left::NotYet)
        };
    }
    let found = marks_in(&vault).map_err(|fault| format!("{}: does not open: {fault}", what()))?;
    match (0..acknowledged).find(|number| !found.contains(number)) {
        Some(number) => Err(format!(
            "{}: answer {number} of {acknowledged} is lost",
            what()
        )),
        None => Ok(Left::Whole),
    }
}

#[test]
fn power_cuts_lose_no_acknowledged_answer() {
    let states = asked("FIRSTHOURS_STATES", STATES);
    let bench = Bench::made_with(&watch);
    let notes = three_sessions(&bench, &watch);
    let made = notes
        .iter()
        .position(|change| matches!(change, Change::Said { .. }))
        .expect("the practice vault was announced");
    let next = AtomicUsize::new(0);
    let (not_yet, opened) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let judge = || {
        loop {
            let state = next.fetch_add(1, Ordering::SeqCst);
            if state >= states {
                return;
            }
            let mut dice = Dice(0xd15c_0000 + state as u64);
            // One state in five falls into the making of the vault, the rest anywhere after it.
            let cut = if state.is_multiple_of(5) {
                dice.below(made)
            } else {
                made + dice.below(notes.len() - made)
            };
            let survival = match dice.below(4) {
                0 => Survival::OnlySynced,
                1 => Survival::Everything,
                _ => Survival::ByChance,
            };
            match after_cut(&notes, cut, survival, &mut dice) {
                Ok(Left::NotYet) => not_yet.fetch_add(1, Ordering::SeqCst),
                Ok(Left::Whole) => opened.fetch_add(1, Ordering::SeqCst),
                Err(fault) => panic!("state {state}: {fault}"),
            };
        }
    };
    thread::scope(|scope| {
        scope.spawn(judge);
        scope.spawn(judge);
    });
    println!(
        "R3: {states} states of {} noted changes ({made} while the vault was made): {} opened with every acknowledged answer, {} before the vault was there",
        notes.len(),
        opened.into_inner(),
        not_yet.into_inner()
    );
    without_the_journals_syncs_answers_are_lost(&notes, made);
}

/// The same replay must find losses when the journal's syncs are struck from the notes.
fn without_the_journals_syncs_answers_are_lost(notes: &[Change], made: usize) {
    let mut notes = notes.to_vec();
    let mut at = 0;
    notes.retain(|change| {
        at += 1;
        at <= made || !matches!(change, Change::Sync { path } if path.contains("journal-"))
    });
    let mut dice = Dice(0xbad);
    let states = 20;
    let lost = (0..states)
        .filter(|_| {
            let cut = made + dice.below(notes.len() - made);
            after_cut(&notes, cut, Survival::OnlySynced, &mut dice).is_err()
        })
        .count();
    assert!(
        lost > 0,
        "a journal that is never synced loses nothing: the replay is blind"
    );
    println!(
        "R3: without the journal's syncs {lost} of {states} states lose answers: the replay sees it"
    );
}
