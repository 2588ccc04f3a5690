//! What somebody said is no secret: names of officials and places that stand in papers.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use super::names_in;
use crate::visit::{DeviceId, VisitId};

/// How far the word of a person goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameScope {
    /// An official or a place of this visit.
    Visit(VisitId),
    /// No name at all, wherever it stands.
    Everywhere,
}

/// The names that are asked about no more, as hashes: the list itself names nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowedNames(BTreeSet<[u8; 16]>);

impl AllowedNames {
    /// Takes the hashes that a vault keeps.
    pub fn of(hashes: impl IntoIterator<Item = [u8; 16]>) -> Self {
        Self(hashes.into_iter().collect())
    }

    /// Returns the hash of a name: other in each vault, and in each visit for which it is said.
    pub fn hash(device: DeviceId, scope: NameScope, name: &str) -> [u8; 16] {
        let mut hash = Sha256::new();
        hash.update(b"firsthours/v1/allowed-name");
        hash.update(device.0);
        match scope {
            NameScope::Visit(visit) => hash.update(visit.0),
            NameScope::Everywhere => hash.update([0; 16]),
        }
        let words: Vec<&str> = name.split_whitespace().collect();
        hash.update(words.join(" ").to_lowercase().as_bytes());
        let mut short = [0; 16];
        for (place, byte) in short.iter_mut().zip(hash.finalize()) {
            *place = byte;
        }
        short
    }

    /// Takes one more.
    pub fn allow(&mut self, hash: [u8; 16]) {
        self.0.insert(hash);
    }

    /// Returns whether somebody said that this may stand in the visit.
    pub fn allows(&self, device: DeviceId, visit: VisitId, name: &str) -> bool {
        let says = |scope| self.0.contains(&Self::hash(device, scope, name));
        says(NameScope::Visit(visit)) || says(NameScope::Everywhere)
    }

    /// Returns what in a text of a visit looks like a name and nobody said that it may stand.
    pub fn not_allowed<'t>(
        &self,
        device: DeviceId,
        visit: VisitId,
        text: &'t str,
    ) -> impl Iterator<Item = std::ops::Range<usize>> + 't {
        let mut found = names_in(text);
        found.retain(|range| {
            let name = text.get(range.clone()).unwrap_or("");
            !self.allows(device, visit, name)
        });
        found.into_iter()
    }
}
