//! The question about what looks like a name: what may be answered to it, and when.
//!
//! It asks on a pause and when typing ends, never within a word, and holds nobody up: any other key
//! ignores it, and the text is kept either way. A digit answers only when the last key is a while ago,
//! so that "12 человек" is never swallowed.

use super::{Entry, Fill, Input, Over};
use crate::message::Message;
use crate::tui::screen::{Step, Steps};
use crate::tui::widget::NoteBox;
use crate::tui::world::World;
use crate::visit::{Spot, Subject};

/// How long the last key must be ago, in milliseconds.
const QUIET: u64 = 700;

/// When the text is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Nothing was typed for a while.
    Pausing,
    /// The typing ended.
    Leaving,
}

/// A question that stands.
#[derive(Debug)]
struct Asked {
    /// What looks like a name.
    found: String,
    /// Where it stands.
    spot: Spot,
    in_note: bool,
    /// From when on a digit answers.
    from: u64,
}

/// The question, and what was ignored while this sheet was open.
#[derive(Debug, Default)]
pub(super) struct Guard {
    asked: Option<Asked>,
    ignored: Vec<String>,
}

impl Guard {
    /// Returns what is asked about, to underline it.
    pub(super) fn found(&self) -> Option<&str> {
        Some(self.asked.as_ref()?.found.as_str())
    }
}

impl Fill {
    /// Asks about the first piece of the text that looks like a name. On a pause, what was ignored once
    /// is not asked about again.
    pub(super) fn ask_about_names(
        &mut self,
        text: &str,
        in_note: bool,
        when: When,
        world: &World,
    ) -> Steps {
        let mut found = world.names_in(text).into_iter();
        let asked = found.find(|name| when == When::Leaving || !self.guard.ignored.contains(name));
        let Some(found) = asked else {
            return Steps::none();
        };
        let question = Message::new("guard-ask")
            .text("found", &found)
            .text("code", self.code_for_a_name(world));
        self.guard.asked = Some(Asked {
            found,
            spot: self.at.clone(),
            in_note,
            from: match when {
                When::Pausing => world.now.ms,
                When::Leaving => world.now.ms.saturating_add(QUIET),
            },
        });
        Steps::say(question)
    }

    /// What stands for a name: the code of the person in hand.
    fn code_for_a_name(&self, world: &World) -> String {
        match self.subject {
            Subject::Premises => world.words.id("guard-somebody"),
            subject => subject.to_string(),
        }
    }

    /// Takes the answer to the question, if one stands and this is one.
    pub(super) fn answer_guard(&mut self, input: &Input, world: &mut World) -> Option<Steps> {
        let digit = match input {
            Input::Digit(digit) => Some(*digit),
            Input::Text(letter) => letter
                .to_digit(10)
                .and_then(|digit| u8::try_from(digit).ok()),
            // No key of a person.
            Input::Tick | Input::Keep | Input::Reply(_) => return None,
            _ => None,
        };
        let asked = self.guard.asked.take()?;
        let is_answer = digit.is_some_and(|digit| (1..=4).contains(&digit))
            && world.now.ms >= asked.from
            && self.at == asked.spot;
        if !is_answer {
            self.guard.ignored.push(asked.found);
            return None;
        }
        if digit == Some(1) {
            return Some(self.put_code(&asked, world));
        }
        let everywhere = digit == Some(4);
        let kept = world.allow_name(&asked.found, everywhere);
        let id = if everywhere {
            "guard-no-name"
        } else {
            "guard-kept"
        };
        let said = Message::new(id).text("found", asked.found);
        let steps = Steps::say(said);
        Some(match kept {
            Some(kept) => steps.and(kept),
            None => steps,
        })
    }

    /// Puts the code in the place of the name.
    fn put_code(&mut self, asked: &Asked, world: &mut World) -> Steps {
        let code = self.code_for_a_name(world);
        let kept = match (&mut self.over, &mut self.entry) {
            (Over::Note(note), _) if asked.in_note => {
                note.replace(&asked.found, &code);
                let text = note.text().to_owned();
                self.keep_note(&text, world)
            }
            (_, Entry::Text { text, .. }) if !asked.in_note => {
                text.replace(&asked.found, &code);
                self.keep(world)
            }
            _ if asked.in_note => {
                let note = self.standing(world).and_then(|answer| answer.note);
                let mut note = NoteBox::holding(&note.unwrap_or_default());
                note.replace(&asked.found, &code);
                self.keep_note(note.text(), world)
            }
            _ => Steps::none(),
        };
        let said = Message::new("guard-code")
            .text("found", &asked.found)
            .text("code", code);
        kept.and(Step::Say(said))
    }
}
