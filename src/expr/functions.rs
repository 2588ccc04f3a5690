//! The functions of the language: one table with name, arguments, result and doc.
//!
//! Reads no answers and no clock; what a function needs comes in as arguments. Its invariant: the
//! table is sorted by name, and a function with a fixed count of arguments gets exactly that many.

use std::borrow::Cow;

use crate::message::Message;

use super::fault::{BAD_FORMAT, BAD_PATTERN, EvaluationFault, NOT_A_DATE};
use super::pattern::Pattern;
use super::scalar::Scalar;
use super::when::When;

/// What an evaluation gives.
pub(super) type Evaluated<'a> = Result<Scalar<'a>, EvaluationFault>;

/// What an argument is for; the checker refuses what can never fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parameter {
    Any,
    Text,
    Number,
    Truth,
    Moment,
    /// A question with choices, or names between blanks.
    Selection,
    /// The name of a choice, in quotes.
    ChoiceName,
    /// The values of a question over the instances of a repeat, or rows of a list.
    Set,
    /// The pattern of `regex()`.
    Pattern,
}

/// What a part of an expression gives, as far as it is known before evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Boolean,
    Moment,
    Choice,
    Choices,
    Any,
}

/// How a function is carried out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operation {
    /// Looks at all its arguments, each of which is one value.
    Plain(for<'a> fn(&[Scalar<'a>]) -> Evaluated<'a>),
    /// Looks at all values, those of sets one by one.
    Spread(for<'a> fn(&[Scalar<'a>]) -> Evaluated<'a>),
    /// Looks at its arguments with sets as sets.
    Sets(for<'a> fn(&[Scalar<'a>]) -> Evaluated<'a>),
    /// `if(condition, then, else)`: only one branch is evaluated.
    If,
    /// The first argument that is not blank.
    Coalesce,
    /// The value there is, or else the argument.
    Once,
    /// The negation; what is undecided stays undecided.
    Not,
    /// The day of `Values::now`.
    Today,
    /// `Values::now`.
    Now,
    /// A number drawn from `Values::seed`.
    Random,
    /// An identifier drawn from `Values::seed`.
    Uuid,
    /// A set in an order that is drawn.
    Randomize,
    /// `Values::version`.
    Version,
    /// The checker turns the whole call into code of its own.
    Compiled,
    /// Known from XLSForm, but not carried out by this version.
    Unsupported,
}

/// A function of the language.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) least: usize,
    /// `None`: any number.
    pub(super) most: Option<usize>,
    /// The last one stands for all that follow.
    pub(super) parameters: &'static [Parameter],
    pub(super) result: Kind,
    pub(super) operation: Operation,
    /// What it gives, in one line; GRAMMAR.md has the same table.
    pub(super) doc: &'static str,
}

impl Function {
    /// Returns what the argument at this place is for.
    pub(super) fn parameter(&self, place: usize) -> Parameter {
        self.parameters
            .get(place)
            .or_else(|| self.parameters.last())
            .copied()
            .unwrap_or(Parameter::Any)
    }
}

/// Returns the function with this name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS
        .binary_search_by(|function| function.name.cmp(name))
        .ok()
        .and_then(|at| FUNCTIONS.get(at))
}

const fn plain(
    name: &'static str,
    arity: (usize, Option<usize>),
    parameters: &'static [Parameter],
    result: Kind,
    run: for<'a> fn(&[Scalar<'a>]) -> Evaluated<'a>,
    doc: &'static str,
) -> Function {
    special(name, arity, parameters, result, Operation::Plain(run), doc)
}

const fn spread(
    name: &'static str,
    arity: (usize, Option<usize>),
    parameters: &'static [Parameter],
    result: Kind,
    run: for<'a> fn(&[Scalar<'a>]) -> Evaluated<'a>,
    doc: &'static str,
) -> Function {
    special(name, arity, parameters, result, Operation::Spread(run), doc)
}

const fn sets(
    name: &'static str,
    arity: (usize, Option<usize>),
    parameters: &'static [Parameter],
    result: Kind,
    run: for<'a> fn(&[Scalar<'a>]) -> Evaluated<'a>,
    doc: &'static str,
) -> Function {
    special(name, arity, parameters, result, Operation::Sets(run), doc)
}

