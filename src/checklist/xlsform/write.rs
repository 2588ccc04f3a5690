//! From a checklist to an XLSForm workbook that other tools open and that comes back whole.
//!
//! Columns that only this program knows have plain headers with underscores, which other tools
//! ignore. Its invariant: reading what was written gives the same checklist again.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::languages;
use crate::checklist::source::path_name;
use crate::checklist::{
    ChecklistSource, ChoiceSource, Columns, GroupSource, QuestionSource, Required, SectionSource,
    Text, Vocabulary,
};

/// Before the name of a sheet that is only carried along.
pub(super) const SHEET: &str = "sheet ";

/// Rows of a sheet, each by header.
#[derive(Debug, Default)]
struct Rows {
    /// Headers that come first, in this order, where they are used.
    first: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
}

impl Rows {
    fn headers(&self) -> Vec<&str> {
        let used: BTreeSet<&str> = self
            .rows
            .iter()
            .flat_map(|row| row.keys().map(String::as_str))
            .collect();
        let first = self.first.iter().map(String::as_str);
        let first: Vec<&str> = first.filter(|header| used.contains(header)).collect();
        let rest = used.into_iter().filter(|header| !first.contains(header));
        first.iter().copied().chain(rest).collect()
    }
}

/// Writes one row.
#[derive(Debug)]
struct Cells<'l> {
    cells: BTreeMap<String, String>,
    languages: &'l BTreeMap<String, String>,
}

impl Cells<'_> {
    fn put(&mut self, header: &str, text: &str) {
        if !text.is_empty() {
            self.cells.insert(header.to_owned(), text.to_owned());
        }
    }

    fn put_some(&mut self, header: &str, text: Option<&String>) {
        self.put(header, text.map_or("", String::as_str));
    }

    fn put_text(&mut self, column: &str, text: &Text) {
        for (code, text) in &text.0 {
            let header = header(column, code, self.languages);
            self.put(&header, text);
        }
    }

    /// Puts what is carried along, but for the words that are kept for other ends.
    fn put_columns(&mut self, columns: &Columns) {
        for (header, text) in columns {
            if !matches!(
                header.as_str(),
                "type" | "name" | "label" | "added_by" | "audit" | "id_string"
            ) && !header.starts_with(SHEET)
            {
                self.put(header, text);
            }
        }
    }
}

fn header(column: &str, code: &str, languages: &BTreeMap<String, String>) -> String {
    if code == languages::DEFAULT {
        return column.to_owned();
    }
    let name = languages.get(code);
    let name = name.cloned().unwrap_or_else(|| languages::header_of(code));
    if name == languages::DEFAULT {
        column.to_owned()
    } else {
        format!("{column}::{name}")
    }
}

/// Columns of the survey sheet that hold a text for each language.
const SHOWN: [&str; 5] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
];

/// Columns of the survey sheet in the order in which authors like to read them.
const ORDER: [&str; 24] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "trigger",
    "default",
    "read_only",
    "choice_filter",
    "repeat_count",
    "appearance",
    "parameters",
    "number",
    "safeguard",
    "fact",
    "norm",
    "source",
    "personal",
];

/// Whether rows say which section they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heads {
    Written,
    LeftOut,
}

/// Writes a checklist that is self-contained as an XLSForm workbook.
pub(in crate::checklist) fn write(source: &ChecklistSource) -> Result<Vec<u8>, XlsxError> {
    let book = write_with(source, Heads::LeftOut)?;
    if source.xlsform.is_none() {
        return Ok(book);
    }
    // A form stays as it was unless somebody divided it otherwise than its groups do.
    let back = super::read("form.xlsx", &book, &Vocabulary::default()).source;
    let sections = |source: &ChecklistSource| {
        let sections = source.sections.iter();
        sections
            .map(|section| SectionSource {
                groups: Vec::new(),
                questions: Vec::new(),
                ..section.clone()
            })
            .zip(
                source
                    .sections
                    .iter()
                    .map(|section| section.questions.len()),
            )
            .collect::<Vec<_>>()
    };
    if back.is_some_and(|back| sections(&back) == sections(source)) {
        Ok(book)
    } else {
        write_with(source, Heads::Written)
    }
}

