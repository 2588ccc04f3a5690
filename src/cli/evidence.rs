//! How statements are written as JSON by the commands that show evidence: what was said, by whom, on
//! which sheet, no more exact than it was.

use serde_json::{Map, Value as Json, json};

use super::CommandFault;
use crate::message::Message;
use crate::value::{Moment, Precision};
use crate::visit::{Elapsed, FactStatement, Session, Subject, Within};

/// Reads the subject that a command names.
pub(super) fn subject(text: &str) -> Result<Subject, CommandFault> {
    text.parse().map_err(|_no_subject| {
        CommandFault::Usage(Message::new("err-line-subject").text("text", text))
    })
}

/// Returns a time between two statements in minutes and hours.
pub(super) fn elapsed_fields(elapsed: Elapsed) -> Json {
    let hours = |minutes: Option<i64>| {
        // Hours with a fraction for programs that compute; minutes are exact.
        #[expect(
            clippy::cast_precision_loss,
            reason = "minutes of a life are far below 2^53"
        )]
        minutes.map(|minutes| minutes as f64 / 60.0)
    };
    json!({
        "least_minutes": elapsed.least_minutes,
        "most_minutes": elapsed.most_minutes,
        "hours": hours(elapsed.exact_minutes()),
        "least_hours": hours(elapsed.least_minutes),
        "most_hours": hours(elapsed.most_minutes),
    })
}

/// Returns the exchange name of how a limit was kept.
pub(super) const fn within_name(within: Within) -> &'static str {
    match within {
        Within::Yes => "yes",
        Within::No => "no",
        Within::Depends => "depends",
    }
}

/// Returns when something was said to be: the moment as it was said, its precision, and the earliest
/// and latest times that it allows, all with their offset.
pub(super) fn moment_fields(said: &FactStatement) -> Map<String, Json> {
    let mut fields = Map::new();
    let moment = said.moment();
    let end = |when: Option<chrono::NaiveDateTime>, of: Moment| {
        when.map(|when| {
            let point = Moment::at(when);
            let offset = of.offset_minutes();
            offset
                .map_or(point, |offset| point.with_offset(offset))
                .to_string()
        })
    };
    let span = moment.map(|(moment, precision)| (moment, moment.span(precision)));
    let earliest = span.and_then(|(moment, span)| end(span.earliest, moment.first()));
    let latest = span.and_then(|(moment, span)| end(span.latest, moment.last()));
    fields.insert(
        "value".to_owned(),
        json!(moment.map(|(moment, _)| moment.to_string())),
    );
    fields.insert(
        "precision".to_owned(),
        json!(moment.map(|(_, precision)| precision.name())),
    );
    fields.insert(
        "within_minutes".to_owned(),
        json!(moment.and_then(|(_, precision)| Precision::within_minutes(precision))),
    );
    fields.insert("earliest".to_owned(), json!(earliest));
    fields.insert("latest".to_owned(), json!(latest));
    fields.insert(
        "missing".to_owned(),
        json!(said.missing().map(crate::value::Missing::name)),
    );
    fields
}

/// Returns where a statement stands: source, sheet, question, and who wrote it down when.
pub(super) fn provenance(session: &Session, said: &FactStatement) -> Map<String, Json> {
    let mut fields = Map::new();
    let sheet = session.sheet(said.subject, said.checklist);
    let sheet = sheet.map(|sheet| sheet.in_instance(said.instance.clone()));
    let positions = sheet.as_ref().map(|sheet| sheet.positions(said.question));
    let question = sheet
        .as_ref()
        .and_then(|sheet| sheet.checklist().questions.get(said.question));
    let stamp = sheet.as_ref().and_then(|sheet| {
        sheet
            .said(said.question)
            .into_iter()
            .find(|one| one.source == said.source)
            .map(|one| (one.stamp.by.clone(), one.stamp.local))
    });
    let offset = session.header().clock.offset_minutes;
    let when = stamp
        .as_ref()
        .map(|(_, local)| Moment::at(*local).with_offset(offset).to_string());
    for (key, value) in [
        ("source", json!(said.source.name())),
        ("subject", json!(said.subject.to_string())),
        (
            "checklist",
            json!(sheet.as_ref().map(|sheet| sheet.checklist().id.as_str())),
        ),
        (
            "question",
            json!(question.map(|question| question.name.as_str())),
        ),
        (
            "number",
            json!(question.map(|question| question.number.as_str())),
        ),
        ("instance", json!(positions.unwrap_or_default())),
        ("by", json!(stamp.map(|(by, _)| by))),
        ("said_at", json!(when)),
    ] {
        fields.insert(key.to_owned(), value);
    }
    fields
}
