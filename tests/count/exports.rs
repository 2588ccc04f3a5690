//! What leaves the machine with a visit, and what is held back.

use std::collections::BTreeMap;
use std::sync::Arc;

use firsthours::checklist::{Checklist, ChecklistId, Library, QuestionName, SubjectKind};
use firsthours::export::{
    AnswersCsv, ByteOrderMark, Codes, Flavour, Headers, Identities, Naming, Notes, Redaction,
    Submissions, TableStyle, write_codebook, write_visit,
};
use firsthours::indicator::{Selection, Suppression, Tally};
use firsthours::safeguard::{Country, Law};
use firsthours::value::Source::{self, DetainedPerson as D, Register as R};
use firsthours::value::{Missing, NotCheckedReason, Value};
use firsthours::visit::{
    Answer, Compliance, Decision, DeviceId, FacilityType, Instance, Pin, Place, RepeatPlace,
    Saying, Session, Stamp, Subject,
};

use super::scenario::{definitions, english, visit};
use crate::scenario::Scenario;

/// A visit filled on the real checklists.
struct Filled {
    session: Session,
    number: u64,
}

fn saying(number: u64) -> Saying {
    let local = "2015-02-05T14:00:00".parse().unwrap();
    Saying {
        stamp: Stamp {
            by: "M-1".to_owned(),
            local,
            machine: "2015-02-05T14:00:00+06:00".parse().unwrap(),
        },
        device: DeviceId([1; 16]),
        number,
    }
}

impl Filled {
    fn new() -> Self {
        let library = Library::embedded();
        let checklists: Vec<Arc<Checklist>> =
            ["police-custody/interview", "police-custody/custody-record"]
                .into_iter()
                .map(|id| library.get(id).expect("an embedded checklist"))
                .collect();
        let mut header = visit(Country::Kg, FacilityType::Ivs, "IVS-01", "2015-02-05");
        header.checklists = checklists
            .iter()
            .map(|checklist| Pin {
                id: ChecklistId::new(checklist.id.as_str()),
                version: checklist.version.clone(),
                digest: checklist.digest,
            })
            .collect();
        let (session, _) = Session::open(header, checklists, &saying(1)).unwrap();
        let mut filled = Self { session, number: 2 };
        for subject in [Subject::Person(1), Subject::CustodyRecord(1)] {
            let said = filled.next();
            let label = Some("WOMAN-CELL-3");
            filled.session.take_up_as(subject, label, &said).unwrap();
        }
        let said = filled.next();
        let (person, record) = (Subject::Person(1), Subject::CustodyRecord(1));
        filled.session.link(person, record, &said).unwrap();
        filled
    }

    fn next(&mut self) -> Saying {
        self.number += 10;
        saying(self.number)
    }

    fn answer(&mut self, subject: Subject, question: &str, source: Source, answer: Answer) {
        let wanted = match subject {
            Subject::Person(_) => "police-custody/interview",
            _ => "police-custody/custody-record",
        };
        let checklist = self.session.checklist_named(wanted).unwrap().digest;
        let place = Place {
            subject,
            checklist,
            question: QuestionName::new(question),
        };
        let said = self.next();
        self.session
            .answer(&place, source, answer, &said)
            .unwrap_or_else(|refusal| panic!("{question}: {refusal:?}"));
    }
}

fn moment(text: &str) -> Answer {
    Answer::given(Value::Moment(text.parse().unwrap()))
}

fn choice(name: &str) -> Answer {
    Answer::given(Value::Choice(name.to_owned()))
}

fn filled() -> Filled {
    let mut filled = Filled::new();
    let (person, record) = (Subject::Person(1), Subject::CustodyRecord(1));
    let mut noted = moment("2015-02-01T10:00");
    noted.note = Some("=HYPERLINK(\"http://example.org\")".to_owned());
    filled.answer(person, "apprehended_at", D, noted);
    filled.answer(person, "lawyer_met_place", D, choice("remand_hearing"));
    filled.answer(person, "doctor_seen", D, Answer::missing(Missing::Refused));
    let why = Missing::NotChecked(NotCheckedReason::NoTime);
    filled.answer(person, "lawyer_private", D, Answer::missing(why));
    filled.answer(record, "record_drawn_at", R, moment("2015-02-01T12:00"));
    filled
}

