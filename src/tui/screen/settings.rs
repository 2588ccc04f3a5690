//! What can be changed about the program. Each change holds at once, is kept, and can be undone.
//!
//! Its invariant: nobody is left with a screen that cannot be read: colours and signs go back by
//! themselves unless Enter says that they can be.

use ratatui::layout::Rect;

use super::contacts::code_belongs_here;
use super::{Input, Show, Step, Steps};
use crate::app::{Settings as Kept, names_somebody};
use crate::i18n::Language;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::TextField;
use crate::tui::world::{Pin, World};

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 92,
};
const UNDO: Command = Command {
    action: Action::Undo,
    keys: &[Key::Letter('U'), Key::Control('Z')],
    label: "key-undo",
    doc: "key-undo-setting-doc",
    rank: 2,
};

/// What settings offer.
pub(super) static SETTINGS: Context = Context {
    name: "settings",
    title: "settings-title",
    help: &["settings-help", "settings-help-readable"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-change",
            doc: "key-change-doc",
            rank: 1,
        },
        UNDO,
        BACK,
    ],
};

/// What they offer while somebody has to say whether the screen can be read.
pub(super) static TRIAL: Context = Context {
    name: "settings-trial",
    title: "settings-title",
    help: &["settings-help-readable"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-readable",
            doc: "key-readable-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-unreadable",
            doc: "key-unreadable-doc",
            rank: 2,
        },
    ],
};

/// Milliseconds after which colours and signs that nobody could read go back.
const TRIAL_MS: u64 = 10_000;

/// A line of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Language,
    Questions,
    Keyboards,
    Colours,
    Signs,
    Hide,
    Lock,
    Pin,
    Country,
    Monitor,
}

const ROWS: [Row; 10] = [
    Row::Language,
    Row::Questions,
    Row::Keyboards,
    Row::Colours,
    Row::Signs,
    Row::Hide,
    Row::Lock,
    Row::Pin,
    Row::Country,
    Row::Monitor,
];
const COLOURS: [&str; 7] = ["auto", "dark", "light", "contrast", "night", "16", "none"];
const SIGNS: [&str; 3] = ["full", "console", "ascii"];
const COUNTRIES: [&str; 3] = ["kz", "kg", "tj"];
const KEYBOARDS: [&[&str]; 6] = [
    &["ru", "us"],
    &["kz", "ru", "us"],
    &["kz"],
    &["kg", "ru", "us"],
    &["tj", "ru", "us"],
    &[],
];

/// What can be changed about the program.
#[derive(Debug, Default)]
pub struct Settings {
    row: usize,
    monitor: TextField,
    /// The digits of a new PIN typed so far.
    pin: Vec<u8>,
    /// What was chosen before each change, the latest last.
    before: Vec<Kept>,
    /// The code that was pointed out as looking like a name.
    pointed_out: Option<String>,
    /// When an unconfirmed change of the screen goes back, and to what.
    trial: Option<(u64, Kept)>,
}

impl Settings {
    fn row(&self) -> Row {
        ROWS.get(self.row).copied().unwrap_or(Row::Language)
    }

    /// Changes what was chosen; it holds at once.
    fn choose(&mut self, world: &mut World, change: impl FnOnce(&mut Kept)) -> Steps {
        let mut wanted = world.kept.clone();
        change(&mut wanted);
        if wanted == world.kept {
            return Steps::none();
        }
        self.before.push(world.kept.clone());
        apply(world, wanted)
    }

    fn turn(&mut self, forward: bool, world: &mut World) -> Steps {
        let row = self.row();
        let before = world.kept.clone();
        let steps = self.choose(world, |kept| turned(kept, row, forward));
        if matches!(row, Row::Colours | Row::Signs) && world.kept != before {
            let until = world.now.ms + TRIAL_MS;
            match &mut self.trial {
                Some((at, _)) => *at = until,
                None => self.trial = Some((until, before)),
            }
        }
        steps
    }

    fn take_back(&mut self, world: &mut World) -> Steps {
        match self.before.pop() {
            Some(before) => {
                self.monitor = TextField::holding(&before.monitor);
                apply(world, before).and(Step::Say(Message::new("settings-undone")))
            }
            None => Steps::say(Message::new("settings-nothing-to-undo")),
        }
    }

