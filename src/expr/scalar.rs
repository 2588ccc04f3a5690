//! Values while an expression is evaluated, and how one kind becomes another (GRAMMAR.md).
//!
//! Owns the coercions. Its invariant: a coercion never fails; what has no number is NaN, what has
//! no text is the empty text.

use std::borrow::Cow;

use crate::message::Message;
use crate::value::Value;

use super::fault::{EvaluationFault, REPEATED};
use super::tree::Operator;
use super::when::When;

/// A value while an expression is evaluated; borrows from answers and from the expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar<'a> {
    Number(f64),
    Text(Cow<'a, str>),
    Boolean(bool),
    When(When),
    /// Several choices; as a text they are joined by blanks.
    Choices(&'a [String]),
    /// The values of a set; never inside another one. A set of one counts as its value.
    Nodes(Vec<Self>),
    /// A comparison that the parts said do not decide.
    Undecided,
}

/// Numbers nearer than this are equal, and a number nearer to 0 is false (JavaRosa).
const NEAR: f64 = 1e-12;

impl<'a> Scalar<'a> {
    pub(super) const BLANK: Self = Self::Text(Cow::Borrowed(""));

    /// Reads an answer; none and a blank one are the empty text.
    pub(super) fn of(value: Option<&'a Value>) -> Self {
        match value {
            None => Self::BLANK,
            Some(value) if value.is_blank() => Self::BLANK,
            Some(Value::Text(text) | Value::Choice(text)) => Self::Text(Cow::Borrowed(text)),
            #[expect(
                clippy::cast_precision_loss,
                reason = "XPath numbers are f64; whole numbers are exact up to 2^53"
            )]
            Some(Value::Integer(number)) => Self::Number(*number as f64),
            Some(Value::Decimal(number)) => Self::Number(*number),
            Some(Value::Choices(names)) => Self::Choices(names),
            Some(Value::Moment(moment)) => Self::When(When::from(*moment)),
        }
    }

    pub(super) fn text_of(text: impl Into<String>) -> Self {
        Self::Text(Cow::Owned(text.into()))
    }

    pub(super) fn decided(result: Option<bool>) -> Self {
        result.map_or(Self::Undecided, Self::Boolean)
    }

    /// Returns the one value of a set; an empty set is blank, a larger one has no single value.
    pub(super) fn unpacked(self) -> Result<Self, EvaluationFault> {
        match self {
            Self::Nodes(mut nodes) => match nodes.len() {
                0 | 1 => Ok(nodes.pop().unwrap_or(Self::BLANK)),
                count => Err(EvaluationFault {
                    code: REPEATED,
                    message: Message::new("err-expr-repeated").number("count", count),
                }),
            },
            one => Ok(one),
        }
    }

    /// Returns the value of a set of one; any other set is blank.
    fn single(nodes: &[Self]) -> Option<&Self> {
        match nodes {
            [one] => Some(one),
            _ => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_nan(),
            Self::Choices(names) => names.is_empty(),
            Self::Nodes(nodes) => Self::single(nodes).is_none_or(Self::is_blank),
            Self::Undecided => true,
            Self::Boolean(_) | Self::When(_) => false,
        }
    }

    pub(super) fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(text) => number_of(text),
            Self::Boolean(truth) => f64::from(u8::from(*truth)),
            Self::When(when) => when.days(),
            Self::Choices([name]) => number_of(name),
            Self::Nodes(nodes) => Self::single(nodes).map_or(f64::NAN, Self::number),
            Self::Choices(_) | Self::Undecided => f64::NAN,
        }
    }

    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Number(number) => Cow::Owned(text_of_number(*number)),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::When(when) => Cow::Owned(when.to_string()),
            Self::Nodes(nodes) => Self::single(nodes).map_or(Cow::Borrowed(""), Self::text),
            Self::Choices([name]) => Cow::Borrowed(name),
            Self::Choices(names) => Cow::Owned(names.join(" ")),
            Self::Undecided => Cow::Borrowed(""),
        }
    }

    /// Returns whether this counts as true; `None` if it is undecided.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Number(number) => Some(number.abs() > NEAR),
            Self::Text(text) => Some(!text.is_empty()),
            Self::Boolean(truth) => Some(*truth),
            Self::When(_) => Some(true),
            Self::Choices(names) => Some(!names.is_empty()),
            Self::Nodes(nodes) => Self::single(nodes).map_or(Some(false), Self::truth),
            Self::Undecided => None,
        }
    }

    /// Returns whether the name is one of those that are chosen, which stand between blanks. As in
    /// `JavaRosa`, the name may be a run of several, and nothing is chosen of nothing.
    pub(super) fn has_selected(&self, name: &str) -> bool {
        let name = name.trim();
        match self {
            Self::Choices(names) if !name.contains(' ') => names.iter().any(|part| part == name),
            other => format!(" {} ", other.text()).contains(&format!(" {name} ")),
        }
    }

    /// Compares two values by the rules of their kinds.
    pub(super) fn compare(&self, operator: Operator, other: &Self) -> Scalar<'static> {
        let result = match (self, other) {
            (Self::Undecided, _) | (_, Self::Undecided) => None,
            (Self::When(left), Self::When(right)) => left.compare(operator, *right),
            (Self::When(left), Self::Text(text)) => match When::read(text) {
                Some(right) => left.compare(operator, right),
                None => self.compare_plainly(operator, other),
            },
            (Self::Text(text), Self::When(right)) => match When::read(text) {
                Some(left) => left.compare(operator, *right),
                None => self.compare_plainly(operator, other),
            },
            _ => self.compare_plainly(operator, other),
        };
        Scalar::decided(result)
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "stands beside comparisons of moments, which can be undecided"
    )]
    fn compare_plainly(&self, operator: Operator, other: &Self) -> Option<bool> {
        let ordered = |holds: fn(f64, f64) -> bool| holds(self.number(), other.number());
        Some(match operator {
            Operator::Equal => self.equals(other),
            Operator::NotEqual => !self.equals(other),
            Operator::Less => ordered(|left, right| left < right),
            Operator::LessOrEqual => ordered(|left, right| left <= right),
            Operator::Greater => ordered(|left, right| left > right),
            Operator::GreaterOrEqual => ordered(|left, right| left >= right),
            Operator::Or
            | Operator::And
            | Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo
            | Operator::Union => false,
        })
    }

    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Boolean(_), _) | (_, Self::Boolean(_)) => self.truth() == other.truth(),
            (Self::Number(_), _) | (_, Self::Number(_)) => near(self.number(), other.number()),
            _ => self.text() == other.text(),
        }
    }

    /// Computes `self operator other`.
    pub(super) fn reckon(&self, operator: Operator, other: &Self) -> f64 {
        if let (Operator::Subtract, Self::When(later), Self::When(earlier)) =
            (operator, self, other)
        {
            return later.days_since(*earlier);
        }
        let (left, right) = (self.number(), other.number());
        match operator {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide => left / right,
            Operator::Modulo => left % right,
            Operator::Or
            | Operator::And
            | Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual
            | Operator::Union => f64::NAN,
        }
    }

    /// Returns the value as an answer would hold it; `None` is blank.
    pub(super) fn into_value(self) -> Option<Value> {
        match self {
            Self::Number(number) => number_value(number),
            Self::Text(text) => Some(Value::Text(text.into_owned())),
            Self::Boolean(truth) => Some(Value::Text(truth.to_string())),
            Self::When(when) => Some(Value::Moment(when.moment())),
            Self::Choices(names) => Some(Value::Choices(names.to_vec())),
            Self::Nodes(nodes) => nodes.into_iter().next().and_then(Self::into_value),
            Self::Undecided => None,
        }
        .filter(|value| !value.is_blank())
    }
}

