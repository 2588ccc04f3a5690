//! What comes into the model and what goes out of it.

mod handover;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use crossterm::event::KeyEvent;
use zeroize::Zeroizing;

use crate::app::{
    AllowedNames, BehindUnit, BehindVisit, Draft, EarlierAnswers, ExportOrder, Exported, Found,
    InBin, JudgedForm, NewVisit, Purge, ReleasedBefore, Settings,
};
use crate::checklist::Checklist;
use crate::export::atomic_file::Existing;
use crate::indicator::{Report, Selection, Suppression};
use crate::message::{Explain, Message};
use crate::tui::world::Pin;
use crate::visit::{DeviceId, Entry, Facility, Migration, Session, VisitId, VisitSummary};
pub use handover::{HandOver, HandedOver};

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
    /// Something happened to the vault that a person must know.
    Told(Vec<Message>),
    /// Somebody tried to stop the program, or let it go on after it was stopped.
    Suspended,
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
    OpenVisit(Box<NewVisit>),
    /// Read a visit.
    LoadVisit(VisitId),
    /// What moving a visit to the newest versions of its checklists would do.
    Migrations(VisitId),
    /// Move a visit to the newest versions of its checklists.
    Migrate(VisitId),
    /// Keep entries; with the visit's summary after them, if it is still in hand.
    Record(VisitId, Vec<Entry>, Option<Box<VisitSummary>>),
    /// Compact a visit that was closed.
    Seal(VisitId),
    /// Keep what is half typed; nothing if it was said or dropped.
    KeepDraft(Option<Box<Draft>>),
    /// Keep that something may stand although it looks like a name, by its hash.
    AllowName([u8; 16]),
    /// Take somebody, or a whole visit, out of the vault for good.
    Purge(Purge),
    /// Put a visit in the bin, or bring it back.
    PutInBin(VisitId, bool),
    /// The visits in the bin.
    ListBin,
    /// Write the vault into another folder and go on there: this disk refuses.
    ContinueIn(PathBuf),
    /// Write a backup to this file.
    BackUp(PathBuf),
    /// Make six words that open the vault too.
    RecoveryWords,
    /// The checklists that new visits can use.
    ListChecklists,
    /// Every visit as lists know it, newest first.
    ListSummaries,
    /// What was answered at a visit's place before.
    Earlier(VisitId),
    /// Look through answers, notes and places; in which language choices are read.
    Search(String, &'static str),
    /// Count.
    Tally(Box<Selection>, Suppression),
    /// What was handed out before, and which of it a table is compared with.
    Releases(Box<Selection>),
    /// The visits behind the figure of an indicator in a group.
    VisitsBehind(Box<Selection>, Vec<String>),
    /// Who stands behind it in one visit.
    UnitsBehind(VisitId, Box<Selection>, Vec<String>),
    /// The beginning of what an export would write: so many lines.
    Preview(Box<ExportOrder>, usize),
    /// Write an export.
    Export(Box<ExportOrder>, PathBuf, Existing),
    /// Where a person's own documents are.
    Documents,
    /// Keep the settings.
    SaveSettings(Box<Settings>),
    /// Choose the digits that open the hidden screen, or take them away.
    SetPin(Option<Pin>),
    /// Something of hand-over between colleagues.
    HandOver(Box<HandOver>),
    /// Read and judge a questionnaire of others.
    JudgeForm(PathBuf),
    /// Put a questionnaire of others among the checklists.
    TakeForm(PathBuf, Existing),
}

impl Request {
    /// Returns whether it may take long; such work has a lane of its own, so that saving never waits
    /// for it. Everything that changes the vault, or must see what was changed, goes in order.
    pub const fn is_long(&self) -> bool {
        matches!(
            self,
            Self::ListSummaries
                | Self::Earlier(_)
                | Self::Search(..)
                | Self::Tally(..)
                | Self::Releases(_)
                | Self::VisitsBehind(..)
                | Self::UnitsBehind(..)
                | Self::Preview(..)
                | Self::Export(..)
                | Self::BackUp(_)
                | Self::JudgeForm(_)
        )
    }
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

impl Fault {
    /// Says what happened, and what to do where something can be done.
    pub fn said(self) -> Message {
        match self.to_do {
            Some(to_do) => Message::new("screen-fault-and-remedy")
                .message("what", self.what)
                .message("todo", to_do),
            None => self.what,
        }
    }

    /// Says that the program itself went wrong; what the header calls saved is on the disk.
    pub const fn of_a_bug() -> Self {
        Self {
            what: Message::new("err-screen-bug"),
            to_do: None,
        }
    }
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
        /// What there is to say about where it stands.
        word: Option<Message>,
    },
    /// The vault is open.
    Opened {
        /// The device of this vault.
        device: DeviceId,
        /// The code of the monitor who uses it.
        by: String,
        /// Whether it is a practice vault.
        practice: bool,
        /// The digits that open the hidden screen.
        pin: Option<Pin>,
        /// When the last backup was made.
        backup: Option<DateTime<FixedOffset>>,
        /// What was half typed when it was closed.
        draft: Option<Box<Draft>>,
        /// What may stand although it looks like a name.
        allowed: AllowedNames,
        /// What was found and healed at opening.
        notes: Vec<Message>,
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
    /// What moving the visit to other versions would do.
    Migrations(Vec<Migration>),
    /// What is half typed is kept.
    DraftKept,
    /// It is kept that something may stand.
    NameAllowed,
    /// The visit is compact.
    Sealed,
    /// The visit is not in the vault any more.
    Purged,
    /// The visit is in the bin, or back.
    PutInBin,
    /// The visits in the bin.
    Bin(Vec<InBin>),
    /// The vault goes on in this folder; whether the next start knows.
    ContinuedIn(PathBuf, bool),
    /// The backup is written and was read back.
    BackedUp {
        /// When.
        at: Option<DateTime<FixedOffset>>,
        /// How large it is.
        kib: u64,
        /// Saved steps that are damaged and are not in it.
        damaged: u64,
    },
    /// Six words that open the vault.
    RecoveryWords(Secret),
    /// The checklists that new visits can use.
    Checklists(Vec<Arc<Checklist>>),
    /// Every visit as lists know it, newest first.
    Summaries(Vec<VisitSummary>),
    /// What was answered at a visit's place before.
    Earlier(VisitId, EarlierAnswers),
    /// What was found.
    Found(Box<Found>),
    /// What was counted.
    Counted(Box<Report>),
    /// The visits behind a figure.
    VisitsBehind(Vec<BehindVisit>),
    /// Who stands behind it in one visit.
    UnitsBehind(Vec<BehindUnit>),
    /// What was handed out before.
    Releases(Vec<ReleasedBefore>),
    /// The beginning of what an export would write, and what is to be said about it.
    Previewed(Vec<String>, Vec<Message>),
    /// The export is written.
    Exported(Box<Exported>),
    /// Where a person's own documents are.
    Documents(PathBuf),
    /// What there is to say about a questionnaire.
    FormJudged(Box<JudgedForm>),
    /// The questionnaire is among the checklists.
    FormTaken {
        /// The id of the checklist.
        id: String,
        /// Whether visits can use it now; if not, when the vault is opened again.
        at_once: bool,
    },
    /// The digits are chosen.
    PinSet(Option<Pin>),
    /// The settings are kept.
    SettingsSaved,
    /// What hand-over told.
    HandedOver(Box<HandedOver>),
    /// The entries are on the disk.
    Recorded {
        /// The vault's sequence number after them.
        sequence: u64,
    },
}
