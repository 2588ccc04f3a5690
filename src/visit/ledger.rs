//! The entries of a visit as a chain: each tells the hash of its device's previous one.
//!
//! Owns the hash of an entry, the examination of a chain, and the digest of a visit. Its invariant:
//! the hash after an entry depends on every entry of its device in the visit before it, so that
//! nothing can be taken out of the past or put into it without a later entry telling.
//!
//! `hash(0) = SHA-256("firsthours/v1/chain" | visit 16 | device 16)`;
//! `hash(n) = SHA-256(hash(n-1) | entry n as named MessagePack, without its link)`.
//!
//! Why a link may be left out (2026-11): 32 bytes that cannot be compressed are three times what an
//! answer takes in a closed visit. The hash does not cover the link itself, so a link that merely
//! repeats what can be computed is dropped when a whole visit is committed at once; the last one of
//! each device stays and proves all before it. Entries written before there were chains read the
//! same way. A new field of an entry must be left out when it is empty, or old chains would break.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::visit::{DeviceId, Entry, EntryId, VisitId};

/// What stands for everything that a device said in a visit up to one entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryHash(#[serde(with = "serde_bytes")] pub [u8; 32]);

impl fmt::Debug for EntryHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// An entry's link to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// The number of the device's previous entry in the visit; 0 if there is none.
    #[serde(rename = "n")]
    pub number: u64,
    /// The hash after it.
    #[serde(rename = "h")]
    pub hash: EntryHash,
}

impl Previous {
    /// Returns the link of a device's first entry in a visit.
    pub fn beginning(visit: VisitId, device: DeviceId) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"firsthours/v1/chain");
        hash.update(visit.0);
        hash.update(device.0);
        Self {
            number: 0,
            hash: EntryHash(hash.finalize().into()),
        }
    }

    /// Returns the link of the entry that follows `entry`, whose own link is `self`.
    #[must_use]
    pub fn then(self, entry: &Entry) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.hash.0);
        hash.update(entry.said());
        Self {
            number: entry.id.number,
            hash: EntryHash(hash.finalize().into()),
        }
    }
}

impl Entry {
    /// Returns the entry as bytes, without its link.
    fn said(&self) -> Vec<u8> {
        let mut bare = self.clone();
        bare.previous = None;
        let mut bytes = Vec::new();
        let written = bare.serialize(&mut rmp_serde::Serializer::new(&mut bytes).with_struct_map());
        if written.is_err() {
            // An entry always can be written; if not, it has no bytes and no link fits it.
            bytes.clear();
        }
        bytes
    }

    /// Returns whether both say the same, whatever their links.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.said() == other.said()
    }
}

/// Where a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Entries between these two of a device are missing.
    Gap {
        /// The device.
        device: DeviceId,
        /// The last entry before the gap; 0 if the beginning is missing.
        after: u64,
        /// The entry that tells of it.
        before: u64,
    },
    /// What stands before this entry is not what stood there when it was written.
    Rewritten {
        /// The device.
        device: DeviceId,
        /// The entry that tells of it.
        number: u64,
    },
    /// The device gave this number twice.
    Twice {
        /// The device.
        device: DeviceId,
        /// The number.
        number: u64,
    },
}

/// The end of each device's chain in a visit.
pub type Heads = BTreeMap<DeviceId, Previous>;

/// Follows the chain of every device: where each ends, and where it does not hold.
pub fn follow<'a>(
    visit: VisitId,
    entries: impl IntoIterator<Item = &'a Entry>,
) -> (Heads, Vec<Break>) {
    let mut ordered: Vec<&Entry> = entries.into_iter().collect();
    ordered.sort_by_key(|entry| entry.id);
    let mut heads = Heads::new();
    let mut breaks = Vec::new();
    for entry in ordered {
        let device = entry.id.device;
        let before = heads
            .entry(device)
            .or_insert_with(|| Previous::beginning(visit, device));
        if before.number == entry.id.number {
            breaks.push(Break::Twice {
                device,
                number: entry.id.number,
            });
            continue;
        }
        let told = entry.previous.unwrap_or(*before);
        if told.number > before.number {
            breaks.push(Break::Gap {
                device,
                after: before.number,
                before: entry.id.number,
            });
        } else if told != *before {
            breaks.push(Break::Rewritten {
                device,
                number: entry.id.number,
            });
        }
        // What the entry itself tells is believed from here on, so that one break is told once.
        *before = told.then(entry);
    }
    (heads, breaks)
}

