//! Looks through an archive with a counter before anybody unpacks it for real.
//!
//! What an entry claims about its size proves nothing, so every entry is unpacked into the counter
//! first (S17 of the threat list). Nothing is ever written to a path out of the archive.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::workbook::{TooLarge, WorkbookFault};

/// Most bytes of all entries together.
const MOST_UNPACKED: u64 = 64 << 20;
/// Most entries.
const MOST_ENTRIES: usize = 1000;
/// Most bytes that one packed byte may become.
const MOST_RATIO: u64 = 100;
/// Entries below this may be packed as tightly as they like: a small sheet of equal rows is.
const SMALL: u64 = 1 << 20;
/// Most shared texts: each takes memory, however short it is.
const MOST_SHARED_TEXTS: usize = 1_000_000;

/// Refuses an archive that is larger than what is read.
pub(super) fn look_through(bytes: &[u8]) -> Result<(), WorkbookFault> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_fault| WorkbookFault::Unreadable)?;
    if archive.len() > MOST_ENTRIES {
        return Err(WorkbookFault::TooLarge(TooLarge::Entries));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let mut entry = archive
            .by_index(index)
            .map_err(|_fault| WorkbookFault::Unreadable)?;
        let packed = entry.compressed_size().max(1);
        let holds_texts = entry
            .name()
            .is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
        let counted = count(&mut entry, MOST_UNPACKED.saturating_sub(total), holds_texts)?;
        total += counted;
        if counted > SMALL && counted / packed > MOST_RATIO {
            return Err(WorkbookFault::TooLarge(TooLarge::Ratio));
        }
    }
    Ok(())
}

/// Unpacks an entry into a counter; returns its true size.
fn count(entry: &mut impl Read, left: u64, holds_texts: bool) -> Result<u64, WorkbookFault> {
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0_u64;
    let mut texts = 0;
    let mut claim = Claim::default();
    loop {
        let read = entry
            .read(&mut buffer)
            .map_err(|_fault| WorkbookFault::Unreadable)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else {
            return Ok(size);
        };
        let is_archive = part.starts_with(b"PK\x03\x04") || part.starts_with(b"\x1f\x8b");
        if size == 0 && is_archive {
            return Err(WorkbookFault::Nested);
        }
        size += read as u64;
        if size > left {
            return Err(WorkbookFault::TooLarge(TooLarge::Unpacked));
        }
        if part.iter().any(|byte| claim.is_beyond(*byte)) {
            return Err(WorkbookFault::TooLarge(TooLarge::Text));
        }
        if holds_texts {
            texts += part.windows(3).filter(|window| window == b"<si").count();
            if texts > MOST_SHARED_TEXTS {
                return Err(WorkbookFault::TooLarge(TooLarge::Text));
            }
        }
    }
}

/// Watches for the number of shared texts that an entry claims to hold: the library makes room for as
/// many before it has seen one.
#[derive(Debug, Default)]
struct Claim {
    /// How much of the word before the number was met.
    met: usize,
    number: usize,
}

impl Claim {
    const WORD: &[u8] = b"uniqueCount";

    /// Takes the next byte; returns whether the claim is beyond all measure.
    fn is_beyond(&mut self, byte: u8) -> bool {
        if let Some(wanted) = Self::WORD.get(self.met) {
            // Wide letters have empty bytes between them.
            if byte == *wanted {
                self.met += 1;
            } else if byte != 0 {
                self.met = usize::from(Self::WORD.first() == Some(&byte));
            }
            return false;
        }
        if byte.is_ascii_digit() {
            let digit = usize::from(byte - b'0');
            self.number = self.number.saturating_mul(10).saturating_add(digit);
        } else if !(byte.is_ascii_whitespace() || matches!(byte, 0 | b'=' | b'"' | b'\'' | b'+')) {
            *self = Self::default();
        }
        self.number > MOST_SHARED_TEXTS
    }
}
