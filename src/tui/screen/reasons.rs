//! What questions offer and hear, wherever a screen asks one: "which, and why?", or a few answers of
//! which the first is the safe one.

use super::Input;
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::widget::{Dialog, DialogAnswer, Reasoned};

/// Takes the line in hand.
pub(super) const TAKE: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-take",
    doc: "key-pick-doc",
    rank: 1,
};

/// Leaves a question without an answer.
pub(super) const BACK: Command = Command {
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
    /// It completed the choice: what was chosen, with the reason where one is asked for.
    Chosen(T),
}

/// Hands an input to the question, if one stands open; Esc at the choice closes it.
pub(super) fn hear<T: Copy + PartialEq>(
    asking: &mut Option<Reasoned<T>>,
    input: Input,
) -> Heard<(T, String)> {
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
    chosen.map_or(Heard::Taken, Heard::Chosen)
}

/// Hands an input to the dialog, if one stands open, and closes it when it is answered; Esc gives the
/// safe answer.
pub(super) fn hear_answer(asking: &mut Option<Dialog>, input: Input) -> Heard<usize> {
    let Some(dialog) = asking else {
        return Heard::Left(input);
    };
    let answer = match input {
        Input::Digit(digit) => dialog.digit(digit),
        Input::Do(Action::Accept) => dialog.press(Bare::Enter),
        Input::Do(Action::Back) => dialog.press(Bare::Escape),
        Input::Bare(key, _) => dialog.press(key),
        Input::Do(_) | Input::Text(_) | Input::Paste(_) => DialogAnswer::Waits,
        Input::Shown | Input::Reply(_) | Input::Tick | Input::Keep => return Heard::Left(input),
    };
    match answer {
        DialogAnswer::Given(at) => {
            *asking = None;
            Heard::Chosen(at)
        }
        DialogAnswer::Waits => Heard::Taken,
    }
}
