//! The instances of a repeat: cells, interviews, custodies; added, removed, put in another order.
//!
//! Removing asks first and loses nothing: what was said stays in the history, and undo brings it
//! back. What is more than a count asks for is shown as such.

use ratatui::layout::Rect;

use super::overview::session;
use super::{Fill, Input, Show, Step, Steps, fill};
use crate::checklist::Digest;
use crate::message::Message;
use crate::tui::canvas::{Canvas, columns};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, DialogAnswer, ListState};
use crate::tui::world::{Resume, World};
use crate::visit::{Instance, InstanceId, RepeatPlace, Sheet, Spot, Subject};

/// What the list of instances offers.
pub(super) static INSTANCES: Context = Context {
    name: "instances",
    title: "instances-title",
    help: &["instances-help", "instances-help-count"],
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
            label: "key-new-instance",
            doc: "key-new-instance-doc",
            rank: 2,
        },
        Command {
            action: Action::Toggle,
            keys: &[Key::Bare(Bare::Space)],
            label: "key-carry",
            doc: "key-carry-doc",
            rank: 3,
        },
        Command {
            action: Action::Clear,
            keys: &[Key::Bare(Bare::Delete)],
            label: "key-remove-instance",
            doc: "key-remove-instance-doc",
            rank: 4,
        },
    ],
};

/// Putting an instance into another place.
pub(super) static CARRYING: Context = Context {
    name: "carrying",
    title: "instances-title",
    help: &["instances-help"],
    commands: &[
        Command {
            action: Action::Toggle,
            keys: &[Key::Bare(Bare::Space), Key::Bare(Bare::Enter)],
            label: "key-put-down",
            doc: "key-put-down-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-put-back-doc",
            rank: 2,
        },
    ],
};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// An instance.
    Instance(InstanceId),
    /// A repeat inside an instance.
    Inside(InstanceId, usize),
    /// One more.
    New,
}

/// What is being done to the list.
#[derive(Debug)]
enum Doing {
    Looking,
    /// An instance is carried to the place of the line in hand; where it came from.
    Carrying(usize),
    Removing(InstanceId, Dialog),
}

/// The instances of a repeat.
#[derive(Debug)]
pub struct Instances {
    subject: Subject,
    checklist: Digest,
    /// Which repeat, as an index into the checklist's groups.
    repeat: usize,
    /// In which instance of what is around it.
    around: Instance,
    list: ListState,
    doing: Doing,
}

/// Returns what a group is called: its label, or its name where it has none.
pub(super) fn repeat_name(sheet: &Sheet<'_>, repeat: usize, world: &World) -> String {
    let group = sheet.checklist().groups.get(repeat);
    let label = group.map_or("", |group| group.label.in_language(world.questions()).0);
    if label.is_empty() {
        group
            .map(|group| group.name.to_string())
            .unwrap_or_default()
    } else {
        label.to_owned()
    }
}

/// Returns where a question stands, as `A cell 2, a bed 1`; empty outside repeats.
pub(super) fn place_in_words(sheet: &Sheet<'_>, index: usize, world: &World) -> String {
    let repeats = sheet.checklist().repeats_around(index).iter();
    let steps = repeats
        .zip(sheet.positions(index))
        .map(|(repeat, position)| format!("{} {position}", repeat_name(sheet, *repeat, world)));
    steps.collect::<Vec<_>>().join(", ")
}

/// Returns the repeats that stand directly in this one, or outside all of them.
pub(super) fn repeats_in(sheet: &Sheet<'_>, outer: Option<usize>) -> Vec<usize> {
    let checklist = sheet.checklist();
    let depth = outer.map_or(0, |outer| {
        checklist
            .repeats_around(checklist.slot_of_group(outer))
            .len()
    });
    let is_in = |repeat: &usize| {
        let around = checklist.repeats_around(checklist.slot_of_group(*repeat));
        let itself = checklist
            .groups
            .get(*repeat)
            .is_some_and(|group| group.is_repeat);
        let parent = depth.checked_sub(1).and_then(|at| around.get(at).copied());
        itself && around.len() == depth + 1 && parent == outer
    };
    (0..checklist.groups.len()).filter(is_in).collect()
}

impl Instances {
    /// Makes the list of the instances of a repeat, the one that is named in hand.
    pub const fn of(subject: Subject, checklist: Digest, repeat: usize, around: Instance) -> Self {
        Self {
            subject,
            checklist,
            repeat,
            around,
            list: ListState { selected: 0 },
            doing: Doing::Looking,
        }
    }

