//! Exports: what leaves the machine, in which format, and what is held back.
//!
//! Owns formats, redaction and the atomic write; may not touch the vault: it is handed sessions and
//! reports one at a time and keeps none of them. Its invariants: a file under its final name is
//! complete; no cell of a table runs as a formula; what may identify somebody leaves only when asked
//! for, and every export says what it held back.

mod answers;
pub mod atomic_file;
mod codebook;
mod compliance;
mod counts_table;
pub mod dashboard;
mod dataset;
mod guard;
mod kind;
mod markup;
mod paper;
mod redaction;
mod sql;
mod submissions;
mod svg;
mod table;
mod timeline;
mod visit_document;

pub use answers::AnswersCsv;
pub use codebook::write_codebook;
pub use compliance::{CountsCsv, CountsDocument, CountsLines};
pub use counts_table::{CountsText, group_name, hours, why_not_known};
pub use dataset::Dataset;
pub use guard::guarded;
pub use kind::{ExportKind, FileFormat};
pub use paper::{Paper, write_html as write_paper_html, write_text as write_paper_text};
pub use redaction::{Codes, Identities, Naming, Notes, Redaction, Withheld};
pub use sql::{Dialect, distribution_sql, indicator_sql, table_of, write_schema, write_sql};
pub use submissions::{Flavour, Headers, Submissions, TableStyle};
pub use table::{ByteOrderMark, Cell, CsvTable};
pub use timeline::{
    ChartRow, EventRow, HEAD, RowKind, TimelineWords, elapsed_in_words, lines as timeline_lines,
    utc_offset, write_svg as write_timeline_svg,
};
pub use visit_document::write_visit;

use std::io;

use crate::i18n::Catalogue;
use crate::indicator::Report;

/// A way to write counts down. All formats are given the same report.
pub trait CountsFormat {
    /// Writes the report.
    fn write(&self, report: &Report, words: &Catalogue, sink: &mut dyn io::Write)
    -> io::Result<()>;
}
