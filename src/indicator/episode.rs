//! What is counted: a visit with the human beings whose detention it looked at.
//!
//! A person and the custody records that are linked with it are one episode; a record that is
//! linked with nobody is an episode of its own, without a person. So nobody is counted twice.

use std::sync::Arc;

use crate::checklist::{Checklist, Digest, FactName};
use crate::safeguard::Law;
use crate::value::Source;
use crate::visit::{Episode, FactStatement, Index, Session, Stands, VisitHeader, verdicts};

/// One visit, as `indicator` reads it.
#[derive(Debug, Clone, Copy)]
pub struct CountedVisit<'a> {
    /// Where and when.
    pub header: &'a VisitHeader,
    /// What was stated about the premises.
    pub premises: &'a [FactStatement],
    /// The episodes of detention that it looked at.
    pub episodes: &'a [CountedEpisode],
    /// The facts that its checklists ask for.
    pub asked: Asked<'a>,
}

/// Which facts the checklists of a visit ask for: what was not asked is no silence.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// Whatever is wanted.
    Everything,
    /// What these checklists ask for.
    By(&'a [Arc<Checklist>]),
}

impl Asked<'_> {
    /// Returns whether a question of some checklist states this fact.
    pub(super) fn is_asked(self, fact: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::By(checklists) => checklists
                .iter()
                .flat_map(|checklist| &checklist.questions)
                .filter_map(|question| question.fact.as_ref())
                .any(|known| known.as_str() == fact),
        }
    }

    /// Returns what tells these checklists from others.
    pub(super) fn digests(self) -> Vec<Digest> {
        match self {
            Self::Everything => Vec::new(),
            Self::By(checklists) => checklists.iter().map(|list| list.digest).collect(),
        }
    }
}

/// One human being's detention in one visit, with how its safeguards were assessed.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedEpisode {
    /// Who, and what was said.
    pub episode: Episode,
    /// How safeguards were assessed.
    pub assessments: Vec<AssessedSafeguard>,
    /// The facts on which the team wrote down its view.
    pub views: Vec<(FactName, Stands)>,
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
    /// The code that the team gave itself, with its reason, beside the computed one.
    pub decided: Option<&'static str>,
}

impl CountedEpisode {
    /// Returns every human being of a visit, assessed by the law of its country and day.
    pub fn all_of(session: &Session, law: &Law) -> Vec<Self> {
        let header = session.header();
        let episodes = session.episodes();
        // What was said about the place is the same for all.
        let premises = episodes.first().map(|first| Arc::clone(&first.premises));
        let place = Index::of_the_place(premises.as_deref().unwrap_or_default());
        let assessed = |episode| {
            let mut counted = Self::assessed_with(episode, &place, header, law);
            counted.hear_the_team(session);
            counted
        };
        episodes.into_iter().map(assessed).collect()
    }

    /// Puts what the team thinks beside what was said and computed.
    fn hear_the_team(&mut self, session: &Session) {
        if !session.has_views() {
            return;
        }
        let mut facts: Vec<&FactName> = Vec::new();
        for said in &self.episode.statements {
            if !facts.contains(&&said.fact) {
                facts.push(&said.fact);
            }
        }
        let views = facts.into_iter().filter_map(|fact| {
            let view = session.view_of(&self.episode, fact.as_str())?;
            Some((fact.clone(), view.stands))
        });
        self.views = views.collect();
        for assessed in &mut self.assessments {
            let decided = session.decision_on(&self.episode, assessed.safeguard);
            assessed.decided = decided.map(|decided| decided.compliance.code());
        }
    }

    /// Assesses one episode of a visit.
    pub fn assessed(episode: Episode, header: &VisitHeader, law: &Law) -> Self {
        let premises = Arc::clone(&episode.premises);
        Self::assessed_with(episode, &Index::of_the_place(&premises), header, law)
    }

    fn assessed_with(episode: Episode, place: &Index, header: &VisitHeader, law: &Law) -> Self {
        let country = header.facility.country;
        let assessments = verdicts(&episode, place, law, country, Some(header.start))
            .into_iter()
            .map(|verdict| AssessedSafeguard {
                safeguard: verdict.safeguard,
                code: verdict.compliance.code(),
                source: verdict.source,
                decided: None,
            })
            .collect();
        Self {
            episode,
            assessments,
            views: Vec::new(),
        }
    }
}
