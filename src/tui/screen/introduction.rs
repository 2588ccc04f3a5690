//! What is said before an interview, and the way to a sheet that passes it.

use ratatui::layout::Rect;

use super::{Fill, Input, Screen, Show, Step, Steps};
use crate::checklist::{Digest, SubjectKind};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::wrap;
use crate::tui::world::World;
use crate::visit::{Spot, Subject, VisitHeader};

/// What the introduction offers.
pub(super) static INTRODUCTION: Context = Context {
    name: "introduction",
    title: "introduction-title",
    help: &["introduction-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-begin",
            doc: "key-begin-doc",
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

/// What is said to a person before the first question.
#[derive(Debug)]
pub struct Introduction {
    subject: Subject,
    checklist: Digest,
    at: Option<Spot>,
    /// The first line on the screen.
    first: usize,
}

/// Returns the way to a sheet: past the introduction if nothing was asked of this person yet.
pub(super) fn way_to_sheet(
    world: &World,
    subject: Subject,
    checklist: Digest,
    at: Option<Spot>,
) -> Screen {
    let is_first = world.visit.as_ref().is_some_and(|visit| {
        let session = &visit.session;
        let speaks = session
            .checklist(checklist)
            .is_some_and(|checklist| !checklist.introduction.is_empty());
        let asked = session
            .sheet(subject, checklist)
            .is_some_and(|sheet| sheet.total().done > 0);
        speaks && !asked && !session.is_closed() && !visit.read_only
    });
    if is_first && subject.kind() == SubjectKind::Person {
        Introduction {
            subject,
            checklist,
            at,
            first: 0,
        }
        .into()
    } else {
        Fill::new(subject, checklist, at).into()
    }
}

/// Returns how a visit is called in titles: the place's code and the day.
pub(super) fn visit_name(header: &VisitHeader, world: &World) -> String {
    let day = header
        .start
        .span(crate::value::Precision::Exact)
        .earliest
        .map(|when| world.calendar().date(when.date()))
        .unwrap_or_default();
    format!("{}  {day}", header.facility.code)
}

impl Introduction {
    fn text(&self, world: &World) -> String {
        world
            .visit
            .as_ref()
            .and_then(|visit| visit.session.checklist(self.checklist))
            .map(|checklist| checklist.introduction.in_language(world.questions()).0)
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    fn lines(&self, world: &World, width: u16) -> Vec<String> {
        let text = self.text(world);
        let width = usize::from(width);
        text.split('\n')
            .flat_map(|paragraph| {
                wrap::ranges(paragraph, width)
                    .into_iter()
                    .map(|range| paragraph.get(range).unwrap_or("").trim_end().to_owned())
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    const fn width(columns: u16) -> u16 {
        let room = columns.saturating_sub(4);
        if room < 76 { room } else { 76 }
    }
}

impl Show for Introduction {
    fn context(&self, _world: &World) -> &'static Context {
        &INTRODUCTION
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = Message::new("introduction-of").text("subject", self.subject.to_string());
        (world.say(&title), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Do(Action::Accept) => {
                let fill = Fill::new(self.subject, self.checklist, self.at.clone());
                return Step::Instead(Box::new(fill.into())).into();
            }
            Input::Do(Action::Back) => return Step::Back.into(),
            Input::Bare(key, _) => {
                let rows = usize::from(world.size.1.saturating_sub(9));
                let count = self.lines(world, Self::width(world.size.0)).len();
                let last = count.saturating_sub(rows);
                self.first = match key {
                    Bare::Down => self.first + 1,
                    Bare::PageDown | Bare::Space => self.first + rows,
                    Bare::Up => self.first.saturating_sub(1),
                    Bare::PageUp => self.first.saturating_sub(rows),
                    Bare::Home => 0,
                    Bare::End => last,
                    _ => self.first,
                }
                .min(last);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let x = body.x + 2;
        let width = Self::width(body.width);
        let head = canvas.id("introduction-head");
        canvas.line(x, body.y, width, &head, Role::Secondary);
        let rows = usize::from(body.height.saturating_sub(4));
        let lines = self.lines(world, width);
        for (y, line) in (body.y + 2..).zip(lines.iter().skip(self.first).take(rows)) {
            canvas.line(x, y, width, line, Role::Text);
        }
        let left = lines.len().saturating_sub(self.first + rows);
        let below = body.bottom().saturating_sub(1);
        let last = if left > 0 {
            let more = canvas.say(&Message::new("screen-more").number("count", left));
            format!("{} {more}", canvas.signs.down)
        } else {
            canvas.id("introduction-enter")
        };
        canvas.line(x, below, width, &last, Role::Secondary);
    }
}
