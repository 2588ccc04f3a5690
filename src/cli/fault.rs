//! Why a command failed, and with which exit code.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::passphrase::PassphraseFault;
use crate::app::{ChecklistFileError, DeskError};
use crate::export::atomic_file::WriteError;
use crate::message::{Explain, Message};
use crate::visit::Refusal;

/// The exit codes of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Refused or found wanting, damage included.
    Refused = 1,
    /// Wrong usage.
    Usage = 2,
    /// No vault there.
    NoVault = 10,
    /// The vault is in use by another process.
    InUse = 11,
    /// The passphrase does not open it.
    WrongPassphrase = 12,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CommandFault {
    /// The desk could not do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// There is no vault in this folder.
    #[error("there is no vault")]
    NoVault {
        /// The folder.
        folder: PathBuf,
    },
    /// There is a vault in this folder already.
    #[error("there is a vault already")]
    VaultThere {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no passphrase.
    #[error(transparent)]
    Passphrase(#[from] PassphraseFault),
    /// What was typed cannot be taken.
    #[error("what was typed cannot be taken")]
    Usage(Message),
    /// It was refused, and this is why.
    #[error("refused")]
    Refused(Message),
    /// A checklist file could not be used.
    #[error(transparent)]
    ChecklistFile(#[from] ChecklistFileError),
    /// Something could not be printed or read.
    #[error("standard input or output failed")]
    Stream(#[from] io::Error),
}

impl From<Refusal> for CommandFault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.what_happened())
    }
}

impl From<WriteError> for CommandFault {
    fn from(fault: WriteError) -> Self {
        Self::Desk(fault.into())
    }
}

impl CommandFault {
    /// Returns the exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Desk(fault) if fault.is_in_use() => Exit::InUse,
            Self::Desk(fault) if fault.is_wrong_passphrase() => Exit::WrongPassphrase,
            Self::Desk(fault) if fault.is_no_vault() => Exit::NoVault,
            Self::NoVault { .. } => Exit::NoVault,
            Self::Usage(_) | Self::Passphrase(_) => Exit::Usage,
            Self::Desk(_)
            | Self::VaultThere { .. }
            | Self::Refused(_)
            | Self::ChecklistFile(_)
            | Self::Stream(_) => Exit::Refused,
        }
    }

    /// Returns whether whoever read our output has simply gone, as `head` does.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stream(fault) if fault.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl Explain for CommandFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::Desk(fault) => fault.what_happened(),
            Self::NoVault { folder } => {
                Message::new("err-no-vault-there").text("folder", folder.display().to_string())
            }
            Self::VaultThere { folder } => {
                Message::new("err-vault-there").text("folder", folder.display().to_string())
            }
            Self::Passphrase(PassphraseFault::Unreadable(_)) => {
                Message::new("err-passphrase-unreadable")
            }
            Self::Passphrase(PassphraseFault::NoTerminal) => {
                Message::new("err-passphrase-no-terminal")
            }
            Self::Passphrase(PassphraseFault::Empty) => Message::new("err-passphrase-empty"),
            Self::Passphrase(PassphraseFault::TooLong) => Message::new("err-passphrase-too-long"),
            Self::Usage(message) | Self::Refused(message) => message.clone(),
            Self::ChecklistFile(fault) => fault.what_happened(),
            Self::Stream(_) => Message::new("err-stream"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        match self {
            Self::Desk(fault) => fault.what_to_do(),
            Self::ChecklistFile(fault) => fault.what_to_do(),
            Self::NoVault { .. } => Some(Message::new("rec-no-vault-there")),
            Self::VaultThere { .. } => Some(Message::new("rec-vault-there")),
            Self::Passphrase(PassphraseFault::NoTerminal) => {
                Some(Message::new("rec-passphrase-no-terminal"))
            }
            Self::Passphrase(_) | Self::Usage(_) | Self::Refused(_) | Self::Stream(_) => None,
        }
    }
}
