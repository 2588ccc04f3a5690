//! A new visit: the clock first, then which checklists, who, and when. Nothing blocks starting.

mod lines;
mod view;

use std::sync::Arc;

use chrono::{Duration, NaiveDateTime};
use ratatui::layout::Rect;

use self::lines::{Clock, Line, Taken};
use super::overview::{Overview, session};
use super::{Input, Show, Step, Steps};
use crate::app::{self, Draft, DraftOf, VisitForm};
use crate::checklist::{Checklist, ChecklistId};
use crate::message::Message;
use crate::safeguard::official_offset_minutes;
use crate::tui::canvas::Canvas;
use crate::tui::event::{Answered, Request};
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::widget::time::{Reading, Wanted};
use crate::tui::widget::{Dialog, DialogAnswer, TextField, TimeField};
use crate::tui::world::World;
use crate::value::{Moment, PartialDate, Value};
use crate::visit::{Announced, Answer, ClockCheck, Facility, Place, Subject, VisitKind};

const START: Command = Command {
    action: Action::Accept,
    keys: &[Key::Bare(Bare::Enter)],
    label: "key-start-visit",
    doc: "key-start-visit-doc",
    rank: 1,
};
const NEXT_LINE: Command = Command {
    action: Action::NextPane,
    keys: &[Key::Bare(Bare::Tab)],
    label: "key-next-field",
    doc: "key-next-field-doc",
    rank: 2,
};

/// What a new visit offers.
pub(super) static NEW_VISIT: Context = Context {
    name: "new-visit",
    title: "new-visit-title",
    help: &["new-visit-help", "new-visit-help-clock"],
    commands: &[START, NEXT_LINE],
};

/// Choosing a checklist alone.
pub(super) static CHOOSE: Context = Context {
    name: "new-visit-checklist",
    title: "new-visit-title",
    help: &["new-visit-help", "new-visit-help-clock"],
    commands: &[
        START,
        NEXT_LINE,
        Command {
            action: Action::Toggle,
            keys: &[Key::Bare(Bare::Space)],
            label: "key-toggle",
            doc: "key-toggle-doc",
            rank: 3,
        },
    ],
};

