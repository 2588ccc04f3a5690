//! `visit new`, `list`, `show`, `close`, `reopen`; `migrate` has a module of its own.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::arguments::{VisitCommand, YesNo};
use super::{CommandFault, Context, Next, Output};
use crate::app::{NewVisit, clock_check_of};
use crate::checklist::ChecklistId;
use crate::message::Message;
use crate::value::{Moment, PartialDate};
use crate::visit::{Announced, ClockCheck, VisitKind, VisitSummary};

/// What a visit uses unless told otherwise: everything for police custody but the short core set.
const USUAL_CHECKLISTS: [&str; 6] = [
    "police-custody/premises",
    "police-custody/custody-record",
    "police-custody/interview",
    "police-custody/lawyer",
    "police-custody/staff",
    "police-custody/medical",
];

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each command; what it does stands below app"
)]
pub(super) fn run(
    context: &Context,
    command: VisitCommand,
    output: &Output<'_>,
) -> Result<Next, CommandFault> {
    match command {
        VisitCommand::New {
            facility,
            start,
            kind,
            announced,
            let_in,
            team,
            checklist,
        } => {
            let start = start_of_visit(&start)?;
            let kind = VisitKind::from_name(&kind).ok_or_else(|| {
                CommandFault::Usage(Message::new("err-visit-kind").text("kind", &kind))
            })?;
            let let_in = let_in.as_deref().map(moment).transpose()?;
            let desk = context.desk(output)?;
            let place = desk.facility(&facility)?;
            // A script cannot look at a watch: the place's official time is taken, unconfirmed.
            let clock = clock_check_of(place.country, &place.region, start, desk.now());
            official(start, clock)?;
            if let Some(let_in) = let_in {
                official(let_in, clock)?;
            }
            let usual = || {
                USUAL_CHECKLISTS
                    .iter()
                    .map(|id| ChecklistId::new(*id))
                    .collect()
            };
            let session = desk.open_visit(NewVisit {
                facility,
                kind,
                announced: match announced {
                    Some(YesNo::Yes) => Announced::Yes,
                    Some(YesNo::No) => Announced::No,
                    None => Announced::NotStated,
                },
                start,
                let_in,
                clock,
                team,
                checklists: if checklist.is_empty() {
                    usual()
                } else {
                    checklist.into_iter().map(ChecklistId::new).collect()
                },
            })?;
            let id = session.header().id.to_string();
            if output.is_json() {
                output.object(&json!({ "visit": id }))?;
            } else {
                output.line(&id)?;
            }
        }
        VisitCommand::List { facility, from, to } => {
            let (from, to) = (day(from.as_deref())?, day(to.as_deref())?);
            let desk = context.desk_to_look(output)?;
            let visits: Vec<VisitSummary> = desk
                .visits()?
                .into_iter()
                .filter(|visit| {
                    facility
                        .as_deref()
                        .is_none_or(|code| visit.facility.eq_ignore_ascii_case(code))
                })
                .filter(|visit| in_period(visit.start, from, to))
                .collect();
            if output.is_json() {
                for visit in &visits {
                    output.object(&summary_object(visit))?;
                }
            } else {
                print_list(&visits, output)?;
            }
        }
        VisitCommand::Show { visit } => {
            let desk = context.desk(output)?;
            let session = desk.visit(desk.find_visit(&visit)?)?;
            super::show::print(&desk, &session, context.language, output)?;
        }
        VisitCommand::Close { visit } => {
            let desk = context.desk(output)?;
            let session = desk.close_visit(desk.find_visit(&visit)?)?;
            let left = session.to_do().len();
            let digest = session.digest();
            if output.is_json() {
                output.object(&json!({ "visit": session.header().id.to_string(), "closed": true, "to_do": left, "digest": digest.to_string() }))?;
            } else {
                output.say(&Message::new("cli-visit-closed").number("left", left as u64))?;
                output.say(&Message::new("visit-digest").text("digest", digest.groups()))?;
            }
        }
        VisitCommand::Migrate { visit, to, dry_run } => {
            return super::migrate::run(context, &visit, to.as_deref(), dry_run, output);
        }
        VisitCommand::Reopen { visit, why } => {
            if why.trim().is_empty() {
                return Err(CommandFault::Usage(Message::new("err-reopen-why")));
            }
            let desk = context.desk(output)?;
            let session = desk.reopen_visit(desk.find_visit(&visit)?, &why)?;
            if output.is_json() {
                output.object(
                    &json!({ "visit": session.header().id.to_string(), "closed": false }),
                )?;
            } else {
                output.say(&Message::new("cli-visit-reopened"))?;
            }
        }
    }
    Ok(Next::End)
}

