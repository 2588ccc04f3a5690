//! The persons and custody records of a visit: codes and a few words, never names.

use ratatui::layout::Rect;

use super::introduction::way_to_sheet;
use super::overview::{
    Overview, asks_about, done_of, draw_bar, is_wide, session, sheets_of, subjects_of,
};
use super::{Bin, Differences, Input, Safeguards, Show, Steps, Timeline, ToBin, fill};
use crate::app::{Draft, DraftOf, Purge};
use crate::checklist::SubjectKind;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::Request;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::names::looks_like_a_name;
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, SavedState, TextField, centred};
use crate::tui::world::{Resume, World};
use crate::value::Value;
use crate::visit::{Session, Subject};

/// What the list of persons and custody records offers.
pub(super) static PERSONS: Context = Context {
    name: "persons",
    title: "persons-title",
    help: &["persons-help", "persons-help-same"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-doc",
            rank: 1,
        },
        Command {
            action: Action::New,
            keys: &[Key::Letter('N'), Key::Function(7)],
            label: "key-new",
            doc: "key-new-subject-doc",
            rank: 2,
        },
        Command {
            action: Action::Ditto,
            keys: &[Key::Letter('D')],
            label: "key-copy-label",
            doc: "key-copy-label-doc",
            rank: 3,
        },
        Command {
            action: Action::Timeline,
            keys: &[Key::Letter('L')],
            label: "key-timeline",
            doc: "key-timeline-doc",
            rank: 4,
        },
        Command {
            action: Action::Compare,
            keys: &[Key::Letter('V')],
            label: "key-compare",
            doc: "key-compare-doc",
            rank: 5,
        },
        Command {
            action: Action::Safeguards,
            keys: &[Key::Letter('S')],
            label: "key-safeguards",
            doc: "key-safeguards-doc",
            rank: 6,
        },
        Command {
            action: Action::SamePerson,
            keys: &[],
            label: "key-same",
            doc: "key-same-doc",
            rank: Command::NEVER,
        },
        Command {
            action: Action::ToBin,
            keys: &[],
            label: "key-to-bin",
            doc: "key-to-bin-subject-doc",
            rank: Command::NEVER,
        },
        Command {
            action: Action::Bin,
            keys: &[],
            label: "key-bin",
            doc: "key-bin-doc",
            rank: Command::NEVER,
        },
        Command {
            action: Action::Purge,
            keys: &[],
            label: "key-purge",
            doc: "key-purge-doc",
            rank: Command::NEVER,
        },
    ],
};

