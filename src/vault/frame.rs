//! Journal frames: their heads in the clear and their sealed content (FORMAT 4).
//!
//! Knows no file. Reading never trusts a length: what does not fit is no frame.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::vault::StreamId;
use crate::vault::columns::{bring_back, lay_out};
use crate::vault::keys::Keys;
use crate::vault::seal::{CannotSeal, NotGenuine, SCHEMA, Site, TAG, open, seal, tag_of};

/// The bytes of a head.
pub(super) const HEAD: usize = 44;
/// What a frame begins with.
pub(super) const MARK: [u8; 8] = [0xF1, 0x46, 0x48, 0x8A, 0x46, 0x52, 0x4D, 0x0A];
/// The most that one frame may hold, sealed.
pub(super) const LARGEST_FRAME: usize = 64 * 1024 * 1024;
/// The most that one packed stream may hold before it is packed.
pub(super) const LARGEST_STREAM: u64 = 512 * 1024 * 1024;
/// Most bytes that one compressed byte brings back: deflate repeats 258 of them with two bits.
const MOST_UNPACKED: u64 = 258 * 4;

const VERSION: u8 = 1;
const BATCH: u8 = 1;
const PACKED: u8 = 2;
const HEALING: u8 = 3;

/// The payloads of a stream by position.
pub(super) type Records = BTreeMap<u64, Zeroizing<Vec<u8>>>;

/// The head of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    /// The bytes of the sealed content.
    pub(super) length: u32,
    /// What kind of content.
    pub(super) kind: u8,
    /// Its number.
    pub(super) sequence: u64,
    /// The tag of the frame before.
    pub(super) before: [u8; TAG],
}

impl Head {
    /// Returns the bytes of the head.
    pub(super) fn to_bytes(self) -> [u8; HEAD] {
        let mut bytes = Vec::with_capacity(HEAD);
        bytes.extend_from_slice(&MARK);
        bytes.extend_from_slice(&self.length.to_le_bytes());
        bytes.extend_from_slice(&[self.kind, VERSION]);
        bytes.extend_from_slice(&SCHEMA.to_le_bytes());
        bytes.extend_from_slice(&self.sequence.to_le_bytes());
        bytes.extend_from_slice(&self.before);
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        bytes.first_chunk().copied().unwrap_or([0; HEAD])
    }

    /// Reads a head, if these bytes are one.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; HEAD] = bytes.first_chunk()?;
        let (body, end) = bytes.split_last_chunk::<4>()?;
        if check(body) != *end {
            return None;
        }
        let mut from = Cursor(body);
        if from.take::<8>()? != MARK {
            return None;
        }
        let length = from.u32()?;
        let [kind, version] = from.take::<2>()?;
        let schema = u16::from_le_bytes(from.take()?);
        let sequence = from.u64()?;
        let before = from.take()?;
        (version == VERSION && schema == SCHEMA && sequence > 0).then_some(Self {
            length,
            kind,
            sequence,
            before,
        })
    }

    fn site<'a>(&self, keys: &'a Keys) -> Site<'a> {
        Site {
            store: 1,
            vault: &keys.vault,
            owner: [0; 16],
            revision: 0,
            kind: self.kind,
            part: 0,
            link: Some((self.sequence, self.before)),
        }
    }
}

fn check(bytes: &[u8]) -> [u8; 4] {
    Sha256::digest(bytes)
        .first_chunk()
        .copied()
        .unwrap_or_default()
}

/// A stream's records, compressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    /// The position of the first record.
    pub(super) first: u64,
    /// How many.
    pub(super) count: u64,
    /// The bytes of the laid out records before compression.
    pub(super) unpacked: u64,
    /// The compressed records.
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

impl Packed {
    /// Compresses these records.
    pub(super) fn of<'a>(records: impl Iterator<Item = (u64, &'a [u8])>) -> Option<Self> {
        let records: Vec<_> = records.collect();
        let size: usize = records.iter().map(|(_, payload)| payload.len()).sum();
        if u64::try_from(size).ok()? > LARGEST_STREAM {
            return None;
        }
        let laid_out = lay_out(&records)?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
        encoder.write_all(&laid_out).ok()?;
        Some(Self {
            first: records.first().map_or(0, |(position, _)| *position),
            count: u64::try_from(records.len()).ok()?,
            unpacked: u64::try_from(laid_out.len()).ok()?,
            bytes: Zeroizing::new(encoder.finish().ok()?),
        })
    }

    /// Returns the records; none may be missing.
    pub(super) fn records(&self) -> Result<Records, NotGenuine> {
        unpack(&self.bytes, self.unpacked, self.count)
    }
}

