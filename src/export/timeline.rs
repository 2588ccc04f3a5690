//! A timeline in words and signs, the same for a terminal, a text file and a picture.
//!
//! What is shown of a limit that no lawyer confirmed carries its mark, and the warning stands below.

mod svg;
mod text;

pub use svg::write_svg;
pub use text::lines;

use std::fmt::Write as _;

use crate::i18n::{Calendar, Catalogue, hours_and_minutes};
use crate::message::Message;
use crate::safeguard::{Catalogue as Facts, ReviewStatus, Who};
use crate::value::{Moment, PartialDate, Precision, Source};
use crate::visit::{
    AppliedLimit, Cell, Chart, Elapsed, Event, LimitResult, PhaseKind, Timeline, Within,
};

/// A timeline with everything that is needed to say it.
#[derive(Clone, Copy)]
pub struct TimelineWords<'a> {
    /// What happened.
    pub timeline: &'a Timeline,
    /// What facts are called.
    pub facts: &'a Facts,
    /// The words.
    pub words: &'a Catalogue,
    /// The scale and the zero.
    pub chart: Chart,
    /// Whether it is practice data.
    pub practice: bool,
}

/// A row of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartRow {
    /// What it is about.
    pub kind: RowKind,
    /// Its head, at most [`HEAD`] columns.
    pub head: String,
    /// One sign a column.
    pub cells: String,
}

/// What a row of the chart is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// Hours, ticks or days.
    Scale,
    /// The limits.
    Law,
    /// The accounts of one source.
    Source(Source),
    /// Where the person was.
    Place,
}

/// Columns of the heads of rows.
pub const HEAD: usize = 7;

/// An event as a line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its letter.
    pub letter: char,
    /// What happened.
    pub event: String,
    /// When.
    pub time: String,
    /// According to whom.
    pub source: String,
    /// The limit, with `(?)` if no lawyer confirmed it.
    pub limit: String,
    /// How it stands to the limit, counted from the zero in hand.
    pub result: String,
    /// Whether the limit was certainly not kept.
    pub is_over: bool,
    /// Whether a start of another source gives another result.
    pub starts_differ: bool,
}

