//! The real program in a real pseudo-terminal: what it leaves behind, and that it ends.

use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const PROGRAM: &str = env!("CARGO_BIN_EXE_firsthours");
const SIZE: PtySize = PtySize {
    rows: 24,
    cols: 80,
    pixel_width: 0,
    pixel_height: 0,
};

/// The program on a practice vault, in a terminal.
struct Running {
    home: tempfile::TempDir,
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    said: Arc<Mutex<Vec<u8>>>,
    /// The terminal goes away at the program's next word.
    going: Arc<AtomicBool>,
}

impl Running {
    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let vault = home.path().join("vault");
        let made = std::process::Command::new(PROGRAM)
            .args([
                "demo",
                "--no-ui",
                "--visits",
                "1",
                "--persons",
                "1",
                "--seed",
                "3",
                "--dir",
            ])
            .arg(&vault)
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg("--vault");
        command.arg(&vault);
        command.args(["--lang", "en"]);
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        Self::with(home, command)
    }

    fn with(home: tempfile::TempDir, command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&said);
        let going = Arc::new(AtomicBool::new(false));
        let leaves = Arc::clone(&going);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                kept.lock().unwrap().extend_from_slice(&buffer[..count]);
                if leaves.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self {
            home,
            child,
            master: Some(pair.master),
            keys: Some(keys),
            said,
            going,
        }
    }

    fn types(&mut self, text: &str) {
        let keys = self.keys.as_mut().unwrap();
        keys.write_all(text.as_bytes()).unwrap();
        keys.flush().unwrap();
    }

    fn screen(&self) -> vt100::Parser {
        let mut terminal =
            vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 1_000);
        terminal.process(&self.said.lock().unwrap());
        terminal
    }

    fn waits_for(&self, text: &str) {
        let began = Instant::now();
        while !self.screen().screen().contents().contains(text) {
            let waited = began.elapsed();
            let seen = self.screen().screen().contents();
            assert!(waited < Duration::from_secs(20), "no {text:?} in:\n{seen}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn ends_within(&mut self, limit: Duration) -> u32 {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(began.elapsed() < limit, "still there after {limit:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Opens the vault and goes to the first empty question.
    fn opens(&mut self) {
        self.waits_for("Passphrase");
        self.types("practice\r");
        self.waits_for("Home");
    }
}

#[test]
fn a_terminal_that_vanishes_ends_the_program_at_once() {
    for unlocked in [false, true] {
        let mut running = Running::start();
        if unlocked {
            running.opens();
        } else {
            running.waits_for("Passphrase");
        }
        // The reader holds the terminal open until the next word comes.
        running.going.store(true, Ordering::SeqCst);
        running.types("x");
        running.keys = None;
        running.master = None;
        // Half a second is promised; a busy machine gets some more.
        running.ends_within(Duration::from_secs(2));
    }
}

#[test]
fn the_terminal_is_given_back_empty_when_the_system_ends_the_program() {
    let mut running = Running::start();
    running.opens();
    let pid = i32::try_from(running.child.process_id().unwrap()).unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(running.ends_within(Duration::from_secs(3)), 0);
    thread::sleep(Duration::from_millis(100));
    let terminal = running.screen();
    let screen = terminal.screen();
    assert_eq!(screen.contents().trim(), "", "nothing is left behind");
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert!(running.home.path().exists());
}

#[test]
fn the_first_key_after_a_resize_is_heard_at_once() {
    // It stayed unheard until the next key came: whoever pressed again had answered two questions.
    let mut running = Running::start();
    running.opens();
    for (columns, rows) in [(100, 30), (80, 24)] {
        let size = PtySize {
            rows,
            cols: columns,
            ..SIZE
        };
        running.master.as_ref().unwrap().resize(size).unwrap();
        thread::sleep(Duration::from_millis(300));
        let before = running.said.lock().unwrap().len();
        running.types("0");
        let began = Instant::now();
        while running.said.lock().unwrap().len() == before {
            assert!(
                began.elapsed() < Duration::from_secs(5),
                "the key was not heard"
            );
            thread::sleep(Duration::from_millis(10));
        }
        running.waits_for("Settings");
        running.types("\u{1b}");
        thread::sleep(Duration::from_millis(300));
    }
    drop(running.child.kill());
}

#[test]
fn nothing_is_written_to_the_terminal_while_nobody_presses_a_key() {
    let mut running = Running::start();
    running.opens();
    thread::sleep(Duration::from_millis(300));
    let before = running.said.lock().unwrap().len();
    thread::sleep(Duration::from_millis(1_500));
    assert_eq!(running.said.lock().unwrap().len(), before);
    running.types("\u{1b}[24~");
    drop(running.child.kill());
}
