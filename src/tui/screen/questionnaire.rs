//! Taking in a questionnaire of others: what is wrong with its file, line by line, and what cannot be
//! asked here.
//!
//! The file is read and judged by the worker. Its invariant: nothing is written before the last key,
//! and never over a checklist that is there without asking.

use std::path::{Path, PathBuf};

use ratatui::layout::Rect;

use super::{Input, Show, Step, Steps};
use crate::app::JudgedForm;
use crate::checklist::Defect;
use crate::export::atomic_file::Existing;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Fault, Request};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, DialogAnswer, ListState};
use crate::tui::world::World;

const TAKE_IN: Command = Command {
    action: Action::TakeIn,
    keys: &[Key::Digit(1)],
    label: "key-take-form",
    doc: "key-take-form-doc",
    rank: 2,
};

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 92,
};

const OPEN: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-open",
    doc: "key-open-defect-doc",
    rank: 1,
};

/// What the list of defects offers where the questionnaire can be used.
pub(super) static FORM: Context = Context {
    name: "questionnaire",
    title: "form-title",
    help: &["form-help", "form-help-warnings"],
    commands: &[OPEN, TAKE_IN, BACK],
};

/// What it offers where it cannot.
pub(super) static REFUSED: Context = Context {
    name: "questionnaire-refused",
    title: "form-title",
    help: &["form-help", "form-help-errors"],
    commands: &[OPEN, BACK],
};

/// What one defect offers.
pub(super) static DEFECT: Context = Context {
    name: "questionnaire-defect",
    title: "form-title",
    help: &["form-help"],
    commands: &[Command {
        action: Action::Back,
        keys: &[Key::Bare(Bare::Enter), Key::Bare(Bare::Escape)],
        label: "key-back",
        doc: "key-back-doc",
        rank: 1,
    }],
};

/// Returns whether a file is a questionnaire by its name, and no bundle of a colleague.
pub(super) fn is_questionnaire(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ["xlsx", "xlsm", "xls", "csv", "md", "toml"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// A questionnaire on its way in.
#[derive(Debug)]
pub struct Questionnaire {
    file: PathBuf,
    judged: Option<Box<JudgedForm>>,
    list: ListState,
    /// Whether the line in hand is open.
    is_open: bool,
    /// The question whether the checklist of this id is replaced.
    replaces: Option<Dialog>,
    busy: bool,
}

impl Questionnaire {
    /// Begins with a file.
    pub const fn of(file: PathBuf) -> Self {
        Self {
            file,
            judged: None,
            list: ListState { selected: 0 },
            is_open: false,
            replaces: None,
            busy: false,
        }
    }

    fn defects(&self) -> &[Defect] {
        self.judged
            .as_ref()
            .map_or(&[], |judged| &judged.checked.defects)
    }

    fn take(&mut self, existing: Existing) -> Steps {
        if self.busy {
            return Steps::none();
        }
        self.busy = true;
        Steps::ask(Request::TakeForm(self.file.clone(), existing))
    }

    fn failed(&mut self, fault: Fault) -> Steps {
        self.busy = false;
        let said = fault.said();
        if self.judged.is_none() {
            // There is nothing to see.
            return Steps::from(Step::Back).and(Step::Warn(said));
        }
        Steps::warn(said)
    }

    fn on_dialog(&mut self, input: &Input) -> Option<Steps> {
        let dialog = self.replaces.as_mut()?;
        let answer = match input {
            Input::Digit(digit) => dialog.digit(*digit),
            Input::Do(Action::Accept) => dialog.press(Bare::Enter),
            Input::Do(Action::TakeIn) => dialog.digit(1),
            Input::Do(Action::Back) => DialogAnswer::Given(0),
            Input::Bare(key, _) => dialog.press(*key),
            _ => DialogAnswer::Waits,
        };
        let DialogAnswer::Given(index) = answer else {
            return Some(Steps::none());
        };
        self.replaces = None;
        Some(if index == 1 {
            self.take(Existing::Replaced)
        } else {
            Steps::none()
        })
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, body: Rect, judged: &JudgedForm) {
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(4),
            ..body
        };
        let errors = self.defects().iter().filter(|defect| defect.is_error());
        let errors = errors.count();
        let warnings = self.defects().len() - errors;
        let (verdict, role) = match (&judged.checklist, errors) {
            (Some(checklist), 0) => (
                Message::new("form-passes")
                    .text("id", checklist.id.as_str())
                    .number("questions", checklist.questions.len())
                    .number("warnings", warnings),
                Role::Text,
            ),
            _ => (
                Message::new("form-refused")
                    .number("errors", errors)
                    .number("warnings", warnings),
                Role::Danger,
            ),
        };
        let mut y = inner.y;
        let text = canvas.say(&verdict);
        y += canvas.paragraph(Rect { y, ..inner }, &text, role);
        if !judged.checked.unsupported.is_empty() {
            let list = judged.checked.unsupported.join(", ");
            let text = canvas.say(&Message::new("form-unsupported").text("list", list));
            let most = Rect {
                y,
                height: 3,
                ..inner
            };
            y += canvas.paragraph(most, &text, Role::Secondary).min(3);
        }
        canvas.rule(body, y);
        let area = Rect {
            y: y + 1,
            height: inner.bottom().saturating_sub(y + 1),
            ..inner
        };
        let defects = self.defects();
        self.list
            .draw(canvas, area, defects.len(), |canvas, row, index, role| {
                let Some(defect) = defects.get(index) else {
                    return;
                };
                let place = place_of(defect);
                let sign = if defect.is_error() { "!" } else { "·" };
                canvas.line(row.x, row.y, 2, sign, role);
                canvas.line(row.x + 2, row.y, 23, &place, role);
                let text = canvas.say(&defect.message);
                let width = row.width.saturating_sub(26);
                canvas.line(row.x + 26, row.y, width, &text, role);
            });
    }

    fn draw_defect(&self, canvas: &mut Canvas<'_>, body: Rect, judged: &JudgedForm) {
        let Some(defect) = self.defects().get(self.list.selected) else {
            return;
        };
        let inner = Rect {
            x: body.x + 2,
            y: body.y + 1,
            width: body.width.saturating_sub(4),
            height: body.height.saturating_sub(1),
        };
        let mut y = inner.y;
        let mut say = |canvas: &mut Canvas<'_>, text: &str, role: Role| {
            let area = Rect {
                y,
                height: inner.bottom().saturating_sub(y),
                ..inner
            };
            y += canvas.paragraph(area, text, role) + 1;
        };
        let place = Message::new("form-place")
            .text("sheet", defect.place.as_str())
            .text(
                "row",
                defect.line.map_or_else(String::new, |row| row.to_string()),
            )
            .text("column", defect.header.as_deref().unwrap_or_default());
        let place = canvas.say(&place);
        say(canvas, &place, Role::Strong);
        let cell = judged
            .cells
            .get(self.list.selected)
            .and_then(Option::as_ref);
        if let Some(cell) = cell {
            let label = canvas.id("form-cell");
            say(canvas, &format!("{label}\n{cell}"), Role::Text);
        }
        let role = if defect.is_error() {
            Role::Danger
        } else {
            Role::Text
        };
        let text = canvas.say(&defect.message);
        say(canvas, &text, role);
        if let Some(suggestion) = &defect.suggestion {
            let text = canvas.say(suggestion);
            say(canvas, &text, Role::Text);
        }
        say(canvas, defect.code, Role::Secondary);
    }
}

