//! The visit in hand under another version of its checklists: what that would change, and doing it.
//!
//! Looking changes nothing. Moving is asked for, loses nothing, and can be moved back.

use ratatui::layout::Rect;

use super::{Input, Show, Step, Steps};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, DialogAnswer, ListState};
use crate::tui::world::World;
use crate::visit::Migration;

/// What the list of changes offers.
pub(super) static VERSIONS: Context = Context {
    name: "versions",
    title: "versions-title",
    help: &["versions-help", "versions-help-back"],
    commands: &[Command {
        action: Action::Accept,
        keys: &[Key::Bare(Bare::Enter)],
        label: "key-move-version",
        doc: "key-move-version-doc",
        rank: 1,
    }],
};

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// A checklist.
    Checklist(usize),
    /// A question of it about which there is something to say, by its place among those.
    Question(usize, usize),
    /// A question that only the other version has.
    Added(usize, usize),
}

/// What another version would change.
#[derive(Debug, Default)]
pub struct Versions {
    /// Nothing until the worker has told.
    found: Option<Vec<Migration>>,
    list: ListState,
    asking: Option<Dialog>,
    moving: bool,
}

impl Versions {
    fn migrations(&self) -> &[Migration] {
        self.found.as_deref().unwrap_or_default()
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (at, migration) in self.migrations().iter().enumerate() {
            lines.push(Line::Checklist(at));
            let notable = migration.notable().enumerate();
            lines.extend(notable.map(|(place, _)| Line::Question(at, place)));
            lines.extend(migration.added.iter().map(|index| Line::Added(at, *index)));
        }
        lines
    }

    fn ask(&mut self) -> Steps {
        if self.migrations().is_empty() {
            return Steps::none();
        }
        let sum =
            |count: fn(&Migration) -> usize| -> usize { self.migrations().iter().map(count).sum() };
        let question = Message::new("versions-move")
            .number("carried", sum(Migration::carried))
            .number("left", sum(Migration::left));
        let answers = vec![
            Message::new("versions-move-no"),
            Message::new("versions-move-yes"),
        ];
        self.asking = Some(Dialog::new(question, answers));
        Steps::none()
    }

    fn answer(&mut self, answer: DialogAnswer, world: &World) -> Steps {
        let DialogAnswer::Given(choice) = answer else {
            return Steps::none();
        };
        self.asking = None;
        match world.visit_id().filter(|_| choice == 1) {
            Some(visit) => {
                self.moving = true;
                Steps::ask(Request::Migrate(visit))
            }
            None => Steps::none(),
        }
    }

    /// Returns the number, the label, and what is said of a line.
    fn words(&self, line: Line, world: &World) -> Option<(String, String, String)> {
        let language = world.questions();
        let label = |text: &crate::checklist::Text| text.in_language(language).0.to_owned();
        Some(match line {
            Line::Checklist(at) => {
                let migration = self.migrations().get(at)?;
                let title = label(&migration.from.title);
                let versions = format!("{} → {}", migration.from.version, migration.to.version);
                (String::new(), title, versions)
            }
            Line::Question(at, place) => {
                let migration = self.migrations().get(at)?;
                let found = migration.notable().nth(place)?;
                let old = migration.from.questions.get(found.question)?;
                let what = world.say(&found.message(&migration.to));
                (old.number.clone(), label(&old.label), what)
            }
            Line::Added(at, index) => {
                let migration = self.migrations().get(at)?;
                let new = migration.to.questions.get(index)?;
                let what = world.words.id("migrate-new");
                (new.number.clone(), label(&new.label), what)
            }
        })
    }
}

impl Show for Versions {
    fn context(&self, _world: &World) -> &'static Context {
        if self.asking.is_some() {
            &super::overview::REASON
        } else {
            &VERSIONS
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let count = self.lines().len();
        (world.words.id("versions-title"), count.to_string())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => match world.visit_id() {
                Some(visit) => Steps::ask(Request::Migrations(visit)),
                None => Step::Back.into(),
            },
            Input::Reply(Ok(Answered::Migrations(found))) => {
                self.found = Some(found);
                let count = self.lines().len();
                self.list.clamp(count);
                Steps::none()
            }
            Input::Reply(Ok(Answered::VisitInHand(_))) if self.moving => {
                self.moving = false;
                Steps::from(Step::Back).and(Step::Say(Message::new("versions-moved")))
            }
            Input::Reply(Err(fault)) => {
                self.moving = false;
                Steps::warn(fault.what)
            }
            Input::Do(action) => match (action, &mut self.asking) {
                (Action::Accept, Some(dialog)) => {
                    let answer = dialog.press(Bare::Enter);
                    self.answer(answer, world)
                }
                (Action::Back, Some(_)) => {
                    self.asking = None;
                    Steps::none()
                }
                (Action::Accept, None) => self.ask(),
                _ => Steps::none(),
            },
            Input::Digit(digit) => match &self.asking {
                Some(dialog) => {
                    let answer = dialog.digit(digit);
                    self.answer(answer, world)
                }
                None => Steps::none(),
            },
            Input::Bare(key, _) => {
                if let Some(dialog) = &mut self.asking {
                    let answer = dialog.press(key);
                    return self.answer(answer, world);
                }
                let page = usize::from(world.size.1.saturating_sub(8));
                let count = self.lines().len();
                self.list.press(key, count, page);
                Steps::none()
            }
            Input::Reply(Ok(_)) | Input::Text(_) | Input::Paste(_) | Input::Tick | Input::Keep => {
                Steps::none()
            }
        }
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let below = 4;
        let area = Rect {
            width: body.width.saturating_sub(1),
            height: body.height.saturating_sub(below),
            ..body
        };
        let lines = self.lines();
        if lines.is_empty() {
            let id = if self.found.is_some() {
                "migrate-nothing"
            } else {
                "versions-looking"
            };
            let text = canvas.id(id);
            let rows = Rect {
                x: body.x + 2,
                width: body.width.saturating_sub(3),
                ..area
            };
            canvas.paragraph(rows, &text, Role::Secondary);
            return;
        }
        self.list
            .draw(canvas, area, lines.len(), |canvas, row, at, role| {
                let words = lines.get(at).and_then(|line| self.words(*line, world));
                let Some((number, label, what)) = words else {
                    return;
                };
                let head = matches!(lines.get(at), Some(Line::Checklist(_)));
                let role = match role {
                    Role::Text if head => Role::Strong,
                    other => other,
                };
                let half = row.width / 2;
                let x = if head { row.x } else { row.x + 8 };
                canvas.line(row.x + 1, row.y, 6, &number, role);
                let room = (row.x + half).saturating_sub(x + 1);
                canvas.line(x, row.y, room, &label, role);
                canvas.line(row.x + half, row.y, row.width - half, &what, role);
            });
        canvas.rule(body, area.bottom());
        // The line in hand again, whole.
        let line = lines.get(self.list.selected).copied();
        if let Some((number, label, what)) = line.and_then(|line| self.words(line, world)) {
            let rows = Rect {
                x: body.x + 2,
                y: area.bottom() + 1,
                width: body.width.saturating_sub(3),
                height: below.saturating_sub(1),
            };
            let text = format!("{number}  {label}: {what}");
            canvas.paragraph(rows, text.trim_start(), Role::Text);
        }
        if let Some(dialog) = &self.asking {
            dialog.draw(canvas, body);
        }
    }
}
