//! The real program on a practice vault of its own, spoken to as a script would.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::durability::copy_folder;

/// The checklist of an interview.
pub(super) const INTERVIEW: &str = "police-custody/interview";
/// The checklist of a custody record.
pub(super) const RECORD: &str = "police-custody/custody-record";

/// A practice vault in an empty home.
pub(super) struct Bench {
    home: TempDir,
}

/// What a run printed.
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Returns the JSON Lines; everything on standard output must be such.
    pub(super) fn lines(&self) -> Vec<Json> {
        let parsed = self.out.lines().map(|line| {
            serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault}: {line}"))
        });
        parsed.collect()
    }
}

/// Runs the program in an empty home.
pub(super) fn run_in(home: &Path, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_firsthours"))
        .args(arguments)
        .current_dir(home)
        .env_clear()
        .env("HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that refuses its arguments reads nothing.
    drop(stdin.write_all(input.as_ref()));
    drop(stdin);
    Ran::of(child.wait_with_output().unwrap())
}

impl Bench {
    /// Lays out an empty practice vault: the same one each time, made once and copied.
    pub(super) fn new() -> Self {
        static MADE: LazyLock<Bench> = LazyLock::new(Bench::of_another);
        let home = tempfile::tempdir().unwrap();
        copy_folder(MADE.folder(), home.path());
        Self { home }
    }

    /// Makes an empty practice vault with an identity of its own: for all but one of those who hand
    /// something to each other.
    pub(super) fn of_another() -> Self {
        let home = tempfile::tempdir().unwrap();
        let made = run_in(
            home.path(),
            &["demo", "--dir", "vault", "--visits", "0", "--no-ui"],
            "",
        );
        assert_eq!(made.code, 0, "{}", made.err);
        Self { home }
    }

    /// Returns the folder that everything happens in.
    pub(super) fn folder(&self) -> &Path {
        self.home.path()
    }

    /// Runs a command on the vault: the passphrase is the first line of standard input.
    pub(super) fn run(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut all = vec!["--vault", "vault", "--passphrase-file", "-"];
        all.extend(arguments);
        run_in(
            self.folder(),
            &all,
            [b"practice\n", input.as_ref()].concat(),
        )
    }

    /// Runs a command that must succeed, with `--json`.
    pub(super) fn json(&self, arguments: &[&str], input: &str) -> Vec<Json> {
        let mut all = vec!["--json"];
        all.extend(arguments);
        let ran = self.run(&all, input);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
        ran.lines()
    }

    /// Enters a place of this type and country.
    pub(super) fn facility(&self, code: &str, kind: &str, country: &str) {
        self.json(
            &[
                "facility",
                "add",
                "--code",
                code,
                "--type",
                kind,
                "--country",
                country,
                "--region",
                "North",
            ],
            "",
        );
    }

    /// Begins a visit and returns its id.
    pub(super) fn visit(&self, facility: &str, start: &str) -> String {
        let made = self.json(
            &["visit", "new", "--facility", facility, "--start", start],
            "",
        );
        made[0]["visit"].as_str().unwrap().to_owned()
    }

    /// Hands answers in; every line must be taken.
    pub(super) fn record(&self, visit: &str, lines: &[Json]) {
        let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let taken = self.json(&["record", visit], &input);
        assert_eq!(taken.len(), lines.len());
    }

    /// Shows a visit.
    pub(super) fn show(&self, visit: &str) -> Json {
        self.json(&["visit", "show", visit], "").remove(0)
    }

    /// Counts one indicator: numerator, denominator, not known, not applicable.
    pub(super) fn counts(&self, indicator: &str) -> [u64; 4] {
        let counted = self.json(&["tally", "--indicator", indicator, "--suppress", "0"], "");
        ["numerator", "denominator", "not_known", "not_applicable"]
            .map(|key| counted[0][key].as_u64().unwrap())
    }
}

/// An answer on the sheet of the first person.
pub(super) fn person(question: &str, value: impl Into<Json>) -> Json {
    json!({ "subject": "P-01", "checklist": INTERVIEW, "question": question, "value": value.into() })
}

/// An answer on the sheet of the first custody record.
pub(super) fn register(question: &str, value: impl Into<Json>) -> Json {
    json!({ "subject": "K-01", "checklist": RECORD, "question": question, "value": value.into() })
}

/// The same line with one more key.
pub(super) fn with(mut line: Json, key: &str, value: impl Into<Json>) -> Json {
    line[key] = value.into();
    line
}

/// The link between both.
pub(super) fn link() -> Json {
    json!({ "link": ["P-01", "K-01"] })
}
