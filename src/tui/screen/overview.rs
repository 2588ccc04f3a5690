//! A visit at a glance: its sheets part by part, persons, and what is still to do.

use ratatui::layout::Rect;

use super::{Fill, Input, Show, Step, Steps};
use crate::checklist::{Digest, SubjectKind};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, DialogAnswer, ListState};
use crate::tui::world::{Resume, World};
use crate::value::NotCheckedReason;
use crate::visit::{Completeness, Subject, ToDo, ToDoKind};

/// What the overview offers.
pub(super) static OVERVIEW: Context = Context {
    name: "overview",
    title: "overview-title",
    help: &["overview-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-part-doc",
            rank: 1,
        },
        Command {
            action: Action::Next,
            keys: &[Key::Letter('N'), Key::Function(7)],
            label: "key-next",
            doc: "key-next-doc",
            rank: 2,
        },
        Command {
            action: Action::Flag,
            keys: &[Key::Letter('F'), Key::Function(8)],
            label: "key-to-do",
            doc: "key-to-do-doc",
            rank: 3,
        },
        Command {
            action: Action::FinishVisit,
            keys: &[],
            label: "key-finish",
            doc: "key-finish-doc",
            rank: Command::NEVER,
        },
        Command {
            action: Action::ReopenVisit,
            keys: &[],
            label: "key-reopen",
            doc: "key-reopen-doc",
            rank: Command::NEVER,
        },
    ],
};

/// A line of the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// A part of a sheet.
    Part {
        subject: Subject,
        checklist: Digest,
        section: usize,
    },
    /// A whole sheet about a person or a custody record.
    Sheet { subject: Subject, checklist: Digest },
    /// Something to do.
    ToDo(ToDoKind, Subject, Option<(Digest, usize)>),
}

#[derive(Debug)]
enum Over {
    Nothing,
    /// Why the rest of a part was not checked.
    Reason(Line, Dialog),
    /// Finish although something is left?
    Finish(Dialog),
    /// Open again?
    Reopen(Dialog),
}

/// A visit at a glance.
#[derive(Debug)]
pub struct Overview {
    list: ListState,
    /// Only what is to do.
    to_do: bool,
    over: Over,
}

impl Default for Overview {
    fn default() -> Self {
        Self {
            list: ListState::default(),
            to_do: false,
            over: Over::Nothing,
        }
    }
}

impl Overview {
    /// Returns the lines, in the order of subjects and parts.
    fn lines(&self, world: &World) -> Vec<Line> {
        let Some(visit) = &world.visit else {
            return Vec::new();
        };
        if self.to_do {
            let to_do = visit.session.to_do().into_iter();
            return to_do
                .map(
                    |ToDo {
                         kind,
                         subject,
                         question,
                     }| Line::ToDo(kind, subject, question),
                )
                .collect();
        }
        let mut lines = Vec::new();
        for sheet in visit.session.sheets() {
            let checklist = sheet.checklist().digest;
            let subject = sheet.subject();
            if subject == Subject::Premises {
                lines.extend(
                    (0..sheet.checklist().sections.len())
                        .filter(|section| sheet.has_section(*section))
                        .map(|section| Line::Part {
                            subject,
                            checklist,
                            section,
                        }),
                );
            } else {
                lines.push(Line::Sheet { subject, checklist });
            }
        }
        lines
    }

    fn chosen(&self, world: &World) -> Option<Line> {
        self.lines(world).get(self.list.selected).copied()
    }

