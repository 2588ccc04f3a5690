//! The vault: what was said, sealed, durable, and healed when the disk is not what it was.
//!
//! Owns every file of a vault and every key. Knows nothing of visits: it keeps opaque payloads in
//! streams. May not use checklists, indicators or exports. The only module that names a cipher or
//! sled. Its invariant: what was acknowledged is on the disk, sealed, in the journal; the working
//! copy in sled can be thrown away.
//!
//! [`format`] is the format, [`threats`] what it must hold against.
//!
//! Why two copies (2026-11): sled 0.34 alone loses acknowledged writes in a power cut and whole
//! records after one flipped bit; a journal alone would be opened as a whole at each start.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

mod backup;
mod cache;
mod columns;
mod doctor;
mod faults;
mod files;
mod frame;
mod header;
mod healing;
mod journal;
mod keys;
mod known;
mod lock;
mod office;
mod opening;
mod process;
mod rewrite;
mod seal;
mod sled_guard;
mod slots;
mod store;
#[cfg(test)]
mod tests;
mod working;

/// The format of a vault, byte by byte.
pub mod format {
    #![doc = include_str!("vault/FORMAT.md")]
}

/// What may go wrong with a vault, and what holds against it.
pub mod threats {
    #![doc = include_str!("vault/THREATS.md")]
}

pub use backup::BackedUp;
pub use cache::{CacheFile, CachePart, Packing};
pub use columns::Apart;
pub use doctor::DoctorReport;
pub use faults::{
    AppendError, BackupError, CreateError, OpenError, PassphraseError, ReadError, RewriteError,
};
pub use healing::OpenReport;
pub use journal::Anchor;
pub use keys::{KdfCost, LONGEST_PASSPHRASE, Passphrase};
pub use process::harden_process;
pub use rewrite::{Choose, NotRewritten, Passphrases, Rewriting, Rewritten};
pub use sled_guard::is_panic_contained;
pub use slots::Slot;

use cache::Drawer;
use frame::{Content, Packed, Records};
use header::{Header, HeaderFault, Unlock, Unlocked, unlock, unlock_with};
use journal::{Journal, JournalFault};
use keys::{Key, Keys};
use lock::{Lock, LockFault};
use opening::{Closing, losses_of};
use sled_guard::SledFault;
use working::{Working, read_from_journal};

/// The identity of a stream: an ordered list of payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamId(pub [u8; 16]);

impl StreamId {
    /// The stream of what belongs to no visit.
    pub const REGISTER: Self = Self([0; 16]);
}

/// Whether a vault is real or for practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VaultKind {
    /// It holds what people said.
    Real,
    /// It holds invented visits; its passphrase is public.
    Practice,
}

impl VaultKind {
    const fn code(self) -> u8 {
        match self {
            Self::Real => 1,
            Self::Practice => 2,
        }
    }

    const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Real),
            2 => Some(Self::Practice),
            _ => None,
        }
    }
}

/// What was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The number of the frame that holds it.
    pub sequence: u64,
}

/// Something that happened while the vault was open, to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The working copy did not fit what was known at the last closing, so that everything was looked at.
    Looked(OpenReport),
    /// A stream was damaged in the working copy and was read from the journal.
    StreamHealed(StreamId),
    /// The working copy failed and is not used any more; nothing is lost.
    StoreLeft,
    /// A stream is damaged in both copies: this many of its payloads could not be read.
    StreamLacks(StreamId, u64),
}

/// What happens while a vault is open, kept until it is told.
#[derive(Debug, Clone, Default)]
pub struct Notices(Arc<Mutex<Vec<Notice>>>);

impl Notices {
    /// Returns what happened since the last call, to be told.
    pub fn take(&self) -> Vec<Notice> {
        std::mem::take(&mut *hold(&self.0))
    }

    fn push(&self, notice: Notice) {
        hold(&self.0).push(notice);
    }
}

