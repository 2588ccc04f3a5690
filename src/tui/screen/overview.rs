//! A visit at a glance, and a person or custody record at a glance: what is done, what is left.
//!
//! The overview of the premises is that of the visit. It blocks nothing: every line can be opened
//! in any order.

mod parts;
mod view;

use ratatui::layout::Rect;

pub(super) use self::parts::{
    Part, asks_about, done_of, next_gap, parts, sections_of, sheets_of, subjects_of,
};
pub(super) use self::view::{draw_bar, is_wide, left_in_words, reason_dialog};
use super::finish::{Finish, Wanted};
use super::introduction::{visit_name, way_to_sheet};
use super::jump::Jump;
use super::persons::Persons;
use super::reasons::{Heard, WHICH, WHY, hear};
use super::{
    Bin, Differences, History, Input, Instances, Safeguards, Show, Step, Steps, Timeline, ToBin,
    Versions,
};
use crate::app::{Draft, DraftOf};
use crate::checklist::{Digest, SubjectKind};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::widget::{Dialog, DialogAnswer, ListState, Reasoned};
use crate::tui::world::{Resume, World};
use crate::value::NotCheckedReason;
use crate::visit::{Instance, Session, Spot, Subject};

const OPEN: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-open",
    doc: "key-open-doc",
    rank: 1,
};
const NEXT: Command = Command {
    action: Action::Next,
    keys: &[Key::Letter('N'), Key::Function(7)],
    label: "key-next",
    doc: "key-next-doc",
    rank: 2,
};
const FLAGS: Command = Command {
    action: Action::Flag,
    keys: &[Key::Letter('F'), Key::Function(8)],
    label: "key-flags",
    doc: "key-flags-doc",
    rank: 4,
};
const JUMP: Command = Command {
    action: Action::Jump,
    keys: &[Key::Letter('J'), Key::Function(5)],
    label: "key-jump",
    doc: "key-jump-doc",
    rank: 5,
};
const REST: Command = Command {
    action: Action::RestNotChecked,
    keys: &[Key::Digit(0)],
    label: "key-rest-short",
    doc: "key-rest-doc",
    rank: 3,
};
const PERSONS: Command = in_the_menu(Action::Persons, "key-persons", "key-persons-doc");

const TIMELINE: Command = Command {
    action: Action::Timeline,
    keys: &[Key::Letter('L')],
    label: "key-timeline",
    doc: "key-timeline-doc",
    rank: 4,
};
const COMPARE: Command = Command {
    action: Action::Compare,
    keys: &[Key::Letter('V')],
    label: "key-compare",
    doc: "key-compare-doc",
    rank: 5,
};

const SAFEGUARDS: Command = Command {
    action: Action::Safeguards,
    keys: &[Key::Letter('S')],
    label: "key-safeguards",
    doc: "key-safeguards-doc",
    rank: 6,
};

/// Makes a command that stands in the menu alone.
pub(super) const fn in_the_menu(action: Action, label: &'static str, doc: &'static str) -> Command {
    Command {
        action,
        keys: &[],
        label,
        doc,
        rank: Command::NEVER,
    }
}

const HISTORY: Command = in_the_menu(Action::History, "key-history", "key-history-doc");
const VERSIONS: Command = in_the_menu(Action::Versions, "key-versions", "key-versions-doc");
const TO_BIN: Command = in_the_menu(Action::ToBin, "key-to-bin", "key-to-bin-visit-doc");
const BIN: Command = in_the_menu(Action::Bin, "key-bin", "key-bin-doc");

/// What the overview of a visit offers.
pub(super) static OVERVIEW: Context = Context {
    name: "overview",
    title: "overview-title",
    help: &["overview-help", "overview-help-finish"],
    commands: &[
        OPEN,
        NEXT,
        FLAGS,
        JUMP,
        REST,
        PERSONS,
        in_the_menu(Action::FinishVisit, "key-finish", "key-finish-doc"),
        HISTORY,
        VERSIONS,
        TO_BIN,
        BIN,
    ],
};

/// What the overview of a finished visit offers.
pub(super) static FINISHED: Context = Context {
    name: "overview-finished",
    title: "overview-title",
    help: &["overview-help-reopen"],
    commands: &[
        OPEN,
        FLAGS,
        JUMP,
        PERSONS,
        in_the_menu(Action::ReopenVisit, "key-reopen", "key-reopen-doc"),
        HISTORY,
        VERSIONS,
        TO_BIN,
        BIN,
    ],
};

/// What the overview of a person or custody record offers.
pub(super) static SUBJECT: Context = Context {
    name: "subject",
    title: "overview-subject-title",
    help: &["overview-help"],
    commands: &[OPEN, NEXT, JUMP, TIMELINE, COMPARE, SAFEGUARDS, REST],
};

/// What lies over the overview.
#[derive(Debug)]
enum Over {
    Nothing,
    /// Why the rest of a section was not checked.
    Rest(Digest, usize, Dialog),
}

