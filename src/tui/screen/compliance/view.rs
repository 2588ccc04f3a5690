//! Drawing the table: heads, cells, what the cell in hand says, and its trend beside it.

use ratatui::layout::Rect;

use super::{Compliance, Page, Period};
use crate::export::dashboard::{Grid, Line, Mark};
use crate::i18n::Catalogue;
use crate::indicator::{Note, Unit};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::theme::Role;
use crate::tui::widget::wrap;
use crate::tui::world::World;

/// Columns of the pane with the trend.
const PANE: u16 = 40;
/// Columns of the sign before a share.
const SIGN: u16 = 3;

/// How the table is divided: no figure is cut, and names take what the figures leave them.
#[derive(Debug, Clone, Copy)]
struct Measures {
    /// Columns of the names of indicators, with the pointer before them.
    names: u16,
    /// Columns of the total, whose figures are the longest.
    total: u16,
    /// Columns of a group.
    column: u16,
    /// How many columns of figures stand side by side, the total among them.
    shown: usize,
    /// Rows above the cells: what is counted, the names of the groups, a rule.
    above: u16,
}

impl Measures {
    fn of(grid: &Grid, width: u16, words: &Catalogue) -> Self {
        let longest = |columns_of: std::ops::Range<usize>| {
            let figures = (0..grid.lines.len()).flat_map(|index| {
                let cells = columns_of.clone().map(move |at| (index, at));
                cells.filter_map(|(index, at)| grid.cell(index, at))
            });
            let widths = figures.map(|(line, figures)| {
                let (_, text) = grid.text(line, figures, words);
                let sign = if line.is_share() { SIGN } else { 0 };
                sign + columns(&text)
            });
            widths.max().unwrap_or(0).max(9) + 1
        };
        let all = grid.columns.len();
        let (total, column) = (longest(0..1), longest(1..all));
        let least = if width < 100 { 29 } else { width * 2 / 5 };
        let groups = usize::from(width.saturating_sub(least + total) / column).max(1);
        let groups = groups.min(all.saturating_sub(1));
        let taken = u16::try_from(groups)
            .unwrap_or(u16::MAX)
            .saturating_mul(column)
            .saturating_add(total);
        let heads = (0..all).map(|at| grid.column_head(at, words, usize::from(column - 1)).len());
        let heads = u16::try_from(heads.max().unwrap_or(1)).unwrap_or(1);
        Self {
            names: width.saturating_sub(taken),
            total,
            column,
            shown: groups + 1,
            above: 2 + heads.clamp(1, 4),
        }
    }

