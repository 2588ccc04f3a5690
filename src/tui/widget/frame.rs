//! What is the same on every screen: header, message line, command bar, and the sizes.

use chrono::NaiveTime;
use ratatui::layout::Rect;

use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keymap::BarEntry;
use crate::tui::theme::Role;
use crate::tui::widget::wrap;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Under 64×20: nothing can be shown.
    TooSmall,
    /// One column.
    Small,
    /// From 100 columns: list, work, guidance.
    Medium,
    /// From 160 columns: one more column.
    Large,
}

impl Size {
    /// The least window.
    pub const LEAST: (u16, u16) = (64, 20);

    /// Returns the size of a window.
    pub const fn of(width: u16, height: u16) -> Self {
        match width {
            _ if width < Self::LEAST.0 || height < Self::LEAST.1 => Self::TooSmall,
            ..100 => Self::Small,
            100..160 => Self::Medium,
            160.. => Self::Large,
        }
    }
}

/// Whether what was entered is on the disk. There are exactly these four texts.
#[derive(Debug, Clone, PartialEq)]
pub enum SavedState {
    /// The disk confirmed everything, last at this time.
    Saved(NaiveTime),
    /// It takes longer than usual.
    Saving,
    /// It failed: why.
    NotSaved(Message),
    /// Nothing can be entered here.
    ReadOnly,
}

/// The rows of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The row with place, part, progress and saved state.
    pub header: Rect,
    /// What belongs to the screen.
    pub body: Rect,
    /// Last action, error, hint.
    pub message: Rect,
    /// The command bar.
    pub bar: Rect,
}

/// The widest that a screen gets.
const WIDEST: u16 = 200;

impl Layout {
    /// Divides an area.
    pub fn of(area: Rect) -> Self {
        let area = Rect {
            width: area.width.min(WIDEST),
            ..area
        };
        let row = |y: u16, height: u16| Rect {
            y: area.y + y,
            height,
            ..area
        };
        let below = area.height.saturating_sub(3);
        Self {
            header: row(0, 1),
            body: row(2, area.height.saturating_sub(5)),
            message: Rect {
                x: area.x + 1,
                width: area.width.saturating_sub(2),
                ..row(below, 1)
            },
            bar: row(below + 1, 2),
        }
    }

    /// Gives a long message rows of the body, as far as the body stays as high as in the least window:
    /// what a person is to do comes last, and would be cut.
    fn make_room_for(&mut self, message: &str) {
        let rows = wrap::ranges(message, usize::from(self.message.width)).len();
        let spare = self.body.height.saturating_sub(
            Self::of(Rect::new(0, 0, Size::LEAST.0, Size::LEAST.1))
                .body
                .height,
        );
        let more = u16::try_from(rows.saturating_sub(1))
            .unwrap_or(u16::MAX)
            .min(spare)
            .min(2);
        self.body.height -= more;
        self.message.y -= more;
        self.message.height += more;
    }
}

/// The frame of a screen.
#[derive(Debug)]
pub struct Frame<'a> {
    /// Where one is: place, part.
    pub title: &'a str,
    /// How far one is: `42/60`.
    pub progress: &'a str,
    /// The script of the last letter.
    pub script: &'static str,
    /// Minutes until the screen locks itself, when they are few.
    pub locks_in: Option<u16>,
    /// Whether this is practice data.
    pub practice: bool,
    /// Whether what was entered is on the disk; nothing before there is a vault.
    pub saved: Option<&'a SavedState>,
    /// The message line, and whether it is an error.
    pub message: Option<(&'a Message, bool)>,
    /// The command bar and which entry is in hand.
    pub bar: &'a [Vec<BarEntry>; 2],
    /// The entry in hand, as row and place.
    pub in_hand: Option<(usize, usize)>,
}

