//! How often each safeguard was kept: indicators down, groups across.
//!
//! Shows counts and no answers. Its invariant: no share without its denominator, no group of fewer
//! than five, and what is not known or does not apply stands beside the share, never inside it.

mod grid;
mod trend;

use std::collections::VecDeque;

use chrono::{Months, NaiveDate};
use ratatui::layout::Rect;

use self::grid::{Grid, Mark, cell_text, sentences};
use self::trend::Trend;
use super::{Input, Show, Step, Steps};
use crate::indicator::{Accounts, Dimension, Note, Report, Selection, Suppression};
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::wrap;
use crate::tui::world::World;

const GROUPING: Command = Command {
    action: Action::OtherView,
    keys: &[Key::Letter('G')],
    label: "key-grouping",
    doc: "key-grouping-doc",
    rank: 2,
};
const PERIOD: Command = Command {
    action: Action::Period,
    keys: &[Key::Digit(1)],
    label: "key-period",
    doc: "key-period-doc",
    rank: 3,
};

const ACCOUNTS: Command = Command {
    action: Action::Source,
    keys: &[Key::Letter('S')],
    label: "key-accounts",
    doc: "key-accounts-doc",
    rank: 4,
};

/// What the table offers.
pub(super) static COMPLIANCE: Context = Context {
    name: "compliance",
    title: "compliance-title",
    help: &["compliance-help", "compliance-help-marks"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-about-cell",
            doc: "key-about-cell-doc",
            rank: 1,
        },
        GROUPING,
        PERIOD,
        ACCOUNTS,
    ],
};

/// What the page about a cell offers.
pub(super) static ABOUT_CELL: Context = Context {
    name: "compliance-cell",
    title: "compliance-about-title",
    help: &["compliance-help"],
    commands: &[Command {
        action: Action::Back,
        keys: &[Key::Bare(Bare::Escape), Key::Bare(Bare::Enter)],
        label: "key-back",
        doc: "key-back-doc",
        rank: 1,
    }],
};

const GROUPINGS: [Dimension; 8] = [
    Dimension::FacilityType,
    Dimension::Region,
    Dimension::Country,
    Dimension::Quarter,
    Dimension::Year,
    Dimension::Sex,
    Dimension::AgeBand,
    Dimension::Announced,
];

/// Which visits count, by when they began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Period {
    #[default]
    All,
    Year,
    Quarter,
}

impl Period {
    const fn next(self) -> Self {
        match self {
            Self::All => Self::Year,
            Self::Year => Self::Quarter,
            Self::Quarter => Self::All,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::All => "compliance-period-all",
            Self::Year => "compliance-period-year",
            Self::Quarter => "compliance-period-quarter",
        }
    }

    fn from(self, today: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::All => return None,
            Self::Year => 12,
            Self::Quarter => 3,
        };
        today.checked_sub_months(Months::new(months))
    }
}

/// An indicator and one of its groups; all of them if there is none.
type CellName = (String, Option<String>);

/// What a count was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AskedFor {
    Grid,
    Trend,
}

/// The table of indicators.
#[derive(Debug, Default)]
pub struct Compliance {
    grouping: usize,
    period: Period,
    accounts: Accounts,
    grid: Option<Grid>,
    /// The indicator and group whose trend was asked for, and the trend when it has come.
    trend: Option<(CellName, Option<Trend>)>,
    /// What was asked for and has not come, in order.
    asked: VecDeque<AskedFor>,
    notes: Vec<Note>,
    line: usize,
    column: usize,
    /// The page about the cell in hand: its first line.
    about: Option<usize>,
}

const COLUMN: u16 = 11;
const ABOVE: u16 = 4;

impl Compliance {
    fn dimension(&self) -> Dimension {
        GROUPINGS
            .get(self.grouping)
            .copied()
            .unwrap_or(Dimension::FacilityType)
    }

    fn ask(&mut self, world: &World) -> Steps {
        self.asked.push_back(AskedFor::Grid);
        let selection = Selection {
            by: vec![self.dimension()],
            from: self.period.from(world.local().date()),
            accounts: self.accounts,
            ..Selection::default()
        };
        Steps::ask(Request::Tally(Box::new(selection), Suppression::default()))
    }

    fn is_waiting(&self) -> bool {
        self.asked.contains(&AskedFor::Grid)
    }

    /// Asks how the cell in hand came about over time.
    fn ask_trend(&mut self, world: &World) -> Steps {
        let cell = self.grid.as_ref().and_then(|grid| {
            let (line, _) = grid.cell(self.line, self.column)?;
            let group = grid.columns.get(self.column)?.clone();
            let has_share = line.answer.is_none() && line.is_share();
            has_share.then(|| (line.indicator.clone(), group))
        });
        let Some((indicator, group)) = cell else {
            self.trend = None;
            return Steps::none();
        };
        let mut by = vec![Dimension::Quarter];
        if group.is_some() && self.dimension() != Dimension::Quarter {
            by.insert(0, self.dimension());
        }
        let selection = Selection {
            indicators: vec![indicator.clone()],
            by,
            from: self.period.from(world.local().date()),
            accounts: self.accounts,
            ..Selection::default()
        };
        self.trend = Some(((indicator, group), None));
        self.asked.push_back(AskedFor::Trend);
        Steps::ask(Request::Tally(Box::new(selection), Suppression::default()))
    }

