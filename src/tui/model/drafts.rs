//! What is half typed, on its way to the vault.
//!
//! Screens tell what they hold; this one decides when it goes to the disk: after a pause, and at once
//! before the screen is hidden, locked or closed. What was said or dropped takes its draft with it.

use crate::app::Draft;
use crate::tui::event::Request;

/// How long a pause in typing is before the draft is kept, in milliseconds.
const PAUSE: u64 = 1_000;

/// The draft that the vault holds, and whether another one waits.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    kept: Option<Draft>,
    /// When the one in hand is to be kept.
    due: Option<u64>,
}

impl Drafts {
    /// Takes the draft that was in the vault when it was opened.
    pub(super) fn found(&mut self, draft: Option<Draft>) {
        self.kept = draft;
    }

    /// Compares with what is half typed now. Returns what the vault has to be told, if anything.
    pub(super) fn compare(&mut self, now: u64, in_hand: Option<Draft>) -> Option<Request> {
        if in_hand == self.kept {
            self.due = None;
            return None;
        }
        let due = *self.due.get_or_insert(now.saturating_add(PAUSE));
        if in_hand.is_some() && now < due {
            return None;
        }
        self.due = None;
        self.kept.clone_from(&in_hand);
        Some(Request::KeepDraft(in_hand.map(Box::new)))
    }

    /// Lets the next comparison wait for no pause.
    pub(super) fn hurry(&mut self) {
        self.due = Some(0);
    }

    /// When the model has to be woken for it.
    pub(super) fn deadline(&self) -> Option<u64> {
        self.due
    }
}
