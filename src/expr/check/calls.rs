//! Calls of functions: their names, how many arguments, of which kind, and the calls that are code of
//! their own.
//!
//! Its invariant: a call that comes out without a fault has as many arguments as its function takes.

use crate::message::Message;

use super::super::code::Code;
use super::super::fault::{
    ARGUMENT_COUNT, ARGUMENT_KIND, BAD_PATTERN, EvaluationFault, NOT_A_DATE, UNKNOWN_FUNCTION,
    nearest,
};
use super::super::functions::{
    FUNCTIONS, Function, HABITS, Kind, Operation, Parameter, bad_pattern, find,
};
use super::super::nodes::{Level, Rows};
use super::super::pattern::Pattern;
use super::super::tree::{Operator, Tree, TreeKind};
use super::super::when::When;
use super::{Checker, Context, Part, kind_word, parameter_word};

impl Checker<'_> {
    pub(super) fn call(&mut self, name: &str, arguments: &[Tree], column: usize) -> Part {
        let Some(function) = find(name) else {
            self.unknown_function(name, column);
            return self.looked_into(arguments, column);
        };
        if matches!(function.operation, Operation::Unsupported) {
            self.unsupported(format!("{name}()"), column);
            return self.looked_into(arguments, column);
        }
        let few = arguments.len() < function.least;
        let many = function.most.is_some_and(|most| arguments.len() > most);
        let odd = match function.name {
            "weighted-checklist" => !arguments.len().is_multiple_of(2),
            "indexed-repeat" => arguments.len().is_multiple_of(2),
            _ => false,
        };
        if few || many || odd {
            self.wrong_count(function, arguments.len(), column);
            return self.looked_into(arguments, column);
        }
        if matches!(function.operation, Operation::Compiled) {
            return self.compiled(function, arguments, column);
        }
        let mut parts: Vec<Part> = arguments
            .iter()
            .map(|argument| self.part(argument))
            .collect();
        let own_answer = matches!(function.name, "string-length" | "normalize-space");
        if own_answer && parts.is_empty() {
            parts.push(self.this(column));
        }
        let failure = self.arguments(function, &parts);
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
        let code = match failure {
            Some(fault) => Code::Fails(Box::new(fault)),
            None => call_code(function, parts, column),
        };
        Part::plain(code, kind, column)
    }

    /// Looks into the arguments of a call that cannot be used: they can be wrong as well.
    fn looked_into(&mut self, arguments: &[Tree], column: usize) -> Part {
        for argument in arguments {
            self.part(argument);
        }
        Part::plain(Code::Wrong, Kind::Any, column)
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

    /// Checks the arguments; returns why the call can never be computed, if that is known.
    fn arguments(&mut self, function: &Function, parts: &[Part]) -> Option<EvaluationFault> {
        let mut failure = None;
        for (place, part) in parts.iter().enumerate() {
            let parameter = function.parameter(place);
            let wrong = match parameter {
                Parameter::Any | Parameter::Text | Parameter::Truth | Parameter::Pattern => false,
                Parameter::Number => part.is_never_a_number(),
                Parameter::Moment => {
                    matches!(part.kind, Kind::Boolean | Kind::Choice | Kind::Choices)
                }
                Parameter::Selection | Parameter::ChoiceName => {
                    matches!(part.kind, Kind::Boolean | Kind::Moment | Kind::Number)
                }
                Parameter::Set => part.nodes.is_none() && !is_set(&part.code),
            };
            if wrong {
                let message = self.wrong_kind(function, place, part, parameter);
                failure = failure.or(Some(EvaluationFault {
                    code: ARGUMENT_KIND,
                    message,
                }));
            }
            if let (Parameter::Moment, Code::Text(text)) = (parameter, &part.code)
                && !text.is_empty()
                && When::read(text).is_none()
                && !(takes_clock(function) && When::read_clock(text).is_some())
            {
                let message = Message::new("err-expr-not-a-date").text("found", &**text);
                self.faults.add(NOT_A_DATE, part.column, message);
            }
            if let (Parameter::Pattern, Code::Text(text)) = (parameter, &part.code)
                && Pattern::read(text).is_err()
            {
                self.faults
                    .add(BAD_PATTERN, part.column, bad_pattern(text).message);
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
        failure
    }

    fn wrong_kind(
        &mut self,
        function: &Function,
        place: usize,
        part: &Part,
        parameter: Parameter,
    ) -> Message {
        let message = Message::new("err-expr-argument-kind")
            .text("name", function.name)
            .number("place", place + 1)
            .message("wanted", parameter_word(parameter))
            .message("found", kind_word(part.kind));
        self.faults.add(ARGUMENT_KIND, part.column, message.clone());
        message
    }

    /// Compiles the calls that are code of their own.
    fn compiled(&mut self, function: &'static Function, arguments: &[Tree], column: usize) -> Part {
        match (function.name, arguments) {
            ("current", _) => {
                let around = std::mem::replace(&mut self.context, Context::Place);
                let part = self.this(column);
                self.context = around;
                part
            }
            ("position", []) if !matches!(self.context, Context::Place) => {
                Part::plain(Code::Position, Kind::Number, column)
            }
            ("position", [place]) => {
                let part = self.part(place);
                match part.nodes.clone() {
                    Some(nodes) => {
                        let code = Code::PositionOf(Box::new(nodes));
                        Part::plain(code, Kind::Number, column)
                    }
                    None => self.not_a_place(function, 0, &part, column),
                }
            }
            ("jr:choice-name", [value, question]) => self.choice_name(value, question, column),
            ("pulldata", [list, wanted, key, value]) => {
                self.pulled(function, [list, wanted, key, value], column)
            }
            ("indexed-repeat", [target, pairs @ ..]) => {
                self.indexed(function, target, pairs, column)
            }
            ("position", _) => {
                let message = Message::new("err-expr-position");
                self.faults.add(ARGUMENT_COUNT, column, message);
                Part::plain(Code::Wrong, Kind::Number, column)
            }
            _ => {
                let part = format!("{}()", function.name);
                self.unsupported(part, column)
            }
        }
    }

    fn not_a_place(
        &mut self,
        function: &Function,
        place: usize,
        part: &Part,
        column: usize,
    ) -> Part {
        let message = self.wrong_kind(function, place, part, Parameter::Set);
        let fault = EvaluationFault {
            code: ARGUMENT_KIND,
            message,
        };
        Part::plain(Code::Fails(Box::new(fault)), Kind::Any, column)
    }

    /// `jr:choice-name(${q}, '${q}')`: the question stands in quotes, with or without braces.
    fn choice_name(&mut self, value: &Tree, question: &Tree, column: usize) -> Part {
        let value = self.part(value);
        let slot = if let TreeKind::Text(text) = &question.kind {
            let text = text.trim();
            let inner = text
                .strip_prefix("${")
                .and_then(|text| text.strip_suffix('}'))
                .or_else(|| text.rsplit('/').next())
                .unwrap_or(text)
                .trim();
            let slot = self.names.resolve(inner).map(|(slot, _)| slot);
            if slot.is_none() {
                self.unknown_name(inner, question.column);
            }
            slot
        } else if let Code::Slot(slot) = self.part(question).code {
            Some(slot)
        } else {
            self.unsupported("jr:choice-name()", question.column);
            None
        };
        match slot {
            Some(slot) => {
                let code = Code::ChoiceName {
                    slot,
                    value: Box::new(value.code),
                };
                Part::plain(code, Kind::Text, column)
            }
            None => Part::plain(Code::Wrong, Kind::Text, column),
        }
    }

    /// `pulldata('list', 'column', 'key column', key)`
    fn pulled(
        &mut self,
        function: &'static Function,
        [list, wanted, key, value]: [&Tree; 4],
        column: usize,
    ) -> Part {
        let value = self.part(value);
        let (TreeKind::Text(name), TreeKind::Text(wanted_name), TreeKind::Text(key_name)) =
            (&list.kind, &wanted.kind, &key.kind)
        else {
            return self.unsupported(format!("{}()", function.name), column);
        };
        // The file's ending is no part of the list's name.
        let name = name.strip_suffix(".csv").unwrap_or(name);
        let Some(columns) = self.list(name, list.column) else {
            return Part::plain(Code::Wrong, Kind::Text, column);
        };
        self.column_of_row(wanted_name, &columns, wanted.column);
        let key = self.column_of_row(key_name, &columns, key.column);
        let filter = Code::Chain {
            first: Box::new(key.code),
            rest: Box::new([(Operator::Equal, value.code)]),
        };
        let rows = Rows {
            list: name.into(),
            filters: Box::new([filter]),
            column: Some(wanted_name.as_str().into()),
            only_first: true,
        };
        Part::plain(Code::Rows(Box::new(rows)), Kind::Text, column)
    }

    /// `indexed-repeat(${q}, ${repeat}, number, …)`
    fn indexed(
        &mut self,
        function: &'static Function,
        target: &Tree,
        pairs: &[Tree],
        column: usize,
    ) -> Part {
        let target_part = self.part(target);
        let Some(mut nodes) = target_part.nodes.clone() else {
            return self.not_a_place(function, 0, &target_part, column);
        };
        let Some(slot) = nodes.slot else {
            return self.not_a_place(function, 0, &target_part, column);
        };
        let repeats = self.repeats_of(slot);
        let mut levels = nodes.levels.into_vec();
        for (at, pair) in pairs.chunks(2).enumerate() {
            let [repeat, number] = pair else { continue };
            let repeat_part = self.part(repeat);
            let number_part = self.part(number);
            let named = repeat_part.nodes.as_ref().and_then(|nodes| nodes.slot);
            let depth = named.and_then(|named| repeats.iter().position(|known| *known == named));
            let (Some(depth), Some(named)) = (depth, named) else {
                return self.not_a_place(function, at * 2 + 1, &repeat_part, column);
            };
            if let Some(level) = levels.get_mut(depth) {
                *level = Level::At {
                    repeat: named,
                    number: Box::new(number_part.code),
                };
            }
        }
        nodes.levels = levels.into();
        let written = format!("{}()", function.name);
        let kind = target_part.kind;
        let part = self.place(slot, nodes, written, column);
        Part { kind, ..part }
    }
}

/// Whether the code gives a set, though no question stands behind it.
const fn is_set(code: &Code) -> bool {
    match code {
        Code::Rows(_) => true,
        Code::Call { function, .. } => matches!(function.operation, Operation::Randomize),
        _ => false,
    }
}

/// Returns whether the function makes do with a time of day alone.
fn takes_clock(function: &Function) -> bool {
    matches!(
        function.name,
        "decimal-time" | "format-date" | "format-date-time"
    )
}

fn call_code(function: &'static Function, parts: Vec<Part>, column: usize) -> Code {
    let is_regex = function.name == "regex";
    let mut codes: Vec<Code> = parts
        .into_iter()
        .enumerate()
        .map(
            |(place, part)| match (function.parameter(place), part.nodes) {
                // Of a set, also one question is a set of one.
                (Parameter::Set, Some(nodes)) => Code::Nodes(Box::new(nodes)),
                _ => part.code,
            },
        )
        .collect();
    if is_regex
        && let [_, Code::Text(written)] = codes.as_slice()
        && let Ok(pattern) = Pattern::read(written)
        && let Some(text) = codes.drain(..).next()
    {
        return Code::Matches {
            text: Box::new(text),
            pattern,
        };
    }
    Code::Call {
        function,
        column,
        arguments: codes.into(),
    }
}
