//! The compiled form of an expression, and its evaluation.
//!
//! Knows slots, not names. Its invariant: evaluation ends, because the form is a tree of bounded
//! depth; comparing a question with a choice allocates nothing.

use std::borrow::Cow;

use crate::value::Value;

use super::Values;
use super::functions::{Evaluated, Function, Operation};
use super::scalar::Scalar;
use super::tree::Operator;
use super::when::When;

/// A compiled part of an expression.
#[derive(Debug, Clone)]
pub(super) enum Code {
    Number(f64),
    Text(Box<str>),
    /// A question.
    Slot(usize),
    /// `.`
    This,
    /// `${question} = 'text'` or `!=`: most of all relevance. Same result as the plain comparison.
    SlotIs {
        slot: usize,
        text: Box<str>,
        operator: Operator,
    },
    Minus(Box<Self>),
    Any(Box<[Self]>),
    All(Box<[Self]>),
    /// Operands from left to right.
    Chain {
        first: Box<Self>,
        rest: Box<[(Operator, Self)]>,
    },
    Call(&'static Function, Box<[Self]>),
    /// Only in the code of a faulty expression, which is never evaluated.
    Wrong,
}

impl Code {
    /// Evaluates against the values.
    pub(super) fn evaluate<'a>(&'a self, values: &'a dyn Values) -> Evaluated<'a> {
        match self {
            Self::Number(number) => Ok(Scalar::Number(*number)),
            Self::Text(text) => Ok(Scalar::Text(Cow::Borrowed(text))),
            Self::Slot(slot) => Ok(Scalar::of(values.value(*slot))),
            Self::This => Ok(Scalar::of(values.this())),
            Self::SlotIs {
                slot,
                text,
                operator,
            } => Ok(slot_is(values.value(*slot), text, *operator)),
            Self::Minus(inner) => Ok(Scalar::Number(-inner.evaluate(values)?.number())),
            Self::Any(parts) => decide(parts, values, true),
            Self::All(parts) => decide(parts, values, false),
            Self::Chain { first, rest } => {
                let mut left = first.evaluate(values)?;
                for (operator, right) in rest {
                    let right = right.evaluate(values)?;
                    left = if matches!(operator.binding(), 3 | 4) {
                        left.compare(*operator, &right)
                    } else {
                        Scalar::Number(left.reckon(*operator, &right))
                    };
                }
                Ok(left)
            }
            Self::Call(function, arguments) => call(function, arguments, values),
            Self::Wrong => Ok(Scalar::BLANK),
        }
    }
}

/// `or` and `and` by Kleene's rules: one decided operand can decide it, whatever is undecided.
fn decide<'a>(parts: &'a [Code], values: &'a dyn Values, decisive: bool) -> Evaluated<'a> {
    let mut open = false;
    for part in parts {
        match part.evaluate(values)?.truth() {
            Some(truth) if truth == decisive => return Ok(Scalar::Boolean(decisive)),
            Some(_) => {}
            None => open = true,
        }
    }
    Ok(if open {
        Scalar::Undecided
    } else {
        Scalar::Boolean(!decisive)
    })
}

fn slot_is<'a>(value: Option<&'a Value>, text: &str, operator: Operator) -> Scalar<'a> {
    let found = match value {
        None => text.is_empty(),
        Some(Value::Choice(name)) => name == text,
        other => {
            let literal = Scalar::Text(Cow::Borrowed(text));
            return Scalar::of(other).compare(operator, &literal);
        }
    };
    Scalar::Boolean(found == (operator == Operator::Equal))
}

fn call<'a>(
    function: &'static Function,
    arguments: &'a [Code],
    values: &'a dyn Values,
) -> Evaluated<'a> {
    match function.operation {
        Operation::Plain(run) => {
            let arguments = arguments
                .iter()
                .map(|argument| argument.evaluate(values))
                .collect::<Result<Vec<_>, _>>()?;
            run(&arguments)
        }
        Operation::If => {
            let [condition, then, otherwise] = arguments else {
                return Ok(Scalar::BLANK);
            };
            // What is undecided is not true.
            if condition.evaluate(values)?.truth() == Some(true) {
                then.evaluate(values)
            } else {
                otherwise.evaluate(values)
            }
        }
        Operation::Coalesce => {
            let mut last = Scalar::BLANK;
            for argument in arguments {
                last = argument.evaluate(values)?;
                if !last.is_blank() {
                    break;
                }
            }
            Ok(last)
        }
        Operation::Once => match Scalar::of(values.this()) {
            this if !this.is_blank() => Ok(this),
            _ => evaluate_first(arguments, values),
        },
        Operation::Not => Ok(Scalar::decided(
            evaluate_first(arguments, values)?
                .truth()
                .map(|truth| !truth),
        )),
        Operation::Now => Ok(values
            .now()
            .map_or(Scalar::BLANK, |now| Scalar::When(When::from(now)))),
        Operation::Today => Ok(values.now().map_or(Scalar::BLANK, |now| {
            Scalar::When(When::from(now).without_time())
        })),
        Operation::Unsupported => Ok(Scalar::BLANK),
    }
}

fn evaluate_first<'a>(arguments: &'a [Code], values: &'a dyn Values) -> Evaluated<'a> {
    arguments
        .first()
        .map_or(Ok(Scalar::BLANK), |argument| argument.evaluate(values))
}
