//! Taking in what a colleague hands over: what is here already, what is new, and what differs.
//!
//! The file is read and judged by the worker. Its invariant: nothing changes here before the last
//! Enter, and one U takes all of it back.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::questionnaire::is_questionnaire;
use super::reasons::{Heard, WHICH, hear_answer};
use super::{Input, Questionnaire, Show, Step, Steps, content_text};
use crate::app::{
    Account, Difference, Incoming, MergePlan, PlannedVisit, Sender, Settlement, Strangers,
};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Fault, HandOver, HandedOver, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, ListState, TextField};
use crate::tui::world::World;
use crate::value::Value;
use crate::visit::Content;

const BACK: Command = Command {
    action: Action::Back,
    keys: &[Key::Bare(Bare::Escape)],
    label: "key-back",
    doc: "key-back-doc",
    rank: 92,
};

/// What choosing a file offers.
pub(super) static IMPORT: Context = Context {
    name: "import",
    title: "import-title",
    help: &["import-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-read-bundle",
            doc: "key-read-bundle-doc",
            rank: 1,
        },
        BACK,
    ],
};

/// What the list of differences offers.
pub(super) static MERGE: Context = Context {
    name: "merge",
    title: "merge-title",
    help: &["merge-help", "merge-help-accounts"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-take-in",
            doc: "key-take-in-doc",
            rank: 1,
        },
        BACK,
    ],
};

/// What stands there afterwards.
pub(super) static MERGED: Context = Context {
    name: "merged",
    title: "merge-title",
    help: &["merge-help"],
    commands: &[
        Command {
            action: Action::Undo,
            keys: &[Key::Letter('U'), Key::Control('Z')],
            label: "key-take-back",
            doc: "key-take-back-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Enter), Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 2,
        },
    ],
};

/// Which account is to stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Choice {
    /// Decided later: both stay, side by side.
    #[default]
    Later,
    Here,
    File,
    Both,
}

impl Choice {
    const fn of_digit(digit: u8) -> Option<Self> {
        match digit {
            0 => Some(Self::Later),
            1 => Some(Self::Here),
            2 => Some(Self::File),
            3 => Some(Self::Both),
            _ => None,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Later => "merge-later",
            Self::Here => "merge-here",
            Self::File => "merge-file",
            Self::Both => "merge-both",
        }
    }
}

/// Where one is.
#[derive(Debug, Default)]
enum Page {
    #[default]
    File,
    Judged {
        read: Box<(Incoming, MergePlan)>,
        choices: Vec<Choice>,
        list: ListState,
    },
    Done {
        new: usize,
        visits: usize,
        left: usize,
        taken_back: bool,
    },
}

/// Taking in a bundle.
#[derive(Debug, Default)]
pub struct Import {
    file: TextField,
    page: Page,
    /// The question whether a stranger's bundle is taken in.
    stranger: Option<Dialog>,
    busy: bool,
}

fn differences(plan: &MergePlan) -> impl Iterator<Item = (&PlannedVisit, &Difference)> {
    plan.visits.iter().flat_map(|visit| {
        let found = visit.differences.iter();
        found.map(move |difference| (visit, difference))
    })
}

fn account(difference: &Difference, came: bool) -> Option<&Account> {
    let mut accounts = difference.accounts.iter();
    accounts.find(|account| account.came == came)
}

/// Returns the answer that a choice makes, if it settles anything.
fn settled(difference: &Difference, choice: Choice) -> Option<crate::visit::Answer> {
    let (here, file) = (account(difference, false)?, account(difference, true)?);
    match choice {
        Choice::Later => None,
        Choice::Here => Some(here.answer.clone()),
        Choice::File => Some(file.answer.clone()),
        Choice::Both => {
            // Words can stand in one answer; two values of a choice stay two accounts.
            let text = |account: &Account| match &account.answer.content {
                Some(Content::Given(Value::Text(text))) => Some(text.clone()),
                _ => None,
            };
            let mut answer = here.answer.clone();
            let joined = format!("{} / {}", text(here)?, text(file)?);
            answer.content = Some(Content::Given(Value::Text(joined)));
            Some(answer)
        }
    }
}

impl Import {
    fn read(&mut self) -> Steps {
        if self.busy || self.file.text().trim().is_empty() {
            return Steps::warn(Message::new("err-bundle-unreadable"));
        }
        let path = PathBuf::from(self.file.text().trim());
        if is_questionnaire(&path) {
            return Steps::go(Questionnaire::of(path));
        }
        self.busy = true;
        Steps::ask(Request::HandOver(Box::new(HandOver::Read(path))))
    }