impl Frame<'_> {
    /// Draws the frame and returns the body.
    pub fn draw(&self, canvas: &mut Canvas<'_>) -> Rect {
        let mut layout = Layout::of(canvas.area);
        self.draw_header(canvas, layout.header);
        let header = layout.header;
        canvas.rule(header, header.y + 1);
        if let Some((message, is_error)) = self.message {
            let text = canvas.say(message);
            let role = if is_error {
                Role::Danger
            } else {
                Role::Secondary
            };
            layout.make_room_for(&text);
            let area = layout.message;
            let rows = wrap::ranges(&text, usize::from(area.width));
            for (row, range) in (area.y..area.bottom()).zip(rows) {
                // The last row takes all that is left, so that it ends in a sign if something is cut.
                let is_last = row + 1 == area.bottom();
                let end = if is_last { text.len() } else { range.end };
                let shown = text.get(range.start..end).unwrap_or_default();
                canvas.line(area.x, row, area.width, shown.trim_end(), role);
            }
        }
        self.draw_bar(canvas, layout.bar);
        layout.body
    }

    fn draw_header(&self, canvas: &mut Canvas<'_>, row: Rect) {
        let mut right = row.right().saturating_sub(1);
        let put = |canvas: &mut Canvas<'_>, right: &mut u16, text: &str, role: Role| {
            canvas.right(*right, row.y, text, role);
            *right = right.saturating_sub(columns(text) + 3);
        };
        if let Some(saved) = self.saved {
            let (text, role) = saved_text(canvas, saved);
            put(canvas, &mut right, &text, role);
        }
        // In this order of survival: saved state, script, minutes to the lock, progress, title.
        let room = |right: u16| right.saturating_sub(row.x) > 24;
        if room(right) && !self.script.trim().is_empty() {
            put(canvas, &mut right, self.script, Role::Secondary);
        }
        if let Some(minutes) = self.locks_in
            && room(right)
        {
            let text = canvas.say(&Message::new("screen-locks-in").number("minutes", minutes));
            put(canvas, &mut right, &text, Role::Danger);
        }
        if self.practice && room(right) {
            let text = canvas.id("screen-practice");
            put(canvas, &mut right, &text, Role::Danger);
        }
        if !self.progress.is_empty() {
            put(canvas, &mut right, self.progress, Role::Text);
        }
        let width = right.saturating_sub(row.x + 1);
        canvas.line(row.x + 1, row.y, width, self.title, Role::Strong);
    }

    fn draw_bar(&self, canvas: &mut Canvas<'_>, area: Rect) {
        for (row, entries) in self.bar.iter().enumerate() {
            let Ok(offset) = u16::try_from(row) else {
                continue;
            };
            let mut x = area.x + 1;
            for (place, entry) in entries.iter().enumerate() {
                let in_hand = self.in_hand == Some((row, place));
                let (key, label) = if in_hand {
                    (Role::Focus, Role::Focus)
                } else {
                    (Role::Strong, Role::Secondary)
                };
                let width = area.right().saturating_sub(x);
                if !entry.key.is_empty() {
                    x = canvas.line(x, area.y + offset, width, &entry.key, key);
                    x = canvas.line(x, area.y + offset, 1, " ", label);
                }
                let width = area.right().saturating_sub(x);
                x = canvas.line(x, area.y + offset, width, &entry.label, label) + 2;
            }
        }
    }
}

fn saved_text(canvas: &Canvas<'_>, saved: &SavedState) -> (String, Role) {
    match saved {
        SavedState::Saved(time) => {
            let time = time.format("%H:%M:%S").to_string();
            let text = canvas.say(&Message::new("saved-at").text("time", time));
            (format!("{} {text}", canvas.signs.saved), Role::Saved)
        }
        SavedState::Saving => (canvas.id("saved-saving"), Role::Secondary),
        SavedState::NotSaved(why) => {
            let text = canvas.say(&Message::new("saved-not").message("why", why.clone()));
            (text, Role::Danger)
        }
        SavedState::ReadOnly => (canvas.id("saved-read-only"), Role::Danger),
    }
}
