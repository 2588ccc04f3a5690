//! The one place where the terminal is read, and where it is noticed that it has gone.
//!
//! Not crossterm's reader: it spins when the terminal vanishes, and what was pasted or typed fast, a
//! passphrase too, would stand in its buffers after the lock. Here every byte is wiped as soon as it
//! has become a key.

#[cfg(unix)]
mod decoder;

use std::sync::mpsc::Sender;

use super::event::Event;

/// Reads the terminal until it has gone or nobody listens.
#[cfg(unix)]
pub(super) fn read_terminal(events: &Sender<Event>) {
    use zeroize::Zeroizing;

    let tty = unix::Tty::open();
    let mut decoder = decoder::Decoder::default();
    let mut bytes = Zeroizing::new(vec![0; 1024]);
    loop {
        match tty.wait(unix::LONG) {
            unix::Ready::Something => {}
            unix::Ready::Nothing => continue,
            unix::Ready::Gone => break,
        }
        let Ok(length) = tty.read(&mut bytes) else {
            break;
        };
        let Some(read) = bytes.get_mut(..length) else {
            break;
        };
        // An escape at the end is the key of that name, unless the rest of a sequence is on its way.
        let is_cut = read.last() == Some(&b'\x1b');
        let more = is_cut && matches!(tty.wait(unix::MOMENT), unix::Ready::Something);
        let heard = decoder.take(read, more);
        zeroize::Zeroize::zeroize(read);
        for event in heard {
            if events.send(event).is_err() {
                return;
            }
        }
    }
    drop(events.send(Event::TerminalGone));
}

/// Reads the terminal until it has gone or nobody listens.
#[cfg(not(unix))]
pub(super) fn read_terminal(events: &Sender<Event>) {
    use crossterm::event::Event as TerminalEvent;
    while let Ok(event) = crossterm::event::read() {
        let event = match event {
            TerminalEvent::Key(key) => Event::Key(key),
            TerminalEvent::Paste(text) => Event::Paste(text),
            TerminalEvent::Resize(columns, rows) => Event::Resize(columns, rows),
            TerminalEvent::FocusGained | TerminalEvent::FocusLost | TerminalEvent::Mouse(_) => {
                continue;
            }
        };
        if events.send(event).is_err() {
            return;
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

    /// The terminal that is read: standard input, else the controlling terminal.
    pub(super) enum Tty {
        Input(io::Stdin),
        Controlling(File),
        None,
    }

    /// Wakes at least twice a minute, so that a hang-up the system forgot to tell is still seen.
    pub(super) const LONG: Timespec = Timespec {
        tv_sec: 30,
        tv_nsec: 0,
    };
    /// Within this the rest of an escape sequence is there, over slow lines too.
    pub(super) const MOMENT: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 10_000_000,
    };

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

        /// Reads what is there.
        pub(super) fn read(&self, bytes: &mut [u8]) -> io::Result<usize> {
            let fd = self.fd().ok_or(io::ErrorKind::NotFound)?;
            Ok(rustix::io::retry_on_intr(|| {
                rustix::io::read(fd, &mut *bytes)
            })?)
        }

        fn fd(&self) -> Option<BorrowedFd<'_>> {
            match self {
                Self::Input(input) => Some(input.as_fd()),
                Self::Controlling(file) => Some(file.as_fd()),
                Self::None => None,
            }
        }

        /// Waits until there is something to read, the terminal has gone, or the time is over.
        pub(super) fn wait(&self, time: Timespec) -> Ready {
            let Some(fd) = self.fd() else {
                return Ready::Gone;
            };
            let mut fds = [PollFd::new(&fd, PollFlags::IN)];
            match poll(&mut fds, Some(&time)) {
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
