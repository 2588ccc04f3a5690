//! The compiled form of an expression, and its evaluation.
//!
//! Knows slots, not names. Its invariant: evaluation ends, because the form is a tree of bounded
//! depth; comparing a question with a choice allocates nothing.

use std::borrow::Cow;

use crate::value::Value;

use super::Values;
use super::draw;
use super::fault::EvaluationFault;
use super::functions::{Evaluated, Function, Operation, place_of};
use super::nodes::{Nodes, Rows};
use super::pattern::Pattern;
use super::scalar::Scalar;
use super::tree::Operator;
use super::when::When;

/// A compiled part of an expression.
#[derive(Debug, Clone)]
pub(super) enum Code {
    Number(f64),
    Text(Box<str>),
    /// A question, as seen from where the expression stands.
    Slot(usize),
    /// A question of the candidate that a predicate looks at, which is this many repeats deep.
    Within {
        slot: usize,
        depth: usize,
    },
    /// `.`
    This,
    /// `${question} = 'text'` or `!=`: most of all relevance. Same result as the plain comparison.
    SlotIs {
        slot: usize,
        text: Box<str>,
        operator: Operator,
    },
    /// The values of a question in several instances, or of a group.
    Nodes(Box<Nodes>),
    /// The rows of a choice list.
    Rows(Box<Rows>),
    /// A column of the row that a predicate or choice filter looks at.
    Column(Box<str>),
    /// Where the candidate of a predicate stands among the candidates.
    Position,
    /// Where the instance around a place stands in its repeat.
    PositionOf(Box<Nodes>),
    /// `jr:choice-name()`
    ChoiceName {
        slot: usize,
        value: Box<Self>,
    },
    /// `regex()` with a pattern that is known.
    Matches {
        text: Box<Self>,
        pattern: Pattern,
    },
    Minus(Box<Self>),
    Any(Box<[Self]>),
    All(Box<[Self]>),
    /// Operands from left to right.
    Chain {
        first: Box<Self>,
        rest: Box<[(Operator, Self)]>,
    },
    /// A function, and the column of its name: two draws of one expression differ.
    Call {
        function: &'static Function,
        column: usize,
        arguments: Box<[Self]>,
    },
    /// A part of which it is known that it cannot be computed.
    Fails(Box<EvaluationFault>),
    /// Only in the code of a faulty expression, which is never evaluated.
    Wrong,
}

/// What a part of an expression is evaluated against.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a, 's> {
    pub(super) values: &'a dyn Values,
    /// The instance of the candidate, inside a predicate.
    pub(super) candidate: Option<&'s [usize]>,
    /// The list and row of the candidate, inside a predicate on a list or a choice filter.
    pub(super) row: Option<(&'a str, usize)>,
    /// Where the candidate stands among the candidates, from 1.
    pub(super) position: usize,
}

impl<'a> Scope<'a, '_> {
    pub(super) const fn of(values: &'a dyn Values) -> Self {
        Self {
            values,
            candidate: None,
            row: None,
            position: 0,
        }
    }
}