impl TimelineWords<'_> {
    const fn calendar(&self) -> Calendar {
        Calendar(self.words.language())
    }

    /// Returns who it is about: `P-03 = K-01`, of several custodies with the number of this one.
    pub fn who(&self) -> String {
        let about = self.timeline.person.iter().chain(&self.timeline.records);
        let mut codes = about
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" = ");
        if let Some(number) = self.timeline.custody {
            codes = format!("{codes}/{number}");
        }
        if self.practice {
            format!("{}  {codes}", self.words.id("cli-practice"))
        } else {
            codes
        }
    }

    /// Says in as few words as a narrow screen has room for from which moment the hours are counted.
    pub fn zero_short(&self) -> String {
        let Some(zero) = self.timeline.zeros.get(self.chart.zero) else {
            return self.words.id("timeline-no-zero");
        };
        let offset = zero
            .moment
            .offset_minutes()
            .map_or_else(String::new, |minutes| format!(" ({})", utc_offset(minutes)));
        let fact = self
            .timeline
            .events
            .iter()
            .find(|event| event.statement == zero.statement)
            .map(|event| event.fact.as_str());
        // The zero is the apprehension; whatever else it is has to be said.
        let fact = match fact {
            None | Some("apprehended_at") => String::new(),
            Some(other) => format!(": {}", self.fact(other)),
        };
        format!(
            "0 = {}{offset}, {}{fact}",
            self.moment(zero.moment, zero.precision),
            self.source(zero.source)
        )
    }

    /// Says from which moment the hours are counted, and whose claim it is.
    pub fn zero(&self) -> String {
        let Some(zero) = self.timeline.zeros.get(self.chart.zero) else {
            return self.words.id("timeline-no-zero");
        };
        let offset = zero
            .moment
            .offset_minutes()
            .map_or_else(String::new, |minutes| format!(" ({})", utc_offset(minutes)));
        // Where nobody says when the apprehension was, the chart begins with something else, and says so.
        let fact = self
            .timeline
            .events
            .iter()
            .find(|event| event.statement == zero.statement)
            .map(|event| self.fact(event.fact.as_str()))
            .unwrap_or_default();
        let text = self.words.text(
            &Message::new("timeline-zero")
                .text("fact", fact)
                .text("when", self.moment(zero.moment, zero.precision))
                .text("source", self.source(zero.source)),
        );
        format!("{text}{offset}")
    }

    /// Returns the name of a source.
    pub fn source(&self, source: Source) -> String {
        self.words
            .find(&format!("word-source-{}", source.name()))
            .unwrap_or_default()
    }

    /// Returns the name of a source in the six letters of a head.
    pub fn head(&self, source: Source) -> String {
        self.words
            .find(&format!(
                "timeline-head-{}",
                source.name().replace('_', "-")
            ))
            .unwrap_or_else(|| self.source(source))
    }

    /// Returns what a fact is called.
    pub fn fact(&self, name: &str) -> String {
        let language = self.words.language().code();
        self.facts
            .fact(name)
            .map_or(name, |fact| fact.label.in_language(language).0)
            .to_owned()
    }

    /// Returns a moment as it was said: `Thu 05.03.2026 09:10 ~`.
    pub fn moment(&self, moment: Moment, precision: Precision) -> String {
        let calendar = self.calendar();
        let point = |moment: Moment| match (moment.wall_clock(), moment.date()) {
            (Some(when), _) => format!(
                "{} {} {}",
                calendar.weekday(when.date()),
                calendar.date(when.date()),
                calendar.clock(when)
            ),
            (None, PartialDate::Day(day)) => {
                format!("{} {}", calendar.weekday(day), calendar.date(day))
            }
            (None, date) => calendar.partial(date),
        };
        let text = if moment.is_open() {
            format!("{} … {}", point(moment.first()), point(moment.last()))
        } else {
            point(moment)
        };
        match precision {
            Precision::Exact => text,
            Precision::About => format!("{text} ~"),
            Precision::AboutWithin(minutes) => {
                let minutes = self
                    .words
                    .text(&Message::new("timeline-minutes").number("minutes", minutes));
                format!("{text} ~ ±{minutes}")
            }
            Precision::After => format!("> {text}"),
            Precision::Before => format!("< {text}"),
        }
    }

    /// Returns when an event happened in as few letters as a list has room for: `Thu 05.03 09:10 ~`.
    pub fn short(&self, event: &Event) -> String {
        self.short_time(event, true)
    }

    /// The same without the weekday, which the chart above tells: `05.03 09:10 ~`.
    pub fn shortest(&self, event: &Event) -> String {
        self.short_time(event, false)
    }

    fn short_time(&self, event: &Event, with_weekday: bool) -> String {
        let Some((moment, precision)) = event.moment else {
            // Where there is no room for a weekday, there is none for the longer word.
            return self.words.id(if with_weekday {
                "timeline-not-known"
            } else {
                "behind-not-known"
            });
        };
        let calendar = self.calendar();
        let Some(when) = moment.wall_clock() else {
            return self.moment(moment, precision);
        };
        let date = calendar.date(when.date());
        let day = date.get(..5).unwrap_or(&date);
        let mut text = format!("{day} {}", calendar.clock(when));
        if with_weekday {
            text = format!("{} {text}", calendar.weekday(when.date()));
        }
        match precision {
            Precision::Exact => text,
            Precision::About | Precision::AboutWithin(_) => format!("{text} ~"),
            Precision::After => format!("> {text}"),
            Precision::Before => format!("< {text}"),
        }
    }

    /// Says in a few lines what each start gives for the limit in hand, with its article and warning;
    /// without a limit, how long after each start it was.
    pub fn brief(&self, event: &Event) -> Vec<String> {
        let Some(counted) = self.result_in_hand(event) else {
            return self.detail(event);
        };
        let limit = &counted.limit;
        let mut lines: Vec<String> = event
            .results
            .iter()
            .filter(|other| other.limit.id == limit.id)
            .map(|result| {
                let message = Message::new("timeline-brief")
                    .text("letter", event.letter.to_string())
                    .text("source", self.source(result.start_source))
                    .text("passed", self.elapsed(result.elapsed))
                    .text("result", self.result(result));
                self.words.text(&message)
            })
            .collect();
        let mut law = format!("{}: {}", self.limit(limit), limit.citation);
        if !limit.origin.is_empty() {
            let origin = Message::new("timeline-origin").text("origin", &limit.origin);
            law.push(' ');
            law.push_str(&self.words.text(&origin));
        }
        if let Some(warning) = &limit.warning {
            law.push_str(" ! ");
            law.push_str(&self.words.text(warning));
        }
        lines.push(law);
        lines
    }

    /// Returns every limit that was applied, each with what it says, its article, where it is known
    /// from and its warning; whether a line is a head.
    pub fn law(&self) -> Vec<(String, bool)> {
        let of_events = self.timeline.events.iter().flat_map(|event| &event.results);
        let all = self
            .timeline
            .limits
            .iter()
            .chain(of_events.map(|result| &result.limit));
        let mut seen: Vec<&str> = Vec::new();
        let mut lines = Vec::new();
        for limit in all {
            if seen.contains(&limit.id.as_str()) {
                continue;
            }
            seen.push(&limit.id);
            let language = self.words.language().code();
            lines.push((format!("{}  {}", self.limit(limit), limit.citation), true));
            lines.push((limit.text.in_language(language).0.to_owned(), false));
            if limit.who == Who::ListedCrimes {
                lines.push((self.words.id("timeline-if-listed"), false));
            }
            if !limit.origin.is_empty() {
                let origin = Message::new("timeline-origin").text("origin", &limit.origin);
                lines.push((self.words.text(&origin), false));
            }
            if let Some(warning) = &limit.warning {
                lines.push((format!("! {}", self.words.text(warning)), false));
            }
            lines.push((String::new(), false));
        }
        if lines.is_empty() {
            lines.push((self.words.id("timeline-no-limits"), false));
        }
        lines
    }

    /// Returns `3 h 05 min`.
    pub fn duration(&self, minutes: i64) -> String {
        duration_in_words(self.words, minutes)
    }

    /// Returns how long something took, no more exact than it is.
    pub fn elapsed(&self, elapsed: Elapsed) -> String {
        elapsed_in_words(self.words, elapsed)
    }

    /// Returns the rows of the chart.
    pub fn rows(&self) -> Vec<ChartRow> {
        let mut rows = vec![
            self.scale("timeline-row-hours", self.hours()),
            self.scale("", self.ticks()),
            self.scale("timeline-row-day", self.days()),
        ];
        rows.push(ChartRow {
            kind: RowKind::Law,
            head: head_of(&self.words.id("timeline-row-law")),
            cells: signs(&self.chart.limits(self.timeline)),
        });
        for source in self.timeline.sources() {
            rows.push(ChartRow {
                kind: RowKind::Source(source),
                head: head_of(&self.head(source)),
                cells: signs(&self.chart.row(self.timeline, source)),
            });
        }
        if !self.timeline.phases.is_empty() {
            let places = self.chart.places(self.timeline);
            rows.push(ChartRow {
                kind: RowKind::Place,
                head: head_of(&self.words.id("timeline-row-place")),
                cells: places.into_iter().map(phase_sign).collect(),
            });
        }
        rows
    }

    fn scale(&self, id: &'static str, cells: String) -> ChartRow {
        let head = if id.is_empty() {
            String::new()
        } else {
            self.words.id(id)
        };
        ChartRow {
            kind: RowKind::Scale,
            head: head_of(&head),
            cells,
        }
    }

    fn per_hour(&self) -> usize {
        usize::try_from(60 / self.chart.minutes_per_column.max(1)).unwrap_or(1)
    }

    fn hours(&self) -> String {
        let mut text = String::new();
        let step = 6 * self.per_hour();
        for column in (0..self.chart.columns).step_by(step.max(1)) {
            let label = (column / self.per_hour().max(1)).to_string();
            // The last one ends with the chart.
            let from = column.min(self.chart.columns.saturating_sub(label.len()));
            while text.chars().count() < from {
                text.push(' ');
            }
            text.push_str(&label);
        }
        text
    }

    fn ticks(&self) -> String {
        let step = 6 * self.per_hour();
        (0..self.chart.columns)
            .map(
                |column| match (column % (4 * step).max(1), column % step.max(1)) {
                    (0, _) => '|',
                    (_, 0) => '+',
                    _ => '-',
                },
            )
            .collect()
    }

    fn days(&self) -> String {
        let Some(zero) = self.timeline.zeros.get(self.chart.zero) else {
            return String::new();
        };
        let Some(start) = zero.point().and_then(Moment::wall_clock) else {
            return String::new();
        };
        let calendar = self.calendar();
        let mut text = String::new();
        let mut room_from = 0;
        let mut day = start.date();
        loop {
            let minutes = (day.and_time(chrono::NaiveTime::MIN) - start).num_minutes();
            let column = if minutes <= 0 {
                Some(0)
            } else {
                self.chart.column(minutes)
            };
            let Some(column) = column else { break };
            while text.chars().count() < column {
                text.push(' ');
            }
            if column >= room_from {
                let date = calendar.date(day);
                let short = date.get(..5).unwrap_or(&date);
                let mark = if minutes > 0 { "|" } else { "" };
                write!(text, "{mark}{} {short}", calendar.weekday(day)).ok();
                room_from = text.chars().count();
            }
            let Some(next) = day.succ_opt() else { break };
            day = next;
        }
        text.chars().take(self.chart.columns).collect()
    }

    /// Says what the signs of the row of places mean, with how long each lasted.
    pub fn places(&self) -> String {
        let parts: Vec<String> = self
            .timeline
            .phases
            .iter()
            .map(|phase| {
                let id = match phase.kind {
                    PhaseKind::Unrecorded => "timeline-unrecorded",
                    PhaseKind::Police => "timeline-police",
                    PhaseKind::Cell => "timeline-cell",
                };
                let lasted = self.duration(phase.to - phase.from);
                format!(
                    "{} {} {lasted}",
                    phase_sign(Some(phase.kind)),
                    self.words.id(id)
                )
            })
            .collect();
        parts.join("   ")
    }

    /// Returns an event as a line of the table.
    pub fn event(&self, event: &Event) -> EventRow {
        let time = match event.moment {
            Some((moment, precision)) => self.moment(moment, precision),
            None => self.words.id("timeline-not-known"),
        };
        let counted = self.result_in_hand(event);
        let starts_differ = counted.is_some_and(|counted| {
            event
                .results
                .iter()
                .any(|other| other.limit.id == counted.limit.id && other.within != counted.within)
        });
        EventRow {
            letter: event.letter,
            event: self.fact(event.fact.as_str()),
            time,
            source: self.source(event.source),
            limit: counted
                .map(|result| self.limit(&result.limit))
                .unwrap_or_default(),
            result: match counted {
                Some(result) => self.result(result),
                None => String::new(),
            },
            is_over: counted.is_some_and(|result| result.within == Some(Within::No)),
            starts_differ,
        }
    }

    /// Returns the statement from which the hours are counted.
    fn zero_in_hand(&self) -> Option<usize> {
        let zero = self.timeline.zeros.get(self.chart.zero)?;
        Some(zero.statement)
    }

    /// The strictest limit with a number, counted from the zero in hand; else one without a number.
    fn result_in_hand<'e>(&self, event: &'e Event) -> Option<&'e LimitResult> {
        let zero = self.timeline.zeros.get(self.chart.zero)?;
        let of_zero = |result: &&LimitResult| {
            result.start == zero.statement || result.limit.from != "apprehended_at"
        };
        event
            .results
            .iter()
            .filter(of_zero)
            .filter(|result| result.limit.who != Who::ListedCrimes)
            .min_by_key(|result| {
                (
                    result.within.is_none(),
                    result.limit.minutes.unwrap_or(i64::MAX),
                    result.limit.is_international,
                )
            })
    }

    /// Returns a limit in a few letters: `R 3 h`, with `(?)` if no lawyer confirmed it.
    pub fn limit(&self, limit: &AppliedLimit) -> String {
        let what = match (limit.minutes, &limit.before) {
            (Some(minutes), _) => self
                .words
                .text(&Message::new("law-hours-number").number("hours", minutes / 60)),
            (None, Some(before)) => {
                let fact = self.fact(before).to_lowercase();
                self.words
                    .text(&Message::new("law-before").text("fact", fact))
            }
            (None, None) => self.words.id("law-at-once"),
        };
        let mark = if limit.review_status == ReviewStatus::Confirmed {
            ""
        } else {
            " (?)"
        };
        format!("{} {what}{mark}", limit.letter)
    }

    /// Says how an event stands to a limit: `inside by 0 h 25 min`, `! over by 10 h 35 min`.
    pub fn result(&self, result: &LimitResult) -> String {
        if result.elapsed.is_backwards() && result.limit.before.is_none() {
            return self.words.id("timeline-backwards");
        }
        match (result.within, result.over()) {
            (Some(Within::Yes), Some((_, most))) => {
                let by = most.map_or_else(|| "?".to_owned(), |most| self.duration(most));
                self.words
                    .text(&Message::new("timeline-inside").text("by", by))
            }
            (Some(Within::No), Some((least, most))) => {
                let by = match (least, most) {
                    (Some(least), Some(most)) if least != most => {
                        format!("{} … {}", self.duration(least), self.duration(most))
                    }
                    (Some(least), Some(_)) => self.duration(least),
                    (Some(least), None) => format!("≥ {}", self.duration(least)),
                    (None, _) => "?".to_owned(),
                };
                self.words
                    .text(&Message::new("timeline-over").text("by", by))
            }
            (Some(Within::Depends), Some((least, most))) => {
                let best = least.map_or_else(
                    || self.words.id("timeline-no-end"),
                    |least| self.duration(least),
                );
                let worst = most.map_or_else(
                    || self.words.id("timeline-no-end"),
                    |most| self.duration(most),
                );
                self.words.text(
                    &Message::new("timeline-depends")
                        .text("best", best)
                        .text("worst", worst),
                )
            }
            (Some(Within::Yes), None) => self.words.id("timeline-came-before"),
            (Some(Within::No), None) => self.words.id("timeline-came-after"),
            (Some(Within::Depends), None) => self.words.id("timeline-order-depends"),
            (None, _) => self.words.text(
                &Message::new("timeline-passed").text("passed", self.elapsed(result.elapsed)),
            ),
        }
    }

    /// Says how an event stands to the limit in hand in as few letters as a list has room for:
    /// `! over 10:35`, `inside 0:25`; nothing without a limit.
    pub fn short_result(&self, event: &Event) -> String {
        let Some(result) = self.result_in_hand(event) else {
            let is_zero = self.zero_in_hand() == Some(event.statement);
            return if is_zero {
                self.words.id("timeline-is-zero")
            } else {
                String::new()
            };
        };
        let clock = |minutes: i64| {
            let (hours, rest) = hours_and_minutes(minutes);
            format!("{hours}:{rest:02}")
        };
        let (id, by) = match (result.within, result.over()) {
            _ if result.elapsed.is_backwards() => return self.result(result),
            (Some(Within::Yes), Some((_, Some(most)))) => ("timeline-inside-short", clock(most)),
            (Some(Within::No), Some((Some(least), _))) => ("timeline-over-short", clock(least)),
            (Some(Within::Depends), _) => return self.words.id("timeline-depends-short"),
            _ => return self.result(result),
        };
        self.words.text(&Message::new(id).text("by", by))
    }

    /// Says what every start gives for an event, with limit, article, source and warning.
    pub fn detail(&self, event: &Event) -> Vec<String> {
        let mut lines: Vec<String> = event
            .results
            .iter()
            .map(|result| {
                let limit = &result.limit;
                let mut line = self.words.text(
                    &Message::new("timeline-detail")
                        .text("limit", self.limit(limit))
                        .text("citation", &limit.citation)
                        .text("source", self.source(result.start_source))
                        .text("passed", self.elapsed(result.elapsed))
                        .text("result", self.result(result)),
                );
                if limit.who == Who::ListedCrimes {
                    line.push(' ');
                    line.push_str(&self.words.id("timeline-if-listed"));
                }
                if let Some(warning) = &limit.warning {
                    line.push_str(" ! ");
                    line.push_str(&self.words.text(warning));
                }
                line
            })
            .collect();
        if lines.is_empty() {
            for (zero, elapsed) in self.timeline.zeros.iter().zip(&event.since) {
                let own = zero.statement == event.statement;
                let id = match (own, self.zero_in_hand() == Some(event.statement)) {
                    (true, true) => "timeline-hours-from-here",
                    (true, false) => "timeline-other-zero-here",
                    (false, _) => "timeline-since",
                };
                lines.push(
                    self.words.text(
                        &Message::new(id)
                            .text("source", self.source(zero.source))
                            .text("passed", self.elapsed(*elapsed)),
                    ),
                );
            }
        }
        lines
    }
}

