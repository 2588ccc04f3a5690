//! Finding what was said before: answers, notes, places; and what was answered here last time.

use std::collections::BTreeMap;

use super::{Desk, DeskError};
use crate::checklist::{ChecklistId, Kind, Question, QuestionName};
use crate::i18n::fold;
use crate::value::{Moment, Value};
use crate::visit::{Content, Session, Sheet, Subject, VisitId, VisitSummary};

/// Most hits that one search returns.
pub const MOST_HITS: usize = 500;

/// Something that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// In which visit.
    pub visit: VisitId,
    /// Of which place.
    pub facility: String,
    /// When the visit began.
    pub start: Moment,
    /// About whom or what.
    pub subject: Subject,
    /// In which checklist.
    pub checklist: ChecklistId,
    /// To which question.
    pub question: QuestionName,
    /// The item number of the question.
    pub number: String,
    /// Where the words were found.
    pub found_in: FoundIn,
    /// The text that holds them.
    pub text: String,
}

/// Where words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundIn {
    /// In an answer.
    Answer,
    /// In a note.
    Note,
}

/// What is looked for: words that must all be there, by their beginnings; a phrase in quotation
/// marks as it stands; a question's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    parts: Vec<String>,
    as_number: String,
}

impl Query {
    /// Reads what was typed.
    pub fn new(typed: &str) -> Self {
        let folded = fold(typed);
        let mut parts = Vec::new();
        for (index, piece) in folded.split(['"', '«', '»', '“', '”']).enumerate() {
            let piece = piece.trim();
            if index % 2 == 1 && !piece.is_empty() {
                parts.push(piece.to_owned());
            } else {
                parts.extend(piece.split_whitespace().map(str::to_owned));
            }
        }
        Self {
            parts,
            as_number: typed.trim().to_uppercase(),
        }
    }

    /// Returns whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Returns whether the text holds every part at the beginning of a word.
    pub fn is_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.parts.iter().all(|part| {
            text.match_indices(part.as_str()).any(|(at, _)| {
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                before.is_none_or(|before| !before.is_alphanumeric())
            })
        })
    }
}

/// What was found in all visits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Visits whose place was looked for.
    pub visits: Vec<VisitSummary>,
    /// Answers and notes.
    pub hits: Vec<Hit>,
    /// Whether there are more hits than are listed.
    pub more: bool,
}

/// What was answered to a question in an earlier visit: how often each content was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// Which visit.
    pub visit: VisitId,
    /// When it began.
    pub start: Moment,
    /// Each content with how many subjects have it.
    pub contents: Vec<(Content, usize)>,
}

/// What was answered at this place before, by checklist and question, the latest visit first.
pub type EarlierAnswers = BTreeMap<(ChecklistId, QuestionName), Vec<Earlier>>;

/// Visits that are looked at for earlier answers.
const EARLIER_VISITS: usize = 3;

/// Returns the text of an answer as the language's reader sees it: choice labels, not names.
pub fn readable(sheet: &Sheet<'_>, question: &Question, value: &Value, language: &str) -> String {
    let label = |name: &String| {
        let choices = sheet.checklist().choices_of(question);
        let found = choices.iter().find(|choice| choice.name == *name);
        found.map_or_else(
            || name.clone(),
            |choice| choice.label.in_language(language).0.to_owned(),
        )
    };
    match (&question.kind, value) {
        (Kind::Choice(_), Value::Choice(name)) => label(name),
        (Kind::Choices(_), Value::Choices(names)) => {
            names.iter().map(label).collect::<Vec<_>>().join(", ")
        }
        _ => value.to_string(),
    }
}

impl Desk {
    /// Looks through the answers and notes of every visit and the names of places.
    pub fn search(&self, query: &Query, language: &str) -> Result<Found, DeskError> {
        let mut found = Found::default();
        if query.is_empty() {
            return Ok(found);
        }
        for summary in self.visits()? {
            let place = self.facility(&summary.facility).ok();
            let names = place.iter().flat_map(|place| place.names.values());
            let about: Vec<&str> = names
                .map(String::as_str)
                .chain([summary.facility.as_str(), summary.region.as_str()])
                .collect();
            if query.is_in(&about.join(" ")) {
                found.visits.push(summary.clone());
            }
            // A visit that cannot be read does not hide the others.
            let Ok(session) = self.visit(summary.id) else {
                continue;
            };
            search_in(&session, query, language, &mut found);
            if found.more {
                break;
            }
        }
        Ok(found)
    }

    /// Returns what was answered at this visit's place in the visits before it.
    pub fn earlier_answers(&self, session: &Session) -> Result<EarlierAnswers, DeskError> {
        let header = session.header();
        let before = self.visits()?.into_iter().filter(|summary| {
            summary.facility == header.facility.code
                && summary.id != header.id
                && summary.start <= header.start
        });
        let mut answers = EarlierAnswers::new();
        for summary in before.take(EARLIER_VISITS) {
            let Ok(session) = self.visit(summary.id) else {
                continue;
            };
            for sheet in session.sheets() {
                for (index, question) in sheet.checklist().questions.iter().enumerate() {
                    let Some(content) = sheet
                        .reading(index)
                        .and_then(|said| said.answer.content.clone())
                    else {
                        continue;
                    };
                    if !sheet.applies(index) {
                        continue;
                    }
                    let key = (sheet.checklist().id.clone(), question.name.clone());
                    let visits = answers.entry(key).or_default();
                    if visits.last().is_none_or(|last| last.visit != summary.id) {
                        visits.push(Earlier {
                            visit: summary.id,
                            start: summary.start,
                            contents: Vec::new(),
                        });
                    }
                    let Some(earlier) = visits.last_mut() else {
                        continue;
                    };
                    match earlier
                        .contents
                        .iter_mut()
                        .find(|(known, _)| *known == content)
                    {
                        Some((_, count)) => *count += 1,
                        None => earlier.contents.push((content, 1)),
                    }
                }
            }
        }
        Ok(answers)
    }
}

fn search_in(session: &Session, query: &Query, language: &str, found: &mut Found) {
    let header = session.header();
    for sheet in session.sheets() {
        for (index, question) in sheet.checklist().questions.iter().enumerate() {
            let by_number = question.number == query.as_number;
            for said in sheet.said(index) {
                let value = said
                    .answer
                    .value()
                    .map(|value| readable(&sheet, question, value, language));
                let texts = [
                    (FoundIn::Answer, value),
                    (FoundIn::Note, said.answer.note.clone()),
                ];
                for (found_in, text) in texts {
                    let Some(text) = text else { continue };
                    if !by_number && !query.is_in(&text) {
                        continue;
                    }
                    if found.hits.len() == MOST_HITS {
                        found.more = true;
                        return;
                    }
                    found.hits.push(Hit {
                        visit: header.id,
                        facility: header.facility.code.clone(),
                        start: header.start,
                        subject: sheet.subject(),
                        checklist: sheet.checklist().id.clone(),
                        question: question.name.clone(),
                        number: question.number.clone(),
                        found_in,
                        text,
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_begin_a_word_and_a_phrase_must_stand_as_it_is() {
        let text = "Адвокат пришёл после допроса, около 19:30";
        for (typed, is_in) in [
            ("адвокат допрос", true),
            ("допрос адв", true),
            ("пришел", true),
            ("\"после допроса\"", true),
            ("«допроса после»", false),
            ("проса", false),
            ("врач", false),
        ] {
            assert_eq!(Query::new(typed).is_in(text), is_in, "{typed}");
        }
        assert!(Query::new("  ").is_empty());
    }
}