/// Writing the words that stand beside a code.
pub(super) static NAMING: Context = Context {
    name: "naming",
    title: "persons-title",
    help: &["persons-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-add",
            doc: "key-new-subject-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// Choosing who is the same human being.
pub(super) static LINKING: Context = Context {
    name: "linking",
    title: "persons-same-title",
    help: &["persons-help-same"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-take",
            doc: "key-pick-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// Typing the code of whoever is to be taken out for good.
pub(super) static PURGING: Context = Context {
    name: "purging",
    title: "persons-purge-title",
    help: &["persons-help-purge"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-purge",
            doc: "key-purge-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

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

/// The persons and custody records of the visit in hand.
#[derive(Debug)]
pub struct Persons {
    list: ListState,
    over: Over,
    /// On which kind the list begins.
    begin: Option<SubjectKind>,
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
        if let Some(name) = looks_like_a_name(&label)
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
        let (person, record) = match subject {
            Subject::CustodyRecord(_) => (other, subject),
            Subject::Person(_) | Subject::Premises => (subject, other),
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

    fn draw_subject(
        canvas: &mut Canvas<'_>,
        row: Rect,
        subject: Subject,
        role: Role,
        world: &World,
    ) {
        let Some(session) = session(world) else {
            return;
        };
        let bar = if is_wide(world) { 20 } else { 8 };
        let (code, link, consent, done) = (7, 16, 12, 8);
        let label_width = row
            .width
            .saturating_sub(code + link + consent + done + 2 + bar + 1);
        let mut x = row.x;
        canvas.line(x, row.y, code, &subject.to_string(), role);
        x += code;
        let label = label_of(session, subject).unwrap_or_default();
        canvas.line(x, row.y, label_width.saturating_sub(1), &label, role);
        x += label_width;
        let linked: Vec<String> = partners(session, subject)
            .iter()
            .map(ToString::to_string)
            .collect();
        if !linked.is_empty() {
            let text = format!("= {}", linked.join(" "));
            canvas.line(x, row.y, link - 1, &text, role);
        }
        x += link;
        if let Some(text) = consent_of(session, subject, world) {
            canvas.line(x, row.y, consent - 1, &text, role);
        }
        x += consent + done;
        let found = done_of(session, subject);
        canvas.right(x, row.y, &format!("{}/{}", found.done, found.total), role);
        draw_bar(canvas, x + 2, row.y, bar, found, role);
    }

    fn draw_line(canvas: &mut Canvas<'_>, row: Rect, line: Line, role: Role, world: &World) {
        match line {
            Line::Subject(subject) => Self::draw_subject(canvas, row, subject, role, world),
            Line::New(kind) => {
                let id = match kind {
                    SubjectKind::CustodyRecord => "persons-new-record",
                    SubjectKind::Person | SubjectKind::Premises => "persons-new-person",
                };
                let text = canvas.id(id);
                canvas.line(row.x, row.y, row.width, &format!("+ {text}"), role);
            }
        }
    }

    fn draw_heads(canvas: &mut Canvas<'_>, row: Rect, world: &World) {
        let bar = if is_wide(world) { 20 } else { 8 };
        let (code, link, consent, done) = (7, 16, 12, 8);
        let label = row
            .width
            .saturating_sub(code + link + consent + done + 2 + bar + 1);
        let mut x = row.x;
        for (id, width) in [
            ("persons-code", code),
            ("persons-label", label),
            ("persons-link", link),
            ("persons-consent", consent),
        ] {
            let text = canvas.id(id);
            canvas.line(x, row.y, width.saturating_sub(1), &text, Role::Secondary);
            x += width;
        }
        let text = canvas.id("overview-done");
        canvas.right(x + done, row.y, &text, Role::Secondary);
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

/// Returns who could be the same human being, and whether it is said already; those come first.
fn candidates(session: &Session, subject: Subject) -> Vec<(Subject, bool)> {
    let other = match subject {
        Subject::Premises => return Vec::new(),
        Subject::Person(_) => SubjectKind::CustodyRecord,
        Subject::CustodyRecord(_) => SubjectKind::Person,
    };
    let linked = partners(session, subject);
    let free = subjects_of(session, other)
        .into_iter()
        .filter(|found| !linked.contains(found))
        // A custody record is about one human being.
        .filter(|found| {
            !matches!(found, Subject::CustodyRecord(_)) || partners(session, *found).is_empty()
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
        match &self.over {
            Over::Nothing => &PERSONS,
            Over::Naming(..) => &NAMING,
            Over::Linking(..) => &LINKING,
            Over::Purging(..) => &PURGING,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
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
            visit,
            of: DraftOf::Label(*kind),
            text: field.text().to_owned(),
        })
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
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
        let Some(session) = session(world) else {
            return;
        };
        let lines = Self::lines(session);
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(3),
            ..body
        };
        Self::draw_heads(canvas, inner, world);
        let area = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(4),
            width: body.width.saturating_sub(1),
            ..body
        };
        self.list
            .draw(canvas, area, lines.len(), |canvas, row, index, role| {
                if let Some(line) = lines.get(index) {
                    Self::draw_line(canvas, row, *line, role, world);
                }
            });
        let y = body.bottom().saturating_sub(3);
        canvas.rule(body, y);
        // Whoever did not agree and has answers all the same: in words, what can be done.
        let unwilling = self.line(world).and_then(|line| match line {
            Line::Subject(subject) if is_unwilling(session, subject) => Some(subject),
            _ => None,
        });
        let text = match unwilling {
            Some(subject) => canvas.say(
                &Message::new("persons-consent-withdrawn").text("subject", subject.to_string()),
            ),
            None => canvas.id("persons-no-names"),
        };
        let below = Rect {
            y: y + 1,
            height: 2,
            ..inner
        };
        canvas.paragraph(below, &text, Role::Secondary);
        match &self.over {
            Over::Nothing => {}
            Over::Naming(kind, field) => {
                let code = session
                    .next_subject(*kind)
                    .map(|subject| subject.to_string())
                    .unwrap_or_default();
                let question = Message::new("persons-name-it").text("subject", code);
                draw_typing(canvas, body, 8, &question, field);
            }
            Over::Purging(subject, field) => {
                let question =
                    Message::new("persons-purge-it").text("subject", subject.to_string());
                draw_typing(canvas, body, 10, &question, field);
            }
            Over::Linking(subject, list) => {
                let found = candidates(session, *subject);
                draw_linking(canvas, body, session, *subject, &found, *list);
            }
        }
    }

    fn resume(&self, world: &World) -> Option<Resume> {
        Some(Resume {
            visit: world.visit_id()?,
            place: None,
            at: world.local(),
        })
    }
}

fn draw_typing(
    canvas: &mut Canvas<'_>,
    body: Rect,
    height: u16,
    question: &Message,
    field: &TextField,
) {
    let outer = centred(body, 72, height);
    canvas.clear(outer, Role::Text);
    let inner = canvas.frame(outer);
    let text = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        height: height.saturating_sub(4),
        ..inner
    };
    let question = canvas.say(question);
    let used = canvas.paragraph(text, &question, Role::Strong);
    let row = Rect {
        y: text.y + used + 1,
        height: 1,
        ..text
    };
    field.draw(canvas, row, Role::Text);
}

fn draw_linking(
    canvas: &mut Canvas<'_>,
    body: Rect,
    session: &Session,
    subject: Subject,
    found: &[(Subject, bool)],
    list: ListState,
) {
    let rows = u16::try_from(found.len()).unwrap_or(u16::MAX).min(9);
    let outer = centred(body, 72, rows + 5);
    canvas.clear(outer, Role::Text);
    let inner = canvas.frame(outer);
    let question =
        canvas.say(&Message::new("persons-same-as").text("subject", subject.to_string()));
    let text = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        height: 2,
        ..inner
    };
    let used = canvas.paragraph(text, &question, Role::Strong);
    let area = Rect {
        y: inner.y + used + 1,
        height: inner.height.saturating_sub(used + 1),
        ..inner
    };
    list.draw(canvas, area, found.len(), |canvas, row, index, role| {
        let Some((other, linked)) = found.get(index) else {
            return;
        };
        let label = label_of(session, *other).unwrap_or_default();
        let text = if *linked {
            let undo = canvas.id("persons-remove-link");
            format!("{other}  {undo}")
        } else {
            format!("{other}  {label}")
        };
        canvas.line(row.x, row.y, row.width, &text, role);
    });
}
