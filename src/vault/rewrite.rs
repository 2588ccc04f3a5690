//! Writing a vault anew under a new master key: the one mechanism for a change of key, purge,
//! compaction, restoring a backup, and moving to another folder.
//!
//! Its invariant: until the new vault was written, synced, closed and read back as what it should
//! hold, the old one is not touched; and a kill at any moment leaves one of the two, whole.
//!
//! The order (FORMAT 7): `NAME.rewrite-tmp` is written; renamed `NAME.rewrite-new` when it is whole;
//! `NAME` becomes `NAME.rewrite-old`; `NAME.rewrite-new` becomes `NAME`; the old one is removed. Each
//! renaming is synced. Whoever opens next finishes what was begun. Rejected: one exchange of both names
//! (`renameat2`), which the file systems of memory sticks do not have.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::vault::files;
use crate::vault::frame::{Content, Healing, Packed};
use crate::vault::header::{COPIES, Header, Unlocked};
use crate::vault::keys::{KdfCost, Key, Keys, Passphrase};
use crate::vault::lock::{self, Lock, LockFault};
use crate::vault::seal::CannotSeal;
use crate::vault::{
    OpenError, OpenReport, ReadError, RewriteError, StreamId, Vault, hold, is_taken, make_all,
    stands_in,
};

const TMP: &str = ".rewrite-tmp";
const NEW: &str = ".rewrite-new";
const OLD: &str = ".rewrite-old";
/// Where a backup is laid out while a vault is made of it.
pub(super) const UNPACKED: &str = ".restore-tmp";

/// The most of a stream that goes into one frame, before it is packed.
const PIECE: usize = 32 * 1024 * 1024;

/// Which passphrases open the new vault.
#[derive(Debug, Clone, Copy)]
pub enum Passphrases<'a> {
    /// The same as before.
    Same,
    /// This one alone, derived at this cost: the others may be known to somebody.
    Only(&'a Passphrase, KdfCost),
}

/// How a vault is written anew.
#[derive(Debug, Clone, Copy)]
pub struct Rewriting<'a> {
    /// Which passphrases open it.
    pub passphrases: Passphrases<'a>,
    /// Whether what is damaged in both copies may be left behind.
    pub leave_damaged: bool,
}

/// Says what the new vault keeps of a stream: it is handed everything, and hands back what stays. The
/// register comes first, and always. Nothing handed back means that the stream is gone.
pub type Choose<'a> =
    &'a mut dyn FnMut(StreamId, Vec<Zeroizing<Vec<u8>>>) -> Vec<Zeroizing<Vec<u8>>>;

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewritten {
    /// Streams in the new vault.
    pub streams: u64,
    /// Payloads in the new vault.
    pub payloads: u64,
    /// Payloads that were left behind because nobody wanted them kept.
    pub dropped: u64,
    /// The folder of the old vault, if it could not be removed.
    pub old_left: Option<PathBuf>,
}

/// A vault that was not written anew.
#[derive(Debug)]
pub struct NotRewritten {
    /// The vault as it was; none if it must be opened again.
    pub vault: Option<Vault>,
    /// Why.
    pub fault: RewriteError,
}

/// A vault whose files are closed, with its keys and its lock still in hand.
struct Closed {
    dir: PathBuf,
    lock: Lock,
    unlocked: Unlocked,
}

impl Closed {
    fn open(self) -> Result<(Vault, OpenReport), OpenError> {
        Vault::assemble(&self.dir, self.lock, self.unlocked)
    }
}

/// A new vault, whole and closed, at a place of its own.
struct Anew {
    closed: Closed,
    done: Rewritten,
}

