//! Records of one stream side by side, before they are compressed (FORMAT 4.1).
//!
//! Thousands of records say nearly the same: the same names of fields, the same device, a number
//! that grows by one, a time some seconds later. Written one after another they still cost tens of
//! bytes each when deflated; with like beside like they cost a few. Knows MessagePack's lengths and
//! nothing of what the records mean. Its invariant: what is laid out comes back byte for byte, and
//! what is no MessagePack is laid out as it is.

use std::collections::HashMap;

use zeroize::Zeroizing;

use crate::vault::frame::{Cursor, LARGEST_STREAM, Records, parse_records, put_record};
use crate::vault::seal::NotGenuine;

/// Records one after another.
const AS_THEY_ARE: u8 = 0;
/// Records taken apart into columns.
const COLUMNS: u8 = 1;

/// Scalars of any lengths, one after another.
const PLAIN: u8 = 0;
/// Short scalars, flush right in rows of one width: first all lengths, then all first bytes of the
/// rows, all second bytes, ...; each byte as its distance to the one before.
const LANES: u8 = 1;
/// Each different scalar once, then one byte a record.
const LISTED: u8 = 2;

/// Stands in a template where a scalar was taken out. MessagePack never uses this byte.
const HOLE: u8 = 0xC1;
/// The longest scalar that goes into lanes.
const WIDEST: usize = 40;
/// How deep a record may be nested.
const DEEPEST: u8 = 32;
/// The most columns; a record with more scalars is laid out as it is.
const MOST_COLUMNS: usize = 4096;

/// Lays records out for compression.
pub(super) fn lay_out(records: &[(u64, &[u8])]) -> Option<Zeroizing<Vec<u8>>> {
    if let Some(laid_out) = in_columns(records) {
        return Some(laid_out);
    }
    let size: usize = records.iter().map(|(_, payload)| payload.len() + 12).sum();
    let mut to = Zeroizing::new(Vec::with_capacity(size + 1));
    to.push(AS_THEY_ARE);
    for (position, payload) in records {
        put_record(&mut to, *position, payload)?;
    }
    Some(to)
}

/// Brings laid out records back.
pub(super) fn bring_back(bytes: &[u8]) -> Result<Records, NotGenuine> {
    match bytes.split_first() {
        Some((&AS_THEY_ARE, records)) => parse_records(records),
        Some((&COLUMNS, columns)) => from_columns(columns).ok_or(NotGenuine),
        Some(_) | None => Err(NotGenuine),
    }
}

/// The scalars with one ordinal, of all records that have so many.
#[derive(Default)]
struct Column<'bytes> {
    scalars: Vec<&'bytes [u8]>,
}

fn in_columns(records: &[(u64, &[u8])]) -> Option<Zeroizing<Vec<u8>>> {
    let first = records.first()?.0;
    let mut templates: Vec<Vec<u8>> = Vec::new();
    let mut known: HashMap<Vec<u8>, [u8; 2]> = HashMap::new();
    let mut chosen = Vec::with_capacity(records.len());
    let mut columns: Vec<Column<'_>> = Vec::new();
    let mut template = Vec::new();
    for (expected, (position, payload)) in (first..).zip(records) {
        if *position != expected {
            return None;
        }
        template.clear();
        let mut ordinal = 0;
        take_apart(payload, &mut template, &mut |scalar| {
            if ordinal == columns.len() {
                columns.push(Column::default());
            }
            if let Some(column) = columns.get_mut(ordinal) {
                column.scalars.push(scalar);
            }
            ordinal += 1;
            ordinal <= MOST_COLUMNS
        })?;
        let number = if let Some(number) = known.get(&template) {
            *number
        } else {
            let number = u16::try_from(templates.len()).ok()?.to_le_bytes();
            known.insert(template.clone(), number);
            templates.push(template.clone());
            number
        };
        chosen.push(number);
    }
    let mut to = Zeroizing::new(Vec::with_capacity(records.len() * 64));
    to.push(COLUMNS);
    to.extend_from_slice(&first.to_le_bytes());
    put_count(&mut to, records.len())?;
    put_count(&mut to, templates.len())?;
    for template in &templates {
        put_count(&mut to, template.len())?;
        to.extend_from_slice(template);
    }
    let numbers = Column {
        scalars: chosen.iter().map(<[u8; 2]>::as_slice).collect(),
    };
    put_count(&mut to, columns.len())?;
    for column in std::iter::once(&numbers).chain(&columns) {
        column.write(&mut to)?;
    }
    Some(to)
}

