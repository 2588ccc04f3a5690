//! What the language as a whole does: values, faults, laws.

mod faults;
mod laws;
mod repeats;
mod results;

use super::*;

/// The questions of a small checklist and what was answered.
#[derive(Debug, Default, Clone)]
struct Interview {
    answers: Vec<(usize, Value)>,
    this: Option<Value>,
    now: Option<Moment>,
}

const QUESTIONS: [(&str, NameKind); 9] = [
    ("consent", NameKind::Choice),
    ("lawyer_met_place", NameKind::Choice),
    ("rights_told", NameKind::Choices),
    ("age", NameKind::Number),
    ("apprehended_at", NameKind::Moment),
    ("judge_at", NameKind::Moment),
    ("notes", NameKind::Text),
    ("score", NameKind::Any),
    ("likert", NameKind::Choice),
];

impl Names for Interview {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        let slot = QUESTIONS.iter().position(|(known, _)| *known == name)?;
        Some((slot, QUESTIONS[slot].1))
    }

    fn all(&self) -> Vec<String> {
        QUESTIONS
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect()
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        let names: &[&str] = match slot {
            0 => &["yes", "no"],
            1 => &["before_questioning", "after_questioning_police", "never"],
            2 => &["silence", "lawyer", "call", "doctor"],
            8 => &["1", "2", "3"],
            _ => return None,
        };
        Some(names.iter().map(|name| (*name).to_owned()).collect())
    }
}

impl Values for Interview {
    fn value(&self, slot: usize) -> Option<&Value> {
        self.answers
            .iter()
            .rev()
            .find(|(answered, _)| *answered == slot)
            .map(|(_, value)| value)
    }

    fn this(&self) -> Option<&Value> {
        self.this.as_ref()
    }

    fn now(&self) -> Option<Moment> {
        self.now
    }
}

impl Interview {
    fn answered(mut self, name: &str, value: Value) -> Self {
        let (slot, _) = self.resolve(name).unwrap();
        self.answers.push((slot, value));
        self
    }

    fn compile(&self, text: &str) -> Expression {
        Expression::compile(text, self).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
    }

    fn is_true(&self, text: &str) -> bool {
        self.compile(text).is_true(self)
    }

    fn decides(&self, text: &str) -> Option<bool> {
        self.compile(text).decide(self)
    }

    fn value_of(&self, text: &str) -> Option<Value> {
        self.compile(text).value(self)
    }
}

fn choice(name: &str) -> Value {
    Value::Choice(name.to_owned())
}

fn moment(text: &str) -> Value {
    Value::Moment(text.parse().unwrap())
}
