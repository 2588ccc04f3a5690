//! Answers as JSON Lines: how other programs, paper keyed in bulk, and tests hand answers in.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use serde_json::Value as Json;

use super::{Desk, DeskError};
use crate::checklist::{AddressFault, Checklist, Question, RawAnswer, SubjectKind, ValueFault};
use crate::message::{Explain, Message};
use crate::value::{Missing, NotCheckedReason, Precision, Source};
use crate::visit::{
    Answer, Change, Compliance, Content, Decision, Instance, Place, Refusal, Session, Stands,
    Subject,
};

/// One line: an answer, or a link between a person and a custody record.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Line {
    subject: Option<String>,
    checklist: Option<String>,
    question: Option<String>,
    instance: Option<Json>,
    source: Option<String>,
    value: Option<Json>,
    missing: Option<String>,
    why: Option<String>,
    precision: Option<String>,
    within_minutes: Option<u16>,
    note: Option<String>,
    flag: Option<bool>,
    label: Option<String>,
    link: Option<[String; 2]>,
    view: Option<String>,
    stands: Option<String>,
    custody: Option<usize>,
    assess: Option<String>,
    result: Option<String>,
}

impl Line {
    /// Returns the texts that would be kept.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let value = self.value.as_ref().and_then(Json::as_str);
        value
            .into_iter()
            .chain(self.note.as_deref())
            .chain(self.label.as_deref())
            .chain(self.why.as_deref())
    }
}

/// Returns whether no keyboard types the character into a text: it would only break files and
/// screens that show the text later.
fn steers(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
}

/// Why a line was refused. Nothing of it was taken.
#[derive(Debug)]
pub struct LineRefusal {
    /// The stable code.
    pub code: &'static str,
    /// What is wrong with it.
    pub message: Message,
}

impl LineRefusal {
    /// Makes a refusal.
    pub const fn new(code: &'static str, message: Message) -> Self {
        Self { code, message }
    }

    fn unknown(code: &'static str, id: &'static str, text: &str) -> Self {
        Self::new(code, Message::new(id).text("text", text))
    }
}

impl From<Refusal> for LineRefusal {
    fn from(refusal: Refusal) -> Self {
        let code = match &refusal {
            Refusal::VisitClosed => "visit_closed",
            Refusal::UnknownChecklist => "unknown_checklist",
            Refusal::UnknownQuestion { .. } => "unknown_question",
            Refusal::UnknownSubject { .. } => "unknown_subject",
            Refusal::OtherKindOfSubject { .. } => "wrong_subject",
            Refusal::TakesNoAnswer { .. } => "takes_no_answer",
            Refusal::WrongKind { .. } => "wrong_kind",
            Refusal::UnknownChoice { .. } => "unknown_choice",
            Refusal::NoInstance { .. } | Refusal::Counted { .. } => "unknown_instance",
            Refusal::NoLink | Refusal::LinkedElsewhere { .. } => "no_link",
            Refusal::NothingSaidAbout { .. } | Refusal::SourceSaysNothing { .. } => "no_account",
            Refusal::CodeIsShared { .. } => "shared_code",
            Refusal::WhyIsMissing => "why_missing",
            Refusal::WhichCustody { .. } | Refusal::NoCustody => "which_custody",
            _ => "refused",
        };
        Self::new(code, refusal.what_happened())
    }
}

/// Takes lines into a visit, one at a time; each is on the disk when it is acknowledged.
pub struct Taking<'desk> {
    desk: &'desk Desk,
    session: Session,
}

/// What became of a line.
pub type Taken = Result<(), LineRefusal>;

impl<'desk> Taking<'desk> {
    /// Begins to take lines into this visit.
    pub const fn new(desk: &'desk Desk, session: Session) -> Self {
        Self { desk, session }
    }

