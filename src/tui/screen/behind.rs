//! What stands behind a figure: its visits, in a visit the persons, and from there their answers.
//!
//! For whoever could open the visits anyway; nothing of it is exported.

use chrono::NaiveDateTime;
use ratatui::layout::Rect;

use super::overview::Overview;
use super::safeguards::Safeguards;
use super::{Input, Show, Step, Steps};
use crate::app::{BehindUnit, BehindVisit};
use crate::indicator::{Counts, Selection, Unit};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::ListState;
use crate::tui::world::World;
use crate::value::Precision;
use crate::visit::Whose;

const OPEN: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-open",
    doc: "key-open-behind-doc",
    rank: 1,
};

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 92,
};

/// What the visits, and the persons of a visit, offer.
pub(super) static BEHIND: Context = Context {
    name: "behind",
    title: "behind-title",
    help: &["dashboard-help-behind"],
    commands: &[OPEN, BACK],
};

/// Who stands behind the figure in one visit.
#[derive(Debug)]
struct Inside {
    units: Vec<BehindUnit>,
    list: ListState,
}

/// What stands behind a figure.
#[derive(Debug)]
pub struct Behind {
    /// The indicator and its group, in words.
    name: String,
    unit: Unit,
    safeguard: Option<String>,
    selection: Selection,
    group: Vec<String>,
    visits: Option<Vec<BehindVisit>>,
    list: ListState,
    inside: Option<Inside>,
    /// Whom to go to when the visit is in hand; the visit itself if nobody.
    opening: Option<Whose>,
}

impl Behind {
    /// Makes the list of visits behind the figure of one indicator in one group.
    pub fn of(
        name: String,
        unit: Unit,
        safeguard: Option<String>,
        selection: Selection,
        group: Vec<String>,
    ) -> Self {
        Self {
            name,
            unit,
            safeguard,
            selection,
            group,
            visits: None,
            list: ListState::default(),
            inside: None,
            opening: None,
        }
    }

    fn visit(&self) -> Option<&BehindVisit> {
        self.visits.as_ref()?.get(self.list.selected)
    }

    fn open(&mut self) -> Steps {
        let Some(visit) = self.visit() else {
            return Steps::none();
        };
        let id = visit.visit;
        match &self.inside {
            None if self.unit == Unit::Visit => {
                self.opening = None;
                Steps::ask(Request::LoadVisit(id))
            }
            None => Steps::ask(Request::UnitsBehind(
                id,
                Box::new(self.selection.clone()),
                self.group.clone(),
            )),
            Some(inside) => {
                self.opening = inside
                    .units
                    .get(inside.list.selected)
                    .map(|unit| unit.whose.clone());
                Steps::ask(Request::LoadVisit(id))
            }
        }
    }

    /// The visit is in hand: goes to the person, and to the safeguard that the indicator is about.
    fn go_on(&self) -> Steps {
        let steps = Steps::go(Overview::default());
        let Some(whose) = &self.opening else {
            return steps;
        };
        let steps = steps.and(Step::Go(Box::new(Overview::of(whose.subject).into())));
        match &self.safeguard {
            Some(safeguard) => {
                let screen = Safeguards::beginning_with(whose.clone(), safeguard);
                steps.and(Step::Go(Box::new(screen.into())))
            }
            None => steps,
        }
    }

    fn draw_visits(&self, canvas: &mut Canvas<'_>, area: Rect, world: &World) {
        let Some(visits) = &self.visits else {
            let text = canvas.id("compliance-counting");
            canvas.line(area.x + 2, area.y, area.width, &text, Role::Secondary);
            return;
        };
        let heads = [
            canvas.id("behind-place"),
            canvas.id("behind-day"),
            canvas.id("behind-yes"),
            canvas.id("behind-no"),
            canvas.id("behind-not-known"),
            canvas.id("behind-not-applicable"),
        ];
        let row = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(3),
            height: 1,
            ..area
        };
        draw_cells(canvas, row, &heads, Role::Secondary);
        let rows = Rect {
            y: area.y + 1,
            width: area.width.saturating_sub(1),
            height: area.height.saturating_sub(1),
            ..area
        };
        self.list
            .draw(canvas, rows, visits.len(), |canvas, row, index, role| {
                let Some(visit) = visits.get(index) else {
                    return;
                };
                let start: NaiveDateTime = visit
                    .start
                    .span(Precision::Exact)
                    .earliest
                    .unwrap_or_default();
                let Counts {
                    met,
                    not_met,
                    not_known,
                    not_applicable,
                    ..
                } = visit.counts;
                let cells = [
                    visit.facility.clone(),
                    world.calendar().date(start.date()),
                    number(met),
                    number(not_met),
                    number(not_known),
                    number(not_applicable),
                ];
                draw_cells(canvas, row, &cells, role);
            });
    }

    fn draw_units(canvas: &mut Canvas<'_>, area: Rect, inside: &Inside) {
        if inside.units.is_empty() {
            let text = canvas.id("behind-nobody");
            canvas.paragraph(
                Rect {
                    x: area.x + 2,
                    width: area.width.saturating_sub(4),
                    ..area
                },
                &text,
                Role::Text,
            );
            return;
        }
        let rows = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        let units = &inside.units;
        inside
            .list
            .draw(canvas, rows, units.len(), |canvas, row, index, role| {
                let Some(unit) = units.get(index) else {
                    return;
                };
                let after = canvas.line(row.x, row.y, 30, &unit.name, role);
                let x = (row.x + 32).max(after + 2);
                let said: Vec<String> = outcomes(unit.counts)
                    .into_iter()
                    .map(|(id, count)| {
                        let word = canvas.id(id);
                        if count > 1 {
                            format!("{word}: {count}")
                        } else {
                            word
                        }
                    })
                    .collect();
                canvas.line(
                    x,
                    row.y,
                    row.right().saturating_sub(x),
                    &said.join(", "),
                    role,
                );
            });
    }
}

