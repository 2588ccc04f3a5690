//! Drawing the persons and custody records, and what lies over the list.

use ratatui::layout::Rect;

use super::super::overview::{done_of, draw_bar, is_wide, session};
use super::{Line, Over, Persons, candidates, consent_of, is_unwilling, label_of, partners};
use crate::checklist::SubjectKind;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField, centred};
use crate::tui::world::{Desk, World};
use crate::visit::{Session, Subject};

impl Persons {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some(session) = session(world) else {
            return;
        };
        let lines = Self::lines(session);
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(3),
            ..body
        };
        Self::draw_heads(canvas, inner, world);
        let area = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(4),
            width: body.width.saturating_sub(1),
            ..body
        };
        self.list
            .draw(canvas, area, lines.len(), |canvas, row, index, role| {
                if let Some(line) = lines.get(index) {
                    Self::draw_line(canvas, row, *line, role, world);
                }
            });
        let y = body.bottom().saturating_sub(3);
        canvas.rule(body, y);
        // Whoever did not agree and has answers all the same: in words, what can be done.
        let unwilling = self.line(world).and_then(|line| match line {
            Line::Subject(subject) if is_unwilling(session, subject) => Some(subject),
            _ => None,
        });
        let text = match unwilling {
            Some(subject) => canvas.say(
                &Message::new("persons-consent-withdrawn").text("subject", subject.to_string()),
            ),
            None => canvas.id("persons-no-names"),
        };
        let below = Rect {
            y: y + 1,
            height: 2,
            ..inner
        };
        canvas.paragraph(below, &text, Role::Secondary);
        if let Some(asking) = &self.asking {
            asking.draw(canvas, body);
        }
        match &self.over {
            Over::Nothing => {}
            Over::Naming(kind, field) => {
                let next = |desk: &Desk| session.next_subject(*kind, desk.device).ok();
                let code = world
                    .desk
                    .as_ref()
                    .and_then(next)
                    .map(|subject| subject.to_string())
                    .unwrap_or_default();
                let question = Message::new("persons-name-it").text("subject", code);
                draw_typing(canvas, body, 8, &question, field);
            }
            Over::Purging(subject, field) => {
                let question =
                    Message::new("persons-purge-it").text("subject", subject.to_string());
                draw_typing(canvas, body, 10, &question, field);
            }
            Over::Linking(subject, list) => {
                let found = candidates(session, *subject);
                draw_linking(canvas, body, session, *subject, &found, *list);
            }
        }
    }

    fn draw_subject(
        canvas: &mut Canvas<'_>,
        row: Rect,
        subject: Subject,
        role: Role,
        world: &World,
    ) {
        let Some(session) = session(world) else {
            return;
        };
        let bar = if is_wide(world) { 20 } else { 8 };
        let (code, link, consent, done) = (code_width(world), 16, 12, 8);
        let label_width = row
            .width
            .saturating_sub(code + link + consent + done + 2 + bar + 1);
        let mut x = row.x;
        canvas.line(x, row.y, code, &subject.to_string(), role);
        x += code;
        let label = label_of(session, subject).unwrap_or_default();
        canvas.line(x, row.y, label_width.saturating_sub(1), &label, role);
        x += label_width;
        let linked: Vec<String> = partners(session, subject)
            .iter()
            .map(ToString::to_string)
            .collect();
        if !linked.is_empty() {
            let text = format!("= {}", linked.join(" "));
            canvas.line(x, row.y, link - 1, &text, role);
        }
        x += link;
        if let Some(text) = consent_of(session, subject, world) {
            canvas.line(x, row.y, consent - 1, &text, role);
        }
        x += consent + done;
        let found = done_of(session, subject);
        canvas.right(x, row.y, &format!("{}/{}", found.done, found.total), role);
        draw_bar(canvas, x + 2, row.y, bar, found, role);
    }

    fn draw_line(canvas: &mut Canvas<'_>, row: Rect, line: Line, role: Role, world: &World) {
        match line {
            Line::Subject(subject) => Self::draw_subject(canvas, row, subject, role, world),
            Line::New(kind) => {
                let id = match kind {
                    SubjectKind::CustodyRecord => "persons-new-record",
                    SubjectKind::Person | SubjectKind::Premises => "persons-new-person",
                };
                let text = canvas.id(id);
                canvas.line(row.x, row.y, row.width, &format!("+ {text}"), role);
            }
        }
    }

    fn draw_heads(canvas: &mut Canvas<'_>, row: Rect, world: &World) {
        let bar = if is_wide(world) { 20 } else { 8 };
        let (code, link, consent, done) = (code_width(world), 16, 12, 8);
        let label = row
            .width
            .saturating_sub(code + link + consent + done + 2 + bar + 1);
        let mut x = row.x;
        for (id, width) in [
            ("persons-code", code),
            ("persons-label", label),
            ("persons-link", link),
            ("persons-consent", consent),
        ] {
            let text = canvas.id(id);
            canvas.line(x, row.y, width.saturating_sub(1), &text, Role::Secondary);
            x += width;
        }
        let text = canvas.id("overview-done");
        canvas.right(x + done, row.y, &text, Role::Secondary);
    }
}

fn draw_typing(
    canvas: &mut Canvas<'_>,
    body: Rect,
    height: u16,
    question: &Message,
    field: &TextField,
) {
    let outer = centred(body, 72, height);
    canvas.clear(outer, Role::Text);
    let inner = canvas.frame(outer);
    let text = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        height: height.saturating_sub(4),
        ..inner
    };
    let question = canvas.say(question);
    let used = canvas.paragraph(text, &question, Role::Strong);
    let row = Rect {
        y: text.y + used + 1,
        height: 1,
        ..text
    };
    field.draw(canvas, row, Role::Text);
}

fn draw_linking(
    canvas: &mut Canvas<'_>,
    body: Rect,
    session: &Session,
    subject: Subject,
    found: &[(Subject, bool)],
    list: ListState,
) {
    let rows = u16::try_from(found.len()).unwrap_or(u16::MAX).min(9);
    let outer = centred(body, 72, rows + 5);
    canvas.clear(outer, Role::Text);
    let inner = canvas.frame(outer);
    let question =
        canvas.say(&Message::new("persons-same-as").text("subject", subject.to_string()));
    let text = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        height: 2,
        ..inner
    };
    let used = canvas.paragraph(text, &question, Role::Strong);
    let area = Rect {
        y: inner.y + used + 1,
        height: inner.height.saturating_sub(used + 1),
        ..inner
    };
    list.draw(canvas, area, found.len(), |canvas, row, index, role| {
        let Some((other, linked)) = found.get(index) else {
            return;
        };
        let label = label_of(session, *other).unwrap_or_default();
        let text = if *linked {
            let undo = canvas.id("persons-remove-link");
            format!("{other}  {undo}")
        } else {
            format!("{other}  {label}")
        };
        canvas.line(row.x, row.y, row.width, &text, role);
    });
}

/// Returns how wide codes are: those that tell two of one code apart are longer.
fn code_width(world: &World) -> u16 {
    let marked = session(world).is_some_and(|session| {
        let mut all = session.subjects();
        all.any(|taken| taken.subject.mark().is_some())
    });
    if marked { 12 } else { 7 }
}
