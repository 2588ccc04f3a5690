//! What is wrong with an expression, as data: a stable code, a column, and what to write instead.
//!
//! Owns the list of codes. Its invariant: each code has a message of its own in every catalogue,
//! and the message says what to write instead.

use crate::message::Message;

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpressionFault {
    /// The stable code, as `expr_unknown_name`.
    pub code: &'static str,
    /// The column of the expression where it is wrong, in letters from 1.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub message: Message,
}

impl ExpressionFault {
    /// Returns whether the writing itself is wrong, whatever is answered: not only a part of which
    /// one can see before that it will never be computed.
    pub fn is_of_writing(&self) -> bool {
        ![
            ARGUMENT_KIND,
            NO_SUCH_CHOICE,
            IMPOSSIBLE_COMPARISON,
            NOT_A_DATE,
            BAD_PATTERN,
        ]
        .contains(&self.code)
    }
}

/// Why an expression, though well formed, has no result for the values it met.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationFault {
    /// The stable code, as `expr_not_a_date`.
    pub code: &'static str,
    /// What is wrong and what to write instead.
    pub message: Message,
}

/// Every code that compiling or evaluating can give, in the order of GRAMMAR.md.
pub const CODES: [&str; 26] = [
    TOO_LONG,
    TOO_DEEP,
    TOO_MANY_PARTS,
    EMPTY,
    WRONG_OPERATOR,
    TYPOGRAPHIC_QUOTE,
    OPEN_TEXT,
    BAD_REFERENCE,
    UNEXPECTED_LETTER,
    VALUE_EXPECTED,
    OPERATOR_EXPECTED,
    NOT_CLOSED,
    UNKNOWN_NAME,
    UNKNOWN_FUNCTION,
    ARGUMENT_COUNT,
    ARGUMENT_KIND,
    NO_SUCH_CHOICE,
    IMPOSSIBLE_COMPARISON,
    BARE_NAME,
    UNSUPPORTED,
    NOT_A_DATE,
    BAD_FORMAT,
    UNKNOWN_LIST,
    NO_PLACE,
    BAD_PATTERN,
    REPEATED,
];

pub(super) const TOO_LONG: &str = "expr_too_long";
pub(super) const TOO_DEEP: &str = "expr_too_deep";
pub(super) const TOO_MANY_PARTS: &str = "expr_too_many_parts";
pub(super) const EMPTY: &str = "expr_empty";
pub(super) const WRONG_OPERATOR: &str = "expr_wrong_operator";
pub(super) const TYPOGRAPHIC_QUOTE: &str = "expr_typographic_quote";
pub(super) const OPEN_TEXT: &str = "expr_open_text";
pub(super) const BAD_REFERENCE: &str = "expr_bad_reference";
pub(super) const UNEXPECTED_LETTER: &str = "expr_unexpected_letter";
pub(super) const VALUE_EXPECTED: &str = "expr_value_expected";
pub(super) const OPERATOR_EXPECTED: &str = "expr_operator_expected";
pub(super) const NOT_CLOSED: &str = "expr_not_closed";
pub(super) const UNKNOWN_NAME: &str = "expr_unknown_name";
pub(super) const UNKNOWN_FUNCTION: &str = "expr_unknown_function";
pub(super) const ARGUMENT_COUNT: &str = "expr_argument_count";
pub(super) const ARGUMENT_KIND: &str = "expr_argument_kind";
pub(super) const NO_SUCH_CHOICE: &str = "expr_no_such_choice";
pub(super) const IMPOSSIBLE_COMPARISON: &str = "expr_impossible_comparison";
pub(super) const BARE_NAME: &str = "expr_bare_name";
pub(super) const UNSUPPORTED: &str = "expr_unsupported";
pub(super) const NOT_A_DATE: &str = "expr_not_a_date";
pub(super) const BAD_FORMAT: &str = "expr_bad_format";
pub(super) const UNKNOWN_LIST: &str = "expr_unknown_list";
pub(super) const NO_PLACE: &str = "expr_no_place";
pub(super) const BAD_PATTERN: &str = "expr_bad_pattern";
pub(super) const REPEATED: &str = "expr_repeated";

/// The longest text of an expression, in bytes.
pub const MOST_BYTES: usize = 32 * 1024;
/// The deepest nesting of an expression.
pub const MOST_DEPTH: usize = 64;
/// The most parts (values, operators, calls) of an expression.
pub const MOST_PARTS: usize = 10_000;
/// More faults than this in one expression help nobody.
const MOST_FAULTS: usize = 25;

/// The faults found so far, at most one a column: what follows from a fault is not a second fault.
#[derive(Debug, Default)]
pub(super) struct Faults {
    found: Vec<ExpressionFault>,
}

impl Faults {
    pub(super) fn add(&mut self, code: &'static str, column: usize, message: Message) {
        let known = self.found.iter().any(|fault| fault.column == column);
        if !known && self.found.len() < MOST_FAULTS {
            self.found.push(ExpressionFault {
                code,
                column,
                message,
            });
        }
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the faults in the order of their columns.
    pub(super) fn into_sorted(mut self) -> Vec<ExpressionFault> {
        self.found.sort_by_key(|fault| fault.column);
        self.found
    }
}

/// Returns the known name that is nearest to what was written, if one is near enough to be meant.
pub(super) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let letters: Vec<char> = written.to_lowercase().chars().collect();
    let reach = (letters.len() / 3).max(1);
    known
        .into_iter()
        .map(|name| (distance(&letters, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, name)| name)
}

/// How many letters are wrong, missing, too many, or swapped with a neighbour.
fn distance(left: &[char], right: &str) -> usize {
    let right: Vec<char> = right.chars().take(256).collect();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut two_above: Vec<usize> = Vec::new();
    let mut letter_before = None;
    for (row, letter) in left.iter().take(256).enumerate() {
        let mut cells = vec![row + 1];
        let mut other_before = None;
        for (column, other) in right.iter().enumerate() {
            let cell =
                |cells: &[usize], at: usize| cells.get(at).copied().unwrap_or(usize::MAX / 2);
            let changed = cell(&above, column) + usize::from(letter != other);
            let swapped = if letter_before == Some(*other) && other_before == Some(*letter) {
                cell(&two_above, column.wrapping_sub(1)) + 1
            } else {
                usize::MAX
            };
            let missing = cell(&above, column + 1) + 1;
            let needless = cell(&cells, column) + 1;
            cells.push(changed.min(swapped).min(missing).min(needless));
            other_before = Some(*other);
        }
        letter_before = Some(*letter);
        two_above = std::mem::replace(&mut above, cells);
    }
    above.last().copied().unwrap_or(left.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name_that_was_meant_and_nonsense_finds_none() {
        let names = ["lawyer_met_at", "lawyer_left_at", "age"];
        assert_eq!(nearest("lawyer_met_ta", names), Some("lawyer_met_at"));
        assert_eq!(nearest("Age", names), Some("age"));
        assert_eq!(nearest("agr", names), Some("age"));
        assert_eq!(nearest("aeg", names), Some("age"));
        assert_eq!(nearest("zzzzzz", names), None);
    }

    #[test]
    fn one_column_is_wrong_once_and_faults_come_in_the_order_of_columns() {
        let mut faults = Faults::default();
        faults.add(EMPTY, 9, Message::new("err-expr-empty"));
        faults.add(UNSUPPORTED, 9, Message::new("err-expr-empty"));
        faults.add(EMPTY, 2, Message::new("err-expr-empty"));
        let columns: Vec<usize> = faults.into_sorted().iter().map(|f| f.column).collect();
        assert_eq!(columns, [2, 9]);
    }
}
