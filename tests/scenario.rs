//! A builder that speaks the field's language: one sheet of one visit, answered step by step.
//!
//! Every step asserts that nothing was refused, and every scenario ends by replaying its entries:
//! the replayed visit must be the live one.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use firsthours::checklist::{Checklist, Digest, Library, QuestionName, SubjectKind, UserFile};
use firsthours::safeguard::Country;
use firsthours::value::{Missing, NotCheckedReason, Source, Value};
use firsthours::visit::{
    Announced, Answer, Change, ClockCheck, DeviceId, Facility, FacilityType, Pin, Place, Refusal,
    Saying, Session, Stamp, Subject, VisitHeader, VisitId, VisitKind,
};

/// The device of the first monitor.
pub(crate) const FIRST: DeviceId = DeviceId([1; 16]);
/// The device of the second monitor.
pub(crate) const SECOND: DeviceId = DeviceId([2; 16]);

/// A visit to IVS-07 with one sheet in front of the monitor.
pub(crate) struct Scenario {
    pub(crate) session: Session,
    pub(crate) checklist: Arc<Checklist>,
    pub(crate) subject: Subject,
    pub(crate) device: DeviceId,
    pub(crate) last: Change,
    numbers: [u64; 2],
}

/// Makes a header that pins these checklists.
pub(crate) fn header(checklists: &[Arc<Checklist>]) -> VisitHeader {
    VisitHeader {
        id: VisitId([7; 16]),
        facility: Facility {
            code: "IVS-07".to_owned(),
            kind: FacilityType::Ivs,
            country: Country::Kg,
            region: "Chuy".to_owned(),
            body: None,
            names: std::collections::BTreeMap::new(),
            capacity: Some(12),
        },
        kind: VisitKind::Periodic,
        announced: Announced::No,
        start: "2026-03-05T09:00".parse().unwrap(),
        let_in: None,
        clock: ClockCheck {
            offset_minutes: 360,
            shift_minutes: 0,
            confirmed: true,
        },
        team: vec!["M-1".to_owned()],
        checklists: checklists
            .iter()
            .map(|checklist| Pin {
                id: checklist.id.clone(),
                version: checklist.version.clone(),
                digest: checklist.digest,
            })
            .collect(),
        practice: true,
    }
}

/// Makes what stands around an entry.
pub(crate) fn saying(device: DeviceId, number: u64) -> Saying {
    let minute = u32::try_from(number % 60).unwrap();
    let local = NaiveDate::from_ymd_opt(2026, 3, 5)
        .unwrap()
        .and_hms_opt(10, minute, 0)
        .unwrap();
    Saying {
        stamp: Stamp {
            by: "M-1".to_owned(),
            local,
            machine: DateTime::parse_from_rfc3339("2026-03-05T10:00:00+06:00").unwrap(),
        },
        device,
        number,
    }
}

