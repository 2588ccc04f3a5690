//! What stands behind a figure: its visits, and in a visit the human beings, each with an outcome.
//!
//! For whoever has the vault open and could read the visits themselves. It is never exported.

use std::collections::HashMap;

use super::{Desk, DeskError};
use crate::indicator::{
    Asked, CountedEpisode, CountedVisit, Counts, Selection, Suppression, Tally, Unit,
};
use crate::value::Moment;
use crate::visit::{Episode, Subject, VisitId, Whose};

/// A visit that a figure counts.
#[derive(Debug, Clone, PartialEq)]
pub struct BehindVisit {
    /// Which.
    pub visit: VisitId,
    /// The place's code.
    pub facility: String,
    /// When it began.
    pub start: Moment,
    /// What it adds to the figure.
    pub counts: Counts,
}

/// A human being, or a record that is linked with nobody, that a figure counts.
#[derive(Debug, Clone, PartialEq)]
pub struct BehindUnit {
    /// Who, and which custody of several.
    pub whose: Whose,
    /// The codes, as `P-03 = K-01`.
    pub name: String,
    /// What he or she adds to the figure.
    pub counts: Counts,
}

impl Desk {
    /// Returns the visits behind the figure of one indicator in one group, newest first.
    ///
    /// The selection names the indicator; the group has a name for each of its breakdowns.
    pub fn visits_behind(
        &self,
        selection: Selection,
        group: &[String],
    ) -> Result<Vec<BehindVisit>, DeskError> {
        let empty = self.empty_tally(selection)?;
        let mut counted: HashMap<VisitId, Counts> = HashMap::new();
        self.count_each(&empty, &mut |visit, tally| {
            if let Some(counts) = figure_of(tally, group) {
                counted.insert(visit, counts);
            }
        })?;
        let behind = self.visits()?.into_iter().filter_map(|visit| {
            Some(BehindVisit {
                counts: counted.remove(&visit.id)?,
                visit: visit.id,
                facility: visit.facility,
                start: visit.start,
            })
        });
        Ok(behind.collect())
    }

    /// Returns who stands behind the figure in one visit; nobody where visits are counted.
    pub fn units_behind(
        &self,
        visit: VisitId,
        selection: Selection,
        group: &[String],
    ) -> Result<Vec<BehindUnit>, DeskError> {
        let measures = self.measures();
        let empty = self.empty_tally(selection)?;
        let rows = empty.report(Suppression::OFF).rows;
        if rows.iter().all(|row| row.unit == Unit::Visit) {
            return Ok(Vec::new());
        }
        let session = self.visit(visit)?;
        let premises = session.facts_about(Subject::Premises);
        let mut found = Vec::new();
        for episode in CountedEpisode::all_of(&session, &measures.law) {
            let mut tally = empty.another();
            let alone = CountedVisit {
                header: session.header(),
                premises: &premises,
                episodes: std::slice::from_ref(&episode),
                asked: Asked::By(session.checklists()),
            };
            tally.add(&alone, &measures.law);
            if let (Some(subject), Some(counts)) =
                (subject_of(&episode.episode), figure_of(&tally, group))
            {
                found.push(BehindUnit {
                    whose: session.whose(subject, &episode.episode),
                    name: episode.episode.name(),
                    counts,
                });
            }
        }
        Ok(found)
    }
}

fn subject_of(episode: &Episode) -> Option<Subject> {
    episode.person.or_else(|| episode.records.first().copied())
}

/// Returns the figure of a group, if anybody is in it. Visits as units are nobody.
fn figure_of(tally: &Tally, group: &[String]) -> Option<Counts> {
    let report = tally.report(Suppression::OFF);
    let row = report.rows.iter().find(|row| row.group == group)?;
    row.figures.counts().filter(|counts| counts.units() > 0)
}
