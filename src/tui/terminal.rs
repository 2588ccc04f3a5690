//! The terminal's modes: taken on entering, given back on every way out.
//!
//! Its invariant: after [`restore`] the shell shows nothing but its prompt, whatever happened.

use std::io::{self, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, QueueableCommand, cursor};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// Whether the terminal's modes are ours now; the panic hook asks it.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The screen, given back when dropped.
pub(super) struct Tty {
    pub terminal: Terminal<CrosstermBackend<Stdout>>,
}

/// Whether the terminal understands more than the Linux console does.
fn is_rich() -> bool {
    std::env::var("TERM").is_ok_and(|term| !matches!(term.as_str(), "linux" | "dumb" | "ansi"))
}

/// The title is put aside and emptied: it would stand in the taskbar.
struct HideTitle;

impl Command for HideTitle {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[22;0t\x1b]2;\x07")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        Ok(())
    }
}

/// The title is brought back.
struct ShowTitle;

impl Command for ShowTitle {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[23;0t")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        Ok(())
    }
}

impl Tty {
    /// Takes the terminal.
    pub(super) fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let taken = Self::take_screen();
        if taken.is_err() {
            restore();
        }
        taken
    }

    fn take_screen() -> io::Result<Self> {
        let mut out = io::stdout();
        out.queue(EnterAlternateScreen)?
            .queue(EnableBracketedPaste)?
            .queue(cursor::Hide)?;
        if is_rich() {
            // Repairs Ctrl with letters where only a Cyrillic layout is installed; terminals that
            // do not know the flag ignore it, so nothing is asked and nothing waits.
            out.queue(HideTitle)?.queue(PushKeyboardEnhancementFlags(
                KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES,
            ))?;
        }
        out.queue(Clear(ClearType::All))?;
        out.flush()?;
        Ok(Self {
            terminal: Terminal::new(CrosstermBackend::new(out))?,
        })
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, step by step: one that fails does not hold up the next.
pub(super) fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let mut steps = Vec::new();
    if is_rich() {
        steps.push(out.queue(PopKeyboardEnhancementFlags).map(|_| ()));
        steps.push(out.queue(ShowTitle).map(|_| ()));
    }
    steps.push(out.queue(Clear(ClearType::All)).map(|_| ()));
    steps.push(out.queue(cursor::MoveTo(0, 0)).map(|_| ()));
    steps.push(out.queue(DisableBracketedPaste).map(|_| ()));
    steps.push(out.queue(LeaveAlternateScreen).map(|_| ()));
    steps.push(out.queue(cursor::Show).map(|_| ()));
    steps.push(out.flush());
    steps.push(disable_raw_mode());
    // A terminal that has gone takes none of it, and there is nobody left to tell.
    drop(steps);
}