    /// Takes a line, all or nothing. The outer error means that the vault takes nothing more.
    pub fn take(&mut self, line: &str) -> Result<Taken, DeskError> {
        let line: Line = match serde_json::from_str(line) {
            Ok(line) => line,
            Err(fault) => {
                let message = Message::new("err-line-json")
                    .number("column", i64::try_from(fault.column()).unwrap_or(0));
                return Ok(Err(LineRefusal::new("not_json", message)));
            }
        };
        if line.texts().any(|text| text.contains(steers)) {
            let message = Message::new("err-line-control");
            return Ok(Err(LineRefusal::new("control_character", message)));
        }
        let mut whole = Change::default();
        if let Err(refusal) = self.apply(&line, &mut whole) {
            if !whole.entries.is_empty() {
                // The line took up a subject and was refused then: both or neither.
                self.session = self.desk.visit(self.session.header().id)?;
            }
            return Ok(Err(refusal));
        }
        if !whole.entries.is_empty() {
            self.desk.keep(&self.session, &whole)?;
        }
        Ok(Ok(()))
    }

    fn apply(&mut self, line: &Line, whole: &mut Change) -> Result<(), LineRefusal> {
        let desk = self.desk;
        let session = &mut self.session;
        let mut add = |change: Change| {
            desk.take_numbers(&change.entries);
            whole.entries.extend(change.entries);
        };
        let clock = session.clock_on(desk.device(), desk.now());
        if let Some([person, record]) = &line.link {
            let (person, record) = match (subject(person)?, subject(record)?) {
                (record, person) if record.kind() == SubjectKind::CustodyRecord => (person, record),
                named => named,
            };
            for one in [person, record] {
                if !session.has_subject(one) {
                    add(session.take_up_as(one, None, &desk.saying(clock))?);
                }
            }
            add(session.link(person, record, &desk.saying(clock))?);
            return Ok(());
        }
        let about = subject(line.subject.as_deref().unwrap_or_default())?;
        if !session.has_subject(about) {
            add(session.take_up_as(about, line.label.as_deref(), &desk.saying(clock))?);
        }
        if line.view.is_some() || line.assess.is_some() {
            add(team(session, desk, about, line)?);
            return Ok(());
        }
        if line.question.is_none() && line.label.is_some() {
            return Ok(());
        }
        let checklist = checklist_of(session, about, line)?;
        let clock_alone = line.value.as_ref().and_then(Json::as_str);
        let chosen = choose(&checklist, line).map_err(|refusal| {
            clock_alone
                .filter(|_| refusal.code == "wrong_time" || refusal.code == "wrong_kind")
                .and_then(|text| which_day(session, about, text))
                .unwrap_or(refusal)
        });
        let (question, content) = chosen?;
        if question.subject != about.kind() {
            return Err(Refusal::OtherKindOfSubject {
                question: question.name.to_string(),
                subject: about,
            }
            .into());
        }
        let source = match &line.source {
            None => question.source,
            Some(name) => Source::from_name(name)
                .ok_or_else(|| LineRefusal::unknown("unknown_source", "err-line-source", name))?,
        };
        let precision = precision_of(line)?;
        let place = Place {
            subject: about,
            checklist: checklist.digest,
            question: question.name.clone(),
        };
        let positions = positions(line.instance.as_ref())?;
        let instance = loop {
            if positions.is_empty() {
                break Instance::default();
            }
            match session.instance_at(&place, &positions)? {
                Ok(instance) => break instance,
                Err(repeat) => add(session.add_instance(&repeat, &desk.saying(clock))?.1),
            }
        };
        // What a line does not speak of stands: a note takes no value away, and a value no note.
        let standing = standing(session, &place, &instance, source);
        let note = line.note.clone().filter(|note| !note.trim().is_empty());
        let answer = Answer {
            precision: precision.unwrap_or(match content {
                Some(_) => Precision::Exact,
                None => standing.precision,
            }),
            content: content.or(standing.content),
            note: if line.note.is_some() {
                note
            } else {
                standing.note
            },
            flag: line.flag.unwrap_or(standing.flag),
        };
        let saying = desk.saying(clock);
        add(session.answer_in(&place, &instance, source, answer, &saying)?);
        Ok(())
    }
}

