//! Relevance, constraints and calculations, brought up to date for what depends on a change.
//!
//! All three are functions of what the slots of the same sheet read, so that an answer needs only
//! its dependents looked at again, and a replay can do it once at its end. A slot inside repeats
//! stands once for each instance; which instances there are is computed before what stands in them.

use std::collections::BTreeMap;

use super::chain::{Link, NONE, said};
use super::undo::Step;
use super::{Flips, Recalculate, Session};
use crate::checklist::{Checklist, DefaultValue, Question};
use crate::expr::{Expression, Values};
use crate::value::{Moment, Source, Value};
use crate::visit::{Entry, Instance, InstanceChange, InstanceId, Statement, Subject, VisitHeader};

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
    /// The instances of each repeat in each instance of what is around it, in their order.
    pub instances: BTreeMap<(usize, Instance), Vec<InstanceId>>,
    /// The entries that add, remove or move instances, likewise.
    pub changes: BTreeMap<(usize, Instance), Vec<u32>>,
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
            let first = self.instances.get(&(*repeat, meant.clone()))?.first()?;
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
    ) -> Vec<Instance> {
        self.instances_within(checklist.repeats_around(slot))
    }

    fn instances_within(&self, repeats: &[usize]) -> Vec<Instance> {
        let mut found = vec![Instance::default()];
        for repeat in repeats {
            let mut deeper = Vec::new();
            for around in found {
                let ids = self.instances.get(&(*repeat, around.clone()));
                deeper.extend(ids.into_iter().flatten().map(|id| around.with(*id)));
            }
            found = deeper;
        }
        found
    }

    /// Returns where the instance stands: its positions in the repeats around it.
    fn positions(&self, repeats: &[usize], instance: &Instance) -> Vec<usize> {
        let levels = repeats.iter().zip(&instance.0).enumerate();
        levels
            .filter_map(|(depth, (repeat, id))| {
                let ids = self.instances.get(&(*repeat, instance.outer(depth)))?;
                ids.iter().position(|known| known == id)
            })
            .collect()
    }

    /// Returns the instance at these positions of the repeats.
    fn at(&self, repeats: &[usize], positions: &[usize]) -> Option<Instance> {
        let mut found = Instance::default();
        for (repeat, position) in repeats.iter().zip(positions) {
            let ids = self.instances.get(&(*repeat, found.clone()))?;
            found = found.with(*ids.get(*position)?);
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
    const EMPTY: Self = Self {
        latest: NONE,
        reading: NONE,
        relevant: true,
        to_check: false,
        calculated: None,
    };
}

/// The questions of a checklist that have something to compute.
///
/// A constraint changes nothing that others read, and may read what comes after it; so all
/// constraints are judged after all relevance and calculations.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// Relevance and calculations, each after what it reads.
    states: Vec<usize>,
    constraints: Vec<usize>,
}

impl Order {
    pub(super) fn of(checklist: &Checklist) -> Self {
        let questions = &checklist.questions;
        let count = questions.len() + checklist.groups.len();
        let mut states = Vec::with_capacity(count);
        let mut seen = vec![false; count];
        for start in 0..count {
            // Depth first, with the way back on a stack of its own: a checklist that exists has no
            // circle, so that each slot is entered once.
            let mut way = vec![(start, false)];
            while let Some((slot, reads_are_done)) = way.pop() {
                if reads_are_done {
                    states.push(slot);
                    continue;
                }
                match seen.get_mut(slot) {
                    Some(seen) if !*seen => *seen = true,
                    _ => continue,
                }
                let Some(reads) = reads_of(checklist, slot) else {
                    continue;
                };
                way.push((slot, true));
                way.extend(reads.into_iter().map(|read| (read, false)));
            }
        }
        let constraints = questions
            .iter()
            .enumerate()
            .filter(|(_, question)| is_judged(question))
            .map(|(index, _)| index)
            .collect();
        Self {
            states,
            constraints,
        }
    }
}

/// Whether a value of the question can be wrong.
const fn is_judged(question: &Question) -> bool {
    question.constraint.is_some() || question.choice_filter.is_some()
}

