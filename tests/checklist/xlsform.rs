//! XLSForms are read from every format, judged as the reference converter judges them, and never
//! break the program.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use firsthours::checklist::{CheckedFile, Defect, Library};

fn check(name: &str, bytes: &[u8]) -> CheckedFile {
    Library::embedded().check_file(name, bytes)
}

fn errors(name: &str, text: &str) -> Vec<&'static str> {
    let checked = check(name, text.as_bytes());
    let errors = checked.defects.iter().filter(|defect| defect.is_error());
    errors.map(|defect| defect.code).collect()
}

/// A form as rows of sheets, without a format.
const VISIT: &[(&str, &[&[&str]])] = &[
    (
        "survey",
        &[
            &["type", "name", "label", "relevant"],
            &["select_one yes_no", "lit", "Is there light?", ""],
            &["begin_repeat", "cell", "Cell", ""],
            &["integer", "persons", "How many persons?", "${lit} = 'yes'"],
            &["end_repeat", "", "", ""],
        ],
    ),
    (
        "choices",
        &[
            &["list_name", "name", "label"],
            &["yes_no", "yes", "Yes"],
            &["yes_no", "no", "No"],
        ],
    ),
];

fn as_markdown() -> Vec<u8> {
    let mut text = String::new();
    for (sheet, rows) in VISIT {
        text += &format!("| {sheet} |\n");
        for row in *rows {
            text += &format!("| | {} |\n", row.join(" | "));
        }
    }
    text.into_bytes()
}

fn as_commas() -> Vec<u8> {
    let mut text = String::new();
    for (sheet, rows) in VISIT {
        text += &format!("{sheet}\n");
        for row in *rows {
            text += &format!(",{}\n", row.join(","));
        }
    }
    text.into_bytes()
}

fn as_excel() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in VISIT {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let row = u32::try_from(row).unwrap();
                sheet
                    .write_string(row, u16::try_from(column).unwrap(), *cell)
                    .unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn one_form_is_judged_alike_in_every_format() {
    for (name, bytes) in [
        ("visit.md", as_markdown()),
        ("visit.csv", as_commas()),
        ("visit.xlsx", as_excel()),
        // The ending lies often enough.
        ("visit.xls", as_excel()),
    ] {
        let checked = check(name, &bytes);
        assert!(checked.defects.is_empty(), "{name}: {:?}", checked.defects);
    }
}

#[test]
fn every_defect_of_a_form_is_found_at_once_with_its_row() {
    let text = "| survey |\n\
        | | type | name | label | relevant |\n\
        | | text | a | | |\n\
        | | intiger | b | B | ${nobody} = 1 |\n\
        | | select_one lst | c | C | |\n\
        | | text | c | C again | 1 = |\n\
        | choices |\n\
        | | list_name | name | label |\n\
        | | list | x | X |\n";
    let found: Vec<(&str, Option<usize>)> = check("many.md", text.as_bytes())
        .defects
        .iter()
        .map(|defect| (defect.code, defect.line))
        .collect();
    for wanted in [
        ("form_no_label", Some(2)),
        ("form_unknown_type", Some(3)),
        ("form_unknown_reference", Some(3)),
        ("form_unknown_list", Some(4)),
        ("form_duplicate_name", Some(5)),
        ("expr_value_expected", Some(5)),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} is not in {found:?}");
    }
}

#[test]
fn a_question_that_a_terminal_cannot_ask_is_listed_and_never_a_reason_to_refuse() {
    let text = "| survey |\n\
        | | type | name | label |\n\
        | | geopoint | gate | Where is the gate? |\n\
        | | audio | noise | What is heard? |\n\
        | | text | words | What was said? |\n";
    let checked = check("places.md", text.as_bytes());
    assert!(!checked.defects.iter().any(Defect::is_error));
    assert_eq!(checked.unsupported, ["gate (geopoint)", "noise (audio)"]);
}

#[test]
fn what_only_fails_when_the_form_is_filled_is_a_warning() {
    let text = "| survey |\n\
        | | type | name | label | calculation |\n\
        | | calculate | a | | ${b} + 1 |\n\
        | | calculate | b | | ${a} + 1 |\n\
        | | calculate | c | | concat('x' |\n";
    let checked = check("circle.md", text.as_bytes());
    assert!(!checked.defects.iter().any(Defect::is_error));
    let codes: Vec<&str> = checked.defects.iter().map(|defect| defect.code).collect();
    assert!(codes.contains(&"chk_circle"), "{codes:?}");
    assert!(codes.contains(&"expr_not_closed"), "{codes:?}");
}

