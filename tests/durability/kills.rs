//! R1: the process is killed at random moments, again and again, on one vault.

use std::io::Write;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::disk::Dice;
use super::{Bench, acknowledgements, answer_line, marks_in};

/// Kills of the quick run, by the bar of the first release.
const KILLS: usize = 200;

#[test]
fn two_hundred_kills_lose_no_acknowledged_answer() {
    let bench = Bench::new(&|_, _| {});
    let mut dice = Dice(0x5eed);
    let (mut sent, mut acknowledged, mut during_close) = (0, 0, 0);
    for kill in 0..KILLS {
        // One kill in ten falls into closing and opening again, which rewrites the visit's store.
        if kill % 10 == 9 {
            let arguments: &[&str] =
                if kill % 20 == 9 { &["visit", "close"] } else { &["visit", "reopen"] };
            let why: &[&str] = if kill % 20 == 9 { &[] } else { &["--why", "test"] };
            let mut command = bench.command(&[arguments, &[&bench.visit], why].concat());
            let mut child = command.stdout(Stdio::null()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(b"practice\n").ok();
            thread::sleep(Duration::from_millis(dice.below(120) as u64));
            child.kill().unwrap();
            child.wait().unwrap();
            during_close += 1;
            // Whatever the kill left, the visit must take answers again for the next round.
            let mut command = bench.command(&["visit", "reopen", &bench.visit, "--why", "test"]);
            let mut child = command.stdout(Stdio::null()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(b"practice\n").ok();
            child.wait().unwrap();
        } else {
            let (mut child, mut input) = bench.start_recording(&|_, _| {});
            let first = sent;
            let writer = thread::spawn(move || {
                let mut number = first;
                while input.write_all(answer_line(number).as_bytes()).is_ok() && number < first + 400 {
                    number += 1;
                }
                number
            });
            let output = child.stdout.take();
            let mut reading = child;
            reading.stdout = output;
            let wait = Duration::from_millis(dice.below(160) as u64);
            let pid = rustix::process::Pid::from_child(&reading);
            let killer = thread::spawn(move || {
                thread::sleep(wait);
                rustix::process::kill_process(pid, rustix::process::Signal::KILL).ok();
            });
            let yes = acknowledgements(&mut reading);
            killer.join().unwrap();
            reading.wait().unwrap();
            let reached = writer.join().unwrap();
            // Answers are taken in order, so the acknowledged ones are the first of those sent.
            let found = marks_in(&bench.vault()).unwrap();
            for number in first..first + yes {
                assert!(found.contains(&number), "kill {kill}: answer {number} was acknowledged and is lost");
            }
            acknowledged += yes;
            sent = reached + 1;
        }
    }
    assert!(acknowledged > 500, "the kills came too early to prove anything: {acknowledged}");
    println!("R1: {KILLS} kills ({during_close} in close or reopen), {acknowledged} acknowledged answers, 0 lost");
}
