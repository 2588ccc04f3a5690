//! A first vault with its words on paper, a backup, and somebody who takes their consent back: with
//! the real program.

use std::fs;
use std::time::Duration;

use firsthours::vault::{Passphrase, Vault};
use rustix::process::Signal;

use super::Terminal;
use crate::durability::{Bench, entries_in};

const ERASE: &str = "\x7f";
const F2: &str = "\x1bOQ";

#[test]
fn a_backup_is_made_from_home_and_its_age_is_told() {
    let bench = Bench::new();
    let mut terminal = bench.start_home();
    terminal.wait_for("Backup: no backup yet");
    terminal.type_text(F2);
    terminal.wait_for("find:");
    terminal.type_text("backup\r");
    terminal.wait_for("The file:");
    terminal.settled();
    terminal.type_text(&ERASE.repeat(200));
    let file = bench.folder.path().join("stick");
    terminal.type_text(file.to_str().unwrap());
    terminal.settled();
    terminal.type_text("\r");
    terminal.wait_for("Backup written and read back");
    terminal.wait_for("Backup: last made today");
    drop(terminal);
    let again = bench.folder.path().join("again");
    let (restored, _) = Vault::restore(&file, &again, &Passphrase::of("practice")).unwrap();
    assert_eq!(restored.streams().len(), 2);
}

#[test]
fn whoever_takes_consent_back_is_taken_out_by_typing_the_code() {
    let bench = Bench::new();
    let line = |subject: &str, question: &str, value: &str| {
        format!(
            r#"{{"subject":"{subject}","checklist":"police-custody/interview","question":"{question}","value":"{value}"}}"#
        )
    };
    bench.record(&[
        &line("P-01", "wishes", "stays here"),
        &line("P-02", "wishes", "goes for good"),
        &line("P-02", "consent_talk", "no"),
    ]);
    let mut terminal = bench.start_home();
    terminal.type_text("1");
    terminal.wait_for("Persons: 2");
    terminal.settled();
    terminal.type_text(F2);
    terminal.wait_for("find:");
    terminal.type_text("persons and\r");
    terminal.wait_for("P-02");
    terminal.settled();
    terminal.type_text("\x1b[B");
    terminal.wait_for("did not agree");
    terminal.settled();
    terminal.type_text(F2);
    terminal.wait_for("find:");
    terminal.type_text("for good\r");
    terminal.wait_for("Type P-02");
    // Another code takes nobody out.
    terminal.type_text("P-01\r");
    terminal.wait_for("Nothing was taken out");
    terminal.settled();
    terminal.type_text(F2);
    terminal.wait_for("find:");
    terminal.type_text("for good\r");
    terminal.wait_for("Type P-02");
    terminal.type_text("P-02\r");
    terminal.wait_for("Taken out for good");
    drop(terminal);
    let said = format!("{:?}", entries_in(&bench.vault()).unwrap());
    assert!(said.contains("stays here") && !said.contains("goes for good"));
}

#[test]
fn a_new_vault_gives_six_words_that_open_it_once_they_are_on_paper() {
    let home = tempfile::tempdir().unwrap();
    let vault = home.path().join("vault");
    let arguments = ["--vault", vault.to_str().unwrap(), "--lang", "en"];
    let mut terminal = Terminal::start_with(home.path(), &arguments, 100, 30, &[]);
    terminal.wait_for("English");
    terminal.type_text("1");
    terminal.wait_for("Ұ");
    terminal.settled();
    terminal.type_text("1");
    terminal.settled();
    terminal.type_text("15jj");
    terminal.settled();
    terminal.type_text("\r");
    terminal.settled();
    terminal.type_text("1");
    terminal.wait_for("Passphrase");
    terminal.settled();
    let passphrase = "hedgehogs cross the river in october";
    terminal.type_text(passphrase);
    terminal.type_text("\r");
    terminal.settled();
    terminal.type_text(passphrase);
    terminal.type_text("\r");
    terminal.wait_for("Write them on paper");
    let screen = terminal.screen();
    let words: Vec<&str> = (1..=6)
        .map(|number| {
            let line = screen
                .lines()
                .find_map(|line| line.trim().strip_prefix(&format!("{number}  ")));
            line.unwrap().trim()
        })
        .collect();
    terminal.settled();
    terminal.type_text("\r");
    terminal.wait_for("Word 5");
    terminal.type_text(words[4]);
    terminal.type_text("\r");
    terminal.wait_for("The words open this vault");
    drop(terminal);
    assert!(fs::metadata(vault.join("header")).is_ok());
    assert!(Vault::open(&vault, &Passphrase::of(&words.join(" "))).is_ok());
}

