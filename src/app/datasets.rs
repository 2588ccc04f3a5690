//! Handing rows and queries to an office that counts with an engine of its own.

use std::path::Path;

use super::{Desk, DeskError};
use crate::export::atomic_file::{self, Existing, WriteError};
use crate::export::{Dataset, Dialect, write_sql};
use crate::i18n::{Catalogue, Language};
use crate::indicator::{
    Accounts, Asked, CountedEpisode, CountedVisit, Dimension, Evaluator, Practice, Selection,
};
use crate::visit::Subject;

impl Desk {
    /// Writes the units of the selected visits as a dataset into a new folder; returns how many rows.
    pub fn export_dataset(
        &self,
        target: &Path,
        selection: &Selection,
        language: Language,
    ) -> Result<u64, DeskError> {
        let measures = self.measures();
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_no_entropy| DeskError::NoRandom)?;
        let io = |fault: std::io::Error| DeskError::Write(WriteError::of(fault));
        let mut dataset = Dataset::new(&measures.definitions, target, salt).map_err(io)?;
        let mut evaluator = Evaluator::new(measures.definitions.clone());
        let practice = if self.is_practice() {
            Practice::Only
        } else {
            Practice::LeftOut
        };
        // One side can be told alone; what several give together has no row of its own.
        let accounts = match selection.accounts {
            side @ (Accounts::Person | Accounts::Register | Accounts::Team) => side,
            Accounts::Usual | Accounts::Any | Accounts::Agree => Accounts::Usual,
        };
        self.each_visit(&mut |session| {
            let visit = CountedVisit {
                header: session.header(),
                premises: &session.facts_about(Subject::Premises),
                episodes: &CountedEpisode::all_of(session, &measures.law),
                asked: Asked::By(session.checklists()),
            };
            let is_right_kind = (practice == Practice::Only) == visit.header.practice;
            let mut probe = evaluator.growing(&[]);
            evaluator.visit(&visit, &measures.law, 0, &[], &mut probe);
            if is_right_kind && selection.wants_any(&probe.finish()) {
                let rows = evaluator.rows(&visit, &measures.law, accounts);
                dataset.visit(visit.header, &rows).map_err(io)?;
            }
            Ok(())
        })?;
        dataset.finish(&Catalogue::new(language)).map_err(io)
    }

    /// Writes every indicator as SQL over a dataset.
    pub fn export_sql(
        &self,
        path: &Path,
        existing: Existing,
        by: &[Dimension],
        dialect: Dialect,
        language: Language,
    ) -> Result<(), DeskError> {
        let words = Catalogue::new(language);
        atomic_file::write(path, existing, |sink| {
            write_sql(&self.measures().definitions, by, dialect, &words, sink)
        })?;
        Ok(())
    }
}
