//! The way back to what was half typed when the vault was closed.

use super::{Differences, Overview, Persons, Safeguards, Screen, Step, Steps, Timeline};
use crate::app::{Draft, DraftOf};
use crate::message::Message;
use crate::tui::world::World;

/// Goes on to the screen where the draft was being written.
pub(super) fn go_to_draft(steps: Steps, draft: Draft, world: &World) -> Steps {
    let Draft { of, text, .. } = draft;
    let screen: Option<Screen> = match of {
        DraftOf::View {
            subject,
            fact,
            stands,
        } => Differences::writing(subject, &fact, stands, &text, world).map(Into::into),
        DraftOf::Decision {
            subject,
            safeguard,
            result,
        } => Safeguards::writing(subject, &safeguard, result, &text, world).map(Into::into),
        DraftOf::Time {
            subject,
            place,
            source,
            precision,
        } => Some(Timeline::typing(subject, place, (source, precision), &text).into()),
        DraftOf::Label(kind) => Some(Persons::naming(kind, &text).into()),
        DraftOf::Reopening => Some(Overview::reopening(&text).into()),
    };
    match screen {
        Some(screen) => steps
            .and(Step::Go(Box::new(screen)))
            .and(Step::Say(Message::new("drafts-here"))),
        None => steps,
    }
}
