//! One visit as one JSON document: sheets, answers, how long things took by each source's clock.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::answers::value_label;
use super::{Codes, Identities, Naming, Notes, Redaction, Withheld};
use crate::checklist::Question;
use crate::i18n::Catalogue;
use crate::safeguard::Law;
use crate::value::{Missing, PartialDate, Source, Value};
use crate::visit::{
    Answer, Assessment, Elapsed, Episode, Said, Session, Sheet, Subject, Within, assess_as_of,
};

/// The document.
#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    visit: String,
    practice: bool,
    closed: bool,
    kind: &'static str,
    announced: Json,
    start: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    let_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<Json>,
    facility: Json,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    team: &'a [String],
    checklists: Vec<Json>,
    subjects: Vec<Json>,
    links: Vec<[String; 2]>,
    sheets: Vec<SheetDocument>,
    episodes: Vec<EpisodeDocument>,
    left_out: LeftOut,
}

/// What goes in, and what stands for persons and custody records.
#[derive(Clone, Copy)]
struct Told<'a> {
    redaction: Redaction,
    naming: &'a Naming,
    /// The day of the visit.
    day: PartialDate,
}

/// How much was held back.
#[derive(Serialize)]
struct LeftOut {
    personal_answers: u64,
    notes: u64,
    labels: u64,
    /// Whether the codes of the team, and the hour of the visit, were.
    team: bool,
    /// Whether the codes of persons and custody records were.
    codes: bool,
}

#[derive(Serialize)]
struct SheetDocument {
    subject: String,
    checklist: String,
    version: String,
    done: usize,
    total: usize,
    answers: Vec<AnswerDocument>,
}

#[derive(Serialize)]
struct AnswerDocument {
    question: String,
    number: String,
    /// In which instance of the repeats around it, as `record` reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    safeguard: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    source: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing_why: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<String>,
    applies: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
}

#[derive(Serialize)]
struct EpisodeDocument {
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    records: Vec<String>,
    /// Which custody of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    custody: Option<usize>,
    assessments: Vec<AssessmentDocument>,
    elapsed: Vec<ElapsedDocument>,
}

/// Whether a safeguard was kept, by which rule, according to whom.
#[derive(Serialize)]
struct AssessmentDocument {
    safeguard: &'static str,
    result: &'static str,
    best: &'static str,
    worst: &'static str,
    rule: &'static str,
    reason: String,
    source: Option<&'static str>,
    sources_differ: bool,
    /// What the team decided itself, beside what was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<DecidedDocument>,
    starts: Vec<StartDocument>,
}

/// The team's own assessment of a safeguard.
#[derive(Serialize)]
struct DecidedDocument {
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    at: String,
}

/// What one source's start of the clock gives.
#[derive(Serialize)]
struct StartDocument {
    source: &'static str,
    least_minutes: Option<i64>,
    most_minutes: Option<i64>,
    limit: Option<String>,
    limit_minutes: Option<i64>,
    within: &'static str,
    /// A limit whose text was not confirmed never goes without this.
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<String>,
}

/// How long after the apprehension something happened, by one source's apprehension and one
/// source's time of it.
#[derive(Serialize)]
struct ElapsedDocument {
    from: &'static str,
    from_source: &'static str,
    to: String,
    to_source: &'static str,
    least_minutes: Option<i64>,
    most_minutes: Option<i64>,
}

