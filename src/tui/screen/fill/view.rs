//! How a question is drawn: one column at 80, three from 100 columns on.

use ratatui::layout::Rect;

use super::{Fill, Over, choices, words};
use crate::checklist::Question;
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns, letters};
use crate::tui::screen::instances::repeat_name;
use crate::tui::theme::Role;
use crate::tui::widget::{Size, wrap};
use crate::tui::world::World;
use crate::visit::Sheet;

impl Fill {
    /// Returns the width of text fields; the same in drawing and in moving the cursor.
    pub(super) fn note_width(&self, world: &World) -> u16 {
        self.middle(
            Rect {
                x: 0,
                y: 0,
                width: world.size.0.min(200),
                height: 1,
            },
            world,
        )
        .width
        .saturating_sub(4)
    }

    /// Returns where the question itself stands.
    fn middle(&self, body: Rect, world: &World) -> Rect {
        match world.room() {
            Size::TooSmall | Size::Small => body,
            Size::Medium | Size::Large if self.table => body,
            Size::Medium | Size::Large => {
                let side = Self::side(body.width);
                Rect {
                    x: body.x + side + 1,
                    width: body.width.saturating_sub(2 * side + 2),
                    ..body
                }
            }
        }
    }

    const fn side(width: u16) -> u16 {
        width / 4
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some((sheet, question)) = self.sheet(world).zip(self.question(world)) else {
            return;
        };
        if self.table {
            self.draw_table(canvas, body, &sheet, world);
        } else if world.room() >= Size::Medium {
            self.draw_columns(canvas, body, &sheet, question, world);
        } else {
            self.draw_narrow(canvas, body, &sheet, question, world);
        }
        self.draw_over(canvas, body, &sheet, question, world);
    }

    /// Draws list, question and guidance side by side.
    fn draw_columns(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        sheet: &Sheet<'_>,
        question: &Question,
        world: &World,
    ) {
        let side = Self::side(body.width);
        let left = Rect {
            width: side,
            ..body
        };
        let right = Rect {
            x: body.right().saturating_sub(side),
            width: side,
            ..body
        };
        self.draw_list(canvas, left, sheet, world);
        canvas.vertical_rule(left.right(), body);
        canvas.vertical_rule(right.x.saturating_sub(1), body);
        let inner = Rect {
            x: right.x + 1,
            width: side.saturating_sub(2),
            ..right
        };
        Self::draw_guidance(canvas, inner, sheet.checklist(), question, world, 0);
        self.draw_question_view(canvas, self.middle(body, world), sheet, question, world);
    }

    /// Draws the question over as much guidance as there is room for, and the strip of signs.
    fn draw_narrow(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        sheet: &Sheet<'_>,
        question: &Question,
        world: &World,
    ) {
        let strip = Rect {
            y: body.bottom().saturating_sub(1),
            height: 1,
            ..body
        };
        let wanted = if world.settings.quiet { 0 } else { 3 };
        let needed = self.rows_needed(canvas, question, sheet, body.width, world);
        let free = body.height.saturating_sub(2 + needed);
        let guidance = wanted.min(free.saturating_sub(1));
        let lower = if guidance > 0 { guidance + 1 } else { 0 };
        let upper = Rect {
            height: body.height.saturating_sub(2 + lower),
            ..body
        };
        self.draw_question_view(canvas, upper, sheet, question, world);
        if guidance > 0 {
            canvas.rule(body, upper.bottom());
            let rows = Rect {
                x: body.x + 1,
                y: upper.bottom() + 1,
                width: body.width.saturating_sub(2),
                height: guidance,
            };
            Self::draw_guidance(canvas, rows, sheet.checklist(), question, world, 0);
        }
        canvas.rule(body, strip.y.saturating_sub(1));
        self.draw_strip(canvas, strip, sheet, world);
    }

    /// Draws what lies over the question.
    fn draw_over(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        sheet: &Sheet<'_>,
        question: &Question,
        world: &World,
    ) {
        let area = self.middle(body, world);
        match &self.over {
            Over::Nothing => {}
            Over::Note(note) => {
                let rows = 9.min(area.height);
                let outer = Rect {
                    y: area.bottom().saturating_sub(rows),
                    height: rows,
                    ..area
                };
                canvas.clear(outer, Role::Text);
                let title = canvas.say(
                    &Message::new("note-of")
                        .text("number", question.number.clone())
                        .number("count", letters(note.text())),
                );
                canvas.line(outer.x + 1, outer.y, outer.width, &title, Role::Strong);
                let frame = Rect {
                    y: outer.y + 1,
                    height: outer.height.saturating_sub(1),
                    ..outer
                };
                let inner = canvas.frame(frame);
                let inner = Rect {
                    x: inner.x + 1,
                    width: inner.width.saturating_sub(2),
                    ..inner
                };
                note.draw_marking(canvas, inner, self.guard.found());
            }
            Over::Pick(pick) => pick.draw(self, canvas, area, world),
            Over::Law(first) => {
                canvas.clear(body, Role::Text);
                let rows = Rect {
                    x: body.x + 1,
                    width: body.width.saturating_sub(2),
                    ..body
                };
                Self::draw_guidance(canvas, rows, sheet.checklist(), question, world, *first);
            }
        }
    }

