//! `fill`: question by question, line by line, for screen readers and plain terminals.
//!
//! Only appends lines: no cursor movement, no colours. The same digits as on the screen.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use super::{CommandFault, Context, Next, Output};
use crate::app::{Desk, DeskError, readable};
use crate::checklist::{Checklist, Choice, Kind, Question};
use crate::i18n::Language;
use crate::message::{Explain, Message};
use crate::value::{Missing, NotCheckedReason, Source, Value};
use crate::visit::{Answer, Change, Place, Refusal, Session, Sheet, Spot, Subject};

pub(super) fn run(
    context: &Context,
    visit: &str,
    subject: Option<&str>,
    checklist: Option<&str>,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let desk = context.desk(output)?;
    let mut session = desk.visit(desk.find_visit(visit)?)?;
    let subject = match subject {
        None => Subject::Premises,
        Some(text) => text.parse().map_err(|_no_subject| {
            CommandFault::Usage(Message::new("err-line-subject").text("text", text))
        })?,
    };
    if !session.has_subject(subject) {
        let saying = desk.saying_in(&session);
        let change = session
            .take_up_as(subject, None, &saying)
            .map_err(DeskError::from)?;
        keep(&desk, &session, &change)?;
    }
    let fits = |list: &&Arc<Checklist>| {
        list.sections
            .iter()
            .any(|section| section.subject == subject.kind())
            && checklist.is_none_or(|id| list.id.as_str() == id)
    };
    let Some(list) = session.checklists().iter().find(fits).cloned() else {
        return Err(CommandFault::Usage(Message::new("err-fill-no-sheet")));
    };
    let mut talk = Talk {
        desk: &desk,
        session,
        list,
        subject,
        language: context.language,
        source: None,
        output,
    };
    talk.introduce()?;
    talk.go_through()?;
    Ok(Next::End)
}

fn keep(desk: &Desk, session: &Session, change: &Change) -> Result<(), DeskError> {
    desk.take_numbers(&change.entries);
    if change.entries.is_empty() {
        Ok(())
    } else {
        desk.keep(session, change)
    }
}

/// Returns whether a digit names a choice, so that those past the list can stand for reasons.
const fn digits_choose(question: &Question) -> bool {
    matches!(question.kind, Kind::Choice(_) | Kind::Choices(_))
}

/// Returns the word of the line that may be a command, and what follows it.
///
/// Where words are the answer a command is a single letter or stands behind a `-`: in Russian `я`,
/// `с`, `а` and `о` are words that an answer begins with.
fn command_in<'line>(question: &Question, line: &'line str) -> Option<(&'line str, &'line str)> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match word.strip_prefix('-') {
        Some(word) => Some((word, rest)),
        None if question.kind == Kind::Text && line.chars().count() > 1 => None,
        None => Some((word, rest)),
    }
}

/// A talk over one sheet.
struct Talk<'run> {
    desk: &'run Desk,
    session: Session,
    list: Arc<Checklist>,
    subject: Subject,
    language: Language,
    /// The source that was chosen, until another is.
    source: Option<Source>,
    output: &'run Output<'run>,
}

/// Where to go after a line.
enum Step {
    /// To the next empty question.
    NextEmpty,
    /// To the next question, empty or not.
    Following,
    /// To this place.
    To(Spot),
    /// Ask the same again.
    Again,
    /// The end.
    Stop,
}