    /// Opens the line in hand: a part at its first empty question, a thing to do where it stands.
    fn open(&self, world: &World) -> Steps {
        let Some(visit) = &world.visit else {
            return Steps::none();
        };
        match self.chosen(world) {
            None => Steps::none(),
            Some(Line::Part {
                subject,
                checklist,
                section,
            }) => {
                let at = visit.session.sheet(subject, checklist).and_then(|sheet| {
                    let questions = sheet.checklist().sections.get(section)?.questions.clone();
                    questions
                        .clone()
                        .find(|index| sheet.is_empty_and_counts(*index))
                        .or_else(|| questions.clone().find(|index| sheet.applies(*index)))
                });
                Steps::go(Fill::new(subject, checklist, at))
            }
            Some(Line::Sheet { subject, checklist }) => {
                Steps::go(Fill::new(subject, checklist, None))
            }
            Some(Line::ToDo(_, subject, Some((checklist, question)))) => {
                Steps::go(Fill::new(subject, checklist, Some(question)))
            }
            Some(Line::ToDo(_, _, None)) => Steps::say(Message::new("overview-taken-up-twice")),
        }
    }

    /// Opens the next sheet with an empty question.
    fn next(world: &World) -> Steps {
        let found = world.visit.as_ref().and_then(|visit| {
            visit.session.sheets().find_map(|sheet| {
                let at = sheet.next_empty(None)?;
                Some(Fill::new(
                    sheet.subject(),
                    sheet.checklist().digest,
                    Some(at),
                ))
            })
        });
        found.map_or_else(
            || Steps::say(Message::new("overview-nothing-empty")),
            Steps::go,
        )
    }

    fn ask_reason(&mut self, world: &World) -> Steps {
        let Some(
            line @ Line::Part {
                subject,
                checklist,
                section,
            },
        ) = self.chosen(world)
        else {
            return Steps::none();
        };
        let left = world
            .visit
            .as_ref()
            .and_then(|visit| visit.session.sheet(subject, checklist))
            .map_or(0, |sheet| sheet.completeness(section).left());
        if left == 0 {
            return Steps::say(Message::new("overview-nothing-empty"));
        }
        let question = Message::new("overview-rest").number("count", left);
        let answers = std::iter::once(Message::new("overview-rest-no"))
            .chain(NotCheckedReason::ALL.map(super::fill::reason_message))
            .collect();
        self.over = Over::Reason(line, Dialog::new(question, answers));
        Steps::none()
    }

    fn answered(&mut self, answer: DialogAnswer, world: &mut World) -> Steps {
        let DialogAnswer::Given(index) = answer else {
            return Steps::none();
        };
        let over = std::mem::replace(&mut self.over, Over::Nothing);
        if index == 0 {
            return Steps::none();
        }
        let done = match over {
            Over::Nothing | Over::Reason(Line::Sheet { .. } | Line::ToDo(..), _) => {
                return Steps::none();
            }
            Over::Reason(
                Line::Part {
                    subject,
                    checklist,
                    section,
                },
                _,
            ) => {
                let Some(reason) = NotCheckedReason::ALL.get(index - 1).copied() else {
                    return Steps::none();
                };
                world.change(|session, saying| {
                    session.mark_rest_not_checked(subject, checklist, section, reason, saying)
                })
            }
            Over::Finish(_) => world.change(crate::visit::Session::close),
            Over::Reopen(_) => {
                let why = world.words.id("overview-reopened");
                world.change(|session, saying| session.reopen(&why, saying))
            }
        };
        match done {
            Ok(change) => change
                .message
                .map_or_else(|| Steps::say(Message::new("overview-done")), Steps::say),
            Err(message) => Steps::warn(message),
        }
    }

    fn dialog(&mut self) -> Option<&mut Dialog> {
        match &mut self.over {
            Over::Nothing => None,
            Over::Reason(_, dialog) | Over::Finish(dialog) | Over::Reopen(dialog) => Some(dialog),
        }
    }

    fn finish(&mut self, world: &World) -> Steps {
        let Some(visit) = &world.visit else {
            return Steps::none();
        };
        let (mut left, mut flags, mut to_check) = (0, 0, 0);
        for sheet in visit.session.sheets() {
            let found = sheet.total();
            left += found.left();
            flags += found.flags;
            to_check += found.to_check;
        }
        let question = Message::new("overview-finish")
            .number("left", left)
            .number("flags", flags)
            .number("check", to_check);
        self.over = Over::Finish(Dialog::new(
            question,
            vec![
                Message::new("overview-finish-no"),
                Message::new("overview-finish-yes"),
            ],
        ));
        Steps::none()
    }
}

