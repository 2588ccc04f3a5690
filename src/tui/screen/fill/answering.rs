//! Giving answers: digits, Enter, ditto, flag, note.

use super::entry::{DIGITS, Entry, Hand, Typed};
use super::picking::Picked;
use super::{Fill, Over, Step, words};
use crate::checklist::Kind;
use crate::message::Message;
use crate::tui::keyboard::Bare;
use crate::tui::screen::Steps;
use crate::tui::widget::NoteBox;
use crate::tui::widget::time::Reading;
use crate::tui::world::World;
use crate::value::{Missing, Moment, NotCheckedReason, Source, Value};
use crate::visit::{Answer, Change, Content, Place};

/// Returns the missing reason that a digit gives everywhere.
const fn missing_of(digit: u8) -> Option<Missing> {
    match digit {
        7 => Some(Missing::Refused),
        8 => Some(Missing::NotApplicable),
        9 => Some(Missing::DoesNotKnow),
        0 => Some(Missing::NotChecked(NotCheckedReason::NotStated)),
        _ => None,
    }
}

impl Fill {
    pub(super) fn digit(&mut self, digit: u8, world: &mut World) -> Steps {
        if let Over::Pick(pick) = &mut self.over {
            let picked = pick.digit(digit);
            return self.picked(picked, world);
        }
        if !matches!(self.over, Over::Nothing) {
            return Steps::none();
        }
        if let Entry::Time {
            field,
            hand: Hand::Types,
            ..
        } = &mut self.entry
        {
            let reading = field.reading(world.clock(), world.settings.language);
            if let Reading::WhichMidnight(first, second) = reading
                && let Some(chosen) = [(1, first), (2, second)].iter().find(|(d, _)| *d == digit)
            {
                field.set(Moment::at(chosen.1));
                return Steps::none();
            }
        }
        let sign = char::from(b'0' + digit.min(9));
        if self.entry.writes_digits() {
            self.entry.insert(sign);
            self.entry.type_on();
            return self.typed(1, world);
        }
        match (&self.entry, missing_of(digit)) {
            (Entry::Nothing, _) => Steps::none(),
            (_, Some(missing)) => self.record(Answer::missing(missing), world),
            (_, None) => self.choose(usize::from(digit).saturating_sub(1), world),
        }
    }

    /// Takes the choice at this place, if it is one that has a digit.
    fn choose(&mut self, place: usize, world: &mut World) -> Steps {
        if place >= DIGITS {
            return Steps::none();
        }
        match &self.entry {
            Entry::Choice { .. } | Entry::Choices { .. } => self.take(place, world),
            Entry::Time { .. } | Entry::Decimal { .. } | Entry::Text { .. } => {
                self.entry.type_on();
                Steps::say(Message::new("fill-typing"))
            }
            Entry::Nothing | Entry::Number { .. } => Steps::none(),
        }
    }

    /// Takes the choice at this place, whether it has a digit or not.
    fn take(&mut self, place: usize, world: &mut World) -> Steps {
        match &mut self.entry {
            Entry::Choice { names, .. } => match names.get(place).cloned() {
                Some(name) => self.record(Answer::given(Value::Choice(name)), world),
                None => Steps::warn(Message::new("fill-no-such-choice").number("digit", place + 1)),
            },
            Entry::Choices { names, taken, .. } => {
                let Some(name) = names.get(place) else {
                    return Steps::warn(
                        Message::new("fill-no-such-choice").number("digit", place + 1),
                    );
                };
                if let Some(at) = taken.iter().position(|other| other == name) {
                    taken.remove(at);
                } else {
                    taken.push(name.clone());
                }
                let answer = Answer::given(Value::Choices(taken.clone()));
                self.say(answer, world)
            }
            _ => Steps::none(),
        }
    }

    /// Enter: takes what is highlighted or typed, and goes on.
    pub(super) fn accept(&mut self, world: &mut World) -> Steps {
        if let Over::Pick(pick) = &self.over {
            let picked = pick.accept(self, world);
            return self.picked(picked, world);
        }
        if let Over::Law(_) = self.over {
            self.over = Over::Nothing;
            return Steps::none();
        }
        if let Some(row) = self.entry.highlight() {
            if let Some(missing) = self.entry.missing_at(row) {
                return self.record(Answer::missing(missing), world);
            }
            return match self.entry {
                Entry::Choices { .. } => self.go_on(world, Steps::none()),
                _ => self.take(row, world),
            };
        }
        match self.entry.typed(world.clock(), world.settings.language) {
            Typed::Ready(answer) => self.record(answer, world),
            // An empty field is a question left for later; what stood there is kept.
            Typed::Empty => self.forward(world),
            Typed::Unclear => Steps::warn(Message::new("fill-unclear")),
        }
    }

