//! What an overview lists, and how far each part is.

use crate::checklist::{Digest, SubjectKind};
use crate::tui::screen::instances::repeats_in;
use crate::visit::{Completeness, Session, Sheet, Spot, Subject};

/// One line of an overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screen) enum Part {
    /// The persons of the visit.
    Persons,
    /// Its custody records.
    Records,
    /// A sheet of the subject.
    Sheet(Digest),
    /// A section of a sheet.
    Section(Digest, usize),
    /// A repeat of a sheet that stands in no other one.
    Repeat(Digest, usize),
    /// What is left before finishing.
    Finish,
}

/// Where an empty question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui::screen) struct Gap {
    /// About whom or what.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: Digest,
    /// Which question, in which instance.
    pub spot: Spot,
}

/// Returns the lines of the overview of a subject; that of the premises is that of the visit.
pub(in crate::tui::screen) fn parts(session: &Session, subject: Subject) -> Vec<Part> {
    let mut found = Vec::new();
    if subject == Subject::Premises {
        if asks_about(session, SubjectKind::Person) {
            found.push(Part::Persons);
        }
        if asks_about(session, SubjectKind::CustodyRecord) {
            found.push(Part::Records);
        }
    }
    for sheet in sheets_of(session, subject) {
        let digest = sheet.checklist().digest;
        found.push(Part::Sheet(digest));
        let sections = sections_of(&sheet);
        let repeats = repeats_in(&sheet, None);
        let groups = &sheet.checklist().groups;
        let alone = sections.len() < 2;
        for section in sections {
            if !alone {
                found.push(Part::Section(digest, section));
            }
            let own = repeats.iter().filter(|repeat| {
                let group = groups.get(**repeat);
                group.is_some_and(|group| group.section == section)
            });
            found.extend(own.map(|repeat| Part::Repeat(digest, *repeat)));
        }
    }
    if subject == Subject::Premises {
        found.push(Part::Finish);
    }
    found
}

/// Returns whether some checklist of the visit asks about this kind of subject.
pub(in crate::tui::screen) fn asks_about(session: &Session, kind: SubjectKind) -> bool {
    session
        .checklists()
        .iter()
        .flat_map(|checklist| &checklist.sections)
        .any(|section| section.subject == kind)
}

/// Returns the sheets of a subject, begun or not.
pub(in crate::tui::screen) fn sheets_of(session: &Session, subject: Subject) -> Vec<Sheet<'_>> {
    session
        .sheets()
        .filter(|sheet| sheet.subject() == subject)
        .collect()
}

/// Returns the sections in which something counts now, or something is kept.
pub(in crate::tui::screen) fn sections_of(sheet: &Sheet<'_>) -> Vec<usize> {
    (0..sheet.checklist().sections.len())
        .filter(|section| sheet.has_section(*section))
        .filter(|section| {
            let found = sheet.completeness(*section);
            found.total + found.set_aside + found.flags > 0
        })
        .collect()
}

/// Adds two counts.
pub(in crate::tui::screen) const fn plus(left: Completeness, right: Completeness) -> Completeness {
    Completeness {
        total: left.total + right.total,
        done: left.done + right.done,
        flags: left.flags + right.flags,
        to_check: left.to_check + right.to_check,
        set_aside: left.set_aside + right.set_aside,
    }
}

/// Returns how far a subject is filled.
pub(in crate::tui::screen) fn done_of(session: &Session, subject: Subject) -> Completeness {
    session
        .expected_sheets(subject)
        .iter()
        .map(Sheet::total)
        .fold(Completeness::default(), plus)
}

/// Returns the subjects of a kind.
pub(in crate::tui::screen) fn subjects_of(session: &Session, kind: SubjectKind) -> Vec<Subject> {
    session
        .subjects()
        .map(|taken| taken.subject)
        .filter(|subject| subject.kind() == kind)
        .collect()
}

/// Returns how far all subjects of a kind are filled.
pub(in crate::tui::screen) fn done_of_kind(session: &Session, kind: SubjectKind) -> Completeness {
    subjects_of(session, kind)
        .into_iter()
        .map(|subject| done_of(session, subject))
        .fold(Completeness::default(), plus)
}

/// Returns how far the visit is filled.
pub(in crate::tui::screen) fn done_of_visit(session: &Session) -> Completeness {
    [SubjectKind::Person, SubjectKind::CustodyRecord]
        .into_iter()
        .map(|kind| done_of_kind(session, kind))
        .fold(done_of(session, Subject::Premises), plus)
}

/// Returns where the last answer that stands was given.
pub(in crate::tui::screen) fn last_place(session: &Session) -> Option<Gap> {
    let (subject, checklist, spot) = session.place_of(session.last_standing_answer()?)?;
    Some(Gap {
        subject,
        checklist,
        spot,
    })
}

/// Returns the next empty question: after the last answer on its own sheet, else the first one of
/// the premises, the persons, the custody records.
pub(in crate::tui::screen) fn next_gap(session: &Session, only: Option<Subject>) -> Option<Gap> {
    let may = |subject: Subject| only.is_none_or(|only| only == subject);
    let last = last_place(session).filter(|last| may(last.subject));
    let after_last = last.and_then(|last| {
        let sheet = session.sheet(last.subject, last.checklist)?;
        let spot = sheet.next_empty(Some(&last.spot))?;
        Some(Gap { spot, ..last })
    });
    after_last.or_else(|| {
        std::iter::once(Subject::Premises)
            .chain(session.subjects().map(|taken| taken.subject))
            .filter(|subject| may(*subject))
            .flat_map(|subject| session.expected_sheets(subject))
            .find_map(|sheet| {
                Some(Gap {
                    subject: sheet.subject(),
                    checklist: sheet.checklist().digest,
                    spot: sheet.next_empty(None)?,
                })
            })
    })
}
