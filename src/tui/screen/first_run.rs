//! Before the first vault: language, signs, keyboard, country. Each step is kept at once.

use ratatui::layout::Rect;

use super::{Input, Show, Step, Steps, Unlock};
use crate::i18n::Language;
use crate::message::Message;
use crate::safeguard::Country;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus, Layout};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::world::World;

/// Choosing from a few lines.
pub(super) static FIRST_RUN: Context = Context {
    name: "first-run",
    title: "first-run-title",
    help: &["first-run-help"],
    commands: &[ACCEPT, BACK],
};

/// Pressing the keys that are asked for.
pub(super) static FIRST_RUN_KEYS: Context = Context {
    name: "first-run-keys",
    title: "first-run-title",
    help: &["first-run-help"],
    commands: &[ACCEPT, BACK],
};

const ACCEPT: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-take",
    doc: "key-first-run-doc",
    rank: 1,
};

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-first-run-back-doc",
    rank: 2,
};

/// Letters and signs that every monitor here must be able to read, and the rules and bars of the screens.
const SAMPLE: &str = "Ә Ғ Қ Ң Ө Ұ Ү Һ І   Ӣ Ӯ Ҳ Ҷ   ─ │ █ ░ ■";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Language,
    Signs,
    Keys,
    Country,
}

const STAGES: [Stage; 4] = [Stage::Language, Stage::Signs, Stage::Keys, Stage::Country];

/// The first run, up to the passphrase.
#[derive(Debug)]
pub struct FirstRun {
    stage: usize,
    /// The line in hand.
    at: usize,
    /// What the keys typed: 1, 5, J, and J again in the other layout.
    typed: Vec<char>,
}

impl FirstRun {
    /// Begins; the language of the program so far is the line in hand.
    pub fn new(world: &World) -> Self {
        let at = Language::ALL
            .iter()
            .position(|language| *language == world.settings.language);
        Self {
            stage: 0,
            at: at.unwrap_or(0),
            typed: Vec::new(),
        }
    }

    fn stage(&self) -> Stage {
        STAGES.get(self.stage).copied().unwrap_or(Stage::Language)
    }

    fn lines(&self, world: &World) -> Vec<String> {
        let ids: &[&'static str] = match self.stage() {
            Stage::Language => {
                return Language::ALL.map(Language::listed_name).to_vec();
            }
            Stage::Signs => &[
                "first-run-signs-right",
                "first-run-signs-boxes",
                "first-run-signs-missing",
            ],
            Stage::Keys => &[],
            Stage::Country => &["country-kz", "country-kg", "country-tj"],
        };
        ids.iter().map(|id| world.words.id(id)).collect()
    }

    /// Takes the line, keeps what it means, and goes on.
    fn take(&mut self, line: usize, world: &mut World) -> Steps {
        let kept = match self.stage() {
            Stage::Language => {
                let language = Language::ALL.get(line).copied().unwrap_or(Language::Ru);
                world.choose(|kept| kept.language = Some(language.code().to_owned()))
            }
            Stage::Signs => {
                let signs = match line {
                    0 => "full",
                    1 => "ascii",
                    _ => "console",
                };
                world.choose(|kept| signs.clone_into(&mut kept.signs))
            }
            Stage::Keys => {
                let found = self.keyboards();
                world.choose(|kept| kept.keyboards = found)
            }
            Stage::Country => {
                let country = Country::ALL.get(line).copied().unwrap_or(Country::Kz);
                let kept = world.choose(|kept| country.code().clone_into(&mut kept.country));
                return Steps::from(kept).and(Step::Instead(Box::new(Unlock::making().into())));
            }
        };
        self.stage += 1;
        self.at = 0;
        kept.into()
    }

    /// Returns the layouts that the pressed keys belong to.
    fn keyboards(&self) -> Vec<String> {
        let digit_rows = self.typed.iter().take(2);
        let is_kazakh = digit_rows.clone().any(|letter| {
            !letter.is_ascii_digit()
                && Layout::Kazakh
                    .rows()
                    .last()
                    .is_some_and(|row| row.contains(*letter))
        });
        let letters: Vec<char> = self.typed.iter().skip(2).copied().collect();
        let mut found = Vec::new();
        if is_kazakh {
            found.push("kz".to_owned());
        } else if letters.iter().any(|letter| !letter.is_ascii()) {
            found.push("ru".to_owned());
        }
        if letters.iter().any(char::is_ascii) {
            found.push("us".to_owned());
        }
        found
    }

