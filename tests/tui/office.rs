//! The office at the keyboard: a real practice vault behind the screens that look at all visits.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use firsthours::app::{
    Desk, Folders, KdfCost, PRACTICE_PASSPHRASE, Passphrase, Plan, Settings as Kept, StandingClock,
    Surroundings, VaultKind, fill_practice,
};
use firsthours::checklist::Library;
use firsthours::i18n::Language;
use firsthours::tui::worker::Cabinet;
use firsthours::tui::{Effect, Event, Model, Now, Request, Ticket};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::monitor::settings;

fn today() -> DateTime<FixedOffset> {
    "2026-03-05T14:32:00+05:00".parse().unwrap()
}

/// Somebody at the office, before home.
pub(crate) struct Office {
    pub(crate) model: Model,
    cabinet: Cabinet,
    /// Everything it has on the disk; gone with it.
    folder: tempfile::TempDir,
    ms: u64,
    queue: VecDeque<(Ticket, Request)>,
}

impl Office {
    /// Opens a practice vault with so many visits.
    pub(crate) fn with(visits: u32, size: (u16, u16), language: Language) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        let surroundings = Surroundings {
            library: Library::embedded(),
            clock: Arc::new(StandingClock(today())),
            monitor: "M-1".to_owned(),
        };
        let passphrase = Passphrase::of(PRACTICE_PASSPHRASE);
        let cost = KdfCost::practice();
        let kind = VaultKind::Practice;
        let desk = Desk::create(&vault, &passphrase, cost, kind, surroundings).unwrap();
        let plan = Plan {
            seed: 7,
            visits,
            persons: 4,
            survey: false,
        };
        if visits > 0 {
            fill_practice(&desk, plan, &mut |_, _| {}).unwrap();
        }
        drop(desk);
        let folders = Folders {
            vault: vault.clone(),
            practice: folder.path().join("practice"),
            settings: folder.path().join("settings"),
            checklists: folder.path().join("checklists"),
        };
        let cabinet = Cabinet::new(vault, folders, &Kept::default());
        let now = Now {
            ms: 0,
            machine: today(),
        };
        let (mut model, effects) = Model::start(settings(language), now, size);
        model.remember(Kept {
            language: Some(language.code().to_owned()),
            colours: "none".to_owned(),
            ..Kept::default()
        });
        let mut office = Self {
            model,
            cabinet,
            folder,
            ms: 0,
            queue: VecDeque::new(),
        };
        office.act(effects);
        office.types(PRACTICE_PASSPHRASE);
        office.key(KeyCode::Enter);
        office
    }

    fn now(&self) -> Now {
        let passed = chrono::Duration::milliseconds(i64::try_from(self.ms).unwrap());
        Now {
            ms: self.ms,
            machine: today() + passed,
        }
    }

    fn act(&mut self, effects: Vec<Effect>) {
        self.take(effects);
        while let Some((ticket, request)) = self.queue.pop_front() {
            let reply = self.cabinet.serve(request);
            let effects = self.model.update(Event::Reply(ticket, reply), self.now());
            self.take(effects);
        }
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Ask(ticket, request) = effect {
                self.queue.push_back((ticket, request));
            }
        }
    }

    /// Presses a key, half a second after the one before; then lets a second pass.
    pub(crate) fn key(&mut self, code: KeyCode) {
        self.ms += 2_000;
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        let effects = self.model.update(Event::Key(key), self.now());
        self.act(effects);
        while let Some(at) = self.model.deadline().filter(|at| *at <= self.ms + 1_500) {
            self.ms = at.max(self.ms + 1);
            let effects = self.model.update(Event::Tick, self.now());
            self.act(effects);
        }
    }

    /// Types each letter of a text.
    pub(crate) fn types(&mut self, text: &str) {
        text.chars()
            .for_each(|letter| self.key(KeyCode::Char(letter)));
    }

    /// Presses a letter with Ctrl.
    pub(crate) fn control(&mut self, letter: char) {
        self.ms += 2_000;
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
        let effects = self.model.update(Event::Key(key), self.now());
        self.act(effects);
    }

    /// Pastes text.
    pub(crate) fn paste(&mut self, text: &str) {
        let effects = self.model.update(Event::Paste(text.to_owned()), self.now());
        self.act(effects);
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let effects = self.model.update(Event::Resize(columns, rows), self.now());
        self.act(effects);
    }

    /// Lets time pass.
    pub(crate) fn waits(&mut self, ms: u64) {
        let until = self.ms + ms;
        while let Some(at) = self.model.deadline().filter(|at| *at <= until) {
            self.ms = at.max(self.ms + 1);
            let effects = self.model.update(Event::Tick, self.now());
            self.act(effects);
        }
        self.ms = until;
    }

    /// A path that the test may write to.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns what is on the screen; the time of saving is left out.
    pub(crate) fn screen(&self) -> String {
        let (width, height) = self.model.world.size;
        let mut buffer = Buffer::empty(Rect {
            x: 0,
            y: 0,
            width,
            height,
        });
        self.model.view(&mut buffer);
        let mut screen = String::new();
        for y in 0..height {
            let line: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            screen.push_str(line.trim_end());
            screen.push('\n');
        }
        screen
    }
}
