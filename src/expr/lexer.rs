//! Cuts the text of an expression into tokens, and repairs what people write out of habit.
//!
//! Owns the letters, not their order. Its invariant: it always ends with tokens that the parser can
//! go on with, so that one slip does not hide the next.

use crate::message::Message;

use super::fault::{
    BAD_REFERENCE, Faults, OPEN_TEXT, TYPOGRAPHIC_QUOTE, UNEXPECTED_LETTER, WRONG_OPERATOR,
};
use super::tree::Operator;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    Text(String),
    /// The name inside `${…}`.
    Reference(String),
    Name(String),
    Operator(Operator),
    /// `*` where a value is expected.
    Star,
    Slash,
    DoubleSlash,
    Axis,
    Dot,
    DotDot,
    At,
    Open,
    Close,
    OpenSquare,
    CloseSquare,
    Comma,
}

/// A token and where it begins, in letters from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) column: usize,
    /// As it was written, for messages.
    pub(super) written: String,
}

/// Cuts the text into tokens.
pub(super) fn tokens(text: &str, faults: &mut Faults) -> (Vec<Token>, usize) {
    let mut lexer = Lexer {
        letters: text.chars().collect(),
        at: 0,
        tokens: Vec::new(),
        faults,
    };
    lexer.run();
    let end = lexer.letters.len() + 1;
    (lexer.tokens, end)
}

struct Lexer<'f> {
    letters: Vec<char>,
    at: usize,
    tokens: Vec<Token>,
    faults: &'f mut Faults,
}

/// Two or more letters that mean an operator somewhere else, and what to write here.
const HABITS: [(&str, &str, Operator); 11] = [
    ("===", "=", Operator::Equal),
    ("!==", "!=", Operator::NotEqual),
    ("==", "=", Operator::Equal),
    ("<>", "!=", Operator::NotEqual),
    ("=<", "<=", Operator::LessOrEqual),
    ("=>", ">=", Operator::GreaterOrEqual),
    ("&&", "and", Operator::And),
    ("||", "or", Operator::Or),
    (":=", "=", Operator::Equal),
    ("&", "and", Operator::And),
    ("**", "pow(…)", Operator::Multiply),
];

/// Single letters from a text program or another notation, and what to write here.
const LETTER_HABITS: [(char, &str, Operator); 11] = [
    ('≤', "<=", Operator::LessOrEqual),
    ('⩽', "<=", Operator::LessOrEqual),
    ('≥', ">=", Operator::GreaterOrEqual),
    ('⩾', ">=", Operator::GreaterOrEqual),
    ('≠', "!=", Operator::NotEqual),
    ('×', "*", Operator::Multiply),
    ('÷', "div", Operator::Divide),
    ('%', "mod", Operator::Modulo),
    ('−', "-", Operator::Subtract),
    ('–', "-", Operator::Subtract),
    ('—', "-", Operator::Subtract),
];

