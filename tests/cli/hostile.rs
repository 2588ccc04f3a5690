//! Text that would steer the terminal, turn its direction or hide words, on its way out.

use std::time::Duration;

use super::bench::{Bench, Ran, person, with};
use crate::terminal::Terminal;

/// One of each kind: escape sequences, C1, bidirectional controls, no width, tags.
const HOSTILE: &str = "N\u{1b}]0;owned\u{7}o\u{9b}2J\u{202e}r\u{200b}t\u{e0041}h";

/// Returns the characters of an output that would be obeyed or not be seen.
fn obeyed(text: &str) -> Vec<char> {
    let hides = |letter: &char| {
        (letter.is_control() && *letter != '\n')
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
    };
    text.chars().filter(hides).collect()
}

fn is_harmless(what: &str, ran: &Ran) {
    assert_eq!(obeyed(&ran.out), Vec::<char>::new(), "{what}: {}", ran.out);
    assert_eq!(obeyed(&ran.err), Vec::<char>::new(), "{what}: {}", ran.err);
}

fn bench() -> (Bench, String) {
    let bench = Bench::new();
    let add = [
        "facility",
        "add",
        "--code",
        "F-1",
        "--type",
        "IVS",
        "--country",
        "kz",
    ];
    let region = [&add[..], &["--region", HOSTILE, "--name", HOSTILE]].concat();
    assert_eq!(bench.run(&region, "").code, 0);
    let visit = bench.visit("F-1", "2026-03-05T10:00");
    let line = with(person("D12", "yes"), "note", HOSTILE);
    bench.run(&["record", &visit], format!("{line}\n"));
    (bench, visit)
}

#[test]
fn nothing_that_a_command_prints_is_obeyed_by_a_terminal() {
    let (bench, visit) = bench();
    let mut shown = String::new();
    for arguments in [
        &["facility", "list"][..],
        &["facility", "show", "F-1"],
        &["facility", "show", HOSTILE],
        &["visit", "list"],
        &["visit", "show", &visit],
        &["visit", "show", HOSTILE],
        &["tally", "--by", "region", "--suppress", "0"],
        &["contact", "remove", HOSTILE],
        &["bundle", "show", HOSTILE],
        &["record", &visit],
        &["visit", "new", "--facility", HOSTILE, "--start", HOSTILE],
        &["doctor"],
    ] {
        for json in [false, true] {
            let all = if json {
                [arguments, &["--json"]].concat()
            } else {
                arguments.to_vec()
            };
            let ran = bench.run(&all, format!("{HOSTILE}\n"));
            is_harmless(&arguments.join(" "), &ran);
            shown.push_str(&ran.out);
            shown.push_str(&ran.err);
        }
    }
    let wrong = super::bench::run_in(bench.folder(), &["nonsense", HOSTILE], "");
    is_harmless("a command that is none", &wrong);
    for seen in ["<U+001B>", "<U+202E>", "<U+200B>"] {
        assert!(shown.contains(seen), "{seen} is to be seen");
    }
}

#[test]
fn the_screens_show_hostile_text_and_the_terminal_gets_none_of_it() {
    let (bench, _) = bench();
    let mut terminal = Terminal::start_with(bench.folder(), &["--vault", "vault"], 100, 30, &[]);
    std::thread::sleep(Duration::from_millis(300));
    terminal.type_text("practice\r");
    terminal.wait_for("F-1");
    terminal.type_text("5");
    terminal.wait_for("<U+001B>");
    let raw = terminal.raw();
    let text = String::from_utf8_lossy(&raw);
    // The program's own sequences are CSI with plain parameters, and single letters after ESC.
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        assert!(!('\u{80}'..='\u{9f}').contains(&letter), "C1 {letter:?}");
        assert!(
            !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'),
            "{letter:?} is hidden"
        );
        if letter != '\u{1b}' {
            continue;
        }
        match rest.next() {
            Some('[') => {
                let last = rest.find(|letter| ('@'..='~').contains(letter));
                assert!(
                    last.is_some_and(|last| "ABCDEFGHJKLMPXdfhlmnpqrstu".contains(last)),
                    "{last:?}"
                );
            }
            // The title, emptied.
            Some(']') => assert_eq!(rest.by_ref().take(3).collect::<String>(), "2;\u{7}"),
            Some(single) => assert!("78=>()c".contains(single), "ESC {single:?}"),
            None => {}
        }
    }
}
