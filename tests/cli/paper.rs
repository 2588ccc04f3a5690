//! The paper form: what a monitor fills where no device is let in.

use std::fs;
use std::path::Path;

use super::bench::{INTERVIEW, Ran, run_in};

fn print(home: &Path, arguments: &[&str]) -> Ran {
    let mut all = vec!["checklist", "print"];
    all.extend(arguments);
    run_in(home, &all, "")
}

fn printed(home: &Path, language: &str, id: &str, file: &str) -> String {
    let ran = print(home, &["--lang", language, id, "--to", file, "--replace"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    fs::read_to_string(home.join(file)).unwrap()
}

/// The item numbers of a checklist in the order of the screen.
fn numbers(home: &Path, id: &str) -> Vec<String> {
    let shown = run_in(home, &["--json", "checklist", "show", id], "");
    let shown = &shown.lines()[0];
    let sections = shown["sections"].as_array().unwrap().iter();
    sections
        .flat_map(|section| section["questions"].as_array().unwrap())
        .filter(|question| question["kind"] != "calculate")
        .map(|question| question["number"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_checklist_prints_with_the_item_numbers_of_the_screen_in_their_order() {
    let home = tempfile::tempdir().unwrap();
    let listed = run_in(home.path(), &["--json", "checklist", "list"], "").lines();
    assert!(listed.len() >= 7, "{listed:?}");
    for list in &listed {
        let id = list["id"].as_str().unwrap();
        for language in ["en", "ru"] {
            let text = printed(home.path(), language, id, "form.txt");
            let found: Vec<String> = text
                .lines()
                .filter(|line| line.starts_with(|letter: char| letter.is_ascii_uppercase()))
                .filter_map(|line| line.split_whitespace().next())
                .filter(|word| word.ends_with(|letter: char| letter.is_ascii_digit()))
                .map(str::to_owned)
                .collect();
            assert_eq!(found, numbers(home.path(), id), "{id} {language}");
            assert!(text.lines().all(|line| line.chars().count() <= 84), "{id}");
            assert!(!text.contains("[paper-"), "a text is missing in {language}");
        }
    }
}

#[test]
fn paper_says_in_words_when_a_question_is_asked_and_with_which_digit_it_is_keyed() {
    let home = tempfile::tempdir().unwrap();
    let text = printed(home.path(), "en", INTERVIEW, "form.txt");
    let text = text.replace('\u{a0}', " ");
    assert!(text.contains("Only if D00 (“Do you agree to talk with us?”) is not “No”."));
    assert!(text.contains("1 [ ] Yes   2 [ ] No\n"));
    assert!(text.contains("7 [ ] refused   8 [ ] not applicable"));
    assert!(text.contains("__.__.____   __:__   [ ] about   [ ] before   [ ] after"));
    let russian = printed(home.path(), "ru", INTERVIEW, "form.txt");
    assert!(russian.contains("Только если D00 («Вы согласны поговорить с нами?») – не «Нет»."));
}

#[test]
fn the_page_fetches_nothing_and_what_an_author_wrote_stays_text() {
    let home = tempfile::tempdir().unwrap();
    let folder = run_in(home.path(), &["--json", "checklist", "list"], "");
    assert_eq!(folder.code, 0);
    let own = home.path().join(".local/share/firsthours/checklists");
    fs::create_dir_all(&own).unwrap();
    fs::write(
        own.join("own.toml"),
        r#"
format = 1
id = "own/list"
version = "1"
subject = "person"
default_source = "detained_person"
title = { en = "<script src='http://x'>", ru = "x" }

[[section]]
name = "a"
title = { en = "A & B", ru = "А" }

[[section.question]]
number = "Q1"
name = "q1"
kind = "integer"
label = { en = "<img onerror=x>\u001b[2J\nnext", ru = "x" }

[[section.question]]
number = "Q2"
name = "q2"
kind = "text"
label = { en = "Why?", ru = "x" }
relevant = "${q1} + 1 > 2"
"#,
    )
    .unwrap();
    let page = printed(home.path(), "en", "own/list", "form.html");
    for wrong in ["<script", "<img", "\u{1b}", "http", "src="] {
        let outside = page.replace("&lt;script src='http://x'&gt;", "");
        assert!(!outside.contains(wrong), "{wrong} in {page}");
    }
    assert!(page.contains("&lt;img onerror=x&gt;&lt;U+001B&gt;[2J<br>next"));
    assert!(page.contains("<h2>A &amp; B</h2>"));
    assert!(page.contains("depends on Q1."));
}

#[test]
fn a_file_of_that_name_is_kept_and_another_ending_is_wrong_usage() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("form.html"), "mine").unwrap();
    let kept = print(home.path(), &[INTERVIEW, "--to", "form.html"]);
    assert_eq!(kept.code, 1, "{}", kept.err);
    assert_eq!(fs::read(home.path().join("form.html")).unwrap(), b"mine");
    let ending = print(home.path(), &[INTERVIEW, "--to", "form.pdf"]);
    assert_eq!(ending.code, 2);
    assert!(ending.err.contains(".html"), "{}", ending.err);
    let unknown = print(home.path(), &["no/such", "--to", "form.txt"]);
    assert_eq!(unknown.code, 1);
    assert!(!home.path().join("form.txt").exists());
}
