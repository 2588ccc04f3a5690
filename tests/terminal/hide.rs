//! How fast the screen is covered: measured, not asserted where machines are shared.
//!
//! `cargo test --release -- --ignored hiding_is_measured --nocapture`

use std::thread;
use std::time::{Duration, Instant};

use super::endings::before_a_text_question;

const TIMES: usize = 200;

#[test]
#[ignore = "a measurement: run it alone, optimised"]
fn hiding_is_measured() {
    let bench = before_a_text_question();
    let mut terminal = bench.start_filling();
    terminal.type_text("\x1bOS");
    terminal.wait_for("signs");
    let mut took = Vec::new();
    for round in 0..TIMES {
        // In the midst of typing: the text is kept behind the cover, not before it.
        terminal.type_text("half a word ");
        thread::sleep(Duration::from_millis(20 + (round % 7) as u64 * 10));
        let began = Instant::now();
        terminal.type_text("\x1b[20~");
        while terminal.screen().contains("signs") {
            assert!(
                began.elapsed() < Duration::from_secs(5),
                "it is not covered"
            );
            thread::sleep(Duration::from_micros(200));
        }
        took.push(began.elapsed());
        terminal.type_text("x");
        terminal.wait_for("Passphrase");
        terminal.type_text("practice\r");
        terminal.wait_for("Source:");
        terminal.settled();
        terminal.type_text("\x1bOS");
        terminal.wait_for("signs");
    }
    took.sort();
    println!(
        "hide: {TIMES} times from the key to the covered screen: p50 {:?}, p99 {:?}, most {:?}",
        took[TIMES / 2],
        took[TIMES * 99 / 100],
        took[TIMES - 1]
    );
    assert!(took[TIMES - 1] < Duration::from_millis(50));
}