/// Puts entries in the one order in which they are read, whatever the order they came in; the same
/// entry twice counts once.
///
/// Whatever an entry's device had said or read before comes before it; beyond that the team's local
/// time decides, then the device. A clock that is ahead holds up what answers it, and nothing else.
pub fn in_order(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut devices: BTreeMap<DeviceId, Vec<Entry>> = BTreeMap::new();
    let one_device = entries
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if one.id.device == next.id.device));
    if one_device {
        entries.sort_by_key(|entry| entry.id);
        entries.dedup_by_key(|entry| entry.id);
        return entries;
    }
    for entry in entries {
        devices.entry(entry.id.device).or_default().push(entry);
    }
    let mut waiting: Vec<(DeviceId, std::vec::IntoIter<Entry>)> = Vec::new();
    let mut next: Vec<Option<Entry>> = Vec::new();
    for (device, mut said) in devices {
        said.sort_by_key(|entry| entry.id);
        said.dedup_by_key(|entry| entry.id);
        let mut said = said.into_iter();
        next.push(said.next());
        waiting.push((device, said));
    }
    // For each device the entries that have their place, with the time and rank they got.
    let mut ranks: BTreeMap<DeviceId, Vec<(u64, Rank)>> = BTreeMap::new();
    let mut ordered: Vec<(Rank, Entry)> = Vec::new();
    loop {
        let is_ready = |entry: &Entry| {
            entry.seen.iter().all(|read| {
                waiting
                    .iter()
                    .zip(&next)
                    .filter(|((device, _), _)| *device == read.device)
                    .all(|(_, next)| {
                        next.as_ref()
                            .is_none_or(|next| next.id.number > read.number)
                    })
            })
        };
        let ready = next
            .iter()
            .position(|entry| entry.as_ref().is_some_and(is_ready))
            // Devices that say of each other that they read the future: no order is right.
            .or_else(|| next.iter().position(Option::is_some));
        let Some(at) = ready else {
            break;
        };
        let Some(entry) = next.get_mut(at).and_then(Option::take) else {
            break;
        };
        if let (Some(slot), Some((_, rest))) = (next.get_mut(at), waiting.get_mut(at)) {
            *slot = rest.next();
        }
        let last = EntryId {
            device: entry.id.device,
            number: entry.id.number.saturating_sub(1),
        };
        let before = entry.seen.iter().chain([&last]).filter_map(|read| {
            let own = ranks.get(&read.device)?;
            let upto = own.partition_point(|(number, _)| *number <= read.number);
            Some(own.get(upto.checked_sub(1)?)?.1)
        });
        let rank = match before.max() {
            Some(before) if before.time >= entry.stamp.local => Rank {
                time: before.time,
                after: before.after.saturating_add(1),
            },
            _ => Rank {
                time: entry.stamp.local,
                after: 0,
            },
        };
        let own = ranks.entry(entry.id.device).or_default();
        own.push((entry.id.number, rank));
        ordered.push((rank, entry));
    }
    ordered.sort_by_key(|(rank, entry)| (*rank, entry.id));
    ordered.into_iter().map(|(_, entry)| entry).collect()
}

/// Where an entry stands among all: a time, and how many with that time it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    time: NaiveDateTime,
    after: u64,
}

/// Leaves out the links that can be computed again; the last one of each device stays.
pub fn without_repeated_links(visit: VisitId, entries: &[Entry]) -> Vec<Entry> {
    let (heads, breaks) = follow(visit, entries);
    if !breaks.is_empty() {
        return entries.to_vec();
    }
    let is_last = |entry: &Entry| {
        heads
            .get(&entry.id.device)
            .is_some_and(|head| head.number == entry.id.number)
    };
    entries
        .iter()
        .map(|entry| {
            let mut entry = entry.clone();
            if !is_last(&entry) {
                entry.previous = None;
            }
            entry
        })
        .collect()
}

/// The digest of a visit: the same for everybody who has the same entries, in whatever order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VisitDigest(pub [u8; 32]);

