//! What was filled, laid out as the servers of ODK and `KoboToolbox` export it, so that scripts written
//! for them read ours: a table for each checklist with a row for each sheet, and a table for each
//! repeat with a row for each instance, linked as they link them.
//!
//! Headers and their order are those of the model; what only this program knows stands in columns
//! behind them. In a cell of theirs silence is empty; why it is silent stands in a column of ours.

mod book;
mod layout;
mod log;

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::{DateTime, FixedOffset, Utc};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::answers::{is_consent, value_label};
use super::{ByteOrderMark, Cell, CsvTable, Identities, Redaction, Withheld};
use crate::checklist::{Checklist, Digest, Question};
use crate::value::Value;
use crate::visit::{Instance, Session, Sheet, Subject};
use layout::{FormLayout, Part, TableLayout};

/// Whose layout it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// ODK Central: group paths joined by `-`, 0 for a choice that was not taken, tables as CSV.
    Central,
    /// `KoboToolbox`: group paths joined by `/`, blank where a question was not answered, a workbook
    /// with a sheet for each table.
    Kobo,
}

/// What stands in headers and for choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headers {
    /// Names, which scripts know.
    Names,
    /// What people read.
    Labels,
}

/// How tables of sheets are written.
#[derive(Debug, Clone)]
pub struct TableStyle {
    /// Whose layout it is.
    pub flavour: Flavour,
    /// What stands in headers and for choices.
    pub headers: Headers,
    /// The code of the language of labels.
    pub language: String,
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq)]
enum Datum {
    Blank,
    Text(String),
    Number(i64),
    Decimal(f64),
}

impl From<&str> for Datum {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(text.to_owned())
        }
    }
}

impl Datum {
    fn of(value: &Value) -> Self {
        match value {
            Value::Integer(number) => Self::Number(*number),
            Value::Decimal(number) => Self::Decimal(*number),
            Value::Text(_) | Value::Choice(_) | Value::Choices(_) | Value::Moment(_) => {
                Self::from(value.to_string().as_str())
            }
        }
    }

    fn count(number: usize) -> Self {
        i64::try_from(number).map_or(Self::Blank, Self::Number)
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Blank => Cell::Blank,
            Self::Text(text) => Cell::Text(text),
            Self::Number(number) => Cell::Number(*number),
            Self::Decimal(number) => Cell::Decimal(*number),
        }
    }
}

/// The tables of one version of a checklist, while they are filled.
#[derive(Debug)]
struct FormTables {
    layout: FormLayout,
    /// The rows of each table.
    rows: Vec<Vec<Vec<Datum>>>,
    log: Vec<Vec<Datum>>,
}

/// Tables of sheets while they are filled.
#[derive(Debug)]
pub struct Submissions {
    style: TableStyle,
    redaction: Redaction,
    forms: BTreeMap<Digest, FormTables>,
    withheld: Withheld,
}

/// One sheet on its way into the tables.
struct Passing<'a> {
    session: &'a Session,
    sheet: &'a Sheet<'a>,
    checklist: &'a Checklist,
    /// Whether the person did not agree to be counted.
    has_declined: bool,
    key: String,
    submitted: Option<DateTime<Utc>>,
    /// The number of the sheet's row.
    index: usize,
}

/// One row that others may hang on.
struct Place {
    instance: Instance,
    key: String,
    index: usize,
}

impl Submissions {
    /// Begins without a table.
    pub const fn new(style: TableStyle, redaction: Redaction) -> Self {
        Self {
            style,
            redaction,
            forms: BTreeMap::new(),
            withheld: Withheld {
                personal: 0,
                notes: 0,
                labels: 0,
                declined: 0,
                set_aside: 0,
            },
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
        let style = &self.style;
        let taken: Vec<String> = self
            .forms
            .values()
            .flat_map(|form| form.layout.table_names())
            .collect();
        let form = self.forms.entry(checklist.digest).or_insert_with(|| {
            let layout = FormLayout::of(checklist, style, &taken);
            FormTables {
                rows: vec![Vec::new(); layout.tables.len()],
                layout,
                log: Vec::new(),
            }
        });
        let index = form.rows.first().map_or(0, Vec::len) + 1;
        let passing = Passing {
            session,
            sheet,
            checklist,
            has_declined,
            key: format!("{}-{}", session.header().id, sheet.subject()),
            submitted: last_said(sheet),
            index,
        };
        let place = Place {
            instance: Instance::default(),
            key: passing.key.clone(),
            index,
        };
        let mut filling = Filling {
            style,
            redaction: self.redaction,
            withheld: &mut self.withheld,
            form,
        };
        filling.row(0, &passing, &place, None);
        filling.children(0, &passing, &place);
        let hides = |question: &Question| filling.hides(&passing, question);
        let events = log::events(&passing, &filling.form.layout, hides);
        form.log.extend(events);
    }

    /// Writes the tables as one archive; returns what was held back.
    pub fn write(&self, sink: &mut dyn Write) -> io::Result<Withheld> {
        let mut archive = ZipWriter::new_stream(sink);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for form in self.forms.values() {
            let name = &form.layout.name;
            if self.style.flavour == Flavour::Kobo {
                let book = book::write(&form.layout, &form.rows).map_err(io::Error::other)?;
                archive.start_file(format!("{name}.xlsx"), options)?;
                archive.write_all(&book)?;
                continue;
            }
            for (table, rows) in form.layout.tables.iter().zip(&form.rows) {
                archive.start_file(format!("{}.csv", table.name), options)?;
                write_table(table.headers(), rows, &mut archive)?;
            }
            archive.start_file(format!("{name} - audit.csv"), options)?;
            write_table(log::HEADERS.iter().copied(), &form.log, &mut archive)?;
        }
        archive.finish()?;
        Ok(self.withheld)
    }

    /// Writes the first table as it is, for a look before the archive is made.
    pub fn write_first(&self, sink: &mut dyn Write) -> io::Result<Withheld> {
        let form = self.forms.values().next();
        if let Some(form) = form
            && let (Some(table), Some(rows)) = (form.layout.tables.first(), form.rows.first())
        {
            write_table(table.headers(), rows, sink)?;
        }
        Ok(self.withheld)
    }
}

fn write_table<'h>(
    headers: impl Iterator<Item = &'h str>,
    rows: &[Vec<Datum>],
    sink: &mut dyn Write,
) -> io::Result<()> {
    let mut table = CsvTable::new(sink, ByteOrderMark::LeftOut, headers)?;
    for row in rows {
        let cells: Vec<Cell<'_>> = row.iter().map(Datum::cell).collect();
        table.row(&cells)?;
    }
    table.finish()
}