const fn special(
    name: &'static str,
    arity: (usize, Option<usize>),
    parameters: &'static [Parameter],
    result: Kind,
    operation: Operation,
    doc: &'static str,
) -> Function {
    Function {
        name,
        least: arity.0,
        most: arity.1,
        parameters,
        result,
        operation,
        doc,
    }
}

const fn unsupported(name: &'static str) -> Function {
    Function {
        name,
        least: 0,
        most: None,
        parameters: &[],
        result: Kind::Any,
        operation: Operation::Unsupported,
        doc: "not in this version",
    }
}

use Kind as K;
use Parameter as P;

const NONE: (usize, Option<usize>) = (0, Some(0));
const ONE: (usize, Option<usize>) = (1, Some(1));
const TWO: (usize, Option<usize>) = (2, Some(2));
const THREE: (usize, Option<usize>) = (3, Some(3));

/// Every function, sorted by name.
#[rustfmt::skip]
pub(super) static FUNCTIONS: &[Function] = &[
    plain("abs", ONE, &[P::Number], K::Number, |a| one(a, f64::abs), "the number without its sign"),
    plain("acos", ONE, &[P::Number], K::Number, |a| one(a, f64::acos), "arc cosine"),
    unsupported("area"),
    plain("asin", ONE, &[P::Number], K::Number, |a| one(a, f64::asin), "arc sine"),
    plain("atan", ONE, &[P::Number], K::Number, |a| one(a, f64::atan), "arc tangent"),
    plain("atan2", TWO, &[P::Number], K::Number, |a| two(a, f64::atan2), "arc tangent of two sides"),
    unsupported("base64-decode"),
    plain("boolean", ONE, &[P::Truth], K::Boolean, |a| Ok(Scalar::decided(truth(a, 0))), "true unless 0, NaN or empty"),
    plain("boolean-from-string", ONE, &[P::Text], K::Boolean, boolean_from_string, "true for '1' and 'true'"),
    spread("checklist", (2, None), &[P::Number, P::Number, P::Truth], K::Boolean, checklist, "whether the count of true arguments lies between the first two; -1 is no bound"),
    special("coalesce", (2, None), &[P::Any], K::Any, Operation::Coalesce, "the first argument that is not blank"),
    spread("concat", (0, None), &[P::Text], K::Text, |a| Ok(Scalar::text_of(a.iter().map(Scalar::text).collect::<String>())), "the texts one after another"),
    plain("contains", TWO, &[P::Text], K::Boolean, |a| Ok(Scalar::Boolean(text(a, 0).contains(&*text(a, 1)))), "whether the first text contains the second"),
    plain("cos", ONE, &[P::Number], K::Number, |a| one(a, f64::cos), "cosine"),
    sets("count", ONE, &[P::Set], K::Number, |a| Ok(count(nodes(a, 0).len())), "how many there are, of those that count"),
    sets("count-non-empty", ONE, &[P::Set], K::Number, |a| Ok(count(nodes(a, 0).iter().filter(|node| !node.is_blank()).count())), "how many of them are answered"),
    plain("count-selected", ONE, &[P::Selection], K::Number, count_selected, "how many choices are taken"),
    special("current", NONE, &[], K::Any, Operation::Compiled, "the question whose expression it is, also inside [ ]"),
    plain("date", ONE, &[P::Moment], K::Moment, date, "the date of a text, a count of days since 1970-01-01, or a date-time"),
    plain("date-time", ONE, &[P::Moment], K::Moment, date_time, "the date-time of a text or a count of days since 1970-01-01"),
    plain("decimal-date-time", ONE, &[P::Moment], K::Number, decimal_date_time, "days since 1970-01-01 00:00 UTC with their fraction"),
    plain("decimal-time", ONE, &[P::Moment], K::Number, decimal_time, "the time of day as a fraction of the day"),
    plain("depend", (1, None), &[P::Any], K::Any, |a| Ok(a.first().cloned().unwrap_or(Scalar::BLANK)), "the first argument; the others are only named"),
    unsupported("digest"),
    unsupported("distance"),
    unsupported("enclosed-area"),
    plain("ends-with", TWO, &[P::Text], K::Boolean, |a| Ok(Scalar::Boolean(text(a, 0).ends_with(&*text(a, 1)))), "whether the first text ends with the second"),
    plain("exp", ONE, &[P::Number], K::Number, |a| one(a, f64::exp), "e to this power"),
    plain("exp10", ONE, &[P::Number], K::Number, |a| one(a, |x| 10_f64.powf(x)), "10 to this power"),
    unsupported("extract-signed"),
    plain("false", NONE, &[], K::Boolean, |_| Ok(Scalar::Boolean(false)), "false"),
    plain("format-date", TWO, &[P::Moment, P::Text], K::Text, format_date, "the date written by %Y %y %m %n %b %d %e %a"),
    plain("format-date-time", TWO, &[P::Moment, P::Text], K::Text, format_date, "as format-date, also %H %h %M %S %3"),
    unsupported("geofence"),
    special("if", THREE, &[P::Truth, P::Any, P::Any], K::Any, Operation::If, "the second argument if the first is true, otherwise the third"),
    special("indexed-repeat", (3, Some(11)), &[P::Any], K::Any, Operation::Compiled, "the value of a question in the instance of a repeat with a number, counted from 1; further pairs for repeats around it"),
    special("instance", ONE, &[P::Text], K::Any, Operation::Compiled, "a choice list: instance('list')/root/item[name = …]/label"),
    plain("int", ONE, &[P::Number], K::Number, |a| one(a, f64::trunc), "the number without its fraction"),
    unsupported("intersects"),
    plain("is-selected", TWO, &[P::Selection, P::ChoiceName], K::Boolean, selected, "the same as `selected()`"),
    spread("join", (1, None), &[P::Text], K::Text, join, "the texts with the first one between them"),
    special("jr:choice-name", TWO, &[P::Any, P::Text], K::Text, Operation::Compiled, "the label of a choice: jr:choice-name(${q}, '${q}')"),
    unsupported("jr:itext"),
    plain("log", ONE, &[P::Number], K::Number, |a| one(a, f64::ln), "natural logarithm"),
    plain("log10", ONE, &[P::Number], K::Number, |a| one(a, f64::log10), "logarithm to base 10"),
    spread("max", (1, None), &[P::Number], K::Number, |a| Ok(furthest(a, f64::max)), "the greatest number; blanks are skipped"),
    spread("min", (1, None), &[P::Number], K::Number, |a| Ok(furthest(a, f64::min)), "the smallest number; blanks are skipped"),
    plain("normalize-space", (0, Some(1)), &[P::Text], K::Text, |a| Ok(Scalar::text_of(text(a, 0).split_whitespace().collect::<Vec<_>>().join(" "))), "the text with single blanks"),
    special("not", ONE, &[P::Truth], K::Boolean, Operation::Not, "the opposite"),
    special("now", NONE, &[], K::Moment, Operation::Now, "the moment that the visit gives; blank if it gives none"),
    plain("number", ONE, &[P::Number], K::Number, |a| one(a, |x| x), "the number in a text; NaN if there is none"),
    special("once", ONE, &[P::Any], K::Any, Operation::Once, "the value there is, otherwise the argument"),
    plain("pi", NONE, &[], K::Number, |_| Ok(Scalar::Number(std::f64::consts::PI)), "3.14159…"),
    special("position", (0, Some(1)), &[P::Any], K::Number, Operation::Compiled, "`position(..)` is the number of the instance in its repeat, counted from 1; inside `[ ]` also `position()`"),
    plain("pow", TWO, &[P::Number], K::Number, |a| two(a, power), "the first number to the power of the second"),
    plain("property", ONE, &[P::Text], K::Text, |_| Ok(Scalar::BLANK), "always blank: no expression learns who fills a sheet, and on what machine"),
    special("pulldata", (4, Some(4)), &[P::Text], K::Text, Operation::Compiled, "a column of the first row of a list in which another column has a value: pulldata('list', 'column', 'name', ${q})"),
    special("random", NONE, &[], K::Number, Operation::Random, "a number from 0 up to before 1; the same one each time the visit is read"),
    special("randomize", (1, Some(2)), &[P::Set, P::Number], K::Any, Operation::Randomize, "a set in an order that is drawn, from a seed if one is given"),
    plain("regex", TWO, &[P::Text, P::Pattern], K::Boolean, regex, "whether the whole text matches the pattern"),
    plain("round", (1, Some(2)), &[P::Number], K::Number, round, "the number rounded, to so many places"),
    plain("selected", TWO, &[P::Selection, P::ChoiceName], K::Boolean, selected, "whether the choice is taken"),
    plain("selected-at", TWO, &[P::Selection, P::Number], K::Text, selected_at, "the choice at this place, counted from 0"),
    plain("sin", ONE, &[P::Number], K::Number, |a| one(a, f64::sin), "sine"),
    plain("sqrt", ONE, &[P::Number], K::Number, |a| one(a, f64::sqrt), "square root"),
    plain("starts-with", TWO, &[P::Text], K::Boolean, |a| Ok(Scalar::Boolean(text(a, 0).starts_with(&*text(a, 1)))), "whether the first text starts with the second"),
    plain("string", ONE, &[P::Any], K::Text, |a| Ok(Scalar::text_of(text(a, 0))), "the value as a text"),
    plain("string-length", (0, Some(1)), &[P::Text], K::Number, |a| Ok(count(text(a, 0).chars().count())), "how many letters; of the question's own answer without an argument"),
    plain("substr", (2, Some(3)), &[P::Text, P::Number], K::Text, substr, "letters from a place counted from 0 up to before another; negative places count from the end"),
    plain("substring-after", TWO, &[P::Text], K::Text, |a| Ok(Scalar::text_of(text(a, 0).split_once(&*text(a, 1)).map_or("", |(_, after)| after))), "what follows the second text in the first"),
    plain("substring-before", TWO, &[P::Text], K::Text, |a| Ok(Scalar::text_of(text(a, 0).split_once(&*text(a, 1)).map_or("", |(before, _)| before))), "what stands before the second text in the first"),
    sets("sum", ONE, &[P::Set], K::Number, |a| Ok(sum(nodes(a, 0))), "the numbers added up; blanks are skipped"),
    plain("tan", ONE, &[P::Number], K::Number, |a| one(a, f64::tan), "tangent"),
    special("today", NONE, &[], K::Moment, Operation::Today, "the day that the visit gives; blank if it gives none"),
    plain("translate", THREE, &[P::Text], K::Text, translate, "letters of the second text replaced by those of the third"),
    plain("true", NONE, &[], K::Boolean, |_| Ok(Scalar::Boolean(true)), "true"),
    special("uuid", (0, Some(1)), &[P::Number], K::Text, Operation::Uuid, "an identifier, or so many letters; the same one each time the visit is read"),
    special("version", NONE, &[], K::Text, Operation::Version, "the version of the checklist"),
    sets("weighted-checklist", (2, None), &[P::Number, P::Number, P::Any], K::Boolean, weighted_checklist, "whether the weights of the true arguments add up to between the first two"),
];

