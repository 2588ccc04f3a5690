//! Taking steps back, and bringing them again, as entries.
//!
//! A step stands until an undone entry that itself stands names it. Undo always names a step of
//! content and redo always names the step that undid it, so the two stacks of a device are a
//! function of its entries and survive the end of the program.

use super::{Flips, Home, Recalculate, Session, chain};
use crate::message::Message;
use crate::visit::{
    Change, DeviceId, Entry, EntryId, Instance, Place, Previous, Refusal, Saying, Statement,
    Subject, Turn, follow,
};

/// The entries that are taken back together.
#[derive(Debug, Clone)]
pub(super) struct Step {
    device: DeviceId,
    number: u64,
    first: u32,
    last: u32,
    /// How many standing undone entries name it.
    pub taken_back: u32,
    kind: StepKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StepKind {
    /// Opening, closing: cannot be undone.
    Fixed,
    Content,
    /// Names the step that it took back or brought again.
    Undo(u32),
}

/// The steps of one device.
#[derive(Debug, Clone)]
pub(super) struct Track {
    device: DeviceId,
    /// Step numbers with their steps, in order of the numbers.
    numbers: Vec<(u64, u32)>,
    /// Content steps that stand.
    undo: Vec<u32>,
    /// Undo steps that stand and that no content followed.
    redo: Vec<u32>,
    /// Its entry with the highest number.
    last: u32,
    /// What it had read of others: from which of its own numbers on, up to which entry.
    read: Vec<(u64, EntryId)>,
}

/// Which way a step turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turning {
    Back,
    Again,
}

impl Session {
    pub(super) fn step(&self, index: u32) -> Option<&Step> {
        self.steps.get(usize::try_from(index).ok()?)
    }

    fn step_mut(&mut self, index: u32) -> Option<&mut Step> {
        self.steps.get_mut(usize::try_from(index).ok()?)
    }

    fn track(&self, device: DeviceId) -> Option<&Track> {
        self.tracks.iter().find(|track| track.device == device)
    }

    fn track_mut(&mut self, device: DeviceId) -> Option<&mut Track> {
        self.tracks.iter_mut().find(|track| track.device == device)
    }

    pub(super) fn find_step(&self, device: DeviceId, number: u64) -> Option<u32> {
        let numbers = &self.track(device)?.numbers;
        // Nearly every entry belongs to the last step or begins the next one.
        if let Some((last, step)) = numbers.last()
            && *last <= number
        {
            return (*last == number).then_some(*step);
        }
        let at = numbers.binary_search_by_key(&number, |(number, _)| *number);
        at.ok()
            .and_then(|at| numbers.get(at))
            .map(|(_, step)| *step)
    }

    /// Returns the step of an entry, by its device and number, and begins it if this is its first.
    pub(super) fn step_of(&mut self, device: DeviceId, number: u64, index: u32) -> u32 {
        if let Some(found) = self.find_step(device, number) {
            if let Some(step) = self.step_mut(found) {
                step.last = index;
            }
            return found;
        }
        let new = u32::try_from(self.steps.len()).unwrap_or(chain::NONE);
        self.steps.push(Step {
            device,
            number,
            first: index,
            last: index,
            taken_back: 0,
            kind: StepKind::Fixed,
        });
        if self.track(device).is_none() {
            self.tracks.push(Track {
                device,
                numbers: Vec::with_capacity(self.chain.capacity()),
                undo: Vec::with_capacity(self.chain.capacity()),
                redo: Vec::new(),
                last: index,
                read: Vec::new(),
            });
        }
        if let Some(track) = self.track_mut(device) {
            let numbers = &mut track.numbers;
            let is_last = numbers.last().is_none_or(|(last, _)| *last < number);
            let at = if is_last {
                numbers.len()
            } else {
                numbers.partition_point(|(before, _)| *before < number)
            };
            numbers.insert(at, (number, new));
        }
        new
    }

    /// Notes how far a device has come, and what it had read of others.
    pub(super) fn note_entry(&mut self, index: u32) {
        let Some(entry) = self.entry(index) else {
            return;
        };
        let EntryId { device, number } = entry.id;
        let last = self.track(device).map(|track| track.last);
        let is_later = last
            .and_then(|last| self.entry(last))
            .is_none_or(|last| last.id.number <= number);
        let read: Vec<(u64, EntryId)> = entry.seen.iter().map(|read| (number, *read)).collect();
        if let Some(track) = self.track_mut(device) {
            if is_later {
                track.last = index;
            }
            track.read.extend(read);
        }
    }

