//! Expressions of a checklist: compiled, and ordered so that each comes after what it reads.

use std::collections::BTreeMap;

use super::compiled::Kind;
use super::defect::{Defect, DefectCode, Severity};
use super::resolve::{Origin, both};
use super::{
    ChoiceSource, GroupSource, QuestionName, QuestionSource, Required, SectionSource, SubjectKind,
};
use crate::expr::{Circle, Expression, NameKind, Names, dependency_order};
use crate::message::Message;

/// Everything that expressions can name. A slot is a question's index, or for a group the count of
/// the questions and its index.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) by_name: BTreeMap<QuestionName, usize>,
    pub(super) groups_by_name: BTreeMap<String, usize>,
    pub(super) kinds: Vec<Kind>,
    /// The group slot around each slot.
    pub(super) parents: Vec<Option<usize>>,
    /// Slots by what is around them and by their name in paths.
    pub(super) children: BTreeMap<(Option<usize>, String), usize>,
    /// The repeats among the groups.
    pub(super) repeats: Vec<bool>,
    pub(super) lists: BTreeMap<String, Vec<ChoiceSource>>,
}

/// The names as one expression sees them.
#[derive(Debug, Clone, Copy)]
struct SheetNames<'c> {
    sheet: &'c Sheet,
    /// The slot whose expression it is.
    here: usize,
    /// The list whose rows it looks at, for a choice filter.
    rows: Option<&'c str>,
}

impl SheetNames<'_> {
    fn group(&self, slot: usize) -> Option<usize> {
        slot.checked_sub(self.sheet.kinds.len())
    }

    fn kind_of(&self, slot: usize) -> Option<NameKind> {
        if self.group(slot).is_some() {
            return Some(NameKind::Group);
        }
        Some(match self.sheet.kinds.get(slot)? {
            Kind::Text | Kind::Note => NameKind::Text,
            Kind::Integer | Kind::Decimal => NameKind::Number,
            Kind::Moment | Kind::Date => NameKind::Moment,
            Kind::Choice(_) => NameKind::Choice,
            Kind::Choices(_) => NameKind::Choices,
            Kind::Calculate => NameKind::Any,
        })
    }

    fn columns(&self, list: &str) -> Option<Vec<String>> {
        let list = self.sheet.lists.get(list)?;
        let mut columns = vec!["name".to_owned(), "label".to_owned()];
        for column in list.iter().flat_map(|choice| choice.columns.keys()) {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        Some(columns)
    }
}

impl Names for SheetNames<'_> {
    fn resolve(&self, name: &str) -> Option<(usize, NameKind)> {
        let slot = match self.sheet.by_name.get(name) {
            Some(slot) => *slot,
            None => *self.sheet.groups_by_name.get(name)?,
        };
        Some((slot, self.kind_of(slot)?))
    }

    fn all(&self) -> Vec<String> {
        let questions = self.sheet.by_name.keys().map(ToString::to_string);
        questions
            .chain(self.sheet.groups_by_name.keys().cloned())
            .collect()
    }

    fn choices(&self, slot: usize) -> Option<Vec<String>> {
        let (Kind::Choice(list) | Kind::Choices(list)) = self.sheet.kinds.get(slot)? else {
            return None;
        };
        let list = self.sheet.lists.get(list)?;
        Some(list.iter().map(|choice| choice.name.clone()).collect())
    }

    fn this_kind(&self) -> NameKind {
        self.kind_of(self.here).unwrap_or(NameKind::Any)
    }

    fn this_choices(&self) -> Option<Vec<String>> {
        self.choices(self.here)
    }

    fn here(&self) -> Option<usize> {
        Some(self.here)
    }

    fn parent(&self, slot: usize) -> Option<usize> {
        self.sheet.parents.get(slot).copied().flatten()
    }

    fn child(&self, parent: Option<usize>, name: &str) -> Option<usize> {
        self.sheet.children.get(&(parent, name.to_owned())).copied()
    }

    fn is_repeat(&self, slot: usize) -> bool {
        self.group(slot)
            .and_then(|group| self.sheet.repeats.get(group))
            .is_some_and(|is_repeat| *is_repeat)
    }

    fn kind(&self, slot: usize) -> NameKind {
        self.kind_of(slot).unwrap_or(NameKind::Any)
    }

    fn list_columns(&self, list: &str) -> Option<Vec<String>> {
        self.columns(list)
    }

    fn row_columns(&self) -> Option<Vec<String>> {
        self.columns(self.rows?)
    }
}

