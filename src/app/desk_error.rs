//! Why the desk could not do what it was asked.

use super::CodingFault;
use crate::bundle::BundleFault;
use crate::export::atomic_file::WriteError;
use crate::indicator::{NotPublishable, SelectionFault};
use crate::message::{Explain, Message};
use crate::vault::{
    AppendError, BackupError, CreateError, OpenError, PassphraseError, ReadError, RewriteError,
};
use crate::visit::{Refusal, ReplayFault};

/// Why the desk could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The vault could not be made.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The vault could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Something could not be read from the vault.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Something could not be written to the vault.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The passphrases were not changed.
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    /// The vault was not written anew.
    #[error(transparent)]
    Rewrite(#[from] RewriteError),
    /// There is no backup, or nothing was restored.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A record of the vault could not be understood.
    #[error(transparent)]
    Coding(#[from] CodingFault),
    /// The entries of a visit contradict each other.
    #[error(transparent)]
    Replay(#[from] ReplayFault),
    /// The visit refused what was said.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A bundle was refused, or cannot be made.
    #[error(transparent)]
    Bundle(#[from] BundleFault),
    /// This cannot be counted.
    #[error(transparent)]
    Selection(#[from] SelectionFault),
    /// This may not be handed out.
    #[error(transparent)]
    NotPublishable(#[from] NotPublishable),
    /// The export is of one visit, and not exactly one was named.
    #[error("one visit is needed")]
    OneVisitNeeded,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandom,
    /// There is no place with this code in the register.
    #[error("no such place")]
    NoFacility {
        /// The code that was asked for.
        code: String,
    },
    /// The place is in the register already.
    #[error("the place is in the register already")]
    FacilityKnown {
        /// Its code.
        code: String,
    },
    /// There is no such checklist.
    #[error("no such checklist")]
    NoChecklist {
        /// The id that was asked for.
        id: String,
    },
    /// A pinned checklist is not in the vault, or cannot be read.
    #[error("a pinned checklist is missing")]
    PinMissing {
        /// Its id.
        id: String,
    },
    /// No checklist of the visit is known here in this version.
    #[error("no such version")]
    NoVersion {
        /// The version that was asked for.
        version: String,
        /// Those that are known.
        known: String,
    },
    /// No visit's id begins like this.
    #[error("no such visit")]
    NoVisit {
        /// The beginning that was asked for.
        beginning: String,
    },
    /// Several visits' ids begin like this.
    #[error("several visits begin like this")]
    SeveralVisits {
        /// The beginning that was asked for.
        beginning: String,
    },
}

impl DeskError {
    /// Returns whether another process holds the vault.
    pub const fn is_in_use(&self) -> bool {
        matches!(self, Self::Open(OpenError::InUse { .. }))
    }

    /// Returns whether the passphrase does not open the vault.
    pub const fn is_wrong_passphrase(&self) -> bool {
        matches!(
            self,
            Self::Open(OpenError::WrongPassphrase)
                | Self::Backup(BackupError::Open(OpenError::WrongPassphrase))
        )
    }

    /// Returns whether there is no vault.
    pub const fn is_no_vault(&self) -> bool {
        matches!(self, Self::Open(OpenError::NoVault))
    }
}

impl Explain for DeskError {
    fn what_happened(&self) -> Message {
        match self {
            Self::Create(fault) => fault.what_happened(),
            Self::Open(fault) => fault.what_happened(),
            Self::Read(fault) => fault.what_happened(),
            Self::Append(fault) => fault.what_happened(),
            Self::Passphrase(fault) => fault.what_happened(),
            Self::Rewrite(fault) => fault.what_happened(),
            Self::Backup(fault) => fault.what_happened(),
            Self::Refused(fault) => fault.what_happened(),
            Self::Write(fault) => fault.what_happened(),
            Self::Bundle(fault) => fault.what_happened(),
            Self::Selection(fault) => fault.what_happened(),
            Self::NotPublishable(fault) => fault.what_happened(),
            Self::OneVisitNeeded => Message::new("err-one-visit"),
            Self::Coding(CodingFault::Newer(_)) => Message::new("err-newer-program"),
            Self::Coding(_) => Message::new("err-entry-unreadable"),
            Self::Replay(_) => Message::new("err-visit-contradicts"),
            Self::NoRandom => Message::new("err-no-random"),
            Self::NoFacility { code } => Message::new("err-no-facility").text("code", code),
            Self::FacilityKnown { code } => Message::new("err-facility-known").text("code", code),
            Self::NoChecklist { id } => Message::new("err-no-checklist").text("id", id),
            Self::PinMissing { id } => Message::new("err-pin-missing").text("id", id),
            Self::NoVersion { version, known } => Message::new("err-no-version")
                .text("version", version)
                .text("known", known),
            Self::NoVisit { beginning } => Message::new("err-no-visit").text("visit", beginning),
            Self::SeveralVisits { beginning } => {
                Message::new("err-several-visits").text("visit", beginning)
            }
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        match self {
            Self::Create(fault) => fault.what_to_do(),
            Self::Open(fault) => fault.what_to_do(),
            Self::Read(fault) => fault.what_to_do(),
            Self::Append(fault) => fault.what_to_do(),
            Self::Passphrase(fault) => fault.what_to_do(),
            Self::Rewrite(fault) => fault.what_to_do(),
            Self::Backup(fault) => fault.what_to_do(),
            Self::Refused(fault) => fault.what_to_do(),
            Self::Write(fault) => fault.what_to_do(),
            Self::Bundle(fault) => fault.what_to_do(),
            Self::Selection(fault) => fault.what_to_do(),
            Self::NotPublishable(fault) => fault.what_to_do(),
            Self::OneVisitNeeded => Some(Message::new("rec-one-visit")),
            Self::Coding(CodingFault::Newer(_)) => Some(Message::new("rec-newer-program")),
            Self::Coding(_) | Self::Replay(_) | Self::PinMissing { .. } => {
                Some(Message::new("rec-run-doctor"))
            }
            Self::NoFacility { .. } => Some(Message::new("rec-no-facility")),
            Self::NoChecklist { .. } => Some(Message::new("rec-no-checklist")),
            Self::NoVersion { .. } => Some(Message::new("rec-no-version")),
            Self::NoVisit { .. } => Some(Message::new("rec-no-visit")),
            Self::SeveralVisits { .. } => Some(Message::new("rec-several-visits")),
            Self::NoRandom | Self::FacilityKnown { .. } => None,
        }
    }
}
