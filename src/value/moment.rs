//! Times as evidence: what was said about when, no more exact than it was said.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How sure the speaker was about a moment.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// As said.
    #[default]
    Exact,
    /// "About": [`Precision::ABOUT_MINUTES`] either way.
    About,
    /// "About", and the speaker said how far: so many minutes either way.
    AboutWithin(u16),
    /// Not after the moment said.
    Before,
    /// Not before the moment said.
    After,
}

impl Precision {
    /// Minutes that "about" reaches either way. A convention of this program, printed with results.
    pub const ABOUT_MINUTES: i64 = 30;
    /// Every precision without a number of its own, in the order in which PgDn cycles them.
    pub const ALL: [Self; 4] = [Self::Exact, Self::About, Self::After, Self::Before];

    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About | Self::AboutWithin(_) => "about",
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// Returns the precision with this exchange name; `about:120` is "about, two hours either way".
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(minutes) = name.strip_prefix("about:") {
            return minutes.parse().ok().map(Self::AboutWithin);
        }
        Self::ALL
            .into_iter()
            .find(|precision| precision.name() == name)
    }

    /// Returns how many minutes "about" reaches either way.
    pub fn within_minutes(self) -> Option<i64> {
        match self {
            Self::About => Some(Self::ABOUT_MINUTES),
            Self::AboutWithin(minutes) => Some(minutes.into()),
            Self::Exact | Self::Before | Self::After => None,
        }
    }
}

/// Writes the exchange name, with the minutes if the speaker gave them: `about:120`.
impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AboutWithin(minutes) => write!(f, "about:{minutes}"),
            other => f.write_str(other.name()),
        }
    }
}

/// A date of which only a part may be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartialDate {
    /// Only the year.
    Year(i32),
    /// Year and month, 1 to 12.
    Month(i32, u32),
    /// The full date.
    Day(NaiveDate),
}

/// A local wall-clock moment, possibly partial, with the UTC offset of that place and day if it is known.
///
/// Written in ISO 8601 with reduced precision: `2014`, `2014-03`, `2014-03-05`, `2014-03-05T21:00`,
/// `2014-03-05T21:00+06:00`. Seconds are accepted and dropped: no witness knows them.
///
/// One witness may leave it open between two moments ("four or ten to five", "that night, I do not
/// know before or after midnight"): then it is an ISO 8601 interval, `2012-06-04T16:00/2012-06-04T16:50`.
/// What it means is "at some time in between", never "all the time".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    date: PartialDate,
    time: Option<NaiveTime>,
    offset_minutes: Option<i16>,
    until: Option<Until>,
}

/// The later end of a moment that was left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Until {
    date: PartialDate,
    time: Option<NaiveTime>,
    offset_minutes: Option<i16>,
}

/// The earliest and latest wall-clock times that a statement allows; `None` is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Not earlier than this.
    pub earliest: Option<NaiveDateTime>,
    /// Not later than this.
    pub latest: Option<NaiveDateTime>,
}

/// Why a text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MomentFault {
    /// The text has another shape than ISO 8601.
    #[error("not an ISO 8601 date or date-time")]
    Shape,
    /// There is no such day, as 31 February.
    #[error("there is no such day")]
    NoSuchDay,
    /// There is no such time of day, as 25:00.
    #[error("there is no such time of day")]
    NoSuchTime,
    /// The later end of an interval comes before the earlier one.
    #[error("the interval ends before it begins")]
    EndsBeforeItBegins,
}

impl Moment {
    /// Makes a moment of a full date and a time of day.
    pub fn at(when: NaiveDateTime) -> Self {
        let time = when
            .time()
            .with_second(0)
            .and_then(|time| time.with_nanosecond(0));
        Self {
            date: PartialDate::Day(when.date()),
            time: time.or(Some(when.time())),
            offset_minutes: None,
            until: None,
        }
    }

    /// Makes a moment of which only the date, or a part of it, is known.
    pub const fn on(date: PartialDate) -> Self {
        Self {
            date,
            time: None,
            offset_minutes: None,
            until: None,
        }
    }