#[test]
fn a_half_written_reason_is_there_after_the_program_was_ended_from_outside() {
    let bench = Bench::new();
    bench.record(&[
        r#"{"subject":"P-01","checklist":"police-custody/interview","question":"apprehended_at","value":"2026-03-05T10:00"}"#,
    ]);
    let mut terminal = bench.start_home();
    terminal.type_text("1");
    terminal.wait_for("Persons: 1");
    terminal.settled();
    terminal.type_text(F2);
    terminal.wait_for("find:");
    terminal.type_text("persons and\r");
    terminal.wait_for("P-01");
    terminal.settled();
    terminal.type_text("v");
    terminal.wait_for("No view of the team yet");
    terminal.settled();
    terminal.type_text("\r");
    terminal.wait_for("Which account stands?");
    terminal.settled();
    terminal.type_text("1");
    terminal.wait_for("Why?");
    terminal.settled();
    terminal.type_text("the log of the gate says so");
    terminal.wait_for("the log of the gate says so");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_for_end(Duration::from_secs(5)), Some(0));
    let shown = bench.run(&|_, _| {}, &["visit", "show", &bench.visit]);
    assert!(!shown.contains("the log of the gate"), "nobody said it yet");

    let vault = bench.vault();
    let arguments = ["--vault", vault.to_str().unwrap(), "--lang", "en"];
    let mut terminal = Terminal::start_with(bench.folder.path(), &arguments, 100, 30, &[]);
    terminal.wait_for("Passphrase");
    terminal.type_text("practice\r");
    terminal.wait_for("the log of the gate says so");
    terminal.settled();
    terminal.type_text("\r");
    terminal.wait_for("The team:");
}

#[test]
fn the_bin_is_reached_by_the_menu_and_gives_back_a_person_and_a_visit() {
    let bench = Bench::new();
    bench.record(&[
        r#"{"subject":"P-01","checklist":"police-custody/interview","question":"wishes","value":"tea"}"#,
        r#"{"subject":"P-02","checklist":"police-custody/interview","question":"wishes","value":"bread"}"#,
    ]);
    let mut terminal = bench.start_home();
    let menu = |terminal: &mut Terminal, words: &str| {
        terminal.settled();
        terminal.type_text(F2);
        terminal.wait_for("find:");
        terminal.type_text(words);
        terminal.settled();
        terminal.type_text("\r");
    };
    terminal.type_text("1");
    terminal.wait_for("Persons: 2");
    menu(&mut terminal, "persons and");
    terminal.wait_for("P-02");
    menu(&mut terminal, "into the bin");
    terminal.wait_for("Type P-01");
    terminal.type_text("P-02\r");
    terminal.wait_for("nothing was put in the bin");
    menu(&mut terminal, "into the bin");
    terminal.wait_for("Type P-01");
    terminal.type_text("P-01\r");
    terminal.wait_for("P-01 is in the bin");
    menu(&mut terminal, "what was put in the bin");
    terminal.wait_for("30 days left");
    terminal.type_text("\r");
    terminal.wait_for("P-01 is back");
    terminal.wait_for("The bin is empty");
    terminal.type_text("\x1b");
    terminal.wait_for("P-01");
    terminal.settled();
    terminal.type_text("\x1b");
    terminal.wait_for("Persons: 2");
    menu(&mut terminal, "into the bin");
    terminal.wait_for("The whole visit");
    terminal.type_text("kg-adm-01\r");
    terminal.wait_for("KG-ADM-01 is in the bin");
    terminal.settled();
    assert!(
        !terminal.screen().contains("KG-ADM-01  "),
        "{}",
        terminal.screen()
    );
    menu(&mut terminal, "what was put in the bin");
    terminal.wait_for("30 days left");
    terminal.type_text("\r");
    terminal.wait_for("The visit is back");
    terminal.type_text("\x1b");
    terminal.wait_for("KG-ADM-01");
}
