//! How often each safeguard was kept: indicators down, groups across, and the trend of the cell in
//! hand beside it where there is room.
//!
//! Shows counts and no answers. Its invariant: no share without its denominator, no group of fewer
//! than five, and what is not known or does not apply stands beside the share, never inside it.

mod choosing;
mod view;

pub(super) use choosing::COLUMNS;

use std::collections::VecDeque;

use chrono::{Months, NaiveDate};
use ratatui::layout::Rect;

use self::choosing::Choosing;
use super::behind::Behind;
use super::released::period_in_words;
use super::{Export, Input, Released, Show, Step, Steps};
use crate::export::dashboard::{Grid, SeenCell, Trend, counted_in_words, is_whole, over_time};
use crate::indicator::{Accounts, Dimension, Figures, Note, Report, Selection, Suppression};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::world::World;

const GROUPING: Command = Command {
    action: Action::OtherView,
    keys: &[Key::Letter('G')],
    label: "key-grouping",
    doc: "key-grouping-doc",
    rank: 2,
};

const ACCOUNTS: Command = Command {
    action: Action::Source,
    keys: &[Key::Letter('S')],
    label: "key-accounts",
    doc: "key-accounts-doc",
    rank: 3,
};

const PERIOD: Command = Command {
    action: Action::Period,
    keys: &[Key::Digit(1)],
    label: "key-period",
    doc: "key-period-doc",
    rank: 4,
};

const RELEASE: Command = Command {
    action: Action::Release,
    keys: &[Key::Digit(2)],
    label: "key-release",
    doc: "key-release-doc",
    rank: 5,
};

const TO_FILE: Command = Command {
    action: Action::Export,
    keys: &[Key::Digit(3)],
    label: "key-to-file",
    doc: "key-to-file-doc",
    rank: 6,
};

const RELEASED: Command = Command {
    action: Action::Released,
    keys: &[Key::Digit(4)],
    label: "key-released",
    doc: "key-released-doc",
    rank: 7,
};

/// What the table offers.
pub(super) static COMPLIANCE: Context = Context {
    name: "compliance",
    title: "compliance-title",
    help: &[
        "compliance-help",
        "compliance-help-marks",
        "dashboard-help-release",
    ],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-about-cell",
            doc: "key-about-cell-doc",
            rank: 1,
        },
        GROUPING,
        ACCOUNTS,
        PERIOD,
        RELEASE,
        TO_FILE,
        RELEASED,
    ],
};

/// What the page about a cell offers.
pub(super) static ABOUT_CELL: Context = Context {
    name: "compliance-cell",
    title: "compliance-about-title",
    help: &["compliance-help", "dashboard-help-behind"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-behind",
            doc: "key-behind-doc",
            rank: 1,
        },
        TO_FILE,
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// Which visits count, by when they began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Period {
    #[default]
    All,
    Year,
    Quarter,
    /// That of a table that was handed out before.
    Of(Option<NaiveDate>, Option<NaiveDate>),
}

impl Period {
    const fn next(self) -> Self {
        match self {
            Self::All => Self::Year,
            Self::Year => Self::Quarter,
            Self::Quarter | Self::Of(..) => Self::All,
        }
    }

    /// Returns the id of its words; a period of its own is told by its days.
    const fn label(self) -> &'static str {
        match self {
            Self::All | Self::Of(..) => "compliance-period-all",
            Self::Year => "compliance-period-year",
            Self::Quarter => "compliance-period-quarter",
        }
    }

    fn from(self, today: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::All => return None,
            Self::Of(from, _) => return from,
            Self::Year => 12,
            Self::Quarter => 3,
        };
        today.checked_sub_months(Months::new(months))
    }

    const fn to(self) -> Option<NaiveDate> {
        match self {
            Self::Of(_, to) => to,
            Self::All | Self::Year | Self::Quarter => None,
        }
    }
}

/// For whom the table is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Audience {
    /// For who works here: counts under five are hidden.
    #[default]
    Own,
    /// For everybody: as it may be published.
    Everybody,
}

impl Audience {
    fn suppression(self) -> Suppression {
        match self {
            Self::Own => Suppression::default(),
            Self::Everybody => Suppression::PUBLICATION,
        }
    }
}

/// What a count was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum AskedFor {
    Grid,
    Trend(SeenCell),
}

/// The page that lies over the table.
#[derive(Debug, Default)]
enum Page {
    #[default]
    Table,
    /// Choosing what the columns are.
    Columns(Choosing),
    /// Everything about the cell in hand, from this line on.
    Cell(usize),
}

/// The table of indicators.
#[derive(Debug)]
pub struct Compliance {
    by: Vec<Dimension>,
    period: Period,
    accounts: Accounts,
    audience: Audience,
    grid: Option<Grid>,
    notes: Vec<Note>,
    /// The last trend that came, and of which cell.
    trend: Option<(SeenCell, Trend)>,
    /// What was asked for and has not come, in order.
    asked: VecDeque<AskedFor>,
    line: usize,
    column: usize,
    page: Page,
}

