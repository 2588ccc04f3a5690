//! Which instances a repeat has, in which order, and what stands in them.
//!
//! Its invariant: an instance in which something was said is always listed: one that is more than a
//! count asks for stands behind the others, does not count, and counts again when the count grows.

use std::collections::BTreeMap;

use super::chain::NONE;
use super::reading::World;
use crate::checklist::Checklist;
use crate::value::Value;
use crate::visit::{Instance, InstanceChange, InstanceId, Statement, Subject};

/// The most instances that a count can ask for: nobody looks at more.
pub(super) const MOST_INSTANCES: u32 = 1000;

/// One checklist filled for one subject.
#[derive(Debug, Clone)]
pub(in crate::visit) struct SheetState {
    pub subject: Subject,
    pub checklist: usize,
    /// The questions, then the groups. Those inside repeats stand in `inside`.
    pub slots: Vec<Slot>,
    /// The questions and groups inside repeats, for each instance.
    pub inside: BTreeMap<(usize, Instance), Slot>,
    /// The instances of each repeat in each instance of what is around it.
    pub instances: BTreeMap<(usize, Instance), Listed>,
    /// The entries that add, remove or move instances, likewise.
    pub changes: BTreeMap<(usize, Instance), Vec<u32>>,
    /// What the computed defaults gave before anything was said; nothing while that is computed.
    pub beginning: Option<BTreeMap<(usize, Instance), Value>>,
}

/// The instances of a repeat.
#[derive(Debug, Clone, Default)]
pub(in crate::visit) struct Listed {
    /// All of them, in their order, those beyond the count at the end.
    pub ids: Vec<InstanceId>,
    /// How many of them count.
    pub counting: usize,
}

impl Listed {
    fn place(&self, id: InstanceId) -> Option<usize> {
        self.ids.iter().position(|known| *known == id)
    }
}

impl SheetState {
    /// Returns the instance of this slot that is meant: where nothing is said, the first one.
    pub(in crate::visit) fn meant(
        &self,
        checklist: &Checklist,
        slot: usize,
        instance: &Instance,
    ) -> Option<Instance> {
        let repeats = checklist.repeats_around(slot);
        let mut meant = instance.outer(repeats.len());
        for repeat in repeats.get(meant.0.len()..).unwrap_or_default() {
            let listed = self.instances.get(&(*repeat, meant.clone()))?;
            let first = listed.ids.first()?;
            meant = meant.with(*first);
        }
        Some(meant)
    }

    /// Returns the slot in the instance that is meant.
    pub(in crate::visit) fn slot(
        &self,
        checklist: &Checklist,
        slot: usize,
        instance: &Instance,
    ) -> Option<&Slot> {
        if checklist.repeats_around(slot).is_empty() {
            return self.slots.get(slot);
        }
        self.inside
            .get(&(slot, self.meant(checklist, slot, instance)?))
    }

    pub(super) fn slot_mut(
        &mut self,
        checklist: &Checklist,
        slot: usize,
        instance: &Instance,
    ) -> Option<&mut Slot> {
        if checklist.repeats_around(slot).is_empty() {
            return self.slots.get_mut(slot);
        }
        Some(
            self.inside
                .entry((slot, instance.clone()))
                .or_insert(Slot::EMPTY),
        )
    }

    /// Returns every instance in which the slot stands, in order; outside repeats the one there is.
    pub(in crate::visit) fn instances_of(
        &self,
        checklist: &Checklist,
        slot: usize,
    ) -> impl Iterator<Item = Instance> + use<> {
        let repeats = checklist.repeats_around(slot);
        let outside = repeats.is_empty().then(Instance::default);
        let inside = if repeats.is_empty() {
            Vec::new()
        } else {
            self.instances_within(repeats)
        };
        outside.into_iter().chain(inside)
    }

    pub(super) fn instances_within(&self, repeats: &[usize]) -> Vec<Instance> {
        let mut found = vec![Instance::default()];
        for repeat in repeats {
            let mut deeper = Vec::new();
            for around in found {
                let listed = self.instances.get(&(*repeat, around.clone()));
                let ids = listed.into_iter().flat_map(|listed| &listed.ids);
                deeper.extend(ids.map(|id| around.with(*id)));
            }
            found = deeper;
        }
        found
    }

    /// Returns whether the instance, or one around it, is more than its count asks for.
    pub(in crate::visit) fn is_beyond_count(&self, repeats: &[usize], instance: &Instance) -> bool {
        let mut levels = repeats.iter().zip(&instance.0).enumerate();
        levels.any(|(depth, (repeat, id))| {
            let listed = self.instances.get(&(*repeat, instance.outer(depth)));
            listed.is_some_and(|listed| {
                let place = listed.place(*id);
                place.is_some_and(|place| place >= listed.counting)
            })
        })
    }

