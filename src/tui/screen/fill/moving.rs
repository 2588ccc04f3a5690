//! Moving through a sheet.

use super::{Fill, Over};
use crate::message::Message;
use crate::tui::keyboard::Bare;
use crate::tui::screen::Steps;
use crate::tui::screen::fill::entry::Entry;
use crate::tui::world::World;
use crate::visit::Sheet;

/// Returns the first question that counts.
pub(super) fn first(sheet: &Sheet<'_>) -> Option<usize> {
    (0..sheet.checklist().questions.len()).find(|index| sheet.applies(*index))
}

impl Fill {
    /// Puts the cursor on a question and takes its answer into the field.
    pub(super) fn go(&mut self, at: usize, world: &World) {
        self.at = at;
        self.over = Over::Nothing;
        self.load(world);
    }

    /// Takes the answer of the question in hand into the field.
    pub(super) fn load(&mut self, world: &World) {
        self.keep_at = None;
        self.typed = 0;
        let source = self.source(world);
        self.entry = self
            .sheet(world)
            .and_then(|sheet| {
                let question = sheet.checklist().questions.get(self.at)?;
                let answer = sheet.answer_of(self.at, source);
                Some(Entry::of(sheet.checklist(), question, answer))
            })
            .unwrap_or(Entry::Nothing);
    }

    /// Goes to where a correction began, else to the next empty question.
    pub(super) fn go_on(&mut self, world: &World, steps: Steps) -> Steps {
        let Some(sheet) = self.sheet(world) else {
            return steps;
        };
        let back = self
            .came_from
            .take()
            .filter(|at| sheet.is_empty_and_counts(*at));
        let next = back.or_else(|| sheet.next_empty(Some(self.at)));
        if let Some(next) = next {
            self.go(next, world);
            steps
        } else {
            self.load(world);
            steps.and(super::Step::Say(Message::new("fill-nothing-empty")))
        }
    }

    /// Goes to the next or previous question that counts.
    pub(super) fn step(&mut self, forward: bool, world: &World) {
        let next = self.sheet(world).and_then(|sheet| {
            let count = sheet.checklist().questions.len();
            if forward {
                (self.at + 1..count).find(|index| sheet.applies(*index))
            } else {
                (0..self.at.min(count))
                    .rev()
                    .find(|index| sheet.applies(*index))
            }
        });
        if let Some(next) = next {
            self.go(next, world);
        }
    }

    /// Goes to the first question of the next or previous section.
    fn section(&mut self, forward: bool, world: &World) {
        let next = self.sheet(world).and_then(|sheet| {
            let here = sheet.checklist().questions.get(self.at)?.section;
            let firsts: Vec<(usize, usize)> = sheet
                .checklist()
                .sections
                .iter()
                .enumerate()
                .filter_map(|(section, range)| {
                    let first = range
                        .questions
                        .clone()
                        .find(|index| sheet.applies(*index))?;
                    Some((section, first))
                })
                .collect();
            let found = if forward {
                firsts.iter().find(|(section, _)| *section > here)
            } else {
                firsts.iter().rev().find(|(section, _)| *section < here)
            };
            found.map(|(_, first)| *first)
        });
        if let Some(next) = next {
            self.go(next, world);
        }
    }

    /// Goes to the first or last question of the section.
    fn edge(&mut self, end: bool, world: &World) {
        let next = self.sheet(world).and_then(|sheet| {
            let section = sheet.checklist().questions.get(self.at)?.section;
            let mut here = sheet.checklist().sections.get(section)?.questions.clone();
            if end {
                here.rev().find(|index| sheet.applies(*index))
            } else {
                here.find(|index| sheet.applies(*index))
            }
        });
        if let Some(next) = next {
            self.go(next, world);
        }
    }

    /// Takes a bare key that moves between questions.
    pub(super) fn travel(&mut self, key: Bare, world: &World) -> Steps {
        match key {
            Bare::Left => self.step(false, world),
            Bare::Right => self.step(true, world),
            Bare::PageDown => self.section(true, world),
            Bare::PageUp => self.section(false, world),
            Bare::Home => self.edge(false, world),
            Bare::End => self.edge(true, world),
            Bare::Up if self.table => self.step(false, world),
            Bare::Down if self.table => self.step(true, world),
            _ => {}
        }
        Steps::none()
    }

    /// Goes back to the question answered last before this one, to put it right.
    pub(super) fn previous_answer(&mut self, world: &mut World) -> Steps {
        let just_refused = self.last == Some(self.at)
            && !self.entry.line().is_empty()
            && self
                .sheet(world)
                .is_some_and(|sheet| sheet.is_to_check(self.at));
        if just_refused || self.entry.is_begun() {
            // What was typed a moment ago is put right here, sign by sign.
            self.entry.type_on();
            let (now, language) = (world.local(), world.settings.language);
            self.entry.edit(Bare::Backspace, false, 0, now, language);
            return self.typed(1, world);
        }
        let kept = self.leave(world);
        let Some(sheet) = self.sheet(world) else {
            return kept;
        };
        let answered = |index: &usize| sheet.applies(*index) && sheet.is_answered(*index);
        let before = self
            .last
            .filter(|last| *last != self.at && answered(last))
            .or_else(|| (0..self.at).rev().find(answered));
        let Some(before) = before else {
            return kept.and(super::Step::Say(Message::new("fill-nothing-before")));
        };
        if self.came_from.is_none() && sheet.is_empty_and_counts(self.at) {
            self.came_from = Some(self.at);
        }
        self.go(before, world);
        self.last = None;
        kept
    }
}
