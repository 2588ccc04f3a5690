//! R2: a fault on every call that touches the vault's files, in every operation of a vault.
//!
//! A child of this same test binary does one operation with the witness preloaded, which lets the fault
//! fall on the call of one number. Then the vault is opened without faults. The quick run takes a
//! seeded sample; `FIRSTHOURS_FAULTS=2000 cargo test faults -- --nocapture` takes a larger one, and
//! `FIRSTHOURS_FAULTS=all` every call with every fault that can befall a call of its kind. That takes
//! an hour or more: with `FIRSTHOURS_LEDGER=file` the points that passed are written down there, and a
//! run that was broken off goes on where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use firsthours::vault::{KdfCost, Passphrase, Passphrases, Rewriting, StreamId, Vault, VaultKind};

use super::copy_folder;
use super::disk::Dice;
use super::power::witness;

/// Points of the quick run.
const SAMPLE: usize = 80;
/// What befalls a call; with `on` everything after it as well. And the calls on which it is a fault of
/// its own: a sync that is torn is one that is killed, and only reads and writes are interrupted.
const KINDS: [(&str, &str, &str); 7] = [
    ("kill", "", "wrno"),
    ("torn", "", "w"),
    ("short", "", "w"),
    ("eintr", "", "wr"),
    ("eio", "", "wrno"),
    ("eio", ":on", "wrno"),
    ("enospc", ":on", "wn"),
];
const OPERATIONS: [&str; 9] = [
    "create",
    "save",
    "finish",
    "import",
    "backup",
    "passphrase",
    "rewrite",
    "purge",
    "restore",
];
/// Answers that the operation `save` appends, one by one.
const SAVES: u8 = 4;

const OPEN: StreamId = StreamId([1; 16]);
const GONE: StreamId = StreamId([2; 16]);
const NEW: StreamId = StreamId([3; 16]);

type Content = BTreeMap<StreamId, Vec<Vec<u8>>>;

fn old() -> Passphrase {
    Passphrase::of("practice")
}

fn new() -> Passphrase {
    Passphrase::of("new")
}

fn content(vault: &Vault) -> Content {
    let streams = vault.streams().into_iter();
    streams
        .map(|stream| {
            let payloads = vault.read(stream).unwrap();
            (
                stream,
                payloads.iter().map(|payload| payload.to_vec()).collect(),
            )
        })
        .collect()
}

/// Says on standard output what the disk has; the parent hears it whatever happens next.
fn say(text: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("\nsaid {text}\n").as_bytes())
        .unwrap();
    out.flush().unwrap();
}

/// Does one operation; what fails is refused in words, never a panic.
fn operate(operation: &str, root: &Path) -> Result<(), String> {
    let told = |fault: &dyn std::fmt::Debug| format!("{fault:?}");
    let dir = root.join("vault");
    let same = Rewriting {
        passphrases: Passphrases::Same,
        leave_damaged: false,
    };
    match operation {
        "create" => {
            let made = root.join("made");
            let vault = Vault::create(&made, &old(), KdfCost::practice(), VaultKind::Practice);
            let vault = vault.map_err(|fault| told(&fault))?;
            say("created");
            vault
                .append(&[(OPEN, b"first".to_vec())])
                .map_err(|fault| told(&fault))?;
            say("1");
            return Ok(());
        }
        "restore" => {
            let made = root.join("made");
            let restored = Vault::restore(&root.join("backup"), &made, &old());
            restored.map_err(|fault| told(&fault))?;
            say("restored");
            return Ok(());
        }
        _ => {}
    }
    let (vault, _) = Vault::open(&dir, &old()).map_err(|fault| told(&fault))?;
    let whole = |stream, payloads: &[Vec<u8>]| vault.commit_whole(stream, payloads);
    match operation {
        "save" => {
            for n in 0..SAVES {
                vault
                    .append(&[(OPEN, vec![n; 300])])
                    .map_err(|fault| told(&fault))?;
                say(&(n + 1).to_string());
            }
        }
        "finish" => {
            vault.seal_stream(OPEN).map_err(|fault| told(&fault))?;
            vault.flush();
            say("finished");
        }
        "import" => {
            let payloads: Vec<Vec<u8>> = (0..40).map(|n| vec![n; 50]).collect();
            whole(NEW, &payloads).map_err(|fault| told(&fault))?;
            say("imported");
        }
        "backup" => {
            vault
                .back_up(&root.join("backup"))
                .map_err(|fault| told(&fault))?;
            say("backed up");
        }
        "passphrase" => {
            vault
                .change_passphrase(&new())
                .map_err(|fault| told(&fault))?;
            say("changed");
        }
        "rewrite" => {
            vault
                .rewrite(&same, &mut |_, payloads| payloads)
                .map_err(|refused| told(&refused.fault))?;
            say("rewritten");
        }
        "purge" => {
            vault
                .rewrite(&same, &mut |stream, payloads| {
                    if stream == GONE { Vec::new() } else { payloads }
                })
                .map_err(|refused| told(&refused.fault))?;
            say("purged");
        }
        other => panic!("no operation {other}"),
    }
    Ok(())
}

