//! Checks a tree against the names there are, and turns it into code.
//!
//! Reads no answers. Its invariant: it looks at the whole tree, so that an author sees every fault
//! at once; code that comes out without a fault holds only names and functions that exist.

mod comparison;

use crate::message::Message;

use super::code::Code;
use super::fault::{
    ARGUMENT_COUNT, ARGUMENT_KIND, BARE_NAME, Faults, NOT_A_DATE, UNKNOWN_FUNCTION, UNKNOWN_NAME,
    UNSUPPORTED, nearest,
};
use super::functions::{FUNCTIONS, Function, HABITS, Kind, Operation, Parameter, find};
use super::scalar::{number_of, text_of_number};
use super::tree::{Operator, Path, PathStart, Tree, TreeKind};
use super::when::When;
use super::{NameKind, Names};

/// What the check found out besides faults.
pub(super) struct Checked {
    pub(super) code: Code,
    pub(super) references: Vec<usize>,
    pub(super) reads_self: bool,
}

/// Checks the tree and compiles it.
pub(super) fn check(tree: &Tree, names: &dyn Names, faults: &mut Faults) -> Checked {
    let mut checker = Checker {
        names,
        faults,
        references: Vec::new(),
        reads_self: false,
    };
    let part = checker.part(tree);
    Checked {
        code: part.code,
        references: checker.references,
        reads_self: checker.reads_self,
    }
}

struct Checker<'n> {
    names: &'n dyn Names,
    faults: &'n mut Faults,
    references: Vec<usize>,
    reads_self: bool,
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
}

