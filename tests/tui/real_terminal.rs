//! The real program in a real pseudo-terminal: what it leaves behind, and that it ends.

use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::durability::Bench;

/// Nothing more comes when nothing came for so long.
const QUIET: Duration = Duration::from_millis(300);

#[test]
fn a_terminal_that_vanishes_ends_the_program_at_once() {
    let bench = Bench::new();
    for unlocked in [false, true] {
        let mut terminal = if unlocked {
            bench.start_home()
        } else {
            bench.start_locked()
        };
        // The reader holds the terminal open until the next word comes.
        terminal.type_and_hang_up("x");
        // Half a second is promised; a busy machine gets some more.
        let ended = terminal.wait_for_end(Duration::from_secs(2));
        assert!(ended.is_some(), "still there after two seconds");
    }
}

#[test]
fn the_terminal_is_given_back_empty_when_the_system_ends_the_program() {
    let bench = Bench::new();
    let mut terminal = bench.start_home();
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_for_end(Duration::from_secs(3)), Some(0));
    assert_eq!(terminal.what_is_left().trim(), "", "nothing is left behind");
}

#[test]
fn the_first_key_after_a_resize_is_heard_at_once() {
    // It stayed unheard until the next key came: whoever pressed again had answered two questions.
    let bench = Bench::new();
    let mut terminal = bench.start_home();
    for (columns, rows) in [(100, 30), (80, 24)] {
        terminal.resize(columns, rows);
        terminal.settled_for(QUIET);
        terminal.type_text("0");
        terminal.wait_for("Settings");
        terminal.type_text("\u{1b}");
        terminal.settled_for(QUIET);
    }
}

#[test]
fn nothing_is_written_to_the_terminal_while_nobody_presses_a_key() {
    let bench = Bench::new();
    let mut terminal = bench.start_home();
    terminal.settled_for(QUIET);
    let before = terminal.raw().len();
    thread::sleep(Duration::from_millis(1_500));
    assert_eq!(terminal.raw().len(), before);
    // It was silent, not gone.
    terminal.type_text("0");
    terminal.wait_for("Settings");
}
