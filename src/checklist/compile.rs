//! From what an author wrote to a [`Checklist`], or to the list of its defects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::{Checklist, Choice, DefaultValue, Group, Kind, Question, Repeat, Section};
use super::defect::{Defect, DefectCode, Severity};
use super::logic::{self, GroupLogic, GroupPlace, Logic, Place, Sheet, Strictness};
use super::resolve::{EmptyShelf, Origin, Resolved, Shelf, resolve};
use super::vocabulary::Vocabulary;
use super::{
    ChecklistId, ChecklistSource, ChoiceSource, FactName, QuestionName, QuestionSource, Text,
};
use super::{checks, document, pinned};
use crate::message::Message;

/// What came of a file.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The checklist, if there was no error.
    pub checklist: Option<Arc<Checklist>>,
    /// Every defect as it stands in the file, warnings too.
    pub defects: Vec<Defect>,
}

impl ChecklistSource {
    /// Writes the checklist as TOML; nothing if TOML cannot hold it.
    pub fn to_toml(&self) -> Option<String> {
        toml::to_string_pretty(self).ok()
    }

    /// Writes the checklist, which must be self-contained, as an XLSForm workbook; nothing if a
    /// workbook cannot hold it.
    pub fn to_xlsform(&self) -> Option<Vec<u8>> {
        super::xlsform::write(self).ok()
    }

    /// Reads the text of a checklist file and lists what is wrong with the writing; what could be
    /// taken comes back in any case. Nothing is judged but the writing: see [`compile`].
    pub fn read(text: &str) -> (Self, Vec<Defect>) {
        let mut read = document::read(text);
        document::locate(&read.places, &mut read.defects);
        (read.source, read.defects)
    }
}

/// Reads, resolves and compiles the text of a checklist file.
pub fn compile_text(text: &str, shelf: &dyn Shelf, vocabulary: &Vocabulary) -> Outcome {
    let mut read = document::read(text);
    let mut checklist = None;
    if !read.is_broken {
        let (compiled, mut defects) = judge(&read.source, shelf, vocabulary);
        read.defects.append(&mut defects);
        checklist = compiled;
    }
    document::locate(&read.places, &mut read.defects);
    if read.defects.iter().any(Defect::is_error) {
        checklist = None;
    }
    Outcome {
        checklist: checklist.map(Arc::new),
        defects: read.defects,
    }
}

/// Compiles a source that is self-contained, or lists every defect (warnings only beside errors).
pub fn compile(
    source: &ChecklistSource,
    vocabulary: &Vocabulary,
) -> Result<Checklist, Vec<Defect>> {
    let (checklist, defects) = judge(source, &EmptyShelf, vocabulary);
    checklist.ok_or(defects)
}

/// Compiles a source that is self-contained; the checklist is there if no defect is an error.
pub(super) fn judge_source(
    source: &ChecklistSource,
    vocabulary: &Vocabulary,
) -> (Option<Checklist>, Vec<Defect>) {
    judge(source, &EmptyShelf, vocabulary)
}

/// What an XLSForm is not refused for: it says so, and works all the same.
const FORGIVEN: [DefectCode; 8] = [
    DefectCode::UnknownFact,
    DefectCode::FactKind,
    DefectCode::UnknownSafeguard,
    DefectCode::EmptyText,
    DefectCode::ReadsNote,
    DefectCode::EmptyList,
    DefectCode::OtherSubject,
    DefectCode::UnknownTrigger,
];

/// Resolves and compiles; the checklist is there if no defect is an error.
fn judge(
    written: &ChecklistSource,
    shelf: &dyn Shelf,
    vocabulary: &Vocabulary,
) -> (Option<Checklist>, Vec<Defect>) {
    let resolved = resolve(written, shelf);
    let mut defects = checks::check(written, &resolved.source, &resolved.origins, vocabulary);
    let checklist = build(&resolved, &mut defects);
    defects.extend(resolved.defects);
    if written.xlsform.is_some() {
        for defect in &mut defects {
            if FORGIVEN.iter().any(|code| code.code() == defect.code) {
                defect.severity = Severity::Warning;
            }
        }
    }
    let is_sound = !defects.iter().any(Defect::is_error);
    (checklist.filter(|_| is_sound), defects)
}

