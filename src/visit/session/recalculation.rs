//! Relevance, constraints and calculations, brought up to date for what depends on a change.
//!
//! All three are functions of what the slots of the same sheet read, so that an answer needs only
//! its dependents looked at again, and a replay can do it once at its end.

use super::chain::NONE;
use super::{Flips, Recalculate, Session};
use crate::checklist::Checklist;
use crate::expr::{Expression, Values};
use crate::value::{Source, Value};
use crate::visit::{Entry, Subject};

/// One checklist filled for one subject.
#[derive(Debug, Clone)]
pub(in crate::visit) struct SheetState {
    pub subject: Subject,
    pub checklist: usize,
    pub slots: Vec<Slot>,
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
    /// The value of a calculation.
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
        let mut states = Vec::with_capacity(questions.len());
        let mut seen = vec![false; questions.len()];
        for start in 0..questions.len() {
            // Depth first, with the way back on a stack of its own: a checklist that exists has no
            // circle, so that each question is entered once.
            let mut way = vec![(start, false)];
            while let Some((index, reads_are_done)) = way.pop() {
                let Some(question) = questions.get(index) else {
                    continue;
                };
                if reads_are_done {
                    states.push(index);
                    continue;
                }
                match seen.get_mut(index) {
                    Some(seen) if !*seen => *seen = true,
                    _ => continue,
                }
                if question.relevant.is_none() && question.calculation.is_none() {
                    continue;
                }
                way.push((index, true));
                let expressions = question.relevant.iter().chain(&question.calculation);
                for read in expressions.flat_map(Expression::references) {
                    way.push((*read, false));
                }
            }
        }
        let constraints = questions
            .iter()
            .enumerate()
            .filter(|(_, question)| question.constraint.is_some())
            .map(|(index, _)| index)
            .collect();
        Self {
            states,
            constraints,
        }
    }
}

/// What an expression of one sheet can read.
struct Reading<'a> {
    entries: &'a [Entry],
    checklist: &'a Checklist,
    sheet: &'a SheetState,
    this: Option<&'a Value>,
}

impl Values for Reading<'_> {
    fn value(&self, slot: usize) -> Option<&Value> {
        let state = self.sheet.slots.get(slot)?;
        let question = self.checklist.questions.get(slot)?;
        if !state.relevant || question.subject != self.sheet.subject.kind() {
            return None;
        }
        match &state.calculated {
            Some(value) => Some(value),
            None => read(self.entries, state.reading),
        }
    }

    fn this(&self) -> Option<&Value> {
        self.this
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
    source: Source,
}

impl Values for OneSource<'_> {
    fn value(&self, slot: usize) -> Option<&Value> {
        let state = self.sheet.slots.get(slot)?;
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

/// Returns the value in an entry, if it is an answer with one.
fn read(entries: &[Entry], index: u32) -> Option<&Value> {
    let entry = entries.get(usize::try_from(index).ok()?)?;
    super::chain::said(entry)?.answer.value()
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
        let questions = self
            .checklists
            .get(list)
            .map_or(0, |checklist| checklist.questions.len());
        SheetState {
            subject,
            checklist: list,
            slots: vec![Slot::EMPTY; questions],
        }
    }

    /// Returns a sheet without answers, with its relevance and calculations.
    pub(in crate::visit) fn blank_sheet(&self, subject: Subject, list: usize) -> SheetState {
        let mut sheet = self.raw_sheet(subject, list);
        self.recalculate_sheet(&mut sheet);
        sheet
    }

    fn recalculate_sheet(&self, sheet: &mut SheetState) {
        let (Some(checklist), Some(order)) = (
            self.checklists.get(sheet.checklist),
            self.orders.get(sheet.checklist),
        ) else {
            return;
        };
        for index in &order.states {
            settle_state(
                &self.entries,
                checklist,
                sheet,
                *index,
                &mut Flips::default(),
            );
        }
        for index in &order.constraints {
            settle_constraint(&self.entries, checklist, sheet, *index);
        }
    }

    /// Returns whether what this source said to the question counts: the question applies, or by
    /// what the source itself said it would.
    pub(in crate::visit) fn counts_from(
        &self,
        state: &SheetState,
        question: usize,
        source: Source,
    ) -> bool {
        if state.slots.get(question).is_none_or(|slot| slot.relevant) {
            return true;
        }
        let checklist = self.checklists.get(state.checklist);
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
                .filter(|source| self.counts_from(state, question, **source))
                .filter_map(|source| {
                    let own = OneSource {
                        session: self,
                        checklist,
                        sheet: state,
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
            self.recalculate_sheet(sheet);
        }
        self.sheets = sheets;
    }

    /// Looks again at what a slot reads, and at everything that depends on it.
    pub(super) fn settle(
        &mut self,
        sheet: usize,
        question: usize,
        when: Recalculate,
        flips: &mut Flips,
    ) {
        if when == Recalculate::AtTheEnd {
            return;
        }
        let reading = self.sheets.get(sheet).and_then(|state| {
            let checklist = self.checklists.get(state.checklist)?;
            let default = checklist.questions.get(question)?.source;
            Some(self.reading_of(state.slots.get(question)?.latest, default))
        });
        let Some(state) = self.sheets.get_mut(sheet) else {
            return;
        };
        let (Some(checklist), Some(slot), Some(reading)) = (
            self.checklists.get(state.checklist),
            state.slots.get_mut(question),
            reading,
        ) else {
            return;
        };
        slot.reading = reading;
        let dependents = checklist.dependents_of(question);
        for index in std::iter::once(&question).chain(dependents) {
            settle_state(&self.entries, checklist, state, *index, flips);
        }
        for index in std::iter::once(&question).chain(dependents) {
            settle_constraint(&self.entries, checklist, state, *index);
        }
    }
}

/// Brings relevance and calculation of one question up to date.
fn settle_state(
    entries: &[Entry],
    checklist: &Checklist,
    sheet: &mut SheetState,
    index: usize,
    flips: &mut Flips,
) {
    let Some(question) = checklist.questions.get(index) else {
        return;
    };
    if question.relevant.is_none() && question.calculation.is_none() {
        return;
    }
    let reading = Reading {
        entries,
        checklist,
        sheet,
        this: None,
    };
    let relevant = question
        .relevant
        .as_ref()
        .is_none_or(|expression| expression.is_true(&reading));
    let calculated = question
        .calculation
        .as_ref()
        .filter(|_| relevant)
        .and_then(|expression| expression.value(&reading));
    let Some(slot) = sheet.slots.get_mut(index) else {
        return;
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

/// Brings up to date whether the value of one question breaks its constraint.
fn settle_constraint(
    entries: &[Entry],
    checklist: &Checklist,
    sheet: &mut SheetState,
    index: usize,
) {
    let Some(constraint) = checklist
        .questions
        .get(index)
        .and_then(|question| question.constraint.as_ref())
    else {
        return;
    };
    let to_check = sheet.slots.get(index).is_some_and(|slot| {
        let this = match &slot.calculated {
            Some(value) => Some(&**value),
            None => read(entries, slot.reading),
        };
        let reading = Reading {
            entries,
            checklist,
            sheet,
            this,
        };
        // Only what is decided is a breach: a day without a time of day contradicts no hour.
        slot.relevant && this.is_some() && constraint.decide(&reading) == Some(false)
    });
    if let Some(slot) = sheet.slots.get_mut(index) {
        slot.to_check = to_check;
    }
}