    fn draw_keys(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let asked = [
            "first-run-key-1",
            "first-run-key-5",
            "first-run-key-j",
            "first-run-key-again",
        ];
        let mut y = area.y;
        for (index, id) in asked.iter().enumerate() {
            let in_hand = index == self.typed.len();
            let text = canvas.id(id);
            let role = if in_hand { Role::Strong } else { Role::Text };
            let pointer = if in_hand { ">" } else { " " };
            canvas.line(area.x, y, 2, pointer, Role::Strong);
            canvas.line(area.x + 2, y, 46, &text, role);
            if let Some(letter) = self.typed.get(index) {
                canvas.line(area.x + 50, y, 4, &letter.to_string(), Role::Strong);
            }
            y += 1;
        }
        if self.typed.len() >= 3 {
            let kazakh = self.keyboards().iter().any(|layout| layout == "kz");
            let text = canvas.id(if kazakh {
                "first-run-kazakh"
            } else {
                "first-run-usual"
            });
            let rest = Rect {
                y: y + 1,
                height: 4,
                ..area
            };
            canvas.paragraph(rest, &text, Role::Text);
        }
    }
}

impl Show for FirstRun {
    fn context(&self, _world: &World) -> &'static Context {
        if self.stage() == Stage::Keys {
            &FIRST_RUN_KEYS
        } else {
            &FIRST_RUN
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        // The keys themselves are what is asked for, so nothing maps them.
        if self.stage() == Stage::Keys {
            Focus::Text
        } else {
            Focus::Commands
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let step = Message::new("first-run-step").number("step", self.stage + 1);
        (world.say(&step), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let count = self.lines(world).len();
        match input {
            Input::Do(Action::Accept) if self.stage() == Stage::Keys && self.typed.len() < 3 => {
                return Steps::warn(Message::new("first-run-press"));
            }
            Input::Do(Action::Accept) => return self.take(self.at, world),
            Input::Do(Action::Back) if self.stage > 0 => {
                self.stage -= 1;
                self.at = 0;
                self.typed.clear();
            }
            Input::Do(Action::Back) => return Step::Leave.into(),
            Input::Digit(digit) => {
                let line = usize::from(digit).wrapping_sub(1);
                if line < count {
                    return self.take(line, world);
                }
            }
            Input::Bare(Bare::Down, _) if count > 0 => self.at = (self.at + 1).min(count - 1),
            Input::Bare(Bare::Up, _) => self.at = self.at.saturating_sub(1),
            Input::Bare(Bare::Backspace, _) => {
                self.typed.pop();
            }
            Input::Text(letter) if self.typed.len() < 4 && !letter.is_control() => {
                self.typed.extend(letter.to_lowercase().next());
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let x = body.x + 2;
        let width = body.width.saturating_sub(4).min(76);
        let head = match self.stage() {
            Stage::Language => "first-run-language",
            Stage::Signs => "first-run-signs",
            Stage::Keys => "first-run-keys-head",
            Stage::Country => "first-run-country",
        };
        let head = canvas.id(head);
        let mut y = body.y + 1;
        y += canvas.paragraph(
            Rect {
                x,
                y,
                width,
                height: 3,
            },
            &head,
            Role::Strong,
        ) + 1;
        if self.stage() == Stage::Signs {
            canvas.line(x + 2, y, width, SAMPLE, Role::Text);
            y += 2;
        }
        if self.stage() == Stage::Keys {
            let area = Rect {
                x,
                y,
                width,
                height: body.bottom().saturating_sub(y),
            };
            self.draw_keys(canvas, area);
            return;
        }
        for (index, line) in self.lines(world).iter().enumerate() {
            let pointer = if index == self.at { ">" } else { " " };
            canvas.line(x, y, 2, pointer, Role::Strong);
            let role = if index == self.at {
                Role::Strong
            } else {
                Role::Text
            };
            canvas.line(x + 2, y, width, &format!("{}  {line}", index + 1), role);
            y += 1;
        }
    }
}
