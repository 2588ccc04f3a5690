//! A visit being filled: takes what is said, refuses what cannot be, and computes the rest.
//!
//! Every entry is kept as it came. An answer belongs to a slot (subject, checklist, question); the
//! entries of a slot form a chain from the latest backwards, so that taking a step back costs a
//! walk along the chains it touches and nothing is ever copied or thrown away.
//!
//! Invariant: the state is a function of the set of entries: they are read in one order, whatever
//! order they came in. [`Session::replay`] and the actions both pass through `Session::take_next`,
//! and only that changes state.
//!
//! Several devices may have written the entries. Each has its own steps and its own undo. For the
//! same source and question an answer replaces what its device had said or read before; answers that
//! did not know of each other stand side by side, as two accounts, until somebody settles it.

mod actions;
mod chain;
mod instances;
mod links;
mod namesakes;
mod reading;
mod recalculation;
mod repeats;
mod subjects;
mod undo;
mod versions;
mod views;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::checklist::{Checklist, Digest};
use crate::message::{Explain, Message};
use crate::visit::namesake::Namesakes;
use crate::visit::{
    Change, ClockCheck, DeviceId, Entry, EntryId, Instance, Previous, Saying, Statement, Subject,
    VisitDigest, VisitHeader, in_order,
};
pub use actions::check_value;
use chain::{Link, NONE};
pub use chain::{Said, TwoAccounts};
pub(in crate::visit) use instances::{SheetState, Slot};
pub use namesakes::SharedCode;
use recalculation::Order;
pub(in crate::visit) use recalculation::offers;
pub use repeats::{RemovedInstance, RepeatPlace};
pub use subjects::SubjectTaken;
use subjects::Taken;
use undo::{Step, Track};
pub use versions::LeftBehind;
use versions::{Home, Versions};
pub use views::{Decided, View};

/// A visit with everything said in it so far.
#[derive(Debug, Clone)]
pub struct Session {
    header: VisitHeader,
    checklists: Vec<Arc<Checklist>>,
    /// For each checklist, in which order its questions are recalculated.
    orders: Vec<Order>,
    sheets: Vec<SheetState>,
    sheet_index: BTreeMap<(Subject, usize), usize>,
    entries: Vec<Entry>,
    /// For each entry, the step it belongs to and the entry before it in its slot.
    chain: Vec<Link>,
    steps: Vec<Step>,
    tracks: Vec<Track>,
    taken: Vec<Taken>,
    /// The entries that link or unlink, in order.
    link_entries: Vec<u32>,
    /// Entries that put somebody in the bin or bring them back.
    bin_entries: Vec<u32>,
    /// The entries that say what the team thinks, in order.
    team_entries: Vec<u32>,
    closed: bool,
    strays: Vec<EntryId>,
    /// Who was taken out for good; their codes are not given again.
    purged: Vec<Subject>,
    /// The versions of its checklists that the visit went through.
    versions: Versions,
    /// Codes that two devices gave.
    namesakes: Namesakes,
    /// What entries say of whom they mean, where that is not what stands in them.
    meant: BTreeMap<u32, Statement>,
}

/// Why entries do not make a visit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayFault {
    /// No entry says that a visit began.
    #[error("the entries do not say that a visit began")]
    NoOpening,
    /// A pinned checklist was not handed in.
    #[error("the visit needs checklist {id} with digest {digest}")]
    ChecklistMissing {
        /// Which checklist.
        id: String,
        /// Its version.
        version: String,
        /// The digest of the text that the visit pinned.
        digest: Digest,
    },
    /// More entries than a session can number.
    #[error("too many entries")]
    TooMany,
}

impl Explain for ReplayFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::NoOpening => Message::new("err-visit-no-opening"),
            Self::ChecklistMissing { id, version, .. } => {
                Message::new("err-visit-checklist-missing")
                    .text("checklist", id)
                    .text("version", version)
            }
            Self::TooMany => Message::new("err-visit-too-many-entries"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        match self {
            Self::NoOpening => Some(Message::new("rec-visit-no-opening")),
            Self::ChecklistMissing { .. } => Some(Message::new("rec-visit-checklist-missing")),
            Self::TooMany => None,
        }
    }
}

