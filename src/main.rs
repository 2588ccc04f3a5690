//! The program: the command line if it named a command, else the screens.

use std::process::ExitCode;

use firsthours::cli::{Asked, run};
use firsthours::{app, tui};

fn main() -> ExitCode {
    // A system that refuses leaves the program as safe as it was; nothing depends on it.
    let _hardened = app::harden_process();
    match run() {
        Asked::Done(code) => code,
        Asked::Screens { folder, language } => tui::start(folder, language),
    }
}