    fn end_trial(&mut self, keep: bool, world: &mut World) -> Steps {
        let Some((_, before)) = self.trial.take() else {
            return Steps::none();
        };
        if keep {
            return Steps::none();
        }
        self.before.push(world.kept.clone());
        apply(world, before).and(Step::Say(Message::new("settings-went-back")))
    }

    /// Returns what looks like a name in the monitor's code; the settings are not encrypted. Once is
    /// enough: whoever says it again knows better.
    fn points_out_a_name(&mut self, world: &World) -> Option<String> {
        let code = self.monitor.text().trim().to_owned();
        if code == world.kept.monitor || self.pointed_out.as_ref() == Some(&code) {
            return None;
        }
        let found = names_somebody(&code)?;
        self.pointed_out = Some(code);
        Some(found)
    }

    /// Keeps the monitor's code, if it was changed.
    fn keep_code(&mut self, world: &mut World) -> Steps {
        let code = self.monitor.text().trim().to_owned();
        if code.is_empty() {
            self.monitor = TextField::holding(&world.kept.monitor);
            return Steps::none();
        }
        let steps = self.choose(world, |kept| kept.monitor.clone_from(&code));
        if let Some(desk) = &mut world.desk {
            desk.by = code;
        }
        steps
    }

    fn keep_pin(&self) -> Steps {
        match Pin::new(&self.pin) {
            Some(pin) => Steps::ask(Request::SetPin(Some(pin))),
            None => Steps::warn(Message::new("settings-pin-length")),
        }
    }

    fn press(&mut self, key: Bare, by_word: bool, world: &mut World) -> Steps {
        let last = ROWS.len() - 1;
        let leave = |settings: &mut Self, world: &mut World, to: usize| {
            if let Some(found) = settings.points_out_a_name(world) {
                return Steps::warn(code_belongs_here(&found));
            }
            let steps = settings.keep_code(world);
            settings.row = to.min(last);
            settings.pin.clear();
            steps
        };
        match key {
            Bare::Up | Bare::BackTab => leave(self, world, self.row.saturating_sub(1)),
            Bare::Down | Bare::Tab => leave(self, world, self.row + 1),
            _ if self.row() == Row::Monitor => {
                self.monitor.press(key, by_word);
                Steps::none()
            }
            Bare::Backspace if self.row() == Row::Pin => {
                self.pin.pop();
                Steps::none()
            }
            Bare::Delete if self.row() == Row::Pin => {
                self.pin.clear();
                Steps::ask(Request::SetPin(None))
            }
            Bare::Home | Bare::PageUp => leave(self, world, 0),
            Bare::End | Bare::PageDown => leave(self, world, last),
            Bare::Left => self.turn(false, world),
            Bare::Right | Bare::Space => self.turn(true, world),
            _ => Steps::none(),
        }
    }
}

/// Lets what was chosen hold, and keeps it.
fn apply(world: &mut World, wanted: Kept) -> Steps {
    if let Some(desk) = &mut world.desk {
        desk.by.clone_from(&wanted.monitor);
    }
    world.choose(|kept| *kept = wanted).into()
}

/// Chooses the next value of a line.
fn turned(kept: &mut Kept, row: Row, forward: bool) {
    match row {
        Row::Language => {
            let now = kept.language.as_deref().unwrap_or("ru");
            let wanted = next(&Language::ALL.map(Language::code), &now, forward);
            kept.language = Some(wanted.to_owned());
        }
        Row::Questions => {
            let codes: Vec<Option<&str>> = std::iter::once(None)
                .chain(Language::ALL.map(Language::code).map(Some))
                .collect();
            let now = kept.question_language.as_deref();
            kept.question_language = next(&codes, &now, forward).map(str::to_owned);
        }
        Row::Keyboards => {
            let now: Vec<&str> = kept.keyboards.iter().map(String::as_str).collect();
            let wanted = next(&KEYBOARDS, &now.as_slice(), forward);
            kept.keyboards = wanted.iter().map(|&layout| layout.to_owned()).collect();
        }
        Row::Colours => kept.colours = next(&COLOURS, &kept.colours.as_str(), forward).to_owned(),
        Row::Signs => kept.signs = next(&SIGNS, &kept.signs.as_str(), forward).to_owned(),
        Row::Hide => kept.hide_after_minutes = stepped(kept.hide_after_minutes, forward, 1, 5),
        Row::Lock => kept.lock_after_minutes = stepped(kept.lock_after_minutes, forward, 2, 15),
        Row::Country => kept.country = next(&COUNTRIES, &kept.country.as_str(), forward).to_owned(),
        Row::Pin | Row::Monitor => {}
    }
}