#[test]
fn child_that_does_one_operation() {
    let Some(root) = std::env::var_os("FIRSTHOURS_FAULT_ROOT") else {
        return;
    };
    let operation = std::env::var("FIRSTHOURS_FAULT_OPERATION").unwrap();
    if let Err(refused) = operate(&operation, Path::new(&root)) {
        say(&format!("refused {refused}"));
    }
}

/// A folder with a vault and a backup of it, made once.
struct Base {
    folder: tempfile::TempDir,
    said: Content,
}

fn base() -> Base {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("vault");
    let vault = Vault::create(&dir, &old(), KdfCost::practice(), VaultKind::Practice).unwrap();
    for n in 0..6_u8 {
        let both = [(OPEN, vec![n; 200]), (GONE, vec![100 + n; 2_000])];
        vault.append(&both).unwrap();
    }
    vault
        .append(&[(StreamId::REGISTER, b"register".to_vec())])
        .unwrap();
    vault.back_up(&folder.path().join("backup")).unwrap();
    let said = content(&vault);
    drop(vault);
    Base { folder, said }
}

/// What the child said before it ended.
struct Ended {
    said: Vec<String>,
    killed: bool,
    /// A letter for each call that touched the files.
    calls: String,
}

fn run(operation: &str, root: &Path, fault: Option<&str>) -> Result<Ended, String> {
    let count = root.with_extension("count");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "durability::faults::child_that_does_one_operation",
            "--nocapture",
        ])
        .env("FIRSTHOURS_FAULT_ROOT", root)
        .env("FIRSTHOURS_FAULT_OPERATION", operation)
        .env("LD_PRELOAD", witness())
        .env("WITNESS_ROOT", root)
        .env("WITNESS_COUNT", &count)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(fault) = fault {
        command.env("WITNESS_FAULT", fault);
    }
    let mut child = command.spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let hearing = thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).unwrap();
        text
    });
    let mut err = child.stderr.take().unwrap();
    let complaints = thread::spawn(move || {
        let mut text = String::new();
        err.read_to_string(&mut text).unwrap();
        text
    });
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err("it hangs".to_owned());
        }
        thread::sleep(Duration::from_millis(2));
    };
    let text = hearing.join().unwrap();
    let killed = status.code().is_none();
    if !killed && !status.success() {
        return Err(format!("it panicked: {text}{}", complaints.join().unwrap()));
    }
    let said = text.lines().filter_map(|line| line.strip_prefix("said "));
    let calls = fs::read_to_string(&count).unwrap_or_default();
    fs::remove_file(&count).ok();
    Ok(Ended {
        said: said.map(str::to_owned).collect(),
        killed,
        calls,
    })
}

/// Opens what the fault left, without faults, and compares it with what was acknowledged.
fn judge(operation: &str, root: &Path, ended: &Ended, base: &Content) -> Result<(), String> {
    let has = |text: &str| ended.said.iter().any(|said| said == text);
    let dir = root.join("vault");
    let made = root.join("made");
    if operation == "create" || operation == "restore" {
        let announced = has("created") || has("restored");
        if !Vault::is_there(&made) {
            if announced {
                return Err("what was announced is gone".to_owned());
            }
            // And nothing that was left behind is in the way of a second try.
            let again = operate(operation, root).and_then(|()| {
                let opened = Vault::open(&made, &old());
                opened.map(drop).map_err(|fault| format!("{fault:?}"))
            });
            return again.map_err(|fault| format!("a second try: {fault}"));
        }
        let (vault, _) = Vault::open(&made, &old()).map_err(|fault| format!("{fault:?}"))?;
        let found = content(&vault);
        let first: Content = [(OPEN, vec![b"first".to_vec()])].into();
        return match operation {
            "create" if found == first || (found.is_empty() && !has("1")) => Ok(()),
            "restore" if found == *base => Ok(()),
            _ => Err(format!("{} streams are there", found.len())),
        };
    }
    let changed = has("changed");
    let opened = match Vault::open(&dir, &old()) {
        Ok(_) if changed => return Err("the old passphrase still opens it".to_owned()),
        Err(_) if operation == "passphrase" => Vault::open(&dir, &new()),
        opened => opened,
    };
    let (vault, _) = opened.map_err(|fault| format!("does not open: {fault:?}"))?;
    let mut found = content(&vault);
    let acknowledged = ended
        .said
        .iter()
        .filter_map(|said| said.parse::<usize>().ok());
    let acknowledged = acknowledged.max().unwrap_or(0);
    let mut expected = base.clone();
    if operation == "save" {
        let kept = base[&OPEN].len();
        let there = found
            .get_mut(&OPEN)
            .map(|all| all.split_off(kept.min(all.len())));
        let there = there.unwrap_or_default();
        let whole: Vec<Vec<u8>> = (0..SAVES).map(|n| vec![n; 300]).collect();
        if there.len() < acknowledged || !whole.starts_with(&there) {
            return Err(format!("{} of {acknowledged} saved answers", there.len()));
        }
    }
    if operation == "import" {
        let imported: Option<Vec<Vec<u8>>> = found.remove(&NEW);
        let whole: Vec<Vec<u8>> = (0..40).map(|n| vec![n; 50]).collect();
        if imported.as_ref() != Some(&whole) && (has("imported") || imported.is_some()) {
            return Err("an import is not there, or not whole".to_owned());
        }
    }
    if operation == "purge" && (has("purged") || !found.contains_key(&GONE)) {
        expected.remove(&GONE);
    }
    if found != expected {
        return Err(format!("{:?} are there", found.keys()));
    }
    let report = vault.doctor().map_err(|fault| format!("{fault:?}"))?;
    if !report.is_sound() {
        return Err(format!("not sound: {report:?}"));
    }
    drop(vault);
    if operation == "backup" {
        let restored = Vault::restore(&root.join("backup"), &root.join("restored"), &old());
        let (restored, _) = restored.map_err(|fault| format!("the backup: {fault:?}"))?;
        if content(&restored) != *base {
            return Err("the backup says something else".to_owned());
        }
    }
    Ok(())
}

