//! A visit whose checklist has a newer version: which version its sheets are read under.
//!
//! Moving to another version is an entry; no answer is written again. What was said under one version
//! is read under the other wherever it means the same there, and otherwise stays where it was said:
//! it is shown, exported and, through its fact, counted under the version that asked.
//!
//! Its invariant: nothing that was said is dropped, and moving back shows everything as it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Recalculate, ReplayFault, Session, check_value};
use crate::checklist::{Checklist, Comparison, Digest};
use crate::visit::{
    Change, Entry, EntryId, Pin, Refusal, Said, Saying, Sheet, Spot, Statement, Subject,
};

/// The most moves from version to version that are followed; nobody makes more.
const MOST_MOVES: usize = 16;

/// From one version to the next.
#[derive(Debug, Clone)]
struct Move {
    from: Digest,
    to: Digest,
    comparison: Comparison,
}

/// Which versions a visit went through.
#[derive(Debug, Clone, Default)]
pub(super) struct Versions {
    moves: Vec<Move>,
    /// The visit as it is read without the last move.
    before: Option<Box<Session>>,
    /// The answers that stay where they were given.
    left: BTreeSet<EntryId>,
}

/// An answer that stays under the version of the checklist that asked for it.
#[derive(Debug, Clone)]
pub struct LeftBehind<'a> {
    /// The sheet of that version, seen from the place of the answer.
    pub sheet: Sheet<'a>,
    /// Where it was given.
    pub spot: Spot,
    /// What was said.
    pub said: Said<'a>,
}

/// Where an entry belongs now.
pub(super) enum Home {
    /// Here: the list, and the question or group in it.
    Here(usize, usize),
    /// Under the version that asked.
    Left,
    /// The visit knows nothing of it.
    Nowhere,
}

impl Versions {
    /// Returns the moves that the entries say, in order, with the checklists to which they lead.
    pub(super) fn of(
        entries: &[Entry],
        checklists: &[Arc<Checklist>],
        used: &mut [Arc<Checklist>],
        most: usize,
    ) -> Result<Self, ReplayFault> {
        let mut versions = Self::default();
        for entry in entries {
            let Statement::Migrated { from, to } = &entry.statement else {
                continue;
            };
            if versions.moves.len() == most.min(MOST_MOVES) {
                break;
            }
            let one = used.iter().position(|checklist| checklist.digest == *from);
            let Some(at) = one.filter(|_| from != &to.digest) else {
                continue;
            };
            let found = checklists
                .iter()
                .find(|checklist| checklist.digest == to.digest);
            let found = found.ok_or_else(|| ReplayFault::ChecklistMissing {
                id: to.id.to_string(),
                version: to.version.clone(),
                digest: to.digest,
            })?;
            let Some(here) = used.get_mut(at) else {
                continue;
            };
            versions.moves.push(Move {
                from: *from,
                to: to.digest,
                comparison: Comparison::between(here, found),
            });
            *here = Arc::clone(found);
        }
        Ok(versions)
    }

    pub(super) const fn count(&self) -> usize {
        self.moves.len()
    }

    pub(super) fn remember(&mut self, before: Session) {
        self.before = Some(Box::new(before));
    }

    pub(super) fn leave(&mut self, entry: EntryId) {
        self.left.insert(entry);
    }

    /// Returns the moves that lead from a version to the one that is read now.
    fn way_from(&self, digest: Digest) -> Option<&[Move]> {
        // The last time that the version was left.
        let first = self.moves.iter().rposition(|step| step.from == digest)?;
        self.moves.get(first..)
    }

    /// Follows a question or group of a version into the one that is read now.
    fn follow(
        &self,
        digest: Digest,
        start: usize,
        next: impl Fn(&Comparison, usize) -> Option<usize>,
    ) -> Option<(Digest, usize)> {
        let mut at = (digest, start);
        for step in self.way_from(digest)? {
            // Other checklists of the visit move on ways of their own.
            if step.from == at.0 {
                at = (step.to, next(&step.comparison, at.1)?);
            }
        }
        Some(at)
    }
}

impl Session {
    /// Returns where what is said of a question of this checklist belongs now.
    pub(super) fn home_of_question(&self, digest: Digest, name: &str) -> Home {
        if let Some(list) = self.checklist_index(digest) {
            let index = self.checklists.get(list).and_then(|it| it.index_of(name));
            return index.map_or(Home::Nowhere, |index| Home::Here(list, index));
        }
        let asked = self
            .earlier_version(digest)
            .and_then(|it| it.index_of(name));
        let Some(asked) = asked else {
            return Home::Nowhere;
        };
        let carried = self.versions.follow(digest, asked, Comparison::carried);
        let here = carried.and_then(|(to, index)| Some((self.checklist_index(to)?, index)));
        here.map_or(Home::Left, |(list, index)| Home::Here(list, index))
    }

    /// Returns the list and group where what happened to instances of a repeat belongs now.
    pub(super) fn home_of_group(&self, digest: Digest, name: &str) -> Option<(usize, usize)> {
        if let Some(list) = self.checklist_index(digest) {
            return Some((list, self.checklists.get(list)?.group_named(name)?));
        }
        let group = self.earlier_version(digest)?.group_named(name)?;
        let (to, group) = self.versions.follow(digest, group, Comparison::group)?;
        Some((self.checklist_index(to)?, group))
    }

