//! What the questions "which, and why?" offer, wherever a screen asks one.

use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};

const TAKE: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-take",
    doc: "key-pick-doc",
    rank: 1,
};

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 2,
};

/// Choosing.
pub(super) static WHICH: Context = Context {
    name: "reasons-which",
    title: "reasons-which-title",
    help: &["reasons-help"],
    commands: &[TAKE, BACK],
};

/// Writing why.
pub(super) static WHY: Context = Context {
    name: "reasons-why",
    title: "reasons-why-title",
    help: &["reasons-help"],
    commands: &[
        Command {
            doc: "key-take-reason-doc",
            ..TAKE
        },
        BACK,
        Command {
            action: Action::Undo,
            keys: &[Key::Control('Z')],
            label: "key-undo",
            doc: "key-undo-text-doc",
            rank: 90,
        },
        Command {
            action: Action::Redo,
            keys: &[Key::Control('Y')],
            label: "key-redo",
            doc: "key-redo-text-doc",
            rank: Command::NEVER,
        },
    ],
};
