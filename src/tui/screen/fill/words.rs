//! Answers in words.

use super::Fill;
use crate::checklist::{Checklist, Question, Scale};
use crate::message::Message;
use crate::tui::screen::instances::place_in_words;
use crate::tui::world::World;
use crate::value::{Missing, Moment, NotCheckedReason, PartialDate, Precision, Source, Value};
use crate::visit::{Answer, Content, Sheet, Subject};

/// Returns the name of a source in the program's language.
pub(in crate::tui) fn source_name(source: Source, world: &World) -> String {
    world.words.id(match source {
        Source::DetainedPerson => "source-detained-person",
        Source::Staff => "source-staff",
        Source::Register => "source-register",
        Source::Observation => "source-observation",
        Source::MedicalRecord => "source-medical-record",
        Source::Video => "source-video",
        Source::Lawyer => "source-lawyer",
        Source::Family => "source-family",
        Source::CourtFile => "source-court-file",
    })
}

/// Returns the id of the name of a missing reason.
pub(in crate::tui) const fn missing_id(missing: Missing) -> &'static str {
    match missing {
        Missing::Refused => "missing-refused",
        Missing::NotApplicable => "missing-not-applicable",
        Missing::DoesNotKnow => "missing-does-not-know",
        Missing::NotChecked(_) => "missing-not-checked",
    }
}

/// Returns the id of the name of a reason for not checking.
pub(in crate::tui) const fn reason_id(reason: NotCheckedReason) -> &'static str {
    match reason {
        NotCheckedReason::NotStated => "reason-not-stated",
        NotCheckedReason::NoAccess => "reason-no-access",
        NotCheckedReason::NoTime => "reason-no-time",
        NotCheckedReason::NotInMandate => "reason-not-in-mandate",
        NotCheckedReason::Safety => "reason-safety",
    }
}

/// Returns the name of a reason for not checking.
pub(in crate::tui) const fn reason_message(reason: NotCheckedReason) -> Message {
    Message::new(reason_id(reason))
}

/// Returns the digit that gives a missing reason.
pub(super) const fn missing_digit(missing: Missing) -> char {
    match missing {
        Missing::Refused => '7',
        Missing::NotApplicable => '8',
        Missing::DoesNotKnow => '9',
        Missing::NotChecked(_) => '0',
    }
}

/// Returns a moment in words, as exact as it was said.
pub(in crate::tui) fn moment_text(moment: Moment, precision: Precision, world: &World) -> String {
    let calendar = world.calendar();
    let point = |moment: Moment| match (moment.wall_clock(), moment.date()) {
        (Some(when), _) => {
            format!("{} {}", calendar.date(when.date()), calendar.clock(when))
        }
        (None, date) => calendar.partial(date),
    };
    let text = if moment.is_open() {
        format!("{} … {}", point(moment.first()), point(moment.last()))
    } else {
        point(moment)
    };
    match precision {
        Precision::Exact => text,
        Precision::About | Precision::AboutWithin(_) => format!("~ {text}"),
        Precision::After => format!("> {text}"),
        Precision::Before => format!("< {text}"),
    }
}

/// Returns the content of an answer in words: `Yes`, `~ 05.03.2026 13:05`, `Refused`.
pub fn content_text(
    checklist: &Checklist,
    question: &Question,
    answer: &Answer,
    world: &World,
) -> String {
    let offered = checklist.choices_of(question);
    let label = |name: &str| {
        // A calculated value may name a choice of any list.
        let lists = checklist.choice_lists.values().flatten();
        offered
            .iter()
            .chain(lists.filter(|_| offered.is_empty()))
            .find(|choice| choice.name == name)
            .map(|choice| choice.label.in_language(world.questions()).0.to_owned())
            // What is calculated may be a group that only counts name.
            .or_else(|| {
                let group = format!("count-group-{}", name.replace('_', "-"));
                world.words.find(&group)
            })
            .unwrap_or_else(|| name.to_owned())
    };
    match &answer.content {
        None => String::new(),
        Some(Content::Missing(Missing::NotChecked(reason)))
            if *reason != NotCheckedReason::NotStated =>
        {
            let missing = world.words.id("missing-not-checked");
            format!("{missing}: {}", world.words.id(reason_id(*reason)))
        }
        Some(Content::Missing(missing)) => world.words.id(missing_id(*missing)),
        Some(Content::Given(Value::Choice(name))) => label(name),
        Some(Content::Given(Value::Choices(names))) => names
            .iter()
            .map(|name| label(name))
            .collect::<Vec<_>>()
            .join(", "),
        Some(Content::Given(Value::Moment(moment))) => {
            moment_text(*moment, answer.precision, world)
        }
        Some(Content::Given(Value::Text(text))) if question.takes_answers() => {
            text.replace('\n', " ")
        }
        Some(Content::Given(Value::Text(text))) => label(text),
        Some(Content::Given(Value::Integer(number))) => number.to_string(),
        Some(Content::Given(Value::Decimal(number))) => {
            let text = number.to_string();
            let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
            world.calendar().decimal(*number, decimals)
        }
    }
}

