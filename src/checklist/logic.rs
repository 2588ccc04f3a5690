//! Expressions of a checklist: compiled, and ordered so that each comes after what it reads.

use std::collections::BTreeMap;

use super::compiled::{DefaultValue, Kind};
use super::defect::{Defect, DefectCode, Severity};
use super::groups::{self, GroupPlace};
use super::resolve::{Origin, both};
use super::{ChoiceSource, QuestionName, QuestionSource, Required, SectionSource, SubjectKind};
use crate::expr::{Circle, Expression, NameKind, Names, dependency_order};
use crate::message::Message;

/// The questions as names of expressions; a slot is a question's index.
#[derive(Clone, Copy)]
pub(super) struct QuestionNames<'c> {
    pub(super) by_name: &'c BTreeMap<QuestionName, usize>,
    /// The slots by the group around them and by their name in paths.
    pub(super) children: &'c BTreeMap<(Option<usize>, &'c str), usize>,
    pub(super) kinds: &'c [Kind],
    pub(super) lists: &'c BTreeMap<String, Vec<ChoiceSource>>,
    pub(super) groups: &'c [GroupPlace<'c>],
    /// The group of each question.
    pub(super) question_groups: &'c [Option<usize>],
    /// The question that `.` stands for.
    pub(super) this: Option<usize>,
    /// The question or group whose expression it is.
    pub(super) here: Option<usize>,
    /// The list whose choices a filter looks at.
    pub(super) filters: Option<&'c str>,
}

impl QuestionNames<'_> {
    fn kind_of(&self, slot: usize) -> Option<NameKind> {
        Some(match self.kinds.get(slot)? {
            Kind::Text | Kind::Note => NameKind::Text,
            Kind::Integer | Kind::Decimal => NameKind::Number,
            Kind::Moment | Kind::Date => NameKind::Moment,
            Kind::Choice(_) => NameKind::Choice,
            Kind::Choices(_) => NameKind::Choices,
            Kind::Calculate => NameKind::Any,
        })
    }
}

impl Names for QuestionNames<'_> {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        if let Some(&slot) = self.by_name.get(name) {
            return Some((slot, self.kind_of(slot)?));
        }
        let group = self
            .groups
            .iter()
            .position(|known| known.group.name == name)?;
        Some((self.kinds.len() + group, NameKind::Group))
    }

    fn all(&self) -> Vec<String> {
        let groups = self.groups.iter().map(|known| known.group.name.clone());
        let questions = self.by_name.keys().map(ToString::to_string);
        questions.chain(groups).collect()
    }

    fn here(&self) -> Option<usize> {
        self.here
    }

    fn parent(&self, slot: usize) -> Option<usize> {
        let group = groups::around(slot, self.groups, self.question_groups)?;
        Some(self.kinds.len() + group)
    }

    fn child(&self, parent: Option<usize>, name: &str) -> Option<usize> {
        let group = match parent {
            Some(slot) => Some(slot.checked_sub(self.kinds.len())?),
            None => None,
        };
        self.children.get(&(group, name)).copied()
    }

    fn is_repeat(&self, slot: usize) -> bool {
        slot.checked_sub(self.kinds.len())
            .and_then(|group| self.groups.get(group))
            .is_some_and(|place| place.group.repeat)
    }

    fn kind(&self, slot: usize) -> NameKind {
        self.kind_of(slot).unwrap_or(NameKind::Group)
    }

    fn list_columns(&self, list: &str) -> Option<Vec<String>> {
        let choices = self.lists.get(list)?;
        let mut columns = vec!["name".to_owned(), "label".to_owned()];
        for key in choices.iter().flat_map(|choice| choice.columns.keys()) {
            if !columns.contains(key) {
                columns.push(key.clone());
            }
        }
        Some(columns)
    }

    fn row_columns(&self) -> Option<Vec<String>> {
        self.list_columns(self.filters?)
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        let (Kind::Choice(list) | Kind::Choices(list)) = self.kinds.get(slot)? else {
            return None;
        };
        let list = self.lists.get(list)?;
        Some(list.iter().map(|choice| choice.name.clone()).collect())
    }

    fn this_kind(&self) -> NameKind {
        let kind = self.this.and_then(|slot| self.kind_of(slot));
        kind.unwrap_or(NameKind::Any)
    }

    fn this_choices(&self) -> Option<Vec<String>> {
        self.choices(self.this?)
    }
}

