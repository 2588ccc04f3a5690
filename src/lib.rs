//! firsthours: visit checklists for monitors of places of detention, kept, reviewed and counted offline.
//!
//! Three ideas carry it. Definition ([`checklist`]), visit ([`visit`]) and interface ([`tui`],
//! [`cli`]) are three things. The interface reaches the [`vault`] only through [`app`]. What was
//! said is appended; everything else is computed.
//!
//! The modules stand in layers, each using only what stands below it; `tests/architecture.rs` holds
//! that.

pub mod app;
pub mod bundle;
pub mod checklist;
pub mod cli;
pub mod export;
pub mod expr;
pub mod i18n;
pub mod indicator;
pub mod message;
pub mod safeguard;
pub mod tui;
pub mod value;
pub mod vault;
pub mod visit;
