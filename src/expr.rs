//! Expressions of checklists: relevance, constraint, calculation (XLSForm's XPath subset, GRAMMAR.md).
//!
//! Compiles text to an [`Expression`] and evaluates it against whatever can look a name up. Touches
//! no files, no clock and no checklist. Its invariant: an [`Expression`] that exists has been
//! checked, and evaluating it always ends and never fails: what cannot be computed is blank.

use crate::message::Message;
use crate::value::Value;

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
}

/// The values that an expression reads while it is evaluated.
pub trait Values {
    /// Returns the value in this slot; `None` is blank (empty, missing or not relevant).
    fn value(&self, slot: usize) -> Option<&Value>;

    /// Returns the value that `.` stands for.
    fn this(&self) -> Option<&Value> {
        None
    }
}

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

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Expression {
    references: Vec<usize>,
}

impl Expression {
    /// Compiles the text, or returns everything that is wrong with it.
    pub fn compile(_text: &str, _names: &dyn Names) -> Result<Self, Vec<ExpressionFault>> {
        Ok(Self {
            references: Vec::new(),
        })
    }

    /// Returns the slots that the expression reads, each once.
    pub fn references(&self) -> &[usize] {
        &self.references
    }

    /// Evaluates to a value; `None` is blank.
    pub fn value(&self, _values: &dyn Values) -> Option<Value> {
        None
    }

    /// Evaluates to true or false by XPath's rules.
    pub fn is_true(&self, _values: &dyn Values) -> bool {
        true
    }
}