/// A visit, a person or a custody record at a glance.
#[derive(Debug)]
pub struct Overview {
    subject: Subject,
    list: ListState,
    over: Over,
    /// Why a finished visit is opened again.
    reopening: Option<Reasoned<()>>,
}

impl Default for Overview {
    /// Makes the overview of the visit in hand.
    fn default() -> Self {
        Self::of(Subject::Premises)
    }
}

impl Overview {
    /// Makes the overview of a subject of the visit in hand.
    pub const fn of(subject: Subject) -> Self {
        Self {
            subject,
            list: ListState { selected: 0 },
            over: Over::Nothing,
            reopening: None,
        }
    }

    /// Goes on where somebody was writing why the visit is opened again.
    pub fn reopening(why: &str) -> Self {
        Self {
            reopening: Some(why_again(why)),
            ..Self::default()
        }
    }

    fn part(&self, world: &World) -> Option<Part> {
        let session = session(world)?;
        parts(session, self.subject)
            .get(self.list.selected)
            .copied()
    }

    fn open(&self, world: &World) -> Steps {
        let Some(session) = session(world) else {
            return Steps::none();
        };
        let to = |digest, at| Steps::go(way_to_sheet(world, self.subject, digest, at));
        match self.part(world) {
            Some(Part::Persons) => Steps::go(Persons::beginning_with(SubjectKind::Person)),
            Some(Part::Records) => Steps::go(Persons::beginning_with(SubjectKind::CustodyRecord)),
            Some(Part::Sheet(digest)) => to(digest, None),
            Some(Part::Section(digest, section)) => {
                let Some(sheet) = session.sheet(self.subject, digest) else {
                    return Steps::none();
                };
                let questions = sheet
                    .checklist()
                    .sections
                    .get(section)
                    .map(|section| section.questions.clone())
                    .unwrap_or_default();
                let places = sheet.places();
                let mut here = places
                    .iter()
                    .filter(|spot| questions.contains(&spot.question));
                let seen = |spot: &Spot| sheet.seen_from(spot.instance.clone());
                let at = here
                    .clone()
                    .find(|spot| seen(spot).is_empty_and_counts(spot.question))
                    .or_else(|| here.find(|spot| seen(spot).applies(spot.question)));
                to(
                    digest,
                    Some(at.cloned().unwrap_or_else(|| Spot::first(questions.start))),
                )
            }
            Some(Part::Repeat(digest, repeat)) => {
                let around = Instance::default();
                Steps::go(Instances::of(self.subject, digest, repeat, around))
            }
            Some(Part::Finish) => Steps::go(Finish::listing(Wanted::Everything)),
            None => Steps::none(),
        }
    }

    fn next(&self, world: &World) -> Steps {
        let only = (self.subject != Subject::Premises).then_some(self.subject);
        match session(world).and_then(|session| next_gap(session, only)) {
            Some(gap) => Steps::go(way_to_sheet(
                world,
                gap.subject,
                gap.checklist,
                Some(gap.spot),
            )),
            None => Steps::say(Message::new("overview-nothing-empty")),
        }
    }

    /// Asks why the rest of the section in hand was not checked.
    fn rest(&mut self, world: &World) -> Steps {
        let section = match self.part(world) {
            Some(Part::Section(digest, section)) => Some((digest, section)),
            Some(Part::Sheet(digest)) => session(world)
                .and_then(|session| session.sheet(self.subject, digest))
                .and_then(|sheet| match sections_of(&sheet).as_slice() {
                    [only] => Some((digest, *only)),
                    _ => None,
                }),
            Some(Part::Persons | Part::Records | Part::Repeat(..) | Part::Finish) | None => None,
        };
        let Some((digest, section)) = section else {
            return Steps::say(Message::new("overview-choose-section"));
        };
        match reason_dialog(world, self.subject, digest, section) {
            Some(dialog) => {
                self.over = Over::Rest(digest, section, dialog);
                Steps::none()
            }
            None => Steps::say(Message::new("overview-section-full")),
        }
    }

    fn mark(&mut self, answer: DialogAnswer, world: &mut World) -> Steps {
        let (DialogAnswer::Given(index), Over::Rest(digest, section, _)) = (answer, &self.over)
        else {
            return Steps::none();
        };
        let (digest, section) = (*digest, *section);
        self.over = Over::Nothing;
        mark_rest(world, self.subject, digest, section, index)
    }

