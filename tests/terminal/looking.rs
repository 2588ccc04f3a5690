//! The screens that look, in the real program: from a cell of the counts to the answer behind it, and
//! with the letters that a terminal sends when no Latin layout is installed.
//!
//! The letters are those that xterm, VTE, kitty and Alacritty were measured to send; a test with an X
//! server would press the same keys and send the same bytes. What only people can show is not here:
//! whether 8 of 10 monitors enter 60 items with two wrong answers at most, and whether 4 of 5 lawyers
//! read from the timeline which limit was broken, from which zero. Nor is what only Windows can show.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::Terminal;
use crate::durability::Bench;

/// Goes one step back. Three within a second and a half would hide the screen.
fn back(terminal: &mut Terminal) {
    thread::sleep(Duration::from_millis(800));
    terminal.type_text("\x1b");
    terminal.settled();
}

/// The program on a practice vault with enough persons that not every count is hidden.
fn at_the_office(home: &Path, variables: &[(&str, &str)]) -> Terminal {
    let vault = home.join("vault");
    let vault = vault.to_str().unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_firsthours"))
        .args(["demo", "--no-ui", "--visits", "8", "--persons", "6"])
        .args(["--dir", vault])
        .env("HOME", home)
        .output()
        .unwrap();
    assert!(made.status.success());
    let arguments = ["--vault", vault, "--lang", "en"];
    let mut terminal = Terminal::start_with(home, &arguments, 100, 30, variables);
    terminal.wait_for("Passphrase");
    terminal.type_text("practice\r");
    terminal.wait_for("Continue");
    terminal.settled();
    terminal
}

#[test]
fn from_a_cell_of_the_counts_one_gets_to_the_answer_behind_it_and_back() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = at_the_office(home.path(), &[]);
    terminal.type_text("7");
    terminal.wait_for("1/69");
    // The first figure that is not hidden.
    for _ in 0..30 {
        if terminal.settled().contains("persons interviewed:") {
            break;
        }
        terminal.type_text("\x1b[B");
    }
    terminal.wait_for("persons interviewed:");
    terminal.type_text("\r");
    terminal.wait_for("visits behind it");
    terminal.type_text("\r");
    terminal.wait_for("8 visits.");
    terminal.settled();
    terminal.type_text("\r");
    terminal.wait_for("> P-");
    terminal.settled();
    terminal.type_text("\r");
    terminal.wait_for("Rests on:");
    terminal.settled();
    terminal.type_text("j");
    terminal.wait_for("Source:");
    for step in ["Rests on:", "> P-", "Behind the figure"] {
        // Between the safeguards and the list of persons lie the overviews of the visit.
        for _ in 0..4 {
            back(&mut terminal);
            if terminal.screen().contains(step) {
                break;
            }
        }
        terminal.wait_for(step);
    }
}

#[test]
fn keys_do_what_the_footer_says_where_only_a_russian_or_a_kazakh_layout_is_installed() {
    // What terminals send then, key by key, stands in the measurements of the keyboards: the letter of
    // the layout, and on the Kazakh row a letter for a digit.
    let bench = Bench::new();
    let mut terminal = bench.start_home();
    // 8 on the Kazakh row, then 7, which is a full stop there.
    terminal.type_text("ү");
    terminal.wait_for("Export");
    back(&mut terminal);
    terminal.type_text(".");
    terminal.wait_for("1/69");
    // G: the columns; S: whose word counts; 4 on the Kazakh row: what was handed out.
    terminal.type_text("п");
    terminal.wait_for("What shall the columns be?");
    back(&mut terminal);
    terminal.type_text("ы");
    terminal.wait_for("Whose word: the person");
    terminal.type_text("ң");
    terminal.wait_for("Handed out before");
    back(&mut terminal);
    back(&mut terminal);
    // N: to the empty question, a time: its digits are those of the row.
    terminal.type_text("т");
    terminal.wait_for("Source:");
    terminal.type_text("ә");
    terminal.wait_for("[ 2 ");
    terminal.type_text("\x7f");
    // 3 in the view of one question, and 2 in the table.
    let mut answer = None;
    let said = "Recorded: V02";
    for (view, key) in [("", "і"), ("п", "ә")] {
        terminal.type_text("\x1b[15~");
        terminal.wait_for("Go to question:");
        terminal.type_text("V02");
        terminal.settled();
        terminal.type_text("\r");
        terminal.wait_for("Source:");
        terminal.type_text(view);
        terminal.settled();
        terminal.type_text(key);
        let recorded = |screen: &str| {
            let line = screen.lines().find(|line| line.contains(said))?;
            Some(line.trim().to_owned())
        };
        // Another one than before: the line of the first may still be there.
        terminal.wait_until("another answer is recorded", |screen| {
            recorded(screen).is_some() && recorded(screen) != answer
        });
        answer = recorded(&terminal.settled());
    }
    // F9 hides from a text too.
    terminal.type_text("\x1b[20~");
    terminal.wait_until("the screen is covered", |screen| !screen.contains("V02"));
}

/// Returns the parameters of every order that changes how letters look.
fn looks(raw: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(raw);
    let orders = text.split("\x1b[").skip(1);
    let looks = orders.filter_map(|order| {
        let (numbers, _) = order.split_once('m')?;
        let is_look = numbers
            .chars()
            .all(|sign| sign.is_ascii_digit() || ";:".contains(sign));
        is_look.then(|| {
            numbers
                .split([';', ':'])
                .map(|number| number.parse().unwrap_or(0))
        })
    });
    looks.flatten().collect()
}

#[test]
fn without_colours_none_is_sent_and_every_mark_is_still_there() {
    let is_colour = |look: &u16| matches!(look, 30..=38 | 40..=48 | 90..=97 | 100..=107);
    for (variables, has_colours) in [
        (&[("TERM", "xterm-256color")] as &[_], true),
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], false),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = at_the_office(home.path(), variables);
        terminal.type_text("7");
        terminal.wait_for("1/69");
        let table = terminal.settled();
        assert!(table.contains("!! ") && table.contains("hidden"), "{table}");
        back(&mut terminal);
        terminal.type_text("1");
        terminal.wait_for("> Persons");
        terminal.settled();
        terminal.type_text("\r");
        terminal.wait_for("> P-01");
        terminal.settled();
        for (key, sign) in [
            ("l", "First hours"),
            ("v", "Differences"),
            ("s", "Safeguards"),
        ] {
            terminal.type_text(key);
            terminal.wait_for(sign);
            terminal.settled();
            back(&mut terminal);
        }
        let sent = looks(&terminal.raw());
        assert_eq!(sent.iter().any(is_colour), has_colours, "{variables:?}");
    }
}