    fn take_in(&mut self, strangers: Strangers) -> Steps {
        let Page::Judged { read, choices, .. } = &self.page else {
            return Steps::none();
        };
        if self.busy {
            return Steps::none();
        }
        let (incoming, plan) = &**read;
        if !incoming.sender.is_trusted() && strangers == Strangers::Refused {
            self.stranger = Some(Dialog::new(
                Message::new("import-stranger"),
                vec![
                    Message::new("import-stranger-no"),
                    Message::new("import-stranger-yes"),
                ],
            ));
            return Steps::none();
        }
        let settlements = differences(plan)
            .zip(choices)
            .filter_map(|((visit, difference), choice)| {
                let sheet = visit
                    .merged
                    .sheet(difference.subject, difference.checklist)?;
                let question = sheet.checklist().questions.get(difference.question)?;
                Some(Settlement {
                    visit: visit.id,
                    place: crate::visit::Place {
                        subject: difference.subject,
                        checklist: difference.checklist,
                        question: question.name.clone(),
                    },
                    source: difference.source,
                    answer: settled(difference, *choice)?,
                })
            })
            .collect();
        self.busy = true;
        Steps::ask(Request::HandOver(Box::new(HandOver::TakeIn {
            incoming: Box::new(incoming.clone()),
            strangers,
            settlements,
        })))
    }

    fn replied(&mut self, handed: HandedOver, world: &mut World) -> Steps {
        self.busy = false;
        match handed {
            HandedOver::Read(read) => {
                let count = differences(&read.1).count();
                self.page = Page::Judged {
                    read,
                    choices: vec![Choice::Later; count],
                    list: ListState::default(),
                };
            }
            HandedOver::TakenIn { new, visits, left } => {
                // What was in hand may have changed under it.
                world.visit = None;
                self.page = Page::Done {
                    new,
                    visits,
                    left,
                    taken_back: false,
                };
            }
            HandedOver::TakenBack(_) => {
                world.visit = None;
                if let Page::Done { taken_back, .. } = &mut self.page {
                    *taken_back = true;
                }
                return Steps::say(Message::new("merge-taken-back"));
            }
            _ => {}
        }
        Steps::none()
    }

    fn failed(&mut self, fault: Fault) -> Steps {
        self.busy = false;
        Steps::warn(fault.said())
    }

    fn on_file(&mut self, input: Input) -> Steps {
        match input {
            Input::Do(Action::Accept) => return self.read(),
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Text(letter) => self.file.insert(letter.encode_utf8(&mut [0; 4])),
            Input::Paste(text) => self.file.insert(text.trim()),
            Input::Bare(key, by_word) => {
                self.file.press(key, by_word);
            }
            _ => {}
        }
        Steps::none()
    }

    fn on_judged(&mut self, input: &Input, world: &World) -> Steps {
        let Page::Judged { choices, list, .. } = &mut self.page else {
            return Steps::none();
        };
        match input {
            Input::Do(Action::Accept) => return self.take_in(Strangers::Refused),
            Input::Do(Action::Back) => self.page = Page::File,
            Input::Digit(digit) => {
                let choice = Choice::of_digit(*digit);
                if let (Some(choice), Some(place)) = (choice, choices.get_mut(list.selected)) {
                    *place = choice;
                    list.press(Bare::Down, choices.len(), 1);
                }
            }
            Input::Bare(key, _) => {
                let page = usize::from(world.size.1.saturating_sub(12));
                list.press(*key, choices.len(), page);
            }
            _ => {}
        }
        Steps::none()
    }

    fn draw_file(&self, canvas: &mut Canvas<'_>, body: Rect) {
        let inner = Rect {
            x: body.x + 2,
            width: body.width.saturating_sub(4),
            ..body
        };
        let text = canvas.id("import-which");
        let used = canvas.paragraph(inner, &text, Role::Text);
        let field = Rect {
            y: inner.y + used + 1,
            height: 1,
            ..inner
        };
        self.file.draw(canvas, field, Role::Text);
        let below = Rect {
            y: field.y + 2,
            height: 4,
            ..inner
        };
        let text = canvas.id("import-nothing-yet");
        canvas.paragraph(below, &text, Role::Secondary);
    }
}

