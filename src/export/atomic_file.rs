//! Writes a file as a whole or not at all.
//!
//! A temporary file in the same folder, readable by its owner only, is written, flushed to the disk
//! and renamed; then the folder is flushed. Whatever fails before the rename leaves the folder as it
//! was. A link in the place of the file is refused, never followed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use crate::message::{Explain, Message};

/// What happens to a file that has the name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Kept,
    /// It is replaced by the new one, as a whole.
    Replaced,
}

impl Existing {
    /// Returns what happens to it where `--replace` was given, or was not.
    pub const fn of(replace: bool) -> Self {
        if replace { Self::Replaced } else { Self::Kept }
    }
}

/// Why a file could not be written. Nothing half-written is left.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The path does not end in the name of a file.
    #[error("the path does not name a file")]
    NoFileName,
    /// There is no such folder.
    #[error("there is no such folder")]
    NoFolder,
    /// A folder has that name.
    #[error("a folder has that name")]
    IsFolder,
    /// A link, device or other special file has that name.
    #[error("a link or special file has that name")]
    NotRegular,
    /// A file has that name, and was to be kept.
    #[error("a file has that name already")]
    Exists,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull(#[source] io::Error),
    /// The folder may not be written to.
    #[error("the folder may not be written to")]
    NotAllowed(#[source] io::Error),
    /// Something else went wrong.
    #[error("the file could not be written")]
    Failed(#[source] io::Error),
    /// The file stands under its name, but the disk has not confirmed that it will stay there.
    #[error("the disk did not confirm the new file")]
    NotConfirmed(#[source] io::Error),
}

impl WriteError {
    /// Returns why nothing was written.
    pub fn of(fault: io::Error) -> Self {
        match fault.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull(fault),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotAllowed(fault)
            }
            _ => Self::Failed(fault),
        }
    }
}

impl Explain for WriteError {
    fn what_happened(&self) -> Message {
        match self {
            Self::NoFileName => Message::new("err-write-no-name"),
            Self::NoFolder => Message::new("err-write-no-folder"),
            Self::IsFolder => Message::new("err-write-is-folder"),
            Self::NotRegular => Message::new("err-write-not-regular"),
            Self::Exists => Message::new("err-write-exists"),
            Self::DiskFull(_) => Message::new("err-write-disk-full"),
            Self::NotAllowed(_) => Message::new("err-write-not-allowed"),
            Self::Failed(fault) => {
                Message::new("err-write-failed").text("what", fault.kind().to_string())
            }
            Self::NotConfirmed(_) => Message::new("err-write-not-confirmed"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new(match self {
            Self::NoFileName | Self::IsFolder | Self::NotRegular => "rec-write-other-name",
            Self::NoFolder | Self::NotAllowed(_) => "rec-write-other-folder",
            Self::Exists => "rec-write-exists",
            Self::DiskFull(_) => "rec-write-disk-full",
            Self::Failed(_) | Self::NotConfirmed(_) => "rec-write-again",
        }))
    }
}

/// Writes a file as a whole or not at all, and returns what `fill` returned.
pub fn write<T>(
    path: &Path,
    existing: Existing,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, WriteError> {
    let folder = checked_folder(path, existing)?;
    let mut temporary = tempfile::Builder::new()
        .prefix(".firsthours-")
        .suffix(".part")
        .tempfile_in(&folder)
        .map_err(WriteError::of)?;
    let mut buffer = BufWriter::with_capacity(1 << 16, temporary.as_file_mut());
    let result = fill(&mut buffer).and_then(|result| {
        buffer.flush()?;
        Ok(result)
    });
    // Without this the buffer would try once more to write what failed.
    let (_, _unwritten) = buffer.into_parts();
    let result = result.map_err(WriteError::of)?;
    temporary.as_file().sync_all().map_err(WriteError::of)?;
    let placed = match existing {
        Existing::Kept => temporary.persist_noclobber(path),
        Existing::Replaced => temporary.persist(path),
    };
    placed.map_err(|fault| match fault.error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Exists,
        _ => WriteError::of(fault.error),
    })?;
    confirm(&folder)?;
    Ok(result)
}

/// Flushes the folder, so that the new name survives a power cut.
fn confirm(folder: &Path) -> Result<(), WriteError> {
    if cfg!(windows) {
        // A folder cannot be opened as a file there; the rename is in the file system's own journal.
        return Ok(());
    }
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(WriteError::NotConfirmed)
}

fn checked_folder(path: &Path, existing: Existing) -> Result<PathBuf, WriteError> {
    // `file_name` forgives a trailing slash and `name/.`: neither names a file.
    let text = path.as_os_str().as_encoded_bytes();
    let ends_as_folder = text.ends_with(b"/") || text.ends_with(b"/.") || text.contains(&0);
    match path.components().next_back() {
        Some(Component::Normal(_)) if !ends_as_folder => {}
        _ => return Err(WriteError::NoFileName),
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return Err(WriteError::NoFolder);
    }
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Err(WriteError::IsFolder),
        Ok(found) if !found.is_file() => Err(WriteError::NotRegular),
        Ok(_) if existing == Existing::Kept => Err(WriteError::Exists),
        Ok(_) => Ok(folder),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(folder),
        Err(fault) => Err(WriteError::of(fault)),
    }
}
