//! A visit: what was said in it, and everything that is computed from that.
//!
//! Owns entries, subjects, answers, and [`Session`](session::Session), which takes answers. It has
//! no disk, no clock, no random numbers and no text for people. Its invariant: replaying the
//! entries of a visit gives the state of the session that made them.

mod answer;
mod entry;
mod facility;
mod subject;

pub use answer::{Answer, Content};
pub use entry::{
    Announced, ClockCheck, DeviceId, Entry, EntryId, NoVisitId, Pin, Stamp, Statement, VisitHeader,
    VisitId, VisitKind,
};
pub use facility::{Facility, FacilityType};
pub use subject::{NoSubject, Subject};
