//! Turns messages into text: catalogues, plurals, numbers and dates in each language.
//!
//! Uses only [`crate::message`]. Its invariant: every id of the English catalogue exists in the
//! Russian one with the same variables, and the other way round; a test holds it. Kazakh, Kyrgyz
//! and Tajik texts are drafts until a native speaker has reviewed them: screens call them so, and a
//! text that is not drafted yet falls back to Russian.

mod calendar;
mod catalogue;
mod drafts;
mod fold;
mod language;

pub use calendar::{Calendar, hours_and_minutes};
pub use catalogue::{AREAS, Catalogue};
pub use fold::fold;
pub use language::Language;
