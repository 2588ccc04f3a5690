//! What stands around a question: guidance, the strip of its section, the list of sections.

use ratatui::layout::Rect;

use super::picking::draw_question;
use super::{Fill, moving, words};
use crate::checklist::{Checklist, Question};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, wrap};
use crate::tui::world::World;
use crate::visit::{Sheet, Spot};

impl Fill {
    /// Draws what was answered here before, how to ask, and the norms, from this line on.
    pub(super) fn draw_guidance(
        canvas: &mut Canvas<'_>,
        area: Rect,
        checklist: &Checklist,
        question: &Question,
        world: &World,
        skip: usize,
    ) {
        if world.settings.quiet {
            return;
        }
        let (guidance, _) = question.guidance.in_language(world.questions());
        let mut parts = Vec::new();
        if let Some(text) = words::earlier_text(checklist, question, world) {
            parts.push((canvas.id("fill-earlier"), text));
        }
        if !guidance.is_empty() {
            parts.push((canvas.id("fill-how"), guidance.to_owned()));
        }
        if !question.norms.is_empty() {
            parts.push((canvas.id("fill-law"), question.norms.join("; ")));
        }
        let mut skip = skip;
        let mut y = area.y;
        let width = 2 + parts.iter().map(|part| columns(&part.0)).max().unwrap_or(0);
        for (head, text) in parts {
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
    pub(super) fn draw_strip(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        sheet: &Sheet<'_>,
        world: &World,
    ) {
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
        let mut shown = moving::shown(sheet);
        shown.retain(|spot| section.1.questions.contains(&spot.question));
        let here = shown.iter().position(|spot| *spot == self.at).unwrap_or(0);
        let room = usize::from(end.saturating_sub(row.x + 1)) / 2;
        let first = ListState { selected: here }.first(room.max(1), shown.len());
        let mut x = row.x + 1;
        for spot in shown.iter().skip(first).take(room) {
            let sheet = sheet.seen_from(spot.instance.clone());
            let (sign, role) = if *spot == self.at {
                (">".to_owned(), Role::Focus)
            } else if sheet.is_flagged(spot.question) {
                ("!".to_owned(), Role::No)
            } else {
                (words::sign(&sheet, spot.question), Role::Text)
            };
            canvas.line(x, row.y, 1, &sign, role);
            x += 2;
        }
    }

    /// Draws sections with the questions of the one in hand.
    pub(super) fn draw_list(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        sheet: &Sheet<'_>,
        world: &World,
    ) {
        let here = self.question(world).map_or(0, |question| question.section);
        let mut rows: Vec<(Option<Spot>, usize)> = Vec::new();
        let shown = moving::shown(sheet);
        for (section, found) in sheet.checklist().sections.iter().enumerate() {
            if !sheet.has_section(section) {
                continue;
            }
            rows.push((None, section));
            if section == here {
                let own = shown
                    .iter()
                    .filter(|spot| found.questions.contains(&spot.question));
                rows.extend(own.map(|spot| (Some(spot.clone()), section)));
            }
        }
        let selected = rows
            .iter()
            .position(|(spot, _)| spot.as_ref() == Some(&self.at))
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
                Some(spot) => {
                    let role = if spot == self.at {
                        Role::Focus
                    } else {
                        Role::Text
                    };
                    if spot == self.at {
                        canvas.focus_line(line, y);
                        canvas.line(line.x, y, 1, ">", role);
                    }
                    let inner = Rect {
                        x: line.x + 2,
                        width: line.width.saturating_sub(2),
                        ..line
                    };
                    draw_question(canvas, inner, sheet, &spot, role, world);
                }
            }
        }
    }
}
