//! Hand-over by commands, and an import that is killed.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use super::bench::{Bench, person};

fn key(bench: &Bench) -> String {
    bench.json(&["bundle", "key"], "")[0]["key"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn text<'a>(object: &'a Json, key: &str) -> &'a str {
    object[key].as_str().unwrap_or_default()
}

#[test]
fn a_visit_goes_to_the_office_and_a_receipt_comes_back() {
    let (monitor, office) = (Bench::new(), Bench::of_another());
    monitor.facility("F-1", "IVS", "kg");
    let visit = monitor.visit("F-1", "2026-03-05T10:00");
    monitor.record(&visit, &[person("D12", "yes")]);
    let (own, other) = (key(&monitor), key(&office));
    let added = office.json(&["contact", "add", "M-1", "--key", &own], "");
    assert_eq!(text(&added[0], "words").split(' ').count(), 6);
    monitor.json(&["contact", "add", "office", "--key", &other], "");
    assert_eq!(
        monitor
            .run(&["contact", "add", "x", "--key", "age1nokey"], "")
            .code,
        1
    );

    let folder = office.folder().to_str().unwrap();
    let made = monitor.json(
        &[
            "bundle",
            "create",
            "--visit",
            &visit,
            "--to",
            folder,
            "--recipient",
            "office",
        ],
        "",
    );
    let file = text(&made[0], "file");
    let shown = office.json(&["bundle", "show", file], "");
    assert_eq!(text(&shown[0], "sender"), "known");
    assert_eq!(shown[0]["merged"], false);
    assert_eq!(office.json(&["visit", "list"], "").len(), 0);
    let dry = office.json(&["bundle", "merge", file, "--dry-run"], "");
    assert_eq!(dry[0]["new"], shown[0]["new"]);
    assert_eq!(office.json(&["visit", "list"], "").len(), 0);
    let merged = office.json(&["bundle", "merge", file], "");
    assert_eq!(merged[0]["merged"], true);
    assert_eq!(
        office.show(&visit)["answers"],
        monitor.show(&visit)["answers"]
    );
    assert_eq!(
        office.show(&visit)["digest"],
        monitor.show(&visit)["digest"]
    );
    assert_eq!(office.json(&["bundle", "merge", file], "")[0]["new"], 0);

    let back = office.json(
        &["bundle", "receipt", "--to", folder, "--recipient", "M-1"],
        "",
    );
    let receipt = text(&back[0], "file");
    monitor.json(&["bundle", "merge", receipt], "");
    let held = monitor.json(&["bundle", "held"], "");
    assert_eq!(
        (text(&held[0], "from"), held[0]["lacking"].as_u64()),
        ("office", Some(0))
    );

    office.json(&["bundle", "undo"], "");
    assert_eq!(office.json(&["visit", "list"], "").len(), 0);
    let doctor = office.json(&["doctor"], "");
    assert_eq!(
        (&doctor[0]["sound"], &doctor[0]["chain_breaks"]),
        (&true.into(), &0.into())
    );
}

#[test]
fn two_who_carry_one_code_are_listed_counted_as_two_and_said_to_be_one() {
    let (first, second) = (Bench::new(), Bench::of_another());
    first.facility("F-1", "IVS", "kg");
    let visit = first.visit("F-1", "2026-03-05T10:00");
    let keys = [key(&first), key(&second)];
    let hands = |from: &Bench, to: &Bench, key: &str| {
        let folder = to.folder().to_str().unwrap();
        let create = ["bundle", "create", "--visit", &visit, "--to", folder];
        let made = from.json(&[&create[..], &["--recipient", key]].concat(), "");
        text(&made[0], "file").to_owned()
    };
    let takes =
        |by: &Bench, file: &str| by.json(&["bundle", "merge", file, "--accept-unknown"], "");
    takes(&second, &hands(&first, &second, &keys[1]));
    first.record(&visit, &[person("D12", "yes")]);
    second.record(&visit, &[person("D12", "no")]);
    let merged = takes(&first, &hands(&second, &first, &keys[0]));
    let twice = &merged[0]["visits"][0]["taken_up_twice"];
    let [one, other] = [&twice[0], &twice[1]].map(|code| code.as_str().unwrap().to_owned());
    assert!(one.starts_with("P-01.") && other.starts_with("P-01.") && one != other);
    let persons = || first.json(&["visit", "list"], "")[0]["persons"].clone();
    assert_eq!(persons(), 2);
    // Who is meant has to be said from here on.
    let line = format!("{}\n", person("D12", "yes"));
    let refused = first.run(&["record", &visit], &line);
    assert!(refused.out.contains("shared_code"), "{}", refused.out);
    let same = ["bundle", "same", &visit];
    let listed = first.json(&same, "");
    assert_eq!(
        (text(&listed[0], "code"), &listed[0]["open"]),
        ("P-01", &true.into())
    );
    let say = [&same[..], &[&one, &other, "--why", "one scar, one cell"]].concat();
    assert_eq!(first.run(&say[..5], "").code, 2, "not without a reason");
    let said = first.json(&say, "");
    assert_eq!(
        (&said[0]["one"], said[0]["differ"].as_u64()),
        (&true.into(), Some(1))
    );
    assert_eq!(persons(), 1);
    first.json(&[&say[..], &["--two"]].concat(), "");
    assert_eq!(persons(), 2);
    assert_eq!(first.json(&same, "")[0]["open"], false);
}

