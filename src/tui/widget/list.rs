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

    /// Draws lines of different heights between two rules through `draw(canvas, line area, index, role)`:
    /// the marks of what is above and below stand on the rules, where they cover nothing.
    pub fn draw_between_rules(
        self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        heights: &[u16],
        mut draw: impl FnMut(&mut Canvas<'_>, Rect, usize, Role),
    ) {
        let first = first_seen(heights, self.selected, area.height);
        let mut y = area.y;
        let mut shown = 0;
        for (index, height) in heights.iter().copied().enumerate().skip(first) {
            if y + height > area.bottom() {
                break;
            }
            let line = Rect { y, height, ..area };
            let role = if index == self.selected {
                for y in line.top()..line.bottom() {
                    canvas.focus_line(line, y);
                }
                canvas.line(line.x, y, 1, ">", Role::Focus);
                Role::Focus
            } else {
                Role::Text
            };
            let inner = Rect {
                x: line.x + 2,
                width: line.width.saturating_sub(2),
                ..line
            };
            draw(canvas, inner, index, role);
            y = line.bottom();
            shown += 1;
        }
        let mark = |canvas: &Canvas<'_>, sign: &str, count: usize| {
            let more = canvas.say(&Message::new("screen-more").number("count", count));
            format!(" {sign} {more} ")
        };
        if first > 0 {
            // Behind the head of the first column.
            let text = mark(canvas, canvas.signs.up, first);
            let x = area.x + ABOVE;
            canvas.line(
                x,
                area.y.saturating_sub(1),
                area.width,
                &text,
                Role::Secondary,
            );
        }
        let below = heights.len().saturating_sub(first + shown);
        if below > 0 {
            let text = mark(canvas, canvas.signs.down, below);
            let right = area.right().saturating_sub(1);
            canvas.right(right, area.bottom(), &text, Role::Secondary);
        }
    }
}

/// Where the mark of what is above stands on the rule above a list.
const ABOVE: u16 = 14;

/// Returns the first line of which a list is drawn, so that the one in hand is seen whole and as much
/// before and after it as there is room for.
fn first_seen(heights: &[u16], in_hand: usize, room: u16) -> usize {
    let sum = |range: std::ops::Range<usize>| -> u16 {
        heights.get(range).unwrap_or_default().iter().sum()
    };
    let mut first = in_hand;
    while first > 0 && sum(first - 1..in_hand + 1) <= room.div_ceil(2) {
        first -= 1;
    }
    while first > 0 && sum(first - 1..heights.len()) <= room {
        first -= 1;
    }
    first
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

    #[test]
    fn the_event_in_hand_is_seen_whole_however_many_rows_labels_take() {
        let heights = [1, 2, 1, 3, 1, 2, 2, 1];
        for room in 3..14 {
            for in_hand in 0..heights.len() {
                let first = first_seen(&heights, in_hand, room);
                let used: u16 = heights[first..=in_hand].iter().sum();
                assert!(
                    first <= in_hand && used <= room,
                    "{in_hand} in {room}: {first}"
                );
            }
        }
    }
}
