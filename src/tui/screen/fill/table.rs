//! The table: one line a question, for monitors who know the form.

use ratatui::layout::Rect;

use super::{Fill, moving, words};
use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::widget::ListState;
use crate::tui::world::World;
use crate::visit::Sheet;

impl Fill {
    pub(super) fn draw_table(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        sheet: &Sheet<'_>,
        world: &World,
    ) {
        let Some(question) = self.question(world) else {
            return;
        };
        let Some(section) = sheet.checklist().sections.get(question.section) else {
            return;
        };
        let mut shown = moving::shown(sheet);
        shown.retain(|spot| section.questions.contains(&spot.question));
        let selected = shown.iter().position(|spot| *spot == self.at).unwrap_or(0);
        // The question in hand is written out under the table, with its field.
        let lower = 8.min(body.height / 2);
        let legend = canvas.id("fill-legend");
        canvas.line(
            body.x + 1,
            body.y,
            body.width.saturating_sub(2),
            &legend,
            Role::Secondary,
        );
        let rows = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(2 + lower),
            ..body
        };
        ListState { selected }.draw(canvas, rows, shown.len(), |canvas, line, place, role| {
            let Some(spot) = shown.get(place) else {
                return;
            };
            let index = spot.question;
            let Some(question) = sheet.checklist().questions.get(index) else {
                return;
            };
            let sheet = &sheet.seen_from(spot.instance.clone());
            canvas.line(line.x, line.y, 5, &question.number, role);
            canvas.line(line.x + 6, line.y, 2, &words::sign(sheet, index), role);
            let answer = words::answer_text(sheet, index, world);
            let answer_width = (line.width / 4).max(14);
            canvas.line(line.x + 9, line.y, answer_width, &answer, role);
            let x = line.x + 10 + answer_width;
            let source = sheet
                .reading(index)
                .map(|said| words::source_name(said.source, world))
                .unwrap_or_default();
            let source_width = columns(&source).min(14);
            let room = line.right().saturating_sub(x + source_width + 1);
            let positions = words::positions_text(sheet, index);
            let (label, _) = question.label.in_language(world.questions());
            canvas.line(x, line.y, room, &format!("{positions}{label}"), role);
            let x = line.right().saturating_sub(source_width);
            canvas.line(x, line.y, source_width, &source, role);
        });
        let under = Rect {
            y: rows.bottom() + 1,
            height: lower,
            ..body
        };
        canvas.rule(body, rows.bottom());
        self.draw_under_table(canvas, under, sheet, question, world);
    }

    fn draw_under_table(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        sheet: &Sheet<'_>,
        question: &crate::checklist::Question,
        world: &World,
    ) {
        let (label, _) = question.label.in_language(world.questions());
        let rows = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            height: 2,
            ..area
        };
        let used = canvas.paragraph(rows, label, Role::Strong);
        let rest = Rect {
            y: area.y + used,
            height: area.height.saturating_sub(used),
            ..area
        };
        self.draw_entry(canvas, rest, sheet, world);
    }
}
