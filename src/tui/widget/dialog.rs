//! A question with a few answers, the safe one first.

use ratatui::layout::Rect;

use super::wrap;
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::Bare;
use crate::tui::theme::Role;

/// A question that waits for an answer. The first answer is the safe one: Enter and Esc give it.
#[derive(Debug, Clone, PartialEq)]
pub struct Dialog {
    question: Message,
    answers: Vec<Message>,
    selected: usize,
}

/// What a key did to a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialogAnswer {
    /// It still waits.
    Waits,
    /// This answer was given.
    Given(usize),
}

impl Dialog {
    /// Makes a question; the first answer must be the one that changes nothing.
    pub const fn new(question: Message, answers: Vec<Message>) -> Self {
        Self {
            question,
            answers,
            selected: 0,
        }
    }

    /// Takes a digit.
    pub fn digit(&self, digit: u8) -> DialogAnswer {
        match usize::from(digit).checked_sub(1) {
            Some(index) if index < self.answers.len() => DialogAnswer::Given(index),
            Some(_) | None => DialogAnswer::Waits,
        }
    }

    /// Takes a bare key.
    pub fn press(&mut self, key: Bare) -> DialogAnswer {
        let last = self.answers.len().saturating_sub(1);
        match key {
            Bare::Up | Bare::Left | Bare::BackTab => {
                self.selected = self.selected.saturating_sub(1);
            }
            Bare::Down | Bare::Right | Bare::Tab => self.selected = (self.selected + 1).min(last),
            Bare::Home => self.selected = 0,
            Bare::End => self.selected = last,
            Bare::Enter => return DialogAnswer::Given(self.selected),
            Bare::Escape => return DialogAnswer::Given(0),
            Bare::PageUp | Bare::PageDown | Bare::Space | Bare::Backspace | Bare::Delete => {}
        }
        DialogAnswer::Waits
    }

    /// Draws the dialog over the middle of the area.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let question = canvas.say(&self.question);
        let answers: Vec<String> = self.answers.iter().map(|text| canvas.say(text)).collect();
        let widest = answers
            .iter()
            .map(|text| columns(text) + 6)
            .max()
            .unwrap_or(0);
        let width = columns(&question)
            .max(widest)
            .saturating_add(4)
            .clamp(30, 70)
            .min(area.width);
        let inner_width = usize::from(width.saturating_sub(4));
        let lines = |text: &str, indent: usize| {
            text.split('\n')
                .map(|line| wrap::ranges(line, inner_width.saturating_sub(indent)).len())
                .sum::<usize>()
        };
        let rows =
            lines(&question, 0) + 1 + answers.iter().map(|text| lines(text, 5)).sum::<usize>() + 2;
        let height = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
        let outer = Rect {
            x: area.x + area.width.saturating_sub(width) / 2,
            y: area.y + area.height.saturating_sub(height) / 2,
            width,
            height,
        };
        canvas.clear(outer, Role::Text);
        let inner = canvas.frame(outer);
        let inner = Rect {
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
            ..inner
        };
        let mut y = inner.y + canvas.paragraph(inner, &question, Role::Strong) + 1;
        for (index, text) in answers.iter().enumerate() {
            if y >= inner.bottom() {
                break;
            }
            let role = if index == self.selected {
                Role::Focus
            } else {
                Role::Text
            };
            let pointer = if index == self.selected { ">" } else { " " };
            let body = Rect {
                x: inner.x + 5,
                y,
                width: inner.width.saturating_sub(5),
                height: inner.bottom() - y,
            };
            canvas.line(inner.x, y, 5, &format!("{pointer} {}  ", index + 1), role);
            y += canvas.paragraph(body, text, role).max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_and_escape_give_the_safe_answer() {
        let dialog = || {
            Dialog::new(
                Message::new("a"),
                vec![Message::new("b"), Message::new("c")],
            )
        };
        assert_eq!(dialog().press(Bare::Enter), DialogAnswer::Given(0));
        let mut moved = dialog();
        moved.press(Bare::Down);
        assert_eq!(moved.press(Bare::Escape), DialogAnswer::Given(0));
        assert_eq!(moved.press(Bare::Enter), DialogAnswer::Given(1));
        assert_eq!(dialog().digit(2), DialogAnswer::Given(1));
        assert_eq!(dialog().digit(3), DialogAnswer::Waits);
        assert_eq!(dialog().digit(0), DialogAnswer::Waits);
    }
}
