//! Dates and date-times while an expression is evaluated, and how they compare.
//!
//! Reads no clock. Its invariant: a comparison that the parts said do not decide is undecided,
//! never guessed.

use std::cmp::Ordering;
use std::fmt;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::value::{Moment, PartialDate, Precision};

use super::tree::Operator;

/// A moment with seconds: answers have none, but texts of other programs do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct When {
    pub(super) date: PartialDate,
    pub(super) time: Option<NaiveTime>,
    pub(super) offset_minutes: Option<i16>,
    /// The moment itself, if it was left open between two: then it only compares.
    open: Option<Moment>,
}

impl From<Moment> for When {
    fn from(moment: Moment) -> Self {
        Self {
            date: moment.date(),
            time: moment.time(),
            offset_minutes: moment.offset_minutes(),
            open: moment.is_open().then_some(moment),
        }
    }
}

const MINUTES_A_DAY: f64 = 24.0 * 60.0;
const MILLISECONDS_A_DAY: f64 = MINUTES_A_DAY * 60_000.0;

fn epoch() -> NaiveDate {
    NaiveDate::default()
}

impl When {
    pub(super) const fn day(day: NaiveDate) -> Self {
        Self {
            date: PartialDate::Day(day),
            time: None,
            offset_minutes: None,
            open: None,
        }
    }

    /// Reads a full ISO 8601 date, with or without a time of day. As JavaRosa, takes months and days
    /// of one digit, and an offset without minutes.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, clock) = match text.split_once(['T', ' ']) {
            Some((date, clock)) => (date, Some(clock)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        let date =
            NaiveDate::from_ymd_opt(digits(year)?.try_into().ok()?, digits(month)?, digits(day)?)?;
        let mut when = Self::day(date);
        let Some(clock) = clock else {
            return Some(when);
        };
        when.set_clock(clock)?;
        Some(when)
    }

    /// Reads a time of day alone, as an answer to "what time" is: of the first day there is.
    pub(super) fn read_clock(text: &str) -> Option<Self> {
        let mut when = Self::day(epoch());
        when.set_clock(text.trim())?;
        Some(when)
    }

    /// Reads a time of day, with an offset or without.
    fn set_clock(&mut self, text: &str) -> Option<()> {
        let (clock, offset) = match text.strip_suffix('Z') {
            Some(clock) => (clock, Some(0)),
            None => match text
                .rfind(['+', '-'])
                .and_then(|at| text.split_at_checked(at))
            {
                Some((clock, offset)) => (clock, Some(read_offset(offset)?)),
                None => (text, None),
            },
        };
        self.time = Some(read_clock(clock)?);
        self.offset_minutes = offset;
        Some(())
    }

