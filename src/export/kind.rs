//! The kinds of export: what each contains, and what it leaves out.

use crate::message::Message;

/// A kind of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExportKind {
    /// One row per answer.
    Answers,
    /// Counts of indicators.
    Compliance,
    /// Counts as they are seen: a table of groups, and a trend.
    Dashboard,
    /// What happened to one person, hour by hour.
    Timeline,
    /// One visit as a whole.
    Visit,
    /// What the questions of checklists are.
    Codebook,
    /// Sheets as ODK Central exports them.
    Central,
    /// Sheets as `KoboToolbox` exports them.
    Kobo,
    /// Units as flat rows, in a folder.
    Dataset,
    /// Indicators as SQL over a dataset.
    Sql,
}

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileFormat {
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
    /// An archive of tables.
    Zip,
    /// Plain text.
    Text,
    /// A picture.
    Svg,
    /// Statements for a database.
    Sql,
}

impl FileFormat {
    /// Returns the exchange name, which is the usual ending of a file's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Zip => "zip",
            Self::Text => "txt",
            Self::Svg => "svg",
            Self::Sql => "sql",
        }
    }

    /// Returns the format with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        let known = [
            Self::Csv,
            Self::Json,
            Self::Zip,
            Self::Text,
            Self::Svg,
            Self::Sql,
        ];
        let mut known = known.into_iter();
        known.find(|format| format.name().eq_ignore_ascii_case(name))
    }
}

impl ExportKind {
    /// Every kind that needs no person, in the order in which screens offer them: a timeline is written
    /// from where it is seen.
    pub const ALL: [Self; 9] = [
        Self::Compliance,
        Self::Answers,
        Self::Visit,
        Self::Codebook,
        Self::Central,
        Self::Kobo,
        Self::Dashboard,
        Self::Dataset,
        Self::Sql,
    ];

    /// Returns the exchange name, as in `export answers`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Compliance => "compliance",
            Self::Dashboard => "dashboard",
            Self::Timeline => "timeline",
            Self::Visit => "visit",
            Self::Codebook => "codebook",
            Self::Central => "central",
            Self::Kobo => "kobo",
            Self::Dataset => "dataset",
            Self::Sql => "sql",
        }
    }

    /// Returns the kind with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the formats in which it can be written, the usual one first.
    pub const fn formats(self) -> &'static [FileFormat] {
        match self {
            Self::Answers | Self::Codebook | Self::Dataset => &[FileFormat::Csv],
            Self::Sql => &[FileFormat::Sql],
            Self::Compliance => &[FileFormat::Csv, FileFormat::Json],
            Self::Visit => &[FileFormat::Json],
            Self::Dashboard | Self::Timeline => &[FileFormat::Text, FileFormat::Svg],
            Self::Central | Self::Kobo => &[FileFormat::Zip],
        }
    }

    /// Returns what it is called.
    pub const fn title(self) -> Message {
        Message::new(match self {
            Self::Answers => "export-answers-title",
            Self::Compliance => "export-compliance-title",
            Self::Dashboard => "export-dashboard-title",
            Self::Timeline => "export-timeline-title",
            Self::Visit => "export-visit-title",
            Self::Codebook => "export-codebook-title",
            Self::Central => "export-central-title",
            Self::Kobo => "export-kobo-title",
            Self::Dataset => "export-dataset-title",
            Self::Sql => "export-sql-title",
        })
    }

    /// Returns what it contains.
    pub const fn contains(self) -> Message {
        Message::new(match self {
            Self::Answers => "export-answers-contains",
            Self::Compliance => "export-compliance-contains",
            Self::Dashboard => "export-dashboard-contains",
            Self::Timeline => "export-timeline-contains",
            Self::Visit => "export-visit-contains",
            Self::Codebook => "export-codebook-contains",
            Self::Central => "export-central-contains",
            Self::Kobo => "export-kobo-contains",
            Self::Dataset => "export-dataset-contains",
            Self::Sql => "export-sql-contains",
        })
    }

    /// Returns what it leaves out unless asked for.
    pub const fn leaves_out(self) -> Message {
        Message::new(match self {
            Self::Answers => "export-answers-leaves-out",
            Self::Compliance => "export-compliance-leaves-out",
            Self::Dashboard => "export-dashboard-leaves-out",
            Self::Timeline => "export-timeline-leaves-out",
            Self::Visit => "export-visit-leaves-out",
            Self::Codebook => "export-codebook-leaves-out",
            Self::Central => "export-central-leaves-out",
            Self::Kobo => "export-kobo-leaves-out",
            Self::Dataset => "export-dataset-leaves-out",
            Self::Sql => "export-sql-leaves-out",
        })
    }

    /// Returns to whom it may go.
    pub const fn goes_to(self) -> Message {
        Message::new(match self {
            Self::Answers => "export-answers-goes-to",
            Self::Compliance => "export-compliance-goes-to",
            Self::Dashboard => "export-dashboard-goes-to",
            Self::Timeline => "export-timeline-goes-to",
            Self::Visit => "export-visit-goes-to",
            Self::Codebook => "export-codebook-goes-to",
            Self::Central => "export-central-goes-to",
            Self::Kobo => "export-kobo-goes-to",
            Self::Dataset => "export-dataset-goes-to",
            Self::Sql => "export-sql-goes-to",
        })
    }
}
