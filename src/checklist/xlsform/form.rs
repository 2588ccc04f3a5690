//! A form as it is judged: settings, choice lists, and a tree of groups, repeats and questions.

use std::collections::BTreeMap;

use super::headers::{Record, Table};
use super::types::{Container, QuestionType, Select};

/// The sheets of a form whose headers are understood.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) survey: Table,
    pub(super) choices: Option<Table>,
    pub(super) settings: Option<Table>,
    pub(super) external_choices: Option<Table>,
    pub(super) entities: Option<Table>,
    pub(super) osm: Option<Table>,
}

/// What the settings sheet says, as far as other sheets depend on it.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// The name of the root of every answer's path.
    pub(super) root: String,
    pub(super) collapses_blanks: bool,
    pub(super) allows_duplicate_choices: bool,
    pub(super) omits_instance_id: bool,
}

/// A choice list: the rows of its choices.
#[derive(Debug, Clone, Default)]
pub(super) struct List<'t> {
    pub(super) choices: Vec<Record<'t>>,
    /// Whether a question added "other" to it.
    pub(super) has_added_other: bool,
}

impl<'t> List<'t> {
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> {
        self.choices
            .iter()
            .filter_map(|choice| choice.get(&["name"]))
    }
}

/// Choice lists by name.
pub(super) type Lists<'t> = BTreeMap<String, List<'t>>;

/// A form.
#[derive(Debug)]
pub(super) struct Form<'t> {
    pub(super) settings: Settings,
    pub(super) lists: Lists<'t>,
    /// The root first, then every element after what holds it, in the order of the sheet.
    pub(super) elements: Vec<Element<'t>>,
}

/// A group, a repeat, a question, or what the form adds to them.
#[derive(Debug)]
pub(super) struct Element<'t> {
    /// The row that it comes from; nothing for what is added.
    pub(super) record: Option<Record<'t>>,
    pub(super) name: String,
    /// What holds it, as an index; the root holds itself.
    pub(super) parent: usize,
    pub(super) body: Body<'t>,
    /// The questions whose answers start its calculation.
    pub(super) triggers: Vec<String>,
}

/// What an element is.
#[derive(Debug)]
pub(super) enum Body<'t> {
    Root,
    Container(Container),
    Question(Asked<'t>),
    /// A table beside the form, with the ending of its file.
    External(&'static str),
    /// A log of the filling, kept apart from the questions.
    Audit,
    /// Something that the form adds and nobody is asked.
    Added,
}

/// A question.
#[derive(Debug)]
pub(super) struct Asked<'t> {
    /// The type as it is written.
    pub(super) word: &'t str,
    /// What is known about the type; nothing where nobody knows it.
    pub(super) known: Option<QuestionType>,
    pub(super) select: Option<Select<'t>>,
    /// Whether it is shown as a row of a table of selects, whatever its own appearance says.
    pub(super) is_in_table: bool,
}

impl<'t> Form<'t> {
    /// Returns every element with this name.
    pub(super) fn named<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f Element<'t>> {
        self.elements
            .iter()
            .filter(move |element| element.name == name)
    }

    /// Returns what holds the element and what holds that, from inside to the root.
    pub(super) fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> {
        let mut at = Some(index);
        std::iter::from_fn(move || {
            let here = at?;
            let parent = self.elements.get(here)?.parent;
            at = (parent != here).then_some(parent);
            at
        })
    }
}

impl Element<'_> {
    pub(super) fn question(&self) -> Option<&Asked<'_>> {
        match &self.body {
            Body::Question(asked) => Some(asked),
            Body::Root | Body::Container(_) | Body::External(_) | Body::Audit | Body::Added => None,
        }
    }

    pub(super) const fn is_audit(&self) -> bool {
        matches!(self.body, Body::Audit)
    }

    /// Returns the text of a column of its row.
    pub(super) fn get(&self, path: &[&str]) -> Option<&str> {
        self.record?.get(path)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.record.is_some_and(|record| record.has(name))
    }
}
