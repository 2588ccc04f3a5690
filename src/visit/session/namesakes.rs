//! Two people with one code: what is said of them.

use super::Session;
use crate::visit::{Change, Refusal, Saying, Statement, Subject};

/// A code that stands for two human beings until somebody says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedCode {
    /// The code as it stands on paper.
    pub code: Subject,
    /// Those who carry it, in the order in which they were taken up.
    pub carried_by: Vec<Subject>,
    /// Whether something is still to be said of two of them.
    pub is_open: bool,
}

impl Session {
    /// Returns the codes that more than one human being of the visit carries.
    pub fn shared_codes(&self) -> Vec<SharedCode> {
        let mut found: Vec<SharedCode> = Vec::new();
        for subject in self.subjects().map(|taken| taken.subject) {
            if subject.mark().is_none() {
                continue;
            }
            match found.iter_mut().find(|known| known.code == subject.code()) {
                Some(known) => known.carried_by.push(subject),
                None => found.push(SharedCode {
                    code: subject.code(),
                    carried_by: vec![subject],
                    is_open: false,
                }),
            }
        }
        found.retain(|shared| shared.carried_by.len() > 1);
        for shared in &mut found {
            let mut pairs = shared.carried_by.iter().enumerate().flat_map(|(at, one)| {
                let rest = shared.carried_by.iter().skip(at + 1);
                rest.map(move |other| (*one, *other))
            });
            shared.is_open = pairs.any(|(one, other)| self.namesakes.word_on(one, other).is_none());
        }
        found
    }

    /// Returns whether it is still to be said if this is the only one with the code.
    pub fn is_shared(&self, subject: Subject) -> bool {
        let shared = || self.shared_codes().into_iter();
        subject.mark().is_some()
            && shared().any(|shared| shared.is_open && shared.code == subject.code())
    }

    /// Returns those whom devices gave this code, told apart by the device; nobody if one device did.
    pub fn given_as(&self, code: Subject) -> Vec<Subject> {
        self.namesakes.sharing(code)
    }

    /// Says whether two with one code are one human being, or two, and why. From here on the answers
    /// about one are answers about the same human being; where they differ, they are two accounts.
    pub fn settle_code(
        &mut self,
        one: Subject,
        other: Subject,
        same: bool,
        why: &str,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        let given = self.given_as(one);
        if one == other || !given.contains(&one) || !given.contains(&other) {
            return Err(Refusal::NoSharedCode);
        }
        let why = why.trim().to_owned();
        if why.is_empty() {
            return Err(Refusal::WhyIsMissing);
        }
        if self.namesakes.word_on(one, other) == Some(same) {
            return Ok(Change::default());
        }
        let change = self.say(
            saying,
            Statement::CodeSettled {
                one,
                other,
                same,
                why,
            },
        );
        self.read_again();
        Ok(change)
    }

    /// Takes what is said, and not taken back, of those who share a code. Returns whether there is any.
    pub(super) fn hear_words_on_codes(&mut self) -> bool {
        let mut heard = false;
        for (index, entry) in (0..).zip(&self.entries) {
            if let Statement::CodeSettled {
                one, other, same, ..
            } = &entry.statement
                && self.stands(index)
            {
                self.namesakes.settle(*one, *other, *same);
                heard = true;
            }
        }
        heard
    }

    /// Reads the visit anew: other answers are about somebody now.
    pub(super) fn read_again(&mut self) {
        let checklists = self
            .all_checklists()
            .into_iter()
            .map(std::sync::Arc::clone)
            .collect();
        // It was read with these checklists and entries before.
        if let Ok(again) = Self::replay(checklists, self.entries.clone()) {
            *self = again;
        }
    }
}