/// Answering what is odd about the times.
pub(super) static ODD_TIMES: Context = Context {
    name: "new-visit-times",
    title: "new-visit-title",
    help: &["new-visit-help"],
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

/// A visit that is about to begin.
#[derive(Debug)]
pub struct NewVisit {
    facility: Facility,
    at: usize,
    clock: Clock,
    /// Whether a person has chosen it.
    confirmed: bool,
    watch: TimeField,
    checklists: Vec<(Arc<Checklist>, bool)>,
    taken: Taken,
    kind: VisitKind,
    announced: Announced,
    team: Option<TextField>,
    gate: TimeField,
    let_in: TimeField,
    odd: Option<Dialog>,
    asked: bool,
    /// Whether somebody changed anything: else nothing is lost with it.
    touched: bool,
    /// The checklists of an own set that was chosen before the vault was closed.
    own_before: Vec<ChecklistId>,
    /// The codes of the team as they were typed before that.
    team_before: Option<String>,
}

impl NewVisit {
    /// Begins with the defaults.
    pub fn at(facility: Facility) -> Self {
        Self {
            facility,
            at: 0,
            clock: Clock::Official,
            confirmed: false,
            watch: TimeField::new(Wanted::Moment),
            checklists: Vec::new(),
            taken: Taken::Full,
            kind: VisitKind::default(),
            announced: Announced::default(),
            team: None,
            gate: TimeField::new(Wanted::Moment),
            let_in: TimeField::new(Wanted::Moment),
            odd: None,
            asked: false,
            touched: false,
            own_before: Vec::new(),
            team_before: None,
        }
    }

    /// Goes on with a visit that was about to begin.
    pub fn again(form: VisitForm) -> Self {
        let mut screen = Self::at(form.facility);
        screen.clock = *Clock::ALL.get(form.clock).unwrap_or(&Clock::Official);
        screen.confirmed = form.confirmed;
        screen.taken = *Taken::ALL.get(form.set).unwrap_or(&Taken::Full);
        screen.kind = form.kind;
        screen.announced = form.announced;
        let [watch, gate, let_in] = form.times;
        screen.watch.put(&watch.0, watch.1);
        screen.gate.put(&gate.0, gate.1);
        screen.let_in.put(&let_in.0, let_in.1);
        screen.touched = true;
        screen.own_before = form.own;
        screen.team_before = Some(form.team);
        screen.at = form.at;
        screen
    }

    /// Returns the official offset of the place today, in minutes east.
    fn offset(&self, world: &World) -> i16 {
        let today = world.now.machine.date_naive();
        official_offset_minutes(self.facility.country, &self.facility.region, today)
    }

    /// Returns the official time of the place.
    fn official(&self, world: &World) -> NaiveDateTime {
        let universal = world.now.machine.naive_utc();
        let offset = Duration::minutes(i64::from(self.offset(world)));
        universal.checked_add_signed(offset).unwrap_or(universal)
    }

    /// Returns the minutes to add to the machine's own local time.
    fn shift(&self, world: &World) -> i32 {
        let machine = world.now.local();
        let minutes = |other: NaiveDateTime| {
            // Half a minute more, so that a watch that was read in this minute shifts by whole minutes.
            let seconds = (other - machine).num_seconds();
            i32::try_from((seconds + 30).div_euclid(60)).unwrap_or(0)
        };
        match self.clock {
            Clock::Computer => 0,
            Clock::Official => minutes(self.official(world)),
            Clock::Watch => {
                let start = machine.date().and_time(
                    chrono::NaiveTime::from_hms_opt(
                        chrono::Timelike::hour(&machine.time()),
                        chrono::Timelike::minute(&machine.time()),
                        0,
                    )
                    .unwrap_or(machine.time()),
                );
                match self.watch.reading(machine.into(), world.settings.language) {
                    Reading::Is(moment) => moment.wall_clock().map_or(0, |typed| {
                        let mut minutes = (typed - start).num_minutes();
                        // A watch shows no day: the nearest one is meant.
                        while minutes < -12 * 60 {
                            minutes += 24 * 60;
                        }
                        i32::try_from(minutes).unwrap_or(0)
                    }),
                    _ => 0,
                }
            }
        }
    }

    /// Returns the team's time as the clock stands now.
    fn now(&self, world: &World) -> NaiveDateTime {
        let local = world.now.local();
        let shift = Duration::minutes(i64::from(self.shift(world)));
        local.checked_add_signed(shift).unwrap_or(local)
    }

    fn lines(&self) -> Vec<Line> {
        let mut found = vec![Line::Clock];
        if self.clock == Clock::Watch {
            found.push(Line::Watch);
        }
        found.push(Line::Checklists);
        if self.taken == Taken::Own {
            found.extend((0..self.checklists.len()).map(Line::Checklist));
        }
        found.extend([
            Line::Kind,
            Line::Announced,
            Line::Team,
            Line::Gate,
            Line::LetIn,
        ]);
        found
    }

    fn line(&self) -> Line {
        self.lines().get(self.at).copied().unwrap_or(Line::Clock)
    }

    fn to(&mut self, at: usize) {
        self.at = at.min(self.lines().len().saturating_sub(1));
    }

    fn time_field(&mut self) -> Option<&mut TimeField> {
        match self.line() {
            Line::Watch => Some(&mut self.watch),
            Line::Gate => Some(&mut self.gate),
            Line::LetIn => Some(&mut self.let_in),
            _ => None,
        }
    }

    fn chosen(&self) -> Vec<&Arc<Checklist>> {
        self.checklists
            .iter()
            .filter(|(checklist, own)| match self.taken {
                Taken::Full => lines::is_of_full_set(checklist),
                Taken::Core => lines::is_core(checklist),
                Taken::Own => *own,
            })
            .map(|(checklist, _)| checklist)
            .collect()
    }

    fn choose(&mut self, digit: u8) {
        let Some(index) = usize::from(digit).checked_sub(1) else {
            return;
        };
        match self.line() {
            Line::Clock => {
                if let Some(clock) = Clock::ALL.get(index) {
                    self.clock = *clock;
                    self.confirmed = true;
                    if *clock == Clock::Watch {
                        self.to(self.at + 1);
                    }
                }
            }
            Line::Checklists => {
                if let Some(taken) = Taken::ALL.get(index) {
                    if *taken == Taken::Own && self.taken != Taken::Own {
                        let kept: Vec<_> = self
                            .chosen()
                            .iter()
                            .map(|checklist| checklist.digest)
                            .collect();
                        for (checklist, own) in &mut self.checklists {
                            *own = kept.contains(&checklist.digest);
                        }
                    }
                    self.taken = *taken;
                }
            }
            Line::Kind => {
                if let Some(kind) = VisitKind::ALL.get(index) {
                    self.kind = *kind;
                }
            }
            Line::Announced => {
                if let Some(announced) = lines::ANNOUNCED.get(index) {
                    self.announced = *announced;
                }
            }
            Line::Checklist(_) | Line::Watch | Line::Team | Line::Gate | Line::LetIn => {}
        }
    }

    fn toggle(&mut self) {
        if let Line::Checklist(index) = self.line()
            && let Some((_, own)) = self.checklists.get_mut(index)
        {
            *own = !*own;
        }
    }

    /// Moves to the neighbour of what is chosen.
    fn turn(&mut self, forward: bool) {
        let (at, count) = match self.line() {
            Line::Clock => (
                Clock::ALL.iter().position(|one| *one == self.clock),
                Clock::ALL.len(),
            ),
            Line::Checklists => (
                Taken::ALL.iter().position(|one| *one == self.taken),
                Taken::ALL.len(),
            ),
            Line::Kind => (
                VisitKind::ALL.iter().position(|one| *one == self.kind),
                VisitKind::ALL.len(),
            ),
            Line::Announced => (
                lines::ANNOUNCED
                    .iter()
                    .position(|one| *one == self.announced),
                lines::ANNOUNCED.len(),
            ),
            Line::Checklist(_) | Line::Watch | Line::Team | Line::Gate | Line::LetIn => return,
        };
        let at = at.unwrap_or(0);
        let next = if forward {
            (at + 1).min(count.saturating_sub(1))
        } else {
            at.saturating_sub(1)
        };
        let line = self.at;
        self.choose(u8::try_from(next + 1).unwrap_or(1));
        self.at = line;
    }

    fn moment(&self, field: &TimeField, world: &World) -> Option<Moment> {
        field.precision()?;
        match field.reading(self.now(world).into(), world.settings.language) {
            Reading::Is(moment) => Some(moment),
            _ => None,
        }
    }

    /// Returns how long the team waited at the gate, in minutes.
    fn waited(&self, world: &World) -> Option<i64> {
        let gate = self.moment(&self.gate, world)?.wall_clock()?;
        let let_in = self.moment(&self.let_in, world)?.wall_clock()?;
        Some((let_in - gate).num_minutes())
    }

    fn team(&self) -> Vec<String> {
        self.team
            .as_ref()
            .map_or("", TextField::text)
            .split([',', ';', ' '])
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn accept(&mut self, world: &World) -> Steps {
        if self.waited(world).is_some_and(|waited| waited < 0) {
            let gate = self.clock_text(&self.gate, world);
            let let_in = self.clock_text(&self.let_in, world);
            let question = Message::new("new-visit-odd")
                .text("gate", gate)
                .text("in", let_in);
            let answers = [
                "new-visit-odd-fix",
                "new-visit-odd-next-day",
                "new-visit-odd-keep",
            ]
            .map(Message::new);
            self.odd = Some(Dialog::new(question, answers.to_vec()));
            return Steps::none();
        }
        self.start(world)
    }

    fn clock_text(&self, field: &TimeField, world: &World) -> String {
        self.moment(field, world)
            .and_then(Moment::wall_clock)
            .map(|when| world.calendar().clock(when))
            .unwrap_or_default()
    }

    fn answered(&mut self, answer: DialogAnswer, world: &World) -> Steps {
        let DialogAnswer::Given(index) = answer else {
            return Steps::none();
        };
        self.odd = None;
        match index {
            1 => {
                let moved = self
                    .moment(&self.let_in, world)
                    .and_then(Moment::wall_clock)
                    .and_then(|when| when.checked_add_signed(Duration::days(1)));
                if let Some(moved) = moved {
                    self.let_in.set(Moment::at(moved));
                }
                self.start(world)
            }
            2 => self.start(world),
            _ => {
                let at = self.lines().iter().position(|line| *line == Line::LetIn);
                self.to(at.unwrap_or(0));
                Steps::none()
            }
        }
    }

    fn start(&mut self, world: &World) -> Steps {
        let checklists: Vec<_> = self
            .chosen()
            .iter()
            .map(|checklist| checklist.id.clone())
            .collect();
        if checklists.is_empty() {
            return Steps::warn(Message::new("new-visit-no-checklist"));
        }
        if self.asked {
            return Steps::none();
        }
        self.asked = true;
        let today = Moment::on(PartialDate::Day(self.now(world).date()));
        Steps::ask(Request::OpenVisit(Box::new(app::NewVisit {
            facility: self.facility.code.clone(),
            kind: self.kind,
            announced: self.announced,
            start: self.moment(&self.gate, world).unwrap_or(today),
            let_in: self.moment(&self.let_in, world),
            clock: ClockCheck {
                offset_minutes: self.offset(world),
                shift_minutes: self.shift(world),
                confirmed: self.confirmed,
            },
            team: self.team(),
            checklists,
        })))
    }

    /// Answers the checklist's own questions about the gate, so that nobody types a time twice.
    fn answer_times(&self, world: &mut World) {
        let times = [
            ("team_arrived_at", &self.gate),
            ("team_let_in_at", &self.let_in),
        ];
        for (name, field) in times {
            let (Some(moment), Some(precision)) = (self.moment(field, world), field.precision())
            else {
                continue;
            };
            let place = session(world).and_then(|session| {
                session.checklists().iter().find_map(|checklist| {
                    let question = checklist.question(name)?;
                    let place = Place {
                        subject: Subject::Premises,
                        checklist: checklist.digest,
                        question: question.name.clone(),
                    };
                    Some((place, question.source))
                })
            });
            let Some((place, source)) = place else {
                continue;
            };
            let answer = Answer {
                precision,
                ..Answer::given(Value::Moment(moment))
            };
            // A checklist of somebody else may mean another thing by the name and refuse it.
            let _refused =
                world.change(|session, saying| session.answer(&place, source, answer, saying));
        }
    }

    fn bare(&mut self, key: Bare, by_word: bool, world: &World) {
        if let Some(dialog) = &mut self.odd {
            dialog.press(key);
            return;
        }
        match key {
            Bare::Up | Bare::BackTab => self.to(self.at.saturating_sub(1)),
            Bare::Down => self.to(self.at + 1),
            Bare::Space => self.toggle(),
            Bare::Left | Bare::Right if self.takes_options() => self.turn(key == Bare::Right),
            _ => {
                let (now, language) = (self.now(world).into(), world.settings.language);
                let is_team = self.line() == Line::Team;
                if let Some(field) = self.time_field() {
                    field.press(key, by_word, now, language);
                } else if is_team && let Some(team) = &mut self.team {
                    team.press(key, by_word);
                }
            }
        }
    }

    fn takes_options(&self) -> bool {
        matches!(
            self.line(),
            Line::Clock | Line::Checklists | Line::Kind | Line::Announced | Line::Checklist(_)
        )
    }

    fn type_letter(&mut self, letter: char) {
        let is_team = self.line() == Line::Team;
        if let Some(field) = self.time_field() {
            field.insert(letter);
        } else if is_team && let Some(team) = &mut self.team {
            team.insert(letter.encode_utf8(&mut [0; 4]));
        }
    }
}

impl Show for NewVisit {
    fn context(&self, _world: &World) -> &'static Context {
        match (&self.odd, self.line()) {
            (Some(_), _) => &ODD_TIMES,
            (None, Line::Checklist(_)) => &CHOOSE,
            (None, _) => &NEW_VISIT,
        }
    }

    fn focus(&self, _world: &World) -> Focus {
        match (&self.odd, self.line()) {
            (None, Line::Team) => Focus::Text,
            (None, Line::Watch | Line::Gate | Line::LetIn) => Focus::Time,
            _ => Focus::Commands,
        }
    }

    fn title(&self, world: &World) -> (String, String) {
        let title = world.words.id("new-visit-title");
        (format!("{}  {title}", self.facility.code), String::new())
    }

    fn draft(&self, _world: &World) -> Option<Draft> {
        let time = |field: &TimeField| (field.field.text().to_owned(), field.precision());
        let place = |at: Option<usize>| at.unwrap_or(0);
        self.touched.then(|| Draft {
            visit: None,
            of: DraftOf::Visit(Box::new(VisitForm {
                facility: self.facility.clone(),
                at: self.at,
                clock: place(Clock::ALL.iter().position(|one| *one == self.clock)),
                confirmed: self.confirmed,
                set: place(Taken::ALL.iter().position(|one| *one == self.taken)),
                own: self
                    .checklists
                    .iter()
                    .filter(|(_, own)| *own)
                    .map(|(checklist, _)| checklist.id.clone())
                    .collect(),
                kind: self.kind,
                announced: self.announced,
                team: self.team.as_ref().map_or("", TextField::text).to_owned(),
                times: [time(&self.watch), time(&self.gate), time(&self.let_in)],
            })),
            text: String::new(),
        })
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        let changes = matches!(
            input,
            Input::Digit(_) | Input::Text(_) | Input::Paste(_) | Input::Do(Action::Toggle)
        );
        self.touched |= changes;
        match input {
            Input::Shown if self.team.is_none() => {
                let own = world.desk.as_ref().map_or("", |desk| desk.by.as_str());
                let team = self.team_before.take();
                self.team = Some(TextField::holding(team.as_deref().unwrap_or(own)));
                return Steps::ask(Request::ListChecklists);
            }
            Input::Reply(Ok(Answered::Checklists(checklists))) => {
                self.checklists = checklists
                    .into_iter()
                    .map(|checklist| {
                        let own = self.own_before.contains(&checklist.id);
                        (checklist, own)
                    })
                    .collect();
                self.checklists
                    .sort_by_key(|(checklist, _)| lines::place_of(checklist));
            }
            Input::Reply(Ok(Answered::VisitInHand(_))) => {
                self.answer_times(world);
                return Step::Instead(Box::new(Overview::default().into())).into();
            }
            Input::Reply(Err(fault)) => {
                self.asked = false;
                return Steps::warn(fault.what);
            }
            Input::Do(Action::Accept) => {
                if let Some(dialog) = &mut self.odd {
                    let answer = dialog.press(Bare::Enter);
                    return self.answered(answer, world);
                }
                return self.accept(world);
            }
            Input::Do(Action::Back) => self.odd = None,
            Input::Do(Action::Toggle) => self.toggle(),
            Input::Do(Action::NextPane) => {
                let count = self.lines().len();
                self.to((self.at + 1) % count);
            }
            Input::Digit(digit) => {
                if let Some(dialog) = &self.odd {
                    let answer = dialog.digit(digit);
                    return self.answered(answer, world);
                }
                if self.time_field().is_some() {
                    self.type_letter(char::from(b'0' + digit.min(9)));
                } else {
                    self.choose(digit);
                }
            }
            Input::Text(letter) => self.type_letter(letter),
            Input::Paste(text) => text.chars().for_each(|letter| self.type_letter(letter)),
            Input::Bare(key, by_word) => self.bare(key, by_word, world),
            _ => {}
        }
        Steps::none()
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        self.draw(canvas, body, world);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safeguard::Country;
    use crate::tui::Now;
    use crate::tui::world::Settings;
    use crate::visit::FacilityType;

    fn begun_at(machine: &str, country: Country) -> (NewVisit, World) {
        let now = Now {
            ms: 0,
            machine: machine.parse().unwrap(),
        };
        let visit = NewVisit::at(Facility {
            code: "IVS-07".to_owned(),
            kind: FacilityType::Ivs,
            country,
            region: String::new(),
            body: None,
            names: std::collections::BTreeMap::default(),
            capacity: None,
        });
        (visit, World::new(Settings::default(), now, (80, 24)))
    }

    #[test]
    fn the_clock_that_was_chosen_shifts_the_time_of_the_team() {
        // A laptop in Kazakhstan that still shows UTC+6.
        let (mut visit, world) = begun_at("2026-03-05T14:32:20+06:00", Country::Kz);
        for (clock, watch, shift) in [
            (Clock::Computer, "", 0),
            (Clock::Official, "", -60),
            (Clock::Watch, "1335", -57),
            (Clock::Watch, "1440", 8),
            (Clock::Watch, "", 0),
        ] {
            visit.clock = clock;
            visit.watch = TimeField::new(Wanted::Moment);
            watch.chars().for_each(|digit| visit.watch.insert(digit));
            assert_eq!(visit.shift(&world), shift, "{clock:?} {watch}");
        }
    }

    #[test]
    fn a_watch_past_midnight_means_the_nearest_day() {
        let (mut visit, world) = begun_at("2026-03-05T23:50:00+05:00", Country::Kz);
        visit.clock = Clock::Watch;
        "0010".chars().for_each(|digit| visit.watch.insert(digit));
        assert_eq!(visit.shift(&world), 20);
        assert_eq!(visit.now(&world).to_string(), "2026-03-06 00:10:00");
    }

    #[test]
    fn the_official_time_is_that_of_the_country() {
        let (visit, world) = begun_at("2026-03-05T14:32:00+05:00", Country::Kg);
        assert_eq!(visit.shift(&world), 60);
        assert_eq!(visit.offset(&world), 360);
    }
}
