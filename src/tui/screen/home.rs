//! Where one begins: the visits, newest first.

use ratatui::layout::Rect;

use super::fill::enter_visit;
use super::{Input, Show, Step, Steps};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request, VisitLine};
use crate::tui::keyboard::Bare;
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{Dialog, DialogAnswer, ListState};
use crate::tui::world::{Resume, World};

/// What home offers.
pub(super) static HOME: Context = Context {
    name: "home",
    title: "home-title",
    help: &["home-help"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-open",
            doc: "key-open-doc",
            rank: 1,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-leave",
            doc: "key-leave-doc",
            rank: 92,
        },
    ],
};

/// The visits and where to go from here.
#[derive(Debug, Default)]
pub struct Home {
    visits: Option<Vec<VisitLine>>,
    list: ListState,
    leaving: Option<Dialog>,
    /// Where somebody was before the vault was locked.
    resume: Option<Resume>,
}

impl Home {
    /// Begins, and goes on to where somebody was before the vault was locked.
    pub fn back_to(resume: Option<Resume>) -> Self {
        Self {
            resume,
            ..Self::default()
        }
    }

    fn leave(&mut self, answer: DialogAnswer) -> Steps {
        let DialogAnswer::Given(index) = answer else {
            return Steps::none();
        };
        self.leaving = None;
        match index {
            1 => Step::Lock.into(),
            2 => Step::Leave.into(),
            _ => Steps::none(),
        }
    }
}

impl Show for Home {
    fn context(&self, _world: &World) -> &'static Context {
        &HOME
    }

    fn title(&self, world: &World) -> (String, String) {
        (world.words.id("home-title"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let count = self.visits.as_ref().map_or(0, Vec::len);
        match input {
            Input::Shown => {
                let list = Steps::ask(Request::ListVisits);
                return match &self.resume {
                    Some(resume) => list.and(Step::Ask(Request::LoadVisit(resume.visit))),
                    None => list,
                };
            }
            Input::Reply(Ok(Answered::Visits(visits))) => {
                self.list.clamp(visits.len());
                self.visits = Some(visits);
            }
            Input::Reply(Ok(Answered::VisitInHand(visit))) => {
                let resume = self.resume.take().filter(|resume| resume.visit == visit);
                return enter_visit(resume.as_ref(), world);
            }
            Input::Reply(Err(fault)) => return Steps::warn(fault.what),
            Input::Digit(digit) => {
                if let Some(dialog) = &self.leaving {
                    let answer = dialog.digit(digit);
                    return self.leave(answer);
                }
            }
            Input::Do(Action::Back) if self.leaving.is_none() => {
                self.leaving = Some(Dialog::new(
                    Message::new("home-leave"),
                    ["home-stay", "home-lock", "home-close"]
                        .map(Message::new)
                        .to_vec(),
                ));
            }
            Input::Do(Action::Back) => self.leaving = None,
            Input::Do(Action::Accept) => {
                if let Some(dialog) = &mut self.leaving {
                    let answer = dialog.press(Bare::Enter);
                    return self.leave(answer);
                }
                let chosen = self.visits.as_ref().and_then(|v| v.get(self.list.selected));
                if let Some(visit) = chosen {
                    return Steps::ask(Request::LoadVisit(visit.id));
                }
            }
            Input::Bare(key, _) => {
                if let Some(dialog) = &mut self.leaving {
                    let answer = dialog.press(key);
                    return self.leave(answer);
                }
                self.list.press(key, count, 10);
            }
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        let area = Rect {
            x: body.x,
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        match &self.visits {
            None => {}
            Some(visits) if visits.is_empty() => {
                let text = canvas.id("home-empty");
                let area = Rect {
                    x: area.x + 2,
                    width: area.width.saturating_sub(4),
                    ..area
                };
                canvas.paragraph(area, &text, Role::Text);
            }
            Some(visits) => {
                self.list
                    .draw(canvas, area, visits.len(), |canvas, line, index, role| {
                        let Some(visit) = visits.get(index) else {
                            return;
                        };
                        canvas.line(line.x, line.y, 14, &visit.facility, role);
                        let start = world.calendar().date(visit.start.date());
                        canvas.line(line.x + 15, line.y, 12, &start, role);
                        let (done, total) = visit.done;
                        canvas.line(line.x + 27, line.y, 9, &format!("{done}/{total}"), role);
                        let persons = Message::new("home-persons").number("count", visit.persons);
                        let text = canvas.say(&persons);
                        canvas.line(
                            line.x + 37,
                            line.y,
                            line.width.saturating_sub(37),
                            &text,
                            role,
                        );
                    });
            }
        }
        if let Some(dialog) = &self.leaving {
            dialog.draw(canvas, body);
        }
    }
}
