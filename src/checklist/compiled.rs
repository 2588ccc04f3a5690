//! A checklist that can be filled: every name resolved, every expression compiled.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::logic::Readers;
use super::{ChecklistId, Digest, FactName, QuestionName, SubjectKind, Text};
use crate::expr::Expression;
use crate::value::{Source, Value};

/// How many choices have a digit of their own, on the screen and on paper: 7, 8, 9 and 0 are the
/// reasons for no value everywhere.
pub const CHOICE_DIGITS: usize = 6;

/// A checklist without defects.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// The identity over all versions.
    pub id: ChecklistId,
    /// The version of the content.
    pub version: String,
    /// The digest of the resolved text.
    pub digest: Digest,
    /// Languages whose texts no native speaker has reviewed.
    pub drafts: Vec<String>,
    /// What it is called.
    pub title: Text,
    /// What it is for.
    pub description: Text,
    /// Shown before a sheet about a person is filled.
    pub introduction: Text,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// All questions in order; sections point into it.
    pub questions: Vec<Question>,
    /// All groups and repeats, each after the one it stands in.
    pub groups: Vec<Group>,
    /// The choice lists by name.
    pub choice_lists: BTreeMap<String, Vec<Choice>>,
    /// Hashed: one of them is found for each of a million answers.
    pub(super) by_name: HashMap<QuestionName, usize>,
    pub(super) by_number: BTreeMap<String, Vec<usize>>,
    /// Who reads whom. Groups stand after the questions: the slot of the first group is the number of
    /// questions.
    pub(super) readers: Readers,
    /// For each slot, the repeats around it from the outermost inwards, itself included.
    pub(super) repeats: Vec<Vec<usize>>,
    /// The canonical text that visits pin.
    pub(super) pinned_text: Arc<str>,
}

/// A section of a checklist.
#[derive(Debug, Clone)]
pub struct Section {
    /// Unique in the checklist.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// What it is about.
    pub subject: SubjectKind,
    /// Its questions, as indexes into [`Checklist::questions`].
    pub questions: Range<usize>,
    /// Whether exports name it before its questions, as forms name a group. The sections of what was an
    /// XLSForm only show its parts.
    pub is_in_paths: bool,
}

/// A group of questions, or a repeat.
#[derive(Debug, Clone)]
pub struct Group {
    /// The name that expressions and answers use.
    pub name: QuestionName,
    /// What it is called in a path; its name, unless several groups share that.
    pub path_name: String,
    /// What it is called.
    pub label: Text,
    /// The name that it had in an earlier version.
    pub was: Option<QuestionName>,
    /// The section, as an index into [`Checklist::sections`].
    pub section: usize,
    /// The group that it stands in, as an index into [`Checklist::groups`].
    pub within: Option<usize>,
    /// Where it counts; everywhere if `None`. Of a repeat, judged for each instance.
    pub relevant: Option<Expression>,
    /// Whether it is a repeat.
    pub is_repeat: bool,
    /// How many instances a repeat has at least; if `None`, they are added by hand.
    pub count: Option<Expression>,
}

/// What stands at a question until something is said.
#[derive(Debug, Clone)]
pub enum DefaultValue {
    /// This value.
    Fixed(Value),
    /// What this gives.
    Computed(Expression),
}

/// The numbers that a range offers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The first.
    pub start: f64,
    /// The last; it may be less than the first.
    pub end: f64,
    /// From one to the next.
    pub step: f64,
}

/// A question of a checklist.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else about a question, and none excludes another"
)]
pub struct Question {
    /// The name that expressions, answers and exports use.
    pub name: QuestionName,
    /// The item number that paper and screen print; the name where the author gave none.
    pub number: String,
    /// What an answer is.
    pub kind: Kind,
    /// The question itself.
    pub label: Text,
    /// A short line under it.
    pub hint: Text,
    /// How to ask, and what to compare with.
    pub guidance: Text,
    /// The safeguard that it is about.
    pub safeguard: Option<String>,
    /// The norms behind it.
    pub norms: Vec<String>,
    /// The fact that the answer states.
    pub fact: Option<FactName>,
    /// Who usually says so.
    pub source: Source,
    /// The section, as an index into [`Checklist::sections`].
    pub section: usize,
    /// What it is about.
    pub subject: SubjectKind,
    /// The innermost group or repeat that it stands in, as an index into [`Checklist::groups`].
    pub group: Option<usize>,
    /// Which choices are offered; all if `None`.
    pub choice_filter: Option<Expression>,
    /// What stands there until something is said.
    pub default: Option<DefaultValue>,
    /// Where it takes no answer; nowhere if `None`.
    pub read_only: Option<Expression>,
    /// The questions after whose answers the calculation is made, and only then; if there are none,
    /// the calculation follows what it reads.
    pub triggers: Vec<usize>,
    /// Where it counts (the section's own condition included, not that of its groups); everywhere if
    /// `None`.
    pub relevant: Option<Expression>,
    /// What an answer should satisfy.
    pub constraint: Option<Expression>,
    /// What to say where it does not.
    pub constraint_message: Text,
    /// The value, for [`Kind::Calculate`].
    pub calculation: Option<Expression>,
    /// Whether a missing answer is listed before finishing.
    pub required: bool,
    /// Where a missing answer is listed before finishing, if that depends.
    pub required_where: Option<Expression>,
    /// What to say where it is missing.
    pub required_message: Text,
    /// Whether the answer may identify somebody.
    pub personal: bool,
    /// The name that it had in an earlier version.
    pub was: Option<QuestionName>,
    /// What it is called in a path; its name, unless several questions share that.
    pub path_name: String,
    /// The numbers of a range.
    pub scale: Option<Scale>,
    /// Whether the choices are put in order rather than taken.
    pub is_ranked: bool,
    /// Whether the text is a time of day, as `21:30`.
    pub is_time: bool,
    /// How it is shown, in XLSForm's words.
    pub appearance: String,
    /// What XLSForm calls it, where a terminal cannot ask it.
    pub unsupported: Option<String>,
}