fn write_with(source: &ChecklistSource, heads: Heads) -> Result<Vec<u8>, XlsxError> {
    let codes = codes_of(source);
    let survey = survey(source, &codes, heads);
    let choices = choices(source, &codes);
    let settings = settings(source, &codes);
    let mut book = Workbook::new();
    // The same checklist gives the same bytes.
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    for (name, rows) in [
        ("survey", survey),
        ("choices", choices),
        ("settings", settings),
    ] {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        let headers = rows.headers();
        for (column, header) in (0_u16..).zip(&headers) {
            sheet.write_string_with_format(0, column, *header, &bold)?;
            let width = if header.contains("label") { 50 } else { 18 };
            sheet.set_column_width(column, width)?;
            for (number, row) in (1_u32..).zip(&rows.rows) {
                if let Some(text) = row.get(*header) {
                    sheet.write_string(number, column, text)?;
                }
            }
        }
    }
    for (name, text) in source.xlsform.iter().flatten() {
        if let Some(name) = name.strip_prefix(SHEET) {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            let mut lines = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.as_bytes());
            for (row, line) in (0_u32..).zip(lines.records().map_while(Result::ok)) {
                for (column, text) in (0_u16..).zip(&line).filter(|(_, text)| !text.is_empty()) {
                    sheet.write_string(row, column, text)?;
                }
            }
        }
    }
    book.save_to_buffer()
}

/// Returns every language of the checklist: that of no name first, then as people look for them.
fn codes_of(source: &ChecklistSource) -> Vec<String> {
    let mut codes = BTreeSet::new();
    let mut add = |text: &Text| codes.extend(text.0.keys().cloned());
    add(&source.title);
    for section in &source.sections {
        add(&section.title);
        for question in &section.questions {
            add(&question.label);
            add(&question.hint);
        }
    }
    let rank = |code: &String| match code.as_str() {
        languages::DEFAULT => 0,
        "en" => 1,
        "ru" => 2,
        _ => 3,
    };
    let mut codes: Vec<String> = codes.into_iter().collect();
    codes.sort_by_key(rank);
    codes
}

fn survey(source: &ChecklistSource, codes: &[String], heads: Heads) -> Rows {
    let mut first = Vec::new();
    for column in ORDER {
        if SHOWN.contains(&column) {
            first.extend(
                codes
                    .iter()
                    .map(|code| header(column, code, &source.languages)),
            );
        } else {
            first.push(column.to_owned());
        }
    }
    let mut survey = Survey {
        source,
        heads,
        head: BTreeMap::new(),
        rows: Vec::new(),
    };
    for section in &source.sections {
        survey.section(section);
    }
    if let Some(parameters) = source
        .xlsform
        .as_ref()
        .and_then(|columns| columns.get("audit"))
    {
        let mut row = survey.row("audit", "audit");
        row.put("parameters", parameters);
        survey.add(row);
    }
    Rows {
        first,
        rows: survey.rows,
    }
}

struct Survey<'s> {
    source: &'s ChecklistSource,
    heads: Heads,
    /// What the next row says of its section.
    head: BTreeMap<String, String>,
    rows: Vec<BTreeMap<String, String>>,
}

