//! Who may open and write: a second program, a killed one, a disk that refuses.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::sample::{content, copy_of_sample, open, sample};
use crate::vault::{AppendError, OpenError, StreamId, Vault};

/// Runs one of the tests below in a process of its own.
pub(super) fn child(test: &str, dir: &std::path::Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", &format!("vault::tests::{test}"), "--nocapture"])
        .env("FIRSTHOURS_CHILD", dir)
        .stdout(Stdio::piped());
    command
}

pub(super) fn asked() -> Option<std::path::PathBuf> {
    std::env::var_os("FIRSTHOURS_CHILD").map(Into::into)
}

#[test]
fn child_that_holds_the_vault() {
    let Some(dir) = asked() else { return };
    let (vault, _) = open(&dir).unwrap();
    // One byte for each append that was acknowledged: a length cannot be half written.
    let mut said = fs::OpenOptions::new()
        .append(true)
        .open(dir.with_extension("said"))
        .unwrap();
    for n in 0_u32.. {
        let payload = n.to_le_bytes().to_vec();
        vault.append(&[(StreamId([8; 16]), payload)]).unwrap();
        io::Write::write_all(&mut said, b".").unwrap();
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_second_opener_is_refused_within_a_second_and_a_killed_holder_leaves_no_lock() {
    let (_home, dir, said) = copy_of_sample();
    fs::File::create(dir.with_extension("said")).unwrap();
    let mut holder = child("holders::child_that_holds_the_vault", &dir)
        .spawn()
        .unwrap();
    let acknowledged = || fs::read(dir.with_extension("said")).unwrap().len();
    let start = Instant::now();
    while acknowledged() < 20 && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let start = Instant::now();
    let refused = open(&dir).err();
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(
        refused,
        Some(OpenError::InUse {
            pid: Some(holder.id())
        })
    );
    holder.kill().unwrap();
    holder.wait().unwrap();
    let acknowledged = acknowledged();
    let (vault, report) = open(&dir).unwrap();
    assert!(report.is_quiet() || report.torn_bytes > 0, "{report:?}");
    let kept = vault.read(StreamId([8; 16])).unwrap();
    assert!(
        kept.len() >= acknowledged,
        "{} of {acknowledged}",
        kept.len()
    );
    for (n, payload) in kept.iter().enumerate() {
        assert_eq!(payload.as_slice(), u32::try_from(n).unwrap().to_le_bytes());
    }
    let mut content = content(&vault);
    content.remove(&StreamId([8; 16]));
    assert_eq!(content, *said);
}

#[test]
fn the_same_program_cannot_open_it_twice_either() {
    let (_home, dir, _) = copy_of_sample();
    let (_vault, _) = open(&dir).unwrap();
    let pid = Some(std::process::id());
    assert_eq!(open(&dir).err(), Some(OpenError::InUse { pid }));
}

#[test]
fn child_whose_files_may_not_grow() {
    let Some(dir) = asked() else { return };
    let flag = Arc::new(std::sync::atomic::AtomicBool::new(false));
    // 25 is SIGXFSZ on Linux: with a handler, the write fails instead of ending the process.
    signal_hook::flag::register(25, flag).unwrap();
    let (vault, _) = open(&dir).unwrap();
    let stream = StreamId([6; 16]);
    vault.append(&[(stream, b"kept".to_vec())]).unwrap();
    let head = vault.head();
    let limit = |current| rustix::process::Rlimit {
        current,
        maximum: None,
    };
    let size = fs::metadata(dir.join("journal-0001")).unwrap().len();
    rustix::process::setrlimit(rustix::process::Resource::Fsize, limit(Some(size + 100))).unwrap();
    let broken = AppendError::Broken(io::ErrorKind::FileTooLarge);
    assert_eq!(vault.append(&[(stream, b"not kept".to_vec())]), Err(broken));
    rustix::process::setrlimit(rustix::process::Resource::Fsize, limit(None)).unwrap();
    // Once a write failed, nothing is acknowledged, though the disk would take it now.
    assert_eq!(vault.append(&[(stream, b"not kept".to_vec())]), Err(broken));
    assert_eq!(vault.seal_stream(stream), Err(broken));
    assert_eq!(vault.head(), head);
    assert_eq!(vault.read(stream).unwrap().len(), 1);
    assert_eq!(vault.broken(), Some(broken));
    vault.mend().unwrap();
    vault.append(&[(stream, b"kept again".to_vec())]).unwrap();
    assert!(vault.doctor().unwrap().is_sound());
    drop(vault);
    let (vault, report) = open(&dir).unwrap();
    assert!(report.is_quiet(), "{report:?}");
    let kept: Vec<Vec<u8>> = vault
        .read(stream)
        .unwrap()
        .iter()
        .map(|it| it.to_vec())
        .collect();
    assert_eq!(kept, [b"kept".to_vec(), b"kept again".to_vec()]);
}

#[test]
fn after_a_failed_write_nothing_is_acknowledged_until_it_is_mended() {
    let (_home, dir, _) = copy_of_sample();
    let output = child("holders::child_whose_files_may_not_grow", &dir)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn a_folder_that_may_not_be_written_is_read_and_not_changed() {
    let (home, dir, said) = copy_of_sample();
    let set = |mode_dir: u32, mode_file: u32| {
        let mut folders = vec![dir.clone(), dir.join("sled")];
        for file in super::sample::files_of(&dir) {
            fs::set_permissions(dir.join(file), PermissionsExt::from_mode(mode_file)).unwrap();
        }
        folders.push(home.path().to_owned());
        for folder in folders {
            fs::set_permissions(folder, PermissionsExt::from_mode(mode_dir)).unwrap();
        }
    };
    set(0o555, 0o444);
    let inside = dir.clone();
    let before = super::sample::files_of(&dir);
    // Derived before, by who may do everything.
    drop(open(&copy_of_sample().1));
    std::thread::spawn(move || {
        // Root may write anywhere; this thread is nobody from here on.
        if rustix::process::geteuid().is_root() {
            let nobody = rustix::process::Uid::from_raw(65_534);
            rustix::thread::set_thread_res_uid(nobody, nobody, nobody).unwrap();
        }
        let (vault, report) = open(&inside).unwrap();
        assert!(report.read_only && vault.is_read_only());
        assert_eq!(content(&vault), *said);
        let refused = vault.append(&[(StreamId([1; 16]), b"no".to_vec())]);
        assert_eq!(refused, Err(AppendError::ReadOnly));
        assert_eq!(vault.broken(), Some(AppendError::ReadOnly));
        let revision = vault.revision(StreamId([1; 16]));
        assert!(
            vault
                .set_summary(StreamId([1; 16]), revision, b"kept in memory")
                .is_ok()
        );
        assert_eq!(
            vault.summary(StreamId([1; 16])).unwrap().as_slice(),
            b"kept in memory"
        );
        assert_eq!(vault.head().sequence, 27);
        assert!(vault.doctor().unwrap().is_sound());
    })
    .join()
    .unwrap();
    assert_eq!(super::sample::files_of(&dir), before);
    set(0o755, 0o644);
    let written = fs::read(dir.join("journal-0001")).unwrap();
    assert_eq!(
        written,
        fs::read(sample().0.path().join("vault/journal-0001")).unwrap()
    );
}

#[test]
fn a_vault_is_made_whole_or_not_at_all() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("vault");
    // What an interrupted creation leaves is cleared away.
    fs::create_dir(home.path().join("vault.tmp")).unwrap();
    fs::File::create(home.path().join("vault.tmp/header")).unwrap();
    super::sample::make(&dir, 1);
    assert!(!home.path().join("vault.tmp").exists());
    let again = Vault::create(
        &dir,
        &super::sample::phrase(),
        crate::vault::KdfCost::practice(),
        crate::vault::VaultKind::Real,
    );
    assert_eq!(again.err(), Some(crate::vault::CreateError::Exists));
    for file in super::sample::files_of(&dir) {
        let mode = fs::metadata(dir.join(&file)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{file:?} {mode:o}");
    }
    let mode = fs::metadata(dir.join("sled")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
    assert_eq!(
        fs::metadata(&dir).unwrap().permissions().mode() & 0o777,
        0o700
    );
}
