//! R18: memory runs out while the vault is opened, while something is kept, taken in, or counted.
//!
//! The real program under a limit of its address space, from far too little upwards until the command
//! succeeds. The quick run takes large steps; `FIRSTHOURS_MEMORY_STEP=1 cargo test short_memory --
//! --nocapture` takes them by the mebibyte.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use super::bench::{Bench, person};

/// Mebibytes between two tries of the quick run.
const STEP: u64 = 16;
/// With less than this not even the program itself is loaded.
const LEAST: u64 = 8;
/// With this much every command here succeeds.
const ENOUGH: u64 = 512;

/// How a command ended.
enum Ended {
    Done(String),
    /// It said in words that something did not go.
    Refused,
    /// The system ended it, or did not begin it.
    Killed,
}

fn run_with(bench: &Bench, mebibytes: u64, arguments: &[&str], input: &str) -> Ended {
    let limit = (mebibytes * 1024).to_string();
    let mut child = Command::new("sh")
        .args(["-c", r#"ulimit -v "$0" && exec "$@""#, &limit])
        .arg(env!("CARGO_BIN_EXE_firsthours"))
        .args(["--vault", "vault", "--passphrase-file", "-", "--json"])
        .args(arguments)
        .current_dir(bench.folder())
        .env_clear()
        .env("HOME", bench.folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that was ended reads nothing.
    stdin
        .write_all(format!("practice\n{input}").as_bytes())
        .ok();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.code() {
        Some(0) => Ended::Done(String::from_utf8(output.stdout).unwrap()),
        // 127: the loader found no memory for the program.
        None | Some(126 | 127) => Ended::Killed,
        Some(101) => panic!("{arguments:?} with {mebibytes} MiB panics: {err}"),
        Some(code) => {
            let told = !err.trim().is_empty() || !output.stdout.is_empty();
            assert!(told, "{arguments:?} ends with {code} without a word");
            Ended::Refused
        }
    }
}

/// Gives a command more and more until it succeeds; returns how it ended on the way, and its output.
fn climb(bench: &Bench, arguments: &[&str], input: &str) -> (u64, usize, usize, String) {
    let step = std::env::var("FIRSTHOURS_MEMORY_STEP");
    let step = step.ok().and_then(|step| step.parse().ok()).unwrap_or(STEP);
    let (mut killed, mut refused) = (0, 0);
    let mut mebibytes = LEAST;
    while mebibytes <= ENOUGH {
        match run_with(bench, mebibytes, arguments, input) {
            Ended::Done(out) => return (mebibytes, killed, refused, out),
            Ended::Refused => refused += 1,
            Ended::Killed => killed += 1,
        }
        mebibytes += step;
    }
    panic!("{arguments:?} does not succeed with {ENOUGH} MiB");
}

#[test]
fn memory_that_runs_out_ends_a_command_and_harms_no_vault() {
    let (monitor, office) = (Bench::new(), Bench::of_another());
    monitor.facility("F-1", "IVS", "kg");
    let visit = monitor.visit("F-1", "2026-03-05T10:00");
    monitor.record(&visit, &[person("D12", "yes")]);
    let key = office.json(&["bundle", "key"], "")[0]["key"].clone();
    let file = office.folder().join("in.dat");
    let create = ["bundle", "create", "--visit", &visit, "--to"];
    let to = [file.to_str().unwrap(), "--recipient", key.as_str().unwrap()];
    monitor.json(&[&create[..], &to[..]].concat(), "");
    let answers = monitor.show(&visit)["answers"].clone();
    let line = person("D12", "no").to_string() + "\n";
    let merge = ["bundle", "merge", "in.dat", "--accept-unknown"];
    let tried: [(&str, &Bench, &[&str], &str); 4] = [
        ("opening", &monitor, &["visit", "list"], ""),
        ("counting", &monitor, &["tally", "--suppress", "0"], ""),
        ("taking in", &office, &merge, ""),
        ("keeping", &monitor, &["record", &visit], &line),
    ];
    for (what, bench, arguments, input) in tried {
        let (mebibytes, killed, refused, out) = climb(bench, arguments, input);
        println!(
            "R18: {what} succeeds with {mebibytes} MiB; with less {killed} times ended by the system, {refused} times refused in words"
        );
        assert!(killed + refused > 0, "{what} was never short of memory");
        let sound = bench.json(&["doctor"], "");
        assert_eq!(sound[0]["sound"], true, "{what}: {sound:?}");
        match what {
            "keeping" => assert!(out.contains("\"ok\":true"), "{out}"),
            _ => assert_eq!(bench.show(&visit)["answers"], answers, "{what}"),
        }
    }
    let kept: &Json = &monitor.show(&visit)["answers"];
    assert_ne!(*kept, answers, "what was kept is there");
}
