//! Taking a bundle in: what it would do, doing it as one frame, and taking it back.

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::sync::Arc;

use super::{Account, Difference, Incoming, Plan, PlannedVisit, Settlement, Strangers, TakenIn};
use crate::app::desk::Said;
use crate::app::{Desk, DeskError};
use crate::bundle::{BundleFault, PinnedText, VisitParcel};
use crate::checklist::{Checklist, Digest};
use crate::vault::StreamId;
use crate::visit::{
    Break, Brought, DeviceId, Entry, EntryId, Imported, Local, ReceiptRead, Session, Settled,
    Statement, Stretch, VisitHeader, VisitId, VisitSummary, follow, in_order, pins_of, unexplained,
};

impl Desk {
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
            for pin in &pins_of(&visit.entries) {
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
            // What was moved on here counts too.
            let mut pins = pins_of(&visit.entries);
            for pin in pins_of(&self.all_entries(visit.id)?) {
                if let btree_map::Entry::Vacant(vacant) = compiled.entry(pin.digest) {
                    vacant.insert(self.pinned(&pin)?);
                }
                pins.push(pin);
            }
            let checklists = pins
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
            shared_codes: merged.shared_codes(),
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
        let mut payloads: Vec<Said> = Vec::new();
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
                        payloads.push((visit.id, entry.clone()));
                    }
                }
            }
            payloads.extend(answers);
        }
        if statements.is_empty() {
            return Ok(plan);
        }
        // One frame: the notes of the register and every entry of every visit.
        self.append_with_register(statements, &payloads)?;
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
    ) -> Result<(Vec<Settled>, Vec<Said>), DeskError> {
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
                payloads.push((visit, entry.clone()));
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
                    undone.push((*visit, entry.clone()));
                }
            }
        }
        let back = Local::TakenBack { import: number };
        self.append_with_register(vec![Statement::Local(Box::new(back))], &undone)?;
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

    /// Writes the list's line of a visit anew.
    fn remember(&self, session: &Session) -> Result<(), DeskError> {
        let visit = session.header().id;
        let revision = self.vault().revision(StreamId(visit.0));
        self.keep_summary(visit, VisitSummary::of(session), revision)
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
            | Statement::BackedUp
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
    // Somebody who was purged leaves a gap that the visit itself explains.
    let new: Vec<Break> = unexplained(brought, after)
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