fn answers(session: &Session, redaction: Redaction) -> (Vec<csv::StringRecord>, String) {
    let mut bytes = Vec::new();
    let mut table = AnswersCsv::new(&mut bytes, ByteOrderMark::LeftOut, redaction, "en").unwrap();
    table.visit(session).unwrap();
    let (rows, withheld) = table.finish().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut records = vec![reader.headers().unwrap().clone()];
    records.extend(reader.records().map(Result::unwrap));
    assert_eq!(u64::try_from(records.len()).unwrap(), rows + 1);
    (records, format!("{withheld:?}\n{text}"))
}

fn cell<'a>(records: &'a [csv::StringRecord], question: &str, column: &str) -> &'a str {
    let at = |name: &str| records[0].iter().position(|it| it == name).unwrap();
    let row = records
        .iter()
        .find(|row| &row[at("question")] == question)
        .unwrap_or_else(|| panic!("no row for {question}"));
    row.get(at(column)).unwrap()
}

#[test]
fn answers_leave_one_a_row_with_fact_safeguard_source_and_missing_reason() {
    let filled = filled();
    let (records, _) = answers(&filled.session, Redaction::default());
    assert_eq!(
        cell(&records, "apprehended_at", "value"),
        "2015-02-01T10:00"
    );
    assert_eq!(
        cell(&records, "apprehended_at", "source"),
        "detained_person"
    );
    assert_eq!(cell(&records, "apprehended_at", "fact"), "apprehended_at");
    assert_eq!(cell(&records, "apprehended_at", "number"), "D01");
    assert_eq!(cell(&records, "apprehended_at", "safeguard"), "SG03");
    assert_eq!(cell(&records, "apprehended_at", "precision"), "exact");
    assert_eq!(
        cell(&records, "lawyer_met_place", "value_label"),
        "At the remand hearing"
    );
    assert_eq!(cell(&records, "doctor_seen", "missing"), "refused");
    assert_eq!(cell(&records, "doctor_seen", "value"), "");
    assert_eq!(cell(&records, "lawyer_private", "missing_why"), "no_time");
    assert_eq!(cell(&records, "record_drawn_at", "subject"), "K-01");
}

#[test]
fn notes_and_labels_stay_here_unless_asked_for_and_are_made_harmless() {
    let filled = filled();
    let (records, text) = answers(&filled.session, Redaction::default());
    assert!(
        !text.contains("HYPERLINK") && !text.contains("WOMAN-CELL-3"),
        "{text}"
    );
    assert!(text.contains("notes: 1"), "{text}");
    assert!(!records[0].iter().any(|column| column == "note"));
    let open = Redaction {
        notes: Notes::Included,
        identities: Identities::Included,
        codes: Codes::Included,
    };
    let (records, _) = answers(&filled.session, open);
    assert!(cell(&records, "apprehended_at", "note").starts_with("'=HYPERLINK"));
}

#[test]
fn a_personal_answer_is_marked_as_held_back_and_is_no_silence() {
    let mut filled = filled();
    let person = Subject::Person(1);
    let checklist = filled
        .session
        .checklist_named("police-custody/interview")
        .unwrap();
    let personal = checklist
        .questions
        .iter()
        .find(|question| {
            question.personal
                && question.takes_answers()
                && question.subject == person.kind()
                && question.kind == firsthours::checklist::Kind::Text
        })
        .map(|question| question.name.to_string())
        .expect("the interview has a personal question");
    let canary = Answer::given(Value::Text("CANARY-7431".to_owned()));
    filled.answer(person, &personal, D, canary);
    let (records, text) = answers(&filled.session, Redaction::default());
    assert!(!text.contains("CANARY-7431"));
    assert_eq!(cell(&records, &personal, "withheld"), "true");
    let mut bytes = Vec::new();
    let (law, _) = Law::embedded();
    let least = out(&filled.session, Redaction::default());
    let withheld = write_visit(
        &filled.session,
        &law,
        (least.0, &least.1),
        &english(),
        &mut bytes,
    );
    let withheld = withheld.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        !text.contains("CANARY-7431") && !text.contains("WOMAN-CELL-3"),
        "{text}"
    );
    assert_eq!(
        (withheld.personal, withheld.notes, withheld.labels),
        (1, 1, 2)
    );
}

