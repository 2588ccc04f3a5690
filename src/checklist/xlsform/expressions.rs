//! What the reference converter lets through and what would fail when the form runs: expressions.
//!
//! All of it is a warning: the form is accepted wherever else it is, and whoever fills it here sees
//! what does not work.

use std::collections::BTreeMap;

use super::form::{Body, Element, Form};
use super::names::is_dynamic;
use super::report::{Report, at};
use super::settings::yes_or_no;
use super::types::Sort;
use crate::checklist::defect::{Defect, DefectCode, Severity};
use crate::expr::{Expression, NameKind, Names, dependency_order};
use crate::message::Message;

/// Faults that other checks report better, or that only this check's ignorance makes.
const LEFT_OUT: [&str; 3] = ["expr_unsupported", "expr_bare_name", "expr_unknown_name"];

/// The names of a form; a slot is the index of an element.
struct FormNames<'f, 't> {
    form: &'f Form<'t>,
    by_name: &'f BTreeMap<&'f str, usize>,
    this: usize,
}

fn kind_of(element: &Element<'_>) -> NameKind {
    let Some(known) = element.question().and_then(|asked| asked.known) else {
        return NameKind::Any;
    };
    match known.sort {
        Sort::Integer | Sort::Decimal | Sort::Range => NameKind::Number,
        Sort::Date | Sort::Time | Sort::DateTime => NameKind::Moment,
        Sort::SelectOne => NameKind::Choice,
        Sort::SelectMultiple => NameKind::Choices,
        Sort::Text | Sort::Note | Sort::Barcode => NameKind::Text,
        _ => NameKind::Any,
    }
}

impl FormNames<'_, '_> {
    /// Returns the choices of a question whose list is on the sheet.
    fn choices_of(&self, slot: usize) -> Option<Vec<String>> {
        let select = self.form.elements.get(slot)?.question()?.select?;
        let list = self.form.lists.get(select.list)?;
        let names = list.names().map(str::to_owned);
        let other = list.has_added_other.then(|| "other".to_owned());
        Some(names.chain(other).collect())
    }
}

impl Names for FormNames<'_, '_> {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        let slot = *self.by_name.get(name)?;
        Some((slot, kind_of(self.form.elements.get(slot)?)))
    }

    fn all(&self) -> Vec<String> {
        self.by_name.keys().map(|name| (*name).to_owned()).collect()
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        self.choices_of(slot)
    }

    fn this_kind(&self) -> NameKind {
        let element = self.form.elements.get(self.this);
        element.map_or(NameKind::Any, kind_of)
    }

    fn this_choices(&self) -> Option<Vec<String>> {
        self.choices_of(self.this)
    }
}

/// Columns with expressions; those that may say yes or no instead; those that decide the state of a
/// question and so can close a circle.
const COLUMNS: [(&[&str], bool, bool); 6] = [
    (&["bind", "relevant"], true, true),
    (&["bind", "required"], true, false),
    (&["bind", "readonly"], true, false),
    (&["bind", "constraint"], false, false),
    (&["bind", "calculate"], false, true),
    (&["control", "jr:count"], false, true),
];

/// Judges every expression of the form.
pub(super) fn check(form: &Form<'_>, report: &mut Report) {
    let mut by_name = BTreeMap::new();
    for (index, element) in form.elements.iter().enumerate() {
        by_name.entry(element.name.as_str()).or_insert(index);
    }
    let mut reads: Vec<Vec<usize>> = vec![Vec::new(); form.elements.len()];
    for (index, element) in form.elements.iter().enumerate() {
        let names = FormNames {
            form,
            by_name: &by_name,
            this: index,
        };
        for (path, says_yes, decides) in COLUMNS {
            let Some(text) = element.get(path) else {
                continue;
            };
            if says_yes && yes_or_no(text).is_some() {
                continue;
            }
            // A calculation that waits for an answer is no part of a circle.
            let decides = decides && element.triggers.is_empty();
            judge(element, path, text, &names, decides, &mut reads, report);
        }
        if let Some(text) = element.get(&["default"])
            && let Some(asked) = element.question()
            && is_dynamic(text, asked.word)
        {
            judge(
                element,
                &["default"],
                text,
                &names,
                false,
                &mut reads,
                report,
            );
        }
        // What stands in a group is there only where the group is.
        if element.parent != index
            && let Some(reads) = reads.get_mut(index)
        {
            reads.push(element.parent);
        }
    }
    if let Err(circle) = dependency_order(&reads) {
        report_circle(form, &circle.0, report);
    }
    unused_lists(form, report);
}

