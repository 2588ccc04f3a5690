//! Filling a sheet: one question at a time, or a table of them. The heart of the program.
//!
//! A digit answers and goes to the next empty question; nothing blocks; what was recorded is
//! echoed; Backspace is the fix. Its invariant: the same digit means the same everywhere (1 to 6
//! choose, 7 refused, 8 does not apply, 9 does not know, 0 not checked).

mod answering;
mod answers;
mod around;
mod choices;
mod entry;
mod guard;
mod moving;
mod picking;
mod table;
mod view;
mod words;

use ratatui::layout::Rect;

use self::entry::Entry;
use self::guard::Guard;
use self::picking::Pick;
use super::drafts::go_to_draft;
use super::instances::repeats_in;
use super::{History, Input, Instances, Overview, Show, Step, Steps};
use crate::app::{Draft, DraftOf};
use crate::checklist::{Digest, Question};
use crate::message::Message;
use crate::tui::canvas::Canvas;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::keymap::{Action, Command, Context, Key};
use crate::tui::widget::NoteBox;
use crate::tui::world::{Resume, World};
use crate::value::{Precision, Source};
use crate::visit::{Instance, Place, Sheet, Spot, Subject};

pub use words::content_text;
pub(in crate::tui) use words::{answer_text, reason_message, subject_name};

const fn command(
    action: Action,
    keys: &'static [Key],
    label: &'static str,
    doc: &'static str,
    rank: u8,
) -> Command {
    Command {
        action,
        keys,
        label,
        doc,
        rank,
    }
}

/// Answering with digits, letters as commands.
pub(super) static FILL: Context = Context {
    name: "fill",
    title: "fill-title",
    help: &["fill-help", "fill-help-fix", "fill-help-later"],
    commands: &[
        command(
            Action::Note,
            &[Key::Letter('C'), Key::Function(4)],
            "key-note",
            "key-note-doc",
            1,
        ),
        command(
            Action::Source,
            &[Key::Letter('S')],
            "key-source",
            "key-source-doc",
            2,
        ),
        command(
            Action::Flag,
            &[Key::Letter('F'), Key::Function(8)],
            "key-flag",
            "key-flag-doc",
            3,
        ),
        command(
            Action::Ditto,
            &[Key::Letter('D')],
            "key-ditto",
            "key-ditto-doc",
            4,
        ),
        command(
            Action::Next,
            &[Key::Letter('N'), Key::Function(7)],
            "key-next",
            "key-next-doc",
            5,
        ),
        command(
            Action::Jump,
            &[Key::Letter('J'), Key::Function(5)],
            "key-jump",
            "key-jump-doc",
            6,
        ),
        command(
            Action::OtherView,
            &[Key::Letter('G')],
            "key-table",
            "key-table-doc",
            7,
        ),
        command(
            Action::Instances,
            &[Key::Letter('R'), Key::Function(6)],
            "key-instances",
            "key-instances-doc",
            Command::NEVER,
        ),
        command(
            Action::Law,
            &[Key::Letter('L')],
            "key-law",
            "key-law-doc",
            8,
        ),
        command(
            Action::Clear,
            &[Key::Bare(Bare::Delete)],
            "key-clear",
            "key-clear-doc",
            Command::NEVER,
        ),
        command(
            Action::PreviousAnswer,
            &[Key::Bare(Bare::Backspace)],
            "key-previous-answer",
            "key-previous-answer-doc",
            Command::NEVER,
        ),
        command(
            Action::Find,
            &[Key::Function(3), Key::Control('F')],
            "key-find",
            "key-find-choice-doc",
            Command::NEVER,
        ),
        command(
            Action::RestNotChecked,
            &[],
            "key-rest",
            "key-rest-doc",
            Command::NEVER,
        ),
        command(
            Action::History,
            &[],
            "key-history",
            "key-history-doc",
            Command::NEVER,
        ),
    ],
};

