//! What happened to one person, hour by hour, as everybody told it; times are corrected in place.
//!
//! The chart is to scale. Every limit is measured from the zero in hand, and where another source's
//! start gives another result the line says so.

mod questions;
mod view;

use chrono::{Duration, NaiveDateTime};
use ratatui::layout::Rect;

use self::questions::Question as Doubt;
use super::differences::Differences;
use super::overview::session;
use super::{Export, Input, Show, Steps};
use crate::app::{Draft, DraftOf};
use crate::checklist::{Kind, Question};
use crate::export::TimelineWords;
use crate::message::Message;
use crate::safeguard;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::widget::time::{Reading, Wanted};
use crate::tui::widget::{Dialog, DialogAnswer, ListState, TimeField};
use crate::tui::world::{Resume, World};
use crate::value::{Missing, Precision, Source, Value};
use crate::visit::{
    Answer, Chart, Content, Episode, Event, Place, Session, Subject, Timeline as Course,
};

/// What the timeline offers.
pub(super) static TIMELINE: Context = Context {
    name: "timeline",
    title: "timeline-title",
    help: &["timeline-help", "timeline-help-zero", "timeline-help-law"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-correct",
            doc: "key-correct-doc",
            rank: 1,
        },
        Command {
            action: Action::New,
            keys: &[Key::Letter('N'), Key::Function(7)],
            label: "key-new-event",
            doc: "key-new-event-doc",
            rank: 2,
        },
        Command {
            action: Action::Zero,
            keys: &[Key::Letter('Z')],
            label: "key-zero",
            doc: "key-zero-doc",
            rank: 3,
        },
        Command {
            action: Action::Source,
            keys: &[Key::Letter('S')],
            label: "key-other-account",
            doc: "key-other-account-doc",
            rank: 4,
        },
        Command {
            action: Action::Compare,
            keys: &[Key::Letter('V')],
            label: "key-compare",
            doc: "key-compare-doc",
            rank: 6,
        },
        Command {
            action: Action::Law,
            keys: &[Key::Letter('L')],
            label: "key-limits",
            doc: "key-limits-doc",
            rank: 5,
        },
        Command {
            action: Action::OtherView,
            keys: &[Key::Letter('G')],
            label: "key-list-only",
            doc: "key-list-only-doc",
            rank: 7,
        },
        Command {
            action: Action::Export,
            keys: &[Key::Digit(3)],
            label: "key-to-file",
            doc: "key-to-file-doc",
            rank: 8,
        },
    ],
};

/// Correcting a time.
pub(super) static EDITING: Context = Context {
    name: "timeline-editing",
    title: "timeline-editing-title",
    help: &["timeline-help-editing"],
    commands: &[
        Command {
            action: Action::Accept,
            keys: &[Key::Bare(Bare::Enter)],
            label: "key-take",
            doc: "key-correct-doc",
            rank: 1,
        },
        Command {
            action: Action::NextPane,
            keys: &[Key::Bare(Bare::Tab)],
            label: "key-other-source",
            doc: "key-other-source-doc",
            rank: 2,
        },
        Command {
            action: Action::Back,
            keys: &[Key::Bare(Bare::Escape)],
            label: "key-back",
            doc: "key-back-doc",
            rank: 3,
        },
    ],
};

