//! Drawing the table: heads, cells, what the cell in hand says, and its trend beside it.

use ratatui::layout::Rect;

use super::{Compliance, Page, Period};
use crate::export::dashboard::{Grid, Mark};
use crate::indicator::Note;
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::widget::wrap;
use crate::tui::world::World;

/// Columns of a group.
const COLUMN: u16 = 11;
/// Rows above the cells: what is counted, two rows of names, a rule.
const ABOVE: u16 = 4;
/// Columns of the pane with the trend.
const PANE: u16 = 40;

/// Returns whether there is room for the trend beside the table.
pub(super) const fn has_pane(width: u16) -> bool {
    width >= 116
}

impl Compliance {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        if let Page::Cell(first) = self.page {
            let lines = self.about_lines(world, body.width);
            for (y, (text, role)) in (body.top()..body.bottom()).zip(lines.iter().skip(first)) {
                canvas.line(body.x + 1, y, body.width.saturating_sub(2), text, *role);
            }
            let below = lines.len().saturating_sub(first + usize::from(body.height));
            if below > 0 {
                let text = format!("{}{below} ", canvas.signs.down);
                canvas.right(body.right(), body.bottom() - 1, &text, Role::Secondary);
            }
            return;
        }
        self.draw_head(canvas, body, world);
        match &self.grid {
            None => {}
            Some(grid) if grid.is_empty() => self.draw_empty(canvas, body),
            Some(grid) if has_pane(body.width) => {
                let table = Rect {
                    width: body.width - PANE,
                    ..body
                };
                self.draw_grid(canvas, table, grid, world);
                let pane = Rect {
                    x: table.right(),
                    y: body.y + 1,
                    width: PANE,
                    height: body.height.saturating_sub(1),
                };
                self.draw_pane(canvas, pane, grid, world);
            }
            Some(grid) => self.draw_grid(canvas, body, grid, world),
        }
        if let Page::Columns(choosing) = &self.page {
            choosing.draw(canvas, body, world);
        }
    }

    /// Returns everything there is to say about the cell in hand.
    pub(super) fn about_lines(&self, world: &World, width: u16) -> Vec<(String, Role)> {
        let Some(grid) = &self.grid else {
            return Vec::new();
        };
        let Some((line, figures)) = grid.cell(self.line, self.column) else {
            return Vec::new();
        };
        let language = world.words.language().code();
        let mut texts = vec![(line.full_name(language), Role::Strong)];
        texts.push((self.group_in_words(grid, world), Role::Strong));
        texts.push((String::new(), Role::Text));
        for message in grid.sentences(line, figures) {
            texts.push((world.say(&message), Role::Text));
        }
        if let Some(trend) = self.trend_in_hand() {
            texts.push((String::new(), Role::Text));
            let chart = trend.lines(&world.words, usize::from(width.saturating_sub(2)));
            texts.extend(chart.into_iter().map(|line| (line, Role::Text)));
            if let Some(sentence) = trend.sentence() {
                texts.push((world.say(&sentence), Role::Strong));
            }
        }
        texts.push((String::new(), Role::Text));
        for note in &self.notes {
            match note {
                Note::Denominator { indicator, text } if *indicator == line.indicator => {
                    texts.push((text.in_language(language).0.to_owned(), Role::Text));
                }
                Note::Denominator { .. } => {}
                Note::Says(message) => texts.push((world.say(message), Role::Secondary)),
            }
        }
        let mut lines = Vec::new();
        for (text, role) in texts {
            for range in wrap::ranges(&text, usize::from(width.saturating_sub(2))) {
                let part = text.get(range).unwrap_or("").trim_end();
                lines.push((part.to_owned(), role));
            }
        }
        lines
    }

    fn group_in_words(&self, grid: &Grid, world: &World) -> String {
        if self.column == 0 {
            return world.words.id("compliance-total");
        }
        let by: Vec<String> = grid
            .by
            .iter()
            .map(|by| world.words.id(by.label_id()))
            .collect();
        let name = grid.column_name(self.column, &world.words);
        format!("{}: {name}", by.join(", "))
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let text = self.counted_in_words(world);
        let place = match &self.grid {
            _ if self.is_waiting() => canvas.id("compliance-counting"),
            Some(grid) => world.say(
                &Message::new("compliance-place")
                    .number("line", self.line + 1)
                    .number("lines", grid.lines.len())
                    .number("column", self.column + 1)
                    .number("columns", grid.columns.len()),
            ),
            None => String::new(),
        };
        let room = body.width.saturating_sub(columns(&place) + 4);
        canvas.line(body.x + 1, body.y, room, &text, Role::Text);
        canvas.right(
            body.right().saturating_sub(1),
            body.y,
            &place,
            Role::Secondary,
        );
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let id = match self.period {
            Period::All => "compliance-empty",
            Period::Year => "compliance-empty-year",
            Period::Of(..) => "compliance-empty-period",
            Period::Quarter => "compliance-empty-quarter",
        };
        let text = canvas.id(id);
        let area = Rect {
            x: body.x + 2,
            y: body.y + 2,
            width: body.width.saturating_sub(4),
            height: body.height.saturating_sub(2),
        };
        canvas.paragraph(area, &text, Role::Text);
    }

    fn draw_columns(
        &self,
        canvas: &mut Canvas<'_>,
        body: Rect,
        (grid, shown): (&Grid, &[usize]),
        world: &World,
    ) {
        let label = label_width(body.width);
        for (place, column) in (0_u16..).zip(shown) {
            let name = grid.column_name(*column, &world.words);
            let role = if *column == self.column {
                Role::Strong
            } else {
                Role::Secondary
            };
            let x = body.x + label + place * COLUMN + 3;
            // Several names at once stand in their own rows as far as there are two.
            let parts: Vec<&str> = name.splitn(2, " · ").collect();
            let lines: Vec<&str> = match parts.as_slice() {
                [first, rest] => vec![first, rest],
                _ => wrap::ranges(&name, usize::from(COLUMN - 2))
                    .into_iter()
                    .take(2)
                    .filter_map(|range| name.get(range))
                    .collect(),
            };
            for (y, text) in (body.y + 1..).zip(lines) {
                canvas.line(x, y, COLUMN - 2, text.trim_end(), role);
            }
        }
        let more_left = shown.get(1).is_some_and(|column| *column > 1);
        let more_right = shown.last().is_some_and(|c| c + 1 < grid.columns.len());
        if more_left {
            canvas.line(body.x + label - 2, body.y + 1, 1, "<", Role::Strong);
        }
        if more_right {
            canvas.line(body.right() - 1, body.y + 1, 1, ">", Role::Strong);
        }
    }

    fn draw_grid(&self, canvas: &mut Canvas<'_>, body: Rect, grid: &Grid, world: &World) {
        let language = world.words.language().code();
        let label = label_width(body.width);
        let room = usize::from(body.width.saturating_sub(label) / COLUMN).max(2);
        let shown = shown_columns(self.column, grid.columns.len(), room);
        let below = detail_height(body.height);
        let rows = usize::from(body.height.saturating_sub(ABOVE + below));
        // Where there is room, a name takes two rows.
        let height = if rows >= 2 * grid.lines.len() { 2 } else { 1 };
        let rows = rows / height;
        let first = first_line(self.line, grid.lines.len(), rows);
        self.draw_columns(canvas, body, (grid, &shown), world);
        canvas.rule(body, body.y + ABOVE - 1);
        let lines = grid.lines.iter().enumerate().skip(first).take(rows);
        for (y, (index, line)) in (body.y + ABOVE..).step_by(height).zip(lines) {
            let in_hand = index == self.line;
            let (pointer, role) = if in_hand {
                (">", Role::Strong)
            } else {
                (" ", Role::Text)
            };
            canvas.line(body.x, y, 1, pointer, Role::Strong);
            let name = Rect {
                x: body.x + 2,
                y,
                width: label.saturating_sub(3),
                height: if height > 1 { 2 } else { 1 },
            };
            draw_name(canvas, name, &line.name(language), role);
            let cells = Rect {
                x: body.x + label,
                y,
                ..body
            };
            self.draw_cells(canvas, cells, (grid, index, &shown), world);
        }
        let detail = Rect {
            y: body.bottom().saturating_sub(below),
            height: below,
            ..body
        };
        self.draw_detail(canvas, detail, grid, world);
        draw_more(canvas, body, first, rows, grid.lines.len());
    }

    fn draw_cells(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        (grid, index, shown): (&Grid, usize, &[usize]),
        world: &World,
    ) {
        for (place, column) in (0_u16..).zip(shown) {
            let x = area.x + place * COLUMN;
            let Some((line, figures)) = grid.cell(index, *column) else {
                continue;
            };
            let (mark, text) = grid.text(line, figures, &world.words);
            let is_focus = index == self.line && *column == self.column;
            let role = match mark {
                _ if is_focus => Role::Focus,
                _ if !text.contains('/') => Role::Secondary,
                Mark::VeryLow => Role::Breach,
                Mark::Low => Role::Partly,
                Mark::Quiet => Role::Text,
            };
            if is_focus || role == Role::Breach {
                let cell = Rect {
                    x: x.saturating_sub(1),
                    y: area.y,
                    width: COLUMN - 1,
                    height: 1,
                };
                canvas.clear(cell, role);
            }
            let text = format!("{}{text}", mark.sign());
            canvas.line(x, area.y, COLUMN - 1, &text, role);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, grid: &Grid, world: &World) {
        let last = area.bottom().saturating_sub(1);
        let (legend, role) = if grid.hides_all_groups() {
            ("dashboard-all-hidden", Role::Strong)
        } else {
            ("compliance-legend", Role::Secondary)
        };
        let legend = canvas.id(legend);
        let width = area.width.saturating_sub(2);
        canvas.line(area.x + 1, last, width, &legend, role);
        let about = self.about_lines(world, area.width);
        let height = usize::from(area.height.saturating_sub(2));
        // Up to the blank line before the trend and the notes: name, group, sentences.
        let mut blanks = 0;
        let own = about
            .into_iter()
            .take_while(|(text, _)| {
                blanks += usize::from(text.is_empty());
                blanks < 2
            })
            .filter(|(text, _)| !text.is_empty());
        for (y, (text, role)) in (area.y + 1..last).zip(own.take(height)) {
            canvas.line(area.x + 1, y, width, &text, role);
        }
        canvas.rule(area, area.y);
    }

    /// Draws the trend of the cell in hand.
    fn draw_pane(&self, canvas: &mut Canvas<'_>, area: Rect, grid: &Grid, world: &World) {
        canvas.vertical_rule(area.x, area);
        let mut inner = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(3),
            ..area
        };
        let mut put = |canvas: &mut Canvas<'_>, text: &str, role: Role| {
            let used = canvas.paragraph(inner, text, role);
            inner.y += used;
            inner.height = inner.height.saturating_sub(used);
        };
        let Some((line, _)) = grid.cell(self.line, self.column) else {
            return;
        };
        let language = world.words.language().code();
        put(canvas, &line.full_name(language), Role::Strong);
        put(
            canvas,
            &grid.column_name(self.column, &world.words),
            Role::Strong,
        );
        put(canvas, " ", Role::Text);
        let Some(trend) = self.trend_in_hand() else {
            let id = if self.cell().is_some() {
                "compliance-counting"
            } else {
                "dashboard-no-trend"
            };
            put(canvas, &world.words.id(id), Role::Secondary);
            return;
        };
        let chart = trend.lines(&world.words, usize::from(inner.width));
        let has_chart = !chart.is_empty();
        for text in chart {
            let row = Rect { height: 1, ..inner };
            canvas.line(row.x, row.y, row.width, &text, Role::Text);
            inner.y += 1;
            inner.height = inner.height.saturating_sub(1);
            if inner.height == 0 {
                return;
            }
        }
        let mut put = |canvas: &mut Canvas<'_>, text: &str, role: Role| {
            let used = canvas.paragraph(inner, text, role);
            inner.y += used;
            inner.height = inner.height.saturating_sub(used);
        };
        match trend.sentence() {
            Some(sentence) => put(canvas, &world.say(&sentence), Role::Strong),
            None if has_chart => put(canvas, &world.words.id("dashboard-one-period"), Role::Text),
            None => put(
                canvas,
                &world.words.id("compliance-no-denominator"),
                Role::Text,
            ),
        }
        put(canvas, " ", Role::Text);
        put(
            canvas,
            &world.words.id("dashboard-pane-keys"),
            Role::Secondary,
        );
    }
}

