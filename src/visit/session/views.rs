//! What the team thinks: its view of a fact on which sources differ, and its own assessment of a
//! safeguard. Both are dated statements with a reason beside what was said and computed; they change
//! neither, and each can be taken back.
//!
//! Of several custodies of one person each has its own. A view of a fact that is told outside of all
//! of them is one view, because the accounts are the same ones. An entry that names no custody was
//! made when there was one, or before one could be named: then the first was the one shown, and it
//! holds of that one.

use super::Session;
use crate::checklist::FactName;
use crate::value::Source;
use crate::visit::{
    Change, Compliance, Custody, CustodyPlace, Decision, Episode, Refusal, Saying, Stamp, Stands,
    Statement, Subject, Whose,
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
        whose: &Whose,
        fact: &str,
        stands: Stands,
        why: &str,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let (episode, custody) = self.spoken_of(whose, Some(fact))?;
        let accounts: Vec<Source> = episode.about(fact).map(|(_, said)| said.source).collect();
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
        let before = self.view_of(&episode, fact);
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
            subject: whose.subject,
            custody,
            fact: FactName::new(fact),
            stands,
            why: why.to_owned(),
        };
        Ok(self.say(saying, statement))
    }

    /// Takes the team's own assessment of a safeguard, which stands beside the computed one.
    pub fn decide(
        &mut self,
        whose: &Whose,
        safeguard: &str,
        decision: Decision,
        why: &str,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let (episode, custody) = self.spoken_of(whose, None)?;
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
            subject: whose.subject,
            custody,
            safeguard: safeguard.to_owned(),
            decision,
            why: why.to_owned(),
        };
        Ok(self.say(saying, statement))
    }

    /// Returns the episode that is meant: of several custodies the one that is named, else the first.
    pub fn episode_of(&self, whose: impl Into<Whose>) -> Result<Episode, Refusal> {
        let Whose { subject, custody } = whose.into();
        let mut episodes = self.episodes_of(subject)?.into_iter();
        match custody {
            None => episodes.next().ok_or(Refusal::NoHumanBeing),
            Some(place) => episodes
                .find(|episode| {
                    let own = self.custody_of(episode);
                    own.is_some_and(|own| self.is_at(&own, &place))
                })
                .ok_or(Refusal::NoCustody),
        }
    }

    /// Returns the human being with the custody of this number, as its name says it: `P-01/2`.
    pub fn custody_numbered(&self, subject: Subject, number: usize) -> Result<Whose, Refusal> {
        let episodes = self.episodes_of(subject)?;
        let wanted = episodes.iter().find(|episode| {
            let position = episode.custody.as_ref().map(|custody| custody.position);
            position.unwrap_or(1) == number
        });
        let wanted = wanted.ok_or(Refusal::NoCustody)?;
        Ok(self.whose(subject, wanted))
    }

    /// Returns how an episode of this human being is meant, and no other one.
    pub fn whose(&self, subject: Subject, episode: &Episode) -> Whose {
        let custody = episode.custody.as_ref();
        Whose {
            subject,
            custody: custody.and_then(|custody| self.place_of_custody(custody)),
        }
    }

    /// Returns the code of a human being; where one custody of several is meant, with its number.
    pub fn code_of(&self, subject: Subject, custody: Option<&CustodyPlace>) -> String {
        let whose = Whose {
            subject,
            custody: custody.cloned(),
        };
        let episode = custody.and_then(|_| self.episode_of(whose).ok());
        match episode.and_then(|episode| episode.custody) {
            Some(custody) => format!("{subject}/{}", custody.position),
            None => subject.to_string(),
        }
    }

    /// Returns the episode of which the team says what it thinks, and how the entry names its custody.
    fn spoken_of(
        &self,
        whose: &Whose,
        fact: Option<&str>,
    ) -> Result<(Episode, Option<Box<CustodyPlace>>), Refusal> {
        let episodes = self.episodes_of(whose.subject)?;
        let is_of_one = |episode: &Episode| fact.is_none_or(|fact| episode.tells_inside(fact));
        if whose.custody.is_none() && episodes.len() > 1 && episodes.iter().any(is_of_one) {
            return Err(Refusal::WhichCustody {
                count: episodes.len(),
            });
        }
        let episode = self.episode_of(whose)?;
        let custody = self
            .custody_of(&episode)
            .filter(|own| {
                fact.is_none_or(|fact| episode.about(fact).any(|(_, said)| own.holds(said)))
            })
            .and_then(|own| self.place_of_custody(&own));
        Ok((episode, custody.map(Box::new)))
    }

    /// Returns the custodies of the human being that repeats ask about.
    fn custodies_of_being(&self, episode: &Episode) -> Vec<Custody> {
        let subjects = episode.person.iter().chain(&episode.records);
        subjects
            .flat_map(|subject| self.custodies_of(*subject))
            .collect()
    }

    /// Returns the custody of the episode, the only one of its human being too.
    fn custody_of(&self, episode: &Episode) -> Option<Custody> {
        let own = episode.custody.clone();
        own.or_else(|| self.custodies_of_being(episode).into_iter().next())
    }

    fn place_of_custody(&self, custody: &Custody) -> Option<CustodyPlace> {
        let checklist = self.checklist(custody.checklist)?;
        Some(CustodyPlace {
            subject: custody.subject,
            checklist: custody.checklist,
            group: checklist.groups.get(custody.repeat)?.name.clone(),
            instance: custody.instance,
        })
    }

    /// Returns whether an entry means this custody, whatever version of the checklist it was made under.
    fn is_at(&self, custody: &Custody, place: &CustodyPlace) -> bool {
        let home = self.home_of_group(place.checklist, place.group.as_str());
        custody.subject == place.subject
            && custody.instance == place.instance
            && home.is_some_and(|(list, group)| {
                let checklist = self.checklists().get(list);
                group == custody.repeat
                    && checklist.is_some_and(|checklist| checklist.digest == custody.checklist)
            })
    }

    /// Returns whether what the team said of a human being is about this custody.
    fn concerns(
        &self,
        episode: &Episode,
        (subject, custody): (Subject, Option<&CustodyPlace>),
        fact: Option<&str>,
    ) -> bool {
        if !episode.is_about(subject) {
            return false;
        }
        match (custody, &episode.custody) {
            (None, None) => true,
            (None, Some(own)) => {
                let is_shared = fact.is_some_and(|fact| !episode.tells_inside(fact));
                is_shared
                    || self
                        .custodies_of_being(episode)
                        .first()
                        .is_some_and(|first| {
                            first.instance == own.instance
                                && first.subject == own.subject
                                && first.checklist == own.checklist
                                && first.repeat == own.repeat
                        })
            }
            (Some(place), _) => {
                let own = self.custody_of(episode);
                own.is_some_and(|own| self.is_at(&own, place))
            }
        }
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
            .filter_map(|index| Some((self.entry(*index)?, self.statement(*index)?)))
            .find_map(|(entry, statement)| match statement {
                Statement::ViewTaken {
                    subject,
                    custody,
                    fact: about,
                    stands,
                    why,
                } if about.as_str() == fact
                    && self.concerns(episode, (*subject, custody.as_deref()), Some(fact)) =>
                {
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
            .filter_map(|index| Some((self.entry(*index)?, self.statement(*index)?)))
            .find_map(|(entry, statement)| match statement {
                Statement::SafeguardDecided {
                    subject,
                    custody,
                    safeguard: about,
                    decision,
                    why,
                } if about == safeguard
                    && self.concerns(episode, (*subject, custody.as_deref()), None) =>
                {
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
