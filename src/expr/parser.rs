//! Builds the tree from tokens by operator precedence (GRAMMAR.md).
//!
//! Knows no names and no functions. Its invariant: nesting is counted and bounded, so it always
//! ends, and after a fault it goes on where the next operand can begin.

use crate::message::Message;

use super::fault::{
    EMPTY, Faults, MOST_BYTES, MOST_DEPTH, MOST_PARTS, NOT_CLOSED, OPERATOR_EXPECTED, TOO_DEEP,
    TOO_LONG, TOO_MANY_PARTS, UNSUPPORTED, VALUE_EXPECTED,
};
use super::lexer::{Token, TokenKind, tokens};
use super::tree::{MINUS_BINDING, Operator, Path, PathStart, Step, Tree, TreeKind};

/// Parses the text; `None` if it is too large to look into.
pub(super) fn parse(text: &str, faults: &mut Faults) -> Option<Tree> {
    if text.len() > MOST_BYTES {
        let message = Message::new("err-expr-too-long").number("most", MOST_BYTES);
        faults.add(TOO_LONG, 1, message);
        return None;
    }
    let (tokens, end) = tokens(text, faults);
    if tokens.is_empty() {
        faults.add(EMPTY, 1, Message::new("err-expr-empty"));
        return None;
    }
    let mut parser = Parser {
        tokens,
        at: 0,
        end,
        depth: 0,
        parts: 0,
        given_up: false,
        faults,
    };
    let tree = parser.whole();
    (!parser.given_up).then_some(tree)
}

struct Parser<'f> {
    tokens: Vec<Token>,
    at: usize,
    end: usize,
    depth: usize,
    parts: usize,
    /// Too deep or too many parts: nothing after that is looked at.
    given_up: bool,
    faults: &'f mut Faults,
}

