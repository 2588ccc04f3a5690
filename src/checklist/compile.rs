//! From what an author wrote to a [`Checklist`], or to the list of its defects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::{Checklist, Choice, Kind, Question, Section};
use super::defect::{Defect, DefectCode};
use super::logic::{self, Logic, Place, QuestionNames};
use super::resolve::{EmptyShelf, Origin, Resolved, Shelf, resolve};
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
    let is_sound = !defects.iter().any(Defect::is_error);
    (checklist.filter(|_| is_sound), defects)
}

/// Builds the checklist; nothing if questions depend on each other in a circle.
fn build(resolved: &Resolved, defects: &mut Vec<Defect>) -> Option<Checklist> {
    let source = &resolved.source;
    let places = places(source, &resolved.origins);
    let kinds: Vec<Kind> = places
        .iter()
        .map(|place| checks::kind_of(place.question).unwrap_or(Kind::Calculate))
        .collect();
    let mut by_name = BTreeMap::new();
    let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        let name = QuestionName::new(place.question.name.as_str());
        by_name.entry(name).or_insert(index);
        by_number.entry(number_of(place)).or_default().push(index);
    }
    let names = QuestionNames {
        by_name: &by_name,
        kinds: &kinds,
        lists: &source.choices,
        this: None,
    };
    let logic = logic::compile(&source.sections, &places, &names, defects);
    let order = match logic::order(&logic) {
        Ok(order) => order,
        Err(circle) => {
            report_circle(&circle.0, &places, &logic, defects);
            return None;
        }
    };
    let dependents = logic::dependents(&logic, &order);
    let questions = places
        .iter()
        .zip(kinds.iter().zip(logic))
        .map(|(place, (kind, logic))| question(source, place, kind.clone(), logic))
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
        choice_lists: source
            .choices
            .iter()
            .map(|(name, list)| (name.clone(), list.iter().map(choice).collect()))
            .collect(),
        by_name,
        by_number,
        dependents,
        pinned_text: text.into(),
    })
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
        required: written.required,
        personal: written.personal,
    }
}

fn choice(source: &ChoiceSource) -> Choice {
    Choice {
        name: source.name.clone(),
        label: Text(source.label.0.clone()),
    }
}

/// Prints the circle in the order of reading, at the first question that is in it.
fn report_circle(walk: &[usize], places: &[Place<'_>], logic: &[Logic], defects: &mut Vec<Defect>) {
    // The walk ends where it began.
    let circle = walk.get(1..).unwrap_or_default();
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
    defects.push(
        Defect::new(DefectCode::Circle, key)
            .with("circle", names.join(" → "))
            .suggest(Message::new("rec-chk-circle")),
    );
}
