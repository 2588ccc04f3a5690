//! What is counted: a visit with the human beings whose detention it looked at.
//!
//! A person and the custody records that are linked with it are one episode; a record that is
//! linked with nobody is an episode of its own, without a person. So nobody is counted twice.

use crate::safeguard::Law;
use crate::value::Source;
use crate::visit::{Episode, FactStatement, Session, VisitHeader, assess_as_of};

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
    pub safeguard: &'static str,
    /// The code: C, P, N, NA or NK.
    pub code: &'static str,
    /// Whose statement decided.
    pub source: Option<Source>,
}

impl CountedEpisode {
    /// Returns every human being of a visit, assessed by the law of its country and day.
    pub fn all_of(session: &Session, law: &Law) -> Vec<Self> {
        let header = session.header();
        let assessed = |episode| Self::assessed(episode, header, law);
        session.episodes().into_iter().map(assessed).collect()
    }

    /// Assesses one episode of a visit.
    pub fn assessed(episode: Episode, header: &VisitHeader, law: &Law) -> Self {
        let country = header.facility.country;
        let assessments = assess_as_of(&episode, law, country, Some(header.start))
            .into_iter()
            .map(|assessment| AssessedSafeguard {
                safeguard: assessment.safeguard,
                code: assessment.compliance.code(),
                source: assessment.source,
            })
            .collect();
        Self {
            episode,
            assessments,
        }
    }
}
