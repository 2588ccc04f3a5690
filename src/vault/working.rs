//! What streams are read from: sled, or the journal itself when sled cannot be used.
//!
//! Its invariant: it is told of a frame only after the journal acknowledged it, so that nothing is
//! ever read that could be lost.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use crate::vault::StreamId;
use crate::vault::frame::{Content, Records};
use crate::vault::journal::{Chain, FrameFault, Place, Reader, scan};
use crate::vault::keys::Keys;
use crate::vault::known::Known;
use crate::vault::sled_guard::SledFault;
use crate::vault::store::Store;

/// Nothing is taken up before the store is open: then the journal alone goes on.
const NOT_OPEN: SledFault = SledFault::Unavailable(io::ErrorKind::NotConnected);

/// What streams are read from.
#[derive(Debug)]
pub(super) enum Working {
    /// The working copy.
    Sled(Box<Store>),
    /// The journal, by an index in memory.
    Bare(Index),
    /// Nothing yet: what was known at the last closing, until more is wanted.
    Known(Box<Known>),
}

/// Where the payloads of each stream stand in the journal.
#[derive(Debug, Default)]
pub(super) struct Index {
    streams: BTreeMap<StreamId, Indexed>,
    summaries: BTreeMap<StreamId, Zeroizing<Vec<u8>>>,
}

/// The frames of a stream.
#[derive(Debug, Default)]
pub(super) struct Indexed {
    /// In order.
    pub(super) places: Vec<Place>,
    /// The position that the next payload takes.
    pub(super) next: u64,
}

impl Index {
    /// Opens every frame once; hands the numbers of those that do not open to `damaged`.
    pub(super) fn build(
        reader: &mut Reader<'_>,
        chain: &Chain,
        mut visit: impl FnMut(&Place, Option<&Content>),
    ) -> io::Result<Self> {
        let mut index = Self::default();
        for place in &chain.places {
            match reader.read(place) {
                Ok(content) => {
                    visit(place, Some(&content));
                    index.add(place, &content);
                }
                Err(FrameFault::NotGenuine) => visit(place, None),
                Err(FrameFault::Io(fault)) => return Err(fault),
            }
        }
        Ok(index)
    }

    /// Takes up a frame.
    pub(super) fn add(&mut self, place: &Place, content: &Content) {
        for stream in content.streams() {
            let indexed = self.streams.entry(stream).or_default();
            indexed.places.push(*place);
        }
        match content {
            Content::Batch(records) => {
                for (stream, position, _) in records {
                    self.reach(*stream, position.saturating_add(1));
                }
            }
            Content::Packed(stream, packed) => {
                self.reach(*stream, packed.first.saturating_add(packed.count));
            }
            Content::Healing(_) => {}
        }
    }

    fn reach(&mut self, stream: StreamId, next: u64) {
        if let Some(indexed) = self.streams.get_mut(&stream) {
            indexed.next = indexed.next.max(next);
        }
    }

    /// Returns the streams and their frames.
    pub(super) fn streams(&self) -> &BTreeMap<StreamId, Indexed> {
        &self.streams
    }

    /// Returns how many payloads a stream has, if both copies hold it packed and byte for byte the
    /// same: then it needs no unpacking to be compared.
    pub(super) fn packed_in_both(
        &self,
        reader: &mut Reader<'_>,
        store: &Store,
        stream: StreamId,
    ) -> Option<u64> {
        let place = self.streams.get(&stream)?.places.last()?;
        match reader.read(place).ok()? {
            Content::Packed(of, packed) if of == stream && store.is_just(stream, &packed) => {
                Some(packed.count)
            }
            _ => None,
        }
    }

    /// Returns what of a stream the journal holds; frames that do not open are left out.
    pub(super) fn read(&self, reader: &mut Reader<'_>, stream: StreamId) -> io::Result<Records> {
        let mut records = Records::new();
        for place in self
            .streams
            .get(&stream)
            .into_iter()
            .flat_map(|it| &it.places)
        {
            match reader.read(place) {
                Ok(content) => collect(&mut records, stream, content),
                Err(FrameFault::NotGenuine) => {}
                Err(FrameFault::Io(fault)) => return Err(fault),
            }
        }
        Ok(records)
    }
}

/// Takes the payloads of one stream out of a frame.
pub(super) fn collect(records: &mut Records, stream: StreamId, content: Content) {
    match content {
        Content::Batch(batch) => {
            records.extend(
                batch
                    .into_iter()
                    .filter(|(of, ..)| *of == stream)
                    .map(|(_, position, payload)| (position, payload)),
            );
        }
        Content::Packed(of, packed) if of == stream => {
            if let Ok(unpacked) = packed.records() {
                records.extend(unpacked);
            }
        }
        Content::Packed(..) | Content::Healing(_) => {}
    }
}

