//! Entering a place in the register. A place that looks like a known one is shown before it is entered.

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use super::facilities::{details, type_name};
use super::facility_page::FacilityPage;
use super::form::{draw_label, draw_options, draw_text};
use super::{Input, Show, Step, Steps};
use crate::app::{Draft, DraftOf, FacilityForm};
use crate::message::Message;
use crate::safeguard::Country;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, DialogAnswer, TextField, find};
use crate::tui::world::World;
use crate::visit::{Facility, FacilityType};

/// What entering a place offers.
pub(super) static NEW_FACILITY: Context = Context {
    name: "new-facility",
    title: "new-facility-title",
    help: &["new-facility-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-enter-facility",
            doc: "key-enter-facility-doc",
            rank: 1,
        },
        Command {
            action: Action::NextPane,
            keys: &[Key::Bare(Bare::Tab)],
            label: "key-next-field",
            doc: "key-next-field-doc",
            rank: 2,
        },
    ],
};

/// Saying whether it is the place that is known.
pub(super) static SAME_PLACE: Context = Context {
    name: "same-place",
    title: "new-facility-title",
    help: &["new-facility-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-take",
            doc: "key-pick-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// The lines, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Code,
    Kind,
    Country,
    Region,
    Name,
    Body,
    Capacity,
}

const LINES: [Line; 7] = [
    Line::Code,
    Line::Kind,
    Line::Country,
    Line::Region,
    Line::Name,
    Line::Body,
    Line::Capacity,
];

impl Line {
    const fn label(self) -> &'static str {
        match self {
            Self::Code => "new-facility-code",
            Self::Kind => "new-facility-type",
            Self::Country => "new-facility-country",
            Self::Region => "new-facility-region",
            Self::Name => "new-facility-name",
            Self::Body => "new-facility-body",
            Self::Capacity => "new-facility-capacity",
        }
    }

    const fn hint(self) -> &'static str {
        match self {
            Self::Code => "new-facility-code-hint",
            Self::Kind => "new-facility-type-hint",
            Self::Country => "new-facility-country-hint",
            Self::Region => "new-facility-region-hint",
            Self::Name => "new-facility-name-hint",
            Self::Body => "new-facility-body-hint",
            Self::Capacity => "new-facility-capacity-hint",
        }
    }
}

/// A place that is being entered.
#[derive(Debug)]
pub struct NewFacility {
    known: Vec<Facility>,
    at: usize,
    code: TextField,
    kind: FacilityType,
    /// What was typed to find the kind.
    typed: String,
    country: Country,
    region: TextField,
    name: TextField,
    body: TextField,
    capacity: TextField,
    /// Whether the places that are known have still to be read.
    is_alone: bool,
    /// A known place that looks like this one.
    same: Option<(Facility, Dialog)>,
}

impl NewFacility {
    /// Begins beside the places that are known.
    pub fn beside(known: Vec<Facility>) -> Self {
        // Most places of a register stand in one country.
        let mut counts: BTreeMap<Country, usize> = BTreeMap::new();
        for facility in &known {
            *counts.entry(facility.country).or_default() += 1;
        }
        let country = counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map_or(Country::Kz, |(country, _)| country);
        Self {
            known,
            at: 0,
            code: TextField::default(),
            kind: FacilityType::Ivs,
            typed: String::new(),
            country,
            region: TextField::default(),
            name: TextField::default(),
            body: TextField::default(),
            capacity: TextField::default(),
            is_alone: false,
            same: None,
        }
    }

    /// Goes on with a place that was being entered.
    pub fn again(form: &FacilityForm) -> Self {
        let mut screen = Self::beside(Vec::new());
        screen.is_alone = true;
        screen.kind = form.kind;
        screen.country = form.country;
        let mut lines = form.lines.iter();
        for line in LINES {
            screen.to(LINES.iter().position(|one| *one == line).unwrap_or(0));
            if let Some(field) = screen.field()
                && let Some(text) = lines.next()
            {
                *field = TextField::holding(text);
            }
        }
        screen.to(form.at);
        screen
    }

    fn line(&self) -> Line {
        LINES.get(self.at).copied().unwrap_or(Line::Code)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match self.line() {
            Line::Code => Some(&mut self.code),
            Line::Region => Some(&mut self.region),
            Line::Name => Some(&mut self.name),
            Line::Body => Some(&mut self.body),
            Line::Capacity => Some(&mut self.capacity),
            Line::Kind | Line::Country => None,
        }
    }

    const fn text_of(&self, line: Line) -> Option<&TextField> {
        match line {
            Line::Code => Some(&self.code),
            Line::Region => Some(&self.region),
            Line::Name => Some(&self.name),
            Line::Body => Some(&self.body),
            Line::Capacity => Some(&self.capacity),
            Line::Kind | Line::Country => None,
        }
    }

    fn to(&mut self, at: usize) {
        self.at = at.min(LINES.len() - 1);
        self.typed.clear();
    }

