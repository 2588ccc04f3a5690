//! The program: the command line if it named a command, else the screens.

use std::alloc::System;
use std::process::ExitCode;

use firsthours::cli::{Asked, run};
use firsthours::{app, tui};
use zeroizing_alloc::ZeroAlloc;

/// Whatever is dropped is wiped: texts grow, move and are copied, and nobody could name every place
/// where an answer once stood. So locking only has to drop.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    // A system that refuses leaves the program as safe as it was; nothing depends on it.
    let _hardened = app::harden_process();
    // Panics of the store are caught and healed from the journal, those over damaged workbooks are told
    // as defects: they are nothing to print.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !app::is_panic_contained() {
            usual(panic);
        }
    }));
    match run() {
        Asked::Done(code) => code,
        Asked::Screens { folder, language } => tui::start(folder, language),
    }
}
