//! What screens ask of hand-over, and what they are told.

use std::path::PathBuf;

use crate::app::{
    Contact, Fingerprint, HeldBy, Incoming, MergePlan, Settlement, Strangers, TakenIn,
};
use crate::message::Message;
use crate::visit::VisitId;

/// What is asked.
#[derive(Debug)]
pub enum HandOver {
    /// This device's key, colleagues, and what they have.
    Look,
    /// Write this device's key to a folder.
    WriteKey(PathBuf),
    /// Enter a colleague.
    AddContact {
        /// A code.
        name: String,
        /// The key, or the file that holds it.
        key: String,
    },
    /// Say that a colleague's key is no longer good.
    Revoke(String),
    /// Write visits for a colleague.
    Give {
        /// The visits.
        visits: Vec<VisitId>,
        /// The colleague.
        to: String,
        /// The folder, or the file.
        folder: PathBuf,
    },
    /// Write for a colleague what is here.
    Receipt {
        /// The colleague.
        to: String,
        /// The folder, or the file.
        folder: PathBuf,
    },
    /// Read a bundle and say what taking it in would do.
    Read(PathBuf),
    /// Take a bundle in.
    TakeIn {
        /// The bundle as it was read.
        incoming: Box<Incoming>,
        /// Whether a stranger's is taken.
        strangers: Strangers,
        /// Which accounts are to stand.
        settlements: Vec<Settlement>,
    },
    /// Take the last import back.
    TakeBack,
}

/// What is told.
#[derive(Debug)]
pub enum HandedOver {
    /// This device's key, colleagues, and what they have.
    Looked {
        /// What the key is recognised by.
        own: Fingerprint,
        /// The colleagues.
        contacts: Vec<Contact>,
        /// What they have.
        held: Vec<HeldBy>,
    },
    /// Colleagues changed.
    Changed(Message),
    /// A file was written.
    Wrote(Message),
    /// What a bundle holds, and what taking it in would do.
    Read(Box<(Incoming, MergePlan)>),
    /// A bundle was taken in.
    TakenIn {
        /// New entries.
        new: usize,
        /// Visits that they belong to.
        visits: usize,
        /// Answers that still differ.
        left: usize,
    },
    /// An import was taken back.
    TakenBack(TakenIn),
}