    /// Returns where the instance stands: its positions in the repeats around it.
    pub(in crate::visit) fn positions(&self, repeats: &[usize], instance: &Instance) -> Vec<usize> {
        let levels = repeats.iter().zip(&instance.0).enumerate();
        levels
            .filter_map(|(depth, (repeat, id))| {
                let listed = self.instances.get(&(*repeat, instance.outer(depth)))?;
                listed.place(*id)
            })
            .collect()
    }

    /// Returns the instance at these positions of the repeats.
    pub(super) fn at(&self, repeats: &[usize], positions: &[usize]) -> Option<Instance> {
        let mut found = Instance::default();
        for (repeat, position) in repeats.iter().zip(positions) {
            let listed = self.instances.get(&(*repeat, found.clone()))?;
            found = found.with(*listed.ids.get(*position)?);
        }
        Some(found)
    }
}

/// One question of a sheet.
#[derive(Debug, Clone)]
pub(in crate::visit) struct Slot {
    /// The latest entry, whether it stands or was taken back.
    pub latest: u32,
    /// The entry that is read.
    pub reading: u32,
    /// Whether the question counts here.
    pub relevant: bool,
    /// Whether the value breaks the question's constraint.
    pub to_check: bool,
    /// The value of a calculation, or of a default as long as nothing is said.
    pub calculated: Option<Box<Value>>,
}

impl Slot {
    pub(super) const EMPTY: Self = Self {
        latest: NONE,
        reading: NONE,
        relevant: true,
        to_check: false,
        calculated: None,
    };
}

/// Returns the instances of a repeat: those that are there without anybody adding them, then those
/// that were added, without those that were taken away, in the order into which they were put. What
/// is more than its count stands at the end.
pub(super) fn listed(
    world: World<'_>,
    sheet: &SheetState,
    group: usize,
    around: &Instance,
) -> Listed {
    let Some(definition) = world.checklist.groups.get(group) else {
        return Listed::default();
    };
    let slot = world.checklist.slot_of_group(group);
    let asked = match &definition.count {
        None => 1,
        Some(count) => {
            let reading = world.reading(sheet, slot, around, None);
            count.value(&reading).map_or(0, |value| count_of(&value))
        }
    };
    let counted = asked.min(MOST_INSTANCES);
    let mut ids: Vec<InstanceId> = (1..=counted).map(InstanceId::Counted).collect();
    let mut beyond: Vec<InstanceId> = said_beyond(world, sheet, group, around, counted);
    ids.append(&mut beyond);
    let is_beyond = |id: &InstanceId| {
        definition.count.is_some()
            && match id {
                InstanceId::Counted(number) => *number > counted,
                // A version of the checklist without a count may have had it added.
                InstanceId::Added(_) => true,
            }
    };
    let changes = sheet.changes.get(&(group, around.clone()));
    for index in changes.into_iter().flatten() {
        let Some(entry) = world.entry(*index).filter(|_| world.stands(*index)) else {
            continue;
        };
        let Statement::Repeated {
            instance, change, ..
        } = &entry.statement
        else {
            continue;
        };
        let own = instance.0.last().copied();
        match change {
            InstanceChange::Added => ids.push(InstanceId::Added(entry.id)),
            // A count that has grown to what was taken away asks for it again.
            InstanceChange::Removed => {
                ids.retain(|id| Some(*id) != own || (definition.count.is_some() && !is_beyond(id)));
            }
            InstanceChange::Moved { before } => {
                let Some(at) = ids.iter().position(|id| Some(*id) == own) else {
                    continue;
                };
                let id = ids.remove(at);
                let to = before.and_then(|before| ids.iter().position(|id| *id == before));
                ids.insert(to.unwrap_or(ids.len()), id);
            }
        }
    }
    ids.sort_by_key(is_beyond);
    let counting = ids.iter().filter(|id| !is_beyond(id)).count();
    Listed { ids, counting }
}

/// Returns the instances beyond this count in which something was said: a lower count takes away
/// nothing.
fn said_beyond(
    world: World<'_>,
    sheet: &SheetState,
    group: usize,
    around: &Instance,
    counted: u32,
) -> Vec<InstanceId> {
    let depth = around.0.len();
    let said = sheet.inside.iter().filter(|((slot, instance), state)| {
        instance.0.starts_with(&around.0)
            && world.checklist.repeats_around(*slot).get(depth) == Some(&group)
            && world.is_said(state)
    });
    let mut numbers: Vec<u32> = said
        .filter_map(|((_, instance), _)| match instance.0.get(depth)? {
            InstanceId::Counted(number) => Some(*number).filter(|number| *number > counted),
            InstanceId::Added(_) => None,
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(InstanceId::Counted).collect()
}

/// Reads a count; what is none is 0.
fn count_of(value: &Value) -> u32 {
    match value {
        Value::Integer(number) => u32::try_from((*number).max(0)).unwrap_or(MOST_INSTANCES),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "`as` saturates and turns NaN into 0"
        )]
        Value::Decimal(number) => *number as u32,
        Value::Text(text) | Value::Choice(text) => text.trim().parse().unwrap_or(0),
        Value::Choices(_) | Value::Moment(_) => 0,
    }
}
