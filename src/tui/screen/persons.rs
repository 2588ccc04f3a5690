//! The persons and custody records of a visit: codes and a few words, never names.

mod keys;
mod view;

use ratatui::layout::Rect;

pub(super) use self::keys::{LINKING, NAMING, PERSONS, PURGING};
use super::introduction::way_to_sheet;
use super::overview::{Overview, asks_about, session, sheets_of, subjects_of};
use super::reasons::{Heard, WHICH, WHY, hear};
use super::{Bin, Differences, Input, Safeguards, Show, Steps, Timeline, ToBin, fill};
use crate::app::{Draft, DraftOf, Purge, names_somebody};
use crate::checklist::SubjectKind;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::Request;
use crate::tui::keyboard::Focus;
use crate::tui::keymap::{Action, Context};
use crate::tui::widget::{ListState, Offer, Reasoned, SavedState, TextField};
use crate::tui::world::{Resume, World};
use crate::value::Value;
use crate::visit::{Session, Subject};

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Subject(Subject),
    New(SubjectKind),
}

/// What lies over the list.
#[derive(Debug)]
enum Over {
    Nothing,
    Naming(SubjectKind, TextField),
    Linking(Subject, ListState),
    Purging(Subject, TextField),
}

/// What can be said of two who carry one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    one: Subject,
    other: Subject,
    same: bool,
}

/// The persons and custody records of the visit in hand.
#[derive(Debug)]
pub struct Persons {
    list: ListState,
    over: Over,
    /// On which kind the list begins.
    begin: Option<SubjectKind>,
    /// Whether two with one code are one, and why.
    asking: Option<Reasoned<Word>>,
    /// The words that were pointed out as looking like a name.
    pointed_out: Option<String>,
    /// Whether the visit, which is read again after a purge, was only to be read.
    only_to_read: bool,
}

impl Persons {
    /// Makes the list, the first line of this kind in hand.
    pub const fn beginning_with(kind: SubjectKind) -> Self {
        Self {
            list: ListState { selected: 0 },
            over: Over::Nothing,
            begin: Some(kind),
            asking: None,
            pointed_out: None,
            only_to_read: false,
        }
    }

    /// Goes on where somebody was typing the words for another one.
    pub fn naming(kind: SubjectKind, label: &str) -> Self {
        Self {
            over: Over::Naming(kind, TextField::holding(label)),
            ..Self::beginning_with(kind)
        }
    }