impl Default for Compliance {
    fn default() -> Self {
        Self {
            by: vec![Dimension::FacilityType],
            period: Period::default(),
            accounts: Accounts::default(),
            audience: Audience::default(),
            grid: None,
            notes: Vec::new(),
            trend: None,
            asked: VecDeque::new(),
            line: 0,
            column: 0,
            page: Page::default(),
        }
    }
}

impl Compliance {
    /// Makes the table that was handed out before once more, as it may be published now.
    pub fn again(by: Vec<Dimension>, (from, to): (Option<NaiveDate>, Option<NaiveDate>)) -> Self {
        let period = match (from, to) {
            (None, None) => Period::All,
            (from, to) => Period::Of(from, to),
        };
        Self {
            by,
            period,
            audience: Audience::Everybody,
            ..Self::default()
        }
    }

    fn selection(&self, world: &World) -> Selection {
        Selection {
            by: self.by.clone(),
            from: self.period.from(world.local().date()),
            to: self.period.to(),
            accounts: self.accounts,
            ..Selection::default()
        }
    }

    fn ask(&mut self, world: &World) -> Steps {
        self.asked.push_back(AskedFor::Grid);
        self.trend = None;
        let selection = Box::new(self.selection(world));
        Steps::ask(Request::Tally(selection, self.audience.suppression()))
    }

    fn is_waiting(&self) -> bool {
        self.asked.contains(&AskedFor::Grid)
    }

    /// Returns the cell in hand, if its figure is a share.
    fn cell(&self) -> Option<SeenCell> {
        let grid = self.grid.as_ref()?;
        let (line, _) = grid.cell(self.line, self.column)?;
        let has_share = line.answer.is_none() && line.is_share();
        has_share.then(|| SeenCell {
            indicator: line.indicator.clone(),
            group: grid.columns.get(self.column).cloned().flatten(),
        })
    }

    /// Asks how the cell in hand came about over time, unless that is here or under way.
    fn ask_trend(&mut self, world: &World) -> Steps {
        let is_shown = matches!(self.page, Page::Cell(_)) || view::has_pane(world.size.0);
        let is_under_way = self.asked.iter().any(|it| *it != AskedFor::Grid);
        let Some(cell) = self.cell().filter(|_| is_shown && !is_under_way) else {
            return Steps::none();
        };
        if self.is_waiting() || self.trend.as_ref().is_some_and(|(own, _)| *own == cell) {
            return Steps::none();
        }
        let (counted, _) = over_time(
            &self.selection(world),
            &cell.indicator,
            cell.group.as_deref(),
        );
        self.asked.push_back(AskedFor::Trend(cell));
        Steps::ask(Request::Tally(
            Box::new(counted),
            self.audience.suppression(),
        ))
    }

    fn take_trend(&mut self, cell: SeenCell, report: &Report, world: &World) {
        let selection = self.selection(world);
        let (_, group) = over_time(&selection, &cell.indicator, cell.group.as_deref());
        let whole = self.figures_of(&cell);
        let whole = whole.filter(|_| is_whole(&selection, cell.group.as_deref()));
        let trend = Trend::of(report, &group, whole);
        self.trend = Some((cell, trend));
    }

    fn figures_of(&self, cell: &SeenCell) -> Option<Figures> {
        let grid = self.grid.as_ref()?;
        let line = grid
            .lines
            .iter()
            .position(|line| line.indicator == cell.indicator && line.answer.is_none())?;
        let column = grid.columns.iter().position(|it| *it == cell.group)?;
        Some(grid.cell(line, column)?.1)
    }

    /// Returns the trend of the cell in hand, if it has come.
    fn trend_in_hand(&self) -> Option<&Trend> {
        let cell = self.cell()?;
        let (own, trend) = self.trend.as_ref()?;
        (*own == cell).then_some(trend)
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

    fn scroll(&mut self, key: Bare, world: &World) {
        let Page::Cell(first) = self.page else {
            return;
        };
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
        self.page = Page::Cell(first.min(last));
    }

    /// Returns why nothing is shown behind the cell in hand, if that is so.
    fn closed_because(&self) -> Option<&'static str> {
        let (line, figures) = self.grid.as_ref()?.cell(self.line, self.column)?;
        // Where the figure is hidden, a list of its visits would tell it.
        let is_hidden = figures.rate().is_none_or(|rate| rate.of() < 5) && line.is_share();
        if line.answer.is_some() {
            Some("dashboard-behind-choice")
        } else if is_hidden || figures == Figures::Suppressed {
            Some("dashboard-behind-hidden")
        } else if self.audience == Audience::Everybody {
            Some("dashboard-behind-published")
        } else {
            None
        }
    }

