//! R17 and S5: vaults of every released format open for ever, also without this program.
//!
//! `tests/fixtures/vault-v1` was made once with the first program that writes this format and is never
//! made again; a change of the format adds a folder beside it. `SUMS` was written by
//! `tests/tools/read_vault.py`, which knows the format document and nothing of this program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use firsthours::vault::{Passphrase, StreamId, Vault};
use sha2::{Digest as _, Sha256};

use super::entries_in;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/vault-v1")
}

/// Lays out a copy that may be opened: opening writes.
fn copy() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("vault");
    fs::create_dir(&dir).unwrap();
    for inside in fs::read_dir(golden()).unwrap() {
        let inside = inside.unwrap();
        fs::copy(inside.path(), dir.join(inside.file_name())).unwrap();
    }
    (home, dir)
}

/// What the script prints: stream, payloads, SHA-256 of all of them with their lengths.
fn sums(vault: &Vault) -> String {
    let mut text = String::new();
    for stream in [StreamId::REGISTER].into_iter().chain(vault.streams()) {
        let payloads = vault.read(stream).unwrap();
        let mut sum = Sha256::new();
        for payload in &payloads {
            sum.update((payload.len() as u64).to_le_bytes());
            sum.update(payload.as_slice());
        }
        let hex = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        text += &format!(
            "{} {} {}\n",
            hex(&stream.0),
            payloads.len(),
            hex(&sum.finalize())
        );
    }
    text
}

#[test]
fn the_vault_of_format_1_opens_and_says_what_it_said() {
    let (_home, dir) = copy();
    let expected = fs::read_to_string(golden().join("SUMS")).unwrap();
    for passphrase in ["practice", "the second passphrase"] {
        let (vault, report) = Vault::open(&dir, &Passphrase::of(passphrase)).unwrap();
        assert_eq!((report.lost_frames, report.torn_bytes), (0, 0));
        assert_eq!(sums(&vault), expected);
    }
    let entries = entries_in(&dir).unwrap();
    assert!(format!("{entries:?}").contains("said when format 1 was new"));
    // It goes on under a new key with the same content.
    let (vault, _) = Vault::open(&dir, &Passphrase::of("practice")).unwrap();
    let how = firsthours::vault::Rewriting {
        passphrases: firsthours::vault::Passphrases::Same,
        leave_damaged: false,
    };
    let (vault, _) = vault.rewrite(&how, &mut |_, payloads| payloads).unwrap();
    assert_eq!(sums(&vault), expected);
}

#[test]
fn the_vault_of_format_1_is_read_by_a_script_that_knows_the_format_document_only() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/read_vault.py");
    let can = Command::new("python3")
        .args(["-c", "import cryptography.hazmat.primitives.kdf.argon2"])
        .output()
        .is_ok_and(|ran| ran.status.success());
    if !can {
        println!("S5: not run: python3 with the package cryptography is not there");
        return;
    }
    let read = |place: &Path, passphrase: &str| {
        Command::new("python3")
            .arg(&script)
            .arg(place)
            .arg(passphrase)
            .output()
            .unwrap()
    };
    let expected = fs::read_to_string(golden().join("SUMS")).unwrap();
    for passphrase in ["practice", "the second passphrase"] {
        let ran = read(&golden(), passphrase);
        assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected);
    }
    assert!(!read(&golden(), "guess").status.success());
    // A backup that this program writes today is read too.
    let (home, dir) = copy();
    let backup = home.path().join("backup");
    let (vault, _) = Vault::open(&dir, &Passphrase::of("practice")).unwrap();
    vault.back_up(&backup).unwrap();
    let ran = read(&backup, "practice");
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected);
    println!("S5: the vault and a backup of it, read by the script");
}
