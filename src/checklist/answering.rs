//! From what was typed or sent to a value of the right kind, at the right question.

use super::nearest::nearest;
use super::{Checklist, Choice, Kind, Question, QuestionName};
use crate::message::{Explain, Message};
use crate::value::{Moment, MomentFault, PartialDate, Value};
use chrono::{NaiveDate, NaiveTime};
use unicode_normalization::UnicodeNormalization as _;

/// An answer before anybody knows which question it fits.
#[derive(Clone, PartialEq, Eq)]
pub enum RawAnswer {
    /// One text: a choice name, a number, a moment, or words.
    Text(String),
    /// Several choice names.
    Several(Vec<String>),
    /// A reason why there is no value; every question takes it.
    Missing,
}

/// What was typed is nobody's business but the vault's.
impl std::fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(<redacted>)",
            Self::Several(_) => "Several(<redacted>)",
            Self::Missing => "Missing",
        })
    }
}

impl RawAnswer {
    /// Takes a JSON value: a text, a number, `true`/`false` for yes/no, or an array of names.
    pub fn from_json(json: &serde_json::Value) -> Option<Self> {
        use serde_json::Value as Json;
        Some(match json {
            Json::String(text) => Self::Text(text.clone()),
            Json::Number(number) => Self::Text(number.to_string()),
            Json::Bool(true) => Self::Text("yes".to_owned()),
            Json::Bool(false) => Self::Text("no".to_owned()),
            Json::Array(names) => Self::Several(
                names
                    .iter()
                    .map(|name| name.as_str().map(str::to_owned))
                    .collect::<Option<_>>()?,
            ),
            Json::Null | Json::Object(_) => return None,
        })
    }
}

/// Why something is no value for a question. It never holds what was typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueFault {
    /// Nothing was typed.
    #[error("an empty text is no answer")]
    Empty,
    /// The question is a note or a calculation.
    #[error("the question takes no answer")]
    TakesNoAnswer,
    /// One value was wanted, several came.
    #[error("one value was wanted, several came")]
    OneWanted,
    /// No whole number.
    #[error("not a whole number")]
    NotInteger,
    /// No number.
    #[error("not a number")]
    NotDecimal,
    /// No moment, or one that does not exist.
    #[error("not a moment: {0}")]
    NotMoment(MomentFault),
    /// A date was wanted, not a time of day.
    #[error("a date has no time of day")]
    NotDate,
    /// No time of day.
    #[error("not a time of day")]
    NotClock,
    /// No choice of the list.
    #[error("not a choice of the list")]
    UnknownChoice {
        /// The choice names of the list.
        offered: Vec<String>,
        /// The one that was probably meant.
        meant: Option<String>,
    },
}

impl Explain for ValueFault {
    fn what_happened(&self) -> Message {
        Message::new(match self {
            Self::Empty => "err-value-empty",
            Self::TakesNoAnswer => "err-value-takes-none",
            Self::OneWanted => "err-value-one-wanted",
            Self::NotInteger => "err-value-not-integer",
            Self::NotDecimal => "err-value-not-decimal",
            Self::NotMoment(MomentFault::Shape) => "err-value-not-moment",
            Self::NotMoment(MomentFault::NoSuchDay) => "err-value-no-such-day",
            Self::NotMoment(MomentFault::NoSuchTime) => "err-value-no-such-time",
            Self::NotMoment(MomentFault::EndsBeforeItBegins) => "err-value-ends-before-it-begins",
            Self::NotDate => "err-value-not-date",
            Self::NotClock => "err-value-not-clock",
            Self::UnknownChoice { .. } => "err-value-unknown-choice",
        })
    }

    fn what_to_do(&self) -> Option<Message> {
        Some(match self {
            Self::Empty => Message::new("rec-value-empty"),
            Self::TakesNoAnswer | Self::NotDate => return None,
            Self::OneWanted => Message::new("rec-value-one-wanted"),
            Self::NotInteger => Message::new("rec-value-not-integer"),
            Self::NotDecimal => Message::new("rec-value-not-decimal"),
            Self::NotMoment(_) => Message::new("rec-value-not-moment"),
            Self::NotClock => Message::new("rec-value-not-clock"),
            Self::UnknownChoice {
                meant: Some(meant), ..
            } => Message::new("rec-chk-did-you-mean").text("meant", meant.as_str()),
            Self::UnknownChoice { offered, .. } => {
                Message::new("rec-chk-one-of").text("known", offered.join(", "))
            }
        })
    }
}

