//! What lists show of a visit without opening it. Derived, rebuildable, never the truth.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::checklist::{ChecklistId, SubjectKind};
use crate::safeguard::Country;
use crate::value::Moment;
use crate::visit::{Announced, Completeness, FacilityType, Session, Subject, VisitId, VisitKind};

/// What lists show of a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitSummary {
    /// The visit.
    pub id: VisitId,
    /// The code of the place.
    pub facility: String,
    /// What kind of place.
    pub facility_type: FacilityType,
    /// Its country.
    pub country: Country,
    /// Its region.
    pub region: String,
    /// The body responsible for it.
    pub body: Option<String>,
    /// When the visit began.
    pub start: Moment,
    /// What kind of visit.
    pub kind: VisitKind,
    /// Whether the place knew.
    pub announced: Announced,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether it is practice data.
    pub practice: bool,
    /// How far each checklist is filled, over all its sheets.
    pub checklists: Vec<ChecklistSummary>,
    /// How many persons.
    pub persons: usize,
    /// How many custody records.
    pub records: usize,
    /// How many flags.
    pub flags: usize,
    /// How many values to check.
    pub to_check: usize,
    /// How many entries.
    pub entries: usize,
    /// The team's local time of the last entry.
    pub last: Option<NaiveDateTime>,
    /// Where the last answer that stands was given.
    pub last_place: Option<LastPlace>,
}

/// How far one checklist is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistSummary {
    /// Which checklist.
    pub id: ChecklistId,
    /// Its version.
    pub version: String,
    /// Questions with a value or a missing reason.
    pub done: usize,
    /// Questions that count.
    pub total: usize,
}

/// Where an answer was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastPlace {
    /// About whom or what.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: ChecklistId,
    /// The item number of the question.
    pub question: String,
}

impl VisitSummary {
    /// Computes the summary of a visit.
    pub fn of(session: &Session) -> Self {
        let header = session.header();
        let mut checklists: Vec<ChecklistSummary> = session
            .checklists()
            .iter()
            .map(|checklist| ChecklistSummary {
                id: checklist.id.clone(),
                version: checklist.version.clone(),
                done: 0,
                total: 0,
            })
            .collect();
        let (mut flags, mut to_check) = (0, 0);
        let subjects = session.subjects().map(|taken| taken.subject);
        let expected = std::iter::once(Subject::Premises)
            .chain(subjects)
            .flat_map(|subject| session.expected_sheets(subject));
        for sheet in expected {
            let Completeness {
                total,
                done,
                flags: sheet_flags,
                to_check: sheet_to_check,
                ..
            } = sheet.total();
            flags += sheet_flags;
            to_check += sheet_to_check;
            let found = session
                .checklists()
                .iter()
                .position(|checklist| checklist.digest == sheet.checklist().digest)
                .and_then(|at| checklists.get_mut(at));
            if let Some(found) = found {
                found.done += done;
                found.total += total;
            }
        }
        let count = |wanted: SubjectKind| {
            session
                .subjects()
                .filter(|taken| taken.subject.kind() == wanted)
                .count()
        };
        Self {
            id: header.id,
            facility: header.facility.code.clone(),
            facility_type: header.facility.kind,
            country: header.facility.country,
            region: header.facility.region.clone(),
            body: header.facility.body.clone(),
            start: header.start,
            kind: header.kind,
            announced: header.announced,
            closed: session.is_closed(),
            practice: header.practice,
            checklists,
            persons: count(SubjectKind::Person),
            records: count(SubjectKind::CustodyRecord),
            flags,
            to_check,
            entries: session.entries().len(),
            last: session.entries().last().map(|entry| entry.stamp.local),
            last_place: last_place(session),
        }
    }
}

fn last_place(session: &Session) -> Option<LastPlace> {
    let (subject, checklist, spot) = session.place_of(session.last_standing_answer()?)?;
    let checklist = session.checklist(checklist)?;
    Some(LastPlace {
        subject,
        checklist: checklist.id.clone(),
        question: checklist.questions.get(spot.question)?.number.clone(),
    })
}
