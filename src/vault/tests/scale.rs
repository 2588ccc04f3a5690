//! Sizes: run by hand with `--ignored`, in release.

use std::time::Instant;

use super::sample::{open, phrase};
use crate::vault::{KdfCost, StreamId, Vault, VaultKind};

fn resident_kib() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[ignore = "takes a minute or two: sizes, times and memory of a million interviews"]
fn a_million_interviews_are_written_in_minutes_and_opened_at_once() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("vault");
    let visits = std::env::var("FIRSTHOURS_VISITS").map_or(200, |n| n.parse().unwrap());
    let vault = Vault::create(&dir, &phrase(), KdfCost::practice(), VaultKind::Practice).unwrap();
    let start = Instant::now();
    for visit in 0..visits {
        let visit: u64 = visit;
        let mut id = [7; 16];
        id[..8].copy_from_slice(&visit.to_le_bytes());
        let payloads: Vec<Vec<u8>> = (0..17_500_u64)
            .map(|n| {
                let value = (n ^ visit).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
                format!("{{i:{{d:device0123456789,n:{n}}},t:{{b:M-1,l:2026-01-{value:04}}},w:{{A:{{s:P-{},q:q{},a:{value}}}}}}}", n / 35, n % 35).into_bytes()
            })
            .collect();
        vault.commit_whole(StreamId(id), &payloads).unwrap();
        let revision = vault.revision(StreamId(id));
        vault
            .set_summary(StreamId(id), revision, &[1; 200])
            .unwrap();
    }
    println!(
        "{visits} visits written in {:?}, peak {} KiB",
        start.elapsed(),
        resident_kib()
    );
    drop(vault);
    let size = |path: &str| {
        std::fs::read_dir(dir.join(path))
            .unwrap()
            .map(|f| f.unwrap().metadata().unwrap().len())
            .sum::<u64>()
    };
    println!("journal and headers {} sled {}", size(""), size("sled"));
    let start = Instant::now();
    let (vault, report) = open(&dir).unwrap();
    println!("opened in {:?} {report:?}", start.elapsed());
    let start = Instant::now();
    println!(
        "{} summaries in {:?}",
        vault
            .streams()
            .into_iter()
            .filter_map(|stream| vault.summary(stream))
            .count(),
        start.elapsed()
    );
    let start = Instant::now();
    let count: usize = vault
        .streams()
        .into_iter()
        .map(|s| vault.read(s).unwrap().len())
        .sum();
    println!(
        "{count} payloads read in {:?}, peak {} KiB",
        start.elapsed(),
        resident_kib()
    );
    println!("{} notices", vault.notices().take().len());
    let files = super::sample::files_of(&dir.join("sled"));
    println!("{} files of sled, {:?}", files.len(), files.first());
    let start = Instant::now();
    assert!(vault.doctor().unwrap().is_sound());
    println!(
        "examined in {:?}, peak {} KiB",
        start.elapsed(),
        resident_kib()
    );
    let start = Instant::now();
    for n in 0..500_u32 {
        vault
            .append(&[(StreamId([1; 16]), n.to_le_bytes().repeat(20))])
            .unwrap();
    }
    println!("an append in {:?}", start.elapsed() / 500);
}

#[test]
#[ignore = "wants FIRSTHOURS_FULL_DISK: a folder on a small file system of its own"]
fn opening_and_reading_work_on_a_full_disk_and_an_append_says_so() {
    use std::io::Write as _;
    let disk = std::path::PathBuf::from(std::env::var_os("FIRSTHOURS_FULL_DISK").unwrap());
    let dir = disk.join("vault");
    let said = super::sample::make(&dir, 3);
    let mut filler = std::fs::File::create(disk.join("filler")).unwrap();
    while filler.write(&[1; 512]).is_ok_and(|written| written > 0) {}
    let (vault, report) = open(&dir).unwrap();
    assert_eq!(super::sample::content(&vault), said, "{report:?}");
    let refused =
        (0..1_000).find_map(|_| vault.append(&[(StreamId([1; 16]), vec![7; 4_000])]).err());
    let full = Some(crate::vault::AppendError::Broken(
        std::io::ErrorKind::StorageFull,
    ));
    assert_eq!(refused, full, "{report:?}");
    let kept = super::sample::content(&vault);
    drop(filler);
    std::fs::remove_file(disk.join("filler")).unwrap();
    vault.mend().unwrap();
    vault
        .append(&[(StreamId([1; 16]), b"there is room again".to_vec())])
        .unwrap();
    drop(vault);
    let (vault, report) = open(&dir).unwrap();
    let mut expected = kept;
    expected
        .get_mut(&StreamId([1; 16]))
        .unwrap()
        .push(b"there is room again".to_vec());
    assert_eq!(super::sample::content(&vault), expected, "{report:?}");
    assert!(vault.doctor().unwrap().is_sound());
}