/// What people write who know another language, and the function that is meant.
pub(super) const HABITS: [(&str, &str); 16] = [
    ("substring", "substr"),
    ("len", "string-length"),
    ("length", "string-length"),
    ("strlen", "string-length"),
    ("floor", "int"),
    ("ceiling", "round"),
    ("ceil", "round"),
    ("str", "string"),
    ("text", "string"),
    ("num", "number"),
    ("iif", "if"),
    ("ifelse", "if"),
    ("power", "pow"),
    ("isnull", "string-length"),
    ("datetime", "date-time"),
    ("decimal-datetime", "decimal-date-time"),
];

fn number(arguments: &[Scalar<'_>], place: usize) -> f64 {
    arguments.get(place).map_or(f64::NAN, Scalar::number)
}

fn text<'b>(arguments: &'b [Scalar<'_>], place: usize) -> Cow<'b, str> {
    arguments.get(place).map_or(Cow::Borrowed(""), Scalar::text)
}

fn truth(arguments: &[Scalar<'_>], place: usize) -> Option<bool> {
    arguments.get(place).and_then(Scalar::truth)
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn one<'a>(arguments: &[Scalar<'_>], run: fn(f64) -> f64) -> Evaluated<'a> {
    Ok(Scalar::Number(run(number(arguments, 0))))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn two<'a>(arguments: &[Scalar<'_>], run: fn(f64, f64) -> f64) -> Evaluated<'a> {
    Ok(Scalar::Number(run(
        number(arguments, 0),
        number(arguments, 1),
    )))
}