#[test]
fn a_visit_leaves_with_its_sheets_assessments_and_hours_by_each_clock() {
    let filled = filled();
    let mut bytes = Vec::new();
    let (law, _) = Law::embedded();
    let (redaction, naming) = out(&filled.session, Redaction::default());
    write_visit(
        &filled.session,
        &law,
        (redaction, &naming),
        &english(),
        &mut bytes,
    )
    .unwrap();
    let document: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(document["format"], "firsthours/visit/1");
    assert_eq!(
        document["links"][0],
        serde_json::json!(["person-1", "record-1"])
    );
    let episode = &document["episodes"][0];
    assert_eq!(episode["elapsed"][0]["to"], "recorded_at");
    assert_eq!(episode["elapsed"][0]["least_minutes"], 120);
    let assessed = episode["assessments"].as_array().unwrap();
    assert!(
        assessed.iter().any(|it| it["safeguard"] == "SG03"),
        "{assessed:?}"
    );
}

/// What goes in, and what stands for persons.
fn out(session: &Session, redaction: Redaction) -> (Redaction, Naming) {
    let naming = Naming::of(session, redaction.codes, [7; 16]);
    (redaction, naming)
}

fn visit_document(session: &Session, redaction: Redaction) -> String {
    let (law, _) = Law::embedded();
    let (redaction, naming) = out(session, redaction);
    let mut bytes = Vec::new();
    write_visit(session, &law, (redaction, &naming), &english(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_visit_leaves_without_codes_of_persons_and_of_the_team_and_without_its_hour() {
    let library = Library::embedded();
    let premises = library.get("police-custody/premises").unwrap();
    let interview = library.get("police-custody/interview").unwrap();
    let lists = vec![Arc::clone(&premises), Arc::clone(&interview)];
    let header = crate::scenario::header(&lists);
    let device = DeviceId([7; 16]);
    let (mut session, _) =
        Session::open(header, lists, &crate::scenario::saying(device, 1)).unwrap();
    let hour = |session: &Session| session.header().start.to_string();
    let began = hour(&session);
    let mut number = 2;
    for person in [1, 2] {
        let saying = crate::scenario::saying(device, number);
        let taken = session
            .take_up_as(Subject::Person(person), None, &saying)
            .unwrap();
        number += taken.entries.len() as u64;
    }
    for (subject, list, question, value) in [
        (
            Subject::Premises,
            &premises,
            "team_arrived_at",
            Value::Moment(session.header().start),
        ),
        (
            Subject::Person(1),
            &interview,
            "consent_talk",
            Value::Choice("yes".to_owned()),
        ),
        (
            Subject::Person(2),
            &interview,
            "consent_talk",
            Value::Choice("yes".to_owned()),
        ),
    ] {
        let place = Place {
            subject,
            checklist: list.digest,
            question: QuestionName::new(question),
        };
        let saying = crate::scenario::saying(device, number);
        let source = list.question(question).unwrap().source;
        let said = session
            .answer(&place, source, Answer::given(value), &saying)
            .unwrap();
        number += said.entries.len() as u64;
    }
    let saying = crate::scenario::saying(device, number);
    let decision = Decision::Result(Compliance::Partly);
    session
        .decide(
            &Subject::Person(1).into(),
            "SG05",
            decision,
            "late",
            &saying,
        )
        .unwrap();
    let by = session.entries()[0].stamp.by.clone();
    let clock = began.split_once('T').unwrap().1[..5].to_owned();

    let least = visit_document(&session, Redaction::default());
    for told in ["P-01", "P-02", by.as_str(), clock.as_str(), "late"] {
        assert!(!least.contains(told), "{told}: {least}");
    }
    assert!(
        least.contains("person-1") && least.contains("person-2"),
        "{least}"
    );
    let with_codes = Redaction {
        codes: Codes::Included,
        ..Redaction::default()
    };
    let with_codes = visit_document(&session, with_codes);
    assert!(with_codes.contains("P-01") && !with_codes.contains("person-1"));
}

#[test]
fn what_was_answered_on_the_real_checklists_reaches_the_counts() {
    let filled = filled();
    let (law, _) = Law::embedded();
    let mut tally = Tally::new(definitions(), Selection::default()).unwrap();
    tally.add_session(&filled.session, &law);
    let lines = super::formats::json_lines(&tally.report(Suppression::OFF));
    let counted = |id: &str| {
        let start = format!("{{\"indicator\":\"{id}\"");
        let line = lines.lines().find(|line| line.starts_with(&start));
        let value: serde_json::Value = serde_json::from_str(line.unwrap()).unwrap();
        (
            value["numerator"].as_u64(),
            value["denominator"].as_u64(),
            value["not_known"].as_u64(),
        )
    };
    assert_eq!(counted("I05"), (Some(1), Some(1), Some(0)));
    assert_eq!(counted("I13"), (Some(1), Some(1), Some(0)));
    // Refused is no "no".
    assert_eq!(counted("I24"), (Some(0), Some(0), Some(1)));
}

#[test]
fn the_codebook_explains_every_question_of_every_checklist() {
    let library = Library::embedded();
    let checklists = library.list();
    let mut bytes = Vec::new();
    let all = checklists.iter().map(AsRef::as_ref);
    write_codebook(all, ByteOrderMark::LeftOut, &mut bytes).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let questions: usize = checklists.iter().map(|it| it.questions.len()).sum();
    assert_eq!(rows.len(), questions);
    let at = |name: &str| columns.iter().position(|column| column == name).unwrap();
    assert!(rows.iter().all(|row| !row[at("label_en")].is_empty()));
    assert!(rows.iter().all(|row| !row[at("label_ru")].is_empty()));
    let lawyer = rows
        .iter()
        .find(|row| &row[at("fact")] == "lawyer_met_place")
        .unwrap();
    assert!(row_has(lawyer, at("choices"), "remand_hearing"));
    assert!(rows.iter().any(|row| row[at("relevant")].contains("${")));
}

fn row_has(row: &csv::StringRecord, at: usize, text: &str) -> bool {
    row.get(at).is_some_and(|cell| cell.contains(text))
}

/// Returns the files of the archive by name.
fn archive(session: &Session, style: TableStyle) -> BTreeMap<String, Vec<u8>> {
    let mut submissions = Submissions::new(style, Redaction::default());
    submissions.visit(session);
    let mut bytes = Vec::new();
    submissions.write(&mut bytes).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut found = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        found.insert(name, bytes);
    }
    found
}

fn style(flavour: Flavour, headers: Headers) -> TableStyle {
    TableStyle {
        flavour,
        headers,
        language: "en".to_owned(),
    }
}

/// Returns the tables of ODK Central by name.
fn central(session: &Session) -> BTreeMap<String, Vec<csv::StringRecord>> {
    let files = archive(session, style(Flavour::Central, Headers::Names));
    let files = files.into_iter().map(|(name, bytes)| {
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let mut records = vec![reader.headers().unwrap().clone()];
        records.extend(reader.records().map(Result::unwrap));
        (name, records)
    });
    files.collect()
}

/// Returns the sheets of the workbooks of `KoboToolbox` by file and sheet.
fn kobo(session: &Session, headers: Headers) -> BTreeMap<String, Vec<csv::StringRecord>> {
    use calamine::Reader as _;
    let mut found = BTreeMap::new();
    for (name, bytes) in archive(session, style(Flavour::Kobo, headers)) {
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        for sheet in book.sheet_names() {
            let range = book.worksheet_range(&sheet).unwrap();
            let rows = range
                .rows()
                .map(|row| row.iter().map(ToString::to_string).collect());
            found.insert(format!("{name}/{sheet}"), rows.collect());
        }
    }
    found
}

/// Returns what stands in a row under a header.
fn at<'a>(records: &'a [csv::StringRecord], row: usize, header: &str) -> &'a str {
    let at = records[0].iter().position(|column| column == header);
    let at = at.unwrap_or_else(|| panic!("no column {header}: {:?}", records[0]));
    records[row].get(at).unwrap()
}

