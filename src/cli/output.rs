//! What commands print: JSON Lines or plain columns on standard output, messages on standard error.
//!
//! Every text that comes from entries or files goes through [`printable`]: an altered statement is
//! altered evidence, and a hidden one is a trap, so control characters are shown, not dropped.

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::arguments::TallyFormat;
use crate::export::{CountsCsv, CountsFormat, CountsLines, CountsText};
use crate::i18n::Catalogue;
use crate::indicator::{Note, Report};
use crate::message::{Explain, Message, is_hidden, printable};

/// Where a command prints to, and how.
pub struct Output<'run> {
    catalogue: &'run Catalogue,
    json: bool,
}

impl<'run> Output<'run> {
    /// Makes an output in a language.
    pub const fn new(catalogue: &'run Catalogue, json: bool) -> Self {
        Self { catalogue, json }
    }

    /// Returns whether JSON Lines were asked for.
    pub const fn is_json(&self) -> bool {
        self.json
    }

    /// Returns the texts.
    pub const fn catalogue(&self) -> &'run Catalogue {
        self.catalogue
    }

    /// Prints one object as one line, and hands it on at once.
    pub fn object(&self, value: &impl Serialize) -> io::Result<()> {
        let line = harmless_json(&serde_json::to_string(value)?);
        let mut out = io::stdout().lock();
        writeln!(out, "{line}")?;
        out.flush()
    }

    /// Prints a line of text.
    pub fn line(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", printable(text))?;
        out.flush()
    }

    /// Prints a message as a line.
    pub fn say(&self, message: &Message) -> io::Result<()> {
        self.line(&self.catalogue.text(message))
    }

    /// Prints rows in columns that fit their widest cell.
    pub fn table(&self, head: &[&'static str], rows: &[Vec<String>]) -> io::Result<()> {
        let head: Vec<String> = head.iter().map(|id| self.catalogue.id(id)).collect();
        let shown: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| printable(cell).into_owned())
                    .collect()
            })
            .collect();
        let widths: Vec<usize> = (0..head.len())
            .map(|column| {
                let cells = shown.iter().filter_map(|row| row.get(column));
                cells
                    .chain(head.get(column))
                    .map(|cell| cell.width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut out = io::stdout().lock();
        for row in std::iter::once(&head).chain(&shown) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(
                    ' ',
                    width.saturating_sub(cell.width()) + 2,
                ));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        out.flush()
    }

    /// Prints counts. A table fits the terminal; where there is none it is 100 columns wide, so that
    /// what a program reads does not depend on a window.
    pub fn report(&self, report: &Report, format: TallyFormat) -> io::Result<()> {
        let mut text = Vec::new();
        match format {
            TallyFormat::Table => {
                let width = terminal_width().unwrap_or(100);
                CountsText { width }.write(report, self.catalogue, &mut text)?;
            }
            TallyFormat::Csv => CountsCsv::default().write(report, self.catalogue, &mut text)?,
            TallyFormat::Json => CountsLines.write(report, self.catalogue, &mut text)?,
        }
        let mut out = io::stdout().lock();
        if format == TallyFormat::Csv && !out.is_terminal() {
            out.write_all(&text)?;
        } else {
            // Codes and regions in it were typed by somebody.
            for line in String::from_utf8_lossy(&text).lines() {
                match format {
                    TallyFormat::Json => writeln!(out, "{}", harmless_json(line))?,
                    TallyFormat::Table | TallyFormat::Csv => writeln!(out, "{}", printable(line))?,
                }
            }
        }
        out.flush()?;
        drop(out);
        if format != TallyFormat::Table {
            self.notes_of(report);
        }
        Ok(())
    }

    /// Says on standard error what a table says below its figures.
    fn notes_of(&self, report: &Report) {
        for said in &report.notes {
            match said {
                Note::Says(message) => self.note(message),
                Note::Denominator { indicator, text } => {
                    let text = text.in_language(self.catalogue.language().code()).0;
                    note(&format!("{indicator}: {text}"));
                }
            }
        }
    }

    /// Prints a note on standard error.
    pub fn note(&self, message: &Message) {
        note(&self.catalogue.text(message));
    }

    /// Prints a fault on standard error: what happened, what to do.
    pub fn fault(&self, fault: &dyn Explain) {
        note(&self.catalogue.text(&fault.what_happened()));
        if let Some(advice) = fault.what_to_do() {
            note(&self.catalogue.text(&advice));
        }
    }
}

fn terminal_width() -> Option<usize> {
    let stdout = io::stdout();
    if !io::IsTerminal::is_terminal(&stdout) {
        return None;
    }
    rustix::termios::tcgetwinsize(&stdout)
        .ok()
        .map(|size| usize::from(size.ws_col))
}

/// Prints a line on standard error; a standard error that is gone is nothing to fail for.
pub fn note(text: &str) {
    let mut lines = String::new();
    for line in text.lines() {
        lines.push_str(&printable(line));
        lines.push('\n');
    }
    if io::stderr().write_all(lines.as_bytes()).is_err() {}
}

/// Returns JSON in which nothing steers a terminal: such characters stand in texts only, and are
/// written as JSON's own escapes, which every reader reads back as they were.
fn harmless_json(json: &str) -> String {
    let mut harmless = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_hidden(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                std::fmt::Write::write_fmt(&mut harmless, format_args!("\\u{unit:04x}")).ok();
            }
        } else {
            harmless.push(letter);
        }
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_hostile_characters_and_shows_none_of_them() {
        let value = serde_json::json!({ "note": "a\u{9b}2J\u{202e}b\u{e0041}c\u{1b}" });
        let line = harmless_json(&value.to_string());
        assert!(line.is_ascii(), "{line}");
        let back: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(back, value);
    }
}