/// Draws a name in one or two rows.
fn draw_name(canvas: &mut Canvas<'_>, area: Rect, name: &str, role: Role) {
    if area.height > 1 {
        canvas.paragraph(area, name, role);
    } else {
        canvas.line(area.x, area.y, area.width, name, role);
    }
}

/// Draws how many lines there are above and below.
fn draw_more(canvas: &mut Canvas<'_>, body: Rect, first: usize, rows: usize, all: usize) {
    let below = all.saturating_sub(first + rows);
    let mark = |sign: &str, count: usize| format!("{sign}{count} ");
    if first > 0 {
        let text = mark(canvas.signs.up, first);
        canvas.right(body.right(), body.y + ABOVE - 1, &text, Role::Secondary);
    }
    if below > 0 {
        let y = body.bottom().saturating_sub(detail_height(body.height));
        let text = mark(canvas.signs.down, below);
        canvas.right(body.right(), y, &text, Role::Secondary);
    }
}

/// Returns how wide the names of indicators are.
const fn label_width(width: u16) -> u16 {
    match width {
        ..100 => 25,
        100..140 => 43,
        140.. => 63,
    }
}

/// Returns the rows under the table: rule, name, sentences, legend.
const fn detail_height(height: u16) -> u16 {
    if height < 24 { 7 } else { 9 }
}

