//! Draws an overview.

use ratatui::layout::Rect;

use super::parts::{Part, done_of_kind, last_place, parts, plus, sections_of, subjects_of};
use super::{Over, Overview, session};
use crate::checklist::{Digest, SubjectKind};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::screen::fill::reason_message;
use crate::tui::screen::instances::repeat_name;
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, Size};
use crate::tui::world::World;
use crate::value::NotCheckedReason;
use crate::visit::{Completeness, Instance, Session, Statement, Subject, ToDoKind};

/// How far PgUp and PgDn go.
pub(super) const PAGE: usize = 12;

/// The columns right of the names.
#[derive(Debug, Clone, Copy)]
struct Columns {
    name: u16,
    done: u16,
    bar: u16,
    flags: u16,
    check: u16,
}

impl Columns {
    const fn of(width: u16) -> Self {
        let bar = if width >= 96 { 20 } else { 6 };
        let (done, flags, check) = (8, 6, 10);
        Self {
            name: width.saturating_sub(done + bar + 2 + flags + check + 1),
            done,
            bar,
            flags,
            check,
        }
    }
}

/// Makes the question why the rest of a section was not checked; there is none if nothing is empty.
pub(in crate::tui::screen) fn reason_dialog(
    world: &World,
    subject: Subject,
    digest: Digest,
    section: usize,
) -> Option<Dialog> {
    let sheet = session(world)?.sheet(subject, digest)?;
    let left = sheet.completeness(section).left();
    let title = &sheet.checklist().sections.get(section)?.title;
    (left > 0).then(|| {
        let question = Message::new("overview-reason")
            .number("count", left)
            .text("section", title.in_language(world.questions()).0);
        let reasons = NotCheckedReason::ALL.map(reason_message);
        Dialog::new(question, reasons.to_vec())
    })
}

/// Draws how much of something is done.
pub(in crate::tui::screen) fn draw_bar(
    canvas: &mut Canvas<'_>,
    x: u16,
    y: u16,
    width: u16,
    found: Completeness,
    role: Role,
) {
    if found.total == 0 {
        return;
    }
    let cells = usize::from(width);
    let full = (found.done * cells / found.total).max(usize::from(found.done > 0));
    let text = format!(
        "{}{}",
        canvas.signs.full.repeat(full),
        canvas.signs.empty.repeat(cells.saturating_sub(full))
    );
    canvas.line(x, y, width, &text, role);
}

impl Overview {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some(session) = session(world) else {
            return;
        };
        let below = 3;
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(3),
            ..body
        };
        draw_heads(canvas, inner);
        let area = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1 + below),
            width: body.width.saturating_sub(1),
            ..body
        };
        let found = parts(session, self.subject);
        self.list
            .draw(canvas, area, found.len(), |canvas, line, index, role| {
                if let Some(part) = found.get(index) {
                    draw_part(canvas, line, *part, role, self.subject, world);
                }
            });
        let y = body.bottom().saturating_sub(below);
        canvas.rule(body, y);
        let text = if session.is_closed() {
            canvas.id("overview-is-finished")
        } else {
            canvas.say(&left_in_words(session, self.subject))
        };
        canvas.line(inner.x, y + 1, inner.width, &text, Role::Text);
        let text = canvas.say(&last_in_words(session, world));
        canvas.line(inner.x, y + 2, inner.width, &text, Role::Secondary);
        match &self.over {
            Over::Nothing => {}
            Over::Rest(_, _, dialog) => dialog.draw(canvas, body),
        }
        if let Some(reopening) = &self.reopening {
            reopening.draw(canvas, body);
        }
    }
}

fn draw_heads(canvas: &mut Canvas<'_>, row: Rect) {
    let widths = Columns::of(row.width);
    let name = canvas.id("overview-part");
    canvas.line(row.x, row.y, widths.name, &name, Role::Secondary);
    let mut right = row.x + widths.name + widths.done;
    let done = canvas.id("overview-done");
    canvas.right(right, row.y, &done, Role::Secondary);
    right += 2 + widths.bar + widths.flags;
    let flags = canvas.id("overview-flags");
    canvas.right(right, row.y, &flags, Role::Secondary);
    right += widths.check;
    let check = canvas.id("overview-to-check");
    canvas.right(right, row.y, &check, Role::Secondary);
}

