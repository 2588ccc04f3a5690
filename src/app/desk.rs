//! The one door to the vault: what screens and commands can do to what was said.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};
use zeroize::Zeroizing;

use super::Clock;
use super::coding;
use super::columns::Columns;
use super::counting::Measures;
use super::desk_error::DeskError;
use super::numbering::Last;
use super::register::Register;
use crate::checklist::{Checklist, ChecklistId, Digest, Library};
use crate::vault::{
    CreateError, DoctorReport, KdfCost, OpenReport, Passphrase, StreamId, Vault, VaultKind,
};
use crate::visit::{
    Break, Change, ClockCheck, DeviceId, Entry, EntryId, Facility, Local, Pin, Saying, Secret,
    Session, Stamp, Statement, VisitHeader, VisitId, VisitSummary, follow, pins_of, unexplained,
    without_purged, without_repeated_links,
};

/// What a desk needs besides the vault.
pub struct Surroundings {
    /// The checklists that new visits can use.
    pub library: Library,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The code of the monitor who works at it.
    pub monitor: String,
}

/// An open vault with everything needed to work in it.
///
/// All methods take `&self`: the writer thread and the job thread share one desk.
pub struct Desk {
    pub(super) vault: Vault,
    register: Mutex<Register>,
    library: Library,
    clock: Arc<dyn Clock>,
    device: DeviceId,
    /// The latest time at which this device said something in the register or an open visit.
    last_said: Option<DateTime<FixedOffset>>,
    pub(super) next_number: AtomicU64,
    monitor: String,
    measures: Measures,
    columns: Mutex<Option<Columns>>,
    /// The last that this device said in each visit.
    pub(super) lasts: Mutex<BTreeMap<StreamId, Last>>,
    /// Whether counts leave what they read in memory for the next one.
    keeps_columns: AtomicBool,
}

/// An entry of a visit, on its way to the vault.
pub(super) type Said = (VisitId, Entry);

/// What following the chains of all entries found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chains {
    /// Visits, and the register, whose entries are linked.
    pub followed: u64,
    /// Where a chain does not hold. The register has the visit id 0.
    pub breaks: Vec<(VisitId, Break)>,
}

/// What a person decides about a new visit; the desk knows the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVisit {
    /// The place's code in the register.
    pub facility: String,
    /// What kind of visit.
    pub kind: crate::visit::VisitKind,
    /// Whether the place knew.
    pub announced: crate::visit::Announced,
    /// When the team stood at the gate.
    pub start: crate::value::Moment,
    /// When it was let in.
    pub let_in: Option<crate::value::Moment>,
    /// What the check of the clock found.
    pub clock: ClockCheck,
    /// Codes of the team, the head of visit first; the monitor alone if empty.
    pub team: Vec<String>,
    /// The checklists to fill.
    pub checklists: Vec<ChecklistId>,
}

impl Desk {
    /// Makes a vault and opens it.
    pub fn create(
        folder: &Path,
        passphrase: &Passphrase,
        cost: KdfCost,
        kind: VaultKind,
        surroundings: Surroundings,
    ) -> Result<Self, DeskError> {
        make_parent(folder).map_err(|fault| CreateError::Io(fault.kind()))?;
        Self::begin(Vault::create(folder, passphrase, cost, kind)?, surroundings)
    }

    /// Opens a vault.
    pub fn open(
        folder: &Path,
        passphrase: &Passphrase,
        surroundings: Surroundings,
    ) -> Result<(Self, OpenReport), DeskError> {
        let (vault, report) = Vault::open(folder, passphrase)?;
        Ok((Self::begin(vault, surroundings)?, report))
    }

    /// Opens a vault with what was known when it was closed; its working copy is opened when more is
    /// wanted.
    pub fn open_lightly(
        folder: &Path,
        passphrase: &Passphrase,
        surroundings: Surroundings,
    ) -> Result<(Self, OpenReport), DeskError> {
        let (vault, report) = Vault::open_lightly(folder, passphrase)?;
        Ok((Self::begin(vault, surroundings)?, report))
    }

