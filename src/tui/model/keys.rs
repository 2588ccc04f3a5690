//! The way of a key: cover, guards, command bar, command, screen.

use crossterm::event::KeyEvent;

use super::Model;
use crate::message::Message;
use crate::tui::keyboard::{
    Bare, EscapeBurst, Focus, Pressed, RepeatGuard, TypingGuard, TypingVerdict, resolve,
};
use crate::tui::keymap::{Action, Place};
use crate::tui::screen::{Help, Input, Menu, Screen, Unsaved};
use crate::tui::widget::Size;
use crate::visit::Session;

/// The guards in time, and what they may have to take back.
#[derive(Debug, Default)]
pub(super) struct Guards {
    repeat: RepeatGuard,
    escape: EscapeBurst,
    typing: TypingGuard,
    /// When the visit was changed, for the guard against typing in the wrong place.
    changes: Vec<u64>,
    /// Screens that Esc closed, and when.
    parked: Vec<(u64, Screen)>,
}

impl Guards {
    const REMEMBERED: usize = 64;

    /// Notes that a screen said something to the visit.
    pub(super) fn changed(&mut self, count: usize, now: u64) {
        self.changes.extend(std::iter::repeat_n(now, count));
        let surplus = self.changes.len().saturating_sub(Self::REMEMBERED);
        self.changes.drain(..surplus);
    }

    fn changes_since(&mut self, since: u64) -> usize {
        let before = self.changes.len();
        self.changes.retain(|when| *when < since);
        before - self.changes.len()
    }

    /// Keeps a screen that was closed, in case the key that closed it was the first of a burst.
    pub(super) fn park(&mut self, screen: Option<Screen>, now: u64) {
        self.parked
            .retain(|(when, _)| now.saturating_sub(*when) <= EscapeBurst::WITHIN);
        self.parked.extend(screen.map(|screen| (now, screen)));
    }

    /// Gives back the screens that were closed within `within` milliseconds, the lowest first.
    pub(super) fn unpark(&mut self, now: u64, within: u64) -> Vec<Screen> {
        std::mem::take(&mut self.parked)
            .into_iter()
            .filter(|(when, _)| now.saturating_sub(*when) <= within)
            .map(|(_, screen)| screen)
            .rev()
            .collect()
    }
}

impl Model {
    pub(super) fn key(&mut self, key: KeyEvent) {
        let profile = self.world.settings.profile;
        let focus = if self.is_covered() {
            Focus::Commands
        } else {
            self.focus()
        };
        let pressed = resolve(key, focus, profile, self.world.memory);
        if pressed == Pressed::Nothing {
            return;
        }
        let now = self.world.now.ms;
        let escape = matches!(pressed, Pressed::Bare(Bare::Escape, _));
        if escape {
            if self.guards.escape.press(now) && !self.is_covered() {
                return self.hide();
            }
        } else {
            self.guards.escape.forget();
        }
        if let Pressed::Digit(digit) = pressed {
            let writes = !self.is_covered() && self.writes_digits(focus);
            if !self.guards.repeat.admits(digit, writes, now) {
                return;
            }
        } else {
            self.guards.repeat.forget();
        }
        if self.is_covered() {
            return self.key_under_cover(pressed);
        }
        self.world.memory.see(key, profile);
        self.last_key = now;
        if self.world.room() == Size::TooSmall {
            let hides = matches!(pressed, Pressed::Function(9) | Pressed::Letter('Q', _));
            if hides {
                self.hide();
            }
            return;
        }
        self.line = None;
        if let Some(text) = self.pasted.take() {
            return self.answer_paste(pressed, text);
        }
        if self.bar.is_some() {
            return self.key_in_bar(pressed);
        }
        self.press(pressed);
    }

    fn writes_digits(&self, focus: Focus) -> bool {
        let top = self.stack.last();
        focus == Focus::Time || top.is_some_and(|layer| layer.screen.show().writes_digits())
    }

    fn press(&mut self, pressed: Pressed) {
        let Some(layer) = self.stack.last() else {
            return;
        };
        let context = layer.screen.show().context(&self.world);
        let command = context.command_for(pressed);
        if let Pressed::Letter(..) | Pressed::Unknown(_) = pressed {
            let verdict = self
                .guards
                .typing
                .letter(self.world.now.ms, command.is_some());
            if let TypingVerdict::TypedText { since, .. } = verdict {
                return self.take_back_since(since);
            }
        } else {
            self.guards.typing.forget();
        }
        match (command, pressed) {
            (Some((command, place)), _) => self.run(command.action, place),
            (None, Pressed::Bare(Bare::BackTab, _)) => self.bar = Some((0, 0)),
            (None, Pressed::Bare(bare, control)) => self.send(Input::Bare(bare, control)),
            (None, Pressed::Digit(digit)) => self.send(Input::Digit(digit)),
            (None, Pressed::Text(letter)) => self.send(Input::Text(letter)),
            (None, Pressed::Letter(_, typed) | Pressed::Unknown(typed)) => {
                self.no_action(&typed.to_string());
            }
            (None, Pressed::Question) => self.no_action("?"),
            (None, Pressed::Function(number)) => self.no_action(&format!("F{number}")),
            (None, Pressed::Control(letter)) => self.no_action(&format!("Ctrl+{letter}")),
            (None, Pressed::Nothing) => {}
        }
    }

    fn no_action(&mut self, key: &str) {
        self.line = Some((Message::new("screen-no-action").text("key", key), true));
    }

