//! What is to be said to a person, as data: an id of the catalogue with its arguments.
//!
//! Knows no catalogue and no language; `i18n` turns a [`Message`] into text. Its invariant: a
//! message never holds answer text, a name, or the path of a person's file unless it is shown only
//! to the person who gave it.

mod printable;
mod text;

pub use printable::{is_hidden, printable};
pub use text::Text;

/// An argument of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// Text that is put in as it is.
    Text(String),
    /// A number; languages choose their plural by it.
    Number(i64),
    /// Another message, put in after it has become text in the same language.
    Message(Message),
    /// Text that an author wrote in several languages: that of the reader is put in.
    Words(Text),
}

/// An id of the catalogue with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    id: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

impl Message {
    /// Makes a message without arguments.
    pub const fn new(id: &'static str) -> Self {
        Self {
            id,
            arguments: Vec::new(),
        }
    }

    /// Returns the message with one more text argument.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, Argument::Text(value.into())));
        self
    }

    /// Returns the message with one more number argument.
    #[must_use]
    pub fn number(mut self, name: &'static str, value: impl TryInto<i64>) -> Self {
        self.arguments
            .push((name, Argument::Number(value.try_into().unwrap_or(i64::MAX))));
        self
    }

    /// Returns the message with one more argument that is itself a message.
    #[must_use]
    pub fn message(mut self, name: &'static str, value: Self) -> Self {
        self.arguments.push((name, Argument::Message(value)));
        self
    }

    /// Returns the message with one more argument that an author wrote in several languages.
    #[must_use]
    pub fn words(mut self, name: &'static str, value: Text) -> Self {
        self.arguments.push((name, Argument::Words(value)));
        self
    }

    /// Returns the id in the catalogue.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the arguments, in the order in which they were given.
    pub fn arguments(&self) -> &[(&'static str, Argument)] {
        &self.arguments
    }

    /// Returns the message that stands inside this one under a name.
    pub fn inner(&self, name: &str) -> Option<&Self> {
        self.arguments
            .iter()
            .find_map(|(known, argument)| match argument {
                Argument::Message(inner) if *known == name => Some(inner),
                _ => None,
            })
    }
}

/// A fault that can explain itself: what happened, what is kept, what to do.
pub trait Explain {
    /// Returns what happened (ids start with `err-`).
    fn what_happened(&self) -> Message;

    /// Returns what to do about it, if anything can be done (ids start with `rec-`).
    fn what_to_do(&self) -> Option<Message> {
        None
    }
}
