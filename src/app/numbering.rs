//! The numbers that this device gives to its entries, and the summaries in which they are kept.
//!
//! Its invariant: no number is given twice, whenever the program was killed. The vault hands out a
//! summary only for the very entries that it was kept for; a visit without one is read whole.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::coding;
use super::desk::Desk;
use super::desk_error::DeskError;
use crate::vault::StreamId;
use crate::visit::{DeviceId, Entry, VisitId, VisitSummary};

/// The last that a device said somewhere.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Last {
    /// The highest number that it has given to an entry.
    pub(super) number: u64,
    /// The latest time of its clock.
    pub(super) said: Option<DateTime<FixedOffset>>,
}

impl Last {
    /// Takes note of an entry, if this device said it.
    pub(super) fn note(&mut self, entry: &Entry, device: DeviceId) {
        if entry.id.device == device {
            self.number = self.number.max(entry.id.number);
            self.said = self.said.max(Some(entry.stamp.machine));
        }
    }

    fn join(&mut self, other: Self) {
        self.number = self.number.max(other.number);
        self.said = self.said.max(other.said);
    }
}

/// A visit's summary as the vault keeps it, beside exactly these entries: one of fewer counts as none.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) summary: VisitSummary,
    /// What the device of this vault said last in the visit, by all entries that the disk has.
    last: (DeviceId, Last),
}

impl Desk {
    /// Finds the highest number that this device has given to an entry, and its latest time.
    ///
    /// The vault gives a summary only for the very entries that it was kept for, so what stands in it is
    /// true; a visit without one (the program was killed between the two) is read whole.
    pub(super) fn find_last(&self, last: &mut Last) -> Result<(), DeskError> {
        let mut lasts = self.lasts();
        for stream in self.vault.streams() {
            let known = self.kept_summary(stream).map(|kept| kept.last);
            let here = match known {
                Some((device, here)) if device == self.device() => here,
                Some(_) | None => self.summarise(stream)?,
            };
            last.join(here);
            lasts.insert(stream, here);
        }
        Ok(())
    }

    /// Reads a visit whole, keeps its summary, and returns what this device said last in it.
    fn summarise(&self, stream: StreamId) -> Result<Last, DeskError> {
        let revision = self.vault.revision(stream);
        let entries = self.entries_in(stream)?;
        let mut last = Last::default();
        for entry in &entries {
            last.note(entry, self.device());
        }
        if !self.is_read_only()
            && let Ok(session) = self.session_of(VisitId(stream.0), entries)
        {
            self.keep_with(stream, VisitSummary::of(&session), last, revision)?;
        }
        Ok(last)
    }

    fn lasts(&self) -> MutexGuard<'_, BTreeMap<StreamId, Last>> {
        self.lasts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what is about to be written: should the disk refuse it, a number is passed over.
    pub(super) fn note_said(&self, visit: VisitId, entry: &Entry) {
        let mut lasts = self.lasts();
        lasts
            .entry(StreamId(visit.0))
            .or_default()
            .note(entry, self.device());
        if entry.id.device == self.device() {
            self.next_number
                .fetch_max(entry.id.number.saturating_add(1), Ordering::SeqCst);
        }
    }

    /// Returns the summary of a visit as it is now, if there is one.
    pub(super) fn kept_summary(&self, stream: StreamId) -> Option<Kept> {
        self.vault
            .summary(stream)
            .and_then(|bytes| coding::decode(&bytes).ok())
    }

    /// Keeps the summary of a visit as it was at this revision of its stream.
    pub(super) fn keep_summary(
        &self,
        visit: VisitId,
        summary: VisitSummary,
        revision: u64,
    ) -> Result<(), DeskError> {
        let stream = StreamId(visit.0);
        let last = self.lasts().get(&stream).copied().unwrap_or_default();
        self.keep_with(stream, summary, last, revision)
    }

