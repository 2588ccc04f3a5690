//! From what a terminal reports to what a finger did: positions, digits, text, and guards in time.
//!
//! Owns the tables of the layouts and the one function that resolves a key. It knows no screen and
//! no command. Its invariant: text is never mapped, and what is mapped is mapped by position, so
//! that the same finger does the same thing in every layout.

mod guard;
mod layout;
mod resolve;

pub use guard::{EscapeBurst, RepeatGuard, TypingGuard, TypingVerdict};
pub use layout::{KazakhRow, Layout, Profile, in_other_script, legend, position};
pub use resolve::{Bare, Focus, Memory, Pressed, Script, resolve};
