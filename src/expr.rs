//! Expressions of checklists: relevance, constraint, calculation (XLSForm's XPath subset).
//!
//! Compiles text to an [`Expression`] and evaluates it against whatever can look a name up. Touches
//! no files, no clock and no checklist. Its invariant: an [`Expression`] that exists has been
//! checked, and evaluating it always ends and never fails: what cannot be computed is blank.
#![doc = include_str!("expr/GRAMMAR.md")]

mod check;
mod code;
mod fault;
mod functions;
mod lexer;
mod order;
mod parser;
mod scalar;
mod tree;
mod when;

#[cfg(test)]
mod tests;

pub use fault::{CODES, EvaluationFault, ExpressionFault, MOST_BYTES, MOST_DEPTH, MOST_PARTS};
pub use order::{Circle, dependency_order};

use crate::value::{Moment, Value};

use code::Code;
use fault::Faults;
use scalar::Scalar;

/// What kind of value a name stands for; the checker compares kinds with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A date or date-time.
    Moment,
    /// One choice.
    Choice,
    /// Several choices.
    Choices,
    /// Not known before evaluation (a calculation).
    Any,
}

/// The names that an expression may use, known before any value is.
pub trait Names {
    /// Returns the slot and kind of the name inside `${…}`; `None` if there is no such name.
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)>;

    /// Returns every name, for "did you mean".
    fn all(&self) -> Vec<String>;

    /// Returns the choice names that the name in this slot can take, if it is a choice.
    fn choices(&self, _slot: usize) -> Option<Vec<String>> {
        None
    }

    /// Returns what kind of value `.` stands for.
    fn this_kind(&self) -> NameKind {
        NameKind::Any
    }

    /// Returns the choice names that `.` can take, if it is a choice.
    fn this_choices(&self) -> Option<Vec<String>> {
        None
    }
}

/// The values that an expression reads while it is evaluated.
pub trait Values {
    /// Returns the value in this slot; `None` is blank (empty, missing or not relevant).
    fn value(&self, slot: usize) -> Option<&Value>;

    /// Returns the value that `.` stands for.
    fn this(&self) -> Option<&Value> {
        None
    }

    /// Returns the moment that `now()` and `today()` stand for: one that was recorded, never the
    /// clock of this evaluation, so that a visit computes the same for ever.
    fn now(&self) -> Option<Moment> {
        None
    }
}

/// No names at all: an expression of literals.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn resolve(&self, _name: &str) -> Option<(usize, NameKind)> {
        None
    }

    fn all(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Values for NoNames {
    fn value(&self, _slot: usize) -> Option<&Value> {
        None
    }
}

/// What an expression gives, with its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A number; NaN and the infinities are numbers too.
    Number(f64),
    /// A text; the empty one is blank.
    Text(String),
    /// True or false.
    Boolean(bool),
    /// A date or date-time, in ISO 8601 as far as it is known.
    Date(String),
}

impl Outcome {
    /// Returns the name of the type: `number`, `string`, `boolean` or `date`.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Boolean(_) => "boolean",
            Self::Date(_) => "date",
        }
    }
}

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Expression {
    code: Code,
    references: Vec<usize>,
    reads_self: bool,
}

impl Expression {
    /// Compiles the text, or returns everything that is wrong with it.
    pub fn compile(text: &str, names: &dyn Names) -> Result<Self, Vec<ExpressionFault>> {
        let mut faults = Faults::default();
        let checked =
            parser::parse(text, &mut faults).map(|tree| check::check(&tree, names, &mut faults));
        match checked {
            Some(checked) if faults.is_empty() => Ok(Self {
                code: checked.code,
                references: checked.references,
                reads_self: checked.reads_self,
            }),
            _ => Err(faults.into_sorted()),
        }
    }

    /// Returns the slots that the expression reads, each once.
    pub fn references(&self) -> &[usize] {
        &self.references
    }

    /// Returns whether the expression reads `.`: a circle in a relevance or calculation, and what a
    /// constraint is for.
    pub const fn reads_self(&self) -> bool {
        self.reads_self
    }

    /// Evaluates to a value; `None` is blank.
    pub fn value(&self, values: &dyn Values) -> Option<Value> {
        // A lone question keeps its kind: a choice stays a choice.
        match &self.code {
            Code::Slot(slot) => values
                .value(*slot)
                .filter(|value| !value.is_blank())
                .cloned(),
            Code::This => values.this().filter(|value| !value.is_blank()).cloned(),
            code => code.evaluate(values).ok().and_then(Scalar::into_value),
        }
    }

    /// Evaluates to true or false by XPath's rules; what is undecided is not true.
    pub fn is_true(&self, values: &dyn Values) -> bool {
        self.decide(values) == Some(true)
    }

    /// Evaluates to true or false; `None` where what was said does not decide it (a date without a
    /// time of day against a time of that day) or it cannot be computed. A constraint is broken only
    /// by `Some(false)`.
    pub fn decide(&self, values: &dyn Values) -> Option<bool> {
        self.code.evaluate(values).ok()?.truth()
    }

    /// Evaluates to a typed result, or says why there is none.
    pub fn evaluate(&self, values: &dyn Values) -> Result<Outcome, EvaluationFault> {
        Ok(match self.code.evaluate(values)? {
            Scalar::Number(number) => Outcome::Number(number),
            Scalar::Boolean(truth) => Outcome::Boolean(truth),
            Scalar::When(when) => Outcome::Date(when.moment().to_string()),
            other @ (Scalar::Text(_) | Scalar::Choices(_) | Scalar::Undecided) => {
                Outcome::Text(other.text().into_owned())
            }
        })
    }
}

/// One line of the table of functions: what a reference or a help screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionDoc {
    /// The name without brackets.
    pub name: &'static str,
    /// The smallest count of arguments.
    pub least: usize,
    /// The greatest count of arguments; `None` is any.
    pub most: Option<usize>,
    /// What it gives, in one line.
    pub doc: &'static str,
}

/// Returns every function that this version carries out, sorted by name.
pub fn functions() -> impl Iterator<Item = FunctionDoc> {
    functions::FUNCTIONS
        .iter()
        .filter(|function| !matches!(function.operation, functions::Operation::Unsupported))
        .map(|function| FunctionDoc {
            name: function.name,
            least: function.least,
            most: function.most,
            doc: function.doc,
        })
}
