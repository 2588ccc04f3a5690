//! R19 and R20: long random lives of a vault against a plain model, and garbage for every parser.
//!
//! `FIRSTHOURS_SEEDS=20 FIRSTHOURS_STEPS=500 cargo test random_lives -- --nocapture` and
//! `FIRSTHOURS_FUZZ=10000000 cargo test garbage -- --nocapture` are the long runs.

use std::fs;
use std::path::Path;

use super::sample::{Dice, Said, change, content, copy_folder, open, phrase};
use crate::vault::frame::{Head, Packed, unpack};
use crate::vault::header::Header;
use crate::vault::journal::{piece_numbers, piece_path, scan};
use crate::vault::keys::Key;
use crate::vault::{KdfCost, Passphrases, Rewriting, StreamId, Vault, VaultKind};

fn asked(name: &str, usual: usize) -> usize {
    let asked = std::env::var(name).ok().and_then(|n| n.parse().ok());
    asked.unwrap_or(usual)
}

/// One vault, what it must say, and what befell it.
struct Life {
    home: tempfile::TempDir,
    dice: Dice,
    said: Said,
    faults: usize,
}

impl Life {
    fn dir(&self) -> std::path::PathBuf {
        self.home.path().join("vault")
    }

    fn payload(&mut self) -> Vec<u8> {
        let length = match self.dice.below(20) {
            0 => self.dice.below(9_000),
            _ => self.dice.below(250),
        };
        (0..length)
            .map(|_| self.dice.roll().to_le_bytes()[0])
            .collect()
    }

    fn stream(&mut self) -> StreamId {
        StreamId([u8::try_from(self.dice.below(6)).unwrap(); 16])
    }

    fn append(&mut self, vault: &Vault) {
        let count = 1 + self.dice.below(4);
        let batch: Vec<_> = (0..count)
            .map(|_| (self.stream(), self.payload()))
            .collect();
        vault.append(&batch).unwrap();
        for (stream, payload) in batch {
            self.said.entry(stream).or_default().push(payload);
        }
    }

    /// Something happens to the files of the closed vault that it must survive.
    fn befall(&mut self) {
        let dir = self.dir();
        let last = piece_path(&dir, *piece_numbers(&dir).unwrap().last().unwrap());
        match self.dice.below(6) {
            0 => fs::remove_dir_all(dir.join("sled")).unwrap(),
            1 => {
                let size =
                    usize::try_from(fs::metadata(dir.join("sled/db")).unwrap().len()).unwrap();
                let place = self.dice.below(size);
                change(&dir.join("sled/db"), |bytes| bytes[place] ^= 1);
            }
            2 => change(&last, |bytes| bytes.extend_from_slice(&[0xF1; 77])),
            3 => {
                let name = ["header", "header.bak"][self.dice.below(2)];
                let place = self.dice.below(4096);
                change(&dir.join(name), |bytes| bytes[place] ^= 1);
            }
            4 => {
                let other = self.home.path().join("vault.rewrite-tmp");
                copy_folder(&dir, &other);
            }
            _ => {
                let size = usize::try_from(fs::metadata(&last).unwrap().len()).unwrap();
                let place = self.dice.below(size);
                change(&last, |bytes| bytes[place] ^= 1);
            }
        }
        self.faults += 1;
    }

    fn step(&mut self, vault: Vault) -> Vault {
        match self.dice.below(40) {
            0 | 1 => {
                let stream = self.stream();
                vault.seal_stream(stream).unwrap();
                vault
            }
            2 => {
                let stream = self.stream();
                let whole: Vec<Vec<u8>> =
                    (0..self.dice.below(30)).map(|_| self.payload()).collect();
                vault.commit_whole(stream, &whole).unwrap();
                self.said.entry(stream).or_default().extend(whole);
                vault
            }
            3 => {
                let gone = (self.dice.below(3) == 0).then(|| self.stream());
                let how = Rewriting {
                    passphrases: Passphrases::Same,
                    leave_damaged: false,
                };
                let (vault, _) = vault
                    .rewrite(&how, &mut |stream, payloads| {
                        if Some(stream) == gone {
                            Vec::new()
                        } else {
                            payloads
                        }
                    })
                    .unwrap();
                if let Some(gone) = gone {
                    self.said.remove(&gone);
                }
                vault
            }
            4 => {
                // As a kill leaves it: what sled was told may be on the disk or not.
                let killed = self.home.path().join("killed");
                copy_folder(&self.dir(), &killed);
                drop(vault);
                fs::remove_dir_all(self.dir()).unwrap();
                fs::rename(killed, self.dir()).unwrap();
                open(&self.dir()).unwrap().0
            }
            5 | 6 => {
                drop(vault);
                self.befall();
                let (vault, report) = open(&self.dir()).unwrap();
                assert_eq!((report.lost_frames, report.lacking.len()), (0, 0));
                // What is damaged without being needed is found by looking, as `doctor` does.
                if !vault.doctor().unwrap().is_sound() {
                    vault.repair().unwrap();
                }
                vault
            }
            7 => {
                drop(vault);
                open(&self.dir()).unwrap().0
            }
            _ => {
                self.append(&vault);
                vault
            }
        }
    }
}

