//! What comes into the model and what goes out of it.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use crossterm::event::KeyEvent;
use zeroize::Zeroizing;

use crate::message::{Explain, Message};
use crate::visit::{DeviceId, Entry, Facility, Session, VisitHeader, VisitId};

/// The time at which an event happened, by two clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds of a clock that only runs forward.
    pub ms: u64,
    /// The machine's own clock with its offset.
    pub machine: DateTime<FixedOffset>,
}

impl Now {
    /// Returns the machine's local time.
    pub fn local(self) -> NaiveDateTime {
        self.machine.naive_local()
    }
}

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key.
    Key(KeyEvent),
    /// Pasted text.
    Paste(String),
    /// The window has another size: columns and rows.
    Resize(u16, u16),
    /// A deadline passed.
    Tick,
    /// The worker answers.
    Reply(Ticket, Reply),
    /// The system asks the program to end.
    Terminate,
    /// There is no terminal any more.
    TerminalGone,
}

/// The number of a question to the worker; answers to questions nobody waits for are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// What the model wants to be done.
#[derive(Debug)]
pub enum Effect {
    /// Asks the worker.
    Ask(Ticket, Request),
    /// Ends the program.
    Quit,
}

/// A passphrase on its way to the vault; wiped when dropped, never printed.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a copy of a passphrase.
    pub fn new(text: &str) -> Self {
        let mut own = String::with_capacity(text.len());
        own.push_str(text);
        Self(Zeroizing::new(own))
    }

    /// Returns the passphrase.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(<redacted>)")
    }
}

/// What the worker is asked for.
#[derive(Debug)]
pub enum Request {
    /// Whether there is a vault.
    Look,
    /// Make a vault.
    CreateVault(Secret),
    /// Open the vault.
    Unlock(Secret),
    /// Close the vault and forget its keys.
    Lock,
    /// Every visit, newest first.
    ListVisits,
    /// Every place in the register.
    ListFacilities,
    /// Enter a place in the register.
    AddFacility(Box<Facility>),
    /// Begin a visit.
    OpenVisit(Box<VisitHeader>),
    /// Read a visit.
    LoadVisit(VisitId),
    /// Keep entries.
    Record(VisitId, Vec<Entry>),
}

/// What the worker answers.
pub type Reply = Result<Answered, Fault>;

/// A fault as a person is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What happened.
    pub what: Message,
    /// What to do.
    pub to_do: Option<Message>,
}

impl<E: Explain> From<&E> for Fault {
    fn from(fault: &E) -> Self {
        Self {
            what: fault.what_happened(),
            to_do: fault.what_to_do(),
        }
    }
}

/// A visit as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitLine {
    /// Which.
    pub id: VisitId,
    /// The code of the place.
    pub facility: String,
    /// When it began, local time of the place.
    pub start: NaiveDateTime,
    /// Questions answered and questions that count.
    pub done: (usize, usize),
    /// Flags.
    pub flags: usize,
    /// Persons.
    pub persons: usize,
    /// Whether it is finished.
    pub closed: bool,
    /// Whether it is practice.
    pub practice: bool,
}

/// What was asked for.
#[derive(Debug)]
pub enum Answered {
    /// Whether there is a vault.
    Looked {
        /// Whether there is one.
        exists: bool,
    },
    /// The vault is open.
    Opened {
        /// The device of this vault.
        device: DeviceId,
        /// The code of the monitor who uses it.
        by: String,
        /// Whether it is a practice vault.
        practice: bool,
    },
    /// The keys are forgotten.
    Locked,
    /// Every visit, newest first.
    Visits(Vec<VisitLine>),
    /// Every place.
    Facilities(Vec<Facility>),
    /// The place is entered.
    FacilityAdded,
    /// A visit, begun or read.
    Visit {
        /// Its session.
        session: Box<Session>,
        /// The number of this device's next entry.
        next_number: u64,
        /// Whether nothing can be entered into it.
        read_only: bool,
    },
    /// The visit that was asked for is the one in hand now.
    VisitInHand(VisitId),
    /// The entries are on the disk.
    Recorded {
        /// The vault's sequence number after them.
        sequence: u64,
    },
}