/// The expressions of one question.
#[derive(Debug, Default)]
pub(super) struct Logic {
    pub(super) relevant: Option<Expression>,
    pub(super) constraint: Option<Expression>,
    /// Where an answer is missed.
    pub(super) required: Option<Expression>,
    /// Of a repeat, how many instances it has.
    pub(super) calculation: Option<Expression>,
    pub(super) choice_filter: Option<Expression>,
    pub(super) read_only: Option<Expression>,
    pub(super) default: Option<DefaultValue>,
    /// The slot of the group around it: its relevance is read, too.
    pub(super) group: Option<usize>,
    /// The questions after whose answers the calculation is made, and only then; if there are none,
    /// it follows what it reads.
    pub(super) triggers: Vec<usize>,
}

/// How strictly expressions are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A fault is an error.
    Strict,
    /// What cannot be carried out is left out and told: the form works elsewhere.
    Lenient,
}

impl Strictness {
    /// Returns the defect as what it is here.
    pub(super) fn soften(self, defect: Defect) -> Defect {
        match self {
            Self::Strict => defect,
            Self::Lenient => Defect {
                severity: Severity::Warning,
                ..defect
            },
        }
    }
}

/// One question with what is needed to judge its expressions.
pub(super) struct Place<'c> {
    pub(super) question: &'c QuestionSource,
    pub(super) section: usize,
    pub(super) subject: SubjectKind,
    pub(super) origin: &'c Origin,
}

/// Compiles the expressions of all questions; sections' conditions are folded into their questions'.
pub(super) fn compile(
    sections: &[SectionSource],
    places: &[Place<'_>],
    names: &QuestionNames<'_>,
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) -> Vec<Logic> {
    let mut conditions = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let path = format!("section[{index}].relevant");
        let compiled = section
            .relevant
            .as_ref()
            .and_then(|text| one(text, &path, names, strictness, defects));
        conditions.push(compiled);
    }
    let mut told = Vec::new();
    let mut all = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let question = place.question;
        let at = |key: &str| format!("{}.{key}", place.origin.path);
        let (own, mut logic) = written(place, index, names, strictness, defects);
        let of_section = conditions.get(place.section).and_then(Option::as_ref);
        let judge = Judge {
            places,
            names,
            reader: place.subject,
        };
        for (key, expression) in [
            ("relevant", &own),
            ("constraint", &logic.constraint),
            ("calculation", &logic.calculation),
            ("required", &logic.required),
            ("choice_filter", &logic.choice_filter),
            ("read_only", &logic.read_only),
        ] {
            if let Some(expression) = expression {
                let decides = match key {
                    "relevant" => true,
                    "calculation" => logic.triggers.is_empty(),
                    _ => false,
                };
                if decides && expression.reads_self() {
                    let name = question.name.as_str();
                    let circle = Defect::new(DefectCode::Circle, at(key))
                        .with("circle", format!("{name} → {name}"))
                        .suggest(Message::new("rec-chk-circle"));
                    defects.push(strictness.soften(circle));
                }
                let asked_at = (key == "relevant").then_some(index);
                judge.references(expression, &at(key), asked_at, defects);
            }
        }
        if let Some(expression) = of_section
            && !told.contains(&place.section)
        {
            told.push(place.section);
            let path = format!("section[{}].relevant", place.section);
            judge.references(expression, &path, Some(index), defects);
        }
        let texts = (
            sections
                .get(place.section)
                .and_then(|section| section.relevant.as_deref())
                .filter(|_| of_section.is_some()),
            question.relevant.as_deref(),
        );
        logic.relevant = match (texts, own) {
            // Both parts compiled on their own, so the whole does.
            ((Some(section), Some(text)), Some(_)) => {
                let names = QuestionNames {
                    this: Some(index),
                    here: Some(index),
                    ..*names
                };
                Expression::compile(&both(section, text), &names).ok()
            }
            ((Some(_), None), _) => of_section.cloned(),
            (_, own) => own,
        };
        all.push(logic);
    }
    all
}