impl Code {
    /// Evaluates to one value: a set of one is its value, an empty one is blank.
    pub(super) fn scalar<'a>(&'a self, scope: &Scope<'a, '_>) -> Evaluated<'a> {
        self.evaluate(scope)?.unpacked()
    }

    /// Evaluates to whether it counts as true, without making values where the answer is plain: most of
    /// all relevance and conditions are made of such parts.
    pub(super) fn truth<'a>(
        &'a self,
        scope: &Scope<'a, '_>,
    ) -> Result<Option<bool>, EvaluationFault> {
        match self {
            Self::SlotIs {
                slot,
                text,
                operator,
            } => match is_plainly(scope.values.value(*slot), text) {
                Some(found) => Ok(Some(found == (*operator == Operator::Equal))),
                None => Ok(self.scalar(scope)?.truth()),
            },
            Self::Any(parts) => decide(parts, scope, true),
            Self::All(parts) => decide(parts, scope, false),
            Self::Call {
                function,
                arguments,
                ..
            } if matches!(function.operation, Operation::Not) => {
                // Of nothing it is true.
                let inner = arguments
                    .first()
                    .map_or(Ok(Some(false)), |it| it.truth(scope));
                Ok(inner?.map(|truth| !truth))
            }
            other => Ok(other.scalar(scope)?.truth()),
        }
    }

    /// Evaluates against the values.
    pub(super) fn evaluate<'a>(&'a self, scope: &Scope<'a, '_>) -> Evaluated<'a> {
        let values = scope.values;
        match self {
            Self::Number(number) => Ok(Scalar::Number(*number)),
            Self::Text(text) => Ok(Scalar::Text(Cow::Borrowed(text))),
            Self::Slot(slot) => Ok(Scalar::of(values.value(*slot))),
            Self::Within { slot, depth } => {
                let instance = scope.candidate.unwrap_or_else(|| values.here());
                let instance = instance.get(..*depth).unwrap_or(instance);
                Ok(Scalar::of(values.value_in(*slot, instance)))
            }
            Self::This => Ok(Scalar::of(values.this())),
            Self::SlotIs {
                slot,
                text,
                operator,
            } => Ok(slot_is(values.value(*slot), text, *operator)),
            Self::Nodes(nodes) => Ok(Scalar::Nodes(nodes.values(scope)?)),
            Self::Rows(rows) => Ok(Scalar::Nodes(rows.values(scope)?)),
            Self::Column(column) => Ok(scope
                .row
                .and_then(|(list, row)| values.cell(list, row, column))
                .map_or(Scalar::BLANK, Scalar::text_of)),
            Self::Position => Ok(place_of(scope.position)),
            Self::PositionOf(nodes) => Ok(place_of(nodes.position(scope)?)),
            Self::ChoiceName { slot, value } => {
                let name = value.scalar(scope)?;
                Ok(values
                    .label(*slot, &name.text())
                    .map_or(Scalar::BLANK, Scalar::text_of))
            }
            Self::Matches { text, pattern } => Ok(Scalar::Boolean(
                pattern.matches(&text.scalar(scope)?.text()),
            )),
            Self::Minus(inner) => Ok(Scalar::Number(-inner.scalar(scope)?.number())),
            Self::Any(_) | Self::All(_) => Ok(Scalar::decided(self.truth(scope)?)),
            Self::Chain { first, rest } => {
                let mut left = first.scalar(scope)?;
                for (operator, right) in rest {
                    let right = right.scalar(scope)?;
                    left = if matches!(operator.binding(), 3 | 4) {
                        left.compare(*operator, &right)
                    } else {
                        Scalar::Number(left.reckon(*operator, &right))
                    };
                }
                Ok(left)
            }
            Self::Call {
                function,
                column,
                arguments,
            } => call(function, *column, arguments, scope),
            Self::Fails(fault) => Err((**fault).clone()),
            Self::Wrong => Ok(Scalar::BLANK),
        }
    }
}

/// `or` and `and` by Kleene's rules: one decided operand can decide it, whatever is undecided.
fn decide<'a>(
    parts: &'a [Code],
    scope: &Scope<'a, '_>,
    decisive: bool,
) -> Result<Option<bool>, EvaluationFault> {
    let mut open = false;
    for part in parts {
        match part.truth(scope)? {
            Some(truth) if truth == decisive => return Ok(Some(decisive)),
            Some(_) => {}
            None => open = true,
        }
    }
    Ok((!open).then_some(!decisive))
}

fn slot_is<'a>(value: Option<&'a Value>, text: &str, operator: Operator) -> Scalar<'a> {
    if let Some(found) = is_plainly(value, text) {
        return Scalar::Boolean(found == (operator == Operator::Equal));
    }
    let literal = Scalar::Text(Cow::Borrowed(text));
    Scalar::of(value).compare(operator, &literal)
}

