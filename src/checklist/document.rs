//! Reads a checklist file into a [`ChecklistSource`], with its places and all its defects of writing.

use std::collections::BTreeMap;

use super::defect::{Defect, DefectCode};
use super::places::Places;
use super::reader::{self, Reader, Table};
use super::{
    ChecklistSource, ChoiceSource, GroupSource, QuestionSource, SectionSource, SubjectKind, Text,
};
use crate::value::Source;

/// A file that was read: what could be taken, and what is wrong with the writing.
#[derive(Debug)]
pub(super) struct Document<'t> {
    pub(super) source: ChecklistSource,
    pub(super) places: Places<'t>,
    pub(super) defects: Vec<Defect>,
    /// Whether the text broke the rules of TOML, so that judging its content would mislead.
    pub(super) is_broken: bool,
}

/// Keys of the file's top that must be there.
pub(super) const FILE_NEEDED: &[&str] = &[
    "format",
    "id",
    "version",
    "title",
    "subject",
    "default_source",
    "section",
];
/// Keys of the file's top that may be there.
pub(super) const FILE_OTHER: &[&str] = &[
    "drafts",
    "description",
    "introduction",
    "choices",
    "languages",
    "xlsform",
];
/// Keys of a section that must be there.
pub(super) const SECTION_NEEDED: &[&str] = &["name", "title"];
/// Keys of a section that may be there.
pub(super) const SECTION_OTHER: &[&str] = &[
    "subject", "source", "relevant", "from", "take", "group", "question",
];
/// Keys of a group that must be there.
pub(super) const GROUP_NEEDED: &[&str] = &["name"];
/// Keys of a group that may be there.
pub(super) const GROUP_OTHER: &[&str] = &[
    "label",
    "within",
    "relevant",
    "repeat",
    "repeat_count",
    "was",
    "xlsform",
];
/// Keys of a question that must be there.
pub(super) const QUESTION_NEEDED: &[&str] = &["name", "kind"];
/// Keys of a question that may be there.
pub(super) const QUESTION_OTHER: &[&str] = &[
    "label",
    "number",
    "hint",
    "guidance",
    "safeguard",
    "norm",
    "fact",
    "source",
    "choices",
    "group",
    "choice_filter",
    "default",
    "read_only",
    "trigger",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "required",
    "required_message",
    "personal",
    "was",
    "appearance",
    "parameters",
    "xlsform",
];
/// Keys of a choice that must be there.
pub(super) const CHOICE_NEEDED: &[&str] = &["name", "label"];
/// Keys of a choice that may be there.
pub(super) const CHOICE_OTHER: &[&str] = &["columns"];

/// Reads a checklist file.
pub(super) fn read(text: &str) -> Document<'_> {
    let (document, mut reader) = reader::open(text);
    let root = Table::root(&document);
    reader.keys(&root, FILE_NEEDED, FILE_OTHER);
    let source = ChecklistSource {
        format: reader.number(&root, "format").unwrap_or(1),
        id: reader.name(&root, "id"),
        version: reader.name(&root, "version"),
        drafts: reader.texts(&root, "drafts"),
        title: reader.languages(&root, "title"),
        description: reader.languages(&root, "description"),
        subject: subject(&mut reader, &root, "subject").unwrap_or(SubjectKind::Premises),
        default_source: source(&mut reader, &root, "default_source").unwrap_or(Source::Observation),
        introduction: reader.languages(&root, "introduction"),
        sections: reader
            .tables(&root, "section")
            .iter()
            .enumerate()
            .map(|(index, table)| section(&mut reader, table, index))
            .collect(),
        choices: own_lists(&mut reader, &root),
        languages: reader.languages(&root, "languages").0,
        xlsform: root
            .has("xlsform")
            .then(|| reader.columns(&root, "xlsform")),
    };
    let is_broken = reader.is_broken();
    Document {
        source,
        places: reader.places,
        defects: reader.defects,
        is_broken,
    }
}