/// Puts one sheet into the tables of its checklist.
struct Filling<'f> {
    style: &'f TableStyle,
    redaction: Redaction,
    withheld: &'f mut Withheld,
    form: &'f mut FormTables,
}

impl Filling<'_> {
    /// Adds the rows of the repeats that stand in a table, and what hangs on them.
    fn children(&mut self, table: usize, passing: &Passing<'_>, around: &Place) {
        for child in self.form.layout.children_of(table) {
            let Some(layout) = self.form.layout.tables.get(child) else {
                continue;
            };
            let (Some(repeat), way) = (layout.repeat, layout.way.join("/")) else {
                continue;
            };
            let instances = passing.sheet.instances(repeat, &around.instance);
            for (position, id) in instances.iter().enumerate() {
                let instance = around.instance.with(*id);
                if !self.counts(child, passing, &instance) {
                    continue;
                }
                let place = Place {
                    key: format!("{}/{way}[{}]", around.key, position + 1),
                    index: self.form.rows.get(child).map_or(0, Vec::len) + 1,
                    instance,
                };
                self.row(child, passing, &place, Some(around));
                self.children(child, passing, &place);
            }
        }
    }

    /// Returns whether anything in this instance counts: what is not relevant has no row.
    fn counts(&self, table: usize, passing: &Passing<'_>, instance: &Instance) -> bool {
        let sheet = passing.sheet.clone().in_instance(instance.clone());
        let layout = &self.form.layout;
        layout.questions_in(table).any(|index| sheet.applies(index))
    }

    fn hides(&self, passing: &Passing<'_>, question: &Question) -> bool {
        (passing.has_declined && !is_consent(question))
            || (question.personal && self.redaction.identities == Identities::Withheld)
    }

    fn row(&mut self, table: usize, passing: &Passing<'_>, place: &Place, around: Option<&Place>) {
        let sheet = passing.sheet.clone().in_instance(place.instance.clone());
        let Some(layout) = self.form.layout.tables.get(table) else {
            return;
        };
        let fields = self.fields(layout, passing, &sheet);
        let statuses: Vec<Datum> = layout
            .statuses
            .iter()
            .map(|(index, _)| {
                let question = passing.checklist.questions.get(*index);
                let is_hidden = question.is_some_and(|question| self.hides(passing, question));
                Datum::from(status(&sheet, *index, is_hidden, passing.has_declined))
            })
            .collect();
        let (lead, behind) = match (self.style.flavour, around) {
            (Flavour::Central, None) => central_root(passing),
            (Flavour::Central, Some(around)) => (
                Vec::new(),
                vec![
                    Datum::from(around.key.as_str()),
                    Datum::from(place.key.as_str()),
                ],
            ),
            (Flavour::Kobo, None) => (Vec::new(), kobo_root(passing, place)),
            (Flavour::Kobo, Some(around)) => {
                let parent = layout.parent_name.as_deref().unwrap_or_default();
                (Vec::new(), kobo_inside(passing, place, parent, around))
            }
        };
        let row = lead
            .into_iter()
            .chain(fields)
            .chain(behind)
            .chain(statuses)
            .collect();
        for (index, _) in &layout.statuses {
            let question = passing.checklist.questions.get(*index);
            let is_hidden = question.is_some_and(|question| self.hides(passing, question));
            if is_hidden && sheet.applies(*index) && sheet.value(*index).is_some() {
                if passing.has_declined {
                    self.withheld.declined += 1;
                } else {
                    self.withheld.personal += 1;
                }
            }
        }
        if let Some(rows) = self.form.rows.get_mut(table) {
            rows.push(row);
        }
    }

    fn fields(&self, layout: &TableLayout, passing: &Passing<'_>, sheet: &Sheet<'_>) -> Vec<Datum> {
        let checklist = passing.checklist;
        let shown = |field: &layout::Field| {
            let Some(question) = checklist.questions.get(field.question) else {
                return Datum::Blank;
            };
            let is_hidden = self.hides(passing, question);
            let value = sheet
                .value(field.question)
                .filter(|_| sheet.applies(field.question) && !is_hidden);
            match &field.part {
                Part::Value => value.map_or(Datum::Blank, |value| {
                    let label = || value_label(checklist, question, value, &self.style.language);
                    match self.style.headers {
                        Headers::Labels => label().map_or_else(
                            || Datum::of(value),
                            |label| Datum::from(label.replace("; ", " ").as_str()),
                        ),
                        Headers::Names => Datum::of(value),
                    }
                }),
                Part::Choice(name) => taken_choice(self.style.flavour, value, name),
                Part::Place => Datum::Blank,
            }
        };
        layout.fields.iter().map(shown).collect()
    }
}

