//! The terminal's modes: taken on entering, given back on every way out.
//!
//! Its invariant: after [`restore`] the shell shows nothing but its prompt, whatever happened.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd as _;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, QueueableCommand, cursor};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroize as _;

/// Whether the terminal's modes are ours now; the panic hook asks it.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The screen, given back when dropped.
///
/// Not `ratatui::Terminal`: its `clear` asks the terminal where the cursor is and waits for the
/// answer, a second reader beside the input thread that spins when the terminal has gone; and its
/// `drop` prints to standard error, which panics when that is the terminal that has gone.
pub(super) struct Tty {
    backend: CrosstermBackend<Out>,
    /// What stands on the screen.
    shown: Buffer,
}

/// A frame on its way to the terminal, wiped once it is there.
///
/// Standard output would keep the end of what was drawn in a buffer of its own.
struct Out {
    terminal: File,
    frame: Vec<u8>,
}

impl Out {
    fn of_this_process() -> io::Result<Self> {
        let terminal = io::stdout().as_fd().try_clone_to_owned()?;
        Ok(Self {
            terminal: terminal.into(),
            frame: Vec::new(),
        })
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = self.terminal.write_all(&self.frame);
        self.frame.zeroize();
        written
    }
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
        let mut out = Out::of_this_process()?;
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
            backend: CrosstermBackend::new(out),
            shown: Buffer::empty(Rect::ZERO),
        })
    }

    /// Begins anew in a window of this size, with nothing of what stood there.
    pub(super) fn begin_anew(&mut self, (width, height): (u16, u16)) -> io::Result<()> {
        self.backend.queue(Clear(ClearType::All))?;
        Write::flush(&mut self.backend)?;
        self.shown = Buffer::empty(Rect {
            x: 0,
            y: 0,
            width,
            height,
        });
        Ok(())
    }

    /// Draws what changed, and puts the cursor where it belongs.
    pub(super) fn draw(
        &mut self,
        view: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let mut next = Buffer::empty(self.shown.area);
        let cursor = view(&mut next);
        self.backend.draw(self.shown.diff(&next).into_iter())?;
        match cursor {
            Some(place) => {
                self.backend.set_cursor_position(place)?;
                self.backend.show_cursor()?;
            }
            None => self.backend.hide_cursor()?,
        }
        Backend::flush(&mut self.backend)?;
        self.shown = next;
        Ok(())
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