    /// Goes to the next question that counts, answered or not.
    fn forward(&mut self, world: &World) -> Steps {
        let before = self.at.clone();
        self.step(true, world);
        if self.at == before {
            self.go_on(world, Steps::none())
        } else {
            Steps::none()
        }
    }

    /// Records an answer, echoes it, and goes on.
    fn record(&mut self, answer: Answer, world: &mut World) -> Steps {
        let at = self.at.question;
        let said = self.say(answer, world);
        if said.0.iter().any(|step| matches!(step, Step::Warn(_))) {
            return said;
        }
        self.last = Some(self.at.clone());
        if self.sheet(world).is_some_and(|sheet| sheet.is_to_check(at)) {
            self.load(world);
            let message = words::to_check(self, world);
            return said.and(Step::Warn(message));
        }
        self.go_on(world, said)
    }

    /// Says an answer in the visit, in the instance in hand.
    fn answer(
        &self,
        place: &Place,
        source: Source,
        answer: Answer,
        world: &mut World,
    ) -> Result<Change, Message> {
        let here = &self.at.instance;
        world.change(|session, saying| session.answer_in(place, here, source, answer, saying))
    }

    /// Says an answer in the visit, with the note and flag that stand there.
    fn say(&mut self, answer: Answer, world: &mut World) -> Steps {
        let Some(place) = self.place(world) else {
            return Steps::none();
        };
        let source = self.source(world);
        let standing = self
            .sheet(world)
            .and_then(|sheet| sheet.answer_of(self.at.question, source).cloned())
            .unwrap_or_default();
        let answer = Answer {
            note: standing.note,
            flag: standing.flag,
            ..answer
        };
        let echo = words::echo(self, &answer, world);
        let done = self.answer(&place, source, answer, world);
        match done {
            Err(message) => Steps::warn(message),
            Ok(change) => {
                let message = match change.message {
                    Some(more) => Message::new("screen-two")
                        .message("first", echo)
                        .message("second", more),
                    None => echo,
                };
                Steps::say(message)
            }
        }
    }

    /// Keeps what is typed before the question is left. What is no answer goes into the note: it was
    /// typed, and nobody would look for it here again.
    pub(super) fn leave(&mut self, world: &mut World) -> Steps {
        let typed = self.entry.typed(world.clock(), world.settings.language);
        let line = self.entry.line().trim().to_owned();
        if typed != Typed::Unclear || line.is_empty() {
            return self.keep(world);
        }
        let standing = self.standing(world).and_then(|answer| answer.note);
        let note = match standing {
            Some(note) if note.contains(&line) => note,
            Some(note) => format!("{note}\n{line}"),
            None => line.clone(),
        };
        self.keep_note(&note, world).and(Step::Warn(
            Message::new("fill-unclear-noted").text("typed", line),
        ))
    }

    /// Keeps what is half typed, if it is an answer; says nothing about it.
    pub(super) fn keep(&mut self, world: &mut World) -> Steps {
        self.keep_at = None;
        self.typed = 0;
        let typed = self.entry.typed(world.clock(), world.settings.language);
        let is_field = matches!(
            self.entry,
            Entry::Text { .. } | Entry::Time { .. } | Entry::Number { .. } | Entry::Decimal { .. }
        );
        match typed {
            Typed::Ready(answer) if is_field => {
                let source = self.source(world);
                let stands = self
                    .sheet(world)
                    .and_then(|sheet| sheet.answer_of(self.at.question, source).cloned())
                    .is_some_and(|standing| {
                        standing.content == answer.content && standing.precision == answer.precision
                    });
                if stands {
                    Steps::none()
                } else {
                    self.say(answer, world)
                }
            }
            // Text that was emptied is an answer that was taken away.
            Typed::Empty if self.entry.is_text() && self.entry.is_typing() => {
                let source = self.source(world);
                let stands = self
                    .sheet(world)
                    .and_then(|sheet| sheet.answer_of(self.at.question, source).cloned())
                    .is_some_and(|standing| standing.value().is_some());
                if stands {
                    self.say(Answer::default(), world)
                } else {
                    Steps::none()
                }
            }
            Typed::Ready(_) | Typed::Empty | Typed::Unclear => Steps::none(),
        }
    }