fn draw_part(
    canvas: &mut Canvas<'_>,
    line: Rect,
    part: Part,
    role: Role,
    subject: Subject,
    world: &World,
) {
    let Some(session) = session(world) else {
        return;
    };
    let strong = if role == Role::Focus {
        Role::Focus
    } else {
        Role::Strong
    };
    let language = world.questions();
    let kind = |id, kind| {
        let count = subjects_of(session, kind).len();
        let name = world.say(&Message::new(id).number("count", count));
        (name, strong, Some(done_of_kind(session, kind)))
    };
    let (name, role, found) = match part {
        Part::Persons => kind("overview-persons", SubjectKind::Person),
        Part::Records => kind("overview-records", SubjectKind::CustodyRecord),
        Part::Sheet(digest) => {
            let Some(sheet) = session.sheet(subject, digest) else {
                return;
            };
            let title = sheet.checklist().title.in_language(language).0;
            (title.to_owned(), strong, Some(sheet.total()))
        }
        Part::Section(digest, section) => {
            let Some(sheet) = session.sheet(subject, digest) else {
                return;
            };
            let title = sheet
                .checklist()
                .sections
                .get(section)
                .map_or("", |section| section.title.in_language(language).0);
            let place = sections_of(&sheet)
                .iter()
                .position(|found| *found == section)
                .map_or(0, |place| place + 1);
            (
                format!("{place:>3} {title}"),
                role,
                Some(sheet.completeness(section)),
            )
        }
        Part::Repeat(digest, repeat) => {
            let Some(sheet) = session.sheet(subject, digest) else {
                return;
            };
            let name = repeat_name(&sheet, repeat, world);
            let ids = sheet.instances(repeat, &Instance::default());
            let all = ids.iter().map(|id| {
                let own = Instance::default().with(*id);
                sheet.completeness_within(repeat, &own)
            });
            let found = all.fold(Completeness::default(), plus);
            (format!("      {name}: {}", ids.len()), role, Some(found))
        }
        Part::Finish => {
            let id = if session.is_closed() {
                "overview-what-was-left"
            } else {
                "overview-finish"
            };
            (canvas.id(id), strong, None)
        }
    };
    let widths = Columns::of(line.width);
    let room = if found.is_some() {
        widths.name
    } else {
        line.width
    };
    canvas.line(line.x, line.y, room, &name, role);
    if let Some(found) = found {
        draw_numbers(canvas, line, widths, found, role);
    }
}

fn draw_numbers(
    canvas: &mut Canvas<'_>,
    line: Rect,
    widths: Columns,
    found: Completeness,
    role: Role,
) {
    let mut x = line.x + widths.name + widths.done;
    let y = line.y;
    if found.total > 0 {
        canvas.right(x, y, &format!("{}/{}", found.done, found.total), role);
    }
    draw_bar(canvas, x + 2, y, widths.bar, found, role);
    x += 2 + widths.bar + widths.flags;
    if found.flags > 0 {
        canvas.right(x, y, &found.flags.to_string(), role);
    }
    x += widths.check;
    if found.to_check > 0 {
        canvas.right(x, y, &found.to_check.to_string(), role);
    }
}

/// Says how much is left, as counts; zeros are left out.
pub(in crate::tui::screen) fn left_in_words(session: &Session, subject: Subject) -> Message {
    let of_visit = subject == Subject::Premises;
    let empty = if of_visit {
        super::parts::done_of_visit(session).left()
    } else {
        super::done_of(session, subject).left()
    };
    let to_do = session.to_do();
    let count = |kind: ToDoKind| {
        to_do
            .iter()
            .filter(|found| found.kind == kind && (of_visit || found.subject == subject))
            .count()
    };
    let (flags, check) = (count(ToDoKind::Flagged), count(ToDoKind::ToCheck));
    if empty + flags + check == 0 {
        return Message::new("overview-nothing-left");
    }
    Message::new("overview-left")
        .number("empty", empty)
        .number("flags", flags)
        .number("check", check)
}

/// Says where the last answer was given.
fn last_in_words(session: &Session, world: &World) -> Message {
    let place = last_place(session).and_then(|last| {
        let question = session
            .checklist(last.checklist)?
            .questions
            .get(last.spot.question)?;
        Some((last.subject, question.number.clone()))
    });
    let when = session
        .last_standing_answer()
        .filter(|entry| matches!(entry.statement, Statement::Answered { .. }))
        .map(|entry| entry.stamp.local);
    match (place, when) {
        (Some((subject, number)), Some(when)) => {
            let calendar = world.calendar();
            let time = if when.date() == world.local().date() {
                calendar.clock(when)
            } else {
                format!("{} {}", calendar.date(when.date()), calendar.clock(when))
            };
            let id = if session.is_closed() {
                "overview-last-of-all"
            } else {
                "overview-last"
            };
            let message = Message::new(id).text("question", number).text("time", time);
            match subject {
                Subject::Premises => message.text("subject", ""),
                subject => message.text("subject", format!("{subject} ")),
            }
        }
        _ if session.is_closed() => Message::new("overview-never-answered"),
        _ => Message::new("overview-no-answers"),
    }
}

/// Returns whether there is room for a second column.
pub(in crate::tui::screen) fn is_wide(world: &World) -> bool {
    world.room() >= Size::Medium
}
