//! What expressions give: tables of literals, and answers of a small interview.

use super::*;

fn outcome(text: &str) -> Result<Outcome, EvaluationFault> {
    Interview::default().compile(text).evaluate(&NoNames)
}

fn number(text: &str) -> f64 {
    match outcome(text) {
        Ok(Outcome::Number(number)) => number,
        other => panic!("{text}: {other:?}"),
    }
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

#[test]
fn functions_over_text_give_what_their_names_say() {
    for (text, expected) in [
        ("concat('a', 1, true())", "a1true"),
        ("join('; ', 'x', 'y', 'z')", "x; y; z"),
        ("substr('Хафиз', 1, -1)", "афи"),
        ("substr('abc', -2)", "bc"),
        ("substr('abc', 2, 1)", ""),
        ("substring-before('21:30', ':')", "21"),
        ("substring-after('21:30', ':')", "30"),
        ("translate('2014.05', '.', '-')", "2014-05"),
        ("normalize-space('  a   b ')", "a b"),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 9)", ""),
        ("string(1 div 3)", "0.3333333333333333"),
        ("string(date('2014-03-05'))", "2014-03-05"),
        ("if('', 'a', 'b')", "b"),
        ("coalesce('', number('x'), 'c')", "c"),
        ("coalesce('', '')", ""),
        (
            "format-date(date('2014-03-05'), '%e.%n.%y, %a')",
            "5.3.14, Wed",
        ),
        ("format-date('', '%Y')", ""),
        ("once('new')", "new"),
        ("depend('a', 'b')", "a"),
        ("property('username')", ""),
        ("string(0.00001)", "0.00001"),
        (
            "string(date-time('2018-01-02T10:20:30.5'))",
            "2018-01-02T10:20:30.500",
        ),
        (
            "format-date-time('2018-01-02T09:05:07.123', '%y%m%d %H.%h:%M:%S.%3 %b %%')",
            "180102 09.9:05:07.123 Jan %",
        ),
    ] {
        let expected = Outcome::Text(expected.to_owned());
        assert_eq!(outcome(text), Ok(expected), "{text}");
    }
    assert!((number("string-length('Хафиз')") - 5.0).abs() < 1e-12);
}

#[test]
fn functions_over_numbers_skip_blanks_and_keep_signs() {
    for (text, expected) in [
        ("max(-5, '', -7)", -5.0),
        ("min(3, number(''), 2)", 2.0),
        ("int(-3.9)", -3.0),
        ("round(-1.5)", -1.0),
        ("pow(2, 10)", 1024.0),
        ("abs(-3) + sqrt(16)", 7.0),
        ("count-selected('a b  c')", 3.0),
        ("number('3,5')", 3.5),
        (
            "int((date('2014-03-05') - date('1994-03-06')) div 365.25)",
            19.0,
        ),
        ("decimal-date-time('1970-01-02T06:00:00.000+06:00')", 1.0),
        ("decimal-time('2014-03-05T18:00')", 0.75),
        ("number(date-time('1970-01-02T12:00'))", 1.5),
        ("decimal-date-time(date-time(1.25))", 1.25),
        ("decimal-time('18:30:00')", 0.770_833_333_333_333_4),
        (
            "decimal-time('18:30:00.000+06:00')",
            0.770_833_333_333_333_4,
        ),
        ("number(format-date-time('09:05', '%H%M'))", 905.0),
        ("round('12345.12345', -2)", 12300.0),
        ("--5", 5.0),
        ("1 - - 2", 3.0),
        ("3mod 2 + 7MOD4", 4.0),
    ] {
        assert!((number(text) - expected).abs() < 1e-9, "{text}");
    }
    assert!(number("max('', 'x')").is_nan());
    assert!(number("pow(1, 'x')").is_nan());
    assert!(number("date('x' * 2)").is_nan());
    assert!(number("1 + ''").is_nan());
}