    pub(super) fn begin(vault: Vault, surroundings: Surroundings) -> Result<Self, DeskError> {
        let mut register = Register::default();
        let device = DeviceId(vault.id());
        let mut last = Last::default();
        for payload in vault.read(StreamId::REGISTER)? {
            let entry: Entry = coding::decode(&payload)?;
            last.note(&entry, device);
            register.take(entry);
        }
        let mut desk = Self {
            device,
            last_said: None,
            vault,
            register: Mutex::new(register),
            library: surroundings.library,
            clock: surroundings.clock,
            next_number: AtomicU64::new(1),
            monitor: surroundings.monitor,
            measures: Measures::embedded(),
            columns: Mutex::new(None),
            lasts: Mutex::default(),
            keeps_columns: AtomicBool::new(true),
        };
        desk.find_last(&mut last)?;
        desk.next_number = AtomicU64::new(1 + last.number);
        desk.last_said = last.said;
        Ok(desk)
    }

    /// Goes on with these checklists.
    #[must_use]
    pub fn with_library(mut self, library: Library) -> Self {
        self.library = library;
        self
    }

    /// Lets go of the vault, to write it anew, and of what is needed to begin again.
    pub(super) fn leave(self) -> (Vault, Surroundings) {
        let surroundings = Surroundings {
            library: self.library,
            clock: self.clock,
            monitor: self.monitor,
        };
        (self.vault, surroundings)
    }

    /// Returns when this device said something that lies in the future of its clock as it is now: one
    /// of both times is wrong.
    pub fn clock_is_behind(&self) -> Option<DateTime<FixedOffset>> {
        self.last_said.filter(|said| *said > self.clock.now())
    }

    pub(super) fn register(&self) -> MutexGuard<'_, Register> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether nothing can be written.
    pub fn is_read_only(&self) -> bool {
        self.vault.is_read_only()
    }

    /// Returns whether this is a practice vault.
    pub fn is_practice(&self) -> bool {
        self.vault.kind() == VaultKind::Practice
    }

    /// Returns the checklists that new visits can use.
    pub const fn library(&self) -> &Library {
        &self.library
    }

    /// Returns the indicators and the law.
    pub const fn measures(&self) -> &Measures {
        &self.measures
    }

    /// Returns the columns that counts read; nothing before the first count.
    pub(super) const fn columns(&self) -> &Mutex<Option<Columns>> {
        &self.columns
    }

    /// Says that there will be one count and not another: nothing it reads stays in memory.
    pub fn keep_no_columns(&self) {
        self.keeps_columns.store(false, Ordering::Relaxed);
    }

    /// Returns whether counts leave what they read in memory.
    pub(super) fn keeps_columns(&self) -> bool {
        self.keeps_columns.load(Ordering::Relaxed)
    }

    /// Returns the vault.
    pub(super) const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Returns the device that this vault's own entries are written on.
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// Returns the number of this device's next entry.
    pub fn next_number(&self) -> u64 {
        self.next_number.load(Ordering::SeqCst)
    }

    /// Returns the digits that open the hidden screen, if they were chosen.
    pub fn cover_pin(&self) -> Option<Zeroizing<Vec<u8>>> {
        self.register().pin().map(|pin| pin.0.clone())
    }

    /// Chooses the digits that open the hidden screen; none take them away. They lie sealed in the
    /// vault: the settings are not encrypted.
    pub fn set_cover_pin(&self, digits: &[u8]) -> Result<(), DeskError> {
        let digits = Secret(Zeroizing::new(digits.to_vec()));
        self.append_to_register(vec![Statement::Local(Box::new(Local::PinSet(digits)))])
    }

    /// Returns the code of the monitor who works here.
    pub fn monitor(&self) -> &str {
        &self.monitor
    }

    /// Returns who says something now in a visit, whichever machine opened it.
    pub fn saying_in(&self, session: &Session) -> Saying {
        self.saying(session.clock_on(self.device, self.clock.now()))
    }

