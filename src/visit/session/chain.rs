//! The entries of one slot, from the latest backwards.

use super::Session;
use crate::value::Source;
use crate::visit::{Answer, Entry, Stamp, Statement};

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
    /// According to whom.
    pub source: Source,
    /// What.
    pub answer: &'a Answer,
    /// Who wrote it down, and when.
    pub stamp: &'a Stamp,
}

impl Session {
    pub(super) fn append_to_chain(&mut self, sheet: usize, question: usize, index: u32) {
        let Some(slot) = self
            .sheets
            .get_mut(sheet)
            .and_then(|sheet| sheet.slots.get_mut(question))
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

    /// Returns the last answer that was not taken back.
    pub fn last_standing_answer(&self) -> Option<&Entry> {
        let mut index = self.chain.len();
        self.entries.iter().rev().find(|entry| {
            index = index.saturating_sub(1);
            said(entry).is_some() && u32::try_from(index).is_ok_and(|index| self.stands(index))
        })
    }

    pub(in crate::visit) fn history_of(&self, latest: u32) -> Vec<(Said<'_>, bool)> {
        self.walk(latest)
            .filter_map(|(index, entry)| Some((said(entry)?, !self.stands(index))))
            .collect()
    }

    /// Returns the latest standing answer of each source, the latest first.
    pub(in crate::visit) fn said_in(&self, latest: u32) -> Vec<(u32, Said<'_>)> {
        let mut seen = [false; Source::ALL.len()];
        let mut found = Vec::new();
        for (index, said) in self.standing(latest) {
            let place = Source::ALL.iter().position(|source| *source == said.source);
            let Some(mark) = place.and_then(|place| seen.get_mut(place)) else {
                continue;
            };
            if !std::mem::replace(mark, true) && !says_nothing(said.answer) {
                found.push((index, said));
            }
        }
        found
    }

    /// Returns the entry that expressions and completeness read: what the default source said, else
    /// what was said last.
    pub(super) fn reading_of(&self, latest: u32, default: Source) -> u32 {
        let mut emptied = [false; Source::ALL.len()];
        let mut fallback = NONE;
        for (index, said) in self.standing(latest) {
            let place = Source::ALL.iter().position(|source| *source == said.source);
            let Some(mark) = place.and_then(|place| emptied.get_mut(place)) else {
                continue;
            };
            // An older answer of the same source no longer stands, even if the newer one is empty.
            if std::mem::replace(mark, true) || !said.answer.is_answered() {
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
            source: *source,
            answer,
            stamp: &entry.stamp,
        }),
        Statement::FacilityEntered(_)
        | Statement::ChecklistPinned { .. }
        | Statement::VisitOpened(_)
        | Statement::SubjectAdded { .. }
        | Statement::Linked { .. }
        | Statement::Unlinked { .. }
        | Statement::Undone { .. }
        | Statement::Closed
        | Statement::Reopened { .. } => None,
    }
}

/// Returns whether the answer was emptied and carries neither note nor flag.
pub(super) const fn says_nothing(answer: &Answer) -> bool {
    answer.content.is_none() && answer.note.is_none() && !answer.flag
}
