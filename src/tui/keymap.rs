//! Commands as data: footer, help, menu and the dispatch of keys all read the same tables.
//!
//! A [`Context`] is what a screen offers in one of its states. Each screen owns its tables; this
//! module owns what is common and looks keys up. Its invariants, held by tests: no key is bound
//! twice in a context, and no letter is printed that reads as another key in Cyrillic.

mod bar;

pub use bar::{BarEntry, bar_rows};

use super::keyboard::{Bare, Memory, Pressed, Script, legend};

/// Something a person can ask for. Screens give it its meaning; one meaning per letter everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the tables give each its text")]
pub enum Action {
    // Everywhere.
    Back,
    Help,
    Menu,
    Find,
    Undo,
    Redo,
    Hide,
    Lock,
    SaidSaved,
    HowToLeave,
    NextPane,
    PreviousPane,
    // On most screens.
    Accept,
    New,
    Next,
    Jump,
    OtherView,
    Law,
    Note,
    Ditto,
    Flag,
    Source,
    Compare,
    Finding,
    Zero,
    PreviousAnswer,
    Clear,
    Toggle,
    Instances,
    Done,
    ShowSecret,
    Precision,
    // Of a visit.
    Persons,
    Timeline,
    Safeguards,
    SamePerson,
    RestNotChecked,
    FinishVisit,
    ReopenVisit,
    Versions,
    History,
    // Of the whole.
    Facilities,
    PastVisits,
    Counts,
    Period,
    Release,
    Released,
    Export,
    HandOver,
    TakeIn,
    WriteKey,
    Receipt,
    Revoke,
    Settings,
    Backup,
    Purge,
    ToBin,
    Bin,
    NewVisit,
    Practice,
    Leave,
}

/// A key that runs a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A bare key.
    Bare(Bare),
    /// The letter key of this Latin position.
    Letter(char),
    /// A function key.
    Function(u8),
    /// Ctrl with the letter key of this Latin position.
    Control(char),
    /// A digit, by character or by position.
    Digit(u8),
    /// The character `?`.
    Question,
}

/// A command of a context.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// What it asks for.
    pub action: Action,
    /// The keys that run it, the one to print first.
    pub keys: &'static [Key],
    /// The id of its short text in the footer.
    pub label: &'static str,
    /// The id of its sentence in help and menu.
    pub doc: &'static str,
    /// Where it stands in the footer: lower stays longer; [`Command::NEVER`] is not shown there.
    pub rank: u8,
}

impl Command {
    /// The rank of a command that stands in help and menu only.
    pub const NEVER: u8 = 255;
}

/// Whose a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The context's own: the screen does it.
    Own,
    /// One of those that every screen has.
    Common,
}

/// What a screen offers in one of its states.
#[derive(Debug)]
pub struct Context {
    /// A name for tests and help: `fill`, `note`.
    pub name: &'static str,
    /// The id of its title in help.
    pub title: &'static str,
    /// The ids of further lines of its help page.
    pub help: &'static [&'static str],
    /// Its commands.
    pub commands: &'static [Command],
}

/// The commands of every screen.
pub const EVERYWHERE: &[Command] = &[
    Command {
        action: Action::Help,
        keys: &[Key::Question, Key::Function(1)],
        label: "key-help",
        doc: "key-help-doc",
        rank: 0,
    },
    Command {
        action: Action::Menu,
        keys: &[Key::Function(2), Key::Control('P')],
        label: "key-menu",
        doc: "key-menu-doc",
        rank: 0,
    },
    Command {
        action: Action::Hide,
        keys: &[Key::Letter('Q'), Key::Function(9)],
        label: "key-hide",
        doc: "key-hide-doc",
        rank: 0,
    },
    Command {
        action: Action::Undo,
        keys: &[Key::Letter('U'), Key::Control('Z')],
        label: "key-undo",
        doc: "key-undo-doc",
        rank: 90,
    },
    Command {
        action: Action::Redo,
        keys: &[Key::Control('Y')],
        label: "key-redo",
        doc: "key-redo-doc",
        rank: Command::NEVER,
    },
    Command {
        action: Action::Find,
        keys: &[Key::Function(3), Key::Control('F')],
        label: "key-find",
        doc: "key-find-doc",
        rank: Command::NEVER,
    },
    Command {
        action: Action::Back,
        keys: &[Key::Bare(Bare::Escape)],
        label: "key-back",
        doc: "key-back-doc",
        rank: 92,
    },
    Command {
        action: Action::Lock,
        keys: &[Key::Control('L')],
        label: "key-lock",
        doc: "key-lock-doc",
        rank: Command::NEVER,
    },
    Command {
        action: Action::SaidSaved,
        keys: &[Key::Control('S')],
        label: "key-saved",
        doc: "key-saved-doc",
        rank: Command::NEVER,
    },
    Command {
        action: Action::HowToLeave,
        keys: &[Key::Control('C')],
        label: "key-leave",
        doc: "key-leave-doc",
        rank: Command::NEVER,
    },
];

/// Letters that read the same on the key of a Cyrillic keyboard as they do in a hint.
pub const PRINTABLE: &str = "CDFGJLNQRSUVZ";

impl Context {
    /// Returns the commands of the context and then those of every screen that it does not replace.
    pub fn all(&self) -> impl Iterator<Item = &Command> {
        let own = self.commands;
        own.iter().chain(EVERYWHERE.iter().filter(move |common| {
            own.iter().all(|command| {
                command.action != common.action
                    && !command.keys.iter().any(|key| common.keys.contains(key))
            })
        }))
    }