    /// Goes to the visits behind the cell in hand.
    fn look_behind(&self, world: &World) -> Steps {
        if let Some(why) = self.closed_because() {
            return Steps::say(Message::new(why));
        }
        let Some(grid) = &self.grid else {
            return Steps::none();
        };
        let Some((line, _)) = grid.cell(self.line, self.column) else {
            return Steps::none();
        };
        let group = grid.columns.get(self.column).cloned().flatten();
        let selection = Selection {
            indicators: vec![line.indicator.clone()],
            by: group.as_ref().map_or_else(Vec::new, |_| self.by.clone()),
            ..self.selection(world)
        };
        let language = world.words.language().code();
        let name = format!(
            "{}  {}",
            line.full_name(language),
            grid.column_name(self.column, &world.words)
        );
        Steps::go(Behind::of(
            name,
            line.unit,
            line.safeguard.clone(),
            selection,
            group.unwrap_or_default(),
        ))
    }

    fn command(&mut self, action: Action, world: &World) -> Steps {
        match (action, &mut self.page) {
            (Action::Accept, Page::Columns(choosing)) => {
                self.by = choosing.chosen();
                self.page = Page::Table;
                self.column = 0;
                self.ask(world)
            }
            (Action::Toggle, Page::Columns(choosing)) => {
                if choosing.toggle() {
                    Steps::none()
                } else {
                    Steps::say(
                        Message::new("dashboard-most-columns").number("most", Choosing::MOST),
                    )
                }
            }
            (Action::Back, Page::Columns(_) | Page::Cell(_)) => {
                self.page = Page::Table;
                Steps::none()
            }
            (Action::Back, Page::Table) => Step::Back.into(),
            (Action::Accept, Page::Cell(_)) => self.look_behind(world),
            (Action::Accept, Page::Table) => {
                if self.grid.as_ref().is_none_or(Grid::is_empty) {
                    return Steps::none();
                }
                self.page = Page::Cell(0);
                self.ask_trend(world)
            }
            (Action::Source, _) => {
                self.accounts = self.accounts.next();
                self.ask(world)
            }
            (Action::OtherView, _) => {
                self.page = Page::Columns(Choosing::of(&self.by));
                Steps::none()
            }
            (Action::Period, _) => {
                self.period = self.period.next();
                self.ask(world)
            }
            (Action::Release, _) => {
                self.audience = match self.audience {
                    Audience::Own => Audience::Everybody,
                    Audience::Everybody => Audience::Own,
                };
                self.ask(world)
            }
            (Action::Released, _) => Steps::go(Released::beside(self.selection(world))),
            (Action::Export, _) => {
                let cell = self.cell().filter(|_| self.trend_in_hand().is_some());
                Steps::go(Export::of_dashboard(
                    self.selection(world),
                    self.audience.suppression(),
                    cell,
                ))
            }
            _ => Steps::none(),
        }
    }

    /// Says what is counted: by what, since when, whose word.
    fn counted_in_words(&self, world: &World) -> String {
        let selection = Selection {
            from: None,
            to: None,
            ..self.selection(world)
        };
        let said = counted_in_words(&selection, &world.words);
        // The screen knows the period by its name.
        let all = world.words.id(Period::All.label());
        let period = match self.period {
            Period::Of(from, to) => period_in_words((from, to), world),
            period => world.words.id(period.label()),
        };
        said.replacen(&all, &period, 1)
    }
}

impl Show for Compliance {
    fn context(&self, _world: &World) -> &'static Context {
        match &self.page {
            Page::Table => &COMPLIANCE,
            Page::Columns(_) => &COLUMNS,
            Page::Cell(_) => &ABOUT_CELL,
        }
    }

    fn offers(&self, action: Action, _world: &World) -> bool {
        match (action, &self.page) {
            (Action::Accept, Page::Table) => self.grid.as_ref().is_some_and(|it| !it.is_empty()),
            (Action::Accept, Page::Cell(_)) => self.closed_because().is_none(),
            _ => true,
        }
    }

    fn resized(&mut self, world: &World) -> Steps {
        self.ask_trend(world)
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("compliance-title");
        let title = match self.audience {
            Audience::Own => title,
            Audience::Everybody => {
                format!("{title}: {}", world.words.id("dashboard-for-everybody"))
            }
        };
        (title, String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let page = usize::from(world.size.1.saturating_sub(16)).max(1);
        match input {
            Input::Shown if self.grid.is_none() && self.asked.is_empty() => self.ask(world),
            Input::Reply(Ok(Answered::Counted(report))) => {
                match self.asked.pop_front() {
                    Some(AskedFor::Trend(cell)) if !self.is_waiting() => {
                        self.take_trend(cell, &report, world);
                    }
                    Some(AskedFor::Grid) if !self.is_waiting() => self.take(&report),
                    Some(_) | None => {}
                }
                self.ask_trend(world)
            }
            Input::Reply(Err(fault)) => {
                self.asked.pop_front();
                Steps::warn(fault.what)
            }
            Input::Do(action) => self.command(action, world),
            Input::Bare(key, _) => match &mut self.page {
                Page::Table => {
                    self.move_to(key, page);
                    self.ask_trend(world)
                }
                Page::Columns(choosing) => {
                    choosing.press(key);
                    Steps::none()
                }
                Page::Cell(_) => {
                    self.scroll(key, world);
                    Steps::none()
                }
            },
            _ => Steps::none(),
        }
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        self.draw(canvas, body, world);
    }
}
