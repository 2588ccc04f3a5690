//! What the timeline offers in each of its states.

use super::super::custodies::OTHER_CUSTODY;
use super::super::reasons::{self, TAKE};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};

const fn command(
    action: Action,
    keys: &'static [Key],
    [label, doc]: [&'static str; 2],
    rank: u8,
) -> Command {
    Command {
        action,
        keys,
        label,
        doc,
        rank,
    }
}

const CORRECT: Command = command(
    Action::Accept,
    &[Key::Bare(Bare::Enter)],
    ["key-correct", "key-correct-doc"],
    1,
);
const NEW_EVENT: Command = command(
    Action::New,
    &[Key::Letter('N'), Key::Function(7)],
    ["key-new-event", "key-new-event-doc"],
    2,
);
const ZERO: Command = command(
    Action::Zero,
    &[Key::Letter('Z')],
    ["key-zero", "key-zero-doc"],
    3,
);
const OTHER_ACCOUNT: Command = command(
    Action::Source,
    &[Key::Letter('S')],
    ["key-other-account", "key-other-account-doc"],
    4,
);
const LAW: Command = command(
    Action::Law,
    &[Key::Letter('L')],
    ["key-limits", "key-limits-doc"],
    5,
);
const COMPARE: Command = command(
    Action::Compare,
    &[Key::Letter('V')],
    ["key-compare", "key-compare-doc"],
    6,
);
const LIST_ONLY: Command = command(
    Action::OtherView,
    &[Key::Letter('G')],
    ["key-list-only", "key-list-only-doc"],
    7,
);
const TO_FILE: Command = command(
    Action::Export,
    &[Key::Digit(3)],
    ["key-to-file", "key-to-file-doc"],
    8,
);
/// Behind what else a state offers.
const BACK: Command = Command {
    rank: 3,
    ..reasons::BACK
};

/// What the timeline offers.
pub(in crate::tui::screen) static TIMELINE: Context = Context {
    name: "timeline",
    title: "timeline-title",
    help: &["timeline-help", "timeline-help-zero", "timeline-help-law"],
    commands: &[
        CORRECT,
        NEW_EVENT,
        ZERO,
        OTHER_ACCOUNT,
        LAW,
        COMPARE,
        LIST_ONLY,
        TO_FILE,
    ],
};

/// The same, of one custody of several.
pub(in crate::tui::screen) static ONE_OF_SEVERAL: Context = Context {
    name: "timeline-custody",
    title: "timeline-title",
    help: &[
        "custody-help",
        "timeline-help",
        "timeline-help-zero",
        "timeline-help-law",
    ],
    commands: &[
        CORRECT,
        OTHER_CUSTODY,
        NEW_EVENT,
        ZERO,
        OTHER_ACCOUNT,
        LAW,
        COMPARE,
        LIST_ONLY,
        TO_FILE,
    ],
};

/// Correcting a time.
pub(in crate::tui::screen) static EDITING: Context = Context {
    name: "timeline-editing",
    title: "timeline-editing-title",
    help: &["timeline-help-editing"],
    commands: &[
        Command {
            doc: "key-correct-doc",
            ..TAKE
        },
        command(
            Action::NextPane,
            &[Key::Bare(Bare::Tab)],
            ["key-other-source", "key-other-source-doc"],
            2,
        ),
        BACK,
    ],
};

/// Choosing what happened.
pub(in crate::tui::screen) static CHOOSING: Context = Context {
    name: "timeline-choosing",
    title: "timeline-choosing-title",
    help: &["timeline-help-editing"],
    commands: &[TAKE, BACK],
};

/// Answering what a time that was typed leaves open.
pub(in crate::tui::screen) static DOUBT: Context = Context {
    name: "timeline-doubt",
    title: "timeline-editing-title",
    help: &["timeline-help-editing"],
    commands: CHOOSING.commands,
};

/// Reading the limits.
pub(in crate::tui::screen) static LIMITS: Context = Context {
    name: "timeline-limits",
    title: "timeline-limits-title",
    help: &["timeline-help-law"],
    commands: &[Command {
        keys: &[Key::Bare(Bare::Escape), Key::Bare(Bare::Enter)],
        ..BACK
    }],
};
