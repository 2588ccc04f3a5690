//! All integration tests in one binary: it links once.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test that cannot go on stops there; helpers of tests too"
)]
#![allow(
    clippy::pedantic,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "proofs print their counts; how a test puts its text together is no matter"
)]

mod architecture;
mod durability;
mod scenario;
mod terminal;
mod count {
    //! Counts and exports, as their readers see them.
    mod atomic;
    mod columns;
    mod definitions;
    mod exports;
    mod formats;
    mod merging;
    mod pictures;
    mod releases;
    mod scenario;
    mod sql;
    mod worked_examples;
}
mod checklist {
    //! Checklists of the program, of users, and rejected ones.
    mod answering;
    mod content;
    mod format;
    mod library;
    mod linter;
    mod rejected;
    mod round_trip;
    mod told;
    mod xlsform;
}
mod cli {
    //! The real program, spoken to as a script would.
    mod bench;
    mod cases;
    mod contract;
    mod counts;
    mod eval;
    mod evidence_accounts;
    mod evidence_law;
    mod evidence_times;
    mod handover;
    mod hostile;
    mod keeping;
    mod paper;
    mod practice;
    mod repeats;
    mod safeguards;
    mod short_memory;
    mod tables;
    mod versions;
}
mod handover {
    //! What colleagues hand to each other, and what holds what was said together.
    mod bin;
    mod bundles;
    mod chain;
    mod counting;
    mod namesakes;
    mod people;
    mod questionnaires;
    mod screens;
    mod threads;
}
mod visit {
    //! Sessions as monitors use them.
    mod custodies;
    mod laws;
    mod pace;
    mod recalculation;
    mod repeats;
    mod session;
    mod versions;
    mod wording;
    mod words;
}
mod tui {
    //! A monitor at the keyboard.
    mod drafts;
    mod evidence;
    mod filling;
    mod guard;
    mod handing_on;
    mod looking;
    mod migrating;
    mod monitor;
    pub(crate) mod office;
    mod picture;
    mod readme;
    mod real_terminal;
    mod repeats;
    mod safety;
    mod screens;
    mod visiting;
}
