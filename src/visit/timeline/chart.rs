//! The timeline to scale: one column is a fixed number of minutes from a zero.
//!
//! Letters and no colours: what a chart says survives a printer, a screen reader and `NO_COLOR`.

use super::{Event, Timeline, Zero, minutes_between, point};
use crate::value::{Precision, Source};

/// Where the person was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhaseKind {
    /// In custody, and no record of it existed.
    Unrecorded,
    /// With the police, recorded, not in a cell.
    Police,
    /// In a cell of a temporary detention facility.
    Cell,
}

/// A stretch of custody, in minutes from the first zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    /// Where.
    pub kind: PhaseKind,
    /// From this minute on.
    pub from: i64,
    /// To this minute.
    pub to: i64,
}

/// What stands in one column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// The time of an event may lie here.
    Range,
    /// One event.
    Event(char),
    /// More than one.
    Several,
    /// A limit.
    Limit(char),
}

/// A chart: its scale, and which zero it counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chart {
    /// Which of [`Timeline::zeros`].
    pub zero: usize,
    /// Minutes of one column.
    pub minutes_per_column: i64,
    /// How many columns; the first one is the zero.
    pub columns: usize,
}

impl Chart {
    /// Returns the chart of the first 72 hours: one column is an hour, or half an hour where there is
    /// room for it.
    pub const fn of_72_hours(zero: usize, room: usize) -> Self {
        let minutes_per_column = if room >= 145 { 30 } else { 60 };
        let columns = if room >= 145 { 145 } else { 73 };
        Self {
            zero,
            minutes_per_column,
            columns,
        }
    }

    /// Returns the column of a minute after the zero, if it is on the chart.
    pub fn column(self, minute: i64) -> Option<usize> {
        let column = minute.div_euclid(self.minutes_per_column.max(1));
        usize::try_from(column)
            .ok()
            .filter(|column| *column < self.columns)
    }

    /// Returns the columns that a span of minutes covers, both ends included.
    fn columns_of(self, least: Option<i64>, most: Option<i64>) -> std::ops::Range<usize> {
        let end = self.columns;
        let clamp = |minute: i64| {
            usize::try_from(minute.div_euclid(self.minutes_per_column.max(1)).max(0))
                .unwrap_or(end)
                .min(end)
        };
        let from = least.map_or(0, clamp);
        let to = most.map_or(end, |minute| {
            if minute < 0 {
                0
            } else {
                (clamp(minute) + 1).min(end)
            }
        });
        from..to.max(from)
    }

    /// Returns the row of one source.
    pub fn row(self, timeline: &Timeline, source: Source) -> Vec<Cell> {
        let mut cells = vec![Cell::Empty; self.columns];
        let events = timeline
            .events
            .iter()
            .filter(|event| event.source == source);
        let placed: Vec<&Event> = events.filter(|event| event.moment.is_some()).collect();
        for event in &placed {
            if let Some((moment, _)) = event.moment
                && moment.wall_clock().is_some()
            {
                continue;
            }
            // A time of which only a part is known: its whole range is drawn.
            let (least, most) = self.range(timeline, event);
            for cell in cells
                .get_mut(self.columns_of(least, most))
                .unwrap_or_default()
            {
                *cell = Cell::Range;
            }
        }
        for event in placed {
            let Some(cell) = self
                .minute(timeline, event)
                .and_then(|minute| self.column(minute))
                .and_then(|column| cells.get_mut(column))
            else {
                continue;
            };
            *cell = match *cell {
                Cell::Event(letter) if letter == event.letter => Cell::Event(letter),
                Cell::Event(_) | Cell::Several => Cell::Several,
                Cell::Empty | Cell::Range | Cell::Limit(_) => Cell::Event(event.letter),
            };
        }
        cells
    }

    /// Returns the row of the limits.
    pub fn limits(self, timeline: &Timeline) -> Vec<Cell> {
        let mut cells = vec![Cell::Empty; self.columns];
        for limit in &timeline.limits {
            let Some(cell) = limit
                .minutes
                .and_then(|minutes| self.column(minutes))
                .and_then(|column| cells.get_mut(column))
            else {
                continue;
            };
            *cell = match *cell {
                Cell::Limit(letter) if letter != limit.letter => Cell::Several,
                Cell::Several => Cell::Several,
                _ => Cell::Limit(limit.letter),
            };
        }
        cells
    }

    /// Returns the row of places, as kinds of phases.
    pub fn places(self, timeline: &Timeline) -> Vec<Option<PhaseKind>> {
        let mut cells = vec![None; self.columns];
        let shift = self.shift(timeline).unwrap_or(0);
        for phase in &timeline.phases {
            let columns = self.columns_of(Some(phase.from - shift), Some(phase.to - shift - 1));
            for cell in cells.get_mut(columns).unwrap_or_default() {
                *cell = Some(phase.kind);
            }
        }
        cells
    }

    /// Minutes from the first zero to the one that this chart counts from.
    fn shift(self, timeline: &Timeline) -> Option<i64> {
        let first = timeline.zeros.first()?.point()?;
        minutes_between(first, self.point(timeline)?)
    }

    fn point(self, timeline: &Timeline) -> Option<crate::value::Moment> {
        timeline.zeros.get(self.zero)?.point()
    }

    /// Returns the minute at which an event is drawn.
    pub fn minute(self, timeline: &Timeline, event: &Event) -> Option<i64> {
        let (moment, precision) = event.moment?;
        minutes_between(self.point(timeline)?, point(moment, precision)?)
    }

    /// Returns the least and most minutes after the zero that the event's time allows.
    pub fn range(self, timeline: &Timeline, event: &Event) -> (Option<i64>, Option<i64>) {
        let (Some(zero), Some(moment)) = (self.point(timeline), event.moment) else {
            return (None, None);
        };
        let elapsed = crate::visit::Elapsed::between((zero, Precision::Exact), moment);
        (elapsed.least_minutes, elapsed.most_minutes)
    }

    /// Returns the event in a column, or those that share it.
    pub fn events_in(self, timeline: &Timeline, column: usize) -> Vec<usize> {
        timeline
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| {
                self.minute(timeline, event)
                    .and_then(|minute| self.column(minute))
                    == Some(column)
            })
            .map(|(index, _)| index)
            .collect()
    }
}

/// Tells from the first account of each event where the person was.
pub(super) fn phases(zeros: &[Zero], events: &[Event]) -> Vec<Phase> {
    let Some(zero) = zeros.first().and_then(Zero::point) else {
        return Vec::new();
    };
    let at = |fact: &str| {
        let (moment, _) = events
            .iter()
            .find(|event| event.fact.as_str() == fact && event.moment.is_some())?
            .moment?;
        moment.wall_clock()?;
        minutes_between(zero, moment)
    };
    let end = ["released_at", "left_police_at"]
        .into_iter()
        .filter_map(at)
        .min()
        .or_else(|| at("judge_at"));
    let recorded = at("recorded_at");
    let placed = at("placed_at");
    let mut phases = Vec::new();
    let mut push = |kind, from: Option<i64>, to: Option<i64>| {
        if let (Some(from), Some(to)) = (from, to)
            && from < to
        {
            phases.push(Phase { kind, from, to });
        }
    };
    push(PhaseKind::Police, recorded, placed.or(end));
    push(PhaseKind::Cell, placed, end);
    // Last, because it outweighs where the person was: without a record it lasts until the end.
    push(PhaseKind::Unrecorded, Some(0), recorded.or(end));
    phases
}