/// Returns whether a value is this text, where that needs no conversion.
fn is_plainly(value: Option<&Value>, text: &str) -> Option<bool> {
    match value {
        None => Some(text.is_empty()),
        Some(Value::Choice(name)) => Some(name == text),
        Some(Value::Text(own)) if !own.trim().is_empty() => Some(own == text),
        // Whatever they are, they are not nothing.
        Some(Value::Integer(_) | Value::Moment(_)) if text.is_empty() => Some(false),
        Some(_) => None,
    }
}

fn call<'a>(
    function: &'static Function,
    column: usize,
    arguments: &'a [Code],
    scope: &Scope<'a, '_>,
) -> Evaluated<'a> {
    let values = scope.values;
    match function.operation {
        Operation::Plain(run) => {
            let arguments = arguments
                .iter()
                .map(|argument| argument.scalar(scope))
                .collect::<Result<Vec<_>, _>>()?;
            run(&arguments)
        }
        Operation::Spread(run) => {
            let mut spread = Vec::with_capacity(arguments.len());
            for argument in arguments {
                match argument.evaluate(scope)? {
                    Scalar::Nodes(nodes) => spread.extend(nodes),
                    one => spread.push(one),
                }
            }
            run(&spread)
        }
        Operation::Sets(run) => {
            let arguments = arguments
                .iter()
                .map(|argument| argument.evaluate(scope))
                .collect::<Result<Vec<_>, _>>()?;
            run(&arguments)
        }
        Operation::If => {
            let [condition, then, otherwise] = arguments else {
                return Ok(Scalar::BLANK);
            };
            // What is undecided is not true.
            if condition.scalar(scope)?.truth() == Some(true) {
                then.scalar(scope)
            } else {
                otherwise.scalar(scope)
            }
        }
        Operation::Coalesce => {
            let mut last = Scalar::BLANK;
            for argument in arguments {
                last = argument.scalar(scope)?;
                if !last.is_blank() {
                    break;
                }
            }
            Ok(last)
        }
        Operation::Once => match Scalar::of(values.this()) {
            this if !this.is_blank() => Ok(this),
            _ => first(arguments, scope),
        },
        Operation::Not => Ok(Scalar::decided(
            first(arguments, scope)?.truth().map(|truth| !truth),
        )),
        Operation::Now => Ok(values
            .now()
            .map_or(Scalar::BLANK, |now| Scalar::When(When::from(now)))),
        Operation::Today => Ok(values.now().map_or(Scalar::BLANK, |now| {
            Scalar::When(When::from(now).without_time())
        })),
        Operation::Random => Ok(Scalar::Number(draw::random(values.seed(), column))),
        Operation::Uuid => {
            let letters = match arguments.first() {
                Some(argument) => Some(argument.scalar(scope)?.number()),
                None => None,
            };
            Ok(Scalar::text_of(draw::uuid(values.seed(), column, letters)))
        }
        Operation::Randomize => {
            let seed = match arguments.get(1) {
                Some(seed) => seed.scalar(scope)?.number(),
                None => draw::random(values.seed(), column) * 1e9,
            };
            match arguments
                .first()
                .map(|set| set.evaluate(scope))
                .transpose()?
            {
                Some(Scalar::Nodes(nodes)) => Ok(Scalar::Nodes(draw::reordered(&nodes, seed))),
                other => Ok(other.unwrap_or(Scalar::BLANK)),
            }
        }
        Operation::Version => Ok(values.version().map_or(Scalar::BLANK, Scalar::text_of)),
        Operation::Compiled | Operation::Unsupported => Ok(Scalar::BLANK),
    }
}

fn first<'a>(arguments: &'a [Code], scope: &Scope<'a, '_>) -> Evaluated<'a> {
    arguments
        .first()
        .map_or(Ok(Scalar::BLANK), |argument| argument.scalar(scope))
}