/// An open vault. Dropping it closes it.
#[derive(Debug)]
pub struct Vault {
    dir: PathBuf,
    keys: Arc<Keys>,
    header: Mutex<Header>,
    master: Key,
    /// The slot that was opened.
    slot: u8,
    kind: VaultKind,
    /// Taken first, and held while the disk syncs.
    journal: Mutex<Option<Journal>>,
    /// Taken second, and never while the disk syncs the journal.
    working: Mutex<Working>,
    notices: Notices,
    drawer: Drawer,
    /// Taken last.
    closing: Mutex<Closing>,
    opened_at: Anchor,
    lock: Lock,
}

impl Vault {
    /// Makes a vault: it exists whole or not at all.
    ///
    /// `dir` may be an empty folder or not be there; the folder above it must be.
    pub fn create(
        dir: &Path,
        passphrase: &Passphrase,
        cost: KdfCost,
        kind: VaultKind,
    ) -> Result<Self, CreateError> {
        let io = |fault: io::Error| CreateError::Io(fault.kind());
        if is_taken(dir) {
            return Err(CreateError::Exists);
        }
        let (header, keys, master) =
            Header::create(passphrase, cost, kind).map_err(|_refused| CreateError::NoKey)?;
        let beside = files::sibling(dir, ".tmp");
        clear_unfinished(&beside).map_err(io)?;
        make_all(&beside, &header, &keys).map_err(io)?;
        fs::rename(&beside, dir).map_err(io)?;
        files::sync_parent(dir).map_err(io)?;
        let lock = lock::take(dir).map_err(|fault| match fault {
            LockFault::Held(_) => CreateError::Exists,
            LockFault::Io(fault) => CreateError::Io(fault.kind()),
        })?;
        let unlocked = Unlocked {
            header,
            keys,
            bad_copies: Vec::new(),
            master,
            slot: 0,
        };
        match Self::assemble(dir, lock, unlocked) {
            Ok((vault, _)) => Ok(vault),
            Err(OpenError::Io(kind)) => Err(CreateError::Io(kind)),
            Err(_) => Err(CreateError::Io(io::ErrorKind::Other)),
        }
    }

    /// Returns whether a vault stands in this folder.
    pub fn is_there(dir: &Path) -> bool {
        stands_in(dir) || rewrite::is_unfinished(dir)
    }

    /// Opens a vault and heals what can be healed.
    pub fn open(dir: &Path, passphrase: &Passphrase) -> Result<(Self, OpenReport), OpenError> {
        Self::open_deriving(dir, passphrase, &mut keys::derive)
    }

    fn open_deriving(
        dir: &Path,
        passphrase: &Passphrase,
        derive: header::Derive<'_>,
    ) -> Result<(Self, OpenReport), OpenError> {
        let (vault, report) = Self::open_lightly_deriving(dir, passphrase, derive)?;
        vault.awake(report)
    }

    /// Opens a vault with what was known when it was closed; its working copy is opened when more is
    /// wanted. What is found then is told by the next opening if it is still so.
    pub fn open_lightly(
        dir: &Path,
        passphrase: &Passphrase,
    ) -> Result<(Self, OpenReport), OpenError> {
        Self::open_lightly_deriving(dir, passphrase, &mut keys::derive)
    }

    fn open_lightly_deriving(
        dir: &Path,
        passphrase: &Passphrase,
        derive: header::Derive<'_>,
    ) -> Result<(Self, OpenReport), OpenError> {
        Self::open_with(dir, &mut |dir, journal_of| {
            unlock(dir, passphrase, journal_of, derive)
        })
    }

    /// Opens a vault as an office that it was opened to: with the text of its identity file.
    pub fn open_as_office(dir: &Path, identity: &str) -> Result<(Self, OpenReport), OpenError> {
        let (vault, report) = Self::open_with(dir, &mut |dir, journal_of| {
            unlock_with(dir, journal_of, &mut |header| {
                Some((slots::SLOTS, header.master_for_office(identity)?))
            })
        })?;
        vault.awake(report)
    }

