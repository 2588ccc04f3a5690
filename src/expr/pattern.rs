//! Patterns of `regex()`: Java's notation, as far as it can be decided in time linear to the text.
//!
//! Owns the differences between the two notations. Its invariant: matching never takes longer than a
//! multiple of the text's length, and a pattern takes no more memory than [`MOST_MEMORY`].

use regex::{Regex, RegexBuilder};

/// The most memory that one compiled pattern may take, in bytes.
const MOST_MEMORY: usize = 1 << 20;
/// The longest pattern, in bytes.
const MOST_BYTES: usize = 4096;
/// The deepest nesting of brackets.
const MOST_DEPTH: u32 = 64;

/// A compiled pattern that a whole text must match.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Regex);

/// A pattern that cannot be used: not closed, too large, or with a look ahead, a look back or a
/// reference to a group, which have no bound on their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadPattern;

impl Pattern {
    pub(super) fn read(written: &str) -> Result<Self, BadPattern> {
        if written.len() > MOST_BYTES {
            return Err(BadPattern);
        }
        RegexBuilder::new(&format!("^(?:{})$", translated(written)))
            .size_limit(MOST_MEMORY)
            .dfa_size_limit(MOST_MEMORY)
            .nest_limit(MOST_DEPTH)
            .build()
            .map(Self)
            .map_err(|_reason| BadPattern)
    }

    /// Returns whether the whole text matches, as in `JavaRosa`.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Writes Java's classes of letters as sets: `\d` there is 0 to 9, not every digit of Unicode.
fn translated(written: &str) -> String {
    let mut out = String::with_capacity(written.len() + 8);
    let mut letters = written.chars().peekable();
    let mut inside_set = false;
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            match letter {
                '[' => inside_set = true,
                ']' => inside_set = false,
                _ => {}
            }
            out.push(letter);
            // `[]abc]` and `[^]abc]`: a bracket that comes first is a letter.
            if letter == '[' && letters.peek() == Some(&'^') {
                out.extend(letters.next());
            }
            continue;
        }
        let set = match letters.next() {
            Some('d') => "[0-9]",
            Some('D') => "[^0-9]",
            Some('w') => "[A-Za-z0-9_]",
            Some('W') => "[^A-Za-z0-9_]",
            Some('s') => r"[ \t\n\x0B\f\r]",
            Some('S') => r"[^ \t\n\x0B\f\r]",
            Some('h') => r"[ \t\u{A0}]",
            Some('Q') => {
                quoted(&mut letters, &mut out);
                continue;
            }
            Some(other) => {
                out.push('\\');
                out.push(other);
                continue;
            }
            None => {
                out.push('\\');
                break;
            }
        };
        // `[.-\w]`: there the hyphen is a letter, not the middle of a range.
        if inside_set && out.ends_with('-') && !out.ends_with("\\-") {
            out.pop();
            out.push_str("\\-");
        }
        out.push_str(set);
    }
    out
}

/// Copies what stands between `\Q` and `\E` as it is.
fn quoted(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    while let Some(letter) = letters.next() {
        if letter == '\\' && letters.peek() == Some(&'E') {
            letters.next();
            return;
        }
        out.push_str(&regex::escape(letter.encode_utf8(&mut [0; 4])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_has_to_match_in_javas_notation() {
        for (text, pattern, expected) in [
            ("12345", "[0-9]+", true),
            ("12345", "[0-3]+", false),
            ("12345a", r"\d+", false),
            ("ab", "a|ab", true),
            ("+7 701 123-45-67", r"\+7[\d -]+", true),
            ("a.b-c@d.kz", r"[\w.-]+@[\w-.]+", true),
            ("а.б", r"[.-\w]+", false),
            ("Хафиз", r"\p{L}+", true),
            ("Хафиз", r"\p{Lu}\p{Ll}*", true),
            ("ХАФИЗ", "(?i)хафиз", true),
            ("a+b", r"\Qa+b\E", true),
            ("٣", r"\d", false),
            ("x", r"\D", true),
            ("a/b", r"a\/b", true),
            ("", "", true),
            ("", ".+", false),
        ] {
            let read = Pattern::read(pattern).unwrap_or_else(|_| panic!("{pattern}"));
            assert_eq!(read.matches(text), expected, "{text} {pattern}");
        }
    }

    #[test]
    fn what_has_no_bound_on_its_time_or_memory_is_refused() {
        let deep = "(".repeat(100) + &")".repeat(100);
        let long = "a".repeat(5000);
        for pattern in [
            "(?=a)a",
            r"(a)\1",
            "(?<!a)b",
            "[0-9",
            "(",
            "a{99999}{99999}",
            &deep,
            &long,
        ] {
            assert_eq!(Pattern::read(pattern).err(), Some(BadPattern), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_is_slow_elsewhere_ends_at_once() {
        let pattern = Pattern::read("(a+)+b").unwrap();
        assert!(!pattern.matches(&"a".repeat(50_000)));
    }
}
