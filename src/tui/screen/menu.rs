//! The menu: every command of a screen in words, found by typing in any script.

use ratatui::layout::Rect;

use super::{Input, Show, Step, Steps};
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key, printed_keys};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField, find};
use crate::tui::world::World;

/// What the menu offers.
pub(super) static MENU: Context = Context {
    name: "menu",
    title: "menu-title",
    help: &["menu-help"],
    commands: &[Command {
        action: Action::Accept,
        keys: &[Key::Bare(Bare::Enter)],
        label: "key-run",
        doc: "key-run-doc",
        rank: 1,
    }],
};

/// Every command of a screen.
#[derive(Debug)]
pub struct Menu {
    of: &'static Context,
    find: TextField,
    list: ListState,
}

impl Menu {
    /// Makes the menu of a context.
    pub fn of(context: &'static Context) -> Self {
        Self {
            of: context,
            find: TextField::default(),
            list: ListState::default(),
        }
    }

    fn found(&self, world: &World) -> Vec<&'static Command> {
        let skip = [Action::Menu, Action::HowToLeave];
        self.of
            .all()
            .filter(|command| !skip.contains(&command.action))
            .filter(|command| {
                let label = world.words.id(command.label);
                let doc = world.words.id(command.doc);
                find::matches(self.find.text(), &label) || find::matches(self.find.text(), &doc)
            })
            .collect()
    }
}

/// Returns the label as it stands in a list: with a capital.
fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

impl Show for Menu {
    fn context(&self, _world: &World) -> &'static Context {
        &MENU
    }

    fn focus(&self, _world: &World) -> Focus {
        Focus::Text
    }

    fn title(&self, world: &World) -> (String, String) {
        (
            world.words.id("menu-title"),
            self.found(world).len().to_string(),
        )
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let count = self.found(world).len();
        match input {
            Input::Do(Action::Accept) => {
                let chosen = self.found(world).get(self.list.selected).map(|c| c.action);
                return chosen.map_or_else(Steps::none, |action| Step::Run(action).into());
            }
            Input::Text(letter) => self.find.insert(letter.encode_utf8(&mut [0; 4])),
            Input::Paste(text) => self.find.insert(&text),
            Input::Bare(key, by_word) if !self.list.press(key, count, 10) => {
                self.find.press(key, by_word);
            }
            _ => {}
        }
        self.list.clamp(self.found(world).len());
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let prompt = canvas.id("screen-find");
        canvas.line(body.x + 1, body.y, 20, &prompt, Role::Secondary);
        let found = self.found(world);
        let doc_rows = 2;
        let area = Rect {
            y: body.y + 2,
            height: body.height.saturating_sub(3 + doc_rows),
            ..body
        };
        self.list
            .draw(canvas, area, found.len(), |canvas, line, index, role| {
                let Some(command) = found.get(index) else {
                    return;
                };
                let label = capitalised(&canvas.id(command.label));
                canvas.line(line.x, line.y, line.width.saturating_sub(26), &label, role);
                let memory = world.memory;
                let keys = printed_keys(command, memory.letters, memory.control_works);
                canvas.right(line.right(), line.y, &keys.join("  "), role);
            });
        if found.is_empty() {
            let text = canvas.id("menu-nothing");
            canvas.line(area.x + 2, area.y, area.width, &text, Role::Secondary);
        }
        if let Some(command) = found.get(self.list.selected) {
            let doc = canvas.id(command.doc);
            let rows = Rect {
                x: body.x + 1,
                y: body.bottom().saturating_sub(doc_rows),
                width: body.width.saturating_sub(2),
                height: doc_rows,
            };
            canvas.rule(body, rows.y.saturating_sub(1));
            canvas.paragraph(rows, &doc, Role::Secondary);
        }
        let x = body.x + 2 + columns(&prompt);
        let field = Rect {
            x,
            y: body.y,
            width: body.right().saturating_sub(x),
            height: 1,
        };
        self.find.draw(canvas, field, Role::Text);
    }
}