    /// Runs a command: the screen's own, or one of those that every screen has.
    pub(super) fn run(&mut self, action: Action, place: Place) {
        if place == Place::Own {
            return self.send(Input::Do(action));
        }
        match action {
            Action::Back => self.back(),
            Action::Hide => self.hide(),
            Action::Lock => self.lock(),
            Action::Undo => self.undo(true),
            Action::Redo => self.undo(false),
            Action::SaidSaved if self.world.is_not_saved() => {
                self.push(Unsaved::default().into());
            }
            Action::SaidSaved => {
                let time = match &self.world.saved {
                    Some(crate::tui::widget::SavedState::Saved(time)) => {
                        time.format("%H:%M:%S").to_string()
                    }
                    Some(_) | None => return,
                };
                self.line = Some((Message::new("screen-all-saved").text("time", time), false));
            }
            Action::HowToLeave => {
                self.line = Some((Message::new("screen-how-to-leave"), false));
            }
            Action::Help => self.open_help(),
            Action::Menu => self.open_menu(),
            _ => self.send(Input::Do(action)),
        }
    }

    fn open_help(&mut self) {
        let Some(layer) = self.stack.last() else {
            return;
        };
        let context = layer.screen.show().context(&self.world);
        self.push(Help::about(context).into());
    }

    fn open_menu(&mut self) {
        let Some(layer) = self.stack.last() else {
            return;
        };
        let context = layer.screen.show().context(&self.world);
        self.push(Menu::of(context).into());
    }

    /// Returns whether a screen of the visit in hand is open: elsewhere nobody sees what would be taken
    /// back.
    fn is_in_visit(&self) -> bool {
        let mut screens = self.stack.iter();
        screens.any(|layer| layer.screen.resume(&self.world).is_some())
    }

    /// Returns whether there is something to take back here.
    pub(super) fn can_undo(&self) -> bool {
        let (Some(desk), Some(visit)) = (&self.world.desk, &self.world.visit) else {
            return false;
        };
        self.is_in_visit() && !visit.read_only && visit.session.can_undo(desk.device)
    }

    fn undo(&mut self, back: bool) {
        if !self.is_in_visit() {
            self.line = Some((Message::new("screen-nothing-to-undo-here"), true));
            return;
        }
        let done = self.world.change(|session, saying| {
            if back {
                session.undo(saying)
            } else {
                session.redo(saying)
            }
        });
        match done {
            Ok(change) => {
                let told = change.message;
                self.send(Input::Shown);
                if let Some(message) = told {
                    self.line = Some((message, false));
                }
            }
            Err(message) => self.line = Some((message, true)),
        }
    }

    /// Takes back what letters did that were meant as text.
    fn take_back_since(&mut self, since: u64) {
        while self.stack.len() > 1 && self.top().is_some_and(|layer| layer.since >= since) {
            self.stack.pop();
        }
        for _ in 0..self.guards.changes_since(since) {
            let undone = self.world.change(Session::undo);
            if undone.is_err() {
                break;
            }
        }
        self.send(Input::Shown);
        self.line = Some((Message::new("screen-looked-like-text"), true));
    }

    pub(super) fn paste(&mut self, text: String) {
        self.last_key = self.world.now.ms;
        if self.is_covered() {
            return;
        }
        if self.focus() == Focus::Text {
            return self.send(Input::Paste(text));
        }
        let count = crate::tui::canvas::letters(&text);
        self.line = Some((Message::new("screen-pasted").number("count", count), false));
        self.pasted = Some(text);
    }

    /// The answer to "put the pasted text into a note?".
    fn answer_paste(&mut self, pressed: Pressed, text: String) {
        if pressed != Pressed::Bare(Bare::Enter, false) {
            self.line = Some((Message::new("screen-paste-dropped"), false));
            return;
        }
        let Some(layer) = self.stack.last() else {
            return;
        };
        let context = layer.screen.show().context(&self.world);
        if context
            .commands
            .iter()
            .any(|command| command.action == Action::Note)
        {
            self.send(Input::Do(Action::Note));
            if self.focus() == Focus::Text {
                return self.send(Input::Paste(text));
            }
        }
        self.line = Some((Message::new("screen-no-note-here"), true));
    }

    fn key_in_bar(&mut self, pressed: Pressed) {
        let rows = self.bar_entries();
        let (row, place) = self.bar.unwrap_or_default();
        let length = |row: usize| rows.get(row).map_or(0, Vec::len);
        let clamp = |row: usize, place: usize| (row, place.min(length(row).saturating_sub(1)));
        match pressed {
            Pressed::Bare(Bare::Left | Bare::BackTab, _) => {
                self.bar = Some((row, place.saturating_sub(1)));
            }
            Pressed::Bare(Bare::Right, _) => self.bar = Some(clamp(row, place + 1)),
            Pressed::Bare(Bare::Up, _) => self.bar = Some(clamp(0, place)),
            Pressed::Bare(Bare::Down, _) => self.bar = Some(clamp(1, place)),
            Pressed::Bare(Bare::Enter, _) => {
                self.bar = None;
                let action = rows
                    .get(row)
                    .and_then(|row| row.get(place))
                    .map(|e| e.action);
                if let Some(action) = action {
                    self.run_by_name(action);
                }
            }
            Pressed::Bare(Bare::Escape | Bare::Tab, _) => self.bar = None,
            other => {
                self.bar = None;
                self.press(other);
            }
        }
    }

    /// Runs a command that was chosen from the bar or the menu.
    pub(super) fn run_by_name(&mut self, action: Action) {
        let Some(layer) = self.stack.last() else {
            return;
        };
        let place = layer.screen.show().context(&self.world).place_of(action);
        self.run(action, place);
    }
}
