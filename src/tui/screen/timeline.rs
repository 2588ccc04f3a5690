//! What happened to one person, hour by hour, as everybody told it; times are corrected in place.
//!
//! The chart is to scale. Every limit is measured from the zero in hand, and where another source's
//! start gives another result the line says so.

mod entering;
mod keys;
mod questions;
mod view;

use ratatui::layout::Rect;

use self::entering::questions_about_times;
pub(super) use self::keys::{CHOOSING, DOUBT, EDITING, LIMITS, ONE_OF_SEVERAL, TIMELINE};
use self::questions::Question as Doubt;
use super::custodies::{are_several, episode_in_hand, name_in_hand, named, next};
use super::differences::Differences;
use super::overview::session;
use super::{Export, Input, Show, Steps};
use crate::app::{Draft, DraftOf};
use crate::export::TimelineWords;
use crate::message::Message;
use crate::safeguard;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Context};
use crate::tui::widget::time::Wanted;
use crate::tui::widget::{Dialog, ListState, TimeField};
use crate::tui::world::{Resume, World};
use crate::value::{Precision, Source};
use crate::visit::{Chart, Episode, Event, Instance, Place, Session, Timeline as Course, Whose};

/// A time that is being corrected or entered.
#[derive(Debug)]
struct Editing {
    place: Place,
    instance: Instance,
    source: Source,
    field: TimeField,
}

/// What lies over the timeline.
#[derive(Debug)]
enum Over {
    Nothing,
    Editing(Editing),
    /// Which event is new.
    Choosing(ListState),
    /// Who else says when it was.
    Whose(ListState),
    /// What the time that was typed leaves open.
    Doubt(Editing, Doubt, Dialog),
    /// The limits in full, from this line on.
    Limits(usize),
}

/// The timeline of a person or custody record, of one custody at a time.
#[derive(Debug)]
pub struct Timeline {
    whose: Whose,
    zero: usize,
    column: usize,
    list: ListState,
    list_only: bool,
    over: Over,
}

/// A timeline with everything that is said about it.
struct Told {
    episode: Episode,
    course: Course,
}

fn told(world: &World, whose: &Whose) -> Option<Told> {
    let episode = episode_in_hand(world, whose)?;
    let country = session(world)?.header().facility.country;
    let course = Course::of(&episode, safeguard::shared_law(), country);
    Some(Told { episode, course })
}

impl Timeline {
    /// Makes the timeline of this person or custody record.
    pub fn of(whose: impl Into<Whose>) -> Self {
        Self {
            whose: whose.into(),
            zero: 0,
            column: 0,
            list: ListState { selected: 0 },
            list_only: false,
            over: Over::Nothing,
        }
    }

    /// Goes on where somebody was typing a time.
    pub fn typing(
        whose: Whose,
        (place, instance): (Place, Instance),
        (source, precision): (Source, Option<Precision>),
        text: &str,
    ) -> Self {
        let mut screen = Self::of(whose);
        screen.over = Over::Editing(Editing {
            place,
            instance,
            source,
            field: TimeField::typed(Wanted::Moment, text, precision),
        });
        screen
    }

    fn chart(&self, world: &World) -> Chart {
        let room = usize::from(world.size.0).saturating_sub(crate::export::HEAD);
        Chart::of_72_hours(self.zero, room)
    }

    fn words<'a>(&self, course: &'a Course, world: &'a World) -> TimelineWords<'a> {
        TimelineWords {
            timeline: course,
            facts: safeguard::shared_catalogue(),
            words: &world.words,
            chart: self.chart(world),
            practice: false,
        }
    }

