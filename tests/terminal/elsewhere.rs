//! The disk refuses while somebody is writing: what is typed stays, is offered another place, and is
//! whole there. With the real program; the witness fills the disk.

use std::fs;

use super::endings::before_a_text_question;
use crate::durability::{entries_in, power::witness};

const NOTE: &str = "\x1bOS";
const F2: &str = "\x1bOQ";

#[test]
fn a_full_disk_is_said_and_the_work_goes_on_in_another_folder() {
    let bench = before_a_text_question();
    let home = bench.folder.path().canonicalize().unwrap();
    let full = home.join("full");
    let root = home.join("root");
    let mut terminal = bench.start_filling_with(&[
        ("LD_PRELOAD", witness().to_str().unwrap()),
        ("WITNESS_ROOT", root.to_str().unwrap()),
        ("WITNESS_FULL", full.to_str().unwrap()),
    ]);
    terminal.type_text("before it was full");
    terminal.wait_for("before it was full");
    terminal.type_text(NOTE);
    terminal.wait_for("signs");
    terminal.settled();
    fs::write(&full, "").unwrap();
    terminal.type_text("written with a full disk");
    terminal.wait_for("NOT SAVED");
    terminal.wait_for("in memory");
    // It is not over: what was typed is still typed on.
    terminal.type_text(" and after it");
    terminal.wait_for("and after it");
    terminal.type_text("\x1bOS");
    terminal.settled();
    terminal.type_text(F2);
    terminal.wait_for("find:");
    terminal.type_text("saved?\r");
    terminal.wait_for("go on in another folder");
    terminal.wait_for("full disk an");
    terminal.settled();
    // To give up is asked for by number; another number gives nothing up.
    terminal.type_text("3");
    terminal.wait_for("type their number");
    terminal.type_text("77\r");
    terminal.wait_for("nothing was given up");
    terminal.type_text("2");
    terminal.wait_for("on another disk");
    let elsewhere = home.join("stick");
    fs::create_dir(&elsewhere).unwrap();
    terminal.type_text(&format!("{}\r", elsewhere.display()));
    terminal.wait_for("The vault goes on in");
    terminal.wait_until("everything is saved", |screen| {
        !screen.contains("NOT SAVED")
    });
    terminal.type_text("\r");
    terminal.wait_for("Source:");
    terminal.type_text(NOTE);
    terminal.wait_for("signs");
    terminal.type_text(", and on the stick");
    terminal.wait_for("on the stick");
    // Enough to be kept by itself.
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    terminal.settled();
    terminal.kill();
    let said = format!("{:?}", entries_in(&elsewhere.join("vault")).unwrap());
    for written in [
        "before it was full",
        "written with a full disk and after it, and on the stick",
    ] {
        assert!(said.contains(written), "{written}: {said}");
    }
    // The old folder opens as it was when it was full.
    let said = format!("{:?}", entries_in(&bench.vault()).unwrap());
    assert!(said.contains("before it was full") && !said.contains("written with a full disk"));
}