    fn type_letter(&mut self, letter: char, world: &World) {
        match self.line() {
            Line::Kind => {
                self.typed.push(letter);
                let found = FacilityType::ALL.into_iter().find(|kind| {
                    let words = format!("{} {}", kind.code(), type_name(*kind, world));
                    find::matches(&self.typed, &words)
                });
                match found {
                    Some(kind) => self.kind = kind,
                    // What was typed leads nowhere: begin again with this letter.
                    None => self.typed = letter.to_string(),
                }
            }
            Line::Country => {
                let found = letter
                    .to_digit(10)
                    .and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
                    .and_then(|index| Country::ALL.get(index));
                if let Some(country) = found {
                    self.country = *country;
                }
            }
            Line::Code | Line::Region | Line::Name | Line::Body | Line::Capacity => {
                if let Some(field) = self.field() {
                    field.insert(letter.encode_utf8(&mut [0; 4]));
                }
                if self.line() == Line::Code {
                    self.read_code();
                }
            }
        }
    }

    /// Takes kind and country from the parts of a code that name them, as in `KZ-IVS-07`.
    fn read_code(&mut self) {
        let code = self.code.text().to_owned();
        for part in code.split('-') {
            if let Some(kind) = FacilityType::from_code(part) {
                self.kind = kind;
            }
            if let Some(country) = Country::from_code(part) {
                self.country = country;
            }
        }
    }

    fn turn(&mut self, forward: bool) {
        self.typed.clear();
        match self.line() {
            Line::Kind => self.kind = neighbour(&FacilityType::ALL, self.kind, forward),
            Line::Country => self.country = neighbour(&Country::ALL, self.country, forward),
            _ => {}
        }
    }

    fn facility(&self, world: &World) -> Facility {
        let text = |field: &TextField| field.text().trim().to_owned();
        let some = |field: &TextField| Some(text(field)).filter(|text| !text.is_empty());
        Facility {
            code: text(&self.code),
            kind: self.kind,
            country: self.country,
            region: text(&self.region),
            body: some(&self.body),
            names: some(&self.name)
                .map(|name| (world.settings.language.code().to_owned(), name))
                .into_iter()
                .collect(),
            capacity: text(&self.capacity).parse().ok(),
        }
    }

    fn accept(&mut self, world: &World) -> Steps {
        let facility = self.facility(world);
        if facility.code.is_empty() {
            self.to(0);
            return Steps::warn(Message::new("new-facility-needs-code"));
        }
        if !self.capacity.text().trim().is_empty() && facility.capacity.is_none() {
            self.to(LINES.len() - 1);
            return Steps::warn(Message::new("new-facility-capacity-number"));
        }
        let folded = find::fold_code(&facility.code);
        if let Some(known) = self
            .known
            .iter()
            .find(|known| find::fold_code(&known.code) == folded)
        {
            let message = Message::new("new-facility-code-taken")
                .text("code", &known.code)
                .text("place", details(known, world).join(" "));
            self.to(0);
            return Steps::warn(message);
        }
        if let Some(known) = self.known.iter().find(|known| looks_like(known, &facility)) {
            let question =
                Message::new("new-facility-same").text("place", details(known, world).join("\n"));
            let answers = ["new-facility-same-yes", "new-facility-same-no"].map(Message::new);
            self.same = Some((known.clone(), Dialog::new(question, answers.to_vec())));
            return Steps::none();
        }
        Steps::ask(Request::AddFacility(Box::new(facility)))
    }

    fn answered(&mut self, answer: DialogAnswer, world: &World) -> Steps {
        let DialogAnswer::Given(index) = answer else {
            return Steps::none();
        };
        let Some((known, _)) = self.same.take() else {
            return Steps::none();
        };
        if index == 0 {
            return Step::Instead(Box::new(FacilityPage::of(known).into())).into();
        }
        Steps::ask(Request::AddFacility(Box::new(self.facility(world))))
    }
}