/// Java's `Math.pow`: what is not known stays so, also to the base 1.
fn power(base: f64, exponent: f64) -> f64 {
    let undefined =
        exponent.is_nan() || (base.abs() - 1.0).abs() < f64::EPSILON && exponent.is_infinite();
    if undefined {
        f64::NAN
    } else {
        base.powf(exponent)
    }
}

/// Returns the values of a set.
fn nodes<'b, 'a>(arguments: &'b [Scalar<'a>], at: usize) -> &'b [Scalar<'a>] {
    match arguments.get(at) {
        Some(Scalar::Nodes(nodes)) => nodes,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

fn sum<'a>(values: &[Scalar<'_>]) -> Scalar<'a> {
    let numbers = values.iter().map(Scalar::number);
    // `sum()` of nothing is -0.0, which nobody wants to read.
    Scalar::Number(
        numbers
            .filter(|number| !number.is_nan())
            .fold(0.0, |sum, number| sum + number),
    )
}

/// Returns a place counted from 1.
pub(super) fn place_of<'a>(position: usize) -> Scalar<'a> {
    count(position)
}

fn count<'a>(found: usize) -> Scalar<'a> {
    Scalar::Number(u32::try_from(found).map_or(f64::INFINITY, f64::from))
}

/// Turns a number into a place; NaN is 0, as in Java.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates and turns NaN into 0, which is what is wanted"
)]
fn place(arguments: &[Scalar<'_>], at: usize) -> i64 {
    number(arguments, at) as i64
}

/// The greatest or smallest of the numbers; NaN if there is none. JavaRosa's `max` starts from the
/// smallest positive number and so never gives a negative one: not copied.
fn furthest<'a>(arguments: &[Scalar<'_>], choose: fn(f64, f64) -> f64) -> Scalar<'a> {
    let found = arguments
        .iter()
        .map(Scalar::number)
        .filter(|number| !number.is_nan())
        .reduce(choose);
    Scalar::Number(found.unwrap_or(f64::NAN))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn boolean_from_string<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let text = text(arguments, 0);
    Ok(Scalar::Boolean(
        text == "1" || text.eq_ignore_ascii_case("true"),
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn checklist<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let (least, most) = (place(arguments, 0), place(arguments, 1));
    let found = arguments
        .iter()
        .skip(2)
        .filter(|argument| argument.truth() == Some(true))
        .count();
    let found = i64::try_from(found).unwrap_or(i64::MAX);
    Ok(Scalar::Boolean(
        (least < 0 || found >= least) && (most < 0 || found <= most),
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn weighted_checklist<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    // Factors and weights are pairs of values, or two sets of the same length.
    let sum: f64 = arguments
        .get(2..)
        .unwrap_or_default()
        .chunks(2)
        .flat_map(|pair| nodes(pair, 0).iter().zip(nodes(pair, 1)))
        .filter(|(factor, _)| factor.truth() == Some(true))
        .map(|(_, weight)| weight.number())
        .sum();
    Ok(Scalar::Boolean(
        sum >= number(arguments, 0) && sum <= number(arguments, 1),
    ))
}

/// A pattern that is not known before; one that is known is compiled once.
fn regex<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let written = text(arguments, 1);
    Pattern::read(&written)
        .map(|pattern| Scalar::Boolean(pattern.matches(&text(arguments, 0))))
        .map_err(|_bad| bad_pattern(&written))
}

pub(super) fn bad_pattern(written: &str) -> EvaluationFault {
    EvaluationFault {
        code: BAD_PATTERN,
        message: Message::new("err-expr-bad-pattern").text("found", written),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn count_selected<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    Ok(match arguments.first() {
        Some(Scalar::Choices(names)) => count(names.len()),
        _ => count(text(arguments, 0).split_whitespace().count()),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn selected<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let name = text(arguments, 1);
    Ok(Scalar::Boolean(
        arguments
            .first()
            .is_some_and(|list| list.has_selected(&name)),
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn selected_at<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let Ok(at) = usize::try_from(place(arguments, 1)) else {
        return Ok(Scalar::BLANK);
    };
    let list = text(arguments, 0);
    Ok(Scalar::text_of(
        list.split_whitespace().nth(at).unwrap_or_default(),
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn join<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let parts: Vec<Cow<'_, str>> = arguments.iter().skip(1).map(Scalar::text).collect();
    Ok(Scalar::text_of(parts.join(&*text(arguments, 0))))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn substr<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let text = text(arguments, 0);
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let from_end = |at: i64| {
        if at < 0 {
            length.saturating_add(at)
        } else {
            at
        }
    };
    let start = from_end(place(arguments, 1)).clamp(0, length);
    let end = if arguments.len() > 2 {
        from_end(place(arguments, 2)).clamp(0, length)
    } else {
        length
    };
    let take = usize::try_from(end - start).unwrap_or_default();
    let skip = usize::try_from(start).unwrap_or_default();
    Ok(Scalar::text_of(
        text.chars().skip(skip).take(take).collect::<String>(),
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn translate<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let from: Vec<char> = text(arguments, 1).chars().collect();
    let to: Vec<char> = text(arguments, 2).chars().collect();
    let written: String = text(arguments, 0)
        .chars()
        .filter_map(
            |letter| match from.iter().position(|found| *found == letter) {
                Some(at) => to.get(at).copied(),
                None => Some(letter),
            },
        )
        .collect();
    Ok(Scalar::text_of(written))
}

/// Rounds half up, and half towards zero for negative numbers (JavaRosa). Works on the decimals as
/// they are written: 12345.15 rounds to 12345.2 though the nearest f64 is a little less.
#[expect(clippy::unnecessary_wraps, reason = "every function has the same type")]
fn round<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let value = number(arguments, 0);
    let places = if arguments.len() > 1 {
        place(arguments, 1)
    } else {
        0
    };
    Ok(Scalar::Number(rounded(value, places)))
}

fn rounded(value: f64, places: i64) -> f64 {
    if !value.is_finite() {
        return value;
    }
    if !(-30..=30).contains(&places) {
        return f64::NAN;
    }
    if places < 0 {
        let scale = 10_f64.powi(i32::try_from(-places).unwrap_or(0));
        return (value / scale + 0.5).trunc() * scale;
    }
    let places = usize::try_from(places).unwrap_or(0);
    let written = format!("{}", value.abs());
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    if fraction.len() <= places {
        return value;
    }
    let (kept, dropped) = fraction.split_at_checked(places).unwrap_or((fraction, ""));
    let half = dropped.starts_with('5') && dropped.bytes().skip(1).all(|digit| digit == b'0');
    let up = dropped.bytes().next().is_some_and(|digit| digit >= b'5')
        && !(half && value.is_sign_negative());
    let mut digits: Vec<u8> = whole.bytes().chain(kept.bytes()).collect();
    let mut carry = up;
    for digit in digits.iter_mut().rev() {
        if !carry {
            break;
        }
        carry = *digit == b'9';
        *digit = if carry { b'0' } else { *digit + 1 };
    }
    if carry {
        digits.insert(0, b'1');
    }
    let digits = String::from_utf8(digits).unwrap_or_default();
    let (whole, kept) = digits
        .split_at_checked(digits.len() - places)
        .unwrap_or((&digits, ""));
    let magnitude: f64 = format!("{whole}.{kept}").parse().unwrap_or(f64::NAN);
    magnitude.copysign(value)
}

fn not_a_date(written: &Scalar<'_>) -> EvaluationFault {
    EvaluationFault {
        code: NOT_A_DATE,
        message: Message::new("err-expr-not-a-date").text("found", written.text()),
    }
}

/// Reads a date-time; `Ok(None)` is blank.
fn when(argument: Option<&Scalar<'_>>, whole_days: bool) -> Result<Option<When>, EvaluationFault> {
    let Some(argument) = argument else {
        return Ok(None);
    };
    match argument {
        Scalar::When(when) => Ok(Some(*when)),
        Scalar::Number(days) if days.is_nan() => Ok(None),
        Scalar::Number(days) if whole_days => When::of_days(*days)
            .map(Some)
            .ok_or_else(|| not_a_date(argument)),
        Scalar::Number(days) => When::of_decimal_days(*days)
            .map(Some)
            .ok_or_else(|| not_a_date(argument)),
        Scalar::Text(text) if text.is_empty() => Ok(None),
        Scalar::Text(text) => When::read(text)
            .map(Some)
            .ok_or_else(|| not_a_date(argument)),
        Scalar::Undecided => Ok(None),
        Scalar::Boolean(_) | Scalar::Choices(_) | Scalar::Nodes(_) => Err(not_a_date(argument)),
    }
}

fn date<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let argument = arguments.first();
    let when = when(argument, true)?;
    Ok(match (argument, when) {
        (Some(Scalar::Number(days)), None) => Scalar::Number(*days),
        (_, None) => Scalar::BLANK,
        // JavaRosa rounds a date-time to its date but keeps the time of a text.
        (Some(Scalar::When(_)), Some(when)) => Scalar::When(when.without_time()),
        (_, Some(when)) => Scalar::When(when),
    })
}

fn date_time<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    Ok(match (arguments.first(), when(arguments.first(), false)?) {
        (_, Some(when)) => Scalar::When(when),
        (Some(Scalar::Number(days)), None) => Scalar::Number(*days),
        (_, None) => Scalar::BLANK,
    })
}

/// Returns the days if they can be a date at all.
fn days_in_range<'a>(days: f64) -> Evaluated<'a> {
    if days.is_nan() || When::of_days(days).is_some() {
        Ok(Scalar::Number(days))
    } else {
        Err(not_a_date(&Scalar::Number(days)))
    }
}

fn decimal_date_time<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    if let Some(Scalar::Number(days)) = arguments.first() {
        return days_in_range(*days);
    }
    Ok(when(arguments.first(), false)?
        .map_or(Scalar::BLANK, |when| Scalar::Number(when.decimal_days())))
}

/// Returns the moment of an argument, which may be a time of day alone: an answer to "what time" is.
fn when_or_clock(argument: Option<&Scalar<'_>>) -> Result<Option<When>, EvaluationFault> {
    if let Some(Scalar::Text(text)) = argument
        && let Some(when) = When::read_clock(text)
    {
        return Ok(Some(when));
    }
    when(argument, false)
}

fn decimal_time<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let argument = arguments.first();
    if let Some(Scalar::Number(days)) = argument {
        return days_in_range(*days).map(|days| {
            let days = days.number();
            Scalar::Number(days - days.floor())
        });
    }
    Ok(when_or_clock(argument)?.map_or(Scalar::BLANK, |when| Scalar::Number(when.time_of_day())))
}

fn format_date<'a>(arguments: &[Scalar<'a>]) -> Evaluated<'a> {
    let Some(when) = when_or_clock(arguments.first())? else {
        return Ok(Scalar::BLANK);
    };
    when.format(&text(arguments, 1))
        .map(Scalar::text_of)
        .map_err(|code| EvaluationFault {
            code: BAD_FORMAT,
            message: Message::new("err-expr-bad-format").text("found", code),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_function_is_found() {
        for function in FUNCTIONS {
            assert_eq!(
                find(function.name).map(|found| found.name),
                Some(function.name)
            );
            assert!(!function.doc.is_empty());
        }
        for (_, meant) in HABITS {
            assert!(find(meant).is_some(), "{meant}");
        }
    }

    #[test]
    fn rounding_is_by_the_written_decimals_and_half_of_a_negative_goes_towards_zero() {
        for (value, places, expected) in [
            (12345.15, 1, 12345.2),
            (14.291_234, 1, 14.3),
            (-1.5, 0, -1.0),
            (-1.51, 0, -2.0),
            (1.5, 0, 2.0),
            (9.99, 1, 10.0),
            (12345.12345, -1, 12350.0),
            (12345.12345, -3, 12000.0),
            (0.5, 0, 1.0),
        ] {
            let found = rounded(value, places);
            assert!(
                (found - expected).abs() < 1e-12,
                "{value} {places}: {found}"
            );
        }
        assert!(rounded(1.0, 31).is_nan());
    }
}