    pub(super) fn clear(&mut self, world: &mut World) -> Steps {
        let said = self.say(Answer::default(), world);
        self.load(world);
        said
    }

    pub(super) fn flag(&mut self, world: &mut World) -> Steps {
        let kept = self.keep(world);
        let Some(place) = self.place(world) else {
            return kept;
        };
        let source = self.source(world);
        let mut answer = self
            .sheet(world)
            .and_then(|sheet| sheet.answer_of(self.at.question, source).cloned())
            .unwrap_or_default();
        answer.flag = !answer.flag;
        let id = if answer.flag {
            "fill-flagged"
        } else {
            "fill-unflagged"
        };
        match self.answer(&place, source, answer, world) {
            Ok(_) => Steps::say(Message::new(id)),
            Err(message) => Steps::warn(message),
        }
    }

    pub(super) fn open_note(&mut self, world: &mut World) -> Steps {
        let kept = self.keep(world);
        let source = self.source(world);
        let note = self
            .sheet(world)
            .and_then(|sheet| sheet.answer_of(self.at.question, source)?.note.clone())
            .unwrap_or_default();
        self.over = Over::Note(NoteBox::holding(&note));
        kept
    }

    pub(super) fn keep_note(&mut self, text: &str, world: &mut World) -> Steps {
        self.keep_at = None;
        self.typed = 0;
        let Some(place) = self.place(world) else {
            return Steps::none();
        };
        let source = self.source(world);
        let mut answer = self
            .sheet(world)
            .and_then(|sheet| sheet.answer_of(self.at.question, source).cloned())
            .unwrap_or_default();
        let note = (!text.trim().is_empty()).then(|| text.to_owned());
        if answer.note == note {
            return Steps::none();
        }
        answer.note = note;
        match self.answer(&place, source, answer, world) {
            Ok(_) => Steps::none(),
            Err(message) => Steps::warn(message),
        }
    }

    /// Returns what "as above" would say here, and whose answer it is.
    pub(super) fn ditto_of(&self, world: &World) -> Option<(String, Answer)> {
        let sheet = self.sheet(world)?;
        let question = sheet.checklist().questions.get(self.at.question)?;
        let session = &world.visit.as_ref()?.session;
        let earlier = session
            .subjects()
            .map(|taken| taken.subject)
            .filter(|subject| subject.kind() == self.subject.kind() && *subject < self.subject)
            .collect::<Vec<_>>();
        let of_subject = earlier.into_iter().rev().find_map(|subject| {
            let other = session.sheet(subject, self.checklist)?;
            let said = other.reading(self.at.question)?;
            said.answer
                .is_answered()
                .then(|| (subject.to_string(), said.answer.clone()))
        });
        let battery = || {
            let Kind::Choice(list) = &question.kind else {
                return None;
            };
            let section = sheet.checklist().sections.get(question.section)?;
            section
                .questions
                .clone()
                .rev()
                .filter(|index| *index < self.at.question)
                .find_map(|index| {
                    let other = sheet.checklist().questions.get(index)?;
                    let same = matches!(&other.kind, Kind::Choice(name) if name == list);
                    let said = sheet
                        .reading(index)
                        .filter(|said| same && said.answer.is_answered())?;
                    Some((other.number.clone(), said.answer.clone()))
                })
        };
        let (whose, answer) = of_subject.or_else(battery)?;
        let copied = Answer {
            content: answer.content,
            precision: answer.precision,
            ..Answer::default()
        };
        Some((whose, copied))
    }

    pub(super) fn ditto(&mut self, world: &mut World) -> Steps {
        match self.ditto_of(world) {
            Some((_, answer)) => self.record(answer, world),
            None => Steps::say(Message::new("fill-no-ditto")),
        }
    }