#[test]
fn what_is_selected_is_a_run_of_names_between_blanks() {
    for (text, expected) in [
        ("selected('apple baby crimson', ' baby ')", true),
        ("selected('apple baby crimson', 'babby')", false),
        ("selected('apple baby crimson', 'apple baby')", true),
        ("selected('', '')", true),
        ("selected('a', '')", false),
        ("true() AND not(false()) Or 1", true),
        ("regex('12345', '[0-9]+')", true),
        ("regex('12345', '[0-9]')", false),
        ("random() < 1 and random() >= 0", true),
        (
            "string-length(uuid()) = 36 and string-length(uuid(5)) = 5",
            true,
        ),
        ("date('2012-02-03') = '2012-02-03'", true),
        ("boolean(date('2012-02-03'))", true),
        ("checklist(1, 2, true(), '', 'x')", true),
        ("weighted-checklist(3, 4, 'a', 2, 'b', 1.5)", true),
    ] {
        assert_eq!(outcome(text), Ok(Outcome::Boolean(expected)), "{text}");
    }
}

#[test]
fn a_lone_question_keeps_its_kind_and_a_blank_one_is_blank() {
    let world = Interview::default()
        .answered("consent", choice("yes"))
        .answered("notes", Value::Text("   ".to_owned()))
        .answered("age", Value::Integer(17));
    assert_eq!(world.value_of("${consent}"), Some(choice("yes")));
    assert_eq!(world.value_of("${notes}"), None);
    assert_eq!(world.value_of("${age} + 1"), Some(Value::Integer(18)));
    assert_eq!(world.value_of("${age} div 2"), Some(Value::Decimal(8.5)));
    assert_eq!(world.value_of("${age} div 0"), None);
    assert_eq!(world.value_of("${score} + 1"), None);
    assert_eq!(
        world.value_of("if(${age} < 18, 'child', 'adult')"),
        Some(Value::Text("child".to_owned()))
    );
}

#[test]
fn silence_is_neither_yes_nor_no() {
    let world = Interview::default();
    assert!(!world.is_true("${consent} = 'yes'"));
    assert!(!world.is_true("${consent} = 'no'"));
    assert!(world.is_true("${consent} != 'yes'"));
    assert!(world.is_true("${consent} = ''"));
    assert!(!world.is_true("${age} < 18"));
    assert!(!world.is_true("${age} >= 18"));
    assert!(!world.is_true("selected(${rights_told}, 'lawyer')"));
    assert!(world.is_true("count-selected(${rights_told}) = 0"));
}

#[test]
fn several_choices_are_asked_for_by_selected() {
    let told = Value::Choices(vec!["silence".to_owned(), "lawyer".to_owned()]);
    let world = Interview::default().answered("rights_told", told);
    assert!(world.is_true("selected(${rights_told}, 'lawyer')"));
    assert!(!world.is_true("selected(${rights_told}, 'call')"));
    assert!(world.is_true("count-selected(${rights_told}) = 2"));
    assert!(world.is_true("${rights_told} = 'silence lawyer'"));
    assert!(world.is_true("selected-at(${rights_told}, 1) = 'lawyer'"));
}

#[test]
fn hours_between_two_moments_are_counted_across_midnight_and_across_zones() {
    let world = Interview::default()
        .answered("apprehended_at", moment("2014-03-05T21:00+06:00"))
        .answered("judge_at", moment("2014-03-07T20:00+05:00"));
    let hours = "(decimal-date-time(${judge_at}) - decimal-date-time(${apprehended_at})) * 24";
    assert_eq!(
        world.value_of(&format!("round({hours}, 3)")),
        Some(Value::Integer(48))
    );
    assert_eq!(
        world.value_of("round((${judge_at} - ${apprehended_at}) * 24, 3)"),
        Some(Value::Integer(48))
    );
    assert!(world.is_true("${judge_at} > ${apprehended_at}"));
    assert!(world.is_true("${judge_at} > '2014-03-06'"));
    assert!(world.is_true("${judge_at} != ''"));
}

