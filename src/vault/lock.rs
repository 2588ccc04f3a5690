//! The lock: one program at a time. The kernel holds it, so a killed holder leaves none behind.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};

/// The lock, held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: Option<File>,
    /// Whether the vault's folder may be written.
    pub(super) writable: bool,
}

impl Lock {
    /// Returns when it was taken, in seconds since 1970 by the disk's time; none if that was not noted.
    pub(super) fn taken_at(&self) -> Option<i64> {
        let about = self.file.as_ref()?.metadata().ok()?;
        self.writable.then_some(about.mtime())
    }

    /// Returns a second hold on the same lock: it is released when both are dropped.
    pub(super) fn share(&self) -> io::Result<Self> {
        Ok(Self {
            file: self.file.as_ref().map(File::try_clone).transpose()?,
            writable: self.writable,
        })
    }
}

/// Why the lock could not be had.
#[derive(Debug)]
pub(super) enum LockFault {
    /// Another program holds it; its process number, if it could be read.
    Held(Option<u32>),
    /// The file could not be opened.
    Io(io::Error),
}

/// Takes the lock of the vault in `dir`, or says within half a second who holds it.
pub(super) fn take(dir: &Path) -> Result<Lock, LockFault> {
    let path = dir.join("lock");
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path);
    let (mut file, writable) = match opened {
        Ok(file) => (file, true),
        Err(fault) if super::files::is_no_damage(fault.kind()) => match File::open(&path) {
            Ok(file) => (file, false),
            // A copy on a medium that may not be written has nobody else writing to it.
            Err(_) => {
                return Ok(Lock {
                    file: None,
                    writable: fault.kind() == io::ErrorKind::StorageFull,
                });
            }
        },
        Err(fault) => return Err(LockFault::Io(fault)),
    };
    let start = Instant::now();
    while let Err(fault) = flock(&file, FlockOperation::NonBlockingLockExclusive) {
        if fault != rustix::io::Errno::WOULDBLOCK {
            return Err(LockFault::Io(fault.into()));
        }
        if start.elapsed() > Duration::from_millis(400) {
            let mut text = String::new();
            let read = (&mut file).take(20).read_to_string(&mut text);
            return Err(LockFault::Held(
                read.ok().and_then(|_| text.trim().parse().ok()),
            ));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    if writable {
        // Only for the message to others: on a full disk it may fail.
        let told = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        drop(told);
    }
    Ok(Lock {
        file: Some(file),
        writable,
    })
}