/// Returns what the state of a slot reads; `None` if there is nothing to compute.
fn reads_of(checklist: &Checklist, slot: usize) -> Option<Vec<usize>> {
    let around = checklist
        .group_around(slot)
        .map(|group| checklist.slot_of_group(group));
    let expressions: Vec<&Expression> = if let Some(group) = checklist.group_in(slot) {
        let group = checklist.groups.get(group)?;
        group.relevant.iter().chain(&group.count).collect()
    } else {
        let question = checklist.questions.get(slot)?;
        if !is_computed(question) {
            return None;
        }
        let default = match &question.default {
            Some(DefaultValue::Computed(expression)) => Some(expression),
            Some(DefaultValue::Fixed(_)) | None => None,
        };
        let calculation = question.calculation.iter();
        question
            .relevant
            .iter()
            .chain(calculation.filter(|_| question.triggers.is_empty()))
            .chain(default)
            .collect()
    };
    let reads = expressions.into_iter().flat_map(Expression::references);
    Some(reads.copied().chain(around).collect())
}

/// Whether the question has a relevance or a value that is computed.
const fn is_computed(question: &Question) -> bool {
    question.relevant.is_some()
        || question.calculation.is_some()
        || question.default.is_some()
        || question.group.is_some()
}

/// What is needed to bring a sheet up to date, beside the sheet.
#[derive(Clone, Copy)]
struct World<'a> {
    entries: &'a [Entry],
    chain: &'a [Link],
    steps: &'a [Step],
    header: &'a VisitHeader,
    checklist: &'a Checklist,
}

impl<'a> World<'a> {
    fn entry(self, index: u32) -> Option<&'a Entry> {
        self.entries.get(usize::try_from(index).ok()?)
    }

    /// Returns whether the entry was not taken back.
    fn stands(self, index: u32) -> bool {
        usize::try_from(index)
            .ok()
            .and_then(|at| self.chain.get(at))
            .and_then(|link| self.steps.get(usize::try_from(link.step).ok()?))
            .is_some_and(|step| step.taken_back == 0)
    }

    /// Returns whether anything stands that was said in the slot.
    fn is_said(self, slot: &Slot) -> bool {
        let mut next = slot.latest;
        while next != NONE {
            if self.stands(next) {
                return true;
            }
            let link = usize::try_from(next).ok().and_then(|at| self.chain.get(at));
            next = link.map_or(NONE, |link| link.previous);
        }
        false
    }

    fn read(self, index: u32) -> Option<&'a Value> {
        said(self.entry(index)?)?.answer.value()
    }

    fn reading<'s>(
        self,
        sheet: &'s SheetState,
        slot: usize,
        here: &'s Instance,
        this: Option<&'s Value>,
    ) -> Reading<'s>
    where
        'a: 's,
    {
        let repeats = self.checklist.repeats_around(slot);
        Reading {
            world: self,
            sheet,
            slot,
            positions: sheet.positions(repeats, here),
            here,
            this,
        }
    }
}

/// What an expression of one sheet can read.
struct Reading<'a> {
    world: World<'a>,
    sheet: &'a SheetState,
    /// Whose expression it is.
    slot: usize,
    here: &'a Instance,
    positions: Vec<usize>,
    this: Option<&'a Value>,
}

impl Reading<'_> {
    fn value_at(&self, slot: usize, instance: &Instance) -> Option<&Value> {
        let checklist = self.world.checklist;
        let state = self.sheet.slot(checklist, slot, instance)?;
        let question = checklist.questions.get(slot)?;
        if !state.relevant || question.subject != self.sheet.subject.kind() {
            return None;
        }
        match &state.calculated {
            Some(value) => Some(value),
            None => self.world.read(state.reading),
        }
    }

    /// Returns the instance of a slot, or of what is around it, at these positions.
    fn instance_at(&self, slot: usize, positions: &[usize]) -> Option<Instance> {
        let repeats = self.world.checklist.repeats_around(slot);
        self.sheet.at(repeats, positions)
    }
}