/// Typing a text, a number with decimals, a date or a time into the answer.
pub(super) static TYPING: Context = Context {
    name: "typing",
    title: "fill-title",
    help: &["fill-help-typing"],
    commands: &[
        command(
            Action::Note,
            &[Key::Function(4)],
            "key-note",
            "key-note-doc",
            3,
        ),
        command(
            Action::Next,
            &[Key::Function(7)],
            "key-next",
            "key-next-doc",
            4,
        ),
        command(
            Action::Jump,
            &[Key::Function(5)],
            "key-jump",
            "key-jump-doc",
            5,
        ),
        command(
            Action::Flag,
            &[Key::Function(8)],
            "key-flag",
            "key-flag-doc",
            6,
        ),
        command(
            Action::Instances,
            &[Key::Function(6)],
            "key-instances",
            "key-instances-doc",
            Command::NEVER,
        ),
        command(
            Action::Accept,
            &[Key::Bare(Bare::Enter)],
            "key-take",
            "key-take-doc",
            1,
        ),
        command(
            Action::Done,
            &[Key::Bare(Bare::Escape)],
            "key-done-typing",
            "key-done-typing-doc",
            2,
        ),
        command(
            Action::Undo,
            &[Key::Control('Z')],
            "key-undo",
            "key-undo-doc",
            90,
        ),
    ],
};

/// Writing a note.
pub(super) static NOTE: Context = Context {
    name: "note",
    title: "note-title",
    help: &["note-help"],
    commands: &[
        command(
            Action::Done,
            &[Key::Bare(Bare::Escape), Key::Function(4)],
            "key-done",
            "key-done-doc",
            1,
        ),
        command(
            Action::Undo,
            &[Key::Control('Z')],
            "key-undo",
            "key-undo-text-doc",
            90,
        ),
        command(
            Action::Redo,
            &[Key::Control('Y')],
            "key-redo",
            "key-redo-text-doc",
            Command::NEVER,
        ),
    ],
};

/// Choosing from a list that lies over the question.
pub(super) static PICK: Context = Context {
    name: "pick",
    title: "pick-title",
    help: &[],
    commands: &[
        command(
            Action::Accept,
            &[Key::Bare(Bare::Enter)],
            "key-take",
            "key-pick-doc",
            1,
        ),
        command(
            Action::Done,
            &[Key::Bare(Bare::Escape)],
            "key-back",
            "key-back-doc",
            2,
        ),
    ],
};

/// What lies over the question.
#[derive(Debug)]
enum Over {
    Nothing,
    Note(NoteBox),
    Pick(Pick),
    /// The guidance in full, from this line on.
    Law(usize),
}

/// A sheet that is being filled.
#[derive(Debug)]
pub struct Fill {
    subject: Subject,
    checklist: Digest,
    /// The question in hand, and in which instance of the repeats around it.
    at: Spot,
    /// The source that was chosen; the checklist's own until then.
    source: Option<Source>,
    entry: Entry,
    over: Over,
    table: bool,
    /// Where to return to after a correction.
    came_from: Option<Spot>,
    /// The question answered last.
    last: Option<Spot>,
    /// When half-typed text is to be kept, and how much of it came since.
    keep_at: Option<u64>,
    typed: usize,
    fresh: bool,
    guard: Guard,
    /// What was typed into the field when the vault was closed, with how exact it was.
    typed_before: Option<(String, Option<Precision>)>,
}

/// How long a pause in typing may be before the text is kept.
const PAUSE: u64 = 1_000;
/// How many letters may wait.
const LETTERS: usize = 20;

impl Fill {
    /// Opens a sheet at a question, or at the first empty one.
    pub fn new(subject: Subject, checklist: Digest, at: Option<Spot>) -> Self {
        Self {
            subject,
            checklist,
            fresh: at.is_none(),
            at: at.unwrap_or_default(),
            source: None,
            entry: Entry::Nothing,
            over: Over::Nothing,
            table: false,
            came_from: None,
            last: None,
            keep_at: None,
            typed: 0,
            guard: Guard::default(),
            typed_before: None,
        }
    }

