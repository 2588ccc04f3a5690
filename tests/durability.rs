//! What is called saved is on the disk: kills, power cuts, and a disk that lies.
//!
//! The bar is R1, R3 and R4 of `src/vault/THREATS.md`. The program runs as a process of its own;
//! for power cuts a witness is preloaded that writes down every change it makes (see
//! `tools/witness.rs`). Each test prints its counts.

#[cfg(target_os = "linux")]
pub(crate) mod disk;
#[cfg(target_os = "linux")]
mod faults;
mod golden;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
pub(crate) mod power;
mod sessions;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, LazyLock};

use firsthours::app::{Desk, DeskError, Passphrase, StandingClock, Surroundings};
use firsthours::checklist::Library;
use firsthours::value::Value;
use firsthours::visit::{Break, Entry, Statement};

use crate::terminal::Terminal;

/// Returns how much of a proof is wanted: the quick part, or what a variable asks for.
fn asked(variable: &str, quick: usize) -> usize {
    let asked = std::env::var(variable).ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(quick)
}

/// A practice vault (its key derivation is cheap and its passphrase is public) with one open visit.
pub(crate) struct Bench {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) visit: String,
}

impl Bench {
    pub(crate) fn vault(&self) -> PathBuf {
        self.folder.path().join("root/vault")
    }

    /// Lays out the vault: the same one each time, made once and copied.
    pub(crate) fn new() -> Self {
        static MADE: LazyLock<Bench> = LazyLock::new(|| Bench::made_with(&|_, _| {}));
        let folder = tempfile::tempdir().unwrap();
        copy_folder(MADE.folder.path(), folder.path());
        Self {
            folder,
            visit: MADE.visit.clone(),
        }
    }

    /// Makes a vault; `prepare` may add to the environment of each command.
    pub(crate) fn made_with(prepare: &dyn Fn(&mut Command, &Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("root")).unwrap();
        let mut bench = Self {
            folder,
            visit: String::new(),
        };
        let vault = bench.vault();
        let mut demo = Command::new(env!("CARGO_BIN_EXE_firsthours"));
        demo.args([
            "demo",
            "--no-ui",
            "--visits",
            "1",
            "--persons",
            "1",
            "--dir",
        ])
        .arg(&vault);
        bench.surround(&mut demo);
        prepare(&mut demo, bench.folder.path());
        assert!(demo.output().unwrap().status.success());
        let facility = bench.run(prepare, &["facility", "list"]);
        let code = facility.lines().next().unwrap();
        let code: serde_json::Value = serde_json::from_str(code).unwrap();
        let code = code["code"].as_str().unwrap();
        let made = bench.run(
            prepare,
            &[
                "visit",
                "new",
                "--facility",
                code,
                "--start",
                "2026-03-05T13:05",
            ],
        );
        let made: serde_json::Value = serde_json::from_str(made.lines().next().unwrap()).unwrap();
        bench.visit = made["visit"].as_str().unwrap().to_owned();
        bench
    }

