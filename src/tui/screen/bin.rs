//! The bin: putting a person, a custody record or a visit there, bringing them back, or taking them out
//! of the vault for good.

use ratatui::layout::Rect;

use super::{Home, Input, Show, Step, Steps};
use crate::app::{BIN_DAYS, InBin, Purge};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{ListState, SavedState, TextField};
use crate::tui::world::World;
use crate::visit::{RemovedInstance, Subject, VisitId};

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 2,
};

/// What lies in the bin.
pub(super) static BIN: Context = Context {
    name: "bin",
    title: "bin-title",
    help: &["bin-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-bring-back",
            doc: "key-bring-back-doc",
            rank: 1,
        },
        BACK,
        Command {
            action: Action::Purge,
            keys: &[],
            label: "key-purge",
            doc: "key-purge-doc",
            rank: Command::NEVER,
        },
    ],
};
/// Typing the code of what is to go into the bin.
pub(super) static TO_BIN: Context = Context {
    name: "to-bin",
    title: "to-bin-title",
    help: &["bin-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-to-bin",
            doc: "key-to-bin-subject-doc",
            rank: 1,
        },
        BACK,
    ],
};
/// Typing the code of what is to leave the vault.
pub(super) static FOR_GOOD: Context = Context {
    name: "for-good",
    title: "bin-title",
    help: &["bin-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-purge",
            doc: "key-purge-doc",
            rank: 1,
        },
        BACK,
    ],
};

/// Asks for the code of what is to go into the bin: it is never one key away.
#[derive(Debug)]
pub struct ToBin {
    /// Whom; the visit in hand if nobody.
    subject: Option<Subject>,
    field: TextField,
}

impl ToBin {
    /// Asks about a person or custody record of the visit in hand.
    pub fn subject(subject: Subject) -> Self {
        Self {
            subject: Some(subject),
            field: TextField::default(),
        }
    }

    /// Asks about the visit in hand.
    pub fn visit() -> Self {
        Self {
            subject: None,
            field: TextField::default(),
        }
    }

    fn code(&self, world: &World) -> String {
        match self.subject {
            Some(subject) => subject.to_string(),
            None => world
                .visit
                .as_ref()
                .map(|visit| visit.session.header().facility.code.clone())
                .unwrap_or_default(),
        }
    }

    fn accept(&self, world: &mut World) -> Steps {
        let typed = self.field.text().trim();
        let is_code = match self.subject {
            Some(subject) => typed.parse::<Subject>() == Ok(subject),
            None => typed.eq_ignore_ascii_case(&self.code(world)),
        };
        if !is_code {
            return Steps::from(Step::Back).and(Step::Warn(Message::new("bin-not-confirmed")));
        }
        match (self.subject, world.visit_id()) {
            (Some(subject), _) => {
                let done = world.change(|session, saying| session.put_in_bin(subject, saying));
                let said = match done {
                    Ok(_) => Step::Say(Message::new("bin-put").text("what", subject.to_string())),
                    Err(message) => Step::Warn(message),
                };
                Steps::from(Step::Back).and(said)
            }
            // What is not on the disk yet would be written after the visit left the list.
            (None, Some(_)) if !matches!(world.saved, Some(SavedState::Saved(_))) => {
                Steps::warn(Message::new("persons-purge-not-saved"))
            }
            (None, Some(visit)) => Steps::ask(Request::PutInBin(visit, false)),
            (None, None) => Step::Back.into(),
        }
    }
}

