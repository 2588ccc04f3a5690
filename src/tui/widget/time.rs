//! Reads dates and times as people type them, without separators if need be.
//!
//! Everything it needs comes in: the text, what is wanted, the team's local time, the language.
//! Past is the default direction because visits record the past.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use unicode_normalization::UnicodeNormalization;

use crate::i18n::{Calendar, Language};
use crate::value::{Moment, PartialDate};

/// What the field wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A date with a time of day: four digits are a time.
    Moment,
    /// A date: four digits are day and month.
    Date,
    /// A time of day alone. What is read is that time of this day.
    Clock,
}

/// What the typed text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Nothing typed.
    Empty,
    /// This moment.
    Is(Moment),
    /// Midnight without a day: the one that began today, or the one that ends it.
    WhichMidnight(NaiveDateTime, NaiveDateTime),
    /// The month has no such day.
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month.
        month: u32,
        /// How many days it has.
        days: u32,
    },
    /// Not a date or time (yet).
    Unclear,
}

/// What a time is read by that says less than a date and an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The team's local time: "now", and what is so long ago.
    pub now: NaiveDateTime,
    /// From when a time without its day, or a day without its year, is read backwards.
    pub latest: NaiveDateTime,
}

impl From<NaiveDateTime> for Clock {
    fn from(now: NaiveDateTime) -> Self {
        Self { now, latest: now }
    }
}

/// Reads what was typed.
pub fn read(text: &str, wanted: Wanted, by: Clock, language: Language) -> Reading {
    let (at, now) = (by.now, by.latest);
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    let text = text.trim();
    if text.is_empty() {
        return Reading::Empty;
    }
    if is_now(text) {
        return match wanted {
            Wanted::Moment | Wanted::Clock => Reading::Is(Moment::at(at)),
            Wanted::Date => on_day(at.date()),
        };
    }
    if wanted == Wanted::Clock {
        return time_of_day(text, at, language);
    }
    // With blanks: 5/3/26 is a date.
    if let Some((first, last)) = text.split_once(" / ").or_else(|| text.split_once("..")) {
        return between(first, last, wanted, by, language);
    }
    if let Some(rest) = night(text) {
        return the_night(rest, wanted, now, language);
    }
    if let Ok(moment) = text.to_uppercase().parse::<Moment>()
        && text.contains('-')
    {
        return Reading::Is(moment);
    }
    if let Some(reading) = ago(text, wanted, at, language) {
        return reading;
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    match (wanted, tokens.as_slice()) {
        (Wanted::Moment, [hour, minute]) if is_short(hour) && is_two(minute) => {
            time_only(clock(&format!("{hour}:{minute}")), now)
        }
        (Wanted::Moment, [token]) => match date_word(token, now, language) {
            Some(reading) => reading,
            None => match long_date(token) {
                Some(reading) => reading,
                None => match clock(token) {
                    Some(found) => time_only(Some(found), now),
                    None => short_date(token, now),
                },
            },
        },
        (Wanted::Moment, [date @ .., time]) => {
            with_time(day_of(&date.join("."), now, language), clock(time))
        }
        (Wanted::Date, tokens) => day_of(&tokens.join("."), now, language),
        (Wanted::Moment, []) => Reading::Empty,
        (Wanted::Clock, _) => Reading::Unclear,
    }
}

/// Reads a time of day alone, or how long ago it was.
fn time_of_day(text: &str, now: NaiveDateTime, language: Language) -> Reading {
    if let Some(Reading::Is(moment)) = ago(text, Wanted::Moment, now, language)
        && moment.has_time()
    {
        return Reading::Is(moment);
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let found = match tokens.as_slice() {
        [hour, minute] if is_short(hour) && is_two(minute) => clock(&format!("{hour}:{minute}")),
        [token] => clock(token),
        _ => None,
    };
    found
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour % 24, minute, 0))
        .map_or(Reading::Unclear, |time| {
            Reading::Is(Moment::at(now.date().and_time(time)))
        })
}

