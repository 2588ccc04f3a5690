//! Expressions of checklists: relevance, constraint, calculation (XLSForm's XPath subset).
//!
//! Compiles text to an [`Expression`] and evaluates it against whatever can look a name up. Touches
//! no files, no clock and no checklist. Its invariant: an [`Expression`] that exists has been
//! checked, and evaluating it always ends and never fails: what cannot be computed is blank.
#![doc = include_str!("expr/GRAMMAR.md")]

mod check;
mod code;
mod condition;
mod draw;
mod fault;
mod functions;
mod lexer;
mod nodes;
mod order;
mod parser;
mod pattern;
mod scalar;
mod sql;
mod tree;
mod when;

#[cfg(test)]
mod tests;

pub use condition::{Comparison, Condition, condition_of};
pub use draw::shuffled;
pub use fault::{CODES, EvaluationFault, ExpressionFault, MOST_BYTES, MOST_DEPTH, MOST_PARTS};
pub use order::{Circle, dependency_order};

pub use sql::{SqlColumn, sql_text};

use crate::value::{Moment, Value};

use code::{Code, Scope};
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
    /// A group or repeat: it has no value, but places in it.
    Group,
}

/// The names that an expression may use, known before any value is, and how they stand in one
/// another.
///
/// A slot is a question, a group or a repeat. A place inside repeats exists once for each instance.
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

    /// Returns whether `.` stands for something.
    fn has_this(&self) -> bool {
        true
    }

    /// Returns the slot whose expression this is: where relative paths begin.
    fn here(&self) -> Option<usize> {
        None
    }

    /// Returns the slot of the group or repeat around this slot; `None` is the whole checklist.
    fn parent(&self, _slot: usize) -> Option<usize> {
        None
    }

    /// Returns the slot with this name right inside a group or repeat, or inside the whole checklist.
    fn child(&self, _parent: Option<usize>, _name: &str) -> Option<usize> {
        None
    }

    /// Returns whether the slot is a repeat.
    fn is_repeat(&self, _slot: usize) -> bool {
        false
    }

    /// Returns what kind of value this slot has.
    fn kind(&self, _slot: usize) -> NameKind {
        NameKind::Any
    }

    /// Returns the columns of a choice list, for `instance('…')`; `None` if there is no such list, an
    /// empty one if its columns are not known.
    fn list_columns(&self, _list: &str) -> Option<Vec<String>> {
        None
    }

    /// Returns the columns of the list whose rows a choice filter looks at; there, a bare name is a
    /// column. `None` everywhere else.
    fn row_columns(&self) -> Option<Vec<String>> {
        None
    }
}

/// The values that an expression reads while it is evaluated.
///
/// An instance is told by its positions in the repeats around it, counted from 0, from the outermost
/// inwards.
pub trait Values {
    /// Returns the value in this slot as seen from here: inside a repeat, the one of the same
    /// instance. `None` is blank (empty, missing or not relevant).
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

    /// Returns the instance in which this evaluation stands.
    fn here(&self) -> &[usize] {
        &[]
    }

    /// Returns the value in this slot of another instance.
    fn value_in(&self, slot: usize, _instance: &[usize]) -> Option<&Value> {
        self.value(slot)
    }

    /// Returns how many instances the repeat in this slot has inside an instance of what is around it.
    fn instances(&self, _repeat: usize, _within: &[usize]) -> usize {
        0
    }

    /// Returns whether the slot counts in this instance; what does not is left out of sets.
    fn applies(&self, _slot: usize, _instance: &[usize]) -> bool {
        true
    }

    /// Returns how many rows a choice list has.
    fn rows(&self, _list: &str) -> usize {
        0
    }

    /// Returns what stands in a column of a row of a choice list.
    fn cell(&self, _list: &str, _row: usize, _column: &str) -> Option<String> {
        None
    }

    /// Returns the label of a choice of the question in this slot.
    fn label(&self, _slot: usize, _choice: &str) -> Option<String> {
        None
    }

    /// Returns the number from which `random()`, `uuid()` and `randomize()` are drawn: the same one
    /// for the same place of the same visit, so that a replay draws the same.
    fn seed(&self) -> u64 {
        0
    }

    /// Returns the version of the checklist.
    fn version(&self) -> Option<&str> {
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

    fn has_this(&self) -> bool {
        false
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
    crosses: bool,
}

impl Expression {
    /// Compiles the text, or returns everything that is wrong with it.
    pub fn compile(text: &str, names: &dyn Names) -> Result<Self, Vec<ExpressionFault>> {
        Self::compile_unless(text, names, |_| true)
    }

    /// Compiles the text as other programs do that look at nothing before it is evaluated: a part
    /// that can never be computed is a fault only when it is reached, so that `true() or date('x')`
    /// is true.
    pub fn compile_as_written(text: &str, names: &dyn Names) -> Result<Self, Vec<ExpressionFault>> {
        Self::compile_unless(text, names, ExpressionFault::is_of_writing)
    }

    fn compile_unless(
        text: &str,
        names: &dyn Names,
        counts: fn(&ExpressionFault) -> bool,
    ) -> Result<Self, Vec<ExpressionFault>> {
        let mut faults = Faults::default();
        let checked =
            parser::parse(text, &mut faults).map(|tree| check::check(&tree, names, &mut faults));
        let faults = faults.into_sorted();
        match checked {
            Some(checked) if !faults.iter().any(counts) => Ok(Self {
                code: checked.code,
                references: checked.references,
                reads_self: checked.reads_self,
                crosses: checked.crosses,
            }),
            _ => Err(faults),
        }
    }

    /// Returns the slots that the expression reads, each once; of a repeat it reads how many
    /// instances there are, in which order.
    pub fn references(&self) -> &[usize] {
        &self.references
    }

    /// Returns whether the expression reads `.`: a circle in a relevance or calculation, and what a
    /// constraint is for.
    pub const fn reads_self(&self) -> bool {
        self.reads_self
    }

    /// Returns whether the expression reads other instances of repeats than the one it stands in.
    pub const fn crosses_instances(&self) -> bool {
        self.crosses
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
            code => code
                .scalar(&Scope::of(values))
                .ok()
                .and_then(Scalar::into_value),
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
        self.code.truth(&Scope::of(values)).ok()?
    }

    /// Evaluates a choice filter for one row of the list; what is undecided keeps the row, because a
    /// choice that is not offered cannot be taken.
    pub fn keeps_row(&self, values: &dyn Values, list: &str, row: usize) -> bool {
        let scope = Scope {
            row: Some((list, row)),
            position: row + 1,
            ..Scope::of(values)
        };
        self.code
            .scalar(&scope)
            .map_or(None, |verdict| verdict.truth())
            .unwrap_or(true)
    }

    /// Evaluates to a typed result, or says why there is none.
    pub fn evaluate(&self, values: &dyn Values) -> Result<Outcome, EvaluationFault> {
        Ok(match self.code.scalar(&Scope::of(values))? {
            Scalar::Number(number) => Outcome::Number(number),
            Scalar::Boolean(truth) => Outcome::Boolean(truth),
            Scalar::When(when) => Outcome::Date(when.to_string()),
            other @ (Scalar::Text(_)
            | Scalar::Choices(_)
            | Scalar::Nodes(_)
            | Scalar::Undecided) => Outcome::Text(other.text().into_owned()),
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
