//! The field for dates and times: forgiving to type in, spelt out under it, with its precision.

use chrono::{Duration, NaiveDateTime};
use ratatui::layout::Rect;

use super::TextField;
use super::time::{Clock, Reading, Wanted, read};
use crate::i18n::{Calendar, Language};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::Bare;
use crate::tui::theme::Role;
use crate::value::{Moment, PartialDate, Precision};

/// A date or time that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeField {
    /// What is typed.
    pub field: TextField,
    wanted: Wanted,
    /// How exact it is; `None` is "unknown".
    precision: Option<Precision>,
}

impl TimeField {
    /// Makes an empty field.
    pub fn new(wanted: Wanted) -> Self {
        Self {
            field: TextField::default(),
            wanted,
            precision: Some(Precision::Exact),
        }
    }

    /// Makes a field that holds a moment.
    pub fn holding(wanted: Wanted, moment: Moment, precision: Precision) -> Self {
        let point = |moment: Moment| match (moment.date(), moment.wall_clock()) {
            (_, Some(when)) if wanted == Wanted::Clock => when.format("%H:%M").to_string(),
            (_, Some(when)) => when.format("%d.%m.%Y %H:%M").to_string(),
            (PartialDate::Day(day), None) => day.format("%d.%m.%Y").to_string(),
            (PartialDate::Month(year, month), None) => format!("{month:02}.{year:04}"),
            (PartialDate::Year(year), None) => format!("{year:04}"),
        };
        let text = if moment.is_open() {
            format!("{} / {}", point(moment.first()), point(moment.last()))
        } else {
            point(moment)
        };
        Self {
            field: TextField::holding(&text),
            wanted,
            precision: Some(precision),
        }
    }

    /// Makes a field that holds what somebody typed.
    pub fn typed(wanted: Wanted, text: &str, precision: Option<Precision>) -> Self {
        Self {
            field: TextField::holding(text),
            wanted,
            precision,
        }
    }

    /// Returns whether it takes a time of day alone.
    pub fn is_clock(&self) -> bool {
        self.wanted == Wanted::Clock
    }

    /// Puts in what somebody typed before.
    pub fn put(&mut self, text: &str, precision: Option<Precision>) {
        *self = Self::typed(self.wanted, text, precision);
    }

    /// Returns how exact it is; `None` is "unknown".
    pub const fn precision(&self) -> Option<Precision> {
        self.precision
    }

    /// Returns what is typed so far.
    pub fn reading(&self, now: Clock, language: Language) -> Reading {
        read(self.field.text(), self.wanted, now, language)
    }

    /// Empties the field for another moment, which is exact until something else is said.
    pub fn clear(&mut self) {
        *self = Self::new(self.wanted);
    }

    /// Takes a digit or a letter.
    pub fn insert(&mut self, letter: char) {
        let mut buffer = [0; 4];
        self.field.insert(letter.encode_utf8(&mut buffer));
    }

    /// Puts a ready moment in (the midnight that was chosen).
    pub fn set(&mut self, moment: Moment) {
        *self = Self::holding(self.wanted, moment, self.precision.unwrap_or_default());
    }

    /// Takes a bare key; returns whether it was one for the field.
    pub fn press(&mut self, key: Bare, by_word: bool, now: Clock, lang: Language) -> bool {
        match key {
            Bare::PageDown => self.cycle(true),
            Bare::PageUp => self.cycle(false),
            Bare::Up | Bare::Down => return self.step(key == Bare::Up, now, lang),
            _ => return self.field.press(key, by_word),
        }
        true
    }