impl Column<'_> {
    /// Writes the kind, the number of scalars, and the scalars.
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        let different = self.different();
        let width = self.scalars.iter().map(|scalar| scalar.len()).max();
        let width = width.unwrap_or(0);
        if let Some((different, which)) = different {
            to.push(LISTED);
            put_count(to, self.scalars.len())?;
            put_count(to, different.len())?;
            for scalar in different {
                put_count(to, scalar.len())?;
                to.extend_from_slice(scalar);
            }
            to.extend_from_slice(&which);
        } else if width <= WIDEST {
            to.push(LANES);
            put_count(to, self.scalars.len())?;
            to.push(u8::try_from(width).ok()?);
            let lengths = self.scalars.iter().map(|scalar| scalar.len());
            put_lane(to, lengths.map(|length| u8::try_from(length).unwrap_or(0)));
            for place in (1..=width).rev() {
                let row = |scalar: &&[u8]| {
                    let at = scalar.len().checked_sub(place)?;
                    scalar.get(at).copied()
                };
                put_lane(
                    to,
                    self.scalars.iter().map(|scalar| row(scalar).unwrap_or(0)),
                );
            }
        } else {
            to.push(PLAIN);
            put_count(to, self.scalars.len())?;
            for scalar in &self.scalars {
                to.extend_from_slice(scalar);
            }
        }
        Some(())
    }

    /// Returns each different scalar and which one each record has, if four records or more share each.
    fn different(&self) -> Option<(Vec<&[u8]>, Vec<u8>)> {
        let mut different: Vec<&[u8]> = Vec::new();
        let mut known: HashMap<&[u8], u8> = HashMap::new();
        let mut which = Vec::with_capacity(self.scalars.len());
        for scalar in &self.scalars {
            let number = if let Some(number) = known.get(scalar) {
                *number
            } else {
                let number = u8::try_from(different.len()).ok()?;
                known.insert(scalar, number);
                different.push(scalar);
                number
            };
            which.push(number);
        }
        (different.len().saturating_mul(4) <= which.len()).then_some((different, which))
    }
}

/// A column that is read.
enum Reading<'bytes> {
    /// Scalars as they stand in the laid out bytes.
    Standing(Vec<&'bytes [u8]>),
    /// Each different scalar once, and which one each record has.
    Listed {
        different: Vec<&'bytes [u8]>,
        which: &'bytes [u8],
    },
    /// Rows of one width, each with its length before it, put together from their lanes. They are wiped
    /// when they are given back, as the answers that are made of them (main.rs): byte by byte that
    /// would take longer than to put them together.
    Rows { rows: Vec<u8>, width: usize },
}

impl Reading<'_> {
    /// Returns the scalar at this place.
    fn get(&self, at: usize) -> Option<&[u8]> {
        match self {
            Self::Standing(scalars) => scalars.get(at).copied(),
            Self::Listed { different, which } => {
                different.get(usize::from(*which.get(at)?)).copied()
            }
            Self::Rows { rows, width } => {
                let step = width.checked_add(1)?;
                let start = at.checked_mul(step)?;
                let (length, row) = rows.get(start..start.checked_add(step)?)?.split_first()?;
                row.get(row.len().checked_sub(usize::from(*length))?..)
            }
        }
    }

    fn count(&self) -> usize {
        match self {
            Self::Standing(scalars) => scalars.len(),
            Self::Listed { which, .. } => which.len(),
            Self::Rows { rows, width } => rows.len() / (width + 1),
        }
    }
}

