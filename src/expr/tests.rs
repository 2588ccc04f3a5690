//! What the language as a whole does: values, faults, laws.

use super::*;

fn outcome(text: &str) -> Result<Outcome, EvaluationFault> {
    Expression::compile(text, &NoNames)
        .unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
        .evaluate(&NoNames)
}

#[test]
fn operators_bind_as_in_xpath() {
    for (text, expected) in [
        ("1 + 2 * 3", Outcome::Number(7.0)),
        ("(1 + 2) * 3", Outcome::Number(9.0)),
        ("10 - 3 - 2", Outcome::Number(5.0)),
        ("-2 - -3", Outcome::Number(1.0)),
        ("-7 mod 4", Outcome::Number(-3.0)),
        ("1 = 1 or 1 = 2 and 1 = 2", Outcome::Boolean(true)),
        ("1 < 2 = 3 < 4", Outcome::Boolean(true)),
        ("'a' = 'a' and not('a' = 'b')", Outcome::Boolean(true)),
        ("'a' = 'b' = false()", Outcome::Boolean(true)),
    ] {
        assert_eq!(outcome(text), Ok(expected), "{text}");
    }
}
