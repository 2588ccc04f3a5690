//! Answers as a tidy table: one row per answer of one source to one question.
//!
//! Visits go in one at a time and none is kept. An answer whose question does not apply any more is
//! there and marked: it was said, and it counts nowhere.

use std::io::{self, Write};

use super::codebook::kind_name;
use super::{ByteOrderMark, Cell, CsvTable, Identities, Notes, Redaction, Withheld};
use crate::checklist::{Checklist, FactName, Question};
use crate::value::{Missing, Source, Value};
use crate::visit::{Answer, Content, Session, Sheet, Subject};

const COLUMNS: [&str; 26] = [
    "visit",
    "visit_start",
    "facility",
    "facility_type",
    "country",
    "region",
    "practice",
    "subject",
    "checklist",
    "version",
    "section",
    "question",
    "number",
    "instance",
    "safeguard",
    "fact",
    "source",
    "kind",
    "value",
    "value_label",
    "missing",
    "missing_why",
    "precision",
    "applies",
    "withheld",
    "note",
];

/// The table of answers while it is written.
pub struct AnswersCsv<W: Write> {
    table: CsvTable<W>,
    redaction: Redaction,
    language: &'static str,
    withheld: Withheld,
    rows: u64,
}

/// What is the same for every answer in one place of a sheet.
struct Place<'a> {
    visit: &'a str,
    start: &'a str,
    subject: &'a str,
    session: &'a Session,
    sheet: &'a Sheet<'a>,
}

impl<W: Write> AnswersCsv<W> {
    /// Begins the table; labels of choices are written in `language`.
    pub fn new(
        sink: W,
        mark: ByteOrderMark,
        redaction: Redaction,
        language: &'static str,
    ) -> io::Result<Self> {
        let notes = redaction.notes == Notes::Included;
        let columns = COLUMNS
            .into_iter()
            .filter(|column| notes || *column != "note");
        Ok(Self {
            table: CsvTable::new(sink, mark, columns)?,
            redaction,
            language,
            withheld: Withheld::default(),
            rows: 0,
        })
    }

    /// Writes the answers of one visit.
    ///
    /// A table is there to be counted: of a person who did not agree to that, it holds nothing but
    /// what was said about consent.
    pub fn visit(&mut self, session: &Session) -> io::Result<()> {
        let declined: Vec<Subject> = session
            .episodes()
            .into_iter()
            .filter(|episode| !episode.may_be_counted())
            .filter_map(|episode| episode.person)
            .collect();
        let visit = session.header().id.to_string();
        let start = session.header().start.to_string();
        for sheet in session.sheets() {
            let declined = declined.contains(&sheet.subject());
            let subject = sheet.subject().to_string();
            for spot in sheet.places() {
                let index = spot.question;
                let Some(question) = sheet.checklist().questions.get(index) else {
                    continue;
                };
                let sheet = &sheet.seen_from(spot.instance);
                let place = Place {
                    visit: &visit,
                    start: &start,
                    subject: &subject,
                    session,
                    sheet,
                };
                if declined && !is_consent(question) {
                    let given = sheet.said(index).into_iter().map(|said| said.answer);
                    let given = given.filter(|answer| answer.content.is_some());
                    self.withheld.declined += given.count() as u64;
                } else if question.takes_answers() {
                    for said in sheet.said(index) {
                        let source = said.source.name();
                        self.answer(&place, index, question, source, said.answer)?;
                    }
                } else if let Some(value) = sheet.calculated(index) {
                    let answer = Answer::given(value.clone());
                    self.answer(&place, index, question, "calculation", &answer)?;
                }
            }
        }
        // What has no place in the version of now stands under the one that asked.
        for left in session.left_behind() {
            let (sheet, index) = (&left.sheet, left.spot.question);
            let Some(question) = sheet.checklist().questions.get(index) else {
                continue;
            };
            if declined.contains(&sheet.subject()) && !is_consent(question) {
                self.withheld.declined += u64::from(left.said.answer.content.is_some());
                continue;
            }
            let place = Place {
                visit: &visit,
                start: &start,
                subject: &sheet.subject().to_string(),
                session,
                sheet,
            };
            let source = left.said.source.name();
            self.answer(&place, index, question, source, left.said.answer)?;
        }
        Ok(())
    }

