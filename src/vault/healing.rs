//! Bringing journal and working copy together at opening: each is completed from the other.
//!
//! Its invariant: it only ever adds and sets aside; what neither holds is named, not passed over.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::vault::StreamId;
use crate::vault::files;
use crate::vault::frame::{Content, Healing, Packed, Records, tells_of_healing};
use crate::vault::journal::{
    Anchor, Chain, FrameFault, Journal, JournalFault, Reader, Scan, merge, subtract,
};
use crate::vault::keys::Keys;
use crate::vault::sled_guard::SledFault;
use crate::vault::store::Store;
use crate::vault::working::{Index, Working, take_up_in_sled};

/// What was found and done at opening.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one sentence to the person"
)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenReport {
    /// Frames that the journal had and the working copy had not: brought over.
    pub replayed: u64,
    /// Bytes of a torn end that were set aside; nothing acknowledged is among them unless the
    /// disk itself changed them.
    pub torn_bytes: u64,
    /// The working copy was damaged or gone: set aside and built again.
    pub store_rebuilt: bool,
    /// The working copy cannot be used just now (disk full, read-only, locked); reading is from the
    /// journal.
    pub store_left: bool,
    /// Nothing can be recorded: the folder or the medium may not be written.
    pub read_only: bool,
    /// A damaged copy of the header was written again.
    pub header_healed: bool,
    /// Streams that were completed from the other copy.
    pub healed_streams: u64,
    /// Frames that were damaged; everything in them was still there.
    pub healed_frames: u64,
    /// Frames that were damaged, and whose content cannot be shown to be whole.
    pub lost_frames: u64,
    /// Streams that lack payloads, and how many.
    pub lacking: Vec<(StreamId, u64)>,
}

impl OpenReport {
    /// Returns whether something is to be said to the person.
    pub fn is_quiet(&self) -> bool {
        *self
            == Self {
                replayed: self.replayed,
                ..Self::default()
            }
    }
}

/// The parts of an open vault.
#[derive(Debug)]
pub(super) struct Parts {
    /// Where is written to; none if nothing may be.
    pub(super) journal: Option<Journal>,
    /// Where is read from.
    pub(super) working: Working,
    /// The last frame.
    pub(super) head: Anchor,
}

/// Why there is nothing to open.
#[derive(Debug)]
pub(super) enum Hopeless {
    /// Neither copy holds anything that the key opens.
    NothingReadable,
    /// The disk refused.
    Io(io::Error),
}

impl From<io::Error> for Hopeless {
    fn from(fault: io::Error) -> Self {
        Self::Io(fault)
    }
}

/// Opens journal and working copy and brings them together.
pub(super) fn bring_together(
    dir: &Path,
    keys: &Arc<Keys>,
    scan: &Scan,
    writable: bool,
    report: &mut OpenReport,
) -> Result<Parts, Hopeless> {
    let chain = scan.chain(dir, keys)?;
    if !writable {
        return read_only(dir, keys, &chain, report);
    }
    let nothing_genuine = chain.places.is_empty() && !scan.places.is_empty();
    let nothing_there = scan.pieces.is_empty();
    let store = match Store::open(dir, Arc::clone(keys)) {
        Ok(store) => {
            if store.is_new() && (nothing_genuine || nothing_there) {
                return Err(Hopeless::NothingReadable);
            }
            report.store_rebuilt |= store.is_new() && !chain.places.is_empty();
            Some(store)
        }
        Err(_) if nothing_genuine || nothing_there => return Err(Hopeless::NothingReadable),
        Err(SledFault::Damaged) => {
            report.store_rebuilt = true;
            renew_store(dir, keys)
        }
        Err(SledFault::Unavailable(_)) => None,
    };
    report.torn_bytes = scan.torn.map_or(0, |torn| torn.length);
    let journal = match Journal::open(dir, Arc::clone(keys), scan, chain.head) {
        Ok(mut journal) => {
            journal.end_with(chain.places.last());
            journal
        }
        Err(fault) if files::is_no_damage(fault.kind()) => {
            drop(store);
            return read_only(dir, keys, &chain, report);
        }
        Err(fault) => return Err(fault.into()),
    };
    let Some(store) = store else {
        report.store_left = true;
        return bare(dir, keys, &chain, Some(journal), report);
    };
    let store = if follows(&store, &chain) {
        store
    } else {
        // It belongs to another course of events; the journal is the truth.
        drop(store);
        report.store_rebuilt = true;
        match renew_store(dir, keys) {
            Some(store) => store,
            None => return bare(dir, keys, &chain, Some(journal), report),
        }
    };
    join(dir, keys, &chain, store, journal, report)
}