    fn open_with(
        dir: &Path,
        unlock: &mut dyn FnMut(&Path, Option<[u8; 16]>) -> Unlock,
    ) -> Result<(Self, OpenReport), OpenError> {
        let io = |fault: io::Error| OpenError::Io(fault.kind());
        let dir = &*rewrite::finish(dir);
        if !stands_in(dir) {
            let journal = journal::piece_numbers(dir).unwrap_or_default();
            return Err(if journal.is_empty() {
                OpenError::NoVault
            } else {
                OpenError::HeaderDamaged
            });
        }
        let lock = lock::take(dir).map_err(|fault| match fault {
            LockFault::Held(pid) => OpenError::InUse { pid },
            LockFault::Io(fault) => OpenError::Io(fault.kind()),
        })?;
        if lock.writable {
            rewrite::clear_beside(dir);
        }
        let pieces = journal::pieces(dir).map_err(io)?;
        let unlocked = match unlock(dir, pieces.vault) {
            Unlock::Open(unlocked) => *unlocked,
            Unlock::Wrong => return Err(OpenError::WrongPassphrase),
            Unlock::Fault(HeaderFault::Missing | HeaderFault::Damaged) => {
                return Err(OpenError::HeaderDamaged);
            }
            Unlock::Fault(HeaderFault::Refused) => return Err(OpenError::HeaderRefused),
            Unlock::Fault(HeaderFault::Newer) => return Err(OpenError::Newer),
        };
        Self::assemble(dir, lock, unlocked)
    }

    /// Returns the vault's identity: 16 random bytes, made with it.
    pub fn id(&self) -> [u8; 16] {
        hold(&self.header).vault()
    }

    /// Returns whether the vault is real or for practice.
    pub const fn kind(&self) -> VaultKind {
        self.kind
    }

    /// Returns the folder it stands in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the last frame: how many were ever written, and a tag that depends on all of them.
    ///
    /// Read-only vaults return that of their journal as it was opened.
    pub fn head(&self) -> Anchor {
        match &*hold(&self.journal) {
            Some(journal) => journal.head(),
            None => self.opened_at,
        }
    }

    /// Returns whether nothing can be recorded.
    pub fn is_read_only(&self) -> bool {
        hold(&self.journal).is_none()
    }

    /// Returns where it says what happens while it is open.
    pub fn notices(&self) -> Notices {
        self.notices.clone()
    }

    /// Appends payloads to streams: all or none, on the disk when it returns.
    pub fn append(&self, payloads: &[(StreamId, Vec<u8>)]) -> Result<Receipt, AppendError> {
        self.wake()?;
        let mut journal = hold(&self.journal);
        let journal = journal.as_mut().ok_or(AppendError::ReadOnly)?;
        let mut next = std::collections::BTreeMap::new();
        let mut batch = Vec::with_capacity(payloads.len());
        {
            let working = hold(&self.working);
            for (stream, payload) in payloads {
                let position = next.entry(*stream).or_insert_with(|| working.next(*stream));
                batch.push((*stream, *position, Zeroizing::new(payload.clone())));
                *position += 1;
            }
        }
        self.record(journal, &Content::Batch(batch))
    }

    /// Appends a whole stream as one compressed frame: an imported or practice visit.
    ///
    /// One write and one fdatasync, whatever its size up to 64 MiB compressed; the working copy is
    /// brought to the disk later (FORMAT 5).
    pub fn commit_whole(
        &self,
        stream: StreamId,
        payloads: &[Vec<u8>],
    ) -> Result<Receipt, AppendError> {
        self.wake()?;
        let mut journal = hold(&self.journal);
        let journal = journal.as_mut().ok_or(AppendError::ReadOnly)?;
        let first = hold(&self.working).next(stream);
        let records = (first..).zip(payloads.iter().map(Vec::as_slice));
        let packed = Packed::of(records).ok_or(AppendError::TooLarge)?;
        self.record(journal, &Content::Packed(stream, packed))
    }

