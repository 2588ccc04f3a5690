//! What the screens with several lines to fill have in common: labels, options, the line in hand.

use ratatui::layout::Rect;

use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::widget::TextField;

/// The column where the answers begin.
pub(super) const LABEL: u16 = 16;

/// Draws the label of a line, with the pointer if it is in hand, and returns where the answer goes.
pub(super) fn draw_label(
    canvas: &mut Canvas<'_>,
    area: Rect,
    id: &'static str,
    in_hand: bool,
) -> Rect {
    let (role, pointer) = if in_hand {
        (Role::Strong, ">")
    } else {
        (Role::Secondary, " ")
    };
    canvas.line(area.x, area.y, 1, pointer, role);
    let label = canvas.id(id);
    canvas.line(area.x + 2, area.y, LABEL, &label, role);
    let x = area.x + 2 + LABEL + 1;
    Rect {
        x,
        width: area.right().saturating_sub(x + 1),
        ..area
    }
}

/// Draws options with their digits, the chosen one in brackets; returns the rows used.
pub(super) fn draw_options(
    canvas: &mut Canvas<'_>,
    area: Rect,
    options: &[String],
    chosen: Option<usize>,
    in_hand: bool,
) -> u16 {
    let (mut x, mut y) = (area.x, area.y);
    for (index, option) in options.iter().enumerate() {
        let is_chosen = chosen == Some(index);
        let text = if is_chosen {
            format!("[{} {option}]", index + 1)
        } else {
            format!(" {} {option} ", index + 1)
        };
        let role = match (is_chosen, in_hand) {
            (true, true) => Role::Focus,
            (true, false) => Role::Strong,
            (false, _) => Role::Text,
        };
        let width = columns(&text);
        if x > area.x && x + width > area.right() {
            x = area.x;
            y += 1;
        }
        if y >= area.bottom() {
            break;
        }
        x = canvas.line(x, y, area.right().saturating_sub(x), &text, role) + 1;
    }
    y + 1 - area.y
}

/// Draws a line of text; the cursor stands in it only while it is in hand.
pub(super) fn draw_text(canvas: &mut Canvas<'_>, area: Rect, field: &TextField, in_hand: bool) {
    let width = area.width.min(48);
    canvas.line(area.x, area.y, 1, "[", Role::Rule);
    let right = area.x + width.saturating_sub(1);
    canvas.line(right, area.y, 1, "]", Role::Rule);
    let row = Rect {
        x: area.x + 2,
        width: width.saturating_sub(4),
        height: 1,
        ..area
    };
    if in_hand {
        field.draw(canvas, row, Role::Strong);
    } else {
        canvas.line(row.x, row.y, row.width, field.text(), Role::Text);
    }
}
