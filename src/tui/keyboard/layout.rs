//! What each key position types in each layout (read from xkb-data and the Windows layouts).

use zeroize::Zeroizing;

/// The Latin positions, row by row.
const TOP: &str = "qwertyuiop[]";
const HOME: &str = "asdfghjkl;'";
const BOTTOM: &str = "zxcvbnm,.";
const DIGITS: &str = "`1234567890-=";

/// A keyboard layout in use in the countries of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Russian.
    Russian,
    /// Kazakh with letters on the digit row (KBDKAZ, xkb `kz`).
    Kazakh,
    /// Kyrgyz: Russian with further letters behind `AltGr` (KBDKYR) or at the row's end (xkb `kg`).
    Kyrgyz,
    /// Tajik (KBDTAJIK, xkb `tj`).
    Tajik,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Self; 4] = [Self::Russian, Self::Kazakh, Self::Kyrgyz, Self::Tajik];

    /// Returns what the rows type, in the order of the Latin rows.
    pub const fn rows(self) -> [&'static str; 4] {
        match self {
            Self::Russian => ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "ё1234567890-="],
            Self::Kazakh => ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "(\"әіңғ,.үұқөһ"],
            Self::Kyrgyz => ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "ё1234567890өң"],
            Self::Tajik => ["йқукенгшҳзхъ", "фҷвапролджэ", "ячсмитӣбю", "ё1234567890ғӯ"],
        }
    }
}

/// Whether letters of the Kazakh digit row count as digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum KazakhRow {
    /// Nobody here uses the Kazakh layout.
    Off,
    /// Somebody may: its letters count as digits, its punctuation only after one of them was seen.
    #[default]
    Possible,
    /// It is the layout in use: the punctuation counts as well.
    Main,
}

/// Which layouts the monitor uses; the first run learns it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// The Kazakh digit row.
    pub kazakh_row: KazakhRow,
}

impl Profile {
    /// Returns the digit whose key types `letter`, if it is one. `seen` tells that the Kazakh row
    /// was the last one used, which settles what `"`, `,` and `.` are.
    pub fn digit(self, letter: char, seen: bool) -> Option<u8> {
        if let Some(digit) = letter.to_digit(10) {
            return u8::try_from(digit).ok();
        }
        if self.kazakh_row == KazakhRow::Off {
            return None;
        }
        let letter = fold_case(letter);
        if "\",.".contains(letter) && !seen && self.kazakh_row != KazakhRow::Main {
            return None;
        }
        let place = Layout::Kazakh
            .rows()
            .get(3)?
            .chars()
            .position(|c| c == letter)?;
        let digit = DIGITS.chars().nth(place)?.to_digit(10)?;
        u8::try_from(digit).ok()
    }

    /// Returns whether only the Kazakh row types this letter.
    pub fn is_of_kazakh_row(self, letter: char) -> bool {
        self.kazakh_row != KazakhRow::Off && "әіңғүұқ".contains(fold_case(letter))
    }
}