/// Decompresses records; refuses more bytes than were promised.
pub(super) fn unpack(bytes: &[u8], unpacked: u64, count: u64) -> Result<Records, NotGenuine> {
    let records = bring_back(&inflate(bytes, unpacked)?)?;
    if u64::try_from(records.len()) != Ok(count) {
        return Err(NotGenuine);
    }
    Ok(records)
}

/// Decompresses laid out records; refuses more bytes than were promised.
pub(super) fn inflate(bytes: &[u8], unpacked: u64) -> Result<Zeroizing<Vec<u8>>, NotGenuine> {
    // No memory is taken for a promise that so few bytes cannot keep.
    let possible = u64::try_from(bytes.len())
        .unwrap_or(u64::MAX)
        .saturating_mul(MOST_UNPACKED);
    if unpacked > LARGEST_STREAM.min(possible) {
        return Err(NotGenuine);
    }
    let mut plain = Zeroizing::new(Vec::new());
    plain.reserve_exact(
        usize::try_from(unpacked)
            .map_err(|_wide| NotGenuine)?
            .saturating_add(1),
    );
    DeflateDecoder::new(bytes)
        .take(unpacked.saturating_add(1))
        .read_to_end(&mut plain)
        .map_err(|_damaged| NotGenuine)?;
    if u64::try_from(plain.len()) != Ok(unpacked) {
        return Err(NotGenuine);
    }
    Ok(plain)
}

/// Appends a record to the bytes of a stream.
pub(super) fn put_record(to: &mut Vec<u8>, position: u64, payload: &[u8]) -> Option<()> {
    let length = u32::try_from(payload.len()).ok()?;
    to.extend_from_slice(&position.to_le_bytes());
    to.extend_from_slice(&length.to_le_bytes());
    to.extend_from_slice(payload);
    Some(())
}

/// Reads the bytes of a stream.
pub(super) fn parse_records(bytes: &[u8]) -> Result<Records, NotGenuine> {
    let mut from = Cursor(bytes);
    let mut records = Records::new();
    while !from.0.is_empty() {
        let position = from.u64().ok_or(NotGenuine)?;
        let payload = from.bytes().ok_or(NotGenuine)?;
        records.insert(position, Zeroizing::new(payload.to_vec()));
    }
    Ok(records)
}

/// What frames were damaged, and what became of their content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Healing {
    /// Frames whose content was written again, or had never been lost.
    pub(super) healed: Vec<(u64, u64)>,
    /// Frames whose content cannot be shown to be whole.
    pub(super) lost: Vec<(u64, u64)>,
    /// Streams that lack payloads, and how many.
    pub(super) lacking: Vec<(StreamId, u64)>,
}

/// The content of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Payloads of any streams.
    Batch(Vec<(StreamId, u64, Zeroizing<Vec<u8>>)>),
    /// Payloads of one stream, compressed.
    Packed(StreamId, Packed),
    /// What was healed.
    Healing(Healing),
}

impl Content {
    fn kind(&self) -> u8 {
        match self {
            Self::Batch(_) => BATCH,
            Self::Packed(..) => PACKED,
            Self::Healing(_) => HEALING,
        }
    }

    fn encode(&self) -> Option<Zeroizing<Vec<u8>>> {
        let mut to = Zeroizing::new(Vec::new());
        match self {
            Self::Batch(records) => {
                // Room for all at once: a buffer that grows leaves copies behind.
                let payloads: usize = records.iter().map(|(.., payload)| payload.len() + 28).sum();
                to.reserve_exact(payloads.saturating_add(4));
                to.extend_from_slice(&u32::try_from(records.len()).ok()?.to_le_bytes());
                for (stream, position, payload) in records {
                    to.extend_from_slice(&stream.0);
                    put_record(&mut to, *position, payload)?;
                }
            }
            Self::Packed(stream, packed) => {
                to.reserve_exact(packed.bytes.len().saturating_add(36));
                to.extend_from_slice(&stream.0);
                to.extend_from_slice(&packed.first.to_le_bytes());
                to.extend_from_slice(&u32::try_from(packed.count).ok()?.to_le_bytes());
                to.extend_from_slice(&packed.unpacked.to_le_bytes());
                to.extend_from_slice(&packed.bytes);
            }
            Self::Healing(healing) => {
                for ranges in [&healing.healed, &healing.lost] {
                    to.extend_from_slice(&u32::try_from(ranges.len()).ok()?.to_le_bytes());
                    for (from, until) in ranges {
                        to.extend_from_slice(&from.to_le_bytes());
                        to.extend_from_slice(&until.to_le_bytes());
                    }
                }
                to.extend_from_slice(&u32::try_from(healing.lacking.len()).ok()?.to_le_bytes());
                for (stream, missing) in &healing.lacking {
                    to.extend_from_slice(&stream.0);
                    to.extend_from_slice(&missing.to_le_bytes());
                }
            }
        }
        Some(to)
    }

