//! Who and what a visit is about: the premises always, persons and custody records as taken up.

use super::Session;
use crate::checklist::SubjectKind;
use crate::visit::{Change, DeviceId, Entry, Refusal, Saying, Statement, Subject};

/// A subject that was taken up.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub subject: Subject,
    /// The entries that took it up, in order.
    pub entries: Vec<u32>,
}

/// A subject of the visit, with the few words that were noted with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubjectTaken<'a> {
    /// Which.
    pub subject: Subject,
    /// Words that identify nobody.
    pub label: Option<&'a str>,
    /// The code of the monitor who took them up.
    pub by: Option<&'a str>,
}

impl Session {
    pub(super) fn take_up(&mut self, subject: Subject, index: u32) {
        if let Some(found) = self.taken.iter_mut().find(|taken| taken.subject == subject) {
            found.entries.push(index);
        } else {
            self.taken.push(Taken {
                subject,
                entries: vec![index],
            });
        }
    }

    /// Takes up a person or custody record under the next free number.
    pub fn add_subject(
        &mut self,
        kind: SubjectKind,
        label: Option<&str>,
        saying: &Saying,
    ) -> Result<(Subject, Change), Refusal> {
        let subject = self.next_subject(kind, saying.device)?;
        let change = self.take_up_as(subject, label, saying)?;
        Ok((subject, change))
    }

