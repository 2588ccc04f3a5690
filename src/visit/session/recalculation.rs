//! Relevance, constraints and calculations, brought up to date for what depends on a change.
//!
//! All three are functions of what the slots of the same sheet read, so that an answer needs only
//! its dependents looked at again, and a replay can do it once at its end. A slot inside repeats
//! stands once for each instance; which instances there are is computed before what stands in them.

use std::collections::BTreeMap;

use super::chain::NONE;
use super::instances::{SheetState, Slot, listed};
use super::reading::World;
use super::{Flips, Recalculate, Session};
use crate::checklist::{Checklist, DefaultValue, Question, Scale};
use crate::expr::{Expression, Values};
use crate::value::{Source, Value};
use crate::visit::{Instance, InstanceId, Statement, Subject};

/// The questions of a checklist that have something to compute.
///
/// A constraint changes nothing that others read, and may read what comes after it; so all
/// constraints are judged after all relevance and calculations.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// Relevance and calculations, each after what it reads.
    states: Vec<usize>,
    constraints: Vec<usize>,
    /// Whether some default is computed.
    has_computed_defaults: bool,
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
            has_computed_defaults: questions.iter().any(has_computed_default),
        }
    }
}

/// Whether a value of the question can be wrong.
const fn is_judged(question: &Question) -> bool {
    question.constraint.is_some() || question.choice_filter.is_some() || question.scale.is_some()
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

impl Session {
    pub(super) fn sheet_for(&mut self, subject: Subject, list: usize, when: Recalculate) -> usize {
        // What is said next is mostly said on the same sheet.
        if let Some((last, sheet)) = self.sheets.iter().enumerate().next_back()
            && sheet.subject == subject
            && sheet.checklist == list
        {
            return last;
        }
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
            beginning: None,
        }
    }

    /// Returns a sheet without answers, with its relevance and calculations.
    pub(in crate::visit) fn blank_sheet(&self, subject: Subject, list: usize) -> SheetState {
        let mut sheet = self.raw_sheet(subject, list);
        self.recalculate_sheet(&mut sheet);
        if let Some(checklist) = self.checklists.get(list) {
            sheet.beginning = Some(beginning_of(checklist, &sheet));
        }
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
    /// what the source itself said it and every group around it would.
    pub(in crate::visit) fn counts_from(
        &self,
        state: &SheetState,
        question: usize,
        here: &Instance,
        source: Source,
    ) -> bool {
        let Some(checklist) = self.checklists.get(state.checklist) else {
            return true;
        };
        let slot = state.slot(checklist, question, here);
        if slot.is_none_or(|slot| slot.relevant) {
            return true;
        }
        let repeats = checklist.repeats_around(question);
        let Some(here) = state.meant(checklist, question, here) else {
            return false;
        };
        if state.is_beyond_count(repeats, &here) {
            return false;
        }
        let would = |slot: usize, relevant: Option<&Expression>| {
            let here = here.outer(checklist.repeats_around(slot).len());
            let world = self.world(checklist);
            let own = world.reading(state, slot, &here, None);
            relevant.is_none_or(|relevant| relevant.is_true(&own.of_source(self, source)))
        };
        let asked = checklist.questions.get(question);
        if !would(question, asked.and_then(|asked| asked.relevant.as_ref())) {
            return false;
        }
        checklist
            .groups_outwards(asked.and_then(|asked| asked.group))
            .all(|(index, group)| would(checklist.slot_of_group(index), group.relevant.as_ref()))
    }

    /// Returns what a calculation gives, for each source whose answers it reads: what the register
    /// says is not what the person says because the question is the person's.
    pub(in crate::visit) fn calculated_by_source(
        &self,
        state: &SheetState,
        question: usize,
        here: &Instance,
    ) -> Vec<(Source, Value)> {
        let found = self.checklists.get(state.checklist).and_then(|checklist| {
            let asked = checklist.questions.get(question)?;
            let slot = state.slot(checklist, question, here)?;
            Some((checklist, asked, asked.calculation.as_ref()?, slot))
        });
        let Some((checklist, asked, calculation, slot)) = found else {
            return Vec::new();
        };
        let mut sources: Vec<Source> = Vec::new();
        for read in calculation.references() {
            for instance in read_from(checklist, state, question, here, *read) {
                let slot = state.slot(checklist, *read, &instance);
                for (_, said) in self.said_in(slot.map_or(NONE, |slot| slot.latest)) {
                    if !sources.contains(&said.source) {
                        sources.push(said.source);
                    }
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
                .filter(|source| self.counts_from(state, question, here, **source))
                .filter_map(|source| {
                    let world = self.world(checklist);
                    let reading = world.reading(state, question, here, None);
                    let own = reading.of_source(self, *source);
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
            let order = self.orders.get(sheet.checklist);
            sheet.beginning = if order.is_some_and(|order| order.has_computed_defaults) {
                self.blank_sheet(sheet.subject, sheet.checklist).beginning
            } else {
                Some(BTreeMap::new())
            };
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
        // What was said keeps its instance, also beyond a count, and what was taken back does not.
        for repeat in checklist.repeats_around(slot) {
            let repeat = checklist.slot_of_group(*repeat);
            if settle_repeat(world, state, repeat, flips) {
                for index in checklist.dependents_of(repeat) {
                    settle_state(world, state, index, flips);
                }
            }
        }
        let dependents = checklist.dependents_of(slot);
        for index in std::iter::once(&slot).chain(&dependents) {
            settle_state(world, state, *index, flips);
        }
        for index in std::iter::once(&slot).chain(&dependents) {
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
                DefaultValue::Computed(expression) => {
                    match default_then(world, sheet, slot, question, &instance) {
                        Then::Gave(value) => value,
                        Then::Follows => expression.value(&reading),
                    }
                }
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

/// What a computed default gave once.
enum Then {
    /// This, when its sheet began or its instance was added.
    Gave(Option<Value>),
    /// Nothing yet, or its instance comes and goes with a count: it follows what it reads.
    Follows,
}

/// Returns what a computed default gave when its sheet began, or when its instance was added: it is
/// computed once (GRAMMAR.md).
fn default_then(
    world: World<'_>,
    sheet: &SheetState,
    slot: usize,
    question: &Question,
    instance: &Instance,
) -> Then {
    let Some(beginning) = &sheet.beginning else {
        return Then::Follows;
    };
    let repeats = world.checklist.repeats_around(slot);
    let is_first = |depth: usize| {
        let group = repeats
            .get(depth)
            .and_then(|at| world.checklist.groups.get(*at));
        group.is_some_and(|group| group.count.is_none())
            && instance.0.get(depth) == Some(&InstanceId::Counted(1))
    };
    for (depth, id) in instance.0.iter().enumerate().rev() {
        let InstanceId::Added(id) = id else {
            if is_first(depth) {
                continue;
            }
            return Then::Follows;
        };
        let key = repeats
            .get(depth)
            .map(|group| (*group, instance.outer(depth)));
        let changes = key.and_then(|key| sheet.changes.get(&key));
        let added = changes
            .into_iter()
            .flatten()
            .filter_map(|index| world.entry(*index))
            .find(|entry| entry.id == *id);
        return match added.map(|entry| &entry.statement) {
            Some(Statement::Repeated {
                defaults: Some(defaults),
                ..
            }) => {
                let mut named = defaults.iter();
                let own = named.find(|(name, _)| *name == question.name);
                Then::Gave(own.map(|(_, value)| value.clone()))
            }
            _ => Then::Follows,
        };
    }
    Then::Gave(beginning.get(&(slot, instance.clone())).cloned())
}

/// Whether the question has a default that is computed.
pub(super) const fn has_computed_default(question: &Question) -> bool {
    matches!(question.default, Some(DefaultValue::Computed(_)))
}

/// Returns what the computed defaults give on a sheet on which nothing was said.
fn beginning_of(checklist: &Checklist, sheet: &SheetState) -> BTreeMap<(usize, Instance), Value> {
    let mut found = BTreeMap::new();
    let questions = checklist.questions.iter().enumerate();
    for (index, _) in questions.filter(|(_, question)| has_computed_default(question)) {
        for instance in sheet.instances_of(checklist, index) {
            let slot = sheet.slot(checklist, index, &instance);
            if let Some(value) = slot.and_then(|slot| slot.calculated.as_deref()) {
                found.insert((index, instance), value.clone());
            }
        }
    }
    found
}

/// Returns the instances of a slot that an expression of a question in one instance reads.
fn read_from(
    checklist: &Checklist,
    state: &SheetState,
    question: usize,
    here: &Instance,
    read: usize,
) -> Vec<Instance> {
    if checklist.repeats_around(read).is_empty() {
        return vec![Instance::default()];
    }
    let shared = shared_repeats(checklist, question, read);
    let all = state.instances_of(checklist, read);
    all.filter(|instance| instance.outer(shared) == here.outer(shared))
        .collect()
}

/// Returns how many of the repeats around two questions are the same.
pub(super) fn shared_repeats(checklist: &Checklist, one: usize, other: usize) -> usize {
    let repeats = checklist.repeats_around(one).iter();
    repeats
        .zip(checklist.repeats_around(other))
        .take_while(|(one, other)| one == other)
        .count()
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

/// Brings the instances of a repeat up to date; returns whether there are others now.
fn settle_repeat(world: World<'_>, sheet: &mut SheetState, slot: usize, flips: &mut Flips) -> bool {
    let all = |sheet: &SheetState| -> usize {
        let group = world.checklist.group_in(slot);
        let own = sheet
            .instances
            .iter()
            .filter(|((of, _), _)| group == Some(*of));
        own.map(|(_, listed)| listed.ids.len()).sum()
    };
    let before = all(sheet);
    settle_state(world, sheet, slot, flips);
    all(sheet) != before
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
            && !(definition.is_repeat && sheet.is_beyond_count(repeats, &instance))
            && definition.relevant.as_ref().is_none_or(|expression| {
                expression.is_true(&world.reading(sheet, slot, &instance, None))
            });
        if let Some(state) = sheet.slot_mut(checklist, slot, &instance) {
            state.relevant = relevant;
        }
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
                is_broken
                    || !is_offered(checklist, question, value, &reading)
                    || question.scale.is_some_and(|scale| !is_on(scale, value))
            });
        if let Some(slot) = sheet.slot_mut(checklist, index, &instance) {
            slot.to_check = to_check;
        }
    }
}

/// Returns whether a number is one of those that a range offers.
fn is_on(scale: Scale, value: &Value) -> bool {
    let number = match value {
        #[expect(clippy::cast_precision_loss, reason = "no range is as wide as that")]
        Value::Integer(number) => *number as f64,
        Value::Decimal(number) => *number,
        Value::Text(_) | Value::Choice(_) | Value::Choices(_) | Value::Moment(_) => return true,
    };
    let (least, most) = (scale.start.min(scale.end), scale.start.max(scale.end));
    let steps = (number - scale.start) / scale.step.abs();
    (least..=most).contains(&number) && (steps - steps.round()).abs() < 1e-6
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
