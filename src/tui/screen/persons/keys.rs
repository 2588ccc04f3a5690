//! What the list of persons and custody records offers in each of its states.

use super::super::overview::in_the_menu;
use super::super::reasons::{BACK, TAKE};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};

/// What the list of persons and custody records offers.
pub(in crate::tui::screen) static PERSONS: Context = Context {
    name: "persons",
    title: "persons-title",
    help: &["persons-help", "persons-help-same"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-doc",
            rank: 1,
        },
        Command {
            action: Action::New,
            keys: &[Key::Letter('N'), Key::Function(7)],
            label: "key-new",
            doc: "key-new-subject-doc",
            rank: 2,
        },
        Command {
            action: Action::Ditto,
            keys: &[Key::Letter('D')],
            label: "key-copy-label",
            doc: "key-copy-label-doc",
            rank: 3,
        },
        Command {
            action: Action::Timeline,
            keys: &[Key::Letter('L')],
            label: "key-timeline",
            doc: "key-timeline-doc",
            rank: 4,
        },
        Command {
            action: Action::Compare,
            keys: &[Key::Letter('V')],
            label: "key-compare",
            doc: "key-compare-doc",
            rank: 5,
        },
        Command {
            action: Action::Safeguards,
            keys: &[Key::Letter('S')],
            label: "key-safeguards",
            doc: "key-safeguards-doc",
            rank: 6,
        },
        in_the_menu(Action::SamePerson, "key-same", "key-same-doc"),
        in_the_menu(Action::ToBin, "key-to-bin", "key-to-bin-subject-doc"),
        in_the_menu(Action::Bin, "key-bin", "key-bin-doc"),
        in_the_menu(Action::Purge, "key-purge", "key-purge-doc"),
    ],
};

/// Writing the words that stand beside a code.
pub(in crate::tui::screen) static NAMING: Context = Context {
    name: "naming",
    title: "persons-title",
    help: &["persons-help"],
    commands: &[
        Command {
            label: "key-add",
            doc: "key-new-subject-doc",
            ..TAKE
        },
        BACK,
    ],
};

/// Choosing who is the same human being.
pub(in crate::tui::screen) static LINKING: Context = Context {
    name: "linking",
    title: "persons-same-title",
    help: &["persons-help-same"],
    commands: &[TAKE, BACK],
};

/// Typing the code of whoever is to be taken out for good.
pub(in crate::tui::screen) static PURGING: Context = Context {
    name: "purging",
    title: "persons-purge-title",
    help: &["persons-help-purge"],
    commands: &[
        Command {
            label: "key-purge",
            doc: "key-purge-doc",
            ..TAKE
        },
        BACK,
    ],
};
