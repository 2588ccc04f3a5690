//! Why a bundle was refused. Nothing of it was taken.

use crate::message::{Explain, Message};

/// Why a bundle was refused. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// The file could not be read.
    #[error("the file could not be read")]
    Unreadable,
    /// It is larger than a bundle may be.
    #[error("larger than a bundle may be")]
    TooLarge,
    /// It is no bundle, or it was cut or changed.
    #[error("not a bundle, or damaged")]
    Damaged,
    /// It was sealed to others.
    #[error("sealed to others")]
    NotForUs,
    /// Somebody unpacked it and sealed it again for this device.
    #[error("sealed to this device by somebody else than its sender")]
    PassedOn,
    /// Nobody's signature fits.
    #[error("the signature does not fit")]
    NotSigned,
    /// A newer program made it.
    #[error("made by a newer program")]
    Newer,
    /// The sender is not among the contacts, or no longer good.
    #[error("the sender is not known")]
    UnknownSender,
    /// Practice data for a real vault, or the other way round.
    #[error("practice data and real data do not mix")]
    Practice,
    /// A checklist of it is missing or is not what it says.
    #[error("a checklist is missing or is not what it says")]
    Checklist,
    /// It lacks entries that come before those it brings.
    #[error("entries are missing before those it brings")]
    Gap,
    /// A device has said two different things under one number: its past was rewritten.
    #[error("the past of a device was rewritten")]
    Rewritten,
    /// It brings entries of this very device that this vault does not have.
    #[error("it says things in the name of this device")]
    InOurName,
    /// What it says does not make a visit.
    #[error("what it says does not make a visit")]
    NoVisit,
    /// There is nobody to seal it to.
    #[error("no recipient")]
    NoRecipient,
    /// A recipient is neither a key nor a contact.
    #[error("not a key and no contact")]
    NoSuchRecipient {
        /// What was written.
        text: String,
    },
    /// The contact's key is no longer good.
    #[error("the contact's key is no longer good")]
    KeyNotGood {
        /// The contact.
        name: String,
    },
    /// There is no such contact.
    #[error("no such contact")]
    NoContact {
        /// The name.
        name: String,
    },
    /// Another contact is called like this, or has this key.
    #[error("the contact is there already")]
    ContactThere {
        /// The name.
        name: String,
    },
    /// A contact without a name, or with one that cannot be shown in a line.
    #[error("not a name for a contact")]
    NoName,
    /// What was written as a key is none.
    #[error("not a key")]
    NoKey,
    /// There is no import to take back.
    #[error("no import to take back")]
    NothingImported,
    /// Something was said since in a visit that the import brought.
    #[error("something was said in it since")]
    WorkedOn,
}

impl Explain for BundleFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::Unreadable => Message::new("err-bundle-unreadable"),
            Self::TooLarge => Message::new("err-bundle-too-large"),
            Self::Damaged => Message::new("err-bundle-damaged"),
            Self::NotForUs => Message::new("err-bundle-not-for-us"),
            Self::PassedOn => Message::new("err-bundle-passed-on"),
            Self::NotSigned => Message::new("err-bundle-not-signed"),
            Self::Newer => Message::new("err-bundle-newer"),
            Self::UnknownSender => Message::new("err-bundle-unknown-sender"),
            Self::Practice => Message::new("err-bundle-practice"),
            Self::Checklist => Message::new("err-bundle-checklist"),
            Self::Gap => Message::new("err-bundle-gap"),
            Self::Rewritten => Message::new("err-bundle-rewritten"),
            Self::InOurName => Message::new("err-bundle-in-our-name"),
            Self::NoVisit => Message::new("err-bundle-no-visit"),
            Self::NoRecipient => Message::new("err-bundle-no-recipient"),
            Self::NoSuchRecipient { text } => {
                Message::new("err-bundle-no-such-recipient").text("text", text)
            }
            Self::KeyNotGood { name } => Message::new("err-bundle-key-not-good").text("name", name),
            Self::NoContact { name } => Message::new("err-no-contact").text("name", name),
            Self::ContactThere { name } => Message::new("err-contact-there").text("name", name),
            Self::NoName => Message::new("err-contact-no-name"),
            Self::NoKey => Message::new("err-contact-no-key"),
            Self::NothingImported => Message::new("err-nothing-imported"),
            Self::WorkedOn => Message::new("err-import-worked-on"),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new(match self {
            Self::Unreadable => "rec-bundle-unreadable",
            Self::TooLarge => "rec-bundle-too-large",
            Self::Damaged | Self::NotSigned | Self::Checklist | Self::NoVisit => {
                "rec-bundle-damaged"
            }
            Self::NotForUs => "rec-bundle-not-for-us",
            Self::PassedOn => "rec-bundle-passed-on",
            Self::Newer => "rec-bundle-newer",
            Self::UnknownSender => "rec-bundle-unknown-sender",
            Self::Practice => "rec-bundle-practice",
            Self::Gap => "rec-bundle-gap",
            Self::Rewritten => "rec-bundle-rewritten",
            Self::InOurName => "rec-bundle-in-our-name",
            Self::NoRecipient | Self::NoSuchRecipient { .. } => "rec-bundle-no-recipient",
            Self::KeyNotGood { .. } => "rec-bundle-key-not-good",
            Self::NoKey => "rec-contact-no-key",
            Self::WorkedOn => "rec-import-worked-on",
            Self::NoContact { .. }
            | Self::ContactThere { .. }
            | Self::NoName
            | Self::NothingImported => return None,
        }))
    }
}