/// Records that were laid out in columns.
struct LaidOut<'bytes> {
    first: u64,
    count: usize,
    templates: Vec<&'bytes [u8]>,
    numbers: Reading<'bytes>,
    columns: Vec<Reading<'bytes>>,
}

impl<'bytes> LaidOut<'bytes> {
    fn parse(bytes: &'bytes [u8]) -> Option<Self> {
        let mut from = Cursor(bytes);
        let first = from.u64()?;
        let count = from.count()?;
        first.checked_add(u64::try_from(count).ok()?)?;
        let templates = from.counted()?;
        let columns = from.count().filter(|count| *count <= MOST_COLUMNS)?;
        let numbers = read_column(&mut from)?;
        let columns = (0..columns)
            .map(|_| read_column(&mut from))
            .collect::<Option<Vec<_>>>()?;
        from.0.is_empty().then_some(Self {
            first,
            count,
            templates,
            numbers,
            columns,
        })
    }

    /// Hands over every record: its position, the number of its template, and its scalars.
    fn each(&self, mut take: impl FnMut(u64, usize, &[&[u8]]) -> Option<()>) -> Option<()> {
        let holes: Vec<usize> = self
            .templates
            .iter()
            .map(|it| holes_in(it))
            .collect::<Option<_>>()?;
        let mut next = vec![0; self.columns.len()];
        let mut scalars = Vec::new();
        let mut room = LARGEST_STREAM;
        for (at, position) in (0..self.count).zip(self.first..) {
            let number = self.numbers.get(at)?.first_chunk().copied()?;
            let which = usize::from(u16::from_le_bytes(number));
            let (template, holes) = self.templates.get(which).zip(holes.get(which))?;
            scalars.clear();
            for (column, next) in self.columns.iter().zip(&mut next).take(*holes) {
                scalars.push(column.get(*next)?);
                *next += 1;
            }
            if scalars.len() != *holes {
                return None;
            }
            // Few bytes may stand for many: no more comes out than may have gone in.
            let size = template.len() + scalars.iter().map(|it| it.len()).sum::<usize>() - holes;
            room = room.checked_sub(u64::try_from(size).ok()?)?;
            take(position, which, &scalars)?;
        }
        let all_used = self.numbers.count() == self.count
            && self
                .columns
                .iter()
                .zip(&next)
                .all(|(column, next)| column.count() == *next);
        all_used.then_some(())
    }
}

/// A record as it was laid out: what it has in common with others, and its own scalars.
#[derive(Debug, Clone, Copy)]
pub struct Apart<'a> {
    /// How many records its stream has.
    pub of: usize,
    /// Which template of its stream it has.
    pub number: usize,
    template: &'a [u8],
    /// Its scalars as MessagePack, in their order.
    pub scalars: &'a [&'a [u8]],
}

impl Apart<'_> {
    /// Returns the whole record.
    pub fn together(&self) -> Option<Zeroizing<Vec<u8>>> {
        put_together(self.template, self.scalars)
    }

    /// Returns the record with other scalars.
    pub fn with(&self, scalars: &[&[u8]]) -> Option<Zeroizing<Vec<u8>>> {
        put_together(self.template, scalars)
    }

    /// Returns what it has in common with others: the same bytes, the same places of the scalars.
    pub fn template(&self) -> &[u8] {
        self.template
    }
}