    /// Compacts a stream to one compressed value: a closed visit. Appending to it goes on as before.
    pub fn seal_stream(&self, stream: StreamId) -> Result<Receipt, AppendError> {
        self.wake()?;
        let mut journal = hold(&self.journal);
        let journal = journal.as_mut().ok_or(AppendError::ReadOnly)?;
        let records = self
            .records(stream)
            .map_err(|_refused| AppendError::Unreadable)?;
        let pairs = records
            .iter()
            .map(|(at, payload)| (*at, payload.as_slice()));
        let packed = Packed::of(pairs).ok_or(AppendError::TooLarge)?;
        let summary = self.summary(stream);
        let receipt = self.record(journal, &Content::Packed(stream, packed))?;
        if let Some(summary) = summary {
            // The same payloads in another form: what was derived from them is as true as before.
            self.set_summary(stream, receipt.sequence, &summary)?;
        }
        Ok(receipt)
    }

    fn record(&self, journal: &mut Journal, content: &Content) -> Result<Receipt, AppendError> {
        self.change();
        if matches!(content, Content::Healing(_)) {
            self.doubt();
        }
        let place = journal.append(content).map_err(|fault| match fault {
            JournalFault::Broken(kind) => AppendError::Broken(kind),
            JournalFault::CannotSeal => AppendError::TooLarge,
        })?;
        let mut working = hold(&self.working);
        if working.take_up(&place, content).is_err() {
            self.leave_store(&mut working);
        }
        Ok(Receipt {
            sequence: place.head.sequence,
        })
    }

    /// Goes on without sled: the journal holds everything.
    fn leave_store(&self, working: &mut Working) {
        if let Ok(bare) = Working::bare(&self.dir, &self.keys) {
            *working = bare;
        }
        self.notices.push(Notice::StoreLeft);
    }

    /// Tries to record again after a failed write: returns whether recording may go on.
    pub fn mend(&self) -> Result<(), AppendError> {
        let mut journal = hold(&self.journal);
        let journal = journal.as_mut().ok_or(AppendError::ReadOnly)?;
        self.change();
        journal
            .mend()
            .map_err(|fault| AppendError::Broken(fault.kind()))
    }

    /// Returns why nothing is acknowledged any more, if so.
    pub fn broken(&self) -> Option<AppendError> {
        match &*hold(&self.journal) {
            None => Some(AppendError::ReadOnly),
            Some(journal) => journal.broken().map(AppendError::Broken),
        }
    }

    /// Returns every payload of a stream, in order.
    pub fn read(&self, stream: StreamId) -> Result<Vec<Zeroizing<Vec<u8>>>, ReadError> {
        Ok(self.records(stream)?.into_values().collect())
    }