/// Reads `16:00 / 16:50`: at some time in between. A clock alone on the right is of the same day, or
/// of the next one if it would come before the left one.
fn between(first: &str, last: &str, wanted: Wanted, by: Clock, language: Language) -> Reading {
    let Reading::Is(first) = read(first, wanted, by, language) else {
        return Reading::Unclear;
    };
    let last = match (clock(last.trim()), first.wall_clock()) {
        (Some(_), Some(from)) => {
            let Some((hour, minute)) = clock(last.trim()) else {
                return Reading::Unclear;
            };
            let to = from.date().and_hms_opt(hour, minute, 0);
            let to = to.and_then(|to| {
                if to < from {
                    to.checked_add_days(Days::new(1))
                } else {
                    Some(to)
                }
            });
            to.map(Moment::at)
        }
        _ => match read(last, wanted, by, language) {
            Reading::Is(moment) => Some(moment),
            _ => None,
        },
    };
    last.and_then(|last| Moment::between(first, last).ok())
        .map_or(Reading::Unclear, Reading::Is)
}

/// Words for a night of which nobody knows the hour.
const NIGHT: [&str; 5] = ["night", "ночь", "ночью", "түн", "шаб"];

/// Returns what stands after a word for "night".
fn night(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    NIGHT.contains(&word).then_some(rest.trim())
}

/// Returns the night that began on a day, 22 to 6 o'clock; without a day, the last one.
fn the_night(rest: &str, wanted: Wanted, now: NaiveDateTime, language: Language) -> Reading {
    let day = if rest.is_empty() {
        now.date().pred_opt()
    } else {
        match read(rest, Wanted::Date, now.into(), language) {
            Reading::Is(moment) => match moment.date() {
                PartialDate::Day(day) => Some(day),
                PartialDate::Month(..) | PartialDate::Year(_) => None,
            },
            _ => None,
        }
    };
    let (Some(day), Wanted::Moment) = (day, wanted) else {
        return Reading::Unclear;
    };
    let from = day.and_hms_opt(22, 0, 0);
    let to = day.succ_opt().and_then(|next| next.and_hms_opt(6, 0, 0));
    from.zip(to)
        .and_then(|(from, to)| Moment::between(Moment::at(from), Moment::at(to)).ok())
        .map_or(Reading::Unclear, Reading::Is)
}