/// Says who made the bundle.
fn sender_in_words(incoming: &Incoming, world: &World) -> Message {
    let (id, name, until) = match &incoming.sender {
        Sender::Own => ("bundle-from-own", "", None),
        Sender::Known(name) => ("bundle-from-known", name.as_str(), None),
        Sender::Expired(name, until) => ("bundle-from-expired", name.as_str(), Some(until)),
        Sender::Revoked(name) => ("bundle-from-revoked", name.as_str(), None),
        Sender::Unknown => ("bundle-from-unknown", "", None),
    };
    let made = incoming.parcel().made.naive_local();
    let calendar = world.calendar();
    let day = format!("{} {}", calendar.date(made.date()), calendar.clock(made));
    let words = incoming.signer_words().words(world.words.language().code());
    Message::new(id)
        .text("name", name)
        .text("by", &incoming.parcel().by)
        .text("made", day)
        .text(
            "until",
            until.map(|day| calendar.date(*day)).unwrap_or_default(),
        )
        .text("words", words)
}

fn draw_judged(
    canvas: &mut Canvas<'_>,
    body: Rect,
    (incoming, plan): &(Incoming, MergePlan),
    choices: &[Choice],
    list: ListState,
    world: &World,
) {
    let inner = Rect {
        x: body.x + 1,
        width: body.width.saturating_sub(2),
        ..body
    };
    let mut y = inner.y;
    let mut say = |canvas: &mut Canvas<'_>, message: &Message, role: Role| {
        let text = canvas.say(message);
        let room = Rect {
            y,
            height: inner.bottom().saturating_sub(y).min(3),
            ..inner
        };
        y += canvas.paragraph(room, &text, role);
    };
    let role = if incoming.sender.is_trusted() {
        Role::Text
    } else {
        Role::Danger
    };
    say(canvas, &sender_in_words(incoming, world), role);
    if let Some(minutes) = plan.clock_ahead {
        let clock = Message::new("bundle-clock").number("minutes", minutes);
        say(canvas, &clock, Role::Danger);
    }
    for visit in plan.visits.iter().take(4) {
        let id = if visit.whole {
            "merge-visit-new"
        } else {
            "merge-visit-line"
        };
        let line = Message::new(id)
            .text("facility", &visit.facility)
            .number("same", visit.same)
            .number("new", visit.new.len())
            .number("differ", visit.differences.len());
        say(canvas, &line, Role::Text);
        let open = visit.shared_codes.iter().filter(|shared| shared.is_open);
        for shared in open.take(2) {
            let codes: Vec<String> = shared.carried_by.iter().map(ToString::to_string).collect();
            let twice = Message::new("code-shared")
                .text("code", shared.code.to_string())
                .text("codes", codes.join(", "));
            say(canvas, &twice, Role::Danger);
        }
    }
    if plan.visits.len() > 4 {
        let more = Message::new("screen-more").number("count", plan.visits.len() - 4);
        say(canvas, &more, Role::Secondary);
    }
    for held in plan.receipt.iter().take(4) {
        let id = match (held.is_here, held.lacking) {
            (false, _) => "merge-held-not-here",
            (true, 0) => "merge-held-all",
            (true, _) => "merge-held-lacking",
        };
        say(
            canvas,
            &Message::new(id).number("lacking", held.lacking),
            Role::Text,
        );
    }
    if plan.is_nothing_new() && plan.receipt.is_empty() {
        say(canvas, &Message::new("bundle-nothing-new"), Role::Secondary);
    }
    if !choices.is_empty() {
        canvas.rule(body, y);
        draw_differences(canvas, inner, y, plan, choices, list, world);
    }
}

/// Draws the accounts that differ, side by side.
fn draw_differences(
    canvas: &mut Canvas<'_>,
    inner: Rect,
    y: u16,
    plan: &MergePlan,
    choices: &[Choice],
    list: ListState,
    world: &World,
) {
    let widths = widths(inner.width);
    let head = ["merge-question", "merge-here", "merge-file", "merge-take"];
    let head = head.map(|id| canvas.id(id));
    let below = Rect {
        x: inner.x + 2,
        y: y + 1,
        width: inner.width.saturating_sub(2),
        height: 1,
    };
    draw_columns(canvas, below, widths, &head, Role::Secondary);
    let rows: Vec<_> = differences(plan).zip(choices).collect();
    let area = Rect {
        y: y + 2,
        height: inner.bottom().saturating_sub(y + 4),
        ..inner
    };
    list.draw(canvas, area, rows.len(), |canvas, row, index, role| {
        let Some(((visit, difference), choice)) = rows.get(index) else {
            return;
        };
        let words = row_in_words(visit, difference, **choice, world);
        draw_columns(canvas, row, widths, &words, role);
    });
    let foot = Rect {
        y: inner.bottom().saturating_sub(2),
        height: 2,
        ..inner
    };
    let text = canvas.id("merge-choices");
    canvas.paragraph(foot, &text, Role::Secondary);
}

