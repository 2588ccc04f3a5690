//! Reasons in words: time, source and limit as parts of a message.

use super::{Compliance, StartResult};
use crate::message::Message;
use crate::value::Source;
use crate::visit::Elapsed;

/// Returns `13 h 35 min`.
pub(super) fn duration(minutes: i64) -> Message {
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 {
        Message::new("visit-duration-hours").number("hours", hours)
    } else if hours == 0 {
        Message::new("visit-duration-minutes").number("minutes", rest)
    } else {
        Message::new("visit-duration")
            .number("hours", hours)
            .number("minutes", rest)
    }
}

/// Returns the time between two statements, no more exact than it is.
pub(super) fn elapsed(elapsed: Elapsed) -> Message {
    match (elapsed.least_minutes, elapsed.most_minutes) {
        (Some(least), Some(most)) if least == most => duration(least),
        (Some(least), Some(most)) => Message::new("visit-elapsed-between")
            .message("least", duration(least.max(0)))
            .message("most", duration(most)),
        (Some(least), None) => {
            Message::new("visit-elapsed-at-least").message("least", duration(least.max(0)))
        }
        (None, Some(most)) => Message::new("visit-elapsed-at-most").message("most", duration(most)),
        (None, None) => Message::new("visit-elapsed-unknown"),
    }
}

/// Returns `according to the detained person`.
pub(super) const fn according(source: Source) -> Message {
    Message::new(match source {
        Source::DetainedPerson => "visit-according-detained-person",
        Source::Staff => "visit-according-staff",
        Source::Register => "visit-according-register",
        Source::Observation => "visit-according-observation",
        Source::MedicalRecord => "visit-according-medical-record",
        Source::Video => "visit-according-video",
        Source::Lawyer => "visit-according-lawyer",
        Source::Family => "visit-according-family",
        Source::CourtFile => "visit-according-court-file",
    })
}

/// Returns the result in words.
pub(super) const fn result(compliance: Compliance) -> Message {
    Message::new(match compliance {
        Compliance::Compliant => "visit-result-compliant",
        Compliance::Partly => "visit-result-partly",
        Compliance::NotCompliant => "visit-result-not-compliant",
        Compliance::NotApplicable => "visit-result-not-applicable",
        Compliance::NotKnown => "visit-result-not-known",
    })
}

/// Returns a message about the time that a start gives, with whose start and which limit.
pub(super) fn timed(id: &'static str, start: &StartResult) -> Message {
    let message = Message::new(id)
        .message("elapsed", elapsed(start.elapsed))
        .message("according", according(start.source));
    match start.limit_minutes {
        Some(minutes) => message.message("limit", duration(minutes)),
        None => message,
    }
}

/// Adds to a reason what another source's start gives.
pub(super) fn differs(reason: Message, other: &StartResult) -> Message {
    let compliance = if other.best == other.worst {
        other.best
    } else {
        Compliance::NotKnown
    };
    Message::new("visit-reason-differs")
        .message("reason", reason)
        .message("according", according(other.source))
        .message("elapsed", elapsed(other.elapsed))
        .message("result", result(compliance))
}