    fn reopen(&mut self, why: &str, world: &mut World) -> Steps {
        if why.is_empty() {
            return Steps::warn(Message::new("overview-reopen-why"));
        }
        // A finished visit is read only because it is finished; that ends now.
        if let Some(visit) = world
            .visit
            .as_mut()
            .filter(|visit| visit.session.is_closed())
        {
            visit.read_only = false;
        }
        match world.change(|session, saying| session.reopen(why, saying)) {
            Ok(_) => {
                self.reopening = None;
                Steps::say(Message::new("overview-reopened"))
            }
            Err(message) => Steps::warn(message),
        }
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        match (action, &mut self.over) {
            (Action::Accept, Over::Rest(_, _, dialog)) => {
                let answer = dialog.press(Bare::Enter);
                self.mark(answer, world)
            }
            (Action::Back, Over::Rest(..)) => {
                self.over = Over::Nothing;
                Steps::none()
            }
            (Action::Accept, Over::Nothing) => self.open(world),
            (Action::Next, _) => self.next(world),
            (Action::Flag, _) => Steps::go(Finish::listing(Wanted::Flags)),
            (Action::Jump, _) => Steps::go(Jump::about(self.subject)),
            (Action::RestNotChecked, _) => self.rest(world),
            (Action::Timeline, _) => Steps::go(Timeline::of(self.subject)),
            (Action::Compare, _) => Steps::go(Differences::of(self.subject)),
            (Action::Safeguards, _) => Steps::go(Safeguards::of(self.subject)),
            (Action::Persons, _) => Steps::go(Persons::beginning_with(SubjectKind::Person)),
            (Action::FinishVisit, _) => Steps::go(Finish::listing(Wanted::Everything)),
            (Action::History, _) => Steps::go(History::of_visit()),
            (Action::Bin, _) => Steps::go(Bin::default()),
            (Action::ToBin, _) => Steps::go(ToBin::visit()),
            (Action::Versions, _) => Steps::go(Versions::default()),
            (Action::ReopenVisit, _) => {
                self.reopening = Some(why_again(""));
                Steps::none()
            }
            _ => Steps::none(),
        }
    }
}

/// Makes the question why a finished visit is opened again.
fn why_again(why: &str) -> Reasoned<()> {
    Reasoned::only("overview-reopen-question", (), why)
}

/// Returns what was said in the visit in hand.
pub(super) fn session(world: &World) -> Option<&Session> {
    world.visit.as_ref().map(|visit| &visit.session)
}

/// Marks what is empty in a section as not checked, for the reason that stands at this place.
pub(super) fn mark_rest(
    world: &mut World,
    subject: Subject,
    digest: Digest,
    section: usize,
    reason: usize,
) -> Steps {
    let reason = NotCheckedReason::ALL
        .get(reason)
        .copied()
        .unwrap_or_default();
    let done = world.change(|session, saying| {
        session.mark_rest_not_checked(subject, digest, section, reason, saying)
    });
    match done {
        Ok(change) => change.message.map_or_else(Steps::none, Steps::say),
        Err(message) => Steps::warn(message),
    }
}

impl Show for Overview {
    fn context(&self, world: &World) -> &'static Context {
        match &self.over {
            _ if self.reopening.is_some() => &WHY,
            Over::Rest(..) => &WHICH,
            Over::Nothing if self.subject != Subject::Premises => &SUBJECT,
            Over::Nothing if session(world).is_some_and(Session::is_closed) => &FINISHED,
            Over::Nothing => &OVERVIEW,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        let reopening = self.reopening.as_ref();
        reopening.map_or(Focus::Commands, Reasoned::focus)
    }

    fn draft(&self, world: &World) -> Option<Draft> {
        let ((), why) = self.reopening.as_ref()?.half_written()?;
        Some(Draft {
            visit: Some(world.visit_id()?),
            of: DraftOf::Reopening,
            text: why.to_owned(),
        })
    }

    fn title(&self, world: &World) -> (String, String) {
        let Some(session) = session(world) else {
            return (world.words.id("overview-title"), String::new());
        };
        let visit = visit_name(session.header(), world);
        let (title, done) = if self.subject == Subject::Premises {
            (visit, parts::done_of_visit(session))
        } else {
            let label = session
                .subjects()
                .find(|taken| taken.subject == self.subject)
                .and_then(|taken| taken.label)
                .unwrap_or_default();
            (
                format!(
                    "{}  {}  {label}",
                    session.header().facility.code,
                    self.subject
                ),
                done_of(session, self.subject),
            )
        };
        (title, format!("{}/{}", done.done, done.total))
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let input = match hear(&mut self.reopening, input) {
            Heard::Left(input) => input,
            Heard::Taken => return Steps::none(),
            Heard::Chosen(((), why)) => return self.reopen(&why, world),
        };
        let count = session(world).map_or(0, |session| parts(session, self.subject).len());
        match input {
            Input::Shown => {
                if session(world).is_none_or(|session| !session.has_subject(self.subject)) {
                    return Step::Back.into();
                }
                self.list.clamp(count);
            }
            Input::Do(action) => return self.command(action, world),
            Input::Digit(digit) => {
                if let Over::Rest(_, _, dialog) = &self.over {
                    let answer = dialog.digit(digit);
                    return self.mark(answer, world);
                }
            }
            Input::Bare(key, _) => match &mut self.over {
                Over::Nothing => {
                    self.list.press(key, count, view::PAGE);
                }
                Over::Rest(_, _, dialog) => {
                    dialog.press(key);
                }
            },
            Input::Text(_) | Input::Paste(_) | Input::Reply(_) | Input::Tick | Input::Keep => {}
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
