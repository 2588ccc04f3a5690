//! Entities: objects that one record writes and the next one reads.
//!
//! Which group or repeat an entity belongs to follows from what refers to it: `save_to` and the
//! variables of its declaration. Two entities may not share one, so the places are handed out as the
//! reference converter does it; what finds no place is an error.

use std::collections::BTreeMap;

use super::form::{Body, Form};
use super::headers::{Record, Table};
use super::names::{is_name, references};
use super::report::{Report, at};
use super::types::Container;
use crate::checklist::defect::{Defect, DefectCode};
use crate::message::Message;

/// Where a row of the survey stands.
pub(super) struct Place<'t> {
    /// What holds it.
    pub(super) element: usize,
    pub(super) record: Record<'t>,
    pub(super) is_container: bool,
}

#[derive(Debug)]
struct Declaration {
    name: String,
    row: usize,
    variables: Vec<String>,
}

/// Something that ties an entity to a place.
#[derive(Debug, Clone)]
struct Tie {
    /// What holds the row, from the root inwards.
    path: Vec<usize>,
    row: usize,
    property: Option<String>,
    question: String,
}

/// The entities of a form.
#[derive(Debug, Default)]
pub(super) struct Entities {
    declarations: Vec<Declaration>,
    is_declared: bool,
    ties: BTreeMap<usize, Vec<Tie>>,
}

const COLUMNS: [&str; 6] = [
    "dataset",
    "entity_id",
    "create_if",
    "update_if",
    "repeat",
    "label",
];

impl Entities {
    /// Reads the declarations.
    pub(super) fn read(table: Option<&Table>, report: &mut Report) -> Self {
        let mut entities = Self::default();
        let Some(table) = table else { return entities };
        for column in table.columns.iter().flatten() {
            let name = column.path.first().map_or("", String::as_str);
            let is_used = table
                .records()
                .any(|record| record.cells().any(|(_, used, _)| used == column));
            if is_used && !COLUMNS.contains(&name) {
                report.add(
                    Defect::new(DefectCode::FormEntityHeader, table.sheet)
                        .with("header", column.header.as_str())
                        .meant(&column.header, COLUMNS)
                        .on_row(1),
                );
            }
        }
        for record in table.records() {
            entities.is_declared = true;
            entities.declare(record, report);
        }
        entities
    }

