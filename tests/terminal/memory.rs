//! S1 and S10: after the lock nothing that was written is in the program's memory, or on the disk.
//!
//! Two hundred marks are planted: in places, labels, answers, notes, and fifty of them typed letter by
//! letter in the session that is locked. Root alone may read the memory of a hardened program; for
//! anybody else the test holds that they may not.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::thread;
use std::time::Duration;

use super::Terminal;
use super::secrecy::{Sought, findings};
use crate::durability::Bench;
use crate::durability::disk::Dice;

/// Marks planted before the session, by the command line: places, labels, answers, notes.
const PLACES: usize = 10;
const PERSONS: usize = 40;
/// Marks typed in the session.
const TYPED: usize = 25;
const ALL: usize = PLACES * 3 + PERSONS * 3 + TYPED * 2;

/// Words that stand nowhere else.
fn marks() -> Vec<String> {
    const SYLLABLES: [&str; 16] = [
        "zwa", "lup", "kor", "vem", "tis", "gro", "bax", "nyl", "qua", "fep", "dro", "mig", "huv",
        "rel", "syk", "jot",
    ];
    let mut dice = Dice(0x5eed_0fa1);
    (0..ALL)
        .map(|_| (0..5).map(|_| SYLLABLES[dice.below(16)]).collect())
        .collect()
}

/// Counts the marks that stand in the memory that a process can write, with their places.
fn in_memory(pid: u32, sought: &Sought) -> io::Result<Vec<String>> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps"))?;
    let memory = File::open(format!("/proc/{pid}/mem"))?;
    let mut found = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, rest) = line.split_once(' ').unwrap();
        let (from, until) = range.split_once('-').unwrap();
        let from = u64::from_str_radix(from, 16).unwrap();
        let until = u64::from_str_radix(until, 16).unwrap();
        let mut bytes = vec![0; usize::try_from(until - from).unwrap()];
        // A mapping that cannot be read (a guard page) holds nothing.
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        let name = rest.split_whitespace().last().unwrap();
        let hits = sought.in_bytes(&bytes);
        found.extend(hits.map(|(at, mark)| {
            let around = &bytes[at.saturating_sub(24)..(at + 40).min(bytes.len())];
            format!(
                "{mark} in {name} at {at}: {:?}",
                String::from_utf8_lossy(around)
            )
        }));
    }
    Ok(found)
}

/// Types as people do: one letter after the other.
fn type_slowly(terminal: &mut Terminal, text: &str) {
    for letter in text.chars() {
        terminal.type_text(&letter.to_string());
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn after_the_lock_two_hundred_marks_are_nowhere_in_memory_or_on_the_disk() {
    const F2: &str = "\x1bOQ";
    const F9: &str = "\x1b[20~";
    let marks = marks();
    let sought = Sought::of(&marks);
    let mut next = marks.iter();
    let bench = Bench::new();
    for place in 0..PLACES {
        let code = format!("IVS-{}", 7000 + place);
        let mut mark = || next.next().unwrap().as_str();
        let add = ["facility", "add", "--code", &code, "--type", "IVS"];
        let names = [
            "--country",
            "kg",
            "--name",
            mark(),
            "--body",
            mark(),
            "--region",
            mark(),
        ];
        bench.run(&|_, _| {}, &[&add[..], &names[..]].concat());
    }
    let mut lines: Vec<String> = (1..=PERSONS)
        .map(|person| {
            let mut mark = || next.next().unwrap();
            format!(
                r#"{{"subject":"P-{person:02}","checklist":"police-custody/interview","question":"wishes","value":"{}","note":"{}","label":"{}"}}"#,
                mark(),
                mark(),
                mark()
            )
        })
        .collect();
    // The question after the last answer takes text.
    lines.extend(["consent_talk", "apprehended_at"].map(|question| {
        let value = if question == "consent_talk" {
            "yes"
        } else {
            "2026-03-05T10:00"
        };
        format!(
            r#"{{"subject":"P-01","checklist":"police-custody/interview","question":"{question}","value":"{value}"}}"#
        )
    }));
    bench.record(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let mut terminal = bench.start_filling();
    for word in next.by_ref().take(TYPED) {
        type_slowly(&mut terminal, &format!("{word} "));
    }
    terminal.wait_for(&marks[ALL - TYPED - 1][..10]);
    // F4: the note beside the answer.
    terminal.type_text("\x1bOS");
    terminal.wait_for("signs");
    for word in next {
        type_slowly(&mut terminal, &format!("{word} "));
    }
    terminal.wait_for(&marks[ALL - 1][..10]);
    terminal.settled();
    println!("{}", terminal.screen());
    for screen in ["history", "persons"] {
        terminal.type_text("\x1b");
        thread::sleep(Duration::from_millis(400));
        terminal.type_text(F2);
        terminal.wait_for("find:");
        terminal.settled();
        terminal.type_text(&format!("{screen}\r"));
        thread::sleep(Duration::from_millis(400));
        terminal.settled();
        println!("{}", terminal.screen());
    }
    let open = in_memory(terminal.pid(), &sought);
    terminal.type_text(F9);
    terminal.settled();
    terminal.type_text("x");
    terminal.wait_for("Passphrase");
    terminal.settled();
    let locked = in_memory(terminal.pid(), &sought);
    let (on_disk, files) = findings(bench.folder.path(), &sought);
    assert_eq!(on_disk, Vec::<String>::new());
    match (open, locked) {
        (Ok(open), Ok(locked)) => {
            println!(
                "S10: {} places in memory while open, {} after the lock",
                open.len(),
                locked.len()
            );
            assert!(
                open.len() > ALL / 2,
                "the search sees what is there: {}",
                open.len()
            );
            assert_eq!(locked, Vec::<String>::new());
        }
        (open, locked) => {
            let refused = |found: &io::Result<_>| {
                found.as_ref().err().map(io::Error::kind) == Some(io::ErrorKind::PermissionDenied)
            };
            assert!(refused(&open) && refused(&locked), "{open:?} {locked:?}");
            println!("S10: nobody but root reads the memory of the program; the search wants root");
        }
    }
    println!("S1: {ALL} marks, {files} files: 0 found");
}
