//! Draws a new visit.

use ratatui::layout::Rect;

use super::NewVisit;
use super::lines::{ANNOUNCED, Clock, Line, Taken, is_core, is_of_full_set, kind_id};
use crate::i18n::{Calendar, hours_and_minutes};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::screen::form::{draw_label, draw_options, draw_text};
use crate::tui::theme::Role;
use crate::tui::widget::time::Reading;
use crate::tui::widget::{TimeField, spelt};
use crate::tui::world::World;
use crate::visit::VisitKind;

impl NewVisit {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let mut y = body.y + self.draw_clock(canvas, body, world);
        for (index, line) in self.lines().into_iter().enumerate() {
            if y >= body.bottom() {
                break;
            }
            let in_hand = index == self.at && self.odd.is_none();
            let area = Rect {
                y,
                height: body.bottom() - y,
                ..body
            };
            y += self.draw_line(canvas, area, line, in_hand, world);
            if line == Line::Clock && self.lines().get(index + 1) != Some(&Line::Watch)
                || line == Line::Watch
            {
                y += u16::from(self.lines().len() < 12);
            }
        }
        let hint = canvas.id("new-visit-enter");
        let last = body.bottom().saturating_sub(1);
        if y <= last {
            canvas.line(
                body.x + 2,
                last,
                body.width.saturating_sub(3),
                &hint,
                Role::Secondary,
            );
        }
        if let Some(dialog) = &self.odd {
            dialog.draw(canvas, body);
        }
    }

    /// Draws what the computer shows and what is official here; returns the rows used.
    fn draw_clock(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) -> u16 {
        let calendar = world.calendar();
        let machine = world.now.machine;
        let own = machine.offset().local_minus_utc() / 60;
        let offset = i32::from(self.offset(world));
        let official = self.official(world);
        let x = body.x + 2;
        let width = body.width.saturating_sub(3);
        let text = canvas.say(
            &Message::new("new-visit-computer")
                .text("time", calendar.spelt(machine.naive_local()))
                .text("offset", offset_text(own)),
        );
        canvas.line(x, body.y, width, &text, Role::Text);
        let (id, role) = if own == offset {
            ("new-visit-clock-agrees", Role::Secondary)
        } else {
            ("new-visit-clock-differs", Role::Strong)
        };
        let country = world
            .words
            .find(&format!("country-{}", self.facility.country.code()))
            .unwrap_or_default();
        let text = canvas.say(
            &Message::new(id)
                .text("country", country)
                .text("offset", offset_text(offset))
                .text("time", calendar.clock(official)),
        );
        let area = Rect {
            x,
            y: body.y + 1,
            width,
            height: 2,
        };
        1 + canvas.paragraph(area, &text, role)
    }

    fn draw_line(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        line: Line,
        in_hand: bool,
        world: &World,
    ) -> u16 {
        let label = match line {
            Line::Clock => "new-visit-clock",
            Line::Watch => "new-visit-watch",
            Line::Checklists => "new-visit-checklists",
            Line::Checklist(index) => {
                self.draw_checklist(canvas, area, index, in_hand, world);
                return 1;
            }
            Line::Kind => "new-visit-kind",
            Line::Announced => "new-visit-announced",
            Line::Team => "new-visit-team",
            Line::Gate => "new-visit-gate",
            Line::LetIn => "new-visit-let-in",
        };
        let area = draw_label(canvas, area, label, in_hand);
        match line {
            Line::Clock => {
                let official = Calendar(world.settings.language).clock(self.official(world));
                let options = [
                    canvas.id("new-visit-clock-computer"),
                    canvas.say(&Message::new("new-visit-clock-official").text("time", official)),
                    canvas.id("new-visit-clock-watch"),
                ];
                let chosen = Clock::ALL.iter().position(|one| *one == self.clock);
                draw_options(canvas, area, &options, chosen, in_hand)
            }
            Line::Checklists => {
                let full: usize = self
                    .checklists
                    .iter()
                    .filter(|(checklist, _)| is_of_full_set(checklist))
                    .count();
                let core = self.questions(is_core);
                let options = [
                    canvas.say(&Message::new("new-visit-full").number("count", full)),
                    canvas.say(&Message::new("new-visit-core").number("count", core)),
                    canvas.id("new-visit-own"),
                ];
                let chosen = Taken::ALL.iter().position(|one| *one == self.taken);
                draw_options(canvas, area, &options, chosen, in_hand)
            }
            Line::Kind => {
                let options = VisitKind::ALL.map(|kind| canvas.id(kind_id(kind)));
                let chosen = VisitKind::ALL.iter().position(|one| *one == self.kind);
                draw_options(canvas, area, &options, chosen, in_hand)
            }
            Line::Announced => {
                let options = [
                    "new-visit-announced-yes",
                    "new-visit-announced-no",
                    "new-visit-announced-unknown",
                ]
                .map(|id| canvas.id(id));
                let chosen = ANNOUNCED.iter().position(|one| *one == self.announced);
                draw_options(canvas, area, &options, chosen, in_hand)
            }
            Line::Team => {
                if let Some(team) = &self.team {
                    draw_text(canvas, Rect { width: 30, ..area }, team, in_hand);
                }
                let hint = canvas.id("new-visit-team-hint");
                let x = area.x + 31;
                let width = area.right().saturating_sub(x);
                canvas.line(x, area.y, width, &hint, Role::Secondary);
                1
            }
            Line::Watch => self.draw_time(canvas, area, &self.watch, in_hand, world),
            Line::Gate => self.draw_time(canvas, area, &self.gate, in_hand, world),
            Line::LetIn => {
                let used = self.draw_time(canvas, area, &self.let_in, in_hand, world);
                self.draw_waited(canvas, area, used, world)
            }
            Line::Checklist(_) => 1,
        }
    }

    /// Returns how many questions such checklists ask.
    fn questions(&self, wanted: impl Fn(&crate::checklist::Checklist) -> bool) -> usize {
        self.checklists
            .iter()
            .filter(|(checklist, _)| wanted(checklist))
            .flat_map(|(checklist, _)| &checklist.questions)
            .filter(|question| question.takes_answers())
            .count()
    }

    fn draw_checklist(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        index: usize,
        in_hand: bool,
        world: &World,
    ) {
        let Some((checklist, own)) = self.checklists.get(index) else {
            return;
        };
        let mark = if *own { "[x]" } else { "[ ]" };
        let title = checklist.title.in_language(world.questions()).0;
        let count = checklist
            .questions
            .iter()
            .filter(|question| question.takes_answers())
            .count();
        let role = if in_hand { Role::Focus } else { Role::Text };
        let pointer = if in_hand { ">" } else { " " };
        canvas.line(area.x, area.y, 1, pointer, Role::Strong);
        let text = format!("{mark} {title}  ({count})");
        let x = area.x + 6;
        canvas.line(x, area.y, area.right().saturating_sub(x + 1), &text, role);
    }

    fn draw_time(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        field: &TimeField,
        in_hand: bool,
        world: &World,
    ) -> u16 {
        let now = self.now(world).into();
        if in_hand {
            // The hint of an empty field takes three rows beside it, a time that is read one.
            let rows = if field.field.is_empty() { 3 } else { 2 };
            let height = rows.min(area.height);
            let area = Rect { height, ..area };
            field.draw(canvas, area, now, world.settings.language);
            return rows;
        }
        let language = world.settings.language;
        let text = match (field.precision(), field.reading(now, language)) {
            (None, _) => canvas.id("time-unknown"),
            (_, Reading::Empty) => "_".to_owned(),
            (Some(precision), Reading::Is(moment)) => {
                spelt(canvas, moment, precision, world.calendar())
            }
            (Some(_), _) => field.field.text().to_owned(),
        };
        canvas.line(area.x, area.y, area.width, &text, Role::Text);
        1
    }

    fn draw_waited(&self, canvas: &mut Canvas<'_>, area: Rect, used: u16, world: &World) -> u16 {
        let Some(waited) = self.waited(world) else {
            return used;
        };
        let message = if waited < 0 {
            Message::new("new-visit-before-gate")
        } else {
            let (hours, minutes) = hours_and_minutes(waited);
            Message::new("new-visit-waited")
                .number("hours", i64::try_from(hours).unwrap_or(0))
                .number("minutes", i64::try_from(minutes).unwrap_or(0))
        };
        let text = canvas.say(&message);
        let role = if waited < 0 {
            Role::Strong
        } else {
            Role::Secondary
        };
        let y = area.y + used;
        canvas.line(area.x, y, area.width, &text, role);
        used + 1
    }
}

/// Returns `UTC+5` or `UTC+5:30`.
fn offset_text(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = hours_and_minutes(i64::from(minutes));
    if rest == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{rest:02}")
    }
}
