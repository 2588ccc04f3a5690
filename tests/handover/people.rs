//! Monitors with vaults of their own, and an office, that hand bundles to each other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use firsthours::app::{
    BundleFault, Desk, DeskError, KdfCost, MergePlan, NewVisit, Passphrase, Purge, StandingClock,
    Strangers, Surroundings, VaultKind, clock_check_of,
};
use firsthours::checklist::{ChecklistId, Library, QuestionName, SubjectKind};
use firsthours::export::atomic_file::Existing;
use firsthours::safeguard::Country;
use firsthours::value::{Missing, Source, Value};
use firsthours::visit::{
    Announced, Answer, Change, Facility, FacilityType, Place, Refusal, Saying, Session, Subject,
    VisitId, VisitKind,
};
use tempfile::TempDir;

/// The checklist that everybody fills.
pub(super) const INTERVIEW: &str = "police-custody/interview";

/// Somebody with a vault.
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) desk: Desk,
    home: TempDir,
}

impl Person {
    /// Makes a vault for somebody whose clock stands at this time of 5 March 2026.
    pub(super) fn new(name: &'static str, clock: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let desk = make(&home.path().join("vault"), name, clock);
        Self { name, desk, home }
    }

    pub(super) fn folder(&self) -> &Path {
        self.home.path()
    }

    pub(super) fn vault(&self) -> PathBuf {
        self.home.path().join("vault")
    }

    /// Closes the vault.
    pub(super) fn closed(self) -> TempDir {
        let Self { desk, home, .. } = self;
        drop(desk);
        home
    }

    /// Opens a vault in a folder of this kind.
    pub(super) fn opened(name: &'static str, home: TempDir, clock: &str) -> Self {
        let vault = home.path().join("vault");
        let passphrase = Passphrase::of("practice");
        let (desk, _) = Desk::open(&vault, &passphrase, surroundings(name, clock)).unwrap();
        Self { name, desk, home }
    }

    /// Closes the vault and opens it again at another time of the day.
    pub(super) fn at(self, clock: &str) -> Self {
        let name = self.name;
        Self::opened(name, self.closed(), clock)
    }

    /// Enters the other as a contact.
    pub(super) fn knows(&self, other: &Self) {
        let key = other.desk.public_key().unwrap().to_string();
        self.desk.add_contact(other.name, &key, None).unwrap();
    }

    /// Begins a visit to a place with this code.
    pub(super) fn visits(&self, place: &str) -> VisitId {
        if self.desk.facility(place).is_err() {
            self.desk.add_facility(facility(place)).unwrap();
        }
        let start = "2026-03-05T09:00".parse().unwrap();
        let session = self.desk.open_visit(NewVisit {
            facility: place.to_owned(),
            kind: VisitKind::Periodic,
            announced: Announced::No,
            start,
            let_in: None,
            clock: clock_check_of(Country::Kz, "", start, self.desk.now()),
            team: Vec::new(),
            checklists: vec![ChecklistId::new(INTERVIEW)],
        });
        session.unwrap().header().id
    }

    /// Does something to a visit and keeps it.
    pub(super) fn does(
        &self,
        visit: VisitId,
        act: impl FnOnce(&mut Session, &Saying) -> Result<Change, Refusal>,
    ) {
        let mut session = self.desk.visit(visit).unwrap();
        let saying = self.desk.saying(session.header().clock);
        let change = act(&mut session, &saying).unwrap();
        self.desk.take_numbers(&change.entries);
        self.desk.keep(&session, &change).unwrap();
    }

    /// Takes somebody out of the vault for good.
    pub(super) fn purges(self, what: Purge) -> Self {
        let Self { name, desk, home } = self;
        let Ok((desk, _)) = desk.purge(what, false) else {
            panic!("nothing holds it up");
        };
        Self { name, desk, home }
    }

    /// Takes up the next person of a visit.
    pub(super) fn takes_up(&self, visit: VisitId) -> Subject {
        let mut taken = None;
        self.does(visit, |session, saying| {
            let (subject, change) = session.add_subject(SubjectKind::Person, None, saying)?;
            taken = Some(subject);
            Ok(change)
        });
        taken.unwrap()
    }