impl Show for ToBin {
    fn context(&self, _world: &World) -> &'static Context {
        &TO_BIN
    }

    fn focus(&self, _world: &World) -> Focus {
        Focus::Text
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("to-bin-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Do(Action::Accept) => return self.accept(world),
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Reply(Ok(_)) => {
                let code = self.code(world);
                world.visit = None;
                let said = Message::new("bin-put").text("what", code);
                return Steps::from(Step::Home(Box::new(Home::default().into())))
                    .and(Step::Say(said));
            }
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Text(letter) => self.field.insert(letter.encode_utf8(&mut [0; 4])),
            Input::Bare(key, by_word) => {
                self.field.press(key, by_word);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let id = if self.subject.is_some() {
            "to-bin-subject"
        } else {
            "to-bin-visit"
        };
        let text = Message::new(id).text("what", self.code(world));
        ask_for_code(canvas, body, &text, &self.field);
    }
}

fn ask_for_code(canvas: &mut Canvas<'_>, body: Rect, text: &Message, field: &TextField) {
    let inner = Rect {
        x: body.x + 2,
        y: body.y + 1,
        width: body.width.saturating_sub(4).min(76),
        height: body.height.saturating_sub(1),
    };
    let text = canvas.say(text);
    let y = inner.y + canvas.paragraph(inner, &text, Role::Text) + 1;
    let row = Rect {
        y,
        height: 1,
        ..inner
    };
    field.draw(canvas, row, Role::Text);
}

/// What lies in the bin: persons of the visit in hand, and visits.
#[derive(Debug, Default)]
pub struct Bin {
    visits: Option<Vec<InBin>>,
    list: ListState,
    /// What is to leave the vault for good, and the code that is being typed.
    for_good: Option<(Lying, TextField)>,
}

/// One thing in the bin.
#[derive(Debug, Clone, PartialEq)]
enum Lying {
    Subject {
        visit: VisitId,
        subject: Subject,
        days: u64,
    },
    Visit(InBin),
    /// One of several that was taken away from a sheet.
    Instance(RemovedInstance, u64),
}

impl Lying {
    fn code(&self) -> String {
        match self {
            Self::Subject { subject, .. } => subject.to_string(),
            Self::Visit(visit) => visit.facility.clone(),
            Self::Instance(removed, _) => removed.place.subject.to_string(),
        }
    }

    const fn days(&self) -> u64 {
        match self {
            Self::Subject { days, .. }
            | Self::Visit(InBin { days, .. })
            | Self::Instance(_, days) => *days,
        }
    }
}

impl Bin {
    fn lying(&self, world: &World) -> Vec<Lying> {
        let mut all = Vec::new();
        if let Some(open) = &world.visit {
            let visit = open.session.header().id;
            all.extend(open.session.in_bin().into_iter().map(|(subject, entry)| {
                let days = (world.now.machine - entry.stamp.machine).num_days();
                Lying::Subject {
                    visit,
                    subject,
                    days: u64::try_from(days).unwrap_or(0),
                }
            }));
            all.extend(open.session.removed_instances().into_iter().map(|removed| {
                let days = (world.now.machine - removed.stamp.machine).num_days();
                Lying::Instance(removed, u64::try_from(days).unwrap_or(0))
            }));
        }
        all.extend(self.visits.iter().flatten().cloned().map(Lying::Visit));
        all
    }

    fn bring_back(&self, world: &mut World) -> Steps {
        match self.lying(world).get(self.list.selected) {
            Some(Lying::Subject { subject, .. }) => {
                let subject = *subject;
                match world.change(|session, saying| session.bring_back(subject, saying)) {
                    Ok(_) => Steps::say(Message::new("bin-back").text("what", subject.to_string())),
                    Err(message) => Steps::warn(message),
                }
            }
            Some(Lying::Visit(visit)) => Steps::ask(Request::PutInBin(visit.visit, true)),
            Some(Lying::Instance(removed, _)) => {
                let (entry, whose) = (removed.entry, removed.place.subject);
                match world.change(|session, saying| session.bring_back_instance(entry, saying)) {
                    Ok(_) => Steps::say(Message::new("bin-back").text("what", whose.to_string())),
                    Err(message) => Steps::warn(message),
                }
            }
            None => Steps::none(),
        }
    }

    fn take_out(&mut self, world: &World) -> Steps {
        let Some((lying, field)) = self.for_good.take() else {
            return Steps::none();
        };
        if !field.text().trim().eq_ignore_ascii_case(&lying.code()) {
            return Steps::warn(Message::new("err-purge-not-confirmed"));
        }
        if !matches!(world.saved, Some(SavedState::Saved(_))) {
            return Steps::warn(Message::new("persons-purge-not-saved"));
        }
        Steps::ask(Request::Purge(match lying {
            Lying::Subject { visit, subject, .. } => Purge::Subject(visit, subject),
            Lying::Visit(visit) => Purge::Visit(visit.visit),
            Lying::Instance(..) => return Steps::none(),
        }))
    }
}

/// Says of whose sheet and of which list something was taken away, and how much was in it.
fn instance_in_words(removed: &RemovedInstance, world: &World) -> String {
    let place = &removed.place;
    let label = world.visit.as_ref().and_then(|visit| {
        let checklist = visit.session.checklist(place.checklist)?;
        let group = checklist
            .groups
            .get(checklist.group_named(place.group.as_str())?)?;
        Some(group.label.in_language(world.questions()).0.to_owned())
    });
    let subject = match place.subject {
        Subject::Premises => String::new(),
        subject => format!("{subject}  "),
    };
    let count = Message::new("bin-instance").number("count", removed.answers);
    let label = label.unwrap_or_default();
    format!("{subject}{label}: {}", world.say(&count))
}

impl Show for Bin {
    fn context(&self, _world: &World) -> &'static Context {
        if self.for_good.is_some() {
            &FOR_GOOD
        } else {
            &BIN
        }
    }

    fn offers(&self, action: Action, world: &World) -> bool {
        action != Action::Accept || self.for_good.is_some() || !self.lying(world).is_empty()
    }

    fn focus(&self, _world: &World) -> Focus {
        if self.for_good.is_some() {
            Focus::Text
        } else {
            Focus::Commands
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let count = self.lying(world).len();
        (world.words.id("bin-title"), count.to_string())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let count = self.lying(world).len();
        match input {
            Input::Shown => return Steps::ask(Request::ListBin),
            Input::Reply(Ok(Answered::Bin(visits))) => {
                self.visits = Some(visits);
                self.list.clamp(self.lying(world).len());
            }
            Input::Reply(Ok(Answered::PutInBin)) => {
                return Steps::ask(Request::ListBin).and(Step::Say(Message::new("bin-visit-back")));
            }
            Input::Reply(Ok(_)) => {
                return Steps::ask(Request::ListBin).and(Step::Say(Message::new("persons-purged")));
            }
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Do(Action::Accept) if self.for_good.is_some() => return self.take_out(world),
            Input::Do(Action::Accept) => return self.bring_back(world),
            Input::Do(Action::Back) if self.for_good.is_some() => self.for_good = None,
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Do(Action::Purge) => {
                let lying = self.lying(world).get(self.list.selected).cloned();
                if let Some(Lying::Instance(..)) = lying {
                    return Steps::warn(Message::new("bin-instance-stays"));
                }
                self.for_good = lying.map(|lying| (lying, TextField::default()));
            }
            Input::Text(letter) => {
                if let Some((_, field)) = &mut self.for_good {
                    field.insert(letter.encode_utf8(&mut [0; 4]));
                }
            }
            Input::Bare(key, by_word) => match &mut self.for_good {
                Some((_, field)) => {
                    field.press(key, by_word);
                }
                None => {
                    self.list.press(key, count, 12);
                }
            },
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        if let Some((lying, field)) = &self.for_good {
            let text = Message::new("bin-for-good").text("what", lying.code());
            return ask_for_code(canvas, body, &text, field);
        }
        let lying = self.lying(world);
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(4),
            ..body
        };
        let text = canvas.id(if lying.is_empty() {
            "bin-empty"
        } else {
            "bin-explained"
        });
        let used = canvas.paragraph(inner, &text, Role::Secondary) + 1;
        let area = Rect {
            y: body.y + used,
            height: body.height.saturating_sub(used),
            width: body.width.saturating_sub(1),
            ..body
        };
        let calendar = world.calendar();
        self.list
            .draw(canvas, area, lying.len(), |canvas, row, index, role| {
                let Some(lying) = lying.get(index) else {
                    return;
                };
                let what = match lying {
                    Lying::Subject { subject, .. } => subject.to_string(),
                    Lying::Instance(removed, _) => instance_in_words(removed, world),
                    Lying::Visit(visit) => {
                        let start = visit.start.span(crate::value::Precision::Exact).earliest;
                        let day = start.map(|start| calendar.date(start.date()));
                        format!("{}  {}", visit.facility, day.unwrap_or_default())
                    }
                };
                let left = BIN_DAYS - i64::try_from(lying.days()).unwrap_or(BIN_DAYS);
                let rest = if left > 0 {
                    Message::new("bin-days-left").number("count", left)
                } else {
                    Message::new("bin-days-over")
                };
                let rest = canvas.say(&rest);
                let width = row.width.saturating_sub(20);
                canvas.line(row.x, row.y, width, &what, role);
                let x = row.x + width + 2;
                canvas.line(x, row.y, row.right().saturating_sub(x), &rest, role);
            });
    }
}