/// Returns whether the text is a file of safeguards rather than a checklist.
pub(super) fn holds_safeguards(text: &str) -> bool {
    let (document, _) = reader::open(text);
    let root = Table::root(&document);
    root.has("safeguard") && !root.has("section")
}

/// Returns whether the text is a file of shared choice lists rather than a checklist.
pub(super) fn holds_lists(text: &str) -> bool {
    let (document, _) = reader::open(text);
    let root = Table::root(&document);
    root.has("list") && !root.has("section")
}

/// Reads a file of shared choice lists (`choices.toml`).
pub(super) fn read_lists(text: &str) -> (BTreeMap<String, Vec<ChoiceSource>>, Vec<Defect>) {
    let (document, mut reader) = reader::open(text);
    let root = Table::root(&document);
    reader.keys(&root, &["list"], &[]);
    let mut lists = BTreeMap::new();
    for (index, table) in reader.tables(&root, "list").iter().enumerate() {
        reader.keys(table, &["name", "choice"], &[]);
        let name = reader.name(table, "name");
        call(&mut reader, table, "list", &name, index);
        let list: Vec<ChoiceSource> = reader
            .tables(table, "choice")
            .iter()
            .enumerate()
            .map(|(index, table)| choice(&mut reader, table, index))
            .collect();
        super::checks::check_list(
            &name,
            &list,
            &table.path,
            "choice",
            false,
            &mut reader.defects,
        );
        super::checks::check_list_texts(&list, &table.at("choice"), &mut reader.defects);
        if lists.insert(name.clone(), list).is_some() {
            let clash = Defect::new(DefectCode::DuplicateList, table.at("name"));
            reader.defects.push(clash.with("name", name));
        }
    }
    let mut defects = reader.defects;
    locate(&reader.places, &mut defects);
    (lists, defects)
}

/// Puts lines and readable places into the defects and sorts them as they stand in the file.
pub(super) fn locate(places: &Places<'_>, defects: &mut Vec<Defect>) {
    for defect in defects.iter_mut() {
        places.locate(defect);
    }
    defects.sort_by_key(|defect| (defect.line, defect.column));
    // A taken item has many questions and one place.
    defects.dedup();
}

fn subject<'t>(reader: &mut Reader<'t>, table: &Table<'_, 't>, key: &str) -> Option<SubjectKind> {
    reader.word(
        table,
        key,
        SubjectKind::from_name,
        &SubjectKind::ALL.map(SubjectKind::name),
    )
}

fn source<'t>(reader: &mut Reader<'t>, table: &Table<'_, 't>, key: &str) -> Option<Source> {
    reader.word(
        table,
        key,
        Source::from_name,
        &Source::ALL.map(Source::name),
    )
}

/// Names the table at its path after the thing that it holds.
fn call<'t>(reader: &mut Reader<'t>, table: &Table<'_, 't>, what: &str, name: &str, index: usize) {
    let above = table
        .path
        .rfind('.')
        .and_then(|dot| table.path.get(..dot))
        .map(|above| format!("{}.", reader.places.readable(above)))
        .unwrap_or_default();
    let name = if name.is_empty() {
        format!("#{}", index + 1)
    } else {
        name.to_owned()
    };
    reader
        .places
        .call(table.path.clone(), format!("{above}{what}.{name}"));
}

fn section<'t>(reader: &mut Reader<'t>, table: &Table<'_, 't>, index: usize) -> SectionSource {
    reader.keys(table, SECTION_NEEDED, SECTION_OTHER);
    let name = reader.name(table, "name");
    call(reader, table, "section", &name, index);
    let take = reader.texts(table, "take");
    for (index, number) in take.iter().enumerate() {
        let path = format!("{}[{index}]", table.at("take"));
        let called = format!("{}.take.{number}", reader.places.readable(&table.path));
        reader.places.call(path, called);
    }
    SectionSource {
        name,
        title: reader.languages(table, "title"),
        subject: subject(reader, table, "subject"),
        source: source(reader, table, "source"),
        relevant: reader.text(table, "relevant"),
        from: reader.text(table, "from"),
        take,
        groups: reader
            .tables(table, "group")
            .iter()
            .enumerate()
            .map(|(index, table)| group(reader, table, index))
            .collect(),
        questions: reader
            .tables(table, "question")
            .iter()
            .enumerate()
            .map(|(index, table)| question(reader, table, index))
            .collect(),
    }
}