#[test]
fn a_day_without_a_time_does_not_decide_what_came_first_on_that_day() {
    let world = Interview::default()
        .answered("apprehended_at", moment("2014-03-05T21:00"))
        .answered("judge_at", moment("2014-03-05"));
    for text in [
        "${judge_at} >= ${apprehended_at}",
        "${judge_at} < ${apprehended_at}",
        "${judge_at} != ${apprehended_at}",
        "not(${judge_at} >= ${apprehended_at})",
        "${judge_at} >= ${apprehended_at} and true()",
        "${judge_at} >= ${apprehended_at} or false()",
    ] {
        assert_eq!(world.decides(text), None, "{text}");
        assert!(!world.is_true(text), "{text}");
        assert_eq!(world.value_of(text), None, "{text}");
    }
    assert_eq!(
        world.decides("${judge_at} < ${apprehended_at} and false()"),
        Some(false)
    );
    assert_eq!(
        world.decides("${judge_at} < ${apprehended_at} or true()"),
        Some(true)
    );
}

#[test]
fn a_constraint_reads_the_answer_it_holds() {
    let world = Interview {
        this: Some(Value::Integer(130)),
        ..Interview::default()
    };
    let constraint = world.compile(". >= 0 and . <= 120");
    assert!(constraint.reads_self());
    assert_eq!(constraint.references(), &[] as &[usize]);
    assert_eq!(constraint.decide(&world), Some(false));
    assert!(!world.compile("${age} > 1").reads_self());
}

#[test]
fn today_is_the_day_that_the_visit_gives_and_blank_without_one() {
    let mut world = Interview::default();
    assert_eq!(world.value_of("today()"), None);
    assert!(!world.is_true("${judge_at} <= now()"));
    world.now = Some("2014-03-07T10:00".parse().unwrap());
    assert_eq!(world.value_of("today()"), Some(moment("2014-03-07")));
    assert_eq!(world.value_of("now()"), Some(moment("2014-03-07T10:00")));
    assert_eq!(
        world.value_of("int((today() - date('1990-01-01')) div 365.25)"),
        Some(Value::Integer(24))
    );
}

#[test]
fn references_are_named_once_in_the_order_in_which_they_stand() {
    let world = Interview::default();
    let found = world.compile("${age} > 1 and (${ consent } = 'yes' or ${age} < ${score})");
    assert_eq!(found.references(), &[3, 0, 7]);
}

#[test]
fn what_cannot_be_computed_says_why_and_is_blank_as_a_value() {
    let world = Interview::default().answered("notes", Value::Text("soon".to_owned()));
    let date = world.compile("date(${notes})");
    assert_eq!(date.evaluate(&world).unwrap_err().code, "expr_not_a_date");
    assert_eq!(date.value(&world), None);
    assert_eq!(world.decides("date(${notes}) > date('2014-01-01')"), None);
    let format = world.compile("format-date(date('2014-01-01'), '%Q')");
    assert_eq!(format.evaluate(&world).unwrap_err().code, "expr_bad_format");
}

#[test]
fn the_types_of_results_have_the_names_of_the_exchange_format() {
    for (text, name) in [
        ("1", "number"),
        ("'a'", "string"),
        ("1 = 1", "boolean"),
        ("date('2014-01-01')", "date"),
    ] {
        assert_eq!(outcome(text).unwrap().type_name(), name);
    }
}

#[test]
fn the_grammar_lists_every_function_as_the_table_has_it() {
    let grammar = include_str!("../GRAMMAR.md");
    let listed: Vec<&str> = grammar
        .lines()
        .skip_while(|line| !line.starts_with("| Function |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let table: Vec<String> = functions()
        .map(|function| {
            let count = match function.most {
                Some(most) if most == function.least => format!("{most}"),
                Some(most) => format!("{}–{most}", function.least),
                None => format!("{}…", function.least),
            };
            format!("| `{}` | {count} | {} |", function.name, function.doc)
        })
        .collect();
    assert_eq!(listed, table);
}
