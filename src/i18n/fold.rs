//! What the eye takes for the same: letters folded for finding.

use unicode_normalization::UnicodeNormalization;

/// Folds a text for finding: case, ё, and the Kazakh, Kyrgyz and Tajik letters to their Russian
/// neighbours.
pub fn fold(text: &str) -> String {
    text.nfc()
        .flat_map(char::to_lowercase)
        .map(neighbour)
        .collect()
}

const fn neighbour(letter: char) -> char {
    match letter {
        'ё' => 'е',
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' | 'ӯ' => 'у',
        'һ' | 'ҳ' => 'х',
        'і' | 'ӣ' => 'и',
        'ҷ' => 'ч',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_region_are_found_by_their_russian_neighbours() {
        assert_eq!(fold("Қызылорда ЁЛКА"), "кызылорда елка");
        // й typed as и with a breve (as on some machines) is the same letter.
        assert_eq!(fold("и\u{306}"), "й");
    }
}
