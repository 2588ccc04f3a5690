//! A key as six words that can be read aloud and compared over the telephone.
//!
//! Each word stands for 16 bits: consonant, vowel, consonant, vowel, consonant (after Wilkerson's
//! "proquints", arXiv:0901.4016). Why no list of words (2026-11): a list speaks one language, and
//! these are read the same by whoever reads Latin or Cyrillic.

use std::fmt;

use sha2::{Digest as _, Sha256};

const CONSONANTS: [char; 16] = [
    'b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z',
];
const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
const LATIN: &str = "bdfghjklmnprstvzaiou";
const CYRILLIC: [char; 20] = [
    'б', 'д', 'ф', 'г', 'х', 'ж', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'в', 'з', 'а', 'и', 'о',
    'у',
];

/// What a key is recognised by: 96 bits of its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 12]);

impl Fingerprint {
    /// Returns the fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::new_with_prefix(b"firsthours/v1/fingerprint")
            .chain_update(bytes)
            .finalize();
        let mut beginning = [0; 12];
        for (to, from) in beginning.iter_mut().zip(digest) {
            *to = from;
        }
        Self(beginning)
    }

    /// Returns the six words in Cyrillic letters, with the same sounds.
    pub fn in_cyrillic(self) -> String {
        let cyrillic = |letter| {
            let place = LATIN.chars().position(|latin| latin == letter);
            place.and_then(|place| CYRILLIC.get(place)).copied()
        };
        self.to_string()
            .chars()
            .map(|letter| cyrillic(letter).unwrap_or(letter))
            .collect()
    }

    /// Returns the six words in the letters of a language.
    pub fn words(self, language: &str) -> String {
        match language {
            "ru" | "kk" | "ky" | "tg" => self.in_cyrillic(),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, pair) in self.0.chunks(2).enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            let bits = pair
                .iter()
                .fold(0_usize, |bits, byte| (bits << 8) | usize::from(*byte));
            for (shift, is_vowel) in [(12, false), (10, true), (6, false), (4, true), (0, false)] {
                let letter = if is_vowel {
                    VOWELS.get((bits >> shift) & 3)
                } else {
                    CONSONANTS.get((bits >> shift) & 15)
                };
                f.write_fmt(format_args!("{}", letter.unwrap_or(&'?')))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_published_examples() {
        // 127.0.0.1 is lusab-babad, 63.84.220.193 gutih-tugad, 140.98.193.141 mudof-sakat.
        let bytes = [127, 0, 0, 1, 63, 84, 220, 193, 140, 98, 193, 141];
        let shown = Fingerprint(bytes);
        assert_eq!(shown.to_string(), "lusab babad gutih tugad mudof sakat");
        assert_eq!(shown.in_cyrillic(), "лусаб бабад гутих тугад мудоф сакат");
        assert_eq!(shown.words("en"), shown.to_string());
    }

    #[test]
    fn another_key_has_other_words() {
        assert_ne!(Fingerprint::of(b"one"), Fingerprint::of(b"two"));
    }
}
