//! What was known of a vault when it was closed, so that opening need not find it out again (FORMAT 9).
//!
//! Its invariant: it is believed only as long as the journal is the very files it was made of, by
//! length, times and number on the disk, and their last frame opens as the one it names. Whatever does
//! not fit, and once a day, everything is looked at as if it were not there; and before the first thing
//! changes it is taken away.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use zeroize::Zeroizing;

use crate::vault::StreamId;
use crate::vault::cache::{CLOSING, CachePart, Drawer, Packing};
use crate::vault::frame::{Cursor, HEAD, Head, Records, parse_records, put_record};
use crate::vault::journal::{Place, is_at, piece_numbers, piece_path};
use crate::vault::keys::Keys;
use crate::vault::seal::TAG;
use crate::vault::store::{State, Summaries, put_state, read_state};

/// The layout of the parts.
const VERSION: u8 = 1;
const ENDS: u8 = 1;
const STREAMS: u8 = 2;
const SUMMARIES: u8 = 3;
const REGISTER: u8 = 4;
/// A register that is longer is read from the store.
const LONGEST_REGISTER: usize = 32 * 1024 * 1024;
/// Seconds after which everything is looked at again.
const A_DAY: i64 = 24 * 60 * 60;
/// Closings after which it is, whatever the clock says.
const CLOSINGS: u32 = 32;

/// When everything was looked at last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Looked {
    /// Seconds since 1970, by the disk.
    pub(super) at: i64,
    /// How often the vault was closed after a change since then.
    pub(super) closings: u32,
}

impl Looked {
    fn is_long_ago(self, now: i64) -> bool {
        // A clock that went back tells nothing.
        !(self.at..self.at.saturating_add(A_DAY)).contains(&now) || self.closings >= CLOSINGS
    }
}

/// What can no longer be read, as each opening tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Losses {
    /// Frames whose content cannot be shown to be whole.
    pub(super) frames: u64,
    /// Streams that lack payloads, and how many.
    pub(super) lacking: Vec<(StreamId, u64)>,
}

/// What is known of the vault without its working copy.
#[derive(Debug)]
pub(super) struct Known {
    /// When everything was looked at last.
    pub(super) looked: Looked,
    /// What is lost.
    pub(super) losses: Losses,
    /// The last frame of the journal.
    pub(super) last: Place,
    /// What is known of the streams.
    pub(super) states: BTreeMap<StreamId, State>,
    /// The summaries of the streams.
    pub(super) summaries: Summaries,
    /// The register; none if it is too long.
    pub(super) register: Option<Records>,
}

impl Known {
    /// Returns what was known at the last closing, if it is still true.
    pub(super) fn read(drawer: &Drawer, dir: &Path, keys: &Keys, now: i64) -> Option<Self> {
        let mut file = drawer.file(CLOSING)?;
        let ends = file.part(ENDS)?;
        let mut from = Cursor(&ends);
        let [version] = from.take()?;
        let looked = Looked {
            at: i64::from_le_bytes(from.take()?),
            closings: from.u32()?,
        };
        if version != VERSION || looked.is_long_ago(now) {
            return None;
        }
        let losses = Losses {
            frames: from.u64()?,
            lacking: (0..from.u32()?)
                .map(|_| Some((StreamId(from.take()?), from.u64()?)))
                .collect::<Option<_>>()?,
        };
        let last = Place {
            piece: from.u32()?,
            offset: from.u64()?,
            head: Head::parse(&from.take::<HEAD>()?)?,
            tag: from.take::<TAG>()?,
        };
        if from.0 != files_of(dir).ok()? || !is_at(dir, keys, &last) {
            return None;
        }
        let streams = file.part(STREAMS)?;
        let mut from = Cursor(&streams);
        let mut states = BTreeMap::new();
        while !from.0.is_empty() {
            let (stream, state) = read_state(&mut from)?;
            states.insert(stream, state);
        }
        let kept = file.part(SUMMARIES)?;
        let mut from = Cursor(&kept);
        let mut summaries = Summaries::new();
        while !from.0.is_empty() {
            let stream = StreamId(from.take()?);
            let revision = from.u64()?;
            summaries.insert(stream, (revision, Zeroizing::new(from.bytes()?.to_vec())));
        }
        let register = file.part(REGISTER)?;
        let register = match register.split_first()? {
            (1, records) => Some(parse_records(records).ok()?),
            _ => None,
        };
        Some(Self {
            looked,
            losses,
            last,
            states,
            summaries,
            register,
        })
    }

