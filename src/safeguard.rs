//! Safeguards, facts and limits: what ought to hold, the shared words for what happened, and law as
//! data with validity dates.
//!
//! Knows no visit and no vault. Its invariant: a limit that is not `confirmed` never leaves this
//! module without its warning.

mod country;

pub use country::Country;
