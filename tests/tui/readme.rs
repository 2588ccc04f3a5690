//! README says what is so: its tables and commands are those of the program.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::Parser;
use firsthours::cli::Arguments;
use firsthours::i18n::{Catalogue, Language};
use firsthours::tui::keyboard::Script;
use firsthours::tui::keymap::Context;
use firsthours::tui::screen::CONTEXTS;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

fn table(context: &Context) -> String {
    let words = Catalogue::new(Language::En);
    let mut table = "| Key | Does |\n|---|---|\n".to_owned();
    for command in context.all() {
        let keys: Vec<_> = command
            .keys
            .iter()
            .map(|key| format!("`{}`", key.printed(Script::Cyrillic)))
            .collect();
        // A command without a key of its own is run from the menu.
        let keys = if keys.is_empty() {
            "menu".to_owned()
        } else {
            keys.join(" ")
        };
        writeln!(
            table,
            "| {keys} | {} |",
            words.id(command.doc).replace('|', "\\|")
        )
        .unwrap();
    }
    table
}

#[test]
fn the_keys_in_the_readme_are_those_of_the_question_screen() {
    let context = CONTEXTS
        .iter()
        .find(|context| context.name == "fill")
        .unwrap();
    let readme = readme();
    let table = table(context);
    assert!(
        readme.contains(&table),
        "README should have this table:\n{table}"
    );
}

#[test]
fn every_command_in_the_readme_is_one_that_the_program_takes() {
    let mut seen = 0;
    for line in readme().lines() {
        let line = line.trim_start_matches("    ").trim();
        let Some(call) = line
            .split(" | ")
            .last()
            .and_then(|part| part.strip_prefix("firsthours "))
        else {
            continue;
        };
        let call = call.split(" #").next().unwrap_or("");
        let call = call.split(" < ").next().unwrap_or("").trim();
        let words = call.split_whitespace().map(|word| word.trim_matches('\''));
        let parsed = Arguments::try_parse_from(std::iter::once("firsthours").chain(words));
        assert!(parsed.is_ok(), "{line}: {:?}", parsed.err());
        seen += 1;
    }
    assert!(seen >= 10, "the README shows commands: {seen}");
}

#[test]
fn every_file_that_the_readme_points_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = readme();
    let mut seen = 0;
    for (at, _) in readme.match_indices("](") {
        let target: String = readme[at + 2..].chars().take_while(|c| *c != ')').collect();
        let path = target.split('#').next().unwrap_or("");
        if path.is_empty() || path.starts_with("http") {
            continue;
        }
        assert!(root.join(path).exists(), "{target}");
        seen += 1;
    }
    assert!(seen >= 5);
}