/// Writes a visit, and returns what was held back.
pub fn write_visit(
    session: &Session,
    law: &Law,
    (redaction, naming): (Redaction, &Naming),
    words: &Catalogue,
    sink: &mut dyn Write,
) -> io::Result<Withheld> {
    let mut withheld = Withheld::default();
    let header = session.header();
    let as_is = Told {
        redaction,
        naming,
        day: header.start.date(),
    };
    let language = words.language().code();
    let facility = &header.facility;
    let with_names = redaction.identities == Identities::Included;
    let mut subjects: Vec<Json> = session
        .subjects()
        .map(|taken| {
            let label = taken.label.filter(|_| with_names);
            withheld.labels += u64::from(label.is_none() && taken.label.is_some());
            json!({ "subject": naming.name(taken.subject), "label": label })
        })
        .collect();
    let mut sheets: Vec<SheetDocument> = session
        .sheets()
        .map(|sheet| sheet_document(&sheet, as_is, language, &mut withheld))
        .collect();
    sheets.extend(left_behind(session, as_is, language, &mut withheld));
    sheets.retain(|sheet| !sheet.answers.is_empty());
    let mut links: Vec<[String; 2]> = session
        .links()
        .iter()
        .map(|(person, record)| [naming.name(*person), naming.name(*record)])
        .collect();
    // The order in which they were taken up is that of their codes.
    let by_name = redaction.codes == Codes::Withheld;
    if by_name {
        subjects.sort_by_key(|subject: &Json| subject["subject"].to_string());
        links.sort();
        sheets.sort_by(|one, other| one.subject.cmp(&other.subject));
    }
    let mut episodes: Vec<EpisodeDocument> = session
        .episodes()
        .iter()
        .map(|episode| episode_document(episode, session, law, as_is, words))
        .collect();
    if by_name {
        episodes.sort_by(|one, other| {
            (&one.person, &one.records).cmp(&(&other.person, &other.records))
        });
    }
    let document = Document {
        format: "firsthours/visit/1",
        visit: header.id.to_string(),
        practice: header.practice,
        closed: session.is_closed(),
        kind: header.kind.name(),
        announced: json!(header.announced),
        // Who was there and at which hour tells staff whom to ask: the day is enough.
        start: if with_names {
            header.start.to_string()
        } else {
            header.start.date().to_string()
        },
        let_in: header
            .let_in
            .filter(|_| with_names)
            .map(|moment| moment.to_string()),
        clock: with_names.then(|| json!(header.clock)),
        facility: json!({
            "code": facility.code, "type": facility.kind.code(), "country": facility.country.code(),
            "region": facility.region, "body": facility.body,
        }),
        team: if with_names { &header.team } else { &[] },
        checklists: header
            .checklists
            .iter()
            .map(|pin| json!({ "id": pin.id.as_str(), "version": pin.version, "digest": pin.digest.to_string() }))
            .collect(),
        subjects,
        links,
        sheets,
        episodes,
        left_out: LeftOut {
            personal_answers: withheld.personal,
            notes: withheld.notes,
            labels: withheld.labels,
            team: !with_names,
            codes: by_name,
        },
    };
    serde_json::to_writer_pretty(&mut *sink, &document)?;
    sink.write_all(b"\n")?;
    Ok(withheld)
}

fn sheet_document(
    sheet: &Sheet<'_>,
    as_is: Told<'_>,
    language: &str,
    withheld: &mut Withheld,
) -> SheetDocument {
    let checklist = sheet.checklist();
    let mut answers = Vec::new();
    for spot in sheet.places() {
        let index = spot.question;
        let Some(question) = checklist.questions.get(index) else {
            continue;
        };
        let sheet = &sheet.seen_from(spot.instance);
        if question.takes_answers() {
            for said in sheet.said(index) {
                let source = said.source.name();
                let one = (said.answer, source, Some(&said));
                answers.extend(answer_document(
                    sheet, index, one, as_is, language, withheld,
                ));
            }
        } else if let Some(value) = sheet.calculated(index) {
            let answer = Answer::given(value.clone());
            let one = (&answer, "calculation", None);
            answers.extend(answer_document(
                sheet, index, one, as_is, language, withheld,
            ));
        }
    }
    let total = sheet.total();
    SheetDocument {
        subject: as_is.naming.name(sheet.subject()),
        checklist: checklist.id.as_str().to_owned(),
        version: checklist.version.clone(),
        done: total.done,
        total: total.total,
        answers,
    }
}

