//! `visit show`: what was said, how many hours, and how each safeguard was judged.

use serde_json::{Value as Json, json};

use super::evidence::{elapsed_fields, within_name};
use super::{CommandFault, Output};
use crate::app::{Desk, readable};
use crate::checklist::FactName;
use crate::i18n::{Catalogue, Language, hours_and_minutes};
use crate::message::Message;
use crate::value::Precision;
use crate::visit::{
    Assessment, Content, Elapsed, Episode, FactStatement, Said, Session, Sheet, VisitSummary,
};

/// Prints a visit.
pub(super) fn print(
    desk: &Desk,
    session: &Session,
    language: Language,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let words = output.catalogue();
    let episodes = desk.measures().episodes(session);
    if output.is_json() {
        let mut object = super::visit::summary_object(&VisitSummary::of(session));
        if let Json::Object(fields) = &mut object {
            let episodes: Vec<Json> = episodes
                .iter()
                .map(|(episode, assessments)| episode_object(session, episode, assessments, words))
                .collect();
            fields.insert(
                "answers".to_owned(),
                Json::Array(answers(session, language)),
            );
            fields.insert("episodes".to_owned(), Json::Array(episodes));
            fields.insert("links".to_owned(), links(session));
            fields.insert("digest".to_owned(), json!(session.digest().to_string()));
            fields.insert("to_do".to_owned(), json!(session.to_do().len()));
        }
        output.object(&object)?;
        return Ok(());
    }
    super::visit::print_list(&[VisitSummary::of(session)], output)?;
    if session.is_closed() {
        output.say(&Message::new("visit-digest").text("digest", session.digest().groups()))?;
    }
    for sheet in session.sheets() {
        let total = sheet.total();
        if total.done == 0 {
            continue;
        }
        let title = sheet.checklist().title.in_language(language.code()).0;
        output.line("")?;
        output.line(&format!(
            "{}  {title}  {}/{}",
            sheet.subject(),
            total.done,
            total.total
        ))?;
        let mut heading = String::new();
        for spot in sheet.places() {
            let index = spot.question;
            let sheet = sheet.seen_from(spot.instance);
            for said in sheet.said(index) {
                let path = sheet.instance_path(index);
                if path != heading {
                    print_heading(&sheet, index, &path, output)?;
                    heading = path;
                }
                print_answer(&sheet, index, &said, language, output)?;
            }
        }
    }
    let left = session.left_behind();
    let mut heading = String::new();
    for left in &left {
        let sheet = &left.sheet;
        let head = words
            .text(&Message::new("migrate-left-behind").text("version", &sheet.checklist().version));
        let title = sheet.checklist().title.in_language(language.code()).0;
        let head = format!("{}  {title}  [{head}]", sheet.subject());
        if head != heading {
            output.line("")?;
            output.line(&head)?;
            heading = head;
        }
        print_answer(sheet, left.spot.question, &left.said, language, output)?;
    }
    for (episode, assessments) in &episodes {
        print_episode(desk, session, episode, assessments, language, output)?;
    }
    Ok(())
}

/// Prints what one source says to a question.
fn print_answer(
    sheet: &Sheet<'_>,
    index: usize,
    said: &Said<'_>,
    language: Language,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let words = output.catalogue();
    let Some(question) = sheet.checklist().questions.get(index) else {
        return Ok(());
    };
    let shown = match &said.answer.content {
        Some(Content::Given(value)) => readable(sheet, question, value, language.code()),
        Some(Content::Missing(missing)) => words
            .find(&format!("word-missing-{}", missing.name()))
            .unwrap_or_default(),
        None => return Ok(()),
    };
    let about = if said.answer.precision == Precision::Exact {
        String::new()
    } else {
        let name = format!("word-precision-{}", said.answer.precision.name());
        format!(" ({})", words.find(&name).unwrap_or_default())
    };
    let aside = if sheet.counts_from(index, said.source) {
        String::new()
    } else {
        format!(" [{}]", words.id("cli-set-aside"))
    };
    let source = words
        .find(&format!("word-source-{}", said.source.name()))
        .unwrap_or_default();
    let label = question.label.in_language(language.code()).0;
    output.line(&format!(
        "  {:5} {label}  {shown}{about}  ({source}){aside}",
        question.number
    ))?;
    Ok(())
}

/// Prints the line above what was said in one instance of a repeat.
fn print_heading(
    sheet: &Sheet<'_>,
    index: usize,
    path: &str,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let beyond = if sheet.is_beyond_count(index) {
        format!("  [{}]", output.catalogue().id("repeat-beyond"))
    } else {
        String::new()
    };
    output.line(format!("  {path}{beyond}").trim_end())?;
    Ok(())
}

