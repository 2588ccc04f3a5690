//! Sealed files of what was derived from streams and can be derived again.
//!
//! A cache file is a number and parts that are sealed one by one, so that one part can be read
//! without the rest. It may be deleted at any time, alone or with its whole folder, and nothing that
//! was said is lost. Its invariant: a part opens only as this part of this file of this vault; a file
//! that does not open is no fault, it is not there.
//!
//! ```text
//! cache/NNNNNNNN   magic 8 | generation 16 | parts u16 | { kind u8, start u64, length u64 } each | sealed parts
//! ```
//! A sealed part is what FORMAT 3 seals, for store 3, the generation as owner, the file's number as
//! revision; its first byte says whether the rest is deflated (1) or not (0). Numbers are
//! little-endian.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::mem;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use zeroize::Zeroizing;

use super::keys::Key;
use super::seal::{self, Site};
use super::{StreamId, Vault, files, hold};

const MAGIC: [u8; 8] = *b"FHCACHE1";
const HEAD: usize = 8 + 16 + 2;
const LINE: usize = 1 + 8 + 8;
/// The number of the file that tells what was known when the vault was closed (FORMAT 9).
pub(super) const CLOSING: u32 = u32::MAX;
/// More parts than this no file has: what says so is damaged.
const MOST_PARTS: u16 = 256;
/// A part that would become longer than this when it is unpacked is damaged.
const MOST_BYTES: u64 = 1 << 30;

/// Whether a part is worth packing: what is read first and often is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// Deflated.
    Deflated,
}

/// A part of a cache file.
#[derive(Debug)]
pub struct CachePart<'a> {
    /// Its kind; each kind once in a file.
    pub kind: u8,
    /// Whether it is packed.
    pub packing: Packing,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// The cache files of a vault, and what seals them.
#[derive(Debug)]
pub(super) struct Drawer {
    folder: PathBuf,
    vault: [u8; 16],
    key: Key,
}

/// An open cache file.
#[derive(Debug)]
pub struct CacheFile<'vault> {
    drawer: &'vault Drawer,
    number: u32,
    generation: [u8; 16],
    file: File,
    /// Kind, start, length.
    parts: Vec<(u8, u64, u64)>,
}

impl Vault {
    /// Returns for each stream but the register how many payloads it has had.
    pub fn stream_lengths(&self) -> Vec<(StreamId, u64)> {
        let working = hold(&self.working);
        let streams = working.streams().into_iter();
        streams
            .filter(|stream| *stream != StreamId::REGISTER)
            .map(|stream| (stream, working.next(stream)))
            .collect()
    }

    /// Returns the numbers of the cache files, in order.
    pub fn cache_files(&self) -> Vec<u32> {
        let Ok(inside) = fs::read_dir(&self.drawer.folder) else {
            return Vec::new();
        };
        let mut numbers: Vec<u32> = inside
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let name = entry.file_name();
                let name = name.to_str().filter(|name| name.len() == 8)?;
                u32::from_str_radix(name, 16).ok()
            })
            .filter(|number| *number != CLOSING)
            .collect();
        numbers.sort_unstable();
        numbers
    }

    /// Opens a cache file; `None` if there is none that can be read.
    pub fn cache_file(&self, number: u32) -> Option<CacheFile<'_>> {
        self.drawer.file(number)
    }

    /// Writes a cache file: whole or not at all, and with no hurry to reach the disk.
    pub fn keep_cache_file(&self, number: u32, parts: &[CachePart<'_>]) -> io::Result<()> {
        self.drawer.keep(number, parts)
    }

    /// Removes a cache file.
    pub fn drop_cache_file(&self, number: u32) {
        fs::remove_file(self.drawer.path(number)).ok();
    }
}

impl Drawer {
    /// Returns the cache files of the vault in `dir`.
    pub(super) fn of(dir: &Path, vault: [u8; 16], master: &Key) -> Self {
        Self {
            folder: dir.join("cache"),
            vault,
            key: master.derive(&vault, &[b"firsthours/v1/", b"cache"]),
        }
    }