/// Compiles what is written at one question: its own relevance, and everything else.
fn written(
    place: &Place<'_>,
    index: usize,
    names: &QuestionNames<'_>,
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) -> (Option<Expression>, Logic) {
    let question = place.question;
    let at = |key: &str| format!("{}.{key}", place.origin.path);
    let mut read = |key: &str, text: Option<&str>| {
        let text = text?;
        let names = QuestionNames {
            this: Some(index),
            here: Some(index),
            filters: (key == "choice_filter")
                .then_some(question.choices.as_deref())
                .flatten(),
            ..*names
        };
        one(text, &at(key), &names, strictness, defects)
    };
    let own = read("relevant", question.relevant.as_deref());
    let mut logic = Logic {
        relevant: None,
        constraint: read("constraint", question.constraint.as_deref()),
        calculation: read("calculation", question.calculation.as_deref()),
        choice_filter: read("choice_filter", question.choice_filter.as_deref()),
        read_only: read("read_only", question.read_only.as_deref()),
        required: match &question.required {
            Required::Where(text) => read("required", Some(text)),
            Required::Never | Required::Flag(_) => None,
        },
        default: None,
        group: names.parent(index),
        triggers: Vec::new(),
    };
    let kind = names.kinds.get(index).unwrap_or(&Kind::Text);
    let default = question.default.as_deref();
    if let Some(text) = default.or_else(|| known_by_the_program(question)) {
        let word = match kind {
            Kind::Moment => "dateTime",
            _ => question.kind.as_str(),
        };
        logic.default = if super::xlsform::is_dynamic(text, word) {
            read("default", Some(text)).map(DefaultValue::Computed)
        } else {
            let fixed = groups::fixed(question, kind, names.lists, text);
            if fixed.is_none() && question.kind != "unsupported" {
                let unknown = Defect::new(DefectCode::UnknownWord, at("default"))
                    .with("word", text)
                    .with("key", "default");
                defects.push(strictness.soften(unknown));
            }
            fixed
        };
    }
    logic.triggers = triggers(place, names, defects);
    (own, logic)
}

/// Returns the questions after whose answers the calculation is made.
fn triggers(place: &Place<'_>, names: &QuestionNames<'_>, defects: &mut Vec<Defect>) -> Vec<usize> {
    let mut found = Vec::new();
    for (number, written) in place.question.trigger.iter().enumerate() {
        let name = written.trim();
        let name = name
            .strip_prefix("${")
            .and_then(|name| name.strip_suffix('}'))
            .unwrap_or(name)
            .trim();
        match names.by_name.get(name) {
            Some(index) => found.push(*index),
            None => defects.push(
                Defect::new(
                    DefectCode::UnknownTrigger,
                    format!("{}.trigger[{number}]", place.origin.path),
                )
                .with("name", name)
                .meant(name, names.by_name.keys().map(QuestionName::as_str)),
            ),
        }
    }
    found
}

/// Compiles the expressions of all groups.
pub(super) fn compile_groups(
    groups: &[GroupPlace<'_>],
    names: &QuestionNames<'_>,
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) -> Vec<Logic> {
    groups
        .iter()
        .enumerate()
        .map(|(index, place)| {
            let slot = names.kinds.len() + index;
            let mut read = |key: &str, here: Option<usize>, text: &Option<String>| {
                let names = QuestionNames { here, ..*names };
                let path = format!("{}.{key}", place.path);
                one(text.as_ref()?, &path, &names, strictness, defects)
            };
            Logic {
                relevant: read("relevant", Some(slot), &place.group.relevant),
                // How many there are is asked where the repeat stands, not inside it.
                calculation: read(
                    "repeat_count",
                    names.parent(slot),
                    &place.group.repeat_count,
                ),
                group: names.parent(slot),
                ..Logic::default()
            }
        })
        .collect()
}

fn one(
    text: &str,
    path: &str,
    names: &QuestionNames<'_>,
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) -> Option<Expression> {
    match Expression::compile(text, names) {
        Ok(expression) => Some(expression),
        Err(faults) => {
            let faults = faults.into_iter();
            defects.extend(faults.map(|fault| {
                // A part of the language that this program does not have is no fault of the author.
                let is_beyond = fault.code == "expr_unsupported";
                let defect = Defect::of_expression(fault, path);
                if is_beyond {
                    Strictness::Lenient.soften(defect)
                } else {
                    strictness.soften(defect)
                }
            }));
            None
        }
    }
}

/// Judges what an expression reads.
struct Judge<'c> {
    places: &'c [Place<'c>],
    names: &'c QuestionNames<'c>,
    reader: SubjectKind,
}

