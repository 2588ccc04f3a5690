//! From a form to a checklist: nothing that the language knows is lost, and what it does not know is
//! carried along in `xlsform`.
//!
//! Each group or repeat at the top of the form begins a section of its own, and so does what stands
//! between them; rows with a `section_name` begin sections where their author wants them. Our own
//! columns (`number`, `safeguard`, `fact`, `norm`, `source`, `personal`, …) are read where they are there,
//! so that a checklist that was written as an XLSForm comes back.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{Asked, Body, Element, Form, List, Tables};
use super::headers::{Column, Record, Table};
use super::languages;
use super::settings::yes_or_no;
use super::types::{Container, Sort};
use crate::checklist::{
    ChecklistSource, ChoiceSource, Columns, GroupSource, QuestionSource, Required, SectionSource,
    SubjectKind, Text,
};
use crate::value::Source;

/// A checklist with where its parts were written.
#[derive(Debug)]
pub(super) struct Imported {
    pub(super) source: ChecklistSource,
    /// By path as `section[0].question[2]`.
    pub(super) rows: BTreeMap<String, usize>,
}

/// Columns of the survey sheet that become keys of questions and groups.
const QUESTION_COLUMNS: [&[&str]; 30] = [
    &["type"],
    &["name"],
    &["label"],
    &["hint"],
    &["guidance_hint"],
    &["bind", "relevant"],
    &["bind", "constraint"],
    &["bind", "jr:constraintMsg"],
    &["bind", "required"],
    &["bind", "jr:requiredMsg"],
    &["bind", "readonly"],
    &["bind", "calculate"],
    &["default"],
    &["trigger"],
    &["choice_filter"],
    &["control", "appearance"],
    &["control", "jr:count"],
    &["parameters"],
    &["number"],
    &["safeguard"],
    &["norm"],
    &["fact"],
    &["source"],
    &["personal"],
    &["was"],
    &["section_name"],
    &["section_title"],
    &["section_subject"],
    &["section_source"],
    &["section_relevant"],
];

/// Columns of the survey sheet that become keys of groups.
const GROUP_COLUMNS: [&[&str]; 11] = [
    &["type"],
    &["name"],
    &["label"],
    &["bind", "relevant"],
    &["control", "jr:count"],
    &["was"],
    &["section_name"],
    &["section_title"],
    &["section_subject"],
    &["section_source"],
    &["section_relevant"],
];

/// Columns of questions that groups have too, and their headers.
const WRITTEN: [(&[&str], &str); 13] = [
    (&["hint"], "hint"),
    (&["guidance_hint"], "guidance_hint"),
    (&["bind", "constraint"], "constraint"),
    (&["bind", "jr:constraintMsg"], "constraint_message"),
    (&["bind", "required"], "required"),
    (&["bind", "jr:requiredMsg"], "required_message"),
    (&["bind", "readonly"], "read_only"),
    (&["bind", "calculate"], "calculation"),
    (&["default"], "default"),
    (&["trigger"], "trigger"),
    (&["choice_filter"], "choice_filter"),
    (&["control", "appearance"], "appearance"),
    (&["parameters"], "parameters"),
];

/// Columns of the settings sheet that become keys of the checklist.
const SETTINGS_COLUMNS: [&str; 11] = [
    "title",
    "id_string",
    "version",
    "checklist_format",
    "checklist_drafts",
    "checklist_id",
    "checklist_title",
    "checklist_description",
    "checklist_introduction",
    "subject",
    "default_source",
];