impl Show for Overview {
    fn context(&self, _world: &World) -> &'static Context {
        &OVERVIEW
    }

    fn title(&self, world: &World) -> (String, String) {
        let Some(visit) = &world.visit else {
            return (String::new(), String::new());
        };
        let header = visit.session.header();
        let start = super::fill::moment_text(header.start, crate::value::Precision::Exact, world);
        let mut total = Completeness::default();
        for sheet in visit.session.sheets() {
            let found = sheet.total();
            total.done += found.done;
            total.total += found.total;
        }
        let title = format!("{}  {start}", header.facility.code);
        (title, format!("{}/{}", total.done, total.total))
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        if world.visit.is_none() {
            return Step::Back.into();
        }
        let count = self.lines(world).len();
        match input {
            Input::Shown => self.list.clamp(count),
            Input::Do(Action::Accept) => {
                if let Some(dialog) = self.dialog() {
                    let answer = dialog.press(Bare::Enter);
                    return self.answered(answer, world);
                }
                return self.open(world);
            }
            Input::Do(Action::Next) => return Self::next(world),
            Input::Do(Action::Flag) => {
                self.to_do = !self.to_do;
                self.list = ListState::default();
            }
            Input::Do(Action::FinishVisit) => return self.finish(world),
            Input::Do(Action::ReopenVisit) => {
                self.over = Over::Reopen(Dialog::new(
                    Message::new("overview-reopen"),
                    vec![
                        Message::new("overview-finish-no"),
                        Message::new("overview-reopen-yes"),
                    ],
                ));
            }
            Input::Digit(digit) => {
                if let Some(dialog) = self.dialog() {
                    let answer = dialog.digit(digit);
                    return self.answered(answer, world);
                }
                if digit == 0 {
                    return self.ask_reason(world);
                }
                let place = usize::from(digit).saturating_sub(1);
                if place < count {
                    self.list.selected = place;
                    return self.open(world);
                }
            }
            Input::Bare(key, _) => {
                if let Some(dialog) = self.dialog() {
                    let answer = dialog.press(key);
                    return self.answered(answer, world);
                }
                self.list
                    .press(key, count, usize::from(world.size.1.saturating_sub(10)));
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let lines = self.lines(world);
        let head = canvas.id(if self.to_do {
            "overview-to-do"
        } else {
            "overview-head"
        });
        canvas.line(
            body.x + 2,
            body.y,
            body.width.saturating_sub(22),
            &head,
            Role::Secondary,
        );
        if !self.to_do {
            let numbers = canvas.id("overview-numbers");
            canvas.right(
                body.right().saturating_sub(1),
                body.y,
                &numbers,
                Role::Secondary,
            );
        }
        let rows = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(4),
            ..body
        };
        if lines.is_empty() {
            let text = canvas.id(if self.to_do {
                "overview-nothing-to-do"
            } else {
                "overview-empty"
            });
            let area = Rect {
                x: rows.x + 2,
                width: rows.width.saturating_sub(4),
                ..rows
            };
            canvas.paragraph(area, &text, Role::Text);
        }
        self.list
            .draw(canvas, rows, lines.len(), |canvas, line, index, role| {
                if let Some(found) = lines.get(index) {
                    draw_line(canvas, line, *found, role, world);
                }
            });
        let y = body.bottom().saturating_sub(2);
        canvas.rule(body, y.saturating_sub(1));
        draw_sums(
            canvas,
            Rect {
                x: body.x + 1,
                y,
                width: body.width.saturating_sub(2),
                height: 2,
            },
            world,
        );
        match &self.over {
            Over::Nothing => {}
            Over::Reason(_, dialog) | Over::Finish(dialog) | Over::Reopen(dialog) => {
                dialog.draw(canvas, body);
            }
        }
    }

    fn resume(&self, world: &World) -> Option<Resume> {
        Some(Resume {
            visit: world.visit_id()?,
            place: None,
            at: world.local(),
        })
    }
}