    /// Takes up a person or custody record under a code that was given elsewhere, as on paper.
    /// Nothing happens if it was taken up already.
    pub fn take_up_as(
        &mut self,
        subject: Subject,
        label: Option<&str>,
        saying: &Saying,
    ) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        if subject == Subject::Premises {
            return Err(Refusal::PremisesAreThere);
        }
        if self.is_in_bin(subject) {
            return Err(Refusal::InBin { subject });
        }
        if self.has_subject(subject) {
            return Ok(Change::default());
        }
        // A code that stands, or stood, for somebody whom another device took up is not given again.
        if subject.mark().is_some() || self.namesakes.is_given_elsewhere(subject, saying.device) {
            let carried_by = self.given_as(subject);
            return Err(Refusal::CodeIsShared {
                subject,
                carried_by,
            });
        }
        let label = label
            .map(str::trim)
            .filter(|label| !label.is_empty())
            .map(str::to_owned);
        Ok(self.say(saying, Statement::SubjectAdded { subject, label }))
    }

    /// Says that somebody is to leave the visit for good, also when it is finished: consent can be
    /// withdrawn at any time. What is kept of it without that person is for the vault to do.
    pub fn purge(&mut self, subject: Subject, saying: &Saying) -> Result<Change, Refusal> {
        if subject == Subject::Premises {
            return Err(Refusal::PremisesAreThere);
        }
        if !self.has_subject(subject) && !self.is_in_bin(subject) {
            return Err(Refusal::UnknownSubject { subject });
        }
        let visit = self.header().id;
        // Of somebody who was taken up twice, both are meant.
        let mut all = self.given_as(subject);
        if all.is_empty() || subject.mark().is_some() {
            all = vec![subject];
        }
        let mut change = Change::default();
        for subject in all {
            let subject = Some(subject);
            self.say_more(saying, Statement::Purged { visit, subject }, &mut change);
        }
        Ok(change)
    }

    /// Puts a person or custody record in the bin: out of every list and count until they are brought
    /// back. Everything that was said stays where it is.
    pub fn put_in_bin(&mut self, subject: Subject, saying: &Saying) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        if subject == Subject::Premises {
            return Err(Refusal::PremisesAreThere);
        }
        if !self.has_subject(subject) {
            return Err(Refusal::UnknownSubject { subject });
        }
        let back = false;
        Ok(self.say(saying, Statement::Binned { subject, back }))
    }

    /// Brings a person or custody record back from the bin.
    pub fn bring_back(&mut self, subject: Subject, saying: &Saying) -> Result<Change, Refusal> {
        self.refuse_if_closed()?;
        if !self.is_in_bin(subject) {
            return Err(Refusal::UnknownSubject { subject });
        }
        let back = true;
        Ok(self.say(saying, Statement::Binned { subject, back }))
    }

    /// Returns who is in the bin, each with the entry that put them there.
    pub fn in_bin(&self) -> Vec<(Subject, &Entry)> {
        let mut subjects: Vec<Subject> = self
            .bin_entries
            .iter()
            .filter_map(|index| match self.statement(*index)? {
                Statement::Binned { subject, .. } => Some(*subject),
                _ => None,
            })
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects
            .into_iter()
            .filter_map(|subject| Some((subject, self.put_in_bin_by(subject)?)))
            .collect()
    }

    /// Returns whether this person or custody record is in the bin.
    pub fn is_in_bin(&self, subject: Subject) -> bool {
        self.put_in_bin_by(subject).is_some()
    }

    /// Returns the entry that put somebody in the bin, if it stands. What another monitor said about
    /// them without knowing of it must not vanish from every list: then they are not in the bin.
    fn put_in_bin_by(&self, subject: Subject) -> Option<&Entry> {
        let standing = self
            .bin_entries
            .iter()
            .rev()
            .filter(|index| self.stands(**index));
        let last = standing
            .filter(|index| {
                let said = self.statement(**index);
                matches!(said, Some(Statement::Binned { subject: of, .. }) if *of == subject)
            })
            .find_map(|index| self.entry(*index))?;
        if matches!(last.statement, Statement::Binned { back: true, .. }) {
            return None;
        }
        let is_unknown = |(index, entry): (usize, &Entry)| {
            let about = match self.meant_by(index) {
                Some(Statement::Answered { subject: of, .. }) => *of == subject,
                _ => false,
            };
            about && !self.knew(last.id, entry.id)
        };
        let missed = !self.has_one_device() && self.entries.iter().enumerate().any(is_unknown);
        (!missed).then_some(last)
    }

    /// Returns whose entries were taken out for good.
    pub fn purged(&self) -> &[Subject] {
        &self.purged
    }

    /// Returns the code that the next person or custody record gets that this device takes up.
    pub fn next_subject(&self, kind: SubjectKind, device: DeviceId) -> Result<Subject, Refusal> {
        let gave_another =
            |index: &u32| self.entry(*index).is_some_and(|it| it.id.device != device);
        let last = self
            .subjects()
            .map(|taken| taken.subject)
            .chain(self.purged.iter().copied())
            .chain(self.in_bin().into_iter().map(|(subject, _)| subject))
            // What another device gave and took back is not free: it may bring it again.
            .chain(
                self.taken
                    .iter()
                    .filter(|taken| taken.entries.iter().any(gave_another))
                    .map(|taken| taken.subject),
            )
            .filter(|subject| subject.kind() == kind)
            .map(Subject::number)
            .max()
            .unwrap_or(0);
        let next = last.checked_add(1).ok_or(Refusal::TooManySubjects)?;
        match kind {
            SubjectKind::Premises => Err(Refusal::PremisesAreThere),
            SubjectKind::Person => Ok(Subject::Person(next)),
            SubjectKind::CustodyRecord => Ok(Subject::CustodyRecord(next)),
        }
    }

    /// Returns the persons and custody records of the visit, persons first, by number.
    pub fn subjects(&self) -> impl Iterator<Item = SubjectTaken<'_>> {
        let mut found: Vec<SubjectTaken<'_>> = self
            .taken
            .iter()
            .filter(|taken| !self.is_in_bin(taken.subject))
            .filter_map(|taken| {
                let standing = || {
                    taken
                        .entries
                        .iter()
                        .filter(|index| self.stands(**index))
                        .filter_map(|index| self.entry(*index))
                };
                let mut devices: Vec<_> = standing().map(|entry| entry.id.device).collect();
                devices.sort_unstable();
                devices.dedup();
                let label = standing().find_map(|entry| match &entry.statement {
                    Statement::SubjectAdded { label, .. } => label.as_deref(),
                    _ => None,
                });
                // Somebody else's answers stay visible when the device that took the subject up
                // takes that back.
                (!devices.is_empty() || self.has_answers_about(taken.subject)).then_some(
                    SubjectTaken {
                        subject: taken.subject,
                        label,
                        by: standing().next().map(|entry| entry.stamp.by.as_str()),
                    },
                )
            })
            .collect();
        found.sort_unstable_by_key(|taken| taken.subject);
        found.into_iter()
    }

    /// Returns whether this subject is part of the visit.
    pub fn has_subject(&self, subject: Subject) -> bool {
        let is_there = || {
            self.taken
                .iter()
                .filter(|taken| taken.subject == subject)
                .any(|taken| taken.entries.iter().any(|index| self.stands(*index)))
                || self.has_answers_about(subject)
        };
        subject == Subject::Premises || (!self.is_in_bin(subject) && is_there())
    }

    fn has_answers_about(&self, subject: Subject) -> bool {
        self.sheets
            .iter()
            .filter(|sheet| sheet.subject == subject)
            .flat_map(|sheet| sheet.slots.iter().chain(sheet.inside.values()))
            .any(|slot| self.standing(slot.latest).next().is_some())
    }
}
