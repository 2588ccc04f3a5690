//! Safeguards, facts and limits: what ought to hold, the shared words for what happened, and law as
//! data with validity dates.
//!
//! Knows no visit and no vault. Its invariant: a limit that is not `confirmed` never leaves this
//! module without its warning.

mod body;
mod catalogue;
mod country;
mod defect;
mod embedded;
mod law;
mod law_check;
mod limit;
mod official_time;
mod review;
mod shared;

pub use body::Body;
pub use catalogue::{Catalogue, Fact, FactKind, Norm, Safeguard};
pub use country::Country;
pub use defect::{Defect, DefectKind};
pub use embedded::{LAW_FILES, VOCABULARY_FILES};
pub use law::Law;
pub use law_check::{Remark, Weight};
pub use limit::{Jurisdiction, Limit, Rule, Who};
pub use official_time::official_offset_minutes;
pub use review::ReviewStatus;
pub use shared::{read_user_law, shared_catalogue, shared_law};
