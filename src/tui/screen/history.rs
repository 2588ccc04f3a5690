//! Who said what and when, from the first word to the last: of one question, or of the whole visit.
//!
//! Read from the entries themselves and changes nothing. Its invariant: what was taken back or
//! replaced is shown too, and marked as such.

use ratatui::layout::Rect;

use super::fill::subject_name;
use super::overview::session;
use super::{Input, Show, Steps, content_text};
use crate::checklist::Digest;
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::ListState;
use crate::tui::world::World;
use crate::visit::{
    Answer, CustodyPlace, Decision, Entry, Instance, Place, Session, Statement, Subject,
};

/// What the history offers.
pub(super) static HISTORY: Context = Context {
    name: "history",
    title: "history-title",
    help: &["history-help"],
    commands: &[Command {
        action: Action::Back,
        keys: &[Key::Bare(Bare::Escape), Key::Bare(Bare::Enter)],
        label: "key-back",
        doc: "key-back-doc",
        rank: 92,
    }],
};

/// Who said what and when.
#[derive(Debug)]
pub struct History {
    /// The question, in which instance; the whole visit if none.
    of: Option<(Place, Instance)>,
    /// The entries shown, as indexes, and whether each still stands.
    rows: Vec<(usize, bool)>,
    list: ListState,
}

impl History {
    /// Shows what was said to one question.
    pub const fn of_question(place: Place, instance: Instance) -> Self {
        Self::of(Some((place, instance)))
    }

    /// Shows everything that was said in the visit.
    pub const fn of_visit() -> Self {
        Self::of(None)
    }

    const fn of(of: Option<(Place, Instance)>) -> Self {
        Self {
            of,
            rows: Vec::new(),
            list: ListState { selected: 0 },
        }
    }

    fn gather(&mut self, session: &Session) {
        self.rows = session
            .entries()
            .iter()
            .enumerate()
            .filter(|(_, entry)| self.is_wanted(session, entry))
            .map(|(index, _)| (index, session.still_stands(index)))
            .collect();
        self.list.selected = self.rows.len().saturating_sub(1);
    }

    fn is_wanted(&self, session: &Session, entry: &Entry) -> bool {
        let Some((place, here)) = &self.of else {
            return true;
        };
        // What was said under an earlier version belongs to the question that it is read at now.
        session
            .place_of(entry)
            .is_some_and(|(subject, checklist, spot)| {
                let list = session.checklist(checklist);
                let asked = list.and_then(|list| list.questions.get(spot.question));
                subject == place.subject
                    && checklist == place.checklist
                    && spot.instance == *here
                    && asked.is_some_and(|asked| asked.name == place.question)
            })
    }

    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        (entry, said): (&Entry, &Statement),
        stands: bool,
        world: &World,
    ) {
        let role = if stands { Role::Text } else { Role::Secondary };
        let when = world.calendar();
        let day = when.date(entry.stamp.local.date());
        canvas.line(row.x, row.y, 11, &day, role);
        let clock = entry.stamp.local.format("%H:%M:%S").to_string();
        canvas.line(row.x + 11, row.y, 9, &clock, role);
        canvas.line(row.x + 20, row.y, 7, &entry.stamp.by, role);
        let words = what_was_said(said, self.of.is_some(), world);
        let text = if stands {
            words
        } else {
            format!("[{}] {words}", canvas.id("history-taken-back"))
        };
        let x = row.x + 27;
        canvas.line(x, row.y, row.right().saturating_sub(x), &text, role);
    }
}

