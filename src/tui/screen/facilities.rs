//! The register of places: find one as you type, see it, begin a visit there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::facility_page::FacilityPage;
use super::new_facility::NewFacility;
use super::new_visit::NewVisit;
use super::{Input, Show, Steps};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::event::{Answered, Request, VisitLine};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField, find};
use crate::tui::world::World;
use crate::visit::{Facility, FacilityType};

/// What the register offers.
pub(super) static FACILITIES: Context = Context {
    name: "facilities",
    title: "facilities-title",
    help: &["facilities-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-facility-doc",
            rank: 1,
        },
        Command {
            action: Action::New,
            keys: &[Key::Bare(Bare::Tab), Key::Function(7)],
            label: "key-new-facility",
            doc: "key-new-facility-doc",
            rank: 2,
        },
    ],
};

/// How often and when a place was visited last.
#[derive(Debug, Clone, Copy, Default)]
struct Visited {
    count: usize,
    last: Option<NaiveDate>,
}

/// The register of places.
#[derive(Debug, Default)]
pub struct Facilities {
    known: Option<Vec<Facility>>,
    visited: BTreeMap<String, Visited>,
    find: TextField,
    list: ListState,
    /// Whether a place is chosen for a new visit.
    for_visit: bool,
}

impl Facilities {
    /// Asks for the place of a new visit.
    pub fn for_visit() -> Self {
        Self {
            for_visit: true,
            ..Self::default()
        }
    }

    fn found(&self, world: &World) -> Vec<&Facility> {
        let typed = self.find.text();
        self.known
            .iter()
            .flatten()
            .filter(|facility| find::matches(typed, &words_of(facility, world)))
            .collect()
    }

    fn open(&self, world: &World) -> Steps {
        let found = self.found(world);
        match found.get(self.list.selected) {
            Some(facility) if self.for_visit => Steps::go(NewVisit::at((*facility).clone())),
            Some(facility) => Steps::go(FacilityPage::of((*facility).clone())),
            None => self.new_one(),
        }
    }

    fn new_one(&self) -> Steps {
        let known = self.known.clone().unwrap_or_default();
        Steps::go(NewFacility::beside(known))
    }

    fn take_visits(&mut self, visits: &[VisitLine]) {
        self.visited.clear();
        for visit in visits {
            let known = self.visited.entry(visit.facility.clone()).or_default();
            known.count += 1;
            known.last = known.last.max(Some(visit.start.date()));
        }
    }

    fn draw_facility(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        facility: &Facility,
        role: Role,
        world: &World,
    ) {
        let widths = widths(row.width);
        let visited = self
            .visited
            .get(&facility.code)
            .copied()
            .unwrap_or_default();
        let last = visited.last.map_or_else(
            || canvas.id("facilities-never"),
            |day| world.calendar().date(day),
        );
        let kind = type_short(facility.kind, world);
        let texts = [
            facility.code.as_str(),
            kind.as_str(),
            facility.region.as_str(),
        ];
        let mut x = row.x;
        for (text, width) in texts.into_iter().zip(widths) {
            canvas.line(x, row.y, width.saturating_sub(1), text, role);
            x += width;
        }
        canvas.right(x + 9, row.y, &visited.count.to_string(), role);
        canvas.line(x + 11, row.y, 12, &last, role);
    }

    fn draw_details(canvas: &mut Canvas<'_>, area: Rect, facility: &Facility, world: &World) {
        let text = details(facility, world).join("\n");
        canvas.paragraph(area, &text, Role::Text);
    }
}

/// Returns the widths of code, type and region.
const fn widths(width: u16) -> [u16; 3] {
    // At the right the marks of a long list have their own columns.
    let (code, kind) = if width >= 96 { (16, 30) } else { (12, 17) };
    [code, kind, width.saturating_sub(code + kind + 32)]
}

/// Returns all words by which a place is found.
fn words_of(facility: &Facility, world: &World) -> String {
    let names: Vec<&str> = facility.names.values().map(String::as_str).collect();
    format!(
        "{} {} {} {} {} {}",
        facility.code,
        type_name(facility.kind, world),
        type_short(facility.kind, world),
        facility.region,
        facility.body.as_deref().unwrap_or_default(),
        names.join(" ")
    )
}

/// Returns a kind of place in words.
pub(super) fn type_name(kind: FacilityType, world: &World) -> String {
    let code = kind.code().to_lowercase();
    world
        .words
        .find(&format!("facility-type-{code}"))
        .unwrap_or(code)
}

