//! What is left before a visit is finished: a list to walk, never a lock.

use ratatui::layout::Rect;

use super::introduction::way_to_sheet;
use super::overview::{left_in_words, mark_rest, reason_dialog, sections_of, session};
use super::{Input, Persons, Show, Step, Steps};
use crate::app::{NameSaid, names_said};
use crate::checklist::Digest;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, DialogAnswer, ListState};
use crate::tui::world::World;
use crate::visit::{Session, Sheet, Spot, Subject, ToDoKind};

const OPEN: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-go",
    doc: "key-go-doc",
    rank: 1,
};

/// What the list before finishing offers.
pub(super) static FINISH: Context = Context {
    name: "finish",
    title: "finish-title",
    help: &["finish-help"],
    commands: &[
        OPEN,
        Command {
            action: Action::FinishVisit,
            keys: &[Key::Digit(1)],
            label: "key-finish-anyway",
            doc: "key-finish-anyway-doc",
            rank: 2,
        },
        Command {
            action: Action::RestNotChecked,
            keys: &[Key::Digit(0)],
            label: "key-rest-short",
            doc: "key-rest-doc",
            rank: 3,
        },
    ],
};

/// What the list of flags offers.
pub(super) static FLAGS: Context = Context {
    name: "flags",
    title: "flags-title",
    help: &["flags-help"],
    commands: &[OPEN],
};

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All that is left.
    Everything,
    /// Flags alone.
    Flags,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// A code that two devices took up.
    Twice(Subject),
    /// Empty questions of a section about the premises.
    Section(Digest, usize),
    /// Empty questions of a sheet about a person or custody record.
    Sheet(Subject, Digest),
    /// What looks like a name, by its place among those that were found.
    Name(usize),
    /// One question, and why.
    Question(ToDoKind, Subject, Digest, Spot),
    /// Finish now.
    Finish,
}

/// What is left before finishing.
#[derive(Debug)]
pub struct Finish {
    wanted: Wanted,
    list: ListState,
    rest: Option<(Digest, usize, Dialog)>,
    /// The digest of a finished visit.
    digest: Option<String>,
    /// What looks like a name in free text.
    names: Vec<NameSaid>,
}

impl Finish {
    /// Makes the list.
    pub const fn listing(wanted: Wanted) -> Self {
        Self {
            wanted,
            list: ListState { selected: 0 },
            rest: None,
            digest: None,
            names: Vec::new(),
        }
    }

    fn lines(&self, session: &Session) -> Vec<Line> {
        let mut found = Vec::new();
        let to_do = session.to_do();
        if self.wanted == Wanted::Everything {
            found.extend(
                to_do
                    .iter()
                    .filter(|to_do| to_do.kind == ToDoKind::TakenUpTwice)
                    .map(|to_do| Line::Twice(to_do.subject)),
            );
            for sheet in session.expected_sheets(Subject::Premises) {
                let digest = sheet.checklist().digest;
                found.extend(
                    sections_of(&sheet)
                        .into_iter()
                        .filter(|section| sheet.completeness(*section).left() > 0)
                        .map(|section| Line::Section(digest, section)),
                );
            }
            for subject in session.subjects().map(|taken| taken.subject) {
                found.extend(
                    session
                        .expected_sheets(subject)
                        .iter()
                        .filter(|sheet| sheet.total().left() > 0)
                        .map(|sheet| Line::Sheet(subject, sheet.checklist().digest)),
                );
            }
        }
        found.extend(to_do.iter().filter_map(|to_do| {
            let (digest, index) = to_do.question?;
            let asked = session.checklist(digest)?.questions.get(index)?;
            let wanted = match to_do.kind {
                ToDoKind::Flagged => true,
                ToDoKind::ToCheck | ToDoKind::TwoAccounts => self.wanted == Wanted::Everything,
                // The others stand among the empty ones of their section, marked.
                ToDoKind::RequiredEmpty => {
                    self.wanted == Wanted::Everything && !asked.required_message.is_empty()
                }
                ToDoKind::TakenUpTwice => false,
            };
            let spot = Spot {
                question: index,
                instance: to_do.instance.clone(),
            };
            wanted.then_some(Line::Question(to_do.kind, to_do.subject, digest, spot))
        }));
        if self.wanted == Wanted::Everything {
            found.extend((0..self.names.len()).map(Line::Name));
        }
        if self.wanted == Wanted::Everything && !session.is_closed() {
            found.push(Line::Finish);
        }
        found
    }

    fn line(&self, world: &World) -> Option<Line> {
        self.lines(session(world)?).get(self.list.selected).cloned()
    }

