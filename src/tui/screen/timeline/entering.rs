//! Entering and correcting times on a timeline: each goes to the question that asks for it, in the
//! instance of the custody in hand.

use chrono::{Duration, NaiveDateTime};

use super::super::Steps;
use super::super::custodies::episode_in_hand;
use super::super::overview::session;
use super::questions::{self, Question as Doubt};
use super::{Editing, Over, Timeline, told};
use crate::checklist::{Kind, Question};
use crate::message::Message;
use crate::tui::widget::time::{Reading, Wanted};
use crate::tui::widget::{DialogAnswer, ListState, TimeField};
use crate::tui::world::World;
use crate::value::{Missing, Precision, Source, Value};
use crate::visit::{
    Answer, Content, Custody, Episode, Event, Instance, Place, Sheet, Timeline as Course, Whose,
};

impl Timeline {
    /// Begins to correct the event in hand.
    pub(super) fn correct(&mut self, world: &World) -> Steps {
        let Some(told) = told(world, &self.whose) else {
            return Steps::none();
        };
        let Some(event) = self.event(&told.course) else {
            return Steps::say(Message::new("timeline-nothing-yet"));
        };
        let Some((place, instance)) = place_of(world, &told.episode, event) else {
            return Steps::none();
        };
        let field = match event.moment {
            Some((moment, precision)) => TimeField::holding(Wanted::Moment, moment, precision),
            None => TimeField::new(Wanted::Moment),
        };
        self.over = Over::Editing(Editing {
            place,
            instance,
            source: event.source,
            field,
        });
        Steps::none()
    }

    /// Returns the sources that may have an account of the event in hand beside the one that is there.
    pub(super) fn other_sources(&self, course: &Course) -> Vec<Source> {
        let own = self.event(course).map(|event| event.source);
        Source::ALL
            .into_iter()
            .filter(|source| Some(*source) != own)
            .collect()
    }

    /// Begins to enter what another source says about the event in hand.
    pub(super) fn begin_account(&mut self, world: &World) -> Steps {
        let has_event =
            told(world, &self.whose).is_some_and(|told| self.event(&told.course).is_some());
        if !has_event {
            return Steps::say(Message::new("timeline-nothing-yet"));
        }
        self.over = Over::Whose(ListState::default());
        Steps::none()
    }

    pub(super) fn choose_source(&mut self, at: usize, world: &World) -> Steps {
        let Some(told) = told(world, &self.whose) else {
            return Steps::none();
        };
        let sources = self.other_sources(&told.course);
        let place = self
            .event(&told.course)
            .and_then(|event| place_of(world, &told.episode, event));
        if let (Some(source), Some((place, instance))) = (sources.get(at).copied(), place) {
            let field = standing(world, &place, &instance, source);
            self.over = Over::Editing(Editing {
                place,
                instance,
                source,
                field,
            });
        }
        Steps::none()
    }

    pub(super) fn begin_event(&mut self, world: &World) -> Steps {
        if questions_about_times(world, &self.whose).is_empty() {
            return Steps::say(Message::new("timeline-nothing-to-add"));
        }
        self.over = Over::Choosing(ListState::default());
        Steps::none()
    }

    pub(super) fn choose(&mut self, world: &World) -> Steps {
        let Over::Choosing(list) = &self.over else {
            return Steps::none();
        };
        let chosen = questions_about_times(world, &self.whose)
            .into_iter()
            .nth(list.selected);
        self.over = match chosen {
            Some((place, instance, question)) => Over::Editing(Editing {
                field: standing(world, &place, &instance, question.source),
                source: question.source,
                place,
                instance,
            }),
            None => Over::Nothing,
        };
        Steps::none()
    }

