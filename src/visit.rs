//! A visit: what was said in it, and everything that is computed from that.
//!
//! Owns entries, subjects, answers, and [`Session`], which takes answers. It has
//! no disk, no clock, no random numbers and no text for people. Its invariant: replaying the
//! entries of a visit gives the state of the session that made them.

mod answer;
mod assessment;
mod change;
mod difference;
mod elapsed;
mod entry;
mod episode;
mod facility;
mod instance;
mod ledger;
mod local;
mod migration;
mod namesake;
mod purged;
mod refusal;
mod session;
mod sheet;
mod subject;
mod summary;
mod team;
mod timeline;
mod to_do;
mod whose;

pub use answer::{Answer, Content};
pub use assessment::{
    Assessment, Compliance, Index, StartResult, Verdict, assess, assess_as_of, verdicts,
};
pub use change::{Change, Place, Saying, Turn};
pub use difference::{Agreement, Difference, differences};
pub use elapsed::{Elapsed, Within};
pub use entry::{
    Announced, ClockCheck, DeviceId, Entry, EntryId, NoVisitId, Pin, Stamp, Statement, VisitHeader,
    VisitId, VisitKind,
};
pub use episode::{Custody, Episode, FactStatement};
pub use facility::{Facility, FacilityType};
pub use instance::{Instance, InstanceChange, InstanceId, Spot};
pub use ledger::{
    Break, EntryHash, Heads, Previous, VisitDigest, follow, in_order, without_repeated_links,
};
pub use local::{Brought, ContactCard, Imported, Local, ReceiptRead, Secret, Settled, Stretch};
pub use migration::{MigratedQuestion, Migration, pins_of};
pub use purged::{unexplained, without_purged};
pub use refusal::Refusal;
pub use session::{
    Decided, LeftBehind, RemovedInstance, RepeatPlace, ReplayFault, Said, Session, SharedCode,
    SubjectTaken, TwoAccounts, View, check_value,
};
pub use sheet::{Completeness, Sheet};
pub use subject::{Mark, NoSubject, Subject};
pub use summary::{ChecklistSummary, LastPlace, VisitSummary};
pub use team::{Decision, Stands};
pub use timeline::{
    AppliedLimit, Cell, Chart, Event, LimitResult, Phase, PhaseKind, Timeline, Zero,
};
pub use to_do::{ToDo, ToDoKind};
pub use whose::{CustodyPlace, Whose};
