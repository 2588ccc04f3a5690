//! What a monitor can do to the instances of a repeat: add, take away, put in another order.
//!
//! Its invariant: an instance that was taken away keeps everything that was said in it, and comes
//! back with it when that is undone.

use std::sync::Arc;

use super::instances::{Listed, MOST_INSTANCES};
use super::recalculation::has_computed_default;
use super::{Recalculate, Session};
use crate::checklist::{Digest, QuestionName};
use crate::value::Value;
use crate::visit::{
    Change, EntryId, Instance, InstanceChange, InstanceId, Place, Refusal, Saying, Stamp,
    Statement, Subject,
};

/// A repeat of one sheet, in one instance of what is around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatPlace {
    /// About whom or what.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: Digest,
    /// Which repeat.
    pub group: QuestionName,
    /// Around it.
    pub around: Instance,
}

/// An instance that was taken away. Nothing of it counts, and nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedInstance {
    /// The entry that took it away.
    pub entry: EntryId,
    /// Who took it away, and when.
    pub stamp: Stamp,
    /// Of which repeat.
    pub place: RepeatPlace,
    /// Which one.
    pub instance: Instance,
    /// How many questions in it were answered.
    pub answers: usize,
}

impl Session {
    /// Notes an entry about an instance; returns the sheet and slot that it changes.
    pub(super) fn note_repeat(&mut self, index: u32, when: Recalculate) -> Option<(usize, usize)> {
        let Statement::Repeated {
            subject,
            checklist,
            group,
            instance,
            change,
            ..
        } = self.statement(index)?
        else {
            return None;
        };
        let (list, group) = self.home_of_group(*checklist, group.as_str())?;
        let compiled = self.checklists.get(list)?;
        let slot = compiled.slot_of_group(group);
        let repeats = compiled.repeats_around(slot);
        // A repeat stands one level inside what is around it.
        let depth = repeats.len().checked_sub(1)?;
        let named = match change {
            InstanceChange::Added => depth,
            InstanceChange::Removed | InstanceChange::Moved { .. } => depth + 1,
        };
        if instance.0.len() != named || repeats.last() != Some(&group) {
            return None;
        }
        let (subject, around) = (*subject, instance.outer(depth));
        let sheet = self.sheet_for(subject, list, when);
        let changes = &mut self.sheets.get_mut(sheet)?.changes;
        changes.entry((group, around)).or_default().push(index);
        Some((sheet, slot))
    }

    /// Returns the instances of a repeat, in their order, those beyond its count at the end.
    pub fn instances(&self, place: &RepeatPlace) -> Option<Vec<InstanceId>> {
        Some(self.listed(place)?.ids)
    }

    fn listed(&self, place: &RepeatPlace) -> Option<Listed> {
        let list = self.checklist_index(place.checklist)?;
        let compiled = self.checklists.get(list)?;
        let group = compiled.group_named(place.group.as_str())?;
        let key = (group, place.around.clone());
        match self.state_of(place.subject, list) {
            Some(state) => state.instances.get(&key).cloned(),
            None => self.blank_sheet(place.subject, list).instances.remove(&key),
        }
    }

    fn no_instance(group: &QuestionName) -> Refusal {
        Refusal::NoInstance {
            group: group.to_string(),
        }
    }

    /// Returns the instances of a repeat that can be changed by hand.
    fn changeable(&self, place: &RepeatPlace) -> Result<Listed, Refusal> {
        self.refuse_if_closed()?;
        if !self.has_subject(place.subject) {
            return Err(Refusal::UnknownSubject {
                subject: place.subject,
            });
        }
        self.checklist_index(place.checklist)
            .ok_or(Refusal::UnknownChecklist)?;
        self.listed(place)
            .ok_or_else(|| Self::no_instance(&place.group))
    }

    fn follows_count(&self, place: &RepeatPlace) -> bool {
        self.checklist(place.checklist).is_some_and(|compiled| {
            compiled
                .group_named(place.group.as_str())
                .and_then(|group| compiled.groups.get(group))
                .is_some_and(|group| group.count.is_some())
        })
    }

