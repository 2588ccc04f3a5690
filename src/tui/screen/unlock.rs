//! Opening the vault, and making one. Neutral on purpose: nothing here says what the vault holds.

use ratatui::layout::Rect;

use super::reasons::{Heard, WHICH, hear_answer};
use super::{FirstRun, Home, Input, Recovery, Show, Step, Steps};
use crate::app::{Strength, mixes_scripts};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request, Secret};
use crate::tui::keyboard::{Bare, Focus, Script, in_other_script};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, SecretField};
use crate::tui::world::{Resume, World};

const SHOW: Command = Command {
    action: Action::ShowSecret,
    keys: &[Key::Function(4)],
    label: "key-show",
    doc: "key-show-doc",
    rank: 2,
};

const OPEN: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-open",
    doc: "key-open-vault-doc",
    rank: 1,
};

const LEAVE: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-leave",
    doc: "key-close-doc",
    rank: 92,
};

/// While nothing is known about a vault, or while it opens.
pub(super) static LOOKING: Context = Context {
    name: "looking",
    title: "unlock-title",
    help: &[],
    commands: &[LEAVE],
};

/// Asking for the passphrase.
pub(super) static UNLOCK: Context = Context {
    name: "unlock",
    title: "unlock-title",
    help: &["unlock-help"],
    commands: &[OPEN, SHOW, LEAVE],
};

/// Making a vault.
pub(super) static CREATE: Context = Context {
    name: "create",
    title: "create-title",
    help: &["create-help"],
    commands: &[
        OPEN,
        SHOW,
        LEAVE,
        Command {
            action: Action::NextPane,
            keys: &[Key::Bare(Bare::Tab)],
            label: "key-next-field",
            doc: "key-next-field-doc",
            rank: 3,
        },
    ],
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Looking,
    Asking,
    Opening,
    Creating { second: bool },
    Making,
}

/// The passphrase.
#[derive(Debug)]
pub struct Unlock {
    stage: Stage,
    first: SecretField,
    second: SecretField,
    resume: Option<Resume>,
    /// Whether the first run has been through its steps.
    prepared: bool,
    line: Option<Message>,
    /// How many wrong passphrases came in a row, and until when the next one has to wait.
    wrong: u32,
    wait_until: Option<u64>,
    /// Whether the keys were tried in the other script already.
    tried_other: bool,
    /// Whether to close was asked: Esc alone never ends the program.
    leaving: Option<Dialog>,
}

impl Default for Unlock {
    fn default() -> Self {
        Self::looking(None)
    }
}

impl Unlock {
    /// The fewest signs of a new passphrase.
    const LEAST: usize = 14;

    /// Asks again, and remembers where somebody was.
    pub fn again(resume: Option<Resume>) -> Self {
        Self {
            // There is a vault: what is typed while it still locks is not lost.
            stage: Stage::Asking,
            ..Self::looking(resume)
        }
    }

    fn looking(resume: Option<Resume>) -> Self {
        Self {
            stage: Stage::Looking,
            first: SecretField::default(),
            second: SecretField::default(),
            resume,
            prepared: false,
            line: None,
            wrong: 0,
            wait_until: None,
            tried_other: false,
            leaving: None,
        }
    }

    /// Makes a vault after the steps of the first run.
    pub fn making() -> Self {
        Self {
            prepared: true,
            ..Self::looking(None)
        }
    }

    fn field(&mut self) -> Option<&mut SecretField> {
        match self.stage {
            Stage::Looking | Stage::Asking | Stage::Creating { second: false } => {
                Some(&mut self.first)
            }
            Stage::Creating { second: true } => Some(&mut self.second),
            Stage::Opening | Stage::Making => None,
        }
    }

    fn accept(&mut self, world: &World) -> Steps {
        self.line = None;
        match self.stage {
            Stage::Asking if self.first.is_empty() => Steps::none(),
            Stage::Asking => {
                let now = world.now.ms;
                if let Some(until) = self.wait_until.filter(|until| *until > now) {
                    let seconds = (until - now).div_ceil(1_000);
                    self.line = Some(Message::new("unlock-wait").number("seconds", seconds));
                    return Steps::none();
                }
                self.stage = Stage::Opening;
                self.tried_other = false;
                Steps::ask(Request::Unlock(Secret::new(self.first.text())))
            }
            Stage::Creating { second: false } => {
                if self.first.count() < Self::LEAST {
                    let message = Message::new("create-too-short").number("least", Self::LEAST);
                    self.line = Some(message);
                } else if mixes_scripts(self.first.text()) {
                    self.line = Some(Message::new("create-mixed"));
                } else if Strength::of(self.first.text()) < Strength::Strong {
                    self.line = Some(Message::new("create-too-weak"));
                } else {
                    self.stage = Stage::Creating { second: true };
                }
                Steps::none()
            }
            Stage::Creating { second: true } => {
                let differs = self
                    .first
                    .text()
                    .chars()
                    .map(Some)
                    .chain(std::iter::once(None))
                    .zip(
                        self.second
                            .text()
                            .chars()
                            .map(Some)
                            .chain(std::iter::repeat(None)),
                    )
                    .position(|(left, right)| left != right);
                let longer = self.second.count() > self.first.count();
                if let Some(place) = differs.or(longer.then(|| self.first.count())) {
                    let message = Message::new("create-differ").number("place", place + 1);
                    self.line = Some(message);
                    return Steps::none();
                }
                self.stage = Stage::Making;
                Steps::ask(Request::CreateVault(Secret::new(self.first.text())))
            }
            Stage::Looking | Stage::Opening | Stage::Making => Steps::none(),
        }
    }