/// Reads a moment as the contract writes it.
pub(super) fn moment(text: &str) -> Result<Moment, CommandFault> {
    text.parse()
        .map_err(|_fault| CommandFault::Usage(Message::new("err-line-time").text("text", text)))
}

/// Reads when a visit began. Without its day it would be in no quarter and in no period.
fn start_of_visit(text: &str) -> Result<Moment, CommandFault> {
    moment(text).and_then(|start| match start.date() {
        PartialDate::Day(_) => Ok(start),
        PartialDate::Year(_) | PartialDate::Month(..) => Err(CommandFault::Usage(
            Message::new("err-visit-day").text("text", text),
        )),
    })
}

/// Refuses a time that was told by another clock than the place's official one: taken as local time
/// it would be hours off.
fn official(told: Moment, clock: ClockCheck) -> Result<(), CommandFault> {
    let official = clock.offset_minutes;
    match told.offset_minutes() {
        Some(offset) if offset != official => {
            let sign = if official < 0 { '−' } else { '+' };
            let (hours, minutes) = (official.unsigned_abs() / 60, official.unsigned_abs() % 60);
            Err(CommandFault::Usage(
                Message::new("err-visit-offset")
                    .text("text", told.to_string())
                    .text("official", format!("{sign}{hours:02}:{minutes:02}")),
            ))
        }
        Some(_) | None => Ok(()),
    }
}

/// Reads the day of a filter.
pub(super) fn day(text: Option<&str>) -> Result<Option<NaiveDate>, CommandFault> {
    text.map(|text| {
        text.parse()
            .map_err(|_fault| CommandFault::Usage(Message::new("err-day").text("text", text)))
    })
    .transpose()
}

/// Returns whether the visit began in the period, both days included.
pub(super) fn in_period(start: Moment, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    let PartialDate::Day(day) = start.date() else {
        return from.is_none() && to.is_none();
    };
    from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
}

/// Returns a visit as an object of the contract.
pub(super) fn summary_object(visit: &VisitSummary) -> Json {
    json!({
        "visit": visit.id.to_string(),
        "facility": visit.facility,
        "facility_type": visit.facility_type.code(),
        "country": visit.country.code(),
        "region": visit.region,
        "start": visit.start.to_string(),
        "kind": visit.kind.name(),
        "announced": visit.announced,
        "closed": visit.closed,
        "practice": visit.practice,
        "persons": visit.persons,
        "custody_records": visit.records,
        "answered": done(visit),
        "total": total(visit),
        "flags": visit.flags,
    })
}

fn done(visit: &VisitSummary) -> usize {
    visit
        .checklists
        .iter()
        .map(|checklist| checklist.done)
        .sum()
}

fn total(visit: &VisitSummary) -> usize {
    visit
        .checklists
        .iter()
        .map(|checklist| checklist.total)
        .sum()
}

/// Prints visits as columns.
pub(super) fn print_list(visits: &[VisitSummary], output: &Output<'_>) -> Result<(), CommandFault> {
    let catalogue = output.catalogue();
    let rows: Vec<Vec<String>> = visits
        .iter()
        .map(|visit| {
            let state = if visit.closed {
                "cli-closed"
            } else {
                "cli-open"
            };
            let practice = if visit.practice {
                catalogue.id("cli-practice")
            } else {
                String::new()
            };
            vec![
                visit.id.to_string(),
                visit.facility.clone(),
                visit.start.to_string(),
                format!("{}/{}", done(visit), total(visit)),
                visit.persons.to_string(),
                catalogue.id(state),
                practice,
            ]
        })
        .collect();
    output.table(
        &[
            "cli-visit",
            "cli-facility",
            "cli-start",
            "cli-answered",
            "cli-persons",
            "cli-state",
            "cli-mark",
        ],
        &rows,
    )?;
    Ok(())
}
