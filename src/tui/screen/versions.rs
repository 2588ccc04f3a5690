//! The visit in hand under another version of its checklists: what that would change, and doing it.
//!
//! Looking changes nothing. Moving is asked for, loses nothing, and can be moved back.

use ratatui::layout::Rect;

use super::overview::session;
use super::reasons::{Heard, WHICH, hear_answer};
use super::{Input, Show, Step, Steps};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, ListState};
use crate::tui::world::World;
use crate::visit::{Migration, Session};

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

/// What the same list offers of a finished visit: it is to be read only.
pub(super) static OF_A_FINISHED: Context = Context {
    name: "versions-finished",
    title: "versions-title",
    help: &["versions-help", "versions-help-back"],
    commands: &[Command {
        action: Action::ReopenVisit,
        keys: &[Key::Bare(Bare::Enter)],
        label: "key-reopen",
        doc: "key-reopen-to-move-doc",
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

    fn answer(&mut self, answer: usize, world: &World) -> Steps {
        match world.visit_id().filter(|_| answer == 1) {
            Some(visit) => {
                self.moving = true;
                Steps::ask(Request::Migrate(visit))
            }
            None => Steps::none(),
        }
    }

    /// Says what moving a whole checklist would do.
    fn summary(&self, line: Line) -> Option<Message> {
        let Line::Checklist(at) = line else {
            return None;
        };
        let migration = self.migrations().get(at)?;
        Some(
            Message::new("migrate-would")
                .number("carried", migration.carried())
                .number("left", migration.left()),
        )
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

fn is_finished(world: &World) -> bool {
    session(world).is_some_and(Session::is_closed)
}

impl Show for Versions {
    fn context(&self, world: &World) -> &'static Context {
        match &self.asking {
            Some(_) => &WHICH,
            None if is_finished(world) => &OF_A_FINISHED,
            None => &VERSIONS,
        }
    }

    fn offers(&self, action: Action, _world: &World) -> bool {
        match action {
            Action::Accept | Action::ReopenVisit => {
                self.asking.is_some() || !self.migrations().is_empty()
            }
            // What it would take back is not to be seen here.
            _ => action != Action::Undo,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("versions-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let input = match hear_answer(&mut self.asking, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen(answer) => return self.answer(answer, world),
        };
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
                Steps::warn(fault.said())
            }
            Input::Do(Action::Accept) => self.ask(),
            Input::Do(Action::ReopenVisit) => Step::Run(Action::ReopenVisit).into(),
            Input::Bare(key, _) => {
                let page = usize::from(world.size.1.saturating_sub(8));
                let count = self.lines().len();
                self.list.press(key, count, page);
                Steps::none()
            }
            Input::Do(_)
            | Input::Digit(_)
            | Input::Reply(Ok(_))
            | Input::Text(_)
            | Input::Paste(_)
            | Input::Tick
            | Input::Keep => Steps::none(),
        }
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let below = 5;
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
            let text = match line.and_then(|line| self.summary(line)) {
                Some(summary) if is_finished(world) => {
                    format!(
                        "{} {}",
                        canvas.say(&summary),
                        canvas.id("versions-finished")
                    )
                }
                Some(summary) => canvas.say(&summary),
                None => format!("{number}  {label}: {what}"),
            };
            canvas.paragraph(rows, text.trim_start(), Role::Text);
        }
        if let Some(dialog) = &self.asking {
            dialog.draw(canvas, body);
        }
    }
}
