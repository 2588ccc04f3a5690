//! One place: what is known of it, its visits, and a new visit there.

use ratatui::layout::Rect;

use super::facilities::details;
use super::fill::enter_visit;
use super::new_visit::NewVisit;
use super::{Input, Show, Steps};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request, VisitLine};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::ListState;
use crate::tui::world::World;
use crate::visit::Facility;

/// What a place offers.
pub(super) static PLACE: Context = Context {
    name: "facility",
    title: "facility-title",
    help: &["facility-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-doc",
            rank: 1,
        },
        Command {
            action: Action::NewVisit,
            keys: &[Key::Letter('N'), Key::Function(7)],
            label: "key-new-visit",
            doc: "key-new-visit-doc",
            rank: 2,
        },
    ],
};

/// One place with its visits.
#[derive(Debug)]
pub struct FacilityPage {
    facility: Facility,
    visits: Option<Vec<VisitLine>>,
    list: ListState,
}

impl FacilityPage {
    /// Makes the page of a place.
    pub const fn of(facility: Facility) -> Self {
        Self {
            facility,
            visits: None,
            list: ListState { selected: 0 },
        }
    }

    fn count(&self) -> usize {
        1 + self.visits.as_ref().map_or(0, Vec::len)
    }

    fn open(&self) -> Steps {
        let visit = self
            .list
            .selected
            .checked_sub(1)
            .and_then(|index| self.visits.as_ref()?.get(index));
        match visit {
            Some(visit) => Steps::ask(Request::LoadVisit(visit.id)),
            None => Steps::go(NewVisit::at(self.facility.clone())),
        }
    }

    fn draw_visit(
        canvas: &mut Canvas<'_>,
        row: Rect,
        visit: &VisitLine,
        role: Role,
        world: &World,
    ) {
        let date = world.calendar().date(visit.start.date());
        canvas.line(row.x, row.y, 12, &date, role);
        let (done, total) = visit.done;
        canvas.right(row.x + 22, row.y, &format!("{done}/{total}"), role);
        let persons = canvas.say(&Message::new("home-persons").number("count", visit.persons));
        let x = canvas
            .line(row.x + 25, row.y, 16, &persons, role)
            .max(row.x + 40)
            + 2;
        let id = if visit.closed {
            "facility-visit-finished"
        } else {
            "facility-visit-open"
        };
        let text = canvas.id(id);
        canvas.line(x, row.y, row.right().saturating_sub(x), &text, role);
    }
}

impl Show for FacilityPage {
    fn context(&self, _world: &World) -> &'static Context {
        &PLACE
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("facility-title");
        (format!("{}  {title}", self.facility.code), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => return Steps::ask(Request::ListVisits),
            Input::Reply(Ok(Answered::Visits(visits))) => {
                let code = &self.facility.code;
                let here = visits.into_iter().filter(|visit| visit.facility == *code);
                self.visits = Some(here.collect());
                self.list.clamp(self.count());
            }
            Input::Reply(Ok(Answered::VisitInHand(_))) => return enter_visit(None, world),
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Do(Action::Accept) => return self.open(),
            Input::Do(Action::NewVisit) => {
                return Steps::go(NewVisit::at(self.facility.clone()));
            }
            Input::Bare(key, _) => {
                self.list.press(key, self.count(), 10);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let x = body.x + 2;
        let width = body.width.saturating_sub(3);
        let mut y = body.y;
        for line in details(&self.facility, world) {
            let area = Rect {
                x,
                y,
                width,
                height: 2,
            };
            y += canvas.paragraph(area, &line, Role::Text);
        }
        y += 1;
        canvas.rule(body, y);
        let area = Rect {
            y: y + 1,
            height: body.bottom().saturating_sub(y + 1),
            width: body.width.saturating_sub(1),
            ..body
        };
        let visits = self.visits.as_deref().unwrap_or_default();
        self.list
            .draw(canvas, area, self.count(), |canvas, row, index, role| {
                let visit = index.checked_sub(1).and_then(|index| visits.get(index));
                if let Some(visit) = visit {
                    Self::draw_visit(canvas, row, visit, role, world);
                } else {
                    let text = canvas.id("facility-new-visit");
                    canvas.line(row.x, row.y, row.width, &format!("+ {text}"), role);
                }
            });
        if self.visits.as_ref().is_some_and(Vec::is_empty) {
            let text = canvas.id("facility-no-visits");
            canvas.line(x, area.y + 2, width, &text, Role::Secondary);
        }
    }
}