fn print_episode(
    desk: &Desk,
    session: &Session,
    episode: &Episode,
    assessments: &[Assessment],
    language: Language,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let words = output.catalogue();
    output.line("")?;
    output.line(&episode.name())?;
    for (from, to, elapsed) in intervals(episode) {
        let fact = |statement: &FactStatement| {
            let source = words
                .find(&format!("word-source-{}", statement.source.name()))
                .unwrap_or_default();
            let name = statement.fact.as_str();
            let known = desk.measures().facts.fact(name);
            let label = known.map_or(name, |fact| fact.label.in_language(language.code()).0);
            format!("{label} ({source})")
        };
        output.line(&format!(
            "  {} → {}  {}",
            fact(from),
            fact(to),
            hours(elapsed, words)
        ))?;
    }
    for assessment in assessments {
        let code = assessment.compliance.code();
        let result = words
            .find(&format!("word-compliance-{code}"))
            .unwrap_or_default();
        output.line(&format!(
            "  {}  {code:2} {result}: {}",
            assessment.safeguard,
            words.text(&assessment.reason)
        ))?;
        let facts = &desk.measures().facts;
        let used: Vec<String> = assessment
            .statements(episode)
            .map(|said| {
                let name = said.fact.as_str();
                let label = facts
                    .fact(name)
                    .map_or(name, |fact| fact.label.in_language(language.code()).0);
                let source = words.find(&format!("word-source-{}", said.source.name()));
                format!("{label} ({}, {})", source.unwrap_or_default(), said.subject)
            })
            .collect();
        if !used.is_empty() {
            let used = Message::new("safeguards-used").text("facts", used.join("; "));
            output.line(&format!("        {}", words.text(&used)))?;
        }
        if let Some(decided) = session.decision_on(episode, assessment.safeguard) {
            let result = words.find(&format!("word-compliance-{}", decided.compliance.code()));
            let decided = Message::new("safeguards-decided")
                .text("result", result.unwrap_or_default())
                .text("why", decided.why)
                .text("by", &decided.stamp.by)
                .text(
                    "when",
                    decided.stamp.local.format("%Y-%m-%d %H:%M").to_string(),
                );
            output.line(&format!("        {}", words.text(&decided)))?;
        }
        for start in &assessment.starts {
            if let Some(warning) = &start.warning {
                let citation = start.citation.as_deref().unwrap_or_default();
                output.line(&format!("        {citation} {}", words.text(warning)))?;
                break;
            }
        }
    }
    Ok(())
}

/// Returns each source's apprehension with each later moment, and what lies between.
fn intervals(episode: &Episode) -> Vec<(&FactStatement, &FactStatement, Elapsed)> {
    let moments = || {
        episode
            .statements
            .iter()
            .filter_map(|one| Some((one, one.moment()?)))
    };
    moments()
        .filter(|(from, _)| from.fact.as_str() == "apprehended_at")
        .flat_map(|(from, start)| {
            moments()
                .filter(|(to, _)| to.fact.as_str() != "apprehended_at")
                .map(move |(to, end)| (from, to, Elapsed::between(start, end)))
        })
        .collect()
}

pub(super) fn hours(elapsed: Elapsed, words: &Catalogue) -> String {
    let one = |minutes: i64| {
        let (hours, rest) = hours_and_minutes(minutes);
        let text = words.text(
            &Message::new("cli-hours")
                .number("hours", hours)
                .number("minutes", rest),
        );
        if minutes < 0 {
            format!("−{text}")
        } else {
            text
        }
    };
    match (elapsed.least_minutes, elapsed.most_minutes) {
        (Some(least), Some(most)) if least == most => one(least),
        (Some(least), Some(most)) => format!("{} – {}", one(least), one(most)),
        (Some(least), None) => format!("≥ {}", one(least)),
        (None, Some(most)) => format!("≤ {}", one(most)),
        (None, None) => "?".to_owned(),
    }
}

fn answers(session: &Session, language: Language) -> Vec<Json> {
    let mut found = Vec::new();
    for sheet in session.sheets() {
        for spot in sheet.places() {
            let index = spot.question;
            let sheet = sheet.seen_from(spot.instance);
            let said = sheet.said(index).into_iter();
            found.extend(said.filter_map(|said| answer(&sheet, index, &said, language)));
        }
    }
    for left in session.left_behind() {
        let answer = answer(&left.sheet, left.spot.question, &left.said, language);
        found.extend(answer.map(|mut answer| {
            if let Json::Object(fields) = &mut answer {
                let version = &left.sheet.checklist().version;
                fields.insert("left_behind_in".to_owned(), json!(version));
            }
            answer
        }));
    }
    found
}