    fn take_trend(&mut self, report: &Report) {
        if let Some(((indicator, group), trend)) = &mut self.trend {
            let is_its = report
                .rows
                .first()
                .is_none_or(|row| row.indicator == *indicator);
            let by_group = report.by.len() > 1;
            if is_its {
                *trend = Some(Trend::of(report, group.as_deref().filter(|_| by_group)));
            }
        }
    }

    fn take(&mut self, report: &Report) {
        let grid = Grid::of(report);
        self.line = self.line.min(grid.lines.len().saturating_sub(1));
        self.column = self.column.min(grid.columns.len().saturating_sub(1));
        self.grid = Some(grid);
        self.notes.clone_from(&report.notes);
    }

    fn move_to(&mut self, key: Bare, page: usize) {
        let Some(grid) = &self.grid else { return };
        let last_line = grid.lines.len().saturating_sub(1);
        let last_column = grid.columns.len().saturating_sub(1);
        match key {
            Bare::Up => self.line = self.line.saturating_sub(1),
            Bare::Down => self.line = (self.line + 1).min(last_line),
            Bare::PageUp => self.line = self.line.saturating_sub(page),
            Bare::PageDown => self.line = (self.line + page).min(last_line),
            Bare::Left => self.column = self.column.saturating_sub(1),
            Bare::Right => self.column = (self.column + 1).min(last_column),
            Bare::Home => self.column = 0,
            Bare::End => self.column = last_column,
            _ => {}
        }
    }