    /// Answers a question about a person, from the detained person.
    pub(super) fn answers(&self, visit: VisitId, subject: Subject, question: &str, answer: Answer) {
        self.does(visit, |session, saying| {
            let checklist = session.checklist_named(INTERVIEW).unwrap().digest;
            let place = Place {
                subject,
                checklist,
                question: QuestionName::new(question),
            };
            session.answer(&place, Source::DetainedPerson, answer, saying)
        });
    }

    /// Writes visits for somebody and returns the file.
    pub(super) fn hands(&self, visits: &[VisitId], to: &Self) -> PathBuf {
        let key = to.desk.public_key().unwrap().to_string();
        let made = self
            .desk
            .make_bundle(visits, &[key], self.folder(), Existing::Kept);
        made.unwrap().path
    }

    /// Takes a bundle in from a known contact.
    pub(super) fn takes(&self, bundle: &Path) -> Result<MergePlan, BundleFault> {
        let incoming = self.desk.read_bundle(bundle).map_err(fault)?;
        self.desk
            .merge(&incoming, Strangers::Refused)
            .map_err(fault)
    }

    /// What somebody would see of a visit: every account of every source, by whom.
    pub(super) fn sees(&self, visit: VisitId) -> BTreeMap<String, Vec<String>> {
        let session = self.desk.visit(visit).unwrap();
        accounts(&session)
    }
}

/// Every account of every source in a visit.
pub(super) fn accounts(session: &Session) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for sheet in session.sheets() {
        for (index, question) in sheet.checklist().questions.iter().enumerate() {
            let said: Vec<String> = sheet
                .said(index)
                .iter()
                .map(|said| {
                    let Answer { content, note, .. } = said.answer;
                    format!("{} {:?}: {content:?} {note:?}", said.stamp.by, said.source)
                })
                .collect();
            if !said.is_empty() {
                found.insert(format!("{} {}", sheet.subject(), question.name), said);
            }
        }
    }
    found
}

pub(super) fn fault(fault: DeskError) -> BundleFault {
    match fault {
        DeskError::Bundle(fault) => fault,
        other => panic!("{other}"),
    }
}

pub(super) fn yes() -> Answer {
    Answer::given(Value::Choice("yes".to_owned()))
}

pub(super) fn no() -> Answer {
    Answer::given(Value::Choice("no".to_owned()))
}

pub(super) fn refused() -> Answer {
    Answer::missing(Missing::Refused)
}

fn facility(code: &str) -> Facility {
    Facility {
        code: code.to_owned(),
        kind: FacilityType::Ivs,
        country: Country::Kz,
        region: "North".to_owned(),
        body: None,
        names: BTreeMap::new(),
        capacity: None,
    }
}

fn surroundings(name: &str, clock: &str) -> Surroundings {
    let now = format!("2026-03-05T{clock}:00+05:00").parse().unwrap();
    Surroundings {
        library: Library::embedded(),
        clock: Arc::new(StandingClock(now)),
        monitor: name.to_owned(),
    }
}

fn make(folder: &Path, name: &str, clock: &str) -> Desk {
    let passphrase = Passphrase::of("practice");
    let cost = KdfCost::practice();
    let kind = VaultKind::Practice;
    Desk::create(folder, &passphrase, cost, kind, surroundings(name, clock)).unwrap()
}

/// The bytes of every file below a folder.
pub(super) fn bytes_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    found
}

/// The same of an open vault, when sled's own threads have written what they held back.
pub(super) fn bytes_at_rest(vault: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = bytes_below(vault);
    let mut quiet = 0;
    while quiet < 5 {
        std::thread::sleep(std::time::Duration::from_millis(30));
        let again = bytes_below(vault);
        quiet = if again == found { quiet + 1 } else { 0 };
        found = again;
    }
    found
}

/// Copies a folder with everything below it.
pub(super) fn copy(from: &Path, to: &Path) {
    for (path, bytes) in bytes_below(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, bytes).unwrap();
    }
}
