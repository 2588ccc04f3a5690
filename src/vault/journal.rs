//! The journal: append-only pieces of sealed frames, which are the truth (FORMAT 4 and 5).
//!
//! Its invariant: what was acknowledged was synced, and no byte of a whole frame is ever changed.
//! After the first failed write or sync nothing more is acknowledged.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::vault::files;
use crate::vault::frame::{
    Content, HEAD, Head, LARGEST_FRAME, MARK, build, is_genuine, open_frame,
};
use crate::vault::keys::Keys;
use crate::vault::seal::{NONCE, NotGenuine, TAG};

/// The bytes at the beginning of a piece.
pub(super) const PIECE_HEAD: u64 = 32;
const PIECE_MAGIC: &[u8; 8] = b"FHJOURN1";
/// A piece that is longer takes no more frames.
const PIECE_LIMIT: u64 = 64 * 1024 * 1024;

/// The last frame: its number and its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// How many frames were ever written.
    pub sequence: u64,
    /// The tag of the last one; it depends on all before it.
    pub tag: [u8; TAG],
}

/// Where a frame stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of the piece.
    pub(super) piece: u32,
    /// Where its head begins.
    pub(super) offset: u64,
    /// Its head.
    pub(super) head: Head,
    /// Its tag.
    pub(super) tag: [u8; TAG],
}

/// Bytes that are no whole frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The number of the piece.
    pub(super) piece: u32,
    /// Where it begins.
    pub(super) offset: u64,
    /// How long it is.
    pub(super) length: u64,
}

/// What the heads of all frames say; nothing of it is authenticated.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The pieces and their lengths, in order.
    pub(super) pieces: Vec<(u32, u64)>,
    /// The frames, by sequence; the same sequence may come more than once.
    pub(super) places: Vec<Place>,
    /// What was skipped between frames.
    pub(super) skipped: Vec<Stretch>,
    /// What follows the last whole frame of the last piece.
    pub(super) torn: Option<Stretch>,
    /// Pieces without a right beginning, or of another vault.
    pub(super) odd_pieces: u32,
    /// The vault that most pieces say they belong to.
    pub(super) vault: Option<[u8; 16]>,
}

/// Returns the path of a piece.
pub(super) fn piece_path(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("journal-{number:04}"))
}

/// Returns the bytes with which a piece begins.
pub(super) fn piece_head(vault: &[u8; 16], number: u32) -> Vec<u8> {
    let mut bytes = PIECE_MAGIC.to_vec();
    bytes.extend_from_slice(vault);
    bytes.extend_from_slice(&number.to_le_bytes());
    let digest = Sha256::digest(&bytes);
    bytes.extend_from_slice(digest.get(..4).unwrap_or_default());
    bytes
}

/// Returns the vault that a piece says it belongs to.
fn piece_vault(file: &File, number: u32) -> Option<[u8; 16]> {
    let mut bytes = [0; 32];
    file.read_exact_at(&mut bytes, 0).ok()?;
    let vault: [u8; 16] = bytes.get(8..24)?.try_into().ok()?;
    (bytes.as_slice() == piece_head(&vault, number)).then_some(vault)
}

