//! What colleagues hand over: the sealed file, what it holds, and single entries of visits.

use std::sync::LazyLock;

use firsthours::bundle::{DeviceKeys, Held, Parcel, VisitParcel, open, seal};
use firsthours::visit::{DeviceId, Entry, EntryId, Stamp, Statement, Subject, VisitId};
use zeroize::Zeroizing;

static KEYS: LazyLock<DeviceKeys> = LazyLock::new(|| DeviceKeys::make(&Zeroizing::new([7; 32])));

/// Opens the bytes as a file that was handed over, as what such a file holds, and as an entry.
pub fn run(bytes: &[u8]) {
    drop(open(bytes, &KEYS));
    if let Ok(parcel) = rmp_serde::from_slice::<Parcel>(bytes) {
        // What can be read can be sealed and opened again, unless it is too large.
        if let Ok(sealed) = seal(&parcel, &KEYS, &[KEYS.public().recipient()]) {
            drop(open(&sealed, &KEYS));
        }
    }
    drop(rmp_serde::from_slice::<Entry>(bytes));
}

/// Returns a file for this device, what it holds, and entries.
pub fn seeds() -> Vec<Vec<u8>> {
    let when: chrono::DateTime<chrono::FixedOffset> =
        "2026-03-05T14:05:07+05:00".parse().expect("a time");
    let id = EntryId {
        device: DeviceId([1; 16]),
        number: 1,
    };
    let said = [
        Statement::SubjectAdded {
            subject: Subject::Person(1),
            label: Some("woman, cell 3".to_owned()),
        },
        Statement::Reopened {
            why: "more to ask".to_owned(),
        },
        Statement::Undone {
            device: DeviceId([2; 16]),
            step: 7,
        },
        Statement::Closed,
    ];
    let entries: Vec<Entry> = said
        .into_iter()
        .map(|statement| Entry {
            id,
            step: 1,
            stamp: Stamp {
                by: "M-4".to_owned(),
                local: when.naive_local(),
                machine: when,
            },
            previous: None,
            seen: vec![id],
            statement,
        })
        .collect();
    let parcel = Parcel {
        made: when,
        by: "M-4".to_owned(),
        device: DeviceId([4; 16]),
        to: vec![KEYS.public().recipient().as_str().to_owned()],
        practice: false,
        facilities: Vec::new(),
        checklists: Vec::new(),
        visits: vec![VisitParcel {
            id: VisitId([3; 16]),
            entries: entries.clone(),
        }],
        held: vec![Held {
            visit: VisitId([3; 16]),
            last: vec![id],
            digest: [9; 32],
        }],
    };
    let mut seeds: Vec<Vec<u8>> = entries
        .iter()
        .filter_map(|entry| rmp_serde::to_vec_named(entry).ok())
        .collect();
    seeds.extend(rmp_serde::to_vec_named(&parcel));
    seeds.extend(seal(&parcel, &KEYS, &[KEYS.public().recipient()]));
    seeds
}
