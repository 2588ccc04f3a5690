//! Checks a tree against the names there are, and turns it into code.
//!
//! Reads no answers. Its invariant: it looks at the whole tree, so that an author sees every fault
//! at once; code that comes out without a fault holds only names and functions that exist.

mod calls;
mod comparison;
mod paths;

use crate::message::Message;

use super::code::Code;
use super::fault::{BARE_NAME, Faults, NO_PLACE, UNKNOWN_NAME, UNSUPPORTED, nearest};
use super::functions::{Kind, Parameter};
use super::nodes::Nodes;
use super::scalar::{number_of, text_of_number};
use super::tree::{Operator, Tree, TreeKind};
use super::{NameKind, Names};

/// What the check found out besides faults.
pub(super) struct Checked {
    pub(super) code: Code,
    pub(super) references: Vec<usize>,
    pub(super) reads_self: bool,
    pub(super) crosses: bool,
}

/// Checks the tree and compiles it.
pub(super) fn check(tree: &Tree, names: &dyn Names, faults: &mut Faults) -> Checked {
    let mut checker = Checker {
        names,
        faults,
        references: Vec::new(),
        reads_self: false,
        crosses: false,
        context: match names.row_columns() {
            Some(columns) => Context::Row(columns),
            None => Context::Place,
        },
    };
    let part = checker.part(tree);
    Checked {
        code: part.code,
        references: checker.references,
        reads_self: checker.reads_self,
        crosses: checker.crosses,
    }
}

/// What relative paths and `.` begin at.
#[derive(Debug, Clone)]
enum Context {
    /// The question whose expression it is.
    Place,
    /// The candidate of a predicate on questions: its slot.
    Candidate(usize),
    /// The candidate of a predicate on a list, or of a choice filter: its columns; none if they are
    /// not known.
    Row(Vec<String>),
}

struct Checker<'n> {
    names: &'n dyn Names,
    faults: &'n mut Faults,
    references: Vec<usize>,
    reads_self: bool,
    crosses: bool,
    context: Context,
}

/// A checked part, with what is known of its value.
struct Part {
    code: Code,
    kind: Kind,
    column: usize,
    /// The name as it was written, if the part is one question (`.` is one too).
    question: Option<String>,
    /// The choices of that question.
    choices: Option<Vec<String>>,
    /// Where it stands, if it is a place or a set of places: for functions over sets.
    nodes: Option<Nodes>,
}

impl Part {
    fn plain(code: Code, kind: Kind, column: usize) -> Self {
        Self {
            code,
            kind,
            column,
            question: None,
            choices: None,
            nodes: None,
        }
    }

    /// Returns the literal as a text, if the part is one.
    fn literal(&self) -> Option<String> {
        match &self.code {
            Code::Text(text) => Some(text.to_string()),
            Code::Number(number) => Some(text_of_number(*number)),
            _ => None,
        }
    }

    fn has_choices(&self) -> bool {
        self.question.is_some() && matches!(self.kind, Kind::Choice | Kind::Choices)
    }

    /// Whether it is a question whose choices are known and none is a number.
    fn is_never_a_number(&self) -> bool {
        self.has_choices()
            && self
                .choices
                .as_ref()
                .is_some_and(|choices| choices.iter().all(|name| number_of(name).is_nan()))
    }
}

const fn kind_of(kind: NameKind) -> Kind {
    match kind {
        NameKind::Text => Kind::Text,
        NameKind::Number => Kind::Number,
        NameKind::Moment => Kind::Moment,
        NameKind::Choice => Kind::Choice,
        NameKind::Choices => Kind::Choices,
        NameKind::Any | NameKind::Group => Kind::Any,
    }
}

const fn kind_word(kind: Kind) -> Message {
    Message::new(match kind {
        Kind::Text => "expr-kind-text",
        Kind::Number => "expr-kind-number",
        Kind::Boolean => "expr-kind-boolean",
        Kind::Moment => "expr-kind-moment",
        Kind::Choice => "expr-kind-choice",
        Kind::Choices => "expr-kind-choices",
        Kind::Any => "expr-kind-any",
    })
}

const fn parameter_word(parameter: Parameter) -> Message {
    Message::new(match parameter {
        Parameter::Any => "expr-kind-any",
        Parameter::Text => "expr-kind-text",
        Parameter::Number => "expr-kind-number",
        Parameter::Truth => "expr-kind-boolean",
        Parameter::Moment => "expr-kind-moment",
        Parameter::Selection => "expr-kind-choices",
        Parameter::ChoiceName => "expr-kind-choice-name",
        Parameter::Set => "expr-kind-set",
        Parameter::Pattern => "expr-kind-pattern",
    })
}

