//! Which tables a checklist has, and which columns.
//!
//! Its invariant: a table comes after the one on which it hangs.

use super::{Flavour, Headers, TableStyle};
use crate::checklist::{Checklist, Kind, Question, Text};

/// Columns behind the fields of a sheet in ODK Central; the first is the last field of every form.
const CENTRAL: [&str; 11] = [
    "meta-instanceID",
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

/// Columns behind the fields of an instance in ODK Central.
const CENTRAL_INSIDE: [&str; 2] = ["PARENT_KEY", "KEY"];

/// Columns behind the fields of a sheet in `KoboToolbox`.
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

/// Columns behind the fields of an instance in `KoboToolbox`.
const KOBO_INSIDE: [&str; 12] = [
    "_index",
    "_parent_table_name",
    "_parent_index",
    "_submission__id",
    "_submission__uuid",
    "_submission__submission_time",
    "_submission__validation_status",
    "_submission__notes",
    "_submission__status",
    "_submission__submitted_by",
    "_submission___version__",
    "_submission__tags",
];

/// Columns that only this program has.
const OURS: [&str; 4] = ["visit", "facility", "subject", "practice"];

/// Columns of a place on the map in ODK Central.
const PLACE: [&str; 4] = ["-Latitude", "-Longitude", "-Altitude", "-Accuracy"];

/// One column of the fields.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) question: usize,
    pub(super) header: String,
    pub(super) part: Part,
}

/// What of a question a column shows.
#[derive(Debug)]
pub(super) enum Part {
    /// The value.
    Value,
    /// Whether this choice was taken.
    Choice(String),
    /// A part of a place on the map, which a terminal does not ask.
    Place,
}

/// One table.
#[derive(Debug)]
pub(super) struct TableLayout {
    /// The name of its file or sheet.
    pub(super) name: String,
    /// The repeat whose instances it holds; nothing for the sheets themselves.
    pub(super) repeat: Option<usize>,
    /// The name of the table on which it hangs.
    pub(super) parent_name: Option<String>,
    parent: Option<usize>,
    /// The names of the groups from that table to the repeat, itself included.
    pub(super) way: Vec<String>,
    lead: &'static [&'static str],
    pub(super) fields: Vec<Field>,
    behind: Vec<&'static str>,
    /// The questions whose silences are told, with the headers of those columns.
    pub(super) statuses: Vec<(usize, String)>,
}

impl TableLayout {
    /// Returns the headers in the order of the cells.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().map(|field| field.header.as_str());
        let statuses = self.statuses.iter().map(|(_, header)| header.as_str());
        self.lead
            .iter()
            .copied()
            .chain(fields)
            .chain(self.behind.iter().copied())
            .chain(statuses)
    }
}

/// The tables of one version of a checklist.
#[derive(Debug)]
pub(super) struct FormLayout {
    /// The name of the form, as in names of files.
    pub(super) name: String,
    /// The name of the root of every path.
    pub(super) root: String,
    pub(super) tables: Vec<TableLayout>,
    /// The table of each question.
    table_of: Vec<usize>,
}

impl FormLayout {
    pub(super) fn of(checklist: &Checklist, style: &TableStyle, taken: &[String]) -> Self {
        let source = checklist.source().ok();
        let settings = source.and_then(|source| source.xlsform);
        let setting = |key: &str| settings.as_ref().and_then(|columns| columns.get(key));
        let wanted =
            setting("id_string").map_or_else(|| checklist.id.as_str().to_owned(), String::clone);
        // Another version of the same checklist is another table.
        let name = free(&file_name(&wanted), taken);
        let mut layout = Self {
            root: setting("name").map_or_else(|| "data".to_owned(), String::clone),
            tables: vec![table(style, name.clone(), None)],
            table_of: Vec::new(),
            name,
        };
        layout.add_repeats(checklist, style, taken);
        for (index, question) in checklist.questions.iter().enumerate() {
            let repeat = checklist.repeats_around(index).last().copied();
            let at = layout.table_of_repeat(repeat);
            layout.table_of.push(at);
            layout.add_question(checklist, index, question, style, at);
        }
        for table in &mut layout.tables {
            tell_apart(checklist, table);
        }
        layout
    }

    fn add_repeats(&mut self, checklist: &Checklist, style: &TableStyle, taken: &[String]) {
        for (index, group) in checklist.groups.iter().enumerate() {
            if !group.is_repeat {
                continue;
            }
            let around = checklist.repeats_around(checklist.slot_of_group(index));
            let outer = around.iter().rev().nth(1).copied();
            let parent = self.table_of_repeat(outer);
            let used: Vec<String> = taken.iter().cloned().chain(self.table_names()).collect();
            let wanted = match style.flavour {
                Flavour::Central => {
                    format!("{}-{}", self.name, file_name(&group.path_name))
                }
                Flavour::Kobo => file_name(&group.path_name),
            };
            let way = path(
                checklist,
                group.section,
                Some(index),
                outer,
                style,
                Headers::Names,
            );
            let parent_name = self.tables.get(parent).map(|table| table.name.clone());
            self.tables.push(TableLayout {
                parent: Some(parent),
                parent_name,
                way,
                ..table(style, free(&wanted, &used), Some(index))
            });
        }
    }

    fn table_of_repeat(&self, repeat: Option<usize>) -> usize {
        let found = self.tables.iter().position(|table| table.repeat == repeat);
        found.unwrap_or_default()
    }

