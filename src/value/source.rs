//! Who says so. The same question can have answers from several sources; none overwrites another.

use serde::{Deserialize, Serialize};

/// The source of a statement (triangulation codes of the domain sheet in brackets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The detained person in a private interview (D).
    DetainedPerson,
    /// Staff of the place (S).
    Staff,
    /// A register, custody record or detention record (R).
    Register,
    /// What the team saw itself (O).
    Observation,
    /// A medical record (M).
    MedicalRecord,
    /// Video, cameras or an electronic journal (V).
    Video,
    /// The person's lawyer (L).
    Lawyer,
    /// Family or witnesses outside (F).
    Family,
    /// A court file or decision (C).
    CourtFile,
}

impl Source {
    /// Every source in the order of the digits 1 to 9 that choose it on the screen.
    pub const ALL: [Self; 9] = [
        Self::DetainedPerson,
        Self::Staff,
        Self::Register,
        Self::Observation,
        Self::MedicalRecord,
        Self::Video,
        Self::Lawyer,
        Self::Family,
        Self::CourtFile,
    ];

    /// Returns the exchange name, as in `"source":"detained_person"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DetainedPerson => "detained_person",
            Self::Staff => "staff",
            Self::Register => "register",
            Self::Observation => "observation",
            Self::MedicalRecord => "medical_record",
            Self::Video => "video",
            Self::Lawyer => "lawyer",
            Self::Family => "family",
            Self::CourtFile => "court_file",
        }
    }

    /// Returns the source with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}
