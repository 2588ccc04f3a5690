//! `differences`: the same fact according to several sources, and what the team makes of it.

use serde_json::{Value as Json, json};

use super::evidence::{elapsed_fields, moment_fields, provenance};
use super::{CommandFault, Context, Next, Output};
use crate::app::readable;
use crate::message::Message;
use crate::value::Moment;
use crate::visit::{Agreement, Difference, Episode, FactStatement, Session, differences};

pub(super) fn run(
    context: &Context,
    visit: &str,
    (subject, custody): (Option<&str>, Option<usize>),
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let subject = subject.map(super::evidence::subject).transpose()?;
    let desk = context.desk(output)?;
    let session = desk.visit(desk.find_visit(visit)?)?;
    let facts = &desk.measures().facts;
    let episodes = match (subject, custody) {
        (Some(subject), Some(number)) => {
            vec![session.episode_of(session.custody_numbered(subject, number)?)?]
        }
        (Some(subject), None) => session.episodes_of(subject)?,
        (None, _) => session.episodes(),
    };
    let language = context.language.code();
    for episode in &episodes {
        let found = differences(episode, facts);
        if !output.is_json() {
            output.line(&episode.name())?;
        }
        for difference in &found {
            let label = facts
                .fact(difference.fact.as_str())
                .map_or(difference.fact.as_str(), |fact| {
                    fact.label.in_language(language).0
                });
            if output.is_json() {
                output.object(&object(
                    &session, episode, difference, label, language, output,
                ))?;
            } else {
                print(&session, episode, difference, label, language, output)?;
            }
        }
    }
    Ok(Next::End)
}

/// Returns what a source said in words.
fn words_of(
    session: &Session,
    said: &FactStatement,
    language: &str,
    output: &Output<'_>,
) -> String {
    if let Some(missing) = said.missing() {
        let id = format!("word-missing-{}", missing.name());
        return output.catalogue().find(&id).unwrap_or_default();
    }
    let sheet = session.sheet(said.subject, said.checklist);
    let shown = sheet.as_ref().zip(said.value()).and_then(|(sheet, value)| {
        let question = sheet.checklist().questions.get(said.question)?;
        Some(readable(sheet, question, value, language))
    });
    shown.unwrap_or_default()
}

fn print(
    session: &Session,
    episode: &Episode,
    difference: &Difference,
    label: &str,
    language: &str,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let words = output.catalogue();
    let told: Vec<String> = difference
        .accounts
        .iter()
        .filter_map(|place| episode.statements.get(*place))
        .map(|said| {
            let source = words
                .find(&format!("word-source-{}", said.source.name()))
                .unwrap_or_default();
            let about = match said.moment() {
                Some((_, precision)) if precision.name() != "exact" => {
                    let id = format!("word-precision-{}", precision.name());
                    format!(" ({})", words.find(&id).unwrap_or_default())
                }
                _ => String::new(),
            };
            let shown = words_of(session, said, language, output);
            format!("{source}: {shown}{about}")
        })
        .collect();
    let sign = difference.agreement.sign();
    output.line(&format!("  {sign} {label}  {}", told.join("; ")))?;
    if difference.agreement == Agreement::Differ
        && let Some(gap) = difference.gap
    {
        let apart = super::show::hours(gap, words);
        output.line(&format!(
            "      {}",
            words.text(&Message::new("differences-apart").text("apart", apart))
        ))?;
    }
    if let Some(view) = session.view_of(episode, difference.fact.as_str()) {
        output.line(&format!(
            "      {}",
            words.text(
                &Message::new("differences-view")
                    .message("stands", view.stands.message())
                    .text("why", view.why)
                    .text("by", &view.stamp.by)
                    .text("when", Moment::at(view.stamp.local).to_string())
            )
        ))?;
    }
    Ok(())
}

fn object(
    session: &Session,
    episode: &Episode,
    difference: &Difference,
    label: &str,
    language: &str,
    output: &Output<'_>,
) -> Json {
    let accounts: Vec<Json> = difference
        .accounts
        .iter()
        .filter_map(|place| episode.statements.get(*place))
        .map(|said| {
            let mut account = moment_fields(said);
            if let Some(value) = said.value() {
                account.insert("value".to_owned(), json!(value.to_string()));
            }
            account.insert(
                "label".to_owned(),
                json!(words_of(session, said, language, output)),
            );
            account.extend(provenance(session, said));
            Json::Object(account)
        })
        .collect();
    let offset = session.header().clock.offset_minutes;
    let view = session
        .view_of(episode, difference.fact.as_str())
        .map(|view| {
            json!({
                "stands": view.stands.name(),
                "why": view.why,
                "by": view.stamp.by,
                "at": Moment::at(view.stamp.local).with_offset(offset).to_string(),
            })
        });
    json!({
        "fact": difference.fact.as_str(),
        "label": label,
        "person": episode.person.map(|person| person.to_string()),
        "custody_records": episode.records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "custody": episode.custody.as_ref().map(|custody| custody.position),
        "status": difference.agreement.name(),
        "tolerance_minutes": difference.tolerance_minutes,
        "gap": difference.gap.map(elapsed_fields),
        "accounts": accounts,
        "view": view,
    })
}
