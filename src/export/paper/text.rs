//! The paper form as lines of text, for any printer and any editor.

use std::io::{self, Write};

use super::{Answer, Item, Paper, Part};
use crate::message::printable;

/// Columns of a line: a page of A4 in 10 point.
const COLUMNS: usize = 84;
/// Columns before the text of an item.
const INDENT: usize = 6;

/// Writes the form as text.
pub fn write_text(paper: &Paper, sink: &mut dyn Write) -> io::Result<()> {
    wrapped(sink, "", &paper.title)?;
    wrapped(sink, "", &paper.identity)?;
    if let Some(draft) = &paper.draft {
        wrapped(sink, "", draft)?;
    }
    writeln!(sink)?;
    for head in &paper.heads {
        blank_line(sink, &format!("{} ", printable(head)))?;
    }
    writeln!(sink)?;
    for rule in &paper.rules {
        wrapped(sink, "", rule)?;
    }
    if !paper.introduction.is_empty() {
        writeln!(sink)?;
        for paragraph in &paper.introduction {
            wrapped(sink, "", paragraph)?;
        }
    }
    for section in &paper.sections {
        writeln!(sink)?;
        wrapped(sink, "== ", &section.title)?;
        if let Some(condition) = &section.condition {
            wrapped(sink, "   ", condition)?;
        }
        for part in &section.parts {
            writeln!(sink)?;
            match part {
                Part::Group { title, notes } => {
                    wrapped(sink, "-- ", title)?;
                    for note in notes {
                        wrapped(sink, "   ", note)?;
                    }
                }
                Part::Item(item) => write_item(item, sink)?,
            }
        }
    }
    Ok(())
}

fn write_item(item: &Item, sink: &mut dyn Write) -> io::Result<()> {
    let indent = " ".repeat(INDENT);
    wrapped(sink, &format!("{:<INDENT$}", item.number), &item.label)?;
    for line in [&item.hint, &item.guidance] {
        wrapped(sink, &indent, line)?;
    }
    if let Some(condition) = &item.condition {
        wrapped(sink, &indent, condition)?;
    }
    match &item.answer {
        Answer::Boxes { choices, told } => {
            wrapped(sink, &indent, told)?;
            wrapped(sink, &indent, &boxes(choices))?;
        }
        Answer::When {
            with_time,
            precisions,
        } => {
            let time = if *with_time { "   __:__" } else { "" };
            let precisions: Vec<String> = precisions
                .iter()
                .map(|word| format!("[\u{a0}]\u{a0}{word}"))
                .collect();
            writeln!(
                sink,
                "{indent}__.__.____{time}   {}",
                precisions.join("   ")
            )?;
        }
        Answer::Short => writeln!(sink, "{indent}__________")?,
        Answer::Lines => {
            for _ in 0..3 {
                blank_line(sink, &indent)?;
            }
        }
        Answer::Nothing => {}
    }
    if !item.missing.is_empty() {
        wrapped(sink, &indent, &boxes(&item.missing))?;
    }
    Ok(())
}

/// Writes a text within the columns, the first line behind a head; nothing for an empty text.
fn wrapped(sink: &mut dyn Write, head: &str, text: &str) -> io::Result<()> {
    let behind = " ".repeat(head.chars().count());
    for (at, line) in text.lines().enumerate() {
        let options = textwrap::Options::new(COLUMNS)
            .initial_indent(if at == 0 { head } else { &behind })
            .subsequent_indent(&behind);
        for line in textwrap::wrap(&printable(line), options) {
            writeln!(sink, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

/// Returns boxes to mark beside each other, each with the digit that gives it on the screen.
fn boxes(choices: &[(Option<char>, String)]) -> String {
    let boxes: Vec<String> = choices
        .iter()
        .map(|(digit, label)| match digit {
            Some(digit) => format!("{digit}\u{a0}[\u{a0}]\u{a0}{label}"),
            None => format!("[\u{a0}]\u{a0}{label}"),
        })
        .collect();
    boxes.join("   ")
}

/// Writes a line to write on, behind a head.
fn blank_line(sink: &mut dyn Write, head: &str) -> io::Result<()> {
    let rest = COLUMNS.saturating_sub(head.chars().count());
    writeln!(sink, "{head}{}", "_".repeat(rest))
}
