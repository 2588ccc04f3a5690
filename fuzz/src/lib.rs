//! What the fuzz targets run. Each module is one target: `run` takes the bytes, `seeds` are inputs to
//! begin with. A panic is a finding, and so is a run that takes long.

pub mod bundle;
pub mod checklist;
pub mod expression;
pub mod settings;
pub mod vault;
pub mod workbook;

use std::path::{Path, PathBuf};

/// Returns every file of a folder of the fixtures and below, in order.
pub fn fixtures(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut open = vec![root];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
            {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| std::fs::read(path).ok())
        .collect()
}
