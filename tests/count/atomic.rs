//! Files are whole or not there.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use firsthours::export::atomic_file::{Existing, WriteError, write};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_appears_whole_and_only_its_owner_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("counts.csv");
    let result = write(&path, Existing::Kept, |sink| {
        sink.write_all(b"one\n")?;
        assert!(!path.exists(), "nothing has the name before it is whole");
        sink.write_all(b"two\n")?;
        Ok(2)
    });
    assert_eq!(result.unwrap(), 2);
    assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\n");
    assert_eq!(names(folder.path()), ["counts.csv"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn what_fails_while_it_is_written_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("counts.csv");
    fs::write(&path, b"old").unwrap();
    for failing_after in [0, 10, 1 << 20] {
        let result = write(&path, Existing::Replaced, |sink| -> io::Result<()> {
            sink.write_all(&vec![b'x'; failing_after])?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        });
        assert!(matches!(result, Err(WriteError::DiskFull(_))), "{result:?}");
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["counts.csv"]);
    }
}

#[test]
fn an_old_file_is_kept_or_replaced_as_it_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("counts.csv");
    fs::write(&path, b"old").unwrap();
    let kept = write(&path, Existing::Kept, |sink| sink.write_all(b"new"));
    assert!(matches!(kept, Err(WriteError::Exists)), "{kept:?}");
    assert_eq!(fs::read(&path).unwrap(), b"old");
    write(&path, Existing::Replaced, |sink| sink.write_all(b"new")).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn paths_that_name_no_file_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    let refused = |name: &str| {
        let path = folder.path().join(name);
        write(&path, Existing::Replaced, |sink| sink.write_all(b"x")).unwrap_err()
    };
    assert!(matches!(refused("sub"), WriteError::IsFolder));
    assert!(matches!(refused("sub/.."), WriteError::NoFileName));
    assert!(matches!(refused("sub/"), WriteError::NoFileName));
    assert!(matches!(refused("none/counts.csv"), WriteError::NoFolder));
    assert_eq!(names(folder.path()), ["sub"]);
    assert!(names(&folder.path().join("sub")).is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_file_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let victim = folder.path().join("victim");
    fs::write(&victim, b"precious").unwrap();
    let link = folder.path().join("counts.csv");
    std::os::unix::fs::symlink(&victim, &link).unwrap();
    let result = write(&link, Existing::Replaced, |sink| sink.write_all(b"x"));
    assert!(matches!(result, Err(WriteError::NotRegular)), "{result:?}");
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
    let dangling = folder.path().join("dangling");
    std::os::unix::fs::symlink(folder.path().join("nowhere"), &dangling).unwrap();
    let result = write(&dangling, Existing::Replaced, |sink| sink.write_all(b"x"));
    assert!(matches!(result, Err(WriteError::NotRegular)), "{result:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told_as_a_full_disk() {
    // `/dev/full` says "no space" to every write: what a full disk says.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("counts.csv");
    let result = write(&path, Existing::Kept, |_sink| {
        let mut full = fs::OpenOptions::new().write(true).open("/dev/full")?;
        full.write_all(b"x")
    });
    assert!(matches!(result, Err(WriteError::DiskFull(_))), "{result:?}");
    assert!(names(folder.path()).is_empty());
}