impl Part {
    fn plain(code: Code, kind: Kind, column: usize) -> Self {
        Self {
            code,
            kind,
            column,
            question: None,
            choices: None,
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
        NameKind::Any => Kind::Any,
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
            TreeKind::This => {
                self.reads_self = true;
                Part {
                    code: Code::This,
                    kind: kind_of(self.names.this_kind()),
                    column,
                    question: Some(".".to_owned()),
                    choices: self.names.this_choices(),
                }
            }
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

    fn reference(&mut self, name: &str, column: usize) -> Part {
        if name.starts_with("last-saved#") {
            return self.unsupported(format!("${{{name}}}"), column);
        }
        let Some((slot, kind)) = self.names.resolve(name) else {
            let all = self.names.all();
            let message = match nearest(name, all.iter().map(String::as_str)) {
                Some(near) => Message::new("err-expr-unknown-name-near").text("near", near),
                None => Message::new("err-expr-unknown-name"),
            };
            self.faults
                .add(UNKNOWN_NAME, column, message.text("name", name));
            return Part::plain(Code::Wrong, Kind::Any, column);
        };
        if !self.references.contains(&slot) {
            self.references.push(slot);
        }
        Part {
            code: Code::Slot(slot),
            kind: kind_of(kind),
            column,
            question: Some(format!("${{{name}}}")),
            choices: self.names.choices(slot),
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

    fn call(&mut self, name: &str, arguments: &[Tree], column: usize) -> Part {
        let parts: Vec<Part> = arguments
            .iter()
            .map(|argument| self.part(argument))
            .collect();
        let Some(function) = find(name) else {
            self.unknown_function(name, column);
            return Part::plain(Code::Wrong, Kind::Any, column);
        };
        if matches!(function.operation, Operation::Unsupported) {
            return self.unsupported(format!("{name}()"), column);
        }
        let few = parts.len() < function.least;
        let many = function.most.is_some_and(|most| parts.len() > most);
        let odd = function.name == "weighted-checklist" && !parts.len().is_multiple_of(2);
        if few || many || odd {
            self.wrong_count(function, parts.len(), column);
        } else {
            self.arguments(function, &parts);
        }
        if matches!(function.operation, Operation::Once) {
            self.reads_self = true;
        }
        let kind = match (function.operation, parts.as_slice()) {
            (Operation::If, [_, then, otherwise]) if then.kind == otherwise.kind => {
                if matches!(then.kind, Kind::Choice | Kind::Choices) {
                    Kind::Any
                } else {
                    then.kind
                }
            }
            _ => function.result,
        };
        let codes = parts.into_iter().map(|part| part.code).collect();
        Part::plain(Code::Call(function, codes), kind, column)
    }

    fn unknown_function(&mut self, name: &str, column: usize) {
        let habit = HABITS
            .iter()
            .find(|(habit, _)| habit.eq_ignore_ascii_case(name))
            .map(|(_, meant)| *meant);
        let near = habit.or_else(|| nearest(name, FUNCTIONS.iter().map(|found| found.name)));
        let message = match near {
            Some(near) => Message::new("err-expr-unknown-function-near").text("near", near),
            None => Message::new("err-expr-unknown-function"),
        };
        self.faults
            .add(UNKNOWN_FUNCTION, column, message.text("name", name));
    }

    fn wrong_count(&mut self, function: &Function, found: usize, column: usize) {
        let message = match function.most {
            Some(most) if most == function.least => {
                Message::new("err-expr-argument-count").number("least", most)
            }
            Some(most) => Message::new("err-expr-argument-count-between")
                .number("least", function.least)
                .number("most", most),
            None => {
                Message::new("err-expr-argument-count-at-least").number("least", function.least)
            }
        };
        let message = message.text("name", function.name).number("found", found);
        self.faults.add(ARGUMENT_COUNT, column, message);
    }

    fn arguments(&mut self, function: &Function, parts: &[Part]) {
        for (place, part) in parts.iter().enumerate() {
            let parameter = function.parameter(place);
            let wrong = match parameter {
                Parameter::Any | Parameter::Text | Parameter::Truth => false,
                Parameter::Number => part.is_never_a_number(),
                Parameter::Moment => {
                    matches!(part.kind, Kind::Boolean | Kind::Choice | Kind::Choices)
                }
                Parameter::Selection | Parameter::ChoiceName => {
                    matches!(part.kind, Kind::Boolean | Kind::Moment | Kind::Number)
                }
            };
            if wrong {
                let message = Message::new("err-expr-argument-kind")
                    .text("name", function.name)
                    .number("place", place + 1)
                    .message("wanted", parameter_word(parameter))
                    .message("found", kind_word(part.kind));
                self.faults.add(ARGUMENT_KIND, part.column, message);
            }
            if let (Parameter::Moment, Code::Text(text)) = (parameter, &part.code)
                && !text.is_empty()
                && When::read(text).is_none()
            {
                let message = Message::new("err-expr-not-a-date").text("found", &**text);
                self.faults.add(NOT_A_DATE, part.column, message);
            }
        }
        if let ([list, choice], Some(Parameter::ChoiceName)) =
            (parts, function.parameters.get(1).copied())
            && list.has_choices()
            && let Code::Text(text) = &choice.code
        {
            let name = text.trim().to_owned();
            self.choice_exists(list, &name, choice.column);
        }
    }

    fn path(&mut self, path: &Path, column: usize) -> Part {
        let names = self.names;
        if let (PathStart::Here, [step]) = (&path.start, path.steps.as_slice())
            && step.predicates.is_empty()
            && step
                .test
                .starts_with(|c: char| c.is_alphabetic() || c == '_')
        {
            let known = names.resolve(&step.test).is_some();
            let truth = ["true", "false"]
                .into_iter()
                .find(|word| step.test.eq_ignore_ascii_case(word));
            let message = match (known, truth) {
                (true, _) => Message::new("err-expr-bare-name-known"),
                (false, Some(word)) => {
                    Message::new("err-expr-bare-truth").text("write", format!("{word}()"))
                }
                (false, None) => Message::new("err-expr-bare-name"),
            };
            self.faults
                .add(BARE_NAME, column, message.text("name", step.test.clone()));
            return Part::plain(Code::Wrong, Kind::Any, column);
        }
        // What stands inside is looked at too: its names can be wrong as well.
        if let PathStart::Value(value, predicates) = &path.start {
            self.part(value);
            for predicate in predicates {
                self.inside_path(predicate);
            }
        }
        let part = match &path.start {
            PathStart::Value(..) if path.steps.is_empty() => "[…]".to_owned(),
            PathStart::Value(..) | PathStart::Root | PathStart::Here => path.to_string(),
        };
        self.unsupported(part, column)
    }

    /// Looks only for unknown `${…}` in a part that is not evaluated.
    fn inside_path(&mut self, tree: &Tree) {
        match &tree.kind {
            TreeKind::Reference(name) => {
                self.reference(name, tree.column);
            }
            TreeKind::Minus(inner) => self.inside_path(inner),
            TreeKind::Chain { first, rest } => {
                self.inside_path(first);
                for (_, operand) in rest {
                    self.inside_path(operand);
                }
            }
            TreeKind::Call { arguments, .. } => {
                for argument in arguments {
                    self.inside_path(argument);
                }
            }
            TreeKind::Number(_)
            | TreeKind::Text(_)
            | TreeKind::This
            | TreeKind::Path(_)
            | TreeKind::Wrong => {}
        }
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