    /// Returns who says something now, and from which device, with the next free number.
    ///
    /// The team's local time is the machine's own time with the shift of the visit's clock check.
    pub fn saying(&self, clock: ClockCheck) -> Saying {
        let machine = self.clock.now();
        let local = machine
            .naive_local()
            .checked_add_signed(chrono::Duration::minutes(clock.shift_minutes.into()))
            .unwrap_or_else(|| machine.naive_local());
        Saying {
            stamp: Stamp {
                by: self.monitor.clone(),
                local,
                machine,
            },
            device: self.device,
            number: self.next_number.load(Ordering::SeqCst),
        }
    }

    /// Takes the numbers of a change's entries, so that the next saying starts after them.
    pub fn take_numbers(&self, entries: &[Entry]) {
        let after = entries
            .iter()
            .map(|entry| entry.id.number + 1)
            .max()
            .unwrap_or(0);
        self.next_number.fetch_max(after, Ordering::SeqCst);
    }

    /// Makes entries of the register, each linked to the one before.
    fn register_entries(
        &self,
        register: &Register,
        statements: impl IntoIterator<Item = Statement>,
    ) -> Vec<Entry> {
        let machine = self.clock.now();
        let mut link = register.link_for(self.device);
        let make = |statement| {
            let number = self.next_number.fetch_add(1, Ordering::SeqCst);
            let entry = Entry {
                id: EntryId {
                    device: self.device,
                    number,
                },
                step: number,
                stamp: Stamp {
                    by: self.monitor.clone(),
                    local: machine.naive_local(),
                    machine,
                },
                previous: Some(link),
                seen: Vec::new(),
                statement,
            };
            link = link.then(&entry);
            entry
        };
        statements.into_iter().map(make).collect()
    }

    pub(super) fn append_to_register(&self, statements: Vec<Statement>) -> Result<(), DeskError> {
        self.append_with_register(statements, &[])
    }

    /// Writes statements of the register together with what belongs to visits: all or nothing.
    pub(super) fn append_with_register(
        &self,
        statements: Vec<Statement>,
        more: &[Said],
    ) -> Result<(), DeskError> {
        // Held until the disk has them: the links of entries are in the order of the entries.
        let mut register = self.register();
        let entries = self.register_entries(&register, statements);
        let own = entries.iter().map(|entry| (StreamId::REGISTER, entry));
        let theirs = more.iter().map(|(visit, entry)| (StreamId(visit.0), entry));
        let payloads = own
            .chain(theirs)
            .map(|(stream, entry)| Ok((stream, coding::encode(entry)?)))
            .collect::<Result<Vec<_>, DeskError>>()?;
        for (visit, entry) in more {
            self.note_said(*visit, entry);
        }
        self.vault.append(&payloads)?;
        for entry in entries {
            register.take(entry);
        }
        Ok(())
    }

    /// Returns the register of places in the order of their codes.
    pub fn facilities(&self) -> Vec<Facility> {
        self.register().facilities().cloned().collect()
    }

    /// Returns the place with this code.
    pub fn facility(&self, code: &str) -> Result<Facility, DeskError> {
        let known = self.register().facility(code).cloned();
        known.ok_or_else(|| DeskError::NoFacility {
            code: code.to_owned(),
        })
    }

    /// Enters a new place in the register.
    pub fn add_facility(&self, facility: Facility) -> Result<(), DeskError> {
        if self.register().facility(&facility.code).is_some() {
            return Err(DeskError::FacilityKnown {
                code: facility.code,
            });
        }
        self.append_to_register(vec![Statement::FacilityEntered(facility)])
    }

    /// Enters many new places at once.
    pub fn add_facilities(&self, facilities: Vec<Facility>) -> Result<(), DeskError> {
        let entered = facilities.into_iter().map(Statement::FacilityEntered);
        self.append_to_register(entered.collect())
    }

