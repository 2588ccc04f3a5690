//! Find as you type: one folding for lists, menu and search.

use crate::tui::keyboard::position;

pub use crate::i18n::fold;

/// Folds a code, so that Latin and Cyrillic letters that look alike are one.
pub fn fold_code(text: &str) -> String {
    fold(text)
        .chars()
        .map(|letter| match letter {
            'а' => 'a',
            'в' => 'b',
            'с' => 'c',
            'е' => 'e',
            'н' => 'h',
            'к' => 'k',
            'м' => 'm',
            'о' => 'o',
            'р' => 'p',
            'т' => 't',
            'х' => 'x',
            'у' => 'y',
            other => other,
        })
        .collect()
}

/// Returns whether each word that was typed begins a word of the text, in any script that the
/// same keys would have typed.
pub fn matches(typed: &str, text: &str) -> bool {
    let typed = fold(typed);
    let haystack = fold(text);
    let (typed_keys, text_keys) = (as_keys(&typed), as_keys(&haystack));
    let typed_code = fold_code(&typed);
    let code = fold_code(&haystack);
    begins_words(&typed, &haystack)
        || begins_words(&typed_keys, &text_keys)
        || begins_words(&typed_code, &code)
}

/// Returns the keys that type the text: `akfu` and `флаг` are the same keys.
fn as_keys(text: &str) -> String {
    text.chars()
        .map(|letter| position(letter).unwrap_or(letter))
        .collect()
}

fn begins_words(typed: &str, text: &str) -> bool {
    typed.split_whitespace().all(|part| {
        text.match_indices(part).any(|(at, _)| {
            text.get(..at)
                .and_then(|before| before.chars().next_back())
                .is_none_or(|before| !before.is_alphanumeric())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_find_what_the_eye_takes_for_the_same() {
        for (typed, text) in [
            ("сизо", "СИЗО-02 Чуй"),
            ("чуй", "СИЗО-02 Чуй"),
            ("кызыл", "Қызылорда"),
            ("елка", "Ёлка"),
            ("akfu", "флаг"),
            ("akfu", "Флаг на потом"),
            ("CИ", "СИЗО"),
            ("ivs 0", "IVS 07"),
            ("", "anything"),
        ] {
            assert!(matches(typed, text), "{typed} in {text}");
        }
        assert!(!matches("зо", "СИЗО"));
    }
}