/// Returns a kind of place in a word or two.
fn type_short(kind: FacilityType, world: &World) -> String {
    let code = kind.code().to_lowercase();
    world
        .words
        .find(&format!("facility-short-{code}"))
        .unwrap_or(code)
}

/// Returns what is known of a place, in lines.
pub(super) fn details(facility: &Facility, world: &World) -> Vec<String> {
    let country = format!("country-{}", facility.country.code());
    let words = [
        type_name(facility.kind, world),
        facility.region.clone(),
        world.words.find(&country).unwrap_or_default(),
    ];
    let known: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let mut first = format!("{}  {}", facility.code, known.join(", "));
    if let Some(capacity) = facility.capacity {
        let text = world.say(&Message::new("facilities-capacity").number("count", capacity));
        first = format!("{first}, {text}");
    }
    let names: Vec<String> = facility
        .names
        .iter()
        .map(|(language, name)| format!("{language} {name}"))
        .collect();
    let body = facility.body.clone().unwrap_or_default();
    [first, names.join("   "), body]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
}

impl Show for Facilities {
    fn context(&self, _world: &World) -> &'static Context {
        &FACILITIES
    }

    fn focus(&self, _world: &World) -> Focus {
        Focus::Text
    }

    fn title(&self, world: &World) -> (String, String) {
        let count = if self.known.is_some() {
            self.found(world).len().to_string()
        } else {
            String::new()
        };
        let id = if self.for_visit {
            "facilities-for-visit"
        } else {
            "facilities-title"
        };
        (world.words.id(id), count)
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                return Steps::ask(Request::ListFacilities)
                    .and(super::Step::Ask(Request::ListVisits));
            }
            Input::Reply(Ok(Answered::Facilities(facilities))) => {
                self.known = Some(facilities);
            }
            Input::Reply(Ok(Answered::Visits(visits))) => self.take_visits(&visits),
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Do(Action::Accept) => return self.open(world),
            Input::Do(Action::New) => return self.new_one(),
            Input::Text(letter) => {
                self.find.insert(letter.encode_utf8(&mut [0; 4]));
                self.list.selected = 0;
            }
            Input::Paste(text) => self.find.insert(&text),
            Input::Bare(key, by_word) => {
                // One line more than places: a new one.
                let count = self.found(world).len() + 1;
                if !self.list.press(key, count, 10) {
                    self.find.press(key, by_word);
                }
            }
            _ => {}
        }
        self.list.clamp(self.found(world).len() + 1);
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        if self.known.is_none() {
            return;
        }
        let found = self.found(world);
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(3),
            ..body
        };
        let mut x = inner.x;
        let [code, kind, region] = widths(inner.width);
        for (id, width) in [
            ("facilities-code", code),
            ("facilities-type", kind),
            ("facilities-region", region),
        ] {
            let text = canvas.id(id);
            canvas.line(
                x,
                body.y + 1,
                width.saturating_sub(1),
                &text,
                Role::Secondary,
            );
            x += width;
        }
        let visits = canvas.id("facilities-visits");
        canvas.right(x + 9, body.y + 1, &visits, Role::Secondary);
        let last = canvas.id("facilities-last");
        canvas.line(x + 11, body.y + 1, 12, &last, Role::Secondary);
        let below = 4;
        let area = Rect {
            y: body.y + 2,
            height: body.height.saturating_sub(2 + below),
            width: body.width.saturating_sub(1),
            ..body
        };
        self.list
            .draw(canvas, area, found.len() + 1, |canvas, row, index, role| {
                if let Some(facility) = found.get(index) {
                    self.draw_facility(canvas, row, facility, role, world);
                } else {
                    let text = canvas.id("facilities-new");
                    canvas.line(row.x, row.y, row.width, &format!("+ {text}"), role);
                }
            });
        let y = body.bottom().saturating_sub(below);
        canvas.rule(body, y);
        let area = Rect {
            y: y + 1,
            height: below - 1,
            ..inner
        };
        if let Some(facility) = found.get(self.list.selected) {
            Self::draw_details(canvas, area, facility, world);
        } else {
            let id = if found.is_empty() && !self.find.is_empty() {
                "facilities-none-found"
            } else {
                "facilities-new-explained"
            };
            let text = canvas.id(id);
            canvas.paragraph(area, &text, Role::Secondary);
        }
        let prompt = canvas.id("screen-find");
        canvas.line(inner.x, body.y, 20, &prompt, Role::Secondary);
        let x = inner.x + 1 + columns(&prompt);
        let field = Rect {
            x,
            y: body.y,
            width: body.right().saturating_sub(x + 1),
            height: 1,
        };
        self.find.draw(canvas, field, Role::Text);
    }
}
