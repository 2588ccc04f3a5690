//! The whole state of the interface, changed by events and by nothing else.
//!
//! Pure: no disk, no clock, no random. A run of the program is a list of events that a test can
//! replay. Its invariant: whatever a screen said to the visit stays in [`journal::Journal`] until the
//! disk has confirmed it.

mod cover;
mod drafts;
mod journal;
mod keys;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::cover::Cover;
use self::drafts::Drafts;
use self::journal::Journal;
use self::keys::Guards;
use super::canvas::Canvas;
use super::event::{Answered, Effect, Event, Fault, Now, Reply, Request, Ticket};
use super::keyboard::Focus;
use super::keymap::{Action, BarEntry, Place, bar_rows};
use super::screen::{Input, Screen, Step, Steps, Unlock};
use super::theme::Role;
use super::widget::{Frame, SavedState, Size};
use super::world::{Desk, OpenVisit, Settings, World, is_text};
use crate::app::{AllowedNames, EarlierAnswers, Settings as Kept};
use crate::message::Message;
use crate::visit::VisitSummary;

/// A screen on the stack, with its identity and the time it was put there.
#[derive(Debug)]
struct Layer {
    id: u64,
    since: u64,
    screen: Screen,
}

/// The whole state of the interface.
pub struct Model {
    /// What all screens share.
    pub world: World,
    stack: Vec<Layer>,
    cover: Cover,
    /// The message line, and whether it is an error.
    line: Option<(Message, bool)>,
    /// The entry of the command bar in hand, as row and place.
    bar: Option<(usize, usize)>,
    /// Pasted text that waits for an answer.
    pasted: Option<String>,
    guards: Guards,
    /// The question for what was answered here before.
    earlier: Option<Ticket>,
    journal: Journal,
    drafts: Drafts,
    waiting: Vec<(Ticket, u64)>,
    next: u64,
    /// When the last key came.
    last_key: u64,
    effects: Vec<Effect>,
    leaving: bool,
}

impl Model {
    /// Begins: asks whether there is a vault.
    pub fn start(settings: Settings, now: Now, size: (u16, u16)) -> (Self, Vec<Effect>) {
        let mut model = Self {
            world: World::new(settings, now, size),
            stack: Vec::new(),
            cover: Cover::Open,
            line: None,
            bar: None,
            pasted: None,
            guards: Guards::default(),
            earlier: None,
            journal: Journal::default(),
            drafts: Drafts::default(),
            waiting: Vec::new(),
            next: 0,
            last_key: now.ms,
            effects: Vec::new(),
            leaving: false,
        };
        model.push(Unlock::default().into());
        let effects = std::mem::take(&mut model.effects);
        (model, effects)
    }