fn is_short(token: &str) -> bool {
    matches!(token.len(), 1 | 2) && token.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_two(token: &str) -> bool {
    token.len() == 2 && is_short(token)
}

const fn on_day(day: NaiveDate) -> Reading {
    Reading::Is(Moment::on(PartialDate::Day(day)))
}

/// Words for "now"; the second Kazakh one is what its letters become on a digit row.
const NOW: [&str; 6] = ["now", "сейчас", "қазір", "0аз3р", "азыр", "ҳозир"];
const YESTERDAY: [&str; 5] = ["yesterday", "вчера", "кеше", "кечээ", "дирӯз"];
const TODAY: [&str; 6] = ["today", "сегодня", "бүгін", "б8г3н", "бүгүн", "имрӯз"];

fn begins(word: &str, typed: &str) -> bool {
    typed.chars().count() >= 2 && word.starts_with(typed)
}

fn is_now(text: &str) -> bool {
    // N, its Cyrillic print, and the first letter of the word in Cyrillic.
    matches!(text, "n" | "т" | "н") || NOW.iter().any(|word| begins(word, text))
}

const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

fn weekday(token: &str, now: NaiveDateTime, language: Language) -> Option<Weekday> {
    let others = [Language::Ru, Language::En];
    [language].into_iter().chain(others).find_map(|language| {
        (0..7).find_map(|back| {
            let day = now.date().checked_sub_days(Days::new(back))?;
            let name: String = Calendar(language)
                .weekday(day)
                .chars()
                .flat_map(char::to_lowercase)
                .collect();
            (name == token).then(|| day.weekday())
        })
    })
}

fn date_word(token: &str, now: NaiveDateTime, language: Language) -> Option<Reading> {
    let back = if TODAY.iter().any(|word| begins(word, token)) {
        0
    } else if YESTERDAY.iter().any(|word| begins(word, token)) {
        1
    } else {
        let wanted = weekday(token, now, language)?;
        let index = |day: Weekday| DAYS.iter().position(|known| *known == day).unwrap_or(0);
        (index(now.weekday()) + 7 - index(wanted)) % 7
    };
    now.date()
        .checked_sub_days(Days::new(u64::try_from(back).unwrap_or(0)))
        .map(on_day)
}

/// Minutes of a unit letter in this language.
fn unit(letter: char, language: Language) -> Option<i64> {
    const HOUR: i64 = 60;
    const DAY: i64 = 24 * HOUR;
    Some(match (letter, language) {
        ('h', _)
        | ('ч', Language::Ru | Language::En)
        | ('с', Language::Kk | Language::Ky | Language::Tg) => HOUR,
        ('m', _)
        | ('м', Language::Ru | Language::En | Language::Kk | Language::Ky)
        | ('д', Language::Tg) => 1,
        ('d', _)
        | ('д', Language::Ru | Language::En)
        | ('к', Language::Kk | Language::Ky)
        | ('р', Language::Tg) => DAY,
        _ => return None,
    })
}

/// Reads `3h`, `-3ч`, `3h20m`, `2d`, `+3h`, and `2d 1430`.
fn ago(text: &str, wanted: Wanted, now: NaiveDateTime, language: Language) -> Option<Reading> {
    let (span, time) = match text.split_once(' ') {
        Some((span, time)) => (span, Some(clock(time.trim())?)),
        None => (text, None),
    };
    let (forward, digits) = match span.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, span.strip_prefix('-').unwrap_or(span)),
    };
    let (mut minutes, mut number, mut finest) = (0_i64, None::<i64>, i64::MAX);
    for letter in digits.chars() {
        if let Some(digit) = letter.to_digit(10) {
            let so_far = number.unwrap_or(0);
            number = Some(so_far.checked_mul(10)?.checked_add(i64::from(digit))?);
        } else {
            let size = unit(letter, language)?;
            minutes = minutes.checked_add(number.take()?.checked_mul(size)?)?;
            finest = finest.min(size);
        }
    }
    if number.is_some() || finest == i64::MAX {
        return None;
    }
    let span = Duration::try_minutes(minutes)?;
    let when = if forward {
        now.checked_add_signed(span)?
    } else {
        now.checked_sub_signed(span)?
    };
    let day_only = finest >= 24 * 60;
    Some(match (time, wanted) {
        (Some(time), Wanted::Moment) if day_only => with_time(on_day(when.date()), Some(time)),
        (Some(_), _) => return None,
        (None, Wanted::Date) => on_day(when.date()),
        (None, Wanted::Moment) if day_only => on_day(when.date()),
        (None, Wanted::Moment | Wanted::Clock) => Reading::Is(Moment::at(when)),
    })
}

