//! How a question is drawn: one column at 80, three from 100 columns on.

use ratatui::layout::Rect;

use super::entry::{DIGITS, Entry};
use super::picking::draw_question;
use super::{Fill, Over, words};
use crate::checklist::Question;
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns, letters};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, Size, wrap};
use crate::tui::world::World;
use crate::value::{Missing, Value};
use crate::visit::{Content, Sheet};

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
            self.draw_list(canvas, left, &sheet, world);
            canvas.vertical_rule(left.right(), body);
            canvas.vertical_rule(right.x.saturating_sub(1), body);
            let inner = Rect {
                x: right.x + 1,
                width: side.saturating_sub(2),
                ..right
            };
            self.draw_guidance(canvas, inner, question, world, 0);
            self.draw_question_view(canvas, self.middle(body, world), &sheet, question, world);
        } else {
            let strip = Rect {
                y: body.bottom().saturating_sub(1),
                height: 1,
                ..body
            };
            let guidance_rows = if world.settings.quiet { 0 } else { 3 };
            let needed = self.rows_needed(question, &sheet, body.width, world);
            let free = body.height.saturating_sub(2 + needed);
            let guidance_rows = guidance_rows.min(free.saturating_sub(1));
            let upper = Rect {
                height: body.height.saturating_sub(
                    2 + if guidance_rows > 0 {
                        guidance_rows + 1
                    } else {
                        0
                    },
                ),
                ..body
            };
            self.draw_question_view(canvas, upper, &sheet, question, world);
            if guidance_rows > 0 {
                canvas.rule(body, upper.bottom());
                let rows = Rect {
                    x: body.x + 1,
                    y: upper.bottom() + 1,
                    width: body.width.saturating_sub(2),
                    height: guidance_rows,
                };
                self.draw_guidance(canvas, rows, question, world, 0);
            }
            canvas.rule(body, strip.y.saturating_sub(1));
            self.draw_strip(canvas, strip, &sheet, world);
        }
        match &self.over {
            Over::Nothing => {}
            Over::Note(note) => {
                let area = self.middle(body, world);
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
                note.draw(canvas, inner);
            }
            Over::Pick(pick) => pick.draw(self, canvas, self.middle(body, world), world),
            Over::Law(first) => {
                canvas.clear(body, Role::Text);
                let area = Rect {
                    x: body.x + 1,
                    width: body.width.saturating_sub(2),
                    ..body
                };
                self.draw_guidance(canvas, area, question, world, *first);
            }
        }
    }

    /// Returns the rows that question and answers take at this width.
    fn rows_needed(
        &self,
        question: &Question,
        sheet: &Sheet<'_>,
        width: u16,
        world: &World,
    ) -> u16 {
        let language = world.questions();
        let label_width = usize::from(width.saturating_sub(8));
        let lines = |text: &str, width: usize| {
            if text.is_empty() {
                0
            } else {
                wrap::ranges(text, width).len()
            }
        };
        let label = lines(question.label.in_language(language).0, label_width);
        let hint = lines(question.hint.in_language(language).0, label_width);
        let choices: usize = sheet
            .checklist()
            .choices_of(question)
            .iter()
            .map(|choice| lines(choice.label.in_language(language).0, label_width))
            .sum();
        let field = if choices == 0 { 4 } else { 0 };
        u16::try_from(2 + label + hint + 1 + choices + field + 4).unwrap_or(u16::MAX)
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
        if let Some(last) = self.last
            && let Some(before) = sheet.checklist().questions.get(last)
        {
            let was = canvas.id("fill-was");
            let x = canvas.line(area.x + 1, y, 8, &was, Role::Secondary) + 1;
            let line = Rect {
                x,
                y,
                width: area.right().saturating_sub(x + 1),
                height: 1,
            };
            let answer = words::answer_text(sheet, last, world);
            let answer_width = columns(&answer).min(line.width / 2);
            let (label, _) = before.label.in_language(world.questions());
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
        y += canvas.paragraph(rows(y), label, Role::Strong);
        let (hint, _) = question.hint.in_language(world.questions());
        if !hint.is_empty() {
            y += canvas.paragraph(rows(y), hint, Role::Secondary);
        }
        if !own {
            let text = canvas.id("fill-other-language");
            y += canvas.paragraph(rows(y), &text, Role::Secondary);
        }
        if !sheet.applies(self.at) {
            let text = canvas.id("fill-does-not-apply");
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
            question,
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

    /// Draws the choices or the field, then the missing reasons. Returns the row after them.
    pub(super) fn draw_entry(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        sheet: &Sheet<'_>,
        question: &Question,
        world: &World,
    ) -> u16 {
        let standing = self.standing(world);
        let content = standing.as_ref().and_then(|answer| answer.content.as_ref());
        let x = area.x + 4;
        let width = area.right().saturating_sub(x + 1);
        let mut y = area.y;
        let fields = Rect {
            x,
            y,
            width,
            height: 2.min(area.height),
        };
        match &self.entry {
            Entry::Nothing => {
                let answer = words::answer_text(sheet, self.at, world);
                canvas.paragraph(fields, &answer, Role::Text);
                return y + 2;
            }
            Entry::Choice { .. } | Entry::Choices { .. } => {
                y = self.draw_choices(canvas, area, sheet, question, content, world);
            }
            Entry::Number { field, .. } => {
                canvas.line(x, y, 1, "[", Role::Rule);
                canvas.line(x + 16, y, 1, "]", Role::Rule);
                field.draw(
                    canvas,
                    Rect {
                        x: x + 2,
                        y,
                        width: 13,
                        height: 1,
                    },
                    Role::Strong,
                );
                y += 2;
            }
            Entry::Decimal { field, .. } => {
                canvas.line(x, y, 1, "[", Role::Rule);
                canvas.line(x + 20, y, 1, "]", Role::Rule);
                field.draw(
                    canvas,
                    Rect {
                        x: x + 2,
                        y,
                        width: 17,
                        height: 1,
                    },
                    Role::Strong,
                );
                y += 2;
            }
            Entry::Text { text, .. } => {
                let rows = area.height.saturating_sub(5).clamp(3, 6);
                let frame = Rect {
                    x: area.x + 1,
                    y,
                    width: area.width.saturating_sub(2),
                    height: rows,
                };
                let inner = canvas.frame(frame);
                text.draw(canvas, inner);
                y += rows;
            }
            Entry::Time { field, .. } => {
                field.draw(canvas, fields, world.local(), world.settings.language);
                y += 3;
            }
        }
        self.draw_missing(canvas, Rect { y, ..area }, content)
    }

    fn draw_choices(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        sheet: &Sheet<'_>,
        question: &Question,
        content: Option<&Content>,
        world: &World,
    ) -> u16 {
        let mut y = area.y;
        let choices = sheet.checklist().choices_of(question);
        let highlight = self.entry.highlight();
        // Long lists scroll; the missing reasons and the marks below need four rows.
        let room = usize::from(area.height.saturating_sub(4)).max(1);
        let first = ListState {
            selected: highlight.unwrap_or(0).min(choices.len().saturating_sub(1)),
        }
        .first(room, choices.len());
        for (place, choice) in choices.iter().enumerate().skip(first) {
            if y >= area.bottom().saturating_sub(3) {
                break;
            }
            let in_hand = highlight == Some(place);
            let taken = match (&self.entry, content) {
                (Entry::Choices { taken, .. }, _) => taken.contains(&choice.name),
                (_, Some(Content::Given(Value::Choice(name)))) => *name == choice.name,
                _ => false,
            };
            let role = if in_hand {
                Role::Focus
            } else if taken {
                Role::Yes
            } else {
                Role::Text
            };
            let pointer = if in_hand { ">" } else { " " };
            let mark = match &self.entry {
                Entry::Choices { .. } if taken => "[x]",
                Entry::Choices { .. } => "[ ]",
                _ if taken => " = ",
                _ => "   ",
            };
            let digit = if place < DIGITS {
                (place + 1).to_string()
            } else {
                " ".to_owned()
            };
            let prefix = format!("{pointer} {mark} {digit}  ");
            canvas.line(area.x + 2, y, 9, &prefix, role);
            let (label, _) = choice.label.in_language(world.questions());
            let rows = Rect {
                x: area.x + 11,
                y,
                width: area.width.saturating_sub(12),
                height: area.bottom().saturating_sub(y),
            };
            y += canvas.paragraph(rows, label, role).max(1);
        }
        y + 1
    }

    /// Draws the four missing reasons in one row, or in as many as they need.
    fn draw_missing(&self, canvas: &mut Canvas<'_>, area: Rect, content: Option<&Content>) -> u16 {
        let (mut x, mut y) = (area.x + 4, area.y);
        let highlight = self.entry.highlight();
        for (place, missing) in Missing::ALL.into_iter().enumerate() {
            let row = self.entry.rows().saturating_sub(Missing::ALL.len()) + place;
            let is_number = matches!(self.entry, Entry::Number { .. });
            let typing = self.entry.is_typing();
            let in_hand = highlight == Some(row);
            let taken =
                matches!(content, Some(Content::Missing(found)) if found.name() == missing.name());
            let role = match (in_hand, taken) {
                (true, _) => Role::Focus,
                (false, true) => Role::Yes,
                (false, false) => Role::Secondary,
            };
            let name = canvas.id(words::missing_id(missing));
            let mark = if taken { "= " } else { "" };
            // Where digits are part of the answer, the reasons have none; arrows reach them.
            let digit = if is_number || typing {
                String::new()
            } else {
                format!("{} ", words::missing_digit(missing))
            };
            let text = format!("{mark}{digit}{name}");
            if x + columns(&text) >= area.right() {
                x = area.x + 4;
                y += 1;
            }
            x = canvas.line(x, y, columns(&text), &text, role) + 3;
        }
        y + 2
    }

    /// Draws who says so, the note, the flag, and what others say.
    fn draw_marks(&self, canvas: &mut Canvas<'_>, area: Rect, sheet: &Sheet<'_>, world: &World) {
        let mut y = area.y;
        let width = area.width.saturating_sub(2);
        let source = words::source_name(self.source(world), world);
        let standing = self.standing(world);
        let note = standing.as_ref().and_then(|answer| answer.note.as_ref());
        let flagged = standing.as_ref().is_some_and(|answer| answer.flag);
        let yes_no = |yes: bool| Message::new(if yes { "fill-yes" } else { "fill-no" });
        let kept = if self.source.is_some() {
            "fill-source-stays"
        } else {
            "fill-source-own"
        };
        let marks = Message::new("fill-marks")
            .text("source", source)
            .message("kept", Message::new(kept))
            .message("note", yes_no(note.is_some()))
            .message("flag", yes_no(flagged));
        let text = canvas.say(&marks);
        let row = Rect {
            x: area.x + 1,
            y,
            width,
            height: 2,
        };
        y += canvas.paragraph(row, &text, if flagged { Role::No } else { Role::Secondary });
        if y >= area.bottom() {
            return;
        }
        let others: Vec<String> = sheet
            .said(self.at)
            .into_iter()
            .filter(|said| said.source != self.source(world) && said.answer.is_answered())
            .filter_map(|said| {
                let question = sheet.checklist().questions.get(self.at)?;
                let text = words::content_text(sheet.checklist(), question, said.answer, world);
                Some(format!(
                    "{}: {text}",
                    words::source_name(said.source, world)
                ))
            })
            .collect();
        if !others.is_empty() && y < area.bottom() {
            canvas.line(area.x + 1, y, width, &others.join("   "), Role::Partly);
            y += 1;
        }
        if let Some(note) = note
            && y < area.bottom()
            && !world.settings.quiet
        {
            canvas.line(
                area.x + 1,
                y,
                width,
                &note.replace('\n', " "),
                Role::Secondary,
            );
            y += 1;
        }
        if let Some((whose, answer)) = self.ditto_of(world)
            && y < area.bottom()
            && let Some(question) = sheet.checklist().questions.get(self.at)
        {
            let text = words::content_text(sheet.checklist(), question, &answer, world);
            let ditto = Message::new("fill-ditto")
                .text("whose", whose)
                .text("answer", text);
            let text = canvas.say(&ditto);
            canvas.line(area.x + 1, y, width, &text, Role::Secondary);
        }
    }

    /// Draws norms and how to ask, from this line on.
    fn draw_guidance(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        question: &Question,
        world: &World,
        skip: usize,
    ) {
        if world.settings.quiet {
            return;
        }
        let (guidance, _) = question.guidance.in_language(world.questions());
        let mut parts = Vec::new();
        if !guidance.is_empty() {
            parts.push((canvas.id("fill-how"), guidance.to_owned()));
        }
        if !question.norms.is_empty() {
            parts.push((canvas.id("fill-law"), question.norms.join("; ")));
        }
        let mut skip = skip;
        let mut y = area.y;
        for (head, text) in parts {
            let width = columns(&head) + 2;
            let mut head = Some(head);
            for range in wrap::ranges(&text, usize::from(area.width.saturating_sub(width))) {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                if y >= area.bottom() {
                    return;
                }
                if let Some(head) = head.take() {
                    canvas.line(area.x, y, width, &head, Role::Strong);
                }
                let line = text.get(range).unwrap_or("").trim_end();
                canvas.line(
                    area.x + width,
                    y,
                    area.width.saturating_sub(width),
                    line,
                    Role::Secondary,
                );
                y += 1;
            }
        }
    }

    /// Draws the section as a strip of signs.
    fn draw_strip(&self, canvas: &mut Canvas<'_>, row: Rect, sheet: &Sheet<'_>, world: &World) {
        let Some(section) = self.question(world).and_then(|question| {
            sheet
                .checklist()
                .sections
                .get(question.section)
                .map(|s| (question.section, s))
        }) else {
            return;
        };
        let found = sheet.completeness(section.0);
        let left = Message::new("fill-left")
            .number("left", found.left())
            .number("flags", found.flags);
        let text = canvas.say(&left);
        canvas.right(row.right().saturating_sub(1), row.y, &text, Role::Secondary);
        let end = row.right().saturating_sub(columns(&text) + 3);
        let shown: Vec<usize> = section
            .1
            .questions
            .clone()
            .filter(|index| sheet.applies(*index))
            .collect();
        let here = shown
            .iter()
            .position(|index| *index == self.at)
            .unwrap_or(0);
        let room = usize::from(end.saturating_sub(row.x + 1)) / 2;
        let first = ListState { selected: here }.first(room.max(1), shown.len());
        let mut x = row.x + 1;
        for index in shown.iter().skip(first).take(room) {
            let (sign, role) = if *index == self.at {
                (">".to_owned(), Role::Focus)
            } else if sheet.is_flagged(*index) {
                ("!".to_owned(), Role::No)
            } else {
                (words::sign(sheet, *index), Role::Text)
            };
            canvas.line(x, row.y, 1, &sign, role);
            x += 2;
        }
    }

    /// Draws sections with the questions of the one in hand.
    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, sheet: &Sheet<'_>, world: &World) {
        let here = self.question(world).map_or(0, |question| question.section);
        let mut rows: Vec<(Option<usize>, usize)> = Vec::new();
        for (section, found) in sheet.checklist().sections.iter().enumerate() {
            if !sheet.has_section(section) {
                continue;
            }
            rows.push((None, section));
            if section == here {
                let shown = found
                    .questions
                    .clone()
                    .filter(|index| sheet.applies(*index));
                rows.extend(shown.map(|index| (Some(index), section)));
            }
        }
        let selected = rows
            .iter()
            .position(|(q, _)| *q == Some(self.at))
            .unwrap_or(0);
        let first = ListState { selected }.first(usize::from(area.height), rows.len());
        for (y, (question, section)) in
            (area.top()..area.bottom()).zip(rows.into_iter().skip(first))
        {
            let line = Rect {
                x: area.x,
                y,
                width: area.width,
                height: 1,
            };
            match question {
                None => {
                    let found = sheet.completeness(section);
                    let title = sheet
                        .checklist()
                        .sections
                        .get(section)
                        .map_or("", |s| s.title.in_language(world.questions()).0);
                    let count = format!("{}/{}", found.done, found.total);
                    let role = if section == here {
                        Role::Strong
                    } else {
                        Role::Secondary
                    };
                    let width = line.width.saturating_sub(columns(&count) + 2);
                    canvas.line(line.x + 1, y, width.saturating_sub(1), title, role);
                    canvas.right(line.right(), y, &count, role);
                }
                Some(index) => {
                    let role = if index == self.at {
                        Role::Focus
                    } else {
                        Role::Text
                    };
                    if index == self.at {
                        canvas.focus_line(line, y);
                        canvas.line(line.x, y, 1, ">", role);
                    }
                    let inner = Rect {
                        x: line.x + 2,
                        width: line.width.saturating_sub(2),
                        ..line
                    };
                    draw_question(canvas, inner, sheet, index, role, world);
                }
            }
        }
    }
}
