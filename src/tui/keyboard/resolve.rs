//! The one function that says what a key means where the cursor stands.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Profile, position};

/// What the place of the cursor takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Commands and digits.
    Commands,
    /// A date or a time: digits by position, everything else as text.
    Time,
    /// Free text.
    Text,
}

/// Keys that are the same on every layout and in every terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of the keys")]
pub enum Bare {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Enter,
    Escape,
    Tab,
    BackTab,
    Space,
    Backspace,
    Delete,
}

/// What a key press means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// A bare key, and whether Ctrl was held with it (words instead of letters).
    Bare(Bare, bool),
    /// F1 to F9.
    Function(u8),
    /// Ctrl with the letter of this Latin position.
    Control(char),
    /// A digit, by character or by position.
    Digit(u8),
    /// The letter key of this Latin position, and what it typed.
    Letter(char, char),
    /// A letter of text.
    Text(char),
    /// The character `?` outside text.
    Question,
    /// A character without meaning here.
    Unknown(char),
    /// Nothing: a release, a modifier, a repeat that must not act.
    Nothing,
}

/// The script of the last letter seen, for the header.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Script {
    /// Nothing typed yet.
    #[default]
    Unseen,
    /// Cyrillic letters.
    Cyrillic,
    /// Latin letters.
    Latin,
    /// Digits.
    Digits,
}

impl Script {
    /// Returns the mark in the header.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Unseen => "   ",
            Self::Cyrillic => "RU ",
            Self::Latin => "LAT",
            Self::Digits => "123",
        }
    }
}

/// What the last keys tell about the keyboard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    /// The script for the header.
    pub script: Script,
    /// The script of the last letter: footers print both legends after a Cyrillic one.
    pub letters: Script,
    /// Whether the Kazakh digit row was used last.
    pub kazakh_row: bool,
    /// Whether Ctrl with a letter has arrived in this session: only then hints name it.
    pub control_works: bool,
}

impl Memory {
    /// Takes note of a key.
    pub fn see(&mut self, key: KeyEvent, profile: Profile) {
        let KeyCode::Char(letter) = key.code else {
            return;
        };
        if key.modifiers.contains(KeyModifiers::CONTROL)
            && !key.modifiers.contains(KeyModifiers::ALT)
        {
            self.control_works = true;
            return;
        }
        if letter.is_ascii_digit() {
            self.script = Script::Digits;
            self.kazakh_row = false;
        } else if letter.is_ascii_alphabetic() {
            self.script = Script::Latin;
            self.letters = Script::Latin;
            self.kazakh_row = false;
        } else if letter.is_alphabetic() {
            self.script = Script::Cyrillic;
            self.letters = Script::Cyrillic;
            if profile.is_of_kazakh_row(letter) {
                self.kazakh_row = true;
            }
        }
    }
}

/// Returns what the key means. Decides by the place before any mapping; never maps text.
pub fn resolve(key: KeyEvent, focus: Focus, profile: Profile, memory: Memory) -> Pressed {
    match key.kind {
        KeyEventKind::Release => Pressed::Nothing,
        KeyEventKind::Press => meaning(key, focus, profile, memory),
        KeyEventKind::Repeat => match meaning(key, focus, profile, memory) {
            kept @ (Pressed::Text(_) | Pressed::Bare(..)) => kept,
            Pressed::Function(_)
            | Pressed::Control(_)
            | Pressed::Digit(_)
            | Pressed::Letter(..)
            | Pressed::Question
            | Pressed::Unknown(_)
            | Pressed::Nothing => Pressed::Nothing,
        },
    }
}

fn meaning(key: KeyEvent, focus: Focus, profile: Profile, memory: Memory) -> Pressed {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    if let KeyCode::Char(letter) = key.code {
        return match (control, alt) {
            // Windows reports AltGr as Ctrl+Alt; it is text, and nothing else.
            (true, true) if !letter.is_control() => character(letter, focus, profile, memory),
            // Some terminals send ^H for Backspace.
            (true, false) => match position(letter) {
                Some('H') => Pressed::Bare(Bare::Backspace, false),
                Some(found) => Pressed::Control(found),
                None => Pressed::Nothing,
            },
            (false, false) => character(letter, focus, profile, memory),
            (_, true) => Pressed::Nothing,
        };
    }
    if let KeyCode::F(number @ 1..=9) = key.code {
        return Pressed::Function(number);
    }
    bare(key.code, shift).map_or(Pressed::Nothing, |found| Pressed::Bare(found, control))
}

