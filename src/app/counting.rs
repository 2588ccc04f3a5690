//! Counting: by columns, which follow the visits.

use std::sync::Arc;

use super::{Desk, DeskError};
use crate::checklist::{EMBEDDED_CHOICES, EMBEDDED_FACTS};
use crate::indicator::{
    Definitions, EMBEDDED, Practice, Report, Selection, Suppression, Tally, Vocabulary,
};
use crate::safeguard::{Catalogue, Law, shared_law};
use crate::visit::{Assessment, Episode, Session, assess_as_of};

/// What counting needs besides visits: the definitions of indicators, and the law.
pub struct Measures {
    /// The indicators.
    pub definitions: Arc<Definitions>,
    /// The limits.
    pub law: Law,
    /// What facts and safeguards are called.
    pub facts: Catalogue,
}

impl Measures {
    /// Reads the definitions that come with the program, tests hold that they are good, and the law.
    pub fn embedded() -> Self {
        let law = shared_law().clone();
        let (facts, _defects) = Catalogue::embedded();
        let definitions = Vocabulary::read(EMBEDDED_FACTS, EMBEDDED_CHOICES)
            .ok()
            .and_then(|words| Definitions::compile(&[EMBEDDED], &words).ok())
            .unwrap_or_default();
        Self {
            definitions: Arc::new(definitions),
            law,
            facts,
        }
    }

    /// Returns the episodes of a visit with their assessments.
    pub fn episodes(&self, session: &Session) -> Vec<(Episode, Vec<Assessment>)> {
        let header = session.header();
        let country = header.facility.country;
        let assess =
            |episode: &Episode| assess_as_of(episode, &self.law, country, Some(header.start));
        let with = |episode| {
            let assessments = assess(&episode);
            (episode, assessments)
        };
        session.episodes().into_iter().map(with).collect()
    }
}

impl Desk {
    /// Counts, with small figures hidden.
    pub fn tally(
        &self,
        selection: Selection,
        suppression: Suppression,
    ) -> Result<Report, DeskError> {
        Ok(self.counted(selection)?.report(suppression))
    }

    /// Counts. A practice vault counts its practice visits, a real one never does.
    pub fn counted(&self, selection: Selection) -> Result<Tally, DeskError> {
        let mut tally = self.empty_tally(selection)?;
        self.count(&mut tally)?;
        Ok(tally)
    }

    /// Begins a count of this vault's kind of visits.
    pub(super) fn empty_tally(&self, selection: Selection) -> Result<Tally, DeskError> {
        let practice = if self.is_practice() {
            Practice::Only
        } else {
            Practice::LeftOut
        };
        let selection = Selection {
            practice,
            ..selection
        };
        let definitions = Arc::clone(&self.measures().definitions);
        Ok(Tally::new(definitions, selection)?)
    }
}