/// Returns what stays under earlier versions of the checklists, each sheet with nothing else.
fn left_behind(
    session: &Session,
    as_is: Told<'_>,
    language: &str,
    withheld: &mut Withheld,
) -> Vec<SheetDocument> {
    let mut found: Vec<SheetDocument> = Vec::new();
    for left in session.left_behind() {
        let (sheet, index) = (&left.sheet, left.spot.question);
        let one = (left.said.answer, left.said.source.name(), Some(&left.said));
        let answer = answer_document(sheet, index, one, as_is, language, withheld);
        let subject = as_is.naming.name(sheet.subject());
        let checklist = sheet.checklist();
        let is_same = |last: &&mut SheetDocument| {
            last.subject == subject
                && last.checklist == checklist.id.as_str()
                && last.version == checklist.version
        };
        if let Some(last) = found.last_mut().filter(is_same) {
            last.answers.extend(answer);
            last.done = last.answers.len();
            continue;
        }
        let answers: Vec<AnswerDocument> = answer.into_iter().collect();
        found.push(SheetDocument {
            checklist: checklist.id.as_str().to_owned(),
            version: checklist.version.clone(),
            done: answers.len(),
            total: 0,
            subject,
            answers,
        });
    }
    found
}

fn answer_document(
    sheet: &Sheet<'_>,
    index: usize,
    (answer, source, said): (&Answer, &'static str, Option<&Said<'_>>),
    as_is: Told<'_>,
    language: &str,
    withheld: &mut Withheld,
) -> Option<AnswerDocument> {
    let checklist = sheet.checklist();
    let question = checklist.questions.get(index)?;
    let redaction = as_is.redaction;
    let named = redaction.identities == Identities::Included;
    let applies = said.map_or_else(
        || sheet.applies(index),
        |said| sheet.counts_from(index, said.source),
    );
    let hide = question.personal
        && redaction.identities == Identities::Withheld
        && answer.value().is_some();
    withheld.personal += u64::from(hide);
    let note = answer
        .note
        .clone()
        .filter(|_| redaction.notes == Notes::Included);
    withheld.notes += u64::from(note.is_none() && answer.note.is_some());
    withheld.set_aside += u64::from(!applies);
    if answer.content.is_none() && note.is_none() {
        return None;
    }
    // At which hour the team stood at the gate tells staff whom to ask, in the answers too.
    let hour_of_visit = !named && tells_the_hour(sheet, answer, as_is.day);
    let label = answer
        .value()
        .filter(|_| !hide && !hour_of_visit)
        .and_then(|value| value_label(checklist, question, value, language));
    Some(AnswerDocument {
        instance: Some(sheet.instance_path(index)).filter(|path| !path.is_empty()),
        label,
        applies,
        withheld: hide,
        note,
        by: said.filter(|_| named).map(|said| said.stamp.by.clone()),
        at: said.map(|said| {
            let format = if named { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%d" };
            said.stamp.local.format(format).to_string()
        }),
        ..bare(question, source, (answer, hour_of_visit), hide)
    })
}

/// Returns whether the answer is a time on the day of the visit that the team noted about the place.
fn tells_the_hour(sheet: &Sheet<'_>, answer: &Answer, day: PartialDate) -> bool {
    let moment = answer.value().and_then(Value::as_moment);
    sheet.subject() == Subject::Premises && moment.is_some_and(|moment| moment.date() == day)
}

/// The answer without what depends on its sheet.
fn bare(
    question: &Question,
    source: &'static str,
    (answer, day_only): (&Answer, bool),
    hide: bool,
) -> AnswerDocument {
    let (missing, missing_why) = match answer.missing_reason() {
        Some(Missing::NotChecked(why)) => (Some("not_checked"), Some(why.name())),
        Some(missing) => (Some(missing.name()), None),
        None => (None, None),
    };
    let moment = answer.value().and_then(Value::as_moment);
    AnswerDocument {
        question: question.name.as_str().to_owned(),
        number: question.number.clone(),
        instance: None,
        safeguard: question.safeguard.clone(),
        fact: question.fact.as_ref().map(|fact| fact.as_str().to_owned()),
        source,
        value: match moment.filter(|_| day_only) {
            Some(moment) => Some(json!(moment.date().to_string())),
            None => answer.value().filter(|_| !hide).map(value_json),
        },
        label: None,
        missing,
        missing_why,
        precision: moment.map(|_| answer.precision.to_string()),
        applies: true,
        withheld: hide,
        note: None,
        by: None,
        at: None,
    }
}

/// Returns the value in the notation that `record` reads.
fn value_json(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Choice(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Decimal(number) => json!(number),
        Value::Choices(names) => json!(names),
        Value::Moment(moment) => json!(moment.to_string()),
    }
}

fn episode_document(
    episode: &Episode,
    session: &Session,
    law: &Law,
    as_is: Told<'_>,
    words: &Catalogue,
) -> EpisodeDocument {
    let naming = as_is.naming;
    let mut elapsed = Vec::new();
    for (_, start) in episode.about("apprehended_at") {
        let Some(from) = start.moment() else { continue };
        for end in &episode.statements {
            let Some(to) = end
                .moment()
                .filter(|_| end.fact.as_str() != "apprehended_at")
            else {
                continue;
            };
            let time = Elapsed::between(from, to);
            elapsed.push(ElapsedDocument {
                from: "apprehended_at",
                from_source: start.source.name(),
                to: end.fact.as_str().to_owned(),
                to_source: end.source.name(),
                least_minutes: time.least_minutes,
                most_minutes: time.most_minutes,
            });
        }
    }
    EpisodeDocument {
        person: episode.person.map(|person| naming.name(person)),
        records: (episode.records.iter())
            .map(|record| naming.name(*record))
            .collect(),
        custody: episode.custody.as_ref().map(|custody| custody.position),
        assessments: assessment_documents(episode, session, law, as_is.redaction, words),
        elapsed,
    }
}

fn assessment_documents(
    episode: &Episode,
    session: &Session,
    law: &Law,
    redaction: Redaction,
    words: &Catalogue,
) -> Vec<AssessmentDocument> {
    let header = session.header();
    let country = header.facility.country;
    let found = assess_as_of(episode, law, country, Some(header.start));
    let named = redaction.identities == Identities::Included;
    let at = if named {
        "%Y-%m-%dT%H:%M:%S"
    } else {
        "%Y-%m-%d"
    };
    let document = |assessment: &Assessment| AssessmentDocument {
        safeguard: assessment.safeguard,
        result: assessment.compliance.code(),
        best: assessment.best.code(),
        worst: assessment.worst.code(),
        rule: assessment.rule,
        reason: words.text(&assessment.reason),
        source: assessment.source.map(Source::name),
        sources_differ: assessment.sources_differ,
        decided: session
            .decision_on(episode, assessment.safeguard)
            .map(|decided| DecidedDocument {
                result: decided.compliance.code(),
                // A reason is free text, like a note.
                why: (redaction.notes == Notes::Included).then(|| decided.why.to_owned()),
                by: named.then(|| decided.stamp.by.clone()),
                at: decided.stamp.local.format(at).to_string(),
            }),
        starts: assessment
            .starts
            .iter()
            .map(|start| StartDocument {
                source: start.source.name(),
                least_minutes: start.elapsed.least_minutes,
                most_minutes: start.elapsed.most_minutes,
                limit: start.limit.clone(),
                limit_minutes: start.limit_minutes,
                within: match start.within {
                    Within::Yes => "yes",
                    Within::No => "no",
                    Within::Depends => "depends",
                },
                warning: start.warning.as_ref().map(|warning| words.text(warning)),
            })
            .collect(),
    };
    found.iter().map(document).collect()
}