    fn open(&self, world: &mut World) -> Steps {
        let Some(session) = session(world) else {
            return Steps::none();
        };
        let sheet_at = |subject, digest, at| Steps::go(way_to_sheet(world, subject, digest, at));
        match self.line(world) {
            Some(Line::Twice(subject)) => Steps::go(Persons::beginning_with(subject.kind())),
            Some(Line::Section(digest, section)) => {
                let at = session
                    .sheet(Subject::Premises, digest)
                    .and_then(|sheet| empty_of(&sheet, Some(section)).first().cloned());
                sheet_at(Subject::Premises, digest, at)
            }
            Some(Line::Sheet(subject, digest)) => sheet_at(subject, digest, None),
            Some(Line::Question(_, subject, digest, spot)) => sheet_at(subject, digest, Some(spot)),
            Some(Line::Name(at)) => match self.names.get(at) {
                Some(said) => sheet_at(said.subject, said.checklist, Some(said.spot.clone())),
                None => Steps::none(),
            },
            Some(Line::Finish) => finish(world),
            None => Steps::none(),
        }
    }

    fn rest(&mut self, world: &World) -> Steps {
        let Some(Line::Section(digest, section)) = self.line(world) else {
            return Steps::say(Message::new("finish-choose-section"));
        };
        self.rest = reason_dialog(world, Subject::Premises, digest, section)
            .map(|dialog| (digest, section, dialog));
        Steps::none()
    }

    fn mark(&mut self, answer: DialogAnswer, world: &mut World) -> Steps {
        let DialogAnswer::Given(reason) = answer else {
            return Steps::none();
        };
        let Some((digest, section, _)) = self.rest.take() else {
            return Steps::none();
        };
        let done = mark_rest(world, Subject::Premises, digest, section, reason);
        self.clamp(world);
        done
    }

    fn clamp(&mut self, world: &World) {
        let count = session(world).map_or(0, |session| self.lines(session).len());
        self.list.clamp(count);
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, row: Rect, line: Line, role: Role, world: &World) {
        let Some(session) = session(world) else {
            return;
        };
        let language = world.questions();
        let (name, text) = match line {
            Line::Twice(subject) => (subject.to_string(), canvas.id("finish-twice")),
            Line::Section(digest, section) => {
                let Some(sheet) = session.sheet(Subject::Premises, digest) else {
                    return;
                };
                let title = sheet
                    .checklist()
                    .sections
                    .get(section)
                    .map_or("", |section| section.title.in_language(language).0);
                let empty = empty_of(&sheet, Some(section));
                (title.to_owned(), numbers_in_words(&sheet, &empty, world))
            }
            Line::Sheet(subject, digest) => {
                let Some(sheet) = session.sheet(subject, digest) else {
                    return;
                };
                let title = sheet.checklist().title.in_language(language).0;
                let empty = empty_of(&sheet, None);
                (
                    format!("{subject}  {title}"),
                    numbers_in_words(&sheet, &empty, world),
                )
            }
            Line::Question(kind, subject, digest, spot) => {
                let Some(sheet) = session.sheet(subject, digest) else {
                    return;
                };
                let Some(question) = sheet.checklist().questions.get(spot.question) else {
                    return;
                };
                let place = sheet.seen_from(spot.instance).instance_path(spot.question);
                let id = match kind {
                    ToDoKind::Flagged => "finish-flag",
                    ToDoKind::TwoAccounts => "finish-two-accounts",
                    ToDoKind::RequiredEmpty => "finish-required",
                    ToDoKind::ToCheck | ToDoKind::TakenUpTwice => "finish-check",
                };
                let what = canvas.id(id);
                let whose = match subject {
                    Subject::Premises => String::new(),
                    subject => format!("{subject} "),
                };
                let label = if kind == ToDoKind::RequiredEmpty {
                    question.required_message.in_language(language).0
                } else {
                    question.label.in_language(language).0
                };
                let place = if place.is_empty() {
                    place
                } else {
                    format!("{place} ")
                };
                (what, format!("{whose}{place}{}  {label}", question.number))
            }
            Line::Name(at) => {
                let Some(said) = self.names.get(at) else {
                    return;
                };
                let sheet = session.sheet(said.subject, said.checklist);
                let number = sheet.and_then(|sheet| {
                    let asked = sheet.checklist().questions.get(said.spot.question)?;
                    Some(asked.number.clone())
                });
                let whose = match said.subject {
                    Subject::Premises => String::new(),
                    subject => format!("{subject} "),
                };
                let place = format!("{whose}{}", number.unwrap_or_default());
                (canvas.id("guard-left"), format!("{place}  {}", said.text))
            }
            Line::Finish => {
                let text = canvas.id("finish-now");
                canvas.line(row.x, row.y, row.width, &text, role);
                return;
            }
        };
        let width = if row.width >= 96 { 46 } else { 34 };
        let after = canvas.line(row.x, row.y, width, &name, role);
        let x = after.max(row.x + width) + 1;
        let room = row.right().saturating_sub(x);
        canvas.line(x, row.y, room, &text, role);
    }
}

/// Finishes the visit in hand.
fn finish(world: &mut World) -> Steps {
    match world.change(Session::close) {
        Ok(_) => {
            let digest = session(world).map_or_else(String::new, digest_of);
            let done = Message::new("finish-done").text("digest", digest);
            Steps::from(Step::Back).and(Step::Say(done))
        }
        Err(message) => Steps::warn(message),
    }
}

