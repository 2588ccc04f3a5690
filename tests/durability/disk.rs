//! What a disk may hold after a power cut, by the kernel's documented contract.
//!
//! Only what was synced is sure. Bytes written since a file's last sync may be there or not, each
//! write alone, the last one torn at a sector; a file may have its new length with zeros in place of
//! bytes that never arrived; names made, changed or removed since the last sync of their folder may
//! be old or new, in order. `sync_file_range` counts as nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// One noted change, in the order in which the process made it.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Bytes at an offset.
    Write {
        path: String,
        offset: usize,
        bytes: Vec<u8>,
    },
    /// A file cut or grown to this length.
    Truncate { path: String, length: usize },
    /// A file or folder synced.
    Sync { path: String },
    /// A file made.
    Create { path: String },
    /// A folder made.
    Folder { path: String },
    /// A name changed.
    Rename { from: String, to: String },
    /// A name removed.
    Remove { path: String },
    /// Something said on standard output.
    Said { text: String },
}

/// Reads the notes of the witness.
pub(crate) fn read_notes(log: &Path) -> Vec<Change> {
    let bytes = fs::read(log).unwrap();
    let mut rest: &[u8] = &bytes;
    let mut changes = Vec::new();
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8(rest[..end].to_vec()).unwrap();
        let fields: Vec<&str> = head.split('\t').collect();
        let [kind, path, number, length] = fields[..] else {
            panic!("a note of {head:?}")
        };
        let (number, length): (usize, usize) = (number.parse().unwrap(), length.parse().unwrap());
        let body = rest[end + 1..end + 1 + length].to_vec();
        rest = &rest[end + 2 + length..];
        let path = path.to_owned();
        changes.push(match kind {
            "W" => Change::Write {
                path,
                offset: number,
                bytes: body,
            },
            "T" => Change::Truncate {
                path,
                length: number,
            },
            "S" => Change::Sync { path },
            "C" => Change::Create { path },
            "M" => Change::Folder { path },
            "R" => Change::Rename {
                from: path,
                to: String::from_utf8(body).unwrap(),
            },
            "U" => Change::Remove { path },
            "K" => Change::Said {
                text: String::from_utf8_lossy(&body).into_owned(),
            },
            other => panic!("a note of kind {other:?}"),
        });
    }
    changes
}

/// A small generator of numbers, the same on every machine (splitmix64, Steele et al. 2014).
#[derive(Debug, Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.next() & 1 == 1
    }
}

/// A file's contents: what is sure, and the writes since its last sync.
#[derive(Debug, Clone, Default)]
struct File {
    sure: Vec<u8>,
    pending: Vec<Pending>,
}

#[derive(Debug, Clone)]
enum Pending {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

/// A change of names that is not sure yet.
#[derive(Debug, Clone)]
enum Naming {
    Add(String, usize),
    Remove(String),
    Rename(String, String),
    AddFolder(String),
}

/// How much of what was not synced survives the cut.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Survival {
    /// Nothing.
    OnlySynced,
    /// Everything.
    Everything,
    /// Each write by chance, the last one torn, zeros where a file grew.
    ByChance,
}

/// The disk while the notes are replayed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    files: Vec<File>,
    now: BTreeMap<String, usize>,
    folders_now: Vec<String>,
    sure: BTreeMap<String, usize>,
    sure_folders: Vec<String>,
    naming: Vec<Naming>,
}

