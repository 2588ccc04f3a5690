//! sled 0.34.7 behind guards: what it must be kept from, and what it must not do to the program.
//!
//! The only place that names sled. It panics on damage, refuses to open after an interrupted
//! snapshot, and calls nothing that reaches the disk (spacejam/sled #1452, #1527); all three are
//! met here. Nothing in sled is trusted: what it holds is sealed, and the journal holds it too.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::vault::files;

/// The largest value: larger ones sled would write to files that it never syncs.
pub(super) const LARGEST_VALUE: usize = 32 * 1024;

/// sled's own limit for its page cache; it takes up to twice that.
const CACHE: u64 = 64 * 1024 * 1024;

/// Why sled could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SledFault {
    /// Nothing is damaged: the disk is full, read-only, or sled is still locked.
    Unavailable(io::ErrorKind),
    /// It is damaged, or panicked.
    Damaged,
}

thread_local! {
    static CONTAINED: Cell<u32> = const { Cell::new(0) };
}

/// Returns whether a panic on this thread is caught by the vault, so that a panic hook need not
/// leave the screen or frighten anybody.
pub fn is_panic_contained() -> bool {
    CONTAINED.with(Cell::get) > 0
}

/// Runs a call of sled; its errors and panics become faults.
fn guard<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, SledFault> {
    CONTAINED.with(|depth| depth.set(depth.get().saturating_add(1)));
    let result = catch_unwind(AssertUnwindSafe(call));
    CONTAINED.with(|depth| depth.set(depth.get().saturating_sub(1)));
    match result {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(fault))) => Err(from_io(&fault)),
        Ok(Err(_)) | Err(_) => Err(SledFault::Damaged),
    }
}

fn from_io(fault: &io::Error) -> SledFault {
    let locked = fault.to_string().contains("could not acquire lock");
    if locked || fault.kind() == io::ErrorKind::WouldBlock {
        return SledFault::Unavailable(io::ErrorKind::WouldBlock);
    }
    // A disk that fails to read or write is no reason to throw sled away either: only sled's own
    // word for damage is, and what ends too early.
    match fault.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            SledFault::Damaged
        }
        kind => SledFault::Unavailable(kind),
    }
}

/// sled's files in one folder.
pub(super) struct SledFiles {
    db: Option<sled::Db>,
    /// Its log, to be synced; none while it is being opened.
    log: Option<File>,
    folder: PathBuf,
    synced: Mutex<BTreeSet<OsString>>,
}

impl std::fmt::Debug for SledFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SledFiles")
    }
}

/// One writing of several values, all or none.
#[derive(Debug, Default)]
pub(super) struct Batch(sled::Batch);

impl Batch {
    /// Puts a value.
    pub(super) fn put(&mut self, key: [u8; 16], value: &[u8]) {
        self.0.insert(key.as_slice(), value);
    }

    /// Takes a value away.
    pub(super) fn take(&mut self, key: [u8; 16]) {
        self.0.remove(key.as_slice());
    }
}

impl SledFiles {
    /// Opens or makes sled in this folder; bad snapshots go into `vault/aside`.
    pub(super) fn open(vault: &Path, folder: &Path) -> Result<Self, SledFault> {
        let io = |fault: io::Error| SledFault::Unavailable(fault.kind());
        match files::make_folder(folder) {
            Err(fault) if fault.kind() != io::ErrorKind::AlreadyExists => return Err(io(fault)),
            _ => {}
        }
        remove_unfinished_snapshots(folder).map_err(io)?;
        // sled makes a new store when `db` is gone; with old snapshots beside it that is damage.
        let mut opened = try_open(folder);
        if opened.is_err_and_damaged() && set_snapshots_aside(vault, folder).map_err(io)? > 0 {
            opened = try_open(folder);
        }
        // From here on it is closed behind a guard, whatever fails.
        let mut files = Self {
            db: Some(opened?),
            log: None,
            folder: folder.to_owned(),
            synced: Mutex::default(),
        };
        files.log = Some(File::open(folder.join("db")).map_err(io)?);
        files.flush()?;
        files::keep_private(folder).map_err(io)?;
        files::sync_all_below(folder).map_err(io)?;
        files::sync_folder(vault).map_err(io)?;
        Ok(files)
    }

    /// Returns a value.
    pub(super) fn get(&self, key: [u8; 16]) -> Result<Option<Vec<u8>>, SledFault> {
        let db = self.db.as_ref().ok_or(SledFault::Damaged)?;
        guard(|| Ok(db.get(key)?.map(|value| value.to_vec())))
    }