/// Takes what the team thinks: its view of a fact, or its own assessment of a safeguard.
fn team(
    session: &mut Session,
    desk: &Desk,
    about: Subject,
    line: &Line,
) -> Result<Change, LineRefusal> {
    let saying = desk.saying(session.header().clock);
    let why = line.why.as_deref().unwrap_or_default();
    let whose = match line.custody {
        Some(number) => session.custody_numbered(about, number)?,
        None => about.into(),
    };
    if let Some(fact) = &line.view {
        let stands = line.stands.as_deref().unwrap_or_default();
        let stands = Stands::from_name(stands)
            .ok_or_else(|| LineRefusal::unknown("unknown_source", "err-line-stands", stands))?;
        return Ok(session.take_view(&whose, fact, stands, why, &saying)?);
    }
    let safeguard = line.assess.as_deref().unwrap_or_default();
    if desk.measures().facts.safeguard(safeguard).is_none() {
        let code = "unknown_safeguard";
        return Err(LineRefusal::unknown(code, "err-line-safeguard", safeguard));
    }
    let result = line.result.as_deref().unwrap_or_default();
    let decision = match Compliance::from_code(result) {
        Some(compliance) => Decision::Result(compliance),
        None if result == "withdrawn" => Decision::Withdrawn,
        None => {
            let code = "unknown_result";
            return Err(LineRefusal::unknown(code, "err-line-result", result));
        }
    };
    Ok(session.decide(&whose, safeguard, decision, why, &saying)?)
}

/// Returns what the source says there now.
fn standing(session: &Session, place: &Place, instance: &Instance, source: Source) -> Answer {
    let sheet = session.sheet(place.subject, place.checklist);
    sheet
        .and_then(|sheet| {
            let index = sheet.checklist().index_of(place.question.as_str())?;
            let sheet = sheet.in_instance(instance.clone());
            sheet.answer_of(index, source).cloned()
        })
        .unwrap_or_default()
}

/// How exact the line says that its moment is. "Unknown" is no precision but the reason why there is
/// no moment.
fn precision_of(line: &Line) -> Result<Option<Precision>, LineRefusal> {
    match (line.precision.as_deref(), line.within_minutes) {
        (None | Some("unknown"), None) => Ok(None),
        (None | Some("about"), Some(minutes)) => Ok(Some(Precision::AboutWithin(minutes))),
        (Some(name), None) => Precision::from_name(name)
            .map(Some)
            .ok_or_else(|| LineRefusal::unknown("unknown_precision", "err-line-precision", name)),
        (Some(name), Some(_)) => Err(LineRefusal::unknown(
            "unknown_precision",
            "err-line-within",
            name,
        )),
    }
}

/// A time of day without its day: which of two days it was is for a person to say, so the line is
/// refused with both, and with how to leave it open between them.
fn which_day(session: &Session, about: Subject, text: &str) -> Option<LineRefusal> {
    let time: NaiveTime = format!("{}:00", text.strip_prefix('T')?).parse().ok()?;
    let clock = session
        .facts_about(about)
        .iter()
        .filter(|said| said.fact.as_str() == "apprehended_at")
        .find_map(|said| said.moment()?.0.wall_clock());
    let Some(start) = clock else {
        return Some(LineRefusal::unknown(
            "which_day",
            "err-line-which-day",
            text,
        ));
    };
    let first = if time < start.time() {
        start.date().succ_opt()?
    } else {
        start.date()
    };
    let written = |day: NaiveDate| format!("{day}{text}");
    let (first, second) = (written(first), written(first.succ_opt()?));
    let open = format!("{first}/{second}");
    Some(LineRefusal::new(
        "which_day",
        Message::new("err-line-which-of-two-days")
            .text("first", first)
            .text("second", second)
            .text("open", open),
    ))
}

fn checklist_of(
    session: &Session,
    about: Subject,
    line: &Line,
) -> Result<Arc<Checklist>, LineRefusal> {
    let unknown =
        |text: &str| LineRefusal::unknown("unknown_checklist", "err-line-checklist", text);
    if let Some(id) = &line.checklist {
        return session
            .checklist_named(id)
            .cloned()
            .ok_or_else(|| unknown(id));
    }
    // Without a checklist the question's own name or number must be enough.
    let name = line.question.as_deref().unwrap_or_default();
    session
        .checklists()
        .iter()
        .find(|checklist| {
            let asked = checklist
                .index_of(name)
                .into_iter()
                .chain(checklist.item(name).iter().copied());
            asked
                .filter_map(|index| checklist.questions.get(index))
                .any(|question| question.subject == about.kind())
        })
        .cloned()
        .ok_or_else(|| LineRefusal::unknown("unknown_question", "err-line-question", name))
}