    /// Puts this instance in hand.
    #[must_use]
    pub fn at(mut self, id: Option<InstanceId>, world: &World) -> Self {
        let lines = self.lines(world);
        let wanted = |line: &Line| id.is_some_and(|id| *line == Line::Instance(id));
        self.list.selected = lines.iter().position(wanted).unwrap_or(0);
        self
    }

    fn sheet<'w>(&self, world: &'w World) -> Option<Sheet<'w>> {
        session(world)?.sheet(self.subject, self.checklist)
    }

    fn place(&self, world: &World) -> Option<RepeatPlace> {
        let sheet = self.sheet(world)?;
        Some(RepeatPlace {
            subject: self.subject,
            checklist: self.checklist,
            group: sheet.checklist().groups.get(self.repeat)?.name.clone(),
            around: self.around.clone(),
        })
    }

    fn ids(&self, world: &World) -> Vec<InstanceId> {
        let sheet = self.sheet(world);
        let ids = sheet.map(|sheet| sheet.instances(self.repeat, &self.around).to_vec());
        let mut ids = ids.unwrap_or_default();
        // What is carried is shown where it would be put down.
        if let Doing::Carrying(from) = self.doing
            && from < ids.len()
        {
            let carried = ids.remove(from);
            ids.insert(self.list.selected.min(ids.len()), carried);
        }
        ids
    }

    fn follows_count(&self, world: &World) -> bool {
        self.sheet(world).is_some_and(|sheet| {
            let group = sheet.checklist().groups.get(self.repeat);
            group.is_some_and(|group| group.count.is_some())
        })
    }

    fn lines(&self, world: &World) -> Vec<Line> {
        let ids = self.ids(world).into_iter();
        if matches!(self.doing, Doing::Carrying(_)) {
            return ids.map(Line::Instance).collect();
        }
        let inside = self
            .sheet(world)
            .map(|sheet| repeats_in(&sheet, Some(self.repeat)))
            .unwrap_or_default();
        let mut lines: Vec<Line> = ids
            .flat_map(|id| {
                let deeper = inside.iter().map(move |repeat| Line::Inside(id, *repeat));
                std::iter::once(Line::Instance(id)).chain(deeper)
            })
            .collect();
        if !self.follows_count(world) {
            lines.push(Line::New);
        }
        lines
    }

    fn line(&self, world: &World) -> Option<Line> {
        self.lines(world).get(self.list.selected).cloned()
    }

    /// Returns the way to the first empty question in an instance, else to the first one.
    fn way_in(&self, id: InstanceId, world: &World) -> Steps {
        let Some(sheet) = self.sheet(world) else {
            return Steps::none();
        };
        let own = self.around.with(id);
        let mut places = sheet.places();
        places.retain(|spot| {
            sheet
                .checklist()
                .repeats_around(spot.question)
                .contains(&self.repeat)
                && spot.instance.outer(own.0.len()) == own
        });
        let is_empty = |spot: &&Spot| {
            let here = sheet.seen_from(spot.instance.clone());
            here.is_empty_and_counts(spot.question)
        };
        let at = places.iter().find(is_empty).or_else(|| places.first());
        match at {
            Some(at) => Steps::go(Fill::new(self.subject, self.checklist, Some(at.clone()))),
            None => Steps::say(Message::new("instances-nothing-inside")),
        }
    }

    fn open(&mut self, world: &mut World) -> Steps {
        match self.line(world) {
            Some(Line::Instance(id)) => self.way_in(id, world),
            Some(Line::Inside(id, repeat)) => {
                let around = self.around.with(id);
                Steps::go(Self::of(self.subject, self.checklist, repeat, around))
            }
            Some(Line::New) => self.add(world),
            None => Steps::none(),
        }
    }

    fn add(&mut self, world: &mut World) -> Steps {
        let Some(place) = self.place(world) else {
            return Steps::none();
        };
        let mut added = None;
        let done = world.change(|session, saying| {
            let (id, change) = session.add_instance(&place, saying)?;
            added = Some(id);
            Ok(change)
        });
        match (done, added) {
            (Ok(_), Some(id)) => {
                *self = Self::of(
                    self.subject,
                    self.checklist,
                    self.repeat,
                    self.around.clone(),
                )
                .at(Some(id), world);
                self.way_in(id, world)
            }
            (Ok(_), None) => Steps::none(),
            (Err(message), _) => Steps::warn(message),
        }
    }

    /// Takes the instance in hand up, or puts it down.
    fn carry(&mut self, world: &mut World) -> Steps {
        if let Doing::Carrying(from) = self.doing {
            return self.put_down(from, world);
        }
        let Some(Line::Instance(id)) = self.line(world) else {
            return Steps::none();
        };
        if let Some(from) = self.ids(world).iter().position(|known| *known == id) {
            self.list.selected = from;
            self.doing = Doing::Carrying(from);
        }
        Steps::none()
    }

    fn put_down(&mut self, from: usize, world: &mut World) -> Steps {
        let order = self.ids(world);
        let at = self.list.selected.min(order.len().saturating_sub(1));
        let (carried, before) = (order.get(at).copied(), order.get(at + 1).copied());
        self.doing = Doing::Looking;
        let (Some(id), Some(place)) = (carried, self.place(world)) else {
            return Steps::none();
        };
        let done = if at == from {
            Ok(None)
        } else {
            let moved =
                world.change(|session, saying| session.move_instance(&place, id, before, saying));
            moved.map(Some)
        };
        let lines = self.lines(world);
        let own = lines.iter().position(|line| *line == Line::Instance(id));
        self.list.selected = own.unwrap_or(0);
        match done {
            Ok(_) => Steps::none(),
            Err(message) => Steps::warn(message),
        }
    }

    /// Asks before an instance is removed.
    fn ask(&mut self, world: &World) -> Steps {
        let Some(Line::Instance(id)) = self.line(world) else {
            return Steps::none();
        };
        let Some(sheet) = self.sheet(world) else {
            return Steps::none();
        };
        let own = self.around.with(id);
        let found = sheet.completeness_within(self.repeat, &own);
        let position = self.ids(world).iter().position(|known| *known == id);
        let question = Message::new("instances-remove")
            .text("name", repeat_name(&sheet, self.repeat, world))
            .number("number", position.map_or(0, |position| position + 1))
            .number("answers", found.done + found.set_aside);
        let answers = vec![
            Message::new("instances-remove-no"),
            Message::new("instances-remove-yes"),
        ];
        self.doing = Doing::Removing(id, Dialog::new(question, answers));
        Steps::none()
    }

    fn answer(&mut self, answer: DialogAnswer, world: &mut World) -> Steps {
        let (DialogAnswer::Given(choice), Doing::Removing(id, _)) = (answer, &self.doing) else {
            return Steps::none();
        };
        let id = *id;
        self.doing = Doing::Looking;
        let (1, Some(place)) = (choice, self.place(world)) else {
            return Steps::none();
        };
        let done = world.change(|session, saying| session.remove_instance(&place, id, saying));
        let count = self.lines(world).len();
        self.list.clamp(count);
        match done {
            Ok(_) => Steps::say(Message::new("instances-removed")),
            Err(message) => Steps::warn(message),
        }
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        if let Doing::Removing(_, dialog) = &mut self.doing {
            let key = match action {
                Action::Accept => Bare::Enter,
                Action::Back => Bare::Escape,
                _ => return Steps::none(),
            };
            let answer = dialog.press(key);
            return self.answer(answer, world);
        }
        match action {
            Action::Accept => self.open(world),
            Action::New => self.add(world),
            Action::Toggle => self.carry(world),
            Action::Clear => self.ask(world),
            Action::Back => {
                if let Doing::Carrying(from) = self.doing {
                    self.list.selected = from;
                }
                self.doing = Doing::Looking;
                Steps::none()
            }
            _ => Steps::none(),
        }
    }

    fn draw_line(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        line: &Line,
        role: Role,
        world: &World,
    ) {
        let Some(sheet) = self.sheet(world) else {
            return;
        };
        match line {
            Line::New => {
                let name = repeat_name(&sheet, self.repeat, world);
                let text = canvas.say(&Message::new("instances-new").text("name", name));
                canvas.line(row.x, row.y, row.width, &text, role);
            }
            Line::Inside(id, repeat) => {
                let name = repeat_name(&sheet, *repeat, world);
                let count = sheet.instances(*repeat, &self.around.with(*id)).len();
                let text = format!("      {name}: {count}");
                canvas.line(row.x, row.y, row.width, &text, role);
            }
            Line::Instance(id) => {
                let own = self.around.with(*id);
                let ids = self.ids(world);
                let position = ids.iter().position(|known| known == id).unwrap_or(0) + 1;
                let found = sheet.completeness_within(self.repeat, &own);
                let count = format!("{}/{}", found.done, found.total);
                let carried = matches!(self.doing, Doing::Carrying(_)) && role == Role::Focus;
                let pointer = if carried { "»" } else { " " };
                let name = repeat_name(&sheet, self.repeat, world);
                let head = format!("{pointer}{position:>3}  {name}");
                let after = canvas.line(row.x, row.y, row.width / 2, &head, role) + 2;
                canvas.right(row.right().saturating_sub(1), row.y, &count, role);
                let slot = sheet.checklist().slot_of_group(self.repeat);
                let text = if sheet.seen_from(own.clone()).is_beyond_count(slot) {
                    canvas.id("repeat-beyond")
                } else {
                    first_answer(&sheet, self.repeat, &own, world)
                };
                let end = row.right().saturating_sub(columns(&count) + 3);
                canvas.line(after, row.y, end.saturating_sub(after), &text, role);
            }
        }
    }
}