fn apply(pending: &Pending, contents: &mut Vec<u8>) {
    match pending {
        Pending::Bytes(offset, bytes) => {
            let end = offset + bytes.len();
            if contents.len() < end {
                contents.resize(end, 0);
            }
            contents[*offset..end].copy_from_slice(bytes);
        }
        Pending::Length(length) => contents.resize(*length, 0),
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

fn moved(path: &str, from: &str, to: &str) -> Option<String> {
    if path == from {
        return Some(to.to_owned());
    }
    path.strip_prefix(from)?
        .strip_prefix('/')
        .map(|rest| format!("{to}/{rest}"))
}

fn rename_in(names: &mut BTreeMap<String, usize>, folders: &mut [String], from: &str, to: &str) {
    let hits: Vec<(String, String)> = names
        .keys()
        .filter_map(|path| moved(path, from, to).map(|new| (path.clone(), new)))
        .collect();
    for (old, new) in hits {
        let file = names.remove(&old).unwrap();
        names.insert(new, file);
    }
    for folder in folders {
        if let Some(new) = moved(folder, from, to) {
            *folder = new;
        }
    }
}

impl Disk {
    /// Takes the next change.
    pub(crate) fn take(&mut self, change: &Change) {
        match change {
            Change::Said { .. } => {}
            Change::Create { path } => {
                self.files.push(File::default());
                let file = self.files.len() - 1;
                self.now.insert(path.clone(), file);
                self.naming.push(Naming::Add(path.clone(), file));
            }
            Change::Folder { path } => {
                self.folders_now.push(path.clone());
                self.naming.push(Naming::AddFolder(path.clone()));
            }
            Change::Write {
                path,
                offset,
                bytes,
            } => {
                if let Some(file) = self.now.get(path) {
                    self.files[*file]
                        .pending
                        .push(Pending::Bytes(*offset, bytes.clone()));
                }
            }
            Change::Truncate { path, length } => {
                if let Some(file) = self.now.get(path) {
                    self.files[*file].pending.push(Pending::Length(*length));
                }
            }
            Change::Rename { from, to } => {
                rename_in(&mut self.now, &mut self.folders_now, from, to);
                self.naming.push(Naming::Rename(from.clone(), to.clone()));
            }
            Change::Remove { path } => {
                self.now.remove(path);
                self.folders_now.retain(|folder| folder != path);
                self.naming.push(Naming::Remove(path.clone()));
            }
            Change::Sync { path } => self.sync(path),
        }
    }

    fn sync(&mut self, path: &str) {
        if let Some(file) = self.now.get(path) {
            let file = &mut self.files[*file];
            for pending in std::mem::take(&mut file.pending) {
                apply(&pending, &mut file.sure);
            }
            return;
        }
        // A synced folder makes sure of every name change up to the last one that touched it:
        // the journal of the file system keeps them in order.
        let touches = |naming: &Naming| match naming {
            Naming::Add(name, _) | Naming::AddFolder(name) | Naming::Remove(name) => {
                folder_of(name) == path
            }
            Naming::Rename(from, to) => folder_of(from) == path || folder_of(to) == path,
        };
        if let Some(last) = self.naming.iter().rposition(touches) {
            let rest = self.naming.split_off(last + 1);
            for naming in std::mem::replace(&mut self.naming, rest) {
                settle(&naming, &mut self.sure, &mut self.sure_folders);
            }
        }
    }

    /// Lays out below `folder` what a power cut now may leave.
    pub(crate) fn lay_out(&self, folder: &Path, survival: Survival, dice: &mut Dice) {
        let (mut names, mut folders) = (self.sure.clone(), self.sure_folders.clone());
        let kept = match survival {
            Survival::OnlySynced => 0,
            Survival::Everything => self.naming.len(),
            Survival::ByChance => dice.below(self.naming.len() + 1),
        };
        for naming in &self.naming[..kept] {
            settle(naming, &mut names, &mut folders);
        }
        for path in &folders {
            fs::create_dir_all(folder.join(path)).unwrap();
        }
        for (path, file) in &names {
            let file = &self.files[*file];
            let target = folder.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).unwrap();
            }
            fs::write(target, survivors(file, survival, dice)).unwrap();
        }
    }
}

fn settle(naming: &Naming, names: &mut BTreeMap<String, usize>, folders: &mut Vec<String>) {
    match naming {
        Naming::Add(path, file) => {
            names.insert(path.clone(), *file);
        }
        Naming::AddFolder(path) => folders.push(path.clone()),
        Naming::Remove(path) => {
            names.remove(path);
            folders.retain(|folder| folder != path);
        }
        Naming::Rename(from, to) => rename_in(names, folders, from, to),
    }
}

fn survivors(file: &File, survival: Survival, dice: &mut Dice) -> Vec<u8> {
    let mut contents = file.sure.clone();
    match survival {
        Survival::OnlySynced => {}
        Survival::Everything => file
            .pending
            .iter()
            .for_each(|pending| apply(pending, &mut contents)),
        Survival::ByChance => {
            let last = file.pending.len().saturating_sub(1);
            for (index, pending) in file.pending.iter().enumerate() {
                if !dice.coin() {
                    // The length may have arrived without the bytes.
                    if let Pending::Bytes(offset, bytes) = pending
                        && dice.coin()
                        && contents.len() < offset + bytes.len()
                    {
                        contents.resize(offset + bytes.len(), 0);
                    }
                    continue;
                }
                match pending {
                    Pending::Bytes(offset, bytes) if index == last && dice.coin() => {
                        let sectors = bytes.len() / 512;
                        let torn = dice.below(sectors + 1) * 512;
                        apply(
                            &Pending::Bytes(*offset, bytes[..torn].to_vec()),
                            &mut contents,
                        );
                    }
                    whole => apply(whole, &mut contents),
                }
            }
        }
    }
    contents
}