    fn change_instance(
        &mut self,
        place: &RepeatPlace,
        instance: Instance,
        change: InstanceChange,
        defaults: Option<Vec<(QuestionName, Value)>>,
        saying: &Saying,
    ) -> Change {
        let statement = Statement::Repeated {
            subject: place.subject,
            checklist: place.checklist,
            group: place.group.clone(),
            instance,
            change,
            defaults,
        };
        self.say(saying, statement)
    }

    /// Returns the instances that were taken away and are not there again, the latest first.
    pub fn removed_instances(&self) -> Vec<RemovedInstance> {
        let mut found: Vec<RemovedInstance> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate().rev() {
            let removal = u32::try_from(index)
                .ok()
                .and_then(|index| self.removal(index));
            let Some((place, instance)) = removal else {
                continue;
            };
            let known = |one: &RemovedInstance| one.place == place && one.instance == instance;
            if found.iter().any(known) {
                continue;
            }
            let answers = self.answers_inside(&place, &instance);
            found.push(RemovedInstance {
                entry: entry.id,
                stamp: entry.stamp.clone(),
                place,
                instance,
                answers,
            });
        }
        found
    }

    /// Returns which instance an entry took away, if that stands and it is not there again.
    fn removal(&self, index: u32) -> Option<(RepeatPlace, Instance)> {
        let Statement::Repeated {
            subject,
            checklist,
            group,
            instance,
            change: InstanceChange::Removed,
            ..
        } = self.statement(index)?
        else {
            return None;
        };
        let depth = instance.0.len().checked_sub(1)?;
        let (list, group) = self.home_of_group(*checklist, group.as_str())?;
        let compiled = self.checklists.get(list)?;
        let place = RepeatPlace {
            subject: *subject,
            checklist: compiled.digest,
            group: compiled.groups.get(group)?.name.clone(),
            around: instance.outer(depth),
        };
        // What it stood in may be gone itself: then that is to be brought back.
        let listed = self.listed(&place)?;
        let is_there = instance.0.last().is_some_and(|id| listed.ids.contains(id));
        (self.stands(index) && self.has_subject(*subject) && !is_there)
            .then(|| (place, instance.clone()))
    }

    fn answers_inside(&self, place: &RepeatPlace, instance: &Instance) -> usize {
        let depth = instance.0.len();
        let state = self
            .checklist_index(place.checklist)
            .and_then(|list| self.state_of(place.subject, list));
        let inside = state.into_iter().flat_map(|state| &state.inside);
        inside
            .filter(|((_, at), slot)| {
                at.outer(depth) == *instance && self.said_in(slot.latest).next().is_some()
            })
            .count()
    }

    /// Brings back an instance that was taken away, whoever took it away.
    pub fn bring_back_instance(
        &mut self,
        removed: EntryId,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let at = (0..)
            .zip(&self.entries)
            .find(|(_, entry)| entry.id == removed);
        let wanted = at.and_then(|(index, _)| self.removal(index));
        let wanted = wanted.ok_or(Refusal::NothingToUndo)?;
        let steps: Vec<_> = (0..)
            .zip(&self.entries)
            .filter(|(index, _)| self.removal(*index).as_ref() == Some(&wanted))
            .map(|(_, entry)| (entry.id.device, entry.step))
            .collect();
        let mut change = Change::default();
        for (device, step) in steps {
            self.say_more(saying, Statement::Undone { device, step }, &mut change);
        }
        Ok(change)
    }

    /// Adds an instance at the end. One that follows a count has as many as the count asks for.
    pub fn add_instance(
        &mut self,
        place: &RepeatPlace,
        saying: &Saying,
    ) -> Result<(InstanceId, Change), Refusal> {
        let there = self.changeable(place)?;
        if self.follows_count(place) {
            return Err(Refusal::Counted {
                group: place.group.to_string(),
            });
        }
        if there.ids.len() >= usize::try_from(MOST_INSTANCES).unwrap_or(usize::MAX) {
            return Err(Self::no_instance(&place.group));
        }
        let defaults = self.defaults_of_new(place, saying);
        let around = place.around.clone();
        let change = self.change_instance(place, around, InstanceChange::Added, defaults, saying);
        let added = change.entries.first().map(|entry| entry.id);
        let id = added.ok_or_else(|| Self::no_instance(&place.group))?;
        Ok((InstanceId::Added(id), change))
    }

