//! The codebook: what every question of every version of the checklists is, so that exported answers
//! can be read.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{ByteOrderMark, Cell, CsvTable};
use crate::checklist::{
    Checklist, ChecklistSource, FactName, Kind, Question, QuestionSource, Required, SectionSource,
    Text,
};

/// Columns before the texts, of which there are as many as there are languages.
const BEFORE: [&str; 10] = [
    "checklist",
    "version",
    "digest",
    "section",
    "path",
    "repeat",
    "question",
    "was",
    "number",
    "kind",
];

/// Columns behind the texts.
const BEHIND: [&str; 9] = [
    "safeguard",
    "fact",
    "norm",
    "relevant",
    "calculation",
    "constraint",
    "required",
    "required_where",
    "personal",
];

/// Writes the codebook of these checklists as CSV: one row per question, with its texts in every
/// language that one of the checklists has.
///
/// When a question counts is told in its author's words, which only the resolved source has.
pub fn write_codebook<'a>(
    checklists: impl IntoIterator<Item = &'a Checklist>,
    mark: ByteOrderMark,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let checklists: Vec<&Checklist> = checklists.into_iter().collect();
    let languages = languages_of(&checklists);
    let texts = languages.iter().map(|language| format!("label_{language}"));
    let choices = languages
        .iter()
        .map(|language| format!("choice_labels_{language}"));
    let columns: Vec<String> = BEFORE
        .map(str::to_owned)
        .into_iter()
        .chain(texts)
        .chain(["choices".to_owned()])
        .chain(choices)
        .chain(BEHIND.map(str::to_owned))
        .collect();
    let mut table = CsvTable::new(sink, mark, columns.iter().map(String::as_str))?;
    for checklist in checklists {
        let source = checklist.source().map_err(io::Error::other)?;
        let digest = checklist.digest.to_string();
        for question in &checklist.questions {
            let section = section_of(&source, checklist, question);
            let own = section.and_then(|section| {
                let mut questions = section.questions.iter();
                questions.find(|own| own.name == question.name.as_str())
            });
            let told = Told {
                checklist,
                digest: &digest,
                question,
                section,
                own,
            };
            told.write(&mut table, &languages)?;
        }
    }
    table.finish()
}

/// Returns every language of the checklists, English and Russian first.
fn languages_of<'a>(checklists: &[&'a Checklist]) -> Vec<&'a str> {
    let all: BTreeSet<&str> = checklists
        .iter()
        .flat_map(|checklist| checklist.languages())
        .collect();
    let usual = ["en", "ru"];
    let others = all.into_iter().filter(|language| !usual.contains(language));
    usual.into_iter().chain(others).collect()
}

fn section_of<'a>(
    source: &'a ChecklistSource,
    checklist: &Checklist,
    question: &Question,
) -> Option<&'a SectionSource> {
    let name = &checklist.sections.get(question.section)?.name;
    source.sections.iter().find(|section| section.name == *name)
}

/// Returns the conditions as one.
fn joined_conditions(conditions: &[&str]) -> String {
    match conditions {
        [one] => (*one).to_owned(),
        several => several
            .iter()
            .map(|condition| format!("({condition})"))
            .collect::<Vec<_>>()
            .join(" and "),
    }
}

/// A question with what its author wrote.
struct Told<'a> {
    checklist: &'a Checklist,
    digest: &'a str,
    question: &'a Question,
    section: Option<&'a SectionSource>,
    own: Option<&'a QuestionSource>,
}

impl Told<'_> {
    fn write<W: Write>(&self, table: &mut CsvTable<W>, languages: &[&str]) -> io::Result<()> {
        let question = self.question;
        let choices = self.checklist.choices_of(question);
        let (path, repeat) = self.way();
        let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        let labels: Vec<String> = languages
            .iter()
            .map(|language| {
                let labels = choices
                    .iter()
                    .map(|choice| text_in(&choice.label, language));
                labels.collect::<Vec<_>>().join(" | ")
            })
            .collect();
        let (names, norms) = (names.join(" | "), question.norms.join("; "));
        let relevant = joined_conditions(&self.conditions());
        let section = self.checklist.sections.get(question.section);
        let kind = self
            .own
            .map_or_else(|| kind_name(&question.kind), |own| own.kind.as_str());
        let required_where = self.own.and_then(|own| match &own.required {
            Required::Where(text) => Some(text.as_str()),
            Required::Never | Required::Flag(_) => None,
        });
        let own = |key: fn(&QuestionSource) -> Option<&str>| Cell::from(self.own.and_then(key));
        let mut cells = vec![
            Cell::Text(self.checklist.id.as_str()),
            Cell::Text(&self.checklist.version),
            Cell::Text(self.digest),
            Cell::from(section.map(|section| section.name.as_str())),
            Cell::Text(&path),
            Cell::from(repeat),
            Cell::Text(question.name.as_str()),
            own(|own| own.was.as_deref()),
            Cell::Text(&question.number),
            Cell::Text(kind),
        ];
        let texts = languages.iter();
        cells.extend(texts.map(|language| Cell::Text(text_in(&question.label, language))));
        cells.push(Cell::Text(&names));
        cells.extend(labels.iter().map(|labels| Cell::Text(labels)));
        cells.extend([
            Cell::from(question.safeguard.as_deref()),
            Cell::from(question.fact.as_ref().map(FactName::as_str)),
            Cell::Text(&norms),
            Cell::Text(&relevant),
            own(|own| own.calculation.as_deref()),
            own(|own| own.constraint.as_deref()),
            Cell::Truth(question.required),
            Cell::from(required_where),
            Cell::Truth(question.personal),
        ]);
        table.row(&cells)
    }

    /// Returns the names from the outermost group to the question, and the repeat that it is asked in.
    fn way(&self) -> (String, Option<&str>) {
        let mut way = vec![self.question.path_name.as_str()];
        let mut repeat = None;
        for (_, group) in self.checklist.groups_outwards(self.question.group) {
            way.push(&group.path_name);
            if group.is_repeat && repeat.is_none() {
                repeat = Some(group.name.as_str());
            }
        }
        let section = self.checklist.sections.get(self.question.section);
        let section = section.filter(|section| section.is_in_paths);
        way.extend(section.map(|section| section.name.as_str()));
        way.reverse();
        (way.join("/"), repeat)
    }

    /// Returns when it counts: what its section, its groups and the question itself say.
    fn conditions(&self) -> Vec<&str> {
        let of_section = self.section.and_then(|section| section.relevant.as_deref());
        let groups = self.section.map_or(&[][..], |section| &section.groups);
        let mut of_groups = Vec::new();
        let mut at = self.own.and_then(|own| own.group.as_deref());
        while let Some(group) = at.and_then(|name| groups.iter().find(|group| group.name == name))
            && of_groups.len() <= groups.len()
        {
            of_groups.push(group.relevant.as_deref());
            at = group.within.as_deref();
        }
        let own = self.own.and_then(|own| own.relevant.as_deref());
        std::iter::once(of_section)
            .chain(of_groups.into_iter().rev())
            .chain([own])
            .flatten()
            .collect()
    }
}

/// Returns what is written in this language and in no other.
fn text_in<'t>(text: &'t Text, language: &str) -> &'t str {
    text.0.get(language).map_or("", String::as_str)
}

pub(super) const fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Decimal => "decimal",
        Kind::Choice(_) => "choice",
        Kind::Choices(_) => "choices",
        Kind::Moment => "moment",
        Kind::Date => "date",
        Kind::Note => "note",
        Kind::Calculate => "calculate",
    }
}
