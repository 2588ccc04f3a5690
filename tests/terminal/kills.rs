//! A monitor fills a sheet, and the battery dies after each answer: the program is opened again on
//! the same question, with every answer that it had called saved.

use std::thread;

use super::Terminal;
use crate::durability::Bench;

/// Kills of each of two vaults.
const KILLS: usize = 30;

/// Returns the left part of the screen: the questions with their answers, the one in hand marked.
fn questions(screen: &str) -> String {
    let rows = screen
        .lines()
        .skip(2)
        .filter_map(|line| line.split_once('│'));
    rows.map(|(left, _)| left.trim_end())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the line of the question in hand.
fn in_hand(screen: &str) -> Option<String> {
    let questions = questions(screen);
    questions
        .lines()
        .find(|line| line.starts_with('>'))
        .map(str::to_owned)
}

/// Returns how many questions the header calls answered.
fn answered(screen: &str) -> Option<usize> {
    let words = screen.lines().next()?.split_whitespace();
    words
        .filter_map(|word| word.split_once('/'))
        .find_map(|(done, _)| done.parse().ok())
}

/// Answers the question in hand and waits until the program says that it is saved.
fn answer(terminal: &mut Terminal) {
    let before = terminal.settled();
    let (place, count) = (in_hand(&before).unwrap(), answered(&before).unwrap());
    // A choice takes a digit; a field takes what is a time, a number and a text alike.
    terminal.type_text(if before.contains("9 Does not know") {
        "9"
    } else {
        "1305\r"
    });
    let mut asked_to_check = false;
    for _ in 0..2 {
        terminal.wait_until("the answer is recorded", |screen| {
            answered(screen) == Some(count + 1)
                || (!asked_to_check && screen.contains("Enter: go on"))
        });
        asked_to_check = true;
        if in_hand(&terminal.screen()) == Some(place.clone())
            && terminal.screen().contains("Enter: go on")
        {
            terminal.type_text("\r");
        }
    }
    terminal.wait_until("the next question is in hand and all is saved", |screen| {
        let header = screen.lines().next().unwrap_or_default();
        in_hand(screen).is_some_and(|now| now != place) && header.contains("■ saved")
    });
}

/// Kills one vault's program after each answer; returns how many times all was there again.
fn fill_and_kill(bench: &Bench) -> usize {
    bench.record(&[
        r#"{"subject":"P-01","checklist":"police-custody/interview","question":"age","value":24}"#,
        r#"{"subject":"P-01","checklist":"police-custody/interview","question":"consent_talk","value":"yes"}"#,
    ]);
    let mut expected: Option<(String, Option<usize>)> = None;
    let mut same = 0;
    for kill in 0..=KILLS {
        let mut terminal = bench.start_filling();
        if let Some((questions_before, answered_before)) = &expected {
            let screen = terminal.settled();
            assert_eq!(&questions(&screen), questions_before, "after kill {kill}");
            assert_eq!(&answered(&screen), answered_before, "after kill {kill}");
            same += 1;
        }
        if kill < KILLS {
            answer(&mut terminal);
            let screen = terminal.settled();
            expected = Some((questions(&screen), answered(&screen)));
            terminal.kill();
        }
    }
    same
}

#[test]
fn sixty_kills_while_filling_come_back_to_the_same_question_with_every_answer() {
    let benches = [Bench::new(), Bench::new()];
    let same: usize = thread::scope(|scope| {
        let started: Vec<_> = benches
            .iter()
            .map(|bench| scope.spawn(|| fill_and_kill(bench)))
            .collect();
        started.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(same, 2 * KILLS);
    println!(
        "kill -9 while filling: {same} of {} times on the same question with every answer",
        2 * KILLS
    );
}
