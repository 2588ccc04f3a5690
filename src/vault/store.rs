//! The working copy: every stream in sled, sealed, in chunks, under keyed names (FORMAT 6).
//!
//! Its invariant: it never answers with anything but the present content of a stream. What is
//! missing, older, moved or damaged is a fault, and the journal is asked instead.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::vault::StreamId;
use crate::vault::frame::{Cursor, Packed, Records, parse_records, put_record, unpack};
use crate::vault::journal::Anchor;
use crate::vault::keys::Keys;
use crate::vault::seal::{Site, open, seal};
use crate::vault::sled_guard::{Batch, LARGEST_VALUE, SledFault, SledFiles};

const ROOT: u8 = 1;
const BUCKET: u8 = 2;
const PACKED: u8 = 3;
const OPEN: u8 = 4;
const SUMMARY: u8 = 5;

const OPEN_CHUNK: usize = 4_092;
/// sled keeps up to 16 values in one page, and a page above 128 KiB goes to a file of its own, which
/// it never syncs: 7 KiB keep it below.
const PACKED_CHUNK: usize = 7_164;
const BUCKETS: usize = 256;
/// Appends that may be lost from sled, but not from the journal, in a power cut.
const FLUSH_AFTER: u32 = 64;
/// Open streams whose last chunk is kept at hand.
const TAILS: usize = 8;

const NONE: [u8; 16] = [0; 16];

/// One form of a stream: when it was begun and how long it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Form {
    generation: u64,
    bytes: u64,
}

/// What is known of a stream without reading it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct State {
    /// The number of the last frame that it was in.
    pub(super) last: u64,
    /// How many payloads it holds.
    pub(super) count: u64,
    /// The position that the next payload takes.
    pub(super) next: u64,
    packed: Form,
    unpacked: u64,
    packed_count: u64,
    open: Form,
}

/// Summaries, and the number of the frame that each belongs to.
pub(super) type Summaries = BTreeMap<StreamId, (u64, Zeroizing<Vec<u8>>)>;

/// The working copy.
#[derive(Debug)]
pub(super) struct Store {
    files: SledFiles,
    keys: Arc<Keys>,
    head: Anchor,
    buckets: Vec<u64>,
    states: BTreeMap<StreamId, State>,
    /// The streams of each bucket.
    members: Vec<Vec<StreamId>>,
    tails: BTreeMap<StreamId, Zeroizing<Vec<u8>>>,
    /// Those that were read or written before.
    summaries: Summaries,
    unsynced: u32,
    is_new: bool,
}

impl Store {
    /// Opens sled and reads the list of its streams; an empty one has head 0.
    pub(super) fn open(vault: &Path, keys: Arc<Keys>) -> Result<Self, SledFault> {
        let mut store = Self::empty(vault, keys)?;
        if let Some(root) = store.get(ROOT, NONE, 0, 0)? {
            store.load_root(&root)?;
            store.load_states()?;
        } else if store.files.is_empty()? {
            // From now on an empty sled is one that lost everything.
            store.note(store.head)?;
            store.flush()?;
            store.is_new = true;
        } else {
            return Err(SledFault::Damaged);
        }
        Ok(store)
    }

    /// Opens sled whose streams and summaries are known as they were at frame `head`; if it is not as it
    /// was then, it is damaged or of another time.
    pub(super) fn open_known(
        vault: &Path,
        keys: Arc<Keys>,
        head: Anchor,
        states: BTreeMap<StreamId, State>,
        summaries: Summaries,
    ) -> Result<Self, SledFault> {
        let mut store = Self::empty(vault, keys)?;
        let root = store.get(ROOT, NONE, 0, 0)?.ok_or(SledFault::Damaged)?;
        store.load_root(&root)?;
        if store.head != head {
            return Err(SledFault::Damaged);
        }
        for (stream, state) in states {
            store.keep(stream, state);
        }
        store.summaries = summaries;
        Ok(store)
    }

    fn empty(vault: &Path, keys: Arc<Keys>) -> Result<Self, SledFault> {
        Ok(Self {
            files: SledFiles::open(vault, &vault.join("sled"))?,
            head: Anchor {
                sequence: 0,
                tag: keys.genesis(),
            },
            keys,
            buckets: vec![0; BUCKETS],
            states: BTreeMap::new(),
            members: vec![Vec::new(); BUCKETS],
            tails: BTreeMap::new(),
            summaries: Summaries::new(),
            unsynced: 0,
            is_new: false,
        })
    }

