//! The way back to what was half typed when the vault was closed.

use super::{
    Contacts, Differences, Fill, NewFacility, NewVisit, Overview, Persons, Safeguards, Screen,
    Step, Steps, Timeline,
};
use crate::app::{Draft, DraftOf};
use crate::message::Message;
use crate::tui::world::World;
use crate::visit::Whose;

/// Goes on to the screen where the draft was being written.
pub(super) fn go_to_draft(steps: Steps, draft: Draft, world: &World) -> Steps {
    let Draft { of, text, .. } = draft;
    let screen: Option<Screen> = match of {
        DraftOf::View {
            subject,
            custody,
            fact,
            stands,
        } => Differences::writing(&Whose { subject, custody }, &fact, stands, &text, world)
            .map(Into::into),
        DraftOf::Decision {
            subject,
            custody,
            safeguard,
            result,
        } => Safeguards::writing(
            &Whose { subject, custody },
            &safeguard,
            result,
            &text,
            world,
        )
        .map(Into::into),
        DraftOf::Time {
            subject,
            custody,
            place,
            instance,
            source,
            precision,
        } => {
            let whose = Whose { subject, custody };
            let at = (place, instance);
            Some(Timeline::typing(whose, at, (source, precision), &text).into())
        }
        DraftOf::Field {
            place,
            instance,
            source,
            precision,
        } => Fill::typing(&place, instance, (source, precision), text, world).map(Into::into),
        DraftOf::Facility(form) => Some(NewFacility::again(&form).into()),
        DraftOf::Visit(form) => Some(NewVisit::again(*form).into()),
        DraftOf::Contact { key } => Some(Contacts::entering(&text, &key).into()),
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
