//! What is counted: a visit with the human beings whose detention it looked at.
//!
//! A person and the custody records that are linked with it are one episode; a record that is
//! linked with nobody is an episode of its own, without a person. So nobody is counted twice.

use crate::checklist::FactName;
use crate::value::{Precision, Source};
use crate::visit::{Content, Subject, VisitHeader};

/// One visit, as `indicator` reads it.
#[derive(Debug, Clone, Copy)]
pub struct CountedVisit<'a> {
    /// Where and when.
    pub header: &'a VisitHeader,
    /// What was stated about the premises.
    pub premises: &'a [StatedFact],
    /// The episodes of detention that it looked at.
    pub episodes: &'a [CountedEpisode],
}

/// One human being's detention in one visit.
#[derive(Debug, Clone, Default)]
pub struct CountedEpisode {
    /// The person interviewed, if there was one.
    pub person: Option<Subject>,
    /// The custody records about the same human being.
    pub records: Vec<Subject>,
    /// What was stated about them, by whomever. Answers that do not count are not here.
    pub statements: Vec<StatedFact>,
    /// How safeguards were assessed.
    pub assessments: Vec<AssessedSafeguard>,
}

/// What one source said about one fact.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedFact {
    /// Which fact.
    pub fact: FactName,
    /// On whose sheet.
    pub subject: Subject,
    /// According to whom.
    pub source: Source,
    /// The value, or why there is none.
    pub content: Content,
    /// How exact a moment is.
    pub precision: Precision,
}

/// The assessment of one safeguard, as counts need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessedSafeguard {
    /// Which safeguard, as `SG05`.
    pub safeguard: String,
    /// The code: C, P, N, NA or NK.
    pub code: &'static str,
    /// Whose statement decided.
    pub source: Option<Source>,
}