impl Vault {
    /// Writes the vault anew in its own place, under a new key.
    pub fn rewrite(
        self,
        how: &Rewriting<'_>,
        choose: Choose<'_>,
    ) -> Result<(Self, Rewritten), Box<NotRewritten>> {
        let refused = |vault, fault| Err(Box::new(NotRewritten { vault, fault }));
        if self.is_read_only() {
            return refused(Some(self), RewriteError::ReadOnly);
        }
        let (place, lock) = match (self.dir.canonicalize(), self.lock.share()) {
            (Ok(place), Ok(lock)) => (place, lock),
            (Err(fault), _) | (_, Err(fault)) => return refused(Some(self), fault.into()),
        };
        let header = self.next_header(how.passphrases, self.id());
        let anew = header.and_then(|header| {
            self.write_anew(
                &files::sibling(&place, TMP),
                header,
                how.leave_damaged,
                choose,
            )
        });
        let mut anew = match anew {
            Ok(anew) => anew,
            Err(fault) => {
                clear_beside(&place);
                return refused(Some(self), fault);
            }
        };
        let old = self.close(lock);
        if let Err(fault) = exchange(&place) {
            // Whatever of it was done is taken back as far as the disk lets it.
            finish_backwards(&place);
            let vault = old.open().ok().map(|(vault, _)| vault);
            return refused(vault, fault.into());
        }
        drop(old);
        anew.closed.dir.clone_from(&place);
        let left = files::sibling(&place, OLD);
        let removed = files::remove_folder(&left).and_then(|()| files::sync_parent(&place));
        if removed.is_err() {
            anew.done.old_left = Some(left);
        }
        match anew.closed.open() {
            Ok((vault, _)) => Ok((vault, anew.done)),
            Err(OpenError::Io(kind)) => refused(None, RewriteError::Io(kind)),
            Err(_) => refused(None, RewriteError::NotTheSame),
        }
    }

    /// Writes a copy of the vault into another folder, under a new key, and opens it there: for the day
    /// when the disk of this one refuses. `more` is appended to it before it is opened.
    pub fn continue_in(
        &self,
        dir: &Path,
        more: &[(StreamId, Vec<u8>)],
    ) -> Result<(Self, Rewritten), RewriteError> {
        let header = self.next_header(Passphrases::Same, self.id())?;
        self.write_to(dir, header, &mut |stream, mut payloads| {
            let added = more.iter().filter(|(of, _)| *of == stream);
            payloads.extend(added.map(|(_, payload)| Zeroizing::new(payload.clone())));
            payloads
        })
    }

