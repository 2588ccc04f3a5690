//! R3 and R4: power cuts at any moment, and that "saved" is only said after the disk has it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::disk::{Change, Dice, Disk, Survival, read_notes};
use super::{Bench, acknowledgements, answer_line, marks_in};

/// Disk states of the quick run, by the bar of the first release.
const STATES: usize = 500;
/// Answers of each of the three sessions.
const ANSWERS: usize = 12;

/// Compiles the witness once, with the compiler that built the tests.
fn witness() -> &'static Path {
    static BUILT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("libwitness.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/witness.rs");
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let status = Command::new(compiler)
            .args(["--edition", "2024", "--crate-type", "cdylib", "-C", "opt-level=1", "-C", "panic=abort", "-o"])
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
        Change::Said { text } => text.lines().filter(|line| line.contains("\"ok\":true")).count(),
        _ => 0,
    }
}

/// Checks that each acknowledgement stands after a sync of the journal that covers its writes.
fn every_acknowledgement_is_synced(notes: &[Change]) -> Result<usize, String> {
    let (mut unsynced, mut synced, mut checked) = (false, false, 0);
    for change in notes {
        match change {
            Change::Write { path, .. } if path.contains("journal-") => unsynced = true,
            Change::Sync { path } if path.contains("journal-") => {
                synced |= unsynced;
                unsynced = false;
            }
            said if acknowledged_by(said) > 0 => {
                if unsynced {
                    return Err(format!("acknowledgement {checked} stands before its sync"));
                }
                if !synced {
                    return Err(format!("acknowledgement {checked} has no sync of its own"));
                }
                synced = false;
                checked += acknowledged_by(said);
            }
            _ => {}
        }
    }
    Ok(checked)
}

#[test]
fn saved_is_said_only_after_a_real_sync_and_a_lying_disk_is_seen() {
    let honest = Bench::new(&watch);
    let notes = three_sessions(&honest, &watch);
    assert_eq!(every_acknowledgement_is_synced(&notes), Ok(3 * ANSWERS));
    // The same run with a disk whose sync does nothing: a check that stays silent proves nothing.
    let lie = |command: &mut Command, folder: &Path| {
        watch(command, folder);
        command.env("WITNESS_LIE", "1");
    };
    let lied = Bench::new(&lie);
    let notes = three_sessions(&lied, &lie);
    assert!(every_acknowledgement_is_synced(&notes).is_err());
    println!("R4: {} acknowledgements, each after its own sync; a lying disk is seen", 3 * ANSWERS);
}

#[test]
fn five_hundred_power_cuts_lose_no_acknowledged_answer() {
    let bench = Bench::new(&watch);
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
            if state >= STATES {
                return;
            }
            let mut dice = Dice(0xd15c_0000 + state as u64);
            // One state in ten falls into the making of the vault, the rest anywhere after it.
            let cut = if state % 10 == 0 { dice.below(made) } else { made + dice.below(notes.len() - made) };
            let survival = match state % 4 {
                0 => Survival::OnlySynced,
                1 => Survival::Everything,
                _ => Survival::ByChance,
            };
            let mut disk = Disk::default();
            notes[..cut].iter().for_each(|change| disk.take(change));
            let acknowledged: usize = notes[..cut].iter().map(acknowledged_by).sum();
            let folder = tempfile::tempdir().unwrap();
            disk.lay_out(folder.path(), survival, &mut dice);
            let vault = folder.path().join("vault");
            if !vault.exists() {
                assert!(cut <= made, "state {state}: cut at {cut}: a vault that was announced is gone");
                not_yet.fetch_add(1, Ordering::SeqCst);
                continue;
            }
            let found = marks_in(&vault).unwrap_or_else(|fault| {
                panic!("state {state}: cut at {cut} of {}, {survival:?}: does not open: {fault}", notes.len())
            });
            for number in 0..acknowledged {
                assert!(
                    found.contains(&number),
                    "state {state}: cut at {cut}, {survival:?}: answer {number} of {acknowledged} is lost"
                );
            }
            opened.fetch_add(1, Ordering::SeqCst);
        }
    };
    thread::scope(|scope| {
        scope.spawn(judge);
        scope.spawn(judge);
    });
    println!(
        "R3: {STATES} states of {} noted changes: {} opened with every acknowledged answer, {} before the vault was there",
        notes.len(),
        opened.into_inner(),
        not_yet.into_inner()
    );
}