fn widths(width: u16) -> [u16; 3] {
    let rest = width.saturating_sub(2 + 16 + 7);
    [16, rest / 2, rest.div_ceil(2)]
}

fn draw_columns(
    canvas: &mut Canvas<'_>,
    row: Rect,
    [question, here, file]: [u16; 3],
    words: &[String; 4],
    role: Role,
) {
    let [first, second, third, fourth] = words;
    canvas.line(row.x, row.y, question - 1, first, role);
    canvas.line(
        row.x + question,
        row.y,
        here.saturating_sub(1),
        second,
        role,
    );
    canvas.line(
        row.x + question + here,
        row.y,
        file.saturating_sub(1),
        third,
        role,
    );
    let x = row.x + question + here + file;
    canvas.line(x, row.y, row.right().saturating_sub(x), fourth, role);
}

fn row_in_words(
    visit: &PlannedVisit,
    difference: &Difference,
    choice: Choice,
    world: &World,
) -> [String; 4] {
    let sheet = visit.merged.sheet(difference.subject, difference.checklist);
    let asked = sheet.as_ref().and_then(|sheet| {
        let question = sheet.checklist().questions.get(difference.question)?;
        Some((sheet.checklist(), question))
    });
    let Some((checklist, question)) = asked else {
        return Default::default();
    };
    let words = |came: bool| {
        account(difference, came).map_or_else(String::new, |account| {
            let mut text = content_text(checklist, question, &account.answer, world);
            if let Some(note) = &account.answer.note {
                text = format!("{text} \"{note}\"");
            }
            let clock = account.stamp.local.format("%H:%M");
            format!("{text}  ({}, {clock})", account.stamp.by)
        })
    };
    [
        format!("{} {}", difference.subject, question.number),
        words(false),
        words(true),
        world.words.id(choice.label()),
    ]
}

impl Show for Import {
    fn context(&self, _world: &World) -> &'static Context {
        match self.page {
            Page::File => &IMPORT,
            Page::Judged { .. } if self.stranger.is_some() => &WHICH,
            Page::Judged { .. } => &MERGE,
            Page::Done { .. } => &MERGED,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        match self.page {
            Page::File => Focus::Text,
            Page::Judged { .. } | Page::Done { .. } => Focus::Commands,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("import-title");
        let Page::Judged { read, .. } = &self.page else {
            return (title, String::new());
        };
        let (same, new, differ) = read.1.counts();
        let counts = Message::new("merge-counts")
            .number("same", same)
            .number("new", new)
            .number("differ", differ);
        (title, world.say(&counts))
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Reply(Ok(Answered::HandedOver(handed))) => return self.replied(*handed, world),
            Input::Reply(Err(fault)) => return self.failed(fault),
            _ => {}
        }
        let input = match hear_answer(&mut self.stranger, input) {
            Heard::Left(input) => input,
            Heard::Chosen(1) => return self.take_in(Strangers::Accepted),
            Heard::Taken | Heard::Chosen(_) => return Steps::none(),
        };
        match (&self.page, input) {
            (Page::File, input) => self.on_file(input),
            (Page::Judged { .. }, input) => self.on_judged(&input, world),
            (
                Page::Done {
                    taken_back: false,
                    new,
                    ..
                },
                Input::Do(Action::Undo),
            ) if *new > 0 => Steps::ask(Request::HandOver(Box::new(HandOver::TakeBack))),
            (Page::Done { .. }, Input::Do(Action::Back)) => Step::Back.into(),
            _ => Steps::none(),
        }
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        match &self.page {
            Page::File => self.draw_file(canvas, body),
            Page::Judged {
                read,
                choices,
                list,
            } => draw_judged(canvas, body, read, choices, *list, world),
            Page::Done {
                new,
                visits,
                left,
                taken_back,
            } => {
                let id = if *taken_back {
                    "merge-taken-back"
                } else if *new == 0 {
                    "bundle-nothing-new"
                } else {
                    "merge-done"
                };
                let mut text = canvas.say(
                    &Message::new(id)
                        .number("new", *new)
                        .number("visits", *visits),
                );
                if *left > 0 && !*taken_back {
                    let settle = Message::new("bundle-to-settle").number("count", *left);
                    text = format!("{text}\n\n{}", canvas.say(&settle));
                }
                let inner = Rect {
                    x: body.x + 2,
                    y: body.y + 1,
                    width: body.width.saturating_sub(4),
                    height: body.height.saturating_sub(1),
                };
                canvas.paragraph(inner, &text, Role::Text);
            }
        }
        if let Some(dialog) = &self.stranger {
            dialog.draw(canvas, body);
        }
    }
}
