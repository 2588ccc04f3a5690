//! The checklists of the program, and a user's folder beside them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use firsthours::checklist::{
    Checklist, ChecklistView, EMBEDDED, Library, Severity, UserFile, compile_text,
};
use firsthours::i18n::{Catalogue, Language};

use super::told::told;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("checklists")
}

#[test]
fn the_table_of_embedded_checklists_is_the_folder() {
    let mut found = BTreeSet::new();
    for above in fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap()) {
        let above_name = above.file_name().into_string().unwrap();
        // The law is no checklist, and at the top lie the vocabularies.
        if !above.path().is_dir() || above_name == "law" {
            continue;
        }
        for file in fs::read_dir(above.path()).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            let name = name
                .strip_suffix(".toml")
                .expect("only checklists lie here");
            found.insert(format!("{above_name}/{name}"));
        }
    }
    let table: BTreeSet<String> = EMBEDDED.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(table, found);
}

#[test]
fn every_embedded_checklist_compiles_without_a_defect() {
    let library = Library::embedded();
    let catalogue = Catalogue::new(Language::En);
    let mut all = String::new();
    for file in library.broken() {
        all += &file.file;
        all += "\n";
        all += &told(&file.defects, &catalogue);
    }
    for id in library.checklist_ids() {
        let outcome = library.outcome(id).unwrap();
        if outcome.checklist.is_none() {
            all += &format!("{id} cannot be used\n");
        }
        all += &told(&outcome.defects, &catalogue);
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn an_embedded_checklist_has_the_id_of_its_path() {
    for checklist in Library::embedded().list() {
        let id = checklist.id.to_string();
        assert!(EMBEDDED.iter().any(|(known, _)| *known == id), "{id}");
    }
}

#[test]
fn a_pinned_checklist_opens_again_as_the_same_without_any_library() {
    for checklist in Library::embedded().list() {
        let again =
            Checklist::from_pinned_with_digest(checklist.pinned_text(), checklist.digest).unwrap();
        assert_eq!(again.pinned_text(), checklist.pinned_text());
        assert_eq!(again.digest, checklist.digest);
        assert_eq!(again.questions.len(), checklist.questions.len());
        for (one, other) in again.questions.iter().zip(&checklist.questions) {
            assert_eq!(one.name, other.name);
            assert_eq!(one.source, other.source);
            assert_eq!(one.relevant.is_some(), other.relevant.is_some());
            assert_eq!(again.choices_of(one), checklist.choices_of(other));
        }
    }
}

#[test]
fn a_pinned_text_that_was_changed_is_not_opened_under_its_old_digest() {
    let library = Library::embedded();
    let checklist = library.get("police-custody/interview").unwrap();
    let text = checklist.pinned_text().replace("lawyer", "attorney");
    assert!(Checklist::from_pinned_with_digest(&text, checklist.digest).is_err());
}

fn file(name: &str, text: &str) -> UserFile {
    UserFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

const OWN: &str = r#"
format = 1
id = "my-office/short"
version = "1"
title = { en = "Short", ru = "Кратко" }
subject = "person"
default_source = "detained_person"
[[section]]
name = "first"
title = { en = "First", ru = "Первое" }
[[section.question]]
name = "slept_on"
kind = "choice"
choices = "beds"
label = { en = "Slept on?", ru = "На чём спали?" }
"#;

const OWN_LISTS: &str = r#"
[[list]]
name = "beds"
choice = [{ name = "bed", label = { en = "Bed", ru = "Кровать" } }]
"#;

#[test]
fn a_users_file_adds_a_checklist_and_its_lists() {
    let library = Library::with_files(vec![
        file("choices.toml", OWN_LISTS),
        file("my-office/short.toml", OWN),
    ]);
    let checklist = library.get("my-office/short").unwrap();
    let question = checklist.question("slept_on").unwrap();
    assert_eq!(checklist.choices_of(question)[0].name, "bed");
    assert!(!library.is_embedded("my-office/short"));
    assert!(library.broken().is_empty());
}

#[test]
fn a_users_file_with_our_id_takes_its_place() {
    let text = OWN.replace("my-office/short", "police-custody/lawyer");
    let library = Library::with_files(vec![
        file("choices.toml", OWN_LISTS),
        file("changed.toml", &text),
    ]);
    let checklist = library.get("police-custody/lawyer").unwrap();
    assert_eq!(checklist.questions.len(), 1);
}

#[test]
fn a_broken_file_of_the_user_is_reported_and_the_others_stay() {
    let library = Library::with_files(vec![
        file("bad.toml", "id = \"my-office/bad\"\n[[section]\n"),
        file("worse.toml", "nothing"),
        UserFile {
            name: "latin.toml".to_owned(),
            bytes: b"title = \"\xe9\"".to_vec(),
        },
    ]);
    let mut broken: Vec<String> = library
        .broken()
        .into_iter()
        .map(|broken| broken.file)
        .collect();
    broken.sort();
    assert_eq!(broken, ["bad.toml", "latin.toml", "worse.toml"]);
    assert!(library.get("police-custody/interview").is_some());
    assert!(library.get("my-office/bad").is_none());
}

#[test]
fn a_folder_that_is_not_there_is_an_empty_one() {
    let library = Library::with_folder(Path::new("/there/is/no/such/folder")).unwrap();
    assert_eq!(library.list().len(), EMBEDDED.len());
}

#[test]
fn a_folder_is_read_with_its_subfolders() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("my-office")).unwrap();
    for (name, text) in [("choices.toml", OWN_LISTS), ("my-office/short.toml", OWN)] {
        let mut file = fs::File::create(folder.path().join(name)).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    }
    let library = Library::with_folder(folder.path()).unwrap();
    assert!(library.get("my-office/short").is_some());
}

#[test]
fn a_checklist_in_one_language_compiles_with_warnings() {
    let text = OWN
        .replace(", ru = \"Кратко\"", "")
        .replace("\"beds\"", "\"yes_no\"");
    let library = Library::embedded();
    let outcome = compile_text(&text, &library, library.vocabulary());
    assert!(outcome.checklist.is_some());
    assert_eq!(outcome.defects.len(), 1);
    assert_eq!(outcome.defects[0].code, "chk_missing_translation");
    assert_eq!(outcome.defects[0].severity, Severity::Warning);
    assert_eq!(outcome.defects[0].line, Some(5));
}

#[test]
fn a_taken_item_brings_its_questions_condition_source_and_lists() {
    let library = Library::embedded();
    let core = library.get("police-custody/core").unwrap();
    let interview = library.get("police-custody/interview").unwrap();
    let taken = core.item("D13");
    assert!(!taken.is_empty());
    assert_eq!(taken.len(), interview.item("D13").len());
    for (&here, &there) in taken.iter().zip(interview.item("D13")) {
        let (here, there) = (&core.questions[here], &interview.questions[there]);
        assert_eq!(here.name, there.name);
        assert_eq!(here.fact, there.fact);
        assert_eq!(here.source, there.source);
        assert_eq!(core.choices_of(here), interview.choices_of(there));
        assert!(here.relevant.is_some() || there.relevant.is_none());
    }
}

#[test]
fn what_reads_a_question_is_looked_at_after_it_and_after_what_it_reads_itself() {
    for checklist in Library::embedded().list() {
        for index in 0..checklist.questions.len() {
            let after = checklist.dependents_of(index);
            for (place, dependent) in after.iter().enumerate() {
                let question = &checklist.questions[*dependent];
                for expression in question.relevant.iter().chain(&question.calculation) {
                    for read in expression.references() {
                        let earlier = after.iter().position(|other| other == read);
                        assert!(
                            earlier.is_none_or(|earlier| earlier < place),
                            "{} before {}",
                            question.name,
                            checklist.questions[*read].name
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_view_holds_every_question_and_the_text_of_its_condition() {
    let library = Library::embedded();
    let checklist: Arc<Checklist> = library.get("police-custody/interview").unwrap();
    let view = serde_json::to_value(ChecklistView::of(&checklist)).unwrap();
    let questions: usize = view["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["questions"].as_array().unwrap().len())
        .sum();
    assert_eq!(questions, checklist.questions.len());
    assert_eq!(view["digest"].as_str().unwrap().len(), 64);
    let second = &view["sections"][0]["questions"][1];
    assert_eq!(second["relevant"], "${consent_talk} != 'no'");
    assert_eq!(second["choices"][0]["name"], "yes");
}

#[test]
fn the_longest_checklist_compiles_in_milliseconds() {
    let (_, text) = EMBEDDED.iter().max_by_key(|(_, text)| text.len()).unwrap();
    let library = Library::embedded();
    let start = Instant::now();
    assert!(library.check(text).checklist.is_some());
    // An unoptimised build on a busy machine; a release build takes a twentieth of it.
    assert!(start.elapsed().as_millis() < 2_000, "{:?}", start.elapsed());
}
