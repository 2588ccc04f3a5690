//! Codes that two devices gave without knowing of each other: both wrote P-01, for two people.
//!
//! The rule: they are two until somebody says that they are one, with who said it and why. A code stays
//! what each monitor wrote on paper; the device that gave it tells them apart. So nobody's answers are
//! ever joined with somebody else's by a merge, and the office counts two until it knows better.
//!
//! Who is meant by a plain `P-01` in an entry is decided by what its device knew when it wrote: its own
//! P-01 if it had taken one up, else the last one that it had read of. What is written after a merge
//! names the device (`P-01.4xk2m9`). Its invariant: the answer is a function of the set of entries.

use std::collections::{BTreeMap, BTreeSet};

use crate::visit::{DeviceId, Entry, EntryId, Mark, Statement, Subject};

/// Which codes were given by which devices, and what is said of those that were given twice.
#[derive(Debug, Clone, Default)]
pub(in crate::visit) struct Namesakes {
    /// For each code the first taking-up by each device, in the order of the devices.
    given: BTreeMap<Subject, Vec<EntryId>>,
    /// What each device had read of others, from which of its own numbers on.
    read: BTreeMap<DeviceId, BTreeSet<(u64, EntryId)>>,
    /// What is said of two of one code: whether they are one. A later word replaces an earlier one.
    settled: BTreeMap<(Subject, Subject), bool>,
    /// Whether any entry may mean somebody else than what stands in it.
    are_there: bool,
}

impl Namesakes {
    /// Gathers them from the entries of a visit.
    pub(in crate::visit) fn of(entries: &[Entry]) -> Self {
        let mut found = Self::default();
        for entry in entries {
            if let Statement::SubjectAdded { subject, .. } = &entry.statement {
                let given = found.given.entry(subject.code()).or_default();
                match given.iter_mut().find(|id| id.device == entry.id.device) {
                    Some(first) => *first = entry.id.min(*first),
                    None => given.push(entry.id),
                }
            }
        }
        let is_marked = |entry: &Entry| match &entry.statement {
            Statement::Answered { subject, .. } | Statement::SubjectAdded { subject, .. } => {
                subject.mark().is_some()
            }
            _ => false,
        };
        found.are_there = found.shares_codes() || entries.iter().any(is_marked);
        if found.shares_codes() {
            // Whatever the order in which the entries came.
            for given in found.given.values_mut() {
                given.sort_unstable();
            }
            for entry in entries {
                found.note(entry);
            }
        }
        found
    }

    /// Notes what a device had read when it wrote an entry.
    pub(in crate::visit) fn note(&mut self, entry: &Entry) {
        let own = entry.id.number;
        if !entry.seen.is_empty() {
            let read = self.read.entry(entry.id.device).or_default();
            read.extend(entry.seen.iter().map(|seen| (own, *seen)));
        }
    }

    /// Returns whether any entry may mean somebody else than what stands in it.
    pub(in crate::visit) const fn are_there(&self) -> bool {
        self.are_there
    }

    /// Returns whether any code was given by more than one device.
    pub(in crate::visit) fn shares_codes(&self) -> bool {
        self.given.values().any(|given| given.len() > 1)
    }

    /// Returns those who carry one code, as the devices gave it; nobody if only one device did.
    pub(in crate::visit) fn sharing(&self, code: Subject) -> Vec<Subject> {
        let given = self.given_as(code);
        if given.len() < 2 {
            return Vec::new();
        }
        let marks = given.iter().map(|id| Mark::of(id.device));
        marks.map(|mark| code.code().given_by(mark)).collect()
    }

    /// Returns whether another device than this one ever gave the code.
    pub(in crate::visit) fn is_given_elsewhere(&self, code: Subject, device: DeviceId) -> bool {
        let mut given = self.given_as(code).iter();
        given.any(|id| id.device != device)
    }

    fn given_as(&self, code: Subject) -> &[EntryId] {
        self.given.get(&code.code()).map_or(&[], Vec::as_slice)
    }

    /// Takes what is said of two of one code.
    pub(in crate::visit) fn settle(&mut self, one: Subject, other: Subject, same: bool) {
        let pair = (one.min(other), one.max(other));
        self.settled.insert(pair, same);
    }