    /// Returns whether the device had read the earlier entry when it wrote the later one.
    pub(super) fn knew(&self, later: EntryId, earlier: EntryId) -> bool {
        if later.device == earlier.device {
            return later.number >= earlier.number;
        }
        self.track(later.device).is_some_and(|track| {
            track.read.iter().any(|(own, read)| {
                *own <= later.number
                    && read.device == earlier.device
                    && read.number >= earlier.number
            })
        })
    }

    /// Returns whether everything was said on one device.
    pub(super) fn has_one_device(&self) -> bool {
        self.tracks.len() <= 1
    }

    fn last_entry_of(&self, device: DeviceId) -> Option<&Entry> {
        self.entry(self.track(device)?.last)
    }

    /// Returns the link of this device's next entry.
    pub(super) fn link_for(&self, device: DeviceId) -> Previous {
        let visit = self.header.id;
        let beginning = Previous::beginning(visit, device);
        let Some(last) = self.last_entry_of(device) else {
            return beginning;
        };
        if let Some(before) = last.previous {
            return before.then(last);
        }
        // Written before there were chains: once, everything is gone through.
        let own = self
            .entries
            .iter()
            .filter(|entry| entry.id.device == device);
        follow(visit, own)
            .0
            .get(&device)
            .copied()
            .unwrap_or(beginning)
    }

    /// Returns the last entry of each other device that this one has not yet told that it read.
    pub(super) fn newly_seen_by(&self, device: DeviceId) -> Vec<EntryId> {
        let own = self.last_entry_of(device).map_or(0, |last| last.id.number);
        let told = |read: EntryId| {
            let own = EntryId {
                device,
                number: own,
            };
            self.knew(own, read)
        };
        self.tracks
            .iter()
            .filter(|track| track.device != device)
            .filter_map(|track| Some(self.entry(track.last)?.id))
            .filter(|read| !told(*read))
            .collect()
    }

    pub(super) fn note_content_step(&mut self, index: u32) {
        let Some(step) = self.step_mut(index) else {
            return;
        };
        if step.kind != StepKind::Fixed {
            return;
        }
        step.kind = StepKind::Content;
        let (device, stands) = (step.device, step.taken_back == 0);
        if let Some(track) = self.track_mut(device) {
            if stands {
                track.undo.push(index);
            }
            track.redo.clear();
        }
    }

    pub(super) fn note_undo_step(&mut self, index: u32, target: u32) {
        if let Some(step) = self.step_mut(index)
            && step.kind == StepKind::Fixed
        {
            step.kind = StepKind::Undo(target);
        }
        let Some((device, kind)) = self.step(target).map(|step| (step.device, step.kind)) else {
            return;
        };
        let Some(track) = self.track_mut(device) else {
            return;
        };
        match kind {
            StepKind::Content => {
                remove_last(&mut track.undo, target);
                track.redo.push(index);
            }
            StepKind::Undo(content) => {
                remove_last(&mut track.redo, target);
                track.undo.push(content);
            }
            StepKind::Fixed => {}
        }
    }

    /// Turns a step, and whatever it had itself turned.
    pub(super) fn turn_step(
        &mut self,
        step: u32,
        turning: Turning,
        when: Recalculate,
        flips: &mut Flips,
    ) {
        // A list of work instead of recursion: a foreign bundle may chain undone entries without end.
        let mut work = vec![(step, turning)];
        while let Some((index, turning)) = work.pop() {
            let Some(step) = self.step_mut(index) else {
                continue;
            };
            let stood = step.taken_back == 0;
            step.taken_back = match turning {
                Turning::Back => step.taken_back.saturating_add(1),
                Turning::Again => step.taken_back.saturating_sub(1),
            };
            let stands = step.taken_back == 0;
            if stood == stands {
                continue;
            }
            let (first, last) = (step.first, step.last);
            for entry in first..=last {
                if self.linkage(entry).is_none_or(|link| link.step != index) {
                    continue;
                }
                if let Some((device, number)) = self.entry(entry).and_then(names_step) {
                    let target = self
                        .find_step(device, number)
                        .filter(|found| *found < index);
                    work.extend(target.map(|target| {
                        let turning = if stands {
                            Turning::Back
                        } else {
                            Turning::Again
                        };
                        (target, turning)
                    }));
                } else if let Some((sheet, slot, instance)) = self.slot_of(entry) {
                    self.settle(sheet, slot, &instance, when, flips);
                }
            }
        }
    }

