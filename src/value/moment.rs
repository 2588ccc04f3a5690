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
    /// Not after the moment said.
    Before,
    /// Not before the moment said.
    After,
}

impl Precision {
    /// Minutes that "about" reaches either way. A convention of this program, printed with results.
    pub const ABOUT_MINUTES: i64 = 30;
    /// Every precision in the order in which PgDn cycles them.
    pub const ALL: [Self; 4] = [Self::Exact, Self::About, Self::After, Self::Before];

    /// Returns the exchange name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// Returns the precision with this exchange name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|precision| precision.name() == name)
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
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
        }
    }

    /// Makes a moment of which only the date, or a part of it, is known.
    pub const fn on(date: PartialDate) -> Self {
        Self {
            date,
            time: None,
            offset_minutes: None,
        }
    }

    /// Returns the same moment with the UTC offset of its place and day, in minutes east of UTC.
    #[must_use]
    pub const fn with_offset(self, minutes: i16) -> Self {
        Self {
            offset_minutes: Some(minutes),
            ..self
        }
    }

    /// Returns the date, as far as it is known.
    pub const fn date(self) -> PartialDate {
        self.date
    }

    /// Returns the time of day, if it was said.
    pub const fn time(self) -> Option<NaiveTime> {
        self.time
    }

    /// Returns the UTC offset in minutes east, if it was said.
    pub const fn offset_minutes(self) -> Option<i16> {
        self.offset_minutes
    }

    /// Returns the wall-clock date-time, if both the day and the time of day are known.
    pub fn wall_clock(self) -> Option<NaiveDateTime> {
        match (self.date, self.time) {
            (PartialDate::Day(day), Some(time)) => Some(day.and_time(time)),
            (PartialDate::Day(_) | PartialDate::Month(..) | PartialDate::Year(_), _) => None,
        }
    }

    /// Returns the first and last minute that the moment itself allows, before any precision.
    fn bounds(self) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
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
        let reach = Duration::minutes(Precision::ABOUT_MINUTES);
        match precision {
            Precision::Exact => Span {
                earliest: first,
                latest: last,
            },
            Precision::About => Span {
                earliest: first.and_then(|when| when.checked_sub_signed(reach)),
                latest: last.and_then(|when| when.checked_add_signed(reach)),
            },
            Precision::Before => Span {
                earliest: None,
                latest: last,
            },
            Precision::After => Span {
                earliest: first,
                latest: None,
            },
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
        })
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