/// Reads `1430`, `930`, `9`, `14:30`, `14.30`, `14,30`, `14-30`; 24:00 included.
fn clock(token: &str) -> Option<(u32, u32)> {
    let parts: Vec<&str> = token.split([':', '.', ',', '-']).collect();
    let number = |text: &str| {
        let good = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (hour, minute) = match parts.as_slice() {
        [hour, minute] if is_short(hour) && is_two(minute) => (number(hour)?, number(minute)?),
        [digits] => match digits.len() {
            1 | 2 => (number(digits)?, 0),
            3 => (number(digits.get(..1)?)?, number(digits.get(1..)?)?),
            4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
            _ => return None,
        },
        _ => return None,
    };
    ((hour < 24 && minute < 60) || (hour, minute) == (24, 0)).then_some((hour, minute))
}

/// The nearest past moment with this time of day.
fn time_only(time: Option<(u32, u32)>, now: NaiveDateTime) -> Reading {
    let Some((hour, minute)) = time else {
        return Reading::Unclear;
    };
    let midnight = now.date().and_time(NaiveTime::MIN);
    if hour % 24 == 0 && minute == 0 {
        let next = midnight.checked_add_days(Days::new(1)).unwrap_or(midnight);
        return Reading::WhichMidnight(midnight, next);
    }
    let Some(time) = NaiveTime::from_hms_opt(hour, minute, 0) else {
        return Reading::Unclear;
    };
    let today = now.date().and_time(time);
    let when = if today > now {
        today.checked_sub_days(Days::new(1))
    } else {
        Some(today)
    };
    when.map_or(Reading::Unclear, |when| Reading::Is(Moment::at(when)))
}

fn with_time(day: Reading, time: Option<(u32, u32)>) -> Reading {
    let (Reading::Is(moment), Some((hour, minute))) = (day, time) else {
        return if matches!(day, Reading::NoSuchDay { .. }) {
            day
        } else {
            Reading::Unclear
        };
    };
    let PartialDate::Day(day) = moment.date() else {
        return Reading::Unclear;
    };
    let when = day
        .and_time(NaiveTime::MIN)
        .checked_add_signed(Duration::minutes(i64::from(hour * 60 + minute)));
    when.map_or(Reading::Unclear, |when| Reading::Is(Moment::at(when)))
}

/// Reads a date in any of its shapes.
fn day_of(token: &str, now: NaiveDateTime, language: Language) -> Reading {
    date_word(token, now, language)
        .or_else(|| ago(token, Wanted::Date, now, language))
        .or_else(|| long_date(token))
        .unwrap_or_else(|| short_date(token, now))
}

fn days_in(year: i32, month: u32) -> u32 {
    let next = if month == 12 {
        (year.saturating_add(1), 1)
    } else {
        (year, month + 1)
    };
    NaiveDate::from_ymd_opt(next.0, next.1, 1)
        .and_then(|first| first.pred_opt())
        .map_or(0, |last| last.day())
}

fn full(year: i32, month: u32, day: u32) -> Reading {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(found) => on_day(found),
        None if (1..=12).contains(&month) && (1..=31).contains(&day) => Reading::NoSuchDay {
            year,
            month,
            days: days_in(year, month),
        },
        None => Reading::Unclear,
    }
}

fn numbers(token: &str) -> Option<Vec<(u32, usize)>> {
    token
        .split(['.', '/', ',', '-'])
        .map(|part| {
            let good = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            good.then(|| part.parse().ok().map(|number| (number, part.len())))
                .flatten()
        })
        .collect()
}

fn year_of(number: u32, digits: usize) -> i32 {
    let number = i32::try_from(number).unwrap_or(0);
    if digits <= 2 { 2000 + number } else { number }
}

/// Dates that no time of day looks like: `050326`, `05.03.2026`, `05032026`, `03.2026`.
fn long_date(token: &str) -> Option<Reading> {
    let parts = numbers(token)?;
    let split = |at: usize| token.get(..at).zip(token.get(at..));
    match parts.as_slice() {
        [(day, 1 | 2), (month, 1 | 2), (year, digits @ (2 | 4))] => {
            Some(full(year_of(*year, *digits), *month, *day))
        }
        [(month, 1 | 2), (year, 4)] if (1..=12).contains(month) => Some(Reading::Is(Moment::on(
            PartialDate::Month(year_of(*year, 4), *month),
        ))),
        [(_, 6 | 8)] => {
            let (day, rest) = split(2)?;
            let (month, year) = rest.get(..2).zip(rest.get(2..))?;
            long_date(&format!("{day}.{month}.{year}"))
        }
        _ => None,
    }
}

/// Dates that say less: `5`, `0503`, `05.03`, `2026`; the nearest past one.
fn short_date(token: &str, now: NaiveDateTime) -> Reading {
    let today = now.date();
    match numbers(token).as_deref() {
        Some([(day @ 1..=31, 1 | 2)]) => {
            let (year, month) = if *day > today.day() {
                let before = today
                    .with_day(1)
                    .and_then(|first| first.pred_opt())
                    .unwrap_or(today);
                (before.year(), before.month())
            } else {
                (today.year(), today.month())
            };
            full(year, month, *day)
        }
        Some([(number, 4)]) => {
            let (day, month) = (number / 100, number % 100);
            if (1..=31).contains(&day) && (1..=12).contains(&month) {
                nearest_past(today, month, day)
            } else if (1900..=2100).contains(number) {
                Reading::Is(Moment::on(PartialDate::Year(year_of(*number, 4))))
            } else {
                Reading::Unclear
            }
        }
        Some([(day, 1 | 2), (month, 1 | 2)]) => nearest_past(today, *month, *day),
        Some(_) | None => Reading::Unclear,
    }
}