    /// Returns everything there is to say about the cell in hand.
    fn about_lines(&self, world: &World, width: u16) -> Vec<(String, Role)> {
        let Some(grid) = &self.grid else {
            return Vec::new();
        };
        let Some((line, figures)) = grid.cell(self.line, self.column) else {
            return Vec::new();
        };
        let language = world.words.language().code();
        let mut texts = vec![(line.full_name(language), Role::Strong)];
        texts.push((self.group_in_words(world, self.column), Role::Strong));
        texts.push((String::new(), Role::Text));
        for message in sentences(line, figures) {
            texts.push((world.say(&message), Role::Text));
        }
        if let Some((_, Some(trend))) = &self.trend {
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

    fn group_in_words(&self, world: &World, column: usize) -> String {
        let group = self.grid.as_ref().and_then(|grid| grid.columns.get(column));
        match group.and_then(Option::as_ref) {
            Some(group) => {
                let by = world.words.id(self.dimension().label_id());
                format!("{by}: {}", group_name(group, world))
            }
            None => world.words.id("compliance-total"),
        }
    }

    fn draw_head(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let head = Message::new("compliance-head-whose")
            .message("by", Message::new(self.dimension().label_id()))
            .message("period", Message::new(self.period.label()))
            .message("accounts", Message::new(accounts_label(self.accounts)));
        let text = canvas.say(&head);
        let width = body.width.saturating_sub(2);
        let after = canvas.line(body.x + 1, body.y, width, &text, Role::Text);
        if self.is_waiting() {
            let text = canvas.id("compliance-counting");
            canvas.line(after + 2, body.y, 20, &text, Role::Secondary);
        } else if let Some(grid) = &self.grid {
            let text = world.say(
                &Message::new("compliance-place")
                    .number("line", self.line + 1)
                    .number("lines", grid.lines.len())
                    .number("column", self.column + 1)
                    .number("columns", grid.columns.len()),
            );
            if body.right().saturating_sub(after) > columns(&text) + 2 {
                canvas.right(
                    body.right().saturating_sub(1),
                    body.y,
                    &text,
                    Role::Secondary,
                );
            }
        }
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let id = match self.period {
            Period::All => "compliance-empty",
            Period::Year => "compliance-empty-year",
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
            let name = match grid.columns.get(*column).and_then(Option::as_ref) {
                Some(group) => group_name(group, world),
                None => canvas.id("count-group-total"),
            };
            let role = if *column == self.column {
                Role::Strong
            } else {
                Role::Secondary
            };
            let x = body.x + label + place * COLUMN + 3;
            let mut two = wrap::ranges(&name, usize::from(COLUMN - 2)).into_iter();
            let lines: Vec<&str> = two
                .by_ref()
                .take(2)
                .filter_map(|range| name.get(range))
                .collect();
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
        self.draw_detail(canvas, detail, world);
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
            let (mark, text) = cell_text(line, figures, &world.words);
            let is_focus = index == self.line && *column == self.column;
            let role = match mark {
                _ if is_focus => Role::Focus,
                Mark::VeryLow => Role::No,
                Mark::Low => Role::Partly,
                Mark::Quiet => Role::Text,
            };
            if is_focus {
                let cell = Rect {
                    x: x.saturating_sub(1),
                    y: area.y,
                    width: COLUMN - 1,
                    height: 1,
                };
                canvas.clear(cell, Role::Focus);
            }
            let text = format!("{}{text}", mark.sign());
            canvas.line(x, area.y, COLUMN - 1, &text, role);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, world: &World) {
        if self.grid.is_none() {
            return;
        }
        let legend = canvas.id("compliance-legend");
        let last = area.bottom().saturating_sub(1);
        canvas.line(
            area.x + 1,
            last,
            area.width.saturating_sub(2),
            &legend,
            Role::Secondary,
        );
        let about = self.about_lines(world, area.width);
        let height = usize::from(area.height.saturating_sub(2));
        // Up to the blank line before the notes: name, group, sentences.
        let mut blanks = 0;
        let own = about
            .into_iter()
            .take_while(|(text, _)| {
                blanks += usize::from(text.is_empty());
                blanks < 2
            })
            .filter(|(text, _)| !text.is_empty());
        for (y, (text, role)) in (area.y + 1..last).zip(own.take(height)) {
            canvas.line(area.x + 1, y, area.width.saturating_sub(2), &text, role);
        }
        canvas.rule(area, area.y);
    }
}

/// Returns the short name of which accounts count.
const fn accounts_label(accounts: Accounts) -> &'static str {
    match accounts {
        Accounts::Usual => "compliance-accounts-usual",
        Accounts::Person => "compliance-accounts-person",
        Accounts::Register => "compliance-accounts-register",
        Accounts::Any => "compliance-accounts-any",
        Accounts::Agree => "compliance-accounts-agree",
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

/// Returns a group's name for people where the catalogue has one.
fn group_name(group: &str, world: &World) -> String {
    let id = if group == crate::indicator::NOT_KNOWN {
        "count-group-not-known".to_owned()
    } else {
        format!("compliance-group-{}", group.to_lowercase())
    };
    world.words.find(&id).unwrap_or_else(|| group.to_owned())
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

impl Show for Compliance {
    fn context(&self, _world: &World) -> &'static Context {
        if self.about.is_some() {
            &ABOUT_CELL
        } else {
            &COMPLIANCE
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("compliance-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let page = usize::from(world.size.1.saturating_sub(16)).max(1);
        match input {
            Input::Shown if self.grid.is_none() && self.asked.is_empty() => {
                return self.ask(world);
            }
            Input::Reply(Ok(Answered::Counted(report))) => match self.asked.pop_front() {
                Some(AskedFor::Trend) => self.take_trend(&report),
                Some(AskedFor::Grid) if !self.is_waiting() => self.take(&report),
                Some(AskedFor::Grid) | None => {}
            },
            Input::Reply(Err(fault)) => {
                self.asked.pop_front();
                return Steps::warn(fault.what);
            }
            Input::Do(Action::Back) if self.about.is_some() => {
                self.about = None;
                self.trend = None;
            }
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Do(Action::Accept) => {
                let is_there = self.grid.as_ref().is_some_and(|grid| !grid.is_empty());
                self.about = is_there.then_some(0);
                if is_there {
                    return self.ask_trend(world);
                }
            }
            Input::Do(Action::Source) => {
                self.accounts = self.accounts.next();
                return self.ask(world);
            }
            Input::Do(Action::OtherView) => {
                self.grouping = (self.grouping + 1) % GROUPINGS.len();
                self.column = 0;
                return self.ask(world);
            }
            Input::Do(Action::Period) => {
                self.period = self.period.next();
                return self.ask(world);
            }
            Input::Bare(key, _) => match self.about {
                None => self.move_to(key, page),
                Some(first) => {
                    let count = self.about_lines(world, world.size.0).len();
                    let height = usize::from(world.size.1.saturating_sub(5));
                    let last = count.saturating_sub(height);
                    let first = match key {
                        Bare::Up => first.saturating_sub(1),
                        Bare::Down => first + 1,
                        Bare::PageUp | Bare::Home => first.saturating_sub(height),
                        Bare::PageDown | Bare::Space | Bare::End => first + height,
                        _ => first,
                    };
                    self.about = Some(first.min(last));
                }
            },
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        if let Some(first) = self.about {
            let lines = self.about_lines(world, body.width);
            for (y, (text, role)) in (body.top()..body.bottom()).zip(lines.iter().skip(first)) {
                canvas.line(body.x + 1, y, body.width.saturating_sub(2), text, *role);
            }
            return;
        }
        self.draw_head(canvas, body, world);
        match &self.grid {
            None => {}
            Some(grid) if grid.is_empty() => self.draw_empty(canvas, body),
            Some(grid) => self.draw_grid(canvas, body, grid, world),
        }
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