fn number(count: u64) -> String {
    if count == 0 {
        "-".to_owned()
    } else {
        count.to_string()
    }
}

/// Returns the outcomes that somebody has, with how often.
fn outcomes(counts: Counts) -> Vec<(&'static str, u64)> {
    [
        ("behind-yes", counts.met),
        ("behind-no", counts.not_met),
        ("behind-not-known", counts.not_known),
        ("behind-not-applicable", counts.not_applicable),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .collect()
}

fn draw_cells(canvas: &mut Canvas<'_>, row: Rect, cells: &[String; 6], role: Role) {
    let mut x = row.x;
    for (text, width) in cells.iter().zip([16, 12, 8, 8, 14, 17]) {
        canvas.line(x, row.y, width - 1, text, role);
        x += width;
    }
}

impl Show for Behind {
    fn context(&self, _world: &World) -> &'static Context {
        &BEHIND
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("behind-title");
        match (&self.inside, self.visit()) {
            (Some(_), Some(visit)) => (format!("{title}  {}", visit.facility), String::new()),
            _ => (title, String::new()),
        }
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown if self.visits.is_none() => {
                return Steps::ask(Request::VisitsBehind(
                    Box::new(self.selection.clone()),
                    self.group.clone(),
                ));
            }
            Input::Reply(Ok(Answered::VisitsBehind(visits))) => {
                self.list.clamp(visits.len());
                self.visits = Some(visits);
            }
            Input::Reply(Ok(Answered::UnitsBehind(units))) => {
                self.inside = Some(Inside {
                    units,
                    list: ListState::default(),
                });
            }
            Input::Reply(Ok(Answered::VisitInHand(_))) => return self.go_on(),
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Do(Action::Accept) => return self.open(),
            Input::Do(Action::Back) if self.inside.is_none() => return Step::Back.into(),
            Input::Do(Action::Back) => self.inside = None,
            Input::Bare(key, _) => {
                let page = usize::from(world.size.1.saturating_sub(12)).max(1);
                let count = self.visits.as_ref().map_or(0, Vec::len);
                match &mut self.inside {
                    Some(inside) => inside.list.press(key, inside.units.len(), page),
                    None => self.list.press(key, count, page),
                };
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let head = Rect {
            x: body.x + 1,
            width: body.width.saturating_sub(2),
            height: 3,
            ..body
        };
        let used = canvas.paragraph(head, &self.name, Role::Strong);
        canvas.rule(body, body.y + used);
        let below = 3;
        let area = Rect {
            y: body.y + used + 1,
            height: body.height.saturating_sub(used + 1 + below),
            ..body
        };
        match &self.inside {
            None => self.draw_visits(canvas, area, world),
            Some(inside) => Self::draw_units(canvas, area, inside),
        }
        canvas.rule(body, body.bottom().saturating_sub(below));
        let id = match (&self.inside, &self.visits) {
            (Some(_), _) => "behind-says-unit",
            (None, Some(visits)) if visits.is_empty() => "behind-no-visits",
            (None, _) if self.unit == Unit::Visit => "behind-says-visit",
            (None, _) => "behind-says-visits",
        };
        let text = match (&self.inside, &self.visits) {
            (None, Some(visits)) => canvas.say(&Message::new(id).number("count", visits.len())),
            _ => canvas.id(id),
        };
        let foot = Rect {
            y: body.bottom().saturating_sub(below - 1),
            height: below - 1,
            ..head
        };
        canvas.paragraph(foot, &text, Role::Secondary);
    }
}
