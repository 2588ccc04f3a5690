//! The expression compiler, and the evaluation of what it accepts.

use firsthours::expr::{Expression, NameKind, Names, Values};
use firsthours::value::{Moment, Value};

/// A small sheet: questions of every kind, one inside a repeat.
struct Sheet;

const NAMES: [(&str, NameKind); 7] = [
    ("age", NameKind::Number),
    ("name", NameKind::Text),
    ("met", NameKind::Moment),
    ("lit", NameKind::Choice),
    ("seen", NameKind::Choices),
    ("cell", NameKind::Group),
    ("any", NameKind::Any),
];

impl Names for Sheet {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        let found = NAMES.iter().position(|(known, _)| *known == name)?;
        Some((found, NAMES[found].1))
    }

    fn all(&self) -> Vec<String> {
        NAMES.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        matches!(slot, 3 | 4).then(|| vec!["yes".to_owned(), "no".to_owned()])
    }

    fn here(&self) -> Option<usize> {
        Some(0)
    }

    fn parent(&self, slot: usize) -> Option<usize> {
        matches!(slot, 0 | 6).then_some(5)
    }

    fn child(&self, parent: Option<usize>, name: &str) -> Option<usize> {
        let (slot, _) = self.resolve(name)?;
        (self.parent(slot) == parent).then_some(slot)
    }

    fn is_repeat(&self, slot: usize) -> bool {
        slot == 5
    }

    fn kind(&self, slot: usize) -> NameKind {
        NAMES.get(slot).map_or(NameKind::Any, |(_, kind)| *kind)
    }

    fn list_columns(&self, list: &str) -> Option<Vec<String>> {
        (list == "towns").then(|| vec!["name".to_owned(), "region".to_owned()])
    }

    fn row_columns(&self) -> Option<Vec<String>> {
        self.list_columns("towns")
    }
}

struct Answers(Vec<Value>);

impl Values for Answers {
    fn value(&self, slot: usize) -> Option<&Value> {
        self.0.get(slot)
    }

    fn this(&self) -> Option<&Value> {
        self.0.first()
    }

    fn now(&self) -> Option<Moment> {
        "2026-03-05T10:00".parse().ok()
    }

    fn here(&self) -> &[usize] {
        &[1]
    }

    fn instances(&self, _repeat: usize, _within: &[usize]) -> usize {
        3
    }

    fn rows(&self, _list: &str) -> usize {
        4
    }

    fn cell(&self, _list: &str, row: usize, column: &str) -> Option<String> {
        Some(format!("{column}{row}"))
    }

    fn label(&self, _slot: usize, choice: &str) -> Option<String> {
        Some(choice.to_uppercase())
    }
}

/// Compiles the text, and evaluates it if it compiles.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let values = Answers(vec![
        Value::Integer(41),
        Value::Text("Пак, И.".to_owned()),
        Value::Moment(
            "2014-03"
                .parse()
                .unwrap_or_else(|_| Moment::at(Default::default())),
        ),
        Value::Choice("yes".to_owned()),
        Value::Choices(vec!["yes".to_owned(), "no".to_owned()]),
    ]);
    for compiled in [
        Expression::compile(&text, &Sheet),
        Expression::compile_as_written(&text, &Sheet),
    ] {
        match compiled {
            Ok(expression) => {
                let _whatever = expression.evaluate(&values);
                let _whatever = expression.is_true(&values);
            }
            Err(faults) => assert!(!faults.is_empty(), "refused without a reason"),
        }
    }
}

/// Returns expressions as they stand in forms.
pub fn seeds() -> Vec<Vec<u8>> {
    let own = [
        "${age} + 1 > 18 and not(selected(${seen}, 'yes'))",
        "if(${lit} = 'no', concat(position(..), '.', ${name}), string-length(.))",
        "sum(${age}) div count(${cell}) * 100 mod 7",
        "indexed-repeat(${age}, ${cell}, position(..) - 1)",
        "instance('towns')/root/item[name = ${name} and region != ../age]/region",
        "regex(., '^[A-Z][a-z]+( [0-9]{1,3})?$') or . = ''",
        "decimal-date-time(${met}) - decimal-date-time('2014-03-05T10:00:00.000+06:00')",
        "format-date-time(now(), '%Y-%m-%d %H:%M') != coalesce(${any}, today())",
        "count-selected(${seen}) >= 1 and selected-at(${seen}, 0) = 'yes'",
        "jr:choice-name(${lit}, '${lit}')",
        "once(uuid())",
        "round(random() * 10, 2) < min(1, 2, ${age})",
        "substr(${name}, 0, 3) = translate('abc', 'ab', 'xy')",
        "../cell[position() = 2]/age",
        "name = ${lit} or region = 'osh'",
    ];
    own.iter().map(|text| text.as_bytes().to_vec()).collect()
}