    /// Takes the time that was typed, unless something about it has to be asked first.
    pub(super) fn take(&mut self, world: &mut World) -> Steps {
        let Over::Editing(editing) = &self.over else {
            return Steps::none();
        };
        let doubt = told(world, &self.whose)
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
    pub(super) fn settle(&mut self, answer: DialogAnswer, world: &mut World) -> Steps {
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
        let Some(told) = told(world, &self.whose) else {
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
            editing.field.reading(now.into(), language),
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
        let instance = editing.instance.clone();
        let before = said_there(world, &place, &instance, source).cloned();
        let answer = Answer {
            content,
            precision,
            ..before.unwrap_or_default()
        };
        match world
            .change(|session, saying| session.answer_in(&place, &instance, source, answer, saying))
        {
            Ok(change) => {
                self.over = Over::Nothing;
                change.message.map_or_else(Steps::none, Steps::say)
            }
            Err(message) => Steps::warn(message),
        }
    }

    /// Returns from when a time without its day is read backwards: from a day after the zero, so that
    /// 02:30 is the first night and not the last one before today.
    pub(super) fn clock_of(&self, editing: &Editing, world: &World) -> NaiveDateTime {
        let now = world.local();
        if !questions::is_bare_time(editing.field.field.text()) {
            return now;
        }
        let anchor = told(world, &self.whose).and_then(|told| {
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

    pub(super) fn other_source(&mut self) {
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
}

/// Returns what the source says there now.
fn said_there<'a>(
    world: &'a World,
    place: &Place,
    instance: &Instance,
    source: Source,
) -> Option<&'a Answer> {
    let sheet = session(world)?.sheet(place.subject, place.checklist)?;
    let index = sheet.checklist().index_of(place.question.as_str())?;
    sheet.in_instance(instance.clone()).answer_of(index, source)
}

/// Makes a field that holds what the source says there now, if it says anything.
fn standing(world: &World, place: &Place, instance: &Instance, source: Source) -> TimeField {
    let answer = said_there(world, place, instance, source);
    let moment = answer.and_then(|answer| match &answer.content {
        Some(Content::Given(Value::Moment(moment))) => Some((*moment, answer.precision)),
        _ => None,
    });
    match moment {
        Some((moment, precision)) => TimeField::holding(Wanted::Moment, moment, precision),
        None => TimeField::new(Wanted::Moment),
    }
}

/// Returns the question that an event answers, and in which instance of the repeats around it.
fn place_of(world: &World, episode: &Episode, event: &Event) -> Option<(Place, Instance)> {
    let said = episode.statements.get(event.statement)?;
    let checklist = session(world)?.checklist(said.checklist)?;
    let place = Place {
        subject: said.subject,
        checklist: said.checklist,
        question: checklist.questions.get(said.question)?.name.clone(),
    };
    Some((place, said.instance.clone()))
}

/// Returns the questions about times that can be asked of the custody in hand, with their places.
pub(super) fn questions_about_times<'a>(
    world: &'a World,
    whose: &Whose,
) -> Vec<(Place, Instance, &'a Question)> {
    let (Some(session), Some(episode)) = (session(world), episode_in_hand(world, whose)) else {
        return Vec::new();
    };
    let others: Vec<Custody> = session
        .episodes_of(whose.subject)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|other| other.custody)
        .filter(|other| Some(other) != episode.custody.as_ref())
        .collect();
    let mut found = Vec::new();
    for subject in episode.person.iter().chain(&episode.records) {
        for checklist in session.checklists() {
            let Some(sheet) = session.sheet(*subject, checklist.digest) else {
                continue;
            };
            for (index, question) in checklist.questions.iter().enumerate() {
                let is_asked = question.subject == subject.kind()
                    && question.fact.is_some()
                    && question.takes_answers()
                    && matches!(question.kind, Kind::Moment | Kind::Date);
                let repeat = checklist.repeats_around(index).first();
                let is_of_another = |instance: &Instance| {
                    others.iter().any(|other| {
                        other.subject == *subject
                            && other.checklist == checklist.digest
                            && repeat == Some(&other.repeat)
                            && instance.0.first() == Some(&other.instance)
                    })
                };
                if is_asked
                    && let Some(instance) = free_instance(&sheet, index, question, is_of_another)
                {
                    let place = Place {
                        subject: *subject,
                        checklist: checklist.digest,
                        question: question.name.clone(),
                    };
                    found.push((place, instance, question));
                }
            }
        }
    }
    found
}

/// Returns the first instance of the custody in hand in which nobody answered the question yet; if all
/// are answered, the first one.
fn free_instance(
    sheet: &Sheet<'_>,
    index: usize,
    question: &Question,
    is_of_another: impl Fn(&Instance) -> bool,
) -> Option<Instance> {
    let mut own = sheet.instances_of(index);
    own.retain(|instance| !is_of_another(instance));
    let is_free = |instance: &&Instance| {
        let there = sheet.seen_from((*instance).clone());
        there.answer_of(index, question.source).is_none()
    };
    own.iter().find(is_free).or_else(|| own.first()).cloned()
}
