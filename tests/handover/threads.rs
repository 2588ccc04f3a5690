//! One session that three devices write by turns, reading each other only now and then.

use std::collections::BTreeMap;

use firsthours::checklist::{Library, SubjectKind};
use firsthours::value::{Missing, NotCheckedReason, Source};
use firsthours::visit::{Answer, DeviceId, Entry, Place, Session, Subject, in_order};

use crate::scenario::{header, saying};

/// Plays turns: which device, what it answers, and whether it reads all the others first. Each device
/// has a session of its own; the union of all is returned.
pub(super) fn three_devices(turns: &[(usize, u8, bool)]) -> Session {
    let checklist = Library::embedded().get("police-custody/interview").unwrap();
    let checklists = vec![checklist];
    let devices = [1, 2, 3].map(|number| DeviceId([number; 16]));
    let head = header(&checklists);
    let (mut opened, _) = Session::open(head, checklists.clone(), &saying(devices[0], 1)).unwrap();
    opened
        .add_subject(SubjectKind::Person, None, &saying(devices[0], 2))
        .unwrap();
    let mut sessions = [opened.clone(), opened.clone(), opened];
    let mut numbers = [3, 1, 1];
    let questions = ["lawyer_asked", "lawyer_private"];
    for (at, what, reads) in turns {
        if *reads {
            let all = union(&sessions);
            sessions[*at] = Session::replay(checklists.clone(), all).unwrap();
        }
        let session = &mut sessions[*at];
        let saying = saying(devices[*at], numbers[*at]);
        let place = |question: &str| Place {
            subject: Subject::Person(1),
            checklist: checklists[0].digest,
            question: firsthours::checklist::QuestionName::new(question),
        };
        let answer = |reason| Answer::missing(reason);
        let change = match what {
            0 => session.answer(
                &place(questions[0]),
                Source::DetainedPerson,
                answer(Missing::Refused),
                &saying,
            ),
            1 => session.answer(
                &place(questions[0]),
                Source::DetainedPerson,
                answer(Missing::NotChecked(NotCheckedReason::Safety)),
                &saying,
            ),
            2 => session.answer(
                &place(questions[1]),
                Source::DetainedPerson,
                Answer::default(),
                &saying,
            ),
            _ => session.undo(&saying),
        };
        if let Ok(change) = change {
            numbers[*at] += change.entries.len() as u64;
        }
    }
    let all = union(&sessions);
    Session::replay(checklists, all).unwrap()
}

fn union(sessions: &[Session; 3]) -> Vec<Entry> {
    let mut entries = BTreeMap::new();
    for session in sessions {
        for entry in session.entries() {
            entries.entry(entry.id).or_insert_with(|| entry.clone());
        }
    }
    in_order(entries.into_values().collect())
}