    /// Returns where the column at this place begins, and how wide it is.
    const fn column_at(&self, place: u16) -> (u16, u16) {
        match place.checked_sub(1) {
            None => (self.names, self.total),
            Some(group) => (self.names + self.total + group * self.column, self.column),
        }
    }
}

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
        let head = self.head(body.width, world).0.len();
        // What is counted stands over everything else; from there on it is the table's.
        let head = u16::try_from(head).unwrap_or(1).saturating_sub(1);
        let body = Rect {
            y: body.y + head,
            height: body.height.saturating_sub(head),
            ..body
        };
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
        // First who is counted here, then what is to be said of every figure.
        let own = format!("count-note-unit-{}", unit_id(line.unit));
        let denominators = self.notes.iter().filter_map(|note| match note {
            Note::Denominator { indicator, text } if *indicator == line.indicator => {
                Some((text.in_language(language).0.to_owned(), Role::Text))
            }
            Note::Denominator { .. } | Note::Says(_) => None,
        });
        texts.extend(denominators);
        let said = self.notes.iter().filter_map(|note| match note {
            Note::Says(message) => Some(message),
            Note::Denominator { .. } => None,
        });
        // What other units are says nothing here.
        let said = said
            .filter(|message| !message.id().starts_with("count-note-unit-") || message.id() == own);
        texts.extend(said.map(|message| (world.say(message), Role::Secondary)));
        let width = usize::from(width.saturating_sub(2));
        let texts = texts.into_iter();
        texts
            .flat_map(|(text, role)| in_lines(&text, width, role))
            .collect()
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

    /// Returns what is counted, in lines, and which cell is in hand, for the end of the first one.
    fn head(&self, width: u16, world: &World) -> (Vec<String>, String) {
        let place = match &self.grid {
            _ if self.is_waiting() => world.words.id("compliance-counting"),
            Some(grid) => world.say(
                &Message::new("compliance-place")
                    .number("line", self.line + 1)
                    .number("lines", grid.lines.len())
                    .number("column", self.column + 1)
                    .number("columns", grid.columns.len()),
            ),
            None => String::new(),
        };
        let room = width.saturating_sub(columns(&place) + 4);
        let text = self.counted_in_words(world);
        (wrap::lines(&text, usize::from(room)), place)
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let (lines, place) = self.head(body.width, world);
        for (y, line) in (body.top()..body.bottom()).zip(&lines) {
            canvas.line(body.x + 1, y, body.width, line, Role::Text);
        }
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
        (grid, shown, measures): (&Grid, &[usize], Measures),
        world: &World,
    ) {
        let Measures { names, column, .. } = measures;
        for (place, at) in (0_u16..).zip(shown) {
            let role = if *at == self.column {
                Role::Strong
            } else {
                Role::Secondary
            };
            let x = body.x + measures.column_at(place).0;
            let head = grid.column_head(*at, &world.words, usize::from(column - 1));
            // At the foot of the heads, right above what they are the heads of.
            let rows = measures.above - 2;
            let height = u16::try_from(head.len()).unwrap_or(rows).min(rows);
            let top = body.y + 1 + (rows - height);
            for (y, text) in (top..top + height).zip(head) {
                canvas.line(x, y, column - 1, &text, role);
            }
        }
        let more_left = shown.get(1).is_some_and(|column| *column > 1);
        let more_right = shown.last().is_some_and(|c| c + 1 < grid.columns.len());
        if more_left {
            canvas.line(body.x + names - 2, body.y + 1, 1, "<", Role::Strong);
        }
        if more_right {
            canvas.line(body.right() - 1, body.y + 1, 1, ">", Role::Strong);
        }
    }

    fn draw_grid(&self, canvas: &mut Canvas<'_>, body: Rect, grid: &Grid, world: &World) {
        let measures = Measures::of(grid, body.width, &world.words);
        let shown = shown_columns(self.column, grid.columns.len(), measures.shown);
        let below = detail_height(body.height);
        let rows = usize::from(body.height.saturating_sub(measures.above + below));
        // Where there is room, a name takes two rows.
        let height = if rows >= 2 * grid.lines.len() { 2 } else { 1 };
        let rows = rows / height;
        let first = first_line(self.line, grid.lines.len(), rows);
        self.draw_columns(canvas, body, (grid, &shown, measures), world);
        let top = body.y + measures.above;
        canvas.rule(body, top - 1);
        let lines = grid.lines.iter().enumerate().skip(first).take(rows);
        for (y, (index, line)) in (top..).step_by(height).zip(lines) {
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
                width: measures.names.saturating_sub(3),
                height: if height > 1 { 2 } else { 1 },
            };
            draw_name(canvas, name, line, role);
            let row = Rect {
                y,
                height: 1,
                ..body
            };
            self.draw_cells(canvas, row, (grid, index, &shown, measures), world);
        }
        let detail = Rect {
            y: body.bottom().saturating_sub(below),
            height: below,
            ..body
        };
        self.draw_detail(canvas, detail, grid, world);
        let table = Rect {
            y: top,
            height: detail.y.saturating_sub(top),
            ..body
        };
        draw_more(canvas, table, first, rows, grid.lines.len());
    }

    fn draw_cells(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        (grid, index, shown, measures): (&Grid, usize, &[usize], Measures),
        world: &World,
    ) {
        for (place, column) in (0_u16..).zip(shown) {
            let (x, width) = measures.column_at(place);
            let x = row.x + x;
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
                    width,
                    ..row
                };
                canvas.clear(cell, role);
            }
            // A long figure without a sign begins where the sign would stand.
            let before = width.saturating_sub(1 + columns(&text)).min(SIGN);
            let sign = mark.sign().get(..usize::from(before)).unwrap_or_default();
            let text = format!("{sign}{text}");
            canvas.line(x, row.y, width - 1, &text, role);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, grid: &Grid, world: &World) {
        let (legend, role) = if grid.hides_all_groups() {
            ("dashboard-all-hidden", Role::Strong)
        } else {
            ("compliance-legend", Role::Secondary)
        };
        let width = area.width.saturating_sub(2);
        let legend = wrap::lines(&canvas.id(legend), usize::from(width));
        let rows = u16::try_from(legend.len()).unwrap_or(1);
        let last = area.bottom().saturating_sub(rows);
        for (y, text) in (last..area.bottom()).zip(&legend) {
            canvas.line(area.x + 1, y, width, text, role);
        }
        let room = usize::from(last.saturating_sub(area.y + 1));
        let mut lines = self.detail_lines(grid, world, usize::from(width));
        if lines.len() > room {
            // What does not fit is on the page that Enter opens: the last line says that there is more.
            lines.truncate(room);
            if let Some((text, _)) = lines.last_mut() {
                text.push(' ');
                text.push_str(canvas.signs.ellipsis);
            }
        }
        for (y, (text, role)) in (area.y + 1..last).zip(lines) {
            canvas.line(area.x + 1, y, width, &text, role);
        }
        canvas.rule(area, area.y);
    }

    /// Returns what is said under the table about the cell in hand: what it is, and its sentences.
    fn detail_lines(&self, grid: &Grid, world: &World, width: usize) -> Vec<(String, Role)> {
        let Some((line, figures)) = grid.cell(self.line, self.column) else {
            return Vec::new();
        };
        let name = line.full_name(world.words.language().code());
        let name = format!("{name}.  {}", self.group_in_words(grid, world));
        let sentences = grid.sentences(line, figures).into_iter();
        let said = sentences.map(|message| (world.say(&message), Role::Text));
        let texts = std::iter::once((name, Role::Strong)).chain(said);
        texts
            .flat_map(|(text, role)| in_lines(&text, width, role))
            .collect()
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

const fn unit_id(unit: Unit) -> &'static str {
    match unit {
        Unit::Person => "person",
        Unit::CustodyRecord => "custody-record",
        Unit::Visit => "visit",
        Unit::Complaint => "complaint",
    }
}

