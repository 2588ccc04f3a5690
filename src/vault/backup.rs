//! Backups: one file that holds a header and the journal (FORMAT 8), and bringing a vault back from it.
//!
//! Its invariant: a backup that stood there before is replaced only by one that was written, synced
//! and read back; and nothing is restored over anything.

use std::fs::{self, File};
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::vault::frame::{HEAD, Head, LARGEST_FRAME, open_frame};
use crate::vault::header::{COPIES, Header, SIZE};
use crate::vault::journal::{self, FrameFault, Reader, piece_head};
use crate::vault::keys::Keys;
use crate::vault::rewrite::UNPACKED;
use crate::vault::{BackupError, OpenReport, Passphrase, Vault, files, hold, is_taken};

const PART: &str = ".part";

/// A backup that was written and read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// Saved steps in it.
    pub frames: u64,
    /// Saved steps that are damaged and could not be put into it.
    pub damaged: u64,
    /// Its bytes.
    pub bytes: u64,
}

impl Vault {
    /// Writes everything into one file, which opens with the same passphrases.
    ///
    /// An earlier backup of the same vault is replaced; nothing else is.
    pub fn back_up(&self, to: &Path) -> Result<BackedUp, BackupError> {
        match Header::read_first(to) {
            _ if !to.try_exists()? => {}
            Some(header) if header.vault() == self.id() => {}
            _ => return Err(BackupError::Exists),
        }
        let mut report = self.doctor().map_err(io::Error::from)?;
        if !report.is_sound() && self.broken().is_none() && self.repair().is_ok() {
            report = self.doctor().map_err(io::Error::from)?;
        }
        let part = with_ending(to, PART);
        let written = self.write_backup(&part).and_then(|frames| {
            let bytes = fs::metadata(&part)?.len();
            if read_back(&part, &self.keys)? != frames {
                return Err(BackupError::NotTheSame);
            }
            fs::rename(&part, to)?;
            files::sync_parent(to)?;
            Ok(BackedUp {
                frames,
                damaged: report.damaged_frames + report.lost_frames,
                bytes,
            })
        });
        if written.is_err() {
            fs::remove_file(&part).ok();
        }
        written
    }

    /// Copies the header and every frame that opens, in their order; returns how many.
    fn write_backup(&self, part: &Path) -> Result<u64, BackupError> {
        match fs::remove_file(part) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault.into()),
            _ => {}
        }
        let mut to = files::make_file(part)?;
        to.write_all(hold(&self.header).bytes())?;
        to.write_all(&piece_head(&self.id(), 1))?;
        let chain = journal::scan(&self.dir)?.chain(&self.dir, &self.keys)?;
        let mut reader = Reader::new(&self.dir, &self.keys);
        let mut frames = 0;
        for place in &chain.places {
            match reader.sealed(place) {
                Ok(sealed) => {
                    to.write_all(&place.head.to_bytes())?;
                    to.write_all(&sealed)?;
                    frames += 1;
                }
                Err(FrameFault::NotGenuine) => {}
                Err(FrameFault::Io(fault)) => return Err(fault.into()),
            }
        }
        to.sync_all()?;
        Ok(frames)
    }

    /// Makes a vault in `dir` of a backup: with the same passphrases and the same content, under a new
    /// key and with an identity of its own.
    pub fn restore(
        from: &Path,
        dir: &Path,
        passphrase: &Passphrase,
    ) -> Result<(Self, OpenReport), BackupError> {
        if is_taken(dir) {
            return Err(BackupError::Rewrite(crate::vault::RewriteError::Exists));
        }
        if Header::read_first(from).is_none() {
            return Err(BackupError::NotABackup);
        }
        let unpacked = files::sibling(dir, UNPACKED);
        let restored = unpack(from, &unpacked).and_then(|()| {
            let (vault, report) = Self::open(&unpacked, passphrase)?;
            let (restored, _) = vault.write_as_another(dir)?;
            Ok((restored, report))
        });
        // The file still holds all of it.
        files::remove_folder(&unpacked).ok();
        restored
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Lays a backup out as the vault that it is: header, its copy, and one piece of the journal.
fn unpack(from: &Path, folder: &Path) -> Result<(), BackupError> {
    files::remove_folder(folder)?;
    files::make_folder(folder)?;
    let mut source = BufReader::new(File::open(from)?);
    let mut header = vec![0; SIZE];
    source.read_exact(&mut header)?;
    for name in COPIES {
        files::make_file(&folder.join(name))?.write_all(&header)?;
    }
    let mut piece = files::make_file(&journal::piece_path(folder, 1))?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = source.read(&mut buffer)?;
        let Some(part) = buffer.get(..length).filter(|part| !part.is_empty()) else {
            break;
        };
        piece.write_all(part)?;
    }
    files::make_file(&folder.join("lock"))?;
    Ok(files::sync_all_below(folder)?)
}

/// Reads a backup as a stranger would and opens every frame; returns how many there are.
fn read_back(part: &Path, keys: &Keys) -> Result<u64, BackupError> {
    let mut source = BufReader::new(File::open(part)?);
    let mut header = vec![0; SIZE];
    source.read_exact(&mut header)?;
    let whole = Header::parse(header).is_ok_and(|header| header.vault() == keys.vault);
    let mut beginning = vec![0; piece_head(&keys.vault, 1).len()];
    source.read_exact(&mut beginning)?;
    if !whole || beginning != piece_head(&keys.vault, 1) {
        return Err(BackupError::NotTheSame);
    }
    let mut frames = 0;
    loop {
        let mut head = [0; HEAD];
        match source.read_exact(&mut head) {
            Err(fault) if fault.kind() == io::ErrorKind::UnexpectedEof => return Ok(frames),
            other => other?,
        }
        let head = Head::parse(&head).ok_or(BackupError::NotTheSame)?;
        let length = usize::try_from(head.length).unwrap_or(usize::MAX);
        if length > LARGEST_FRAME + LARGEST_FRAME / 4 {
            return Err(BackupError::NotTheSame);
        }
        let mut sealed = vec![0; length];
        source.read_exact(&mut sealed)?;
        open_frame(keys, &head, &sealed).map_err(|_false| BackupError::NotTheSame)?;
        frames += 1;
    }
}
