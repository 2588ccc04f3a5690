//! What was filled, laid out as the servers of ODK and `KoboToolbox` export it: a table for each
//! checklist, a row for each sheet, so that scripts written for them read ours.
//!
//! Headers and their order are those of the model; what only this program knows stands in columns
//! behind them. In a cell of theirs silence is empty; why it is silent stands in a column of ours.

use std::collections::BTreeMap;
use std::io::{self, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::answers::{is_consent, value_label};
use super::{ByteOrderMark, Cell, CsvTable, Identities, Redaction, Withheld};
use crate::checklist::{Checklist, Digest, Kind, Question};
use crate::value::Value;
use crate::visit::{Session, Sheet, Subject};

/// Whose layout it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// ODK Central: names, group paths joined by `-`, 0 for a choice that was not taken.
    Central,
    /// `KoboToolbox`: labels, group paths joined by `/`, blank where a question was not answered.
    Kobo,
}

/// Columns behind the fields of ODK Central.
const CENTRAL: [&str; 10] = [
    "KEY",
    "SubmitterID",
    "SubmitterName",
    "AttachmentsPresent",
    "AttachmentsExpected",
    "Status",
    "ReviewState",
    "DeviceID",
    "Edits",
    "FormVersion",
];

/// Columns behind the fields of `KoboToolbox`.
const KOBO: [&str; 10] = [
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "__version__",
    "_tags",
    "_index",
];

/// Columns that only this program has.
const OURS: [&str; 4] = ["visit", "facility", "subject", "practice"];

/// One column of the fields.
#[derive(Debug)]
struct Field {
    question: usize,
    header: String,
    part: Part,
}

/// What of a question a column shows.
#[derive(Debug)]
enum Part {
    /// The value.
    Value,
    /// Whether this choice was taken.
    Choice(String),
    /// Why there is a value or none.
    Status,
}

/// The table of one version of a checklist.
#[derive(Debug)]
struct FormTable {
    name: String,
    fields: Vec<Field>,
    rows: Vec<Vec<String>>,
}

/// Tables of sheets while they are filled.
#[derive(Debug)]
pub struct Submissions {
    flavour: Flavour,
    redaction: Redaction,
    language: &'static str,
    forms: BTreeMap<Digest, FormTable>,
    withheld: Withheld,
}

impl Submissions {
    /// Begins without a table; labels are written in `language`.
    pub fn new(flavour: Flavour, redaction: Redaction, language: &'static str) -> Self {
        Self {
            flavour,
            redaction,
            language,
            forms: BTreeMap::new(),
            withheld: Withheld::default(),
        }
    }

    /// Adds the sheets of one visit. Of a person who did not agree to be counted there is nothing but
    /// what was said about consent.
    pub fn visit(&mut self, session: &Session) {
        let declined: Vec<Subject> = session
            .episodes()
            .into_iter()
            .filter(|episode| !episode.may_be_counted())
            .filter_map(|episode| episode.person)
            .collect();
        for sheet in session.sheets().filter(Sheet::is_begun) {
            let has_declined = declined.contains(&sheet.subject());
            self.sheet(session, &sheet, has_declined);
        }
    }

    fn sheet(&mut self, session: &Session, sheet: &Sheet<'_>, has_declined: bool) {
        let checklist = sheet.checklist();
        let flavour = self.flavour;
        let language = self.language;
        let taken: Vec<String> = self.forms.values().map(|form| form.name.clone()).collect();
        let form = self
            .forms
            .entry(checklist.digest)
            .or_insert_with(|| FormTable::of(checklist, flavour, language, &taken));
        let mut row = Vec::new();
        if flavour == Flavour::Central {
            row.push(session.header().start.to_string());
        }
        for field in &form.fields {
            let Some(question) = checklist.questions.get(field.question) else {
                continue;
            };
            let is_withheld = (has_declined && !is_consent(question))
                || (question.personal && self.redaction.identities == Identities::Withheld);
            let value = sheet
                .value(field.question)
                .filter(|_| sheet.applies(field.question));
            let shown = value.filter(|_| !is_withheld);
            row.push(match &field.part {
                Part::Value => {
                    if is_withheld && value.is_some() {
                        let count = if has_declined {
                            &mut self.withheld.declined
                        } else {
                            &mut self.withheld.personal
                        };
                        *count += 1;
                    }
                    shown.map_or_else(String::new, |value| match flavour {
                        Flavour::Central => value.to_string(),
                        Flavour::Kobo => value_label(checklist, question, value, language)
                            .unwrap_or_else(|| value.to_string()),
                    })
                }
                Part::Choice(name) => taken_choice(flavour, shown, name).to_owned(),
                Part::Status => status(sheet, field.question, is_withheld).to_owned(),
            });
        }
        let visit = session.header().id.to_string();
        let subject = sheet.subject().to_string();
        let key = format!("{visit}-{subject}");
        let start = session.header().start.to_string();
        let index = (form.rows.len() + 1).to_string();
        let version = checklist.version.as_str();
        match flavour {
            Flavour::Central => row.extend(
                [key.as_str(), "", "", "0", "0", "", "", "", "0", version].map(str::to_owned),
            ),
            Flavour::Kobo => row.extend(
                [
                    index.as_str(),
                    &key,
                    &start,
                    "",
                    "",
                    "",
                    "",
                    version,
                    "",
                    &index,
                ]
                .map(str::to_owned),
            ),
        }
        let practice = if session.header().practice {
            "true"
        } else {
            "false"
        };
        row.extend(
            [
                visit.as_str(),
                &session.header().facility.code,
                &subject,
                practice,
            ]
            .map(str::to_owned),
        );
        form.rows.push(row);
    }

