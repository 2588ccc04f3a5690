//! Makes a checklist self-contained: takes over what it takes from others, puts its choice lists in.
//!
//! What is taken over keeps its meaning: the condition of the section where it stood is added to its
//! own, and who usually says so comes along.

use std::collections::{BTreeMap, BTreeSet};

use super::defect::{Defect, DefectCode};
use super::{ChecklistSource, ChoiceSource, QuestionSource, SectionSource, Text};
use crate::message::Message;

/// Where other checklists and shared choice lists are found.
pub trait Shelf {
    /// Returns the shared choice list with this name.
    fn list(&self, name: &str) -> Option<&[ChoiceSource]>;

    /// Returns the names of the shared choice lists.
    fn list_names(&self) -> Vec<String>;

    /// Returns the checklist with this id as its author wrote it.
    fn checklist(&self, id: &str) -> Option<&ChecklistSource>;

    /// Returns the ids of all checklists.
    fn ids(&self) -> Vec<String>;
}

/// A shelf with nothing on it, for what is self-contained already.
#[derive(Debug, Clone, Copy, Default)]
pub struct EmptyShelf;

impl Shelf for EmptyShelf {
    fn list(&self, _name: &str) -> Option<&[ChoiceSource]> {
        None
    }

    fn list_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn checklist(&self, _id: &str) -> Option<&ChecklistSource> {
        None
    }

    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Where a question of a resolved checklist was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The path in the file that was resolved.
    pub(super) path: String,
    /// Whether it was taken over from another checklist, whose file answers for its writing.
    pub(super) is_taken: bool,
}

/// A self-contained checklist that knows where each of its questions was written.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) source: ChecklistSource,
    /// By section, by question.
    pub(super) origins: Vec<Vec<Origin>>,
    pub(super) defects: Vec<Defect>,
}

/// Makes the checklist self-contained, as far as what it names exists.
pub(super) fn resolve(source: &ChecklistSource, shelf: &dyn Shelf) -> Resolved {
    resolve_within(source, shelf, &mut Vec::new())
}

fn resolve_within(
    source: &ChecklistSource,
    shelf: &dyn Shelf,
    trail: &mut Vec<String>,
) -> Resolved {
    trail.push(source.id.clone());
    let mut work = Work {
        shelf,
        lists: source.choices.clone(),
        defects: Vec::new(),
        clashes: BTreeSet::new(),
    };
    let mut sections = Vec::new();
    let mut origins = Vec::new();
    for (index, section) in source.sections.iter().enumerate() {
        let path = format!("section[{index}]");
        let taken = work.take(source, section, &path, trail);
        let own = section
            .questions
            .iter()
            .enumerate()
            .map(|(index, question)| {
                let origin = Origin {
                    path: format!("{path}.question[{index}]"),
                    is_taken: false,
                };
                (question.clone(), origin)
            });
        let (questions, places): (Vec<_>, Vec<_>) = taken.into_iter().chain(own).unzip();
        sections.push(SectionSource {
            from: None,
            take: Vec::new(),
            questions,
            ..section.clone()
        });
        origins.push(places);
    }
    trail.pop();
    let choices = work.used_lists(source, &sections, &origins);
    Resolved {
        source: ChecklistSource {
            sections,
            choices,
            ..source.clone()
        },
        origins,
        defects: work.defects,
    }
}

struct Work<'s> {
    shelf: &'s dyn Shelf,
    lists: BTreeMap<String, Vec<ChoiceSource>>,
    defects: Vec<Defect>,
    /// Lists whose clash was reported: one item may bring the same list with each question.
    clashes: BTreeSet<String>,
}

