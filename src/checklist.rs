//! Checklists: sections, questions and choice lists, read, compiled and checked.
//!
//! Owns the definition and knows no visit. Its invariant: a [`Checklist`] that exists has no
//! defect; whatever has one exists only as a [`ChecklistSource`] with its list of defects.
//!
//! The way of a file: text → [`ChecklistSource`] (read leniently, every defect of writing listed)
//! → resolved (lists and taken questions put in) → [`Checklist`] (names resolved, expressions
//! compiled, questions ordered). The resolved text is what visits pin. The format is described in
//! [`format`].

mod answering;
mod check_report;
mod checks;
mod comparison;
mod compile;
mod compiled;
mod defect;
mod document;
mod embedded;
mod groups;
mod library;
mod logic;
mod names;
mod nearest;
mod pinned;
mod places;
mod reach;
mod reader;
mod resolve;
mod source;
mod subject_kind;
mod view;
mod vocabulary;
mod xlsform;

#[doc = include_str!("checklist/FORMAT.md")]
pub mod format {}

pub use answering::{AddressFault, RawAnswer, ValueFault};
pub use check_report::{CheckReport, ReportedDefect};
pub use comparison::{Comparison, Difference as VersionDifference, Fate, Meaning};
pub use compile::{Outcome, compile, compile_text};
pub use compiled::{
    CHOICE_DIGITS, Checklist, Choice, DefaultValue, Group, Kind, Question, Scale, Section,
};
pub use defect::{Defect, DefectCode, Severity};
pub use embedded::{EMBEDDED, EMBEDDED_CHOICES, EMBEDDED_FACTS, EMBEDDED_SAFEGUARDS};
pub use library::{BrokenFile, CheckedFile, ChecklistFile, Library, UserFile};
pub use names::{ChecklistId, Digest, FactName, QuestionName};
pub use pinned::PinnedFault;
pub use resolve::{EmptyShelf, Shelf};
pub use source::{
    ChecklistSource, ChoiceSource, Columns, GroupSource, QuestionSource, Required, SectionSource,
};
pub use subject_kind::SubjectKind;
pub use view::{ChecklistView, ChoiceView, QuestionView, SectionView};
pub use vocabulary::{KnownFact, Vocabulary, VocabularyFault};
pub use xlsform::is_panic_contained;

pub use crate::message::Text;