fn answer(sheet: &Sheet<'_>, index: usize, said: &Said<'_>, language: Language) -> Option<Json> {
    let question = sheet.checklist().questions.get(index)?;
    let (value, label, missing) = match &said.answer.content {
        Some(Content::Given(value)) => (
            json!(value.to_string()),
            json!(readable(sheet, question, value, language.code())),
            Json::Null,
        ),
        Some(Content::Missing(missing)) => (Json::Null, Json::Null, json!(missing.name())),
        None => (Json::Null, Json::Null, Json::Null),
    };
    Some(json!({
        "subject": sheet.subject().to_string(),
        "checklist": sheet.checklist().id.as_str(),
        "question": question.name.as_str(),
        "number": question.number,
        "instance": sheet.positions(index),
        "beyond_count": sheet.is_beyond_count(index),
        "fact": question.fact.as_ref().map(FactName::as_str),
        "source": said.source.name(),
        "value": value,
        "label": label,
        "missing": missing,
        "precision": said.answer.precision.name(),
        "within_minutes": said.answer.precision.within_minutes(),
        "note": said.answer.note,
        "flag": said.answer.flag,
        "applies": sheet.counts_from(index, said.source),
        "to_check": sheet.is_to_check(index),
        "by": said.stamp.by,
        "said_at": said.stamp.local.format("%Y-%m-%dT%H:%M:%S").to_string(),
    }))
}

/// Returns where in the repeats around it a statement stands, counted from 1.
pub(super) fn positions(session: &Session, said: &FactStatement) -> Vec<usize> {
    let sheet = session.sheet(said.subject, said.checklist);
    sheet.map_or_else(Vec::new, |sheet| {
        sheet
            .seen_from(said.instance.clone())
            .positions(said.question)
    })
}

fn links(session: &Session) -> Json {
    session
        .links()
        .iter()
        .map(|(person, record)| json!([person.to_string(), record.to_string()]))
        .collect()
}

fn episode_object(
    session: &Session,
    episode: &Episode,
    assessments: &[Assessment],
    words: &Catalogue,
) -> Json {
    let said = |statement: &FactStatement| {
        json!({
            "fact": statement.fact.as_str(), "source": statement.source.name(),
            "subject": statement.subject.to_string(),
            "instance": positions(session, statement),
        })
    };
    let elapsed: Vec<Json> = intervals(episode)
        .into_iter()
        .map(|(from, to, elapsed)| {
            json!({
                "from": from.fact.as_str(), "from_source": from.source.name(),
                "to": to.fact.as_str(), "to_source": to.source.name(),
                "elapsed": elapsed_fields(elapsed),
            })
        })
        .collect();
    let assessments: Vec<Json> = assessments
        .iter()
        .map(|one| {
            let starts: Vec<Json> = one
                .starts
                .iter()
                .map(|start| {
                    json!({
                        "source": start.source.name(),
                        "elapsed": elapsed_fields(start.elapsed),
                        "limit": start.limit,
                        "limit_hours": start.limit_minutes.map(|minutes| minutes / 60),
                        "within": within_name(start.within),
                        "citation": start.citation,
                        "warning": start.warning.as_ref().map(|warning| words.text(warning)),
                        "best": start.best.code(),
                        "worst": start.worst.code(),
                    })
                })
                .collect();
            let decided = session.decision_on(episode, one.safeguard).map(|decided| {
                json!({
                    "result": decided.compliance.code(),
                    "why": decided.why,
                    "by": decided.stamp.by,
                    "at": decided.stamp.local.format("%Y-%m-%dT%H:%M:%S").to_string(),
                })
            });
            json!({
                "safeguard": one.safeguard,
                "compliance": one.compliance.code(),
                "best": one.best.code(),
                "worst": one.worst.code(),
                "decided": decided,
                "rule": one.rule,
                "reason": words.text(&one.reason),
                "source": one.source.map(crate::value::Source::name),
                "sources_differ": one.sources_differ,
                "used": one.statements(episode).map(said).collect::<Vec<_>>(),
                "starts": starts,
            })
        })
        .collect();
    json!({
        "person": episode.person.map(|person| person.to_string()),
        "custody_records": episode.records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "custody": episode.custody.as_ref().map(|custody| custody.position),
        "elapsed": elapsed,
        "assessments": assessments,
    })
}