impl Work<'_> {
    /// Returns the questions that the section takes over.
    fn take(
        &mut self,
        target: &ChecklistSource,
        section: &SectionSource,
        path: &str,
        trail: &mut Vec<String>,
    ) -> Vec<(QuestionSource, Origin)> {
        let Some(from) = &section.from else {
            if !section.take.is_empty() {
                self.defects.push(Defect::new(
                    DefectCode::TakeWithoutFrom,
                    format!("{path}.take"),
                ));
            }
            return Vec::new();
        };
        let at_from = format!("{path}.from");
        if section.take.is_empty() {
            self.defects
                .push(Defect::new(DefectCode::FromWithoutTake, at_from));
            return Vec::new();
        }
        if trail.contains(from) {
            let circle = trail.iter().skip_while(|id| *id != from).chain([from]);
            let circle: Vec<&str> = circle.map(String::as_str).collect();
            self.defects.push(
                Defect::new(DefectCode::FromCircle, at_from).with("circle", circle.join(" → ")),
            );
            return Vec::new();
        }
        let Some(other) = self.shelf.checklist(from) else {
            let ids = self.shelf.ids();
            self.defects.push(
                Defect::new(DefectCode::UnknownChecklist, at_from)
                    .with("name", from.as_str())
                    .meant(from, ids.iter().map(String::as_str)),
            );
            return Vec::new();
        };
        let other = resolve_within(other, self.shelf, trail);
        // Its own defects are reported with its own file; a circle is nobody's own.
        let circle = DefectCode::FromCircle.code();
        if let Some(defect) = other.defects.into_iter().find(|found| found.code == circle) {
            self.defects.push(Defect {
                place: at_from,
                ..defect
            });
        }
        let other = other.source;
        let mut questions = Vec::new();
        for (index, number) in section.take.iter().enumerate() {
            let origin = Origin {
                path: format!("{path}.take[{index}]"),
                is_taken: true,
            };
            let before = questions.len();
            for home in &other.sections {
                let of_item = home
                    .questions
                    .iter()
                    .filter(|question| item_number(question) == number);
                for question in of_item {
                    let question = carry(question, home, &other, section, target);
                    self.bring_list(&question, &other, &origin);
                    questions.push((question, origin.clone()));
                }
            }
            if questions.len() == before {
                let numbers: BTreeSet<&str> = other
                    .sections
                    .iter()
                    .flat_map(|home| home.questions.iter().map(item_number))
                    .collect();
                self.defects.push(
                    Defect::new(DefectCode::UnknownNumber, origin.path)
                        .with("number", number.as_str())
                        .with("name", from.as_str())
                        .meant(number, numbers),
                );
            }
        }
        questions
    }

    /// Puts the list of a question that is taken over among the lists of this checklist.
    fn bring_list(&mut self, question: &QuestionSource, other: &ChecklistSource, origin: &Origin) {
        let Some(name) = &question.choices else {
            return;
        };
        let Some(list) = other.choices.get(name) else {
            return;
        };
        let here = self
            .lists
            .get(name)
            .map(Vec::as_slice)
            .or_else(|| self.shelf.list(name));
        if here.is_some_and(|here| here != list.as_slice()) {
            if !self.clashes.insert(name.clone()) {
                return;
            }
            self.defects.push(
                Defect::new(DefectCode::ListClash, origin.path.clone())
                    .with("name", name.as_str())
                    .with("question", question.name.as_str())
                    .suggest(Message::new("rec-chk-list-clash").text("name", name.as_str())),
            );
        } else {
            self.lists.insert(name.clone(), list.clone());
        }
    }

    /// Returns the lists that questions use, and reports those that nobody uses or nobody has.
    fn used_lists(
        &mut self,
        source: &ChecklistSource,
        sections: &[SectionSource],
        origins: &[Vec<Origin>],
    ) -> BTreeMap<String, Vec<ChoiceSource>> {
        let mut used = BTreeMap::new();
        for (section, origins) in sections.iter().zip(origins) {
            for (question, origin) in section.questions.iter().zip(origins) {
                if question.kind == "acknowledge" {
                    used.entry(super::checks::ACKNOWLEDGE.to_owned())
                        .or_insert_with(acknowledgement);
                }
                let Some(name) = &question.choices else {
                    continue;
                };
                let list = self
                    .lists
                    .get(name)
                    .map(Vec::as_slice)
                    .or_else(|| self.shelf.list(name));
                if let Some(list) = list {
                    used.entry(name.clone()).or_insert_with(|| list.to_vec());
                } else if !origin.is_taken {
                    let known = self.shelf.list_names();
                    let known = known.iter().chain(self.lists.keys()).map(String::as_str);
                    self.defects.push(
                        Defect::new(DefectCode::UnknownList, format!("{}.choices", origin.path))
                            .with("name", name.as_str())
                            .meant(name, known),
                    );
                }
            }
        }
        if source.xlsform.is_some() {
            // Expressions look lists up by name, so all of them stay.
            for (name, list) in &source.choices {
                used.entry(name.clone()).or_insert_with(|| list.clone());
            }
        }
        for name in source.choices.keys() {
            if !used.contains_key(name) {
                self.defects.push(
                    Defect::new(DefectCode::UnusedList, format!("choices.{name}"))
                        .with("name", name.as_str()),
                );
            }
        }
        used
    }
}

/// The one choice of a question that is only confirmed, as XLSForm stores it.
pub(super) fn acknowledgement() -> Vec<ChoiceSource> {
    let label = [("en", "Done"), ("ru", "Сделано")];
    vec![ChoiceSource {
        name: "OK".to_owned(),
        label: Text(
            label
                .map(|(code, text)| (code.to_owned(), text.to_owned()))
                .into(),
        ),
        columns: BTreeMap::new(),
    }]
}

/// Returns the item number of a question: its name where the author gave none.
fn item_number(question: &QuestionSource) -> &str {
    question.number.as_deref().unwrap_or(&question.name)
}

/// Returns the question as it stands in another section: its own condition and that of its home.
fn carry(
    question: &QuestionSource,
    home: &SectionSource,
    other: &ChecklistSource,
    section: &SectionSource,
    target: &ChecklistSource,
) -> QuestionSource {
    // The same condition twice would only make the printed text longer.
    let of_home = home
        .relevant
        .as_ref()
        .filter(|relevant| section.relevant.as_ref() != Some(*relevant));
    let relevant = match (of_home, &question.relevant) {
        (Some(home), Some(own)) => Some(both(home, own)),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    };
    let usual = home.source.unwrap_or(other.default_source);
    let source = question
        .source
        .or(section.source)
        .or((usual != target.default_source).then_some(usual));
    QuestionSource {
        source,
        relevant,
        // Its groups stay at home.
        group: None,
        ..question.clone()
    }
}

/// Returns the expression that is true where both are.
pub(super) fn both(one: &str, other: &str) -> String {
    format!("({one}) and ({other})")
}
