//! The answer under the cursor while it is being given.

use crate::checklist::{Kind, Question, Scale};
use crate::i18n::Language;
use crate::tui::keyboard::{Bare, Focus};
use crate::tui::widget::time::{Clock, Reading, Wanted};
use crate::tui::widget::{NoteBox, TextField, TimeField};
use crate::value::{Missing, Precision, Source, Value};
use crate::visit::{Answer, Content, Sheet};

/// How many choices have a digit of their own; 7, 8, 9 and 0 are the missing reasons everywhere.
pub(super) const DIGITS: usize = crate::checklist::CHOICE_DIGITS;

/// The answer under the cursor.
#[derive(Debug)]
pub(super) enum Entry {
    /// A question that takes no answer.
    Nothing,
    /// One of several choices; nothing is highlighted at first, so Enter alone never answers.
    Choice {
        names: Vec<String>,
        highlight: Option<usize>,
    },
    /// Any number of choices.
    Choices {
        names: Vec<String>,
        taken: Vec<String>,
        /// Whether they are put in order rather than taken.
        ranked: bool,
        highlight: Option<usize>,
    },
    /// A whole number.
    Number {
        field: TextField,
        hand: Hand,
        highlight: Option<usize>,
    },
    /// A number with decimals.
    Decimal {
        field: TextField,
        hand: Hand,
        highlight: Option<usize>,
    },
    /// Text.
    Text {
        text: NoteBox,
        hand: Hand,
        highlight: Option<usize>,
    },
    /// A date or a time.
    Time {
        field: TimeField,
        hand: Hand,
        highlight: Option<usize>,
    },
}

/// What the keys do to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    /// They are typed into it.
    Types,
    /// An answer stands in it: the first digit begins a new one, letters are commands. So a time that
    /// is typed again is never glued to the old one, nor its 0 taken for "not checked".
    Replaces,
    /// They are commands, and digits are missing reasons.
    Commands,
}

/// What stands in the field, ready or not.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Typed {
    /// Nothing.
    Empty,
    /// An answer.
    Ready(Answer),
    /// Something that is no answer yet.
    Unclear,
}

impl Entry {
    /// Makes the entry of a question that holds the source's answer; until somebody says something,
    /// its default.
    pub(super) fn of(sheet: &Sheet<'_>, index: usize, source: Source) -> Option<Self> {
        let question = sheet.checklist().questions.get(index)?;
        let answer = sheet.answer_of(index, source).cloned();
        let default = || sheet.calculated(index).cloned().map(Answer::given);
        let answer = answer.or_else(default);
        Some(Self::holding(sheet, index, question, answer.as_ref()))
    }

    fn holding(
        sheet: &Sheet<'_>,
        index: usize,
        question: &Question,
        answer: Option<&Answer>,
    ) -> Self {
        let value = answer.and_then(Answer::value);
        let hand = match answer.and_then(|answer| answer.content.as_ref()) {
            None => Hand::Types,
            Some(_) => Hand::Replaces,
        };
        let names = || -> Vec<String> {
            let offered = sheet.offered(index).into_iter();
            offered.map(|choice| choice.name.clone()).collect()
        };
        let shown = || value.map(ToString::to_string).unwrap_or_default();
        let moment = |wanted| match (value.and_then(Value::as_moment), answer) {
            (Some(moment), Some(answer)) => TimeField::holding(wanted, moment, answer.precision),
            (Some(_) | None, _) => TimeField::new(wanted),
        };
        match &question.kind {
            Kind::Choice(_) => Self::Choice {
                names: names(),
                highlight: None,
            },
            Kind::Choices(_) => Self::Choices {
                names: names(),
                taken: match value {
                    Some(Value::Choices(taken)) => taken.clone(),
                    _ => Vec::new(),
                },
                ranked: question.is_ranked,
                highlight: None,
            },
            Kind::Integer => Self::Number {
                field: TextField::holding(&shown()),
                hand,
                highlight: None,
            },
            Kind::Decimal => Self::Decimal {
                field: TextField::holding(&shown()),
                hand,
                highlight: None,
            },
            Kind::Text if question.is_time => Self::Time {
                field: TimeField::typed(Wanted::Clock, &shown(), Some(Precision::Exact)),
                hand,
                highlight: None,
            },
            Kind::Text => Self::Text {
                text: NoteBox::holding(&shown()),
                hand,
                highlight: None,
            },
            Kind::Moment => Self::Time {
                field: moment(Wanted::Moment),
                hand,
                highlight: None,
            },
            Kind::Date => Self::Time {
                field: moment(Wanted::Date),
                hand,
                highlight: None,
            },
            Kind::Note | Kind::Calculate => Self::Nothing,
        }
    }

