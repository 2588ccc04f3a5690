//! What is counted: a visit with the human beings whose detention it looked at.
//!
//! A person and the custody records that are linked with it are one episode; a record that is
//! linked with nobody is an episode of its own, without a person. So nobody is counted twice.

use crate::value::Source;
use crate::visit::{Episode, FactStatement, VisitHeader};

/// One visit, as `indicator` reads it.
#[derive(Debug, Clone, Copy)]
pub struct CountedVisit<'a> {
    /// Where and when.
    pub header: &'a VisitHeader,
    /// What was stated about the premises.
    pub premises: &'a [FactStatement],
    /// The episodes of detention that it looked at.
    pub episodes: &'a [CountedEpisode],
}

/// One human being's detention in one visit, with how its safeguards were assessed.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedEpisode {
    /// Who, and what was said.
    pub episode: Episode,
    /// How safeguards were assessed.
    pub assessments: Vec<AssessedSafeguard>,
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