/// Returns whether the working copy's head is one of the journal's, or may have been.
fn follows(store: &Store, chain: &Chain) -> bool {
    let head = store.head();
    chain
        .places
        .binary_search_by_key(&head.sequence, |place| place.head.sequence)
        .ok()
        .and_then(|at| chain.places.get(at))
        .is_none_or(|place| place.tag == head.tag)
}

/// Sets the working copy aside and begins a new one.
fn renew_store(dir: &Path, keys: &Arc<Keys>) -> Option<Store> {
    let folder = dir.join("sled");
    if folder.try_exists().ok()? {
        let aside = files::place_aside(dir, "sled").ok()?;
        fs::rename(&folder, &aside).ok()?;
        files::sync_parent(&aside).ok()?;
        files::sync_folder(dir).ok()?;
    }
    Store::open(dir, Arc::clone(keys)).ok()
}

fn read_only(
    dir: &Path,
    keys: &Keys,
    chain: &Chain,
    report: &mut OpenReport,
) -> Result<Parts, Hopeless> {
    report.read_only = true;
    bare(dir, keys, chain, None, report)
}

/// Reads from the journal; what is missing there is named.
fn bare(
    dir: &Path,
    keys: &Keys,
    chain: &Chain,
    journal: Option<Journal>,
    report: &mut OpenReport,
) -> Result<Parts, Hopeless> {
    let mut reader = Reader::new(dir, keys);
    let mut holes = chain.holes.clone();
    let mut told = Healing::default();
    let index = Index::build(&mut reader, chain, |place, content| match content {
        None => holes.push((place.head.sequence, place.head.sequence)),
        Some(Content::Healing(healing)) => tell(&mut told, healing),
        Some(_) => {}
    })?;
    holes.sort_unstable();
    let open = subtract(&subtract(&merge(&holes), &told.healed), &told.lost);
    report.lost_frames = length(&open) + length(&told.lost);
    report.lacking = told.lacking;
    if chain.places.is_empty() && !chain.holes.is_empty() {
        return Err(Hopeless::NothingReadable);
    }
    Ok(Parts {
        head: chain.head,
        journal,
        working: Working::Bare(index),
    })
}

/// Adds what one healing frame tells to what others told.
pub(super) fn tell(told: &mut Healing, healing: &Healing) {
    told.healed.extend(&healing.healed);
    told.lost.extend(&healing.lost);
    for (stream, missing) in &healing.lacking {
        told.lacking.retain(|(known, _)| known != stream);
        told.lacking.push((*stream, *missing));
    }
}

/// Returns how many numbers the ranges hold.
pub(super) fn length(ranges: &[(u64, u64)]) -> u64 {
    ranges
        .iter()
        .map(|(from, until)| until.saturating_sub(*from).saturating_add(1))
        .sum()
}

