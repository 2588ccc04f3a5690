//! Who was taken out of a visit for good.

use std::collections::{BTreeMap, BTreeSet};

use crate::visit::namesake::Namesakes;
use crate::visit::{Break, DeviceId, Entry, EntryId, Previous, Statement, Subject, VisitId};

impl Statement {
    /// Returns the person or custody record that this says something about; links are about two.
    fn is_about(&self, by: EntryId, whom: &Namesakes, purged: &BTreeSet<Subject>) -> bool {
        let gone = |subject: &Subject| purged.contains(&whom.whom(by, *subject));
        match self {
            Self::SubjectAdded { subject, .. }
            | Self::Answered { subject, .. }
            | Self::Binned { subject, .. }
            | Self::Repeated { subject, .. } => gone(subject),
            Self::ViewTaken {
                subject, custody, ..
            }
            | Self::SafeguardDecided {
                subject, custody, ..
            } => {
                let told_by = custody.as_ref().map(|custody| custody.subject);
                purged.contains(subject) || told_by.is_some_and(|told_by| purged.contains(&told_by))
            }
            Self::Linked { person, record } | Self::Unlinked { person, record } => {
                gone(person) || gone(record)
            }
            Self::CodeSettled { one, other, .. } => gone(one) || gone(other),
            Self::FacilityEntered(_)
            | Self::ChecklistPinned { .. }
            | Self::VisitOpened(_)
            | Self::Undone { .. }
            | Self::Closed
            | Self::Migrated { .. }
            | Self::Reopened { .. }
            | Self::Purged { .. }
            | Self::BackedUp
            | Self::Local(_) => false,
        }
    }
}

/// Leaves out every entry about somebody who was purged, wherever it stands among the others, and
/// what took such entries back. That they were purged stays, and the chains stay what they were: an
/// entry after one that is left out tells the hash of what stood before it.
pub fn without_purged(visit: VisitId, entries: Vec<Entry>) -> Vec<Entry> {
    let named: Vec<(EntryId, Subject)> = entries
        .iter()
        .filter_map(|entry| match entry.statement {
            Statement::Purged { subject, .. } => Some((entry.id, subject?)),
            _ => None,
        })
        .collect();
    if named.is_empty() {
        return entries;
    }
    // Two may carry one code: only the one who was meant goes.
    let whom = Namesakes::of(&entries);
    let purged: BTreeSet<Subject> = named
        .into_iter()
        .map(|(by, subject)| whom.whom_to_purge(by, subject))
        .collect();
    let links = links_of(visit, &entries);
    let mut kept = entries;
    let mut gone = BTreeSet::new();
    leave_out(&mut kept, &mut gone, |entry| {
        entry.statement.is_about(entry.id, &whom, &purged)
    });
    // Steps that are empty now: undoing them says nothing, nor does undoing that.
    loop {
        let empty: BTreeSet<(DeviceId, u64)> = gone
            .iter()
            .filter(|(device, step)| {
                let still = |entry: &Entry| entry.id.device == *device && entry.step == *step;
                !kept.iter().any(still)
            })
            .copied()
            .collect();
        let before = kept.len();
        leave_out(
            &mut kept,
            &mut gone,
            |entry| matches!(entry.statement, Statement::Undone { device, step } if empty.contains(&(device, step))),
        );
        if kept.len() == before {
            break;
        }
    }
    link_over_gaps(&mut kept, &links);
    kept
}

/// Returns the link of every entry, told or computed.
fn links_of(visit: VisitId, entries: &[Entry]) -> BTreeMap<EntryId, Previous> {
    let mut ordered: Vec<&Entry> = entries.iter().collect();
    ordered.sort_by_key(|entry| entry.id);
    let mut heads: BTreeMap<DeviceId, Previous> = BTreeMap::new();
    let mut links = BTreeMap::new();
    for entry in ordered {
        let device = entry.id.device;
        let computed = || Previous::beginning(visit, device);
        let head = heads.entry(device).or_insert_with(computed);
        let link = entry.previous.unwrap_or(*head);
        links.insert(entry.id, link);
        *head = link.then(entry);
    }
    links
}