    /// Returns the day this many whole days after 1 January 1970.
    pub(super) fn of_days(days: f64) -> Option<Self> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range is looked at first"
        )]
        let whole = (days.abs() < 1e8).then_some(days as i64)?;
        epoch()
            .checked_add_signed(Duration::days(whole))
            .map(Self::day)
    }

    /// Returns the date-time this many days, with their fraction, after 1 January 1970, 00:00 UTC.
    pub(super) fn of_decimal_days(days: f64) -> Option<Self> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range is looked at first"
        )]
        let milliseconds =
            (days.abs() < 1e8).then_some((days * MILLISECONDS_A_DAY).round() as i64)?;
        let when = epoch()
            .and_time(NaiveTime::MIN)
            .checked_add_signed(Duration::milliseconds(milliseconds))?;
        Some(Self {
            date: PartialDate::Day(when.date()),
            time: Some(when.time()),
            offset_minutes: Some(0),
            open: None,
        })
    }

    /// Returns the full date, if it is known.
    pub(super) const fn full_day(self) -> Option<NaiveDate> {
        match self.date {
            PartialDate::Day(day) => Some(day),
            PartialDate::Month(..) | PartialDate::Year(_) => None,
        }
    }

    /// Returns the whole date without its time of day.
    pub(super) const fn without_time(self) -> Self {
        Self {
            time: None,
            offset_minutes: None,
            open: None,
            ..self
        }
    }

    fn wall_clock(self) -> Option<NaiveDateTime> {
        Some(self.full_day()?.and_time(self.time?))
    }

    /// Returns the wall clock moved to UTC if its offset is known.
    fn in_utc(self, when: NaiveDateTime) -> NaiveDateTime {
        let minutes = i64::from(self.offset_minutes.unwrap_or(0));
        when.checked_sub_signed(Duration::minutes(minutes))
            .unwrap_or(when)
    }

    /// Returns the days since 1 January 1970 on the wall clock, with the time of day as a fraction;
    /// NaN if the day is not known.
    pub(super) fn days(self) -> f64 {
        let Some(day) = self.full_day() else {
            return f64::NAN;
        };
        whole_days(day) + self.time_of_day()
    }

    /// Returns the days since 1 January 1970, 00:00 UTC; a date without a time is its midnight.
    pub(super) fn decimal_days(self) -> f64 {
        self.days() - f64::from(self.offset_minutes.unwrap_or(0)) / MINUTES_A_DAY
    }

    /// Returns the time of day as a fraction of the day; 0 if none was said.
    pub(super) fn time_of_day(self) -> f64 {
        self.time.map_or(0.0, fraction_of_day)
    }

    /// Returns the days from `earlier` to this: exact where both have a time of day, whole days
    /// between the dates where one has none.
    pub(super) fn days_since(self, earlier: Self) -> f64 {
        if self.time.is_none() || earlier.time.is_none() {
            return self.without_time().days() - earlier.without_time().days();
        }
        if self.offset_minutes.is_some() && earlier.offset_minutes.is_some() {
            return self.decimal_days() - earlier.decimal_days();
        }
        self.days() - earlier.days()
    }

    /// Returns whether the comparison holds; `None` if what was said does not decide it.
    pub(super) fn compare(self, operator: Operator, other: Self) -> Option<bool> {
        let (left, right) = if self.time.is_none() && other.time.is_none() {
            (self.bounds(false)?, other.bounds(false)?)
        } else {
            let utc = self.offset_minutes.is_some() && other.offset_minutes.is_some();
            (self.bounds(utc)?, other.bounds(utc)?)
        };
        // Two full dates compare as dates: the same day is the same date.
        let dates = self.time.is_none() && other.time.is_none();
        let point = |when: Self, bounds: (NaiveDateTime, NaiveDateTime)| {
            bounds.0 == bounds.1 || (dates && when.full_day().is_some())
        };
        let points = point(self, left) && point(other, right);
        let order = if points {
            Some(left.0.cmp(&right.0))
        } else if left.1 < right.0 {
            Some(Ordering::Less)
        } else if left.0 > right.1 {
            Some(Ordering::Greater)
        } else {
            None
        };
        match (operator, order) {
            (Operator::Equal, Some(order)) => Some(order == Ordering::Equal),
            (Operator::NotEqual, Some(order)) => Some(order != Ordering::Equal),
            (Operator::Less, Some(order)) => Some(order == Ordering::Less),
            (Operator::LessOrEqual, Some(order)) => Some(order != Ordering::Greater),
            (Operator::Greater, Some(order)) => Some(order == Ordering::Greater),
            (Operator::GreaterOrEqual, Some(order)) => Some(order != Ordering::Less),
            // Spans that only touch at one end decide "or equal".
            (Operator::LessOrEqual, None) if left.1 == right.0 => Some(true),
            (Operator::GreaterOrEqual, None) if left.0 == right.1 => Some(true),
            (Operator::Less, None) if left.0 == right.1 => Some(false),
            (Operator::Greater, None) if left.1 == right.0 => Some(false),
            _ => None,
        }
    }

    /// Returns the first and the last wall-clock time that this allows, in UTC if asked for.
    fn bounds(self, utc: bool) -> Option<(NaiveDateTime, NaiveDateTime)> {
        if let Some(open) = self.open {
            let wall_clock = open.span(Precision::Exact);
            let span = match open.span_in_utc(Precision::Exact) {
                Some(span) if utc => span,
                _ => wall_clock,
            };
            return span.earliest.zip(span.latest);
        }
        if let Some(when) = self.wall_clock() {
            let when = if utc { self.in_utc(when) } else { when };
            return Some((when, when));
        }
        let next_month = |year: i32, month: u32| {
            if month == 12 {
                NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 1)
            } else {
                NaiveDate::from_ymd_opt(year, month + 1, 1)
            }
        };
        let (first, after) = match self.date {
            PartialDate::Day(day) => (day, day.succ_opt()?),
            PartialDate::Month(year, month) => (
                NaiveDate::from_ymd_opt(year, month, 1)?,
                next_month(year, month)?,
            ),
            PartialDate::Year(year) => {
                (NaiveDate::from_ymd_opt(year, 1, 1)?, next_month(year, 12)?)
            }
        };
        let last = after
            .and_time(NaiveTime::MIN)
            .checked_sub_signed(Duration::milliseconds(1))?;
        Some((first.and_time(NaiveTime::MIN), last))
    }

    /// Writes the date by the codes of `format-date()`; `Err` is the code that does not exist.
    pub(super) fn format(self, format: &str) -> Result<String, String> {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let Some(day) = self.full_day() else {
            return Ok(String::new());
        };
        let time = self.time.unwrap_or(NaiveTime::MIN);
        let mut written = String::new();
        let mut letters = format.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                written.push(letter);
                continue;
            }
            let code = letters.next();
            let name = |names: &[&str], at: u32| {
                usize::try_from(at)
                    .ok()
                    .and_then(|at| names.get(at))
                    .map_or_else(String::new, |name| (*name).to_owned())
            };
            let part = match code {
                Some('%') => "%".to_owned(),
                Some('Y') => format!("{:04}", day.year()),
                Some('y') => format!("{:02}", day.year().rem_euclid(100)),
                Some('m') => format!("{:02}", day.month()),
                Some('n') => day.month().to_string(),
                Some('b') => name(&MONTHS, day.month0()),
                Some('d') => format!("{:02}", day.day()),
                Some('e') => day.day().to_string(),
                Some('a') => name(&DAYS, day.weekday().num_days_from_monday()),
                Some('H') => format!("{:02}", time.hour()),
                Some('h') => time.hour().to_string(),
                Some('M') => format!("{:02}", time.minute()),
                Some('S') => format!("{:02}", time.second()),
                Some('3') => format!("{:03}", time.nanosecond() / 1_000_000),
                Some(other) => return Err(format!("%{other}")),
                None => return Err("%".to_owned()),
            };
            written.push_str(&part);
        }
        Ok(written)
    }

    /// Returns the moment as an answer keeps it: without seconds.
    pub(super) fn moment(self) -> Moment {
        if let Some(open) = self.open {
            return open;
        }
        let moment = self
            .wall_clock()
            .map_or_else(|| Moment::on(self.date), Moment::at);
        match (self.offset_minutes, self.time) {
            (Some(minutes), Some(_)) => moment.with_offset(minutes),
            _ => moment,
        }
    }
}