/// Returns the columns that are shown: the total, and as many groups as there is room for.
fn shown_columns(in_hand: usize, count: usize, room: usize) -> Vec<usize> {
    let groups = room.saturating_sub(1).max(1);
    let last_first = count.saturating_sub(groups).max(1);
    let first = in_hand
        .saturating_sub(groups.saturating_sub(1))
        .max(1)
        .min(last_first);
    std::iter::once(0)
        .chain(first..count.min(first + groups))
        .collect()
}

/// Returns the first line that is shown, so that the one in hand is seen.
const fn first_line(in_hand: usize, count: usize, rows: usize) -> usize {
    if count <= rows {
        return 0;
    }
    let middle = in_hand.saturating_sub(rows / 2);
    if middle < count - rows {
        middle
    } else {
        count - rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_and_the_column_in_hand_are_always_shown() {
        for count in 1..20_usize {
            for room in 2..8 {
                for in_hand in 0..count {
                    let shown = shown_columns(in_hand, count, room);
                    assert!(shown.contains(&0) && shown.contains(&in_hand));
                    assert!(shown.len() <= room, "{shown:?}");
                }
            }
        }
    }

    #[test]
    fn the_line_in_hand_is_always_shown() {
        for count in 0..30_usize {
            for rows in 1..12 {
                for in_hand in 0..count {
                    let first = first_line(in_hand, count, rows);
                    assert!(first <= in_hand && in_hand < first + rows);
                }
            }
        }
    }
}