/// Why an answer finds no question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// There is no question with this name and no item with this number.
    #[error("no question has this name or number")]
    NoSuchQuestion {
        /// The name or number that was probably meant.
        meant: Option<String>,
    },
    /// The one question does not take the value.
    #[error("the question {question} does not take the value")]
    DoesNotFit {
        /// The question.
        question: QuestionName,
        /// Why not.
        #[source]
        fault: ValueFault,
    },
    /// None of the item's questions takes the value.
    #[error("no question of the item takes the value")]
    FitsNone {
        /// The names of the item's questions.
        parts: Vec<QuestionName>,
    },
}

impl Explain for AddressFault {
    fn what_happened(&self) -> Message {
        match self {
            Self::NoSuchQuestion { .. } => Message::new("err-address-no-question"),
            Self::DoesNotFit { fault, .. } => fault.what_happened(),
            Self::FitsNone { parts } => {
                let parts: Vec<&str> = parts.iter().map(QuestionName::as_str).collect();
                Message::new("err-address-fits-none").text("parts", parts.join(", "))
            }
        }
    }

    fn what_to_do(&self) -> Option<Message> {
        match self {
            Self::NoSuchQuestion { meant } => meant
                .as_ref()
                .map(|meant| Message::new("rec-chk-did-you-mean").text("meant", meant.as_str())),
            Self::DoesNotFit { fault, .. } => fault.what_to_do(),
            Self::FitsNone { .. } => Some(Message::new("rec-address-fits-none")),
        }
    }
}

impl Checklist {
    /// Returns the index of the question that the answer goes to, and its value (none for a missing
    /// reason).
    ///
    /// A name is that question. A number is the first question of the item that the value fits. Words
    /// fit a text question of the item, which comes last; a misspelt choice, number or time does not
    /// end there. A missing reason goes to the item's first question, which is its main one.
    pub fn question_for(
        &self,
        name_or_number: &str,
        raw: &RawAnswer,
    ) -> Result<(usize, Option<Value>), AddressFault> {
        let address = name_or_number.trim();
        let parts: Vec<(usize, &Question)> = match self.index_of(address) {
            Some(index) => vec![index],
            None => self.item_ignoring_case(address).to_vec(),
        }
        .into_iter()
        .filter_map(|index| Some((index, self.questions.get(index)?)))
        .collect();
        let takers = parts.iter().filter(|(_, part)| part.takes_answers());
        let mut ordered: Vec<&(usize, &Question)> = takers.clone().collect();
        ordered.sort_by_key(|(_, part)| part.kind == Kind::Text);
        let is_slip = is_one_sign(raw)
            && ordered
                .first()
                .is_some_and(|(_, part)| part.kind != Kind::Text);
        if *raw == RawAnswer::Missing
            && let Some((index, _)) = takers.clone().next()
        {
            return Ok((*index, None));
        }
        let mut first_fault = None;
        for (index, part) in &ordered {
            match self.parse_value(part, raw) {
                // A choice or a number with a slip in it is nothing that was said.
                Ok(Value::Text(_)) if is_slip => {}
                Ok(value) => return Ok((*index, Some(value))),
                // A mistyped time is no name of a place: it must not end in the item's free text.
                Err(fault @ ValueFault::NotMoment(_)) if looks_like_a_time(raw) => {
                    return Err(AddressFault::DoesNotFit {
                        question: part.name.clone(),
                        fault,
                    });
                }
                Err(fault) => first_fault = first_fault.or(Some((part.name.clone(), fault))),
            }
        }
        match (first_fault, parts.first()) {
            (Some((question, fault)), _) if ordered.len() == 1 => {
                Err(AddressFault::DoesNotFit { question, fault })
            }
            (Some(_), _) => Err(AddressFault::FitsNone {
                parts: ordered.iter().map(|(_, part)| part.name.clone()).collect(),
            }),
            (None, Some((_, part))) => Err(AddressFault::DoesNotFit {
                question: part.name.clone(),
                fault: ValueFault::TakesNoAnswer,
            }),
            (None, None) => Err(AddressFault::NoSuchQuestion {
                meant: self.nearest_address(address),
            }),
        }
    }