const fn bare(code: KeyCode, shift: bool) -> Option<Bare> {
    Some(match code {
        KeyCode::Up => Bare::Up,
        KeyCode::Down => Bare::Down,
        KeyCode::Left => Bare::Left,
        KeyCode::Right => Bare::Right,
        KeyCode::PageUp => Bare::PageUp,
        KeyCode::PageDown => Bare::PageDown,
        KeyCode::Home => Bare::Home,
        KeyCode::End => Bare::End,
        KeyCode::Enter => Bare::Enter,
        KeyCode::Esc => Bare::Escape,
        KeyCode::Tab if shift => Bare::BackTab,
        KeyCode::Tab => Bare::Tab,
        KeyCode::BackTab => Bare::BackTab,
        KeyCode::Backspace => Bare::Backspace,
        KeyCode::Delete => Bare::Delete,
        _ => return None,
    })
}

fn character(letter: char, focus: Focus, profile: Profile, memory: Memory) -> Pressed {
    if letter.is_control() {
        return Pressed::Nothing;
    }
    if focus == Focus::Text {
        return Pressed::Text(letter);
    }
    if let Some(digit) = profile.digit(letter, memory.kazakh_row) {
        return Pressed::Digit(digit);
    }
    match (focus, letter) {
        (Focus::Time, _) => Pressed::Text(letter),
        (_, '?') => Pressed::Question,
        (_, ' ') => Pressed::Bare(Bare::Space, false),
        _ => position(letter).map_or(Pressed::Unknown(letter), |key| Pressed::Letter(key, letter)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(letter: char, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(letter), modifiers)
    }

    fn at(key: KeyEvent, focus: Focus) -> Pressed {
        resolve(key, focus, Profile::default(), Memory::default())
    }

    #[test]
    fn the_same_finger_means_the_same_in_every_layout() {
        for typed in ['j', 'J', 'о', 'О'] {
            let found = at(press(typed, KeyModifiers::NONE), Focus::Commands);
            assert_eq!(found, Pressed::Letter('J', typed));
        }
        for typed in ['5', 'ғ'] {
            assert_eq!(
                at(press(typed, KeyModifiers::NONE), Focus::Commands),
                Pressed::Digit(5)
            );
            assert_eq!(
                at(press(typed, KeyModifiers::NONE), Focus::Time),
                Pressed::Digit(5)
            );
        }
    }

    #[test]
    fn text_is_never_mapped() {
        for typed in ['ғ', 'о', '5', '?', ' ', 'J'] {
            let found = at(press(typed, KeyModifiers::NONE), Focus::Text);
            assert_eq!(found, Pressed::Text(typed));
        }
    }

    #[test]
    fn altgr_letters_are_text_and_trigger_nothing() {
        let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for modifiers in [altgr, altgr | KeyModifiers::SHIFT] {
            assert_eq!(at(press('ң', modifiers), Focus::Text), Pressed::Text('ң'));
        }
        assert_eq!(
            at(press('ө', altgr), Focus::Commands),
            Pressed::Unknown('ө')
        );
        assert_eq!(
            at(press('s', KeyModifiers::ALT), Focus::Commands),
            Pressed::Nothing
        );
    }

    #[test]
    fn control_with_a_cyrillic_letter_is_control_with_its_position() {
        for focus in [Focus::Commands, Focus::Text, Focus::Time] {
            assert_eq!(
                at(press('ы', KeyModifiers::CONTROL), focus),
                Pressed::Control('S')
            );
            assert_eq!(
                at(press('s', KeyModifiers::CONTROL), focus),
                Pressed::Control('S')
            );
        }
    }

    #[test]
    fn releases_mean_nothing_and_repeats_only_move_and_type() {
        let mut key = press('1', KeyModifiers::NONE);
        key.kind = KeyEventKind::Release;
        assert_eq!(at(key, Focus::Commands), Pressed::Nothing);
        key.kind = KeyEventKind::Repeat;
        assert_eq!(at(key, Focus::Commands), Pressed::Nothing);
        assert_eq!(at(key, Focus::Text), Pressed::Text('1'));
        let mut down = KeyEvent::new(KeyCode::Down, KeyModifiers::NONE);
        down.kind = KeyEventKind::Repeat;
        assert_eq!(at(down, Focus::Commands), Pressed::Bare(Bare::Down, false));
    }

    #[test]
    fn the_question_mark_asks_for_help_wherever_it_is_typed_outside_text() {
        assert_eq!(
            at(press('?', KeyModifiers::SHIFT), Focus::Commands),
            Pressed::Question
        );
    }

    #[test]
    fn the_header_shows_the_script_of_the_last_key() {
        let mut memory = Memory::default();
        memory.see(press('ы', KeyModifiers::NONE), Profile::default());
        assert_eq!(memory.script.mark(), "RU ");
        memory.see(press('1', KeyModifiers::NONE), Profile::default());
        assert_eq!(
            (memory.script.mark(), memory.letters),
            ("123", Script::Cyrillic)
        );
        memory.see(press('ә', KeyModifiers::NONE), Profile::default());
        assert!(memory.kazakh_row);
        let comma = press(',', KeyModifiers::NONE);
        let found = resolve(comma, Focus::Commands, Profile::default(), memory);
        assert_eq!(found, Pressed::Digit(6));
    }
}
