//! Going through the custodies of one person, and from what is said of one to its answers, on the
//! screens that show one custody at a time.

use super::introduction::way_to_sheet;
use super::overview::session;
use super::{Step, Steps};
use crate::message::Message;
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Key};
use crate::tui::world::World;
use crate::visit::{Episode, FactStatement, Spot, Whose};

/// Goes to the next custody; offered where there are several.
pub(super) const OTHER_CUSTODY: Command = Command {
    action: Action::NextPane,
    keys: &[Key::Bare(Bare::Tab), Key::Function(6)],
    label: "key-other-custody",
    doc: "key-other-custody-doc",
    rank: 1,
};

/// Goes to the answer that what is in hand rests on, with its note; another source is entered there.
pub(super) const TO_ANSWER: Command = Command {
    action: Action::Jump,
    keys: &[Key::Letter('J'), Key::Function(5)],
    label: "key-to-answer",
    doc: "key-to-answer-doc",
    rank: 2,
};

/// Goes to the answer where this was said.
pub(super) fn to_answer(world: &World, said: &FactStatement) -> Steps {
    let spot = Spot {
        question: said.question,
        instance: said.instance.clone(),
    };
    let screen = way_to_sheet(world, said.subject, said.checklist, Some(spot));
    Step::Go(Box::new(screen)).into()
}

/// Returns the episode in hand; the first one, if the custody that was in hand is gone.
pub(super) fn episode_in_hand(world: &World, whose: &Whose) -> Option<Episode> {
    let session = session(world)?;
    let found = session.episode_of(whose);
    found
        .or_else(|_gone| session.episode_of(whose.subject))
        .ok()
}

/// Returns the custody in hand by its name, so that what is said is said of no other.
pub(super) fn named(world: &World, whose: &Whose) -> Whose {
    let found = session(world).zip(episode_in_hand(world, whose));
    found.map_or_else(
        || whose.clone(),
        |(session, episode)| session.whose(whose.subject, &episode),
    )
}

/// Returns the custody after the one in hand, round to the first.
pub(super) fn next(world: &World, whose: &Whose) -> Whose {
    let Some(session) = session(world) else {
        return whose.clone();
    };
    let own = named(world, whose);
    let all = session.episodes_of(whose.subject).unwrap_or_default();
    let all: Vec<Whose> = all
        .iter()
        .map(|episode| session.whose(whose.subject, episode))
        .collect();
    let at = all.iter().position(|one| *one == own);
    let next = at.map_or(0, |at| (at + 1) % all.len().max(1));
    all.into_iter().nth(next).unwrap_or(own)
}

/// Returns whether there are several custodies to choose from.
pub(super) fn are_several(world: &World, whose: &Whose) -> bool {
    episode_in_hand(world, whose).is_some_and(|episode| episode.custody.is_some())
}

/// Says who it is; of several custodies also which, and of how many: `P-01/2 of 3`.
pub(super) fn name_in_hand(world: &World, whose: &Whose) -> String {
    let Some((session, episode)) = session(world).zip(episode_in_hand(world, whose)) else {
        return whose.subject.to_string();
    };
    if episode.custody.is_none() {
        return episode.name();
    }
    let all = session.episodes_of(whose.subject).unwrap_or_default();
    let at = all.iter().position(|one| one.custody == episode.custody);
    world.say(
        &Message::new(if world.size.0 < 100 {
            "custody-in-hand"
        } else {
            "custody-in-hand-wide"
        })
        .text("name", episode.name())
        .number("number", at.map_or(1, |at| at + 1))
        .number("count", all.len()),
    )
}
