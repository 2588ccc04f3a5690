//! Examining a vault: every frame and every value is read, authenticated and compared.
//!
//! Changes nothing, prints nothing, and tells counts, never content.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use crate::vault::StreamId;
use crate::vault::frame::{Content, Healing};
use crate::vault::header::{COPIES, Header};
use crate::vault::healing::{length, tell};
use crate::vault::journal::{Reader, merge, scan, subtract};
use crate::vault::keys::Keys;
use crate::vault::working::{Index, Working};

/// What an examination found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoctorReport {
    /// Journal pieces.
    pub pieces: u64,
    /// Bytes of the journal.
    pub journal_bytes: u64,
    /// Frames that open.
    pub frames: u64,
    /// Streams, the register included.
    pub streams: u64,
    /// Payloads.
    pub payloads: u64,
    /// Frames that are damaged or missing and that nothing explains.
    pub damaged_frames: u64,
    /// Frames that were damaged once and whose content was written again.
    pub healed_frames: u64,
    /// Frames that were damaged once and whose content cannot be shown to be whole.
    pub lost_frames: u64,
    /// Bytes between frames that belong to none.
    pub stray_bytes: u64,
    /// Copies of frames, and frames that no key opens where they do no harm.
    pub odd_frames: u64,
    /// Pieces without a right beginning.
    pub odd_pieces: u64,
    /// Streams that the working copy cannot give, or gives differently.
    pub damaged_streams: Vec<StreamId>,
    /// Streams that the journal cannot give in full, though the working copy can.
    pub unjournaled_streams: Vec<StreamId>,
    /// Streams that lack payloads in both, and how many.
    pub lacking: Vec<(StreamId, u64)>,
    /// Copies of the header that are damaged.
    pub damaged_headers: u64,
    /// Whether the working copy is in use; without it only the journal was examined.
    pub store_in_use: bool,
    /// Whether the vault can be written.
    pub writable: bool,
}

impl DoctorReport {
    /// Returns whether nothing is wrong that healing could right or that is lost.
    pub fn is_sound(&self) -> bool {
        self.damaged_frames == 0
            && self.lost_frames == 0
            && self.odd_frames == 0
            && self.odd_pieces == 0
            && self.damaged_streams.is_empty()
            && self.unjournaled_streams.is_empty()
            && self.lacking.is_empty()
            && self.damaged_headers == 0
    }
}

/// Examines everything.
pub(super) fn examine(
    dir: &Path,
    keys: &Keys,
    working: &Working,
    writable: bool,
) -> io::Result<DoctorReport> {
    let scan = scan(dir)?;
    let chain = scan.chain(dir, keys)?;
    let mut reader = Reader::new(dir, keys);
    let mut holes = chain.holes.clone();
    let mut told = Healing::default();
    let index = Index::build(&mut reader, &chain, |place, content| match content {
        None => holes.push((place.head.sequence, place.head.sequence)),
        Some(Content::Healing(healing)) => tell(&mut told, healing),
        Some(_) => {}
    })?;
    holes.sort_unstable();
    let holes = merge(&holes);
    let open = subtract(&subtract(&holes, &told.healed), &told.lost);
    let mut report = DoctorReport {
        pieces: scan.pieces.len() as u64,
        journal_bytes: scan.pieces.iter().map(|(_, length)| length).sum(),
        frames: (chain.places.len() as u64)
            .saturating_sub(length(&holes).saturating_sub(length(&chain.holes))),
        damaged_frames: length(&open),
        healed_frames: length(&told.healed),
        lost_frames: length(&told.lost),
        stray_bytes: scan
            .skipped
            .iter()
            .chain(&scan.torn)
            .map(|stretch| stretch.length)
            .sum(),
        odd_frames: u64::from(chain.odd_frames),
        odd_pieces: u64::from(scan.odd_pieces),
        damaged_headers: COPIES
            .iter()
            .filter(|name| Header::read(&dir.join(name)).is_err())
            .count() as u64,
        store_in_use: matches!(working, Working::Sled(_)),
        writable,
        ..DoctorReport::default()
    };
    compare(&mut reader, &index, working, &mut report)?;
    Ok(report)
}

fn compare(
    reader: &mut Reader<'_>,
    index: &Index,
    working: &Working,
    report: &mut DoctorReport,
) -> io::Result<()> {
    let streams: BTreeSet<StreamId> = index
        .streams()
        .keys()
        .copied()
        .chain(working.streams())
        .collect();
    report.streams = streams.len() as u64;
    for stream in streams {
        if let Working::Sled(store) = working
            && let Some(count) = index.packed_in_both(reader, store, stream)
        {
            report.payloads += count;
            continue;
        }
        let mut whole = index.read(reader, stream)?;
        let mut next = working.next(stream);
        next = next.max(
            index
                .streams()
                .get(&stream)
                .map_or(0, |indexed| indexed.next),
        );
        if let Working::Sled(store) = working {
            match store.read(stream) {
                Ok(stored) => {
                    if whole
                        .iter()
                        .any(|(at, payload)| stored.get(at) != Some(payload))
                    {
                        report.damaged_streams.push(stream);
                    }
                    if stored.keys().any(|at| !whole.contains_key(at)) {
                        report.unjournaled_streams.push(stream);
                    }
                    whole.extend(stored);
                }
                Err(_) => report.damaged_streams.push(stream),
            }
        }
        let count = whole.len() as u64;
        report.payloads += count;
        if next > count {
            report.lacking.push((stream, next - count));
        }
    }
    Ok(())
}
