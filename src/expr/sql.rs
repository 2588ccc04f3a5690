//! Expressions as SQL, for whoever counts with an engine of their own.
//!
//! Only what indicators are made of is written: comparisons, `and`, `or`, `not`, arithmetic,
//! `selected` and `count-selected`. The SQL is plain enough for every engine, and decides as
//! evaluation does: what is blank is an empty text or no number, and what cannot be compared is not
//! true. Its invariant: an expression is written whole, or not at all.

use super::Expression;
use super::code::Code;
use super::tree::Operator;

/// The column behind a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlColumn {
    /// Text that is empty where it is blank; several choices are separated by blanks.
    Text(String),
    /// A number that is NULL where it is blank.
    Number(String),
}

/// A part as SQL, by what it gives.
enum Sql {
    Truth(String),
    Number(String),
    Text(String),
}

impl Expression {
    /// Returns the expression as a condition in SQL; `None` if it uses what has no SQL here.
    pub fn sql_condition(&self, column: &dyn Fn(usize) -> Option<SqlColumn>) -> Option<String> {
        Some(truth(written(&self.code, column)?))
    }

    /// Returns the expression as a number in SQL, NULL where it is none.
    pub fn sql_number(&self, column: &dyn Fn(usize) -> Option<SqlColumn>) -> Option<String> {
        match written(&self.code, column)? {
            Sql::Number(number) => Some(number),
            Sql::Truth(_) | Sql::Text(_) => None,
        }
    }
}

fn truth(sql: Sql) -> String {
    match sql {
        Sql::Truth(truth) => truth,
        Sql::Number(number) => format!("(COALESCE({number}, 0) <> 0)"),
        Sql::Text(text) => format!("({text} <> '')"),
    }
}

/// Returns a text as SQL writes it.
pub fn sql_text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn written(code: &Code, column: &dyn Fn(usize) -> Option<SqlColumn>) -> Option<Sql> {
    match code {
        Code::Number(number) => Some(Sql::Number(format!("{number}"))),
        Code::Text(text) => Some(Sql::Text(sql_text(text))),
        Code::Slot(slot) => Some(match column(*slot)? {
            SqlColumn::Text(name) => Sql::Text(name),
            SqlColumn::Number(name) => Sql::Number(name),
        }),
        Code::SlotIs {
            slot,
            text,
            operator,
        } => slot_is(&column(*slot)?, text, *operator),
        Code::Minus(inner) => match written(inner, column)? {
            Sql::Number(number) => Some(Sql::Number(format!("(-{number})"))),
            Sql::Truth(_) | Sql::Text(_) => None,
        },
        Code::Any(parts) => joined(parts, " OR ", column),
        Code::All(parts) => joined(parts, " AND ", column),
        Code::Chain { first, rest } => chain(first, rest, column),
        Code::Call {
            function,
            arguments,
            ..
        } => call(function.name, arguments, column),
        Code::Within { .. }
        | Code::This
        | Code::Nodes(_)
        | Code::Rows(_)
        | Code::Column(_)
        | Code::Position
        | Code::PositionOf(_)
        | Code::ChoiceName { .. }
        | Code::Matches { .. }
        | Code::Fails(_)
        | Code::Wrong => None,
    }
}

fn joined(
    parts: &[Code],
    between: &str,
    column: &dyn Fn(usize) -> Option<SqlColumn>,
) -> Option<Sql> {
    let parts = parts
        .iter()
        .map(|part| written(part, column).map(truth))
        .collect::<Option<Vec<_>>>()?;
    Some(Sql::Truth(format!("({})", parts.join(between))))
}

fn slot_is(column: &SqlColumn, text: &str, operator: Operator) -> Option<Sql> {
    let is_equal = operator == Operator::Equal;
    let condition = match column {
        SqlColumn::Text(name) => {
            let sign = if is_equal { "=" } else { "<>" };
            format!("({name} {sign} {})", sql_text(text))
        }
        SqlColumn::Number(name) if text.is_empty() => {
            let sign = if is_equal { "IS NULL" } else { "IS NOT NULL" };
            format!("({name} {sign})")
        }
        SqlColumn::Number(_) => return None,
    };
    Some(Sql::Truth(condition))
}

