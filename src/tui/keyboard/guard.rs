//! Guards in time: held keys, bursts of Esc, and typing in the wrong place.
//!
//! Times are milliseconds of a clock that only runs forward; they come in with the keys.

use std::collections::VecDeque;

/// Lets a held digit key answer one question only.
///
/// Where digits are written into a field the same one may come twice as fast as fingers can: of 22:00
/// nothing may be lost. But a key that is still held since it answered writes nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct RepeatGuard {
    last: Option<(u8, u64)>,
    /// Whether the last digit that was let through was written into a field.
    wrote: bool,
}

impl RepeatGuard {
    /// The shortest time between two presses of the same key by a person.
    const SHORTEST: u64 = 80;

    /// Returns whether the digit was pressed by a finger, and not by the keyboard's own repeat.
    pub fn admits(&mut self, digit: u8, writes: bool, at: u64) -> bool {
        let repeat = self
            .last
            .is_some_and(|(last, when)| last == digit && at.saturating_sub(when) < Self::SHORTEST);
        // Dropped repeats count as well: each comes 33 ms after the one before.
        self.last = Some((digit, at));
        let admitted = !repeat || (writes && self.wrote);
        if admitted {
            self.wrote = writes;
        }
        admitted
    }

    /// Forgets the last digit: another key came between.
    pub fn forget(&mut self) {
        self.last = None;
    }
}

/// Notices Esc held down or pressed many times in a row.
#[derive(Debug, Clone, Default)]
pub struct EscapeBurst {
    times: VecDeque<u64>,
}

impl EscapeBurst {
    /// The time in which a burst must come.
    pub const WITHIN: u64 = 1_500;
    /// How many events make a burst. Terminals merge two fast presses into one event, so it is few.
    const COUNT: usize = 3;

    /// Takes an Esc and returns whether the screen is to be hidden now.
    pub fn press(&mut self, at: u64) -> bool {
        self.times.push_back(at);
        while self
            .times
            .front()
            .is_some_and(|first| at.saturating_sub(*first) > Self::WITHIN)
        {
            self.times.pop_front();
        }
        let burst = self.times.len() >= Self::COUNT;
        if burst {
            self.times.clear();
        }
        burst
    }

    /// Ends the burst: another key came between.
    pub fn forget(&mut self) {
        self.times.clear();
    }
}

/// What to do about a letter key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypingVerdict {
    /// Act on it.
    Act,
    /// Somebody is typing text: take back what the letters since this time did.
    TypedText {
        /// When the first letter of the burst came.
        since: u64,
        /// How many letters came.
        letters: usize,
    },
}

/// Notices text typed where commands are expected.
#[derive(Debug, Clone, Default)]
pub struct TypingGuard {
    letters: VecDeque<(u64, bool)>,
}

impl TypingGuard {
    const WITHIN: u64 = 1_500;
    const LETTERS: usize = 4;
    const UNMAPPED: usize = 2;

    /// Takes a letter that has, or has not, a command here.
    pub fn letter(&mut self, at: u64, mapped: bool) -> TypingVerdict {
        self.letters.push_back((at, mapped));
        while self
            .letters
            .front()
            .is_some_and(|(first, _)| at.saturating_sub(*first) > Self::WITHIN)
        {
            self.letters.pop_front();
        }
        let unmapped = self.letters.iter().filter(|(_, mapped)| !mapped).count();
        if self.letters.len() < Self::LETTERS || unmapped < Self::UNMAPPED {
            return TypingVerdict::Act;
        }
        let since = self.letters.front().map_or(at, |(first, _)| *first);
        let letters = self.letters.len();
        self.letters.clear();
        TypingVerdict::TypedText { since, letters }
    }

    /// Ends the burst: another kind of key came between.
    pub fn forget(&mut self) {
        self.letters.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_digit_answers_once_and_two_presses_answer_twice() {
        let mut guard = RepeatGuard::default();
        let held = |guard: &mut RepeatGuard, writes, from| {
            (0..30_u64)
                .filter(|n| guard.admits(1, writes, from + n * 33))
                .count()
        };
        assert_eq!(held(&mut guard, false, 1_000), 1);
        // The next question takes digits, and the key is still down.
        assert_eq!(held(&mut guard, true, 1_990), 0);
        assert!(guard.admits(1, false, 4_000));
        assert!(guard.admits(2, false, 4_010));
        assert!(guard.admits(1, false, 4_020));
    }

    #[test]
    fn two_equal_digits_of_a_time_are_two_digits_however_fast_they_come() {
        let mut guard = RepeatGuard::default();
        for (digit, at) in [(2, 0), (2, 5), (0, 10), (0, 12)] {
            assert!(guard.admits(digit, true, at), "{digit} at {at}");
        }
    }

    #[test]
    fn three_escapes_in_a_burst_hide_and_slow_ones_do_not() {
        let mut burst = EscapeBurst::default();
        assert!(!burst.press(0) && !burst.press(100) && burst.press(200));
        assert!(!burst.press(300) && !burst.press(2_000) && !burst.press(4_000));
        burst.forget();
        assert!(!burst.press(4_100) && !burst.press(4_200) && burst.press(4_300));
    }

    #[test]
    fn fast_letters_without_commands_are_text_and_fast_commands_are_commands() {
        let mut guard = TypingGuard::default();
        let verdicts: Vec<_> = (0..4).map(|n| guard.letter(n * 100, n % 2 == 0)).collect();
        assert_eq!(
            verdicts[3],
            TypingVerdict::TypedText {
                since: 0,
                letters: 4
            }
        );
        for n in 0..20 {
            assert_eq!(guard.letter(n * 100, true), TypingVerdict::Act);
        }
        guard.forget();
        for n in 0..20 {
            assert_eq!(guard.letter(n * 1_000, false), TypingVerdict::Act);
        }
    }
}
