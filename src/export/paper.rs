//! The paper form of a checklist, for places where no device is let in: the same item numbers and the
//! same digits as on the screen, so that the evening's keying follows the sheet from top to bottom.
//!
//! A paper form holds no answer of anybody. When a question counts is said in words, because paper
//! does not skip.

mod html;
mod text;

pub use html::write_html;
pub use text::write_text;

use crate::checklist::{
    CHOICE_DIGITS, Checklist, ChecklistSource, Group, Kind, Question, SubjectKind,
};
use crate::expr::{Comparison, Condition, condition_of};
use crate::i18n::Catalogue;
use crate::message::{Message, Text};
use crate::value::Missing;

/// A checklist as it stands on paper, every text in its language.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Language of the program's own texts on it.
    language: &'static str,
    title: String,
    /// Which checklist in which version it is, so that keying finds the right one.
    identity: String,
    /// Shown where no native speaker has reviewed the language.
    draft: Option<String>,
    introduction: Vec<String>,
    /// Lines to fill in by hand: what is the place, when, who asked, whose sheet.
    heads: Vec<String>,
    /// How to fill the sheet.
    rules: Vec<String>,
    sections: Vec<PaperSection>,
}

#[derive(Debug, Clone)]
struct PaperSection {
    title: String,
    condition: Option<String>,
    parts: Vec<Part>,
}

/// What stands below another in a section.
#[derive(Debug, Clone)]
enum Part {
    /// The head of a group, or of a repeat.
    Group {
        title: String,
        notes: Vec<String>,
    },
    Item(Item),
}

#[derive(Debug, Clone)]
struct Item {
    number: String,
    label: String,
    hint: String,
    guidance: String,
    condition: Option<String>,
    answer: Answer,
    /// The reasons for no value, with their digits where the screen has them; none where nothing is
    /// answered.
    missing: Vec<(Option<char>, String)>,
}

/// The place for an answer.
#[derive(Debug, Clone)]
enum Answer {
    /// Boxes with the digits that give them on the screen.
    Boxes {
        choices: Vec<(Option<char>, String)>,
        /// The line that says how many may be marked.
        told: String,
    },
    /// Boxes for day, month, year, and for the time where there is one; and how exact it is.
    When {
        with_time: bool,
        precisions: Vec<String>,
    },
    /// A short line.
    Short,
    /// Several lines.
    Lines,
    /// Nothing: text to read.
    Nothing,
}

/// Returns the digit of the choice at this place, as on the screen.
fn digit_of(place: usize) -> Option<char> {
    let digit = u32::try_from(place + 1).ok()?;
    (place < CHOICE_DIGITS)
        .then(|| char::from_digit(digit, 10))
        .flatten()
}

impl Paper {
    /// Lays a checklist out in the language of these words.
    pub fn of(checklist: &Checklist, words: &Catalogue) -> Self {
        let writer = Writer {
            checklist,
            source: checklist.source().ok(),
            words,
        };
        let language = words.language().code();
        let mut heads = vec![
            words.id("paper-head-facility"),
            words.id("paper-head-when"),
            words.id("paper-head-who"),
        ];
        if checklist
            .sections
            .iter()
            .any(|section| section.subject != SubjectKind::Premises)
        {
            heads.push(words.id("paper-head-subject"));
        }
        let identity = Message::new("paper-identity")
            .text("id", checklist.id.as_str())
            .text("version", &checklist.version)
            .text(
                "digest",
                checklist
                    .digest
                    .to_string()
                    .chars()
                    .take(8)
                    .collect::<String>(),
            );
        Self {
            language,
            title: writer.text(&checklist.title),
            identity: words.text(&identity),
            draft: checklist
                .drafts
                .iter()
                .any(|draft| draft == language)
                .then(|| words.id("paper-draft")),
            introduction: paragraphs(&writer.text(&checklist.introduction)),
            heads,
            rules: ["paper-rule-names", "paper-rule-missing", "paper-rule-time"]
                .map(|id| words.id(id))
                .to_vec(),
            sections: checklist
                .sections
                .iter()
                .enumerate()
                .map(|(index, section)| {
                    let questions = checklist
                        .questions
                        .get(section.questions.clone())
                        .unwrap_or_default();
                    PaperSection {
                        title: writer.text(&section.title),
                        condition: writer.section_condition(index),
                        parts: writer.parts(index, questions),
                    }
                })
                .filter(|section| !section.parts.is_empty())
                .collect(),
        }
    }
}