/// Reads one stream from the journal alone, without an index.
pub(super) fn read_from_journal(dir: &Path, keys: &Keys, stream: StreamId) -> io::Result<Records> {
    let chain = scan(dir)?.chain(dir, keys)?;
    let mut reader = Reader::new(dir, keys);
    let mut records = Records::new();
    for place in &chain.places {
        match reader.read(place) {
            Ok(content) => collect(&mut records, stream, content),
            Err(FrameFault::NotGenuine) => {}
            Err(FrameFault::Io(fault)) => return Err(fault),
        }
    }
    Ok(records)
}

impl Working {
    /// Makes the index of the journal in `dir`.
    pub(super) fn bare(dir: &Path, keys: &Keys) -> io::Result<Self> {
        let chain = scan(dir)?.chain(dir, keys)?;
        let mut reader = Reader::new(dir, keys);
        Index::build(&mut reader, &chain, |_, _| ()).map(Self::Bare)
    }

    /// Returns the position that the next payload of a stream takes.
    pub(super) fn next(&self, stream: StreamId) -> u64 {
        match self {
            Self::Sled(store) => store.states().get(&stream).map_or(0, |state| state.next),
            Self::Bare(index) => index.streams.get(&stream).map_or(0, |indexed| indexed.next),
            Self::Known(known) => known.states.get(&stream).map_or(0, |state| state.next),
        }
    }

    /// Returns the number of the last frame that a stream was in; 0 if there is none.
    pub(super) fn revision(&self, stream: StreamId) -> u64 {
        match self {
            Self::Sled(store) => store.states().get(&stream).map_or(0, |state| state.last),
            Self::Bare(index) => index
                .streams
                .get(&stream)
                .and_then(|indexed| indexed.places.last())
                .map_or(0, |place| place.head.sequence),
            Self::Known(known) => known.states.get(&stream).map_or(0, |state| state.last),
        }
    }

    /// Returns all streams, in order of their ids.
    pub(super) fn streams(&self) -> Vec<StreamId> {
        match self {
            Self::Sled(store) => store.states().keys().copied().collect(),
            Self::Bare(index) => index.streams.keys().copied().collect(),
            Self::Known(known) => known.states.keys().copied().collect(),
        }
    }

    /// Takes up a frame that the journal acknowledged.
    pub(super) fn take_up(&mut self, place: &Place, content: &Content) -> Result<(), SledFault> {
        match self {
            Self::Bare(index) => {
                index
                    .summaries
                    .retain(|stream, _| !content.streams().contains(stream));
                index.add(place, content);
                Ok(())
            }
            Self::Sled(store) => take_up_in_sled(store, place, content),
            Self::Known(_) => Err(NOT_OPEN),
        }
    }

    /// Keeps a summary.
    pub(super) fn set_summary(&mut self, stream: StreamId, bytes: &[u8]) -> Result<(), SledFault> {
        match self {
            Self::Sled(store) => store.set_summary(stream, bytes),
            Self::Bare(index) => {
                index
                    .summaries
                    .insert(stream, Zeroizing::new(bytes.to_vec()));
                Ok(())
            }
            Self::Known(_) => Err(NOT_OPEN),
        }
    }

    /// Returns a summary.
    pub(super) fn summary(&mut self, stream: StreamId) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Sled(store) => store.summary(stream),
            Self::Bare(index) => index.summaries.get(&stream).cloned(),
            Self::Known(known) => known.summary(stream),
        }
    }
}

/// Brings a frame into sled.
pub(super) fn take_up_in_sled(
    store: &mut Store,
    place: &Place,
    content: &Content,
) -> Result<(), SledFault> {
    let head = place.anchor();
    match content {
        Content::Batch(batch) => {
            let known: BTreeMap<StreamId, u64> = content
                .streams()
                .into_iter()
                .map(|stream| (stream, store.states().get(&stream).map_or(0, |it| it.next)))
                .collect();
            // A frame may repeat what is known already, after healing.
            let records = batch.iter().filter(|(stream, position, _)| {
                known.get(stream).is_none_or(|next| position >= next)
            });
            store.add(
                records.map(|(stream, position, payload)| (*stream, *position, payload.as_slice())),
                head,
            )
        }
        Content::Packed(stream, packed) => {
            let (count, next) = store
                .states()
                .get(stream)
                .map_or((0, 0), |state| (state.count, state.next));
            let end = packed.first.saturating_add(packed.count);
            if packed.first == 0 && packed.count >= count && end >= next {
                return store.replace(*stream, packed, end, head);
            }
            let records = packed.records().map_err(|_false| SledFault::Damaged)?;
            let later = records.iter().filter(|(position, _)| **position >= next);
            store.add(
                later.map(|(position, payload)| (*stream, *position, payload.as_slice())),
                head,
            )
        }
        Content::Healing(_) => store.note(head),
    }
}