/// Says in one line what an entry says.
pub(super) fn what_was_said(said: &Statement, of_question: bool, world: &World) -> String {
    let say = |message: Message| world.say(&message);
    match said {
        Statement::Answered {
            subject,
            checklist,
            question,
            instance,
            source,
            answer,
        } => {
            let source = world
                .words
                .find(&format!("word-source-{}", source.name()))
                .unwrap_or_default();
            let text = answer_text(*checklist, question.as_str(), answer, world);
            if of_question {
                format!("{source}: {text}")
            } else {
                let number = number_of(*checklist, question.as_str(), world);
                let path = path_of(*subject, *checklist, question.as_str(), instance, world);
                let subject = subject_name(*subject, world);
                format!("{subject} {path}{number}  {source}: {text}")
            }
        }
        Statement::VisitOpened(_) => say(Message::new("history-opened")),
        Statement::SubjectAdded { subject, .. } => {
            say(Message::new("visit-step-subject").text("subject", subject.to_string()))
        }
        Statement::Repeated {
            subject,
            group,
            change,
            ..
        } => say(change
            .message()
            .text("group", group.to_string())
            .text("subject", subject_name(*subject, world))),
        Statement::Linked { person, record } => say(Message::new("visit-step-link")
            .text("person", person.to_string())
            .text("record", record.to_string())),
        Statement::Unlinked { person, record } => say(Message::new("visit-step-unlink")
            .text("person", person.to_string())
            .text("record", record.to_string())),
        Statement::CodeSettled { .. } => say(words_of_code(said)),
        Statement::Binned { subject, back } => say(words_of_bin(*subject, *back)),
        Statement::ViewTaken {
            subject,
            custody,
            stands,
            why,
            ..
        } => {
            let whose = code_of(*subject, custody.as_deref(), world);
            let view = say(Message::new("visit-step-view").text("subject", whose));
            format!("{view}: {}  {why}", say(stands.message()))
        }
        Statement::SafeguardDecided {
            subject,
            custody,
            safeguard,
            decision,
            why,
        } => {
            let whose = code_of(*subject, custody.as_deref(), world);
            let step = Message::new("visit-step-decision")
                .text("safeguard", safeguard)
                .text("subject", whose);
            format!(
                "{}: {}  {why}",
                say(step),
                words_of_decision(*decision, world)
            )
        }
        Statement::Migrated { to, .. } => say(Message::new("visit-step-migrated")
            .text("checklist", to.id.to_string())
            .text("version", &to.version)),
        Statement::Undone { .. } => say(Message::new("history-undone")),
        Statement::Closed => say(Message::new("history-closed")),
        Statement::Reopened { why } => say(Message::new("history-reopened").text("why", why)),
        Statement::Purged { subject, .. } => {
            let whose = subject.map_or_else(String::new, |subject| subject.to_string());
            say(Message::new("history-purged").text("subject", whose))
        }
        Statement::FacilityEntered(_)
        | Statement::ChecklistPinned { .. }
        | Statement::BackedUp
        | Statement::Local(_) => String::new(),
    }
}

/// Says whether two who carry one code are one, and why.
fn words_of_code(said: &Statement) -> Message {
    let Statement::CodeSettled {
        one,
        other,
        same,
        why,
    } = said
    else {
        return Message::new("visit-step-nothing");
    };
    let id = if *same {
        "history-code-one"
    } else {
        "history-code-two"
    };
    Message::new(id)
        .text("one", one.to_string())
        .text("other", other.to_string())
        .text("why", why)
}

/// Returns where the question stood in the repeats around it, as `cell[2] `: where it stands now. One
/// that was taken away has no place any more.
fn path_of(
    subject: Subject,
    checklist: Digest,
    question: &str,
    instance: &Instance,
    world: &World,
) -> String {
    let session = world.visit.as_ref().map(|visit| &visit.session);
    let sheet = session.and_then(|session| session.sheet(subject, checklist));
    let path = sheet.and_then(|sheet| {
        let index = sheet.checklist().index_of(question)?;
        Some(sheet.in_instance(instance.clone()).instance_path(index))
    });
    match path {
        Some(path) if !path.is_empty() => format!("{path} "),
        _ => String::new(),
    }
}

