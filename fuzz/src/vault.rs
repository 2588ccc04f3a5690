//! A vault whose files are anything: the journal, either copy of the header, or a backup.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use firsthours::vault::{Passphrase, Vault};

/// The vault of the fixtures, as its files.
static GOLDEN: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/vault-v1");
    ["header", "header.bak", "journal-0001"]
        .map(|name| (name, fs::read(folder.join(name)).unwrap_or_default()))
        .into()
});

/// Puts the bytes in the place of a file of a vault, by their first one, and opens it.
pub fn run(bytes: &[u8]) {
    let Some((place, content)) = bytes.split_first() else {
        return;
    };
    let folder = std::env::temp_dir().join(format!("firsthours-fuzz-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    if fs::create_dir_all(&folder).is_err() {
        return;
    }
    let spoilt = usize::from(*place) % GOLDEN.len();
    for (number, (name, whole)) in GOLDEN.iter().enumerate() {
        let content = if number == spoilt { content } else { whole };
        drop(fs::write(folder.join(name), content));
    }
    let opened = Vault::open(&folder, &Passphrase::of("practice"));
    if let Ok((vault, _)) = opened {
        for stream in vault.streams() {
            drop(vault.read(stream));
        }
        drop(vault.doctor());
    }
    drop(fs::remove_dir_all(&folder));
}

/// Returns each file of the vault, after the byte that names its place.
pub fn seeds() -> Vec<Vec<u8>> {
    let numbered = (0_u8..).zip(GOLDEN.iter());
    numbered
        .map(|(place, (_, whole))| [&[place], whole.as_slice()].concat())
        .collect()
}