    fn declare(&mut self, record: Record<'_>, report: &mut Report) {
        let get = |name: &str| record.get(&[name]);
        let name = get("dataset").unwrap_or_default();
        let mut wrong = |rule: &'static str| {
            report.add(
                at(DefectCode::FormEntity, record)
                    .with("name", name)
                    .suggest(Message::new(rule)),
            );
        };
        let is_new = !self.has(name);
        if name.is_empty() {
            wrong("rec-form-entity-name");
        } else if name.starts_with("__") {
            wrong("rec-form-entity-underscores");
        } else if name.contains('.') {
            wrong("rec-form-entity-dot");
        } else if !is_name(name) {
            wrong("rec-form-name");
        } else if !is_new {
            wrong("rec-form-entity-twice");
        }
        let (id, creates, updates) = (get("entity_id"), get("create_if"), get("update_if"));
        if id.is_none() && updates.is_some() {
            wrong("rec-form-entity-id");
        }
        if id.is_some() && creates.is_some() && updates.is_none() {
            wrong("rec-form-entity-update");
        }
        if id.is_none() && get("label").is_none() {
            wrong("rec-form-entity-label");
        }
        let mut variables = Vec::new();
        for text in [id, creates, updates, get("label")].into_iter().flatten() {
            for reference in references(text).unwrap_or_default() {
                if !variables.contains(&reference.name) {
                    variables.push(reference.name);
                }
            }
        }
        if is_new {
            self.declarations.push(Declaration {
                name: name.to_owned(),
                row: record.number(),
                variables,
            });
        }
    }

    /// Returns whether an entity list has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.index_of(name).is_some()
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.declarations
            .iter()
            .position(|known| known.name == name)
    }

    /// Notes what a row of the survey has to do with entities.
    pub(super) fn note(
        &mut self,
        place: &Place<'_>,
        name: Option<&str>,
        form: &Form<'_>,
        report: &mut Report,
    ) {
        let mut path: Vec<usize> = form.ancestors(place.element).collect();
        path.reverse();
        path.push(place.element);
        let question = name.unwrap_or_default();
        let tie = |property: Option<&str>| Tie {
            path: path.clone(),
            row: place.record.number(),
            property: property.map(str::to_owned),
            question: question.to_owned(),
        };
        if let Some(text) = place.record.get(&["bind", "entities:saveto"]) {
            match self.save_to(text, place) {
                Ok((index, property)) => {
                    let tie = tie(Some(property));
                    self.ties.entry(index).or_default().push(tie);
                }
                Err(rule) => report.add(
                    at(DefectCode::FormSaveTo, place.record)
                        .under(place.record, &["bind", "entities:saveto"])
                        .with("name", text)
                        .suggest(Message::new(rule)),
                ),
            }
        }
        for index in 0..self.declarations.len() {
            let reads = self
                .declarations
                .get(index)
                .is_some_and(|declared| declared.variables.iter().any(|name| name == question));
            if reads {
                let tie = tie(None);
                self.ties.entry(index).or_default().push(tie);
            }
        }
    }

    /// Returns the entity and the property that a row saves to, or the rule that it breaks.
    fn save_to<'x>(
        &self,
        text: &'x str,
        place: &Place<'_>,
    ) -> Result<(usize, &'x str), &'static str> {
        if !self.is_declared {
            return Err("rec-form-save-no-entities");
        }
        let (index, property) = match text.split_once('#') {
            Some((_, rest)) if rest.contains('#') => return Err("rec-form-save-hashes"),
            Some((list, property)) => (
                self.index_of(list).ok_or("rec-form-save-no-list")?,
                property,
            ),
            None if self.declarations.len() > 1 => return Err("rec-form-save-which"),
            None => (0, text),
        };
        let is_taken = |tie: &Tie| tie.property.as_deref() == Some(property);
        if property.is_empty() {
            Err("rec-form-name")
        } else if place.is_container {
            Err("rec-form-save-group")
        } else if matches!(property.to_lowercase().as_str(), "name" | "label") {
            Err("rec-form-save-reserved")
        } else if property.starts_with("__") {
            Err("rec-form-entity-underscores")
        } else if !is_name(property) {
            Err("rec-form-name")
        } else if self
            .ties
            .get(&index)
            .is_some_and(|ties| ties.iter().any(is_taken))
        {
            Err("rec-form-save-twice")
        } else {
            Ok((index, property))
        }
    }

    /// Hands out the places.
    pub(super) fn place(&self, form: &Form<'_>, report: &mut Report) {
        let root = vec![0];
        let mut requests: Vec<Request> = Vec::new();
        for (index, ties) in &self.ties {
            let Some(declared) = self.declarations.get(*index) else {
                continue;
            };
            match Request::of(declared.row, ties, form) {
                Ok(request) => requests.push(request),
                Err(tie) => {
                    let defect = if tie.property.is_some() {
                        Defect::new(DefectCode::FormEntityPlace, "survey").on_row(tie.row)
                    } else {
                        Defect::new(DefectCode::FormEntityPlace, "entities").on_row(declared.row)
                    };
                    report.add(
                        defect
                            .with("name", declared.name.as_str())
                            .with("question", tie.question)
                            .suggest(Message::new("rec-form-entity-one-repeat")),
                    );
                }
            }
        }
        for (index, declared) in self.declarations.iter().enumerate() {
            if !self.ties.contains_key(&index) {
                requests.push(Request {
                    row: declared.row,
                    scope: root.clone(),
                    wanted: root.clone(),
                    lineages: Vec::new(),
                });
            }
        }
        if let [only] = requests.as_slice()
            && only.scope == root
        {
            return;
        }
        requests.sort_by_key(|request| request.row);
        let mut taken: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        for request in requests {
            let row = request.row;
            if !request.settle(&mut taken) {
                report.add(
                    Defect::new(DefectCode::FormEntityPlace, "entities")
                        .on_row(row)
                        .with("name", self.name_on(row))
                        .with("question", "")
                        .suggest(Message::new("rec-form-entity-no-place")),
                );
            }
        }
    }

    fn name_on(&self, row: usize) -> &str {
        let mut declared = self.declarations.iter();
        declared
            .find(|declared| declared.row == row)
            .map_or("", |declared| declared.name.as_str())
    }
}

