//! S1 and S2: nothing that a monitor wrote can be read on the disk, or on the terminal afterwards.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use rustix::process::Signal;

use crate::durability::{Bench, entries_in};

/// What was written: nothing else on the machine says these words.
const MARKS: [&str; 10] = [
    "facility Zwaluwenhoek",
    "body Kwartelmeer",
    "region Pimpelmees",
    "IVS-9173",
    "label Winterkoning",
    "answer Roodborstje",
    "note Boomklever",
    "typed answer Goudvink",
    "typed note Putter",
    "2031-07-19T13:57",
];

/// The bytes by which a mark could be found.
fn disguises(mark: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u8> = mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let letters = mark.chars().map(u32::from);
    let utf32: Vec<u8> = letters.flat_map(u32::to_le_bytes).collect();
    let hex = mark.bytes().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    let mut all = vec![
        mark.as_bytes().to_vec(),
        utf16,
        utf32,
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
    ];
    all.extend((0..3).map(|shift| base64_inside(mark.as_bytes(), shift)));
    all
}

/// The base64 letters that these bytes always give when they begin `shift` bytes into a group.
fn base64_inside(bytes: &[u8], shift: usize) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    // The first whole group, and only whole ones: what is around a mark is not known.
    let whole = &bytes[(3 - shift) % 3..];
    let groups = whole
        .chunks_exact(3)
        .map(|group| u32::from_be_bytes([0, group[0], group[1], group[2]]));
    groups
        .flat_map(|bits| [18, 12, 6, 0].map(|by| LETTERS[(bits >> by) as usize & 63]))
        .collect()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// A page of memory in which nothing stands: most are such, and need no search.
const EMPTY: [u8; 4096] = [0; 4096];

/// Every form of every mark, by its first four bytes: files are gone through once.
pub(crate) struct Sought(BTreeMap<[u8; 4], Vec<(String, Vec<u8>)>>);

impl Sought {
    pub(crate) fn of(marks: &[impl AsRef<str>]) -> Self {
        let mut forms: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for mark in marks.iter().map(AsRef::as_ref) {
            for form in disguises(mark) {
                forms
                    .entry(*form.first_chunk().unwrap())
                    .or_default()
                    .push((mark.to_owned(), form));
            }
        }
        Self(forms)
    }

    /// Returns where marks stand in these bytes.
    pub(crate) fn in_bytes<'a>(
        &'a self,
        bytes: &'a [u8],
    ) -> impl Iterator<Item = (usize, &'a str)> {
        // Most bytes begin nothing: a table of the first two tells at once, and no form begins with zero.
        let mut begins = vec![false; 1 << 16];
        for [first, second, ..] in self.0.keys() {
            assert_ne!(*first, 0);
            begins[usize::from(u16::from_be_bytes([*first, *second]))] = true;
        }
        let blocks = bytes.chunks(EMPTY.len()).zip(0..);
        blocks
            .filter(|(block, _)| **block != EMPTY[..block.len()])
            .flat_map(move |(block, number)| {
                let from = number * EMPTY.len();
                // The last windows of a block reach into the next one.
                let until = (from + block.len() + 3).min(bytes.len());
                bytes[from..until].windows(4).zip(from..)
            })
            .filter(move |(window, _)| {
                begins[usize::from(u16::from_be_bytes([window[0], window[1]]))]
            })
            .flat_map(move |(window, at)| {
                let begun = self.0.get(window).into_iter().flatten();
                begun
                    .filter(move |(_, form)| bytes[at..].starts_with(form))
                    .map(move |(mark, _)| (at, mark.as_str()))
            })
    }
}

/// Returns where a mark stands below a folder, in a file or in its name, and how many files there are.
pub(crate) fn findings(folder: &Path, sought: &Sought) -> (Vec<String>, usize) {
    let (mut found, mut files) = (Vec::new(), 0);
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for inside in fs::read_dir(folder).unwrap() {
            let path = inside.unwrap().path();
            let mut bytes = path.to_str().unwrap().as_bytes().to_vec();
            if path.is_dir() {
                folders.push(path.clone());
            } else {
                files += 1;
                bytes.extend(fs::read(&path).unwrap());
            }
            let hits = sought.in_bytes(&bytes);
            found.extend(hits.map(|(_, mark)| format!("{mark:?} in {}", path.display())));
        }
    }
    (found, files)
}