/// Goes through laid out records without putting them together; `None` if they are not in columns, or
/// `take` had enough.
pub(super) fn each_apart(
    bytes: &[u8],
    take: &mut dyn FnMut(Apart<'_>) -> Option<()>,
) -> Option<()> {
    let laid_out = match bytes.split_first()? {
        (&COLUMNS, columns) => LaidOut::parse(columns)?,
        _ => return None,
    };
    laid_out.each(|_, number, scalars| {
        take(Apart {
            of: laid_out.count,
            number,
            template: laid_out.templates.get(number)?,
            scalars,
        })
    })
}

fn from_columns(bytes: &[u8]) -> Option<Records> {
    let laid_out = LaidOut::parse(bytes)?;
    let mut records = Records::new();
    laid_out.each(|position, which, scalars| {
        let template = laid_out.templates.get(which)?;
        records.insert(position, put_together(template, scalars)?);
        Some(())
    })?;
    Some(records)
}

fn read_column<'bytes>(from: &mut Cursor<'bytes>) -> Option<Reading<'bytes>> {
    let [kind] = from.take::<1>()?;
    let count = from.count()?;
    match kind {
        PLAIN => {
            let scalars = (0..count).map(|_| {
                let length = item_at(from.0)?.length;
                from.slice(length)
            });
            scalars.collect::<Option<_>>().map(Reading::Standing)
        }
        LANES => {
            let [width] = from.take::<1>()?;
            let width = usize::from(width);
            let step = width.checked_add(1)?;
            let lanes = from.slice(count.checked_mul(step)?)?;
            let mut rows = vec![0; lanes.len()];
            for (number, lane) in lanes.chunks_exact(count.max(1)).enumerate() {
                let mut before = 0_u8;
                let places = rows.iter_mut().skip(number).step_by(step);
                for (place, distance) in places.zip(lane) {
                    before = before.wrapping_add(*distance);
                    *place = before;
                }
            }
            Some(Reading::Rows { rows, width })
        }
        LISTED => {
            let different = from.counted()?;
            let which = from.slice(count)?;
            Some(Reading::Listed { different, which })
        }
        _ => None,
    }
}

/// Takes the scalars out of a payload: its first byte, then one MessagePack value.
fn take_apart<'bytes>(
    payload: &'bytes [u8],
    template: &mut Vec<u8>,
    take: &mut dyn FnMut(&'bytes [u8]) -> bool,
) -> Option<()> {
    let mut from = Cursor(payload);
    template.extend_from_slice(&from.take::<1>()?);
    take_value(&mut from, template, take, DEEPEST)?;
    from.0.is_empty().then_some(())
}

fn take_value<'bytes>(
    from: &mut Cursor<'bytes>,
    template: &mut Vec<u8>,
    take: &mut dyn FnMut(&'bytes [u8]) -> bool,
    deeper: u8,
) -> Option<()> {
    let item = item_at(from.0)?;
    let bytes = from.slice(item.length)?;
    match item.inside {
        Inside::Nothing => {
            template.push(HOLE);
            take(bytes).then_some(())
        }
        Inside::Values(count) => {
            template.extend_from_slice(bytes);
            let deeper = deeper.checked_sub(1)?;
            (0..count).try_for_each(|_| take_value(from, template, take, deeper))
        }
        Inside::Pairs(count) => {
            template.extend_from_slice(bytes);
            let deeper = deeper.checked_sub(1)?;
            for _ in 0..count {
                let key = item_at(from.0)?;
                if !matches!(key.inside, Inside::Nothing) {
                    return None;
                }
                template.extend_from_slice(from.slice(key.length)?);
                take_value(from, template, take, deeper)?;
            }
            Some(())
        }
    }
}

/// Fills the holes of a template, each with the next scalar.
fn put_together(template: &[u8], scalars: &[&[u8]]) -> Option<Zeroizing<Vec<u8>>> {
    let size = template.len() + scalars.iter().map(|it| it.len()).sum::<usize>();
    let mut payload = Zeroizing::new(Vec::with_capacity(size));
    let mut scalars = scalars.iter();
    walk(template, |bytes| {
        payload.extend_from_slice(match bytes {
            Some(bytes) => bytes,
            None => scalars.next()?,
        });
        Some(())
    })?;
    scalars.as_slice().is_empty().then_some(payload)
}

fn holes_in(template: &[u8]) -> Option<usize> {
    let mut holes = 0;
    walk(template, |bytes| {
        holes += usize::from(bytes.is_none());
        Some(())
    })?;
    Some(holes)
}