#[test]
fn random_lives_of_a_vault_say_what_a_plain_map_says() {
    let (seeds, steps) = (asked("FIRSTHOURS_SEEDS", 3), asked("FIRSTHOURS_STEPS", 50));
    let mut faults = 0;
    for seed in 1..=seeds {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("vault");
        let mut vault =
            Vault::create(&dir, &phrase(), KdfCost::practice(), VaultKind::Practice).unwrap();
        let mut life = Life {
            home,
            dice: Dice(seed as u64),
            said: Said::new(),
            faults: 0,
        };
        for step in 0..steps {
            vault = life.step(vault);
            if step % 10 == 9 {
                let mut said = life.said.clone();
                said.retain(|_, payloads| !payloads.is_empty());
                let mut found = content(&vault);
                found.retain(|_, payloads| !payloads.is_empty());
                assert!(found == said, "seed {seed}, step {step}");
            }
        }
        assert!(vault.doctor().unwrap().is_sound(), "seed {seed}");
        faults += life.faults;
    }
    println!("R19: {seeds} seeds of {steps} steps, {faults} faults between them, 0 wrong");
}

#[test]
fn garbage_is_refused_by_every_parser_of_the_vault() {
    let runs = asked("FIRSTHOURS_FUZZ", 2_000);
    let mut dice = Dice(0xF022);
    let home = tempfile::tempdir().unwrap();
    let good = fs::read(super::sample::sample().0.path().join("vault/journal-0001")).unwrap();
    let header = fs::read(super::sample::sample().0.path().join("vault/header")).unwrap();
    let key = Key::random().unwrap();
    for run in 0..runs {
        let source = [&good, &header][dice.below(2)];
        let bytes = mutated(source, &mut dice);
        // Whatever it says, it says it: no panic, no hang, no gigabytes.
        let parsed = Header::parse(bytes.clone());
        assert!(
            parsed.is_err() || bytes == header,
            "a changed header was taken"
        );
        assert!(Head::parse(&bytes).is_none_or(|head| head.sequence > 0));
        let (unpacked, count) = (dice.roll() >> dice.below(64), dice.roll() >> dice.below(64));
        drop(unpack(&bytes, unpacked, count));
        if run % 20 == 0 {
            look_at_journal(home.path(), &bytes, &key);
        }
    }
    println!(
        "R20: {runs} pieces of garbage for header, frame head and packed records, {} for the journal: 0 panics",
        runs / 20
    );
}

#[test]
fn what_is_packed_tightly_comes_back_and_a_promise_that_nothing_can_keep_is_refused() {
    let zeros = vec![0; 8 << 20];
    let packed = Packed::of([(1, &zeros[..])].into_iter()).unwrap();
    let bytes = u64::try_from(packed.bytes.len()).unwrap();
    assert!(packed.unpacked > bytes * 100, "a hundred times its size");
    assert_eq!(packed.records().unwrap()[&1][..], zeros);
    assert!(unpack(&packed.bytes, bytes * 1_032 + 1, 1).is_err());
}

fn mutated(source: &[u8], dice: &mut Dice) -> Vec<u8> {
    let start = dice.below(source.len());
    let length = dice.below((source.len() - start).min(6_000) + 1);
    let mut bytes = match dice.below(3) {
        0 => source.to_vec(),
        1 => source[start..start + length].to_vec(),
        _ => (0..dice.below(500))
            .map(|_| dice.roll().to_le_bytes()[0])
            .collect(),
    };
    for _ in 0..dice.below(8) {
        if !bytes.is_empty() {
            let at = dice.below(bytes.len());
            bytes[at] = dice.roll().to_le_bytes()[0];
        }
    }
    bytes
}

fn look_at_journal(home: &Path, bytes: &[u8], master: &Key) {
    let path = piece_path(home, 1);
    fs::File::create(&path).unwrap();
    change(&path, |file| file.extend_from_slice(bytes));
    let scanned = scan(home).unwrap();
    let keys = crate::vault::keys::Keys::new([9; 16], master);
    let chain = scanned.chain(home, &keys).unwrap();
    assert_eq!(chain.head.sequence, 0, "no frame opens with another key");
}
