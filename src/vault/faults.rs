//! What may go wrong with a vault, one enum per operation, and how it is explained.

use std::io;

use crate::message::{Explain, Message};

/// Why no vault was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// Something stands there already.
    #[error("there is something at that place already")]
    Exists,
    /// The disk refused.
    #[error("the vault could not be written: {0}")]
    Io(io::ErrorKind),
    /// The system gave no random bytes or no memory for the derivation.
    #[error("no key could be made")]
    NoKey,
}

/// Why a vault was not opened. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no vault in that folder.
    #[error("there is no vault there")]
    NoVault,
    /// Another program has it open.
    #[error("the vault is in use by process {pid:?}")]
    InUse {
        /// Its process number, if it could be read.
        pid: Option<u32>,
    },
    /// The passphrase opens no slot.
    #[error("the passphrase does not open the vault")]
    WrongPassphrase,
    /// Neither copy of the header can be used, or it is that of another vault.
    #[error("both copies of the header are damaged")]
    HeaderDamaged,
    /// The header asks for a derivation that must be refused.
    #[error("the header's parameters are refused")]
    HeaderRefused,
    /// A newer program wrote it.
    #[error("the vault was written by a newer version")]
    Newer,
    /// Neither journal nor working copy holds anything that this key opens.
    #[error("neither journal nor working copy can be read")]
    NothingReadable,
    /// The disk refused.
    #[error("the vault could not be read: {0}")]
    Io(io::ErrorKind),
    /// There was no memory for the derivation.
    #[error("the key could not be derived")]
    NoKey,
}

/// Why nothing was recorded. What is in the vault stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// The folder may not be written.
    #[error("the vault is open for reading only")]
    ReadOnly,
    /// A write or a sync failed; nothing is acknowledged until it is mended.
    #[error("the disk refused: {0}")]
    Broken(io::ErrorKind),
    /// More than one frame can hold.
    #[error("too much at once")]
    TooLarge,
    /// The present content of the stream could not be read.
    #[error("the stream could not be read")]
    Unreadable,
}

/// Why a stream could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The disk refused.
    #[error("the vault could not be read: {0}")]
    Io(io::ErrorKind),
}

/// Returns the sentence about a disk that refused.
fn disk(kind: io::ErrorKind) -> Message {
    Message::new(match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "vault-disk-full",
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => "vault-disk-denied",
        _ => "vault-disk-failed",
    })
}

fn disk_advice(kind: io::ErrorKind) -> Message {
    Message::new(match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "rec-vault-disk-full",
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            "rec-vault-disk-denied"
        }
        _ => "rec-vault-disk-failed",
    })
}

impl Explain for CreateError {
    fn what_happened(&self) -> Message {
        match self {
            Self::Exists => Message::new("err-vault-exists"),
            Self::Io(kind) => Message::new("err-vault-not-made").message("why", disk(*kind)),
            Self::NoKey => Message::new("err-vault-no-key"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(match self {
            Self::Exists => Message::new("rec-vault-exists"),
            Self::Io(kind) => disk_advice(*kind),
            Self::NoKey => Message::new("rec-vault-no-key"),
        })
    }
}

impl Explain for OpenError {
    fn what_happened(&self) -> Message {
        match self {
            Self::NoVault => Message::new("err-vault-none"),
            Self::InUse { pid: Some(pid) } => {
                Message::new("err-vault-in-use").text("pid", pid.to_string())
            }
            Self::InUse { pid: None } => Message::new("err-vault-in-use-unknown"),
            Self::WrongPassphrase => Message::new("err-vault-wrong-passphrase"),
            Self::HeaderDamaged => Message::new("err-vault-header-damaged"),
            Self::HeaderRefused => Message::new("err-vault-header-refused"),
            Self::Newer => Message::new("err-vault-newer"),
            Self::NothingReadable => Message::new("err-vault-nothing-readable"),
            Self::Io(kind) => Message::new("err-vault-not-opened").message("why", disk(*kind)),
            Self::NoKey => Message::new("err-vault-no-key"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(match self {
            Self::NoVault => Message::new("rec-vault-none"),
            Self::InUse { .. } => Message::new("rec-vault-in-use"),
            Self::WrongPassphrase => Message::new("rec-vault-wrong-passphrase"),
            Self::HeaderDamaged | Self::HeaderRefused | Self::NothingReadable => {
                Message::new("rec-vault-from-backup")
            }
            Self::Newer => Message::new("rec-vault-newer"),
            Self::Io(kind) => disk_advice(*kind),
            Self::NoKey => Message::new("rec-vault-no-key"),
        })
    }
}

impl Explain for AppendError {
    fn what_happened(&self) -> Message {
        match self {
            Self::ReadOnly => Message::new("err-vault-read-only"),
            Self::Broken(kind) => Message::new("err-vault-not-saved").message("why", disk(*kind)),
            Self::TooLarge => Message::new("err-vault-too-large"),
            Self::Unreadable => Message::new("err-vault-stream-unreadable"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(match self {
            Self::ReadOnly => Message::new("rec-vault-disk-denied"),
            Self::Broken(kind) => disk_advice(*kind),
            Self::TooLarge => Message::new("rec-vault-too-large"),
            Self::Unreadable => Message::new("rec-vault-check"),
        })
    }
}

impl Explain for ReadError {
    fn what_happened(&self) -> Message {
        match self {
            Self::Io(kind) => Message::new("err-vault-not-read").message("why", disk(*kind)),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new("rec-vault-check"))
    }
}
