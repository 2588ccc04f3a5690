//! What is left in memory: looked for in the process itself, in a process of its own.

use std::fs::{self, File};
use std::io::{BufRead as _, Write as _};
use std::os::unix::fs::{FileExt as _, MetadataExt as _};

use super::holders::{asked, child};
use super::sample::{copy_of_sample, phrase};
use crate::vault::{Passphrase, Slot, StreamId, Vault};

/// Bytes to look for, kept so that this copy is not found.
struct Hidden(Vec<u8>);

impl Hidden {
    fn of(bytes: &[u8]) -> Self {
        Self(bytes.iter().map(|byte| byte ^ 0xA5).collect())
    }

    fn is_at(&self, bytes: &[u8]) -> bool {
        let pairs = bytes.iter().zip(&self.0);
        bytes.len() >= self.0.len() && pairs.into_iter().all(|(found, own)| *found == own ^ 0xA5)
    }
}

/// Counts how often each stands in the memory of this process that can be written.
fn found_in_memory(sought: &[(&str, Hidden)]) -> Vec<(String, usize)> {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let memory = File::open("/proc/self/mem").unwrap();
    let mut counts: Vec<(String, usize)> = sought
        .iter()
        .map(|(name, _)| ((*name).to_owned(), 0))
        .collect();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, _) = line.split_once(' ').unwrap();
        let (from, until) = range.split_once('-').unwrap();
        let from = u64::from_str_radix(from, 16).unwrap();
        let until = u64::from_str_radix(until, 16).unwrap();
        let mut bytes = vec![0; usize::try_from(until - from).unwrap()];
        // A mapping that cannot be read (a guard page) holds nothing of ours.
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        for ((_, hidden), (_, count)) in sought.iter().zip(&mut counts) {
            let mut rest: &[u8] = &bytes;
            loop {
                let passed = rest.skip_until(hidden.0[0] ^ 0xA5).unwrap();
                let at = bytes.len() - rest.len();
                if passed == 0 {
                    break;
                }
                *count += usize::from(hidden.is_at(&bytes[at - 1..]));
            }
        }
        bytes.fill(0);
    }
    counts
}

#[test]
fn child_that_looks_through_its_memory() {
    let Some(dir) = asked() else { return };
    // Read from a file: a constant of the program would be found in the program.
    let words = fs::read(dir.with_extension("words")).unwrap();
    let hidden = Hidden::of(&words);
    let text = String::from_utf8(words).unwrap();
    let passphrase = Passphrase::of(&text);
    drop(zeroize::Zeroizing::new(text));
    let (vault, _) = Vault::open(&dir, &passphrase).unwrap();
    drop(passphrase);
    let sought = [
        ("passphrase", hidden),
        ("master key", Hidden::of(vault.master.bytes())),
        ("journal key", Hidden::of(vault.keys.journal.bytes())),
        ("store key", Hidden::of(vault.keys.store.bytes())),
        ("name key", Hidden::of(vault.keys.id.bytes())),
    ];
    for n in 0..20 {
        vault.append(&[(StreamId([1; 16]), vec![n; 40])]).unwrap();
    }
    vault.seal_stream(StreamId([1; 16])).unwrap();
    drop(vault.read(StreamId([1; 16])).unwrap());
    let open = found_in_memory(&sought);
    drop(vault);
    let closed = found_in_memory(&sought);
    println!("\nwhile open {open:?}\nclosed {closed:?}");
    let count = |counts: &[(String, usize)], name: &str| {
        counts.iter().find(|(found, _)| found == name).unwrap().1
    };
    assert_eq!(count(&open, "passphrase"), 0, "after the derivation");
    assert_eq!(
        count(&open, "master key"),
        1,
        "the search sees what is there"
    );
    for (name, found) in &closed {
        assert_eq!(*found, 0, "{name} after closing");
    }
}

#[test]
fn no_key_and_no_passphrase_is_left_in_memory_after_closing() {
    let (_home, dir, _) = copy_of_sample();
    let mut file = File::create(dir.with_extension("words")).unwrap();
    file.write_all(b"a passphrase that is looked for").unwrap();
    let (vault, _) = Vault::open(&dir, &phrase()).unwrap();
    vault
        .add_passphrase(
            &Passphrase::of("a passphrase that is looked for"),
            Slot::Chosen,
        )
        .unwrap();
    drop(vault);
    let output = child("secrets::child_that_looks_through_its_memory", &dir)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    println!("S10: {said}");
}

#[test]
fn keys_stand_on_locked_pages() {
    let key = crate::vault::keys::Key::random().unwrap();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let locked = status.lines().find_map(|line| line.strip_prefix("VmLck:"));
    let locked: u64 = locked
        .unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap();
    assert!(locked >= 4, "{locked} kB");
    assert_eq!(key.bytes().as_ptr() as usize % 4096, 0, "a page of its own");
}

#[test]
fn child_that_hardens_itself() {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    if asked().is_none() {
        return;
    }
    assert!(crate::vault::harden_process());
    assert_eq!(getrlimit(Resource::Core).current, Some(0));
    assert!(matches!(
        dumpable_behavior(),
        Ok(DumpableBehavior::NotDumpable)
    ));
    // A process that may not be dumped belongs to root as far as /proc goes: no other process of the
    // same user reads its memory or traces it.
    assert_eq!(fs::metadata("/proc/self/mem").unwrap().uid(), 0);
}

#[test]
fn a_hardened_process_leaves_no_core_and_cannot_be_read_by_the_same_user() {
    let output = child(
        "secrets::child_that_hardens_itself",
        std::path::Path::new("/"),
    )
    .output()
    .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
