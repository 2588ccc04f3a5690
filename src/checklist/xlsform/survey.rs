//! The survey sheet, row by row: groups and repeats open and close, questions stand in them.
//!
//! What the reference converter refuses is an error here, at the same row; but it stops at the first,
//! and this goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::entities::{Entities, Place};
use super::form::{Asked, Body, Element, Form, Lists, Settings, Tables};
use super::headers::Record;
use super::names::{is_dynamic, is_name, lone_reference, references};
use super::parameters::{self, Parameters};
use super::questions;
use super::report::{Report, at};
use super::settings::yes_or_no;
use super::types::{self, Container, Control, Select, Sort, question_type, split_ending};
use crate::checklist::defect::{Defect, DefectCode};
use crate::message::Message;

/// What is open around a row.
struct Open {
    element: usize,
    container: Option<Container>,
    names: BTreeSet<String>,
    lower_names: BTreeSet<String>,
    row: usize,
    table_list: TableList,
}

/// A table of selects that have one list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TableList {
    /// There is none around the row.
    None,
    /// There is one, without a select yet.
    Begun,
    /// There is one, with this list.
    Of(String),
}

/// Walks through the survey sheet.
pub(super) struct Walk<'t, 'r> {
    pub(super) tables: &'t Tables,
    pub(super) sheet_names: &'r [String],
    pub(super) external: Lists<'t>,
    pub(super) osm: Lists<'t>,
    pub(super) form: Form<'t>,
    pub(super) report: &'r mut Report,
    /// How often each name stands in the sheet, for references.
    pub(super) counts: BTreeMap<String, usize>,
    pub(super) entities: Entities,
    open: Vec<Open>,
    repeats: BTreeSet<String>,
    questions: BTreeSet<String>,
    triggers: Vec<(String, Record<'t>)>,
    geometries: Vec<(String, Record<'t>)>,
    tables_beside: BTreeSet<String>,
    pub(super) has_or_other: bool,
    /// Whether groups stand in each other deeper than is read.
    pub(super) is_too_deep: bool,
}

/// Groups that may stand in each other: whoever goes through them goes into each.
const MOST_DEEP: usize = 100;

impl<'t, 'r> Walk<'t, 'r> {
    pub(super) fn new(
        tables: &'t Tables,
        sheet_names: &'r [String],
        settings: Settings,
        lists: Lists<'t>,
        report: &'r mut Report,
    ) -> Self {
        let root = Element {
            record: None,
            name: settings.root.clone(),
            parent: 0,
            body: Body::Root,
            triggers: Vec::new(),
        };
        let group = |table: Option<&'t super::headers::Table>| {
            table.map(super::choices::group).unwrap_or_default()
        };
        let entities = Entities::read(tables.entities.as_ref(), report);
        Self {
            tables,
            sheet_names,
            external: group(tables.external_choices.as_ref()),
            osm: group(tables.osm.as_ref()),
            form: Form {
                settings,
                lists,
                elements: vec![root],
            },
            report,
            counts: BTreeMap::new(),
            entities,
            open: vec![Open::new(0, None, 0)],
            repeats: BTreeSet::new(),
            questions: BTreeSet::new(),
            triggers: Vec::new(),
            geometries: Vec::new(),
            tables_beside: BTreeSet::new(),
            has_or_other: false,
            is_too_deep: false,
        }
    }

    /// Reads every row, then what only shows at the end.
    pub(super) fn rows(&mut self) {
        for record in self.tables.survey.records() {
            self.row(record);
        }
        for (name, record) in std::mem::take(&mut self.triggers) {
            if !self.questions.contains(&name) {
                let names = self.questions.iter().map(String::as_str);
                self.report.add(
                    at(DefectCode::FormUnknownReference, record)
                        .under(record, &["trigger"])
                        .with("name", name.as_str())
                        .meant(&name, names),
                );
            }
        }
        for (target, record) in std::mem::take(&mut self.geometries) {
            let is_repeat =
                || lone_reference(&target).is_some_and(|found| self.repeats.contains(&found.name));
            let is_known = self.tables_beside.contains(&target)
                || self.form.lists.contains_key(&target)
                || self.entities.has(&target)
                || is_repeat();
            if !is_known {
                self.report.add(
                    at(DefectCode::FormGeometry, record)
                        .under(record, &["parameters"])
                        .with("name", target),
                );
            }
        }
        for open in self.open.iter().skip(1) {
            let name = self.form.elements.get(open.element);
            let name = name.map_or("", |element| element.name.as_str());
            self.report.add(
                Defect::new(DefectCode::FormBeginWithoutEnd, "survey")
                    .with("kind", open.container.map_or("group", Container::name))
                    .with("name", name)
                    .on_row(open.row),
            );
        }
        self.open.truncate(1);
        if !self.form.settings.omits_instance_id {
            *self.counts.entry("instanceID".to_owned()).or_default() += 1;
        }
        self.entities.place(&self.form, self.report);
    }

    fn row(&mut self, record: Record<'t>) {
        if let Some(disabled) = record.get(&["disabled"]) {
            self.report
                .add(at(DefectCode::FormDisabled, record).under(record, &["disabled"]));
            if yes_or_no(disabled) == Some(true) {
                return;
            }
        }
        if record.is_empty()
            || record
                .cells()
                .all(|(_, column, _)| column.header == "disabled")
        {
            return;
        }
        let Some(word) = record.get(&["type"]) else {
            let says_something = record.has("name") || record.has("label");
            let code = if says_something {
                DefectCode::FormNoType
            } else {
                DefectCode::FormRowSkipped
            };
            self.report.add(at(code, record));
            return;
        };
        let word = types::dealias(word);
        let triggers = self.triggers_of(record);
        let default = record.get(&["default"]).unwrap_or_default();
        let parameters = parameters::parse(record.get(&["parameters"]).unwrap_or_default());
        if parameters.is_err() {
            self.report.add(
                at(DefectCode::FormParameters, record)
                    .under(record, &["parameters"])
                    .suggest(Message::new("rec-form-parameters")),
            );
        }
        let parameters = parameters.unwrap_or_default();
        if word == "audit" {
            questions::audit(record, &parameters, self.report);
            let has_one = self.form.elements.iter().any(Element::is_audit);
            if has_one {
                self.report
                    .add(at(DefectCode::FormDuplicateName, record).with("name", "audit"));
            }
            self.add(0, Some(record), "audit", Body::Audit);
            return;
        }
        let calculates = record.get(&["bind", "calculate"]).is_some();
        if word == "calculate" && !calculates && !is_dynamic(default, word) {
            self.report.add(at(DefectCode::FormCalculation, record));
        }
        if matches!(word, "subscriberid" | "simserial") {
            self.report
                .add(at(DefectCode::FormDeprecated, record).with("word", word));
        }
        if matches!(
            word,
            "form_title" | "set_form_title" | "form_id" | "set_form_id" | "prefix"
        ) {
            return;
        }
        let begins = types::begins(word);
        let ends = types::ends(word);
        let name = if ends.is_some() {
            None
        } else {
            let Some(name) = self.name_of(record, word) else {
                return;
            };
            Some(name)
        };
        let place = Place {
            element: self.here(),
            record,
            is_container: begins.is_some() || ends.is_some(),
        };
        self.entities
            .note(&place, name.as_deref(), &self.form, self.report);
        if let Some(container) = ends {
            self.end(record, container);
            return;
        }
        let name = name.unwrap_or_default();
        if let Some((container, list)) = begins {
            self.begin(record, container, list, name);
        } else {
            self.question(record, word, name, triggers, &parameters);
        }
    }

    /// Returns the questions that start a calculation.
    fn triggers_of(&mut self, record: Record<'t>) -> Vec<String> {
        let Some(text) = record.get(&["trigger"]) else {
            return Vec::new();
        };
        let mut names = Vec::new();
        let is_attempt = text.len() > 2 && text.contains("${");
        let mut is_wrong = !is_attempt;
        for part in text.split(',') {
            match references(part).as_deref() {
                Ok([]) => {}
                Ok([one]) => names.push(one.name.clone()),
                Ok(_) | Err(_) => is_wrong = true,
            }
        }
        if is_wrong {
            self.report.add(
                at(DefectCode::FormReference, record)
                    .under(record, &["trigger"])
                    .suggest(Message::new("rec-form-trigger")),
            );
            return Vec::new();
        }
        self.triggers
            .extend(names.iter().map(|name| (name.clone(), record)));
        names
    }

    /// Returns the name of a row that must have one, judged.
    fn name_of(&mut self, record: Record<'t>, word: &str) -> Option<String> {
        let name = match record.get(&["name"]) {
            Some(name) => name.to_owned(),
            None if word == "note" => format!("generated_note_name_{}", record.number()),
            None => {
                self.report.add(at(DefectCode::FormNoName, record));
                return None;
            }
        };
        if !is_name(&name) {
            self.report.add(
                at(DefectCode::FormBadName, record)
                    .under(record, &["name"])
                    .with("name", name.as_str())
                    .suggest_name(),
            );
        }
        *self.counts.entry(name.clone()).or_default() += 1;
        let Some(open) = self.open.last_mut() else {
            return Some(name);
        };
        let defect = if name == "meta" {
            Some(DefectCode::FormReservedName)
        } else if !open.names.insert(name.clone()) {
            Some(DefectCode::FormDuplicateName)
        } else if !open.lower_names.insert(name.to_lowercase()) {
            Some(DefectCode::FormNameCase)
        } else {
            None
        };
        if let Some(code) = defect {
            self.report.add(
                at(code, record)
                    .under(record, &["name"])
                    .with("name", name.as_str()),
            );
        }
        Some(name)
    }

    fn here(&self) -> usize {
        self.open.last().map_or(0, |open| open.element)
    }

    fn add(
        &mut self,
        parent: usize,
        record: Option<Record<'t>>,
        name: impl Into<String>,
        body: Body<'t>,
    ) -> usize {
        self.form.elements.push(Element {
            record,
            name: name.into(),
            parent,
            body,
            triggers: Vec::new(),
        });
        self.form.elements.len() - 1
    }

    fn end(&mut self, record: Record<'t>, container: Container) {
        let fits = self
            .open
            .last()
            .is_some_and(|open| open.container == Some(container));
        if fits
            || self
                .open
                .iter()
                .any(|open| open.container == Some(container))
        {
            if !fits {
                self.end_without_begin(record, container);
            }
            self.open.pop();
            // A table of selects ends with whatever ends first.
            for open in &mut self.open {
                open.table_list = TableList::None;
            }
        } else {
            self.end_without_begin(record, container);
        }
    }

    fn end_without_begin(&mut self, record: Record<'t>, container: Container) {
        self.report
            .add(at(DefectCode::FormEndWithoutBegin, record).with("kind", container.name()));
    }

    fn begin(
        &mut self,
        record: Record<'t>,
        container: Container,
        list: Option<&str>,
        name: String,
    ) {
        if container == Container::Repeat {
            let code = if name == self.form.settings.root {
                Some(DefectCode::FormRepeatRoot)
            } else if self.repeats.insert(name.clone()) {
                None
            } else {
                Some(DefectCode::FormRepeatName)
            };
            if let Some(code) = code {
                self.report.add(
                    at(code, record)
                        .under(record, &["name"])
                        .with("name", name.as_str()),
                );
            }
            if !record.has("label") && !record.has("media") {
                self.report
                    .add(at(DefectCode::FormRepeatLabel, record).with("name", name.as_str()));
            }
        }
        if container == Container::Loop {
            self.loop_list(record, list);
        }
        if self.open.len() == MOST_DEEP + 1 {
            self.is_too_deep = true;
            self.report.add(
                at(DefectCode::FormTooLarge, record)
                    .suggest(Message::new("form-limit-depth").number("most", MOST_DEEP)),
            );
        }
        let parent = self.here();
        if let Some(count) = record.get(&["control", "jr:count"])
            && lone_reference(count).is_none()
        {
            self.add(parent, None, format!("{name}_count"), Body::Added);
        }
        let index = self.add(parent, Some(record), name, Body::Container(container));
        let mut open = Open::new(index, Some(container), record.number());
        let appearance = record.get(&["control", "appearance"]).unwrap_or_default();
        if let Some(above) = self.open.last() {
            open.table_list.clone_from(&above.table_list);
        }
        if appearance
            .split_whitespace()
            .any(|word| word == "table-list")
        {
            open.table_list = TableList::Begun;
            if record.has("label") || record.has("hint") {
                let note = format!("generated_table_list_label_{}", record.number());
                self.add(index, None, note, Body::Added);
            }
        }
        self.open.push(open);
    }

    fn loop_list(&mut self, record: Record<'t>, list: Option<&str>) {
        let Some(list) = list else {
            self.report.add(at(DefectCode::FormLoopList, record));
            return;
        };
        match self.form.lists.get(list) {
            None => self.unknown_list(record, list),
            // Every round is named after its choice.
            Some(found) if found.choices.iter().any(|choice| !choice.has("label")) => {
                self.report.add(at(DefectCode::FormLoopList, record));
            }
            Some(_) => {}
        }
    }

    fn unknown_list(&mut self, record: Record<'t>, list: &str) {
        let known = self.form.lists.keys().map(String::as_str);
        self.report.add(
            at(DefectCode::FormUnknownList, record)
                .under(record, &["type"])
                .with("name", list)
                .meant(list, known),
        );
    }

    fn question(
        &mut self,
        record: Record<'t>,
        word: &'t str,
        name: String,
        triggers: Vec<String>,
        parameters: &Parameters,
    ) {
        self.questions.insert(name.clone());
        let parent = self.here();
        if let "csv-external" | "xml-external" = word {
            self.tables_beside.insert(split_ending(&name).0.to_owned());
            let ending = if word == "csv-external" { "csv" } else { "xml" };
            self.add(parent, Some(record), name, Body::External(ending));
            return;
        }
        if let Some(select) = types::select(word) {
            self.select(record, word, name, triggers, select, parameters);
            return;
        }
        let is_osm = word.split_once("osm ").is_some_and(|(_, list)| {
            let list = list.split_whitespace().next();
            if let Some(list) = list
                && !self.osm.is_empty()
                && !self.osm.contains_key(list)
            {
                self.unknown_list(record, list);
            }
            list.is_some()
        });
        let known = question_type(if is_osm { "osm" } else { word });
        if known.is_none() {
            self.unknown_type(record, word);
        }
        questions::check(
            &questions::Question {
                record,
                word,
                parameters,
                lists: &self.form.lists,
            },
            &mut self.geometries,
            self.report,
        );
        let body = Body::Question(Asked {
            word,
            known,
            select: None,
            is_in_table: false,
        });
        let index = self.add(parent, Some(record), name, body);
        self.set_triggers(index, triggers);
    }

    fn set_triggers(&mut self, index: usize, triggers: Vec<String>) {
        if let Some(element) = self.form.elements.get_mut(index) {
            element.triggers = triggers;
        }
    }

    fn unknown_type(&mut self, record: Record<'t>, word: &str) {
        let first = word.split_whitespace().next().unwrap_or_default();
        let defect = at(DefectCode::FormUnknownType, record)
            .under(record, &["type"])
            .with("name", word);
        self.report.add(match first {
            "select_one" | "select_multiple" | "rank" | "select1" => {
                defect.suggest(Message::new("rec-form-list-needed").text("word", first))
            }
            _ => match crate::checklist::nearest::nearest(first, types::COMMON.iter().copied()) {
                Some(meant) => {
                    defect.suggest(Message::new("rec-chk-did-you-mean").text("meant", meant))
                }
                None => defect,
            },
        });
    }

    fn select(
        &mut self,
        record: Record<'t>,
        word: &'t str,
        name: String,
        triggers: Vec<String>,
        select: Select<'t>,
        parameters: &Parameters,
    ) {
        self.select_list(record, &select);
        questions::select(record, &select, parameters, self.report);
        if select.or_other {
            self.or_other(record, &select);
        }
        self.table_list(record, &select);
        let known = question_type(match select.sort {
            Sort::SelectMultiple => "select all that apply",
            Sort::SelectExternal => "select one external",
            Sort::Rank => "rank",
            _ => "select one",
        });
        if let Some(bind) = record.get(&["bind", "type"])
            && !matches!(bind, "string" | "odk:rank")
            && known.is_some_and(|known| known.control == Control::Select)
        {
            self.report.add(
                at(DefectCode::FormBindType, record)
                    .under(record, &["bind", "type"])
                    .with("name", bind),
            );
        }
        let parent = self.here();
        let other = select.or_other.then(|| format!("{name}_other"));
        let body = Body::Question(Asked {
            word,
            known,
            select: Some(select),
            is_in_table: self
                .open
                .last()
                .is_some_and(|open| open.table_list != TableList::None),
        });
        let index = self.add(parent, Some(record), name, body);
        self.set_triggers(index, triggers);
        if let Some(other) = other {
            self.add(parent, None, other, Body::Added);
        }
    }

    /// Judges whether the list of a select is there, and fit for it.
    fn select_list(&mut self, record: Record<'t>, select: &Select<'t>) {
        let list = select.list;
        if select.sort == Sort::SelectExternal {
            let is_listed = self.form.lists.contains_key(list);
            if record.get(&["choice_filter"]).is_none() && !is_listed {
                self.report.add(at(DefectCode::FormExternalFilter, record));
            }
            if self.external.is_empty() {
                self.no_sheet(record, DefectCode::FormNoExternal, "external_choices");
            } else if !self.external.contains_key(list) {
                let known = self.external.keys().map(String::as_str);
                self.report.add(
                    at(DefectCode::FormUnknownList, record)
                        .under(record, &["type"])
                        .with("name", list)
                        .meant(list, known),
                );
            }
            return;
        }
        self.tables_beside.insert(split_ending(list).0.to_owned());
        if select.names_file() {
            let file = list.rsplit('/').next().unwrap_or_default();
            let endings = file.trim_start_matches('.').matches('.').count();
            if select.file().is_none() || endings != 1 {
                self.report.add(
                    at(DefectCode::FormFileEnding, record)
                        .under(record, &["type"])
                        .with("name", list)
                        .suggest(
                            Message::new("rec-chk-one-of")
                                .text("known", types::FILE_ENDINGS.join(", ")),
                        ),
                );
            }
        }
        if select.file().is_some() {
            return;
        }
        if select.is_from_repeat() {
            if select.sort == Sort::SelectMultiple {
                self.report
                    .add(at(DefectCode::FormChoicesOfRepeat, record).under(record, &["type"]));
            }
            return;
        }
        let Some(found) = self.form.lists.get(list) else {
            if self.form.lists.is_empty() {
                self.no_sheet(record, DefectCode::FormNoChoices, "choices");
            } else {
                self.unknown_list(record, list);
            }
            return;
        };
        if select.sort == Sort::SelectMultiple
            && let Some(name) = found.names().find(|name| name.contains(' '))
        {
            let name = name.to_owned();
            self.report.add(
                at(DefectCode::FormChoiceBlank, record)
                    .with("name", name)
                    .with("list", list),
            );
        }
    }

    fn no_sheet(&mut self, record: Record<'t>, code: DefectCode, sheet: &'static str) {
        let similar = super::sheets::similar(self.sheet_names, sheet);
        let defect = at(code, record);
        self.report.add(match similar.first() {
            Some(meant) => {
                defect.suggest(Message::new("rec-chk-did-you-mean").text("meant", *meant))
            }
            None => defect,
        });
    }

    fn or_other(&mut self, record: Record<'t>, select: &Select<'t>) {
        self.has_or_other = true;
        if record.get(&["choice_filter"]).is_some() {
            self.report
                .add(at(DefectCode::FormOtherFilter, record).under(record, &["choice_filter"]));
        }
        match self.form.lists.get_mut(select.list) {
            Some(list) => list.has_added_other = true,
            None => self
                .report
                .add(at(DefectCode::FormOtherChoices, record).under(record, &["type"])),
        }
    }

    /// Judges a select inside a table of selects, which all have one list.
    fn table_list(&mut self, record: Record<'t>, select: &Select<'t>) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let list = match &open.table_list {
            TableList::None => return,
            TableList::Begun => None,
            TableList::Of(list) => Some(list.clone()),
        };
        let Some(list) = list else {
            open.table_list = TableList::Of(select.list.to_owned());
            let is_listed = self.form.lists.contains_key(select.list);
            let from_beside = select.file().is_some() || select.is_from_repeat();
            if record.get(&["choice_filter"]).is_some() || (!is_listed && from_beside) {
                self.report
                    .add(at(DefectCode::FormTableList, record).with("list", select.list));
            } else {
                let header = format!("reserved_name_for_field_list_labels_{}", record.number());
                let here = self.here();
                self.add(here, None, header, Body::Added);
            }
            return;
        };
        if list != select.list {
            self.report
                .add(at(DefectCode::FormTableList, record).with("list", list));
        }
    }
}

impl Open {
    fn new(element: usize, container: Option<Container>, row: usize) -> Self {
        Self {
            element,
            container,
            names: BTreeSet::new(),
            lower_names: BTreeSet::new(),
            row,
            table_list: TableList::None,
        }
    }
}
