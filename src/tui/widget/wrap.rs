//! Breaking text into lines by the columns its letters take.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the byte ranges of the lines of one paragraph; blanks at a break stay with the line
/// before. There is always at least one line.
pub fn ranges(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    // Where the line could be broken, and how many columns stand after that place.
    let mut chance: Option<(usize, usize)> = None;
    for (at, letter) in text.grapheme_indices(true) {
        let columns = letter.width();
        let is_blank = letter.chars().all(char::is_whitespace);
        if used + columns > width && !is_blank {
            let (end, carried) = chance.map_or((at, 0), |(place, before)| {
                (place, used.saturating_sub(before))
            });
            lines.push(start..end);
            start = end;
            used = carried;
            chance = None;
        }
        used += columns;
        if is_blank || (letter == "-" && used > 1) {
            chance = Some((at + letter.len(), used));
        }
    }
    lines.push(start..text.len());
    lines
}

/// Returns the lines of one paragraph, without the blanks at their ends.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let ranges = ranges(text, width).into_iter();
    let parts = ranges.filter_map(|range| text.get(range));
    parts.map(|part| part.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        ranges(text, width)
            .into_iter()
            .map(|range| text.get(range).unwrap().trim_end())
            .collect()
    }

    #[test]
    fn text_breaks_at_blanks_and_long_words_break_anywhere() {
        assert_eq!(lines("Разъяснено ли право", 12), ["Разъяснено", "ли право"]);
        assert_eq!(lines("абвгдежз", 3), ["абв", "где", "жз"]);
        assert_eq!(lines("", 5), [""]);
        assert_eq!(lines("one two", 7), ["one two"]);
        assert_eq!(lines("a bb ccc", 4), ["a bb", "ccc"]);
    }

    #[test]
    fn the_lines_together_are_the_text() {
        for width in 1..30 {
            let text = "В записи стоит подпись без времени.  Дежурный — сослался";
            let joined: String = ranges(text, width)
                .into_iter()
                .map(|r| text.get(r).unwrap())
                .collect();
            assert_eq!(joined, text);
        }
    }
}