/// The kinds of answer by the words of XLSForm that mean them.
fn kind_of(asked: &Asked<'_>, element: &Element<'_>) -> &'static str {
    let Some(known) = asked.known else {
        return "unsupported";
    };
    let from_list = asked
        .select
        .is_some_and(|select| select.file().is_none() && !select.is_from_repeat());
    match known.sort {
        Sort::Text | Sort::Barcode => "text",
        Sort::Integer => "integer",
        Sort::Decimal => "decimal",
        Sort::Range => "range",
        Sort::SelectOne if from_list && !super::output::is_search(element) => "choice",
        Sort::SelectMultiple if from_list && !super::output::is_search(element) => "choices",
        Sort::Rank if from_list => "rank",
        Sort::Note => "note",
        Sort::Date => "date",
        Sort::Time => "time",
        Sort::DateTime => "moment",
        Sort::Acknowledge => "acknowledge",
        Sort::Calculate => "calculate",
        Sort::Hidden => "hidden",
        Sort::Metadata => "metadata",
        Sort::Geo
        | Sort::Media
        | Sort::External
        | Sort::Audit
        | Sort::SelectExternal
        | Sort::SelectOne
        | Sort::SelectMultiple
        | Sort::Rank => "unsupported",
    }
}

/// Works through a form.
pub(super) struct Import<'f, 't> {
    form: &'f Form<'t>,
    tables: &'t Tables,
    /// The code of each language by what the form calls it.
    codes: BTreeMap<String, String>,
    /// The code of the language of texts without one.
    main: String,
    names: BTreeSet<String>,
    groups: BTreeSet<String>,
    /// Groups of parts in which nothing is asked, until the section is known behind whose questions they
    /// stand: expressions may name them.
    empty: Vec<GroupSource>,
    section_names: BTreeSet<String>,
    rows: BTreeMap<String, usize>,
}

impl<'f, 't> Import<'f, 't> {
    pub(super) fn new(form: &'f Form<'t>, tables: &'t Tables) -> Self {
        let languages = languages::of(tables);
        let settings = tables.settings.as_ref();
        let main = settings
            .and_then(|table| table.records().next())
            .and_then(|record| record.get(&["default_language"]));
        let mut codes = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for language in languages.iter().filter(|name| **name != languages::DEFAULT) {
            let mut code = languages::code_of(language);
            while !taken.insert(code.clone()) {
                code.push('_');
            }
            codes.insert((*language).to_owned(), code);
        }
        if languages.contains(languages::DEFAULT) {
            // A column of no language is that of the form's own.
            let code = main.map_or_else(|| languages::DEFAULT.to_owned(), languages::code_of);
            codes.insert(languages::DEFAULT.to_owned(), code);
        }
        let shown = languages::of_labels(tables);
        let main = main
            .or_else(|| shown.get(languages::DEFAULT).copied())
            .or_else(|| shown.first().copied())
            .unwrap_or(languages::DEFAULT);
        let main = codes
            .get(main)
            .cloned()
            .unwrap_or_else(|| languages::code_of(main));
        Self {
            form,
            tables,
            codes,
            main,
            names: BTreeSet::new(),
            groups: BTreeSet::new(),
            empty: Vec::new(),
            section_names: BTreeSet::new(),
            rows: BTreeMap::new(),
        }
    }