/// The expressions of one question.
#[derive(Debug, Default)]
pub(super) struct Logic {
    pub(super) relevant: Option<Expression>,
    pub(super) constraint: Option<Expression>,
    pub(super) calculation: Option<Expression>,
    pub(super) required: Option<Expression>,
    pub(super) read_only: Option<Expression>,
    pub(super) choice_filter: Option<Expression>,
    pub(super) default: Option<Expression>,
    /// The questions whose answers start the calculation.
    pub(super) triggers: Vec<usize>,
}

/// The expressions of one group.
#[derive(Debug, Default)]
pub(super) struct GroupLogic {
    pub(super) relevant: Option<Expression>,
    pub(super) count: Option<Expression>,
}

/// One question with what is needed to judge its expressions.
pub(super) struct Place<'c> {
    pub(super) question: &'c QuestionSource,
    pub(super) section: usize,
    pub(super) subject: SubjectKind,
    pub(super) origin: &'c Origin,
}

/// One group with where it was written.
pub(super) struct GroupPlace<'c> {
    /// Nothing for a section of an XLSForm, which is a group there.
    pub(super) group: Option<&'c GroupSource>,
    pub(super) section: &'c SectionSource,
    /// The section's index.
    pub(super) index: usize,
    pub(super) path: String,
}

/// How strictly expressions are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A fault is an error.
    Strict,
    /// What cannot be carried out is left out and told: the form works elsewhere.
    Lenient,
}

/// Compiles expressions and collects what is wrong with them.
struct Compiler<'c> {
    sheet: &'c Sheet,
    strictness: Strictness,
    defects: &'c mut Vec<Defect>,
}

impl Compiler<'_> {
    fn one(
        &mut self,
        text: &str,
        path: &str,
        here: usize,
        rows: Option<&str>,
    ) -> Option<Expression> {
        let names = SheetNames {
            sheet: self.sheet,
            here,
            rows,
        };
        match Expression::compile(text, &names) {
            Ok(expression) => Some(expression),
            Err(faults) => {
                for fault in faults {
                    let mut defect = Defect::of_expression(fault, path);
                    if self.strictness == Strictness::Lenient {
                        defect.severity = Severity::Warning;
                    }
                    self.defects.push(defect);
                }
                None
            }
        }
    }
}