impl<'s> Survey<'s> {
    fn row(&self, word: &str, name: &str) -> Cells<'s> {
        let mut row = Cells {
            cells: BTreeMap::new(),
            languages: &self.source.languages,
        };
        row.put("type", word);
        row.put("name", name);
        row
    }

    fn add(&mut self, mut row: Cells<'_>) {
        row.cells.append(&mut self.head);
        self.rows.push(row.cells);
    }

    fn end(&mut self, word: &str) {
        let row = self.row(word, "");
        self.add(row);
    }

    /// Returns whether a question has this name.
    fn asks(&self, name: &str) -> bool {
        let mut questions = self
            .source
            .sections
            .iter()
            .flat_map(|section| &section.questions);
        questions.any(|question| question.name == name)
    }

    fn section(&mut self, section: &'s SectionSource) {
        let is_group = self.source.xlsform.is_none();
        if is_group {
            let mut name = section.name.clone();
            let is_taken = self.asks(&name);
            if is_taken {
                // What is referred to may have no second name in a form.
                name.push_str("_section");
            }
            let mut row = self.row("begin_group", &name);
            row.put("section_name", if is_taken { &section.name } else { "" });
            row.put_text("label", &section.title);
            row.put_some("relevant", section.relevant.as_ref());
            row.put(
                "subject",
                section.subject.map_or("", |subject| subject.name()),
            );
            row.put("source", section.source.map_or("", |source| source.name()));
            self.add(row);
        } else if self.heads == Heads::Written {
            self.head(section);
        }
        let mut open: Vec<&GroupSource> = Vec::new();
        let questions = || {
            let questions = section.questions.iter();
            questions.filter(|question| !question.xlsform.contains_key("added_by"))
        };
        // The groups in which something is asked, and those that are written.
        let mut done: BTreeSet<&str> = questions()
            .flat_map(|question| way_to(section, question.group.as_deref()))
            .map(|group| group.name.as_str())
            .collect();
        // What is said of a section stands in the row of its first question.
        let mut has_row = is_group;
        for question in questions() {
            let way = way_to(section, question.group.as_deref());
            let same = open
                .iter()
                .zip(&way)
                .take_while(|(one, other)| one.name == other.name)
                .count();
            for group in open.drain(same..).rev() {
                self.close(section, group, &mut done);
            }
            for group in way.into_iter().skip(same) {
                let mut groups = section.groups.iter();
                let before = groups.position(|known| known.name == group.name);
                if has_row {
                    let within = group.within.as_deref();
                    self.empty_groups(section, within, before.unwrap_or_default(), &mut done);
                }
                has_row = true;
                self.group(group);
                open.push(group);
            }
            has_row = true;
            self.question(question);
        }
        for group in open.into_iter().rev() {
            self.close(section, group, &mut done);
        }
        self.empty_groups(section, None, section.groups.len(), &mut done);
        if is_group {
            self.end("end_group");
        }
    }

    /// Ends a group, behind those in it in which nothing is asked.
    fn close(
        &mut self,
        section: &'s SectionSource,
        group: &'s GroupSource,
        done: &mut BTreeSet<&'s str>,
    ) {
        self.empty_groups(section, Some(&group.name), section.groups.len(), done);
        self.end(word_of(group).1);
    }

    /// Writes the groups that stand there, among the first ones of the section, and in which nothing is
    /// asked.
    fn empty_groups(
        &mut self,
        section: &'s SectionSource,
        within: Option<&str>,
        first: usize,
        done: &mut BTreeSet<&'s str>,
    ) {
        for group in section.groups.iter().take(first) {
            if group.within.as_deref() == within && done.insert(&group.name) {
                self.group(group);
                self.close(section, group, done);
            }
        }
    }

    /// Keeps what is to be said of a section for its first row.
    fn head(&mut self, section: &'s SectionSource) {
        let mut head = self.row("", "");
        head.put("section_name", &section.name);
        head.put_text("section_title", &section.title);
        head.put(
            "section_subject",
            section.subject.map_or("", |subject| subject.name()),
        );
        head.put(
            "section_source",
            section.source.map_or("", |source| source.name()),
        );
        head.put_some("section_relevant", section.relevant.as_ref());
        self.head = head.cells;
    }

    fn group(&mut self, group: &'s GroupSource) {
        let mut row = self.row(word_of(group).0, path_name(&group.xlsform, &group.name));
        row.put_text("label", &group.label);
        row.put_some("relevant", group.relevant.as_ref());
        row.put_some("repeat_count", group.repeat_count.as_ref());
        row.put_some("was", group.was.as_ref());
        row.put_columns(&group.xlsform);
        self.add(row);
    }

    fn question(&mut self, question: &'s QuestionSource) {
        let word = match question.xlsform.get("type") {
            Some(word) => word.clone(),
            None => usual_word(question),
        };
        let mut row = self.row(&word, path_name(&question.xlsform, &question.name));
        row.put_text("label", &question.label);
        row.put_text("hint", &question.hint);
        row.put_text("guidance_hint", &question.guidance);
        row.put_text("constraint_message", &question.constraint_message);
        row.put_text("required_message", &question.required_message);
        row.put(
            "required",
            match &question.required {
                Required::Never | Required::Flag(false) => "",
                Required::Flag(true) => "yes",
                Required::Where(text) => text,
            },
        );
        let triggers = question.trigger.iter().map(|name| format!("${{{name}}}"));
        row.put("trigger", &triggers.collect::<Vec<_>>().join(", "));
        row.put("norm", &question.norm.join("\n"));
        row.put("source", question.source.map_or("", |source| source.name()));
        row.put("personal", if question.personal { "yes" } else { "" });
        for (header, text) in [
            ("relevant", &question.relevant),
            ("constraint", &question.constraint),
            ("calculation", &question.calculation),
            ("default", &question.default),
            ("read_only", &question.read_only),
            ("choice_filter", &question.choice_filter),
            ("appearance", &question.appearance),
            ("parameters", &question.parameters),
            ("number", &question.number),
            ("safeguard", &question.safeguard),
            ("fact", &question.fact),
            ("was", &question.was),
        ] {
            row.put_some(header, text.as_ref());
        }
        row.put_columns(&question.xlsform);
        self.add(row);
    }
}