    pub(super) fn bare(&mut self, key: Bare, by_word: bool, world: &mut World) -> Steps {
        let width = self.note_width(world);
        match &mut self.over {
            Over::Note(note) => {
                return if note.press(key, by_word, width) {
                    self.typed(1, world)
                } else {
                    Steps::none()
                };
            }
            Over::Pick(_) => {
                self.press_pick(key, by_word, world);
                return Steps::none();
            }
            Over::Law(first) => {
                *first = match key {
                    Bare::Up => first.saturating_sub(1),
                    Bare::Down => *first + 1,
                    Bare::PageUp => first.saturating_sub(10),
                    Bare::PageDown | Bare::Space => *first + 10,
                    _ => 0,
                };
                return Steps::none();
            }
            Over::Nothing => {}
        }
        let (now, language) = (world.clock(), world.settings.language);
        if self.entry.edit(key, by_word, width, now, language) {
            return self.typed(1, world);
        }
        match key {
            Bare::Up | Bare::Down if !self.table => {
                self.entry.move_highlight(key == Bare::Down);
                Steps::none()
            }
            Bare::Space => match self.entry.highlight() {
                None if self.entry.is_number() => {
                    let scale = self.question(world).and_then(|question| question.scale);
                    if let Some(scale) = scale {
                        self.entry.step(scale);
                        return self.typed(1, world);
                    }
                    Steps::none()
                }
                Some(row) if self.entry.missing_at(row).is_none() => self.take(row, world),
                Some(_) | None => Steps::none(),
            },
            Bare::Enter => self.accept(world),
            Bare::Backspace => self.previous_answer(world),
            _ => {
                let kept = self.leave(world);
                let moved = self.travel(key, world);
                if moved.0.is_empty() { kept } else { moved }
            }
        }
    }

    pub(super) fn letter(&mut self, letter: char, world: &mut World) -> Steps {
        match &mut self.over {
            Over::Note(note) => note.insert(letter),
            Over::Pick(pick) => {
                pick.letter(letter);
                return Steps::none();
            }
            Over::Law(_) => return Steps::none(),
            Over::Nothing => {
                if !self.entry.insert(letter) {
                    let key = letter.to_string();
                    return Steps::warn(Message::new("screen-no-action").text("key", key));
                }
            }
        }
        self.typed(1, world)
    }

    pub(super) fn paste(&mut self, text: &str, world: &mut World) -> Steps {
        match &mut self.over {
            Over::Note(note) => note.paste(text),
            Over::Pick(_) | Over::Law(_) => return Steps::none(),
            Over::Nothing => match &mut self.entry {
                Entry::Text { text: field, .. } => field.paste(text),
                _ => text.chars().take(40).for_each(|letter| {
                    self.entry.insert(letter);
                }),
            },
        }
        self.typed(text.len(), world)
    }

    fn picked(&mut self, picked: Picked, world: &mut World) -> Steps {
        match picked {
            Picked::Nothing => Steps::none(),
            Picked::Source(source) => {
                self.over = Over::Nothing;
                self.source = source;
                self.load(world);
                let name = words::source_name(self.source(world), world);
                Steps::say(Message::new("fill-source-is").text("source", name))
            }
            Picked::Question(spot) => {
                self.go(spot, world);
                Steps::none()
            }
            Picked::Reason(reason) => self.rest_not_checked(reason, world),
            Picked::Choice(place) => {
                self.over = Over::Nothing;
                self.take(place, world)
            }
        }
    }

    fn rest_not_checked(&mut self, reason: NotCheckedReason, world: &mut World) -> Steps {
        self.over = Over::Nothing;
        let (subject, checklist) = (self.subject, self.checklist);
        let Some(section) = self.question(world).map(|question| question.section) else {
            return Steps::none();
        };
        let done = world.change(|session, saying| {
            session.mark_rest_not_checked(subject, checklist, section, reason, saying)
        });
        match done {
            Ok(change) => {
                let said = change.message.map_or_else(Steps::none, Steps::say);
                self.load(world);
                self.go_on(world, said)
            }
            Err(message) => Steps::warn(message),
        }
    }

    /// Returns what the source in hand says to the question in hand.
    pub(super) fn standing(&self, world: &World) -> Option<Answer> {
        let source = self.source(world);
        self.sheet(world)?
            .answer_of(self.at.question, source)
            .cloned()
    }

    /// Returns the digit or sign that stands for an answer in strips and tables.
    pub(super) fn sign_of(answer: &Answer, names: &[String]) -> String {
        match &answer.content {
            None => "_".to_owned(),
            Some(Content::Missing(missing)) => match missing {
                Missing::Refused => "7".to_owned(),
                Missing::NotApplicable => "8".to_owned(),
                Missing::DoesNotKnow => "9".to_owned(),
                Missing::NotChecked(_) => "0".to_owned(),
            },
            Some(Content::Given(Value::Choice(name))) => names
                .iter()
                .position(|known| known == name)
                .filter(|place| *place < DIGITS)
                .map_or_else(|| "+".to_owned(), |place| (place + 1).to_string()),
            Some(Content::Given(_)) => "+".to_owned(),
        }
    }
}