    fn opened(&mut self, notes: Vec<Message>, world: &World) -> Steps {
        self.first.clear();
        self.second.clear();
        let to_draft = world.draft.as_ref().and_then(|draft| {
            Some(Resume {
                visit: draft.visit?,
                place: None,
                at: world.local(),
            })
        });
        // A form outside of visits is gone on with before the visit that was in hand last.
        let to_form = world
            .draft
            .as_ref()
            .is_some_and(|draft| draft.visit.is_none());
        let resume = to_draft.or_else(|| self.resume.take().filter(|_| !to_form));
        let home = Steps::from(Step::Home(Box::new(Home::back_to(resume).into())));
        let made = self.stage == Stage::Making;
        let told = notes
            .into_iter()
            .fold(home, |steps, note| steps.and(Step::Warn(note)));
        if made {
            return told.and(Step::Go(Box::new(Recovery::default().into())));
        }
        told
    }

    fn refused(&mut self, what: Message, world: &World) {
        self.stage = match self.stage {
            Stage::Making => Stage::Creating { second: true },
            Stage::Looking | Stage::Asking | Stage::Opening | Stage::Creating { .. } => {
                self.wrong += 1;
                // The first three at once, then 2, 4, 8 … seconds. Never a lock-out, never a wipe.
                if self.wrong >= 3 {
                    let seconds = 2_u64 << (self.wrong - 3).min(5);
                    self.wait_until = Some(world.now.ms + seconds * 1_000);
                }
                Stage::Asking
            }
        };
        self.line = Some(what);
    }

    fn typed(&self, world: &World) -> String {
        let field = match self.stage {
            Stage::Creating { second: true } => &self.second,
            _ => &self.first,
        };
        let script = match field.script() {
            Script::Cyrillic => "unlock-cyrillic",
            Script::Latin => "unlock-latin",
            Script::Digits => "unlock-digits",
            Script::Unseen => return String::new(),
        };
        let case = if field.has_capitals() {
            "unlock-capitals"
        } else {
            "unlock-small"
        };
        world.say(
            &Message::new("unlock-typed")
                .message("script", Message::new(script))
                .message("case", Message::new(case))
                .number("count", field.count()),
        )
    }
}

impl Show for Unlock {
    fn context(&self, _world: &World) -> &'static Context {
        match self.stage {
            _ if self.leaving.is_some() => &WHICH,
            Stage::Looking | Stage::Opening | Stage::Making => &LOOKING,
            Stage::Asking => &UNLOCK,
            Stage::Creating { .. } => &CREATE,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        match self.stage {
            _ if self.leaving.is_some() => Focus::Commands,
            Stage::Opening | Stage::Making => Focus::Commands,
            Stage::Looking | Stage::Asking | Stage::Creating { .. } => Focus::Text,
        }
    }

    fn title(&self, _world: &World) -> (String, String) {
        (String::new(), String::new())
    }

