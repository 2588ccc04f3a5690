//! `checklist eval`: expressions in, values out.

use serde_json::json;
use tempfile::TempDir;

use super::bench::run_in;

#[test]
fn every_expression_gets_one_answer_with_its_type() {
    let home = TempDir::new().unwrap();
    let asked = [
        ("1 + 2", json!({"type": "number", "value": 3.0})),
        ("1 div 0", json!({"type": "number", "value": "Infinity"})),
        ("-1 div 0", json!({"type": "number", "value": "-Infinity"})),
        ("number('x')", json!({"type": "number", "value": "NaN"})),
        ("concat('a', 7.0)", json!({"type": "string", "value": "a7"})),
        ("1 = 1", json!({"type": "boolean", "value": true})),
        (
            "date('2012-02-03')",
            json!({"type": "date", "value": "2012-02-03"}),
        ),
        (
            "today() >= date('2020-01-01')",
            json!({"type": "boolean", "value": true}),
        ),
        (
            "normalize-space(' a\n b ')",
            json!({"type": "string", "value": "a b"}),
        ),
    ];
    let input: Vec<&str> = asked.iter().map(|(text, _)| *text).collect();
    let ran = run_in(home.path(), &["checklist", "eval"], input.join("\n"));
    let wanted: Vec<_> = asked.iter().map(|(_, wanted)| wanted.clone()).collect();
    assert_eq!(ran.lines(), wanted);
    assert_eq!(ran.code, 0);
}

#[test]
fn what_cannot_be_read_is_an_error_in_its_own_line_and_the_next_one_goes_on() {
    let home = TempDir::new().unwrap();
    let input = "'open\n\ntrue(5)\n/a//b\ndate('x')\n2\n";
    let ran = run_in(home.path(), &["checklist", "eval"], input);
    let kinds: Vec<String> = ran
        .lines()
        .iter()
        .map(|line| line["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        ["error", "error", "error", "error", "error", "number"]
    );
}