/// Returns whether two places may be one: their codes differ by zeros and signs only, or their names
/// are the same in the same region.
fn looks_like(known: &Facility, new: &Facility) -> bool {
    let bare = |code: &str| -> String {
        let folded = find::fold_code(code);
        let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        format!("{letters}{}", digits.trim_start_matches('0'))
    };
    let same_code = bare(&known.code) == bare(&new.code);
    let same_region =
        known.country == new.country && find::fold(&known.region) == find::fold(&new.region);
    let same_name = new.names.values().any(|name| {
        let words = |text: &str| -> Vec<String> {
            let folded = find::fold(text);
            folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        known
            .names
            .values()
            .any(|other| words(other) == words(name))
    });
    same_code || (same_region && same_name)
}

fn neighbour<T: Copy + PartialEq>(all: &[T], current: T, forward: bool) -> T {
    let at = all.iter().position(|one| *one == current).unwrap_or(0);
    let next = if forward {
        (at + 1).min(all.len().saturating_sub(1))
    } else {
        at.saturating_sub(1)
    };
    all.get(next).copied().unwrap_or(current)
}

impl Show for NewFacility {
    fn context(&self, _world: &World) -> &'static Context {
        if self.same.is_some() {
            &SAME_PLACE
        } else {
            &NEW_FACILITY
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        if self.same.is_some() {
            Focus::Commands
        } else {
            Focus::Text
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("new-facility-title"), String::new())
    }

    fn draft(&self, _world: &World) -> Option<Draft> {
        let fields = LINES.into_iter().filter_map(|line| self.text_of(line));
        let lines: Vec<String> = fields.map(|field| field.text().to_owned()).collect();
        lines
            .iter()
            .any(|line| !line.trim().is_empty())
            .then(|| Draft {
                visit: None,
                of: DraftOf::Facility(FacilityForm {
                    at: self.at,
                    kind: self.kind,
                    country: self.country,
                    lines,
                }),
                text: String::new(),
            })
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown if std::mem::take(&mut self.is_alone) => {
                return Steps::ask(Request::ListFacilities);
            }
            Input::Reply(Ok(Answered::Facilities(known))) => self.known = known,
            Input::Reply(Ok(Answered::FacilityAdded)) => {
                let facility = self.facility(world);
                let message = Message::new("new-facility-added").text("code", &facility.code);
                return Steps::from(Step::Instead(Box::new(FacilityPage::of(facility).into())))
                    .and(Step::Say(message));
            }
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Do(Action::Accept) => {
                if let Some((_, dialog)) = &mut self.same {
                    let answer = dialog.press(Bare::Enter);
                    return self.answered(answer, world);
                }
                return self.accept(world);
            }
            Input::Do(Action::Back) => self.same = None,
            Input::Do(Action::NextPane) => self.to((self.at + 1) % LINES.len()),
            Input::Digit(digit) => {
                if let Some((_, dialog)) = &self.same {
                    let answer = dialog.digit(digit);
                    return self.answered(answer, world);
                }
            }
            Input::Text(letter) => self.type_letter(letter, world),
            Input::Paste(text) => {
                if let Some(field) = self.field() {
                    field.insert(&text);
                }
            }
            Input::Bare(key, by_word) => {
                if let Some((_, dialog)) = &mut self.same {
                    dialog.press(key);
                    return Steps::none();
                }
                match key {
                    Bare::Up | Bare::BackTab => self.to(self.at.saturating_sub(1)),
                    Bare::Down => self.to(self.at + 1),
                    _ => match self.field() {
                        Some(field) => {
                            field.press(key, by_word);
                        }
                        None if matches!(key, Bare::Left | Bare::Right) => {
                            self.turn(key == Bare::Right);
                        }
                        None => self.typed.clear(),
                    },
                }
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        for (index, line) in LINES.into_iter().enumerate() {
            let Ok(offset) = u16::try_from(index * 2) else {
                continue;
            };
            let in_hand = index == self.at && self.same.is_none();
            let row = Rect {
                y: body.y + 1 + offset,
                height: 1,
                ..body
            };
            let area = draw_label(canvas, row, line.label(), in_hand);
            match (line, self.text_of(line)) {
                (_, Some(field)) => draw_text(canvas, area, field, in_hand),
                (Line::Country, None) => {
                    let names: Vec<String> = Country::ALL
                        .iter()
                        .map(|country| format!("country-{}", country.code()))
                        .filter_map(|id| world.words.find(&id))
                        .collect();
                    let chosen = Country::ALL.iter().position(|one| *one == self.country);
                    draw_options(canvas, area, &names, chosen, in_hand);
                }
                (_, None) => {
                    let role = if in_hand { Role::Focus } else { Role::Text };
                    let text = format!("< {}  {} >", self.kind.code(), type_name(self.kind, world));
                    canvas.line(area.x, area.y, area.width, &text, role);
                }
            }
        }
        let y = body.bottom().saturating_sub(4);
        canvas.rule(body, y);
        let hint = canvas.id(self.line().hint());
        let area = Rect {
            x: body.x + 2,
            y: y + 1,
            width: body.width.saturating_sub(3),
            height: 3,
        };
        canvas.paragraph(area, &hint, Role::Secondary);
        if let Some((_, dialog)) = &self.same {
            dialog.draw(canvas, body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(code: &str, region: &str, name: &str) -> Facility {
        Facility {
            code: code.to_owned(),
            kind: FacilityType::Ivs,
            country: Country::Kz,
            region: region.to_owned(),
            body: None,
            names: [("ru".to_owned(), name.to_owned())].into(),
            capacity: None,
        }
    }

    #[test]
    fn places_that_the_eye_takes_for_one_are_seen() {
        let known = place("IVS-07", "Алматы", "ИВС № 7 города");
        for (code, region, name, same) in [
            ("IVS-7", "Астана", "другое", true),
            ("ivs 007", "Астана", "другое", true),
            ("IVS-17", "Астана", "ИВС № 7 города", false),
            ("A-1", "алматы", "ивс №7 Города", true),
            ("A-1", "Алматы", "ИВС № 8 города", false),
        ] {
            assert_eq!(
                looks_like(&known, &place(code, region, name)),
                same,
                "{code} {name}"
            );
        }
    }
}
