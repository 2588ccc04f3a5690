//! From the bytes of a terminal to keys: UTF-8, control codes, the sequences of xterm and the Linux
//! console, those of the kitty keyboard protocol, and bracketed paste.
//!
//! Pure. Its invariants: what is no key is dropped and never taken for text; no byte stays behind once
//! it has become a key.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use zeroize::Zeroize as _;

use crate::tui::event::Event;

const ESCAPE: u8 = 0x1b;
const PASTE_BEGINS: &[u8] = b"200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// The longest sequence that is waited for.
const LONGEST: usize = 64;

/// Bytes that are not yet a whole key.
#[derive(Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
}

/// What bytes are.
enum Verdict {
    /// More must come.
    Wait,
    /// This, or nothing that means anything.
    Is(Option<Event>),
    /// The last byte does not belong to those before it, which mean nothing.
    Apart,
}

impl Decoder {
    /// Takes bytes as they were read; `more` says whether others follow at once.
    pub(super) fn take(&mut self, bytes: &[u8], more: bool) -> Vec<Event> {
        let mut events = Vec::new();
        for (place, byte) in (1..).zip(bytes) {
            self.pending.push(*byte);
            let more = more || place < bytes.len();
            let mut verdict = decode(&self.pending, more);
            if matches!(verdict, Verdict::Apart) {
                self.pending.zeroize();
                self.pending.push(*byte);
                verdict = decode(&self.pending, more);
            }
            match verdict {
                Verdict::Wait => {}
                Verdict::Is(event) => {
                    events.extend(event);
                    self.pending.zeroize();
                }
                Verdict::Apart => self.pending.zeroize(),
            }
        }
        events
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        self.pending.zeroize();
    }
}

fn is(code: KeyCode) -> Verdict {
    pressed(code, KeyModifiers::NONE)
}

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Verdict {
    Verdict::Is(Some(Event::Key(KeyEvent::new(code, modifiers))))
}

fn decode(bytes: &[u8], more: bool) -> Verdict {
    match bytes {
        [] | [ESCAPE, b'O' | b'['] => Verdict::Wait,
        [ESCAPE] if more => Verdict::Wait,
        [ESCAPE] | [ESCAPE, ESCAPE] => is(KeyCode::Esc),
        [ESCAPE, b'O', last] => match (arrow(*last), last) {
            (Some(code), _) => is(code),
            (None, b'P'..=b'S') => is(KeyCode::F(1 + last - b'P')),
            (None, _) => Verdict::Is(None),
        },
        [ESCAPE, b'[', sequence @ ..] => control_sequence(sequence),
        [ESCAPE, rest @ ..] => match decode(rest, more) {
            Verdict::Is(Some(Event::Key(key))) => {
                pressed(key.code, key.modifiers | KeyModifiers::ALT)
            }
            other => other,
        },
        [b'\r'] => is(KeyCode::Enter),
        [b'\t'] => is(KeyCode::Tab),
        [0x7f] => is(KeyCode::Backspace),
        [0] => pressed(KeyCode::Char(' '), KeyModifiers::CONTROL),
        [code @ 0x01..=0x1a] => control(code - 1 + b'a'),
        [code @ 0x1c..=0x1f] => control(code - 0x1c + b'4'),
        letter => match std::str::from_utf8(letter) {
            Ok(text) => text.chars().next().map_or(Verdict::Is(None), typed),
            // Its other bytes are on their way.
            Err(fault) if fault.error_len().is_none() => Verdict::Wait,
            Err(_) if letter.len() > 1 => Verdict::Apart,
            Err(_) => Verdict::Is(None),
        },
    }
}

fn control(letter: u8) -> Verdict {
    pressed(KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL)
}

fn typed(letter: char) -> Verdict {
    let shift = if letter.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    pressed(KeyCode::Char(letter), shift)
}