/// Lets each entry whose predecessor is gone tell its link, which cannot be computed any more.
fn link_over_gaps(kept: &mut [Entry], links: &BTreeMap<EntryId, Previous>) {
    let there: BTreeSet<EntryId> = kept.iter().map(|entry| entry.id).collect();
    for entry in kept {
        let Some(link) = links.get(&entry.id) else {
            continue;
        };
        let before = EntryId {
            device: entry.id.device,
            number: link.number,
        };
        if link.number > 0 && !there.contains(&before) {
            entry.previous = Some(*link);
        }
    }
}

/// Leaves out the gaps in chains that the visit itself explains: somebody was purged from it.
pub fn unexplained(entries: &[Entry], breaks: Vec<Break>) -> Vec<Break> {
    let explained = entries.iter().any(|entry| {
        matches!(
            entry.statement,
            Statement::Purged {
                subject: Some(_),
                ..
            }
        )
    });
    let stays = |found: &Break| !explained || !matches!(found, Break::Gap { .. });
    breaks.into_iter().filter(stays).collect()
}

fn leave_out(
    kept: &mut Vec<Entry>,
    gone: &mut BTreeSet<(DeviceId, u64)>,
    goes: impl Fn(&Entry) -> bool,
) {
    kept.retain(|entry| {
        let stays = !goes(entry);
        if !stays {
            gone.insert((entry.id.device, entry.step));
        }
        stays
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::{Stamp, VisitDigest, follow, without_repeated_links};

    const VISIT: VisitId = VisitId([7; 16]);
    const DEVICE: DeviceId = DeviceId([1; 16]);

    fn added(number: u16) -> Statement {
        Statement::SubjectAdded {
            subject: Subject::Person(number),
            label: None,
        }
    }

    fn chain(statements: Vec<Statement>) -> Vec<Entry> {
        let mut link = Previous::beginning(VISIT, DEVICE);
        let numbered = (1..).zip(statements);
        let entries = numbered.map(|(number, statement)| {
            let entry = Entry {
                id: EntryId {
                    device: DEVICE,
                    number,
                },
                step: number,
                stamp: Stamp {
                    by: "M-1".to_owned(),
                    local: "2026-03-05T13:05:00".parse().unwrap(),
                    machine: "2026-03-05T13:05:00+05:00".parse().unwrap(),
                },
                previous: Some(link),
                seen: Vec::new(),
                statement,
            };
            link = link.then(&entry);
            entry
        });
        entries.collect()
    }

    fn undone(step: u64) -> Statement {
        Statement::Undone {
            device: DEVICE,
            step,
        }
    }

    #[test]
    fn whoever_is_purged_is_gone_with_what_took_it_back_and_the_chain_holds() {
        let purged = Statement::Purged {
            visit: VISIT,
            subject: Some(Subject::Person(2)),
        };
        let said = vec![
            added(1),
            added(2),
            undone(2),
            undone(3),
            added(3),
            undone(1),
            purged.clone(),
        ];
        for entries in [
            chain(said.clone()),
            without_repeated_links(VISIT, &chain(said.clone())),
        ] {
            let digest = VisitDigest::of(VISIT, &entries);
            let kept = without_purged(VISIT, entries);
            let statements: Vec<_> = kept.iter().map(|entry| entry.statement.clone()).collect();
            assert_eq!(statements, [added(1), added(3), undone(1), purged.clone()]);
            let breaks = follow(VISIT, &kept).1;
            assert_eq!(breaks.len(), 1, "one gap is told");
            assert_eq!(unexplained(&kept, breaks), [], "and explained");
            assert_eq!(VisitDigest::of(VISIT, &kept), digest, "the end is the same");
            assert_eq!(without_purged(VISIT, kept.clone()), kept);
        }
    }

    #[test]
    fn a_gap_in_a_visit_from_which_nobody_was_purged_is_told() {
        let mut entries = chain(vec![added(1), added(2), added(3)]);
        entries.remove(1);
        let breaks = follow(VISIT, &entries).1;
        assert_eq!(unexplained(&entries, breaks.clone()), breaks);
    }
}