#[test]
fn sheets_leave_as_odk_central_writes_them_and_silences_stay_apart() {
    let filled = filled();
    let tables = central(&filled.session);
    let interview = &tables["police-custody_interview.csv"];
    assert_eq!(interview.len(), 2, "one sheet, one row");
    assert_eq!(&interview[0][0], "SubmissionDate");
    assert_eq!(&interview[1][0], "2015-02-05T08:00:00.000Z");
    let key = interview[0].iter().position(|column| column == "KEY");
    let behind: Vec<&str> = interview[0].iter().skip(key.unwrap()).take(10).collect();
    assert_eq!(
        behind.join(","),
        "KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion"
    );
    assert_eq!(at(interview, 1, "KEY"), at(interview, 1, "meta-instanceID"));
    let under = |ending: &str| {
        let mut headers = interview[0].iter();
        let header = headers.find(|column| column.ends_with(ending));
        at(interview, 1, header.unwrap())
    };
    assert_eq!(under("-apprehended_at"), "2015-02-01T10:00");
    assert_eq!(under("-apprehended_at-status"), "answered");
    assert_eq!(under("-doctor_seen-status"), "refused");
    assert_eq!(under("-lawyer_private-status"), "not_checked");
    let words: Vec<&str> = interview[1].iter().collect();
    assert!(words.contains(&"not_answered"), "{words:?}");
    assert!(tables.contains_key("police-custody_custody-record.csv"));
}

