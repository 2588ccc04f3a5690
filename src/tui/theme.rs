//! Colours and signs: decoration only. Shape, letter and word carry the meaning.
//!
//! Owns the palettes with their contrast and the tiers of signs. Its invariant: no state of the
//! program is told by colour alone, and every pair of colours can be read (a test computes it).

mod palette;
mod signs;

pub use palette::{Depth, Environment, Palette, Role, Theme};
pub use signs::{SignTier, Signs};
