//! Moving through a sheet.

use super::{Fill, Over};
use crate::message::Message;
use crate::tui::keyboard::Bare;
use crate::tui::screen::Steps;
use crate::tui::screen::fill::entry::Entry;
use crate::tui::world::World;
use crate::visit::{Sheet, Spot};

/// Returns whether the place is gone through: its question counts there, or something is kept there
/// that is more than a count asks for.
fn is_shown(sheet: &Sheet<'_>, spot: &Spot) -> bool {
    let here = sheet.seen_from(spot.instance.clone());
    let question = spot.question;
    here.applies(question) || here.is_beyond_count(question) && here.is_answered(question)
}

/// Returns the places that are gone through, in order.
pub(super) fn shown(sheet: &Sheet<'_>) -> Vec<Spot> {
    let mut places = sheet.places();
    places.retain(|spot| is_shown(sheet, spot));
    places
}

/// Returns the first place that is gone through.
pub(super) fn first(sheet: &Sheet<'_>) -> Option<Spot> {
    shown(sheet).into_iter().next()
}

/// Returns where a place stands among those that are shown; of one that is not, where it would.
fn position(places: &[Spot], spot: &Spot) -> Result<usize, usize> {
    let at = places.iter().position(|place| place == spot);
    at.ok_or_else(|| {
        let before = |place: &Spot| place.question < spot.question;
        places
            .iter()
            .rposition(before)
            .map_or(0, |before| before + 1)
    })
}

impl Fill {
    /// Puts the cursor on a question and takes its answer into the field.
    pub(super) fn go(&mut self, at: Spot, world: &World) {
        self.at = at;
        self.settle_place(world);
        self.over = Over::Nothing;
        self.load(world);
    }

    /// Names the instance in hand where only the question was named, and leaves one that is gone.
    pub(super) fn settle_place(&mut self, world: &World) {
        let session = world.visit.as_ref().map(|visit| &visit.session);
        let sheet = session.and_then(|session| session.sheet(self.subject, self.checklist));
        let Some(sheet) = sheet else {
            return;
        };
        let there = sheet.instances_of(self.at.question);
        if !there.contains(&self.at.instance)
            && let Some(first) = there.into_iter().next()
        {
            self.at.instance = first;
        }
    }

    /// Takes the answer of the question in hand into the field.
    pub(super) fn load(&mut self, world: &World) {
        self.keep_at = None;
        self.typed = 0;
        let source = self.source(world);
        self.entry = self
            .sheet(world)
            .and_then(|sheet| Entry::of(&sheet, self.at.question, source))
            .unwrap_or(Entry::Nothing);
    }

    /// Goes to where a correction began, else to the next empty question.
    pub(super) fn go_on(&mut self, world: &World, steps: Steps) -> Steps {
        let Some(sheet) = self.sheet(world) else {
            return steps;
        };
        let back = self.came_from.take().filter(|at| {
            let sheet = sheet.seen_from(at.instance.clone());
            sheet.is_empty_and_counts(at.question)
        });
        let next = back.or_else(|| sheet.next_empty(Some(&self.at)));
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
            let places = shown(&sheet);
            let to = match (position(&places, &self.at), forward) {
                (Ok(at), true) => at + 1,
                (Err(at), true) => at,
                (Ok(at) | Err(at), false) => at.checked_sub(1)?,
            };
            places.get(to).cloned()
        });
        if let Some(next) = next {
            self.go(next, world);
        }
    }

    /// Goes to the first question of the next or previous section.
    fn section(&mut self, forward: bool, world: &World) {
        let next = self.sheet(world).and_then(|sheet| {
            let questions = &sheet.checklist().questions;
            let here = questions.get(self.at.question)?.section;
            let mut firsts: Vec<(usize, Spot)> = Vec::new();
            for spot in shown(&sheet) {
                let section = questions.get(spot.question)?.section;
                if firsts.last().is_none_or(|(last, _)| *last != section) {
                    firsts.push((section, spot));
                }
            }
            let found = if forward {
                firsts.iter().find(|(section, _)| *section > here)
            } else {
                firsts.iter().rev().find(|(section, _)| *section < here)
            };
            found.map(|(_, first)| first.clone())
        });
        if let Some(next) = next {
            self.go(next, world);
        }
    }

    /// Goes to the first or last question of the section.
    fn edge(&mut self, end: bool, world: &World) {
        let next = self.sheet(world).and_then(|sheet| {
            let section = sheet.checklist().questions.get(self.at.question)?.section;
            let here = sheet.checklist().sections.get(section)?.questions.clone();
            let mut places = shown(&sheet).into_iter();
            let mut within = places.by_ref().filter(|spot| here.contains(&spot.question));
            if end { within.last() } else { within.next() }
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
        let just_refused = self.last.as_ref() == Some(&self.at)
            && !self.entry.line().is_empty()
            && self
                .sheet(world)
                .is_some_and(|sheet| sheet.is_to_check(self.at.question));
        if just_refused || self.entry.is_begun() {
            // What was typed a moment ago is put right here, sign by sign.
            self.entry.type_on();
            let (now, language) = (world.clock(), world.settings.language);
            self.entry.edit(Bare::Backspace, false, 0, now, language);
            return self.typed(1, world);
        }
        let kept = self.leave(world);
        let Some(sheet) = self.sheet(world) else {
            return kept;
        };
        let answered = |spot: &Spot| {
            let here = sheet.seen_from(spot.instance.clone());
            here.applies(spot.question) && here.is_answered(spot.question)
        };
        let last = self.last.clone();
        let before = last
            .filter(|last| *last != self.at && answered(last))
            .or_else(|| {
                let places = sheet.places();
                let at = position(&places, &self.at).unwrap_or_else(|at| at);
                let before = places.into_iter().take(at);
                before.rev().find(answered)
            });
        let Some(before) = before else {
            return kept.and(super::Step::Say(Message::new("fill-nothing-before")));
        };
        if self.came_from.is_none() && sheet.is_empty_and_counts(self.at.question) {
            self.came_from = Some(self.at.clone());
        }
        self.go(before, world);
        self.last = None;
        kept
    }
}