struct Writer<'a> {
    checklist: &'a Checklist,
    /// The text as the author wrote it: only there a condition still stands as an expression.
    source: Option<ChecklistSource>,
    words: &'a Catalogue,
}

impl Writer<'_> {
    fn text(&self, text: &Text) -> String {
        text.in_language(self.words.language().code()).0.to_owned()
    }

    fn section_condition(&self, section: usize) -> Option<String> {
        let source = self.source.as_ref()?.sections.get(section)?;
        source.relevant.as_deref().map(|text| self.condition(text))
    }

    fn parts(&self, section: usize, questions: &[Question]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut around: Vec<usize> = Vec::new();
        for question in questions {
            let mut path: Vec<usize> = self
                .checklist
                .groups_outwards(question.group)
                .map(|(index, _)| index)
                .collect();
            path.reverse();
            let shared = around
                .iter()
                .zip(&path)
                .take_while(|(left, right)| left == right)
                .count();
            for group in path.iter().skip(shared) {
                parts.extend(self.group(section, *group));
            }
            around = path;
            if let Some(answer) = self.answer(question) {
                parts.push(Part::Item(self.item(section, question, answer)));
            }
        }
        parts
    }

    fn group(&self, section: usize, index: usize) -> Option<Part> {
        let group: &Group = self.checklist.groups.get(index)?;
        let source = self
            .source
            .as_ref()
            .and_then(|source| source.sections.get(section))
            .and_then(|section| {
                let mut groups = section.groups.iter();
                groups.find(|own| own.name == group.name.as_str())
            });
        let mut notes = Vec::new();
        if let Some(text) = source.and_then(|source| source.relevant.as_deref()) {
            notes.push(self.condition(text));
        }
        if group.is_repeat {
            notes.push(self.words.id("paper-repeat"));
        }
        let title = self.text(&group.label);
        // A group without words of its own only holds its questions together.
        (!title.is_empty() || !notes.is_empty()).then_some(Part::Group { title, notes })
    }

    fn item(&self, section: usize, question: &Question, answer: Answer) -> Item {
        let source = self
            .source
            .as_ref()
            .and_then(|source| source.sections.get(section))
            .and_then(|section| {
                let mut questions = section.questions.iter();
                questions.find(|own| own.name == question.name.as_str())
            });
        let relevant = source.and_then(|source| source.relevant.as_deref());
        let reasons = Missing::ALL.into_iter().zip(['7', '8', '9', '0']);
        let reasons = reasons.map(|(missing, digit)| {
            let id = format!("word-missing-{}", missing.name());
            // Where digits are the answer itself, the reasons have none.
            let digit = matches!(answer, Answer::Boxes { .. }).then_some(digit);
            (digit, self.words.find(&id).unwrap_or_default())
        });
        let missing = match answer {
            Answer::Nothing => Vec::new(),
            Answer::Boxes { .. } | Answer::When { .. } | Answer::Short | Answer::Lines => {
                reasons.collect()
            }
        };
        Item {
            number: question.number.clone(),
            label: self.text(&question.label),
            hint: self.text(&question.hint),
            guidance: self.text(&question.guidance),
            condition: relevant.map(|text| self.condition(text)),
            answer,
            missing,
        }
    }

    /// Returns the place for an answer; `None` for what is computed, which paper leaves out.
    fn answer(&self, question: &Question) -> Option<Answer> {
        let when = |with_time| Answer::When {
            with_time,
            precisions: ["about", "before", "after"]
                .iter()
                .map(|name| format!("word-precision-{name}"))
                .map(|id| self.words.find(&id).unwrap_or_default())
                .collect(),
        };
        Some(match &question.kind {
            Kind::Choice(_) | Kind::Choices(_) => {
                let several = matches!(question.kind, Kind::Choices(_));
                Answer::Boxes {
                    choices: self
                        .checklist
                        .choices_of(question)
                        .iter()
                        .enumerate()
                        .map(|(place, choice)| (digit_of(place), self.text(&choice.label)))
                        .collect(),
                    told: if several {
                        self.words.id("paper-several")
                    } else {
                        String::new()
                    },
                }
            }
            Kind::Moment => when(true),
            Kind::Date => when(false),
            Kind::Integer | Kind::Decimal => Answer::Short,
            Kind::Text if question.is_time => Answer::Short,
            Kind::Text => Answer::Lines,
            Kind::Note => Answer::Nothing,
            Kind::Calculate => return None,
        })
    }

    /// Says when something is asked.
    fn condition(&self, text: &str) -> String {
        let told = match condition_of(text) {
            Ok(condition) => {
                Message::new("paper-only-if").text("condition", self.in_words(&condition, false))
            }
            Err(names) if names.is_empty() => Message::new("paper-sometimes"),
            Err(names) => {
                let numbers: Vec<String> = names.iter().map(|name| self.number(name)).collect();
                Message::new("paper-depends").text("numbers", numbers.join(", "))
            }
        };
        self.words.text(&told)
    }

    fn in_words(&self, condition: &Condition, inside: bool) -> String {
        let joined = |parts: &[Condition], id| {
            let word = format!(" {} ", self.words.id(id));
            let parts: Vec<String> = parts.iter().map(|part| self.in_words(part, true)).collect();
            let whole = parts.join(&word);
            if inside { format!("({whole})") } else { whole }
        };
        match condition {
            Condition::All(parts) => joined(parts, "paper-and"),
            Condition::Any(parts) => joined(parts, "paper-or"),
            Condition::Answered { name, yes } => {
                let id = if *yes {
                    "paper-answered"
                } else {
                    "paper-unanswered"
                };
                self.words
                    .text(&Message::new(id).text("number", self.number(name)))
            }
            Condition::Compared { name, how, value } => {
                let id = match how {
                    Comparison::Is => "paper-is",
                    Comparison::IsNot => "paper-is-not",
                    Comparison::Marked => "paper-marked",
                    Comparison::NotMarked => "paper-not-marked",
                    Comparison::Less => "paper-less",
                    Comparison::AtMost => "paper-at-most",
                    Comparison::More => "paper-more",
                    Comparison::AtLeast => "paper-at-least",
                };
                self.words.text(
                    &Message::new(id)
                        .text("number", self.number(name))
                        .text("value", self.value(name, value)),
                )
            }
        }
    }

    /// Returns the item number of a question; with its words where several share the number.
    fn number(&self, name: &str) -> String {
        let Some(question) = self.checklist.question(name) else {
            return name.to_owned();
        };
        if self.checklist.item(&question.number).len() == 1 {
            return question.number.clone();
        }
        self.words.text(
            &Message::new("paper-number-of-several")
                .text("number", &question.number)
                .text("label", self.text(&question.label)),
        )
    }

    /// Returns the label of the choice that a value names, or the value.
    fn value(&self, name: &str, value: &str) -> String {
        let choice = self.checklist.question(name).and_then(|question| {
            let mut choices = self.checklist.choices_of(question).iter();
            choices.find(|choice| choice.name == value)
        });
        choice.map_or_else(|| value.to_owned(), |choice| self.text(&choice.label))
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
