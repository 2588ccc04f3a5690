//! A list of which only the visible lines are drawn.

use ratatui::layout::Rect;

use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::Bare;
use crate::tui::theme::Role;

/// Where a list stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListState {
    /// The line in hand.
    pub selected: usize,
}

impl ListState {
    /// Takes a bare key in a list of `count` lines; returns whether it moved in the list.
    pub fn press(&mut self, key: Bare, count: usize, page: usize) -> bool {
        let last = count.saturating_sub(1);
        let page = page.max(1);
        self.selected = match key {
            Bare::Up => self.selected.saturating_sub(1),
            Bare::Down => self.selected.saturating_add(1),
            Bare::PageUp => self.selected.saturating_sub(page),
            Bare::PageDown => self.selected.saturating_add(page),
            Bare::Home => 0,
            Bare::End => last,
            Bare::Left
            | Bare::Right
            | Bare::Enter
            | Bare::Escape
            | Bare::Tab
            | Bare::BackTab
            | Bare::Space
            | Bare::Backspace
            | Bare::Delete => return false,
        }
        .min(last);
        true
    }

    /// Keeps the line in hand inside a list that became shorter.
    pub fn clamp(&mut self, count: usize) {
        self.selected = self.selected.min(count.saturating_sub(1));
    }

    /// Returns the first visible line of `count` in `height` rows: the one in hand is always seen.
    pub const fn first(self, height: usize, count: usize) -> usize {
        if count <= height {
            return 0;
        }
        let middle = self.selected.saturating_sub(height / 2);
        let last = count - height;
        if middle < last { middle } else { last }
    }

    /// Draws the visible lines through `draw(canvas, line area, index, role)` and the marks of what
    /// is above and below.
    pub fn draw(
        self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        count: usize,
        mut draw: impl FnMut(&mut Canvas<'_>, Rect, usize, Role),
    ) {
        let height = usize::from(area.height);
        let first = self.first(height, count);
        let (above, below) = (first, count.saturating_sub(first + height));
        let more = |canvas: &Canvas<'_>, sign: &str, count: usize| {
            let text = canvas.say(&Message::new("screen-more").number("count", count));
            format!(" {sign} {text}")
        };
        let above = (above > 0).then(|| more(canvas, canvas.signs.up, above));
        let below = (below > 0).then(|| more(canvas, canvas.signs.down, below));
        for (y, index) in (area.top()..area.bottom()).zip(first..count) {
            let line = Rect {
                y,
                height: 1,
                ..area
            };
            let role = if index == self.selected {
                canvas.focus_line(line, y);
                canvas.line(line.x, y, 1, ">", Role::Focus);
                Role::Focus
            } else {
                Role::Text
            };
            let mark = match (y == area.top(), y + 1 == area.bottom()) {
                (true, _) if above.is_some() => above.as_deref(),
                (_, true) => below.as_deref(),
                _ => None,
            };
            // A mark covers no end of a line: the line is cut before it, and says so.
            let taken = mark.map_or(0, columns);
            let inner = Rect {
                x: line.x + 2,
                width: line.width.saturating_sub(2 + taken),
                ..line
            };
            draw(canvas, inner, index, role);
            if let Some(mark) = mark {
                canvas.right(area.right(), y, mark, Role::Secondary);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_in_hand_is_always_seen() {
        for count in 0..40_usize {
            for height in 1..12 {
                for selected in 0..count {
                    let first = ListState { selected }.first(height, count);
                    assert!(first <= selected && selected < first + height);
                    assert!(first + height <= count.max(height));
                }
            }
        }
    }

    #[test]
    fn keys_move_and_stop_at_the_ends() {
        let mut list = ListState::default();
        assert!(list.press(Bare::Up, 3, 10) && list.selected == 0);
        assert!(list.press(Bare::PageDown, 3, 10) && list.selected == 2);
        assert!(list.press(Bare::Down, 3, 10) && list.selected == 2);
        assert!(!list.press(Bare::Enter, 3, 10));
        list.clamp(1);
        assert_eq!(list.selected, 0);
    }
}