/// Returns the words that begin and end a group.
fn word_of(group: &GroupSource) -> (&str, &'static str) {
    match group.xlsform.get("type") {
        Some(word) => (word, "end_loop"),
        None if group.repeat => ("begin_repeat", "end_repeat"),
        None => ("begin_group", "end_group"),
    }
}

/// Returns the groups around a question, from outside in.
fn way_to<'s>(section: &'s SectionSource, innermost: Option<&str>) -> Vec<&'s GroupSource> {
    let mut way = Vec::new();
    let mut at = innermost;
    while let Some(name) = at
        && way.len() <= section.groups.len()
    {
        let Some(group) = section.groups.iter().find(|group| group.name == name) else {
            break;
        };
        way.push(group);
        at = group.within.as_deref();
    }
    way.reverse();
    way
}

/// Returns the word that XLSForm has for a kind.
fn usual_word(question: &QuestionSource) -> String {
    let list = question.choices.as_deref().unwrap_or_default();
    match question.kind.as_str() {
        "choice" => format!("select_one {list}"),
        "choices" => format!("select_multiple {list}"),
        "rank" => format!("rank {list}"),
        "moment" => "dateTime".to_owned(),
        "metadata" => "start".to_owned(),
        "unsupported" => "note".to_owned(),
        kind => kind.to_owned(),
    }
}

fn choices(source: &ChecklistSource, codes: &[String]) -> Rows {
    let mut first = vec!["list_name".to_owned(), "name".to_owned()];
    first.extend(
        codes
            .iter()
            .map(|code| header("label", code, &source.languages)),
    );
    let mut rows = Vec::new();
    for (list, choices) in &source.choices {
        // What every acknowledgement has stands in no form.
        let is_built_in = *choices == crate::checklist::resolve::acknowledgement();
        for choice in choices.iter().filter(|_| !is_built_in) {
            rows.push(choice_row(list, choice, source));
        }
    }
    // Where no column is one of labels, other tools look for references in all of them: an empty one
    // stands in for them.
    let (_, labels) = first.split_at(2);
    let is_labelled = rows
        .iter()
        .any(|row: &BTreeMap<String, String>| labels.iter().any(|label| row.contains_key(label)));
    if !is_labelled && let Some(row) = rows.first_mut() {
        let label = labels.first().map_or("label", String::as_str);
        row.insert(label.to_owned(), String::new());
    }
    Rows { first, rows }
}

fn choice_row(
    list: &str,
    choice: &ChoiceSource,
    source: &ChecklistSource,
) -> BTreeMap<String, String> {
    let mut row = Cells {
        cells: BTreeMap::new(),
        languages: &source.languages,
    };
    row.put("list_name", list);
    row.put("name", &choice.name);
    for (code, label) in &choice.label.0 {
        // A name that stands for a label that is not there would be read as a reference.
        if !(*label == choice.name && label.contains("${")) {
            row.put(&header("label", code, &source.languages), label);
        }
    }
    for (header, text) in &choice.columns {
        row.put(header, text);
    }
    row.cells
}

fn settings(source: &ChecklistSource, codes: &[String]) -> Rows {
    let mut row = Cells {
        cells: BTreeMap::new(),
        languages: &source.languages,
    };
    let main = codes.iter().find_map(|code| source.title.0.get(code));
    row.put_some("form_title", main);
    let form_id = source
        .xlsform
        .as_ref()
        .and_then(|columns| columns.get("id_string").cloned())
        .unwrap_or_else(|| source.id.replace('/', "_"));
    row.put("form_id", &form_id);
    row.put("version", &source.version);
    row.put("checklist_id", &source.id);
    row.put("checklist_drafts", &source.drafts.join(" "));
    row.put_text("checklist_title", &source.title);
    row.put_text("checklist_description", &source.description);
    row.put_text("checklist_introduction", &source.introduction);
    row.put("subject", source.subject.name());
    row.put("default_source", source.default_source.name());
    if let Some(columns) = &source.xlsform {
        row.put_columns(columns);
        // The root of every path.
        row.put_some("name", columns.get("name"));
    } else {
        row.put("checklist_format", &source.format.to_string());
        // Two blanks that an author wrote stay two.
        row.put("clean_text_values", "no");
    }
    Rows {
        first: ["form_title", "form_id", "version"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![row.cells],
    }
}