    /// Returns the sheet, slot and instance that an entry answers, or the repeat that it changes.
    fn slot_of(&self, index: u32) -> Option<(usize, usize, Instance)> {
        let entry = self.entry(index)?;
        let (subject, (list, slot), instance) = match self.statement(index)? {
            Statement::Answered {
                subject, instance, ..
            } => match self.home_of(entry) {
                Home::Here(list, slot) => (subject, (list, slot), instance.clone()),
                Home::Left | Home::Nowhere => return None,
            },
            Statement::Repeated {
                subject,
                checklist,
                group,
                ..
            } => {
                let (list, group) = self.home_of_group(*checklist, group.as_str())?;
                let slot = self.checklists.get(list)?.slot_of_group(group);
                (subject, (list, slot), Instance::default())
            }
            _ => return None,
        };
        Some((*self.sheet_index.get(&(*subject, list))?, slot, instance))
    }

    /// Takes back the last step of this device.
    pub fn undo(&mut self, saying: &Saying) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let target = self
            .track(saying.device)
            .and_then(|track| track.undo.last().copied())
            .ok_or(Refusal::NothingToUndo)?;
        self.turn(target, target, saying, "visit-undone")
    }

    /// Takes back one step of this device, whatever was said after it.
    pub fn undo_step(&mut self, number: u64, saying: &Saying) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let target = self
            .find_step(saying.device, number)
            .filter(|found| self.step(*found).is_some_and(|step| step.taken_back == 0))
            .ok_or(Refusal::NothingToUndo)?;
        self.turn(target, target, saying, "visit-undone")
    }

    /// Brings again the step that this device took back last, if nothing was said since.
    pub fn redo(&mut self, saying: &Saying) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let undoing = self
            .track(saying.device)
            .and_then(|track| track.redo.last().copied())
            .ok_or(Refusal::NothingToRedo)?;
        let content = match self.step(undoing).map(|step| step.kind) {
            Some(StepKind::Undo(content)) => content,
            Some(StepKind::Content | StepKind::Fixed) | None => {
                return Err(Refusal::NothingToRedo);
            }
        };
        self.turn(undoing, content, saying, "visit-redone")
    }

    /// Returns whether this device has a step to take back.
    pub fn can_undo(&self, device: DeviceId) -> bool {
        !self.closed
            && self
                .track(device)
                .is_some_and(|track| !track.undo.is_empty())
    }

    /// Returns whether this device has a step to bring again.
    pub fn can_redo(&self, device: DeviceId) -> bool {
        !self.closed
            && self
                .track(device)
                .is_some_and(|track| !track.redo.is_empty())
    }

    fn turn(
        &mut self,
        target: u32,
        content: u32,
        saying: &Saying,
        word: &'static str,
    ) -> Result<Change, Refusal> {
        let (device, number) = self
            .step(target)
            .map(|step| (step.device, step.number))
            .ok_or(Refusal::NothingToUndo)?;
        let before = self.answers_of_step(content);
        let what = self.words_of_step(content);
        let is_word_on_code = self
            .entries_of_step(content)
            .any(|(_, entry)| matches!(entry.statement, Statement::CodeSettled { .. }));
        let mut change = self.say(
            saying,
            Statement::Undone {
                device,
                step: number,
            },
        );
        let after = self.answers_of_step(content);
        change.turns = before
            .into_iter()
            .zip(after)
            .map(|((place, source, old), (_, _, new))| Turn {
                place,
                source,
                old,
                new,
            })
            .collect();
        change.message = Some(Message::new(word).message("what", what));
        if is_word_on_code {
            self.read_again();
        }
        Ok(change)
    }

    /// Returns each answer that a step gave, as it stands now.
    fn answers_of_step(
        &self,
        step: u32,
    ) -> Vec<(Place, crate::value::Source, Option<crate::visit::Answer>)> {
        self.entries_of_step(step)
            .filter_map(|(index, _)| {
                let Statement::Answered {
                    subject,
                    checklist,
                    question,
                    source,
                    ..
                } = self.statement(index)?
                else {
                    return None;
                };
                let (sheet, slot, instance) = self.slot_of(index)?;
                let sheet = self.sheets.get(sheet)?;
                let list = self.checklists.get(sheet.checklist)?;
                let latest = sheet.slot(list, slot, &instance)?.latest;
                let now = self
                    .standing(latest)
                    .find(|(_, said)| said.source == *source)
                    .map(|(_, said)| said.answer.clone());
                let place = Place {
                    subject: *subject,
                    checklist: *checklist,
                    question: question.clone(),
                };
                Some((place, *source, now))
            })
            .collect()
    }

    fn entries_of_step(&self, step: u32) -> impl Iterator<Item = (u32, &Entry)> {
        let range = self.step(step).map(|found| found.first..=found.last);
        range
            .into_iter()
            .flatten()
            .filter(move |index| self.linkage(*index).is_some_and(|link| link.step == step))
            .filter_map(|index| Some((index, self.entry(index)?)))
    }

    /// Says in words what a step was.
    fn words_of_step(&self, step: u32) -> Message {
        let mut entries = self.entries_of_step(step);
        let count = self.entries_of_step(step).count();
        let said = entries.next();
        let said = said.and_then(|(index, _)| Some((index, self.statement(index)?)));
        let Some((index, statement)) = said else {
            return Message::new("visit-step-nothing");
        };
        match statement {
            Statement::Answered { subject, .. } if count > 1 => {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                about(
                    Message::new("visit-step-answers").number("count", count),
                    *subject,
                )
            }
            Statement::Answered {
                subject, question, ..
            } => {
                let number = self
                    .slot_of(index)
                    .and_then(|(sheet, slot, _)| {
                        let list = self.sheets.get(sheet)?.checklist;
                        self.checklists.get(list)?.questions.get(slot)
                    })
                    .map_or_else(|| question.to_string(), |found| found.number.clone());
                about(
                    Message::new("visit-step-answer").text("question", number),
                    *subject,
                )
            }
            Statement::Repeated {
                subject,
                group,
                change,
                ..
            } => about(change.message().text("group", group.to_string()), *subject),
            Statement::SubjectAdded { subject, .. } => {
                Message::new("visit-step-subject").text("subject", subject.to_string())
            }
            Statement::Linked { person, record } => Message::new("visit-step-link")
                .text("person", person.to_string())
                .text("record", record.to_string()),
            Statement::Unlinked { person, record } => Message::new("visit-step-unlink")
                .text("person", person.to_string())
                .text("record", record.to_string()),
            Statement::CodeSettled { one, same, .. } => Message::new(if *same {
                "visit-step-one"
            } else {
                "visit-step-two"
            })
            .text("code", one.code().to_string()),
            Statement::Binned { subject, back } => Message::new(if *back {
                "visit-step-back"
            } else {
                "visit-step-bin"
            })
            .text("subject", subject.to_string()),
            Statement::ViewTaken {
                subject, custody, ..
            } => Message::new("visit-step-view")
                .text("subject", self.code_of(*subject, custody.as_deref())),
            Statement::SafeguardDecided {
                subject,
                custody,
                safeguard,
                ..
            } => Message::new("visit-step-decision")
                .text("safeguard", safeguard)
                .text("subject", self.code_of(*subject, custody.as_deref())),
            Statement::FacilityEntered(_)
            | Statement::ChecklistPinned { .. }
            | Statement::VisitOpened(_)
            | Statement::Undone { .. }
            | Statement::Closed
            | Statement::Migrated { .. }
            | Statement::Reopened { .. }
            | Statement::Local(_)
            | Statement::Purged { .. }
            | Statement::BackedUp => Message::new("visit-step-nothing"),
        }
    }
}

/// Says whom it is about: by the code, or that it is the place.
fn about(message: Message, subject: Subject) -> Message {
    match subject {
        Subject::Premises => message.message("subject", Message::new("visit-subject-premises")),
        subject => message.text("subject", subject.to_string()),
    }
}

/// Returns the step that an entry takes back, if it is such an entry.
const fn names_step(entry: &Entry) -> Option<(DeviceId, u64)> {
    match entry.statement {
        Statement::Undone { device, step } => Some((device, step)),
        _ => None,
    }
}

fn remove_last(stack: &mut Vec<u32>, step: u32) {
    if let Some(at) = stack.iter().rposition(|found| *found == step) {
        stack.remove(at);
    }
}