/// Returns the first answer in an instance: that is how people tell them apart.
fn first_answer(sheet: &Sheet<'_>, repeat: usize, own: &Instance, world: &World) -> String {
    let places = sheet.places().into_iter();
    let mut texts = places
        .filter(|spot| {
            sheet
                .checklist()
                .repeats_around(spot.question)
                .contains(&repeat)
                && spot.instance.outer(own.0.len()) == *own
        })
        .map(|spot| {
            let here = sheet.seen_from(spot.instance);
            fill::answer_text(&here, spot.question, world)
        });
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

impl Show for Instances {
    fn context(&self, _world: &World) -> &'static Context {
        match &self.doing {
            Doing::Looking => &INSTANCES,
            Doing::Carrying(_) => &CARRYING,
            Doing::Removing(..) => &super::reasons::WHICH,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let Some(sheet) = self.sheet(world) else {
            return (String::new(), String::new());
        };
        let subject = fill::subject_name(self.subject, world);
        let name = repeat_name(&sheet, self.repeat, world);
        let slot = sheet.checklist().slot_of_group(self.repeat);
        let outer = sheet.seen_from(self.around.clone());
        let repeats = sheet.checklist().repeats_around(slot);
        let around = repeats
            .split_last()
            .and_then(|(_, around)| around.last())
            .map(|outer_repeat| {
                let slot = sheet.checklist().slot_of_group(*outer_repeat);
                format!("{}  ", place_in_words(&outer, slot, world))
            })
            .unwrap_or_default();
        let count = sheet.instances(self.repeat, &self.around).len();
        (format!("{subject}  {around}{name}"), count.to_string())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                if self.sheet(world).is_none() {
                    return Step::Back.into();
                }
                let count = self.lines(world).len();
                self.list.clamp(count);
                Steps::none()
            }
            Input::Do(action) => self.command(action, world),
            Input::Digit(digit) => {
                if let Doing::Removing(_, dialog) = &self.doing {
                    let answer = dialog.digit(digit);
                    return self.answer(answer, world);
                }
                Steps::none()
            }
            Input::Bare(key, _) => {
                if let Doing::Removing(_, dialog) = &mut self.doing {
                    let answer = dialog.press(key);
                    return self.answer(answer, world);
                }
                let count = self.lines(world).len();
                let page = usize::from(world.size.1.saturating_sub(8));
                self.list.press(key, count, page);
                Steps::none()
            }
            Input::Text(_) | Input::Paste(_) | Input::Reply(_) | Input::Tick | Input::Keep => {
                Steps::none()
            }
        }
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let foot = 2;
        let area = Rect {
            x: body.x,
            width: body.width.saturating_sub(1),
            height: body.height.saturating_sub(foot + 1),
            ..body
        };
        let lines = self.lines(world);
        self.list
            .draw(canvas, area, lines.len(), |canvas, row, at, role| {
                if let Some(line) = lines.get(at) {
                    self.draw_line(canvas, row, line, role, world);
                }
            });
        let y = body.bottom().saturating_sub(foot);
        canvas.rule(body, y.saturating_sub(1));
        let id = match &self.doing {
            Doing::Carrying(_) => "instances-carrying",
            Doing::Looking | Doing::Removing(..) if self.follows_count(world) => {
                "instances-counted"
            }
            Doing::Looking | Doing::Removing(..) => "instances-by-hand",
        };
        let text = canvas.id(id);
        let rows = Rect {
            x: body.x + 2,
            y,
            width: body.width.saturating_sub(3),
            height: foot,
        };
        canvas.paragraph(rows, &text, Role::Secondary);
        if let Doing::Removing(_, dialog) = &self.doing {
            dialog.draw(canvas, body);
        }
    }

    fn resume(&self, world: &World) -> Option<Resume> {
        world.resume_at(None)
    }
}
