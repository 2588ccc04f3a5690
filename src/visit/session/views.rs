//! What the team thinks: its view of a fact on which sources differ, and its own assessment of a
//! safeguard. Both are dated statements with a reason beside what was said and computed; they change
//! neither, and each can be taken back.

use super::Session;
use crate::checklist::FactName;
use crate::value::Source;
use crate::visit::{
    Change, Compliance, Decision, Episode, Refusal, Saying, Stamp, Stands, Statement, Subject,
};

/// The team's view of a fact, as it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View<'a> {
    /// Which account stands.
    pub stands: Stands,
    /// Why.
    pub why: &'a str,
    /// Who wrote it down, and when.
    pub stamp: &'a Stamp,
}

/// The team's own assessment of a safeguard, as it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decided<'a> {
    /// The result.
    pub compliance: Compliance,
    /// Why.
    pub why: &'a str,
    /// Who wrote it down, and when.
    pub stamp: &'a Stamp,
}

impl Session {
    /// Takes the team's view of a fact: which account stands, and why. Nothing is kept if it says what
    /// stands already.
    pub fn take_view(
        &mut self,
        subject: Subject,
        fact: &str,
        stands: Stands,
        why: &str,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let episodes = self.episodes_of(subject)?;
        let accounts: Vec<Source> = episodes
            .iter()
            .flat_map(|episode| episode.about(fact).map(|(_, said)| said.source))
            .collect();
        if accounts.is_empty() {
            return Err(Refusal::NothingSaidAbout {
                fact: fact.to_owned(),
            });
        }
        if let Stands::Source(source) = stands
            && !accounts.contains(&source)
        {
            return Err(Refusal::SourceSaysNothing { silent: source });
        }
        let before = episodes
            .first()
            .and_then(|episode| self.view_of(episode, fact));
        let why = why.trim();
        let says_nothing_new = match (before, stands) {
            (None, Stands::Withdrawn) => true,
            (Some(before), _) => before.stands == stands && before.why == why,
            (None, _) => false,
        };
        if says_nothing_new {
            return Ok(Change::default());
        }
        if why.is_empty() && stands != Stands::Withdrawn {
            return Err(Refusal::WhyIsMissing);
        }
        let statement = Statement::ViewTaken {
            subject,
            fact: FactName::new(fact),
            stands,
            why: why.to_owned(),
        };
        Ok(self.say(saying, statement))
    }

    /// Takes the team's own assessment of a safeguard, which stands beside the computed one.
    pub fn decide(
        &mut self,
        subject: Subject,
        safeguard: &str,
        decision: Decision,
        why: &str,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let episode = self.episode_of(subject)?;
        let before = self.decision_on(&episode, safeguard);
        let why = why.trim();
        let says_nothing_new = match (before, decision) {
            (None, Decision::Withdrawn) => true,
            (Some(before), Decision::Result(compliance)) => {
                before.compliance == compliance && before.why == why
            }
            (Some(_), Decision::Withdrawn) | (None, Decision::Result(_)) => false,
        };
        if says_nothing_new {
            return Ok(Change::default());
        }
        if why.is_empty() && decision != Decision::Withdrawn {
            return Err(Refusal::WhyIsMissing);
        }
        let statement = Statement::SafeguardDecided {
            subject,
            safeguard: safeguard.to_owned(),
            decision,
            why: why.to_owned(),
        };
        Ok(self.say(saying, statement))
    }

    /// Returns the episode of the human being that a person or custody record is about.
    ///
    /// Of several custodies it is the first; see [`Self::episodes_of`].
    pub fn episode_of(&self, subject: Subject) -> Result<Episode, Refusal> {
        let episodes = self.episodes_of(subject)?;
        episodes.into_iter().next().ok_or(Refusal::NoHumanBeing)
    }

    /// Returns the episodes of that human being: one, or each custody that a repeat asks about.
    pub fn episodes_of(&self, subject: Subject) -> Result<Vec<Episode>, Refusal> {
        if !self.has_subject(subject) {
            return Err(Refusal::UnknownSubject { subject });
        }
        let mut episodes = self.episodes();
        episodes.retain(|episode| episode.is_about(subject));
        if episodes.is_empty() {
            return Err(Refusal::NoHumanBeing);
        }
        Ok(episodes)
    }

    /// Returns whether the team wrote down anything that it thinks itself.
    pub const fn has_views(&self) -> bool {
        !self.team_entries.is_empty()
    }

    /// Returns the team's view of a fact of this human being.
    pub fn view_of(&self, episode: &Episode, fact: &str) -> Option<View<'_>> {
        let standing = self.team_entries.iter().rev();
        let (stands, why, stamp) = standing
            .filter(|index| self.stands(**index))
            .filter_map(|index| self.entry(*index))
            .find_map(|entry| match &entry.statement {
                Statement::ViewTaken {
                    subject,
                    fact: about,
                    stands,
                    why,
                } if about.as_str() == fact && episode.is_about(*subject) => {
                    Some((*stands, why.as_str(), &entry.stamp))
                }
                _ => None,
            })?;
        (stands != Stands::Withdrawn).then_some(View { stands, why, stamp })
    }

    /// Returns the team's own assessment of a safeguard for this human being.
    pub fn decision_on(&self, episode: &Episode, safeguard: &str) -> Option<Decided<'_>> {
        let standing = self.team_entries.iter().rev();
        let (decision, why, stamp) = standing
            .filter(|index| self.stands(**index))
            .filter_map(|index| self.entry(*index))
            .find_map(|entry| match &entry.statement {
                Statement::SafeguardDecided {
                    subject,
                    safeguard: about,
                    decision,
                    why,
                } if about == safeguard && episode.is_about(*subject) => {
                    Some((*decision, why.as_str(), &entry.stamp))
                }
                _ => None,
            })?;
        match decision {
            Decision::Result(compliance) => Some(Decided {
                compliance,
                why,
                stamp,
            }),
            Decision::Withdrawn => None,
        }
    }
}