/// Compiles the expressions of all groups.
pub(super) fn compile_groups(
    groups: &[GroupPlace<'_>],
    sheet: &Sheet,
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) -> Vec<GroupLogic> {
    let mut compiler = Compiler {
        sheet,
        strictness,
        defects,
    };
    let mut all = Vec::new();
    for (index, place) in groups.iter().enumerate() {
        let here = sheet.kinds.len() + index;
        let (relevant, count) = match place.group {
            Some(group) => (&group.relevant, &group.count),
            None => (&place.section.relevant, &None),
        };
        let mut read = |key: &str, text: &Option<String>| {
            let path = format!("{}.{key}", place.path);
            compiler.one(text.as_ref()?, &path, here, None)
        };
        all.push(GroupLogic {
            relevant: read("relevant", relevant),
            count: read("count", count),
        });
    }
    all
}

/// Compiles the expressions of all questions; sections' conditions are folded into their questions',
/// unless the section is a group and has its own.
pub(super) fn compile(
    sections: &[SectionSource],
    places: &[Place<'_>],
    sheet: &Sheet,
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) -> Vec<Logic> {
    let mut compiler = Compiler {
        sheet,
        strictness,
        defects,
    };
    let conditions = compiler.sections(sections, places);
    let mut told = Vec::new();
    let mut all = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let mut logic = compiler.question(place, index);
        compiler.judge(place, index, places, &logic);
        let of_section = conditions.get(place.section).and_then(Option::as_ref);
        if let Some(condition) = of_section {
            if !told.contains(&place.section) {
                told.push(place.section);
                let path = format!("section[{}].relevant", place.section);
                let judge = Judge {
                    places,
                    sheet,
                    reader: place.subject,
                };
                judge.references(condition, &path, Some(index), compiler.defects);
            }
            let text = sections
                .get(place.section)
                .and_then(|section| section.relevant.as_deref());
            logic.relevant = match (text, place.question.relevant.as_deref(), logic.relevant) {
                // Both parts compiled on their own, so the whole does.
                (Some(section), Some(own), Some(_)) => {
                    let names = SheetNames {
                        sheet,
                        here: index,
                        rows: None,
                    };
                    Expression::compile(&both(section, own), &names).ok()
                }
                (Some(_), None, _) => Some(condition.clone()),
                (_, _, own) => own,
            };
        }
        all.push(logic);
    }
    all
}

impl Compiler<'_> {
    /// Compiles the conditions of sections that are folded into their questions'.
    fn sections(
        &mut self,
        sections: &[SectionSource],
        places: &[Place<'_>],
    ) -> Vec<Option<Expression>> {
        let folds = self.strictness == Strictness::Strict;
        let mut conditions = Vec::new();
        for (index, section) in sections.iter().enumerate() {
            let path = format!("section[{index}].relevant");
            let first = places.iter().position(|place| place.section == index);
            let text = section.relevant.as_ref().filter(|_| folds);
            conditions
                .push(text.and_then(|text| self.one(text, &path, first.unwrap_or_default(), None)));
        }
        conditions
    }

    /// Compiles what a question says of itself.
    fn question(&mut self, place: &Place<'_>, index: usize) -> Logic {
        let question = place.question;
        let at = |key: &str| format!("{}.{key}", place.origin.path);
        let mut read = |key: &str, text: Option<&String>| self.one(text?, &at(key), index, None);
        let relevant = read("relevant", question.relevant.as_ref());
        let constraint = read("constraint", question.constraint.as_ref());
        let calculation = read("calculation", question.calculation.as_ref());
        let required = match &question.required {
            Required::Where(text) => read("required", Some(text)),
            Required::Never | Required::Flag(_) => None,
        };
        let read_only = read("read_only", question.read_only.as_ref());
        let default = question
            .default
            .as_ref()
            .filter(|text| super::xlsform::is_dynamic(text, &question.kind));
        let default = read("default", default);
        let choice_filter = question.choice_filter.as_ref().and_then(|text| {
            let list = question.choices.as_deref();
            self.one(text, &at("choice_filter"), index, list)
        });
        let mut triggers = Vec::new();
        for (number, name) in question.trigger.iter().enumerate() {
            match self.sheet.by_name.get(name.as_str()) {
                Some(slot) => triggers.push(*slot),
                None => self.defects.push(
                    Defect::new(
                        DefectCode::UnknownTrigger,
                        format!("{}[{number}]", at("trigger")),
                    )
                    .with("name", name.as_str())
                    .meant(name, self.sheet.by_name.keys().map(QuestionName::as_str)),
                ),
            }
        }
        Logic {
            relevant,
            constraint,
            calculation,
            required,
            read_only,
            choice_filter,
            default,
            triggers,
        }
    }

    /// Judges what the expressions of a question read.
    fn judge(&mut self, place: &Place<'_>, index: usize, places: &[Place<'_>], logic: &Logic) {
        let judge = Judge {
            places,
            sheet: self.sheet,
            reader: place.subject,
        };
        for (key, expression) in [
            ("relevant", &logic.relevant),
            ("constraint", &logic.constraint),
            ("calculation", &logic.calculation),
            ("required", &logic.required),
            ("read_only", &logic.read_only),
            ("choice_filter", &logic.choice_filter),
        ] {
            let Some(expression) = expression else {
                continue;
            };
            let path = format!("{}.{key}", place.origin.path);
            let decides = match key {
                "relevant" => true,
                "calculation" => logic.triggers.is_empty(),
                _ => false,
            };
            if decides && expression.reads_self() {
                let name = place.question.name.as_str();
                let mut defect = Defect::new(DefectCode::Circle, path.as_str())
                    .with("circle", format!("{name} → {name}"))
                    .suggest(Message::new("rec-chk-circle"));
                if self.strictness == Strictness::Lenient {
                    defect.severity = Severity::Warning;
                }
                self.defects.push(defect);
            }
            let asked_at = (key == "relevant").then_some(index);
            judge.references(expression, &path, asked_at, self.defects);
        }
    }
}