    /// Makes a moment that was left open between two.
    pub fn between(first: Self, last: Self) -> Result<Self, MomentFault> {
        let (first, last) = (first.first(), last.last());
        match (first.bounds().0, last.bounds().1) {
            (Some(earliest), Some(latest)) if latest < earliest => {
                Err(MomentFault::EndsBeforeItBegins)
            }
            _ if first == last => Ok(first),
            _ => Ok(Self {
                until: Some(Until {
                    date: last.date,
                    time: last.time,
                    offset_minutes: last.offset_minutes,
                }),
                ..first
            }),
        }
    }

    /// Returns the earlier end if it was left open, else the moment itself.
    #[must_use]
    pub const fn first(self) -> Self {
        Self {
            until: None,
            ..self
        }
    }

    /// Returns the later end if it was left open, else the moment itself.
    #[must_use]
    pub const fn last(self) -> Self {
        match self.until {
            None => self,
            Some(Until {
                date,
                time,
                offset_minutes,
            }) => Self {
                date,
                time,
                offset_minutes,
                until: None,
            },
        }
    }

    /// Returns whether it was left open between two moments.
    pub const fn is_open(self) -> bool {
        self.until.is_some()
    }

    /// Returns the same moment with the UTC offset of its place and day, in minutes east of UTC.
    #[must_use]
    pub fn with_offset(self, minutes: i16) -> Self {
        self.with_offsets(|_day| Some(minutes))
    }

    /// Returns the same moment where each end that has a time of day, and no offset yet, has the one
    /// that held on its day.
    #[must_use]
    pub fn with_offsets(self, on: impl Fn(NaiveDate) -> Option<i16>) -> Self {
        let of = |end: Self| match (end.offset_minutes, end.wall_clock()) {
            (None, Some(when)) => on(when.date()),
            (known, _) => known,
        };
        let (first, last) = (of(self.first()), of(self.last()));
        Self {
            offset_minutes: first,
            until: self.until.map(|until| Until {
                offset_minutes: last,
                ..until
            }),
            ..self
        }
    }

    /// Returns the date, as far as it is known: of a moment that was left open, as far as both ends
    /// have it in common.
    pub fn date(self) -> PartialDate {
        let Some(until) = self.until else {
            return self.date;
        };
        match (self.date, until.date) {
            (PartialDate::Day(first), PartialDate::Day(last)) if first == last => self.date,
            (first, last) => match (first.month(), last.month()) {
                (Some(month), Some(other)) if month == other => {
                    PartialDate::Month(month.0, month.1)
                }
                _ => PartialDate::Year(first.year()),
            },
        }
    }

    /// Returns the time of day, if one was said.
    pub const fn time(self) -> Option<NaiveTime> {
        if self.until.is_some() {
            return None;
        }
        self.time
    }

    /// Returns whether it was said with a time of day, at one of its ends at least.
    pub fn has_time(self) -> bool {
        self.time.is_some() || self.until.is_some_and(|until| until.time.is_some())
    }

    /// Returns the UTC offset in minutes east, if it is known; of a moment that was left open, that of
    /// its earlier end.
    pub const fn offset_minutes(self) -> Option<i16> {
        self.offset_minutes
    }

    /// Returns the wall-clock date-time, if both the day and the time of day are known.
    pub fn wall_clock(self) -> Option<NaiveDateTime> {
        match (self.date, self.time()) {
            (PartialDate::Day(day), Some(time)) => Some(day.and_time(time)),
            (PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Year(_), _) => None,
        }
    }