    /// Writes the tables as one archive; returns what was held back.
    pub fn write(&self, sink: &mut dyn Write) -> io::Result<Withheld> {
        let mut archive = ZipWriter::new_stream(sink);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for form in self.forms.values() {
            archive.start_file(format!("{}.csv", form.name), options)?;
            self.table(form, &mut archive)?;
        }
        archive.finish()?;
        Ok(self.withheld)
    }

    /// Writes the first table as it is, for a look before the archive is made.
    pub fn write_first(&self, sink: &mut dyn Write) -> io::Result<Withheld> {
        if let Some(form) = self.forms.values().next() {
            self.table(form, sink)?;
        }
        Ok(self.withheld)
    }

    fn table(&self, form: &FormTable, sink: &mut dyn Write) -> io::Result<()> {
        let before: &[&str] = match self.flavour {
            Flavour::Central => &["SubmissionDate"],
            Flavour::Kobo => &[],
        };
        let behind = match self.flavour {
            Flavour::Central => CENTRAL,
            Flavour::Kobo => KOBO,
        };
        let is_theirs = |field: &&Field| !matches!(field.part, Part::Status);
        let theirs = form.fields.iter().filter(is_theirs);
        let ours = form.fields.iter().filter(|field| !is_theirs(field));
        let header = before
            .iter()
            .copied()
            .chain(theirs.map(|field| field.header.as_str()))
            .chain(behind)
            .chain(OURS)
            .chain(ours.map(|field| field.header.as_str()));
        let mut table = CsvTable::new(sink, ByteOrderMark::LeftOut, header)?;
        let split = before.len();
        for row in &form.rows {
            let (lead, rest) = row.split_at_checked(split).unwrap_or_default();
            let (fields, behind) = rest.split_at_checked(form.fields.len()).unwrap_or_default();
            let of = |is_status: bool| {
                let pairs = form.fields.iter().zip(fields);
                pairs
                    .filter(move |(field, _)| matches!(field.part, Part::Status) == is_status)
                    .map(|(_, cell)| cell)
            };
            let cells: Vec<Cell<'_>> = lead
                .iter()
                .chain(of(false))
                .chain(behind)
                .chain(of(true))
                .map(|cell| {
                    if cell.is_empty() {
                        Cell::Blank
                    } else {
                        Cell::Text(cell)
                    }
                })
                .collect();
            table.row(&cells)?;
        }
        table.finish()
    }
}

/// Returns what stands in the column of one choice: Central says 0 even where nobody was asked.
fn taken_choice(flavour: Flavour, value: Option<&Value>, name: &str) -> &'static str {
    let is_taken = |value: &Value| match value {
        Value::Choices(names) => names.iter().any(|taken| taken == name),
        Value::Choice(taken) => taken == name,
        Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Moment(_) => false,
    };
    match (flavour, value.map(is_taken)) {
        (_, Some(true)) => "1",
        (_, Some(false)) | (Flavour::Central, None) => "0",
        (Flavour::Kobo, None) => "",
    }
}

/// Returns why there is an answer or none: five silences are five words.
fn status(sheet: &Sheet<'_>, index: usize, is_withheld: bool) -> &'static str {
    if is_withheld {
        return "withheld";
    }
    if !sheet.applies(index) {
        return "skipped";
    }
    if sheet.value(index).is_some() {
        return "answered";
    }
    let missing = sheet
        .reading(index)
        .and_then(|said| said.answer.missing_reason());
    missing.map_or("not_answered", |missing| missing.name())
}

impl FormTable {
    fn of(checklist: &Checklist, flavour: Flavour, language: &str, taken: &[String]) -> Self {
        let mut name = checklist.id.as_str().replace('/', "_");
        let base = name.clone();
        let mut number = 0;
        // Another version of the same checklist is another table.
        while taken.contains(&name) {
            number += 1;
            name = format!("{base}~{number}");
        }
        let mut fields = Vec::new();
        let mut statuses = Vec::new();
        for (index, question) in checklist.questions.iter().enumerate() {
            let header = header(checklist, question, flavour, language);
            let mut add = |header: String, part| {
                fields.push(Field {
                    question: index,
                    header,
                    part,
                });
            };
            add(header.clone(), Part::Value);
            if matches!(question.kind, Kind::Choices(_)) && !question.is_ranked {
                for choice in checklist.choices_of(question) {
                    let shown = match flavour {
                        Flavour::Central => choice.name.as_str(),
                        Flavour::Kobo => choice.label.in_language(language).0,
                    };
                    add(
                        format!("{header}/{shown}"),
                        Part::Choice(choice.name.clone()),
                    );
                }
            }
            if question.takes_answers() {
                statuses.push(Field {
                    question: index,
                    header: format!("{}-status", question.name),
                    part: Part::Status,
                });
            }
        }
        fields.extend(statuses);
        Self {
            name,
            fields,
            rows: Vec::new(),
        }
    }
}

/// Returns the header of a question: its way through the groups and its name or label.
fn header(checklist: &Checklist, question: &Question, flavour: Flavour, language: &str) -> String {
    let mut way = Vec::new();
    let mut at = question.group;
    while let Some(group) = at.and_then(|index| checklist.groups.get(index)) {
        way.push(group.path_name.clone());
        at = group.within;
    }
    if let Some(section) = checklist.sections.get(question.section)
        && section.is_in_paths
    {
        // Sections are groups wherever an XLSForm is made of them.
        way.push(section.name.clone());
    }
    way.reverse();
    let (divider, last) = match flavour {
        Flavour::Central => ("-", question.path_name.as_str()),
        Flavour::Kobo => ("/", question.label.in_language(language).0),
    };
    way.push(if last.is_empty() {
        question.path_name.clone()
    } else {
        last.to_owned()
    });
    way.join(divider)
}
