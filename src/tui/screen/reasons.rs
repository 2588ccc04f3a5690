//! What the questions "which, and why?" offer and hear, wherever a screen asks one.

use super::Input;
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::widget::Reasoned;

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

/// What became of an input.
pub(super) enum Heard<T> {
    /// It is the screen's own: no question stands open, or the question has no use for it.
    Left(Input),
    /// The question took it.
    Taken,
    /// It completed the choice: what was chosen, and why.
    Chosen(T, String),
}

/// Hands an input to the question, if one stands open; Esc at the choice closes it.
pub(super) fn hear<T: Copy + PartialEq>(
    asking: &mut Option<Reasoned<T>>,
    input: Input,
) -> Heard<T> {
    let Some(question) = asking else {
        return Heard::Left(input);
    };
    let chosen = match input {
        Input::Do(Action::Accept) => question.accept(),
        Input::Digit(digit) => question.digit(digit),
        Input::Do(Action::Back) => {
            if question.back() {
                *asking = None;
            }
            None
        }
        Input::Do(action @ (Action::Undo | Action::Redo)) => {
            question.undo(action == Action::Undo);
            None
        }
        Input::Bare(key, by_word) => {
            question.press(key, by_word);
            None
        }
        Input::Text(letter) => {
            question.insert(letter);
            None
        }
        Input::Paste(text) => {
            question.paste(&text);
            None
        }
        Input::Shown | Input::Do(_) | Input::Reply(_) | Input::Tick | Input::Keep => {
            return Heard::Left(input);
        }
    };
    chosen.map_or(Heard::Taken, |(choice, why)| Heard::Chosen(choice, why))
}