    const fn hand(&self) -> Option<Hand> {
        match self {
            Self::Number { hand, .. }
            | Self::Decimal { hand, .. }
            | Self::Text { hand, .. }
            | Self::Time { hand, .. } => Some(*hand),
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } => None,
        }
    }

    /// Returns whether letters are text here.
    pub(super) const fn is_typing(&self) -> bool {
        !matches!(self, Self::Number { .. }) && matches!(self.hand(), Some(Hand::Types))
    }

    /// Returns whether a digit is written into the field, and not an answer of its own.
    pub(super) const fn writes_digits(&self) -> bool {
        match self {
            Self::Number { .. } => true,
            Self::Text { hand, .. } => matches!(hand, Hand::Types),
            Self::Decimal { hand, .. } | Self::Time { hand, .. } => !matches!(hand, Hand::Commands),
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } => false,
        }
    }

    /// Returns whether something has been typed that Backspace can take away.
    pub(super) fn is_begun(&self) -> bool {
        matches!(self.hand(), Some(Hand::Types))
            && match self {
                Self::Number { field, .. } | Self::Decimal { field, .. } => !field.is_empty(),
                Self::Time { field, .. } => !field.field.is_empty(),
                Self::Text { text, .. } => !text.text().is_empty(),
                Self::Nothing | Self::Choice { .. } | Self::Choices { .. } => false,
            }
    }

    /// Returns whether a number, a date or a time is being typed.
    pub(super) fn is_half_typed(&self) -> bool {
        !self.is_text() && self.is_begun()
    }

    /// Returns how exact the time in the field is.
    pub(super) const fn precision(&self) -> Option<Precision> {
        match self {
            Self::Time { field, .. } => field.precision(),
            _ => Some(Precision::Exact),
        }
    }

    /// Puts what somebody had typed into a field of one line.
    pub(super) fn put(&mut self, typed: &str, precision: Option<Precision>) {
        match self {
            Self::Number { field, .. } | Self::Decimal { field, .. } => {
                *field = TextField::holding(typed);
            }
            Self::Time { field, .. } => field.put(typed, precision),
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } | Self::Text { .. } => {
                return;
            }
        }
        self.type_on();
    }

    /// Returns what is typed in a field of one line.
    pub(super) fn line(&self) -> &str {
        match self {
            Self::Number { field, .. } | Self::Decimal { field, .. } => field.text(),
            Self::Time { field, .. } => field.field.text(),
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } | Self::Text { .. } => "",
        }
    }

    pub(super) const fn is_text(&self) -> bool {
        matches!(self, Self::Text { .. })
    }

    pub(super) const fn focus(&self) -> Focus {
        match self {
            Self::Text {
                hand: Hand::Types, ..
            } => Focus::Text,
            Self::Time {
                hand: Hand::Types, ..
            }
            | Self::Decimal {
                hand: Hand::Types, ..
            } => Focus::Time,
            _ => Focus::Commands,
        }
    }

    /// Ends the typing: letters are commands again.
    pub(super) const fn stop(&mut self) {
        self.set_hand(Hand::Commands);
    }

    /// Begins to type, at the end of what stands in the field.
    pub(super) const fn type_on(&mut self) {
        self.set_hand(Hand::Types);
    }

    const fn set_hand(&mut self, now: Hand) {
        match self {
            Self::Number {
                hand, highlight, ..
            }
            | Self::Decimal {
                hand, highlight, ..
            }
            | Self::Text {
                hand, highlight, ..
            }
            | Self::Time {
                hand, highlight, ..
            } => {
                *hand = now;
                *highlight = None;
            }
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } => {}
        }
    }

    /// Empties the field if the letter begins a new answer in it.
    fn make_room(&mut self) {
        if self.hand() != Some(Hand::Replaces) {
            return;
        }
        match self {
            Self::Number { field, .. } | Self::Decimal { field, .. } => field.clear(),
            Self::Time { field, .. } => field.clear(),
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } | Self::Text { .. } => {}
        }
        self.type_on();
    }

    /// Takes a letter or a digit into the field; returns whether there is one that takes it.
    pub(super) fn insert(&mut self, letter: char) -> bool {
        let fits = match self {
            Self::Number { .. } => letter.is_ascii_digit(),
            Self::Decimal { .. } => letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-'),
            Self::Text { .. } | Self::Time { .. } => true,
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } => false,
        };
        if !fits {
            return false;
        }
        self.make_room();
        match self {
            Self::Number { field, .. } => {
                let fits = field.text().len() < 12;
                if fits {
                    field.insert(letter.encode_utf8(&mut [0; 4]));
                }
                fits
            }
            Self::Decimal { field, .. } => {
                field.insert(letter.encode_utf8(&mut [0; 4]));
                true
            }
            Self::Text { text, .. } => {
                text.insert(letter);
                true
            }
            Self::Time { field, .. } => {
                field.insert(letter);
                true
            }
            Self::Nothing | Self::Choice { .. } | Self::Choices { .. } => false,
        }
    }

    /// Returns whether a number stands in the field.
    pub(super) const fn is_number(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Decimal { .. })
    }

    /// Puts the next number of a range into the field: after the last one, and into an empty field, the
    /// first.
    pub(super) fn step(&mut self, scale: Scale) {
        let (Self::Number { field, .. } | Self::Decimal { field, .. }) = self else {
            return;
        };
        let now = field.text().replace(',', ".").parse::<f64>().ok();
        let step = if scale.end < scale.start {
            -scale.step.abs()
        } else {
            scale.step.abs()
        };
        // What is typed between two numbers, or beyond the last one, leads back to the first.
        let next = now.map(|now| now + step).filter(|next| {
            let (least, most) = (scale.start.min(scale.end), scale.start.max(scale.end));
            (least..=most).contains(next)
        });
        // What steps of 0.1 add up to is written with as many decimals as the step has.
        let decimals = scale
            .step
            .to_string()
            .split_once('.')
            .map_or(0, |(_, after)| after.len());
        field.clear();
        field.insert(&format!("{:.decimals$}", next.unwrap_or(scale.start)));
        self.type_on();
    }

    /// Takes the text's own last step back.
    pub(super) fn undo(&mut self, back: bool) -> bool {
        match self {
            Self::Text { text, .. } => {
                if back {
                    text.undo()
                } else {
                    text.redo()
                }
            }
            _ => false,
        }
    }

    /// Takes a key that edits the field; returns whether it did.
    pub(super) fn edit(
        &mut self,
        key: Bare,
        by_word: bool,
        width: u16,
        now: Clock,
        language: Language,
    ) -> bool {
        // Backspace with nothing to take back goes to the answer before.
        if key == Bare::Backspace && !self.is_begun() {
            return false;
        }
        match self {
            Self::Number { field, .. } => key == Bare::Backspace && field.press(key, by_word),
            Self::Decimal {
                field,
                hand: Hand::Types,
                ..
            } => field.press(key, by_word),
            Self::Text {
                text,
                hand: Hand::Types,
                ..
            } => !matches!(key, Bare::Enter) && text.press(key, by_word, width),
            Self::Time {
                field,
                hand: Hand::Types,
                ..
            } => field.press(key, by_word, now, language),
            _ => false,
        }
    }

    /// Returns the rows that ↑ and ↓ go through.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Choice { names, .. } | Self::Choices { names, .. } => {
                names.len() + Missing::ALL.len()
            }
            // While a time or a text is typed the arrows are its own.
            _ if self.is_typing() => 0,
            Self::Number { .. } | Self::Decimal { .. } | Self::Text { .. } | Self::Time { .. } => {
                Missing::ALL.len()
            }
            Self::Nothing => 0,
        }
    }

    pub(super) const fn highlight(&self) -> Option<usize> {
        match self {
            Self::Choice { highlight, .. }
            | Self::Choices { highlight, .. }
            | Self::Number { highlight, .. }
            | Self::Decimal { highlight, .. }
            | Self::Text { highlight, .. }
            | Self::Time { highlight, .. } => *highlight,
            Self::Nothing => None,
        }
    }

    /// Moves the highlight; the first press takes the first or the last row.
    pub(super) fn move_highlight(&mut self, down: bool) -> bool {
        let rows = self.rows();
        let (Self::Choice { highlight, .. }
        | Self::Choices { highlight, .. }
        | Self::Number { highlight, .. }
        | Self::Decimal { highlight, .. }
        | Self::Text { highlight, .. }
        | Self::Time { highlight, .. }) = self
        else {
            return false;
        };
        *highlight = match (*highlight, down) {
            _ if rows == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(rows - 1),
            (Some(row), true) => Some((row + 1).min(rows - 1)),
            (Some(row), false) => Some(row.saturating_sub(1)),
        };
        true
    }

    /// Returns the missing reason of a row, if the row is one.
    pub(super) fn missing_at(&self, row: usize) -> Option<Missing> {
        let before = match self {
            Self::Choice { names, .. } | Self::Choices { names, .. } => names.len(),
            _ => 0,
        };
        Missing::ALL.get(row.checked_sub(before)?).copied()
    }

    /// Returns what stands in the field.
    pub(super) fn typed(&self, now: Clock, language: Language) -> Typed {
        let number = |text: &str| text.replace(',', ".");
        match self {
            Self::Nothing | Self::Choice { .. } => Typed::Empty,
            Self::Choices { taken, .. } if taken.is_empty() => Typed::Empty,
            Self::Choices { taken, .. } => {
                Typed::Ready(Answer::given(Value::Choices(taken.clone())))
            }
            Self::Number { field, .. } if field.is_empty() => Typed::Empty,
            Self::Number { field, .. } => field.text().parse().map_or(Typed::Unclear, |number| {
                Typed::Ready(Answer::given(Value::Integer(number)))
            }),
            Self::Decimal { field, .. } if field.is_empty() => Typed::Empty,
            Self::Decimal { field, .. } => match number(field.text()).parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    Typed::Ready(Answer::given(Value::Decimal(number)))
                }
                Ok(_) | Err(_) => Typed::Unclear,
            },
            Self::Text { text, .. } if text.text().trim().is_empty() => Typed::Empty,
            Self::Text { text, .. } => {
                Typed::Ready(Answer::given(Value::Text(text.text().to_owned())))
            }
            Self::Time { field, .. } => {
                let Some(precision) = field.precision() else {
                    return Typed::Ready(Answer::missing(Missing::DoesNotKnow));
                };
                match field.reading(now, language) {
                    Reading::Empty => Typed::Empty,
                    Reading::Is(moment) => Typed::Ready(Answer {
                        content: Some(Content::Given(match moment.wall_clock() {
                            Some(when) if field.is_clock() => {
                                Value::Text(when.format("%H:%M").to_string())
                            }
                            Some(_) | None => Value::Moment(moment),
                        })),
                        precision,
                        ..Answer::default()
                    }),
                    Reading::WhichMidnight(..) | Reading::NoSuchDay { .. } | Reading::Unclear => {
                        Typed::Unclear
                    }
                }
            }
        }
    }
}