/// The words that are operators after a value.
const WORDS: [(&str, Operator); 4] = [
    ("and", Operator::And),
    ("or", Operator::Or),
    ("div", Operator::Divide),
    ("mod", Operator::Modulo),
];

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(letter) = self.peek(0) {
            if letter.is_whitespace() {
                self.at += 1;
            } else {
                self.token(letter);
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn starts_with(&self, written: &str) -> bool {
        written
            .chars()
            .enumerate()
            .all(|(ahead, letter)| self.peek(ahead) == Some(letter))
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.letters
            .iter()
            .skip(from)
            .take(to.saturating_sub(from))
            .collect()
    }

    /// Adds the token that `length` letters make.
    fn push(&mut self, kind: TokenKind, length: usize) {
        let written = self.slice(self.at, self.at + length);
        self.tokens.push(Token {
            kind,
            column: self.at + 1,
            written,
        });
        self.at += length;
    }

    fn fault(&mut self, code: &'static str, message: Message) {
        self.faults.add(code, self.at + 1, message);
    }

    /// Whether the last token ended a value, so that an operator comes next.
    fn after_value(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            matches!(
                token.kind,
                TokenKind::Number(_)
                    | TokenKind::Text(_)
                    | TokenKind::Reference(_)
                    | TokenKind::Name(_)
                    | TokenKind::Star
                    | TokenKind::Dot
                    | TokenKind::DotDot
                    | TokenKind::Close
                    | TokenKind::CloseSquare
            )
        })
    }

    fn token(&mut self, letter: char) {
        if self.habit(letter) {
            return;
        }
        match letter {
            '(' => self.push(TokenKind::Open, 1),
            ')' => self.push(TokenKind::Close, 1),
            '[' => self.push(TokenKind::OpenSquare, 1),
            ']' => self.push(TokenKind::CloseSquare, 1),
            ',' => self.push(TokenKind::Comma, 1),
            '@' => self.push(TokenKind::At, 1),
            '|' => self.push(TokenKind::Operator(Operator::Union), 1),
            '+' => self.push(TokenKind::Operator(Operator::Add), 1),
            '-' => self.push(TokenKind::Operator(Operator::Subtract), 1),
            '=' => self.push(TokenKind::Operator(Operator::Equal), 1),
            '!' if self.peek(1) == Some('=') => {
                self.push(TokenKind::Operator(Operator::NotEqual), 2);
            }
            '<' if self.peek(1) == Some('=') => {
                self.push(TokenKind::Operator(Operator::LessOrEqual), 2);
            }
            '<' => self.push(TokenKind::Operator(Operator::Less), 1),
            '>' if self.peek(1) == Some('=') => {
                self.push(TokenKind::Operator(Operator::GreaterOrEqual), 2);
            }
            '>' => self.push(TokenKind::Operator(Operator::Greater), 1),
            '*' if self.after_value() => self.push(TokenKind::Operator(Operator::Multiply), 1),
            '*' => self.push(TokenKind::Star, 1),
            '/' if self.peek(1) == Some('/') => self.push(TokenKind::DoubleSlash, 2),
            '/' => self.slash(),
            ':' if self.peek(1) == Some(':') => self.push(TokenKind::Axis, 2),
            '.' if self.peek(1) == Some('.') => self.push(TokenKind::DotDot, 2),
            '.' if !self.peek(1).is_some_and(|next| next.is_ascii_digit()) => {
                self.push(TokenKind::Dot, 1);
            }
            '.' | '0'..='9' => self.number(),
            '\'' | '"' => self.text(letter),
            '“' | '”' | '„' | '«' | '»' => self.typographic_text('"'),
            '‘' | '’' | '‚' | '`' => self.typographic_text('\''),
            '$' if self.peek(1) == Some('{') => self.reference(),
            '{' | '$' => self.bad_reference(),
            _ if letter.is_alphabetic() || letter == '_' => self.name(),
            _ => {
                let message = Message::new("err-expr-unexpected-letter").text("found", letter);
                self.fault(UNEXPECTED_LETTER, message);
                self.at += 1;
            }
        }
    }

    /// Takes an operator of another notation, says what to write, and goes on as if it were written.
    fn habit(&mut self, letter: char) -> bool {
        let double = HABITS
            .iter()
            .find(|(found, ..)| self.starts_with(found))
            .map(|(found, write, operator)| (found.chars().count(), *write, *operator));
        let single = LETTER_HABITS
            .iter()
            .find(|(found, ..)| *found == letter)
            .map(|(_, write, operator)| (1, *write, *operator));
        let not = (letter == '!' && self.peek(1) != Some('=')).then_some(());
        if let Some((length, write, operator)) = double.or(single) {
            let found = self.slice(self.at, self.at + length);
            let message = wrong_operator(&found, write);
            self.fault(WRONG_OPERATOR, message);
            self.push(TokenKind::Operator(operator), length);
            return true;
        }
        if not.is_some() {
            self.fault(WRONG_OPERATOR, wrong_operator("!", "not(…)"));
            self.at += 1;
            return true;
        }
        false
    }

    /// After a number or a question nobody means a path: `/` is a division there.
    fn slash(&mut self) {
        let after_number = self
            .tokens
            .last()
            .is_some_and(|token| matches!(token.kind, TokenKind::Number(_) | TokenKind::Text(_)));
        let mut ahead = 1;
        while self.peek(ahead).is_some_and(char::is_whitespace) {
            ahead += 1;
        }
        let before_value = self
            .peek(ahead)
            .is_some_and(|next| next.is_ascii_digit() || next == '$' || next == '(');
        if self.after_value() && (after_number || before_value) {
            self.fault(WRONG_OPERATOR, wrong_operator("/", "div"));
            self.push(TokenKind::Operator(Operator::Divide), 1);
        } else {
            self.push(TokenKind::Slash, 1);
        }
    }

    fn number(&mut self) {
        let mut length = 0;
        let mut point = false;
        while let Some(letter) = self.peek(length) {
            if letter == '.' && !point && self.peek(length + 1) != Some('.') {
                point = true;
            } else if !letter.is_ascii_digit() {
                break;
            }
            length += 1;
        }
        let written = self.slice(self.at, self.at + length);
        self.push(
            TokenKind::Number(written.parse().unwrap_or(f64::NAN)),
            length,
        );
    }

    fn text(&mut self, quote: char) {
        let mut length = 1;
        while let Some(letter) = self.peek(length) {
            if letter == quote {
                let inside = self.slice(self.at + 1, self.at + length);
                self.push(TokenKind::Text(inside), length + 1);
                return;
            }
            length += 1;
        }
        let message = Message::new("err-expr-open-text").text("quote", quote);
        self.fault(OPEN_TEXT, message);
        let inside = self.slice(self.at + 1, self.at + length);
        self.push(TokenKind::Text(inside), length);
    }

    fn typographic_text(&mut self, write: char) {
        const CLOSING: &str = "“”„«»‘’‚`'\"";
        let found = self.slice(self.at, self.at + 1);
        let message = Message::new("err-expr-typographic-quote")
            .text("found", found)
            .text("write", write);
        self.fault(TYPOGRAPHIC_QUOTE, message);
        let mut length = 1;
        while let Some(letter) = self.peek(length) {
            length += 1;
            if CLOSING.contains(letter) {
                let inside = self.slice(self.at + 1, self.at + length - 1);
                self.push(TokenKind::Text(inside), length);
                return;
            }
        }
        let inside = self.slice(self.at + 1, self.at + length);
        self.push(TokenKind::Text(inside), length);
    }

    fn reference(&mut self) {
        let mut length = 2;
        while let Some(letter) = self.peek(length) {
            length += 1;
            if letter == '}' {
                let inside = self.slice(self.at + 2, self.at + length - 1);
                let name = inside.trim();
                if is_reference_name(name) {
                    let name = name.to_owned();
                    self.push(TokenKind::Reference(name), length);
                    return;
                }
                break;
            }
            if matches!(letter, '$' | '{' | '\'' | '"' | '(' | ')' | '=') {
                length -= 1;
                break;
            }
        }
        let written = self.slice(self.at, self.at + length);
        let message = Message::new("err-expr-bad-reference").text("found", written);
        self.fault(BAD_REFERENCE, message);
        self.push(TokenKind::Reference(String::new()), length);
    }

    /// `{name}` or `$name`: braces or the dollar are missing.
    fn bad_reference(&mut self) {
        let mut length = 1;
        while self.peek(length).is_some_and(is_name_letter) {
            length += 1;
        }
        if self.peek(length) == Some('}') {
            length += 1;
        }
        let written = self.slice(self.at, self.at + length);
        let message = Message::new("err-expr-bad-reference").text("found", written);
        self.fault(BAD_REFERENCE, message);
        self.push(TokenKind::Reference(String::new()), length);
    }

    fn name(&mut self) {
        let mut length = 1;
        while self.peek(length).is_some_and(is_name_letter) {
            length += 1;
        }
        // One colon joins a prefix and a name; two are an axis.
        if self.peek(length) == Some(':')
            && (self.peek(length + 1)).is_some_and(|next| next.is_alphabetic() || next == '_')
        {
            length += 2;
            while self.peek(length).is_some_and(is_name_letter) {
                length += 1;
            }
        }
        let written = self.slice(self.at, self.at + length);
        if self.after_value() {
            let called = self.peek(length) == Some('(');
            for (word, operator) in WORDS {
                let Some((start, rest)) = written.split_at_checked(word.len()) else {
                    continue;
                };
                // JavaRosa takes capitals too, and needs no blank after the word: `3mod4`,
                // `3 mod-4`, `1 ornot(2)`.
                let ends = rest.is_empty()
                    || called
                    || rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
                if ends && start.eq_ignore_ascii_case(word) {
                    self.push(TokenKind::Operator(operator), word.len());
                    return;
                }
            }
        }
        self.push(TokenKind::Name(written), length);
    }
}