    /// Pins checklists: their whole text is kept, so that a visit can always be opened again.
    pub fn pin(&self, ids: &[ChecklistId]) -> Result<(Vec<Pin>, Vec<Arc<Checklist>>), DeskError> {
        let mut pins = Vec::new();
        let mut checklists = Vec::new();
        let mut statements = Vec::new();
        for id in ids {
            let found = self.library.get(id.as_str());
            let checklist = found.ok_or_else(|| DeskError::NoChecklist { id: id.to_string() })?;
            if self.register().pinned(&checklist.digest).is_none() {
                statements.push(Statement::ChecklistPinned {
                    digest: checklist.digest,
                    source: checklist.pinned_text().to_owned(),
                });
            }
            pins.push(Pin {
                id: checklist.id.clone(),
                version: checklist.version.clone(),
                digest: checklist.digest,
            });
            checklists.push(checklist);
        }
        if !statements.is_empty() {
            self.append_to_register(statements)?;
        }
        Ok((pins, checklists))
    }

    /// Keeps the text of a checklist, so that what refers to it can always be read.
    pub(super) fn pin_text(&self, checklist: &Checklist) -> Result<(), DeskError> {
        if self.has_pinned(checklist.digest) {
            return Ok(());
        }
        self.append_to_register(vec![Statement::ChecklistPinned {
            digest: checklist.digest,
            source: checklist.pinned_text().to_owned(),
        }])
    }

    /// Begins a visit: pins its checklists, opens its stream, and returns its session.
    pub fn open_visit(&self, new: NewVisit) -> Result<Session, DeskError> {
        let facility = self.facility(&new.facility)?;
        let (pins, checklists) = self.pin(&new.checklists)?;
        let mut id = [0; 16];
        getrandom::fill(&mut id).map_err(|_no_entropy| DeskError::NoRandom)?;
        let header = VisitHeader {
            id: VisitId(id),
            facility,
            kind: new.kind,
            announced: new.announced,
            start: new.start.with_offset(new.clock.offset_minutes),
            let_in: new
                .let_in
                .map(|when| when.with_offset(new.clock.offset_minutes)),
            clock: new.clock,
            team: if new.team.is_empty() {
                vec![self.monitor.clone()]
            } else {
                new.team
            },
            checklists: pins,
            practice: self.is_practice(),
        };
        let saying = self.saying(new.clock);
        let (session, change) = Session::open(header, checklists, &saying)?;
        self.take_numbers(&change.entries);
        self.keep(&session, &change)?;
        Ok(session)
    }

    /// Writes a change of a visit; when this returns, the disk has it.
    pub fn keep(&self, session: &Session, change: &Change) -> Result<(), DeskError> {
        let summary = VisitSummary::of(session);
        self.append(session.header().id, &change.entries, Some(&summary))?;
        Ok(())
    }

    /// Writes entries of a visit with its new summary; when this returns, the disk has the entries.
    pub fn append(
        &self,
        visit: VisitId,
        entries: &[Entry],
        summary: Option<&VisitSummary>,
    ) -> Result<u64, DeskError> {
        let stream = StreamId(visit.0);
        let payloads = entries
            .iter()
            .map(|entry| Ok((stream, coding::encode(entry)?)))
            .collect::<Result<Vec<_>, DeskError>>()?;
        if self.vault.broken().is_some() {
            // The disk refused before; what waits is tried again only after the journal's end is whole.
            self.vault.mend()?;
        }
        for entry in entries {
            self.note_said(visit, entry);
        }
        let receipt = self.vault.append(&payloads)?;
        let summary = match summary {
            Some(summary) => summary.clone(),
            None => VisitSummary::of(&self.visit(visit)?),
        };
        self.keep_summary(visit, summary, receipt.sequence)?;
        Ok(receipt.sequence)
    }

    /// Returns the compiled checklist that a visit pinned.
    pub(super) fn pinned(&self, pin: &Pin) -> Result<Arc<Checklist>, DeskError> {
        if let Some(current) = self
            .library
            .get(pin.id.as_str())
            .filter(|current| current.digest == pin.digest)
        {
            return Ok(current);
        }
        let mut register = self.register();
        register
            .compiled(&pin.digest)
            .ok_or_else(|| DeskError::PinMissing {
                id: pin.id.to_string(),
            })
    }