impl VisitDigest {
    /// Returns the digest of a visit's entries.
    pub fn of<'a>(visit: VisitId, entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"firsthours/v1/visit");
        digest.update(visit.0);
        for (device, head) in follow(visit, entries).0 {
            digest.update(device.0);
            digest.update(head.number.to_le_bytes());
            digest.update(head.hash.0);
        }
        Self(digest.finalize().into())
    }

    /// Returns it short, for paper and for reading aloud: 128 bits as eight groups of four digits.
    pub fn groups(&self) -> String {
        let letters: Vec<char> = self.to_string().chars().collect();
        let groups: Vec<String> = letters
            .chunks(4)
            .take(8)
            .map(|group| group.iter().collect())
            .collect();
        groups.join(" ")
    }
}

impl fmt::Display for VisitDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for VisitDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VisitDigest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::{Stamp, Statement};

    const VISIT: VisitId = VisitId([7; 16]);
    const DEVICE: DeviceId = DeviceId([1; 16]);

    /// Six entries of one device, numbered 10, 20, ... as when it works in several visits.
    fn chain() -> Vec<Entry> {
        let mut link = Previous::beginning(VISIT, DEVICE);
        (1..=6)
            .map(|step| {
                let entry = Entry {
                    id: EntryId {
                        device: DEVICE,
                        number: step * 10,
                    },
                    step: step * 10,
                    stamp: Stamp {
                        by: "M-1".to_owned(),
                        local: "2026-03-05T13:05:00".parse().unwrap(),
                        machine: "2026-03-05T13:05:00+05:00".parse().unwrap(),
                    },
                    previous: Some(link),
                    seen: Vec::new(),
                    statement: Statement::Reopened {
                        why: format!("reason {step}"),
                    },
                };
                link = link.then(&entry);
                entry
            })
            .collect()
    }

    fn breaks(entries: &[Entry]) -> Vec<Break> {
        follow(VISIT, entries).1
    }

    #[test]
    fn a_chain_holds_in_whatever_order_its_entries_stand() {
        let mut entries = chain();
        assert_eq!(breaks(&entries), []);
        let digest = VisitDigest::of(VISIT, &entries);
        entries.reverse();
        assert_eq!(breaks(&entries), []);
        assert_eq!(VisitDigest::of(VISIT, &entries), digest);
    }

    #[test]
    fn links_that_repeat_what_can_be_computed_may_be_left_out() {
        let whole = chain();
        let short = without_repeated_links(VISIT, &whole);
        assert_eq!(
            short
                .iter()
                .filter(|entry| entry.previous.is_some())
                .count(),
            1
        );
        assert_eq!(follow(VISIT, &short), follow(VISIT, &whole));
        // ... and still prove what stands before them.
        let mut changed = short;
        changed[1].stamp.by = "M-2".to_owned();
        assert_eq!(
            breaks(&changed),
            [Break::Rewritten {
                device: DEVICE,
                number: 60
            }]
        );
    }

    #[test]
    fn an_entry_taken_out_is_a_gap_and_a_changed_one_a_rewritten_past() {
        for at in 0..5 {
            let mut entries = chain();
            entries.remove(at);
            let told = u64::try_from(at).unwrap() * 10;
            assert_eq!(
                breaks(&entries),
                [Break::Gap {
                    device: DEVICE,
                    after: told,
                    before: told + 20
                }]
            );
            let mut entries = chain();
            entries[at].statement = Statement::Closed;
            assert_eq!(
                breaks(&entries),
                [Break::Rewritten {
                    device: DEVICE,
                    number: told + 20
                }]
            );
        }
    }

    #[test]
    fn a_number_given_twice_is_told() {
        let mut entries = chain();
        let mut other = entries[3].clone();
        other.statement = Statement::Closed;
        entries.push(other);
        assert_eq!(
            breaks(&entries),
            [Break::Twice {
                device: DEVICE,
                number: 40
            }]
        );
    }

    #[test]
    fn entries_from_before_there_were_chains_are_whole() {
        let mut entries = chain();
        for entry in &mut entries[..4] {
            entry.previous = None;
        }
        assert_eq!(breaks(&entries), []);
    }
}
