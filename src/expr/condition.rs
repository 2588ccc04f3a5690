//! Conditions that people can read: the few shapes of which almost every relevance is made.
//!
//! Paper has no engine behind it, so a form says in words when a question is asked. What has another
//! shape is not guessed at: the caller gets the names that it depends on, and says so.

use super::fault::Faults;
use super::parser::parse;
use super::tree::{Operator, PathStart, Tree, TreeKind};

/// What a condition asks of the answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of these.
    All(Vec<Self>),
    /// At least one of these.
    Any(Vec<Self>),
    /// How one answer stands to a value.
    Compared {
        /// The question's name.
        name: String,
        /// How it stands.
        how: Comparison,
        /// To what: a choice's name, a number, a text.
        value: String,
    },
    /// Whether there is an answer.
    Answered {
        /// The question's name.
        name: String,
        /// Whether there has to be one, or to be none.
        yes: bool,
    },
}

/// How an answer stands to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// It is that.
    Is,
    /// It is something else, or missing.
    IsNot,
    /// That is among what was marked.
    Marked,
    /// That is not among what was marked.
    NotMarked,
    /// It is less.
    Less,
    /// It is that or less.
    AtMost,
    /// It is more.
    More,
    /// It is that or more.
    AtLeast,
}

impl Comparison {
    /// What holds where this does not.
    const fn opposite(self) -> Self {
        match self {
            Self::Is => Self::IsNot,
            Self::IsNot => Self::Is,
            Self::Marked => Self::NotMarked,
            Self::NotMarked => Self::Marked,
            Self::Less => Self::AtLeast,
            Self::AtLeast => Self::Less,
            Self::More => Self::AtMost,
            Self::AtMost => Self::More,
        }
    }
}

/// Reads an expression as a condition.
///
/// # Errors
///
/// The names that it depends on, each once and in order, where it has a shape that plain words
/// would not say truly.
pub fn condition_of(text: &str) -> Result<Condition, Vec<String>> {
    let Some(tree) = parse(text, &mut Faults::default()) else {
        return Err(Vec::new());
    };
    read(&tree).ok_or_else(|| {
        let mut names = Vec::new();
        references(&tree, &mut names);
        names
    })
}

fn read(tree: &Tree) -> Option<Condition> {
    match &tree.kind {
        TreeKind::Chain { first, rest } => {
            let (operator, second) = rest.first()?;
            match operator {
                Operator::And | Operator::Or => {
                    let parts = std::iter::once(&**first)
                        .chain(rest.iter().map(|(_, operand)| operand))
                        .map(read)
                        .collect::<Option<Vec<_>>>()?;
                    Some(if *operator == Operator::And {
                        Condition::All(parts)
                    } else {
                        Condition::Any(parts)
                    })
                }
                _ if rest.len() == 1 => compared(first, *operator, second),
                _ => None,
            }
        }
        TreeKind::Call { name, arguments } => match (name.as_str(), arguments.as_slice()) {
            ("selected", [list, choice]) => Some(Condition::Compared {
                name: reference(list)?,
                how: Comparison::Marked,
                value: literal(choice)?,
            }),
            ("not", [inner]) => negated(read(inner)?),
            _ => None,
        },
        _ => None,
    }
}

fn negated(condition: Condition) -> Option<Condition> {
    match condition {
        Condition::Compared { name, how, value } => Some(Condition::Compared {
            name,
            how: how.opposite(),
            value,
        }),
        Condition::Answered { name, yes } => Some(Condition::Answered { name, yes: !yes }),
        // "Not both" is no longer a plain sentence.
        Condition::All(_) | Condition::Any(_) => None,
    }
}

fn compared(left: &Tree, operator: Operator, right: &Tree) -> Option<Condition> {
    let (name, value, turned) = match (reference(left), reference(right)) {
        (Some(name), None) => (name, literal(right)?, false),
        (None, Some(name)) => (name, literal(left)?, true),
        _ => return None,
    };
    let how = match (operator, turned) {
        (Operator::Equal, _) => Comparison::Is,
        (Operator::NotEqual, _) => Comparison::IsNot,
        (Operator::Less, false) | (Operator::Greater, true) => Comparison::Less,
        (Operator::LessOrEqual, false) | (Operator::GreaterOrEqual, true) => Comparison::AtMost,
        (Operator::Greater, false) | (Operator::Less, true) => Comparison::More,
        (Operator::GreaterOrEqual, false) | (Operator::LessOrEqual, true) => Comparison::AtLeast,
        _ => return None,
    };
    match (how, value.is_empty()) {
        (Comparison::Is, true) => Some(Condition::Answered { name, yes: false }),
        (Comparison::IsNot, true) => Some(Condition::Answered { name, yes: true }),
        (_, true) => None,
        (how, false) => Some(Condition::Compared { name, how, value }),
    }
}

fn reference(tree: &Tree) -> Option<String> {
    match &tree.kind {
        TreeKind::Reference(name) => Some(name.clone()),
        _ => None,
    }
}

fn literal(tree: &Tree) -> Option<String> {
    match &tree.kind {
        TreeKind::Text(text) => Some(text.clone()),
        TreeKind::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn references(tree: &Tree, names: &mut Vec<String>) {
    match &tree.kind {
        TreeKind::Reference(name) if !names.contains(name) => names.push(name.clone()),
        TreeKind::Minus(inner) => references(inner, names),
        TreeKind::Chain { first, rest } => {
            references(first, names);
            for (_, operand) in rest {
                references(operand, names);
            }
        }
        TreeKind::Call { arguments, .. } => {
            for argument in arguments {
                references(argument, names);
            }
        }
        TreeKind::Path(path) => {
            if let PathStart::Value(value, filters) = &path.start {
                references(value, names);
                for filter in filters {
                    references(filter, names);
                }
            }
            for predicate in path.steps.iter().flat_map(|step| &step.predicates) {
                references(predicate, names);
            }
        }
        TreeKind::Reference(_)
        | TreeKind::Number(_)
        | TreeKind::Text(_)
        | TreeKind::This
        | TreeKind::Wrong => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, how: Comparison, value: &str) -> Condition {
        Condition::Compared {
            name: name.to_owned(),
            how,
            value: value.to_owned(),
        }
    }

    #[test]
    fn the_usual_shapes_are_read() {
        assert_eq!(
            condition_of("${a} != 'no' and ${b} < 18"),
            Ok(Condition::All(vec![
                one("a", Comparison::IsNot, "no"),
                one("b", Comparison::Less, "18"),
            ]))
        );
        assert_eq!(
            condition_of("not(selected(${a}, 'none')) or 3 >= ${b}"),
            Ok(Condition::Any(vec![
                one("a", Comparison::NotMarked, "none"),
                one("b", Comparison::AtMost, "3"),
            ]))
        );
        assert_eq!(
            condition_of("not(${a} = '')"),
            Ok(Condition::Answered {
                name: "a".to_owned(),
                yes: true
            })
        );
    }

    #[test]
    fn what_plain_words_would_not_say_truly_only_names_what_it_depends_on() {
        for text in [
            "count-selected(${a}) > 1",
            "not(${a} = 'x' and ${a} = 'y')",
            "${a} > ''",
            "${a} + 1 = 2",
        ] {
            assert_eq!(condition_of(text), Err(vec!["a".to_owned()]), "{text}");
        }
        assert_eq!(
            condition_of("${a} = ${b}"),
            Err(vec!["a".to_owned(), "b".to_owned()])
        );
        assert_eq!(condition_of(""), Err(Vec::new()));
    }
}