/// Breaks a text to lines of this role.
fn in_lines(text: &str, width: usize, role: Role) -> Vec<(String, Role)> {
    let lines = wrap::lines(text, width).into_iter();
    lines.map(|line| (line, role)).collect()
}

/// Draws an indicator's name as it fits: in full, in two rows where there are two, or in few letters.
fn draw_name(canvas: &mut Canvas<'_>, area: Rect, line: &Line, role: Role) {
    let full = line.name(canvas.words.language().code());
    let rows = wrap::ranges(&full, usize::from(area.width)).len();
    if rows <= usize::from(area.height) {
        canvas.paragraph(area, &full, role);
    } else {
        let short = line.short_name(canvas.words);
        canvas.line(area.x, area.y, area.width, &short, role);
    }
}

/// Draws on the rules of the table how many lines there are above and below.
fn draw_more(canvas: &mut Canvas<'_>, table: Rect, first: usize, rows: usize, all: usize) {
    let below = all.saturating_sub(first + rows);
    let mark = |sign: &str, count: usize| format!("{sign}{count} ");
    if first > 0 {
        let text = mark(canvas.signs.up, first);
        canvas.right(table.right(), table.y - 1, &text, Role::Secondary);
    }
    if below > 0 {
        let text = mark(canvas.signs.down, below);
        canvas.right(table.right(), table.bottom(), &text, Role::Secondary);
    }
}

/// Returns the rows under the table: rule, name, sentences, legend.
const fn detail_height(height: u16) -> u16 {
    if height < 24 { 7 } else { 8 }
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