    fn load_root(&mut self, root: &[u8]) -> Result<(), SledFault> {
        let mut from = Cursor(root);
        self.head = Anchor {
            sequence: from.u64().ok_or(SledFault::Damaged)?,
            tag: from.take().ok_or(SledFault::Damaged)?,
        };
        for bucket in &mut self.buckets {
            *bucket = from.u64().ok_or(SledFault::Damaged)?;
        }
        Ok(())
    }

    fn load_states(&mut self) -> Result<(), SledFault> {
        for (part, revision) in self.buckets.clone().into_iter().enumerate() {
            if revision == 0 {
                continue;
            }
            let number = u32::try_from(part).map_err(|_wide| SledFault::Damaged)?;
            let bytes = self
                .get(BUCKET, NONE, number, revision)?
                .ok_or(SledFault::Damaged)?;
            let mut from = Cursor(&bytes);
            while !from.0.is_empty() {
                let (stream, state) = read_state(&mut from).ok_or(SledFault::Damaged)?;
                self.states.insert(stream, state);
                self.members
                    .get_mut(part)
                    .ok_or(SledFault::Damaged)?
                    .push(stream);
            }
        }
        Ok(())
    }

    /// Returns whether there was nothing at all.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Returns the last frame that it knows.
    pub(super) fn head(&self) -> Anchor {
        self.head
    }

    /// Returns what is known of the streams.
    pub(super) fn states(&self) -> &BTreeMap<StreamId, State> {
        &self.states
    }

    /// Adds payloads that frame `head` brought.
    pub(super) fn add<'a>(
        &mut self,
        records: impl Iterator<Item = (StreamId, u64, &'a [u8])>,
        head: Anchor,
    ) -> Result<(), SledFault> {
        let mut grouped: BTreeMap<StreamId, (u64, u64, Zeroizing<Vec<u8>>)> = BTreeMap::new();
        let records: Vec<_> = records.collect();
        let total: usize = records.iter().map(|(.., payload)| payload.len() + 12).sum();
        for (stream, position, payload) in records {
            let (count, next, bytes) = grouped.entry(stream).or_default();
            // Room for all of it: a buffer that grows leaves copies behind.
            if bytes.capacity() == 0 {
                bytes.reserve_exact(total);
            }
            *count += 1;
            *next = (*next).max(position.saturating_add(1));
            put_record(bytes, position, payload).ok_or(SledFault::Damaged)?;
        }
        let mut batch = Batch::default();
        for (stream, (count, next, bytes)) in &grouped {
            let mut state = self.states.get(stream).copied().unwrap_or_default();
            if state.open.bytes == 0 {
                state.open.generation = head.sequence;
                self.tails.remove(stream);
            }
            self.extend(*stream, &mut state, bytes, &mut batch)?;
            state.count += count;
            state.next = state.next.max(*next);
            state.last = head.sequence;
            self.keep(*stream, state);
        }
        let streams: Vec<_> = grouped.keys().copied().collect();
        self.finish(batch, &streams, head)
    }

    fn keep(&mut self, stream: StreamId, state: State) {
        if self.states.insert(stream, state).is_none() {
            let bucket = usize::try_from(self.bucket_of(stream)).unwrap_or(usize::MAX);
            if let Some(members) = self.members.get_mut(bucket) {
                members.push(stream);
            }
        }
    }

    /// Appends bytes to the open form of a stream, chunk by chunk.
    fn extend(
        &mut self,
        stream: StreamId,
        state: &mut State,
        bytes: &[u8],
        batch: &mut Batch,
    ) -> Result<(), SledFault> {
        let mut tail = self.tail(stream, state)?;
        let mut part = part_of(state.open.bytes, OPEN_CHUNK)?;
        let mut rest = bytes;
        while !rest.is_empty() {
            let room = OPEN_CHUNK.saturating_sub(tail.len()).min(rest.len());
            let (now, later) = rest.split_at_checked(room).ok_or(SledFault::Damaged)?;
            tail.extend_from_slice(now);
            rest = later;
            self.put(batch, OPEN, stream.0, part, state.open.generation, &tail)?;
            if tail.len() >= OPEN_CHUNK {
                tail = Zeroizing::new(Vec::with_capacity(OPEN_CHUNK));
                part += 1;
            }
        }
        state.open.bytes += bytes.len() as u64;
        if self.tails.len() >= TAILS {
            self.tails.clear();
        }
        self.tails.insert(stream, tail);
        Ok(())
    }

