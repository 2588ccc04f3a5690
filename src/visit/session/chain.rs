//! The entries of one slot, from the latest backwards.

use super::Session;
use crate::checklist::Digest;
use crate::value::Source;
use crate::visit::{Answer, Entry, EntryId, Instance, Stamp, Statement, Subject};

/// No entry.
pub(super) const NONE: u32 = u32::MAX;

/// What a session knows about an entry beside the entry itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// The step that it belongs to.
    pub step: u32,
    /// The entry before it in the same slot.
    pub previous: u32,
}

/// What one source said to one question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said<'a> {
    /// The entry that says it.
    pub id: EntryId,
    /// According to whom.
    pub source: Source,
    /// What.
    pub answer: &'a Answer,
    /// Who wrote it down, and when.
    pub stamp: &'a Stamp,
}

/// A question to which one source has two accounts: devices answered without knowing each other.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoAccounts<'a> {
    /// About whom or what.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: Digest,
    /// Which question, as an index into the checklist.
    pub question: usize,
    /// In which instance of the repeats around it.
    pub instance: Instance,
    /// According to whom.
    pub source: Source,
    /// The accounts, the latest first.
    pub accounts: Vec<Said<'a>>,
}

impl Session {
    /// Returns the questions to which one source has more than one account, in the order of subjects
    /// and questions.
    pub fn two_accounts(&self) -> Vec<TwoAccounts<'_>> {
        if self.has_one_device() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for ((subject, list), sheet) in &self.sheet_index {
            let (Some(state), Some(checklist)) =
                (self.sheets.get(*sheet), self.checklists.get(*list))
            else {
                continue;
            };
            let outside = Instance::default();
            let slots = state.slots.iter().enumerate();
            let all = slots.map(|(question, slot)| (question, &outside, slot));
            let inside = state.inside.iter();
            let inside = inside.map(|((question, instance), slot)| (*question, instance, slot));
            for (question, instance, slot) in all.chain(inside) {
                let accounts: Vec<_> = self.accounts(slot.latest).collect();
                for source in Source::ALL {
                    let own: Vec<Said<'_>> = accounts
                        .iter()
                        .map(|(_, said)| *said)
                        .filter(|said| said.source == source)
                        .collect();
                    if own.len() > 1 {
                        found.push(TwoAccounts {
                            subject: *subject,
                            checklist: checklist.digest,
                            question,
                            instance: instance.clone(),
                            source,
                            accounts: own,
                        });
                    }
                }
            }
        }
        found
    }

    pub(super) fn append_to_chain(
        &mut self,
        sheet: usize,
        question: usize,
        instance: &Instance,
        index: u32,
    ) {
        let Some(sheet) = self.sheets.get_mut(sheet) else {
            return;
        };
        let Some(slot) = self
            .checklists
            .get(sheet.checklist)
            .and_then(|checklist| sheet.slot_mut(checklist, question, instance))
        else {
            return;
        };
        let previous = std::mem::replace(&mut slot.latest, index);
        if let Some(link) = usize::try_from(index)
            .ok()
            .and_then(|at| self.chain.get_mut(at))
        {
            link.previous = previous;
        }
    }

    /// Walks along a slot from its latest entry, leaving out what was taken back.
    pub(super) fn standing(&self, latest: u32) -> impl Iterator<Item = (u32, Said<'_>)> {
        self.walk(latest)
            .filter(|(index, _)| self.stands(*index))
            .filter_map(|(index, entry)| Some((index, said(entry)?)))
    }

    pub(super) fn walk(&self, latest: u32) -> impl Iterator<Item = (u32, &Entry)> {
        let mut next = latest;
        std::iter::from_fn(move || {
            let index = next;
            let entry = self.entry(index)?;
            next = self.linkage(index)?.previous;
            Some((index, entry))
        })
    }

    pub(super) fn linkage(&self, index: u32) -> Option<Link> {
        self.chain.get(usize::try_from(index).ok()?).copied()
    }

    /// Returns whether the entry was not taken back.
    pub(super) fn stands(&self, index: u32) -> bool {
        self.linkage(index)
            .and_then(|link| self.step(link.step))
            .is_some_and(|step| step.taken_back == 0)
    }

    pub(in crate::visit) fn said_at(&self, index: u32) -> Option<Said<'_>> {
        said(self.entry(index)?)
    }

    /// Returns whether the entry with this index was not taken back.
    pub fn still_stands(&self, index: usize) -> bool {
        u32::try_from(index).is_ok_and(|index| self.stands(index))
    }

    /// Returns the last answer that was not taken back and has a place in the versions of now.
    pub fn last_standing_answer(&self) -> Option<&Entry> {
        let mut index = self.chain.len();
        self.entries.iter().rev().find(|entry| {
            index = index.saturating_sub(1);
            said(entry).is_some()
                && !self.is_left_behind(entry.id)
                && u32::try_from(index).is_ok_and(|index| self.stands(index))
        })
    }

    pub(in crate::visit) fn history_of(&self, latest: u32) -> Vec<(Said<'_>, bool)> {
        self.walk(latest)
            .filter_map(|(index, entry)| Some((said(entry)?, !self.stands(index))))
            .collect()
    }

    /// Returns what each source says now, the latest first.
    ///
    /// A source has more than one account when devices answered without having read each other.
    pub(in crate::visit) fn said_in(&self, latest: u32) -> impl Iterator<Item = (u32, Said<'_>)> {
        self.accounts(latest)
            .filter(|(_, said)| !says_nothing(said.answer))
    }

    /// Returns the standing answers that no later one replaces, emptied ones too, the latest first.
    ///
    /// An answer replaces what its own device said before, and what it had read of others'. The same
    /// answer of two devices is one account.
    fn accounts(&self, latest: u32) -> impl Iterator<Item = (u32, Said<'_>)> {
        let is_one_device = self.has_one_device();
        let of_several = if is_one_device {
            Vec::new()
        } else {
            self.accounts_of_several(latest)
        };
        let of_one = is_one_device.then(|| {
            let mut seen = [false; Source::ALL.len()];
            self.standing(latest).filter(move |(_, said)| {
                let place = Source::ALL.iter().position(|source| *source == said.source);
                place
                    .and_then(|place| seen.get_mut(place))
                    .is_some_and(|mark| !std::mem::replace(mark, true))
            })
        });
        of_one.into_iter().flatten().chain(of_several)
    }

    fn accounts_of_several(&self, latest: u32) -> Vec<(u32, Said<'_>)> {
        // Every entry met so far, whether it is an account or was itself replaced: what it replaces
        // stays replaced.
        let mut met: Vec<(u32, Said<'_>)> = Vec::new();
        let mut found: Vec<(u32, Said<'_>)> = Vec::new();
        for (index, said) in self.standing(latest) {
            let same_source = |other: &&(u32, Said<'_>)| other.1.source == said.source;
            let replaced = met
                .iter()
                .filter(same_source)
                .any(|(later, _)| self.had_read(*later, index));
            let repeated = found
                .iter()
                .filter(same_source)
                .any(|(_, other)| other.answer == said.answer);
            if !replaced && !repeated {
                found.push((index, said));
            }
            met.push((index, said));
        }
        found
    }

    /// Returns the accounts of one source, emptied ones too, the latest first.
    pub(super) fn accounts_of(&self, latest: u32, source: Source) -> Vec<Said<'_>> {
        let accounts = self.accounts(latest).map(|(_, said)| said);
        accounts.filter(|said| said.source == source).collect()
    }

    /// Returns whether whoever made the later entry had read the earlier one.
    fn had_read(&self, later: u32, earlier: u32) -> bool {
        match (self.entry(later), self.entry(earlier)) {
            (Some(later), Some(earlier)) => self.knew(later.id, earlier.id),
            _ => false,
        }
    }

    /// Returns the entry that expressions and completeness read: what the default source said, else
    /// what was said last.
    pub(super) fn reading_of(&self, latest: u32, default: Source) -> u32 {
        let mut fallback = NONE;
        for (index, said) in self.accounts(latest) {
            if !said.answer.is_answered() {
                continue;
            }
            if said.source == default {
                return index;
            }
            if fallback == NONE {
                fallback = index;
            }
        }
        fallback
    }
}

/// Returns what an entry says, if it is an answer.
pub(super) const fn said(entry: &Entry) -> Option<Said<'_>> {
    match &entry.statement {
        Statement::Answered { source, answer, .. } => Some(Said {
            id: entry.id,
            source: *source,
            answer,
            stamp: &entry.stamp,
        }),
        Statement::FacilityEntered(_)
        | Statement::ChecklistPinned { .. }
        | Statement::VisitOpened(_)
        | Statement::SubjectAdded { .. }
        | Statement::Repeated { .. }
        | Statement::Binned { .. }
        | Statement::Linked { .. }
        | Statement::Unlinked { .. }
        | Statement::CodeSettled { .. }
        | Statement::ViewTaken { .. }
        | Statement::SafeguardDecided { .. }
        | Statement::Undone { .. }
        | Statement::Closed
        | Statement::Migrated { .. }
        | Statement::Reopened { .. }
        | Statement::Local(_)
        | Statement::Purged { .. }
        | Statement::BackedUp => None,
    }
}

/// Returns whether the answer was emptied and carries neither note nor flag.
pub(super) const fn says_nothing(answer: &Answer) -> bool {
    answer.content.is_none() && answer.note.is_none() && !answer.flag
}