    /// Writes several values at once; they are on the disk after [`Self::flush`].
    pub(super) fn apply(&self, batch: Batch) -> Result<(), SledFault> {
        let db = self.db.as_ref().ok_or(SledFault::Damaged)?;
        guard(|| db.apply_batch(batch.0))
    }

    /// Brings everything to the disk.
    pub(super) fn flush(&self) -> Result<(), SledFault> {
        let db = self.db.as_ref().ok_or(SledFault::Damaged)?;
        let log = self.log.as_ref().ok_or(SledFault::Damaged)?;
        guard(|| db.flush().map(drop))?;
        self.sync_blobs()
            .and_then(|()| log.sync_data())
            .map_err(|fault| SledFault::Unavailable(fault.kind()))
    }

    /// Syncs large pages, which sled writes to files of their own; few vaults have any.
    fn sync_blobs(&self) -> io::Result<()> {
        let folder = self.folder.join("blobs");
        let mut synced = self.synced.lock().unwrap_or_else(PoisonError::into_inner);
        let mut fresh = false;
        for inside in fs::read_dir(&folder).into_iter().flatten() {
            let name = inside?.file_name();
            if synced.contains(&name) {
                continue;
            }
            match File::open(folder.join(&name)) {
                Ok(file) => file.sync_all()?,
                // sled takes old ones away while it works.
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => continue,
                Err(fault) => return Err(fault),
            }
            synced.insert(name);
            fresh = true;
        }
        if fresh {
            files::sync_folder(&folder)
        } else {
            Ok(())
        }
    }

    /// Returns whether nothing is in it.
    pub(super) fn is_empty(&self) -> Result<bool, SledFault> {
        let db = self.db.as_ref().ok_or(SledFault::Damaged)?;
        guard(|| Ok(db.iter().next().transpose()?.is_none()))
    }

    /// Returns every key and value, for tests that move them.
    #[cfg(test)]
    pub(super) fn everything(&self) -> Vec<([u8; 16], Vec<u8>)> {
        let pairs = self.db.as_ref().unwrap().iter().map(Result::unwrap);
        pairs
            .map(|(key, value)| (*key.first_chunk().unwrap(), value.to_vec()))
            .collect()
    }
}

impl Drop for SledFiles {
    fn drop(&mut self) {
        let db = self.db.take();
        // Closing writes; a panic in there must not end the program in the middle of another one.
        guard(|| {
            drop(db);
            Ok(())
        })
        .ok();
        // The folder keeps others out; this is for copies of it.
        files::keep_private(&self.folder).ok();
    }
}

trait Damaged {
    fn is_err_and_damaged(&self) -> bool;
}

impl<T> Damaged for Result<T, SledFault> {
    fn is_err_and_damaged(&self) -> bool {
        matches!(self, Err(SledFault::Damaged))
    }
}

fn try_open(folder: &Path) -> Result<sled::Db, SledFault> {
    let start = Instant::now();
    loop {
        let opened = guard(|| {
            sled::Config::new()
                .path(folder)
                .cache_capacity(CACHE)
                .flush_every_ms(None)
                .open()
        });
        // Threads of a store that was just closed may hold its lock for a moment.
        let held = matches!(
            opened,
            Err(SledFault::Unavailable(io::ErrorKind::WouldBlock))
        );
        if !held || start.elapsed() > Duration::from_millis(800) {
            return opened;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn snapshots(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for inside in fs::read_dir(folder)? {
        let name = inside?.file_name();
        if name.to_str().is_some_and(|name| name.starts_with("snap.")) {
            names.push(name);
        }
    }
    Ok(names)
}

/// Removes snapshots that were never finished: sled would refuse to open for ever.
fn remove_unfinished_snapshots(folder: &Path) -> io::Result<()> {
    for name in snapshots(folder)? {
        if name
            .to_str()
            .is_some_and(|name| name.ends_with(".generating"))
        {
            fs::remove_file(folder.join(name))?;
        }
    }
    Ok(())
}

fn set_snapshots_aside(vault: &Path, folder: &Path) -> io::Result<usize> {
    let names = snapshots(folder)?;
    for name in &names {
        let aside = files::place_aside(vault, "sled-snapshot")?;
        fs::rename(folder.join(name), aside)?;
    }
    Ok(names.len())
}