/// Builds the checklist; nothing if questions depend on each other in a circle.
fn build(resolved: &Resolved, defects: &mut Vec<Defect>) -> Option<Checklist> {
    let source = &resolved.source;
    let strictness = if source.xlsform.is_some() {
        Strictness::Lenient
    } else {
        Strictness::Strict
    };
    let places = places(source, &resolved.origins);
    let group_places = group_places(source);
    let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        by_number.entry(number_of(place)).or_default().push(index);
    }
    let (sheet, around) = sheet(source, &places, &group_places);
    let mut logic = logic::compile(&source.sections, &places, &sheet, strictness, defects);
    let mut group_logic = logic::compile_groups(&group_places, &sheet, strictness, defects);
    let order = loop {
        match logic::order(&logic, &group_logic, &sheet) {
            Ok(order) => break order,
            Err(circle) => {
                report_circle(&circle.0, &places, &logic, strictness, defects);
                if strictness == Strictness::Strict || !cut(&circle.0, &mut logic, &mut group_logic)
                {
                    return None;
                }
            }
        }
    };
    let dependents = logic::dependents(&logic, &group_logic, &sheet, &order);
    let groups = groups(&group_places, &around, group_logic, places.len(), &sheet);
    let questions: Vec<Question> = places
        .iter()
        .zip(sheet.kinds.iter().zip(logic))
        .enumerate()
        .map(|(index, (place, (kind, logic)))| {
            let group = around.get(index).copied().flatten();
            question(source, place, kind.clone(), logic, group)
        })
        .collect();
    let text = pinned::canonical_text(source);
    let mut checklist = Checklist {
        id: ChecklistId::new(source.id.as_str()),
        version: source.version.clone(),
        digest: pinned::digest_of(&text),
        drafts: source.drafts.clone(),
        title: source.title.clone(),
        description: source.description.clone(),
        introduction: source.introduction.clone(),
        sections: sections(source),
        questions,
        groups,
        choice_lists: source
            .choices
            .iter()
            .map(|(name, list)| (name.clone(), list.iter().map(choice).collect()))
            .collect(),
        by_name: sheet.by_name,
        by_number,
        dependents,
        pinned_text: text.into(),
    };
    literal_defaults(&mut checklist, &places);
    Some(checklist)
}

/// Takes the expressions out of what is in a circle; returns whether there were any.
fn cut(circle: &[usize], logic: &mut [Logic], groups: &mut [GroupLogic]) -> bool {
    let count = logic.len();
    let mut has_cut = false;
    for slot in circle {
        if let Some(logic) = logic.get_mut(*slot) {
            has_cut |= logic.calculation.take().is_some() | logic.relevant.take().is_some();
        } else if let Some(group) = slot
            .checked_sub(count)
            .and_then(|group| groups.get_mut(group))
        {
            has_cut |= group.relevant.take().is_some() | group.count.take().is_some();
        }
    }
    has_cut
}

/// Reads the defaults that are the answer itself.
fn literal_defaults(checklist: &mut Checklist, places: &[Place<'_>]) {
    for (index, place) in places.iter().enumerate() {
        let Some(text) = &place.question.default else {
            continue;
        };
        let value = checklist
            .questions
            .get(index)
            .filter(|question| question.default.is_none())
            .and_then(|question| checklist.parse_text(question, text).ok());
        if let (Some(value), Some(question)) = (value, checklist.questions.get_mut(index)) {
            question.default = Some(DefaultValue::Literal(value));
        }
    }
}

fn group_places(source: &ChecklistSource) -> Vec<GroupPlace<'_>> {
    let mut places = Vec::new();
    for (index, section) in source.sections.iter().enumerate() {
        let path = format!("section[{index}]");
        if source.xlsform.is_some() && !section.is_loose {
            places.push(GroupPlace {
                group: None,
                section,
                index,
                path: path.clone(),
            });
        }
        for (at, group) in section.groups.iter().enumerate() {
            places.push(GroupPlace {
                group: Some(group),
                section,
                index,
                path: format!("{path}.group[{at}]"),
            });
        }
    }
    places
}