    fn add_question(
        &mut self,
        checklist: &Checklist,
        index: usize,
        question: &Question,
        style: &TableStyle,
        at: usize,
    ) {
        let Some(table) = self.tables.get_mut(at) else {
            return;
        };
        let header = header(checklist, question, table.repeat, style, style.headers);
        let mut add = |header: String, part| {
            table.fields.push(Field {
                question: index,
                header,
                part,
            });
        };
        if question.unsupported.as_deref() == Some("geopoint") && style.flavour == Flavour::Central
        {
            for part in PLACE {
                add(format!("{header}{part}"), Part::Place);
            }
            return;
        }
        add(header.clone(), Part::Value);
        if matches!(question.kind, Kind::Choices(_)) && !question.is_ranked {
            for choice in checklist.choices_of(question) {
                let shown = match style.headers {
                    Headers::Names => choice.name.as_str(),
                    Headers::Labels => choice.label.in_language(&style.language).0,
                };
                add(
                    format!("{header}/{shown}"),
                    Part::Choice(choice.name.clone()),
                );
            }
        }
        if question.takes_answers() {
            let way = self::header(checklist, question, table.repeat, style, Headers::Names);
            table.statuses.push((index, format!("{way}-status")));
        }
    }

    pub(super) fn table_names(&self) -> impl Iterator<Item = String> {
        self.tables.iter().map(|table| table.name.clone())
    }

    /// Returns the tables that hang on this one.
    pub(super) fn children_of(&self, table: usize) -> Vec<usize> {
        let tables = self.tables.iter().enumerate();
        tables
            .filter(|(_, child)| child.parent == Some(table))
            .map(|(index, _)| index)
            .collect()
    }

    /// Returns the questions of a table and of those that hang on it.
    pub(super) fn questions_in(&self, table: usize) -> impl Iterator<Item = usize> {
        let hangs_on = move |mut at: usize| {
            while at != table {
                match self.tables.get(at).and_then(|layout| layout.parent) {
                    Some(parent) => at = parent,
                    None => return false,
                }
            }
            true
        };
        let tables = self.table_of.iter().enumerate();
        tables
            .filter(move |(_, at)| hangs_on(**at))
            .map(|(index, _)| index)
    }
}

fn table(style: &TableStyle, name: String, repeat: Option<usize>) -> TableLayout {
    let is_root = repeat.is_none();
    let (lead, theirs): (&'static [&'static str], &[&'static str]) = match style.flavour {
        Flavour::Central if is_root => (&["SubmissionDate"], &CENTRAL),
        Flavour::Central => (&[], &CENTRAL_INSIDE),
        Flavour::Kobo if is_root => (&[], &KOBO),
        Flavour::Kobo => (&[], &KOBO_INSIDE),
    };
    let ours: &[&str] = if is_root { &OURS } else { &[] };
    TableLayout {
        name,
        repeat,
        parent_name: None,
        parent: None,
        way: Vec::new(),
        lead,
        fields: Vec::new(),
        behind: theirs.iter().chain(ours).copied().collect(),
        statuses: Vec::new(),
    }
}

/// Two questions that are called the same get their names behind it.
fn tell_apart(checklist: &Checklist, table: &mut TableLayout) {
    let headers: Vec<String> = table
        .fields
        .iter()
        .map(|field| field.header.clone())
        .collect();
    for field in &mut table.fields {
        let same = headers.iter().filter(|header| **header == field.header);
        if same.count() > 1
            && let Some(question) = checklist.questions.get(field.question)
        {
            field.header = match &field.part {
                Part::Choice(name) => format!("{} ({}/{name})", field.header, question.name),
                Part::Value | Part::Place => format!("{} ({})", field.header, question.name),
            };
        }
    }
}

/// Returns the header of a question: its way from its table through the groups, and its name or label.
fn header(
    checklist: &Checklist,
    question: &Question,
    table: Option<usize>,
    style: &TableStyle,
    headers: Headers,
) -> String {
    let mut way = path(
        checklist,
        question.section,
        question.group,
        table,
        style,
        headers,
    );
    let label = question.label.in_language(&style.language).0;
    way.push(match headers {
        Headers::Labels if !label.is_empty() => label.to_owned(),
        Headers::Labels | Headers::Names => question.path_name.clone(),
    });
    let divider = match style.flavour {
        Flavour::Central => "-",
        Flavour::Kobo => "/",
    };
    way.join(divider)
}

/// Returns the groups from a table to the innermost one, itself included, from outside in.
pub(super) fn path(
    checklist: &Checklist,
    section: usize,
    innermost: Option<usize>,
    table: Option<usize>,
    style: &TableStyle,
    headers: Headers,
) -> Vec<String> {
    let shown = |label: &Text, name: &str| {
        let label = label.in_language(&style.language).0;
        match headers {
            Headers::Labels if !label.is_empty() => label.to_owned(),
            Headers::Labels | Headers::Names => name.to_owned(),
        }
    };
    let mut way: Vec<String> = checklist
        .groups_outwards(innermost)
        .take_while(|(index, _)| Some(*index) != table)
        .map(|(_, group)| shown(&group.label, &group.path_name))
        .collect();
    if let Some(section) = checklist.sections.get(section)
        && table.is_none()
        && section.is_in_paths
    {
        // Sections are groups wherever an XLSForm is made of them.
        way.push(shown(&section.title, &section.name));
    }
    way.reverse();
    way
}

/// Returns the name, or one made of it where another has it.
fn free(name: &str, taken: &[String]) -> String {
    let mut made = name.to_owned();
    let mut number = 0;
    while taken.contains(&made) {
        number += 1;
        made = format!("{name}~{number}");
    }
    made
}

/// Returns the text as a name of a file on every system.
fn file_name(text: &str) -> String {
    let letters = text.chars().map(|letter| {
        let is_plain = letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        if is_plain { letter } else { '_' }
    });
    letters.collect()
}
