//! The timeline as lines of text: for a file, a printer, and a terminal that moves no cursor.

use unicode_width::UnicodeWidthStr;

use super::{HEAD, TimelineWords};

/// Returns the timeline as lines; `room` is how many columns a line may have.
pub fn lines(words: &TimelineWords<'_>, room: usize) -> Vec<String> {
    let mut lines = vec![format!("{}   {}", words.who(), words.zero()), String::new()];
    for row in words.rows() {
        lines.push(
            format!("{}{}", padded(&row.head, HEAD), row.cells)
                .trim_end()
                .to_owned(),
        );
    }
    if !words.timeline.phases.is_empty() {
        lines.push(format!("{}{}", " ".repeat(HEAD), words.places()));
    }
    lines.push(String::new());
    table(words, room, &mut lines);
    lines.push(String::new());
    let facts: Vec<(char, Vec<String>)> = words
        .timeline
        .events
        .iter()
        .filter(|event| !event.results.is_empty())
        .map(|event| (event.letter, words.detail(event)))
        .collect();
    for (letter, details) in facts {
        for detail in details {
            for (at, part) in wrapped(&detail, room.saturating_sub(4)).iter().enumerate() {
                let head = if at == 0 {
                    format!("{letter}: ")
                } else {
                    "   ".to_owned()
                };
                lines.push(format!("{head}{part}"));
            }
        }
    }
    lines
}

fn table(words: &TimelineWords<'_>, room: usize, lines: &mut Vec<String>) {
    let rows: Vec<[String; 6]> = words
        .timeline
        .events
        .iter()
        .map(|event| {
            let row = words.event(event);
            let result = if row.starts_differ {
                format!("{} {}", row.result, words.words.id("timeline-other-start"))
            } else {
                row.result
            };
            [
                row.letter.to_string(),
                row.event,
                row.time,
                row.source,
                row.limit,
                result,
            ]
        })
        .collect();
    let widths: Vec<usize> = (0..6)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    for row in &rows {
        let mut line = String::from("  ");
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&padded(cell, width + 2));
        }
        let line = line.trim_end();
        if line.width() <= room {
            lines.push(line.to_owned());
        } else {
            // Too long for one line: what happened and when, then how it stands to the limit.
            let [letter, event, time, source, limit, result] = row;
            lines.push(format!("  {letter}  {event}  {time}  {source}"));
            if !limit.is_empty() {
                lines.push(format!("       {limit}  {result}"));
            }
        }
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Breaks a line at blanks.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