    /// Returns the last chunk of the open form, if it is not full.
    fn tail(&mut self, stream: StreamId, state: &State) -> Result<Zeroizing<Vec<u8>>, SledFault> {
        if let Some(tail) = self.tails.remove(&stream) {
            return Ok(tail);
        }
        let length = usize::try_from(state.open.bytes % OPEN_CHUNK as u64).unwrap_or(0);
        if length == 0 {
            return Ok(Zeroizing::new(Vec::with_capacity(OPEN_CHUNK)));
        }
        let part = part_of(state.open.bytes, OPEN_CHUNK)?;
        let found = self.get(OPEN, stream.0, part, state.open.generation)?;
        let found = found.filter(|tail| tail.len() == length);
        // In a buffer that never grows: one that does leaves copies behind.
        let mut tail = Zeroizing::new(Vec::with_capacity(OPEN_CHUNK));
        tail.extend_from_slice(&found.ok_or(SledFault::Damaged)?);
        Ok(tail)
    }

    /// Replaces a stream by its packed form, which holds all of it; the next payload will take
    /// position `next`.
    pub(super) fn replace(
        &mut self,
        stream: StreamId,
        packed: &Packed,
        next: u64,
        head: Anchor,
    ) -> Result<(), SledFault> {
        let mut batch = Batch::default();
        let before = self.states.get(&stream).copied().unwrap_or_default();
        let state = State {
            last: head.sequence,
            count: packed.count,
            next,
            packed: Form {
                generation: head.sequence,
                bytes: packed.bytes.len() as u64,
            },
            unpacked: packed.unpacked,
            packed_count: packed.count,
            open: Form::default(),
        };
        let mut parts = 0;
        for chunk in packed.bytes.chunks(PACKED_CHUNK) {
            self.put(&mut batch, PACKED, stream.0, parts, head.sequence, chunk)?;
            parts += 1;
        }
        for part in parts..parts_of(before.packed.bytes, PACKED_CHUNK)? {
            batch.take(name(&self.keys, PACKED, &stream.0, part));
        }
        for part in 0..parts_of(before.open.bytes, OPEN_CHUNK)? {
            batch.take(name(&self.keys, OPEN, &stream.0, part));
        }
        self.tails.remove(&stream);
        self.keep(stream, state);
        self.finish(batch, &[stream], head)
    }

    /// Takes note of a frame that brought no payloads.
    pub(super) fn note(&mut self, head: Anchor) -> Result<(), SledFault> {
        self.finish(Batch::default(), &[], head)
    }

    fn finish(
        &mut self,
        mut batch: Batch,
        streams: &[StreamId],
        head: Anchor,
    ) -> Result<(), SledFault> {
        let mut touched: Vec<u32> = streams
            .iter()
            .map(|stream| self.bucket_of(*stream))
            .collect();
        touched.sort_unstable();
        touched.dedup();
        for part in touched {
            let at = usize::try_from(part).unwrap_or(usize::MAX);
            let mut bytes = Vec::new();
            for stream in self.members.get(at).into_iter().flatten() {
                if let Some(state) = self.states.get(stream) {
                    put_state(&mut bytes, *stream, state).ok_or(SledFault::Damaged)?;
                }
            }
            self.put(&mut batch, BUCKET, NONE, part, head.sequence, &bytes)?;
            if let Some(revision) = self.buckets.get_mut(at) {
                *revision = head.sequence;
            }
        }
        let mut root = Vec::with_capacity(24 + BUCKETS * 8);
        root.extend_from_slice(&head.sequence.to_le_bytes());
        root.extend_from_slice(&head.tag);
        for bucket in &self.buckets {
            root.extend_from_slice(&bucket.to_le_bytes());
        }
        self.put(&mut batch, ROOT, NONE, 0, 0, &root)?;
        self.files.apply(batch)?;
        self.head = head;
        self.unsynced += 1;
        if self.unsynced >= FLUSH_AFTER {
            self.flush()?;
        }
        Ok(())
    }

    /// Brings everything to the disk.
    pub(super) fn flush(&mut self) -> Result<(), SledFault> {
        self.files.flush()?;
        self.unsynced = 0;
        Ok(())
    }