/// Judges what an expression reads.
struct Judge<'c> {
    places: &'c [Place<'c>],
    sheet: &'c Sheet,
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
            let (Some(read), Some(kind)) = (self.places.get(slot), self.sheet.kinds.get(slot))
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

/// Returns the order in which each slot comes after what its state depends on.
///
/// A question's state is its relevance and its value, a group's its relevance and its count. A
/// condition or calculation reads the state of what it names, because what is not relevant reads as
/// blank; and what stands in a group reads the group's. A constraint changes no state. Slots in a
/// circle come back as the error.
pub(super) fn order(
    logic: &[Logic],
    groups: &[GroupLogic],
    sheet: &Sheet,
) -> Result<Vec<usize>, Circle> {
    dependency_order(&state_reads(logic, groups, sheet))
}

/// Returns what the state of each slot reads. What has no state to change is not read as a group.
fn state_reads(logic: &[Logic], groups: &[GroupLogic], sheet: &Sheet) -> Vec<Vec<usize>> {
    let of_questions = logic.iter().map(|logic| {
        let calculation = logic
            .calculation
            .as_ref()
            .filter(|_| logic.triggers.is_empty());
        [logic.relevant.as_ref(), calculation]
    });
    let of_groups = groups
        .iter()
        .map(|group| [group.relevant.as_ref(), group.count.as_ref()]);
    of_questions
        .chain(of_groups)
        .enumerate()
        .map(|(slot, expressions)| {
            let mut reads: Vec<usize> = expressions
                .into_iter()
                .flatten()
                .flat_map(|expression| expression.references().iter().copied())
                .collect();
            reads.extend(sheet.parents.get(slot).copied().flatten());
            if slot >= sheet.kinds.len() {
                // A repeat that counts its own rounds only asks how many there are.
                reads.retain(|read| *read != slot);
            }
            reads.sort_unstable();
            reads.dedup();
            reads
        })
        .collect()
}

/// Returns, for each slot, what to look at again after its state changed, in order.
pub(super) fn dependents(
    logic: &[Logic],
    groups: &[GroupLogic],
    sheet: &Sheet,
    order: &[usize],
) -> Vec<Vec<usize>> {
    let count = logic.len() + groups.len();
    let mut rank = vec![0; count];
    for (place, &index) in order.iter().enumerate() {
        if let Some(slot) = rank.get_mut(index) {
            *slot = place;
        }
    }
    let mut read_by = vec![Vec::new(); count];
    let mut checked_with = vec![Vec::new(); count];
    for (index, reads) in state_reads(logic, groups, sheet).into_iter().enumerate() {
        for read in reads {
            if let Some(readers) = read_by.get_mut(read) {
                readers.push(index);
            }
        }
    }
    for (index, logic) in logic.iter().enumerate() {
        for &read in logic.constraint.iter().flat_map(Expression::references) {
            if let Some(readers) = checked_with.get_mut(read) {
                readers.push(index);
            }
        }
    }
    (0..count)
        .map(|start| {
            let mut reached = vec![false; count];
            let mut open = vec![start];
            let mut found = Vec::new();
            while let Some(index) = open.pop() {
                let state = read_by.get(index).into_iter().flatten();
                let constraint = checked_with.get(index).into_iter().flatten();
                for (&reader, changes_state) in state
                    .map(|reader| (reader, true))
                    .chain(constraint.map(|reader| (reader, false)))
                {
                    if changes_state {
                        let is_new = reached
                            .get_mut(reader)
                            .is_some_and(|reached| !std::mem::replace(reached, true));
                        if is_new {
                            open.push(reader);
                        }
                    }
                    found.push(reader);
                }
            }
            found.retain(|index| *index != start);
            found.sort_unstable_by_key(|index| rank.get(*index));
            found.dedup();
            found
        })
        .collect()
}
