//! The lines of a new visit and what can be chosen in them.

use crate::checklist::Checklist;
use crate::visit::{Announced, VisitKind};

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Clock,
    Watch,
    Checklists,
    Checklist(usize),
    Kind,
    Announced,
    Team,
    Gate,
    LetIn,
}

/// Whose time is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    Computer,
    Official,
    Watch,
}

impl Clock {
    pub(super) const ALL: [Self; 3] = [Self::Computer, Self::Official, Self::Watch];
}

/// Which checklists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Full,
    Core,
    Own,
}

impl Taken {
    pub(super) const ALL: [Self; 3] = [Self::Full, Self::Core, Self::Own];
}

/// Whether the place knew, in the order of the digits.
pub(super) const ANNOUNCED: [Announced; 3] = [Announced::Yes, Announced::No, Announced::NotStated];

/// Returns whether it is the short core.
pub(super) fn is_core(checklist: &Checklist) -> bool {
    checklist.id.as_str() == "police-custody/core"
}

/// Returns whether it belongs to the full set for police custody.
pub(super) fn is_of_full_set(checklist: &Checklist) -> bool {
    checklist.id.as_str().starts_with("police-custody/") && !is_core(checklist)
}

/// Returns where a checklist stands among others: in the order in which a visit runs.
pub(super) fn place_of(checklist: &Checklist) -> (usize, String) {
    const ORDER: [&str; 7] = [
        "premises",
        "staff",
        "interview",
        "custody-record",
        "lawyer",
        "medical",
        "core",
    ];
    let id = checklist.id.as_str();
    let place = id
        .strip_prefix("police-custody/")
        .and_then(|name| ORDER.iter().position(|known| *known == name))
        .unwrap_or(ORDER.len());
    (place, id.to_owned())
}

/// Returns the id of the name of a kind of visit.
pub(super) const fn kind_id(kind: VisitKind) -> &'static str {
    match kind {
        VisitKind::Full => "visit-kind-full",
        VisitKind::Periodic => "visit-kind-periodic",
        VisitKind::Interim => "visit-kind-interim",
        VisitKind::Special => "visit-kind-special",
        VisitKind::Thematic => "visit-kind-thematic",
        VisitKind::FollowUp => "visit-kind-follow-up",
        VisitKind::Joint => "visit-kind-joint",
    }
}