    /// Goes through the payloads of a stream without putting each together, which takes half the time of
    /// reading thousands. Returns whether all went through; if not, as for a stream that is still open or
    /// damaged, what was taken stands for nothing and [`Self::read`] tells.
    pub fn read_apart(
        &self,
        stream: StreamId,
        take: &mut dyn FnMut(Apart<'_>) -> Option<()>,
    ) -> bool {
        let packed = if let Working::Sled(store) = &*hold(&self.working) {
            store.packed(stream)
        } else {
            None
        };
        // Unpacked outside the lock: others read meanwhile.
        packed.is_some_and(|(bytes, unpacked, count)| {
            let mut taken = 0;
            let went = frame::inflate(&bytes, unpacked).ok().and_then(|mut plain| {
                // Wiped when it is given back, as the answers that are made of it are (main.rs): wiping
                // megabytes byte by byte takes longer than reading them.
                let plain = std::mem::take(&mut *plain);
                columns::each_apart(&plain, &mut |record| {
                    taken += 1;
                    take(record)
                })
            });
            went.is_some() && taken == count
        })
    }

    fn records(&self, stream: StreamId) -> Result<Records, ReadError> {
        let io = |fault: io::Error| ReadError::Io(fault.kind());
        if let Working::Known(known) = &*hold(&self.working)
            && let Some(register) = &known.register
            && stream == StreamId::REGISTER
        {
            return Ok(register.clone());
        }
        self.wake()?;
        let mut working = hold(&self.working);
        let store = match &mut *working {
            Working::Bare(index) => {
                let mut reader = journal::Reader::new(&self.dir, &self.keys);
                return index.read(&mut reader, stream).map_err(io);
            }
            Working::Known(_) => return Err(ReadError::Io(io::ErrorKind::NotConnected)),
            Working::Sled(store) => store,
        };
        let fault = match store.read(stream) {
            Ok(records) => return Ok(records),
            Err(fault) => fault,
        };
        self.doubt();
        let records = read_from_journal(&self.dir, &self.keys, stream).map_err(io)?;
        let next = store.states().get(&stream).map_or(0, |state| state.next);
        let missing = next.saturating_sub(records.len() as u64);
        if missing > 0 {
            // What is left in sled stays as it is, for whoever can make more of it.
            self.notices.push(Notice::StreamLacks(stream, missing));
        } else if fault == SledFault::Damaged {
            let pairs = records
                .iter()
                .map(|(at, payload)| (*at, payload.as_slice()));
            let head = store.head();
            let healed = Packed::of(pairs)
                .is_some_and(|packed| store.replace(stream, &packed, next, head).is_ok());
            if healed {
                self.notices.push(Notice::StreamHealed(stream));
            } else {
                self.leave_store(&mut working);
            }
        }
        Ok(records)
    }

    /// Returns all streams but the register, in order of their ids.
    pub fn streams(&self) -> Vec<StreamId> {
        let mut streams = hold(&self.working).streams();
        streams.retain(|stream| *stream != StreamId::REGISTER);
        streams
    }

    /// Returns the number of the last frame that a stream was in; 0 if there is none.
    pub fn revision(&self, stream: StreamId) -> u64 {
        hold(&self.working).revision(stream)
    }

    /// Keeps a small derived value beside a stream, until the stream grows. At most 24 KiB.
    ///
    /// `revision` tells what it was derived from: the receipt of the last append, or
    /// [`Self::revision`] before the stream was read. If the stream has grown since, nothing is kept.
    /// It is not journaled and may be gone after a crash: whoever set it can compute it again.
    pub fn set_summary(
        &self,
        stream: StreamId,
        revision: u64,
        bytes: &[u8],
    ) -> Result<(), AppendError> {
        if bytes.len() > 24 * 1024 {
            return Err(AppendError::TooLarge);
        }
        self.wake()?;
        self.change();
        let mut working = hold(&self.working);
        if working.revision(stream) == revision && working.set_summary(stream, bytes).is_err() {
            // It was derived, and can be computed again.
            self.leave_store(&mut working);
        }
        Ok(())
    }

    /// Returns the value kept beside a stream, if the stream has not grown since.
    pub fn summary(&self, stream: StreamId) -> Option<Zeroizing<Vec<u8>>> {
        hold(&self.working).summary(stream)
    }

    /// Changes the passphrase that opened the vault; the old one opens nothing in this folder any
    /// more. Copies made before still open with it: only [`Self::rewrite`] with a new key ends that
    /// for what is written from then on.
    pub fn change_passphrase(&self, new: &Passphrase) -> Result<(), PassphraseError> {
        self.change_header(|header| header.change_passphrase(&self.master, self.slot, new))
    }

    /// Adds a passphrase; returns the number of its slot.
    pub fn add_passphrase(&self, new: &Passphrase, kind: Slot) -> Result<u8, PassphraseError> {
        self.change_header(|header| header.add_passphrase(&self.master, new, kind))
    }

    /// Takes the passphrase of a slot away; the last one stays.
    pub fn remove_passphrase(&self, slot: u8) -> Result<(), PassphraseError> {
        self.change_header(|header| header.remove_passphrase(&self.master, slot))
    }

    /// Lets an office open the vault, by its age recipient; returns the number of its slot.
    pub fn add_office(&self, recipient: &str) -> Result<u8, PassphraseError> {
        self.change_header(|header| header.add_office(&self.master, recipient))
    }

    /// Lets an office not open the vault any more. What it kept of it, it keeps.
    pub fn remove_office(&self, slot: u8) -> Result<(), PassphraseError> {
        self.change_header(|header| header.remove_office(&self.master, slot))
    }

    /// Returns the recipients of the offices that can open the vault, by slot.
    pub fn offices(&self) -> Vec<Option<String>> {
        hold(&self.header).offices(&self.master)
    }

    /// Returns what each slot holds, and the number of the one that was opened.
    pub fn passphrases(&self) -> (Vec<Slot>, u8) {
        (hold(&self.header).slots(&self.master), self.slot)
    }

    /// Returns what one guess of a passphrase costs.
    pub fn cost(&self) -> KdfCost {
        hold(&self.header).cost()
    }

    fn change_header<T>(
        &self,
        change: impl FnOnce(&mut Header) -> Result<T, slots::SlotFault>,
    ) -> Result<T, PassphraseError> {
        if self.is_read_only() {
            return Err(PassphraseError::ReadOnly);
        }
        let mut header = hold(&self.header);
        let mut changed = header.clone();
        let done = change(&mut changed)?;
        for name in header::COPIES.iter().rev() {
            files::replace_file(&self.dir.join(name), changed.bytes())
                .map_err(|fault| PassphraseError::Io(fault.kind()))?;
        }
        *header = changed;
        Ok(done)
    }

    /// Brings the working copy to the disk; what was acknowledged is there already.
    pub fn flush(&self) {
        let mut working = hold(&self.working);
        let failed = match &mut *working {
            Working::Sled(store) => store.flush().is_err(),
            Working::Bare(_) | Working::Known(_) => false,
        };
        if failed {
            self.leave_store(&mut working);
        }
    }

    /// Reads, authenticates and compares everything; changes nothing and tells no content.
    pub fn doctor(&self) -> Result<DoctorReport, ReadError> {
        self.wake()?;
        let journal = hold(&self.journal);
        let working = hold(&self.working);
        doctor::examine(&self.dir, &self.keys, &working, journal.is_some())
            .map_err(|fault| ReadError::Io(fault.kind()))
    }

    /// Compares both copies as [`Self::doctor`] does, and completes each from the other.
    pub fn repair(&self) -> Result<OpenReport, AppendError> {
        self.wake()?;
        self.change();
        let mut journal = hold(&self.journal);
        let journal = journal.as_mut().ok_or(AppendError::ReadOnly)?;
        let mut working = hold(&self.working);
        let mut report = OpenReport::default();
        let repaired = healing::repair(&self.dir, &self.keys, journal, &mut working, &mut report);
        repaired.map_err(|fault| AppendError::Broken(fault.kind()))?;
        hold(&self.closing).losses = losses_of(&report);
        Ok(report)
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        self.write_closing();
    }
}

/// Takes a lock, also after another thread panicked while it held it.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns whether a header stands in this folder.
fn stands_in(dir: &Path) -> bool {
    header::COPIES.iter().any(|name| dir.join(name).is_file())
}

/// Returns whether anything stands at this place already, or is about to.
fn is_taken(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut inside| inside.next().is_some())
        || dir.is_file()
        || rewrite::is_unfinished(dir)
}

/// Removes what an interrupted creation left: nothing was ever recorded in it.
fn clear_unfinished(beside: &Path) -> io::Result<()> {
    if !beside.try_exists()? {
        return Ok(());
    }
    // Each file that `make_all` writes, and what it is called until it is whole.
    let names = [
        "header",
        "header.new",
        "header.bak",
        "header.bak.new",
        "journal-0001",
        "lock",
    ];
    for name in names {
        match fs::remove_file(beside.join(name)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
    }
    // It fails, rightly, if anything else is in there.
    fs::remove_dir(beside)
}

fn make_all(beside: &Path, header: &Header, keys: &Keys) -> io::Result<()> {
    files::make_folder(beside)?;
    Journal::create(beside, &keys.vault)?;
    drop(files::make_file(&beside.join("lock"))?);
    for name in header::COPIES {
        files::replace_file(&beside.join(name), header.bytes())?;
    }
    files::sync_all_below(beside)
}
