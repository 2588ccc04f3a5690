//! What a time that was typed leaves open: it lies before the beginning, or in one of two nights.

use chrono::{Duration, NaiveDateTime, Timelike};

use super::super::overview::session;
use super::{Editing, Told};
use crate::i18n::Calendar;
use crate::message::Message;
use crate::tui::widget::Dialog;
use crate::tui::widget::time::Reading;
use crate::tui::world::World;
use crate::value::Precision;

/// What has to be asked before a time is taken.
#[derive(Debug)]
pub(super) enum Question {
    /// It lies before the zero in hand, which this statement gives.
    BeforeZero(usize),
    /// It is a time at night without its day: one of these.
    WhichNight(Vec<NaiveDateTime>),
}

/// Before this hour a time without its day may belong to either night.
const MORNING: u32 = 6;

/// Returns whether the text is a time of day and no date: `1930`, `2:30`.
pub(super) fn is_bare_time(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text
        .chars()
        .filter(|letter| !letter.is_ascii_digit())
        .all(|letter| matches!(letter, ':' | '.' | ',' | '-' | ' '));
    (1..=4).contains(&digits) && others
}

/// Returns whether the question is about the beginning itself.
pub(super) fn is_start(editing: &Editing, world: &World) -> bool {
    session(world)
        .and_then(|session| session.checklist(editing.place.checklist))
        .and_then(|checklist| checklist.question(editing.place.question.as_str()))
        .and_then(|question| question.fact.as_ref())
        .is_some_and(|fact| {
            matches!(
                fact.as_str(),
                "apprehended_at" | "record_states_apprehended_at"
            )
        })
}

/// Returns what has to be asked about the time, if anything.
pub(super) fn doubt(
    editing: &Editing,
    told: &Told,
    zero: usize,
    world: &World,
) -> Option<(Question, Dialog)> {
    if is_start(editing, world) {
        return None;
    }
    let zero = told.course.zeros.get(zero)?;
    let begun = zero.point()?.wall_clock()?;
    let now = world.local();
    let is_bare = is_bare_time(editing.field.field.text());
    let clock = if is_bare {
        begun
            .checked_add_signed(Duration::minutes(24 * 60 - 1))?
            .min(now)
    } else {
        now
    };
    let Reading::Is(moment) = editing.field.reading(clock.into(), world.settings.language) else {
        return None;
    };
    let when = moment.wall_clock().filter(|_| !moment.is_open())?;
    let nights: Vec<NaiveDateTime> = (0..2)
        .filter_map(|days| when.checked_add_signed(Duration::days(days)))
        .filter(|night| *night <= now)
        .collect();
    if is_bare && when.hour() < MORNING && nights.len() > 1 {
        let calendar = Calendar(world.settings.language);
        let answers = nights
            .iter()
            .map(|night| Message::new("timeline-night").text("night", calendar.spelt(*night)))
            .collect();
        let question = Message::new("timeline-which-night").text("time", calendar.clock(when));
        return Some((Question::WhichNight(nights), Dialog::new(question, answers)));
    }
    // "Not before" says nothing about what came earlier.
    if when >= begun || editing.field.precision() == Some(Precision::After) {
        return None;
    }
    let calendar = Calendar(world.settings.language);
    let question = Message::new("timeline-before-zero")
        .text("when", calendar.spelt(when))
        .text("begun", calendar.spelt(begun));
    let answers = [
        "timeline-before-fix",
        "timeline-before-keep",
        "timeline-before-begun",
    ];
    Some((
        Question::BeforeZero(zero.statement),
        Dialog::new(question, answers.map(Message::new).to_vec()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_told_from_a_date_and_from_words() {
        for text in ["1930", "2:30", "9", " 02-30 "] {
            assert!(is_bare_time(text), "{text}");
        }
        for text in ["", "05.03.2026", "050326", "3h", "вч", "05.03.2026 1930"] {
            assert!(!is_bare_time(text), "{text}");
        }
    }
}
