//! Lists that lie over the question: sources, questions to jump to, reasons.

use ratatui::layout::Rect;

use super::{Fill, Over, words};
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, TextField, find};
use crate::tui::world::World;
use crate::value::{NotCheckedReason, Source};
use crate::visit::{Sheet, Spot};

/// A list that lies over the question.
#[derive(Debug)]
pub(super) struct Pick {
    what: What,
    list: ListState,
    find: TextField,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Source,
    Question,
    Reason,
    Choice,
}

/// What was picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Picked {
    /// Nothing yet.
    Nothing,
    /// A source that stays; `None` is the checklist's own for each question.
    Source(Option<Source>),
    /// A question to go to.
    Question(Spot),
    /// A reason for the rest of the section.
    Reason(NotCheckedReason),
    /// A choice of the question in hand, by its place among those that are offered.
    Choice(usize),
}

impl Pick {
    const fn new(what: What, selected: usize) -> Self {
        Self {
            what,
            list: ListState { selected },
            find: TextField::empty(),
        }
    }

    pub(super) fn source(now: Source) -> Self {
        let selected = Source::ALL
            .iter()
            .position(|source| *source == now)
            .unwrap_or(0);
        Self::new(What::Source, selected)
    }

    pub(super) const fn jump(at: usize) -> Self {
        Self::new(What::Question, at)
    }

    pub(super) const fn choice() -> Self {
        Self::new(What::Choice, 0)
    }

    pub(super) const fn reason() -> Self {
        Self::new(What::Reason, 0)
    }

    pub(super) const fn focus(&self) -> Focus {
        match self.what {
            What::Question | What::Choice => Focus::Text,
            What::Source | What::Reason => Focus::Commands,
        }
    }

    pub(super) fn digit(&mut self, digit: u8) -> Picked {
        match (self.what, digit.checked_sub(1).map(usize::from)) {
            (What::Source, None) => Picked::Source(None),
            (What::Source, Some(place)) => Source::ALL
                .get(place)
                .map_or(Picked::Nothing, |source| Picked::Source(Some(*source))),
            (What::Reason, Some(place)) => NotCheckedReason::ALL
                .get(place)
                .map_or(Picked::Nothing, |reason| Picked::Reason(*reason)),
            (What::Reason | What::Question | What::Choice, _) => Picked::Nothing,
        }
    }

    pub(super) fn letter(&mut self, letter: char) {
        if matches!(self.what, What::Question | What::Choice) {
            self.find.insert(letter.encode_utf8(&mut [0; 4]));
            self.list.selected = 0;
        }
    }

    pub(super) fn accept(&self, fill: &Fill, world: &World) -> Picked {
        let at = self.list.selected;
        match self.what {
            What::Source => Picked::Source(Source::ALL.get(at).copied()),
            What::Reason => NotCheckedReason::ALL
                .get(at)
                .map_or(Picked::Nothing, |r| Picked::Reason(*r)),
            What::Choice => self
                .choices(fill, world)
                .get(at)
                .map_or(Picked::Nothing, |(place, _)| Picked::Choice(*place)),
            What::Question => self
                .questions(fill, world)
                .get(at)
                .map_or(Picked::Nothing, |spot| Picked::Question(spot.clone())),
        }
    }

    /// Returns the questions that fit what was typed: by number, or by words of the label.
    fn questions(&self, fill: &Fill, world: &World) -> Vec<Spot> {
        let Some(sheet) = fill.sheet(world) else {
            return Vec::new();
        };
        let typed = self.find.text();
        let folded = find::fold_code(typed);
        let language = world.questions();
        let mut all = sheet.places();
        all.retain(|spot| {
            let Some(question) = sheet.checklist().questions.get(spot.question) else {
                return false;
            };
            question.subject == fill.subject.kind()
                && question.takes_answers()
                && (typed.is_empty()
                    || find::fold_code(&question.number).starts_with(&folded)
                    || (typed.chars().all(|letter| letter.is_ascii_digit())
                        && digits_of(&question.number) == digits_of(typed))
                    || find::matches(typed, question.label.in_language(language).0))
        });
        all
    }

    /// Returns the choices that fit what was typed, each with its place among those that are offered.
    fn choices(&self, fill: &Fill, world: &World) -> Vec<(usize, String)> {
        let Some(sheet) = fill.sheet(world) else {
            return Vec::new();
        };
        let offered = sheet.offered(fill.at.question).into_iter().enumerate();
        let labels = offered.map(|(place, choice)| {
            let label = choice.label.in_language(world.questions()).0;
            (place, label.to_owned())
        });
        labels
            .filter(|(_, label)| find::matches(self.find.text(), label))
            .collect()
    }

    fn count(&self, fill: &Fill, world: &World) -> usize {
        match self.what {
            What::Source => Source::ALL.len(),
            What::Reason => NotCheckedReason::ALL.len(),
            What::Question => self.questions(fill, world).len(),
            What::Choice => self.choices(fill, world).len(),
        }
    }