    /// Returns all payloads of a stream, or a fault.
    pub(super) fn read(&self, stream: StreamId) -> Result<Records, SledFault> {
        let Some(state) = self.states.get(&stream) else {
            return Ok(Records::new());
        };
        let mut records = Records::new();
        if state.packed.bytes > 0 {
            let bytes = self.gather(PACKED, stream, state.packed, PACKED_CHUNK)?;
            records = unpack(&bytes, state.unpacked, state.packed_count)
                .map_err(|_false| SledFault::Damaged)?;
        }
        let bytes = self.gather(OPEN, stream, state.open, OPEN_CHUNK)?;
        let later = parse_records(&bytes).map_err(|_false| SledFault::Damaged)?;
        records.extend(later);
        if u64::try_from(records.len()) != Ok(state.count) {
            return Err(SledFault::Damaged);
        }
        Ok(records)
    }

    /// Returns a stream as it is packed, if nothing came after: the bytes, how many they were before, and
    /// how many records.
    pub(super) fn packed(&self, stream: StreamId) -> Option<(Zeroizing<Vec<u8>>, u64, u64)> {
        let state = self.states.get(&stream)?;
        let is_whole = state.open.bytes == 0 && state.count == state.packed_count;
        let state = Some(state).filter(|state| is_whole && state.packed.bytes > 0)?;
        let bytes = self.gather(PACKED, stream, state.packed, PACKED_CHUNK);
        Some((bytes.ok()?, state.unpacked, state.packed_count))
    }

    /// Returns whether a stream is this packed form and nothing else, byte for byte.
    pub(super) fn is_just(&self, stream: StreamId, packed: &Packed) -> bool {
        let Some(state) = self.states.get(&stream) else {
            return false;
        };
        let complete = packed.first == 0
            && state.open.bytes == 0
            && [state.count, state.next, state.packed_count] == [packed.count; 3]
            && state.unpacked == packed.unpacked
            && state.packed.bytes == packed.bytes.len() as u64;
        complete
            && self
                .gather(PACKED, stream, state.packed, PACKED_CHUNK)
                .is_ok_and(|bytes| bytes == packed.bytes)
    }