/// Returns the value after (or before) this one, going round; the first for one that is not there.
fn next<T: Copy + PartialEq + Default>(values: &[T], now: &T, forward: bool) -> T {
    let count = values.len().max(1);
    let at = values.iter().position(|value| value == now);
    let to = match (at, forward) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    values.get(to).copied().unwrap_or_default()
}

/// Minutes stop at their ends: there is no "never".
const fn stepped(minutes: u16, forward: bool, least: u16, most: u16) -> u16 {
    if forward {
        if minutes < most { minutes + 1 } else { most }
    } else if minutes > least {
        minutes - 1
    } else {
        least
    }
}

const fn label_of(row: Row) -> &'static str {
    match row {
        Row::Language => "settings-language",
        Row::Questions => "settings-questions",
        Row::Keyboards => "settings-keyboards",
        Row::Colours => "settings-colours",
        Row::Signs => "settings-signs",
        Row::Hide => "settings-hide",
        Row::Lock => "settings-lock",
        Row::Pin => "settings-pin",
        Row::Country => "settings-country",
        Row::Monitor => "settings-monitor",
    }
}

const fn about(row: Row) -> &'static str {
    match row {
        Row::Language => "settings-language-about",
        Row::Questions => "settings-questions-about",
        Row::Keyboards => "settings-keyboards-about",
        Row::Colours => "settings-colours-about",
        Row::Signs => "settings-signs-about",
        Row::Hide => "settings-hide-about",
        Row::Lock => "settings-lock-about",
        Row::Pin => "settings-pin-about",
        Row::Country => "settings-country-about",
        Row::Monitor => "settings-monitor-about",
    }
}

fn listed_name(code: &str) -> String {
    Language::from_code(code).map_or_else(|| code.to_owned(), Language::listed_name)
}

fn value_of(row: Row, world: &World) -> String {
    let kept = &world.kept;
    let named = |group: &str, name: &str| {
        let id = format!("settings-{group}-{name}");
        world.words.find(&id).unwrap_or_else(|| name.to_owned())
    };
    let minutes = |count: u16| world.say(&Message::new("settings-minutes").number("count", count));
    match row {
        Row::Language => world.settings.language.listed_name(),
        Row::Questions => kept
            .question_language
            .as_deref()
            .map_or_else(|| world.words.id("settings-questions-same"), listed_name),
        Row::Keyboards if kept.keyboards.is_empty() => world.words.id("settings-layout-none"),
        Row::Keyboards => {
            let layouts = kept.keyboards.iter();
            let shown: Vec<String> = layouts.map(|layout| named("layout", layout)).collect();
            shown.join(" + ")
        }
        Row::Colours => named("colour", &kept.colours),
        Row::Signs => named("sign", &kept.signs),
        Row::Hide => minutes(kept.hide_after_minutes),
        Row::Lock => minutes(kept.lock_after_minutes),
        Row::Pin if world.settings.pin.is_some() => world.words.id("settings-pin-set"),
        Row::Pin => world.words.id("settings-pin-none"),
        Row::Country => world
            .words
            .find(&format!("country-{}", kept.country))
            .unwrap_or_else(|| kept.country.clone()),
        Row::Monitor => kept.monitor.clone(),
    }
}

