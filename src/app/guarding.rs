//! What the guard of names needs from the vault: what may stand, and what stands that looks like a
//! name.

use super::names::AllowedNames;
use super::{Desk, DeskError};
use crate::checklist::Digest;
use crate::value::Value;
use crate::visit::{DeviceId, Local, Session, Spot, Statement, Subject, VisitId};

/// A piece of free text that looks like a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameSaid {
    /// On whose sheet.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: Digest,
    /// At which question.
    pub spot: Spot,
    /// Whether it stands in the note of the answer.
    pub in_note: bool,
    /// The piece.
    pub text: String,
}

/// Returns what looks like a name in the answers and notes of a visit, in the order of its sheets.
pub fn names_said(session: &Session, device: DeviceId, allowed: &AllowedNames) -> Vec<NameSaid> {
    let visit = session.header().id;
    let mut found = Vec::new();
    for sheet in session.sheets() {
        for spot in sheet.places() {
            let here = sheet.clone().in_instance(spot.instance.clone());
            for said in here.said(spot.question) {
                let text = match said.answer.value() {
                    Some(Value::Text(text)) => Some((false, text)),
                    _ => None,
                };
                let note = said.answer.note.as_ref().map(|note| (true, note));
                for (in_note, text) in text.into_iter().chain(note) {
                    found.extend(
                        allowed
                            .not_allowed(device, visit, text)
                            .map(|range| NameSaid {
                                subject: sheet.subject(),
                                checklist: sheet.checklist().digest,
                                spot: spot.clone(),
                                in_note,
                                text: text.get(range).unwrap_or("").to_owned(),
                            }),
                    );
                }
            }
        }
    }
    found
}

impl Desk {
    /// Returns what somebody said may stand.
    pub fn allowed_names(&self) -> AllowedNames {
        AllowedNames::of(self.register().allowed_names().copied())
    }

    /// Keeps, as a hash, that a name may stand.
    pub fn allow_name(&self, hash: [u8; 16]) -> Result<(), DeskError> {
        let local = Local::NameAllowed { hash };
        self.append_to_register(vec![Statement::Local(Box::new(local))])
    }

    /// Returns what looks like a name in one visit.
    pub fn names_in_visit(&self, visit: VisitId) -> Result<Vec<NameSaid>, DeskError> {
        let session = self.visit(visit)?;
        Ok(names_said(&session, self.device(), &self.allowed_names()))
    }
}
