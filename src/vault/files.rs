//! Files and folders of the vault, by the standard library only, so that tests can put their own
//! calls in between.
//!
//! Every file is 0600 and every folder 0700. Only `rewrite` removes what held evidence, after its
//! successor was verified.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Makes a folder that only its owner may enter.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

/// Makes a new file that only its owner may read.
pub(super) fn make_file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .append(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// Syncs a folder: the names in it are then on the disk.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Syncs the folder in which `path` stands.
pub(super) fn sync_parent(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent),
        _ => sync_folder(Path::new(".")),
    }
}

/// Reads a file, but no more than `limit` bytes of it.
pub(super) fn read_at_most(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file beside its name, syncs it, and renames it into place.
pub(super) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    match fs::remove_file(&beside) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
        _ => {}
    }
    let mut file = make_file(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    sync_parent(path)
}

/// Returns the path beside a folder that has its name and this ending.
pub(super) fn sibling(dir: &Path, ending: &str) -> PathBuf {
    // Without a slash at the end, which would put it inside.
    let mut name = dir.components().collect::<PathBuf>().into_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes everything below a folder, and the folder, if it is there.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(fault),
        _ => Ok(()),
    }
}

/// Syncs every file and folder below `path`, and `path`.
pub(super) fn sync_all_below(path: &Path) -> io::Result<()> {
    for inside in fs::read_dir(path)? {
        let inside = inside?;
        if inside.file_type()?.is_dir() {
            sync_all_below(&inside.path())?;
        } else {
            File::open(inside.path())?.sync_all()?;
        }
    }
    sync_folder(path)
}

/// Takes from everybody but the owner what sled lets them do with the files of a folder.
pub(super) fn keep_private(path: &Path) -> io::Result<()> {
    for inside in fs::read_dir(path)? {
        let inside = inside?;
        if inside.file_type()?.is_file() {
            fs::set_permissions(inside.path(), Permissions::from_mode(0o600))?;
        }
    }
    Ok(())
}

/// Returns a name in the folder `aside` of the vault that is not taken, and makes the folder.
pub(super) fn place_aside(vault: &Path, name: &str) -> io::Result<PathBuf> {
    let folder = vault.join("aside");
    match make_folder(&folder) {
        Ok(()) => sync_folder(vault)?,
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {}
        Err(fault) => return Err(fault),
    }
    let mut number = 1_u32;
    loop {
        let path = folder.join(format!("{name}-{number}"));
        if !path.try_exists()? {
            return Ok(path);
        }
        number = number.saturating_add(1);
    }
}

/// Returns whether the disk has no room, or may not be written, so that nothing is damaged.
pub(super) fn is_no_damage(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::PermissionDenied
    )
}
