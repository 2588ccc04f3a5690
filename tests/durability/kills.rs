//! R1: the process is killed at random moments, again and again, on one vault.
//!
//! `FIRSTHOURS_KILLS=1000 cargo test durability::kills -- --nocapture` kills it more often.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::disk::Dice;
use super::{Bench, acknowledged_line, answer_line, asked, marks_in};

/// Kills of the quick run.
const KILLS: usize = 60;
/// After so many kills everything that was ever acknowledged is looked for.
const ROUND: usize = 20;
/// Most answers that one run takes before it is killed.
const MOST: usize = 12;

/// Where the kills fell, and what was acknowledged.
#[derive(Default)]
struct Tally {
    opening: usize,
    recording: usize,
    finishing: usize,
    acknowledged: BTreeSet<usize>,
}

#[test]
fn kills_lose_no_acknowledged_answer() {
    let kills = asked("FIRSTHOURS_KILLS", KILLS);
    let bench = Bench::new();
    let mut dice = Dice(0x5eed);
    let mut tally = Tally::default();
    let mut sent = 0;
    let mut opening = Duration::from_millis(200);
    for kill in 0..kills {
        match kill % 10 {
            // One kill in ten falls into finishing the visit or opening it again.
            9 => kill_while_finishing(&bench, &mut dice, opening, &mut tally),
            // One in five falls into opening the vault.
            3 | 6 => {
                let wait = opening.mul_f64(dice.below(1000) as f64 / 1000.0);
                kill_while_opening(&bench, wait);
                tally.opening += 1;
            }
            _ => {
                opening = kill_while_recording(&bench, &mut dice, &mut sent, &mut tally);
                tally.recording += 1;
            }
        }
        if kill % ROUND == ROUND - 1 {
            let found = marks_in(&bench.vault()).unwrap();
            let lost: Vec<&usize> = tally.acknowledged.difference(&found).collect();
            assert!(
                lost.is_empty(),
                "after {kill} kills these acknowledged answers are lost: {lost:?}"
            );
        }
    }
    assert!(
        tally.acknowledged.len() > 3 * kills,
        "the kills came too early: {}",
        tally.acknowledged.len()
    );
    println!(
        "R1: {kills} kills ({} while opening, {} while recording, {} while finishing or reopening), {} acknowledged answers, 0 lost",
        tally.opening,
        tally.recording,
        tally.finishing,
        tally.acknowledged.len()
    );
}

fn kill_while_opening(bench: &Bench, wait: Duration) {
    let (mut child, input) = bench.start_recording(&|_, _| {});
    thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(input);
}

/// Sends answers without waiting, and kills somewhere between two acknowledgements, or between a
/// write and its acknowledgement. Returns how long the opening took.
fn kill_while_recording(
    bench: &Bench,
    dice: &mut Dice,
    sent: &mut usize,
    tally: &mut Tally,
) -> Duration {
    let began = Instant::now();
    let (mut child, mut input) = bench.start_recording(&|_, _| {});
    let first = *sent;
    *sent += MOST;
    for number in first..*sent {
        // A program that does not open the vault any more shows below: it acknowledges nothing.
        input.write_all(answer_line(number).as_bytes()).ok();
    }
    let end = 1 + dice.below(MOST);
    let linger = Duration::from_micros(dice.below(4_000) as u64);
    let mut opening = None;
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let mut yes = 0;
    for line in lines.by_ref().take(end) {
        opening.get_or_insert_with(|| began.elapsed());
        yes += usize::from(acknowledged_line(&line));
    }
    thread::sleep(linger);
    child.kill().unwrap();
    child.wait().unwrap();
    // What was said and not yet heard when the kill came counts as well; a line that it cut does not.
    yes += lines.filter(|line| acknowledged_line(line)).count();
    assert!(
        yes >= end,
        "of {end} answers {yes} were acknowledged: the vault did not open"
    );
    // Answers are taken in order, so the acknowledged ones are the first of those sent.
    tally.acknowledged.extend(first..first + yes);
    opening.unwrap()
}

fn kill_while_finishing(bench: &Bench, dice: &mut Dice, opening: Duration, tally: &mut Tally) {
    let reopens = tally.finishing % 2 == 1;
    let close = ["visit", "close", &bench.visit];
    let reopen = ["visit", "reopen", &bench.visit, "--why", "test"];
    let start = |arguments: &[&str]| {
        let mut child = bench
            .command(arguments)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"practice\n").ok();
        child
    };
    if reopens {
        start(&close).wait().unwrap();
    }
    let mut child = start(if reopens { &reopen } else { &close });
    // The work of these commands comes after the opening of the vault and ends with the process.
    thread::sleep(opening.mul_f64(0.6 + dice.below(1000) as f64 / 1000.0));
    child.kill().unwrap();
    child.wait().unwrap();
    tally.finishing += 1;
    // Whatever the kill left, the visit must take answers again for the next round.
    start(&reopen).wait().unwrap();
}
