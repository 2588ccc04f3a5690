//! What commands print: JSON Lines or plain columns on standard output, messages on standard error.
//!
//! Every text that comes from entries or files goes through [`printable`]: an altered statement is
//! altered evidence, and a hidden one is a trap, so control characters are shown, not dropped.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::arguments::TallyFormat;
use crate::export::{CountsCsv, CountsFormat, CountsLines, CountsText};
use crate::i18n::Catalogue;
use crate::indicator::{Note, Report};
use crate::message::{Explain, Message};

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
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        let mut out = io::stdout().lock();
        out.write_all(&line)?;
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
            .map(|row| row.iter().map(|cell| printable(cell)).collect())
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
        let mut out = io::stdout().lock();
        match format {
            TallyFormat::Table => {
                let width = terminal_width().unwrap_or(100);
                CountsText { width }.write(report, self.catalogue, &mut out)?;
            }
            TallyFormat::Csv => CountsCsv::default().write(report, self.catalogue, &mut out)?,
            TallyFormat::Json => CountsLines.write(report, self.catalogue, &mut out)?,
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

/// Returns the text with every character that could steer a terminal or hide text made visible.
///
/// C0 and C1 controls, bidirectional controls and zero-width characters become `<U+XXXX>`.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let hidden = letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if hidden {
            // Writing to a string cannot fail.
            write!(shown, "<U+{:04X}>", u32::from(letter)).ok();
        } else {
            shown.push(letter);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_steer_a_terminal_are_shown_not_obeyed() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a<U+001B>[2Jb");
        assert_eq!(
            printable("x\u{202e}y\u{200b}z\u{9b}"),
            "x<U+202E>y<U+200B>z<U+009B>"
        );
        assert_eq!(printable("Ә Ғ Қ — «так»"), "Ә Ғ Қ — «так»");
    }
}