    /// Writes down what is known, for the next opening.
    pub(super) fn keep(&self, drawer: &Drawer, dir: &Path) -> io::Result<()> {
        let too_much = || io::Error::from(io::ErrorKind::InvalidInput);
        let mut ends = vec![VERSION];
        ends.extend_from_slice(&self.looked.at.to_le_bytes());
        ends.extend_from_slice(&self.looked.closings.to_le_bytes());
        ends.extend_from_slice(&self.losses.frames.to_le_bytes());
        let lacking = u32::try_from(self.losses.lacking.len()).map_err(|_many| too_much())?;
        ends.extend_from_slice(&lacking.to_le_bytes());
        for (stream, missing) in &self.losses.lacking {
            ends.extend_from_slice(&stream.0);
            ends.extend_from_slice(&missing.to_le_bytes());
        }
        ends.extend_from_slice(&self.last.piece.to_le_bytes());
        ends.extend_from_slice(&self.last.offset.to_le_bytes());
        ends.extend_from_slice(&self.last.head.to_bytes());
        ends.extend_from_slice(&self.last.tag);
        ends.extend_from_slice(&files_of(dir)?);
        let mut streams = Vec::new();
        for (stream, state) in &self.states {
            put_state(&mut streams, *stream, state).ok_or_else(too_much)?;
        }
        let size = |bytes: &[u8]| bytes.len() + 28;
        let room = self.summaries.values().map(|(_, bytes)| size(bytes)).sum();
        // Room for all at once: a buffer that grows leaves copies behind.
        let mut summaries = Zeroizing::new(Vec::with_capacity(room));
        for (stream, (revision, bytes)) in &self.summaries {
            summaries.extend_from_slice(&stream.0);
            // A record of the stream's revision, as others are of a position.
            put_record(&mut summaries, *revision, bytes).ok_or_else(too_much)?;
        }
        let records = self.register.iter().flatten();
        let room: usize = records.clone().map(|(_, bytes)| size(bytes)).sum();
        let mut register = Zeroizing::new(Vec::with_capacity(room + 1));
        register.push(u8::from(self.register.is_some()));
        for (position, payload) in records {
            put_record(&mut register, *position, payload).ok_or_else(too_much)?;
        }
        if register.len() > LONGEST_REGISTER {
            register.truncate(1);
            register.fill(0);
        }
        let part = |kind, packing, bytes| CachePart {
            kind,
            packing,
            bytes,
        };
        let parts = [
            part(ENDS, Packing::Plain, ends.as_slice()),
            part(STREAMS, Packing::Deflated, streams.as_slice()),
            part(SUMMARIES, Packing::Deflated, summaries.as_slice()),
            part(REGISTER, Packing::Deflated, register.as_slice()),
        ];
        drawer.keep(CLOSING, &parts)
    }

    /// Returns the summary of a stream, if it is of the stream as it is.
    pub(super) fn summary(&self, stream: StreamId) -> Option<Zeroizing<Vec<u8>>> {
        let now = self.states.get(&stream).map_or(0, |state| state.last);
        let (revision, bytes) = self.summaries.get(&stream)?;
        (*revision == now).then(|| bytes.clone())
    }
}

/// Returns which files the journal consists of: nobody writes to one without changing its times.
fn files_of(dir: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for number in piece_numbers(dir)? {
        let about = fs::metadata(piece_path(dir, number))?;
        bytes.extend_from_slice(&number.to_le_bytes());
        for number in [about.len(), about.ino()] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        let times = [
            about.mtime(),
            about.mtime_nsec(),
            about.ctime(),
            about.ctime_nsec(),
        ];
        for number in times {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
    }
    Ok(bytes)
}