    /// Returns the rows that question and answers take at this width.
    fn rows_needed(
        &self,
        canvas: &Canvas<'_>,
        question: &Question,
        sheet: &Sheet<'_>,
        width: u16,
        world: &World,
    ) -> u16 {
        let language = world.questions();
        let label_width = usize::from(width.saturating_sub(8));
        let lines = |text: &str| {
            if text.is_empty() {
                0
            } else {
                wrap::ranges(text, label_width).len()
            }
        };
        let label = lines(&sheet.worded(question.label.in_language(language).0, language));
        let hint = lines(&sheet.worded(question.hint.in_language(language).0, language));
        let choices = sheet.offered(self.at.question);
        let answers = match choices.as_slice() {
            [] => 4,
            some => choices::rows_needed(some, width, language),
        };
        let missing = usize::from(self.missing_rows(canvas, width));
        let label = label
            + usize::from(self.instance_line(sheet, world).is_some())
            + usize::from(shape_of(question, world).is_some());
        // Last answer, rule, a blank row after the question and after the answers, the marks.
        u16::try_from(2 + label + hint + 1 + answers + 1 + missing + 1).unwrap_or(u16::MAX)
    }

    /// Returns which of several things the question is asked about, and how to get to the others.
    fn instance_line(&self, sheet: &Sheet<'_>, world: &World) -> Option<String> {
        let index = self.at.question;
        let (repeat, around) = sheet.checklist().repeats_around(index).split_last()?;
        let ids = sheet.instances(*repeat, &self.at.instance.outer(around.len()));
        let line = Message::new("fill-instance")
            .text("name", repeat_name(sheet, *repeat, world))
            .number(
                "number",
                sheet.positions(index).last().copied().unwrap_or(0),
            )
            .number("count", ids.len());
        Some(world.say(&line))
    }

    /// Draws last answer, question, answers, and the line of source, note and flag.
    fn draw_question_view(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        sheet: &Sheet<'_>,
        question: &Question,
        world: &World,
    ) {
        let mut y = area.y;
        if let Some(last) = &self.last
            && let Some(before) = sheet.checklist().questions.get(last.question)
        {
            let was = canvas.id("fill-was");
            let x = canvas.line(area.x + 1, y, 8, &was, Role::Secondary) + 1;
            let line = Rect {
                x,
                y,
                width: area.right().saturating_sub(x + 1),
                height: 1,
            };
            let then = sheet.seen_from(last.instance.clone());
            let answer = words::answer_text(&then, last.question, world);
            let answer_width = columns(&answer).min(line.width / 2);
            let (label, _) = before.label.in_language(world.questions());
            let label = then.worded(label, world.questions());
            let text = format!("{}  {label}", before.number);
            let room = line.width.saturating_sub(answer_width + 2);
            canvas.line(line.x, y, room, &text, Role::Secondary);
            let x = line.right().saturating_sub(answer_width);
            canvas.line(x, y, answer_width, &answer, Role::Text);
        }
        canvas.rule(area, y + 1);
        y += 2;
        let bottom = area.bottom();
        let number_width = columns(&question.number).max(3);
        canvas.line(area.x + 1, y, number_width, &question.number, Role::Strong);
        let text_x = area.x + number_width + 3;
        let rows = |y: u16| Rect {
            x: text_x,
            y,
            width: area.right().saturating_sub(text_x + 1),
            height: bottom.saturating_sub(y),
        };
        let (label, own) = question.label.in_language(world.questions());
        let label = sheet.worded(label, world.questions());
        y += canvas.paragraph(rows(y), &label, Role::Strong);
        let (hint, _) = question.hint.in_language(world.questions());
        if !hint.is_empty() {
            let hint = sheet.worded(hint, world.questions());
            y += canvas.paragraph(rows(y), &hint, Role::Secondary);
        }
        if !own {
            let text = canvas.id("fill-other-language");
            y += canvas.paragraph(rows(y), &text, Role::Secondary);
        }
        if let Some(text) = shape_of(question, world) {
            y += canvas.paragraph(rows(y), &text, Role::Secondary);
        }
        if let Some(text) = self.instance_line(sheet, world) {
            y += canvas.paragraph(rows(y), &text, Role::Secondary);
        }
        if sheet.is_beyond_count(self.at.question) {
            let text = canvas.id("repeat-beyond");
            y += canvas.paragraph(rows(y), &text, Role::Danger);
        } else if !sheet.applies(self.at.question) {
            let kept = sheet.is_answered(self.at.question);
            let text = canvas.id(if kept {
                "fill-does-not-apply"
            } else {
                "fill-not-asked"
            });
            y += canvas.paragraph(rows(y), &text, Role::Danger);
        }
        y += 1;
        y = self.draw_entry(
            canvas,
            Rect {
                y,
                height: bottom.saturating_sub(y),
                ..area
            },
            sheet,
            world,
        );
        self.draw_marks(
            canvas,
            Rect {
                y,
                height: bottom.saturating_sub(y),
                ..area
            },
            sheet,
            world,
        );
    }
}

/// Returns how a question is answered, where its field alone does not say it.
fn shape_of(question: &Question, world: &World) -> Option<String> {
    if let Some(kind) = &question.unsupported {
        return Some(world.say(&Message::new("fill-unsupported").text("kind", kind)));
    }
    if let Some(scale) = question.scale {
        return Some(world.say(&words::range_message(scale)));
    }
    question.is_ranked.then(|| world.words.id("fill-rank"))
}