    /// Makes the checklist. `fallback` is the name of the file.
    pub(super) fn checklist(mut self, fallback: &str) -> Imported {
        let settings = self
            .tables
            .settings
            .as_ref()
            .and_then(|table| table.records().next());
        let get = |name: &str| settings.and_then(|record: Record<'_>| record.get(&[name]));
        let form_id = settings.and_then(form_id).unwrap_or(fallback);
        let subject = get("subject").and_then(SubjectKind::from_name);
        let default_source = get("default_source").and_then(Source::from_name);
        let text = |name: &str| {
            settings.map_or_else(Text::default, |record| self.text(record.texts(&[name])))
        };
        let mut title = text("checklist_title");
        if title.is_empty() {
            let written = get("title").unwrap_or(form_id).to_owned();
            title.0.insert(self.main.clone(), written);
        }
        let others = settings
            .map(|record| others(record, &SETTINGS_COLUMNS.map(|name| [name])))
            .unwrap_or_default();
        let was_checklist = get("checklist_format").is_some();
        let mut source = ChecklistSource {
            format: 1,
            id: get("checklist_id").map_or_else(|| id_of(form_id), str::to_owned),
            version: get("version").unwrap_or("1").to_owned(),
            drafts: get("checklist_drafts")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            title,
            description: text("checklist_description"),
            subject: subject.unwrap_or(SubjectKind::Premises),
            default_source: default_source.unwrap_or(Source::Observation),
            introduction: text("checklist_introduction"),
            sections: Vec::new(),
            choices: self.lists(),
            languages: self
                .codes
                .iter()
                .filter(|(name, code)| {
                    let is_bare = *name == languages::DEFAULT;
                    let has_other = self
                        .codes
                        .iter()
                        .any(|(other, same)| same == *code && other != *name);
                    languages::header_of(code) != **name && !(is_bare && has_other)
                })
                .map(|(name, code)| (code.clone(), name.clone()))
                .collect(),
            // What was a checklist and became an XLSForm is a checklist again.
            xlsform: (!was_checklist).then(|| {
                let mut columns = others;
                // Without an id of its own a form is called as its file, here as elsewhere.
                columns.insert("id_string".to_owned(), form_id.to_owned());
                for element in self
                    .form
                    .elements
                    .iter()
                    .filter(|element| element.is_audit())
                {
                    let parameters = element.get(&["parameters"]).unwrap_or_default();
                    columns.insert("audit".to_owned(), parameters.to_owned());
                }
                let beside = [
                    ("external_choices", &self.tables.external_choices),
                    ("entities", &self.tables.entities),
                    ("osm", &self.tables.osm),
                ];
                for (name, table) in beside {
                    if let Some(text) = table.as_ref().and_then(carried) {
                        columns.insert(format!("{}{name}", super::write::SHEET), text);
                    }
                }
                columns
            }),
        };
        source.sections = self.sections(was_checklist);
        Imported {
            source,
            rows: self.rows,
        }
    }

    fn text(&self, texts: Vec<(Option<&str>, &str)>) -> Text {
        let mut found = BTreeMap::new();
        for (language, text) in texts {
            let language = language.unwrap_or(languages::DEFAULT);
            let code = self.codes.get(language);
            let code = code
                .cloned()
                .unwrap_or_else(|| languages::code_of(language));
            found.insert(code, text.to_owned());
        }
        Text(found)
    }

    fn lists(&self) -> BTreeMap<String, Vec<ChoiceSource>> {
        let lists = self.form.lists.iter();
        lists
            .map(|(name, list)| (name.clone(), self.list(list)))
            .collect()
    }

    fn list(&self, list: &List<'_>) -> Vec<ChoiceSource> {
        let mut choices: Vec<ChoiceSource> = list
            .choices
            .iter()
            .filter_map(|record| {
                let name = record.get(&["name"])?;
                let known = [["name"], ["label"], ["list name"]];
                let mut label = self.text(record.texts(&["label"]));
                if label.is_empty() {
                    label.0.insert(self.main.clone(), name.to_owned());
                }
                Some(ChoiceSource {
                    name: name.to_owned(),
                    label,
                    columns: others(*record, &known),
                })
            })
            .collect();
        if list.has_added_other && !choices.iter().any(|choice| choice.name == "other") {
            // In the languages that the others of the list are in.
            let mut label = self.in_every_language("Other", "Другое");
            let is_used = |code: &String| {
                let mut labels = choices.iter().map(|choice| &choice.label.0);
                labels.any(|label| label.contains_key(code))
            };
            label.0.retain(|code, _| is_used(code));
            choices.push(ChoiceSource {
                name: "other".to_owned(),
                label,
                columns: Columns::new(),
            });
        }
        choices
    }

    fn in_every_language(&self, english: &str, russian: &str) -> Text {
        let text = |code: &String| if code == "ru" { russian } else { english };
        let mut all: BTreeMap<String, String> = self
            .codes
            .values()
            .map(|code| (code.clone(), text(code).to_owned()))
            .collect();
        if all.is_empty() {
            all.insert(self.main.clone(), english.to_owned());
        }
        Text(all)
    }

    /// Returns the sections: of what was a checklist, its groups at the top; of a form, the parts that it
    /// falls into.
    fn sections(&mut self, was_checklist: bool) -> Vec<SectionSource> {
        let form = self.form;
        let top = || {
            form.elements
                .iter()
                .enumerate()
                .skip(1)
                .filter(|(_, element)| {
                    element.parent == 0 && !matches!(element.body, Body::Audit | Body::Added)
                })
        };
        let is_divided = top().any(|(_, element)| element.get(&["section_name"]).is_some());
        let mut sections: Vec<SectionSource> = Vec::new();
        // A group has a section for itself.
        let mut is_full = true;
        for (index, element) in top() {
            let container = match &element.body {
                Body::Container(container) => Some(*container),
                _ => None,
            };
            if was_checklist && container == Some(Container::Group) {
                let section = self.group_section(index, element, sections.len());
                sections.extend(section);
                if let Some(section) = sections.last_mut() {
                    section.groups.append(&mut self.empty);
                }
                is_full = true;
                continue;
            }
            let is_named = element.get(&["section_name"]).is_some();
            let begins = if is_divided && !was_checklist {
                is_named || sections.is_empty()
            } else {
                is_full || container.is_some()
            };
            if begins {
                sections.push(self.part(element, container.is_some(), sections.len()));
            }
            is_full = container.is_some();
            let at = sections.len() - 1;
            if let Some(section) = sections.last_mut() {
                self.put(index, element, None, section, at);
                if section.questions.is_empty() {
                    // Nothing is asked in it.
                    self.empty.append(&mut section.groups);
                    sections.pop();
                    is_full = true;
                }
            }
            if let Some(section) = sections.last_mut() {
                section.groups.append(&mut self.empty);
            }
        }
        sections
    }

    /// Begins the section of a part of a form.
    fn part(&mut self, element: &Element<'t>, is_group: bool, index: usize) -> SectionSource {
        if let Some(record) = element.record
            && let Some(name) = record.get(&["section_name"])
        {
            return SectionSource {
                subject: record
                    .get(&["section_subject"])
                    .and_then(SubjectKind::from_name),
                source: record.get(&["section_source"]).and_then(Source::from_name),
                relevant: record.get(&["section_relevant"]).map(str::to_owned),
                ..section(name.to_owned(), self.text(record.texts(&["section_title"])))
            };
        }
        let number = index + 1;
        let mut name = format!("part_{number}");
        let mut title =
            self.in_every_language(&format!("Part {number}"), &format!("Часть {number}"));
        if is_group {
            name.clone_from(&element.name);
            let label = element
                .record
                .map_or_else(Text::default, |record| self.text(record.texts(&["label"])));
            if !label.is_empty() {
                title = label;
            }
        }
        while !self.section_names.insert(name.clone()) {
            name.push('_');
        }
        section(name, title)
    }

    /// Returns the section that was written as a group.
    fn group_section(
        &mut self,
        index: usize,
        element: &Element<'t>,
        at: usize,
    ) -> Option<SectionSource> {
        let record = element.record?;
        let name = record.get(&["section_name"]).unwrap_or(&element.name);
        let mut section = SectionSource {
            subject: record.get(&["subject"]).and_then(SubjectKind::from_name),
            source: record.get(&["source"]).and_then(Source::from_name),
            relevant: record.get(&["bind", "relevant"]).map(str::to_owned),
            ..section(name.to_owned(), self.text(record.texts(&["label"])))
        };
        self.rows.insert(format!("section[{at}]"), record.number());
        self.children(index, None, &mut section, at);
        Some(section)
    }

    fn children(
        &mut self,
        parent: usize,
        group: Option<&str>,
        section: &mut SectionSource,
        at: usize,
    ) {
        let form = self.form;
        for (index, element) in form.elements.iter().enumerate().skip(1) {
            if element.parent == parent && index != parent {
                self.put(index, element, group, section, at);
            }
        }
    }

    /// Puts an element and what is inside it into a section.
    fn put(
        &mut self,
        index: usize,
        element: &Element<'t>,
        group: Option<&str>,
        section: &mut SectionSource,
        at: usize,
    ) {
        match &element.body {
            Body::Container(container) => {
                let Some(record) = element.record else { return };
                let mut columns = others_as(record, &GROUP_COLUMNS, as_questions_have_it);
                let count = record.get(&["control", "jr:count"]).map(str::to_owned);
                let is_repeat = *container == Container::Repeat;
                if let Some(count) = count.clone().filter(|_| !is_repeat) {
                    // It counts nothing, but what it says can be referred to.
                    columns.insert("repeat_count".to_owned(), count);
                }
                if *container == Container::Loop {
                    let word = record.get(&["type"]).unwrap_or_default();
                    columns.insert("type".to_owned(), word.to_owned());
                }
                let name = self.unique_group(&element.name, &mut columns);
                let path = format!("section[{at}].group[{}]", section.groups.len());
                section.groups.push(GroupSource {
                    name: name.clone(),
                    label: self.text(record.texts(&["label"])),
                    within: group.map(str::to_owned),
                    relevant: record.get(&["bind", "relevant"]).map(str::to_owned),
                    repeat: is_repeat,
                    repeat_count: count.filter(|_| is_repeat),
                    was: record.get(&["was"]).map(str::to_owned),
                    xlsform: columns,
                });
                self.rows.insert(path, record.number());
                self.children(index, Some(&name), section, at);
            }
            Body::Question(asked) => {
                let Some(record) = element.record else { return };
                let question = self.question(element, asked, record, group);
                let path = format!("section[{at}].question[{}]", section.questions.len());
                self.rows.insert(path, record.number());
                let other = asked
                    .select
                    .filter(|select| select.or_other)
                    .map(|_| self.other(&question, element));
                section.questions.push(question);
                if let Some(other) = other {
                    let path = format!("section[{at}].question[{}]", section.questions.len());
                    self.rows.insert(path, record.number());
                    section.questions.push(other);
                }
            }
            Body::External(_) => {
                let Some(record) = element.record else { return };
                let mut columns = others(record, &QUESTION_COLUMNS);
                let word = record.get(&["type"]).unwrap_or_default();
                columns.insert("type".to_owned(), word.to_owned());
                let label = self.text(record.texts(&["label"]));
                let name = self.unique_name(&element.name, group, &mut columns);
                section.questions.push(QuestionSource {
                    label,
                    group: group.map(str::to_owned),
                    xlsform: columns,
                    ..question(name, "unsupported")
                });
            }
            Body::Root | Body::Audit | Body::Added => {}
        }
    }

    fn question(
        &mut self,
        element: &Element<'t>,
        asked: &Asked<'t>,
        record: Record<'t>,
        group: Option<&str>,
    ) -> QuestionSource {
        let get = |path: &[&str]| record.get(path).map(str::to_owned);
        let kind = kind_of(asked, element);
        let mut columns = others(record, &QUESTION_COLUMNS);
        // A word that only means this kind need not be kept.
        if !is_usual(asked.word, kind) {
            columns.insert("type".to_owned(), asked.word.to_owned());
        }
        let name = self.unique_name(&element.name, group, &mut columns);
        let required = get(&["bind", "required"]);
        let built_in = asked.known.and_then(|known| known.constraint);
        QuestionSource {
            number: get(&["number"]),
            label: self.text(record.texts(&["label"])),
            hint: self.text(record.texts(&["hint"])),
            guidance: self.text(record.texts(&["guidance_hint"])),
            safeguard: get(&["safeguard"]),
            norm: lines(record.get(&["norm"])),
            fact: get(&["fact"]),
            source: record.get(&["source"]).and_then(Source::from_name),
            choices: asked
                .select
                .filter(|_| matches!(kind, "choice" | "choices" | "rank"))
                .map(|select| select.list.to_owned()),
            relevant: expression(get(&["bind", "relevant"])),
            constraint: get(&["bind", "constraint"]).or_else(|| built_in.map(str::to_owned)),
            constraint_message: self.text(record.texts(&["bind", "jr:constraintMsg"])),
            calculation: get(&["bind", "calculate"]),
            required: match required.as_deref().map(|text| (yes_or_no(text), text)) {
                None | Some((Some(false), _)) => Required::Never,
                Some((Some(true), _)) => Required::Flag(true),
                Some((None, text)) => Required::Where(text.to_owned()),
            },
            personal: get(&["personal"]).is_some_and(|text| yes_or_no(&text) == Some(true)),
            group: group.map(str::to_owned),
            was: get(&["was"]),
            required_message: self.text(record.texts(&["bind", "jr:requiredMsg"])),
            read_only: expression(get(&["bind", "readonly"])),
            default: get(&["default"]),
            trigger: element.triggers.clone(),
            choice_filter: get(&["choice_filter"]),
            appearance: get(&["control", "appearance"]),
            parameters: get(&["parameters"]),
            xlsform: columns,
            ..question(name, kind)
        }
    }

    /// Returns the question that `or_other` adds: what the other is.
    fn other(&mut self, select: &QuestionSource, element: &Element<'t>) -> QuestionSource {
        let mut columns = Columns::new();
        // It stands there because of the select, and goes with it.
        columns.insert("added_by".to_owned(), element.name.clone());
        let wanted = format!("{}_other", element.name);
        let name = self.unique_name(&wanted, select.group.as_deref(), &mut columns);
        QuestionSource {
            label: self.in_every_language("Specify other.", "Что именно?"),
            relevant: Some(format!("selected(${{{}}}, 'other')", select.name)),
            group: select.group.clone(),
            xlsform: columns,
            ..question(name, "text")
        }
    }

    /// Returns the name, or one made of it where it is taken already.
    fn unique_name(&mut self, name: &str, group: Option<&str>, columns: &mut Columns) -> String {
        unique(&mut self.names, name, group, columns)
    }

    fn unique_group(&mut self, name: &str, columns: &mut Columns) -> String {
        unique(&mut self.groups, name, None, columns)
    }
}

fn unique(
    taken: &mut BTreeSet<String>,
    name: &str,
    group: Option<&str>,
    columns: &mut Columns,
) -> String {
    if taken.insert(name.to_owned()) {
        return name.to_owned();
    }
    columns.insert("name".to_owned(), name.to_owned());
    let mut made = group.map_or_else(|| format!("{name}_2"), |group| format!("{group}_{name}"));
    while !taken.insert(made.clone()) {
        made.push('_');
    }
    made
}

fn section(name: String, title: Text) -> SectionSource {
    SectionSource {
        name,
        title,
        subject: None,
        source: None,
        relevant: None,
        from: None,
        take: Vec::new(),
        groups: Vec::new(),
        questions: Vec::new(),
    }
}

fn question(name: String, kind: &str) -> QuestionSource {
    QuestionSource {
        name,
        number: None,
        kind: kind.to_owned(),
        label: Text::default(),
        hint: Text::default(),
        guidance: Text::default(),
        safeguard: None,
        norm: Vec::new(),
        fact: None,
        source: None,
        choices: None,
        relevant: None,
        constraint: None,
        constraint_message: Text::default(),
        calculation: None,
        required: Required::Never,
        personal: false,
        group: None,
        was: None,
        required_message: Text::default(),
        read_only: None,
        default: None,
        trigger: Vec::new(),
        choice_filter: None,
        appearance: None,
        parameters: None,
        xlsform: Columns::new(),
    }
}

/// Returns the id of a form: `form_id` goes before what it was called in old forms.
fn form_id(settings: Record<'_>) -> Option<&str> {
    let ids = || {
        let cells = settings.cells();
        cells.filter(|(_, column, _)| column.path == ["id_string"])
    };
    let newer = ids().find(|(_, column, _)| column.header != "id_string");
    newer.or_else(|| ids().last()).map(|(_, _, text)| text)
}

/// Returns a condition; where it says yes or no, as an expression.
fn expression(text: Option<String>) -> Option<String> {
    let text = text?;
    Some(match yes_or_no(&text) {
        Some(true) => "true()".to_owned(),
        Some(false) => "false()".to_owned(),
        None => text,
    })
}

/// Returns whether the word is the one that is written for the kind.
fn is_usual(word: &str, kind: &str) -> bool {
    match kind {
        "choice" => word.starts_with("select_one ") && !word.ends_with(" or_other"),
        "choices" => word.starts_with("select_multiple ") && !word.ends_with(" or_other"),
        "rank" => word.starts_with("rank "),
        "moment" => word == "dateTime",
        _ => word == kind,
    }
}

fn lines(text: Option<&str>) -> Vec<String> {
    let lines = text.unwrap_or_default().lines();
    lines
        .map(str::to_owned)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Returns a sheet that is only carried along, as lines of comma-separated values.
fn carried(table: &Table) -> Option<String> {
    let mut columns: Vec<(usize, &str)> = table
        .columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| Some((at, column.as_ref()?.header.as_str())))
        .collect();
    // Text formats may have a header twice, and the last one says what counts; a workbook may not.
    let last: BTreeMap<&str, usize> = columns.iter().map(|(at, header)| (*header, *at)).collect();
    columns.retain(|(at, header)| last.get(header) == Some(at));
    let mut lines = csv::Writer::from_writer(Vec::new());
    let headers = columns.iter().map(|(_, header)| *header);
    lines.write_record(headers).ok()?;
    for record in table.records() {
        let cells: BTreeMap<usize, &str> = record.cells().map(|(at, _, text)| (at, text)).collect();
        let texts = columns
            .iter()
            .map(|(at, _)| cells.get(at).copied().unwrap_or_default());
        lines.write_record(texts).ok()?;
    }
    String::from_utf8(lines.into_inner().ok()?).ok()
}

/// Returns the cells whose columns are none of these, by header.
fn others<P: AsRef<[&'static str]>>(record: Record<'_>, known: &[P]) -> Columns {
    others_as(record, known, |column| column.header.clone())
}

/// Returns the header under which the column of a question is written: groups have no key for it, and
/// two headers may not mean one column.
fn as_questions_have_it(column: &Column) -> String {
    let is_same = |path: &&(&[&str], &str)| {
        column.path.len() >= path.0.len()
            && column
                .path
                .iter()
                .zip(path.0)
                .all(|(part, wanted)| part == wanted)
    };
    let Some((path, name)) = WRITTEN.iter().find(is_same) else {
        return column.header.clone();
    };
    match column.path.get(path.len()..) {
        Some([]) => (*name).to_owned(),
        Some([language]) => format!("{name}::{language}"),
        _ => column.header.clone(),
    }
}

fn others_as<P: AsRef<[&'static str]>>(
    record: Record<'_>,
    known: &[P],
    header: impl Fn(&Column) -> String,
) -> Columns {
    record
        .cells()
        .filter(|(_, column, _)| {
            !known.iter().any(|path| {
                let path = path.as_ref();
                column.path.len() <= path.len() + 1
                    && column.path.len() >= path.len()
                    && column
                        .path
                        .iter()
                        .zip(path)
                        .all(|(part, wanted)| part == wanted)
            })
        })
        .map(|(_, column, text)| (header(column), text.to_owned()))
        .collect()
}

/// Returns the id of a checklist for the id of a form.
fn id_of(form_id: &str) -> String {
    let mut name = String::new();
    for letter in form_id.to_lowercase().chars() {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { "form" } else { name };
    format!("forms/{name}")
}