impl Show for Settings {
    fn context(&self, _world: &World) -> &'static Context {
        if self.trial.is_some() {
            &TRIAL
        } else {
            &SETTINGS
        }
    }

    fn offers(&self, action: Action, _world: &World) -> bool {
        action != Action::Undo || !self.before.is_empty()
    }

    fn focus(&self, _world: &World) -> Focus {
        if self.row() == Row::Monitor && self.trial.is_none() {
            Focus::Text
        } else {
            Focus::Commands
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("settings-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => self.monitor = TextField::holding(&world.kept.monitor),
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Do(Action::Accept) if self.trial.is_some() => {
                return self.end_trial(true, world);
            }
            Input::Do(Action::Back) if self.trial.is_some() => return self.end_trial(false, world),
            Input::Tick => return self.end_trial(false, world),
            Input::Do(Action::Accept) if self.row() == Row::Monitor => {
                return self
                    .keep_code(world)
                    .and(Step::Say(Message::new("settings-code-kept")));
            }
            Input::Do(Action::Accept) if self.row() == Row::Pin => return self.keep_pin(),
            Input::Digit(digit) if self.row() == Row::Pin && self.pin.len() < 6 => {
                self.pin.push(digit);
            }
            Input::Reply(Ok(Answered::PinSet(pin))) => {
                world.settings.pin = pin;
                self.pin.clear();
                let id = if pin.is_some() {
                    "settings-pin-kept"
                } else {
                    "settings-pin-gone"
                };
                return Steps::say(Message::new(id));
            }
            Input::Do(Action::Accept) => return self.turn(true, world),
            Input::Do(Action::Undo) => return self.take_back(world),
            Input::Do(Action::Back) => return self.keep_code(world).and(Step::Back),
            Input::Keep => {
                let mut steps = self.end_trial(false, world);
                steps.0.extend(self.keep_code(world).0);
                return steps;
            }
            Input::Text(letter) => self.monitor.insert(letter.encode_utf8(&mut [0; 4])),
            Input::Paste(text) => self.monitor.insert(&text),
            Input::Bare(key, by_word) => return self.press(key, by_word, world),
            _ => {}
        }
        Steps::none()
    }

    fn deadline(&self) -> Option<u64> {
        self.trial.as_ref().map(|(until, _)| *until)
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        const VALUES: u16 = 26;
        for (y, (index, row)) in (body.y..body.bottom()).zip(ROWS.iter().enumerate()) {
            let in_hand = index == self.row;
            let role = if in_hand { Role::Focus } else { Role::Text };
            if in_hand && *row != Row::Monitor {
                canvas.focus_line(body, y);
            }
            canvas.line(body.x, y, 1, if in_hand { ">" } else { " " }, role);
            let label = canvas.id(label_of(*row));
            canvas.line(body.x + 2, y, VALUES - 3, &label, role);
            let place = Rect {
                x: body.x + VALUES,
                y,
                width: body.width.saturating_sub(VALUES + 1),
                height: 1,
            };
            if *row == Row::Monitor {
                let place = Rect {
                    x: place.x + 2,
                    width: place.width.saturating_sub(2),
                    ..place
                };
                if in_hand {
                    self.monitor.draw(canvas, place, Role::Strong);
                } else {
                    canvas.line(place.x, y, place.width, self.monitor.text(), role);
                }
                continue;
            }
            let value = if *row == Row::Pin && !self.pin.is_empty() {
                "*".repeat(self.pin.len())
            } else {
                value_of(*row, world)
            };
            let text = if in_hand {
                format!("< {value} >")
            } else {
                format!("  {value}")
            };
            canvas.line(place.x, y, place.width, &text, role);
        }
        let y = body.y + u16::try_from(ROWS.len()).unwrap_or(0);
        canvas.rule(body, y);
        let area = Rect {
            x: body.x + 1,
            y: y + 1,
            width: body.width.saturating_sub(2),
            height: body.bottom().saturating_sub(y + 1),
        };
        let (text, role) = if self.trial.is_some() {
            (canvas.id("settings-readable"), Role::Strong)
        } else {
            (canvas.id(about(self.row())), Role::Text)
        };
        canvas.paragraph(area, &text, role);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_round_and_minutes_stop_at_their_ends() {
        assert_eq!(next(&COLOURS, &"none", true), "auto");
        assert_eq!(next(&COLOURS, &"auto", false), "none");
        assert_eq!(next(&COLOURS, &"plaid", true), "auto");
        assert_eq!(stepped(5, true, 1, 5), 5);
        assert_eq!(stepped(1, false, 1, 5), 1);
        assert_eq!(stepped(2, true, 2, 15), 3);
    }
}