/// Returns the place of a defect in a few letters: row, sheet and column.
fn place_of(defect: &Defect) -> String {
    let row = defect
        .line
        .map_or_else(String::new, |row| format!("{row} "));
    match &defect.header {
        Some(header) => format!("{row}{}.{header}", defect.place),
        None => format!("{row}{}", defect.place),
    }
}

impl Show for Questionnaire {
    fn context(&self, _world: &World) -> &'static Context {
        let can_be_used = self
            .judged
            .as_ref()
            .is_some_and(|judged| judged.checklist.is_some());
        match (self.is_open, can_be_used) {
            (true, _) => &DEFECT,
            (false, true) => &FORM,
            (false, false) => &REFUSED,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let file = self.file.file_name().unwrap_or_default();
        (
            world.words.id("form-title"),
            file.to_string_lossy().into_owned(),
        )
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        if let Some(steps) = self.on_dialog(&input) {
            return steps;
        }
        match input {
            Input::Shown if self.judged.is_none() && !self.busy => {
                self.busy = true;
                return Steps::ask(Request::JudgeForm(self.file.clone()));
            }
            Input::Reply(Ok(Answered::FormJudged(judged))) => {
                self.busy = false;
                self.judged = Some(judged);
            }
            Input::Reply(Ok(Answered::FormTaken { id, at_once })) => {
                let said = if at_once {
                    "form-taken"
                } else {
                    "form-taken-later"
                };
                return Steps::from(Step::Back).and(Step::Say(Message::new(said).text("id", id)));
            }
            Input::Reply(Err(fault)) => return self.failed(fault),
            Input::Do(Action::Back) if self.is_open => self.is_open = false,
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Do(Action::Accept) => self.is_open = !self.defects().is_empty(),
            Input::Do(Action::TakeIn) => {
                let Some(judged) = &self.judged else {
                    return Steps::none();
                };
                if !judged.is_there {
                    return self.take(Existing::Kept);
                }
                self.replaces = Some(Dialog::new(
                    Message::new("form-replace"),
                    vec![
                        Message::new("form-replace-no"),
                        Message::new("form-replace-yes"),
                    ],
                ));
            }
            Input::Bare(key, _) if !self.is_open => {
                let page = usize::from(world.size.1.saturating_sub(8));
                let count = self.defects().len();
                self.list.press(key, count, page);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, _world: &World) {
        match &self.judged {
            None => {
                let text = canvas.id("form-reading");
                canvas.line(body.x + 2, body.y + 1, body.width, &text, Role::Secondary);
            }
            Some(judged) if self.is_open => self.draw_defect(canvas, body, judged),
            Some(judged) => self.draw_list(canvas, body, judged),
        }
        if let Some(dialog) = &self.replaces {
            dialog.draw(canvas, body);
        }
    }
}
