//! The passphrase field: a buffer that never grows, is wiped, and shows no more than it must.

use ratatui::layout::Rect;
use zeroize::Zeroizing;

use crate::tui::canvas::Canvas;
use crate::tui::keyboard::Script;
use crate::tui::theme::Role;

/// Room for a passphrase. A text that grows would leave copies in freed memory.
const CAPACITY: usize = 512;

/// A passphrase that is being typed.
pub struct SecretField {
    bytes: Zeroizing<Vec<u8>>,
    /// Whether the text is shown instead of stars.
    pub shown: bool,
}

impl Default for SecretField {
    fn default() -> Self {
        Self {
            bytes: Zeroizing::new(Vec::with_capacity(CAPACITY)),
            shown: false,
        }
    }
}

/// Shows only how much is typed.
impl std::fmt::Debug for SecretField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretField(<redacted>)")
    }
}

impl SecretField {
    /// Types a letter; a full field takes no more.
    pub fn insert(&mut self, letter: char) {
        if !letter.is_control() && self.bytes.len() + letter.len_utf8() <= CAPACITY {
            let mut buffer = Zeroizing::new([0_u8; 4]);
            self.bytes
                .extend_from_slice(letter.encode_utf8(&mut *buffer).as_bytes());
        }
    }

    /// Takes the last letter back.
    pub fn backspace(&mut self) {
        while let Some(byte) = self.bytes.pop() {
            // The first byte of a letter is no continuation byte.
            if byte & 0b1100_0000 != 0b1000_0000 {
                break;
            }
        }
    }

    /// Empties the field and wipes what was typed.
    pub fn clear(&mut self) {
        *self = Self {
            shown: self.shown,
            ..Self::default()
        };
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or("")
    }

    /// Returns how many signs are typed.
    pub fn count(&self) -> usize {
        self.text().chars().count()
    }

    /// Returns whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the script of the letters typed, Cyrillic if any is.
    pub fn script(&self) -> Script {
        let letters = || self.text().chars().filter(|letter| letter.is_alphabetic());
        if letters().any(|letter| !letter.is_ascii()) {
            Script::Cyrillic
        } else if letters().next().is_some() {
            Script::Latin
        } else if self.is_empty() {
            Script::Unseen
        } else {
            Script::Digits
        }
    }

    /// Returns whether any letter is a capital: a sign that Caps may be on.
    pub fn has_capitals(&self) -> bool {
        self.text().chars().any(char::is_uppercase)
    }

    /// Draws the field in one line and puts the cursor behind it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let room = usize::from(area.width.saturating_sub(1));
        let skipped = self.count().saturating_sub(room);
        let mut x = area.x;
        for letter in self.text().chars().skip(skipped) {
            let mut buffer = [0_u8; 4];
            let shown = if self.shown {
                &*letter.encode_utf8(&mut buffer)
            } else {
                canvas.signs.hidden_letter
            };
            x = canvas.line(x, area.y, area.right().saturating_sub(x), shown, Role::Text);
        }
        canvas.set_cursor(x.min(area.right().saturating_sub(1)), area.y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_taken_back_whole_and_nothing_is_printed() {
        let mut field = SecretField::default();
        for letter in "қaз".chars() {
            field.insert(letter);
        }
        assert_eq!((field.count(), field.script()), (3, Script::Cyrillic));
        assert_eq!(format!("{field:?}"), "SecretField(<redacted>)");
        field.backspace();
        field.backspace();
        assert_eq!(field.text(), "қ");
        field.clear();
        assert!(field.is_empty());
    }

    #[test]
    fn the_buffer_never_grows() {
        let mut field = SecretField::default();
        let place = field.bytes.as_ptr();
        for _ in 0..2_000 {
            field.insert('ж');
        }
        assert_eq!(field.bytes.as_ptr(), place);
        assert_eq!(field.bytes.len(), CAPACITY);
    }
}
