//! Hidden and locked: what stands over the screens.

use std::cmp::Ordering;

use ratatui::layout::Rect;

use super::Model;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::Request;
use crate::tui::keyboard::{Bare, EscapeBurst, Pressed};
use crate::tui::screen::Unlock;
use crate::tui::theme::Role;

/// What stands over the screens.
#[derive(Debug, Default)]
pub(super) enum Cover {
    /// Nothing.
    #[default]
    Open,
    /// The cover sheet.
    Hidden {
        /// Since when.
        since: u64,
        /// The digits of the PIN typed so far; none before a key came.
        typed: Option<Vec<u8>>,
        /// The digit that the arrows have picked and not yet put in.
        picked: Option<u8>,
        /// How many wrong PINs came.
        wrong: u8,
    },
}

/// How long the cover sheet stays before the vault locks itself.
const HIDDEN_FOR: u64 = 60_000;
const WRONG_PINS: u8 = 3;
const MINUTE: u64 = 60_000;
/// How long before hiding the message line says so.
const WARNING: u64 = 15_000;

impl Model {
    pub(super) fn is_covered(&self) -> bool {
        matches!(self.cover, Cover::Hidden { .. })
    }

    /// Covers the screen. Nothing is drawn in between; what was half typed is kept behind it.
    pub(super) fn hide(&mut self) {
        if self.world.desk.is_none() {
            return;
        }
        // The screens that the burst of Esc closed come back.
        let now = self.world.now.ms;
        for screen in self.guards.unpark(now, EscapeBurst::WITHIN) {
            self.push(screen);
        }
        self.cover = Cover::Hidden {
            since: now,
            typed: None,
            picked: None,
            wrong: 0,
        };
        self.keep();
    }

    /// Forgets the keys and everything they opened.
    pub(super) fn lock(&mut self) {
        if self.world.desk.is_none() {
            return;
        }
        self.keep();
        self.journal.hurry();
        self.record();
        if !self.journal.is_empty() && self.world.is_not_saved() {
            // Locking now would lose answers: they exist nowhere else.
            self.cover = Cover::Hidden {
                since: self.world.now.ms,
                typed: None,
                picked: None,
                wrong: 0,
            };
            return;
        }
        let place = self
            .stack
            .iter()
            .rev()
            .find_map(|layer| layer.screen.resume(&self.world));
        self.ask(Request::Lock);
        self.cover = Cover::Open;
        self.waiting.clear();
        self.drafts = super::Drafts::default();
        self.guards = super::Guards::default();
        self.line = None;
        self.pasted = None;
        self.world.forget();
        self.stack.clear();
        self.push(Unlock::again(place).into());
    }

    /// A key while the cover sheet stands.
    pub(super) fn key_under_cover(&mut self, pressed: Pressed) {
        let pin = self.world.settings.pin;
        let Cover::Hidden {
            typed,
            picked,
            wrong,
            ..
        } = &mut self.cover
        else {
            return;
        };
        let Some(pin) = pin else {
            // Without a PIN only the passphrase opens.
            if pressed != Pressed::Nothing {
                self.lock();
            }
            return;
        };
        let digits = typed.get_or_insert_with(Vec::new);
        match pressed {
            Pressed::Digit(digit) => digits.push(digit),
            // Arrows alone will do: up and down pick a digit, right or Enter puts it in.
            Pressed::Bare(Bare::Up, _) => {
                *picked = Some(picked.map_or(0, |digit| (digit + 1) % 10));
            }
            Pressed::Bare(Bare::Down, _) => {
                *picked = Some(picked.map_or(9, |digit| (digit + 9) % 10));
            }
            Pressed::Bare(Bare::Right | Bare::Enter, _) => digits.extend(picked.take()),
            Pressed::Bare(Bare::Left | Bare::Backspace, _) => {
                digits.pop();
            }
            Pressed::Bare(Bare::Escape, _) => *typed = None,
            _ => {}
        }
        let count = typed.as_ref().map_or(0, Vec::len);
        if count < usize::from(pin.length) {
            return;
        }
        let right = typed.as_deref().is_some_and(|digits| pin.is(digits));
        if right {
            self.cover = Cover::Open;
            self.last_key = self.world.now.ms;
        } else {
            *typed = Some(Vec::new());
            *wrong += 1;
            if *wrong >= WRONG_PINS {
                self.lock();
            }
        }
    }

