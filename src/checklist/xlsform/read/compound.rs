//! The file system inside an `.xls`: the one stream that holds the workbook, taken out and put into a
//! file that holds nothing else.
//!
//! What a library reads is then what was looked through, whatever circles and claims the file had.

use super::super::workbook::WorkbookFault;

/// Sectors that mean "no further sector".
const LAST_SECTOR: u32 = 0xffff_fffa;
/// Where a chain of sectors ends.
const END: u32 = 0xffff_fffe;
/// The sectors of a file that is made here: so large that the head names all that is needed.
const SIZE: usize = 4096;

/// Returns the stream `Workbook` or `Book` of a file.
pub(super) fn stream(bytes: &[u8]) -> Result<Vec<u8>, WorkbookFault> {
    find(bytes).unwrap_or(Err(WorkbookFault::Unreadable))
}

fn find(bytes: &[u8]) -> Option<Result<Vec<u8>, WorkbookFault>> {
    let shift = u32::from(word(bytes, 30)?);
    if !(7..=16).contains(&shift) {
        return None;
    }
    let size = 1_usize << shift;
    let sector = |number: u32| {
        let start = (number as usize).checked_add(1)?.checked_mul(size)?;
        let end = start.checked_add(size)?.min(bytes.len());
        bytes.get(start..end).filter(|part| !part.is_empty())
    };
    // The table of sectors: its own sectors are named in the head, then in a chain.
    let mut named: Vec<u32> = (0..109).filter_map(|at| long(bytes, 76 + 4 * at)).collect();
    let mut next = long(bytes, 68)?;
    let most = bytes.len() / size + 2;
    for _ in 0..most {
        if next >= LAST_SECTOR {
            break;
        }
        let part = sector(next)?;
        let count = size / 4 - 1;
        named.extend((0..count).filter_map(|at| long(part, 4 * at)));
        next = long(part, 4 * count)?;
    }
    let mut table = Vec::new();
    for number in named.into_iter().filter(|number| *number < LAST_SECTOR) {
        let Some(part) = sector(number) else { continue };
        table.extend((0..part.len() / 4).filter_map(|at| long(part, 4 * at)));
        if table.len() > most + size {
            break;
        }
    }
    let follow = |start: u32| {
        let mut found = Vec::new();
        let mut next = start;
        for _ in 0..most {
            if next >= LAST_SECTOR {
                break;
            }
            let Some(part) = sector(next) else { break };
            found.extend_from_slice(part);
            next = table.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        found
    };
    let folder = follow(long(bytes, 48)?);
    let (mut root, mut workbook, mut book) = (None, None, None);
    for entry in folder.chunks_exact(128) {
        let length = usize::from(word(entry, 64)?).saturating_sub(2).min(64);
        let letters: Vec<u16> = (0..length / 2)
            .filter_map(|at| word(entry, 2 * at))
            .collect();
        let place = (long(entry, 116)?, long(entry, 120)? as usize);
        match String::from_utf16_lossy(&letters).to_lowercase().as_str() {
            "encryptedpackage" => return Some(Err(WorkbookFault::Protected)),
            "root entry" => root = Some(place),
            "workbook" => workbook = workbook.or(Some(place)),
            "book" => book = book.or(Some(place)),
            _ => {}
        }
    }
    let (start, length) = workbook.or(book)?;
    let least = long(bytes, 56)? as usize;
    if length >= least {
        let mut stream = follow(start);
        stream.truncate(length);
        return Some(Ok(stream));
    }
    // A short stream lies in the small sectors of the root's stream.
    let small_table: Vec<u32> = {
        let bytes = follow(long(bytes, 60)?);
        (0..bytes.len() / 4)
            .filter_map(|at| long(&bytes, 4 * at))
            .collect()
    };
    let small = follow(root?.0);
    let mut stream = Vec::new();
    let mut next = start;
    for _ in 0..=least / 64 {
        if next >= LAST_SECTOR {
            break;
        }
        let at = (next as usize).checked_mul(64)?;
        stream.extend_from_slice(small.get(at..at.checked_add(64)?.min(small.len()))?);
        next = small_table.get(next as usize).copied()?;
    }
    stream.truncate(length);
    Some(Ok(stream))
}

/// Returns a file that holds the stream of a workbook and nothing else.
pub(super) fn file_of(stream: &[u8]) -> Option<Vec<u8>> {
    // What is shorter would be looked for among the small sectors.
    let length = stream.len().max(SIZE);
    let parts = length.div_ceil(SIZE);
    let folder = u32::try_from(parts).ok()?;
    // The stream, the folder, then the table, in which everything has its successor.
    let mut table: Vec<u32> = (1..folder).chain([END, END]).collect();
    let sectors = (table.len() + 1).div_ceil(SIZE / 4 - 1);
    table.resize(table.len() + sectors, 0xffff_fffd);
    let mut file = vec![0; SIZE];
    for (at, bytes) in [
        (
            0,
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].as_slice(),
        ),
        (26, &[4, 0, 0xfe, 0xff, 12, 0, 6, 0]),
        (44, &u32::try_from(sectors).ok()?.to_le_bytes()),
        (48, &folder.to_le_bytes()),
        (56, &4096_u32.to_le_bytes()),
        (60, &END.to_le_bytes()),
        (68, &END.to_le_bytes()),
    ] {
        put(&mut file, at, bytes)?;
    }
    for at in 0..109 {
        let number = if at < sectors {
            folder + 1 + u32::try_from(at).ok()?
        } else {
            u32::MAX
        };
        put(&mut file, 76 + 4 * at, &number.to_le_bytes())?;
    }
    file.extend_from_slice(stream);
    file.resize(SIZE * (1 + parts), 0);
    for (name, kind, length) in [("Root Entry", 5, 0), ("Workbook", 2, length)] {
        let mut entry = vec![0; 128];
        for (at, letter) in name.encode_utf16().enumerate() {
            put(&mut entry, 2 * at, &letter.to_le_bytes())?;
        }
        let letters = u16::try_from(2 * (name.len() + 1)).ok()?;
        put(&mut entry, 64, &letters.to_le_bytes())?;
        put(&mut entry, 66, &[kind, 1])?;
        put(&mut entry, 68, &[0xff; 12])?;
        put(&mut entry, 120, &(length as u64).to_le_bytes())?;
        file.extend_from_slice(&entry);
    }
    file.resize(SIZE * (2 + parts), 0);
    file.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    file.resize(SIZE * (2 + parts + sectors), 0xff);
    Some(file)
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) -> Option<()> {
    bytes
        .get_mut(at..at.checked_add(new.len())?)?
        .copy_from_slice(new);
    Some(())
}

/// Returns the two bytes there as a number.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let part = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(part.try_into().ok()?))
}

/// Returns the four bytes there as a number.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(part.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_is_put_into_a_file_is_found_there_again() {
        for length in [1, 4096, 4097, 5 << 20] {
            let mut bytes: Vec<u8> = (0..length).map(|at: usize| at.to_le_bytes()[0]).collect();
            let found = stream(&file_of(&bytes).unwrap()).unwrap();
            bytes.resize(length.max(SIZE), 0);
            assert_eq!(found, bytes);
        }
    }
}