    /// Goes on where somebody was typing a number, a date or a time.
    pub(super) fn typing(
        place: &Place,
        instance: Instance,
        (source, precision): (Source, Option<Precision>),
        text: String,
        world: &World,
    ) -> Option<Self> {
        let session = &world.visit.as_ref()?.session;
        let checklist = session.checklist(place.checklist)?;
        let question = checklist.index_of(place.question.as_str())?;
        let spot = Spot { question, instance };
        let mut screen = Self::new(place.subject, place.checklist, Some(spot));
        screen.source = Some(source);
        screen.typed_before = Some((text, precision));
        Some(screen)
    }

    /// Returns the sheet as it is seen from the question in hand.
    fn sheet<'w>(&self, world: &'w World) -> Option<Sheet<'w>> {
        let session = &world.visit.as_ref()?.session;
        let sheet = session.sheet(self.subject, self.checklist)?;
        Some(sheet.in_instance(self.at.instance.clone()))
    }

    fn question<'w>(&self, world: &'w World) -> Option<&'w Question> {
        self.sheet(world)?
            .checklist()
            .questions
            .get(self.at.question)
    }

    fn place(&self, world: &World) -> Option<Place> {
        Some(Place {
            subject: self.subject,
            checklist: self.checklist,
            question: self.question(world)?.name.clone(),
        })
    }

    fn source(&self, world: &World) -> Source {
        let own = || {
            self.question(world)
                .map_or(Source::Observation, |question| question.source)
        };
        self.source.unwrap_or_else(own)
    }

    fn shown(&mut self, world: &World) -> Steps {
        if self.sheet(world).is_none() {
            return Step::Back.into();
        }
        self.settle_place(world);
        if std::mem::take(&mut self.fresh) {
            let first = self
                .sheet(world)
                .and_then(|sheet| sheet.next_empty(None).or_else(|| moving::first(&sheet)));
            self.at = first.unwrap_or_default();
        }
        self.load(world);
        if let Some((text, precision)) = self.typed_before.take() {
            self.entry.put(&text, precision);
        }
        Steps::none()
    }

    fn command(&mut self, action: Action, world: &mut World) -> Steps {
        match action {
            Action::Note => self.open_note(world),
            Action::Source => {
                self.over = Over::Pick(Pick::source(self.source(world)));
                Steps::none()
            }
            Action::Jump => {
                let kept = self.leave(world);
                self.over = Over::Pick(Pick::jump(self.row_of_jump(world)));
                kept
            }
            Action::RestNotChecked => {
                self.over = Over::Pick(Pick::reason());
                Steps::none()
            }
            Action::Law => {
                self.over = Over::Law(0);
                Steps::none()
            }
            Action::History => {
                let kept = self.keep(world);
                match self.place(world) {
                    Some(place) => {
                        let history = History::of_question(place, self.at.instance.clone());
                        kept.and(Step::Go(Box::new(history.into())))
                    }
                    None => kept,
                }
            }
            Action::Instances => self.open_instances(world),
            Action::Find => {
                if let Entry::Choice { .. } | Entry::Choices { .. } = self.entry {
                    self.over = Over::Pick(Pick::choice());
                    Steps::none()
                } else {
                    Steps::say(Message::new("fill-no-choices"))
                }
            }
            Action::OtherView => {
                self.table = !self.table;
                Steps::none()
            }
            Action::Flag => self.flag(world),
            Action::Ditto => self.ditto(world),
            Action::Next => {
                let kept = self.leave(world);
                self.go_on(world, kept)
            }
            Action::Clear => self.clear(world),
            Action::PreviousAnswer => self.previous_answer(world),
            Action::Accept => self.accept(world),
            Action::Done => self.done(world),
            Action::Undo => self.undo_text(true, world),
            Action::Redo => self.undo_text(false, world),
            _ => Steps::none(),
        }
    }

    /// Goes to the instances of the repeat in hand, or of the next one in the section.
    fn open_instances(&mut self, world: &mut World) -> Steps {
        let kept = self.leave(world);
        let Some(sheet) = self.sheet(world) else {
            return kept;
        };
        let checklist = sheet.checklist();
        let around = checklist.repeats_around(self.at.question);
        let (repeat, instance) = if let Some(repeat) = around.last() {
            (Some(*repeat), self.at.instance.clone())
        } else {
            let asked = checklist.questions.get(self.at.question);
            let section = asked.map(|question| question.section);
            let is_here = |repeat: &usize| {
                let group = checklist.groups.get(*repeat);
                group.map(|group| group.section) == section
            };
            let mut all = repeats_in(&sheet, None).into_iter();
            (all.find(is_here), Instance::default())
        };
        let Some(repeat) = repeat else {
            return kept.and(Step::Say(Message::new("fill-no-repeat")));
        };
        let depth = instance.0.len().saturating_sub(1);
        let list = Instances::of(self.subject, self.checklist, repeat, instance.outer(depth))
            .at(instance.0.last().copied(), world);
        kept.and(Step::Go(Box::new(list.into())))
    }

    /// Esc: ends what lies on top, then the typing; text is kept.
    fn done(&mut self, world: &mut World) -> Steps {
        match std::mem::replace(&mut self.over, Over::Nothing) {
            Over::Nothing => {
                let kept = self.keep(world);
                let text = self.text_in_hand();
                self.entry.stop();
                let asked = self.ask_about_names(&text, false, guard::When::Leaving, world);
                kept.then(asked)
            }
            Over::Note(note) => {
                let kept = self.keep_note(note.text(), world);
                let asked = self.ask_about_names(note.text(), true, guard::When::Leaving, world);
                kept.then(asked)
            }
            Over::Pick(_) | Over::Law(_) => Steps::none(),
        }
    }

    fn undo_text(&mut self, back: bool, world: &mut World) -> Steps {
        if let Over::Note(note) = &mut self.over {
            let done = if back { note.undo() } else { note.redo() };
            self.keep_at = Some(world.now.ms + PAUSE);
            return if done {
                Steps::none()
            } else {
                Steps::say(Message::new("note-no-more-undo"))
            };
        }
        if self.entry.undo(back) {
            self.keep_at = Some(world.now.ms + PAUSE);
        }
        Steps::none()
    }

    /// Notes that something was typed, and keeps it when enough came.
    fn typed(&mut self, count: usize, world: &mut World) -> Steps {
        self.typed += count;
        self.keep_at = Some(world.now.ms + PAUSE);
        if self.typed >= LETTERS {
            self.keep_text(world)
        } else {
            Steps::none()
        }
    }

    /// Returns the free text that is being typed; empty if none is.
    fn text_in_hand(&self) -> String {
        match (&self.over, &self.entry) {
            (Over::Note(note), _) => note.text().to_owned(),
            (Over::Nothing, Entry::Text { text, .. }) => text.text().to_owned(),
            _ => String::new(),
        }
    }

    /// Keeps text without ending the typing. Numbers and times wait until they are whole.
    fn keep_text(&mut self, world: &mut World) -> Steps {
        self.keep_at = None;
        self.typed = 0;
        if let Over::Note(note) = &self.over {
            let text = note.text().to_owned();
            return self.keep_note(&text, world);
        }
        if self.entry.is_text() {
            self.keep(world)
        } else {
            Steps::none()
        }
    }
}

