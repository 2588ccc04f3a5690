//! Help about a screen: generated from its commands, so that it cannot be wrong about a key.

use ratatui::layout::Rect;

use super::{Input, Show, Steps};
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::{Bare, Script};
use crate::tui::keymap::{Context, printed_keys};
use crate::tui::theme::Role;
use crate::tui::widget::wrap;
use crate::tui::world::World;

/// What the help screen itself offers.
pub(super) static HELP: Context = Context {
    name: "help",
    title: "help-title",
    help: &[],
    commands: &[],
};

/// What the keys of a screen do.
#[derive(Debug)]
pub struct Help {
    about: &'static Context,
    first: usize,
}

const KEYS: u16 = 24;

impl Help {
    /// Makes the help page of a context.
    pub const fn about(context: &'static Context) -> Self {
        Self {
            about: context,
            first: 0,
        }
    }

    /// Returns the lines: keys and what they do; the first line of a command carries its keys.
    fn lines(&self, world: &World, width: u16) -> Vec<(String, String)> {
        let text_width = usize::from(width.saturating_sub(KEYS + 2)).max(20);
        let mut lines = Vec::new();
        let language = world.settings.language;
        let draft = language.draft_word().map(|_| "help-draft");
        for id in self.about.help.iter().copied().chain(draft) {
            let text = world.words.id(id);
            for range in wrap::ranges(&text, usize::from(width.saturating_sub(2))) {
                let line = text.get(range).unwrap_or("").trim_end().to_owned();
                lines.push((line, String::new()));
            }
        }
        if !lines.is_empty() {
            lines.push((String::new(), String::new()));
        }
        for command in self.about.all() {
            let keys = printed_keys(command, Script::Cyrillic, world.memory.control_works);
            // What has no key of its own here is reached through the menu.
            let mut keys = if keys.is_empty() {
                format!("F2 {}", world.words.id("key-menu"))
            } else {
                keys.join("  ")
            };
            let text = world.words.id(command.doc);
            for range in wrap::ranges(&text, text_width) {
                let line = text.get(range).unwrap_or("").trim_end().to_owned();
                lines.push((std::mem::take(&mut keys), line));
            }
        }
        lines
    }
}

impl Show for Help {
    fn context(&self, _world: &World) -> &'static Context {
        &HELP
    }

    fn title(&self, world: &World) -> (String, String) {
        let about = world.words.id(self.about.title);
        (
            format!("{}: {about}", world.words.id("help-title")),
            String::new(),
        )
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let count = self.lines(world, world.size.0).len();
        let page = usize::from(world.size.1.saturating_sub(6)).max(1);
        let last = count.saturating_sub(page);
        if let Input::Bare(key, _) = input {
            self.first = match key {
                Bare::Up => self.first.saturating_sub(1),
                Bare::Down => self.first + 1,
                Bare::PageUp => self.first.saturating_sub(page),
                Bare::PageDown | Bare::Space => self.first + page,
                Bare::Home => 0,
                Bare::End => last,
                _ => self.first,
            }
            .min(last);
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let lines = self.lines(world, body.width);
        let width = body.width.saturating_sub(2);
        for (y, (keys, text)) in (body.top()..body.bottom()).zip(lines.iter().skip(self.first)) {
            if text.is_empty() {
                canvas.line(body.x + 1, y, width, keys, Role::Text);
                continue;
            }
            let after = canvas.line(body.x + 1, y, KEYS, keys, Role::Strong);
            let x = (body.x + 1 + KEYS).max(after + 1);
            canvas.line(x, y, body.right().saturating_sub(x), text, Role::Text);
        }
        let below = lines
            .len()
            .saturating_sub(self.first + usize::from(body.height));
        if below > 0 {
            let text = format!("{} {below}", canvas.signs.down);
            let at = body.right().saturating_sub(columns(&text));
            canvas.line(
                at,
                body.bottom().saturating_sub(1),
                body.width,
                &text,
                Role::Secondary,
            );
        }
    }
}