    fn lines(session: &Session) -> Vec<Line> {
        [SubjectKind::Person, SubjectKind::CustodyRecord]
            .into_iter()
            .filter(|kind| asks_about(session, *kind) || !subjects_of(session, *kind).is_empty())
            .flat_map(|kind| {
                subjects_of(session, kind)
                    .into_iter()
                    .map(Line::Subject)
                    .chain((!session.is_closed()).then_some(Line::New(kind)))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn line(&self, world: &World) -> Option<Line> {
        Self::lines(session(world)?)
            .get(self.list.selected)
            .copied()
    }

    fn kind(&self, world: &World) -> SubjectKind {
        match self.line(world) {
            Some(Line::Subject(subject)) => subject.kind(),
            Some(Line::New(kind)) => kind,
            None => SubjectKind::Person,
        }
    }

    fn select(&mut self, wanted: Line, world: &World) {
        let at = session(world)
            .map(Self::lines)
            .and_then(|lines| lines.iter().position(|line| *line == wanted));
        if let Some(at) = at {
            self.list.selected = at;
        }
    }

    fn open(&mut self, world: &World) -> Steps {
        match self.line(world) {
            Some(Line::New(kind)) => {
                self.over = Over::Naming(kind, TextField::default());
                Steps::none()
            }
            Some(Line::Subject(subject)) => {
                let sheets = session(world)
                    .map(|session| sheets_of(session, subject))
                    .unwrap_or_default();
                match sheets.as_slice() {
                    [only] => {
                        let digest = only.checklist().digest;
                        Steps::go(way_to_sheet(world, subject, digest, None))
                    }
                    _ => Steps::go(Overview::of(subject)),
                }
            }
            None => Steps::none(),
        }
    }

    fn add(&mut self, world: &mut World) -> Steps {
        let Over::Naming(kind, field) = &self.over else {
            return Steps::none();
        };
        let (kind, label) = (*kind, field.text().trim().to_owned());
        // Once is enough: whoever says it again knows better.
        if let Some(name) = names_somebody(&label)
            && self.pointed_out.as_deref() != Some(label.as_str())
        {
            self.pointed_out = Some(label);
            return Steps::warn(Message::new("persons-looks-like-a-name").text("name", name));
        }
        let mut added = None;
        let done = world.change(|session, saying| {
            let (subject, change) =
                session.add_subject(kind, (!label.is_empty()).then_some(&label), saying)?;
            added = Some(subject);
            Ok(change)
        });
        self.over = Over::Nothing;
        match (done, added) {
            (Ok(_), Some(subject)) => {
                self.select(Line::Subject(subject), world);
                Steps::say(Message::new("persons-added").text("subject", subject.to_string()))
            }
            (Err(message), _) => Steps::warn(message),
            (Ok(_), None) => Steps::none(),
        }
    }

    /// Begins another one with the same few words.
    fn copy(&mut self, world: &World) -> Steps {
        let Some(Line::Subject(subject)) = self.line(world) else {
            return Steps::say(Message::new("persons-choose-one"));
        };
        let label = session(world)
            .and_then(|session| label_of(session, subject))
            .unwrap_or_default();
        self.over = Over::Naming(subject.kind(), TextField::holding(&label));
        Steps::none()
    }

    fn same(&mut self, world: &World) -> Steps {
        let Some(Line::Subject(subject)) = self.line(world) else {
            return Steps::say(Message::new("persons-choose-one"));
        };
        let offers =
            session(world).map_or_else(Vec::new, |session| words_on(session, subject, world));
        if !offers.is_empty() {
            self.asking = Some(Reasoned::new("code-which", "code-why", offers, ""));
            return Steps::none();
        }
        if session(world).is_none_or(|session| candidates(session, subject).is_empty()) {
            return Steps::say(Message::new("persons-nobody-to-link"));
        }
        self.over = Over::Linking(subject, ListState::default());
        Steps::none()
    }

    fn link(&mut self, world: &mut World) -> Steps {
        let Over::Linking(subject, list) = &self.over else {
            return Steps::none();
        };
        let (subject, at) = (*subject, list.selected);
        let chosen =
            session(world).and_then(|session| candidates(session, subject).get(at).copied());
        self.over = Over::Nothing;
        let Some((other, linked)) = chosen else {
            return Steps::none();
        };
        let (person, record) = match subject.kind() {
            SubjectKind::CustodyRecord => (other, subject),
            SubjectKind::Person | SubjectKind::Premises => (subject, other),
        };
        let done = world.change(|session, saying| {
            if linked {
                session.unlink(person, record, saying)
            } else {
                session.link(person, record, saying)
            }
        });
        let id = if linked {
            "persons-unlinked"
        } else {
            "persons-linked"
        };
        match done {
            Ok(_) => Steps::say(
                Message::new(id)
                    .text("person", person.to_string())
                    .text("record", record.to_string()),
            ),
            Err(message) => Steps::warn(message),
        }
    }

    /// Says whether two with one code are one human being.
    fn say_word(&mut self, said: Word, why: &str, world: &mut World) -> Steps {
        self.asking = None;
        let Word { one, other, same } = said;
        let done =
            world.change(|session, saying| session.settle_code(one, other, same, why, saying));
        match done {
            Ok(_) => {
                let id = if same {
                    "code-said-one"
                } else {
                    "code-said-two"
                };
                Steps::say(Message::new(id).text("code", one.code().to_string()))
            }
            Err(message) => Steps::warn(message),
        }
    }

    fn begin_purging(&mut self, world: &World) -> Steps {
        let Some(Line::Subject(subject)) = self.line(world) else {
            return Steps::say(Message::new("persons-choose-one"));
        };
        // What is not on the disk yet would be written after the purge.
        if !matches!(world.saved, Some(SavedState::Saved(_))) {
            return Steps::warn(Message::new("persons-purge-not-saved"));
        }
        self.only_to_read = world.visit.as_ref().is_some_and(|visit| visit.read_only);
        self.over = Over::Purging(subject, TextField::default());
        Steps::none()
    }

    fn purge(&mut self, world: &World) -> Steps {
        let Over::Purging(subject, field) = &self.over else {
            return Steps::none();
        };
        let subject = *subject;
        let is_code = field.text().trim().parse::<Subject>() == Ok(subject);
        self.over = Over::Nothing;
        match world.visit_id() {
            Some(visit) if is_code => Steps::ask(Request::Purge(Purge::Subject(visit, subject))),
            _ => Steps::warn(Message::new("err-purge-not-confirmed")),
        }
    }

    fn begin_naming(&mut self, world: &World) -> Steps {
        let kind = self.kind(world);
        self.over = Over::Naming(kind, TextField::default());
        Steps::none()
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        match (action, &self.over) {
            (Action::Accept, Over::Naming(..)) => self.add(world),
            (Action::Accept, Over::Linking(..)) => self.link(world),
            (Action::Accept, Over::Purging(..)) => self.purge(world),
            (Action::Back, _) => {
                self.over = Over::Nothing;
                Steps::none()
            }
            (Action::Accept, Over::Nothing) => self.open(world),
            (Action::New, _) => self.begin_naming(world),
            (Action::Ditto, _) => self.copy(world),
            (Action::SamePerson, _) => self.same(world),
            (Action::Timeline | Action::Compare | Action::Safeguards, Over::Nothing) => {
                match self.line(world) {
                    Some(Line::Subject(subject)) if action == Action::Timeline => {
                        Steps::go(Timeline::of(subject))
                    }
                    Some(Line::Subject(subject)) if action == Action::Safeguards => {
                        Steps::go(Safeguards::of(subject))
                    }
                    Some(Line::Subject(subject)) => Steps::go(Differences::of(subject)),
                    Some(Line::New(_)) | None => Steps::say(Message::new("persons-choose-one")),
                }
            }
            (Action::Purge, _) => self.begin_purging(world),
            (Action::Bin, _) => Steps::go(Bin::default()),
            (Action::ToBin, _) => match self.line(world) {
                Some(Line::Subject(subject)) => Steps::go(ToBin::subject(subject)),
                Some(Line::New(_)) | None => Steps::say(Message::new("persons-choose-one")),
            },
            _ => Steps::none(),
        }
    }
}

/// Returns the words beside a code.
fn label_of(session: &Session, subject: Subject) -> Option<String> {
    session
        .subjects()
        .find(|taken| taken.subject == subject)?
        .label
        .map(str::to_owned)
}

/// Returns who is said to be the same human being.
fn partners(session: &Session, subject: Subject) -> Vec<Subject> {
    session
        .links()
        .into_iter()
        .filter_map(|(person, record)| {
            (person == subject)
                .then_some(record)
                .or_else(|| (record == subject).then_some(person))
        })
        .collect()
}

/// Returns what is still to be said of somebody who shares a code; of somebody who was said to be one
/// with another, that they are two after all.
fn words_on(session: &Session, subject: Subject, world: &World) -> Vec<Offer<Word>> {
    let offer = |one: Subject, other: Subject, same: bool| {
        let id = if same { "code-is-one" } else { "code-are-two" };
        let by = |subject| {
            let mut all = session.subjects();
            let taken = all.find(|taken| taken.subject == subject);
            taken.and_then(|taken| taken.by).unwrap_or("").to_owned()
        };
        Offer {
            choice: Word { one, other, same },
            words: world.say(
                &Message::new(id)
                    .text("one", one.to_string())
                    .text("other", other.to_string())
                    .text("by", by(other)),
            ),
            needs_reason: true,
        }
    };
    if session.is_shared(subject) {
        let all = session.shared_codes().into_iter();
        let carried_by = all.filter(|shared| shared.code == subject.code());
        let others = carried_by.flat_map(|shared| shared.carried_by);
        return others
            .filter(|other| *other != subject)
            .flat_map(|other| [offer(subject, other, true), offer(subject, other, false)])
            .collect();
    }
    match session.given_as(subject).as_slice() {
        [one, other] if subject.mark().is_none() => vec![offer(*one, *other, false)],
        _ => Vec::new(),
    }
}

/// Returns who could be the same human being, and whether it is said already; those come first.
fn candidates(session: &Session, subject: Subject) -> Vec<(Subject, bool)> {
    let other = match subject.kind() {
        SubjectKind::Premises => return Vec::new(),
        SubjectKind::Person => SubjectKind::CustodyRecord,
        SubjectKind::CustodyRecord => SubjectKind::Person,
    };
    let linked = partners(session, subject);
    let free = subjects_of(session, other)
        .into_iter()
        .filter(|found| !linked.contains(found))
        // A custody record is about one human being.
        .filter(|found| {
            found.kind() != SubjectKind::CustodyRecord || partners(session, *found).is_empty()
        })
        .map(|found| (found, false));
    linked
        .iter()
        .map(|found| (*found, true))
        .chain(free)
        .collect()
}

/// Returns whether the person agreed to talk, in words.
fn consent_of(session: &Session, subject: Subject, world: &World) -> Option<String> {
    sheets_of(session, subject).iter().find_map(|sheet| {
        let checklist = sheet.checklist();
        let (index, question) = checklist
            .questions
            .iter()
            .enumerate()
            .find(|(_, question)| {
                question
                    .fact
                    .as_ref()
                    .is_some_and(|fact| fact.as_str() == "consent_talk")
            })?;
        let said = sheet.reading(index)?;
        Some(fill::content_text(checklist, question, said.answer, world))
    })
}

/// Returns whether this person did not agree to talk, and answers stand there all the same.
fn is_unwilling(session: &Session, subject: Subject) -> bool {
    sheets_of(session, subject).iter().any(|sheet| {
        let refused = sheet
            .checklist()
            .questions
            .iter()
            .enumerate()
            .any(|(index, question)| {
                let asks = question
                    .fact
                    .as_ref()
                    .is_some_and(|fact| fact.as_str() == "consent_talk");
                let said = || sheet.reading(index)?.answer.value().cloned();
                asks && said() == Some(Value::Choice("no".to_owned()))
            });
        let total = sheet.total();
        refused && total.done + total.set_aside > 1
    })
}

impl Show for Persons {
    fn context(&self, _world: &World) -> &'static Context {
        if let Some(asking) = &self.asking {
            return if asking.is_writing() { &WHY } else { &WHICH };
        }
        match &self.over {
            Over::Nothing => &PERSONS,
            Over::Naming(..) => &NAMING,
            Over::Linking(..) => &LINKING,
            Over::Purging(..) => &PURGING,
        }
    }

    fn offers(&self, action: Action, world: &World) -> bool {
        let enters = matches!(action, Action::New | Action::Ditto);
        !(enters && world.is_read_only())
    }

    fn focus(&self, _world: &World) -> Focus {
        if let Some(asking) = &self.asking {
            return asking.focus();
        }
        match &self.over {
            Over::Naming(..) | Over::Purging(..) => Focus::Text,
            Over::Nothing | Over::Linking(..) => Focus::Commands,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let Some(session) = session(world) else {
            return (world.words.id("persons-title"), String::new());
        };
        let title = world.words.id("persons-title");
        let persons = subjects_of(session, SubjectKind::Person).len();
        let records = subjects_of(session, SubjectKind::CustodyRecord).len();
        (
            format!("{}  {title}", session.header().facility.code),
            format!("P {persons}  K {records}"),
        )
    }

    fn draft(&self, world: &World) -> Option<Draft> {
        let Over::Naming(kind, field) = &self.over else {
            return None;
        };
        let visit = world.visit_id()?;
        let begun = !field.text().trim().is_empty();
        begun.then(|| Draft {
            visit: Some(visit),
            of: DraftOf::Label(*kind),
            text: field.text().to_owned(),
        })
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let input = match hear(&mut self.asking, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen((said, why)) => return self.say_word(said, &why, world),
        };
        let count = session(world).map_or(0, |session| Self::lines(session).len());
        match input {
            Input::Shown => {
                if let Some(kind) = self.begin.take() {
                    let at = session(world).map(Self::lines).and_then(|lines| {
                        lines.iter().position(|line| match line {
                            Line::Subject(subject) => subject.kind() == kind,
                            Line::New(new) => *new == kind,
                        })
                    });
                    self.list.selected = at.unwrap_or(0);
                }
                self.list.clamp(count);
            }
            Input::Do(action) => return self.command(action, world),
            Input::Text(letter) => {
                if let Over::Naming(_, field) | Over::Purging(_, field) = &mut self.over {
                    field.insert(letter.encode_utf8(&mut [0; 4]));
                }
            }
            Input::Paste(text) => {
                if let Over::Naming(_, field) = &mut self.over {
                    field.insert(&text);
                }
            }
            Input::Bare(key, by_word) => match &mut self.over {
                Over::Nothing => {
                    self.list.press(key, count, 12);
                }
                Over::Naming(_, field) | Over::Purging(_, field) => {
                    field.press(key, by_word);
                }
                Over::Linking(subject, list) => {
                    let count =
                        session(world).map_or(0, |session| candidates(session, *subject).len());
                    list.press(key, count, 8);
                }
            },
            Input::Reply(Ok(_)) => {
                if let Some(visit) = world.visit.as_mut() {
                    visit.read_only |= self.only_to_read;
                }
                self.list.clamp(count);
                return Steps::say(Message::new("persons-purged"));
            }
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Digit(_) | Input::Tick | Input::Keep => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        self.draw(canvas, body, world);
    }

    fn resume(&self, world: &World) -> Option<Resume> {
        world.resume_at(None)
    }
}
