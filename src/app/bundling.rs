//! Hand-over: bundles made for colleagues and taken in from them, contacts, receipts.
//!
//! Its invariant: a bundle is taken in as one frame of the journal or not at all, and what is taken
//! in is the union of what both have: in whatever order, batches and repetition bundles come, the
//! same visits come out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use zeroize::Zeroizing;

use super::coding;
use super::desk::Payload;
use super::{Desk, DeskError};
use crate::bundle::{
    self, BundleFault, Contact, DeviceKeys, Fingerprint, Held, Opened, Parcel, PinnedText,
    PublicKey, Recipient, Sender, VisitParcel,
};
use crate::checklist::{Checklist, Digest};
use crate::export::atomic_file::{self, Existing};
use crate::value::Source;
use crate::visit::{
    Answer, Break, Brought, DeviceId, Entry, EntryId, Facility, Imported, Local, Place,
    ReceiptRead, Secret, Session, Settled, Stamp, Statement, Stretch, Subject, VisitDigest,
    VisitHeader, VisitId, VisitSummary, follow, in_order, without_repeated_links,
};

/// The longest name of a contact.
const LONGEST_NAME: usize = 40;

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
    /// Persons and custody records that two devices took up under one code.
    pub taken_up_twice: Vec<Subject>,
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
    /// Returns this device's keys; makes them the first time.
    fn keys(&self) -> Result<DeviceKeys, DeskError> {
        let kept = self.register().secret().cloned();
        if let Some(Secret(bytes)) = kept {
            return DeviceKeys::from_secret(&bytes).ok_or(DeskError::Bundle(BundleFault::NoKey));
        }
        let mut random = Zeroizing::new([0; 32]);
        getrandom::fill(random.as_mut_slice()).map_err(|_no_entropy| DeskError::NoRandom)?;
        let keys = DeviceKeys::make(&random);
        let made = Local::KeysMade(Secret(keys.to_secret()));
        self.append_to_register(vec![Statement::Local(Box::new(made))])?;
        Ok(keys)
    }

    /// Returns the key that colleagues need of this device.
    pub fn public_key(&self) -> Result<PublicKey, DeskError> {
        Ok(self.keys()?.public())
    }

    /// Returns the contacts in the order of their names.
    pub fn contacts(&self) -> Vec<Contact> {
        let register = self.register();
        let known = register.contacts().map(Contact::of);
        // One that cannot be read was written by a newer program: nothing is sealed to it.
        known.filter_map(Result::ok).collect()
    }

    fn contact(&self, name: &str) -> Result<Contact, BundleFault> {
        self.contacts()
            .into_iter()
            .find(|known| known.name.to_lowercase() == name.trim().to_lowercase())
            .ok_or_else(|| BundleFault::NoContact {
                name: name.to_owned(),
            })
    }

    fn note(&self, local: Local) -> Result<(), DeskError> {
        self.append_to_register(vec![Statement::Local(Box::new(local))])
    }

    /// Writes this device's key, for colleagues, into a folder.
    pub fn write_key(&self, folder: &Path) -> Result<PathBuf, DeskError> {
        let key = self.public_key()?;
        let words = key.fingerprint();
        let path = if folder.is_dir() {
            folder.join(format!("key-{}.txt", self.monitor()))
        } else {
            folder.to_owned()
        };
        atomic_file::write(&path, Existing::Kept, |sink| {
            writeln!(sink, "{key}\n{words}\n{}", words.in_cyrillic())
        })?;
        Ok(path)
    }

    /// Enters a colleague, by the key or by the file that holds it.
    pub fn add_contact(
        &self,
        name: &str,
        key: &str,
        until: Option<NaiveDate>,
    ) -> Result<Contact, DeskError> {
        let name = name.trim();
        let is_plain = |letter: char| letter.is_alphanumeric() || " -_.".contains(letter);
        if name.is_empty() || name.chars().count() > LONGEST_NAME || !name.chars().all(is_plain) {
            return Err(BundleFault::NoName.into());
        }
        let key: PublicKey = key_text(key)
            .parse()
            .map_err(|_no_key| BundleFault::NoKey)?;
        let known = self.contacts();
        let is_known = |other: &&Contact| {
            other.name.to_lowercase() == name.to_lowercase()
                || (other.key.signer() == key.signer() && !other.revoked)
        };
        if let Some(known) = known.iter().find(is_known) {
            return Err(BundleFault::ContactThere {
                name: known.name.clone(),
            }
            .into());
        }
        let contact = Contact {
            name: name.to_owned(),
            key,
            until,
            revoked: false,
        };
        self.note(Local::ContactSet(contact.card()))?;
        Ok(contact)
    }

    /// Says that a colleague's key is no longer good.
    pub fn revoke_contact(&self, name: &str) -> Result<(), DeskError> {
        let mut contact = self.contact(name)?;
        contact.revoked = true;
        self.note(Local::ContactSet(contact.card()))
    }

    /// Takes a colleague out.
    pub fn remove_contact(&self, name: &str) -> Result<(), DeskError> {
        let contact = self.contact(name)?;
        self.note(Local::ContactRemoved { name: contact.name })
    }

    /// Returns whom these words mean: contacts by name, or keys.
    fn recipients(&self, named: &[String]) -> Result<Vec<Recipient>, DeskError> {
        let today = self.now().date_naive();
        let mut found = Vec::new();
        for text in named {
            let recipient = match self.contact(text) {
                Ok(contact) => {
                    if contact.revoked || contact.until.is_some_and(|until| until < today) {
                        return Err(BundleFault::KeyNotGood { name: contact.name }.into());
                    }
                    contact.key.recipient()
                }
                Err(_no_contact) => {
                    text.parse()
                        .map_err(|_no_key| BundleFault::NoSuchRecipient {
                            text: text.chars().take(LONGEST_NAME).collect(),
                        })?
                }
            };
            if !found.contains(&recipient) {
                found.push(recipient);
            }
        }
        if found.is_empty() {
            return Err(BundleFault::NoRecipient.into());
        }
        Ok(found)
    }

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
            for checklist in session.checklists() {
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

    /// Says what taking in a bundle would do. Whatever is wrong with it is found here.
    pub fn plan(&self, incoming: &Incoming) -> Result<Plan, DeskError> {
        let parcel = incoming.parcel();
        let mut texts = BTreeMap::new();
        for text in &parcel.checklists {
            texts.insert(text.digest, text.source.as_str());
        }
        let mut compiled: BTreeMap<Digest, Arc<Checklist>> = BTreeMap::new();
        let mut needed = Vec::new();
        let mut visits: Vec<PlannedVisit> = Vec::new();
        let mut seen = BTreeSet::new();
        for visit in &parcel.visits {
            if !seen.insert(visit.id) {
                return Err(BundleFault::NoVisit.into());
            }
            let header = opening(visit.id, &visit.entries)?;
            if header.practice != self.is_practice() {
                return Err(BundleFault::Practice.into());
            }
            for pin in &header.checklists {
                if compiled.contains_key(&pin.digest) {
                    continue;
                }
                let known = self.pinned(pin).ok();
                let checklist = match (known, texts.get(&pin.digest)) {
                    (Some(known), _) => known,
                    (None, Some(text)) => {
                        let read = Checklist::from_pinned_with_digest(text, pin.digest);
                        Arc::new(read.map_err(|_wrong| BundleFault::Checklist)?)
                    }
                    (None, None) => return Err(BundleFault::Checklist.into()),
                };
                if !self.has_pinned(pin.digest) {
                    needed.push(PinnedText {
                        digest: pin.digest,
                        source: checklist.pinned_text().to_owned(),
                    });
                }
                compiled.insert(pin.digest, checklist);
            }
            let checklists = header
                .checklists
                .iter()
                .filter_map(|pin| compiled.get(&pin.digest).cloned())
                .collect();
            visits.push(self.plan_visit(visit, checklists)?);
        }
        let facilities = parcel
            .facilities
            .iter()
            .filter(|place| self.facility(&place.code).is_err())
            .cloned()
            .collect();
        let ahead = (parcel.made - self.now()).num_minutes();
        Ok(Plan {
            visits,
            facilities,
            checklists: needed,
            receipt: self.acknowledged(&parcel.held)?,
            clock_ahead: (ahead > 10).then_some(ahead),
        })
    }

    fn plan_visit(
        &self,
        visit: &VisitParcel,
        checklists: Vec<Arc<Checklist>>,
    ) -> Result<PlannedVisit, DeskError> {
        let written = self.all_entries(visit.id)?;
        let standing: BTreeSet<EntryId> = self
            .standing_entries(visit.id)?
            .iter()
            .map(|entry| entry.id)
            .collect();
        let here: BTreeMap<EntryId, &Entry> =
            written.iter().map(|entry| (entry.id, entry)).collect();
        let mut new = Vec::new();
        let mut unwritten = BTreeSet::new();
        for entry in &visit.entries {
            match here.get(&entry.id) {
                Some(known) if !known.says_the_same(entry) => {
                    return Err(BundleFault::Rewritten.into());
                }
                Some(_) => {}
                None if entry.id.device == self.device() => {
                    return Err(BundleFault::InOurName.into());
                }
                None => {
                    unwritten.insert(entry.id);
                }
            }
            if !standing.contains(&entry.id) {
                new.push(entry.clone());
            }
        }
        let stand = written.iter().filter(|entry| standing.contains(&entry.id));
        let union = in_order(stand.cloned().chain(new.iter().cloned()).collect());
        check_chain(visit.id, &written, &visit.entries)?;
        opening(visit.id, &union)?;
        let merged =
            Session::replay(checklists, union).map_err(|_contradicts| BundleFault::NoVisit)?;
        let came: BTreeSet<EntryId> = new.iter().map(|entry| entry.id).collect();
        Ok(PlannedVisit {
            id: visit.id,
            facility: merged.header().facility.code.clone(),
            whole: standing.is_empty(),
            same: visit.entries.len().saturating_sub(new.len()),
            new: in_order(new),
            differences: differences(&merged, &came),
            taken_up_twice: merged
                .subjects()
                .filter(|taken| taken.taken_up_twice)
                .map(|taken| taken.subject)
                .collect(),
            merged,
            unwritten,
        })
    }

    /// Takes in a bundle: all of it is on the disk when this returns, or nothing is.
    pub fn merge(&self, incoming: &Incoming, strangers: Strangers) -> Result<Plan, DeskError> {
        self.merge_settling(incoming, strangers, &[])
    }

    /// Takes in a bundle and says at once which of differing accounts stand.
    pub fn merge_settling(
        &self,
        incoming: &Incoming,
        strangers: Strangers,
        settlements: &[Settlement],
    ) -> Result<Plan, DeskError> {
        if !incoming.sender.is_trusted() && strangers == Strangers::Refused {
            return Err(BundleFault::UnknownSender.into());
        }
        let mut plan = self.plan(incoming)?;
        let mut statements = Vec::new();
        let receipt = self.receipt_of(incoming);
        statements.extend(
            receipt
                .map(Local::ReceiptRead)
                .map(Box::new)
                .map(Statement::Local),
        );
        let mut payloads: Vec<Payload> = Vec::new();
        if !plan.is_nothing_new() {
            let places = plan.facilities.iter().cloned();
            statements.extend(places.map(Statement::FacilityEntered));
            let texts = plan.checklists.iter().cloned();
            statements.extend(texts.map(|text| Statement::ChecklistPinned {
                digest: text.digest,
                source: text.source,
            }));
            let (settled, answers) = self.settle(&mut plan, settlements)?;
            let imported = Local::Imported(Imported {
                bundle: incoming.opened.digest,
                from: incoming.sender_name(),
                made: incoming.parcel().made,
                brought: plan.visits.iter().filter_map(brought).collect(),
                settled,
            });
            statements.push(Statement::Local(Box::new(imported)));
            for visit in &plan.visits {
                for entry in &visit.new {
                    if visit.unwritten.contains(&entry.id) {
                        payloads.push(Payload::of(visit.id, coding::encode(entry)?));
                    }
                }
            }
            payloads.extend(answers);
        }
        if statements.is_empty() {
            return Ok(plan);
        }
        // One frame: the notes of the register and every entry of every visit.
        self.append_with_register(statements, payloads)?;
        for visit in plan.visits.iter().filter(|visit| !visit.new.is_empty()) {
            self.remember(&visit.merged)?;
            if visit.merged.is_closed() {
                // Everything is on the disk already; what is not compact now can become so later.
                self.seal(visit.id).ok();
            }
        }
        Ok(plan)
    }

    /// Answers, as this device, which account stands. A finished visit takes no answers.
    fn settle(
        &self,
        plan: &mut Plan,
        settlements: &[Settlement],
    ) -> Result<(Vec<Settled>, Vec<Payload>), DeskError> {
        let (mut settled, mut payloads) = (Vec::new(), Vec::new());
        for settlement in settlements {
            let visit = settlement.visit;
            let Some(planned) = plan.visits.iter_mut().find(|planned| planned.id == visit) else {
                continue;
            };
            if planned.merged.is_closed() {
                continue;
            }
            let saying = self.saying_in(&planned.merged);
            let (place, answer) = (&settlement.place, settlement.answer.clone());
            let change = planned
                .merged
                .answer(place, settlement.source, answer, &saying)?;
            self.take_numbers(&change.entries);
            for entry in &change.entries {
                payloads.push(Payload::of(visit, coding::encode(entry)?));
                let step = entry.step;
                settled.push(Settled { visit, step });
            }
        }
        Ok((settled, payloads))
    }

    fn receipt_of(&self, incoming: &Incoming) -> Option<ReceiptRead> {
        let parcel = incoming.parcel();
        if parcel.held.is_empty() {
            return None;
        }
        let receipt = ReceiptRead {
            from: incoming.sender_name(),
            made: parcel.made,
            held: parcel
                .held
                .iter()
                .map(|held| (held.visit, held.last.clone()))
                .collect(),
        };
        let register = self.register();
        let known = register.receipts().any(|known| *known == receipt);
        (!known).then_some(receipt)
    }

    /// Takes the last import back: what it brought counts nowhere any more, and stays on the disk.
    pub fn take_back_import(&self) -> Result<TakenIn, DeskError> {
        let (number, imported) = self
            .register()
            .last_import()
            .ok_or(BundleFault::NothingImported)?;
        for brought in imported.brought.iter().filter(|brought| brought.whole) {
            let entries = self.standing_entries(brought.visit)?;
            let is_brought =
                |entry: &Entry| brought.entries.iter().any(|some| some.holds(entry.id));
            if !entries.iter().all(is_brought) {
                return Err(BundleFault::WorkedOn.into());
            }
        }
        let mut undone = Vec::new();
        for Settled { visit, step } in &imported.settled {
            let mut session = self.visit(*visit)?;
            let saying = self.saying_in(&session);
            // A step that was taken back already, or a visit that was finished since, stays so.
            if let Ok(change) = session.undo_step(*step, &saying) {
                self.take_numbers(&change.entries);
                for entry in &change.entries {
                    undone.push(Payload::of(*visit, coding::encode(entry)?));
                }
            }
        }
        let back = Local::TakenBack { import: number };
        self.append_with_register(vec![Statement::Local(Box::new(back))], undone)?;
        for brought in imported.brought.iter().filter(|brought| !brought.whole) {
            self.remember(&self.visit(brought.visit)?)?;
        }
        Ok(taken_in(&imported))
    }

    /// Returns the import that would be taken back next.
    pub fn last_import(&self) -> Option<TakenIn> {
        let last = self.register().last_import();
        last.map(|(_, imported)| taken_in(&imported))
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

    /// Writes the list's line of a visit anew.
    fn remember(&self, session: &Session) -> Result<(), DeskError> {
        let last = session.last_number(self.device()).unwrap_or(0);
        self.keep_summary(session.header().id, VisitSummary::of(session), last)
    }
}

fn taken_in(imported: &Imported) -> TakenIn {
    TakenIn {
        from: imported.from.clone(),
        made: imported.made,
        visits: imported
            .brought
            .iter()
            .map(|brought| brought.visit)
            .collect(),
    }
}

/// Returns the opening of a visit: there is one, it is of this visit, and nothing is among the
/// entries that has no place in a visit.
fn opening(visit: VisitId, entries: &[Entry]) -> Result<&VisitHeader, BundleFault> {
    let mut found = None;
    for entry in entries {
        match &entry.statement {
            Statement::VisitOpened(header) if found.is_none() && header.id == visit => {
                found = Some(&**header);
            }
            Statement::VisitOpened(_)
            | Statement::FacilityEntered(_)
            | Statement::ChecklistPinned { .. }
            | Statement::Local(_) => return Err(BundleFault::NoVisit),
            _ => {}
        }
    }
    found.ok_or(BundleFault::NoVisit)
}

/// Holds that no chain breaks that held before: neither by a gap nor by another past.
fn check_chain(visit: VisitId, written: &[Entry], brought: &[Entry]) -> Result<(), BundleFault> {
    let (_, before) = follow(visit, written);
    // What a link was left out of here may have been told there, and the other way round.
    let mut union: BTreeMap<EntryId, &Entry> = BTreeMap::new();
    for entry in written.iter().chain(brought) {
        let known = union.entry(entry.id).or_insert(entry);
        if known.previous.is_none() {
            *known = entry;
        }
    }
    let (_, after) = follow(visit, union.into_values());
    let new: Vec<Break> = after
        .into_iter()
        .filter(|found| !before.contains(found))
        .collect();
    if new.iter().any(|found| !matches!(found, Break::Gap { .. })) {
        return Err(BundleFault::Rewritten);
    }
    if new.is_empty() {
        Ok(())
    } else {
        Err(BundleFault::Gap)
    }
}

/// Returns which entries a visit gets, as one stretch for each device.
fn brought(visit: &PlannedVisit) -> Option<Brought> {
    let mut stretches: BTreeMap<DeviceId, Stretch> = BTreeMap::new();
    for entry in &visit.new {
        let EntryId { device, number } = entry.id;
        let stretch = stretches.entry(device).or_insert(Stretch {
            device,
            first: number,
            last: number,
        });
        stretch.first = stretch.first.min(number);
        stretch.last = stretch.last.max(number);
    }
    (!visit.new.is_empty()).then(|| Brought {
        visit: visit.id,
        whole: visit.whole,
        entries: stretches.into_values().collect(),
    })
}

fn differences(merged: &Session, came: &BTreeSet<EntryId>) -> Vec<Difference> {
    let visit = merged.header().id;
    merged
        .two_accounts()
        .into_iter()
        .filter(|found| found.accounts.iter().any(|said| came.contains(&said.id)))
        .map(|found| Difference {
            visit,
            subject: found.subject,
            checklist: found.checklist,
            question: found.question,
            source: found.source,
            accounts: found
                .accounts
                .iter()
                .map(|said| Account {
                    device: said.id.device,
                    came: came.contains(&said.id),
                    stamp: said.stamp.clone(),
                    answer: said.answer.clone(),
                })
                .collect(),
        })
        .collect()
}

/// Returns a key as it was written, or the line of a small file that holds it.
fn key_text(text: &str) -> String {
    let text = text.trim();
    let is_small = |path: &Path| {
        std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() < 4096)
    };
    if text.starts_with("age1") || !is_small(Path::new(text)) {
        return text.to_owned();
    }
    let read = std::fs::read_to_string(text).unwrap_or_default();
    let line = read.lines().find(|line| line.starts_with("age1"));
    line.unwrap_or_default().to_owned()
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
