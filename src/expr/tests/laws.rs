//! Laws: printing and parsing, never panicking, and the short form that equals the long one.

use proptest::prelude::*;

use super::super::fault::Faults;
use super::super::parser::parse;
use super::super::tree::{Operator, Path, PathStart, Step, Tree, TreeKind};
use super::*;

fn tree(kind: TreeKind) -> Tree {
    Tree { kind, column: 1 }
}

fn operators() -> impl Strategy<Value = Vec<Operator>> {
    use Operator as O;
    let levels: Vec<Vec<Operator>> = vec![
        vec![O::Or],
        vec![O::And],
        vec![O::Equal, O::NotEqual],
        vec![O::Less, O::LessOrEqual, O::Greater, O::GreaterOrEqual],
        vec![O::Add, O::Subtract],
        vec![O::Multiply, O::Divide, O::Modulo],
        vec![O::Union],
    ];
    prop::sample::select(levels)
        .prop_flat_map(|level| prop::collection::vec(prop::sample::select(level), 1..4))
}

fn steps(inner: impl Strategy<Value = Tree> + 'static) -> impl Strategy<Value = Vec<Step>> {
    let test = prop::sample::select(vec!["cell", "a-b", "*", ".."]);
    let predicates = prop::collection::vec(inner, 0..2);
    let step = (test, predicates).prop_map(|(test, predicates)| Step {
        test: test.to_owned(),
        predicates,
    });
    prop::collection::vec(step, 1..3)
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0_u16..2000).prop_map(|number| TreeKind::Number(f64::from(number) / 8.0)),
        "[a-zа-я'.,=() -]{0,6}".prop_map(TreeKind::Text),
        "[a-z\"]{0,4}".prop_map(TreeKind::Text),
        prop::sample::select(QUESTIONS.map(|(name, _)| name).to_vec())
            .prop_map(|name| TreeKind::Reference(name.to_owned())),
        Just(TreeKind::This),
    ]
    .prop_map(tree);
    leaf.prop_recursive(4, 48, 4, |inner| {
        let chain = (
            inner.clone(),
            operators(),
            prop::collection::vec(inner.clone(), 3),
        )
            .prop_map(|(first, operators, operands)| TreeKind::Chain {
                first: Box::new(first),
                rest: operators.into_iter().zip(operands).collect(),
            });
        let names = prop::sample::select(vec!["not", "if", "selected", "round", "date", "odd-one"]);
        let call =
            (names, prop::collection::vec(inner.clone(), 0..4)).prop_map(|(name, arguments)| {
                TreeKind::Call {
                    name: name.to_owned(),
                    arguments,
                }
            });
        let path = (any::<bool>(), steps(inner.clone())).prop_map(|(root, steps)| {
            let start = if root {
                PathStart::Root
            } else {
                PathStart::Here
            };
            TreeKind::Path(Path { start, steps })
        });
        let filtered = (inner.clone(), steps(inner.clone())).prop_map(|(predicate, steps)| {
            let call = tree(TreeKind::Call {
                name: "instance".to_owned(),
                arguments: Vec::new(),
            });
            let start = PathStart::Value(Box::new(call), vec![predicate]);
            TreeKind::Path(Path { start, steps })
        });
        prop_oneof![
            4 => chain,
            2 => call,
            1 => inner.prop_map(|inner| TreeKind::Minus(Box::new(inner))),
            1 => path,
            1 => filtered,
        ]
        .prop_map(tree)
    })
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-z0-9., -]{0,6}".prop_map(Value::Text),
        any::<i64>().prop_map(Value::Integer),
        any::<f64>().prop_map(Value::Decimal),
        prop::sample::select(vec!["yes", "no", "1", ""]).prop_map(choice),
        prop::collection::vec("[a-c]{1,2}", 0..3).prop_map(Value::Choices),
        prop::sample::select(vec![
            "2014",
            "2014-03",
            "2014-03-05",
            "2014-03-05T21:00",
            "2014-03-05T21:00+06:00",
            "9999-12-31",
        ])
        .prop_map(moment),
    ]
}

fn interviews() -> impl Strategy<Value = Interview> {
    (
        prop::collection::vec((0..QUESTIONS.len(), values()), 0..6),
        prop::option::of(values()),
    )
        .prop_map(|(answers, this)| Interview {
            answers,
            this,
            now: None,
        })
}

/// Evaluates in every way there is; the results of the ways must agree.
fn evaluate(text: &str, world: &Interview) -> Result<(), TestCaseError> {
    if let Ok(expression) = Expression::compile(text, world) {
        let decided = expression.decide(world);
        prop_assert_eq!(expression.is_true(world), decided == Some(true));
        if expression.evaluate(world).is_err() {
            prop_assert_eq!(decided, None);
            prop_assert_eq!(expression.value(world), None);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_printed_tree_is_read_back_as_the_same_tree(written in trees()) {
        let text = written.to_string();
        let mut faults = Faults::default();
        let read = parse(&text, &mut faults);
        prop_assert!(faults.is_empty(), "{}: {:?}", text, faults.into_sorted());
        prop_assert_eq!(read, Some(written), "{}", text);
    }

    #[test]
    fn any_tree_is_checked_and_evaluated_without_a_panic(
        written in trees(),
        world in interviews(),
    ) {
        evaluate(&written.to_string(), &world)?;
    }

    #[test]
    fn any_text_is_compiled_without_a_panic_and_every_fault_stands_inside_it(
        text in "\\PC{0,60}",
        world in interviews(),
    ) {
        evaluate(&text, &world)?;
        if let Err(faults) = Expression::compile(&text, &world) {
            prop_assert!(!faults.is_empty());
            let end = text.chars().count() + 1;
            prop_assert!(faults.iter().all(|fault| (1..=end).contains(&fault.column)));
        }
    }

    #[test]
    fn any_soup_of_words_is_compiled_and_evaluated_without_a_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "${age}", "${consent}", "${judge_at}", "'yes'", "'", "(", ")", "[", "]", ",", "and",
            "or", "not", "=", "!=", "<", "-", "*", "div", "/", "//", ".", "..", "::", "1", ".5",
            "if", "selected", "date", "‘", "${", "}", "$", "|", "mod", "==", "&&", "@", "name",
        ]), 0..24),
        world in interviews(),
    ) {
        evaluate(&words.join(" "), &world)?;
        evaluate(&words.concat(), &world)?;
    }

    #[test]
    fn comparing_a_question_with_a_literal_is_the_same_in_its_short_form(
        value in prop::option::of(values()),
        literal in "(yes|no|1|2014-03-05|2014|a b|)",
        equal in any::<bool>(),
    ) {
        let mut world = Interview::default();
        if let Some(value) = value {
            world = world.answered("score", value);
        }
        let operator = if equal { "=" } else { "!=" };
        let short = format!("${{score}} {operator} '{literal}'");
        let long = format!("${{score}} {operator} concat('{literal}')");
        prop_assert_eq!(world.decides(&short), world.decides(&long));
    }
}