/// Choosing what happened.
pub(super) static CHOOSING: Context = Context {
    name: "timeline-choosing",
    title: "timeline-choosing-title",
    help: &["timeline-help-editing"],
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

/// Answering what a time that was typed leaves open.
pub(super) static DOUBT: Context = Context {
    name: "timeline-doubt",
    title: "timeline-editing-title",
    help: &["timeline-help-editing"],
    commands: CHOOSING.commands,
};

/// Reading the limits.
pub(super) static LIMITS: Context = Context {
    name: "timeline-limits",
    title: "timeline-limits-title",
    help: &["timeline-help-law"],
    commands: &[Command {
        action: Action::Back,
        keys: &[Key::Bare(Bare::Escape), Key::Bare(Bare::Enter)],
        label: "key-back",
        doc: "key-back-doc",
        rank: 1,
    }],
};

/// A time that is being corrected or entered.
#[derive(Debug)]
struct Editing {
    place: Place,
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

/// The timeline of a person or custody record.
#[derive(Debug)]
pub struct Timeline {
    subject: Subject,
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

fn told(world: &World, subject: Subject) -> Option<Told> {
    let session = session(world)?;
    let episode = session.episode_of(subject).ok()?;
    let country = session.header().facility.country;
    let course = Course::of(&episode, safeguard::shared_law(), country);
    Some(Told { episode, course })
}

impl Timeline {
    /// Makes the timeline of this person or custody record.
    pub const fn of(subject: Subject) -> Self {
        Self {
            subject,
            zero: 0,
            column: 0,
            list: ListState { selected: 0 },
            list_only: false,
            over: Over::Nothing,
        }
    }

    /// Goes on where somebody was typing a time.
    pub fn typing(
        subject: Subject,
        place: Place,
        (source, precision): (Source, Option<Precision>),
        text: &str,
    ) -> Self {
        let mut screen = Self::of(subject);
        screen.over = Over::Editing(Editing {
            place,
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

    /// Begins to correct the event in hand.
    fn correct(&mut self, world: &World) -> Steps {
        let Some(told) = told(world, self.subject) else {
            return Steps::none();
        };
        let Some(event) = self.event(&told.course) else {
            return Steps::say(Message::new("timeline-nothing-yet"));
        };
        let Some(place) = place_of(world, &told.episode, event) else {
            return Steps::none();
        };
        let field = match event.moment {
            Some((moment, precision)) => TimeField::holding(Wanted::Moment, moment, precision),
            None => TimeField::new(Wanted::Moment),
        };
        self.over = Over::Editing(Editing {
            place,
            source: event.source,
            field,
        });
        Steps::none()
    }

    /// Returns the sources that may have an account of the event in hand beside the one that is there.
    fn other_sources(&self, course: &Course) -> Vec<Source> {
        let own = self.event(course).map(|event| event.source);
        Source::ALL
            .into_iter()
            .filter(|source| Some(*source) != own)
            .collect()
    }

    /// Begins to enter what another source says about the event in hand.
    fn begin_account(&mut self, world: &World) -> Steps {
        let has_event =
            told(world, self.subject).is_some_and(|told| self.event(&told.course).is_some());
        if !has_event {
            return Steps::say(Message::new("timeline-nothing-yet"));
        }
        self.over = Over::Whose(ListState::default());
        Steps::none()
    }

    fn choose_source(&mut self, at: usize, world: &World) -> Steps {
        let Some(told) = told(world, self.subject) else {
            return Steps::none();
        };
        let sources = self.other_sources(&told.course);
        let place = self
            .event(&told.course)
            .and_then(|event| place_of(world, &told.episode, event));
        if let (Some(source), Some(place)) = (sources.get(at).copied(), place) {
            let field = standing(world, &place, source);
            self.over = Over::Editing(Editing {
                place,
                source,
                field,
            });
        }
        Steps::none()
    }

    fn begin_event(&mut self, world: &World) -> Steps {
        if questions(world, self.subject).is_empty() {
            return Steps::say(Message::new("timeline-nothing-to-add"));
        }
        self.over = Over::Choosing(ListState::default());
        Steps::none()
    }

    fn choose(&mut self, world: &World) -> Steps {
        let Over::Choosing(list) = &self.over else {
            return Steps::none();
        };
        let chosen = questions(world, self.subject)
            .into_iter()
            .nth(list.selected);
        self.over = match chosen {
            Some((place, question)) => Over::Editing(Editing {
                source: question.source,
                place,
                field: TimeField::new(Wanted::Moment),
            }),
            None => Over::Nothing,
        };
        Steps::none()
    }

    /// Takes the time that was typed, unless something about it has to be asked first.
    fn take(&mut self, world: &mut World) -> Steps {
        let Over::Editing(editing) = &self.over else {
            return Steps::none();
        };
        let doubt = told(world, self.subject)
            .and_then(|told| questions::doubt(editing, &told, self.zero, world));
        if let Some((doubt, dialog)) = doubt
            && let Over::Editing(editing) = std::mem::replace(&mut self.over, Over::Nothing)
        {
            self.over = Over::Doubt(editing, doubt, dialog);
            return Steps::none();
        }
        self.record(world)
    }

    /// Takes the answer to what the time left open.
    fn settle(&mut self, answer: DialogAnswer, world: &mut World) -> Steps {
        let DialogAnswer::Given(answer) = answer else {
            return Steps::none();
        };
        let Over::Doubt(mut editing, doubt, _) = std::mem::replace(&mut self.over, Over::Nothing)
        else {
            return Steps::none();
        };
        match (doubt, answer) {
            (Doubt::WhichNight(nights), at) => {
                if let Some(night) = nights.get(at) {
                    editing.field.set(crate::value::Moment::at(*night));
                }
                self.over = Over::Editing(editing);
                self.take(world)
            }
            // As it is: it was before.
            (Doubt::BeforeZero(_), 1) => {
                self.over = Over::Editing(editing);
                self.record(world)
            }
            // The custody began earlier: first this time, then that of the beginning.
            (Doubt::BeforeZero(zero), 2) => {
                self.over = Over::Editing(editing);
                let said = self.record(world);
                if matches!(self.over, Over::Nothing) {
                    self.correct_statement(zero, world);
                }
                said
            }
            (Doubt::BeforeZero(_), _) => {
                self.over = Over::Editing(editing);
                Steps::none()
            }
        }
    }

    /// Begins to correct the account of the beginning that a statement gives.
    fn correct_statement(&mut self, statement: usize, world: &World) {
        let Some(told) = told(world, self.subject) else {
            return;
        };
        let at = told
            .course
            .events
            .iter()
            .position(|event| event.statement == statement);
        if let Some(at) = at {
            self.list.selected = at;
            self.follow_list(&told.course, world);
            self.correct(world);
        }
    }

    fn record(&mut self, world: &mut World) -> Steps {
        let Over::Editing(editing) = &self.over else {
            return Steps::none();
        };
        let language = world.settings.language;
        let now = self.clock_of(editing, world);
        let (content, precision) = match (
            editing.field.precision(),
            editing.field.reading(now, language),
        ) {
            (None, _) => (
                Some(Content::Missing(Missing::DoesNotKnow)),
                Precision::Exact,
            ),
            (Some(precision), Reading::Is(moment)) => {
                (Some(Content::Given(Value::Moment(moment))), precision)
            }
            (Some(precision), Reading::Empty) => (None, precision),
            (Some(_), Reading::WhichMidnight(..)) => {
                return Steps::warn(Message::new("timeline-which-midnight"));
            }
            (Some(_), Reading::NoSuchDay { .. } | Reading::Unclear) => {
                return Steps::warn(Message::new("time-unclear"));
            }
        };
        let (place, source) = (editing.place.clone(), editing.source);
        let before = session(world).and_then(|session| {
            let sheet = session.sheet(place.subject, place.checklist)?;
            let index = sheet.checklist().index_of(place.question.as_str())?;
            sheet.answer_of(index, source).cloned()
        });
        let answer = Answer {
            content,
            precision,
            ..before.unwrap_or_default()
        };
        match world.change(|session, saying| session.answer(&place, source, answer, saying)) {
            Ok(change) => {
                self.over = Over::Nothing;
                change.message.map_or_else(Steps::none, Steps::say)
            }
            Err(message) => Steps::warn(message),
        }
    }

    /// Returns from when a time without its day is read backwards: from a day after the zero, so that
    /// 02:30 is the first night and not the last one before today.
    fn clock_of(&self, editing: &Editing, world: &World) -> NaiveDateTime {
        let now = world.local();
        if !questions::is_bare_time(editing.field.field.text()) {
            return now;
        }
        let anchor = told(world, self.subject).and_then(|told| {
            let zero = told.course.zeros.get(self.zero)?;
            let point = zero.point()?.wall_clock()?;
            Some(if questions::is_start(editing, world) {
                point.date().and_hms_opt(23, 59, 0)?
            } else {
                point.checked_add_signed(Duration::minutes(24 * 60 - 1))?
            })
        });
        anchor.map_or(now, |anchor| anchor.min(now))
    }

    fn other_source(&mut self) {
        if let Over::Editing(editing) = &mut self.over {
            let at = Source::ALL
                .iter()
                .position(|source| *source == editing.source)
                .map_or(0, |at| at + 1);
            editing.source = Source::ALL
                .get(at % Source::ALL.len())
                .copied()
                .unwrap_or(editing.source);
        }
    }

    fn other_zero(&mut self, world: &World) -> Steps {
        let Some(told) = told(world, self.subject) else {
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
                Some(visit) => Steps::go(Export::of_timeline(visit, self.subject, self.zero)),
                None => Steps::none(),
            },
            (Action::NextPane, _) => {
                self.other_source();
                Steps::none()
            }
            (Action::New, _) => self.begin_event(world),
            (Action::Zero, _) => self.other_zero(world),
            (Action::Compare, _) => Steps::go(Differences::of(self.subject)),
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
                editing.field.press(key, by_word, now, language);
            }
            Over::Choosing(list) => {
                list.press(key, questions(world, self.subject).len(), 8);
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
                let Some(told) = told(world, self.subject) else {
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

/// Makes a field that holds what the source says there now, if it says anything.
fn standing(world: &World, place: &Place, source: Source) -> TimeField {
    let answer = session(world).and_then(|session| {
        let sheet = session.sheet(place.subject, place.checklist)?;
        let index = sheet.checklist().index_of(place.question.as_str())?;
        sheet.answer_of(index, source)
    });
    let moment = answer.and_then(|answer| match &answer.content {
        Some(Content::Given(Value::Moment(moment))) => Some((*moment, answer.precision)),
        _ => None,
    });
    match moment {
        Some((moment, precision)) => TimeField::holding(Wanted::Moment, moment, precision),
        None => TimeField::new(Wanted::Moment),
    }
}

/// Returns the question that an event answers.
fn place_of(world: &World, episode: &Episode, event: &Event) -> Option<Place> {
    let said = episode.statements.get(event.statement)?;
    let checklist = session(world)?.checklist(said.checklist)?;
    Some(Place {
        subject: said.subject,
        checklist: said.checklist,
        question: checklist.questions.get(said.question)?.name.clone(),
    })
}

/// Returns the questions about times that can be asked of this human being, with their places.
fn questions(world: &World, subject: Subject) -> Vec<(Place, &Question)> {
    let Some(session) = session(world) else {
        return Vec::new();
    };
    let Ok(episode) = session.episode_of(subject) else {
        return Vec::new();
    };
    let subjects = episode.person.iter().chain(&episode.records);
    let mut found = Vec::new();
    for subject in subjects {
        for checklist in session.checklists() {
            let asked = checklist.questions.iter().filter(|question| {
                question.subject == subject.kind()
                    && question.fact.is_some()
                    && question.takes_answers()
                    && matches!(question.kind, Kind::Moment | Kind::Date)
            });
            found.extend(asked.map(|question| {
                let place = Place {
                    subject: *subject,
                    checklist: checklist.digest,
                    question: question.name.clone(),
                };
                (place, question)
            }));
        }
    }
    found
}

impl Show for Timeline {
    fn context(&self, _world: &World) -> &'static Context {
        match &self.over {
            Over::Nothing => &TIMELINE,
            Over::Editing(_) => &EDITING,
            Over::Choosing(_) | Over::Whose(_) => &CHOOSING,
            Over::Doubt(..) => &DOUBT,
            Over::Limits(_) => &LIMITS,
        }
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
            visit: world.visit_id()?,
            of: DraftOf::Time {
                subject: self.subject,
                place: editing.place.clone(),
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
        (format!("{code}  {}  {title}", self.subject), String::new())
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        match input {
            Input::Shown => {
                let Some(told) = told(world, self.subject) else {
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
        Some(Resume {
            visit: world.visit_id()?,
            place: None,
            at: world.local(),
        })
    }
}
