//! A monitor at the keyboard: keys in, screen out, and a vault in memory that keeps what it is told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use firsthours::app::{AllowedNames, Draft};
use firsthours::checklist::{Checklist, Library};
use firsthours::message::Message;
use firsthours::safeguard::Country;
use firsthours::tui::event::VisitLine;
use firsthours::tui::theme::{Palette, Theme};
use firsthours::tui::world::Settings;
use firsthours::tui::{Answered, Effect, Event, Fault, Model, Now, Reply, Request, Ticket};
use firsthours::value::Moment;
use firsthours::visit::{
    Announced, ClockCheck, DeviceId, Entry, Facility, FacilityType, Migration, Pin, Saying,
    Session, Stamp, Subject, VisitHeader, VisitId, VisitKind,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::scenario::saying;

const DEVICE: DeviceId = DeviceId([7; 16]);
const VISIT: VisitId = VisitId([3; 16]);
pub(crate) const PASSPHRASE: &str = "eight signs";

/// A vault in memory.
pub(crate) struct Store {
    checklists: Vec<Arc<Checklist>>,
    /// Everything that was recorded.
    pub(crate) entries: Vec<Entry>,
    /// Whether the disk takes anything.
    pub(crate) full: bool,
    /// Whether the keys are there.
    pub(crate) open: bool,
    /// Hashes of what may stand although it looks like a name.
    pub(crate) allowed: Vec<[u8; 16]>,
    /// What is half typed.
    pub(crate) draft: Option<Draft>,
    /// The version that new visits use, if it is another one.
    pub(crate) newer: Option<Arc<Checklist>>,
}

fn begun() -> DateTime<FixedOffset> {
    "2026-03-05T14:32:00+05:00".parse().unwrap()
}

impl Store {
    /// A vault with one visit that uses these checklists, and one person taken up.
    pub(crate) fn with(ids: &[&str]) -> Self {
        let library = Library::embedded();
        Self::of(ids.iter().map(|id| library.get(id).unwrap()).collect())
    }

    /// The same with checklists of any kind.
    pub(crate) fn of(checklists: Vec<Arc<Checklist>>) -> Self {
        let stamp = Stamp {
            by: "M-1".to_owned(),
            local: begun().naive_local(),
            machine: begun(),
        };
        let saying = Saying {
            stamp,
            device: DEVICE,
            number: 1,
        };
        let header = VisitHeader {
            id: VISIT,
            facility: Facility {
                code: "IVS-07".to_owned(),
                kind: FacilityType::Ivs,
                country: Country::Kz,
                region: "Алматы".to_owned(),
                body: None,
                names: BTreeMap::default(),
                capacity: None,
            },
            kind: VisitKind::Periodic,
            announced: Announced::No,
            start: Moment::at("2026-03-05T13:05:00".parse().unwrap()),
            let_in: None,
            clock: ClockCheck {
                offset_minutes: 300,
                shift_minutes: 0,
                confirmed: true,
            },
            team: vec!["M-1".to_owned()],
            checklists: checklists
                .iter()
                .map(|checklist| Pin {
                    id: checklist.id.clone(),
                    version: checklist.version.clone(),
                    digest: checklist.digest,
                })
                .collect(),
            practice: false,
        };
        let (mut session, opened) = Session::open(header, checklists.clone(), &saying).unwrap();
        let mut entries = opened.entries;
        let saying = Saying {
            number: 2,
            ..saying
        };
        let taken = session
            .take_up_as(Subject::Person(1), Some("man, cell 3"), &saying)
            .unwrap();
        entries.extend(taken.entries);
        Self {
            checklists,
            entries,
            full: false,
            open: false,
            allowed: Vec::new(),
            draft: None,
            newer: None,
        }
    }

    /// The visit as the disk has it.
    pub(crate) fn session(&self) -> Session {
        Session::replay(self.checklists.clone(), self.entries.clone()).unwrap()
    }

    fn last_number(&self) -> u64 {
        let numbers = self.entries.iter().map(|entry| entry.id.number);
        numbers.max().unwrap()
    }

    fn in_hand(&self) -> Answered {
        let session = self.session();
        Answered::Visit {
            next_number: self.last_number() + 1,
            read_only: session.is_closed(),
            session: Box::new(session),
        }
    }

    fn migrations(&self) -> Vec<Migration> {
        let session = self.session();
        let own = session.checklists()[0].digest;
        let to = self.newer.iter();
        to.filter_map(|to| session.migration(own, to)).collect()
    }

    fn answer(&mut self, request: Request) -> Reply {
        Ok(match request {
            Request::Look => Answered::Looked {
                exists: true,
                word: None,
            },
            Request::Unlock(secret) if secret.expose() != PASSPHRASE => {
                return Err(Fault {
                    what: Message::new("err-vault-wrong-passphrase"),
                    to_do: None,
                });
            }
            Request::Unlock(_) => {
                self.open = true;
                Answered::Opened {
                    pin: None,
                    device: DEVICE,
                    by: "M-1".to_owned(),
                    practice: false,
                    backup: Some(begun() - chrono::Duration::days(3)),
                    draft: self.draft.clone().map(Box::new),
                    allowed: AllowedNames::of(self.allowed.iter().copied()),
                    notes: Vec::new(),
                }
            }
            Request::KeepDraft(draft) => {
                self.draft = draft.map(|draft| *draft);
                Answered::DraftKept
            }
            Request::AllowName(hash) => {
                self.allowed.push(hash);
                Answered::NameAllowed
            }
            Request::Lock => {
                self.open = false;
                Answered::Locked
            }
            Request::ListVisits => Answered::Visits(vec![VisitLine {
                id: VISIT,
                facility: "IVS-07".to_owned(),
                start: begun().naive_local(),
                done: (0, 60),
                flags: 0,
                persons: 1,
                closed: false,
                practice: false,
            }]),
            Request::ListBin => Answered::Bin(Vec::new()),
            Request::Earlier(id) => Answered::Earlier(id, BTreeMap::new()),
            Request::LoadVisit(_) => self.in_hand(),
            Request::Migrations(_) => Answered::Migrations(self.migrations()),
            Request::Migrate(_) => {
                for migration in self.migrations() {
                    let mut session = self.session();
                    let saying = saying(DEVICE, self.last_number() + 1);
                    self.checklists.push(Arc::clone(&migration.to));
                    let moved = session.migrate(migration.from.digest, migration.to, &saying);
                    self.entries.extend(moved.unwrap().entries);
                }
                self.in_hand()
            }
            Request::Record(..) if self.full => {
                return Err(Fault {
                    what: Message::new("test-disk-full"),
                    to_do: None,
                });
            }
            Request::Record(_, entries, _) => {
                self.entries.extend(entries);
                Answered::Recorded {
                    sequence: self.entries.len() as u64,
                }
            }
            other => panic!("not needed here: {other:?}"),
        })
    }
}

/// A monitor at the keyboard.
pub(crate) struct Monitor {
    pub(crate) model: Model,
    pub(crate) store: Store,
    pub(crate) ms: u64,
    /// Whether the program ended.
    pub(crate) ended: bool,
    /// Keys pressed so far.
    pub(crate) presses: usize,
    queue: VecDeque<(Ticket, Request)>,
}

impl Monitor {
    /// Opens the vault and the visit.
    pub(crate) fn in_visit(store: Store, size: (u16, u16), settings: Settings) -> Self {
        let mut monitor = Self::at_the_door(store, size, settings);
        monitor.types(PASSPHRASE);
        monitor.key(KeyCode::Enter);
        monitor.key(KeyCode::Enter);
        monitor.presses = 0;
        monitor
    }

    /// Starts the program.
    pub(crate) fn at_the_door(store: Store, size: (u16, u16), settings: Settings) -> Self {
        let now = Now {
            ms: 0,
            machine: begun(),
        };
        let (model, effects) = Model::start(settings, now, size);
        let mut monitor = Self {
            model,
            store,
            ms: 0,
            ended: false,
            presses: 0,
            queue: VecDeque::new(),
        };
        monitor.act(effects);
        monitor
    }

    fn now(&self) -> Now {
        let passed = chrono::Duration::milliseconds(i64::try_from(self.ms).unwrap());
        Now {
            ms: self.ms,
            machine: begun() + passed,
        }
    }

    fn act(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, request) => self.queue.push_back((ticket, request)),
                Effect::Quit => self.ended = true,
            }
        }
        while let Some((ticket, request)) = self.queue.pop_front() {
            let reply = self.store.answer(request);
            let more = self.model.update(Event::Reply(ticket, reply), self.now());
            for effect in more {
                match effect {
                    Effect::Ask(ticket, request) => self.queue.push_back((ticket, request)),
                    Effect::Quit => self.ended = true,
                }
            }
        }
    }

    pub(crate) fn event(&mut self, event: Event) {
        let effects = self.model.update(event, self.now());
        self.act(effects);
    }

    /// Presses a key, half a second after the one before.
    pub(crate) fn press(&mut self, key: KeyEvent) {
        self.ms += 500;
        self.presses += 1;
        self.event(Event::Key(key));
    }

    pub(crate) fn key(&mut self, code: KeyCode) {
        self.press(KeyEvent::new(code, KeyModifiers::NONE));
    }

    /// Types each letter of a text.
    pub(crate) fn types(&mut self, text: &str) {
        text.chars()
            .for_each(|letter| self.key(KeyCode::Char(letter)));
    }

    pub(crate) fn control(&mut self, letter: char) {
        self.press(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL));
    }

    /// Lets time pass, waking the model at each of its deadlines.
    pub(crate) fn waits(&mut self, ms: u64) {
        let until = self.ms + ms;
        while let Some(at) = self.model.deadline().filter(|at| *at <= until) {
            self.ms = at.max(self.ms + 1);
            self.event(Event::Tick);
        }
        self.ms = until;
    }

    /// Returns what a terminal would get.
    pub(crate) fn buffer(&self) -> Buffer {
        let (width, height) = self.model.world.size;
        let mut buffer = Buffer::empty(Rect {
            x: 0,
            y: 0,
            width,
            height,
        });
        self.model.view(&mut buffer);
        buffer
    }

    /// Returns what is on the screen, line by line.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        (0..buffer.area.height)
            .map(|y| {
                let cells = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol());
                cells.collect::<String>().trim_end().to_owned() + "\n"
            })
            .collect()
    }
}

pub(crate) fn settings(language: firsthours::i18n::Language) -> Settings {
    Settings {
        language,
        questions: language,
        theme: Theme {
            palette: Palette::Mono,
            ..Theme::default()
        },
        ..Settings::default()
    }
}