    /// Draws the list over the body.
    pub(super) fn draw(&self, fill: &Fill, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let questions = if self.what == What::Question {
            self.questions(fill, world)
        } else {
            Vec::new()
        };
        let choices = if self.what == What::Choice {
            self.choices(fill, world)
        } else {
            Vec::new()
        };
        let count = self.count(fill, world);
        let height = match self.what {
            What::Question | What::Choice => body.height,
            What::Source | What::Reason => u16::try_from(count + 4)
                .unwrap_or(u16::MAX)
                .min(body.height),
        };
        let outer = Rect {
            y: body.bottom().saturating_sub(height),
            height,
            ..body
        };
        canvas.clear(outer, Role::Text);
        let inner = canvas.frame(outer);
        let title = canvas.id(match self.what {
            What::Source => "pick-source",
            What::Question => "pick-question",
            What::Choice => "pick-choice",
            What::Reason => "pick-reason",
        });
        let after = canvas.line(inner.x + 1, inner.y, inner.width, &title, Role::Strong);
        let rows = Rect {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
        let sheet = fill.sheet(world);
        if count == 0 {
            let text = canvas.id("pick-nothing");
            canvas.line(rows.x + 2, rows.y, rows.width, &text, Role::Secondary);
        }
        self.list.draw(
            canvas,
            rows,
            count,
            |canvas, line, index, role| match self.what {
                What::Source => {
                    let name = Source::ALL
                        .get(index)
                        .map(|source| words::source_name(*source, world));
                    let text = format!("{}  {}", index + 1, name.unwrap_or_default());
                    canvas.line(line.x, line.y, line.width, &text, role);
                }
                What::Reason => {
                    let id = NotCheckedReason::ALL
                        .get(index)
                        .map(|reason| words::reason_id(*reason));
                    let text = format!(
                        "{}  {}",
                        index + 1,
                        id.map(|id| canvas.id(id)).unwrap_or_default()
                    );
                    canvas.line(line.x, line.y, line.width, &text, role);
                }
                What::Choice => {
                    if let Some((_, label)) = choices.get(index) {
                        canvas.line(line.x, line.y, line.width, label, role);
                    }
                }
                What::Question => {
                    if let (Some(sheet), Some(question)) = (&sheet, questions.get(index)) {
                        draw_question(canvas, line, sheet, question, role, world);
                    }
                }
            },
        );
        if matches!(self.what, What::Question | What::Choice) {
            let x = after + 2;
            let width = inner.right().saturating_sub(x);
            self.find.draw(
                canvas,
                Rect {
                    x,
                    y: inner.y,
                    width,
                    height: 1,
                },
                Role::Text,
            );
        }
    }
}

/// Returns the digits of an item number: typing `5` finds `D05`.
fn digits_of(number: &str) -> Option<u32> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Draws one question of a list: number, answer, label.
pub(super) fn draw_question(
    canvas: &mut Canvas<'_>,
    line: Rect,
    sheet: &Sheet<'_>,
    spot: &Spot,
    role: Role,
    world: &World,
) {
    let index = spot.question;
    let Some(question) = sheet.checklist().questions.get(index) else {
        return;
    };
    let sheet = &sheet.seen_from(spot.instance.clone());
    canvas.line(line.x, line.y, 5, &question.number, role);
    let sign = words::sign(sheet, index);
    canvas.line(line.x + 6, line.y, 2, &sign, role);
    let answer = words::answer_text(sheet, index, world);
    let room = line.width.saturating_sub(9);
    let short = columns(&answer).min(room / 3);
    let positions = words::positions_text(sheet, index);
    let (label, _) = question.label.in_language(world.questions());
    let label = format!("{positions}{label}");
    let label_width = room.saturating_sub(if answer.is_empty() { 0 } else { short + 2 });
    canvas.line(line.x + 9, line.y, label_width, &label, role);
    if !answer.is_empty() {
        let x = line.right().saturating_sub(short);
        canvas.line(x, line.y, short, &answer, role);
    }
}

impl Fill {
    /// Returns where the question in hand stands in the list of all.
    pub(super) fn row_of_jump(&self, world: &World) -> usize {
        let questions = Pick::jump(0).questions(self, world);
        questions
            .iter()
            .position(|spot| *spot == self.at)
            .unwrap_or(0)
    }

    pub(super) fn press_pick(&mut self, key: Bare, by_word: bool, world: &World) {
        let Over::Pick(pick) = &self.over else {
            return;
        };
        let count = pick.count(self, world);
        if let Over::Pick(pick) = &mut self.over
            && !pick.list.press(key, count, 10)
            && pick.find.press(key, by_word)
        {
            pick.list.selected = 0;
        }
    }
}