    fn decode(kind: u8, bytes: &[u8]) -> Option<Self> {
        let mut from = Cursor(bytes);
        let content = match kind {
            BATCH => {
                let mut records = Vec::new();
                for _ in 0..from.u32()? {
                    let stream = StreamId(from.take()?);
                    let position = from.u64()?;
                    records.push((stream, position, Zeroizing::new(from.bytes()?.to_vec())));
                }
                Self::Batch(records)
            }
            PACKED => {
                let stream = StreamId(from.take()?);
                let packed = Packed {
                    first: from.u64()?,
                    count: u64::from(from.u32()?),
                    unpacked: from.u64()?,
                    bytes: Zeroizing::new(std::mem::take(&mut from.0).to_vec()),
                };
                Self::Packed(stream, packed)
            }
            HEALING => {
                let healed = from.ranges()?;
                let lost = from.ranges()?;
                let mut lacking = Vec::new();
                for _ in 0..from.u32()? {
                    lacking.push((StreamId(from.take()?), from.u64()?));
                }
                Self::Healing(Healing {
                    healed,
                    lost,
                    lacking,
                })
            }
            _ => return None,
        };
        from.0.is_empty().then_some(content)
    }

    /// Returns the streams that this frame adds to.
    pub(super) fn streams(&self) -> Vec<StreamId> {
        match self {
            Self::Batch(records) => {
                let mut streams: Vec<_> = records.iter().map(|(stream, ..)| *stream).collect();
                streams.sort_unstable();
                streams.dedup();
                streams
            }
            Self::Packed(stream, _) => vec![*stream],
            Self::Healing(_) => Vec::new(),
        }
    }
}

/// Returns whether frames of this kind tell of healing.
pub(super) const fn tells_of_healing(kind: u8) -> bool {
    kind == HEALING
}

/// Builds a frame: head and sealed content, and its tag.
pub(super) fn build(
    keys: &Keys,
    sequence: u64,
    before: [u8; TAG],
    content: &Content,
) -> Result<(Vec<u8>, [u8; TAG]), CannotSeal> {
    let plain = content.encode().ok_or(CannotSeal)?;
    if plain.len() > LARGEST_FRAME {
        return Err(CannotSeal);
    }
    let mut head = Head {
        length: 0,
        kind: content.kind(),
        sequence,
        before,
    };
    let sealed = seal(&keys.journal, &head.site(keys), &plain)?;
    head.length = u32::try_from(sealed.len()).map_err(|_long| CannotSeal)?;
    let mut frame = Vec::with_capacity(HEAD + sealed.len());
    frame.extend_from_slice(&head.to_bytes());
    frame.extend_from_slice(&sealed);
    Ok((frame, tag_of(&sealed)))
}

/// Opens a frame.
pub(super) fn open_frame(keys: &Keys, head: &Head, sealed: &[u8]) -> Result<Content, NotGenuine> {
    let plain = open(&keys.journal, &head.site(keys), sealed)?;
    Content::decode(head.kind, &plain).ok_or(NotGenuine)
}

/// Returns whether a frame is genuine, without taking its content apart.
pub(super) fn is_genuine(keys: &Keys, head: &Head, sealed: &[u8]) -> bool {
    open(&keys.journal, &head.site(keys), sealed).is_ok()
}

/// Takes numbers and bytes from the front of a slice.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    /// Takes `N` bytes.
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    /// Takes a number of 32 bits.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// Takes a number of 64 bits.
    pub(super) fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    /// Takes a number of things: 32 bits.
    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }

    /// Takes this many bytes.
    pub(super) fn slice(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// Takes a number, and as many bytes.
    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        self.slice(length)
    }

    /// Takes a number, and as many times [`Cursor::bytes`].
    pub(super) fn counted(&mut self) -> Option<Vec<&'a [u8]>> {
        (0..self.count()?).map(|_| self.bytes()).collect()
    }

    fn ranges(&mut self) -> Option<Vec<(u64, u64)>> {
        let mut ranges = Vec::new();
        for _ in 0..self.u32()? {
            ranges.push((self.u64()?, self.u64()?));
        }
        Some(ranges)
    }
}
