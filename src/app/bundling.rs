//! Hand-over: bundles made for colleagues and taken in from them, contacts, receipts.
//!
//! Its invariant: a bundle is taken in as one frame of the journal or not at all, and what is taken
//! in is the union of what both have: in whatever order, batches and repetition bundles come, the
//! same visits come out.

mod contacts;
mod figures;
mod merging;

pub use figures::{HandedCounts, HandedTo, counts_need_passphrase, read_counts_with};

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::{Desk, DeskError};
use crate::bundle::{
    self, BundleFault, Fingerprint, Held, Opened, Parcel, PinnedText, Recipient, Sender,
    VisitParcel,
};
use crate::checklist::Digest;
use crate::export::atomic_file::{self, Existing};
use crate::value::Source;
use crate::visit::{
    Answer, DeviceId, Entry, EntryId, Facility, Place, ReceiptRead, Session, SharedCode, Stamp,
    Subject, VisitDigest, VisitId, follow, without_repeated_links,
};

/// Whether a bundle of somebody who is not a known contact is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// It is refused.
    Refused,
    /// A person looked at the words of the key and said so.
    Accepted,
}

/// A bundle that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleMade {
    /// Where.
    pub path: PathBuf,
    /// Its size.
    pub bytes: usize,
    /// How many visits.
    pub visits: usize,
    /// How many entries.
    pub entries: usize,
}

/// A bundle whose seal and signature were found good, with who signed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    opened: Opened,
    /// Who signed it.
    pub sender: Sender,
}

impl Incoming {
    /// Returns what the bundle holds.
    pub const fn parcel(&self) -> &Parcel {
        &self.opened.parcel
    }

    /// Returns the words of the key that signed it.
    pub fn signer_words(&self) -> Fingerprint {
        Fingerprint::of(&self.opened.signer)
    }

    /// Returns what the sender is called: the contact's name, or else the words of the key.
    pub fn sender_name(&self) -> String {
        let contact = self.sender.contact().map(str::to_owned);
        contact.unwrap_or_else(|| self.signer_words().to_string())
    }
}

/// What taking in a bundle would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What it does to each visit.
    pub visits: Vec<PlannedVisit>,
    /// Places that are not in the register yet.
    pub facilities: Vec<Facility>,
    /// Checklists that no visit here has pinned yet.
    checklists: Vec<PinnedText>,
    /// What the sender tells to have, with how many of our entries are lacking there.
    pub receipt: Vec<Acknowledged>,
    /// By how many minutes the sender's clock is ahead of ours at least, if that can be seen.
    pub clock_ahead: Option<i64>,
}

impl Plan {
    /// Returns whether there is nothing in it that is not here.
    pub fn is_nothing_new(&self) -> bool {
        self.visits.iter().all(|visit| visit.new.is_empty())
    }

    /// Returns how many entries are here already, are new, and differ.
    pub fn counts(&self) -> (usize, usize, usize) {
        self.visits
            .iter()
            .fold((0, 0, 0), |(same, new, differ), visit| {
                (
                    same + visit.same,
                    new + visit.new.len(),
                    differ + visit.differences.len(),
                )
            })
    }
}

/// What taking in a bundle does to one visit.
#[derive(Debug, Clone)]
pub struct PlannedVisit {
    /// The visit.
    pub id: VisitId,
    /// Its place.
    pub facility: String,
    /// Whether nothing of it was here.
    pub whole: bool,
    /// Entries that are here already.
    pub same: usize,
    /// Entries that are not, in order.
    pub new: Vec<Entry>,
    /// Answers of the same source that were given without knowing each other.
    pub differences: Vec<Difference>,
    /// Codes that two devices gave without knowing of each other.
    pub shared_codes: Vec<SharedCode>,
    /// The visit as it will be.
    pub merged: Session,
    /// Which of the new entries the disk does not have yet.
    unwritten: BTreeSet<EntryId>,
}

/// Which account of a source stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// In which visit.
    pub visit: VisitId,
    /// To which question about whom.
    pub place: Place,
    /// According to whom.
    pub source: Source,
    /// What.
    pub answer: Answer,
}

