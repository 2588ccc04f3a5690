//! A box of several lines: soft wrap, the real cursor, its own undo.

use std::ops::Range;

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::TextField;
use super::wrap;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::Bare;
use crate::tui::theme::Role;

/// How many steps can be taken back inside the box.
const STEPS: usize = 200;

/// Several lines of text that are being edited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteBox {
    field: TextField,
    past: Vec<TextField>,
    future: Vec<TextField>,
    /// Letters typed since the last step: a step is a word, not a letter.
    run: usize,
}

impl NoteBox {
    /// Makes a box that holds a text, the cursor behind it.
    pub fn holding(text: &str) -> Self {
        Self {
            field: TextField::holding(text),
            ..Self::default()
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        self.field.text()
    }

    fn remember(&mut self) {
        self.future.clear();
        if self.past.len() >= STEPS {
            self.past.remove(0);
        }
        self.past.push(self.field.clone());
        self.run = 0;
    }

    /// Types a letter.
    pub fn insert(&mut self, letter: char) {
        if letter.is_control() {
            return;
        }
        if self.run == 0 || letter.is_whitespace() || self.run >= 20 {
            self.remember();
        }
        self.run += 1;
        let mut buffer = [0; 4];
        self.field.insert_raw(letter.encode_utf8(&mut buffer));
    }

    /// Puts a pasted text in; line breaks stay, other controls go.
    pub fn paste(&mut self, text: &str) {
        self.remember();
        let clean: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|letter| *letter == '\n' || !letter.is_control())
            .collect();
        self.field.insert_raw(&clean);
    }