    pub(super) fn idle(&mut self) {
        if self.world.desk.is_none() {
            return;
        }
        let now = self.world.now.ms;
        let idle = now.saturating_sub(self.last_key);
        let hide = u64::from(self.world.settings.hide_after) * MINUTE;
        let lock = u64::from(self.world.settings.lock_after) * MINUTE;
        let hidden_long = match self.cover {
            Cover::Hidden { since, .. } => now.saturating_sub(since) >= HIDDEN_FOR && idle < hide,
            Cover::Open => false,
        };
        if idle >= lock || hidden_long {
            self.lock();
        } else if idle >= hide && !self.is_covered() {
            self.hide();
        } else if idle >= hide.saturating_sub(WARNING) && !self.is_covered() {
            self.line = Some((Message::new("screen-hides-soon"), false));
        }
    }

    pub(super) fn idle_deadline(&self) -> Option<u64> {
        self.world.desk.as_ref()?;
        let now = self.world.now.ms;
        let hide = self.last_key + u64::from(self.world.settings.hide_after) * MINUTE;
        let lock = self.last_key + u64::from(self.world.settings.lock_after) * MINUTE;
        let cover = match self.cover {
            Cover::Hidden { since, .. } => Some(since + HIDDEN_FOR),
            Cover::Open => None,
        };
        [
            Some(hide.saturating_sub(WARNING)),
            Some(hide),
            Some(lock),
            cover,
        ]
        .into_iter()
        .flatten()
        .filter(|at| *at > now)
        .min()
    }

    /// The next full minute, where a clock is on the screen.
    pub(super) fn clock_deadline(&self) -> Option<u64> {
        use chrono::Timelike;
        let bare = self
            .stack
            .last()
            .is_some_and(|layer| layer.screen.show().is_bare());
        if !bare && !self.is_covered() {
            return None;
        }
        let local = self.world.now.local();
        let into = u64::from(local.second()) * 1_000 + u64::from(local.nanosecond() / 1_000_000);
        Some(self.world.now.ms + MINUTE.saturating_sub(into).max(1))
    }

    /// Draws the cover sheet: no name of a program, place or person, no count.
    pub(super) fn draw_cover(&self, canvas: &mut Canvas<'_>) {
        let area = canvas.area;
        let clock = self.world.calendar().clock(self.world.now.local());
        canvas.centred(area.y + area.height / 4, &clock, Role::Text);
        let width = area.width.min(64);
        let text = canvas.id("cover-text");
        let middle = Rect {
            x: area.x + area.width.saturating_sub(width) / 2,
            y: area.y + area.height / 4 + 2,
            width,
            height: area.height / 2,
        };
        canvas.paragraph(middle, &text, Role::Secondary);
        if let Cover::Hidden {
            typed: Some(digits),
            picked,
            ..
        } = &self.cover
            && let Some(pin) = self.world.settings.pin
        {
            let stars: String = (0..usize::from(pin.length))
                .map(|place| match (place.cmp(&digits.len()), picked) {
                    (Ordering::Less, _) => '*',
                    (Ordering::Equal, Some(digit)) => char::from(b'0' + digit),
                    (Ordering::Equal | Ordering::Greater, _) => '_',
                })
                .collect();
            let y = area.y + area.height.saturating_sub(4);
            canvas.centred(y, &format!("PIN  [ {stars} ]"), Role::Text);
        }
    }
}