    /// Takes an event and returns what is to be done.
    pub fn update(&mut self, event: Event, now: Now) -> Vec<Effect> {
        let slept = self.slept(now);
        self.world.now = now;
        if slept {
            self.lock();
        }
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(text),
            Event::Resize(columns, rows) => self.resize((columns, rows)),
            Event::Tick => self.tick(),
            Event::Suspended => self.lock(),
            Event::Reply(ticket, reply) => self.reply(ticket, reply),
            // There is one line: the gravest comes last and stays.
            Event::Told(messages) => self.line = messages.into_iter().last().map(|it| (it, true)),
            Event::Terminate | Event::TerminalGone => self.terminate(),
        }
        self.record();
        self.keep_draft();
        std::mem::take(&mut self.effects)
    }

    /// Returns whether the machine slept: its own clock ran on without the other one.
    fn slept(&self, now: Now) -> bool {
        const JUMP: i64 = 30_000;
        let ran = i64::try_from(now.ms.saturating_sub(self.world.now.ms)).unwrap_or(i64::MAX);
        let passed = (now.machine - self.world.now.machine).num_milliseconds();
        self.world.desk.is_some() && passed.saturating_sub(ran) > JUMP
    }

    /// Returns when the model wants to be woken, in milliseconds of [`Now::ms`].
    pub fn deadline(&self) -> Option<u64> {
        let screen = self
            .stack
            .last()
            .and_then(|layer| layer.screen.show().deadline());
        [
            screen,
            self.idle_deadline(),
            self.journal.deadline(self.world.now.ms),
            self.drafts.deadline(),
            self.clock_deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn top(&mut self) -> Option<&mut Layer> {
        self.stack.last_mut()
    }

    fn focus(&self) -> Focus {
        self.stack.last().map_or(Focus::Commands, |layer| {
            layer.screen.show().focus(&self.world)
        })
    }

    fn push(&mut self, screen: Screen) {
        self.next += 1;
        self.stack.push(Layer {
            id: self.next,
            since: self.world.now.ms,
            screen,
        });
        self.bar = None;
        self.send(Input::Shown);
    }

    /// Sends an input to the screen on top and does what it asks for.
    fn resize(&mut self, size: (u16, u16)) {
        self.world.size = size;
        if let Some(layer) = self.stack.last_mut() {
            let steps = layer.screen.show_mut().resized(&self.world);
            let id = layer.id;
            self.take(steps, id);
        }
    }

    fn send(&mut self, input: Input) {
        let Some(index) = self.stack.len().checked_sub(1) else {
            return;
        };
        self.send_to(index, input);
    }

    fn send_to(&mut self, index: usize, input: Input) {
        let Some(layer) = self.stack.get_mut(index) else {
            return;
        };
        let before = self.world.to_record.len();
        let steps = layer.screen.show_mut().update(input, &mut self.world);
        let id = layer.id;
        let said = self.world.to_record.len() - before;
        self.guards.changed(said, self.world.now.ms);
        self.take(steps, id);
    }

    fn take(&mut self, steps: Steps, asker: u64) {
        for step in steps.0 {
            match step {
                Step::Go(screen) => self.push(*screen),
                Step::Instead(screen) => {
                    self.stack.pop();
                    self.push(*screen);
                }
                Step::Back => self.back(),
                Step::Home(screen) => {
                    self.stack.clear();
                    self.push(*screen);
                }
                Step::Ask(request) => {
                    let ticket = self.ask(request);
                    self.waiting.push((ticket, asker));
                }
                Step::Say(message) => self.line = Some((message, false)),
                Step::Warn(message) => self.line = Some((message, true)),
                Step::Hide => self.hide(),
                Step::Lock => self.lock(),
                Step::Run(action) => {
                    self.back();
                    self.run_by_name(action);
                }
                Step::Leave => self.leave(),
                Step::TryAgain => self.journal.hurry(),
                Step::LeaveAndLose => {
                    self.ask(Request::Lock);
                    self.effects.push(Effect::Quit);
                }
            }
        }
    }

    /// Takes the settings as they are kept, so that a change of one keeps the others.
    pub fn remember(&mut self, kept: Kept) {
        self.world.kept = kept;
    }

    /// Goes back one screen; from the last one there is no way back.
    fn back(&mut self) {
        if self.stack.len() > 1 {
            let popped = self.stack.pop();
            self.guards
                .park(popped.map(|layer| layer.screen), self.world.now.ms);
            self.bar = None;
            self.send(Input::Shown);
        } else {
            self.line = Some((Message::new("screen-how-to-leave"), false));
        }
    }

    fn ask(&mut self, request: Request) -> Ticket {
        self.next += 1;
        let ticket = Ticket(self.next);
        self.effects.push(Effect::Ask(ticket, request));
        ticket
    }

    fn reply(&mut self, ticket: Ticket, reply: Reply) {
        if self.journal.is_waiting_for(ticket) {
            return self.recorded(reply);
        }
        if self.earlier == Some(ticket) {
            self.earlier = None;
            // Without it the question stands alone, which is how most visits begin.
            if let Ok(Answered::Earlier(id, answers)) = reply
                && let Some(visit) = self.world.visit.as_mut()
                && visit.session.header().id == id
            {
                visit.earlier = answers;
            }
            return;
        }
        let Some(place) = self.waiting.iter().position(|(asked, _)| *asked == ticket) else {
            return;
        };
        let (_, asker) = self.waiting.swap_remove(place);
        let Some(index) = self.stack.iter().position(|layer| layer.id == asker) else {
            return;
        };
        let reply = match reply {
            Ok(answered) => Ok(self.note(answered)),
            Err(fault) => Err(fault),
        };
        self.send_to(index, Input::Reply(reply));
    }

    /// Takes what concerns all screens out of an answer before its screen sees it.
    fn note(&mut self, answered: Answered) -> Answered {
        match answered {
            Answered::Opened {
                device,
                by,
                practice,
                pin,
                backup,
                draft,
                allowed,
                notes,
            } => {
                self.world.allowed = allowed;
                let draft = draft.map(|draft| *draft);
                self.drafts.found(draft.clone());
                self.world.draft = draft;
                self.world.settings.pin = pin.or(self.world.settings.pin);
                self.world.desk = Some(Desk {
                    device,
                    by: by.clone(),
                    practice,
                    backup,
                });
                self.world.saved = Some(SavedState::Saved(self.world.now.local().time()));
                Answered::Opened {
                    device,
                    by,
                    practice,
                    pin,
                    backup,
                    draft: None,
                    allowed: AllowedNames::default(),
                    notes,
                }
            }
            Answered::ContinuedIn(folder, is_noted) => {
                self.journal.hurry();
                Answered::ContinuedIn(folder, is_noted)
            }
            Answered::BackedUp { at, kib, damaged } => {
                if let Some(desk) = &mut self.world.desk {
                    desk.backup = at.or(desk.backup);
                }
                Answered::BackedUp { at, kib, damaged }
            }
            Answered::Visit {
                session,
                next_number,
                read_only,
            } => {
                let id = session.header().id;
                self.world.visit = Some(OpenVisit {
                    session: *session,
                    next_number,
                    read_only,
                    earlier: EarlierAnswers::new(),
                });
                self.earlier = Some(self.ask(Request::Earlier(id)));
                Answered::VisitInHand(id)
            }
            other => other,
        }
    }

    fn recorded(&mut self, reply: Reply) {
        let now = self.world.now;
        match reply {
            Ok(_) => {
                let all = self.journal.confirmed();
                self.world.unsaved.clear();
                if all {
                    self.world.saved = Some(SavedState::Saved(now.local().time()));
                }
            }
            Err(Fault { what, .. }) => {
                let waiting = self.journal.failed(now.ms);
                self.world.unsaved = self.journal.entries();
                // The header says why in a few words: those about the disk, where it is the disk.
                let why = what.inner("why").cloned().unwrap_or(what);
                self.world.saved = Some(SavedState::NotSaved(why));
                let line = Message::new("screen-not-written").number("count", waiting);
                self.line = Some((line, true));
            }
        }
        if self.leaving && self.journal.is_empty() {
            self.effects.push(Effect::Quit);
        }
    }

    /// Hands to the disk what was said.
    fn record(&mut self) {
        for request in std::mem::take(&mut self.world.to_record) {
            if let Request::Record(visit, entries, _) = request {
                self.journal.keep(visit, entries);
            }
        }
        let now = self.world.now.ms;
        if self.world.is_not_saved() && self.world.unsaved.len() != self.journal.waiting() {
            self.world.unsaved = self.journal.entries();
        }
        if let Some((visit, entries)) = self.journal.next_batch(now) {
            let in_hand = self.world.visit.as_ref().map(|open| &open.session);
            let summary = in_hand
                .filter(|session| session.header().id == visit)
                .map(|session| Box::new(VisitSummary::of(session)));
            let ticket = self.ask(Request::Record(visit, entries, summary));
            self.journal.sent(ticket, now);
        }
        if self.journal.is_slow(now)
            && !matches!(self.world.saved, Some(SavedState::NotSaved(_)) | None)
        {
            self.world.saved = Some(SavedState::Saving);
        }
    }

    fn tick(&mut self) {
        self.idle();
        let now = self.world.now.ms;
        let due = self
            .stack
            .last()
            .and_then(|layer| layer.screen.show().deadline());
        if due.is_some_and(|due| due <= now) {
            self.send(Input::Tick);
        }
    }

    /// Hands what is half typed to the vault, when it is time.
    fn keep_draft(&mut self) {
        // Until the screen of the draft that was found is there, nothing is compared.
        if self.world.desk.is_none() || self.world.draft.is_some() {
            return;
        }
        let mut screens = self.stack.iter().rev();
        let in_hand = screens.find_map(|layer| layer.screen.show().draft(&self.world));
        if let Some(request) = self.drafts.compare(self.world.now.ms, in_hand) {
            self.ask(request);
        }
    }

    /// Lets every screen keep what is half typed, the topmost first.
    fn keep(&mut self) {
        for index in (0..self.stack.len()).rev() {
            self.send_to(index, Input::Keep);
        }
        self.record();
        self.drafts.hurry();
        self.keep_draft();
    }

    /// Locks and ends the program; answers that are not on the disk hold it back.
    fn leave(&mut self) {
        self.keep();
        if self.journal.is_empty() {
            self.lock();
            self.effects.push(Effect::Quit);
        } else {
            self.leaving = true;
            self.journal.hurry();
            let line = Message::new("screen-leaving").number("count", self.journal.waiting());
            self.line = Some((line, true));
        }
    }

    /// The system wants the program to end: keep, forget the keys, go.
    fn terminate(&mut self) {
        self.keep();
        self.journal.hurry();
        self.record();
        self.ask(Request::Lock);
        self.effects.push(Effect::Quit);
    }

    fn bar_entries(&self) -> [Vec<BarEntry>; 2] {
        let Some(layer) = self.stack.last() else {
            return [Vec::new(), Vec::new()];
        };
        let show = layer.screen.show();
        let width = usize::from(self.world.size.0.min(200)).saturating_sub(2);
        let in_text = is_text(show.focus(&self.world));
        let context = show.context(&self.world);
        // A screen's own undo is its own affair.
        // Over a screen something is chosen or typed first: what would be taken back lies below it.
        let is_over = context.place_of(Action::Back) == Place::Own;
        let can_undo =
            context.place_of(Action::Undo) == Place::Own || (!is_over && self.can_undo());
        bar_rows(
            context,
            width,
            in_text,
            self.world.memory,
            |command| {
                (command.action != Action::Undo || can_undo)
                    && show.offers(command.action, &self.world)
            },
            |id| self.world.words.id(id),
        )
    }

    /// Draws everything and returns where the terminal's cursor belongs.
    pub fn view(&self, buffer: &mut Buffer) -> Option<Position> {
        let settings = self.world.settings;
        let area = buffer.area;
        let mut canvas = Canvas::new(buffer, settings.theme, settings.signs, &self.world.words);
        canvas.clear(area, Role::Text);
        if self.is_covered() {
            self.draw_cover(&mut canvas);
            return canvas.cursor();
        }
        if Size::of(area.width, area.height) == Size::TooSmall {
            let message = Message::new("screen-too-small")
                .number("columns", area.width)
                .number("rows", area.height);
            let text = canvas.say(&message);
            canvas.paragraph(area, &text, Role::Text);
            return None;
        }
        let layer = self.stack.last()?;
        let show = layer.screen.show();
        if show.is_bare() {
            let message = self.line.as_ref().map(|(message, _)| canvas.say(message));
            show.view(&mut canvas, area, &self.world);
            if let Some(text) = message {
                let rows = Rect {
                    x: area.x + 1,
                    y: area.bottom().saturating_sub(3),
                    width: area.width.saturating_sub(2),
                    height: 3,
                };
                canvas.paragraph(rows, &text, Role::Secondary);
            }
            return canvas.cursor();
        }
        let (title, progress) = show.title(&self.world);
        let bar = self.bar_entries();
        let frame = Frame {
            title: &title,
            progress: &progress,
            script: self.world.memory.script.mark(),
            locks_in: None,
            practice: self.world.desk.as_ref().is_some_and(|desk| desk.practice),
            saved: saved_state(&self.world),
            message: self
                .line
                .as_ref()
                .map(|(message, is_error)| (message, *is_error)),
            bar: &bar,
            in_hand: self.bar,
        };
        let body = frame.draw(&mut canvas);
        show.view(&mut canvas, body, &self.world);
        if self.bar.is_some() {
            None
        } else {
            canvas.cursor()
        }
    }
}

/// Returns what the header says about saving: where nothing can be entered, that.
fn saved_state(world: &World) -> Option<&SavedState> {
    let only_to_read = world.visit.as_ref().is_some_and(|visit| visit.read_only);
    if only_to_read && !matches!(world.saved, Some(SavedState::NotSaved(_))) {
        Some(&SavedState::ReadOnly)
    } else {
        world.saved.as_ref()
    }
}