    /// Takes the last step back; returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else {
            return false;
        };
        self.future.push(std::mem::replace(&mut self.field, before));
        self.run = 0;
        true
    }

    /// Does the step again that was taken back; returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else {
            return false;
        };
        self.past.push(std::mem::replace(&mut self.field, after));
        self.run = 0;
        true
    }

    /// Returns the lines as they stand on the screen.
    fn lines(&self, width: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut offset = 0;
        for paragraph in self.text().split('\n') {
            lines.extend(
                wrap::ranges(paragraph, width)
                    .into_iter()
                    .map(|range| range.start + offset..range.end + offset),
            );
            offset += paragraph.len() + 1;
        }
        lines
    }

    /// Returns the line of the cursor and its column.
    fn place(&self, width: usize) -> (usize, usize) {
        let cursor = self.field.cursor();
        let lines = self.lines(width);
        let row = lines
            .iter()
            .rposition(|range| range.start <= cursor)
            .unwrap_or(0);
        let start = lines.get(row).map_or(0, |range| range.start);
        let column = self
            .text()
            .get(start..cursor)
            .map_or(0, UnicodeWidthStr::width);
        (row, column)
    }

    fn move_rows(&mut self, rows: isize, width: usize) {
        let lines = self.lines(width);
        let (row, column) = self.place(width);
        let target = row
            .saturating_add_signed(rows)
            .min(lines.len().saturating_sub(1));
        let Some(range) = lines.get(target).cloned() else {
            return;
        };
        let line = self.text().get(range.clone()).unwrap_or("");
        let mut at = range.start;
        for letter in unicode_segmentation::UnicodeSegmentation::graphemes(line, true) {
            let next = at + letter.len();
            let before = self
                .text()
                .get(range.start..next)
                .map_or(0, UnicodeWidthStr::width);
            if before > column {
                break;
            }
            // The border after the last letter of a wrapped line is the next line's beginning.
            if next == range.end
                && target + 1 < lines.len()
                && lines.get(target + 1).is_some_and(|l| l.start == next)
            {
                break;
            }
            at = next;
        }
        self.field.set_cursor(at);
    }

    /// Takes a bare key at this width; returns whether it was one for the box.
    pub fn press(&mut self, key: Bare, by_word: bool, width: u16) -> bool {
        let width = usize::from(width);
        match key {
            Bare::Enter => {
                self.remember();
                self.field.insert_raw("\n");
            }
            Bare::Up => self.move_rows(-1, width),
            Bare::Down => self.move_rows(1, width),
            Bare::PageUp => self.move_rows(-8, width),
            Bare::PageDown => self.move_rows(8, width),
            Bare::Home | Bare::End => {
                let (row, _) = self.place(width);
                let lines = self.lines(width);
                if let Some(range) = lines.get(row).cloned() {
                    let at = if key == Bare::Home {
                        range.start
                    } else {
                        let line = self.text().get(range.clone()).unwrap_or("");
                        let is_last = lines
                            .get(row + 1)
                            .is_none_or(|next| next.start != range.end);
                        if is_last {
                            range.end
                        } else {
                            range.start + line.trim_end().len()
                        }
                    };
                    self.field.set_cursor(at);
                }
            }
            Bare::Backspace | Bare::Delete => {
                self.remember();
                self.field.press(key, by_word);
            }
            Bare::Left | Bare::Right => {
                self.run = 0;
                self.field.press(key, by_word);
            }
            Bare::Escape | Bare::Tab | Bare::BackTab | Bare::Space => return false,
        }
        true
    }

    /// Puts other words in the place of some, wherever they stand; that is one step to take back.
    pub fn replace(&mut self, words: &str, other: &str) {
        let text = self.text().replace(words, other);
        if text != self.text() {
            self.remember();
            self.field = TextField::holding(&text);
        }
    }

    /// Draws the box and puts the cursor into it; the line of the cursor is always seen.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.draw_marking(canvas, area, None);
    }

    /// Draws the box with some words underlined, wherever they stand.
    pub fn draw_marking(&self, canvas: &mut Canvas<'_>, area: Rect, marked: Option<&str>) {
        let width = usize::from(area.width);
        let lines = self.lines(width);
        let (row, column) = self.place(width);
        let first = row.saturating_sub(usize::from(area.height.saturating_sub(1)));
        for (y, range) in (area.top()..area.bottom()).zip(lines.into_iter().skip(first)) {
            let line = self.text().get(range.clone()).unwrap_or("");
            canvas.line(area.x, y, area.width, line.trim_end(), Role::Text);
            for (at, words) in marked
                .iter()
                .flat_map(|words| self.text().match_indices(words))
            {
                let (start, end) = (at.max(range.start), (at + words.len()).min(range.end));
                if let Some(part) = self.text().get(start..end)
                    && let Some(before) = self.text().get(range.start..start)
                {
                    canvas.underline(area.x + columns(before), y, columns(part.trim_end()));
                }
            }
        }
        let column = u16::try_from(column)
            .unwrap_or(0)
            .min(area.width.saturating_sub(1));
        let row = u16::try_from(row - first).unwrap_or(0);
        canvas.set_cursor(
            area.x + column,
            area.y + row.min(area.height.saturating_sub(1)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_typed_by_mistake_is_taken_back_and_brought_again() {
        let mut note = NoteBox::default();
        for letter in "без переводчика".chars() {
            note.insert(letter);
        }
        assert!(note.undo());
        assert_eq!(note.text(), "без");
        assert!(note.redo());
        assert_eq!(note.text(), "без переводчика");
        assert!(note.undo() && note.undo() && !note.undo());
        assert_eq!(note.text(), "");
    }

    #[test]
    fn the_cursor_moves_through_wrapped_lines() {
        let mut note = NoteBox::holding("один два три\nчетыре");
        let width = 8;
        assert_eq!(note.place(8), (2, 6));
        note.press(Bare::Up, false, width);
        assert_eq!(note.place(8), (1, 3));
        note.press(Bare::Up, false, width);
        assert_eq!(note.place(8), (0, 3));
        note.press(Bare::End, false, width);
        note.insert('!');
        assert_eq!(note.text(), "один два! три\nчетыре");
        // The longer word moved to the next line, and the cursor with it.
        note.press(Bare::Home, false, width);
        assert_eq!(note.place(8), (1, 0));
    }

    #[test]
    fn pasted_lines_stay_lines_and_controls_go() {
        let mut note = NoteBox::default();
        note.paste("a\r\nb\u{1b}[31m\tc");
        assert_eq!(note.text(), "a\nb[31mc");
    }
}