    fn cycle(&mut self, forward: bool) {
        const STEPS: [Option<Precision>; 5] = [
            Some(Precision::Exact),
            Some(Precision::About),
            Some(Precision::After),
            Some(Precision::Before),
            None,
        ];
        if self.is_clock() {
            // How exact it is is kept of moments alone.
            self.precision = match self.precision {
                Some(_) => None,
                None => Some(Precision::Exact),
            };
            return;
        }
        let at = STEPS
            .iter()
            .position(|step| *step == self.precision)
            .unwrap_or(0);
        let next = if forward {
            at + 1
        } else {
            at + STEPS.len() - 1
        };
        self.precision = STEPS.get(next % STEPS.len()).copied().flatten();
    }

    /// Moves the moment by a minute, or by a day where no time is known.
    fn step(&mut self, later: bool, now: Clock, language: Language) -> bool {
        let Reading::Is(moment) = self.reading(now, language) else {
            return false;
        };
        let sign = if later { 1 } else { -1 };
        let moved = match (moment.wall_clock(), moment.date()) {
            _ if moment.is_open() => None,
            (Some(when), _) => when
                .checked_add_signed(Duration::minutes(sign))
                .map(Moment::at),
            (None, PartialDate::Day(day)) => day
                .checked_add_signed(Duration::days(sign))
                .map(|day| Moment::on(PartialDate::Day(day))),
            (None, PartialDate::Month(..) | PartialDate::Year(_)) => None,
        };
        if let Some(moved) = moved {
            self.set(moved);
        }
        moved.is_some()
    }

    /// Draws the field and, in the second line of the area, what it means.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, now: Clock, language: Language) {
        let width = area.width.min(26);
        canvas.line(area.x, area.y, 1, "[", Role::Rule);
        let inner = Rect {
            x: area.x + 2,
            width: width.saturating_sub(4),
            height: 1,
            ..area
        };
        canvas.line(area.x + width.saturating_sub(1), area.y, 1, "]", Role::Rule);
        let x = area.x + width + 2;
        let text = self.spelt(canvas, now, language);
        if area.width >= width + 30 {
            let rest = Rect {
                x,
                width: area.right().saturating_sub(x),
                ..area
            };
            canvas.paragraph(rest, &text, Role::Secondary);
        } else {
            let below = Rect {
                y: area.y + 1,
                height: area.height.saturating_sub(1),
                ..area
            };
            canvas.paragraph(below, &text, Role::Secondary);
        }
        self.field.draw(canvas, inner, Role::Strong);
    }

    fn spelt(&self, canvas: &Canvas<'_>, now: Clock, language: Language) -> String {
        let Some(precision) = self.precision else {
            return canvas.id("time-unknown");
        };
        match self.reading(now, language) {
            Reading::Empty => match self.wanted {
                Wanted::Moment => canvas.id("time-hint"),
                Wanted::Date => canvas.id("time-hint-date"),
                Wanted::Clock => canvas.id("time-hint-clock"),
            },
            Reading::Is(moment) if self.is_clock() => {
                let clock = moment.wall_clock().map(|when| when.format("%H:%M"));
                let clock = clock.map(|clock| clock.to_string()).unwrap_or_default();
                with_precision(canvas, clock, precision)
            }
            Reading::Is(moment) => spelt(canvas, moment, precision, Calendar(language)),
            Reading::WhichMidnight(first, second) => {
                let calendar = Calendar(language);
                let named = |when: NaiveDateTime| calendar.spelt(when);
                canvas.say(
                    &Message::new("time-which-midnight")
                        .text("first", named(first))
                        .text("second", named(second)),
                )
            }
            Reading::NoSuchDay { year, month, days } => canvas.say(
                &Message::new("time-no-such-day")
                    .text("month", format!("{month:02}.{year}"))
                    .number("days", days),
            ),
            Reading::Unclear if self.is_clock() => canvas.id("time-unclear-clock"),
            Reading::Unclear => canvas.id("time-unclear"),
        }
    }
}

