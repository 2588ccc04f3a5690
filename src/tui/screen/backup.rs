//! A backup: where to, and what came of it.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::{Input, Show, Step, Steps};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::TextField;
use crate::tui::world::World;

/// What the backup offers.
pub(super) static BACKUP: Context = Context {
    name: "backup",
    title: "backup-title",
    help: &["backup-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-write",
            doc: "key-backup-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// The name of the file, which says nothing about what is in it.
const NAME: &str = "backup";

/// Where the backup goes.
#[derive(Debug, Default)]
pub struct Backup {
    path: TextField,
    writing: bool,
}

impl Backup {
    fn write(&mut self) -> Steps {
        let path = self.path.text().trim().to_owned();
        if path.is_empty() || self.writing {
            return Steps::none();
        }
        self.writing = true;
        Steps::ask(Request::BackUp(PathBuf::from(path)))
    }
}

/// Returns how old the last backup is, in words.
pub(super) fn age(world: &World) -> Option<Message> {
    let desk = world.desk.as_ref()?;
    Some(match desk.backup {
        None => Message::new("backup-none"),
        Some(at) => {
            let days = (world.now.machine - at).num_days().max(0);
            Message::new("backup-age").number("days", u64::try_from(days).unwrap_or(0))
        }
    })
}

impl Show for Backup {
    fn context(&self, _world: &World) -> &'static Context {
        &BACKUP
    }

    fn focus(&self, _world: &World) -> Focus {
        Focus::Text
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("backup-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown if self.path.text().is_empty() => match &world.kept.backup_folder {
                Some(folder) => {
                    self.path = TextField::holding(&folder.join(NAME).display().to_string());
                }
                None => return Steps::ask(Request::Documents),
            },
            Input::Reply(Ok(Answered::Documents(folder))) if self.path.text().is_empty() => {
                self.path = TextField::holding(&folder.join(NAME).display().to_string());
            }
            Input::Reply(Ok(Answered::BackedUp { kib, damaged, .. })) => {
                self.writing = false;
                let path = PathBuf::from(self.path.text().trim());
                let folder = path.parent().map(PathBuf::from);
                let keep = world.choose(|kept| kept.backup_folder = folder);
                let said = if damaged > 0 {
                    Step::Warn(Message::new("backup-damaged").number("count", damaged))
                } else {
                    Step::Say(Message::new("backup-made").number("kib", kib))
                };
                return Steps::from(keep).and(Step::Back).and(said);
            }
            Input::Reply(Err(fault)) => {
                self.writing = false;
                return Steps::warn(fault.what);
            }
            Input::Do(Action::Accept) => return self.write(),
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Text(letter) => self.path.insert(letter.encode_utf8(&mut [0; 4])),
            Input::Paste(text) => self.path.insert(text.trim()),
            Input::Bare(key, by_word) => {
                self.path.press(key, by_word);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let inner = Rect {
            x: body.x + 2,
            y: body.y + 1,
            width: body.width.saturating_sub(4).min(76),
            height: body.height.saturating_sub(1),
        };
        let text = canvas.id("backup-explained");
        let mut y = inner.y + canvas.paragraph(inner, &text, Role::Text) + 1;
        if let Some(age) = age(world) {
            let text = canvas.say(&age);
            canvas.line(inner.x, y, inner.width, &text, Role::Secondary);
            y += 2;
        }
        let label = canvas.id(if self.writing {
            "backup-writing"
        } else {
            "backup-file"
        });
        canvas.line(inner.x, y, inner.width, &label, Role::Strong);
        let row = Rect {
            y: y + 1,
            height: 1,
            ..inner
        };
        self.path.draw(canvas, row, Role::Text);
    }
}