/// Whether relevance and calculations are brought up to date with each entry or once at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recalculate {
    Now,
    AtTheEnd,
}

impl Session {
    /// Begins a visit.
    pub fn open(
        header: VisitHeader,
        checklists: Vec<Arc<Checklist>>,
        saying: &Saying,
    ) -> Result<(Self, Change), ReplayFault> {
        let entry = Entry {
            id: EntryId {
                device: saying.device,
                number: saying.number,
            },
            step: saying.number,
            stamp: saying.stamp.clone(),
            previous: Some(Previous::beginning(header.id, saying.device)),
            seen: Vec::new(),
            statement: Statement::VisitOpened(Box::new(header)),
        };
        let session = Self::replay(checklists, [entry.clone()])?;
        let change = Change {
            entries: vec![entry],
            ..Change::default()
        };
        Ok((session, change))
    }

    /// Brings back a visit from its entries, in whatever order they come (see [`in_order`]).
    ///
    /// `checklists` may hold more than the visit pinned, in any order.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers gather the list for the visit and have no other use for it"
    )]
    pub fn replay(
        checklists: Vec<Arc<Checklist>>,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<Self, ReplayFault> {
        let entries = in_order(entries.into_iter().collect());
        let namesakes = Namesakes::of(&entries);
        if !namesakes.shares_codes() {
            return Self::replay_in_order(&checklists, entries, usize::MAX, &namesakes);
        }
        // What is said of a code may have been taken back: that is known once it was read.
        let mut session =
            Self::replay_in_order(&checklists, entries.clone(), usize::MAX, &namesakes)?;
        if session.hear_words_on_codes() {
            let heard = session.namesakes;
            session = Self::replay_in_order(&checklists, entries, usize::MAX, &heard)?;
        }
        Ok(session)
    }

    /// Brings back a visit from its entries in order, following so many moves to other versions.
    fn replay_in_order(
        checklists: &[Arc<Checklist>],
        entries: Vec<Entry>,
        moves: usize,
        namesakes: &Namesakes,
    ) -> Result<Self, ReplayFault> {
        let moves_on = |entry: &Entry| matches!(entry.statement, Statement::Migrated { .. });
        let all = entries.iter().any(moves_on).then(|| entries.clone());
        let opening = entries.iter().find_map(|entry| match &entry.statement {
            Statement::VisitOpened(header) => Some((**header).clone()),
            _ => None,
        });
        let header = opening.ok_or(ReplayFault::NoOpening)?;
        let mut session = Self::empty(header, checklists, entries.len())?;
        session.namesakes = namesakes.clone();
        session.follow_versions(checklists, all.as_deref().unwrap_or_default(), moves)?;
        // A large visit has megabytes of them: they are taken where they stand.
        session.entries = entries;
        for _ in 0..session.entries.len() {
            session.take_next(Recalculate::AtTheEnd)?;
        }
        session.recalculate_everything();
        Ok(session)
    }

    /// Reads the visit under the versions to which its entries move.
    fn follow_versions(
        &mut self,
        checklists: &[Arc<Checklist>],
        entries: &[Entry],
        moves: usize,
    ) -> Result<(), ReplayFault> {
        let versions = Versions::of(entries, checklists, &mut self.checklists, moves)?;
        let made = versions.count();
        self.versions = versions;
        if made > 0 {
            let before = {
                let namesakes = &self.namesakes;
                Self::replay_in_order(checklists, entries.to_vec(), made - 1, namesakes)?
            };
            self.versions.remember(before);
            self.orders = self.checklists.iter().map(|list| Order::of(list)).collect();
        }
        Ok(())
    }

    fn empty(
        header: VisitHeader,
        checklists: &[Arc<Checklist>],
        expected: usize,
    ) -> Result<Self, ReplayFault> {
        let mut used = Vec::with_capacity(header.checklists.len());
        for pin in &header.checklists {
            let found = checklists
                .iter()
                .find(|checklist| checklist.digest == pin.digest)
                .ok_or_else(|| ReplayFault::ChecklistMissing {
                    id: pin.id.to_string(),
                    version: pin.version.clone(),
                    digest: pin.digest,
                })?;
            used.push(Arc::clone(found));
        }
        Ok(Self {
            header,
            orders: used.iter().map(|checklist| Order::of(checklist)).collect(),
            checklists: used,
            sheets: Vec::new(),
            sheet_index: BTreeMap::new(),
            entries: Vec::new(),
            chain: Vec::with_capacity(expected),
            steps: Vec::with_capacity(expected),
            tracks: Vec::new(),
            taken: Vec::new(),
            link_entries: Vec::new(),
            bin_entries: Vec::new(),
            team_entries: Vec::new(),
            closed: false,
            strays: Vec::new(),
            purged: Vec::new(),
            versions: Versions::default(),
            namesakes: Namesakes::default(),
            meant: BTreeMap::new(),
        })
    }

    /// Takes one entry into the state.
    fn take(&mut self, entry: Entry, when: Recalculate) -> Result<Flips, ReplayFault> {
        self.entries.push(entry);
        let taken = self.take_next(when);
        if taken.is_err() {
            self.entries.pop();
        }
        taken
    }

    /// Takes the first entry that was not taken yet into the state. The only door through which state
    /// changes.
    fn take_next(&mut self, when: Recalculate) -> Result<Flips, ReplayFault> {
        let at = self.chain.len();
        let index = u32::try_from(at)
            .ok()
            .filter(|index| *index != NONE)
            .ok_or(ReplayFault::TooMany)?;
        let mut flips = Flips::default();
        let Some(entry) = self.entries.get(at) else {
            return Ok(flips);
        };
        // Most visits have no such codes, and pay nothing for it.
        if self.namesakes.are_there() {
            self.namesakes.note(entry);
            if let Some(meant) = self.namesakes.meant(entry) {
                self.meant.insert(index, meant);
            }
        }
        let (device, number) = (entry.id.device, entry.step);
        let step = self.step_of(device, number, index);
        self.note_entry(index);
        self.chain.push(Link {
            step,
            previous: NONE,
        });
        self.apply(index, step, when, &mut flips);
        Ok(flips)
    }

    fn apply(&mut self, index: u32, step: u32, when: Recalculate, flips: &mut Flips) {
        let (Some(entry), Some(statement)) = (self.entry(index), self.statement(index)) else {
            return;
        };
        match statement {
            Statement::Answered {
                subject, instance, ..
            } => {
                let id = entry.id;
                let (list, question) = match self.home_of(entry) {
                    Home::Here(list, question) => (list, question),
                    Home::Left => return self.versions.leave(id),
                    Home::Nowhere => return self.stray(index),
                };
                let (subject, instance) = (*subject, instance.clone());
                let sheet = self.sheet_for(subject, list, when);
                self.append_to_chain(sheet, question, &instance, index);
                self.settle(sheet, question, &instance, when, flips);
                self.note_content_step(step);
            }
            Statement::Repeated { .. } => match self.note_repeat(index, when) {
                Some((sheet, slot)) => {
                    self.settle(sheet, slot, &Instance::default(), when, flips);
                    self.note_content_step(step);
                }
                None => self.stray(index),
            },
            Statement::SubjectAdded { subject, .. } => {
                let subject = *subject;
                self.take_up(subject, index);
                self.note_content_step(step);
            }
            Statement::Linked { .. } | Statement::Unlinked { .. } => {
                self.link_entries.push(index);
                self.note_content_step(step);
            }
            Statement::Binned { .. } => {
                self.bin_entries.push(index);
                self.note_content_step(step);
            }
            Statement::ViewTaken { .. } | Statement::SafeguardDecided { .. } => {
                self.team_entries.push(index);
                self.note_content_step(step);
            }
            Statement::Undone {
                device,
                step: number,
            } => {
                let (device, number) = (*device, *number);
                match self.find_step(device, number).filter(|found| *found < step) {
                    Some(target) => {
                        self.note_undo_step(step, target);
                        self.turn_step(target, undo::Turning::Back, when, flips);
                    }
                    None => self.stray(index),
                }
            }
            Statement::Closed => self.closed = true,
            Statement::Reopened { .. } => self.closed = false,
            Statement::Purged { subject, .. } => self.purged.extend(*subject),
            // Heard when everything is read: see `Self::replay`.
            Statement::CodeSettled { .. } => self.note_content_step(step),
            Statement::BackedUp
            | Statement::VisitOpened(_)
            | Statement::FacilityEntered(_)
            | Statement::ChecklistPinned { .. }
            | Statement::Migrated { .. }
            | Statement::Local(_) => {}
        }
    }

    /// Returns what an entry says, of whom it means.
    fn statement(&self, index: u32) -> Option<&Statement> {
        let meant = self.meant.get(&index);
        meant.or_else(|| Some(&self.entry(index)?.statement))
    }

    /// Returns what the entry with this index says, of whom it means: where two carry one code, it is
    /// told which.
    pub fn meant_by(&self, index: usize) -> Option<&Statement> {
        self.statement(u32::try_from(index).ok()?)
    }

    fn stray(&mut self, index: u32) {
        if let Some(entry) = self.entry(index) {
            let id = entry.id;
            self.strays.push(id);
        }
    }

    fn entry(&self, index: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(index).ok()?)
    }

    fn checklist_index(&self, digest: Digest) -> Option<usize> {
        self.checklists
            .iter()
            .position(|checklist| checklist.digest == digest)
    }

    /// Returns what was fixed when the visit began.
    pub const fn header(&self) -> &VisitHeader {
        &self.header
    }

    /// Returns the checklists of the visit in the versions that are read now, in the order in which they
    /// were pinned.
    pub fn checklists(&self) -> &[Arc<Checklist>] {
        &self.checklists
    }

    /// Returns the checklist with this digest, in whichever version the visit uses or used it.
    pub fn checklist(&self, digest: Digest) -> Option<&Arc<Checklist>> {
        match self.checklist_index(digest) {
            Some(list) => self.checklists.get(list),
            None => self.before_moving()?.checklist(digest),
        }
    }

    pub(in crate::visit) fn list_of(&self, digest: Digest) -> Option<usize> {
        self.checklist_index(digest)
    }

    pub(in crate::visit) fn state_of(&self, subject: Subject, list: usize) -> Option<&SheetState> {
        self.sheets.get(*self.sheet_index.get(&(subject, list))?)
    }

    /// Returns the pinned checklist with this identity.
    pub fn checklist_named(&self, id: &str) -> Option<&Arc<Checklist>> {
        self.checklists
            .iter()
            .find(|checklist| checklist.id.as_str() == id)
    }

    /// Returns every entry, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns how this machine's clock relates to the time that the team goes by.
    ///
    /// The check of the clock was made on the machine that opened the visit, and its shift is of that
    /// machine's clock. Another machine goes by the place's own time.
    pub fn clock_on(&self, device: DeviceId, machine: DateTime<FixedOffset>) -> ClockCheck {
        let check = self.header.clock;
        let opened_by = self
            .entries
            .iter()
            .find(|entry| matches!(entry.statement, Statement::VisitOpened(_)));
        if opened_by.is_none_or(|entry| entry.id.device == device) {
            return check;
        }
        ClockCheck {
            shift_minutes: i32::from(check.offset_minutes)
                - machine.offset().local_minus_utc() / 60,
            confirmed: false,
            ..check
        }
    }

    /// Returns the digest of everything said in the visit, the same for all who have it.
    pub fn digest(&self) -> VisitDigest {
        VisitDigest::of(self.header.id, &self.entries)
    }

    /// Returns whether the visit is closed.
    pub const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Returns the entries that the pinned checklists do not know; they are kept, and count nowhere.
    pub fn strays(&self) -> &[EntryId] {
        &self.strays
    }
}

/// How many answers stopped or began to apply.
#[derive(Debug, Clone, Copy, Default)]
struct Flips {
    no_longer: usize,
    again: usize,
}