/// Writes ISO 8601 as far as it is known; seconds only where there are some.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        let Some(time) = self.time else {
            return Ok(());
        };
        write!(f, "T{:02}:{:02}", time.hour(), time.minute())?;
        let milliseconds = time.nanosecond() / 1_000_000;
        if time.second() > 0 || milliseconds > 0 {
            write!(f, ":{:02}", time.second())?;
        }
        if milliseconds > 0 {
            write!(f, ".{milliseconds:03}")?;
        }
        if let Some(offset) = self.offset_minutes {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.unsigned_abs();
            write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
        }
        Ok(())
    }
}

fn whole_days(day: NaiveDate) -> f64 {
    i32::try_from(day.signed_duration_since(epoch()).num_days()).map_or(f64::NAN, f64::from)
}

fn digits(text: &str) -> Option<u32> {
    (matches!(text.len(), 1..=4) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// Returns the part of the day that has passed at this time of day.
fn fraction_of_day(time: NaiveTime) -> f64 {
    let milliseconds = f64::from(time.num_seconds_from_midnight()) * 1000.0
        + f64::from(time.nanosecond() / 1_000_000);
    milliseconds / MILLISECONDS_A_DAY
}

fn read_offset(text: &str) -> Option<i16> {
    let hours_and_minutes = text.trim_start_matches(['+', '-']);
    let (hours, minutes) = hours_and_minutes
        .split_once(':')
        .unwrap_or((hours_and_minutes, "0"));
    let total = digits(hours)?
        .checked_mul(60)?
        .checked_add(digits(minutes)?)?;
    let total = i16::try_from(total)
        .ok()
        .filter(|total| *total <= 14 * 60)?;
    Some(if text.starts_with('-') { -total } else { total })
}

/// Reads a time of day, as `21:30` or `21:30:15.250`.
fn read_clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let hour = digits(parts.next()?)?;
    let minute = digits(parts.next()?)?;
    let (second, milli) = match parts.next() {
        None => (0, 0),
        Some(seconds) => {
            let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
            let mut milli = 0;
            for place in 0..3 {
                milli = milli * 10
                    + match fraction.as_bytes().get(place) {
                        Some(byte) => char::from(*byte).to_digit(10)?,
                        None => 0,
                    };
            }
            (digits(second)?, milli)
        }
    };
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_milli_opt(hour, minute, second, milli)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        let moment: Moment = text.parse().unwrap();
        When::from(moment)
    }

    #[test]
    fn what_was_said_decides_a_comparison_or_leaves_it_open() {
        use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        for (left, operator, right, expected) in [
            ("2014-03-05T21:00", Less, "2014-03-05T21:01", Some(true)),
            ("2014-03-05T21:00", Equal, "2014-03-05T21:00", Some(true)),
            ("2014-03-05", Equal, "2014-03-05", Some(true)),
            ("2014-03-05", LessOrEqual, "2014-03-05", Some(true)),
            ("2014-03-05", Less, "2014-03-05", Some(false)),
            ("2014-03-05", Less, "2014-03-05T21:00", None),
            ("2014-03-05", NotEqual, "2014-03-05T21:00", None),
            ("2014-03-05", LessOrEqual, "2014-03-05T21:00", None),
            ("2014-03-05", GreaterOrEqual, "2014-03-05T00:00", Some(true)),
            ("2014-03-05", Less, "2014-03-05T00:00", Some(false)),
            ("2014-03-05", Less, "2014-03-06T00:00", Some(true)),
            ("2014-03", Less, "2014-04-01", Some(true)),
            ("2014-03", Equal, "2014-03", None),
            ("2014-03", Equal, "2014-04", Some(false)),
            ("2013", Greater, "2012-12", Some(true)),
            // 21:00 in Bishkek is 15:00 UTC.
            (
                "2014-03-05T21:00+06:00",
                Equal,
                "2014-03-05T15:00+00:00",
                Some(true),
            ),
            (
                "2014-03-05T21:00+06:00",
                Greater,
                "2014-03-05T15:00",
                Some(true),
            ),
        ] {
            let found = when(left).compare(operator, when(right));
            assert_eq!(found, expected, "{left} {} {right}", operator.written());
        }
    }

    #[test]
    fn elapsed_days_keep_the_time_of_day_only_where_both_sides_have_one() {
        for (later, earlier, expected) in [
            ("2014-03-06T21:00", "2014-03-05T09:00", 1.5),
            ("2014-03-06T21:00", "2014-03-05", 1.0),
            ("2014-03-06", "2014-03-05T23:00", 1.0),
            ("2014-03-05T21:00+06:00", "2014-03-05T15:00+00:00", 0.0),
        ] {
            let found = when(later).days_since(when(earlier));
            assert!(
                (found - expected).abs() < 1e-9,
                "{later} - {earlier}: {found}"
            );
        }
        assert!(when("2014-03").days_since(when("2014-03-05")).is_nan());
    }

    #[test]
    fn texts_of_other_programs_are_read_and_half_dates_are_not() {
        for text in [
            "2018-01-02",
            "2018-1-2",
            "2018-01-02T10:20",
            "2018-01-02T10:20:30.123",
            "2018-01-02T10:20:30.123+02",
            "2018-01-02T10:20:30.123-03:30",
            "2018-01-02T10:20:30Z",
        ] {
            assert!(When::read(text).is_some(), "{text}");
        }
        for text in [
            "",
            "2018",
            "2018-01",
            "2018-02-30",
            "-1000",
            "-01-2019",
            "2018-01-02T25:00",
            "x",
        ] {
            assert_eq!(When::read(text), None, "{text}");
        }
    }
}