fn chain(
    first: &Code,
    rest: &[(Operator, Code)],
    column: &dyn Fn(usize) -> Option<SqlColumn>,
) -> Option<Sql> {
    let mut left = written(first, column)?;
    for (operator, right) in rest {
        let right = written(right, column)?;
        left = match (left, right) {
            (Sql::Number(left), Sql::Number(right)) => numbers(*operator, &left, &right)?,
            (Sql::Text(left), Sql::Text(right)) => {
                let sign = match operator {
                    Operator::Equal => "=",
                    Operator::NotEqual => "<>",
                    _ => return None,
                };
                Sql::Truth(format!("({left} {sign} {right})"))
            }
            (Sql::Truth(_) | Sql::Number(_) | Sql::Text(_), _) => return None,
        };
    }
    Some(left)
}

fn numbers(operator: Operator, left: &str, right: &str) -> Option<Sql> {
    let compare = |sign: &str, of_blank: &str| {
        Some(Sql::Truth(format!(
            "COALESCE({left} {sign} {right}, {of_blank})"
        )))
    };
    let reckon = |sign: &str| Some(Sql::Number(format!("({left} {sign} {right})")));
    match operator {
        // A number that is none equals nothing, and is neither less nor greater.
        Operator::Equal => compare("=", "1 = 0"),
        Operator::NotEqual => compare("<>", "1 = 1"),
        Operator::Less => compare("<", "1 = 0"),
        Operator::LessOrEqual => compare("<=", "1 = 0"),
        Operator::Greater => compare(">", "1 = 0"),
        Operator::GreaterOrEqual => compare(">=", "1 = 0"),
        Operator::Add => reckon("+"),
        Operator::Subtract => reckon("-"),
        Operator::Multiply => reckon("*"),
        // Whole numbers would be divided without their rest.
        Operator::Divide => Some(Sql::Number(format!("({left} * 1.0 / NULLIF({right}, 0))"))),
        Operator::Modulo | Operator::Union | Operator::Or | Operator::And => None,
    }
}

fn call(
    name: &str,
    arguments: &[Code],
    column: &dyn Fn(usize) -> Option<SqlColumn>,
) -> Option<Sql> {
    match (name, arguments) {
        ("not", [inner]) => Some(Sql::Truth(format!(
            "(NOT {})",
            truth(written(inner, column)?)
        ))),
        ("selected" | "is-selected", [selection, Code::Text(choice)]) => {
            let Sql::Text(selection) = written(selection, column)? else {
                return None;
            };
            // An underscore stands for any letter in LIKE.
            let mut escaped = choice.replace('!', "!!");
            escaped = escaped.replace('_', "!_").replace('%', "!%");
            let pattern = sql_text(&format!("% {escaped} %"));
            Some(Sql::Truth(format!(
                "((' ' || {selection} || ' ') LIKE {pattern} ESCAPE '!')"
            )))
        }
        ("count-selected", [selection]) => {
            let Sql::Text(selection) = written(selection, column)? else {
                return None;
            };
            Some(Sql::Number(format!(
                "(CASE WHEN {selection} = '' THEN 0 ELSE LENGTH({selection}) - LENGTH(REPLACE({selection}, ' ', '')) + 1 END)"
            )))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{NameKind, Names};

    struct Two;

    impl Names for Two {
        fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
            match name {
                "a" => Some((0, NameKind::Choices)),
                "n" => Some((1, NameKind::Number)),
                _ => None,
            }
        }

        fn all(&self) -> Vec<String> {
            Vec::new()
        }
    }

    fn sql(text: &str) -> Option<String> {
        let columns = |slot| match slot {
            0 => Some(SqlColumn::Text("f_a".to_owned())),
            _ => Some(SqlColumn::Number("f_n".to_owned())),
        };
        Expression::compile(text, &Two)
            .unwrap()
            .sql_condition(&columns)
    }

    #[test]
    fn what_indicators_are_made_of_is_written_and_the_rest_is_refused() {
        assert_eq!(sql("${a} = ''").as_deref(), Some("(f_a = '')"));
        assert_eq!(
            sql("not(${n} >= 18)").as_deref(),
            Some("(NOT COALESCE(f_n >= 18, 1 = 0))")
        );
        assert_eq!(
            sql("selected(${a}, 'own_wish')").as_deref(),
            Some("((' ' || f_a || ' ') LIKE '% own!_wish %' ESCAPE '!')")
        );
        assert_eq!(sql("${n} != ''").as_deref(), Some("(f_n IS NOT NULL)"));
        assert_eq!(sql("round(${n}, 1) = 3"), None);
    }
}
