//! What was said and is not yet confirmed by the disk.

use std::collections::VecDeque;

use crate::tui::event::Ticket;
use crate::visit::{Entry, VisitId};

/// Entries on their way to the disk, in order.
#[derive(Debug, Default)]
pub(super) struct Journal {
    pending: VecDeque<(VisitId, Entry)>,
    /// The question to the worker under way: its number, how many entries, since when.
    under_way: Option<(Ticket, usize, u64)>,
    /// After a failure: when to try again.
    retry_at: Option<u64>,
}

impl Journal {
    /// How long saving may take before the header says so.
    const SLOW: u64 = 300;
    /// How long to wait after a failure.
    const RETRY: u64 = 5_000;
    /// How many entries go at once: a batch must stay small enough for the store.
    const BATCH: usize = 500;

    pub(super) fn keep(&mut self, visit: VisitId, entries: Vec<Entry>) {
        self.pending
            .extend(entries.into_iter().map(|entry| (visit, entry)));
    }

    /// Returns what to hand to the disk next: everything that waits for one visit.
    pub(super) fn next_batch(&self, now: u64) -> Option<(VisitId, Vec<Entry>)> {
        if self.under_way.is_some() || self.retry_at.is_some_and(|at| now < at) {
            return None;
        }
        let (visit, _) = self.pending.front()?;
        let entries = self
            .pending
            .iter()
            .take_while(|(of, _)| of == visit)
            .take(Self::BATCH)
            .map(|(_, entry)| entry.clone())
            .collect();
        Some((*visit, entries))
    }

    pub(super) fn sent(&mut self, ticket: Ticket, now: u64) {
        let Some((visit, _)) = self.pending.front() else {
            return;
        };
        let count = self
            .pending
            .iter()
            .take_while(|(of, _)| of == visit)
            .take(Self::BATCH)
            .count();
        self.under_way = Some((ticket, count, now));
        self.retry_at = None;
    }

    pub(super) fn is_waiting_for(&self, ticket: Ticket) -> bool {
        self.under_way.is_some_and(|(sent, _, _)| sent == ticket)
    }

    /// The disk confirmed what was sent. Returns whether nothing else waits.
    pub(super) fn confirmed(&mut self) -> bool {
        if let Some((_, count, _)) = self.under_way.take() {
            self.pending.drain(..count.min(self.pending.len()));
        }
        self.pending.is_empty()
    }

    /// The disk did not take it. Returns how many entries wait.
    pub(super) fn failed(&mut self, now: u64) -> usize {
        self.under_way = None;
        self.retry_at = Some(now.saturating_add(Self::RETRY));
        self.pending.len()
    }

    /// Tries again at once.
    pub(super) fn hurry(&mut self) {
        self.retry_at = None;
    }

    /// Returns what waits, in order.
    pub(super) fn entries(&self) -> Vec<Entry> {
        self.pending
            .iter()
            .map(|(_, entry)| entry.clone())
            .collect()
    }

    pub(super) fn waiting(&self) -> usize {
        self.pending.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    pub(super) fn is_slow(&self, now: u64) -> bool {
        self.under_way
            .is_some_and(|(_, _, since)| now.saturating_sub(since) >= Self::SLOW)
    }

    /// When the model has to be woken for it: once when saving turns slow, not until the disk answers.
    pub(super) fn deadline(&self, now: u64) -> Option<u64> {
        let slow = self.under_way.map(|(_, _, since)| since + Self::SLOW);
        let slow = slow.filter(|at| *at > now);
        slow.into_iter().chain(self.retry_at).min()
    }
}