    fn keep_with(
        &self,
        stream: StreamId,
        summary: VisitSummary,
        last: Last,
        revision: u64,
    ) -> Result<(), DeskError> {
        let last = (self.device(), last);
        let kept = coding::encode(&Kept { summary, last })?;
        Ok(self.vault.set_summary(stream, revision, &kept)?)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::app::{NewVisit, Passphrase, StandingClock, Surroundings, clock_check_of};
    use crate::checklist::{ChecklistId, Library};
    use crate::safeguard::Country;
    use crate::vault::{KdfCost, VaultKind};
    use crate::visit::{Announced, Facility, FacilityType, Session, Subject, VisitKind};

    fn surroundings() -> Surroundings {
        Surroundings {
            library: Library::embedded(),
            clock: Arc::new(StandingClock("2026-03-05T14:00:00+05:00".parse().unwrap())),
            monitor: "M-1".to_owned(),
        }
    }

    fn open(folder: &Path) -> Desk {
        let opened = Desk::open(folder, &Passphrase::of("practice"), surroundings());
        opened.unwrap().0
    }

    fn a_visit(desk: &Desk) -> VisitId {
        let facility = Facility {
            code: "IVS-1".to_owned(),
            kind: FacilityType::Ivs,
            country: Country::Kz,
            region: "North".to_owned(),
            body: None,
            names: BTreeMap::new(),
            capacity: None,
        };
        desk.add_facility(facility).unwrap();
        let start = "2026-03-05T09:00".parse().unwrap();
        let session = desk.open_visit(NewVisit {
            facility: "IVS-1".to_owned(),
            kind: VisitKind::Periodic,
            announced: Announced::No,
            start,
            let_in: None,
            clock: clock_check_of(Country::Kz, "", start, desk.now()),
            team: Vec::new(),
            checklists: vec![ChecklistId::new("police-custody/interview")],
        });
        session.unwrap().header().id
    }

    fn take_up(desk: &Desk, session: &mut Session, person: u16) -> Vec<Entry> {
        let saying = desk.saying_in(session);
        let change = session.take_up_as(Subject::Person(person), None, &saying);
        let change = change.unwrap();
        desk.take_numbers(&change.entries);
        change.entries
    }

    #[test]
    fn a_number_is_not_given_twice_after_a_kill_between_an_entry_and_its_summary() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("vault");
        let phrase = Passphrase::of("practice");
        let cost = KdfCost::practice();
        let kind = VaultKind::Practice;
        let desk = Desk::create(&folder, &phrase, cost, kind, surroundings()).unwrap();
        let visit = a_visit(&desk);
        let mut session = desk.visit(visit).unwrap();
        let mut given = std::collections::BTreeSet::new();
        for person in 1..5 {
            let entries = take_up(&desk, &mut session, person);
            given.extend(entries.iter().map(|entry| entry.id.number));
            desk.append(visit, &entries, None).unwrap();
        }
        drop(desk);
        for person in 5..9 {
            let desk = open(&folder);
            let mut session = desk.visit(visit).unwrap();
            let entries = take_up(&desk, &mut session, person);
            for entry in &entries {
                assert!(
                    given.insert(entry.id.number),
                    "{} was given",
                    entry.id.number
                );
            }
            // The disk has the entries, and the program ends there.
            let stream = StreamId(visit.0);
            let payloads = entries
                .iter()
                .map(|it| (stream, coding::encode(it).unwrap()));
            desk.vault.append(&payloads.collect::<Vec<_>>()).unwrap();
            assert!(desk.kept_summary(stream).is_none());
        }
        let desk = open(&folder);
        assert_eq!(Some(&(desk.next_number() - 1)), given.last());
        assert_eq!(desk.visits().unwrap()[0].persons, 8);
        assert!(desk.chains().unwrap().breaks.is_empty());
        // It was read whole once, and then its summary was kept.
        assert!(desk.kept_summary(StreamId(visit.0)).is_some());
    }

    #[test]
    fn a_summary_that_comes_after_a_later_entry_is_not_kept() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("vault");
        let phrase = Passphrase::of("practice");
        let cost = KdfCost::practice();
        let kind = VaultKind::Practice;
        let desk = Desk::create(&folder, &phrase, cost, kind, surroundings()).unwrap();
        let visit = a_visit(&desk);
        let stream = StreamId(visit.0);
        let mut session = desk.visit(visit).unwrap();
        let before = (desk.vault.revision(stream), VisitSummary::of(&session));
        let entries = take_up(&desk, &mut session, 1);
        desk.append(visit, &entries, None).unwrap();
        desk.keep_summary(visit, before.1, before.0).unwrap();
        let kept = desk.kept_summary(stream).unwrap();
        assert_eq!(kept.summary.persons, 1);
    }
}