/// Goes through a template: bytes as they stand, and holes.
fn walk(template: &[u8], mut take: impl FnMut(Option<&[u8]>) -> Option<()>) -> Option<()> {
    let mut from = Cursor(template);
    take(Some(&from.take::<1>()?))?;
    while let Some(kind) = from.0.first() {
        if *kind == HOLE {
            from.take::<1>()?;
            take(None)?;
        } else {
            // A byte of a key may look like a hole, so heads and keys pass whole.
            let length = item_at(from.0)?.length;
            take(Some(from.slice(length)?))?;
        }
    }
    Some(())
}

/// What stands inside an item.
enum Inside {
    Nothing,
    Values(usize),
    Pairs(usize),
}

/// A scalar with its bytes, or the head of an array or map.
struct Item {
    length: usize,
    inside: Inside,
}

/// Returns the item that these bytes begin with (the MessagePack specification, "Formats").
fn item_at(bytes: &[u8]) -> Option<Item> {
    let mut from = Cursor(bytes);
    let [kind] = from.take::<1>()?;
    let low = |mask: u8| usize::from(kind & mask);
    let scalar = |length: usize| Item {
        length,
        inside: Inside::Nothing,
    };
    let mut big_endian = |bytes: usize| -> Option<usize> {
        let digits = from.slice(bytes)?.iter();
        Some(digits.fold(0, |sum, digit| (sum << 8) | usize::from(*digit)))
    };
    Some(match kind {
        0x00..=0x7F | 0xC0 | 0xC2 | 0xC3 | 0xE0..=0xFF => scalar(1),
        0x80..=0x8F => Item {
            length: 1,
            inside: Inside::Pairs(low(0x0F)),
        },
        0x90..=0x9F => Item {
            length: 1,
            inside: Inside::Values(low(0x0F)),
        },
        0xA0..=0xBF => scalar(1 + low(0x1F)),
        0xC1 => return None,
        0xC4 | 0xD9 => scalar(2 + big_endian(1)?),
        0xC5 | 0xDA => scalar(3 + big_endian(2)?),
        0xC6 | 0xDB => scalar(big_endian(4)?.checked_add(5)?),
        0xC7 => scalar(3 + big_endian(1)?),
        0xC8 => scalar(4 + big_endian(2)?),
        0xC9 => scalar(big_endian(4)?.checked_add(6)?),
        0xCC | 0xD0 => scalar(2),
        0xCD | 0xD1 | 0xD4 => scalar(3),
        0xD5 => scalar(4),
        0xCA | 0xCE | 0xD2 => scalar(5),
        0xD6 => scalar(6),
        0xCB | 0xCF | 0xD3 => scalar(9),
        0xD7 => scalar(10),
        0xD8 => scalar(18),
        0xDC => Item {
            length: 3,
            inside: Inside::Values(big_endian(2)?),
        },
        0xDD => Item {
            length: 5,
            inside: Inside::Values(big_endian(4)?),
        },
        0xDE => Item {
            length: 3,
            inside: Inside::Pairs(big_endian(2)?),
        },
        0xDF => Item {
            length: 5,
            inside: Inside::Pairs(big_endian(4)?),
        },
    })
}

/// Appends each byte as its distance to the one before.
fn put_lane(to: &mut Vec<u8>, lane: impl Iterator<Item = u8>) {
    let mut before = 0_u8;
    for byte in lane {
        to.push(byte.wrapping_sub(before));
        before = byte;
    }
}

