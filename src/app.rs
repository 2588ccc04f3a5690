//! The use cases: what screens and commands can do, and nothing of how they show it.
//!
//! Owns the [`Desk`] (the one door to the vault), the writer thread, the clock, randomness and the
//! settings. It prints nothing and draws nothing. Its invariant: nothing is called saved before the
//! vault has said that the disk has it.

mod behind;
mod bundling;
mod checklist_files;
mod clock;
mod coding;
mod columns;
mod counting;
mod datasets;
mod desk;
mod desk_error;
mod draft;
mod exporting;
mod gist;
mod guarding;
mod keeping;
mod migrating;
mod names;
mod numbering;
mod opening;
mod practice;
mod register;
mod releasing;
mod search;
mod settings;
mod taking;
mod words;

pub use behind::{BehindUnit, BehindVisit};
pub use bundling::{
    Account, Acknowledged, BundleMade, Difference, HandedCounts, HandedTo, HeldBy, Incoming,
    Plan as MergePlan, PlannedVisit, Settlement, Strangers, TakenIn, counts_need_passphrase,
    read_counts_with,
};
pub use checklist_files::{
    ChecklistFileError, Earnest, JudgedForm, Placed, check_file, convert_checklist,
    import_checklist, judge_checklist,
};
pub use clock::{Clock, StandingClock, SystemClock, clock_check_of};
pub use coding::CodingFault;
pub use columns::ColumnsReport;
pub use counting::Measures;
pub use desk::{Chains, Desk, NewVisit, Surroundings};
pub use desk_error::DeskError;
pub use draft::{Draft, DraftOf, FacilityForm, VisitForm};
pub use exporting::{ExportOrder, Exported, SheetStyle};
pub use guarding::{NameSaid, names_said};
pub use keeping::{BIN_DAYS, InBin, NotDone, Purge, Renewal};
pub use names::{AllowedNames, NameScope, looks_like_a_name, names_in, names_somebody};
pub use opening::{Meanwhile, chain_findings, clock_note, doctor_findings, opening_notes};
pub use practice::{
    PRACTICE_PASSPHRASE, Plan, fill as fill_practice,
    fill_with_everything as fill_practice_with_everything,
};
pub use releasing::ReleasedBefore;
pub use search::{Earlier, EarlierAnswers, Found, FoundIn, Hit, MOST_HITS, Query, readable};
pub use settings::{Folders, Settings, SettingsFault};
pub use taking::{LineRefusal, Taken, Taking};
pub use words::{Strength, mixes_scripts};

pub use crate::bundle::{BundleFault, Contact, Fingerprint, PublicKey, Sender};
pub use crate::vault::{
    BackedUp, DoctorReport, KdfCost, OpenReport, Passphrase, Rewritten, Slot, VaultKind,
    harden_process,
};

/// Returns whether a panic on this thread is caught where it happens, in the store or over a damaged
/// workbook, so that a panic hook need not leave the screen or frighten anybody.
pub fn is_panic_contained() -> bool {
    crate::vault::is_panic_contained() || crate::checklist::is_panic_contained()
}
