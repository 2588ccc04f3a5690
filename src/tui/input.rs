//! The one place where the terminal is read, and where it is noticed that it has gone.
//!
//! crossterm's reader spins when the terminal vanishes; so the terminal is polled here first, and
//! crossterm is asked only when there is something to read.

use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::event::{self as terminal_event, Event as TerminalEvent};

use super::event::Event;

/// Reads the terminal until it has gone or nobody listens.
pub(super) fn read_terminal(events: &Sender<Event>) {
    #[cfg(unix)]
    let tty = unix::Tty::open();
    loop {
        #[cfg(unix)]
        match tty.wait() {
            unix::Ready::Something => {}
            unix::Ready::Nothing => continue,
            unix::Ready::Gone => break,
        }
        // Where the terminal was polled before, this only sees whether there is more. It must not be
        // zero: crossterm would not look at all.
        let wait = Duration::from_millis(if cfg!(unix) { 5 } else { 250 });
        // Everything that is there, before the terminal is asked again.
        loop {
            match terminal_event::poll(wait) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_gone) => return drop(events.send(Event::TerminalGone)),
            }
            let event = match terminal_event::read() {
                Ok(TerminalEvent::Key(key)) => Event::Key(key),
                Ok(TerminalEvent::Paste(text)) => Event::Paste(text),
                Ok(TerminalEvent::Resize(columns, rows)) => Event::Resize(columns, rows),
                Ok(
                    TerminalEvent::FocusGained | TerminalEvent::FocusLost | TerminalEvent::Mouse(_),
                ) => continue,
                Err(_gone) => return drop(events.send(Event::TerminalGone)),
            };
            if events.send(event).is_err() {
                return;
            }
        }
    }
    drop(events.send(Event::TerminalGone));
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal};
    use std::os::fd::{AsFd, BorrowedFd};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    /// The terminal that crossterm reads: standard input, else the controlling terminal.
    pub(super) enum Tty {
        Input(io::Stdin),
        Controlling(File),
        None,
    }

    pub(super) enum Ready {
        Something,
        Nothing,
        Gone,
    }

    impl Tty {
        pub(super) fn open() -> Self {
            let input = io::stdin();
            if input.is_terminal() {
                return Self::Input(input);
            }
            File::open("/dev/tty").map_or(Self::None, Self::Controlling)
        }

        fn fd(&self) -> Option<BorrowedFd<'_>> {
            match self {
                Self::Input(input) => Some(input.as_fd()),
                Self::Controlling(file) => Some(file.as_fd()),
                Self::None => None,
            }
        }

        /// Waits until there is something to read or the terminal has gone. Wakes at least twice a
        /// minute, so that a hang-up the system forgot to tell is still seen.
        pub(super) fn wait(&self) -> Ready {
            const WAIT: Timespec = Timespec {
                tv_sec: 30,
                tv_nsec: 0,
            };
            let Some(fd) = self.fd() else {
                return Ready::Gone;
            };
            let mut fds = [PollFd::new(&fd, PollFlags::IN)];
            match poll(&mut fds, Some(&WAIT)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => return Ready::Nothing,
                Ok(_) => {}
                Err(_) => return Ready::Gone,
            }
            let found = fds.first().map_or(PollFlags::ERR, PollFd::revents);
            if found.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                return Ready::Gone;
            }
            // A terminal at its end stays readable and yields nothing: that is gone as well.
            if rustix::io::ioctl_fionread(fd).is_ok_and(|bytes| bytes == 0) {
                return Ready::Gone;
            }
            Ready::Something
        }
    }
}
