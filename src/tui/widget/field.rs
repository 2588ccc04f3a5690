//! A line of text with the real cursor.

use ratatui::layout::Rect;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::tui::canvas::Canvas;
use crate::tui::keyboard::Bare;
use crate::tui::theme::Role;

/// One line of text that is being edited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    /// A byte index on the border of two letters.
    cursor: usize,
}

impl TextField {
    /// Makes an empty field.
    pub const fn empty() -> Self {
        Self {
            text: String::new(),
            cursor: 0,
        }
    }

    /// Makes a field that holds a text, the cursor behind it.
    pub fn holding(text: &str) -> Self {
        let text: String = text.nfc().collect();
        Self {
            cursor: text.len(),
            text,
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether nothing is typed.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Empties the field.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
    }

    fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or("")
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or("")
    }

    /// Returns the byte index of the cursor.
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor at a byte index, or at the end of the letter it falls into.
    pub fn set_cursor(&mut self, at: usize) {
        self.cursor = self
            .text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .find(|start| *start >= at)
            .unwrap_or(self.text.len());
    }

    /// Types text; line breaks become blanks, other control characters are dropped.
    pub fn insert(&mut self, typed: &str) {
        let clean: String = typed
            .chars()
            .map(|letter| {
                if matches!(letter, '\n' | '\t') {
                    ' '
                } else {
                    letter
                }
            })
            .filter(|letter| !letter.is_control())
            .collect();
        self.insert_raw(&clean);
    }

    /// Types text as it is, and composes it with the letter before the cursor.
    pub(super) fn insert_raw(&mut self, typed: &str) {
        let before: String = format!("{}{typed}", self.before()).nfc().collect();
        let after = self.after().to_owned();
        self.cursor = before.len();
        self.text = before + &after;
        // A combining mark may have joined the letter after the cursor.
        let cursor = self.cursor;
        self.set_cursor(cursor);
    }

    /// Takes a bare key; returns whether it was one for the field.
    pub fn press(&mut self, key: Bare, by_word: bool) -> bool {
        match key {
            Bare::Left => self.cursor = self.left_of(by_word),
            Bare::Right => self.cursor = self.right_of(by_word),
            Bare::Home => self.cursor = 0,
            Bare::End => self.cursor = self.text.len(),
            Bare::Backspace => self.remove(self.left_of(by_word), self.cursor),
            Bare::Delete => self.remove(self.cursor, self.right_of(by_word)),
            Bare::Up
            | Bare::Down
            | Bare::PageUp
            | Bare::PageDown
            | Bare::Enter
            | Bare::Escape
            | Bare::Tab
            | Bare::BackTab
            | Bare::Space => return false,
        }
        true
    }

    fn remove(&mut self, from: usize, to: usize) {
        let kept = format!(
            "{}{}",
            self.text.get(..from).unwrap_or(""),
            self.text.get(to..).unwrap_or("")
        );
        self.text = kept;
        self.cursor = from;
    }

    fn left_of(&self, by_word: bool) -> usize {
        if by_word {
            return self
                .before()
                .unicode_word_indices()
                .next_back()
                .map_or(0, |(start, _)| start);
        }
        self.before()
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(start, _)| start)
    }

    fn right_of(&self, by_word: bool) -> usize {
        let after = self.after();
        let step = if by_word {
            after
                .unicode_word_indices()
                .next()
                .map_or(after.len(), |(start, word)| start + word.len())
        } else {
            after.graphemes(true).next().map_or(0, str::len)
        };
        self.cursor + step
    }

    /// Draws the field in one line and puts the cursor into it; long text scrolls.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, role: Role) {
        let room = usize::from(area.width.saturating_sub(1));
        let mut start = 0;
        while self
            .text
            .get(start..self.cursor)
            .map_or(0, UnicodeWidthStr::width)
            > room
        {
            let step = self
                .text
                .get(start..)
                .and_then(|rest| rest.graphemes(true).next())
                .map_or(1, str::len);
            start += step;
        }
        let shown = self.text.get(start..).unwrap_or("");
        canvas.line(area.x, area.y, area.width, shown, role);
        let column = self
            .text
            .get(start..self.cursor)
            .map_or(0, UnicodeWidthStr::width);
        let column = u16::try_from(column).unwrap_or(0);
        canvas.set_cursor(area.x + column.min(area.width.saturating_sub(1)), area.y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_moves_by_letters_and_text_is_stored_composed() {
        let mut field = TextField::default();
        // й as и and a combining breve, as a Mac types it.
        for letter in ["к", "р", "а", "и", "\u{306}"] {
            field.insert(letter);
        }
        assert_eq!(field.text(), "край");
        assert!(field.press(Bare::Left, false));
        field.insert("ю");
        assert_eq!(field.text(), "краюй");
        field.press(Bare::Backspace, false);
        field.press(Bare::Delete, false);
        assert_eq!(field.text(), "кра");
        for _ in 0..5 {
            field.press(Bare::End, false);
            field.press(Bare::Backspace, false);
        }
        assert_eq!(field.text(), "");
    }

    #[test]
    fn words_are_jumped_over_and_pasted_controls_are_dropped() {
        let mut field = TextField::default();
        field.insert("қазақ тілі\u{7}\nда");
        assert_eq!(field.text(), "қазақ тілі да");
        field.press(Bare::Left, true);
        field.press(Bare::Backspace, true);
        assert_eq!(field.text(), "қазақ да");
        field.press(Bare::Home, false);
        field.press(Bare::Right, true);
        field.insert("ша");
        assert_eq!(field.text(), "қазақша да");
        assert!(!field.press(Bare::Enter, false));
    }
}