fn wrong_operator(found: &str, write: &str) -> Message {
    Message::new("err-expr-wrong-operator")
        .text("found", found)
        .text("write", write)
}

fn is_name_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-')
}

/// Whether this can stand inside `${…}`; `last-saved#` is XLSForm's prefix for the visit before.
fn is_reference_name(name: &str) -> bool {
    let name = name.strip_prefix("last-saved#").unwrap_or(name);
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name
            .chars()
            .all(|letter| is_name_letter(letter) || letter == ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        let mut faults = Faults::default();
        let (tokens, _) = tokens(text, &mut faults);
        assert!(faults.is_empty(), "{text}: {:?}", faults.into_sorted());
        tokens.into_iter().map(|token| token.written).collect()
    }

    #[test]
    fn names_swallow_hyphens_and_words_are_operators_only_after_a_value() {
        for (text, expected) in [
            ("a-b", vec!["a-b"]),
            ("a - b", vec!["a", "-", "b"]),
            ("3mod4", vec!["3", "mod", "4"]),
            ("3 mod-4", vec!["3", "mod", "-", "4"]),
            (".5*.5", vec![".5", "*", ".5"]),
            ("count-selected(.)", vec!["count-selected", "(", ".", ")"]),
            ("../x", vec!["..", "/", "x"]),
            ("1!=2", vec!["1", "!=", "2"]),
            ("jr:choice-name", vec!["jr:choice-name"]),
            ("'it''s'", vec!["'it'", "'s'"]),
            ("${ a } >= 1", vec!["${ a }", ">=", "1"]),
            ("child::a", vec!["child", "::", "a"]),
        ] {
            assert_eq!(written(text), expected, "{text}");
        }
        let mut faults = Faults::default();
        let (found, _) = tokens("mod mod mod * *", &mut faults);
        let operators: Vec<bool> = found
            .iter()
            .map(|token| matches!(token.kind, TokenKind::Operator(_)))
            .collect();
        assert_eq!(operators, [false, true, false, true, false]);
    }

    #[test]
    fn columns_count_letters_not_bytes() {
        let mut faults = Faults::default();
        let (found, end) = tokens("'да' = 'ә'", &mut faults);
        let columns: Vec<usize> = found.iter().map(|token| token.column).collect();
        assert_eq!((columns, end), (vec![1, 6, 8], 11));
    }
}
