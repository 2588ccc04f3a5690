//! The program ends within half a second when its terminal goes or the system asks, with everything
//! kept and nothing left on the screen; and while nobody presses a key it does nothing.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::durability::Bench;

/// How the program is ended.
#[derive(Debug, Clone, Copy)]
enum End {
    TerminalGone,
    HangUp,
    Terminate,
}

/// What is being typed at that moment.
#[derive(Debug, Clone, Copy)]
enum Typing {
    Note,
    Answer,
}

/// The promise.
const HALF_A_SECOND: Duration = Duration::from_millis(500);

/// A visit whose next empty question is a text.
pub(super) fn before_a_text_question() -> Bench {
    let bench = Bench::new();
    bench.record(&[
        r#"{"subject":"P-01","checklist":"police-custody/interview","question":"consent_talk","value":"yes"}"#,
        r#"{"subject":"P-01","checklist":"police-custody/interview","question":"apprehended_at","value":"2026-03-05T10:00"}"#,
    ]);
    bench
}

/// Types text, ends the program in the middle of it, and returns how long it took to end.
fn end_while_typing(bench: &Bench, end: End, typing: Typing, text: &str) -> Duration {
    let mut terminal = bench.start_filling();
    if matches!(typing, Typing::Note) {
        // The field of the answer has the letters; F4 is the note from there.
        terminal.type_text("\x1bOS");
        terminal.wait_for("Note   0 signs");
    }
    let (most, last) = text.split_at(text.len() - 1);
    terminal.type_text(most);
    terminal.wait_for(most);
    let began = match end {
        End::TerminalGone => {
            terminal.type_and_hang_up(last);
            Instant::now()
        }
        End::HangUp | End::Terminate => {
            terminal.type_text(last);
            terminal.wait_for(text);
            let began = Instant::now();
            terminal.signal(if matches!(end, End::HangUp) {
                Signal::HUP
            } else {
                Signal::TERM
            });
            began
        }
    };
    let code = terminal.wait_for_end(Duration::from_secs(5));
    let took = began.elapsed();
    assert_eq!(code, Some(0), "{end:?} {typing:?} after {took:?}");
    if !matches!(end, End::TerminalGone) {
        assert_eq!(terminal.what_is_left().trim(), "", "{end:?} {typing:?}");
    }
    took
}

#[test]
fn an_ending_from_outside_takes_half_a_second_and_keeps_what_was_typed() {
    let (mut slowest, mut count) = (Duration::ZERO, 0);
    for end in [End::TerminalGone, End::HangUp, End::Terminate] {
        for typing in [Typing::Note, Typing::Answer] {
            count += 1;
            let bench = before_a_text_question();
            let text = format!("unfinished word no{count}");
            let took = end_while_typing(&bench, end, typing, &text);
            let shown = bench.run(&|_, _| {}, &["visit", "show", &bench.visit]);
            assert!(shown.contains(&text), "{end:?} {typing:?}: {text} is lost");
            assert!(took <= HALF_A_SECOND, "{end:?} {typing:?}: {took:?}");
            slowest = slowest.max(took);
        }
    }
    println!(
        "endings: {count} of {count} kept what was typed, the slowest took {slowest:?}; nothing left on the screen"
    );
}

/// Processor time of a process and all its threads, in ticks.
fn ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[test]
fn while_nobody_presses_a_key_no_processor_time_and_no_output_is_spent() {
    let bench = before_a_text_question();
    let terminal = bench.start_filling();
    thread::sleep(Duration::from_millis(500));
    let (before, shown) = (ticks(terminal.pid()), terminal.raw().len());
    thread::sleep(Duration::from_secs(2));
    let (after, shown_after) = (ticks(terminal.pid()), terminal.raw().len());
    assert_eq!((after, shown_after), (before, shown));
    println!("idle: 0 ticks and 0 bytes in 2 s, on a question with the cursor in its field");
}

#[test]
fn leaving_by_the_keyboard_leaves_nothing_on_the_screen() {
    let bench = Bench::new();
    let mut terminal = bench.start_home();
    terminal.type_text("\x1b");
    terminal.wait_for("Leave?");
    terminal.settled();
    terminal.type_text("3");
    assert_eq!(terminal.wait_for_end(Duration::from_secs(5)), Some(0));
    assert_eq!(terminal.what_is_left().trim(), "");
}