    /// Returns whether it is said of two of one code that they are one, or two.
    pub(in crate::visit) fn word_on(&self, one: Subject, other: Subject) -> Option<bool> {
        let pair = (one.min(other), one.max(other));
        self.settled.get(&pair).copied()
    }

    fn knew(&self, later: EntryId, earlier: EntryId) -> bool {
        if later.device == earlier.device {
            return later.number >= earlier.number;
        }
        self.read.get(&later.device).is_some_and(|read| {
            read.iter().any(|(own, seen)| {
                *own <= later.number
                    && seen.device == earlier.device
                    && seen.number >= earlier.number
            })
        })
    }

    /// Returns whom an entry means by a code.
    pub(in crate::visit) fn whom(&self, by: EntryId, subject: Subject) -> Subject {
        let given = self.given_as(subject);
        match (subject.mark(), given) {
            // The others of this code are gone, or not here: no need to tell them apart.
            (Some(mark), [only]) if Mark::of(only.device) == mark => subject.code(),
            (_, [] | [_]) => subject,
            (Some(mark), _) => self.read_as(subject, mark),
            (None, [first, ..]) => {
                let own = given.iter().find(|id| id.device == by.device);
                let own = own.filter(|id| self.knew(by, **id));
                let read = || given.iter().rev().find(|id| self.knew(by, **id));
                let meant = own.or_else(read).unwrap_or(first);
                self.read_as(subject, Mark::of(meant.device))
            }
        }
    }

    /// Returns whom a purge means: never somebody of whom its device had not read.
    pub(in crate::visit) fn whom_to_purge(&self, by: EntryId, subject: Subject) -> Subject {
        match (subject.mark(), self.given_as(subject)) {
            (None, [only]) if !self.knew(by, *only) => subject.given_by(Mark::of(by.device)),
            _ => self.whom(by, subject),
        }
    }

    /// Returns the one of those who are said to be one that stands for all; the plain code if everybody
    /// who carries it is the same human being.
    fn read_as(&self, subject: Subject, mark: Mark) -> Subject {
        let code = subject.code();
        let meant = code.given_by(mark);
        let all = self.sharing(code);
        let mut same = BTreeSet::from([meant]);
        // Whoever is one with one of them is one with all.
        loop {
            let before = same.len();
            for ((one, other), is_one) in &self.settled {
                if *is_one && (same.contains(one) || same.contains(other)) {
                    same.extend([*one, *other]);
                }
            }
            if same.len() == before {
                break;
            }
        }
        if all.iter().all(|one| same.contains(one)) {
            return code;
        }
        all.into_iter()
            .find(|one| same.contains(one))
            .unwrap_or(meant)
    }

    /// Returns what an entry says, of whom it means; nothing if that is what stands there.
    pub(in crate::visit) fn meant(&self, entry: &Entry) -> Option<Statement> {
        let mut statement = entry.statement.clone();
        let by = entry.id;
        match &mut statement {
            Statement::SubjectAdded { subject, .. }
            | Statement::Answered { subject, .. }
            | Statement::ViewTaken { subject, .. }
            | Statement::SafeguardDecided { subject, .. }
            | Statement::Binned { subject, .. }
            | Statement::Repeated { subject, .. } => *subject = self.whom(by, *subject),
            Statement::Purged {
                subject: Some(subject),
                ..
            } => *subject = self.whom_to_purge(by, *subject),
            Statement::Linked { person, record } | Statement::Unlinked { person, record } => {
                *person = self.whom(by, *person);
                *record = self.whom(by, *record);
            }
            Statement::Purged { subject: None, .. }
            | Statement::CodeSettled { .. }
            | Statement::FacilityEntered(_)
            | Statement::ChecklistPinned { .. }
            | Statement::VisitOpened(_)
            | Statement::Undone { .. }
            | Statement::Closed
            | Statement::Reopened { .. }
            | Statement::Migrated { .. }
            | Statement::Local(_)
            | Statement::BackedUp => return None,
        }
        (statement != entry.statement).then_some(statement)
    }
}
