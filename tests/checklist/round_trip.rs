//! The law of reading and writing: what a form says comes back, as a workbook and as TOML.

use std::fmt::Write as _;
use std::sync::LazyLock;

use firsthours::checklist::{ChecklistFile, Library};
use proptest::prelude::*;

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

const TYPES: [&str; 14] = [
    "text",
    "integer",
    "decimal",
    "select_one yn",
    "select_multiple yn",
    "select_one yn or_other",
    "rank yn",
    "date",
    "time",
    "dateTime",
    "note",
    "acknowledge",
    "geopoint",
    "hidden",
];

/// A row: a question of a type, a group or repeat that opens, or one that closes; and what it says more.
#[derive(Debug, Clone, Copy)]
struct Row {
    what: usize,
    says: u16,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(
        (0..TYPES.len() + 5, any::<u16>()).prop_map(|(what, says)| Row { what, says }),
        1..24,
    )
}

/// Writes the rows as a form: every name once, every group closed, every reference to the first question.
fn form(rows: &[Row]) -> String {
    let mut text = String::from(
        "| survey |\n| | type | name | label::English (en) | label::Русский (ru) | hint::English (en) | relevant | required | constraint | constraint_message::English (en) | default | read_only | appearance | fact | remark | repeat_count |\n| | text | first | First | Первый | | | | | | | | | | | |\n",
    );
    let mut open: Vec<&str> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let has = |bit: u16| row.says & (1 << bit) != 0;
        let cell = |bit, words: &'static str| if has(bit) { words } else { "" };
        let relevant = cell(0, "${first} != ''");
        let russian = cell(1, "Вопрос «два»");
        match row.what.checked_sub(TYPES.len()) {
            None => {
                let kind = TYPES[row.what];
                let takes = !matches!(kind, "note" | "hidden");
                let default = match kind {
                    "text" => cell(2, "x y"),
                    "integer" => cell(2, "7"),
                    "dateTime" => cell(2, "now()"),
                    _ => "",
                };
                let constraint = if takes {
                    cell(3, "string-length(.) < 9")
                } else {
                    ""
                };
                let required = if takes {
                    if has(4) {
                        cell(5, "yes")
                    } else {
                        cell(5, "${first} = 'a'")
                    }
                } else {
                    ""
                };
                writeln!(
                    text,
                    "| | {kind} | q{at} | Question  {at} | {russian} | {} | {relevant} | {required} | {constraint} | {} | {default} | {} | {} | | {} | |",
                    cell(6, "A hint"),
                    if constraint.is_empty() { "" } else { cell(7, "Too long") },
                    cell(8, "yes"),
                    cell(9, "minimal"),
                    cell(10, "kept, \"as it is\""),
                )
                .unwrap();
            }
            Some(0 | 1) => {
                open.push("group");
                writeln!(
                    text,
                    "| | begin_group | g{at} | Group {at} | {russian} | | {relevant} | | | | | | | | | |"
                )
                .unwrap();
            }
            Some(2) => {
                open.push("repeat");
                let count = cell(11, "3");
                writeln!(
                    text,
                    "| | begin_repeat | r{at} | Repeat {at} | {russian} | | {relevant} | | | | | | | | | {count} |"
                )
                .unwrap();
            }
            Some(_) => {
                if let Some(word) = open.pop() {
                    writeln!(text, "| | end_{word} | | | | | | | | | | | | | | |").unwrap();
                }
            }
        }
    }
    while let Some(word) = open.pop() {
        writeln!(text, "| | end_{word} | | | | | | | | | | | | | | |").unwrap();
    }
    text.push_str(
        "| choices |\n| | list_name | name | label::English (en) | label::Русский (ru) | note |\n| | yn | yes | Yes | Да | 1 |\n| | yn | no | No | | |\n",
    );
    text
}

fn opened(name: &str, bytes: &[u8]) -> Result<ChecklistFile, TestCaseError> {
    LIBRARY
        .open_file(name, bytes)
        .map_err(|checked| TestCaseError::fail(format!("{name}: {:?}", checked.defects)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_form_comes_back_whole_from_a_workbook_and_from_toml(rows in rows()) {
        let text = form(&rows);
        let first = opened("form.md", text.as_bytes())?;
        let book = first.source.to_xlsform().unwrap();
        let again = opened("form.xlsx", &book)?;
        prop_assert_eq!(&again.source, &first.source, "{}", text);
        let toml = first.source.to_toml().unwrap();
        let as_toml = opened("form.toml", toml.as_bytes())?;
        prop_assert_eq!(as_toml.checklist.digest, first.checklist.digest, "{}", text);
    }
}