    /// Returns the first and last minute that the moment itself allows, before any precision.
    fn bounds(self) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
        if self.is_open() {
            return (self.first().bounds().0, self.last().bounds().1);
        }
        if let Some(when) = self.wall_clock() {
            return (Some(when), Some(when));
        }
        let (first, after) = match self.date {
            PartialDate::Day(day) => (Some(day), day.succ_opt()),
            PartialDate::Month(year, month) => {
                let (next_year, next) = if month == 12 {
                    (year.saturating_add(1), 1)
                } else {
                    (year, month + 1)
                };
                (
                    NaiveDate::from_ymd_opt(year, month, 1),
                    NaiveDate::from_ymd_opt(next_year, next, 1),
                )
            }
            PartialDate::Year(year) => (
                NaiveDate::from_ymd_opt(year, 1, 1),
                NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1),
            ),
        };
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let last_minute = after
            .map(midnight)
            .and_then(|end| end.checked_sub_signed(Duration::minutes(1)));
        (first.map(midnight), last_minute)
    }

    /// Returns the span of wall-clock times that this moment, said with `precision`, allows.
    pub fn span(self, precision: Precision) -> Span {
        let (first, last) = self.bounds();
        Span::of(first, last, precision)
    }

    /// Returns the one minute in UTC at which it was, if it was said exactly and its offset is known.
    pub fn minute_in_utc(self, precision: Precision) -> Option<NaiveDateTime> {
        if precision != Precision::Exact || self.is_open() {
            return None;
        }
        let offset = Duration::minutes(self.offset_minutes?.into());
        self.wall_clock()?.checked_sub_signed(offset)
    }

    /// Returns the span in UTC; `None` if the offset of an end is not known.
    pub fn span_in_utc(self, precision: Precision) -> Option<Span> {
        let (first, last) = self.bounds();
        let in_utc = |when: Option<NaiveDateTime>, offset: i16| {
            when?.checked_sub_signed(Duration::minutes(offset.into()))
        };
        let first = in_utc(first, self.first().offset_minutes?);
        let last = in_utc(last, self.last().offset_minutes?);
        Some(Span::of(first, last, precision))
    }
}

impl Span {
    fn of(first: Option<NaiveDateTime>, last: Option<NaiveDateTime>, precision: Precision) -> Self {
        let reach = Duration::minutes(precision.within_minutes().unwrap_or(0));
        let (earliest, latest) = (
            first.and_then(|when| when.checked_sub_signed(reach)),
            last.and_then(|when| when.checked_add_signed(reach)),
        );
        match precision {
            Precision::Exact | Precision::About | Precision::AboutWithin(_) => {
                Self { earliest, latest }
            }
            Precision::Before => Self {
                earliest: None,
                latest,
            },
            Precision::After => Self {
                earliest,
                latest: None,
            },
        }
    }
}

impl PartialDate {
    /// Returns the year.
    pub fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.year(),
        }
    }

    /// Returns the year and the month, 1 to 12, if the month is known.
    pub fn month(self) -> Option<(i32, u32)> {
        match self {
            Self::Year(_) => None,
            Self::Month(year, month) => Some((year, month)),
            Self::Day(day) => Some((day.year(), day.month())),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => {
                write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
            }
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{:02}:{:02}", time.hour(), time.minute())?;
            if let Some(offset) = self.offset_minutes {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
            }
        }
        if self.is_open() {
            write!(f, "/{}", self.last())?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = MomentFault;

    fn from_str(text: &str) -> Result<Self, MomentFault> {
        let digits = |part: &str, width: usize| -> Result<u32, MomentFault> {
            if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(MomentFault::Shape);
            }
            part.parse().map_err(|_overflow| MomentFault::Shape)
        };
        let mut parts = text.split('-');
        let year = parts
            .next()
            .ok_or(MomentFault::Shape)
            .and_then(|part| digits(part, 4))?;
        let year = i32::try_from(year).map_err(|_overflow| MomentFault::Shape)?;
        let month = parts.next().map(|part| digits(part, 2)).transpose()?;
        let day = parts.next().map(|part| digits(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(MomentFault::Shape);
        }
        match (month, day) {
            (None, _) => Ok(Self::Year(year)),
            (Some(month @ 1..=12), None) => Ok(Self::Month(year, month)),
            (Some(_), None) => Err(MomentFault::NoSuchDay),
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day)
                .map(Self::Day)
                .ok_or(MomentFault::NoSuchDay),
        }
    }
}