impl Talk<'_> {
    fn say(&self, message: &Message) -> Result<(), CommandFault> {
        Ok(self.output.say(message)?)
    }

    fn introduce(&self) -> Result<(), CommandFault> {
        let introduction = self.list.introduction.in_language(self.language.code()).0;
        if self.subject != Subject::Premises && !introduction.is_empty() {
            self.output.line(introduction)?;
            self.output.line("")?;
        }
        self.say(&Message::new("fill-keys"))
    }

    fn sheet(&self) -> Option<Sheet<'_>> {
        self.session.sheet(self.subject, self.list.digest)
    }

    fn next_empty(&self, after: Option<&Spot>) -> Option<Spot> {
        self.sheet()?.next_empty(after)
    }

    /// Returns the places with a question that is asked, in order.
    fn asked(&self) -> Vec<Spot> {
        let Some(sheet) = self.sheet() else {
            return Vec::new();
        };
        let mut places = sheet.places();
        places.retain(|spot| {
            let question = self.list.questions.get(spot.question);
            question.is_some_and(Question::takes_answers)
                && sheet
                    .seen_from(spot.instance.clone())
                    .applies(spot.question)
        });
        places
    }

    fn following(&self, after: &Spot) -> Option<Spot> {
        let mut asked = self.asked().into_iter();
        asked.by_ref().find(|spot| spot == after)?;
        asked.next()
    }

    fn previous(&self, before: &Spot) -> Option<Spot> {
        let asked = self.asked().into_iter();
        asked.take_while(|spot| spot != before).last()
    }

    fn go_through(&mut self) -> Result<(), CommandFault> {
        let mut at = self.next_empty(None);
        while let Some(spot) = at {
            self.ask(&spot)?;
            let mut line = String::new();
            if io::stdin().lock().read_line(&mut line)? == 0 {
                return Ok(());
            }
            at = match self.take(&spot, line.trim())? {
                Step::NextEmpty => self.next_empty(Some(&spot)),
                Step::Following => self.following(&spot),
                Step::To(other) => Some(other),
                Step::Again => Some(spot),
                Step::Stop => return Ok(()),
            };
        }
        self.say(&Message::new("fill-done"))
    }

    fn ask(&self, spot: &Spot) -> Result<(), CommandFault> {
        let index = spot.question;
        let sheet = self
            .sheet()
            .map(|sheet| sheet.in_instance(spot.instance.clone()));
        let Some(question) = self.list.questions.get(index) else {
            return Ok(());
        };
        let Some(section) = self.list.sections.get(question.section) else {
            return Ok(());
        };
        let language = self.language.code();
        self.output.line("")?;
        self.say(
            &Message::new("fill-place")
                .text("section", section.title.in_language(language).0)
                .number("question", (index - section.questions.start + 1) as u64)
                .number("of", section.questions.len() as u64),
        )?;
        let place = sheet
            .as_ref()
            .map(|sheet| sheet.instance_path(index))
            .unwrap_or_default();
        if !place.is_empty() {
            self.output.line(&place)?;
        }
        let label = question.label.in_language(language).0;
        let label = sheet.as_ref().map_or_else(
            || label.to_owned(),
            |sheet| sheet.worded(label, language).into_owned(),
        );
        self.output.line(&format!("{} {label}", question.number))?;
        let choices: Vec<String> = self
            .offered(spot)
            .into_iter()
            .enumerate()
            .map(|(number, choice)| {
                format!("{} {}", number + 1, choice.label.in_language(language).0)
            })
            .collect();
        if !choices.is_empty() {
            self.output.line(&choices.join("   "))?;
        }
        // Where digits are the answer itself the reasons stand behind a `-`.
        self.say(&Message::new(if digits_choose(question) {
            "fill-missing"
        } else {
            "fill-missing-dash"
        }))?;
        if let Some(sheet) = &sheet
            && let Some(said) = sheet.reading(index)
            && let Some(value) = said.answer.value()
        {
            self.say(
                &Message::new("fill-stands")
                    .text("answer", readable(sheet, question, value, language)),
            )?;
        }
        let mut out = io::stdout().lock();
        out.write_all(b"> ")?;
        Ok(out.flush()?)
    }

    /// Returns the choices that are offered here.
    fn offered(&self, spot: &Spot) -> Vec<&Choice> {
        let sheet = self
            .sheet()
            .map(|sheet| sheet.in_instance(spot.instance.clone()));
        let names: Vec<String> = sheet.map_or_else(Vec::new, |sheet| {
            let offered = sheet.offered(spot.question).into_iter();
            offered.map(|choice| choice.name.clone()).collect()
        });
        let question = self.list.questions.get(spot.question);
        let all = question.map_or(&[] as &[Choice], |question| self.list.choices_of(question));
        all.iter()
            .filter(|choice| names.contains(&choice.name))
            .collect()
    }

    fn source(&self, question: &Question) -> Source {
        self.source.unwrap_or(question.source)
    }

    fn take(&mut self, spot: &Spot, line: &str) -> Result<Step, CommandFault> {
        let Some(question) = self.list.questions.get(spot.question).cloned() else {
            return Ok(Step::Stop);
        };
        let (word, rest) = command_in(&question, line).unwrap_or_default();
        match word.to_lowercase().as_str() {
            "" if line.is_empty() => return Ok(Step::Following),
            "?" | "help" => {
                let guidance = question.guidance.in_language(self.language.code()).0;
                self.output.line(guidance)?;
                self.say(&Message::new("fill-keys"))?;
                return Ok(Step::Again);
            }
            "q" | "й" | "quit" | "выход" => return Ok(Step::Stop),
            "z" | "я" | "back" | "назад" => {
                return Ok(self.previous(spot).map_or(Step::Again, Step::To));
            }
            "n" | "т" => return Ok(Step::NextEmpty),
            "j" | "о" => {
                let item = self.list.item(&rest.trim().to_uppercase()).first().copied();
                let index = item.or_else(|| self.list.index_of(rest.trim()));
                let to = index.and_then(|index| {
                    let places = self.sheet()?.places();
                    places.into_iter().find(|spot| spot.question == index)
                });
                return Ok(to.map_or(Step::Again, Step::To));
            }
            "s" | "ы" => {
                let chosen = rest
                    .trim()
                    .parse::<usize>()
                    .ok()
                    .and_then(|number| Source::ALL.get(number.checked_sub(1)?));
                match chosen {
                    Some(source) => self.source = Some(*source),
                    None => {
                        for (number, source) in Source::ALL.iter().enumerate() {
                            let name = self
                                .output
                                .catalogue()
                                .find(&format!("word-source-{}", source.name()));
                            self.output.line(&format!(
                                "{} {}",
                                number + 1,
                                name.unwrap_or_default()
                            ))?;
                        }
                    }
                }
                return Ok(Step::Again);
            }
            "u" | "г" => {
                let saying = self.desk.saying_in(&self.session);
                return self.settle(|session| session.undo(&saying), Step::Again);
            }
            "f" | "а" => {
                let answer = self.standing(spot, &question);
                let flag = !answer.flag;
                return self.answer(spot, &question, Answer { flag, ..answer }, Step::Again);
            }
            "c" | "с" => {
                let answer = self.standing(spot, &question);
                let note = Some(rest.trim().to_owned()).filter(|note| !note.is_empty());
                return self.answer(spot, &question, Answer { note, ..answer }, Step::Again);
            }
            _ => {}
        }
        match self.read(spot, &question, line) {
            Ok(given) => {
                let standing = self.standing(spot, &question);
                let answer = Answer {
                    note: standing.note,
                    flag: standing.flag,
                    ..given
                };
                self.answer(spot, &question, answer, Step::NextEmpty)
            }
            Err(message) => {
                self.say(&message)?;
                Ok(Step::Again)
            }
        }
    }

    /// Returns what the source says now, so that a note or flag keeps the value and a value the note.
    fn standing(&self, spot: &Spot, question: &Question) -> Answer {
        let sheet = self
            .sheet()
            .map(|sheet| sheet.in_instance(spot.instance.clone()));
        sheet
            .and_then(|sheet| {
                sheet
                    .answer_of(spot.question, self.source(question))
                    .cloned()
            })
            .unwrap_or_default()
    }

    fn read(&self, spot: &Spot, question: &Question, line: &str) -> Result<Answer, Message> {
        let (behind, digits_mean_reasons) = match line.strip_prefix('-') {
            Some(behind) => (behind, true),
            None => (line, digits_choose(question)),
        };
        let reason = match behind {
            "7" if digits_mean_reasons => Some(Missing::Refused),
            "8" if digits_mean_reasons => Some(Missing::NotApplicable),
            "9" if digits_mean_reasons => Some(Missing::DoesNotKnow),
            "0" if digits_mean_reasons => Some(Missing::NotChecked(NotCheckedReason::NotStated)),
            word => Missing::from_name(word),
        };
        let choices = self.offered(spot);
        let in_list = |number: &str| {
            number
                .parse::<usize>()
                .ok()
                .and_then(|number| choices.get(number.checked_sub(1)?).copied())
        };
        match &question.kind {
            Kind::Choice(_)
                if in_list(line).is_some() && (reason.is_none() || choices.len() >= 7) =>
            {
                let name = in_list(line)
                    .map(|choice| choice.name.clone())
                    .unwrap_or_default();
                return Ok(Answer::given(Value::Choice(name)));
            }
            Kind::Choices(_) if reason.is_none() || choices.len() >= 7 => {
                let several: Option<Vec<String>> = line
                    .split([' ', ','])
                    .filter(|part| !part.is_empty())
                    .map(|part| in_list(part).map(|choice| choice.name.clone()))
                    .collect();
                if let Some(names) = several.filter(|names| !names.is_empty()) {
                    return Ok(Answer::given(Value::Choices(names)));
                }
            }
            _ => {}
        }
        if let Some(reason) = reason {
            return Ok(Answer::missing(reason));
        }
        match self.list.parse_text(question, line) {
            Ok(value) => Ok(Answer::given(value)),
            Err(fault) => Err(fault.what_happened()),
        }
    }

    fn answer(
        &mut self,
        spot: &Spot,
        question: &Question,
        answer: Answer,
        then: Step,
    ) -> Result<Step, CommandFault> {
        let place = Place {
            subject: self.subject,
            checklist: self.list.digest,
            question: question.name.clone(),
        };
        let source = self.source(question);
        let saying = self.desk.saying_in(&self.session);
        self.settle(
            |session| session.answer_in(&place, &spot.instance, source, answer, &saying),
            then,
        )
    }

    fn settle(
        &mut self,
        act: impl FnOnce(&mut Session) -> Result<Change, Refusal>,
        then: Step,
    ) -> Result<Step, CommandFault> {
        match act(&mut self.session) {
            Ok(change) => {
                keep(self.desk, &self.session, &change)?;
                if let Some(message) = &change.message {
                    self.say(message)?;
                }
                let at = self.desk.now().format("%H:%M:%S").to_string();
                self.say(&Message::new("fill-saved").text("time", at))?;
                Ok(then)
            }
            Err(refusal) => {
                self.output.fault(&refusal);
                Ok(Step::Again)
            }
        }
    }
}
