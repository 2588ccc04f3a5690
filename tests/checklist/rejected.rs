//! Every defect has a file that has it: `tests/fixtures/rejected/<code>/<what is wrong>`, a checklist
//! or an XLSForm.
//!
//! What people read about each of them is a snapshot, so that the words are reviewed as words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use firsthours::checklist::{CheckReport, CheckedFile, Defect, DefectCode, Library, UserFile};
use firsthours::i18n::{Catalogue, Language};

use super::told::told;

/// Every rejected file by code and name, with what is said about it.
fn rejected() -> BTreeMap<(String, String), CheckedFile> {
    static ALL: LazyLock<BTreeMap<(String, String), CheckedFile>> = LazyLock::new(read_rejected);
    ALL.clone()
}

fn read_rejected() -> BTreeMap<(String, String), CheckedFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rejected");
    let mut found = BTreeMap::new();
    for folder in fs::read_dir(root).unwrap().map(Result::unwrap) {
        let code = folder.file_name().into_string().unwrap();
        let files: Vec<UserFile> = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| {
                let file = file.unwrap();
                UserFile {
                    name: file.file_name().into_string().unwrap(),
                    bytes: fs::read(file.path()).unwrap(),
                }
            })
            .collect();
        // Files of one folder see one another: some defects need two.
        let library = Library::with_files(files.clone());
        for file in files {
            let checked = library.check_file(&file.name, &file.bytes);
            if file.name.ends_with(".toml") && file.name != "safeguards.toml" {
                let is_error = checked.defects.iter().any(Defect::is_error);
                let outcome = library.check_bytes(&file.bytes);
                assert_eq!(
                    outcome.checklist.is_none(),
                    is_error,
                    "{code}/{}",
                    file.name
                );
            }
            found.insert((code.clone(), file.name), checked);
        }
    }
    found
}

#[test]
fn every_rejected_file_has_the_defect_of_its_folder() {
    for ((code, file), outcome) in rejected() {
        let codes: Vec<&str> = outcome.defects.iter().map(|defect| defect.code).collect();
        assert!(codes.contains(&code.as_str()), "{code}/{file}: {codes:?}");
    }
}

#[test]
fn every_code_has_a_rejected_file() {
    let folders: BTreeSet<String> = rejected().into_keys().map(|(code, _)| code).collect();
    for code in DefectCode::ALL {
        assert!(folders.contains(code.code()), "{}", code.code());
    }
}

#[test]
fn what_is_said_about_rejected_files_in_english() {
    insta::assert_snapshot!(said(Language::En));
}

#[test]
fn what_is_said_about_rejected_files_in_russian() {
    insta::assert_snapshot!(said(Language::Ru));
}

fn said(language: Language) -> String {
    let catalogue = Catalogue::new(language);
    let mut text = String::new();
    for ((code, file), outcome) in rejected() {
        let defects = told(&outcome.defects, &catalogue);
        write!(text, "== {code}/{file}\n{defects}").unwrap();
    }
    assert!(!text.contains("[err-") && !text.contains("[rec-") && !text.contains("{$"));
    text
}

#[test]
fn every_defect_of_a_readable_file_has_a_line() {
    for ((code, file), outcome) in rejected() {
        for defect in outcome.defects {
            // What is wrong with a whole workbook or sheet has no row.
            let is_readable = defect.code != "chk_not_utf8";
            if !defect.code.starts_with("form_") {
                assert_eq!(defect.line.is_some(), is_readable, "{code}/{file}");
            }
        }
    }
}

#[test]
fn many_defects_of_one_file_are_found_at_once() {
    let text = r#"
format = 1
id = "test/many"
version = 3
subject = "persons"
default_source = "staff"
title = { en = "Many", ru = "Много" }
[[section]]
name = "One"
title = "One"
[[section.question]]
name = "a"
kind = "yes_no"
label = { en = "A" }
colour = "red"
[[section.question]]
name = "a"
kind = "choice"
label = { en = "A", ru = "А" }
relevant = "${b = 'yes'"
fact = "nothing_known"
safeguard = "SG77"
"#;
    let outcome = Library::embedded().check(text);
    let codes: BTreeSet<&str> = outcome.defects.iter().map(|defect| defect.code).collect();
    for code in [
        "chk_wrong_type",
        "chk_unknown_word",
        "chk_bad_name",
        "chk_unknown_kind",
        "chk_unknown_key",
        "chk_missing_translation",
        "chk_duplicate_question",
        "chk_choices_needed",
        "chk_unknown_fact",
        "chk_unknown_safeguard",
    ] {
        assert!(codes.contains(code), "{code} is not in {codes:?}");
    }
    assert!(
        codes.iter().any(|code| code.starts_with("expr_")),
        "{codes:?}"
    );
}

#[test]
fn the_report_has_the_shape_of_the_contract() {
    let text = "format = 1\nid = \"test/x\"\nlable = 1\n";
    let checked = Library::embedded().check_file("x.toml", text.as_bytes());
    let catalogue = Catalogue::new(Language::En);
    let report = CheckReport::new("x.toml", &checked, |message| catalogue.text(message));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["file"], "x.toml");
    assert_eq!(json["accepted"], false);
    assert_eq!(json["unsupported"].as_array().unwrap().len(), 0);
    let unknown = json["defects"]
        .as_array()
        .unwrap()
        .iter()
        .find(|defect| defect["code"] == "chk_unknown_key")
        .unwrap();
    assert_eq!(unknown["severity"], "error");
    assert_eq!(unknown["row"], 3);
    assert!(unknown["message"].as_str().unwrap().contains("lable"));
}