    /// Writes the vault anew into another folder as a vault of its own, with another identity: two
    /// devices must not give the same numbers to their entries.
    pub(super) fn write_as_another(&self, dir: &Path) -> Result<(Self, Rewritten), RewriteError> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|_none| RewriteError::NoKey)?;
        let header = self.next_header(Passphrases::Same, id)?;
        self.write_to(dir, header, &mut |_, payloads| payloads)
    }

    fn write_to(
        &self,
        dir: &Path,
        header: (Header, Key),
        choose: Choose<'_>,
    ) -> Result<(Self, Rewritten), RewriteError> {
        if is_taken(dir) {
            return Err(RewriteError::Exists);
        }
        let beside = files::sibling(dir, TMP);
        let anew = self
            .write_anew(&beside, header, true, choose)
            .and_then(|mut anew| {
                fs::rename(&beside, dir)?;
                files::sync_parent(dir)?;
                dir.clone_into(&mut anew.closed.dir);
                Ok(anew)
            });
        let anew = match anew {
            Ok(anew) => anew,
            Err(fault) => {
                // What is left of it holds nothing that this vault does not hold.
                files::remove_folder(&beside).ok();
                return Err(fault);
            }
        };
        match anew.closed.open() {
            Ok((vault, _)) => Ok((vault, anew.done)),
            Err(OpenError::Io(kind)) => Err(RewriteError::Io(kind)),
            Err(_) => Err(RewriteError::NotTheSame),
        }
    }

    /// Makes the header of the new vault, under a new master key.
    fn next_header(
        &self,
        passphrases: Passphrases<'_>,
        id: [u8; 16],
    ) -> Result<(Header, Key), RewriteError> {
        let no_key = |_refused: CannotSeal| RewriteError::NoKey;
        let master = Key::random().ok_or(RewriteError::NoKey)?;
        let mut header = Header::blank(id, self.kind);
        match passphrases {
            Passphrases::Same => {
                let before = hold(&self.header);
                header.carry_ring(&master, &before, &self.master)
            }
            Passphrases::Only(passphrase, cost) => header.begin_ring(&master, passphrase, cost),
        }
        .map_err(no_key)?;
        let before = hold(&self.header);
        header
            .carry_offices(&master, &before, &self.master)
            .map_err(no_key)?;
        drop(before);
        Ok((header, master))
    }

    /// Writes what is chosen into a new vault at `place`, reads it back, closes and syncs it.
    fn write_anew(
        &self,
        place: &Path,
        (header, master): (Header, Key),
        leave_damaged: bool,
        choose: Choose<'_>,
    ) -> Result<Anew, RewriteError> {
        let lacking = self.be_sound(leave_damaged)?;
        let keys = Keys::new(header.vault(), &master);
        files::remove_folder(place)?;
        make_all(place, &header, &keys)?;
        let lock = lock::take(place).map_err(of_lock)?;
        let shared = lock.share()?;
        let unlocked = || Unlocked {
            header: header.clone(),
            keys: Keys::new(header.vault(), &master),
            bad_copies: Vec::new(),
            master: master.again(),
            slot: self.slot,
        };
        let (new, _) = Self::assemble(place, lock, unlocked()).map_err(|fault| match fault {
            OpenError::Io(kind) => RewriteError::Io(kind),
            _ => RewriteError::NotTheSame,
        })?;
        if let Some(journal) = &mut *hold(&new.journal) {
            journal.acknowledge_nothing();
        }
        let mut done = Rewritten::default();
        let mut sums = Vec::new();
        for stream in std::iter::once(StreamId::REGISTER).chain(self.streams()) {
            let payloads = self.read(stream)?;
            let (before, count) = (sum(&payloads), payloads.len() as u64);
            let kept = choose(stream, payloads);
            done.dropped += count.saturating_sub(kept.len() as u64);
            if kept.is_empty() {
                continue;
            }
            done.streams += 1;
            done.payloads += kept.len() as u64;
            let after = sum(&kept);
            sums.push((stream, after));
            new.commit_in_pieces(stream, &kept)?;
            // What was derived from the same entries is as true as before.
            if let Some(summary) = self.summary(stream).filter(|_| after == before) {
                new.set_summary(stream, new.revision(stream), &summary)?;
            }
        }
        new.keep_in_mind(lacking)?;
        for (stream, expected) in &sums {
            if sum(&new.read(*stream)?) != *expected {
                return Err(RewriteError::NotTheSame);
            }
        }
        let report = new.doctor()?;
        if !report.is_sound() || (report.streams, report.payloads) != (done.streams, done.payloads)
        {
            return Err(RewriteError::NotTheSame);
        }
        drop(new);
        files::sync_all_below(place)?;
        files::sync_parent(place)?;
        let closed = Closed {
            dir: place.to_owned(),
            lock: shared,
            unlocked: unlocked(),
        };
        Ok(Anew { closed, done })
    }

    /// Heals what can be healed before anything is left behind; returns which streams lack payloads.
    fn be_sound(&self, leave_damaged: bool) -> Result<Vec<(StreamId, u64)>, RewriteError> {
        let mut report = self.doctor()?;
        if !report.is_sound() && !self.is_read_only() && self.broken().is_none() {
            self.repair()?;
            report = self.doctor()?;
        }
        let is_lost = report.damaged_frames + report.lost_frames > 0 || !report.lacking.is_empty();
        if is_lost && !leave_damaged {
            return Err(RewriteError::Damaged);
        }
        Ok(report.lacking)
    }

    fn commit_in_pieces(
        &self,
        stream: StreamId,
        payloads: &[Zeroizing<Vec<u8>>],
    ) -> Result<(), RewriteError> {
        let mut rest = payloads;
        while !rest.is_empty() {
            let mut bytes = 0;
            let count = rest
                .iter()
                .take_while(|payload| {
                    let fits = bytes == 0 || bytes + payload.len() <= PIECE;
                    bytes += payload.len();
                    fits
                })
                .count();
            let (now, later) = rest.split_at_checked(count.max(1)).unwrap_or((rest, &[]));
            let mut journal = hold(&self.journal);
            let journal = journal.as_mut().ok_or(RewriteError::ReadOnly)?;
            let first = hold(&self.working).next(stream);
            let records = (first..).zip(now.iter().map(|payload| payload.as_slice()));
            let packed = Packed::of(records).ok_or(RewriteError::NoKey)?;
            self.record(journal, &Content::Packed(stream, packed))?;
            rest = later;
        }
        Ok(())
    }

    /// Writes down which streams had lost payloads before, so that each opening goes on telling it.
    fn keep_in_mind(&self, lacking: Vec<(StreamId, u64)>) -> Result<(), RewriteError> {
        if lacking.is_empty() {
            return Ok(());
        }
        let mut journal = hold(&self.journal);
        let journal = journal.as_mut().ok_or(RewriteError::ReadOnly)?;
        let healing = Healing {
            lacking,
            ..Healing::default()
        };
        self.record(journal, &Content::Healing(healing))?;
        Ok(())
    }

    /// Closes all files and keeps lock and keys.
    fn close(self, lock: Lock) -> Closed {
        let header = hold(&self.header).clone();
        let unlocked = Unlocked {
            keys: Keys::new(header.vault(), &self.master),
            header,
            bad_copies: Vec::new(),
            master: self.master.again(),
            slot: self.slot,
        };
        Closed {
            dir: self.dir.clone(),
            lock,
            unlocked,
        }
    }
}