fn draw_line(canvas: &mut Canvas<'_>, line: Rect, found: Line, role: Role, world: &World) {
    let Some(visit) = &world.visit else {
        return;
    };
    let language = world.questions();
    match found {
        Line::Part {
            subject,
            checklist,
            section,
        } => {
            let Some(sheet) = visit.session.sheet(subject, checklist) else {
                return;
            };
            let title = sheet
                .checklist()
                .sections
                .get(section)
                .map_or("", |section| section.title.in_language(language).0);
            draw_progress(canvas, line, title, sheet.completeness(section), role);
        }
        Line::Sheet { subject, checklist } => {
            let Some(sheet) = visit.session.sheet(subject, checklist) else {
                return;
            };
            let label = visit
                .session
                .subjects()
                .find(|taken| taken.subject == subject)
                .and_then(|taken| taken.label)
                .unwrap_or("");
            let title = sheet.checklist().title.in_language(language).0;
            let text = format!("{subject}  {title}  {label}");
            draw_progress(canvas, line, &text, sheet.total(), role);
        }
        Line::ToDo(kind, subject, question) => {
            let id = match kind {
                ToDoKind::RequiredEmpty => "to-do-empty",
                ToDoKind::Flagged => "to-do-flagged",
                ToDoKind::ToCheck => "to-do-check",
                ToDoKind::TakenUpTwice => "to-do-twice",
            };
            let text = canvas.id(id);
            let x = canvas
                .line(line.x, line.y, 16, &text, role)
                .max(line.x + 16)
                + 1;
            let name = super::fill::subject_name(subject, world);
            let x = canvas.line(x, line.y, 12, &name, role).max(x + 6) + 2;
            let label = question.and_then(|(checklist, index)| {
                let sheet = visit.session.sheet(subject, checklist)?;
                let question = sheet.checklist().questions.get(index)?;
                let (label, _) = question.label.in_language(language);
                Some(format!("{}  {label}", question.number))
            });
            let width = line.right().saturating_sub(x);
            canvas.line(x, line.y, width, &label.unwrap_or_default(), role);
        }
    }
}

/// Draws a title with done and total, a bar, what is left, and flags.
fn draw_progress(
    canvas: &mut Canvas<'_>,
    line: Rect,
    title: &str,
    found: Completeness,
    role: Role,
) {
    const BAR: usize = 8;
    let cells = (found.done * BAR).checked_div(found.total).unwrap_or(0);
    let bar = canvas.signs.full.repeat(cells) + &canvas.signs.empty.repeat(BAR - cells);
    let done = format!("{}/{}", found.done, found.total);
    let text = format!("{done:>7}  {bar}  {:>3}  {:>3}", found.left(), found.flags);
    let width = columns(&text);
    let room = line.width.saturating_sub(width + 2);
    canvas.line(line.x, line.y, room, title, role);
    canvas.right(line.right().saturating_sub(1), line.y, &text, role);
}

fn draw_sums(canvas: &mut Canvas<'_>, area: Rect, world: &World) {
    let Some(visit) = &world.visit else {
        return;
    };
    let count = |kind: SubjectKind| {
        visit
            .session
            .subjects()
            .filter(|taken| taken.subject.kind() == kind)
            .count()
    };
    let (mut left, mut flags, mut to_check) = (0, 0, 0);
    for sheet in visit.session.sheets() {
        let found = sheet.total();
        left += found.left();
        flags += found.flags;
        to_check += found.to_check;
    }
    let text = canvas.say(
        &Message::new("overview-sums")
            .number("persons", count(SubjectKind::Person))
            .number("records", count(SubjectKind::CustodyRecord))
            .number("left", left)
            .number("flags", flags)
            .number("check", to_check),
    );
    canvas.paragraph(area, &text, Role::Secondary);
}