#[test]
fn a_bundle_that_is_cut_or_from_nobody_known_is_refused_with_exit_code_1() {
    let (monitor, office) = (Bench::new(), Bench::of_another());
    monitor.facility("F-1", "IVS", "kg");
    let visit = monitor.visit("F-1", "2026-03-05T10:00");
    let to = office.folder().join("in.dat");
    let to = to.to_str().unwrap();
    let create = [
        "bundle",
        "create",
        "--visit",
        &visit,
        "--to",
        to,
        "--recipient",
        &key(&office),
    ];
    monitor.json(&create, "");
    // A file that is there stays.
    assert_eq!(monitor.run(&create, "").code, 1);
    let refused = office.run(&["bundle", "merge", to], "");
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("Words of the signing key"),
        "{}",
        refused.err
    );
    let bytes = std::fs::read(to).unwrap();
    for length in [0, 1, 100, bytes.len() - 1] {
        let cut = office.folder().join("cut.dat");
        std::fs::write(&cut, &bytes[..length]).unwrap();
        for command in ["show", "merge"] {
            let ran = office.run(&["bundle", command, "cut.dat", "--lang", "ru"], "");
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{length}");
        }
    }
    assert_eq!(office.json(&["visit", "list"], "").len(), 0);
    let taken = office.json(&["bundle", "merge", to, "--accept-unknown"], "");
    assert_eq!(text(&taken[0], "sender"), "unknown");
}

/// Kills an import at another moment each time: the visits are all there or none is.
fn imports_killed(times: u32) {
    let (monitor, office) = (Bench::new(), Bench::of_another());
    monitor.facility("F-1", "IVS", "kg");
    let mut visits = Vec::new();
    for day in 1..=4 {
        let visit = monitor.visit("F-1", &format!("2026-03-0{day}T10:00"));
        monitor.record(
            &visit,
            &[person("D12", "yes"), person("D01", "2026-03-01T10:00")],
        );
        visits.push(visit);
    }
    let own = key(&monitor);
    office.json(&["contact", "add", "M-1", "--key", &own], "");
    let to = office.folder().join("in.dat");
    let mut create = vec!["bundle", "create", "--to", to.to_str().unwrap()];
    let recipient = key(&office);
    create.extend(["--recipient", &recipient]);
    for visit in &visits {
        create.extend(["--visit", visit]);
    }
    monitor.json(&create, "");
    let (mut all, mut none) = (0, 0);
    // Most of a run is opening the vault: the moments are taken from its end.
    let began = std::time::Instant::now();
    office.json(&["bundle", "show", "in.dat"], "");
    let usual = began.elapsed();
    for turn in 0..times {
        let mut child = Command::new(env!("CARGO_BIN_EXE_firsthours"))
            .args([
                "--vault",
                "vault",
                "--passphrase-file",
                "-",
                "bundle",
                "merge",
                "in.dat",
            ])
            .current_dir(office.folder())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(b"practice\n")
            .unwrap();
        std::thread::sleep(usual * (70 + turn * 7 % 70) / 100);
        child.kill().unwrap();
        child.wait().unwrap();
        match office.json(&["visit", "list"], "").len() {
            0 => none += 1,
            4 => {
                all += 1;
                for visit in &visits {
                    assert_eq!(office.show(visit)["digest"], monitor.show(visit)["digest"]);
                }
                office.json(&["bundle", "undo"], "");
            }
            some => panic!("{some} of 4 visits are there"),
        }
        assert_eq!(office.json(&["doctor"], "")[0]["sound"], true);
    }
    println!("{times} imports killed: {all} whole, {none} not begun, 0 in part");
    assert_eq!(all + none, times);
}

#[test]
fn an_import_that_is_killed_is_there_whole_or_not_at_all() {
    imports_killed(3);
}

#[test]
#[ignore = "the long proof: cargo test --release -- --ignored imports --nocapture"]
fn a_hundred_imports_killed_leave_no_half_visit() {
    imports_killed(100);
}