/// Enters the visit in hand, and goes to where somebody was before the vault was locked.
pub(super) fn enter_visit(resume: Option<&Resume>, world: &mut World) -> Steps {
    let steps = Steps::go(Overview::default());
    let draft = world.draft.take();
    if let Some(draft) = draft.filter(|draft| draft.visit == world.visit_id()) {
        return go_to_draft(steps, draft, world);
    }
    let Some(place) = resume.and_then(|resume| resume.place.as_ref()) else {
        return steps;
    };
    let index = world
        .visit
        .as_ref()
        .and_then(|visit| visit.session.checklist(place.checklist))
        .and_then(|checklist| checklist.index_of(place.question.as_str()));
    let Some(index) = index else {
        return steps;
    };
    let at = resume
        .map(|resume| world.calendar().clock(resume.at))
        .unwrap_or_default();
    let spot = Spot::first(index);
    let fill = Fill::new(place.subject, place.checklist, Some(spot));
    steps
        .and(Step::Go(Box::new(fill.into())))
        .and(Step::Say(Message::new("fill-resumed").text("time", at)))
}

impl Show for Fill {
    fn context(&self, _world: &World) -> &'static Context {
        match &self.over {
            Over::Note(_) => &NOTE,
            Over::Pick(_) | Over::Law(_) => &PICK,
            Over::Nothing if self.entry.is_typing() => &TYPING,
            Over::Nothing => &FILL,
        }
    }

    fn offers(&self, action: Action, world: &World) -> bool {
        let enters = matches!(
            action,
            Action::Note | Action::Source | Action::Flag | Action::Ditto | Action::Clear
        );
        !(enters && world.is_read_only() && matches!(self.over, Over::Nothing))
    }

    fn focus(&self, _world: &World) -> Focus {
        match &self.over {
            Over::Note(_) => Focus::Text,
            Over::Pick(pick) => pick.focus(),
            Over::Law(_) => Focus::Commands,
            Over::Nothing => self.entry.focus(),
        }
    }

    fn writes_digits(&self) -> bool {
        matches!(self.over, Over::Nothing) && self.entry.writes_digits()
    }

    fn title(&self, world: &World) -> (String, String) {
        self.words_of_title(world)
    }

    fn update(&mut self, input: Input, world: &mut World) -> Steps {
        if let Some(answered) = self.answer_guard(&input, world) {
            return answered;
        }
        match input {
            Input::Shown => self.shown(world),
            Input::Do(action) => self.command(action, world),
            Input::Digit(digit) => self.digit(digit, world),
            Input::Bare(key, by_word) => self.bare(key, by_word, world),
            Input::Text(letter) => self.letter(letter, world),
            Input::Paste(text) => self.paste(&text, world),
            Input::Tick => {
                let text = self.text_in_hand();
                let in_note = matches!(self.over, Over::Note(_));
                let kept = self.keep_text(world);
                kept.then(self.ask_about_names(&text, in_note, guard::When::Pausing, world))
            }
            Input::Keep => {
                if let Over::Note(note) = &self.over {
                    let text = note.text().to_owned();
                    return self.keep_note(&text, world);
                }
                // A number or a time that is being typed is a draft, and no answer, until Enter.
                if self.entry.is_half_typed() {
                    return Steps::none();
                }
                self.keep(world)
            }
            Input::Reply(Err(fault)) => Steps::warn(fault.what),
            Input::Reply(Ok(_)) => Steps::none(),
        }
    }

    fn deadline(&self) -> Option<u64> {
        self.keep_at
    }

    fn draft(&self, world: &World) -> Option<Draft> {
        if !matches!(self.over, Over::Nothing) || !self.entry.is_half_typed() {
            return None;
        }
        let visit = world.visit.as_ref().filter(|visit| !visit.read_only)?;
        Some(Draft {
            visit: Some(visit.session.header().id),
            of: DraftOf::Field {
                place: self.place(world)?,
                instance: self.at.instance.clone(),
                source: self.source(world),
                precision: self.entry.precision(),
            },
            text: self.entry.line().to_owned(),
        })
    }

    fn view(&self, canvas: &mut Canvas<'_>, body: Rect, world: &World) {
        self.draw(canvas, body, world);
    }

    fn resume(&self, world: &World) -> Option<Resume> {
        world.resume_at(self.place(world))
    }
}