    /// Returns what the computed defaults in a new instance give, so that they are computed once; none
    /// if there are none.
    fn defaults_of_new(
        &self,
        place: &RepeatPlace,
        saying: &Saying,
    ) -> Option<Vec<(QuestionName, Value)>> {
        let list = self.checklist_index(place.checklist)?;
        let compiled = Arc::clone(self.checklists.get(list)?);
        let group = compiled.group_named(place.group.as_str())?;
        let inside: Vec<usize> = (0..compiled.questions.len())
            .filter(|index| {
                compiled
                    .questions
                    .get(*index)
                    .is_some_and(has_computed_default)
            })
            .filter(|index| compiled.repeats_around(*index).contains(&group))
            .collect();
        if inside.is_empty() {
            return None;
        }
        let mut tried = self.clone();
        let around = place.around.clone();
        let change = tried.change_instance(place, around, InstanceChange::Added, None, saying);
        let added = InstanceId::Added(change.entries.first()?.id);
        let sheet = tried.sheet(place.subject, place.checklist)?;
        let sheet = sheet.in_instance(place.around.with(added));
        let given = inside.into_iter().filter_map(|index| {
            let name = compiled.questions.get(index)?.name.clone();
            Some((name, sheet.calculated(index)?.clone()))
        });
        Some(given.collect())
    }

    /// Takes an instance away, with everything inside. Of a repeat that follows a count that can be one
    /// which is more than the count asks for.
    pub fn remove_instance(
        &mut self,
        place: &RepeatPlace,
        id: InstanceId,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        let there = self.changeable(place)?;
        let at = there.ids.iter().position(|known| *known == id);
        let at = at.ok_or_else(|| Self::no_instance(&place.group))?;
        if self.follows_count(place) && at < there.counting {
            return Err(Refusal::Counted {
                group: place.group.to_string(),
            });
        }
        let instance = place.around.with(id);
        Ok(self.change_instance(place, instance, InstanceChange::Removed, None, saying))
    }

    /// Puts an instance before another one, or at the end.
    pub fn move_instance(
        &mut self,
        place: &RepeatPlace,
        id: InstanceId,
        before: Option<InstanceId>,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        let there = self.changeable(place)?;
        let ids = there.ids;
        if !ids.contains(&id) || before.is_some_and(|before| !ids.contains(&before)) {
            return Err(Self::no_instance(&place.group));
        }
        let (instance, change) = (place.around.with(id), InstanceChange::Moved { before });
        Ok(self.change_instance(place, instance, change, None, saying))
    }

    /// Returns the instance at these positions of the repeats around a question, counted from 1 and
    /// from the outermost inwards; `None` if there are not so many yet, with the repeat in which one
    /// has to be added first.
    pub fn instance_at(
        &self,
        place: &Place,
        positions: &[usize],
    ) -> Result<Result<Instance, RepeatPlace>, Refusal> {
        let nobody = || Refusal::NoInstance {
            group: place.question.to_string(),
        };
        let compiled = self
            .checklist(place.checklist)
            .ok_or(Refusal::UnknownChecklist)?;
        let question =
            compiled
                .index_of(place.question.as_str())
                .ok_or_else(|| Refusal::UnknownQuestion {
                    question: place.question.to_string(),
                })?;
        let repeats = compiled.repeats_around(question);
        if repeats.len() != positions.len() {
            return Err(nobody());
        }
        let mut found = Instance::default();
        for (repeat, position) in repeats.iter().zip(positions) {
            let group = compiled.groups.get(*repeat).ok_or_else(nobody)?;
            let at = RepeatPlace {
                subject: place.subject,
                checklist: place.checklist,
                group: group.name.clone(),
                around: found.clone(),
            };
            let there = self.instances(&at).unwrap_or_default();
            let index = position.checked_sub(1).ok_or_else(nobody)?;
            let number = u32::try_from(*position)
                .ok()
                .filter(|number| *number <= MOST_INSTANCES)
                .ok_or_else(nobody)?;
            match there.get(index) {
                Some(id) => found = found.with(*id),
                // A count can still grow to it: on paper the sheets come in any order.
                None if group.count.is_some() => found = found.with(InstanceId::Counted(number)),
                None => return Ok(Err(at)),
            }
        }
        Ok(Ok(found))
    }
}