impl FromStr for Moment {
    type Err = MomentFault;

    fn from_str(text: &str) -> Result<Self, MomentFault> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once('/') {
            let first: Self = first.parse()?;
            return Self::between(first, first.later_end(last)?);
        }
        let Some((date, rest)) = text.split_once(['T', ' ']) else {
            return Ok(Self::on(text.parse()?));
        };
        let day = match date.parse()? {
            PartialDate::Day(day) => day,
            PartialDate::Month(..) | PartialDate::Year(_) => return Err(MomentFault::Shape),
        };
        let (clock, offset) = split_offset(rest)?;
        let time = parse_clock(clock)?;
        Ok(Self {
            date: PartialDate::Day(day),
            time: Some(time),
            offset_minutes: offset,
            until: None,
        })
    }
}

impl Moment {
    /// Reads the later end of an interval, of which ISO 8601 lets the day be left out.
    fn later_end(self, text: &str) -> Result<Self, MomentFault> {
        let text = text.trim();
        let clock = text.strip_prefix('T').unwrap_or(text);
        match (self.date, clock.contains(':') && !clock.contains('T')) {
            (PartialDate::Day(day), true) if !clock.contains(' ') => {
                format!("{day}T{clock}").parse()
            }
            _ => text.parse(),
        }
    }
}

/// Splits `21:00+06:00` into the clock and the offset in minutes; `Z` is offset 0.
fn split_offset(text: &str) -> Result<(&str, Option<i16>), MomentFault> {
    if let Some(clock) = text.strip_suffix('Z') {
        return Ok((clock, Some(0)));
    }
    let Some(at) = text.rfind(['+', '-']) else {
        return Ok((text, None));
    };
    let (clock, signed) = text.split_at_checked(at).ok_or(MomentFault::Shape)?;
    let negative = signed.starts_with('-');
    let time = parse_clock(signed.trim_start_matches(['+', '-']))?;
    let minutes = i16::try_from(time.hour() * 60 + time.minute())
        .map_err(|_overflow| MomentFault::NoSuchTime)?;
    // The widest offsets in use are -12:00 and +14:00.
    if minutes > 14 * 60 {
        return Err(MomentFault::NoSuchTime);
    }
    Ok((clock, Some(if negative { -minutes } else { minutes })))
}

/// Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`; seconds must exist but are dropped.
fn parse_clock(text: &str) -> Result<NaiveTime, MomentFault> {
    let mut parts = text.split(':');
    let mut number = || -> Result<Option<u32>, MomentFault> {
        let Some(part) = parts.next() else {
            return Ok(None);
        };
        let whole = part.split('.').next().unwrap_or(part);
        if whole.len() != 2 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MomentFault::Shape);
        }
        whole
            .parse()
            .map(Some)
            .map_err(|_overflow| MomentFault::Shape)
    };
    let (hour, minute, second) = (number()?, number()?, number()?);
    let (Some(hour), Some(minute)) = (hour, minute) else {
        return Err(MomentFault::Shape);
    };
    if parts.next().is_some() {
        return Err(MomentFault::Shape);
    }
    if second.is_some_and(|second| second > 59) {
        return Err(MomentFault::NoSuchTime);
    }
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or(MomentFault::NoSuchTime)
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_iso_shape_that_is_written_is_read_back_as_the_same_moment() {
        for text in [
            "2014",
            "2014-03",
            "2014-03-05",
            "2014-03-05T21:00",
            "2014-03-05T21:00+06:00",
            "2014-03-05T00:30-03:30",
        ] {
            let moment: Moment = text.parse().unwrap();
            assert_eq!(moment.to_string(), text);
        }
        assert_eq!(
            "2014-03-05T21:00:59Z"
                .parse::<Moment>()
                .unwrap()
                .to_string(),
            "2014-03-05T21:00+00:00"
        );
    }

    #[test]
    fn days_and_times_that_do_not_exist_are_refused() {
        for (text, fault) in [
            ("2011-02-31", MomentFault::NoSuchDay),
            ("2011-13", MomentFault::NoSuchDay),
            ("2011-02-01T25:00", MomentFault::NoSuchTime),
            ("2011-02T10:00", MomentFault::Shape),
            ("yesterday", MomentFault::Shape),
            ("", MomentFault::Shape),
            ("2011-02-01T10:00+19:00", MomentFault::NoSuchTime),
        ] {
            assert_eq!(text.parse::<Moment>(), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_moment_left_open_between_two_is_never_one_of_them() {
        let open: Moment = "2012-06-04T16:00/16:50".parse().unwrap();
        assert_eq!(open.to_string(), "2012-06-04T16:00/2012-06-04T16:50");
        assert_eq!(open.to_string().parse(), Ok(open));
        assert_eq!((open.wall_clock(), open.time()), (None, None));
        assert_eq!(open.date().to_string(), "2012-06-04");
        let night: Moment = "2013-12-31T22:00/2014-01-01T06:00".parse().unwrap();
        assert_eq!(night.date().to_string(), "2013");
        let span = night.span(Precision::Exact);
        assert_eq!(span.earliest.unwrap().to_string(), "2013-12-31 22:00:00");
        assert_eq!(span.latest.unwrap().to_string(), "2014-01-01 06:00:00");
        let either_day: Moment = "2014-03-05/2014-03-06".parse().unwrap();
        assert_eq!(
            either_day
                .span(Precision::Exact)
                .latest
                .unwrap()
                .to_string(),
            "2014-03-06 23:59:00"
        );
        assert_eq!(
            "2012-06-04T16:50/16:00".parse::<Moment>(),
            Err(MomentFault::EndsBeforeItBegins)
        );
        assert_eq!("2012-06-04/".parse::<Moment>(), Err(MomentFault::Shape));
        // The clock was put back in that night: each end keeps its own offset.
        let change = "2024-02-29T23:00/2024-03-01T01:00"
            .parse::<Moment>()
            .unwrap();
        let placed = change.with_offsets(|day| {
            Some(if day.to_string().as_str() < "2024-03-01" {
                360
            } else {
                300
            })
        });
        assert_eq!(
            placed.to_string(),
            "2024-02-29T23:00+06:00/2024-03-01T01:00+05:00"
        );
        assert_eq!(placed.to_string().parse(), Ok(placed));
    }

    #[test]
    fn about_reaches_as_far_as_its_speaker_said() {
        let moment: Moment = "2012-06-04T16:00".parse().unwrap();
        assert_eq!(
            Precision::from_name("about:120"),
            Some(Precision::AboutWithin(120))
        );
        assert_eq!(Precision::AboutWithin(120).to_string(), "about:120");
        let about = moment.span(Precision::AboutWithin(120));
        assert_eq!(about.earliest.unwrap().to_string(), "2012-06-04 14:00:00");
        assert_eq!(about.latest.unwrap().to_string(), "2012-06-04 18:00:00");
    }

    #[test]
    fn a_month_spans_its_first_to_its_last_minute() {
        let span = "2024-02".parse::<Moment>().unwrap().span(Precision::Exact);
        assert_eq!(span.earliest.unwrap().to_string(), "2024-02-01 00:00:00");
        assert_eq!(span.latest.unwrap().to_string(), "2024-02-29 23:59:00");
    }

    #[test]
    fn about_reaches_half_an_hour_either_way_and_before_has_no_beginning() {
        let moment: Moment = "2012-06-04T16:00".parse().unwrap();
        let about = moment.span(Precision::About);
        assert_eq!(about.earliest.unwrap().to_string(), "2012-06-04 15:30:00");
        assert_eq!(about.latest.unwrap().to_string(), "2012-06-04 16:30:00");
        assert_eq!(moment.span(Precision::Before).earliest, None);
        assert_eq!(moment.span(Precision::After).latest, None);
    }
}
