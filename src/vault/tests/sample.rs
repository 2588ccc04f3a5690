//! A small vault with known content, made once and copied for each trial.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::vault::keys::{Key, derive};
use crate::vault::{KdfCost, OpenError, OpenReport, Passphrase, StreamId, Vault, VaultKind};

/// The content of a vault.
pub(super) type Said = BTreeMap<StreamId, Vec<Vec<u8>>>;

/// Numbers that look random and come again with the same seed (`SplitMix64`).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).unwrap()
    }
}

pub(super) fn phrase() -> Passphrase {
    Passphrase::of("practice")
}

/// Opens a vault; a derivation that was done before is not done again.
pub(super) fn open(dir: &Path) -> Result<(Vault, OpenReport), OpenError> {
    Vault::open_deriving(dir, &phrase(), &mut derive_once)
}

/// Opens a vault without its working copy, if it was closed well.
pub(super) fn open_lightly(dir: &Path) -> Result<(Vault, OpenReport), OpenError> {
    Vault::open_lightly_deriving(dir, &phrase(), &mut derive_once)
}

fn derive_once(passphrase: &Passphrase, salt: &[u8; 16], cost: KdfCost) -> Option<Key> {
    type Known = ([u8; 16], KdfCost, [u8; 32]);
    static DERIVED: OnceLock<std::sync::Mutex<Vec<Known>>> = OnceLock::new();
    let mut known = DERIVED.get_or_init(Default::default).lock().unwrap();
    if let Some((.., key)) = known.iter().find(|(s, c, _)| s == salt && *c == cost) {
        return Key::from_slice(key);
    }
    let key = derive(passphrase, salt, cost)?;
    known.push((*salt, cost, *key.bytes()));
    Some(key)
}

/// Makes a vault with an open visit, a closed one, an imported one and the register.
pub(super) fn make(dir: &Path, seed: u64) -> Said {
    let mut said = Said::new();
    let mut dice = Dice(seed);
    let vault = Vault::create(dir, &phrase(), KdfCost::practice(), VaultKind::Practice).unwrap();
    let streams = [StreamId::REGISTER, StreamId([1; 16]), StreamId([2; 16])];
    for step in 0..24 {
        let batch: Vec<(StreamId, Vec<u8>)> = (0..=dice.below(3))
            .map(|_| {
                let stream = streams[dice.below(streams.len())];
                let length = if step == 5 { 9_000 } else { dice.below(300) };
                let payload = (0..length).map(|_| dice.roll().to_le_bytes()[0]).collect();
                (stream, payload)
            })
            .collect();
        vault.append(&batch).unwrap();
        for (stream, payload) in batch {
            said.entry(stream).or_default().push(payload);
        }
    }
    let imported: Vec<Vec<u8>> = (0..50)
        .map(|_| dice.roll().to_le_bytes().to_vec())
        .collect();
    vault.commit_whole(StreamId([3; 16]), &imported).unwrap();
    said.insert(StreamId([3; 16]), imported);
    vault.seal_stream(StreamId([2; 16])).unwrap();
    let last = vec![(StreamId([1; 16]), b"the last thing that was said".to_vec())];
    vault.append(&last).unwrap();
    for (stream, payload) in last {
        said.entry(stream).or_default().push(payload);
    }
    said
}

/// The sample: made once in each run.
pub(super) fn sample() -> &'static (tempfile::TempDir, Said) {
    static SAMPLE: OnceLock<(tempfile::TempDir, Said)> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let said = make(&home.path().join("vault"), 7);
        (home, said)
    })
}

/// A copy of the sample that may be spoilt.
pub(super) fn copy_of_sample() -> (tempfile::TempDir, PathBuf, &'static Said) {
    let (home, said) = sample();
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&home.path().join("vault"), &copy.path().join("vault"));
    let dir = copy.path().join("vault");
    (copy, dir, said)
}

pub(super) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
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

/// Returns what a vault says.
pub(super) fn content(vault: &Vault) -> Said {
    vault
        .streams()
        .into_iter()
        .chain([StreamId::REGISTER])
        .map(|stream| {
            let payloads = vault.read(stream).unwrap();
            (
                stream,
                payloads.iter().map(|payload| payload.to_vec()).collect(),
            )
        })
        .collect()
}

/// Every file of a vault, by its path below the vault.
pub(super) fn files_of(dir: &Path) -> Vec<PathBuf> {
    fn walk(root: &Path, dir: &Path, found: &mut Vec<PathBuf>) {
        for inside in fs::read_dir(dir).unwrap() {
            let path = inside.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                found.push(path.strip_prefix(root).unwrap().to_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(dir, dir, &mut found);
    found.sort();
    found
}

/// Changes bytes of a file in place.
pub(super) fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    let mut file = fs::File::create(path).unwrap();
    std::io::Write::write_all(&mut file, &bytes).unwrap();
}
