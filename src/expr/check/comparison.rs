//! Comparisons that can never hold: a choice that is not in the list, a word where a number stands.
//!
//! Owns no walk over the tree; [`Checker`] calls it for operands it has checked. Its invariant: it
//! refuses only what no answer can make true, so that nothing meant is lost.

use crate::message::Message;

use super::super::code::Code;
use super::super::fault::{IMPOSSIBLE_COMPARISON, NO_SUCH_CHOICE, nearest};
use super::super::functions::Kind;
use super::super::scalar::number_of;
use super::super::tree::Operator;
use super::super::when::When;
use super::{Checker, Part, kind_word};

impl Checker<'_> {
    /// Checks the first two operands of a chain.
    pub(super) fn pair(&mut self, left: &Part, operator: Operator, right: &Part) {
        if !matches!(operator.binding(), 3 | 4) {
            self.operand(left, operator);
            self.operand(right, operator);
            return;
        }
        self.compared(left, operator, right);
        self.compared(right, operator, left);
        // Both sides are looked at once more only where the first look had nothing to say.
        if let (Some(one), Some(other)) = (&left.choices, &right.choices) {
            let meet = one.iter().any(|name| other.contains(name));
            if left.has_choices() && right.has_choices() && !meet {
                self.impossible(left, right, "rec-expr-lists-differ");
            }
        }
    }

    /// Checks an operand of arithmetic: choices that are words have no number.
    pub(super) fn operand(&mut self, part: &Part, operator: Operator) {
        let arithmetic = matches!(operator.binding(), 5 | 6);
        if arithmetic && part.is_never_a_number() {
            let number = Part::plain(Code::Wrong, Kind::Number, part.column);
            self.impossible(part, &number, "rec-expr-choice-is-no-number");
        }
    }

    /// Checks whether a question can ever compare so with the other side.
    fn compared(&mut self, question: &Part, operator: Operator, other: &Part) {
        if question.question.is_none() {
            return;
        }
        let equality = operator.binding() == 3;
        let literal = other.literal().filter(|text| !text.is_empty());
        match question.kind {
            Kind::Choice | Kind::Choices if other.kind == Kind::Boolean => {
                self.impossible(question, other, "rec-expr-compare-choice-with-name");
            }
            Kind::Choice | Kind::Choices if !equality && question.is_never_a_number() => {
                self.impossible(question, other, "rec-expr-choice-is-no-number");
            }
            Kind::Choice | Kind::Choices if equality => {
                if let Some(literal) = literal {
                    self.choice_exists(question, &literal, other.column);
                } else if matches!(other.kind, Kind::Moment)
                    || (other.kind == Kind::Number && question.is_never_a_number())
                {
                    self.impossible(question, other, "rec-expr-compare-choice-with-name");
                }
            }
            Kind::Number => {
                if literal.is_some_and(|text| number_of(&text).is_nan()) {
                    self.impossible(question, other, "rec-expr-compare-number");
                }
            }
            Kind::Moment => {
                let wrong_text = other.kind == Kind::Text
                    && literal.is_some_and(|text| When::read(&text).is_none());
                if wrong_text {
                    self.impossible(question, other, "rec-expr-compare-moment");
                }
            }
            Kind::Choice | Kind::Choices | Kind::Text | Kind::Boolean | Kind::Any => {}
        }
    }

    fn impossible(&mut self, left: &Part, right: &Part, hint: &'static str) {
        let message = Message::new("err-expr-impossible-comparison")
            .text("name", left.question.clone().unwrap_or_default())
            .message("left", kind_word(left.kind))
            .message("right", kind_word(right.kind))
            .message("hint", Message::new(hint));
        self.faults.add(IMPOSSIBLE_COMPARISON, left.column, message);
    }

    /// Checks that every name in the text is in the question's list.
    pub(super) fn choice_exists(&mut self, question: &Part, text: &str, column: usize) {
        let Some(choices) = &question.choices else {
            return;
        };
        let missing = if question.kind == Kind::Choices {
            text.split_whitespace()
                .find(|name| !choices.iter().any(|choice| choice == name))
        } else {
            (!choices.iter().any(|choice| choice == text)).then_some(text)
        };
        let Some(missing) = missing else {
            return;
        };
        let near = nearest(missing, choices.iter().map(String::as_str));
        let message = if let Some(near) = near {
            Message::new("err-expr-no-such-choice-near").text("near", near)
        } else {
            let first: Vec<&str> = choices.iter().take(12).map(String::as_str).collect();
            Message::new("err-expr-no-such-choice").text("choices", first.join(", "))
        };
        let message = message
            .text("name", question.question.clone().unwrap_or_default())
            .text("choice", missing);
        self.faults.add(NO_SUCH_CHOICE, column, message);
    }
}
