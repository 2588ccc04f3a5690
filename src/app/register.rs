//! The register of places, and the checklists that visits pinned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::checklist::{Checklist, Digest};
use crate::visit::{
    ContactCard, DeviceId, Entry, EntryId, Facility, Heads, Imported, Local, Previous, ReceiptRead,
    Secret, Statement, VisitId,
};

/// What the register is called in links: the visit that is none.
const REGISTER: VisitId = VisitId([0; 16]);

/// What the register stream of a vault says, as it now stands.
#[derive(Debug, Default)]
pub(crate) struct Register {
    facilities: BTreeMap<String, Facility>,
    pinned: BTreeMap<Digest, String>,
    compiled: BTreeMap<Digest, Arc<Checklist>>,
    heads: Heads,
    secret: Option<Secret>,
    pin: Option<Secret>,
    contacts: BTreeMap<String, ContactCard>,
    imports: Vec<Import>,
    receipts: Vec<ReceiptRead>,
    releases: Vec<Released>,
    last_backup: Option<DateTime<FixedOffset>>,
    /// Visits in the bin, and since when.
    bin: BTreeMap<VisitId, DateTime<FixedOffset>>,
    /// Hashes of names that may stand.
    allowed_names: BTreeSet<[u8; 16]>,
}

/// Counts that were handed out.
#[derive(Debug, Clone)]
pub(crate) struct Released {
    /// When.
    pub(crate) when: DateTime<FixedOffset>,
    /// What, as it was packed.
    pub(crate) packed: Secret,
}

/// A bundle that was taken in.
#[derive(Debug)]
struct Import {
    /// The number of the entry that says so.
    number: u64,
    imported: Imported,
    taken_back: bool,
}

impl Register {
    /// Takes the next entry of the stream; a later entry of a place replaces the earlier one.
    pub(crate) fn take(&mut self, entry: Entry) {
        let device = entry.id.device;
        let link = entry.previous.unwrap_or_else(|| self.link_for(device));
        self.heads.insert(device, link.then(&entry));
        let number = entry.id.number;
        match entry.statement {
            Statement::Local(local) => self.take_local(number, entry.stamp.machine, *local),
            Statement::FacilityEntered(facility) => {
                self.facilities.insert(facility.code.clone(), facility);
            }
            Statement::ChecklistPinned { digest, source } => {
                self.pinned.insert(digest, source);
            }
            Statement::VisitOpened(_)
            | Statement::SubjectAdded { .. }
            | Statement::Binned { .. }
            | Statement::Linked { .. }
            | Statement::Unlinked { .. }
            | Statement::CodeSettled { .. }
            | Statement::Answered { .. }
            | Statement::ViewTaken { .. }
            | Statement::SafeguardDecided { .. }
            | Statement::Repeated { .. }
            | Statement::Undone { .. }
            | Statement::Closed
            | Statement::Migrated { .. }
            | Statement::Reopened { .. }
            | Statement::Purged {
                subject: Some(_), ..
            } => {}
            Statement::Purged {
                visit,
                subject: None,
            } => {
                self.bin.remove(&visit);
            }
            Statement::BackedUp => {
                self.last_backup = self.last_backup.max(Some(entry.stamp.machine));
            }
        }
    }

    fn take_local(&mut self, number: u64, when: DateTime<FixedOffset>, local: Local) {
        match local {
            Local::KeysMade(secret) => self.secret = Some(secret),
            Local::PinSet(pin) => self.pin = Some(pin).filter(|pin| !pin.0.is_empty()),
            Local::ContactSet(card) => {
                self.contacts.insert(card.name.clone(), card);
            }
            Local::ContactRemoved { name } => {
                self.contacts.remove(&name);
            }
            Local::Imported(imported) => {
                // What a colleague said must not go into the bin unseen.
                for brought in &imported.brought {
                    self.bin.remove(&brought.visit);
                }
                self.imports.push(Import {
                    number,
                    imported,
                    taken_back: false,
                });
            }
            Local::TakenBack { import } => {
                for known in &mut self.imports {
                    known.taken_back |= known.number == import;
                }
            }
            Local::ReceiptRead(receipt) => self.receipts.push(receipt),
            Local::VisitBinned { visit, back: false } => {
                self.bin.insert(visit, when);
            }
            Local::VisitBinned { visit, back: true } => {
                self.bin.remove(&visit);
            }
            Local::Released(packed) => self.releases.push(Released { when, packed }),
            Local::NameAllowed { hash } => {
                self.allowed_names.insert(hash);
            }
        }
    }

    /// Returns the hashes of names that may stand.
    pub(crate) fn allowed_names(&self) -> impl Iterator<Item = &[u8; 16]> {
        self.allowed_names.iter()
    }

    /// Returns the keys of this device, if they were made.
    pub(crate) const fn secret(&self) -> Option<&Secret> {
        self.secret.as_ref()
    }