#[test]
fn nothing_that_was_written_can_be_read_on_the_disk_or_on_the_terminal_afterwards() {
    let mut bench = Bench::new();
    let home = &bench.folder.path().to_owned();
    fs::create_dir(home.join("tmp")).unwrap();
    let in_home = |command: &mut std::process::Command, home: &Path| {
        command.env("TMPDIR", home.join("tmp"));
    };
    let add = [
        "facility",
        "add",
        "--code",
        MARKS[3],
        "--type",
        "IVS",
        "--country",
        "kg",
    ];
    let names = ["--name", MARKS[0], "--body", MARKS[1], "--region", MARKS[2]];
    bench.run(&in_home, &[&add[..], &names[..]].concat());
    let made = bench.run(
        &in_home,
        &["visit", "new", "--facility", MARKS[3], "--start", MARKS[9]],
    );
    let made: serde_json::Value = serde_json::from_str(made.trim()).unwrap();
    bench.visit = made["visit"].as_str().unwrap().to_owned();
    let line = |question: &str, rest: &str| {
        format!(
            r#"{{"subject":"P-01","checklist":"police-custody/interview","question":"{question}",{rest}}}"#
        )
    };
    bench.record(&[
        &line(
            "wishes",
            &format!(
                r#""value":"{}","note":"{}","label":"{}""#,
                MARKS[5], MARKS[6], MARKS[4]
            ),
        ),
        &line("apprehended_at", &format!(r#""value":"{}""#, MARKS[9])),
    ]);
    let mut terminal = bench.start_filling_with(&[("TMPDIR", home.join("tmp").to_str().unwrap())]);
    terminal.type_text(MARKS[7]);
    terminal.wait_for(MARKS[7]);
    terminal.type_text("\x1bOS");
    terminal.wait_for("Note   0 signs");
    terminal.type_text(MARKS[8]);
    terminal.wait_for(MARKS[8]);
    // While the vault is open, with both texts kept, and again after the end.
    let sought = &Sought::of(&MARKS);
    let (open, _) = findings(home, sought);
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_for_end(Duration::from_secs(5)), Some(0));
    let (closed, files) = findings(home, sought);
    assert_eq!((open, closed), (Vec::new(), Vec::new()));
    let left = terminal.what_is_left();
    assert_eq!(left.trim(), "");
    let raw = terminal.raw();
    let given_back = raw
        .windows(8)
        .rposition(|window| window == b"\x1b[?1049l")
        .unwrap();
    for mark in MARKS {
        assert!(
            !contains(&raw[given_back..], mark.as_bytes()),
            "{mark:?} after the end"
        );
    }
    // All of it is there for who has the passphrase.
    let mut told = bench.run(&in_home, &["visit", "show", &bench.visit]);
    told += &bench.run(&in_home, &["facility", "list"]);
    told += &format!("{:?}", entries_in(&bench.vault()).unwrap());
    for mark in MARKS.iter().filter(|mark| !mark.starts_with("2031")) {
        assert!(told.contains(mark), "{mark:?} is not in the vault");
    }
    the_search_finds_what_is_there(home, sought);
    println!(
        "S1: {} marks in 8 forms, {files} files: 0 found; S2: 0 on the terminal after the end",
        MARKS.len()
    );
}

/// A search that finds nothing proves something only if it finds what is there.
fn the_search_finds_what_is_there(home: &Path, sought: &Sought) {
    let folder = home.join("planted");
    fs::create_dir(&folder).unwrap();
    for (number, form) in MARKS.iter().flat_map(|mark| disguises(mark)).enumerate() {
        let planted = folder.join(format!("{number}"));
        fs::write(&planted, [b"..".as_slice(), &form, b".."].concat()).unwrap();
        assert!(
            !findings(&folder, sought).0.is_empty(),
            "form {number} is not seen"
        );
        fs::remove_file(planted).unwrap();
    }
}