#[test]
fn the_log_says_what_was_answered_when_and_what_stood_there_before() {
    let filled = filled();
    let tables = central(&filled.session);
    let log = &tables["police-custody_interview - audit.csv"];
    let row = (1..log.len())
        .find(|row| at(log, *row, "node").ends_with("/apprehended_at"))
        .unwrap();
    assert_eq!(at(log, row, "event"), "question");
    assert_eq!(at(log, row, "new-value"), "2015-02-01T10:00");
    assert_eq!(at(log, row, "start"), "1423123200000");
    assert_eq!(at(log, row, "user"), "M-1");
}

#[test]
fn sheets_leave_with_labels_as_kobotoolbox_writes_them() {
    let filled = filled();
    let sheets = kobo(&filled.session, Headers::Labels);
    let name = "police-custody_interview.xlsx/police-custody_interview";
    let interview = &sheets[name];
    assert_eq!(at(interview, 1, "_index"), "1");
    let words: Vec<&str> = interview[1].iter().collect();
    assert!(words.contains(&"At the remand hearing"), "{words:?}");
    assert!(interview[0].iter().any(|column| column.contains('/')));
    // Names are there for who asks for them.
    let sheets = kobo(&filled.session, Headers::Names);
    let words: Vec<&str> = sheets[name][1].iter().collect();
    assert!(words.contains(&"remand_hearing"), "{words:?}");
}

/// Cells with beds, as a form of others has them.
const CELLS: &str = "| survey |
| | type | name | label |
| | begin_group | wing | Wing |
| | text | place | Place |
| | begin_repeat | cell | Cell |
| | begin_group | inside | Inside |
| | select_multiple seen | seen | What is seen? |
| | begin_repeat | bed | Bed |
| | integer | length | Length |
| | end_repeat | | |
| | end_group | | |
| | end_repeat | | |
| | end_group | | |
| | geopoint | gate | Gate |
| choices |
| | list_name | name | label |
| | seen | light | Light |
| | seen | water | Water |
| settings |
| | form_id | version |
| | cells | 7 |";

/// A visit to cells, and what somebody does in it.
struct Cells(Scenario);

impl Cells {
    fn at(&self, question: &str, positions: &[usize]) -> (Place, Instance) {
        let place = self.0.place(question);
        let instance = self.0.session.instance_at(&place, positions);
        (place, instance.unwrap().unwrap())
    }

    fn answer(&mut self, question: &str, positions: &[usize], answer: Answer) {
        let (place, instance) = self.at(question, positions);
        let source = self.0.checklist.question(question).unwrap().source;
        let said = self.0.next();
        let change = self
            .0
            .session
            .answer_in(&place, &instance, source, answer, &said);
        self.0.done(change.unwrap());
    }