/// Returns the numbers of all pieces, in order.
pub(super) fn piece_numbers(dir: &Path) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for inside in fs::read_dir(dir)? {
        let name = inside?.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix("journal-"));
        numbers.extend(number.and_then(|number| number.parse::<u32>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Reads the beginnings of all pieces.
pub(super) fn pieces(dir: &Path) -> io::Result<Scan> {
    let mut scan = Scan::default();
    let mut vaults: Vec<([u8; 16], u32)> = Vec::new();
    for number in piece_numbers(dir)? {
        let file = File::open(piece_path(dir, number))?;
        scan.pieces.push((number, file.metadata()?.len()));
        match piece_vault(&file, number) {
            Some(vault) => match vaults.iter_mut().find(|(known, _)| *known == vault) {
                Some((_, count)) => *count += 1,
                None => vaults.push((vault, 1)),
            },
            None => scan.odd_pieces += 1,
        }
    }
    scan.vault = vaults
        .iter()
        .max_by_key(|(_, count)| *count)
        .map(|(vault, _)| *vault);
    let others = vaults
        .iter()
        .filter(|(vault, _)| Some(*vault) != scan.vault);
    scan.odd_pieces += others.map(|(_, count)| count).sum::<u32>();
    Ok(scan)
}

/// Reads the heads of all frames, without a key.
pub(super) fn scan(dir: &Path) -> io::Result<Scan> {
    let mut scan = pieces(dir)?;
    for (number, length) in scan.pieces.clone() {
        let file = File::open(piece_path(dir, number))?;
        scan_piece(&mut scan, &file, number, length)?;
    }
    if let (Some(last), Some((number, length))) = (scan.skipped.last(), scan.pieces.last())
        && last.piece == *number
        && last.offset + last.length == *length
    {
        scan.torn = scan.skipped.pop();
    }
    scan.places
        .sort_by_key(|place| (place.head.sequence, place.piece, place.offset));
    Ok(scan)
}

fn scan_piece(scan: &mut Scan, file: &File, piece: u32, length: u64) -> io::Result<()> {
    let mut offset = PIECE_HEAD.min(length);
    while offset < length {
        if let Some(place) = frame_at(file, piece, offset, length)? {
            offset = place.end();
            scan.places.push(place);
            continue;
        }
        let next = next_frame(file, piece, offset + 1, length)?.unwrap_or(length);
        scan.skipped.push(Stretch {
            piece,
            offset,
            length: next - offset,
        });
        offset = next;
    }
    Ok(())
}

/// Returns the frame that begins here, if a whole one does.
fn frame_at(file: &File, piece: u32, offset: u64, length: u64) -> io::Result<Option<Place>> {
    let mut bytes = [0; HEAD];
    if length.saturating_sub(offset) < HEAD as u64 {
        return Ok(None);
    }
    file.read_exact_at(&mut bytes, offset)?;
    let Some(head) = Head::parse(&bytes) else {
        return Ok(None);
    };
    let mut place = Place {
        piece,
        offset,
        head,
        tag: [0; TAG],
    };
    let least = u32::try_from(NONCE + TAG).unwrap_or(u32::MAX);
    if head.length < least || place.end() > length {
        return Ok(None);
    }
    let tag_at = place.end() - TAG as u64;
    file.read_exact_at(&mut place.tag, tag_at)?;
    Ok(Some(place))
}

/// Returns whether exactly this frame stands at its place, and opens.
pub(super) fn is_at(dir: &Path, keys: &Keys, place: &Place) -> bool {
    let found = File::open(piece_path(dir, place.piece)).and_then(|file| {
        let length = file.metadata()?.len();
        frame_at(&file, place.piece, place.offset, length)
    });
    matches!(found, Ok(Some(found)) if found == *place)
        && Reader::new(dir, keys).opens(place).unwrap_or(false)
}

/// Returns where the next whole frame begins.
fn next_frame(file: &File, piece: u32, from: u64, length: u64) -> io::Result<Option<u64>> {
    const WINDOW: usize = 64 * 1024;
    let mut start = from;
    let mut window = vec![0; WINDOW];
    while start < length {
        let size = usize::try_from(length - start)
            .unwrap_or(WINDOW)
            .min(WINDOW);
        let Some(part) = window.get_mut(..size) else {
            break;
        };
        file.read_exact_at(part, start)?;
        for (at, bytes) in part.windows(MARK.len()).enumerate() {
            if bytes != MARK {
                continue;
            }
            let offset = start + at as u64;
            if frame_at(file, piece, offset, length)?.is_some() {
                return Ok(Some(offset));
            }
        }
        // A mark may lie across two windows.
        let step = size.saturating_sub(MARK.len() - 1).max(1);
        start += step as u64;
    }
    Ok(None)
}

impl Place {
    /// Returns its number and tag.
    pub(super) fn anchor(&self) -> Anchor {
        Anchor {
            sequence: self.head.sequence,
            tag: self.tag,
        }
    }

    /// Returns where the frame ends.
    pub(super) fn end(&self) -> u64 {
        self.offset
            .saturating_add(HEAD as u64)
            .saturating_add(u64::from(self.head.length))
    }
}

/// Reads and opens frames.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    dir: &'a Path,
    keys: &'a Keys,
    file: Option<(u32, File)>,
}

/// Why a frame could not be had.
#[derive(Debug)]
pub(super) enum FrameFault {
    /// It is damaged, or not of this vault.
    NotGenuine,
    /// The disk did not give it.
    Io(io::Error),
}

impl From<io::Error> for FrameFault {
    fn from(fault: io::Error) -> Self {
        // A frame that ends before its length says is damage, not a disk that fails.
        if fault.kind() == io::ErrorKind::UnexpectedEof {
            Self::NotGenuine
        } else {
            Self::Io(fault)
        }
    }
}

impl From<NotGenuine> for FrameFault {
    fn from(_fault: NotGenuine) -> Self {
        Self::NotGenuine
    }
}

impl<'a> Reader<'a> {
    /// Makes a reader of the journal in `dir`.
    pub(super) fn new(dir: &'a Path, keys: &'a Keys) -> Self {
        Self {
            dir,
            keys,
            file: None,
        }
    }

    /// Reads and opens a frame.
    pub(super) fn read(&mut self, place: &Place) -> Result<Content, FrameFault> {
        let sealed = self.bytes(place)?;
        Ok(open_frame(self.keys, &place.head, &sealed)?)
    }

    /// Returns the sealed content of a frame that opens.
    pub(super) fn sealed(&mut self, place: &Place) -> Result<Vec<u8>, FrameFault> {
        let sealed = self.bytes(place)?;
        open_frame(self.keys, &place.head, &sealed)?;
        Ok(sealed)
    }

    fn bytes(&mut self, place: &Place) -> Result<Vec<u8>, FrameFault> {
        if self
            .file
            .as_ref()
            .is_none_or(|(piece, _)| *piece != place.piece)
        {
            let file = File::open(piece_path(self.dir, place.piece))?;
            self.file = Some((place.piece, file));
        }
        let Some((_, file)) = &self.file else {
            return Err(FrameFault::NotGenuine);
        };
        let length = usize::try_from(place.head.length).map_err(|_wide| NotGenuine)?;
        if length > LARGEST_FRAME + LARGEST_FRAME / 4 {
            return Err(FrameFault::NotGenuine);
        }
        let mut sealed = vec![0; length];
        file.read_exact_at(&mut sealed, place.offset + HEAD as u64)?;
        Ok(sealed)
    }

    /// Returns whether a frame is genuine; a disk that fails is an error.
    pub(super) fn opens(&mut self, place: &Place) -> io::Result<bool> {
        match self.bytes(place) {
            Ok(sealed) => Ok(is_genuine(self.keys, &place.head, &sealed)),
            Err(FrameFault::NotGenuine) => Ok(false),
            Err(FrameFault::Io(fault)) => Err(fault),
        }
    }
}

/// The frames of a journal in their order, and what is missing between them.
#[derive(Debug)]
pub(super) struct Chain {
    /// One place for each frame.
    pub(super) places: Vec<Place>,
    /// The numbers of frames that are not there, from and to.
    pub(super) holes: Vec<(u64, u64)>,
    /// The last frame that opens.
    pub(super) head: Anchor,
    /// Copies of frames, and frames that no key opens, at places where they do no harm.
    pub(super) odd_frames: u32,
}

impl Scan {
    /// Puts the frames in order; opens only those whose place is in doubt, and the last.
    pub(super) fn chain(&self, dir: &Path, keys: &Keys) -> io::Result<Chain> {
        let mut reader = Reader::new(dir, keys);
        let mut places: Vec<Place> = Vec::with_capacity(self.places.len());
        let mut odd_frames = 0;
        for group in self
            .places
            .chunk_by(|a, b| a.head.sequence == b.head.sequence)
        {
            let [only] = group else {
                odd_frames += u32::try_from(group.len())
                    .unwrap_or(u32::MAX)
                    .saturating_sub(1);
                for place in group {
                    if reader.opens(place)? {
                        places.push(*place);
                        break;
                    }
                }
                continue;
            };
            places.push(*only);
        }
        unlink(&mut places, &mut reader, keys.genesis())?;
        // The last frame must be genuine: the next one is linked to it.
        let mut holes = Vec::new();
        while let Some(last) = places.last() {
            if reader.opens(last)? {
                break;
            }
            let Some(last) = places.pop() else {
                break;
            };
            let next = places.last().map_or(1, |place| place.head.sequence + 1);
            // A false number far away is not a million lost frames.
            if last.head.sequence.saturating_sub(next) < 1_000 {
                holes.push((next, last.head.sequence));
            } else {
                odd_frames += 1;
            }
        }
        let head = places.last().map_or(
            Anchor {
                sequence: 0,
                tag: keys.genesis(),
            },
            |place| Anchor {
                sequence: place.head.sequence,
                tag: place.tag,
            },
        );
        let mut expected = 1;
        for place in &places {
            if place.head.sequence > expected {
                holes.push((expected, place.head.sequence - 1));
            }
            expected = place.head.sequence.saturating_add(1);
        }
        holes.sort_unstable();
        Ok(Chain {
            places,
            holes: merge(&holes),
            head,
            odd_frames,
        })
    }
}

/// Takes out frames that do not follow one another, after opening both.
fn unlink(places: &mut Vec<Place>, reader: &mut Reader<'_>, genesis: [u8; TAG]) -> io::Result<()> {
    let mut kept: Vec<Place> = Vec::with_capacity(places.len());
    for place in places.drain(..) {
        let before = kept
            .last()
            .map_or((0, genesis), |last| (last.head.sequence, last.tag));
        let follows = before.0.checked_add(1) == Some(place.head.sequence);
        if follows && before.1 != place.head.before {
            if !reader.opens(&place)? {
                continue;
            }
            if let Some(last) = kept.pop()
                && reader.opens(&last)?
            {
                // Both are genuine: a fork. The one before keeps its place; this one has content
                // of its own that must not be lost either.
                kept.push(last);
            }
        }
        kept.push(place);
    }
    *places = kept;
    Ok(())
}

/// Joins ranges that touch.
pub(super) fn merge(ranges: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut merged: Vec<(u64, u64)> = Vec::new();
    for (from, until) in ranges {
        match merged.last_mut() {
            Some(last) if *from <= last.1.saturating_add(1) => last.1 = last.1.max(*until),
            _ => merged.push((*from, *until)),
        }
    }
    merged
}

/// Returns what of `ranges` the others do not cover.
pub(super) fn subtract(ranges: &[(u64, u64)], others: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut left = ranges.to_vec();
    for (from, until) in others {
        left = left
            .into_iter()
            .flat_map(|(start, end)| {
                [
                    (start, end.min(from.saturating_sub(1))),
                    (start.max(until.saturating_add(1)), end),
                ]
                .into_iter()
                .filter(move |(a, b)| a <= b && (*until >= start && *from <= end))
                .chain((*until < start || *from > end).then_some((start, end)))
            })
            .collect();
    }
    left
}

/// The journal, open for appending.
#[derive(Debug)]
pub(super) struct Journal {
    dir: PathBuf,
    keys: Arc<Keys>,
    piece: u32,
    file: File,
    /// What of the piece was acknowledged.
    length: u64,
    head: Anchor,
    last: Option<Place>,
    broken: Option<io::ErrorKind>,
    /// Nothing is acknowledged to anybody: one sync at the end is enough.
    unacknowledged: bool,
}

/// Why nothing was appended.
#[derive(Debug)]
pub(super) enum JournalFault {
    /// A write or sync failed, now or before.
    Broken(io::ErrorKind),
    /// It cannot be sealed: too large, or no random bytes.
    CannotSeal,
}

impl Journal {
    /// Makes the first piece of a new journal.
    pub(super) fn create(dir: &Path, vault: &[u8; 16]) -> io::Result<()> {
        make_piece(dir, vault, 1).map(drop)
    }

    /// Opens the journal for appending after `head`; sets a torn end aside first.
    pub(super) fn open(dir: &Path, keys: Arc<Keys>, scan: &Scan, head: Anchor) -> io::Result<Self> {
        let last = scan.pieces.last().copied();
        if let Some(torn) = &scan.torn {
            set_torn_aside(dir, torn)?;
        }
        let (piece, file) = match last {
            Some((number, length)) if length >= PIECE_HEAD => {
                let path = piece_path(dir, number);
                (
                    number,
                    OpenOptions::new().read(true).append(true).open(path)?,
                )
            }
            Some((number, _)) => (number, make_piece(dir, &keys.vault, number)?),
            None => (1, make_piece(dir, &keys.vault, 1)?),
        };
        let length = file.metadata()?.len();
        Ok(Self {
            dir: dir.to_owned(),
            keys,
            piece,
            file,
            length,
            head,
            last: None,
            broken: None,
            unacknowledged: false,
        })
    }

    /// Opens a journal of which all is known: its last piece, and its last frame.
    pub(super) fn open_known(
        dir: &Path,
        keys: Arc<Keys>,
        piece: u32,
        last: &Place,
    ) -> io::Result<Self> {
        let path = piece_path(dir, piece);
        let file = OpenOptions::new().read(true).append(true).open(path)?;
        Ok(Self {
            dir: dir.to_owned(),
            keys,
            piece,
            length: file.metadata()?.len(),
            file,
            head: last.anchor(),
            last: Some(*last),
            broken: None,
            unacknowledged: false,
        })
    }

    /// Takes note of the last frame there is.
    pub(super) fn end_with(&mut self, last: Option<&Place>) {
        self.last = last.copied();
    }

    /// Returns where the frame stands that is the head, if that is known.
    pub(super) fn last(&self) -> Option<Place> {
        self.last.filter(|last| last.anchor() == self.head)
    }

    /// Lets appends go without a sync each; whoever asks for it syncs all files at the end.
    pub(super) fn acknowledge_nothing(&mut self) {
        self.unacknowledged = true;
    }

    /// Returns the last acknowledged frame.
    pub(super) fn head(&self) -> Anchor {
        self.head
    }

    /// Lets the next frame follow this one: sled knew frames that the journal has lost.
    pub(super) fn follow(&mut self, head: Anchor) {
        self.head = head;
    }

    /// Returns why nothing is acknowledged any more.
    pub(super) fn broken(&self) -> Option<io::ErrorKind> {
        self.broken
    }

    /// Appends a frame: one write, one fdatasync, then it is acknowledged.
    pub(super) fn append(&mut self, content: &Content) -> Result<Place, JournalFault> {
        if let Some(kind) = self.broken {
            return Err(JournalFault::Broken(kind));
        }
        let sequence = self
            .head
            .sequence
            .checked_add(1)
            .ok_or(JournalFault::CannotSeal)?;
        let (frame, tag) = build(&self.keys, sequence, self.head.tag, content)
            .map_err(|_refused| JournalFault::CannotSeal)?;
        self.write(&frame).map_err(|fault| {
            self.broken = Some(fault.kind());
            JournalFault::Broken(fault.kind())
        })?;
        self.head = Anchor { sequence, tag };
        let offset = self.length.saturating_sub(frame.len() as u64);
        let head = Head::parse(&frame).ok_or(JournalFault::CannotSeal)?;
        let place = Place {
            piece: self.piece,
            offset,
            head,
            tag,
        };
        self.last = Some(place);
        Ok(place)
    }

    fn write(&mut self, frame: &[u8]) -> io::Result<()> {
        let added = frame.len() as u64;
        if self.length > PIECE_HEAD && self.length.saturating_add(added) > PIECE_LIMIT {
            let next = self.piece.saturating_add(1);
            self.file = make_piece(&self.dir, &self.keys.vault, next)?;
            self.piece = next;
            self.length = PIECE_HEAD;
        }
        self.file.write_all(frame)?;
        if !self.unacknowledged {
            self.file.sync_data()?;
        }
        self.length = self.length.saturating_add(added);
        Ok(())
    }

    /// Cuts back what was not acknowledged, so that appending may go on in a new piece.
    pub(super) fn mend(&mut self) -> io::Result<()> {
        if self.broken.is_none() {
            return Ok(());
        }
        let length = self.file.metadata()?.len();
        if length > self.length {
            let torn = Stretch {
                piece: self.piece,
                offset: self.length,
                length: length - self.length,
            };
            set_torn_aside(&self.dir, &torn)?;
        }
        self.file.sync_all()?;
        let numbers = piece_numbers(&self.dir)?;
        let next = numbers
            .last()
            .copied()
            .unwrap_or(0)
            .max(self.piece)
            .saturating_add(1);
        self.file = make_piece(&self.dir, &self.keys.vault, next)?;
        self.piece = next;
        self.length = PIECE_HEAD;
        self.broken = None;
        Ok(())
    }
}

fn make_piece(dir: &Path, vault: &[u8; 16], number: u32) -> io::Result<File> {
    let path = piece_path(dir, number);
    let mut file = match files::make_file(&path) {
        Ok(file) => file,
        // A crash may have left it empty, or with a torn beginning; it never held a frame.
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {
            let file = OpenOptions::new().read(true).append(true).open(&path)?;
            if file.metadata()?.len() > PIECE_HEAD {
                return Err(fault);
            }
            file.set_len(0)?;
            file
        }
        Err(fault) => return Err(fault),
    };
    file.write_all(&piece_head(vault, number))?;
    file.sync_all()?;
    files::sync_folder(dir)?;
    Ok(file)
}

/// Copies bytes that are no whole frame aside, syncs the copy, and cuts them off.
fn set_torn_aside(dir: &Path, torn: &Stretch) -> io::Result<()> {
    let path = piece_path(dir, torn.piece);
    let piece = OpenOptions::new().read(true).write(true).open(&path)?;
    let aside = files::place_aside(dir, &format!("torn-{:04}-{}", torn.piece, torn.offset))?;
    let mut copy = files::make_file(&aside)?;
    let mut offset = torn.offset;
    let end = torn.offset.saturating_add(torn.length);
    let mut buffer = vec![0; 64 * 1024];
    while offset < end {
        let size = usize::try_from(end - offset)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let Some(part) = buffer.get_mut(..size) else {
            break;
        };
        piece.read_exact_at(part, offset)?;
        copy.write_all(part)?;
        offset += size as u64;
    }
    copy.sync_all()?;
    files::sync_parent(&aside)?;
    piece.set_len(torn.offset)?;
    piece.sync_all()
}
