//! Every fault: its code, its column, and that it says what to write instead.

use std::collections::BTreeSet;

use super::*;

fn found(text: &str) -> Vec<(&'static str, usize)> {
    match Expression::compile(text, &Interview::default()) {
        Ok(_) => Vec::new(),
        Err(faults) => faults
            .into_iter()
            .map(|fault| (fault.code, fault.column))
            .collect(),
    }
}

const FAULTS: [(&str, &str, usize); 81] = [
    ("", "expr_empty", 1),
    ("  ", "expr_empty", 1),
    ("${consent} == 'yes'", "expr_wrong_operator", 12),
    ("${consent} === 'yes'", "expr_wrong_operator", 12),
    ("${consent} <> 'yes'", "expr_wrong_operator", 12),
    ("${age} => 18", "expr_wrong_operator", 8),
    ("${age} ≤ 18", "expr_wrong_operator", 8),
    ("${age} ≠ 18", "expr_wrong_operator", 8),
    ("1 && 2", "expr_wrong_operator", 3),
    ("1 & 2", "expr_wrong_operator", 3),
    ("1 || 2", "expr_wrong_operator", 3),
    ("!(1)", "expr_wrong_operator", 1),
    ("${age} / 2", "expr_wrong_operator", 8),
    ("10 / ${age}", "expr_wrong_operator", 4),
    ("${age} % 2", "expr_wrong_operator", 8),
    ("5 − 3", "expr_wrong_operator", 3),
    ("5 – 3", "expr_wrong_operator", 3),
    ("${consent} = “yes”", "expr_typographic_quote", 14),
    ("${consent} = ‘yes’", "expr_typographic_quote", 14),
    ("${consent} = «yes»", "expr_typographic_quote", 14),
    ("${consent} = 'yes", "expr_open_text", 14),
    ("${age > 3", "expr_bad_reference", 1),
    ("${} > 3", "expr_bad_reference", 1),
    ("{age} > 3", "expr_bad_reference", 1),
    ("$age > 3", "expr_bad_reference", 1),
    ("${my age} > 3", "expr_bad_reference", 1),
    ("1 + 2;", "expr_unexpected_letter", 6),
    ("1 +", "expr_value_expected", 4),
    ("= 1", "expr_value_expected", 1),
    ("1 + * 2", "expr_unsupported", 5),
    ("if(1, , 2)", "expr_value_expected", 7),
    ("${age} ${score}", "expr_operator_expected", 8),
    ("1 = 1)", "expr_operator_expected", 6),
    ("1, 2", "expr_operator_expected", 2),
    ("(1 + 2", "expr_not_closed", 1),
    ("not(1", "expr_not_closed", 4),
    ("${aeg} > 1", "expr_unknown_name", 1),
    ("${zzzzzz} > 1", "expr_unknown_name", 1),
    ("substring('a', 1)", "expr_unknown_function", 1),
    ("Selected('a', 'b')", "expr_unknown_function", 1),
    ("zzzzzz()", "expr_unknown_function", 1),
    ("true(5)", "expr_argument_count", 1),
    ("if(1, 2)", "expr_argument_count", 1),
    ("round(1, 2, 3)", "expr_argument_count", 1),
    ("coalesce(1)", "expr_argument_count", 1),
    ("weighted-checklist(1, 2, 3)", "expr_argument_count", 1),
    ("selected(${rights_told}, 1)", "expr_argument_kind", 26),
    ("selected(${age}, 'x')", "expr_argument_kind", 10),
    ("date(true())", "expr_argument_kind", 6),
    ("round(${consent})", "expr_argument_kind", 7),
    ("${consent} = 'yess'", "expr_no_such_choice", 14),
    ("'maybe' != ${consent}", "expr_no_such_choice", 1),
    ("${consent} = 1", "expr_no_such_choice", 14),
    ("${rights_told} = 'lawyer food'", "expr_no_such_choice", 18),
    (
        "selected(${rights_told}, 'food')",
        "expr_no_such_choice",
        26,
    ),
    ("${consent} > 1", "expr_impossible_comparison", 1),
    ("${consent} = true()", "expr_impossible_comparison", 1),
    (
        "${consent} = ${lawyer_met_place}",
        "expr_impossible_comparison",
        1,
    ),
    ("${consent} + 1", "expr_impossible_comparison", 1),
    ("${age} = 'seventeen'", "expr_impossible_comparison", 1),
    ("${judge_at} > 'yesterday'", "expr_impossible_comparison", 1),
    ("${judge_at} > '2014'", "expr_impossible_comparison", 1),
    ("${consent} = yes", "expr_bare_name", 14),
    ("age > 3", "expr_bare_name", 1),
    ("${notes} = TRUE", "expr_bare_name", 12),
    ("../age > 3", "expr_no_place", 1),
    ("count(1)", "expr_argument_kind", 7),
    ("sum('1')", "expr_argument_kind", 5),
    ("position(1)", "expr_argument_kind", 10),
    ("position()", "expr_argument_count", 1),
    ("indexed-repeat(${age}, ${age})", "expr_argument_count", 1),
    ("area('1 2')", "expr_unsupported", 1),
    ("digest('a', 'MD5')", "expr_unsupported", 1),
    ("../*", "expr_unsupported", 1),
    ("regex(${notes}, '(?=a)b')", "expr_bad_pattern", 17),
    ("instance('x')/root/item", "expr_unknown_list", 10),
    ("pulldata('x', 'a', 'b', '1')", "expr_unknown_list", 10),
    (
        "jr:choice-name(${consent}, '${consnt}')",
        "expr_unknown_name",
        28,
    ),
    ("${last-saved#age}", "expr_unsupported", 1),
    ("date('31.01.2014')", "expr_not_a_date", 6),
    ("/a//b", "expr_unsupported", 3),
];

