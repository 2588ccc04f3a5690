//! The real binary in a real pseudo-terminal, and what its screen shows.

#[cfg(target_os = "linux")]
mod elsewhere;
#[cfg(target_os = "linux")]
mod endings;
mod hide;
#[cfg(target_os = "linux")]
mod keeping;
#[cfg(target_os = "linux")]
mod kills;
mod looking;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod network;
#[cfg(target_os = "linux")]
mod secrecy;

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};

/// How long a test waits for something to appear. Generous: machines are shared.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running program with its terminal.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    /// The reader lets go of the terminal after the program's next word: a terminal is gone only
    /// when nobody holds it any more.
    leaving: Arc<AtomicBool>,
    reader: Option<thread::JoinHandle<()>>,
}

impl Terminal {
    /// Starts the program with these arguments, in a home and with variables of its own.
    pub(crate) fn start_with(
        home: &Path,
        arguments: &[&str],
        columns: u16,
        rows: u16,
        variables: &[(&str, &str)],
    ) -> Self {
        let program = env!("CARGO_BIN_EXE_firsthours");
        Self::start(program, arguments, home, (columns, rows), variables)
    }

    /// Starts the program under another one, which gets these arguments before it.
    pub(crate) fn start_under(
        other: &str,
        before: &[&str],
        home: &Path,
        arguments: &[&str],
        size: (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let all = [before, &[env!("CARGO_BIN_EXE_firsthours")], arguments].concat();
        Self::start(other, &all, home, size, variables)
    }

    fn start(
        program: &str,
        arguments: &[&str],
        home: &Path,
        (columns, rows): (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system().openpty(size_of(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(home);
        command.env_clear();
        for (name, value) in [
            ("HOME", home.to_str().unwrap()),
            ("TERM", "xterm-256color"),
            ("TZ", "Asia/Almaty"),
        ] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(
            rows.try_into().unwrap(),
            columns.try_into().unwrap(),
            1000,
        )));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let (shown, kept) = (Arc::clone(&screen), Arc::clone(&raw));
        let leaving = Arc::new(AtomicBool::new(false));
        let leaves = Arc::clone(&leaving);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(length) = reader.read(&mut buffer) {
                if length == 0 {
                    break;
                }
                shown.lock().unwrap().process(&buffer[..length]);
                kept.lock().unwrap().extend_from_slice(&buffer[..length]);
                if leaves.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            screen,
            raw,
            leaving,
            reader: Some(reader),
        }
    }

    /// Types text, as its UTF-8 bytes.
    pub(crate) fn type_text(&mut self, text: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Returns what the screen shows.
    pub(crate) fn screen(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Returns everything the program ever sent to the terminal.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.raw.lock().unwrap().clone()
    }

    /// Returns what the screen shows when the program has said all that it has to say.
    pub(crate) fn settled(&self) -> String {
        self.settled_for(Duration::from_millis(40))
    }

    /// Returns what the screen shows when nothing was said for so long.
    pub(crate) fn settled_for(&self, quiet: Duration) -> String {
        let mut length = usize::MAX;
        loop {
            let now = self.raw.lock().unwrap().len();
            if now == length {
                return self.screen();
            }
            length = now;
            thread::sleep(quiet);
        }
    }

    /// Waits until the screen shows the text.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("the screen shows {text:?}"), |screen| {
            screen.contains(text)
        });
    }

    /// Waits until the screen is as the condition says.
    pub(crate) fn wait_until(&self, what: &str, condition: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if condition(&screen) {
                return;
            }
            assert!(
                Instant::now() < end,
                "waited in vain until {what}; the screen:\n{screen}"
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Makes the window another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let (width, height) = (columns.try_into().unwrap(), rows.try_into().unwrap());
        let mut screen = self.screen.lock().unwrap();
        screen.screen_mut().set_size(height, width);
        drop(screen);
        let size = size_of(columns, rows);
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Returns the process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Kills the program as a dead battery would: it gets no chance to do anything.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Types the last text and takes the terminal away, as closing its window does.
    pub(crate) fn type_and_hang_up(&mut self, text: &str) {
        self.leaving.store(true, Ordering::SeqCst);
        self.type_text(text);
        self.reader.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.pid().cast_signed()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Returns everything the terminal holds, its scrollback too, when the program has ended.
    pub(crate) fn what_is_left(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            // It ends by itself: nobody writes to the terminal any more.
            reader.join().unwrap();
        }
        let mut screen = self.screen.lock().unwrap();
        screen.screen_mut().set_scrollback(usize::MAX);
        let above = screen.screen().contents();
        screen.screen_mut().set_scrollback(0);
        assert!(
            !screen.screen().alternate_screen(),
            "the screen is given back"
        );
        assert!(!screen.screen().hide_cursor() && !screen.screen().bracketed_paste());
        format!("{above}{}", screen.screen().contents())
    }

    /// Waits for the end of the program and returns its exit code, or `None` after `limit`.
    pub(crate) fn wait_for_end(&mut self, limit: Duration) -> Option<u32> {
        let end = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.exit_code());
            }
            if Instant::now() >= end {
                return None;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

const fn size_of(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed half-way leaves no process behind; one that ended has nothing to kill.
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.child.kill().ok();
            self.child.wait().ok();
        }
    }
}
