//! What the checklists of the program promise to those who fill them and to those who write their own.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use firsthours::checklist::{Checklist, Kind, Library, UserFile};
use firsthours::i18n::{Catalogue, Language};

use super::told::told;

fn guide() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("checklists/README.md");
    fs::read_to_string(path).unwrap()
}

fn compiled_as_a_users_file(text: &str) -> Arc<Checklist> {
    let library = Library::with_files(vec![UserFile {
        name: "my-first.toml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let outcome = library.check(text);
    let defects = told(&outcome.defects, &Catalogue::new(Language::En));
    assert!(defects.is_empty(), "{defects}");
    outcome.checklist.unwrap()
}

#[test]
fn the_example_of_the_guide_compiles_without_a_defect() {
    let guide = guide();
    let examples: Vec<&str> = guide
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert_eq!(examples.len(), 1, "the guide has one complete example");
    let checklist = compiled_as_a_users_file(examples[0]);
    assert_eq!(checklist.questions.len(), 6);
}

#[test]
fn what_the_guide_takes_from_the_interview_is_complete() {
    let guide = guide();
    let section: String = guide
        .lines()
        .skip_while(|line| *line != "    [[section]]")
        .take_while(|line| !line.is_empty())
        .flat_map(|line| [line.trim_start(), "\n"])
        .collect();
    assert!(section.contains("take = "), "{section}");
    let head = "format = 1\nid = \"my-office/short\"\nversion = \"1\"\nsubject = \"person\"\n\
                default_source = \"detained_person\"\n\
                title = { en = \"Short\", ru = \"Кратко\" }\n";
    let checklist = compiled_as_a_users_file(&format!("{head}{section}"));
    assert!(!checklist.item("D23").is_empty());
}

#[test]
fn the_core_set_has_exactly_its_items() {
    let core = Library::embedded().get("police-custody/core").unwrap();
    let found: BTreeSet<&str> = core.questions.iter().map(|it| it.number.as_str()).collect();
    let wanted = "V01 V02 V03 V04 V05 R01 R02 R03 R07 R08 R09 R10 R11 D00 D01 D05 D06 D08 D11 D12 \
                  D13 D18 D21 D23 D26 D29 D33 O01 O03 O04";
    assert_eq!(found, wanted.split_whitespace().collect());
}

#[test]
fn the_interview_has_every_item_of_the_bank() {
    let interview = Library::embedded().get("police-custody/interview").unwrap();
    for number in (0..=42).map(|number| format!("D{number:02}")) {
        // D40 is kept free.
        let is_there = !interview.item(&number).is_empty();
        assert_eq!(is_there, number != "D40", "{number}");
    }
    for number in ["J01", "J02", "J03", "J04", "W02", "X01", "N01"] {
        assert!(!interview.item(number).is_empty(), "{number}");
    }
}

#[test]
fn words_that_a_person_or_lawyer_said_never_leave_by_default() {
    for id in ["police-custody/interview", "police-custody/lawyer"] {
        let checklist = Library::embedded().get(id).unwrap();
        for question in &checklist.questions {
            let is_words = question.kind == Kind::Text;
            assert_eq!(question.personal, is_words, "{id} {}", question.name);
        }
    }
}

#[test]
fn the_open_question_about_treatment_comes_before_every_list_of_forms() {
    let interview = Library::embedded().get("police-custody/interview").unwrap();
    let open = interview.index_of("treatment_told").unwrap();
    for index in interview.item("D27") {
        assert!(*index > open);
    }
}

#[test]
fn every_question_says_how_to_ask_in_english_and_russian() {
    for checklist in Library::embedded().list() {
        for question in &checklist.questions {
            let texts = [&question.label, &question.guidance];
            for text in texts {
                for language in ["en", "ru"] {
                    let (_, is_there) = text.in_language(language);
                    assert!(is_there, "{} {} {language}", checklist.id, question.name);
                }
            }
        }
    }
}

#[test]
fn drafts_are_called_drafts_in_every_checklist_and_the_talk_is_drafted_as_a_whole() {
    let library = Library::embedded();
    for list in library.list() {
        assert_eq!(list.drafts, ["kk", "ky", "tg"], "{}", list.id);
        for draft in &list.drafts {
            assert!(list.title.0.contains_key(draft), "{} {draft}", list.id);
        }
    }
    let interview = library.get("police-custody/interview").unwrap();
    for draft in &interview.drafts {
        assert!(interview.introduction.0.contains_key(draft), "{draft}");
        for question in &interview.questions {
            let choices = interview.choices_of(question).iter();
            let mut texts = choices.map(|choice| &choice.label).chain([&question.label]);
            let missing = texts.find(|text| !text.0.contains_key(draft));
            assert!(missing.is_none(), "{draft} {}: {missing:?}", question.name);
        }
    }
}

#[test]
fn a_label_names_one_choice_of_its_list_in_whatever_language_it_is_typed() {
    let library = Library::embedded();
    for (name, list) in library.lists() {
        for (index, choice) in list.iter().enumerate() {
            for label in choice.label.0.values().map(|label| label.to_lowercase()) {
                let mut others = list.iter().enumerate().filter(|(at, _)| *at != index);
                let shared = others.find(|(_, other)| {
                    let mut labels = other.label.0.values();
                    labels.any(|other| other.to_lowercase() == label)
                });
                assert!(shared.is_none(), "{name}: {label}");
            }
        }
    }
}
