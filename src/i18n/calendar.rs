//! Days, hours and numbers as each language writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::Language;
use crate::value::PartialDate;

/// Writes dates and numbers in one language.
#[derive(Debug, Clone, Copy)]
pub struct Calendar(pub Language);

const WEEKDAYS: [(Language, [&str; 7]); 5] = [
    (
        Language::En,
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ),
    (Language::Ru, ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]),
    (Language::Kk, ["дс", "сс", "ср", "бс", "жм", "сб", "жс"]),
    (Language::Ky, ["дш", "шш", "шр", "бш", "жм", "иш", "жк"]),
    (Language::Tg, ["дш", "сш", "чш", "пш", "ҷм", "шб", "яш"]),
];

const MONTHS: [(Language, [&str; 12]); 5] = [
    (
        Language::En,
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        Language::Ru,
        [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
    ),
    (
        Language::Kk,
        [
            "қаңтар",
            "ақпан",
            "наурыз",
            "сәуір",
            "мамыр",
            "маусым",
            "шілде",
            "тамыз",
            "қыркүйек",
            "қазан",
            "қараша",
            "желтоқсан",
        ],
    ),
    (
        Language::Ky,
        [
            "январь",
            "февраль",
            "март",
            "апрель",
            "май",
            "июнь",
            "июль",
            "август",
            "сентябрь",
            "октябрь",
            "ноябрь",
            "декабрь",
        ],
    ),
    (
        Language::Tg,
        [
            "январи",
            "феврали",
            "марти",
            "апрели",
            "майи",
            "июни",
            "июли",
            "августи",
            "сентябри",
            "октябри",
            "ноябри",
            "декабри",
        ],
    ),
];

impl Calendar {
    /// Returns the short name of the day of the week.
    pub fn weekday(self, day: NaiveDate) -> &'static str {
        let index = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
        WEEKDAYS
            .iter()
            .find(|(language, _)| *language == self.0)
            .and_then(|(_, names)| names.get(index))
            .copied()
            .unwrap_or("")
    }

    /// Returns the name of the month, as it stands after the day's number.
    pub fn month(self, month: u32) -> &'static str {
        let index = usize::try_from(month).unwrap_or(1).saturating_sub(1);
        MONTHS
            .iter()
            .find(|(language, _)| *language == self.0)
            .and_then(|(_, names)| names.get(index))
            .copied()
            .unwrap_or("")
    }

    /// Returns `05.03.2026`.
    pub fn date(self, day: NaiveDate) -> String {
        format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
    }

    /// Returns a date as far as it is known: `05.03.2026`, `??.03.2026`, `??.??.2026`.
    pub fn partial(self, date: PartialDate) -> String {
        match date {
            PartialDate::Day(day) => self.date(day),
            PartialDate::Month(year, month) => format!("??.{month:02}.{year}"),
            PartialDate::Year(year) => format!("??.??.{year}"),
        }
    }

    /// Returns `Thu 05 March 2026, 14:30`: the line that reads a typed time back.
    pub fn spelt(self, when: NaiveDateTime) -> String {
        format!(
            "{} {:02} {} {}, {}",
            self.weekday(when.date()),
            when.day(),
            self.month(when.month()),
            when.year(),
            self.clock(when)
        )
    }

    /// Returns `14:30`.
    pub fn clock(self, when: NaiveDateTime) -> String {
        format!("{:02}:{:02}", when.hour(), when.minute())
    }

    /// Returns a number with the language's decimal sign and this many decimals.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        let text = format!("{number:.decimals$}");
        if self.0 == Language::En {
            text
        } else {
            text.replace('.', ",")
        }
    }
}

/// Returns whole hours and the remaining minutes of a span of minutes, without its sign.
pub const fn hours_and_minutes(minutes: i64) -> (u64, u64) {
    let minutes = minutes.unsigned_abs();
    (minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_back_in_the_language_of_the_screen() {
        let when: NaiveDateTime = "2026-03-05T14:30:00".parse().unwrap();
        assert_eq!(
            Calendar(Language::En).spelt(when),
            "Thu 05 March 2026, 14:30"
        );
        assert_eq!(
            Calendar(Language::Ru).spelt(when),
            "чт 05 марта 2026, 14:30"
        );
        for (language, spelt) in [
            (Language::Kk, "бс 05 наурыз 2026, 14:30"),
            (Language::Ky, "бш 05 март 2026, 14:30"),
            (Language::Tg, "пш 05 марти 2026, 14:30"),
        ] {
            assert_eq!(Calendar(language).spelt(when), spelt);
            assert_eq!(Calendar(language).decimal(12.5, 1), "12,5");
        }
        assert_eq!(Calendar(Language::Ru).decimal(12.5, 1), "12,5");
    }
}