    /// Returns the indexes of the questions of the item; `d01` is `D01`.
    fn item_ignoring_case(&self, number: &str) -> &[usize] {
        let exact = self.item(number);
        if !exact.is_empty() {
            return exact;
        }
        self.by_number
            .iter()
            .find(|(known, _)| known.to_lowercase() == number.to_lowercase())
            .map_or(&[], |(_, parts)| parts.as_slice())
    }

    fn nearest_address(&self, address: &str) -> Option<String> {
        // In order, so that of two that are as near it is always the same.
        let mut names: Vec<&str> = self.by_name.keys().map(QuestionName::as_str).collect();
        names.sort_unstable();
        let numbers = self.by_number.keys().map(String::as_str);
        nearest(address, names.into_iter().chain(numbers)).map(str::to_owned)
    }

    /// Reads a value of the question's kind out of what was typed or sent.
    pub fn parse_value(&self, question: &Question, raw: &RawAnswer) -> Result<Value, ValueFault> {
        match raw {
            RawAnswer::Missing => Err(ValueFault::Empty),
            RawAnswer::Text(text) => self.parse_text(question, text),
            RawAnswer::Several(names) => match question.kind {
                Kind::Choices(_) => self.parse_choices(question, names.iter().map(String::as_str)),
                Kind::Note | Kind::Calculate => Err(ValueFault::TakesNoAnswer),
                Kind::Text
                | Kind::Integer
                | Kind::Decimal
                | Kind::Choice(_)
                | Kind::Moment
                | Kind::Date => Err(ValueFault::OneWanted),
            },
        }
    }

    /// Reads a value of the question's kind out of a text.
    ///
    /// Numbers may have a decimal comma and blanks between thousands; choices may be named by name
    /// or by label in any language; several choices are separated by blanks or commas; moments are
    /// ISO 8601 or `5.7.2011 21:00`.
    pub fn parse_text(&self, question: &Question, text: &str) -> Result<Value, ValueFault> {
        if !question.takes_answers() {
            return Err(ValueFault::TakesNoAnswer);
        }
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(ValueFault::Empty);
        }
        match &question.kind {
            Kind::Text if question.is_time => parse_clock(trimmed),
            Kind::Text => Ok(Value::Text(trimmed.nfc().collect())),
            Kind::Integer => number_letters(trimmed)
                .parse()
                .map(Value::Integer)
                .map_err(|_not_whole: std::num::ParseIntError| ValueFault::NotInteger),
            Kind::Decimal => parse_decimal(trimmed),
            Kind::Choice(_) => find_choice(self.choices_of(question), trimmed).map(Value::Choice),
            Kind::Choices(_) => {
                // One label may hold blanks and commas, so the whole is tried first.
                match find_choice(self.choices_of(question), trimmed) {
                    Ok(one) => Ok(Value::Choices(vec![one])),
                    Err(_) if trimmed.contains([',', ';']) => {
                        self.parse_choices(question, trimmed.split([',', ';']))
                    }
                    Err(_) => self.parse_choices(question, trimmed.split_whitespace()),
                }
            }
            Kind::Moment => parse_moment(trimmed).map(Value::Moment),
            Kind::Date => match parse_moment(trimmed)? {
                moment if moment.time().is_some() => Err(ValueFault::NotDate),
                moment => Ok(Value::Moment(moment)),
            },
            Kind::Note | Kind::Calculate => Err(ValueFault::TakesNoAnswer),
        }
    }

    fn parse_choices<'n>(
        &self,
        question: &Question,
        names: impl Iterator<Item = &'n str>,
    ) -> Result<Value, ValueFault> {
        let list = self.choices_of(question);
        let mut taken: Vec<String> = Vec::new();
        for name in names.map(str::trim).filter(|name| !name.is_empty()) {
            let name = find_choice(list, name)?;
            if !taken.contains(&name) {
                taken.push(name);
            }
        }
        if taken.is_empty() {
            return Err(ValueFault::Empty);
        }
        Ok(Value::Choices(taken))
    }
}

/// Returns whether the text is written like a choice's name or a number, and not in words.
fn is_one_sign(raw: &RawAnswer) -> bool {
    let RawAnswer::Text(text) = raw else {
        return false;
    };
    text.trim().chars().all(|letter| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_-+.,".contains(letter)
    })
}