    fn answer(
        &mut self,
        place: &Place<'_>,
        index: usize,
        question: &Question,
        source: &str,
        answer: &Answer,
    ) -> io::Result<()> {
        let with_notes = self.redaction.notes == Notes::Included;
        if answer.content.is_none() && !(with_notes && answer.note.is_some()) {
            self.withheld.notes += u64::from(answer.note.is_some());
            return Ok(());
        }
        let hide = question.personal
            && self.redaction.identities == Identities::Withheld
            && answer.value().is_some();
        self.withheld.personal += u64::from(hide);
        self.withheld.notes += u64::from(!with_notes && answer.note.is_some());
        let applies = Source::from_name(source).map_or_else(
            || place.sheet.applies(index),
            |source| place.sheet.counts_from(index, source),
        );
        self.withheld.set_aside += u64::from(!applies);
        let checklist = place.sheet.checklist();
        let instance = place.sheet.instance_path(index);
        let (facility, practice) = (
            &place.session.header().facility,
            place.session.header().practice,
        );
        let section = checklist.sections.get(question.section);
        let text = answer.value().filter(|_| !hide).map(ToString::to_string);
        let label = answer
            .value()
            .filter(|_| !hide)
            .and_then(|value| value_label(checklist, question, value, self.language));
        let (missing, why) = match answer.missing_reason() {
            Some(Missing::NotChecked(why)) => (Some("not_checked"), Some(why.name())),
            Some(missing) => (Some(missing.name()), None),
            None => (None, None),
        };
        let value = match (&answer.content, &text) {
            (Some(Content::Given(Value::Integer(number))), Some(_)) => Cell::Number(*number),
            (Some(Content::Given(Value::Decimal(number))), Some(_)) => Cell::Decimal(*number),
            _ => Cell::from(text.as_deref()),
        };
        let moment = answer.value().and_then(Value::as_moment);
        let precision = moment.map(|_| answer.precision.to_string());
        let mut cells = vec![
            Cell::Text(place.visit),
            Cell::Text(place.start),
            Cell::Text(&facility.code),
            Cell::Text(facility.kind.code()),
            Cell::Text(facility.country.code()),
            Cell::Text(&facility.region),
            Cell::Truth(practice),
            Cell::Text(place.subject),
            Cell::Text(checklist.id.as_str()),
            Cell::Text(&checklist.version),
            Cell::from(section.map(|section| section.name.as_str())),
            Cell::Text(question.name.as_str()),
            Cell::Text(&question.number),
            Cell::from(Some(instance.as_str()).filter(|path| !path.is_empty())),
            Cell::from(question.safeguard.as_deref()),
            Cell::from(question.fact.as_ref().map(FactName::as_str)),
            Cell::Text(source),
            Cell::Text(kind_name(&question.kind)),
            value,
            Cell::from(label.as_deref()),
            Cell::from(missing),
            Cell::from(why),
            Cell::from(precision.as_deref()),
            Cell::Truth(applies),
            Cell::Truth(hide),
        ];
        if with_notes {
            cells.push(Cell::from(answer.note.as_deref()));
        }
        self.rows += 1;
        self.table.row(&cells)
    }

    /// Ends the table; returns how many rows it has and what was held back.
    pub fn finish(self) -> io::Result<(u64, Withheld)> {
        self.table.finish()?;
        Ok((self.rows, self.withheld))
    }
}

pub(super) fn is_consent(question: &Question) -> bool {
    let fact = question.fact.as_ref().map(FactName::as_str);
    fact.is_some_and(|fact| fact.starts_with("consent_"))
}

/// Returns the labels of the chosen choices.
pub(super) fn value_label(
    checklist: &Checklist,
    question: &Question,
    value: &Value,
    language: &str,
) -> Option<String> {
    let names: Vec<&str> = match value {
        Value::Choice(name) => vec![name],
        Value::Choices(names) => names.iter().map(String::as_str).collect(),
        Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Moment(_) => return None,
    };
    let choices = checklist.choices_of(question);
    let labels: Vec<&str> = names
        .iter()
        .map(|name| {
            let choice = choices.iter().find(|choice| choice.name == *name);
            choice.map_or(*name, |choice| choice.label.in_language(language).0)
        })
        .collect();
    Some(labels.join("; "))
}
