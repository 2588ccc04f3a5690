//! Text that may be shown: what could steer a terminal or hide words is made visible.
//!
//! An altered statement is altered evidence and a hidden one is a trap, so such characters are
//! neither obeyed nor dropped: each becomes `<U+XXXX>`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns whether a character steers the terminal, turns the direction of text, or has no width.
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{061c}' | '\u{180e}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Returns the text with every such character made visible.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_hidden(letter) {
            // Writing to a string cannot fail.
            write!(shown, "<U+{:04X}>", u32::from(letter)).ok();
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_steer_a_terminal_are_shown_not_obeyed() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a<U+001B>[2Jb");
        assert_eq!(
            printable("x\u{202e}y\u{200b}z\u{9b}"),
            "x<U+202E>y<U+200B>z<U+009B>"
        );
        assert_eq!(printable("n\u{e0041}o"), "n<U+E0041>o");
        assert_eq!(printable("Ә Ғ Қ — «так»"), "Ә Ғ Қ — «так»");
    }
}
