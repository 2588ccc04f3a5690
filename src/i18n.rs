//! Turns messages into text: catalogues, plurals, numbers and dates in each language.
//!
//! Uses only [`crate::message`]. Its invariant: every id of the English catalogue exists in the
//! Russian one with the same variables, and the other way round; a test holds it. Kazakh, Kyrgyz
//! and Tajik catalogues are not written yet: their text falls back to Russian.

mod calendar;
mod catalogue;
mod fold;
mod language;

pub use calendar::{Calendar, hours_and_minutes};
pub use catalogue::{AREAS, Catalogue};
pub use fold::fold;
pub use language::Language;
