//! `checklist eval`: expressions from standard input, each answered with its type and value.

use std::io::{self, BufRead, BufReader};

use serde_json::{Value as Json, json};

use super::{CommandFault, Next, Output};
use crate::app::{Clock, SystemClock};
use crate::expr::{Expression, NoNames, Outcome, Values};
use crate::value::{Moment, Value};

/// The most lines over which one expression may run.
const MOST_LINES: usize = 64;

/// No answers, but the moment at which the command runs.
struct Now(Moment, u64);

impl Values for Now {
    fn value(&self, _slot: usize) -> Option<&Value> {
        None
    }

    fn now(&self) -> Option<Moment> {
        Some(self.0)
    }

    fn seed(&self) -> u64 {
        self.1
    }
}

/// Evaluates expressions that name nothing, one a line.
pub(super) fn run(output: &Output<'_>) -> Result<Next, CommandFault> {
    let mut lines = BufReader::new(io::stdin().lock());
    let mut line = Vec::new();
    let mut count = 0;
    while lines.read_until(b'\n', &mut line)? > 0 {
        for _ in 0..lines_to_add(&line, lines.buffer()) {
            lines.read_until(b'\n', &mut line)?;
        }
        count += 1;
        // A letter that is none is a letter that no expression knows.
        let text = String::from_utf8_lossy(&line);
        answer(text.trim_end_matches(['\n', '\r']), count, output)?;
        line.clear();
    }
    Ok(Next::End)
}

fn answer(text: &str, count: u64, output: &Output<'_>) -> Result<(), CommandFault> {
    let words = output.catalogue();
    let clock = SystemClock.now();
    let offset = clock.offset().local_minus_utc() / 60;
    let now = Moment::at(clock.naive_local()).with_offset(i16::try_from(offset).unwrap_or(0));
    let drawn = clock.timestamp_micros().unsigned_abs().wrapping_add(count);
    let evaluated = Expression::compile_as_written(text, &NoNames)
        .map(|whole| whole.evaluate(&Now(now, drawn)));
    let (kind, value) = match evaluated {
        Ok(Ok(outcome)) => (outcome.type_name(), outcome_json(outcome)),
        Ok(Err(fault)) => ("error", json!(words.text(&fault.message))),
        Err(faults) => {
            let said: Vec<String> = faults
                .iter()
                .map(|fault| words.text(&fault.message))
                .collect();
            ("error", json!(said.join(" ")))
        }
    };
    Ok(output.object(&json!({ "type": kind, "value": value }))?)
}

/// Returns how many of the lines that wait already belong to this one: a text in quotes may hold line
/// breaks, as a cell of a workbook may. Nothing is waited for, so that whoever sends one line gets
/// one answer.
fn lines_to_add(line: &[u8], waiting: &[u8]) -> usize {
    let compiles = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        Expression::compile_as_written(text.trim_end_matches(['\n', '\r']), &NoNames).is_ok()
    };
    let text = String::from_utf8_lossy(line);
    let has_open_text = |quote: char| text.matches(quote).count() % 2 == 1;
    if !(has_open_text('\'') || has_open_text('"')) || compiles(line) {
        return 0;
    }
    let mut whole = line.to_vec();
    for (added, next) in waiting
        .split_inclusive(|byte| *byte == b'\n')
        .take(MOST_LINES)
        .enumerate()
    {
        whole.extend_from_slice(next);
        if compiles(&whole) {
            return added + 1;
        }
    }
    0
}

fn outcome_json(outcome: Outcome) -> Json {
    match outcome {
        Outcome::Number(number) => number_json(number),
        Outcome::Text(text) | Outcome::Date(text) => json!(text),
        Outcome::Boolean(truth) => json!(truth),
    }
}

fn number_json(number: f64) -> Json {
    if number.is_nan() {
        json!("NaN")
    } else if number == f64::INFINITY {
        json!("Infinity")
    } else if number == f64::NEG_INFINITY {
        json!("-Infinity")
    } else {
        json!(number)
    }
}
