//! Relevance, constraints and calculations, brought up to date for what depends on a change.
//!
//! All three are functions of what the slots of the same sheet read, so that an answer needs only
//! its dependents looked at again, and a replay can do it once at its end.

use super::chain::NONE;
use super::{Flips, Recalculate, Session};
use crate::checklist::{Checklist, Question};
use crate::expr::{Expression, Values};
use crate::value::Value;
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

/// The questions of a checklist that have something to compute, each after what it reads.
#[derive(Debug, Clone)]
pub(super) struct Order(Vec<usize>);

impl Order {
    /// A question's dependents hold everything behind it, so that counting how often a question
    /// is somebody's dependent gives a rank that grows along every dependency.
    pub(super) fn of(checklist: &Checklist) -> Self {
        let mut rank = vec![0_u32; checklist.questions.len()];
        for index in 0..checklist.questions.len() {
            for dependent in checklist.dependents_of(index) {
                if let Some(rank) = rank.get_mut(*dependent) {
                    *rank += 1;
                }
            }
        }
        let mut order: Vec<usize> = checklist
            .questions
            .iter()
            .enumerate()
            .filter(|(_, question)| {
                question.relevant.is_some()
                    || question.constraint.is_some()
                    || question.calculation.is_some()
            })
            .map(|(index, _)| index)
            .collect();
        order.sort_by_key(|index| rank.get(*index).copied());
        Self(order)
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
        for index in &order.0 {
            judge(
                &self.entries,
                checklist,
                sheet,
                *index,
                &mut Flips::default(),
            );
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
        judge(&self.entries, checklist, state, question, flips);
        for dependent in checklist.dependents_of(question) {
            judge(&self.entries, checklist, state, *dependent, flips);
        }
    }
}

/// Computes relevance, calculation and constraint of one question.
fn judge(
    entries: &[Entry],
    checklist: &Checklist,
    sheet: &mut SheetState,
    index: usize,
    flips: &mut Flips,
) {
    let (Some(question), Some(slot)) = (checklist.questions.get(index), sheet.slots.get(index))
    else {
        return;
    };
    let verdict = verdict(entries, checklist, sheet, slot, question);
    let Some(slot) = sheet.slots.get_mut(index) else {
        return;
    };
    if slot.reading != NONE && slot.relevant != verdict.relevant {
        if verdict.relevant {
            flips.again += 1;
        } else {
            flips.no_longer += 1;
        }
    }
    slot.relevant = verdict.relevant;
    slot.to_check = verdict.to_check;
    slot.calculated = verdict.calculated.map(Box::new);
}

struct Verdict {
    relevant: bool,
    to_check: bool,
    calculated: Option<Value>,
}

fn verdict(
    entries: &[Entry],
    checklist: &Checklist,
    sheet: &SheetState,
    slot: &Slot,
    question: &Question,
) -> Verdict {
    let reading = |this| Reading {
        entries,
        checklist,
        sheet,
        this,
    };
    let holds = |expression: &Expression, this| expression.is_true(&reading(this));
    let given = read(entries, slot.reading);
    let relevant = question
        .relevant
        .as_ref()
        .is_none_or(|expression| holds(expression, given));
    let calculated = question
        .calculation
        .as_ref()
        .filter(|_| relevant)
        .and_then(|expression| expression.value(&reading(given)));
    let this = calculated.as_ref().or(given);
    let to_check = relevant
        && this.is_some()
        && question
            .constraint
            .as_ref()
            // Only what is decided is a breach: a day without a time of day contradicts no hour.
            .is_some_and(|expression| expression.decide(&reading(this)) == Some(false));
    Verdict {
        relevant,
        to_check,
        calculated,
    }
}
