//! A choice that needs a reason: first which, then why.
//!
//! What was written stays while the question stands: Esc goes back from why to which, and the words
//! are there again when the choice has been made.

use ratatui::layout::Rect;

use super::{ListState, NoteBox, centred};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::theme::Role;

/// One of the things that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer<T> {
    /// What.
    pub choice: T,
    /// What it is called.
    pub words: String,
    /// Whether it needs a reason.
    pub needs_reason: bool,
}

/// A question with several answers that need a reason.
#[derive(Debug)]
pub struct Reasoned<T> {
    which: &'static str,
    why: &'static str,
    offers: Vec<Offer<T>>,
    list: ListState,
    reason: NoteBox,
    writing: bool,
}

/// Rows of the reason.
const REASON_ROWS: u16 = 4;
/// The widest that the question is drawn.
const WIDTH: u16 = 74;

impl<T: Copy + PartialEq> Reasoned<T> {
    /// Asks `which`, then `why` with the choice as `{ $choice }`; a reason that was given before stands
    /// there to be changed.
    pub fn new(
        which: &'static str,
        why: &'static str,
        offers: Vec<Offer<T>>,
        reason: &str,
    ) -> Self {
        Self {
            which,
            why,
            offers,
            list: ListState::default(),
            reason: NoteBox::holding(reason),
            writing: false,
        }
    }

    /// Asks for a reason alone: there is one thing to do, or nothing.
    pub fn only(why: &'static str, choice: T, reason: &str) -> Self {
        let offer = Offer {
            choice,
            words: String::new(),
            needs_reason: true,
        };
        Self::new(why, why, vec![offer], reason).writing(choice)
    }

    /// Goes on where somebody was writing why this was chosen.
    #[must_use]
    pub fn writing(mut self, choice: T) -> Self {
        if let Some(at) = self.offers.iter().position(|offer| offer.choice == choice) {
            self.list.selected = at;
            self.writing = true;
        }
        self
    }

    /// Returns what the place of the cursor takes.
    pub const fn focus(&self) -> Focus {
        if self.writing {
            Focus::Text
        } else {
            Focus::Commands
        }
    }

    /// Returns whether the reason is being written.
    pub const fn is_writing(&self) -> bool {
        self.writing
    }

    /// Returns what was chosen and half written, if anything was.
    pub fn half_written(&self) -> Option<(T, &str)> {
        let offer = self.offers.get(self.list.selected)?;
        let begun = self.writing && !self.reason.text().trim().is_empty();
        begun.then(|| (offer.choice, self.reason.text()))
    }

    /// Takes Enter. Returns the choice with its reason when both are there.
    pub fn accept(&mut self) -> Option<(T, String)> {
        let offer = self.offers.get(self.list.selected)?;
        if self.writing {
            return Some((offer.choice, self.reason.text().trim().to_owned()));
        }
        self.writing = offer.needs_reason;
        (!self.writing).then(|| (offer.choice, String::new()))
    }

    /// Takes a digit: the number of a choice.
    pub fn digit(&mut self, digit: u8) -> Option<(T, String)> {
        let at = usize::from(digit).checked_sub(1)?;
        if self.writing || at >= self.offers.len() {
            return None;
        }
        self.list.selected = at;
        self.accept()
    }

    /// Takes Esc. Returns whether the question is closed by it.
    pub const fn back(&mut self) -> bool {
        let was_writing = std::mem::replace(&mut self.writing, false);
        !was_writing || self.offers.len() == 1
    }

    /// Takes a bare key.
    pub fn press(&mut self, key: Bare, by_word: bool) {
        if self.writing {
            self.reason.press(key, by_word, WIDTH - 4);
        } else {
            self.list.press(key, self.offers.len(), 8);
        }
    }

    /// Takes a letter.
    pub fn insert(&mut self, letter: char) {
        if self.writing {
            self.reason.insert(letter);
        }
    }

    /// Takes a pasted text.
    pub fn paste(&mut self, text: &str) {
        if self.writing {
            self.reason.paste(&text.replace(['\r', '\n'], " "));
        }
    }

    /// Takes the last step of writing back, or does it again; returns whether there was one.
    pub fn undo(&mut self, back: bool) -> bool {
        if back {
            self.reason.undo()
        } else {
            self.reason.redo()
        }
    }

    /// Draws the question over the area.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if self.writing {
            self.draw_why(canvas, area);
        } else {
            self.draw_which(canvas, area);
        }
    }

    fn draw_which(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let rows = u16::try_from(self.offers.len()).unwrap_or(u16::MAX).min(11);
        let outer = centred(area, WIDTH, rows + 3);
        canvas.clear(outer, Role::Text);
        let inner = canvas.frame(outer);
        let question = canvas.id(self.which);
        canvas.line(
            inner.x + 1,
            inner.y,
            inner.width.saturating_sub(1),
            &question,
            Role::Strong,
        );
        let list = Rect {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
        let offers = &self.offers;
        self.list
            .draw(canvas, list, offers.len(), |canvas, row, index, role| {
                if let Some(offer) = offers.get(index) {
                    let text = format!("{} {}", index + 1, offer.words);
                    canvas.line(row.x, row.y, row.width, &text, role);
                }
            });
    }

    fn draw_why(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let outer = centred(area, WIDTH, REASON_ROWS + 5);
        canvas.clear(outer, Role::Text);
        let inner = canvas.frame(outer);
        let choice = self
            .offers
            .get(self.list.selected)
            .map_or("", |offer| offer.words.as_str());
        let question = canvas.say(&Message::new(self.why).text("choice", choice));
        let text = Rect {
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
            height: 2,
            ..inner
        };
        let used = canvas.paragraph(text, &question, Role::Strong);
        let reason = Rect {
            y: text.y + used + 1,
            height: inner.bottom().saturating_sub(text.y + used + 1),
            ..text
        };
        self.reason.draw(canvas, reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question() -> Reasoned<u8> {
        let offer = |choice: u8, needs_reason| Offer {
            choice,
            words: choice.to_string(),
            needs_reason,
        };
        Reasoned::new("a", "b", vec![offer(10, true), offer(20, false)], "")
    }

    #[test]
    fn a_choice_that_needs_a_reason_waits_for_it_and_another_one_does_not() {
        assert_eq!(question().digit(2), Some((20, String::new())));
        let mut asked = question();
        assert_eq!(asked.digit(1), None);
        assert!(asked.is_writing());
        "seen ".chars().for_each(|letter| asked.insert(letter));
        assert_eq!(asked.half_written(), Some((10, "seen ")));
        assert_eq!(asked.accept(), Some((10, "seen".to_owned())));
    }

    #[test]
    fn going_back_to_the_choice_keeps_the_words() {
        let mut asked = question();
        asked.digit(1);
        "seen".chars().for_each(|letter| asked.insert(letter));
        assert!(!asked.back());
        assert_eq!(asked.half_written(), None);
        asked.accept();
        assert_eq!(asked.half_written(), Some((10, "seen")));
        assert!(!asked.back());
        assert!(asked.back());
    }
}