/// Returns what stands before and behind the fields of a sheet in ODK Central's root table.
fn central_root(passing: &Passing<'_>) -> (Vec<Datum>, Vec<Datum>) {
    let submitted = passing
        .submitted
        .map(|at| at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
    let key = passing.key.as_str();
    // The instance's id is the last field of every form.
    let behind = [
        key,
        key,
        "",
        "",
        "0",
        "0",
        "",
        "",
        "",
        "0",
        &passing.checklist.version,
    ];
    let lead = vec![Datum::from(submitted.as_deref().unwrap_or_default())];
    (
        lead,
        behind
            .map(Datum::from)
            .into_iter()
            .chain(ours(passing))
            .collect(),
    )
}

fn kobo_root(passing: &Passing<'_>, place: &Place) -> Vec<Datum> {
    let index = Datum::count(place.index);
    let mut behind = vec![index.clone(), Datum::from(passing.key.as_str())];
    behind.push(Datum::from(kobo_time(passing).as_str()));
    behind.extend(["", "", "", "", &passing.checklist.version, ""].map(Datum::from));
    behind.push(index);
    behind.extend(ours(passing));
    behind
}

fn kobo_inside(passing: &Passing<'_>, place: &Place, parent: &str, around: &Place) -> Vec<Datum> {
    let mut behind = vec![
        Datum::count(place.index),
        Datum::from(parent),
        Datum::count(around.index),
        Datum::count(passing.index),
        Datum::from(passing.key.as_str()),
        Datum::from(kobo_time(passing).as_str()),
    ];
    behind.extend(["", "", "", "", &passing.checklist.version, ""].map(Datum::from));
    behind
}

fn kobo_time(passing: &Passing<'_>) -> String {
    passing
        .submitted
        .map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%S").to_string())
}

/// Returns what stands in the columns that only this program has.
fn ours(passing: &Passing<'_>) -> [Datum; 4] {
    let header = passing.session.header();
    let practice = if header.practice { "true" } else { "false" };
    [
        Datum::from(header.id.to_string().as_str()),
        Datum::from(header.facility.code.as_str()),
        Datum::from(passing.sheet.subject().to_string().as_str()),
        Datum::from(practice),
    ]
}

/// Returns when something was last said on the sheet.
fn last_said(sheet: &Sheet<'_>) -> Option<DateTime<Utc>> {
    let questions = 0..sheet.checklist().questions.len();
    let said = questions.flat_map(|index| {
        let instances = sheet.instances_of(index);
        instances.into_iter().flat_map(move |instance| {
            let seen = sheet.clone().in_instance(instance);
            let times = seen.said(index).into_iter().map(|said| said.stamp.machine);
            times.collect::<Vec<DateTime<FixedOffset>>>()
        })
    });
    said.max().map(|at| at.with_timezone(&Utc))
}

/// Returns what stands in the column of one choice: Central says 0 even where nobody was asked.
fn taken_choice(flavour: Flavour, value: Option<&Value>, name: &str) -> Datum {
    let is_taken = |value: &Value| match value {
        Value::Choices(names) => names.iter().any(|taken| taken == name),
        Value::Choice(taken) => taken == name,
        Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Moment(_) => false,
    };
    match (flavour, value.map(is_taken)) {
        (_, Some(true)) => Datum::Number(1),
        (_, Some(false)) | (Flavour::Central, None) => Datum::Number(0),
        (Flavour::Kobo, None) => Datum::Blank,
    }
}

/// Returns why there is an answer or none: every silence has a word of its own.
fn status(sheet: &Sheet<'_>, index: usize, is_hidden: bool, has_declined: bool) -> &'static str {
    let has_value = sheet.value(index).is_some();
    if is_hidden && (has_value || has_declined) {
        return "withheld";
    }
    if !sheet.applies(index) {
        return "skipped";
    }
    if has_value {
        return "answered";
    }
    let missing = sheet
        .reading(index)
        .and_then(|said| said.answer.missing_reason());
    missing.map_or("not_answered", |missing| missing.name())
}