#[test]
fn headers_may_be_written_as_people_write_them() {
    for headers in [
        "Type | Name | Label | Relevance | Constraint Message",
        "type | name | label:English | relevant | constraint_message",
        "type | name | label::English (en) | bind::relevant | bind::jr:constraintMsg",
    ] {
        let text = format!("| survey |\n| | {headers} |\n| | text | a | A | 1 = 1 | x |\n");
        assert_eq!(errors("headers.md", &text), Vec::<&str>::new(), "{headers}");
    }
}

fn workbook_with(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_archive_that_unpacks_to_more_than_is_read_is_refused_quickly() {
    let begun = Instant::now();
    let zeros = vec![0; 70 << 20];
    let bomb = workbook_with(&[("xl/workbook.xml", &zeros)]);
    let many: Vec<(String, &[u8])> = (0..1001).map(|at| (format!("{at}"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    for bytes in [bomb, workbook_with(&many)] {
        let checked = check("bomb.xlsx", &bytes);
        assert_eq!(checked.defects[0].code, "form_too_large");
    }
    assert!(begun.elapsed() < Duration::from_secs(20));
}

/// A generator of numbers that is the same everywhere: garbage must be the same garbage tomorrow.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

fn every_rejected_form() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rejected");
    let mut found = vec![
        ("visit.xlsx".to_owned(), as_excel()),
        ("visit.md".to_owned(), as_markdown()),
        ("visit.csv".to_owned(), as_commas()),
    ];
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|folder| folder.unwrap().path())
        .collect();
    folders.sort();
    for folder in folders {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.ends_with(".toml") {
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found
}

/// Damages each form in `rounds` ways and has each read to its end.
fn damage(rounds: usize) {
    let library = Library::embedded();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for (name, bytes) in every_rejected_form() {
        for _ in 0..rounds {
            let mut damaged = bytes.clone();
            for _ in 0..=dice.below(8) {
                let at = dice.below(damaged.len().max(1));
                match dice.below(5) {
                    0 => damaged.truncate(at),
                    1 => damaged.insert(at, u8::try_from(dice.below(256)).unwrap()),
                    2 if !damaged.is_empty() => {
                        damaged.remove(at);
                    }
                    3 => {
                        let piece = damaged[at..damaged.len().min(at + 40)].to_vec();
                        let to = dice.below(damaged.len() + 1);
                        damaged.splice(to..to, piece);
                    }
                    _ => {
                        if let Some(byte) = damaged.get_mut(at) {
                            *byte ^= 1 << dice.below(8);
                        }
                    }
                }
            }
            let begun = Instant::now();
            library.check_file(&name, &damaged);
            assert!(begun.elapsed() < Duration::from_secs(5), "{name}");
        }
    }
}

#[test]
fn damaged_forms_end_in_defects_and_never_in_a_panic() {
    damage(20);
}

#[test]
#[ignore = "minutes of damage: run before a release"]
fn much_damage_ends_in_defects_and_never_in_a_panic() {
    damage(20_000);
}

/// Counts the agreement with the reference converter on the cases of a file: JSON Lines with `md`
/// and `accepted`. `FIRSTHOURS_XLSFORM_CASES=FILE cargo test -- --ignored reference_converter`
#[test]
#[ignore = "needs the cases of another project, named by FIRSTHOURS_XLSFORM_CASES"]
fn the_judgement_is_that_of_the_reference_converter() {
    let path = std::env::var_os("FIRSTHOURS_XLSFORM_CASES").expect("FIRSTHOURS_XLSFORM_CASES");
    let library = Library::embedded();
    let (mut agreed, mut all) = (0, 0);
    for line in fs::read_to_string(path).unwrap().lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = case["md"].as_str().unwrap();
        let checked = library.check_file("case.md", text.as_bytes());
        let accepted = !checked.defects.iter().any(Defect::is_error);
        all += 1;
        if accepted == case["accepted"].as_bool().unwrap() {
            agreed += 1;
        } else {
            println!("{}: accepted here: {accepted}", case["name"]);
        }
    }
    println!("{agreed} of {all}");
    assert!(agreed * 100 >= all * 97);
}