const fn arrow(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

/// What follows `ESC [`.
fn control_sequence(sequence: &[u8]) -> Verdict {
    if let Some(pasted) = sequence.strip_prefix(PASTE_BEGINS) {
        return match pasted.strip_suffix(PASTE_ENDS) {
            Some(text) => {
                let text = String::from_utf8_lossy(text).into_owned();
                Verdict::Is(Some(Event::Paste(text)))
            }
            None => Verdict::Wait,
        };
    }
    match sequence {
        [b'['] => Verdict::Wait,
        // The Linux console.
        [b'[', key @ b'A'..=b'E'] => is(KeyCode::F(1 + key - b'A')),
        [b'[', _] => Verdict::Is(None),
        [parameters @ .., last @ 0x40..=0x7e] => {
            let parameters = std::str::from_utf8(parameters).unwrap_or_default();
            Verdict::Is(key_of(parameters, *last).map(Event::Key))
        }
        [.., 0x20..=0x3f] if sequence.len() <= LONGEST => Verdict::Wait,
        _ => Verdict::Apart,
    }
}

/// The key of `ESC [ parameters last`.
fn key_of(parameters: &str, last: u8) -> Option<KeyEvent> {
    let mut fields = parameters.split(';');
    let mut first = fields.next().unwrap_or_default().split(':');
    let number: Option<u32> = first.next().and_then(|number| number.parse().ok());
    let mut second = fields.next().unwrap_or_default().split(':');
    let mut modifiers = modifiers_of(second.next().unwrap_or_default());
    let kind = match second.next() {
        Some("2") => KeyEventKind::Repeat,
        Some("3") => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    let code = match last {
        b'P'..=b'S' => KeyCode::F(1 + last - b'P'),
        b'Z' => {
            modifiers |= KeyModifiers::SHIFT;
            KeyCode::BackTab
        }
        b'~' => numbered(number?)?,
        b'u' => {
            let code = kitty(number?)?;
            // With Shift, the letter that it gives on this layout may follow.
            let shifted = first.next().and_then(|number| number.parse().ok());
            match (code, shifted.and_then(char::from_u32)) {
                (KeyCode::Tab, _) if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
                (_, Some(letter)) if modifiers.contains(KeyModifiers::SHIFT) => {
                    modifiers.remove(KeyModifiers::SHIFT);
                    KeyCode::Char(letter)
                }
                (code, _) => code,
            }
        }
        _ => arrow(last)?,
    };
    Some(KeyEvent::new_with_kind(code, modifiers, kind))
}

/// The modifiers are told as one more than the sum of their bits.
fn modifiers_of(field: &str) -> KeyModifiers {
    let bits = field.parse::<u8>().unwrap_or(1).saturating_sub(1);
    let known = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let held = known.into_iter().filter(|(bit, _)| bits & bit != 0);
    held.fold(KeyModifiers::NONE, |all, (_, one)| all | one)
}

fn numbered(number: u32) -> Option<KeyCode> {
    Some(match u8::try_from(number).ok()? {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        key @ 11..=15 => KeyCode::F(key - 10),
        key @ 17..=21 => KeyCode::F(key - 11),
        key @ 23..=26 => KeyCode::F(key - 12),
        key @ 28..=29 => KeyCode::F(key - 15),
        key @ 31..=34 => KeyCode::F(key - 17),
        _ => return None,
    })
}

/// The keys of the kitty protocol: letters by their code, those of the number pad by numbers of their own.
fn kitty(number: u32) -> Option<KeyCode> {
    const PAD: [KeyCode; 28] = [
        KeyCode::Char('0'),
        KeyCode::Char('1'),
        KeyCode::Char('2'),
        KeyCode::Char('3'),
        KeyCode::Char('4'),
        KeyCode::Char('5'),
        KeyCode::Char('6'),
        KeyCode::Char('7'),
        KeyCode::Char('8'),
        KeyCode::Char('9'),
        KeyCode::Char('.'),
        KeyCode::Char('/'),
        KeyCode::Char('*'),
        KeyCode::Char('-'),
        KeyCode::Char('+'),
        KeyCode::Enter,
        KeyCode::Char('='),
        KeyCode::Char(','),
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Insert,
        KeyCode::Delete,
    ];
    const FIRST: u32 = 57_399;
    match number {
        27 => Some(KeyCode::Esc),
        13 => Some(KeyCode::Enter),
        9 => Some(KeyCode::Tab),
        127 => Some(KeyCode::Backspace),
        // The private area: the number pad, and keys that mean nothing here.
        57_344..=63_743 => {
            let place = usize::try_from(number.checked_sub(FIRST)?).ok()?;
            PAD.get(place).copied()
        }
        letter => char::from_u32(letter).map(KeyCode::Char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<(KeyCode, KeyModifiers)> {
        let events = Decoder::default().take(bytes, false);
        events
            .into_iter()
            .map(|event| match event {
                Event::Key(key) => (key.code, key.modifiers),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    const NONE: KeyModifiers = KeyModifiers::NONE;

    #[test]
    fn letters_of_every_script_and_control_codes_are_keys() {
        use KeyCode::{Backspace, Char, Enter, Tab};
        assert_eq!(
            keys("aЖқ🦔\r\t\x7f\x01\0\x1f".as_bytes()),
            [
                (Char('a'), NONE),
                (Char('Ж'), KeyModifiers::SHIFT),
                (Char('қ'), NONE),
                (Char('🦔'), NONE),
                (Enter, NONE),
                (Tab, NONE),
                (Backspace, NONE),
                (Char('a'), KeyModifiers::CONTROL),
                (Char(' '), KeyModifiers::CONTROL),
                (Char('7'), KeyModifiers::CONTROL),
            ]
        );
    }

    #[test]
    fn every_terminal_says_the_same_keys_in_its_own_way() {
        use KeyCode::{BackTab, Char, Delete, Down, End, Enter, Esc, F, Home, PageUp, Up};
        let (shift, ctrl, alt) = (
            KeyModifiers::SHIFT,
            KeyModifiers::CONTROL,
            KeyModifiers::ALT,
        );
        for (bytes, code, modifiers) in [
            ("\x1b", Esc, NONE),
            ("\x1b\x1b", Esc, NONE),
            ("\x1bq", Char('q'), alt),
            ("\x1bй", Char('й'), alt),
            ("\x1b[A", Up, NONE),
            ("\x1bOB", Down, NONE),
            ("\x1b[1;5A", Up, ctrl),
            ("\x1b[1~", Home, NONE),
            ("\x1b[F", End, NONE),
            ("\x1b[3~", Delete, NONE),
            ("\x1b[5;2~", PageUp, shift),
            ("\x1b[Z", BackTab, shift),
            ("\x1bOP", F(1), NONE),
            ("\x1b[[C", F(3), NONE),
            ("\x1b[20~", F(9), NONE),
            ("\x1b[1;2S", F(4), shift),
            ("\x1b[27u", Esc, NONE),
            ("\x1b[108;5u", Char('l'), ctrl),
            ("\x1b[9;2u", BackTab, shift),
            ("\x1b[97:65;2u", Char('A'), NONE),
            ("\x1b[1081;5u", Char('й'), ctrl),
            ("\x1b[57405u", Char('6'), NONE),
            ("\x1b[57414;1:1u", Enter, NONE),
        ] {
            assert_eq!(keys(bytes.as_bytes()), [(code, modifiers)], "{bytes:?}");
        }
        let released = Decoder::default().take(b"\x1b[97;1:3u", false);
        assert!(
            matches!(released.as_slice(), [Event::Key(key)] if key.kind == KeyEventKind::Release)
        );
    }

    #[test]
    fn a_sequence_may_come_in_pieces_and_a_paste_is_one_thing() {
        let whole = "\x1b[1;5Aж\x1b[200~p\x1b[Asted ёж\x1b[201~\x1b[20~".as_bytes();
        for cut in 0..whole.len() {
            // An escape alone at the end is told to be cut.
            let (mut decoder, before) = (Decoder::default(), &whole[..cut]);
            let mut events = decoder.take(before, true);
            events.extend(decoder.take(&whole[cut..], false));
            let said: Vec<String> = events
                .iter()
                .map(|event| match event {
                    Event::Key(key) => format!("{}", key.code),
                    Event::Paste(text) => text.clone(),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(said, ["Up", "ж", "p\x1b[Asted ёж", "F9"], "{cut}");
            assert!(decoder.pending.is_empty());
        }
    }

    #[test]
    fn what_is_no_key_is_dropped_and_what_follows_is_heard() {
        for broken in [
            &b"\x1b[999z"[..],
            b"\x1b[?1u",
            b"\x1b[I",
            b"\xff",
            b"\xd0\xff",
            b"\xe2\x82",
            b"\x1b[<0;1;1M",
            b"\x1b[57358u",
            b"\x1b[4294967296u",
            b"\x1b[\x07",
            b"\x1b]",
        ] {
            let mut all = broken.to_vec();
            all.extend_from_slice(b"\x1b[B");
            let heard = keys(&all);
            assert_eq!(heard.last(), Some(&(KeyCode::Down, NONE)), "{broken:?}");
        }
        // A sequence without an end is not waited for longer than any sequence is.
        let mut long = b"\x1b[".to_vec();
        long.resize(300, b'1');
        let mut decoder = Decoder::default();
        let dropped = decoder.take(&long, true);
        assert!(dropped.len() < 300 && decoder.pending.len() <= LONGEST + 2);
    }

    #[test]
    fn garbage_never_panics_and_nothing_of_it_is_kept() {
        let mut seed = 7_u64;
        let mut decoder = Decoder::default();
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let bytes = seed.to_le_bytes();
            let length = usize::from(bytes[7] % 7);
            // Escapes and brackets come often.
            let piece: Vec<u8> = bytes[..length]
                .iter()
                .map(|byte| match byte % 8 {
                    0 => ESCAPE,
                    1 => b'[',
                    _ => *byte,
                })
                .collect();
            decoder.take(&piece, bytes[6] > 127);
        }
        // Whatever it was waiting for, a paste ends and a letter is a letter again.
        decoder.take(PASTE_ENDS, false);
        decoder.take(b"\x1b[0m", false);
        let events = decoder.take(b"a", false);
        assert!(!events.is_empty());
    }
}
