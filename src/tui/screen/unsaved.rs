//! What waits for a disk that refuses, and what can be done: try again, go on in another folder, or
//! leave and lose it.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::history::what_was_said;
use super::{Input, Show, Step, Steps};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField};
use crate::tui::world::World;

const ENTER: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-take",
    doc: "unsaved-key-doc",
    rank: 1,
};
const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 2,
};

/// Choosing what to do.
pub(super) static UNSAVED: Context = Context {
    name: "unsaved",
    title: "unsaved-title",
    help: &["unsaved-help"],
    commands: &[ENTER, BACK],
};
/// Naming the folder where the vault goes on.
pub(super) static ELSEWHERE: Context = Context {
    name: "elsewhere",
    title: "unsaved-title",
    help: &["unsaved-help-folder"],
    commands: &[ENTER, BACK],
};
/// Typing how many entries are given up.
pub(super) static LOSING: Context = Context {
    name: "losing",
    title: "unsaved-title",
    help: &["unsaved-help-lose"],
    commands: &[ENTER, BACK],
};

/// The answers, in order; the safe one first.
const CHOICES: [&str; 3] = ["unsaved-again", "unsaved-elsewhere", "unsaved-lose"];

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Choosing,
    Naming(TextField),
    /// The vault is being written into another folder.
    Moving,
    /// It goes on there.
    Moved(PathBuf),
    Losing(TextField),
}

/// What waits, and what can be done about it.
#[derive(Debug, Default)]
pub struct Unsaved {
    list: ListState,
    stage: Stage,
}

impl Unsaved {
    fn choose(&mut self, choice: usize) -> Steps {
        match choice {
            0 => return Steps::from(Step::TryAgain),
            1 => self.stage = Stage::Naming(TextField::default()),
            2 => self.stage = Stage::Losing(TextField::default()),
            _ => {}
        }
        Steps::none()
    }

    fn accept(&mut self, world: &World) -> Steps {
        match &self.stage {
            Stage::Choosing => self.choose(self.list.selected),
            Stage::Naming(field) => {
                let folder = field.text().trim().to_owned();
                if folder.is_empty() {
                    return Steps::none();
                }
                self.stage = Stage::Moving;
                Steps::ask(Request::ContinueIn(PathBuf::from(folder)))
            }
            Stage::Losing(field) => {
                if field.text().trim().parse() == Ok(world.unsaved.len()) {
                    return Step::LeaveAndLose.into();
                }
                self.stage = Stage::Choosing;
                Steps::warn(Message::new("unsaved-not-confirmed"))
            }
            Stage::Moved(_) => Step::Back.into(),
            Stage::Moving => Steps::none(),
        }
    }

    const fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.stage {
            Stage::Naming(field) | Stage::Losing(field) => Some(field),
            Stage::Choosing | Stage::Moving | Stage::Moved(_) => None,
        }
    }
}

impl Show for Unsaved {
    fn context(&self, _world: &World) -> &'static Context {
        match self.stage {
            Stage::Choosing => &UNSAVED,
            Stage::Naming(_) | Stage::Moving | Stage::Moved(_) => &ELSEWHERE,
            Stage::Losing(_) => &LOSING,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        match self.stage {
            Stage::Naming(_) | Stage::Losing(_) => Focus::Text,
            Stage::Choosing | Stage::Moving | Stage::Moved(_) => Focus::Commands,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("unsaved-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Do(Action::Accept) => return self.accept(world),
            Input::Do(Action::Back) => match self.stage {
                Stage::Choosing | Stage::Moved(_) => return Step::Back.into(),
                Stage::Moving => {}
                Stage::Naming(_) | Stage::Losing(_) => self.stage = Stage::Choosing,
            },
            Input::Digit(digit) if matches!(self.stage, Stage::Choosing) => {
                let choice = usize::from(digit).checked_sub(1);
                return choice.map_or_else(Steps::none, |choice| self.choose(choice));
            }
            Input::Reply(Ok(Answered::ContinuedIn(folder, is_noted))) => {
                let shown = folder.display().to_string();
                self.stage = Stage::Moved(folder);
                if !is_noted {
                    let message = Message::new("unsaved-not-noted");
                    return Steps::warn(message.text("folder", shown));
                }
            }
            Input::Reply(Err(fault)) => {
                self.stage = Stage::Naming(TextField::default());
                return Steps::warn(fault.what);
            }
            Input::Text(letter) => {
                if let Some(field) = self.field() {
                    field.insert(letter.encode_utf8(&mut [0; 4]));
                }
            }
            Input::Paste(text) => {
                if let Some(field) = self.field() {
                    field.insert(text.trim());
                }
            }
            Input::Bare(key, by_word) => match self.field() {
                Some(field) => {
                    field.press(key, by_word);
                }
                None => {
                    self.list.press(key, CHOICES.len(), CHOICES.len());
                }
            },
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
        let below = |y: u16| Rect {
            y,
            height: inner.bottom().saturating_sub(y),
            ..inner
        };
        if let Stage::Moved(folder) = &self.stage {
            let folder = folder.display().to_string();
            let text = canvas.say(&Message::new("unsaved-moved").text("folder", folder));
            canvas.paragraph(inner, &text, Role::Text);
            return;
        }
        let count = world.unsaved.len();
        let text = canvas.say(&Message::new("unsaved-explained").number("count", count));
        let mut y = inner.y + canvas.paragraph(inner, &text, Role::Text) + 1;
        match &self.stage {
            Stage::Choosing | Stage::Moved(_) => {
                for (index, choice) in CHOICES.into_iter().enumerate() {
                    let in_hand = index == self.list.selected;
                    let role = if in_hand { Role::Focus } else { Role::Text };
                    let pointer = if in_hand { ">" } else { " " };
                    let text = canvas.say(&Message::new(choice).number("count", count));
                    let row = format!("{pointer} {}  {text}", index + 1);
                    y += canvas.paragraph(below(y), &row, role);
                }
            }
            Stage::Naming(field) | Stage::Losing(field) => {
                let asks = if matches!(self.stage, Stage::Naming(_)) {
                    "unsaved-folder"
                } else {
                    "unsaved-type-count"
                };
                let text = canvas.say(&Message::new(asks).number("count", count));
                y += canvas.paragraph(below(y), &text, Role::Strong);
                let row = Rect {
                    height: 1,
                    ..below(y)
                };
                field.draw(canvas, row, Role::Text);
                y += 1;
            }
            Stage::Moving => {
                let text = canvas.id("unsaved-moving");
                y += canvas.paragraph(below(y), &text, Role::Strong);
            }
        }
        y += 1;
        let cursor = canvas.cursor();
        for entry in world.unsaved.iter().rev() {
            if y >= inner.bottom() {
                break;
            }
            let words = what_was_said(&entry.statement, false, world);
            canvas.line(inner.x, y, inner.width, &words, Role::Secondary);
            y += 1;
        }
        if let Some(cursor) = cursor {
            canvas.set_cursor(cursor.x, cursor.y);
        }
    }
}