fn nearest_past(today: NaiveDate, month: u32, day: u32) -> Reading {
    let this_year = full(today.year(), month, day);
    match this_year {
        Reading::Is(moment) if matches!(moment.date(), PartialDate::Day(found) if found > today) => {
            full(today.year() - 1, month, day)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-03-05T14:32:00";

    fn at(now: &str, text: &str, wanted: Wanted, language: Language) -> String {
        let now: NaiveDateTime = now.parse().unwrap();
        match read(text, wanted, now.into(), language) {
            Reading::Is(moment) => moment.to_string(),
            Reading::Empty => "empty".to_owned(),
            Reading::WhichMidnight(first, second) => format!("{first} or {second}"),
            Reading::NoSuchDay { year, month, days } => format!("{year}-{month} has {days}"),
            Reading::Unclear => "unclear".to_owned(),
        }
    }

    #[test]
    fn in_a_visit_that_is_long_over_a_time_without_its_day_is_of_the_visits_own_day() {
        let by = Clock {
            now: NOW.parse().unwrap(),
            latest: "2024-02-10T23:59:00".parse().unwrap(),
        };
        for (typed, said) in [
            ("1305", "2024-02-10T13:05"),
            ("0030", "2024-02-10T00:30"),
            ("yesterday", "2024-02-09"),
            ("now", "2026-03-05T14:32"),
            ("3h", "2026-03-05T11:32"),
        ] {
            let Reading::Is(moment) = read(typed, Wanted::Moment, by, Language::En) else {
                panic!("{typed}");
            };
            assert_eq!(moment.to_string(), said, "{typed}");
        }
    }

    #[test]
    fn every_row_of_the_table_of_times_reads_as_it_says() {
        for (typed, said) in [
            ("1430", "2026-03-05T14:30"),
            ("14:30", "2026-03-05T14:30"),
            ("14.30", "2026-03-05T14:30"),
            ("14,30", "2026-03-05T14:30"),
            ("14 30", "2026-03-05T14:30"),
            ("14-30", "2026-03-05T14:30"),
            ("930", "2026-03-05T09:30"),
            ("9", "2026-03-05T09:00"),
            ("1500", "2026-03-04T15:00"),
            ("N", "2026-03-05T14:32"),
            ("Т", "2026-03-05T14:32"),
            ("н", "2026-03-05T14:32"),
            ("now", "2026-03-05T14:32"),
            ("сей", "2026-03-05T14:32"),
            ("қазір", "2026-03-05T14:32"),
            ("азыр", "2026-03-05T14:32"),
            ("ҳозир", "2026-03-05T14:32"),
            ("3h", "2026-03-05T11:32"),
            ("3ч", "2026-03-05T11:32"),
            ("-3h", "2026-03-05T11:32"),
            ("+3h", "2026-03-05T17:32"),
            ("20m", "2026-03-05T14:12"),
            ("20м", "2026-03-05T14:12"),
            ("3h20m", "2026-03-05T11:12"),
            ("2d", "2026-03-03"),
            ("2д", "2026-03-03"),
            ("2д 1430", "2026-03-03T14:30"),
            ("04.03 1600 / 1650", "2026-03-04T16:00/2026-03-04T16:50"),
            ("04.03 23:30..00:30", "2026-03-04T23:30/2026-03-05T00:30"),
            ("04.03.2026 / 05.03.2026", "2026-03-04/2026-03-05"),
            ("ночь 04.03", "2026-03-04T22:00/2026-03-05T06:00"),
            ("night", "2026-03-04T22:00/2026-03-05T06:00"),
            ("16:00 / ", "unclear"),
            ("050326 1305", "2026-03-05T13:05"),
            ("0503 1305", "2026-03-05T13:05"),
            ("5 1305", "2026-03-05T13:05"),
            ("05.03.2026 13:05", "2026-03-05T13:05"),
            ("050326", "2026-03-05"),
            ("03.2026", "2026-03"),
            ("чт", "2026-03-05"),
            ("ср", "2026-03-04"),
            ("пт 2100", "2026-02-27T21:00"),
            ("вч", "2026-03-04"),
            ("вч 2330", "2026-03-04T23:30"),
            ("2026-03-05T13:05", "2026-03-05T13:05"),
            ("24:00", "2026-03-05 00:00:00 or 2026-03-06 00:00:00"),
            ("00:00", "2026-03-05 00:00:00 or 2026-03-06 00:00:00"),
            ("04.03 24:00", "2026-03-05T00:00"),
            ("310226 1000", "2026-2 has 28"),
            ("2575", "unclear"),
            ("абв", "unclear"),
            ("", "empty"),
        ] {
            assert_eq!(
                at(NOW, typed, Wanted::Moment, Language::Ru),
                said,
                "{typed}"
            );
        }
    }

    #[test]
    fn every_row_of_the_table_of_dates_reads_as_it_says() {
        for (typed, said) in [
            ("5", "2026-03-05"),
            ("6", "2026-02-06"),
            ("0503", "2026-03-05"),
            ("0603", "2025-03-06"),
            ("0304", "2025-04-03"),
            ("050326", "2026-03-05"),
            ("05.03.2026", "2026-03-05"),
            ("5/3/26", "2026-03-05"),
            ("05 03 2026", "2026-03-05"),
            ("03.2026", "2026-03"),
            ("2026", "2026"),
            ("1987", "1987"),
            ("2d", "2026-03-03"),
            ("N", "2026-03-05"),
            ("сегодня", "2026-03-05"),
            ("31.02", "2026-2 has 28"),
            ("29.02.2024", "2024-02-29"),
            ("99", "unclear"),
        ] {
            assert_eq!(at(NOW, typed, Wanted::Date, Language::Ru), said, "{typed}");
        }
    }

    #[test]
    fn units_and_days_of_the_week_are_those_of_the_language() {
        for (language, typed, said) in [
            (Language::Kk, "3с", "2026-03-05T11:32"),
            (Language::Ky, "3с", "2026-03-05T11:32"),
            (Language::Tg, "3с", "2026-03-05T11:32"),
            (Language::Kk, "20м", "2026-03-05T14:12"),
            (Language::Tg, "20д", "2026-03-05T14:12"),
            (Language::Ru, "20д", "2026-02-13"),
            (Language::Kk, "2к", "2026-03-03"),
            (Language::Tg, "2р", "2026-03-03"),
            (Language::En, "wed", "2026-03-04"),
            (Language::Kk, "бс", "2026-03-05"),
            (Language::Tg, "пш", "2026-03-05"),
        ] {
            assert_eq!(at(NOW, typed, Wanted::Moment, language), said, "{typed}");
        }
    }

    #[test]
    fn around_midnight_and_at_the_end_of_a_month_the_past_is_meant() {
        let moment = |now, typed| at(now, typed, Wanted::Moment, Language::En);
        assert_eq!(moment("2026-03-01T00:01:00", "2359"), "2026-02-28T23:59");
        assert_eq!(moment("2026-03-01T00:01:00", "0:01"), "2026-03-01T00:01");
        assert_eq!(moment("2026-02-28T23:59:00", "2359"), "2026-02-28T23:59");
        assert_eq!(moment("2026-03-01T00:01:00", "5m"), "2026-02-28T23:56");
        let date = |now, typed| at(now, typed, Wanted::Date, Language::En);
        assert_eq!(date("2026-03-01T00:01:00", "31"), "2026-2 has 28");
        assert_eq!(date("2026-01-01T00:01:00", "31"), "2025-12-31");
    }
}