    /// Opens a file; `None` if there is none that can be read.
    pub(super) fn file(&self, number: u32) -> Option<CacheFile<'_>> {
        let mut file = File::open(self.path(number)).ok()?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let (magic, rest) = head.split_first_chunk::<8>()?;
        let (generation, count) = rest.split_first_chunk::<16>()?;
        let count = u16::from_le_bytes(*count.first_chunk()?);
        if *magic != MAGIC || count > MOST_PARTS {
            return None;
        }
        let mut table = vec![0; usize::from(count) * LINE];
        file.read_exact(&mut table).ok()?;
        let parts = table.chunks_exact(LINE).map(|line| {
            let (kind, places) = line.split_first()?;
            let (start, length) = places.split_first_chunk::<8>()?;
            let length = u64::from_le_bytes(*length.first_chunk()?);
            Some((*kind, u64::from_le_bytes(*start), length))
        });
        Some(CacheFile {
            drawer: self,
            number,
            generation: *generation,
            parts: parts.collect::<Option<_>>()?,
            file,
        })
    }

    /// Writes a file: whole or not at all, and with no hurry to reach the disk.
    pub(super) fn keep(&self, number: u32, parts: &[CachePart<'_>]) -> io::Result<()> {
        match files::make_folder(&self.folder) {
            Err(fault) if fault.kind() != io::ErrorKind::AlreadyExists => return Err(fault),
            _ => {}
        }
        let mut generation = [0; 16];
        getrandom::fill(&mut generation).map_err(io::Error::other)?;
        let sealed = parts
            .iter()
            .map(|part| {
                let content = packed(part)?;
                let site = self.site(number, generation, part.kind);
                seal::seal(&self.key, &site, &content)
                    .map_err(|_refused| io::Error::from(io::ErrorKind::InvalidInput))
            })
            .collect::<io::Result<Vec<_>>>()?;
        let mut head = Vec::with_capacity(HEAD + parts.len() * LINE);
        head.extend_from_slice(&MAGIC);
        head.extend_from_slice(&generation);
        let count = u16::try_from(parts.len()).unwrap_or(u16::MAX);
        head.extend_from_slice(&count.to_le_bytes());
        let mut start = (HEAD + parts.len() * LINE) as u64;
        for (part, sealed) in parts.iter().zip(&sealed) {
            head.push(part.kind);
            head.extend_from_slice(&start.to_le_bytes());
            head.extend_from_slice(&(sealed.len() as u64).to_le_bytes());
            start += sealed.len() as u64;
        }
        let path = self.path(number);
        let beside = path.with_extension("new");
        match fs::remove_file(&beside) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
        let written = write_all(&beside, &head, &sealed);
        if written.is_err() {
            fs::remove_file(&beside).ok();
            return written;
        }
        fs::rename(&beside, &path)
    }

    /// Removes a file, also after a power cut; it is no fault if there is none.
    pub(super) fn remove(&self, number: u32) -> io::Result<()> {
        match fs::remove_file(self.path(number)) {
            Ok(()) => files::sync_folder(&self.folder),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    fn path(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{number:08x}"))
    }

    fn site(&self, number: u32, generation: [u8; 16], kind: u8) -> Site<'_> {
        Site {
            store: 3,
            vault: &self.vault,
            owner: generation,
            revision: u64::from(number),
            kind,
            part: 0,
            link: None,
        }
    }
}

impl CacheFile<'_> {
    /// Returns what a part holds; `None` if it is not there or does not open.
    ///
    /// It wipes itself no more than other memory: that is done by the program's allocator, which is
    /// several times as fast at it for hundreds of megabytes.
    pub fn part(&mut self, kind: u8) -> Option<Vec<u8>> {
        let found = self.parts.iter().find(|(known, ..)| *known == kind);
        let (_, start, length) = *found?;
        let end = self.file.seek(SeekFrom::End(0)).ok()?;
        if start.checked_add(length)? > end {
            return None;
        }
        self.file.seek(SeekFrom::Start(start)).ok()?;
        let mut sealed = vec![0; usize::try_from(length).ok()?];
        self.file.read_exact(&mut sealed).ok()?;
        let site = self.drawer.site(self.number, self.generation, kind);
        let mut content = seal::open(&self.drawer.key, &site, &sealed).ok()?;
        let is_packed = *content.first()? == 1;
        if !is_packed {
            let end = content.len();
            content.copy_within(1..end, 0);
            content.truncate(end - 1);
            return Some(mem::take(&mut *content));
        }
        let mut unpacked = Vec::new();
        DeflateDecoder::new(content.get(1..)?)
            .take(MOST_BYTES)
            .read_to_end(&mut unpacked)
            .ok()?;
        Some(unpacked)
    }
}

fn packed(part: &CachePart<'_>) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut content = Vec::with_capacity(part.bytes.len() + 1);
    match part.packing {
        Packing::Plain => {
            content.push(0);
            content.extend_from_slice(part.bytes);
            Ok(Zeroizing::new(content))
        }
        Packing::Deflated => {
            content.push(1);
            let mut encoder = DeflateEncoder::new(content, Compression::fast());
            encoder.write_all(part.bytes)?;
            encoder.finish().map(Zeroizing::new)
        }
    }
}

fn write_all(path: &Path, head: &[u8], sealed: &[Vec<u8>]) -> io::Result<()> {
    let mut file = files::make_file(path)?;
    file.write_all(head)?;
    for part in sealed {
        file.write_all(part)?;
    }
    Ok(())
}