/// Two accounts of one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// In which visit.
    pub visit: VisitId,
    /// About whom or what.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: Digest,
    /// Which question.
    pub question: usize,
    /// According to whom.
    pub source: Source,
    /// The accounts: who wrote each down, and what. The latest first.
    pub accounts: Vec<Account>,
}

/// What one device has of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The device.
    pub device: DeviceId,
    /// Whether it came with the bundle.
    pub came: bool,
    /// Who and when.
    pub stamp: Stamp,
    /// What.
    pub answer: Answer,
}

/// What a colleague has of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// The visit.
    pub visit: VisitId,
    /// How many of the entries that are here the colleague does not have; none if all.
    pub lacking: usize,
    /// Whether the visit is here at all.
    pub is_here: bool,
}

/// What a colleague has of our visits, and since when that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBy {
    /// The colleague.
    pub from: String,
    /// When he or she told.
    pub made: chrono::DateTime<chrono::FixedOffset>,
    /// The visits.
    pub visits: Vec<Acknowledged>,
}

/// An import that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// The sender.
    pub from: String,
    /// When the bundle was made.
    pub made: chrono::DateTime<chrono::FixedOffset>,
    /// Its visits.
    pub visits: Vec<VisitId>,
}

impl Desk {
    fn parcel(&self, to: &[Recipient]) -> Parcel {
        Parcel {
            made: self.now(),
            by: self.monitor().to_owned(),
            device: self.device(),
            to: to.iter().map(|to| to.as_str().to_owned()).collect(),
            practice: self.is_practice(),
            facilities: Vec::new(),
            checklists: Vec::new(),
            visits: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Writes visits for colleagues. In a folder the file gets a name that tells nothing.
    pub fn make_bundle(
        &self,
        visits: &[VisitId],
        recipients: &[String],
        to: &Path,
        existing: Existing,
    ) -> Result<BundleMade, DeskError> {
        let recipients = self.recipients(recipients)?;
        let mut parcel = self.parcel(&recipients);
        let mut pinned: BTreeMap<Digest, String> = BTreeMap::new();
        let mut places: BTreeMap<String, Facility> = BTreeMap::new();
        for id in visits.iter().collect::<BTreeSet<_>>() {
            let session = self.visit(*id)?;
            for checklist in session.all_checklists() {
                pinned.insert(checklist.digest, checklist.pinned_text().to_owned());
            }
            let facility = &session.header().facility;
            // As the register has it now, if it still does.
            let facility = self
                .facility(&facility.code)
                .unwrap_or_else(|_not_there| facility.clone());
            places.insert(facility.code.clone(), facility);
            parcel.visits.push(VisitParcel {
                id: *id,
                entries: without_repeated_links(*id, session.entries()),
            });
        }
        parcel.facilities = places.into_values().collect();
        parcel.checklists = pinned
            .into_iter()
            .map(|(digest, source)| PinnedText { digest, source })
            .collect();
        self.write_parcel(&parcel, &recipients, to, existing)
    }

    /// Writes for colleagues how far this vault has visits; all of them if none is named.
    pub fn make_receipt(
        &self,
        visits: &[VisitId],
        recipients: &[String],
        to: &Path,
        existing: Existing,
    ) -> Result<BundleMade, DeskError> {
        let recipients = self.recipients(recipients)?;
        let mut parcel = self.parcel(&recipients);
        let all: Vec<VisitId>;
        let visits = if visits.is_empty() {
            all = self.standing_visits();
            &all
        } else {
            visits
        };
        for id in visits {
            let entries = self.standing_entries(*id)?;
            let (heads, _) = follow(*id, &entries);
            parcel.held.push(Held {
                visit: *id,
                last: heads
                    .iter()
                    .map(|(device, head)| EntryId {
                        device: *device,
                        number: head.number,
                    })
                    .collect(),
                digest: VisitDigest::of(*id, &entries).0,
            });
        }
        let mut made = self.write_parcel(&parcel, &recipients, to, existing)?;
        made.visits = parcel.held.len();
        Ok(made)
    }

    fn write_parcel(
        &self,
        parcel: &Parcel,
        recipients: &[Recipient],
        to: &Path,
        existing: Existing,
    ) -> Result<BundleMade, DeskError> {
        let sealed = bundle::seal(parcel, &self.keys()?, recipients)?;
        let path = if to.is_dir() {
            to.join(neutral_name()?)
        } else {
            to.to_owned()
        };
        atomic_file::write(&path, existing, |sink| sink.write_all(&sealed))?;
        Ok(BundleMade {
            path,
            bytes: sealed.len(),
            visits: parcel.visits.len(),
            entries: parcel.visits.iter().map(|visit| visit.entries.len()).sum(),
        })
    }

    /// Opens a bundle. Nothing is taken in.
    pub fn read_bundle(&self, path: &Path) -> Result<Incoming, DeskError> {
        self.read_sealed(&bytes_of(path)?)
    }

    /// Opens a bundle that was read already. Nothing is taken in.
    pub fn read_sealed(&self, sealed: &[u8]) -> Result<Incoming, DeskError> {
        // A device without keys was sealed to by nobody; refusing must not change the vault.
        if self.register().secret().is_none() {
            return Err(BundleFault::NotForUs.into());
        }
        let keys = self.keys()?;
        let opened = bundle::open(sealed, &keys)?;
        if opened.parcel.practice != self.is_practice() {
            return Err(BundleFault::Practice.into());
        }
        let today = self.now().date_naive();
        let sender = Sender::of(opened.signer, &keys.public(), &self.contacts(), today);
        Ok(Incoming { opened, sender })
    }

    /// Returns what colleagues have of our visits, as their latest receipts tell.
    pub fn held_by_others(&self) -> Result<Vec<HeldBy>, DeskError> {
        let receipts: Vec<ReceiptRead> = {
            let register = self.register();
            let mut latest: BTreeMap<&str, &ReceiptRead> = BTreeMap::new();
            for receipt in register.receipts() {
                let known = latest.entry(&receipt.from).or_insert(receipt);
                if receipt.made >= known.made {
                    *known = receipt;
                }
            }
            latest.into_values().cloned().collect()
        };
        receipts
            .into_iter()
            .map(|receipt| {
                let held = receipt
                    .held
                    .into_iter()
                    .map(|(visit, last)| self.lacking(visit, &last));
                Ok(HeldBy {
                    from: receipt.from,
                    made: receipt.made,
                    visits: held.collect::<Result<_, DeskError>>()?,
                })
            })
            .collect()
    }

    fn acknowledged(&self, held: &[Held]) -> Result<Vec<Acknowledged>, DeskError> {
        held.iter()
            .map(|held| self.lacking(held.visit, &held.last))
            .collect()
    }

    fn lacking(&self, visit: VisitId, last: &[EntryId]) -> Result<Acknowledged, DeskError> {
        let entries = self.standing_entries(visit)?;
        let has = |entry: &&Entry| {
            last.iter()
                .any(|held| held.device == entry.id.device && held.number >= entry.id.number)
        };
        Ok(Acknowledged {
            visit,
            lacking: entries.len() - entries.iter().filter(has).count(),
            is_here: !entries.is_empty(),
        })
    }
}

/// Reads a file that may be a bundle, and no more of it than a bundle may have.
fn bytes_of(path: &Path) -> Result<Vec<u8>, BundleFault> {
    // A pipe or a device would be waited for without end.
    let is_file = std::fs::metadata(path).is_ok_and(|found| found.is_file());
    if !is_file {
        return Err(BundleFault::Unreadable);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|_fault| BundleFault::Unreadable)?;
    file.take(bundle::LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|_fault| BundleFault::Unreadable)?;
    Ok(bytes)
}

/// Returns a file name that says nothing of what is in the file.
fn neutral_name() -> Result<String, DeskError> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|_no_entropy| DeskError::NoRandom)?;
    let letters: String = VisitId(random).to_string().chars().skip(10).collect();
    Ok(format!("{letters}.dat"))
}