/// Returns `3 h 05 min`.
fn duration_in_words(words: &Catalogue, minutes: i64) -> String {
    let (hours, rest) = hours_and_minutes(minutes);
    let message = Message::new("cli-hours")
        .number("hours", hours)
        .number("minutes", rest);
    words.text(&message)
}

/// Returns how long something took, no more exact than it is.
pub fn elapsed_in_words(words: &Catalogue, elapsed: Elapsed) -> String {
    let signed = |minutes: i64| {
        let sign = if minutes < 0 { "−" } else { "" };
        format!("{sign}{}", duration_in_words(words, minutes))
    };
    match (elapsed.least_minutes, elapsed.most_minutes) {
        (Some(least), Some(most)) if least == most => signed(least),
        (Some(least), Some(most)) => format!("{} … {}", signed(least), signed(most)),
        (Some(least), None) => format!("≥ {}", signed(least)),
        (None, Some(most)) => format!("≤ {}", signed(most)),
        (None, None) => "?".to_owned(),
    }
}

/// Returns the head of a row, cut to its room.
fn head_of(text: &str) -> String {
    text.chars().take(HEAD - 1).collect()
}

/// Returns the signs of a row, one a column.
fn signs(cells: &[Cell]) -> String {
    cells
        .iter()
        .map(|cell| match cell {
            Cell::Empty => '.',
            Cell::Range => '~',
            Cell::Event(letter) | Cell::Limit(letter) => *letter,
            Cell::Several => '+',
        })
        .collect()
}

const fn phase_sign(kind: Option<PhaseKind>) -> char {
    match kind {
        None => ' ',
        Some(PhaseKind::Unrecorded) => '░',
        Some(PhaseKind::Police) => '▒',
        Some(PhaseKind::Cell) => '█',
    }
}

/// Returns `UTC+5` or `UTC+5:30`.
pub fn utc_offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    if rest == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{rest:02}")
    }
}
