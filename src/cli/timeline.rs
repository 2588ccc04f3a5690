//! `timeline`: what happened to one human being, hour by hour, according to whom, and how it stands
//! to each limit from every possible start.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::arguments::TimelineArguments;
use super::evidence::{elapsed_fields, moment_fields, provenance, within_name};
use super::{CommandFault, Context, Next, Output};
use crate::app::Desk;
use crate::export::{TimelineWords, atomic_file, timeline_lines, write_timeline_svg};
use crate::message::Message;
use crate::value::Source;
use crate::visit::{Chart, Episode, Event, LimitResult, Session, Timeline};

/// Columns of the lines that are printed and written: they never depend on a window.
const COLUMNS: usize = 100;

/// What a file name asks for.
#[derive(Clone, Copy)]
enum Picture {
    Svg,
    Text,
}

pub(super) fn run(
    context: &Context,
    arguments: &TimelineArguments,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    let subject = super::evidence::subject(&arguments.subject)?;
    let to = arguments
        .to
        .as_ref()
        .map(|path| Ok::<_, CommandFault>((path, picture_of(path)?)))
        .transpose()?;
    let zero = arguments
        .zero
        .as_deref()
        .map(|name| {
            Source::from_name(name).ok_or_else(|| {
                CommandFault::Usage(Message::new("err-line-source").text("text", name))
            })
        })
        .transpose()?;
    let desk = context.desk(output)?;
    let session = desk.visit(desk.find_visit(&arguments.visit)?)?;
    let episodes = match arguments.custody {
        Some(number) => vec![session.episode_of(session.custody_numbered(subject, number)?)?],
        None => session.episodes_of(subject)?,
    };
    if to.is_some() && episodes.len() > 1 {
        let count = episodes.len();
        return Err(CommandFault::Usage(
            Message::new("err-timeline-which").number("count", count),
        ));
    }
    for episode in &episodes {
        tell(&desk, &session, episode, zero, to, arguments, output)?;
    }
    Ok(Next::End)
}

/// Tells of one custody.
fn tell(
    desk: &Desk,
    session: &Session,
    episode: &Episode,
    zero: Option<Source>,
    to: Option<(&PathBuf, Picture)>,
    arguments: &TimelineArguments,
    output: &Output<'_>,
) -> Result<(), CommandFault> {
    let measures = desk.measures();
    let country = session.header().facility.country;
    let timeline = Timeline::of(episode, &measures.law, country);
    let zero = match zero {
        None => 0,
        Some(source) => timeline
            .zeros
            .iter()
            .position(|zero| zero.source == source)
            .ok_or_else(|| CommandFault::Refused(Message::new("err-timeline-zero")))?,
    };
    let words = TimelineWords {
        timeline: &timeline,
        facts: &measures.facts,
        words: output.catalogue(),
        chart: Chart::of_72_hours(zero, COLUMNS),
        practice: session.header().practice,
    };
    if let Some((path, picture)) = to {
        let existing = atomic_file::Existing::of(arguments.replace);
        let lines = timeline_lines(&words, COLUMNS);
        atomic_file::write(path, existing, |sink| match picture {
            Picture::Svg => write_timeline_svg(&words, sink),
            Picture::Text => lines.iter().try_for_each(|line| writeln!(sink, "{line}")),
        })?;
        output.note(&Message::new("cli-export-open"));
    }
    if output.is_json() {
        for event in &timeline.events {
            output.object(&event_object(session, episode, &timeline, event, output))?;
        }
    } else if let Some((path, _)) = to {
        let file = path.display().to_string();
        output.say(&Message::new("timeline-written").text("file", file))?;
    } else {
        if episode.custody.is_some() {
            output.line(&episode.name())?;
        }
        for line in timeline_lines(&words, COLUMNS) {
            output.line(&line)?;
        }
    }
    Ok(())
}

fn picture_of(path: &Path) -> Result<Picture, CommandFault> {
    let ending = path.extension().and_then(std::ffi::OsStr::to_str);
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => Ok(Picture::Svg),
        Some("txt") => Ok(Picture::Text),
        _ => Err(CommandFault::Usage(
            Message::new("err-timeline-ending").text("file", path.display().to_string()),
        )),
    }
}

fn event_object(
    session: &Session,
    episode: &Episode,
    timeline: &Timeline,
    event: &Event,
    output: &Output<'_>,
) -> Json {
    let measured: Vec<Json> = timeline
        .zeros
        .iter()
        .zip(&event.since)
        .map(|(zero, elapsed)| {
            json!({
                "start_source": zero.source.name(),
                "start": zero.moment.to_string(),
                "elapsed": elapsed_fields(*elapsed),
            })
        })
        .collect();
    let results: Vec<Json> = event
        .results
        .iter()
        .map(|result| result_object(episode, result, output))
        .collect();
    let about = timeline.person.iter().chain(&timeline.records);
    let mut object = json!({
        "event": event.fact.as_str(),
        "letter": event.letter.to_string(),
        "person": about.map(ToString::to_string).collect::<Vec<_>>().join(" = "),
        "custody": episode.custody.as_ref().map(|custody| custody.position),
        "since": measured,
        "results": results,
    });
    if let (Json::Object(fields), Some(said)) =
        (&mut object, episode.statements.get(event.statement))
    {
        fields.extend(moment_fields(said));
        fields.extend(provenance(session, said));
    }
    object
}

fn result_object(episode: &Episode, result: &LimitResult, output: &Output<'_>) -> Json {
    let limit = &result.limit;
    let words = output.catalogue();
    let start = episode
        .statements
        .get(result.start)
        .and_then(crate::visit::FactStatement::moment)
        .map(|(moment, _)| moment.to_string());
    let (over_least, over_most) = result.over().unwrap_or_default();
    json!({
        "limit": limit.id,
        "citation": limit.citation,
        "limit_from": limit.from,
        "limit_to": limit.to,
        "limit_minutes": limit.minutes,
        "before": limit.before,
        "who": limit.who,
        "review_status": limit.review_status.name(),
        "warning": limit.warning.as_ref().map(|warning| words.text(warning)),
        "source_of_limit": limit.origin,
        "start_source": result.start_source.name(),
        "start": start,
        "elapsed": elapsed_fields(result.elapsed),
        "within": result.within.map(within_name),
        "over_least_minutes": over_least,
        "over_most_minutes": over_most,
    })
}