/// An entity that needs a place.
struct Request {
    row: usize,
    /// The innermost repeat that it has to do with, or the root.
    scope: Vec<usize>,
    /// The place that it would have.
    wanted: Vec<usize>,
    /// The places of all its `save_to`.
    lineages: Vec<Vec<usize>>,
}

fn is_repeat(form: &Form<'_>, index: usize) -> bool {
    form.elements
        .get(index)
        .is_some_and(|element| matches!(element.body, Body::Container(Container::Repeat)))
}

/// Returns the path up to its innermost repeat, or to the root.
fn boundary(path: &[usize], form: &Form<'_>) -> Vec<usize> {
    let end = path
        .iter()
        .rposition(|index| is_repeat(form, *index))
        .map_or(1, |at| at + 1);
    path.get(..end).unwrap_or_default().to_vec()
}

/// Returns how many repeats the path goes through, and how many groups are inside the last.
fn depth(path: &[usize], form: &Form<'_>) -> (usize, usize) {
    let repeats = path.iter().filter(|index| is_repeat(form, **index)).count();
    (repeats, path.len() - boundary(path, form).len())
}

impl Request {
    /// Works out the place that the ties ask for, or returns a tie that asks for another.
    fn of(row: usize, ties: &[Tie], form: &Form<'_>) -> Result<Self, Tie> {
        let mut scope: Vec<usize> = Vec::new();
        let mut deepest: Option<&Tie> = None;
        let mut deepest_save: Option<&Tie> = None;
        let inner = |tie: Option<&Tie>| tie.map(|tie| depth(&tie.path, form).1);
        for tie in ties {
            let here = boundary(&tie.path, form);
            if scope.is_empty() || depth(&here, form).0 > depth(&scope, form).0 {
                deepest = Some(tie);
                if tie.property.is_some() {
                    deepest_save = Some(tie);
                }
                scope.clone_from(&here);
            }
            if here == scope && inner(Some(tie)) > inner(deepest) {
                deepest = Some(tie);
            }
            let is_deeper_save =
                deepest_save.is_none() || (here == scope && inner(Some(tie)) > inner(deepest_save));
            if tie.property.is_some() && is_deeper_save {
                deepest_save = Some(tie);
            }
        }
        let mut lineages: Vec<Vec<usize>> = Vec::new();
        for tie in ties.iter().filter(|tie| tie.property.is_some()) {
            if !lineages.contains(&tie.path) {
                lineages.push(tie.path.clone());
            }
        }
        let mut wanted = deepest_save
            .or(deepest)
            .map(|tie| tie.path.clone())
            .unwrap_or_default();
        if let (Some(save), [first, rest @ ..]) = (deepest_save, lineages.as_slice()) {
            let common = first
                .iter()
                .enumerate()
                .take_while(|(at, index)| rest.iter().all(|path| path.get(*at) == Some(*index)))
                .count();
            let common = first.get(..common).unwrap_or_default().to_vec();
            let of_save = boundary(&save.path, form);
            wanted = if !rest.is_empty() && depth(&of_save, form) >= depth(&common, form) {
                of_save
            } else {
                common
            };
        }
        let of_wanted = boundary(&wanted, form);
        for tie in ties {
            let here = boundary(&tie.path, form);
            if !scope.starts_with(&here) || (tie.property.is_some() && here != of_wanted) {
                return Err(tie.clone());
            }
        }
        Ok(Self {
            row,
            scope,
            wanted,
            lineages,
        })
    }

    /// Takes the innermost free place up to the scope; returns whether there was one.
    fn settle(&self, taken: &mut BTreeMap<Vec<usize>, usize>) -> bool {
        for length in (self.scope.len()..=self.wanted.len()).rev() {
            let path = self.wanted.get(..length).unwrap_or_default().to_vec();
            if taken.contains_key(&path) {
                if self
                    .lineages
                    .iter()
                    .any(|lineage| taken.contains_key(lineage))
                {
                    return false;
                }
                continue;
            }
            for lineage in &self.lineages {
                for end in length..=lineage.len() {
                    if let Some(part) = lineage.get(..end) {
                        taken.insert(part.to_vec(), self.row);
                    }
                }
            }
            taken.insert(path, self.row);
            return true;
        }
        false
    }
}
