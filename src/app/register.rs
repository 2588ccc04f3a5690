//! The register of places, and the checklists that visits pinned.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checklist::{Checklist, Digest};
use crate::visit::{DeviceId, Entry, Facility, Heads, Previous, Statement, VisitId};

/// What the register is called in links: the visit that is none.
const REGISTER: VisitId = VisitId([0; 16]);

/// What the register stream of a vault says, as it now stands.
#[derive(Debug, Default)]
pub(crate) struct Register {
    facilities: BTreeMap<String, Facility>,
    pinned: BTreeMap<Digest, String>,
    compiled: BTreeMap<Digest, Arc<Checklist>>,
    heads: Heads,
}

impl Register {
    /// Takes the next entry of the stream; a later entry of a place replaces the earlier one.
    pub(crate) fn take(&mut self, entry: Entry) {
        let device = entry.id.device;
        let link = entry.previous.unwrap_or_else(|| self.link_for(device));
        self.heads.insert(device, link.then(&entry));
        match entry.statement {
            Statement::FacilityEntered(facility) => {
                self.facilities.insert(facility.code.clone(), facility);
            }
            Statement::ChecklistPinned { digest, source } => {
                self.pinned.insert(digest, source);
            }
            Statement::VisitOpened(_)
            | Statement::SubjectAdded { .. }
            | Statement::Linked { .. }
            | Statement::Unlinked { .. }
            | Statement::Answered { .. }
            | Statement::Undone { .. }
            | Statement::Closed
            | Statement::Reopened { .. } => {}
        }
    }

    /// Returns the link of a device's next entry.
    pub(crate) fn link_for(&self, device: DeviceId) -> Previous {
        let head = self.heads.get(&device).copied();
        head.unwrap_or_else(|| Previous::beginning(REGISTER, device))
    }

    /// Returns the places in the order of their codes.
    pub(crate) fn facilities(&self) -> impl Iterator<Item = &Facility> {
        self.facilities.values()
    }

    /// Returns the place with this code, whatever its case.
    pub(crate) fn facility(&self, code: &str) -> Option<&Facility> {
        self.facilities.get(code).or_else(|| {
            self.facilities
                .values()
                .find(|known| known.code.eq_ignore_ascii_case(code))
        })
    }

    /// Returns the text of a pinned checklist.
    pub(crate) fn pinned(&self, digest: &Digest) -> Option<&str> {
        self.pinned.get(digest).map(String::as_str)
    }

    /// Returns the compiled checklist of a pinned text, if the text is there and good.
    pub(crate) fn compiled(&mut self, digest: &Digest) -> Option<Arc<Checklist>> {
        if let Some(known) = self.compiled.get(digest) {
            return Some(Arc::clone(known));
        }
        let text = self.pinned.get(digest)?;
        let checklist = Arc::new(Checklist::from_pinned_with_digest(text, *digest).ok()?);
        self.compiled.insert(*digest, Arc::clone(&checklist));
        Some(checklist)
    }
}