/// Brings sled up to the journal; when anything is missing, compares both.
fn join(
    dir: &Path,
    keys: &Arc<Keys>,
    chain: &Chain,
    mut store: Store,
    mut journal: Journal,
    report: &mut OpenReport,
) -> Result<Parts, Hopeless> {
    let mut reader = Reader::new(dir, keys);
    let mut told = Healing::default();
    for place in chain
        .places
        .iter()
        .filter(|place| tells_of_healing(place.head.kind))
    {
        if let Ok(Content::Healing(healing)) = reader.read(place) {
            tell(&mut told, &healing);
        }
    }
    report.lost_frames = length(&told.lost);
    report.lacking.clone_from(&told.lacking);
    let known = [told.healed.as_slice(), told.lost.as_slice()].concat();
    let holes = subtract(&chain.holes, &known);
    let from = store.head().sequence;
    if holes.is_empty() && from <= chain.head.sequence {
        match replay(&mut reader, chain, &mut store, from, report) {
            Ok(true) => {
                if report.store_rebuilt && store.flush().is_err() {
                    report.store_left = true;
                }
                return Ok(Parts {
                    head: journal.head(),
                    journal: Some(journal),
                    working: Working::Sled(Box::new(store)),
                });
            }
            Ok(false) => {}
            Err(Stop::Io(fault)) => return Err(fault.into()),
            Err(Stop::Sled) => {
                report.store_left = true;
                return bare(dir, keys, chain, Some(journal), report);
            }
        }
    }
    match complete(&mut reader, chain, &mut store, &mut journal, &known, report) {
        Ok(()) => Ok(Parts {
            head: journal.head(),
            journal: Some(journal),
            working: Working::Sled(Box::new(store)),
        }),
        Err(Stop::Io(fault)) => Err(fault.into()),
        Err(Stop::Sled) => {
            report.store_left = true;
            bare(dir, keys, chain, Some(journal), report)
        }
    }
}

/// What ends a healing.
#[derive(Debug)]
pub(super) enum Stop {
    /// The disk refused to give or take journal bytes.
    Io(io::Error),
    /// sled failed.
    Sled,
}

impl From<io::Error> for Stop {
    fn from(fault: io::Error) -> Self {
        Self::Io(fault)
    }
}

impl From<SledFault> for Stop {
    fn from(_fault: SledFault) -> Self {
        Self::Sled
    }
}

/// Brings frames after `from` into sled; returns whether every one opened.
fn replay(
    reader: &mut Reader<'_>,
    chain: &Chain,
    store: &mut Store,
    from: u64,
    report: &mut OpenReport,
) -> Result<bool, Stop> {
    for place in chain
        .places
        .iter()
        .filter(|place| place.head.sequence > from)
    {
        match reader.read(place) {
            Ok(content) => take_up_in_sled(store, place, &content)?,
            Err(FrameFault::NotGenuine) => return Ok(false),
            Err(FrameFault::Io(fault)) => return Err(fault.into()),
        }
        report.replayed += 1;
    }
    Ok(true)
}

/// Compares both copies stream by stream and completes each from the other.
pub(super) fn complete(
    reader: &mut Reader<'_>,
    chain: &Chain,
    store: &mut Store,
    journal: &mut Journal,
    known: &[(u64, u64)],
    report: &mut OpenReport,
) -> Result<(), Stop> {
    let mut holes = chain.holes.clone();
    let index = Index::build(reader, chain, |place, content| {
        if content.is_none() {
            holes.push((place.head.sequence, place.head.sequence));
        }
    })?;
    let knew = store.head();
    if knew.sequence > chain.head.sequence {
        holes.push((chain.head.sequence + 1, knew.sequence));
    }
    holes.sort_unstable();
    let holes = subtract(&merge(&holes), known);
    let last = holes.last().map_or(0, |(_, until)| *until);
    if last.max(knew.sequence) > journal.head().sequence {
        let tag = if knew.sequence >= last {
            knew.tag
        } else {
            chain.head.tag
        };
        journal.follow(Anchor {
            sequence: last.max(knew.sequence),
            tag,
        });
    }
    let mut lacking = Vec::new();
    let streams: BTreeSet<StreamId> = index
        .streams()
        .keys()
        .chain(store.states().keys())
        .copied()
        .collect();
    for stream in streams {
        if let Some(missing) = complete_stream(reader, &index, store, journal, stream, report)? {
            lacking.push((stream, missing));
        }
    }
    if !holes.is_empty() || !lacking.is_empty() && lacking != report.lacking {
        // sled's list of streams was whole, and each of them is: then nothing of these frames is lost.
        let (kept, gone): (Vec<_>, Vec<_>) = holes
            .iter()
            .partition(|(_, until)| *until <= knew.sequence && lacking.is_empty());
        report.healed_frames = length(&kept);
        report.lost_frames += length(&gone);
        report.lacking.clone_from(&lacking);
        let content = Content::Healing(Healing {
            healed: kept,
            lost: gone,
            lacking,
        });
        append(journal, &content)?;
    }
    store.note(journal.head())?;
    store.flush()?;
    Ok(())
}

