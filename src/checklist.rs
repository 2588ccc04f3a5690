//! Checklists: sections, questions and choice lists, read, compiled and checked.
//!
//! Owns the definition and knows no visit. Its invariant: a [`Checklist`] that exists has no
//! defect; whatever has one exists only as a [`ChecklistSource`] with its list of defects.

mod compiled;
mod names;
mod source;
mod subject_kind;
mod text;

pub use compiled::{Checklist, Choice, Kind, Question, Section};
pub use names::{ChecklistId, Digest, FactName, QuestionName};
pub use source::{ChecklistSource, ChoiceSource, QuestionSource, SectionSource};
pub use subject_kind::SubjectKind;
pub use text::Text;