#[test]
fn each_slip_is_found_at_its_column() {
    for (text, code, column) in FAULTS {
        assert!(
            found(text).contains(&(code, column)),
            "{text}: {:?}",
            found(text)
        );
    }
}

#[test]
fn what_follows_from_a_slip_is_not_a_second_fault() {
    for text in [
        "${consent} == 'yes' and ${age} > 1",
        "${consent} = “yes”",
        "${age} ≤ 18",
        "!(1 = 2)",
        "${aeg} > 1",
        "${age > 3",
        "(1 + 2",
    ] {
        assert_eq!(found(text).len(), 1, "{text}: {:?}", found(text));
    }
}

#[test]
fn all_slips_of_an_expression_are_listed_in_their_order() {
    assert_eq!(
        found("${aeg} == 1 && ${consent} = “maybe” or zzzzzz(true(1), date('x'))"),
        [
            ("expr_unknown_name", 1),
            ("expr_wrong_operator", 8),
            ("expr_wrong_operator", 13),
            ("expr_typographic_quote", 29),
            ("expr_unknown_function", 40),
            ("expr_argument_count", 47),
            ("expr_not_a_date", 61),
        ]
    );
}

#[test]
fn too_long_too_deep_and_too_much_are_refused_without_looking_further() {
    assert_eq!(found(&"1 ".repeat(MOST_BYTES)), [("expr_too_long", 1)]);
    let nested = |levels: usize| format!("{}1{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(found(&nested(MOST_DEPTH)), []);
    assert_eq!(
        found(&nested(MOST_DEPTH + 1)),
        [("expr_too_deep", MOST_DEPTH + 2)]
    );
    assert_eq!(
        found(&format!("{}1", "-".repeat(20_000)))[0].0,
        "expr_too_deep"
    );
    assert_eq!(found(&"not(".repeat(5_000))[0].0, "expr_too_deep");
    assert_eq!(
        found(&format!("a{}", "[a".repeat(5_000)))[0].0,
        "expr_too_deep"
    );
    let wide = |parts: usize| vec!["1"; parts].join("+");
    assert_eq!(found(&wide(4_000)), []);
    assert_eq!(found(&wide(10_001))[0].0, "expr_too_many_parts");
}

#[test]
fn a_long_list_of_choices_joined_by_or_is_no_nesting() {
    let many = vec!["${consent} = 'yes'"; 500].join(" or ");
    assert_eq!(found(&many), []);
}

#[test]
fn the_nearest_known_word_is_offered() {
    for (text, near) in [
        ("${aeg} > 1", "age"),
        ("${aprehended_at} = ''", "apprehended_at"),
        ("${consent} = 'yess'", "yes"),
        ("substring('a', 1)", "substr"),
        ("count_selected('a')", "count-selected"),
        ("COALESCE(1, 2)", "coalesce"),
    ] {
        let faults = Expression::compile(text, &Interview::default()).unwrap_err();
        let offered = faults[0].message.arguments().iter().any(|(name, value)| {
            *name == "near" && *value == crate::message::Argument::Text(near.to_owned())
        });
        assert!(offered, "{text}: {faults:?}");
    }
}

#[test]
fn a_part_that_is_never_reached_is_a_fault_for_an_author_but_not_for_who_evaluates() {
    for (text, expected) in [
        ("true() or date('x')", true),
        ("false() and selected('a', 1)", false),
        ("if(true(), 1 = 1, regex('a', '('))", true),
    ] {
        assert_eq!(found(text).len(), 1, "{text}");
        let evaluated = Expression::compile_as_written(text, &NoNames).unwrap();
        assert_eq!(
            evaluated.evaluate(&NoNames),
            Ok(Outcome::Boolean(expected)),
            "{text}"
        );
    }
    for (text, code) in [
        ("date('x')", "expr_not_a_date"),
        ("selected('a', 1)", "expr_argument_kind"),
        ("count('a') + 1", "expr_argument_kind"),
        ("regex('a', '(')", "expr_bad_pattern"),
    ] {
        let evaluated = Expression::compile_as_written(text, &NoNames).unwrap();
        assert_eq!(
            evaluated.evaluate(&NoNames).unwrap_err().code,
            code,
            "{text}"
        );
    }
    assert!(Expression::compile_as_written("true(5)", &NoNames).is_err());
    assert!(Expression::compile_as_written(". = 1", &NoNames).is_err());
    assert!(Expression::compile_as_written("count(/data/a)", &NoNames).is_err());
}

#[test]
fn comparisons_that_can_be_meant_are_let_through() {
    for text in [
        "${consent} = ''",
        "${likert} > 2",
        "${likert} = 2",
        "${likert} + 1",
        "${age} = '17'",
        "${judge_at} = ''",
        "${judge_at} > '2014-01-31'",
        "${rights_told} = 'lawyer call'",
        "${notes} = 'anything'",
        "${score} > 'x'",
        "true() + 8",
        "'123' * '456'",
        "int(${judge_at} - ${apprehended_at})",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn every_code_has_a_case_and_every_message_stands_in_the_catalogue() {
    let catalogue = include_str!("../../../locales/en/expr.ftl");
    let ids: BTreeSet<&str> = catalogue
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(id, _)| id)
        .collect();
    let mut codes: BTreeSet<&str> = BTreeSet::from(["expr_bad_format", "expr_repeated"]);
    let large = [
        "1 ".repeat(MOST_BYTES),
        "-".repeat(100),
        vec!["1"; 10_001].join("+"),
    ];
    let texts = FAULTS.iter().map(|(text, ..)| (*text).to_owned());
    for text in texts.chain(large) {
        for fault in Expression::compile(&text, &Interview::default()).unwrap_err() {
            codes.insert(fault.code);
            assert!(ids.contains(fault.message.id()), "{}", fault.message.id());
        }
    }
    assert_eq!(codes, BTreeSet::from(CODES));
}
