//! What may go wrong with a vault, one enum per operation, and how it is explained.

use std::io;

use crate::message::{Explain, Message};
use crate::vault::slots::SlotFault;

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

/// What is known from the last closing was all that was open; the rest could not be opened.
impl From<OpenError> for AppendError {
    fn from(fault: OpenError) -> Self {
        let ReadError::Io(kind) = fault.into();
        Self::Broken(kind)
    }
}

impl From<OpenError> for ReadError {
    fn from(fault: OpenError) -> Self {
        Self::Io(match fault {
            OpenError::Io(kind) => kind,
            _ => io::ErrorKind::InvalidData,
        })
    }
}

/// Why the passphrases of a vault were not changed. It opens as before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// The folder may not be written.
    #[error("the vault is open for reading only")]
    ReadOnly,
    /// All four slots are in use.
    #[error("there are four passphrases already")]
    Full,
    /// This passphrase opens the vault already.
    #[error("the passphrase opens the vault already")]
    Known,
    /// It is the only one.
    #[error("it is the only passphrase")]
    Last,
    /// There is none with this number.
    #[error("there is no such passphrase")]
    None,
    /// This is no recipient of age.
    #[error("this is no recipient")]
    NoRecipient,
    /// There was no memory for the derivation, or no random bytes.
    #[error("no key could be made")]
    NoKey,
    /// The disk refused.
    #[error("the header could not be written: {0}")]
    Io(io::ErrorKind),
}

impl From<SlotFault> for PassphraseError {
    fn from(fault: SlotFault) -> Self {
        match fault {
            SlotFault::Full => Self::Full,
            SlotFault::Known => Self::Known,
            SlotFault::Last => Self::Last,
            SlotFault::None => Self::None,
            SlotFault::NoRecipient => Self::NoRecipient,
            SlotFault::CannotSeal => Self::NoKey,
        }
    }
}

/// Why a vault was not written anew. It stands as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RewriteError {
    /// The folder may not be written.
    #[error("the vault is open for reading only")]
    ReadOnly,
    /// Something stands at that place already.
    #[error("there is something at that place already")]
    Exists,
    /// Some of it is damaged in both copies; writing it anew would throw the damaged bytes away.
    #[error("the vault is damaged")]
    Damaged,
    /// What was written did not read back as what it was; it was thrown away.
    #[error("the new vault did not read back as the old one")]
    NotTheSame,
    /// More than a vault can hold, or no random bytes, or no memory for the derivation.
    #[error("no key could be made")]
    NoKey,
    /// The disk refused.
    #[error("the vault could not be written anew: {0}")]
    Io(io::ErrorKind),
}

impl From<io::Error> for RewriteError {
    fn from(fault: io::Error) -> Self {
        Self::Io(fault.kind())
    }
}

impl From<ReadError> for RewriteError {
    fn from(fault: ReadError) -> Self {
        let ReadError::Io(kind) = fault;
        Self::Io(kind)
    }
}

impl From<AppendError> for RewriteError {
    fn from(fault: AppendError) -> Self {
        match fault {
            AppendError::ReadOnly => Self::ReadOnly,
            AppendError::Broken(kind) => Self::Io(kind),
            AppendError::TooLarge => Self::Io(io::ErrorKind::FileTooLarge),
            AppendError::Unreadable => Self::Damaged,
        }
    }
}

/// Why there is no backup, or nothing was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// What stands at that place is no backup of this vault.
    #[error("something else stands at that place")]
    Exists,
    /// The file is no backup, or its beginning is damaged.
    #[error("the file is no backup")]
    NotABackup,
    /// What was written did not read back; it was thrown away.
    #[error("the backup did not read back")]
    NotTheSame,
    /// The backup could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The restored vault could not be written.
    #[error(transparent)]
    Rewrite(#[from] RewriteError),
    /// The disk refused.
    #[error("the disk refused: {0}")]
    Io(io::ErrorKind),
}

impl From<io::Error> for BackupError {
    fn from(fault: io::Error) -> Self {
        Self::Io(fault.kind())
    }
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

impl Explain for PassphraseError {
    fn what_happened(&self) -> Message {
        match self {
            Self::ReadOnly => Message::new("err-vault-read-only"),
            Self::Full => Message::new("err-passphrases-full"),
            Self::Known => Message::new("err-passphrase-known"),
            Self::Last => Message::new("err-passphrase-last"),
            Self::None => Message::new("err-passphrase-none"),
            Self::NoRecipient => Message::new("err-office-recipient"),
            Self::NoKey => Message::new("err-vault-no-key"),
            Self::Io(kind) => {
                Message::new("err-passphrase-not-changed").message("why", disk(*kind))
            }
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(match self {
            Self::ReadOnly => Message::new("rec-vault-disk-denied"),
            Self::Full => Message::new("rec-passphrases-full"),
            Self::Known => Message::new("rec-passphrase-known"),
            Self::Last => Message::new("rec-passphrase-last"),
            Self::None => Message::new("rec-passphrase-none"),
            Self::NoRecipient => Message::new("rec-office-recipient"),
            Self::NoKey => Message::new("rec-vault-no-key"),
            Self::Io(kind) => disk_advice(*kind),
        })
    }
}

impl Explain for RewriteError {
    fn what_happened(&self) -> Message {
        match self {
            Self::ReadOnly => Message::new("err-vault-read-only"),
            Self::Exists => Message::new("err-vault-exists"),
            Self::Damaged => Message::new("err-rewrite-damaged"),
            Self::NotTheSame => Message::new("err-rewrite-not-the-same"),
            Self::NoKey => Message::new("err-vault-no-key"),
            Self::Io(kind) => Message::new("err-rewrite-disk").message("why", disk(*kind)),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(match self {
            Self::ReadOnly => Message::new("rec-vault-disk-denied"),
            Self::Exists => Message::new("rec-vault-exists"),
            Self::Damaged => Message::new("rec-rewrite-damaged"),
            Self::NotTheSame => Message::new("rec-vault-check"),
            Self::NoKey => Message::new("rec-vault-no-key"),
            Self::Io(kind) => disk_advice(*kind),
        })
    }
}

impl Explain for BackupError {
    fn what_happened(&self) -> Message {
        match self {
            Self::Exists => Message::new("err-backup-exists"),
            Self::NotABackup => Message::new("err-backup-none"),
            Self::NotTheSame => Message::new("err-backup-not-the-same"),
            Self::Open(fault) => fault.what_happened(),
            Self::Rewrite(fault) => fault.what_happened(),
            Self::Io(kind) => Message::new("err-backup-disk").message("why", disk(*kind)),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        match self {
            Self::Exists => Some(Message::new("rec-backup-exists")),
            Self::NotABackup => Some(Message::new("rec-backup-none")),
            Self::NotTheSame => Some(Message::new("rec-vault-disk-failed")),
            Self::Open(fault) => fault.what_to_do(),
            Self::Rewrite(fault) => fault.what_to_do(),
            Self::Io(kind) => Some(disk_advice(*kind)),
        }
    }
}