/// Returns the code of a human being, of several custodies with the number of this one.
fn code_of(subject: Subject, custody: Option<&CustodyPlace>, world: &World) -> String {
    let session = session(world);
    session.map_or_else(
        || subject.to_string(),
        |session| session.code_of(subject, custody),
    )
}

fn words_of_decision(decision: Decision, world: &World) -> String {
    match decision {
        Decision::Result(compliance) => world
            .words
            .find(&format!("word-compliance-{}", compliance.code()))
            .unwrap_or_default(),
        Decision::Withdrawn => world.words.id("safeguards-computed-alone"),
    }
}

fn words_of_bin(subject: Subject, back: bool) -> Message {
    let id = if back {
        "visit-step-back"
    } else {
        "visit-step-bin"
    };
    Message::new(id).text("subject", subject.to_string())
}

fn number_of(checklist: Digest, question: &str, world: &World) -> String {
    let session = world.visit.as_ref().map(|visit| &visit.session);
    let list = session.and_then(|session| session.checklist(checklist));
    let found = list.and_then(|list| list.questions.get(list.index_of(question)?));
    found.map_or_else(|| question.to_owned(), |found| found.number.clone())
}

fn answer_text(checklist: Digest, question: &str, answer: &Answer, world: &World) -> String {
    let session = world.visit.as_ref().map(|visit| &visit.session);
    let list = session.and_then(|session| session.checklist(checklist));
    let asked = list.and_then(|list| Some((list, list.questions.get(list.index_of(question)?)?)));
    let Some((list, asked)) = asked else {
        return String::new();
    };
    let mut text = content_text(list, asked, answer, world);
    if answer.content.is_none() {
        text = world.words.id("history-emptied");
    }
    if let Some(note) = &answer.note {
        text = format!("{text}  \"{}\"", note.replace('\n', " "));
    }
    if answer.flag {
        text.push_str("  *");
    }
    text
}

impl Show for History {
    fn context(&self, _world: &World) -> &'static Context {
        &HISTORY
    }

    fn title(&self, world: &World) -> (String, String) {
        let number = self.of.as_ref().map_or_else(String::new, |place| {
            let (place, instance) = place;
            let number = number_of(place.checklist, place.question.as_str(), world);
            let path = path_of(
                place.subject,
                place.checklist,
                place.question.as_str(),
                instance,
                world,
            );
            format!("{} {path}{number}  ", place.subject)
        });
        let title = world.words.id("history-title");
        (format!("{number}{title}"), self.rows.len().to_string())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                if let Some(visit) = &world.visit {
                    self.gather(&visit.session);
                }
            }
            Input::Bare(key, _) => {
                let page = usize::from(world.size.1.saturating_sub(8));
                self.list.press(key, self.rows.len(), page);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let Some(visit) = &world.visit else {
            return;
        };
        let entries = visit.session.entries();
        let below = 3;
        let area = Rect {
            x: body.x + 1,
            width: body.width.saturating_sub(2),
            height: body.height.saturating_sub(below + 1),
            ..body
        };
        if self.rows.is_empty() {
            let text = canvas.id("history-nothing");
            canvas.paragraph(area, &text, Role::Secondary);
            return;
        }
        self.list
            .draw(canvas, area, self.rows.len(), |canvas, row, at, _| {
                if let Some((index, stands)) = self.rows.get(at)
                    && let Some(entry) = entries.get(*index)
                {
                    let said = visit.session.meant_by(*index).unwrap_or(&entry.statement);
                    self.draw_row(canvas, row, (entry, said), *stands, world);
                }
            });
        // The line in hand again, whole.
        if let Some((index, _)) = self.rows.get(self.list.selected)
            && let Some(entry) = entries.get(*index)
        {
            let said = visit.session.meant_by(*index).unwrap_or(&entry.statement);
            let text = what_was_said(said, self.of.is_some(), world);
            let foot = Rect {
                y: body.bottom().saturating_sub(below),
                height: below,
                ..area
            };
            canvas.paragraph(foot, &text, Role::Text);
        }
    }
}