impl Values for Reading<'_> {
    fn value(&self, slot: usize) -> Option<&Value> {
        self.value_at(slot, self.here)
    }

    fn this(&self) -> Option<&Value> {
        self.this
    }

    fn now(&self) -> Option<Moment> {
        Some(self.world.header.start)
    }

    fn here(&self) -> &[usize] {
        &self.positions
    }

    fn value_in(&self, slot: usize, instance: &[usize]) -> Option<&Value> {
        self.value_at(slot, &self.instance_at(slot, instance)?)
    }

    fn instances(&self, repeat: usize, within: &[usize]) -> usize {
        let group = self.world.checklist.group_in(repeat);
        group
            .zip(self.instance_at(repeat, within))
            .and_then(|key| self.sheet.instances.get(&key))
            .map_or(0, Vec::len)
    }

    fn applies(&self, slot: usize, instance: &[usize]) -> bool {
        let checklist = self.world.checklist;
        let about = checklist
            .questions
            .get(slot)
            .is_none_or(|question| question.subject == self.sheet.subject.kind());
        about
            && self
                .instance_at(slot, instance)
                .and_then(|instance| self.sheet.slot(checklist, slot, &instance))
                .is_some_and(|slot| slot.relevant)
    }

    fn rows(&self, list: &str) -> usize {
        self.world
            .checklist
            .choice_lists
            .get(list)
            .map_or(0, Vec::len)
    }

    fn cell(&self, list: &str, row: usize, column: &str) -> Option<String> {
        let choice = self.world.checklist.choice_lists.get(list)?.get(row)?;
        match column {
            "name" => Some(choice.name.clone()),
            "label" => Some(choice.label.in_language("").0.to_owned()),
            _ => choice.columns.get(column).cloned(),
        }
    }

    fn label(&self, slot: usize, choice: &str) -> Option<String> {
        let question = self.world.checklist.questions.get(slot)?;
        let mut choices = self.world.checklist.choices_of(question).iter();
        let found = choices.find(|known| known.name == choice)?;
        Some(found.label.in_language("").0.to_owned())
    }

    fn seed(&self) -> u64 {
        // FNV-1a: the same on every machine, and nothing here is secret.
        let place = format!("{} {} {:?}", self.sheet.subject, self.slot, self.here);
        let bytes = self.world.header.id.0.into_iter().chain(place.bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    fn version(&self) -> Option<&str> {
        Some(&self.world.checklist.version)
    }
}

/// What an expression reads of one source alone.
///
/// The screens go by what each question reads, which is one answer of one source. But what the
/// family says to "when" is no contradiction to the person's "nobody told them": a source is set
/// aside only by what it said itself.
struct OneSource<'a> {
    session: &'a Session,
    checklist: &'a Checklist,
    sheet: &'a SheetState,
    here: &'a Instance,
    source: Source,
}

impl Values for OneSource<'_> {
    fn value(&self, slot: usize) -> Option<&Value> {
        let state = self.sheet.slot(self.checklist, slot, self.here)?;
        let question = self.checklist.questions.get(slot)?;
        if question.subject != self.sheet.subject.kind() {
            return None;
        }
        if let Some(value) = &state.calculated {
            return Some(value);
        }
        let said = self.session.said_in(state.latest).into_iter();
        let own = said
            .map(|(_, said)| said)
            .find(|said| said.source == self.source)?;
        own.answer.value()
    }

    fn this(&self) -> Option<&Value> {
        None
    }
}

impl Session {
    pub(super) fn sheet_for(&mut self, subject: Subject, list: usize, when: Recalculate) -> usize {
        if let Some(found) = self.sheet_index.get(&(subject, list)) {
            return *found;
        }
        let sheet = match when {
            Recalculate::Now => self.blank_sheet(subject, list),
            Recalculate::AtTheEnd => self.raw_sheet(subject, list),
        };
        let index = self.sheets.len();
        self.sheets.push(sheet);
        self.sheet_index.insert((subject, list), index);
        index
    }

    fn raw_sheet(&self, subject: Subject, list: usize) -> SheetState {
        let slots = self.checklists.get(list).map_or(0, |checklist| {
            checklist.questions.len() + checklist.groups.len()
        });
        SheetState {
            subject,
            checklist: list,
            slots: vec![Slot::EMPTY; slots],
            inside: BTreeMap::new(),
            instances: BTreeMap::new(),
            changes: BTreeMap::new(),
        }
    }

    /// Returns a sheet without answers, with its relevance and calculations.
    pub(in crate::visit) fn blank_sheet(&self, subject: Subject, list: usize) -> SheetState {
        let mut sheet = self.raw_sheet(subject, list);
        self.recalculate_sheet(&mut sheet);
        sheet
    }

