//! Moving visits to other versions of their checklists.

use std::sync::Arc;

use super::{Desk, DeskError};
use crate::checklist::Checklist;
use crate::visit::{Migration, Pin, Refusal, Session, VisitId};

impl Desk {
    /// Returns what moving a visit to other versions of its checklists would do: to the version that is
    /// named, else to the one that new visits use. Checklists that are at that version are left out.
    pub fn migrations(
        &self,
        session: &Session,
        version: Option<&str>,
    ) -> Result<Vec<Migration>, DeskError> {
        let mut found = Vec::new();
        let mut known: Vec<String> = Vec::new();
        let mut is_there = version.is_none();
        for own in session.checklists() {
            let versions = self.versions_of(own);
            known.extend(versions.iter().map(|other| other.version.clone()));
            let wanted = match version {
                Some(version) => versions.into_iter().find(|other| other.version == version),
                None => self.library().get(own.id.as_str()),
            };
            let Some(to) = wanted else {
                continue;
            };
            is_there = true;
            if to.digest != own.digest {
                found.extend(session.migration(own.digest, &to));
            }
        }
        if !is_there {
            known.sort_unstable();
            known.dedup();
            return Err(DeskError::NoVersion {
                version: version.unwrap_or_default().to_owned(),
                known: known.join(", "),
            });
        }
        Ok(found)
    }

    /// Returns every version of a checklist that is known here, the one that new visits use first; of
    /// those with the same version that one alone.
    fn versions_of(&self, own: &Checklist) -> Vec<Arc<Checklist>> {
        let mut found: Vec<Arc<Checklist>> =
            self.library().get(own.id.as_str()).into_iter().collect();
        for pinned in self.register().all_compiled() {
            let is_other = found.iter().all(|known| known.version != pinned.version);
            if pinned.id == own.id && is_other {
                found.push(pinned);
            }
        }
        found
    }

    /// Moves a visit to other versions of its checklists. Nothing that was said is changed or dropped.
    pub fn migrate(&self, id: VisitId, version: Option<&str>) -> Result<Session, DeskError> {
        let mut session = self.visit(id)?;
        if session.is_closed() {
            return Err(Refusal::VisitClosed.into());
        }
        for migration in self.migrations(&session, version)? {
            self.pin_text(&migration.to)?;
            let saying = self.saying_in(&session);
            let change = session.migrate(migration.from.digest, migration.to, &saying)?;
            self.take_numbers(&change.entries);
            self.keep(&session, &change)?;
        }
        Ok(session)
    }

    /// Returns the compiled checklists that a visit's pins name.
    pub(super) fn all_pinned(&self, pins: &[Pin]) -> Result<Vec<Arc<Checklist>>, DeskError> {
        pins.iter().map(|pin| self.pinned(pin)).collect()
    }
}