fn append(journal: &mut Journal, content: &Content) -> Result<(), Stop> {
    match journal.append(content) {
        Ok(_) => Ok(()),
        Err(JournalFault::Broken(kind)) => Err(Stop::Io(kind.into())),
        Err(JournalFault::CannotSeal) => Err(Stop::Io(io::ErrorKind::InvalidData.into())),
    }
}

/// Completes one stream; returns how many payloads neither copy holds.
fn complete_stream(
    reader: &mut Reader<'_>,
    index: &Index,
    store: &mut Store,
    journal: &mut Journal,
    stream: StreamId,
    report: &mut OpenReport,
) -> Result<Option<u64>, Stop> {
    if index.packed_in_both(reader, store, stream).is_some() {
        return Ok(None);
    }
    let mut whole = index.read(reader, stream)?;
    let in_journal = whole.len();
    let stored = match store.read(stream) {
        Ok(records) => Some(records),
        Err(SledFault::Damaged) => None,
        Err(SledFault::Unavailable(_)) => return Err(Stop::Sled),
    };
    let same = stored.as_ref() == Some(&whole);
    for (position, payload) in stored.unwrap_or_default() {
        whole.entry(position).or_insert(payload);
    }
    let next = next_position(&whole)
        .max(store.states().get(&stream).map_or(0, |state| state.next))
        .max(
            index
                .streams()
                .get(&stream)
                .map_or(0, |indexed| indexed.next),
        );
    let count = u64::try_from(whole.len()).unwrap_or(u64::MAX);
    if !same {
        let packed = pack(&whole)?;
        if whole.len() > in_journal {
            append(journal, &Content::Packed(stream, packed.clone()))?;
        }
        store.replace(stream, &packed, next, journal.head())?;
        report.healed_streams += 1;
    }
    let missing = next.saturating_sub(count);
    Ok((missing > 0).then_some(missing))
}

fn next_position(records: &Records) -> u64 {
    records
        .last_key_value()
        .map_or(0, |(position, _)| position.saturating_add(1))
}

fn pack(records: &Records) -> Result<Packed, Stop> {
    Packed::of(
        records
            .iter()
            .map(|(position, payload)| (*position, payload.as_slice())),
    )
    .ok_or_else(|| Stop::Io(io::ErrorKind::FileTooLarge.into()))
}

/// Compares an open vault's copies and completes each from the other.
pub(super) fn repair(
    dir: &Path,
    keys: &Arc<Keys>,
    journal: &mut Journal,
    working: &mut Working,
    report: &mut OpenReport,
) -> io::Result<()> {
    let chain = crate::vault::journal::scan(dir)?.chain(dir, keys)?;
    let mut reader = Reader::new(dir, keys);
    let Working::Sled(store) = working else {
        report.store_left = true;
        return Ok(());
    };
    let mut told = Healing::default();
    for place in chain
        .places
        .iter()
        .filter(|place| tells_of_healing(place.head.kind))
    {
        if let Ok(Content::Healing(healing)) = reader.read(place) {
            tell(&mut told, &healing);
        }
    }
    report.lost_frames = length(&told.lost);
    report.lacking.clone_from(&told.lacking);
    let known = [told.healed.as_slice(), told.lost.as_slice()].concat();
    match complete(&mut reader, &chain, store, journal, &known, report) {
        Ok(()) => Ok(()),
        Err(Stop::Io(fault)) => Err(fault),
        Err(Stop::Sled) => {
            *working = Working::bare(dir, keys)?;
            report.store_left = true;
            Ok(())
        }
    }
}
