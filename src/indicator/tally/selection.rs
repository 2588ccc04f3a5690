//! What is to be counted, and which visits it means.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::indicator::segment::{Segment, SegmentVisit};
use crate::indicator::{Accounts, Definitions, Dimension, NOT_KNOWN};
use crate::message::{Explain, Message};
use crate::safeguard::Country;

/// Whether practice visits are counted. They are never mixed with real ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Practice {
    /// Real visits only.
    #[default]
    LeftOut,
    /// Practice visits only.
    Only,
}

/// What is to be counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids of indicators or distributions; with `safeguards` empty too, every indicator.
    pub indicators: Vec<String>,
    /// Safeguards whose indicators are counted.
    pub safeguards: Vec<String>,
    /// Breakdowns, at most [`Selection::MOST_BREAKDOWNS`].
    pub by: Vec<Dimension>,
    /// Visits that began on this day or later.
    pub from: Option<NaiveDate>,
    /// Visits that began on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Visits in these countries; in all if empty.
    pub countries: Vec<Country>,
    /// Visits to these places, by their codes; to all if empty.
    pub facilities: Vec<String>,
    /// Visits that used one of these checklists, each an id or an id with a version
    /// (`police-custody/interview 1.0`); all if empty.
    pub checklists: Vec<String>,
    /// Whose word counts.
    pub accounts: Accounts,
    /// Whether practice visits are counted.
    pub practice: Practice,
}

impl Selection {
    /// More would leave nothing but cells under five.
    pub const MOST_BREAKDOWNS: usize = 4;
}

/// Why a selection cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionFault {
    /// There is no indicator of this id.
    #[error("no indicator {0}")]
    NoIndicator(String),
    /// No indicator is about this safeguard.
    #[error("no indicator is about {0}")]
    NoSafeguard(String),
    /// More breakdowns than [`Selection::MOST_BREAKDOWNS`], or one of them twice.
    #[error("too many breakdowns")]
    Breakdowns,
}

impl Explain for SelectionFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::NoIndicator(id) => Message::new("err-count-no-indicator").text("id", id.clone()),
            Self::NoSafeguard(id) => Message::new("err-count-no-safeguard").text("id", id.clone()),
            Self::Breakdowns => Message::new("err-count-breakdowns").number(
                "most",
                i64::try_from(Selection::MOST_BREAKDOWNS).unwrap_or(0),
            ),
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(Message::new(match self {
            Self::NoIndicator(_) | Self::NoSafeguard(_) => "rec-count-list",
            Self::Breakdowns => "rec-count-breakdowns",
        }))
    }
}

impl Selection {
    fn wants_days(&self, day: Option<i32>) -> bool {
        let after = |from: NaiveDate| day.is_some_and(|day| day >= from.num_days_from_ce());
        let before = |to: NaiveDate| day.is_some_and(|day| day <= to.num_days_from_ce());
        self.from.is_none_or(after) && self.to.is_none_or(before)
    }

    /// Returns whether some visit of a segment is one to be counted.
    pub fn wants_any(&self, segment: &Segment) -> bool {
        let mut visits = segment.directory().visits.iter();
        visits.any(|visit| self.wants(segment, visit))
    }

    /// Returns the visits of a segment that are counted, each by a part of its random id, with its
    /// groups among the breakdowns of visits.
    pub(super) fn visits_of(&self, segment: &Segment) -> impl Iterator<Item = (u64, Vec<String>)> {
        let directory = segment.directory();
        let visits = directory.visits.iter().enumerate();
        visits
            .filter(|(at, visit)| {
                let is_right_kind = visit.practice == (self.practice == Practice::Only);
                is_right_kind && !segment.is_left_out(*at) && self.wants(segment, visit)
            })
            .map(|(_, visit)| {
                let name = |place: &u32| {
                    let at = usize::try_from(*place).ok();
                    at.and_then(|at| directory.names.get(at)).cloned()
                };
                let groups = self.by.iter().filter_map(|by| {
                    let mut own = Dimension::OF_VISITS.iter().zip(&visit.groups);
                    let found = own.find(|(own, _)| *own == by);
                    found.map(|(_, place)| name(place).unwrap_or_else(|| NOT_KNOWN.to_owned()))
                });
                let id = visit.visit.0.iter().take(8);
                let id = id.fold(0, |id, byte| (id << 8) | u64::from(*byte));
                (id, groups.collect())
            })
    }

    /// Returns whether a visit of a segment is one to be counted.
    pub(super) fn wants(&self, segment: &Segment, visit: &SegmentVisit) -> bool {
        let name = |wanted: Dimension| {
            let places = Dimension::OF_VISITS.iter().zip(&visit.groups);
            let mut found = places.filter(|(own, _)| **own == wanted);
            let place = found
                .next()
                .and_then(|(_, place)| usize::try_from(*place).ok());
            place
                .and_then(|at| segment.directory().names.get(at))
                .map_or(NOT_KNOWN, String::as_str)
        };
        let in_country = |country: &Country| name(Dimension::Country) == country.code();
        let used = |checklist: &String| {
            let mut pins = name(Dimension::Checklist).split(" + ");
            pins.any(|pin| pin == checklist || pin.split(' ').next() == Some(checklist))
        };
        let at = |code: &String| name(Dimension::Facility).eq_ignore_ascii_case(code);
        self.wants_days(visit.day)
            && (self.countries.is_empty() || self.countries.iter().any(in_country))
            && (self.facilities.is_empty() || self.facilities.iter().any(at))
            && (self.checklists.is_empty() || self.checklists.iter().any(used))
    }
}

/// Finds the definitions that a selection means.
pub(super) fn selected(
    definitions: &Definitions,
    selection: &Selection,
) -> Result<(Vec<usize>, Vec<usize>), SelectionFault> {
    if selection.indicators.is_empty() && selection.safeguards.is_empty() {
        return Ok(((0..definitions.indicators.len()).collect(), Vec::new()));
    }
    let (mut indicators, mut distributions) = (Vec::new(), Vec::new());
    for id in &selection.indicators {
        let same = |other: &str| other.eq_ignore_ascii_case(id);
        let indicator = definitions.indicators.iter().position(|it| same(&it.id));
        let distribution = definitions.distributions.iter().position(|it| same(&it.id));
        if indicator.is_none() && distribution.is_none() {
            return Err(SelectionFault::NoIndicator(id.clone()));
        }
        indicators.extend(indicator);
        distributions.extend(distribution);
    }
    for id in &selection.safeguards {
        let about = |safeguard: &Option<String>| {
            safeguard
                .as_ref()
                .is_some_and(|safeguard| safeguard.eq_ignore_ascii_case(id))
        };
        let all = definitions.indicators.iter().enumerate();
        let found: Vec<usize> = all
            .filter(|(_, indicator)| about(&indicator.safeguard))
            .map(|(at, _)| at)
            .collect();
        if found.is_empty() {
            return Err(SelectionFault::NoSafeguard(id.clone()));
        }
        indicators.extend(found);
    }
    indicators.sort_unstable();
    indicators.dedup();
    distributions.sort_unstable();
    distributions.dedup();
    Ok((indicators, distributions))
}