impl Judge<'_> {
    fn references(
        &self,
        expression: &Expression,
        path: &str,
        asked_at: Option<usize>,
        defects: &mut Vec<Defect>,
    ) {
        for &slot in expression.references() {
            let (Some(read), Some(kind)) = (self.places.get(slot), self.names.kinds.get(slot))
            else {
                continue;
            };
            let name = read.question.name.as_str();
            if read.subject != self.reader {
                defects.push(
                    Defect::new(DefectCode::OtherSubject, path)
                        .with("name", name)
                        .with("subject", read.subject.name())
                        .with("here", self.reader.name()),
                );
            } else if *kind == Kind::Note {
                defects.push(Defect::new(DefectCode::ReadsNote, path).with("name", name));
            } else if *kind != Kind::Calculate && asked_at.is_some_and(|index| slot > index) {
                defects.push(
                    Defect::new(DefectCode::ReadsLater, path)
                        .with("name", name)
                        .suggest(Message::new("rec-chk-reads-later").text("name", name)),
                );
            }
        }
    }
}

/// Returns the order in which each question comes after what its state depends on.
///
/// A question's state is its relevance and its value. A condition or calculation reads the state of
/// what it names, because what is not relevant reads as blank. A constraint changes no state.
/// Questions in a circle come back as the error.
pub(super) fn order(logic: &[Logic]) -> Result<Vec<usize>, Circle> {
    let reads: Vec<Vec<usize>> = logic.iter().map(state_reads).collect();
    dependency_order(&reads)
}

/// Returns what stands at a metadata question: when the visit was. Who filled the sheet on which device
/// is in no answer: it could point to a monitor, and entries tell it to colleagues anyway.
fn known_by_the_program(question: &QuestionSource) -> Option<&'static str> {
    if question.kind != "metadata" || question.calculation.is_some() {
        return None;
    }
    match question.xlsform.get("type").map(String::as_str) {
        None | Some("start" | "start time" | "get start time") => Some("now()"),
        Some("today" | "get today") => Some("today()"),
        Some(_) => None,
    }
}

fn state_reads(logic: &Logic) -> Vec<usize> {
    let calculation = logic
        .calculation
        .as_ref()
        .filter(|_| logic.triggers.is_empty());
    let default = match &logic.default {
        Some(DefaultValue::Computed(expression)) => Some(expression),
        Some(DefaultValue::Fixed(_)) | None => None,
    };
    let mut reads: Vec<usize> = logic
        .relevant
        .iter()
        .chain(calculation)
        .chain(default)
        .flat_map(|expression| expression.references().iter().copied())
        .chain(logic.group)
        .collect();
    reads.sort_unstable();
    reads.dedup();
    reads
}

/// Who reads whom.
#[derive(Debug, Clone, Default)]
pub(super) struct Readers {
    /// The place of each slot in the order of evaluation.
    rank: Vec<usize>,
    /// Whose relevance or value depends on a slot.
    state: Vec<Vec<usize>>,
    /// Whose answers and choices are judged by it.
    judged: Vec<Vec<usize>>,
}

impl Readers {
    pub(super) fn of(logic: &[Logic], order: &[usize]) -> Self {
        let count = logic.len();
        let mut readers = Self {
            rank: vec![0; count],
            state: vec![Vec::new(); count],
            judged: vec![Vec::new(); count],
        };
        for (place, &index) in order.iter().enumerate() {
            if let Some(slot) = readers.rank.get_mut(index) {
                *slot = place;
            }
        }
        for (index, logic) in logic.iter().enumerate() {
            for read in state_reads(logic) {
                if let Some(readers) = readers.state.get_mut(read) {
                    readers.push(index);
                }
            }
            let judged = logic.constraint.iter().chain(&logic.choice_filter);
            for &read in judged.flat_map(Expression::references) {
                if let Some(readers) = readers.judged.get_mut(read) {
                    readers.push(index);
                }
            }
        }
        readers
    }

    /// Returns what to look at again after the answer of a slot changed, in order.
    pub(super) fn after(&self, start: usize) -> Vec<usize> {
        let mut reached = vec![false; self.rank.len()];
        let mut open = vec![start];
        let mut found = Vec::new();
        while let Some(index) = open.pop() {
            for &reader in self.state.get(index).into_iter().flatten() {
                let is_new = reached
                    .get_mut(reader)
                    .is_some_and(|reached| !std::mem::replace(reached, true));
                if is_new {
                    open.push(reader);
                }
                found.push(reader);
            }
            found.extend(self.judged.get(index).into_iter().flatten());
        }
        found.retain(|index| *index != start);
        found.sort_unstable_by_key(|index| self.rank.get(*index));
        found.dedup();
        found
    }
}
