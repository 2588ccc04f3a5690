//! To any question about the subject in hand, or to another subject, by number or words.

use ratatui::layout::Rect;

use super::introduction::way_to_sheet;
use super::overview::{Overview, session, sheets_of};
use super::{Input, Screen, Show, Step, Steps};
use crate::checklist::Digest;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField, find};
use crate::tui::world::World;
use crate::visit::{Spot, Subject};

/// What jumping offers.
pub(super) static JUMP: Context = Context {
    name: "jump",
    title: "jump-title",
    help: &["jump-help"],
    commands: &[Command {
        action: Action::Accept,
        keys: &[Key::Bare(Bare::Enter)],
        label: "key-go",
        doc: "key-jump-doc",
        rank: 1,
    }],
};

/// Where one can jump to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// A person or custody record.
    Subject(Subject),
    /// A question on a sheet of this subject.
    Question(Subject, Digest, usize),
}

/// To any question about the subject in hand.
#[derive(Debug)]
pub struct Jump {
    /// Whose questions are listed.
    about: Subject,
    find: TextField,
    list: ListState,
}

impl Jump {
    /// Begins with every question about the subject in hand, and every other subject.
    pub fn about(subject: Subject) -> Self {
        Self {
            about: subject,
            find: TextField::default(),
            list: ListState::default(),
        }
    }

    fn found(&self, world: &World) -> Vec<(Target, String, String)> {
        let Some(session) = session(world) else {
            return Vec::new();
        };
        let subjects = session.subjects().map(|taken| {
            (
                Target::Subject(taken.subject),
                taken.subject.to_string(),
                taken.label.unwrap_or_default().to_owned(),
            )
        });
        let about = self.about;
        let sheets = sheets_of(session, about);
        let questions = sheets.iter().flat_map(|sheet| {
            let digest = sheet.checklist().digest;
            sheet
                .checklist()
                .questions
                .iter()
                .enumerate()
                .filter(|(index, question)| sheet.applies(*index) && question.takes_answers())
                .map(move |(index, question)| {
                    (
                        Target::Question(about, digest, index),
                        question.number.clone(),
                        question.label.in_language(world.questions()).0.to_owned(),
                    )
                })
        });
        subjects
            .chain(questions)
            .filter(|(_, number, label)| {
                find::matches(self.find.text(), number) || find::matches(self.find.text(), label)
            })
            .collect()
    }
}

impl Show for Jump {
    fn context(&self, _world: &World) -> &'static Context {
        &JUMP
    }

    fn focus(&self, _world: &World) -> Focus {
        Focus::Text
    }

    fn title(&self, world: &World) -> (String, String) {
        let count = self.found(world).len();
        (world.words.id("jump-title"), count.to_string())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Do(Action::Accept) => {
                let chosen = self
                    .found(world)
                    .get(self.list.selected)
                    .map(|(target, ..)| *target);
                let screen: Option<Screen> = chosen.map(|target| match target {
                    Target::Subject(subject) => Overview::of(subject).into(),
                    Target::Question(subject, digest, index) => {
                        way_to_sheet(world, subject, digest, Some(Spot::first(index)))
                    }
                });
                return screen
                    .map_or_else(Steps::none, |screen| Step::Instead(Box::new(screen)).into());
            }
            Input::Text(letter) => {
                self.find.insert(letter.encode_utf8(&mut [0; 4]));
                self.list.selected = 0;
            }
            Input::Paste(text) => self.find.insert(&text),
            Input::Bare(key, by_word) => {
                let count = self.found(world).len();
                if !self.list.press(key, count, 10) {
                    self.find.press(key, by_word);
                }
            }
            _ => {}
        }
        self.list.clamp(self.found(world).len());
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let found = self.found(world);
        let area = Rect {
            y: body.y + 2,
            height: body.height.saturating_sub(2),
            ..body
        };
        if found.is_empty() {
            let text = canvas.id("jump-nothing");
            canvas.line(
                area.x + 2,
                area.y,
                area.width.saturating_sub(3),
                &text,
                Role::Text,
            );
        }
        self.list
            .draw(canvas, area, found.len(), |canvas, line, index, role| {
                let Some((_, number, label)) = found.get(index) else {
                    return;
                };
                canvas.line(line.x, line.y, 8, number, role);
                let width = line.width.saturating_sub(10);
                canvas.line(line.x + 9, line.y, width, label, role);
            });
        let prompt = canvas.id("screen-find");
        canvas.line(body.x + 2, body.y, 20, &prompt, Role::Secondary);
        let x = body.x + 3 + columns(&prompt);
        let field = Rect {
            x,
            y: body.y,
            width: body.right().saturating_sub(x + 1),
            height: 1,
        };
        self.find.draw(canvas, field, Role::Text);
    }
}
