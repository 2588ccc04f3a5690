//! What an expression of a sheet reads: what stands, or what one source alone said.

use super::Session;
use super::chain::{Link, NONE, said};
use super::instances::{SheetState, Slot};
use super::undo::Step;
use crate::checklist::Checklist;
use crate::expr::Values;
use crate::value::{Moment, Source, Value};
use crate::visit::{Entry, Instance, VisitHeader};

/// What is needed to bring a sheet up to date, beside the sheet.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub entries: &'a [Entry],
    pub chain: &'a [Link],
    pub steps: &'a [Step],
    pub header: &'a VisitHeader,
    pub checklist: &'a Checklist,
}

impl<'a> World<'a> {
    pub(super) fn entry(self, index: u32) -> Option<&'a Entry> {
        self.entries.get(usize::try_from(index).ok()?)
    }

    /// Returns whether the entry was not taken back.
    pub(super) fn stands(self, index: u32) -> bool {
        usize::try_from(index)
            .ok()
            .and_then(|at| self.chain.get(at))
            .and_then(|link| self.steps.get(usize::try_from(link.step).ok()?))
            .is_some_and(|step| step.taken_back == 0)
    }

    /// Returns whether anything stands that was said in the slot.
    pub(super) fn is_said(self, slot: &Slot) -> bool {
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

    pub(super) fn read(self, index: u32) -> Option<&'a Value> {
        said(self.entry(index)?)?.answer.value()
    }

    pub(super) fn reading<'s>(
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
            only: None,
        }
    }
}

/// What an expression of one sheet can read.
pub(super) struct Reading<'a> {
    world: World<'a>,
    sheet: &'a SheetState,
    /// Whose expression it is.
    slot: usize,
    here: &'a Instance,
    positions: Vec<usize>,
    this: Option<&'a Value>,
    /// The one source that is read, if not what each question reads.
    ///
    /// The screens go by what each question reads, which is one answer of one source. But what the
    /// family says to "when" is no contradiction to the person's "nobody told them": a source is set
    /// aside only by what it said itself.
    only: Option<(&'a Session, Source)>,
}

impl<'a> Reading<'a> {
    /// Returns the same reading of what one source alone said.
    pub(super) fn of_source(self, session: &'a Session, source: Source) -> Self {
        Self {
            only: Some((session, source)),
            ..self
        }
    }
}

impl Reading<'_> {
    fn value_at(&self, slot: usize, instance: &Instance) -> Option<&Value> {
        let checklist = self.world.checklist;
        let state = self.sheet.slot(checklist, slot, instance)?;
        let question = checklist.questions.get(slot)?;
        let is_asked = question.subject == self.sheet.subject.kind();
        if !is_asked || (!state.relevant && self.only.is_none()) {
            return None;
        }
        match (&state.calculated, self.only) {
            (Some(value), _) => Some(value),
            (None, None) => self.world.read(state.reading),
            (None, Some((session, source))) => {
                let said = session.said_in(state.latest);
                let mut own = said.map(|(_, said)| said);
                own.find(|said| said.source == source)?.answer.value()
            }
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
            .map_or(0, |listed| listed.counting)
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