/// Reads which instance of the repeats around the question is meant: `[2]`, `2`, or `"cell[2]/bed[1]"`,
/// counted from 1 and from the outermost inwards.
fn positions(written: Option<&Json>) -> Result<Vec<usize>, LineRefusal> {
    let Some(written) = written else {
        return Ok(Vec::new());
    };
    let number = |json: &Json| usize::try_from(json.as_u64()?).ok();
    let found: Option<Vec<usize>> = match written {
        Json::Array(numbers) => numbers.iter().map(number).collect(),
        Json::Number(_) => number(written).map(|number| vec![number]),
        Json::String(text) => text
            .split('/')
            .map(|step| {
                step.split_once('[')?
                    .1
                    .strip_suffix(']')?
                    .trim()
                    .parse()
                    .ok()
            })
            .collect(),
        Json::Null | Json::Bool(_) | Json::Object(_) => None,
    };
    found.ok_or_else(|| {
        LineRefusal::unknown(
            "unknown_instance",
            "err-line-instance",
            &written.to_string(),
        )
    })
}

fn subject(text: &str) -> Result<Subject, LineRefusal> {
    text.parse()
        .map_err(|_no_subject| LineRefusal::unknown("unknown_subject", "err-line-subject", text))
}

/// Finds the question that the answer goes to, and reads the answer as that question's.
fn choose<'list>(
    checklist: &'list Checklist,
    line: &Line,
) -> Result<(&'list Question, Option<Content>), LineRefusal> {
    let missing = line
        .missing
        .as_deref()
        .map(|reason| missing(reason, line.why.as_deref()))
        .transpose()?;
    let missing = match line.precision.as_deref() {
        Some("unknown") => Some(Missing::DoesNotKnow),
        _ => missing,
    };
    let raw = match (&line.value, missing) {
        (Some(_), Some(_)) => {
            return Err(LineRefusal::new(
                "value_and_missing",
                Message::new("err-line-both"),
            ));
        }
        (Some(value), None) => RawAnswer::from_json(value)
            .ok_or_else(|| LineRefusal::new("no_value", Message::new("err-line-no-value")))?,
        (None, Some(_)) => RawAnswer::Missing,
        (None, None) if line.note.is_some() || line.flag.is_some() => RawAnswer::Missing,
        (None, None) => {
            return Err(LineRefusal::new(
                "no_value",
                Message::new("err-line-no-value"),
            ));
        }
    };
    let name = line.question.as_deref().unwrap_or_default();
    let (index, value) = checklist.question_for(name, &raw)?;
    let question = checklist
        .questions
        .get(index)
        .ok_or_else(|| LineRefusal::unknown("unknown_question", "err-line-question", name))?;
    Ok((
        question,
        value.map(Content::Given).or(missing.map(Content::Missing)),
    ))
}

impl From<AddressFault> for LineRefusal {
    fn from(fault: AddressFault) -> Self {
        let code = match &fault {
            AddressFault::NoSuchQuestion { .. } => "unknown_question",
            AddressFault::FitsNone { .. } => "wrong_kind",
            AddressFault::DoesNotFit { fault, .. } => match fault {
                ValueFault::UnknownChoice { .. } => "unknown_choice",
                ValueFault::NotMoment(_) => "wrong_time",
                ValueFault::TakesNoAnswer => "takes_no_answer",
                _ => "wrong_kind",
            },
        };
        let message = match fault.what_to_do() {
            Some(advice) => Message::new("err-line-with-advice")
                .message("what", fault.what_happened())
                .message("advice", advice),
            None => fault.what_happened(),
        };
        Self::new(code, message)
    }
}

fn missing(reason: &str, why: Option<&str>) -> Result<Missing, LineRefusal> {
    let unknown = |text: &str| LineRefusal::unknown("unknown_missing", "err-line-missing", text);
    let missing = Missing::from_name(reason).ok_or_else(|| unknown(reason))?;
    match (missing, why) {
        (Missing::NotChecked(_), Some(why)) => NotCheckedReason::from_name(why)
            .map(Missing::NotChecked)
            .ok_or_else(|| unknown(why)),
        _ => Ok(missing),
    }
}
