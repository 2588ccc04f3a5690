//! How the answer is drawn: choices, fields, missing reasons, and the marks on it.

use ratatui::layout::Rect;

use super::entry::Entry;
use super::{Fill, words};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::world::World;
use crate::value::Missing;
use crate::visit::{Content, Sheet};

impl Fill {
    /// Draws the choices or the field, then the missing reasons. Returns the row after them.
    pub(super) fn draw_entry(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        sheet: &Sheet<'_>,
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
                let answer = words::answer_text(sheet, self.at.question, world);
                canvas.paragraph(fields, &answer, Role::Text);
                return y + 2;
            }
            Entry::Choice { .. } | Entry::Choices { .. } => {
                let choices = sheet.offered(self.at.question);
                y = self.draw_choices(canvas, area, &choices, content, world);
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
                text.draw_marking(canvas, inner, self.guard.found());
                y += rows;
            }
            Entry::Time { field, .. } => {
                field.draw(canvas, fields, world.clock(), world.settings.language);
                y += 3;
            }
        }
        let height = area.bottom().saturating_sub(y);
        self.draw_missing(canvas, Rect { y, height, ..area }, content)
    }

    /// Returns where each missing reason stands: column and row, counted from the area's corner.
    fn missing_places(
        &self,
        canvas: &Canvas<'_>,
        width: u16,
        content: Option<&Content>,
    ) -> Vec<(Missing, u16, u16, String)> {
        let written = self.entry.writes_digits();
        let (mut x, mut y) = (4, 0);
        let mut places = Vec::new();
        for missing in Missing::ALL {
            let mark = if is_taken(content, missing) { "= " } else { "" };
            // Where digits are part of the answer, the reasons have none; arrows reach them.
            let digit = if written {
                String::new()
            } else {
                format!("{} ", words::missing_digit(missing))
            };
            let text = format!("{mark}{digit}{}", canvas.id(words::missing_id(missing)));
            if x + columns(&text) >= width {
                x = 4;
                y += 1;
            }
            let after = x + columns(&text) + 3;
            places.push((missing, x, y, text));
            x = after;
        }
        places
    }

    /// Returns how many rows the missing reasons take.
    pub(super) fn missing_rows(&self, canvas: &Canvas<'_>, width: u16) -> u16 {
        self.missing_places(canvas, width, None)
            .last()
            .map_or(1, |(_, _, y, _)| y + 1)
    }

    /// Draws the four missing reasons in one row, or in as many as they need.
    fn draw_missing(&self, canvas: &mut Canvas<'_>, area: Rect, content: Option<&Content>) -> u16 {
        let highlight = self.entry.highlight();
        let before = self.entry.rows().saturating_sub(Missing::ALL.len());
        let mut rows = 0;
        let places = self.missing_places(canvas, area.width, content);
        for (place, (missing, x, y, text)) in places.into_iter().enumerate() {
            let role = if highlight == Some(before + place) {
                Role::Focus
            } else if is_taken(content, missing) {
                Role::Yes
            } else {
                Role::Secondary
            };
            rows = y + 1;
            if area.y + y < area.bottom() {
                canvas.line(area.x + x, area.y + y, columns(&text), &text, role);
            }
        }
        // One blank row before the marks, where there is room for it.
        let after = area.y + rows;
        if after + 2 <= area.bottom() {
            after + 1
        } else {
            after
        }
    }

    /// Draws who says so, the note, the flag, and what others say.
    pub(super) fn draw_marks(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        sheet: &Sheet<'_>,
        world: &World,
    ) {
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
            .said(self.at.question)
            .into_iter()
            .filter(|said| said.source != self.source(world) && said.answer.is_answered())
            .filter_map(|said| {
                let question = sheet.checklist().questions.get(self.at.question)?;
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
            && let Some(question) = sheet.checklist().questions.get(self.at.question)
        {
            let text = words::content_text(sheet.checklist(), question, &answer, world);
            let ditto = Message::new("fill-ditto")
                .text("whose", whose)
                .text("answer", text);
            let text = canvas.say(&ditto);
            canvas.line(area.x + 1, y, width, &text, Role::Secondary);
        }
    }
}

fn is_taken(content: Option<&Content>, missing: Missing) -> bool {
    matches!(content, Some(Content::Missing(found)) if found.name() == missing.name())
}