impl Checker<'_> {
    fn part(&mut self, tree: &Tree) -> Part {
        let column = tree.column;
        match &tree.kind {
            TreeKind::Number(number) => Part::plain(Code::Number(*number), Kind::Number, column),
            TreeKind::Text(text) => {
                Part::plain(Code::Text(text.as_str().into()), Kind::Text, column)
            }
            TreeKind::Reference(name) => self.reference(name, column),
            TreeKind::This => self.this(column),
            TreeKind::Minus(inner) => {
                let inner = self.part(inner);
                self.operand(&inner, Operator::Subtract);
                Part::plain(Code::Minus(Box::new(inner.code)), Kind::Number, column)
            }
            TreeKind::Chain { first, rest } => self.chain(first, rest, column),
            TreeKind::Call { name, arguments } => self.call(name, arguments, column),
            TreeKind::Path(path) => self.path(path, column),
            TreeKind::Wrong => Part::plain(Code::Wrong, Kind::Any, column),
        }
    }

    /// `.`: the answer itself, or the candidate of a predicate.
    fn this(&mut self, column: usize) -> Part {
        match self.context.clone() {
            Context::Place if !self.names.has_this() => self.no_place(".", column),
            Context::Place => {
                self.reads_self = true;
                Part {
                    code: Code::This,
                    kind: kind_of(self.names.this_kind()),
                    column,
                    question: Some(".".to_owned()),
                    choices: self.names.this_choices(),
                    nodes: self.names.here().map(|here| self.single(here)),
                }
            }
            Context::Candidate(slot) => {
                let nodes = self.single(slot);
                self.place(slot, nodes, ".".to_owned(), column)
            }
            // A row has no value of its own, only columns.
            Context::Row(_) => Part::plain(Code::Text("".into()), Kind::Text, column),
        }
    }

    fn no_place(&mut self, written: impl Into<String>, column: usize) -> Part {
        let message = Message::new("err-expr-no-place").text("part", written);
        self.faults.add(NO_PLACE, column, message);
        Part::plain(Code::Wrong, Kind::Any, column)
    }

    fn unknown_name(&mut self, name: &str, column: usize) -> Part {
        let all = self.names.all();
        let message = match nearest(name, all.iter().map(String::as_str)) {
            Some(near) => Message::new("err-expr-unknown-name-near").text("near", near),
            None => Message::new("err-expr-unknown-name"),
        };
        self.faults
            .add(UNKNOWN_NAME, column, message.text("name", name));
        Part::plain(Code::Wrong, Kind::Any, column)
    }

    fn reads(&mut self, slot: usize) {
        if !self.references.contains(&slot) {
            self.references.push(slot);
        }
    }

    fn unsupported(&mut self, part: impl Into<String>, column: usize) -> Part {
        let message = Message::new("err-expr-unsupported").text("part", part);
        self.faults.add(UNSUPPORTED, column, message);
        Part::plain(Code::Wrong, Kind::Any, column)
    }

    fn chain(&mut self, first: &Tree, rest: &[(Operator, Tree)], column: usize) -> Part {
        let mut parts = vec![self.part(first)];
        let mut operators = Vec::with_capacity(rest.len());
        for (operator, operand) in rest {
            let operand = self.part(operand);
            if let ([left], true) = (parts.as_slice(), operators.is_empty()) {
                self.pair(left, *operator, &operand);
            } else {
                self.operand(&operand, *operator);
            }
            operators.push(*operator);
            parts.push(operand);
        }
        match operators.first().copied() {
            Some(Operator::Or) => {
                let parts = parts.into_iter().map(|part| part.code).collect();
                Part::plain(Code::Any(parts), Kind::Boolean, column)
            }
            Some(Operator::And) => {
                let parts = parts.into_iter().map(|part| part.code).collect();
                Part::plain(Code::All(parts), Kind::Boolean, column)
            }
            Some(Operator::Union) => self.unsupported("|", column),
            Some(operator) => {
                let kind = if matches!(operator.binding(), 3 | 4) {
                    Kind::Boolean
                } else {
                    Kind::Number
                };
                let mut codes = parts.into_iter().map(|part| part.code);
                let first = codes.next().unwrap_or(Code::Wrong);
                let rest = operators.into_iter().zip(codes).collect();
                Part::plain(compare_or_chain(first, rest), kind, column)
            }
            None => parts
                .pop()
                .unwrap_or_else(|| Part::plain(Code::Wrong, Kind::Any, column)),
        }
    }

    /// A word without quotes or braces: a column of the row, a place in the candidate, or a slip.
    fn bare_name(&mut self, name: &str, column: usize) -> Part {
        match self.context.clone() {
            Context::Row(columns) => return self.column_of_row(name, &columns, column),
            Context::Candidate(around) => {
                if let Some(slot) = self.names.child(Some(around), name) {
                    let nodes = self.single(slot);
                    return self.place(slot, nodes, name.to_owned(), column);
                }
            }
            Context::Place => {
                let here = self.names.here();
                if let Some(slot) = here.and_then(|here| self.names.child(Some(here), name)) {
                    let nodes = self.single(slot);
                    return self.place(slot, nodes, name.to_owned(), column);
                }
            }
        }
        let known = self.names.resolve(name).is_some();
        let truth = ["true", "false"]
            .into_iter()
            .find(|word| name.eq_ignore_ascii_case(word));
        let message = match (known, truth) {
            (true, _) => Message::new("err-expr-bare-name-known"),
            (false, Some(word)) => {
                Message::new("err-expr-bare-truth").text("write", format!("{word}()"))
            }
            (false, None) => Message::new("err-expr-bare-name"),
        };
        self.faults
            .add(BARE_NAME, column, message.text("name", name));
        Part::plain(Code::Wrong, Kind::Any, column)
    }
}

/// Chooses the short form for `${question} = 'text'`.
fn compare_or_chain(first: Code, rest: Box<[(Operator, Code)]>) -> Code {
    if let (
        Code::Slot(slot),
        [(operator @ (Operator::Equal | Operator::NotEqual), Code::Text(text))],
    ) = (&first, &*rest)
    {
        return Code::SlotIs {
            slot: *slot,
            text: text.clone(),
            operator: *operator,
        };
    }
    Code::Chain {
        first: Box::new(first),
        rest,
    }
}
