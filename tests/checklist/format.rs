//! The reference of the format says what the code does.

use std::fs;
use std::path::Path;

use firsthours::checklist::{DefectCode, Library};
use firsthours::i18n::{Catalogue, Language};

use super::told::told;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Returns the blocks of TOML in a document.
fn samples(document: &str) -> Vec<&str> {
    document
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

#[test]
fn the_table_of_defects_is_that_of_the_code() {
    let document = read("src/checklist/FORMAT.md");
    let written: Vec<&str> = document
        .lines()
        .filter(|line| line.starts_with("| `chk_") || line.starts_with("| `form_"))
        .collect();
    let known: Vec<String> = DefectCode::ALL
        .iter()
        .map(|code| {
            let severity = code.severity().name();
            format!("| `{}` | {severity} | {} |", code.code(), code.meaning())
        })
        .collect();
    assert_eq!(written, known);
}

#[test]
fn every_sample_in_the_reference_and_in_the_lesson_compiles_without_a_defect() {
    let library = Library::embedded();
    let catalogue = Catalogue::new(Language::En);
    for path in ["src/checklist/FORMAT.md", "checklists/README.md"] {
        let document = read(path);
        let samples = samples(&document);
        assert!(!samples.is_empty(), "{path}");
        for sample in samples {
            let outcome = library.check(sample);
            assert!(
                outcome.defects.is_empty() && outcome.checklist.is_some(),
                "{path}:\n{}",
                told(&outcome.defects, &catalogue)
            );
        }
    }
}

#[test]
fn every_key_of_the_reference_is_read_and_no_other() {
    let document = read("src/checklist/FORMAT.md");
    let keys_of = |heading: &str| -> Vec<String> {
        let part = document
            .split(&format!("\n### {heading}\n"))
            .nth(1)
            .unwrap();
        part.split("\n#")
            .next()
            .unwrap()
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .map(str::to_owned)
            .collect()
    };
    // An unknown key names the keys that may stand there only if they are all known here.
    let library = Library::embedded();
    for (heading, before) in [
        ("The file", ""),
        ("A section", "[[section]]\n"),
        ("A group", "[[section]]\n[[section.group]]\n"),
        ("A question", "[[section]]\n[[section.question]]\n"),
        ("A choice", "[choices]\nx = [{ KEY = 0 }]\n"),
    ] {
        let keys = keys_of(heading);
        assert!(keys.len() >= 2, "{heading}");
        for key in keys.iter().map(String::as_str).chain(["strange"]) {
            let text = if before.contains("KEY") {
                before.replace("KEY", key)
            } else {
                format!("{before}{key} = 0\n")
            };
            let unknown = library
                .check(&text)
                .defects
                .iter()
                .any(|defect| defect.code == "chk_unknown_key");
            assert_eq!(unknown, key == "strange", "{heading}: {key}");
        }
    }
}
