//! What XLSForm calls a name, a reference `${name}`, and a default that is computed.
//!
//! The letters of names are those that the reference converter takes, to the letter: a form that it
//! refuses would be of no use elsewhere.

/// Returns whether a name can begin with the letter. Latin capitals with accents (À to Ö) are not
/// among them, although XML has them: the reference converter leaves them out.
const fn begins(letter: char) -> bool {
    matches!(letter,
        'A'..='Z' | '_' | 'a'..='z' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

const fn continues(letter: char) -> bool {
    begins(letter)
        || matches!(letter, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Returns how many bytes of the text are a name.
fn name_length(text: &str) -> usize {
    let mut letters = text.char_indices();
    match letters.next() {
        Some((_, first)) if begins(first) => letters
            .find(|(_, letter)| !continues(*letter))
            .map_or(text.len(), |(at, _)| at),
        _ => 0,
    }
}

/// Returns how many bytes of the text are a name or a name with a prefix (`jr:count`).
fn prefixed_length(text: &str) -> usize {
    let first = name_length(text);
    let after = text.get(first..).and_then(|rest| rest.strip_prefix(':'));
    match after.map(name_length) {
        Some(second) if first > 0 && second > 0 => first + 1 + second,
        _ => first,
    }
}

/// Returns whether the text is a name, with a prefix or without.
pub(in crate::checklist) fn is_name(text: &str) -> bool {
    !text.is_empty() && prefixed_length(text) == text.len()
}

/// A reference to another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) name: String,
    /// Whether it means the record that was saved before (`${last-saved#name}`).
    pub(super) is_last_saved: bool,
}

/// A `${` that is no reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadReference;

const LAST_SAVED: &str = "last-saved#";

fn reference(inside: &str) -> Result<Reference, BadReference> {
    let (name, is_last_saved) = match inside.strip_prefix(LAST_SAVED) {
        Some(name) => (name, true),
        None => (inside, false),
    };
    if !name.is_empty() && name_length(name) == name.len() {
        Ok(Reference {
            name: name.to_owned(),
            is_last_saved,
        })
    } else {
        Err(BadReference)
    }
}

/// Returns every reference in the text, or that one of them is none.
pub(super) fn references(text: &str) -> Result<Vec<Reference>, BadReference> {
    let mut found = Vec::new();
    // Two letters are too few to be an attempt at one.
    let mut rest = if text == "${" { "" } else { text };
    while let Some((_, after)) = rest.split_once("${") {
        match after.split_once('}') {
            // `${}` alone is no attempt at a reference.
            Some(("", behind)) => rest = behind,
            Some((inside, behind)) => {
                found.push(reference(inside)?);
                rest = behind;
            }
            None => return Err(BadReference),
        }
    }
    Ok(found)
}

/// Returns whether the text has a reference before anything that is a wrong one.
pub(super) fn has_reference(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        match after.split_once('}') {
            Some(("", behind)) => rest = behind,
            Some((inside, _)) => return reference(inside).is_ok(),
            None => return false,
        }
    }
    false
}

/// Returns the name if the text is one reference and nothing else.
pub(super) fn lone_reference(text: &str) -> Option<Reference> {
    let inside = text.strip_prefix("${")?.strip_suffix('}')?;
    if inside.contains('}') {
        return None;
    }
    reference(inside).ok()
}

/// What a part of a default is, as far as it decides whether the default is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Minus,
    Computed,
    Plain,
}

/// Returns whether a default is an expression that is computed rather than the answer itself.
pub(in crate::checklist) fn is_dynamic(default: &str, kind: &str) -> bool {
    let hyphens_are_plain = matches!(
        kind,
        "date" | "dateTime" | "geopoint" | "geotrace" | "geoshape"
    );
    let mut rest = default;
    while !rest.is_empty() {
        let (length, part) = next_part(rest);
        match part {
            Part::Minus if hyphens_are_plain => return false,
            Part::Minus | Part::Computed => return true,
            Part::Plain => {}
        }
        let one = rest.chars().next().map_or(1, char::len_utf8);
        rest = rest.get(length.max(one)..).unwrap_or_default();
    }
    false
}

fn next_part(text: &str) -> (usize, Part) {
    if let Some(length) = moment_length(text) {
        return (length, Part::Plain);
    }
    if let Some(length) = number_length(text) {
        return (length, Part::Plain);
    }
    for word in [" mod ", " div "] {
        if text.starts_with(word) {
            return (word.len(), Part::Computed);
        }
    }
    for word in [" and ", " or "] {
        if text.starts_with(word) {
            return (word.len(), Part::Plain);
        }
    }
    let first = text.chars().next().unwrap_or_default();
    match first {
        '-' => return (1, Part::Minus),
        '*' | '+' | '|' => return (1, Part::Computed),
        '"' | '\'' => {
            let closing = text.get(1..).and_then(|rest| rest.find(first));
            return (closing.map_or(1, |at| at + 2), Part::Plain);
        }
        '$' => {
            let inside = text.strip_prefix("${").unwrap_or_default();
            let prefix = inside.strip_prefix(LAST_SAVED).unwrap_or(inside);
            let length = name_length(prefix);
            let is_closed = prefix
                .get(length..)
                .is_some_and(|rest| rest.starts_with('}'));
            if length > 0 && is_closed {
                return (2, Part::Computed);
            }
        }
        _ => {}
    }
    let length = prefixed_length(text);
    if length > 0 {
        let is_call = text.get(length..).is_some_and(|rest| rest.starts_with('('));
        let part = if is_call { Part::Computed } else { Part::Plain };
        return (length, part);
    }
    (first.len_utf8(), Part::Plain)
}

/// Returns the length of digits in a pattern, `0` for a digit and anything else for itself.
fn pattern_length(text: &str, pattern: &str) -> Option<usize> {
    let mut letters = text.chars();
    for wanted in pattern.chars() {
        let letter = letters.next()?;
        let fits = if wanted == '0' {
            letter.is_ascii_digit()
        } else {
            letter == wanted
        };
        if !fits {
            return None;
        }
    }
    Some(pattern.len())
}

fn moment_length(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    let date = text
        .get(sign..)
        .and_then(|rest| pattern_length(rest, "0000-00-00"))
        .map(|length| sign + length);
    if let Some(date) = date {
        let time = text
            .get(date..)
            .and_then(|rest| rest.strip_prefix('T'))
            .and_then(time_length);
        return Some(time.map_or(date, |time| date + 1 + time));
    }
    time_length(text)
}

fn time_length(text: &str) -> Option<usize> {
    let mut length = pattern_length(text, "00:00:00")?;
    let zone = text.get(length..).unwrap_or_default();
    if zone.starts_with('Z') {
        length += 1;
    } else if let Some(offset) =
        pattern_length(zone, "+00:00").or_else(|| pattern_length(zone, "-00:00"))
    {
        length += offset;
    }
    Some(length)
}

fn number_length(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(rest.len())
    };
    let whole = digits(sign);
    let point = sign + whole;
    if text.get(point..).is_some_and(|rest| rest.starts_with('.')) {
        let fraction = digits(point + 1);
        if whole > 0 || fraction > 0 {
            return Some(point + 1 + fraction);
        }
    }
    (whole > 0).then_some(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_computed_only_where_it_calculates() {
        for text in [
            "a-b",
            "2020-01-02",
            "yes and no",
            "a or b",
            "-5",
            "http://x.org/y",
            "../x",
            "(none)",
            "what? (maybe)",
            "f (x)",
            "A/B",
            "a = b",
            "1 < 2",
            "'x + y'",
            "5 -3",
            "",
        ] {
            assert!(!is_dynamic(text, "text"), "{text}");
        }
        for text in [
            "1 + 1",
            "5 - 3",
            "a -b",
            "5 mod 3",
            "a * b",
            "a div b",
            "a | b",
            "100% + tax",
            "concat('a','b')",
            "now()",
            "${site}",
            "${last-saved#site}",
        ] {
            assert!(is_dynamic(text, "text"), "{text}");
        }
        assert!(!is_dynamic("2020-01-02 - 1", "date"));
        assert!(is_dynamic("today()", "date"));
    }

    #[test]
    fn references_are_found_and_wrong_ones_told() {
        let names = |text: &str| {
            references(text).map(|found| {
                let names = found.into_iter().map(|reference| reference.name);
                names.collect::<Vec<_>>().join(",")
            })
        };
        assert_eq!(names("${a} > ${b-c.d}"), Ok("a,b-c.d".to_owned()));
        assert_eq!(names("${last-saved#a}"), Ok("a".to_owned()));
        assert_eq!(names("${}"), Ok(String::new()));
        for wrong in ["${a", "${ a }", "${a b}", "${1a}", "${a} ${"] {
            assert_eq!(names(wrong), Err(BadReference), "{wrong}");
        }
        assert!(lone_reference("${a}").is_some());
        assert!(lone_reference("${a}+${b}").is_none());
    }

    #[test]
    fn names_are_those_of_xml_without_latin_capitals_with_accents() {
        for name in ["a", "_a1", "имя", "a-b.c", "jr:count", "école"] {
            assert!(is_name(name), "{name}");
        }
        for wrong in ["", "1a", "-a", "a b", "École", "a:", ":a", "a:b:c"] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_default_is_computed_where_the_reference_converter_says_so() {
        for text in [
            "1 + 1",
            "5 - 3",
            "a -b",
            "5 mod 3",
            "a * b",
            "a div b",
            "a | b",
            "100% + tax",
            "concat('a','b')",
            "now()",
            "${site}",
        ] {
            assert!(is_dynamic(text, "text"), "{text}");
        }
        for text in [
            "a-b",
            "2020-01-02",
            "yes and no",
            "a or b",
            "-5",
            "http://x.org/y",
            "../x",
            "(none)",
            "what? (maybe)",
            "f (x)",
            "A/B",
            "a = b",
            "1 < 2",
            "'x'",
        ] {
            assert!(!is_dynamic(text, "text"), "{text}");
        }
        assert!(!is_dynamic("2020-01-02 - 1", "date"));
    }
}