    /// Returns the digits that open the hidden screen, if they were chosen.
    pub(crate) const fn pin(&self) -> Option<&Secret> {
        self.pin.as_ref()
    }

    /// Returns the contacts in the order of their names.
    pub(crate) fn contacts(&self) -> impl Iterator<Item = &ContactCard> {
        self.contacts.values()
    }

    /// Returns what colleagues told to have, in the order in which it came.
    pub(crate) fn receipts(&self) -> impl Iterator<Item = &ReceiptRead> {
        self.receipts.iter()
    }

    /// Returns the counts that were handed out, in the order in which they were.
    pub(crate) fn releases(&self) -> &[Released] {
        &self.releases
    }

    /// Returns the last import that was not taken back.
    pub(crate) fn last_import(&self) -> Option<(u64, Imported)> {
        let standing = |import: &&Import| !import.taken_back;
        let last = self.imports.iter().rev().find(standing)?;
        Some((last.number, last.imported.clone()))
    }

    /// Returns whether the whole visit came with an import that was taken back.
    pub(crate) fn is_gone(&self, visit: VisitId) -> bool {
        let whole = self.imports.iter().rev().find(|import| {
            let mut brought = import.imported.brought.iter();
            brought.any(|brought| brought.whole && brought.visit == visit)
        });
        whole.is_some_and(|import| import.taken_back)
    }

    /// Returns the visits in the bin, and since when.
    pub(crate) const fn bin(&self) -> &BTreeMap<VisitId, DateTime<FixedOffset>> {
        &self.bin
    }

    /// Returns how many imports that brought something of this visit were taken back.
    pub(crate) fn withdrawals(&self, visit: VisitId) -> u64 {
        let withdrawn = self.imports.iter().filter(|import| import.taken_back);
        let of_it = withdrawn.filter(|import| {
            let mut brought = import.imported.brought.iter();
            brought.any(|brought| brought.visit == visit)
        });
        u64::try_from(of_it.count()).unwrap_or(u64::MAX)
    }

    /// Leaves out the entries that came with an import that was taken back.
    pub(crate) fn without_withdrawn(&self, visit: VisitId, mut entries: Vec<Entry>) -> Vec<Entry> {
        if self.imports.iter().any(|import| import.taken_back) {
            entries.retain(|entry| !self.is_withdrawn(visit, entry.id));
        }
        entries
    }

    /// An entry is brought again by a later import of the same, which then decides.
    fn is_withdrawn(&self, visit: VisitId, entry: EntryId) -> bool {
        let brings = |import: &&Import| {
            let brought = import.imported.brought.iter();
            brought
                .filter(|brought| brought.visit == visit)
                .any(|brought| brought.entries.iter().any(|some| some.holds(entry)))
        };
        self.imports
            .iter()
            .rev()
            .find(brings)
            .is_some_and(|import| import.taken_back)
    }

    /// Returns the link of a device's next entry.
    pub(crate) fn link_for(&self, device: DeviceId) -> Previous {
        let head = self.heads.get(&device).copied();
        head.unwrap_or_else(|| Previous::beginning(REGISTER, device))
    }

    /// Returns when the last backup was made.
    pub(crate) const fn last_backup(&self) -> Option<DateTime<FixedOffset>> {
        self.last_backup
    }

    /// Returns the places in the order of their codes.
    pub(crate) fn facilities(&self) -> impl Iterator<Item = &Facility> {
        self.facilities.values()
    }

    /// Returns the place with this code, whatever its case.
    pub(crate) fn facility(&self, code: &str) -> Option<&Facility> {
        self.facilities.get(code).or_else(|| {
            self.facilities
                .values()
                .find(|known| known.code.eq_ignore_ascii_case(code))
        })
    }

    /// Returns the text of a pinned checklist.
    pub(crate) fn pinned(&self, digest: &Digest) -> Option<&str> {
        self.pinned.get(digest).map(String::as_str)
    }

    /// Returns every pinned checklist whose text is good.
    pub(crate) fn all_compiled(&mut self) -> Vec<Arc<Checklist>> {
        let digests: Vec<Digest> = self.pinned.keys().copied().collect();
        digests
            .iter()
            .filter_map(|digest| self.compiled(digest))
            .collect()
    }

    /// Returns the compiled checklist of a pinned text, if the text is there and good.
    pub(crate) fn compiled(&mut self, digest: &Digest) -> Option<Arc<Checklist>> {
        if let Some(known) = self.compiled.get(digest) {
            return Some(Arc::clone(known));
        }
        let text = self.pinned.get(digest)?;
        let checklist = Arc::new(Checklist::from_pinned_with_digest(text, *digest).ok()?);
        self.compiled.insert(*digest, Arc::clone(&checklist));
        Some(checklist)
    }
}