/// Returns the reading of a question in words; empty if there is none.
pub(in crate::tui) fn answer_text(sheet: &Sheet<'_>, index: usize, world: &World) -> String {
    let Some(question) = sheet.checklist().questions.get(index) else {
        return String::new();
    };
    if let Some(value) = sheet.calculated(index) {
        let answer = Answer::given(value.clone());
        return content_text(sheet.checklist(), question, &answer, world);
    }
    sheet
        .reading(index)
        .map(|said| content_text(sheet.checklist(), question, said.answer, world))
        .unwrap_or_default()
}

/// Returns the sign of a question in strips and tables: its digit, `_` empty, `+` other, `-` where
/// it does not count; `!` behind it where it is flagged.
pub(super) fn sign(sheet: &Sheet<'_>, index: usize) -> String {
    let flag = if sheet.is_flagged(index) { "!" } else { "" };
    if !sheet.applies(index) {
        return format!("-{flag}");
    }
    let Some(question) = sheet.checklist().questions.get(index) else {
        return String::new();
    };
    if !question.takes_answers() {
        return ".".to_owned();
    }
    let offered = sheet.offered(index).into_iter();
    let names: Vec<String> = offered.map(|choice| choice.name.clone()).collect();
    let sign = sheet
        .reading(index)
        .map_or_else(|| "_".to_owned(), |said| Fill::sign_of(said.answer, &names));
    format!("{sign}{flag}")
}

/// Returns where a question stands in the repeats around it, as `2.1 `; empty outside of them.
pub(super) fn positions_text(sheet: &Sheet<'_>, index: usize) -> String {
    let positions = sheet.positions(index);
    if positions.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = positions.iter().map(ToString::to_string).collect();
    format!("{} ", numbers.join("."))
}

/// Returns what is echoed after an answer.
pub(super) fn echo(fill: &Fill, answer: &Answer, world: &World) -> Message {
    let Some((sheet, question)) = fill.sheet(world).zip(fill.question(world)) else {
        return Message::new("screen-no-visit");
    };
    let text = content_text(sheet.checklist(), question, answer, world);
    let number = question.number.clone();
    if text.is_empty() {
        return Message::new("fill-emptied").text("number", number);
    }
    Message::new("fill-recorded")
        .text("number", number)
        .text("answer", text)
}

/// Says which numbers a range offers.
pub(super) fn range_message(scale: Scale) -> Message {
    Message::new("fill-range")
        .text("start", scale.start.to_string())
        .text("end", scale.end.to_string())
        .text("step", scale.step.to_string())
}

/// Returns why an answer is "to check".
pub(super) fn to_check(fill: &Fill, world: &World) -> Message {
    let asked = fill.question(world);
    if let Some(scale) = asked.and_then(|question| question.scale) {
        return Message::new("fill-to-check").text("expected", world.say(&range_message(scale)));
    }
    let expected = asked
        .map(|question| question.constraint_message.in_language(world.questions()).0)
        .filter(|text| !text.is_empty());
    match expected {
        Some(text) => Message::new("fill-to-check").text("expected", text),
        None => Message::new("fill-to-check-plain"),
    }
}

/// Returns what a subject is called on the screen.
pub(in crate::tui) fn subject_name(subject: Subject, world: &World) -> String {
    match subject {
        Subject::Premises => world.words.id("subject-premises"),
        subject => subject.to_string(),
    }
}

impl Fill {
    pub(super) fn words_of_title(&self, world: &World) -> (String, String) {
        let Some((visit, sheet)) = world.visit.as_ref().zip(self.sheet(world)) else {
            return (String::new(), String::new());
        };
        let section = self
            .question(world)
            .and_then(|question| sheet.checklist().sections.get(question.section))
            .map_or("", |section| section.title.in_language(world.questions()).0);
        let place = &visit.session.header().facility.code;
        let subject = subject_name(self.subject, world);
        let total = sheet.total();
        let instance = place_in_words(&sheet, self.at.question, world);
        let section = if instance.is_empty() {
            section.to_owned()
        } else {
            instance
        };
        (
            format!("{place}  {subject}  {section}"),
            format!("{}/{}", total.done, total.total),
        )
    }
}

/// Returns what was answered to this question in earlier visits here, the latest first; how many
/// gave the same answer where several did.
pub(super) fn earlier_text(
    checklist: &Checklist,
    question: &Question,
    world: &World,
) -> Option<String> {
    let visit = world.visit.as_ref()?;
    let key = (checklist.id.clone(), question.name.clone());
    let earlier = visit.earlier.get(&key)?;
    let visits: Vec<String> = earlier
        .iter()
        .map(|earlier| {
            let contents: Vec<String> = earlier
                .contents
                .iter()
                .take(3)
                .map(|(content, count)| {
                    let answer = Answer {
                        content: Some(content.clone()),
                        ..Answer::default()
                    };
                    let text = content_text(checklist, question, &answer, world);
                    if *count > 1 {
                        format!("{text} ({count})")
                    } else {
                        text
                    }
                })
                .collect();
            let day = match earlier.start.date() {
                PartialDate::Day(day) => world.calendar().date(day),
                partial => partial.to_string(),
            };
            format!("{day}: {}", contents.join(", "))
        })
        .collect();
    Some(visits.join(";  "))
}