fn digest_of(session: &Session) -> String {
    session.digest().groups()
}

/// Returns the empty questions that count, of a section or of the whole sheet, in all instances.
fn empty_of(sheet: &Sheet<'_>, section: Option<usize>) -> Vec<Spot> {
    let questions = &sheet.checklist().questions;
    let mut places = sheet.places();
    places.retain(|spot| {
        let own = questions
            .get(spot.question)
            .map(|question| question.section);
        (section.is_none() || section == own)
            && sheet
                .seen_from(spot.instance.clone())
                .is_empty_and_counts(spot.question)
    });
    places
}

/// Says how many questions are empty and which; those that are required come first.
fn numbers_in_words(sheet: &Sheet<'_>, empty: &[Spot], world: &World) -> String {
    let mut named: Vec<(bool, &str)> = Vec::new();
    for spot in empty {
        if let Some(question) = sheet.checklist().questions.get(spot.question) {
            let here = sheet.seen_from(spot.instance.clone());
            let number = (!here.is_required(spot.question), question.number.as_str());
            if !named.iter().any(|(_, known)| *known == number.1) {
                named.push(number);
            }
        }
    }
    named.sort_by_key(|(later, _)| *later);
    let numbers: Vec<String> = named
        .iter()
        .map(|(later, number)| format!("{}{number}", if *later { "" } else { "!" }))
        .collect();
    let count = world.say(&Message::new("finish-empty").number("count", empty.len()));
    format!("{count:<10} {}", numbers.join(" "))
}

impl Show for Finish {
    fn context(&self, world: &World) -> &'static Context {
        let closed = session(world).is_some_and(Session::is_closed);
        match (&self.rest, self.wanted) {
            (Some(_), _) => &super::reasons::WHICH,
            (None, Wanted::Everything) if !closed => &FINISH,
            (None, _) => &FLAGS,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let closed = session(world).is_some_and(Session::is_closed);
        let id = match self.wanted {
            Wanted::Everything if closed => "finish-left-title",
            Wanted::Everything => "finish-title",
            Wanted::Flags => "flags-title",
        };
        let code = session(world).map_or("", |session| &session.header().facility.code);
        (format!("{code}  {}", world.words.id(id)), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                self.digest = session(world)
                    .filter(|session| session.is_closed())
                    .map(digest_of);
                self.names = match (session(world), &world.desk) {
                    (Some(session), Some(desk)) => names_said(session, desk.device, &world.allowed),
                    _ => Vec::new(),
                };
                self.clamp(world);
            }
            Input::Do(Action::Accept) => {
                if let Some((_, _, dialog)) = &mut self.rest {
                    let answer = dialog.press(Bare::Enter);
                    return self.mark(answer, world);
                }
                return self.open(world);
            }
            Input::Do(Action::Back) => self.rest = None,
            Input::Do(Action::FinishVisit) => return finish(world),
            Input::Do(Action::RestNotChecked) => return self.rest(world),
            Input::Digit(digit) => {
                if let Some((_, _, dialog)) = &self.rest {
                    let answer = dialog.digit(digit);
                    return self.mark(answer, world);
                }
            }
            Input::Bare(key, _) => {
                if let Some((_, _, dialog)) = &mut self.rest {
                    dialog.press(key);
                } else {
                    let count = session(world).map_or(0, |session| self.lines(session).len());
                    self.list.press(key, count, 12);
                }
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some(session) = session(world) else {
            return;
        };
        let lines = self.lines(session);
        let head = match self.wanted {
            Wanted::Everything if session.is_closed() => canvas.id("finish-was-left"),
            Wanted::Everything => canvas.say(&left_in_words(session, Subject::Premises)),
            Wanted::Flags if lines.is_empty() => canvas.id("flags-none"),
            Wanted::Flags => canvas.id("flags-head"),
        };
        let width = body.width.saturating_sub(3);
        canvas.line(body.x + 2, body.y, width, &head, Role::Secondary);
        let area = Rect {
            y: body.y + 2,
            height: body.height.saturating_sub(5),
            width: body.width.saturating_sub(1),
            ..body
        };
        self.list
            .draw(canvas, area, lines.len(), |canvas, row, index, role| {
                if let Some(line) = lines.get(index) {
                    self.draw_line(canvas, row, line.clone(), role, world);
                }
            });
        if self.wanted == Wanted::Everything {
            let text = match &self.digest {
                Some(digest) => canvas.say(&Message::new("visit-digest").text("digest", digest)),
                None => canvas.id("finish-blocks-nothing"),
            };
            let below = Rect {
                x: body.x + 2,
                y: body.bottom().saturating_sub(2),
                width,
                height: 2,
            };
            canvas.paragraph(below, &text, Role::Secondary);
        }
        if let Some((_, _, dialog)) = &self.rest {
            dialog.draw(canvas, body);
        }
    }
}