    fn add(&mut self, group: &str, around: Instance) {
        let place = RepeatPlace {
            subject: self.0.subject,
            checklist: self.0.checklist.digest,
            group: QuestionName::new(group),
            around,
        };
        let said = self.0.next();
        let (_, change) = self.0.session.add_instance(&place, &said).unwrap();
        self.0.done(change);
    }
}

/// Returns a visit in which two cells were looked at, one of them with two beds.
fn cells() -> Session {
    let opened = Library::embedded().open_file("cells.md", CELLS.as_bytes());
    let checklist = opened.unwrap().checklist;
    let mut cells = Cells(Scenario::with(checklist, SubjectKind::Premises));
    let light = Value::Choices(vec!["light".to_owned()]);
    cells.answer("seen", &[1], Answer::given(light));
    let first = cells.at("seen", &[1]).1;
    cells.add("bed", first);
    cells.answer("length", &[1, 1], Answer::given(Value::Integer(190)));
    cells.answer("length", &[1, 2], Answer::given(Value::Integer(170)));
    cells.add("cell", Instance::default());
    cells.answer("seen", &[2], Answer::missing(Missing::Refused));
    cells.0.session
}

#[test]
fn each_repeat_has_a_table_of_its_own_and_every_row_knows_the_row_it_belongs_to() {
    let tables = central(&cells());
    let root = &tables["cells.csv"];
    let headers: Vec<&str> = root[0].iter().collect();
    assert_eq!(
        headers[..6].join(","),
        "SubmissionDate,wing-place,gate-Latitude,gate-Longitude,gate-Altitude,gate-Accuracy"
    );
    assert_eq!(at(root, 1, "wing-place-status"), "not_answered");
    assert_eq!(at(root, 1, "FormVersion"), "7");
    let key = at(root, 1, "KEY");
    let cell = &tables["cells-cell.csv"];
    assert_eq!(
        cell[0].iter().collect::<Vec<_>>().join(","),
        "inside-seen,inside-seen/light,inside-seen/water,PARENT_KEY,KEY,inside-seen-status"
    );
    assert_eq!(cell.len(), 3);
    assert_eq!(at(cell, 1, "inside-seen"), "light");
    assert_eq!(at(cell, 1, "inside-seen/light"), "1");
    assert_eq!(at(cell, 1, "inside-seen/water"), "0");
    assert_eq!(at(cell, 2, "inside-seen-status"), "refused");
    assert_eq!(at(cell, 2, "PARENT_KEY"), key);
    assert_eq!(at(cell, 2, "KEY"), format!("{key}/wing/cell[2]"));
    let bed = &tables["cells-bed.csv"];
    assert_eq!(at(bed, 2, "length"), "170");
    assert_eq!(at(bed, 2, "PARENT_KEY"), format!("{key}/wing/cell[1]"));
    assert_eq!(
        at(bed, 2, "KEY"),
        format!("{key}/wing/cell[1]/inside/bed[2]")
    );
    let log = &tables["cells - audit.csv"];
    let nodes: Vec<&str> = (1..log.len()).map(|row| at(log, row, "node")).collect();
    assert!(
        nodes.contains(&"/data/wing/cell[1]/inside/bed[2]/length"),
        "{nodes:?}"
    );
}

#[test]
fn kobotoolbox_has_a_sheet_for_each_repeat_and_numbers_for_the_rows() {
    let sheets = kobo(&cells(), Headers::Labels);
    let cell = &sheets["cells.xlsx/cell"];
    assert_eq!(at(cell, 1, "Inside/What is seen?"), "Light");
    assert_eq!(at(cell, 1, "Inside/What is seen?/Light"), "1");
    assert_eq!(at(cell, 2, "Inside/What is seen?/Light"), "");
    let bed = &sheets["cells.xlsx/bed"];
    assert_eq!(at(bed, 2, "Length"), "170");
    assert_eq!(at(bed, 2, "_parent_table_name"), "cell");
    assert_eq!(at(bed, 2, "_parent_index"), "1");
    assert_eq!(at(bed, 2, "_index"), "2");
}