    fn is_bare(&self) -> bool {
        true
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let input = match hear_answer(&mut self.leaving, input) {
            Heard::Left(input) => input,
            Heard::Chosen(1) => return Step::Leave.into(),
            Heard::Taken | Heard::Chosen(_) => return Steps::none(),
        };
        match input {
            Input::Shown => return Steps::ask(Request::Look),
            Input::Reply(Ok(Answered::Looked { exists: true, word }))
                if self.stage == Stage::Looking =>
            {
                self.stage = Stage::Asking;
                self.line = word;
            }
            Input::Reply(Ok(Answered::Looked { exists: false, .. })) if !self.prepared => {
                return Step::Instead(Box::new(FirstRun::new(world).into())).into();
            }
            Input::Reply(Ok(Answered::Looked { exists: false, .. })) => {
                self.stage = Stage::Creating { second: false };
            }
            Input::Reply(Ok(Answered::Opened { notes, .. })) => return self.opened(notes, world),
            Input::Reply(Err(fault)) => {
                // The layout does not matter, only the keys: they are tried in the other script too.
                let is_wrong = fault.what.id() == "err-vault-wrong-passphrase";
                if is_wrong && self.stage == Stage::Opening && !self.tried_other {
                    self.tried_other = true;
                    let other = in_other_script(self.first.text());
                    return Steps::ask(Request::Unlock(Secret::new(&other)));
                }
                self.refused(fault.what, world);
            }
            Input::Do(Action::Accept) => return self.accept(world),
            Input::Do(Action::ShowSecret) => {
                self.first.shown = !self.first.shown;
                self.second.shown = self.first.shown;
            }
            Input::Do(Action::NextPane) => {
                if let Stage::Creating { second } = self.stage {
                    self.stage = Stage::Creating { second: !second };
                }
            }
            Input::Do(Action::Back) => {
                self.leaving = Some(Dialog::new(
                    Message::new("unlock-leave"),
                    ["home-stay", "unlock-close"].map(Message::new).to_vec(),
                ));
            }
            Input::Text(letter) => {
                self.line = None;
                if let Some(field) = self.field() {
                    field.insert(letter);
                }
            }
            Input::Paste(text) => {
                if let Some(field) = self.field() {
                    text.trim_end_matches(['\r', '\n'])
                        .chars()
                        .for_each(|c| field.insert(c));
                }
            }
            Input::Bare(Bare::Backspace, _) => {
                if let Some(field) = self.field() {
                    field.backspace();
                }
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let clock = world.calendar().clock(world.now.local());
        canvas.right(
            body.right().saturating_sub(1),
            body.y,
            &clock,
            Role::Secondary,
        );
        let width = body.width.min(64);
        let x = body.x + body.width.saturating_sub(width) / 2;
        let row = |y: u16| Rect {
            x,
            y: body.y + y,
            width,
            height: 1,
        };
        let mut y = body.height / 4;
        match self.stage {
            Stage::Looking => return,
            Stage::Opening | Stage::Making => {
                let text = canvas.id("unlock-opening");
                canvas.paragraph(row(y), &text, Role::Text);
                return;
            }
            Stage::Asking => {
                draw_field(canvas, row(y), "unlock-passphrase", &self.first, true);
                y += 1;
            }
            Stage::Creating { second } => {
                let text = canvas.id("create-explained");
                let area = Rect {
                    height: 6,
                    ..row(y.saturating_sub(4))
                };
                y = y.saturating_sub(4) + canvas.paragraph(area, &text, Role::Text) + 1;
                draw_field(canvas, row(y), "unlock-passphrase", &self.first, !second);
                draw_field(canvas, row(y + 2), "create-again", &self.second, second);
                y += 3;
            }
        }
        let mut typed = self.typed(world);
        if matches!(self.stage, Stage::Creating { second: false }) && !self.first.is_empty() {
            typed = format!("{typed}   {}", canvas.say(&strength(self.first.text())));
        }
        let typed_rows = Rect {
            height: 2,
            ..row(y)
        };
        canvas.paragraph(typed_rows, &typed, Role::Secondary);
        let keys = canvas.id(match self.stage {
            Stage::Creating { .. } => "create-keys",
            Stage::Looking | Stage::Asking | Stage::Opening | Stage::Making => "unlock-keys",
        });
        let cursor = canvas.cursor();
        canvas.paragraph(
            Rect {
                height: 2,
                ..row(y + 2)
            },
            &keys,
            Role::Secondary,
        );
        if let Some(line) = &self.line {
            let text = canvas.say(line);
            canvas.paragraph(
                Rect {
                    height: 4,
                    ..row(y + 5)
                },
                &text,
                Role::Strong,
            );
        }
        if let Some(cursor) = cursor {
            canvas.set_cursor(cursor.x, cursor.y);
        }
        if let Some(dialog) = &self.leaving {
            dialog.draw(canvas, body);
        }
    }
}

/// Returns how strong a passphrase is, in words: what a guesser of passphrases would need.
fn strength(passphrase: &str) -> Message {
    Message::new(match Strength::of(passphrase) {
        Strength::Weak => "create-weak",
        Strength::Fair => "create-fair",
        Strength::Strong => "create-strong",
    })
}

fn draw_field(
    canvas: &mut Canvas<'_>,
    row: Rect,
    label: &'static str,
    field: &SecretField,
    in_hand: bool,
) {
    let label = canvas.id(label);
    let role = if in_hand {
        Role::Strong
    } else {
        Role::Secondary
    };
    let x = canvas.line(row.x, row.y, 24, &label, role) + 2;
    let right = row.right().saturating_sub(1);
    canvas.line(x, row.y, 1, "[", Role::Rule);
    canvas.line(right, row.y, 1, "]", Role::Rule);
    let inner = Rect {
        x: x + 2,
        y: row.y,
        width: right.saturating_sub(x + 3),
        height: 1,
    };
    let cursor = canvas.cursor();
    field.draw(canvas, inner);
    if !in_hand && let Some(cursor) = cursor {
        canvas.set_cursor(cursor.x, cursor.y);
    }
}