    /// Reads a visit.
    pub fn visit(&self, id: VisitId) -> Result<Session, DeskError> {
        let entries = self.all_entries(id)?;
        self.session_of(id, entries)
    }

    /// Makes a visit of all its entries.
    pub(super) fn session_of(
        &self,
        id: VisitId,
        entries: Vec<Entry>,
    ) -> Result<Session, DeskError> {
        let standing = self.register().without_withdrawn(id, entries);
        let entries = without_purged(id, standing);
        let checklists = self.all_pinned(&pins_of(&entries))?;
        Ok(Session::replay(checklists, entries)?)
    }

    /// Returns the visits whose id begins like this: the one, or why there is not exactly one.
    pub fn find_visit(&self, beginning: &str) -> Result<VisitId, DeskError> {
        let wanted = beginning.to_ascii_lowercase();
        let mut found = self
            .standing_visits()
            .into_iter()
            .filter(|id| id.to_string().starts_with(&wanted));
        match (found.next(), found.next()) {
            (Some(id), None) if !wanted.is_empty() => Ok(id),
            (Some(_), _) => Err(DeskError::SeveralVisits {
                beginning: beginning.to_owned(),
            }),
            (None, _) => Err(DeskError::NoVisit {
                beginning: beginning.to_owned(),
            }),
        }
    }

    /// Returns the machine's time now.
    pub fn now(&self) -> DateTime<FixedOffset> {
        self.clock.now()
    }

    /// Returns every visit as lists show it, the latest start first.
    ///
    /// A summary that is missing is computed from the visit; one visit that cannot be read does not
    /// hide the others and is reported by [`Desk::doctor`].
    pub fn visits(&self) -> Result<Vec<VisitSummary>, DeskError> {
        let visits = self.standing_visits();
        let mut found = Vec::with_capacity(visits.len());
        for visit in visits {
            let summary = match self.kept_summary(StreamId(visit.0)) {
                Some(kept) => kept.summary,
                None => match self.visit(visit) {
                    Ok(session) => VisitSummary::of(&session),
                    Err(_unreadable) => continue,
                },
            };
            found.push(summary);
        }
        found.sort_by(|one, other| other.start.cmp(&one.start).then(one.id.cmp(&other.id)));
        Ok(found)
    }

    /// Reads every visit, one at a time.
    pub fn each_visit(
        &self,
        take: &mut dyn FnMut(&Session) -> Result<(), DeskError>,
    ) -> Result<(), DeskError> {
        for visit in self.standing_visits() {
            take(&self.visit(visit)?)?;
        }
        Ok(())
    }

    /// Finishes a visit.
    pub fn close_visit(&self, id: VisitId) -> Result<Session, DeskError> {
        let mut session = self.visit(id)?;
        let saying = self.saying_in(&session);
        let change = session.close(&saying)?;
        self.take_numbers(&change.entries);
        self.keep(&session, &change)?;
        self.seal(id)?;
        Ok(session)
    }

    /// Compacts a closed visit to one sealed value.
    pub fn seal(&self, id: VisitId) -> Result<(), DeskError> {
        self.vault.seal_stream(StreamId(id.0))?;
        Ok(())
    }

    /// Opens a finished visit again.
    pub fn reopen_visit(&self, id: VisitId, why: &str) -> Result<Session, DeskError> {
        let mut session = self.visit(id)?;
        let saying = self.saying_in(&session);
        let change = session.reopen(why, &saying)?;
        self.take_numbers(&change.entries);
        self.keep(&session, &change)?;
        Ok(session)
    }