    /// Returns the command that a key runs here, and whose it is.
    pub fn command_for(&self, pressed: Pressed) -> Option<(&Command, Place)> {
        let key = match pressed {
            Pressed::Bare(bare, false) => Key::Bare(bare),
            Pressed::Function(number) => Key::Function(number),
            Pressed::Control(letter) => Key::Control(letter),
            Pressed::Letter(letter, _) => Key::Letter(letter),
            Pressed::Question => Key::Question,
            Pressed::Digit(digit) => Key::Digit(digit),
            Pressed::Bare(_, true) | Pressed::Text(_) | Pressed::Unknown(_) | Pressed::Nothing => {
                return None;
            }
        };
        let command = self.all().find(|command| command.keys.contains(&key))?;
        Some((command, self.place_of(command.action)))
    }

    /// Returns whether a command is the context's own.
    pub fn place_of(&self, action: Action) -> Place {
        if self.commands.iter().any(|command| command.action == action) {
            Place::Own
        } else {
            Place::Common
        }
    }
}

impl Key {
    /// Returns the key as it is printed, with both legends after a Cyrillic letter was seen.
    pub fn printed(self, letters: Script) -> String {
        match self {
            Self::Bare(bare) => bare.printed().to_owned(),
            Self::Letter(letter) => match legend(letter) {
                Some(pair) if letters == Script::Cyrillic => format!("{letter}/{pair}"),
                Some(_) | None => letter.to_string(),
            },
            Self::Function(number) => format!("F{number}"),
            Self::Control(letter) => format!("Ctrl+{letter}"),
            Self::Digit(digit) => digit.to_string(),
            Self::Question => "?".to_owned(),
        }
    }
}

impl Bare {
    /// Returns the key as it is printed.
    pub const fn printed(self) -> &'static str {
        match self {
            Self::Up => "↑",
            Self::Down => "↓",
            Self::Left => "←",
            Self::Right => "→",
            Self::PageUp => "PgUp",
            Self::PageDown => "PgDn",
            Self::Home => "Home",
            Self::End => "End",
            Self::Enter => "Enter",
            Self::Escape => "Esc",
            Self::Tab => "Tab",
            Self::BackTab => "Shift+Tab",
            Self::Space => "Space",
            Self::Backspace => "Backspace",
            Self::Delete => "Del",
        }
    }
}

/// Returns the key to print for a command: one that works where the cursor is.
pub fn hint(command: &Command, in_text: bool, memory: Memory) -> Option<String> {
    command
        .keys
        .iter()
        .find(|key| match key {
            Key::Letter(_) | Key::Digit(_) | Key::Question => !in_text,
            Key::Control(_) => memory.control_works,
            Key::Bare(_) | Key::Function(_) => true,
        })
        .map(|key| key.printed(memory.letters))
}

/// Returns all keys of a command as they are printed in a list of commands.
pub fn printed_keys(command: &Command, letters: Script, control_works: bool) -> Vec<String> {
    let is_known = |key: &&Key| control_works || !matches!(key, Key::Control(_));
    let keys = command.keys.iter().filter(is_known);
    keys.map(|key| key.printed(letters)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::i18n::{Catalogue, Language};
    use crate::tui::screen::CONTEXTS;

    #[test]
    fn no_key_is_bound_twice_in_a_context() {
        for context in CONTEXTS {
            let mut seen = Vec::new();
            for command in context.all() {
                for key in command.keys {
                    assert!(!seen.contains(key), "{}: {key:?} twice", context.name);
                    seen.push(*key);
                }
            }
        }
    }

    #[test]
    fn no_hint_shows_a_letter_that_is_another_key_in_cyrillic() {
        for context in CONTEXTS {
            for command in context.all() {
                for key in command.keys {
                    match key {
                        Key::Letter(letter) => assert!(PRINTABLE.contains(*letter), "{letter}"),
                        Key::Function(number) => assert!((1..=9).contains(number)),
                        Key::Control(letter) => assert!(!"HIJMWQ".contains(*letter), "{letter}"),
                        Key::Digit(digit) => assert!(*digit <= 9),
                        Key::Bare(_) | Key::Question => {}
                    }
                }
            }
        }
    }

    #[test]
    fn every_command_has_its_words_in_every_language() {
        for language in Language::ALL {
            let words = Catalogue::new(language);
            for context in CONTEXTS {
                assert!(words.has(context.title), "{}", context.title);
                for line in context.help {
                    assert!(words.has(line), "{line}");
                }
                for command in context.all() {
                    assert!(words.has(command.label), "{}", command.label);
                    assert!(words.has(command.doc), "{}", command.doc);
                }
            }
        }
    }

    #[test]
    fn contexts_have_different_names() {
        let names: BTreeSet<_> = CONTEXTS.iter().map(|context| context.name).collect();
        assert_eq!(names.len(), CONTEXTS.len());
    }

    #[test]
    fn control_is_hinted_only_after_it_has_worked() {
        let undo = EVERYWHERE
            .iter()
            .find(|c| c.action == Action::Undo)
            .unwrap();
        let mut memory = Memory::default();
        assert_eq!(hint(undo, false, memory).as_deref(), Some("U"));
        assert_eq!(hint(undo, true, memory), None);
        memory.control_works = true;
        assert_eq!(hint(undo, true, memory).as_deref(), Some("Ctrl+Z"));
        memory.letters = Script::Cyrillic;
        assert_eq!(hint(undo, false, memory).as_deref(), Some("U/Г"));
    }
}
