//! How choices are drawn: one column, two where one is too short, and scrolling where two are.

use ratatui::layout::Rect;

use super::Fill;
use super::entry::{DIGITS, Entry};
use crate::checklist::Choice;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::tui::widget::wrap;
use crate::tui::world::World;
use crate::value::Value;
use crate::visit::Content;

/// Columns before a label: pointer, mark, digit.
const PREFIX: u16 = 9;

/// Returns how many rows each label takes at this width.
fn heights(choices: &[&Choice], width: u16, language: &str) -> Vec<usize> {
    choices
        .iter()
        .map(|choice| {
            let (label, _) = choice.label.in_language(language);
            wrap::ranges(label, usize::from(width.saturating_sub(PREFIX + 1)).max(8)).len()
        })
        .collect()
}

/// Returns how many choices, from `first` on, fit into `room` rows.
fn fitting(heights: &[usize], first: usize, room: usize) -> usize {
    let mut used = 0;
    heights
        .iter()
        .skip(first)
        .take_while(|height| {
            used += **height;
            used <= room
        })
        .count()
}

/// Returns the rows that choices need at this width, in two columns if that is what fits.
pub(super) fn rows_needed(choices: &[&Choice], width: u16, language: &str) -> usize {
    heights(choices, width, language).iter().sum()
}

impl Fill {
    /// Draws the choices. Returns the row after them and a blank one.
    pub(super) fn draw_choices(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        choices: &[&Choice],
        content: Option<&Content>,
        world: &World,
    ) -> u16 {
        let language = world.questions();
        // Below stand a blank row, the missing reasons, and the line of source, note and flag.
        let below = 2 + self.missing_rows(canvas, area.width);
        let room = usize::from(area.height.saturating_sub(below)).max(1);
        let single = heights(choices, area.width, language);
        let half = area.width / 2;
        let double = heights(choices, half, language);
        let (left, right) = double.split_at(choices.len().div_ceil(2));
        let is_tall = single.iter().sum::<usize>() > room;
        let both: usize = left.iter().sum::<usize>().max(right.iter().sum());
        let used = if is_tall && area.width >= 60 && both <= room {
            let second = Rect {
                x: area.x + half,
                width: half,
                ..area
            };
            self.draw_column(
                canvas,
                Rect {
                    width: half,
                    ..area
                },
                choices,
                0..left.len(),
                content,
                world,
            );
            self.draw_column(
                canvas,
                second,
                choices,
                left.len()..choices.len(),
                content,
                world,
            );
            both
        } else {
            let selected = self
                .entry
                .highlight()
                .unwrap_or(0)
                .min(choices.len().saturating_sub(1));
            let mut first = 0;
            while first + fitting(&single, first, room) <= selected && first < selected {
                first += 1;
            }
            let count = fitting(&single, first, room).max(1);
            let shown = first..(first + count).min(choices.len());
            let after = shown.end;
            self.draw_column(canvas, area, choices, shown, content, world);
            let used: usize = single.iter().skip(first).take(count).sum();
            Self::draw_more(
                canvas,
                area,
                used,
                (first, choices.len().saturating_sub(after)),
            );
            used
        };
        area.y + u16::try_from(used).unwrap_or(0) + 1
    }

    /// Says how many choices stand above and below.
    fn draw_more(canvas: &mut Canvas<'_>, area: Rect, used: usize, more: (usize, usize)) {
        let last = area.y + u16::try_from(used.saturating_sub(1)).unwrap_or(0);
        for (sign, y, count) in [
            (canvas.signs.up, area.y, more.0),
            (canvas.signs.down, last, more.1),
        ] {
            if count > 0 {
                let text = canvas.say(&Message::new("screen-more").number("count", count));
                let text = format!(" {sign} {text}");
                canvas.right(area.right().saturating_sub(1), y, &text, Role::Secondary);
            }
        }
    }

    fn draw_column(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        choices: &[&Choice],
        shown: std::ops::Range<usize>,
        content: Option<&Content>,
        world: &World,
    ) {
        let mut y = area.y;
        let highlight = self.entry.highlight();
        for (place, choice) in choices.iter().enumerate().take(shown.end).skip(shown.start) {
            let in_hand = highlight == Some(place);
            let taken = match (&self.entry, content) {
                (Entry::Choices { taken, .. }, _) => taken.contains(&choice.name),
                (_, Some(Content::Given(Value::Choice(name)))) => *name == choice.name,
                _ => false,
            };
            let role = match (in_hand, taken) {
                (true, _) => Role::Focus,
                (false, true) => Role::Yes,
                (false, false) => Role::Text,
            };
            let pointer = if in_hand { ">" } else { " " };
            let mark = match &self.entry {
                Entry::Choices {
                    taken: order,
                    ranked: true,
                    ..
                } => {
                    let place = order.iter().position(|name| *name == choice.name);
                    place.map_or_else(|| "  .".to_owned(), |place| format!("{:>2}.", place + 1))
                }
                Entry::Choices { .. } if taken => "[x]".to_owned(),
                Entry::Choices { .. } => "[ ]".to_owned(),
                _ if taken => " = ".to_owned(),
                _ => "   ".to_owned(),
            };
            let digit = if place < DIGITS {
                (place + 1).to_string()
            } else {
                " ".to_owned()
            };
            let prefix = format!("{pointer} {mark} {digit}  ");
            canvas.line(area.x + 1, y, PREFIX, &prefix, role);
            let (label, _) = choice.label.in_language(world.questions());
            let rows = Rect {
                x: area.x + 1 + PREFIX,
                y,
                width: area.width.saturating_sub(PREFIX + 1),
                height: area.bottom().saturating_sub(y),
            };
            y += canvas.paragraph(rows, label, role).max(1);
        }
    }
}
