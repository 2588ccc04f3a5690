//! Where screens draw: a piece of the buffer with the words, colours and signs at hand.
//!
//! Draws by borrowing and only what is seen. Its invariant: nothing is drawn outside its area, and
//! the terminal's cursor stands where typing happens or nowhere.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::{Role, SignTier, Signs, Theme};
use super::widget::wrap;
use crate::i18n::Catalogue;
use crate::message::{Message, printable};

/// A place to draw on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The area that belongs to the screen.
    pub area: Rect,
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub signs: Signs,
    tier: SignTier,
    /// The words of the screen's language.
    pub words: &'a Catalogue,
    cursor: Option<Position>,
}

impl<'a> Canvas<'a> {
    /// Makes a canvas of a whole buffer.
    pub fn new(buffer: &'a mut Buffer, theme: Theme, tier: SignTier, words: &'a Catalogue) -> Self {
        let area = buffer.area;
        Self {
            buffer,
            area,
            theme,
            signs: Signs::of(tier),
            tier,
            words,
            cursor: None,
        }
    }

    /// Returns where the terminal's cursor belongs.
    pub const fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Puts the terminal's cursor here.
    pub const fn set_cursor(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position { x, y });
    }

    /// Returns the text of an id.
    pub fn id(&self, id: &'static str) -> String {
        self.words.id(id)
    }

    /// Returns the text of a message.
    pub fn say(&self, message: &Message) -> String {
        self.words.text(message)
    }

    /// Paints the whole area in a role, with blanks.
    pub fn clear(&mut self, area: Rect, role: Role) {
        let style = self.theme.style(role);
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Writes one line, cut at `width` columns with an ellipsis. Returns the column after it.
    pub fn line(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        if y >= self.buffer.area.bottom() || x >= self.buffer.area.right() {
            return x;
        }
        let plain;
        let text = if self.tier == SignTier::Ascii {
            plain = Signs::plain(text);
            plain.as_str()
        } else {
            text
        };
        // A line is one line; whatever else could steer the terminal or hide words is shown.
        let shown: Cow<'_, str> = if text.contains(['\n', '\t']) {
            printable(&text.replace(['\n', '\t'], " "))
                .into_owned()
                .into()
        } else {
            printable(text)
        };
        let text = &*shown;
        let room = usize::from(width.min(self.buffer.area.right().saturating_sub(x)));
        let style = self.theme.style(role);
        if text.width() <= room {
            return self.buffer.set_stringn(x, y, text, room, style).0;
        }
        let keep = room.saturating_sub(self.signs.ellipsis.width());
        let (after, _) = self.buffer.set_stringn(x, y, text, keep, style);
        let left = room.saturating_sub(usize::from(after.saturating_sub(x)));
        self.buffer
            .set_stringn(after, y, self.signs.ellipsis, left, style)
            .0
    }

    /// Underlines what stands on a row already.
    pub fn underline(&mut self, x: u16, y: u16, width: u16) {
        let row = Rect {
            x,
            y,
            width,
            height: 1,
        };
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        self.buffer
            .set_style(row.intersection(self.buffer.area), style);
    }

    /// Writes one line that ends at column `right` (exclusive).
    pub fn right(&mut self, right: u16, y: u16, text: &str, role: Role) {
        let width = u16::try_from(text.width()).unwrap_or(u16::MAX);
        let x = right.saturating_sub(width).max(self.area.left());
        self.line(x, y, right.saturating_sub(x), text, role);
    }

    /// Writes a line in the middle of the area.
    pub fn centred(&mut self, y: u16, text: &str, role: Role) {
        let width = u16::try_from(text.width()).unwrap_or(u16::MAX);
        let x = self.area.left() + self.area.width.saturating_sub(width) / 2;
        self.line(x, y, self.area.width, text, role);
    }

    /// Writes text in lines no wider than the area, at most as many as it is high. Returns the rows used.
    pub fn paragraph(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        let mut used = 0_u16;
        for paragraph in text.split('\n') {
            let shown = printable(paragraph);
            let paragraph = &*shown;
            for range in wrap::ranges(paragraph, usize::from(area.width)) {
                if used >= area.height {
                    return used;
                }
                let line = paragraph.get(range).unwrap_or("").trim_end();
                self.line(area.x, area.y + used, area.width, line, role);
                used += 1;
            }
        }
        used
    }

    /// Draws a horizontal rule over the area's width.
    pub fn rule(&mut self, area: Rect, y: u16) {
        let style = self.theme.style(Role::Rule);
        for x in area.left()..area.right() {
            self.buffer
                .set_stringn(x, y, self.signs.horizontal, 1, style);
        }
    }

    /// Draws a vertical rule over the area's height.
    pub fn vertical_rule(&mut self, x: u16, area: Rect) {
        let style = self.theme.style(Role::Rule);
        for y in area.top()..area.bottom() {
            self.buffer.set_stringn(x, y, self.signs.vertical, 1, style);
        }
    }

    /// Paints the ground of a line in the focus role, so that its whole width is seen.
    pub fn focus_line(&mut self, area: Rect, y: u16) {
        self.clear(
            Rect {
                y,
                height: 1,
                ..area
            },
            Role::Focus,
        );
    }

    /// Draws a frame and returns what is inside it.
    pub fn frame(&mut self, area: Rect) -> Rect {
        let style = self.theme.style(Role::Rule);
        let Signs {
            horizontal,
            vertical,
            top_left,
            top_right,
            bottom_left,
            bottom_right,
            ..
        } = self.signs;
        if area.width < 2 || area.height < 2 {
            return area;
        }
        let (left, right) = (area.left(), area.right() - 1);
        let (top, bottom) = (area.top(), area.bottom() - 1);
        for x in left + 1..right {
            self.buffer.set_stringn(x, top, horizontal, 1, style);
            self.buffer.set_stringn(x, bottom, horizontal, 1, style);
        }
        for y in top + 1..bottom {
            self.buffer.set_stringn(left, y, vertical, 1, style);
            self.buffer.set_stringn(right, y, vertical, 1, style);
        }
        for (x, y, corner) in [
            (left, top, top_left),
            (right, top, top_right),
            (left, bottom, bottom_left),
            (right, bottom, bottom_right),
        ] {
            self.buffer.set_stringn(x, y, corner, 1, style);
        }
        Rect {
            x: left + 1,
            y: top + 1,
            width: area.width - 2,
            height: area.height - 2,
        }
    }
}

/// Returns how many columns the text takes.
pub fn columns(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Returns how many letters, as people count them, the text has.
pub fn letters(text: &str) -> usize {
    text.graphemes(true).count()
}
