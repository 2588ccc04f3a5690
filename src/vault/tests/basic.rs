//! What a vault promises on a good day.

use crate::vault::{KdfCost, OpenError, Passphrase, StreamId, Vault, VaultKind};

fn phrase() -> Passphrase {
    Passphrase::of("practice")
}

#[test]
fn what_was_appended_is_read_back_after_reopening() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("vault");
    let vault = Vault::create(&dir, &phrase(), KdfCost::practice(), VaultKind::Practice).unwrap();
    let (a, b) = (StreamId([1; 16]), StreamId([2; 16]));
    vault
        .append(&[
            (a, b"one".to_vec()),
            (b, b"two".to_vec()),
            (a, b"three".to_vec()),
        ])
        .unwrap();
    vault.append(&[(a, vec![7; 100_000])]).unwrap();
    let many: Vec<Vec<u8>> = (0..1000_u32).map(|n| n.to_le_bytes().repeat(20)).collect();
    vault.commit_whole(StreamId([3; 16]), &many).unwrap();
    vault.seal_stream(a).unwrap();
    vault
        .append(&[(a, b"later".to_vec()), (StreamId::REGISTER, b"r".to_vec())])
        .unwrap();
    vault.set_summary(b, vault.revision(b), b"short").unwrap();
    let head = vault.head();
    assert!(vault.doctor().unwrap().is_sound());
    drop(vault);
    let (vault, report) = Vault::open(&dir, &phrase()).unwrap();
    assert!(report.is_quiet() && report.replayed == 0, "{report:?}");
    assert_eq!(vault.head(), head);
    assert_eq!(vault.streams(), [a, b, StreamId([3; 16])]);
    let read = vault.read(a).unwrap();
    let lengths: Vec<usize> = read.iter().map(|payload| payload.len()).collect();
    assert_eq!(lengths, [3, 5, 100_000, 5]);
    assert_eq!(vault.read(b).unwrap()[0].as_slice(), b"two");
    let whole: Vec<Vec<u8>> = vault
        .read(StreamId([3; 16]))
        .unwrap()
        .iter()
        .map(|p| p.to_vec())
        .collect();
    assert_eq!(whole, many);
    assert_eq!(vault.summary(b).unwrap().as_slice(), b"short");
    let report = vault.doctor().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(
        (report.frames, report.payloads, report.streams),
        (5, 1006, 4)
    );
    vault.append(&[(b, b"grown".to_vec())]).unwrap();
    assert!(
        vault.summary(b).is_none(),
        "a summary of an older state is none"
    );
}

#[test]
fn a_wrong_passphrase_and_an_empty_place_are_told_apart() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("vault");
    assert_eq!(Vault::open(&dir, &phrase()).err(), Some(OpenError::NoVault));
    drop(Vault::create(&dir, &phrase(), KdfCost::practice(), VaultKind::Practice).unwrap());
    let wrong = Vault::open(&dir, &Passphrase::of("guess")).err();
    assert_eq!(wrong, Some(OpenError::WrongPassphrase));
    let (vault, _) = Vault::open(&dir, &phrase()).unwrap();
    assert_eq!(vault.kind(), VaultKind::Practice);
    vault.change_passphrase(&Passphrase::of("new")).unwrap();
    drop(vault);
    assert_eq!(
        Vault::open(&dir, &phrase()).err(),
        Some(OpenError::WrongPassphrase)
    );
    assert!(Vault::open(&dir, &Passphrase::of("new")).is_ok());
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("vault");
    let secret = Passphrase::of("a passphrase that is searched for");
    let vault = Vault::create(&dir, &secret, KdfCost::practice(), VaultKind::Real).unwrap();
    let marks: Vec<String> = (0..50)
        .map(|n| format!("Свидетель-{n}-mark-{}", n * 7919))
        .collect();
    let stream = StreamId(*b"visit-0123456789");
    for mark in &marks {
        vault
            .append(&[(stream, mark.repeat(3).into_bytes())])
            .unwrap();
        vault
            .set_summary(stream, vault.revision(stream), mark.as_bytes())
            .unwrap();
    }
    let payloads: Vec<Vec<u8>> = marks.iter().map(|mark| mark.clone().into_bytes()).collect();
    vault.commit_whole(StreamId([5; 16]), &payloads).unwrap();
    vault.seal_stream(stream).unwrap();
    drop(vault);
    let mut needles: Vec<Vec<u8>> = vec![secret.as_str().into(), stream.0.to_vec()];
    for mark in &marks {
        needles.push(mark.clone().into_bytes());
        needles.push(mark.encode_utf16().flat_map(u16::to_le_bytes).collect());
        let hex: Vec<String> = mark.bytes().map(|byte| format!("{byte:02x}")).collect();
        needles.push(hex.concat().into_bytes());
    }
    for file in super::sample::files_of(home.path()) {
        let bytes = std::fs::read(home.path().join(&file)).unwrap();
        for needle in &needles {
            let found = bytes
                .windows(needle.len())
                .any(|window| window == needle.as_slice());
            assert!(
                !found,
                "{} holds {}",
                file.display(),
                String::from_utf8_lossy(needle)
            );
        }
    }
}