/// Returns whether the text is made of what times are made of.
fn looks_like_a_time(raw: &RawAnswer) -> bool {
    let RawAnswer::Text(text) = raw else {
        return false;
    };
    let text = text.trim();
    text.starts_with(|letter: char| letter.is_ascii_digit())
        && text.contains([':', '-', '.', '/'])
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || ":-./T tZz+~".contains(letter))
}

/// Returns the name of the choice that the text names: by name, else by label in any language.
fn find_choice(list: &[Choice], text: &str) -> Result<String, ValueFault> {
    let lower = text.to_lowercase();
    let by_name = list.iter().find(|choice| choice.name == lower);
    let mut by_label = list.iter().filter(|choice| {
        let mut labels = choice.label.0.values();
        labels.any(|label| label.to_lowercase() == lower)
    });
    if let Some(choice) = by_name {
        return Ok(choice.name.clone());
    }
    // A label that two choices share names neither.
    if let (Some(choice), None) = (by_label.next(), by_label.next()) {
        return Ok(choice.name.clone());
    }
    let names = list.iter().map(|choice| choice.name.as_str());
    Err(ValueFault::UnknownChoice {
        offered: names.clone().map(str::to_owned).collect(),
        meant: nearest(text, names).map(str::to_owned),
    })
}

/// Returns the text without the blanks that people put between thousands.
fn number_letters(text: &str) -> String {
    let is_blank = |letter: char| letter == ' ' || letter == '\u{a0}' || letter == '\u{202f}';
    text.replace(is_blank, "").replace('−', "-")
}

fn parse_decimal(text: &str) -> Result<Value, ValueFault> {
    let letters = number_letters(text).replace(',', ".");
    let fits = |letter: char| letter.is_ascii_digit() || "+-.".contains(letter);
    // Rust would also read `inf`, `nan` and `1e5`.
    if !letters.chars().all(fits) {
        return Err(ValueFault::NotDecimal);
    }
    letters
        .parse()
        .map(Value::Decimal)
        .map_err(|_fault: std::num::ParseFloatError| ValueFault::NotDecimal)
}

/// Reads ISO 8601, or the day-first notation of the region: `5.7.2011`, `05.07.2011 21:00`.
fn parse_moment(text: &str) -> Result<Moment, ValueFault> {
    match text.parse::<Moment>() {
        Ok(moment) => Ok(moment),
        Err(fault) => day_first(text)
            .unwrap_or(Err(fault))
            .map_err(ValueFault::NotMoment),
    }
}

/// Reads a time of day: `21:30`, `2130`, `930`; as other programs write it, with seconds and an offset.
fn parse_clock(text: &str) -> Result<Value, ValueFault> {
    let whole = if text.contains(':') {
        text.split(['+', '-', 'Z']).next().unwrap_or_default()
    } else {
        text
    };
    let is_short = |part: &str| matches!(part.len(), 1 | 2);
    let parts = match whole.split([':', '.']).collect::<Vec<_>>().as_slice() {
        [hour, minute, ..] if is_short(hour) && minute.len() == 2 => Some((*hour, *minute)),
        [digits] if matches!(digits.len(), 3 | 4) => digits.split_at_checked(digits.len() - 2),
        _ => None,
    };
    let time = parts.and_then(|(hour, minute)| {
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (hour, minute) = (is_digits(hour) && is_digits(minute)).then_some((hour, minute))?;
        NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
    });
    time.map(|time| Value::Text(time.format("%H:%M").to_string()))
        .ok_or(ValueFault::NotClock)
}

/// Returns nothing if the text is not written day first.
fn day_first(text: &str) -> Option<Result<Moment, MomentFault>> {
    let mut words = text.split_whitespace();
    let mut parts = words.next()?.split('.');
    let mut number = |longest: usize| {
        let part = parts.next()?;
        let fits = part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (day, month, year) = (number(2)?, number(2)?, number(4)?);
    if parts.next().is_some() || year < 1000 {
        return None;
    }
    let Some(date) = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day) else {
        return Some(Err(MomentFault::NoSuchDay));
    };
    let Some(clock) = words.next() else {
        return Some(Ok(Moment::on(PartialDate::Day(date))));
    };
    if words.next().is_some() {
        return None;
    }
    let (hour, minute) = clock.split_once(':')?;
    let time = NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0);
    Some(
        time.map(|time| Moment::at(date.and_time(time)))
            .ok_or(MomentFault::NoSuchTime),
    )
}