impl Parser<'_> {
    fn whole(&mut self) -> Tree {
        let tree = self.expression(0);
        while !self.given_up {
            let Some(token) = self.tokens.get(self.at) else {
                break;
            };
            let (column, written) = (token.column, token.written.clone());
            let closing = matches!(
                token.kind,
                TokenKind::Close | TokenKind::CloseSquare | TokenKind::Comma
            );
            let message = Message::new("err-expr-operator-expected").text("found", written);
            self.faults.add(OPERATOR_EXPECTED, column, message);
            if closing {
                self.at += 1;
                if self.at >= self.tokens.len() {
                    break;
                }
            }
            let before = self.at;
            self.expression(0);
            if self.at == before {
                self.at += 1;
            }
        }
        tree
    }

    fn kind(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn kind_after(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    fn column(&self) -> usize {
        self.tokens
            .get(self.at)
            .map_or(self.end, |token| token.column)
    }

    fn written(&self) -> String {
        self.tokens
            .get(self.at)
            .map(|token| token.written.clone())
            .unwrap_or_default()
    }

    fn take(&mut self, kind: &TokenKind) -> bool {
        let found = self.kind() == Some(kind);
        if found {
            self.at += 1;
        }
        found
    }

    fn part(&mut self, kind: TreeKind, column: usize) -> Tree {
        self.parts += 1;
        if self.parts > MOST_PARTS && !self.given_up {
            self.given_up = true;
            let message = Message::new("err-expr-too-many-parts").number("most", MOST_PARTS);
            self.faults.add(TOO_MANY_PARTS, column, message);
        }
        Tree { kind, column }
    }

    /// Parses operands joined by operators that bind at least this tightly.
    fn expression(&mut self, at_least: u8) -> Tree {
        let column = self.column();
        if self.depth > MOST_DEPTH {
            if !self.given_up {
                let message = Message::new("err-expr-too-deep").number("most", MOST_DEPTH);
                self.faults.add(TOO_DEEP, column, message);
            }
            self.given_up = true;
        }
        if self.given_up {
            self.at = self.tokens.len();
            return self.part(TreeKind::Wrong, column);
        }
        let mut tree = self.operand();
        while let Some(&TokenKind::Operator(operator)) = self.kind() {
            let binding = operator.binding();
            if binding < at_least || self.given_up {
                break;
            }
            tree = self.chain(tree, binding, column);
        }
        tree
    }

    /// Parses the rest of a chain of one binding strength.
    fn chain(&mut self, first: Tree, binding: u8, column: usize) -> Tree {
        let mut rest = Vec::new();
        while let Some(&TokenKind::Operator(operator)) = self.kind() {
            if operator.binding() != binding || self.given_up {
                break;
            }
            self.at += 1;
            let operand = self.expression(binding + 1);
            self.parts += 1;
            rest.push((operator, operand));
        }
        let kind = TreeKind::Chain {
            first: Box::new(first),
            rest,
        };
        self.part(kind, column)
    }

    /// Parses one operand: a minus before it, the value, predicates and steps after it.
    fn operand(&mut self) -> Tree {
        let column = self.column();
        if self.take(&TokenKind::Operator(Operator::Subtract)) {
            self.depth += 1;
            let inner = self.expression(MINUS_BINDING);
            self.depth -= 1;
            return self.part(TreeKind::Minus(Box::new(inner)), column);
        }
        let value = self.primary();
        match self.kind() {
            Some(TokenKind::OpenSquare) => {
                let predicates = self.predicates();
                let start = PathStart::Value(Box::new(value), predicates);
                let steps = self.more_steps();
                self.part(TreeKind::Path(Path { start, steps }), column)
            }
            Some(TokenKind::Slash) => {
                let start = PathStart::Value(Box::new(value), Vec::new());
                let steps = self.more_steps();
                self.part(TreeKind::Path(Path { start, steps }), column)
            }
            _ => value,
        }
    }

    fn primary(&mut self) -> Tree {
        let column = self.column();
        let kind = match self.kind() {
            Some(TokenKind::Number(number)) => TreeKind::Number(*number),
            Some(TokenKind::Text(text)) => TreeKind::Text(text.clone()),
            Some(TokenKind::Reference(name)) if name.is_empty() => TreeKind::Wrong,
            Some(TokenKind::Reference(name)) => TreeKind::Reference(name.clone()),
            Some(TokenKind::Dot)
                if !matches!(
                    self.kind_after(),
                    Some(TokenKind::Slash | TokenKind::OpenSquare)
                ) =>
            {
                TreeKind::This
            }
            Some(TokenKind::Open) => return self.bracketed(),
            Some(TokenKind::Name(_)) if self.kind_after() == Some(&TokenKind::Open) => {
                return self.call();
            }
            Some(
                TokenKind::Name(_)
                | TokenKind::Star
                | TokenKind::Dot
                | TokenKind::DotDot
                | TokenKind::Slash
                | TokenKind::DoubleSlash
                | TokenKind::At,
            ) => return self.path(),
            Some(
                TokenKind::Operator(_)
                | TokenKind::Axis
                | TokenKind::Close
                | TokenKind::OpenSquare
                | TokenKind::CloseSquare
                | TokenKind::Comma,
            )
            | None => return self.missing_value(),
        };
        self.at += 1;
        self.part(kind, column)
    }

    fn missing_value(&mut self) -> Tree {
        let column = self.column();
        let message = if self.at >= self.tokens.len() {
            Message::new("err-expr-value-expected-at-end")
        } else {
            Message::new("err-expr-value-expected").text("found", self.written())
        };
        self.faults.add(VALUE_EXPECTED, column, message);
        if matches!(self.kind(), Some(TokenKind::Axis | TokenKind::OpenSquare)) {
            self.at += 1;
        }
        self.part(TreeKind::Wrong, column)
    }

    fn bracketed(&mut self) -> Tree {
        let column = self.column();
        self.at += 1;
        self.depth += 1;
        let tree = self.expression(0);
        self.depth -= 1;
        self.close(&TokenKind::Close, column, "(");
        tree
    }

    /// Takes the closing bracket, or says which opening one has none.
    fn close(&mut self, kind: &TokenKind, column: usize, open: &str) {
        if self.take(kind) || self.given_up {
            return;
        }
        if self.at >= self.tokens.len() {
            let message = Message::new("err-expr-not-closed").text("open", open);
            self.faults.add(NOT_CLOSED, column, message);
            return;
        }
        let message = Message::new("err-expr-operator-expected").text("found", self.written());
        self.faults.add(OPERATOR_EXPECTED, self.column(), message);
        self.skip_to(kind);
        self.take(kind);
    }

    /// Skips to the bracket that closes what is open here.
    fn skip_to(&mut self, kind: &TokenKind) {
        let mut open = 0_usize;
        while let Some(found) = self.kind() {
            if open == 0 && found == kind {
                return;
            }
            match found {
                TokenKind::Open | TokenKind::OpenSquare => open += 1,
                TokenKind::Close | TokenKind::CloseSquare => open = open.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
        }
    }

    fn call(&mut self) -> Tree {
        let column = self.column();
        let name = self.written();
        self.at += 1;
        let bracket = self.column();
        self.at += 1;
        let mut arguments = Vec::new();
        if !self.take(&TokenKind::Close) {
            self.depth += 1;
            loop {
                arguments.push(self.expression(0));
                if !self.take(&TokenKind::Comma) {
                    break;
                }
            }
            self.depth -= 1;
            self.close(&TokenKind::Close, bracket, "(");
        }
        self.part(TreeKind::Call { name, arguments }, column)
    }

    fn path(&mut self) -> Tree {
        let column = self.column();
        let mut steps = Vec::new();
        let start = if matches!(self.kind(), Some(TokenKind::Slash | TokenKind::DoubleSlash)) {
            PathStart::Root
        } else {
            PathStart::Here
        };
        if start == PathStart::Here {
            steps.push(self.step());
        }
        steps.extend(self.more_steps());
        self.part(TreeKind::Path(Path { start, steps }), column)
    }

    fn more_steps(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        while matches!(self.kind(), Some(TokenKind::Slash | TokenKind::DoubleSlash))
            && !self.given_up
        {
            if self.kind() == Some(&TokenKind::DoubleSlash) {
                let message = Message::new("err-expr-unsupported").text("part", "//");
                self.faults.add(UNSUPPORTED, self.column(), message);
            }
            self.at += 1;
            steps.push(self.step());
        }
        steps
    }

    fn step(&mut self) -> Step {
        self.parts += 1;
        if self.kind() == Some(&TokenKind::At) {
            let message = Message::new("err-expr-unsupported").text("part", "@");
            self.faults.add(UNSUPPORTED, self.column(), message);
            self.at += 1;
        }
        if self.kind_after() == Some(&TokenKind::Axis) {
            let part = format!("{}::", self.written());
            let message = Message::new("err-expr-unsupported").text("part", part);
            self.faults.add(UNSUPPORTED, self.column(), message);
            self.at += 2;
        }
        let named = matches!(
            self.kind(),
            Some(TokenKind::Name(_) | TokenKind::Star | TokenKind::Dot | TokenKind::DotDot)
        );
        let test = if named {
            let test = self.written();
            self.at += 1;
            test
        } else {
            let message = Message::new("err-expr-step-expected");
            self.faults.add(VALUE_EXPECTED, self.column(), message);
            "?".to_owned()
        };
        let predicates = self.predicates();
        Step { test, predicates }
    }

    fn predicates(&mut self) -> Vec<Tree> {
        let mut predicates = Vec::new();
        while self.kind() == Some(&TokenKind::OpenSquare) && !self.given_up {
            let column = self.column();
            self.at += 1;
            self.depth += 1;
            predicates.push(self.expression(0));
            self.depth -= 1;
            self.close(&TokenKind::CloseSquare, column, "[");
        }
        predicates
    }
}