    fn world<'a>(&'a self, checklist: &'a Checklist) -> World<'a> {
        World {
            entries: &self.entries,
            chain: &self.chain,
            steps: &self.steps,
            header: &self.header,
            checklist,
        }
    }

    fn recalculate_sheet(&self, sheet: &mut SheetState) {
        let (Some(checklist), Some(order)) = (
            self.checklists.get(sheet.checklist),
            self.orders.get(sheet.checklist),
        ) else {
            return;
        };
        let world = self.world(checklist);
        for slot in &order.states {
            settle_state(world, sheet, *slot, &mut Flips::default());
        }
        for index in &order.constraints {
            settle_constraint(world, sheet, *index);
        }
    }

    /// Evaluates an expression of a question where it stands.
    pub(in crate::visit) fn evaluate<T>(
        &self,
        sheet: &SheetState,
        question: usize,
        here: &Instance,
        look: impl FnOnce(&dyn Values) -> T,
    ) -> Option<T> {
        let checklist = self.checklists.get(sheet.checklist)?;
        let here = sheet.meant(checklist, question, here)?;
        let world = self.world(checklist);
        let slot = sheet.slot(checklist, question, &here);
        let this = slot.and_then(|slot| match &slot.calculated {
            Some(value) => Some(&**value),
            None => world.read(slot.reading),
        });
        Some(look(&world.reading(sheet, question, &here, this)))
    }

    /// Returns whether what this source said to the question counts: the question applies, or by
    /// what the source itself said it would.
    pub(in crate::visit) fn counts_from(
        &self,
        state: &SheetState,
        question: usize,
        here: &Instance,
        source: Source,
    ) -> bool {
        let checklist = self.checklists.get(state.checklist);
        let slot = checklist.and_then(|checklist| state.slot(checklist, question, here));
        if slot.is_none_or(|slot| slot.relevant) {
            return true;
        }
        let asked = checklist.and_then(|checklist| checklist.questions.get(question));
        let (Some(checklist), Some(relevant)) =
            (checklist, asked.and_then(|asked| asked.relevant.as_ref()))
        else {
            return true;
        };
        relevant.is_true(&OneSource {
            session: self,
            checklist,
            sheet: state,
            here,
            source,
        })
    }

    /// Returns what a calculation gives, for each source whose answers it reads: what the register
    /// says is not what the person says because the question is the person's.
    pub(in crate::visit) fn calculated_by_source(
        &self,
        state: &SheetState,
        question: usize,
    ) -> Vec<(Source, Value)> {
        let (Some(checklist), Some(slot)) = (
            self.checklists.get(state.checklist),
            state.slots.get(question),
        ) else {
            return Vec::new();
        };
        let Some(asked) = checklist.questions.get(question) else {
            return Vec::new();
        };
        let Some(calculation) = &asked.calculation else {
            return Vec::new();
        };
        let outside = Instance::default();
        let mut sources: Vec<Source> = Vec::new();
        for read in calculation.references() {
            let latest = state.slots.get(*read).map_or(NONE, |slot| slot.latest);
            for (_, said) in self.said_in(latest) {
                if !sources.contains(&said.source) {
                    sources.push(said.source);
                }
            }
        }
        let as_read = |source| {
            slot.calculated
                .as_deref()
                .map(|value| (source, value.clone()))
        };
        match sources.as_slice() {
            [] => as_read(asked.source).into_iter().collect(),
            [only] => as_read(*only).into_iter().collect(),
            several => several
                .iter()
                .filter(|source| self.counts_from(state, question, &Instance::default(), **source))
                .filter_map(|source| {
                    let own = OneSource {
                        session: self,
                        checklist,
                        sheet: state,
                        here: &outside,
                        source: *source,
                    };
                    Some((*source, calculation.value(&own)?))
                })
                .collect(),
        }
    }

    pub(super) fn recalculate_everything(&mut self) {
        let mut sheets = std::mem::take(&mut self.sheets);
        for sheet in &mut sheets {
            let Some(checklist) = self.checklists.get(sheet.checklist) else {
                continue;
            };
            for (slot, question) in sheet.slots.iter_mut().zip(&checklist.questions) {
                if slot.latest != NONE {
                    slot.reading = self.reading_of(slot.latest, question.source);
                }
            }
            for ((index, _), slot) in &mut sheet.inside {
                if let Some(question) = checklist.questions.get(*index) {
                    slot.reading = self.reading_of(slot.latest, question.source);
                }
            }
            self.recalculate_sheet(sheet);
        }
        self.sheets = sheets;
    }

