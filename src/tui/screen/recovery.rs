//! Six words for the day the passphrase is forgotten: shown once, and asked for before they go.

use ratatui::layout::Rect;

use super::{Input, Show, Step, Steps};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request, Secret};
use crate::tui::keyboard::{Bare, Focus, in_other_script};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::SecretField;
use crate::tui::world::World;

/// What the recovery words offer.
pub(super) static RECOVERY: Context = Context {
    name: "recovery",
    title: "recovery-title",
    help: &["recovery-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-next-step",
            doc: "key-recovery-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-later",
            doc: "key-recovery-later-doc",
            rank: 2,
        },
    ],
};

/// Which word is asked for, from 0: enough to see that all were written down in order.
const ASKED: usize = 4;

/// The words of a new vault.
#[derive(Debug, Default)]
pub struct Recovery {
    words: Option<Secret>,
    /// Whether they are hidden and one is asked for.
    asking: bool,
    typed: SecretField,
}

impl Recovery {
    fn accept(&mut self) -> Steps {
        let Some(words) = &self.words else {
            return Steps::none();
        };
        if !self.asking {
            self.asking = true;
            self.typed.shown = true;
            return Steps::none();
        }
        let wanted = words.expose().split(' ').nth(ASKED).unwrap_or_default();
        let typed = self.typed.text().trim().to_lowercase();
        if typed == wanted || *in_other_script(&typed) == wanted {
            return Steps::from(Step::Back).and(Step::Say(Message::new("recovery-kept")));
        }
        self.asking = false;
        self.typed.clear();
        Steps::warn(Message::new("recovery-differs").number("place", ASKED + 1))
    }
}

impl Show for Recovery {
    fn context(&self, _world: &World) -> &'static Context {
        &RECOVERY
    }

    fn focus(&self, _world: &World) -> Focus {
        if self.asking {
            Focus::Text
        } else {
            Focus::Commands
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("recovery-title"), String::new())
    }

    fn update(&mut self, input: Input, _world: &mut World) -> Steps {
        match input {
            Input::Shown if self.words.is_none() => return Steps::ask(Request::RecoveryWords),
            Input::Reply(Ok(Answered::RecoveryWords(words))) => self.words = Some(words),
            Input::Reply(Err(fault)) => {
                return Steps::from(Step::Back).and(Step::Warn(fault.what));
            }
            Input::Do(Action::Accept) => return self.accept(),
            Input::Do(Action::Back) => {
                return Steps::from(Step::Back).and(Step::Say(Message::new("recovery-later")));
            }
            Input::Text(letter) => self.typed.insert(letter),
            Input::Bare(Bare::Backspace, _) => self.typed.backspace(),
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, _world: &World) {
        let inner = Rect {
            x: body.x + 2,
            y: body.y + 1,
            width: body.width.saturating_sub(4).min(76),
            height: body.height.saturating_sub(1),
        };
        let Some(words) = &self.words else {
            return;
        };
        if self.asking {
            let question = Message::new("recovery-which").number("place", ASKED + 1);
            let text = canvas.say(&question);
            let y = inner.y + canvas.paragraph(inner, &text, Role::Strong) + 1;
            let row = Rect {
                y,
                height: 1,
                ..inner
            };
            self.typed.draw(canvas, row);
            return;
        }
        let text = canvas.id("recovery-explained");
        let top = inner.y + canvas.paragraph(inner, &text, Role::Text) + 1;
        for (word, place) in words.expose().split(' ').zip(0..) {
            let line = format!("{}  {word}", place + 1);
            canvas.line(inner.x + 2, top + place, inner.width, &line, Role::Strong);
        }
    }
}
