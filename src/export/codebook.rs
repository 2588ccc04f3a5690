//! The codebook: what every question of the checklists is, so that exported answers can be read.

use std::io::{self, Write};

use super::{ByteOrderMark, Cell, CsvTable};
use crate::checklist::{
    Checklist, ChecklistSource, FactName, Kind, Question, QuestionSource, SectionSource,
};

const COLUMNS: [&str; 18] = [
    "checklist",
    "version",
    "digest",
    "section",
    "question",
    "number",
    "kind",
    "label_en",
    "label_ru",
    "choices",
    "choice_labels_en",
    "choice_labels_ru",
    "safeguard",
    "fact",
    "norm",
    "relevant",
    "required",
    "personal",
];

/// Writes the codebook of these checklists as CSV: one row per question.
///
/// When a question counts is told in its author's words, which only the resolved source has.
pub fn write_codebook<'a>(
    checklists: impl IntoIterator<Item = &'a Checklist>,
    mark: ByteOrderMark,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let mut table = CsvTable::new(sink, mark, COLUMNS)?;
    for checklist in checklists {
        let source = checklist.source().map_err(io::Error::other)?;
        let digest = checklist.digest.to_string();
        for question in &checklist.questions {
            let section = section_of(&source, checklist, question);
            let own = section.and_then(|section| {
                let mut questions = section.questions.iter();
                questions.find(|own| own.name == question.name.as_str())
            });
            let conditions = [
                section.and_then(|section| section.relevant.as_deref()),
                own.and_then(|own: &QuestionSource| own.relevant.as_deref()),
            ];
            let relevant = joined_conditions(conditions);
            write_question(&mut table, checklist, &digest, question, &relevant)?;
        }
    }
    table.finish()
}

fn section_of<'a>(
    source: &'a ChecklistSource,
    checklist: &Checklist,
    question: &Question,
) -> Option<&'a SectionSource> {
    let name = &checklist.sections.get(question.section)?.name;
    source.sections.iter().find(|section| section.name == *name)
}

/// Returns the condition of the section and that of the question as one.
fn joined_conditions(conditions: [Option<&str>; 2]) -> String {
    let own: Vec<&str> = conditions.into_iter().flatten().collect();
    match own.as_slice() {
        [one] => (*one).to_owned(),
        several => several
            .iter()
            .map(|condition| format!("({condition})"))
            .collect::<Vec<_>>()
            .join(" and "),
    }
}

fn write_question<W: Write>(
    table: &mut CsvTable<W>,
    checklist: &Checklist,
    digest: &str,
    question: &Question,
    relevant: &str,
) -> io::Result<()> {
    let choices = checklist.choices_of(question);
    let labels = |language: &str| {
        let labels: Vec<&str> = choices
            .iter()
            .map(|choice| choice.label.in_language(language).0)
            .collect();
        labels.join(" | ")
    };
    let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
    let (names, labels_en, labels_ru) = (names.join(" | "), labels("en"), labels("ru"));
    let norms = question.norms.join("; ");
    let section = checklist.sections.get(question.section);
    table.row(&[
        Cell::Text(checklist.id.as_str()),
        Cell::Text(&checklist.version),
        Cell::Text(digest),
        Cell::from(section.map(|section| section.name.as_str())),
        Cell::Text(question.name.as_str()),
        Cell::Text(&question.number),
        Cell::Text(kind_name(&question.kind)),
        Cell::Text(question.label.in_language("en").0),
        Cell::Text(question.label.in_language("ru").0),
        Cell::Text(&names),
        Cell::Text(&labels_en),
        Cell::Text(&labels_ru),
        Cell::from(question.safeguard.as_deref()),
        Cell::from(question.fact.as_ref().map(FactName::as_str)),
        Cell::Text(&norms),
        Cell::Text(relevant),
        Cell::Truth(question.required),
        Cell::Truth(question.personal),
    ])
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