fn group<'t>(reader: &mut Reader<'t>, table: &Table<'_, 't>, index: usize) -> GroupSource {
    reader.keys(table, GROUP_NEEDED, GROUP_OTHER);
    let name = reader.name(table, "name");
    call(reader, table, "group", &name, index);
    GroupSource {
        name,
        label: reader.languages(table, "label"),
        within: reader.text(table, "within"),
        relevant: reader.text(table, "relevant"),
        repeat: reader.flag(table, "repeat"),
        repeat_count: reader.text(table, "repeat_count"),
        was: reader.text(table, "was"),
        xlsform: reader.columns(table, "xlsform"),
    }
}

fn question<'t>(reader: &mut Reader<'t>, table: &Table<'_, 't>, index: usize) -> QuestionSource {
    reader.keys(table, QUESTION_NEEDED, QUESTION_OTHER);
    let name = reader.name(table, "name");
    call(reader, table, "question", &name, index);
    QuestionSource {
        name,
        number: reader.text(table, "number"),
        kind: reader.name(table, "kind"),
        label: reader.languages(table, "label"),
        hint: reader.languages(table, "hint"),
        guidance: reader.languages(table, "guidance"),
        safeguard: reader.text(table, "safeguard"),
        norm: reader.texts(table, "norm"),
        fact: reader.text(table, "fact"),
        source: source(reader, table, "source"),
        choices: reader.text(table, "choices"),
        group: reader.text(table, "group"),
        choice_filter: reader.text(table, "choice_filter"),
        default: reader.text(table, "default"),
        read_only: reader.text(table, "read_only"),
        trigger: reader.texts(table, "trigger"),
        relevant: reader.text(table, "relevant"),
        constraint: reader.text(table, "constraint"),
        constraint_message: reader.languages(table, "constraint_message"),
        calculation: reader.text(table, "calculation"),
        required: reader.required(table, "required"),
        required_message: reader.languages(table, "required_message"),
        personal: reader.flag(table, "personal"),
        was: reader.text(table, "was"),
        appearance: reader.text(table, "appearance"),
        parameters: reader.text(table, "parameters"),
        xlsform: reader.columns(table, "xlsform"),
    }
}

fn choice<'t>(reader: &mut Reader<'t>, table: &Table<'_, 't>, index: usize) -> ChoiceSource {
    reader.keys(table, CHOICE_NEEDED, CHOICE_OTHER);
    let name = reader.name(table, "name");
    let called = table
        .path
        .rfind('[')
        .and_then(|bracket| table.path.get(..bracket))
        .map(|list| reader.places.readable(list))
        .unwrap_or_default();
    let shown = if name.is_empty() {
        format!("#{}", index + 1)
    } else {
        name.clone()
    };
    reader
        .places
        .call(table.path.clone(), format!("{called}.{shown}"));
    let label: Text = reader.languages(table, "label");
    let columns = reader.columns(table, "columns");
    ChoiceSource {
        name,
        label,
        columns,
    }
}

fn own_lists<'t>(
    reader: &mut Reader<'t>,
    root: &Table<'_, 't>,
) -> BTreeMap<String, Vec<ChoiceSource>> {
    let Some(table) = reader.table(root, "choices") else {
        return BTreeMap::new();
    };
    let names: Vec<String> = table.keys().map(str::to_owned).collect();
    names
        .into_iter()
        .map(|name| {
            let list = reader
                .tables(&table, &name)
                .iter()
                .enumerate()
                .map(|(index, table)| choice(reader, table, index))
                .collect();
            (name, list)
        })
        .collect()
}
