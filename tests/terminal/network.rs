//! A day of use, and no socket: watched by `strace`, where it is installed.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use super::Terminal;
use super::endings::before_a_text_question;
use crate::durability::Bench;

/// Runs a command of the program under the eye of `strace`, which writes what it sees into `seen`.
fn watched(bench: &Bench, seen: &Path, arguments: &[&str], input: &str) {
    let mut child = Command::new("strace")
        .args(["-f", "-A", "-e", "trace=%network", "-o"])
        .arg(seen)
        .arg(env!("CARGO_BIN_EXE_firsthours"))
        .arg("--vault")
        .arg(bench.vault())
        .args(["--passphrase-file", "-", "--json"])
        .args(arguments)
        .env_clear()
        .env("HOME", bench.folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all(format!("practice\n{input}").as_bytes())
        .unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {err}");
}

/// The screens: answers, a note, history, a search, a hide and a lock.
fn an_hour_at_the_screens(bench: &Bench, seen: &Path) {
    const F2: &str = "\x1bOQ";
    const F9: &str = "\x1b[20~";
    let vault = bench.vault();
    let before = [
        "-f",
        "-A",
        "-e",
        "trace=%network",
        "-o",
        seen.to_str().unwrap(),
    ];
    let arguments = ["--vault", vault.to_str().unwrap(), "--lang", "en"];
    let path = std::env::var("PATH").unwrap();
    let mut terminal = Terminal::start_under(
        "strace",
        &before,
        bench.folder.path(),
        &arguments,
        (100, 30),
        &[("PATH", &path)],
    );
    terminal.wait_for("Passphrase");
    terminal.type_text("practice\r");
    terminal.wait_for("Continue");
    terminal.settled();
    terminal.type_text("n");
    terminal.wait_for("Source:");
    terminal.type_text("an answer");
    terminal.type_text("\x1bOS");
    terminal.wait_for("signs");
    terminal.type_text("a note");
    terminal.settled();
    for screen in ["history", "persons"] {
        terminal.type_text("\x1b");
        thread::sleep(Duration::from_millis(400));
        terminal.type_text(F2);
        terminal.wait_for("find:");
        terminal.type_text(&format!("{screen}\r"));
        terminal.settled();
    }
    terminal.type_text(F9);
    terminal.settled();
    terminal.type_text("x");
    terminal.wait_for("Passphrase");
    terminal.signal(Signal::TERM);
    terminal.wait_for_end(Duration::from_secs(10));
}

#[test]
fn a_day_of_use_opens_no_socket() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("S26: strace is not installed: nothing was watched");
        return;
    }
    let bench = before_a_text_question();
    let seen = bench.folder.path().join("seen");
    let inside = |name: &str| bench.folder.path().join(name).to_str().unwrap().to_owned();
    let line = r#"{"subject":"P-01","checklist":"police-custody/interview","question":"apprehended_at","value":"2026-03-05T11:00"}"#;
    let visit = bench.visit.clone();
    let own: serde_json::Value =
        serde_json::from_str(&bench.run(&|_, _| {}, &["bundle", "key"])).unwrap();
    let own = own["key"].as_str().unwrap();
    let day: [(&[&str], &str); 11] = [
        (&["facility", "list"], ""),
        (&["record", &visit], line),
        (&["visit", "show", &visit], ""),
        (&["visit", "close", &visit], ""),
        (&["tally", "--suppress", "0"], ""),
        (&["export", "answers", "--to", &inside("answers.csv")], ""),
        (
            &[
                "bundle",
                "create",
                "--visit",
                &visit,
                "--to",
                &inside("out.dat"),
                "--recipient",
                own,
            ],
            "",
        ),
        (&["bundle", "show", &inside("out.dat")], ""),
        (&["backup", &inside("backup")], ""),
        (&["doctor"], ""),
        (&["visit", "reopen", &visit, "--why", "more to ask"], ""),
    ];
    for (arguments, input) in day {
        watched(&bench, &seen, arguments, input);
    }
    an_hour_at_the_screens(&bench, &seen);
    let seen = fs::read_to_string(seen).unwrap();
    let ended = seen
        .lines()
        .filter(|line| line.contains("+++ exited"))
        .count();
    assert!(ended > day.len(), "strace saw the program: {seen}");
    // Signals wake the program through a pair of sockets of its own, which lead nowhere else.
    let reaches_out = |line: &&str| {
        let own = line.contains("socketpair(AF_UNIX");
        line.contains("socket(") || line.contains("AF_INET") || line.contains("connect(") && !own
    };
    let sockets: Vec<&str> = seen.lines().filter(reaches_out).collect();
    assert_eq!(sockets, Vec::<&str>::new());
    // It sees one that is opened.
    let probe = bench.folder.path().join("probe");
    let python = Command::new("strace")
        .args(["-f", "-e", "trace=%network", "-o"])
        .arg(&probe)
        .args(["python3", "-c", "import socket; socket.socket()"])
        .output();
    if python.is_ok_and(|ran| ran.status.success()) {
        assert!(
            fs::read_to_string(probe)
                .unwrap()
                .contains("socket(AF_INET")
        );
    }
    println!(
        "S26: {} commands and an hour at the screens under strace ({ended} threads): 0 calls of the network",
        day.len()
    );
}
