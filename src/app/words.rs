//! Words for a passphrase: made by the program, or judged by it.
//!
//! The list is the long one of the Electronic Frontier Foundation (7,776 words, CC BY 3.0): six words
//! are 77 bits. There is none of this quality in the languages of the region; whoever types Cyrillic
//! types the same keys, and the unlock screen finds them.

use diceware_wordlists::EFF_LONG_WORDLIST;
use sha2::Digest as _;
use zeroize::Zeroizing;

/// How many words a recovery passphrase has.
const WORDS: usize = 6;

/// Makes six words by chance, with spaces between them; nothing without random bytes.
pub(super) fn six_words() -> Option<Zeroizing<String>> {
    let mut words = Zeroizing::new(String::with_capacity(WORDS * 12));
    for _ in 0..WORDS {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(EFF_LONG_WORDLIST.get(below_7776()?)?);
    }
    Some(words)
}

/// Returns a number below 7,776, each as likely as any other.
fn below_7776() -> Option<usize> {
    // The largest multiple of 7,776 that two bytes hold: what is above would favour some words.
    const FAIR: u16 = 7_776 * 8;
    loop {
        let mut bytes = [0; 2];
        getrandom::fill(&mut bytes).ok()?;
        let number = u16::from_le_bytes(bytes);
        if number < FAIR {
            return Some(usize::from(number % 7_776));
        }
    }
}

/// Returns six words that stand for a recipient, to be compared by reading them aloud: 77 bits.
pub(super) fn fingerprint(recipient: &str) -> String {
    let digest = sha2::Sha256::digest(recipient.as_bytes());
    let words = digest.chunks_exact(4).take(WORDS).filter_map(|bytes| {
        let number = u32::from_le_bytes(*bytes.first_chunk()?) % 7_776;
        EFF_LONG_WORDLIST
            .get(usize::try_from(number).ok()?)
            .copied()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns whether the text has letters of two scripts: then no one layout types it again.
pub fn mixes_scripts(text: &str) -> bool {
    let has = |script: fn(&char) -> bool| text.chars().any(|letter| script(&letter));
    has(char::is_ascii_alphabetic) && has(|letter| ('\u{400}'..='\u{52f}').contains(letter))
}

/// How long a guesser would be busy with a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A single machine is through in a day, even against Argon2id.
    Weak,
    /// A thousand machines are through in weeks.
    Fair,
    /// Nobody is through in a lifetime.
    Strong,
}

impl Strength {
    /// Judges a passphrase.
    pub fn of(passphrase: &str) -> Self {
        let estimate = zxcvbn::zxcvbn(passphrase, &[]);
        let guesses = estimate.guesses_log10();
        let is_long = passphrase.chars().count() >= 14;
        if guesses < 8.0 {
            Self::Weak
        } else if guesses < 14.0 || !is_long || estimate.score() < zxcvbn::Score::Four {
            Self::Fair
        } else {
            Self::Strong
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_words_are_of_the_list_strong_and_never_the_same() {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..200 {
            let words = six_words().unwrap();
            let each: Vec<&str> = words.split(' ').collect();
            assert_eq!(each.len(), WORDS);
            assert!(each.iter().all(|word| EFF_LONG_WORDLIST.contains(word)));
            assert_eq!(Strength::of(&words), Strength::Strong, "{}", *words);
            seen.insert(words.to_string());
        }
        assert_eq!(seen.len(), 200);
        let distinct: std::collections::BTreeSet<_> = EFF_LONG_WORDLIST.iter().collect();
        assert_eq!(distinct.len(), 7_776);
    }

    #[test]
    fn numbers_are_fair_at_both_ends() {
        let mut least = usize::MAX;
        let mut most = 0;
        for _ in 0..100_000 {
            let number = below_7776().unwrap();
            least = least.min(number);
            most = most.max(number);
        }
        assert!(
            least < 10 && (7_766..7_776).contains(&most),
            "{least} {most}"
        );
    }

    #[test]
    fn short_and_common_passphrases_are_told_from_good_ones() {
        for (passphrase, expected) in [
            ("19841984", Strength::Weak),
            ("password1", Strength::Weak),
            ("Zx9!kQ2v", Strength::Fair),
            ("ежи идут над рекой в октябре", Strength::Strong),
        ] {
            assert_eq!(Strength::of(passphrase), expected, "{passphrase}");
        }
    }
}