    fn surround(&self, command: &mut Command) {
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .stderr(Stdio::null());
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firsthours"));
        command
            .arg("--vault")
            .arg(self.vault())
            .args(["--passphrase-file", "-", "--json"]);
        command.args(arguments);
        self.surround(&mut command);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, prepare: &dyn Fn(&mut Command, &Path), arguments: &[&str]) -> String {
        let mut command = self.command(arguments);
        prepare(&mut command, self.folder.path());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(b"practice\n")
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {:?}",
            output.status
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Records these lines; each must be taken.
    pub(crate) fn record(&self, lines: &[&str]) {
        let (mut child, mut input) = self.start_recording(&|_, _| {});
        for line in lines {
            input.write_all(format!("{line}\n").as_bytes()).unwrap();
        }
        drop(input);
        assert_eq!(acknowledgements(&mut child), lines.len(), "{lines:?}");
        assert!(child.wait().unwrap().success());
    }

    /// Opens the screens on the vault and goes to the question after the last answer.
    pub(crate) fn start_filling(&self) -> Terminal {
        self.start_filling_with(&[])
    }

    /// The same, with some variables of the environment besides.
    pub(crate) fn start_filling_with(&self, variables: &[(&str, &str)]) -> Terminal {
        let mut terminal = self.start_home_with(variables);
        terminal.type_text("n");
        terminal.wait_for("Source:");
        terminal.settled();
        terminal
    }

    /// Opens the screens on the vault.
    pub(crate) fn start_home(&self) -> Terminal {
        self.start_home_with(&[])
    }

    fn start_home_with(&self, variables: &[(&str, &str)]) -> Terminal {
        let mut terminal = self.start_locked_with(variables);
        terminal.type_text("practice\r");
        terminal.wait_for("Continue");
        terminal.settled();
        terminal
    }

    /// Starts the screens, which ask for the passphrase.
    pub(crate) fn start_locked(&self) -> Terminal {
        self.start_locked_with(&[])
    }

    fn start_locked_with(&self, variables: &[(&str, &str)]) -> Terminal {
        let vault = self.vault();
        let arguments = ["--vault", vault.to_str().unwrap(), "--lang", "en"];
        let terminal = Terminal::start_with(self.folder.path(), &arguments, 100, 30, variables);
        terminal.wait_for("Passphrase");
        terminal
    }

    /// Starts `record`, ready to take answers.
    pub(crate) fn start_recording(
        &self,
        prepare: &dyn Fn(&mut Command, &Path),
    ) -> (Child, ChildStdin) {
        let mut command = self.command(&["record", &self.visit]);
        prepare(&mut command, self.folder.path());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        // A child that was killed while it opened has closed its end.
        input.write_all(b"practice\n").ok();
        (child, input)
    }
}

/// Copies everything in a folder.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for inside in fs::read_dir(from).unwrap() {
        let inside = inside.unwrap();
        let target = to.join(inside.file_name());
        if inside.file_type().unwrap().is_dir() {
            copy_folder(&inside.path(), &target);
        } else {
            fs::copy(inside.path(), target).unwrap();
        }
    }
}

/// The answer with this number: a free text that no other answer has.
pub(crate) fn answer_line(number: usize) -> String {
    format!(
        "{{\"subject\":\"P-{:02}\",\"checklist\":\"police-custody/interview\",\"question\":\"wishes\",\"value\":\"mark {number}\"}}\n",
        1 + number % 40
    )
}

/// Returns whether this line acknowledges an answer; one that a kill cut does not.
pub(crate) fn acknowledged_line(line: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(line).is_ok_and(|said| said["ok"] == true)
}

/// Reads acknowledgements until the process closes its output; returns how many said yes.
pub(crate) fn acknowledgements(child: &mut Child) -> usize {
    let output = child.stdout.take().unwrap();
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    lines.filter(|line| acknowledged_line(line)).count()
}

/// Opens the vault in this folder and returns every entry of every visit.
pub(crate) fn entries_in(vault: &Path) -> Result<Vec<Entry>, String> {
    let surroundings = Surroundings {
        library: Library::embedded(),
        clock: Arc::new(StandingClock("2026-03-05T14:00:00+05:00".parse().unwrap())),
        monitor: "M-1".to_owned(),
    };
    let told = |fault: DeskError| format!("{fault:?}");
    let (desk, _) = Desk::open(vault, &Passphrase::of("practice"), surroundings).map_err(told)?;
    let breaks = desk.chains().map_err(told)?.breaks;
    let mut twice = breaks
        .iter()
        .filter(|(_, found)| matches!(found, Break::Twice { .. }));
    if let Some(found) = twice.next() {
        return Err(format!("a number was given twice: {found:?}"));
    }
    let mut entries = Vec::new();
    for summary in desk.visits().map_err(told)? {
        entries.extend(
            desk.visit(summary.id)
                .map_err(told)?
                .entries()
                .iter()
                .cloned(),
        );
    }
    Ok(entries)
}

/// Opens the vault in this folder and returns the marks of all answers that are in it.
pub(crate) fn marks_in(vault: &Path) -> Result<BTreeSet<usize>, String> {
    let mut found = BTreeSet::new();
    for entry in entries_in(vault)? {
        if let Statement::Answered { answer, .. } = &entry.statement
            && let Some(Value::Text(text)) = answer.value()
            && let Some(number) = text.strip_prefix("mark ")
        {
            found.insert(number.parse().unwrap());
        }
    }
    Ok(found)
}