    /// Looks again at what a slot reads, and at everything that depends on it. Of a group: at which
    /// instances there are.
    pub(super) fn settle(
        &mut self,
        sheet: usize,
        slot: usize,
        instance: &Instance,
        when: Recalculate,
        flips: &mut Flips,
    ) {
        if when == Recalculate::AtTheEnd {
            return;
        }
        let Some(state) = self.sheets.get(sheet) else {
            return;
        };
        let Some(checklist) = self.checklists.get(state.checklist) else {
            return;
        };
        let reading = checklist.questions.get(slot).map(|question| {
            let latest = state
                .slot(checklist, slot, instance)
                .map_or(NONE, |slot| slot.latest);
            self.reading_of(latest, question.source)
        });
        let world = World {
            entries: &self.entries,
            chain: &self.chain,
            steps: &self.steps,
            header: &self.header,
            checklist,
        };
        let Some(state) = self.sheets.get_mut(sheet) else {
            return;
        };
        if let Some(reading) = reading
            && let Some(slot) = state.slot_mut(checklist, slot, instance)
        {
            slot.reading = reading;
        }
        // What was said keeps its instance of a count, and what was taken back does not.
        for repeat in checklist.repeats_around(slot) {
            settle_state(world, state, checklist.slot_of_group(*repeat), flips);
        }
        let dependents = checklist.dependents_of(slot);
        for index in std::iter::once(&slot).chain(dependents) {
            settle_state(world, state, *index, flips);
        }
        for index in std::iter::once(&slot).chain(dependents) {
            settle_constraint(world, state, *index);
        }
    }
}

/// Brings one slot up to date in all its instances: of a question its relevance and value, of a group
/// its relevance, of a repeat which instances there are.
fn settle_state(world: World<'_>, sheet: &mut SheetState, slot: usize, flips: &mut Flips) {
    let checklist = world.checklist;
    if let Some(group) = checklist.group_in(slot) {
        settle_group(world, sheet, group, slot);
        return;
    }
    let Some(question) = checklist.questions.get(slot) else {
        return;
    };
    if !is_computed(question) {
        return;
    }
    for instance in sheet.instances_of(checklist, slot) {
        let reading = world.reading(sheet, slot, &instance, None);
        let relevant = is_around_relevant(world, sheet, slot, &instance)
            && question
                .relevant
                .as_ref()
                .is_none_or(|expression| expression.is_true(&reading));
        let own = sheet.slot(checklist, slot, &instance);
        let calculation = question
            .calculation
            .as_ref()
            .filter(|_| question.triggers.is_empty());
        let calculated = match (calculation, &question.default) {
            _ if !relevant => None,
            (Some(expression), _) => expression.value(&reading),
            (None, Some(default)) if own.is_none_or(|own| !world.is_said(own)) => match default {
                DefaultValue::Fixed(value) => Some(value.clone()),
                DefaultValue::Computed(expression) => expression.value(&reading),
            },
            (None, _) => None,
        };
        let Some(slot) = sheet.slot_mut(checklist, slot, &instance) else {
            continue;
        };
        if slot.reading != NONE && slot.relevant != relevant {
            if relevant {
                flips.again += 1;
            } else {
                flips.no_longer += 1;
            }
        }
        slot.relevant = relevant;
        slot.calculated = calculated.map(Box::new);
    }
}

/// Returns whether the group around a slot counts; it has been brought up to date before.
fn is_around_relevant(
    world: World<'_>,
    sheet: &SheetState,
    slot: usize,
    instance: &Instance,
) -> bool {
    let checklist = world.checklist;
    let Some(group) = checklist.group_around(slot) else {
        return true;
    };
    let around = checklist.slot_of_group(group);
    sheet
        .slot(checklist, around, instance)
        .is_none_or(|around| around.relevant)
}