/// One fault at one call.
struct Point {
    operation: &'static str,
    fault: String,
}

impl Point {
    fn line(&self) -> String {
        format!("{} {}", self.operation, self.fault)
    }
}

/// The points that passed, in a file if one was named.
struct Ledger {
    passed: BTreeSet<String>,
    file: Option<Mutex<fs::File>>,
}

impl Ledger {
    fn open() -> Self {
        let Some(path) = std::env::var_os("FIRSTHOURS_LEDGER") else {
            return Self {
                passed: BTreeSet::new(),
                file: None,
            };
        };
        let text = fs::read_to_string(&path).unwrap_or_default();
        let file = fs::OpenOptions::new().append(true).create(true).open(path);
        Self {
            passed: text.lines().map(str::to_owned).collect(),
            file: Some(Mutex::new(file.unwrap())),
        }
    }

    fn note(&self, point: &Point) {
        if let Some(file) = &self.file {
            writeln!(file.lock().unwrap(), "{}", point.line()).unwrap();
        }
    }
}

fn points(base: &Base) -> (Vec<Point>, BTreeMap<&'static str, usize>) {
    let mut points = Vec::new();
    let mut calls = BTreeMap::new();
    for operation in OPERATIONS {
        let (_home, root) = fresh(base);
        let ended = run(operation, &root, None).unwrap();
        assert!(
            !ended.said.iter().any(|said| said.starts_with("refused")),
            "{operation}: {:?}",
            ended.said
        );
        judge(operation, &root, &ended, &base.said).unwrap();
        calls.insert(operation, ended.calls.len());
        for (kind, on, on_calls) in KINDS {
            let letters = ended.calls.chars().zip(1..);
            let befallen = letters.filter(|(letter, _)| on_calls.contains(*letter));
            points.extend(befallen.map(|(_, call)| Point {
                operation,
                fault: format!("{kind}:{call}{on}"),
            }));
        }
    }
    (points, calls)
}

fn fresh(base: &Base) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().canonicalize().unwrap().join("root");
    copy_folder(base.folder.path(), &root);
    (home, root)
}

#[test]
fn a_fault_at_any_call_loses_nothing_and_locks_nobody_out() {
    let base = base();
    let (mut points, calls) = points(&base);
    let all = points.len();
    let asked = std::env::var("FIRSTHOURS_FAULTS").unwrap_or_default();
    if asked != "all" {
        let mut dice = Dice(0xfa17);
        let sample = asked.parse().unwrap_or(SAMPLE).min(all);
        points = (0..sample)
            .map(|_| points.swap_remove(dice.below(points.len())))
            .collect();
    }
    let ledger = Ledger::open();
    let before = points.len();
    points.retain(|point| !ledger.passed.contains(&point.line()));
    let known = before - points.len();
    let next = AtomicUsize::new(0);
    let (killed, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    let work = || {
        while let Some(point) = points.get(next.fetch_add(1, Ordering::SeqCst)) {
            let (_home, root) = fresh(&base);
            let judged = run(point.operation, &root, Some(&point.fault)).and_then(|ended| {
                killed.fetch_add(usize::from(ended.killed), Ordering::SeqCst);
                let said_no = ended.said.iter().any(|said| said.starts_with("refused"));
                refused.fetch_add(usize::from(said_no), Ordering::SeqCst);
                judge(point.operation, &root, &ended, &base.said)
                    .map_err(|fault| format!("{fault}; it had said {:?}", ended.said))
            });
            match judged {
                Ok(()) => ledger.note(point),
                Err(fault) => {
                    let line = format!("{} with {}: {fault}", point.operation, point.fault);
                    println!("{line}");
                    wrong.lock().unwrap().push(line);
                }
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        points.len(),
        wrong.join("\n")
    );
    println!(
        "R2: {} of {all} fault points ({calls:?} calls; {known} of them in earlier runs): {} killed, {} refused in words; 0 acknowledged lost, 0 unopenable, 0 panics",
        points.len() + known,
        killed.into_inner(),
        refused.into_inner()
    );
}