fn fold_case(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Returns the Latin letter, in upper case, on the key that types `letter` in any of the layouts.
///
/// Punctuation keys have no position here: no command may sit on them.
pub fn position(letter: char) -> Option<char> {
    let letter = fold_case(letter);
    if letter.is_ascii_alphabetic() {
        return Some(letter.to_ascii_uppercase());
    }
    Layout::ALL.into_iter().find_map(|layout| {
        layout
            .rows()
            .into_iter()
            .zip([TOP, HOME, BOTTOM])
            .find_map(|(row, latin)| {
                let place = row.chars().position(|c| c == letter)?;
                latin.chars().nth(place).filter(char::is_ascii_alphabetic)
            })
            .map(|found| found.to_ascii_uppercase())
    })
}

/// Returns the Cyrillic letter printed on the key of a Latin letter, in upper case.
pub fn legend(latin: char) -> Option<char> {
    let latin = latin.to_ascii_lowercase();
    Layout::Russian
        .rows()
        .into_iter()
        .zip([TOP, HOME, BOTTOM])
        .find_map(|(row, keys)| {
            let place = keys.chars().position(|c| c == latin)?;
            row.chars().nth(place)
        })
        .and_then(|letter| letter.to_uppercase().next())
}

/// Returns what the same keys would have typed in the other script: Cyrillic as Latin, Latin as
/// Russian. A passphrase typed in the wrong layout is so found without typing it again.
pub fn in_other_script(text: &str) -> Zeroizing<String> {
    let mut other = Zeroizing::new(String::with_capacity(2 * text.len() + 4));
    let to_latin = text
        .chars()
        .any(|letter| letter.is_alphabetic() && !letter.is_ascii());
    for letter in text.chars() {
        let small = fold_case(letter);
        let found = if to_latin {
            latin_key(small)
        } else {
            russian_key(small)
        };
        let found = found.unwrap_or(small);
        if letter == small {
            other.push(found);
        } else {
            other.extend(found.to_uppercase());
        }
    }
    other
}

const LATIN: [&str; 4] = [TOP, HOME, BOTTOM, DIGITS];

fn latin_key(letter: char) -> Option<char> {
    Layout::ALL.into_iter().find_map(|layout| {
        layout
            .rows()
            .into_iter()
            .zip(LATIN)
            .find_map(|(row, latin)| {
                let place = row.chars().position(|c| c == letter && !c.is_ascii())?;
                latin.chars().nth(place)
            })
    })
}

fn russian_key(letter: char) -> Option<char> {
    Layout::Russian
        .rows()
        .into_iter()
        .zip(LATIN)
        .find_map(|(row, latin)| {
            let place = latin.chars().position(|c| c == letter)?;
            row.chars().nth(place)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layout_gives_the_latin_position_of_each_of_its_letter_keys() {
        for layout in Layout::ALL {
            for (row, latin) in layout.rows().into_iter().zip([TOP, HOME, BOTTOM]) {
                assert_eq!(
                    row.chars().count(),
                    latin.chars().count(),
                    "{layout:?} {latin}"
                );
                for (typed, key) in row.chars().zip(latin.chars()) {
                    let expected = key.is_ascii_alphabetic().then(|| key.to_ascii_uppercase());
                    for typed in [typed, typed.to_uppercase().next().unwrap()] {
                        assert_eq!(position(typed), expected, "{layout:?} {typed}");
                    }
                }
            }
            assert_eq!(layout.rows()[3].chars().count(), DIGITS.len());
        }
    }

    #[test]
    fn the_same_keys_in_the_other_script_are_the_same_keys() {
        for (russian, latin) in [
            ("пароль семь Слов", "gfhjkm ctvm Ckjd"),
            ("эхо-12", "'[j-12"),
        ] {
            assert_eq!(*in_other_script(latin), russian);
            assert_eq!(*in_other_script(russian), latin);
        }
    }

    #[test]
    fn the_kazakh_row_gives_digits_where_kazakh_is_in_use() {
        let row = "әіңғүұқ".chars().zip([2, 3, 4, 5, 8, 9, 0]);
        for (letter, digit) in row {
            assert_eq!(Profile::default().digit(letter, false), Some(digit));
            let off = Profile {
                kazakh_row: KazakhRow::Off,
            };
            assert_eq!(off.digit(letter, true), None);
        }
        for (sign, digit) in "\",.".chars().zip([1, 6, 7]) {
            assert_eq!(Profile::default().digit(sign, false), None);
            assert_eq!(Profile::default().digit(sign, true), Some(digit));
            let main = Profile {
                kazakh_row: KazakhRow::Main,
            };
            assert_eq!(main.digit(sign, false), Some(digit));
        }
        assert_eq!(Profile::default().digit('7', false), Some(7));
        assert_eq!(
            Profile::default().digit('ө', true),
            None,
            "minus is no digit"
        );
    }

    #[test]
    fn both_prints_of_the_command_keys_are_known() {
        let pairs: Vec<_> = "CNFSLGJDRUVQZ"
            .chars()
            .map(|c| legend(c).unwrap())
            .collect();
        assert_eq!(pairs.iter().collect::<String>(), "СТАЫДПОВКГМЙЯ");
    }
}