/// What an answer to a question is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// One choice of the list with this name.
    Choice(String),
    /// Any number of choices of the list with this name.
    Choices(String),
    /// A date with a time of day, possibly partial.
    Moment,
    /// A date without a time of day, possibly partial.
    Date,
    /// Nothing: text to read.
    Note,
    /// Nothing: computed by the question's calculation.
    Calculate,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub name: String,
    /// What is shown.
    pub label: Text,
    /// What else is known of it, for choice filters and lookups.
    pub columns: BTreeMap<String, String>,
}

impl Checklist {
    /// Returns the index of the question with this name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Returns the question with this name.
    pub fn question(&self, name: &str) -> Option<&Question> {
        self.questions.get(self.index_of(name)?)
    }

    /// Returns the indexes of the questions of the item with this number, in order.
    pub fn item(&self, number: &str) -> &[usize] {
        self.by_number.get(number).map_or(&[], Vec::as_slice)
    }

    /// Returns the choices that the question offers; none if it is no choice question.
    pub fn choices_of(&self, question: &Question) -> &[Choice] {
        match &question.kind {
            Kind::Choice(list) | Kind::Choices(list) => {
                self.choice_lists.get(list).map_or(&[], Vec::as_slice)
            }
            Kind::Text
            | Kind::Integer
            | Kind::Decimal
            | Kind::Moment
            | Kind::Date
            | Kind::Note
            | Kind::Calculate => &[],
        }
    }

    /// Returns what to look at again after the answer to this question changed: indexes of questions,
    /// and slots of groups; all that depend on it through relevance, constraint or calculation, directly
    /// or not, in an order in which each comes after what it reads.
    pub fn dependents_of(&self, slot: usize) -> Vec<usize> {
        self.readers.after(slot)
    }

    /// Returns the slot of a group in expressions: groups stand after the questions.
    pub const fn slot_of_group(&self, group: usize) -> usize {
        self.questions.len() + group
    }

    /// Returns the group in this slot, if it is one.
    pub fn group_in(&self, slot: usize) -> Option<usize> {
        slot.checked_sub(self.questions.len())
            .filter(|group| *group < self.groups.len())
    }

    /// Returns the index of the group with this name.
    pub fn group_named(&self, name: &str) -> Option<usize> {
        self.groups
            .iter()
            .position(|group| group.name.as_str() == name)
    }

    /// Returns the repeats around a question or group, from the outermost inwards; of a repeat, itself
    /// included.
    pub fn repeats_around(&self, slot: usize) -> &[usize] {
        self.repeats.get(slot).map_or(&[], Vec::as_slice)
    }

    /// Returns this group and those that it stands in, from the innermost outwards, each with its index.
    pub fn groups_outwards(
        &self,
        innermost: Option<usize>,
    ) -> impl Iterator<Item = (usize, &Group)> {
        let at =
            |index: Option<usize>| index.and_then(|index| Some((index, self.groups.get(index)?)));
        std::iter::successors(at(innermost), move |(_, group)| at(group.within))
    }

    /// Returns the innermost group or repeat around a question or group.
    pub fn group_around(&self, slot: usize) -> Option<usize> {
        match self.group_in(slot) {
            Some(group) => self.groups.get(group)?.within,
            None => self.questions.get(slot)?.group,
        }
    }

    /// Returns every language in which something is written.
    pub fn languages(&self) -> Vec<&str> {
        let mut found: Vec<&str> = self
            .questions
            .iter()
            .flat_map(|question| question.label.0.keys())
            .chain(self.title.0.keys())
            .map(String::as_str)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Question {
    /// Returns whether a person can answer it.
    pub const fn takes_answers(&self) -> bool {
        !matches!(self.kind, Kind::Note | Kind::Calculate)
    }
}