    /// Returns the version with this digest that the visit used before.
    fn earlier_version(&self, digest: Digest) -> Option<&Arc<Checklist>> {
        let before = self.versions.before.as_deref()?;
        let found = before.checklists.iter().find(|it| it.digest == digest);
        found.or_else(|| before.earlier_version(digest))
    }

    /// Returns every version of its checklists that the visit uses or used, those of now first.
    pub fn all_checklists(&self) -> Vec<&Arc<Checklist>> {
        let mut found: Vec<&Arc<Checklist>> = self.checklists.iter().collect();
        if let Some(before) = self.before_moving() {
            for earlier in before.all_checklists() {
                if !found.iter().any(|known| known.digest == earlier.digest) {
                    found.push(earlier);
                }
            }
        }
        found
    }

    /// Returns the visit as it is read without the last move to another version: everything that was
    /// said until then stands there as it did.
    pub fn before_moving(&self) -> Option<&Self> {
        self.versions.before.as_deref()
    }

    /// Lets the visit as it is read under earlier versions know what was said since.
    pub(super) fn tell_before(&mut self, entry: &Entry) {
        if let Some(before) = self.versions.before.as_deref_mut() {
            before.tell_before(entry);
            if before.take(entry.clone(), Recalculate::Now).is_err() {
                // It has as many entries as this one, which took it.
            }
        }
    }

    /// Returns where an answer belongs now, if it is one: whose, in which checklist, and its place.
    pub fn place_of(&self, entry: &Entry) -> Option<(Subject, Digest, Spot)> {
        let Statement::Answered {
            subject, instance, ..
        } = &entry.statement
        else {
            return None;
        };
        let subject = self.namesakes.whom(entry.id, *subject);
        let Home::Here(list, index) = self.home_of(entry) else {
            return None;
        };
        let spot = Spot {
            question: index,
            instance: instance.clone(),
        };
        Some((subject, self.checklists.get(list)?.digest, spot))
    }

    /// Returns the answers that stay under the versions that asked for them, in the order of their
    /// sheets.
    pub fn left_behind(&self) -> Vec<LeftBehind<'_>> {
        let mut found: Vec<LeftBehind<'_>> = Vec::new();
        let mut version = self.before_moving();
        while let Some(before) = version {
            for sheet in before.sheets() {
                for spot in sheet.places() {
                    let sheet = sheet.clone().in_instance(spot.instance.clone());
                    for said in sheet.said(spot.question) {
                        let is_known = found.iter().any(|known| known.said.id == said.id);
                        if self.is_left_behind(said.id) && !is_known {
                            found.push(LeftBehind {
                                sheet: sheet.clone(),
                                spot: spot.clone(),
                                said,
                            });
                        }
                    }
                }
            }
            version = before.before_moving();
        }
        found
    }

    /// Returns whether what a question of a version says is said by one of the version of now.
    pub(in crate::visit) fn is_carried(&self, digest: Digest, question: usize) -> bool {
        self.checklist_index(digest).is_some()
            || self
                .versions
                .follow(digest, question, Comparison::carried)
                .is_some()
    }

    /// Returns whether the answer with this identity stays under the version that asked for it.
    pub fn is_left_behind(&self, entry: EntryId) -> bool {
        self.versions.left.contains(&entry)
    }

    /// Reads the sheets of a checklist under another version of it. The answers stay what they are;
    /// moving back is moving to the version of before.
    pub fn migrate(
        &mut self,
        from: Digest,
        to: Arc<Checklist>,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let list = self
            .checklist_index(from)
            .ok_or(Refusal::UnknownChecklist)?;
        let own = self.checklists.get(list).ok_or(Refusal::UnknownChecklist)?;
        if own.id != to.id {
            return Err(Refusal::UnknownChecklist);
        }
        if own.digest == to.digest {
            return Ok(Change::default());
        }
        let statement = Statement::Migrated {
            from,
            to: Pin {
                id: to.id.clone(),
                version: to.version.clone(),
                digest: to.digest,
            },
        };
        let mut checklists: Vec<Arc<Checklist>> =
            self.all_checklists().into_iter().map(Arc::clone).collect();
        checklists.push(to);
        let mut moved = self.clone();
        let change = moved.say(saying, statement);
        // From here on everything is read under the other version: that is a replay.
        *self =
            Self::replay(checklists, moved.entries).map_err(|_fault| Refusal::UnknownChecklist)?;
        Ok(change)
    }

    /// Returns where an answer belongs now.
    pub(super) fn home_of(&self, entry: &Entry) -> Home {
        let Statement::Answered {
            checklist,
            question,
            instance,
            answer,
            ..
        } = &entry.statement
        else {
            return Home::Nowhere;
        };
        let home = self.home_of_question(*checklist, question.as_str());
        let Home::Here(list, index) = home else {
            return home;
        };
        let Some(compiled) = self.checklists.get(list) else {
            return Home::Nowhere;
        };
        // An instance of as many repeats as there are around the question.
        if compiled.repeats_around(index).len() != instance.0.len() {
            return Home::Nowhere;
        }
        let is_carried = compiled.digest != *checklist;
        let asked = compiled.questions.get(index).filter(|_| is_carried);
        match (asked, answer.value()) {
            (Some(asked), Some(value)) if check_value(compiled, asked, value).is_err() => {
                Home::Left
            }
            _ => home,
        }
    }
}