    /// Commits a whole visit that was made elsewhere, as one sealed frame.
    pub fn commit_whole(&self, session: &Session) -> Result<(), DeskError> {
        let id = session.header().id;
        let payloads = without_repeated_links(id, session.entries())
            .iter()
            .map(coding::encode)
            .collect::<Result<Vec<_>, _>>()?;
        let stream = StreamId(id.0);
        for entry in session.entries() {
            self.note_said(id, entry);
        }
        let receipt = self.vault.commit_whole(stream, &payloads)?;
        self.keep_summary(id, VisitSummary::of(session), receipt.sequence)
    }

    /// Brings the working store up to date after whole visits were committed.
    pub fn finish_import(&self) -> Result<(), DeskError> {
        self.vault.flush();
        Ok(())
    }

    /// Reads, authenticates and compares everything; nothing is changed, no content is shown.
    pub fn doctor(&self) -> Result<DoctorReport, DeskError> {
        Ok(self.vault.doctor()?)
    }

    /// Follows the chain of entries of every visit and of the register; nothing is changed.
    pub fn chains(&self) -> Result<Chains, DeskError> {
        let mut chains = Chains::default();
        for stream in self.vault.streams().into_iter().chain([StreamId::REGISTER]) {
            let entries = self.entries_in(stream)?;
            let visit = VisitId(stream.0);
            let (_, breaks) = follow(visit, &entries);
            let breaks = unexplained(&entries, breaks);
            let is_linked = entries.iter().any(|entry| entry.previous.is_some());
            chains.followed += u64::from(is_linked);
            chains
                .breaks
                .extend(breaks.into_iter().map(|found| (visit, found)));
        }
        Ok(chains)
    }

    /// Returns every entry of a visit that is on the disk.
    pub(super) fn all_entries(&self, visit: VisitId) -> Result<Vec<Entry>, DeskError> {
        self.entries_in(StreamId(visit.0))
    }

    /// Returns the entries of a visit without those of imports that were taken back.
    pub(super) fn standing_entries(&self, visit: VisitId) -> Result<Vec<Entry>, DeskError> {
        let entries = self.all_entries(visit)?;
        Ok(self.register().without_withdrawn(visit, entries))
    }

    /// Returns the visits that stand, each with a number that is another one as soon as anything else
    /// stands of it: what is counted from columns is what stands.
    pub(super) fn revisions(&self) -> BTreeMap<StreamId, u64> {
        /// No stream has so many bytes.
        const ABOVE: u32 = 48;
        let lengths = self.vault.stream_lengths();
        let register = self.register();
        let standing = lengths.into_iter().filter(|(stream, _)| {
            let visit = VisitId(stream.0);
            !register.is_gone(visit) && !register.bin().contains_key(&visit)
        });
        standing
            .map(|(stream, length)| {
                let withdrawals = register.withdrawals(VisitId(stream.0));
                (stream, length.wrapping_add(withdrawals << ABOVE))
            })
            .collect()
    }

    /// Returns the visits without those in the bin and those of imports that were taken back.
    pub(super) fn standing_visits(&self) -> Vec<VisitId> {
        let streams = self.vault.streams().into_iter();
        let register = self.register();
        streams
            .map(|stream| VisitId(stream.0))
            .filter(|visit| !register.is_gone(*visit) && !register.bin().contains_key(visit))
            .collect()
    }

    /// Returns whether the text of a checklist is kept here.
    pub(super) fn has_pinned(&self, digest: Digest) -> bool {
        self.register().pinned(&digest).is_some()
    }

    pub(super) fn entries_in(&self, stream: StreamId) -> Result<Vec<Entry>, DeskError> {
        let payloads = self.vault.read(stream)?;
        let entries = payloads.iter().map(|payload| coding::decode(payload));
        Ok(entries.collect::<Result<_, _>>()?)
    }

    /// Returns whether there is a vault in this folder.
    pub fn is_there(folder: &Path) -> bool {
        Vault::is_there(folder)
    }
}

/// Makes the folders above the vault, open to their owner only.
pub(super) fn make_parent(folder: &Path) -> std::io::Result<()> {
    let Some(parent) = folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    else {
        return Ok(());
    };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(parent)
}