/// Spells a moment out with its precision.
pub fn spelt(
    canvas: &Canvas<'_>,
    moment: Moment,
    precision: Precision,
    calendar: Calendar,
) -> String {
    let point = |moment: Moment| match (moment.wall_clock(), moment.date()) {
        (Some(when), _) => calendar.spelt(when),
        (None, PartialDate::Day(day)) => {
            format!("{} {}", calendar.weekday(day), calendar.date(day))
        }
        (None, date) => calendar.partial(date),
    };
    let text = if moment.is_open() {
        let between = Message::new("time-between")
            .text("first", point(moment.first()))
            .text("last", point(moment.last()));
        canvas.say(&between)
    } else {
        point(moment)
    };
    with_precision(canvas, text, precision)
}

fn with_precision(canvas: &Canvas<'_>, text: String, precision: Precision) -> String {
    if let Precision::AboutWithin(minutes) = precision {
        let message = Message::new("time-about-within").text("when", text);
        return canvas.say(&message.number("minutes", minutes));
    }
    let id = match precision {
        Precision::Exact => "time-exact",
        Precision::About | Precision::AboutWithin(_) => "time-about",
        Precision::After => "time-not-before",
        Precision::Before => "time-not-after",
    };
    canvas.say(&Message::new(id).text("when", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_keys_cycle_the_precision_and_page_up_says_unknown_at_once() {
        let now: NaiveDateTime = "2026-03-05T14:32:00".parse().unwrap();
        let now = Clock::from(now);
        let mut field = TimeField::new(Wanted::Moment);
        let mut seen = Vec::new();
        for _ in 0..5 {
            seen.push(field.precision());
            field.press(Bare::PageDown, false, now, Language::En);
        }
        assert_eq!(
            seen,
            [
                Some(Precision::Exact),
                Some(Precision::About),
                Some(Precision::After),
                Some(Precision::Before),
                None
            ]
        );
        assert_eq!(field.precision(), Some(Precision::Exact));
        field.press(Bare::PageUp, false, now, Language::En);
        assert_eq!(field.precision(), None);
    }

    #[test]
    fn arrows_move_a_time_by_a_minute() {
        let now: NaiveDateTime = "2026-03-05T14:32:00".parse().unwrap();
        let now = Clock::from(now);
        let mut field = TimeField::new(Wanted::Moment);
        for letter in "1305".chars() {
            field.insert(letter);
        }
        assert!(field.press(Bare::Up, false, now, Language::En));
        assert_eq!(field.field.text(), "05.03.2026 13:06");
        let Reading::Is(moment) = field.reading(now, Language::En) else {
            panic!("no moment");
        };
        assert_eq!(moment.to_string(), "2026-03-05T13:06");
    }

    #[test]
    fn a_time_of_day_alone_is_typed_without_separators_and_moved_by_a_minute() {
        let now: NaiveDateTime = "2026-03-05T14:32:00".parse().unwrap();
        let now = Clock::from(now);
        let read = |text: &str| {
            let field = TimeField::typed(Wanted::Clock, text, Some(Precision::Exact));
            match field.reading(now, Language::Ru) {
                Reading::Is(moment) => moment.wall_clock().unwrap().format("%H:%M").to_string(),
                _ => String::new(),
            }
        };
        for (typed, wanted) in [
            ("930", "09:30"),
            ("9", "09:00"),
            ("1430", "14:30"),
            ("14.30", "14:30"),
            ("14 30", "14:30"),
            ("2400", "00:00"),
            ("0000", "00:00"),
            ("н", "14:32"),
            ("3ч", "11:32"),
            ("2530", ""),
            ("050326", ""),
            ("2д", ""),
            ("вчера", ""),
        ] {
            assert_eq!(read(typed), wanted, "{typed}");
        }
        let mut field = TimeField::typed(Wanted::Clock, "0000", Some(Precision::Exact));
        assert!(field.press(Bare::Down, false, now, Language::En));
        assert_eq!(field.field.text(), "23:59");
        field.press(Bare::PageDown, false, now, Language::En);
        assert_eq!(field.precision(), None);
    }
}