/// Returns what expressions can name, and by slot the group around it.
fn sheet(
    source: &ChecklistSource,
    places: &[Place<'_>],
    groups: &[GroupPlace<'_>],
) -> (Sheet, Vec<Option<usize>>) {
    let count = places.len();
    let mut sheet = Sheet {
        kinds: places
            .iter()
            .map(|place| checks::kind_of(place.question).unwrap_or(Kind::Calculate))
            .collect(),
        repeats: groups
            .iter()
            .map(|place| place.group.is_some_and(|group| group.is_repeat))
            .collect(),
        lists: source.choices.clone(),
        ..Sheet::default()
    };
    for (index, place) in groups.iter().enumerate() {
        sheet
            .groups_by_name
            .entry(place.name().to_owned())
            .or_insert(count + index);
    }
    let group_named = |section: usize, name: Option<&str>| {
        groups.iter().position(|place| {
            place.index == section && place.group.map(|group| group.name.as_str()) == name
        })
    };
    let mut around = Vec::new();
    for place in places {
        sheet
            .by_name
            .entry(QuestionName::new(place.question.name.as_str()))
            .or_insert(around.len());
        let own = place.question.group.as_deref();
        let group = own
            .and_then(|name| group_named(place.section, Some(name)))
            .or_else(|| group_named(place.section, None));
        around.push(group);
    }
    for place in groups {
        let parent = place.group.and_then(|group| {
            let outer = group.group.as_deref();
            outer
                .and_then(|name| group_named(place.index, Some(name)))
                .or_else(|| group_named(place.index, None))
        });
        around.push(parent);
    }
    sheet.parents = around
        .iter()
        .map(|group| group.map(|group| count + group))
        .collect();
    let names = places
        .iter()
        .map(|place| path_name(place.question))
        .chain(groups.iter().map(GroupPlace::path_name));
    for (slot, name) in names.enumerate() {
        let parent = sheet.parents.get(slot).copied().flatten();
        sheet
            .children
            .entry((parent, name.to_owned()))
            .or_insert(slot);
    }
    (sheet, around)
}

/// Returns what paths call a question.
fn path_name(question: &QuestionSource) -> &str {
    question.xlsform.get("name").unwrap_or(&question.name)
}

impl GroupPlace<'_> {
    fn name(&self) -> &str {
        self.group
            .map_or(self.section.name.as_str(), |group| group.name.as_str())
    }

    fn path_name(&self) -> &str {
        let columns = self
            .group
            .map_or(&self.section.xlsform, |group| &group.xlsform);
        columns
            .get("name")
            .map_or_else(|| self.name(), String::as_str)
    }
}

fn groups(
    places: &[GroupPlace<'_>],
    around: &[Option<usize>],
    logic: Vec<GroupLogic>,
    count: usize,
    sheet: &Sheet,
) -> Vec<Group> {
    let is_inside = |question: usize, group: usize| {
        let mut at = around.get(question).copied().flatten();
        while let Some(here) = at {
            if here == group {
                return true;
            }
            at = around.get(count + here).copied().flatten();
        }
        false
    };
    places
        .iter()
        .zip(logic)
        .enumerate()
        .map(|(index, (place, logic))| {
            let first = (0..count).find(|question| is_inside(*question, index));
            let last = (0..count).rfind(|question| is_inside(*question, index));
            let is_repeat = sheet.repeats.get(index).copied().unwrap_or_default();
            Group {
                name: QuestionName::new(place.name()),
                path_name: place.path_name().to_owned(),
                label: place
                    .group
                    .map_or_else(Text::default, |group| group.label.clone()),
                section: place.index,
                parent: around.get(count + index).copied().flatten(),
                questions: first.unwrap_or(0)..last.map_or(0, |last| last + 1),
                relevant: logic.relevant,
                repeat: is_repeat.then_some(Repeat { count: logic.count }),
            }
        })
        .collect()
}

fn places<'s>(source: &'s ChecklistSource, origins: &'s [Vec<Origin>]) -> Vec<Place<'s>> {
    let sections = source.sections.iter().zip(origins).enumerate();
    sections
        .flat_map(|(index, (section, origins))| {
            let subject = section.subject.unwrap_or(source.subject);
            section
                .questions
                .iter()
                .zip(origins)
                .map(move |(question, origin)| Place {
                    question,
                    section: index,
                    subject,
                    origin,
                })
        })
        .collect()
}

fn sections(source: &ChecklistSource) -> Vec<Section> {
    let mut first = 0;
    let mut sections = Vec::new();
    for section in &source.sections {
        let end = first + section.questions.len();
        sections.push(Section {
            name: section.name.clone(),
            title: section.title.clone(),
            subject: section.subject.unwrap_or(source.subject),
            questions: first..end,
            is_in_paths: source.xlsform.is_none() && !section.is_loose,
        });
        first = end;
    }
    sections
}

fn number_of(place: &Place<'_>) -> String {
    let question = place.question;
    question
        .number
        .clone()
        .unwrap_or_else(|| question.name.clone())
}

fn question(
    source: &ChecklistSource,
    place: &Place<'_>,
    kind: Kind,
    logic: Logic,
    group: Option<usize>,
) -> Question {
    let written = place.question;
    let word = || {
        let word = written.xlsform.get("type");
        word.cloned().unwrap_or_else(|| written.kind.clone())
    };
    let of_section = source
        .sections
        .get(place.section)
        .and_then(|section| section.source);
    Question {
        name: QuestionName::new(written.name.as_str()),
        number: number_of(place),
        kind,
        label: written.label.clone(),
        hint: written.hint.clone(),
        guidance: written.guidance.clone(),
        safeguard: written.safeguard.clone(),
        norms: written.norm.clone(),
        fact: written.fact.as_deref().map(FactName::new),
        source: written
            .source
            .or(of_section)
            .unwrap_or(source.default_source),
        section: place.section,
        subject: place.subject,
        relevant: logic.relevant,
        constraint: logic.constraint,
        constraint_message: written.constraint_message.clone(),
        calculation: logic.calculation,
        required: written.required.is_always(),
        required_where: logic.required,
        required_message: written.required_message.clone(),
        personal: written.personal,
        path_name: path_name(written).to_owned(),
        group,
        choice_filter: logic.choice_filter,
        read_only: logic.read_only,
        default: logic.default.map(DefaultValue::Computed),
        triggers: logic.triggers,
        scale: checks::scale_of(written),
        is_ranked: written.kind == "rank",
        appearance: written.appearance.clone().unwrap_or_default(),
        unsupported: (written.kind == "unsupported").then(word),
    }
}

fn choice(source: &ChoiceSource) -> Choice {
    Choice {
        name: source.name.clone(),
        label: Text(source.label.0.clone()),
        columns: source.columns.clone(),
    }
}

/// Prints the circle in the order of reading, at the first question that is in it.
fn report_circle(
    walk: &[usize],
    places: &[Place<'_>],
    logic: &[Logic],
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) {
    // The walk ends where it began; groups only hold its questions together.
    let circle: Vec<usize> = walk
        .iter()
        .skip(1)
        .copied()
        .filter(|slot| *slot < places.len())
        .collect();
    let Some(start) = circle.iter().min().copied() else {
        return;
    };
    let turned = circle
        .iter()
        .cycle()
        .skip_while(|index| **index != start)
        .take(circle.len() + 1);
    let names: Vec<&str> = turned
        .filter_map(|index| places.get(*index))
        .map(|place| place.question.name.as_str())
        .collect();
    let Some(place) = places.get(start) else {
        return;
    };
    let calculates = logic
        .get(start)
        .is_some_and(|logic| logic.calculation.is_some());
    let key = if place.question.relevant.is_none() && !calculates {
        // Only its section's condition can have closed the circle.
        format!("section[{}].relevant", place.section)
    } else if calculates {
        format!("{}.calculation", place.origin.path)
    } else {
        format!("{}.relevant", place.origin.path)
    };
    let mut defect = Defect::new(DefectCode::Circle, key)
        .with("circle", names.join(" → "))
        .suggest(Message::new("rec-chk-circle"));
    if strictness == Strictness::Lenient {
        defect.severity = Severity::Warning;
    }
    defects.push(defect);
}