fn judge(
    element: &Element<'_>,
    path: &[&str],
    text: &str,
    names: &FormNames<'_, '_>,
    decides: bool,
    reads: &mut [Vec<usize>],
    report: &mut Report,
) {
    let Some(record) = element.record else { return };
    match Expression::compile(text, names) {
        Ok(expression) => {
            if decides && let Some(reads) = reads.get_mut(names.this) {
                let containers = |slot: &&usize| {
                    let read = names.form.elements.get(**slot);
                    read.is_some_and(|read| !matches!(read.body, Body::Container(_)))
                };
                reads.extend(expression.references().iter().filter(containers));
                if expression.reads_self() {
                    reads.push(names.this);
                }
            }
        }
        Err(faults) => {
            for fault in faults {
                if LEFT_OUT.contains(&fault.code) {
                    continue;
                }
                let mut defect = Defect::of_expression(fault, record.sheet())
                    .on_row(record.number())
                    .under(record, path);
                defect.severity = Severity::Warning;
                report.add(defect);
            }
        }
    }
}

/// Prints the circle at the first row that is in it.
fn report_circle(form: &Form<'_>, walk: &[usize], report: &mut Report) {
    let Some(record) = walk
        .iter()
        .filter_map(|index| form.elements.get(*index)?.record)
        .min_by_key(|record| record.number())
    else {
        return;
    };
    let names: Vec<&str> = walk
        .iter()
        .filter_map(|index| form.elements.get(*index))
        .map(|element| element.name.as_str())
        .collect();
    let mut defect = at(DefectCode::Circle, record)
        .with("circle", names.join(" → "))
        .suggest(Message::new("rec-chk-circle"));
    defect.severity = Severity::Warning;
    report.add(defect);
}

/// Judges whether every list is used by some question, or named by some text.
fn unused_lists(form: &Form<'_>, report: &mut Report) {
    for (name, list) in &form.lists {
        let is_used = form.elements.iter().any(|element| {
            let of_select = element.question().and_then(|asked| asked.select);
            of_select.is_some_and(|select| select.list == name)
                || element.record.is_some_and(|record| {
                    record.cells().any(|(_, column, text)| {
                        let is_text = column.path.first().is_some_and(|first| first == "name");
                        !is_text && text.contains(name.as_str())
                    })
                })
        });
        if !is_used && let Some(first) = list.choices.first() {
            report.add(at(DefectCode::FormUnusedList, *first).with("name", name.as_str()));
        }
    }
}

/// Returns what a terminal keeps and cannot ask, as `location (geopoint)`.
pub(super) fn unsupported(form: &Form<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for element in &form.elements {
        let word = match &element.body {
            Body::External(ending) => format!("{ending}-external"),
            Body::Audit => "audit".to_owned(),
            Body::Question(asked) => {
                let is_beyond = asked.known.is_some_and(|known| {
                    matches!(known.sort, Sort::Geo | Sort::Media | Sort::SelectExternal)
                });
                let from_beside = asked
                    .select
                    .is_some_and(|select| select.file().is_some() || select.is_from_repeat());
                let is_search = super::output::is_search(element);
                if !is_beyond && !from_beside && !is_search {
                    continue;
                }
                if is_search {
                    "search()".to_owned()
                } else {
                    asked.word.to_owned()
                }
            }
            Body::Root | Body::Container(_) | Body::Added => continue,
        };
        found.push(format!("{} ({word})", element.name));
    }
    found
}