    fn gather(
        &self,
        kind: u8,
        stream: StreamId,
        form: Form,
        chunk: usize,
    ) -> Result<Zeroizing<Vec<u8>>, SledFault> {
        let total = usize::try_from(form.bytes).map_err(|_wide| SledFault::Damaged)?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(total));
        for part in 0..parts_of(form.bytes, chunk)? {
            let piece = self.get(kind, stream.0, part, form.generation)?;
            let piece = piece.ok_or(SledFault::Damaged)?;
            if piece.len() != chunk.min(total.saturating_sub(bytes.len())) {
                return Err(SledFault::Damaged);
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    /// Keeps a summary of the stream as it is now.
    pub(super) fn set_summary(&mut self, stream: StreamId, bytes: &[u8]) -> Result<(), SledFault> {
        let revision = self.states.get(&stream).map_or(0, |state| state.last);
        let mut batch = Batch::default();
        self.put(&mut batch, SUMMARY, stream.0, 0, revision, bytes)?;
        self.files.apply(batch)?;
        let bytes = Zeroizing::new(bytes.to_vec());
        self.summaries.insert(stream, (revision, bytes));
        Ok(())
    }

    /// Returns the summary, if it is of the stream as it is now.
    pub(super) fn summary(&mut self, stream: StreamId) -> Option<Zeroizing<Vec<u8>>> {
        let now = self.states.get(&stream).map_or(0, |state| state.last);
        if let Some((revision, bytes)) = self.summaries.get(&stream)
            && *revision == now
        {
            return Some(bytes.clone());
        }
        let found = self.get(SUMMARY, stream.0, 0, now).ok().flatten()?;
        self.summaries.insert(stream, (now, found.clone()));
        Some(found)
    }

    /// Keeps those summaries of which the streams have grown no more since.
    pub(super) fn take_summaries(&mut self, summaries: Summaries) {
        for (stream, (revision, bytes)) in summaries {
            let now = self.states.get(&stream).map_or(0, |state| state.last);
            if now == revision && self.summary(stream).is_none() {
                // One that is not kept can be computed again.
                self.set_summary(stream, &bytes).ok();
            }
        }
    }

    /// Returns the summaries of all streams as they are now.
    pub(super) fn all_summaries(&mut self) -> Summaries {
        let streams: Vec<StreamId> = self.states.keys().copied().collect();
        // Beside the register there may be one before anything is in it.
        for stream in streams.iter().chain([&StreamId::REGISTER]) {
            if self.summary(*stream).is_none() {
                self.summaries.remove(stream);
            }
        }
        std::mem::take(&mut self.summaries)
    }

    fn bucket_of(&self, stream: StreamId) -> u32 {
        self.keys
            .name(0, &stream.0, 0)
            .first()
            .copied()
            .map_or(0, u32::from)
    }

    fn site(&self, kind: u8, owner: [u8; 16], part: u32, revision: u64) -> Site<'_> {
        Site {
            store: 2,
            vault: &self.keys.vault,
            owner,
            revision,
            kind,
            part,
            link: None,
        }
    }

    /// Returns a value; one that does not open is damage.
    fn get(
        &self,
        kind: u8,
        owner: [u8; 16],
        part: u32,
        revision: u64,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, SledFault> {
        let Some(sealed) = self.files.get(name(&self.keys, kind, &owner, part))? else {
            return Ok(None);
        };
        open(
            &self.keys.store,
            &self.site(kind, owner, part, revision),
            &sealed,
        )
        .map(Some)
        .map_err(|_false| SledFault::Damaged)
    }

    fn put(
        &self,
        batch: &mut Batch,
        kind: u8,
        owner: [u8; 16],
        part: u32,
        revision: u64,
        content: &[u8],
    ) -> Result<(), SledFault> {
        let sealed = seal(
            &self.keys.store,
            &self.site(kind, owner, part, revision),
            content,
        )
        .map_err(|_refused| SledFault::Unavailable(std::io::ErrorKind::OutOfMemory))?;
        if sealed.len() > LARGEST_VALUE {
            return Err(SledFault::Unavailable(std::io::ErrorKind::FileTooLarge));
        }
        batch.put(name(&self.keys, kind, &owner, part), &sealed);
        Ok(())
    }
}

/// Returns the key of a value (FORMAT 6).
///
/// sled keeps sixteen values that follow one another in one page, and reads whole pages. So small
/// values stand together, and the chunks of a packed stream do: neither is read for the other.
pub(super) fn name(keys: &Keys, kind: u8, owner: &[u8; 16], part: u32) -> [u8; 16] {
    let is_packed = kind == PACKED;
    let mut name = keys.name(kind, owner, if is_packed { 0 } else { part });
    name[0] = match kind {
        PACKED | OPEN => kind,
        _ => 0,
    };
    if is_packed {
        name[12..].copy_from_slice(&part.to_be_bytes());
    }
    name
}

fn part_of(bytes: u64, chunk: usize) -> Result<u32, SledFault> {
    u32::try_from(bytes / chunk as u64).map_err(|_wide| SledFault::Damaged)
}

fn parts_of(bytes: u64, chunk: usize) -> Result<u32, SledFault> {
    u32::try_from(bytes.div_ceil(chunk as u64)).map_err(|_wide| SledFault::Damaged)
}

/// Writes what is known of a stream.
pub(super) fn put_state(to: &mut Vec<u8>, stream: StreamId, state: &State) -> Option<()> {
    to.extend_from_slice(&stream.0);
    for number in [state.last, state.packed.generation, state.open.generation] {
        to.extend_from_slice(&number.to_le_bytes());
    }
    for number in [
        state.count,
        state.next,
        state.packed.bytes,
        state.unpacked,
        state.packed_count,
        state.open.bytes,
    ] {
        to.extend_from_slice(&u32::try_from(number).ok()?.to_le_bytes());
    }
    Some(())
}

/// Reads what is known of a stream.
pub(super) fn read_state(from: &mut Cursor<'_>) -> Option<(StreamId, State)> {
    let stream = StreamId(from.take()?);
    let (last, packed, open) = (from.u64()?, from.u64()?, from.u64()?);
    let mut small = || from.u32().map(u64::from);
    let state = State {
        last,
        count: small()?,
        next: small()?,
        packed: Form {
            generation: packed,
            bytes: small()?,
        },
        unpacked: small()?,
        packed_count: small()?,
        open: Form {
            generation: open,
            bytes: small()?,
        },
    };
    Some((stream, state))
}