fn settle_group(world: World<'_>, sheet: &mut SheetState, group: usize, slot: usize) {
    let checklist = world.checklist;
    let Some(definition) = checklist.groups.get(group) else {
        return;
    };
    let repeats = checklist.repeats_around(slot);
    if definition.is_repeat {
        let around = repeats.get(..repeats.len().saturating_sub(1));
        for around in sheet.instances_within(around.unwrap_or_default()) {
            let listed = listed(world, sheet, group, &around);
            sheet.instances.insert((group, around), listed);
        }
    }
    for instance in sheet.instances_of(checklist, slot) {
        let relevant = is_around_relevant(world, sheet, slot, &instance)
            && definition.relevant.as_ref().is_none_or(|expression| {
                expression.is_true(&world.reading(sheet, slot, &instance, None))
            });
        if let Some(state) = sheet.slot_mut(checklist, slot, &instance) {
            state.relevant = relevant;
        }
    }
}

/// Returns the instances of a repeat: those that are there without anybody adding them, then those
/// that were added, without those that were taken away, in the order into which they were put.
fn listed(
    world: World<'_>,
    sheet: &SheetState,
    group: usize,
    around: &Instance,
) -> Vec<InstanceId> {
    let Some(definition) = world.checklist.groups.get(group) else {
        return Vec::new();
    };
    let slot = world.checklist.slot_of_group(group);
    let asked = match &definition.count {
        None => 1,
        Some(count) => {
            let reading = world.reading(sheet, slot, around, None);
            count.value(&reading).map_or(0, |value| count_of(&value))
        }
    };
    // A lower count takes away nothing in which something was said.
    let said = sheet
        .inside
        .iter()
        .filter(|((_, instance), slot)| instance.0.starts_with(&around.0) && world.is_said(slot))
        .filter(|((slot, _), _)| {
            let repeats = world.checklist.repeats_around(*slot);
            repeats.get(around.0.len()) == Some(&group)
        })
        .filter_map(|((_, instance), _)| match instance.0.get(around.0.len())? {
            InstanceId::Counted(number) => Some(*number),
            InstanceId::Added(_) => None,
        })
        .max()
        .unwrap_or(0);
    let count = asked.max(said).min(MOST_INSTANCES);
    let mut ids: Vec<InstanceId> = (1..=count).map(InstanceId::Counted).collect();
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
            InstanceChange::Removed => ids.retain(|id| Some(*id) != own),
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
    ids
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

/// Brings up to date whether the values of one question break its constraint, or are no longer
/// offered.
fn settle_constraint(world: World<'_>, sheet: &mut SheetState, index: usize) {
    let checklist = world.checklist;
    let Some(question) = checklist
        .questions
        .get(index)
        .filter(|found| is_judged(found))
    else {
        return;
    };
    for instance in sheet.instances_of(checklist, index) {
        let to_check = sheet
            .slot(checklist, index, &instance)
            .filter(|slot| slot.relevant)
            .is_some_and(|slot| {
                let this = match &slot.calculated {
                    Some(value) => Some(&**value),
                    None => world.read(slot.reading),
                };
                let Some(value) = this else {
                    return false;
                };
                let reading = world.reading(sheet, index, &instance, this);
                // Only what is decided is a breach: a day without a time of day contradicts no hour.
                let is_broken = question
                    .constraint
                    .as_ref()
                    .is_some_and(|constraint| constraint.decide(&reading) == Some(false));
                is_broken || !is_offered(checklist, question, value, &reading)
            });
        if let Some(slot) = sheet.slot_mut(checklist, index, &instance) {
            slot.to_check = to_check;
        }
    }
}

/// Returns whether the choices that were taken are offered.
fn is_offered(
    checklist: &Checklist,
    question: &Question,
    value: &Value,
    values: &dyn Values,
) -> bool {
    let offered = |name: &str| offers(checklist, question, values, name);
    match value {
        Value::Choice(name) => offered(name),
        Value::Choices(names) => names.iter().all(|name| offered(name)),
        Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Moment(_) => true,
    }
}

/// Returns whether the question offers this choice.
pub(in crate::visit) fn offers(
    checklist: &Checklist,
    question: &Question,
    values: &dyn Values,
    name: &str,
) -> bool {
    use crate::checklist::Kind;
    let (Some(filter), Kind::Choice(list) | Kind::Choices(list)) =
        (&question.choice_filter, &question.kind)
    else {
        return true;
    };
    let choices = checklist.choices_of(question);
    choices
        .iter()
        .position(|choice| choice.name == name)
        .is_none_or(|row| filter.keeps_row(values, list, row))
}