/// Whether two numbers are equal for JavaRosa; NaN equals nothing.
#[expect(clippy::float_cmp, reason = "infinities are equal only exactly")]
pub(super) fn near(left: f64, right: f64) -> bool {
    left == right || (left - right).abs() < NEAR
}

/// Reads a number from text by XPath's rules as JavaRosa bends them: no exponent, no plus, no
/// words; a decimal comma is a point.
pub(super) fn number_of(text: &str) -> f64 {
    let text = text.trim();
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b','));
    if !plain {
        return f64::NAN;
    }
    if text.contains(',') {
        return text.replace(',', ".").parse().unwrap_or(f64::NAN);
    }
    text.parse().unwrap_or(f64::NAN)
}

/// Writes a number: no exponent, no decimals where it is whole.
pub(super) fn text_of_number(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    let whole = number.round();
    if whole == 0.0 && number == 0.0 {
        return "0".to_owned();
    }
    if whole.abs() >= 1.0 && (number - whole).abs() < NEAR {
        return format!("{whole}");
    }
    format!("{number}")
}

/// Returns the number as an answer: whole numbers as such; NaN and the infinities are blank.
fn number_value(number: f64) -> Option<Value> {
    // Beyond 2^53 a f64 does not hold every whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !number.is_finite() {
        return None;
    }
    let whole = number.round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is looked at first"
    )]
    if near(number, whole) && whole.abs() <= EXACT {
        return Some(Value::Integer(whole as i64));
    }
    Some(Value::Decimal(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_text_as_javarosa_reads_them() {
        for (text, expected) in [
            (" 12 ", 12.0),
            ("0017.", 17.0),
            ("3,5", 3.5),
            (".5", 0.5),
            ("-.5", -0.5),
        ] {
            assert!(near(number_of(text), expected), "{text}");
        }
        for text in [
            "", " ", "1e3", "+5", "- 5", "1-2", "NaN", "Infinity", "3,5,1", "٣",
        ] {
            assert!(number_of(text).is_nan(), "{text}");
        }
    }

    #[test]
    fn numbers_are_written_without_exponent_and_without_needless_decimals() {
        for (number, expected) in [
            (3.0, "3"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1000000000000000000000"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
            (2.000_000_000_000_000_4, "2"),
        ] {
            assert_eq!(text_of_number(number), expected);
        }
    }

    #[test]
    fn blank_is_neither_zero_nor_less_than_anything() {
        let blank = Scalar::BLANK;
        let zero = Scalar::Number(0.0);
        assert_eq!(
            blank.compare(Operator::Equal, &zero),
            Scalar::Boolean(false)
        );
        assert_eq!(
            blank.compare(Operator::NotEqual, &zero),
            Scalar::Boolean(true)
        );
        assert_eq!(
            blank.compare(Operator::LessOrEqual, &zero),
            Scalar::Boolean(false)
        );
        assert_eq!(blank.truth(), Some(false));
        assert!(blank.reckon(Operator::Add, &zero).is_nan());
    }
}