    fn event<'a>(&self, course: &'a Course) -> Option<&'a Event> {
        course.events.get(self.list.selected)
    }

    /// Puts the cursor of the chart on the event in hand.
    fn follow_list(&mut self, course: &Course, world: &World) {
        let chart = self.chart(world);
        let column = self
            .event(course)
            .and_then(|event| chart.minute(course, event))
            .and_then(|minute| chart.column(minute));
        self.column = column.unwrap_or(self.column);
    }

    fn move_cursor(&mut self, key: Bare, course: &Course, world: &World) {
        let chart = self.chart(world);
        let per_hour = usize::try_from(60 / chart.minutes_per_column.max(1)).unwrap_or(1);
        let last = chart.columns.saturating_sub(1);
        self.column = match key {
            Bare::Left => self.column.saturating_sub(per_hour),
            Bare::Right => self.column.saturating_add(per_hour),
            Bare::PageUp => self.column.saturating_sub(6 * per_hour),
            Bare::PageDown => self.column.saturating_add(6 * per_hour),
            Bare::Home => 0,
            _ => last,
        }
        .min(last);
        let here = (self.column..self.column + per_hour)
            .flat_map(|column| chart.events_in(course, column))
            .next();
        if let Some(event) = here {
            self.list.selected = event;
        }
    }

    fn other_zero(&mut self, world: &World) -> Steps {
        let Some(told) = told(world, &self.whose) else {
            return Steps::none();
        };
        let zeros = told.course.zeros.len();
        if zeros < 2 {
            return Steps::say(Message::new("timeline-one-zero"));
        }
        self.zero = (self.zero + 1) % zeros;
        self.follow_list(&told.course, world);
        Steps::none()
    }

    fn other_custody(&mut self, world: &World) -> Steps {
        *self = Self {
            list_only: self.list_only,
            ..Self::of(next(world, &self.whose))
        };
        if let Some(told) = told(world, &self.whose) {
            self.follow_list(&told.course, world);
        }
        Steps::none()
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        match (action, &self.over) {
            (Action::Accept, Over::Nothing) => self.correct(world),
            (Action::Accept, Over::Choosing(_)) => self.choose(world),
            (Action::Accept, Over::Editing(_)) => self.take(world),
            (Action::Accept, Over::Whose(list)) => {
                let at = list.selected;
                self.choose_source(at, world)
            }
            (Action::Accept | Action::Back, Over::Doubt(_, _, dialog)) => {
                let key = if action == Action::Accept {
                    Bare::Enter
                } else {
                    Bare::Escape
                };
                let answer = dialog.clone().press(key);
                self.settle(answer, world)
            }
            (Action::Back, _) => {
                self.over = Over::Nothing;
                Steps::none()
            }
            (Action::Source, _) => self.begin_account(world),
            (Action::Law, _) => {
                self.over = Over::Limits(0);
                Steps::none()
            }
            (Action::Export, _) => match world.visit_id() {
                Some(visit) => Steps::go(Export::of_timeline(
                    visit,
                    named(world, &self.whose),
                    self.zero,
                )),
                None => Steps::none(),
            },
            (Action::NextPane, Over::Editing(_)) => {
                self.other_source();
                Steps::none()
            }
            (Action::NextPane, Over::Nothing) => self.other_custody(world),
            (Action::New, _) => self.begin_event(world),
            (Action::Zero, _) => self.other_zero(world),
            (Action::Compare, _) => Steps::go(Differences::of(&self.whose)),
            (Action::OtherView, _) => {
                self.list_only = !self.list_only;
                Steps::none()
            }
            _ => Steps::none(),
        }
    }

    fn bare(&mut self, key: Bare, by_word: bool, world: &World) {
        let language = world.settings.language;
        let now = match &self.over {
            Over::Editing(editing) => self.clock_of(editing, world),
            _ => world.local(),
        };
        match &mut self.over {
            Over::Editing(editing) => {
                editing.field.press(key, by_word, now.into(), language);
            }
            Over::Choosing(list) => {
                list.press(key, questions_about_times(world, &self.whose).len(), 8);
            }
            Over::Whose(list) => {
                list.press(key, Source::ALL.len() - 1, 8);
            }
            Over::Doubt(_, _, dialog) => {
                dialog.press(key);
            }
            Over::Limits(first) => {
                *first = match key {
                    Bare::Up => first.saturating_sub(1),
                    Bare::PageUp => first.saturating_sub(10),
                    Bare::Home => 0,
                    Bare::Down => *first + 1,
                    Bare::PageDown | Bare::Space => *first + 10,
                    _ => *first,
                };
            }
            Over::Nothing => {
                let Some(told) = told(world, &self.whose) else {
                    return;
                };
                match key {
                    Bare::Up | Bare::Down => {
                        self.list.press(key, told.course.events.len(), 8);
                        self.follow_list(&told.course, world);
                    }
                    Bare::Left
                    | Bare::Right
                    | Bare::PageUp
                    | Bare::PageDown
                    | Bare::Home
                    | Bare::End => self.move_cursor(key, &told.course, world),
                    _ => {}
                }
            }
        }
    }
}