fn of_lock(fault: LockFault) -> RewriteError {
    match fault {
        LockFault::Held(_) => RewriteError::Exists,
        LockFault::Io(fault) => fault.into(),
    }
}

fn sum(payloads: &[Zeroizing<Vec<u8>>]) -> [u8; 32] {
    let mut sum = Sha256::new();
    for payload in payloads {
        sum.update((payload.len() as u64).to_le_bytes());
        sum.update(payload.as_slice());
    }
    sum.finalize().into()
}

/// Puts the new vault in the place of the old one.
fn exchange(place: &Path) -> io::Result<()> {
    let [tmp, new, old] = [TMP, NEW, OLD].map(|ending| files::sibling(place, ending));
    fs::rename(tmp, &new)?;
    files::sync_parent(place)?;
    files::remove_folder(&old)?;
    fs::rename(place, &old)?;
    files::sync_parent(place)?;
    fs::rename(&new, place)?;
    files::sync_parent(place)
}

/// Puts the old vault back after an exchange that the disk refused.
fn finish_backwards(place: &Path) {
    let old = files::sibling(place, OLD);
    if !stands_in(place) && stands_in(&old) {
        fs::rename(&old, place).ok();
    }
    clear_beside(place);
}

/// Returns where the folder really is, also while its name is missing.
fn real_place(dir: &Path) -> PathBuf {
    dir.canonicalize()
        .or_else(|_missing| {
            let target = fs::read_link(dir)?;
            Ok::<_, io::Error>(
                dir.parent()
                    .map_or_else(|| target.clone(), |it| it.join(&target)),
            )
        })
        .unwrap_or_else(|_no_link| dir.to_owned())
}

/// Returns whether a vault that was being written anew lacks nothing but its name.
pub(super) fn is_unfinished(dir: &Path) -> bool {
    let place = real_place(dir);
    !stands_in(&place) && stands_in(&files::sibling(&place, NEW))
}

/// Finishes an exchange that was interrupted, and returns the folder of the vault.
pub(super) fn finish(dir: &Path) -> PathBuf {
    if !is_unfinished(dir) {
        return dir.to_owned();
    }
    let place = real_place(dir);
    let new = files::sibling(&place, NEW);
    // Whoever is in the middle of it holds the new one's lock; then nothing is touched.
    let Ok(lock) = lock::take(&new) else {
        return new;
    };
    let renamed =
        lock.writable && fs::rename(&new, &place).is_ok() && files::sync_parent(&place).is_ok();
    if renamed { dir.to_owned() } else { new }
}

/// Removes what an interrupted rewriting left beside the vault in `dir`, whose lock is held.
pub(super) fn clear_beside(dir: &Path) {
    let place = real_place(dir);
    let Some(own) = vault_of(&place) else {
        return;
    };
    let mut removed = false;
    for ending in [UNPACKED, TMP, NEW, OLD] {
        let left = files::sibling(&place, ending);
        // What was whole may be somebody's copy, if it is of another vault; the rest never was.
        let was_whole = [NEW, OLD].contains(&ending);
        let ours = left.is_dir() && (!was_whole || vault_of(&left) == Some(own));
        // The old one goes only after the disk knows the new one under its name.
        removed |=
            ours && files::sync_parent(&place).is_ok() && files::remove_folder(&left).is_ok();
    }
    if removed {
        files::sync_parent(&place).ok();
    }
}

/// Returns the vault that a header in this folder names.
fn vault_of(dir: &Path) -> Option<[u8; 16]> {
    COPIES
        .iter()
        .find_map(|name| Header::read(&dir.join(name)).ok())
        .map(|header| header.vault())
}

impl From<ReadError> for io::Error {
    fn from(fault: ReadError) -> Self {
        let ReadError::Io(kind) = fault;
        kind.into()
    }
}
