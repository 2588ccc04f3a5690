//! From what an author wrote to a [`Checklist`], or to the list of its defects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::{Checklist, Choice, Group, Kind, Question, Section};
use super::defect::{Defect, DefectCode, Severity};
use super::groups::{self, GroupPlace};
use super::logic::{self, Logic, Place, QuestionNames, Strictness};
use super::reach::Reach;
use super::resolve::{EmptyShelf, Origin, Resolved, Shelf, resolve};
use super::source::path_name;
use super::vocabulary::Vocabulary;
use super::{ChecklistId, ChecklistSource, ChoiceSource, FactName, QuestionName, Text};
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
    let kinds: Vec<Kind> = places
        .iter()
        .map(|place| checks::kind_of(place.question).unwrap_or(Kind::Calculate))
        .collect();
    let (by_name, by_number) = called(&places);
    let group_places = groups::places(&source.sections);
    let question_groups = groups::of_questions(&places, &group_places);
    let children = children(&places, &group_places, &question_groups);
    let names = QuestionNames {
        by_name: &by_name,
        children: &children,
        kinds: &kinds,
        lists: &source.choices,
        groups: &group_places,
        question_groups: &question_groups,
        this: None,
        here: None,
        filters: None,
    };
    let mut logic = logic::compile(&source.sections, &places, &names, strictness, defects);
    logic.extend(logic::compile_groups(
        &group_places,
        &names,
        strictness,
        defects,
    ));
    Reach {
        sections: &source.sections,
        places: &places,
        groups: &group_places,
        question_groups: &question_groups,
        by_name: &by_name,
        kinds: &kinds,
    }
    .check(defects);
    let order = ordered(&mut logic, &places, &group_places, strictness, defects)?;
    let readers = logic::Readers::of(&logic, &order);
    let repeats = (0..logic.len())
        .map(|slot| groups::repeats_around(slot, &group_places, &question_groups))
        .collect();
    let group_logic = logic.split_off(places.len());
    let groups = group_places
        .iter()
        .zip(group_logic)
        .map(|(place, logic)| group(place, logic))
        .collect();
    let questions = places
        .iter()
        .zip(question_groups)
        .zip(kinds.iter().zip(logic))
        .map(|((place, group), (kind, logic))| Question {
            group,
            ..question(source, place, kind.clone(), logic)
        })
        .collect();
    let text = pinned::canonical_text(source);
    Some(Checklist {
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
        by_name: by_name.into_iter().collect(),
        by_number,
        readers,
        repeats,
        pinned_text: text.into(),
    })
}

/// Returns the questions by name and by item number.
fn called(places: &[Place<'_>]) -> (BTreeMap<QuestionName, usize>, BTreeMap<String, Vec<usize>>) {
    let mut by_name = BTreeMap::new();
    let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        let name = QuestionName::new(place.question.name.as_str());
        by_name.entry(name).or_insert(index);
        by_number.entry(number_of(place)).or_default().push(index);
    }
    (by_name, by_number)
}

/// Returns the slots by the group around them and by their name in paths.
fn children<'s>(
    places: &[Place<'s>],
    groups: &[GroupPlace<'s>],
    question_groups: &[Option<usize>],
) -> BTreeMap<(Option<usize>, &'s str), usize> {
    let questions = places.iter().zip(question_groups).map(|(place, group)| {
        let question = place.question;
        (*group, path_name(&question.xlsform, &question.name))
    });
    let groups = groups.iter().map(|place| (place.within, place.path_name()));
    let mut children = BTreeMap::new();
    for (slot, child) in questions.chain(groups).enumerate() {
        children.entry(child).or_insert(slot);
    }
    children
}

/// Returns the order in which each slot comes after what it reads; nothing if there is a circle that is
/// not forgiven.
fn ordered(
    logic: &mut [Logic],
    places: &[Place<'_>],
    groups: &[GroupPlace<'_>],
    strictness: Strictness,
    defects: &mut Vec<Defect>,
) -> Option<Vec<usize>> {
    loop {
        match logic::order(logic) {
            Ok(order) => return Some(order),
            Err(circle) => {
                let told = report_circle(&circle.0, places, groups, logic);
                defects.extend(told.map(|defect| strictness.soften(defect)));
                if strictness == Strictness::Strict || !cut(&circle.0, logic) {
                    return None;
                }
            }
        }
    }
}

/// Takes the expressions out of what is in a circle; returns whether there were any.
fn cut(circle: &[usize], logic: &mut [Logic]) -> bool {
    let mut has_cut = false;
    for slot in circle {
        if let Some(logic) = logic.get_mut(*slot) {
            has_cut |= logic.calculation.take().is_some()
                | logic.relevant.take().is_some()
                | logic.default.take().is_some();
        }
    }
    has_cut
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
            is_in_paths: source.xlsform.is_none(),
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

fn question(source: &ChecklistSource, place: &Place<'_>, kind: Kind, logic: Logic) -> Question {
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
        group: None,
        choice_filter: logic.choice_filter,
        default: logic.default,
        read_only: logic.read_only,
        triggers: logic.triggers,
        relevant: logic.relevant,
        constraint: logic.constraint,
        constraint_message: written.constraint_message.clone(),
        calculation: logic.calculation,
        required: written.required.is_always(),
        required_where: logic.required,
        required_message: written.required_message.clone(),
        personal: written.personal,
        was: written.was.as_deref().map(QuestionName::new),
        path_name: path_name(&written.xlsform, &written.name).to_owned(),
        scale: checks::scale_of(written),
        is_ranked: written.kind == "rank",
        is_time: written.kind == "time",
        appearance: written.appearance.clone().unwrap_or_default(),
        unsupported: (written.kind == "unsupported").then(word),
    }
}

fn group(place: &GroupPlace<'_>, logic: Logic) -> Group {
    Group {
        name: QuestionName::new(place.group.name.as_str()),
        path_name: place.path_name().to_owned(),
        label: place.group.label.clone(),
        was: place.group.was.as_deref().map(QuestionName::new),
        section: place.section,
        within: place.within,
        relevant: logic.relevant,
        is_repeat: place.group.repeat,
        count: logic.calculation,
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
    groups: &[GroupPlace<'_>],
    logic: &[Logic],
) -> Option<Defect> {
    // The walk ends where it began.
    let circle = walk.get(1..).unwrap_or_default();
    let start = circle.iter().min().copied()?;
    let turned = circle
        .iter()
        .cycle()
        .skip_while(|index| **index != start)
        .take(circle.len() + 1);
    let name_of = |slot: usize| match places.get(slot) {
        Some(place) => Some(place.question.name.as_str()),
        None => groups
            .get(slot.checked_sub(places.len())?)
            .map(|place| place.group.name.as_str()),
    };
    let names: Vec<&str> = turned.filter_map(|slot| name_of(*slot)).collect();
    let calculates = logic
        .get(start)
        .is_some_and(|logic| logic.calculation.is_some());
    let key = match places.get(start) {
        None => {
            let group = groups.get(start.checked_sub(places.len())?)?;
            group.path.clone()
        }
        Some(place) if calculates => format!("{}.calculation", place.origin.path),
        // Only its section's condition can have closed the circle.
        Some(place) if place.question.relevant.is_none() => {
            format!("section[{}].relevant", place.section)
        }
        Some(place) => format!("{}.relevant", place.origin.path),
    };
    Some(
        Defect::new(DefectCode::Circle, key)
            .with("circle", names.join(" → "))
            .suggest(Message::new("rec-chk-circle")),
    )
}