impl Show for Timeline {
    fn context(&self, world: &World) -> &'static Context {
        match &self.over {
            Over::Nothing if are_several(world, &self.whose) => &ONE_OF_SEVERAL,
            Over::Nothing => &TIMELINE,
            Over::Editing(_) => &EDITING,
            Over::Choosing(_) | Over::Whose(_) => &CHOOSING,
            Over::Doubt(..) => &DOUBT,
            Over::Limits(_) => &LIMITS,
        }
    }

    fn offers(&self, action: Action, world: &World) -> bool {
        let enters = matches!(action, Action::Accept | Action::New | Action::Source)
            && matches!(self.over, Over::Nothing);
        !(enters && world.is_read_only())
    }

    fn focus(&self, _world: &World) -> Focus {
        match &self.over {
            Over::Editing(_) => Focus::Time,
            _ => Focus::Commands,
        }
    }

    fn draft(&self, world: &World) -> Option<Draft> {
        let (Over::Editing(editing) | Over::Doubt(editing, ..)) = &self.over else {
            return None;
        };
        Some(Draft {
            visit: Some(world.visit_id()?),
            of: DraftOf::Time {
                subject: self.whose.subject,
                custody: self.whose.custody.clone(),
                place: editing.place.clone(),
                instance: editing.instance.clone(),
                source: editing.source,
                precision: editing.field.precision(),
            },
            text: editing.field.field.text().to_owned(),
        })
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("timeline-title");
        let code = session(world)
            .map(|session: &Session| session.header().facility.code.clone())
            .unwrap_or_default();
        let name = name_in_hand(world, &self.whose);
        (format!("{code}  {name}  {title}"), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                let Some(told) = told(world, &self.whose) else {
                    return super::Step::Back.into();
                };
                self.list.clamp(told.course.events.len());
                self.zero = self.zero.min(told.course.zeros.len().saturating_sub(1));
                self.follow_list(&told.course, world);
            }
            Input::Do(action) => return self.command(action, world),
            Input::Bare(key, by_word) => self.bare(key, by_word, world),
            Input::Text(letter) => {
                if let Over::Editing(editing) = &mut self.over {
                    editing.field.insert(letter);
                }
            }
            Input::Digit(digit) if matches!(self.over, Over::Doubt(..) | Over::Whose(_)) => {
                return match (&self.over, usize::from(digit).checked_sub(1)) {
                    (Over::Doubt(_, _, dialog), _) => {
                        let answer = dialog.digit(digit);
                        self.settle(answer, world)
                    }
                    (_, Some(at)) => self.choose_source(at, world),
                    (_, None) => Steps::none(),
                };
            }
            Input::Digit(digit) => {
                if let Over::Editing(editing) = &mut self.over {
                    editing.field.insert(char::from(b'0' + digit.min(9)));
                }
            }
            Input::Paste(text) => {
                if let Over::Editing(editing) = &mut self.over {
                    text.chars()
                        .filter(|letter| !letter.is_control())
                        .for_each(|letter| editing.field.insert(letter));
                }
            }
            Input::Reply(_) | Input::Tick | Input::Keep => {}
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
