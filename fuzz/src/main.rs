//! Runs a fuzz target on stable Rust: seeds are changed at random for so many minutes.
//!
//! `steady TARGET [--minutes N] [--seed N]`. The same seed makes the same inputs in the same order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A target: its name, what it runs, and what it begins with.
type Target = (&'static str, fn(&[u8]), fn() -> Vec<Vec<u8>>);

const TARGETS: &[Target] = &[
    (
        "bundle",
        firsthours_fuzz::bundle::run,
        firsthours_fuzz::bundle::seeds,
    ),
    (
        "settings",
        firsthours_fuzz::settings::run,
        firsthours_fuzz::settings::seeds,
    ),
    (
        "vault",
        firsthours_fuzz::vault::run,
        firsthours_fuzz::vault::seeds,
    ),
    (
        "expression",
        firsthours_fuzz::expression::run,
        firsthours_fuzz::expression::seeds,
    ),
    (
        "workbook",
        firsthours_fuzz::workbook::run,
        firsthours_fuzz::workbook::seeds,
    ),
    (
        "checklist",
        firsthours_fuzz::checklist::run,
        firsthours_fuzz::checklist::seeds,
    ),
];

/// An input that takes longer is a finding.
const SLOW: Duration = Duration::from_secs(5);
/// Inputs do not grow beyond this.
const LARGEST: usize = 256 << 10;
/// Inputs that taught something new are remembered, as many as this.
const MOST_KEPT: usize = 4000;

/// Words that mean something to one of the parsers.
const WORDS: &[&str] = &[
    "${",
    "}",
    "'",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "/",
    "..",
    "|",
    "\n",
    "=",
    "!=",
    "<=",
    " and ",
    " or ",
    " div ",
    " mod ",
    "-",
    "0",
    "1",
    "9999999999999999999",
    "1e308",
    "0.1",
    "\u{0}",
    "\u{feff}",
    "é",
    "日本",
    "if(",
    "count(",
    "sum(",
    "selected(",
    "instance('",
    "position(",
    "regex(., '",
    "now()",
    "| survey |\n",
    "| choices |\n",
    "| settings |\n",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "select_one a",
    "calculate",
    "[[section]]\n",
    "[[section.question]]\n",
    "[[section.group]]\n",
    "name = \"a\"\n",
    "kind = \"choice\"\n",
    "PK\u{3}\u{4}",
    "%Y",
    "once(",
];

/// Numbers from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap_or_default()
    }

    /// Returns where a part of so many begins and ends; mostly a short one.
    fn part(&mut self, length: usize) -> (usize, usize) {
        let start = self.below(length + 1);
        let longest = if self.below(8) == 0 { length } else { 24 };
        let end = (start + self.below(longest + 1)).min(length);
        (start, end)
    }
}

/// Returns an input made of others; every second one of the first `seeds`, so that inputs do not drift
/// away to what is refused at its first sign.
fn changed(kept: &[Vec<u8>], seeds: usize, dice: &mut Dice) -> Vec<u8> {
    let from = if dice.below(2) == 0 {
        seeds
    } else {
        kept.len()
    };
    let mut bytes = kept[dice.below(from)].clone();
    for _ in 0..=dice.below(6) {
        let (start, end) = dice.part(bytes.len());
        match dice.below(9) {
            0 if !bytes.is_empty() => {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
            1 if !bytes.is_empty() => {
                let at = dice.below(bytes.len());
                bytes[at] = dice.next().to_le_bytes()[0];
            }
            2 => drop(bytes.drain(start..end)),
            3 => {
                let part = bytes[start..end].to_vec();
                let at = dice.below(bytes.len() + 1);
                bytes.splice(at..at, part);
            }
            4 | 5 => {
                let word = WORDS[dice.below(WORDS.len())].bytes();
                bytes.splice(start..start, word);
            }
            6 => {
                let word = WORDS[dice.below(WORDS.len())].bytes();
                bytes.splice(start..end, word);
            }
            7 => {
                let other = &kept[dice.below(kept.len())];
                let (from, to) = dice.part(other.len());
                bytes.splice(start..end, other[from..to].iter().copied());
            }
            _ => {
                let part = bytes[start..end].repeat(1 + dice.below(50));
                bytes.splice(start..end, part);
            }
        }
        bytes.truncate(LARGEST);
    }
    bytes
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, usual: u64| {
        let at = arguments.iter().position(|word| word == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok())
            .unwrap_or(usual)
    };
    let name = arguments.first().map_or("", String::as_str);
    let Some((name, run, make)) = TARGETS.iter().find(|(known, _, _)| *known == name) else {
        let names: Vec<&str> = TARGETS.iter().map(|(name, _, _)| *name).collect();
        eprintln!(
            "usage: steady TARGET [--minutes N] [--seed N], with one of: {}",
            names.join(" ")
        );
        return ExitCode::from(2);
    };
    let (minutes, seed) = (number("--minutes", 10), number("--seed", 1));
    let mut kept = make();
    let begun = Instant::now();
    let limit = Duration::from_secs(minutes * 60);
    let mut dice = Dice(seed);
    let (mut count, mut slowest) = (0_u64, Duration::ZERO);
    let seeds = kept.len();
    let first = seeds as u64;
    let is_slow = |took: Duration| took > SLOW;
    while count < first || begun.elapsed() < limit {
        let bytes = match usize::try_from(count).ok().filter(|_| count < first) {
            Some(at) => kept[at].clone(),
            None => changed(&kept, seeds, &mut dice),
        };
        let started = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| run(&bytes)));
        let took = started.elapsed();
        slowest = slowest.max(took);
        count += 1;
        if ended.is_err() || is_slow(took) {
            let file = format!("finding-{name}-{seed}-{count}");
            let kept = std::fs::write(&file, &bytes).is_ok();
            eprintln!(
                "{name}: input {count} of seed {seed} is a finding ({took:?}); kept: {kept} ({file})"
            );
            return ExitCode::from(1);
        }
        // Without coverage, a random choice keeps the pool moving.
        if dice.below(50) == 0 && bytes.len() < 8192 {
            if kept.len() < seeds + MOST_KEPT {
                kept.push(bytes);
            } else {
                let at = seeds + dice.below(MOST_KEPT);
                kept[at] = bytes;
            }
        }
    }
    println!(
        "{name}: {count} inputs of seed {seed} in {:?} without a finding; the slowest took {slowest:?}",
        begun.elapsed()
    );
    ExitCode::SUCCESS
}