/// Compiles one checklist of a user.
pub(crate) fn compiled(text: &str) -> Arc<Checklist> {
    let library = Library::with_files(vec![UserFile {
        name: "test.toml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let outcome = library.check(text);
    outcome
        .checklist
        .unwrap_or_else(|| panic!("{:#?}", outcome.defects))
}

impl Scenario {
    /// Begins a visit with this checklist of the program, with its first person in front.
    pub(crate) fn of(id: &str) -> Self {
        let checklist = Library::embedded().get(id).unwrap();
        Self::with(checklist, SubjectKind::Person)
    }

    /// Begins a visit with this text of a checklist.
    pub(crate) fn written(text: &str) -> Self {
        Self::with(compiled(text), SubjectKind::Person)
    }

    /// Begins a visit with this checklist.
    pub(crate) fn with(checklist: Arc<Checklist>, kind: SubjectKind) -> Self {
        let checklists = vec![Arc::clone(&checklist)];
        let (session, last) =
            Session::open(header(&checklists), checklists, &saying(FIRST, 1)).unwrap();
        let mut scenario = Self {
            session,
            checklist,
            subject: Subject::Premises,
            device: FIRST,
            last,
            numbers: [2, 1],
        };
        if kind != SubjectKind::Premises {
            let saying = scenario.next();
            let (subject, change) = scenario.session.add_subject(kind, None, &saying).unwrap();
            scenario.subject = subject;
            scenario.done(change);
        }
        scenario
    }

    /// Returns what stands around the next entry of this device.
    pub(crate) fn next(&self) -> Saying {
        saying(
            self.device,
            self.numbers[usize::from(self.device == SECOND)],
        )
    }

    pub(crate) fn done(&mut self, change: Change) {
        let count = u64::try_from(change.entries.len()).unwrap();
        self.numbers[usize::from(self.device == SECOND)] += count;
        self.last = change;
    }

    pub(crate) fn place(&self, question: &str) -> Place {
        Place {
            subject: self.subject,
            checklist: self.checklist.digest,
            question: QuestionName::new(question),
        }
    }

    /// Goes on with another device.
    pub(crate) fn on(mut self, device: DeviceId) -> Self {
        self.device = device;
        self
    }

    /// Goes on with another subject.
    pub(crate) fn about(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// Gives a value, as it is typed, from this source.
    pub(crate) fn answer_by(mut self, source: Source, question: &str, text: &str) -> Self {
        let found = self.checklist.question(question).unwrap();
        let value = self.checklist.parse_text(found, text).unwrap();
        self.give(source, question, Answer::given(value)).unwrap();
        self
    }

    /// Gives a value, as it is typed, from the question's usual source.
    pub(crate) fn answer(self, question: &str, text: &str) -> Self {
        let source = self.checklist.question(question).unwrap().source;
        self.answer_by(source, question, text)
    }

    /// Says why there is no value.
    pub(crate) fn mark(mut self, question: &str, reason: Missing) -> Self {
        let source = self.checklist.question(question).unwrap().source;
        self.give(source, question, Answer::missing(reason))
            .unwrap();
        self
    }

    /// Empties a question.
    pub(crate) fn clear(mut self, question: &str) -> Self {
        let source = self.checklist.question(question).unwrap().source;
        self.give(source, question, Answer::default()).unwrap();
        self
    }

    pub(crate) fn give(
        &mut self,
        source: Source,
        question: &str,
        answer: Answer,
    ) -> Result<(), Refusal> {
        let place = self.place(question);
        let saying = self.next();
        let change = self.session.answer(&place, source, answer, &saying)?;
        self.done(change);
        Ok(())
    }

    /// Marks the rest of a section as not checked.
    pub(crate) fn mark_rest(mut self, section: &str, reason: NotCheckedReason) -> Self {
        let section = self.section(section);
        let saying = self.next();
        let change = self
            .session
            .mark_rest_not_checked(
                self.subject,
                self.checklist.digest,
                section,
                reason,
                &saying,
            )
            .unwrap();
        self.done(change);
        self
    }

    pub(crate) fn section(&self, name: &str) -> usize {
        let mut sections = self.checklist.sections.iter();
        sections.position(|section| section.name == name).unwrap()
    }

    /// Takes the last step of this device back.
    pub(crate) fn undo(mut self) -> Self {
        let change = self.session.undo(&self.next()).unwrap();
        self.done(change);
        self
    }

    /// Brings the step again.
    pub(crate) fn redo(mut self) -> Self {
        let change = self.session.redo(&self.next()).unwrap();
        self.done(change);
        self
    }

    /// Returns the value that the question has now.
    pub(crate) fn value(&self, question: &str) -> Option<Value> {
        let sheet = self
            .session
            .sheet(self.subject, self.checklist.digest)
            .unwrap();
        sheet
            .value(self.checklist.index_of(question).unwrap())
            .cloned()
    }

    #[track_caller]
    pub(crate) fn assert_value(self, question: &str, text: &str) -> Self {
        let value = self.value(question).map(|value| value.to_string());
        assert_eq!(value.as_deref(), Some(text), "{question}");
        self
    }

    #[track_caller]
    pub(crate) fn assert_blank(self, question: &str) -> Self {
        assert_eq!(self.value(question), None, "{question}");
        self
    }

    #[track_caller]
    pub(crate) fn assert_relevant(self, question: &str) -> Self {
        assert!(self.applies(question), "{question}");
        self
    }

    #[track_caller]
    pub(crate) fn assert_not_relevant(self, question: &str) -> Self {
        assert!(!self.applies(question), "{question}");
        self
    }

    pub(crate) fn applies(&self, question: &str) -> bool {
        let sheet = self
            .session
            .sheet(self.subject, self.checklist.digest)
            .unwrap();
        sheet.applies(self.checklist.index_of(question).unwrap())
    }

    #[track_caller]
    pub(crate) fn assert_no_longer_apply(self, count: usize) -> Self {
        assert_eq!(self.last.no_longer_apply, count);
        self
    }

    /// Replays the entries and asserts that they give the same visit.
    #[track_caller]
    pub(crate) fn assert_replays(self) -> Self {
        let replayed = self.replayed();
        assert_eq!(picture(&replayed), picture(&self.session));
        self
    }

    pub(crate) fn replayed(&self) -> Session {
        Session::replay(
            self.session.all_checklists().into_iter().cloned().collect(),
            self.session.entries().iter().cloned(),
        )
        .unwrap()
    }
}

/// Everything that can be seen of a visit but its journal, for comparison.
pub(crate) fn picture(session: &Session) -> String {
    use std::fmt::Write as _;
    let mut picture = String::new();
    for taken in session.subjects() {
        writeln!(picture, "{taken:?}").unwrap();
    }
    writeln!(
        picture,
        "{:?} closed {}",
        session.links(),
        session.is_closed()
    )
    .unwrap();
    writeln!(picture, "{:?}", session.to_do()).unwrap();
    for sheet in session.sheets() {
        for (index, question) in sheet.checklist().questions.iter().enumerate() {
            let said = sheet.said(index);
            if said.is_empty() && sheet.applies(index) && sheet.value(index).is_none() {
                continue;
            }
            writeln!(
                picture,
                "{} {} applies {} value {:?} to check {} said {:?}",
                sheet.subject(),
                question.name,
                sheet.applies(index),
                sheet.value(index),
                sheet.is_to_check(index),
                said.iter()
                    .map(|said| (said.source, said.answer))
                    .collect::<Vec<_>>(),
            )
            .unwrap();
        }
    }
    writeln!(picture, "{:?}", session.episodes()).unwrap();
    picture
}

/// Returns a digest that no checklist has.
pub(crate) const fn nobodys_digest() -> Digest {
    Digest([0xee; 32])
}