fn put_count(to: &mut Vec<u8>, count: usize) -> Option<()> {
    to.extend_from_slice(&u32::try_from(count).ok()?.to_le_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn round(payloads: &[Vec<u8>]) -> usize {
        let records: Vec<(u64, &[u8])> = (7..).zip(payloads.iter().map(Vec::as_slice)).collect();
        let laid_out = lay_out(&records).unwrap();
        let mut apart = Vec::new();
        let went = each_apart(&laid_out, &mut |record| {
            apart.push(record.together()?.to_vec());
            Some(())
        });
        assert!(went.is_none() || apart == payloads);
        assert_eq!(went.is_some(), laid_out.first() == Some(&COLUMNS));
        let back = bring_back(&laid_out).unwrap();
        let back: Vec<(u64, &[u8])> = back
            .iter()
            .map(|(at, bytes)| (*at, bytes.as_slice()))
            .collect();
        assert_eq!(back, records);
        usize::from(laid_out.first() == Some(&COLUMNS))
    }

    /// Something like an entry: a device, a growing number, a time, a name, an answer.
    fn entry(number: u32, answer: &serde_json::Value) -> Vec<u8> {
        let time = format!("2026-03-05T14:{:02}:{:02}", number / 60 % 60, number % 60);
        let value = serde_json::json!({
            "d": "device", "n": number, "l": time, "a": {"v": answer, "p": [1, null, true, 2.5]},
        });
        let mut bytes = vec![1];
        bytes.extend(rmp_serde::to_vec_named(&value).unwrap());
        bytes
    }

    #[test]
    fn entries_come_back_byte_for_byte_and_take_little_room() {
        let answers = [
            serde_json::json!("yes"),
            serde_json::json!("no"),
            serde_json::json!({"missing": "refused"}),
            serde_json::json!(["a", "b"]),
            serde_json::json!(70_000),
        ];
        let said = answers.iter().cycle().zip(0..3_000);
        let payloads: Vec<_> = said.map(|(answer, number)| entry(number, answer)).collect();
        assert_eq!(round(&payloads), 1);
        let records: Vec<(u64, &[u8])> = (0..).zip(payloads.iter().map(Vec::as_slice)).collect();
        let packed = crate::vault::frame::Packed::of(records.iter().copied()).unwrap();
        assert!(
            packed.bytes.len() < payloads.len(),
            "{}",
            packed.bytes.len()
        );
    }

    #[test]
    fn what_is_no_message_pack_or_has_gaps_is_laid_out_as_it_is() {
        for payload in [
            &[][..],
            &[1],
            &[1, 0xC1],
            &[1, 0xDB, 255, 255, 255, 255],
            &[1, 1, 1],
        ] {
            assert_eq!(round(&[payload.to_vec()]), 0, "{payload:?}");
        }
        let bytes = entry(1, &serde_json::json!("yes"));
        let gap = [(1, bytes.as_slice()), (3, bytes.as_slice())];
        assert_eq!(lay_out(&gap).unwrap().first(), Some(&AS_THEY_ARE));
        assert_eq!(bring_back(&lay_out(&gap).unwrap()).unwrap().len(), 2);
        assert_eq!(bring_back(&lay_out(&[]).unwrap()).unwrap().len(), 0);
        assert!(bring_back(&[]).is_err() && bring_back(&[9]).is_err());
    }

    #[test]
    fn a_key_may_hold_the_byte_that_marks_a_hole() {
        let mut payload = vec![1, 0x81, 0xA1, HOLE, 0x92, 0x05];
        payload.extend([0xC4, 2, HOLE, HOLE]);
        assert_eq!(round(&vec![payload; 9]), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..30)) {
            round(&payloads);
        }

        #[test]
        fn cut_or_changed_layouts_never_panic(at in 0_usize..400, with in any::<u8>(), until in 0_usize..400) {
            let payloads: Vec<_> = (0..20).map(|number| entry(number, &serde_json::json!("no"))).collect();
            let records: Vec<(u64, &[u8])> = (0..).zip(payloads.iter().map(Vec::as_slice)).collect();
            let mut laid_out = lay_out(&records).unwrap().to_vec();
            if let Some(byte) = laid_out.get_mut(at) {
                *byte = with;
            }
            drop(bring_back(&laid_out));
            laid_out.truncate(until);
            drop(bring_back(&laid_out));
        }
    }
}
